//! Jumps that need to ask an object, and safepoints.

use super::arithmetic::{try_compare, with_operands};
use super::run::finish;
use super::schedule;
use super::special::{self, Target};
use crate::bytecode::CompareOp;
use crate::config::FUEL_SLICE;
use crate::object::{Engine, Trap, TypeId};
use crate::runtime::compare as comparison;
use crate::value::{UNBOUND, Value, Word};

/// Moves the saved position by so many units.
fn jump_by(vm: &mut Engine, units: i32) -> Result<Word, Trap> {
    vm.pc.set(vm.pc.get().wrapping_add_signed(2 * units));
    if units < 0 { charge(vm) } else { Ok(UNBOUND) }
}

/// Jumps if `x op y` is `when`.
pub(super) fn compare(
    vm: &mut Engine,
    op: CompareOp,
    x: Word,
    y: Word,
    when: bool,
    units: i32,
) -> Result<Word, Trap> {
    if let Some(answer) = try_compare(vm, op, x, y) {
        return if answer == when { jump_by(vm, units) } else { Ok(UNBOUND) };
    }
    if (special::may_have(vm, x) || special::may_have(vm, y))
        && let Ok(units) = i8::try_from(units)
    {
        let target = Target::Jump { units, when };
        return special::compare(vm, target, comparison::Inquiry::new(op), x, y);
    }
    let result = with_operands(vm, x, y, |vm, x, y| {
        let word = comparison::compare(vm, op, x, y)?;
        if word == Value::true_().word() {
            return Ok(true);
        }
        if word == Value::false_().word() {
            return Ok(false);
        }
        vm.set_word(x, word);
        comparison::truth(vm, x)
    })?;
    if result == when { jump_by(vm, units) } else { Ok(UNBOUND) }
}

/// Jumps if the truth of `x` is `when`.
pub(super) fn truth(vm: &mut Engine, x: Word, when: bool, units: i32) -> Result<Word, Trap> {
    if is_true(vm, x)? == when { jump_by(vm, units) } else { Ok(UNBOUND) }
}

/// `r[a] = not x`.
pub(super) fn not(vm: &mut Engine, a: u32, x: Word) -> Result<Word, Trap> {
    let truth = is_true(vm, x)?;
    finish(vm, a, Value::bool(!truth).word())
}

/// Whether a value counts as true.
pub(super) fn is_true(vm: &mut Engine, x: Word) -> Result<bool, Trap> {
    match comparison::leaf_truth(vm, vm.value(x)) {
        Ok(truth) => Ok(truth),
        Err(_) => with_operands(vm, x, x, |vm, x, _| comparison::truth(vm, x)),
    }
}

/// The fuel of a slice is used up: asks for an interrupt, runs what was scheduled, then goes on.
#[cold]
pub(super) fn safepoint(vm: &mut Engine) -> Result<Word, Trap> {
    let result = interrupt(vm);
    if result.is_err() {
        // The jump is done: what raises is the instruction it leads to, and handlers look before the saved position.
        vm.pc.set(vm.pc.get() + 2);
    }
    result.map(|()| UNBOUND)
}

/// Fuel for a jump that is done out of line.
pub(super) fn charge(vm: &mut Engine) -> Result<Word, Trap> {
    match vm.fuel.get().checked_sub(1) {
        Some(fuel) => {
            vm.fuel.set(fuel);
            Ok(UNBOUND)
        }
        None => safepoint(vm),
    }
}

/// As [`safepoint`], where no jump is done.
#[cold]
pub(super) fn interrupt(vm: &mut Engine) -> Result<(), Trap> {
    vm.fuel.set(FUEL_SLICE);
    if vm.board().take_interrupt() {
        return Err(vm.raise(TypeId::KEYBOARD_INTERRUPT, ""));
    }
    schedule::run(vm)
}
