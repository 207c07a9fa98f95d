//! The board, as the engine keeps it.

use core::mem::transmute;

use crate::hal::Board;

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
