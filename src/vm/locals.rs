//! `locals()`: the variables of the function that runs.

use super::frame;
use super::function::{self, current_globals};
use crate::bytecode::code::Flags;
use crate::object::{Engine, Root, Slot, Trap, kind};
use crate::types::dict;
use crate::value::{UNBOUND, Word};

/// What `locals()` answers: a new dict of the variables of a function; the namespace itself of a class body or module.
///
/// Only functions that name one of the builtins for which this is keep the names of their variables; of others there
/// are the parameters.
pub(crate) fn of_caller(vm: &mut Engine) -> Result<Word, Trap> {
    let base = vm.base.get();
    if base.0 == 0 {
        return Ok(vm.word(Engine::root_slot(Root::Main)));
    }
    let code = frame::code(vm);
    let head = function::head(vm, code);
    if head.flags.contains(Flags::CLASS_BODY) {
        return Ok(vm.word(base));
    }
    if head.flags.contains(Flags::MODULE) {
        return Ok(current_globals(vm));
    }
    let count = function::local_count(vm, &head, code) as u32;
    let parameters = head.parameters() as u32;
    let made = vm.leaf(|vm| dict::with_room(vm, 0))?;
    vm.scope(|vm| {
        let made = vm.push(made)?;
        let value = vm.push_unbound(1)?;
        // As in CPython, variables that inner functions use come after the others.
        for cells in [false, true] {
            for i in 0..count {
                let word = vm.word(base.offset(i));
                if word == UNBOUND || (is_cell(vm, word) && i >= parameters) != cells {
                    continue;
                }
                vm.set_word(value, contents(vm, word));
                insert(vm, made, value, i)?;
            }
        }
        if head.flags.contains(Flags::LOCAL_NAMES) {
            for i in 0..u32::from(head.free) {
                let cell = function::free_cell(vm, frame::function(vm, base), i);
                vm.set_word(value, contents(vm, cell));
                insert(vm, made, value, count + 1 + i)?;
            }
        }
        Ok(vm.word(made))
    })
}

fn is_cell(vm: &Engine, word: Word) -> bool {
    vm.expect(vm.value(word), kind::CELL).is_some()
}

/// The value of a variable: a cell's contents.
fn contents(vm: &Engine, word: Word) -> Word {
    if is_cell(vm, word) { vm.field(word, 1) } else { word }
}

/// Adds a variable to the dict in a slot, if it is bound: its value is in a slot, and its name the `i`-th of the code.
fn insert(vm: &mut Engine, made: Slot, value: Slot, i: u32) -> Result<(), Trap> {
    if vm.word(value) == UNBOUND {
        return Ok(());
    }
    vm.leaf_with(|vm| {
        let code = frame::code(vm);
        let name = function::name(vm, &function::head(vm, code), code, i);
        dict::insert(vm, vm.word(made), vm.name_value(name), vm.at(value))
    })
}
