//! Operators on ints of any size.

use core::cell::Cell;

use super::digits::{self, DIGIT_BITS, TwosComplement};
use super::{DIGITS_MAX, Number, Room, divide, power};
use crate::bytecode::BinaryOp;
use crate::object::{Engine, Res, Trap, TypeId};
use crate::value::Value;

/// A binary operator of two ints, small or of kind INT.
pub(super) fn binary<'g>(vm: &'g Engine, op: BinaryOp, a: Value<'g>, b: Value<'g>) -> Res<'g> {
    let (a_place, b_place) = ([Cell::new(0)], [Cell::new(0)]);
    let (x, y) = (Number::of(vm, a, &a_place), Number::of(vm, b, &b_place));
    match op {
        BinaryOp::Add => add(vm, x, y),
        BinaryOp::Subtract => add(vm, x, Number { negative: !y.negative, ..y }),
        BinaryOp::Multiply => multiply(vm, x, y),
        BinaryOp::And | BinaryOp::Or | BinaryOp::Xor => bitwise(vm, op, x, y),
        BinaryOp::LeftShift => shift_left(vm, x, y),
        BinaryOp::RightShift => shift_right(vm, x, y),
        BinaryOp::FloorDivide => divide::quotient(vm, x, y),
        BinaryOp::Modulo => divide::remainder(vm, x, y),
        BinaryOp::TrueDivide => divide::true_divide(vm, a, b),
        BinaryOp::Power => power::power(vm, a, b),
        BinaryOp::MatrixMultiply => Err(super::not_an_int(vm, a)),
    }
}

/// `a + b`.
pub(super) fn add<'g>(vm: &'g Engine, a: Number<'_>, b: Number<'_>) -> Res<'g> {
    let longer = a.digits.len().max(b.digits.len());
    let room = Room::new(vm, longer as u64 + 1)?;
    let negative = if a.negative == b.negative {
        digits::add(room.digits, a.digits, b.digits);
        a.negative
    } else if digits::compare(a.digits, b.digits).is_ge() {
        digits::subtract(room.digits, a.digits, b.digits);
        a.negative
    } else {
        digits::subtract(room.digits, b.digits, a.digits);
        b.negative
    };
    Ok(room.finish(vm, negative, longer + 1))
}

fn multiply<'g>(vm: &'g Engine, a: Number<'_>, b: Number<'_>) -> Res<'g> {
    let len = a.digits.len() + b.digits.len();
    let room = Room::new(vm, len as u64)?;
    digits::multiply(room.digits, a.digits, b.digits);
    Ok(room.finish(vm, a.negative != b.negative, len))
}

fn bitwise<'g>(vm: &'g Engine, op: BinaryOp, a: Number<'_>, b: Number<'_>) -> Res<'g> {
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

/// A number of bits to shift by: ValueError for less than 0; `u64::MAX` for any that is too large.
fn shift_count(vm: &Engine, count: Number<'_>) -> Result<u64, Trap> {
    if count.negative {
        return Err(vm.value_error("negative shift count"));
    }
    Ok(if digits::bit_length(count.digits) > 63 {
        u64::MAX
    } else {
        digits::bits_at(count.digits, 0)
    })
}

fn shift_left<'g>(vm: &'g Engine, a: Number<'_>, count: Number<'_>) -> Res<'g> {
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

fn shift_right<'g>(vm: &'g Engine, a: Number<'_>, count: Number<'_>) -> Res<'g> {
    let count = shift_count(vm, count)?;
    let length = digits::bit_length(a.digits);
    if count >= length {
        return Ok(Value::int(if a.negative { -1 } else { 0 }));
    }
    // A digit more than the result has: rounding down may carry into it.
    let len = (length - count).div_ceil(DIGIT_BITS.into()) + 1;
    let room = Room::new(vm, len)?;
    digits::shift_right(room.digits, a.digits, count);
    if a.negative && digits::any_below(a.digits, count) {
        digits::add_digit(room.digits, 1);
    }
    Ok(room.finish(vm, a.negative, len as usize))
}
