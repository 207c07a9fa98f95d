//! 4. Calls a function of the program with ints. Values do not come back yet: the last result is printed.

mod console;

use console::Console;
use taipan::api::{Config, Error, Vm};

const PROGRAM: &[u8] = b"
def mix(red, green, blue):
    return '#%02x%02x%02x' % (red, green, blue)
";

fn main() -> Result<(), Error> {
    let mut memory = [0; 16 * 1024 + Vm::OVERHEAD];
    let mut board = Console::new();
    let mut vm = Vm::new(&mut memory, Config::default(), &mut board)?;
    vm.exec(PROGRAM, "mix.py")?;
    for colour in [[255, 128, 0], [0, 64, 255]] {
        vm.call_main("mix", &colour)?;
        vm.print_last()?;
    }
    Ok(())
}
