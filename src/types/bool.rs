//! `bool`: the ints `False` and `True`.

use super::int;
use crate::bytecode::BinaryOp;
use crate::object::{Engine, Frame, Member, Slot, Trap, Type, TypeId};
use crate::runtime::{compare, text};
use crate::value::{Value, Word};

/// `bool`.
pub(crate) static TYPE: Type = Type {
    new: Some(Member::general("bool", 1, 2, new)),
    repr: Some(repr),
    hash: Some(|_, value| Ok(compare::small_hash(i32::from(value == Value::true_())))),
    truth: Some(|_, value| value == Value::true_()),
    binary: Some(binary),
    unary: Some(int::unary),
    compare: Some(int::compare_slot),
    ..Type::new(TypeId::BOOL)
};

/// `bool(x=False)`
fn new(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let answer = match frame.get(1) {
        Some(value) => compare::truth(vm, value)?,
        None => false,
    };
    Ok(Value::bool(answer).word())
}

fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    let name = if vm.at(value) == Value::true_() { "True" } else { "False" };
    text::push(vm, out, name.as_bytes())
}

/// The truth of a bool; nothing for other values.
fn truth_of(value: Value<'_>) -> Option<bool> {
    if value == Value::true_() { Some(true) } else { (value == Value::false_()).then_some(false) }
}

/// The `binary` slot of bool: `&`, `|` and `^` of two bools are bools.
fn binary<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    let (Some(x), Some(y)) = (truth_of(a), truth_of(b)) else { return int::binary(vm, op, a, b) };
    match op {
        BinaryOp::And => Ok(Some(Value::bool(x & y))),
        BinaryOp::Or => Ok(Some(Value::bool(x | y))),
        BinaryOp::Xor => Ok(Some(Value::bool(x ^ y))),
        _ => int::binary(vm, op, a, b),
    }
}
