//! Whatever the source, the parser ends with a tree or an error.

extern crate std;

use std::string::String;
use std::vec::Vec;
use std::{format, vec};

use proptest::prelude::*;

use super::{TestMemory, parse, parse_in};
use crate::config;
use crate::syntax::{Error, Mode};

/// Pieces of programs, to be put together at random.
const FRAGMENTS: &[&str] = &[
    "a",
    "b",
    "__x",
    "1",
    "0",
    "1.5",
    "2j",
    "99999999999",
    "0x1f",
    "'s'",
    "b'b'",
    "r'\\'",
    "\"\"\"t\nt\"\"\"",
    "f'{a}'",
    "f'{a!r:>{b}}'",
    "f'{a=}'",
    "f\"{",
    "t'{a}'",
    "'",
    "\"\"\"",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ";",
    ".",
    "...",
    "->",
    ":=",
    "=",
    "!",
    "~",
    "+",
    "-",
    "*",
    "@",
    "/",
    "//",
    "%",
    "**",
    "<<",
    ">>",
    "&",
    "|",
    "^",
    "+=",
    "**=",
    "<",
    "==",
    "!=",
    "in",
    "is",
    "not",
    "and",
    "or",
    "if",
    "else",
    "lambda",
    "for",
    "async",
    "await",
    "yield",
    "None",
    "True",
    "as",
    "assert",
    "break",
    "class",
    "continue",
    "def",
    "del",
    "elif",
    "except",
    "finally",
    "from",
    "global",
    "import",
    "nonlocal",
    "pass",
    "raise",
    "return",
    "try",
    "while",
    "with",
    "match",
    "case",
    "type",
    "_",
    "super()",
    "\n",
    "\n ",
    "\n  ",
    "\n\t",
    "\n        ",
    "\r\n",
    "\r",
    "\\\n",
    "# c\n",
    " ",
    "\u{e9}",
    "\u{20ac}",
    "\0",
    "\\",
    "$",
    "if a:\n ",
    "def f(a):\n ",
    "class A:\n ",
    "else:\n ",
    "[a for a in b]",
    "{a: b}",
    "lambda a: a",
    "(yield)",
    "except* A:\n ",
    "match a:\n case ",
    "async def f():\n ",
    "try:\n ",
    "with a as b:\n ",
    "for a in b:\n ",
    "while a:\n ",
    "@a\n",
];

/// Programs to damage.
fn programs() -> Vec<&'static str> {
    include_str!("damaged.txt").split("====\n").collect()
}

fn survives(source: &[u8]) {
    for mode in [Mode::Module, Mode::Eval, Mode::Single] {
        let result = parse(source, mode);
        if let Err((Error::Syntax(error), _)) = result {
            assert!(error.offset as usize <= source.len());
            assert!(error.line >= 1 && error.column >= 1);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(source in prop::collection::vec(any::<u8>(), 0..200)) {
        survives(&source);
    }

    #[test]
    fn random_fragments(picks in prop::collection::vec(0..FRAGMENTS.len(), 0..60), spaced in any::<bool>()) {
        let words: Vec<&str> = picks.into_iter().map(|index| FRAGMENTS[index]).collect();
        survives(words.join(if spaced { " " } else { "" }).as_bytes());
    }

    #[test]
    fn damaged_programs(
        which in 0..programs().len(),
        at in 0.0..1.0f64,
        length in 0usize..6,
        fragment in 0..FRAGMENTS.len(),
    ) {
        let mut source = programs()[which].as_bytes().to_vec();
        let start = (at * source.len() as f64) as usize;
        let end = (start + length).min(source.len());
        source.splice(start..end, FRAGMENTS[fragment].bytes());
        survives(&source);
    }

    #[test]
    fn little_memory(which in 0..programs().len(), words in 0usize..400) {
        let enough = parse(programs()[which].as_bytes(), Mode::Module);
        match parse_in(programs()[which].as_bytes(), Mode::Module, TestMemory::limited(words)) {
            Ok(text) => prop_assert_eq!(Ok(text), enough),
            Err((error, _)) => prop_assert_eq!(error, Error::OutOfMemory),
        }
    }
}

#[test]
fn every_prefix_of_a_program() {
    for program in programs() {
        assert!(parse(program.as_bytes(), Mode::Module).is_ok(), "{program}");
        for end in 0..program.len() {
            survives(&program.as_bytes()[..end]);
        }
    }
}

/// What nests without end is refused, at a stated depth or for want of memory, and needs little of the host's stack.
#[test]
fn deep_nesting() {
    let deep = 5000;
    let openers = [
        "(",
        "[",
        "{",
        "a(",
        "a[",
        "-",
        "not ",
        "lambda: ",
        "a ** ",
        "*",
        "[a for a in ",
        "{a: ",
        "await ",
    ];
    for opener in openers {
        let error = parse(opener.repeat(deep).as_bytes(), Mode::Module).unwrap_err().0;
        assert!(matches!(error, Error::Syntax(_)), "{opener}");
    }
    for strings in ["f'{", "f\"{f'{", "lambda a=", "a: lambda b="] {
        survives(strings.repeat(deep).as_bytes());
    }
    let blocks: String = (0..deep).map(|depth| " ".repeat(depth) + "if a:\n").collect();
    survives(blocks.as_bytes());
    let patterns = format!("match a:\n case {}", "[".repeat(deep));
    survives(patterns.as_bytes());
}

/// Chains of operators may have any length: only the dump of these tests needs stack for them.
#[test]
fn long_chains() {
    let test = || {
        let chains = [
            "a + ",
            "a ** b + ",
            "a.",
            "a().",
            "a[b].",
            "a and ",
            "a < ",
            "a, ",
            "a = ",
            "'a' ",
            "f'{a}' ",
            "b if a else ",
        ];
        for chain in chains {
            let source = chain.repeat(5000) + "a";
            let source = if chain.ends_with("' ") { chain.repeat(5000) } else { source };
            assert!(parse(source.as_bytes(), Mode::Module).is_ok(), "{chain}");
        }
    };
    std::thread::Builder::new().stack_size(256 << 20).spawn(test).unwrap().join().unwrap();
}

#[test]
fn nesting_within_the_limits() {
    let brackets = config::BRACKET_DEPTH_MAX;
    let source = "(".repeat(brackets) + "a" + &")".repeat(brackets);
    assert!(parse(source.as_bytes(), Mode::Module).is_ok());
    let source = "(".repeat(brackets + 1) + "a" + &")".repeat(brackets + 1);
    let message = parse(source.as_bytes(), Mode::Module).unwrap_err().1;
    assert_eq!(message, format!("SyntaxError: too many nested parentheses (1, {})", brackets + 1));

    let blocks = |count: usize| -> String {
        (0..count).map(|depth| " ".repeat(depth) + "if a:\n").collect::<String>()
            + &" ".repeat(count)
            + "pass\n"
    };
    assert!(parse(blocks(config::BLOCK_DEPTH_MAX).as_bytes(), Mode::Module).is_ok());
    let message =
        parse(blocks(config::BLOCK_DEPTH_MAX + 1).as_bytes(), Mode::Module).unwrap_err().1;
    assert!(message.contains("too many statically nested blocks"), "{message}");
}

#[test]
fn too_many_names() {
    let names: Vec<String> = (0..70000).map(|number| format!("n{number}")).collect();
    let source = names.join(", ");
    // The test's table of names is slow; the limit is what matters.
    let names = vec![Vec::new(); 65_500 - crate::name::ROM_COUNT];
    let memory = TestMemory { names, ..TestMemory::default() };
    let error = parse_in(source.as_bytes(), Mode::Module, memory).unwrap_err().0;
    assert_eq!(error, Error::OutOfMemory);
}
