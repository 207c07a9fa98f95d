//! The CMSDK timer of the emulated board: 32 bits counting down at 25 MHz.

const CONTROL: *mut u32 = 0x4000_0000 as *mut u32;
const VALUE: *mut u32 = 0x4000_0004 as *mut u32;
const RELOAD: *mut u32 = 0x4000_0008 as *mut u32;
const ENABLE: u32 = 1;

/// Ticks in a microsecond.
pub(crate) const TICKS_PER_US: u64 = 25;

/// Starts counting down from the top, again and again.
pub(crate) fn start() {
    // SAFETY: registers of the timer, which nothing else uses.
    unsafe {
        RELOAD.write_volatile(u32::MAX);
        VALUE.write_volatile(u32::MAX);
        CONTROL.write_volatile(ENABLE);
    }
}

/// Ticks since the start, modulo 2^32.
pub(crate) fn ticks() -> u32 {
    // SAFETY: reading the count has no side effect.
    !unsafe { VALUE.read_volatile() }
}
