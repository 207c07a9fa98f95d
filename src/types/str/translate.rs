//! `translate` and `maketrans`.

use super::subject::{Output, Subject};
use super::utf8;
use crate::name::rom;
use crate::object::{Args, Engine, Frame, Res, Slot, Trap, TypeId};
use crate::runtime::{attribute, clear_raised, item, iterate, text};
use crate::types::{buffer, dict};
use crate::value::{Value, Word};

/// `bytes.translate(table, /, delete=b'')`
pub(crate) fn translate_bytes<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    args.only(vm, &[const { rom("delete") }])?;
    let subject = Subject::receiver(vm, args)?;
    let table = match args.at(1) {
        value if value == Value::none() => None,
        value => Some(subject.operand(vm, value, "")?),
    };
    if table.is_some_and(|table| table.len() != 256) {
        return Err(vm.value_error("translation table must be 256 characters long"));
    }
    let delete = match args.get_or(vm, 2, const { rom("delete") }) {
        Some(value) => subject.operand(vm, value, "")?,
        None => b"",
    };
    let kept = || subject.bytes.iter().filter(|byte| !delete.contains(byte));
    let mut output = Output::new(vm, subject.kind, Some(kept().count()))?;
    for &byte in kept() {
        output.byte(table.and_then(|table| table.get(usize::from(byte)).copied()).unwrap_or(byte));
    }
    Ok(output.finish())
}

/// `bytes.maketrans(from, to)`
pub(crate) fn maketrans_bytes<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let [from, to] = [args.at(0), args.at(1)].map(|value| {
        buffer::required(vm, value).map(|buffer| vm.heap.bytes(buffer.address, buffer.len))
    });
    let (from, to) = (from?, to?);
    if from.len() != to.len() {
        return Err(vm.value_error("maketrans arguments must have same length"));
    }
    let mut table = [0; 256];
    for (code, entry) in table.iter_mut().enumerate() {
        *entry = code as u8;
    }
    for (&from, &to) in from.iter().zip(to) {
        table[usize::from(from)] = to;
    }
    crate::types::bytes::new(vm, &table)
}

/// `str.maketrans(x[, y[, z]])`
pub(super) fn maketrans(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let made = vm.leaf(|vm| dict::with_room(vm, 0))?;
        let made = vm.push(made)?;
        if frame.get(1).is_none() {
            from_dict(vm, frame.at(0), made)?;
        } else {
            from_texts(vm, frame, made)?;
        }
        Ok(vm.word(made))
    })
}

fn from_dict(vm: &mut Engine, from: Slot, made: Slot) -> Result<(), Trap> {
    if attribute::native_type(vm, vm.at(from)) != TypeId::DICT {
        let text = "if you give only one argument to maketrans it must be a dict";
        return Err(vm.type_error(text));
    }
    let iterator = iterate::iter(vm, from)?;
    let iterator = vm.push(iterator)?;
    let key = vm.push_unbound(2)?;
    let value = key.offset(1);
    while let Some(word) = iterate::next(vm, iterator)? {
        vm.set_word(key, word);
        let word = item::get_item(vm, from, key)?;
        vm.set_word(value, word);
        if let Some(bytes) = vm.str_bytes(attribute::native(vm, vm.at(key))) {
            match utf8::decode(bytes) {
                Some((code, width)) if width == bytes.len() => vm.set(key, Value::int(code as i32)),
                _ => {
                    let text = "string keys in translate table must be of length 1";
                    return Err(vm.value_error(text));
                }
            }
        }
        item::set_item(vm, made, key, Some(value))?;
    }
    Ok(())
}

/// The code of character `i` of the str in a slot.
fn code_at(vm: &Engine, slot: Slot, i: usize) -> Option<Value<'_>> {
    let bytes = vm.str_bytes(attribute::native(vm, vm.at(slot)))?;
    utf8::Codes(bytes).nth(i).map(|code| Value::int(code as i32))
}

fn from_texts(vm: &mut Engine, frame: Frame, made: Slot) -> Result<(), Trap> {
    let texts = [
        "first maketrans argument must be a string if there is a second argument",
        "maketrans() argument 2 must be str, not {t}",
        "maketrans() argument 3 must be str, not {t}",
    ];
    let mut lens = [0; 3];
    for (i, text) in texts.into_iter().enumerate().take(frame.positional.into()) {
        let value = vm.at(frame.at(i));
        match vm.str_bytes(attribute::native(vm, value)) {
            Some(bytes) => lens[i] = utf8::count(bytes),
            None => return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value)),
        }
    }
    if lens[0] != lens[1] {
        let text = "the first two maketrans arguments must have equal length";
        return Err(vm.value_error(text));
    }
    let pair = vm.push_unbound(2)?;
    for i in 0..lens[0] + lens[2] {
        let (key, value) = match i.checked_sub(lens[0]) {
            None => (code_at(vm, frame.at(0), i), code_at(vm, frame.at(1), i)),
            Some(i) => (code_at(vm, frame.at(2), i), Some(Value::none())),
        };
        if let (Some(key), Some(value)) = (key, value) {
            vm.set(pair, key);
            vm.set(pair.offset(1), value);
        }
        item::set_item(vm, made, pair, Some(pair.offset(1)))?;
    }
    Ok(())
}

/// `str.translate(table)`: the table is anything with items, looked up by code.
pub(super) fn translate(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let table = frame.at(1);
    vm.scope(|vm| {
        let out = text::start(vm)?;
        let key = vm.push_unbound(1)?;
        let mut at = 0;
        loop {
            let Subject { bytes, .. } = Subject::receiver(vm, frame.args(vm))?;
            let Some((code, width)) = utf8::decode(bytes.get(at..).unwrap_or_default()) else {
                return text::finish(vm, out);
            };
            at += width;
            vm.set(key, Value::int(code as i32));
            translate_one(vm, table, key, code, out)?;
        }
    })
}

/// Appends what the table has for a character: a str, a code, None for nothing; or the character if it has nothing.
fn translate_one(
    vm: &mut Engine,
    table: Slot,
    key: Slot,
    code: u32,
    out: Slot,
) -> Result<(), Trap> {
    let push_code = |vm: &mut Engine, code| {
        let (bytes, width) = utf8::encode(code);
        text::push(vm, out, &bytes[..width])
    };
    let word = match item::get_item(vm, table, key) {
        Ok(word) => word,
        Err(_) if attribute::is_pending(vm, TypeId::LOOKUP_ERROR) => {
            clear_raised(vm);
            return push_code(vm, code);
        }
        Err(trap) => return Err(trap),
    };
    vm.set_word(key, word);
    let found = attribute::native(vm, vm.at(key));
    if found == Value::none() {
        return Ok(());
    }
    if let Some(code) = found.as_small() {
        return match u32::try_from(code) {
            Ok(code) if code < 0x11_0000 => push_code(vm, code),
            _ => Err(vm.value_error("character mapping must be in range(0x110000)")),
        };
    }
    if !vm.is_str(found) {
        return Err(vm.type_error("character mapping must return integer, None or str"));
    }
    let found = found.word();
    vm.set_word(key, found);
    text::push_str(vm, out, key)
}
