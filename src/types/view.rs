//! `dict.keys()`, `dict.values()` and `dict.items()`: windows on a dict.

use super::{dict, iterator, sequence, set, table};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::object::{
    Args, Engine, Frame, GeneralSlots, Member, Res, Role, Slot, Trap, Type, TypeFlags, TypeId, kind,
};
use crate::runtime::{compare, format, iterate, text};
use crate::value::{UNBOUND, Value, Word};

/// Word of the dict.
const DICT: u32 = 1;
/// Word of the part, a small int.
const PART: u32 = 2;

/// What of a dict a view shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Part {
    /// The keys.
    Keys,
    /// The values.
    Values,
    /// The entries, as tuples.
    Items,
}

/// A new view of the dict at an address.
pub(crate) fn new(vm: &Engine, dict: u32, part: Part) -> Res<'_> {
    vm.make(kind::DICT_VIEW, &[dict, Value::int(part as i32).word()])
}

/// The part and the dict of a view.
pub(crate) fn parts(vm: &Engine, value: Value<'_>) -> Option<(Part, u32)> {
    let view = vm.expect(value, kind::DICT_VIEW)?;
    let part = match vm.value(vm.field(view, PART)).as_small() {
        Some(0) => Part::Keys,
        Some(1) => Part::Values,
        _ => Part::Items,
    };
    Some((part, vm.field(view, DICT)))
}

fn len(vm: &Engine, value: Value<'_>) -> usize {
    parts(vm, value).map_or(0, |(_, dict)| dict::len(vm, dict))
}

fn iter<'g>(vm: &'g Engine, value: Value<'g>) -> Res<'g> {
    iterate_as(vm, value, [iterator::Kind::Keys, iterator::Kind::Values, iterator::Kind::Items])
}

fn reversed<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let kinds =
        [iterator::Kind::ReverseKeys, iterator::Kind::ReverseValues, iterator::Kind::ReverseItems];
    iterate_as(vm, args.at(0), kinds)
}

fn iterate_as<'g>(vm: &'g Engine, value: Value<'g>, kinds: [iterator::Kind; 3]) -> Res<'g> {
    match parts(vm, value) {
        Some((part, dict)) => iterator::new(vm, kinds[part as usize], Value::object(dict)),
        None => Ok(Value::empty_tuple()),
    }
}

fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    let (open, is_first): (&[u8], _) = match parts(vm, vm.at(value)) {
        Some((Part::Keys, _)) => (b"dict_keys([", format::enter_repr(vm, value)?),
        Some((Part::Values, _)) => (b"dict_values([", format::enter_repr(vm, value)?),
        _ => (b"dict_items([", format::enter_repr(vm, value)?),
    };
    if !is_first {
        return text::push(vm, out, b"...");
    }
    text::push(vm, out, open)?;
    let result = vm.scope(|vm| repr_entries(vm, value, out));
    format::leave_repr(vm, value);
    result
}

fn repr_entries(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    let it = vm.push_unbound(2)?;
    let each = it.offset(1);
    let word = vm.leaf(|vm| iter(vm, vm.at(value)))?;
    vm.set_word(it, word);
    let mut is_first = true;
    while let Some(word) = iterate::next(vm, it)? {
        vm.set_word(each, word);
        if !is_first {
            text::push(vm, out, b", ")?;
        }
        is_first = false;
        format::repr(vm, each, out)?;
    }
    text::push(vm, out, b"])")
}

fn contains(vm: &Engine, value: Value<'_>, item: Value<'_>) -> Result<bool, Trap> {
    let Some((part, dict)) = parts(vm, value) else { return Ok(false) };
    match part {
        Part::Keys => dict::table(dict).find(vm, item).map(|found| found.is_some()),
        Part::Values => {
            let table = dict::table(dict);
            let mut from = 0;
            while let Some(i) = table.next(vm, from) {
                if compare::leaf_equal(vm, vm.value(table.value(vm, i)), item)? {
                    return Ok(true);
                }
                from = i + 1;
            }
            Ok(false)
        }
        Part::Items => match pair(vm, item) {
            Some((key, wanted)) => match dict::get(vm, dict, key)? {
                Some(value) => compare::leaf_equal(vm, value, wanted),
                None => Ok(false),
            },
            None => Ok(false),
        },
    }
}

/// The two items of a tuple of two.
fn pair<'g>(vm: &'g Engine, item: Value<'g>) -> Option<(Value<'g>, Value<'g>)> {
    vm.expect(item, kind::TUPLE)?;
    let row = sequence::items(vm, item).filter(|row| row.len == 2)?;
    Some((row.at(vm, 0), row.at(vm, 1)))
}

fn contains_general(vm: &mut Engine, value: Slot, item: Slot) -> Result<bool, Trap> {
    let Some((part, address)) = parts(vm, vm.at(value)) else { return Ok(false) };
    vm.scope(|vm| {
        let slots = vm.push_unbound(3)?;
        let (dict, left, right) = (slots, slots.offset(1), slots.offset(2));
        vm.set_word(dict, address);
        match part {
            Part::Keys => return table::find(vm, dict, item).map(|(found, _)| found.is_some()),
            Part::Items => {
                let Some((key, wanted)) = pair(vm, vm.at(item)).map(|(a, b)| (a.word(), b.word()))
                else {
                    return Ok(false);
                };
                vm.set_word(left, key);
                vm.set_word(right, wanted);
                let Some(word) = dict::get_slot(vm, dict, left)? else { return Ok(false) };
                vm.set_word(left, word);
                return compare::equal(vm, left, right);
            }
            Part::Values => {}
        }
        let mut from = 0;
        while let Some(i) = dict::table(vm.word(dict)).next(vm, from) {
            vm.set_word(left, dict::table(vm.word(dict)).value(vm, i));
            if compare::equal(vm, left, item)? {
                return Ok(true);
            }
            from = i + 1;
        }
        Ok(false)
    })
}

fn binary<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    _: Value<'g>,
    _: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    match op {
        BinaryOp::And | BinaryOp::Or | BinaryOp::Xor | BinaryOp::Subtract => Err(vm.need_call()),
        _ => Ok(None),
    }
}

fn binary_general(vm: &mut Engine, op: BinaryOp, a: Slot, b: Slot) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let left = set::collect(vm, kind::SET, a)?;
        let right = set::collect(vm, kind::SET, b)?;
        set::combine(vm, op, left, right, kind::SET)
    })
}

fn leaf_compare(
    vm: &Engine,
    _: CompareOp,
    a: Value<'_>,
    b: Value<'_>,
) -> Result<Option<bool>, Trap> {
    if is_set_like(vm, a) && is_set_like(vm, b) { Err(vm.need_call()) } else { Ok(None) }
}

/// Whether a value compares as a set does.
fn is_set_like(vm: &Engine, value: Value<'_>) -> bool {
    matches!(vm.layout(value), Some(kind::SET | kind::FROZENSET | kind::DICT_VIEW))
        && !matches!(parts(vm, value), Some((Part::Values, _)))
}

fn compare_general(vm: &mut Engine, op: CompareOp, a: Slot, b: Slot) -> Result<Option<bool>, Trap> {
    vm.scope(|vm| {
        let left = set::collect(vm, kind::SET, a)?;
        let right = set::collect(vm, kind::SET, b)?;
        set::compare(vm, op, left, right)
    })
}

fn is_disjoint(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let left = set::collect(vm, kind::SET, frame.at(0))?;
        let right = set::collect(vm, kind::SET, frame.at(1))?;
        set::combine(vm, BinaryOp::And, left, right, kind::SET)
            .map(|word| Value::bool(set::table(word).len(vm) == 0).word())
    })
}

fn mapping<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let dict = parts(vm, args.at(0)).map_or(UNBOUND, |(_, dict)| dict);
    vm.make(kind::MAPPING_PROXY, &[dict])
}

const COMMON: &[Member] = &[
    Member::leaf("__reversed__", 1, 1, reversed),
    Member::leaf("mapping", 1, 1, mapping).role(Role::Attribute),
];

const SET_LIKE: &[Member] = &[
    Member::leaf("__reversed__", 1, 1, reversed),
    Member::leaf("mapping", 1, 1, mapping).role(Role::Attribute),
    Member::general("isdisjoint", 2, 2, is_disjoint),
];

static GENERAL: GeneralSlots = GeneralSlots {
    contains: Some(contains_general),
    binary: Some(binary_general),
    compare: Some(compare_general),
    ..GeneralSlots::NONE
};

const fn set_like(id: TypeId) -> Type {
    Type {
        flags: TypeFlags::UNHASHABLE,
        members: SET_LIKE,
        repr: Some(repr),
        len: Some(len),
        iter: Some(iter),
        contains: Some(contains),
        binary: Some(binary),
        compare: Some(leaf_compare),
        general: &GENERAL,
        ..Type::new(id)
    }
}

/// `dict.keys()`.
pub(crate) static KEYS: Type = set_like(TypeId::DICT_KEYS);

/// `dict.items()`.
pub(crate) static ITEMS: Type = set_like(TypeId::DICT_ITEMS);

/// `dict.values()`.
pub(crate) static VALUES: Type = Type {
    members: COMMON,
    repr: Some(repr),
    len: Some(len),
    iter: Some(iter),
    contains: Some(contains),
    general: &GENERAL,
    ..Type::new(TypeId::DICT_VALUES)
};
