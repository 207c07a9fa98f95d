//! The only file here that knows the engine's interface.

use std::path::PathBuf;

use taipan::hal::Board as _;
use taipan_sim::Board;

use crate::arguments::Arguments;

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

/// A virtual machine with its board.
pub(crate) struct Session<'h> {
    board: &'h mut Board,
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
        _ = (memory, arguments.without_assert, arguments.stress, folders, argv);
        Ok(Session { board })
    }

    /// Runs a program as `__main__`.
    pub(crate) fn run(&mut self, text: &[u8], name: &str) -> Ending {
        _ = text;
        self.show_error(&format!("{name}: no engine yet\n"));
        Ending::Failed
    }

    /// Runs what was typed at a prompt and shows the value of an expression.
    pub(crate) fn run_typed(&mut self, text: &str) -> Ending {
        self.run(text.as_bytes(), "<stdin>")
    }

    /// Shows a program's bytecode beside its lines.
    pub(crate) fn disassemble(&mut self, text: &[u8], name: &str) -> Ending {
        self.run(text, name)
    }

    /// What the heap holds; collects.
    pub(crate) fn memory(&mut self) -> Memory {
        Memory::default()
    }

    /// The board, for the prompt.
    pub(crate) fn board(&mut self) -> &mut Board {
        self.board
    }

    /// Shows a text where errors go.
    pub(crate) fn show_error(&mut self, text: &str) {
        // There is nowhere to complain when this fails.
        _ = self.board.write_error(text.as_bytes());
    }

    /// Shows what is still held back.
    pub(crate) fn finish(self) {
        _ = self.board.flush();
    }
}
