//! Items: fast paths on lists and tuples, the rest through the protocols.

use super::arithmetic::with_operands;
use super::run::{finish, slot};
use crate::object::{Engine, Trap, kind};
use crate::runtime::{compare, item};
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
        _ => UNBOUND,
    }
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
    let word = with_operands(vm, object, key, item::get_item)?;
    finish(vm, a, word)
}

/// `object[key] = new`.
pub(super) fn store(vm: &mut Engine, object: Word, key: Word, new: Word) -> Result<Word, Trap> {
    with_operands(vm, new, new, |vm, new, spare| {
        vm.set_top(spare);
        with_operands(vm, object, key, |vm, object, key| item::set_item(vm, object, key, Some(new)))
    })?;
    Ok(UNBOUND)
}

/// `del object[key]`.
pub(super) fn delete(vm: &mut Engine, object: Word, key: Word) -> Result<Word, Trap> {
    with_operands(vm, object, key, |vm, object, key| item::set_item(vm, object, key, None))?;
    Ok(UNBOUND)
}

/// `r[a] = r[b][r[c]:r[c+1]]`.
pub(super) fn load_slice(vm: &mut Engine, a: u32, b: u32, c: u32) -> Result<Word, Trap> {
    let (start, stop) = (slot(vm, c), slot(vm, c + 1));
    let slice =
        vm.leaf(|vm| vm.make(kind::SLICE, &[vm.word(start), vm.word(stop), Value::none().word()]))?;
    let object = vm.word(slot(vm, b));
    load(vm, a, object, slice)
}

/// `r[a] = (item in container) == wanted`.
pub(super) fn contains(vm: &mut Engine, a: u32, item: Word, container: Word, wanted: bool) -> Result<Word, Trap> {
    let found = with_operands(vm, item, container, compare::contains)?;
    finish(vm, a, Value::bool(found == wanted).word())
}
