//! Compiled programs as bytes, for a file or for flash, and their check.
//!
//! ```text
//! "TAIPAN" 0 0 | version u32 | length of all u32 | file TEXT | code
//!
//! code      registers u8 | shape u8 | flags u16 | first line u16 | positional u8 | positional-only u8 |
//!           keyword-only u8 | free u8 | constants u16 | handlers u16 | names u16 | units u16 | line bytes u16 |
//!           name TEXT | prefix u8 (0 or 1), TEXT | names TEXT ... | handlers, 8 bytes each | units | lines |
//!           for each constant a u8: 255, or for code how many free variables it has | constants
//! constant  u8, then for the sorts of [`Constant`]: sign u8 and digits u16 of 4 bytes each; f64; two f64; u32
//!           and UTF-8; u32 and bytes; u16 and constants; code
//! TEXT      u16 and bytes of UTF-8
//! ```
//! All numbers are little-endian and nothing is aligned. Names are texts, so an image is of use to a machine with other
//! names; what changes with the instruction set or the builtins is the version, which is derived from their tables.

use super::code::{CODE_BYTES_MAX, Flags, HANDLER_WORDS, Head};
use super::op::Op;
use super::verify::{Invalid, Parts, Problem, verify, verify_head};
use crate::name::{BUILTINS, NAMES};

/// The first bytes of an image.
pub(crate) const MAGIC: [u8; 8] = *b"TAIPAN\0\0";
/// Byte offset of the length.
pub(crate) const LENGTH_AT: usize = 12;
/// In the table of closures: a constant that is no code.
pub(crate) const NO_CODE: u8 = u8::MAX;
/// Constants within constants; each level uses host stack.
pub(crate) const NESTING_MAX: u32 = 24;

/// What an image depends on: the instructions, in their order and form, and the builtins' names.
pub(crate) const VERSION: u32 = version();

const fn version() -> u32 {
    // FNV-1a. The first number is that of the format above.
    let mut hash = mix(0x811c_9dc5, 1);
    let mut i = 0;
    while i < Op::ALL.len() {
        hash = mix_text(hash, Op::NAMES[i]);
        let format = Op::ALL[i].format();
        hash = mix(hash, format.units);
        let mut operand = 0;
        while operand < format.operands.len() {
            hash = mix(hash, format.operands[operand] as u8);
            operand += 1;
        }
        i += 1;
    }
    let mut i = 0;
    while i < BUILTINS {
        hash = mix_text(hash, NAMES[i]);
        i += 1;
    }
    hash
}

const fn mix(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

const fn mix_text(mut hash: u32, text: &str) -> u32 {
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        hash = mix(hash, bytes[i]);
        i += 1;
    }
    mix(hash, 0)
}

/// A code object in an image; its constants follow.
#[derive(Clone, Copy)]
pub(crate) struct CodeImage<'i> {
    /// The fixed part, but for names and offsets.
    pub(crate) head: Head,
    /// Its name.
    pub(crate) name: &'i str,
    /// The qualified name of what it stands in.
    pub(crate) prefix: Option<&'i str>,
    /// How many names.
    pub(crate) name_count: u16,
    /// The names.
    pub(crate) names: Reader<'i>,
    /// The handlers.
    pub(crate) handlers: &'i [u8],
    /// The instructions.
    pub(crate) units: &'i [u8],
    /// The line table.
    pub(crate) lines: &'i [u8],
    /// For each constant the free variables of code, or [`NO_CODE`].
    pub(crate) closures: &'i [u8],
}

/// The number of each sort of constant in an image.
pub(crate) mod sort {
    pub(crate) const NONE: u8 = 0;
    pub(crate) const TRUE: u8 = 1;
    pub(crate) const FALSE: u8 = 2;
    pub(crate) const ELLIPSIS: u8 = 3;
    pub(crate) const INT: u8 = 4;
    pub(crate) const FLOAT: u8 = 5;
    pub(crate) const COMPLEX: u8 = 6;
    pub(crate) const STR: u8 = 7;
    pub(crate) const BYTES: u8 = 8;
    pub(crate) const TUPLE: u8 = 9;
    pub(crate) const FROZENSET: u8 = 10;
    pub(crate) const CODE: u8 = 11;
}

/// A constant in an image; of collections and code what is in them follows.
#[derive(Clone, Copy)]
pub(crate) enum Constant<'i> {
    None,
    True,
    False,
    Ellipsis,
    /// Whether it is negative, and the digits of its magnitude, least significant first.
    Int(bool, &'i [[u8; 4]]),
    Float(f64),
    Complex(f64, f64),
    Str(&'i str),
    Bytes(&'i [u8]),
    Tuple(u16),
    FrozenSet(u16),
    Code,
}

/// Reads an image.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'i> {
    bytes: &'i [u8],
    at: usize,
}

impl<'i> Reader<'i> {
    /// From the start of an image: its file's name, and a reader of its code.
    pub(crate) fn open(bytes: &'i [u8]) -> Result<(&'i str, Self), Invalid> {
        let mut reader = Self { bytes, at: 0 };
        if reader.take(MAGIC.len())? != MAGIC || reader.u32()? != VERSION {
            return Err(Invalid { at: 0, problem: Problem::Version });
        }
        if reader.u32()? as usize != bytes.len() {
            return Err(reader.invalid(Problem::Size));
        }
        Ok((reader.text()?, reader))
    }

    fn invalid(&self, problem: Problem) -> Invalid {
        Invalid { at: self.at, problem }
    }

    fn take(&mut self, len: usize) -> Result<&'i [u8], Invalid> {
        let end = self.at.checked_add(len);
        let Some((end, bytes)) = end.and_then(|end| Some((end, self.bytes.get(self.at..end)?)))
        else {
            return Err(self.invalid(Problem::Truncated));
        };
        self.at = end;
        Ok(bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Invalid> {
        let bytes = self.take(N)?;
        Ok(*bytes.first_chunk().unwrap_or(&[0; N]))
    }

    fn u8(&mut self) -> Result<u8, Invalid> {
        self.array().map(u8::from_le_bytes)
    }

    fn u16(&mut self) -> Result<u16, Invalid> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, Invalid> {
        self.array().map(u32::from_le_bytes)
    }

    fn f64(&mut self) -> Result<f64, Invalid> {
        self.array().map(f64::from_le_bytes)
    }

    /// The next text.
    pub(crate) fn text(&mut self) -> Result<&'i str, Invalid> {
        let len = self.u16()?;
        self.utf8(len.into())
    }

    fn utf8(&mut self, len: usize) -> Result<&'i str, Invalid> {
        let bytes = self.take(len)?;
        core::str::from_utf8(bytes).map_err(|_| self.invalid(Problem::Text))
    }

    /// The next code object.
    pub(crate) fn code(&mut self) -> Result<CodeImage<'i>, Invalid> {
        let [registers, shape] = self.array()?;
        let flags = self.u16()?;
        let Some(flags) = Flags::from_bits(flags) else {
            return Err(self.invalid(Problem::Head));
        };
        let first_line = self.u16()?;
        let [positional, positional_only, keyword_only, free] = self.array()?;
        let constants = self.u16()?;
        let head = Head {
            registers,
            shape,
            flags,
            first_line,
            positional,
            positional_only,
            keyword_only,
            free,
            constants,
            ..Head::default()
        };
        let [handlers, name_count, units, lines] =
            [self.u16()?, self.u16()?, self.u16()?, self.u16()?];
        let name = self.text()?;
        let prefix = match self.u8()? {
            0 => None,
            1 => Some(self.text()?),
            _ => return Err(self.invalid(Problem::Head)),
        };
        // What lies in the object is not the image's to say.
        let mut head = Head { handlers, ..head };
        head.flags.set(Flags::HANDLERS, handlers > 0);
        head.flags.set(Flags::PREFIX, prefix.is_some());
        let names = *self;
        for _ in 0..name_count {
            self.text()?;
        }
        Ok(CodeImage {
            head,
            name,
            prefix,
            name_count,
            names,
            handlers: self.take(4 * HANDLER_WORDS * usize::from(handlers))?,
            units: self.take(2 * usize::from(units))?,
            lines: self.take(lines.into())?,
            closures: self.take(constants.into())?,
        })
    }

    /// The next constant.
    pub(crate) fn constant(&mut self) -> Result<Constant<'i>, Invalid> {
        Ok(match self.u8()? {
            sort::NONE => Constant::None,
            sort::TRUE => Constant::True,
            sort::FALSE => Constant::False,
            sort::ELLIPSIS => Constant::Ellipsis,
            sort::INT => {
                let sign = self.u8()?;
                let digits = self.u16()?;
                if sign > 1 {
                    return Err(self.invalid(Problem::Number));
                }
                Constant::Int(sign == 1, self.take(4 * usize::from(digits))?.as_chunks().0)
            }
            sort::FLOAT => Constant::Float(self.f64()?),
            sort::COMPLEX => Constant::Complex(self.f64()?, self.f64()?),
            sort::STR => {
                let len = self.u32()?;
                Constant::Str(self.utf8(len as usize)?)
            }
            sort::BYTES => {
                let len = self.u32()?;
                Constant::Bytes(self.take(len as usize)?)
            }
            sort::TUPLE => Constant::Tuple(self.u16()?),
            sort::FROZENSET => Constant::FrozenSet(self.u16()?),
            sort::CODE => Constant::Code,
            _ => return Err(self.invalid(Problem::Constant)),
        })
    }
}

impl CodeImage<'_> {
    /// Where the parts of the code object lie in memory, and its length in words.
    pub(crate) fn layout(&self) -> Option<(Head, u32)> {
        let start = self.head.start_after(self.name_count.into());
        let lines = start + self.units.len();
        let end = (lines + self.lines.len()).next_multiple_of(4);
        // The interpreter takes two units at a time: something lies behind the last instruction.
        if end > CODE_BYTES_MAX || self.lines.is_empty() {
            return None;
        }
        let half = |n: usize| n as u16;
        let head = Head { start: half(start), lines: half(lines), ..self.head };
        Some((head, (end / 4) as u32))
    }

    fn closure(&self, constant: usize) -> Option<u8> {
        self.closures.get(constant).copied().filter(|free| *free != NO_CODE)
    }

    /// Checks all but the constants.
    fn check(&self, starts: &mut [u32]) -> Result<(), Invalid> {
        let mut names = self.names;
        let mut empty = None;
        for i in 0..usize::from(self.name_count) {
            if names.text()?.is_empty() && empty.is_none() {
                empty = Some(i);
            }
        }
        let at_start = |problem| Invalid { at: names.at, problem };
        let Some((head, _)) = self.layout() else { return Err(at_start(Problem::Size)) };
        verify_head(&head, self.name_count.into(), empty).map_err(at_start)?;
        verify(
            &Parts {
                units: self.units,
                handlers: self.handlers,
                registers: head.registers.into(),
                constants: head.constants.into(),
                closure: &|constant| self.closure(constant),
                names: self.name_count.into(),
                free: head.free.into(),
                builtins: BUILTINS,
                flags: head.flags,
            },
            starts,
        )
    }
}

/// Words of working memory that checking an image of so many bytes takes: a bit for each unit of its largest code.
pub(crate) fn working_words(len: usize) -> usize {
    (len / 2).min(usize::from(u16::MAX)).div_ceil(32)
}

/// Checks an image, all of it, once through.
pub(crate) fn check(bytes: &[u8], starts: &mut [u32]) -> Result<(), Invalid> {
    let (_, mut reader) = Reader::open(bytes)?;
    let free = check_code(&mut reader, 0, starts)?;
    if free != 0 {
        // There is nothing around a program.
        return Err(reader.invalid(Problem::Head));
    }
    if reader.at == bytes.len() { Ok(()) } else { Err(reader.invalid(Problem::Size)) }
}

/// Checks a code object with its constants; how many free variables it has.
fn check_code(reader: &mut Reader<'_>, depth: u32, starts: &mut [u32]) -> Result<u8, Invalid> {
    if depth > NESTING_MAX {
        return Err(reader.invalid(Problem::Nesting));
    }
    let code = reader.code()?;
    code.check(starts)?;
    for i in 0..code.closures.len() {
        let found = check_constant(reader, depth, starts)?;
        if found != code.closure(i) {
            return Err(reader.invalid(Problem::Constant));
        }
    }
    Ok(code.head.free)
}

/// Checks a constant; of code, how many free variables it has.
fn check_constant(
    reader: &mut Reader<'_>,
    depth: u32,
    starts: &mut [u32],
) -> Result<Option<u8>, Invalid> {
    match reader.constant()? {
        Constant::Code => check_code(reader, depth + 1, starts).map(Some),
        Constant::Tuple(count) | Constant::FrozenSet(count) => {
            if depth >= NESTING_MAX {
                return Err(reader.invalid(Problem::Nesting));
            }
            for _ in 0..count {
                // Code stands only where its closure is known.
                if check_constant(reader, depth + 1, starts)?.is_some() {
                    return Err(reader.invalid(Problem::Constant));
                }
            }
            Ok(None)
        }
        _ => Ok(None),
    }
}
