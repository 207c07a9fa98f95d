//! What goes wrong, as data.

/// Why an operation on a virtual machine failed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Error {
    /// The memory handed to [`Vm::new`](super::Vm::new) is too small: so many bytes are needed.
    MemoryTooSmall {
        /// Bytes needed.
        needed: usize,
    },
    /// The program raised an exception that nothing caught. The machine keeps it until the next call:
    /// [`Vm::print_exception`](super::Vm::print_exception) shows it, and the machine is as usable as before.
    Exception,
    /// The program ended by `SystemExit`, with this status.
    Exit(i32),
    /// The source ended where more was needed: a prompt asks for another line.
    Incomplete,
}

impl core::fmt::Display for Error {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::MemoryTooSmall { needed } => {
                write!(f, "at least {needed} bytes of memory are needed")
            }
            Self::Exception => f.write_str("the program raised an exception"),
            Self::Exit(status) => write!(f, "the program ended with status {status}"),
            Self::Incomplete => f.write_str("the source is incomplete"),
        }
    }
}

impl core::error::Error for Error {}
