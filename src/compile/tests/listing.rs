//! What snippets compile to: each `.py` in tests/golden/listing against the `.txt` beside it. `TAIPAN_BLESS=1` writes
//! those anew; what changes is to be read against Python's semantics before it is kept.

use super::*;
use crate::bytecode::Op;
use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

fn golden() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/listing");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 8);
    paths
}

#[test]
fn listings_are_as_they_were() {
    for path in golden() {
        let source = fs::read_to_string(&path).unwrap();
        let listing = match compile_source(&source) {
            Ok(target) => target.listing,
            Err((error, _)) => panic!("{}: {error:?}", path.display()),
        };
        let expected = path.with_extension("txt");
        if std::env::var("TAIPAN_BLESS").is_ok() {
            fs::write(&expected, &listing).unwrap();
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(listing, expected, "{}", path.display());
    }
}

#[test]
fn memory_may_end_anywhere() {
    for path in golden() {
        let source = fs::read_to_string(&path).unwrap();
        let needed = compile_source(&source).unwrap_or_else(|_| panic!("compiles")).words.len();
        for limit in (1..needed).step_by(3) {
            match compile_mode(&source, Mode::Module, limit) {
                Err((Error::OutOfMemory, _)) => {}
                Err((error, _)) => panic!("{}: {error:?} with {limit} words", path.display()),
                Ok(_) => panic!("{}: less memory was enough", path.display()),
            }
        }
    }
}

/// Instructions that no script can bring about, or only one with hundreds of names, which is made below.
const NOT_IN_SCRIPTS: &[Op] = &[
    Op::Nop,
    Op::PrintExpression,
    Op::LoadGlobalWide,
    Op::StoreGlobalWide,
    Op::LoadAttrWide,
    Op::StoreAttrWide,
    Op::LoadMethodWide,
];

#[test]
fn scripts_use_every_instruction() {
    let mut listings = String::new();
    let mut folders = Vec::from([PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/py"))]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "py")
                && let Ok(target) =
                    compile_source(&String::from_utf8_lossy(&fs::read(path).unwrap()))
            {
                listings += &target.listing;
            }
        }
    }
    let used: HashSet<&str> = listings.split_whitespace().collect();
    for op in Op::ALL.iter().filter(|op| !NOT_IN_SCRIPTS.contains(op)) {
        assert!(used.contains(op.name()), "no script of tests/py has {}", op.name());
    }
}

fn message(source: &str) -> &'static str {
    match compile_source(source) {
        Err((Error::Syntax(error), _)) => error.message,
        Err((Error::OutOfMemory, _)) => "out of memory",
        Ok(_) => "",
    }
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
fn limits_are_reached_in_order() {
    let locals = |count| String::from("def f():\n") + &lines(count, |i| format!(" x{i} = 1\n"));
    assert_eq!(message(&locals(249)), "");
    assert_eq!(message(&locals(250)), "too many local variables");

    let statements = |count| lines(count, |i| format!("a.b{i}.c = 70000\n"));
    assert_eq!(message(&statements(3000)), "");
    assert_eq!(message(&statements(5000)), "more than 64 KB of code in one function");

    let nested = String::from("def f():\n return ") + &"f(1, ".repeat(90) + "1" + &")".repeat(90);
    assert_eq!(message(&nested), "too many local variables or nested expressions");

    let imports = |count| {
        String::from("from a import *\n") + &lines(count, |i| format!("a{i}\nfrom a import b{i}\n"))
    };
    assert_eq!(message(&imports(200)), "");
    assert_eq!(message(&imports(300)), "more than 256 names in one function");
}

#[test]
fn nested_constants_are_folded_in_time() {
    let plus = String::from("x = ") + &"1 + (".repeat(60) + "1" + &")".repeat(60);
    assert!(compile_source(&plus).unwrap_or_else(|_| panic!("compiles")).listing.contains("61"));
    let power = String::from("x = ") + &"1 ** ".repeat(60) + "1";
    assert_eq!(message(&power), "");
    let mixed = String::from("x = ") + &"1 - -(2 * ".repeat(30) + "y" + &")".repeat(30);
    assert_eq!(message(&mixed), "");
}

#[test]
fn far_jumps_take_their_long_forms() {
    let source = String::from("def f(a, b):\n while a < b:\n  if a == 1:\n")
        + &"   a.b = b.c\n".repeat(60)
        + "  for x in a:\n"
        + &"   x.y = a.z\n".repeat(60)
        + " return a\n";
    let listing = compile_source(&source).unwrap_or_else(|_| panic!("compiles")).listing;
    assert!(listing.contains("ForIterWide"), "{listing}");
    assert!(listing.contains("Jump -> "), "{listing}");
}

#[test]
fn wide_names_and_constants() {
    let source = lines(300, |i| format!("v{i} = o.a{i}.m{i}(g{i}) + {}\n", 100_000 + i))
        + &lines(300, |i| format!("o.a{i} = 1.5 * {}.5\n", i));
    let listing = compile_source(&source).unwrap_or_else(|_| panic!("compiles")).listing;
    for op in
        ["LoadGlobalWide", "StoreGlobalWide", "LoadAttrWide", "StoreAttrWide", "LoadMethodWide"]
    {
        assert!(listing.contains(op), "{op}");
    }
}

mod soup {
    use super::super::*;
    use proptest::prelude::*;

    const WORDS: &[&str] = &[
        "a",
        "b",
        "c",
        "f",
        "1",
        "2.5",
        "'s'",
        "None",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        ".",
        "=",
        "+=",
        "+",
        "-",
        "*",
        "**",
        "<",
        "==",
        "not",
        "and",
        "or",
        "in",
        "is",
        "if",
        "else",
        "for",
        "while",
        "def",
        "class",
        "return",
        "yield",
        "lambda",
        "try:",
        "except",
        "finally:",
        "with",
        "as",
        "del",
        "import",
        "from",
        "global",
        "nonlocal",
        "break",
        "continue",
        "pass",
        "raise",
        "assert",
        "async",
        "await",
        ":=",
        "match",
        "case",
        "_",
        "@",
        ";",
        "\n",
        "\n ",
        "\n  ",
        "\n   ",
        "f'{a}'",
        "super()",
        "range(9)",
        "global a\n",
    ];

    /// Statements that fit together more often than words do.
    const LINES: &[&str] = &[
        "x = a + b",
        "return x",
        "x, y = y, x",
        "yield x",
        "break",
        "continue",
        "if x < 5:",
        "elif y:",
        "else:",
        "while x:",
        "while True:",
        "for x in y:",
        "for i, x in range(y):",
        "try:",
        "except E as e:",
        "except:",
        "finally:",
        "with a as x, b:",
        "def f(x, *y, k=1, **z):",
        "class C(x):",
        "del x",
        "nonlocal x",
        "global y",
        "z = [i * x for i in y if i]",
        "z = (lambda: x)",
        "x += (x := y)",
        "assert x, y",
        "raise x",
        "raise",
        "pass",
        "a.b[c].d(x, *y, **z)",
        "print(f'{x!r:>{y}}')",
        "match x:",
        "case [x, *y]:",
        "case {1: x}:",
        "async def g():",
        "async for x in y:",
        "async with x:",
        "await x",
        "return",
        "x = yield from y",
        "a = b if c else d",
        "x = a and b or not c",
        "x = 1 < y < z",
        "super().f()",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

        #[test]
        fn any_words_are_judged(words in prop::collection::vec(0..WORDS.len(), 0..40)) {
            let source: Vec<&str> = words.into_iter().map(|index| WORDS[index]).collect();
            let _ = compile_source(&source.join(" "));
        }

        #[test]
        fn any_lines_are_judged(lines in prop::collection::vec((0usize..4, 0..LINES.len()), 1..25)) {
            // Each line is indented as the one before it demands, or less by some levels.
            let mut source = String::new();
            let mut depth = 0usize;
            for (less, index) in lines {
                let opens = source.ends_with(":\n");
                let indent = if opens { depth } else { depth.saturating_sub(less.saturating_sub(1)) };
                source += &" ".repeat(indent);
                source += LINES[index];
                source.push('\n');
                depth = indent + usize::from(LINES[index].ends_with(':'));
            }
            if source.ends_with(":\n") {
                source += &" ".repeat(depth);
                source += "pass\n";
            }
            let _ = compile_source(&source);
        }
    }
}
