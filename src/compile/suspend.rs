//! `yield`, `yield from`, `await` and asynchronous iteration.
//!
//! Delegation has one form, by which the interpreter knows what a suspended generator is waiting on:
//! `again: Send it, value, past; Yield value, value; JumpShort again; past:`.

use super::log::{Label, Register};
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::name::rom;
use crate::syntax::{NodeId, Stop};

impl<T: Target> Compiler<'_, T> {
    #[inline(never)]
    pub(super) fn yield_value(
        &mut self,
        value: Option<NodeId>,
        dest: Register,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        let value = match value {
            Some(node) => self.expr_any(node)?,
            None => {
                let none = self.temp()?;
                self.emit(Op::LoadNone, none.0, 0, 0)?;
                none
            }
        };
        self.emit(Op::Yield, value.0, dest.0, 0)?;
        self.free_to(next);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn yield_from(&mut self, value: NodeId, dest: Register) -> Result<(), Stop> {
        let next = self.function.next;
        let iterator = self.temp()?;
        let value = self.expr_any(value)?;
        self.emit(Op::GetYieldFrom, iterator.0, value.0, 0)?;
        self.free_to(iterator.0 + 1);
        self.delegate(iterator, dest)?;
        self.free_to(next);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn await_value(&mut self, value: NodeId, dest: Register) -> Result<(), Stop> {
        let next = self.function.next;
        let iterator = self.temp()?;
        let value = self.expr_any(value)?;
        self.emit(Op::GetAwaitable, iterator.0, value.0, 0)?;
        self.free_to(iterator.0 + 1);
        self.delegate(iterator, dest)?;
        self.free_to(next);
        Ok(())
    }

    /// `register = await register`
    pub(super) fn await_register(&mut self, register: Register) -> Result<(), Stop> {
        let next = self.function.next;
        let iterator = self.temp()?;
        self.emit(Op::GetAwaitable, iterator.0, register.0, 0)?;
        self.delegate(iterator, register)?;
        self.free_to(next);
        Ok(())
    }

    /// Yields all that an iterator yields; its value goes to `dest`.
    fn delegate(&mut self, iterator: Register, dest: Register) -> Result<(), Stop> {
        let (again, past) = (Label::default(), Label::default());
        let value = self.temp()?;
        self.emit(Op::LoadNone, value.0, 0, 0)?;
        self.bind_backward(&again)?;
        self.emit_jump(Op::Send, iterator.0, value.0, &past)?;
        self.emit(Op::Yield, value.0, value.0, 0)?;
        self.jump(&again)?;
        self.bind(&past)?;
        self.copy(dest, value)
    }

    /// The next item of an asynchronous iterator, in a new register; jumps when there is none.
    pub(super) fn async_next(
        &mut self,
        iterator: Register,
        exhausted: &Label,
    ) -> Result<Register, Stop> {
        let (start, end) = (Label::default(), Label::default());
        let (failed, past, other) = (Label::default(), Label::default(), Label::default());
        let exception = self.temps(2)?;
        self.free_to(exception.0);
        let item = self.temp()?;
        self.bind_bound(&start)?;
        self.emit(Op::GetAsyncNext, item.0, iterator.0, 0)?;
        self.await_register(item)?;
        self.bind_bound(&end)?;
        self.jump(&past)?;
        self.handler((&start, &end), Some(&failed), exception)?;
        self.bind(&failed)?;
        let next = self.function.next;
        self.free_to(exception.0 + 2);
        let class = self.temp()?;
        self.emit_wide(Op::LoadBuiltin, class.0, const { rom("StopAsyncIteration") }.0)?;
        self.emit_registers(Op::MatchException, class, exception, class)?;
        self.emit_jump(Op::JumpIfNot, class.0, 0, &other)?;
        self.emit(Op::LeaveHandler, exception.0, 0, 0)?;
        self.jump(exhausted)?;
        self.bind(&other)?;
        self.emit(Op::Reraise, exception.0, 0, 0)?;
        self.function.reachable = false;
        self.free_to(next);
        self.bind(&past)?;
        Ok(item)
    }
}
