//! The chip's way to the host: Arm semihosting, a trap that a debugger or emulator answers.
//!
//! Operation numbers and argument blocks are those of Arm's "Semihosting for AArch32 and AArch64".

use core::arch::asm;
use core::fmt;

use taipan::hal::Error;

use crate::count;

const OPEN: u32 = 0x01;
const CLOSE: u32 = 0x02;
const WRITE: u32 = 0x05;
const READ: u32 = 0x06;
const SEEK: u32 = 0x0a;
const LENGTH: u32 = 0x0c;
const COMMAND_LINE: u32 = 0x15;
const EXIT_EXTENDED: u32 = 0x20;

/// "The application ended of itself"; the status goes beside it.
const APPLICATION_EXIT: usize = 0x2_0026;

/// Modes of `fopen`: rb, wb, ab.
const MODE_READ: usize = 1;
const MODE_WRITE: usize = 5;
const MODE_APPEND: usize = 9;

/// The name of the host's terminal: opened for reading its input, for writing its output, for appending its errors.
const TERMINAL: &str = ":tt";

/// Longest path that can be opened, with its final zero byte.
const PATH_BYTES: usize = 1024;

fn call(operation: u32, block: &[usize]) -> i32 {
    count::uncounted(|| {
        let result;
        // SAFETY: the host reads and writes only the buffers that the block names; every caller below passes live ones
        // with their true lengths. The trap returns with all other registers as they were.
        unsafe {
            asm!("bkpt 0xab", inlateout("r0") operation => result, in("r1") block.as_ptr(), options(nostack));
        }
        result
    })
}

/// Ends the emulation with this status.
pub(crate) fn exit(status: i32) -> ! {
    loop {
        call(EXIT_EXTENDED, &[APPLICATION_EXIT, status as usize]);
    }
}

/// The command line the emulator was given.
pub(crate) fn command_line(buffer: &mut [u8]) -> Option<&[u8]> {
    let mut block = [buffer.as_mut_ptr() as usize, buffer.len()];
    let pointer = block.as_mut_ptr();
    let result = count::uncounted(|| {
        let result: i32;
        // SAFETY: the host fills the buffer, which is live and as long as the block says, and writes the length back.
        unsafe {
            asm!("bkpt 0xab", inlateout("r0") COMMAND_LINE => result, in("r1") pointer, options(nostack));
        }
        result
    });
    if result == 0 { buffer.get(..block[1]) } else { None }
}

/// A file of the host.
pub(crate) struct File(usize);

impl File {
    /// Opens a file, or a folder, for reading.
    pub(crate) fn open(path: &str) -> Result<File, Error> {
        Self::with_mode(path, MODE_READ)
    }

    /// Makes a file anew.
    pub(crate) fn create(path: &str) -> Result<File, Error> {
        Self::with_mode(path, MODE_WRITE)
    }

    /// The host's input.
    pub(crate) fn input() -> Result<File, Error> {
        Self::with_mode(TERMINAL, MODE_READ)
    }

    /// The host's output.
    pub(crate) fn output() -> Result<File, Error> {
        Self::with_mode(TERMINAL, MODE_WRITE)
    }

    fn with_mode(path: &str, mode: usize) -> Result<File, Error> {
        let mut zero_ended = [0; PATH_BYTES];
        zero_ended
            .get_mut(..path.len())
            .ok_or(Error::InvalidArgument)?
            .copy_from_slice(path.as_bytes());
        if path.len() == PATH_BYTES {
            return Err(Error::InvalidArgument);
        }
        let handle = call(OPEN, &[zero_ended.as_ptr() as usize, mode, path.len()]);
        if handle < 0 { Err(Error::NotFound) } else { Ok(File(handle as usize)) }
    }

    /// The file's size in bytes.
    pub(crate) fn bytes(&self) -> Result<u32, Error> {
        u32::try_from(call(LENGTH, &[self.0])).map_err(|_| Error::Failed)
    }

    /// Reads from byte `at` until the buffer is full or the file ends.
    pub(crate) fn read_at(&self, at: u32, buffer: &mut [u8]) -> Result<usize, Error> {
        if call(SEEK, &[self.0, at as usize]) != 0 {
            return Err(Error::Failed);
        }
        self.read(buffer)
    }

    /// Reads on until the buffer is full or the file ends.
    pub(crate) fn read(&self, buffer: &mut [u8]) -> Result<usize, Error> {
        let missing = call(READ, &[self.0, buffer.as_mut_ptr() as usize, buffer.len()]);
        let missing = usize::try_from(missing).map_err(|_| Error::Failed)?;
        buffer.len().checked_sub(missing).ok_or(Error::IsFolder)
    }

    /// Writes all bytes.
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<(), Error> {
        match call(WRITE, &[self.0, bytes.as_ptr() as usize, bytes.len()]) {
            0 => Ok(()),
            _ => Err(Error::Failed),
        }
    }
}

impl Drop for File {
    fn drop(&mut self) {
        call(CLOSE, &[self.0]);
    }
}

impl fmt::Write for File {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.write(text.as_bytes()).map_err(|_| fmt::Error)
    }
}

/// The host's stream for errors. Opened anew for each text: errors are few, and a panic has no file at hand.
pub(crate) struct ErrorStream;

impl fmt::Write for ErrorStream {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let file = File::with_mode(TERMINAL, MODE_APPEND).map_err(|_| fmt::Error)?;
        file.write(text.as_bytes()).map_err(|_| fmt::Error)
    }
}
