//! `float.hex` and `float.fromhex`.

use core::fmt::{self, Write};

use super::parse::{read_exponent, special, split_sign};
use crate::types::int::{parts, scaled, text::is_space};
use crate::value::Float;

/// Bits after the point.
const FRACTION_BITS: u32 = Float::MANTISSA_DIGITS - 1;

/// Writes a finite float as `float.hex` does.
pub(super) fn write(out: &mut dyn Write, x: Float) -> fmt::Result {
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x == 0.0 {
        return write!(out, "{sign}0x0.0p+0");
    }
    let (mantissa, exponent) = parts(x);
    let first = mantissa >> FRACTION_BITS;
    // The fraction's bits fill whole digits.
    let digits = FRACTION_BITS.div_ceil(4);
    let fraction = (mantissa & ((1 << FRACTION_BITS) - 1)) << (4 * digits - FRACTION_BITS);
    let exponent = exponent + FRACTION_BITS as i32;
    write!(out, "{sign}0x{first}.{fraction:0width$x}p{exponent:+}", width = digits as usize)
}

/// Why a text is no float in hexadecimal.
pub(super) enum Invalid {
    Syntax,
    TooLarge,
}

/// The float that a text says.
pub(super) fn parse(text: &str) -> Result<Float, Invalid> {
    let (negative, text) = split_sign(text.trim_matches(is_space).as_bytes());
    let x = match special(text) {
        Some(x) => x,
        None => number(text)?,
    };
    Ok(if negative { -x } else { x })
}

fn number(text: &[u8]) -> Result<Float, Invalid> {
    let mut rest = match text {
        [b'0', b'x' | b'X', rest @ ..] => rest,
        _ => text,
    };
    let (mut mantissa, mut exponent, mut count, mut after_point) = (0_u64, 0_i64, 0, false);
    while let [byte, after @ ..] = rest {
        match char::from(*byte).to_digit(16) {
            Some(digit) => {
                count += 1;
                exponent -= if after_point { 4 } else { 0 };
                if mantissa >> 60 == 0 {
                    mantissa = mantissa << 4 | u64::from(digit);
                } else {
                    // The last bit stands for all that the mantissa has no room for.
                    mantissa |= u64::from(digit != 0);
                    exponent += 4;
                }
            }
            None if *byte == b'.' && !after_point => after_point = true,
            None => break,
        }
        rest = after;
    }
    let power = match rest {
        [] => 0,
        [b'p' | b'P', after @ ..] if !after.contains(&b'_') => {
            read_exponent(after).ok_or(Invalid::Syntax)?
        }
        _ => return Err(Invalid::Syntax),
    };
    if count == 0 {
        return Err(Invalid::Syntax);
    }
    let x = scaled(mantissa, exponent + i64::from(power));
    if x.is_infinite() { Err(Invalid::TooLarge) } else { Ok(x) }
}
