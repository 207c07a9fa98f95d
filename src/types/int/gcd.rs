//! Greatest common divisors and inverses, by Euclid's algorithm in one piece of working memory.

use core::cell::Cell;

use super::digits::{self, Digits};
use super::divide::{divide_magnitudes, working_len};
use super::short::{self, Short};
use super::{Number, Room, expect_int};
use crate::object::{Engine, Res};
use crate::value::Value;

/// The greatest common divisor of two ints; 0 of two zeros.
pub(crate) fn gcd<'g>(vm: &'g Engine, a: Value<'g>, b: Value<'g>) -> Res<'g> {
    let (a, b) = (expect_int(vm, a)?, expect_int(vm, b)?);
    if let (Some(x), Some(y)) = (Short::of(vm, a), Short::of(vm, b)) {
        return super::from_u64(vm, gcd_short(x.magnitude, y.magnitude));
    }
    let (a_place, b_place) = ([Cell::new(0)], [Cell::new(0)]);
    let (a, b) = (Number::of(vm, a, &a_place).digits, Number::of(vm, b, &b_place).digits);
    let n = a.len().max(b.len());
    let room = Room::new(vm, (2 * n + working_len(n)) as u64)?;
    let (first, rest) = room.digits.split_at(n);
    let (second, work) = rest.split_at(n);
    digits::copy(first, a);
    digits::copy(second, b);
    let (mut x, mut y) = (first, second);
    loop {
        let (a, b) = (digits::trim(x), digits::trim(y));
        if a.len().max(b.len()) <= 2 {
            let divisor = gcd_short(digits::bits_at(a, 0), digits::bits_at(b, 0));
            room.finish(vm, false, 0);
            return super::from_u64(vm, divisor);
        }
        if b.is_empty() {
            digits::copy(first, a);
            return Ok(room.finish(vm, false, n));
        }
        digits::copy(x, divide_magnitudes(&[], work, a, b));
        core::mem::swap(&mut x, &mut y);
    }
}

fn gcd_short(mut a: u64, mut b: u64) -> u64 {
    while let Some((_, remainder)) = short::divide(a, b) {
        (a, b) = (b, remainder);
    }
    a
}

/// A number whose product with `a`, which is less than the modulus, is 1 modulo it; nothing if there is none.
pub(super) fn inverse<'g>(
    vm: &'g Engine,
    a: Digits<'_>,
    modulus: Digits<'_>,
) -> Result<Option<Value<'g>>, crate::object::Trap> {
    let n = modulus.len() + 1;
    let room = Room::new(vm, (5 * n + 2 * n + working_len(n)) as u64)?;
    let mut rest = room.digits;
    let mut take = |len: usize| {
        let (part, after) = rest.split_at(len);
        rest = after;
        part
    };
    // Each remainder is a multiple of `a`, by a factor that alternates in sign; only magnitudes are kept.
    let (mut x, mut y) = (take(n), take(n));
    let (mut factor_x, mut factor_y) = (take(n), take(n));
    let (quotient, product, work) = (take(n), take(2 * n), rest);
    digits::copy(x, modulus);
    digits::copy(y, a);
    digits::clear(factor_x);
    digits::copy(factor_y, &[Cell::new(1)]);
    let mut negative = true;
    while !digits::trim(y).is_empty() {
        let (dividend, divisor) = (digits::trim(x), digits::trim(y));
        let quotient = &quotient[..dividend.len()];
        digits::copy(x, divide_magnitudes(quotient, work, dividend, divisor));
        core::mem::swap(&mut x, &mut y);
        let (quotient, factor) = (digits::trim(quotient), digits::trim(factor_y));
        let product = &product[..quotient.len() + factor.len()];
        digits::multiply(product, quotient, factor);
        digits::add(factor_x, factor_x, digits::trim(product));
        core::mem::swap(&mut factor_x, &mut factor_y);
        negative = !negative;
    }
    let is_one = matches!(digits::trim(x), [digit] if digit.get() == 1);
    digits::copy(&room.digits[..n], factor_x);
    let factor = room.finish(vm, negative, n);
    Ok(is_one.then_some(factor))
}
