//! `object`: what every value has unless its type says otherwise.

use crate::name::{Name, rom};
use crate::object::{ANY, Engine, Frame, Member, Role, Slot, Trap, Type, TypeFlags, TypeId, kind};
use crate::runtime::{attribute, call, compare, format, instance, text};
use crate::value::{UNBOUND, Value, Word};

/// The base of all types.
pub(crate) static TYPE: Type = Type {
    flags: TypeFlags::BASE.union(TypeFlags::TRUE),
    members: &[
        Member::general("__init__", 1, ANY, |_, _| Ok(Value::none().word())).keywords(),
        Member::general("__new__", 1, ANY, new).role(Role::Static),
        Member::general("__getattribute__", 2, 2, get_attribute),
        Member::general("__setattr__", 3, 3, set_attribute),
        Member::general("__delattr__", 2, 2, delete_attribute),
        Member::general("__repr__", 1, 1, |vm, frame| {
            format::build(vm, |vm, out| repr(vm, frame.at(0), out))
        }),
        Member::general("__str__", 1, 1, |vm, frame| format::repr_of(vm, frame.at(0))),
        Member::leaf("__eq__", 2, 2, |_, args| {
            Ok(if args.at(0) == args.at(1) { Value::true_() } else { Value::not_implemented() })
        }),
        Member::general("__ne__", 2, 2, not_equal),
        Member::general("__hash__", 1, 1, hash),
        Member::general("__format__", 2, 2, super::str::format::method),
        Member::leaf("__init_subclass__", 1, 1, |vm, args| {
            if args.keywords() > 0 {
                let name = attribute::class_name(vm, args.at(0));
                let text = "{s}.__init_subclass__() takes no keyword arguments";
                return Err(vm.raise_with(TypeId::TYPE_ERROR, text, name, name));
            }
            Ok(Value::none())
        })
        .role(Role::ClassKeywords),
        Member::leaf("__dict__", 1, 1, |vm, args| instance::make_dict(vm, args.at(0)))
            .role(Role::Attribute),
        Member::leaf("__doc__", 1, 1, |_, _| Ok(Value::none())).role(Role::Attribute),
    ],
    new: Some(
        Member::leaf("__new__", 1, ANY, |vm, args| {
            if args.get(1).is_some() || args.keywords() > 0 {
                return Err(vm.type_error("object() takes no arguments"));
            }
            let address = vm.alloc(kind::OBJECT, 2)?;
            vm.set_raw(address, 1, 0);
            Ok(Value::object(address))
        })
        .keywords(),
    ),
    repr: Some(repr),
    ..Type::new(TypeId::OBJECT)
};

/// `object.__new__(class)`.
fn new(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let class = vm.at(frame.at(0));
    if vm.expect(class, kind::CLASS).is_none() {
        return match attribute::type_number(vm, class) {
            Some(_) => construct(vm, frame),
            None => Err(vm.type_error("object.__new__(X): X is not a type object")),
        };
    }
    (vm.hooks.make_instance)(vm, frame)
}

/// Calls the builtin type that comes first with the other arguments.
fn construct(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let words = frame.positional - 1 + 2 * frame.keywords;
    vm.scope(|vm| {
        let inner = call::frame(vm, UNBOUND, words)?;
        vm.set_word(Slot(inner.base.0 - call::FRAME_WORDS), vm.word(frame.at(0)));
        vm.heap.copy_words(vm.address_of(frame.at(1)), vm.address_of(inner.base), words.into());
        let inner = Frame { positional: frame.positional - 1, keywords: frame.keywords, ..inner };
        (vm.hooks.call)(vm, inner)
    })
}

/// The name that a str in a slot is; TypeError for anything else.
pub(crate) fn attribute_name(vm: &Engine, name: Slot) -> Result<Name, Trap> {
    match vm.name_of(vm.at(name)) {
        Some(name) => Ok(name),
        None if vm.is_str(vm.at(name)) => vm.intern(vm.str_bytes(vm.at(name)).unwrap_or_default()),
        None => {
            let name = vm.at(name);
            Err(vm.raise_with(
                TypeId::TYPE_ERROR,
                "attribute name must be string, not '{t}'",
                name,
                name,
            ))
        }
    }
}

fn get_attribute(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let name = vm.leaf_with(|vm| attribute_name(vm, frame.at(1)))?;
    match attribute::default_get_attr(vm, frame.at(0), name)? {
        Some(word) => Ok(word),
        None => Err(attribute::missing(vm, vm.at(frame.at(0)), name)),
    }
}

fn set_attribute(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let name = vm.leaf_with(|vm| attribute_name(vm, frame.at(1)))?;
    attribute::default_set_attr(vm, frame.at(0), name, Some(frame.at(2)))?;
    Ok(Value::none().word())
}

fn delete_attribute(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let name = vm.leaf_with(|vm| attribute_name(vm, frame.at(1)))?;
    attribute::default_set_attr(vm, frame.at(0), name, None)?;
    Ok(Value::none().word())
}

fn not_equal(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let equal = call::call_special(vm, frame.at(0), const { rom("__eq__") }, &[frame.at(1)])?;
    let Some(word) = equal else {
        return Ok(if vm.at(frame.at(0)) == vm.at(frame.at(1)) {
            Value::false_().word()
        } else {
            Value::not_implemented().word()
        });
    };
    if word == Value::not_implemented().word() {
        return Ok(word);
    }
    let result = vm.push(word)?;
    let truth = compare::truth(vm, result)?;
    Ok(Value::bool(!truth).word())
}

fn hash(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let hash = vm.leaf_with(|vm| compare::identity_hash(vm, vm.at(frame.at(0))))?;
    Ok(Value::int((hash & 0x3fff_ffff) as i32).word())
}

/// `<module.Class object at 0x...>`.
fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    vm.scope(|vm| {
        text::push(vm, out, b"<")?;
        let class = vm.push(attribute::type_of(vm, vm.at(value)).word())?;
        let module = attribute::get_optional_attr(vm, class, const { rom("__module__") })?
            .unwrap_or(UNBOUND);
        if vm.get(class).is_some_and(|class| vm.expect(class, kind::CLASS).is_some())
            && Value::from_word(module).is_some_and(|module| vm.is_str(module))
        {
            let module = vm.push(module)?;
            text::push_str(vm, out, module)?;
            text::push(vm, out, b".")?;
        }
        let name = attribute::get_optional_attr(vm, class, const { rom("__qualname__") })?;
        let name = match name {
            Some(name) => name,
            None => attribute::class_name(vm, vm.at(class)).word(),
        };
        let name = vm.push(name)?;
        text::push_str(vm, out, name)?;
        let identity = vm.leaf_with(|vm| vm.id(vm.at(value)))?;
        text::write_fmt(vm, out, format_args!(" object at {identity:#010x}>"))
    })
}
