//! One word: a small int, a float, or a reference to an object.
//!
//! ```text
//! ...........................x 1   small int, 31 bits
//! .......................... 1 0   float in the word (f32 builds)
//! .......................... 0 0   device address of an object, 4-aligned
//! 0                                nothing: an unbound register, an unset attribute
//! ```

use core::marker::PhantomData;
use core::num::NonZeroU32;

use crate::heap::{Header, LayoutId, present};

/// The float type of this build.
#[cfg(feature = "f64")]
pub(crate) type Float = f64;
/// The float type of this build.
#[cfg(not(feature = "f64"))]
pub(crate) type Float = f32;

/// A value at rest: a word that may be stored and copied but not looked into. `None` is "unbound".
pub(crate) type Word = u32;

/// The word of an unbound register or unset attribute.
pub(crate) const UNBOUND: Word = 0;

/// A Python value, usable only while nothing can move: it borrows the engine it came from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub(crate) struct Value<'g>(NonZeroU32, PhantomData<&'g ()>);

const _: () = assert!(size_of::<Option<Value<'static>>>() == 4);

/// Small ints are `-(1 << 30) ..= (1 << 30) - 1`.
pub(crate) const SMALL_MIN: i32 = -(1 << 30);
/// The largest small int.
pub(crate) const SMALL_MAX: i32 = (1 << 30) - 1;

impl<'g> Value<'g> {
    /// The value a word stands for; nothing for [`UNBOUND`].
    #[inline]
    pub(crate) const fn from_word(word: Word) -> Option<Self> {
        match NonZeroU32::new(word) {
            Some(word) => Some(Value(word, PhantomData)),
            None => None,
        }
    }

    /// The word, to be kept in a slot or an object.
    #[inline]
    pub(crate) const fn word(self) -> Word {
        self.0.get()
    }

    /// A reference to the object at a device address other than 0.
    #[inline]
    pub(crate) const fn object(address: u32) -> Self {
        debug_assert!(address & 3 == 0);
        Value(present(address), PhantomData)
    }

    /// A small int, if it fits 31 bits.
    #[inline]
    pub(crate) const fn small(n: i32) -> Option<Self> {
        if n >= SMALL_MIN && n <= SMALL_MAX { Some(Self::int(n)) } else { None }
    }

    /// A small int; the two top bits of `n` must be equal.
    #[inline]
    pub(crate) const fn int(n: i32) -> Self {
        debug_assert!(n >= SMALL_MIN && n <= SMALL_MAX);
        match NonZeroU32::new((n as u32) << 1 | 1) {
            Some(word) => Value(word, PhantomData),
            None => unreachable!(),
        }
    }

    /// The number, if this is a small int.
    #[inline]
    pub(crate) const fn as_small(self) -> Option<i32> {
        if self.word() & 1 != 0 { Some((self.word() as i32) >> 1) } else { None }
    }

    /// Whether this is a reference to an object.
    #[inline]
    pub(crate) const fn is_object(self) -> bool {
        self.word() & 3 == 0
    }

    /// The device address, if this is a reference to an object.
    #[inline]
    pub(crate) const fn address(self) -> Option<u32> {
        if self.is_object() { Some(self.word()) } else { None }
    }
}

/// Floats in the word: rotating the exponent down makes room for the tag without losing a bit, for every
/// magnitude from 2^-31 up to (not including) 2^33. Zeros, infinities and NaN are ROM objects; the rest are boxed.
#[cfg(not(feature = "f64"))]
impl Value<'_> {
    const BIAS: u32 = 0x1000_0000;

    /// The float, if it fits in the word.
    #[inline]
    pub(crate) const fn inline_float(x: f32) -> Option<Self> {
        let word = x.to_bits().wrapping_add(Self::BIAS).rotate_left(3);
        if word & 3 == 2 { Self::from_word(word) } else { None }
    }

    /// The number, if this is a float in the word.
    #[inline]
    pub(crate) const fn as_inline_float(self) -> Option<f32> {
        let word = self.word();
        if word & 3 == 2 { Some(Self::decode(word)) } else { None }
    }

    /// The numbers, if these are two floats in words.
    #[inline]
    pub(crate) const fn inline_floats(x: Word, y: Word) -> Option<(f32, f32)> {
        if ((x ^ 2) | (y ^ 2)) & 3 == 0 { Some((Self::decode(x), Self::decode(y))) } else { None }
    }

    #[inline]
    const fn decode(word: Word) -> f32 {
        f32::from_bits(word.rotate_right(3).wrapping_sub(Self::BIAS))
    }
}

/// Layout id of the header-only ROM constants.
pub(crate) const CONSTANT: LayoutId = LayoutId(0);
/// Layout id of boxed floats; in ROM, of the preallocated ones.
pub(crate) const FLOAT: LayoutId = LayoutId(1);
/// The ROM number of the first preallocated float: more than the words of a boxed one, so that headers tell them apart.
pub(crate) const ROM_FLOAT: u32 = 8;

/// The preallocated floats, in the order of their ROM numbers from [`ROM_FLOAT`] on.
pub(crate) const ROM_FLOATS: [Float; 5] =
    [0.0, -0.0, Float::INFINITY, Float::NEG_INFINITY, Float::NAN];

/// Layout id of tuples. The empty one is in ROM: a header that says that there are no items.
pub(crate) const TUPLE: LayoutId = LayoutId(2);

/// The constants of the language, as they lie in flash. A host copies them to the front of its arena.
///
/// They are aligned to the size of all of them and the first is not used: the address of each is that of the whole
/// with some
/// bits set, which the compiler sees is not 0.
#[repr(C, align(64))]
pub(crate) struct Constants(pub(crate) [u32; 16]);

/// See [`Constants`].
pub(crate) static CONSTANTS: Constants = Constants([
    Header::new(CONSTANT, 7).0,
    Header::new(CONSTANT, 0).0,
    Header::new(CONSTANT, 1).0,
    Header::new(CONSTANT, 2).0,
    Header::new(CONSTANT, 3).0,
    Header::new(CONSTANT, 4).0,
    Header::new(FLOAT, ROM_FLOAT).0,
    Header::new(FLOAT, ROM_FLOAT + 1).0,
    Header::new(FLOAT, ROM_FLOAT + 2).0,
    Header::new(FLOAT, ROM_FLOAT + 3).0,
    Header::new(FLOAT, ROM_FLOAT + 4).0,
    Header::new(TUPLE, 1).0,
    Header::new(CONSTANT, 5).0,
    Header::new(CONSTANT, 7).0,
    Header::new(CONSTANT, 7).0,
    Header::new(CONSTANT, 7).0,
]);

/// The device address of [`CONSTANTS`].
#[inline]
fn constants() -> u32 {
    #[cfg(target_pointer_width = "32")]
    {
        (&raw const CONSTANTS) as u32
    }
    #[cfg(not(target_pointer_width = "32"))]
    {
        crate::config::DEVICE_BASE
    }
}

macro_rules! constants {
    ($($(#[$doc:meta])* $name:ident = $index:literal),* $(,)?) => {
        impl Value<'_> {
            $($(#[$doc])* #[inline] pub(crate) fn $name() -> Self { Self::object(constants() | 4 * $index) })*
        }
    };
}
constants! {
    /// `None`.
    none = 1,
    /// `False`.
    false_ = 2,
    /// `True`.
    true_ = 3,
    /// `...`.
    ellipsis = 4,
    /// `NotImplemented`.
    not_implemented = 5,
    /// The empty tuple is a ROM object too.
    empty_tuple = 11,
    /// Marks a deleted dict entry; no program sees it.
    deleted = 12,
}

impl Value<'_> {
    /// `True` or `False`.
    #[inline]
    pub(crate) fn bool(b: bool) -> Self {
        Self::object(constants() | 8 | u32::from(b) << 2)
    }

    /// The preallocated float with this index in [`ROM_FLOATS`].
    #[cfg(any(test, not(feature = "f64")))]
    #[inline]
    pub(crate) fn rom_float(index: u32) -> Self {
        Self::object(constants() + 4 * (6 + index))
    }
}
