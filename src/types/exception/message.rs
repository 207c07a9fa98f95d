//! Messages of exceptions that the engine raises: their texts have values in places, see
//! [`Text::Format`](crate::object::Text::Format).
//!
//! Most such exceptions are caught and their message is never asked for. It is made then, if it does not change
//! meanwhile; until then, in place of its args, an exception has one of these:
//!
//! ```text
//! the number of a text without values, a small int
//! ITEMS [number of the text][first value][second value]
//! ```
//! The numbers are those of `object/pending`.

use super::{ARGS, make_tuple, set_detail, type_id};
use crate::name::rom;
use crate::object::{Engine, Res, STR_TEXT, Slot, Trap, TypeId, kind};
use crate::runtime::attribute::{class_name, type_of};
use crate::runtime::{format, text};
use crate::types::str::{decimal_digits, search};
use crate::value::{UNBOUND, Value, Word};

/// A part of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part<'t> {
    /// As it is.
    Plain(&'t str),
    /// The name of a value's type.
    Type,
    /// A str.
    Str,
    /// A value's repr.
    Repr,
}

/// The parts of a text.
struct Parts<'t>(&'t str);

impl<'t> Iterator for Parts<'t> {
    type Item = Part<'t>;

    fn next(&mut self) -> Option<Part<'t>> {
        let at = self.0.find('{').unwrap_or(self.0.len());
        let part = match self.0.get(at..at + 3) {
            _ if at > 0 => None,
            Some("{t}") => Some(Part::Type),
            Some("{s}") => Some(Part::Str),
            Some("{r}" | "{d}") => Some(Part::Repr),
            _ => None,
        };
        if part.is_some() {
            self.0 = &self.0[3..];
            return part;
        }
        let (plain, rest) = self.0.split_at(if at == 0 { self.0.len().min(1) } else { at });
        self.0 = rest;
        (!plain.is_empty()).then_some(Part::Plain(plain))
    }
}

/// Appends a text with values in their places. The two values are in slots.
pub(super) fn write(vm: &mut Engine, out: Slot, template: &str, values: Slot) -> Result<(), Trap> {
    let mut used = 0;
    for part in Parts(template) {
        let value = values.offset(used);
        match part {
            Part::Plain(plain) => {
                text::push(vm, out, plain.as_bytes())?;
                continue;
            }
            Part::Type => {
                let name = format::type_name(vm, vm.at(value)).word();
                let name = vm.push(name)?;
                text::push_str(vm, out, name)?;
            }
            Part::Str => format::str(vm, value, out)?,
            Part::Repr => format::repr(vm, value, out)?,
        }
        used = 1;
    }
    Ok(())
}

/// Gives a NameError or AttributeError its `name` and `obj`, as far as its text tells, given the text's values.
pub(super) fn note_name(
    vm: &Engine,
    exception: Word,
    template: &str,
    values: [Option<Value<'_>>; 2],
) -> Result<(), Trap> {
    let id = type_id(vm, exception);
    let contains = |part: &str| search::find(template.as_bytes(), part.as_bytes()).is_some();
    let is_attribute = id == TypeId::ATTRIBUTE_ERROR && contains("has no attribute '{s}'");
    let is_name = id.derives_from(TypeId::NAME_ERROR) && contains("'{s}'");
    if is_attribute && template.starts_with("'{t}'") {
        set_detail(vm, exception, const { rom("obj") }, values[0])?;
    }
    // "cannot import name 'a' from 'module'", "No module named 'module'".
    let is_import = id.derives_from(TypeId::IMPORT_ERROR);
    let is_second = is_attribute || is_import && template.ends_with("from '{s}'");
    if is_attribute || is_name || is_import {
        set_detail(vm, exception, const { rom("name") }, values[usize::from(is_second)])?;
    }
    Ok(())
}

// Messages that wait.

/// The shape of a text with more values than are kept: its message does not wait.
const TOO_MANY: u8 = u8::MAX;

/// What the values of a text are, two bits each, the first lowest: 0 for none.
fn shape(template: &str) -> u8 {
    let (mut shape, mut shift) = (0, 0);
    for part in Parts(template) {
        let kind = match part {
            Part::Plain(_) => continue,
            Part::Type => 1,
            Part::Str => 2,
            Part::Repr => 3,
        };
        if shift == 4 {
            return TOO_MANY;
        }
        shape |= kind << shift;
        shift += 2;
    }
    shape
}

/// What stands in place of the args of an exception whose message waits, given the text's values in two slots;
/// [`UNBOUND`] if the message must be made now.
pub(super) fn waiting(
    vm: &Engine,
    class: TypeId,
    text: &'static str,
    values: [Slot; 2],
) -> Result<Word, Trap> {
    let Some((number, shape)) = vm.texts.number(text, shape) else { return Ok(UNBOUND) };
    let number = Value::int(number as i32).word();
    if shape == 0 {
        return Ok(number);
    }
    if shape == TOO_MANY {
        return Ok(UNBOUND);
    }
    let mut words = [number, UNBOUND, UNBOUND];
    for (i, slot) in values.into_iter().enumerate() {
        let value = vm.at(slot);
        words[i + 1] = match shape >> (2 * i) & 3 {
            0 => UNBOUND,
            // AttributeError keeps the object, of which others need but the type.
            1 if class == TypeId::ATTRIBUTE_ERROR => value.word(),
            1 => type_of(vm, value).word(),
            2 if vm.is_str(value) => value.word(),
            3 if has_plain_repr(vm, value) => value.word(),
            _ => return Ok(UNBOUND),
        };
    }
    vm.make(kind::ITEMS, &words).map(Value::word)
}

/// Whether a value's repr takes no code and no escapes, and will be the same later.
fn has_plain_repr(vm: &Engine, value: Value<'_>) -> bool {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'\'' | b'\\');
    value.as_small().is_some()
        || vm.str_bytes(value).is_some_and(|bytes| bytes.iter().all(is_plain))
}

/// Gives the exception at an address its args, if its message waits.
#[inline]
pub(super) fn settle(vm: &Engine, exception: u32) -> Result<(), Trap> {
    let args = vm.field(exception, ARGS);
    let Some(address) = vm.value(args).address() else { return make_args(vm, exception, args, 0) };
    if vm.header(address).id() == kind::ITEMS {
        return make_args(vm, exception, vm.field(address, 1), address);
    }
    Ok(())
}

/// The args of an exception whose message has waited. The values are in words 2 and 3 of the object at an address.
#[cold]
fn make_args(vm: &Engine, exception: u32, number: Word, values: u32) -> Result<(), Trap> {
    let number = vm.value(number).as_small().unwrap_or_default();
    let template = vm.texts.get(number as usize);
    let message = if values == 0 {
        vm.new_str(template.as_bytes())?
    } else {
        let values = [2, 3].map(|i| vm.value_field(values, i));
        let is_attribute = type_id(vm, exception) == TypeId::ATTRIBUTE_ERROR;
        let message = fill(vm, template, values, is_attribute)?;
        note_name(vm, exception, template, values)?;
        message
    };
    let args = make_tuple(vm, [message].into_iter())?;
    vm.set_field(exception, ARGS, args.word());
    Ok(())
}

/// A text with the values that were kept for it in their places.
fn fill<'g>(
    vm: &'g Engine,
    template: &str,
    values: [Option<Value<'g>>; 2],
    are_objects: bool,
) -> Res<'g> {
    let mut len = 0;
    pieces(vm, template, values, are_objects, &mut |piece| len += piece.len() as u32);
    let made = vm.alloc_str(len)?;
    let mut at = made + STR_TEXT;
    pieces(vm, template, values, are_objects, &mut |piece| {
        vm.heap.copy_in(at, piece);
        at += piece.len() as u32;
    });
    Ok(vm.seal_str(made))
}

/// Hands out what a text with values consists of. Of types the values are objects of them or they themselves.
fn pieces(
    vm: &Engine,
    template: &str,
    values: [Option<Value<'_>>; 2],
    are_objects: bool,
    take: &mut dyn FnMut(&[u8]),
) {
    let mut used = 0;
    for part in Parts(template) {
        if let Part::Plain(plain) = part {
            take(plain.as_bytes());
            continue;
        }
        let value = values.get(used).copied().flatten().unwrap_or(Value::none());
        used += 1;
        let is_quoted = part == Part::Repr && value.as_small().is_none();
        let quote: &[u8] = if is_quoted { b"'" } else { b"" };
        take(quote);
        if part != Part::Type
            && let Some(number) = value.as_small()
        {
            let mut digits = [0; 11];
            take(decimal_digits(number, &mut digits));
        } else {
            let text = match part {
                Part::Type if are_objects => format::type_name(vm, value),
                Part::Type => class_name(vm, value),
                _ => value,
            };
            take(vm.str_bytes(text).unwrap_or_default());
        }
        take(quote);
    }
}
