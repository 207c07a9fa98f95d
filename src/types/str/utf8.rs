//! Characters and the bytes that hold them. Texts are UTF-8; lone surrogates, which Python allows, are coded the same
//! way.

/// How many bytes the character starting with this byte has.
#[inline]
pub(crate) const fn width(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

/// Whether this byte goes on with a character that started before it.
#[inline]
const fn continues(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// The code of the first character and how many bytes it has.
pub(crate) fn decode(bytes: &[u8]) -> Option<(u32, usize)> {
    let &first = bytes.first()?;
    let width = width(first);
    if width == 1 {
        return Some((first.into(), 1));
    }
    let mut code = u32::from(first) & (0x7f >> width);
    for &byte in bytes.get(1..width)? {
        code = code << 6 | u32::from(byte & 0x3f);
    }
    Some((code, width))
}

/// The code of the last character and how many bytes it has.
pub(crate) fn decode_last(bytes: &[u8]) -> Option<(u32, usize)> {
    let mut start = bytes.len().checked_sub(1)?;
    while start > 0 && continues(bytes[start]) {
        start -= 1;
    }
    decode(&bytes[start..])
}

/// A character's bytes, and how many of the four they are.
pub(crate) fn encode(code: u32) -> ([u8; 4], usize) {
    let tail = |shift: u32| (code >> shift) as u8 & 0x3f | 0x80;
    match code {
        0..0x80 => ([code as u8, 0, 0, 0], 1),
        0x80..0x800 => ([(code >> 6) as u8 | 0xc0, tail(0), 0, 0], 2),
        0x800..0x1_0000 => ([(code >> 12) as u8 | 0xe0, tail(6), tail(0), 0], 3),
        _ => ([(code >> 18) as u8 & 7 | 0xf0, tail(12), tail(6), tail(0)], 4),
    }
}

/// How many characters a text has.
pub(crate) fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| !continues(byte)).count()
}

/// The byte offset of character `index`; of the end, if there are fewer.
pub(crate) fn offset(bytes: &[u8], index: usize) -> usize {
    let mut at = 0;
    for _ in 0..index {
        match bytes.get(at) {
            Some(&first) => at += width(first),
            None => break,
        }
    }
    at.min(bytes.len())
}

/// The codes of a text's characters, one after another.
#[derive(Clone)]
pub(crate) struct Codes<'a>(pub(crate) &'a [u8]);

impl Iterator for Codes<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (code, width) = decode(self.0)?;
        self.0 = &self.0[width..];
        Some(code)
    }
}
