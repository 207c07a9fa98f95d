//! Building and unpacking containers, and formatting values.

use super::function;
use super::run::{finish, slot};
use crate::heap::LayoutId;
use crate::name::rom;
use crate::object::{Engine, Slot, Trap, TypeId, kind, namespace};
use crate::runtime::{ShortText, attribute, format, iterate, raise_text};
use crate::types::{dict, list, set as sets, str as strs, tuple as tuples};
use crate::value::{UNBOUND, Value, Word};

/// `r[a] = slice(r[b], r[b+1], r[b+2])`.
pub(super) fn slice(vm: &mut Engine, a: u32, b: u32) -> Result<Word, Trap> {
    let first = slot(vm, b);
    let word = vm.leaf(|vm| {
        vm.make(kind::SLICE, &[vm.word(first), vm.word(first.offset(1)), vm.word(first.offset(2))])
    })?;
    finish(vm, a, word)
}

/// `r[a] = (r[b], ...)`.
pub(super) fn tuple(vm: &mut Engine, a: u32, b: u32, count: u32) -> Result<Word, Trap> {
    let first = slot(vm, b);
    let word = vm.leaf(|vm| tuples::from_slots(vm, first, count as usize))?;
    finish(vm, a, word)
}

/// `r[a] = [r[b], ...]`.
pub(super) fn list(vm: &mut Engine, a: u32, b: u32, count: u32) -> Result<Word, Trap> {
    let first = slot(vm, b);
    let word = vm.leaf(|vm| list::from_slots(vm, first, count as usize))?;
    finish(vm, a, word)
}

/// `r[a] = {r[b], ...}`.
pub(super) fn set(vm: &mut Engine, a: u32, b: u32, count: u32) -> Result<Word, Trap> {
    let first = slot(vm, b);
    let made = vm.leaf(|vm| sets::with_room(vm, kind::SET, count))?;
    vm.scope(|vm| {
        let made = vm.push(made)?;
        for i in 0..count {
            sets::add_slot(vm, made, first.offset(i))?;
        }
        let word = vm.word(made);
        finish(vm, a, word)
    })
}

/// `r[a] = {r[b]: r[b+1], ...}`.
pub(super) fn dict(vm: &mut Engine, a: u32, b: u32, pairs: u32) -> Result<Word, Trap> {
    let first = slot(vm, b);
    let made = vm.leaf(|vm| dict::with_room(vm, pairs))?;
    if pairs == 0 {
        return finish(vm, a, made);
    }
    vm.scope(|vm| {
        let made = vm.push(made)?;
        for i in 0..pairs {
            dict::insert_slot(vm, made, first.offset(2 * i), first.offset(2 * i + 1))?;
        }
        let word = vm.word(made);
        finish(vm, a, word)
    })
}

/// `r[a] = ` the strs `r[b], ...` joined.
pub(super) fn str(vm: &mut Engine, a: u32, b: u32, count: u32) -> Result<Word, Trap> {
    let first = slot(vm, b);
    let word = vm.leaf(|vm| {
        let text = |i| vm.str_bytes(vm.at(first.offset(i))).unwrap_or_default();
        let len: usize = (0..count).map(|i| text(i).len()).sum();
        let address = vm.alloc_str(len as u32)?;
        let mut at = address + crate::object::STR_TEXT;
        for i in 0..count {
            vm.heap.copy_in(at, text(i));
            at += text(i).len() as u32;
        }
        Ok(vm.seal_str(address))
    })?;
    finish(vm, a, word)
}

/// `r[a].append(r[b])`.
pub(super) fn list_append(vm: &mut Engine, a: u32, b: u32) -> Result<Word, Trap> {
    list::push_slot(vm, slot(vm, a), slot(vm, b))?;
    Ok(UNBOUND)
}

/// The compiler's code has the right container in a register; code from outside may not.
pub(super) fn expect(vm: &Engine, register: u32, layout: LayoutId) -> Result<(), Trap> {
    match vm.expect(vm.at(slot(vm, register)), layout) {
        Some(_) => Ok(()),
        None => Err(vm.type_error("the code is damaged")),
    }
}

/// `r[a].extend(r[b])`.
pub(super) fn list_extend(vm: &mut Engine, a: u32, b: u32) -> Result<Word, Trap> {
    expect(vm, a, kind::LIST)?;
    list::extend(vm, slot(vm, a), slot(vm, b))?;
    Ok(UNBOUND)
}

/// `r[a] = tuple(r[a])`.
pub(super) fn list_to_tuple(vm: &mut Engine, a: u32) -> Result<Word, Trap> {
    let word = tuples::collect(vm, slot(vm, a))?;
    finish(vm, a, word)
}

/// `r[a].add(r[b])`.
pub(super) fn set_add(vm: &mut Engine, a: u32, b: u32) -> Result<Word, Trap> {
    expect(vm, a, kind::SET)?;
    sets::add_slot(vm, slot(vm, a), slot(vm, b))?;
    Ok(UNBOUND)
}

/// `r[a].update(r[b])` of sets.
pub(super) fn set_update(vm: &mut Engine, a: u32, b: u32) -> Result<Word, Trap> {
    expect(vm, a, kind::SET)?;
    sets::update(vm, slot(vm, a), slot(vm, b))?;
    Ok(UNBOUND)
}

/// `r[a].update(r[b])` of dicts.
pub(super) fn dict_update(vm: &mut Engine, a: u32, b: u32) -> Result<Word, Trap> {
    expect(vm, a, kind::DICT)?;
    if !is_mapping(vm, slot(vm, b))? {
        let from = vm.at(slot(vm, b));
        return Err(vm.raise_with(TypeId::TYPE_ERROR, "'{t}' object is not a mapping", from, from));
    }
    dict::update(vm, slot(vm, a), slot(vm, b))?;
    Ok(UNBOUND)
}

/// Whether a value is a mapping to `**`: a dict, or what has `keys`.
fn is_mapping(vm: &mut Engine, value: Slot) -> Result<bool, Trap> {
    if attribute::is_instance(vm, vm.at(value), TypeId::DICT) {
        return Ok(true);
    }
    Ok(attribute::get_optional_attr(vm, value, const { rom("keys") })?.is_some())
}

/// Whether `*` takes a value, as far as can be seen without trying.
pub(super) fn is_iterable(vm: &Engine, value: Value<'_>) -> bool {
    let class = attribute::type_of(vm, value);
    [const { rom("__iter__") }, const { rom("__getitem__") }]
        .into_iter()
        .any(|name| attribute::lookup(vm, class, name).is_some())
}

/// A new slot with a dict of what is in a mapping; TypeError for any other value.
pub(super) fn mapping(vm: &mut Engine, value: Slot, callee: Slot) -> Result<Slot, Trap> {
    if !is_mapping(vm, value)? {
        return Err(bad_spread(vm, callee, "argument after ** must be a mapping", value));
    }
    let made = vm.leaf(|vm| dict::with_room(vm, 0))?;
    let made = vm.push(made)?;
    dict::update(vm, made, value)?;
    Ok(made)
}

/// TypeError for what was spread in a call: `module.f() <text>, not <type>`.
#[cold]
pub(super) fn bad_spread(vm: &mut Engine, callee: Slot, text: &str, value: Slot) -> Trap {
    let mut out = ShortText::new();
    push_callee(vm, callee, &mut out);
    out.push(text);
    out.push(", not ");
    out.push(vm.text(format::type_name(vm, vm.at(value))).unwrap_or_default());
    raise_text(vm, TypeId::TYPE_ERROR, &out)
}

/// Appends the module and the name of a callee that has them, `()` and a space.
fn push_callee(vm: &Engine, callee: Slot, out: &mut ShortText) {
    let Some(callee) = vm.get(callee) else { return };
    let find = |name| match attribute::find(vm, callee, name) {
        Ok(attribute::Found::Value(found)) => vm.text(found),
        _ => None,
    };
    // That of a function is made when asked for, which takes memory; here it takes none.
    let function = match (vm.layout(callee), callee.address()) {
        (Some(kind::BOUND_METHOD), Some(method)) => vm.value(vm.field(method, 2)),
        _ => callee,
    };
    let function = vm.expect(function, kind::FUNCTION);
    let name = find(const { rom("__qualname__") });
    if function.is_none() && name.is_none() {
        return;
    }
    if let Some(module) = find(const { rom("__module__") })
        && module != "builtins"
    {
        out.push(module);
        out.push(".");
    }
    match function {
        Some(function) => function::qualified_name(vm, function, out),
        None => out.push(name.unwrap_or_default()),
    }
    out.push("() ");
}

/// Adds keyword arguments `r[b]` to the dict `r[a]` for the callee `r[c]`.
pub(super) fn dict_merge(vm: &mut Engine, a: u32, b: u32, callee: u32) -> Result<Word, Trap> {
    expect(vm, a, kind::DICT)?;
    let (into, from) = (slot(vm, a), slot(vm, b));
    let callee = slot(vm, callee);
    vm.scope(|vm| {
        let from = if attribute::is_instance(vm, vm.at(from), TypeId::DICT) {
            vm.push(attribute::native(vm, vm.at(from)).word())?
        } else {
            mapping(vm, from, callee)?
        };
        let (key, value) = (vm.push(UNBOUND)?, vm.push(UNBOUND)?);
        let mut i = 0;
        while let Some((found_key, found_value)) = namespace::next_entry(vm, vm.word(from), &mut i)
        {
            let (found_key, found_value) = (found_key.word(), found_value.word());
            vm.set_word(key, found_key);
            vm.set_word(value, found_value);
            if !vm.is_str(vm.at(key)) {
                return Err(vm.type_error("keywords must be strings"));
            }
            if dict::get_slot(vm, into, key)?.is_some() {
                let mut out = ShortText::new();
                push_callee(vm, callee, &mut out);
                out.push("got multiple values for keyword argument '");
                out.push(vm.text(vm.at(key)).unwrap_or_default());
                out.push("'");
                return Err(raise_text(vm, TypeId::TYPE_ERROR, &out));
            }
            dict::insert_slot(vm, into, key, value)?;
        }
        Ok(UNBOUND)
    })
}

/// `r[a] = format(r[b], spec)`.
pub(super) fn format_value(vm: &mut Engine, a: u32, b: u32, how: u32) -> Result<Word, Trap> {
    let value = slot(vm, b);
    let spec = if how & 4 != 0 { Some(value.offset(1)) } else { None };
    if how == 0 && vm.is_str(vm.at(value)) {
        let word = vm.word(value);
        return finish(vm, a, word);
    }
    let word = strs::format_value(vm, value, spec, (how & 3) as u8)?;
    finish(vm, a, word)
}

/// The items of a list or tuple, which lie in a row: their count and the word before the first.
fn row(vm: &Engine, value: Value<'_>) -> Option<(u32, u32)> {
    let address = value.address()?;
    match vm.header(address).id() {
        kind::LIST => Some((vm.field(address, 1), vm.field(address, 2))),
        kind::TUPLE => Some((vm.heap.object_words(address) - 1, address)),
        _ => None,
    }
}

/// ValueError for a wrong number of values.
#[cold]
fn wrong_count(vm: &Engine, expected: u32, got: Option<u32>) -> Trap {
    let number = |n: u32| Value::small(n as i32).unwrap_or(Value::none());
    match got {
        None => {
            let expected = number(expected);
            vm.raise_with(
                TypeId::VALUE_ERROR,
                "too many values to unpack (expected {d})",
                expected,
                expected,
            )
        }
        Some(got) => {
            let text = "not enough values to unpack (expected {d}, got {d})";
            vm.raise_with(TypeId::VALUE_ERROR, text, number(expected), number(got))
        }
    }
}

/// Unpacks `r[b]` into `count` registers from `r[a]`.
pub(super) fn unpack(vm: &mut Engine, a: u32, b: u32, count: u32) -> Result<Word, Trap> {
    if let Some((len, before)) = row(vm, vm.at(slot(vm, b))) {
        if len != count {
            return Err(wrong_count(vm, count, if len > count { None } else { Some(len) }));
        }
        for i in 0..count {
            vm.set_word(slot(vm, a + i), vm.field(before, i + 1));
        }
        return Ok(UNBOUND);
    }
    vm.scope(|vm| {
        let iterator = unpack_iter(vm, slot(vm, b))?;
        let values = vm.push_unbound(count)?;
        for i in 0..count {
            match iterate::next(vm, iterator)? {
                Some(word) => vm.set_word(values.offset(i), word),
                None => return Err(wrong_count(vm, count, Some(i))),
            }
        }
        if iterate::next(vm, iterator)?.is_some() {
            return Err(wrong_count(vm, count, None));
        }
        for i in 0..count {
            vm.set_word(slot(vm, a + i), vm.word(values.offset(i)));
        }
        Ok(UNBOUND)
    })
}

/// The iterator of what is unpacked; TypeError with a text of its own for what cannot be.
fn unpack_iter(vm: &mut Engine, value: Slot) -> Result<Slot, Trap> {
    match iterate::iter(vm, value) {
        Ok(word) => vm.push(word),
        Err(trap) => {
            let value = vm.at(value);
            let is_plain = !attribute::is_python_class_instance(vm, value);
            if is_plain && attribute::is_pending(vm, TypeId::TYPE_ERROR) {
                return Err(vm.raise_with(
                    TypeId::TYPE_ERROR,
                    "cannot unpack non-iterable {t} object",
                    value,
                    value,
                ));
            }
            Err(trap)
        }
    }
}

/// Unpacks `r[b]` into `before` registers from `r[a]`, then a list, then `after` registers.
pub(super) fn unpack_star(
    vm: &mut Engine,
    a: u32,
    b: u32,
    before: u32,
    after: u32,
) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let all = list::collect(vm, slot(vm, b))?;
        let (len, items) = row(vm, vm.at(all)).unwrap_or((0, UNBOUND));
        let Some(rest) = len.checked_sub(before + after) else {
            let number = |n: u32| Value::small(n as i32).unwrap_or(Value::none());
            let text = "not enough values to unpack (expected at least {d}, got {d})";
            return Err(vm.raise_with(
                TypeId::VALUE_ERROR,
                text,
                number(before + after),
                number(len),
            ));
        };
        for i in 0..before {
            vm.set_word(slot(vm, a + i), vm.field(items, 1 + i));
        }
        for i in 0..after {
            vm.set_word(slot(vm, a + before + 1 + i), vm.field(items, 1 + before + rest + i));
        }
        let middle = vm.push_unbound(rest)?;
        let (_, items) = row(vm, vm.at(all)).unwrap_or((0, UNBOUND));
        for i in 0..rest {
            vm.set_word(middle.offset(i), vm.field(items, 1 + before + i));
        }
        let word = vm.leaf(|vm| list::from_slots(vm, middle, rest as usize))?;
        finish(vm, a + before, word)
    })
}
