//! `cargo xtask profile`: where the instructions of a run on the emulated chip go.
//!
//! Functions are those left after inlining; the blocks below them are shown with the source lines they come from.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use object::{Object, ObjectSymbol, SymbolKind};

use crate::chip::{self, Build, Job, Task};
use crate::needs;
use crate::shell::{command, root, text};
use crate::thumb::{HEAP_BYTES, size};

/// A stretch of code without a jump in it.
struct Block {
    address: u64,
    runs: u64,
    executed: u64,
}

/// Runs the task.
pub(crate) fn task(arguments: &[String]) -> Result<ExitCode> {
    let (mut file, mut job_task, mut phase, mut top) = (None, Task::Run, 3, 20);
    let mut heap_bytes = HEAP_BYTES;
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().with_context(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--heap" => heap_bytes = size(value()?)?,
            "--bench" => job_task = Task::Bench(value()?.parse()?),
            "--top" => top = value()?.parse()?,
            "--phase" => phase = phase_number(value()?)?,
            option if option.starts_with('-') => bail!("unknown option {option}"),
            path => file = Some(path),
        }
    }
    let script = Path::new(file.context("which file?")?);
    let firmware = chip::firmware(Build::SPEED)?;
    needs::ensure(&[needs::CROSS])?;
    let output = root().join("target/chip/profile");
    let profile = Some((output.as_path(), phase));
    chip::run(&Job {
        firmware: &firmware,
        script,
        heap_bytes,
        task: job_task,
        docstrings: false,
        stress: "",
        show: false,
        profile,
    })?;
    let blocks = read(&fs::read_to_string(&output)?)?;
    print(&firmware, &blocks, top)?;
    Ok(ExitCode::SUCCESS)
}

fn phase_number(name: &str) -> Result<u32> {
    let names = ["boot", "compile", "run"];
    let place = names
        .iter()
        .position(|known| *known == name)
        .with_context(|| format!("no phase {name}"))?;
    Ok(place as u32 + 1)
}

/// Reads the plugin's lines. The same code may be translated more than once.
fn read(lines: &str) -> Result<Vec<Block>> {
    let mut blocks = Vec::new();
    for line in lines.lines() {
        let mut words = line.split(' ');
        let address = u64::from_str_radix(words.next().unwrap_or_default(), 16)?;
        let insns: u64 = words.next().context("bad profile")?.parse()?;
        let runs: u64 = words.next().context("bad profile")?.parse()?;
        blocks.push(Block { address, runs, executed: insns * runs });
    }
    blocks.sort_by_key(|block| std::cmp::Reverse(block.executed));
    Ok(blocks)
}

fn print(firmware: &Path, blocks: &[Block], top: usize) -> Result<()> {
    let bytes = fs::read(firmware)?;
    let file = object::File::parse(&*bytes)?;
    let mut functions: Vec<_> = file
        .symbols()
        .filter(|symbol| symbol.kind() == SymbolKind::Text && symbol.size() > 0)
        .map(|symbol| (symbol.address() & !1, symbol.name().unwrap_or_default()))
        .collect();
    functions.sort_unstable();
    let function_of = |address: u64| {
        let after = functions.partition_point(|(start, _)| *start <= address);
        after.checked_sub(1).map_or("?", |index| functions[index].1)
    };
    let total: u64 = blocks.iter().map(|block| block.executed).sum();
    let mut by_function: HashMap<&str, u64> = HashMap::new();
    for block in blocks {
        *by_function.entry(function_of(block.address)).or_default() += block.executed;
    }
    let mut by_function: Vec<_> = by_function.into_iter().collect();
    by_function.sort_by_key(|(name, executed)| (std::cmp::Reverse(*executed), *name));
    let share = |executed: u64| 100.0 * executed as f64 / total.max(1) as f64;
    println!("{total} instructions\n\nfunctions");
    for (name, executed) in by_function.iter().take(top) {
        println!("{:5.1} % {executed:>11}  {:#}", share(*executed), rustc_demangle::demangle(name));
    }
    println!("\nblocks: share, times run, address, lines (innermost first)");
    for block in blocks.iter().take(top) {
        let lines = source_lines(firmware, block.address)?;
        println!(
            "{:5.1} % {:>10}  {:#08x}  {lines}",
            share(block.executed),
            block.runs,
            block.address
        );
    }
    Ok(())
}

/// The lines an address comes from, through inlining, as `file.rs:12`.
fn source_lines(firmware: &Path, address: u64) -> Result<String> {
    let mut ask = command("arm-none-eabi-addr2line");
    let answer = text(ask.arg("-ie").arg(firmware).arg(format!("{address:#x}")))?;
    let short = |line: &str| {
        let place = line.split(' ').next().unwrap_or_default();
        place.rsplit_once("/src/").map_or(place, |(_, end)| end).to_owned()
    };
    let ours = answer.lines().filter(|line| !line.contains("/library/"));
    Ok(ours.map(short).take(4).collect::<Vec<_>>().join(" < "))
}
