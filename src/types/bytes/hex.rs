//! `bytes.hex` and `bytes.fromhex`.

use crate::name::rom;
use crate::object::{Args, Engine, Res, TypeId};
use crate::runtime::{attribute, index};
use crate::types::buffer;
use crate::types::str::subject::{Kind, Output};

/// `hex(sep=None, bytes_per_sep=1)`: the groups are counted from the right, or from the left if negative.
pub(crate) fn hex<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let buffer = buffer::required(vm, args.at(0))?;
    hex_of(vm, vm.heap.bytes(buffer.address, buffer.len), args)
}

/// The same of any bytes; `args` has the separator.
pub(crate) fn hex_of<'g>(vm: &'g Engine, bytes: &[u8], args: Args<'g>) -> Res<'g> {
    args.only(vm, &[const { rom("sep") }, const { rom("bytes_per_sep") }])?;
    let separator = match args.get_or(vm, 1, const { rom("sep") }) {
        Some(value) => {
            let text =
                vm.str_bytes(attribute::native(vm, value)).or_else(|| buffer::content(vm, value));
            match text {
                Some(&[byte]) if byte.is_ascii() => Some(byte),
                Some([_]) => return Err(vm.value_error("sep must be ASCII.")),
                Some(_) => return Err(vm.value_error("sep must be length 1.")),
                None => {
                    let text = "object of type '{t}' has no len()";
                    return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
                }
            }
        }
        None => None,
    };
    let group = match args.get_or(vm, 2, const { rom("bytes_per_sep") }) {
        Some(value) => index::index(vm, value)?,
        None => 1,
    };
    let size = group.unsigned_abs() as usize;
    let separator = separator.filter(|_| size > 0);
    let separators = match separator {
        Some(_) => bytes.len().saturating_sub(1) / size,
        None => 0,
    };
    let len = bytes.len().checked_mul(2).and_then(|len| len.checked_add(separators));
    let mut output = Output::new(vm, Kind::Str, len)?;
    for (i, byte) in bytes.iter().enumerate() {
        let place = if group < 0 { i } else { bytes.len() - i };
        if let Some(separator) = separator
            && i > 0
            && place % size == 0
        {
            output.byte(separator);
        }
        for digit in [byte >> 4, byte & 15] {
            output.byte(if digit < 10 { b'0' + digit } else { b'a' - 10 + digit });
        }
    }
    Ok(output.finish())
}

/// Hands on the bytes that hexadecimal text stands for; where it does not, the position.
fn parse(text: &[u8], out: &mut dyn FnMut(u8)) -> Result<(), usize> {
    let digit = |at: usize| match text.get(at) {
        Some(&byte) => char::from(byte).to_digit(16).map(|digit| digit as u8).ok_or(at),
        None => Err(at),
    };
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        if matches!(byte, b' ' | 9..=13) {
            at += 1;
            continue;
        }
        out(digit(at)? << 4 | digit(at + 1)?);
        at += 2;
    }
    Ok(())
}

fn fromhex<'g>(vm: &'g Engine, args: Args<'g>, kind: Kind) -> Res<'g> {
    let value = args.at(1);
    let Some(text) = vm.str_bytes(attribute::native(vm, value)) else {
        let text = "fromhex() argument must be str, not {t}";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
    };
    let mut len = 0;
    if let Err(at) = parse(text, &mut |_| len += 1) {
        let text = "non-hexadecimal number found in fromhex() arg at position {d}";
        let at = crate::types::str::search::length(at);
        return Err(vm.raise_with(TypeId::VALUE_ERROR, text, at, at));
    }
    let mut output = Output::new(vm, kind, Some(len))?;
    parse(text, &mut |byte| output.byte(byte)).unwrap_or_default();
    Ok(output.finish())
}

/// `bytes.fromhex(string)`
pub(super) fn fromhex_bytes<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    fromhex(vm, args, Kind::Bytes)
}

/// `bytearray.fromhex(string)`
pub(super) fn fromhex_bytearray<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    fromhex(vm, args, Kind::Bytearray)
}
