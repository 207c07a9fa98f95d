//! Which words of an object are references: all that the collector knows of types.

use super::{Header, Heap, LargeSize, LayoutId};

/// Where the references of a kind of object are. Words there that are 0 or tagged are skipped.
///
/// ```text
/// 31                 16 15      8 7        0
/// [ one past the last ][  0     ][ first   ]   in words from the header; 0: to the object's end
/// [ negative: counted ][ counter ][ first  ]   as many as the low half of the counter says
/// 0                                            no references
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub(crate) struct Trace(i32);

/// The traces of all builtin kinds, by layout id.
pub(crate) type Traces = [Trace; LayoutId::FIRST_INSTANCE as usize];

impl Trace {
    const END_SHIFT: u32 = 16;
    const COUNTED: i32 = -1 << Self::END_SHIFT;

    /// No references: bytes and numbers.
    pub(crate) const LEAF: Self = Self(0);
    /// Every word after the header.
    pub(crate) const ALL: Self = Self::from(1);

    /// Word `first` (1 is the one after the header) and all after it.
    pub(crate) const fn from(first: u8) -> Self {
        assert!(first > 0);
        Self(first as i32)
    }

    /// The `count` words after the header, which every object of this kind has.
    #[cfg_attr(not(test), expect(dead_code, reason = "shapes that no object has yet"))]
    pub(crate) const fn first(count: u8) -> Self {
        Self::range(1, count + 1)
    }

    /// Words `first` up to but not including `end`, which every object of this kind has.
    pub(crate) const fn range(first: u8, end: u8) -> Self {
        assert!(first > 0 && end >= first);
        Self((end as i32) << Self::END_SHIFT | first as i32)
    }

    /// As many words from word `first` on as the low 16 bits of word `counter` say.
    pub(crate) const fn counted(counter: u8, first: u8) -> Self {
        assert!(counter > 0 && first > counter);
        Self(Self::COUNTED | (counter as i32) << 8 | first as i32)
    }

    /// The distance of the first reference in bytes from the header.
    #[inline]
    const fn first_byte(self) -> u32 {
        4 * (self.0 as u32 & 0xff)
    }
}

impl Heap {
    /// From where to where (device addresses) an object has references; an empty range if it has none.
    ///
    /// The object's own header may be threaded.
    #[inline]
    pub(super) fn references(&self, object: u32, header: Header) -> (u32, u32) {
        let trace = match self.traces.get(usize::from(header.id().0)) {
            Some(trace) => *trace,
            None => Trace::ALL,
        };
        if trace == Trace::LEAF {
            return (0, 0);
        }
        let first = object + trace.first_byte();
        match trace.0 >> Trace::END_SHIFT {
            0 if header.size() != 0 => (first, object + 4 * header.size()),
            end if end > 0 => (first, object + 4 * end as u32),
            _ => self.uncommon_references(object, trace),
        }
    }

    /// The same for objects that are counted, or too large for their header.
    #[cold]
    #[inline(never)]
    fn uncommon_references(&self, object: u32, trace: Trace) -> (u32, u32) {
        let first = object + trace.first_byte();
        if trace.0 < 0 {
            let counter = self.word(object + 4 * (trace.0 as u32 >> 8 & 0xff));
            return (first, first + 4 * (counter & 0xffff));
        }
        (first, object + 4 * LargeSize(self.word(object - 4)).words())
    }
}
