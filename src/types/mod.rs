//! One file or folder per builtin type.

pub(crate) mod float;
