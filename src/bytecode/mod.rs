//! Register bytecode: the table of instructions, code as plain data, verification, disassembly.

pub(crate) mod op;

pub(crate) use op::{BinaryOp, CompareOp, Op};
