//! Operators, comparisons and hashes of floats, and of floats with ints.

use core::cmp::Ordering;

use super::functions::{copysign, floor, fmod, pow};
use super::{get, make};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::object::{Engine, Res, Trap, TypeId, kind};
use crate::types::{complex, int};
use crate::value::{Float, Value};

/// The float that a value is or, for an int, is nearest to; nothing for other values.
/// OverflowError for a large int.
#[inline]
pub(crate) fn operand(vm: &Engine, value: Value<'_>) -> Result<Option<Float>, Trap> {
    if let Some(x) = get(vm, value) {
        return Ok(Some(x));
    }
    match int::as_int(vm, value) {
        Some(int) => int::to_float(vm, int).map(Some),
        None => Ok(None),
    }
}

/// The `binary` slot of float: with an int on either side too.
pub(crate) fn binary<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    if matches!(
        op,
        BinaryOp::And
            | BinaryOp::Or
            | BinaryOp::Xor
            | BinaryOp::LeftShift
            | BinaryOp::RightShift
            | BinaryOp::MatrixMultiply
    ) {
        return Ok(None);
    }
    let (Some(x), Some(y)) = (operand(vm, a)?, operand(vm, b)?) else { return Ok(None) };
    let result = match op {
        BinaryOp::Add => x + y,
        BinaryOp::Subtract => x - y,
        BinaryOp::Multiply => x * y,
        BinaryOp::TrueDivide if y != 0.0 => x / y,
        BinaryOp::FloorDivide if y != 0.0 => floor_divide(x, y),
        BinaryOp::Modulo if y != 0.0 => modulo(x, y),
        BinaryOp::TrueDivide => return Err(int::zero_division(vm, "float division by zero")),
        BinaryOp::FloorDivide => {
            return Err(int::zero_division(vm, "float floor division by zero"));
        }
        BinaryOp::Modulo => return Err(int::zero_division(vm, "float modulo by zero")),
        _ => return power(vm, x, y).map(Some),
    };
    make(vm, result).map(Some)
}

/// The number, if the value is a float or a small int.
#[inline]
fn number(vm: &Engine, value: Value<'_>) -> Option<Float> {
    match value.as_small() {
        Some(small) => Some(small as Float),
        None => get(vm, value),
    }
}

/// The four basic operators of two floats, or a float and a small int; `None` for other operands and operators, and
/// for a division by 0.
#[inline]
pub(crate) fn try_simple<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Option<Res<'g>> {
    if a.word() & b.word() & 1 != 0 {
        return None;
    }
    let (x, y) = (number(vm, a)?, number(vm, b)?);
    let result = match op {
        BinaryOp::Add => x + y,
        BinaryOp::Subtract => x - y,
        BinaryOp::Multiply => x * y,
        BinaryOp::TrueDivide if y != 0.0 => x / y,
        _ => return None,
    };
    Some(make(vm, result))
}

/// `x % y`, with the sign of `y`, which is not 0.
pub(crate) fn modulo(x: Float, y: Float) -> Float {
    let remainder = fmod(x, y);
    if remainder == 0.0 {
        return copysign(0.0, y);
    }
    if (remainder < 0.0) != (y < 0.0) { remainder + y } else { remainder }
}

/// `x // y`, where `y` is not 0.
pub(crate) fn floor_divide(x: Float, y: Float) -> Float {
    let remainder = fmod(x, y);
    let mut quotient = (x - remainder) / y;
    if remainder != 0.0 && (remainder < 0.0) != (y < 0.0) {
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return copysign(0.0, x / y);
    }
    let whole = floor(quotient);
    if quotient - whole > 0.5 { whole + 1.0 } else { whole }
}

/// `divmod(x, y)`: a tuple.
pub(crate) fn divmod(vm: &Engine, x: Float, y: Float) -> Res<'_> {
    if y == 0.0 {
        return Err(int::zero_division(vm, "float divmod()"));
    }
    let (quotient, remainder) = (make(vm, floor_divide(x, y))?, make(vm, modulo(x, y))?);
    vm.make(kind::TUPLE, &[quotient.word(), remainder.word()])
}

/// `x ** y`: complex if `x` is negative and `y` not whole.
pub(crate) fn power(vm: &Engine, x: Float, y: Float) -> Res<'_> {
    if x == 0.0 && y < 0.0 {
        return Err(int::zero_division(vm, "0.0 cannot be raised to a negative power"));
    }
    if x < 0.0 && x.is_finite() && y.is_finite() && floor(y) != y {
        return complex::power_of_reals(vm, x, y);
    }
    let result = pow(x, y);
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(vm.raise(TypeId::OVERFLOW_ERROR, "(34, 'Numerical result out of range')"));
    }
    make(vm, result)
}

/// Which of a float and a number is the greater, exactly: nothing inside if they have no order,
/// nothing at all if the value is neither int nor float.
pub(crate) fn compare_parts(vm: &Engine, x: Float, other: Value<'_>) -> Option<Option<Ordering>> {
    if let Some(y) = get(vm, other) {
        return Some(x.partial_cmp(&y));
    }
    let int = int::as_int(vm, other)?;
    Some(int::compare_float(vm, int, x).map(Ordering::reverse))
}

/// What a comparison of two floats answers; `None` for other values.
pub(crate) fn try_compare(vm: &Engine, op: CompareOp, a: Value<'_>, b: Value<'_>) -> Option<bool> {
    let (x, y) = (get(vm, a)?, get(vm, b)?);
    Some(match op {
        CompareOp::Less => x < y,
        CompareOp::LessEqual => x <= y,
        CompareOp::Greater => x > y,
        CompareOp::GreaterEqual => x >= y,
        CompareOp::Equal => x == y,
        CompareOp::NotEqual => x != y,
    })
}

/// The `compare` slot of float: with an int on the right too.
pub(crate) fn compare(
    vm: &Engine,
    op: CompareOp,
    a: Value<'_>,
    b: Value<'_>,
) -> Result<Option<bool>, Trap> {
    let Some(x) = get(vm, a) else { return Ok(None) };
    let order = compare_parts(vm, x, b);
    Ok(order.map(|order| match order {
        Some(order) => int::holds(op, order),
        None => op == CompareOp::NotEqual,
    }))
}

/// The remainder of a float's division by 2**61 - 1, with its sign: the hash of every number
/// equal to it.
pub(crate) fn residue(x: Float) -> i64 {
    if x.is_infinite() {
        return if x > 0.0 { 314_159 } else { -314_159 };
    }
    if x.is_nan() {
        return 0;
    }
    let (mantissa, exponent) = int::parts(x);
    // 2**61 is 1 here, so a power of two only rotates.
    let turn = exponent.rem_euclid(61).unsigned_abs();
    let residue = (mantissa << turn & int::HASH_MODULUS | mantissa >> (61 - turn)) as i64;
    if x < 0.0 { -residue } else { residue }
}
