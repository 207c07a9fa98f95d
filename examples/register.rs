//! 5. Rust functions that Python calls: plain ones in a module, closures with state, and one that calls back.

mod console;

use std::cell::Cell;

use console::Console;
use taipan::api::{
    Arguments, Class, Config, Constant, Error, Local, Module, Scope, Vm, function, general,
};
use taipan::hal;

/// A plain Rust function. What does not fit the parameters is a TypeError or an OverflowError in Python.
fn celsius(raw: u16) -> f32 {
    f32::from(raw) * 0.0625
}

/// Errors of a board become OSError, with its `errno`.
fn read(channel: u8, gain: Option<u16>) -> Result<u16, hal::Error> {
    let raw = [330, 412].get(usize::from(channel)).ok_or(hal::Error::NoDevice)?;
    Ok(raw * gain.unwrap_or(1))
}

/// Bytes are seen where Python has them.
fn checksum(data: &[u8]) -> u8 {
    data.iter().fold(0, |sum, byte| sum ^ byte)
}

/// Works on Python's objects: calls what it was handed.
fn repeat<'f>(scope: &mut Scope<'f>, arguments: Arguments<'f>) -> Result<Local<'f>, Error> {
    let times: u32 = arguments.to(scope, 0)?;
    if times > 100 {
        return Err(scope.raise(Class::VALUE_ERROR, format_args!("{times} times is too often")));
    }
    let callee = arguments.get(1).ok_or(Error::Raise(Class::TYPE_ERROR, "repeat(n, f)"))?;
    for i in 0..times {
        scope.scope().call(callee, (i,))?;
    }
    scope.make(())
}

const SENSORS: Module<'_> = Module {
    name: "sensors",
    functions: &[
        ("celsius", &function(celsius)),
        ("read", &function(read)),
        ("checksum", &function(checksum)),
        ("repeat", &general(repeat)),
    ],
    constants: &[("CHANNELS", Constant::Int(2)), ("UNIT", Constant::Str("C"))],
};

const PROGRAM: &[u8] = b"
import sensors
for channel in range(sensors.CHANNELS):
    print(sensors.celsius(sensors.read(channel, 2)), sensors.UNIT)
try:
    sensors.read(7)
except OSError as error:
    print(error)
sensors.repeat(3, lambda i: count(i))
print(sensors.checksum(b'abc'))
";

fn main() -> Result<(), Error> {
    // What closures refer to outlives the machine: it is there before it.
    let total = Cell::new(0);
    let count = function(|n: i32| total.set(total.get() + n));

    let mut memory = [0; 16 * 1024 + Vm::OVERHEAD];
    let mut board = Console::new();
    let mut vm = Vm::new(&mut memory, Config::default(), &mut board)?;
    vm.register(&SENSORS)?;
    vm.function("count", &count)?;
    vm.exec(PROGRAM, "sensors.py")?;
    println!("counted to {}", total.get());
    Ok(())
}
