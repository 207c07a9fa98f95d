//! Standard input and output as a board's console.

use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use taipan::hal::Error;

/// How much is read of standard input at a time.
const INPUT_BYTES: usize = 4096;

/// Where output goes.
pub(crate) enum Output {
    /// Standard output, held back until a line ends on a terminal, or else until there is a lot.
    Standard {
        out: BufWriter<io::Stdout>,
        is_terminal: bool,
    },
    Captured {
        out: Vec<u8>,
        errors: Vec<u8>,
    },
}

impl Output {
    pub(crate) fn standard() -> Output {
        let out = io::stdout();
        let is_terminal = out.is_terminal();
        Output::Standard { out: BufWriter::new(out), is_terminal }
    }

    pub(crate) fn captured() -> Output {
        Output::Captured { out: Vec::new(), errors: Vec::new() }
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        match self {
            Output::Standard { out, is_terminal } => {
                out.write_all(bytes).map_err(failure)?;
                if *is_terminal && bytes.contains(&b'\n') { flush(out) } else { Ok(()) }
            }
            Output::Captured { out, .. } => {
                out.extend_from_slice(bytes);
                Ok(())
            }
        }
    }

    pub(crate) fn write_error(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.flush()?;
        match self {
            Output::Standard { .. } => io::stderr().write_all(bytes).map_err(failure),
            Output::Captured { errors, .. } => {
                errors.extend_from_slice(bytes);
                Ok(())
            }
        }
    }

    pub(crate) fn flush(&mut self) -> Result<(), Error> {
        match self {
            Output::Standard { out, .. } => flush(out),
            Output::Captured { .. } => Ok(()),
        }
    }

    pub(crate) fn captured_bytes(&self) -> (&[u8], &[u8]) {
        match self {
            Output::Standard { .. } => (&[], &[]),
            Output::Captured { out, errors } => (out, errors),
        }
    }
}

/// Down to the file descriptor: standard output itself holds lines back.
fn flush(out: &mut BufWriter<io::Stdout>) -> Result<(), Error> {
    out.flush().map_err(failure)
}

fn failure(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::PermissionDenied => Error::Denied,
        _ => Error::Failed,
    }
}

/// Where input comes from.
pub(crate) enum Input {
    /// Standard input, read by a thread so that waiting for it can end early. The thread reads only when it is asked,
    /// so that what the program does not want stays for whoever reads next.
    Standard {
        reader: Option<Reader>,
        asked: bool,
        rest: Vec<u8>,
    },
    Empty,
}

pub(crate) struct Reader {
    ask: Sender<()>,
    answer: Receiver<Vec<u8>>,
}

impl Reader {
    fn start() -> Reader {
        let (ask, asked) = mpsc::channel();
        let (tell, answer) = mpsc::channel();
        thread::spawn(move || {
            while asked.recv().is_ok() {
                let mut bytes = vec![0; INPUT_BYTES];
                let count = io::stdin().lock().read(&mut bytes).unwrap_or(0);
                bytes.truncate(count);
                if tell.send(bytes).is_err() {
                    break;
                }
            }
        });
        Reader { ask, answer }
    }
}

impl Input {
    pub(crate) fn standard() -> Input {
        Input::Standard { reader: None, asked: false, rest: Vec::new() }
    }

    pub(crate) fn empty() -> Input {
        Input::Empty
    }

    pub(crate) fn read(&mut self, buffer: &mut [u8], wait: Duration) -> Result<usize, Error> {
        let Input::Standard { reader, asked, rest } = self else {
            return Err(Error::EndOfInput);
        };
        if rest.is_empty() {
            let reader = reader.get_or_insert_with(Reader::start);
            if !*asked {
                reader.ask.send(()).map_err(|_| Error::Failed)?;
                *asked = true;
            }
            match reader.answer.recv_timeout(wait) {
                Ok(bytes) => *rest = bytes,
                Err(RecvTimeoutError::Timeout) => return Ok(0),
                Err(RecvTimeoutError::Disconnected) => return Err(Error::Failed),
            }
            *asked = false;
            if rest.is_empty() {
                return Err(Error::EndOfInput);
            }
        }
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        rest.drain(..count);
        Ok(count)
    }
}
