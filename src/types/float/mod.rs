//! `float`: the arithmetic of the build's [`Float`](crate::value::Float), its texts and its methods.

pub(crate) mod digits;
