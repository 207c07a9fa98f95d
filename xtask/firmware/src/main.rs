//! Runs one Python file on the emulated chip, as a request file on the host says, and reports what it cost.
//!
//! The emulator counts executed instructions between the marks set here; [`count`] has the rules.

#![no_std]
#![no_main]

mod board;
#[expect(unsafe_code, reason = "marker instructions for the counting emulator")]
mod count;
mod engine;
mod request;
#[expect(unsafe_code, reason = "the debugger's trap, which takes addresses")]
mod semihosting;
#[expect(unsafe_code, reason = "paints and reads the unused part of the stack")]
mod stack;
#[expect(unsafe_code, reason = "registers of the timer")]
mod timer;

use core::fmt::Write;
use core::panic::PanicInfo;

use static_cell::ConstStaticCell;

use crate::board::Chip;
use crate::engine::Outcome;
use crate::request::{Mode, Request};
use crate::semihosting::{ErrorStream, File};

/// The arena comes out of this. The chip has 4 MB; the rest is for the source text and the stack.
const MEMORY_BYTES: usize = 2 * 1024 * 1024;
const SOURCE_BYTES: usize = 1024 * 1024;
const REQUEST_BYTES: usize = 4096;

/// Aligned, so that no byte of the arena is lost to rounding.
#[repr(align(16))]
struct Memory([u8; MEMORY_BYTES]);

static MEMORY: ConstStaticCell<Memory> = ConstStaticCell::new(Memory([0; MEMORY_BYTES]));
static SOURCE: ConstStaticCell<[u8; SOURCE_BYTES]> = ConstStaticCell::new([0; SOURCE_BYTES]);
static COMMAND_LINE: ConstStaticCell<[u8; REQUEST_BYTES]> =
    ConstStaticCell::new([0; REQUEST_BYTES]);
static REQUEST: ConstStaticCell<[u8; REQUEST_BYTES]> = ConstStaticCell::new([0; REQUEST_BYTES]);

/// The exit status when the request cannot be carried out at all.
const STATUS_REQUEST: i32 = 2;

#[cortex_m_rt::entry]
fn main() -> ! {
    let status = match serve() {
        Ok(outcome) => outcome.status,
        Err(problem) => {
            _ = writeln!(ErrorStream, "firmware: {problem}");
            STATUS_REQUEST
        }
    };
    semihosting::exit(status)
}

fn serve() -> Result<Outcome, &'static str> {
    let path_bytes =
        semihosting::command_line(COMMAND_LINE.take()).ok_or("no request on the command line")?;
    let path = core::str::from_utf8(path_bytes).map_err(|_| "the request's path is not UTF-8")?;
    let request_text = REQUEST.take();
    let count = File::open(path).and_then(|file| file.read_at(0, request_text));
    let count = count.map_err(|_| "cannot read the request")?;
    let request = Request::parse(&request_text[..count])?;

    let source = SOURCE.take();
    let count = File::open(request.script).and_then(|file| file.read_at(0, source));
    let source = &source[..count.map_err(|_| "cannot read the script")?];
    if source.len() == SOURCE_BYTES {
        return Err("the script is longer than 1 MB");
    }
    let memory =
        MEMORY.take().0.get_mut(..request.heap_bytes).ok_or("the heap is larger than 2 MB")?;

    let mut chip = Chip::new();
    let stack = stack::paint();
    let outcome = match request.mode {
        Mode::Run => engine::run(memory, &request, source, &mut chip),
        Mode::Bench { n } => engine::bench(memory, &request, source, n, &mut chip),
        Mode::Compile => engine::compile(memory, &request, source, &mut chip),
    };
    report(&request, &outcome, stack.used_bytes())?;
    Ok(outcome)
}

/// Writes what was measured on the chip; the emulator adds the instruction counts.
fn report(
    request: &Request<'_>,
    outcome: &Outcome,
    stack_bytes: usize,
) -> Result<(), &'static str> {
    let mut file = File::create(request.report).map_err(|_| "cannot write the report")?;
    writeln!(
        file,
        "boot_live {}\npeak {}\nlive {}\nallocations {}\nstate {}\nstack {}\nstatus {}",
        outcome.boot_live,
        outcome.peak,
        outcome.live,
        outcome.allocations,
        outcome.state,
        stack_bytes,
        outcome.status
    )
    .map_err(|_| "cannot write the report")
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    _ = writeln!(ErrorStream, "firmware: {info}");
    semihosting::exit(101)
}
