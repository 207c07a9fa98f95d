//! Errors.
extern crate std;
use super::parse;
use crate::syntax::Mode;
use std::{env, fs, println};

#[test]
fn show_errors() {
    let Ok(file) = env::var("TAIPAN_PROGRAMS") else { return };
    let text = fs::read_to_string(file).unwrap();
    for program in text.split("\0\0\0") {
        match parse(program.as_bytes(), Mode::Module) {
            Ok(_) => println!("RESULT ok"),
            Err((_, message)) => println!("RESULT {message}"),
        }
    }
}
