//! Patterns of `match`, and the only `*` and `**` of a call.

use super::construct;
use super::run::{finish, slot};
use crate::name::rom;
use crate::object::{Engine, Slot, Trap, TypeId, kind};
use crate::runtime::{attribute, compare, item};
use crate::types::{list, tuple};
use crate::value::{UNBOUND, Value, Word};

/// `r[a] = ` whether `r[b]` is a sequence to patterns.
pub(super) fn sequence(vm: &mut Engine, a: u32, b: u32) -> Result<Word, Trap> {
    let id = attribute::native_type(vm, vm.at(slot(vm, b)));
    let is_sequence = matches!(
        id,
        TypeId::LIST | TypeId::TUPLE | TypeId::RANGE | TypeId::ARRAY | TypeId::MEMORYVIEW
    );
    finish(vm, a, Value::bool(is_sequence).word())
}

/// `r[a] = ` whether `r[b]` is a mapping to patterns.
pub(super) fn mapping(vm: &mut Engine, a: u32, b: u32) -> Result<Word, Trap> {
    let is_mapping = attribute::is_instance(vm, vm.at(slot(vm, b)), TypeId::DICT);
    finish(vm, a, Value::bool(is_mapping).word())
}

/// `r[a] = ` the values that mapping `r[b]` has for the keys in tuple `r[c]`, or None.
pub(super) fn keys(vm: &mut Engine, a: u32, b: u32, c: u32) -> Result<Word, Trap> {
    let (subject, keys) = (slot(vm, b), slot(vm, c));
    let count = tuple::len(vm, vm.word(keys)) as u32;
    vm.scope(|vm| {
        let key = vm.push(UNBOUND)?;
        let values = vm.push_unbound(count)?;
        for i in 0..count {
            vm.set_word(key, vm.field(vm.word(keys), i + 1));
            if (0..i).any(|j| vm.field(vm.word(keys), j + 1) == vm.word(key)) {
                let key = vm.at(key);
                let text = "mapping pattern checks duplicate key ({r})";
                return Err(vm.raise_with(TypeId::VALUE_ERROR, text, key, key));
            }
            if !compare::contains(vm, key, subject)? {
                return finish(vm, a, Value::none().word());
            }
            let word = item::get_item(vm, subject, key)?;
            vm.set_word(values.offset(i), word);
        }
        let word = vm.leaf(|vm| tuple::from_slots(vm, values, count as usize))?;
        finish(vm, a, word)
    })
}

/// Whether a class stands for its one positional argument in patterns.
fn is_self_matching(vm: &Engine, class: Value<'_>) -> bool {
    let id = match (attribute::type_number(vm, class), vm.expect(class, kind::CLASS)) {
        (Some(id), _) => id,
        (None, Some(class)) => vm.class_native(class),
        _ => return false,
    };
    matches!(
        id,
        TypeId::BOOL
            | TypeId::INT
            | TypeId::FLOAT
            | TypeId::STR
            | TypeId::BYTES
            | TypeId::BYTEARRAY
            | TypeId::LIST
            | TypeId::TUPLE
            | TypeId::DICT
            | TypeId::SET
            | TypeId::FROZENSET
    )
}

/// `r[a] = ` the attributes of `r[b]` for the tuple of names `r[a]` (None: a positional one), or None.
pub(super) fn class(vm: &mut Engine, a: u32, b: u32, c: u32) -> Result<Word, Trap> {
    construct::expect(vm, a, kind::TUPLE)?;
    let (names, subject, class) = (slot(vm, a), slot(vm, b), slot(vm, c));
    if !matches!(vm.layout(vm.at(class)), Some(kind::CLASS | kind::TYPE)) {
        return Err(vm.type_error("called match pattern must be a class"));
    }
    let is_instance =
        attribute::is_subclass(vm, attribute::type_of(vm, vm.at(subject)), vm.at(class));
    if !is_instance {
        return finish(vm, a, Value::none().word());
    }
    let count = tuple::len(vm, vm.word(names)) as u32;
    vm.scope(|vm| {
        let arguments = attribute::get_attr_or_missing(vm, class, const { rom("__match_args__") })?
            .unwrap_or(UNBOUND);
        let arguments = vm.push(arguments)?;
        let values = vm.push_unbound(count)?;
        for i in 0..count {
            let name = vm.field(vm.word(names), i + 1);
            let word = if name == Value::none().word() {
                if vm.word(arguments) == UNBOUND && i == 0 && is_self_matching(vm, vm.at(class)) {
                    Some(vm.word(subject))
                } else {
                    positional_value(vm, subject, class, arguments, i)?
                }
            } else {
                named_value(vm, subject, name)?
            };
            match word {
                Some(word) => vm.set_word(values.offset(i), word),
                None => return finish(vm, a, Value::none().word()),
            }
        }
        let word = vm.leaf(|vm| tuple::from_slots(vm, values, count as usize))?;
        finish(vm, a, word)
    })
}

fn positional_value(
    vm: &mut Engine,
    subject: Slot,
    class: Slot,
    arguments: Slot,
    i: u32,
) -> Result<Option<Word>, Trap> {
    let name = vm
        .expect(vm.at(arguments), kind::TUPLE)
        .and_then(|names| tuple::item(vm, names, i as usize));
    match name.map(Value::word) {
        Some(name) => named_value(vm, subject, name),
        None => {
            let class = attribute::class_name(vm, vm.at(class));
            let text = "{s}() accepts fewer positional sub-patterns than were given";
            Err(vm.raise_with(TypeId::TYPE_ERROR, text, class, class))
        }
    }
}

fn named_value(vm: &mut Engine, subject: Slot, name: Word) -> Result<Option<Word>, Trap> {
    match vm.name_of(vm.value(name)) {
        Some(name) => attribute::get_attr_or_missing(vm, subject, name),
        None => Ok(None),
    }
}

/// Registers from a callee to the sequence of its arguments.
const ARGUMENTS: u32 = 3;

/// `r[a]` is made a list unless it is a list or a tuple.
pub(super) fn spread_arguments(vm: &mut Engine, a: u32) -> Result<Word, Trap> {
    let value = slot(vm, a);
    if matches!(vm.layout(vm.at(value)), Some(kind::LIST | kind::TUPLE)) {
        return Ok(UNBOUND);
    }
    if !construct::is_iterable(vm, vm.at(value)) {
        let callee = slot(vm, a.saturating_sub(ARGUMENTS));
        return Err(construct::bad_spread(
            vm,
            callee,
            "argument after * must be an iterable",
            value,
        ));
    }
    vm.scope(|vm| {
        let made = list::collect(vm, value)?;
        let word = vm.word(made);
        finish(vm, a, word)
    })
}

/// `r[a]` is made a dict unless it is a dict.
pub(super) fn spread_keywords(vm: &mut Engine, a: u32) -> Result<Word, Trap> {
    let value = slot(vm, a);
    if vm.expect(vm.at(value), kind::DICT).is_some() {
        return Ok(UNBOUND);
    }
    vm.scope(|vm| {
        let made = construct::mapping(vm, value, slot(vm, a.saturating_sub(ARGUMENTS + 1)))?;
        let word = vm.word(made);
        finish(vm, a, word)
    })
}
