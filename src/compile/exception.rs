//! `try`: handlers, `else` and `finally`.
//!
//! Layout, with the entries of the handler table in brackets, in the order in which they are tried:
//!
//! ```text
//!         body                     [to `dispatch`]
//!         else
//!         jump to `done`
//! dispatch: for each clause: match, or on to the next; body; leave the handler; jump to `done`     [pass]
//!         raise again
//! done:                            [all above to `finally`, if there is one]
//!         state = 0; or 1, 2, 3 for a break, continue or return that comes through here
//! finally: its body                [pass]
//!         raise again, or go on as the state says
//! ```
//! The exception or state is in the register of the `try`; the register after it holds what was being handled before,
//! or the value of a return.

use super::log::{Label, Layout, Register, layout};
use super::statement::{Block, BlockKind, Context, Exit, Exits};
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::name::Name;
use crate::syntax::{After, Clause, ClauseKind, Mark, NodeId, Stop};

/// A clause `except class as name`.
#[derive(Clone, Copy, Debug)]
struct Except {
    class: Option<NodeId>,
    name: Option<Name>,
}

impl<T: Target> Compiler<'_, T> {
    #[inline(never)]
    pub(super) fn try_statement(&mut self, mark: Mark, context: Context<'_>) -> Result<(), Stop> {
        let next = self.function.next;
        let exits = Exits { register: self.temps(2)?, labels: Default::default() };
        let block = Block { kind: BlockKind::Guarded(&exits), outer: context };
        self.settle(mark)?;
        let first = self.function.log.end;
        let before = self.function.bound & !self.function.deletable;
        let (start, end) = (Label::default(), Label::default());
        self.bind_bound(&start)?;
        let clause = self.guarded_part(&exits, &block)?;
        if clause.kind == ClauseKind::Finally {
            self.function.line = clause.line;
            self.bind_bound(&end)?;
            self.finally((&start, &end), &exits, before, context)?;
        } else {
            self.plain_exits(first, &exits, context)?;
        }
        self.free_to(next);
        Ok(())
    }

    /// The body, the handlers and the `else`: all but the `finally`. The clause that follows.
    fn guarded_part(&mut self, exits: &Exits, block: &Block<'_>) -> Result<Clause, Stop> {
        let before = self.function.bound & !self.function.deletable;
        let (start, end) = (Label::default(), Label::default());
        let (dispatch, body_done, done) = (Label::default(), Label::default(), Label::default());
        self.bind_bound(&start)?;
        self.block(Some(block))?;
        self.bind_bound(&end)?;
        let mut mark = self.parser.mark();
        let mut clause = self.parser.clause(After::Try)?;
        if clause.kind == ClauseKind::Finally {
            return Ok(clause);
        }
        let bound_after_body = self.bound_here();
        let mut bound_at_end = u64::MAX;
        self.jump(&body_done)?;
        self.handler((&start, &end), Some(&dispatch), exits.register)?;
        self.bind(&dispatch)?;
        let (handlers, handlers_end) = (Label::default(), Label::default());
        self.bind_bound(&handlers)?;
        let is_star = matches!(clause.kind, ClauseKind::Except { star: true, .. });
        let group = if is_star { Some(self.start_groups(exits.register)?) } else { None };
        while let ClauseKind::Except { class, name, star } = clause.kind {
            self.function.bound = before;
            self.function.line = clause.line;
            let except = Except { class, name };
            match (group, class) {
                (Some(group), Some(class)) => {
                    self.except_group(group, (class, name), mark, block)?;
                }
                _ => bound_at_end &= self.except(exits.register, except, mark, block, &done)?,
            }
            mark = self.parser.mark();
            clause = self.parser.clause(After::Except { star, bare: class.is_none() })?;
        }
        if let Some(group) = group {
            self.function.bound = before;
            self.end_groups(group, &done)?;
            bound_at_end &= before;
        }
        self.emit(Op::Reraise, exits.register.0, 0, 0)?;
        self.function.reachable = false;
        self.bind_bound(&handlers_end)?;
        self.handler((&handlers, &handlers_end), None, exits.register)?;
        self.bind(&body_done)?;
        self.function.bound = bound_after_body;
        if clause.kind == ClauseKind::Else {
            self.function.line = clause.line;
            self.settle(mark)?;
            self.block(Some(block))?;
            clause = self.parser.clause(After::TryElse)?;
        }
        bound_at_end &= self.bound_here();
        self.bind(&done)?;
        self.function.bound = bound_at_end;
        Ok(clause)
    }

    /// One `except` clause; what is bound at its end.
    fn except(
        &mut self,
        register: Register,
        except: Except,
        mark: Mark,
        block: &Block<'_>,
        done: &Label,
    ) -> Result<u64, Stop> {
        let next = self.function.next;
        let other = Label::default();
        if let Some(class) = except.class {
            let class = self.expr_any(class)?;
            let matches = self.temp()?;
            self.emit_registers(Op::MatchException, matches, register, class)?;
            self.emit_jump(Op::JumpIfNot, matches.0, 0, &other)?;
            self.free_to(next);
        }
        self.settle(mark)?;
        let kind = BlockKind::Handler { register, name: except.name };
        let inner = Block { kind, outer: Some(block) };
        let (start, end, cleanup) = (Label::default(), Label::default(), Label::default());
        if let Some(name) = except.name {
            self.store_name(name, register)?;
            self.bind_bound(&start)?;
        }
        self.block(Some(&inner))?;
        if let Some(name) = except.name {
            self.bind_bound(&end)?;
            self.forget_name(name)?;
        }
        let bound = self.bound_here();
        self.emit(Op::LeaveHandler, register.0, 0, 0)?;
        self.jump(done)?;
        if let Some(name) = except.name {
            // An exception leaves the body: the name is forgotten on that way too.
            let exception = self.temps(2)?;
            self.handler((&start, &end), Some(&cleanup), exception)?;
            self.bind(&cleanup)?;
            self.forget_name(name)?;
            self.emit(Op::Reraise, exception.0, 0, 0)?;
            self.function.reachable = false;
            self.free_to(next);
        }
        self.bind(&other)?;
        Ok(bound)
    }

    /// The `finally` of the code between two labels. `before` was bound at its start.
    fn finally(
        &mut self,
        guarded: (&Label, &Label),
        exits: &Exits,
        before: u64,
        context: Context<'_>,
    ) -> Result<(), Stop> {
        let state = exits.register;
        let normal = self.function.reachable;
        let bound_normally = self.function.bound;
        let entry = Label::default();
        self.number(&entry);
        self.load_int(0, state)?;
        self.jump(&entry)?;
        for (index, label) in exits.labels.iter().enumerate() {
            if self.is_used(label) {
                self.bind(label)?;
                self.load_int(index as i64 + 1, state)?;
                self.jump(&entry)?;
            }
        }
        self.bind(&entry)?;
        self.handler(guarded, Some(&entry), state)?;
        self.function.bound = before;
        let (start, end) = (Label::default(), Label::default());
        self.bind_bound(&start)?;
        let kind = BlockKind::Handler { register: state, name: None };
        self.block(Some(&Block { kind, outer: context }))?;
        self.bind_bound(&end)?;
        self.handler((&start, &end), None, state)?;
        let (gained, lost) = (self.function.bound & !before, before & !self.function.bound);
        self.function.bound = (bound_normally | gained) & !lost;
        self.after_finally(normal, exits, context)
    }

    /// Goes on after a `finally` as its state says.
    fn after_finally(
        &mut self,
        normal: bool,
        exits: &Exits,
        context: Context<'_>,
    ) -> Result<(), Stop> {
        let state = exits.register;
        let used = exits.labels.iter().filter(|label| self.is_used(label)).count();
        if !normal && used == 0 {
            self.emit(Op::Reraise, state.0, 0, 0)?;
            self.function.reachable = false;
            return Ok(());
        }
        self.emit(Op::EndFinally, state.0, 0, 0)?;
        let mut left = used;
        for (index, label) in exits.labels.iter().enumerate() {
            if !self.is_used(label) {
                continue;
            }
            left -= 1;
            let skip = Label::default();
            if normal || left > 0 {
                self.emit_jump(Op::JumpIfNotEqualInt, state.0, index as u8 + 1, &skip)?;
            }
            self.leave(exits.exit(index), context)?;
            self.bind(&skip)?;
        }
        Ok(())
    }

    /// The ways out of a guarded block without a `finally`, whose code starts at `first` in the log.
    fn plain_exits(
        &mut self,
        first: usize,
        exits: &Exits,
        context: Context<'_>,
    ) -> Result<(), Stop> {
        let past = Label::default();
        for (index, label) in exits.labels.iter().enumerate() {
            if !self.is_used(label) {
                continue;
            }
            let number = self.number(label);
            if let Some(item) = self.direct(exits.exit(index), context)
                && self.replace_jumps(first, number, item)
            {
                continue;
            }
            let bound = self.bound_here();
            self.jump(&past)?;
            self.bind(label)?;
            self.leave(exits.exit(index), context)?;
            self.function.bound = bound;
        }
        self.bind(&past)
    }

    /// The one instruction that leaves the blocks, if one is enough.
    fn direct(&mut self, exit: Exit, context: Context<'_>) -> Option<u32> {
        let Some(block) = context else {
            let Exit::Return(value) = exit else { return None };
            return Some(u32::from_le_bytes([Op::Return as u8, value.0, 0, 0]));
        };
        let BlockKind::Loop { break_, continue_ } = block.kind else { return None };
        let label = match exit {
            Exit::Break => self.number(break_),
            Exit::Continue => self.number(continue_),
            Exit::Return(_) => return self.direct(exit, block.outer),
        };
        Some(u32::from(Op::Jump as u8) | u32::from(label) << 16)
    }

    /// Replaces jumps to a label by another instruction. Whether nothing jumps to it any more.
    fn replace_jumps(&mut self, first: usize, label: u16, item: u32) -> bool {
        let label = u32::from(label);
        let is_jump = item as u8 == Op::Jump as u8;
        let mut at = first;
        let mut left = false;
        while at < self.function.log.end {
            let word = self.word(at);
            match layout(word as u8) {
                Layout::OneLabel if word >> 16 == label => {
                    if word as u8 == Op::Jump as u8 {
                        self.set_word(at, item);
                    } else if is_jump {
                        self.set_word(at, word & 0xffff | item & 0xffff_0000);
                    } else {
                        left = true;
                    }
                }
                Layout::TwoLabel if self.word(at + 1) == label => {
                    if is_jump {
                        self.set_word(at + 1, item >> 16);
                    } else {
                        left = true;
                    }
                }
                _ => {}
            }
            at += self.item_len(at);
        }
        !left
    }
}

impl Exits {
    /// The exit with this index.
    pub(super) fn exit(&self, index: usize) -> Exit {
        match index {
            0 => Exit::Break,
            1 => Exit::Continue,
            _ => Exit::Return(self.register.plus(1)),
        }
    }
}
