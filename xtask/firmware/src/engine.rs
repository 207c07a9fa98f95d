//! The only file here that knows the engine's interface: boots it, runs the program, marks the phases.

use core::fmt::Write;

use taipan::hal::Board;

use crate::board::Chip;
use crate::count;
use crate::request::Request;
use crate::semihosting::ErrorStream;

/// What a run came to, in bytes of the arena.
#[derive(Default)]
pub(crate) struct Outcome {
    /// Exit status: 0, 1 after an uncaught exception, or what `SystemExit` said.
    pub(crate) status: i32,
    /// In use after booting.
    pub(crate) boot_live: usize,
    /// Most that was in use at one time.
    pub(crate) peak: usize,
    /// In use at the end, after a collection.
    pub(crate) live: usize,
    /// How many times memory was asked for.
    pub(crate) allocations: u32,
    /// The virtual machine's own bytes outside the arena.
    pub(crate) state: usize,
}

/// Runs a file as `__main__`. Phases: boot, compile, run.
pub(crate) fn run(
    memory: &mut [u8],
    request: &Request<'_>,
    source: &[u8],
    chip: &mut Chip,
) -> Outcome {
    count::phase();
    let words = memory.len() / 4;
    count::phase();
    let lines = source.split(|&byte| byte == b'\n').count();
    count::phase();
    _ = chip.write(b"no engine yet\n");
    count::phase();
    _ = writeln!(
        ErrorStream,
        "{}: {lines} lines, {words} words, search {}",
        request.script, request.search
    );
    _ = chip.flush();
    Outcome::default()
}

/// Runs a file as a module, then `run(n)`. Phases: boot, import, `run(n)`.
pub(crate) fn bench(
    memory: &mut [u8],
    request: &Request<'_>,
    source: &[u8],
    n: i32,
    chip: &mut Chip,
) -> Outcome {
    let outcome = run(memory, request, source, chip);
    Outcome { status: n, ..outcome }
}

/// Compiles a file and keeps its code. Phases: boot, compile, nothing.
pub(crate) fn compile(
    memory: &mut [u8],
    request: &Request<'_>,
    source: &[u8],
    chip: &mut Chip,
) -> Outcome {
    run(memory, request, source, chip)
}
