//! 1. Runs a program in 16 kB.

mod console;

use console::Console;
use taipan::api::{Config, Error, Vm};

const PROGRAM: &[u8] = b"
words = 'the block of memory is all that there is of the memory'.split()
counts = {}
for word in words:
    counts[word] = counts.get(word, 0) + 1
print({word: n for word, n in counts.items() if n > 1})
";

fn main() -> Result<(), Error> {
    let mut memory = [0; 16 * 1024 + Vm::OVERHEAD];
    let mut board = Console::new();
    let mut vm = Vm::new(&mut memory, Config::default(), &mut board)?;
    vm.exec(PROGRAM, "words.py")
}
