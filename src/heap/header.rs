//! The one word in front of every object.
//!
//! ```text
//! 31            16 15              5  4   3   2   1   0
//! [ size in words ][ layout id      ][ B ][ A ][pin][wai][ 1 ]
//! ```
//! Bit 0 is always set, which no reference to a heap object is: the collector threads references through
//! headers. The size counts the header. An object past 65,535 words has the size 0 and, in front of its
//! header, a word with its size ([`LargeSize`]), so that fields lie at the same distance from the header
//! in every object. ROM objects have only a header; there the size field holds a number that says which
//! object it is.

/// What an object is made of, as the collector sees it: an index into the table of
/// [`Trace`](super::Trace)s, or, from [`LayoutId::FIRST_INSTANCE`] on, an instance of a class written in
/// Python.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub(crate) struct LayoutId(pub(crate) u16);

impl LayoutId {
    /// Memory in use by no object: gaps that the allocator may fill, or lost until the next collection.
    pub(crate) const FREE: LayoutId = LayoutId(Self::FIRST_INSTANCE - 1);
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
    const WAITING: u32 = 1 << 1;
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

    /// The same with another layout id.
    pub(crate) const fn with_layout(self, id: LayoutId) -> Self {
        Self(self.0 & !(Self::ID_MASK << Self::ID_SHIFT) | (id.0 as u32) << Self::ID_SHIFT)
    }

    /// The same with another size field.
    pub(crate) const fn with_size(self, words: u32) -> Self {
        Self(self.0 & ((1 << Self::SIZE_SHIFT) - 1) | words << Self::SIZE_SHIFT)
    }

    /// Whether the collector has reached it but has yet to follow its references. Never set between
    /// collections.
    pub(crate) const fn is_waiting(self) -> bool {
        self.0 & Self::WAITING != 0
    }

    /// The same, waiting to have its references followed or not.
    pub(crate) const fn with_waiting(self, on: bool) -> Self {
        Self(if on { self.0 | Self::WAITING } else { self.0 & !Self::WAITING })
    }

    /// Whether it must stay where it is.
    pub(crate) const fn is_pinned(self) -> bool {
        self.0 & Self::PIN != 0
    }

    /// The same, staying where it is or not.
    pub(crate) const fn with_pin(self, on: bool) -> Self {
        Self(if on { self.0 | Self::PIN } else { self.0 & !Self::PIN })
    }

    /// The same with other flags of the type's own ([`Header::FLAG_A`], [`Header::FLAG_B`]) set.
    pub(crate) const fn with_flags(self, flags: u32) -> Self {
        Self(self.0 | flags)
    }

    /// The same without these flags of the type's own.
    pub(crate) const fn without_flags(self, flags: u32) -> Self {
        Self(self.0 & !flags)
    }

    /// Whether a flag of the type's own is set.
    pub(crate) const fn has(self, flag: u32) -> bool {
        self.0 & flag != 0
    }
}

/// The word in front of the header of an object too large for the header's size field.
///
/// Its two low bits are set, which no word at the start of an object is between collections.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub(crate) struct LargeSize(pub(crate) u32);

impl LargeSize {
    /// The largest size it can hold.
    pub(crate) const WORDS_MAX: u32 = (1 << 30) - 1;

    /// For an object of `words` words, the header included and this word not.
    pub(crate) const fn new(words: u32) -> Self {
        Self(words << 2 | 3)
    }

    /// The words of the object, the header included and this word not.
    pub(crate) const fn words(self) -> u32 {
        self.0 >> 2
    }

    /// Whether a word found where an object may start is a size word.
    pub(crate) const fn is(word: u32) -> bool {
        word & 3 == 3
    }
}
