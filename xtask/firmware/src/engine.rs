//! The only file here that knows the engine's interface: boots it, runs the program, marks the phases.

use core::fmt::Write;

use taipan::api::{Config, Error, Vm};
use taipan::hal::Board as _;

use crate::board::Chip;
use crate::count;
use crate::request::{Request, Stress};
use crate::semihosting::ErrorStream;

/// What a run came to, in bytes of the arena.
#[derive(Default)]
pub(crate) struct Outcome {
    /// Exit status: 0, 1 after an uncaught exception, or what `SystemExit` said.
    pub(crate) status: i32,
    /// In use after booting.
    pub(crate) boot_live: usize,
    /// Most that was in use at one time.
    pub(crate) peak: usize,
    /// In use at the end, after a collection.
    pub(crate) live: usize,
    /// How many times memory was asked for.
    pub(crate) allocations: u32,
    /// The virtual machine's own bytes outside the arena.
    pub(crate) state: usize,
}

/// The exit status when the engine cannot even start.
const STATUS_NO_START: i32 = 2;

/// A booted machine, and what it took.
struct Machine<'m> {
    vm: Vm<'m>,
    boot_live: usize,
}

impl<'m> Machine<'m> {
    /// Boots. Ends the first phase.
    fn boot(
        memory: &'m mut [u8],
        request: &Request<'_>,
        chip: &'m mut Chip,
    ) -> Result<Machine<'m>, i32> {
        // The chip has far more stack than a program can use.
        let mut config =
            Config { docstrings: request.docstrings, stack_bytes: 0, ..Config::default() };
        match request.stress {
            Stress::None => {}
            Stress::Collect => config.stress.collect_always = true,
            Stress::Fail(n) => config.stress.fail_nth = n,
        }
        count::phase();
        let mut vm = Vm::new(memory, config, chip).map_err(|error| {
            _ = writeln!(ErrorStream, "{error}");
            STATUS_NO_START
        })?;
        let started = Self::set_up(&mut vm, request);
        count::phase();
        let mut machine = Machine { vm, boot_live: 0 };
        if let Err(error) = started {
            return Err(machine.show(error));
        }
        machine.note_live();
        Ok(machine)
    }

    /// Notes what is in use before the program.
    fn note_live(&mut self) {
        self.boot_live = count::uncounted(|| self.vm.memory().live);
    }

    fn set_up(vm: &mut Vm<'_>, request: &Request<'_>) -> Result<(), Error> {
        vm.set_argv(&[request.name])?;
        vm.set_path(&[request.search])
    }

    /// The exit status of a result; shows an exception.
    fn show(&mut self, error: Error) -> i32 {
        match error {
            Error::Exit(status) => status,
            _ => {
                // There is nowhere to complain when this fails.
                _ = self.vm.print_exception(&mut ErrorStream);
                1
            }
        }
    }

    fn finish(mut self, result: Result<(), Error>) -> Outcome {
        let status = result.map_or_else(|error| self.show(error), |()| 0);
        if let Err(problem) = self.vm.check() {
            panic!("{problem}");
        }
        let used = self.vm.memory();
        Outcome {
            status,
            boot_live: self.boot_live,
            peak: used.peak,
            live: used.live,
            allocations: used.allocations,
            state: size_of_val(&self.vm),
        }
    }
}

/// Runs `work` on a booted machine, and takes stock.
fn with_machine(
    memory: &mut [u8],
    request: &Request<'_>,
    chip: &mut Chip,
    work: impl FnOnce(&mut Machine<'_>) -> Result<(), Error>,
) -> Outcome {
    let outcome = match Machine::boot(memory, request, chip) {
        Ok(mut machine) => {
            let result = work(&mut machine);
            machine.finish(result)
        }
        Err(status) => Outcome { status, ..Outcome::default() },
    };
    // The console is gone if this fails.
    _ = chip.flush();
    outcome
}

/// Runs a file as `__main__`. Phases: boot, compile, run.
pub(crate) fn run(
    memory: &mut [u8],
    request: &Request<'_>,
    source: &[u8],
    chip: &mut Chip,
) -> Outcome {
    with_machine(memory, request, chip, |machine| {
        let compiled = machine.vm.compile(source, request.name);
        count::phase();
        let result = compiled.and_then(|()| machine.vm.run_compiled());
        count::phase();
        result
    })
}

/// Runs a file under another name, then `run(n)`. Phases: boot, import, `run(n)`.
pub(crate) fn bench(
    memory: &mut [u8],
    request: &Request<'_>,
    source: &[u8],
    n: i32,
    chip: &mut Chip,
) -> Outcome {
    with_machine(memory, request, chip, |machine| {
        count::uncounted(|| machine.vm.exec(b"__name__ = 'bench'", "bench"))?;
        machine.note_live();
        let imported = machine.vm.exec(source, request.name);
        count::phase();
        imported?;
        let mut scope = machine.vm.enter();
        let run = scope.global("run")?;
        let result = scope.call(run, (n,));
        count::phase();
        let print = scope.global("print")?;
        scope.call(print, (result?,)).map(|_| ())
    })
}

/// Compiles a file and keeps its code. Phases: boot, compile, nothing.
pub(crate) fn compile(
    memory: &mut [u8],
    request: &Request<'_>,
    source: &[u8],
    chip: &mut Chip,
) -> Outcome {
    with_machine(memory, request, chip, |machine| {
        let result = machine.vm.compile(source, request.name);
        count::phase();
        count::phase();
        result
    })
}
