//! Raising, and turning an exception in flight into an object.

use super::attributes::{CAUSE, CONTEXT, SUPPRESS_CONTEXT};
use super::{
    DETAILS, TRACEBACK, WORDS, builtin_class, detail, details_words, inside, is_exception,
    make_tuple, message, set_detail,
};
use crate::object::{Engine, Pending, Res, Root, Slot, Text, Trap, TypeId, kind};
use crate::runtime::attribute::type_number;
use crate::runtime::call::call;
use crate::runtime::format;
use crate::value::{UNBOUND, Value, Word};

/// Makes the MemoryError that is raised when there is no memory to make one.
pub(crate) fn prepare(vm: &mut Engine) -> Result<(), Trap> {
    let word = vm.leaf(|vm| {
        let class = vm.type_object(TypeId::MEMORY_ERROR);
        let args = Value::empty_tuple();
        vm.make(kind::EXCEPTION, &[class.word(), args.word(), UNBOUND, UNBOUND])
    })?;
    vm.set_word(Engine::root_slot(Root::MemoryError), word);
    Ok(())
}

/// The prepared MemoryError, as new.
fn memory_error(vm: &Engine) -> Result<Word, Trap> {
    let Some(exception) = vm.root(Root::MemoryError).and_then(Value::address) else {
        return Err(vm.memory_error());
    };
    vm.set_raw(exception, TRACEBACK, UNBOUND);
    vm.set_raw(exception, DETAILS, UNBOUND);
    Ok(exception)
}

/// Ends the flight of an exception: its object.
///
/// Where memory is short even for that, it is MemoryError instead.
pub(crate) fn materialise(vm: &mut Engine) -> Result<Word, Trap> {
    // What goes wrong while the text is made is raised instead; with a text that needs no code, nothing does.
    for _ in 0..3 {
        let made = match vm.take_pending() {
            Pending::Object => {
                let word = vm.word(Engine::root_slot(Root::Raised));
                vm.set_root(Root::Raised, None);
                if word != UNBOUND {
                    return Ok(word);
                }
                vm.type_error("exceptions must derive from BaseException");
                continue;
            }
            Pending::Raise { class, text } => vm.scope(|vm| make(vm, class, text)),
            Pending::Nothing | Pending::NeedMemory | Pending::NeedCall => {
                return memory_error(vm);
            }
        };
        match made {
            Err(_) if is_short_of_memory(vm) => break,
            Err(_) => {}
            made => return made,
        }
    }
    vm.take_pending();
    memory_error(vm)
}

fn is_short_of_memory(vm: &Engine) -> bool {
    matches!(
        vm.pending(),
        Pending::NeedMemory
            | Pending::Raise { class: TypeId::MEMORY_ERROR | TypeId::RECURSION_ERROR, .. }
    )
}

/// The object for an exception described by its class and text, whose values are in the roots A and B.
fn make(vm: &mut Engine, class: TypeId, text: Text) -> Result<Word, Trap> {
    let (a, b) = (Engine::root_slot(Root::RaiseA), Engine::root_slot(Root::RaiseB));
    let word = match text {
        Text::Format(template) => match vm.leaf_with(|vm| waiting(vm, class, template, [a, b]))? {
            UNBOUND => make_at_once(vm, class, template),
            word => Ok(word),
        },
        Text::Empty => vm.leaf(|vm| with_args(vm, class, &[])),
        Text::Value => vm.leaf(|vm| with_args(vm, class, &[vm.at(a)])),
        Text::Pair => vm.leaf(|vm| with_args(vm, class, &[vm.at(a), vm.at(b)])),
    }?;
    vm.set_root(Root::RaiseA, None);
    vm.set_root(Root::RaiseB, None);
    Ok(word)
}

/// An exception whose message is made when someone asks for it; [`UNBOUND`] where it cannot wait.
fn waiting(
    vm: &Engine,
    class: TypeId,
    text: &'static str,
    values: [Slot; 2],
) -> Result<Word, Trap> {
    let args = message::waiting(vm, class, text, values)?;
    if args == UNBOUND {
        return Ok(UNBOUND);
    }
    let class = vm.type_object(class).word();
    vm.make(kind::EXCEPTION, &[class, args, UNBOUND, UNBOUND]).map(Value::word)
}

/// An exception with its message.
fn make_at_once(vm: &mut Engine, class: TypeId, template: &str) -> Result<Word, Trap> {
    let kept = vm.push_unbound(3)?;
    vm.set_word(kept, vm.word(Engine::root_slot(Root::RaiseA)));
    vm.set_word(kept.offset(1), vm.word(Engine::root_slot(Root::RaiseB)));
    let word = format::build(vm, |vm, out| message::write(vm, out, template, kept))?;
    let message = kept.offset(2);
    vm.set_word(message, word);
    vm.leaf(|vm| {
        let exception = with_args(vm, class, &[vm.at(message)])?;
        let values = [kept, kept.offset(1)].map(|slot| vm.get(slot));
        message::note_name(vm, exception.word(), template, values)?;
        Ok(exception)
    })
}

fn with_args<'g>(vm: &'g Engine, class: TypeId, args: &[Value<'g>]) -> Res<'g> {
    vm.reserve(WORDS + args.len() as u32 + 1)?;
    let tuple = make_tuple(vm, args.iter().copied())?;
    let class = vm.type_object(class);
    vm.make(kind::EXCEPTION, &[class.word(), tuple.word(), UNBOUND, UNBOUND])
}

/// `raise value`: of an exception, or of a class of exceptions, which is called.
pub(crate) fn raise(vm: &mut Engine, value: Slot) -> Trap {
    let exception = vm.at(value);
    if is_exception(vm, exception) {
        return vm.raise_object(exception);
    }
    match (builtin_class(vm, exception), type_number(vm, exception)) {
        (Some(class), Some(_)) => vm.raise(class, ""),
        (Some(_), None) => match vm.scope(|vm| call(vm, value, &[])) {
            Ok(word) if is_exception(vm, vm.value(word)) => vm.raise_object(vm.value(word)),
            Ok(word) => {
                let text = "calling {r} should have returned an instance of BaseException, not {r}";
                let class = super::type_of(vm, vm.value(word));
                vm.raise_with(TypeId::TYPE_ERROR, text, vm.at(value), class)
            }
            Err(trap) => trap,
        },
        (None, _) => vm.type_error("exceptions must derive from BaseException"),
    }
}

/// `raise exception from cause`, where cause is an exception or None.
pub(crate) fn set_cause(vm: &mut Engine, exception: Slot, cause: Slot) -> Result<(), Trap> {
    vm.leaf_with(|vm| link_cause(vm, vm.at(exception), vm.at(cause)))
}

/// Sets the cause of an exception, which hides its context.
pub(super) fn link_cause(vm: &Engine, exception: Value<'_>, cause: Value<'_>) -> Result<(), Trap> {
    let Some(exception) = inside(vm, exception) else { return Ok(()) };
    // Room for two details more: the pairs already there move along.
    vm.reserve(2 * details_words(vm, exception) + 8)?;
    set_detail(vm, exception, CAUSE, Some(cause))?;
    set_detail(vm, exception, SUPPRESS_CONTEXT, Some(Value::true_()))
}

/// Raises another exception in place of the one in flight, which becomes its cause.
pub(crate) fn replace(vm: &mut Engine, class: TypeId, text: &'static str) -> Trap {
    let replaced = vm.scope(|vm| {
        let pair = vm.push_unbound(2)?;
        let (cause, exception) = (pair, pair.offset(1));
        let word = materialise(vm)?;
        vm.set_word(cause, word);
        vm.raise(class, text);
        let word = materialise(vm)?;
        vm.set_word(exception, word);
        vm.leaf_with(|vm| link_cause(vm, vm.at(exception), vm.at(cause)))?;
        vm.leaf_with(|vm| set_context(vm, vm.at(exception), vm.at(cause)))?;
        Ok(vm.raise_object(vm.at(exception)))
    });
    replaced.unwrap_or_else(|trap| trap)
}

/// Notes which exception was being handled when another was raised. Where the chain of contexts leads back to the new
/// exception it is cut.
pub(crate) fn set_context(
    vm: &Engine,
    exception: Value<'_>,
    handled: Value<'_>,
) -> Result<(), Trap> {
    let Some(address) = inside(vm, exception) else { return Ok(()) };
    if inside(vm, handled) == Some(address) {
        return Ok(());
    }
    let mut at = handled;
    while let Some(earlier) = inside(vm, at) {
        let Some(next) = detail(vm, earlier, CONTEXT) else { break };
        if inside(vm, next) == Some(address) {
            set_detail(vm, earlier, CONTEXT, None)?;
            break;
        }
        at = next;
    }
    set_detail(vm, address, CONTEXT, Some(handled))
}
