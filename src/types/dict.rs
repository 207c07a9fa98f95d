//! `dict`: a table of keys and values in the order of insertion.

use super::attempt::{expect, receive, receiver};
use super::table::{self, Table};
use super::{iterator, sequence, view};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::name::rom;
use crate::object::{
    Args, Engine, Frame, GeneralSlots, Member, Res, Role, Slot, Trap, Type, TypeFlags, TypeId, kind,
};
use crate::runtime::{attribute, call, compare, format, item, iterate, text};
use crate::value::{UNBOUND, Value, Word};

pub(super) const NOT_DICT: &str = "descriptor requires a 'dict' object but received a '{t}'";

/// The table of the dict at an address.
#[inline]
pub(crate) fn table(dict: u32) -> Table {
    Table { address: dict, shift: 1 }
}

/// A new, empty dict with room for so many entries.
pub(crate) fn with_room(vm: &Engine, room: u32) -> Res<'_> {
    Table::with_room(vm, kind::DICT, 1, room).map(Value::object)
}

/// How many entries a dict has.
#[inline]
pub(crate) fn len(vm: &Engine, dict: u32) -> usize {
    table(dict).len(vm) as usize
}

/// The value of entry `i`, which is live.
#[inline]
pub(crate) fn entry_value(vm: &Engine, dict: u32, i: u32) -> Value<'_> {
    vm.value(table(dict).value(vm, i))
}

/// The value of a key.
#[inline]
pub(crate) fn get<'g>(
    vm: &'g Engine,
    dict: u32,
    key: Value<'_>,
) -> Result<Option<Value<'g>>, Trap> {
    let found = table(dict).find(vm, key)?;
    Ok(found.map(|i| entry_value(vm, dict, i)))
}

/// Sets the value of a key.
#[inline]
pub(crate) fn insert(vm: &Engine, dict: u32, key: Value<'_>, value: Value<'_>) -> Result<(), Trap> {
    match table(dict).find(vm, key)? {
        Some(i) => {
            table(dict).set_value(vm, i, value);
            Ok(())
        }
        None => table(dict).add(vm, key, value.word(), None),
    }
}

/// Gives back the room of a namespace that is complete.
pub(crate) fn trim(vm: &Engine, dict: u32) {
    table(dict).trim(vm);
}

/// Removes a key: its value, if it was there.
pub(crate) fn remove<'g>(
    vm: &'g Engine,
    dict: u32,
    key: Value<'_>,
) -> Result<Option<Value<'g>>, Trap> {
    let Some(i) = table(dict).find(vm, key)? else { return Ok(None) };
    let value = entry_value(vm, dict, i);
    table(dict).remove(vm, i);
    Ok(Some(value))
}

/// The value of the key in a slot.
pub(crate) fn get_slot(vm: &mut Engine, dict: Slot, key: Slot) -> Result<Option<Word>, Trap> {
    let (found, _) = table::find(vm, dict, key)?;
    Ok(found.map(|i| table(vm.word(dict)).value(vm, i)))
}

/// Sets the value of the key in a slot.
pub(crate) fn insert_slot(vm: &mut Engine, dict: Slot, key: Slot, value: Slot) -> Result<(), Trap> {
    table::insert(vm, dict, key, Some(value)).map(|_| ())
}

/// Removes the key in a slot: its value, if it was there.
pub(crate) fn remove_slot(vm: &mut Engine, dict: Slot, key: Slot) -> Result<Option<Word>, Trap> {
    let (found, _) = table::find(vm, dict, key)?;
    Ok(found.map(|i| {
        let table = table(vm.word(dict));
        let value = table.value(vm, i);
        table.remove(vm, i);
        value
    }))
}

/// A new dict with the same entries.
pub(crate) fn copy(vm: &Engine, dict: u32) -> Res<'_> {
    table(dict).copy(vm, kind::DICT).map(Value::object)
}

/// Puts all entries of a mapping, or pairs of an iterable, in the dict in a slot.
pub(crate) fn update(vm: &mut Engine, dict: Slot, from: Slot) -> Result<(), Trap> {
    if let Some(other) = expect(vm, vm.at(from), kind::DICT) {
        return vm.scope(|vm| {
            let other = vm.push(other)?;
            update_from_dict(vm, dict, other)
        });
    }
    vm.scope(|vm| {
        let keys = vm.push_unbound(1)?;
        match attribute::get_optional_attr(vm, from, const { rom("keys") })? {
            Some(word) => {
                vm.set_word(keys, word);
                let word = call::call(vm, keys, &[])?;
                vm.set_word(keys, word);
                update_from_keys(vm, dict, from, keys)
            }
            None => update_from_pairs(vm, dict, from),
        }
    })
}

fn update_from_dict(vm: &mut Engine, dict: Slot, other: Slot) -> Result<(), Trap> {
    let pair = vm.push_unbound(2)?;
    let mut from = 0;
    while let Some(i) = table(vm.word(other)).next(vm, from) {
        let entries = table(vm.word(other));
        vm.set_word(pair, entries.key(vm, i));
        vm.set_word(pair.offset(1), entries.value(vm, i));
        let before = entries.len(vm);
        insert_slot(vm, dict, pair, pair.offset(1))?;
        if table(vm.word(other)).len(vm) != before {
            return Err(vm.raise(TypeId::RUNTIME_ERROR, "dict mutated during update"));
        }
        from = i + 1;
    }
    Ok(())
}

fn update_from_keys(vm: &mut Engine, dict: Slot, from: Slot, keys: Slot) -> Result<(), Trap> {
    let pair = vm.push_unbound(2)?;
    let word = iterate::iter(vm, keys)?;
    vm.set_word(keys, word);
    while let Some(word) = iterate::next(vm, keys)? {
        vm.set_word(pair, word);
        let word = item::get_item(vm, from, pair)?;
        vm.set_word(pair.offset(1), word);
        insert_slot(vm, dict, pair, pair.offset(1))?;
    }
    Ok(())
}

fn update_from_pairs(vm: &mut Engine, dict: Slot, from: Slot) -> Result<(), Trap> {
    let it = vm.push_unbound(2)?;
    let each = it.offset(1);
    let word = iterate::iter(vm, from)?;
    vm.set_word(it, word);
    let mut number = 0;
    while let Some(word) = iterate::next(vm, it)? {
        vm.set_word(each, word);
        vm.scope(|vm| insert_pair(vm, dict, each, number))?;
        number += 1;
    }
    Ok(())
}

/// Puts the pair in a slot, number `number` of those to put, in a dict.
fn insert_pair(vm: &mut Engine, dict: Slot, each: Slot, number: i32) -> Result<(), Trap> {
    let row = match sequence::items(vm, vm.at(each)) {
        Some(_) => each,
        None => match super::list::collect(vm, each) {
            Ok(list) => list,
            Err(_) if attribute::is_pending(vm, TypeId::TYPE_ERROR) => {
                let text = "cannot convert dictionary update sequence element #{d} to a sequence";
                return Err(vm.raise_with(
                    TypeId::TYPE_ERROR,
                    text,
                    Value::int(number),
                    Value::int(number),
                ));
            }
            Err(trap) => return Err(trap),
        },
    };
    let pair = vm.push_unbound(2)?;
    let words = sequence::items(vm, vm.at(row)).map_or([UNBOUND; 3], |row| match row.len {
        2 => [row.word(vm, 0), row.word(vm, 1), 2],
        len => [UNBOUND, UNBOUND, len],
    });
    if words[2] != 2 {
        let text = "dictionary update sequence element #{d} has length {d}; 2 is required";
        return Err(vm.raise_with(
            TypeId::VALUE_ERROR,
            text,
            Value::int(number),
            Value::int(words[2] as i32),
        ));
    }
    vm.set_word(pair, words[0]);
    vm.set_word(pair.offset(1), words[1]);
    insert_slot(vm, dict, pair, pair.offset(1))
}

/// Puts a call's keyword arguments in the dict in a slot.
fn update_from_keywords(vm: &mut Engine, dict: Slot, frame: Frame) -> Result<(), Trap> {
    let first = frame.base.offset(u32::from(frame.positional));
    for i in 0..u32::from(frame.keywords) {
        insert_slot(vm, dict, first.offset(2 * i), first.offset(2 * i + 1))?;
    }
    Ok(())
}

fn make(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let dict = vm.push_unbound(1)?;
        let room = u32::from(frame.keywords);
        let word =
            vm.leaf(|vm| match frame.get(1).and_then(|from| vm.expect(vm.at(from), kind::DICT)) {
                Some(from) => copy(vm, from),
                None => with_room(vm, room),
            })?;
        vm.set_word(dict, word);
        if let Some(from) = frame.get(1)
            && vm.expect(vm.at(from), kind::DICT).is_none()
        {
            update(vm, dict, from)?;
        }
        update_from_keywords(vm, dict, frame)?;
        Ok(vm.word(dict))
    })
}

fn from_keys(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let result = vm.push_unbound(4)?;
        let (dict, it, each, value) =
            (result, result.offset(1), result.offset(2), result.offset(3));
        vm.set_word(value, frame.get(2).map_or(Value::none().word(), |slot| vm.word(slot)));
        let is_builtin = vm.at(frame.at(0)) == vm.type_object(TypeId::DICT);
        let word = if is_builtin {
            vm.leaf(|vm| with_room(vm, 0))?
        } else {
            call::call(vm, frame.at(0), &[])?
        };
        vm.set_word(dict, word);
        let word = iterate::iter(vm, frame.at(1))?;
        vm.set_word(it, word);
        while let Some(word) = iterate::next(vm, it)? {
            vm.set_word(each, word);
            if is_builtin {
                insert_slot(vm, dict, each, value)?;
            } else {
                item::set_item(vm, dict, each, Some(value))?;
            }
        }
        Ok(vm.word(dict))
    })
}

// Methods.

fn leaf_get<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let dict = receiver(vm, args.at(0), kind::DICT, NOT_DICT)?;
    let found = get(vm, dict, args.at(1))?;
    Ok(found.or(args.get(2)).unwrap_or(Value::none()))
}

fn leaf_set_default<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let dict = table(receiver(vm, args.at(0), kind::DICT, NOT_DICT)?);
    if let Some(i) = dict.find(vm, args.at(1))? {
        return Ok(vm.value(dict.value(vm, i)));
    }
    let value = args.get(2).unwrap_or(Value::none());
    dict.add(vm, args.at(1), value.word(), None)?;
    Ok(value)
}

fn leaf_pop<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let dict = receiver(vm, args.at(0), kind::DICT, NOT_DICT)?;
    match remove(vm, dict, args.at(1))?.or(args.get(2)) {
        Some(value) => Ok(value),
        None => Err(vm.raise_value(TypeId::KEY_ERROR, args.at(1))),
    }
}

fn get_method(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame.at(0), kind::DICT, NOT_DICT)?;
    match get_slot(vm, frame.at(0), frame.at(1))? {
        Some(word) => Ok(word),
        None => Ok(frame.get(2).map_or(Value::none().word(), |slot| vm.word(slot))),
    }
}

fn set_default(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame.at(0), kind::DICT, NOT_DICT)?;
    let (found, hash) = table::find(vm, frame.at(0), frame.at(1))?;
    if let Some(i) = found {
        return Ok(table(vm.word(frame.at(0))).value(vm, i));
    }
    let value = frame.get(2).map_or(Value::none().word(), |slot| vm.word(slot));
    vm.scope(|vm| {
        let value = vm.push(value)?;
        vm.leaf_with(|vm| {
            table(vm.word(frame.at(0))).add(vm, vm.at(frame.at(1)), vm.word(value), hash)
        })?;
        Ok(vm.word(value))
    })
}

fn pop(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame.at(0), kind::DICT, NOT_DICT)?;
    match (remove_slot(vm, frame.at(0), frame.at(1))?, frame.get(2)) {
        (Some(word), _) => Ok(word),
        (None, Some(default)) => Ok(vm.word(default)),
        (None, None) => Err(vm.raise_value(TypeId::KEY_ERROR, vm.at(frame.at(1)))),
    }
}

fn pop_item<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let table = table(receiver(vm, args.at(0), kind::DICT, NOT_DICT)?);
    let Some(last) = table.previous(vm, u32::MAX) else {
        return Err(vm.raise(TypeId::KEY_ERROR, "popitem(): dictionary is empty"));
    };
    let pair = vm.make(kind::TUPLE, &[table.key(vm, last), table.value(vm, last)])?;
    table.remove(vm, last);
    Ok(pair)
}

fn clear<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    table(receiver(vm, args.at(0), kind::DICT, NOT_DICT)?).clear(vm);
    Ok(Value::none())
}

fn copy_method<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    copy(vm, receiver(vm, args.at(0), kind::DICT, NOT_DICT)?)
}

fn update_method(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame.at(0), kind::DICT, NOT_DICT)?;
    if let Some(from) = frame.get(1) {
        update(vm, frame.at(0), from)?;
    }
    update_from_keywords(vm, frame.at(0), frame)?;
    Ok(Value::none().word())
}

fn keys<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    view::new(vm, receiver(vm, args.at(0), kind::DICT, NOT_DICT)?, view::Part::Keys)
}

fn values<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    view::new(vm, receiver(vm, args.at(0), kind::DICT, NOT_DICT)?, view::Part::Values)
}

fn items<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    view::new(vm, receiver(vm, args.at(0), kind::DICT, NOT_DICT)?, view::Part::Items)
}

fn reversed<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    receiver(vm, args.at(0), kind::DICT, NOT_DICT)?;
    iterator::reversed(vm, args.at(0))
}

// Slots.

fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    if !format::enter_repr(vm, value)? {
        return text::push(vm, out, b"{...}");
    }
    let result = vm.scope(|vm| repr_entries(vm, value, out));
    format::leave_repr(vm, value);
    result
}

fn repr_entries(vm: &mut Engine, dict: Slot, out: Slot) -> Result<(), Trap> {
    let pair = vm.push_unbound(2)?;
    text::push(vm, out, b"{")?;
    let mut from = 0;
    while let Some(i) = table(vm.word(dict)).next(vm, from) {
        if from > 0 {
            text::push(vm, out, b", ")?;
        }
        let entries = table(vm.word(dict));
        vm.set_word(pair, entries.key(vm, i));
        vm.set_word(pair.offset(1), entries.value(vm, i));
        format::repr(vm, pair, out)?;
        text::push(vm, out, b": ")?;
        format::repr(vm, pair.offset(1), out)?;
        from = i + 1;
    }
    text::push(vm, out, b"}")
}

fn length(vm: &Engine, value: Value<'_>) -> usize {
    expect(vm, value, kind::DICT).map_or(0, |dict| len(vm, dict))
}

fn iter<'g>(vm: &'g Engine, value: Value<'g>) -> Res<'g> {
    iterator::new(vm, iterator::Kind::Keys, value)
}

fn get_item<'g>(vm: &'g Engine, value: Value<'g>, key: Value<'g>) -> Res<'g> {
    let dict = receiver(vm, value, kind::DICT, NOT_DICT)?;
    match table(dict).find(vm, key)? {
        Some(i) => Ok(entry_value(vm, dict, i)),
        None => Err(vm.raise_value(TypeId::KEY_ERROR, key)),
    }
}

fn get_item_general(vm: &mut Engine, dict: Slot, key: Slot) -> Result<Word, Trap> {
    match get_slot(vm, dict, key)? {
        Some(word) => Ok(word),
        None => Err(vm.raise_value(TypeId::KEY_ERROR, vm.at(key))),
    }
}

fn set_item(
    vm: &Engine,
    value: Value<'_>,
    key: Value<'_>,
    item: Option<Value<'_>>,
) -> Result<(), Trap> {
    let dict = receiver(vm, value, kind::DICT, NOT_DICT)?;
    match item {
        Some(item) => insert(vm, dict, key, item),
        None => match remove(vm, dict, key)? {
            Some(_) => Ok(()),
            None => Err(vm.raise_value(TypeId::KEY_ERROR, key)),
        },
    }
}

fn set_item_general(
    vm: &mut Engine,
    dict: Slot,
    key: Slot,
    item: Option<Slot>,
) -> Result<(), Trap> {
    match item {
        Some(item) => insert_slot(vm, dict, key, item),
        None => match remove_slot(vm, dict, key)? {
            Some(_) => Ok(()),
            None => Err(vm.raise_value(TypeId::KEY_ERROR, vm.at(key))),
        },
    }
}

fn contains(vm: &Engine, value: Value<'_>, key: Value<'_>) -> Result<bool, Trap> {
    let dict = receiver(vm, value, kind::DICT, NOT_DICT)?;
    table(dict).find(vm, key).map(|found| found.is_some())
}

fn contains_general(vm: &mut Engine, dict: Slot, key: Slot) -> Result<bool, Trap> {
    table::find(vm, dict, key).map(|(found, _)| found.is_some())
}

fn binary<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    let are_dicts = expect(vm, a, kind::DICT).is_some() && expect(vm, b, kind::DICT).is_some();
    if op == BinaryOp::Or && are_dicts { Err(vm.need_call()) } else { Ok(None) }
}

fn binary_general(vm: &mut Engine, _: BinaryOp, a: Slot, b: Slot) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let dict = vm.push_unbound(1)?;
        let word = vm.leaf(|vm| copy(vm, vm.word(a)))?;
        vm.set_word(dict, word);
        update(vm, dict, b)?;
        Ok(vm.word(dict))
    })
}

fn in_place<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    _: Value<'g>,
    _: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    if op == BinaryOp::Or { Err(vm.need_call()) } else { Ok(None) }
}

fn in_place_general(vm: &mut Engine, _: BinaryOp, a: Slot, b: Slot) -> Result<Word, Trap> {
    update(vm, a, b)?;
    Ok(vm.word(a))
}

fn leaf_compare(
    vm: &Engine,
    op: CompareOp,
    a: Value<'_>,
    b: Value<'_>,
) -> Result<Option<bool>, Trap> {
    let (Some(a), Some(b)) = (expect(vm, a, kind::DICT), expect(vm, b, kind::DICT)) else {
        return Ok(None);
    };
    let wanted = match op {
        CompareOp::Equal => true,
        CompareOp::NotEqual => false,
        _ => return Ok(None),
    };
    Ok(Some(leaf_equal(vm, table(a), table(b))? == wanted))
}

fn leaf_equal(vm: &Engine, a: Table, b: Table) -> Result<bool, Trap> {
    if a.len(vm) != b.len(vm) {
        return Ok(false);
    }
    let mut from = 0;
    while let Some(i) = a.next(vm, from) {
        let Some(other) = b.find(vm, vm.value(a.key(vm, i)))? else { return Ok(false) };
        if !compare::leaf_equal(vm, vm.value(a.value(vm, i)), vm.value(b.value(vm, other)))? {
            return Ok(false);
        }
        from = i + 1;
    }
    Ok(true)
}

fn compare_general(vm: &mut Engine, op: CompareOp, a: Slot, b: Slot) -> Result<Option<bool>, Trap> {
    let are_dicts =
        vm.expect(vm.at(a), kind::DICT).is_some() && vm.expect(vm.at(b), kind::DICT).is_some();
    let wanted = match op {
        CompareOp::Equal if are_dicts => true,
        CompareOp::NotEqual if are_dicts => false,
        _ => return Ok(None),
    };
    if length(vm, vm.at(a)) != length(vm, vm.at(b)) {
        return Ok(Some(!wanted));
    }
    vm.scope(|vm| {
        let each = vm.push_unbound(3)?;
        let mut from = 0;
        while let Some(i) = table(vm.word(a)).next(vm, from) {
            let own = table(vm.word(a));
            vm.set_word(each, own.key(vm, i));
            vm.set_word(each.offset(1), own.value(vm, i));
            let Some(other) = get_slot(vm, b, each)? else { return Ok(Some(!wanted)) };
            vm.set_word(each.offset(2), other);
            if !compare::equal(vm, each.offset(1), each.offset(2))? {
                return Ok(Some(!wanted));
            }
            from = i + 1;
        }
        Ok(Some(wanted))
    })
}

/// `dict`.
pub(crate) static TYPE: Type = Type {
    flags: TypeFlags::BASE.union(TypeFlags::UNHASHABLE),
    members: &[
        Member::either("get", 2, 3, &(leaf_get, get_method)),
        Member::leaf("items", 1, 1, items),
        Member::leaf("keys", 1, 1, keys),
        Member::leaf("values", 1, 1, values),
        Member::either("setdefault", 2, 3, &(leaf_set_default, set_default)),
        Member::either("pop", 2, 3, &(leaf_pop, pop)),
        Member::leaf("popitem", 1, 1, pop_item),
        Member::general("update", 1, 2, update_method).keywords(),
        Member::leaf("clear", 1, 1, clear),
        Member::leaf("copy", 1, 1, copy_method),
        Member::general("fromkeys", 2, 3, from_keys).role(Role::Class),
        Member::general("__init__", 1, 2, update_method).keywords(),
        Member::leaf("__reversed__", 1, 1, reversed),
        super::generic::CLASS_GET_ITEM,
    ],
    new: Some(Member::general("__new__", 1, 2, make).keywords()),
    repr: Some(repr),
    len: Some(length),
    iter: Some(iter),
    get_item: Some(get_item),
    set_item: Some(set_item),
    contains: Some(contains),
    binary: Some(binary),
    in_place: Some(in_place),
    compare: Some(leaf_compare),
    general: &GeneralSlots {
        get_item: Some(get_item_general),
        set_item: Some(set_item_general),
        contains: Some(contains_general),
        binary: Some(binary_general),
        in_place: Some(in_place_general),
        compare: Some(compare_general),
        ..GeneralSlots::NONE
    },
    ..Type::new(TypeId::DICT)
};
