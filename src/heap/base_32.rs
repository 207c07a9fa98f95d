//! Device addresses on a 32-bit target: they are the real ones, at no cost.

use core::ptr::{NonNull, with_exposed_provenance_mut};

/// Turns device addresses into pointers. Nothing to remember.
#[derive(Clone, Copy)]
pub(super) struct Base;

impl Base {
    /// The base for this memory and the device address of its first byte.
    pub(super) fn new(memory: NonNull<u8>) -> (Self, u32) {
        // Addresses have 32 bits here.
        (Self, memory.as_ptr().expose_provenance() as u32)
    }

    /// Whether a device address may be looked at although it lies outside the memory: flash.
    pub(super) const FLASH: bool = true;

    /// The pointer for a device address.
    #[inline]
    pub(super) fn at(self, address: u32) -> *mut u8 {
        with_exposed_provenance_mut(address as usize)
    }

    /// The device address of a pointer that [`Base::at`] made.
    #[inline]
    pub(super) fn address(self, pointer: *const u8) -> u32 {
        pointer.addr() as u32
    }
}

/// Objects in flash are used where they are.
pub(super) fn rom_words(_rom: &[&[u32]]) -> u32 {
    0
}
