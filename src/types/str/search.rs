//! Looking for one run of bytes in another, and the methods that do: `find`, `count`, `startswith`, `replace`, ...

use core::ops::Range;

use super::subject::{Kind, Output, Subject};
use crate::name::rom;
use crate::object::{Args, Engine, Res, Trap, TypeId};
use crate::runtime::{attribute, index};
use crate::types::{buffer, bytes, sequence};
use crate::value::Value;

/// Where `needle` first lies in `hay`.
pub(crate) fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    let Some((&first, rest)) = needle.split_first() else { return Some(0) };
    let last = hay.len().checked_sub(rest.len())?;
    let mut at = 0;
    while let Some(found) = hay.get(at..last)?.iter().position(|&byte| byte == first) {
        at += found + 1;
        if hay.get(at..at + rest.len()) == Some(rest) {
            return Some(at - 1);
        }
    }
    None
}

/// Where `needle` last lies in `hay`.
pub(crate) fn rfind(hay: &[u8], needle: &[u8]) -> Option<usize> {
    let Some((&first, rest)) = needle.split_first() else { return Some(hay.len()) };
    let mut end = hay.len().checked_sub(rest.len())?;
    while let Some(at) = hay.get(..end)?.iter().rposition(|&byte| byte == first) {
        if hay.get(at + 1..at + 1 + rest.len()) == Some(rest) {
            return Some(at);
        }
        end = at;
    }
    None
}

/// How often `needle`, not empty, lies in `hay` without overlapping, up to a limit.
fn count_in(hay: &[u8], needle: &[u8], limit: usize) -> usize {
    let mut rest = hay;
    let mut count = 0;
    while count < limit
        && let Some(at) = find(rest, needle)
    {
        rest = &rest[at + needle.len()..];
        count += 1;
    }
    count
}

/// What is looked for: a text, or for bytes also one byte as an int.
enum Needle<'g> {
    Text(&'g [u8]),
    Byte([u8; 1]),
}

impl Needle<'_> {
    fn as_slice(&self) -> &[u8] {
        match self {
            Needle::Text(text) => text,
            Needle::Byte(byte) => byte,
        }
    }
}

/// The first argument of `find`, `count` and the like, and where to look.
fn request<'g>(
    vm: &'g Engine,
    args: Args<'g>,
    text: &'static str,
) -> Result<(Subject<'g>, Needle<'g>, Option<Range<usize>>), Trap> {
    let subject = Subject::receiver(vm, args)?;
    let value = args.at(1);
    let needle = if subject.kind == Kind::Str {
        Needle::Text(subject.operand(vm, value, text)?)
    } else if let Some(content) = buffer::content(vm, value) {
        Needle::Text(content)
    } else {
        let text = "argument should be integer or bytes-like object, not '{t}'";
        let byte = bytes::byte_or(vm, value, text, "byte must be in range(0, 256)")?;
        Needle::Byte([byte])
    };
    let bounds = subject.bounds(vm, args, 2)?;
    Ok((subject, needle, bounds))
}

/// The number of the character where the needle is.
fn search<'g>(
    vm: &'g Engine,
    args: Args<'g>,
    text: &'static str,
    find: fn(&[u8], &[u8]) -> Option<usize>,
) -> Result<Option<usize>, Trap> {
    let (subject, needle, bounds) = request(vm, args, text)?;
    let Some(Range { start, end }) = bounds else { return Ok(None) };
    let found = find(&subject.bytes[start..end], needle.as_slice());
    Ok(found.map(|at| subject.character(start + at)))
}

/// A length or position as an int. Nothing in a heap is long enough to pass a small int.
pub(crate) fn length<'g>(n: usize) -> Value<'g> {
    Value::small(i32::try_from(n).unwrap_or(i32::MAX))
        .unwrap_or(Value::int(crate::value::SMALL_MAX))
}

fn position<'g>(found: Option<usize>) -> Value<'g> {
    found.map_or(Value::int(-1), length)
}

fn found_or_error(vm: &Engine, at: Value<'_>, found: Option<usize>) -> Result<usize, Trap> {
    found.ok_or_else(|| {
        let is_str = vm.is_str(attribute::native(vm, at));
        vm.value_error(if is_str { "substring not found" } else { "subsection not found" })
    })
}

/// `find(sub[, start[, end]])`
pub(crate) fn method_find<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    search(vm, args, "find() argument 1 must be str, not {t}", find).map(position)
}

/// `rfind(sub[, start[, end]])`
pub(crate) fn method_rfind<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    search(vm, args, "rfind() argument 1 must be str, not {t}", rfind).map(position)
}

/// `index(sub[, start[, end]])`
pub(crate) fn method_index<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let found = search(vm, args, "index() argument 1 must be str, not {t}", find)?;
    found_or_error(vm, args.at(0), found).map(length)
}

/// `rindex(sub[, start[, end]])`
pub(crate) fn method_rindex<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let found = search(vm, args, "rindex() argument 1 must be str, not {t}", rfind)?;
    found_or_error(vm, args.at(0), found).map(length)
}

/// `count(sub[, start[, end]])`
pub(crate) fn method_count<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let (subject, needle, bounds) = request(vm, args, "count() argument 1 must be str, not {t}")?;
    let Some(range) = bounds else { return Ok(Value::int(0)) };
    let hay = &subject.bytes[range];
    let needle = needle.as_slice();
    Ok(length(if needle.is_empty() {
        1 + if subject.wide { super::utf8::count(hay) } else { hay.len() }
    } else {
        count_in(hay, needle, usize::MAX)
    }))
}

/// Whether one argument, or one of a tuple of them, is at an edge of the range.
fn is_at_edge<'g>(
    vm: &'g Engine,
    args: Args<'g>,
    test: fn(&[u8], &[u8]) -> bool,
    texts: &[&'static str; 4],
) -> Res<'g> {
    let subject = Subject::receiver(vm, args)?;
    let wanted = args.at(1);
    let is_tuple = attribute::is_instance(vm, wanted, TypeId::TUPLE);
    let text = texts[2 * usize::from(is_tuple) + usize::from(subject.kind != Kind::Str)];
    let bounds = subject.bounds(vm, args, 2)?;
    let try_one = |value: Value<'g>| {
        let affix = match subject.kind {
            Kind::Str => subject.operand(vm, value, text)?,
            _ => buffer::content(vm, value)
                .ok_or_else(|| vm.raise_with(TypeId::TYPE_ERROR, text, value, value))?,
        };
        Ok(bounds.clone().is_some_and(|range| test(&subject.bytes[range], affix)))
    };
    if !is_tuple {
        return try_one(wanted).map(Value::bool);
    }
    if let Some(items) = sequence::items(vm, wanted) {
        for i in 0..items.len {
            if try_one(items.at(vm, i))? {
                return Ok(Value::true_());
            }
        }
    }
    Ok(Value::false_())
}

/// `startswith(prefix[, start[, end]])`
pub(crate) fn startswith<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let texts = &[
        "startswith first arg must be str or a tuple of str, not {t}",
        "startswith first arg must be bytes or a tuple of bytes, not {t}",
        "tuple for startswith must only contain str, not {t}",
        "a bytes-like object is required, not '{t}'",
    ];
    is_at_edge(vm, args, |bytes, affix| bytes.starts_with(affix), texts)
}

/// `endswith(suffix[, start[, end]])`
pub(crate) fn endswith<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let texts = &[
        "endswith first arg must be str or a tuple of str, not {t}",
        "endswith first arg must be bytes or a tuple of bytes, not {t}",
        "tuple for endswith must only contain str, not {t}",
        "a bytes-like object is required, not '{t}'",
    ];
    is_at_edge(vm, args, |bytes, affix| bytes.ends_with(affix), texts)
}

/// `removeprefix(prefix)`
pub(crate) fn removeprefix<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let subject = Subject::receiver(vm, args)?;
    let affix = subject.operand(vm, args.at(1), "removeprefix() argument must be str, not {t}")?;
    let start = if subject.bytes.starts_with(affix) { affix.len() } else { 0 };
    subject.part(vm, start..subject.bytes.len())
}

/// `removesuffix(suffix)`
pub(crate) fn removesuffix<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let subject = Subject::receiver(vm, args)?;
    let affix = subject.operand(vm, args.at(1), "removesuffix() argument must be str, not {t}")?;
    let cut = if subject.bytes.ends_with(affix) { affix.len() } else { 0 };
    subject.part(vm, 0..subject.bytes.len() - cut)
}

/// `replace(old, new, count=-1)`
pub(crate) fn replace<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    args.only(vm, &[const { rom("count") }])?;
    let subject = Subject::receiver(vm, args)?;
    let old = subject.operand(vm, args.at(1), "replace() argument 1 must be str, not {t}")?;
    let new = subject.operand(vm, args.at(2), "replace() argument 2 must be str, not {t}")?;
    let limit = match args.get_or(vm, 3, const { rom("count") }) {
        Some(count) => usize::try_from(index::index(vm, count)?).unwrap_or(usize::MAX),
        None => usize::MAX,
    };
    let hits = match old {
        [] => limit.min(subject.len() + 1),
        _ => count_in(subject.bytes, old, limit),
    };
    if hits == 0 {
        return subject.part(vm, 0..subject.bytes.len());
    }
    let kept = subject.bytes.len() - hits * old.len();
    let len = hits.checked_mul(new.len()).and_then(|added| added.checked_add(kept));
    let mut output = Output::new(vm, subject.kind, len)?;
    let mut rest = subject.bytes;
    for _ in 0..hits {
        if old.is_empty() {
            output.put(new);
            let width = subject.first(rest).map_or(0, |(_, width)| width);
            let (before, after) = rest.split_at(width);
            output.put(before);
            rest = after;
        } else if let Some(at) = find(rest, old) {
            output.put(&rest[..at]);
            output.put(new);
            rest = &rest[at + old.len()..];
        }
    }
    output.put(rest);
    Ok(output.finish())
}
