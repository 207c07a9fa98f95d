//! Trees of small programs, and of as much Python as there is at hand.

extern crate std;

use std::path::Path;
use std::string::String;
use std::{env, fs, println};

use super::parse;
use crate::syntax::Mode;

/// Parses every Python file below the folder that `TAIPAN_PYTHON_LIB` names, if it is set. With `TAIPAN_DUMPS` naming
/// another folder the dumps are written there, to be compared with what CPython makes of the same files.
#[test]
fn whole_library() {
    let Ok(library) = env::var("TAIPAN_PYTHON_LIB") else { return };
    let dumps = env::var("TAIPAN_DUMPS").ok();
    let mut counts = (0, 0);
    folder(Path::new(&library), Path::new(&library), dumps.as_deref().map(Path::new), &mut counts);
    println!("{} files parsed, {} rejected", counts.0, counts.1);
}

fn folder(root: &Path, path: &Path, dumps: Option<&Path>, counts: &mut (usize, usize)) {
    for entry in fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            folder(root, &path, dumps, counts);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            let source = fs::read(&path).unwrap();
            let text = match parse(&source, Mode::Module) {
                Ok(text) => {
                    counts.0 += 1;
                    text
                }
                Err((_, message)) => {
                    counts.1 += 1;
                    String::from("ERROR ") + &message
                }
            };
            if let Some(dumps) = dumps {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('/', "%");
                fs::write(dumps.join(name), text).unwrap();
            }
        }
    }
}
