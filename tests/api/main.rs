//! The embedding interface, through the public API alone: also while every object moves at each allocation, and with
//! each allocation made to fail once.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod errors;
mod functions;
mod fuzz;
mod images;
mod interrupts;
mod sources;
mod values;

use taipan::api::{Config, Stress, Vm};
use taipan::hal;

/// A board that keeps what was printed.
#[derive(Default)]
struct Console {
    text: Vec<u8>,
}

impl hal::Board for Console {
    fn ticks_us(&mut self) -> u64 {
        0
    }
    fn write(&mut self, bytes: &[u8]) -> Result<(), hal::Error> {
        self.text.extend_from_slice(bytes);
        Ok(())
    }
    fn read(&mut self, _buffer: &mut [u8], _wait_us: u32) -> Result<usize, hal::Error> {
        Err(hal::Error::EndOfInput)
    }
}

const MEMORY: usize = 32 * 1024 + Vm::OVERHEAD;

/// Runs a test as it is and with a collector that moves everything at each allocation; the heap is checked after it.
fn on_machines(test: impl Fn(&mut Vm<'_>)) {
    for collect_always in [false, true] {
        let mut memory = vec![0; MEMORY];
        let mut console = Console::default();
        let stress = Stress { collect_always, ..Stress::default() };
        let config = Config { stress, ..Config::default() };
        let mut vm = Vm::new(&mut memory, config, &mut console).unwrap();
        test(&mut vm);
        vm.check().unwrap();
    }
}

/// Runs a test with each allocation failing once: it must end, well or with a MemoryError, on a sound heap, and the
/// machine must be as usable as before.
fn with_failures<T>(test: impl Fn(&mut Vm<'_>) -> Result<T, taipan::api::Error>) {
    use taipan::api::{Class, Error};
    for fail_nth in 1..400 {
        let mut memory = vec![0; MEMORY];
        let mut console = Console::default();
        let stress = Stress { fail_nth, ..Stress::default() };
        let config = Config { stress, ..Config::default() };
        let mut vm = Vm::new(&mut memory, config, &mut console).unwrap();
        let boot = vm.memory().allocations;
        match test(&mut vm) {
            Ok(_) if vm.memory().allocations < boot + fail_nth => return,
            Ok(_) | Err(Error::Exception(Class::MEMORY_ERROR)) => {}
            Err(error) => panic!("allocation {fail_nth}: {error}"),
        }
        vm.check().unwrap();
        let sum = vm.eval::<u32>("sum(range(5))");
        assert_eq!(sum, Ok(10), "after allocation {fail_nth}");
    }
}
