//! What a character is: a letter, a digit, white space; and its other cases.
//!
//! Characters of `bytes` are ASCII or nothing. Those of `str` past ASCII are looked up in the core library's tables,
//! which cost some 20 KB of flash; without the feature `unicode` they are letters without case.

use core::fmt;

use super::subject::Kind;
use crate::syntax::character as identifier;

#[cfg_attr(feature = "unicode", path = "unicode.rs")]
#[cfg_attr(not(feature = "unicode"), path = "no_unicode.rs")]
mod beyond;

pub(crate) use beyond::{is_printable_beyond, lower_beyond, upper_beyond};

/// A test of one character.
pub(crate) type Test = fn(Kind, u32) -> bool;

/// A byte if the character is ASCII; the character, if it is one of a str past ASCII; otherwise nothing.
fn sort(kind: Kind, code: u32) -> Result<u8, Option<char>> {
    match u8::try_from(code) {
        Ok(byte) if byte.is_ascii() => Ok(byte),
        _ if kind == Kind::Str => Err(char::from_u32(code)),
        _ => Err(None),
    }
}

macro_rules! tests {
    ($($(#[$doc:meta])* $name:ident: $ascii:expr, $beyond:path;)*) => {
        $($(#[$doc])* pub(crate) fn $name(kind: Kind, code: u32) -> bool {
            match sort(kind, code) {
                Ok(byte) => { let ascii: fn(u8) -> bool = $ascii; ascii(byte) }
                Err(character) => character.is_some_and($beyond),
            }
        })*
    };
}
tests! {
    /// `isalpha`
    is_alpha: |byte| byte.is_ascii_alphabetic(), beyond::is_alpha;
    /// `isalnum`
    is_alnum: |byte| byte.is_ascii_alphanumeric(), beyond::is_alnum;
    /// `isdecimal`
    is_decimal: |byte| byte.is_ascii_digit(), beyond::is_decimal;
    /// `isdigit`
    is_digit: |byte| byte.is_ascii_digit(), beyond::is_digit;
    /// `isnumeric`
    is_numeric: |byte| byte.is_ascii_digit(), beyond::is_numeric;
    /// An upper-case letter.
    is_upper: |byte| byte.is_ascii_uppercase(), beyond::is_upper;
    /// A lower-case letter.
    is_lower: |byte| byte.is_ascii_lowercase(), beyond::is_lower;
    /// `isprintable`
    is_printable: |byte| matches!(byte, b' '..=b'~'), is_printable_beyond;
}

/// `isspace`: of a str, also the four ASCII separators.
#[inline]
pub(crate) fn is_space(kind: Kind, code: u32) -> bool {
    // Most characters are letters in ASCII.
    if matches!(code, 0x21..=0x84) {
        return false;
    }
    match sort(kind, code) {
        Ok(byte) => matches!(byte, b' ' | 9..=13) || matches!(byte, 28..=31) && kind == Kind::Str,
        Err(character) => character.is_some_and(identifier::is_space),
    }
}

/// Whether `splitlines` ends a line there.
pub(crate) fn ends_line(kind: Kind, code: u32) -> bool {
    match code {
        10 | 13 => true,
        11 | 12 | 28..=30 | 0x85 | 0x2028 | 0x2029 => kind == Kind::Str,
        _ => false,
    }
}

/// The first character of an identifier.
pub(crate) fn starts_identifier(code: u32) -> bool {
    match sort(Kind::Str, code) {
        Ok(byte) => byte == b'_' || byte.is_ascii_alphabetic(),
        Err(character) => character.is_some_and(identifier::is_letter),
    }
}

/// A later character of an identifier.
pub(crate) fn continues_identifier(code: u32) -> bool {
    match sort(Kind::Str, code) {
        Ok(byte) => byte == b'_' || byte.is_ascii_alphanumeric(),
        Err(character) => character.is_some_and(identifier::continues_identifier),
    }
}

/// A change of case, and where it puts the characters that a character becomes.
pub(crate) type Change = fn(Kind, u32, &mut dyn FnMut(u32));

/// To upper case.
pub(crate) fn upper(kind: Kind, code: u32, out: &mut dyn FnMut(u32)) {
    match sort(kind, code) {
        Ok(byte) => out(byte.to_ascii_uppercase().into()),
        Err(Some(character)) => upper_beyond(character, out),
        Err(None) => out(code),
    }
}

/// To lower case.
pub(crate) fn lower(kind: Kind, code: u32, out: &mut dyn FnMut(u32)) {
    match sort(kind, code) {
        Ok(byte) => out(byte.to_ascii_lowercase().into()),
        Err(Some(character)) => lower_beyond(character, out),
        Err(None) => out(code),
    }
}

/// To the case of a title's first letter: where that is several letters, only the first of them is a capital.
pub(crate) fn title(kind: Kind, code: u32, out: &mut dyn FnMut(u32)) {
    let mut is_first = true;
    upper(kind, code, &mut |code| {
        if is_first {
            out(code)
        } else {
            lower(kind, code, out)
        }
        is_first = false;
    });
}

/// To the other case.
pub(crate) fn swap(kind: Kind, code: u32, out: &mut dyn FnMut(u32)) {
    if is_upper(kind, code) { lower(kind, code, out) } else { upper(kind, code, out) }
}

/// To what is compared when case is ignored.
pub(crate) fn fold(kind: Kind, code: u32, out: &mut dyn FnMut(u32)) {
    match code {
        // Dotless i stays apart from i; small Cherokee letters fold to the capitals, which are older.
        0x131 | 0x13a0..=0x13f5 => out(code),
        0x13f8..=0x13fd | 0xab70..=0xabbf => upper(kind, code, out),
        0x130 => lower(kind, code, out),
        _ => upper(kind, code, &mut |code| lower(kind, code, out)),
    }
}

/// Writes a character as `repr` does: as it is, or escaped.
///
/// `quote` gets a backslash; with `ascii_only` all characters past ASCII become `\x`, `\u` or `\U`.
pub(crate) fn write_escaped(
    out: &mut dyn fmt::Write,
    kind: Kind,
    code: u32,
    quote: u8,
    ascii_only: bool,
) -> fmt::Result {
    match code {
        9 => out.write_str("\\t"),
        10 => out.write_str("\\n"),
        13 => out.write_str("\\r"),
        0x5c => out.write_str("\\\\"),
        _ if code == quote.into() => {
            out.write_char('\\')?;
            out.write_char(char::from(quote))
        }
        _ => match char::from_u32(code) {
            Some(plain) if is_printable(kind, code) && (code < 128 || !ascii_only) => {
                out.write_char(plain)
            }
            _ => write_code(out, code),
        },
    }
}

/// Writes the code of a character as an escape.
pub(crate) fn write_code(out: &mut dyn fmt::Write, code: u32) -> fmt::Result {
    let (letter, digits) = match code {
        0..0x100 => ('x', 2),
        0x100..0x1_0000 => ('u', 4),
        _ => ('U', 8),
    };
    out.write_char('\\')?;
    out.write_char(letter)?;
    for place in (0..digits).rev() {
        let digit = char::from_digit(code >> (4 * place) & 15, 16);
        out.write_char(digit.unwrap_or('0'))?;
    }
    Ok(())
}
