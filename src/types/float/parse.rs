//! Text to float, rounded to the nearest however many digits there are.
//!
//! What `core` has for this needs a table of 10 KB; here the digits become an integer, and one
//! division of integers gives the mantissa. Short texts, nearly all, need a single multiplication
//! or division of floats.

use core::cell::Cell;

use crate::object::Engine;
use crate::runtime::attribute;
use crate::types::buffer;
use crate::types::int::digits::{self, Digits};
use crate::types::int::{scaled, text::is_space};
use crate::value::{Float, Value};

const IS_DOUBLE: bool = Float::MANTISSA_DIGITS == 53;

/// No number half-way between two floats has more digits; what comes after only says that a
/// number is not one of these.
const SIGNIFICANT_MAX: usize = if IS_DOUBLE { 770 } else { 115 };

/// Words of the integers: the digits above, or a power of ten as large as the smallest float with
/// as many digits needs.
const WORDS: usize = if IS_DOUBLE { 124 } else { 24 };

/// Every power of ten up to this one is a float.
const EXACT_POWER_MAX: u64 = if IS_DOUBLE { 22 } else { 10 };

/// The float that a whole text says: Python's syntax, with spaces around it.
pub(crate) fn parse(text: &[u8]) -> Option<Float> {
    let text = core::str::from_utf8(text).ok()?.trim_matches(is_space).as_bytes();
    let (negative, text) = split_sign(text);
    let x = match special(text) {
        Some(x) => x,
        None => Decimal::read(text)?.value(),
    };
    Some(if negative { -x } else { x })
}

/// The text of a str, or of an object with bytes, which `int()` and `float()` read.
pub(crate) fn source_text<'g>(vm: &'g Engine, value: Value<'g>) -> Option<&'g [u8]> {
    vm.str_bytes(attribute::native(vm, value)).or_else(|| buffer::content(vm, value))
}

/// Whether there is a minus sign, and what follows the sign.
pub(super) fn split_sign(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    }
}

/// A float that is no number.
pub(super) fn special(text: &[u8]) -> Option<Float> {
    if text.eq_ignore_ascii_case(b"inf") || text.eq_ignore_ascii_case(b"infinity") {
        return Some(Float::INFINITY);
    }
    if text.eq_ignore_ascii_case(b"nan") { Some(Float::NAN) } else { None }
}

/// Reads digits and single underscores between them, counting the digits; the rest, or nothing if
/// that is no syntax.
pub(super) fn skip_digits<'t>(text: &'t [u8], count: &mut usize) -> Option<&'t [u8]> {
    let mut rest = text;
    let mut after_digit = false;
    while let [byte, after @ ..] = rest {
        match byte {
            b'0'..=b'9' => {
                *count += 1;
                after_digit = true;
            }
            b'_' if after_digit => after_digit = false,
            _ => break,
        }
        rest = after;
    }
    let ends_with_underscore = rest.len() < text.len() && !after_digit;
    if ends_with_underscore { None } else { Some(rest) }
}

/// The exponent after its letter: any that is too large is as good as the largest.
pub(super) fn read_exponent(text: &[u8]) -> Option<i32> {
    const MAX: i32 = 100_000_000;
    let (negative, text) = split_sign(text);
    let mut count = 0;
    let rest = skip_digits(text, &mut count)?;
    if count == 0 || !rest.is_empty() {
        return None;
    }
    let digits = text.iter().filter(|byte| **byte != b'_');
    let magnitude = digits.fold(0, |n, byte| (10 * n + i32::from(byte - b'0')).min(MAX));
    Some(if negative { -magnitude } else { magnitude })
}

/// A decimal number taken apart.
struct Decimal<'t> {
    /// Digits, underscores and perhaps a point, from the first digit that is not 0 on.
    text: &'t [u8],
    /// How many digits there are in it.
    count: usize,
    /// The power of ten of the last digit.
    exponent: i64,
}

impl<'t> Decimal<'t> {
    fn read(text: &'t [u8]) -> Option<Self> {
        let (mut whole, mut fraction) = (0, 0);
        let mut rest = skip_digits(text, &mut whole)?;
        if let [b'.', after @ ..] = rest {
            rest = skip_digits(after, &mut fraction)?;
        }
        if whole + fraction == 0 {
            return None;
        }
        let mantissa = &text[..text.len() - rest.len()];
        let exponent = match rest {
            [] => 0,
            [b'e' | b'E', after @ ..] => read_exponent(after)?,
            _ => return None,
        };
        let zeros = mantissa.iter().take_while(|byte| !matches!(byte, b'1'..=b'9')).count();
        let (zeros, digits) = mantissa.split_at(zeros);
        let zeros = zeros.iter().filter(|byte| **byte == b'0').count();
        Some(Decimal {
            text: digits,
            count: whole + fraction - zeros,
            exponent: i64::from(exponent) - fraction as i64,
        })
    }

    fn digits(&self) -> impl Iterator<Item = u32> {
        self.text.iter().filter(|byte| byte.is_ascii_digit()).map(|byte| u32::from(byte - b'0'))
    }

    fn value(&self) -> Float {
        let top = self.exponent.saturating_add(self.count as i64);
        if self.count == 0 || top < i64::from(Float::MIN_10_EXP) - 20 {
            return 0.0;
        }
        if top > i64::from(Float::MAX_10_EXP) + 2 {
            return Float::INFINITY;
        }
        if self.count <= 19 {
            let mantissa = self.digits().fold(0, |n, digit| 10 * n + u64::from(digit));
            if let Some(x) = exact(mantissa, self.exponent) {
                return x;
            }
        }
        self.divided()
    }

    /// The value by arithmetic of integers.
    #[inline(never)]
    fn divided(&self) -> Float {
        let numerator = [const { Cell::new(0) }; WORDS];
        let mut used = 0;
        for digit in self.digits().take(SIGNIFICANT_MAX) {
            multiply(&numerator, &mut used, 10, digit);
        }
        let mut exponent = self.exponent;
        if self.count > SIGNIFICANT_MAX {
            // A digit 1 in place of all that follow keeps the number on its side of every half.
            let is_more = self.digits().skip(SIGNIFICANT_MAX).any(|digit| digit != 0);
            multiply(&numerator, &mut used, 10, is_more.into());
            exponent += (self.count - SIGNIFICANT_MAX - 1) as i64;
        }
        for _ in 0..exponent.max(0) {
            multiply(&numerator, &mut used, 10, 0);
        }
        let denominator = [const { Cell::new(0) }; WORDS];
        denominator[0].set(1);
        let mut denominator_used = 1;
        for _ in 0..(-exponent).max(0) {
            multiply(&denominator, &mut denominator_used, 10, 0);
        }
        quotient(&numerator, used, &denominator, denominator_used)
    }
}

/// `number * factor + addend`, in the first `used` digits, where there is room for a digit more.
fn multiply(number: Digits<'_>, used: &mut usize, factor: u32, addend: u32) {
    let carry = digits::multiply_digit(&number[..*used], factor, addend);
    if carry != 0
        && let Some(place) = number.get(*used)
    {
        place.set(carry);
        *used += 1;
    }
}

/// `mantissa * 10**exponent` if one operation of floats gives it rounded once.
fn exact(mantissa: u64, exponent: i64) -> Option<Float> {
    if mantissa >= 1 << Float::MANTISSA_DIGITS || exponent.unsigned_abs() > EXACT_POWER_MAX {
        return None;
    }
    let power = (0..exponent.unsigned_abs()).fold(1.0, |power, _| power * 10.0);
    let mantissa = mantissa as Float;
    Some(if exponent < 0 { mantissa / power } else { mantissa * power })
}

/// The quotient of two integers, neither of them 0, rounded once. Both are used up; there is room
/// for two digits more.
fn quotient(
    numerator: Digits<'_>,
    numerator_used: usize,
    denominator: Digits<'_>,
    denominator_used: usize,
) -> Float {
    const BITS: i64 = 62;
    let numerator_bits = digits::bit_length(&numerator[..numerator_used]);
    let denominator_bits = digits::bit_length(&denominator[..denominator_used]);
    let exponent = numerator_bits as i64 - denominator_bits as i64 - BITS;
    // The denominator is shifted to the top of its words, of which there are two at least and so
    // many that the numerator need not be shifted right.
    let n = (denominator_bits + exponent.max(0).unsigned_abs()).div_ceil(32).max(2) as usize;
    let up = 32 * n as u64 - denominator_bits;
    let numerator_shift = (up as i64 - exponent).unsigned_abs();
    let denominator = &denominator[..n];
    digits::shift_left(denominator, denominator, up);
    let len = (numerator_bits + numerator_shift).div_ceil(32) as usize + 1;
    let numerator = &numerator[..len.min(numerator.len())];
    digits::shift_left(numerator, numerator, numerator_shift);
    let result = [const { Cell::new(0) }; 4];
    digits::divide(&result, numerator, denominator);
    let sticky = !digits::trim(numerator).is_empty();
    scaled(digits::bits_at(&result, 0) | u64::from(sticky), exponent)
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::format;
    use std::string::String;

    use proptest::prelude::*;

    use super::*;

    fn check(text: &str) {
        let expected: Float = text.parse().unwrap();
        let found = parse(text.as_bytes()).unwrap();
        assert_eq!(found.to_bits(), expected.to_bits(), "{text}: {found:e}, not {expected:e}");
    }

    #[test]
    fn hard_texts() {
        for text in [
            "0",
            "0.0",
            "-0.0",
            "1",
            "1e22",
            "1e23",
            "123456789012345678901234567890",
            "9007199254740993",
            "1e-5",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "4.9e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "1e-400",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e309",
            "6.631236846766476e-316",
            "3.4028235e38",
            "3.4028236e38",
            "1e-45",
            "7e-46",
            "1.00000000000000011102230246251565404236316680908203125",
            "1.00000000000000011102230246251565404236316680908203126",
            "1.00000000000000033306690738754696212708950042724609375",
            "16777217",
            "16777217.000000000000000000000000001",
            ".5",
            "5.",
            "0.000001",
            "1e+5",
            "00012.50",
        ] {
            check(text);
        }
        // The halves between the smallest floats have the most digits; a last digit far out
        // decides.
        let half = format!("{:.1075}", 2.5e-324_f64 * 0.0 + f64::from_bits(1));
        check(&half);
        let long = String::from("0.") + &"1234567890".repeat(200);
        check(&long);
        check(&(long + "e150"));
        check(&("9".repeat(300) + ".5"));
    }

    #[test]
    fn python_syntax() {
        let good =
            ["1_0", " 1.5\n", "1_0.2_5e1_0", "+1", "1E5", "inf", "-Infinity", "NAN", "\u{a0}2"];
        let bad = [
            "", ".", "e5", "1e", "1_", "_1", "1__0", "1_.5", "1._5", "1e_5", "1 2", "0x1", "--1",
            "infinit", "1e+",
        ];
        assert!(good.iter().all(|text| parse(text.as_bytes()).is_some()));
        for text in bad {
            assert!(parse(text.as_bytes()).is_none(), "{text}");
        }
        assert_eq!(parse(b"1_0.2_5e1_0"), Some(10.25e10));
        assert_eq!(parse(b"1e99999999999999999999"), Some(Float::INFINITY));
        assert_eq!(parse(b"1e-99999999999999999999"), Some(0.0));
    }

    proptest! {
        #[test]
        fn any_float_reads_back(bits in any::<u64>(), digits in 0_usize..40) {
            let x = f64::from_bits(bits);
            prop_assume!(x.is_finite());
            check(&format!("{x:e}"));
            check(&format!("{x:.digits$e}"));
            let y = f32::from_bits(bits as u32);
            prop_assume!(y.is_finite());
            check(&format!("{y:.digits$e}"));
        }

        #[test]
        fn any_digits_read(digits in "[0-9]{1,30}", fraction in "[0-9]{0,30}", exponent in -350_i32..350) {
            check(&format!("{digits}.{fraction}e{exponent}"));
        }
    }
}
