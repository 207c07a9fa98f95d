//! For tests of types: an engine without code to run.

extern crate std;

use std::vec;

use crate::hal::{Board, Error};
use crate::heap::{Header, Heap, Trace, Traces};
use crate::name;
use crate::object::{BoardPointer, Engine, Hooks, Pending, Rom, Text, Trap, TypeId, kind};
use crate::value;

const STACK_WORDS: u32 = 256;
const TYPES: usize = 128;
const NAMES: usize = name::ROM_COUNT;

static WORDS: [u32; NAMES + TYPES] = {
    let mut words = [0; NAMES + TYPES];
    let mut i = 0;
    while i < NAMES + TYPES {
        words[i] = match i.checked_sub(NAMES) {
            Some(id) => Header::new(kind::TYPE, id as u32).0,
            None => Header::new(kind::ROM_STR, i as u32).0,
        };
        i += 1;
    }
    words
};

static ROM: Rom = Rom {
    types: NAMES as u32,
    modules: (NAMES + TYPES) as u32,
    first_module_table: 0,
    module_names: &[],
    functions: &[],
};

static TRACES: Traces = {
    let mut traces = [Trace::LEAF; 96];
    traces[kind::TUPLE.0 as usize] = Trace::ALL;
    traces[kind::ITEMS.0 as usize] = Trace::ALL;
    traces[kind::LIST.0 as usize] = Trace::from(2);
    traces[kind::DICT.0 as usize] = Trace::from(2);
    traces[kind::SET.0 as usize] = Trace::from(2);
    traces
};

static HOOKS: Hooks = Hooks {
    call: |vm, _| Err(refuse(vm)),
    import: |vm, _, _| Err(refuse(vm)),
    dir: |vm, _| Err(refuse(vm)),
    make_instance: |vm, _| Err(refuse(vm)),
};

fn refuse(vm: &Engine) -> Trap {
    vm.type_error("no code runs here")
}

struct Silent;

impl Board for Silent {
    fn ticks_us(&mut self) -> u64 {
        0
    }

    fn write(&mut self, _: &[u8]) -> Result<(), Error> {
        Ok(())
    }

    fn read(&mut self, _: &mut [u8], _: u32) -> Result<usize, Error> {
        Ok(0)
    }
}

/// Runs `f` with an engine of so many bytes.
pub(crate) fn with_engine<T>(bytes: usize, f: impl FnOnce(&mut Engine) -> T) -> T {
    let mut memory = vec![0; bytes + 4 * (NAMES + TYPES + 64) + 4 * STACK_WORDS as usize];
    let rom: &[&[u32]] = &[&value::CONSTANTS.0, &WORDS];
    let heap = Heap::new(&mut memory, rom, &TRACES).expect("there is room");
    let stack_end = heap.arena_end();
    let stack = stack_end - 4 * STACK_WORDS;
    assert!(heap.set_end(stack));
    let rom_address = crate::config::DEVICE_BASE + 4 * value::CONSTANTS.0.len() as u32;
    let mut board = Silent;
    let board = BoardPointer::new(&mut board);
    let mut engine =
        Engine::new(heap, stack, stack_end, &[], &[], &ROM, rom_address, &HOOKS, &[], board);
    f(&mut engine)
}

/// The class and the text of the exception in flight.
pub(crate) fn raised(vm: &Engine) -> (TypeId, &'static str) {
    match vm.take_pending() {
        Pending::Raise { class, text: Text::Format(text) } => (class, text),
        Pending::Raise { class, .. } => (class, ""),
        other => panic!("no exception is in flight but {other:?}"),
    }
}
