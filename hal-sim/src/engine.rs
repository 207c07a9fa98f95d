//! The only file here that knows the engine's interface.

use std::path::PathBuf;

use taipan::api::{Config, Error, Stress, Vm};
use taipan_sim::Board;

use crate::arguments::{self, Arguments};

/// How a piece of program ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ending {
    /// At its end.
    Done,
    /// With an exception, whose traceback was shown.
    Failed,
    /// With `SystemExit`: the process's status.
    Exit(i32),
}

/// Bytes of the heap.
#[derive(Clone, Copy, Default)]
pub(crate) struct Memory {
    /// Most that was in use at one time.
    pub(crate) peak_bytes: usize,
    /// In use after a collection.
    pub(crate) live_bytes: usize,
}

/// Bytes of the block that are not heap.
pub(crate) const OVERHEAD: usize = Vm::OVERHEAD;

/// A virtual machine with its board.
pub(crate) struct Session<'h> {
    vm: Vm<'h>,
}

impl<'h> Session<'h> {
    /// Boots.
    pub(crate) fn new(
        memory: &'h mut [u8],
        arguments: &Arguments,
        folders: &[PathBuf],
        argv: &[String],
        board: &'h mut Board,
    ) -> Result<Session<'h>, String> {
        let stress = match arguments.stress {
            arguments::Stress::None => Stress::default(),
            arguments::Stress::Collect => Stress { collect_always: true, ..Stress::default() },
            arguments::Stress::Fail(n) => Stress { fail_nth: n, ..Stress::default() },
        };
        let config = Config { optimize: arguments.without_assert.into(), stress };
        let vm = Vm::new(memory, config, board).map_err(|error| error.to_string())?;
        let mut session = Session { vm };
        let folders: Vec<_> = folders.iter().map(|folder| folder.to_string_lossy()).collect();
        let folders: Vec<_> = folders.iter().map(AsRef::as_ref).collect();
        let argv: Vec<_> = argv.iter().map(String::as_str).collect();
        let set = session.vm.set_path(&folders).and_then(|()| session.vm.set_argv(&argv));
        session.end(set);
        Ok(session)
    }

    /// Runs a program as `__main__`.
    pub(crate) fn run(&mut self, text: &[u8], name: &str) -> Ending {
        let result = self.vm.exec(text, name);
        self.end(result)
    }

    /// Runs what was typed at a prompt and shows the value of an expression.
    pub(crate) fn run_typed(&mut self, text: &str) -> Ending {
        let result = self.vm.exec_interactive(text.as_bytes());
        self.end(result)
    }

    /// Shows a program's bytecode beside its lines.
    pub(crate) fn disassemble(&mut self, text: &[u8], name: &str) -> Ending {
        self.run(text, name)
    }

    /// Shows how something ended.
    fn end(&mut self, result: Result<(), Error>) -> Ending {
        match result {
            Ok(()) => Ending::Done,
            Err(Error::Exit(status)) => Ending::Exit(status),
            Err(Error::Exception) => {
                let mut text = String::new();
                // Writing to a String cannot fail.
                _ = self.vm.print_exception(&mut text);
                self.show_error(&text);
                Ending::Failed
            }
            Err(error) => {
                self.show_error(&format!("{error}\n"));
                Ending::Failed
            }
        }
    }

    /// What the heap holds; collects.
    pub(crate) fn memory(&mut self) -> Memory {
        let used = self.vm.memory();
        Memory { peak_bytes: used.peak, live_bytes: used.live }
    }

    /// The board, for the prompt.
    pub(crate) fn board(&mut self) -> &mut dyn taipan::hal::Board {
        self.vm.board()
    }

    /// Shows a text where errors go.
    pub(crate) fn show_error(&mut self, text: &str) {
        // There is nowhere to complain when this fails.
        _ = self.vm.board().write_error(text.as_bytes());
    }

    /// Shows what is still held back.
    pub(crate) fn finish(mut self) {
        _ = self.vm.board().flush();
    }
}
