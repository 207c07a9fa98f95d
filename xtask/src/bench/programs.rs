//! The benchmark programs, and what MicroPython makes of them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::shell::root;

/// The decorator of the kernels, as their files have it.
const DECORATOR: &str = "@micropython.viper\n";

/// A program of `benches/programs`.
#[derive(Clone)]
pub(crate) struct Program {
    /// Its file's name without `.py`.
    pub(crate) name: String,
    /// Its text, ready to run.
    pub(crate) source: String,
    /// The `N` that stands in it: how much `run(N)` does.
    pub(crate) n: u32,
}

impl Program {
    /// Its source lines.
    pub(crate) fn lines(&self) -> usize {
        self.source.lines().count()
    }

    /// Its text with another `N`.
    pub(crate) fn scaled(&self, factor: u32) -> String {
        self.source.replacen(&format!("N = {}", self.n), &format!("N = {}", self.n * factor), 1)
    }

    /// Writes the program where it can be run from, and returns the path.
    pub(crate) fn write(&self, folder: &str) -> Result<PathBuf> {
        write(folder, &self.name, &self.source)
    }
}

/// Writes a program into a folder below `target/bench`.
pub(crate) fn write(folder: &str, name: &str, source: &str) -> Result<PathBuf> {
    let folder = root().join("target/bench").join(folder);
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{name}.py"));
    fs::write(&path, source)?;
    Ok(path)
}

/// The applications.
pub(crate) fn apps() -> Result<Vec<Program>> {
    read_folder(&root().join("benches/programs/apps"))
}

/// The kernels as plain Python.
pub(crate) fn plain_kernels() -> Result<Vec<Program>> {
    let mut kernels = read_folder(&root().join("benches/programs/kernels"))?;
    for kernel in &mut kernels {
        kernel.source = kernel.source.replace(DECORATOR, "");
    }
    Ok(kernels)
}

/// The programs about memory.
pub(crate) fn memory(name: &str) -> Result<Program> {
    read(&root().join("benches/programs/memory").join(format!("{name}.py")))
}

fn read_folder(folder: &Path) -> Result<Vec<Program>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        paths.push(entry?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "py"));
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Result<Program> {
    let source = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let n = source.lines().find_map(|line| line.strip_prefix("N = "));
    let n = n.and_then(|rest| rest.split_whitespace().next()).and_then(|word| word.parse().ok());
    let n = n.with_context(|| format!("no line `N = ...` in {}", path.display()))?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Program { name, source, n })
}

/// A row of a table of `benches/baselines.md`: its cells, without emphasis.
pub(crate) fn baseline(heading: &str, name: &str) -> Result<Vec<String>> {
    let text = fs::read_to_string(root().join("benches/baselines.md"))?;
    let section = text.split("\n## ").find(|section| section.starts_with(heading));
    let section =
        section.with_context(|| format!("benches/baselines.md has no section {heading}"))?;
    let rows = section.lines().filter_map(|line| line.strip_prefix('|')).map(|row| {
        row.trim_end_matches('|')
            .split('|')
            .map(|cell| cell.trim().replace('*', ""))
            .collect::<Vec<_>>()
    });
    rows.into_iter()
        .find(|row| row.first().is_some_and(|first| first == name))
        .with_context(|| format!("benches/baselines.md has no row {name} in {heading}"))
}

/// A number of such a row, as written.
pub(crate) fn number(row: &[String], column: usize) -> Result<f64> {
    let cell = row.get(column).context("a row of benches/baselines.md is too short")?;
    cell.split_whitespace()
        .next()
        .and_then(|word| word.parse().ok())
        .with_context(|| format!("not a number: {cell}"))
}

/// What a program prints, by CPython.
pub(crate) fn expected(folder: &str, name: &str) -> Result<String> {
    let path = root().join("benches/programs").join(folder).join(format!("{name}.py.out"));
    fs::read_to_string(&path)
        .with_context(|| format!("no {}: `cargo xtask bless` makes it", path.display()))
}
