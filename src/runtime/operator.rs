//! Binary, in-place and unary operators.

use super::attribute::{has_python_class, is_subclass, native, native_type, special, type_of};
use super::call::call_special;
use super::{index, native_slot, nested, record, record_of, wants_call};
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
    let answer = binary_or_unbound(vm, op, a, b)?;
    if answer != UNBOUND {
        return Ok(answer);
    }
    Err(unsupported(vm, op, operator(op).unsupported, a, b))
}

/// `a op= b`: what is to be stored in `a`.
pub(crate) fn in_place(vm: &mut Engine, op: BinaryOp, a: Slot, b: Slot) -> Result<Word, Trap> {
    if has_python_class(vm, vm.at(a)) {
        let answer = vm.scope(|vm| call_special(vm, a, operator(op).in_place, &[b]))?;
        if let Some(answer) = answer.filter(|answer| *answer != Value::not_implemented().word()) {
            return Ok(answer);
        }
    }
    let answer = native_in_place(vm, op, a, b)?;
    if answer != UNBOUND {
        return Ok(answer);
    }
    let answer = binary_or_unbound(vm, op, a, b)?;
    if answer != UNBOUND {
        return Ok(answer);
    }
    Err(unsupported(vm, op, operator(op).unsupported_in_place, a, b))
}

/// `a op b`, or [`UNBOUND`] if neither side knows.
fn binary_or_unbound(vm: &mut Engine, op: BinaryOp, a: Slot, b: Slot) -> Result<Word, Trap> {
    let is_plain = !has_python_class(vm, vm.at(a)) && !has_python_class(vm, vm.at(b));
    if is_plain {
        return native_binary(vm, op, a, b);
    }
    vm.scope(|vm| {
        let names = operator(op);
        let turn = right_turn(vm, names.reflected, a, b);
        if turn == Turn::First {
            let answer = answer_of(vm, b, names.reflected, a)?;
            if answer != UNBOUND {
                return Ok(answer);
            }
        }
        let answer = answer_of(vm, a, names.method, b)?;
        if answer != UNBOUND {
            return Ok(answer);
        }
        // Sequences come last, as in CPython: `[1] + x` asks x before it looks whether x is a list.
        let left = native_type(vm, vm.at(a));
        let is_late = matches!(op, BinaryOp::Add | BinaryOp::Multiply) && is_sequence(left);
        if !is_late {
            let answer = native_side(vm, left, op, a, b)?;
            if answer != UNBOUND {
                return Ok(answer);
            }
        }
        if turn == Turn::Second {
            let answer = answer_of(vm, b, names.reflected, a)?;
            if answer != UNBOUND {
                return Ok(answer);
            }
        }
        let answer = native_binary(vm, op, a, b)?;
        if answer != UNBOUND || op != BinaryOp::Multiply {
            return Ok(answer);
        }
        repeat(vm, a, b)
    })
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

/// `-a`, `+a`, `~a` and `abs(a)`.
pub(crate) fn unary(vm: &mut Engine, op: UnaryOp, a: Slot) -> Result<Word, Trap> {
    let (name, text) = match op {
        UnaryOp::Negative => (const { rom("__neg__") }, "bad operand type for unary -: '{t}'"),
        UnaryOp::Positive => (const { rom("__pos__") }, "bad operand type for unary +: '{t}'"),
        UnaryOp::Invert => (const { rom("__invert__") }, "bad operand type for unary ~: '{t}'"),
        UnaryOp::Absolute => (const { rom("__abs__") }, "bad operand type for abs(): '{t}'"),
    };
    if has_python_class(vm, vm.at(a))
        && let Some(answer) = vm.scope(|vm| call_special(vm, a, name, &[]))?
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
