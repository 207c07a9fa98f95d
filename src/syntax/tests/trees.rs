//! Trees of small programs, and of as much Python as there is at hand.

extern crate std;

use std::path::Path;
use std::string::String;
use std::{env, fs, println};

use super::{golden, parse};
use crate::syntax::Mode;

/// Parses every Python file below the folder that `TAIPAN_PYTHON_LIB` names, if it is set. With `TAIPAN_DUMPS` naming
/// another folder the dumps are written there, to be compared with what CPython makes of the same files.
#[test]
fn whole_library() {
    let Ok(library) = env::var("TAIPAN_PYTHON_LIB") else { return };
    let dumps = env::var("TAIPAN_DUMPS").ok();
    let (mut parsed, mut rejected) = (0, 0);
    each_file(Path::new(&library), &mut |path, source| {
        let result = parse(source, Mode::Module);
        *if result.is_ok() { &mut parsed } else { &mut rejected } += 1;
        if let Some(dumps) = &dumps {
            let text = result.unwrap_or_else(|(_, message)| String::from("ERROR ") + &message);
            let name = path.strip_prefix(&library).unwrap().to_string_lossy().replace('/', "%");
            fs::write(Path::new(dumps).join(name), text).unwrap();
        }
    });
    println!("{parsed} files parsed, {rejected} rejected");
}

/// Shows each Python file below a folder.
pub(super) fn each_file(path: &Path, see: &mut dyn FnMut(&Path, &[u8])) {
    for entry in fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            each_file(&path, see);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            see(&path, &fs::read(&path).unwrap());
        }
    }
}

/// Trees as CPython's `ast` has them.
#[test]
fn as_cpython_parses() {
    golden(include_str!("trees.txt"), |source| {
        (parse(source, Mode::Module).unwrap_or_else(|(_, message)| message), None)
    });
}
