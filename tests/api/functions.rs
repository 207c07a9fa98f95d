//! Rust functions and modules that Python uses.

use std::cell::{Cell, RefCell};

use taipan::api::{
    Arguments, Class, Config, Constant, Error, List, Local, Module, Scope, Stress, Value, Vm,
    function, general,
};
use taipan::hal;

use crate::{Console, MEMORY, on_machines};

fn mix(red: u8, green: u8, blue: u8) -> u32 {
    u32::from_be_bytes([0, red, green, blue])
}

fn shout(text: &str, times: Option<usize>) -> usize {
    text.len() * times.unwrap_or(1)
}

fn read(channel: u8) -> Result<u16, hal::Error> {
    if channel < 4 { Ok(u16::from(channel) * 100) } else { Err(hal::Error::NoDevice) }
}

fn apply<'f>(scope: &mut Scope<'f>, arguments: Arguments<'f>) -> Result<Local<'f>, Error> {
    let (Some(f), Some(items)) = (arguments.get(0), arguments.get(1)) else {
        return Err(Error::Raise(Class::TYPE_ERROR, "apply(f, items)"));
    };
    let start = arguments.keyword(scope, "start");
    let made = scope.make(List::<[(); 0]>([]))?;
    if let Some(start) = start {
        scope.call_method(made, "append", (start,))?;
    }
    let items = scope.iter(items)?;
    loop {
        let mut turn = scope.scope();
        let Some(item) = turn.next(items)? else { break };
        let result = turn.call(f, (item,))?;
        turn.call_method(made, "append", (result,))?;
    }
    Ok(made)
}

fn fail<'f>(scope: &mut Scope<'f>, arguments: Arguments<'f>) -> Result<Local<'f>, Error> {
    let n: i32 = arguments.to(scope, 0)?;
    Err(scope.raise(Class::LOOKUP_ERROR, format_args!("{n} is not there")))
}

const TOOLS: Module<'_> = Module {
    name: "tools",
    functions: &[
        ("mix", &function(mix)),
        ("shout", &function(shout)),
        ("read", &function(read)),
        ("nothing", &function(|| ())),
        ("kind", &function(|value: Value<'_>| value.type_name().len())),
        ("apply", &general(apply)),
        ("fail", &general(fail)),
    ],
    constants: &[
        ("LIMIT", Constant::Int(1 << 40)),
        ("NAME", Constant::Str("tools")),
        ("RATIO", Constant::Float(0.5)),
        ("MAGIC", Constant::Bytes(b"\x7f")),
        ("ON", Constant::Bool(true)),
        ("OFF", Constant::None),
    ],
};

const PROGRAM: &[u8] = b"
import tools
from tools import mix, apply
assert tools.__name__ == 'tools' and mix.__name__ == 'mix' and callable(mix)
assert repr(mix) == '<built-in function mix>'
assert type(mix) is type(print)
assert mix(1, 2, 3) == 0x010203
assert tools.shout('abc') == tools.shout('a', 3) == tools.shout('abc', None) == 3
assert tools.nothing() is None and tools.kind([]) == 4
assert apply(lambda n: [n] * 2, range(3)) == [[0, 0], [1, 1], [2, 2]]
assert apply(str, [], start=5) == [5]
assert apply(lambda n: apply(str, range(n)), [1, 2]) == [['0'], ['0', '1']]
assert (tools.LIMIT, tools.NAME, tools.RATIO) == (1 << 40, 'tools', .5)
assert (tools.MAGIC, tools.ON, tools.OFF) == (b'\\x7f', True, None)
def raises(f, *args, **kw):
    try:
        f(*args, **kw)
    except Exception as error:
        return type(error).__name__ + ': ' + str(error)
assert raises(mix, 1, 2) == 'TypeError: expected 3 arguments, got 2', raises(mix, 1, 2)
assert raises(tools.shout) == 'TypeError: expected at least 1 argument, got 0'
assert raises(tools.shout, 1, 2, 3) == 'TypeError: expected at most 2 arguments, got 3'
assert raises(mix, 1, 2, 3, x=4) == 'TypeError: the function takes no keyword arguments'
assert raises(mix, 1, 2, 256) == 'OverflowError: int too large to convert'
assert raises(mix, 1, 2, 'x') == \"TypeError: 'str' object cannot be interpreted as an integer\"
assert raises(tools.read, 9) == 'OSError: [Errno 19] No such device', raises(tools.read, 9)
assert raises(tools.fail, 3) == 'LookupError: 3 is not there'
def divide(n):
    return 1 // n
assert raises(apply, divide, [1, 0]) == 'ZeroDivisionError: integer division or modulo by zero'
class Late:
    call = mix
assert Late().call(0, 0, 9) == 9
";

#[test]
fn modules_are_imported() {
    for collect_always in [false, true] {
        let mut memory = vec![0; MEMORY];
        let mut console = Console::default();
        let stress = Stress { collect_always, ..Stress::default() };
        let mut vm =
            Vm::new(&mut memory, Config { stress, ..Config::default() }, &mut console).unwrap();
        vm.register(&TOOLS).unwrap();
        if let Err(error) = vm.exec(PROGRAM, "tools_test.py") {
            panic!("{error}: {}", vm.exception().unwrap());
        }
        vm.check().unwrap();
    }
}

#[test]
fn closures_keep_their_state_in_the_embedding_program() {
    let total = Cell::new(0);
    let lines = RefCell::new(Vec::new());
    let add = function(|n: i32| {
        total.set(total.get() + n);
        total.get()
    });
    let log = function(|text: &str| lines.borrow_mut().push(text.to_owned()));
    let mut memory = vec![0; MEMORY];
    let mut console = Console::default();
    let mut vm = Vm::new(&mut memory, Config::default(), &mut console).unwrap();
    vm.function("add", &add).unwrap();
    vm.function("log", &log).unwrap();
    vm.exec(b"for i in range(5): log(str(add(i)))", "closures.py").unwrap();
    assert_eq!(vm.call::<i32>("add", (90,)), Ok(100));
    assert_eq!(total.get(), 100);
    assert_eq!(*lines.borrow(), ["0", "1", "3", "6", "10"]);
}

#[test]
fn there_is_room_for_so_many() {
    let native = function(|| 1);
    let mut memory = vec![0; MEMORY];
    let mut console = Console::default();
    let mut vm = Vm::new(&mut memory, Config::default(), &mut console).unwrap();
    let registered = (0..20).take_while(|_| vm.function("f", &native).is_ok()).count();
    assert_eq!(registered, 16);
    assert_eq!(vm.function("f", &native), Err(Error::TooManyModules));
    assert_eq!(vm.eval("f()"), Ok(1));
}

#[test]
fn exceptions_pass_through_rust_with_their_traceback() {
    let outer = general(apply);
    let mut memory = vec![0; MEMORY];
    let mut console = Console::default();
    let mut vm = Vm::new(&mut memory, Config::default(), &mut console).unwrap();
    vm.function("apply", &outer).unwrap();
    let program = b"def inner(n):\n    return [][n]\ndef run():\n    apply(inner, [1])\nrun()\n";
    assert_eq!(vm.exec(program, "deep.py"), Err(Error::Exception(Class::INDEX_ERROR)));
    let exception = vm.exception().unwrap();
    let lines: Vec<_> =
        exception.traceback().map(|place| (place.function.to_owned(), place.line)).collect();
    assert_eq!(lines, [("<module>".to_owned(), 5), ("run".to_owned(), 4), ("inner".to_owned(), 2)]);
    assert_eq!(exception.to_string(), "IndexError: list index out of range");
}

/// Builds without optimisation have frames of some 100 kB for each level.
#[test]
fn recursion_through_rust_ends() {
    let thread = std::thread::Builder::new().stack_size(32 << 20);
    thread.spawn(recurse).unwrap().join().unwrap();
}

fn recurse() {
    let native = general(apply);
    let mut memory = vec![0; 4 * MEMORY];
    let mut console = Console::default();
    let mut vm = Vm::new(&mut memory, Config::default(), &mut console).unwrap();
    vm.function("apply", &native).unwrap();
    let program = b"def again(n):\n    return apply(again, [n])\nagain(1)";
    assert_eq!(vm.exec(program, "again.py"), Err(Error::Exception(Class::RECURSION_ERROR)));
    vm.check().unwrap();
    on_machines(|vm| assert_eq!(vm.call("abs", (-1,)), Ok(1)));
}
