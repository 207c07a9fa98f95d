//! `cargo xtask test`: everything that must hold before a change lands, in stages with their times.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::shell::{cargo, root, run, run_quietly};
use crate::{chip, corpus, gates};

/// The chips that the core must build for.
const CHIPS: [&str; 3] =
    ["thumbv7em-none-eabihf", "thumbv6m-none-eabi", "riscv32imc-unknown-none-elf"];

/// Everything but 64-bit floats and the tables of Unicode.
const MODULES: [&str; 2] = ["--features", "modules"];

/// A stage's name and what it does.
type Stage = (&'static str, fn() -> Result<()>);

const STAGES: &[Stage] = &[
    ("format", format),
    ("lint", lint),
    ("unit", unit),
    ("unit-f32", unit_f32),
    ("chips", chips),
    ("corpus", whole_corpus),
    ("asan", sanitized),
    ("gates", gates::check),
];

/// Runs all stages, or those named.
pub(crate) fn task(names: &[String]) -> Result<ExitCode> {
    if let Some(unknown) = names.iter().find(|name| STAGES.iter().all(|(stage, _)| stage != name)) {
        let known: Vec<_> = STAGES.iter().map(|(name, _)| *name).collect();
        bail!("no stage {unknown}; there are {}", known.join(" "));
    }
    let mut lines = Vec::new();
    for (name, stage) in
        STAGES.iter().filter(|(name, _)| names.is_empty() || names.iter().any(|n| n == name))
    {
        println!("== {name}");
        let start = Instant::now();
        let result = stage();
        let verdict = if result.is_ok() { "ok" } else { "FAILED" };
        lines.push((
            result.is_err(),
            format!("{name:10} {:7.1} s  {verdict}", start.elapsed().as_secs_f64()),
        ));
        if let Err(problem) = result {
            println!("{problem:#}");
        }
    }
    println!("== times");
    for (_, line) in &lines {
        println!("{line}");
    }
    Ok(ExitCode::from(u8::from(lines.iter().any(|(failed, _)| *failed))))
}

fn format() -> Result<()> {
    run(cargo().args(["fmt", "--all", "--check"]))?;
    run(cargo().args(["fmt", "--check"]).current_dir(root().join("xtask/firmware")))
}

fn lint() -> Result<()> {
    run(cargo().args([
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))?;
    run(cargo().args([
        "clippy",
        "--quiet",
        "-p",
        "taipan",
        "--no-default-features",
        "--features",
        "modules",
        "--",
        "-D",
        "warnings",
    ]))
}

fn unit() -> Result<()> {
    run(cargo().args(["test", "--quiet", "--workspace"]))
}

fn unit_f32() -> Result<()> {
    run(cargo().args(["test", "--quiet", "-p", "taipan", "--no-default-features"]).args(MODULES))
}

fn chips() -> Result<()> {
    for target in CHIPS {
        let sets = [
            &["--no-default-features"][..],
            &["--no-default-features", "--features", "modules"],
            &[],
        ];
        for features in sets {
            let mut build = chip::cargo("build", target)?;
            build
                .args(["--quiet", "--package", "taipan", "--target-dir"])
                .arg(root().join("target/chip/core"));
            run_quietly(build.args(features))?;
        }
    }
    Ok(())
}

fn whole_corpus() -> Result<()> {
    run_corpus(&[])
}

/// The same under AddressSanitizer, while everything moves.
fn sanitized() -> Result<()> {
    run_corpus(&["--asan", "--normal", "--gc"])
}

fn run_corpus(options: &[&str]) -> Result<()> {
    let options: Vec<_> = options.iter().map(|option| (*option).to_owned()).collect();
    if corpus::task(&options)? == ExitCode::SUCCESS { Ok(()) } else { bail!("scripts failed") }
}
