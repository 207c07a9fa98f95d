//! The `%` operator of `str`, `bytes` and `bytearray`.

use core::fmt::Write;

use super::codec::raise_piece;
use super::format::{ascii_of, character, text_of};
use super::number;
use super::piece::{Piece, ROOM};
use super::spec::Spec;
use super::subject::{Kind, Output, Subject};
use super::utf8;
use crate::bytecode::BinaryOp;
use crate::name::rom;
use crate::object::{Engine, GeneralSlots, Res, Slot, Trap, TypeId};
use crate::runtime::{attribute, call, format, item, record_of, text};
use crate::types::{buffer, bytes, float, int, sequence};
use crate::value::{UNBOUND, Value, Word};

/// A template being filled in.
struct Filler {
    template: Slot,
    kind: Kind,
    /// The right operand.
    values: Slot,
    /// How many of them there are, if it is a tuple.
    count: Option<u32>,
    /// How many have been used.
    used: u32,
    /// Whether it may be asked for names.
    is_mapping: bool,
}

/// A conversion such as `%-5.2f`.
struct Conversion {
    spec: Spec,
    /// The value named in parentheses.
    key: Option<(usize, usize)>,
    /// Whether the width, and whether the precision, is the next value.
    stars: [bool; 2],
    left: bool,
    zeros: bool,
    /// Its letter's code and place.
    letter: u32,
    letter_at: usize,
    /// Where the template goes on.
    end: usize,
}

impl Filler {
    fn bytes<'g>(&self, vm: &'g Engine) -> &'g [u8] {
        let template = vm.at(self.template);
        match vm.str_bytes(template) {
            Some(bytes) => bytes,
            None => Subject::of(vm, template).map_or(b"", |subject| subject.bytes),
        }
    }

    fn fill(&mut self, vm: &mut Engine, out: Slot) -> Result<(), Trap> {
        let mut at = 0;
        while at < self.bytes(vm).len() {
            let rest = &self.bytes(vm)[at..];
            let len = rest.iter().position(|&byte| byte == b'%').unwrap_or(rest.len());
            push_bytes(vm, out, self.template, at..at + len)?;
            at += len;
            if at >= self.bytes(vm).len() {
                break;
            }
            let conversion = parse(vm, self.bytes(vm), at + 1)?;
            at = conversion.end;
            if conversion.letter == u32::from(b'%') {
                text::push(vm, out, b"%")?;
                continue;
            }
            vm.scope(|vm| self.convert(vm, conversion, out))?;
        }
        let is_left_over = match self.count {
            Some(count) => self.used < count,
            None => self.used == 0 && !self.is_mapping,
        };
        if is_left_over {
            let text = match self.kind {
                Kind::Str => "not all arguments converted during string formatting",
                _ => "not all arguments converted during bytes formatting",
            };
            return Err(vm.type_error(text));
        }
        Ok(())
    }

    /// The next value in a new slot.
    fn next(&mut self, vm: &mut Engine) -> Result<Slot, Trap> {
        let word = match self.count {
            Some(_) => sequence::items(vm, vm.at(self.values))
                .and_then(|items| items.get(vm, self.used))
                .map(Value::word),
            None if self.used == 0 => Some(vm.word(self.values)),
            None => None,
        };
        self.used += 1;
        match word {
            Some(word) => vm.push(word),
            None => Err(vm.type_error("not enough arguments for format string")),
        }
    }

    /// The value with a name in a new slot.
    fn named(&mut self, vm: &mut Engine, (start, end): (usize, usize)) -> Result<Slot, Trap> {
        if !self.is_mapping {
            return Err(vm.type_error("format requires a mapping"));
        }
        let word = vm.leaf(|vm| {
            let name = self.bytes(vm).get(start..end).unwrap_or_default();
            if self.kind == Kind::Str { vm.new_str(name) } else { bytes::new(vm, name) }
        })?;
        let key = vm.push(word)?;
        let word = item::get_item(vm, self.values, key)?;
        vm.set_word(key, word);
        Ok(key)
    }

    /// The int that stands for a `*`.
    fn star(&mut self, vm: &mut Engine) -> Result<i32, Trap> {
        let slot = self.next(vm)?;
        match int::as_int(vm, vm.at(slot)) {
            Some(n) => n.as_small().ok_or_else(|| {
                vm.raise(TypeId::OVERFLOW_ERROR, "Python int too large to convert to C int")
            }),
            None => Err(vm.type_error("* wants int")),
        }
    }

    fn convert(
        &mut self,
        vm: &mut Engine,
        mut conversion: Conversion,
        out: Slot,
    ) -> Result<(), Trap> {
        if conversion.stars[0] {
            let width = self.star(vm)?;
            conversion.left |= width < 0;
            conversion.spec.width = width.unsigned_abs() as usize;
        }
        if conversion.stars[1] {
            conversion.spec.precision = Some(usize::try_from(self.star(vm)?).unwrap_or(0));
        }
        conversion.settle();
        let value = match conversion.key {
            Some(key) => self.named(vm, key)?,
            None => self.next(vm)?,
        };
        let letter = u8::try_from(conversion.letter).unwrap_or(0);
        let word = match letter {
            b's' | b'b' | b'r' | b'a' if self.kind != Kind::Str => {
                return push_for_bytes(vm, value, letter, &conversion, out);
            }
            b's' => text_of(vm, value)?,
            b'r' => format::repr_of(vm, value)?,
            b'a' => ascii_of(vm, value)?,
            b'c' if self.kind == Kind::Str => vm.leaf(|vm| one_character(vm, vm.at(value)))?,
            b'c' => return push_byte(vm, value, &conversion.spec, out),
            b'd' | b'i' | b'u' | b'o' | b'x' | b'X' | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => {
                let word = vm.leaf(|vm| number_text(vm, vm.at(value), &conversion))?;
                let number = vm.push(word)?;
                return text::push_str(vm, out, number);
            }
            _ => return vm.leaf_with(|vm| Err(unsupported(vm, &conversion))),
        };
        vm.set_word(value, word);
        if conversion.spec.width > 0 || conversion.spec.precision.is_some() {
            let native = |vm: &Engine| attribute::native(vm, vm.at(value)).word();
            let inner = native(vm);
            vm.set_word(value, inner);
            let word = vm.leaf(|vm| number::format_text(vm, vm.at(value), &conversion.spec))?;
            vm.set_word(value, word);
        }
        text::push_str(vm, out, value)
    }
}

impl Conversion {
    /// Turns flags into an alignment.
    fn settle(&mut self) {
        let is_number = matches!(u8::try_from(self.letter), Ok(b) if b"diuoxXeEfFgG".contains(&b));
        self.spec.align = match self.left {
            true => b'<',
            false if self.zeros && is_number => b'=',
            false => b'>',
        };
        if self.spec.align == b'=' {
            self.spec.fill = b'0'.into();
        }
    }
}

/// Reads the conversion after the `%` before `start`.
fn parse(vm: &Engine, bytes: &[u8], start: usize) -> Result<Conversion, Trap> {
    let incomplete = || vm.value_error("incomplete format");
    let mut conversion = Conversion {
        spec: Spec::PLAIN,
        key: None,
        stars: [false; 2],
        left: false,
        zeros: false,
        letter: 0,
        letter_at: 0,
        end: 0,
    };
    let mut at = start;
    if bytes.get(at) == Some(&b'(') {
        let mut level = 1;
        let key = at + 1;
        while level > 0 {
            at += 1;
            match bytes.get(at) {
                Some(b'(') => level += 1,
                Some(b')') => level -= 1,
                Some(_) => {}
                None => return Err(vm.value_error("incomplete format key")),
            }
        }
        conversion.key = Some((key, at));
        at += 1;
    }
    loop {
        match bytes.get(at) {
            Some(b'-') => conversion.left = true,
            Some(b'+') => conversion.spec.sign = b'+',
            Some(b' ') if conversion.spec.sign == 0 => conversion.spec.sign = b' ',
            Some(b' ') => {}
            Some(b'#') => conversion.spec.alternate = true,
            Some(b'0') => conversion.zeros = true,
            _ => break,
        }
        at += 1;
    }
    (conversion.stars[0], conversion.spec.width) =
        match take_size(vm, bytes, &mut at, "width too big")? {
            Some(size) => (false, size),
            None => (true, 0),
        };
    if bytes.get(at) == Some(&b'.') {
        at += 1;
        let size = take_size(vm, bytes, &mut at, "precision too big")?;
        conversion.stars[1] = size.is_none();
        conversion.spec.precision = size;
    }
    if bytes.get(at) == Some(&b'c') {
        conversion.spec.precision = None;
    }
    if matches!(bytes.get(at), Some(b'h' | b'l' | b'L')) {
        at += 1;
    }
    let (letter, width) =
        utf8::decode(bytes.get(at..).unwrap_or_default()).ok_or_else(incomplete)?;
    (conversion.letter, conversion.letter_at, conversion.end) = (letter, at, at + width);
    conversion.spec.kind = if letter == u32::from(b'F') { b'F'.into() } else { letter };
    Ok(conversion)
}

/// A number, 0 if there is none; nothing for a `*`.
fn take_size(
    vm: &Engine,
    bytes: &[u8],
    at: &mut usize,
    text: &'static str,
) -> Result<Option<usize>, Trap> {
    if bytes.get(*at) == Some(&b'*') {
        *at += 1;
        return Ok(None);
    }
    let mut number: u32 = 0;
    while let Some(digit @ b'0'..=b'9') = bytes.get(*at) {
        let longer = number.checked_mul(10).and_then(|n| n.checked_add(u32::from(digit - b'0')));
        number = longer.filter(|&n| n <= i32::MAX as u32).ok_or_else(|| vm.value_error(text))?;
        *at += 1;
    }
    Ok(Some(number as usize))
}

#[cold]
fn unsupported(vm: &Engine, conversion: &Conversion) -> Trap {
    let mut piece = Piece::new();
    let code = conversion.letter;
    let shown = char::from_u32(code).filter(|c| matches!(c, ' '..='~')).unwrap_or('?');
    // Fits: the numbers are short.
    let _ = write!(
        piece,
        "unsupported format character '{shown}' (0x{code:x}) at index {}",
        conversion.letter_at
    );
    raise_piece(vm, TypeId::VALUE_ERROR, &piece)
}

/// The text of a number.
fn number_text<'g>(vm: &'g Engine, value: Value<'g>, conversion: &Conversion) -> Res<'g> {
    let mut spec = conversion.spec;
    let letter = spec.kind_byte();
    if matches!(letter, b'e' | b'E' | b'f' | b'F' | b'g' | b'G') {
        let x = number::real(vm, value, "must be real number, not {t}")?;
        return number::format_float(vm, x, &spec);
    }
    let is_decimal = matches!(letter, b'd' | b'i' | b'u');
    let n = match int::as_int(vm, value) {
        Some(n) => n,
        None if is_decimal && float::get(vm, value).is_some() => {
            int::from_float(vm, float::get(vm, value).unwrap_or_default())?
        }
        None => return Err(not_a_number(vm, value, letter)),
    };
    if is_decimal {
        spec.kind = b'd'.into();
    }
    let digits_min = spec.precision.unwrap_or(1);
    spec.precision = None;
    number::format_int(vm, n, &spec, digits_min)
}

#[cold]
fn not_a_number(vm: &Engine, value: Value<'_>, letter: u8) -> Trap {
    let text = match letter {
        b'd' => "%d format: a real number is required, not {t}",
        b'i' => "%i format: a real number is required, not {t}",
        b'u' => "%u format: a real number is required, not {t}",
        b'o' => "%o format: an integer is required, not {t}",
        b'x' => "%x format: an integer is required, not {t}",
        _ => "%X format: an integer is required, not {t}",
    };
    vm.raise_with(TypeId::TYPE_ERROR, text, value, value)
}

/// For `%c`: the character with a code, or a str of one character.
fn one_character<'g>(vm: &'g Engine, value: Value<'g>) -> Res<'g> {
    let native = attribute::native(vm, value);
    if vm.str_bytes(native).is_some_and(|bytes| utf8::count(bytes) == 1) {
        return Ok(native);
    }
    match int::as_int(vm, native) {
        Some(n) => character(vm, n),
        None => Err(vm.type_error("%c requires int or char")),
    }
}

/// For `%c` of bytes: one byte.
fn push_byte(vm: &mut Engine, value: Slot, spec: &Spec, out: Slot) -> Result<(), Trap> {
    let byte = match buffer::content(vm, vm.at(value)) {
        Some(&[byte]) => byte,
        _ => {
            let text = "%c requires an integer in range(256) or a single byte";
            match int::as_int(vm, vm.at(value)) {
                None => return Err(vm.type_error(text)),
                Some(n) => match n.as_small().and_then(|n| u8::try_from(n).ok()) {
                    Some(byte) => byte,
                    None => {
                        return Err(vm.raise(TypeId::OVERFLOW_ERROR, "%c arg not in range(256)"));
                    }
                },
            }
        }
    };
    push_padded(vm, out, spec, 1, |vm| text::push(vm, out, &[byte]))
}

/// For `%s`, `%b`, `%r` and `%a` of bytes: the bytes of the value, or its repr in ASCII.
fn push_for_bytes(
    vm: &mut Engine,
    value: Slot,
    letter: u8,
    conversion: &Conversion,
    out: Slot,
) -> Result<(), Trap> {
    if matches!(letter, b'r' | b'a') {
        let word = ascii_of(vm, value)?;
        vm.set_word(value, word);
    } else if buffer::bytes_of(vm, vm.at(value)).is_none() {
        let answer = call::call_special(vm, value, const { rom("__bytes__") }, &[])?;
        let Some(word) = answer else {
            let text = "%b requires a bytes-like object, or an object that implements __bytes__, not '{t}'";
            return Err(vm.raise_with(TypeId::TYPE_ERROR, text, vm.at(value), vm.at(value)));
        };
        vm.set_word(value, word);
    }
    let len = match vm.str_bytes(vm.at(value)) {
        Some(bytes) => bytes.len(),
        None => buffer::bytes_of(vm, vm.at(value)).map_or(0, |buffer| buffer.len as usize),
    };
    let len = len.min(conversion.spec.precision.unwrap_or(usize::MAX));
    push_padded(vm, out, &conversion.spec, len, |vm| push_bytes(vm, out, value, 0..len))
}

/// Appends what `push` appends, of `len` bytes, padded to the width.
fn push_padded(
    vm: &mut Engine,
    out: Slot,
    spec: &Spec,
    len: usize,
    push: impl FnOnce(&mut Engine) -> Result<(), Trap>,
) -> Result<(), Trap> {
    let missing = spec.width.saturating_sub(len);
    let (before, after) = if spec.align == b'<' { (0, missing) } else { (missing, 0) };
    push_spaces(vm, out, before)?;
    push(vm)?;
    push_spaces(vm, out, after)
}

fn push_spaces(vm: &mut Engine, out: Slot, mut count: usize) -> Result<(), Trap> {
    while count > 0 {
        let len = count.min(ROOM);
        text::push(vm, out, &[b' '; ROOM][..len])?;
        count -= len;
    }
    Ok(())
}

/// Appends a range of the bytes of the value in a slot, by way of the host's stack.
fn push_bytes(
    vm: &mut Engine,
    out: Slot,
    from: Slot,
    part: core::ops::Range<usize>,
) -> Result<(), Trap> {
    if vm.is_str(vm.at(from)) {
        return text::push_part(vm, out, from, part);
    }
    let mut at = part.start;
    while at < part.end {
        let mut piece = Piece::new();
        let end = part.end.min(at + ROOM);
        let bytes = buffer::content(vm, vm.at(from)).and_then(|bytes| bytes.get(at..end));
        // A piece has room for that many.
        piece.push(bytes.unwrap_or_default()).unwrap_or_default();
        text::push(vm, out, piece.as_bytes())?;
        at = end;
    }
    Ok(())
}

/// Whether `%(name)s` may ask a value for items.
fn is_mapping(vm: &Engine, value: Value<'_>) -> bool {
    match attribute::native_type(vm, value) {
        TypeId::STR | TypeId::TUPLE | TypeId::BYTES | TypeId::BYTEARRAY => false,
        _ if attribute::special(vm, value, const { rom("__getitem__") }).is_some() => true,
        _ => record_of(vm, value).get_item.is_some(),
    }
}

/// `template % values`
fn percent(vm: &mut Engine, template: Slot, values: Slot) -> Result<Word, Trap> {
    let Some(kind) = Subject::of(vm, vm.at(template)).map(|subject| subject.kind) else {
        return Ok(UNBOUND);
    };
    vm.scope(|vm| {
        let inner = attribute::native(vm, vm.at(template)).word();
        let template = vm.push(inner)?;
        let is_tuple = attribute::native_type(vm, vm.at(values)) == TypeId::TUPLE;
        let count = sequence::items(vm, vm.at(values)).map_or(0, |items| items.len);
        let is_mapping = is_mapping(vm, vm.at(values));
        let count = is_tuple.then_some(count);
        let out = text::start(vm)?;
        let mut filler = Filler { template, kind, values, count, used: 0, is_mapping };
        filler.fill(vm, out)?;
        if kind == Kind::Str {
            return text::finish(vm, out);
        }
        vm.leaf(|vm| {
            let bytes = text::bytes(vm, out);
            let mut output = Output::new(vm, kind, Some(bytes.len()))?;
            output.put(bytes);
            Ok(output.finish())
        })
    })
}

fn binary(vm: &mut Engine, op: BinaryOp, a: Slot, b: Slot) -> Result<Word, Trap> {
    if op == BinaryOp::Modulo { percent(vm, a, b) } else { Ok(UNBOUND) }
}

/// The general slots of `str`, `bytes` and `bytearray`.
pub(crate) const SLOTS: GeneralSlots = GeneralSlots { binary: Some(binary), ..GeneralSlots::NONE };
