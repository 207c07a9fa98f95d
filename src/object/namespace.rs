//! Look-up of variables: dicts whose keys are names, searched by identity.
//!
//! The layout of a dict is in `types/dict`; here only its entries are read: word 2 refers to them, key and value by
//! turns.

use super::{Engine, kind};
use crate::value::{UNBOUND, Value};

/// The word of a dict that refers to its entries.
pub(crate) const ENTRIES: u32 = 2;

/// The device address of the value of a variable in a dict (or 0), given the name's str.
pub(crate) fn find(vm: &Engine, dict: u32, name: Value<'_>) -> u32 {
    let items = vm.field(dict, ENTRIES);
    if items == UNBOUND {
        return 0;
    }
    let end = items + 4 * vm.heap.object_words(items);
    let mut at = items + 4;
    while at < end {
        if vm.heap.word(at) == name.word() {
            return at + 4;
        }
        at += 8;
    }
    find_by_text(vm, items + 4, end, name)
}

/// The same among keys that are strs but not names: what a program put in by `globals()[...]`, say.
#[cold]
fn find_by_text(vm: &Engine, start: u32, end: u32, name: Value<'_>) -> u32 {
    let mut at = start;
    while at < end {
        if let Some(key) = Value::from_word(vm.heap.word(at))
            && vm.layout(key) == Some(kind::STR)
            && !vm.is_name(key)
            && vm.same_str(key, name)
        {
            return at + 4;
        }
        at += 8;
    }
    0
}

/// The value of a variable in a dict.
pub(crate) fn get<'g>(vm: &'g Engine, dict: u32, name: Value<'_>) -> Option<Value<'g>> {
    match find(vm, dict, name) {
        0 => None,
        at => Value::from_word(vm.heap.word(at)),
    }
}

/// The next entry of a dict from index `i` on, which is moved past it.
pub(crate) fn next_entry<'g>(
    vm: &'g Engine,
    dict: u32,
    i: &mut u32,
) -> Option<(Value<'g>, Value<'g>)> {
    let items = vm.field(dict, ENTRIES);
    if items == UNBOUND {
        return None;
    }
    let words = vm.heap.object_words(items);
    while 2 * *i + 2 < words {
        let (key, value) = (vm.value_field(items, 2 * *i + 1), vm.value_field(items, 2 * *i + 2));
        *i += 1;
        if let (Some(key), Some(value)) = (key, value)
            && key != Value::deleted()
        {
            return Some((key, value));
        }
    }
    None
}
