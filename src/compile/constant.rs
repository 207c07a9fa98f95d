//! Constants as plain data in scratch words: what the target makes objects from.
//!
//! A descriptor is a word with a tag in its low byte and a number above it, and for most tags words after it.
//!
//! | tag | number | words after it |
//! |---|---|---|
//! | 0 singleton | 0 None, 1 True, 2 False, 3 `...` | |
//! | 1 int | the int, 24 bits with sign | |
//! | 2 int | 0 | low half, high half of 64 bits with sign |
//! | 3 big int | length of its text | where it starts in the source |
//! | 4 float | length of its text | where it starts in the source |
//! | 5 imaginary | length of its text | where it starts in the source |
//! | 6 str, 7 bytes in the source | length | where it starts in the source |
//! | 8 str, 9 bytes | length | the bytes |
//! | 10 tuple, 11 frozenset | how many items | their descriptors |
//! | 12 code | its handle | |
//! | 13, 14, 15 | as 3, 4, 5 | the same, to be negated |

use core::ops::Range;

/// Tags of descriptors.
pub(super) mod tag {
    pub(in crate::compile) const SINGLETON: u32 = 0;
    pub(in crate::compile) const INT: u32 = 1;
    pub(in crate::compile) const INT_64: u32 = 2;
    pub(in crate::compile) const BIG_INT: u32 = 3;
    pub(in crate::compile) const FLOAT: u32 = 4;
    pub(in crate::compile) const IMAGINARY: u32 = 5;
    pub(in crate::compile) const STR_IN_SOURCE: u32 = 6;
    pub(in crate::compile) const BYTES_IN_SOURCE: u32 = 7;
    pub(in crate::compile) const STR: u32 = 8;
    pub(in crate::compile) const BYTES: u32 = 9;
    pub(in crate::compile) const TUPLE: u32 = 10;
    pub(in crate::compile) const FROZENSET: u32 = 11;
    pub(in crate::compile) const CODE: u32 = 12;
    /// What to add to the tag of a number to negate it.
    pub(in crate::compile) const NEGATED: u32 = 10;
}

/// Numbers of the singletons.
pub(super) mod singleton {
    pub(in crate::compile) const NONE: u32 = 0;
    pub(in crate::compile) const TRUE: u32 = 1;
    pub(in crate::compile) const FALSE: u32 = 2;
    pub(in crate::compile) const ELLIPSIS: u32 = 3;
}

/// A constant to be made, one level deep.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Constant<'a> {
    /// `None`
    None,
    /// `True`
    True,
    /// `False`
    False,
    /// `...`
    Ellipsis,
    /// An int of 64 bits.
    Int(i64),
    /// A larger int: its text with prefix and underscores, and whether it is to be negated.
    BigInt(&'a [u8], bool),
    /// A float: its text, perhaps with underscores, and whether it is to be negated.
    Float(&'a [u8], bool),
    /// An imaginary number: its text without `j`, and whether it is to be negated.
    Imaginary(&'a [u8], bool),
    /// A str.
    Str(Text<'a>),
    /// A bytes object.
    Bytes(Text<'a>),
    /// A tuple of the next so many constants.
    Tuple(usize),
    /// A frozenset of the next so many constants (equal ones may be repeated).
    FrozenSet(usize),
    /// The code object with this handle.
    Code(usize),
}

/// The content of a str or bytes constant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Text<'a> {
    /// As it stands in the source.
    Source(&'a [u8]),
    /// In scratch memory: byte `i` is byte `i % 4`, from the low end, of word `i / 4`. The length in bytes is given.
    Scratch(&'a [u32], usize),
}

impl Text<'_> {
    /// Its length in bytes.
    pub(crate) fn len(&self) -> usize {
        match self {
            Text::Source(bytes) => bytes.len(),
            Text::Scratch(_, len) => *len,
        }
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> impl Iterator<Item = u8> {
        let (source, words, len): (&[u8], &[u32], usize) = match self {
            Text::Source(bytes) => (bytes, &[], 0),
            Text::Scratch(words, len) => (&[], words, *len),
        };
        source.iter().copied().chain(words.iter().flat_map(|word| word.to_le_bytes()).take(len))
    }
}

/// Reads descriptors, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Constants {
    at: usize,
    end: usize,
}

impl Constants {
    /// Those in a range of scratch words.
    pub(crate) fn new(range: Range<usize>) -> Self {
        Constants { at: range.start, end: range.end }
    }

    /// The next one; after a tuple or frozenset its items follow.
    pub(crate) fn next<'a>(&mut self, words: &'a [u32], source: &'a [u8]) -> Option<Constant<'a>> {
        if self.at >= self.end {
            return None;
        }
        let &first = words.get(self.at)?;
        let (tag, number) = (first & 0xff, (first >> 8) as usize);
        let rest = words.get(self.at + 1..self.end).unwrap_or_default();
        self.at += 1 + words_after(first);
        let in_source = || {
            let start = *rest.first()? as usize;
            source.get(start..start + number)
        };
        Some(match tag {
            tag::SINGLETON => match number as u32 {
                singleton::NONE => Constant::None,
                singleton::TRUE => Constant::True,
                singleton::FALSE => Constant::False,
                _ => Constant::Ellipsis,
            },
            tag::INT => Constant::Int((first.cast_signed() >> 8).into()),
            tag::INT_64 => {
                let (&low, &high) = (rest.first()?, rest.get(1)?);
                Constant::Int((u64::from(high) << 32 | u64::from(low)).cast_signed())
            }
            tag::BIG_INT => Constant::BigInt(in_source()?, false),
            tag::FLOAT => Constant::Float(in_source()?, false),
            tag::IMAGINARY => Constant::Imaginary(in_source()?, false),
            tag::STR_IN_SOURCE => Constant::Str(Text::Source(in_source()?)),
            tag::BYTES_IN_SOURCE => Constant::Bytes(Text::Source(in_source()?)),
            tag::STR => Constant::Str(Text::Scratch(rest.get(..number.div_ceil(4))?, number)),
            tag::BYTES => Constant::Bytes(Text::Scratch(rest.get(..number.div_ceil(4))?, number)),
            tag::TUPLE => Constant::Tuple(number),
            tag::FROZENSET => Constant::FrozenSet(number),
            tag::CODE => Constant::Code(number),
            _ => match tag - tag::NEGATED {
                tag::BIG_INT => Constant::BigInt(in_source()?, true),
                tag::FLOAT => Constant::Float(in_source()?, true),
                _ => Constant::Imaginary(in_source()?, true),
            },
        })
    }
}

/// How many words follow the first of a descriptor, the items of tuples and frozensets not counted.
pub(super) fn words_after(first: u32) -> usize {
    match first & 0xff {
        tag::SINGLETON | tag::INT | tag::TUPLE | tag::FROZENSET | tag::CODE => 0,
        tag::INT_64 => 2,
        tag::STR | tag::BYTES => ((first >> 8) as usize).div_ceil(4),
        _ => 1,
    }
}

/// How many items of a tuple or frozenset follow the first word of a descriptor.
pub(super) fn items(first: u32) -> usize {
    match first & 0xff {
        tag::TUPLE | tag::FROZENSET => (first >> 8) as usize,
        _ => 0,
    }
}
