//! Ctrl-C ends whatever runs: each way in which a program, or native code that it called, may go on for ever.

use taipan::api::{Class, Config, Error, Vm};

use crate::MEMORY;
use crate::fuzz::Impatient;

const PROGRAMS: &[&str] = &[
    "while True: pass",
    "def f():\n  f2()\n  return True\ndef f2(): pass\nwhile f(): pass",
    "def g():\n  while True: yield 1\nfor x in g(): pass",
    "for x in Items(): pass",
    "for x in Iterator(): pass",
    "for x in iter(lambda: 1, 2): pass",
    "for x in iter(int, 1): pass",
    "for a, b in zip(Items(), Iterator()): pass",
    "for x in map(lambda x: x, Items()): pass",
    "for x in filter(lambda x: False, Items()): pass",
    "sum(Items())",
    "max(Iterator())",
    "all(iter(lambda: 1, 2))",
    "5 in Iterator()",
    "def g():\n  yield from Iterator()\nsum(g())",
    "[0 for x in Iterator() if not x]",
    "class C:\n  def __bool__(self): return True\nwhile C(): pass",
    "class C:\n  def __lt__(self, other): return True\nc = C()\nwhile c < 1: pass",
    "x = 2**70\nwhile x > 2**69: pass",
    "x = 'b'\nwhile x > 'a' or x == 'b': pass",
    "async def f():\n  await Iterator()\nc = f()\nwhile True: c.send(None)",
    "try:\n  while True: pass\nfinally:\n  done = 1",
];

const CLASSES: &[u8] = b"
class Items:
    def __getitem__(self, i): return 1
class Iterator:
    def __iter__(self): return self
    def __next__(self): return 1
    __await__ = __iter__
";

#[test]
fn programs_that_never_end_are_interrupted() {
    for program in PROGRAMS {
        let mut memory = vec![0; MEMORY];
        let mut board = Impatient::after(0);
        let mut vm = Vm::new(&mut memory, Config::default(), &mut board).unwrap();
        vm.exec(CLASSES, "classes.py").unwrap();
        let ended = vm.exec(program.as_bytes(), "endless.py");
        assert!(
            matches!(ended, Err(Error::Exception(Class::KEYBOARD_INTERRUPT))),
            "{program}: {ended:?}"
        );
        vm.check().unwrap();
    }
}
