//! What goes wrong, as data.

use core::fmt;

use super::class::Class;
use crate::hal;
use crate::object::{Engine, Pending, Root, Trap, TypeId};
use crate::types::exception;
use crate::value::Value;

/// Why an operation on a virtual machine failed; also what a Rust function answers to raise an exception in Python.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Error {
    /// The memory handed to [`Vm::new`](super::Vm::new) is too small: so many bytes are needed.
    MemoryTooSmall {
        /// Bytes needed.
        needed: usize,
    },
    /// An exception was raised that nothing caught: its class, or the builtin class that its class derives from. The
    /// machine keeps it until it is used again: [`Vm::exception`](super::Vm::exception) has its class, message and
    /// traceback. A Rust function that hands it on raises it again.
    Exception(Class),
    /// An exception with a fixed text: for Rust functions to answer.
    Raise(Class, &'static str),
    /// A board's answer; OSError in Python.
    Board(hal::Error),
    /// The program ended by `SystemExit`, with this status.
    Exit(i32),
    /// An image of a compiled program is not right: nothing of it has been run.
    Image {
        /// Byte offset in the image; in code, the unit or the handler.
        at: usize,
        /// What is wrong, in words.
        problem: &'static str,
    },
    /// The buffer handed to [`Vm::save`](super::Vm::save) is too small.
    ImageTooLarge {
        /// Bytes needed.
        needed: usize,
    },
    /// The source ended where more was needed: a prompt asks for another line.
    Incomplete,
    /// No room for another function or module of the embedding program: see `HOSTS_MAX` in `config`.
    TooManyModules,
}

impl Error {
    /// What stopped an operation.
    pub(super) fn of(vm: &Engine, _: Trap) -> Self {
        Self::Exception(Class(match vm.pending() {
            Pending::Raise { class, .. } => class,
            Pending::Object => vm
                .root(Root::Raised)
                .map_or(TypeId::EXCEPTION, |value| exception::class_of(vm, value)),
            Pending::NeedMemory => TypeId::MEMORY_ERROR,
            Pending::NeedCall | Pending::Nothing => TypeId::RUNTIME_ERROR,
        }))
    }

    /// Raises it in the machine.
    pub(super) fn raise(self, vm: &mut Engine) -> Trap {
        match self {
            Self::Exception(Class(class)) => vm.stopped().unwrap_or_else(|| vm.raise(class, "")),
            Self::Raise(Class(class), text) => vm.raise(class, text),
            Self::Board(error) => {
                let raised = vm.leaf(|vm| Err(exception::raise_errno(vm, error.errno())));
                raised.err().unwrap_or_else(|| vm.memory_error())
            }
            Self::Exit(status) => {
                let status = Value::small(status).unwrap_or(Value::int(1));
                vm.raise_value(TypeId::SYSTEM_EXIT, status)
            }
            Self::Incomplete => vm.raise(TypeId::SYNTAX_ERROR, "the source is incomplete"),
            Self::Image { problem, .. } => vm.raise(TypeId::VALUE_ERROR, problem),
            Self::MemoryTooSmall { .. } | Self::ImageTooLarge { .. } => vm.memory_error(),
            Self::TooManyModules => vm.raise(TypeId::RUNTIME_ERROR, "too many modules"),
        }
    }
}

impl From<hal::Error> for Error {
    fn from(error: hal::Error) -> Self {
        Self::Board(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MemoryTooSmall { needed } => {
                write!(f, "at least {needed} bytes of memory are needed")
            }
            Self::Image { at, problem } => write!(f, "the image is damaged at {at}: {problem}"),
            Self::ImageTooLarge { needed } => write!(f, "the image takes {needed} bytes"),
            Self::Exception(class) => write!(f, "{}", class.name()),
            Self::Raise(class, text) => write!(f, "{}: {text}", class.name()),
            Self::Board(error) => write!(f, "OSError: {error}"),
            Self::Exit(status) => write!(f, "the program ended with status {status}"),
            Self::Incomplete => f.write_str("the source is incomplete"),
            Self::TooManyModules => f.write_str("no room for another module"),
        }
    }
}

impl core::error::Error for Error {}
