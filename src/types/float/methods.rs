//! The type `float`: its constructor, methods and attributes.

use core::fmt::{self, Write};

use super::functions::{ceil, floor, trunc};
use super::{digits, get, hex, make, parse, round};
use crate::name::{Name, rom};
use crate::object::{
    Args, Engine, Frame, Member, Res, Role, Slot, Trap, Type, TypeFlags, TypeId, UnaryOp, kind,
};
use crate::runtime::{attribute, call, index, text};
use crate::types::int;
use crate::value::{Float, Value, Word};

/// `float`.
pub(crate) static TYPE: Type = Type {
    flags: TypeFlags::BASE,
    members: &MEMBERS,
    new: Some(Member::general("float", 1, 2, new)),
    repr: Some(repr),
    hash: Some(hash),
    truth: Some(|vm, value| get(vm, value) != Some(0.0)),
    binary: Some(super::binary),
    unary: Some(unary),
    compare: Some(super::compare),
    ..Type::new(TypeId::FLOAT)
};

static MEMBERS: [Member; 13] = [
    Member::leaf("is_integer", 1, 1, is_integer),
    Member::leaf("as_integer_ratio", 1, 1, as_integer_ratio),
    Member::leaf("conjugate", 1, 1, itself),
    Member::leaf("hex", 1, 1, to_hex),
    Member::leaf("fromhex", 2, 2, from_hex).role(Role::Class),
    Member::leaf("real", 1, 1, itself).role(Role::Attribute),
    Member::leaf("imag", 1, 1, |vm, _| make(vm, 0.0)).role(Role::Attribute),
    Member::leaf("__float__", 1, 1, itself),
    Member::leaf("__int__", 1, 1, |vm, args| int::from_float(vm, this(vm, args)?)),
    Member::leaf("__trunc__", 1, 1, |vm, args| int::from_float(vm, trunc(this(vm, args)?))),
    Member::leaf("__floor__", 1, 1, |vm, args| int::from_float(vm, floor(this(vm, args)?))),
    Member::leaf("__ceil__", 1, 1, |vm, args| int::from_float(vm, ceil(this(vm, args)?))),
    Member::leaf("__round__", 1, 2, |vm, args| round_value(vm, this(vm, args)?, args.get(1))),
];

const FLOAT: Name = const { rom("__float__") };
const INDEX: Name = const { rom("__index__") };

/// The number of the object that a method is called on.
fn this(vm: &Engine, args: Args<'_>) -> Result<Float, Trap> {
    let value = attribute::native(vm, args.at(0));
    get(vm, value).ok_or_else(|| must_be_real(vm, value))
}

#[cold]
fn must_be_real(vm: &Engine, value: Value<'_>) -> Trap {
    vm.raise_with(TypeId::TYPE_ERROR, "must be real number, not {t}", value, value)
}

/// The float that a value stands for: a float, an int, or what `__float__` or `__index__`
/// answers. TypeError for others.
pub(crate) fn of_object(vm: &mut Engine, source: Slot) -> Result<Float, Trap> {
    match special(vm, source)? {
        Some(x) => Ok(x),
        None => {
            let value = attribute::native(vm, vm.at(source));
            super::operand(vm, value)?.ok_or_else(|| must_be_real(vm, vm.at(source)))
        }
    }
}

/// What `__float__` or `__index__` answers, if an instance of a class has one.
fn special(vm: &mut Engine, source: Slot) -> Result<Option<Float>, Trap> {
    if !attribute::is_python_class_instance(vm, vm.at(source)) {
        return Ok(None);
    }
    if let Some(word) = vm.scope(|vm| call::call_special(vm, source, FLOAT, &[]))? {
        let answer = vm.value(word);
        let x = get(vm, attribute::native(vm, answer));
        let text = "__float__ returned non-float (type {t})";
        return x.map(Some).ok_or_else(|| vm.raise_with(TypeId::TYPE_ERROR, text, answer, answer));
    }
    let is_number = {
        let native = attribute::native(vm, vm.at(source));
        get(vm, native).is_some() || int::as_int(vm, native).is_some()
    };
    if is_number || attribute::special(vm, vm.at(source), INDEX).is_none() {
        return Ok(None);
    }
    let word = index::int_of(vm, source)?;
    int::to_float(vm, vm.value(word)).map(Some)
}

/// `float(x=0.0)`
fn new(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let Some(source) = frame.get(1) else { return vm.leaf(|vm| make(vm, 0.0)) };
    if let Some(x) = special(vm, source)? {
        return vm.leaf(|vm| make(vm, x));
    }
    vm.leaf(|vm| {
        let value = attribute::native(vm, vm.at(source));
        if get(vm, value).is_some() {
            return Ok(value);
        }
        if let Some(x) = super::operand(vm, value)? {
            return make(vm, x);
        }
        let Some(text) = parse::source_text(vm, value) else {
            let text = "float() argument must be a string or a real number, not '{t}'";
            return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
        };
        match parse::parse(text) {
            Some(x) => make(vm, x),
            None => {
                let text = "could not convert string to float: {r}";
                Err(vm.raise_with(TypeId::VALUE_ERROR, text, value, value))
            }
        }
    })
}

/// Room for the longest repr.
const REPR_MAX: usize = 32;

/// A short text on the stack.
struct Short {
    bytes: [u8; REPR_MAX],
    len: usize,
}

impl Short {
    const EMPTY: Self = Short { bytes: [0; REPR_MAX], len: 0 };

    fn text(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

impl Write for Short {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let place = self.bytes.get_mut(self.len..self.len + text.len()).ok_or(fmt::Error)?;
        place.copy_from_slice(text.as_bytes());
        self.len += text.len();
        Ok(())
    }
}

fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    let x = get(vm, vm.at(value)).unwrap_or_default();
    let mut short = Short::EMPTY;
    let written = digits::write_float(&mut short, x, b'r', None, false);
    debug_assert!(written.is_ok(), "the longest repr fits");
    text::push(vm, out, short.text())
}

fn hash(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    Ok(int::fold(super::residue(get(vm, value).unwrap_or_default())))
}

fn unary<'g>(vm: &'g Engine, op: UnaryOp, value: Value<'g>) -> Result<Option<Value<'g>>, Trap> {
    let Some(x) = get(vm, value) else { return Ok(None) };
    match op {
        UnaryOp::Negative => make(vm, -x).map(Some),
        UnaryOp::Absolute => make(vm, x.abs()).map(Some),
        UnaryOp::Positive => Ok(Some(value)),
        UnaryOp::Invert => Ok(None),
    }
}

fn itself<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    this(vm, args)?;
    Ok(attribute::native(vm, args.at(0)))
}

fn is_integer<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let x = this(vm, args)?;
    Ok(Value::bool(x.is_finite() && floor(x) == x))
}

fn as_integer_ratio<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let x = this(vm, args)?;
    if x.is_nan() {
        return Err(vm.value_error("cannot convert NaN to integer ratio"));
    }
    if x.is_infinite() {
        return Err(vm.raise(TypeId::OVERFLOW_ERROR, "cannot convert Infinity to integer ratio"));
    }
    let (mantissa, exponent) = int::parts(x);
    let zeros = if x == 0.0 { 0 } else { mantissa.trailing_zeros() };
    let exponent = if x == 0.0 { 0 } else { exponent + zeros as i32 };
    let odd = (mantissa >> zeros) as i64;
    let odd = int::from_i64(vm, if x < 0.0 { -odd } else { odd })?;
    let shifted = |value, by: i32| {
        int::arithmetic(vm, crate::bytecode::BinaryOp::LeftShift, value, Value::int(by.max(0)))
    };
    let (numerator, denominator) = (shifted(odd, exponent)?, shifted(Value::int(1), -exponent)?);
    vm.make(kind::TUPLE, &[numerator.word(), denominator.word()])
}

fn to_hex<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let x = this(vm, args)?;
    let mut short = Short::EMPTY;
    let written = if x.is_finite() {
        hex::write(&mut short, x)
    } else {
        digits::write_float(&mut short, x, b'r', None, false)
    };
    debug_assert!(written.is_ok(), "the longest text fits");
    vm.new_str(short.text())
}

fn from_hex<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let Some(text) = vm.text(args.at(1)) else {
        return Err(vm.type_error("fromhex() argument must be str"));
    };
    match hex::parse(text) {
        Ok(x) => make(vm, x),
        Err(hex::Invalid::Syntax) => {
            Err(vm.value_error("invalid hexadecimal floating-point string"))
        }
        Err(hex::Invalid::TooLarge) => {
            let text = "hexadecimal value too large to represent as a float";
            Err(vm.raise(TypeId::OVERFLOW_ERROR, text))
        }
    }
}

/// `round(x)`, an int, or `round(x, places)`.
pub(crate) fn round_value<'g>(vm: &'g Engine, x: Float, places: Option<Value<'g>>) -> Res<'g> {
    let Some(places) = places.filter(|places| *places != Value::none()) else {
        return int::from_float(vm, round::whole(x));
    };
    let rounded = round::round(x, index::index(vm, places)?);
    if rounded.is_infinite() && x.is_finite() {
        return Err(vm.raise(TypeId::OVERFLOW_ERROR, "rounded value too large to represent"));
    }
    make(vm, rounded)
}
