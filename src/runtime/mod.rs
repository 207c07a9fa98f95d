//! Python's protocols: what operators, comparisons, truth, iteration, items and texts mean for any value.
//!
//! A builtin value answers through the slots of its [`Type`]; an instance of a class written in Python first through
//! the special methods of its classes, then as the builtin object inside it, if its class derives from a builtin type.
//! The leaf form of a slot is tried first; it is run again after a collection where memory was short, and where it
//! answers that Python code must run, the general form takes over.

mod class;
pub(crate) mod attribute;
pub(crate) mod instance;
pub(crate) mod call;
pub(crate) mod text;
pub(crate) mod format;
pub(crate) mod index;
pub(crate) mod compare;
pub(crate) mod operator;
pub(crate) mod iterate;
pub(crate) mod item;
pub(crate) mod protocol;
mod short_text;

pub(crate) use short_text::{ShortText, raise_text};

use crate::config::NATIVE_DEPTH_MAX;
use crate::object::{Engine, Pending, Root, Slot, Trap, Type, TypeId};
use crate::value::{Value, Word};
use attribute::{is_python_class_instance, native, native_type};

/// What asking special methods has come to.
pub(crate) enum Asked<I> {
    /// The answer.
    Answer(Word),
    /// This must be called with the one side and then the other. If it answers NotImplemented, the inquiry goes on.
    Call { method: Word, object: Slot, other: Slot, next: I },
}

/// What a type can do whose record is missing from the table: nothing.
static NOTHING: Type = Type::new(TypeId::OBJECT);

/// The record of a builtin type.
#[inline]
pub(crate) fn record(vm: &Engine, id: TypeId) -> &'static Type {
    vm.types.get(usize::from(id.0)).copied().unwrap_or(&NOTHING)
}

/// The record of the value's builtin type.
#[inline]
pub(crate) fn record_of(vm: &Engine, value: Value<'_>) -> &'static Type {
    record(vm, native_type(vm, value))
}

/// Runs `f` one level deeper in native code; RecursionError past [`NATIVE_DEPTH_MAX`] levels, since each uses host
/// stack.
pub(crate) fn nested<T>(
    vm: &mut Engine,
    f: impl FnOnce(&mut Engine) -> Result<T, Trap>,
) -> Result<T, Trap> {
    enter(vm)?;
    let result = f(vm);
    leave(vm);
    result
}

/// As [`nested`] for a leaf step.
pub(crate) fn nested_leaf<T>(vm: &Engine, f: impl FnOnce() -> Result<T, Trap>) -> Result<T, Trap> {
    enter(vm)?;
    let result = f();
    leave(vm);
    result
}

fn enter(vm: &Engine) -> Result<(), Trap> {
    let depth = check_depth(vm)?;
    vm.native_depth.set(depth + 1);
    Ok(())
}

/// How deep native code is nested, where another level may begin.
pub(crate) fn check_depth(vm: &Engine) -> Result<u16, Trap> {
    let depth = vm.native_depth.get();
    if usize::from(depth) >= NATIVE_DEPTH_MAX || !vm.has_host_stack() {
        return Err(vm.raise(TypeId::RECURSION_ERROR, "maximum recursion depth exceeded"));
    }
    Ok(depth)
}

fn leave(vm: &Engine) {
    vm.native_depth.set(vm.native_depth.get().saturating_sub(1));
}

/// Whether the leaf form of an operation stopped because Python code must answer.
pub(crate) fn wants_call(vm: &Engine) -> bool {
    matches!(vm.pending(), Pending::NeedCall)
}

/// A slot with the builtin object inside an instance; the slot itself for any other value.
pub(crate) fn native_slot(vm: &mut Engine, slot: Slot) -> Result<Slot, Trap> {
    if !is_python_class_instance(vm, vm.at(slot)) {
        return Ok(slot);
    }
    let inner = vm.push_unbound(1)?;
    vm.set(inner, native(vm, vm.at(slot)));
    Ok(inner)
}

/// Drops the exception in flight.
pub(crate) fn clear_raised(vm: &Engine) {
    vm.take_pending();
    for root in [Root::Raised, Root::RaiseA, Root::RaiseB, Root::Context] {
        vm.set_root(root, None);
    }
}
