//! 6. A prompt: what is typed is run statement by statement, and the values of expressions are shown.

mod console;

use console::Console;
use taipan::api::{Config, Error, Vm};

fn main() -> Result<(), Error> {
    let mut memory = [0; 16 * 1024 + Vm::OVERHEAD];
    let mut board = Console::new();
    let mut vm = Vm::new(&mut memory, Config::default(), &mut board)?;

    let mut typed = String::new();
    for line in ["1 + 1", "def square(n):", "    return n * n", "", "square(12)", "square('x')"] {
        println!("{} {line}", if typed.is_empty() { ">>>" } else { "..." });
        typed.push_str(line);
        typed.push('\n');
        match vm.exec_interactive(typed.as_bytes()) {
            // Another line is wanted.
            Err(Error::Incomplete) => continue,
            Err(Error::Exception) => {
                let mut text = String::new();
                // A String takes all that is written to it.
                _ = vm.print_exception(&mut text);
                print!("{text}");
            }
            other => other?,
        }
        typed.clear();
    }
    Ok(())
}
