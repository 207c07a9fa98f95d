//! What the examples print: each is run as a newcomer runs it. One without a kept text need only succeed: `memory`
//! prints figures that change with the engine.
//!
//! `TAIPAN_BLESS=1 cargo test -p taipan --test examples` keeps what they print now; read the difference before
//! keeping it.

// The build that an example is run in is the default one.
#![cfg(feature = "f64")]

use std::path::Path;
use std::process::Command;
use std::{env, fs};

#[test]
fn examples_print_what_they_should() {
    let mut names: Vec<_> = fs::read_dir("examples")
        .unwrap()
        .filter_map(|entry| {
            Some(entry.unwrap().file_name().to_str()?.strip_suffix(".rs")?.to_owned())
        })
        .collect();
    names.sort();
    assert!(!names.is_empty());
    for name in names {
        let output = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--package", "taipan", "--example", &name])
            .output()
            .unwrap();
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let printed = String::from_utf8(output.stdout).unwrap();
        let kept = Path::new("tests/golden/examples").join(&name).with_extension("txt");
        if !kept.exists() {
            continue;
        }
        if env::var_os("TAIPAN_BLESS").is_some() {
            fs::write(kept, printed).unwrap();
        } else {
            assert_eq!(printed, fs::read_to_string(kept).unwrap(), "examples/{name}.rs");
        }
    }
}
