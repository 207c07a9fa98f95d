//! From statements to code objects. The compiler never sees a value: it hands plain data to a [`Target`].
//!
//! It pulls one statement at a time from the parser, emits code for it into the function's [`log`], and gives the tree
//! up. Nested functions are compiled when their `def` comes, above their function's log in scratch memory.
//!
//! Registers: slots of local variables from 0 on, temporaries above them, given and taken back like a stack. An
//! expression is evaluated *to* a register ([`Compiler::expr_to`]) or to *any* ([`Compiler::expr_any`]), which is a
//! local variable's own where that can be.

mod assign;
mod call;
mod chain;
mod class;
mod comprehension;
mod condition;
mod constant;
mod display;
mod encode;
mod exception;
mod expr;
mod finish;
mod fold;
mod format;
mod function;
mod generic;
mod group;
mod import;
mod log;
mod loops;
mod names;
mod nested;
mod operator;
mod pattern;
mod statement;
mod suspend;
mod with;

#[cfg(test)]
mod tests;

use crate::bytecode::code::Head;
use crate::name::Name;
use crate::syntax::{Error, Memory, Mode, NodeId, OutOfMemory, Parser, Stop};
use core::ops::Range;
use function::Function;
use log::Register;

pub(crate) use constant::{Constant, Constants, Text};

/// Where finished code goes. Scratch memory and names come with [`Memory`].
///
/// Finished code objects lie on a stack of handles: nested functions are finished before the function that holds them,
/// whose constants then refer to them by handle.
pub(crate) trait Target: Memory {
    /// Makes a code object, and keeps it reachable as handle number `parts.handle` until that number is used again.
    /// Handles above that number are not referred to any more, once the object is made. Handle 0 is the module's.
    fn finish(&mut self, parts: &CodeParts<'_>) -> Result<(), OutOfMemory>;
}

/// A finished code object in parts, in the order in which they stand in it. Ranges are of words in [`Memory::words`].
#[derive(Clone, Debug)]
pub(crate) struct CodeParts<'s> {
    /// The source, for constants that still lie in it.
    pub(crate) source: &'s [u8],
    /// The fixed part, complete with its offsets.
    pub(crate) head: Head,
    /// What the `head.constants` constants are: for [`Constants`]. In the object each takes one word.
    pub(crate) constants: Range<usize>,
    /// Handlers, to be copied.
    pub(crate) handlers: Range<usize>,
    /// Names: two in a word, the last half perhaps unused. In the object the last one comes first.
    pub(crate) names: Range<usize>,
    /// Instructions and behind them the line table, to be copied.
    pub(crate) body: Range<usize>,
    /// The handle.
    pub(crate) handle: usize,
}

impl CodeParts<'_> {
    /// Words of the whole object, its header included.
    pub(crate) fn words(&self) -> usize {
        usize::from(self.head.start) / 4 + self.body.len()
    }
}

/// Words with a bit for each builtin.
const SHADOWED_WORDS: usize = crate::name::BUILTINS.div_ceil(32);

/// What influences compilation besides the source.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    /// `-O`, `micropython.opt_level`: from 1 on `assert` is dropped and `__debug__` is False.
    pub(crate) optimize: u8,
    /// Whether docstrings are kept. They take heap.
    pub(crate) docstrings: bool,
    /// Whether the variables of the module are those of a namespace in `r[0]`, as in the body of a class: for `exec`
    /// with locals of its own.
    pub(crate) namespace: bool,
}

/// Compiles a source: the code object is handle 0 of the target.
pub(crate) fn compile<T: Target>(
    source: &[u8],
    file: Name,
    mode: Mode,
    options: Options,
    target: T,
) -> Result<(), Error> {
    let mut compiler = Compiler {
        parser: Parser::new(source, mode, target),
        source,
        file,
        mode,
        options,
        handles: 0,
        consts: 0,
        shadowed: [0; SHADOWED_WORDS],
        future_annotations: false,
        exhausted: core::cell::Cell::new(false),
        ready: NodeId::NONE,
        ready_register: Register(0),
        function: Function::default(),
    };
    match compiler.module() {
        Ok(()) => Ok(()),
        Err(Stop) => Err(compiler.parser.error()),
    }
}

/// The state of a compilation.
struct Compiler<'s, T: Target> {
    parser: Parser<'s, T>,
    source: &'s [u8],
    file: Name,
    mode: Mode,
    options: Options,
    /// The next free handle.
    handles: usize,
    /// The last `const()` item in the module's log; 0 for none.
    consts: usize,
    /// Builtins, by number, that the module has been seen to bind.
    shadowed: [u32; SHADOWED_WORDS],
    /// `from __future__ import annotations` was seen.
    future_annotations: bool,
    /// Whether something was left undone for want of host stack.
    exhausted: core::cell::Cell<bool>,
    /// The operand that a chain has evaluated already, and where it is.
    ready: NodeId,
    ready_register: Register,
    /// The function being compiled.
    function: Function,
}
