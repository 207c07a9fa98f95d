//! Iteration: `iter()` and `next()` of any value.

use super::attribute::{has_python_class, is_pending, native, special};
use super::call::call_special;
use super::{clear_raised, item, native_slot, nested, record, record_of, wants_call};
use crate::heap::Header;
use crate::name::{Name, rom};
use crate::object::{Engine, Next, Slot, Trap, TypeId, kind};
use crate::value::{UNBOUND, Value, Word};

const ITER: Name = const { rom("__iter__") };
const NEXT: Name = const { rom("__next__") };
const GET_ITEM: Name = const { rom("__getitem__") };

/// Words of the iterator of an object that has only `__getitem__`; the object is 0 once it is exhausted.
const OBJECT: u32 = 1;
const POSITION: u32 = 2;

/// `iter(value)`.
pub(crate) fn iter(vm: &mut Engine, value: Slot) -> Result<Word, Trap> {
    if has_python_class(vm, vm.at(value))
        && let Some(iterator) = iter_special(vm, value)?
    {
        return Ok(iterator);
    }
    let answer = native_iter(vm, value)?;
    if answer != UNBOUND {
        return Ok(answer);
    }
    // A class is iterated over by its metaclass.
    if let Some(iterator) = vm.scope(|vm| call_special(vm, value, ITER, &[]))? {
        return Ok(iterator);
    }
    let value = vm.at(value);
    Err(vm.raise_with(TypeId::TYPE_ERROR, "'{t}' object is not iterable", value, value))
}

/// The iterator as the value's builtin type gives it; [`UNBOUND`] if it gives none.
pub(crate) fn native_iter(vm: &mut Engine, value: Slot) -> Result<Word, Trap> {
    let record = record_of(vm, vm.at(value));
    match record.iter {
        Some(slot) => vm.leaf(|vm| slot(vm, native(vm, vm.at(value)))),
        // An iterator is its own iterator.
        None if !matches!(record.next, Next::No) => Ok(native(vm, vm.at(value)).word()),
        None => Ok(UNBOUND),
    }
}

/// The iterator that an instance's class gives; `None` if its class has no say.
fn iter_special(vm: &mut Engine, value: Slot) -> Result<Option<Word>, Trap> {
    let object = vm.at(value);
    match special(vm, object, ITER) {
        Some(method) if method == Value::none() => {
            let text = "'{t}' object is not iterable";
            Err(vm.raise_with(TypeId::TYPE_ERROR, text, object, object))
        }
        Some(_) => {
            let Some(word) = vm.scope(|vm| call_special(vm, value, ITER, &[]))? else {
                return Ok(None);
            };
            let iterator = vm.value(word);
            if is_iterator(vm, iterator) {
                return Ok(Some(word));
            }
            let text = "iter() returned non-iterator of type '{t}'";
            Err(vm.raise_with(TypeId::TYPE_ERROR, text, iterator, iterator))
        }
        None if special(vm, object, GET_ITEM).is_some() && record_of(vm, object).iter.is_none() => {
            let start = Value::int(0).word();
            vm.leaf(|vm| vm.make(kind::SEQUENCE_ITERATOR, &[vm.word(value), start])).map(Some)
        }
        None => Ok(None),
    }
}

/// Whether `next()` works on a value.
pub(crate) fn is_iterator(vm: &Engine, value: Value<'_>) -> bool {
    if has_python_class(vm, value) && special(vm, value, NEXT).is_some() {
        return true;
    }
    !matches!(record_of(vm, value).next, Next::No)
}

/// The next item of a builtin iterator that can be had at once; `None` where [`next`] must be asked.
#[inline]
pub(crate) fn try_next(vm: &Engine, iterator: Value<'_>) -> Option<Option<Word>> {
    if has_python_class(vm, iterator) {
        return None;
    }
    match record_of(vm, iterator).next {
        Next::Leaf(slot) => slot(vm, iterator).ok().map(|item| item.map(Value::word)),
        _ => None,
    }
}

/// `next(iterator)`; `None` at its end.
pub(crate) fn next(vm: &mut Engine, iterator: Slot) -> Result<Option<Word>, Trap> {
    let value = vm.at(iterator);
    if is_generator(vm, value) {
        return match record(vm, TypeId::GENERATOR).next {
            Next::General(slot) => nested(vm, |vm| slot(vm, iterator)),
            _ => Ok(None),
        };
    }
    if !has_python_class(vm, value) {
        if let Next::Leaf(slot) = record_of(vm, value).next {
            match slot(vm, value) {
                Ok(item) => return Ok(item.map(Value::word)),
                Err(trap) if wants_call(vm) => return next_calling(vm, iterator, trap),
                Err(_) => {}
            }
        }
    } else {
        match vm.scope(|vm| call_special(vm, iterator, NEXT, &[])) {
            Ok(None) => {}
            Err(_) if is_pending(vm, TypeId::STOP_ITERATION) => {
                clear_raised(vm);
                return Ok(None);
            }
            answer => return answer,
        }
    }
    native_next(vm, iterator)
}

/// Whether a value is a generator, and no coroutine.
fn is_generator(vm: &Engine, value: Value<'_>) -> bool {
    vm.expect(value, kind::GENERATOR).is_some_and(|address| {
        let header = vm.header(address);
        !header.has(Header::FLAG_A) && !header.has(Header::FLAG_B)
    })
}

/// The next item as the value's builtin type knows it.
pub(crate) fn native_next(vm: &mut Engine, iterator: Slot) -> Result<Option<Word>, Trap> {
    match record_of(vm, vm.at(iterator)).next {
        Next::Leaf(slot) => {
            let step = |vm: &Engine| Ok(slot(vm, native(vm, vm.at(iterator)))?.map(Value::word));
            match vm.leaf_with(step) {
                Err(trap) if wants_call(vm) => next_calling(vm, iterator, trap),
                answer => answer,
            }
        }
        Next::General(slot) => next_general(vm, iterator, slot),
        Next::No => {
            let value = vm.at(iterator);
            Err(vm.raise_with(TypeId::TYPE_ERROR, "'{t}' object is not an iterator", value, value))
        }
    }
}

/// The next item where Python code must give it.
fn next_calling(vm: &mut Engine, iterator: Slot, trap: Trap) -> Result<Option<Word>, Trap> {
    if vm.expect(vm.at(iterator), kind::SEQUENCE_ITERATOR).is_some() {
        return vm.scope(|vm| next_by_index(vm, iterator));
    }
    match record_of(vm, vm.at(iterator)).general.next {
        Some(slot) => next_general(vm, iterator, slot),
        None => Err(trap),
    }
}

fn next_general(
    vm: &mut Engine,
    iterator: Slot,
    slot: fn(&mut Engine, Slot) -> Result<Option<Word>, Trap>,
) -> Result<Option<Word>, Trap> {
    vm.scope(|vm| {
        let inner = native_slot(vm, iterator)?;
        nested(vm, |vm| slot(vm, inner))
    })
}

/// The next item of an object that has only `__getitem__`: IndexError (or StopIteration) is the end.
fn next_by_index(vm: &mut Engine, iterator: Slot) -> Result<Option<Word>, Trap> {
    let object = vm.push_unbound(2)?;
    let key = object.offset(1);
    let at = vm.word(iterator);
    if vm.value_field(at, OBJECT).is_none() {
        return Ok(None);
    }
    vm.set_word(object, vm.field(at, OBJECT));
    vm.set_word(key, vm.field(at, POSITION));
    match item::get_item(vm, object, key) {
        Ok(word) => {
            let position = vm.at(key).as_small().unwrap_or_default();
            let after = Value::small(position.wrapping_add(1)).unwrap_or(Value::int(0));
            vm.set_raw(vm.word(iterator), POSITION, after.word());
            Ok(Some(word))
        }
        Err(_) if is_pending(vm, TypeId::INDEX_ERROR) || is_pending(vm, TypeId::STOP_ITERATION) => {
            clear_raised(vm);
            vm.set_raw(vm.word(iterator), OBJECT, 0);
            Ok(None)
        }
        Err(trap) => Err(trap),
    }
}
