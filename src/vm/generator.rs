//! Generators and coroutines: frames that leave the stack and come back.
//!
//! ```text
//! [header, flag A: coroutine, flag B: asynchronous generator (and flag A: a step of it is under way)]
//! [pc: byte offset from the code object][state][function][what was handled, or 0][registers ...]
//! ```
//! INV-GENERATOR: a generator that runs has its registers on the stack, in a frame that begins with the generator.

use super::call::{nested, or_none};
use super::fetch::{Cursor, Registers};
use super::frame::{self, Ending, GENERATOR_WORDS, Info};
use super::run::{finish, slot};
use super::{awaitable, iteration};
use crate::bytecode::Op;
use crate::bytecode::code::Flags;
use crate::heap::Header;
use crate::name::rom;
use crate::object::{Engine, Frame, Pending, Res, Root, Slot, Text, Trap, TypeId, kind};
use crate::runtime::{attribute, call as protocol, iterate};
use crate::types::exception;
use crate::value::{UNBOUND, Value, Word};

const PC: u32 = 1;
const STATE: u32 = 2;
const FUNCTION: u32 = 3;
const HANDLED: u32 = 4;
const REGISTERS: u32 = 5;

const FRESH: u32 = 0;
const SUSPENDED: u32 = 1;
const RUNNING: u32 = 2;
const FINISHED: u32 = 3;

/// The generator for a call of the function at `start`, whose arguments are in their registers.
pub(super) fn make(vm: &Engine, start: Slot) -> Res<'_> {
    let function = vm.word(start);
    let code = vm.field(function, 1);
    let info = vm.field(code, 1);
    let count = info & 0xff;
    let flags = Flags::from_bits_retain((info >> 16) as u16);
    let generator = vm.alloc_zeroed(kind::GENERATOR, REGISTERS + count)?;
    let header_flags = if flags.contains(Flags::COROUTINE) {
        Header::FLAG_A
    } else if flags.contains(Flags::ASYNC_GENERATOR) {
        Header::FLAG_B
    } else {
        0
    };
    vm.heap.set_header(generator, vm.header(generator).with_flags(header_flags));
    vm.set_raw(generator, PC, vm.heap.half(code + 10).into());
    vm.set_raw(generator, FUNCTION, function);
    let head = crate::vm::function::parameter_count(vm, code);
    for i in 0..head.min(count) {
        vm.set_raw(generator, REGISTERS + i, vm.word(start.offset(frame::WORDS + i)));
    }
    Ok(Value::object(generator))
}

/// Whether a value is a generator or coroutine.
pub(super) fn as_generator(vm: &Engine, value: Value<'_>) -> Option<u32> {
    vm.expect(value, kind::GENERATOR)
}

/// How a generator is resumed: who goes on where.
struct Resume {
    /// The caller's position when the generator yields (`Send`) or ends (`Loop`) is the saved one; this is the other.
    other: u32,
    destination: u32,
    ending: Ending,
    /// Where the generator goes on if not after its `yield`: then nothing is sent.
    at: Option<u32>,
}

/// Puts a generator's frame on top of the stack, to run next. `sent` goes to the register of its `yield`.
fn resume(vm: &mut Engine, generator: Slot, sent: Option<Slot>, how: &Resume) -> Result<(), Trap> {
    let state = vm.field(vm.word(generator), STATE);
    if state != SUSPENDED {
        check_state(vm, vm.word(generator), sent)?;
    }
    let code = vm.field(vm.field(vm.word(generator), FUNCTION), 1);
    let count = frame::register_count(vm, code);
    if vm.stack_end() - vm.top_address() < 4 * (GENERATOR_WORDS + count) {
        vm.grow_stack(GENERATOR_WORDS + count)?;
    }
    // Nothing moves from here on.
    let address = vm.word(generator);
    let code = vm.field(vm.field(address, FUNCTION), 1);
    let base = vm.slot_at(vm.top_address() + 4 * GENERATOR_WORDS);
    let delta = if how.ending == Ending::NativeGenerator { 0 } else { base.0 - vm.base.get().0 };
    let info = Info::new(delta, how.destination, how.ending);
    let word = (state == SUSPENDED && how.at.is_none())
        .then(|| sent.map_or(Value::none().word(), |sent| vm.word(sent)));
    place(vm, address, (code, count), (vm.pc.get(), how.other), info, word);
    vm.base.set(base);
    vm.pc.set(how.at.unwrap_or(vm.field(address, PC)));
    Ok(())
}

/// Puts the frame of a generator on top of the stack, where there is room for it, and what is sent into the register
/// of its `yield` if it waits there. The device address of its registers.
#[inline(always)]
fn place(
    vm: &Engine,
    generator: u32,
    (code, count): (u32, u32),
    (back, other): (u32, u32),
    info: Info,
    sent: Option<Word>,
) -> u32 {
    let start = vm.top_address();
    let registers = start + 4 * GENERATOR_WORDS;
    vm.set_top_address(registers + 4 * count);
    vm.heap.set_word(start, generator);
    vm.heap.set_word(start + 4, frame::offset_word(other));
    vm.heap.set_word(start + 8, vm.field(generator, FUNCTION));
    vm.heap.set_word(start + 12, frame::offset_word(back));
    vm.heap.set_word(start + 16, info.word());
    vm.heap.copy_apart(generator + 4 * REGISTERS, registers, count);
    if let Some(sent) = sent {
        // The yield's second unit names the register for what is sent.
        let register = u32::from(vm.heap.byte(code + vm.field(generator, PC) - 2));
        vm.heap.set_word(registers + 4 * register, sent);
    }
    vm.set_raw(generator, STATE, RUNNING);
    // While it runs, the generator keeps what its caller was handling.
    let handled = vm.word(Engine::root_slot(Root::Handled));
    let own = vm.field(generator, HANDLED);
    if own != UNBOUND {
        vm.set_word(Engine::root_slot(Root::Handled), own);
    }
    vm.set_field(generator, HANDLED, handled);
    registers
}

/// A frame that the interpreter loop runs.
pub(super) struct Running {
    pub(super) code: u32,
    pub(super) pc: Cursor,
    pub(super) registers: Registers,
}

/// Goes on with a generator that a `for` loop advances, without leaving the interpreter loop: its frame. The item will
/// go to register `item`, with which the loop goes on at `body`. `None` where [`advance_in_full`] must be asked.
#[inline(always)]
pub(super) fn advance(
    vm: &Engine,
    generator: Word,
    caller: Running,
    item: u32,
    body: Cursor,
) -> Option<Running> {
    if super::leaf::layout(vm, generator) != Some(kind::GENERATOR) {
        return None;
    }
    let state = vm.field(generator, STATE);
    if state > SUSPENDED {
        return None;
    }
    let code = vm.field(vm.field(generator, FUNCTION), 1);
    let count = frame::register_count(vm, code);
    let start = vm.top_address();
    if vm.stack_end() - start < 4 * (GENERATOR_WORDS + count) {
        return None;
    }
    let delta = GENERATOR_WORDS + (start - caller.registers.address(&vm.heap)) / 4;
    let info = Info::new(delta, item, Ending::Loop);
    let back = caller.pc.offset(&vm.heap, caller.code);
    let other = body.offset(&vm.heap, caller.code);
    let sent = (state == SUSPENDED).then(|| Value::none().word());
    let registers = place(vm, generator, (code, count), (back, other), info, sent);
    let pc = Cursor::new(&vm.heap, code, vm.field(generator, PC));
    Some(Running { code, pc, registers: Registers::new(&vm.heap, registers) })
}

/// [`advance`] in full: the generator in a slot may have ended, run, or want room on the stack.
pub(super) fn advance_in_full(
    vm: &mut Engine,
    generator: Slot,
    item: u32,
    body: u32,
) -> Result<Word, Trap> {
    if !is_finished(vm, vm.word(generator)) {
        let how = Resume { other: body, destination: item, ending: Ending::Loop, at: None };
        resume(vm, generator, None, &how)?;
    }
    Ok(UNBOUND)
}

/// Yields register `a` of the running frame to the loop or the `Send` that advances it, without leaving the interpreter
/// loop: the frame that goes on. `None` where [`yield_value`] must be asked.
#[inline(always)]
pub(super) fn yield_to(vm: &Engine, running: &Running, a: u32) -> Option<Running> {
    let registers = running.registers;
    let info = Info::from_word(registers.frame_word(1));
    if !info.is_advanced() {
        return None;
    }
    let back = registers.frame_word(if info.is_loop() { 4 } else { 2 });
    let pc = running.pc.offset(&vm.heap, running.code);
    let address = registers.address(&vm.heap);
    suspend(vm, registers.frame_word(GENERATOR_WORDS), running.code, address, pc);
    let value = registers.get(a);
    let caller = registers.down(info.delta());
    caller.set(info.destination(), value);
    let code = vm.field(caller.frame_word(3), 1);
    vm.set_top_address(caller.address(&vm.heap) + 4 * frame::register_count(vm, code));
    let pc = Cursor::new(&vm.heap, code, frame::word_offset(back));
    Some(Running { code, pc, registers: caller })
}

/// Keeps the frame of a generator that yields in the generator.
#[inline(always)]
fn suspend(vm: &Engine, generator: u32, code: u32, registers: u32, pc: u32) {
    let count = frame::register_count(vm, code);
    vm.heap.store_words(generator, generator + 4 * REGISTERS, registers, count);
    vm.set_raw(generator, PC, pc);
    vm.set_raw(generator, STATE, SUSPENDED);
    // What it handles is kept in it, and its caller handles again what it did.
    let handled = vm.word(Engine::root_slot(Root::Handled));
    let callers = vm.field(generator, HANDLED);
    let own = if handled == callers {
        UNBOUND
    } else {
        vm.set_word(Engine::root_slot(Root::Handled), callers);
        handled
    };
    vm.set_field(generator, HANDLED, own);
}

/// Whether a generator that is not suspended can be resumed, and sent this.
fn check_state(vm: &Engine, generator: u32, sent: Option<Slot>) -> Result<(), Trap> {
    match vm.field(generator, STATE) {
        RUNNING => Err(vm.value_error(running_text(vm, generator))),
        FRESH if sent.is_some_and(|sent| vm.at(sent) != Value::none()) => {
            Err(vm.type_error(match species(vm, generator) {
                Species::Generator => "can't send non-None value to a just-started generator",
                Species::Coroutine => "can't send non-None value to a just-started coroutine",
                Species::Asynchronous => {
                    "can't send non-None value to a just-started async generator"
                }
            }))
        }
        _ => Ok(()),
    }
}

/// What kind of generator one is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Species {
    Generator,
    Coroutine,
    Asynchronous,
}

fn species(vm: &Engine, generator: u32) -> Species {
    let header = vm.header(generator);
    if header.has(Header::FLAG_B) {
        Species::Asynchronous
    } else if header.has(Header::FLAG_A) {
        Species::Coroutine
    } else {
        Species::Generator
    }
}

fn running_text(vm: &Engine, generator: u32) -> &'static str {
    match species(vm, generator) {
        Species::Generator => "generator already executing",
        Species::Coroutine => "coroutine already executing",
        Species::Asynchronous => "async generator already executing",
    }
}

/// The generator of the running frame.
fn current(vm: &Engine) -> u32 {
    vm.word(Slot(vm.base.get().0 - GENERATOR_WORDS))
}

/// How the running generator's frame ends, and where else its caller may go on.
fn ending(vm: &Engine) -> (Info, u32) {
    let base = vm.base.get();
    let other = frame::word_offset(vm.word(Slot(base.0 - 4)));
    (Info::from_word(vm.word(Slot(base.0 - 1))), other)
}

/// The running generator has ended: it keeps nothing.
fn leave(vm: &Engine) {
    let generator = current(vm);
    vm.set_raw(generator, STATE, FINISHED);
    let callers = vm.field(generator, HANDLED);
    vm.set_word(Engine::root_slot(Root::Handled), callers);
    for i in HANDLED..vm.heap.object_words(generator) {
        vm.set_raw(generator, i, UNBOUND);
    }
}

/// `yield r[a]`; what is sent will go to the register that the instruction names.
pub(super) fn yield_value(vm: &mut Engine, a: u32) -> Result<Word, Trap> {
    let registers = vm.address_of(vm.base.get());
    let value = vm.heap.word(registers + 4 * a);
    let (info, other) = ending(vm);
    suspend(vm, current(vm), frame::code(vm), registers, vm.pc.get());
    if info.ending() == Ending::NativeGenerator {
        vm.yielded.set(true);
        return Ok(or_none(value));
    }
    frame::pop(vm);
    if info.ending() == Ending::Loop {
        vm.pc.set(other);
    }
    finish(vm, info.destination(), value)
}

/// The running generator has returned.
pub(super) fn finished(vm: &mut Engine, value: Word) -> Result<Word, Trap> {
    let (info, other) = ending(vm);
    leave(vm);
    match info.ending() {
        Ending::NativeGenerator => {
            vm.yielded.set(false);
            Ok(or_none(value))
        }
        Ending::Send => {
            frame::pop(vm);
            vm.pc.set(other);
            finish(vm, info.destination(), value)
        }
        _ => {
            frame::pop(vm);
            Ok(UNBOUND)
        }
    }
}

/// An exception leaves the running generator, which ends. StopIteration becomes RuntimeError.
pub(super) fn abandon(vm: &mut Engine) {
    let species = species(vm, current(vm));
    leave(vm);
    if attribute::is_pending(vm, TypeId::STOP_ITERATION) {
        let text = match species {
            Species::Generator => "generator raised StopIteration",
            Species::Coroutine => "coroutine raised StopIteration",
            Species::Asynchronous => "async generator raised StopIteration",
        };
        exception::replace(vm, TypeId::RUNTIME_ERROR, text);
    } else if species == Species::Asynchronous
        && attribute::is_pending(vm, TypeId::STOP_ASYNC_ITERATION)
    {
        exception::replace(vm, TypeId::RUNTIME_ERROR, "async generator raised StopAsyncIteration");
    }
}

/// What resuming a generator from native code gave.
pub(crate) enum Resumed {
    /// It yielded this.
    Yielded(Word),
    /// It returned this.
    Returned(Word),
}

/// Resumes the generator in a slot from native code, sending it the value in another.
pub(crate) fn send_native(
    vm: &mut Engine,
    generator: Slot,
    sent: Option<Slot>,
) -> Result<Resumed, Trap> {
    if vm.field(vm.word(generator), STATE) == FINISHED {
        return Ok(Resumed::Returned(Value::none().word()));
    }
    let word = nested(vm, |vm| resume(vm, generator, sent, &NATIVE).map(|()| UNBOUND))?;
    Ok(resumed(vm, word))
}

/// Raises what is pending inside the generator in a slot, where it was suspended.
pub(crate) fn throw_native(vm: &mut Engine, generator: Slot) -> Result<Resumed, Trap> {
    let address = vm.word(generator);
    match vm.field(address, STATE) {
        FINISHED => return Err(pending_again(vm)),
        RUNNING => return Err(vm.value_error(running_text(vm, address))),
        FRESH => {
            vm.set_raw(address, STATE, FINISHED);
            return Err(pending_again(vm));
        }
        _ => {}
    }
    vm.scope(|vm| {
        if let Some(delegate) = delegate(vm, address) {
            let inner = vm.push(vm.field(address, REGISTERS + delegate.iterator))?;
            match throw_into(vm, inner)? {
                Thrown::Yielded(word) => return Ok(Resumed::Yielded(word)),
                Thrown::Returned(word) => {
                    let address = vm.word(generator);
                    vm.set_field(address, REGISTERS + delegate.result, word);
                    let how = Resume { at: Some(delegate.after), ..NATIVE };
                    let word =
                        nested(vm, |vm| resume(vm, generator, None, &how).map(|()| UNBOUND))?;
                    return Ok(resumed(vm, word));
                }
                Thrown::Raised => {}
            }
        }
        let exception = super::unwind::caught(vm)?;
        let exception = vm.push(exception)?;
        let word = nested(vm, |vm| {
            resume(vm, generator, None, &NATIVE)?;
            let trap = vm.raise_object(vm.at(exception));
            super::unwind::unwind(vm, trap)?;
            Ok(UNBOUND)
        })?;
        Ok(resumed(vm, word))
    })
}

/// A generator resumed by native code.
const NATIVE: Resume =
    Resume { other: 0, destination: 0, ending: Ending::NativeGenerator, at: None };

fn resumed(vm: &Engine, word: Word) -> Resumed {
    if vm.yielded.get() { Resumed::Yielded(word) } else { Resumed::Returned(word) }
}

/// What a suspended generator delegates to by `yield from` or `await`.
struct Delegate {
    /// The register of the iterator.
    iterator: u32,
    /// The register for its value.
    result: u32,
    /// Where the generator goes on when the iterator has ended.
    after: u32,
}

/// What a suspended generator delegates to: its `yield` then stands in `Send a b end; Yield b b; Jump` back to `Send`.
fn delegate(vm: &Engine, generator: u32) -> Option<Delegate> {
    let code = vm.field(vm.field(generator, FUNCTION), 1);
    let pc = vm.field(generator, PC);
    let unit = |offset: u32| vm.heap.half(code + offset);
    let is = |offset: u32, op: Op| unit(offset) & 0xff == op as u16;
    let send = pc.checked_sub(8).filter(|&send| send >= unit(10).into())?;
    let jumps_back = is(pc, Op::JumpShort) && unit(pc) >> 8 == 0xfb
        || is(pc, Op::Jump) && unit(pc + 2) == 0xfffa;
    if !is(send, Op::Send) || !is(pc - 4, Op::Yield) || !jumps_back {
        return None;
    }
    let operands = unit(send + 2);
    let units = i32::from((operands >> 8) as i8);
    Some(Delegate {
        iterator: u32::from(unit(send) >> 8),
        result: u32::from(operands & 0xff),
        after: (send + 4).wrapping_add_signed(2 * units),
    })
}

/// Whether a suspended generator delegates to another iterator.
pub(super) fn delegates(vm: &Engine, generator: u32) -> bool {
    delegate(vm, generator).is_some()
}

/// What a generator that is suspended delegates to, as a value.
pub(super) fn delegate_of(vm: &Engine, generator: u32) -> Option<Value<'_>> {
    if vm.field(generator, STATE) != SUSPENDED {
        return None;
    }
    let delegate = delegate(vm, generator)?;
    vm.value_field(generator, REGISTERS + delegate.iterator)
}

/// What became of an exception thrown into a delegate.
pub(super) enum Thrown {
    Yielded(Word),
    Returned(Word),
    /// It is (or another is) pending for the delegating generator.
    Raised,
}

/// Throws what is pending into the iterator in a slot.
pub(super) fn throw_into(vm: &mut Engine, iterator: Slot) -> Result<Thrown, Trap> {
    if as_generator(vm, vm.at(iterator)).is_some() {
        return Ok(match throw_native(vm, iterator) {
            Ok(Resumed::Yielded(word)) => Thrown::Yielded(word),
            Ok(Resumed::Returned(word)) => Thrown::Returned(word),
            Err(_) => Thrown::Raised,
        });
    }
    let is_exit = attribute::is_pending(vm, TypeId::GENERATOR_EXIT);
    let exception = super::unwind::caught(vm)?;
    let exception = vm.push(exception)?;
    let name = if is_exit { const { rom("close") } } else { const { rom("throw") } };
    let method = attribute::get_optional_attr(vm, iterator, name)?;
    let Some(method) = method else {
        vm.raise_object(vm.at(exception));
        return Ok(Thrown::Raised);
    };
    let method = vm.push(method)?;
    let arguments: &[Slot] = if is_exit { &[] } else { &[exception] };
    match protocol::call(vm, method, arguments) {
        Ok(_) if is_exit => {
            vm.raise_object(vm.at(exception));
            Ok(Thrown::Raised)
        }
        Ok(word) => Ok(Thrown::Yielded(word)),
        Err(trap) => match stop_value(vm, trap) {
            Ok(word) => Ok(Thrown::Returned(word)),
            Err(_) => Ok(Thrown::Raised),
        },
    }
}

/// A trap for what is already pending.
pub(super) fn pending_again(vm: &Engine) -> Trap {
    vm.stop(vm.pending())
}

/// Advances the generator in a slot; its end is `None`. For the type's `next` slot.
pub(crate) fn next(vm: &mut Engine, generator: Slot) -> Result<Option<Word>, Trap> {
    match send_native(vm, generator, None)? {
        Resumed::Yielded(word) => Ok(Some(word)),
        Resumed::Returned(_) => Ok(None),
    }
}

/// Whether a generator is suspended, has ended, or neither: for its attributes.
pub(crate) fn is_running(vm: &Engine, generator: u32) -> bool {
    vm.field(generator, STATE) == RUNNING
}

/// Whether a generator has nothing more to do.
pub(crate) fn is_finished(vm: &Engine, generator: u32) -> bool {
    vm.field(generator, STATE) == FINISHED
}

/// Whether a generator has yielded and waits to go on.
pub(crate) fn is_suspended(vm: &Engine, generator: u32) -> bool {
    vm.field(generator, STATE) == SUSPENDED
}

/// The function of a generator.
pub(crate) fn function_of(vm: &Engine, generator: u32) -> u32 {
    vm.field(generator, FUNCTION)
}

/// Sends `r[b]` to the iterator `r[a]`: what it yields to `r[b]`, or its value and a jump.
pub(super) fn send(vm: &mut Engine, a: u32, b: u32, units: i32) -> Result<Word, Trap> {
    let (iterator, sent) = (slot(vm, a), slot(vm, b));
    let target = vm.pc.get().wrapping_add_signed(2 * units);
    if let Some(address) = vm.get(iterator).and_then(|iterator| as_generator(vm, iterator)) {
        if is_finished(vm, address) {
            vm.pc.set(target);
            return finish(vm, b, Value::none().word());
        }
        let how = Resume { other: target, destination: b, ending: Ending::Send, at: None };
        resume(vm, iterator, Some(sent), &how)?;
        return Ok(UNBOUND);
    }
    let word = match awaitable::resume(vm, iterator, Some(sent))? {
        Resumed::Yielded(word) => word,
        Resumed::Returned(word) => {
            vm.pc.set(target);
            word
        }
    };
    finish(vm, b, word)
}

/// The value of a StopIteration in flight, which ends here; any other exception goes on.
pub(crate) fn stop_value(vm: &mut Engine, trap: Trap) -> Result<Word, Trap> {
    if !attribute::is_pending(vm, TypeId::STOP_ITERATION) {
        return Err(trap);
    }
    match vm.pending() {
        Pending::Raise { text: Text::Value, .. } => {
            vm.take_pending();
            Ok(vm.word(Engine::root_slot(Root::RaiseA)))
        }
        Pending::Raise { .. } => {
            vm.take_pending();
            Ok(Value::none().word())
        }
        _ => {
            vm.take_pending();
            vm.scope(|vm| {
                let exception = vm.push(vm.word(Engine::root_slot(Root::Raised)))?;
                attribute::get_attr(vm, exception, const { rom("value") })
            })
        }
    }
}

/// `r[a] = ` what `await r[b]` iterates over.
pub(super) fn get_awaitable(vm: &mut Engine, a: u32, b: u32) -> Result<Word, Trap> {
    let word = awaitable_iterator(vm, slot(vm, b))?;
    finish(vm, a, word)
}

/// What awaiting the value in a slot iterates over.
pub(super) fn awaitable_iterator(vm: &mut Engine, object: Slot) -> Result<Word, Trap> {
    if let Some(address) = as_generator(vm, vm.at(object)) {
        match species(vm, address) {
            Species::Generator => {}
            Species::Coroutine if delegate_of(vm, address).is_some() => {
                return Err(vm.raise(TypeId::RUNTIME_ERROR, "coroutine is being awaited already"));
            }
            Species::Coroutine => expect_unfinished(vm, address)?,
            Species::Asynchronous => return Err(not_awaitable(vm, object)),
        }
        return Ok(vm.word(object));
    }
    if vm.expect(vm.at(object), kind::AWAITABLE).is_some() {
        return Ok(vm.word(object));
    }
    let made = protocol::call_special(vm, object, const { rom("__await__") }, &[])?;
    let Some(word) = made else {
        // MicroPython's coroutines are generators and what they wait for are plain iterators.
        if attribute::special(vm, vm.at(object), const { rom("__next__") }).is_some() {
            return Ok(vm.word(object));
        }
        return Err(not_awaitable(vm, object));
    };
    let value = vm.value(word);
    if as_generator(vm, value).is_some_and(|made| species(vm, made) == Species::Coroutine) {
        return Err(vm.type_error("__await__() returned a coroutine"));
    }
    if !iterate::is_iterator(vm, value) {
        let text = "__await__() returned non-iterator of type '{t}'";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
    }
    Ok(word)
}

#[cold]
fn not_awaitable(vm: &Engine, object: Slot) -> Trap {
    let object = vm.at(object);
    let text = "object {t} can't be used in 'await' expression";
    vm.raise_with(TypeId::TYPE_ERROR, text, object, object)
}

/// RuntimeError for a coroutine that has ended.
pub(super) fn expect_unfinished(vm: &Engine, coroutine: u32) -> Result<(), Trap> {
    if is_finished(vm, coroutine) && species(vm, coroutine) == Species::Coroutine {
        return Err(vm.raise(TypeId::RUNTIME_ERROR, "cannot reuse already awaited coroutine"));
    }
    Ok(())
}

/// TypeError for anything but an asynchronous generator.
pub(super) fn expect_async(vm: &Engine, value: Value<'_>) -> Result<(), Trap> {
    match as_generator(vm, value) {
        Some(address) if species(vm, address) == Species::Asynchronous => Ok(()),
        _ => Err(vm.type_error("descriptor requires an 'async_generator' object")),
    }
}

/// The exception that `throw(exception)` or `throw(class, value, traceback)` is given.
pub(super) fn thrown_exception(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let (class, value) = (frame.at(1), frame.get(2).filter(|&value| vm.at(value) != Value::none()));
    let base = vm.type_object(TypeId::BASE_EXCEPTION);
    let thrown = vm.at(class);
    let is_class = matches!(vm.layout(thrown), Some(kind::CLASS | kind::TYPE))
        && attribute::is_subclass(vm, thrown, base);
    if !is_class && !exception::is_exception(vm, thrown) {
        let text = "exceptions must be classes or instances deriving from BaseException, not {t}";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, thrown, thrown));
    }
    match value {
        None => exception::raise(vm, class),
        Some(_) if !is_class => {
            return Err(vm.type_error("instance exception may not have a separate value"));
        }
        Some(value) if exception::is_exception(vm, vm.at(value)) => exception::raise(vm, value),
        Some(value) => {
            let made = protocol::call(vm, class, &[value])?;
            let made = vm.push(made)?;
            exception::raise(vm, made)
        }
    };
    exception::materialise(vm)
}

/// `r[a] = ` what `yield from r[b]` iterates over.
pub(super) fn get_yield_from(vm: &mut Engine, a: u32, b: u32) -> Result<Word, Trap> {
    let word = vm.word(slot(vm, b));
    if as_generator(vm, vm.value(word)).is_some() {
        finish(vm, a, word)
    } else {
        iteration::get_iter(vm, a, word)
    }
}

/// `r[a] = r[b].__aiter__()`.
pub(super) fn get_async_iter(vm: &mut Engine, a: u32, b: u32) -> Result<Word, Trap> {
    let object = slot(vm, b);
    let Some(word) = awaitable::call_class_method(vm, object, const { rom("__aiter__") })? else {
        let object = vm.at(object);
        let text = "'async for' requires an object with __aiter__ method, got {t}";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, object, object));
    };
    let made = vm.value(word);
    if attribute::lookup(vm, attribute::type_of(vm, made), const { rom("__anext__") }).is_none() {
        let text =
            "'async for' received an object from __aiter__ that does not implement __anext__: {t}";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, made, made));
    }
    finish(vm, a, word)
}

/// `r[a] = ` what awaiting `r[b].__anext__()` iterates over.
pub(super) fn get_async_next(vm: &mut Engine, a: u32, b: u32) -> Result<Word, Trap> {
    let object = slot(vm, b);
    if as_generator(vm, vm.at(object)).is_some() {
        let word = vm.leaf(|vm| awaitable::next_of(vm, vm.at(object)))?;
        return finish(vm, a, word);
    }
    let Some(word) = awaitable::call_class_method(vm, object, const { rom("__anext__") })? else {
        let object = vm.at(object);
        let text = "'async for' requires an iterator with __anext__ method, got {t}";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, object, object));
    };
    vm.scope(|vm| {
        let made = vm.push(word)?;
        match awaitable_iterator(vm, made) {
            Ok(word) => finish(vm, a, word),
            Err(trap) if !attribute::is_pending(vm, TypeId::TYPE_ERROR) => Err(trap),
            Err(_) => {
                let text = "'async for' received an invalid object from __anext__: {t}";
                let made = vm.at(made);
                Err(vm.raise_with(TypeId::TYPE_ERROR, text, made, made))
            }
        }
    })
}
