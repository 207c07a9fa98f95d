//! Numbers in memory, of the sizes that `array`, `memoryview` and `struct` name by a letter.
//!
//! The machine is a 32-bit one: `l` and `L` have 4 bytes.

use crate::object::{Engine, Res, Trap};
use crate::runtime::attribute;
use crate::types::{float, int};
use crate::value::{Float, Value};

/// How many bytes an element has; nothing for a letter that means none.
pub(crate) const fn size(format: u8) -> Option<u32> {
    match format {
        b'b' | b'B' | b'c' | b'?' => Some(1),
        b'h' | b'H' => Some(2),
        b'i' | b'I' | b'l' | b'L' | b'f' => Some(4),
        b'q' | b'Q' | b'd' => Some(8),
        _ => None,
    }
}

/// Why a value cannot be an element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Misfit {
    /// It is no number, or a float where an int is wanted.
    Type,
    /// It is less than the smallest.
    Low,
    /// It is greater than the largest.
    High,
}

/// The bits of an int of `size` bytes.
pub(crate) fn int_bits(
    vm: &Engine,
    value: Value<'_>,
    size: u32,
    signed: bool,
) -> Result<Result<u64, Misfit>, Trap> {
    let bits = 8 * size;
    if let Some(n) = value.as_small()
        && bits < i32::BITS
    {
        let (low, high) =
            if signed { (-1 << (bits - 1), (1 << (bits - 1)) - 1) } else { (0, (1 << bits) - 1) };
        return Ok(match n {
            _ if n < low => Err(Misfit::Low),
            _ if n > high => Err(Misfit::High),
            _ => Ok(i64::from(n) as u64),
        });
    }
    let Some(n) = int::as_int(vm, attribute::native(vm, value)) else {
        return Ok(Err(Misfit::Type));
    };
    if let Some(n) = int::to_i64(vm, n) {
        let (low, high) = match (signed, bits) {
            (true, _) => (i64::MIN >> (64 - bits), i64::MAX >> (64 - bits)),
            (false, 64) => (0, i64::MAX),
            (false, _) => (0, (1 << bits) - 1),
        };
        return Ok(match n {
            _ if n < low => Err(Misfit::Low),
            _ if n > high => Err(Misfit::High),
            _ => Ok(n as u64),
        });
    }
    Ok(match int::to_u64(vm, n) {
        Some(n) if !signed && bits == 64 => Ok(n),
        _ if int::is_negative(vm, n) => Err(Misfit::Low),
        _ => Err(Misfit::High),
    })
}

/// The bits of a value as an element.
#[allow(clippy::useless_conversion, reason = "floats have 32 bits in other builds")]
pub(crate) fn bits(vm: &Engine, format: u8, value: Value<'_>) -> Result<Result<u64, Misfit>, Trap> {
    match format {
        b'f' | b'd' => {
            let native = attribute::native(vm, value);
            let x = match (float::get(vm, native), int::as_int(vm, native)) {
                (Some(x), _) => x,
                (None, Some(n)) => int::to_float(vm, n)?,
                (None, None) => return Ok(Err(Misfit::Type)),
            };
            Ok(Ok(match format {
                b'f' => narrow(x).to_bits().into(),
                _ => wide(x).to_bits(),
            }))
        }
        _ => match size(format) {
            Some(size) => int_bits(vm, value, size, format.is_ascii_lowercase()),
            None => Ok(Err(Misfit::Type)),
        },
    }
}

/// The element at an address, aligned or not.
#[inline]
pub(crate) fn load(vm: &Engine, format: u8, address: u32) -> Res<'_> {
    match format {
        b'b' => Ok(Value::int((vm.heap.byte(address) as i8).into())),
        b'B' => Ok(Value::int(vm.heap.byte(address).into())),
        b'h' => Ok(Value::int((vm.heap.half(address) as i16).into())),
        b'H' => Ok(Value::int(vm.heap.half(address).into())),
        _ => from_bits(vm, format, load_bits(vm, address, size(format).unwrap_or(1))),
    }
}

/// The bytes at an address, least significant first.
pub(crate) fn load_bits(vm: &Engine, address: u32, size: u32) -> u64 {
    let mut bits = [0; 8];
    let bytes = vm.heap.bytes(address, size.min(8));
    bits[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(bits)
}

/// The element that these bits are.
pub(crate) fn from_bits(vm: &Engine, format: u8, bits: u64) -> Res<'_> {
    match format {
        b'b' => Ok(Value::int((bits as i8).into())),
        b'B' => Ok(Value::int((bits as u8).into())),
        b'h' => Ok(Value::int((bits as i16).into())),
        b'H' => Ok(Value::int((bits as u16).into())),
        b'i' | b'l' => int::from_i64(vm, (bits as i32).into()),
        b'I' | b'L' => int::from_u32(vm, bits as u32),
        b'q' => int::from_i64(vm, bits as i64),
        b'f' => float::make(vm, native(f32::from_bits(bits as u32))),
        b'd' => float::make(vm, f64::from_bits(bits) as Float),
        b'c' => crate::types::bytes::new(vm, &[bits as u8]),
        b'?' => Ok(Value::bool(bits as u8 != 0)),
        _ => int::from_u64(vm, bits),
    }
}

/// Writes the low `size` bytes of some bits at an address, least significant first.
#[inline]
pub(crate) fn store_bits(vm: &Engine, address: u32, size: u32, bits: u64) {
    let bytes = bits.to_le_bytes();
    vm.heap.copy_in(address, bytes.get(..size as usize).unwrap_or(&bytes));
}

/// A float in double precision.
#[cfg_attr(
    feature = "f64",
    expect(clippy::useless_conversion, reason = "the build's floats may be f32")
)]
fn wide(x: Float) -> f64 {
    f64::from(x)
}

/// A float in single precision.
#[cfg_attr(
    not(feature = "f64"),
    expect(clippy::unnecessary_cast, reason = "the build's floats may be f64")
)]
fn narrow(x: Float) -> f32 {
    x as f32
}

/// A float of single precision in the build's.
#[cfg_attr(
    not(feature = "f64"),
    expect(clippy::useless_conversion, reason = "the build's floats may be f64")
)]
fn native(x: f32) -> Float {
    x.into()
}
