//! Scopes of small programs, and of as much Python as there is at hand.

extern crate std;

use std::collections::BTreeMap;
use std::path::Path;
use std::string::String;
use std::vec::Vec;
use std::{env, format, fs};

use super::{TestMemory, dump};
use crate::syntax::scope::ScopeKind;
use crate::syntax::*;

/// All scopes of a program, a line each: kind, line, then its names that are not global.
fn scopes(source: &[u8]) -> Result<String, Error> {
    let mut parser = Parser::new(source, Mode::Module, TestMemory::default());
    let mut found = BTreeMap::new();
    let mut out = String::new();
    let read = parser.begin().and_then(|()| {
        dump::each_statement(&mut parser, &mut |parser| collect(parser, &mut found))
    });
    if read.is_err() {
        return Err(parser.error());
    }
    for line in found.values() {
        out.push_str(line);
        out.push('\n');
    }
    Ok(out)
}

fn collect(parser: &mut Parser<'_, TestMemory>, found: &mut BTreeMap<u32, String>) {
    let mut all = Vec::new();
    parser.each_scope(|scope, offset| all.push((scope, offset)));
    for (scope, offset) in all {
        if found.contains_key(&offset) {
            continue;
        }
        let line = parser.line(offset);
        assert_eq!(parser.scope(offset), Some(scope));
        found.insert(offset, show(parser, scope, line));
    }
}

fn show(parser: &Parser<'_, TestMemory>, scope: Scope, line: u32) -> String {
    let facts = parser.facts(scope);
    let kind = match facts.kind {
        ScopeKind::Function => "function",
        ScopeKind::Lambda => "lambda",
        ScopeKind::Class => "class",
        ScopeKind::Comprehension => "comprehension",
        ScopeKind::TypeParameters => "type parameters",
    };
    let mut names = Vec::new();
    parser.each_name(scope, |name| names.push(name));
    let mut shown: Vec<String> = names
        .into_iter()
        .filter_map(|name| {
            let text = parser.memory.name(name);
            match parser.lookup(scope, name) {
                Symbol::Global => None,
                Symbol::Local(slot) => {
                    assert_eq!(parser.slot_name(scope, slot), Some(name));
                    Some(format!("{text}:local"))
                }
                Symbol::Cell(slot) => {
                    assert_eq!(parser.slot_name(scope, slot), Some(name));
                    assert_eq!(parser.capture(scope, name), Some(Symbol::Cell(slot)));
                    Some(format!("{text}:cell"))
                }
                Symbol::Free(number) | Symbol::ClassFree(number) => {
                    assert_eq!(parser.free_variable(scope, number), Some(name));
                    assert_eq!(parser.capture(scope, name), Some(Symbol::Free(number)));
                    Some(format!("{text}:free"))
                }
                Symbol::Class => Some(format!("{text}:local")),
            }
        })
        .collect();
    shown.sort();
    let generator = if facts.is_generator { " generator" } else { "" };
    let class_cell = if facts.needs_class_cell { " class-cell" } else { "" };
    format!("{kind} {line}{generator}{class_cell} {}", shown.join(" "))
}

/// Like `whole_library` for scopes: dumps go to the folder that `TAIPAN_SCOPES` names.
#[test]
fn whole_library() {
    let (Ok(library), Ok(dumps)) = (env::var("TAIPAN_PYTHON_LIB"), env::var("TAIPAN_SCOPES"))
    else {
        return;
    };
    super::trees::each_file(Path::new(&library), &mut |path, source| {
        let text = scopes(source).unwrap_or_else(|_| String::from("ERROR"));
        let name = path.strip_prefix(&library).unwrap().to_string_lossy().replace('/', "%");
        fs::write(Path::new(&dumps).join(name), text).unwrap();
    });
}

/// Scopes as CPython's `symtable` has them (3.11's, in which comprehensions are functions).
#[test]
fn as_cpython_finds() {
    super::golden(include_str!("scopes.txt"), |source| {
        let text = scopes(source).unwrap();
        let text = text
            .replace(" generator", "")
            .replace(" class-cell", "")
            .replace("__class__:cell ", "");
        let mut lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        lines.sort_unstable();
        (lines.join("\n") + "\n", None)
    });
}

#[test]
fn variables_that_may_become_unbound() {
    let source = b"def f(a, b):\n  c = 1\n  del b\n  try: d = 1\n  except A as e: pass\n  return lambda: e\n";
    let mut parser = Parser::new(source, Mode::Module, TestMemory::default());
    parser.begin().unwrap();
    let statement = parser.statement().unwrap();
    let scope = parser.scope(statement.offset).unwrap();
    let name = |slot| parser.slot_name(scope, slot).map(|name| parser.memory.name(name));
    assert_eq!((0..5).filter_map(name).collect::<Vec<_>>(), ["a", "b", "c", "d", "e"]);
    // `e` is in a cell, which the machine checks anyway.
    assert_eq!(parser.deleted_slots(scope), 0b10);
}
