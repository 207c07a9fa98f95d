//! Floats of 32 bits: in the word where they fit, preallocated where there is no number, else
//! objects of a header and the number.

use crate::heap::{Header, LayoutId};
use crate::object::{Engine, Res};
use crate::value::{FLOAT, Float, ROM_FLOATS, Value};

const BOXED: u32 = Header::new(FLOAT, 2).0;
/// The bits of a header that say what the object is and how large.
const SHAPE: u32 =
    Header::new(LayoutId(u16::MAX), Header::WORDS_MAX).0 & !(Header::FLAG_A | Header::FLAG_B);

/// A float.
#[inline]
pub(crate) fn make(vm: &Engine, x: Float) -> Res<'_> {
    match Value::inline_float(x) {
        Some(value) => Ok(value),
        None => make_object(vm, x),
    }
}

#[inline(never)]
fn make_object(vm: &Engine, x: Float) -> Res<'_> {
    let same = |other: &Float| other.to_bits() == x.to_bits() || other.is_nan() && x.is_nan();
    if let Some(index) = ROM_FLOATS.iter().position(same) {
        return Ok(Value::rom_float(index as u32));
    }
    let address = vm.alloc(FLOAT, 2)?;
    vm.set_raw(address, 1, x.to_bits());
    Ok(Value::object(address))
}

/// The number, if the value is a float.
#[inline]
pub(crate) fn get(vm: &Engine, value: Value<'_>) -> Option<Float> {
    if let Some(x) = value.as_inline_float() {
        return Some(x);
    }
    let address = value.address()?;
    let header = vm.header(address);
    if header.0 & SHAPE == BOXED {
        return Some(Float::from_bits(vm.field(address, 1)));
    }
    super::preallocated(header)
}

/// The bits of a float without its sign.
#[inline]
pub(crate) fn magnitude_bits(x: Float) -> u64 {
    u64::from(x.abs().to_bits())
}

/// The float of these bits, which are as many as a float has.
#[inline]
pub(crate) fn from_bits(bits: u64) -> Float {
    Float::from_bits(bits as u32)
}
