//! The board of the examples: the process's clock and standard output.

use std::io::Write as _;
use std::time::Instant;

use taipan::hal::{Board, Error};

/// A clock and a console to write to.
pub(crate) struct Console {
    start: Instant,
}

impl Console {
    /// A board that starts now.
    pub(crate) fn new() -> Self {
        Self { start: Instant::now() }
    }
}

impl Board for Console {
    fn ticks_us(&mut self) -> u64 {
        self.start.elapsed().as_micros() as u64
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        std::io::stdout().write_all(bytes).map_err(|_| Error::Failed)
    }

    fn read(&mut self, _buffer: &mut [u8], _wait_us: u32) -> Result<usize, Error> {
        Err(Error::EndOfInput)
    }
}
