//! Attributes from the interpreter: what the cache knows, and the look-up that fills it.
//!
//! Only an instance shorter than its class now knows, or without a value in the slot, needs a look although its slot is
//! in the cache.

use super::arithmetic::with_operands;
use super::run::{finish, slot};
use super::{call, special};
use crate::heap::Header;
use crate::name::{Name, rom};
use crate::object::class::ClassFlags;
use crate::object::{Engine, Holds, Key, Role, Trap, TypeId, kind};
use crate::runtime::attribute::{self, Found};
use crate::value::{UNBOUND, Value, Word};

/// An attribute in an instance's slot, if the cache knows it; else `UNBOUND`.
#[inline(always)]
pub(super) fn cached_slot(vm: &Engine, object: Word, name: Name) -> Word {
    let header = vm.header(object);
    match vm.cached_slot(header, name) {
        Some(slot) if slot < header.size() => vm.field(object, slot),
        _ => UNBOUND,
    }
}

/// Sets an attribute in an instance's slot, if the cache knows it.
#[inline(always)]
pub(super) fn store_cached_slot(vm: &Engine, object: Word, name: Name, new: Word) -> bool {
    let header = vm.header(object);
    match vm.cached_slot(header, name) {
        Some(slot) if slot < header.size() => {
            vm.set_field(object, slot, new);
            true
        }
        _ => false,
    }
}

/// A method to call with the object, if the cache knows it; else `UNBOUND`.
#[inline(always)]
pub(super) fn cached_method(vm: &Engine, object: Word, name: Name) -> Word {
    let key = Key::of_object(vm.header(object), name);
    vm.cached_first(key, Holds::Method).unwrap_or(UNBOUND)
}

/// An attribute of the object at an address that the cache knows, wherever it is; else `UNBOUND`.
#[inline(never)]
pub(super) fn known(vm: &Engine, address: u32, name: Name) -> Word {
    let header = vm.header(address);
    let key = Key::of_object(header, name);
    if let Some(slot) = vm.cached(key, Holds::Slot) {
        return if slot < header.size() { vm.field(address, slot) } else { UNBOUND };
    }
    let (key, holds) = match header.id() {
        kind::CLASS => class_key(vm, address, name),
        kind::BUILTIN_MODULE => module_key(header, name),
        layout if layout.is_instance() => (key, Holds::Shared),
        _ => return UNBOUND,
    };
    vm.cached(key, holds).unwrap_or(UNBOUND)
}

fn class_key(vm: &Engine, class: u32, name: Name) -> (Key, Holds) {
    (Key::of_number(vm.class_layout(class).0.into(), name), Holds::Own)
}

fn module_key(header: Header, name: Name) -> (Key, Holds) {
    (Key::of_number(header.size(), name), Holds::Own)
}

/// Remembers where an attribute that was found as it is will be found again, if that is sure.
fn keep_value(vm: &Engine, object: Value<'_>, name: Name, found: Value<'_>) {
    let Some(address) = object.address() else { return };
    let header = vm.header(address);
    match header.id() {
        kind::CLASS
            if name != const { rom("__qualname__") } && shared(vm, object, name) == Some(found) =>
        {
            let (key, holds) = class_key(vm, address, name);
            vm.keep_cached(key, holds, found.word());
        }
        kind::BUILTIN_MODULE => {
            // What is computed may be another value next time.
            let member = vm.expect(found, kind::BUILTIN).and_then(|address| vm.member(address));
            if member
                .is_some_and(|member| member.name() == name && member.reached() != Role::Attribute)
            {
                let (key, holds) = module_key(header, name);
                vm.keep_cached(key, holds, found.word());
            }
        }
        layout if layout.is_instance() => keep_of_instance(vm, object, name, found),
        _ => {}
    }
}

/// What a class has under a name, its bases included, where that is neither computed nor bound to anything.
fn shared<'g>(vm: &'g Engine, class: Value<'g>, name: Name) -> Option<Value<'g>> {
    let found = attribute::lookup(vm, class, name)?;
    match attribute::classify(vm, found, class) {
        Found::Value(found) | Found::Method(found) => Some(found),
        _ => None,
    }
}

/// As [`keep_value`], of an instance.
fn keep_of_instance(vm: &Engine, object: Value<'_>, name: Name, found: Value<'_>) {
    let (Some(address), Some(class)) = (object.address(), vm.instance_class(object)) else {
        return;
    };
    // In a dict of its own, which may hide what the class has.
    if !is_plain(vm, class, name) || vm.header(address).has(Header::FLAG_B) {
        return;
    }
    let header = vm.header(address);
    let key = Key::of_object(header, name);
    match vm.slot_of(class, name) {
        Some(slot) if !header.has(Header::FLAG_A) => {
            vm.keep_cached(key, Holds::Slot, slot + 1);
        }
        Some(_) => {}
        None if shared(vm, Value::object(class), name) == Some(found) => {
            vm.keep_cached(key, Holds::Shared, found.word());
        }
        None => {}
    }
}

/// Whether an attribute of a class's instances is in a slot or the class, and nothing is asked before it is read or
/// set.
fn is_plain(vm: &Engine, class: u32, name: Name) -> bool {
    let flags = vm.class_flags(class);
    if flags.intersects(ClassFlags::GET_ATTRIBUTE.union(ClassFlags::SET_ATTR)) {
        return false;
    }
    !flags.contains(ClassFlags::DATA_DESCRIPTOR)
        || attribute::lookup(vm, Value::object(class), name)
            .is_none_or(|found| !attribute::is_data_descriptor(vm, found))
}

/// Remembers a method of a value whose instance attributes cannot hide it.
fn keep_method(vm: &Engine, object: Value<'_>, name: Name, method: Value<'_>) {
    let Some(address) = object.address() else { return };
    let hidden = match vm.instance_class(object) {
        Some(class) => vm.slot_of(class, name).is_some() || vm.header(address).has(Header::FLAG_B),
        None => !is_shared(vm, address),
    };
    if !hidden {
        vm.keep_cached(Key::of_object(vm.header(address), name), Holds::Method, method.word());
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

/// Whether reading an attribute asks `__getattribute__` first.
fn is_asked(vm: &Engine, object: Value<'_>) -> bool {
    vm.instance_class(object)
        .is_some_and(|class| vm.class_flags(class).contains(ClassFlags::GET_ATTRIBUTE))
}

/// `r[a] = object.name`.
pub(super) fn load(vm: &mut Engine, a: u32, object: Word, name: Name) -> Result<Word, Trap> {
    if let Some(address) = vm.value(object).address() {
        let key = Key::of_object(vm.header(address), name);
        if let Some(getter) = vm.cached(key, Holds::Getter) {
            return call::call_function(vm, getter, [object], a);
        }
        if let Some(method) = vm.cached(key, Holds::Method)
            && let Some(bound) = vm.alloc_at_once(kind::BOUND_METHOD, 3)
        {
            vm.set_raw(bound, 1, object);
            vm.set_raw(bound, 2, method);
            return finish(vm, a, bound);
        }
    }
    let (found, getter) = {
        let value = vm.value(object);
        let found =
            if is_asked(vm, value) { Ok(Found::Missing) } else { attribute::find(vm, value, name) };
        match found {
            Ok(Found::Value(found)) => {
                keep_value(vm, value, name, found);
                (found.word(), UNBOUND)
            }
            Ok(Found::Method(method)) => {
                keep_method(vm, value, name, method);
                (UNBOUND, UNBOUND)
            }
            Ok(Found::Property(property)) => (UNBOUND, keep_getter(vm, value, name, property)),
            Ok(_) => (UNBOUND, UNBOUND),
            Err(_) => {
                vm.take_pending();
                (UNBOUND, UNBOUND)
            }
        }
    };
    if found != UNBOUND {
        return finish(vm, a, found);
    }
    if getter != UNBOUND {
        return call::call_function(vm, getter, [object], a);
    }
    let word =
        with_operands(vm, object, object, |vm, object, _| attribute::get_attr(vm, object, name))?;
    finish(vm, a, word)
}

/// The function that computes a property of an instance, which is remembered; [`UNBOUND`] if it is no function, or if
/// `__getattr__` is to be asked when it fails.
fn keep_getter(vm: &Engine, object: Value<'_>, name: Name, property: Value<'_>) -> Word {
    let (Some(address), Some(class)) = (object.address(), vm.instance_class(object)) else {
        return UNBOUND;
    };
    let getter = property.address().map_or(UNBOUND, |property| vm.field(property, 1));
    if vm.class_flags(class).contains(ClassFlags::GET_ATTR)
        || vm.layout(vm.value(getter)) != Some(kind::FUNCTION)
    {
        return UNBOUND;
    }
    vm.keep_cached(Key::of_object(vm.header(address), name), Holds::Getter, getter);
    getter
}

/// The function written in Python that sets a property of an instance, if this is one.
fn setter(vm: &Engine, object: Value<'_>, name: Name) -> Option<Word> {
    let class = vm.instance_class(object)?;
    let flags = vm.class_flags(class);
    if !flags.contains(ClassFlags::DATA_DESCRIPTOR) || flags.contains(ClassFlags::SET_ATTR) {
        return None;
    }
    let property = vm.expect(attribute::lookup(vm, Value::object(class), name)?, kind::PROPERTY)?;
    let setter = vm.value_field(property, 2)?;
    (vm.layout(setter) == Some(kind::FUNCTION)).then_some(setter.word())
}

/// `object.name = new`.
pub(super) fn store(vm: &mut Engine, object: Word, name: Name, new: Word) -> Result<Word, Trap> {
    if let Some(address) = vm.value(object).address()
        && let header = vm.header(address)
        && let Some(slot) = vm.cached(Key::of_object(header, name), Holds::Slot)
        && slot < header.size()
    {
        vm.set_field(address, slot, new);
        return Ok(UNBOUND);
    }
    if let Some(setter) = setter(vm, vm.value(object), name) {
        return special::discard(vm, setter, [object, new]);
    }
    with_operands(vm, object, new, |vm, object, new| {
        attribute::set_attr(vm, object, name, Some(new))?;
        let object = vm.at(object);
        if vm.instance_class(object).is_some() {
            keep_of_instance(vm, object, name, vm.at(new));
        }
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
    if let Some(address) = vm.value(object).address() {
        let key = Key::of_object(vm.header(address), name);
        if let Some(method) = vm.cached(key, Holds::Method) {
            return place(vm, a, method, object);
        }
    }
    let method = {
        let value = vm.value(object);
        let found =
            if is_asked(vm, value) { Ok(Found::Missing) } else { attribute::find(vm, value, name) };
        match found {
            Ok(Found::Method(method)) if vm.layout(value) != Some(kind::SUPER) => {
                keep_method(vm, value, name, method);
                Some((method.word(), object))
            }
            Ok(Found::ClassMethod(function, class)) => Some((function.word(), class.word())),
            Ok(Found::Value(found)) => {
                keep_value(vm, value, name, found);
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
    if let Some(class) = vm.instance_class(object)
        && let Some(found) = attribute::lookup_after(vm, Value::object(class), after, name)
    {
        let class = Value::object(class);
        return Ok((attribute::classify(vm, found, class), class));
    }
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
