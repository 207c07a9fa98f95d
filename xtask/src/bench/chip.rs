//! The programs on the emulated chip: applications and plain kernels against MicroPython's bytecode.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::bench::programs::{self, Program, baseline, number};
use crate::bench::row::{Row, geomean, short};
use crate::chip::{self, Job, Measured, Task};
use crate::pool;
use crate::thumb::HEAP_BYTES;

/// Runs a program as a module, then its `run(N)`, and checks the result.
pub(crate) fn run(firmware: &Path, folder: &str, program: &Program) -> Result<Measured> {
    let script = program.write(folder)?;
    let task = Task::Bench(program.n);
    let job = Job {
        firmware,
        script: &script,
        heap_bytes: HEAP_BYTES,
        task,
        docstrings: false,
        stress: "",
        show: false,
        profile: None,
    };
    let measured = chip::run(&job)?;
    ensure!(measured.status == 0, "{}", measured.stderr.trim());
    let expected = programs::expected(folder, &program.name)?;
    ensure!(
        measured.stdout == expected,
        "printed {}, not {}",
        measured.stdout.trim(),
        expected.trim()
    );
    Ok(measured)
}

/// The end of a traceback: what a table has room for.
pub(crate) fn last_line(problem: &anyhow::Error) -> String {
    let text = format!("{problem:#}");
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(2)..].join("; ")
}

/// What MicroPython's heap holds before any program.
const MICROPYTHON_BOOT_BYTES: f64 = 784.0;

/// What an application came to, beside MicroPython's figures.
struct App {
    name: String,
    /// Executed instructions of `run(N)`, in millions.
    ours: f64,
    theirs: f64,
    /// Bytes that the heap has in use after `run(N)` and a collection, those of the booted machine included: all
    /// objects, names and their tables, code. On neither side the stack or what is static. The file has a short
    /// name, as on a chip, and there is no search path.
    kept: f64,
    /// The same of MicroPython that compiled the source, as we do.
    kept_theirs: f64,
    /// The same of MicroPython that has an .mpy in flash.
    kept_from_flash: f64,
}

/// Measures all applications: a table, and the rows of targets.
pub(crate) fn apps(firmware: &Path) -> Result<(String, Vec<Row>)> {
    let programs = programs::apps()?;
    let results = pool::map(&programs, |program| measure_app(firmware, program));
    let mut table =
        "| program | MicroPython M | ours M | times fewer | live B theirs from .mpy | from .py | ours |\n".to_owned();
    table += "|---|--:|--:|--:|--:|--:|--:|\n";
    let (mut apps, mut failures) = (Vec::new(), 0);
    for (program, result) in programs.iter().zip(results) {
        match result {
            Ok(app) => {
                let (fewer, theirs, ours) =
                    (app.theirs / app.ours, short(app.theirs), short(app.ours));
                let (name, kept_theirs, kept) = (&app.name, app.kept_theirs, app.kept);
                let from_flash = app.kept_from_flash;
                writeln!(
                    table,
                    "| {name} | {theirs} | {ours} | {fewer:.2} | {from_flash} | {kept_theirs} | {kept} |"
                )?;
                apps.push(app);
            }
            Err(problem) => {
                failures += 1;
                writeln!(
                    table,
                    "| {} | | failed: {} | | | | |",
                    program.name,
                    last_line(&problem)
                )?;
            }
        }
    }
    let ratios: Vec<_> = apps.iter().map(|app| app.theirs / app.ours).collect();
    let kept: Vec<_> = apps.iter().map(|app| app.kept / app.kept_theirs).collect();
    let kept_from_flash: Vec<_> = apps.iter().map(|app| app.kept / app.kept_from_flash).collect();
    // A program that fails makes every figure over all of them unknown.
    let known = |value: Option<f64>| value.filter(|_| failures == 0);
    let worst = ratios.iter().copied().reduce(f64::min);
    if let Some(mean) = geomean(&ratios) {
        writeln!(table, "| **geomean of {}** | | | {mean:.2} | | | |", ratios.len())?;
    }
    let rows = vec![
        Row::at_least("apps, times fewer instructions, geomean", known(geomean(&ratios)), 3.5, 6.0)
            .beside(1.0),
        Row::at_least("apps, the worst one", known(worst), 1.5, 3.0).beside(1.0),
        Row::at_most("apps, live heap, ratio, geomean", known(geomean(&kept)), 0.65, 0.5)
            .beside(1.0),
        Row::at_most(
            "apps, live heap beside .mpy in flash, ratio, geomean",
            known(geomean(&kept_from_flash)),
            0.65,
            0.5,
        )
        .beside(1.0),
    ];
    Ok((table, rows))
}

fn measure_app(firmware: &Path, program: &Program) -> Result<App> {
    let measured = run(firmware, "apps", program)?;
    let row = baseline("Applications on the boards", &program.name)?;
    let live = baseline("Live heap", &program.name)?;
    Ok(App {
        name: program.name.clone(),
        ours: measured.run as f64 / 1e6,
        theirs: number(&row, 5)?,
        kept: measured.live as f64,
        kept_theirs: number(&live, 2)?,
        kept_from_flash: MICROPYTHON_BOOT_BYTES + number(&row, 9)?,
    })
}

/// Gates and stretch goals of kernels, in instructions per item.
const KERNEL_GATES: [(&str, f64, f64); 5] = [
    ("sum", 90.0, 60.0),
    ("fill", 90.0, 60.0),
    ("blur", 300.0, 200.0),
    ("crc32", 700.0, 300.0),
    ("xorshift32", 900.0, 400.0),
];

/// Measures all kernels as plain Python.
pub(crate) fn kernels(firmware: &Path) -> Result<(String, Vec<Row>)> {
    let programs = programs::plain_kernels()?;
    let results = pool::map(&programs, |program| measure_kernel(firmware, program));
    let mut table =
        "| kernel, per item | MicroPython | ours | times fewer |\n|---|--:|--:|--:|\n".to_owned();
    let (mut rows, mut ratios) = (Vec::new(), Vec::new());
    for (program, result) in programs.iter().zip(results) {
        let name = &program.name;
        let ours = match &result {
            Ok((ours, theirs)) => {
                ratios.push(theirs / ours);
                writeln!(
                    table,
                    "| {name} | {} | {} | {:.2} |",
                    short(*theirs),
                    short(*ours),
                    theirs / ours
                )?;
                Some(*ours)
            }
            Err(problem) => {
                writeln!(table, "| {name} | | failed: {} | |", last_line(problem))?;
                None
            }
        };
        if let Some((_, gate, stretch)) = KERNEL_GATES.iter().find(|(gated, ..)| gated == name) {
            let row = Row::at_most(
                format!("kernel {name}, instructions per item"),
                ours,
                *gate,
                *stretch,
            );
            rows.push(row.beside(result.map_or(f64::NAN, |(_, theirs)| theirs)));
        }
    }
    if let Some(mean) = geomean(&ratios) {
        writeln!(table, "| **geomean of {}** | | | {mean:.2} |", ratios.len())?;
    }
    Ok((table, rows))
}

/// Instructions per item: ours and MicroPython's.
fn measure_kernel(firmware: &Path, program: &Program) -> Result<(f64, f64)> {
    let row = baseline("Kernels on the M3", &program.name)?;
    let items = number(&row, 1)?;
    let measured = run(firmware, "kernels", program)?;
    let theirs = number(&row, 6).context("instructions per item")?;
    Ok((measured.run as f64 / (items * f64::from(program.n)), theirs))
}
