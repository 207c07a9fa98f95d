//! Small steps that the builtin types share: trying a leaf form first, and the builtin object behind a receiver.

use crate::heap::LayoutId;
use crate::object::{Engine, Pending, Slot, Trap, TypeId};
use crate::runtime::attribute;
use crate::value::Value;

/// Runs a leaf operation; `None` if Python code must give the answer, so that the general form has to be used.
#[inline]
pub(crate) fn attempt<T>(
    vm: &mut Engine,
    f: impl Fn(&Engine) -> Result<T, Trap>,
) -> Result<Option<T>, Trap> {
    match vm.leaf_with(f) {
        Ok(answer) => Ok(Some(answer)),
        Err(trap) => needs_call(vm, trap).map(|()| None),
    }
}

/// Whether the trap only says that Python code must be called; any other is handed on.
#[cold]
pub(crate) fn needs_call(vm: &Engine, trap: Trap) -> Result<(), Trap> {
    if matches!(vm.pending(), Pending::NeedCall) {
        vm.take_pending();
        return Ok(());
    }
    Err(trap)
}

/// The object of this kind that a value is, or that an instance of a derived class extends.
#[inline]
pub(crate) fn expect(vm: &Engine, value: Value<'_>, layout: LayoutId) -> Option<u32> {
    let address = value.address()?;
    let id = vm.header(address).id();
    if id == layout {
        return Some(address);
    }
    if id.is_instance() { vm.expect(attribute::native(vm, value), layout) } else { None }
}

/// As [`expect`] for the receiver of a method.
///
/// # Errors
/// TypeError with this text for any other object.
#[inline]
pub(crate) fn receiver(
    vm: &Engine,
    value: Value<'_>,
    layout: LayoutId,
    text: &'static str,
) -> Result<u32, Trap> {
    match expect(vm, value, layout) {
        Some(address) => Ok(address),
        None => Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value)),
    }
}

/// Puts the builtin object behind a method's receiver in the receiver's own slot.
///
/// # Errors
/// TypeError with this text if it is not of this kind.
#[inline]
pub(crate) fn receive(
    vm: &Engine,
    slot: Slot,
    layout: LayoutId,
    text: &'static str,
) -> Result<(), Trap> {
    let address = receiver(vm, vm.at(slot), layout, text)?;
    vm.set_word(slot, address);
    Ok(())
}
