//! Type parameters, and what `type` statements make. What they are made of is evaluated when it is first asked for.
//!
//! ```text
//! [header][form: see `TypeForm`, a small int][name][first][second]
//! ```
//! First is the bound of a parameter or the value of an alias, second the default of a parameter or the parameters of
//! an alias; flags A and B say that first and second have been evaluated. Of `P.args` and `P.kwargs` the name is `P`.

use crate::bytecode::TypeForm;
use crate::heap::Header;
use crate::name::rom;
use crate::object::{
    Args, Engine, Frame, Member, Res, Role, Slot, Trap, Type, TypeFlags, TypeId, kind,
};
use crate::runtime::{attribute, call, text};
use crate::types::{generic, iterator, tuple};
use crate::value::{Value, Word};

const NAME: u32 = 2;
const FIRST: u32 = 3;
const SECOND: u32 = 4;

/// `__type_object__(form, name, first, second)`: for the compiler.
pub(crate) fn new<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let form = args.at(0).as_small().filter(|form| (0..=TypeForm::Alias as i32).contains(form));
    if form.is_none() || !vm.is_str(args.at(1)) {
        return Err(vm.type_error("no form of type object"));
    }
    vm.make(kind::TYPE_PARAMETER, &[0, 1, 2, 3].map(|i| args.at(i).word()))
}

fn expect(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    let text = "descriptor requires a type parameter, not '{t}'";
    vm.expect(value, kind::TYPE_PARAMETER)
        .ok_or_else(|| vm.raise_with(TypeId::TYPE_ERROR, text, value, value))
}

/// A part, evaluated.
fn part(vm: &mut Engine, object: Slot, i: u32) -> Result<Word, Trap> {
    let address = expect(vm, vm.at(object))?;
    let flag = if i == FIRST { Header::FLAG_A } else { Header::FLAG_B };
    let word = vm.field(address, i);
    if vm.header(address).has(flag) || vm.expect(vm.value(word), kind::FUNCTION).is_none() {
        return Ok(word);
    }
    vm.scope(|vm| {
        let function = vm.push(word)?;
        let value = call::call(vm, function, &[])?;
        let address = vm.word(object);
        vm.set_field(address, i, value);
        vm.heap.set_header(address, vm.header(address).with_flags(flag));
        Ok(value)
    })
}

/// The default of a parameter; AttributeError where there is none.
fn default(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    if !has_default(vm, expect(vm, vm.at(frame.at(0)))?) {
        return Err(attribute::missing(vm, vm.at(frame.at(0)), const { rom("__default__") }));
    }
    part(vm, frame.at(0), SECOND)
}

fn has_default(vm: &Engine, address: u32) -> bool {
    vm.header(address).has(Header::FLAG_B) || vm.field(address, SECOND) != Value::none().word()
}

/// What a parameter is bound by, or else the types it is constrained to: a tuple.
fn bound(vm: &mut Engine, frame: Frame, wants_tuple: bool) -> Result<Word, Trap> {
    let word = part(vm, frame.at(0), FIRST)?;
    let is_tuple = vm.layout(vm.value(word)) == Some(kind::TUPLE);
    Ok(match (is_tuple, wants_tuple) {
        (true, true) | (false, false) => word,
        (false, true) => Value::empty_tuple().word(),
        (true, false) => Value::none().word(),
    })
}

fn name<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let address = expect(vm, args.at(0))?;
    Ok(vm.value(vm.field(address, NAME)))
}

fn parameters<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let address = expect(vm, args.at(0))?;
    Ok(vm.value(vm.field(address, SECOND)))
}

/// `P.args` and `P.kwargs`.
fn arguments<'g>(vm: &'g Engine, args: Args<'g>, form: TypeForm) -> Res<'g> {
    expect(vm, args.at(0))?;
    let none = Value::none().word();
    let form = Value::int(form as i32).word();
    vm.make(kind::TYPE_PARAMETER, &[form, args.at(0).word(), none, none])
}

fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    vm.scope(|vm| {
        let name = vm.push(vm.field(vm.word(value), NAME))?;
        if vm.is_str(vm.at(name)) {
            return text::push_str(vm, out, name);
        }
        let is_args = attribute::native_type(vm, vm.at(value)) == TypeId::PARAM_SPEC_ARGS;
        repr(vm, name, out)?;
        text::push(vm, out, if is_args { b".args" } else { b".kwargs" })
    })
}

const NAME_MEMBER: Member = Member::leaf("__name__", 1, 1, name).role(Role::Attribute);
const DEFAULT: Member = Member::general("__default__", 1, 1, default).role(Role::Attribute);
const HAS_DEFAULT: Member = Member::leaf("has_default", 1, 1, |vm, args| {
    Ok(Value::bool(has_default(vm, expect(vm, args.at(0))?)))
});

const fn parameter(id: TypeId, members: &'static [Member]) -> Type {
    Type {
        flags: TypeFlags::TRUE,
        members,
        repr: Some(repr),
        binary: Some(generic::union),
        ..Type::new(id)
    }
}

/// `T`
pub(crate) static TYPE_VAR: Type = parameter(
    TypeId::TYPE_VAR,
    &[
        NAME_MEMBER,
        Member::general("__bound__", 1, 1, |vm, frame| bound(vm, frame, false))
            .role(Role::Attribute),
        Member::general("__constraints__", 1, 1, |vm, frame| bound(vm, frame, true))
            .role(Role::Attribute),
        DEFAULT,
        HAS_DEFAULT,
    ],
);

/// `*Ts`
pub(crate) static TYPE_VAR_TUPLE: Type = Type {
    // Unpacked it stands for itself.
    iter: Some(|vm, value| {
        iterator::new(vm, iterator::Kind::Tuple, tuple::new(vm, &[value.word()])?)
    }),
    ..parameter(TypeId::TYPE_VAR_TUPLE, &[NAME_MEMBER, DEFAULT, HAS_DEFAULT])
};

/// `**P`
pub(crate) static PARAM_SPEC: Type = parameter(
    TypeId::PARAM_SPEC,
    &[
        NAME_MEMBER,
        DEFAULT,
        HAS_DEFAULT,
        Member::leaf("args", 1, 1, |vm, args| arguments(vm, args, TypeForm::Args))
            .role(Role::Attribute),
        Member::leaf("kwargs", 1, 1, |vm, args| arguments(vm, args, TypeForm::KeywordArgs))
            .role(Role::Attribute),
    ],
);

/// What a `type` statement makes.
pub(crate) static ALIAS: Type = Type {
    get_item: Some(|vm, alias, key| {
        let address = alias.address().unwrap_or_default();
        if vm.field(address, SECOND) == Value::empty_tuple().word() {
            return Err(vm.type_error("Only generic type aliases are subscriptable"));
        }
        generic::alias(vm, alias, key)
    }),
    ..parameter(
        TypeId::TYPE_ALIAS,
        &[
            NAME_MEMBER,
            Member::general("__value__", 1, 1, |vm, frame| part(vm, frame.at(0), FIRST))
                .role(Role::Attribute),
            Member::leaf("__type_params__", 1, 1, parameters).role(Role::Attribute),
            Member::leaf("__parameters__", 1, 1, parameters).role(Role::Attribute),
        ],
    )
};

static ARGUMENTS_MEMBERS: &[Member] =
    &[Member::leaf("__origin__", 1, 1, name).role(Role::Attribute)];

/// `P.args`
pub(crate) static PARAM_SPEC_ARGS: Type = parameter(TypeId::PARAM_SPEC_ARGS, ARGUMENTS_MEMBERS);
/// `P.kwargs`
pub(crate) static PARAM_SPEC_KWARGS: Type = parameter(TypeId::PARAM_SPEC_KWARGS, ARGUMENTS_MEMBERS);
