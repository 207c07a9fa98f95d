//! The one word in front of every object.
//!
//! ```text
//! 31            16 15              5  4   3   2   1   0
//! [ size in words ][ layout id      ][ B ][ A ][pin][mrk][ 1 ]
//! ```
//! Bit 0 is always set, which no reference to a heap object is: the compactor threads references through headers.
//! The size counts the header. A size of 0 means that the word after the header holds it (objects past 65,535 words).
//! ROM objects have only a header; there the size field holds a number that says which object it is.

/// What an object is made of, as the collector sees it: an index into the table of [`Trace`](super::Trace)s, or, from
/// [`LayoutId::FIRST_INSTANCE`] on, an instance of a class written in Python.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub(crate) struct LayoutId(pub(crate) u16);

impl LayoutId {
    /// Ids below are kinds of builtin objects; from here on they are classes.
    pub(crate) const FIRST_INSTANCE: u16 = 96;
    /// One past the largest id.
    pub(crate) const END: u16 = 1 << 11;

    /// Whether this is a class written in Python.
    pub(crate) const fn is_instance(self) -> bool {
        self.0 >= Self::FIRST_INSTANCE
    }
}

/// The header word of an object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub(crate) struct Header(pub(crate) u32);

impl Header {
    const MARK: u32 = 1 << 1;
    const PIN: u32 = 1 << 2;
    /// First bit of the type's own; its meaning depends on the layout.
    pub(crate) const FLAG_A: u32 = 1 << 3;
    /// Second bit of the type's own.
    pub(crate) const FLAG_B: u32 = 1 << 4;
    const ID_SHIFT: u32 = 5;
    const ID_MASK: u32 = 0x7ff;
    const SIZE_SHIFT: u32 = 16;
    /// The largest size that the header itself can hold.
    pub(crate) const WORDS_MAX: u32 = 0xffff;

    /// A header for an object of `words` words, or with the number `words` for a ROM object.
    pub(crate) const fn new(id: LayoutId, words: u32) -> Self {
        Self(1 | (id.0 as u32) << Self::ID_SHIFT | words << Self::SIZE_SHIFT)
    }

    /// The layout id.
    pub(crate) const fn id(self) -> LayoutId {
        LayoutId((self.0 >> Self::ID_SHIFT & Self::ID_MASK) as u16)
    }

    /// The size field: words including the header, 0 for "in the next word", or a ROM object's number.
    pub(crate) const fn size(self) -> u32 {
        self.0 >> Self::SIZE_SHIFT
    }

    /// Whether the collector has reached it.
    pub(crate) const fn is_marked(self) -> bool {
        self.0 & Self::MARK != 0
    }

    /// The same, reached or not.
    pub(crate) const fn with_mark(self, on: bool) -> Self {
        Self(if on { self.0 | Self::MARK } else { self.0 & !Self::MARK })
    }

    /// Whether it must stay where it is.
    pub(crate) const fn is_pinned(self) -> bool {
        self.0 & Self::PIN != 0
    }

    /// The same with other flags of the type's own ([`Header::FLAG_A`], [`Header::FLAG_B`]) set.
    pub(crate) const fn with_flags(self, flags: u32) -> Self {
        Self(self.0 | flags)
    }

    /// Whether a flag of the type's own is set.
    pub(crate) const fn has(self, flag: u32) -> bool {
        self.0 & flag != 0
    }
}
