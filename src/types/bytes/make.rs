//! Making `bytes` and `bytearray` objects from what the constructors accept.

use super::bytearray;
use crate::name::{Name, rom};
use crate::object::{Engine, Frame, Res, Slot, Trap, TypeId, kind};
use crate::runtime::{attribute, call, index, iterate};
use crate::types::buffer;
use crate::types::sequence::{self, Items};
use crate::types::str::codec;
use crate::types::str::subject::{Kind, Output};
use crate::value::{Value, Word};

/// Whether a value is an int, or an object that stands for one.
pub(crate) fn is_int(vm: &Engine, value: Value<'_>) -> bool {
    let is_plain = matches!(attribute::native_type(vm, value), TypeId::INT | TypeId::BOOL);
    is_plain || attribute::special(vm, value, const { rom("__index__") }).is_some()
}

/// An int that is a byte; otherwise TypeError or ValueError of the given texts.
pub(crate) fn byte_or(
    vm: &Engine,
    value: Value<'_>,
    type_text: &'static str,
    range_text: &'static str,
) -> Result<u8, Trap> {
    if let Some(n) = value.as_small() {
        return u8::try_from(n).map_err(|_| vm.value_error(range_text));
    }
    if !is_int(vm, value) {
        return Err(vm.raise_with(TypeId::TYPE_ERROR, type_text, value, value));
    }
    u8::try_from(index::index(vm, value)?).map_err(|_| vm.value_error(range_text))
}

/// A byte to be put in a `bytes` or `bytearray`.
pub(super) fn byte(vm: &Engine, value: Value<'_>, kind: Kind) -> Result<u8, Trap> {
    let range_text = match kind {
        Kind::Bytes => "bytes must be in range(0, 256)",
        _ => "byte must be in range(0, 256)",
    };
    byte_or(vm, value, "'{t}' object cannot be interpreted as an integer", range_text)
}

/// From a list or tuple of ints.
fn from_items<'g>(vm: &'g Engine, kind: Kind, items: Items) -> Res<'g> {
    let mut output = Output::new(vm, kind, Some(items.len as usize))?;
    for i in 0..items.len {
        output.byte(byte(vm, items.at(vm, i), kind)?);
    }
    Ok(output.finish())
}

/// A new slot with a `bytearray` of the ints that an iterable gives.
///
/// # Errors
/// TypeError of this text if it is not iterable.
pub(crate) fn gather(
    vm: &mut Engine,
    iterable: Slot,
    kind: Kind,
    text: &'static str,
) -> Result<Slot, Trap> {
    let iterator = match iterate::iter(vm, iterable) {
        Err(_) if is_plain_type_error(vm, iterable) => {
            let value = vm.at(iterable);
            return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
        }
        iterator => iterator?,
    };
    let iterator = vm.push(iterator)?;
    let made = vm.leaf(|vm| bytearray::new(vm, b""))?;
    let made = vm.push(made)?;
    let item = vm.push_unbound(1)?;
    while let Some(word) = iterate::next(vm, iterator)? {
        vm.set_word(item, word);
        if attribute::is_python_class_instance(vm, vm.at(item)) {
            let word = index::int_of(vm, item)?;
            vm.set_word(item, word);
        }
        vm.leaf_with(|vm| match vm.at(made).address() {
            Some(array) => bytearray::push(vm, array, byte(vm, vm.at(item), kind)?),
            None => Ok(()),
        })?;
    }
    Ok(made)
}

/// Whether TypeError has been raised about a value by no Python code.
pub(crate) fn is_plain_type_error(vm: &Engine, value: Slot) -> bool {
    attribute::is_pending(vm, TypeId::TYPE_ERROR)
        && !attribute::is_python_class_instance(vm, vm.at(value))
}

/// From anything but a str.
fn from_source(vm: &mut Engine, source: Slot, kind: Kind) -> Result<Word, Trap> {
    if kind == Kind::Bytes
        && let Some(made) =
            vm.scope(|vm| call::call_special(vm, source, const { rom("__bytes__") }, &[]))?
    {
        let value = vm.value(made);
        if attribute::is_instance(vm, value, TypeId::BYTES) {
            return Ok(made);
        }
        let text = "__bytes__ returned non-bytes (type {t})";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
    }
    let value = vm.at(source);
    let is_plain = buffer::bytes_of(vm, value).is_some() || is_plain_row(vm, value);
    if !is_plain && !is_int(vm, value) {
        return vm.scope(|vm| {
            let text = match kind {
                Kind::Bytearray => "cannot convert '{t}' object to bytearray",
                _ => "cannot convert '{t}' object to bytes",
            };
            let gathered = gather(vm, source, kind, text)?;
            vm.leaf(|vm| from_plain(vm, vm.at(gathered), kind))
        });
    }
    vm.scope(|vm| {
        let plain = if is_plain { source } else { index_slot(vm, source)? };
        vm.leaf(|vm| from_plain(vm, vm.at(plain), kind))
    })
}

/// Whether a value is a list or tuple without instances of classes in it, which might have `__index__`.
fn is_plain_row(vm: &Engine, value: Value<'_>) -> bool {
    let is_plain = |item| !attribute::is_python_class_instance(vm, item);
    sequence::items(vm, value).is_some_and(|row| (0..row.len).all(|i| is_plain(row.at(vm, i))))
}

/// A new slot with the int that a value stands for.
fn index_slot(vm: &mut Engine, value: Slot) -> Result<Slot, Trap> {
    let word = index::int_of(vm, value)?;
    vm.push(word)
}

/// From bytes, a length, or a list or tuple of ints.
fn from_plain<'g>(vm: &'g Engine, value: Value<'g>, kind: Kind) -> Res<'g> {
    if let Some(content) = buffer::content(vm, value) {
        let mut output = Output::new(vm, kind, Some(content.len()))?;
        output.put(content);
        return Ok(output.finish());
    }
    if let Some(items) = sequence::items(vm, value) {
        return from_items(vm, kind, items);
    }
    let Ok(count) = usize::try_from(index::index(vm, value)?) else {
        return Err(vm.value_error("negative count"));
    };
    let mut output = Output::new(vm, kind, Some(count))?;
    output.fill(0, count);
    Ok(output.finish())
}

const OPTION_TEXTS: codec::OptionTexts = &[
    "bytes() argument 'encoding' must be str, not {t}",
    "bytes() argument 'errors' must be str, not {t}",
];

const KEYWORDS: [Name; 3] =
    [const { rom("source") }, const { rom("encoding") }, const { rom("errors") }];

fn construct(vm: &mut Engine, frame: Frame, kind: Kind) -> Result<Word, Trap> {
    frame.args(vm).only(vm, &KEYWORDS)?;
    let source = frame.get_or(vm, 1, KEYWORDS[0]);
    let coding = frame.get_or(vm, 2, KEYWORDS[1]);
    let errors = frame.get_or(vm, 3, KEYWORDS[2]);
    let is_text = source.is_some_and(|slot| vm.is_str(attribute::native(vm, vm.at(slot))));
    if is_text && coding.is_none() && errors.is_none() {
        return Err(vm.type_error("string argument without an encoding"));
    }
    if !is_text && (coding.is_some() || errors.is_some()) {
        return Err(vm.type_error(if coding.is_some() {
            "encoding without a string argument"
        } else {
            "errors without a string argument"
        }));
    }
    match source {
        None => vm.leaf(|vm| Ok(Output::new(vm, kind, Some(0))?.finish())),
        Some(source) if is_text => vm.leaf(|vm| {
            let option = |slot: Option<Slot>| slot.and_then(|slot| vm.get(slot));
            codec::encode_as(vm, vm.at(source), option(coding), option(errors), kind, OPTION_TEXTS)
        }),
        Some(source) => from_source(vm, source, kind),
    }
}

/// `bytes(source=b'', encoding=None, errors=None)`
pub(super) fn new_bytes(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    // A bytes object does not change: it is its own copy.
    let is_plain = frame.positional == 2 && frame.keywords == 0;
    if is_plain && vm.expect(vm.at(frame.at(1)), kind::BYTES).is_some() {
        return Ok(vm.word(frame.at(1)));
    }
    construct(vm, frame, Kind::Bytes)
}

/// `bytearray(source=b'', encoding=None, errors=None)`
pub(super) fn new_bytearray(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    construct(vm, frame, Kind::Bytearray)
}
