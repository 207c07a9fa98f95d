//! The function being compiled: its registers and what is known about them.

use super::log::{Log, Register};
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::bytecode::code::{Flags, REGISTERS_MAX};
use crate::config;
use crate::name::Name;
use crate::syntax::{Scope, Stop};

/// A scope whose variables are in the current function's registers: the function's own, or a comprehension's.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    pub(super) scope: Scope,
    /// The register of slot 0.
    pub(super) base: u8,
}

/// The state of one function.
#[derive(Clone, Debug, Default)]
pub(super) struct Function {
    pub(super) log: Log,
    /// The function's scope, if it has one, and those of the comprehensions being compiled in place.
    pub(super) views: [Option<View>; config::INLINED_COMPREHENSIONS_MAX + 1],
    pub(super) view_count: u8,
    pub(super) flags: Flags,
    /// Registers below this are variables.
    pub(super) locals: u8,
    /// The next free register.
    pub(super) next: u8,
    /// The most registers used at a time.
    pub(super) registers: u8,
    /// Labels given numbers.
    pub(super) labels: u16,
    /// Instructions on constants, at most.
    pub(super) constants: u16,
    /// The line of what is being compiled.
    pub(super) line: u32,
    /// The line of the last item.
    pub(super) emitted_line: u32,
    /// Whether what is emitted next can be reached.
    pub(super) reachable: bool,
    /// Which of the first 64 registers are known to be bound.
    pub(super) bound: u64,
    /// Which of them may become unbound again.
    pub(super) deletable: u64,
    /// Which of them are looked at while they may be unbound.
    pub(super) checked: u64,
    /// Registers below this hold parameters.
    pub(super) parameters: u8,
    /// Counts assignments in expressions.
    pub(super) walruses: u8,
    /// The first of the registers for what the pattern at hand captures.
    pub(super) captures: u8,
    /// Whether its `__annotations__` has been made.
    pub(super) has_annotations: bool,
    /// Where it is in the source.
    pub(super) offset: u32,
    /// Its name.
    pub(super) name: Name,
    /// See [`Head::prefix`](crate::bytecode::code::Head::prefix).
    pub(super) prefix: u16,
    /// Its first positional parameter, for `super()`.
    pub(super) first_parameter: Option<Name>,
}

impl<T: Target> Compiler<'_, T> {
    /// Takes a register.
    pub(super) fn temp(&mut self) -> Result<Register, Stop> {
        self.temps(1)
    }

    /// Takes some registers in a row; the first of them.
    pub(super) fn temps(&mut self, count: u8) -> Result<Register, Stop> {
        let first = self.function.next;
        let end = usize::from(first) + usize::from(count);
        if end > REGISTERS_MAX {
            return Err(self.too_large("too many local variables or nested expressions"));
        }
        self.function.next = end as u8;
        self.function.registers = self.function.registers.max(end as u8);
        Ok(Register(first))
    }

    /// Gives back all registers from `next` on.
    pub(super) fn free_to(&mut self, next: u8) {
        self.function.next = next;
    }

    /// A register that no code before has used.
    pub(super) fn fresh_register(&mut self) -> Result<Register, Stop> {
        let next = self.function.next;
        self.function.next = self.function.registers;
        let register = self.temp();
        self.function.next = next;
        register
    }

    /// Whether a register is a variable's.
    pub(super) fn is_local(&self, register: Register) -> bool {
        register.0 < self.function.locals
    }

    /// A register that may hold unfinished things on the way to `dest`: a variable must not, as code on the way may
    /// read it, or fail.
    pub(super) fn workplace(&mut self, dest: Register) -> Result<Register, Stop> {
        if self.is_local(dest) { self.temp() } else { Ok(dest) }
    }

    /// Gives back `dest` if it was taken last: an instruction that writes it at the end may have its operands there.
    pub(super) fn reuse(&mut self, dest: Register) {
        if !self.is_local(dest) && dest.0.wrapping_add(1) == self.function.next {
            self.function.next = dest.0;
        }
    }

    /// `dest = source`.
    pub(super) fn copy(&mut self, dest: Register, source: Register) -> Result<(), Stop> {
        if dest == source {
            return Ok(());
        }
        if dest.0 < 16 && source.0 < 16 {
            self.emit(Op::MoveShort, dest.0 | source.0 << 4, 0, 0)
        } else {
            self.emit(Op::Move, dest.0, source.0, 0)
        }
    }

    // Which variables are bound.

    pub(super) fn is_bound(&self, register: Register) -> bool {
        !self.function.reachable || self.function.bound & bit(register) != 0
    }

    pub(super) fn set_bound(&mut self, register: Register) {
        self.function.bound |= bit(register);
    }

    pub(super) fn set_unbound(&mut self, register: Register) {
        self.function.bound &= !bit(register);
    }

    /// A variable is looked at that may be unbound.
    pub(super) fn note_checked(&mut self, register: Register) {
        self.function.checked |= bit(register);
    }

    /// At the end of a function: unbinds at its start what may be looked at while unbound, since a frame's registers
    /// hold at first what happens to be there.
    pub(super) fn unbind_checked(&mut self) -> Result<(), Stop> {
        let first = self.function.log.start;
        let middle = self.position()?;
        self.function.reachable = true;
        self.function.line = self.function.emitted_line;
        for register in self.function.parameters..self.function.locals {
            if register >= 64
                || self.function.checked & bit(Register(register)) != 0
                || self.function.flags.contains(Flags::LOCAL_NAMES)
            {
                self.emit(Op::Unbind, register, 0, 0)?;
            }
        }
        self.move_behind(first, middle);
        Ok(())
    }

    /// What is bound where execution stands; everything where it cannot come.
    pub(super) fn bound_here(&self) -> u64 {
        if self.function.reachable { self.function.bound } else { u64::MAX }
    }

    /// Forgets what may become unbound again: for places reached from below or by an exception.
    pub(super) fn forget_deletable(&mut self) {
        self.function.bound &= !self.function.deletable;
    }
}

/// The bit of a register; none for those past the first 64.
fn bit(register: Register) -> u64 {
    1u64.checked_shl(register.0.into()).unwrap_or(0)
}
