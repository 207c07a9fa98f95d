//! The project's own tasks: `cargo xtask TASK`.

mod bench;
mod bless;
mod chip;
mod corpus;
mod gates;
mod needs;
mod pool;
mod profile;
mod script;
mod shell;
mod size;
mod stages;
mod thumb;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask TASK
  test [STAGE...]       everything that must hold, in stages with their times
  corpus [--f64] [--f32] [--asan] [--chip] [--normal] [--gc] [--fail] [WORD...]
                        the scripts of tests/py whose path holds a word
  bless [WORD...]       ask CPython what those scripts should print
  thumb FILE.py [--heap SIZE] [--f64] [--stress gc|fail=N] [--bench N] [--level 3|2|s|z]
                        run a file on the emulated Cortex-M4; instruction counts and heap bytes on stderr
  profile FILE.py [--heap SIZE] [--phase boot|compile|run] [--bench N] [--top N]
                        where the instructions go on the emulated Cortex-M4: functions and blocks
  bench [apps|kernels|compile|gc|heap|host]... [--record]
                        the benchmarks beside MicroPython's figures
  size                  flash and RAM by module";

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
        "test" => stages::task(rest),
        "corpus" => corpus::task(rest),
        "bless" => bless::task(rest),
        "thumb" => thumb::task(rest),
        "profile" => profile::task(rest),
        "bench" => bench::task(rest),
        "size" => size::task(),
        _ => bail!("{USAGE}"),
    }
}
