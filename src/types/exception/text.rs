//! The texts of exceptions: `repr()` and `str()`.

use super::{ARGS, CLASS, FILENAME, arg, args_len, detail, errno, group, is_a, message};
use crate::name::rom;
use crate::object::{Engine, Slot, Trap, TypeId};
use crate::runtime::attribute::class_name;
use crate::runtime::{format, text};
use crate::value::Value;

/// `Class(arg, arg)`.
pub(super) fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    vm.leaf_with(|vm| message::settle(vm, vm.word(value)))?;
    let part = vm.push_unbound(1)?;
    let exception = vm.word(value);
    let class = vm.value_field(exception, CLASS).unwrap_or(Value::none());
    vm.set(part, class_name(vm, class));
    text::push_str(vm, out, part)?;
    text::push(vm, out, b"(")?;
    for i in 0..args_len(vm, vm.word(value)) {
        if i > 0 {
            text::push(vm, out, b", ")?;
        }
        if let Some(arg) = arg(vm, vm.word(value), i) {
            vm.set(part, arg);
            format::repr(vm, part, out)?;
        }
    }
    text::push(vm, out, b")")
}

/// What `str()` says: the args, in the manner of the type.
pub(super) fn str(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    vm.leaf_with(|vm| message::settle(vm, vm.word(value)))?;
    let part = vm.push_unbound(1)?;
    let exception = vm.word(value);
    let count = args_len(vm, exception);
    if is_a(vm, exception, TypeId::OS_ERROR) && os_error(vm, value, part, out)? {
        return Ok(());
    }
    if is_a(vm, exception, TypeId::SYNTAX_ERROR) && count > 1 {
        return syntax_error(vm, value, part, out);
    }
    if is_a(vm, exception, TypeId::UNICODE_ERROR) && count == 5 {
        return unicode_error(vm, value, part, out);
    }
    if let Some(number) = group::count(vm, exception) {
        push_arg(vm, value, 0, part);
        format::str(vm, part, out)?;
        let plural = if number == 1 { "" } else { "s" };
        return text::write_fmt(vm, out, format_args!(" ({number} sub-exception{plural})"));
    }
    match count {
        0 => Ok(()),
        1 => {
            push_arg(vm, value, 0, part);
            if is_a(vm, exception, TypeId::KEY_ERROR) {
                format::repr(vm, part, out)
            } else {
                format::str(vm, part, out)
            }
        }
        _ => {
            vm.set_word(part, vm.field(exception, ARGS));
            format::repr(vm, part, out)
        }
    }
}

/// Puts arg `i` in a slot.
fn push_arg(vm: &Engine, value: Slot, i: u32, part: Slot) {
    vm.set(part, arg(vm, vm.word(value), i).unwrap_or(Value::none()));
}

/// `[Errno 2] No such file or directory: 'name'`; false if the args are not of this form.
fn os_error(vm: &mut Engine, value: Slot, part: Slot, out: Slot) -> Result<bool, Trap> {
    let exception = vm.word(value);
    let count = args_len(vm, exception);
    let name = match (count, arg(vm, exception, 0).and_then(Value::as_small)) {
        // MicroPython's form: programs for it raise an error number alone.
        (1, Some(number)) => errno::error_name(number),
        (2..=5, _) => None,
        _ => return Ok(false),
    };
    if count == 1 && name.is_none() {
        return Ok(false);
    }
    text::push(vm, out, b"[Errno ")?;
    push_arg(vm, value, 0, part);
    format::str(vm, part, out)?;
    text::push(vm, out, b"] ")?;
    if let Some(name) = name {
        text::push(vm, out, name.as_bytes())?;
    } else {
        push_arg(vm, value, 1, part);
        format::str(vm, part, out)?;
    }
    if let Some(filename) = detail(vm, vm.word(value), FILENAME) {
        vm.set(part, filename);
        text::push(vm, out, b": ")?;
        format::repr(vm, part, out)?;
    }
    Ok(true)
}

/// `message (file, line 3)`.
fn syntax_error(vm: &mut Engine, value: Slot, part: Slot, out: Slot) -> Result<(), Trap> {
    push_arg(vm, value, 0, part);
    format::str(vm, part, out)?;
    let place = |vm: &Engine, name| {
        let exception = Value::object(vm.word(value));
        super::attributes::get(vm, exception, name)
            .ok()
            .flatten()
            .map_or(Value::none().word(), Value::word)
    };
    let file = place(vm, FILENAME);
    let line = place(vm, const { rom("lineno") });
    let (has_file, has_line) = (vm.is_str(vm.value(file)), vm.value(line).as_small());
    vm.set_word(part, file);
    match (has_file, has_line) {
        (true, Some(line)) => {
            text::push(vm, out, b" (")?;
            text::push_str(vm, out, part)?;
            text::write_fmt(vm, out, format_args!(", line {line})"))
        }
        (true, None) => {
            text::push(vm, out, b" (")?;
            text::push_str(vm, out, part)?;
            text::push(vm, out, b")")
        }
        (false, Some(line)) => text::write_fmt(vm, out, format_args!(" (line {line})")),
        (false, None) => Ok(()),
    }
}

/// `'utf-8' codec can't decode byte 0xff in position 0: invalid start byte`.
fn unicode_error(vm: &mut Engine, value: Slot, part: Slot, out: Slot) -> Result<(), Trap> {
    let is_decoding = is_a(vm, vm.word(value), TypeId::UNICODE_DECODE_ERROR);
    let number =
        |vm: &Engine, i| arg(vm, vm.word(value), i).and_then(Value::as_small).unwrap_or_default();
    let (start, end) = (number(vm, 2), number(vm, 3));
    let verb = if is_decoding { "decode byte" } else { "encode character" };
    push_arg(vm, value, 0, part);
    text::push(vm, out, b"'")?;
    format::str(vm, part, out)?;
    push_arg(vm, value, 1, part);
    if i64::from(end) == i64::from(start) + 1 {
        text::write_fmt(vm, out, format_args!("' codec can't {verb} "))?;
        let at = usize::try_from(start).unwrap_or_default();
        if is_decoding {
            let byte =
                bytes_of(vm, part).and_then(|bytes| bytes.get(at)).copied().unwrap_or_default();
            text::write_fmt(vm, out, format_args!("0x{byte:02x}"))?;
        } else {
            let c = vm.text(vm.at(part)).and_then(|text| text.chars().nth(at)).map_or(0, u32::from);
            match c {
                0..0x100 => text::write_fmt(vm, out, format_args!("'\\x{c:02x}'"))?,
                0x100..0x10000 => text::write_fmt(vm, out, format_args!("'\\u{c:04x}'"))?,
                _ => text::write_fmt(vm, out, format_args!("'\\U{c:08x}'"))?,
            }
        }
        text::write_fmt(vm, out, format_args!(" in position {start}: "))?;
    } else {
        let last = end.saturating_sub(1);
        text::write_fmt(
            vm,
            out,
            format_args!("' codec can't {verb}s in position {start}-{last}: "),
        )?;
    }
    push_arg(vm, value, 4, part);
    format::str(vm, part, out)
}

/// The bytes of a `bytes` object.
fn bytes_of(vm: &Engine, slot: Slot) -> Option<&[u8]> {
    let address = vm.expect(vm.at(slot), crate::object::kind::BYTES)?;
    Some(vm.heap.bytes(address + 8, vm.field(address, 1)))
}
