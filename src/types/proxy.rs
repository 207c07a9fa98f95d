//! `mappingproxy`: a dict seen through it cannot be changed. `__dict__` of classes is one.
//!
//! ```text
//! [header][dict]
//! ```

use crate::name::{Name, rom};
use crate::object::{
    Args, Engine, Frame, GeneralSlots, Member, Res, Slot, Trap, Type, TypeId, kind,
};
use crate::runtime::{call, compare, format, item, record, text};
use crate::value::{Value, Word};

const DICT: u32 = 1;

/// The type of read-only dicts.
pub(crate) static TYPE: Type = Type {
    members: &[
        Member::general("copy", 1, 1, |vm, frame| delegate(vm, frame, const { rom("copy") })),
        Member::general("get", 2, 3, |vm, frame| delegate(vm, frame, const { rom("get") })),
        Member::general("items", 1, 1, |vm, frame| delegate(vm, frame, const { rom("items") })),
        Member::general("keys", 1, 1, |vm, frame| delegate(vm, frame, const { rom("keys") })),
        Member::general("values", 1, 1, |vm, frame| delegate(vm, frame, const { rom("values") })),
    ],
    new: Some(Member::leaf("__new__", 2, 2, new)),
    repr: Some(repr),
    len: Some(|vm, proxy| super::dict::len(vm, dict(vm, proxy).word())),
    iter: Some(|vm, proxy| match record(vm, TypeId::DICT).iter {
        Some(iter) => iter(vm, dict(vm, proxy)),
        None => Err(vm.need_call()),
    }),
    get_item: Some(|vm, proxy, key| match record(vm, TypeId::DICT).get_item {
        Some(get_item) => get_item(vm, dict(vm, proxy), key),
        None => Err(vm.need_call()),
    }),
    contains: Some(|vm, proxy, key| match record(vm, TypeId::DICT).contains {
        Some(contains) => contains(vm, dict(vm, proxy), key),
        None => Err(vm.need_call()),
    }),
    general: &GeneralSlots {
        get_item: Some(|vm, proxy, key| {
            inside(vm, proxy, |vm, dict| item::get_item(vm, dict, key))
        }),
        contains: Some(|vm, proxy, key| {
            inside(vm, proxy, |vm, dict| compare::contains(vm, key, dict))
        }),
        ..GeneralSlots::NONE
    },
    ..Type::new(TypeId::MAPPING_PROXY)
};

fn dict<'g>(vm: &'g Engine, proxy: Value<'g>) -> Value<'g> {
    let dict = vm.expect(proxy, kind::MAPPING_PROXY).and_then(|p| vm.value_field(p, DICT));
    dict.unwrap_or(Value::none())
}

fn new<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let mapping = args.at(1);
    if vm.expect(mapping, kind::DICT).is_none() {
        let text = "mappingproxy() argument must be a mapping, not {t}";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, mapping, mapping));
    }
    vm.make(kind::MAPPING_PROXY, &[mapping.word()])
}

/// Does something with the dict behind a proxy, in a slot.
fn inside<T>(
    vm: &mut Engine,
    proxy: Slot,
    f: impl FnOnce(&mut Engine, Slot) -> Result<T, Trap>,
) -> Result<T, Trap> {
    vm.scope(|vm| {
        let dict = dict(vm, vm.at(proxy)).word();
        let dict = vm.push(dict)?;
        f(vm, dict)
    })
}

/// Calls the dict's method.
fn delegate(vm: &mut Engine, frame: Frame, name: Name) -> Result<Word, Trap> {
    let given = [frame.at(1), frame.at(2)];
    let count = usize::from(frame.positional).saturating_sub(1).min(given.len());
    inside(vm, frame.at(0), |vm, dict| call::call_method(vm, dict, name, &given[..count]))
}

fn repr(vm: &mut Engine, proxy: Slot, out: Slot) -> Result<(), Trap> {
    text::push(vm, out, b"mappingproxy(")?;
    inside(vm, proxy, |vm, dict| format::repr(vm, dict, out))?;
    text::push(vm, out, b")")
}
