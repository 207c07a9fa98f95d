//! What all objects share: kinds, types and their slots, the engine that holds them, how a builtin gets its arguments.

pub(crate) mod kind;
mod type_id;
mod ty;
mod args;
mod pending;
#[expect(unsafe_code, reason = "keeps borrows of the embedding program; ARCHITECTURE.md, Unsafe")]
mod board;
mod cache;
mod engine;
mod names;
mod host_stack;
mod identity;
pub(crate) mod class;
pub(crate) mod namespace;

pub(crate) use args::{Args, Frame};
pub(crate) use board::{BoardPointer, Host, HostPointer};
pub(crate) use cache::{Holds, Key};
pub(crate) use engine::{Builtin, Engine, Hooks, Rom, Root, Slot, TraceEntry};
pub(crate) use names::TEXT as STR_TEXT;
pub(crate) use pending::{Pending, Text, Trap};
pub(crate) use ty::{ANY, GeneralSlots, Leaf, Member, Next, Role, Type, TypeFlags, UnaryOp};
pub(crate) use type_id::{NAMES as TYPE_NAMES, TypeId};

/// What a leaf function answers.
pub(crate) type Res<'g> = Result<crate::value::Value<'g>, Trap>;
