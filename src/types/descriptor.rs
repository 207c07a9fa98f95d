//! `property`, `staticmethod` and `classmethod`.

use crate::name::{Name, rom};
use crate::object::{Args, Engine, Member, Res, Role, Trap, Type, TypeFlags, TypeId, kind};
use crate::runtime::attribute;
use crate::value::{Value, Word};

const GETTER: u32 = 1;
const SETTER: u32 = 2;
const DELETER: u32 = 3;
const DOC: u32 = 4;

/// `property`.
pub(crate) static PROPERTY: Type = Type {
    flags: TypeFlags::TRUE,
    members: &[
        Member::leaf("getter", 2, 2, |vm, args| with(vm, args, GETTER)),
        Member::leaf("setter", 2, 2, |vm, args| with(vm, args, SETTER)),
        Member::leaf("deleter", 2, 2, |vm, args| with(vm, args, DELETER)),
        Member::leaf("fget", 1, 1, |vm, args| part(vm, args, GETTER)).role(Role::Attribute),
        Member::leaf("fset", 1, 1, |vm, args| part(vm, args, SETTER)).role(Role::Attribute),
        Member::leaf("fdel", 1, 1, |vm, args| part(vm, args, DELETER)).role(Role::Attribute),
        Member::leaf("__doc__", 1, 1, |vm, args| part(vm, args, DOC)).role(Role::Attribute),
    ],
    new: Some(Member::leaf("__new__", 1, 5, new_property).keywords()),
    ..Type::new(TypeId::PROPERTY)
};

/// `staticmethod`.
pub(crate) static STATICMETHOD: Type = Type {
    flags: TypeFlags::TRUE,
    members: &[Member::leaf("__func__", 1, 1, |vm, args| part(vm, args, 1)).role(Role::Attribute)],
    new: Some(Member::leaf("__new__", 2, 2, |vm, args| {
        vm.make(kind::STATICMETHOD, &[args.at(1).word()])
    })),
    get_attr: Some(wrapped_attr),
    ..Type::new(TypeId::STATICMETHOD)
};

/// `classmethod`.
pub(crate) static CLASSMETHOD: Type = Type {
    flags: TypeFlags::TRUE,
    members: &[Member::leaf("__func__", 1, 1, |vm, args| part(vm, args, 1)).role(Role::Attribute)],
    new: Some(Member::leaf("__new__", 2, 2, |vm, args| {
        vm.make(kind::CLASSMETHOD, &[args.at(1).word()])
    })),
    get_attr: Some(wrapped_attr),
    ..Type::new(TypeId::CLASSMETHOD)
};

fn new_property<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let names =
        [const { rom("fget") }, const { rom("fset") }, const { rom("fdel") }, const { rom("doc") }];
    args.only(vm, &names)?;
    let mut words = [Value::none().word(); 4];
    for (i, &name) in names.iter().enumerate() {
        if let Some(value) = args.get_or(vm, i + 1, name) {
            words[i] = value.word();
        }
    }
    if words[DOC as usize - 1] == Value::none().word() {
        words[DOC as usize - 1] = doc_of(vm, words[GETTER as usize - 1]);
    }
    vm.make(kind::PROPERTY, &words)
}

/// The docstring of a getter, which is the property's.
fn doc_of(vm: &Engine, getter: Word) -> Word {
    match attribute::find(vm, vm.value(getter), const { rom("__doc__") }) {
        Ok(attribute::Found::Value(doc)) => doc.word(),
        _ => Value::none().word(),
    }
}

/// A copy of a property with another function.
fn with<'g>(vm: &'g Engine, args: Args<'g>, which: u32) -> Res<'g> {
    let Some(address) = vm.expect(args.at(0), kind::PROPERTY) else {
        return Err(vm.type_error("descriptor requires a 'property' object"));
    };
    let mut words = [1, 2, 3, 4].map(|i| vm.field(address, i));
    words[which as usize - 1] = args.at(1).word();
    vm.make(kind::PROPERTY, &words)
}

fn part<'g>(vm: &'g Engine, args: Args<'g>, i: u32) -> Res<'g> {
    Ok(args.at(0).address().and_then(|address| vm.value_field(address, i)).unwrap_or(Value::none()))
}

/// Attributes that are the wrapped function's.
fn wrapped_attr<'g>(
    vm: &'g Engine,
    value: Value<'g>,
    name: Name,
) -> Result<Option<Value<'g>>, Trap> {
    if name == const { rom("__wrapped__") } {
        Ok(value.address().and_then(|a| vm.value_field(a, 1)))
    } else {
        Ok(None)
    }
}
