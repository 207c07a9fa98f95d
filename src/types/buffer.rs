//! The bytes inside an object: of `bytes`, `bytearray`, `array` and `memoryview`.

use crate::object::{Engine, Trap, TypeId, kind};
use crate::runtime::attribute;
use crate::types::bytes::{self, bytearray};
use crate::types::memoryview;
use crate::value::Value;

/// The error where something with bytes is wanted.
pub(crate) const REQUIRED: &str = "a bytes-like object is required, not '{t}'";

/// Where an object's bytes are. Good until the object is resized or the next collection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Buffer {
    /// Device address of the first byte.
    pub(crate) address: u32,
    /// How many bytes.
    pub(crate) len: u32,
    /// Whether they may be written.
    pub(crate) writable: bool,
    /// What the items are, as `struct` names it: `b'B'` for bytes.
    pub(crate) format: u8,
}

/// The bytes of an object that has some, one after another.
pub(crate) fn bytes_of(vm: &Engine, value: Value<'_>) -> Option<Buffer> {
    let object = attribute::native(vm, value).address()?;
    match vm.header(object).id() {
        kind::MEMORYVIEW => memoryview::buffer(vm, object),
        _ => owned(vm, object),
    }
}

/// The bytes of an object that owns some.
pub(super) fn owned(vm: &Engine, object: u32) -> Option<Buffer> {
    let plain = |address, len, writable| Some(Buffer { address, len, writable, format: b'B' });
    match vm.header(object).id() {
        kind::BYTES => plain(bytes::data(object), bytes::len(vm, object), false),
        kind::BYTEARRAY => plain(bytearray::data(vm, object), bytearray::len(vm, object), true),
        #[cfg(feature = "array")]
        kind::ARRAY => Some(super::array::buffer(vm, object)),
        _ => None,
    }
}

/// The bytes of an object that has some; nobody may write to it while they are held.
pub(crate) fn content<'g>(vm: &'g Engine, value: Value<'g>) -> Option<&'g [u8]> {
    bytes_of(vm, value).map(|buffer| vm.heap.bytes(buffer.address, buffer.len))
}

/// The bytes of an object that has some; otherwise TypeError.
pub(crate) fn required(vm: &Engine, value: Value<'_>) -> Result<Buffer, Trap> {
    bytes_of(vm, value).ok_or_else(|| vm.raise_with(TypeId::TYPE_ERROR, REQUIRED, value, value))
}

/// The bytes of an object that may be written; otherwise TypeError.
pub(crate) fn writable(vm: &Engine, value: Value<'_>) -> Result<Buffer, Trap> {
    match bytes_of(vm, value).filter(|buffer| buffer.writable) {
        Some(buffer) => Ok(buffer),
        None => {
            let text = "a read-write bytes-like object is required, not '{t}'";
            Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value))
        }
    }
}
