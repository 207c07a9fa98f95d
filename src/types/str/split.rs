//! Taking texts apart and putting them together: `split`, `rsplit`, `splitlines`, `partition`, `rpartition`, `join`.

use core::ops::Range;

use super::character;
use super::search::{find, rfind};
use super::subject::{Kind, Output, Subject};
use crate::name::rom;
use crate::object::{Args, Engine, Frame, Res, Trap, TypeId, kind};
use crate::runtime::{attribute, compare, index};
use crate::types::bytes::is_plain_type_error;
use crate::types::{buffer, list, sequence};
use crate::value::{Value, Word};

/// A new list of a known length, to be filled at once.
pub(crate) struct NewList {
    list: u32,
    items: u32,
    len: u32,
}

impl NewList {
    /// A list of `len` items, all None at first.
    pub(crate) fn new(vm: &Engine, len: usize) -> Result<Self, Trap> {
        let len = u32::try_from(len).map_err(|_| vm.memory_error())?;
        let (list, items) = list::alloc(vm, len)?;
        vm.heap.fill_words(items, len, Value::none().word());
        Ok(Self { list, items, len })
    }

    pub(crate) fn set(&self, vm: &Engine, i: usize, value: Value<'_>) {
        if let Some(i) = u32::try_from(i).ok().filter(|i| *i < self.len) {
            vm.heap.set_word(self.items + 4 * i, value.word());
        }
    }

    pub(crate) fn finish<'g>(self) -> Value<'g> {
        Value::object(self.list)
    }
}

/// The pieces of a subject, from its start or from its end.
#[derive(Clone)]
struct Pieces<'g> {
    subject: Subject<'g>,
    /// What separates them; nothing for runs of white space.
    separator: Option<&'g [u8]>,
    /// How often it may still be cut.
    cuts: usize,
    from_end: bool,
    /// What is left, until the last piece is given.
    rest: Option<Range<usize>>,
}

impl Pieces<'_> {
    fn skip_space(&self, mut rest: Range<usize>) -> Range<usize> {
        let bytes = self.subject.bytes;
        let space = |(code, _): &(u32, usize)| character::is_space(self.subject.kind, *code);
        if self.from_end {
            while let Some((_, width)) = self.subject.last(&bytes[rest.clone()]).filter(space) {
                rest.end -= width;
            }
        } else {
            while let Some((_, width)) = self.subject.first(&bytes[rest.clone()]).filter(space) {
                rest.start += width;
            }
        }
        rest
    }

    fn skip_word(&self, mut rest: Range<usize>) -> Range<usize> {
        let bytes = self.subject.bytes;
        let letter = |(code, _): &(u32, usize)| !character::is_space(self.subject.kind, *code);
        if self.from_end {
            while let Some((_, width)) = self.subject.last(&bytes[rest.clone()]).filter(letter) {
                rest.end -= width;
            }
        } else {
            while let Some((_, width)) = self.subject.first(&bytes[rest.clone()]).filter(letter) {
                rest.start += width;
            }
        }
        rest
    }

    fn next_word(&mut self, rest: Range<usize>) -> Option<Range<usize>> {
        let rest = self.skip_space(rest);
        if rest.is_empty() {
            return None;
        }
        if self.cuts == 0 {
            return Some(rest);
        }
        self.cuts -= 1;
        let after = self.skip_word(rest.clone());
        self.rest = Some(after.clone());
        Some(if self.from_end { after.end..rest.end } else { rest.start..after.start })
    }
}

impl Iterator for Pieces<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = self.rest.take()?;
        let Some(separator) = self.separator else { return self.next_word(rest) };
        let bytes = &self.subject.bytes[rest.clone()];
        let found = match self.cuts {
            0 => None,
            _ if self.from_end => rfind(bytes, separator),
            _ => find(bytes, separator),
        };
        let Some(at) = found else { return Some(rest) };
        self.cuts -= 1;
        let at = rest.start + at;
        if self.from_end {
            self.rest = Some(rest.start..at);
            Some(at + separator.len()..rest.end)
        } else {
            self.rest = Some(at + separator.len()..rest.end);
            Some(rest.start..at)
        }
    }
}

fn split_from<'g>(vm: &'g Engine, args: Args<'g>, from_end: bool) -> Res<'g> {
    args.only(vm, &[const { rom("sep") }, const { rom("maxsplit") }])?;
    let subject = Subject::receiver(vm, args)?;
    let separator = match args.get_or(vm, 1, const { rom("sep") }) {
        Some(value) if value != Value::none() => {
            Some(subject.operand(vm, value, "must be str or None, not {t}")?)
        }
        _ => None,
    };
    if separator.is_some_and(<[u8]>::is_empty) {
        return Err(vm.value_error("empty separator"));
    }
    let cuts = match args.get_or(vm, 2, const { rom("maxsplit") }) {
        Some(value) => usize::try_from(index::index(vm, value)?).unwrap_or(usize::MAX),
        None => usize::MAX,
    };
    let rest = Some(0..subject.bytes.len());
    let pieces = Pieces { subject, separator, cuts, from_end, rest };
    let count = pieces.clone().count();
    let made = NewList::new(vm, count)?;
    for (i, piece) in pieces.enumerate() {
        made.set(vm, if from_end { count - 1 - i } else { i }, subject.part(vm, piece)?);
    }
    Ok(made.finish())
}

/// `split(sep=None, maxsplit=-1)`
pub(crate) fn split<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    split_from(vm, args, false)
}

/// `rsplit(sep=None, maxsplit=-1)`
pub(crate) fn rsplit<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    split_from(vm, args, true)
}

/// The next line's end without and with its line break.
fn line_end(subject: &Subject<'_>, start: usize) -> (usize, usize) {
    let bytes = subject.bytes;
    let mut at = start;
    while let Some((code, width)) = subject.first(&bytes[at..]) {
        if character::ends_line(subject.kind, code) {
            let pair = bytes[at..].starts_with(b"\r\n");
            return (at, at + width + usize::from(pair));
        }
        at += width;
    }
    (at, at)
}

/// `splitlines(keepends=False)`
pub(crate) fn splitlines<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    args.only(vm, &[const { rom("keepends") }])?;
    let subject = Subject::receiver(vm, args)?;
    let keep = match args.get_or(vm, 1, const { rom("keepends") }) {
        Some(value) => compare::leaf_truth(vm, value)?,
        None => false,
    };
    let mut count = 0;
    let mut start = 0;
    while start < subject.bytes.len() {
        start = line_end(&subject, start).1;
        count += 1;
    }
    let made = NewList::new(vm, count)?;
    let mut start = 0;
    for i in 0..count {
        let (end, next) = line_end(&subject, start);
        made.set(vm, i, subject.part(vm, start..if keep { next } else { end })?);
        start = next;
    }
    Ok(made.finish())
}

fn partition_at<'g>(
    vm: &'g Engine,
    args: Args<'g>,
    text: &'static str,
    find: fn(&[u8], &[u8]) -> Option<usize>,
) -> Result<(Subject<'g>, Option<[Value<'g>; 3]>), Trap> {
    let subject = Subject::receiver(vm, args)?;
    let separator = subject.operand(vm, args.at(1), text)?;
    if separator.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let Some(at) = find(subject.bytes, separator) else { return Ok((subject, None)) };
    let end = at + separator.len();
    let before = subject.part(vm, 0..at)?;
    let middle = subject.part(vm, at..end)?;
    Ok((subject, Some([before, middle, subject.part(vm, end..subject.bytes.len())?])))
}

fn triple<'g>(vm: &'g Engine, parts: [Value<'g>; 3]) -> Res<'g> {
    vm.make(kind::TUPLE, &parts.map(Value::word))
}

/// `partition(sep)`
pub(crate) fn partition<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let (subject, parts) = partition_at(vm, args, "must be str, not {t}", find)?;
    let parts = match parts {
        Some(parts) => parts,
        None => {
            let whole = subject.part(vm, 0..subject.bytes.len())?;
            [whole, subject.like(vm, b"")?, subject.like(vm, b"")?]
        }
    };
    triple(vm, parts)
}

/// `rpartition(sep)`
pub(crate) fn rpartition<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let (subject, parts) = partition_at(vm, args, "must be str, not {t}", rfind)?;
    let parts = match parts {
        Some(parts) => parts,
        None => {
            let whole = subject.part(vm, 0..subject.bytes.len())?;
            [subject.like(vm, b"")?, subject.like(vm, b"")?, whole]
        }
    };
    triple(vm, parts)
}

fn join_items<'g>(vm: &'g Engine, separator: Value<'g>, items: Value<'g>) -> Res<'g> {
    let Some(subject) = Subject::of(vm, separator) else { return Err(vm.type_error("")) };
    let Some(items) = sequence::items(vm, items) else { return Err(vm.type_error("")) };
    let count = items.len;
    let item = |i: u32| items.at(vm, i);
    if count == 1 && subject.kind == Kind::Str && vm.is_str(item(0)) {
        return Ok(item(0));
    }
    let content = |value: Value<'g>| match subject.kind {
        Kind::Str => vm.str_bytes(attribute::native(vm, value)),
        _ => buffer::content(vm, value),
    };
    let mut len = subject.bytes.len().checked_mul(count.saturating_sub(1) as usize);
    for i in 0..count {
        let Some(bytes) = content(item(i)) else { return Err(bad_item(vm, &subject, i, item(i))) };
        len = len.and_then(|len| len.checked_add(bytes.len()));
    }
    let mut output = Output::new(vm, subject.kind, len)?;
    for i in 0..count {
        if i > 0 {
            output.put(subject.bytes);
        }
        output.put(content(item(i)).unwrap_or_default());
    }
    Ok(output.finish())
}

#[cold]
fn bad_item<'g>(vm: &'g Engine, subject: &Subject<'g>, i: u32, item: Value<'g>) -> Trap {
    let text = match subject.kind {
        Kind::Str => "sequence item {d}: expected str instance, {t} found",
        _ => "sequence item {d}: expected a bytes-like object, {t} found",
    };
    vm.raise_with(TypeId::TYPE_ERROR, text, super::search::length(i as usize), item)
}

/// `join(iterable)` of a list or tuple.
pub(crate) fn join_row<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    if sequence::items(vm, args.at(1)).is_none() {
        return Err(vm.need_call());
    }
    join_items(vm, args.at(0), args.at(1))
}

/// `join(iterable)`
pub(crate) fn join(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let (separator, items) = (frame.at(0), frame.at(1));
    vm.scope(|vm| {
        let gathered = match list::collect(vm, items) {
            Err(_) if is_plain_type_error(vm, items) => {
                return Err(vm.type_error("can only join an iterable"));
            }
            gathered => gathered?,
        };
        vm.leaf(|vm| join_items(vm, vm.at(separator), vm.at(gathered)))
    })
}
