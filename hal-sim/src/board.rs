//! The board itself: what the engine sees of the host.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use taipan::hal::{self, Error, Files};

use crate::console::{Input, Output};
use crate::files::HostFiles;

/// Sleeping looks for Ctrl-C this often.
const SLEEP_MAX: Duration = Duration::from_millis(10);

/// Where the time comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clock {
    /// The host's clock.
    Real,
    /// Starts at 0 and moves only when the program sleeps: every run is the same, and no test waits.
    Virtual,
}

/// A virtual board.
pub struct Board {
    clock: Clock,
    start: Instant,
    slept_us: u64,
    output: Output,
    input: Input,
    files: HostFiles,
    interrupt: Arc<AtomicBool>,
}

impl Board {
    /// A board whose console is the process's standard input and output.
    #[must_use]
    pub fn new(clock: Clock) -> Board {
        Board::with_console(clock, Output::standard(), Input::standard())
    }

    /// A board that keeps what is written, for tests; nothing is ever typed.
    #[must_use]
    pub fn captured(clock: Clock) -> Board {
        Board::with_console(clock, Output::captured(), Input::empty())
    }

    fn with_console(clock: Clock, output: Output, input: Input) -> Board {
        let interrupt = Arc::new(AtomicBool::new(false));
        Board {
            clock,
            start: Instant::now(),
            slept_us: 0,
            output,
            input,
            files: HostFiles,
            interrupt,
        }
    }

    /// Makes Ctrl-C reach the program; a second one, before the program has seen the first, ends the process with 130.
    ///
    /// # Errors
    /// The host refuses the handler.
    pub fn catch_interrupts(&mut self) -> io::Result<()> {
        use signal_hook::consts::SIGINT;
        // The order matters: the second handler sets the flag that the first looks at next time.
        signal_hook::flag::register_conditional_shutdown(SIGINT, 130, Arc::clone(&self.interrupt))?;
        signal_hook::flag::register(SIGINT, Arc::clone(&self.interrupt))?;
        Ok(())
    }

    /// The flag that stands for a pressed Ctrl-C. Setting it, from any thread, has the same effect.
    #[must_use]
    pub fn interrupt_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.interrupt)
    }

    /// What was written so far to a captured console, and to its errors.
    #[must_use]
    pub fn written(&self) -> (&[u8], &[u8]) {
        self.output.captured_bytes()
    }
}

impl hal::Board for Board {
    fn flush(&mut self) -> Result<(), Error> {
        self.output.flush()
    }

    fn ticks_us(&mut self) -> u64 {
        match self.clock {
            Clock::Real => self.start.elapsed().as_micros() as u64,
            Clock::Virtual => self.slept_us,
        }
    }

    fn sleep_us(&mut self, us: u32) {
        match self.clock {
            Clock::Real => {
                // A console that is gone is reported by the next write.
                _ = self.output.flush();
                if !self.interrupt.load(Ordering::Relaxed) {
                    std::thread::sleep(Duration::from_micros(us.into()).min(SLEEP_MAX));
                }
            }
            Clock::Virtual => self.slept_us += u64::from(us),
        }
    }

    fn unix_time_us(&mut self) -> Option<i64> {
        match self.clock {
            Clock::Real => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
                i64::try_from(since.as_micros()).ok()
            }
            Clock::Virtual => i64::try_from(self.slept_us).ok(),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.output.write(bytes)
    }

    fn write_error(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.output.write_error(bytes)
    }

    fn read(&mut self, buffer: &mut [u8], wait_us: u32) -> Result<usize, Error> {
        self.output.flush()?;
        self.input.read(buffer, Duration::from_micros(wait_us.into()))
    }

    fn take_interrupt(&mut self) -> bool {
        // A load first: the flag is looked at often and seldom set.
        self.interrupt.load(Ordering::Relaxed) && self.interrupt.swap(false, Ordering::Relaxed)
    }

    fn files(&mut self) -> Option<&mut dyn Files> {
        Some(&mut self.files)
    }
}

#[cfg(test)]
mod tests {
    use taipan::hal::Board as _;

    use super::*;

    #[test]
    fn a_virtual_clock_moves_only_by_sleeping() {
        let mut board = Board::captured(Clock::Virtual);
        assert_eq!(board.ticks_us(), 0);
        board.sleep_us(1_500_000);
        assert_eq!(board.ticks_us(), 1_500_000);
    }

    #[test]
    fn an_interrupt_is_taken_once() {
        let mut board = Board::captured(Clock::Virtual);
        board.interrupt_flag().store(true, Ordering::Relaxed);
        assert!(board.take_interrupt());
        assert!(!board.take_interrupt());
    }

    #[test]
    fn output_and_errors_are_kept_apart() {
        let mut board = Board::captured(Clock::Virtual);
        board.write(b"out").unwrap();
        board.write_error(b"err").unwrap();
        assert_eq!(board.written(), (&b"out"[..], &b"err"[..]));
    }

    #[test]
    fn an_empty_input_has_ended() {
        assert_eq!(Board::captured(Clock::Virtual).read(&mut [0], 0), Err(Error::EndOfInput));
    }
}
