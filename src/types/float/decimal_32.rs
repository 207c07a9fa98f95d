//! The decimal digits of a 32-bit float.
//!
//! All of them are made, 112 at the most, and then rounded: a fraction of the code that `core::fmt` has for floats of
//! any size, and for most floats fewer instructions.

use core::fmt::{self, Write};

use crate::types::int;
use crate::value::Float;

/// Digits of the longest number: four times the longest float, and room for a carry.
const DIGITS_MAX: usize = 116;
/// What one limb holds four digits of.
const LIMB: u32 = 10_000;

/// A number as its decimal digits.
#[derive(Clone)]
struct Decimal {
    digits: [u8; DIGITS_MAX],
    /// The power of ten of the last digit.
    lowest: i32,
}

impl Decimal {
    /// `mantissa * 2**exponent`; the mantissa has at most 26 bits.
    fn new(mantissa: u32, exponent: i32) -> Self {
        // Without the point, a half is a 5.
        let factor: u32 = if exponent < 0 { 5 } else { 2 };
        let mut limbs = [0; DIGITS_MAX / 4];
        limbs[0] = mantissa;
        let (mut used, mut left, mut step) = (1, exponent.unsigned_abs(), 0);
        loop {
            let (mut carry, by) = (0, factor.pow(step));
            for (i, limb) in limbs.iter_mut().enumerate() {
                if i >= used && carry == 0 {
                    break;
                }
                let product = *limb * by + carry;
                (*limb, carry) = (product % LIMB, product / LIMB);
                used = used.max(i + 1);
            }
            if left == 0 {
                break;
            }
            // The largest power whose product with a limb fits a word.
            step = left.min(7);
            left -= step;
        }
        let mut digits = [0; DIGITS_MAX];
        for (place, limb) in digits.rchunks_exact_mut(4).zip(&limbs[..used]) {
            let mut rest = *limb;
            for digit in place.iter_mut().rev() {
                *digit = (rest % 10) as u8;
                rest /= 10;
            }
        }
        Self { digits, lowest: exponent.min(0) }
    }

    /// The digits of a finite float that is not negative.
    fn of(x: Float) -> Self {
        match int::parts(x) {
            (0, _) => Self::new(0, 0),
            (mantissa, exponent) => Self::new(mantissa as u32, exponent),
        }
    }

    /// Where the digit of a power of ten is; less than 0 for one that is too high.
    fn place(&self, power: i32) -> i32 {
        DIGITS_MAX as i32 - 1 - (power - self.lowest)
    }

    fn digit(&self, power: i32) -> char {
        let digit = usize::try_from(self.place(power)).ok().and_then(|at| self.digits.get(at));
        char::from(b'0' + digit.copied().unwrap_or_default())
    }

    /// The power of ten of the first digit that is not 0.
    fn first(&self) -> i32 {
        let zeros = self.digits.iter().position(|digit| *digit != 0);
        zeros.map_or(0, |zeros| self.lowest + (DIGITS_MAX - 1 - zeros) as i32)
    }

    /// Drops what is less than a power of ten, and then adds that power if `is_up` of the last digit kept and those
    /// dropped.
    fn cut(&mut self, power: i32, is_up: impl FnOnce(u8, &[u8]) -> bool) {
        let Ok(kept) = usize::try_from(self.place(power) + 1) else { return self.digits.fill(0) };
        if kept >= DIGITS_MAX {
            return;
        }
        let (kept, dropped) = self.digits.split_at_mut(kept);
        let mut carry = is_up(kept.last().copied().unwrap_or_default(), dropped);
        dropped.fill(0);
        for digit in kept.iter_mut().rev() {
            if !carry {
                break;
            }
            carry = *digit == 9;
            *digit = if carry { 0 } else { *digit + 1 };
        }
    }

    /// Rounds to a power of ten, halves to even.
    fn round(&mut self, power: i32) {
        self.cut(power, |last, dropped| match dropped {
            [5, rest @ ..] => last & 1 != 0 || rest.iter().any(|digit| *digit != 0),
            [first, ..] => *first > 5,
            [] => false,
        });
    }

    fn write_scientific(&self, out: &mut dyn Write, places: usize) -> fmt::Result {
        let first = self.first();
        out.write_char(self.digit(first))?;
        for place in 1..=places as i32 {
            if place == 1 {
                out.write_char('.')?;
            }
            out.write_char(self.digit(first - place))?;
        }
        write!(out, "e{first}")
    }
}

/// Writes the fewest digits that read back as `x`, as `{:e}` does; where two numbers of as many digits are as near, the
/// even one, as Python does.
pub(super) fn shortest(out: &mut dyn Write, x: Float) -> fmt::Result {
    const MIDDLE: u32 = 1 << (Float::MANTISSA_DIGITS - 1);
    const LOWEST: i32 = Float::MIN_EXP - Float::MANTISSA_DIGITS as i32;
    let (mantissa, exponent) = int::parts(x);
    let mantissa = mantissa as u32;
    if mantissa == 0 {
        return out.write_str("0e0");
    }
    // What reads back as `x` lies half way to its neighbours at the most; below a power of two they are twice as close.
    let below = if mantissa == MIDDLE && exponent > LOWEST { 1 } else { 2 };
    let quarters = |count: u32| Decimal::new(count, exponent - 2);
    let exact = quarters(4 * mantissa);
    let (low, high) = (quarters(4 * mantissa - below), quarters(4 * mantissa + 2));
    let mut power = high.first();
    let start = high.place(power).unsigned_abs() as usize;
    let is_near = |number: &Decimal| {
        let [low, number, high] = [&low, number, &high].map(|it| &it.digits[start..]);
        let is_even = mantissa & 1 == 0;
        low < number && number < high || is_even && (low == number || number == high)
    };
    loop {
        let mut nearest = exact.clone();
        nearest.round(power);
        if !is_near(&nearest) {
            nearest.clone_from(&exact);
            nearest.cut(power, |_, _| true);
        }
        if is_near(&nearest) {
            return nearest
                .write_scientific(out, (nearest.first() - power).unsigned_abs() as usize);
        }
        power -= 1;
    }
}

/// Writes one digit and `places` after the point, as `{:.places$e}` does.
pub(super) fn scientific(out: &mut dyn Write, x: Float, places: usize) -> fmt::Result {
    let mut number = Decimal::of(x);
    number.round(number.first() - places as i32);
    number.write_scientific(out, places)
}

/// Writes `places` digits after the point, as `{:.places$}` does.
pub(super) fn fixed(out: &mut dyn Write, x: Float, places: usize) -> fmt::Result {
    let mut number = Decimal::of(x);
    number.round(-(places as i32));
    for power in (-(places as i32)..=number.first().max(0)).rev() {
        if power == -1 {
            out.write_char('.')?;
        }
        out.write_char(number.digit(power))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::format;
    use std::string::String;

    use super::*;

    /// Floats of all exponents, those next to powers of two and of ten, and random ones.
    fn floats() -> impl Iterator<Item = f32> {
        let edges = (0..255_u32).flat_map(|exponent| {
            [0, 1, 2, 0x40_0000, 0x7f_ffff].map(|mantissa| exponent << 23 | mantissa)
        });
        let tens = (-45..=38).flat_map(|power| {
            let bits = format!("1e{power}").parse::<f32>().unwrap().to_bits();
            [bits.saturating_sub(1), bits, bits + 1]
        });
        let random = (0..20_000_u32).map(|i| i.wrapping_mul(0x9e37_79b1) % 0x7f80_0000);
        edges.chain(tens).chain(random).map(f32::from_bits)
    }

    fn text(write: impl FnOnce(&mut String) -> fmt::Result) -> String {
        let mut text = String::new();
        write(&mut text).unwrap();
        text
    }

    #[test]
    fn digits_asked_for_are_those_of_core() {
        for x in floats() {
            for places in [0, 1, 2, 5, 6, 8, 17, 50, 160] {
                let ours = text(|out| scientific(out, x, places));
                assert_eq!(ours, format!("{x:.places$e}"), "{:#x}", x.to_bits());
                let ours = text(|out| fixed(out, x, places));
                assert_eq!(ours, format!("{x:.places$}"), "{:#x}", x.to_bits());
            }
        }
    }

    #[test]
    fn shortest_digits_are_as_few_and_as_near_as_those_of_core() {
        for x in floats() {
            let (ours, theirs) = (text(|out| shortest(out, x)), format!("{x:e}"));
            if ours != theirs {
                // A tie, of which Python takes the even one.
                assert_eq!(ours.parse(), Ok(x));
                assert_eq!(ours.len(), theirs.len(), "{ours} {theirs}");
                let [near, other] = [&ours, &theirs].map(|it| it.parse::<f64>().unwrap());
                let x = f64::from(x);
                let difference = (x - near).abs() - (other - x).abs();
                assert!(difference.abs() < 1e-12 * x, "{ours} {theirs}");
            }
        }
    }
}
