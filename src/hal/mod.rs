//! What a board must offer: one object-safe trait, of which only a clock and a console are required.
//!
//! The engine reaches the world through `&mut dyn Board` and nothing else. A method with a default stands for a
//! device class that a board may lack; Python then sees an `OSError` or an `ImportError`, never a panic.

mod error;

pub use error::Error;

/// A board: where a virtual machine runs.
///
/// Times are microseconds unless a name says otherwise. No method may block for longer than the caller allows.
pub trait Board {
    /// Microseconds since the board started. Never goes back and, in 64 bits, never wraps.
    fn ticks_us(&mut self) -> u64;

    /// Waits about this many microseconds, or less: returns early when an interrupt is pending, so the caller looks at
    /// [`Board::ticks_us`] and [`Board::take_interrupt`] again. The default returns at once, which makes callers spin.
    fn sleep_us(&mut self, us: u32) {
        let _ = us;
    }

    /// Microseconds since 1970-01-01 00:00 UTC, if the board knows the time of day.
    fn unix_time_us(&mut self) -> Option<i64> {
        None
    }

    /// Writes all bytes to the console. They are UTF-8 only if the program wrote UTF-8.
    ///
    /// # Errors
    /// The console is gone, for instance a closed pipe.
    fn write(&mut self, bytes: &[u8]) -> Result<(), Error>;

    /// Hands on what a board holds back of the bytes written.
    ///
    /// # Errors
    /// As [`Board::write`].
    fn flush(&mut self) -> Result<(), Error> {
        Ok(())
    }

    /// Writes all bytes where errors are shown: the console, on boards that have but one.
    ///
    /// # Errors
    /// As [`Board::write`].
    fn write_error(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.write(bytes)
    }

    /// Reads what has been typed, up to the buffer's length, waiting at most `wait_us` microseconds for the first byte.
    /// Returns how many bytes there were; 0 means that nothing came in time.
    ///
    /// # Errors
    /// [`Error::EndOfInput`] when nothing will ever come.
    fn read(&mut self, buffer: &mut [u8], wait_us: u32) -> Result<usize, Error>;

    /// Whether Ctrl-C was pressed since the last call. Asked at the engine's safepoints, so it has to be cheap:
    /// one load of a flag that an interrupt or a signal sets.
    fn take_interrupt(&mut self) -> bool {
        false
    }

    /// The files that programs import from.
    fn files(&mut self) -> Option<&mut dyn Files> {
        None
    }
}

/// Files to read. Paths are UTF-8 with `/` between parts, relative to the board's current folder unless they begin
/// with `/`.
pub trait Files {
    /// What a path leads to.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is nothing.
    fn entry(&mut self, path: &str) -> Result<Entry, Error>;

    /// Reads from the byte offset `at` until the buffer is full or the file ends; returns how many bytes.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::IsFolder`] or what the storage says.
    fn read(&mut self, path: &str, at: u32, buffer: &mut [u8]) -> Result<usize, Error>;
}

/// What a path leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entry {
    /// A file of this many bytes.
    File {
        /// Its size in bytes.
        bytes: u32,
    },
    /// A folder.
    Folder,
}
