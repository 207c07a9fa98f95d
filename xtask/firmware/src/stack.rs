//! How deep the stack got: the part not yet used is painted, and what lost its paint was used.

use core::arch::asm;

/// How far below the caller the paint reaches. Deeper use is reported as this much.
const PAINTED_BYTES: usize = 64 * 1024;
/// Left alone just below the caller, for this function's own use.
const MARGIN_BYTES: usize = 256;
const PAINT: u32 = 0x5a5a_c3c3;

fn pointer() -> usize {
    let address: usize;
    // SAFETY: copies the stack pointer, nothing else.
    unsafe { asm!("mov {}, sp", out(reg) address, options(nomem, nostack, preserves_flags)) }
    address
}

/// The stack as it was when it was painted.
pub(crate) struct Painted {
    top: usize,
}

/// Paints what lies below the caller. The linker script gives the stack all RAM above the static data: over 900 KB.
#[inline(never)]
pub(crate) fn paint() -> Painted {
    let top = pointer();
    let mut address = top - PAINTED_BYTES;
    while address < top - MARGIN_BYTES {
        // SAFETY: from the margin below this frame downwards there is only unused stack.
        unsafe { (address as *mut u32).write_volatile(PAINT) }
        address += 4;
    }
    Painted { top }
}

impl Painted {
    /// The deepest use of the stack since, in bytes below the frame that painted it.
    #[inline(never)]
    pub(crate) fn used_bytes(&self) -> usize {
        let mut address = self.top - PAINTED_BYTES;
        while address < self.top {
            // SAFETY: the stack's memory; only its bits matter.
            if unsafe { (address as *const u32).read_volatile() } != PAINT {
                break;
            }
            address += 4;
        }
        self.top - address
    }
}
