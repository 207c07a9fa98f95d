//! `cargo xtask size`: flash and RAM of the firmware, by module, from the symbols of its ELF file.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use object::{Object, ObjectSection, ObjectSymbol, SectionFlags, SectionKind, SymbolKind};

use crate::bench::Row;
use crate::chip::{self, Build};

/// What a build takes, by part: `taipan::vm`, `core`, ...
#[derive(Default)]
struct Sizes {
    flash: BTreeMap<String, u64>,
    ram: BTreeMap<String, u64>,
}

/// The parts that are not the engine: the firmware around it.
const OUTSIDE: [&str; 4] =
    ["taipan_firmware", "cortex_m_rt", "(vectors and tables)", "static_cell"];

/// Gate and stretch of flash, in bytes: engine, compiler, collector and types, of modules `builtins` and `sys`.
const FLASH_GATE: (f64, f64) = (140.0 * 1024.0, 96.0 * 1024.0);
const RAM_GATE: (f64, f64) = (2048.0, 512.0);

/// Runs the task.
pub(crate) fn task() -> Result<ExitCode> {
    let builds = [
        (
            "size (opt-level z, flags of a nightly compiler), f32, engine without modules",
            Build::SIZE,
        ),
        ("the same, flags of a stable compiler", Build { lean: false, ..Build::SIZE }),
        ("the same, all modules", Build { lean: false, modules: true, ..Build::SIZE }),
        (
            "the same, all modules, f64",
            Build { lean: false, modules: true, f64: true, ..Build::SIZE },
        ),
        ("speed (opt-level 3), f32, all modules", Build::SPEED),
    ];
    for (name, build) in builds {
        let firmware = chip::firmware(build)?;
        let sizes = Sizes::read(&firmware)?;
        println!("## {name}\n");
        print(&sizes);
        for row in rows_of(&sizes).iter().filter(|_| !build.modules && !build.f64) {
            println!("{row}");
        }
        println!();
    }
    Ok(ExitCode::SUCCESS)
}

/// The rows of targets.
pub(crate) fn rows() -> Result<Vec<Row>> {
    Ok(rows_of(&Sizes::read(&chip::firmware(Build::SIZE)?)?))
}

fn rows_of(sizes: &Sizes) -> Vec<Row> {
    let sum = |parts: &BTreeMap<String, u64>| {
        let counted = parts.iter().filter(|(part, _)| is_engine(part));
        Some(counted.map(|(_, bytes)| *bytes).sum::<u64>() as f64)
    };
    vec![
        Row::at_most(
            "flash: engine without modules, bytes",
            sum(&sizes.flash),
            FLASH_GATE.0,
            FLASH_GATE.1,
        )
        .beside(147.0 * 1024.0),
        Row::at_most(
            "RAM outside the heap, static, bytes",
            sum(&sizes.ram),
            RAM_GATE.0,
            RAM_GATE.1,
        )
        .beside(800.0),
    ]
}

fn is_engine(part: &str) -> bool {
    !OUTSIDE.contains(&part)
}

fn print(sizes: &Sizes) {
    println!("| part | flash B | RAM B |\n|---|--:|--:|");
    let mut parts: Vec<_> = sizes.flash.keys().chain(sizes.ram.keys()).collect();
    parts.sort();
    parts.dedup();
    let of =
        |parts: &BTreeMap<String, u64>, part: &str| parts.get(part).copied().unwrap_or_default();
    for part in parts {
        println!("| {part} | {} | {} |", of(&sizes.flash, part), of(&sizes.ram, part));
    }
    println!(
        "| **all** | {} | {} |",
        sizes.flash.values().sum::<u64>(),
        sizes.ram.values().sum::<u64>()
    );
}

impl Sizes {
    fn read(path: &Path) -> Result<Sizes> {
        let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
        let file = object::File::parse(&*bytes)?;
        let mut sizes = Sizes::default();
        for section in file.sections() {
            let SectionFlags::Elf { sh_flags } = section.flags() else { continue };
            if sh_flags & u64::from(object::elf::SHF_ALLOC) == 0 {
                continue;
            }
            let is_zeroed = section.kind() == SectionKind::UninitializedData;
            let is_written = sh_flags & u64::from(object::elf::SHF_WRITE) != 0;
            // A symbol's size; what lies between symbols, such as nameless constants, is found by difference.
            let mut symbols: Vec<_> = file
                .symbols()
                .filter(|symbol| {
                    symbol.section_index() == Some(section.index()) && symbol.size() > 0
                })
                .filter(|symbol| {
                    matches!(
                        symbol.kind(),
                        SymbolKind::Text | SymbolKind::Data | SymbolKind::Unknown
                    )
                })
                .map(|symbol| {
                    (symbol.address() & !1, symbol.size(), symbol.name().unwrap_or_default())
                })
                .collect();
            symbols.sort_unstable();
            let mut named = 0;
            let mut end = 0;
            for (address, size, name) in symbols {
                // Merged functions share an address.
                if address < end {
                    continue;
                }
                end = address + size;
                named += size;
                sizes.add(&part(name), size, is_zeroed, is_written);
            }
            let rest = section.size().saturating_sub(named);
            let what = if section.kind() == SectionKind::Text {
                "(vectors and tables)"
            } else {
                "(nameless constants)"
            };
            // Between zeroed variables there is only what aligns them.
            if !is_zeroed {
                sizes.add(what, rest, is_zeroed, is_written);
            }
        }
        Ok(sizes)
    }

    /// Variables with a first value take flash and RAM.
    fn add(&mut self, part: &str, bytes: u64, is_zeroed: bool, is_written: bool) {
        if bytes == 0 {
            return;
        }
        if !is_zeroed {
            *self.flash.entry(part.to_owned()).or_default() += bytes;
        }
        if is_written {
            *self.ram.entry(part.to_owned()).or_default() += bytes;
        }
    }
}

/// What a symbol belongs to: a module of the core, or else a crate.
fn part(symbol: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(symbol));
    if let Some(at) = name.find("taipan::") {
        let rest = &name[at + "taipan::".len()..];
        return format!("taipan::{}", identifier(rest));
    }
    let start = name.trim_start_matches(['<', '&', '*', '(', '[', '_']);
    let first = identifier(start);
    // Implementations of core's traits for its own types, and what the compiler calls.
    if [
        "rustc", "char", "str", "bool", "u8", "u16", "u32", "u64", "usize", "f32", "f64", "dyn",
        "i8", "i16", "i32", "i64",
    ]
    .contains(&first)
    {
        return "core".to_owned();
    }
    if name.starts_with("__aeabi") || name.starts_with("mem") || !name.contains("::") {
        return "compiler_builtins".to_owned();
    }
    first.to_owned()
}

fn identifier(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}
