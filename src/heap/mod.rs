//! A block of memory: objects allocated by bumping a pointer, found by reference from roots, and moved
//! together.
//!
//! The heap knows headers and a table of [`Trace`]s, not types. The arena is the block without the copy
//! of the ROM objects that a 64-bit host has at its front; the caller divides it:
//!
//! ```text
//! [ object area ->        free        ][ whatever the caller keeps there ]
//! start()                         end()                        arena_end()
//! ```
//!
//! * [`Heap::alloc`] never collects: with no room it returns `None`, and the caller runs
//!   [`Heap::collect`] where nothing holds a bare address, and tries again.
//! * [`Heap::collect`] takes roots as ranges of words in the arena outside the object area. Afterwards
//!   all live objects lie together at the front, in the order they had, except around pinned objects
//!   ([`Heap::pin`]) and while [`Heap::forbid_moves`] is in force.
//! * An address, everywhere, is a device address: see [`base`].
//!
//! INV-MEMORY: the block is used by nobody else while the heap lives. Whoever owns a `Heap` also holds
//! the borrow of the block.
//!
//! INV-INIT: an object's references are initialised before the next safepoint; [`Heap::alloc`] leaves
//! them as they were.

mod access;
mod alloc;
#[cfg_attr(target_pointer_width = "32", path = "base_32.rs")]
#[cfg_attr(not(target_pointer_width = "32"), path = "base_64.rs")]
mod base;
mod check;
mod collect;
mod header;
mod mark;
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "memory lent to DMA and machine code comes with them")
)]
mod pinned;
mod trace;

#[cfg(test)]
mod tests;

use core::cell::Cell;
use core::ptr::NonNull;

use base::Base;

pub(crate) use access::present;
pub(crate) use collect::Roots;
pub(crate) use header::{Header, LargeSize, LayoutId};
#[cfg(test)]
pub(crate) use pinned::Pinned;
pub(crate) use trace::{Trace, Traces};

/// A block of memory and the objects in it.
///
/// Its words behave like cells: they are written through a shared reference, and nothing moves before
/// [`Heap::collect`], which takes an exclusive one.
pub(crate) struct Heap {
    /// The free run that is being filled: where the next object goes, and the run's end. Both 0 if there
    /// is none.
    top: Cell<u32>,
    limit: Cell<u32>,
    base: Base,
    /// Where the object area starts and ends.
    start: u32,
    end: Cell<u32>,
    /// Where the free memory at the end of the object area starts, unless that is the run being filled.
    tail: Cell<u32>,
    /// The first of the other free runs, and how many words they have in all.
    gaps: Cell<u32>,
    gap_words: Cell<u32>,
    /// How many objects are pinned, and how many reasons there are to move none.
    pins: Cell<u32>,
    still: Cell<u32>,
    /// How many reasons there are to allocate nothing.
    locks: Cell<u32>,
    peak: Cell<u32>,
    /// How far the current run was filled before something in it was cut, or 0.
    high: Cell<u32>,
    /// Words outside the object area that count as in use: see [`Heap::set_lent`].
    lent: Cell<u32>,
    arena_start: u32,
    arena_end: u32,
    traces: &'static Traces,
}

impl Heap {
    /// A heap in `memory`, with the ROM objects copied to its front if this is a 64-bit host. The object
    /// area is all the rest. `None` if there is no rest.
    ///
    /// The caller keeps the borrow of the memory as long as the heap (INV-MEMORY).
    pub(crate) fn new(memory: &mut [u8], rom: &[&[u32]], traces: &'static Traces) -> Option<Self> {
        let skipped = memory.as_ptr().align_offset(align_of::<u64>());
        let memory = memory.get_mut(skipped..)?;
        let words = u32::try_from(memory.len() / 4)
            .ok()
            .filter(|words| *words <= LargeSize::WORDS_MAX / 4)?;
        let area_words = words.checked_sub(base::rom_words(rom)).filter(|words| *words > 0)?;
        let (base, arena_start) = Base::new(NonNull::from(memory).cast());
        let arena_end = arena_start + 4 * words;
        let start = arena_end - 4 * area_words;
        let heap = Heap {
            top: Cell::new(start),
            limit: Cell::new(arena_end),
            base,
            start,
            end: Cell::new(arena_end),
            tail: Cell::new(start),
            gaps: Cell::new(0),
            gap_words: Cell::new(0),
            pins: Cell::new(0),
            locks: Cell::new(0),
            still: Cell::new(0),
            peak: Cell::new(0),
            high: Cell::new(0),
            lent: Cell::new(0),
            arena_start,
            arena_end,
            traces,
        };
        let mut address = arena_start;
        for word in
            rom.iter().flat_map(|part| part.iter()).take(((start - arena_start) / 4) as usize)
        {
            heap.set_word(address, *word);
            address += 4;
        }
        Some(heap)
    }

    /// The first address of the object area.
    #[cfg_attr(not(test), expect(dead_code, reason = "for buffers that must not move"))]
    pub(crate) fn start(&self) -> u32 {
        self.start
    }

    /// The first address after the object area.
    pub(crate) fn end(&self) -> u32 {
        self.end.get()
    }

    /// The first address after the memory.
    pub(crate) fn arena_end(&self) -> u32 {
        self.arena_end
    }

    /// Moves the end of the object area. False, and nothing changed, if an object lies beyond, or the
    /// memory ends before.
    pub(crate) fn set_end(&self, end: u32) -> bool {
        debug_assert!(end & 3 == 0);
        if end < self.tail_start() || end > self.arena_end {
            return false;
        }
        if self.limit.get() == self.end.get() {
            self.limit.set(end);
        }
        self.end.set(end);
        true
    }

    /// Where the free memory at the end of the object area starts: [`Heap::set_end`] can go no lower.
    pub(crate) fn tail_start(&self) -> u32 {
        if self.limit.get() == self.end.get() { self.top.get() } else { self.tail.get() }
    }

    /// Whether an address lies in the object area: whether what is there may move or be freed.
    #[inline]
    pub(crate) fn is_movable(&self, address: u32) -> bool {
        address.wrapping_sub(self.start) < self.end.get() - self.start
    }

    /// Whether `len` bytes at an address lie in the memory. On a 64-bit host that includes the copy of
    /// the ROM objects.
    #[inline]
    pub(crate) fn contains(&self, address: u32, len: u32) -> bool {
        let offset = address.wrapping_sub(self.arena_start);
        let size = self.arena_end - self.arena_start;
        offset <= size && len <= size - offset
    }

    /// Words of an object, the header included.
    #[inline]
    pub(crate) fn object_words(&self, object: u32) -> u32 {
        match self.header(object).size() {
            0 => LargeSize(self.word(object - 4)).words(),
            words => words,
        }
    }

    /// Words that an allocation could still use.
    pub(crate) fn free_words(&self) -> u32 {
        let run = self.limit.get() - self.top.get();
        let tail =
            if self.limit.get() == self.end.get() { 0 } else { self.end.get() - self.tail.get() };
        run / 4 + self.gap_words.get() + tail / 4
    }

    /// Words in use by objects, living or dead, and lost between them.
    pub(crate) fn used_words(&self) -> u32 {
        (self.end.get() - self.start) / 4 - self.free_words()
    }

    /// The most that [`Heap::used_words`] and what was lent have ever been.
    pub(crate) fn peak_words(&self) -> u32 {
        self.note_peak();
        self.peak.get()
    }

    /// Use only sinks in collections and by [`Heap::shrink`]: to look before collections, and as far as the current
    /// run was ever filled, is enough.
    fn note_peak(&self) {
        let cut_off = self.high.replace(0).saturating_sub(self.top.get()) / 4;
        self.peak.set(self.peak.get().max(self.used_words() + cut_off + self.lent.get()));
    }

    /// Says how many words behind the object area hold what would otherwise be objects: the compiler's scratch memory.
    pub(crate) fn set_lent(&self, words: u32) {
        self.note_peak();
        self.lent.set(words);
    }

    /// Makes an object stay where it is, though not alive, until [`Heap::unpin`].
    #[cfg_attr(not(test), expect(dead_code, reason = "for buffers that must not move"))]
    pub(crate) fn pin(&self, object: u32) {
        let header = self.header(object);
        if !header.is_pinned() {
            self.pins.set(self.pins.get() + 1);
            self.set_header(object, header.with_pin(true));
        }
    }

    /// Lets an object move again.
    #[cfg_attr(not(test), expect(dead_code, reason = "for buffers that must not move"))]
    pub(crate) fn unpin(&self, object: u32) {
        let header = self.header(object);
        if header.is_pinned() {
            self.pins.set(self.pins.get() - 1);
            self.set_header(object, header.with_pin(false));
        }
    }

    /// Makes collections move nothing, until [`Heap::allow_moves`] is called as often.
    pub(crate) fn forbid_moves(&self) {
        self.still.set(self.still.get() + 1);
    }

    /// Takes one [`Heap::forbid_moves`] back.
    pub(crate) fn allow_moves(&self) {
        debug_assert!(self.still.get() > 0);
        self.still.set(self.still.get().saturating_sub(1));
    }
}
