//! What snippets compile to: each `.py` in tests/golden/listing against the `.txt` beside it. `TAIPAN_BLESS=1` writes
//! those anew; what changes is to be read against Python's semantics before it is kept.

use super::*;
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
