//! Values that an embedding program keeps for longer than a scope.

use crate::object::Slot;
use crate::object::{Engine, Root, Trap, TypeId, kind};
use crate::value::{Value, Word};

/// A value kept until it is released: an index and a generation, `'static` and `Copy`.
///
/// [`Scope::handle`](super::Scope::handle) makes one, [`Scope::held`](super::Scope::held) gives its value. It is
/// not released when it is dropped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handle {
    index: u16,
    generation: u16,
}

// The table is ITEMS: of each handle the value, `Value::deleted()` when it is free, and its generation, a small int.

/// How many handles there is room for at first.
const ROOM_MIN: u32 = 4;

fn room(vm: &Engine) -> u32 {
    vm.root(Root::Handles)
        .and_then(Value::address)
        .map_or(0, |table| (vm.heap.object_words(table) - 1) / 2)
}

/// Keeps the value in a slot.
pub(super) fn keep(vm: &mut Engine, value: Slot) -> Result<Handle, Trap> {
    vm.leaf_with(|vm| {
        let free = (0..room(vm)).find(|&i| entry(vm, i).0 == Value::deleted().word());
        let index = match free {
            Some(index) => index,
            None => grow(vm)?,
        };
        let table = vm.root(Root::Handles).and_then(Value::address);
        let (Some(table), Ok(number)) = (table, u16::try_from(index)) else {
            return Err(vm.memory_error());
        };
        vm.set_field(table, 1 + 2 * index, vm.at(value).word());
        Ok(Handle { index: number, generation: entry(vm, index).1 })
    })
}

/// The word and the generation of an entry.
fn entry(vm: &Engine, index: u32) -> (Word, u16) {
    match vm.root(Root::Handles).and_then(Value::address) {
        Some(table) if index < room(vm) => {
            let generation = vm.value_field(table, 2 + 2 * index).and_then(Value::as_small);
            (vm.field(table, 1 + 2 * index), generation.unwrap_or(0) as u16)
        }
        _ => (Value::deleted().word(), 0),
    }
}

/// Makes room for more handles; the first of the new ones.
fn grow(vm: &Engine) -> Result<u32, Trap> {
    let old = room(vm);
    let new = old + ROOM_MIN.max(old / 2);
    let table = vm.alloc(kind::ITEMS, 1 + 2 * new)?;
    for index in 0..new {
        let (word, generation) = entry(vm, index);
        vm.set_raw(table, 1 + 2 * index, word);
        vm.set_raw(table, 2 + 2 * index, Value::int(generation.into()).word());
    }
    vm.set_root(Root::Handles, Some(Value::object(table)));
    Ok(old)
}

fn is_current(vm: &Engine, handle: Handle) -> bool {
    let (word, generation) = entry(vm, handle.index.into());
    word != Value::deleted().word() && generation == handle.generation
}

/// The value of a handle.
pub(super) fn get(vm: &Engine, handle: Handle) -> Result<Word, Trap> {
    if is_current(vm, handle) {
        return Ok(entry(vm, handle.index.into()).0);
    }
    Err(vm.raise(TypeId::REFERENCE_ERROR, "the handle was released"))
}

/// Lets go of a value.
pub(super) fn release(vm: &Engine, handle: Handle) {
    if let Some(table) = vm.root(Root::Handles).and_then(Value::address)
        && is_current(vm, handle)
    {
        let at = 2 * u32::from(handle.index);
        let generation = Value::int(handle.generation.wrapping_add(1).into());
        vm.set_field(table, 1 + at, Value::deleted().word());
        vm.set_field(table, 2 + at, generation.word());
    }
}
