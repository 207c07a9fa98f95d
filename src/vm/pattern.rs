//! Patterns of `match`, and the only `*` and `**` of a call.

use core::fmt::Write;

use super::construct;
use super::run::{finish, slot};
use crate::name::rom;
use crate::object::{Engine, Slot, Trap, TypeId, kind};
use crate::runtime::{ShortText, attribute, compare, item, raise_text};
use crate::types::{list, object, tuple};
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
    construct::expect(vm, c, kind::TUPLE)?;
    let (subject, keys) = (slot(vm, b), slot(vm, c));
    let count = tuple::len(vm, vm.word(keys)) as u32;
    vm.scope(|vm| {
        let key = vm.push(UNBOUND)?;
        let other = vm.push(UNBOUND)?;
        let values = vm.push_unbound(count)?;
        if item::len(vm, subject)? < count as usize {
            return finish(vm, a, Value::none().word());
        }
        for i in 0..count {
            vm.set_word(key, vm.field(vm.word(keys), i + 1));
            for j in 0..i {
                vm.set_word(other, vm.field(vm.word(keys), j + 1));
                if compare::equal(vm, key, other)? {
                    let key = vm.at(key);
                    let text = "mapping pattern checks duplicate key ({r})";
                    return Err(vm.raise_with(TypeId::VALUE_ERROR, text, key, key));
                }
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
    let positional =
        (0..count).take_while(|&i| vm.field(vm.word(names), i + 1) == Value::none().word()).count();
    vm.scope(|vm| {
        let arguments = vm.push(UNBOUND)?;
        let name = vm.push(UNBOUND)?;
        let is_itself = positional > 0 && match_arguments(vm, class, arguments, positional)?;
        let values = vm.push_unbound(count)?;
        for i in 0..count {
            if is_itself && i == 0 {
                vm.set_word(values, vm.word(subject));
                continue;
            }
            let from = if i < positional as u32 { arguments } else { names };
            vm.set_word(name, vm.field(vm.word(from), i + 1));
            let before = if is_itself { 0 } else { i.min(positional as u32) };
            check_attribute(vm, vm.at(name), class, vm.word(arguments), before)?;
            let key = vm.leaf_with(|vm| object::attribute_name(vm, name))?;
            match attribute::get_optional_attr(vm, subject, key)? {
                Some(word) => vm.set_word(values.offset(i), word),
                None => return finish(vm, a, Value::none().word()),
            }
        }
        let word = vm.leaf(|vm| tuple::from_slots(vm, values, count as usize))?;
        finish(vm, a, word)
    })
}

/// Puts the class's `__match_args__`, which must be enough for so many patterns, into a slot; or whether the class
/// stands for its one argument.
fn match_arguments(
    vm: &mut Engine,
    class: Slot,
    arguments: Slot,
    wanted: usize,
) -> Result<bool, Trap> {
    let found = attribute::get_optional_attr(vm, class, const { rom("__match_args__") })?;
    let mut count = 0;
    let mut is_itself = false;
    if let Some(word) = found {
        vm.set_word(arguments, word);
        let Some(names) = vm.expect(vm.at(arguments), kind::TUPLE) else {
            let class = attribute::class_name(vm, vm.at(class));
            let text = "{s}.__match_args__ must be a tuple (got {t})";
            return Err(vm.raise_with(TypeId::TYPE_ERROR, text, class, vm.at(arguments)));
        };
        count = tuple::len(vm, names);
    } else if is_self_matching(vm, vm.at(class)) {
        (count, is_itself) = (1, true);
    }
    if count >= wanted {
        return Ok(is_itself);
    }
    let class = attribute::class_name(vm, vm.at(class));
    let mut text = ShortText::new();
    let plural = if count == 1 { "" } else { "s" };
    let _ = write!(
        text,
        "{}() accepts {count} positional sub-pattern{plural} ({wanted} given)",
        vm.text(class).unwrap_or_default()
    );
    Err(raise_text(vm, TypeId::TYPE_ERROR, &text))
}

/// TypeError unless it is a str that is not among the first few of some names.
fn check_attribute(
    vm: &Engine,
    name: Value<'_>,
    class: Slot,
    names: Word,
    before: u32,
) -> Result<(), Trap> {
    if !vm.is_str(name) {
        let text = "__match_args__ elements must be strings (got {t})";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, name, name));
    }
    for i in 0..before {
        if vm.same_str(vm.value(vm.field(names, i + 1)), name) {
            let text = "{s}() got multiple sub-patterns for attribute {r}";
            let class = attribute::class_name(vm, vm.at(class));
            return Err(vm.raise_with(TypeId::TYPE_ERROR, text, class, name));
        }
    }
    Ok(())
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
