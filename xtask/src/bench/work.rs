//! The engine's own work on the emulated chip: compiling, allocating, collecting.

use std::path::Path;

use anyhow::Result;

use crate::bench::heap;
use crate::bench::programs::{self, Program};
use crate::bench::row::Row;
use crate::chip::Task;
use crate::thumb::HEAP_BYTES;

/// The arena in which all applications are compiled as one module.
const COMPILE_HEAP_BYTES: usize = 1024 * 1024;

/// The longest pause that a program may see: 2 ms at 168 MHz with 1.3 cycles an instruction.
const PAUSE_INSTRUCTIONS: f64 = 168e6 * 0.002 / 1.3;
const PAUSE_STRETCH: f64 = 168e6 * 0.00015 / 1.3;

/// Compiles all applications as one module.
pub(crate) fn compile(firmware: &Path) -> Result<(String, Vec<Row>)> {
    let mut source = String::new();
    for app in programs::apps()? {
        source += app.source.split("\nif __name__ ==").next().unwrap_or_default();
        source.push('\n');
    }
    let program = Program { name: "all_apps".to_owned(), source, n: 1 };
    let lines = program.lines() as f64;
    let result = heap::run(firmware, &program, COMPILE_HEAP_BYTES, Task::Compile);
    let table = match &result {
        Ok(measured) => {
            format!("{lines} lines, {} bytes at the peak, {} kept\n", measured.peak, measured.live)
        }
        Err(problem) => format!("compile failed: {problem:#}\n"),
    };
    let measured = result.as_ref().ok();
    let peak =
        measured.map(|measured| measured.peak.saturating_sub(measured.boot_live) as f64 / lines);
    let kept =
        measured.map(|measured| measured.live.saturating_sub(measured.boot_live) as f64 / lines);
    let instructions = measured.map(|measured| measured.compile as f64 / lines);
    let rows = vec![
        Row::at_most("compile: peak heap per source line, bytes", peak, 50.0, 30.0).beside(102.0),
        Row::at_most("compile: kept per source line, bytes", kept, 24.0, 16.0).beside(18.0),
        Row::at_most("compile: instructions per source line", instructions, 12e3, 6e3).beside(34e3),
    ];
    Ok((table, rows))
}

/// Allocates and collects.
pub(crate) fn collect(firmware: &Path) -> Result<(String, Vec<Row>)> {
    let program = programs::memory("collect")?;
    let (one, large) = (Task::Bench(1), 192 * 1024);
    let usual = heap::run(firmware, &program, HEAP_BYTES, one);
    let pause = heap::run(firmware, &program, large, one);
    let table = usual
        .as_ref()
        .err()
        .map_or(String::new(), |problem| format!("collect failed: {problem:#}\n"));
    let usual = usual.ok().map(|measured| measured.run as f64);
    let pause = pause.ok().map(|measured| measured.run as f64);

    // The loop with a tuple of three less the same loop without: the whole of making one, its dispatch included.
    let program = programs::memory("allocate")?;
    let run = |n| {
        heap::run(firmware, &program, HEAP_BYTES, Task::Bench(n))
            .map(|measured| measured.run as f64)
    };
    let tuple = match (run(0), run(1)) {
        (Ok(without), Ok(with)) => Some((with - without) / 1000.0),
        _ => None,
    };
    let rows = vec![
        Row::at_most("allocate: a 3-tuple, whole, instructions", tuple, 60.0, 40.0).beside(196.0),
        Row::at_most("collect: 60 % of 128 KB live, instructions", usual, 500e3, 300e3)
            .beside(717e3),
        Row::at_most(
            "longest pause, 192 KB, instructions",
            pause,
            PAUSE_INSTRUCTIONS,
            PAUSE_STRETCH,
        ),
    ];
    Ok((table, rows))
}
