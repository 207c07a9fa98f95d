//! Embedding: a virtual machine in a block of memory, and what goes in and out of it.
//!
//! * [`Vm`]: the machine. It runs programs, and single calls and values go in and out as Rust types.
//! * [`Scope`]: more than one step with Python's objects. A [`Local`] is a value kept in a place on the Python stack,
//!   which stays right while the collector moves objects; a [`Value`] is a look at one; a [`Handle`] keeps one for
//!   longer.
//! * [`function`], [`general`], [`Module`]: Rust functions that Python calls.
//! * [`Error`], [`Exception`]: what went wrong, as data.

mod arguments;
mod class;
mod contents;
mod convert;
mod error;
mod exception;
mod function;
mod functions;
mod handle;
mod image;
mod import;
mod link;
mod listing;
mod rom;
mod scope;
mod value;
mod vm;

pub use arguments::{Arguments, IntoArguments};
pub use class::Class;
pub use convert::{Dict, FromPython, List, Parameter, ToPython};
pub use error::Error;
pub use exception::{Exception, Place};
pub use function::{Constant, Function, General, Module, Native, Signature, function, general};
pub use handle::Handle;
pub use scope::{Local, Scope};
pub use value::Value;
pub use vm::{Config, MemoryUse, Stress, Vm};
