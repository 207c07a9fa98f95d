//! Between ints and floats, exactly.

use core::cell::Cell;
use core::cmp::Ordering;

use super::digits::{self, DIGIT_BITS};
use super::short::Short;
use super::{Number, Room, as_int};
use crate::object::{Engine, Res, Trap, TypeId};
use crate::types::float as python_float;
use crate::value::{Float, Value};

/// Bits of a float's mantissa, the one that is not stored included.
const MANTISSA_BITS: u32 = Float::MANTISSA_DIGITS;

/// `mantissa * 2**exponent`, rounded once, to even; infinite if it is too large. The lowest bit
/// of a mantissa of more bits than a float has may stand for everything below it.
pub(crate) fn scaled(mantissa: u64, exponent: i64) -> Float {
    if mantissa == 0 {
        return 0.0;
    }
    let top = exponent.saturating_add(63 - i64::from(mantissa.leading_zeros()));
    if top >= i64::from(Float::MAX_EXP) {
        return Float::INFINITY;
    }
    // The weight of the last bit that the float keeps: subnormal floats keep fewer.
    let lowest = (top + 1 - i64::from(MANTISSA_BITS))
        .max(i64::from(Float::MIN_EXP) - i64::from(MANTISSA_BITS));
    let drop = lowest - exponent;
    let kept = match u32::try_from(drop) {
        Ok(drop) if drop > 0 => round_shift(mantissa, drop),
        _ => mantissa << (-drop).min(63),
    };
    // No more than MANTISSA_BITS bits (or a single one past them), so this is exact, and so is
    // the scaling: in two steps, since the power itself may be below the smallest normal float.
    let exponent = lowest;
    let half = exponent / 2;
    kept as Float * power_of_two(half) * power_of_two(exponent - half)
}

/// `2.0**exponent`, of a normal float.
fn power_of_two(exponent: i64) -> Float {
    let biased = exponent + i64::from(Float::MAX_EXP) - 1;
    python_float::from_bits((biased as u64) << (MANTISSA_BITS - 1))
}

/// `n >> count`, rounded to the nearest, halves to even.
fn round_shift(n: u64, count: u32) -> u64 {
    if count > 64 {
        return 0;
    }
    let kept = n.checked_shr(count).unwrap_or(0);
    let half = 1 << (count - 1);
    let lost = if count == 64 { n } else { n & ((1 << count) - 1) };
    kept + u64::from(lost > half || lost == half && kept & 1 != 0)
}

/// An int as a float, rounded to the nearest; OverflowError if it is too large.
pub(crate) fn to_float(vm: &Engine, value: Value<'_>) -> Result<Float, Trap> {
    if let Some(n) = value.as_small() {
        return Ok(n as Float);
    }
    let value = super::expect_int(vm, value)?;
    if let Some(short) = Short::of(vm, value) {
        let x = short.magnitude as Float;
        return Ok(if short.negative { -x } else { x });
    }
    let place = [Cell::new(0)];
    let number = Number::of(vm, value, &place);
    let (bits, exponent) = leading_bits(number);
    let x = scaled(bits, exponent);
    if x.is_infinite() {
        return Err(vm.raise(TypeId::OVERFLOW_ERROR, "int too large to convert to float"));
    }
    Ok(if number.negative { -x } else { x })
}

/// The leading 63 bits of a positive int of more than 64 bits, the lowest of which stands for what is below it too, and
/// the power of two that they are to be multiplied by.
pub(crate) fn split(vm: &Engine, value: Value<'_>) -> Option<(u64, i64)> {
    let place = [Cell::new(0)];
    let number = Number::of(vm, as_int(vm, value)?, &place);
    if number.negative || number.digits.len() <= 2 {
        return None;
    }
    Some(leading_bits(number))
}

fn leading_bits(number: Number<'_>) -> (u64, i64) {
    let below = digits::bit_length(number.digits).saturating_sub(63);
    let sticky = digits::any_below(number.digits, below);
    (digits::bits_at(number.digits, below) | u64::from(sticky), below as i64)
}

/// The parts of a finite float: `mantissa * 2**exponent` is its magnitude.
pub(crate) fn parts(x: Float) -> (u64, i32) {
    const STORED: u32 = MANTISSA_BITS - 1;
    let bits = python_float::magnitude_bits(x);
    let mantissa = bits & ((1 << STORED) - 1);
    let exponent = (bits >> STORED) as i32;
    let lowest = Float::MIN_EXP - MANTISSA_BITS as i32;
    if exponent == 0 { (mantissa, lowest) } else { (mantissa | 1 << STORED, lowest + exponent - 1) }
}

/// The int that a float is, without what is after the point; OverflowError or ValueError if it is
/// not finite.
pub(crate) fn from_float(vm: &Engine, x: Float) -> Res<'_> {
    if x.is_nan() {
        return Err(vm.value_error("cannot convert float NaN to integer"));
    }
    if x.is_infinite() {
        return Err(vm.raise(TypeId::OVERFLOW_ERROR, "cannot convert float infinity to integer"));
    }
    let (mantissa, exponent) = parts(x);
    let negative = x.is_sign_negative();
    if exponent <= 64 - MANTISSA_BITS as i32 {
        let magnitude = if exponent >= 0 {
            mantissa << exponent
        } else {
            mantissa.checked_shr(exponent.unsigned_abs()).unwrap_or(0)
        };
        return Short { negative, magnitude }.make(vm);
    }
    let len = (exponent.unsigned_abs() + MANTISSA_BITS).div_ceil(DIGIT_BITS);
    let room = Room::new(vm, len.into())?;
    let source = [Cell::new(mantissa as u32), Cell::new((mantissa >> DIGIT_BITS) as u32)];
    digits::shift_left(room.digits, &source, exponent.unsigned_abs().into());
    Ok(room.finish(vm, negative, len as usize))
}

/// Which of an int and a float is the greater, exactly; nothing if the float is no number.
pub(crate) fn compare_float(vm: &Engine, value: Value<'_>, x: Float) -> Option<Ordering> {
    let value = as_int(vm, value)?;
    if x.is_nan() {
        return None;
    }
    if let Some(n) = value.as_small()
        && n.unsigned_abs() < 1 << MANTISSA_BITS.min(30)
    {
        return (n as Float).partial_cmp(&x);
    }
    let place = [Cell::new(0)];
    let number = Number::of(vm, value, &place);
    if x == 0.0 || number.digits.is_empty() || number.negative != (x < 0.0) {
        let sign = if number.digits.is_empty() { 0 } else { 1 - 2 * i32::from(number.negative) };
        return (sign as Float).partial_cmp(&x);
    }
    let order = if x.is_infinite() { Ordering::Less } else { compare_magnitude(number, x) };
    Some(if number.negative { order.reverse() } else { order })
}

/// Which of the magnitudes of an int and of a finite float, neither of them 0, is the greater.
fn compare_magnitude(number: Number<'_>, x: Float) -> Ordering {
    let (mantissa, exponent) = parts(x);
    let float_length = i64::from(64 - mantissa.leading_zeros()) + i64::from(exponent);
    let length = digits::bit_length(number.digits);
    let order = (length as i64).cmp(&float_length);
    if order.is_ne() {
        return order;
    }
    // Both from the same bit on, at the top of 64.
    let aligned = mantissa << mantissa.leading_zeros();
    let below = length.saturating_sub(64);
    let bits = digits::bits_at(number.digits, below);
    let bits = bits << bits.leading_zeros();
    let rest =
        if digits::any_below(number.digits, below) { Ordering::Greater } else { Ordering::Equal };
    bits.cmp(&aligned).then(rest)
}
