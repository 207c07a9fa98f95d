//! The only gate to the interpreter's unchecked reads: what passes here decodes, jumps and addresses within bounds.
//!
//! Checked: every instruction lies fully inside the code, registers are in the frame (calls with their whole frame),
//! constants, names, builtins and free variables exist, jumps and handlers lead to the starts of instructions, and
//! execution cannot run off the end. Not checked: what a register holds. The interpreter looks before it uses a
//! register as a cell, a list under construction, an exception or a tuple of cells.
//!
//! Each instruction is looked at twice and each handler once. Code from outside comes here in every build: see `image`.

use super::code::{Flags, HANDLER_WORDS, Handler, Head, NOT_SIMPLE, REGISTERS_MAX};
use super::op::{BinaryOp, Op, Operand};

/// A code object in parts.
#[derive(Clone, Copy)]
pub(crate) struct Parts<'a> {
    /// The instructions: units, the less significant byte first.
    pub(crate) units: &'a [u8],
    /// The handlers: two words each, likewise.
    pub(crate) handlers: &'a [u8],
    /// Registers of a frame.
    pub(crate) registers: usize,
    /// How many constants.
    pub(crate) constants: usize,
    /// How many free variables the code has that is a constant; `None` for a constant that is no code.
    pub(crate) closure: &'a dyn Fn(usize) -> Option<u8>,
    /// How many names.
    pub(crate) names: usize,
    /// How many free variables.
    pub(crate) free: usize,
    /// How many builtins there are.
    pub(crate) builtins: usize,
    /// What is special.
    pub(crate) flags: Flags,
}

/// Why code was turned down: the unit, and what is wrong there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Invalid {
    /// Offset of the instruction in units; of a handler, its number.
    pub(crate) at: usize,
    /// What is wrong.
    pub(crate) problem: Problem,
}

impl Invalid {
    /// What is wrong, in words.
    pub(crate) const fn text(self) -> &'static str {
        match self.problem {
            Problem::Size => "its size is wrong",
            Problem::Opcode => "no such instruction",
            Problem::Truncated => "it is cut off",
            Problem::Unused => "an unused operand is not 0",
            Problem::Register => "a register past the frame",
            Problem::Index => "an index past its table",
            Problem::Number => "a number out of range",
            Problem::Target => "a jump or handler that leads to no instruction",
            Problem::End => "it runs off its end",
            Problem::Kind => "an instruction that this kind of code cannot have",
            Problem::Head => "its head contradicts itself",
            Problem::Text => "a text that is not UTF-8",
            Problem::Constant => "no such constant",
            Problem::Nesting => "it is nested too deep",
            Problem::Version => "it was made by another version",
        }
    }
}

/// What can be wrong with code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Problem {
    /// No code, too much of it, or too little memory for `starts`.
    Size,
    /// No such opcode.
    Opcode,
    /// The last instruction is cut off.
    Truncated,
    /// An unused operand is not 0.
    Unused,
    /// A register past the frame.
    Register,
    /// An index past its table.
    Index,
    /// A number out of range.
    Number,
    /// A jump or handler does not lead to an instruction.
    Target,
    /// Execution runs off the end.
    End,
    /// An instruction that this kind of code cannot have.
    Kind,
    /// The head contradicts itself.
    Head,
    /// A text is not UTF-8.
    Text,
    /// No such sort of constant.
    Constant,
    /// Too many constants within constants.
    Nesting,
    /// An image of another version of this crate.
    Version,
}

/// An instruction and its operands: A, B, C, and D or the jump's target in units.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Instruction {
    /// The opcode.
    pub(crate) op: Op,
    /// Operand A.
    pub(crate) a: u8,
    /// Operand B.
    pub(crate) b: u8,
    /// Operand C.
    pub(crate) c: u8,
    /// Operand D.
    pub(crate) d: u16,
}

/// Decodes the instruction at the start of `units`.
pub(crate) fn decode(units: &[u16]) -> Result<Instruction, Problem> {
    let &first = units.first().ok_or(Problem::Truncated)?;
    let [opcode, a] = first.to_le_bytes();
    let op = Op::from_byte(opcode).ok_or(Problem::Opcode)?;
    let format = op.format();
    let rest = units.get(1..op.units()).ok_or(Problem::Truncated)?;
    let (b, c, d) = match (rest, format.operands[3]) {
        ([second], Operand::None) => {
            let [b, c] = second.to_le_bytes();
            (b, c, 0)
        }
        (&[d], _) => (0, 0, d),
        (&[second, d], _) => {
            let [b, c] = second.to_le_bytes();
            (b, c, d)
        }
        _ => (0, 0, 0),
    };
    Ok(Instruction { op, a, b, c, d })
}

impl Instruction {
    /// Whether the instruction after it is never reached from it.
    pub(crate) const fn ends(&self) -> bool {
        matches!(
            self.op,
            Op::Jump | Op::JumpShort | Op::Return | Op::ReturnNone | Op::Raise | Op::Reraise
        )
    }

    /// Where it may jump to, in units relative to its own end.
    pub(crate) fn jump(&self) -> Option<isize> {
        let [a, _, c, d] = self.op.format().operands;
        if a == Operand::Jump {
            Some(self.a.cast_signed().into())
        } else if c == Operand::Jump {
            Some(self.c.cast_signed().into())
        } else if d == Operand::Jump {
            Some(self.d.cast_signed().into())
        } else {
            None
        }
    }

    /// The last register of each run of registers it uses, beyond those its format names.
    fn last_register(&self) -> usize {
        let (a, b, c, d) =
            (usize::from(self.a), usize::from(self.b), usize::from(self.c), usize::from(self.d));
        match self.op {
            Op::LoadMethod | Op::LoadMethodWide | Op::LoadSuperMethod => a + 3,
            Op::LoadSelfMethod | Op::LoadMethodShort => (a & 15) + 3,
            Op::Call => a + 2 + b,
            Op::CallShort | Op::ForRangeShort => (a & 31) + 2 + (a >> 5),
            Op::CallMethod => a + 3 + b,
            Op::CallMethodShort => (a & 31) + 3 + (a >> 5),
            Op::CallKeyword => a + 2 + b + 2 * c,
            Op::CallMethodKeyword => a + 3 + b + 2 * c,
            Op::CallUnpack => a + 4,
            Op::ForRange => a + 2 + b,
            Op::ForIter | Op::ForIterWide => a + 2,
            Op::BuildTuple | Op::BuildList | Op::BuildSet | Op::BuildStr => {
                (b + c).saturating_sub(1)
            }
            Op::BuildTupleShort | Op::BuildListShort => ((a & 31) + (a >> 5)).saturating_sub(1),
            Op::BuildDictShort => ((a & 31) + 2 * (a >> 5)).saturating_sub(1),
            Op::BuildDict => (b + 2 * c).saturating_sub(1),
            Op::BuildSlice => b + 2,
            Op::LoadSlice => c + 1,
            Op::FormatValue => b + usize::from(self.c >> 2 & 1),
            Op::Unpack | Op::UnpackItem => (a + c).saturating_sub(1),
            Op::UnpackStar => a.saturating_add(c).saturating_add(d),
            Op::MakeFunction => (b + self.c.count_ones() as usize).saturating_sub(1),
            Op::Reraise | Op::LeaveHandler | Op::EndFinally => a + 1,
            Op::WithSetup => a + 5,
            Op::WithExit => a + 8,
            _ => 0,
        }
    }

    fn numbers_valid(&self, parts: &Parts<'_>) -> bool {
        match self.op {
            // A closure goes with code that has free variables, and only with that.
            Op::MakeFunction => {
                let free = (parts.closure)(self.d.into());
                self.c < 16 && free.is_some_and(|free| (free > 0) == (self.c & 8 != 0))
            }
            Op::InPlace => usize::from(self.c) < BinaryOp::ALL.len(),
            Op::Raise => self.c <= 2,
            Op::FormatValue => self.c < 8,
            Op::WithSetup | Op::WithExit | Op::CallUnpack => {
                let flag = if self.op == Op::CallUnpack { self.b } else { self.c };
                flag <= 1
            }
            Op::CallKeyword => usize::from(self.d) < REGISTERS_MAX,
            _ => true,
        }
    }

    fn allowed_in(&self, flags: Flags) -> bool {
        match self.op {
            Op::LoadName | Op::StoreName | Op::DeleteName | Op::LoadNameFree => {
                flags.contains(Flags::CLASS_BODY)
            }
            Op::Yield | Op::Send => flags.intersects(Flags::SUSPENDS),
            _ => true,
        }
    }
}

/// Checks code. `starts` is working memory of at least one bit for each unit.
pub(crate) fn verify(parts: &Parts<'_>, starts: &mut [u32]) -> Result<(), Invalid> {
    let fail = |at, problem| Err(Invalid { at, problem });
    let units = Units(parts.units.as_chunks().0);
    if units.len() * 2 != parts.units.len() || !parts.handlers.len().is_multiple_of(HANDLER_BYTES) {
        return fail(0, Problem::Truncated);
    }
    if units.is_empty()
        || units.len() > starts.len() * 32
        || units.len() >= usize::from(Handler::PASS)
        || parts.registers > REGISTERS_MAX
    {
        return fail(0, Problem::Size);
    }
    starts.fill(0);
    let mut at = 0;
    let mut falls = true;
    while at < units.len() {
        let invalid = |problem| Invalid { at, problem };
        let instruction = units.decode(at).map_err(invalid)?;
        check_operands(&instruction, parts).map_err(invalid)?;
        if let Some(word) = starts.get_mut(at / 32) {
            *word |= 1 << (at % 32);
        }
        falls = !instruction.ends();
        at += instruction.op.units();
    }
    if falls {
        return fail(at, Problem::End);
    }
    check_jumps(units, starts)?;
    check_handlers(parts, starts)
}

/// Bytes of a handler.
const HANDLER_BYTES: usize = 4 * HANDLER_WORDS;
/// The longest instruction.
const UNITS_MAX: usize = 3;

/// Instructions where they lie, aligned or not.
#[derive(Clone, Copy)]
struct Units<'a>(&'a [[u8; 2]]);

impl Units<'_> {
    fn len(self) -> usize {
        self.0.len()
    }

    fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    fn decode(self, at: usize) -> Result<Instruction, Problem> {
        let mut window = [0; UNITS_MAX];
        let rest = self.0.get(at..).unwrap_or_default();
        for (unit, bytes) in window.iter_mut().zip(rest) {
            *unit = u16::from_le_bytes(*bytes);
        }
        decode(window.get(..rest.len()).unwrap_or(&window))
    }
}

/// Checks what the head of a code object says of parameters and names. `empty_name` is the place of the first empty one
/// among them.
pub(crate) fn verify_head(
    head: &Head,
    names: usize,
    empty_name: Option<usize>,
) -> Result<(), Problem> {
    let flags = head.flags;
    let suspends = flags.intersection(Flags::SUSPENDS);
    let has_rest = flags.intersects(Flags::VARARGS | Flags::VARKEYWORDS);
    let is_simple = !has_rest && suspends.is_empty() && head.keyword_only == 0;
    let registers = usize::from(head.registers);
    let valid = Flags::all().contains(flags)
        && suspends.bits().count_ones() <= 1
        && registers <= REGISTERS_MAX
        && (registers > 0 || !flags.contains(Flags::CLASS_BODY))
        && head.parameters() <= registers
        && head.parameters() <= names
        && head.positional_only <= head.positional
        && (head.shape == NOT_SIMPLE || is_simple && head.shape == head.positional)
        && (!flags.contains(Flags::HAS_DOC) || head.constants > 0)
        && head.free != u8::MAX
        && flags.contains(Flags::SIGNATURE) == head.needs_signature();
    let locals_valid = || {
        empty_name.is_some_and(|end| {
            (head.parameters()..=registers).contains(&end) && end + usize::from(head.free) < names
        })
    };
    if valid && (!flags.contains(Flags::LOCAL_NAMES) || locals_valid()) {
        Ok(())
    } else {
        Err(Problem::Head)
    }
}

fn is_start(starts: &[u32], units: Units<'_>, at: usize) -> bool {
    at < units.len() && starts.get(at / 32).is_some_and(|word| word >> (at % 32) & 1 != 0)
}

fn check_operands(instruction: &Instruction, parts: &Parts<'_>) -> Result<(), Problem> {
    let operands = instruction.op.format().operands;
    let values = [
        usize::from(instruction.a),
        usize::from(instruction.b),
        usize::from(instruction.c),
        usize::from(instruction.d),
    ];
    let registers = parts.registers;
    for (operand, value) in operands.into_iter().zip(values) {
        let (limit, problem) = match operand {
            Operand::None => (1, Problem::Unused),
            Operand::Register | Operand::Frame => (registers, Problem::Register),
            // An empty run may start right after the last register.
            Operand::Registers => (registers + 1, Problem::Register),
            Operand::Constant => (parts.constants, Problem::Index),
            Operand::Name => (parts.names, Problem::Index),
            Operand::Builtin => (parts.builtins, Problem::Index),
            Operand::Free => (parts.free, Problem::Index),
            Operand::Nibbles
            | Operand::NibbleNumber
            | Operand::HighNibbles
            | Operand::NibbleConstant
            | Operand::NibbleName
            | Operand::NibbleBuiltin
            | Operand::FrameName
            | Operand::FrameCount
            | Operand::RegistersCount => (registers, Problem::Register),
            Operand::Count
            | Operand::Unsigned
            | Operand::Signed
            | Operand::Hint
            | Operand::Jump => continue,
        };
        let within = match operand {
            Operand::Nibbles => value & 15 < limit && value >> 4 < limit,
            Operand::NibbleNumber => value & 15 < limit,
            Operand::HighNibbles => 16 + (value & 15) < limit,
            Operand::NibbleConstant => value & 15 < limit && value >> 4 < parts.constants,
            Operand::NibbleBuiltin => value & 15 < limit && value >> 4 < parts.builtins,
            Operand::NibbleName | Operand::FrameName => {
                value & 15 < limit && value >> 4 < parts.names
            }
            Operand::FrameCount | Operand::RegistersCount => value & 31 < limit,
            _ => value < limit,
        };
        if !within {
            return Err(problem);
        }
    }
    if instruction.last_register() >= registers.max(1) {
        return Err(Problem::Register);
    }
    if !instruction.numbers_valid(parts) {
        return Err(Problem::Number);
    }
    if !instruction.allowed_in(parts.flags) {
        return Err(Problem::Kind);
    }
    Ok(())
}

fn check_jumps(units: Units<'_>, starts: &[u32]) -> Result<(), Invalid> {
    let mut at = 0;
    while at < units.len() {
        let invalid = |problem| Invalid { at, problem };
        let instruction = units.decode(at).map_err(invalid)?;
        let end = at + instruction.op.units();
        if let Some(distance) = instruction.jump() {
            let target = end.checked_add_signed(distance);
            if !target.is_some_and(|target| is_start(starts, units, target)) {
                return Err(invalid(Problem::Target));
            }
        }
        let range = match instruction.op {
            Op::ForRange => Some(instruction.a),
            Op::ForRangeShort => Some(instruction.a & 31),
            _ => None,
        };
        if range.is_some_and(|register| !is_get_iter(units, end, register)) {
            return Err(invalid(Problem::Kind));
        }
        at = end;
    }
    Ok(())
}

/// Whether there is a `GetIter` of a register to itself, which a `ForRange` skips.
fn is_get_iter(units: Units<'_>, at: usize, register: u8) -> bool {
    units.decode(at).is_ok_and(|next| match next.op {
        Op::GetIter => next.a == register && next.b == register,
        Op::GetIterShort => next.a & 15 == register && next.a >> 4 == register,
        _ => false,
    })
}

fn check_handlers(parts: &Parts<'_>, starts: &[u32]) -> Result<(), Invalid> {
    let units = Units(parts.units.as_chunks().0);
    let is_start = |at| is_start(starts, units, usize::from(at));
    let words = parts.handlers.as_chunks::<4>().0;
    for (at, words) in words.as_chunks::<HANDLER_WORDS>().0.iter().enumerate() {
        let fail = |problem| Err(Invalid { at, problem });
        let words = words.map(u32::from_le_bytes);
        let handler = Handler::from_words(words);
        if Handler::to_words(handler) != words {
            return fail(Problem::Number);
        }
        if usize::from(handler.register) + 1 >= parts.registers {
            return fail(Problem::Register);
        }
        let end_valid = usize::from(handler.end) == units.len() || is_start(handler.end);
        // A handler lies past what it guards, so what raises again and again passes a jump back, which takes fuel.
        let target_valid = handler.target == Handler::PASS
            || handler.target >= handler.end && is_start(handler.target);
        if handler.start >= handler.end || !is_start(handler.start) || !end_valid || !target_valid {
            return fail(Problem::Target);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use proptest::prelude::*;
    use std::vec;
    use std::vec::Vec;

    /// Of the constants, the second is code without free variables, the third with two.
    fn closure(constant: usize) -> Option<u8> {
        [None, Some(0), Some(2), None].get(constant).copied().flatten()
    }

    fn parts<'a>(units: &'a [u8], handlers: &'a [u8]) -> Parts<'a> {
        Parts {
            units,
            handlers,
            registers: 20,
            constants: 4,
            closure: &closure,
            names: 5,
            free: 2,
            builtins: 100,
            flags: Flags::GENERATOR,
        }
    }

    fn unit(op: Op, a: u8) -> u16 {
        u16::from_le_bytes([op as u8, a])
    }

    fn problem(units: &[u16]) -> Option<Problem> {
        let units: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        verify(&parts(&units, &[]), &mut [0; 8]).err().map(|invalid| invalid.problem)
    }

    #[test]
    fn the_least_code_passes() {
        assert_eq!(problem(&[unit(Op::ReturnNone, 0)]), None);
    }

    #[test]
    fn each_problem_is_found() {
        let end = unit(Op::ReturnNone, 0);
        assert_eq!(problem(&[]), Some(Problem::Size));
        assert_eq!(problem(&[end; 300]), Some(Problem::Size));
        assert_eq!(problem(&[0xff]), Some(Problem::Opcode));
        assert_eq!(problem(&[unit(Op::Move, 0)]), Some(Problem::Truncated));
        assert_eq!(problem(&[unit(Op::ReturnNone, 1)]), Some(Problem::Unused));
        assert_eq!(problem(&[unit(Op::LoadNone, 20), end]), Some(Problem::Register));
        assert_eq!(problem(&[unit(Op::Call, 10), 8, end]), Some(Problem::Register));
        assert_eq!(problem(&[unit(Op::LoadConst, 1), 4, end]), Some(Problem::Index));
        assert_eq!(problem(&[unit(Op::Raise, 1), 0x300, end]), Some(Problem::Number));
        assert_eq!(problem(&[unit(Op::Jump, 0), 5, end]), Some(Problem::Target));
        assert_eq!(problem(&[unit(Op::Jump, 0), 0xffff, end]), Some(Problem::Target));
        assert_eq!(problem(&[unit(Op::LoadNone, 1)]), Some(Problem::End));
        assert_eq!(problem(&[unit(Op::LoadName, 1), 1, end]), Some(Problem::Kind));
        // A function with free variables has a closure, others have none, and all have code.
        for (constant, which, valid) in
            [(0, 0, false), (1, 0, true), (1, 8, false), (2, 0, false), (2, 8, true), (2, 15, true)]
        {
            let found = problem(&[unit(Op::MakeFunction, 1), which << 8 | 2, constant, end]);
            assert_eq!(found.is_none(), valid, "{constant} {which}");
        }
        assert_eq!(problem(&[unit(Op::ForRange, 1), 1, end]), Some(Problem::Kind));
        assert_eq!(problem(&[unit(Op::ForRange, 1), 1, unit(Op::GetIterShort, 0x11), end]), None);
        assert_eq!(problem(&[unit(Op::ForRangeShort, 0x21), unit(Op::GetIter, 1), 1, end]), None);
        let other = unit(Op::GetIterShort, 0x21);
        assert_eq!(problem(&[unit(Op::ForRangeShort, 0x21), other, end]), Some(Problem::Kind));
        // Registers, constants and names of the forms of one unit.
        for (op, a, valid) in [
            (Op::MoveHigh, 0xf3, true),
            (Op::MoveHigh, 0xf4, false),
            (Op::LoadConstShort, 0x3f, true),
            (Op::LoadConstShort, 0x4f, false),
            (Op::LoadSelfAttr, 0x4f, true),
            (Op::LoadSelfAttr, 0x5f, false),
            (Op::LoadMethodShort, 0x4f, true),
            (Op::LoadMethodShort, 0x5f, false),
            (Op::BuildListShort, 0xed, true),
            (Op::BuildTupleShort, 0xee, false),
            (Op::BuildDictShort, 0x6e, true),
            (Op::BuildDictShort, 0x6f, false),
            (Op::BuildDictShort, 0x14, false),
            (Op::CallShort, 0x2f, true),
            (Op::CallShort, 0x6f, false),
            (Op::CallMethodShort, 0x4f, false),
            (Op::CallShort, 0x14, false),
        ] {
            let found = problem(&[unit(op, a), end]);
            assert_eq!(found.is_none(), valid, "{op:?} {a:x}");
        }
    }

    #[test]
    fn handlers_are_checked() {
        let units = [unit(Op::LoadInt, 1), 7, unit(Op::ReturnNone, 0)].map(u16::to_le_bytes);
        let units = units.concat();
        let check = |start, end, target, register| {
            let words = Handler { start, end, target, register }.to_words();
            let words: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
            verify(&parts(&units, &words), &mut [0; 1]).err().map(|invalid| invalid.problem)
        };
        assert_eq!(check(0, 2, 2, 18), None);
        // A handler that guards itself, or what lies past it, could raise for ever.
        assert_eq!(check(0, 3, 2, 18), Some(Problem::Target));
        assert_eq!(check(2, 3, 0, 18), Some(Problem::Target));
        assert_eq!(check(0, 2, Handler::PASS, 18), None);
        assert_eq!(check(0, 2, 2, 19), Some(Problem::Register));
        assert_eq!(check(0, 0, 2, 1), Some(Problem::Target));
        assert_eq!(check(1, 2, 2, 1), Some(Problem::Target));
        assert_eq!(check(0, 1, 2, 1), Some(Problem::Target));
        assert_eq!(check(0, 2, 3, 1), Some(Problem::Target));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        #[test]
        fn any_units_are_judged(
            bytes in prop::collection::vec((0..Op::ALL.len() as u8 + 2, 0u8..24, 0u8..24, 0u8..8), 1..12),
            handlers in prop::collection::vec(0u32..8, 0..5),
        ) {
            let mut units: Vec<u16> = vec![];
            for (op, a, b, c) in bytes {
                units.push(u16::from_le_bytes([op, a]));
                if let Some(op) = Op::from_byte(op) {
                    for _ in 1..op.units() {
                        units.push(u16::from_le_bytes([b, c]));
                    }
                }
            }
            let bytes: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let words = &handlers[..handlers.len() & !1];
            let words: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
            if verify(&parts(&bytes, &words), &mut [0; 2]).is_ok() {
                // What passed can be walked: every instruction and every target is inside.
                let mut at = 0;
                while at < units.len() {
                    let instruction = decode(&units[at..]).unwrap();
                    at += instruction.op.units();
                    if let Some(distance) = instruction.jump() {
                        prop_assert!(at.checked_add_signed(distance).is_some_and(|to| to < units.len()));
                    }
                }
            }
        }
    }
}
