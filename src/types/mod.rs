//! One file or folder per builtin type.

mod attempt;
pub(crate) mod sequence;
pub(crate) mod table;
pub(crate) mod sort;
#[cfg(test)]
mod testing;
pub(crate) mod adapter;
#[cfg(feature = "array")]
pub(crate) mod array;
pub(crate) mod bool;
pub(crate) mod buffer;
pub(crate) mod bytes;
pub(crate) mod complex;
pub(crate) mod constant;
pub(crate) mod descriptor;
pub(crate) mod console;
pub(crate) mod dict;
pub(crate) mod element;
pub(crate) mod exception;
pub(crate) mod float;
pub(crate) mod generic;
pub(crate) mod int;
pub(crate) mod iterator;
pub(crate) mod list;
pub(crate) mod memoryview;
pub(crate) mod module;
pub(crate) mod object;
pub(crate) mod parameter;
pub(crate) mod proxy;
pub(crate) mod range;
pub(crate) mod set;
pub(crate) mod slice;
pub(crate) mod str;
#[cfg(feature = "io")]
pub(crate) mod stream;
pub(crate) mod tuple;
pub(crate) mod view;
