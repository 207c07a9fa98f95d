//! `io`: files in memory.

use crate::object::{Args, Engine, Member, Res, Role, TypeId};

fn string_io<'g>(vm: &'g Engine, _: Args<'g>) -> Res<'g> {
    Ok(vm.type_object(TypeId::STRING_IO))
}

fn bytes_io<'g>(vm: &'g Engine, _: Args<'g>) -> Res<'g> {
    Ok(vm.type_object(TypeId::BYTES_IO))
}

/// The module's members.
pub(crate) static MEMBERS: &[Member] = &[
    Member::leaf("BytesIO", 0, 0, bytes_io).role(Role::Attribute),
    Member::leaf("StringIO", 0, 0, string_io).role(Role::Attribute),
];
