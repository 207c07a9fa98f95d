//! The decimal digits of a 64-bit float: those of `core::fmt`, which needs no memory.

use core::fmt::{self, Write};

use super::digits::Digits;
use crate::types::int;
use crate::value::Float;

/// Writes the fewest digits that read back as `x`, as `{:e}` does.
pub(super) fn shortest(digits: &mut Digits, x: Float) -> fmt::Result {
    write!(digits, "{x:e}")?;
    if is_half_way(x, digits) {
        let places = digits.count - 1;
        *digits = Digits::default();
        return scientific(digits, x, places);
    }
    Ok(())
}

/// Writes one digit and `places` after the point, as `{:.places$e}` does.
pub(super) fn scientific(out: &mut dyn Write, x: Float, places: usize) -> fmt::Result {
    write!(out, "{x:.places$e}")
}

/// Writes `places` digits after the point, as `{:.places$}` does.
pub(super) fn fixed(out: &mut dyn Write, x: Float, places: usize) -> fmt::Result {
    write!(out, "{x:.places$}")
}

/// Whether `x` may lie in the middle of two numbers of as many digits as its shortest: `core`
/// then takes the larger, Python the even one.
fn is_half_way(x: Float, shortest: &Digits) -> bool {
    // The fewest digits that a float of more digits can be told by.
    const DIGITS_MIN: usize = Float::DIGITS as usize;
    if shortest.count < DIGITS_MIN {
        return false;
    }
    let (mantissa, exponent) = int::parts(x);
    let exponent = exponent + mantissa.trailing_zeros() as i32;
    // A float with a fraction has as many digits after the point as there are bits; the last of
    // them is a 5.
    let places = shortest.count as i32 - 1 - shortest.exponent();
    exponent >= 0 || -exponent == places + 1
}
