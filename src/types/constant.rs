//! `None`, `...` and `NotImplemented`.

use crate::object::{Engine, Member, Trap, Type, TypeFlags, TypeId};
use crate::runtime::text;
use crate::value::Value;

/// The type of `None`.
pub(crate) static NONE: Type = Type {
    new: Some(Member::leaf("__new__", 1, 1, |_, _| Ok(Value::none()))),
    repr: Some(|vm, _, out| text::push(vm, out, b"None")),
    truth: Some(|_, _| false),
    hash: Some(hash),
    ..Type::new(TypeId::NONE)
};

/// The type of `...`.
pub(crate) static ELLIPSIS: Type = Type {
    flags: TypeFlags::TRUE,
    new: Some(Member::leaf("__new__", 1, 1, |_, _| Ok(Value::ellipsis()))),
    repr: Some(|vm, _, out| text::push(vm, out, b"Ellipsis")),
    hash: Some(hash),
    ..Type::new(TypeId::ELLIPSIS)
};

/// The type of `NotImplemented`.
pub(crate) static NOT_IMPLEMENTED: Type = Type {
    flags: TypeFlags::TRUE,
    new: Some(Member::leaf("__new__", 1, 1, |_, _| Ok(Value::not_implemented()))),
    repr: Some(|vm, _, out| text::push(vm, out, b"NotImplemented")),
    hash: Some(hash),
    ..Type::new(TypeId::NOT_IMPLEMENTED)
};

fn hash(_: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    Ok(value.word() >> 2)
}
