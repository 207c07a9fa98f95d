//! From statements to code objects. The compiler never sees a value: it hands plain data to a [`Target`].

mod constant;

use crate::bytecode::code::Head;
use crate::syntax::{Memory, OutOfMemory};
use core::ops::Range;

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

/// A finished code object in parts, which together are its image in the order in which they stand here. Ranges are of
/// words in [`Memory::words`].
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
    /// Names, to be copied: two in a word, the last half perhaps unused.
    pub(crate) names: Range<usize>,
    /// Instructions and behind them the line table, to be copied.
    pub(crate) body: Range<usize>,
    /// The handle.
    pub(crate) handle: usize,
}

impl CodeParts<'_> {
    /// Words of the whole object, its header included.
    pub(crate) fn words(&self) -> usize {
        crate::bytecode::code::CONSTANTS_WORD
            + usize::from(self.head.constants)
            + self.handlers.len()
            + self.names.len()
            + self.body.len()
    }
}

/// What influences compilation besides the source.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    /// `-O`, `micropython.opt_level`: from 1 on `assert` is dropped and `__debug__` is False.
    pub(crate) optimize: u8,
}
