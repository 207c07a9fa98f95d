//! `**` and `pow` of ints.

use core::cell::Cell;

use super::digits::{self, DIGIT_BITS, Digits};
use super::divide::{divide_magnitudes, working_len};
use super::short::Short;
use super::{DIGITS_MAX, Number, Room, arithmetic, expect_int, float, gcd, is_negative};
use crate::bytecode::BinaryOp;
use crate::object::{Engine, Res, TypeId};
use crate::types::float as python_float;
use crate::value::Value;

/// `a ** b` of ints: a float if `b` is negative.
pub(crate) fn power<'g>(vm: &'g Engine, a: Value<'g>, b: Value<'g>) -> Res<'g> {
    let (a, b) = (expect_int(vm, a)?, expect_int(vm, b)?);
    if is_negative(vm, b) {
        return python_float::power(vm, float::to_float(vm, a)?, float::to_float(vm, b)?);
    }
    let (a_place, b_place) = ([Cell::new(0)], [Cell::new(0)]);
    let (base, exponent) = (Number::of(vm, a, &a_place), Number::of(vm, b, &b_place));
    let odd = exponent.digits.first().is_some_and(|digit| digit.get() & 1 != 0);
    let negative = base.negative && odd;
    let bits = digits::bit_length(base.digits);
    if bits <= 1 || exponent.digits.is_empty() {
        let magnitude = u64::from(bits == 1 || exponent.digits.is_empty());
        return Short { negative, magnitude }.make(vm);
    }
    let [exponent] = exponent.digits else {
        return Err(vm.raise(TypeId::OVERFLOW_ERROR, "too many digits in integer"));
    };
    let exponent = exponent.get();
    if let Some(base) = Short::of(vm, a)
        && let Some(magnitude) = base.magnitude.checked_pow(exponent)
    {
        return Short { negative, magnitude }.make(vm);
    }
    if !digits::any_below(base.digits, bits - 1) {
        return power_of_two(vm, negative, (bits - 1).saturating_mul(exponent.into()));
    }
    let len = bits.saturating_mul(exponent.into()).div_ceil(DIGIT_BITS.into());
    // Squares of what has at most `len` digits, trimmed, have at most a digit more.
    let room = Room::new(vm, (len.min(DIGITS_MAX) + 1) * 2)?;
    let (first, second) = room.digits.split_at(room.digits.len() / 2);
    let result = raise(first, second, base.digits, exponent);
    let used = result.len();
    if !core::ptr::eq(result.as_ptr(), first.as_ptr()) {
        digits::copy(&first[..used], result);
    }
    Ok(room.finish(vm, negative, used))
}

/// `2**exponent` with a sign.
fn power_of_two(vm: &Engine, negative: bool, exponent: u64) -> Res<'_> {
    let len = exponent / u64::from(DIGIT_BITS) + 1;
    let room = Room::new(vm, len)?;
    digits::clear(room.digits);
    if let Some(top) = room.digits.last() {
        top.set(1 << (exponent % u64::from(DIGIT_BITS)));
    }
    let len = room.digits.len();
    Ok(room.finish(vm, negative, len))
}

/// `base ** exponent` by squaring, back and forth between two runs of digits; answers where it
/// ended.
fn raise<'w>(first: Digits<'w>, second: Digits<'w>, base: Digits<'_>, exponent: u32) -> Digits<'w> {
    digits::copy(&first[..base.len()], base);
    let (mut current, mut other, mut used) = (first, second, base.len());
    let mut multiply = |current: &mut Digits<'w>, factor: Option<Digits<'_>>| {
        let a = &current[..used];
        let factor = factor.unwrap_or(a);
        let out = &other[..(used + factor.len()).min(other.len())];
        digits::multiply(out, a, factor);
        used = digits::trim(out).len();
        core::mem::swap(current, &mut other);
    };
    for bit in (0..u32::BITS - 1 - exponent.leading_zeros()).rev() {
        multiply(&mut current, None);
        if exponent >> bit & 1 != 0 {
            multiply(&mut current, Some(base));
        }
    }
    &current[..used]
}

/// `pow(a, b, c)` of ints; ValueError if `c` is 0, or if `b` is negative and `a` has no inverse.
pub(crate) fn power_modulo<'g>(
    vm: &'g Engine,
    a: Value<'g>,
    b: Value<'g>,
    c: Value<'g>,
) -> Res<'g> {
    let (mut a, mut b, c) = (expect_int(vm, a)?, expect_int(vm, b)?, expect_int(vm, c)?);
    if c == Value::int(0) {
        return Err(vm.value_error("pow() 3rd argument cannot be 0"));
    }
    if is_negative(vm, b) {
        a = inverse(vm, a, c)?;
        b = arithmetic(vm, BinaryOp::Subtract, Value::int(0), b)?;
    }
    let places = [const { [Cell::new(0)] }; 3];
    let [base, exponent, modulus] = [(a, &places[0]), (b, &places[1]), (c, &places[2])]
        .map(|(value, place)| Number::of(vm, value, place));
    let m = modulus.digits;
    let n = m.len();
    let product_len = 2 * n;
    let work_len = working_len(product_len.max(base.digits.len()));
    let room = Room::new(vm, (2 * n + product_len + work_len) as u64)?;
    let (result, rest) = room.digits.split_at(n);
    let (factor, rest) = rest.split_at(n);
    let (product, work) = rest.split_at(product_len);
    digits::copy(factor, divide_magnitudes(&[], work, base.digits, m));
    if base.negative && !digits::trim(factor).is_empty() {
        digits::subtract(factor, m, factor);
    }
    digits::clear(result);
    result[0].set(u32::from(m.len() > 1 || m[0].get() > 1));
    let times = |other: Digits<'_>| {
        digits::multiply(product, result, other);
        digits::copy(result, divide_magnitudes(&[], work, digits::trim(product), m));
    };
    for bit in (0..digits::bit_length(exponent.digits)).rev() {
        times(result);
        if digits::bits_at(exponent.digits, bit) & 1 != 0 {
            times(factor);
        }
    }
    if modulus.negative && !digits::trim(result).is_empty() {
        digits::subtract(result, m, result);
    }
    Ok(room.finish(vm, modulus.negative, n))
}

/// The inverse of `a` modulo `c`.
fn inverse<'g>(vm: &'g Engine, a: Value<'g>, c: Value<'g>) -> Res<'g> {
    let modulus = absolute(vm, c)?;
    let a = arithmetic(vm, BinaryOp::Modulo, a, modulus)?;
    let (a_place, place) = ([Cell::new(0)], [Cell::new(0)]);
    let (a, modulus) = (Number::of(vm, a, &a_place), Number::of(vm, modulus, &place));
    let inverse = gcd::inverse(vm, a.digits, modulus.digits)?;
    inverse.ok_or_else(|| vm.value_error("base is not invertible for the given modulus"))
}

/// `abs(n)`.
fn absolute<'g>(vm: &'g Engine, n: Value<'g>) -> Res<'g> {
    if is_negative(vm, n) { arithmetic(vm, BinaryOp::Subtract, Value::int(0), n) } else { Ok(n) }
}
