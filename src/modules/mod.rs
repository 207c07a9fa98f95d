//! Importable modules, one file each.

pub(crate) mod array;
pub(crate) mod cmath;
pub(crate) mod io;
pub(crate) mod math;
pub(crate) mod struct_;
