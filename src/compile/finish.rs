//! From a function's log to its code object: what was symbolic gets its final form.
//!
//! 1. *Tables*: names and constants get their indexes; descriptors move to a table behind the log.
//! 2. *Distances*: labels get positions, jumps too far for their short form become long, until nothing changes.
//! 3. *Encoding*, in place: no item is shorter than its instruction (a test holds this), so writing never overtakes
//!    reading. The line table and the handlers are made on the way.
//! 4. The target makes the object.

use super::encode::{Assembler, wide};
use super::log::{Layout, item, layout};
use super::{CodeParts, Compiler, Target};
use crate::bytecode::Op;
use crate::bytecode::code::{self, Flags, Head};
use crate::bytecode::op::Operand;
use crate::name;
use crate::syntax::{Argument, Stop};

/// Names an instruction without a wide form can reach.
pub(super) const NARROW: usize = 256;

/// Everything about a function that is not in its log.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outline {
    /// The head, but for offsets and counts.
    pub(super) head: Head,
    /// Handle for the object.
    pub(super) handle: usize,
}

/// Where things are while a function is being finished: word indexes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Work {
    /// The log, or what is left of it.
    pub(super) start: usize,
    pub(super) end: usize,
    /// For each label: its position in units in the low half, the label its jumps go on to in the high half.
    pub(super) labels: usize,
    pub(super) label_count: usize,
    /// Names: one a word.
    names: usize,
    name_count: usize,
    /// Descriptors.
    constants: usize,
    constants_end: usize,
    constant_count: usize,
    /// Handlers, at most so many.
    pub(super) handlers: usize,
    handler_count: usize,
    /// Where the line table is put together, of so many runs.
    pub(super) lines: usize,
    line_count: usize,
}

impl<T: Target> Compiler<'_, T> {
    /// Makes the code object of the current function.
    pub(super) fn finish(&mut self, outline: &Outline) -> Result<(), Stop> {
        self.descend()?;
        let mut work = self.index_tables(outline)?;
        let units = self.assembler(&work).place_jumps();
        work.handlers =
            self.parser.reserve((work.handler_count * code::HANDLER_WORDS) as u32)? as usize;
        let names = self.parser.reserve(work.name_count.div_ceil(2) as u32)? as usize;
        self.pack_names(&work, names);
        // At most 4 bytes for each run of a line, and one more for each 15 units.
        work.lines = self.parser.reserve((work.line_count + units / 60 + 3) as u32)? as usize;
        let (body_end, handlers_end) = self.assembler(&work).encode(outline.head.first_line);
        let names_end = names + work.name_count.div_ceil(2);
        let handlers = (handlers_end - work.handlers) / code::HANDLER_WORDS;
        let head = self.complete_head(outline, &work, handlers, units, body_end - work.start)?;
        let parts = CodeParts {
            source: self.source,
            head,
            constants: work.constants..work.constants_end,
            handlers: work.handlers..handlers_end,
            names: names..names_end,
            body: work.start..body_end,
            handle: outline.handle,
        };
        match self.parser.memory.finish(&parts) {
            Ok(()) => Ok(()),
            Err(_) => Err(self.parser.out_of_memory()),
        }
    }

    fn assembler<'w>(&'w mut self, work: &'w Work) -> Assembler<'w> {
        Assembler { words: self.parser.memory.words_mut(), work }
    }

    /// The head with its offsets.
    fn complete_head(
        &mut self,
        outline: &Outline,
        work: &Work,
        handlers: usize,
        units: usize,
        body_words: usize,
    ) -> Result<Head, Stop> {
        let head = outline.head;
        let simple = head.keyword_only == 0
            && !head.flags.intersects(Flags::VARARGS | Flags::VARKEYWORDS | Flags::SUSPENDS);
        let mut head = Head {
            registers: self.function.registers.max(1),
            shape: if simple { head.positional } else { code::NOT_SIMPLE },
            constants: work.constant_count as u16,
            handlers: handlers as u16,
            ..head
        };
        head.flags.set(Flags::SIGNATURE, head.needs_signature());
        head.flags.set(Flags::HANDLERS, handlers > 0);
        head.flags.set(Flags::PREFIX, head.prefix != code::NO_PREFIX);
        let start = head.start_after(work.name_count);
        if start + 4 * body_words > code::CODE_BYTES_MAX {
            return Err(self.too_large("more than 64 KB of code in one function"));
        }
        Ok(Head { start: start as u16, lines: (start + 2 * units) as u16, ..head })
    }

    /// A syntax error about the current function as a whole.
    #[cold]
    pub(super) fn too_large(&mut self, message: &'static str) -> Stop {
        self.parser.fail(self.function.offset, message, Argument::None)
    }

    // Tables.

    fn index_tables(&mut self, outline: &Outline) -> Result<Work, Stop> {
        let log = self.function.log;
        // A line table can be longer than what the log loses: by a byte for 15 units of one line.
        self.parser.reserve(((log.end - log.start) / 30 + 2) as u32)?;
        let label_count = usize::from(self.function.labels) + 1;
        let mut work = Work {
            start: log.start,
            end: log.end,
            labels: self.parser.reserve(label_count as u32)? as usize,
            label_count,
            ..Work::default()
        };
        work.names = self.parser.reserve(0)? as usize;
        let all = outline.head.flags.contains(Flags::LOCAL_NAMES);
        let slots = if all { self.function.locals.into() } else { outline.head.parameters() };
        for slot in 0..slots {
            let name = self.slot_name(slot);
            self.append_name(&mut work, name.0.into())?;
        }
        if all {
            self.append_name(&mut work, const { name::rom("") }.0.into())?;
            for number in 0..outline.head.free {
                let name = self.free_name(number.into()).unwrap_or(const { name::rom("") });
                self.append_name(&mut work, name.0.into())?;
            }
        }
        self.index_names(&mut work)?;
        work.constants = self.parser.reserve(0)? as usize;
        work.constants_end = work.constants;
        self.index_constants(&mut work)?;
        Ok(work)
    }

    fn index_names(&mut self, work: &mut Work) -> Result<(), Stop> {
        if work.end - work.start > NARROW {
            self.index_narrow_names(work)?;
        }
        let mut at = work.start;
        while at < work.end {
            let first = self.word(at);
            match layout(first as u8) {
                Layout::OneName => {
                    let index = self.name_index(work, first >> 16, is_narrow(first))?;
                    self.set_word(at, first & 0xffff | index << 16);
                }
                Layout::TwoName => {
                    let name = self.word(at + 1);
                    let index = self.name_index(work, name, is_narrow(first))?;
                    self.set_word(at + 1, index);
                }
                _ => {}
            }
            at += self.item_len(at);
        }
        Ok(())
    }

    /// Gives the first indexes to names that must have small ones. (There may be too many only in a long log.)
    fn index_narrow_names(&mut self, work: &mut Work) -> Result<(), Stop> {
        let mut at = work.start;
        while at < work.end {
            let first = self.word(at);
            if is_narrow(first) {
                match layout(first as u8) {
                    Layout::OneName => _ = self.name_index(work, first >> 16, true)?,
                    Layout::TwoName => _ = self.name_index(work, self.word(at + 1), true)?,
                    _ => {}
                }
            }
            at += self.item_len(at);
        }
        Ok(())
    }

    /// Replaces descriptors by indexes, which makes the log shorter.
    fn index_constants(&mut self, work: &mut Work) -> Result<(), Stop> {
        let mut at = work.start;
        let mut to = work.start;
        while at < work.end {
            let first = self.word(at);
            let second = self.word(at + 1);
            let len = self.item_len(at);
            let (second, kept) = match layout(first as u8) {
                Layout::Constant => (self.constant_index(work, at + 1, len - 1)?, 2),
                Layout::Const => (0, 0),
                _ => (second, len),
            };
            work.line_count += usize::from(first as u8 == item::LINE);
            work.handler_count += usize::from(first as u8 == item::HANDLER);
            if kept > 0 {
                self.set_word(to, first);
            }
            if kept > 1 {
                self.set_word(to + 1, second);
            }
            to += kept;
            at += len;
        }
        work.end = to;
        Ok(())
    }

    fn append_name(&mut self, work: &mut Work, name: u32) -> Result<(), Stop> {
        self.parser.reserve(1)?;
        self.set_word(work.names + work.name_count, name);
        work.name_count += 1;
        Ok(())
    }

    fn name_index(&mut self, work: &mut Work, name: u32, narrow: bool) -> Result<u32, Stop> {
        let range = work.names..work.names + work.name_count;
        let words = self.parser.memory.words().get(range).unwrap_or_default();
        let index = match words.iter().position(|&word| word == name) {
            Some(index) => index,
            None => {
                let index = work.name_count;
                self.append_name(work, name)?;
                index
            }
        };
        if narrow && index >= NARROW {
            return Err(self.too_large("more than 256 names in one function"));
        }
        Ok(index as u32)
    }

    /// The index of a constant whose descriptor, of `len` words, lies at `at`.
    fn constant_index(&mut self, work: &mut Work, at: usize, len: usize) -> Result<u32, Stop> {
        let mut other = work.constants;
        let mut index = 0;
        while other < work.constants_end {
            let other_len = self.descriptor_len(other);
            if other_len == len && (0..len).all(|i| self.word(other + i) == self.word(at + i)) {
                return Ok(index);
            }
            other += other_len;
            index += 1;
        }
        self.parser.reserve(len as u32)?;
        self.parser.memory.words_mut().copy_within(at..at + len, work.constants_end);
        work.constants_end += len;
        work.constant_count += 1;
        Ok(index)
    }

    fn pack_names(&mut self, work: &Work, to: usize) {
        for pair in 0..work.name_count.div_ceil(2) {
            let low = self.word(work.names + 2 * pair);
            let second = 2 * pair + 1;
            let high = if second < work.name_count { self.word(work.names + second) } else { 0 };
            self.set_word(to + pair, low | high << 16);
        }
    }
}

/// Whether the name of an item must have a number below 256.
fn is_narrow(first: u32) -> bool {
    Op::from_byte(first as u8).is_some_and(|op| match op.format().operands {
        [.., Operand::Name] => false,
        _ => wide(op) == op,
    })
}
