//! Methods about the case and the kind of characters: `upper`, `title`, `isdigit`, `isidentifier`, ...

use super::character::{self, Change, Test};
use super::subject::{Kind, Output, Subject};
use crate::object::{Args, Engine, Res, Trap};
use crate::types::str::utf8;
use crate::value::Value;

/// The codes of a subject's characters.
fn codes<'g>(subject: &Subject<'g>) -> impl Iterator<Item = u32> + use<'g> {
    let Subject { bytes, wide, .. } = *subject;
    let mut rest = utf8::Codes(bytes);
    let mut plain = bytes.iter();
    core::iter::from_fn(
        move || if wide { rest.next() } else { plain.next().map(|&byte| byte.into()) },
    )
}

/// Capital sigma in lower case at the end of a word.
const FINAL_SIGMA: u32 = 0x3c2;
const SMALL_SIGMA: u32 = 0x3c3;
const CAPITAL_SIGMA: u32 = 0x3a3;

/// How a text is seen when its case is changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// As one word.
    Whole,
    /// As words.
    Words,
    /// As one word to be compared, in which no letter depends on its place.
    Fold,
}

/// Hands on the characters of a subject changed by `first` at the start of each word and by `rest` elsewhere.
fn change_codes(
    subject: &Subject<'_>,
    first: Change,
    rest: Change,
    mode: Mode,
    out: &mut dyn FnMut(u32),
) {
    let mut in_word = false;
    let mut is_letter = false;
    let mut at = 0;
    while let Some((code, width)) = subject.first(&subject.bytes[at..]) {
        at += width;
        let after_letter = is_letter;
        is_letter = is_cased(subject.kind, code);
        let change = if in_word { rest } else { first };
        let ends_word = code == CAPITAL_SIGMA
            && mode != Mode::Fold
            && after_letter
            && !next_is_cased(subject, at);
        change(subject.kind, code, &mut |new| {
            out(if ends_word && new == SMALL_SIGMA { FINAL_SIGMA } else { new });
        });
        in_word = mode != Mode::Words || is_letter;
    }
}

fn is_cased(kind: Kind, code: u32) -> bool {
    character::is_upper(kind, code) || character::is_lower(kind, code)
}

fn next_is_cased(subject: &Subject<'_>, at: usize) -> bool {
    subject.first(&subject.bytes[at..]).is_some_and(|(code, _)| is_cased(subject.kind, code))
}

fn change<'g>(vm: &'g Engine, args: Args<'g>, first: Change, rest: Change, mode: Mode) -> Res<'g> {
    let subject = Subject::receiver(vm, args)?;
    let mut len = 0;
    if subject.wide {
        change_codes(&subject, first, rest, mode, &mut |code| len += utf8::encode(code).1);
    } else {
        len = subject.bytes.len();
    }
    let mut output = Output::new(vm, subject.kind, Some(len))?;
    if subject.kind == Kind::Str {
        change_codes(&subject, first, rest, mode, &mut |code| output.code(code));
    } else {
        change_codes(&subject, first, rest, mode, &mut |code| output.byte(code as u8));
    }
    Ok(output.finish())
}

macro_rules! changes {
    ($($(#[$doc:meta])* $name:ident: $first:ident, $rest:ident, $mode:ident;)*) => {
        $($(#[$doc])* pub(crate) fn $name<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
            change(vm, args, character::$first, character::$rest, Mode::$mode)
        })*
    };
}
changes! {
    /// `capitalize()`
    capitalize: title, lower, Whole;
    /// `casefold()`
    casefold: fold, fold, Fold;
    /// `swapcase()`
    swapcase: swap, swap, Whole;
    /// `title()`
    title: title, lower, Words;
}

/// ASCII, whole words of which are never looked at: what `upper` and `lower` mostly get.
fn change_all<'g>(vm: &'g Engine, args: Args<'g>, ascii: fn(&u8) -> u8, all: Change) -> Res<'g> {
    let subject = Subject::receiver(vm, args)?;
    if subject.wide {
        return change(vm, args, all, all, Mode::Whole);
    }
    if subject.kind != Kind::Bytearray && subject.bytes.iter().all(|byte| ascii(byte) == *byte) {
        return Ok(subject.value);
    }
    let mut output = Output::new(vm, subject.kind, Some(subject.bytes.len()))?;
    subject.bytes.iter().for_each(|byte| output.byte(ascii(byte)));
    Ok(output.finish())
}

/// `upper()`
pub(crate) fn upper<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    change_all(vm, args, u8::to_ascii_uppercase, character::upper)
}

/// `lower()`
pub(crate) fn lower<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    change_all(vm, args, u8::to_ascii_lowercase, character::lower)
}

/// Whether there are characters and all pass a test.
fn all<'g>(vm: &'g Engine, args: Args<'g>, test: Test) -> Res<'g> {
    let subject = Subject::receiver(vm, args)?;
    let pass = codes(&subject).all(|code| test(subject.kind, code));
    Ok(Value::bool(pass && !subject.bytes.is_empty()))
}

macro_rules! all {
    ($($(#[$doc:meta])* $name:ident: $test:ident;)*) => {
        $($(#[$doc])* pub(crate) fn $name<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
            all(vm, args, character::$test)
        })*
    };
}
all! {
    /// `isalnum()`
    isalnum: is_alnum;
    /// `isalpha()`
    isalpha: is_alpha;
    /// `isdecimal()`
    isdecimal: is_decimal;
    /// `isdigit()`
    isdigit: is_digit;
    /// `isnumeric()`
    isnumeric: is_numeric;
    /// `isspace()`
    isspace: is_space;
}

/// `isprintable()`
pub(crate) fn isprintable<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let subject = Subject::receiver(vm, args)?;
    Ok(Value::bool(codes(&subject).all(|code| character::is_printable(subject.kind, code))))
}

/// `isascii()`
pub(crate) fn isascii<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    Ok(Value::bool(Subject::receiver(vm, args)?.bytes.is_ascii()))
}

/// `isidentifier()`
pub(crate) fn isidentifier<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let subject = Subject::receiver(vm, args)?;
    let mut codes = codes(&subject);
    let starts = codes.next().is_some_and(character::starts_identifier);
    Ok(Value::bool(starts && codes.all(character::continues_identifier)))
}

/// Whether there are letters that have case and all are of one.
fn all_cased(vm: &Engine, args: Args<'_>, wanted: Test, other: Test) -> Result<bool, Trap> {
    let subject = Subject::receiver(vm, args)?;
    let mut any = false;
    for code in codes(&subject) {
        if other(subject.kind, code) {
            return Ok(false);
        }
        any |= wanted(subject.kind, code);
    }
    Ok(any)
}

/// `islower()`
pub(crate) fn islower<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    all_cased(vm, args, character::is_lower, character::is_upper).map(Value::bool)
}

/// `isupper()`
pub(crate) fn isupper<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    all_cased(vm, args, character::is_upper, character::is_lower).map(Value::bool)
}

/// `istitle()`
pub(crate) fn istitle<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let subject = Subject::receiver(vm, args)?;
    let mut any = false;
    let mut in_word = false;
    for code in codes(&subject) {
        let is_upper = character::is_upper(subject.kind, code);
        let is_lower = character::is_lower(subject.kind, code);
        if is_upper && in_word || is_lower && !in_word {
            return Ok(Value::false_());
        }
        in_word = is_upper || is_lower;
        any |= in_word;
    }
    Ok(Value::bool(any))
}
