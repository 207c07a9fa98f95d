//! Positions of labels, forms of jumps, and the encoding of the log's items, on plain words.

use super::finish::{NARROW, Work};
use super::log::{Layout, item, layout};
use crate::bytecode::Op;
use crate::bytecode::code::{Handler, LineWriter};
use crate::bytecode::op::Operand;

/// Set in the label's word of a jump that takes its long form.
const LONG: u32 = 1 << 16;
/// Set in the word of an unconditional jump (in the place of A) that takes its long form.
const LONG_A: u32 = 1 << 8;
/// Units up to which every jump has its short form.
const SHORT_UNITS: usize = 100;

/// Turns a log into instructions, in place.
pub(super) struct Assembler<'w> {
    pub(super) words: &'w mut [u32],
    pub(super) work: &'w Work,
}

impl Assembler<'_> {
    fn word(&self, at: usize) -> u32 {
        self.words.get(at).copied().unwrap_or(0)
    }

    fn set_word(&mut self, at: usize, value: u32) {
        if let Some(word) = self.words.get_mut(at) {
            *word = value;
        }
    }

    // Distances.

    /// Gives labels their positions, and jumps that are too far their long form; how many units there are.
    pub(super) fn place_jumps(&mut self) -> usize {
        self.thread_jumps();
        let mut units = self.place_labels();
        while units > SHORT_UNITS && self.lengthen_jumps() {
            units = self.place_labels();
        }
        units
    }

    /// Where a label is followed by an unconditional jump, jumps to it go where that goes.
    fn thread_jumps(&mut self) {
        for label in 0..self.work.label_count {
            self.set_word(self.work.labels + label, 0);
        }
        if self.work.label_count <= 1 {
            return;
        }
        let mut at = self.work.start;
        // The first of the labels just passed.
        let mut labels = None;
        while at < self.work.end {
            let first = self.word(at);
            match first as u8 {
                item::LABEL => labels = labels.or(Some(at)),
                item::LINE => {}
                op => {
                    if let Some(from) = labels
                        && op == Op::Jump as u8
                    {
                        self.thread_labels(from..at, first >> 16);
                    }
                    labels = None;
                }
            }
            at += fixed_len(first);
        }
    }

    fn thread_labels(&mut self, items: core::ops::Range<usize>, target: u32) {
        for at in items {
            let word = self.word(at);
            if word as u8 == item::LABEL && word >> 16 != target {
                self.set_word(self.work.labels + (word >> 16) as usize, target << 16);
            }
        }
    }

    /// Gives labels their positions; how many units there are.
    fn place_labels(&mut self) -> usize {
        let mut at = self.work.start;
        let mut units = 0;
        while at < self.work.end {
            let first = self.word(at);
            if first as u8 == item::LABEL {
                let label = self.work.labels + (first >> 16) as usize;
                let word = self.word(label) & 0xffff_0000;
                self.set_word(label, word | units as u32 & 0xffff);
            }
            units += units_of(first, self.word(at + 1));
            at += fixed_len(first);
        }
        units
    }

    /// Gives jumps that are too far their long form; whether there were any.
    fn lengthen_jumps(&mut self) -> bool {
        let mut at = self.work.start;
        let mut end = 0;
        let mut changed = false;
        while at < self.work.end {
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
                if i8::try_from(self.distance(label, end)).is_err() {
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

    /// Units from `end` to where a jump to a label goes.
    fn distance(&self, label: u32, end: usize) -> i32 {
        let mut word = self.word(self.work.labels + label as usize);
        // Jumps may go round in circles.
        for _ in 0..4 {
            if word >> 16 == 0 {
                break;
            }
            word = self.word(self.work.labels + (word >> 16) as usize);
        }
        (word & 0xffff).wrapping_sub(end as u32).cast_signed()
    }

    /// The position of a label itself.
    fn position(&self, label: u32) -> u16 {
        self.word(self.work.labels + label as usize) as u16
    }

    // Encoding.

    /// Writes instructions and the line table over the log, and handlers to their place; where the two end.
    pub(super) fn encode(&mut self, first_line: u16) -> (usize, usize) {
        let mut lines = Bytes { at: self.work.lines, len: 0, word: 0 };
        let mut writer = LineWriter::new(first_line.into());
        let mut line = u32::from(first_line);
        let mut run_start = 0;
        let mut handlers = self.work.handlers;
        let mut out = Units { at: self.work.start, len: 0, half: 0 };
        let mut at = self.work.start;
        while at < self.work.end {
            let first = self.word(at);
            let second = self.word(at + 1);
            at += fixed_len(first);
            match first as u8 {
                item::LINE => {
                    let units = out.len - run_start;
                    writer.run(line, units, |byte| lines.put(self.words, byte));
                    line = first >> 8;
                    run_start = out.len;
                }
                item::HANDLER => self.encode_handler(first, second, &mut handlers),
                op if op < item::LABEL => self.encode_item(first, second, &mut out),
                _ => {}
            }
        }
        writer.run(line, out.len - run_start, |byte| lines.put(self.words, byte));
        writer.end(|byte| lines.put(self.words, byte));
        lines.flush(self.words);
        (self.append_lines(&out, &lines), handlers)
    }

    /// Puts the line table behind the instructions; where it ends.
    fn append_lines(&mut self, out: &Units, lines: &Bytes) -> usize {
        let mut body = Bytes { at: out.at, len: 2 * out.len, word: u32::from(out.half) };
        for i in 0..lines.len {
            let byte = (self.word(self.work.lines + i / 4) >> (8 * (i % 4))) as u8;
            body.put(self.words, byte);
        }
        while !body.len.is_multiple_of(4) {
            body.put(self.words, 0);
        }
        body.at
    }

    fn encode_handler(&mut self, first: u32, second: u32, end: &mut usize) {
        let target = second >> 16;
        let handler = Handler {
            start: self.position(second & 0xffff),
            end: self.position(first >> 16),
            target: if target == 0 { Handler::PASS } else { self.position(target) },
            register: (first >> 8) as u8,
        };
        if handler.start < handler.end {
            for word in handler.to_words() {
                self.set_word(*end, word);
                *end += 1;
            }
        }
    }

    fn encode_item(&mut self, first: u32, second: u32, out: &mut Units) {
        let [op, a, b, c] = first.to_le_bytes();
        let Some(known) = Op::from_byte(op) else { return };
        if let Some((short, operands)) = short_form(first, second) {
            out.put(self.words, u16::from_le_bytes([short as u8, operands]));
            return;
        }
        let length = units_of(first, second);
        let unit = |op: Op| u16::from_le_bytes([op as u8, a]);
        let bytes = u16::from_le_bytes;
        match layout(op) {
            Layout::OneLabel => {
                let distance = self.distance(first >> 16, out.len + length) as u16;
                if length == 1 {
                    out.put(self.words, bytes([Op::JumpShort as u8, distance as u8]));
                } else {
                    let a = if known == Op::Jump { 0 } else { a };
                    out.put(self.words, bytes([op, a]));
                    out.put(self.words, distance);
                }
            }
            Layout::TwoLabel => {
                let distance = self.distance(second & 0xffff, out.len + length) as u16;
                if second & LONG == 0 {
                    out.put(self.words, bytes([op, a]));
                    out.put(self.words, bytes([b, distance as u8]));
                } else if known == Op::ForIter {
                    out.put(self.words, unit(Op::ForIterWide));
                    out.put(self.words, bytes([b, 0]));
                    out.put(self.words, distance);
                } else {
                    out.put(self.words, unit(inverse(known).unwrap_or(known)));
                    out.put(self.words, bytes([b, 2]));
                    out.put(self.words, bytes([Op::Jump as u8, 0]));
                    out.put(self.words, distance);
                }
            }
            Layout::OneName => {
                let narrow = (first >> 16) < NARROW as u32;
                out.put(self.words, unit(if narrow { known } else { wide(known) }));
                out.put(self.words, bytes([b, c]));
            }
            Layout::TwoName if length == 2 => {
                out.put(self.words, bytes([op, a]));
                out.put(self.words, bytes([b, second as u8]));
            }
            Layout::TwoName => {
                out.put(self.words, unit(wide(known)));
                out.put(self.words, bytes([b, c]));
                out.put(self.words, second as u16);
            }
            Layout::Constant => self.encode_constant(known, first, second, out),
            Layout::Two | Layout::One | Layout::Const => {
                out.put(self.words, bytes([op, a]));
                if length > 1 {
                    out.put(self.words, bytes([b, c]));
                }
                if length > 2 {
                    out.put(self.words, second as u16);
                }
            }
        }
    }

    fn encode_constant(&mut self, op: Op, first: u32, index: u32, out: &mut Units) {
        let [_, a, b, c] = first.to_le_bytes();
        out.put(self.words, u16::from_le_bytes([op as u8, a]));
        match op.format().operands {
            [_, _, Operand::Constant, _] => {
                out.put(self.words, u16::from_le_bytes([b, index as u8]));
            }
            _ if op.units() == 2 => out.put(self.words, index as u16),
            _ => {
                out.put(self.words, u16::from_le_bytes([b, c]));
                out.put(self.words, index as u16);
            }
        }
    }
}

/// A growing run of bytes in words.
struct Bytes {
    /// The word that is being filled.
    at: usize,
    /// How many bytes there are, from the first.
    len: usize,
    /// What the word has so far.
    word: u32,
}

impl Bytes {
    fn put(&mut self, words: &mut [u32], byte: u8) {
        let place = self.len % 4;
        self.word |= u32::from(byte) << (8 * place);
        self.len += 1;
        if place == 3 {
            self.flush(words);
        }
    }

    /// Writes the word, full or not.
    fn flush(&mut self, words: &mut [u32]) {
        if let Some(word) = words.get_mut(self.at) {
            *word = self.word;
        }
        self.at += 1;
        self.word = 0;
    }
}

/// A growing run of units in words.
struct Units {
    /// The word that is being filled.
    at: usize,
    /// How many units there are, from the first.
    len: usize,
    /// The first unit of the word, if there is one.
    half: u16,
}

impl Units {
    fn put(&mut self, words: &mut [u32], unit: u16) {
        if self.len.is_multiple_of(2) {
            self.half = unit;
        } else {
            if let Some(word) = words.get_mut(self.at) {
                *word = u32::from(self.half) | u32::from(unit) << 16;
            }
            self.at += 1;
            self.half = 0;
        }
        self.len += 1;
    }
}

/// The words of an item once tables have been indexed.
fn fixed_len(first: u32) -> usize {
    match layout(first as u8) {
        Layout::One | Layout::OneName | Layout::OneLabel => 1,
        Layout::Two | Layout::TwoName | Layout::TwoLabel | Layout::Constant | Layout::Const => 2,
    }
}

/// The form of one unit that an item's instruction has, if its operands fit.
fn short_form(first: u32, second: u32) -> Option<(Op, u8)> {
    let [op, a, b, c] = first.to_le_bytes();
    let nibbles = |low: u8, high: u32| (low < 16 && high < 16).then_some(low | (high << 4) as u8);
    let same = |other: u8| if a == b { nibbles(a, other.into()) } else { None };
    let row = || ((a == b || c == 0) && a < 32 && c < 8).then_some(a | c << 5);
    let frame = || (a < 32 && b < 8).then_some(a | b << 5);
    let (short, operands) = match Op::from_byte(op)? {
        Op::Move if a >= 16 => (Op::MoveHigh, nibbles(a - 16, b.into())),
        Op::LoadConst => (Op::LoadConstShort, nibbles(a, second)),
        Op::LoadStr => (Op::LoadStrShort, nibbles(a, first >> 16)),
        Op::LoadGlobal => (Op::LoadGlobalShort, nibbles(a, first >> 16)),
        Op::LoadBuiltin => (Op::LoadBuiltinShort, nibbles(a, first >> 16)),
        Op::LoadAttr if b == 0 => (Op::LoadSelfAttr, nibbles(a, second)),
        Op::StoreAttr if a == 0 => (Op::StoreSelfAttr, nibbles(b, second)),
        Op::LoadMethod if b == 0 => (Op::LoadSelfMethod, nibbles(a, second)),
        Op::LoadMethod if b == a => (Op::LoadMethodShort, nibbles(a, second)),
        Op::Add => (Op::AddShort, same(c)),
        Op::Subtract => (Op::SubtractShort, same(c)),
        Op::Multiply => (Op::MultiplyShort, same(c)),
        Op::Modulo => (Op::ModuloShort, same(c)),
        Op::InPlaceAdd => (Op::InPlaceAddShort, nibbles(a, b.into())),
        Op::InPlaceAddInt => (Op::InPlaceAddIntShort, nibbles(a, b.into())),
        Op::BuildTuple => (Op::BuildTupleShort, row()),
        Op::BuildList => (Op::BuildListShort, row()),
        Op::BuildDict => (Op::BuildDictShort, row()),
        Op::GetIter => (Op::GetIterShort, nibbles(a, b.into())),
        Op::ForRange => (Op::ForRangeShort, frame()),
        Op::Call if a == c => (Op::CallShort, frame()),
        Op::CallMethod if a == c => (Op::CallMethodShort, frame()),
        _ => return None,
    };
    operands.map(|operands| (short, operands))
}

/// The units of an item's instruction.
fn units_of(first: u32, second: u32) -> usize {
    let Some(op) = Op::from_byte(first as u8) else { return 0 };
    if short_form(first, second).is_some() {
        return 1;
    }
    match layout(op as u8) {
        Layout::OneLabel if op == Op::Jump => 1 + usize::from(first & LONG_A != 0),
        Layout::TwoLabel if second & LONG == 0 => 2,
        Layout::TwoLabel => 3 + usize::from(op != Op::ForIter),
        Layout::TwoName if second as usize >= NARROW => 3,
        _ => op.units(),
    }
}

/// The form of an instruction that takes any name.
pub(super) fn wide(op: Op) -> Op {
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
