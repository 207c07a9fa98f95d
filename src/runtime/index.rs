//! Ints used as positions: `__index__`, item indexes and the bounds of slices.

use super::attribute::{is_python_class_instance, native, special};
use super::call::call_special;
use crate::heap::Header;
use crate::name::{Name, rom};
use crate::object::{Engine, Slot, Trap, TypeId, kind};
use crate::value::{Value, Word};

const INDEX: Name = const { rom("__index__") };

const NOT_AN_INT: &str = "'{t}' object cannot be interpreted as an integer";

/// Words of a slice object.
const START: u32 = 1;
const STOP: u32 = 2;
const STEP: u32 = 3;

/// The int that a value is, clamped to 32 bits; `None` if it is no int (nor a bool).
fn plain(vm: &Engine, value: Value<'_>) -> Option<i32> {
    if let Some(n) = value.as_small() {
        return Some(n);
    }
    let address = value.address()?;
    let header = vm.header(address);
    match header.id() {
        kind::INT => {
            let digit = if header.size() == 2 { i64::from(vm.field(address, 1)) } else { i64::MAX };
            let n = if header.has(Header::FLAG_A) { digit.saturating_neg() } else { digit };
            Some(n.clamp(i32::MIN.into(), i32::MAX.into()) as i32)
        }
        kind::CONSTANT if value == Value::true_() => Some(1),
        kind::CONSTANT if value == Value::false_() => Some(0),
        _ => None,
    }
}

/// As [`index`]; `None` where that is TypeError.
fn index_or_none(vm: &Engine, value: Value<'_>) -> Result<Option<i32>, Trap> {
    if let Some(n) = plain(vm, value) {
        return Ok(Some(n));
    }
    if !is_python_class_instance(vm, value) {
        return Ok(None);
    }
    match plain(vm, native(vm, value)) {
        Some(n) => Ok(Some(n)),
        None if special(vm, value, INDEX).is_some() => Err(vm.need_call()),
        None => Ok(None),
    }
}

/// The int that a value stands for, clamped to 32 bits.
///
/// TypeError if it stands for none; `NeedCall` where `__index__` must be asked (see [`int_of`]).
pub(crate) fn index(vm: &Engine, value: Value<'_>) -> Result<i32, Trap> {
    index_or_none(vm, value)?.ok_or_else(|| not_an_int(vm, value))
}

#[cold]
fn not_an_int(vm: &Engine, value: Value<'_>) -> Trap {
    vm.raise_with(TypeId::TYPE_ERROR, NOT_AN_INT, value, value)
}

/// The int that a value stands for, `__index__` included: `operator.index`.
pub(crate) fn int_of(vm: &mut Engine, value: Slot) -> Result<Word, Trap> {
    let v = vm.at(value);
    let inside = native(vm, v);
    if inside == Value::true_() || inside == Value::false_() {
        return Ok(Value::int(i32::from(inside == Value::true_())).word());
    }
    if plain(vm, inside).is_some() {
        return Ok(inside.word());
    }
    let Some(word) = call_special(vm, value, INDEX, &[])? else {
        return Err(not_an_int(vm, vm.at(value)));
    };
    let answer = native(vm, vm.value(word));
    match plain(vm, answer) {
        Some(_) => Ok(answer.word()),
        None => {
            let text = "__index__ returned non-int (type {t})";
            Err(vm.raise_with(TypeId::TYPE_ERROR, text, answer, answer))
        }
    }
}

/// As [`index`], asking `__index__` where need be.
pub(crate) fn index_of(vm: &mut Engine, value: Slot) -> Result<i32, Trap> {
    if let Some(n) = plain(vm, vm.at(value)) {
        return Ok(n);
    }
    let word = int_of(vm, value)?;
    index(vm, vm.value(word))
}

/// A slot with the key for a sequence in which no `__index__` is left to ask, be it an int or a slice; `None` if there
/// was none, so that nothing has changed.
pub(crate) fn without_calls(vm: &mut Engine, key: Slot) -> Result<Option<Slot>, Trap> {
    if special(vm, vm.at(key), INDEX).is_some() {
        let inner = vm.push_unbound(1)?;
        let word = int_of(vm, key)?;
        vm.set_word(inner, word);
        return Ok(Some(inner));
    }
    let Some(slice) = vm.expect(vm.at(key), kind::SLICE) else { return Ok(None) };
    let asks = |i| vm.value_field(slice, i).is_some_and(|part| special(vm, part, INDEX).is_some());
    if !(asks(START) || asks(STOP) || asks(STEP)) {
        return Ok(None);
    }
    let parts = vm.push_unbound(3)?;
    for i in 0..3 {
        let part = parts.offset(i);
        if let Some(slice) = vm.expect(vm.at(key), kind::SLICE) {
            vm.set_word(part, vm.field(slice, START + i));
        }
        if vm.at(part) != Value::none() {
            let word = int_of(vm, part)?;
            vm.set_word(part, word);
        }
    }
    let word = vm.leaf(|vm| {
        let words = [0, 1, 2].map(|i| vm.word(parts.offset(i)));
        vm.make(kind::SLICE, &words)
    })?;
    vm.set_word(parts, word);
    Ok(Some(parts))
}

/// What a slice selects of a sequence of `len` items: start, stop, step and how many items, as `slice.indices` clips
/// them. With a negative step stop may be -1.
pub(crate) fn slice_bounds(
    vm: &Engine,
    slice: Value<'_>,
    len: usize,
) -> Result<(i32, i32, i32, usize), Trap> {
    let part = |i| match vm.expect(slice, kind::SLICE).and_then(|at| vm.value_field(at, i)) {
        None => Ok(None),
        Some(value) if value == Value::none() => Ok(None),
        Some(value) => index_or_none(vm, value)?.map(Some).ok_or_else(|| {
            vm.type_error("slice indices must be integers or None or have an __index__ method")
        }),
    };
    let len = i32::try_from(len).unwrap_or(i32::MAX);
    let step = part(STEP)?.unwrap_or(1);
    if step == 0 {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    // So that the step can be negated, as CPython does.
    let step = step.max(-i32::MAX);
    let (lowest, highest) = if step > 0 { (0, len) } else { (-1, len - 1) };
    let clip = |bound: Option<i32>, default: i32| match bound {
        None => default,
        Some(n) if n < 0 => n.saturating_add(len).max(lowest),
        Some(n) => n.min(highest),
    };
    let (first, last) = if step > 0 { (lowest, highest) } else { (highest, lowest) };
    let start = clip(part(START)?, first);
    let stop = clip(part(STOP)?, last);
    let distance = if step > 0 { stop - start } else { start - stop };
    let count = if distance > 0 { (distance - 1) / step.abs() + 1 } else { 0 };
    Ok((start, stop, step, count as usize))
}

/// The position that a key means in a sequence of `len` items, counted from the end if negative.
///
/// IndexError with `message` if there is no such item; TypeError if the key is no int; `NeedCall` for `__index__`.
pub(crate) fn item_index(
    vm: &Engine,
    key: Value<'_>,
    len: usize,
    message: &'static str,
) -> Result<usize, Trap> {
    let Some(n) = index_or_none(vm, key)? else {
        return Err(vm.raise_with(TypeId::TYPE_ERROR, wrong_key(message), key, key));
    };
    let at = if n < 0 { i64::from(n) + len as i64 } else { i64::from(n) };
    match usize::try_from(at) {
        Ok(at) if at < len => Ok(at),
        _ => Err(vm.raise(TypeId::INDEX_ERROR, message)),
    }
}

/// The text of the TypeError that goes with the text of an IndexError.
fn wrong_key(message: &str) -> &'static str {
    match message {
        "list index out of range" | "list assignment index out of range" => {
            "list indices must be integers or slices, not {t}"
        }
        "tuple index out of range" => "tuple indices must be integers or slices, not {t}",
        "string index out of range" => "string indices must be integers, not '{t}'",
        "index out of range" => "byte indices must be integers or slices, not {t}",
        "bytearray index out of range" => "bytearray indices must be integers or slices, not {t}",
        "range object index out of range" => "range indices must be integers or slices, not {t}",
        "array index out of range" | "array assignment index out of range" => {
            "array indices must be integers"
        }
        "index out of bounds on dimension 1" => "memoryview: invalid slice key",
        _ => NOT_AN_INT,
    }
}
