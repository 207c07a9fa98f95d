//! Marks for the counting emulator (`benches/insncount.c`).
//!
//! All are hints that a Cortex-M executes as no operation. What lies between [`pause`] and [`resume`] is not counted:
//! the emulator's own input and output, and waiting, which say nothing about the engine.

use core::arch::asm;

/// Ends a phase and begins the next.
#[inline(always)]
pub(crate) fn phase() {
    // SAFETY: a hint without effect on registers or flags; it orders memory accesses as any call does.
    unsafe { asm!(".inst.n 0xbf70", options(nostack, preserves_flags)) }
}

/// Runs `work` without counting it.
#[inline(always)]
pub(crate) fn uncounted<T>(work: impl FnOnce() -> T) -> T {
    pause();
    let result = work();
    resume();
    result
}

/// Stops counting. Pairs with [`resume`], and pairs may nest.
#[inline(always)]
fn pause() {
    // SAFETY: as in `phase`.
    unsafe { asm!(".inst.n 0xbf80", options(nostack, preserves_flags)) }
}

/// Counts again.
#[inline(always)]
fn resume() {
    // SAFETY: as in `phase`.
    unsafe { asm!(".inst.n 0xbf90", options(nostack, preserves_flags)) }
}
