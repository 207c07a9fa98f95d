//! Where Taipan means to differ from Python: each file here is run, and COMPATIBILITY.md says what they say.
//!
//! A file begins with comments: `area`, `what`, `why`, `instead`, then the lines that CPython 3.13 (`python`) and
//! Taipan (`taipan`) print. `TAIPAN_BLESS=1` writes COMPATIBILITY.md.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use taipan::api::{Config, Vm};
use taipan::hal::{Board, Error};

const HEAD: &str = "\
# Differences from Python

Where Taipan means to differ from CPython 3.13. What is missing altogether is listed in [README.md](README.md). This
file is written by a test from the files of `tests/differs`, each of which can be run:
`TAIPAN_BLESS=1 cargo test -p taipan --test differs`. The test fails when a difference is no longer one.
";

/// Memory for each file; `recursion.py` needs the most.
const HEAP_BYTES: usize = 256 * 1024;

/// A board that keeps what is written.
#[derive(Default)]
struct Captured(Vec<u8>);

impl Board for Captured {
    fn ticks_us(&mut self) -> u64 {
        0
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn read(&mut self, _buffer: &mut [u8], _wait_us: u32) -> Result<usize, Error> {
        Err(Error::EndOfInput)
    }
}

/// One difference.
struct Difference {
    name: String,
    source: String,
}

impl Difference {
    /// The lines of its comments with this key.
    fn lines<'s>(&'s self, key: &'s str) -> impl Iterator<Item = &'s str> {
        let comments = self.source.lines().filter_map(|line| line.strip_prefix("# "));
        comments.filter_map(move |line| line.strip_prefix(key)?.strip_prefix(": "))
    }

    fn line<'s>(&'s self, key: &'s str) -> &'s str {
        self.lines(key).next().unwrap_or_else(|| panic!("{}: no `# {key}: `", self.name))
    }

    fn output(&self, key: &str) -> String {
        self.lines(key).fold(String::new(), |text, line| text + line + "\n")
    }

    /// What it prints here.
    fn run(&self) -> String {
        let mut memory = vec![0; HEAP_BYTES + Vm::OVERHEAD];
        let mut board = Captured::default();
        let mut vm = Vm::new(&mut memory, Config::default(), &mut board).unwrap();
        let result = vm.exec(self.source.as_bytes(), &self.name);
        let text = String::from_utf8(board.0).unwrap();
        if result.is_err() { format!("{text}{result:?}\n") } else { text }
    }
}

fn differences() -> Vec<Difference> {
    let files = fs::read_dir("tests/differs").unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|end| end == "py")).collect();
    paths.sort();
    let read = |path: PathBuf| Difference {
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        source: fs::read_to_string(path).unwrap(),
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn each_file_differs_as_it_says() {
    for difference in differences() {
        let expected = difference.output("taipan");
        assert_eq!(difference.run(), expected, "{}", difference.name);
        assert_ne!(expected, difference.output("python"), "{} differs no more", difference.name);
    }
}

#[test]
fn compatibility_md_says_what_the_files_say() {
    let differences = differences();
    let mut areas: BTreeMap<&str, String> = BTreeMap::new();
    for difference in &differences {
        let (what, why, instead) =
            (difference.line("what"), difference.line("why"), difference.line("instead"));
        let text = areas.entry(difference.line("area")).or_default();
        let name = &difference.name;
        write!(
            text,
            "\n* {what} ([{name}](tests/differs/{name}))\n  *Why:* {why}\n  *Instead:* {instead}\n"
        )
        .unwrap();
    }
    let mut text = HEAD.to_owned();
    for (area, points) in areas {
        write!(text, "\n## {area}\n{points}").unwrap();
    }
    if std::env::var("TAIPAN_BLESS").is_ok() {
        fs::write("COMPATIBILITY.md", &text).unwrap();
    }
    let written = fs::read_to_string("COMPATIBILITY.md").unwrap();
    assert!(written == text, "COMPATIBILITY.md is old: run with TAIPAN_BLESS=1");
}
