//! A float as text: the shortest digits that read back as the same float, or as many as asked
//! for, exactly rounded.
//!
//! The digits come from `decimal`; what is done here is to put the point and the exponent where Python has them.

use core::fmt::{self, Write};

use super::decimal;
use crate::value::Float;

/// Digits that tell any two floats apart.
const SHORTEST_MAX: usize = 17;

/// No float has more digits than this after the point, or in all: what follows are zeros.
const DIGITS_MAX: usize = 1100;

/// Writes `x` as the format character `kind` says: `e`, `f` and `g` as in `'%e' % x`, and `r` as
/// `repr` does or, with a precision, as `format(x, '.3')` does.
///
/// In lower case, with a sign only if the sign bit is set; not finite floats are `inf`, `-inf`
/// and `nan`. A precision left out is 6 (for `r`, as many digits as are needed). `alternate` is
/// the flag `#`: the point stays, and zeros after it.
pub(crate) fn write_float(
    out: &mut dyn Write,
    x: Float,
    kind: u8,
    precision: Option<usize>,
    alternate: bool,
) -> fmt::Result {
    if x.is_nan() {
        return out.write_str("nan");
    }
    if x.is_sign_negative() {
        out.write_char('-')?;
    }
    let x = x.abs();
    if x.is_infinite() {
        return out.write_str("inf");
    }
    match (kind, precision) {
        (b'r', None) => write_shortest(out, x, true),
        (b'e', _) => write_scientific(out, x, precision.unwrap_or(6), alternate),
        (b'f', _) => write_fixed(out, x, precision.unwrap_or(6), alternate),
        _ => write_general(out, x, precision.unwrap_or(6), alternate, kind == b'r'),
    }
}

/// Writes the fewest digits that read back as `x`, which is finite and not negative. `with_point`
/// makes integers end in `.0`.
pub(crate) fn write_shortest(out: &mut dyn Write, x: Float, with_point: bool) -> fmt::Result {
    let mut digits = Digits::default();
    decimal::shortest(&mut digits, x)?;
    let text =
        core::str::from_utf8(&digits.text[..digits.count.min(SHORTEST_MAX)]).unwrap_or_default();
    let exponent = digits.exponent();
    if !(-4..16).contains(&exponent) {
        let (first, rest) = text.split_at(1);
        out.write_str(first)?;
        if !rest.is_empty() {
            out.write_char('.')?;
            out.write_str(rest)?;
        }
        return write_exponent(out, exponent);
    }
    let before = (exponent + 1).max(0) as usize;
    if before == 0 {
        out.write_str("0.")?;
        write_zeros(out, (-1 - exponent) as usize)?;
        return out.write_str(text);
    }
    let (integer, fraction) = text.split_at(before.min(text.len()));
    out.write_str(integer)?;
    write_zeros(out, before - integer.len())?;
    if !fraction.is_empty() {
        out.write_char('.')?;
        return out.write_str(fraction);
    }
    if with_point { out.write_str(".0") } else { Ok(()) }
}

/// `%e` of a finite float that is not negative.
fn write_scientific(
    out: &mut dyn Write,
    x: Float,
    precision: usize,
    alternate: bool,
) -> fmt::Result {
    let shown = precision.min(DIGITS_MAX);
    let mut digits = Digits::default();
    decimal::scientific(&mut digits, x, shown)?;
    let exponent = digits.exponent();
    let mut placed = Placed { out, before: 1, left: shown + 1 };
    decimal::scientific(&mut placed, x, shown)?;
    let out = placed.out;
    if precision == 0 && alternate {
        out.write_char('.')?;
    }
    write_zeros(out, precision - shown)?;
    write_exponent(out, exponent)
}

/// `%f` of a finite float that is not negative.
fn write_fixed(out: &mut dyn Write, x: Float, precision: usize, alternate: bool) -> fmt::Result {
    let shown = precision.min(DIGITS_MAX);
    decimal::fixed(out, x, shown)?;
    if precision == 0 && alternate {
        out.write_char('.')?;
    }
    write_zeros(out, precision - shown)
}

/// `%g` of a finite float that is not negative. `with_point` asks for at least one digit after
/// the point, which leaves room for one digit less before it.
fn write_general(
    out: &mut dyn Write,
    x: Float,
    precision: usize,
    alternate: bool,
    with_point: bool,
) -> fmt::Result {
    let precision = precision.max(1);
    let shown = precision.min(DIGITS_MAX) - 1;
    let mut digits = Digits::default();
    decimal::scientific(&mut digits, x, shown)?;
    let exponent = digits.exponent();
    let count = if alternate { shown + 1 } else { digits.significant };
    let limit = i64::try_from(precision).unwrap_or(i64::MAX) - i64::from(with_point);
    let is_scientific = exponent < -4 || i64::from(exponent) >= limit;
    let mut before = if is_scientific { 1 } else { exponent + 1 };
    if before <= 0 {
        out.write_str("0.")?;
        write_zeros(out, before.unsigned_abs() as usize)?;
        before = -1;
    }
    let mut placed = Placed { out, before, left: count };
    decimal::scientific(&mut placed, x, shown)?;
    let out = placed.out;
    let missing = (before.max(0) as usize).saturating_sub(count);
    write_zeros(out, missing)?;
    if alternate {
        if before > 0 && count + missing <= before as usize {
            out.write_char('.')?;
        }
        write_zeros(out, precision - 1 - shown)?;
    } else if with_point && !is_scientific && before > 0 && count <= before as usize {
        out.write_str(".0")?;
    }
    if is_scientific { write_exponent(out, exponent) } else { Ok(()) }
}

/// An exponent as C writes it: always with a sign, two digits at least.
fn write_exponent(out: &mut dyn Write, exponent: i32) -> fmt::Result {
    let sign = if exponent < 0 { '-' } else { '+' };
    write!(out, "e{sign}{:02}", exponent.unsigned_abs())
}

fn write_zeros(out: &mut dyn Write, count: usize) -> fmt::Result {
    (0..count).try_for_each(|_| out.write_char('0'))
}

/// Takes in what `{:e}` writes: the first digits, how many there are, and the exponent.
#[derive(Default)]
pub(super) struct Digits {
    text: [u8; SHORTEST_MAX],
    /// All digits, also those that `text` has no room for.
    pub(super) count: usize,
    /// Digits up to the last that is not 0, and at least one.
    significant: usize,
    magnitude: i32,
    in_exponent: bool,
    is_negative: bool,
}

impl Digits {
    /// The power of ten of the first digit.
    pub(super) fn exponent(&self) -> i32 {
        if self.is_negative { -self.magnitude } else { self.magnitude }
    }
}

impl Write for Digits {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            match byte {
                b'0'..=b'9' if self.in_exponent => {
                    self.magnitude =
                        self.magnitude.wrapping_mul(10).wrapping_add(i32::from(byte - b'0'));
                }
                b'0'..=b'9' => {
                    if let Some(place) = self.text.get_mut(self.count) {
                        *place = byte;
                    }
                    self.count += 1;
                    if byte != b'0' || self.count == 1 {
                        self.significant = self.count;
                    }
                }
                b'e' => self.in_exponent = true,
                b'-' => self.is_negative = true,
                _ => {}
            }
        }
        Ok(())
    }
}

/// Lets the first digits of what `{:e}` writes through, with the point elsewhere.
struct Placed<'a> {
    out: &'a mut dyn Write,
    /// Digits still to come before the point; less than 0 once the point has been written.
    before: i32,
    /// Digits still to come.
    left: usize,
}

impl Write for Placed<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            if byte == b'e' {
                self.left = 0;
            }
            if !byte.is_ascii_digit() || self.left == 0 {
                continue;
            }
            if self.before == 0 {
                self.out.write_char('.')?;
            }
            self.before -= 1;
            self.left -= 1;
            self.out.write_char(char::from(byte))?;
        }
        Ok(())
    }
}

#[cfg(all(test, feature = "f64"))]
mod tests {
    extern crate std;

    use super::*;

    /// Lines of: bits of the float, kind, precision or `-`, flags or `-`, and CPython's text.
    const TABLE: &str = include_str!("../../../tests/tables/float_text.txt");

    #[test]
    fn texts_are_those_of_cpython() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split(' ');
            let mut part = || parts.next().unwrap();
            let x = f64::from_bits(u64::from_str_radix(part(), 16).unwrap());
            let (kind, precision, flags, expected) = (part(), part(), part(), part());
            let mut text = std::string::String::new();
            let precision = precision.parse().ok();
            write_float(&mut text, x, kind.as_bytes()[0], precision, flags == "#").unwrap();
            assert_eq!(text, expected, "{line}");
        }
    }

    #[test]
    fn precision_has_no_limit() {
        let mut text = std::string::String::new();
        write_float(&mut text, 1.5, b'f', Some(100_000), false).unwrap();
        assert_eq!(text.len(), 100_002);
        text.clear();
        write_float(&mut text, 1.5, b'e', Some(70_000), false).unwrap();
        assert_eq!(text.len(), 70_006);
        text.clear();
        write_float(&mut text, 1.5, b'g', Some(70_000), true).unwrap();
        assert_eq!(text.len(), 70_001);
    }
}
