//! `array`: the type [`array.array`](crate::types::array).

use crate::object::{Args, Engine, Member, Res, Role, TypeId};

fn array<'g>(vm: &'g Engine, _: Args<'g>) -> Res<'g> {
    Ok(vm.type_object(TypeId::ARRAY))
}

fn typecodes<'g>(vm: &'g Engine, _: Args<'g>) -> Res<'g> {
    vm.new_str(b"bBhHiIlLqQfd")
}

/// The module's members.
pub(crate) static MEMBERS: &[Member] = &[
    Member::leaf("ArrayType", 0, 0, array).role(Role::Attribute),
    Member::leaf("array", 0, 0, array).role(Role::Attribute),
    Member::leaf("typecodes", 0, 0, typecodes).role(Role::Attribute),
];
