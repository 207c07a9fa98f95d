//! `bytes`, and what it shares with `bytearray`.
//!
//! ```text
//! BYTES      [header][length] bytes
//! ```

pub(crate) mod bytearray;
pub(crate) mod hex;
mod make;
pub(crate) mod storage;

use crate::bytecode::{BinaryOp, CompareOp};
use crate::name::hash;
use crate::object::{Engine, Member, Res, Role, Trap, Type, TypeFlags, TypeId, kind};
use crate::runtime::{attribute, index};
use crate::types::str::index::positions;
use crate::types::str::subject::{Kind, Output, Subject};
use crate::types::str::{case, codec, percent, repr, search, split, translate, trim};
use crate::types::{buffer, iterator, sequence};
use crate::value::Value;

pub(crate) use make::{byte_or, gather, is_plain_type_error};

/// The most bytes (or bytes of text) that an object has: every length is a small int.
pub(crate) const LEN_MAX: u32 = crate::value::SMALL_MAX as u32 - 16;

const LEN: u32 = 1;

/// How many bytes the `bytes` object at an address has.
#[inline]
pub(crate) fn len(vm: &Engine, object: u32) -> u32 {
    vm.field(object, LEN)
}

/// The device address of its first byte.
#[inline]
pub(crate) const fn data(object: u32) -> u32 {
    object + 8
}

/// Its bytes.
#[inline]
pub(crate) fn content(vm: &Engine, object: u32) -> &[u8] {
    vm.heap.bytes(data(object), len(vm, object))
}

/// A new `bytes` object of at most [`LEN_MAX`] bytes, which the caller writes at [`data`] at once.
pub(crate) fn alloc(vm: &Engine, len: u32) -> Result<u32, Trap> {
    let object = vm.alloc(kind::BYTES, 2 + len.div_ceil(4))?;
    vm.set_raw(object, LEN, len);
    Ok(object)
}

/// A new `bytes` object.
pub(crate) fn new<'g>(vm: &'g Engine, bytes: &[u8]) -> Res<'g> {
    let mut output = Output::new(vm, Kind::Bytes, Some(bytes.len()))?;
    output.put(bytes);
    Ok(output.finish())
}

// Slots of both types.

fn subject<'g>(vm: &'g Engine, value: Value<'g>) -> Result<Subject<'g>, Trap> {
    Subject::of(vm, value)
        .ok_or_else(|| vm.raise_with(TypeId::TYPE_ERROR, buffer::REQUIRED, value, value))
}

fn slot_len(vm: &Engine, value: Value<'_>) -> usize {
    // Both have their length in the same place.
    value.address().map_or(0, |object| len(vm, object) as usize)
}

fn get_item<'g>(vm: &'g Engine, object: Value<'g>, key: Value<'g>) -> Res<'g> {
    let subject = subject(vm, object)?;
    if vm.expect(key, kind::SLICE).is_some() {
        let (start, _, step, count) = index::slice_bounds(vm, key, subject.bytes.len())?;
        if step == 1 {
            return subject.part(vm, start as usize..start as usize + count);
        }
        let mut output = Output::new(vm, subject.kind, Some(count))?;
        positions(start, step, count).for_each(|i| output.byte(subject.bytes[i]));
        return Ok(output.finish());
    }
    let text = match subject.kind {
        Kind::Bytearray => "bytearray index out of range",
        _ => "index out of range",
    };
    let at = index::item_index(vm, key, subject.bytes.len(), text)?;
    Ok(Value::int(subject.bytes[at].into()))
}

fn contains(vm: &Engine, object: Value<'_>, item: Value<'_>) -> Result<bool, Trap> {
    let subject = subject(vm, object)?;
    if let Some(needle) = buffer::content(vm, item) {
        return Ok(search::find(subject.bytes, needle).is_some());
    }
    let byte = byte_or(vm, item, buffer::REQUIRED, "byte must be in range(0, 256)")?;
    Ok(subject.bytes.contains(&byte))
}

fn binary<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    match op {
        BinaryOp::Add => {
            let Some(left) = Subject::of(vm, a) else { return Ok(None) };
            let Some(right) = buffer::content(vm, b) else { return cannot_add(vm, &left, b) };
            let mut output = Output::new(vm, left.kind, left.bytes.len().checked_add(right.len()))?;
            output.put(left.bytes);
            output.put(right);
            Ok(Some(output.finish()))
        }
        BinaryOp::Multiply => {
            let (subject, count) = match Subject::of(vm, a) {
                Some(left) => (left, b),
                None => (subject(vm, b)?, a),
            };
            let Some(count) = sequence::repeat_count(vm, count)? else { return Ok(None) };
            let mut output =
                Output::new(vm, subject.kind, subject.bytes.len().checked_mul(count as usize))?;
            output.repeat(subject.bytes, count as usize);
            Ok(Some(output.finish()))
        }
        BinaryOp::Modulo if Subject::of(vm, a).is_some() => Err(vm.need_call()),
        _ => Ok(None),
    }
}

fn cannot_add<'g>(
    vm: &'g Engine,
    left: &Subject<'g>,
    b: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    if attribute::is_python_class_instance(vm, b) {
        return Ok(None);
    }
    let text = "can't concat {t} to {t}";
    Err(vm.raise_with(TypeId::TYPE_ERROR, text, b, left.value))
}

fn compare(vm: &Engine, op: CompareOp, a: Value<'_>, b: Value<'_>) -> Result<Option<bool>, Trap> {
    let is_equality = matches!(op, CompareOp::Equal | CompareOp::NotEqual);
    let orders =
        |value| matches!(attribute::native_type(vm, value), TypeId::BYTES | TypeId::BYTEARRAY);
    if !(is_equality || orders(a) && orders(b)) {
        return Ok(None);
    }
    Ok(match (buffer::content(vm, a), buffer::content(vm, b)) {
        (Some(a), Some(b)) => Some(sequence::holds(op, a.cmp(b))),
        _ => None,
    })
}

fn iter<'g>(vm: &'g Engine, value: Value<'g>) -> Res<'g> {
    iterator::new(vm, iterator::Kind::Indexed, value)
}

fn slot_hash(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    Ok(hash(subject(vm, value)?.bytes).into())
}

/// Methods that `bytes` and `bytearray` share.
macro_rules! shared_methods {
    ($($own:expr,)*) => {
        &[
            Member::leaf("capitalize", 1, 1, case::capitalize),
            Member::leaf("center", 2, 3, trim::center),
            Member::leaf("count", 2, 4, search::method_count),
            Member::leaf("decode", 1, 3, codec::decode).keywords(),
            Member::leaf("endswith", 2, 4, search::endswith),
            Member::leaf("expandtabs", 1, 2, trim::expandtabs).keywords(),
            Member::leaf("find", 2, 4, search::method_find),
            Member::leaf("hex", 1, 3, hex::hex).keywords(),
            Member::leaf("index", 2, 4, search::method_index),
            Member::leaf("isalnum", 1, 1, case::isalnum),
            Member::leaf("isalpha", 1, 1, case::isalpha),
            Member::leaf("isascii", 1, 1, case::isascii),
            Member::leaf("isdigit", 1, 1, case::isdigit),
            Member::leaf("islower", 1, 1, case::islower),
            Member::leaf("isspace", 1, 1, case::isspace),
            Member::leaf("istitle", 1, 1, case::istitle),
            Member::leaf("isupper", 1, 1, case::isupper),
            Member::either("join", 2, 2, &(split::join_row, split::join)),
            Member::leaf("ljust", 2, 3, trim::ljust),
            Member::leaf("lower", 1, 1, case::lower),
            Member::leaf("lstrip", 1, 2, trim::lstrip),
            Member::leaf("maketrans", 2, 2, translate::maketrans_bytes).role(Role::Static),
            Member::leaf("partition", 2, 2, split::partition),
            Member::leaf("removeprefix", 2, 2, search::removeprefix),
            Member::leaf("removesuffix", 2, 2, search::removesuffix),
            Member::leaf("replace", 3, 4, search::replace).keywords(),
            Member::leaf("rfind", 2, 4, search::method_rfind),
            Member::leaf("rindex", 2, 4, search::method_rindex),
            Member::leaf("rjust", 2, 3, trim::rjust),
            Member::leaf("rpartition", 2, 2, split::rpartition),
            Member::leaf("rsplit", 1, 3, split::rsplit).keywords(),
            Member::leaf("rstrip", 1, 2, trim::rstrip),
            Member::leaf("split", 1, 3, split::split).keywords(),
            Member::leaf("splitlines", 1, 2, split::splitlines).keywords(),
            Member::leaf("startswith", 2, 4, search::startswith),
            Member::leaf("strip", 1, 2, trim::strip),
            Member::leaf("swapcase", 1, 1, case::swapcase),
            Member::leaf("title", 1, 1, case::title),
            Member::leaf("translate", 2, 3, translate::translate_bytes).keywords(),
            Member::leaf("upper", 1, 1, case::upper),
            Member::leaf("zfill", 2, 2, trim::zfill),
            $($own,)*
        ]
    };
}
use shared_methods;

/// `bytes`
pub(crate) static BYTES: Type = Type {
    flags: TypeFlags::BASE,
    members: shared_methods![Member::leaf("fromhex", 2, 2, hex::fromhex_bytes).role(Role::Class),],
    new: Some(Member::general("__new__", 1, 4, make::new_bytes).keywords()),
    repr: Some(repr::repr_bytes),
    hash: Some(slot_hash),
    len: Some(slot_len),
    iter: Some(iter),
    get_item: Some(get_item),
    contains: Some(contains),
    binary: Some(binary),
    compare: Some(compare),
    general: &percent::SLOTS,
    ..Type::new(TypeId::BYTES)
};
