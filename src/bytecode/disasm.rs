//! A listing of code, for `taipan disasm` and for tests.

use core::fmt::{self, Write};

use super::code::{Handler, Lines};
use super::op::{BinaryOp, Op, Operand};
use super::verify::{Instruction, decode};

/// What a listing asks about the code's tables. Each writes a short text.
pub(crate) trait Tables {
    /// Name number `index` of the code.
    fn name(&self, index: usize, out: &mut dyn Write) -> fmt::Result;
    /// Constant number `index` of the code.
    fn constant(&self, index: usize, out: &mut dyn Write) -> fmt::Result;
    /// Builtin number `number`.
    fn builtin(&self, number: usize, out: &mut dyn Write) -> fmt::Result;
    /// A line of the source, if there is one, to stand above its instructions.
    fn source_line(&self, line: u32, out: &mut dyn Write) -> fmt::Result;
}

/// Writes all instructions, one a line, with the source's lines between them, and the handlers at the end.
pub(crate) fn disassemble(
    units: &[u16],
    handlers: &[u32],
    lines: Lines<'_>,
    tables: &dyn Tables,
    out: &mut dyn Write,
) -> fmt::Result {
    let mut at = 0;
    let mut run = lines;
    let mut run_end = 0;
    let mut shown = 0;
    while at < units.len() {
        while at >= run_end {
            let Some((line, count)) = run.next() else { break };
            if line != shown {
                shown = line;
                tables.source_line(line, out)?;
            }
            run_end += count;
        }
        let Ok(instruction) = decode(&units[at..]) else {
            return writeln!(out, "{at:4} not an instruction");
        };
        write!(out, "{at:4} ")?;
        at += instruction.op.units();
        write_instruction(&instruction, at, tables, out)?;
        writeln!(out)?;
    }
    for words in handlers.as_chunks().0 {
        let Handler { start, end, target, register } = Handler::from_words(*words);
        if target == Handler::PASS {
            writeln!(out, "     {start}..{end} leaves r{register}")?;
        } else {
            writeln!(out, "     {start}..{end} to {target} with r{register}")?;
        }
    }
    Ok(())
}

/// Writes one instruction, whose end is at unit `end`.
fn write_instruction(
    instruction: &Instruction,
    end: usize,
    tables: &dyn Tables,
    out: &mut dyn Write,
) -> fmt::Result {
    out.write_str(instruction.op.name())?;
    let operands = instruction.op.format().operands;
    let values = [
        u16::from(instruction.a),
        u16::from(instruction.b),
        u16::from(instruction.c),
        instruction.d,
    ];
    for (position, (operand, value)) in operands.into_iter().zip(values).enumerate() {
        let index = usize::from(value);
        let signed = || if position == 3 { value as i16 } else { i16::from(value as u8 as i8) };
        match operand {
            Operand::None | Operand::Hint => {}
            Operand::Register | Operand::Frame | Operand::Registers => write!(out, " r{value}")?,
            Operand::Count | Operand::Unsigned => write!(out, " {value}")?,
            Operand::Signed => write!(out, " {}", signed())?,
            Operand::Constant => {
                out.write_char(' ')?;
                tables.constant(index, out)?;
            }
            Operand::Name => {
                out.write_char(' ')?;
                tables.name(index, out)?;
            }
            Operand::Builtin => {
                out.write_char(' ')?;
                tables.builtin(index, out)?;
            }
            Operand::Free => write!(out, " free{value}")?,
            Operand::Nibbles => write!(out, " r{} r{}", value & 15, value >> 4)?,
            Operand::NibbleNumber => write!(out, " r{} {}", value & 15, value >> 4)?,
            Operand::HighNibbles => write!(out, " r{} r{}", 16 + (value & 15), value >> 4)?,
            Operand::NibbleConstant => {
                write!(out, " r{} ", value & 15)?;
                tables.constant(index >> 4, out)?;
            }
            Operand::NibbleBuiltin => {
                write!(out, " r{} ", value & 15)?;
                tables.builtin(index >> 4, out)?;
            }
            Operand::NibbleName | Operand::FrameName => {
                write!(out, " r{} ", value & 15)?;
                tables.name(index >> 4, out)?;
            }
            Operand::FrameCount | Operand::RegistersCount => {
                write!(out, " r{} {}", value & 31, value >> 5)?;
            }
            Operand::Jump => {
                write!(out, " -> {}", end.wrapping_add_signed(signed().into()))?;
            }
        }
    }
    if instruction.op == Op::InPlace
        && let Some(operator) = BinaryOp::ALL.get(usize::from(instruction.c))
    {
        write!(out, " ({operator:?})")?;
    }
    Ok(())
}
