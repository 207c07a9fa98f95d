//! What a device may answer instead of doing its work. Python sees an `OSError` with the matching `errno`.

use core::fmt;

/// Why a board could not do what it was asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Error {
    /// No such file or folder (`ENOENT`).
    NotFound,
    /// A folder where a file was wanted (`EISDIR`).
    IsFolder,
    /// The board does not allow it (`EACCES`).
    Denied,
    /// An argument out of the device's range (`EINVAL`).
    InvalidArgument,
    /// No such device (`ENODEV`).
    NoDevice,
    /// The device cannot do this (`EOPNOTSUPP`).
    Unsupported,
    /// The device did not answer in time (`ETIMEDOUT`).
    TimedOut,
    /// Input has ended. Reading a stream to its end is no error in Python, so it has no number of its own (`EIO`).
    EndOfInput,
    /// The device failed (`EIO`).
    Failed,
}

impl Error {
    /// The number of MicroPython's `errno` module.
    #[must_use]
    pub const fn errno(self) -> i32 {
        match self {
            Error::NotFound => 2,
            Error::EndOfInput | Error::Failed => 5,
            Error::Denied => 13,
            Error::NoDevice => 19,
            Error::IsFolder => 21,
            Error::InvalidArgument => 22,
            Error::Unsupported => 95,
            Error::TimedOut => 110,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Error::NotFound => "no such file or folder",
            Error::IsFolder => "is a folder",
            Error::Denied => "not allowed",
            Error::InvalidArgument => "argument out of range",
            Error::NoDevice => "no such device",
            Error::Unsupported => "not supported by the device",
            Error::TimedOut => "no answer in time",
            Error::EndOfInput => "end of input",
            Error::Failed => "the device failed",
        })
    }
}

impl core::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::Error;

    #[test]
    fn numbers_are_those_of_micropythons_errno() {
        assert_eq!(Error::NotFound.errno(), 2);
        assert_eq!(Error::TimedOut.errno(), 110);
    }
}
