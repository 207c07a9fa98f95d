//! The type `int`: its constructor, methods and attributes.

use core::cell::Cell;

use super::{Number, arithmetic, as_int, bytes, digits, divmod, expect_int, float, text};
use crate::bytecode::BinaryOp;
use crate::name::{Name, rom};
use crate::object::{
    Args, Engine, Frame, Member, Res, Role, Slot, Trap, Type, TypeFlags, TypeId, kind,
};
use crate::runtime::{attribute, call, index, text as builder};
use crate::types::float as python_float;
use crate::value::{Value, Word};

/// `int`.
pub(crate) static TYPE: Type = Type {
    flags: TypeFlags::BASE,
    members: &MEMBERS,
    new: Some(Member::general("int", 1, 3, new).keywords()),
    repr: Some(repr),
    hash: Some(hash),
    truth: Some(truth),
    binary: Some(super::binary),
    unary: Some(super::unary),
    compare: Some(super::compare_slot),
    ..Type::new(TypeId::INT)
};

static MEMBERS: [Member; 18] = [
    Member::leaf("bit_length", 1, 1, bit_length),
    Member::leaf("bit_count", 1, 1, bit_count),
    Member::leaf("to_bytes", 1, 3, bytes::to_bytes).keywords(),
    Member::general("from_bytes", 1, 3, bytes::from_bytes).role(Role::ClassKeywords),
    Member::leaf("as_integer_ratio", 1, 1, as_integer_ratio),
    Member::leaf("conjugate", 1, 1, itself),
    Member::leaf("is_integer", 1, 1, |_, _| Ok(Value::true_())),
    Member::leaf("real", 1, 1, itself).role(Role::Attribute),
    Member::leaf("imag", 1, 1, |_, _| Ok(Value::int(0))).role(Role::Attribute),
    Member::leaf("numerator", 1, 1, itself).role(Role::Attribute),
    Member::leaf("denominator", 1, 1, |_, _| Ok(Value::int(1))).role(Role::Attribute),
    Member::leaf("__index__", 1, 1, itself),
    Member::leaf("__int__", 1, 1, itself),
    Member::leaf("__trunc__", 1, 1, itself),
    Member::leaf("__floor__", 1, 1, itself),
    Member::leaf("__ceil__", 1, 1, itself),
    Member::leaf("__round__", 1, 2, |vm, args| round(vm, args.at(0), args.get(1))),
    Member::leaf("__float__", 1, 1, |vm, args| {
        python_float::make(vm, float::to_float(vm, args.at(0))?)
    }),
];

const BASE: Name = const { rom("base") };
const INT: Name = const { rom("__int__") };
const INDEX: Name = const { rom("__index__") };
const TRUNC: Name = const { rom("__trunc__") };

fn itself<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    expect_int(vm, args.at(0))
}

/// `int(x=0)` or `int(x, base=10)`.
fn new(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    frame.args(vm).only(vm, &[BASE])?;
    let base = frame.get_or(vm, 2, BASE);
    let Some(source) = frame.get(1) else {
        if base.is_some() {
            return Err(vm.type_error("int() missing string argument"));
        }
        return Ok(Value::int(0).word());
    };
    let Some(base) = base else { return convert(vm, source) };
    let base = index::index_of(vm, base)?;
    if base != 0 && !(2..=36).contains(&base) {
        return Err(vm.value_error("int() base must be >= 2 and <= 36, or 0"));
    }
    vm.leaf(|vm| match python_float::parse::source_text(vm, vm.at(source)) {
        Some(text) => text::parse(vm, text, base.unsigned_abs(), vm.at(source)),
        None => Err(vm.type_error("int() can't convert non-string with explicit base")),
    })
}

/// `int(x)`.
pub(crate) fn convert(vm: &mut Engine, source: Slot) -> Result<Word, Trap> {
    if attribute::is_python_class_instance(vm, vm.at(source)) {
        for method in [INT, INDEX, TRUNC] {
            if let Some(word) = vm.scope(|vm| call::call_special(vm, source, method, &[]))? {
                let answer = vm.value(word);
                return match as_int(vm, answer) {
                    Some(int) => Ok(int.word()),
                    None => {
                        let text = "__int__ returned non-int (type {t})";
                        Err(vm.raise_with(TypeId::TYPE_ERROR, text, answer, answer))
                    }
                };
            }
        }
    }
    vm.leaf(|vm| {
        let value = attribute::native(vm, vm.at(source));
        if let Some(int) = as_int(vm, value) {
            return Ok(int);
        }
        if let Some(x) = python_float::get(vm, value) {
            return float::from_float(vm, x);
        }
        if let Some(text) = python_float::parse::source_text(vm, value) {
            return text::parse(vm, text, 10, value);
        }
        let text =
            "int() argument must be a string, a bytes-like object or a real number, not '{t}'";
        Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value))
    })
}

/// Appends the decimal digits.
fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    let word = vm.leaf(|vm| text::to_str(vm, vm.at(value), 10, ""))?;
    vm.scope(|vm| {
        let text = vm.push(word)?;
        builder::push_str(vm, out, text)
    })
}

fn hash(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    Ok(super::fold(super::residue(vm, value)))
}

/// An int that is an object is not 0.
fn truth(_: &Engine, value: Value<'_>) -> bool {
    value != Value::int(0)
}

fn bit_length<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let place = [Cell::new(0)];
    let number = Number::of(vm, expect_int(vm, args.at(0))?, &place);
    super::from_u64(vm, digits::bit_length(number.digits))
}

fn bit_count<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let place = [Cell::new(0)];
    let number = Number::of(vm, expect_int(vm, args.at(0))?, &place);
    super::from_u64(vm, number.digits.iter().map(|digit| u64::from(digit.get().count_ones())).sum())
}

fn as_integer_ratio<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let value = expect_int(vm, args.at(0))?;
    vm.make(kind::TUPLE, &[value.word(), Value::int(1).word()])
}

/// `round(n, places)` of an int: to a multiple of a power of ten if `places` is negative, halves
/// to even.
pub(crate) fn round<'g>(vm: &'g Engine, value: Value<'g>, places: Option<Value<'g>>) -> Res<'g> {
    let value = expect_int(vm, value)?;
    let places = match places {
        Some(places) if places != Value::none() => index::index(vm, places)?,
        _ => 0,
    };
    if places >= 0 {
        return Ok(value);
    }
    let place = [Cell::new(0)];
    // A power of ten has more than three bits for each place: past this it is more than twice the
    // number.
    let bits = digits::bit_length(Number::of(vm, value, &place).digits);
    if u64::from(places.unsigned_abs()) > bits / 3 + 2 {
        return Ok(Value::int(0));
    }
    let unit = arithmetic(vm, BinaryOp::Power, Value::int(10), Value::int(-places))?;
    let pair = divmod(vm, value, unit)?.address().unwrap_or_default();
    let part = |i| vm.value_field(pair, i).unwrap_or(Value::int(0));
    let (quotient, remainder) = (part(1), part(2));
    let twice = arithmetic(vm, BinaryOp::Add, remainder, remainder)?;
    let is_odd = super::low_word(vm, quotient).is_some_and(|digit| digit & 1 != 0);
    let order = super::compare(vm, twice, unit);
    let rest = arithmetic(vm, BinaryOp::Subtract, value, remainder)?;
    if order.is_gt() || order.is_eq() && is_odd {
        return arithmetic(vm, BinaryOp::Add, rest, unit);
    }
    Ok(rest)
}
