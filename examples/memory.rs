//! 3. Memory is what was handed in: too little is an error that says how much is needed, a full heap an exception.

mod console;

use console::Console;
use taipan::api::{Config, Error, Vm};

fn main() -> Result<(), Error> {
    let mut board = Console::new();
    if let Err(error) = Vm::new(&mut [0; 1000], Config::default(), &mut board) {
        println!("{error}");
    }

    let mut memory = [0; 16 * 1024 + Vm::OVERHEAD];
    let mut vm = Vm::new(&mut memory, Config::default(), &mut board)?;
    println!("after start: {} bytes", vm.memory().live);
    vm.exec(
        b"
def fill():
    rows = []
    try:
        while True:
            rows.append([0] * 20)
    except MemoryError:
        return len(rows)

print(fill(), 'rows of 20 fitted')
",
        "rows.py",
    )?;
    let used = vm.memory();
    println!("at most {} bytes, now {}", used.peak, used.live);
    Ok(())
}
