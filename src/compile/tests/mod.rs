//! The compiler with a target that keeps code as plain data, and listings of what it makes.

extern crate std;

mod listing;

use super::*;
use crate::bytecode::code::Lines;
use crate::bytecode::disasm::{Tables, disassemble};
use crate::name::{NAMES, ROM_COUNT, find_rom};
use core::fmt::{self, Write};
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

/// A finished code object.
#[derive(Default)]
pub(super) struct Object {
    head: Head,
    constants: Vec<String>,
    handlers: Vec<u32>,
    names: Vec<String>,
    units: Vec<u16>,
    lines: Vec<u8>,
}

/// A target that keeps code by handle, and counts the scratch words.
#[derive(Default)]
pub(super) struct TestTarget {
    words: Vec<u32>,
    names: Vec<String>,
    objects: Vec<Object>,
    /// The most words there may be; 0 for no limit.
    limit: usize,
    /// All listings, in the order in which the objects were made.
    listing: String,
    /// Objects made, and bytes of all, of heads, constants, handlers, names and instructions.
    totals: [usize; 6],
}

impl Memory for &mut TestTarget {
    fn words(&self) -> &[u32] {
        &self.words
    }

    fn words_mut(&mut self) -> &mut [u32] {
        &mut self.words
    }

    fn grow(&mut self, words: usize) -> Result<(), OutOfMemory> {
        let len = self.words.len() + words;
        if self.limit != 0 && len > self.limit {
            return Err(OutOfMemory);
        }
        self.words.resize(len, 0xAAAA_AAAA);
        Ok(())
    }

    fn intern(&mut self, text: &[u8]) -> Result<Name, OutOfMemory> {
        if let Some(name) = find_rom(text) {
            return Ok(name);
        }
        let text = String::from_utf8_lossy(text).to_string();
        let index = self.names.iter().position(|name| *name == text).unwrap_or_else(|| {
            self.names.push(text);
            self.names.len() - 1
        });
        Ok(Name((ROM_COUNT + index) as u16))
    }

    fn copy_name(&self, name: Name, out: &mut [u8]) -> usize {
        let index = usize::from(name.0);
        let text: &[u8] = match index.checked_sub(ROM_COUNT) {
            None => NAMES[index].as_bytes(),
            Some(own) => self.names[own].as_ref(),
        };
        let len = text.len().min(out.len());
        out[..len].copy_from_slice(&text[..len]);
        len
    }
}

impl Target for &mut TestTarget {
    fn finish(&mut self, parts: &CodeParts<'_>) -> Result<(), OutOfMemory> {
        let object = self.object(parts);
        let words = [
            parts.words(),
            parts.head.handlers_word() - usize::from(parts.head.constants),
            parts.head.constants.into(),
            parts.handlers.len(),
            usize::from(parts.head.start) / 4 - parts.head.names_word(),
        ];
        self.totals[0] += 1;
        for (total, words) in self.totals[1..].iter_mut().zip(words) {
            *total += 4 * words;
        }
        object.list(&mut self.listing);
        self.objects.truncate(parts.handle);
        while self.objects.len() < parts.handle {
            self.objects.push(Object::default());
        }
        self.objects.push(object);
        Ok(())
    }
}

impl TestTarget {
    fn name(&self, number: u16) -> String {
        let index = usize::from(number);
        match NAMES.get(index) {
            Some(name) => name.to_string(),
            None => self.names[index - ROM_COUNT].clone(),
        }
    }

    fn object(&self, parts: &CodeParts<'_>) -> Object {
        let head = parts.head;
        assert!(4 * parts.words() >= usize::from(head.lines));
        let halves = |range: Range<usize>| {
            self.words[range].iter().flat_map(|word| [*word as u16, (*word >> 16) as u16])
        };
        let mut constants = Constants::new(parts.constants.clone());
        let constants: Vec<String> =
            (0..head.constants).map(|_| self.constant(&mut constants, parts.source)).collect();
        let body: Vec<u16> = halves(parts.body.clone()).collect();
        let (units, lines) = body.split_at(head.units());
        Object {
            head,
            constants,
            handlers: self.words[parts.handlers.clone()].to_vec(),
            names: halves(parts.names.clone())
                .take(head.name_count())
                .map(|name| self.name(name))
                .collect(),
            units: units.to_vec(),
            lines: lines.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
        }
    }

    fn constant(&self, constants: &mut Constants, source: &[u8]) -> String {
        let text = |text: Text<'_>| {
            let bytes: Vec<u8> = text.bytes().collect();
            assert_eq!(bytes.len(), text.len());
            String::from_utf8_lossy(&bytes).to_string()
        };
        let number = |digits: &[u8], negated: bool| {
            format!("{}{}", if negated { "-" } else { "" }, String::from_utf8_lossy(digits))
        };
        match constants.next(&self.words, source).expect("as many constants as counted") {
            Constant::None => "None".into(),
            Constant::True => "True".into(),
            Constant::False => "False".into(),
            Constant::Ellipsis => "...".into(),
            Constant::Int(value) => format!("{value}"),
            Constant::BigInt(digits, negated) | Constant::Float(digits, negated) => {
                number(digits, negated)
            }
            Constant::Imaginary(digits, negated) => number(digits, negated) + "j",
            Constant::Str(value) => format!("{:?}", text(value)),
            Constant::Bytes(value) => format!("b{:?}", text(value)),
            Constant::Tuple(count) => {
                let items: Vec<String> =
                    (0..count).map(|_| self.constant(constants, source)).collect();
                format!("({})", items.join(", "))
            }
            Constant::FrozenSet(count) => {
                let items: Vec<String> =
                    (0..count).map(|_| self.constant(constants, source)).collect();
                format!("{{{}}}", items.join(", "))
            }
            Constant::Code(_) => "code".into(),
        }
    }
}

impl Tables for Object {
    fn name(&self, index: usize, out: &mut dyn Write) -> fmt::Result {
        out.write_str(&self.names[index])
    }

    fn constant(&self, index: usize, out: &mut dyn Write) -> fmt::Result {
        out.write_str(&self.constants[index])
    }

    fn builtin(&self, number: usize, out: &mut dyn Write) -> fmt::Result {
        out.write_str(NAMES[number])
    }

    fn source_line(&self, line: u32, out: &mut dyn Write) -> fmt::Result {
        writeln!(out, "line {line}")
    }
}

impl Object {
    fn list(&self, out: &mut String) {
        let head = &self.head;
        let _ = writeln!(out, "{} registers {:?}", head.registers, head.flags);
        let lines = Lines::new(&self.lines, head.first_line.into());
        let _ = disassemble(&self.units, &self.handlers, lines, self, out);
    }
}

/// Compiles a module.
#[expect(clippy::result_large_err, reason = "a test's own memory")]
pub(super) fn compile_source(source: &str) -> Result<TestTarget, (Error, TestTarget)> {
    compile_mode(source, Mode::Module, 0)
}

/// Compiles with a limit of scratch words.
#[expect(clippy::result_large_err, reason = "a test's own memory")]
pub(super) fn compile_mode(
    source: &str,
    mode: Mode,
    limit: usize,
) -> Result<TestTarget, (Error, TestTarget)> {
    let mut target = TestTarget { limit, ..TestTarget::default() };
    let options = Options::default();
    match compile(
        source.as_bytes(),
        const { crate::name::rom("<module>") },
        mode,
        options,
        &mut target,
    ) {
        Ok(()) => Ok(target),
        Err(error) => Err((error, target)),
    }
}

#[test]
fn dump() {
    let Ok(path) = std::env::var("DUMP") else { return };
    let source = std::fs::read_to_string(path).unwrap();
    match compile_source(&source) {
        Ok(target) => {
            std::println!("{}", target.listing);
            std::println!("scratch words {} objects {:?}", target.words.len(), target.totals);
        }
        Err((error, target)) => std::println!("{}\n{error:?}", target.listing),
    }
}
