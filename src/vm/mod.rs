//! Running code: the interpreter loop, frames, calls, exceptions, generators, classes.

#[expect(
    unsafe_code,
    reason = "reads verified code and registers unchecked; ARCHITECTURE.md, Unsafe"
)]
mod fetch;
mod frame;
mod run;
mod arithmetic;
mod attribute;
pub(crate) mod call;
pub(crate) mod callable;
pub(crate) mod build_class;
pub(crate) mod class;
mod construct;
pub(crate) mod awaitable;
pub(crate) mod function;
pub(crate) mod generator;
pub(crate) mod import;
mod item;
mod iteration;
mod jump;
mod leaf;
pub(crate) mod locals;
mod order;
pub(crate) mod schedule;
mod slots;
mod special;
mod pattern;
pub(crate) mod unwind;
mod variable;
pub(crate) mod types;
