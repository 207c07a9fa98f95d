//! 2. Errors are data: an exception, the end of the program, and what the machine can do after them.

mod console;

use console::Console;
use taipan::api::{Config, Error, Vm};

fn main() -> Result<(), Error> {
    let mut memory = [0; 16 * 1024 + Vm::OVERHEAD];
    let mut board = Console::new();
    let mut vm = Vm::new(&mut memory, Config::default(), &mut board)?;

    let programs: [&[u8]; 4] = [
        b"x = 1 +",
        b"def f():\n    return 1 // 0\nf()",
        b"raise SystemExit(3)",
        b"print('as usable as before')",
    ];
    for program in programs {
        match vm.exec(program, "program.py") {
            Ok(()) => println!("ended"),
            Err(Error::Exit(status)) => println!("asked to end with status {status}"),
            Err(Error::Exception) => {
                let mut text = String::new();
                // A String takes all that is written to it.
                _ = vm.print_exception(&mut text);
                print!("{text}");
            }
            Err(other) => return Err(other),
        }
    }
    Ok(())
}
