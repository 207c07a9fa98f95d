//! `tuple`: a header and the items. The empty tuple is one object in flash.

use super::attempt::{expect, receive, receiver};
use super::sequence::{self, Brackets, Items, RowHash};
use super::{iterator, list};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::object::{
    Engine, Frame, GeneralSlots, Member, Res, Slot, Trap, Type, TypeFlags, TypeId, kind,
};
use crate::runtime::{compare, index};
use crate::value::{Value, Word};

const NOT_TUPLE: &str = "descriptor requires a 'tuple' object but received a '{t}'";
const INDEX_ERROR: &str = "tuple index out of range";

/// The items of a tuple.
#[inline]
pub(crate) fn items(vm: &Engine, tuple: u32) -> Items {
    Items { start: tuple + 4, len: vm.heap.object_words(tuple) - 1 }
}

/// How many items a tuple has.
#[inline]
pub(crate) fn len(vm: &Engine, tuple: u32) -> usize {
    items(vm, tuple).len as usize
}

/// Item `i` of a tuple.
#[inline]
pub(crate) fn item(vm: &Engine, tuple: u32, i: usize) -> Option<Value<'_>> {
    items(vm, tuple).get(vm, i as u32)
}

/// A new tuple of `len` items (not 0), which the caller writes at once.
pub(crate) fn alloc(vm: &Engine, len: u32) -> Result<u32, Trap> {
    vm.alloc(kind::TUPLE, len + 1)
}

/// A new tuple of these items.
pub(crate) fn new<'g>(vm: &'g Engine, items: &[Word]) -> Res<'g> {
    if items.is_empty() { Ok(Value::empty_tuple()) } else { vm.make(kind::TUPLE, items) }
}

/// A new tuple of the items in `count` slots.
pub(crate) fn from_slots(vm: &Engine, base: Slot, count: usize) -> Res<'_> {
    copy(vm, Items { start: vm.address_of(base), len: count as u32 })
}

/// A new tuple of the items of a row.
pub(crate) fn copy(vm: &Engine, row: Items) -> Res<'_> {
    if row.len == 0 {
        return Ok(Value::empty_tuple());
    }
    let tuple = alloc(vm, row.len)?;
    vm.heap.copy_words(row.start, tuple + 4, row.len);
    Ok(Value::object(tuple))
}

/// `tuple(iterable)` of what is in a slot.
pub(crate) fn collect(vm: &mut Engine, iterable: Slot) -> Result<Word, Trap> {
    if vm.expect(vm.at(iterable), kind::TUPLE).is_some() {
        return Ok(vm.word(iterable));
    }
    if sequence::items(vm, vm.at(iterable)).is_none() {
        return vm.scope(|vm| {
            let list = list::collect(vm, iterable)?;
            copy_of(vm, list)
        });
    }
    copy_of(vm, iterable)
}

fn copy_of(vm: &mut Engine, row: Slot) -> Result<Word, Trap> {
    vm.leaf(|vm| match sequence::items(vm, vm.at(row)) {
        Some(items) => copy(vm, items),
        None => Ok(Value::empty_tuple()),
    })
}

fn make(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    match frame.get(1) {
        Some(iterable) => collect(vm, iterable),
        None => Ok(Value::empty_tuple().word()),
    }
}

fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    let brackets = Brackets { open: b"(", close: b")", close_one: b",)", nested: b"(...)" };
    sequence::repr(vm, value, out, brackets)
}

fn leaf_hash(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    let Some(row) = sequence::items(vm, value) else { return Ok(0) };
    let mut hash = RowHash::EMPTY;
    for i in 0..row.len {
        hash = hash.add(compare::leaf_hash(vm, row.at(vm, i))?);
    }
    Ok(hash.finish())
}

fn hash(vm: &mut Engine, value: Slot) -> Result<u32, Trap> {
    vm.scope(|vm| {
        let each = vm.push_unbound(1)?;
        let mut hash = RowHash::EMPTY;
        let mut i = 0;
        while let Some(item) = sequence::items(vm, vm.at(value)).and_then(|row| row.get(vm, i)) {
            vm.set(each, item);
            hash = hash.add(compare::hash(vm, each)?);
            i += 1;
        }
        Ok(hash.finish())
    })
}

fn length(vm: &Engine, value: Value<'_>) -> usize {
    expect(vm, value, kind::TUPLE).map_or(0, |tuple| len(vm, tuple))
}

fn get_item<'g>(vm: &'g Engine, value: Value<'g>, key: Value<'g>) -> Res<'g> {
    let tuple = receiver(vm, value, kind::TUPLE, NOT_TUPLE)?;
    let row = items(vm, tuple);
    if vm.layout(key) != Some(kind::SLICE) {
        return sequence::item_at(vm, row, key, INDEX_ERROR);
    }
    let (start, _, step, count) = index::slice_bounds(vm, key, row.len as usize)?;
    if count == 0 {
        return Ok(Value::empty_tuple());
    }
    if step == 1 && count as u32 == row.len {
        return Ok(Value::object(tuple));
    }
    let new = alloc(vm, count as u32)?;
    sequence::write_slice(vm, row, new + 4, start, step, count as u32);
    Ok(Value::object(new))
}

fn contains(vm: &Engine, value: Value<'_>, item: Value<'_>) -> Result<bool, Trap> {
    let Some(row) = sequence::items(vm, value) else { return Ok(false) };
    sequence::leaf_find(vm, row, item, 0, u32::MAX).map(|found| found.is_some())
}

fn binary<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    match op {
        BinaryOp::Add => match (expect(vm, a, kind::TUPLE), expect(vm, b, kind::TUPLE)) {
            (Some(left), Some(right)) => add(vm, items(vm, left), items(vm, right)).map(Some),
            _ => Ok(None),
        },
        BinaryOp::Multiply => {
            let (tuple, times) = match expect(vm, a, kind::TUPLE) {
                Some(tuple) => (tuple, b),
                None => match expect(vm, b, kind::TUPLE) {
                    Some(tuple) => (tuple, a),
                    None => return Ok(None),
                },
            };
            let Some(count) = sequence::repeat_count(vm, times)? else { return Ok(None) };
            repeat(vm, tuple, count).map(Some)
        }
        _ => Ok(None),
    }
}

fn add(vm: &Engine, a: Items, b: Items) -> Res<'_> {
    if a.len == 0 {
        return if b.len == 0 { Ok(Value::empty_tuple()) } else { Ok(Value::object(b.start - 4)) };
    }
    if b.len == 0 {
        return Ok(Value::object(a.start - 4));
    }
    let new = alloc(vm, a.len + b.len)?;
    vm.heap.copy_words(a.start, new + 4, a.len);
    vm.heap.copy_words(b.start, new + 4 + 4 * a.len, b.len);
    Ok(Value::object(new))
}

fn repeat(vm: &Engine, tuple: u32, count: u32) -> Res<'_> {
    let row = items(vm, tuple);
    if count == 1 {
        return Ok(Value::object(tuple));
    }
    let len = sequence::repeated_len(vm, row, count)?;
    if len == 0 {
        return Ok(Value::empty_tuple());
    }
    let new = alloc(vm, len)?;
    sequence::write_repeated(vm, row, new + 4, count);
    Ok(Value::object(new))
}

fn leaf_compare(
    vm: &Engine,
    op: CompareOp,
    a: Value<'_>,
    b: Value<'_>,
) -> Result<Option<bool>, Trap> {
    match (expect(vm, a, kind::TUPLE), expect(vm, b, kind::TUPLE)) {
        (Some(a), Some(b)) => sequence::leaf_compare(vm, op, items(vm, a), items(vm, b)),
        _ => Ok(None),
    }
}

fn compare_general(vm: &mut Engine, op: CompareOp, a: Slot, b: Slot) -> Result<Option<bool>, Trap> {
    if expect(vm, vm.at(a), kind::TUPLE).is_none() || expect(vm, vm.at(b), kind::TUPLE).is_none() {
        return Ok(None);
    }
    sequence::compare(vm, op, a, b)
}

fn count(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame.at(0), kind::TUPLE, NOT_TUPLE)?;
    sequence::count(vm, frame.at(0), frame.at(1))
}

fn find(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame.at(0), kind::TUPLE, NOT_TUPLE)?;
    match sequence::index(vm, frame)? {
        Some(i) => Ok(i),
        None => Err(vm.value_error("tuple.index(x): x not in tuple")),
    }
}

fn iter<'g>(vm: &'g Engine, value: Value<'g>) -> Res<'g> {
    iterator::new(vm, iterator::Kind::Tuple, value)
}

/// `tuple`.
pub(crate) static TYPE: Type = Type {
    flags: TypeFlags::BASE,
    members: &[
        Member::general("count", 2, 2, count),
        Member::general("index", 2, 4, find),
        super::generic::CLASS_GET_ITEM,
    ],
    new: Some(Member::general("__new__", 1, 2, make)),
    repr: Some(repr),
    hash: Some(leaf_hash),
    len: Some(length),
    iter: Some(iter),
    get_item: Some(get_item),
    contains: Some(contains),
    binary: Some(binary),
    compare: Some(leaf_compare),
    general: &GeneralSlots {
        hash: Some(hash),
        contains: Some(sequence::contains),
        compare: Some(compare_general),
        ..GeneralSlots::NONE
    },
    ..Type::new(TypeId::TUPLE)
};
