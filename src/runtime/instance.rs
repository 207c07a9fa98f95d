//! The attributes that instances of classes written in Python have of their own.
//!
//! They are in slots until someone asks for `__dict__`. From then on, which flag B of the instance says, they are in a
//! dict, and one slot of the name `__dict__` refers to that; only what `__slots__` declares stays where it is.

use super::attribute::{missing, mro};
use super::record;
use crate::heap::Header;
use crate::name::{Name, rom};
use crate::object::class::ClassFlags;
use crate::object::{Engine, Trap, TypeId, kind, namespace};
use crate::value::{UNBOUND, Value};

const DICT: Name = const { rom("__dict__") };
const CLASS: Name = const { rom("__class__") };

/// Whether a class, or one it derives from, declares an attribute in `__slots__`.
fn is_declared(vm: &Engine, class: u32, name: Name) -> bool {
    mro(vm, class).filter_map(|base| vm.expect(base, kind::CLASS)).any(|base| {
        vm.class_flags(base).contains(ClassFlags::SLOTS) && vm.slot_of(base, name).is_some()
    })
}

/// An instance's own attribute.
pub(crate) fn get<'g>(vm: &'g Engine, instance: u32, class: u32, name: Name) -> Option<Value<'g>> {
    let in_slot = vm.slot_of(class, name).map_or(UNBOUND, |slot| vm.slot(instance, slot));
    if let Some(value) = Value::from_word(in_slot) {
        return Some(value);
    }
    let dict = dict_of(vm, instance, class)?;
    namespace::get(vm, dict, vm.name_value(name))
}

/// The dict of an instance that has one.
pub(crate) fn dict_of(vm: &Engine, instance: u32, class: u32) -> Option<u32> {
    if !vm.header(instance).has(Header::FLAG_B) {
        return None;
    }
    Value::from_word(vm.slot(instance, vm.slot_of(class, DICT)?))?.address()
}

/// `instance.__dict__`: from now on it has one.
pub(crate) fn make_dict<'g>(vm: &'g Engine, object: Value<'g>) -> crate::object::Res<'g> {
    let (Some(instance), Some(class)) = (object.address(), vm.instance_class(object)) else {
        return Err(missing(vm, object, DICT));
    };
    if let Some(dict) = dict_of(vm, instance, class) {
        return Ok(Value::object(dict));
    }
    if vm.class_flags(class).contains(ClassFlags::SLOTS) {
        return Err(missing(vm, object, DICT));
    }
    let slot = match vm.slot_of(class, DICT) {
        Some(slot) => slot,
        None => vm.add_slot(class, DICT)?,
    };
    let dict = vm.make(kind::DICT, &[0, UNBOUND, UNBOUND])?;
    for i in moving(vm, class) {
        if let Some(value) = Value::from_word(vm.slot(instance, i)) {
            put(vm, dict, vm.slot_name(class, i), Some(value))?;
        }
    }
    // From here on nothing fails.
    vm.set_slot(instance, slot, dict.word())?;
    for i in moving(vm, class).filter(|i| *i != slot) {
        if vm.slot(instance, i) != UNBOUND {
            vm.set_slot(instance, i, UNBOUND)?;
        }
    }
    vm.heap.set_header(instance, vm.header(instance).with_flags(Header::FLAG_B));
    Ok(dict)
}

/// The slots of a class's instances that do not stay where they are.
fn moving(vm: &Engine, class: u32) -> impl Iterator<Item = u32> {
    let stays = move |name| name == Name(u16::MAX) || name == DICT || is_declared(vm, class, name);
    (0..vm.slot_count(class)).filter(move |i| !stays(vm.slot_name(class, *i)))
}

/// Sets an entry of a dict, or deletes it where there is no value.
fn put(vm: &Engine, dict: Value<'_>, name: Name, value: Option<Value<'_>>) -> Result<(), Trap> {
    match record(vm, TypeId::DICT).set_item {
        Some(set_item) => set_item(vm, dict, vm.name_value(name), value),
        None => Ok(()),
    }
}

/// Sets or deletes an attribute of an instance, descriptors aside.
pub(crate) fn set(
    vm: &Engine,
    object: Value<'_>,
    name: Name,
    value: Option<Value<'_>>,
) -> Result<(), Trap> {
    let (Some(instance), Some(class)) = (object.address(), vm.instance_class(object)) else {
        return Err(missing(vm, object, name));
    };
    match name {
        DICT => return set_dict(vm, object, value),
        CLASS => return set_class(vm, object, value),
        _ => {}
    }
    if let Some(dict) = dict_of(vm, instance, class)
        && !is_declared(vm, class, name)
    {
        if value.is_none() && namespace::find(vm, dict, vm.name_value(name)) == 0 {
            return Err(missing(vm, object, name));
        }
        return put(vm, Value::object(dict), name, value);
    }
    match (vm.slot_of(class, name), value) {
        (Some(slot), Some(value)) => vm.set_slot(instance, slot, value.word()),
        (Some(slot), None) if vm.slot(instance, slot) != UNBOUND => {
            vm.set_slot(instance, slot, UNBOUND)
        }
        (None, Some(value)) => {
            if vm.class_flags(class).contains(ClassFlags::SLOTS) {
                return Err(super::attribute::not_set(vm, object, name, true));
            }
            let slot = vm.add_slot(class, name)?;
            vm.set_slot(instance, slot, value.word())
        }
        (_, None) => Err(missing(vm, object, name)),
    }
}

/// `instance.__dict__ = value`; deleted, it is empty.
fn set_dict(vm: &Engine, object: Value<'_>, value: Option<Value<'_>>) -> Result<(), Trap> {
    if let Some(value) = value
        && vm.expect(value, kind::DICT).is_none()
    {
        let text = "__dict__ must be set to a dictionary, not a '{t}'";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
    }
    make_dict(vm, object)?;
    let new = match value {
        Some(value) => value,
        None => vm.make(kind::DICT, &[0, UNBOUND, UNBOUND])?,
    };
    let (Some(instance), Some(class)) = (object.address(), vm.instance_class(object)) else {
        return Ok(());
    };
    match vm.slot_of(class, DICT) {
        Some(slot) => vm.set_slot(instance, slot, new.word()),
        None => Ok(()),
    }
}

/// `instance.__class__ = value`.
fn set_class(vm: &Engine, object: Value<'_>, value: Option<Value<'_>>) -> Result<(), Trap> {
    let Some(value) = value else {
        return Err(vm.type_error("can't delete __class__ attribute"));
    };
    let Some(new) = vm.expect(value, kind::CLASS) else {
        if vm.expect(value, kind::TYPE).is_some() {
            return Err(vm.type_error(
                "__class__ assignment only supported for mutable types or ModuleType subclasses",
            ));
        }
        let text = "__class__ must be set to a class, not '{t}' object";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
    };
    let (Some(instance), Some(class)) = (object.address(), vm.instance_class(object)) else {
        return Ok(());
    };
    let is_slotted = |class| {
        mro(vm, class).any(|base| {
            vm.expect(base, kind::CLASS)
                .is_some_and(|base| vm.class_flags(base).contains(ClassFlags::SLOTS))
        })
    };
    if vm.class_native(class) != vm.class_native(new) || is_slotted(class) || is_slotted(new) {
        let names =
            [new, class].map(|class| super::attribute::class_name(vm, Value::object(class)));
        let text = "__class__ assignment: '{s}' object layout differs from '{s}'";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, names[0], names[1]));
    }
    // Where attributes lie differs from class to class, so they move to a dict, which is then all that moves.
    let dict = make_dict(vm, object)?.word();
    let to = match vm.slot_of(new, DICT) {
        Some(slot) => slot,
        None => vm.add_slot(new, DICT)?,
    };
    let from = vm.slot_of(class, DICT).unwrap_or(to);
    vm.set_slot(instance, to, dict)?;
    if from != to {
        vm.set_slot(instance, from, UNBOUND)?;
    }
    vm.heap.set_header(instance, vm.header(instance).with_layout(vm.class_layout(new)));
    Ok(())
}
