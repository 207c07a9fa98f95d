//! Running other programs.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

/// The top folder of the project.
pub(crate) fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// A command that runs in the project's top folder.
pub(crate) fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs this, for the host.
pub(crate) fn cargo() -> Command {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}

/// Runs to the end and fails if the program does.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", shown(command)))?;
    ensure!(status.success(), "failed ({status}): {}", shown(command));
    Ok(())
}

/// Runs to the end, keeps what it says to itself, and shows that only if it fails.
pub(crate) fn run_quietly(command: &mut Command) -> Result<()> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    if !output.status.success() {
        let (out, err) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        bail!("{out}{err}failed ({}): {}", output.status, shown(command));
    }
    Ok(())
}

/// What the program prints, if it succeeds.
pub(crate) fn text(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("cannot start {}", shown(command)))?;
    ensure!(output.status.success(), "failed ({}): {}", output.status, shown(command));
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What the program prints, if it succeeds; its complaints are not shown.
pub(crate) fn text_quietly(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    ensure!(output.status.success(), "failed ({}): {}", output.status, shown(command));
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program of this name can be started.
pub(crate) fn exists(program: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    program.starts_with('/') && Path::new(program).exists()
        || std::env::split_paths(&folders).any(|folder| folder.join(program).is_file())
}

/// CPython 3.13, whichever name it has here; it must not leave compiled files about.
pub(crate) fn cpython() -> Result<Command> {
    for (program, version) in [("python3.13", ""), ("python3", ""), ("python3", "3.13.0")] {
        let mut python = command(program);
        python.env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONHASHSEED", "0");
        if !version.is_empty() {
            python.env("PYENV_VERSION", version);
        }
        let mut ask = command(program);
        ask.envs(python.get_envs().filter_map(|(name, value)| Some((name, value?))));
        ask.args(["-c", "import sys; print(sys.version_info[:2] == (3, 13))"]);
        if text_quietly(&mut ask).is_ok_and(|answer| answer.trim() == "True") {
            return Ok(python);
        }
    }
    bail!("missing: CPython 3.13 (only `bless` needs it)")
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
