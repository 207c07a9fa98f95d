//! Damaged and random sources: whatever the text, it is compiled or turned down, and what is compiled does no harm.

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::{env, fs};

use taipan::api::{Class, Config, Error, Stress, Vm};

use crate::fuzz::{GivenUp, Impatient, Random, number, quiet, scripts};

/// What tokens are made of when they are not taken from a script.
const TOKENS: &[&str] = &[
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
    "=",
    ":=",
    "==",
    "<",
    "+",
    "-",
    "*",
    "**",
    "/",
    "@",
    "%",
    "->",
    "+=",
    "~",
    "!",
    "\\",
    "'",
    "\"\"\"",
    "f'",
    "f'{",
    "b'",
    "#",
    "\n",
    "\n    ",
    "\n        ",
    "\t",
    "\r",
    "\0",
    "\u{20ac}",
    "0",
    "1",
    "1.5",
    "2j",
    "1 << 70",
    "None",
    "True",
    "...",
    "x",
    "self",
    "__x",
    "_",
    "and",
    "as",
    "assert",
    "async ",
    "await ",
    "break",
    "case",
    "class C:\n ",
    "continue",
    "def f(x):\n ",
    "del ",
    "elif ",
    "else:",
    "else ",
    "except:\n ",
    "except* E:\n ",
    "finally:\n ",
    "for x in ",
    "from ",
    "global x",
    "if ",
    "if x:\n ",
    "import ",
    "in ",
    "is ",
    "lambda x: ",
    "lambda: ",
    "match x:\n case ",
    "nonlocal x",
    "not ",
    "or ",
    "pass",
    "raise ",
    "return ",
    "super()",
    "try:\n ",
    "type ",
    "while ",
    "with x as y:\n ",
    "yield ",
    "yield from ",
    "const(",
    "*x",
    "**x",
    "x for x in y",
];

/// The pieces of a source: words, numbers, blanks, and single other characters.
fn tokens(source: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let len = match first {
            ' ' => rest.find(|c| c != ' '),
            c if is_word(c) => rest.find(|c| !is_word(c)),
            c => Some(c.len_utf8()),
        };
        let (token, after) = rest.split_at(len.unwrap_or(rest.len()));
        found.push(token);
        rest = after;
    }
    found
}

/// Damages a source in a few places: tokens exchanged, left out, repeated, put in, or taken from another script; or a
/// byte that is not what it was.
fn damage(source: &str, other: &str, random: &mut Random) -> Vec<u8> {
    let (mut pieces, others) = (tokens(source), tokens(other));
    // Short programs reach more of what comes after the front end.
    if random.below(2) == 0 && pieces.len() > 200 {
        let start = random.below(pieces.len() - 200);
        let lines: Vec<_> = (0..start).filter(|&i| pieces[i] == "\n").collect();
        let start = lines.last().map_or(0, |at| at + 1);
        pieces = pieces.split_off(start);
        pieces.truncate(200 + random.below(200));
    }
    for _ in 0..1 + random.below(4) {
        let at = random.below(pieces.len());
        let with = random.below(pieces.len());
        match random.below(7) {
            0 => pieces.swap(at, with),
            1 => drop(pieces.remove(at)),
            2 => pieces.insert(at, pieces[with]),
            3 => pieces[at] = TOKENS[random.below(TOKENS.len())],
            4 => pieces.insert(at, TOKENS[random.below(TOKENS.len())]),
            5 => {
                let end = (at + random.below(40)).min(pieces.len());
                pieces.drain(at..end);
            }
            _ => {
                let from = random.below(others.len());
                let to = (from + random.below(40)).min(others.len());
                pieces.splice(at..at, others[from..to].iter().copied());
            }
        }
        if pieces.is_empty() {
            break;
        }
    }
    let mut bytes = pieces.concat().into_bytes();
    if random.below(8) == 0 && !bytes.is_empty() {
        let at = random.below(bytes.len());
        bytes[at] = random.next() as u8;
    }
    bytes
}

/// A program of tokens alone.
fn random_source(random: &mut Random) -> Vec<u8> {
    let mut source = String::new();
    for _ in 0..random.below(60) {
        source.push_str(TOKENS[random.below(TOKENS.len())]);
        if random.below(3) == 0 {
            source.push(' ');
        }
    }
    source.into_bytes()
}

/// What became of the sources.
#[derive(Default, Debug)]
struct Tally {
    turned_down: u32,
    ran: u32,
    raised: u32,
    given_up: u32,
}

/// Compiles and runs a source: that must not panic, nor leave a damaged heap.
fn try_source(source: &[u8], collect_always: bool, memory_bytes: usize, tally: &mut Tally) {
    let mut memory = vec![0; memory_bytes + Vm::OVERHEAD];
    let mut board = Impatient::after(100);
    let stress = Stress { collect_always, ..Stress::default() };
    let mut vm = Vm::new(&mut memory, Config { stress, ..Config::default() }, &mut board).unwrap();
    let run = panic::catch_unwind(AssertUnwindSafe(|| {
        let result = vm.exec(source, "damaged.py");
        _ = vm.print_exception(&mut String::new());
        vm.check().unwrap();
        result
    }));
    match run {
        Ok(Ok(())) => tally.ran += 1,
        Ok(Err(Error::Exception(Class::SYNTAX_ERROR | Class::INDENTATION_ERROR))) => {
            tally.turned_down += 1
        }
        Ok(Err(_)) => tally.raised += 1,
        Err(cause) if cause.is::<GivenUp>() => tally.given_up += 1,
        Err(cause) => {
            let path = env::temp_dir().join("taipan_damaged_source.py");
            fs::write(&path, source).unwrap();
            eprintln!("the source is in {} (moving: {collect_always})", path.display());
            panic::resume_unwind(cause);
        }
    }
}

/// A slice of a campaign; `TAIPAN_FUZZ_COUNT` and `TAIPAN_FUZZ_SEED` make it longer and another. Each campaign is
/// noted in `benches/record/fuzz.md`.
#[test]
fn damaged_sources_do_no_harm() {
    let count = number("TAIPAN_FUZZ_COUNT", 1_000);
    let mut random = Random::seeded(number("TAIPAN_FUZZ_SEED", 1));
    quiet();
    let campaign = move || {
        let sources: Vec<_> = scripts(Path::new("tests/py"))
            .iter()
            .filter_map(|path| fs::read_to_string(path).ok())
            .collect();
        let mut tally = Tally::default();
        for i in 0..count {
            let source = if i % 4 == 3 {
                random_source(&mut random)
            } else {
                let (one, other) = (random.below(sources.len()), random.below(sources.len()));
                damage(&sources[one], &sources[other], &mut random)
            };
            let memory_bytes = [128, 128, 32, 8][random.below(4)] * 1024;
            try_source(&source, i % 16 == 0, memory_bytes, &mut tally);
        }
        tally
    };
    let thread = std::thread::Builder::new().stack_size(64 << 20);
    println!("{:?}", thread.spawn(campaign).unwrap().join().unwrap());
}
