//! The log: what has been emitted of a function so far, in scratch words, still symbolic.
//!
//! Instructions are in it with names for name indexes, labels for jump distances and whole descriptors for constants;
//! labels, lines and handlers stand between them as items of their own. So pieces of the log can be moved (a loop's
//! test goes behind its body), and what form an instruction gets is decided once, at the end (`finish`).
//!
//! An item is one word `op | A << 8 | B << 16 | C << 24`, or `op | A << 8 | D << 16` where D is a number, name or
//! label; a second word holds D of the longer instructions, a name in C, or the label of a jump in C. A constant's
//! descriptor follows the first word. The last opcodes are not instructions: see [`item`].
//!
//! The trees of statements lie on the same stack of scratch words. INV-LOG: what is emitted while a tree is there lies
//! above it (the *fresh* part) and is joined to the rest (the *settled* part) when the tree is given up.

use super::constant::words_after;
use super::encode::inverse;
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::bytecode::op::Operand;
use crate::syntax::{Mark, Stop};
use core::cell::Cell;

/// A register of the function being compiled.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Register(pub(super) u8);

impl Register {
    /// The register so many further on.
    pub(super) const fn plus(self, distance: u8) -> Self {
        Register(self.0.wrapping_add(distance))
    }
}

/// A place in the code. It gets its number when it is first jumped to.
#[derive(Debug, Default)]
pub(super) struct Label(Cell<u16>);

/// Items that are not instructions.
pub(super) mod item {
    /// `| label << 16`: a label is here.
    pub(in crate::compile) const LABEL: u8 = 0xF0;
    /// `| line << 8`: what follows is of this line.
    pub(in crate::compile) const LINE: u8 = 0xF1;
    /// `| register << 8 | end label << 16`, `start label | target label << 16`: a handler.
    pub(in crate::compile) const HANDLER: u8 = 0xF2;
    /// `| name << 16`, the index of the item before it in its chain, a descriptor: a `const()`.
    pub(in crate::compile) const CONST: u8 = 0xF3;
    /// A descriptor: the function's docstring, its first constant.
    pub(in crate::compile) const DOC: u8 = 0xF4;
}

/// How an item is laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Layout {
    /// One word.
    One,
    /// One word with a name above A.
    OneName,
    /// One word with a label above A.
    OneLabel,
    /// Two words; D in the second.
    Two,
    /// Two words; a name in the second.
    TwoName,
    /// Two words; a label in the second.
    TwoLabel,
    /// A word and a descriptor.
    Constant,
    /// A word, another, and a descriptor.
    Const,
}

/// How the items of an opcode are laid out.
pub(super) const fn layout(op: u8) -> Layout {
    const TABLE: [Layout; Op::ALL.len()] = table();
    match op {
        item::HANDLER => Layout::Two,
        item::CONST => Layout::Const,
        item::DOC => Layout::Constant,
        _ if (op as usize) < TABLE.len() => TABLE[op as usize],
        _ => Layout::One,
    }
}

const fn table() -> [Layout; Op::ALL.len()] {
    let mut table = [Layout::One; Op::ALL.len()];
    let mut op = 0;
    while op < table.len() {
        let format = Op::ALL[op].format();
        table[op] = match format.operands {
            [_, Operand::Name, Operand::None | Operand::Hint, _] => Layout::OneName,
            [_, _, Operand::Name, _] => Layout::TwoName,
            [_, _, Operand::Jump, _] => Layout::TwoLabel,
            [_, _, _, Operand::Jump] if format.units == 2 => Layout::OneLabel,
            [_, _, _, Operand::Name] if format.units == 2 => Layout::OneName,
            [_, _, _, Operand::Name] => Layout::TwoName,
            [_, _, Operand::Constant, _] | [_, _, _, Operand::Constant] => Layout::Constant,
            _ if format.units == 3 => Layout::Two,
            _ => Layout::One,
        };
        op += 1;
    }
    table
}

/// The part of scratch memory that holds a function's log.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Log {
    /// The first word of the settled part.
    pub(super) start: usize,
    /// The end of the settled part, if there is a fresh one.
    settled: usize,
    /// The first word of the fresh part; 0 if there is none.
    fresh: usize,
    /// The next free word.
    pub(super) end: usize,
    /// The end of what is reserved.
    limit: usize,
    /// The last instruction, for the peephole; 0 when nothing may be assumed about it.
    pub(super) last: usize,
    /// The instruction before that, likewise.
    before_last: usize,
}

/// Words reserved at a time.
const CHUNK: usize = 8;

impl<T: Target> Compiler<'_, T> {
    /// A word of scratch memory.
    pub(super) fn word(&self, at: usize) -> u32 {
        self.parser.memory.words().get(at).copied().unwrap_or(0)
    }

    /// Writes a word of scratch memory.
    pub(super) fn set_word(&mut self, at: usize, value: u32) {
        if let Some(word) = self.parser.memory.words_mut().get_mut(at) {
            *word = value;
        }
    }

    /// Starts a log at the top of scratch memory.
    pub(super) fn open_log(&mut self) -> Result<Log, Stop> {
        let at = self.parser.reserve(0)? as usize;
        Ok(Log { start: at, end: at, limit: at, ..Log::default() })
    }

    /// Makes room for some words at the end of the log.
    fn room(&mut self, words: usize) -> Result<(), Stop> {
        if self.function.log.end + words <= self.function.log.limit {
            return Ok(());
        }
        self.above_tree()?;
        let log = &mut self.function.log;
        let more = (words + log.end).saturating_sub(log.limit).max(CHUNK);
        log.limit += more;
        self.parser.reserve(more as u32)?;
        Ok(())
    }

    /// Starts the fresh part if a tree has been made above the log.
    fn above_tree(&mut self) -> Result<(), Stop> {
        let top = self.parser.reserve(0)? as usize;
        let log = &mut self.function.log;
        if top != log.limit {
            debug_assert!(log.fresh == 0, "INV-LOG: one tree at a time");
            *log = Log { settled: log.end, fresh: top, end: top, limit: top, last: 0, ..*log };
        }
        Ok(())
    }

    /// Where the next item will be, for [`Compiler::move_behind`].
    pub(super) fn position(&mut self) -> Result<usize, Stop> {
        self.above_tree()?;
        Ok(self.function.log.end)
    }

    /// Appends a word.
    pub(super) fn push(&mut self, word: u32) -> Result<(), Stop> {
        self.room(1)?;
        let end = self.function.log.end;
        self.set_word(end, word);
        self.function.log.end = end + 1;
        Ok(())
    }

    /// Gives up the trees made since `mark`, and joins the fresh part to the settled part.
    pub(super) fn settle(&mut self, mark: Mark) -> Result<(), Stop> {
        self.parser.reset(mark);
        let log = self.function.log;
        let to = if log.fresh == 0 { log.end } else { log.settled };
        let len = if log.fresh == 0 { 0 } else { log.end - log.fresh };
        self.reserve_up_to(to + len)?;
        if len > 0 {
            self.parser.memory.words_mut().copy_within(log.fresh..log.end, to);
        }
        let limit = self.parser.reserve(0)? as usize;
        let moved = |at: usize| if len > 0 && at >= log.fresh { at - log.fresh + to } else { at };
        self.function.log = Log {
            start: log.start,
            settled: 0,
            fresh: 0,
            end: to + len,
            limit,
            last: moved(log.last),
            before_last: moved(log.before_last),
        };
        Ok(())
    }

    /// Makes the top of scratch memory at least `end`.
    fn reserve_up_to(&mut self, end: usize) -> Result<(), Stop> {
        let top = self.parser.reserve(0)? as usize;
        self.parser.reserve(end.saturating_sub(top) as u32)?;
        Ok(())
    }

    /// Moves the items from `first` to `middle` behind those from `middle` on. All must be in one part.
    pub(super) fn move_behind(&mut self, first: usize, middle: usize) {
        let log = &mut self.function.log;
        log.last = 0;
        let end = log.end;
        if let Some(words) = self.parser.memory.words_mut().get_mut(first..end) {
            // Two reversals and one of all: shorter code than a rotation.
            let (before, after) = words.split_at_mut(middle.saturating_sub(first).min(words.len()));
            before.reverse();
            after.reverse();
            words.reverse();
        }
    }

    // Items.

    fn instruction(&mut self, word: u32, words_more: usize) -> Result<bool, Stop> {
        if !self.function.reachable {
            return Ok(false);
        }
        let line = self.function.line;
        if line != self.function.emitted_line {
            self.function.emitted_line = line;
            self.push(u32::from(item::LINE) | line << 8)?;
        }
        self.room(1 + words_more)?;
        let log = &mut self.function.log;
        log.before_last = log.last;
        log.last = log.end;
        self.push(word)?;
        Ok(true)
    }

    /// Emits an instruction with 8-bit operands.
    pub(super) fn emit(&mut self, op: Op, a: u8, b: u8, c: u8) -> Result<(), Stop> {
        debug_assert!(layout(op as u8) == Layout::One);
        self.instruction(u32::from_le_bytes([op as u8, a, b, c]), 0)?;
        Ok(())
    }

    /// Emits an instruction on registers.
    pub(super) fn emit_registers(
        &mut self,
        op: Op,
        a: Register,
        b: Register,
        c: Register,
    ) -> Result<(), Stop> {
        self.emit(op, a.0, b.0, c.0)
    }

    /// Emits an instruction with A and a 16-bit D: a number or a name.
    pub(super) fn emit_wide(&mut self, op: Op, a: u8, d: u16) -> Result<(), Stop> {
        debug_assert!(matches!(layout(op as u8), Layout::One | Layout::OneName));
        self.instruction(u32::from(op as u8) | u32::from(a) << 8 | u32::from(d) << 16, 0)?;
        Ok(())
    }

    /// Emits an instruction with A, B, C and D, or with a name as its last operand.
    pub(super) fn emit_long(&mut self, op: Op, abc: [u8; 3], d: u16) -> Result<(), Stop> {
        debug_assert!(matches!(layout(op as u8), Layout::Two | Layout::TwoName));
        let [a, b, c] = abc;
        if self.instruction(u32::from_le_bytes([op as u8, a, b, c]), 1)? {
            self.push(d.into())?;
        }
        Ok(())
    }

    /// Emits the first word of an instruction on a constant. Whether its descriptor is to follow.
    pub(super) fn emit_constant(&mut self, op: Op, abc: [u8; 3]) -> Result<bool, Stop> {
        debug_assert!(layout(op as u8) == Layout::Constant);
        let [a, b, c] = abc;
        self.function.constants = self.function.constants.saturating_add(1);
        self.instruction(u32::from_le_bytes([op as u8, a, b, c]), 3)
    }

    /// The number of a label.
    pub(super) fn number(&mut self, label: &Label) -> u16 {
        if label.0.get() == 0 {
            self.function.labels = self.function.labels.saturating_add(1);
            label.0.set(self.function.labels);
        }
        label.0.get()
    }

    /// Emits a jump: `op A` or `op A, B` to a label.
    pub(super) fn emit_jump(&mut self, op: Op, a: u8, b: u8, label: &Label) -> Result<(), Stop> {
        if !self.function.reachable {
            return Ok(());
        }
        let number = u32::from(self.number(label));
        let word = u32::from_le_bytes([op as u8, a, 0, 0]);
        if layout(op as u8) == Layout::OneLabel {
            self.instruction(word | number << 16, 0)?;
        } else {
            self.instruction(word | u32::from(b) << 16, 1)?;
            self.push(number)?;
        }
        Ok(())
    }

    /// Goes on at a label; what is emitted next is only reached by a label of its own.
    pub(super) fn jump(&mut self, label: &Label) -> Result<(), Stop> {
        self.emit_jump(Op::Jump, 0, 0, label)?;
        self.function.reachable = false;
        Ok(())
    }

    /// Puts a label here, if anything jumps to it.
    pub(super) fn bind(&mut self, label: &Label) -> Result<(), Stop> {
        let number = label.0.get();
        if number == 0 {
            return Ok(());
        }
        self.drop_jump_to(number);
        self.invert_jump_over(number);
        self.bind_number(number)
    }

    /// Puts a label here for jumps that come later.
    pub(super) fn bind_backward(&mut self, label: &Label) -> Result<(), Stop> {
        if !self.function.reachable {
            return Ok(());
        }
        let number = self.number(label);
        self.bind_number(number)
    }

    fn bind_number(&mut self, number: u16) -> Result<(), Stop> {
        self.push(u32::from(item::LABEL) | u32::from(number) << 16)?;
        self.function.log.last = 0;
        self.function.reachable = true;
        Ok(())
    }

    /// Removes a jump to a label that comes right here.
    fn drop_jump_to(&mut self, number: u16) {
        let last = self.function.log.last;
        let jump = u32::from_le_bytes([Op::Jump as u8, 0, 0, 0]) | u32::from(number) << 16;
        if last != 0 && last + 1 == self.function.log.end && self.word(last) == jump {
            self.function.log.end = last;
            self.function.log.last = 0;
        }
    }

    /// Where the last two instructions are `if a: L` and `jump M`, and L comes right here, makes them `unless a: M`.
    fn invert_jump_over(&mut self, number: u16) {
        let (last, before) = (self.function.log.last, self.function.log.before_last);
        let jump = self.word(last);
        if last == 0
            || before == 0
            || jump as u8 != Op::Jump as u8
            || last + 1 != self.function.log.end
        {
            return;
        }
        let first = self.word(before);
        let Some(inverted) = Op::from_byte(first as u8).and_then(inverse) else { return };
        let (number, target) = (u32::from(number), jump >> 16);
        if layout(first as u8) == Layout::OneLabel && first >> 16 == number {
            self.set_word(before, first & 0xff00 | inverted as u32 | target << 16);
            self.function.log.end = before + 1;
        } else if layout(first as u8) == Layout::TwoLabel && self.word(before + 1) == number {
            self.set_word(before, first & !0xff | inverted as u32);
            self.set_word(before + 1, target);
            self.function.log.end = before + 2;
        } else {
            return;
        }
        // A line may have begun at the jump.
        self.function.emitted_line = 0;
        self.function.log.last = 0;
    }

    /// Whether anything jumps to a label so far.
    pub(super) fn is_used(&self, label: &Label) -> bool {
        label.0.get() != 0
    }

    /// Notes a handler of the code between two labels. No target is
    /// [`Handler::PASS`](crate::bytecode::code::Handler::PASS).
    pub(super) fn handler(
        &mut self,
        (start, end): (&Label, &Label),
        target: Option<&Label>,
        register: Register,
    ) -> Result<(), Stop> {
        let (start, end) = (self.number(start), self.number(end));
        let target = match target {
            Some(label) => self.number(label),
            None => 0,
        };
        self.room(2)?;
        self.push(u32::from(item::HANDLER) | u32::from(register.0) << 8 | u32::from(end) << 16)?;
        self.push(u32::from(start) | u32::from(target) << 16)?;
        self.function.log.last = 0;
        Ok(())
    }

    /// Puts a label here for the bounds and targets of handlers, reached or not.
    pub(super) fn bind_bound(&mut self, label: &Label) -> Result<(), Stop> {
        let reachable = self.function.reachable;
        let number = self.number(label);
        self.bind_number(number)?;
        self.function.reachable = reachable;
        Ok(())
    }

    /// The words of the item at `at`.
    pub(super) fn item_len(&self, at: usize) -> usize {
        match layout(self.word(at) as u8) {
            Layout::One | Layout::OneName | Layout::OneLabel => 1,
            Layout::Two | Layout::TwoName | Layout::TwoLabel => 2,
            Layout::Constant => 1 + self.descriptor_len(at + 1),
            Layout::Const => 2 + self.descriptor_len(at + 2),
        }
    }

    /// The words of the descriptor at `at`, its items included.
    pub(super) fn descriptor_len(&self, at: usize) -> usize {
        let mut end = at;
        let mut left = 1;
        while left > 0 {
            let first = self.word(end);
            left = left - 1 + super::constant::items(first);
            end += 1 + words_after(first);
        }
        end - at
    }
}
