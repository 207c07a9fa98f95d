//! The scripts of `tests/py` and `examples/scripts`: what they say about themselves, and what they should print.
//!
//! A script's comments may hold directives, one a line, anywhere before its first statement:
//! ```text
//! # only: f64            not where floats have 32 bits (or `f32`, or `host`)
//! # stress: off          not under gc-stress and fail-nth (or `gc`: only gc-stress)
//! # heap: 64k            the arena's size, instead of 128k
//! # status: 1            the exit status expected
//! # oracle: micropython  who says what it should print, instead of CPython
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::shell::root;
use crate::thumb::{HEAP_BYTES, size};

/// One script.
pub(crate) struct Script {
    /// Its file.
    pub(crate) path: PathBuf,
    /// Where floats have 64 bits.
    pub(crate) on_f64: bool,
    /// Where floats have 32 bits.
    pub(crate) on_f32: bool,
    /// On the emulated chip.
    pub(crate) on_chip: bool,
    /// Under gc-stress.
    pub(crate) with_gc_stress: bool,
    /// Under fail-nth.
    pub(crate) with_failures: bool,
    /// The arena's size.
    pub(crate) heap_bytes: usize,
    /// The exit status expected.
    pub(crate) status: i32,
    /// Whether MicroPython is the oracle.
    pub(crate) is_micropythons: bool,
}

impl Script {
    /// The file of what it should print.
    pub(crate) fn expected_path(&self) -> PathBuf {
        let mut path = self.path.clone().into_os_string();
        path.push(".out");
        path.into()
    }

    /// Its path from the project's top.
    pub(crate) fn name(&self) -> String {
        self.path.strip_prefix(root()).unwrap_or(&self.path).display().to_string()
    }

    fn read(path: PathBuf) -> Result<Script> {
        let text = fs::read(&path)?;
        let text = String::from_utf8_lossy(&text);
        let mut script = Script {
            path,
            on_f64: true,
            on_f32: true,
            on_chip: true,
            with_gc_stress: true,
            with_failures: true,
            heap_bytes: HEAP_BYTES,
            status: 0,
            is_micropythons: false,
        };
        let comments =
            text.lines().take_while(|line| line.starts_with('#') || line.trim().is_empty());
        for line in comments {
            let Some((key, value)) = line.trim_start_matches('#').split_once(':') else { continue };
            script.direct(key.trim(), value.trim()).with_context(|| script.name())?;
        }
        Ok(script)
    }

    fn direct(&mut self, key: &str, value: &str) -> Result<()> {
        match (key, value) {
            ("only", "f64") => (self.on_f32, self.on_chip) = (false, false),
            ("only", "f32") => self.on_f64 = false,
            ("only", "host") => self.on_chip = false,
            ("stress", "off") => (self.with_gc_stress, self.with_failures) = (false, false),
            ("stress", "gc") => self.with_failures = false,
            ("heap", value) => self.heap_bytes = size(value)?,
            ("status", value) => self.status = value.parse()?,
            ("oracle", "micropython") => self.is_micropythons = true,
            ("only" | "stress" | "oracle", value) => bail!("unknown directive {key}: {value}"),
            _ => {}
        }
        Ok(())
    }
}

/// All scripts whose path holds one of these words; all of them without words.
pub(crate) fn find(words: &[String]) -> Result<Vec<Script>> {
    let mut paths = Vec::new();
    collect(&root().join("tests/py"), &mut paths)?;
    collect(&root().join("examples/scripts"), &mut paths)?;
    paths.sort();
    paths.retain(|path| {
        words.is_empty() || words.iter().any(|word| path.display().to_string().contains(word))
    });
    ensure!(!paths.is_empty() || words.is_empty(), "no such script: {}", words.join(" "));
    paths.into_iter().map(Script::read).collect()
}

/// The benchmark programs that any Python can run.
pub(crate) fn programs() -> Result<Vec<Script>> {
    let mut paths = Vec::new();
    for folder in ["apps", "kernels"] {
        collect(&root().join("benches/programs").join(folder), &mut paths)?;
    }
    paths.sort();
    paths.into_iter().map(Script::read).collect()
}

/// Files of modules that scripts import lie in folders named `modules`; they are no scripts themselves.
fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if !path.ends_with("modules") && !path.ends_with("__pycache__") {
                collect(&path, paths)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "py") {
            paths.push(path);
        }
    }
    Ok(())
}
