//! Programs that are not Python, with what CPython 3.13 says about them and where.

extern crate std;

use std::string::String;

use super::{golden, parse};
use crate::syntax::{Error, Mode};

/// Where CPython points elsewhere, the position is left out of the file.
#[test]
fn as_cpython_says() {
    golden(include_str!("errors.txt"), |source| {
        let message = match parse(source, Mode::Module) {
            Ok(_) => String::from("accepted"),
            Err((_, message)) => message,
        };
        let unplaced = message.rsplit_once(" (").map(|(words, _)| String::from(words) + "\n");
        (message + "\n", unplaced)
    });
}

/// Whether a prompt asks for another line, rather than complaining.
#[test]
fn incomplete_sources() {
    let incomplete = |source: &str| match parse(source.as_bytes(), Mode::Single) {
        Err((Error::Syntax(error), _)) => error.incomplete,
        _ => false,
    };
    let more = [
        "if a:",
        "if a:\n",
        "(",
        "[1,\n",
        "f(a,\n",
        "'''abc\n",
        "x = \\\n",
        "def f(a,\n",
        "@a\n",
        "class A:\n",
        "try:\n  a\n",
        "f'''{\n",
        "f'''a\n",
        "x = {\n  1: 2,\n",
        "match a:\n",
        "for a in b:\n  if c:\n",
    ];
    for source in more {
        assert!(incomplete(source), "{source}");
    }
    for source in [
        "a b\n",
        "'abc\n",
        ")\n",
        "if\n",
        "x = \n",
        "x = ",
        "def f():\nx\n",
        "a\n",
        "",
        "if a:\n  b\n",
    ] {
        assert!(!incomplete(source), "{source}");
    }
}
