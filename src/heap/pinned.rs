//! Memory that never moves: buffers lent to DMA and other foreign hands, and machine code, at the top of
//! the arena.
//!
//! The region is covered by blocks, each with a word in front: its size in bytes, that word included, and
//! bit 0 if it is in use. Blocks are few and live long, so that every allocation walks all of them,
//! joining free neighbours on its way.

use core::cell::Cell;

use super::Heap;

/// The pinned region of a heap's arena: from a lower bound, which its owner moves, up to a fixed end.
pub(crate) struct Pinned {
    start: Cell<u32>,
    end: u32,
}

impl Pinned {
    const IN_USE: u32 = 1;
    const WORD: u32 = 4;

    /// An empty region below the 4-aligned address `end`.
    pub(crate) fn new(end: u32) -> Self {
        Pinned { start: Cell::new(end), end }
    }

    /// The lower bound. What lies below belongs to the owner.
    pub(crate) fn start(&self) -> u32 {
        self.start.get()
    }

    /// The address of `len` bytes, 4-aligned, from the first free block that is long enough. If there is
    /// none, the error is the number of bytes by which the region must first be extended.
    pub(crate) fn alloc(&self, heap: &Heap, len: u32) -> Result<u32, u32> {
        let Some(size) =
            len.checked_next_multiple_of(Self::WORD).and_then(|len| len.checked_add(Self::WORD))
        else {
            return Err(!3);
        };
        let mut block = self.start.get();
        let mut lowest_free = 0;
        while block < self.end {
            let found = self.joined_size(heap, block);
            if found & Self::IN_USE == 0 {
                if found >= size {
                    return Ok(Self::take(heap, block, found, size));
                }
                if block == self.start.get() {
                    lowest_free = found;
                }
            }
            block += found & !Self::IN_USE;
        }
        Err(size - lowest_free)
    }

    /// The size word of a block, after joining it with the free blocks that follow if it is free itself.
    fn joined_size(&self, heap: &Heap, block: u32) -> u32 {
        let mut size = heap.word(block);
        if size & Self::IN_USE == 0 {
            while block + size < self.end && heap.word(block + size) & Self::IN_USE == 0 {
                size += heap.word(block + size);
            }
            heap.set_word(block, size);
        }
        size
    }

    /// Takes `size` bytes from a free block of `found`, at its high end, so that free memory gathers at
    /// the region's low end.
    fn take(heap: &Heap, block: u32, found: u32, size: u32) -> u32 {
        let rest = found - size;
        if rest > 0 {
            heap.set_word(block, rest);
        }
        heap.set_word(block + rest, size | Self::IN_USE);
        block + rest + Self::WORD
    }

    /// Gives back what [`Pinned::alloc`] returned.
    pub(crate) fn free(&self, heap: &Heap, address: u32) {
        let block = address - Self::WORD;
        debug_assert!(heap.word(block) & Self::IN_USE != 0, "{address:#x} is not in use");
        heap.set_word(block, heap.word(block) & !Self::IN_USE);
    }

    /// Lowers the bound by `bytes`, a multiple of 4: that memory now belongs to the region.
    pub(crate) fn extend(&self, heap: &Heap, bytes: u32) {
        let start = self.start.get() - bytes;
        if bytes > 0 {
            heap.set_word(start, bytes);
        }
        self.start.set(start);
    }

    /// Raises the bound over the free memory at the low end. Returns by how many bytes.
    pub(crate) fn shrink(&self, heap: &Heap) -> u32 {
        let start = self.start.get();
        if start == self.end {
            return 0;
        }
        let size = self.joined_size(heap, start);
        if size & Self::IN_USE != 0 {
            return 0;
        }
        self.start.set(start + size);
        size
    }

    /// How many bytes are in use, with the words in front.
    pub(crate) fn used(&self, heap: &Heap) -> u32 {
        let mut used = 0;
        let mut block = self.start.get();
        while block < self.end {
            let size = heap.word(block);
            used += if size & Self::IN_USE != 0 { size & !Self::IN_USE } else { 0 };
            block += size & !Self::IN_USE;
        }
        used
    }
}
