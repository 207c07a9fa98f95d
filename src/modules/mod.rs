//! The modules in flash: a table of functions and computed constants each.

#[cfg(feature = "array")]
mod array;
mod builtins;
#[cfg(feature = "cmath")]
mod cmath;
#[cfg(feature = "gc")]
mod gc;
#[cfg(feature = "io")]
mod io;
#[cfg(feature = "micropython")]
mod micropython;
#[cfg(feature = "math")]
mod math;
#[cfg(feature = "struct")]
mod struct_;
mod sys;
#[cfg(feature = "time")]
mod time;

use crate::name::{Name, rom};
use crate::object::Member;

pub(crate) use builtins::dir;

/// A module in flash.
pub(crate) struct Module {
    /// Its name.
    pub(crate) name: Name,
    /// Functions, and attributes that are computed when read.
    pub(crate) members: &'static [Member],
}

/// Position of `builtins` in [`ALL`].
pub(crate) const BUILTINS: usize = 0;

/// All modules; `builtins` first.
pub(crate) const ALL: &[Module] = &[
    Module { name: rom("builtins"), members: builtins::MEMBERS },
    #[cfg(feature = "array")]
    Module { name: rom("array"), members: array::MEMBERS },
    #[cfg(feature = "cmath")]
    Module { name: rom("cmath"), members: cmath::MEMBERS },
    #[cfg(feature = "gc")]
    Module { name: rom("gc"), members: gc::MEMBERS },
    #[cfg(feature = "io")]
    Module { name: rom("io"), members: io::MEMBERS },
    #[cfg(feature = "math")]
    Module { name: rom("math"), members: math::MEMBERS },
    #[cfg(feature = "micropython")]
    Module { name: rom("micropython"), members: micropython::MEMBERS },
    #[cfg(feature = "struct")]
    Module { name: rom("struct"), members: struct_::MEMBERS },
    Module { name: rom("sys"), members: sys::MEMBERS },
    #[cfg(feature = "time")]
    Module { name: rom("time"), members: time::MEMBERS },
];
