//! Items: fast paths on lists and tuples, the rest through the protocols.

use super::arithmetic::with_operands;
use super::run::{finish, slot};
use super::{call, leaf, special};
use crate::name::rom;
use crate::object::{Engine, Trap, kind};
use crate::runtime::{compare, item};
use crate::types::sequence::Items;
use crate::types::str::subject::Subject;
use crate::types::{bytes, list, memoryview, str, tuple};
use crate::value::{UNBOUND, Value, Word};

/// An item of a list or tuple at an index in range; `UNBOUND` for anything else.
#[inline(always)]
pub(super) fn fast(vm: &Engine, object: Word, key: Word) -> Word {
    if object & 3 != 0 || object == UNBOUND || key & 1 == 0 {
        return UNBOUND;
    }
    let header = vm.header(object);
    let index = key as i32 >> 1;
    match header.id() {
        kind::LIST => {
            let len = vm.field(object, 1);
            let index = if index < 0 { index.wrapping_add(len as i32) } else { index } as u32;
            if index < len { vm.heap.word(vm.field(object, 2) + 4 + 4 * index) } else { UNBOUND }
        }
        kind::TUPLE => {
            let len = header.size().wrapping_sub(1);
            let index = if index < 0 { index.wrapping_add(len as i32) } else { index } as u32;
            if index < len { vm.heap.word(object + 4 + 4 * index) } else { UNBOUND }
        }
        kind::BYTEARRAY => {
            let len = vm.field(object, 1);
            if (index as u32) < len {
                u32::from(vm.heap.byte(vm.field(object, 2) + 4 + index as u32)) << 1 | 1
            } else {
                UNBOUND
            }
        }
        kind::STR | kind::BYTES => fast_text(vm, object, index),
        kind::ARRAY => leaf::element(vm, object, key),
        _ => UNBOUND,
    }
}

/// The same for a str that is all ASCII, or bytes.
#[inline(never)]
fn fast_text(vm: &Engine, object: Word, index: i32) -> Word {
    if vm.header(object).id() == kind::STR {
        return vm.ascii_char(object, index);
    }
    let content = bytes::content(vm, object);
    let index =
        if index < 0 { (index as usize).wrapping_add(content.len()) } else { index as usize };
    content.get(index).map_or(UNBOUND, |&byte| Value::int(byte.into()).word())
}

/// Stores an item of a list at an index in range, or a byte of a bytearray; false for anything else.
#[inline(always)]
pub(super) fn store_fast(vm: &Engine, object: Word, key: Word, new: Word) -> bool {
    if object & 3 != 0 || object == UNBOUND || key & 1 == 0 {
        return false;
    }
    let index = key as i32 >> 1;
    match vm.header(object).id() {
        kind::LIST => {
            let len = vm.field(object, 1);
            let index = if index < 0 { index.wrapping_add(len as i32) } else { index } as u32;
            if index >= len {
                return false;
            }
            let items = vm.field(object, 2);
            vm.heap.store(items, items + 4 + 4 * index, new);
            true
        }
        kind::BYTEARRAY => {
            if index as u32 >= vm.field(object, 1) || new & 1 == 0 || new >> 1 > 255 {
                return false;
            }
            vm.heap.set_byte(vm.field(object, 2) + 4 + index as u32, (new >> 1) as u8);
            true
        }
        _ => false,
    }
}

/// Appends to a list that has room; false for anything else.
#[inline(always)]
pub(super) fn append_fast(vm: &Engine, list: Word, new: Word) -> bool {
    if leaf::layout(vm, list) != Some(kind::LIST) {
        return false;
    }
    let len = vm.field(list, 1);
    let items = vm.field(list, 2);
    if items == UNBOUND || vm.header(items).size() <= len + 1 {
        return false;
    }
    vm.heap.store(items, items + 4 + 4 * len, new);
    vm.set_raw(list, 1, len + 1);
    true
}

/// `r[a] = object[key]`.
pub(super) fn load(vm: &mut Engine, a: u32, object: Word, key: Word) -> Result<Word, Trap> {
    if let Some(method) = special::function(vm, object, const { rom("__getitem__") }) {
        return call::call_function(vm, method, [object, key], a);
    }
    let word = with_operands(vm, object, key, item::get_item)?;
    finish(vm, a, word)
}

/// `object[key] = new`.
pub(super) fn store(vm: &mut Engine, object: Word, key: Word, new: Word) -> Result<Word, Trap> {
    if let Some(method) = special::function(vm, object, const { rom("__setitem__") }) {
        return special::discard(vm, method, [object, key, new]);
    }
    with_operands(vm, new, new, |vm, new, spare| {
        vm.set_top(spare);
        with_operands(vm, object, key, |vm, object, key| item::set_item(vm, object, key, Some(new)))
    })?;
    Ok(UNBOUND)
}

/// `del object[key]`.
pub(super) fn delete(vm: &mut Engine, object: Word, key: Word) -> Result<Word, Trap> {
    if let Some(method) = special::function(vm, object, const { rom("__delitem__") }) {
        return special::discard(vm, method, [object, key]);
    }
    with_operands(vm, object, key, |vm, object, key| item::set_item(vm, object, key, None))?;
    Ok(UNBOUND)
}

/// `r[a] = r[b][r[c]:r[c+1]]`.
pub(super) fn load_slice(vm: &mut Engine, a: u32, b: u32, c: u32) -> Result<Word, Trap> {
    let (object, start, stop) = (slot(vm, b), slot(vm, c), slot(vm, c + 1));
    let part = vm.leaf_with(|vm| {
        let part = part(vm, vm.at(object), vm.at(start), vm.at(stop))?;
        Ok(part.map_or(UNBOUND, Value::word))
    })?;
    if part != UNBOUND {
        return finish(vm, a, part);
    }
    let slice =
        vm.leaf(|vm| vm.make(kind::SLICE, &[vm.word(start), vm.word(stop), Value::none().word()]))?;
    let object = vm.word(object);
    load(vm, a, object, slice)
}

/// Items up to which a part of a list or tuple is copied one by one.
const FEW: usize = 16;

/// `object[start:stop]`, if that is to be had at once; else `UNBOUND`.
#[inline(never)]
pub(super) fn slice(vm: &Engine, object: Word, start: Word, stop: Word) -> Word {
    let row = match leaf::layout(vm, object) {
        Some(kind::LIST) => Some(list::items(vm, object)),
        Some(kind::TUPLE) => Some(tuple::items(vm, object)),
        _ => None,
    };
    if let Some(row) = row {
        let len = row.len as usize;
        if let Some(start) = bound(vm.value(start), len, 0)
            && let Some(stop) = bound(vm.value(stop), len, len)
        {
            let count = stop.saturating_sub(start);
            let first = row.start + 4 * start as u32;
            if vm.header(object).id() == kind::LIST {
                if count <= FEW {
                    return leaf::list(vm, first, count as u32);
                }
            } else if count == len {
                return object;
            } else if count <= FEW {
                return leaf::tuple(vm, first, count as u32);
            }
        }
    }
    match part(vm, vm.value(object), vm.value(start), vm.value(stop)) {
        Ok(Some(part)) => part.word(),
        _ => UNBOUND,
    }
}

/// `object[start:stop]` of a builtin sequence with small ints or None as bounds; nothing for anything else.
fn part<'g>(
    vm: &'g Engine,
    object: Value<'g>,
    start: Value<'g>,
    stop: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    let Some(address) = object.address() else { return Ok(None) };
    let id = vm.header(address).id();
    let len = match id {
        kind::STR | kind::ROM_STR => str::len(vm, object),
        kind::BYTES => bytes::content(vm, address).len(),
        kind::BYTEARRAY => bytes::bytearray::content(vm, address).len(),
        kind::LIST => list::len(vm, address),
        kind::TUPLE => tuple::len(vm, address),
        kind::MEMORYVIEW => memoryview::len_of(vm, address),
        _ => return Ok(None),
    };
    let (Some(start), Some(stop)) = (bound(start, len, 0), bound(stop, len, len)) else {
        return Ok(None);
    };
    let count = stop.saturating_sub(start);
    let row = |items: Items| Items { start: items.start + 4 * start as u32, len: count as u32 };
    match id {
        kind::LIST => list::copy(vm, row(list::items(vm, address))).map(Some),
        kind::TUPLE if count < len => tuple::copy(vm, row(tuple::items(vm, address))).map(Some),
        kind::TUPLE => Ok(Some(object)),
        kind::MEMORYVIEW => memoryview::part(vm, address, start, count).map(Some),
        kind::STR | kind::ROM_STR => str::slice(vm, object, start as i32, 1, count).map(Some),
        _ => match Subject::of(vm, object) {
            Some(subject) => subject.part(vm, start..start + count).map(Some),
            None => Ok(None),
        },
    }
}

/// The bound of a slice that a small int or None means.
fn bound(value: Value<'_>, len: usize, default: usize) -> Option<usize> {
    match value.as_small() {
        Some(n) if n < 0 => Some(len.saturating_sub(n.unsigned_abs() as usize)),
        Some(n) => Some((n as usize).min(len)),
        None if value == Value::none() => Some(default),
        None => None,
    }
}

/// `r[a] = (item in container) == wanted`.
pub(super) fn contains(
    vm: &mut Engine,
    a: u32,
    item: Word,
    container: Word,
    wanted: bool,
) -> Result<Word, Trap> {
    if let Some(method) = special::function(vm, container, const { rom("__contains__") }) {
        return special::contains(vm, a, method, [container, item], wanted);
    }
    let found = with_operands(vm, item, container, compare::contains)?;
    finish(vm, a, Value::bool(found == wanted).word())
}
