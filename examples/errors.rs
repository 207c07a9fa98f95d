//! 2. Errors are data: an exception, the end of the program, and what the machine can do after them.

mod console;

use console::Console;
use taipan::api::{Class, Config, Error, Vm};

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
            Err(Error::Exception(class)) => {
                // Class, message and traceback are data; `print_exception` writes them as Python does.
                let Some(exception) = vm.exception() else { continue };
                println!("{}: {}", exception.class_name(), exception.message());
                for place in exception.traceback() {
                    println!("    {}:{} in {}", place.file, place.line, place.function);
                }
                if let Some((file, line, column)) = exception.syntax_place() {
                    println!("    {file}:{line}:{column}");
                }
                if class.is_a(Class::ARITHMETIC_ERROR) {
                    println!("    (an ArithmeticError)");
                }
            }
            Err(other) => return Err(other),
        }
    }
    Ok(())
}
