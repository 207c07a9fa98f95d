//! Items: `object[key]`, its assignment and deletion, and `len()`.

use super::attribute::{
    class_name, get_optional_attr, has_python_class, is_pending, native, native_type, special,
};
use super::call::{call, call_special};
use super::{clear_raised, index, native_slot, nested, record_of, wants_call};
use crate::name::{Name, rom};
use crate::object::{Engine, Slot, Trap, TypeId, kind};
use crate::value::Word;

const GET_ITEM: Name = const { rom("__getitem__") };
const SET_ITEM: Name = const { rom("__setitem__") };
const DELETE_ITEM: Name = const { rom("__delitem__") };
const MISSING: Name = const { rom("__missing__") };
const CLASS_GET_ITEM: Name = const { rom("__class_getitem__") };
const LEN: Name = const { rom("__len__") };

/// `object[key]`.
pub(crate) fn get_item(vm: &mut Engine, object: Slot, key: Slot) -> Result<Word, Trap> {
    if has_python_class(vm, vm.at(object)) {
        return vm.scope(|vm| get_item_of_instance(vm, object, key));
    }
    get_native_item(vm, object, key)
}

fn get_item_of_instance(vm: &mut Engine, object: Slot, key: Slot) -> Result<Word, Trap> {
    if let Some(item) = call_special(vm, object, GET_ITEM, &[key])? {
        return Ok(item);
    }
    let answer = get_native_item(vm, object, key);
    let is_missing = answer.is_err()
        && native_type(vm, vm.at(object)) == TypeId::DICT
        && is_pending(vm, TypeId::KEY_ERROR)
        && special(vm, vm.at(object), MISSING).is_some();
    if !is_missing {
        return answer;
    }
    clear_raised(vm);
    match call_special(vm, object, MISSING, &[key])? {
        Some(item) => Ok(item),
        None => Err(vm.raise_value(TypeId::KEY_ERROR, vm.at(key))),
    }
}

/// The item as the value's builtin type knows it.
pub(crate) fn get_native_item(vm: &mut Engine, object: Slot, key: Slot) -> Result<Word, Trap> {
    let record = record_of(vm, vm.at(object));
    let Some(slot) = record.get_item else {
        return get_item_of_class(vm, object, key);
    };
    match vm.leaf(|vm| slot(vm, native(vm, vm.at(object)), vm.at(key))) {
        Err(trap) if wants_call(vm) => vm.scope(|vm| {
            let object = native_slot(vm, object)?;
            let (key, is_new) = plain_key(vm, object, key)?;
            if is_new {
                let answer = vm.leaf(|vm| slot(vm, vm.at(object), vm.at(key)));
                if answer.is_ok() || !wants_call(vm) {
                    return answer;
                }
            }
            let Some(slot) = record.general.get_item else { return Err(trap) };
            nested(vm, |vm| slot(vm, object, key))
        }),
        answer => answer,
    }
}

/// A slot with the key in which no `__index__` is left to ask, and whether that is another than was given. The keys of
/// dicts mean themselves.
fn plain_key(vm: &mut Engine, object: Slot, key: Slot) -> Result<(Slot, bool), Trap> {
    if native_type(vm, vm.at(object)) == TypeId::DICT {
        return Ok((key, false));
    }
    Ok(index::without_calls(vm, key)?.map_or((key, false), |key| (key, true)))
}

/// `class[key]`, as in `list[int]`; TypeError for anything else.
fn get_item_of_class(vm: &mut Engine, object: Slot, key: Slot) -> Result<Word, Trap> {
    if !matches!(vm.layout(vm.at(object)), Some(kind::CLASS | kind::TYPE)) {
        let value = vm.at(object);
        let text = "'{t}' object is not subscriptable";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
    }
    vm.scope(|vm| {
        if let Some(item) = call_special(vm, object, GET_ITEM, &[key])? {
            return Ok(item);
        }
        let method = vm.push_unbound(1)?;
        let Some(word) = get_optional_attr(vm, object, CLASS_GET_ITEM)? else {
            let name = class_name(vm, vm.at(object));
            let text = "type '{s}' is not subscriptable";
            return Err(vm.raise_with(TypeId::TYPE_ERROR, text, name, name));
        };
        vm.set_word(method, word);
        call(vm, method, &[key])
    })
}

/// `mapping[name] = word`.
pub(crate) fn set_named(
    vm: &mut Engine,
    mapping: Slot,
    name: Name,
    word: Word,
) -> Result<(), Trap> {
    vm.scope(|vm| {
        let value = vm.push(word)?;
        let key = vm.push(vm.name_value(name).word())?;
        set_item(vm, mapping, key, Some(value))
    })
}

/// `object[key] = value`, or `del object[key]` where there is no value.
pub(crate) fn set_item(
    vm: &mut Engine,
    object: Slot,
    key: Slot,
    value: Option<Slot>,
) -> Result<(), Trap> {
    if has_python_class(vm, vm.at(object)) {
        let answer = vm.scope(|vm| match value {
            Some(value) => call_special(vm, object, SET_ITEM, &[key, value]),
            None => call_special(vm, object, DELETE_ITEM, &[key]),
        })?;
        if answer.is_some() {
            return Ok(());
        }
    }
    set_native_item(vm, object, key, value)
}

/// Sets or deletes an item as the value's builtin type does.
pub(crate) fn set_native_item(
    vm: &mut Engine,
    object: Slot,
    key: Slot,
    value: Option<Slot>,
) -> Result<(), Trap> {
    let record = record_of(vm, vm.at(object));
    let Some(slot) = record.set_item else { return Err(no_assignment(vm, object, key, value)) };
    let step = |vm: &Engine, object: Slot, key: Slot| {
        slot(vm, native(vm, vm.at(object)), vm.at(key), value.map(|value| vm.at(value)))
    };
    match vm.leaf_with(|vm| step(vm, object, key)) {
        Err(trap) if wants_call(vm) => vm.scope(|vm| {
            let object = native_slot(vm, object)?;
            let (key, is_new) = plain_key(vm, object, key)?;
            if is_new {
                let answer = vm.leaf_with(|vm| step(vm, object, key));
                if answer.is_ok() || !wants_call(vm) {
                    return answer;
                }
            }
            let Some(slot) = record.general.set_item else { return Err(trap) };
            nested(vm, |vm| slot(vm, object, key, value))
        }),
        answer => answer,
    }
}

#[cold]
fn no_assignment(vm: &Engine, object: Slot, key: Slot, value: Option<Slot>) -> Trap {
    let record = record_of(vm, vm.at(object));
    let is_sequence = has_python_class(vm, vm.at(object)) || record.get_item.is_some();
    let is_position = matches!(native_type(vm, vm.at(key)), TypeId::INT | TypeId::BOOL);
    let text = match value {
        Some(_) => "'{t}' object does not support item assignment",
        // Two words for one thing, as in CPython.
        None if is_sequence && is_position => "'{t}' object doesn't support item deletion",
        None => "'{t}' object does not support item deletion",
    };
    vm.raise_with(TypeId::TYPE_ERROR, text, vm.at(object), vm.at(object))
}

/// `len(value)`.
pub(crate) fn len(vm: &mut Engine, value: Slot) -> Result<usize, Trap> {
    if has_python_class(vm, vm.at(value))
        && let Some(len) = vm.scope(|vm| special_len(vm, value))?
    {
        return Ok(len);
    }
    let object = vm.at(value);
    match record_of(vm, object).len {
        Some(slot) => Ok(slot(vm, native(vm, object))),
        None => {
            let text = "object of type '{t}' has no len()";
            Err(vm.raise_with(TypeId::TYPE_ERROR, text, object, object))
        }
    }
}

/// What `__len__` answers, if there is one.
fn special_len(vm: &mut Engine, value: Slot) -> Result<Option<usize>, Trap> {
    let Some(word) = call_special(vm, value, LEN, &[])? else { return Ok(None) };
    let answer = vm.push(word)?;
    let len = index::index_of(vm, answer)?;
    match usize::try_from(len) {
        Ok(_) if len == i32::MAX => {
            let text = "cannot fit '{t}' into an index-sized integer";
            Err(vm.raise_with(TypeId::OVERFLOW_ERROR, text, vm.at(answer), vm.at(answer)))
        }
        Ok(len) => Ok(Some(len)),
        Err(_) => Err(vm.value_error("__len__() should return >= 0")),
    }
}
