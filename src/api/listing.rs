//! Listings of bytecode beside its source, for people.

use core::fmt::{self, Write};

use crate::bytecode::code::{CONSTANTS_WORD, HANDLER_WORDS, Head, Lines};
use crate::bytecode::disasm::{Tables, disassemble};
use crate::name::Name;
use crate::object::{Engine, kind};
use crate::types::{float, int};
use crate::value::{Value, Word};
use crate::vm::function;

/// Writes a code object, then those among its constants: functions and classes in the order of the source.
pub(super) fn write(vm: &Engine, code: Word, source: &[u8], out: &mut dyn Write) -> fmt::Result {
    let head = function::head(vm, code);
    let listing = Listing { vm, code, head, source };
    write!(out, "{}: {} registers", listing.text(Name(head.name)), head.registers)?;
    for (flag, _) in head.flags.iter_names() {
        write!(out, " {flag}")?;
    }
    writeln!(out)?;

    let bytes = 4 * vm.heap.object_words(code);
    let lines_bytes = bytes.saturating_sub(head.lines.into());
    let lines = Lines::new(
        vm.heap.bytes(code + u32::from(head.lines), lines_bytes),
        head.first_line.into(),
    );
    let units = vm.heap.halves(code + u32::from(head.start), head.units() as u32);
    let handlers = code + 4 * head.handlers_word() as u32;
    let handlers = vm.heap.words(handlers, u32::from(head.handlers) * HANDLER_WORDS as u32);
    disassemble(units, handlers, lines, &listing, out)?;

    for index in 0..head.constants.into() {
        if let Some(inner) = vm.expect(vm.value(listing.constant_word(index)), kind::CODE) {
            writeln!(out)?;
            write(vm, inner, source, out)?;
        }
    }
    Ok(())
}

/// A code object while it is listed.
struct Listing<'v> {
    vm: &'v Engine,
    code: Word,
    head: Head,
    source: &'v [u8],
}

impl Listing<'_> {
    fn constant_word(&self, index: usize) -> Word {
        self.vm.field(self.code, (CONSTANTS_WORD + index) as u32)
    }

    fn text(&self, name: Name) -> &str {
        self.vm.text(self.vm.name_value(name)).unwrap_or_default()
    }

    fn write_constant(&self, value: Value<'_>, out: &mut dyn Write) -> fmt::Result {
        let vm = self.vm;
        for (constant, text) in [
            (Value::none(), "None"),
            (Value::true_(), "True"),
            (Value::false_(), "False"),
            (Value::ellipsis(), "..."),
        ] {
            if value == constant {
                return out.write_str(text);
            }
        }
        if let Some(text) = vm.text(value) {
            return write!(out, "{text:?}");
        }
        if let Some(n) = int::to_i64(vm, value) {
            return write!(out, "{n}");
        }
        if let Some(x) = float::get(vm, value) {
            return write!(out, "{x:?}");
        }
        if let Some(code) = vm.expect(value, kind::CODE) {
            return write!(out, "<code {}>", self.text(Name(function::head(vm, code).name)));
        }
        let Some(tuple) = vm.expect(value, kind::TUPLE) else { return out.write_str("<constant>") };
        out.write_char('(')?;
        for i in 1..vm.heap.object_words(tuple) {
            self.write_constant(vm.value(vm.field(tuple, i)), out)?;
            out.write_str(", ")?;
        }
        out.write_char(')')
    }
}

impl Tables for Listing<'_> {
    fn name(&self, index: usize, out: &mut dyn Write) -> fmt::Result {
        out.write_str(self.text(function::name(self.vm, &self.head, self.code, index as u32)))
    }

    fn constant(&self, index: usize, out: &mut dyn Write) -> fmt::Result {
        self.write_constant(self.vm.value(self.constant_word(index)), out)
    }

    fn builtin(&self, number: usize, out: &mut dyn Write) -> fmt::Result {
        out.write_str(self.text(Name(number as u16)))
    }

    fn source_line(&self, line: u32, out: &mut dyn Write) -> fmt::Result {
        let index = (line as usize).saturating_sub(1);
        let text = self.source.split(|&byte| byte == b'\n').nth(index).unwrap_or_default();
        let text = core::str::from_utf8(text).unwrap_or("(not UTF-8)").trim_end();
        writeln!(out, "{line:4}| {text}")
    }
}
