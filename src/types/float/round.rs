//! `round` of floats: to decimal places, exactly, halves to even.

use core::fmt::{self, Write};

use super::functions::rint;
use super::{decimal, parse};
use crate::value::Float;

/// The most digits before the point, and a sign of life after it.
const TEXT_MAX: usize = 400;

/// `round(x)`: the nearest whole number, halves to even.
pub(crate) fn whole(x: Float) -> Float {
    rint(x)
}

/// `round(x, places)`; infinite where the result is too large.
pub(crate) fn round(x: Float, places: i32) -> Float {
    let has_fraction = x.is_finite() && x.abs() < (1_u64 << (Float::MANTISSA_DIGITS - 1)) as Float;
    if !x.is_finite() || x == 0.0 || places >= 0 && !has_fraction {
        return x;
    }
    let mut text = Text { bytes: [0; TEXT_MAX], len: 0 };
    let magnitude = x.abs();
    let rounded = if places < 0 {
        let sticky = has_fraction && magnitude != super::functions::floor(magnitude);
        // No error: the integer part of a float always fits.
        let _ = text.write_char('0');
        let _ = decimal::fixed(&mut text, super::functions::floor(magnitude), 0);
        round_digits(&mut text.bytes[..text.len], places.unsigned_abs() as usize, sticky)
    } else {
        // More places than a float has digits change nothing.
        match decimal::fixed(&mut text, magnitude, places.min(TEXT_MAX as i32 - 1) as usize) {
            Ok(()) => parse::parse(&text.bytes[..text.len]).unwrap_or(magnitude),
            Err(fmt::Error) => magnitude,
        }
    };
    if x < 0.0 { -rounded } else { rounded }
}

/// Rounds the last `places` of a whole number's digits, the first of which is a 0; `sticky` if
/// the number is a little more.
fn round_digits(digits: &mut [u8], places: usize, sticky: bool) -> Float {
    if places >= digits.len() {
        return 0.0;
    }
    let (kept, dropped) = digits.split_at_mut(digits.len() - places);
    let is_odd = kept.last().is_some_and(|digit| digit & 1 != 0);
    let is_more = sticky || dropped.iter().skip(1).any(|digit| *digit != b'0');
    let up = match dropped.first() {
        Some(b'5') => is_more || is_odd,
        first => first > Some(&b'5'),
    };
    dropped.fill(b'0');
    for digit in kept.iter_mut().rev() {
        if !up {
            break;
        }
        if *digit == b'9' {
            *digit = b'0';
        } else {
            *digit += 1;
            break;
        }
    }
    parse::parse(digits).unwrap_or(0.0)
}

struct Text {
    bytes: [u8; TEXT_MAX],
    len: usize,
}

impl Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let place = self.bytes.get_mut(self.len..self.len + text.len()).ok_or(fmt::Error)?;
        place.copy_from_slice(text.as_bytes());
        self.len += text.len();
        Ok(())
    }
}
