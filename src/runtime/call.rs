//! Calling Python values from native code.

use super::attribute;
use crate::name::Name;
use crate::object::{Engine, Frame, Slot, Trap};
use crate::value::{Value, Word};

/// Words of a frame before its first argument: the callee, and two that belong to the frame.
pub(crate) const FRAME_WORDS: u32 = 3;

/// Makes a frame at the top of the stack for a call with so many arguments, which the caller then puts in place.
pub(crate) fn frame(vm: &mut Engine, callee: Word, positional: u16) -> Result<Frame, Trap> {
    let start = vm.top();
    if let Err(trap) = vm.push_unbound(FRAME_WORDS + u32::from(positional)) {
        vm.set_top(start);
        return Err(trap);
    }
    vm.set_word(start, callee);
    Ok(Frame { base: start.offset(FRAME_WORDS), positional, keywords: 0 })
}

/// Calls the value in a slot with the values in other slots.
pub(crate) fn call(vm: &mut Engine, callee: Slot, arguments: &[Slot]) -> Result<Word, Trap> {
    let word = vm.word(callee);
    call_word(vm, word, None, arguments)
}

/// Calls a value, with the value in `first` as an additional first argument. The word is used before anything moves.
fn call_word(
    vm: &mut Engine,
    callee: Word,
    first: Option<Slot>,
    arguments: &[Slot],
) -> Result<Word, Trap> {
    let start = vm.top();
    let count = arguments.len() + usize::from(first.is_some());
    // The callee must be in a slot before the stack can be asked to grow, which may collect.
    let held = vm.push(callee)?;
    vm.set_top(start);
    if vm.stack_room() < FRAME_WORDS + count as u32 {
        vm.set_top(held.offset(1));
        let grown = vm.grow_stack(FRAME_WORDS + count as u32);
        vm.set_top(start);
        grown?;
    }
    let callee = vm.word(held);
    let frame = frame(vm, callee, count as u16)?;
    for (i, &slot) in first.iter().chain(arguments).enumerate() {
        vm.set_word(frame.at(i), vm.word(slot));
    }
    let result = (vm.hooks.call)(vm, frame);
    vm.set_top(start);
    result
}

/// Calls a method of the value in a slot.
pub(crate) fn call_method(
    vm: &mut Engine,
    object: Slot,
    name: Name,
    arguments: &[Slot],
) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let method = attribute::get_attr(vm, object, name)?;
        let method = vm.push(method)?;
        call(vm, method, arguments)
    })
}

/// Calls a special method that a class written in Python gives the value in a slot; `None` if there is none.
pub(crate) fn call_special(
    vm: &mut Engine,
    object: Slot,
    name: Name,
    arguments: &[Slot],
) -> Result<Option<Word>, Trap> {
    let Some(method) = attribute::special(vm, vm.at(object), name).map(Value::word) else {
        return Ok(None);
    };
    call_found(vm, method, object, arguments).map(Some)
}

/// Calls what was found in the class of the value in a slot, bound to that value.
pub(crate) fn call_found(
    vm: &mut Engine,
    found: Word,
    object: Slot,
    arguments: &[Slot],
) -> Result<Word, Trap> {
    if attribute::is_method(vm, vm.value(found)) {
        return call_word(vm, found, Some(object), arguments);
    }
    vm.scope(|vm| {
        let found = vm.push(found)?;
        let bound = attribute::bind(vm, found, object)?;
        let bound = vm.push(bound)?;
        call(vm, bound, arguments)
    })
}
