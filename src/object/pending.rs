//! An exception in flight, or another reason why an operation stopped: compact, and needing no memory.

use core::cell::Cell;

use super::TypeId;
use crate::config::WAITING_TEXTS_MAX;
use crate::value::Word;

/// An operation stopped; [`Engine::pending`](super::Engine) says why.
///
/// Zero-sized, so that `Result<Value, Trap>` is one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Trap(pub(super) ());

const _: () = assert!(size_of::<Result<crate::value::Value<'static>, Trap>>() == 4);

/// Why an operation stopped.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pending {
    /// It has not.
    Nothing,
    /// Memory for so many words is wanted. The caller collects and calls again; nothing has been changed.
    NeedMemory,
    /// A leaf function met an object whose answer must come from Python code (`__eq__`, `__hash__`, ...). The caller
    /// uses the general form of the operation; nothing has been changed.
    NeedCall,
    /// An exception not yet an object: its class and what its text is made of.
    Raise {
        /// A builtin exception class.
        class: TypeId,
        /// Its arguments, as yet unformatted.
        text: Text,
    },
    /// The exception object, or instance of a class, in [`Root::Raised`](super::Root::Raised).
    Object,
}

/// The arguments of an exception in flight. The values that it mentions are in
/// [`Root::RaiseA`](super::Root::RaiseA) and [`Root::RaiseB`](super::Root::RaiseB).
#[derive(Clone, Copy, Debug)]
pub(crate) enum Text {
    /// No argument.
    Empty,
    /// One argument: the value A itself, as for `KeyError(key)` and `StopIteration(value)`.
    Value,
    /// Two arguments: A and B.
    Pair,
    /// One str argument: this text, in which `{t}` stands for the name of a value's type, `{s}` for the text of a str,
    /// `{r}` for a value's repr and `{d}` for an int: first A, then B.
    Format(&'static str),
}

/// Nothing is kept but words: the compact form must stay small.
const _: () =
    assert!(size_of::<Option<Pending>>() <= 4 * size_of::<usize>() && size_of::<Word>() == 4);

/// Texts that got a number, so that exceptions can refer to them from the heap: the first ones that a program needs.
/// With each goes a byte that its owner works out once.
pub(crate) struct Texts {
    texts: [Cell<&'static str>; WAITING_TEXTS_MAX],
    bytes: [Cell<u8>; WAITING_TEXTS_MAX],
}

impl Texts {
    pub(super) const fn new() -> Self {
        Self {
            texts: [const { Cell::new("") }; WAITING_TEXTS_MAX],
            bytes: [const { Cell::new(0) }; WAITING_TEXTS_MAX],
        }
    }

    /// The number of a text and its byte; `None` if all numbers are taken.
    pub(crate) fn number(
        &self,
        text: &'static str,
        byte: impl FnOnce(&str) -> u8,
    ) -> Option<(usize, u8)> {
        let start = text.as_ptr().addr() / 4;
        for i in 0..WAITING_TEXTS_MAX {
            let number = start.wrapping_add(i) % WAITING_TEXTS_MAX;
            let (known, byte_of) = (self.texts.get(number)?, self.bytes.get(number)?);
            if known.get().is_empty() {
                byte_of.set(byte(text));
                known.set(text);
                return Some((number, byte_of.get()));
            }
            if core::ptr::eq(known.get(), text) {
                return Some((number, byte_of.get()));
            }
        }
        None
    }

    /// The text with a number.
    pub(crate) fn get(&self, number: usize) -> &'static str {
        self.texts.get(number).map_or("", Cell::get)
    }
}
