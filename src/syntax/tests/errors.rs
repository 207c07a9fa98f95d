//! Programs that are not Python, with what CPython 3.13 says about them and where.

extern crate std;

use std::string::String;

use super::{golden, parse};
use crate::syntax::Mode;

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
