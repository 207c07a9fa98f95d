//! Printing an exception that nothing caught, as Python does: its causes, where it came from, and what it says.

use core::fmt::Write;

use super::attributes::{CAUSE, CONTEXT, NOTES, SUPPRESS_CONTEXT};
use super::{TRACEBACK, attributes, detail, group, inside, is_a, traceback};
use crate::name::{Name, rom};
use crate::object::{Engine, Slot, Trap, TypeId, kind};
use crate::runtime::attribute::{class_name, lookup, type_number, type_of};
use crate::runtime::{clear_raised, format};
use crate::syntax::character::is_space;
use crate::value::{UNBOUND, Value};

/// Causes printed at most: a chain may lead back to itself.
const CHAIN_MAX: u32 = 16;
/// Equal frames in a row that are printed; of the others only the number.
const REPEATS_MAX: u32 = 3;

const CAUSED: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const HANDLING: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// Exceptions of a group that are printed; of the others only the number.
const GROUP_MAX: u32 = 15;
/// Groups in groups that are printed.
const GROUP_DEPTH_MAX: usize = 10;

/// A writer that puts a margin before each line of what is in a group.
struct Margin<'a> {
    out: &'a mut dyn Write,
    /// Groups around what is written.
    depth: usize,
    at_start: bool,
    /// What the margin ends with.
    edge: char,
    /// Whether the line that closes a group has yet to be written.
    needs_close: bool,
}

impl Margin<'_> {
    fn prefix(&mut self) -> core::fmt::Result {
        if self.depth == 0 {
            return Ok(());
        }
        let edge = core::mem::replace(&mut self.edge, '|');
        write!(self.out, "{:1$}{edge} ", "", 2 * self.depth)
    }
}

impl Write for Margin<'_> {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        for line in text.split_inclusive('\n') {
            if self.at_start {
                self.prefix()?;
            }
            self.out.write_str(line)?;
            self.at_start = line.ends_with('\n');
        }
        Ok(())
    }
}

/// Prints the exception in a slot with its causes, each with its traceback and text.
pub(crate) fn print_exception(vm: &mut Engine, exception: Slot, out: &mut dyn Write) {
    let mut out = Margin { out, depth: 0, at_start: true, edge: '|', needs_close: false };
    print_chain(vm, exception, &mut out);
}

fn print_chain(vm: &mut Engine, exception: Slot, out: &mut Margin<'_>) {
    let printed = vm.scope(|vm| {
        let chain = vm.push(vm.word(exception))?;
        let mut last = chain;
        while last.0 - chain.0 < CHAIN_MAX
            && let Some((earlier, _)) = earlier(vm, vm.at(last))
        {
            let word = earlier.word();
            last = vm.push(word)?;
        }
        while last > chain {
            print_one(vm, last, out);
            last = Slot(last.0 - 1);
            let is_cause = earlier(vm, vm.at(last)).is_none_or(|(_, is_cause)| is_cause);
            // What cannot be written is lost: there is nobody left to tell.
            let _ = out.write_str(if is_cause { CAUSED } else { HANDLING });
        }
        print_one(vm, chain, out);
        Ok(())
    });
    if printed.is_err() {
        clear_raised(vm);
        print_one(vm, exception, out);
    }
}

/// The exception that led to another, and whether it is its cause rather than its context.
fn earlier<'g>(vm: &'g Engine, exception: Value<'g>) -> Option<(Value<'g>, bool)> {
    let address = inside(vm, exception)?;
    let of = |name| detail(vm, address, name).filter(|value| *value != Value::none());
    if let Some(cause) = of(CAUSE) {
        return Some((cause, true));
    }
    if of(SUPPRESS_CONTEXT).is_some_and(|suppress| suppress == Value::true_()) {
        return None;
    }
    of(CONTEXT).map(|context| (context, false))
}

/// Prints one exception.
fn print_one(vm: &mut Engine, exception: Slot, out: &mut Margin<'_>) {
    if group::is_group(vm, vm.at(exception)) {
        // Printing goes on without the parts for which there is no memory.
        if vm.scope(|vm| print_group(vm, exception, out)).is_err() {
            clear_raised(vm);
        }
        return;
    }
    print_alone(vm, exception, out);
}

/// Prints a group and what is in it.
fn print_group(vm: &mut Engine, group: Slot, out: &mut Margin<'_>) -> Result<(), Trap> {
    let is_outermost = out.depth == 0;
    if is_outermost {
        out.depth = 1;
        let traceback = inside(vm, vm.at(group)).map_or(UNBOUND, |a| vm.field(a, TRACEBACK));
        out.edge = if traceback == UNBOUND { '|' } else { '+' };
    }
    print_alone(vm, group, out);
    if out.depth <= GROUP_DEPTH_MAX {
        let item = vm.push_unbound(1)?;
        let mut i = 0;
        while let Some(found) = group::item(vm, vm.at(group), i) {
            vm.set(item, found);
            let is_last = i == GROUP_MAX || group::item(vm, vm.at(group), i + 1).is_none();
            out.needs_close = is_last;
            let start = if i == 0 { "+-" } else { "  " };
            // What cannot be written is lost, as everywhere here.
            let _ = write!(out.out, "{:1$}{start}+---------------- ", "", 2 * out.depth);
            let _ = if i == GROUP_MAX {
                out.out.write_str("...")
            } else {
                write!(out.out, "{}", i + 1)
            };
            let _ = out.out.write_str(" ----------------\n");
            out.depth += 1;
            if i == GROUP_MAX {
                let more = group::len(vm, vm.at(group)) - i;
                let plural = if more == 1 { "" } else { "s" };
                let _ = writeln!(out, "and {more} more exception{plural}");
            } else {
                print_chain(vm, item, out);
            }
            if is_last && core::mem::take(&mut out.needs_close) {
                let _ = writeln!(
                    out.out,
                    "{:1$}+------------------------------------",
                    "",
                    2 * out.depth
                );
            }
            out.depth -= 1;
            i += 1;
            if is_last {
                break;
            }
        }
    }
    if is_outermost {
        out.depth = 0;
    }
    Ok(())
}

/// Prints one exception, without what is in it if it is a group.
fn print_alone(vm: &mut Engine, exception: Slot, out: &mut Margin<'_>) {
    // What cannot be written is lost: there is nobody left to tell.
    let _ = write_traceback(vm, vm.at(exception), out);
    let _ = write_place(vm, vm.at(exception), out);
    let _ = write_class(vm, vm.at(exception), out);
    let _ = write_message(vm, exception, out);
    let _ = out.write_str("\n");
    if vm.scope(|vm| write_notes(vm, exception, out)).is_err() {
        clear_raised(vm);
    }
}

/// The lines for the frames, the outermost first.
fn write_traceback(vm: &Engine, exception: Value<'_>, out: &mut dyn Write) -> core::fmt::Result {
    let Some(address) = inside(vm, exception) else { return Ok(()) };
    let frames = vm.field(address, TRACEBACK);
    if frames == UNBOUND {
        return Ok(());
    }
    if group::is_group(vm, exception) {
        out.write_str("Exception Group ")?;
    }
    out.write_str("Traceback (most recent call last):\n")?;
    let mut last = [0; 3];
    let mut repeats = 0;
    for i in (0..traceback::len(vm, frames)).rev() {
        let frame = traceback::frame(vm, frames, i);
        let [file, line, function] = frame;
        if frame == last {
            repeats += 1;
        } else {
            write_repeats(repeats, out)?;
            (last, repeats) = (frame, 1);
        }
        if repeats <= REPEATS_MAX {
            let (file, function) = (name_text(vm, file), name_text(vm, function));
            writeln!(out, "  File \"{file}\", line {line}, in {function}")?;
        }
    }
    write_repeats(repeats, out)
}

fn write_repeats(repeats: u32, out: &mut dyn Write) -> core::fmt::Result {
    match repeats.saturating_sub(REPEATS_MAX) {
        0 => Ok(()),
        1 => out.write_str("  [Previous line repeated 1 more time]\n"),
        more => writeln!(out, "  [Previous line repeated {more} more times]"),
    }
}

fn name_text(vm: &Engine, name: u16) -> &str {
    vm.text(vm.name_value(Name(name))).unwrap_or("?")
}

/// Where the error of a SyntaxError is.
fn write_place(vm: &Engine, exception: Value<'_>, out: &mut dyn Write) -> core::fmt::Result {
    let Some(address) = inside(vm, exception) else { return Ok(()) };
    if !is_a(vm, address, TypeId::SYNTAX_ERROR) {
        return Ok(());
    }
    let of = |name| attributes::get(vm, exception, name).ok().flatten();
    let Some(line) = of(const { rom("lineno") }).and_then(Value::as_small) else { return Ok(()) };
    let file = of(const { rom("filename") }).and_then(|file| vm.text(file)).unwrap_or("<string>");
    writeln!(out, "  File \"{file}\", line {line}")?;
    let Some(text) = of(const { rom("text") }).and_then(|text| vm.text(text)) else {
        return Ok(());
    };
    let text = text.trim_end_matches(is_space);
    let shown = text.trim_start_matches(is_space);
    writeln!(out, "    {shown}")?;
    let Some(offset) = of(const { rom("offset") }).and_then(Value::as_small).filter(|n| *n > 0)
    else {
        return Ok(());
    };
    let end = of(const { rom("end_offset") }).and_then(Value::as_small).unwrap_or(0);
    let indent = text.chars().count() - shown.chars().count();
    let before = (offset as usize - 1).saturating_sub(indent).min(shown.chars().count());
    let carets = usize::try_from(end - offset).unwrap_or(0).max(1);
    writeln!(out, "    {:before$}{:^<carets$}", "", "")
}

/// The class's name, with its module unless that is the program's or the language's own.
fn write_class(vm: &Engine, exception: Value<'_>, out: &mut dyn Write) -> core::fmt::Result {
    let class = type_of(vm, exception);
    if type_number(vm, class).is_none()
        && let Some(module) =
            lookup(vm, class, const { rom("__module__") }).and_then(|module| vm.text(module))
        && !matches!(module, "__main__" | "builtins")
    {
        write!(out, "{module}.")?;
    }
    out.write_str(vm.text(class_name(vm, class)).unwrap_or("?"))
}

/// `: ` and the message, if it is not empty.
fn write_message(vm: &mut Engine, exception: Slot, out: &mut dyn Write) -> core::fmt::Result {
    if is_syntax_error(vm, vm.at(exception))
        && let Ok(Some(message)) = attributes::get(vm, vm.at(exception), const { rom("msg") })
        && let Some(message) = vm.text(message)
    {
        return write!(out, ": {message}");
    }
    match format::str_of(vm, exception) {
        Ok(word) => match vm.text(vm.value(word)).unwrap_or_default() {
            "" => Ok(()),
            message => write!(out, ": {message}"),
        },
        Err(_) => {
            clear_raised(vm);
            out.write_str(": <exception str() failed>")
        }
    }
}

fn is_syntax_error(vm: &Engine, exception: Value<'_>) -> bool {
    inside(vm, exception).is_some_and(|address| is_a(vm, address, TypeId::SYNTAX_ERROR))
}

/// What `add_note` added, a line each.
fn write_notes(vm: &mut Engine, exception: Slot, out: &mut dyn Write) -> Result<(), Trap> {
    let note = vm.push_unbound(1)?;
    let mut i = 1;
    while let Some(found) = note_at(vm, vm.at(exception), i) {
        vm.set(note, found);
        let word = format::str_of(vm, note)?;
        let _ = writeln!(out, "{}", vm.text(vm.value(word)).unwrap_or_default());
        i += 1;
    }
    Ok(())
}

fn note_at<'g>(vm: &'g Engine, exception: Value<'g>, i: u32) -> Option<Value<'g>> {
    let notes = detail(vm, inside(vm, exception)?, NOTES)?;
    let list = vm.expect(notes, kind::LIST)?;
    if i > vm.field(list, 1) { None } else { vm.value_field(vm.field(list, 2), i) }
}

/// A stretch of a text that is written as a whole, again for each stretch: no memory is needed for all of it.
struct Stretch {
    /// How many bytes of the text come before.
    before: usize,
    bytes: [u8; 256],
    len: usize,
}

impl Write for Stretch {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        let skipped = self.before.min(text.len());
        self.before -= skipped;
        let rest = &text.as_bytes()[skipped..];
        let size = rest.len().min(self.bytes.len() - self.len);
        self.bytes[self.len..self.len + size].copy_from_slice(&rest[..size]);
        self.len += size;
        Ok(())
    }
}

/// Prints an exception piece by piece, so that not all of the text need be in memory.
pub(crate) fn print_in_parts(
    vm: &mut Engine,
    exception: Slot,
    mut write: impl FnMut(&mut Engine, &[u8]) -> Result<(), Trap>,
) -> Result<(), Trap> {
    let mut before = 0;
    loop {
        let mut stretch = Stretch { before, bytes: [0; 256], len: 0 };
        print_exception(vm, exception, &mut stretch);
        write(vm, &stretch.bytes[..stretch.len])?;
        before += stretch.len;
        if stretch.len < stretch.bytes.len() {
            return Ok(());
        }
    }
}
