//! Importable modules, one file each.

pub(crate) mod array;
pub(crate) mod io;
pub(crate) mod struct_;
