//! The modules in flash: a table of functions and computed constants each.

use crate::api::{Member, Name, name};

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
    Module { name: name("builtins"), members: builtins::MEMBERS },
];
