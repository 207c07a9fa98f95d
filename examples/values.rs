//! 4. Values in and out: Rust types where they have a Python counterpart, scopes for more than one step.

mod console;

use console::Console;
use taipan::api::{Config, Dict, Error, Value, Vm};

const PROGRAM: &[u8] = b"
LIMITS = {'temperature': (-40, 85), 'humidity': (0, 100)}

def check(readings, strict=False):
    return [name for name, value in readings.items()
            if not LIMITS[name][0] <= value <= LIMITS[name][1]]

class Filter:
    def __init__(self, weight):
        self.weight = weight
        self.state = 0.0
    def __call__(self, x):
        self.state += self.weight * (x - self.state)
        return self.state
";

fn main() -> Result<(), Error> {
    let mut memory = [0; 16 * 1024 + Vm::OVERHEAD];
    let mut board = Console::new();
    let mut vm = Vm::new(&mut memory, Config::default(), &mut board)?;
    vm.exec(PROGRAM, "limits.py")?;

    // Expressions, variables and calls, checked and converted.
    let (low, high): (i32, i32) = vm.eval("LIMITS['temperature']")?;
    println!("from {low} to {high}");
    let wrong: Value<'_> =
        vm.call("check", (Dict([("temperature", 99.5), ("humidity", 40.0)]),))?;
    // A `Value` is a look into the machine: nothing is copied, and nothing can move while it is there.
    for name in wrong.items().into_iter().flatten() {
        println!("out of range: {}", name.to::<&str>()?);
    }
    match vm.call::<f32>("check", (Dict([("humidity", 0)]),)) {
        Err(error) => println!("{error}: {}", vm.exception().map_or("", |e| e.message())),
        Ok(number) => println!("{number}"),
    }

    // More than one step with Python's objects: each is kept in a place of the scope.
    let mut scope = vm.enter();
    let class = scope.global("Filter")?;
    let filter = scope.call(class, (0.5,))?;
    for sample in [8.0, 8.0, 10.0] {
        let mut turn = scope.scope();
        let smooth = turn.call(filter, (sample,))?;
        println!("{sample} -> {}", turn.get::<f64>(smooth)?);
    }
    scope.set_attribute(filter, "state", 0)?;
    // A handle keeps an object when the scope has gone.
    let handle = scope.handle(filter)?;
    drop(scope);

    let mut scope = vm.enter();
    let filter = scope.held(handle)?;
    let state = scope.attribute(filter, "state")?;
    println!("state {:?}", scope.value(state));
    scope.release(handle);
    Ok(())
}
