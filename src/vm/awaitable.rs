//! What is awaited and is neither a coroutine nor written in Python: the steps of asynchronous generators, `anext()`
//! with a default, and `coroutine.__await__()`.
//!
//! ```text
//! [header][what is resumed][value sent or thrown, or the default; 0 for none][Kind and state, a small int]
//! ```
//! An asynchronous generator is resumed as any other. Whether it has yielded an item or something it awaits has is told
//! by where it stands: see [`generator::delegates`].

use super::generator::{self, Resumed};
use super::types::answer;
use crate::heap::Header;
use crate::name::{Name, rom};
use crate::object::{
    Args, Engine, Frame, Member, Next, Res, Slot, Trap, Type, TypeFlags, TypeId, kind,
};
use crate::runtime::{attribute, call as protocol, clear_raised, iterate};
use crate::types::exception;
use crate::value::{UNBOUND, Value, Word};

const INNER: u32 = 1;
const VALUE: u32 = 2;
const STATE: u32 = 3;

/// The kinds, in the order of their types from `ASYNC_GENERATOR_ASEND` on.
const SEND: u32 = 0;
/// `athrow()`; without an exception, `aclose()`.
const THROW: u32 = 1;
const DEFAULT: u32 = 2;
const WRAPPER: u32 = 3;

const FRESH: u32 = 0;
const STARTED: u32 = 1;
const DONE: u32 = 2;

const fn state_word(kind: u32, state: u32) -> Word {
    (kind << 2 | state) << 1 | 1
}

fn make<'g>(vm: &'g Engine, kind: u32, inner: Word, value: Word) -> Res<'g> {
    vm.make(kind::AWAITABLE, &[inner, value, state_word(kind, FRESH)])
}

fn kind_of(vm: &Engine, address: u32) -> u32 {
    vm.field(address, STATE) >> 3
}

fn state_of(vm: &Engine, address: u32) -> u32 {
    vm.field(address, STATE) >> 1 & 3
}

fn set_state(vm: &Engine, address: u32, state: u32) {
    vm.set_raw(address, STATE, state_word(kind_of(vm, address), state));
}

/// The awaitable of `generator.__anext__()`.
pub(super) fn next_of<'g>(vm: &'g Engine, generator: Value<'g>) -> Res<'g> {
    make(vm, SEND, generator.word(), UNBOUND)
}

/// Resumes any iterator that something is awaited from: what it yields, or its value.
pub(crate) fn resume(vm: &mut Engine, iterator: Slot, sent: Option<Slot>) -> Result<Resumed, Trap> {
    let value = vm.at(iterator);
    match vm.layout(value) {
        Some(kind::GENERATOR) => return generator::send_native(vm, iterator, sent),
        Some(kind::AWAITABLE) => return step(vm, iterator, Input::Send(sent)),
        _ => {}
    }
    let result = match sent.filter(|&sent| vm.at(sent) != Value::none()) {
        // Called by name where it is Python's: the end carries a value.
        None => match protocol::call_special(vm, iterator, const { rom("__next__") }, &[]) {
            Ok(None) => iterate::next(vm, iterator),
            answer => answer,
        },
        Some(sent) => protocol::call_method(vm, iterator, const { rom("send") }, &[sent]).map(Some),
    };
    match result {
        Ok(Some(word)) => Ok(Resumed::Yielded(word)),
        Ok(None) => Ok(Resumed::Returned(Value::none().word())),
        Err(trap) => generator::stop_value(vm, trap).map(Resumed::Returned),
    }
}

/// What an awaitable is resumed with.
#[derive(Clone, Copy)]
enum Input {
    Send(Option<Slot>),
    /// What is pending is thrown.
    Throw,
}

/// Resumes the awaitable in a slot: what is yielded on the way to its value, or that.
fn step(vm: &mut Engine, awaitable: Slot, input: Input) -> Result<Resumed, Trap> {
    vm.scope(|vm| {
        let address = vm.word(awaitable);
        let inner = vm.push(vm.field(address, INNER))?;
        match kind_of(vm, address) {
            WRAPPER => match input {
                Input::Send(sent) => resume_coroutine(vm, inner, sent),
                Input::Throw => generator::throw_native(vm, inner),
            },
            DEFAULT => {
                let result = match input {
                    Input::Send(sent) => resume(vm, inner, sent),
                    Input::Throw => throw(vm, inner),
                };
                or_default(vm, awaitable, result)
            }
            kind => step_generator(vm, awaitable, inner, kind, input),
        }
    })
}

/// Resumes a coroutine, which must not have ended.
pub(super) fn resume_coroutine(
    vm: &mut Engine,
    coroutine: Slot,
    sent: Option<Slot>,
) -> Result<Resumed, Trap> {
    generator::expect_unfinished(vm, vm.word(coroutine))?;
    generator::send_native(vm, coroutine, sent)
}

/// Throws what is pending into any iterator.
fn throw(vm: &mut Engine, iterator: Slot) -> Result<Resumed, Trap> {
    match generator::throw_into(vm, iterator)? {
        generator::Thrown::Yielded(word) => Ok(Resumed::Yielded(word)),
        generator::Thrown::Returned(word) => Ok(Resumed::Returned(word)),
        generator::Thrown::Raised => Err(generator::pending_again(vm)),
    }
}

/// `anext(iterator, default)`: the default where the iterator has ended.
fn or_default(
    vm: &mut Engine,
    awaitable: Slot,
    result: Result<Resumed, Trap>,
) -> Result<Resumed, Trap> {
    match result {
        Err(_) if attribute::is_pending(vm, TypeId::STOP_ASYNC_ITERATION) => {
            clear_raised(vm);
            Ok(Resumed::Returned(vm.field(vm.word(awaitable), VALUE)))
        }
        other => other,
    }
}

/// The name of what an awaitable is from, for messages.
fn name_of(vm: &Engine, address: u32) -> &'static str {
    match (kind_of(vm, address), vm.field(address, VALUE)) {
        (SEND, UNBOUND) => "anext(): asynchronous generator is already running",
        (SEND, _) => "asend(): asynchronous generator is already running",
        (_, UNBOUND) => "aclose(): asynchronous generator is already running",
        _ => "athrow(): asynchronous generator is already running",
    }
}

/// A step of `asend()`, `athrow()` or `aclose()`. While one is under way its generator has flag A.
fn step_generator(
    vm: &mut Engine,
    awaitable: Slot,
    inner: Slot,
    kind: u32,
    input: Input,
) -> Result<Resumed, Trap> {
    let address = vm.word(awaitable);
    let state = state_of(vm, address);
    let generator = vm.word(inner);
    if state == DONE {
        let text = if kind == SEND {
            "cannot reuse already awaited __anext__()/asend()"
        } else {
            "cannot reuse already awaited aclose()/athrow()"
        };
        return Err(vm.raise(TypeId::RUNTIME_ERROR, text));
    }
    if kind == THROW && generator::is_finished(vm, generator) {
        set_state(vm, address, DONE);
        return Ok(Resumed::Returned(Value::none().word()));
    }
    let is_first = state == FRESH;
    if is_first && vm.header(generator).has(Header::FLAG_A) {
        return Err(vm.raise(TypeId::RUNTIME_ERROR, name_of(vm, address)));
    }
    vm.heap.set_header(generator, vm.header(generator).with_flags(Header::FLAG_A));
    set_state(vm, address, STARTED);
    let result = match input {
        Input::Throw => generator::throw_native(vm, inner),
        Input::Send(_) if is_first && kind == THROW => throw_first(vm, awaitable, inner),
        Input::Send(_) if is_first => {
            let value = vm.field(address, VALUE);
            let value = if value == UNBOUND { Value::none().word() } else { value };
            let value = vm.push(value)?;
            send(vm, inner, Some(value))
        }
        Input::Send(sent) => send(vm, inner, sent),
    };
    if let Ok(Resumed::Yielded(_)) = result
        && generator::delegates(vm, vm.word(inner))
    {
        return result;
    }
    let (address, generator) = (vm.word(awaitable), vm.word(inner));
    set_state(vm, address, DONE);
    vm.heap.set_header(generator, vm.header(generator).without_flags(Header::FLAG_A));
    let is_close = kind == THROW && vm.field(address, VALUE) == UNBOUND;
    match result {
        Ok(Resumed::Yielded(_)) if is_close => {
            Err(vm.raise(TypeId::RUNTIME_ERROR, "async generator ignored GeneratorExit"))
        }
        Ok(Resumed::Yielded(word)) => Ok(Resumed::Returned(word)),
        Ok(Resumed::Returned(_)) if is_close => Ok(Resumed::Returned(Value::none().word())),
        Ok(Resumed::Returned(_)) => Err(vm.raise(TypeId::STOP_ASYNC_ITERATION, "")),
        Err(_) if is_close && attribute::is_pending(vm, TypeId::GENERATOR_EXIT) => {
            clear_raised(vm);
            Ok(Resumed::Returned(Value::none().word()))
        }
        Err(trap) => Err(trap),
    }
}

fn send(vm: &mut Engine, generator: Slot, value: Option<Slot>) -> Result<Resumed, Trap> {
    generator::send_native(vm, generator, value)
}

/// Throws what `athrow()` was given, or GeneratorExit for `aclose()`.
fn throw_first(vm: &mut Engine, awaitable: Slot, generator: Slot) -> Result<Resumed, Trap> {
    let exception = vm.push(vm.field(vm.word(awaitable), VALUE))?;
    if vm.word(exception) == UNBOUND {
        vm.raise(TypeId::GENERATOR_EXIT, "");
    } else {
        exception::raise(vm, exception);
    }
    generator::throw_native(vm, generator)
}

// The methods of asynchronous generators.

/// `__anext__()`, `asend(value)`.
fn async_send<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    generator::expect_async(vm, args.at(0))?;
    make(vm, SEND, args.at(0).word(), args.get(1).map_or(UNBOUND, Value::word))
}

/// `athrow(exception)`, or `athrow(class, value, traceback)`.
fn async_throw(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.leaf_with(|vm| generator::expect_async(vm, vm.at(frame.at(0))))?;
    let exception = generator::thrown_exception(vm, frame)?;
    let exception = vm.push(exception)?;
    vm.leaf(|vm| make(vm, THROW, vm.word(frame.at(0)), vm.word(exception)))
}

fn async_close<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    generator::expect_async(vm, args.at(0))?;
    make(vm, THROW, args.at(0).word(), UNBOUND)
}

/// The members of asynchronous generators.
pub(super) static ASYNC_GENERATOR_MEMBERS: &[Member] = &[
    Member::leaf("__aiter__", 1, 1, |_, args| Ok(args.at(0))),
    Member::leaf("__anext__", 1, 1, async_send),
    Member::leaf("asend", 2, 2, async_send),
    Member::general("athrow", 2, 4, async_throw),
    Member::leaf("aclose", 1, 1, async_close),
];

/// `coroutine.__await__()`.
pub(super) fn wrapper<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    make(vm, WRAPPER, args.at(0).word(), UNBOUND)
}

// `aiter` and `anext`.

/// Calls a method of the class of the value in a slot, builtin or not; `None` if there is none.
pub(super) fn call_class_method(
    vm: &mut Engine,
    object: Slot,
    name: Name,
) -> Result<Option<Word>, Trap> {
    let class = attribute::type_of(vm, vm.at(object));
    match attribute::lookup(vm, class, name).map(Value::word) {
        Some(method) => protocol::call_found(vm, method, object, &[]).map(Some),
        None => Ok(None),
    }
}

/// `aiter(object)`.
pub(crate) fn aiter(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let text = "'{t}' object is not an async iterable";
    let Some(word) = call_class_method(vm, frame.at(0), const { rom("__aiter__") })? else {
        let object = vm.at(frame.at(0));
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, object, object));
    };
    let made = vm.value(word);
    if attribute::lookup(vm, attribute::type_of(vm, made), const { rom("__anext__") }).is_none() {
        let text = "aiter() returned not an async iterator of type '{t}'";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, made, made));
    }
    Ok(word)
}

/// `anext(iterator)`, `anext(iterator, default)`.
pub(crate) fn anext(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let Some(word) = call_class_method(vm, frame.at(0), const { rom("__anext__") })? else {
        let object = vm.at(frame.at(0));
        let text = "'{t}' object is not an async iterator";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, object, object));
    };
    let Some(default) = frame.get(1) else { return Ok(word) };
    let inner = vm.push(word)?;
    let word = generator::awaitable_iterator(vm, inner)?;
    vm.set_word(inner, word);
    vm.leaf(|vm| make(vm, DEFAULT, vm.word(inner), vm.word(default)))
}

// The methods of the awaitables.

fn expect(vm: &Engine, slot: Slot) -> Result<(), Trap> {
    match vm.expect(vm.at(slot), kind::AWAITABLE) {
        Some(_) => Ok(()),
        None => Err(vm.type_error("descriptor requires an awaitable object")),
    }
}

fn method_send(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    expect(vm, frame.at(0))?;
    let resumed = step(vm, frame.at(0), Input::Send(frame.get(1)))?;
    answer(vm, resumed)
}

fn method_throw(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    expect(vm, frame.at(0))?;
    let exception = generator::thrown_exception(vm, frame)?;
    vm.raise_object(vm.value(exception));
    let resumed = step(vm, frame.at(0), Input::Throw)?;
    answer(vm, resumed)
}

/// Ends what is under way with GeneratorExit.
fn method_close(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    expect(vm, frame.at(0))?;
    let address = vm.word(frame.at(0));
    if state_of(vm, address) == DONE {
        return Ok(Value::none().word());
    }
    vm.raise(TypeId::GENERATOR_EXIT, "");
    match step(vm, frame.at(0), Input::Throw) {
        Ok(Resumed::Yielded(_)) => {
            Err(vm.raise(TypeId::RUNTIME_ERROR, "coroutine ignored GeneratorExit"))
        }
        Ok(Resumed::Returned(_)) => Ok(Value::none().word()),
        Err(trap) => {
            let ended =
                [TypeId::GENERATOR_EXIT, TypeId::STOP_ITERATION, TypeId::STOP_ASYNC_ITERATION];
            if !ended.into_iter().any(|class| attribute::is_pending(vm, class)) {
                return Err(trap);
            }
            clear_raised(vm);
            Ok(Value::none().word())
        }
    }
}

fn next(vm: &mut Engine, awaitable: Slot) -> Result<Option<Word>, Trap> {
    match step(vm, awaitable, Input::Send(None))? {
        Resumed::Yielded(word) => Ok(Some(word)),
        Resumed::Returned(_) => Ok(None),
    }
}

static MEMBERS: &[Member] = &[
    Member::leaf("__await__", 1, 1, |_, args| Ok(args.at(0))),
    Member::general("send", 2, 2, method_send),
    Member::general("throw", 2, 4, method_throw),
    Member::general("close", 1, 1, method_close),
];

/// The record of a type of awaitables.
pub(crate) const fn record(id: TypeId) -> Type {
    Type { flags: TypeFlags::TRUE, members: MEMBERS, next: Next::General(next), ..Type::new(id) }
}

const _: () =
    assert!(TypeId::COROUTINE_WRAPPER.0 == TypeId::ASYNC_GENERATOR_ASEND.0 + WRAPPER as u8);
