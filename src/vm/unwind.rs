//! Exceptions: from where they are raised to the handler that takes them.

use super::frame::{self, Ending, Info};
use super::generator;
use super::run::{finish, slot};
use crate::bytecode::code::{Handler, Lines};
use crate::object::{Engine, Pending, Root, Slot, TraceEntry, Trap, TypeId, kind};
use crate::runtime::{attribute, call};
use crate::types::exception;
use crate::value::{UNBOUND, Value, Word};

/// Finds who handles what is pending and makes that frame ready to run; the trap again where native code must know.
#[cold]
pub(super) fn unwind(vm: &mut Engine, trap: Trap) -> Result<(), Trap> {
    match vm.pending() {
        Pending::NeedMemory => _ = vm.memory_error(),
        Pending::NeedCall | Pending::Nothing => {
            _ = vm.raise(TypeId::RUNTIME_ERROR, "an operation had no general form")
        }
        _ => {}
    }
    if vm.trace_len.get() == 0 && !vm.reraised.get() {
        vm.set_root(Root::Context, vm.root(Root::Handled));
    }
    loop {
        let base = vm.base.get();
        let code = frame::code(vm);
        vm.set_top(base.offset(frame::register_count(vm, code)));
        note_frame(vm, code);
        if enter_handler(vm, code)? {
            return Ok(());
        }
        let info = Info::from_word(vm.word(Slot(base.0 - 1)));
        match info.ending() {
            Ending::Native => return Err(trap),
            Ending::NativeGenerator => {
                generator::abandon(vm);
                return Err(trap);
            }
            Ending::Loop | Ending::Send => {
                generator::abandon(vm);
                frame::pop(vm);
            }
            _ => _ = frame::pop(vm),
        }
    }
}

/// Adds the running frame to the traceback, unless the exception was raised again here.
fn note_frame(vm: &Engine, code: u32) {
    if vm.reraised.replace(false) {
        return;
    }
    let len = vm.trace_len.get();
    if let Some(entry) = vm.trace.get(usize::from(len)) {
        let line = line(vm, code, vm.pc.get()).min(0xffff) as u16;
        entry.set(TraceEntry {
            file: vm.heap.half(code + 14),
            line,
            function: vm.heap.half(code + 12),
        });
        vm.trace_len.set(len + 1);
    }
}

/// The line of the instruction before a position.
pub(super) fn line(vm: &Engine, code: u32, pc: u32) -> u32 {
    let start = u32::from(vm.heap.half(code + 10));
    let lines = u32::from(vm.heap.half(code + 18));
    let first_line = u32::from(vm.heap.half(code + 16));
    let len = (4 * vm.heap.object_words(code)).saturating_sub(lines);
    let unit = (pc.saturating_sub(start) / 2).saturating_sub(1);
    Lines::new(vm.heap.bytes(code + lines, len), first_line).line_of(unit as usize)
}

/// The running frame's handler for the instruction before the saved position, if it has one.
fn enter_handler(vm: &mut Engine, code: u32) -> Result<bool, Trap> {
    let head = super::function::head(vm, code);
    let (first, names) = (4 * head.handlers_word() as u32, 4 * head.names_word() as u32);
    let start = u32::from(head.start);
    let unit = (vm.pc.get().saturating_sub(start) / 2).saturating_sub(1);
    let mut at = first;
    while at + 8 <= names {
        let handler = Handler::from_words([vm.heap.word(code + at), vm.heap.word(code + at + 4)]);
        at += 8;
        if !(u32::from(handler.start)..u32::from(handler.end)).contains(&unit) {
            continue;
        }
        let register = slot(vm, handler.register.into());
        if handler.target == Handler::PASS {
            leave_handler(vm, vm.word(register), vm.word(register.offset(1)));
            continue;
        }
        let exception = caught(vm)?;
        let handled = vm.word(Engine::root_slot(Root::Handled));
        vm.set_word(register, exception);
        vm.set_word(register.offset(1), handled);
        vm.set_word(Engine::root_slot(Root::Handled), exception);
        vm.pc.set(start + 2 * u32::from(handler.target));
        return Ok(true);
    }
    Ok(false)
}

/// The exception in flight as an object, with its context and the frames it has left. A traceback for which there is no
/// memory is left out.
pub(crate) fn caught(vm: &mut Engine) -> Result<Word, Trap> {
    let frames = vm.trace_len.get();
    let exception = exception::materialise(vm)?;
    vm.scope(|vm| {
        let exception = vm.push(exception)?;
        if vm.root(Root::Context).is_some() {
            let context = Engine::root_slot(Root::Context);
            vm.leaf_with(|vm| exception::set_context(vm, vm.at(exception), vm.at(context)))?;
            vm.set_root(Root::Context, None);
        }
        vm.trace_len.set(frames);
        let attached = vm.leaf_with(|vm| attach_traceback(vm, vm.at(exception)));
        if attached.is_err() {
            vm.take_pending();
        }
        vm.trace_len.set(0);
        Ok(vm.word(exception))
    })
}

/// Adds the frames that the exception in flight has left to the traceback it has.
fn attach_traceback(vm: &Engine, exception: Value<'_>) -> Result<(), Trap> {
    let Some(address) = attribute::native(vm, exception).address() else { return Ok(()) };
    let count = u32::from(vm.trace_len.get());
    if count == 0 || vm.header(address).id() != kind::EXCEPTION {
        return Ok(());
    }
    let old = vm.field(address, exception::TRACEBACK);
    // A RAW object of three halves a frame; an odd number of them leaves a half at its end, which is 0.
    let old_halves = if old == UNBOUND { 0 } else { 2 * (vm.heap.object_words(old) - 1) / 3 * 3 };
    let new = vm.alloc_zeroed(kind::RAW, 1 + (old_halves + 3 * count).div_ceil(2))?;
    if old != UNBOUND {
        vm.heap.copy_within(old + 4, new + 4, 2 * old_halves);
    }
    for (i, entry) in vm.trace.iter().take(count as usize).enumerate() {
        let entry = entry.get();
        let at = new + 4 + 2 * (old_halves + 3 * i as u32);
        for (j, half) in [entry.file, entry.line, entry.function].into_iter().enumerate() {
            vm.heap.set_half(at + 2 * j as u32, half);
        }
    }
    vm.set_field(address, exception::TRACEBACK, new);
    Ok(())
}

/// What was handled before a handler is so again.
#[inline]
pub(super) fn leave_handler(vm: &Engine, exception: Word, before: Word) {
    if exception & 1 == 0 {
        vm.set_word(Engine::root_slot(Root::Handled), before);
    }
}

/// `raise`, in its three forms.
pub(super) fn raise(vm: &mut Engine, a: u32, b: u32, form: u32) -> Result<Word, Trap> {
    if form == 0 {
        return match vm.root(Root::Handled) {
            Some(exception) => {
                let trap = vm.raise_object(exception);
                // The traceback has this frame already.
                vm.reraised.set(true);
                Err(trap)
            }
            None => Err(vm.raise(TypeId::RUNTIME_ERROR, "No active exception to reraise")),
        };
    }
    vm.scope(|vm| {
        let raised = vm.push(vm.word(slot(vm, a)))?;
        let trap = exception::raise(vm, raised);
        if form == 1 {
            return Err(trap);
        }
        let exception = exception::materialise(vm)?;
        let exception = vm.push(exception)?;
        let cause = vm.push(vm.word(slot(vm, b)))?;
        make_cause(vm, cause)?;
        exception::set_cause(vm, exception, cause)?;
        Err(vm.raise_object(vm.at(exception)))
    })
}

/// Makes what an exception is raised from an instance: a class is called. TypeError for anything but exceptions and
/// None.
fn make_cause(vm: &mut Engine, cause: Slot) -> Result<(), Trap> {
    let base = vm.type_object(TypeId::BASE_EXCEPTION);
    let value = vm.at(cause);
    if matches!(vm.layout(value), Some(kind::CLASS | kind::TYPE))
        && attribute::is_subclass(vm, value, base)
    {
        let made = call::call(vm, cause, &[])?;
        vm.set_word(cause, made);
    }
    if vm.at(cause) == Value::none() || exception::is_exception(vm, vm.at(cause)) {
        Ok(())
    } else {
        Err(vm.type_error("exception causes must derive from BaseException"))
    }
}

/// Raises `r[a]` again as it was.
pub(super) fn reraise(vm: &mut Engine, a: u32) -> Result<Word, Trap> {
    let register = slot(vm, a);
    let (exception, before) = (vm.word(register), vm.word(register.offset(1)));
    if exception == UNBOUND
        || !attribute::is_instance(vm, vm.value(exception), TypeId::BASE_EXCEPTION)
    {
        return Err(vm.raise(TypeId::RUNTIME_ERROR, "No active exception to reraise"));
    }
    leave_handler(vm, exception, before);
    let trap = vm.raise_object(vm.value(exception));
    vm.reraised.set(true);
    Err(trap)
}

/// `r[a] = ` whether exception `r[b]` is an instance of `r[c]`.
pub(super) fn match_exception(vm: &mut Engine, a: u32, b: u32, c: u32) -> Result<Word, Trap> {
    let matches = exception::matches(vm, vm.at(slot(vm, b)), vm.at(slot(vm, c)))?;
    finish(vm, a, Value::bool(matches).word())
}
