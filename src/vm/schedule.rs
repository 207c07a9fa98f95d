//! `micropython.schedule`: functions that run at the next safepoint, between two instructions.
//!
//! The queue is an ITEMS object, function and argument by turns. What a function schedules waits for the next
//! safepoint.

use super::unwind;
use crate::config::SCHEDULE_MAX;
use crate::object::{Engine, Root, Slot, Trap, TypeId, kind};
use crate::runtime::{attribute, call};
use crate::types::exception;
use crate::value::{UNBOUND, Value};

/// In `Engine::scheduled`: functions of the queue are running.
const RUNNING: u8 = 0x80;

/// Adds a function and its argument to the queue; with `once`, unless the function is there already.
pub(crate) fn add(
    vm: &Engine,
    function: Value<'_>,
    argument: Value<'_>,
    once: bool,
) -> Result<(), Trap> {
    let count = u32::from(vm.scheduled.get() & !RUNNING);
    let queue = vm.root(Root::Scheduled).and_then(Value::address);
    if let Some(queue) = queue
        && once
        && (0..count).any(|i| vm.field(queue, 2 * i + 1) == function.word())
    {
        return Ok(());
    }
    if count >= SCHEDULE_MAX {
        return Err(vm.raise(TypeId::RUNTIME_ERROR, "schedule queue full"));
    }
    let queue = match queue {
        Some(queue) => queue,
        None => {
            let queue = vm.alloc_zeroed(kind::ITEMS, 2 * SCHEDULE_MAX + 1)?;
            vm.set_root(Root::Scheduled, Some(Value::object(queue)));
            queue
        }
    };
    vm.set_field(queue, 2 * count + 1, function.word());
    vm.set_field(queue, 2 * count + 2, argument.word());
    vm.scheduled.set(vm.scheduled.get() + 1);
    // The slice ends at the next jump backwards.
    vm.fuel.set(0);
    Ok(())
}

/// Runs what is in the queue. What a function raises is printed, but for KeyboardInterrupt and SystemExit.
pub(crate) fn run(vm: &mut Engine) -> Result<(), Trap> {
    let count = vm.scheduled.get();
    if count & RUNNING != 0 {
        return Ok(());
    }
    vm.scheduled.set(count | RUNNING);
    let mut result = Ok(());
    for _ in 0..count {
        result = vm.scope(run_one);
        if result.is_err() {
            break;
        }
    }
    vm.scheduled.set(vm.scheduled.get() & !RUNNING);
    result
}

fn run_one(vm: &mut Engine) -> Result<(), Trap> {
    let slots = vm.push_unbound(3)?;
    let (function, argument, handled) = (slots, slots.offset(1), slots.offset(2));
    let queue = vm.word(Engine::root_slot(Root::Scheduled));
    vm.set_word(function, vm.field(queue, 1));
    vm.set_word(argument, vm.field(queue, 2));
    for i in 1..2 * SCHEDULE_MAX - 1 {
        vm.set_field(queue, i, vm.field(queue, i + 2));
    }
    vm.set_field(queue, 2 * SCHEDULE_MAX - 1, UNBOUND);
    vm.set_field(queue, 2 * SCHEDULE_MAX, UNBOUND);
    vm.scheduled.set(vm.scheduled.get() - 1);
    vm.set_word(handled, vm.word(Engine::root_slot(Root::Handled)));
    let Err(trap) = call::call(vm, function, &[argument]) else { return Ok(()) };
    let ends = [TypeId::KEYBOARD_INTERRUPT, TypeId::SYSTEM_EXIT];
    if ends.into_iter().any(|class| attribute::is_pending(vm, class)) {
        return Err(trap);
    }
    let raised = unwind::caught(vm)?;
    vm.set_word(Engine::root_slot(Root::Handled), vm.word(handled));
    print(vm, function, raised)
}

fn print(vm: &mut Engine, slot: Slot, exception: u32) -> Result<(), Trap> {
    vm.set_word(slot, exception);
    exception::print_in_parts(vm, slot, |vm, part| {
        // Nobody is left to be told that there is no console.
        _ = vm.board().write_error(part);
        Ok(())
    })
}
