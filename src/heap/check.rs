//! The heap checker: walks the whole object area and says what is wrong with it.

use super::{Heap, LargeSize, LayoutId};

/// What free memory is filled with under stress: no reference, since it is never in the arena, and no
/// tagged value.
pub(crate) const POISON: u32 = 0xdead_bee0;

/// What is wrong, and where (a device address).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Damage {
    /// What is wrong.
    pub(crate) what: &'static str,
    /// Where: a device address.
    pub(crate) address: u32,
}

impl Heap {
    /// Looks at every object and every free run.
    ///
    /// A reference must lead to what could be a header; that it is one cannot be known without a table of
    /// all objects.
    pub(crate) fn check(&self) -> Result<(), Damage> {
        let tail = self.tail_start();
        let mut pins = 0;
        let mut from = self.start;
        while from < tail {
            if from == self.top.get() && from < self.limit.get() {
                from = self.limit.get();
                continue;
            }
            let (object, end) = self.check_extent(from, tail)?;
            let header = self.header(object);
            pins += u32::from(header.is_pinned());
            if header.id() != LayoutId::FREE {
                self.check_references(object)?;
            }
            from = end;
        }
        if pins != self.pins.get() {
            return Err(Damage { what: "the pins do not add up", address: self.start });
        }
        self.check_gaps()
    }

    /// Calls `f` with every object, in the order of their addresses.
    pub(crate) fn for_each_object(&self, mut f: impl FnMut(u32)) {
        let tail = self.tail_start();
        let mut from = self.start;
        while from < tail {
            if from == self.top.get() && from < self.limit.get() {
                from = self.limit.get();
                continue;
            }
            let Ok((object, end)) = self.check_extent(from, tail) else { return };
            if self.header(object).id() != LayoutId::FREE {
                f(object);
            }
            from = end;
        }
    }

    /// The object at `from`, and the end of it.
    fn check_extent(&self, from: u32, limit: u32) -> Result<(u32, u32), Damage> {
        let word = self.word(from);
        let object = if LargeSize::is(word) { from + 4 } else { from };
        if object >= limit || self.word(object) & 3 != 1 {
            return Err(Damage { what: "not a header", address: object });
        }
        let words = self.header(object).size();
        let words = match words {
            0 if object != from => LargeSize(word).words(),
            0 => return Err(Damage { what: "an object without a size", address: object }),
            _ if object != from => return Err(Damage { what: "two sizes", address: object }),
            _ => words,
        };
        if words > (limit - object) / 4 {
            return Err(Damage { what: "an object beyond the free memory", address: object });
        }
        Ok((object, object + 4 * words))
    }

    fn check_gaps(&self) -> Result<(), Damage> {
        let mut words = 0;
        let mut gap = self.gaps.get();
        while gap != 0 {
            if !self.is_movable(gap) || self.header(gap).id() != LayoutId::FREE {
                return Err(Damage { what: "a gap that is in use", address: gap });
            }
            let (start, end) = self.gap_range(gap);
            words += (end - start) / 4;
            if words > self.gap_words.get() {
                break;
            }
            gap = self.word(gap + 4);
        }
        if words != self.gap_words.get() {
            return Err(Damage { what: "the gaps do not add up", address: self.gaps.get() });
        }
        Ok(())
    }

    fn check_references(&self, object: u32) -> Result<(), Damage> {
        let (first, end) = self.references(object, self.header(object));
        if first < end && end > object + 4 * self.object_words(object) {
            return Err(Damage { what: "references beyond the object", address: object });
        }
        for slot in (first..end).step_by(4) {
            let word = self.word(slot);
            if word == POISON {
                return Err(Damage { what: "a field that was never initialised", address: slot });
            }
            if word & 3 == 0 && self.is_movable(word) && !self.looks_like_object(word) {
                return Err(Damage { what: "a reference to no object", address: slot });
            }
        }
        Ok(())
    }

    fn looks_like_object(&self, address: u32) -> bool {
        let tail = self.tail_start();
        let in_run = (self.top.get()..self.limit.get()).contains(&address);
        if address >= tail || in_run || self.word(address) & 3 != 1 {
            return false;
        }
        let header = self.header(address);
        let is_whole = match header.size() {
            0 => address > self.start && LargeSize::is(self.word(address - 4)),
            words => words <= (tail - address) / 4,
        };
        is_whole && header.id() != LayoutId::FREE
    }
}
