//! A text that grows in a slot, and becomes a str where it lies.
//!
//! ```text
//! builder: [RAW header][length in bytes][text ... room]
//! str:     [STR header][hash and name  ][text]
//! ```
//! The two have the same shape, so that the finished text is not copied.

use core::fmt;
use core::ops::Range;

use crate::heap::Header;
use crate::name;
use crate::object::{Engine, Slot, Trap, kind};
use crate::value::{Value, Word};

/// Word of the builder that holds the length.
const LENGTH: u32 = 1;
/// Byte offset of the text in the builder, and in a `str` object.
const TEXT: u32 = 8;
/// Room of a new builder in bytes: most numbers and names fit.
const ROOM_MIN: u32 = 24;

/// An empty text in a new slot.
pub(crate) fn start(vm: &mut Engine) -> Result<Slot, Trap> {
    let out = vm.push_unbound(1)?;
    restart(vm, out)?;
    Ok(out)
}

/// Puts an empty text in a slot.
pub(crate) fn restart(vm: &mut Engine, out: Slot) -> Result<(), Trap> {
    let word = vm.leaf(|vm| {
        let builder = vm.alloc(kind::RAW, (TEXT + ROOM_MIN) / 4)?;
        vm.set_raw(builder, LENGTH, 0);
        Ok(Value::object(builder))
    })?;
    vm.set_word(out, word);
    Ok(())
}

/// The text so far.
pub(crate) fn bytes(vm: &Engine, out: Slot) -> &[u8] {
    let builder = vm.word(out);
    vm.heap.bytes(builder + TEXT, vm.field(builder, LENGTH))
}

/// Appends bytes of UTF-8 that do not lie in the heap.
#[inline]
pub(crate) fn push(vm: &mut Engine, out: Slot, text: &[u8]) -> Result<(), Trap> {
    let address = extend(vm, out, text.len() as u32)?;
    vm.heap.copy_in(address, text);
    Ok(())
}

/// Appends the text of the str in a slot; nothing if it is not a str.
pub(crate) fn push_str(vm: &mut Engine, out: Slot, from: Slot) -> Result<(), Trap> {
    let len = vm.str_bytes(vm.at(from)).map_or(0, <[u8]>::len);
    let address = extend(vm, out, len as u32)?;
    vm.heap.copy_in(address, vm.str_bytes(vm.at(from)).unwrap_or_default());
    Ok(())
}

/// Appends a byte range of the text of the str in a slot; nothing of what is past its end.
pub(crate) fn push_part(
    vm: &mut Engine,
    out: Slot,
    from: Slot,
    part: Range<usize>,
) -> Result<(), Trap> {
    let len =
        vm.str_bytes(vm.at(from)).and_then(|text| text.get(part.clone())).map_or(0, <[u8]>::len);
    let address = extend(vm, out, len as u32)?;
    let text = vm.str_bytes(vm.at(from)).and_then(|text| text.get(part));
    vm.heap.copy_in(address, text.unwrap_or_default());
    Ok(())
}

/// Appends a character.
pub(crate) fn push_char(vm: &mut Engine, out: Slot, c: char) -> Result<(), Trap> {
    push(vm, out, c.encode_utf8(&mut [0; 4]).as_bytes())
}

/// Appends what `format_args!` describes.
pub(crate) fn write_fmt(vm: &mut Engine, out: Slot, args: fmt::Arguments<'_>) -> Result<(), Trap> {
    let mut writer = Writer { vm, out, trap: None };
    match fmt::write(&mut writer, args) {
        Ok(()) => Ok(()),
        // Only the writer fails, and it says why.
        Err(fmt::Error) => Err(writer.trap.unwrap_or_else(|| writer.vm.memory_error())),
    }
}

struct Writer<'v> {
    vm: &'v mut Engine,
    out: Slot,
    trap: Option<Trap>,
}

impl fmt::Write for Writer<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        push(self.vm, self.out, text.as_bytes()).map_err(|trap| {
            self.trap = Some(trap);
            fmt::Error
        })
    }
}

/// Makes the str. The builder is used up.
pub(crate) fn finish(vm: &mut Engine, out: Slot) -> Result<Word, Trap> {
    if let Some(name) = name::find_rom(bytes(vm, out)) {
        return Ok(vm.name_value(name).word());
    }
    let builder = vm.word(out);
    let len = vm.field(builder, LENGTH);
    let words = (TEXT + len).div_ceil(4);
    vm.heap.shrink(builder, words);
    let spare = 4 * words - TEXT - len;
    let flags = if spare & 1 != 0 { Header::FLAG_A } else { 0 }
        | if spare & 2 != 0 { Header::FLAG_B } else { 0 };
    let size = vm.header(builder).size();
    vm.heap.set_header(builder, Header::new(kind::STR, size).with_flags(flags));
    Ok(vm.seal_str(builder).word())
}

/// Lengthens the text by `len` bytes, which the caller writes at the address answered.
#[inline]
fn extend(vm: &mut Engine, out: Slot, len: u32) -> Result<u32, Trap> {
    let mut builder = vm.word(out);
    let old = vm.field(builder, LENGTH);
    if 4 * vm.heap.object_words(builder) - TEXT - old < len {
        grow(vm, out, len)?;
        builder = vm.word(out);
    }
    vm.set_raw(builder, LENGTH, old + len);
    Ok(builder + TEXT + old)
}

/// Makes room for `len` bytes more: in place, else half as much again, else just enough.
#[cold]
fn grow(vm: &mut Engine, out: Slot, len: u32) -> Result<(), Trap> {
    let builder = vm.word(out);
    let Some(bytes) = vm.field(builder, LENGTH).checked_add(len).filter(|n| *n < u32::MAX / 4)
    else {
        return Err(vm.memory_error());
    };
    let words = (TEXT + bytes).div_ceil(4);
    let roomy = words + words / 2;
    if vm.heap.try_grow_in_place(builder, roomy) {
        return Ok(());
    }
    vm.leaf_with(|vm| {
        let new = vm.alloc(kind::RAW, roomy).or_else(|_| vm.alloc(kind::RAW, words))?;
        let old = vm.word(out);
        let len = vm.field(old, LENGTH);
        vm.set_raw(new, LENGTH, len);
        vm.heap.copy_within(old + TEXT, new + TEXT, len);
        vm.set_word(out, new);
        Ok(())
    })
}
