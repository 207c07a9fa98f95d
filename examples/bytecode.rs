//! 8. Compiles a program to an image, and runs that on another machine, which checks all of it before.

mod console;

use console::Console;
use taipan::api::{Config, Error, Vm};

const PROGRAM: &[u8] = b"
def greet(name):
    return 'hello, ' + name

print(greet('image'))
";

fn main() -> Result<(), Error> {
    let mut board = Console::new();
    let mut memory = [0; 16 * 1024 + Vm::OVERHEAD];
    let mut image = [0; 1024];

    let mut compiler = Vm::new(&mut memory, Config::default(), &mut board)?;
    let len = compiler.save(PROGRAM, "greet.py", &mut image)?;
    let image = image.get_mut(..len).unwrap_or_default();

    let mut board = Console::new();
    let mut memory = [0; 8 * 1024 + Vm::OVERHEAD];
    let mut vm = Vm::new(&mut memory, Config::default(), &mut board)?;
    vm.load(image)?;
    vm.run_compiled()?;
    println!("{}", vm.call::<&str>("greet", ("again",))?);

    // An image that is not as it was written is turned down, or is another valid program; it is never a danger.
    if let Some(byte) = image.last_mut() {
        *byte = 200;
    }
    match vm.load(image) {
        Err(Error::Image { problem, .. }) => println!("turned down: {problem}"),
        other => println!("{other:?}"),
    }
    Ok(())
}
