//! Which words of an object are references: all that the collector knows of types.

use super::{Header, Heap, LargeSize, LayoutId};

/// Where the references of a kind of object are. Words there that are 0 or tagged are skipped.
///
/// ```text
/// 31                  16 15      8 7        0
/// [ one past the last  ][  0     ][ first   ]   in words from the header; 0xffff: the object's end
/// [ 0: counted         ][  0     ][ counter ]
/// 0                                             no references
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub(crate) struct Trace(u32);

/// The traces of all builtin kinds, by layout id.
pub(crate) type Traces = [Trace; LayoutId::FIRST_INSTANCE as usize];

impl Trace {
    const END_SHIFT: u32 = 16;
    const TO_THE_END: u32 = 0xffff;

    /// No references: bytes and numbers.
    pub(crate) const LEAF: Self = Self(0);
    /// Every word after the header.
    pub(crate) const ALL: Self = Self::from(1);

    /// Word `first` (1 is the one after the header) and all after it.
    pub(crate) const fn from(first: u8) -> Self {
        Self::range(first, Self::TO_THE_END as u16)
    }

    /// The `count` words after the header.
    pub(crate) const fn first(count: u8) -> Self {
        Self::range(1, count as u16 + 1)
    }

    /// Words `first` up to but not including `end`, or the object's end if that comes first.
    pub(crate) const fn range(first: u8, end: u16) -> Self {
        assert!(first > 0 && end > 0);
        Self((end as u32) << Self::END_SHIFT | first as u32)
    }

    /// As many words after word `counter` as its low 16 bits say.
    pub(crate) const fn counted(counter: u8) -> Self {
        assert!(counter > 0);
        Self(counter as u32)
    }
}

impl Heap {
    /// From where to where (device addresses) an object has references; an empty range if it has none.
    #[inline(always)]
    pub(super) fn references(&self, object: u32, header: Header) -> (u32, u32) {
        let trace = match self.traces.get(usize::from(header.id().0)) {
            Some(trace) => *trace,
            None => Trace::ALL,
        };
        if trace == Trace::LEAF {
            return (object, object);
        }
        let end = (trace.0 >> Trace::END_SHIFT).min(header.size());
        if end == 0 {
            return self.uncommon_references(object, trace);
        }
        (object + 4 * (trace.0 & 0xff), object + 4 * end)
    }

    /// The same for objects that are too large for their header, or counted.
    #[cold]
    #[inline(never)]
    fn uncommon_references(&self, object: u32, trace: Trace) -> (u32, u32) {
        let first = object + 4 * (trace.0 & 0xff);
        match trace.0 >> Trace::END_SHIFT {
            0 => (first + 4, first + 4 + 4 * (self.word(first) & 0xffff)),
            // Not `object_words`: the header may be threaded.
            Trace::TO_THE_END => (first, object + 4 * LargeSize(self.word(object - 4)).words()),
            end => (first, object + 4 * end),
        }
    }
}
