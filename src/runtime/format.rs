//! The texts of values: `repr()`, `str()`, `ascii()`.

use super::attribute::{class_name, has_python_class, native, native_type, type_of};
use super::call::call_special;
use super::{native_slot, nested, record_of, text};
use crate::heap::Header;
use crate::name::{Name, rom};
use crate::object::{Engine, Slot, Trap, TypeId, kind};
use crate::value::{Value, Word};

const REPR: Name = const { rom("__repr__") };
const STR: Name = const { rom("__str__") };

/// Appends the repr of a value.
pub(crate) fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    if let Some(n) = vm.at(value).as_small() {
        return text::write_fmt(vm, out, format_args!("{n}"));
    }
    vm.scope(|vm| {
        if has_python_class(vm, vm.at(value))
            && let Some(answer) = text_special(vm, value, REPR)?
        {
            return text::push_str(vm, out, answer);
        }
        match record_of(vm, vm.at(value)).repr {
            Some(slot) => {
                let inner = native_slot(vm, value)?;
                if inner != value && names_class(native_type(vm, vm.at(inner))) {
                    return repr_with_class(vm, value, inner, out);
                }
                nested(vm, |vm| slot(vm, inner, out))
            }
            None => default_repr(vm, value, out),
        }
    })
}

/// Whether the reprs of a builtin type name the class of the value.
fn names_class(id: TypeId) -> bool {
    matches!(id, TypeId::SET | TypeId::FROZENSET | TypeId::BYTEARRAY)
}

/// Appends the repr of an instance, in which the name of its class stands for that of its builtin type.
fn repr_with_class(vm: &mut Engine, value: Slot, inner: Slot, out: Slot) -> Result<(), Trap> {
    let word = repr_of(vm, inner)?;
    let plain = vm.push(word)?;
    let name = vm.push_unbound(1)?;
    vm.set(name, type_name(vm, vm.at(value)));
    text::push_str(vm, out, name)?;
    let bytes = vm.str_bytes(vm.at(plain)).unwrap_or_default();
    match bytes.first() {
        // A set that is not empty is in braces alone.
        Some(b'{') => {
            text::push(vm, out, b"(")?;
            text::push_str(vm, out, plain)?;
            text::push(vm, out, b")")
        }
        _ => {
            let start = bytes.iter().position(|byte| *byte == b'(').unwrap_or(0);
            let end = bytes.len();
            text::push_part(vm, out, plain, start..end)
        }
    }
}

/// Appends the str of a value.
pub(crate) fn str(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    if vm.is_str(vm.at(value)) {
        return text::push_str(vm, out, value);
    }
    if has_python_class(vm, vm.at(value)) {
        let is_done = vm.scope(|vm| match text_special(vm, value, STR)? {
            Some(answer) => text::push_str(vm, out, answer).map(|()| true),
            None => Ok(false),
        })?;
        if is_done {
            return Ok(());
        }
    }
    let inside = native(vm, vm.at(value));
    let slot = record_of(vm, inside).str;
    if slot.is_none() && !vm.is_str(inside) {
        return repr(vm, value, out);
    }
    vm.scope(|vm| {
        let inner = native_slot(vm, value)?;
        match slot {
            Some(slot) if !vm.is_str(vm.at(inner)) => nested(vm, |vm| slot(vm, inner, out)),
            _ => text::push_str(vm, out, inner),
        }
    })
}

/// What `__repr__` or `__str__` answers, in a new slot; `None` if the classes have no such method.
fn text_special(vm: &mut Engine, value: Slot, name: Name) -> Result<Option<Slot>, Trap> {
    let Some(word) = call_special(vm, value, name, &[])? else {
        return Ok(None);
    };
    let answer = vm.value(word);
    if vm.is_str(native(vm, answer)) {
        let word = native(vm, answer).word();
        return vm.push(word).map(Some);
    }
    let text = if name == REPR {
        "__repr__ returned non-string (type {t})"
    } else {
        "__str__ returned non-string (type {t})"
    };
    Err(vm.raise_with(TypeId::TYPE_ERROR, text, answer, answer))
}

/// Appends `<type object at 0x...>`.
fn default_repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    text::push(vm, out, b"<")?;
    let name = vm.push_unbound(1)?;
    vm.set(name, type_name(vm, vm.at(value)));
    text::push_str(vm, out, name)?;
    let id = vm.leaf_with(|vm| vm.id(vm.at(value)))?;
    text::write_fmt(vm, out, format_args!(" object at {id:#010x}>"))
}

/// The repr as a str.
pub(crate) fn repr_of(vm: &mut Engine, value: Slot) -> Result<Word, Trap> {
    build(vm, |vm, out| repr(vm, value, out))
}

/// The str of a value; a str itself.
pub(crate) fn str_of(vm: &mut Engine, value: Slot) -> Result<Word, Trap> {
    if vm.is_str(vm.at(value)) {
        return Ok(vm.word(value));
    }
    build(vm, |vm, out| str(vm, value, out))
}

/// The str that `write` makes in a text builder.
pub(crate) fn build(
    vm: &mut Engine,
    write: impl FnOnce(&mut Engine, Slot) -> Result<(), Trap>,
) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let out = text::start(vm)?;
        write(vm, out)?;
        text::finish(vm, out)
    })
}

/// Appends the repr with escapes in place of all that is not ASCII.
pub(crate) fn ascii(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    vm.scope(|vm| {
        let word = repr_of(vm, value)?;
        let plain = vm.push(word)?;
        if vm.str_is_ascii(vm.at(plain)) {
            return text::push_str(vm, out, plain);
        }
        let mut at = 0;
        while let Some(c) = char_at(vm.str_bytes(vm.at(plain)).unwrap_or_default(), at) {
            at += c.len_utf8();
            match u32::from(c) {
                0..0x80 => text::push_char(vm, out, c)?,
                code @ 0x80..0x100 => text::write_fmt(vm, out, format_args!("\\x{code:02x}"))?,
                code @ 0x100..0x10000 => text::write_fmt(vm, out, format_args!("\\u{code:04x}"))?,
                code => text::write_fmt(vm, out, format_args!("\\U{code:08x}"))?,
            }
        }
        Ok(())
    })
}

/// The character that starts at a byte of a text in UTF-8.
fn char_at(text: &[u8], at: usize) -> Option<char> {
    let len = match text.get(at)? {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    };
    core::str::from_utf8(text.get(at..at + len)?).ok()?.chars().next()
}

/// The name of a value's class, a str.
pub(crate) fn type_name<'g>(vm: &'g Engine, value: Value<'g>) -> Value<'g> {
    class_name(vm, type_of(vm, value))
}

/// Notes that the repr of a container is being made; false if it is already, so that it contains itself and `[...]` is
/// to be shown. After true, [`leave_repr`] must follow, also on errors.
///
/// INV-REPR: flag B of a container's header says that its repr is being made, and nothing else.
pub(crate) fn enter_repr(vm: &mut Engine, value: Slot) -> Result<bool, Trap> {
    let Some(address) = container(vm, value) else { return Ok(true) };
    let header = vm.header(address);
    if header.has(Header::FLAG_B) {
        return Ok(false);
    }
    vm.heap.set_header(address, header.with_flags(Header::FLAG_B));
    Ok(true)
}

/// The repr of a container is finished, or has failed.
pub(crate) fn leave_repr(vm: &mut Engine, value: Slot) {
    if let Some(address) = container(vm, value) {
        vm.heap.set_header(address, vm.header(address).without_flags(Header::FLAG_B));
    }
}

/// The address of a container that may hold itself: one that is not in flash.
fn container(vm: &Engine, value: Slot) -> Option<u32> {
    let address = vm.at(value).address().filter(|address| vm.heap.is_movable(*address))?;
    let layout = vm.header(address).id();
    let has_flag = layout.is_instance() || !matches!(layout, kind::STR | kind::INT);
    has_flag.then_some(address)
}
