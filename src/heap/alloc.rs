//! Allocation: a pointer bumped through the current free run, and the other runs when that is full.
//!
//! Right after a collection without pins there is a single run, the tail of the object area. Otherwise
//! the runs between objects, the gaps, are kept in a list: each is covered by an object of layout
//! [`LayoutId::FREE`] whose first field is the address of the next. They are filled first, so that the
//! tail stays whole for large requests.

use super::check::POISON;
use super::{Header, Heap, LargeSize, LayoutId};

/// What is left of a run, if shorter than this (in words), is not worth a place in the list of gaps: the
/// search of the list would cost more than the memory is worth. The next collection finds it again.
const GAP_WORDS_MIN: u32 = 4;

impl Heap {
    /// A new object of `words` words, the header included: its address, or `None` if no free run is long
    /// enough.
    ///
    /// Only its header is written (INV-INIT).
    #[inline]
    pub(crate) fn alloc(&self, id: LayoutId, words: u32) -> Option<u32> {
        debug_assert!(words > 0);
        let object = self.top.get();
        if words > Header::WORDS_MAX || self.limit.get() - object < 4 * words {
            return self.alloc_slowly(id, words);
        }
        self.top.set(object + 4 * words);
        self.set_header(object, Header::new(id, words));
        if cfg!(debug_assertions) {
            self.fill_words(object + 4, words - 1, POISON);
        }
        Some(object)
    }

    /// As [`Heap::alloc`] for a small object, but looks at the current free run only: for code that has a slower way.
    #[inline]
    pub(crate) fn alloc_in_run(&self, id: LayoutId, words: u32) -> Option<u32> {
        let object = self.top.get();
        if self.limit.get() - object < 4 * words {
            return None;
        }
        self.top.set(object + 4 * words);
        self.set_header(object, Header::new(id, words));
        Some(object)
    }

    /// A new object like [`Heap::alloc`]'s with all words after the header 0.
    #[cfg(test)]
    #[inline]
    pub(crate) fn alloc_zeroed(&self, id: LayoutId, words: u32) -> Option<u32> {
        let object = self.alloc(id, words)?;
        self.fill_words(object + 4, words - 1, 0);
        Some(object)
    }

    /// Makes sure that the next allocations succeed, if they take `words` words in all. False if no free
    /// run is long enough.
    #[inline]
    pub(crate) fn reserve(&self, words: u32) -> bool {
        if words > LargeSize::WORDS_MAX / 4 {
            return false;
        }
        // A large object has one word more.
        let size = 4 * (words + u32::from(words > Header::WORDS_MAX));
        self.limit.get() - self.top.get() >= size || self.next_run(size).is_some()
    }

    /// A large object, or one that does not fit the current run.
    #[cold]
    #[inline(never)]
    fn alloc_slowly(&self, id: LayoutId, words: u32) -> Option<u32> {
        if !self.reserve(words) {
            return None;
        }
        let is_large = words > Header::WORDS_MAX;
        let mut object = self.top.get();
        self.top.set(object + 4 * (words + u32::from(is_large)));
        if is_large {
            self.set_word(object, LargeSize::new(words).0);
            object += 4;
        }
        self.set_header(object, Header::new(id, if is_large { 0 } else { words }));
        if cfg!(debug_assertions) {
            self.fill_words(object + 4, words - 1, POISON);
        }
        Some(object)
    }

    /// Makes a run of at least `size` bytes the current one.
    #[cold]
    fn next_run(&self, size: u32) -> Option<()> {
        self.retire_run();
        if self.locks.get() > 0 {
            return None;
        }
        let mut previous = 0;
        let mut gap = self.gaps.get();
        while gap != 0 {
            let next = self.word(gap + 4);
            let (start, end) = self.gap_range(gap);
            if end - start >= size {
                if previous == 0 {
                    self.gaps.set(next)
                } else {
                    self.set_word(previous + 4, next)
                }
                self.gap_words.set(self.gap_words.get() - (end - start) / 4);
                self.top.set(start);
                self.limit.set(end);
                return Some(());
            }
            previous = gap;
            gap = next;
        }
        if self.end.get() - self.tail.get() < size {
            return None;
        }
        self.top.set(self.tail.get());
        self.limit.set(self.end.get());
        Some(())
    }

    /// Allocates nothing until [`Heap::unlock`] was called as often. Without a current run every allocation looks for
    /// one.
    pub(crate) fn lock(&self) {
        self.locks.set(self.locks.get() + 1);
        self.retire_run();
    }

    /// Undoes one [`Heap::lock`]; how many are left.
    pub(crate) fn unlock(&self) -> u32 {
        self.locks.set(self.locks.get().saturating_sub(1));
        self.locks.get()
    }

    /// How many locks there are.
    pub(crate) fn locks(&self) -> u32 {
        self.locks.get()
    }

    /// After a collection, which leaves a current run.
    pub(crate) fn keep_locked(&self) {
        if self.locks.get() > 0 {
            self.retire_run();
        }
    }

    /// Leaves the current run, so that there is none.
    pub(super) fn retire_run(&self) {
        self.note_peak();
        let (top, limit) = (self.top.get(), self.limit.get());
        if limit == self.end.get() {
            self.tail.set(top);
        } else if limit - top >= 4 * GAP_WORDS_MIN {
            self.add_gap(top, limit);
        } else {
            self.cover(top, limit);
        }
        self.top.set(0);
        self.limit.set(0);
    }

    /// Puts a free run of at least two words at the head of the list.
    pub(super) fn add_gap(&self, start: u32, end: u32) {
        let gap = self.cover(start, end);
        self.set_word(gap + 4, self.gaps.get());
        self.gaps.set(gap);
        self.gap_words.set(self.gap_words.get() + (end - start) / 4);
    }

    /// From where to where a gap reaches.
    pub(super) fn gap_range(&self, gap: u32) -> (u32, u32) {
        let start = if self.header(gap).size() == 0 { gap - 4 } else { gap };
        (start, gap + 4 * self.object_words(gap))
    }

    /// Covers unused memory with an object, so that the area can be walked. Returns its address.
    pub(super) fn cover(&self, start: u32, end: u32) -> u32 {
        let words = (end - start) / 4;
        if words > Header::WORDS_MAX {
            self.set_word(start, LargeSize::new(words - 1).0);
            self.set_header(start + 4, Header::new(LayoutId::FREE, 0));
            return start + 4;
        }
        if words > 0 {
            self.set_header(start, Header::new(LayoutId::FREE, words));
        }
        start
    }

    /// Cuts an object down to its first `words` words, the header included.
    pub(crate) fn shrink(&self, object: u32, words: u32) {
        let (header, top) = (self.header(object), self.top.get());
        if object + 4 * header.size() != top || header.size() == 0 {
            return self.shrink_slowly(object, words);
        }
        debug_assert!(words > 0 && words <= header.size());
        self.high.set(self.high.get().max(top));
        self.set_header(object, header.with_size(words));
        self.top.set(object + 4 * words);
    }

    /// Cuts down an object that is large or not the last one.
    #[cold]
    fn shrink_slowly(&self, object: u32, words: u32) {
        let old_words = self.object_words(object);
        debug_assert!(words > 0 && words <= old_words);
        if words >= old_words {
            return;
        }
        self.note_peak();
        let header = self.header(object);
        if words > Header::WORDS_MAX {
            self.set_word(object - 4, LargeSize::new(words).0);
        } else {
            if header.size() == 0 {
                self.cover(object - 4, object);
            }
            self.set_header(object, header.with_size(words));
        }
        let (end, old_end) = (object + 4 * words, object + 4 * old_words);
        if old_end == self.top.get() {
            self.top.set(end);
        } else {
            self.cover(end, old_end);
        }
    }

    /// Extends an object to `words` words, the header included, if there is room right after it: it must
    /// be the last one allocated. The new words are not initialised (INV-INIT). An object grows past
    /// [`Header::WORDS_MAX`] only by moving.
    pub(crate) fn try_grow_in_place(&self, object: u32, words: u32) -> bool {
        let old_words = self.object_words(object);
        let header = self.header(object);
        let more = match words.checked_sub(old_words) {
            Some(more) if object + 4 * old_words == self.top.get() => more,
            _ => return false,
        };
        if more > (self.limit.get() - self.top.get()) / 4 {
            return false;
        }
        match header.size() {
            0 => self.set_word(object - 4, LargeSize::new(words).0),
            _ if words > Header::WORDS_MAX => return false,
            _ => self.set_header(object, header.with_size(words)),
        }
        self.top.set(self.top.get() + 4 * more);
        true
    }

    /// Words of the longest free run: the largest allocation that can succeed, but for the size word of a
    /// large object.
    #[cfg(test)]
    pub(crate) fn largest_free_words(&self) -> u32 {
        let tail =
            if self.limit.get() == self.end.get() { 0 } else { self.end.get() - self.tail.get() };
        let mut largest = tail.max(self.limit.get() - self.top.get());
        let mut gap = self.gaps.get();
        while gap != 0 {
            let (start, end) = self.gap_range(gap);
            largest = largest.max(end - start);
            gap = self.word(gap + 4);
        }
        largest / 4
    }
}
