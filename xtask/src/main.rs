//! The project's own tasks: `cargo xtask TASK`.

mod chip;
mod needs;
mod shell;
mod thumb;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask TASK
  thumb FILE.py [--heap SIZE] [--f64] [--bench N]
        run a file on the emulated Cortex-M4; instruction counts and heap bytes on stderr";

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    match task(&arguments) {
        Ok(status) => status,
        Err(problem) => {
            eprintln!("xtask: {problem:#}");
            ExitCode::from(2)
        }
    }
}

fn task(arguments: &[String]) -> Result<ExitCode> {
    let (name, rest) = match arguments {
        [name, rest @ ..] => (name.as_str(), rest),
        [] => bail!("{USAGE}"),
    };
    match name {
        "thumb" => thumb::task(rest),
        _ => bail!("{USAGE}"),
    }
}
