//! `int.to_bytes` and `int.from_bytes`.

use core::cell::Cell;

use super::digits::{self, DIGIT_BITS, TwosComplement};
use super::{Number, Room, expect_int};
use crate::name::{Name, rom};
use crate::object::{Args, Engine, Frame, Res, Trap, TypeId, kind};
use crate::runtime::{call, compare, index};
use crate::types::buffer;
use crate::types::bytes as python_bytes;
use crate::types::str::subject::Kind;
use crate::value::{Value, Word};

const LENGTH: Name = const { rom("length") };
const BYTEORDER: Name = const { rom("byteorder") };
const SIGNED: Name = const { rom("signed") };
const BYTES: Name = const { rom("bytes") };

/// `n.to_bytes(length=1, byteorder='big', *, signed=False)`
pub(super) fn to_bytes<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    args.only(vm, &[LENGTH, BYTEORDER, SIGNED])?;
    let value = expect_int(vm, args.at(0))?;
    let length = args.get_or(vm, 1, LENGTH).map_or(Ok(1), |length| index::index(vm, length))?;
    let is_big = is_big_endian(vm, args.get_or(vm, 2, BYTEORDER))?;
    let signed = is_signed(vm, args)?;
    let Ok(length) = u32::try_from(length) else {
        return Err(vm.value_error("length argument must be non-negative"));
    };
    let place = [Cell::new(0)];
    let number = Number::of(vm, value, &place);
    if number.negative && !signed {
        return Err(vm.raise(TypeId::OVERFLOW_ERROR, "can't convert negative int to unsigned"));
    }
    if bits_needed(number, signed) > 8 * u64::from(length) {
        return Err(vm.raise(TypeId::OVERFLOW_ERROR, "int too big to convert"));
    }
    let object = vm.alloc(kind::BYTES, 2 + length.div_ceil(4))?;
    vm.set_raw(object, 1, length);
    let mut twos = TwosComplement::new(number.negative);
    let mut digit = 0;
    for i in 0..length {
        if i % 4 == 0 {
            digit = twos.next(number.digits.get(i as usize / 4).map_or(0, Cell::get));
        }
        let at = if is_big { length - 1 - i } else { i };
        vm.heap.set_byte(object + 8 + at, digit as u8);
        digit >>= 8;
    }
    Ok(Value::object(object))
}

/// How many bits a number takes, in two's complement if `signed`.
fn bits_needed(number: Number<'_>, signed: bool) -> u64 {
    let bits = digits::bit_length(number.digits);
    // The least number of each length is the one whose magnitude is a power of two.
    let is_least = number.negative && bits > 0 && !digits::any_below(number.digits, bits - 1);
    if signed && bits > 0 && !is_least { bits + 1 } else { bits }
}

/// `int.from_bytes(bytes, byteorder='big', *, signed=False)`; the class comes first.
pub(super) fn from_bytes(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    frame.args(vm).only(vm, &[BYTES, BYTEORDER, SIGNED])?;
    let Some(source) = frame.get_or(vm, 1, BYTES) else {
        return Err(vm.type_error("from_bytes() missing required argument 'bytes' (pos 1)"));
    };
    let is_big = is_big_endian(vm, frame.args(vm).get_or(vm, 2, BYTEORDER))?;
    let signed = frame.keyword(vm, SIGNED).map_or(Ok(false), |value| compare::truth(vm, value))?;
    vm.scope(|vm| {
        let source = match buffer::bytes_of(vm, vm.at(source)) {
            None if !vm.is_str(vm.at(source)) => python_bytes::gather(
                vm,
                source,
                Kind::Bytes,
                "cannot convert '{t}' object to bytes",
            )?,
            _ => source,
        };
        let word = vm.leaf(|vm| read(vm, vm.at(source), is_big, signed))?;
        if vm.at(frame.at(0)) == vm.type_object(TypeId::INT) {
            return Ok(word);
        }
        let value = vm.push(word)?;
        call::call(vm, frame.at(0), &[value])
    })
}

/// The int that the bytes of an object are.
pub(super) fn read<'g>(vm: &'g Engine, source: Value<'g>, is_big: bool, signed: bool) -> Res<'g> {
    let Some(bytes) = buffer::content(vm, source) else {
        let text = "cannot convert '{t}' object to bytes";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, source, source));
    };
    // The byte of this significance.
    let byte = |i: usize| bytes[if is_big { bytes.len() - 1 - i } else { i }];
    let negative = signed && !bytes.is_empty() && byte(bytes.len() - 1) & 0x80 != 0;
    let len = bytes.len().div_ceil(DIGIT_BITS as usize / 8);
    let room = Room::new(vm, len as u64)?;
    let mut twos = TwosComplement::new(negative);
    let fill = if negative { u8::MAX } else { 0 };
    for (i, place) in room.digits.iter().enumerate() {
        let part = |k| if 4 * i + k < bytes.len() { byte(4 * i + k) } else { fill };
        place.set(twos.next(u32::from_le_bytes([part(0), part(1), part(2), part(3)])));
    }
    Ok(room.finish(vm, negative, len))
}

fn is_big_endian(vm: &Engine, order: Option<Value<'_>>) -> Result<bool, Trap> {
    match order.map(|order| vm.text(order)) {
        None | Some(Some("big")) => Ok(true),
        Some(Some("little")) => Ok(false),
        Some(Some(_)) => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
        Some(None) => Err(vm.type_error("byteorder must be str")),
    }
}

fn is_signed(vm: &Engine, args: Args<'_>) -> Result<bool, Trap> {
    args.keyword(vm, SIGNED).map_or(Ok(false), |value| compare::leaf_truth(vm, value))
}
