//! The shape of the source, tested like any other behaviour: layers, introductions, lengths, places of `unsafe`.
//!
//! CONTRIBUTING.md tells why. A rule that is only written down wears off; one that fails a test does not.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the core in the order of `src/lib.rs`. One may name only those before it, so there is no cycle.
const LAYERS: &[&str] = &[
    "config", "heap", "name", "hal", "syntax", "bytecode", "compile", "codegen", "value", "object",
    "runtime", "types", "vm", "modules", "api",
];

/// Layers that may name fewer than all before them.
const NARROW: &[(&str, &[&str])] = &[
    ("heap", &["config"]),
    ("hal", &[]),
    ("syntax", &["config", "heap", "name"]),
    ("bytecode", &["config", "heap", "name"]),
    ("compile", &["config", "heap", "name", "syntax", "bytecode"]),
    ("codegen", &["config", "heap", "bytecode"]),
    ("value", &["config", "heap", "name"]),
];

/// Where `unsafe` may stand: a file, or a folder with all in it.
const UNSAFE_PLACES: &[&str] = &[
    "src/heap/",
    "src/value.rs",
    "src/object/",
    "src/vm/fetch.rs",
    "src/vm/stack.rs",
    "src/vm/native.rs",
    "src/codegen/buffer.rs",
    "hal-sim/src/code_memory.rs",
    "hal-stm32/src/",
    "xtask/firmware/src/",
];

/// More than this before its tests is not read in one sitting.
const LINES_MAX: usize = 800;
/// Signed exceptions: one match with an arm per instruction.
const LONG: &[&str] = &["src/vm/run.rs"];
const COLUMNS_MAX: usize = 120;

/// Everything that is Rust and ours.
const FOLDERS: &[&str] = &[
    "src",
    "macros/src",
    "hal-sim/src",
    "hal-stm32/src",
    "xtask/src",
    "xtask/firmware/src",
    "tests",
    "examples",
    "benches",
    "fuzz",
];

/// Words of work that is not finished.
const UNFINISHED: &[&str] = &["FIXME", "TODO", "todo!", "unimplemented!"];

#[test]
fn narrow_layers_name_only_layers_before_them() {
    for (layer, allowed) in NARROW {
        let place = position(layer);
        assert!(
            allowed.iter().all(|other| position(other) < place),
            "`{layer}` may name a later layer"
        );
    }
}

#[test]
fn lib_rs_lists_the_layers_in_order() {
    let text = fs::read_to_string("src/lib.rs").unwrap();
    let listed =
        text.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod "));
    let places: Vec<_> = listed.map(|name| position(name.trim_end_matches(';'))).collect();
    assert!(
        places.is_sorted_by(|a, b| a < b),
        "src/lib.rs must list its modules in the order of LAYERS"
    );
}

#[test]
fn modules_name_only_what_their_layer_allows() {
    let mut report = Report::default();
    for file in rust_files(&["src"]) {
        let Some(layer) = layer_of(&file) else { continue };
        let narrow = NARROW.iter().find(|(name, _)| *name == layer).map(|(_, allowed)| *allowed);
        let allowed = narrow.unwrap_or(&LAYERS[..position(&layer)]);
        for other in crate_paths(&fs::read_to_string(&file).unwrap()) {
            // Items of lib.rs itself, such as re-exports and macros, belong to no layer.
            if other != layer
                && LAYERS.contains(&other.as_str())
                && !allowed.contains(&other.as_str())
            {
                report.add(&file, None, format_args!("`{layer}` must not name `{other}`"));
            }
        }
    }
    report.check();
}

#[test]
fn files_say_what_they_are_for_and_can_be_read() {
    let mut report = Report::default();
    for file in rust_files(FOLDERS) {
        let text = fs::read_to_string(&file).unwrap();
        if !text.starts_with("//! ") {
            report.add(
                &file,
                None,
                format_args!("begin with a `//!` line that says what the file is for"),
            );
        }
        let lines = before_tests(&text).lines().count();
        if lines > LINES_MAX && !LONG.iter().any(|long| file.ends_with(long)) {
            report.add(
                &file,
                None,
                format_args!("{lines} lines before its tests, at most {LINES_MAX}"),
            );
        }
        for (number, line) in numbered(&text) {
            if line.chars().count() > COLUMNS_MAX && !line.contains("://") {
                report.add(&file, Some(number), format_args!("past column {COLUMNS_MAX}"));
            }
        }
    }
    report.check();
}

#[test]
fn nothing_is_left_unfinished() {
    let mut report = Report::default();
    for file in rust_files(FOLDERS).into_iter().filter(|file| !file.ends_with("tidy.rs")) {
        for (number, line) in numbered(&fs::read_to_string(&file).unwrap()) {
            for word in UNFINISHED.iter().filter(|word| line.contains(**word)) {
                report.add(&file, Some(number), format_args!("{word} must not land"));
            }
        }
    }
    report.check();
}

#[test]
fn unsafe_stands_only_in_its_places() {
    let mut report = Report::default();
    for file in rust_files(FOLDERS).into_iter().filter(|file| !file.ends_with("tidy.rs")) {
        let text = fs::read_to_string(&file).unwrap();
        let may = UNSAFE_PLACES.iter().any(|place| file.to_str().unwrap().starts_with(place));
        for (number, line) in numbered(before_tests(&text)) {
            let code = line.split("//").next().unwrap();
            if !may && words(code).any(|word| word == "unsafe") {
                report.add(
                    &file,
                    Some(number),
                    format_args!("no `unsafe` here: see UNSAFE_PLACES"),
                );
            }
        }
        // Permission is given on a `mod` line, where the tree is read, with its reason.
        let lines: Vec<_> = text.lines().collect();
        for pair in
            lines.windows(2).enumerate().filter(|(_, pair)| pair[0].contains("expect(unsafe_code"))
        {
            let (index, pair) = pair;
            let is_module = words(pair[1]).any(|word| word == "mod") && pair[1].ends_with(';');
            if !is_module || !pair[0].contains("reason") {
                report.add(
                    &file,
                    Some(index + 1),
                    format_args!("allow `unsafe` on a `mod` line, with a reason"),
                );
            }
        }
        if text.contains("allow(unsafe_code") {
            report.add(
                &file,
                None,
                format_args!("`expect(unsafe_code, reason = ...)`, not `allow`"),
            );
        }
    }
    report.check();
}

/// What is wrong, one a line.
#[derive(Default)]
struct Report(String);

impl Report {
    fn add(&mut self, file: &Path, line: Option<usize>, what: std::fmt::Arguments<'_>) {
        let place = line.map_or(String::new(), |line| format!(":{line}"));
        writeln!(self.0, "{}{place}: {what}", file.display()).unwrap();
    }

    fn check(self) {
        assert!(self.0.is_empty(), "\n{}", self.0);
    }
}

fn position(layer: &str) -> usize {
    let place = LAYERS.iter().position(|name| *name == layer);
    place.unwrap_or_else(|| panic!("`{layer}` is not in LAYERS"))
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line))
}

fn before_tests(text: &str) -> &str {
    text.split("\n#[cfg(test)]\nmod ").next().unwrap()
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_')
}

/// All Rust files in these folders, those that exist.
fn rust_files(folders: &[&str]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open: Vec<_> =
        folders.iter().map(PathBuf::from).filter(|folder| folder.is_dir()).collect();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("target") {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The layer that a file under `src/` belongs to; none for `lib.rs`.
fn layer_of(file: &Path) -> Option<String> {
    let first = file.strip_prefix("src").unwrap().components().next().unwrap();
    let name = first.as_os_str().to_str().unwrap().trim_end_matches(".rs");
    (name != "lib").then(|| name.to_owned())
}

/// Every `x` of `crate::x` and `crate::{x, y::z}` outside comments.
fn crate_paths(text: &str) -> BTreeSet<String> {
    let code: Vec<_> = text.lines().map(|line| line.split("//").next().unwrap()).collect();
    let mut found = BTreeSet::new();
    for path in code.join("\n").split("crate::").skip(1) {
        match path.strip_prefix('{') {
            Some(group) => found.extend(heads(group)),
            None => found.extend(identifier(path)),
        }
    }
    found
}

/// The first identifier of each path of a group such as `a::b, c::{d, e}}`, up to its closing brace.
fn heads(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut starts = vec![0];
    for (index, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => starts.push(index + 1),
            _ => {}
        }
    }
    starts.into_iter().filter_map(|start| identifier(group[start..].trim_start())).collect()
}

fn identifier(text: &str) -> Option<String> {
    words(text).next().filter(|word| !word.is_empty()).map(str::to_owned)
}

#[test]
fn imports_are_found_in_groups() {
    let text = "use crate::{heap::{A, B}, name::C,\n value};\nuse crate::hal; // crate::vm\nlet x = crate::types::f();";
    let found: Vec<_> = crate_paths(text).into_iter().collect();
    assert_eq!(found, ["hal", "heap", "name", "types", "value"]);
}
