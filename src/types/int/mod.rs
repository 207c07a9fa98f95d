//! `int`.

pub(crate) mod digits;
