//! Variables: globals found again by hint, builtins, the names of class bodies, cells.

use super::frame;
use super::run::{finish, slot};
use crate::name::{BUILTINS, Name, rom};
use crate::object::{Engine, Root, Slot, Trap, TypeId, kind, namespace};
use crate::runtime::{attribute, clear_raised, item};
use crate::value::{UNBOUND, Value, Word};

/// UnboundLocalError for a local variable.
#[cold]
pub(super) fn unbound_local(vm: &Engine, name: Name) -> Trap {
    let name = vm.name_value(name);
    let text = "cannot access local variable '{s}' where it is not associated with a value";
    vm.raise_with(TypeId::UNBOUND_LOCAL_ERROR, text, name, name)
}

/// NameError for a variable of an enclosing function.
#[cold]
pub(super) fn unbound_free(vm: &Engine, name: Name) -> Trap {
    let name = vm.name_value(name);
    let text = "cannot access free variable '{s}' where it is not associated with a value in enclosing scope";
    vm.raise_with(TypeId::NAME_ERROR, text, name, name)
}

/// NameError for a global variable.
#[cold]
fn undefined(vm: &Engine, name: Name) -> Trap {
    let name = vm.name_value(name);
    vm.raise_with(TypeId::NAME_ERROR, "name '{s}' is not defined", name, name)
}

/// What a cell holds.
#[inline(always)]
pub(super) fn cell_word(vm: &Engine, cell: Word) -> Word {
    if is_cell(vm, cell) { vm.field(cell, 1) } else { UNBOUND }
}

/// Sets what a cell holds.
#[inline(always)]
pub(super) fn set_cell(vm: &Engine, cell: Word, word: Word) {
    if is_cell(vm, cell) {
        vm.set_field(cell, 1, word);
    }
}

/// Code from outside may name a register that holds no cell; the compiler's does not.
#[inline(always)]
fn is_cell(vm: &Engine, cell: Word) -> bool {
    cell & 3 == 0 && cell != UNBOUND && vm.header(cell).id() == kind::CELL
}

/// The device address of the entry at a hint, key and value, if it is the variable's.
#[inline(always)]
fn hinted_entry(vm: &Engine, function: Word, name: Name, hint: u32) -> Option<u32> {
    let items = vm.field(vm.field(function, 2), namespace::ENTRIES);
    if items == UNBOUND || vm.header(items).size() <= 2 * hint + 1 {
        return None;
    }
    let entry = items + 4 + 8 * hint;
    if vm.heap.word(entry) == vm.name_word(name) { Some(entry) } else { None }
}

/// A global variable, if it lies where the hint says; else `UNBOUND`.
#[inline(always)]
pub(super) fn hinted(vm: &Engine, function: Word, name: Name, hint: u32) -> Word {
    match hinted_entry(vm, function, name, hint) {
        Some(entry) => vm.heap.word(entry + 4),
        None => UNBOUND,
    }
}

/// Sets a global variable, if it lies where the hint says.
#[inline(always)]
pub(super) fn store_hinted(vm: &Engine, function: Word, name: Name, hint: u32, new: Word) -> bool {
    match hinted_entry(vm, function, name, hint) {
        Some(entry) => {
            let items = vm.field(vm.field(function, 2), namespace::ENTRIES);
            vm.heap.store(items, entry + 4, new);
            true
        }
        None => false,
    }
}

/// The number of the entry of a dict whose value lies at an address.
fn entry_number(vm: &Engine, dict: u32, at: u32) -> u32 {
    (at - 4 - (vm.field(dict, namespace::ENTRIES) + 4)) / 8
}

/// Writes into the instruction before the saved position where the variable was found.
fn keep_hint(vm: &Engine, dict: u32, at: u32) {
    if let Ok(index) = u8::try_from(entry_number(vm, dict, at)) {
        let code = frame::code(vm);
        if vm.heap.is_movable(code) {
            vm.heap.set_byte(code + vm.pc.get() - 1, index);
        }
    }
}

/// Builtin number `number`: a type, a function or a constant; `UNBOUND` if this build does not have it.
#[inline(always)]
pub(super) fn builtin(vm: &Engine, number: u32) -> Word {
    vm.builtins.get(number as usize).map_or(UNBOUND, |builtin| builtin.word(vm))
}

/// A builtin by name: one of those that the globals name as theirs, or one that a program set, or else one of ours.
fn find_builtin(vm: &Engine, name: Name) -> Word {
    let own = vm.name_value(const { rom("__builtins__") });
    if let Some(own) = namespace::get(vm, frame::globals(vm), own)
        && let Some(dict) = vm.expect(own, kind::DICT)
    {
        return namespace::get(vm, dict, vm.name_value(name)).map_or(UNBOUND, Value::word);
    }
    if name == const { rom("__name__") } {
        return vm.name_value(const { rom("builtins") }).word();
    }
    if let Some(dict) = vm.root(Root::Builtins).and_then(Value::address)
        && let Some(value) = namespace::get(vm, dict, vm.name_value(name))
    {
        return value.word();
    }
    if usize::from(name.0) < BUILTINS { builtin(vm, name.0.into()) } else { UNBOUND }
}

/// `r[a] = ` global or builtin, looked up by name.
pub(super) fn load_global(vm: &mut Engine, a: u32, name: Name, hint: bool) -> Result<Word, Trap> {
    let dict = frame::globals(vm);
    let at = namespace::find(vm, dict, vm.name_value(name));
    if at != 0 {
        if hint {
            keep_hint(vm, dict, at);
        }
        let word = vm.heap.word(at);
        return finish(vm, a, word);
    }
    match find_builtin(vm, name) {
        UNBOUND => Err(undefined(vm, name)),
        word => finish(vm, a, word),
    }
}

/// As [`load_global`], for an instruction without room for a hint of its own.
pub(super) fn load_global_short(vm: &mut Engine, a: u32, name: Name) -> Result<Word, Trap> {
    let dict = frame::globals(vm);
    let at = namespace::find(vm, dict, vm.name_value(name));
    if at == 0 {
        return load_global(vm, a, name, false);
    }
    vm.set_hint(name, entry_number(vm, dict, at));
    let word = vm.heap.word(at);
    finish(vm, a, word)
}

/// Sets a variable in the dict in a slot.
fn store_in(vm: &mut Engine, dict: u32, name: Name, new: Word) -> Result<Word, Trap> {
    super::arithmetic::with_operands(vm, dict, new, |vm, dict, new| {
        vm.leaf_with(|vm| {
            match vm.types.get(usize::from(TypeId::DICT.0)).and_then(|ty| ty.set_item) {
                Some(set_item) => set_item(vm, vm.at(dict), vm.name_value(name), vm.get(new)),
                None => Ok(()),
            }
        })
    })?;
    Ok(UNBOUND)
}

/// Sets a global variable.
pub(super) fn store_global(
    vm: &mut Engine,
    name: Name,
    new: Word,
    hint: bool,
) -> Result<Word, Trap> {
    let dict = frame::globals(vm);
    let at = namespace::find(vm, dict, vm.name_value(name));
    if at != 0 {
        if hint {
            keep_hint(vm, dict, at);
        }
        vm.heap.store(vm.field(dict, namespace::ENTRIES), at, new);
        return Ok(UNBOUND);
    }
    store_in(vm, dict, name, new)
}

/// Deletes a variable from a dict.
fn delete_in(vm: &mut Engine, dict: u32, name: Name) -> Result<Word, Trap> {
    if namespace::find(vm, dict, vm.name_value(name)) == 0 {
        return Err(undefined(vm, name));
    }
    store_in(vm, dict, name, UNBOUND)
}

/// Deletes a global variable.
pub(super) fn delete_global(vm: &mut Engine, name: Name) -> Result<Word, Trap> {
    let dict = frame::globals(vm);
    delete_in(vm, dict, name)
}

/// The namespace in `r[0]`, if it is a plain dict.
fn local_namespace(vm: &Engine) -> Option<u32> {
    vm.get(slot(vm, 0)).and_then(|dict| vm.expect(dict, kind::DICT))
}

/// Looks up a variable in a namespace in `r[0]` that is no plain dict, or deletes it; nothing if it is not there.
#[cold]
fn in_mapping<T>(
    vm: &mut Engine,
    name: Name,
    f: impl FnOnce(&mut Engine, Slot, Slot) -> Result<T, Trap>,
) -> Result<Option<T>, Trap> {
    let found = vm.scope(|vm| {
        let key = vm.push(vm.name_value(name).word())?;
        let mapping = slot(vm, 0);
        f(vm, mapping, key)
    });
    match found {
        Err(_) if attribute::is_pending(vm, TypeId::KEY_ERROR) => {
            clear_raised(vm);
            Ok(None)
        }
        answer => answer.map(Some),
    }
}

/// A variable of the namespace in `r[0]`.
fn find_local(vm: &mut Engine, name: Name) -> Result<Word, Trap> {
    match local_namespace(vm) {
        Some(dict) => {
            Ok(namespace::get(vm, dict, vm.name_value(name)).map_or(UNBOUND, Value::word))
        }
        None => Ok(in_mapping(vm, name, item::get_item)?.unwrap_or(UNBOUND)),
    }
}

/// `r[a] = ` the variable of the namespace in `r[0]`, or else global, or else builtin.
pub(super) fn load_name(vm: &mut Engine, a: u32, name: Name) -> Result<Word, Trap> {
    match find_local(vm, name)? {
        UNBOUND => load_global(vm, a, name, false),
        word => finish(vm, a, word),
    }
}

/// Sets a variable of the namespace in `r[0]`.
pub(super) fn store_name(vm: &mut Engine, name: Name, new: Word) -> Result<Word, Trap> {
    if let Some(dict) = local_namespace(vm) {
        return store_in(vm, dict, name, new);
    }
    item::set_named(vm, slot(vm, 0), name, new)?;
    Ok(UNBOUND)
}

/// Deletes a variable of the namespace in `r[0]`.
pub(super) fn delete_name(vm: &mut Engine, name: Name) -> Result<Word, Trap> {
    if let Some(dict) = local_namespace(vm) {
        return delete_in(vm, dict, name);
    }
    match in_mapping(vm, name, |vm, mapping, key| item::set_item(vm, mapping, key, None))? {
        Some(()) => Ok(UNBOUND),
        None => Err(undefined(vm, name)),
    }
}

/// `r[a] = ` the variable of the namespace in `r[0]`, or else what closure cell `free` holds.
pub(super) fn load_name_free(vm: &mut Engine, a: u32, free: u32, name: Name) -> Result<Word, Trap> {
    let mut word = find_local(vm, name)?;
    if word == UNBOUND {
        let cell = super::function::free_cell(vm, frame::function(vm, vm.base.get()), free);
        word = cell_word(vm, cell);
    }
    if word == UNBOUND { Err(unbound_free(vm, name)) } else { finish(vm, a, word) }
}
