//! `__slots__`: a class that says which attributes its instances have.

use crate::name::{Name, rom};
use crate::object::class::{self, ClassFlags};
use crate::object::{Engine, Slot, Trap, TypeId, kind, namespace};
use crate::runtime::{ShortText, attribute, raise_text};
use crate::types::list;
use crate::types::str::character;
use crate::value::Value;

/// Gives a new class the attributes that its namespace declares, and no others unless a base has others.
pub(super) fn declare(vm: &mut Engine, made: Slot, space: Slot) -> Result<(), Trap> {
    let key = vm.name_value(const { rom("__slots__") });
    let Some(declared) = namespace::get(vm, vm.word(space), key).map(Value::word) else {
        return Ok(());
    };
    vm.scope(|vm| {
        let declared = vm.push(declared)?;
        let names = if vm.is_str(vm.at(declared)) {
            let list = vm.leaf(|vm| list::from_slots(vm, declared, 1))?;
            vm.push(list)?
        } else {
            list::collect(vm, declared)?
        };
        let each = vm.push_unbound(1)?;
        let mut is_open = has_dict(vm, made);
        let mut i = 0;
        while i < list::len(vm, vm.word(names)) {
            vm.set(each, list::item(vm, vm.word(names), i).unwrap_or(Value::none()));
            i += 1;
            let name = check(vm, made, space, each)?;
            if name == const { rom("__dict__") } {
                is_open = true;
            } else {
                vm.leaf_with(|vm| add(vm, vm.word(made), name))?;
            }
        }
        if !is_open {
            inherit(vm, made)?;
            let class = vm.word(made);
            vm.set_class_flags(class, vm.class_flags(class) | ClassFlags::SLOTS);
        }
        Ok(())
    })
}

/// Whether a base has instances with any attributes.
fn has_dict(vm: &Engine, made: Slot) -> bool {
    attribute::mro(vm, vm.word(made))
        .skip(1)
        .filter_map(|base| vm.expect(base, kind::CLASS))
        .any(|base| !vm.class_flags(base).contains(ClassFlags::SLOTS))
}

fn add(vm: &Engine, class: u32, name: Name) -> Result<(), Trap> {
    if vm.slot_of(class, name).is_none() {
        vm.add_slot(class, name)?;
    }
    Ok(())
}

/// Adds what the bases declare.
fn inherit(vm: &mut Engine, made: Slot) -> Result<(), Trap> {
    vm.leaf_with(|vm| {
        let class = vm.word(made);
        for base in attribute::mro(vm, class).skip(1) {
            let Some(base) = vm.expect(base, kind::CLASS) else { continue };
            for i in 0..vm.slot_count(base) {
                add(vm, class, vm.slot_name(base, i))?;
            }
        }
        Ok(())
    })
}

/// The name of the attribute that an item declares, mangled where Python says so.
fn check(vm: &mut Engine, made: Slot, space: Slot, item: Slot) -> Result<Name, Trap> {
    let value = vm.at(item);
    let Some(text) = vm.text(value) else {
        let text = "__slots__ items must be strings, not '{t}'";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
    };
    let mut letters = text.chars().map(u32::from);
    let is_identifier = letters.next().is_some_and(character::starts_identifier)
        && letters.all(character::continues_identifier);
    if !is_identifier {
        return Err(vm.type_error("__slots__ must be identifiers"));
    }
    let class = vm.word(made);
    if matches!(vm.class_native(class), TypeId::INT | TypeId::BYTES | TypeId::TUPLE) {
        let name = attribute::class_name(vm, vm.type_object(vm.class_native(class)));
        let text = "nonempty __slots__ not supported for subtype of '{s}'";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, name, name));
    }
    let mut mangled = ShortText::new();
    if text.starts_with("__") && !text.ends_with("__") {
        let class = vm.value_field(class, class::NAME).and_then(|name| vm.text(name));
        mangled.push("_");
        mangled.push(class.unwrap_or_default().trim_start_matches('_'));
    }
    mangled.push(text);
    let name = vm.leaf_with(|vm| vm.intern(mangled.as_bytes()))?;
    if name != const { rom("__dict__") }
        && namespace::find(vm, vm.word(space), vm.name_value(name)) != 0
    {
        let mut text = ShortText::new();
        text.push("'");
        text.push(vm.text(vm.at(item)).unwrap_or_default());
        text.push("' in __slots__ conflicts with class variable");
        return Err(raise_text(vm, TypeId::VALUE_ERROR, &text));
    }
    Ok(name)
}
