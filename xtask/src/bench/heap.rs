//! Memory: bytes of objects, after boot, and the smallest heap in which a program still runs.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::bench::chip::last_line;
use crate::bench::programs::{self, Program, baseline, number};
use crate::bench::row::{Row, geomean, short};
use crate::chip::{self, Job, Measured, Task};
use crate::pool;
use crate::thumb::HEAP_BYTES;

/// Steps of the search for the smallest heap, as in the baselines.
const STEP_BYTES: usize = 512;

/// Objects: what they are, MicroPython's bytes, gate, stretch.
const OBJECTS: [(&str, f64, f64, f64); 7] = [
    ("float", 16.0, 0.0, 0.0),
    ("int", 16.0, 12.0, 8.0),
    ("instance", 32.0, 12.0, 12.0),
    ("str", 32.0, 16.0, 16.0),
    ("tuple", 32.0, 16.0, 16.0),
    ("list", 32.0, 16.0, 12.0),
    ("dict", 48.0, 44.0, 36.0),
];

/// Everything but the smallest heaps, which take long to find.
pub(crate) fn quick(firmware: &Path) -> Result<(String, Vec<Row>)> {
    let mut rows = Vec::new();
    let objects = run(firmware, &programs::memory("objects")?, HEAP_BYTES, Task::Run);
    for (what, micropython, gate, stretch) in OBJECTS {
        let bytes = objects.as_ref().ok().and_then(|measured| printed(&measured.stdout, what));
        rows.push(
            Row::at_most(format!("object: {what}, bytes"), bytes, gate, stretch)
                .beside(micropython),
        );
    }
    let small = run(firmware, &programs::memory("fifteen")?, HEAP_BYTES, Task::Run);
    let table = objects
        .as_ref()
        .err()
        .map_or(String::new(), |problem| format!("objects failed: {problem:#}\n"));
    let small = small.as_ref().ok();
    let boot = small.map(|measured| measured.boot_live as f64);
    let more = small.map(|measured| measured.live.saturating_sub(measured.boot_live) as f64);
    let instructions = small.map(|measured| measured.boot as f64);
    let state = small.map(|measured| measured.state as f64);
    rows.push(Row::at_most("heap used after boot, bytes", boot, 512.0, 256.0).beside(784.0));
    rows.push(Row::at_most("heap used by 15 lines, bytes", more, 500.0, 350.0).beside(528.0));
    rows.push(Row::at_most("boot to the first line, instructions", instructions, 100e3, 20e3));
    rows.push(
        Row::at_most("RAM outside the heap, the machine itself, bytes", state, 2048.0, 512.0)
            .beside(800.0),
    );
    Ok((table, rows))
}

/// The number that a program printed after a word.
fn printed(text: &str, word: &str) -> Option<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix(word)?.strip_prefix(' '));
    line.and_then(|number| number.parse().ok())
}

/// The smallest heap of every application.
pub(crate) fn smallest(firmware: &Path) -> Result<(String, Vec<Row>)> {
    let apps = programs::apps()?;
    let results = pool::map(&apps, |program| smallest_of(firmware, program));
    let mut table =
        "| program, smallest heap | MicroPython KB | ours KB | ratio |\n|---|--:|--:|--:|\n"
            .to_owned();
    let (mut ratios, mut failed) = (Vec::new(), false);
    for (program, result) in apps.iter().zip(results) {
        let theirs = number(&baseline("Applications on the boards", &program.name)?, 8)?;
        match result {
            Ok(bytes) => {
                let kilobytes = bytes as f64 / 1024.0;
                ratios.push(kilobytes / theirs);
                let (ours, ratio) = (short(kilobytes), kilobytes / theirs);
                writeln!(table, "| {} | {} | {ours} | {ratio:.2} |", program.name, short(theirs))?;
            }
            Err(problem) => {
                failed = true;
                writeln!(
                    table,
                    "| {} | {} | failed: {} | |",
                    program.name,
                    short(theirs),
                    last_line(&problem)
                )?;
            }
        }
    }
    let mean = geomean(&ratios).filter(|_| !failed);
    Ok((
        table,
        vec![Row::at_most("apps, smallest heap, ratio, geomean", mean, 0.7, 0.5).beside(1.0)],
    ))
}

fn smallest_of(firmware: &Path, program: &Program) -> Result<usize> {
    let script = program.write("apps")?;
    let expected = programs::expected("apps", &program.name)?;
    let works = |heap_bytes: usize| -> Result<bool> {
        let job = Job {
            firmware,
            script: &script,
            heap_bytes,
            task: Task::Run,
            docstrings: false,
            stress: "",
            show: false,
            profile: None,
        };
        let measured = chip::run(&job)?;
        Ok(measured.status == 0 && measured.stdout == expected)
    };
    ensure!(works(HEAP_BYTES)?, "does not run in {HEAP_BYTES} bytes");
    let (mut fails, mut runs) = (0, HEAP_BYTES / STEP_BYTES);
    while runs - fails > 1 {
        let middle = fails.midpoint(runs);
        if works(middle * STEP_BYTES)? { runs = middle } else { fails = middle }
    }
    Ok(runs * STEP_BYTES)
}

/// Runs a program about memory.
pub(crate) fn run(
    firmware: &Path,
    program: &Program,
    heap_bytes: usize,
    task: Task,
) -> Result<Measured> {
    let script = program.write("memory")?;
    let job = Job {
        firmware,
        script: &script,
        heap_bytes,
        task,
        docstrings: false,
        stress: "",
        show: false,
        profile: None,
    };
    let measured = chip::run(&job)?;
    ensure!(measured.status == 0, "{}", measured.stderr.lines().last().context("no message")?);
    Ok(measured)
}
