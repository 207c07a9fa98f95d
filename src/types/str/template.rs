//! `str.format` and `str.format_map`: texts with fields in braces.

use core::ops::Range;

use super::format::format_value;
use super::spec::take_number;
use crate::object::{Engine, Frame, Slot, Trap, TypeId};
use crate::runtime::{attribute, item, text};
use crate::value::Word;

/// How fields without a name are numbered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbering {
    Unknown,
    /// By themselves: the next number.
    Automatic(usize),
    Manual,
}

/// Where the values of fields come from.
#[derive(Clone, Copy)]
enum Values {
    /// The arguments of a call, the template being the first.
    Arguments(Frame),
    /// A mapping for names.
    Mapping(Slot),
}

/// A template being filled in.
struct Filler {
    template: Slot,
    values: Values,
    numbering: Numbering,
}

/// A field: byte ranges of the template.
struct Field {
    /// What it shows.
    name: Range<usize>,
    /// 0, or the letter after `!`.
    conversion: u8,
    /// What is after the colon; empty if there is none.
    spec: Range<usize>,
    /// Whether the spec has fields in it.
    is_nested: bool,
    /// Where the template goes on.
    end: usize,
}

impl Filler {
    fn bytes<'g>(&self, vm: &'g Engine) -> &'g [u8] {
        vm.str_bytes(vm.at(self.template)).unwrap_or_default()
    }

    /// Appends a part of the template with its fields filled in; `depth` more levels of nesting are allowed.
    fn fill(
        &mut self,
        vm: &mut Engine,
        part: Range<usize>,
        depth: u32,
        out: Slot,
    ) -> Result<(), Trap> {
        let mut at = part.start;
        loop {
            let literal_end = self.push_literal(vm, at..part.end, out)?;
            if literal_end >= part.end {
                return Ok(());
            }
            if depth == 0 {
                return Err(vm.value_error("Max string recursion exceeded"));
            }
            let field = parse_field(vm, self.bytes(vm), literal_end + 1, part.end)?;
            at = field.end;
            vm.scope(|vm| {
                let shown = self.show(vm, &field, depth)?;
                text::push_str(vm, out, shown)
            })?;
        }
    }

    /// Appends text up to a brace that starts a field, and answers where that is.
    fn push_literal(&self, vm: &mut Engine, part: Range<usize>, out: Slot) -> Result<usize, Trap> {
        let mut at = part.start;
        while at < part.end {
            let bytes = &self.bytes(vm)[at..part.end];
            let len =
                bytes.iter().position(|byte| matches!(byte, b'{' | b'}')).unwrap_or(bytes.len());
            let brace = bytes.get(len).copied();
            let is_double = brace.is_some() && bytes.get(len + 1) == brace.as_ref();
            let is_last = len + 1 == bytes.len();
            text::push_part(vm, out, self.template, at..at + len + usize::from(is_double))?;
            at += len;
            match brace {
                None => {}
                Some(_) if is_double => at += 2,
                Some(b'}') => return Err(vm.value_error("Single '}' encountered in format string")),
                Some(_) if is_last => {
                    return Err(vm.value_error("Single '{' encountered in format string"));
                }
                Some(_) => return Ok(at),
            }
        }
        Ok(at)
    }

    /// The text of a field in a new slot.
    fn show(&mut self, vm: &mut Engine, field: &Field, depth: u32) -> Result<Slot, Trap> {
        let value = self.value(vm, field.name.clone())?;
        let conversion = match field.conversion {
            0 => 0,
            b's' => 1,
            b'r' => 2,
            b'a' => 3,
            other => {
                let text = "Unknown conversion specifier {s}";
                let other = vm.name_value(crate::name::ascii(other));
                return Err(vm.raise_with(TypeId::VALUE_ERROR, text, other, other));
            }
        };
        let spec = if field.is_nested {
            let out = text::start(vm)?;
            self.fill(vm, field.spec.clone(), depth - 1, out)?;
            let word = text::finish(vm, out)?;
            vm.push(word)?
        } else {
            self.substr(vm, field.spec.clone())?
        };
        let word = format_value(vm, value, Some(spec), conversion)?;
        vm.push(word)
    }

    /// A part of the template in a new slot.
    fn substr(&self, vm: &mut Engine, part: Range<usize>) -> Result<Slot, Trap> {
        let word =
            vm.leaf(|vm| vm.new_str(self.bytes(vm).get(part.clone()).unwrap_or_default()))?;
        vm.push(word)
    }

    /// The value that a field names, in a new slot.
    fn value(&mut self, vm: &mut Engine, name: Range<usize>) -> Result<Slot, Trap> {
        let bytes = &self.bytes(vm)[name.clone()];
        let len = bytes.iter().position(|byte| matches!(byte, b'.' | b'[')).unwrap_or(bytes.len());
        let mut at = name.start + len;
        let value = self.first(vm, name.start..at)?;
        while at < name.end {
            let rest = &self.bytes(vm)[at..name.end];
            let (part, next, is_attribute) = match rest[0] {
                b'.' => {
                    let len = rest[1..].iter().position(|byte| matches!(byte, b'.' | b'['));
                    let end = at + 1 + len.unwrap_or(rest.len() - 1);
                    (at + 1..end, end, true)
                }
                b'[' => match rest.iter().position(|&byte| byte == b']') {
                    Some(len) => (at + 1..at + len, at + len + 1, false),
                    None => return Err(vm.value_error("Missing ']' in format string")),
                },
                _ => {
                    let text = "Only '.' or '[' may follow ']' in format field specifier";
                    return Err(vm.value_error(text));
                }
            };
            if part.is_empty() {
                return Err(vm.value_error("Empty attribute in format string"));
            }
            let word = if is_attribute {
                let name = vm.leaf_with(|vm| vm.intern(&self.bytes(vm)[part.clone()]))?;
                attribute::get_attr(vm, value, name)?
            } else {
                vm.scope(|vm| {
                    let key = self.key(vm, part)?;
                    item::get_item(vm, value, key)
                })?
            };
            vm.set_word(value, word);
            at = next;
        }
        Ok(value)
    }

    /// What is between brackets, an int if it is all digits, in a new slot.
    fn key(&self, vm: &mut Engine, part: Range<usize>) -> Result<Slot, Trap> {
        match number(vm, &self.bytes(vm)[part.clone()])? {
            Some(n) => vm.push(super::search::length(n).word()),
            None => self.substr(vm, part),
        }
    }

    /// The argument that the first part of a field's name means, in a new slot.
    fn first(&mut self, vm: &mut Engine, part: Range<usize>) -> Result<Slot, Trap> {
        let given = number(vm, &self.bytes(vm)[part.clone()])?;
        let position = match (given, self.numbering) {
            (Some(_), Numbering::Automatic(_)) => {
                let text =
                    "cannot switch from automatic field numbering to manual field specification";
                return Err(vm.value_error(text));
            }
            (Some(position), _) => {
                self.numbering = Numbering::Manual;
                Some(position)
            }
            (None, numbering) if part.is_empty() => {
                let position = match numbering {
                    Numbering::Manual => {
                        let text = "cannot switch from manual field specification to automatic field numbering";
                        return Err(vm.value_error(text));
                    }
                    Numbering::Automatic(next) => next,
                    Numbering::Unknown => 0,
                };
                self.numbering = Numbering::Automatic(position + 1);
                Some(position)
            }
            _ => None,
        };
        match position {
            Some(position) => self.positional(vm, position),
            None => self.named(vm, part),
        }
    }

    fn positional(&self, vm: &mut Engine, position: usize) -> Result<Slot, Trap> {
        let Values::Arguments(frame) = self.values else {
            return Err(vm.value_error("Format string contains positional fields"));
        };
        match frame.get(position.saturating_add(1)) {
            Some(slot) => vm.push(vm.word(slot)),
            None => {
                let text = "Replacement index {d} out of range for positional args tuple";
                let position = super::search::length(position);
                Err(vm.raise_with(TypeId::INDEX_ERROR, text, position, position))
            }
        }
    }

    fn named(&self, vm: &mut Engine, part: Range<usize>) -> Result<Slot, Trap> {
        let key = self.substr(vm, part)?;
        match self.values {
            Values::Mapping(mapping) => {
                let word = item::get_item(vm, mapping, key)?;
                vm.set_word(key, word);
            }
            Values::Arguments(frame) => {
                let args = frame.args(vm);
                let wanted = vm.at(key);
                let found = (0..args.keywords())
                    .filter_map(|i| args.keyword_at(i))
                    .find(|(name, _)| vm.same_str(*name, wanted));
                match found {
                    Some((_, value)) => vm.set(key, value),
                    None => return Err(vm.raise_value(TypeId::KEY_ERROR, wanted)),
                }
            }
        }
        Ok(key)
    }
}

/// The number that a text is, if it is all digits.
fn number(vm: &Engine, bytes: &[u8]) -> Result<Option<usize>, Trap> {
    if bytes.is_empty() || !bytes.iter().all(u8::is_ascii_digit) {
        return Ok(None);
    }
    let mut rest = bytes;
    take_number(vm, &mut rest)
}

/// The field that starts at `start`, after its brace; the template ends at `end`.
fn parse_field(vm: &Engine, bytes: &[u8], start: usize, end: usize) -> Result<Field, Trap> {
    let bytes = &bytes[..end];
    let unfinished = || vm.value_error("expected '}' before end of string");
    let mut at = start;
    let mut in_brackets = false;
    loop {
        match bytes.get(at) {
            None => return Err(unfinished()),
            Some(b'[') => in_brackets = true,
            Some(b']') => in_brackets = false,
            Some(b'{') if !in_brackets => {
                return Err(vm.value_error("unexpected '{' in field name"));
            }
            Some(b'}' | b':' | b'!') if !in_brackets => break,
            _ => {}
        }
        at += 1;
    }
    let name = start..at;
    let mut conversion = 0;
    if bytes[at] == b'!' {
        conversion = match bytes.get(at + 1) {
            None => {
                return Err(vm.value_error("end of string while looking for conversion specifier"));
            }
            Some(&letter) => letter,
        };
        at += 2;
        match bytes.get(at) {
            Some(b'}' | b':') => {}
            None => return Err(vm.value_error("unmatched '{' in format spec")),
            Some(_) => return Err(vm.value_error("expected ':' after conversion specifier")),
        }
    }
    if bytes[at] == b'}' {
        return Ok(Field { name, conversion, spec: at..at, is_nested: false, end: at + 1 });
    }
    let spec_start = at + 1;
    let mut level = 1;
    let mut is_nested = false;
    loop {
        at += 1;
        match bytes.get(at) {
            None => return Err(vm.value_error("unmatched '{' in format spec")),
            Some(b'{') => {
                is_nested = true;
                level += 1;
            }
            Some(b'}') => level -= 1,
            _ => {}
        }
        if level == 0 {
            return Ok(Field { name, conversion, spec: spec_start..at, is_nested, end: at + 1 });
        }
    }
}

fn run(vm: &mut Engine, template: Slot, values: Values) -> Result<Word, Trap> {
    vm.scope(|vm| {
        vm.set(template, attribute::native(vm, vm.at(template)));
        let out = text::start(vm)?;
        let mut filler = Filler { template, values, numbering: Numbering::Unknown };
        let len = filler.bytes(vm).len();
        filler.fill(vm, 0..len, 2, out)?;
        text::finish(vm, out)
    })
}

/// `str.format(*args, **kwargs)`
pub(super) fn format(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    run(vm, frame.at(0), Values::Arguments(frame))
}

/// `str.format_map(mapping)`
pub(super) fn format_map(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    run(vm, frame.at(0), Values::Mapping(frame.at(1)))
}
