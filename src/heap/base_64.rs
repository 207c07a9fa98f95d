//! Device addresses on a 64-bit host: the memory is seen at the address that a microcontroller has its
//! RAM at.

use core::ptr::NonNull;

use crate::config::DEVICE_BASE;

/// Turns device addresses into pointers: the pointer that device address 0 would have.
#[derive(Clone, Copy)]
pub(super) struct Base(*mut u8);

impl Base {
    /// The base for this memory and the device address of its first byte.
    pub(super) fn new(memory: NonNull<u8>) -> (Self, u32) {
        (Self(memory.as_ptr().wrapping_sub(DEVICE_BASE as usize)), DEVICE_BASE)
    }

    /// Whether a device address may be looked at although it lies outside the memory: flash.
    pub(super) const FLASH: bool = false;

    /// The pointer for a device address.
    #[inline]
    pub(super) fn at(self, address: u32) -> *mut u8 {
        self.0.wrapping_add(address as usize)
    }

    /// The device address of a pointer that [`Base::at`] made.
    #[inline]
    pub(super) fn address(self, pointer: *const u8) -> u32 {
        pointer.addr().wrapping_sub(self.0.addr()) as u32
    }
}

/// Words at the front of the memory that the copy of the ROM objects takes.
pub(super) fn rom_words(rom: &[&[u32]]) -> u32 {
    rom.iter().map(|part| part.len() as u32).sum()
}
