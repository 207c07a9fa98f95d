//! Code objects as plain data: one position-independent block of words, run where it lies (heap or flash).
//!
//! ```text
//! word 0    the object's header (the heap's)
//! word 1    registers u8 | argument shape u8 | flags u16
//! word 2    constants u16 (how many) | instructions u16        byte offset from the object
//! word 3    name u16 | file u16
//! word 4    first line u16 | lines u16                byte offset from the object
//! word 5..  constants, one word each
//!           positional u8 | of these positional-only u8 | keyword-only u8 | free variables u8   (with SIGNATURE)
//!           handlers u32 (how many)                   (with HANDLERS)
//!           handlers, four u16 each
//!           prefix u16                                (with PREFIX)
//!           names, u16 each, the last one first       up to the instructions, in whole words with the prefix
//!           instructions, u16 units                   up to the lines
//!           line table, never empty                   up to the end of the object, padded with 0
//! ```
//! All numbers are little-endian, so that one image serves every target. There is at least one unit behind the last
//! instruction, as the interpreter takes two at a time.
//!
//! Parameters have registers from 0 on in the order positional, keyword-only, `*args`, `**kwargs`; the first names of
//! the table are theirs. Handlers are in the order in which they are to be tried.

use bitflags::bitflags;

/// Words before the constants.
pub(crate) const CONSTANTS_WORD: usize = 5;
/// Words of one handler.
pub(crate) const HANDLER_WORDS: usize = 2;
/// The argument shape of a function that is not simple.
pub(crate) const NOT_SIMPLE: u8 = 255;
/// As [`Head::prefix`]: the qualified name is the name.
pub(crate) const NO_PREFIX: u16 = 0xffff;
/// The most registers a frame can have.
pub(crate) const REGISTERS_MAX: usize = 250;
/// The most bytes a code object can have: its offsets are 16 bits.
pub(crate) const CODE_BYTES_MAX: usize = 65_532;

bitflags! {
    /// What is special about a code object.
    #[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
    pub(crate) struct Flags: u16 {
        /// Has `*args`.
        const VARARGS = 1;
        /// Has `**kwargs`.
        const VARKEYWORDS = 2;
        /// Calling it makes a generator.
        const GENERATOR = 4;
        /// Calling it makes a coroutine.
        const COROUTINE = 8;
        /// Calling it makes an asynchronous generator.
        const ASYNC_GENERATOR = 16;
        /// The body of a class: `r[0]` is its namespace.
        const CLASS_BODY = 32;
        /// Its first constant is its docstring.
        const HAS_DOC = 64;
        /// The body of a module, or of what `exec` and `eval` run: its variables are globals.
        const MODULE = 128;
        /// Defined in a function: `.<locals>.` stands between prefix and name.
        const LOCAL = 256;
        /// The first names are those of all local variables, by register, then an empty one, then those of the
        /// closure: for `locals()`.
        const LOCAL_NAMES = 512;
        /// Has a word of its own for what a plain number of parameters does not say. Without it there are no free
        /// variables, and as many positional parameters as its shape says.
        const SIGNATURE = 1024;
        /// Has a prefix.
        const PREFIX = 2048;
        /// Has handlers.
        const HANDLERS = 4096;
        /// Calling it makes something that runs later: any of the three kinds of generator.
        const SUSPENDS = 4 | 8 | 16;
    }
}

/// The fixed part of a code object.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Head {
    /// Registers of a frame.
    pub(crate) registers: u8,
    /// For functions that take a plain number of positional arguments and run at once, that number; otherwise
    /// [`NOT_SIMPLE`].
    pub(crate) shape: u8,
    /// What is special.
    pub(crate) flags: Flags,
    /// Byte offset of the first instruction from the object.
    pub(crate) start: u16,
    /// How many handlers.
    pub(crate) handlers: u16,
    /// Number of the function's name.
    pub(crate) name: u16,
    /// Number of the qualified name of the function or class it stands in, or [`NO_PREFIX`]. Its own qualified name is
    /// that, then `.` or (with [`Flags::LOCAL`]) `.<locals>.`, then its name; put together only when someone asks.
    pub(crate) prefix: u16,
    /// The line of `def`; 65535 and more is kept as 65535.
    pub(crate) first_line: u16,
    /// Number of the name of the source file.
    pub(crate) file: u16,
    /// Parameters that can be given by position, defaults or not.
    pub(crate) positional: u8,
    /// The first so many of them cannot be given by name.
    pub(crate) positional_only: u8,
    /// Parameters that can only be given by name.
    pub(crate) keyword_only: u8,
    /// Cells in its closure.
    pub(crate) free: u8,
    /// How many constants.
    pub(crate) constants: u16,
    /// Byte offset of the line table.
    pub(crate) lines: u16,
}

impl Head {
    /// Whether a word is needed for the signature.
    pub(crate) const fn needs_signature(&self) -> bool {
        self.shape == NOT_SIMPLE || self.positional_only != 0 || self.free != 0
    }

    /// The word of the signature, if there is one.
    pub(crate) const fn signature(&self) -> Option<u32> {
        if !self.flags.contains(Flags::SIGNATURE) {
            return None;
        }
        let parts = [self.positional, self.positional_only, self.keyword_only, self.free];
        Some(u32::from_le_bytes(parts))
    }

    /// With what the word of the signature says.
    pub(crate) const fn with_signature(self, word: u32) -> Self {
        let [positional, positional_only, keyword_only, free] = word.to_le_bytes();
        Head { positional, positional_only, keyword_only, free, ..self }
    }

    /// The word of the object after the constants: that of the signature, if there is one.
    pub(crate) const fn signature_word(&self) -> usize {
        CONSTANTS_WORD + self.constants as usize
    }

    /// The word of the object in which the handlers start; the one before it says how many, if there are any.
    pub(crate) const fn handlers_word(&self) -> usize {
        self.signature_word()
            + self.flags.contains(Flags::SIGNATURE) as usize
            + self.flags.contains(Flags::HANDLERS) as usize
    }

    /// The word of the object after the handlers, which starts with the prefix if there is one.
    pub(crate) const fn names_word(&self) -> usize {
        self.handlers_word() + HANDLER_WORDS * self.handlers as usize
    }

    /// Where the instructions are, by the byte offset from the object, when there are so many names.
    pub(crate) const fn start_after(&self, names: usize) -> usize {
        let halves = names + self.flags.contains(Flags::PREFIX) as usize;
        4 * (self.names_word() + halves.div_ceil(2))
    }

    /// The byte offset of name `i` from the object.
    pub(crate) const fn name_offset(&self, i: u32) -> u32 {
        (self.start as u32).wrapping_sub(2 + 2 * i)
    }

    /// The words of a head, from word 1 of the object on; signature, handlers and prefix are apart.
    pub(crate) const fn to_words(self) -> [u32; CONSTANTS_WORD - 1] {
        [
            bytes(self.registers, self.shape, self.flags.bits()),
            halves(self.constants, self.start),
            halves(self.name, self.file),
            halves(self.first_line, self.lines),
        ]
    }

    /// The head in the words of an object from word 1 on.
    pub(crate) const fn from_words(words: [u32; CONSTANTS_WORD - 1]) -> Self {
        let [registers, shape, flags_low, flags_high] = words[0].to_le_bytes();
        Head {
            registers,
            shape,
            flags: Flags::from_bits_retain(u16::from_le_bytes([flags_low, flags_high])),
            start: high(words[1]),
            handlers: 0,
            name: low(words[2]),
            prefix: NO_PREFIX,
            first_line: low(words[3]),
            file: high(words[2]),
            positional: shape,
            positional_only: 0,
            keyword_only: 0,
            free: 0,
            constants: low(words[1]),
            lines: high(words[3]),
        }
    }

    /// Registers that hold parameters.
    pub(crate) const fn parameters(&self) -> usize {
        self.positional as usize
            + self.keyword_only as usize
            + self.flags.contains(Flags::VARARGS) as usize
            + self.flags.contains(Flags::VARKEYWORDS) as usize
    }

    /// How many names, one that fills a word included.
    pub(crate) const fn name_count(&self) -> usize {
        let halves = (self.start as usize).saturating_sub(4 * self.names_word()) / 2;
        halves.saturating_sub(self.flags.contains(Flags::PREFIX) as usize)
    }

    /// How many units of instructions.
    pub(crate) const fn units(&self) -> usize {
        self.lines.saturating_sub(self.start) as usize / 2
    }
}

/// A range of instructions and what to do when an exception leaves it. Offsets count units from the first instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Handler {
    /// The first unit covered.
    pub(crate) start: u16,
    /// The first unit after those covered. What counts is where the instruction starts that raised.
    pub(crate) end: u16,
    /// Where to go on, or [`Handler::PASS`].
    pub(crate) target: u16,
    /// `r[register]` becomes the exception, `r[register + 1]` what was being handled before.
    pub(crate) register: u8,
}

impl Handler {
    /// As `target`: nothing is caught. The exception goes on to the next handler that covers the instruction, but first
    /// what `LeaveHandler register` does is done: the code covered is that of a handler, which is left here.
    pub(crate) const PASS: u16 = 0xffff;

    /// The handler in two words of the table.
    pub(crate) const fn from_words(words: [u32; HANDLER_WORDS]) -> Self {
        Handler {
            start: low(words[0]),
            end: high(words[0]),
            target: low(words[1]),
            register: high(words[1]) as u8,
        }
    }

    /// Its words.
    pub(crate) const fn to_words(self) -> [u32; HANDLER_WORDS] {
        [halves(self.start, self.end), halves(self.target, self.register as u16)]
    }
}

// The line table: nibbles, the low one of a byte first, one or more for each run of units of the same line.
//
// * 0: nothing (padding);
// * n = 1..=10: one more line, n units of it;
// * 11, n: one more line, 11 + n units;
// * 12, n: the same line, 1 + n units;
// * 13, n: two more lines, 1 + n units;
// * 14, n: one line back, 1 + n units;
// * 15, two nibbles for a number with sign, n: so many more lines, 1 + n units. The number is -128 where four nibbles
//   with the lines to add follow it, 16 bits with sign.
//
// Longer runs go on with 12.

/// The most units after 11.
const NEXT_MAX: usize = 11 + 15;
/// The most units after 12 and above.
const OTHER_MAX: usize = 16;

/// Writes the bytes of a line table through `put`, run by run; [`LineWriter::end`] writes the last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineWriter {
    line: u32,
    /// The low nibble of a byte that is not complete.
    half: Option<u8>,
}

impl LineWriter {
    /// A table that starts at this line.
    pub(crate) const fn new(first_line: u32) -> Self {
        LineWriter { line: first_line, half: None }
    }

    /// Adds `units` units of `line`; gives complete bytes to `put`.
    pub(crate) fn run(&mut self, line: u32, units: usize, mut put: impl FnMut(u8)) {
        if units == 0 {
            return;
        }
        let more = line.wrapping_sub(self.line).cast_signed();
        self.line = line;
        let (code, some) = match more {
            1 if units <= 10 => return self.nibble(units as u8, &mut put),
            1 => (11, units.min(NEXT_MAX)),
            0 => (12, units.min(OTHER_MAX)),
            2 => (13, units.min(OTHER_MAX)),
            -1 => (14, units.min(OTHER_MAX)),
            _ => (15, units.min(OTHER_MAX)),
        };
        self.nibble(code, &mut put);
        if code == 15 {
            self.distance(more, &mut put);
        }
        self.nibble((some - if code == 11 { 11 } else { 1 }) as u8, &mut put);
        let mut rest = units - some;
        while rest > 0 {
            let some = rest.min(OTHER_MAX);
            self.nibble(12, &mut put);
            self.nibble((some - 1) as u8, &mut put);
            rest -= some;
        }
    }

    /// Writes how many lines to add.
    fn distance(&mut self, more: i32, put: &mut impl FnMut(u8)) {
        let (number, nibbles) = match more {
            -127..=127 => (more, 2),
            _ => (more.clamp(i16::MIN.into(), i16::MAX.into()) << 8 | 0x80, 6),
        };
        for i in 0..nibbles {
            self.nibble((number >> (4 * i)) as u8 & 15, put);
        }
    }

    fn nibble(&mut self, nibble: u8, put: &mut impl FnMut(u8)) {
        match self.half.take() {
            None => self.half = Some(nibble),
            Some(low) => put(low | nibble << 4),
        }
    }

    /// Gives the last byte to `put` if it is not complete.
    pub(crate) fn end(self, put: impl FnOnce(u8)) {
        self.half.map(put);
    }
}

/// Reads a line table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lines<'a> {
    bytes: &'a [u8],
    /// The next nibble.
    at: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    /// The table of a code object whose `first_line` this is.
    pub(crate) const fn new(bytes: &'a [u8], first_line: u32) -> Self {
        Lines { bytes, at: 0, line: first_line }
    }

    /// The line of a unit; that of the last run past the end.
    pub(crate) fn line_of(self, unit: usize) -> u32 {
        let mut end = 0;
        let mut last = self.line;
        for (line, units) in self {
            last = line;
            end += units;
            if unit < end {
                break;
            }
        }
        last
    }

    fn nibble(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at / 2)?;
        let nibble = if self.at.is_multiple_of(2) { byte & 15 } else { byte >> 4 };
        self.at += 1;
        Some(nibble)
    }

    /// A number with sign of so many nibbles.
    fn number(&mut self, nibbles: u32) -> Option<i32> {
        let mut number = 0;
        for i in 0..nibbles {
            number |= i32::from(self.nibble()?) << (4 * i);
        }
        let unused = 32 - 4 * nibbles;
        Some(number << unused >> unused)
    }
}

impl Iterator for Lines<'_> {
    /// A line and how many units are of it.
    type Item = (u32, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let code = loop {
            match self.nibble()? {
                0 => {}
                code => break code,
            }
        };
        let more = match code {
            12 => 0,
            13 => 2,
            14 => -1,
            15 => match self.number(2)? {
                -128 => self.number(4)?,
                more => more,
            },
            _ => 1,
        };
        self.line = self.line.wrapping_add_signed(more);
        let units = match code {
            ..=10 => code,
            11 => 11 + self.nibble()?,
            _ => 1 + self.nibble()?,
        };
        Some((self.line, units.into()))
    }
}

const fn bytes(low: u8, second: u8, high: u16) -> u32 {
    low as u32 | (second as u32) << 8 | (high as u32) << 16
}

const fn halves(low: u16, high: u16) -> u32 {
    low as u32 | (high as u32) << 16
}

const fn low(word: u32) -> u16 {
    word as u16
}

const fn high(word: u32) -> u16 {
    (word >> 16) as u16
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use proptest::prelude::*;
    use std::vec::Vec;

    #[test]
    fn a_head_survives_its_words() {
        let head = Head {
            registers: 1,
            shape: NOT_SIMPLE,
            flags: Flags::VARARGS | Flags::CLASS_BODY | Flags::SIGNATURE,
            start: 3,
            handlers: 0,
            name: 5,
            prefix: NO_PREFIX,
            first_line: 7,
            file: 8,
            positional: 9,
            positional_only: 10,
            keyword_only: 11,
            free: 12,
            constants: 13,
            lines: 14,
        };
        let read = Head::from_words(head.to_words());
        assert_eq!(head.signature().map(|word| read.with_signature(word)), Some(head));
        assert_eq!(head.parameters(), 21);
    }

    #[test]
    fn a_handler_survives_its_words() {
        let handler = Handler { start: 1, end: 2, target: Handler::PASS, register: 249 };
        assert_eq!(Handler::from_words(handler.to_words()), handler);
    }

    proptest! {
        #[test]
        fn lines_are_found_again(runs in prop::collection::vec((1u32..70_000, 1usize..40), 1..40)) {
            let mut table = Vec::new();
            let mut writer = LineWriter::new(100);
            let mut expected = Vec::new();
            let mut previous = 100;
            for (line, units) in runs {
                // A line table can step at most 32767 lines at a time.
                let line = previous + (line % 60_000).clamp(0, 32_000) - 16_000.min(previous);
                writer.run(line, units, |byte| table.push(byte));
                expected.extend(std::iter::repeat_n(line, units));
                previous = line;
            }
            writer.end(|byte| table.push(byte));
            table.resize(table.len().next_multiple_of(4), 0);
            for (unit, line) in expected.iter().enumerate() {
                prop_assert_eq!(Lines::new(&table, 100).line_of(unit), *line);
            }
        }

        #[test]
        fn any_bytes_are_a_line_table(bytes in prop::collection::vec(any::<u8>(), 0..40), unit in 0usize..100) {
            let _ = Lines::new(&bytes, 1).line_of(unit);
        }
    }

    #[test]
    fn a_statement_takes_half_a_byte() {
        let mut table = Vec::new();
        let mut writer = LineWriter::new(1);
        for line in 2..5 {
            writer.run(line, 6, |byte| table.push(byte));
        }
        writer.end(|byte| table.push(byte));
        assert_eq!(table, [0x66, 0x06]);
    }
}
