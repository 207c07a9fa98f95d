//! Collection: mark, then slide what is alive to the front of the object area.
//!
//! Marking leaves every reference threaded (INV-THREAD). The first pass over the area gives each live
//! object its new address, writes it to all slots of its chain and restores its header; every dead run
//! gets a note of where the live run after it starts and ends. The second pass moves whole live runs by
//! those notes without looking at objects.
//!
//! Pinned objects stay where they are. Those before a pin slide as far as they can, and the gap they
//! leave in front of it goes to the allocator, as does every dead run when nothing may move.
//!
//! There is no sweep: with every reference threaded, leaving all objects in place costs a fifth more than
//! sliding them (379 k against 315 k instructions on a Cortex-M4 for 2,457 small lists, 77 KB), and
//! allocation from gaps is slower. In a sketch an ordinary mark and Jonkers' two passes over all references
//! took 7 to 11 thousand instructions for each live KB; this takes 4.1, and 6.4 if each list had garbage
//! behind it.

use core::hint::cold_path;
use core::ops::Range;

use super::check::POISON;
use super::{Header, Heap, LargeSize};

/// Where the words are that may refer to objects: ranges of 4-aligned device addresses in the arena.
///
/// Ranges must not overlap, and strong ones lie outside the object area; weak ones may lie in live
/// objects that the collector knows as leaves. Words that are 0, tagged or refer to something outside the
/// object area are left alone.
pub(crate) struct Roots<'r> {
    /// Keep alive what they refer to.
    pub(crate) strong: &'r [Range<u32>],
    /// Do not: a reference to a dead object becomes 0.
    pub(crate) weak: &'r [Range<u32>],
}

/// A dead run of more than one word: its note says so with this bit, and its second word is where the
/// next live run starts.
const NOTE_LONG: u32 = 2;

impl Heap {
    /// Frees what cannot be reached and moves the rest together.
    pub(crate) fn collect(&mut self, roots: &Roots<'_>) {
        self.collect_with_shift(roots, 0);
    }

    /// The same, leaving two words free in front every other time if there is room, nothing is pinned and
    /// moves are allowed: every object moves even if nothing dies, and an address kept too long is found
    /// out. Free memory is poisoned.
    pub(crate) fn collect_and_displace(&mut self, roots: &Roots<'_>) {
        let tail_start = self.tail_start();
        let is_displaced = self.word(self.start) == Header::new(super::LayoutId::FREE, 2).0;
        let shift = if is_displaced || self.free_words() < 2 { 0 } else { 8 };
        self.collect_with_shift(roots, shift);
        self.poison(tail_start);
    }

    fn collect_with_shift(&mut self, roots: &Roots<'_>, shift: u32) {
        self.retire_run();
        self.gaps.set(0);
        self.gap_words.set(0);
        self.mark(roots.strong);
        self.mark_weak(roots.weak);
        let keeps_some = self.pins.get() != 0 || self.still.get() != 0;
        let shift = if keeps_some { 0 } else { shift };
        let end = self.tail.get();
        let first_dead = if keeps_some {
            self.resolve::<true>(end, 0)
        } else {
            self.resolve::<false>(end, shift)
        };
        let live_end = self.slide(first_dead, end, keeps_some);
        if shift != 0 && live_end > self.start {
            self.copy_words(self.start, self.start + shift, (live_end - self.start) / 4);
            self.cover(self.start, self.start + shift);
            self.tail.set(live_end + shift);
        } else {
            self.tail.set(live_end);
        }
        if self.gaps.get() == 0 {
            self.top.set(self.tail.get());
            self.limit.set(self.end.get());
        }
    }

    /// First pass: decides where each object goes, resolves its chain, and leaves a note in each dead
    /// run. Returns the first dead run, or `end`.
    ///
    /// A note is the address of the next dead run (or `end`), with [`NOTE_LONG`].
    #[inline(never)]
    fn resolve<const KEEPS_SOME: bool>(&self, end: u32, shift: u32) -> u32 {
        let mut pins = 0;
        let mut from = self.start;
        let mut to = self.start + shift;
        let mut first_dead = end;
        // Where the note before the live run being resolved will be written, and what it says besides
        // where that run ends.
        let mut note_at = 0;
        let mut note = 0;
        while from < end {
            let word = self.word(from);
            if word & 1 == 0 {
                if KEEPS_SOME && self.stays(word, &mut pins) {
                    to = from;
                }
                let size = 4 * self.unthread(from, word, to).size();
                from += size;
                to += size;
            } else if LargeSize::is(word) && self.word(from + 4) & 1 == 0 {
                if KEEPS_SOME && self.stays(self.word(from + 4), &mut pins) {
                    to = from;
                }
                let size = self.unthread_large(from, to);
                from += size;
                to += size;
            } else {
                if note_at != 0 {
                    self.set_word(note_at, from | note)
                } else {
                    first_dead = from
                }
                note_at = from;
                from = self.dead_run_end(from, word, end);
                note = 0;
                if from - note_at > 4 {
                    self.set_word(note_at + 4, from);
                    note = NOTE_LONG;
                }
            }
        }
        if note_at != 0 {
            self.set_word(note_at, end | note);
        }
        if KEEPS_SOME {
            self.pins.set(pins);
        }
        first_dead
    }

    /// Where a run of dead objects ends: at a live one, or at `end`. `word` is its first word.
    #[inline]
    fn dead_run_end(&self, mut from: u32, mut word: u32, end: u32) -> u32 {
        loop {
            if LargeSize::is(word) {
                cold_path();
                from += 4 + 4 * LargeSize(word).words();
            } else {
                from += 4 * Header(word).size();
            }
            if from >= end {
                return end;
            }
            word = self.word(from);
            if word & 1 == 0 {
                return from;
            }
            if LargeSize::is(word) {
                cold_path();
                if self.word(from + 4) & 1 == 0 {
                    return from;
                }
            }
        }
    }

    /// Writes the new address of an object to all slots that refer to it, and restores its header.
    #[inline]
    fn unthread(&self, object: u32, chain: u32, new: u32) -> Header {
        let mut word = chain;
        while word & 1 == 0 {
            let next = self.word(word);
            self.set_word(word, new);
            word = next;
        }
        self.set_word(object, word);
        Header(word)
    }

    /// The same for a large object; returns the bytes it takes.
    #[cold]
    #[inline(never)]
    fn unthread_large(&self, size_word: u32, new: u32) -> u32 {
        self.unthread(size_word + 4, self.word(size_word + 4), new + 4);
        4 + 4 * LargeSize(self.word(size_word)).words()
    }

    /// Whether the object whose chain starts with `word` must not move; counts the pinned ones.
    #[cold]
    fn stays(&self, mut word: u32, pins: &mut u32) -> bool {
        while word & 1 == 0 {
            word = self.word(word);
        }
        let is_pinned = Header(word).is_pinned();
        *pins += u32::from(is_pinned);
        is_pinned || self.still.get() != 0
    }

    /// Second pass: moves the live runs by the notes in front of them. Returns where the last one ends.
    #[inline(never)]
    fn slide(&self, first_dead: u32, end: u32, keeps_some: bool) -> u32 {
        let mut to = if keeps_some {
            self.slide_around_pins(self.start, first_dead, self.start)
        } else {
            first_dead
        };
        let mut dead = first_dead;
        while dead < end {
            let note = self.word(dead);
            let next = note & !3;
            let live = if note & NOTE_LONG != 0 { self.word(dead + 4) } else { dead + 4 };
            if keeps_some {
                to = self.slide_around_pins(live, next, to);
            } else {
                self.move_words_down(live, to, next);
                to += next - live;
            }
            dead = next;
        }
        to
    }

    /// Moves the live run from `live` to `end` object by object, leaving those that stay. Returns where
    /// the last one ends.
    #[cold]
    fn slide_around_pins(&self, live: u32, end: u32, mut to: u32) -> u32 {
        if self.still.get() != 0 {
            self.leave_gap(to, live);
            return end;
        }
        let mut from = live;
        while from < end {
            let word = self.word(from);
            let (header, words) = if LargeSize::is(word) {
                (self.header(from + 4), 1 + LargeSize(word).words())
            } else {
                (Header(word), Header(word).size())
            };
            if header.is_pinned() {
                self.leave_gap(to, from);
                to = from;
            } else {
                self.move_words_down(from, to, from + 4 * words);
            }
            from += 4 * words;
            to += 4 * words;
        }
        to
    }

    /// Makes what nobody uses in front of an object that stays a gap, if it is long enough for one.
    fn leave_gap(&self, start: u32, end: u32) {
        if end - start > 4 {
            self.add_gap(start, end);
        } else {
            self.cover(start, end);
        }
    }

    /// Overwrites free memory, the tail up to what was its start before the collection.
    #[cold]
    fn poison(&self, old_tail_start: u32) {
        let tail_start = self.tail_start();
        self.fill_words(tail_start, old_tail_start.saturating_sub(tail_start) / 4, POISON);
        let mut gap = self.gaps.get();
        while gap != 0 {
            self.fill_words(gap + 8, self.object_words(gap) - 2, POISON);
            gap = self.word(gap + 4);
        }
    }
}
