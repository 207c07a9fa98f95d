//! The modules in flash: a table of functions and computed constants each.

pub(crate) mod array;
mod builtins;
pub(crate) mod cmath;
mod gc;
pub(crate) mod io;
mod micropython;
pub(crate) mod math;
pub(crate) mod struct_;
mod sys;
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
    Module { name: rom("array"), members: array::MEMBERS },
    Module { name: rom("cmath"), members: cmath::MEMBERS },
    Module { name: rom("gc"), members: gc::MEMBERS },
    Module { name: rom("io"), members: io::MEMBERS },
    Module { name: rom("math"), members: math::MEMBERS },
    Module { name: rom("micropython"), members: micropython::MEMBERS },
    Module { name: rom("struct"), members: struct_::MEMBERS },
    Module { name: rom("sys"), members: sys::MEMBERS },
    Module { name: rom("time"), members: time::MEMBERS },
];
