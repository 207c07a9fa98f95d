//! The only file here that knows the engine's interface.

use std::path::PathBuf;

use taipan::api::{Config, Error, Vm};
use taipan::hal;
use taipan_sim::Board;

use crate::arguments::{Arguments, Stress};

/// How a piece of program ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ending {
    /// At its end.
    Done,
    /// With an exception, whose traceback was shown.
    Failed,
    /// With `SystemExit`: the process's status.
    Exit(i32),
    /// Not at all: the text is the beginning of a statement.
    Incomplete,
}

/// A virtual machine with its board.
pub(crate) struct Session<'h> {
    vm: Vm<'h>,
}

/// The bytes to hand in so that there are as many of heap as on a chip.
pub(crate) fn memory_bytes(heap_bytes: usize) -> usize {
    heap_bytes.saturating_add(Vm::OVERHEAD)
}

impl<'h> Session<'h> {
    /// Boots.
    pub(crate) fn new(
        memory: &'h mut [u8],
        arguments: &Arguments,
        board: &'h mut Board,
    ) -> Result<Session<'h>, String> {
        let mut config = Config {
            optimize: arguments.optimize,
            docstrings: arguments.optimize < 2,
            ..Config::default()
        };
        match arguments.stress {
            Stress::None => {}
            Stress::Collect => config.stress.collect_always = true,
            Stress::Fail(n) => config.stress.fail_nth = n,
        }
        let vm = Vm::new(memory, config, board).map_err(|error| error.to_string())?;
        Ok(Session { vm })
    }

    /// Sets `sys.path` and `sys.argv`.
    pub(crate) fn set_up(&mut self, folders: &[PathBuf], argv: &[String]) -> Ending {
        let folders: Vec<_> = folders.iter().map(|folder| folder.display().to_string()).collect();
        let folders: Vec<_> = folders.iter().map(String::as_str).collect();
        let argv: Vec<_> = argv.iter().map(String::as_str).collect();
        let result = self.vm.set_argv(&argv).and_then(|()| self.vm.set_path(&folders));
        self.ending(result)
    }

    /// Runs a program as `__main__`, which knows its `__file__` if it has one.
    pub(crate) fn run(&mut self, text: &[u8], name: &str, is_file: bool) -> Ending {
        let known = if is_file { self.vm.set("__file__", name) } else { Ok(()) };
        let result = known.and_then(|()| self.vm.exec(text, name));
        self.ending(result)
    }

    /// Runs what was typed at a prompt and shows the value of an expression.
    pub(crate) fn run_typed(&mut self, text: &str) -> Ending {
        let result = self.vm.exec_interactive(text.as_bytes());
        self.ending(result)
    }

    /// Shows a program's bytecode beside its lines.
    pub(crate) fn disassemble(&mut self, text: &[u8], name: &str) -> Ending {
        let mut listing = String::new();
        let result = self.vm.disassemble(text, name, &mut listing);
        // A console that is gone needs no listing.
        _ = self.board().write(listing.as_bytes());
        self.ending(result)
    }

    /// Shows the exception that a result stands for.
    fn ending(&mut self, result: Result<(), Error>) -> Ending {
        match result {
            Ok(()) => Ending::Done,
            Err(Error::Exit(status)) => Ending::Exit(status),
            Err(Error::Incomplete) => Ending::Incomplete,
            Err(_) => {
                let mut text = String::new();
                // A String takes all that is written to it.
                _ = self.vm.print_exception(&mut text);
                self.show_error(&text);
                Ending::Failed
            }
        }
    }

    /// What the heap holds, in words for people and tests; collects and checks the heap.
    pub(crate) fn heap_report(&mut self, contents: bool) -> String {
        let used = self.vm.memory();
        let check = self
            .vm
            .check()
            .err()
            .map_or(String::new(), |problem| format!("heap check: {problem}\n"));
        let (peak, live, allocations) = (used.peak, used.live, used.allocations);
        let mut report = format!("heap peak {peak} live {live} allocations {allocations}\n{check}");
        if contents {
            // A String takes all that is written to it.
            _ = self.vm.write_contents(&mut report);
        }
        report
    }

    /// The board, for the prompt.
    pub(crate) fn board(&mut self) -> &mut dyn hal::Board {
        self.vm.board()
    }

    /// Shows a text where errors go.
    pub(crate) fn show_error(&mut self, text: &str) {
        // There is nowhere to complain when this fails.
        _ = self.board().write_error(text.as_bytes());
    }
}
