//! The emulated chip as a board: the host's terminal and files, and a clock that sleeping moves on.

use taipan::hal::{Board, Entry, Error, Files};

use crate::count;
use crate::semihosting::File;
use crate::timer;

/// Output is handed to the host in pieces of this size.
const OUTPUT_BYTES: usize = 1024;

/// The board the firmware runs on.
pub(crate) struct Chip {
    output: [u8; OUTPUT_BYTES],
    output_count: usize,
    console: Option<File>,
    input: Option<File>,
    ticks: u64,
    slept_us: u64,
}

impl Chip {
    /// Starts the clock and opens the console.
    pub(crate) fn new() -> Chip {
        timer::start();
        Chip {
            output: [0; OUTPUT_BYTES],
            output_count: 0,
            console: File::output().ok(),
            input: None,
            ticks: 0,
            slept_us: 0,
        }
    }
}

impl Board for Chip {
    fn ticks_us(&mut self) -> u64 {
        count::uncounted(|| {
            // The 32-bit counter wraps after 171 s; a program that does not look for so long loses a lap.
            self.ticks += u64::from(timer::ticks().wrapping_sub(self.ticks as u32));
            self.ticks / timer::TICKS_PER_US + self.slept_us
        })
    }

    /// Waiting costs no instructions: the clock jumps.
    fn sleep_us(&mut self, us: u32) {
        self.slept_us += u64::from(us);
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        count::uncounted(|| {
            for &byte in bytes {
                if self.output_count == OUTPUT_BYTES {
                    self.flush()?;
                }
                self.output[self.output_count] = byte;
                self.output_count += 1;
            }
            Ok(())
        })
    }

    fn flush(&mut self) -> Result<(), Error> {
        let bytes = &self.output[..self.output_count];
        self.output_count = 0;
        self.console.as_ref().ok_or(Error::NoDevice)?.write(bytes)
    }

    fn read(&mut self, buffer: &mut [u8], _wait_us: u32) -> Result<usize, Error> {
        self.flush()?;
        if self.input.is_none() {
            self.input = Some(File::input()?);
        }
        match self.input.as_ref().map_or(Err(Error::NoDevice), |file| file.read(buffer))? {
            0 if !buffer.is_empty() => Err(Error::EndOfInput),
            count => Ok(count),
        }
    }

    fn files(&mut self) -> Option<&mut dyn Files> {
        Some(self)
    }
}

impl Files for Chip {
    fn entry(&mut self, path: &str) -> Result<Entry, Error> {
        let file = File::open(path)?;
        // The host opens folders too; only below a folder is there a `.`.
        let mut inside = [0; 512];
        let inside = inside.get_mut(..path.len() + 2).ok_or(Error::InvalidArgument)?;
        inside[..path.len()].copy_from_slice(path.as_bytes());
        inside[path.len()..].copy_from_slice(b"/.");
        let inside = core::str::from_utf8(inside).map_err(|_| Error::InvalidArgument)?;
        if File::open(inside).is_ok() {
            Ok(Entry::Folder)
        } else {
            Ok(Entry::File { bytes: file.bytes()? })
        }
    }

    fn read(&mut self, path: &str, at: u32, buffer: &mut [u8]) -> Result<usize, Error> {
        File::open(path)?.read_at(at, buffer)
    }
}
