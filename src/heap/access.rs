//! Reading and writing the memory: the only place that turns addresses into loads and stores.
//!
//! Nothing here is checked in a release build. INV-ADDRESS: an address that reaches these functions comes
//! from a live reference and the layout of its object, or from a range that the heap itself handed out
//! (stack, scratch, pinned memory); a caller that has an address from a program asks [`Heap::contains`]
//! first. Debug builds check every access against the arena. Memory is little-endian, as every supported
//! machine is.

use core::cell::Cell;
use core::num::NonZeroU32;
use core::slice;

use super::base::Base;
use super::{Header, Heap};

/// An address as a number that is not 0, which no live reference is.
#[inline]
pub(crate) const fn present(address: u32) -> NonZeroU32 {
    debug_assert!(address != 0, "nothing lies at address 0");
    // SAFETY: INV-ADDRESS.
    unsafe { NonZeroU32::new_unchecked(address) }
}

impl Heap {
    /// The pointer for `len` bytes at a device address.
    #[inline]
    fn at(&self, address: u32, len: u32) -> *mut u8 {
        debug_assert!(
            Base::FLASH || self.contains(address, len),
            "address {address:#x}+{len} is outside the arena"
        );
        self.base.at(address)
    }

    /// The word at a 4-aligned address.
    #[inline]
    pub(crate) fn word(&self, address: u32) -> u32 {
        debug_assert!(address & 3 == 0, "address {address:#x} is not that of a word");
        // SAFETY: INV-ADDRESS.
        unsafe { self.at(address, 4).cast::<u32>().read() }
    }

    /// Writes a word that is not a reference, or initialises a field of an object allocated since the
    /// last safepoint.
    #[inline]
    pub(crate) fn set_word(&self, address: u32, word: u32) {
        debug_assert!(address & 3 == 0, "address {address:#x} is not that of a word");
        // SAFETY: INV-ADDRESS.
        unsafe { self.at(address, 4).cast::<u32>().write(word) }
    }

    /// Writes a word that may be a reference into a field of an object.
    ///
    /// INV-BARRIER: every store of a reference into an object that was there at the last safepoint goes
    /// through here, so that a collector that marks in steps can learn of it. Today's does not, and this
    /// is a plain store.
    #[inline]
    pub(crate) fn store(&self, object: u32, field: u32, word: u32) {
        debug_assert!(field > object, "a field lies after its header");
        self.set_word(field, word);
    }

    /// The header of the object at `object`, in the heap or in ROM.
    #[inline]
    pub(crate) fn header(&self, object: u32) -> Header {
        Header(self.word(object))
    }

    /// Replaces a header. Its size may only be changed by [`Heap::shrink`] and
    /// [`Heap::try_grow_in_place`], its pin by [`Heap::pin`] and [`Heap::unpin`].
    #[inline]
    pub(crate) fn set_header(&self, object: u32, header: Header) {
        self.set_word(object, header.0);
    }

    /// The byte at any address.
    #[inline]
    pub(crate) fn byte(&self, address: u32) -> u8 {
        // SAFETY: INV-ADDRESS.
        unsafe { self.at(address, 1).read() }
    }

    /// Writes the byte at any address.
    #[inline]
    pub(crate) fn set_byte(&self, address: u32, byte: u8) {
        // SAFETY: INV-ADDRESS.
        unsafe { self.at(address, 1).write(byte) }
    }

    /// The 16 bits at any address, aligned or not.
    #[inline]
    pub(crate) fn half(&self, address: u32) -> u16 {
        // SAFETY: INV-ADDRESS.
        unsafe { self.at(address, 2).cast::<u16>().read_unaligned() }
    }

    /// Writes 16 bits at any address, aligned or not.
    #[inline]
    pub(crate) fn set_half(&self, address: u32, half: u16) {
        // SAFETY: INV-ADDRESS.
        unsafe { self.at(address, 2).cast::<u16>().write_unaligned(half) }
    }

    /// The double at any address, aligned or not.
    #[cfg(any(test, feature = "f64"))]
    #[inline]
    pub(crate) fn double(&self, address: u32) -> f64 {
        // SAFETY: INV-ADDRESS.
        unsafe { self.at(address, 8).cast::<f64>().read_unaligned() }
    }

    /// Writes a double at any address, aligned or not.
    #[cfg(any(test, feature = "f64"))]
    #[inline]
    pub(crate) fn set_double(&self, address: u32, double: f64) {
        // SAFETY: INV-ADDRESS.
        unsafe { self.at(address, 8).cast::<f64>().write_unaligned(double) }
    }

    /// `len` bytes at any address.
    ///
    /// INV-BYTES: nobody writes to memory while a slice of it is held. Slices are taken of strings and
    /// bytes, which do not change, or held no longer than until the next write.
    #[inline]
    pub(crate) fn bytes(&self, address: u32, len: u32) -> &[u8] {
        // SAFETY: INV-ADDRESS, INV-BYTES; the memory outlives `self`.
        unsafe { slice::from_raw_parts(self.at(address, len), len as usize) }
    }

    /// `len` words at a 4-aligned address, under the same rule as [`Heap::bytes`].
    #[inline]
    pub(crate) fn words(&self, address: u32, len: u32) -> &[u32] {
        debug_assert!(address & 3 == 0, "address {address:#x} is not that of a word");
        // SAFETY: INV-ADDRESS, INV-BYTES; the memory outlives `self`.
        unsafe { slice::from_raw_parts(self.at(address, 4 * len).cast(), len as usize) }
    }

    /// `len` half words at an even address, under the same rule as [`Heap::bytes`].
    pub(crate) fn halves(&self, address: u32, len: u32) -> &[u16] {
        debug_assert!(address & 1 == 0, "address {address:#x} is not that of a half word");
        // SAFETY: INV-ADDRESS, INV-BYTES; the memory outlives `self`.
        unsafe { slice::from_raw_parts(self.at(address, 2 * len).cast(), len as usize) }
    }

    /// `len` bytes at any address for as long as the memory lives: for the source of what is being compiled.
    ///
    /// The caller keeps the object alive and calls [`Heap::forbid_moves`] first; nobody writes to it meanwhile (INV-
    /// BYTES).
    pub(crate) fn outlive<'a>(&self, address: u32, len: u32) -> &'a [u8] {
        debug_assert!(self.still.get() > 0, "an object that may move cannot be looked at for long");
        // SAFETY: INV-ADDRESS; the object stays where it is.
        unsafe { slice::from_raw_parts(self.at(address, len), len as usize) }
    }

    /// The words of scratch memory, to be written: outside the object area, so that no other slice shows them.
    #[inline]
    pub(crate) fn words_mut(&mut self, address: u32, len: u32) -> &mut [u32] {
        debug_assert!(address >= self.end(), "scratch memory lies past the object area");
        // SAFETY: INV-ADDRESS; the exclusive borrow of the heap excludes every other slice.
        unsafe { slice::from_raw_parts_mut(self.at(address, 4 * len).cast(), len as usize) }
    }

    /// The pointer to the words at a 4-aligned address, for the interpreter's window on the stack and on code.
    #[inline]
    pub(crate) fn pointer(&self, address: u32) -> *mut u32 {
        self.base.at(address).cast()
    }

    /// The device address of a pointer made by [`Heap::pointer`].
    #[inline]
    pub(crate) fn address(&self, pointer: *const u32) -> u32 {
        self.base.address(pointer.cast())
    }

    /// `len` words at a 4-aligned address as cells: they may be written while the slice is held.
    #[inline]
    pub(crate) fn cells(&self, address: u32, len: usize) -> &[Cell<u32>] {
        debug_assert!(address & 3 == 0, "address {address:#x} is not that of a word");
        // SAFETY: INV-ADDRESS; the memory outlives `self`.
        unsafe { slice::from_raw_parts(self.at(address, 4 * len as u32).cast(), len) }
    }

    /// Writes bytes from outside the arena, or from a part of it that they do not overlap.
    #[inline]
    pub(crate) fn copy_in(&self, address: u32, bytes: &[u8]) {
        let to = self.at(address, bytes.len() as u32);
        // SAFETY: INV-ADDRESS; INV-BYTES makes them disjoint.
        unsafe { to.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) }
    }

    /// Copies `len` bytes from one address to another; the two ranges may overlap.
    #[inline]
    pub(crate) fn copy_within(&self, from: u32, to: u32, len: u32) {
        let from = self.at(from, len);
        // SAFETY: INV-ADDRESS.
        unsafe { self.at(to, len).copy_from(from, len as usize) }
    }

    /// Copies `len` words from one 4-aligned address to another; the two ranges may overlap.
    #[inline]
    pub(crate) fn copy_words(&self, from: u32, to: u32, len: u32) {
        debug_assert!(
            (from | to) & 3 == 0,
            "addresses {from:#x} and {to:#x} are not those of words"
        );
        if cfg!(target_pointer_width = "32") {
            // Most are short: `memmove` of the compiler's library takes 50 instructions to find that out.
            return self.copy_words_by_block(from, to, len);
        }
        let from = self.at(from, 4 * len).cast::<u32>();
        // SAFETY: INV-ADDRESS.
        unsafe { self.at(to, 4 * len).cast::<u32>().copy_from(from, len as usize) }
    }

    /// Copies a few words from one 4-aligned address to another that they do not overlap, with no call.
    #[inline]
    pub(crate) fn copy_few(&self, from: u32, to: u32, len: u32) {
        for i in 0..len {
            // SAFETY: INV-ADDRESS. A loop of plain loads is made a call of `memmove`.
            let word = unsafe { self.at(from + 4 * i, 4).cast::<u32>().read_volatile() };
            self.set_word(to + 4 * i, word);
        }
    }

    /// Copies words from one 4-aligned address to another that they do not overlap: in blocks, with no call.
    #[inline]
    pub(crate) fn copy_apart(&self, from: u32, to: u32, len: u32) {
        self.move_words_down(from, to, from + 4 * len);
    }

    /// Stores words of the stack, which may be references, into fields of an object from `field` on (INV-BARRIER).
    #[inline]
    pub(crate) fn store_words(&self, object: u32, field: u32, from: u32, len: u32) {
        debug_assert!(field > object, "a field lies after its header");
        self.copy_apart(from, field, len);
    }

    /// Copies `len` words from one 4-aligned address to another; the two ranges may overlap.
    #[inline(never)]
    fn copy_words_by_block(&self, from: u32, to: u32, len: u32) {
        let bytes = 4 * len;
        if to.wrapping_sub(from) >= bytes {
            return self.move_words_down(from, to, from + bytes);
        }
        // The target begins inside the source: from the end on.
        let (mut from, mut to) = (from + bytes, to + bytes);
        let mut left = len;
        while left >= 4 {
            let block = (
                self.word(from - 4),
                self.word(from - 8),
                self.word(from - 12),
                self.word(from - 16),
            );
            self.set_word(to - 4, block.0);
            self.set_word(to - 8, block.1);
            self.set_word(to - 12, block.2);
            self.set_word(to - 16, block.3);
            (from, to, left) = (from - 16, to - 16, left - 4);
        }
        while left > 0 {
            (from, to, left) = (from - 4, to - 4, left - 1);
            // Not the last of its kind in a row, or it is made a call of `memmove` again.
            self.set_word(to, core::hint::black_box(self.word(from)));
        }
    }

    /// Moves words down to a lower address, or to where they do not overlap, in blocks: `memmove` of the compiler's
    /// library takes four
    /// instructions a word.
    #[inline]
    pub(super) fn move_words_down(&self, mut from: u32, mut to: u32, end: u32) {
        debug_assert!(to <= from || to >= end);
        let mut left = end - from;
        while left >= 16 {
            // One by one, or it is made a call of `memmove` again.
            let block =
                (self.word(from), self.word(from + 4), self.word(from + 8), self.word(from + 12));
            self.set_word(to, block.0);
            self.set_word(to + 4, block.1);
            self.set_word(to + 8, block.2);
            self.set_word(to + 12, block.3);
            from += 16;
            to += 16;
            left -= 16;
        }
        if left & 8 != 0 {
            let block = (self.word(from), self.word(from + 4));
            self.set_word(to, block.0);
            self.set_word(to + 4, block.1);
            from += 8;
            to += 8;
        }
        if left & 4 != 0 {
            self.set_word(to, self.word(from));
        }
    }

    /// Writes the same byte `len` times.
    #[inline]
    pub(crate) fn fill(&self, address: u32, len: u32, byte: u8) {
        // SAFETY: INV-ADDRESS.
        unsafe { self.at(address, len).write_bytes(byte, len as usize) }
    }

    /// Writes the same word `len` times.
    #[inline]
    pub(crate) fn fill_words(&self, address: u32, len: u32, word: u32) {
        for index in 0..len {
            self.set_word(address + 4 * index, word);
        }
    }
}
