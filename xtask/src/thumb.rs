//! `cargo xtask thumb`: one file on the emulated chip.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::chip::{self, Build, Job, Task};

/// The arena's size unless told otherwise.
pub(crate) const HEAP_BYTES: usize = 128 * 1024;

/// Runs the task.
pub(crate) fn task(arguments: &[String]) -> Result<ExitCode> {
    let mut build = Build::SPEED;
    let mut heap_bytes = HEAP_BYTES;
    let (mut file, mut task, mut stress) = (None, Task::Run, String::new());
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--heap" => {
                heap_bytes = size(arguments.next().context("--heap takes a size, such as 16k")?)?
            }
            "--f64" => build.f64 = true,
            "--bench" => {
                task = Task::Bench(arguments.next().context("--bench takes a number")?.parse()?)
            }
            "--stress" => {
                stress.clone_from(arguments.next().context("--stress takes gc or fail=N")?)
            }
            "--level" => {
                build.level = arguments
                    .next()
                    .and_then(|level| known_level(level))
                    .context("--level 3|s|z")?
            }
            option if option.starts_with('-') => bail!("unknown option {option}"),
            path => file = Some(path),
        }
    }
    build.stress = !stress.is_empty();
    let script = Path::new(file.context("which file?")?);
    let firmware = chip::firmware(build)?;
    let measured = chip::run(&Job {
        firmware: &firmware,
        script,
        heap_bytes,
        task,
        docstrings: false,
        stress: &stress,
        show: true,
        profile: None,
    })?;
    let (boot, compile, run) = (measured.boot, measured.compile, measured.run);
    eprintln!(
        "boot {boot} compile {compile} run {run} peak {} live {} stack {}",
        measured.peak, measured.live, measured.stack
    );
    Ok(ExitCode::from(u8::try_from(measured.status).unwrap_or(1)))
}

fn known_level(level: &str) -> Option<&'static str> {
    ["3", "2", "s", "z"].into_iter().find(|known| *known == level)
}

/// A number of bytes, such as `4096`, `16k` or `1M`.
pub(crate) fn size(text: &str) -> Result<usize> {
    let (digits, unit) = match text.strip_suffix(['k', 'K']) {
        Some(digits) => (digits, 1024),
        None => text.strip_suffix('M').map_or((text, 1), |digits| (digits, 1024 * 1024)),
    };
    let count: usize = digits.parse().with_context(|| format!("not a size: {text}"))?;
    count.checked_mul(unit).with_context(|| format!("too large: {text}"))
}
