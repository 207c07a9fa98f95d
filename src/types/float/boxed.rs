//! Floats of 64 bits: objects of a header and the number.

use crate::heap::{Header, LayoutId};
use crate::object::{Engine, Res};
use crate::value::{FLOAT, Float, Value};

const BOXED: u32 = Header::new(FLOAT, 3).0;
/// The bits of a header that say what the object is and how large.
const SHAPE: u32 =
    Header::new(LayoutId(u16::MAX), Header::WORDS_MAX).0 & !(Header::FLAG_A | Header::FLAG_B);

/// A float.
#[inline]
pub(crate) fn make(vm: &Engine, x: Float) -> Res<'_> {
    let address = vm.alloc(FLOAT, 3)?;
    vm.heap.set_double(address + 4, x);
    Ok(Value::object(address))
}

/// The number, if the value is a float.
#[inline]
pub(crate) fn get(vm: &Engine, value: Value<'_>) -> Option<Float> {
    let address = value.address()?;
    let header = vm.header(address);
    if header.0 & SHAPE == BOXED {
        return Some(vm.heap.double(address + 4));
    }
    super::preallocated(header)
}

/// The bits of a float without its sign.
#[inline]
pub(crate) fn magnitude_bits(x: Float) -> u64 {
    x.abs().to_bits()
}

/// The float of these bits, which are as many as a float has.
#[inline]
pub(crate) fn from_bits(bits: u64) -> Float {
    Float::from_bits(bits)
}
