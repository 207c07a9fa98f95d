//! The repr of texts and bytes: quotes and escapes.

use super::character;
use super::piece::Piece;
use super::subject::{Kind, Subject};
use crate::object::{Engine, Slot, Trap};
use crate::runtime::text;

/// The quote for a literal: single, unless only that one occurs.
fn quote(bytes: &[u8]) -> u8 {
    if bytes.contains(&b'\'') && !bytes.contains(&b'"') { b'"' } else { b'\'' }
}

/// Appends the literal of the str, bytes or bytearray in a slot, after the opening quote's prefix if any.
pub(crate) fn push_literal(
    vm: &mut Engine,
    value: Slot,
    out: Slot,
    ascii: bool,
) -> Result<(), Trap> {
    let Some(subject) = Subject::of(vm, vm.at(value)) else { return Ok(()) };
    let quote = quote(subject.bytes);
    if subject.kind != Kind::Str {
        text::push(vm, out, b"b")?;
    }
    text::push(vm, out, &[quote])?;
    let mut at = 0;
    loop {
        let mut piece = Piece::new();
        let Some(subject) = Subject::of(vm, vm.at(value)) else { return Ok(()) };
        // A bytearray's single quotes are escaped in any case.
        let escaped = if subject.kind == Kind::Bytearray { b'\'' } else { quote };
        while piece.has_room()
            && let Some((code, width)) = subject.first(subject.bytes.get(at..).unwrap_or_default())
        {
            // There is room, so that this cannot fail.
            character::write_escaped(&mut piece, subject.kind, code, escaped, ascii)
                .unwrap_or_default();
            at += width;
        }
        let is_done = at >= subject.bytes.len();
        text::push(vm, out, piece.as_bytes())?;
        if is_done {
            return text::push(vm, out, &[quote]);
        }
    }
}

/// Appends the repr of a str.
pub(super) fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    push_literal(vm, value, out, false)
}

/// Appends the repr of a bytes object.
pub(crate) fn repr_bytes(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    push_literal(vm, value, out, false)
}

/// Appends the repr of a bytearray.
pub(crate) fn repr_bytearray(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    text::push(vm, out, b"bytearray(")?;
    push_literal(vm, value, out, false)?;
    text::push(vm, out, b")")
}
