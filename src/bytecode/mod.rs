//! Register bytecode: the table of instructions, code as plain data, verification, disassembly.

pub(crate) mod code;
pub(crate) mod disasm;
pub(crate) mod image;
pub(crate) mod op;
pub(crate) mod verify;

pub(crate) use op::{BinaryOp, CompareOp, Op, TypeForm};
