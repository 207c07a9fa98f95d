//! Marking: finding what is alive, and threading every reference on the way.
//!
//! A slot that refers to an object changes places with the object's header: the header word then holds
//! the slot's address, and the slot what the header word held. So an object's header word starts a chain
//! through all slots that refer to it, with its header at the end. Slots and objects are 4-aligned and
//! headers have bit 0 set, which tells the end of a chain.
//!
//! INV-THREAD: from the first root to the end of the compactor's first pass, an object's header word has
//! bit 0 clear exactly if the object has been reached; so no mark bit is needed, and the compactor need
//! not look for references again. Jonkers' collector threads while compacting, in two more passes over
//! all references.

use core::mem::MaybeUninit;
use core::ops::Range;
use core::ptr;

use super::{Header, Heap, LargeSize};
use crate::config::MARK_STACK_WORDS;

/// A place where marking goes on when the object it descended into is done: the next slot, and the end of
/// its object's slots.
type Place = MaybeUninit<(u32, u32)>;

/// What is left to do.
struct Marker {
    /// Where `places` ends. The compiler keeps a pointer as a pointer if it must believe this field.
    full: *mut Place,
    /// Objects reached whose references could not be followed for want of places: the lowest and the
    /// highest of them. Their headers, at the end of their chains, say so too.
    lowest: u32,
    highest: u32,
    places: [Place; MARK_STACK_WORDS / 2],
}

impl Marker {
    #[cold]
    #[inline(never)]
    fn wait(&mut self, object: u32) {
        self.lowest = self.lowest.min(object);
        self.highest = self.highest.max(object);
    }
}

impl Heap {
    /// Marks and threads everything that can be reached from these ranges of words.
    pub(super) fn mark(&self, roots: &[Range<u32>]) {
        let mut marker = Marker {
            full: ptr::null_mut(),
            lowest: u32::MAX,
            highest: 0,
            places: [MaybeUninit::uninit(); MARK_STACK_WORDS / 2],
        };
        marker.full = marker.places.as_mut_ptr_range().end;
        for range in roots {
            self.mark_from(range.start, range.end, &mut marker);
        }
        while marker.lowest <= marker.highest {
            self.mark_waiting(&mut marker);
        }
    }

    /// Threads all references in a range of words and, depth first, in all objects so found.
    #[inline(never)]
    fn mark_from(&self, mut slot: u32, mut end: u32, marker: &mut Marker) {
        let start = self.start;
        let area_words = (self.end.get() - start) / 4;
        if slot >= end {
            return;
        }
        // The lowest place says that nothing is left.
        let [bottom, rest @ ..] = &mut marker.places;
        bottom.write((0, 0));
        let mut place = rest.as_mut_ptr();
        loop {
            let word = self.word(slot);
            slot += 4;
            // One comparison for three: tag bits end up on top, and addresses before the area wrap around.
            if area_words > word.wrapping_sub(start).rotate_right(2) {
                let header = self.thread(slot - 4, word);
                if header & 1 != 0 {
                    let (first, last) = self.references(word, Header(header));
                    if first < last {
                        // With nothing left to do here nothing need be remembered: a list linked through
                        // its last field takes no place.
                        if slot < end {
                            if place == marker.full {
                                self.set_word(slot - 4, Header(header).with_waiting(true).0);
                                marker.wait(word);
                                continue;
                            }
                            // SAFETY: `place` is in `places`, above the lowest and not at their end.
                            place = unsafe {
                                place.write(MaybeUninit::new((slot, end)));
                                place.add(1)
                            };
                        }
                        (slot, end) = (first, last);
                        continue;
                    }
                }
            }
            if slot < end {
                continue;
            }
            // SAFETY: `place` is above the lowest, and all places below it have been written.
            (slot, end) = unsafe {
                place = place.sub(1);
                place.read().assume_init()
            };
            if end == 0 {
                return;
            }
        }
    }

    /// Follows the references of the objects that wait, in the order of addresses. More may then wait.
    ///
    /// In a structure that is deep but nowhere wide only one waits at a time, so that this is no search.
    #[cold]
    fn mark_waiting(&self, marker: &mut Marker) {
        let (mut lowest, highest) = (marker.lowest, marker.highest);
        (marker.lowest, marker.highest) = (u32::MAX, 0);
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
                let (first, end) = self.references(lowest, header);
                self.mark_from(first, end, marker);
            }
            lowest += 4 * match header.size() {
                0 => LargeSize(self.word(lowest - 4)).words(),
                words => words,
            };
        }
    }

    /// Threads the reference to `object` in `slot`; returns what the object's header word was.
    #[inline]
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
