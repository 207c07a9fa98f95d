//! Methods that take from the ends or add to them: `strip`, `center`, `zfill`, `expandtabs`, ...

use core::ops::Range;

use super::character;
use super::subject::{Kind, Output, Subject};
use super::utf8;
use crate::name::rom;
use crate::object::{Args, Engine, Res, Trap, TypeId};
use crate::runtime::index;
use crate::value::Value;

/// Whether a character is among those of `set`: any white space without a set.
fn is_among(subject: &Subject<'_>, set: Option<&[u8]>, code: u32) -> bool {
    match set {
        None => character::is_space(subject.kind, code),
        Some(set) if subject.kind != Kind::Str || code < 128 => {
            set.iter().any(|&byte| u32::from(byte) == code)
        }
        Some(set) => utf8::Codes(set).any(|member| member == code),
    }
}

fn strip_ends<'g>(vm: &'g Engine, args: Args<'g>, left: bool, right: bool) -> Res<'g> {
    let subject = Subject::receiver(vm, args)?;
    let set = match args.get(1).filter(|&value| value != Value::none()) {
        None => None,
        Some(value) => Some(subject.operand(
            vm,
            value,
            match (left, right) {
                (true, true) => "strip arg must be None or str",
                (true, false) => "lstrip arg must be None or str",
                _ => "rstrip arg must be None or str",
            },
        )?),
    };
    let Range { mut start, mut end } = 0..subject.bytes.len();
    while left
        && let Some((code, width)) = subject.first(&subject.bytes[start..end])
        && is_among(&subject, set, code)
    {
        start += width;
    }
    while right
        && let Some((code, width)) = subject.last(&subject.bytes[start..end])
        && is_among(&subject, set, code)
    {
        end -= width;
    }
    subject.part(vm, start..end)
}

/// `strip(chars=None)`
pub(crate) fn strip<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    strip_ends(vm, args, true, true)
}

/// `lstrip(chars=None)`
pub(crate) fn lstrip<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    strip_ends(vm, args, true, false)
}

/// `rstrip(chars=None)`
pub(crate) fn rstrip<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    strip_ends(vm, args, false, true)
}

/// How many characters are wanting to the width in argument 1.
fn missing(vm: &Engine, args: Args<'_>, subject: &Subject<'_>) -> Result<usize, Trap> {
    let width = usize::try_from(index::index(vm, args.at(1))?).unwrap_or(0);
    Ok(width.saturating_sub(subject.len()))
}

/// The subject between two runs of the fill character.
fn surround<'g>(
    vm: &'g Engine,
    subject: &Subject<'g>,
    fill: &[u8],
    left: usize,
    right: usize,
) -> Res<'g> {
    if left + right == 0 {
        return subject.part(vm, 0..subject.bytes.len());
    }
    let added = left.checked_add(right).and_then(|count| count.checked_mul(fill.len()));
    let len = added.and_then(|added| added.checked_add(subject.bytes.len()));
    let mut output = Output::new(vm, subject.kind, len)?;
    output.repeat(fill, left);
    output.put(subject.bytes);
    output.repeat(fill, right);
    Ok(output.finish())
}

/// The fill character in argument 2; `text` is the error's for bytes.
fn fill<'g>(
    vm: &'g Engine,
    args: Args<'g>,
    subject: &Subject<'g>,
    text: &'static str,
) -> Result<&'g [u8], Trap> {
    let Some(value) = args.get(2) else { return Ok(b" ") };
    if subject.kind == Kind::Str {
        let wrong = "The fill character must be a unicode character, not {t}";
        let fill = subject.operand(vm, value, wrong)?;
        if utf8::count(fill) == 1 {
            return Ok(fill);
        }
        return Err(vm.type_error("The fill character must be exactly one character long"));
    }
    match subject.operand(vm, value, "") {
        Ok(fill) if fill.len() == 1 => Ok(fill),
        _ => Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value)),
    }
}

/// `center(width, fillchar=' ')`
pub(crate) fn center<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let subject = Subject::receiver(vm, args)?;
    let text = "center() argument 2 must be a byte string of length 1, not {t}";
    let missing = missing(vm, args, &subject)?;
    // An odd one goes to the left if the width is odd too.
    let left = missing / 2 + (missing & (missing + subject.len()) & 1);
    surround(vm, &subject, fill(vm, args, &subject, text)?, left, missing - left)
}

/// `ljust(width, fillchar=' ')`
pub(crate) fn ljust<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let subject = Subject::receiver(vm, args)?;
    let text = "ljust() argument 2 must be a byte string of length 1, not {t}";
    let missing = missing(vm, args, &subject)?;
    surround(vm, &subject, fill(vm, args, &subject, text)?, 0, missing)
}

/// `rjust(width, fillchar=' ')`
pub(crate) fn rjust<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let subject = Subject::receiver(vm, args)?;
    let text = "rjust() argument 2 must be a byte string of length 1, not {t}";
    let missing = missing(vm, args, &subject)?;
    surround(vm, &subject, fill(vm, args, &subject, text)?, missing, 0)
}

/// `zfill(width)`: zeros after the sign.
pub(crate) fn zfill<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let subject = Subject::receiver(vm, args)?;
    let missing = missing(vm, args, &subject)?;
    if missing == 0 {
        return subject.part(vm, 0..subject.bytes.len());
    }
    let sign = usize::from(matches!(subject.bytes.first(), Some(b'+' | b'-')));
    let mut output = Output::new(vm, subject.kind, missing.checked_add(subject.bytes.len()))?;
    output.put(&subject.bytes[..sign]);
    output.fill(b'0', missing);
    output.put(&subject.bytes[sign..]);
    Ok(output.finish())
}

/// Hands on the pieces of a text whose tabs become spaces up to the next multiple of `size`: bytes, then spaces.
fn expand(subject: &Subject<'_>, size: usize, out: &mut dyn FnMut(&[u8], usize)) {
    let mut column = 0;
    let mut at = 0;
    while let Some((code, width)) = subject.first(&subject.bytes[at..]) {
        if code == 9 {
            let spaces = if size == 0 { 0 } else { size - column % size };
            out(b"", spaces);
            column = column.wrapping_add(spaces);
        } else {
            out(&subject.bytes[at..at + width], 0);
            column = if code == 10 || code == 13 { 0 } else { column.wrapping_add(1) };
        }
        at += width;
    }
}

/// `expandtabs(tabsize=8)`
pub(crate) fn expandtabs<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    args.only(vm, &[const { rom("tabsize") }])?;
    let subject = Subject::receiver(vm, args)?;
    let size = match args.get_or(vm, 1, const { rom("tabsize") }) {
        Some(value) => usize::try_from(index::index(vm, value)?).unwrap_or(0),
        None => 8,
    };
    let mut len = Some(0_usize);
    expand(&subject, size, &mut |bytes, spaces| {
        len = len.and_then(|len| len.checked_add(bytes.len())?.checked_add(spaces));
    });
    let mut output = Output::new(vm, subject.kind, len)?;
    expand(&subject, size, &mut |bytes, spaces| {
        output.put(bytes);
        output.fill(b' ', spaces);
    });
    Ok(output.finish())
}
