//! Builtins about classes and attributes: `isinstance`, `issubclass`, `callable`, `getattr`, `setattr`, `dir`, ...

use crate::name::{Name, rom};
use crate::object::class::{DICT, METACLASS};
use crate::object::{Args, Engine, Frame, Res, Slot, Trap, TypeId, kind};
use crate::runtime::attribute::{self, type_of};
use crate::runtime::{call, compare, instance, nested, record};
use crate::types::{dict, list, set, sort, tuple};
use crate::value::{Value, Word};

/// Word of a union's or module's first field.
const FIRST: u32 = 1;

const INSTANCE_TEXT: &str = "isinstance() arg 2 must be a type, a tuple of types, or a union";
const SUBCLASS_TEXT: &str = "issubclass() arg 2 must be a class, a tuple of classes, or a union";

/// `isinstance` where no metaclass has a say: of classes without one, and of tuples of such.
pub(super) fn leaf_is_instance<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let of = type_of(vm, args.at(0));
    match leaf_check(vm, of, args.at(1)) {
        Some(answer) => Ok(Value::bool(answer)),
        None => {
            let Some(tuple) = vm.expect(args.at(1), kind::TUPLE) else {
                return Err(vm.need_call());
            };
            for i in 0..tuple::len(vm, tuple) {
                let class = tuple::item(vm, tuple, i).unwrap_or(Value::none());
                match leaf_check(vm, of, class) {
                    Some(false) => {}
                    Some(true) => return Ok(Value::true_()),
                    None => return Err(vm.need_call()),
                }
            }
            Ok(Value::false_())
        }
    }
}

/// Whether a class derives from another that has no metaclass; `None` for what is no such class.
fn leaf_check(vm: &Engine, of: Value<'_>, class: Value<'_>) -> Option<bool> {
    if of == class {
        return Some(true);
    }
    let address = class.address()?;
    match vm.header(address).id() {
        kind::TYPE => Some(attribute::is_subclass(vm, of, class)),
        kind::CLASS if vm.value_field(address, METACLASS).is_none() => {
            Some(attribute::is_subclass(vm, of, class))
        }
        _ => None,
    }
}

pub(super) fn is_instance(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let answer = vm.scope(|vm| {
        let of = vm.push(type_of(vm, vm.at(frame.at(0))).word())?;
        check(vm, frame.at(0), of, frame.at(1), const { rom("__instancecheck__") }, INSTANCE_TEXT)
    })?;
    Ok(Value::bool(answer).word())
}

pub(super) fn is_subclass(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    if !matches!(vm.layout(vm.at(frame.at(0))), Some(kind::CLASS | kind::TYPE)) {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    let answer = check(
        vm,
        frame.at(0),
        frame.at(0),
        frame.at(1),
        const { rom("__subclasscheck__") },
        SUBCLASS_TEXT,
    )?;
    Ok(Value::bool(answer).word())
}

/// Whether the class in `of` derives from the class in a slot, or from one of a tuple or union of classes; a metaclass
/// may answer for its class by the method `hook`, asked about `subject`.
fn check(
    vm: &mut Engine,
    subject: Slot,
    of: Slot,
    class: Slot,
    hook: Name,
    text: &'static str,
) -> Result<bool, Trap> {
    let value = vm.at(class);
    let row = match (vm.layout(value), value.address()) {
        (Some(kind::TYPE), _) => return Ok(attribute::is_subclass(vm, vm.at(of), value)),
        (Some(kind::CLASS), Some(address)) => {
            if vm.at(of) == value {
                return Ok(true);
            }
            if vm.value_field(address, METACLASS).is_some()
                && let Some(word) =
                    vm.scope(|vm| call::call_special(vm, class, hook, &[subject]))?
            {
                return vm.scope(|vm| {
                    let answer = vm.push(word)?;
                    compare::truth(vm, answer)
                });
            }
            return Ok(attribute::is_subclass(vm, vm.at(of), vm.at(class)));
        }
        (Some(kind::TUPLE), Some(address)) => address,
        (Some(kind::UNION), Some(address)) => vm.field(address, FIRST),
        (Some(kind::GENERIC_ALIAS), _) if text == INSTANCE_TEXT => {
            return Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"));
        }
        (Some(kind::GENERIC_ALIAS), _) => {
            return Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"));
        }
        _ => return Err(vm.type_error(text)),
    };
    vm.scope(|vm| {
        let slots = vm.push_unbound(2)?;
        let (row_slot, each) = (slots, slots.offset(1));
        vm.set_word(row_slot, row);
        let mut i = 0;
        while let Some(item) = tuple::item(vm, vm.word(row_slot), i) {
            // A union may name None, which stands for its type.
            let none = vm.type_object(TypeId::NONE);
            vm.set(each, if item == Value::none() { none } else { item });
            if nested(vm, |vm| check(vm, subject, of, each, hook, text))? {
                return Ok(true);
            }
            i += 1;
        }
        Ok(false)
    })
}

/// Whether a value can be called.
pub(super) fn is_callable(vm: &Engine, value: Value<'_>) -> bool {
    match vm.layout(value) {
        Some(
            kind::FUNCTION
            | kind::BUILTIN
            | kind::NATIVE
            | kind::BOUND_METHOD
            | kind::TYPE
            | kind::CLASS
            | kind::STATICMETHOD
            | kind::GENERIC_ALIAS,
        ) => true,
        Some(_) => attribute::special(vm, value, const { rom("__call__") }).is_some(),
        None => false,
    }
}

pub(super) fn callable<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    Ok(Value::bool(is_callable(vm, args.at(0))))
}

/// The name that a str argument is.
fn name_of(vm: &mut Engine, slot: Slot) -> Result<Name, Trap> {
    let native = attribute::native(vm, vm.at(slot));
    if let Some(name) = vm.name_of(native) {
        return Ok(name);
    }
    if !vm.is_str(native) {
        let value = vm.at(slot);
        return Err(vm.raise_with(
            TypeId::TYPE_ERROR,
            "attribute name must be string, not '{t}'",
            value,
            value,
        ));
    }
    vm.leaf_with(|vm| {
        vm.intern(vm.str_bytes(attribute::native(vm, vm.at(slot))).unwrap_or_default())
    })
}

/// The attribute, or nothing where AttributeError would be raised.
fn find(vm: &mut Engine, frame: Frame) -> Result<Option<Word>, Trap> {
    let name = name_of(vm, frame.at(1))?;
    attribute::get_optional_attr(vm, frame.at(0), name)
}

pub(super) fn get_attr(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let Some(default) = frame.get(2) else {
        let name = name_of(vm, frame.at(1))?;
        return attribute::get_attr(vm, frame.at(0), name);
    };
    Ok(find(vm, frame)?.unwrap_or(vm.word(default)))
}

pub(super) fn has_attr(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    find(vm, frame).map(|found| Value::bool(found.is_some()).word())
}

pub(super) fn set_attr(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let name = name_of(vm, frame.at(1))?;
    attribute::set_attr(vm, frame.at(0), name, Some(frame.at(2)))?;
    Ok(Value::none().word())
}

pub(super) fn del_attr(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let name = name_of(vm, frame.at(1))?;
    attribute::set_attr(vm, frame.at(0), name, None)?;
    Ok(Value::none().word())
}

// dir

/// What `dir` answers for the value in a slot.
pub(crate) fn dir_of(vm: &mut Engine, value: Slot) -> Result<Word, Trap> {
    dir(vm, Frame { base: value, positional: 1, keywords: 0 })
}

fn dir(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let names = vm.push_unbound(1)?;
        match call::call_special(vm, frame.at(0), const { rom("__dir__") }, &[])? {
            Some(word) => vm.set_word(names, word),
            None => {
                let word = vm.leaf(|vm| set::with_room(vm, kind::SET, 0))?;
                vm.set_word(names, word);
                add_names(vm, frame.at(0), names)?;
            }
        }
        let list = list::collect(vm, names)?;
        let plain = Frame { base: list, positional: 1, keywords: 0 };
        sort::sort(vm, list, plain)?;
        Ok(vm.word(list))
    })
}

/// Adds the names of an object's attributes to the set in a slot.
fn add_names(vm: &mut Engine, object: Slot, names: Slot) -> Result<(), Trap> {
    let value = vm.at(object);
    match (vm.layout(value), value.address()) {
        (Some(kind::MODULE), Some(address)) => {
            let namespace = vm.field(address, FIRST);
            return add_keys(vm, namespace, names);
        }
        (Some(kind::BUILTIN_MODULE), Some(address)) => {
            let table = vm.rom.first_module_table + vm.header(address).size();
            for member in vm.tables.get(table as usize).copied().unwrap_or_default() {
                add_name(vm, member.name(), names)?;
            }
            return Ok(());
        }
        (Some(kind::CLASS | kind::TYPE), _) => return add_class(vm, object, names),
        _ => {}
    }
    if let Some(class) = vm.instance_class(value) {
        for i in 0..vm.slot_count(class) {
            let Some((address, class)) =
                vm.at(object).address().zip(vm.instance_class(vm.at(object)))
            else {
                break;
            };
            let name = vm.slot_name(class, i);
            let is_hidden = name == const { rom("__dict__") } || name == Name(u16::MAX);
            if vm.slot(address, i) != crate::value::UNBOUND && !is_hidden {
                add_name(vm, name, names)?;
            }
        }
        let dict = vm.at(object).address().zip(vm.instance_class(vm.at(object)));
        if let Some((address, class)) = dict
            && let Some(dict) = instance::dict_of(vm, address, class)
        {
            add_keys(vm, dict, names)?;
        }
    }
    vm.scope(|vm| {
        let class = vm.push(type_of(vm, vm.at(object)).word())?;
        add_class(vm, class, names)
    })
}

/// Adds the names of a class and its bases.
fn add_class(vm: &mut Engine, class: Slot, names: Slot) -> Result<(), Trap> {
    let mut i = 0;
    loop {
        let Some(address) = vm.expect(vm.at(class), kind::CLASS) else {
            return match attribute::type_number(vm, vm.at(class)) {
                Some(id) => add_members(vm, id, names),
                None => Ok(()),
            };
        };
        let Some(base) = attribute::mro(vm, address).nth(i) else { return Ok(()) };
        let namespace = vm.expect(base, kind::CLASS).map(|base| vm.field(base, DICT));
        match (namespace, attribute::type_number(vm, base)) {
            (Some(namespace), _) => add_keys(vm, namespace, names)?,
            (None, Some(id)) => add_members(vm, id, names)?,
            (None, None) => {}
        }
        i += 1;
    }
}

/// Adds the names of a builtin type and its bases.
fn add_members(vm: &mut Engine, id: TypeId, names: Slot) -> Result<(), Trap> {
    let mut id = id;
    loop {
        for member in record(vm, id).members {
            add_name(vm, member.name(), names)?;
        }
        if id == TypeId::OBJECT {
            return Ok(());
        }
        id = id.base();
    }
}

fn add_name(vm: &mut Engine, name: Name, names: Slot) -> Result<(), Trap> {
    vm.scope(|vm| {
        let text = vm.name_value(name).word();
        let text = vm.push(text)?;
        set::add_slot(vm, names, text)
    })
}

/// Adds the keys of the dict at an address.
fn add_keys(vm: &mut Engine, namespace: Word, names: Slot) -> Result<(), Trap> {
    vm.scope(|vm| {
        let namespace = vm.push(namespace)?;
        let each = vm.push_unbound(1)?;
        let mut from = 0;
        while let Some(i) = dict::table(vm.word(namespace)).next(vm, from) {
            vm.set_word(each, dict::table(vm.word(namespace)).key(vm, i));
            set::add_slot(vm, names, each)?;
            from = i + 1;
        }
        Ok(())
    })
}
