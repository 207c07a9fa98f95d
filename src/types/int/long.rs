//! Operators on ints of any size.

use core::cell::Cell;

use super::digits::{self, DIGIT_BITS, TwosComplement};
use super::{DIGITS_MAX, Number, Room, divide};
use crate::bytecode::BinaryOp;
use crate::object::{Engine, Res, Trap, TypeId};
use crate::value::Value;

/// A binary operator that has an int as its result.
#[inline]
pub(super) fn binary<'g>(vm: &'g Engine, op: BinaryOp, x: &Number<'_>, y: &Number<'_>) -> Res<'g> {
    match op {
        BinaryOp::Add => add(vm, x, y, y.negative),
        BinaryOp::Subtract => add(vm, x, y, !y.negative),
        BinaryOp::Multiply => multiply(vm, x, y),
        BinaryOp::And | BinaryOp::Or | BinaryOp::Xor => bitwise(vm, op, x, y),
        BinaryOp::LeftShift => shift_left(vm, x, y),
        BinaryOp::RightShift => shift_right(vm, x, y),
        BinaryOp::FloorDivide => divide::quotient(vm, x, y),
        BinaryOp::Modulo | BinaryOp::TrueDivide | BinaryOp::Power | BinaryOp::MatrixMultiply => {
            divide::remainder(vm, x, y)
        }
    }
}

/// `a + b`, where b has this sign.
#[inline(never)]
fn add<'g>(vm: &'g Engine, a: &Number<'_>, b: &Number<'_>, b_negative: bool) -> Res<'g> {
    let (x, y) = (a.digits, b.digits);
    let longer = x.len().max(y.len());
    if a.negative == b_negative {
        let room = Room::new(vm, longer as u64 + 1)?;
        digits::add(room.digits, x, y);
        return Ok(room.finish(vm, b_negative, longer + 1));
    }
    let room = Room::new(vm, longer as u64)?;
    let (negative, x, y) =
        if digits::compare(x, y).is_ge() { (a.negative, x, y) } else { (b_negative, y, x) };
    digits::subtract(room.digits, x, y);
    Ok(room.finish(vm, negative, longer))
}

#[inline(never)]
fn multiply<'g>(vm: &'g Engine, a: &Number<'_>, b: &Number<'_>) -> Res<'g> {
    let len = a.digits.len() + b.digits.len();
    let room = Room::new(vm, len as u64)?;
    digits::multiply(room.digits, a.digits, b.digits);
    Ok(room.finish(vm, a.negative != b.negative, len))
}

/// The lowest digit in two's complement.
fn lowest(n: &Number<'_>) -> u32 {
    let digit = n.digits.first().map_or(0, Cell::get);
    if n.negative { digit.wrapping_neg() } else { digit }
}

#[inline(never)]
fn bitwise<'g>(vm: &'g Engine, op: BinaryOp, a: &Number<'_>, b: &Number<'_>) -> Res<'g> {
    let is_mask = |n: &Number<'_>| !n.negative && n.digits.len() <= 1;
    if op == BinaryOp::And && (is_mask(a) || is_mask(b)) {
        return super::from_u32(vm, lowest(a) & lowest(b));
    }
    let apply = |a: u32, b: u32| match op {
        BinaryOp::And => a & b,
        BinaryOp::Or => a | b,
        _ => a ^ b,
    };
    let negative = apply(u32::from(a.negative), u32::from(b.negative)) != 0;
    let len = match op {
        // No digit past the end of one that is not negative is set.
        BinaryOp::And if !a.negative && !b.negative => a.digits.len().min(b.digits.len()),
        BinaryOp::And if !a.negative => a.digits.len(),
        BinaryOp::And if !b.negative => b.digits.len(),
        _ => a.digits.len().max(b.digits.len()) + 1,
    };
    let room = Room::new(vm, len as u64)?;
    let mut x = TwosComplement::new(a.negative);
    let mut y = TwosComplement::new(b.negative);
    let mut result = TwosComplement::new(negative);
    for (i, digit) in room.digits.iter().enumerate() {
        let x = x.next(a.digits.get(i).map_or(0, Cell::get));
        let y = y.next(b.digits.get(i).map_or(0, Cell::get));
        digit.set(result.next(apply(x, y)));
    }
    Ok(room.finish(vm, negative, len))
}

/// A number of bits to shift by: ValueError for less than 0; `u64::MAX` for any of more than a digit.
fn shift_count(vm: &Engine, count: &Number<'_>) -> Result<u64, Trap> {
    match count.digits {
        _ if count.negative => Err(vm.value_error("negative shift count")),
        [] => Ok(0),
        [count] => Ok(count.get().into()),
        _ => Ok(u64::MAX),
    }
}

#[inline(never)]
fn shift_left<'g>(vm: &'g Engine, a: &Number<'_>, count: &Number<'_>) -> Res<'g> {
    let count = shift_count(vm, count)?;
    if a.digits.is_empty() {
        return Ok(Value::int(0));
    }
    if count / u64::from(DIGIT_BITS) > DIGITS_MAX {
        return Err(vm.raise(TypeId::OVERFLOW_ERROR, "too many digits in integer"));
    }
    let len = a.digits.len() as u64 + count / u64::from(DIGIT_BITS) + 1;
    let room = Room::new(vm, len)?;
    digits::shift_left(room.digits, a.digits, count);
    Ok(room.finish(vm, a.negative, len as usize))
}

#[inline(never)]
fn shift_right<'g>(vm: &'g Engine, a: &Number<'_>, count: &Number<'_>) -> Res<'g> {
    let count = shift_count(vm, count)?;
    let skipped = count / u64::from(DIGIT_BITS);
    if skipped >= a.digits.len() as u64 {
        return Ok(Value::int(if a.negative { -1 } else { 0 }));
    }
    // Rounding down, away from 0, may carry into one digit more.
    let len = a.digits.len() as u64 - skipped + u64::from(a.negative);
    let room = Room::new(vm, len)?;
    digits::shift_right(room.digits, a.digits, count);
    if a.negative && digits::any_below(a.digits, count) {
        digits::add_digit(room.digits, 1);
    }
    Ok(room.finish(vm, a.negative, len as usize))
}
