//! Numbers in the source: checked where they are read; large ones and floats stay there as text.

use super::error::Argument;
use super::token::{Token, keyword};
use crate::name;

/// A number read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub(super) token: Token,
    /// Offset after it.
    pub(super) end: usize,
    /// The value of an `Int`.
    pub(super) value: u32,
}

/// What is wrong, and where.
type Fault = (&'static str, Argument, usize);

/// The largest value that is a `Token::Int`.
const INT_MAX: u64 = i32::MAX as u64;

struct Reader<'s> {
    source: &'s [u8],
    at: usize,
}

/// Reads the number that starts at `start` with a digit, or with a dot and a digit.
pub(super) fn read(source: &[u8], start: usize) -> Result<Number, Fault> {
    let mut reader = Reader { source, at: start };
    if reader.byte() == b'0' {
        let base = match source.get(start + 1).map(|byte| byte | 0x20) {
            Some(b'x') => 16,
            Some(b'o') => 8,
            Some(b'b') => 2,
            _ => 10,
        };
        if base != 10 {
            return reader.prefixed(base);
        }
    }
    reader.decimal(start)
}

impl Reader<'_> {
    fn byte(&self) -> u8 {
        self.source.get(self.at).copied().unwrap_or(0)
    }

    /// Digits with single underscores between them. The value stops growing at 2**63.
    fn digits(&mut self, message: &'static str) -> Result<u64, Fault> {
        let mut value: u64 = 0;
        loop {
            while self.byte().is_ascii_digit() {
                value = value.saturating_mul(10).saturating_add(u64::from(self.byte() - b'0'));
                self.at += 1;
            }
            if self.byte() != b'_' {
                return Ok(value);
            }
            self.at += 1;
            if !self.byte().is_ascii_digit() {
                return Err((message, Argument::None, self.at - 1));
            }
        }
    }

    fn prefixed(&mut self, base: u32) -> Result<Number, Fault> {
        let (invalid, bad_digit) = match base {
            16 => ("invalid hexadecimal literal", ""),
            8 => ("invalid octal literal", "invalid digit '{}' in octal literal"),
            _ => ("invalid binary literal", "invalid digit '{}' in binary literal"),
        };
        self.at += 2;
        let mut value: u64 = 0;
        loop {
            if self.byte() == b'_' {
                self.at += 1;
            }
            let Some(digit) = char::from(self.byte()).to_digit(base) else {
                if self.byte().is_ascii_digit() {
                    return Err((
                        bad_digit,
                        Argument::Number(u32::from(self.byte() & 15)),
                        self.at,
                    ));
                }
                return Err((invalid, Argument::None, self.at - 1));
            };
            value = value.saturating_mul(u64::from(base)).saturating_add(u64::from(digit));
            self.at += 1;
            while let Some(digit) = char::from(self.byte()).to_digit(base) {
                value = value.saturating_mul(u64::from(base)).saturating_add(u64::from(digit));
                self.at += 1;
            }
            if self.byte() != b'_' {
                break;
            }
        }
        if self.byte().is_ascii_digit() {
            return Err((bad_digit, Argument::Number(u32::from(self.byte() & 15)), self.at));
        }
        self.integer(value, invalid)
    }

    fn integer(&mut self, value: u64, message: &'static str) -> Result<Number, Fault> {
        self.boundary(message)?;
        let token = if value <= INT_MAX { Token::Int } else { Token::BigInt };
        Ok(Number { token, end: self.at, value: value as u32 })
    }

    fn decimal(&mut self, start: usize) -> Result<Number, Fault> {
        const INVALID: &str = "invalid decimal literal";
        let mut value = 0;
        if self.byte() != b'.' {
            value = self.digits(INVALID)?;
        }
        let integer_end = self.at;
        let mut token = Token::Int;
        if self.byte() == b'.' {
            token = Token::Float;
            self.at += 1;
            if self.byte().is_ascii_digit() {
                self.digits(INVALID)?;
            }
        }
        if self.byte() | 0x20 == b'e' {
            let sign = usize::from(matches!(self.source.get(self.at + 1), Some(b'+' | b'-')));
            if self.source.get(self.at + 1 + sign).is_some_and(u8::is_ascii_digit) {
                token = Token::Float;
                self.at += 1 + sign;
                self.digits(INVALID)?;
            } else if sign != 0 {
                return Err((INVALID, Argument::None, self.at));
            }
        }
        if self.byte() | 0x20 == b'j' {
            self.at += 1;
            self.boundary("invalid imaginary literal")?;
            return Ok(Number { token: Token::Imaginary, end: self.at, value: 0 });
        }
        if token == Token::Float {
            self.boundary(INVALID)?;
            return Ok(Number { token, end: self.at, value: 0 });
        }
        let leading_zero = self.source.get(start) == Some(&b'0');
        if leading_zero && value != 0 {
            let message = "leading zeros in decimal integer literals are not permitted; \
                           use an 0o prefix for octal integers";
            return Err((message, Argument::None, start));
        }
        debug_assert_eq!(integer_end, self.at);
        self.integer(value, INVALID)
    }

    /// A name must not touch a number, except the keywords that may follow one, as in `1if x else y`.
    fn boundary(&self, message: &'static str) -> Result<(), Fault> {
        let byte = self.byte();
        if !byte.is_ascii_alphanumeric() && byte != b'_' && byte < 0x80 {
            return Ok(());
        }
        let rest = self.source.get(self.at..).unwrap_or_default();
        let len =
            rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        let word = rest.get(..len).unwrap_or_default();
        match keyword(word, name::hash(word)) {
            Token::And
            | Token::Else
            | Token::For
            | Token::If
            | Token::In
            | Token::Is
            | Token::Not
            | Token::Or => Ok(()),
            _ => Err((message, Argument::None, self.at.saturating_sub(1))),
        }
    }
}
