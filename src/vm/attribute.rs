//! Attributes from the interpreter: the cache, and the look-up that fills it.
//!
//! The cache is keyed by the object's layout and flags and by the name, with what it holds in the low bits: the byte
//! offset of an instance's slot, or a method found in the class. It is forgotten whenever a class changes or objects
//! move, so an entry that is there is right (INV-CACHE); only an instance shorter than its class now knows, or without
//! a value in the slot, needs a look.

use super::arithmetic::with_operands;
use super::run::{cache_bits, finish, slot};
use crate::config::ATTRIBUTE_CACHE_ENTRIES;
use crate::name::Name;
use crate::object::class::ClassFlags;
use crate::object::{CacheEntry, Engine, Trap, TypeId, kind};
use crate::runtime::attribute::{self, Found};
use crate::value::{UNBOUND, Value, Word};

/// Low bits of a key: the entry holds the byte offset of an instance's slot.
const SLOT: u32 = 1;
/// Low bits of a key: the entry holds a function to call with the object.
const METHOD: u32 = 2;

#[inline(always)]
fn index(key: u32) -> usize {
    ((key >> 5) ^ (key >> 16)) as usize % ATTRIBUTE_CACHE_ENTRIES
}

#[inline(always)]
fn key(vm: &Engine, object: Word, name: Name) -> u32 {
    cache_bits(vm.header(object)) | u32::from(name.0) << 16
}

/// An attribute in an instance's slot, if the cache knows it; else `UNBOUND`.
#[inline(always)]
pub(super) fn cached_slot(vm: &Engine, object: Word, name: Name) -> Word {
    let header = vm.header(object);
    let key = cache_bits(header) | u32::from(name.0) << 16;
    let entry = vm.cache[index(key)].get();
    if entry.key == key | SLOT && entry.value < 4 * header.size() {
        vm.heap.word(object + entry.value)
    } else {
        UNBOUND
    }
}

/// Sets an attribute in an instance's slot, if the cache knows it.
#[inline(always)]
pub(super) fn store_cached_slot(vm: &Engine, object: Word, name: Name, new: Word) -> bool {
    let header = vm.header(object);
    let key = cache_bits(header) | u32::from(name.0) << 16;
    let entry = vm.cache[index(key)].get();
    if entry.key == key | SLOT && entry.value < 4 * header.size() {
        vm.heap.store(object, object + entry.value, new);
        true
    } else {
        false
    }
}

/// A method to call with the object, if the cache knows it; else `UNBOUND`.
#[inline(always)]
pub(super) fn cached_method(vm: &Engine, object: Word, name: Name) -> Word {
    let key = key(vm, object, name);
    let entry = vm.cache[index(key)].get();
    if entry.key == key | METHOD { entry.value } else { UNBOUND }
}

/// Whether attributes of instances of a class are in slots and nothing is asked first.
fn is_plain(vm: &Engine, class: u32, not: ClassFlags) -> bool {
    !vm.class_flags(class).intersects(not | ClassFlags::DATA_DESCRIPTOR)
}

/// Remembers the slot of an attribute of a plain instance.
fn keep_slot(vm: &Engine, object: Value<'_>, name: Name, not: ClassFlags) {
    let (Some(address), Some(class)) = (object.address(), vm.instance_class(object)) else {
        return;
    };
    let extended = vm.header(address).has(crate::heap::Header::FLAG_A);
    if let Some(slot) = vm.slot_of(class, name)
        && !extended
        && is_plain(vm, class, not)
    {
        let key = key(vm, address, name);
        vm.cache[index(key)].set(CacheEntry { key: key | SLOT, value: 4 * (slot + 1) });
    }
}

/// Remembers a method of a value whose instance attributes cannot hide it.
fn keep_method(vm: &Engine, object: Value<'_>, name: Name, method: Value<'_>) {
    let Some(address) = object.address() else { return };
    let hidden = match vm.instance_class(object) {
        Some(class) => vm.slot_of(class, name).is_some(),
        None => !is_shared(vm, address),
    };
    if !hidden {
        let key = key(vm, address, name);
        vm.cache[index(key)].set(CacheEntry { key: key | METHOD, value: method.word() });
    }
}

/// Whether all objects of this layout have the same attributes.
fn is_shared(vm: &Engine, address: u32) -> bool {
    !matches!(
        vm.header(address).id(),
        kind::CLASS
            | kind::TYPE
            | kind::MODULE
            | kind::BUILTIN_MODULE
            | kind::SUPER
            | kind::EXCEPTION
            | kind::FUNCTION
            | kind::NATIVE
            | kind::DICT_VIEW
            | kind::STREAM
            | crate::value::CONSTANT
    )
}

/// `r[a] = object.name`.
pub(super) fn load(vm: &mut Engine, a: u32, object: Word, name: Name) -> Result<Word, Trap> {
    let found = {
        let value = vm.value(object);
        let plain = match vm.instance_class(value) {
            Some(class) => !vm.class_flags(class).contains(ClassFlags::GET_ATTRIBUTE),
            None => true,
        };
        match attribute::find(vm, value, name) {
            Ok(Found::Value(found)) if plain => {
                keep_slot(vm, value, name, ClassFlags::GET_ATTRIBUTE);
                found.word()
            }
            Ok(_) => UNBOUND,
            Err(_) => {
                vm.take_pending();
                UNBOUND
            }
        }
    };
    if found != UNBOUND {
        return finish(vm, a, found);
    }
    let word =
        with_operands(vm, object, object, |vm, object, _| attribute::get_attr(vm, object, name))?;
    finish(vm, a, word)
}

/// `object.name = new`.
pub(super) fn store(vm: &mut Engine, object: Word, name: Name, new: Word) -> Result<Word, Trap> {
    with_operands(vm, object, new, |vm, object, new| {
        attribute::set_attr(vm, object, name, Some(new))?;
        keep_slot(vm, vm.at(object), name, ClassFlags::GET_ATTRIBUTE | ClassFlags::SET_ATTR);
        Ok(())
    })?;
    Ok(UNBOUND)
}

/// `del object.name`.
pub(super) fn delete(vm: &mut Engine, object: Word, name: Name) -> Result<Word, Trap> {
    with_operands(vm, object, object, |vm, object, _| attribute::set_attr(vm, object, name, None))?;
    Ok(UNBOUND)
}

/// Puts a method in place for `CallMethod a`, or a plain callable.
pub(super) fn load_method(vm: &mut Engine, a: u32, object: Word, name: Name) -> Result<Word, Trap> {
    let method = {
        let value = vm.value(object);
        let asks = vm
            .instance_class(value)
            .is_some_and(|class| vm.class_flags(class).contains(ClassFlags::GET_ATTRIBUTE));
        let found = if asks { Ok(Found::Missing) } else { attribute::find(vm, value, name) };
        match found {
            Ok(Found::Method(method)) if vm.layout(value) != Some(kind::SUPER) => {
                keep_method(vm, value, name, method);
                Some((method.word(), native_self(vm, value, method).word()))
            }
            Ok(Found::ClassMethod(function, class)) => Some((function.word(), class.word())),
            Ok(Found::Value(found)) => {
                keep_slot(vm, value, name, ClassFlags::GET_ATTRIBUTE);
                Some((UNBOUND, found.word()))
            }
            Ok(_) => None,
            Err(_) => {
                vm.take_pending();
                None
            }
        }
    };
    if let Some((method, object)) = method {
        return place(vm, a, method, object);
    }
    let word =
        with_operands(vm, object, object, |vm, object, _| attribute::get_attr(vm, object, name))?;
    place(vm, a, UNBOUND, word)
}

/// The first argument for a method: methods of builtin types get the builtin object inside an instance when they are
/// called, so it is the object itself here.
fn native_self<'g>(_vm: &'g Engine, object: Value<'g>, _method: Value<'g>) -> Value<'g> {
    object
}

fn place(vm: &Engine, a: u32, method: Word, object: Word) -> Result<Word, Trap> {
    vm.set_word(slot(vm, a), method);
    vm.set_word(slot(vm, if method == UNBOUND { a + 1 } else { a + 3 }), object);
    Ok(UNBOUND)
}

/// The classes after the class in `r[a]` in the order of the object's class; TypeError if it is not one of them.
fn super_found<'g>(
    vm: &'g Engine,
    a: u32,
    object: Value<'g>,
    name: Name,
) -> Result<(Found<'g>, Value<'g>), Trap> {
    let after = vm.at(slot(vm, a));
    let is_class =
        vm.expect(object, kind::CLASS).is_some_and(|_| attribute::is_subclass(vm, object, after));
    let class = if is_class { object } else { attribute::type_of(vm, object) };
    if !attribute::is_subclass(vm, class, after) {
        return Err(vm.type_error("super(type, obj): obj must be an instance or subtype of type"));
    }
    Ok(match attribute::lookup_after(vm, class, after, name) {
        Some(found) => (attribute::classify(vm, found, class), class),
        None => (Found::Missing, class),
    })
}

/// As [`load_method`] for `super()`.
pub(super) fn load_super_method(
    vm: &mut Engine,
    a: u32,
    object: Word,
    name: Name,
) -> Result<Word, Trap> {
    let found = match super_found(vm, a, vm.value(object), name)? {
        (Found::Method(method), class) if class.word() == object => Some((UNBOUND, method.word())),
        (Found::Method(method), _) => Some((method.word(), object)),
        (Found::ClassMethod(function, class), _) => Some((function.word(), class.word())),
        (Found::Value(found), _) => Some((UNBOUND, found.word())),
        _ => None,
    };
    match found {
        Some((method, object)) => place(vm, a, method, object),
        None => {
            let word = super_attr(vm, a, object, name)?;
            place(vm, a, UNBOUND, word)
        }
    }
}

/// `r[a] = super(r[a], object).name`.
pub(super) fn load_super(vm: &mut Engine, a: u32, object: Word, name: Name) -> Result<Word, Trap> {
    let word = super_attr(vm, a, object, name)?;
    finish(vm, a, word)
}

/// The attribute through a `super` object.
fn super_attr(vm: &mut Engine, a: u32, object: Word, name: Name) -> Result<Word, Trap> {
    with_operands(vm, object, object, |vm, object, spare| {
        let (_, class) = super_found(vm, a, vm.at(object), name)?;
        let class = class.word();
        vm.set_word(spare, class);
        let proxy = vm.leaf(|vm| {
            vm.make(kind::SUPER, &[vm.word(slot(vm, a)), vm.word(object), vm.word(spare)])
        })?;
        vm.set_word(spare, proxy);
        match attribute::get_attr_or_missing(vm, spare, name)? {
            Some(word) => Ok(word),
            None => {
                let name = vm.name_value(name);
                Err(vm.raise_with(
                    TypeId::ATTRIBUTE_ERROR,
                    "'super' object has no attribute '{s}'",
                    name,
                    name,
                ))
            }
        }
    })
}

/// The `__init__` that classes written in Python give an instance, if it is a function; remembered for next time.
pub(super) fn find_initializer(vm: &Engine, instance: Word, name: Name) -> Word {
    let instance = vm.value(instance);
    match attribute::special(vm, instance, name) {
        Some(method) if attribute::is_method(vm, method) => {
            keep_method(vm, instance, name, method);
            method.word()
        }
        _ => UNBOUND,
    }
}
