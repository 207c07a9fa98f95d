//! `except*`: each clause takes its part of the exception, which is raised again for its body; what the bodies raise
//! and what no clause took is raised together at the end.

use super::call::FRAME;
use super::log::{Label, Register};
use super::statement::{Block, BlockKind};
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::name::{Name, rom};
use crate::syntax::{Mark, NodeId, Stop};

/// What the clauses share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Groups {
    /// The exception as it was caught, and what was handled before.
    caught: Register,
    /// A list of what the bodies raised.
    raised: Register,
    /// What no clause has taken yet, or None.
    rest: Register,
    /// The part that a clause takes; in the next register what is handled when its body has ended.
    part: Register,
}

impl<T: Target> Compiler<'_, T> {
    /// Before the first clause.
    pub(super) fn start_groups(&mut self, caught: Register) -> Result<Groups, Stop> {
        let groups =
            Groups { caught, raised: self.temp()?, rest: self.temp()?, part: self.temps(2)? };
        self.emit(Op::BuildList, groups.raised.0, groups.raised.0, 0)?;
        self.copy(groups.rest, caught)?;
        Ok(groups)
    }

    /// A clause `except* class as name`.
    pub(super) fn except_group(
        &mut self,
        groups: Groups,
        (class, name): (NodeId, Option<Name>),
        mark: Mark,
        block: &Block<'_>,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        let Groups { caught, raised, rest, part } = groups;
        let frame = self.temps(FRAME)?;
        self.emit_wide(Op::LoadBuiltin, frame.0, const { rom("__split_exception__") }.0)?;
        let argument = self.temp()?;
        self.copy(argument, rest)?;
        self.expr_new(class)?;
        self.emit(Op::Call, frame.0, 2, frame.0)?;
        self.free_to(next);
        self.emit(Op::Unpack, part.0, frame.0, 2)?;
        self.copy(rest, part.plus(1))?;
        self.copy(part.plus(1), caught)?;
        let other = Label::default();
        self.emit_jump(Op::JumpIfNone, part.0, 0, &other)?;
        self.settle(mark)?;
        let (start, end, entry) = (Label::default(), Label::default(), Label::default());
        self.bind_bound(&start)?;
        self.emit(Op::Reraise, part.0, 0, 0)?;
        self.bind_bound(&end)?;
        self.handler((&start, &end), Some(&entry), part)?;
        self.bind(&entry)?;
        if let Some(name) = name {
            self.store_name(name, part)?;
        }
        let kind = BlockKind::Handler { register: part, name };
        let (start, end, failed) = (Label::default(), Label::default(), Label::default());
        self.bind_bound(&start)?;
        self.block(Some(&Block { kind, outer: Some(block) }))?;
        self.bind_bound(&end)?;
        if let Some(name) = name {
            self.forget_name(name)?;
        }
        self.emit(Op::LeaveHandler, part.0, 0, 0)?;
        self.jump(&other)?;
        let exception = self.temps(2)?;
        self.handler((&start, &end), Some(&failed), exception)?;
        self.bind(&failed)?;
        if let Some(name) = name {
            self.forget_name(name)?;
        }
        self.emit(Op::ListAppend, raised.0, exception.0, 0)?;
        self.emit(Op::LeaveHandler, exception.0, 0, 0)?;
        self.emit(Op::LeaveHandler, part.0, 0, 0)?;
        self.free_to(next);
        self.bind(&other)
    }

    /// After the last clause: puts what is to be raised where the exception was, or ends the handler.
    pub(super) fn end_groups(&mut self, groups: Groups, done: &Label) -> Result<(), Stop> {
        let next = self.function.next;
        let frame = self.temps(FRAME)?;
        self.emit(Op::ListAppend, groups.raised.0, groups.rest.0, 0)?;
        self.emit_wide(Op::LoadBuiltin, frame.0, const { rom("__join_exceptions__") }.0)?;
        for register in [groups.caught, groups.raised] {
            let argument = self.temp()?;
            self.copy(argument, register)?;
        }
        self.emit(Op::Call, frame.0, 2, groups.caught.0)?;
        self.free_to(next);
        let raise = Label::default();
        self.emit_jump(Op::JumpIfNotNone, groups.caught.0, 0, &raise)?;
        self.emit(Op::LeaveHandler, groups.caught.0, 0, 0)?;
        self.jump(done)?;
        self.bind(&raise)
    }
}
