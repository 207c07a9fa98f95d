//! 7. A prompt: what is typed is run statement by statement, and the values of expressions are shown.

mod console;

use console::Console;
use taipan::api::{Config, Error, Vm};

fn main() -> Result<(), Error> {
    let mut memory = [0; 16 * 1024 + Vm::OVERHEAD];
    let mut board = Console::new();
    let mut vm = Vm::new(&mut memory, Config::default(), &mut board)?;

    let typed =
        ["1 + 1", "def square(n):\n    return n * n\n", "square(12)", "square('x')", "square((3,"];
    for statement in typed {
        println!(">>> {}", statement.trim_end().replace('\n', "\n... "));
        match vm.exec_interactive(statement.as_bytes()) {
            Err(Error::Exception(_)) => {
                let mut text = String::new();
                // A String takes all that is written to it.
                _ = vm.print_exception(&mut text);
                print!("{text}");
            }
            Err(Error::Incomplete) => println!("... (and so on)"),
            other => other?,
        }
    }
    Ok(())
}
