//! `cargo xtask bench`: the benchmark programs on the emulated chip and the host, beside MicroPython's figures.

mod chip;
mod heap;
mod host;
mod programs;
mod row;
mod work;

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

pub(crate) use row::Row;

use crate::chip::{Build, firmware};
use crate::shell::{command, root, text};

/// A part of the benchmarks: details as Markdown, and the rows of targets.
type Part = fn(&Path) -> Result<(String, Vec<Row>)>;

/// Parts that count instructions and bytes on the emulated chip: the same every time.
const EXACT: &[(&str, Part)] = &[
    ("apps", chip::apps),
    ("kernels", chip::kernels),
    ("compile", work::compile),
    ("gc", work::collect),
    ("heap", heap::quick),
    ("heap", heap::smallest),
];

/// Runs the task: all parts, or those named.
pub(crate) fn task(arguments: &[String]) -> Result<ExitCode> {
    let record = arguments.iter().any(|argument| argument == "--record");
    let names: Vec<_> =
        arguments.iter().filter(|argument| *argument != "--record").cloned().collect();
    let known = |name: &String| name == "host" || EXACT.iter().any(|(part, _)| part == name);
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        bail!("no benchmark {unknown}; there are apps, kernels, compile, gc, heap and host");
    }
    let wanted = |name: &str| names.is_empty() || names.iter().any(|other| other == name);
    let firmware = firmware(Build::SPEED)?;
    let (mut report, mut rows) = (String::new(), Vec::new());
    let mut add = |name: &str, (table, more): (String, Vec<Row>)| -> Result<()> {
        println!("## {name}\n\n{table}");
        write!(report, "## {name}\n\n{table}\n")?;
        rows.extend(more);
        Ok(())
    };
    for (name, part) in EXACT.iter().filter(|(name, _)| wanted(name)) {
        add(name, part(&firmware)?)?;
    }
    // As the issue asks, applications are run on the host too.
    if wanted("host") || wanted("apps") {
        add("host", host::apps()?)?;
    }
    let summary = summary(&rows)?;
    println!("{summary}");
    if record {
        keep(&format!("{summary}\n{report}"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The rows of everything exact.
pub(crate) fn exact_rows() -> Result<Vec<Row>> {
    let firmware = firmware(Build::SPEED)?;
    let mut rows = Vec::new();
    for (_, part) in EXACT {
        let (table, more) = part(&firmware)?;
        for line in table.lines().filter(|line| line.contains("failed")) {
            println!("{line}");
        }
        rows.extend(more);
    }
    Ok(rows)
}

fn summary(rows: &[Row]) -> Result<String> {
    let mut text = format!("## Targets\n\n{}\n", row::HEADING);
    for row in rows {
        writeln!(text, "{row}")?;
    }
    Ok(text)
}

/// Writes the result to `benches/record`, under the date and the commit.
fn keep(report: &str) -> Result<()> {
    let date = text(command("date").args(["-u", "+%Y-%m-%d"]))?;
    let commit = text(command("git").args(["rev-parse", "--short=8", "HEAD"]))
        .context("no commit to record for")?;
    let changed = !text(command("git").args(["status", "--porcelain"]))?.is_empty();
    let (date, commit, mark) =
        (date.trim(), commit.trim(), if changed { " with changes" } else { "" });
    let folder = root().join("benches/record");
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{date}-{commit}.md"));
    fs::write(&path, format!("# {date}, commit {commit}{mark}\n\n{report}"))?;
    println!("recorded in {}", path.display());
    Ok(())
}
