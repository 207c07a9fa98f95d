//! From a function's log to its code object: what was symbolic gets its final form.
//!
//! 1. *Tables*: names and constants get their indexes; descriptors move to a table behind the log.
//! 2. *Distances*: labels get positions, jumps that are too far for their short form become long, until nothing changes.
//! 3. *Encoding*, in place: no item is shorter than its instruction (a test holds this), so writing never overtakes
//!    reading. The line table and the handlers are made on the way.
//! 4. The target makes the object.

use super::log::{Layout, item, layout};
use super::{CodeParts, Compiler, Target};
use crate::bytecode::Op;
use crate::bytecode::code::{self, Flags, Handler, Head, LineWriter};
use crate::bytecode::op::Operand;
use crate::name;
use crate::syntax::{Argument, Stop};

/// Set in the label's word of a jump that takes its long form.
const LONG: u32 = 1 << 16;
/// Set in the word of an unconditional jump (in the place of A) that takes its long form.
const LONG_A: u32 = 1 << 8;
/// Names an instruction without a wide form can reach.
const NARROW: usize = 256;

/// Everything about a function that is not in its log.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outline {
    /// The head, but for offsets and counts.
    pub(super) head: Head,
    /// Handle for the object.
    pub(super) handle: usize,
}

/// Where things are while a function is being finished: word indexes.
struct Work {
    /// The log, or what is left of it.
    start: usize,
    end: usize,
    /// Names: one a word.
    names: usize,
    name_count: usize,
    /// Descriptors.
    constants: usize,
    constants_end: usize,
    constant_count: usize,
    /// Positions of labels in units, in the low halves of words, from label 1.
    labels: usize,
}

impl<T: Target> Compiler<'_, T> {
    /// Makes the code object of the current function. `parameters` names are in `names` words before the log starts.
    pub(super) fn finish(&mut self, outline: &Outline) -> Result<(), Stop> {
        let mut work = self.index_tables(outline)?;
        work.labels = self.parser.reserve(u32::from(self.function.labels) + 1)? as usize;
        self.thread_jumps(&work);
        let mut units = self.place_labels(&work);
        while self.lengthen_jumps(&work) {
            units = self.place_labels(&work);
        }
        let handlers = self.parser.reserve(0)? as usize;
        let handlers_end = self.encode_handlers(&work)?;
        let names = self.parser.reserve(work.name_count.div_ceil(2) as u32)? as usize;
        self.pack_names(&work, names);
        let body_end = self.encode(&work, outline, units)?;
        let names_end = names + work.name_count.div_ceil(2);
        let head = self.complete_head(
            outline,
            &work,
            (handlers_end - handlers) + (names_end - names),
            (handlers_end - handlers, units, body_end - work.start),
        )?;
        let parts = CodeParts {
            source: self.source,
            head,
            constants: work.constants..work.constants_end,
            handlers: handlers..handlers_end,
            names: names..names_end,
            body: work.start..body_end,
            handle: outline.handle,
        };
        #[cfg(debug_assertions)]
        self.check(&parts)?;
        match self.parser.memory.finish(&parts) {
            Ok(()) => Ok(()),
            Err(_) => Err(self.parser.out_of_memory()),
        }
    }

    /// The head with its offsets.
    fn complete_head(
        &mut self,
        outline: &Outline,
        work: &Work,
        table_words: usize,
        (handler_words, units, body_words): (usize, usize, usize),
    ) -> Result<Head, Stop> {
        let names = 4 * (code::CONSTANTS_WORD + work.constant_count + handler_words);
        let start = 4 * (code::CONSTANTS_WORD + work.constant_count + table_words);
        let lines = start + 2 * units;
        if start + 4 * body_words > code::CODE_BYTES_MAX {
            return Err(self.too_large("more than 64 KB of code in one function"));
        }
        let head = outline.head;
        let simple = head.keyword_only == 0
            && !head.flags.intersects(Flags::VARARGS | Flags::VARKEYWORDS | Flags::SUSPENDS);
        Ok(Head {
            registers: self.function.registers.max(1),
            shape: if simple { head.positional } else { code::NOT_SIMPLE },
            start: start as u16,
            names: names as u16,
            constants: work.constant_count as u16,
            lines: lines as u16,
            ..head
        })
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
        let names = self.parser.reserve(0)? as usize;
        let mut work = Work {
            start: log.start,
            end: log.end,
            names,
            name_count: 0,
            constants: 0,
            constants_end: 0,
            constant_count: 0,
            labels: 0,
        };
        let all = outline.head.flags.contains(Flags::LOCAL_NAMES);
        let slots = if all { self.function.locals.into() } else { outline.head.parameters() };
        for slot in 0..slots {
            let name = self.slot_name(slot);
            self.append_name(&mut work, name.0.into())?;
        }
        if all {
            self.append_name(&mut work, const { name::rom("") }.0.into())?;
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

    // Distances.

    /// Where a label is followed by an unconditional jump, jumps to it go where that goes: its number is kept in the upper
    /// half of the label's word.
    fn thread_jumps(&mut self, work: &Work) {
        for label in 0..=usize::from(self.function.labels) {
            self.set_word(work.labels + label, 0);
        }
        let mut at = work.start;
        // The first of the labels just passed.
        let mut labels = None;
        while at < work.end {
            let first = self.word(at);
            match first as u8 {
                item::LABEL => labels = labels.or(Some(at)),
                item::LINE => {}
                op => {
                    if let Some(from) = labels
                        && op == Op::Jump as u8
                    {
                        self.thread_labels(work, from..at, first >> 16);
                    }
                    labels = None;
                }
            }
            at += fixed_len(first);
        }
    }

    fn thread_labels(&mut self, work: &Work, items: core::ops::Range<usize>, target: u32) {
        for at in items {
            let word = self.word(at);
            if word as u8 == item::LABEL && word >> 16 != target {
                self.set_word(work.labels + (word >> 16) as usize, target << 16);
            }
        }
    }

    /// Gives labels their positions; how many units there are.
    fn place_labels(&mut self, work: &Work) -> usize {
        let mut at = work.start;
        let mut units = 0;
        while at < work.end {
            let first = self.word(at);
            let second = self.word(at + 1);
            if first as u8 == item::LABEL {
                let label = work.labels + (first >> 16) as usize;
                let word = self.word(label) & 0xffff_0000;
                self.set_word(label, word | units as u32 & 0xffff);
            }
            units += units_of(first, second);
            at += fixed_len(first);
        }
        units
    }

    /// Gives jumps that are too far their long form; whether there were any.
    fn lengthen_jumps(&mut self, work: &Work) -> bool {
        let mut at = work.start;
        let mut end = 0;
        let mut changed = false;
        while at < work.end {
            let first = self.word(at);
            let second = self.word(at + 1);
            end += units_of(first, second);
            let is_jump = first as u8 == Op::Jump as u8;
            let is_short = match layout(first as u8) {
                Layout::OneLabel => is_jump && first & LONG_A == 0,
                Layout::TwoLabel => second & LONG == 0,
                _ => false,
            };
            if is_short {
                let label = if is_jump { first >> 16 } else { second & 0xffff };
                let distance = self.distance(work, label, end);
                if i8::try_from(distance).is_err() {
                    changed = true;
                    if is_jump {
                        self.set_word(at, first | LONG_A);
                    } else {
                        self.set_word(at + 1, second | LONG);
                    }
                }
            }
            at += fixed_len(first);
        }
        changed
    }

    /// Units from `end` to a label.
    fn distance(&self, work: &Work, label: u32, end: usize) -> i32 {
        let mut word = self.word(work.labels + label as usize);
        // Jumps may go round in circles.
        for _ in 0..4 {
            if word >> 16 == 0 {
                break;
            }
            word = self.word(work.labels + (word >> 16) as usize);
        }
        (word & 0xffff).wrapping_sub(end as u32).cast_signed()
    }

    // Encoding.

    fn encode_handlers(&mut self, work: &Work) -> Result<usize, Stop> {
        let mut end = self.parser.reserve(0)? as usize;
        let mut at = work.start;
        while at < work.end {
            let first = self.word(at);
            if first as u8 == item::HANDLER {
                let second = self.word(at + 1);
                let position = |label: u32| self.word(work.labels + label as usize) as u16;
                let handler = Handler {
                    start: position(second & 0xffff),
                    end: position(first >> 16),
                    target: if second >> 16 == 0 { Handler::PASS } else { position(second >> 16) },
                    register: (first >> 8) as u8,
                };
                if handler.start < handler.end {
                    self.parser.reserve(code::HANDLER_WORDS as u32)?;
                    for word in handler.to_words() {
                        self.set_word(end, word);
                        end += 1;
                    }
                }
            }
            at += fixed_len(first);
        }
        Ok(end)
    }

    fn pack_names(&mut self, work: &Work, to: usize) {
        for pair in 0..work.name_count.div_ceil(2) {
            let low = self.word(work.names + 2 * pair);
            let second = 2 * pair + 1;
            let high = if second < work.name_count { self.word(work.names + second) } else { 0 };
            self.set_word(to + pair, low | high << 16);
        }
    }

    /// Writes instructions and the line table over the log; where they end.
    fn encode(&mut self, work: &Work, outline: &Outline, units: usize) -> Result<usize, Stop> {
        // Bytes of the line table wait behind everything else, from the last word down to here.
        let lines = self.parser.reserve(0)? as usize;
        let mut line_bytes = Bytes { start: lines, len: 0 };
        let mut writer = LineWriter::new(outline.head.first_line.into());
        let mut line = u32::from(outline.head.first_line);
        let mut run_start = 0;
        let mut out = Units { start: work.start, len: 0 };
        let mut at = work.start;
        while at < work.end {
            let first = self.word(at);
            let second = self.word(at + 1);
            at += fixed_len(first);
            if first as u8 == item::LINE {
                self.line_run(&mut writer, (line, out.len - run_start), &mut line_bytes)?;
                line = first >> 8;
                run_start = out.len;
            } else if layout(first as u8) != Layout::Const && (first as u8) < item::LABEL {
                self.encode_item(work, first, second, &mut out);
            }
        }
        debug_assert!(out.len == units);
        self.line_run(&mut writer, (line, out.len - run_start), &mut line_bytes)?;
        let mut body = Bytes { start: work.start, len: 2 * out.len };
        for i in 0..line_bytes.len {
            let byte = self.byte(Bytes { len: i, ..line_bytes });
            self.put_byte(&mut body, byte);
        }
        while body.len % 4 != 0 {
            self.put_byte(&mut body, 0);
        }
        debug_assert!(
            body.start + body.len / 4 <= work.names,
            "INV-LOG: code is shorter than its log"
        );
        Ok(work.start + body.len / 4)
    }

    fn line_run(
        &mut self,
        writer: &mut LineWriter,
        (line, units): (u32, usize),
        bytes: &mut Bytes,
    ) -> Result<(), Stop> {
        // At most 3 bytes for the line and one for each 15 units.
        let room = (bytes.len + units / 15 + 8) / 4 + 1;
        let top = self.parser.reserve(0)? as usize;
        self.parser.reserve((bytes.start + room).saturating_sub(top) as u32)?;
        writer.run(line, units, |byte| self.put_byte(bytes, byte));
        Ok(())
    }

    fn byte(&self, at: Bytes) -> u8 {
        (self.word(at.start + at.len / 4) >> (8 * (at.len % 4))) as u8
    }

    fn put_byte(&mut self, at: &mut Bytes, byte: u8) {
        let index = at.start + at.len / 4;
        let shift = 8 * (at.len % 4);
        let word = self.word(index) & !(0xff << shift);
        self.set_word(index, word | u32::from(byte) << shift);
        at.len += 1;
    }

    fn put_unit(&mut self, out: &mut Units, unit: u16) {
        let index = out.start + out.len / 2;
        let shift = 16 * (out.len % 2);
        let word = self.word(index) & !(0xffff << shift);
        self.set_word(index, word | u32::from(unit) << shift);
        out.len += 1;
    }

    fn encode_item(&mut self, work: &Work, first: u32, second: u32, out: &mut Units) {
        let [op, a, b, c] = first.to_le_bytes();
        let Some(known) = Op::from_byte(op) else { return };
        let length = units_of(first, second);
        let opcode = |op: Op| u16::from_le_bytes([op as u8, a]);
        let bytes = u16::from_le_bytes;
        match layout(op) {
            Layout::OneLabel => {
                let distance = self.distance(work, first >> 16, out.len + length) as u16;
                if length == 1 {
                    self.put_unit(out, bytes([Op::JumpShort as u8, distance as u8]));
                } else {
                    let a = if known == Op::Jump { 0 } else { a };
                    self.put_unit(out, bytes([op, a]));
                    self.put_unit(out, distance);
                }
            }
            Layout::TwoLabel => {
                let distance = self.distance(work, second & 0xffff, out.len + length) as u16;
                if second & LONG == 0 {
                    self.put_unit(out, bytes([op, a]));
                    self.put_unit(out, bytes([b, distance as u8]));
                } else if known == Op::ForIter {
                    self.put_unit(out, opcode(Op::ForIterWide));
                    self.put_unit(out, bytes([b, 0]));
                    self.put_unit(out, distance);
                } else {
                    self.put_unit(out, opcode(inverse(known).unwrap_or(known)));
                    self.put_unit(out, bytes([b, 2]));
                    self.put_unit(out, bytes([Op::Jump as u8, 0]));
                    self.put_unit(out, distance);
                }
            }
            Layout::OneName => {
                let narrow = (first >> 16) < NARROW as u32;
                self.put_unit(out, opcode(if narrow { known } else { wide(known) }));
                self.put_unit(out, bytes([b, c]));
            }
            Layout::TwoName if length == 2 => {
                self.put_unit(out, bytes([op, a]));
                self.put_unit(out, bytes([b, second as u8]));
            }
            Layout::TwoName => {
                self.put_unit(out, opcode(wide(known)));
                self.put_unit(out, bytes([b, c]));
                self.put_unit(out, second as u16);
            }
            Layout::Constant => self.encode_constant(known, first, second, out),
            Layout::Two | Layout::One | Layout::Const => {
                let units = [bytes([op, a]), bytes([b, c]), second as u16];
                for unit in units.into_iter().take(length) {
                    self.put_unit(out, unit);
                }
            }
        }
    }

    fn encode_constant(&mut self, op: Op, first: u32, index: u32, out: &mut Units) {
        let [_, a, b, c] = first.to_le_bytes();
        self.put_unit(out, u16::from_le_bytes([op as u8, a]));
        match op.format().operands {
            [_, _, Operand::Constant, _] => {
                self.put_unit(out, u16::from_le_bytes([b, index as u8]))
            }
            _ if op.units() == 2 => self.put_unit(out, index as u16),
            _ => {
                self.put_unit(out, u16::from_le_bytes([b, c]));
                self.put_unit(out, index as u16);
            }
        }
    }

    /// Our own output passes the verifier.
    #[cfg(debug_assertions)]
    fn check(&mut self, parts: &CodeParts<'_>) -> Result<(), Stop> {
        extern crate std;
        let words = self.parser.memory.words();
        let body = words.get(parts.body.clone()).unwrap_or_default();
        let units: std::vec::Vec<u16> = body
            .iter()
            .flat_map(|word| [*word as u16, (word >> 16) as u16])
            .take(parts.head.units())
            .collect();
        let verified = crate::bytecode::verify::verify(
            &crate::bytecode::verify::Parts {
                units: &units,
                handlers: words.get(parts.handlers.clone()).unwrap_or_default(),
                registers: parts.head.registers.into(),
                constants: parts.head.constants.into(),
                names: parts.head.name_count(),
                free: parts.head.free.into(),
                builtins: crate::name::BUILTINS,
                flags: parts.head.flags,
            },
            &mut std::vec![0; units.len() / 32 + 1],
        );
        debug_assert_eq!(verified, Ok(()), "{units:x?}");
        Ok(())
    }
}

/// A growing run of bytes in words.
#[derive(Clone, Copy)]
struct Bytes {
    start: usize,
    len: usize,
}

/// A growing run of units in words.
struct Units {
    start: usize,
    len: usize,
}

/// The words of an item once tables have been indexed.
fn fixed_len(first: u32) -> usize {
    match layout(first as u8) {
        Layout::One | Layout::OneName | Layout::OneLabel => 1,
        Layout::Two | Layout::TwoName | Layout::TwoLabel | Layout::Constant | Layout::Const => 2,
    }
}

/// The units of an item's instruction.
fn units_of(first: u32, second: u32) -> usize {
    let Some(op) = Op::from_byte(first as u8) else { return 0 };
    match layout(op as u8) {
        Layout::OneLabel if op == Op::Jump => 1 + usize::from(first & LONG_A != 0),
        Layout::TwoLabel if second & LONG == 0 => 2,
        Layout::TwoLabel => 3 + usize::from(op != Op::ForIter),
        Layout::TwoName if second as usize >= NARROW => 3,
        _ => op.units(),
    }
}

/// Whether the name of an item must have a number below 256.
fn is_narrow(first: u32) -> bool {
    Op::from_byte(first as u8).is_some_and(|op| match op.format().operands {
        [.., Operand::Name] => false,
        _ => wide(op) == op,
    })
}

/// The form of an instruction that takes any name.
fn wide(op: Op) -> Op {
    match op {
        Op::LoadGlobal => Op::LoadGlobalWide,
        Op::StoreGlobal => Op::StoreGlobalWide,
        Op::LoadAttr => Op::LoadAttrWide,
        Op::StoreAttr => Op::StoreAttrWide,
        Op::LoadMethod => Op::LoadMethodWide,
        _ => op,
    }
}

/// The jump that is taken when this one is not.
pub(super) fn inverse(op: Op) -> Option<Op> {
    Some(match op {
        Op::JumpIf => Op::JumpIfNot,
        Op::JumpIfNot => Op::JumpIf,
        Op::JumpIfNone => Op::JumpIfNotNone,
        Op::JumpIfNotNone => Op::JumpIfNone,
        Op::JumpIfIs => Op::JumpIfIsNot,
        Op::JumpIfIsNot => Op::JumpIfIs,
        Op::JumpIfLess => Op::JumpUnlessLess,
        Op::JumpIfLessEqual => Op::JumpUnlessLessEqual,
        Op::JumpIfGreater => Op::JumpUnlessGreater,
        Op::JumpIfGreaterEqual => Op::JumpUnlessGreaterEqual,
        Op::JumpIfEqual => Op::JumpUnlessEqual,
        Op::JumpIfNotEqual => Op::JumpUnlessNotEqual,
        Op::JumpUnlessLess => Op::JumpIfLess,
        Op::JumpUnlessLessEqual => Op::JumpIfLessEqual,
        Op::JumpUnlessGreater => Op::JumpIfGreater,
        Op::JumpUnlessGreaterEqual => Op::JumpIfGreaterEqual,
        Op::JumpUnlessEqual => Op::JumpIfEqual,
        Op::JumpUnlessNotEqual => Op::JumpIfNotEqual,
        Op::JumpIfLessInt => Op::JumpUnlessLessInt,
        Op::JumpIfLessEqualInt => Op::JumpUnlessLessEqualInt,
        Op::JumpIfGreaterInt => Op::JumpUnlessGreaterInt,
        Op::JumpIfGreaterEqualInt => Op::JumpUnlessGreaterEqualInt,
        Op::JumpIfEqualInt => Op::JumpUnlessEqualInt,
        Op::JumpIfNotEqualInt => Op::JumpUnlessNotEqualInt,
        Op::JumpUnlessLessInt => Op::JumpIfLessInt,
        Op::JumpUnlessLessEqualInt => Op::JumpIfLessEqualInt,
        Op::JumpUnlessGreaterInt => Op::JumpIfGreaterInt,
        Op::JumpUnlessGreaterEqualInt => Op::JumpIfGreaterEqualInt,
        Op::JumpUnlessEqualInt => Op::JumpIfEqualInt,
        Op::JumpUnlessNotEqualInt => Op::JumpIfNotEqualInt,
        _ => return None,
    })
}
