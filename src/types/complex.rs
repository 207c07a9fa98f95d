//! `complex`: two floats in one object.

use super::float::functions::{atan2, cos, exp, floor, hypot, log, pow, sin};
use super::float::{self, digits, parse};
use super::int;
use crate::bytecode::{BinaryOp, CompareOp};
use crate::name::{Name, rom};
use crate::object::{
    Args, Engine, Frame, Member, Res, Role, Slot, Trap, Type, TypeFlags, TypeId, UnaryOp, kind,
};
use crate::runtime::{attribute, call, text};
use crate::value::{Float, Value, Word};

/// `complex`.
pub(crate) static TYPE: Type = Type {
    flags: TypeFlags::BASE,
    members: &MEMBERS,
    new: Some(Member::general("complex", 1, 3, new).keywords()),
    repr: Some(repr),
    hash: Some(hash),
    truth: Some(|vm, value| get(vm, value) != Some(Complex::from(0.0))),
    binary: Some(binary),
    unary: Some(unary),
    compare: Some(compare),
    ..Type::new(TypeId::COMPLEX)
};

static MEMBERS: [Member; 4] = [
    Member::leaf("real", 1, 1, |vm, args| float::make(vm, this(vm, args)?.real))
        .role(Role::Attribute),
    Member::leaf("imag", 1, 1, |vm, args| float::make(vm, this(vm, args)?.imaginary))
        .role(Role::Attribute),
    Member::leaf("conjugate", 1, 1, |vm, args| make(vm, this(vm, args)?.conjugate())),
    Member::leaf("__complex__", 1, 1, |vm, args| make(vm, this(vm, args)?)),
];

const REAL: Name = const { rom("real") };
const IMAG: Name = const { rom("imag") };
const COMPLEX: Name = const { rom("__complex__") };

/// Words of a float.
const FLOAT_WORDS: u32 = size_of::<Float>() as u32 / 4;

/// A complex number.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Complex {
    pub(crate) real: Float,
    pub(crate) imaginary: Float,
}

impl From<Float> for Complex {
    fn from(real: Float) -> Self {
        Complex { real, imaginary: 0.0 }
    }
}

impl Complex {
    fn conjugate(self) -> Self {
        Complex { imaginary: -self.imaginary, ..self }
    }

    /// The distance from 0.
    pub(crate) fn magnitude(self) -> Float {
        hypot(self.real, self.imaginary)
    }

    /// The angle, from -pi to pi.
    pub(crate) fn phase(self) -> Float {
        atan2(self.imaginary, self.real)
    }

    fn add(self, other: Self) -> Self {
        Complex { real: self.real + other.real, imaginary: self.imaginary + other.imaginary }
    }

    fn subtract(self, other: Self) -> Self {
        Complex { real: self.real - other.real, imaginary: self.imaginary - other.imaginary }
    }

    fn multiply(self, other: Self) -> Self {
        Complex {
            real: self.real * other.real - self.imaginary * other.imaginary,
            imaginary: self.real * other.imaginary + self.imaginary * other.real,
        }
    }

    /// The quotient; nothing for a divisor of 0. The divisor's parts are scaled by the larger, so
    /// that none overflows.
    pub(crate) fn divide(self, by: Self) -> Option<Self> {
        let (real, imaginary) = (by.real.abs(), by.imaginary.abs());
        if real >= imaginary {
            if real == 0.0 {
                return None;
            }
            let ratio = by.imaginary / by.real;
            let scale = by.real + by.imaginary * ratio;
            return Some(Complex {
                real: (self.real + self.imaginary * ratio) / scale,
                imaginary: (self.imaginary - self.real * ratio) / scale,
            });
        }
        if imaginary >= real {
            let ratio = by.real / by.imaginary;
            let scale = by.real * ratio + by.imaginary;
            return Some(Complex {
                real: (self.real * ratio + self.imaginary) / scale,
                imaginary: (self.imaginary * ratio - self.real) / scale,
            });
        }
        Some(Complex { real: Float::NAN, imaginary: Float::NAN })
    }

    /// The power; nothing for 0 to a power that is negative or has an imaginary part.
    fn power(self, exponent: Self) -> Option<Self> {
        const WHOLE_MAX: Float = 100.0;
        let is_whole = exponent.imaginary == 0.0 && floor(exponent.real) == exponent.real;
        if is_whole && exponent.real.abs() <= WHOLE_MAX {
            return self.whole_power(exponent.real as i32);
        }
        if self == Complex::from(0.0) {
            let is_defined = exponent.imaginary == 0.0 && exponent.real >= 0.0;
            return is_defined.then_some(self);
        }
        let (magnitude, phase) = (self.magnitude(), self.phase());
        let mut length = pow(magnitude, exponent.real);
        let mut angle = phase * exponent.real;
        if exponent.imaginary != 0.0 {
            length /= exp(phase * exponent.imaginary);
            angle += exponent.imaginary * log(magnitude);
        }
        Some(Complex { real: length * cos(angle), imaginary: length * sin(angle) })
    }

    /// The power by squaring, exact where the parts are whole.
    fn whole_power(self, exponent: i32) -> Option<Self> {
        let mut result = Complex::from(1.0);
        let mut square = self;
        let mut rest = exponent.unsigned_abs();
        while rest > 0 {
            if rest & 1 != 0 {
                result = result.multiply(square);
            }
            square = square.multiply(square);
            rest >>= 1;
        }
        if exponent < 0 { Complex::from(1.0).divide(result) } else { Some(result) }
    }
}

/// A complex object.
pub(crate) fn make(vm: &Engine, number: Complex) -> Res<'_> {
    let object = vm.alloc(kind::COMPLEX, 1 + 2 * FLOAT_WORDS)?;
    for (i, part) in [number.real, number.imaginary].into_iter().enumerate() {
        let at = object + 4 + 4 * FLOAT_WORDS * i as u32;
        vm.heap.copy_in(at, &part.to_le_bytes());
    }
    Ok(Value::object(object))
}

/// The number, if the value is complex.
pub(crate) fn get(vm: &Engine, value: Value<'_>) -> Option<Complex> {
    let object = vm.expect(value, kind::COMPLEX)?;
    let part = |i: u32| {
        let bytes = vm.heap.bytes(object + 4 + 4 * FLOAT_WORDS * i, 4 * FLOAT_WORDS);
        Float::from_le_bytes(bytes.try_into().unwrap_or_default())
    };
    Some(Complex { real: part(0), imaginary: part(1) })
}

/// The number that a value is, if it is a complex, a float or an int. OverflowError for a large
/// int.
pub(crate) fn operand(vm: &Engine, value: Value<'_>) -> Result<Option<Complex>, Trap> {
    match get(vm, value) {
        Some(number) => Ok(Some(number)),
        None => Ok(float::operand(vm, value)?.map(Complex::from)),
    }
}

fn this(vm: &Engine, args: Args<'_>) -> Result<Complex, Trap> {
    let value = attribute::native(vm, args.at(0));
    get(vm, value).ok_or_else(|| not_a_number(vm, value))
}

#[cold]
fn not_a_number(vm: &Engine, value: Value<'_>) -> Trap {
    let text = "complex() first argument must be a string or a number, not '{t}'";
    vm.raise_with(TypeId::TYPE_ERROR, text, value, value)
}

/// The power of two real numbers that is not real.
pub(crate) fn power_of_reals(vm: &Engine, x: Float, y: Float) -> Res<'_> {
    power(vm, x.into(), y.into())
}

fn power(vm: &Engine, x: Complex, y: Complex) -> Res<'_> {
    let Some(result) = x.power(y) else {
        return Err(int::zero_division(vm, "0.0 to a negative or complex power"));
    };
    let are_finite = |number: Complex| number.real.is_finite() && number.imaginary.is_finite();
    let is_infinite = result.real.is_infinite() || result.imaginary.is_infinite();
    if is_infinite && are_finite(x) && are_finite(y) {
        return Err(vm.raise(TypeId::OVERFLOW_ERROR, "complex exponentiation"));
    }
    make(vm, result)
}

/// The `binary` slot of complex: with an int or a float on either side too.
fn binary<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    let (Some(x), Some(y)) = (operand(vm, a)?, operand(vm, b)?) else { return Ok(None) };
    let result = match op {
        BinaryOp::Add => x.add(y),
        BinaryOp::Subtract => x.subtract(y),
        BinaryOp::Multiply => x.multiply(y),
        BinaryOp::TrueDivide => match x.divide(y) {
            Some(result) => result,
            None => return Err(int::zero_division(vm, "complex division by zero")),
        },
        BinaryOp::Power => return power(vm, x, y).map(Some),
        _ => return Ok(None),
    };
    make(vm, result).map(Some)
}

fn unary<'g>(vm: &'g Engine, op: UnaryOp, value: Value<'g>) -> Result<Option<Value<'g>>, Trap> {
    let Some(number) = get(vm, value) else { return Ok(None) };
    match op {
        UnaryOp::Negative => {
            make(vm, Complex { real: -number.real, imaginary: -number.imaginary }).map(Some)
        }
        UnaryOp::Absolute => {
            let magnitude = number.magnitude();
            if magnitude.is_infinite() && number.real.is_finite() && number.imaginary.is_finite() {
                return Err(vm.raise(TypeId::OVERFLOW_ERROR, "absolute value too large"));
            }
            float::make(vm, magnitude).map(Some)
        }
        UnaryOp::Positive => Ok(Some(value)),
        UnaryOp::Invert => Ok(None),
    }
}

/// The `compare` slot: complex numbers are equal or not, and have no order.
fn compare(vm: &Engine, op: CompareOp, a: Value<'_>, b: Value<'_>) -> Result<Option<bool>, Trap> {
    let Some(x) = get(vm, a) else { return Ok(None) };
    let equal = match get(vm, b) {
        Some(y) => x == y,
        None => match float::compare_parts(vm, x.real, b) {
            Some(order) => x.imaginary == 0.0 && order.is_some_and(core::cmp::Ordering::is_eq),
            None => return Ok(None),
        },
    };
    match op {
        CompareOp::Equal => Ok(Some(equal)),
        CompareOp::NotEqual => Ok(Some(!equal)),
        _ => Ok(None),
    }
}

/// What CPython's hash of a complex number is before its last step; that of the real part if
/// there is no other.
pub(crate) fn residue(number: Complex) -> i64 {
    const IMAGINARY_FACTOR: i64 = 1_000_003;
    let imaginary = float::residue(number.imaginary).wrapping_mul(IMAGINARY_FACTOR);
    float::residue(number.real).wrapping_add(imaginary)
}

fn hash(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    Ok(int::fold(get(vm, value).map_or(0, residue)))
}

/// A part of a complex number as its repr shows it: without `.0`, but perhaps with a plus sign.
struct Part(Float, bool);

impl core::fmt::Display for Part {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Part(x, with_plus) = *self;
        if x.is_nan() || x.is_sign_positive() {
            if with_plus {
                out.write_str("+")?;
            }
        } else {
            out.write_str("-")?;
        }
        if x.is_finite() {
            digits::write_shortest(out, x.abs(), false)
        } else {
            out.write_str(if x.is_nan() { "nan" } else { "inf" })
        }
    }
}

fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    let Some(number) = get(vm, vm.at(value)) else { return Ok(()) };
    let imaginary = number.imaginary;
    if number.real == 0.0 && number.real.is_sign_positive() {
        return text::write_fmt(vm, out, format_args!("{}j", Part(imaginary, false)));
    }
    text::write_fmt(
        vm,
        out,
        format_args!("({}{}j)", Part(number.real, false), Part(imaginary, true)),
    )
}

/// `complex(real=0, imag=0)`
fn new(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    frame.args(vm).only(vm, &[REAL, IMAG])?;
    let (real, imaginary) = (frame.get_or(vm, 1, REAL), frame.get_or(vm, 2, IMAG));
    if let Some(source) = real
        && let Some(bytes) = vm.str_bytes(attribute::native(vm, vm.at(source)))
    {
        if imaginary.is_some() {
            return Err(vm.type_error("complex() can't take second arg if first is a string"));
        }
        let Some(number) = parse(bytes) else {
            return Err(vm.value_error("complex() arg is a malformed string"));
        };
        return vm.leaf(|vm| make(vm, number));
    }
    let whole = match real {
        Some(source) => number_of(vm, source)?,
        None => Complex::from(0.0),
    };
    let Some(imaginary) = imaginary else { return vm.leaf(|vm| make(vm, whole)) };
    if vm.is_str(vm.at(imaginary)) {
        return Err(vm.type_error("complex() second arg can't be a string"));
    }
    // A part that is no complex number adds nothing to the other: not even to the sign of a zero.
    let is_complex = |vm: &Engine, slot| get(vm, attribute::native(vm, vm.at(slot))).is_some();
    let from_real = real.is_some_and(|slot| is_complex(vm, slot));
    let across = is_complex(vm, imaginary);
    let turned = number_of(vm, imaginary)?;
    let number = Complex {
        real: if across { whole.real - turned.imaginary } else { whole.real },
        imaginary: if from_real { whole.imaginary + turned.real } else { turned.real },
    };
    vm.leaf(|vm| make(vm, number))
}

/// As [`of_object`], with the TypeError of the constructor.
fn number_of(vm: &mut Engine, source: Slot) -> Result<Complex, Trap> {
    let native = attribute::native(vm, vm.at(source));
    let is_number = get(vm, native).is_some()
        || float::get(vm, native).is_some()
        || int::as_int(vm, native).is_some();
    if !is_number && !attribute::is_python_class_instance(vm, vm.at(source)) {
        return Err(not_a_number(vm, native));
    }
    of_object(vm, source)
}

/// The complex number that a value stands for: a number, or what `__complex__`, `__float__` or
/// `__index__` answers.
pub(crate) fn of_object(vm: &mut Engine, source: Slot) -> Result<Complex, Trap> {
    if attribute::is_python_class_instance(vm, vm.at(source))
        && let Some(word) = vm.scope(|vm| call::call_special(vm, source, COMPLEX, &[]))?
    {
        let answer = vm.value(word);
        let text = "__complex__ returned non-complex (type {t})";
        return get(vm, attribute::native(vm, answer))
            .ok_or_else(|| vm.raise_with(TypeId::TYPE_ERROR, text, answer, answer));
    }
    match get(vm, attribute::native(vm, vm.at(source))) {
        Some(number) => Ok(number),
        None => float::of_object(vm, source).map(Complex::from),
    }
}

/// The number that a text says: `a`, `bj` or `a+bj`, perhaps in parentheses.
fn parse(text: &[u8]) -> Option<Complex> {
    let text = core::str::from_utf8(text).ok()?.trim_matches(int::text::is_space);
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text);
    let text = inner.trim_matches(int::text::is_space).as_bytes();
    if text.iter().any(u8::is_ascii_whitespace) {
        return None;
    }
    let [rest @ .., b'j' | b'J'] = text else { return parse::parse(text).map(Complex::from) };
    // The imaginary part starts at the last sign that is not an exponent's.
    let is_start = |i: &usize| {
        matches!(rest[*i], b'+' | b'-') && (*i == 0 || !matches!(rest[*i - 1], b'e' | b'E'))
    };
    let (real, imaginary) = rest.split_at((0..rest.len()).rev().find(is_start).unwrap_or(0));
    let real = if real.is_empty() { 0.0 } else { parse::parse(real)? };
    let imaginary = match imaginary {
        b"" | b"+" => 1.0,
        b"-" => -1.0,
        _ => parse::parse(imaginary)?,
    };
    Some(Complex { real, imaginary })
}
