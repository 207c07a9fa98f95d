//! Marking: finding what is alive, and threading every reference on the way.
//!
//! A slot that refers to an object changes places with the object's header: the header word then holds the slot's address, and
//! the slot what the header word held. So an object's header word starts a chain through all slots that refer to it, with
//! its header at the end. Slots and objects are 4-aligned and headers have bit 0 set, which tells the end of a chain.
//!
//! INV-THREAD: from the first root to the end of the compactor's first pass, an object's header word has bit 0 clear exactly if
//! the object has been reached; so no mark bit is needed, and the compactor need not look for references again. Jonkers'
//! collector threads while compacting, in two more passes over all references.

use core::mem::MaybeUninit;
use core::ops::Range;

use super::{Header, Heap, LargeSize};
use crate::config::MARK_STACK_WORDS;

/// Objects reached whose references could not be followed for want of mark stack: the lowest and the highest of them.
/// Their headers, at the end of their chains, say so too.
pub(super) struct Waiting {
    lowest: u32,
    highest: u32,
}

impl Waiting {
    const NONE: Self = Waiting { lowest: u32::MAX, highest: 0 };

    #[cold]
    #[inline(never)]
    fn add(&mut self, object: u32) {
        self.lowest = self.lowest.min(object);
        self.highest = self.highest.max(object);
    }
}

/// Places where marking goes on when the object it descended into is done: the next slot, and the end of its object's slots.
type MarkStack = [MaybeUninit<(u32, u32)>; MARK_STACK_WORDS / 2];

impl Heap {
    /// Marks and threads everything that can be reached from these ranges of words.
    pub(super) fn mark(&self, roots: &[Range<u32>]) {
        let mut waiting = Waiting::NONE;
        for range in roots {
            self.mark_from(range.start, range.end, &mut waiting);
        }
        while waiting.lowest <= waiting.highest {
            self.mark_waiting(&mut waiting);
        }
    }

    /// Threads all references in a range of words and, depth first, in all objects so found.
    #[inline(never)]
    fn mark_from(&self, mut slot: u32, mut end: u32, waiting: &mut Waiting) {
        let mut stack: MarkStack = [MaybeUninit::uninit(); MARK_STACK_WORDS / 2];
        let mut depth = 0;
        let start = self.start;
        let area_words = (self.end.get() - start) / 4;
        loop {
            if slot >= end {
                if depth == 0 {
                    return;
                }
                depth -= 1;
                // SAFETY: all places below `depth` have been written, and `depth` is less than the length.
                (slot, end) = unsafe { stack.get_unchecked(depth).assume_init() };
                continue;
            }
            let word = self.word(slot);
            slot += 4;
            // One comparison for three: tag bits end up on top, and addresses before the area wrap around.
            if area_words <= word.wrapping_sub(start).rotate_right(2) {
                continue;
            }
            let header = self.thread(slot - 4, word);
            if header & 1 == 0 {
                continue;
            }
            let Some((first, last)) = self.references(word, Header(header)) else { continue };
            // With nothing left to do here nothing need be remembered: a list linked through its last field takes no stack.
            if slot < end {
                // SAFETY: `depth` is less than the length.
                unsafe { stack.get_unchecked_mut(depth) }.write((slot, end));
                depth += 1;
                if depth == stack.len() {
                    depth -= 1;
                    self.set_word(slot - 4, Header(header).with_waiting(true).0);
                    waiting.add(word);
                    continue;
                }
            }
            (slot, end) = (first, last);
        }
    }

    /// Follows the references of the objects that wait, in the order of addresses. More may then wait.
    ///
    /// In a structure that is deep but nowhere wide only one waits at a time, so that this is no search.
    #[cold]
    fn mark_waiting(&self, waiting: &mut Waiting) {
        let Waiting { mut lowest, highest } = *waiting;
        *waiting = Waiting::NONE;
        while lowest <= highest {
            let mut header_at = lowest;
            if LargeSize::is(self.word(lowest)) {
                lowest += 4;
                header_at = lowest;
            }
            while self.word(header_at) & 1 == 0 {
                header_at = self.word(header_at);
            }
            let header = self.header(header_at);
            if header.is_waiting() {
                let header = header.with_waiting(false);
                self.set_header(header_at, header);
                if let Some((first, end)) = self.references(lowest, header) {
                    self.mark_from(first, end, waiting);
                }
            }
            lowest += 4 * match header.size() {
                0 => LargeSize(self.word(lowest - 4)).words(),
                words => words,
            };
        }
    }

    /// Threads the reference to `object` in `slot`; returns what the object's header word was.
    #[inline(always)]
    fn thread(&self, slot: u32, object: u32) -> u32 {
        let header = self.word(object);
        self.set_word(slot, header);
        self.set_word(object, slot);
        header
    }

    /// Threads references that do not keep alive, and clears those to objects that nothing else has reached.
    pub(super) fn mark_weak(&self, weak: &[Range<u32>]) {
        for slot in weak.iter().flat_map(|range| range.clone().step_by(4)) {
            let word = self.word(slot);
            if word & 3 != 0 || !self.is_movable(word) {
                continue;
            }
            if self.word(word) & 1 != 0 {
                self.set_word(slot, 0);
            } else {
                self.thread(slot, word);
            }
        }
    }
}
