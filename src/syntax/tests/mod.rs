//! Tests of the front end as a whole: trees, errors and scopes of small programs, and that nothing panics.

extern crate std;

mod dump;
mod errors;
mod robust;
mod scopes;
mod trees;

use std::string::String;
use std::vec::Vec;

use super::{Argument, Error, Memory, Mode, OutOfMemory, Parser, Stop, SyntaxError};
use crate::name::{self, Name};

/// Scratch memory and names on the host's heap.
#[derive(Default)]
pub(super) struct TestMemory {
    words: Vec<u32>,
    names: Vec<Vec<u8>>,
    limit: Option<usize>,
    pub(super) peak: usize,
}

impl TestMemory {
    /// Memory that cannot grow beyond a number of words.
    pub(super) fn limited(words: usize) -> Self {
        Self { limit: Some(words), ..Self::default() }
    }

    pub(super) fn name(&self, name: Name) -> String {
        let bytes = match usize::from(name.0).checked_sub(name::ROM_COUNT) {
            None => name::NAMES[usize::from(name.0)].as_bytes(),
            Some(index) => &self.names[index],
        };
        String::from_utf8(bytes.to_vec()).unwrap()
    }
}

impl Memory for TestMemory {
    fn words(&self) -> &[u32] {
        &self.words
    }

    fn words_mut(&mut self) -> &mut [u32] {
        &mut self.words
    }

    fn grow(&mut self, words: usize) -> Result<(), OutOfMemory> {
        let len = self.words.len() + words;
        if self.limit.is_some_and(|limit| len > limit) {
            return Err(OutOfMemory);
        }
        self.words.resize(len, 0xDEAD_BEEF);
        self.peak = self.peak.max(len);
        Ok(())
    }

    fn intern(&mut self, text: &[u8]) -> Result<Name, OutOfMemory> {
        if let Some(name) = name::find_rom(text) {
            return Ok(name);
        }
        let index = self.names.iter().position(|known| known == text).unwrap_or_else(|| {
            self.names.push(text.to_vec());
            self.names.len() - 1
        });
        u16::try_from(name::ROM_COUNT + index).map(Name).map_err(|_| OutOfMemory)
    }

    fn copy_name(&self, name: Name, out: &mut [u8]) -> usize {
        let index = usize::from(name.0);
        let text: &[u8] = match index.checked_sub(name::ROM_COUNT) {
            None => name::NAMES[index].as_bytes(),
            Some(own) => self.names[own].as_ref(),
        };
        let len = text.len().min(out.len());
        out[..len].copy_from_slice(&text[..len]);
        len
    }
}

/// Parses all of a source and returns its dump.
pub(super) fn parse(source: &[u8], mode: Mode) -> Result<String, (Error, String)> {
    parse_in(source, mode, TestMemory::default())
}

pub(super) fn parse_in(
    source: &[u8],
    mode: Mode,
    memory: TestMemory,
) -> Result<String, (Error, String)> {
    let mut parser = Parser::new(source, mode, memory);
    let mut out = String::new();
    match parser.begin().and_then(|()| dump::block(&mut parser, 0, &mut out)) {
        Ok(()) => Ok(out),
        Err(Stop) => Err((parser.error(), describe(source, parser.error(), Some(&parser.memory)))),
    }
}

/// An error as `class: message (line, column)`.
pub(super) fn describe(source: &[u8], error: Error, memory: Option<&TestMemory>) -> String {
    let Error::Syntax(error) = error else { return "out of memory".into() };
    let class = match error.class {
        super::ErrorClass::Syntax => "SyntaxError",
        super::ErrorClass::Indentation => "IndentationError",
        super::ErrorClass::Tab => "TabError",
    };
    let message = message(source, error, memory);
    std::format!("{class}: {message} ({}, {})", error.line, error.column)
}

/// A message with its arguments filled in.
fn message(source: &[u8], error: SyntaxError, memory: Option<&TestMemory>) -> String {
    let arguments: Vec<String> = match error.argument {
        Argument::None => Vec::new(),
        Argument::Source(span) => {
            let bytes = &source[span.start as usize..(span.start + span.len) as usize];
            std::vec![String::from_utf8_lossy(bytes).into_owned()]
        }
        Argument::Name(name) => {
            std::vec![memory.map(|memory| memory.name(name)).unwrap_or_default()]
        }
        Argument::Words(words) => std::vec![words.into()],
        Argument::Number(number) => std::vec![std::format!("{number}")],
        Argument::Range(first, last) => std::vec![std::format!("{first}"), std::format!("{last}")],
        Argument::WordsAndNumber(words, number) => {
            std::vec![words.into(), std::format!("{number}")]
        }
        Argument::Character(c)
            if error.message.matches("{}").count() == 1 && error.message.contains("U+") =>
        {
            std::vec![std::format!("{:04X}", u32::from(c))]
        }
        Argument::Character(c) => {
            std::vec![std::format!("{c}"), std::format!("{:04X}", u32::from(c))]
        }
    };
    let mut text = String::from(error.message);
    for argument in arguments {
        text = text.replacen("{}", &argument, 1);
    }
    text
}

/// Goes through a file of sources, each a line with escapes, and what is expected of them, the indented lines after
/// it. The outcome is what a source gives, or that in other words.
pub(super) fn golden(file: &str, outcome: impl Fn(&[u8]) -> (String, Option<String>)) {
    let mut lines = file.lines().peekable();
    while let Some(line) = lines.next() {
        let source = unescape(line);
        let mut expected = String::new();
        while let Some(line) = lines.next_if(|line| line.starts_with("    ")) {
            expected.push_str(&line[4..]);
            expected.push('\n');
        }
        let (found, other) = outcome(source.as_bytes());
        if other.as_ref() != Some(&expected) {
            assert_eq!(found, expected, "{line}");
        }
    }
}

fn unescape(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next().unwrap() {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'u' => {
                let digits: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
                out.push(char::from_u32(u32::from_str_radix(&digits, 16).unwrap()).unwrap());
            }
            c => out.push(c),
        }
    }
    out
}
