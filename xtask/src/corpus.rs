//! `cargo xtask corpus`: every script of `tests/py` on every engine in every mode.
//!
//! Engines: the host with 64-bit and with 32-bit floats, the emulated Cortex-M4 with 32-bit floats. Modes: normal;
//! `gc`, which collects and moves everything at every allocation; `fail`, in which one allocation fails: then the
//! script ends with MemoryError or prints just what it should, and the engine stays sound.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::chip::{self, Build, Job, Task};
use crate::pool;
use crate::script::{self, Script};
use crate::shell::{self, root};

/// How many different allocations fail in turn in one script.
const FAILURES_PER_SCRIPT: u32 = 24;
/// The emulated chip takes longer to start.
const FAILURES_PER_SCRIPT_CHIP: u32 = 3;

/// Longest run of one script on the host, in seconds.
const SECONDS_MAX: &str = "60";

/// Where scripts run.
#[derive(Clone, PartialEq, Eq)]
enum Engine {
    Host { command: PathBuf, build: HostBuild },
    Chip { firmware: PathBuf },
}

/// How the command is built.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HostBuild {
    F64,
    F32,
    /// 64-bit floats, under AddressSanitizer.
    Sanitized,
}

/// What is made harder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mode {
    Normal,
    Collect,
    Fail,
}

/// How a run ended.
struct Ended {
    status: i32,
    stdout: Vec<u8>,
    stderr: String,
    /// How many times memory was asked for.
    allocations: u32,
}

/// Runs the task. Words that are no options pick scripts by a part of their path.
pub(crate) fn task(arguments: &[String]) -> Result<ExitCode> {
    let (mut engines, mut modes, mut words) = (Vec::new(), Vec::new(), Vec::new());
    for argument in arguments {
        match argument.as_str() {
            "--f64" => engines.push(host(HostBuild::F64)?),
            "--f32" => engines.push(host(HostBuild::F32)?),
            "--asan" => engines.push(host(HostBuild::Sanitized)?),
            "--chip" => engines.push(emulated()?),
            "--normal" => modes.push(Mode::Normal),
            "--gc" => modes.push(Mode::Collect),
            "--fail" => modes.push(Mode::Fail),
            option if option.starts_with('-') => bail!("unknown option {option}"),
            word => words.push(word.to_owned()),
        }
    }
    if engines.is_empty() {
        engines = vec![host(HostBuild::F64)?, host(HostBuild::F32)?, emulated()?];
    }
    if modes.is_empty() {
        modes = vec![Mode::Normal, Mode::Collect, Mode::Fail];
    }
    let scripts = script::find(&words)?;
    let mut failed = false;
    for engine in &engines {
        for mode in &modes {
            failed |= !run_all(engine, *mode, &scripts);
        }
    }
    Ok(ExitCode::from(u8::from(failed)))
}

/// Builds the command with assertions and overflow checks on.
fn host(build: HostBuild) -> Result<Engine> {
    let name = match build {
        HostBuild::F64 => "f64",
        HostBuild::F32 => "f32",
        HostBuild::Sanitized => "asan",
    };
    let folder = root().join("target/corpus").join(name);
    let mut cargo = shell::cargo();
    cargo
        .args([
            "build",
            "--quiet",
            "--package",
            "taipan-sim",
            "--profile",
            "corpus",
            "--target-dir",
        ])
        .arg(&folder);
    let mut output = folder.clone();
    match build {
        HostBuild::F64 => {}
        HostBuild::F32 => {
            _ = cargo.args(["--no-default-features", "--features", "unicode,modules"])
        }
        HostBuild::Sanitized => {
            let target = host_target()?;
            output.push(&target);
            // The stable toolchain brings the sanitizer; only the flag to ask for it is unstable.
            cargo
                .env("RUSTC_BOOTSTRAP", "1")
                .env("RUSTFLAGS", "-Zsanitizer=address")
                .args(["--target", &target]);
        }
    }
    shell::run_quietly(&mut cargo)?;
    Ok(Engine::Host { command: output.join("corpus/taipan"), build })
}

/// The name of this machine as a target. A build for a named target leaves build scripts alone.
fn host_target() -> Result<String> {
    let version = shell::text(shell::command("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc names no host")?.to_owned())
}

fn emulated() -> Result<Engine> {
    Ok(Engine::Chip { firmware: chip::firmware(Build { stress: true, ..Build::SPEED })? })
}

impl Engine {
    fn name(&self) -> &'static str {
        match self {
            Engine::Host { build: HostBuild::F64, .. } => "host f64",
            Engine::Host { build: HostBuild::F32, .. } => "host f32",
            Engine::Host { build: HostBuild::Sanitized, .. } => "host f64 asan",
            Engine::Chip { .. } => "chip f32",
        }
    }

    fn takes(&self, script: &Script) -> bool {
        match self {
            Engine::Host { build: HostBuild::F32, .. } => script.on_f32,
            Engine::Host { .. } => script.on_f64,
            Engine::Chip { .. } => script.on_chip && script.on_f32,
        }
    }

    fn run(&self, script: &Script, stress: &str) -> Result<Ended> {
        match self {
            Engine::Host { command, .. } => run_host(command, script, stress),
            Engine::Chip { firmware } => {
                let (script, heap_bytes) = (script.path.as_path(), script.heap_bytes);
                let job = Job {
                    firmware,
                    script,
                    heap_bytes,
                    docstrings: true,
                    stress,
                    task: Task::Run,
                    show: false,
                    profile: None,
                };
                let measured = chip::run(&job)?;
                let (status, stderr, allocations) =
                    (measured.status, measured.stderr, measured.allocations);
                Ok(Ended { status, stdout: measured.stdout.into_bytes(), stderr, allocations })
            }
        }
    }
}

fn run_host(program: &Path, script: &Script, stress: &str) -> Result<Ended> {
    let mut command = Command::new("timeout");
    command.arg(SECONDS_MAX).arg(program).args(["--virtual-clock", "--heap-report", "--heap"]);
    command.arg(script.heap_bytes.to_string());
    if !stress.is_empty() {
        command.args(["--stress", stress]);
    }
    command.arg(&script.path).stdin(Stdio::null());
    command.current_dir(script.path.parent().unwrap_or(Path::new("/")));
    let output = command.output()?;
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    let allocations = reported(&stderr, "allocations").unwrap_or_default();
    Ok(Ended {
        status: output.status.code().unwrap_or(-1),
        stdout: output.stdout,
        stderr,
        allocations,
    })
}

/// Runs all scripts in one mode on one engine, and says what failed.
fn run_all(engine: &Engine, mode: Mode, scripts: &[Script]) -> bool {
    let start = Instant::now();
    let scripts: Vec<_> =
        scripts.iter().filter(|script| engine.takes(script) && mode.takes(script)).collect();
    let problems = pool::map(&scripts, |script| {
        check(engine, mode, script).err().map(|problem| format!("{}: {problem:#}", script.name()))
    });
    let problems: Vec<_> = problems.into_iter().flatten().collect();
    for problem in &problems {
        println!("{problem}");
    }
    let (count, seconds) = (scripts.len(), start.elapsed().as_secs_f64());
    println!(
        "{} {mode:?}: {} of {count} scripts pass, {seconds:.1} s",
        engine.name(),
        count - problems.len()
    );
    problems.is_empty()
}

impl Mode {
    fn takes(self, script: &Script) -> bool {
        match self {
            Mode::Normal => true,
            Mode::Collect => script.with_gc_stress,
            Mode::Fail => script.with_failures,
        }
    }
}

fn check(engine: &Engine, mode: Mode, script: &Script) -> Result<()> {
    let expected = fs::read(script.expected_path())
        .context("no expected output: `cargo xtask bless` makes it")?;
    match mode {
        Mode::Normal => same(&engine.run(script, "")?, &expected, script.status),
        Mode::Collect => same(&engine.run(script, "gc")?, &expected, script.status),
        Mode::Fail => check_failures(engine, script, &expected),
    }
}

fn check_failures(engine: &Engine, script: &Script, expected: &[u8]) -> Result<()> {
    let normal = engine.run(script, "")?;
    let allocations = normal.allocations;
    let runs = if matches!(engine, Engine::Chip { .. }) {
        FAILURES_PER_SCRIPT_CHIP
    } else {
        FAILURES_PER_SCRIPT
    };
    // The same every time: evenly over all allocations.
    let which: BTreeSet<u32> = (0..runs)
        .map(|i| 1 + (u64::from(i) * u64::from(allocations) / u64::from(runs)) as u32)
        .collect();
    for n in which {
        let ended = engine.run(script, &format!("fail={n}"))?;
        // A script that shows what it catches may show this.
        let shown = ended.status == script.status && contains(&ended.stdout, b"MemoryError");
        let ended_so = shown || ended.status == 1 && has_line(&ended.stderr, "MemoryError");
        if !ended_so {
            same(&ended, expected, script.status)
                .with_context(|| format!("allocation {n} of {allocations} failed"))?;
        }
    }
    Ok(())
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Whether a line begins with this.
fn has_line(text: &str, start: &str) -> bool {
    text.lines().any(|line| line.starts_with(start))
}

/// A number of the heap report, such as `allocations 12`.
fn reported(text: &str, what: &str) -> Option<u32> {
    let words: Vec<_> = text.split_whitespace().collect();
    words.windows(2).rev().find(|pair| pair[0] == what).and_then(|pair| pair[1].parse().ok())
}

fn same(ended: &Ended, expected: &[u8], status: i32) -> Result<()> {
    if ended.status != status {
        let end: Vec<_> = ended.stderr.lines().rev().take(6).collect();
        let end: Vec<_> = end.into_iter().rev().collect();
        bail!("status {}, not {status}\n    {}", ended.status, end.join("\n    "));
    }
    if ended.stdout != expected {
        let (ours, theirs) =
            (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(expected));
        let place = ours.lines().zip(theirs.lines()).position(|(a, b)| a != b);
        let place = place.unwrap_or_else(|| ours.lines().count().min(theirs.lines().count()));
        let line = |text: &str| {
            text.lines().nth(place).unwrap_or("(the end)").chars().take(200).collect::<String>()
        };
        bail!(
            "output line {}\n    is     {}\n    not    {}",
            place + 1,
            line(&ours),
            line(&theirs)
        );
    }
    Ok(())
}
