//! Texts made without the heap, mostly those of errors.

use core::fmt::Write;

use crate::object::{Engine, Trap, TypeId};

/// A short text made without the heap.
pub(crate) struct ShortText {
    bytes: [u8; 160],
    len: usize,
}

impl ShortText {
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; 160], len: 0 }
    }

    /// Appends what fits.
    pub(crate) fn push(&mut self, text: &str) {
        for c in text.chars() {
            let mut buffer = [0; 4];
            let encoded = c.encode_utf8(&mut buffer).as_bytes();
            if let Some(room) = self.bytes.get_mut(self.len..self.len + encoded.len()) {
                room.copy_from_slice(encoded);
                self.len += encoded.len();
            }
        }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

impl Write for ShortText {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        self.push(text);
        Ok(())
    }
}

/// Raises an exception with a text made here.
#[cold]
pub(crate) fn raise_text(vm: &mut Engine, class: TypeId, text: &ShortText) -> Trap {
    match vm.leaf(|vm| vm.new_str(text.as_bytes())) {
        Ok(text) => vm.raise_value(class, vm.value(text)),
        Err(trap) => trap,
    }
}
