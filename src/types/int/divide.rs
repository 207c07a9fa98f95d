//! Division of ints of any size: `//` and `%`, which round down, and `/`, which rounds to the
//! nearest float.

use core::cell::Cell;

use super::digits::{self, Digits, Reciprocal};
use super::short::Short;
use super::{Number, Room, arithmetic, float};
use crate::bytecode::BinaryOp;
use crate::object::{Engine, Res, Trap, TypeId, kind};
use crate::types::float as python_float;
use crate::value::{Float, Value};

/// ZeroDivisionError with a text.
#[cold]
pub(crate) fn zero_division(vm: &Engine, text: &'static str) -> Trap {
    vm.raise(TypeId::ZERO_DIVISION_ERROR, text)
}

/// Whether rounding down moves a quotient away from that of the magnitudes.
fn rounds_away(a: &Number<'_>, b: &Number<'_>, remainder: Digits<'_>) -> bool {
    a.negative != b.negative && !digits::trim(remainder).is_empty()
}

/// Digits that [`divide_magnitudes`] works in for numbers of so many, besides those of the
/// quotient.
pub(super) fn working_len(a: usize) -> usize {
    a + 1
}

/// `a / b`, where `b` is not 0: puts the quotient in `quotient` (`a.len()` digits, or none if it
/// is not wanted) and answers the remainder, which lies at the start of `work` (`working_len`
/// digits).
pub(super) fn divide_magnitudes<'w>(
    quotient: Digits<'_>,
    work: Digits<'w>,
    a: Digits<'_>,
    b: Digits<'_>,
) -> Digits<'w> {
    if let [divisor] = b {
        let remainder = if quotient.is_empty() {
            digits::remainder_digit(a, divisor.get())
        } else {
            Reciprocal::new(divisor.get()).divide_digits(quotient, a)
        };
        work[0].set(remainder);
        return &work[..1];
    }
    let numerator = &work[..=a.len()];
    digits::copy(&numerator[..a.len()], a);
    numerator[a.len()].set(0);
    let written = numerator.len().saturating_sub(b.len());
    digits::clear(quotient.get(written..).unwrap_or_default());
    digits::divide(quotient, numerator, b);
    &numerator[..b.len().min(numerator.len())]
}

/// `a // b`.
#[inline(never)]
pub(super) fn quotient<'g>(vm: &'g Engine, a: &Number<'_>, b: &Number<'_>) -> Res<'g> {
    if b.digits.is_empty() {
        return Err(zero_division(vm, "integer division or modulo by zero"));
    }
    let len = a.digits.len() + 1;
    let room = Room::new(vm, (len + working_len(a.digits.len())) as u64)?;
    let (out, work) = room.digits.split_at(len);
    let remainder = divide_magnitudes(&out[..len - 1], work, a.digits, b.digits);
    out[len - 1].set(0);
    if rounds_away(a, b, remainder) {
        digits::add_digit(out, 1);
    }
    Ok(room.finish(vm, a.negative != b.negative, len))
}

/// `a % b`.
#[inline(never)]
pub(super) fn remainder<'g>(vm: &'g Engine, a: &Number<'_>, b: &Number<'_>) -> Res<'g> {
    if b.digits.is_empty() {
        return Err(zero_division(vm, "integer modulo by zero"));
    }
    let len = working_len(a.digits.len());
    let room = Room::new(vm, len.max(b.digits.len()) as u64)?;
    let remainder = divide_magnitudes(&[], room.digits, a.digits, b.digits);
    let len = if rounds_away(a, b, remainder) {
        let out = &room.digits[..b.digits.len()];
        for digit in out.iter().skip(remainder.len()) {
            digit.set(0);
        }
        digits::subtract(out, b.digits, out);
        b.digits.len()
    } else {
        remainder.len()
    };
    Ok(room.finish(vm, b.negative, len))
}

/// `divmod(a, b)` of ints: a tuple.
pub(crate) fn divmod<'g>(vm: &'g Engine, a: Value<'g>, b: Value<'g>) -> Res<'g> {
    let (a, b) = (super::expect_int(vm, a)?, super::expect_int(vm, b)?);
    let (quotient, remainder) = if let (Some(x), Some(y)) = (Short::of(vm, a), Short::of(vm, b))
        && let Some((quotient, remainder)) = x.floor_divide(y)
    {
        (quotient.make(vm)?, remainder.make(vm)?)
    } else {
        (arithmetic(vm, BinaryOp::FloorDivide, a, b)?, arithmetic(vm, BinaryOp::Modulo, a, b)?)
    };
    vm.make(kind::TUPLE, &[quotient.word(), remainder.word()])
}

/// `a / b` of ints, rounded once.
pub(crate) fn true_divide<'g>(vm: &'g Engine, a: Value<'g>, b: Value<'g>) -> Res<'g> {
    let (a, b) = (super::expect_int(vm, a)?, super::expect_int(vm, b)?);
    if let (Some(x), Some(y)) = (Short::of(vm, a), Short::of(vm, b))
        && x.magnitude.max(y.magnitude) < 1 << Float::MANTISSA_DIGITS
        && y.magnitude != 0
    {
        let quotient = x.magnitude as Float / y.magnitude as Float;
        return python_float::make(vm, if x.negative != y.negative { -quotient } else { quotient });
    }
    let (a_place, b_place) = ([Cell::new(0)], [Cell::new(0)]);
    let (a, b) = (Number::of(vm, a, &a_place), Number::of(vm, b, &b_place));
    if b.digits.is_empty() {
        return Err(zero_division(vm, "division by zero"));
    }
    if a.digits.is_empty() {
        return python_float::make(vm, 0.0);
    }
    let (mantissa, exponent) = quotient_bits(vm, a.digits, b.digits)?;
    match float::scaled(mantissa, exponent) {
        quotient if quotient.is_infinite() => {
            Err(vm.raise(TypeId::OVERFLOW_ERROR, "integer division result too large for a float"))
        }
        quotient => {
            python_float::make(vm, if a.negative != b.negative { -quotient } else { quotient })
        }
    }
}

/// `a / b` as a number of 62 or 63 bits, the lowest of which stands for everything below it too,
/// and a power of two.
fn quotient_bits(vm: &Engine, a: Digits<'_>, b: Digits<'_>) -> Result<(u64, i64), Trap> {
    const BITS: i64 = 62;
    let exponent = digits::bit_length(a) as i64 - digits::bit_length(b) as i64 - BITS;
    // One of them is shifted left so that the quotient has the bits that are wanted.
    let (up, down) =
        if exponent < 0 { (exponent.unsigned_abs(), 0) } else { (0, exponent.unsigned_abs()) };
    let len = |digits: Digits<'_>, shift: u64| (digits.len() as u64 + shift / 32 + 1) as usize;
    let (a_len, b_len) = (len(a, up), len(b, down));
    let room = Room::new(vm, (2 * a_len + b_len + working_len(a_len)) as u64)?;
    let (scaled_a, rest) = room.digits.split_at(a_len);
    let (scaled_b, rest) = rest.split_at(b_len);
    let (quotient, work) = rest.split_at(a_len);
    digits::shift_left(scaled_a, a, up);
    digits::shift_left(scaled_b, b, down);
    let scaled_a = digits::trim(scaled_a);
    let quotient = &quotient[..scaled_a.len()];
    let remainder = divide_magnitudes(quotient, work, scaled_a, digits::trim(scaled_b));
    let sticky = !digits::trim(remainder).is_empty();
    let bits = digits::bits_at(quotient, 0) | u64::from(sticky);
    room.finish(vm, false, 0);
    Ok((bits, exponent))
}
