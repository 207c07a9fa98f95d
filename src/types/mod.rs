//! One file or folder per builtin type.

pub(crate) mod exception;
pub(crate) mod float;
