//! Parts of texts: one character, a slice, the next character of an iteration; joining and comparing two.

use super::search::find;
use super::subject::{Kind, Output};
use super::utf8;
use crate::bytecode::{BinaryOp, CompareOp};
use crate::name;
use crate::object::{Engine, Res, Trap, TypeId, kind};
use crate::runtime::{attribute, index};
use crate::types::sequence;
use crate::value::Value;

/// The positions of the items that a slice of `count` items has.
pub(crate) fn positions(start: i32, step: i32, count: usize) -> impl Iterator<Item = usize> {
    let mut at = start;
    (0..count).map(move |_| {
        let here = at as usize;
        at = at.wrapping_add(step);
        here
    })
}

/// A str of one character, given its bytes.
#[inline]
fn one<'g>(vm: &'g Engine, bytes: &[u8]) -> Res<'g> {
    match bytes {
        [byte] => Ok(vm.name_value(name::ascii(*byte))),
        _ => vm.new_str(bytes),
    }
}

/// `s[i]` for a str; a negative index counts from the end.
#[inline]
pub(crate) fn get_index<'g>(vm: &'g Engine, s: Value<'g>, i: i32) -> Res<'g> {
    let bytes = vm.str_bytes(s).unwrap_or_default();
    if vm.str_is_ascii(s) {
        let at = if i < 0 { (i as usize).wrapping_add(bytes.len()) } else { i as usize };
        return match bytes.get(at) {
            Some(&byte) => Ok(vm.name_value(name::ascii(byte))),
            None => Err(out_of_range(vm)),
        };
    }
    get_wide_index(vm, bytes, i)
}

fn get_wide_index<'g>(vm: &'g Engine, bytes: &'g [u8], i: i32) -> Res<'g> {
    let len = utf8::count(bytes);
    let at = if i < 0 { (i as usize).wrapping_add(len) } else { i as usize };
    if at >= len {
        return Err(out_of_range(vm));
    }
    let rest = &bytes[utf8::offset(bytes, at)..];
    one(vm, &rest[..utf8::width(rest[0]).min(rest.len())])
}

#[cold]
fn out_of_range(vm: &Engine) -> Trap {
    vm.raise(TypeId::INDEX_ERROR, "string index out of range")
}

/// How many characters a str has.
#[inline]
pub(crate) fn len(vm: &Engine, s: Value<'_>) -> usize {
    let bytes = vm.str_bytes(s).unwrap_or_default();
    if vm.str_is_ascii(s) { bytes.len() } else { utf8::count(bytes) }
}

/// `s[start:stop:step]` for a str, the bounds clipped as `slice.indices` does; `count` is how many characters it has.
pub(crate) fn slice<'g>(
    vm: &'g Engine,
    s: Value<'g>,
    start: i32,
    step: i32,
    count: usize,
) -> Res<'g> {
    let bytes = vm.str_bytes(s).unwrap_or_default();
    let is_ascii = vm.str_is_ascii(s);
    if step == 1 {
        let (from, to) = if is_ascii {
            (start as usize, start as usize + count)
        } else {
            let from = utf8::offset(bytes, start as usize);
            (from, from + utf8::offset(&bytes[from..], count))
        };
        let part = bytes.get(from..to).unwrap_or_default();
        return if part.len() == bytes.len() { Ok(s) } else { vm.new_str(part) };
    }
    let character = |at: usize| {
        let from = if is_ascii { at } else { utf8::offset(bytes, at) };
        let rest = bytes.get(from..).unwrap_or_default();
        let width = rest.first().map_or(0, |&first| utf8::width(first));
        rest.get(..width).unwrap_or_default()
    };
    let mut len = count;
    if !is_ascii {
        len = positions(start, step, count).map(|at| character(at).len()).sum();
    }
    let mut output = Output::new(vm, Kind::Str, Some(len))?;
    positions(start, step, count).for_each(|at| output.put(character(at)));
    Ok(output.finish())
}

/// The character at byte `position` of a str and the position of the one after it; nothing at the end.
#[inline]
pub(crate) fn next_at<'g>(
    vm: &'g Engine,
    s: Value<'g>,
    position: u32,
) -> Result<Option<(Value<'g>, u32)>, Trap> {
    let bytes = vm.str_bytes(s).unwrap_or_default();
    let Some(&first) = bytes.get(position as usize) else { return Ok(None) };
    if first.is_ascii() {
        return Ok(Some((vm.name_value(name::ascii(first)), position + 1)));
    }
    let rest = &bytes[position as usize..];
    let width = utf8::width(first).min(rest.len());
    Ok(Some((vm.new_str(&rest[..width])?, position + width as u32)))
}

/// `a + b` for two strs.
pub(crate) fn concat<'g>(vm: &'g Engine, a: Value<'g>, b: Value<'g>) -> Res<'g> {
    let left = vm.str_bytes(a).unwrap_or_default();
    let right = vm.str_bytes(b).unwrap_or_default();
    if left.is_empty() {
        return Ok(b);
    }
    if right.is_empty() {
        return Ok(a);
    }
    let mut output = Output::new(vm, Kind::Str, left.len().checked_add(right.len()))?;
    output.put(left);
    output.put(right);
    Ok(output.finish())
}

/// `a op b` for two strs.
pub(crate) fn compare(vm: &Engine, op: CompareOp, a: Value<'_>, b: Value<'_>) -> bool {
    match op {
        CompareOp::Equal => vm.same_str(a, b),
        CompareOp::NotEqual => !vm.same_str(a, b),
        _ => sequence::holds(op, vm.str_bytes(a).cmp(&vm.str_bytes(b))),
    }
}

// Slots. The runtime hands over instances of derived classes as the strs inside them.

/// `object[key]`
pub(super) fn get_item<'g>(vm: &'g Engine, s: Value<'g>, key: Value<'g>) -> Res<'g> {
    if let Some(i) = key.as_small() {
        return get_index(vm, s, i);
    }
    if vm.expect(key, kind::SLICE).is_some() {
        let (start, _, step, count) = index::slice_bounds(vm, key, len(vm, s))?;
        return slice(vm, s, start, step, count);
    }
    let at = index::item_index(vm, key, len(vm, s), "string index out of range")?;
    get_index(vm, s, at as i32)
}

/// `item in object`
pub(super) fn contains(vm: &Engine, s: Value<'_>, item: Value<'_>) -> Result<bool, Trap> {
    match vm.str_bytes(attribute::native(vm, item)) {
        Some(needle) => Ok(find(vm.str_bytes(s).unwrap_or_default(), needle).is_some()),
        None => {
            let text = "'in <string>' requires string as left operand, not {t}";
            Err(vm.raise_with(TypeId::TYPE_ERROR, text, item, item))
        }
    }
}

/// A binary operator with a str on at least one side.
pub(super) fn binary<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    match op {
        BinaryOp::Add if vm.is_str(a) && vm.is_str(b) => concat(vm, a, b).map(Some),
        BinaryOp::Add if vm.is_str(a) && !attribute::is_python_class_instance(vm, b) => {
            let text = "can only concatenate str (not \"{t}\") to str";
            Err(vm.raise_with(TypeId::TYPE_ERROR, text, b, b))
        }
        BinaryOp::Multiply => {
            let (s, count) = if vm.is_str(a) { (a, b) } else { (b, a) };
            let Some(count) = sequence::repeat_count(vm, count)? else { return Ok(None) };
            let bytes = vm.str_bytes(s).unwrap_or_default();
            if count == 1 {
                return Ok(Some(s));
            }
            let len = bytes.len().checked_mul(count as usize);
            let mut output = Output::new(vm, Kind::Str, len)?;
            output.repeat(bytes, count as usize);
            Ok(Some(output.finish()))
        }
        BinaryOp::Modulo if vm.is_str(a) => Err(vm.need_call()),
        _ => Ok(None),
    }
}
