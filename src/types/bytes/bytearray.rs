//! `bytearray`: a length, and storage that is made when the first byte comes.
//!
//! ```text
//! BYTEARRAY  [header][length][storage: RAW or 0]
//! ```
//! A memoryview keeps the bytearray, not its storage, and looks at its length whenever it is used. So a bytearray may
//! be resized while views of it are about; a view that reaches past the new end raises BufferError.

use super::{hex, make, shared_methods, slot_len, storage};
use crate::bytecode::BinaryOp;
use crate::object::{
    Args, Engine, Frame, GeneralSlots, Member, Res, Role, Slot, Trap, Type, TypeFlags, TypeId, kind,
};
use crate::runtime::{attribute, index};
use crate::types::str::index::positions;
use crate::types::str::subject::{Kind, Output};
use crate::types::str::{case, codec, percent, repr, search, split, translate, trim};
use crate::types::{attempt, sequence};
use crate::value::{Value, Word};

const LEN: u32 = 1;

/// How many bytes the bytearray at an address has.
#[inline]
pub(crate) fn len(vm: &Engine, array: u32) -> u32 {
    vm.field(array, LEN)
}

/// The device address of its first byte; good until it is resized.
#[inline]
pub(crate) fn data(vm: &Engine, array: u32) -> u32 {
    storage::data(vm, array)
}

/// Its bytes; nobody may write to them while they are held.
#[inline]
pub(crate) fn content(vm: &Engine, array: u32) -> &[u8] {
    vm.heap.bytes(data(vm, array), len(vm, array))
}

/// A new bytearray of a length up to `LEN_MAX`, which the caller writes at once: its address, and that of its bytes.
pub(crate) fn alloc(vm: &Engine, len: u32) -> Result<(u32, u32), Trap> {
    let array = storage::alloc(vm, kind::BYTEARRAY, len, len)?;
    Ok((array, data(vm, array)))
}

/// A new bytearray.
pub(crate) fn new<'g>(vm: &'g Engine, bytes: &[u8]) -> Res<'g> {
    let mut output = Output::new(vm, Kind::Bytearray, Some(bytes.len()))?;
    output.put(bytes);
    Ok(output.finish())
}

/// Appends a byte.
#[inline]
pub(crate) fn push(vm: &Engine, array: u32, byte: u8) -> Result<(), Trap> {
    let len = len(vm, array);
    if len >= storage::room(vm, array) {
        storage::make_room(vm, array, len, 1)?;
    }
    vm.heap.set_byte(data(vm, array) + len, byte);
    vm.set_raw(array, LEN, len + 1);
    Ok(())
}

/// The byte that a value is.
#[inline]
fn byte_of(vm: &Engine, value: Value<'_>) -> Result<u8, Trap> {
    match value.as_small() {
        Some(n @ 0..=255) => Ok(n as u8),
        _ => make::byte(vm, value, Kind::Bytearray),
    }
}

/// Sets the byte at an index (negative: from the end).
#[inline]
pub(crate) fn set_index(vm: &Engine, array: u32, i: i32, value: Value<'_>) -> Result<(), Trap> {
    let len = len(vm, array);
    let at = if i < 0 { (i as u32).wrapping_add(len) } else { i as u32 };
    let byte = byte_of(vm, value)?;
    if at < len {
        vm.heap.set_byte(data(vm, array) + at, byte);
        return Ok(());
    }
    Err(vm.raise(TypeId::INDEX_ERROR, "bytearray index out of range"))
}

/// Puts `bytes`, which do not lie in this bytearray, in the place of `removed` bytes from `start` on.
pub(crate) fn splice(
    vm: &Engine,
    array: u32,
    start: u32,
    removed: u32,
    bytes: &[u8],
) -> Result<(), Trap> {
    let len = storage::splice(vm, array, len(vm, array), (start, removed), bytes)?;
    vm.set_raw(array, LEN, len);
    Ok(())
}

const WRONG_SOURCE: &str = "can assign only bytes, buffers, or iterables of ints in range(0, 256)";

/// Appends zeros.
pub(crate) fn extend_zeros(vm: &Engine, array: u32, count: u32) -> Result<(), Trap> {
    let len = len(vm, array);
    storage::make_room(vm, array, len, count)?;
    vm.heap.fill(data(vm, array) + len, count, 0);
    vm.set_raw(array, LEN, len + count);
    Ok(())
}

fn set_slice(
    vm: &Engine,
    array: u32,
    slice: Value<'_>,
    value: Option<Value<'_>>,
) -> Result<(), Trap> {
    let old_len = len(vm, array);
    let (start, stop, step, count) = index::slice_bounds(vm, slice, old_len as usize)?;
    let bytes = match value {
        None => b"",
        Some(value) => match storage::source(vm, array, value)? {
            Some(bytes) => bytes,
            None if attribute::native_type(vm, value) == TypeId::STR => {
                return Err(vm.type_error(WRONG_SOURCE));
            }
            None => return Err(vm.need_call()),
        },
    };
    if step == 1 {
        return splice(vm, array, start as u32, (stop - start).max(0) as u32, bytes);
    }
    // No bytes in the place of some delete them, as CPython has it.
    if bytes.is_empty() {
        let left = storage::delete_steps(vm, array, (old_len, 1), (start, step, count));
        vm.set_raw(array, LEN, left);
        return Ok(());
    }
    if bytes.len() != count {
        let text = "attempt to assign bytes of size {d} to extended slice of size {d}";
        let (given, wanted) = (search::length(bytes.len()), search::length(count));
        return Err(vm.raise_with(TypeId::VALUE_ERROR, text, given, wanted));
    }
    for (at, &byte) in positions(start, step, count).zip(bytes) {
        vm.heap.set_byte(data(vm, array) + at as u32, byte);
    }
    Ok(())
}

// Slots.

fn set_item(
    vm: &Engine,
    object: Value<'_>,
    key: Value<'_>,
    value: Option<Value<'_>>,
) -> Result<(), Trap> {
    let Some(array) = vm.expect(object, kind::BYTEARRAY) else { return Ok(()) };
    if vm.expect(key, kind::SLICE).is_some() {
        return set_slice(vm, array, key, value);
    }
    if let (Some(i), Some(value)) = (key.as_small(), value) {
        return set_index(vm, array, i, value);
    }
    let len = len(vm, array);
    let at = index::item_index(vm, key, len as usize, "bytearray index out of range")?;
    match value {
        Some(value) => set_index(vm, array, at as i32, value),
        None => splice(vm, array, at as u32, 1, b""),
    }
}

/// Slice assignment from an iterable of ints.
fn set_item_general(
    vm: &mut Engine,
    object: Slot,
    key: Slot,
    value: Option<Slot>,
) -> Result<(), Trap> {
    let Some(value) = value else {
        return vm.leaf_with(|vm| set_item(vm, vm.at(object), vm.at(key), None));
    };
    vm.scope(|vm| {
        let is_slice = vm.expect(vm.at(key), kind::SLICE).is_some();
        let plain =
            if is_slice { make::gather(vm, value, Kind::Bytearray, WRONG_SOURCE)? } else { value };
        vm.leaf_with(|vm| set_item(vm, vm.at(object), vm.at(key), Some(vm.at(plain))))
    })
}

fn in_place<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    let Some(array) = vm.expect(a, kind::BYTEARRAY) else { return Ok(None) };
    match op {
        BinaryOp::Add => match storage::source(vm, array, b)? {
            Some(bytes) => splice(vm, array, len(vm, array), 0, bytes)?,
            None => return Ok(None),
        },
        BinaryOp::Multiply => {
            let Some(count) = sequence::repeat_count(vm, b)? else { return Ok(None) };
            let len = storage::repeat(vm, array, len(vm, array), count)?;
            vm.set_raw(array, LEN, len);
        }
        _ => return Ok(None),
    }
    Ok(Some(a))
}

// Methods.

fn receiver(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    let text = "descriptor requires a 'bytearray' object but received a '{t}'";
    attempt::receiver(vm, value, kind::BYTEARRAY, text)
}

fn append<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let array = receiver(vm, args.at(0))?;
    push(vm, array, byte_of(vm, args.at(1))?)?;
    Ok(Value::none())
}

/// `extend(source)` with anything that has bytes.
fn extend_bytes<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let array = receiver(vm, args.at(0))?;
    let Some(bytes) = storage::source(vm, array, args.at(1))? else { return Err(vm.need_call()) };
    splice(vm, array, len(vm, array), 0, bytes)?;
    Ok(Value::none())
}

fn extend(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let (array, from) = (frame.at(0), frame.at(1));
    vm.scope(|vm| {
        let is_text = attribute::native_type(vm, vm.at(from)) == TypeId::STR;
        if is_text {
            return Err(vm.type_error("expected iterable of integers; got: 'str'"));
        }
        let text = "can't extend bytearray with {t}";
        let gathered = make::gather(vm, from, Kind::Bytearray, text)?;
        let pair = vm.push_unbound(2)?;
        vm.set(pair, vm.at(array));
        vm.set(pair.offset(1), vm.at(gathered));
        vm.leaf(|vm| extend_bytes(vm, Args::new(vm.slots(pair, 2), 2)))
    })
}

fn insert<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let array = receiver(vm, args.at(0))?;
    let len = i64::from(len(vm, array));
    let at = i64::from(index::index(vm, args.at(1))?);
    let at = if at < 0 { at + len } else { at }.clamp(0, len) as u32;
    let byte = make::byte(vm, args.at(2), Kind::Bytearray)?;
    splice(vm, array, at, 0, &[byte])?;
    Ok(Value::none())
}

fn pop<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let array = receiver(vm, args.at(0))?;
    let len = len(vm, array);
    if len == 0 {
        return Err(vm.raise(TypeId::INDEX_ERROR, "pop from empty bytearray"));
    }
    let at = match args.get(1) {
        Some(key) => index::item_index(vm, key, len as usize, "pop index out of range")? as u32,
        None => len - 1,
    };
    let byte = vm.heap.byte(data(vm, array) + at);
    splice(vm, array, at, 1, b"")?;
    Ok(Value::int(byte.into()))
}

fn remove<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let array = receiver(vm, args.at(0))?;
    let byte = make::byte(vm, args.at(1), Kind::Bytearray)?;
    let Some(at) = content(vm, array).iter().position(|&found| found == byte) else {
        return Err(vm.value_error("value not found in bytearray"));
    };
    splice(vm, array, at as u32, 1, b"")?;
    Ok(Value::none())
}

fn reverse<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let array = receiver(vm, args.at(0))?;
    let (first, len) = (data(vm, array), len(vm, array));
    for i in 0..len / 2 {
        let (low, high) = (first + i, first + len - 1 - i);
        let byte = vm.heap.byte(low);
        vm.heap.set_byte(low, vm.heap.byte(high));
        vm.heap.set_byte(high, byte);
    }
    Ok(Value::none())
}

fn clear<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let array = receiver(vm, args.at(0))?;
    splice(vm, array, 0, len(vm, array), b"")?;
    Ok(Value::none())
}

fn copy<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    new(vm, content(vm, receiver(vm, args.at(0))?))
}

/// `bytearray`
pub(crate) static TYPE: Type = Type {
    flags: TypeFlags::BASE.union(TypeFlags::UNHASHABLE),
    members: shared_methods![
        Member::leaf("append", 2, 2, append),
        Member::leaf("clear", 1, 1, clear),
        Member::leaf("copy", 1, 1, copy),
        Member::either("extend", 2, 2, &(extend_bytes, extend)),
        Member::leaf("fromhex", 2, 2, hex::fromhex_bytearray).role(Role::Class),
        Member::leaf("insert", 3, 3, insert),
        Member::leaf("pop", 1, 2, pop),
        Member::leaf("remove", 2, 2, remove),
        Member::leaf("reverse", 1, 1, reverse),
    ],
    new: Some(Member::general("__new__", 1, 4, make::new_bytearray).keywords()),
    repr: Some(repr::repr_bytearray),
    len: Some(slot_len),
    iter: Some(super::iter),
    get_item: Some(super::get_item),
    set_item: Some(set_item),
    contains: Some(super::contains),
    binary: Some(super::binary),
    in_place: Some(in_place),
    compare: Some(super::compare),
    general: &GeneralSlots { set_item: Some(set_item_general), ..percent::SLOTS },
    ..Type::new(TypeId::BYTEARRAY)
};
