//! The board and what an embedding program offers, as the engine keeps them.

use core::mem::transmute;

use super::{Engine, Frame, Slot, Trap};
use crate::hal::Board;
use crate::value::Word;

/// A board whose borrow the owner of the engine holds.
pub(crate) struct BoardPointer(&'static mut (dyn Board + 'static));

impl BoardPointer {
    /// Keeps a board without its lifetime. INV-BOARD: whoever owns the engine also holds the borrow (`api::Vm<'h>`), so
    /// that the board outlives the engine and nobody else uses it meanwhile.
    pub(crate) fn new<'h>(board: &'h mut (dyn Board + 'h)) -> Self {
        // SAFETY: only the lifetime changes; INV-BOARD makes the shorter one hold.
        Self(unsafe {
            transmute::<&'h mut (dyn Board + 'h), &'static mut (dyn Board + 'static)>(board)
        })
    }

    /// The board.
    pub(crate) fn get(&mut self) -> &mut dyn Board {
        self.0
    }
}

/// Functions of an embedding program, by number.
pub(crate) trait Host {
    /// The name under which they are imported; none for a function that is handed out singly.
    fn module(&self) -> Option<&str>;

    /// Puts them in the module in a slot, as those of the host with this number.
    fn fill(&self, vm: &mut Engine, number: u32, module: Slot) -> Result<(), Trap>;

    /// Calls a function.
    fn call(&self, vm: &mut Engine, function: u32, frame: Frame) -> Result<Word, Trap>;
}

/// Functions of an embedding program whose borrow the owner of the engine holds.
#[derive(Clone, Copy)]
pub(crate) struct HostPointer(&'static (dyn Host + 'static));

impl HostPointer {
    /// Keeps functions without their lifetime, under the rule of [`BoardPointer::new`].
    pub(crate) fn new<'h>(host: &'h (dyn Host + 'h)) -> Self {
        // SAFETY: only the lifetime changes; INV-BOARD makes the shorter one hold.
        Self(unsafe { transmute::<&'h (dyn Host + 'h), &'static (dyn Host + 'static)>(host) })
    }

    /// The functions: while they run, whoever owns the engine still holds the borrow.
    pub(crate) fn get(self) -> &'static dyn Host {
        self.0
    }
}
