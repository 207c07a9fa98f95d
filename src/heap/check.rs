//! The heap checker: walks the whole object area and says what is wrong with it.

use super::{Header, Heap, LargeSize, LayoutId};

/// What free memory is filled with under stress: no reference, since it is never in the arena, and no tagged value.
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
    /// Looks at every object and every free run. Takes time in proportion to the square of the object area.
    pub(crate) fn check(&self) -> Result<(), Damage> {
        let tail = self.tail_start();
        let mut gap_words = 0;
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
            if header.id() == LayoutId::FREE {
                gap_words += if self.is_gap(object) { (end - from) / 4 } else { 0 };
            } else {
                self.check_references(object)?;
            }
            from = end;
        }
        if gap_words != self.gap_words.get() {
            return Err(Damage { what: "the gaps do not add up", address: self.gaps.get() });
        }
        if pins != self.pins.get() {
            return Err(Damage { what: "the pins do not add up", address: self.start });
        }
        Ok(())
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

    fn is_gap(&self, object: u32) -> bool {
        let mut gap = self.gaps.get();
        while gap != 0 && gap != object {
            gap = self.word(gap + 4);
        }
        gap == object
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
            if word & 3 == 0 && self.is_movable(word) && !self.is_object(word) {
                return Err(Damage { what: "a reference to no object", address: slot });
            }
        }
        Ok(())
    }

    /// Whether an object in use starts at an address in the object area.
    pub(crate) fn is_object(&self, address: u32) -> bool {
        let mut from = self.start;
        while from <= address && from < self.tail_start() {
            if from == self.top.get() && from < self.limit.get() {
                from = self.limit.get();
                continue;
            }
            let Ok((object, end)) = self.check_extent(from, self.tail_start()) else {
                return false;
            };
            if object == address {
                return self.header(object).id() != LayoutId::FREE;
            }
            from = end;
        }
        false
    }
}

/// The layout of free memory is known only here: an object of it must look like one that has no references.
const _: () = assert!(Header::new(LayoutId::FREE, 2).0 & 3 == 1);
