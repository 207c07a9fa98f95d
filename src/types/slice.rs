//! `slice`: three values that select items of a sequence.

use super::attempt::receiver;
use super::sequence::{self, Items, RowHash};
use super::tuple;
use crate::bytecode::CompareOp;
use crate::object::{
    Args, Engine, Frame, GeneralSlots, Member, Res, Role, Slot, Trap, Type, TypeId, kind,
};
use crate::runtime::{compare, format, index, text};
use crate::value::{Value, Word};

const START: u32 = 1;
const STOP: u32 = 2;
const STEP: u32 = 3;

const NOT_SLICE: &str = "descriptor requires a 'slice' object but received a '{t}'";

fn make<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let none = Value::none();
    let parts = match args.len() {
        2 => [none, args.at(1), none],
        3 => [args.at(1), args.at(2), none],
        _ => [args.at(1), args.at(2), args.at(3)],
    };
    vm.make(kind::SLICE, &parts.map(Value::word))
}

fn parts(vm: &Engine, slice: u32) -> Items {
    debug_assert!(vm.heap.object_words(slice) == STEP + 1);
    Items { start: slice + 4, len: STEP }
}

fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    vm.scope(|vm| {
        let each = vm.push_unbound(1)?;
        for i in START..=STEP {
            text::push(vm, out, if i == START { b"slice(" } else { b", " })?;
            vm.set_word(each, vm.field(vm.word(value), i));
            format::repr(vm, each, out)?;
        }
        text::push(vm, out, b")")
    })
}

fn hash(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    let row = parts(vm, receiver(vm, value, kind::SLICE, NOT_SLICE)?);
    let mut hash = RowHash::EMPTY;
    for i in 0..row.len {
        hash = hash.add(compare::leaf_hash(vm, row.at(vm, i))?);
    }
    Ok(hash.finish())
}

fn leaf_compare(
    vm: &Engine,
    op: CompareOp,
    a: Value<'_>,
    b: Value<'_>,
) -> Result<Option<bool>, Trap> {
    match (vm.expect(a, kind::SLICE), vm.expect(b, kind::SLICE)) {
        (Some(a), Some(b)) => sequence::leaf_compare(vm, op, parts(vm, a), parts(vm, b)),
        _ => Ok(None),
    }
}

/// As [`leaf_compare`] for parts that compare through Python code: as tuples of them.
fn compare_general(vm: &mut Engine, op: CompareOp, a: Slot, b: Slot) -> Result<Option<bool>, Trap> {
    vm.scope(|vm| {
        let tuples = vm.push_unbound(2)?;
        for (slot, slice) in [(tuples, a), (tuples.offset(1), b)] {
            if vm.expect(vm.at(slice), kind::SLICE).is_none() {
                return Ok(None);
            }
            let word = vm.leaf(|vm| tuple::copy(vm, parts(vm, vm.word(slice))))?;
            vm.set_word(slot, word);
        }
        sequence::compare(vm, op, tuples, tuples.offset(1))
    })
}

/// `slice.indices(len)`.
fn indices(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receiver(vm, vm.at(frame.at(0)), kind::SLICE, NOT_SLICE)?;
    let len = index::index_of(vm, frame.at(1))?;
    if len < 0 {
        return Err(vm.value_error("length should not be negative"));
    }
    vm.scope(|vm| {
        let slice = index::without_calls(vm, frame.at(0))?.unwrap_or(frame.at(0));
        vm.leaf(|vm| {
            let (start, stop, step, _) = index::slice_bounds(vm, vm.at(slice), len as usize)?;
            let clamp = |n: i32| Value::small(n).unwrap_or(Value::int(0)).word();
            tuple::new(vm, &[clamp(start), clamp(stop), clamp(step)])
        })
    })
}

fn part<'g>(vm: &'g Engine, args: Args<'g>, i: u32) -> Res<'g> {
    let slice = receiver(vm, args.at(0), kind::SLICE, NOT_SLICE)?;
    Ok(vm.value(vm.field(slice, i)))
}

fn start<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    part(vm, args, START)
}

fn stop<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    part(vm, args, STOP)
}

fn step<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    part(vm, args, STEP)
}

/// `slice`.
pub(crate) static TYPE: Type = Type {
    members: &[
        Member::leaf("start", 1, 1, start).role(Role::Attribute),
        Member::leaf("stop", 1, 1, stop).role(Role::Attribute),
        Member::leaf("step", 1, 1, step).role(Role::Attribute),
        Member::general("indices", 2, 2, indices),
    ],
    new: Some(Member::leaf("__new__", 2, 4, make)),
    repr: Some(repr),
    hash: Some(hash),
    compare: Some(leaf_compare),
    general: &GeneralSlots { compare: Some(compare_general), ..GeneralSlots::NONE },
    ..Type::new(TypeId::SLICE)
};
