//! Characters past ASCII by the tables of the core library.

use crate::types::str::utf8;

/// A letter.
pub(super) fn is_alpha(character: char) -> bool {
    // Letters that are numbers, such as Roman ones, are not for Python.
    character.is_alphabetic() && !character.is_numeric()
}

/// A letter or a number.
pub(super) fn is_alnum(character: char) -> bool {
    character.is_alphanumeric()
}

/// The zeros of the decimal digits past ASCII; the nine others follow each.
const ZEROS: [u32; 67] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50,
    0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650,
    0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16a60, 0x16ac0,
    0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e950,
    0x1fbf0,
];

/// Digits that are not decimal, such as superscripts: first and last.
const OTHER_DIGITS: [(u32, u32); 20] = [
    (0xb2, 0xb3),
    (0xb9, 0xb9),
    (0x1369, 0x1371),
    (0x19da, 0x19da),
    (0x2070, 0x2070),
    (0x2074, 0x2079),
    (0x2080, 0x2089),
    (0x2460, 0x2468),
    (0x2474, 0x247c),
    (0x2488, 0x2490),
    (0x24ea, 0x24ea),
    (0x24f5, 0x24fd),
    (0x24ff, 0x24ff),
    (0x2776, 0x277e),
    (0x2780, 0x2788),
    (0x278a, 0x2792),
    (0x10a40, 0x10a43),
    (0x10e60, 0x10e68),
    (0x11052, 0x1105a),
    (0x1f100, 0x1f10a),
];

/// A decimal digit.
pub(super) fn is_decimal(character: char) -> bool {
    let code = u32::from(character);
    ZEROS[..ZEROS.partition_point(|&zero| zero <= code)].last().is_some_and(|zero| code - zero < 10)
}

/// A digit.
pub(super) fn is_digit(character: char) -> bool {
    let code = u32::from(character);
    is_decimal(character)
        || OTHER_DIGITS.iter().any(|&(first, last)| (first..=last).contains(&code))
}

/// A number.
pub(super) fn is_numeric(character: char) -> bool {
    character.is_numeric()
}

/// An upper-case letter.
pub(super) fn is_upper(character: char) -> bool {
    character.is_uppercase()
}

/// A lower-case letter.
pub(super) fn is_lower(character: char) -> bool {
    character.is_lowercase()
}

/// Whether `repr` shows it as it is. The core library knows, and tells by whether it would escape the character where
/// it is not the first (a mark that combines with the one before it is escaped there).
pub(crate) fn is_printable_beyond(character: char) -> bool {
    let (bytes, width) = utf8::encode(character.into());
    let mut text = [b'a'; 5];
    text[1..=width].copy_from_slice(&bytes[..width]);
    match core::str::from_utf8(&text[..=width]) {
        Ok(text) => text.escape_debug().nth(1) != Some('\\'),
        Err(_) => false,
    }
}

/// To upper case.
pub(crate) fn upper_beyond(character: char, out: &mut dyn FnMut(u32)) {
    character.to_uppercase().for_each(|upper| out(upper.into()));
}

/// To lower case.
pub(crate) fn lower_beyond(character: char, out: &mut dyn FnMut(u32)) {
    character.to_lowercase().for_each(|lower| out(lower.into()));
}
