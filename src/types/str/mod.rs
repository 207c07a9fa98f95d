//! `str`. The layout of its objects is in `object/names.rs`: UTF-8, and whether it is all ASCII.

pub(crate) mod case;
pub(crate) mod character;
pub(crate) mod codec;
pub(crate) mod format;
pub(crate) mod index;
mod number;
pub(crate) mod percent;
pub(crate) mod piece;
pub(crate) mod repr;
pub(crate) mod search;
mod spec;
pub(crate) mod split;
pub(crate) mod subject;
mod template;
#[cfg(test)]
mod tests;
pub(crate) mod translate;
pub(crate) mod trim;
pub(crate) mod utf8;

use crate::bytecode::CompareOp;
use crate::name::rom;
use crate::object::{ANY, Engine, Frame, Member, Res, Role, Slot, Trap, Type, TypeFlags, TypeId};
use crate::runtime::attribute;
use crate::types::iterator;
use crate::value::{Value, Word};

pub(crate) use format::format_value;
pub(crate) use index::{compare, len, next_at, slice};
pub(crate) use number::decimal_digits;

/// `str(object='', encoding='utf-8', errors='strict')`
fn new(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    frame
        .args(vm)
        .only(vm, &[const { rom("object") }, const { rom("encoding") }, const { rom("errors") }])?;
    let Some(object) = frame.get_or(vm, 1, const { rom("object") }) else {
        return Ok(vm.name_value(const { rom("") }).word());
    };
    let encoding = frame.get_or(vm, 2, const { rom("encoding") });
    let errors = frame.get_or(vm, 3, const { rom("errors") });
    if encoding.is_none() && errors.is_none() {
        return format::text_of(vm, object);
    }
    if attribute::native_type(vm, vm.at(object)) == TypeId::STR {
        return Err(vm.type_error("decoding str is not supported"));
    }
    vm.leaf(|vm| {
        let option = |slot: Option<Slot>| slot.and_then(|slot| vm.get(slot));
        codec::decode_as(vm, vm.at(object), option(encoding), option(errors), codec::OF_STR)
    })
}

fn slot_compare(
    vm: &Engine,
    op: CompareOp,
    a: Value<'_>,
    b: Value<'_>,
) -> Result<Option<bool>, Trap> {
    Ok((vm.is_str(a) && vm.is_str(b)).then(|| compare(vm, op, a, b)))
}

fn iter<'g>(vm: &'g Engine, value: Value<'g>) -> Res<'g> {
    iterator::new(vm, iterator::Kind::Text, value)
}

fn slot_hash(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    Ok(vm.str_hash(value).unwrap_or(0))
}

/// `str`
pub(crate) static TYPE: Type = Type {
    flags: TypeFlags::BASE,
    members: &[
        Member::leaf("capitalize", 1, 1, case::capitalize),
        Member::leaf("casefold", 1, 1, case::casefold),
        Member::leaf("center", 2, 3, trim::center),
        Member::leaf("count", 2, 4, search::method_count),
        Member::leaf("encode", 1, 3, codec::encode).keywords(),
        Member::leaf("endswith", 2, 4, search::endswith),
        Member::leaf("expandtabs", 1, 2, trim::expandtabs).keywords(),
        Member::leaf("find", 2, 4, search::method_find),
        Member::general("format", 1, ANY, template::format).keywords(),
        Member::general("format_map", 2, 2, template::format_map),
        Member::leaf("index", 2, 4, search::method_index),
        Member::leaf("isalnum", 1, 1, case::isalnum),
        Member::leaf("isalpha", 1, 1, case::isalpha),
        Member::leaf("isascii", 1, 1, case::isascii),
        Member::leaf("isdecimal", 1, 1, case::isdecimal),
        Member::leaf("isdigit", 1, 1, case::isdigit),
        Member::leaf("isidentifier", 1, 1, case::isidentifier),
        Member::leaf("islower", 1, 1, case::islower),
        Member::leaf("isnumeric", 1, 1, case::isnumeric),
        Member::leaf("isprintable", 1, 1, case::isprintable),
        Member::leaf("isspace", 1, 1, case::isspace),
        Member::leaf("istitle", 1, 1, case::istitle),
        Member::leaf("isupper", 1, 1, case::isupper),
        Member::either("join", 2, 2, &(split::join_row, split::join)),
        Member::leaf("ljust", 2, 3, trim::ljust),
        Member::leaf("lower", 1, 1, case::lower),
        Member::leaf("lstrip", 1, 2, trim::lstrip),
        Member::general("maketrans", 1, 3, translate::maketrans).role(Role::Static),
        Member::leaf("partition", 2, 2, split::partition),
        Member::leaf("removeprefix", 2, 2, search::removeprefix),
        Member::leaf("removesuffix", 2, 2, search::removesuffix),
        Member::leaf("replace", 3, 4, search::replace).keywords(),
        Member::leaf("rfind", 2, 4, search::method_rfind),
        Member::leaf("rindex", 2, 4, search::method_rindex),
        Member::leaf("rjust", 2, 3, trim::rjust),
        Member::leaf("rpartition", 2, 2, split::rpartition),
        Member::leaf("rsplit", 1, 3, split::rsplit).keywords(),
        Member::leaf("rstrip", 1, 2, trim::rstrip),
        Member::leaf("split", 1, 3, split::split).keywords(),
        Member::leaf("splitlines", 1, 2, split::splitlines).keywords(),
        Member::leaf("startswith", 2, 4, search::startswith),
        Member::leaf("strip", 1, 2, trim::strip),
        Member::leaf("swapcase", 1, 1, case::swapcase),
        Member::leaf("title", 1, 1, case::title),
        Member::general("translate", 2, 2, translate::translate),
        Member::leaf("upper", 1, 1, case::upper),
        Member::leaf("zfill", 2, 2, trim::zfill),
    ],
    new: Some(Member::general("__new__", 1, 4, new).keywords()),
    repr: Some(repr::repr),
    hash: Some(slot_hash),
    len: Some(len),
    iter: Some(iter),
    get_item: Some(index::get_item),
    contains: Some(index::contains),
    binary: Some(index::binary),
    compare: Some(slot_compare),
    general: &percent::SLOTS,
    ..Type::new(TypeId::STR)
};
