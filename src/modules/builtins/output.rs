//! Builtins that make or write text: `print`, `repr`, `ascii`, `format`.

use crate::name::rom;
use crate::object::{Engine, Frame, Slot, Trap, TypeId};
use crate::runtime::{call, compare, format as texts, text};
use crate::types::str;
use crate::value::{Value, Word};

pub(super) fn repr(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    texts::repr_of(vm, frame.at(0))
}

pub(super) fn ascii(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    texts::build(vm, |vm, out| texts::ascii(vm, frame.at(0), out))
}

pub(super) fn format(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    if let Some(spec) = frame.get(1)
        && !vm.is_str(vm.at(spec))
    {
        let spec = vm.at(spec);
        return Err(vm.raise_with(
            TypeId::TYPE_ERROR,
            "format() argument 2 must be str, not {t}",
            spec,
            spec,
        ));
    }
    str::format_value(vm, frame.at(0), frame.get(1), 0)
}

/// A separator or end: the str given, or none for the usual one.
fn affix(vm: &Engine, given: Option<Slot>, text: &'static str) -> Result<Option<Slot>, Trap> {
    match given.filter(|&slot| vm.at(slot) != Value::none()) {
        Some(slot) if !vm.is_str(vm.at(slot)) => {
            Err(vm.raise_with(TypeId::TYPE_ERROR, text, vm.at(slot), vm.at(slot)))
        }
        other => Ok(other),
    }
}

pub(super) fn print(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    if frame.keywords == 0 {
        for i in 0..usize::from(frame.positional) {
            if i > 0 {
                vm.write_bytes(b" ")?;
            }
            write(vm, frame.at(i))?;
        }
        vm.write_bytes(b"\n")?;
        return Ok(Value::none().word());
    }
    let names =
        [const { rom("sep") }, const { rom("end") }, const { rom("file") }, const { rom("flush") }];
    frame.args(vm).only(vm, &names)?;
    let [sep, end, file, flush] = names.map(|name| frame.keyword(vm, name));
    let sep = affix(vm, sep, "sep must be None or a string, not {t}")?;
    let end = affix(vm, end, "end must be None or a string, not {t}")?;
    match file.filter(|&file| vm.at(file) != Value::none()) {
        Some(file) => {
            print_to(vm, frame, file, sep, end)?;
            if let Some(flush) = flush
                && compare::truth(vm, flush)?
            {
                vm.scope(|vm| call::call_method(vm, file, const { rom("flush") }, &[]))?;
            }
        }
        None => print_to_console(vm, frame, sep, end)?,
    }
    Ok(Value::none().word())
}

/// Writes the str of a value to the console.
fn write(vm: &mut Engine, value: Slot) -> Result<(), Trap> {
    if vm.is_str(vm.at(value)) {
        return vm.write_str(value);
    }
    vm.scope(|vm| {
        let word = texts::str_of(vm, value)?;
        let text = vm.push(word)?;
        vm.write_str(text)
    })
}

fn print_to_console(
    vm: &mut Engine,
    frame: Frame,
    sep: Option<Slot>,
    end: Option<Slot>,
) -> Result<(), Trap> {
    for i in 0..usize::from(frame.positional) {
        match sep {
            _ if i == 0 => {}
            Some(sep) => vm.write_str(sep)?,
            None => vm.write_bytes(b" ")?,
        }
        write(vm, frame.at(i))?;
    }
    match end {
        Some(end) => vm.write_str(end),
        None => vm.write_bytes(b"\n"),
    }
}

/// Calls the `write` of a file with all of the text at once.
fn print_to(
    vm: &mut Engine,
    frame: Frame,
    file: Slot,
    sep: Option<Slot>,
    end: Option<Slot>,
) -> Result<(), Trap> {
    let line = texts::build(vm, |vm, out| {
        for i in 0..usize::from(frame.positional) {
            match sep {
                _ if i == 0 => {}
                Some(sep) => text::push_str(vm, out, sep)?,
                None => text::push(vm, out, b" ")?,
            }
            texts::str(vm, frame.at(i), out)?;
        }
        match end {
            Some(end) => text::push_str(vm, out, end),
            None => text::push(vm, out, b"\n"),
        }
    })?;
    vm.scope(|vm| {
        let line = vm.push(line)?;
        call::call_method(vm, file, const { rom("write") }, &[line]).map(|_| ())
    })
}
