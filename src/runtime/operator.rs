//! Binary, in-place and unary operators.

use super::attribute::{has_python_class, is_subclass, native, native_type, special, type_of};
use super::call::{call_found, call_special};
use super::{Asked, index, native_slot, nested, record, record_of, wants_call};
use crate::bytecode::BinaryOp;
use crate::name::{Name, rom};
use crate::object::{Engine, Slot, Trap, TypeId, UnaryOp};
use crate::value::{UNBOUND, Value, Word};

/// The names of a binary operator: its special methods, and the texts of its TypeErrors.
struct Operator {
    method: Name,
    reflected: Name,
    in_place: Name,
    unsupported: &'static str,
    unsupported_in_place: &'static str,
}

macro_rules! operator {
    ($name:literal, $symbol:literal) => {
        operator!($name, $symbol, $symbol)
    };
    ($name:literal, $symbol:literal, $shown:literal) => {
        Operator {
            method: rom(concat!("__", $name, "__")),
            reflected: rom(concat!("__r", $name, "__")),
            in_place: rom(concat!("__i", $name, "__")),
            unsupported: concat!("unsupported operand type(s) for ", $shown, ": '{t}' and '{t}'"),
            unsupported_in_place: concat!(
                "unsupported operand type(s) for ",
                $symbol,
                "=: '{t}' and '{t}'"
            ),
        }
    };
}

const fn operator(op: BinaryOp) -> &'static Operator {
    const ADD: Operator = operator!("add", "+");
    const SUBTRACT: Operator = operator!("sub", "-");
    const MULTIPLY: Operator = operator!("mul", "*");
    const MODULO: Operator = operator!("mod", "%");
    const FLOOR_DIVIDE: Operator = operator!("floordiv", "//");
    const TRUE_DIVIDE: Operator = operator!("truediv", "/");
    const AND: Operator = operator!("and", "&");
    const OR: Operator = operator!("or", "|");
    const XOR: Operator = operator!("xor", "^");
    const LEFT_SHIFT: Operator = operator!("lshift", "<<");
    const RIGHT_SHIFT: Operator = operator!("rshift", ">>");
    const POWER: Operator = operator!("pow", "**", "** or pow()");
    const MATRIX_MULTIPLY: Operator = operator!("matmul", "@");
    match op {
        BinaryOp::Add => &ADD,
        BinaryOp::Subtract => &SUBTRACT,
        BinaryOp::Multiply => &MULTIPLY,
        BinaryOp::Modulo => &MODULO,
        BinaryOp::FloorDivide => &FLOOR_DIVIDE,
        BinaryOp::TrueDivide => &TRUE_DIVIDE,
        BinaryOp::And => &AND,
        BinaryOp::Or => &OR,
        BinaryOp::Xor => &XOR,
        BinaryOp::LeftShift => &LEFT_SHIFT,
        BinaryOp::RightShift => &RIGHT_SHIFT,
        BinaryOp::Power => &POWER,
        BinaryOp::MatrixMultiply => &MATRIX_MULTIPLY,
    }
}

/// `a op b`.
pub(crate) fn binary(vm: &mut Engine, op: BinaryOp, a: Slot, b: Slot) -> Result<Word, Trap> {
    all_answers(vm, Inquiry { op, in_place: false, step: Step::First }, a, b)
}

/// `a op= b`: what is to be stored in `a`.
pub(crate) fn in_place(vm: &mut Engine, op: BinaryOp, a: Slot, b: Slot) -> Result<Word, Trap> {
    all_answers(vm, Inquiry { op, in_place: true, step: Step::InPlace }, a, b)
}

/// The special method of an operator.
pub(crate) const fn method(op: BinaryOp) -> Name {
    operator(op).method
}

/// How far the sides of an operator have been asked: who is next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Step {
    /// The left side's in-place method.
    InPlace,
    /// The left side's builtin type, in place.
    NativeInPlace,
    /// The right side's reflected method, if its class refines the left side's.
    First,
    /// The left side's method.
    Left,
    /// The left side's builtin type, then the right side's reflected method.
    Right,
    /// The builtin types of both sides.
    Last,
}

/// An operator whose sides are being asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Inquiry {
    pub(crate) op: BinaryOp,
    /// Whether it is the in-place form.
    pub(crate) in_place: bool,
    pub(crate) step: Step,
}

/// Asks until a special method must be called or the answer is there; TypeError if nobody knows it.
pub(crate) fn ask(
    vm: &mut Engine,
    mut inquiry: Inquiry,
    a: Slot,
    b: Slot,
) -> Result<Asked<Inquiry>, Trap> {
    let Inquiry { op, in_place, .. } = inquiry;
    let names = operator(op);
    let call = |method: Value<'_>, object, other, step| {
        let method = method.word();
        Ok(Asked::Call { method, object, other, next: Inquiry { step, ..inquiry } })
    };
    loop {
        let (answer, next) = match inquiry.step {
            Step::InPlace => match special(vm, vm.at(a), names.in_place) {
                Some(method) => return call(method, a, b, Step::NativeInPlace),
                None => (UNBOUND, Step::NativeInPlace),
            },
            Step::NativeInPlace => (native_in_place(vm, op, a, b)?, Step::First),
            Step::First => {
                if !has_python_class(vm, vm.at(a)) && !has_python_class(vm, vm.at(b)) {
                    (UNBOUND, Step::Last)
                } else if right_turn(vm, names.reflected, a, b) == Turn::First
                    && let Some(method) = special(vm, vm.at(b), names.reflected)
                {
                    return call(method, b, a, Step::Left);
                } else {
                    (UNBOUND, Step::Left)
                }
            }
            Step::Left => match special(vm, vm.at(a), names.method) {
                Some(method) => return call(method, a, b, Step::Right),
                None => (UNBOUND, Step::Right),
            },
            Step::Right => {
                // Sequences come last, as in CPython: `[1] + x` asks x before it looks whether x is a list.
                let left = native_type(vm, vm.at(a));
                let is_late = matches!(op, BinaryOp::Add | BinaryOp::Multiply) && is_sequence(left);
                let answer = if is_late { UNBOUND } else { native_side(vm, left, op, a, b)? };
                if answer == UNBOUND
                    && right_turn(vm, names.reflected, a, b) == Turn::Second
                    && let Some(method) = special(vm, vm.at(b), names.reflected)
                {
                    return call(method, b, a, Step::Last);
                }
                (answer, Step::Last)
            }
            Step::Last => {
                let mut answer = native_binary(vm, op, a, b)?;
                if answer == UNBOUND && op == BinaryOp::Multiply {
                    answer = vm.scope(|vm| repeat(vm, a, b))?;
                }
                if answer == UNBOUND {
                    let text =
                        if in_place { names.unsupported_in_place } else { names.unsupported };
                    return Err(unsupported(vm, op, text, a, b));
                }
                (answer, Step::Last)
            }
        };
        if answer != UNBOUND {
            return Ok(Asked::Answer(answer));
        }
        inquiry.step = next;
    }
}

/// Asks, calling what must be called, for the answer.
fn all_answers(vm: &mut Engine, mut inquiry: Inquiry, a: Slot, b: Slot) -> Result<Word, Trap> {
    loop {
        match ask(vm, inquiry, a, b)? {
            Asked::Answer(answer) => return Ok(answer),
            Asked::Call { method, object, other, next } => {
                let answer = call_found(vm, method, object, &[other])?;
                if answer != Value::not_implemented().word() {
                    return Ok(answer);
                }
                inquiry = next;
            }
        }
    }
}

/// When the right side's reflected method is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// Not at all.
    Never,
    /// Before the left side: its class derives from the left side's and refines the method.
    First,
    /// After the left side.
    Second,
}

fn right_turn(vm: &Engine, reflected: Name, a: Slot, b: Slot) -> Turn {
    let (left, right) = (type_of(vm, vm.at(a)), type_of(vm, vm.at(b)));
    if left == right {
        return Turn::Never;
    }
    let Some(method) = special(vm, vm.at(b), reflected) else { return Turn::Never };
    let refines = special(vm, vm.at(a), reflected) != Some(method) && is_subclass(vm, right, left);
    if refines { Turn::First } else { Turn::Second }
}

/// Asks the special methods of both sides, in Python's order; [`UNBOUND`] if neither knows. For builtins such as
/// `divmod`, which is an operator but for its spelling.
pub(crate) fn binary_special(
    vm: &mut Engine,
    method: Name,
    reflected: Name,
    a: Slot,
    b: Slot,
) -> Result<Word, Trap> {
    let turn = right_turn(vm, reflected, a, b);
    if turn == Turn::First {
        let answer = answer_of(vm, b, reflected, a)?;
        if answer != UNBOUND {
            return Ok(answer);
        }
    }
    let answer = answer_of(vm, a, method, b)?;
    if answer != UNBOUND || turn != Turn::Second {
        return Ok(answer);
    }
    answer_of(vm, b, reflected, a)
}

/// What a special method answers; [`UNBOUND`] if there is none or it answers NotImplemented.
fn answer_of(vm: &mut Engine, object: Slot, method: Name, other: Slot) -> Result<Word, Trap> {
    let answer = call_special(vm, object, method, &[other])?;
    Ok(answer.filter(|answer| *answer != Value::not_implemented().word()).unwrap_or(UNBOUND))
}

/// The operator on the builtin objects of both sides; [`UNBOUND`] if neither type knows.
fn native_binary(vm: &mut Engine, op: BinaryOp, a: Slot, b: Slot) -> Result<Word, Trap> {
    let (left, right) = (native_type(vm, vm.at(a)), native_type(vm, vm.at(b)));
    let answer = native_side(vm, left, op, a, b)?;
    if answer != UNBOUND || left == right {
        return Ok(answer);
    }
    native_side(vm, right, op, a, b)
}

/// The operator as one type knows it; [`UNBOUND`] if it does not.
pub(crate) fn native_side(
    vm: &mut Engine,
    id: TypeId,
    op: BinaryOp,
    a: Slot,
    b: Slot,
) -> Result<Word, Trap> {
    let record = record(vm, id);
    let Some(slot) = record.binary else { return Ok(UNBOUND) };
    let answer = vm.leaf_with(|vm| {
        let answer = slot(vm, op, native(vm, vm.at(a)), native(vm, vm.at(b)))?;
        Ok(answer.map_or(UNBOUND, Value::word))
    });
    match answer {
        Err(trap) if wants_call(vm) => vm.scope(|vm| {
            let Some(slot) = record.general.binary else {
                // A count with `__index__`, which `repeat` asks.
                return if op == BinaryOp::Multiply { Ok(UNBOUND) } else { Err(trap) };
            };
            let (a, b) = (native_slot(vm, a)?, native_slot(vm, b)?);
            nested(vm, |vm| slot(vm, op, a, b))
        }),
        answer => answer,
    }
}

/// The in-place operator of the left side's builtin type; [`UNBOUND`] if it has none.
pub(crate) fn native_in_place(
    vm: &mut Engine,
    op: BinaryOp,
    a: Slot,
    b: Slot,
) -> Result<Word, Trap> {
    let record = record_of(vm, vm.at(a));
    let Some(slot) = record.in_place else { return Ok(UNBOUND) };
    let answer = vm.leaf_with(|vm| {
        let answer = slot(vm, op, native(vm, vm.at(a)), native(vm, vm.at(b)))?;
        Ok(answer.map_or(UNBOUND, Value::word))
    });
    let answer = match answer {
        Err(trap) if wants_call(vm) => vm.scope(|vm| {
            let Some(slot) = record.general.in_place else { return Err(trap) };
            let left = native_slot(vm, a)?;
            nested(vm, |vm| slot(vm, op, left, b))
        }),
        answer => answer,
    }?;
    // The instance stays the instance when the object inside it has changed.
    Ok(if answer == native(vm, vm.at(a)).word() { vm.word(a) } else { answer })
}

/// Whether values of a type are repeated by `*`.
fn is_sequence(id: TypeId) -> bool {
    matches!(
        id,
        TypeId::STR
            | TypeId::BYTES
            | TypeId::BYTEARRAY
            | TypeId::TUPLE
            | TypeId::LIST
            | TypeId::ARRAY
    )
}

/// A sequence times an object with `__index__`, in either order.
fn repeat(vm: &mut Engine, a: Slot, b: Slot) -> Result<Word, Trap> {
    let (sequence, count) = if is_sequence(native_type(vm, vm.at(a))) { (a, b) } else { (b, a) };
    if !is_sequence(native_type(vm, vm.at(sequence))) {
        return Ok(UNBOUND);
    }
    match index::without_calls(vm, count)? {
        Some(count) => native_binary(vm, BinaryOp::Multiply, sequence, count),
        None => Ok(UNBOUND),
    }
}

/// TypeError for operands that no type knows.
#[cold]
fn unsupported(vm: &Engine, op: BinaryOp, text: &'static str, a: Slot, b: Slot) -> Trap {
    let (x, y) = (vm.at(a), vm.at(b));
    let (left, right) = (native_type(vm, x), native_type(vm, y));
    let (text, x) = match op {
        BinaryOp::Add => match left {
            TypeId::STR => ("can only concatenate str (not \"{t}\") to str", y),
            TypeId::LIST => ("can only concatenate list (not \"{t}\") to list", y),
            TypeId::TUPLE => ("can only concatenate tuple (not \"{t}\") to tuple", y),
            TypeId::BYTES => ("can't concat {t} to bytes", y),
            TypeId::BYTEARRAY => ("can't concat {t} to bytearray", y),
            _ => (text, x),
        },
        BinaryOp::Multiply if is_sequence(left) => {
            ("can't multiply sequence by non-int of type '{t}'", y)
        }
        BinaryOp::Multiply if is_sequence(right) => {
            ("can't multiply sequence by non-int of type '{t}'", x)
        }
        _ => (text, x),
    };
    vm.raise_with(TypeId::TYPE_ERROR, text, x, y)
}

/// The special method of a unary operator.
pub(crate) const fn unary_method(op: UnaryOp) -> Name {
    match op {
        UnaryOp::Negative => const { rom("__neg__") },
        UnaryOp::Positive => const { rom("__pos__") },
        UnaryOp::Invert => const { rom("__invert__") },
        UnaryOp::Absolute => const { rom("__abs__") },
    }
}

/// `-a`, `+a`, `~a` and `abs(a)`.
pub(crate) fn unary(vm: &mut Engine, op: UnaryOp, a: Slot) -> Result<Word, Trap> {
    let text = match op {
        UnaryOp::Negative => "bad operand type for unary -: '{t}'",
        UnaryOp::Positive => "bad operand type for unary +: '{t}'",
        UnaryOp::Invert => "bad operand type for unary ~: '{t}'",
        UnaryOp::Absolute => "bad operand type for abs(): '{t}'",
    };
    if has_python_class(vm, vm.at(a))
        && let Some(answer) = vm.scope(|vm| call_special(vm, a, unary_method(op), &[]))?
    {
        return Ok(answer);
    }
    let answer = native_unary(vm, op, a)?;
    if answer != UNBOUND {
        return Ok(answer);
    }
    Err(vm.raise_with(TypeId::TYPE_ERROR, text, vm.at(a), vm.at(a)))
}

/// A unary operator as the value's builtin type knows it; [`UNBOUND`] if it does not.
pub(crate) fn native_unary(vm: &mut Engine, op: UnaryOp, a: Slot) -> Result<Word, Trap> {
    let Some(slot) = record_of(vm, vm.at(a)).unary else { return Ok(UNBOUND) };
    vm.leaf_with(|vm| Ok(slot(vm, op, native(vm, vm.at(a)))?.map_or(UNBOUND, Value::word)))
}
