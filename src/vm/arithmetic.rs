//! Operators out of line: what the loop's fast paths leave over.

use super::call;
use super::run::finish;
use super::special::{self, Target};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::object::{Engine, Res, Slot, Trap, UnaryOp};
use crate::runtime::operator::{Inquiry, Step};
use crate::runtime::{compare as comparison, operator};
use crate::types::{float, int};
use crate::value::{Value, Word};

/// Keeps two operands in new slots above the frame.
#[inline]
pub(super) fn keep(vm: &mut Engine, mut x: Word, mut y: Word) -> Result<[Slot; 2], Trap> {
    if vm.stack_room() < 2 {
        [x, y] = vm.grow_stack_keeping(2, [x, y])?;
    }
    let a = vm.top();
    let b = a.offset(1);
    vm.set_word(a, x);
    vm.set_word(b, y);
    vm.set_top(a.offset(2));
    Ok([a, b])
}

/// Keeps two operands in slots above the frame while `f` works on them.
#[inline]
pub(super) fn with_operands<T>(
    vm: &mut Engine,
    x: Word,
    y: Word,
    f: impl FnOnce(&mut Engine, Slot, Slot) -> Result<T, Trap>,
) -> Result<T, Trap> {
    let [a, b] = keep(vm, x, y)?;
    let result = f(vm, a, b);
    vm.set_top(a);
    result
}

/// A result that was made at once.
#[inline(always)]
fn at_once(vm: &Engine, result: Res<'_>) -> Option<Word> {
    match result {
        Ok(value) => Some(value.word()),
        // The slower way collects where memory is short, and raises what is to be raised.
        Err(_) => {
            vm.take_pending();
            None
        }
    }
}

/// One of the four basic operators on two floats, or a float and a small int.
#[inline(always)]
pub(super) fn try_floats(vm: &Engine, op: BinaryOp, x: Word, y: Word) -> Option<Word> {
    let (x, y) = (Value::from_word(x)?, Value::from_word(y)?);
    at_once(vm, float::try_simple(vm, op, x, y)?)
}

/// The operator on two ints.
#[inline(always)]
pub(super) fn try_ints(vm: &Engine, op: BinaryOp, x: Word, y: Word) -> Option<Word> {
    let (x, y) = (Value::from_word(x)?, Value::from_word(y)?);
    at_once(vm, int::try_arithmetic(vm, op, x, y)?)
}

/// The operator on two ints or on two floats, or a float and a small int.
#[inline]
pub(super) fn try_numbers(vm: &Engine, op: BinaryOp, x: Word, y: Word) -> Option<Word> {
    try_floats(vm, op, x, y).or_else(|| try_ints(vm, op, x, y))
}

/// The comparison of two ints or of two floats.
pub(super) fn try_compare(vm: &Engine, op: CompareOp, x: Word, y: Word) -> Option<bool> {
    let (x, y) = (Value::from_word(x)?, Value::from_word(y)?);
    float::try_compare(vm, op, x, y).or_else(|| int::try_compare(vm, op, x, y))
}

/// `r[a] = x op y`.
pub(super) fn binary(
    vm: &mut Engine,
    a: u32,
    op: BinaryOp,
    x: Word,
    y: Word,
) -> Result<Word, Trap> {
    if special::may_have(vm, x) || special::may_have(vm, y) {
        let inquiry = Inquiry { op, in_place: false, step: Step::First };
        return special::binary(vm, a, inquiry, x, y);
    }
    let word = with_operands(vm, x, y, |vm, x, y| operator::binary(vm, op, x, y))?;
    finish(vm, a, word)
}

/// `r[a] op= y`, where `r[a]` is x.
pub(super) fn in_place(
    vm: &mut Engine,
    a: u32,
    op: BinaryOp,
    x: Word,
    y: Word,
) -> Result<Word, Trap> {
    if special::may_have(vm, x) || special::may_have(vm, y) {
        let inquiry = Inquiry { op, in_place: true, step: Step::InPlace };
        return special::binary(vm, a, inquiry, x, y);
    }
    let word = with_operands(vm, x, y, |vm, x, y| operator::in_place(vm, op, x, y))?;
    finish(vm, a, word)
}

/// `r[a] = op x`.
pub(super) fn unary(vm: &mut Engine, a: u32, op: UnaryOp, x: Word) -> Result<Word, Trap> {
    if let Some(method) = special::function(vm, x, operator::unary_method(op)) {
        return call::call_function(vm, method, [x], a);
    }
    let word = with_operands(vm, x, x, |vm, x, _| operator::unary(vm, op, x))?;
    finish(vm, a, word)
}

/// `r[a] = x op y`.
pub(super) fn compare(
    vm: &mut Engine,
    a: u32,
    op: CompareOp,
    x: Word,
    y: Word,
) -> Result<Word, Trap> {
    if special::may_have(vm, x) || special::may_have(vm, y) {
        return special::compare(vm, Target::Register(a), comparison::Inquiry::new(op), x, y);
    }
    let word = with_operands(vm, x, y, |vm, x, y| comparison::compare(vm, op, x, y))?;
    finish(vm, a, word)
}
