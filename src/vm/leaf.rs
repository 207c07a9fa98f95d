//! Operations of builtin types tried without leaving the interpreter loop.
//!
//! Nothing moves in a leaf function, so the loop's pointers stay good and nothing has to be saved. What a function here
//! cannot answer at once (memory is short, Python code must run, an exception is to be raised) it answers with
//! `UNBOUND`; the operation is then done again in full, which is sound because a leaf changes nothing before it
//! succeeds.

use super::arithmetic;
use crate::bytecode::{BinaryOp, CompareOp};
use crate::heap::{Header, LayoutId};
use crate::object::{Args, Engine, Member, Res, Role, Type, kind};
use crate::runtime::{attribute, compare};
use crate::types::{dict, element, int, list, set};
use crate::value::{UNBOUND, Value, Word};

/// The record of the builtin type of a value that is no instance of a class written in Python.
#[inline(always)]
fn record<'g>(vm: &'g Engine, word: Word) -> Option<(&'static Type, Value<'g>)> {
    let value = Value::from_word(word)?;
    if attribute::is_python_class_instance(vm, value) {
        return None;
    }
    let id = attribute::native_type(vm, value);
    Some((vm.types.get(usize::from(id.0))?, value))
}

#[inline(always)]
fn word(result: Res<'_>) -> Word {
    result.map_or(UNBOUND, Value::word)
}

/// `x op y`, where `OP` is the operator's number. Ints of 32 bits are looked for first, without a call.
#[inline(never)]
pub(super) fn operator<const OP: u8>(vm: &Engine, x: Word, y: Word) -> Word {
    let op = const { BinaryOp::ALL[OP as usize] };
    if let Some(word) = int::unsigned_binary(vm, op, x, y) {
        return word;
    }
    if is_instance(vm, x) || is_instance(vm, y) {
        return UNBOUND;
    }
    let is_simple = matches!(
        op,
        BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::TrueDivide
    );
    if is_simple && let Some(word) = arithmetic::try_floats(vm, op, x, y) {
        return word;
    }
    match arithmetic::try_ints(vm, op, x, y) {
        Some(word) => word,
        None => of_type(vm, op, x, y),
    }
}

/// `x op y`.
#[inline(never)]
pub(super) fn binary(vm: &Engine, op: BinaryOp, x: Word, y: Word) -> Word {
    match arithmetic::try_numbers(vm, op, x, y) {
        Some(word) => word,
        None => of_type(vm, op, x, y),
    }
}

/// A bool as an int; any other word as it is.
#[inline(always)]
fn without_bool(word: Word) -> Word {
    if word == Value::true_().word() {
        Value::int(1).word()
    } else if word == Value::false_().word() {
        Value::int(0).word()
    } else {
        word
    }
}

/// `x op y` as the type of x has it, or of the ints that bools are.
#[inline(never)]
fn of_type(vm: &Engine, op: BinaryOp, x: Word, y: Word) -> Word {
    let (p, q) = (without_bool(x), without_bool(y));
    // `&`, `|` and `^` of two bools are bools.
    let is_bitwise = matches!(op, BinaryOp::And | BinaryOp::Or | BinaryOp::Xor);
    if p & q & 1 != 0
        && (if is_bitwise { (p != x) != (q != y) } else { p != x || q != y })
        && let Some(word) = arithmetic::try_ints(vm, op, p, q)
    {
        return word;
    }
    let Some((ty, x)) = record(vm, x) else { return UNBOUND };
    let Some((_, y)) = record(vm, y) else { return UNBOUND };
    match ty.binary {
        Some(binary) => match binary(vm, op, x, y) {
            Ok(Some(value)) => value.word(),
            _ => UNBOUND,
        },
        None => UNBOUND,
    }
}

/// `x op= y` where x does not change: otherwise it must be done in full.
#[inline(never)]
pub(super) fn in_place(vm: &Engine, op: BinaryOp, x: Word, y: Word) -> Word {
    match int::unsigned_binary(vm, op, x, y) {
        Some(word) => word,
        None => in_place_slowly(vm, op, x, y),
    }
}

#[inline(never)]
fn in_place_slowly(vm: &Engine, op: BinaryOp, x: Word, y: Word) -> Word {
    // A bool is counted.
    let (p, q) = (without_bool(x), without_bool(y));
    if op == BinaryOp::Add
        && p & q & 1 != 0
        && let Some(sum) = (p as i32 - 1).checked_add(q as i32)
    {
        return sum as Word;
    }
    if x & 3 != 0 || matches!(layout(vm, x), Some(kind::INT | kind::FLOAT)) {
        return binary(vm, op, x, y);
    }
    match record(vm, x) {
        Some((ty, _)) if ty.in_place.is_none() && ty.general.in_place.is_none() => {
            binary(vm, op, x, y)
        }
        _ => UNBOUND,
    }
}

/// `x op y` as a truth value.
#[inline(never)]
pub(super) fn compare(vm: &Engine, op: CompareOp, x: Word, y: Word) -> Option<bool> {
    let is_text = |word| matches!(layout(vm, word), Some(kind::STR | kind::ROM_STR));
    if matches!(op, CompareOp::Equal | CompareOp::NotEqual) && is_text(x) && is_text(y) {
        return Some(vm.same_str(vm.value(x), vm.value(y)) == (op == CompareOp::Equal));
    }
    if is_instance(vm, x) {
        return None;
    }
    if let Some(truth) = arithmetic::try_compare(vm, op, x, y) {
        return Some(truth);
    }
    let (ty, left) = record(vm, x)?;
    let right = Value::from_word(y)?;
    if attribute::is_python_class_instance(vm, right) {
        return None;
    }
    ty.compare?(vm, op, left, right).ok()?
}

/// `item in container`.
#[inline(never)]
pub(super) fn contains(vm: &Engine, item: Word, container: Word) -> Option<bool> {
    let key = Value::from_word(item)?;
    let table = match layout(vm, container) {
        Some(kind::SET) => Some(set::table(container)),
        Some(kind::DICT) => Some(dict::table(container)),
        _ => None,
    };
    if let Some(table) = table
        && (item & 1 != 0 || vm.is_str(key))
    {
        return table.find(vm, key).ok().map(|found| found.is_some());
    }
    let (ty, container) = record(vm, container)?;
    ty.contains?(vm, container, key).ok()
}

/// The truth of a value.
#[inline(never)]
pub(super) fn truth(vm: &Engine, x: Word) -> Option<bool> {
    // 0 is small, always.
    if layout(vm, x) == Some(kind::INT) {
        return Some(true);
    }
    let (_, value) = record(vm, x)?;
    compare::leaf_truth(vm, value).ok()
}

/// A tuple of so many words from a device address on.
#[inline(never)]
pub(super) fn tuple(vm: &Engine, first: u32, count: u32) -> Word {
    if count == 0 {
        return Value::empty_tuple().word();
    }
    let Some(tuple) = vm.alloc_at_once(kind::TUPLE, count + 1) else { return UNBOUND };
    vm.heap.copy_few(first, tuple + 4, count);
    tuple
}

/// A list of so many words from a device address on.
#[inline(never)]
pub(super) fn list(vm: &Engine, first: u32, count: u32) -> Word {
    // One piece of memory is looked for, so that the list is made as a whole or not at all.
    let words = if count == 0 { 0 } else { count + 1 };
    let Some(whole) = vm.alloc_at_once(kind::ITEMS, words + list::WORDS) else { return UNBOUND };
    let (storage, list) = (if count == 0 { UNBOUND } else { whole }, whole + 4 * words);
    if count > 0 {
        vm.heap.set_header(whole, Header::new(kind::ITEMS, words));
        vm.heap.copy_few(first, whole + 4, count);
    }
    vm.heap.set_header(list, Header::new(kind::LIST, list::WORDS));
    vm.set_raw(list, list::LENGTH, count);
    vm.set_raw(list, list::STORAGE, storage);
    list
}

/// Appends to a list that has to grow; false if that must be done in full.
#[inline(never)]
pub(super) fn append(vm: &Engine, list: Word, item: Word) -> bool {
    match (layout(vm, list), Value::from_word(item)) {
        (Some(kind::LIST), Some(item)) => list::push(vm, list, item).is_ok(),
        _ => false,
    }
}

/// Adds an item to a set; false if that must be done in full.
#[inline(never)]
pub(super) fn set_add(vm: &Engine, set: Word, item: Word) -> bool {
    match (layout(vm, set), Value::from_word(item)) {
        (Some(kind::SET), Some(item)) => set::add(vm, set, item).is_ok(),
        _ => false,
    }
}

/// Puts the items of a list or tuple of exactly so many in a row from a device address on; false for anything else.
#[inline(never)]
pub(super) fn unpack(vm: &Engine, row: Word, to: u32, count: u32) -> bool {
    let (len, from) = match layout(vm, row) {
        Some(kind::TUPLE) => (vm.header(row).size().wrapping_sub(1), row),
        Some(kind::LIST) => (vm.field(row, list::LENGTH), vm.field(row, list::STORAGE)),
        _ => return false,
    };
    if len != count {
        return false;
    }
    for i in 0..count {
        vm.heap.set_word(to + 4 * i, vm.field(from, i + 1));
    }
    true
}

/// `iter(x)` of a builtin value that is no iterator itself.
#[inline(never)]
pub(super) fn iter(vm: &Engine, x: Word) -> Word {
    match record(vm, x) {
        Some((ty, value)) => ty.iter.map_or(UNBOUND, |iter| word(iter(vm, value))),
        None => UNBOUND,
    }
}

/// `object[key]`.
#[inline(never)]
pub(super) fn get_item(vm: &Engine, object: Word, key: Word) -> Word {
    let Some((ty, object)) = record(vm, object) else { return UNBOUND };
    let (Some(get_item), Some(key)) = (ty.get_item, Value::from_word(key)) else { return UNBOUND };
    word(get_item(vm, object, key))
}

/// `object[key] = new`; false if it must be done in full.
#[inline(never)]
pub(super) fn set_item(vm: &Engine, object: Word, key: Word, new: Word) -> bool {
    let number = without_bool(new);
    if number != new && layout(vm, object) == Some(kind::BYTEARRAY) && key & 1 != 0 {
        return set_byte(vm, object, key as i32 >> 1, number);
    }
    let Some((ty, object)) = record(vm, object) else { return false };
    match (ty.set_item, Value::from_word(key), Value::from_word(new)) {
        (Some(set_item), Some(key), Some(new)) => set_item(vm, object, key, Some(new)).is_ok(),
        _ => false,
    }
}

/// Stores a bool, as a number, in a bytearray at an index in range from the start; false if that must be done in full.
fn set_byte(vm: &Engine, bytes: Word, index: i32, number: Word) -> bool {
    if index as u32 >= vm.field(bytes, 1) {
        return false;
    }
    vm.heap.set_byte(vm.field(bytes, 2) + 4 + index as u32, (number >> 1) as u8);
    true
}

/// An element of an array at an index in range.
#[inline(never)]
pub(super) fn element(vm: &Engine, array: Word, key: Word) -> Word {
    let index = key as i32 >> 1;
    let info = vm.field(array, 1);
    let (format, len) = ((info & 0xff) as u8, info >> 8);
    let index = if index < 0 { index.wrapping_add(len as i32) } else { index } as u32;
    if index >= len {
        return UNBOUND;
    }
    let data = vm.field(array, 2) + 4;
    match format {
        b'i' | b'l' => word(int::from_i64(vm, i64::from(vm.heap.word(data + 4 * index) as i32))),
        b'I' | b'L' => word(int::from_u32(vm, vm.heap.word(data + 4 * index))),
        _ => word(element::load(vm, format, data + element::size(format).unwrap_or(1) * index)),
    }
}

/// The result of a builtin function or type that is a leaf, with so many arguments from a device address on.
#[inline(never)]
pub(super) fn call(vm: &Engine, callee: u32, arguments: u32, count: u32) -> Word {
    let header = vm.header(callee);
    if header.id() == kind::TYPE {
        // The class is the first argument: a word of the frame that builtins do not use lies before the others.
        let ty = vm.types.get(header.size() as usize);
        let Some(new) = ty.and_then(|ty| ty.new.as_ref()) else { return UNBOUND };
        vm.heap.set_word(arguments - 4, callee);
        return call_member(vm, new, arguments - 4, count + 1);
    }
    let Some(member) = vm.member(callee) else { return UNBOUND };
    if !matches!(member.reached(), Role::Function | Role::Keywords) {
        return UNBOUND;
    }
    // A method of a builtin type wants the builtin object inside an instance: that is for the full call.
    let table = header.size() >> 8;
    if table < vm.types.len() as u32
        && count > 0
        && let Some(first) = Value::from_word(vm.heap.word(arguments))
        && attribute::is_python_class_instance(vm, first)
    {
        return UNBOUND;
    }
    call_member(vm, member, arguments, count)
}

#[inline(always)]
fn call_member(vm: &Engine, member: &Member, arguments: u32, count: u32) -> Word {
    let f = match *member {
        Member::Leaf(_, f) | Member::Either(_, &(f, _)) => f,
        Member::General(..) => return UNBOUND,
    };
    // Where there is no limit, that of a member's shape serves: the full call takes more.
    if count < member.min().into() || count > member.max().into() {
        return UNBOUND;
    }
    word(f(vm, Args::new(vm.heap.cells(arguments, count as usize), count as usize)))
}

/// Whether a value is an instance of a class written in Python: no leaf operates on it.
#[inline(always)]
fn is_instance(vm: &Engine, word: Word) -> bool {
    layout(vm, word).is_some_and(LayoutId::is_instance)
}

/// `r[c]`'s layout, if it is an object.
#[inline(always)]
pub(super) fn layout(vm: &Engine, object: Word) -> Option<LayoutId> {
    if object & 3 == 0 && object != UNBOUND { Some(vm.header(object).id()) } else { None }
}
