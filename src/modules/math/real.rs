//! Functions of real numbers.

use super::answer;
use crate::bytecode::BinaryOp;
use crate::name::{Name, rom};
use crate::object::{Engine, Frame, Slot, Trap, TypeId, kind};
use crate::runtime::{attribute, call, index};
use crate::types::float::{self, functions};
use crate::types::int;
use crate::value::{Float, Value, Word};

#[cold]
pub(super) fn domain_error(vm: &Engine) -> Trap {
    vm.value_error("math domain error")
}

#[cold]
pub(super) fn range_error(vm: &Engine) -> Trap {
    vm.raise(TypeId::OVERFLOW_ERROR, "math range error")
}

/// The float that argument `i` stands for.
pub(super) fn argument(vm: &mut Engine, frame: Frame, i: usize) -> Result<Float, Trap> {
    float::of_object(vm, frame.at(i))
}

/// What an infinite result of a finite argument means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Infinite {
    /// The result is too large.
    Range,
    /// The function has a pole there.
    Domain,
}

/// A function of one number. NaN that does not come from NaN is a domain error.
fn function(
    vm: &mut Engine,
    frame: Frame,
    f: fn(Float) -> Float,
    infinite: Infinite,
) -> Result<Word, Trap> {
    let x = argument(vm, frame, 0)?;
    let result = f(x);
    if result.is_nan() && !x.is_nan() {
        return Err(domain_error(vm));
    }
    if result.is_infinite() && x.is_finite() {
        return Err(if infinite == Infinite::Range { range_error(vm) } else { domain_error(vm) });
    }
    answer(vm, result)
}

macro_rules! functions {
    ($($infinite:ident: $($name:ident = $f:expr),*;)*) => {
        $($(
            pub(super) fn $name(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
                function(vm, frame, $f, Infinite::$infinite)
            }
        )*)*
    };
}
functions! {
    Domain: acos = functions::acos, acosh = functions::acosh, asin = functions::asin, asinh = functions::asinh,
        atan = functions::atan, atanh = functions::atanh, cbrt = functions::cbrt, cos = functions::cos,
        erf = functions::erf, erfc = functions::erfc, fabs = Float::abs, log1p = functions::log1p,
        sin = functions::sin, sqrt = functions::sqrt, tan = functions::tan, tanh = functions::tanh;
    Range: cosh = functions::cosh, degrees = to_degrees, exp = functions::exp, exp2 = functions::exp2,
        expm1 = functions::expm1, gamma = gamma_or_nan, lgamma = lgamma_or_nan, radians = to_radians,
        sinh = functions::sinh;
}

fn to_degrees(x: Float) -> Float {
    x * (180.0 / super::PI)
}

fn to_radians(x: Float) -> Float {
    x * (super::PI / 180.0)
}

/// Whether the gamma function has a pole at `x`.
fn is_pole(x: Float) -> bool {
    x <= 0.0 && functions::floor(x) == x
}

fn gamma_or_nan(x: Float) -> Float {
    if is_pole(x) { Float::NAN } else { functions::tgamma(x) }
}

fn lgamma_or_nan(x: Float) -> Float {
    if x.is_finite() && is_pole(x) { Float::NAN } else { functions::lgamma(x) }
}

// Functions of two numbers.

pub(super) fn atan2(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let (y, x) = (argument(vm, frame, 0)?, argument(vm, frame, 1)?);
    answer(vm, functions::atan2(y, x))
}

pub(super) fn copysign(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let (x, y) = (argument(vm, frame, 0)?, argument(vm, frame, 1)?);
    answer(vm, functions::copysign(x, y))
}

pub(super) fn fmod(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    remaining(vm, frame, functions::fmod)
}

pub(super) fn remainder(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    remaining(vm, frame, functions::remainder)
}

fn remaining(vm: &mut Engine, frame: Frame, f: fn(Float, Float) -> Float) -> Result<Word, Trap> {
    let (x, y) = (argument(vm, frame, 0)?, argument(vm, frame, 1)?);
    if y == 0.0 && !x.is_nan() || x.is_infinite() && !y.is_nan() {
        return Err(domain_error(vm));
    }
    answer(vm, if y.is_infinite() && !x.is_nan() { x } else { f(x, y) })
}

pub(super) fn pow(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let (x, y) = (argument(vm, frame, 0)?, argument(vm, frame, 1)?);
    let result = functions::pow(x, y);
    if x.is_finite() && y.is_finite() {
        if result.is_nan() || result.is_infinite() && x == 0.0 {
            return Err(domain_error(vm));
        }
        if result.is_infinite() {
            return Err(range_error(vm));
        }
    }
    answer(vm, result)
}

pub(super) fn fma(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let (x, y, z) = (argument(vm, frame, 0)?, argument(vm, frame, 1)?, argument(vm, frame, 2)?);
    let result = functions::fma(x, y, z);
    if result.is_nan() && !(x.is_nan() || y.is_nan() || z.is_nan()) {
        return Err(vm.value_error("invalid operation in fma"));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(vm.raise(TypeId::OVERFLOW_ERROR, "overflow in fma"));
    }
    answer(vm, result)
}

/// The next float after `x` towards `y`, or the one so many `steps` on.
pub(super) fn nextafter(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    const STEPS: Name = const { rom("steps") };
    frame.args(vm).only(vm, &[STEPS])?;
    let (x, y) = (argument(vm, frame, 0)?, argument(vm, frame, 1)?);
    let steps = match frame.keyword(vm, STEPS).filter(|slot| vm.at(*slot) != Value::none()) {
        Some(slot) => {
            let steps = index::int_of(vm, slot)?;
            let steps = vm.value(steps);
            if int::is_negative(vm, steps) {
                return Err(vm.value_error("steps must be a non-negative integer"));
            }
            int::to_u64(vm, steps).unwrap_or(u64::MAX)
        }
        None => 1,
    };
    answer(vm, step(x, y, steps))
}

pub(super) fn step(x: Float, y: Float, steps: u64) -> Float {
    if x.is_nan() || y.is_nan() {
        return x + y;
    }
    // Floats in the order of their numbers, as ints: negative ones count down from -0.
    let order = |x: Float| {
        let magnitude = float::magnitude_bits(x).cast_signed();
        if x.is_sign_negative() { -magnitude } else { magnitude }
    };
    let (from, to) = (order(x), order(y));
    if steps == 0 {
        return x;
    }
    if from.abs_diff(to) <= steps {
        return y;
    }
    let at = if from < to {
        from.saturating_add_unsigned(steps)
    } else {
        from.saturating_sub_unsigned(steps)
    };
    let magnitude = float::from_bits(at.unsigned_abs());
    if at < 0 || at == 0 && x.is_sign_negative() { -magnitude } else { magnitude }
}

pub(super) fn ulp(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let x = argument(vm, frame, 0)?.abs();
    if !x.is_finite() {
        return answer(vm, x);
    }
    let next = x.next_up();
    answer(vm, if next.is_infinite() { x - x.next_down() } else { next - x })
}

// Logarithms, of ints of any size too.

/// `log(mantissa * 2**exponent)` of a positive number by a function whose value at 2 is given.
fn logarithm(
    vm: &mut Engine,
    source: Slot,
    f: fn(Float) -> Float,
    of_two: Float,
) -> Result<Float, Trap> {
    let native = attribute::native(vm, vm.at(source));
    if let Some(int) = int::as_int(vm, native) {
        if int::is_negative(vm, int) {
            return Err(domain_error(vm));
        }
        if let Some((mantissa, exponent)) = int::split(vm, int) {
            return Ok(f(mantissa as Float) + exponent as Float * of_two);
        }
    }
    let x = float::of_object(vm, source)?;
    if x <= 0.0 { Err(domain_error(vm)) } else { Ok(f(x)) }
}

pub(super) fn log(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    const LN_2: Float = core::f64::consts::LN_2 as Float;
    let x = logarithm(vm, frame.at(0), functions::log, LN_2)?;
    let Some(base) = frame.get(1) else { return answer(vm, x) };
    let base = logarithm(vm, base, functions::log, LN_2)?;
    if base == 0.0 {
        return Err(int::zero_division(vm, "float division by zero"));
    }
    answer(vm, x / base)
}

pub(super) fn log2(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let x = logarithm(vm, frame.at(0), functions::log2, 1.0)?;
    answer(vm, x)
}

pub(super) fn log10(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let x = logarithm(vm, frame.at(0), functions::log10, core::f64::consts::LOG10_2 as Float)?;
    answer(vm, x)
}

// Parts.

pub(super) fn frexp(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let x = argument(vm, frame, 0)?;
    let (mantissa, exponent) =
        if x == 0.0 || !x.is_finite() { (x, 0) } else { functions::frexp(x) };
    vm.leaf(|vm| {
        let mantissa = float::make(vm, mantissa)?;
        vm.make(kind::TUPLE, &[mantissa.word(), Value::int(exponent).word()])
    })
}

pub(super) fn modf(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let x = argument(vm, frame, 0)?;
    let whole = functions::trunc(x);
    let fraction = if x.is_infinite() { 0.0 } else { x - whole };
    vm.leaf(|vm| {
        let fraction = float::make(vm, functions::copysign(fraction, x))?;
        vm.make(kind::TUPLE, &[fraction.word(), float::make(vm, whole)?.word()])
    })
}

pub(super) fn ldexp(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let x = argument(vm, frame, 0)?;
    let exponent = vm.at(frame.at(1));
    if int::as_int(vm, exponent).is_none() {
        return Err(vm.type_error("Expected an int as second argument to ldexp."));
    }
    let exponent = index::index(vm, exponent)?;
    let result = functions::ldexp(x, exponent.clamp(-100_000, 100_000));
    if result.is_infinite() && x.is_finite() {
        return Err(range_error(vm));
    }
    answer(vm, result)
}

// To whole numbers.

pub(super) fn floor(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    const FLOOR: Name = const { rom("__floor__") };
    to_whole(vm, frame.at(0), FLOOR, functions::floor)
}

pub(super) fn ceil(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    const CEIL: Name = const { rom("__ceil__") };
    to_whole(vm, frame.at(0), CEIL, functions::ceil)
}

pub(super) fn trunc(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    const TRUNC: Name = const { rom("__trunc__") };
    let native = attribute::native(vm, vm.at(frame.at(0)));
    let is_number = float::get(vm, native).is_some() || int::as_int(vm, native).is_some();
    if !is_number && attribute::special(vm, vm.at(frame.at(0)), TRUNC).is_none() {
        let text = "type {t} doesn't define __trunc__ method";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, native, native));
    }
    to_whole(vm, frame.at(0), TRUNC, functions::trunc)
}

fn to_whole(
    vm: &mut Engine,
    source: Slot,
    method: Name,
    f: fn(Float) -> Float,
) -> Result<Word, Trap> {
    if let Some(word) = vm.scope(|vm| call::call_special(vm, source, method, &[]))? {
        return Ok(word);
    }
    let native = attribute::native(vm, vm.at(source));
    if let Some(int) = int::as_int(vm, native) {
        return Ok(int.word());
    }
    let x = float::of_object(vm, source)?;
    vm.leaf(|vm| int::from_float(vm, f(x)))
}

// Questions.

fn question(vm: &mut Engine, frame: Frame, f: fn(Float) -> bool) -> Result<Word, Trap> {
    let x = argument(vm, frame, 0)?;
    Ok(Value::bool(f(x)).word())
}

pub(super) fn isfinite(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    question(vm, frame, Float::is_finite)
}

pub(super) fn isinf(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    question(vm, frame, Float::is_infinite)
}

pub(super) fn isnan(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    question(vm, frame, Float::is_nan)
}

/// The tolerances that keyword arguments give, relative and absolute.
pub(in crate::modules) fn tolerances(
    vm: &mut Engine,
    frame: Frame,
) -> Result<(Float, Float), Trap> {
    const RELATIVE: Name = const { rom("rel_tol") };
    const ABSOLUTE: Name = const { rom("abs_tol") };
    frame.args(vm).only(vm, &[RELATIVE, ABSOLUTE])?;
    let mut tolerance = |name, default| match frame.keyword(vm, name) {
        Some(slot) => float::of_object(vm, slot),
        None => Ok(default),
    };
    let (relative, absolute) = (tolerance(RELATIVE, 1e-9)?, tolerance(ABSOLUTE, 0.0)?);
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    Ok((relative, absolute))
}

pub(super) fn isclose(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let (relative, absolute) = tolerances(vm, frame)?;
    let (x, y) = (argument(vm, frame, 0)?, argument(vm, frame, 1)?);
    let close = if x == y {
        true
    } else if x.is_infinite() || y.is_infinite() {
        false
    } else {
        let distance = (x - y).abs();
        distance <= (relative * x).abs() || distance <= (relative * y).abs() || distance <= absolute
    };
    Ok(Value::bool(close).word())
}

/// `a op b` of ints in slots, put in a slot.
pub(super) fn set_arithmetic(
    vm: &mut Engine,
    out: Slot,
    op: BinaryOp,
    a: Slot,
    b: Slot,
) -> Result<(), Trap> {
    let word = vm.leaf(|vm| int::arithmetic(vm, op, vm.at(a), vm.at(b)))?;
    vm.set_word(out, word);
    Ok(())
}
