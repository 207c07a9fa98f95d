//! Loops: the test, or the advance, stands behind the body, so that each turn takes one jump.

use super::call::FRAME;
use super::log::{Label, Register};
use super::names::Variable;
use super::statement::{Block, BlockKind, Context};
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::name::rom;
use crate::syntax::{After, ClauseKind, Expr, Mark, NodeId, Stop};

impl<T: Target> Compiler<'_, T> {
    #[inline(never)]
    pub(super) fn while_statement(
        &mut self,
        test: NodeId,
        mark: Mark,
        context: Context<'_>,
    ) -> Result<(), Stop> {
        let (advance, end) = (Label::default(), Label::default());
        let kind = BlockKind::Loop { break_: &end, continue_: &advance };
        let block = Block { kind, outer: context };
        self.forget_deletable();
        let before = self.function.bound;
        if self.truth(test) == Some(true) {
            self.settle(mark)?;
            self.bind_backward(&advance)?;
            self.block(Some(&block))?;
            self.jump(&advance)?;
        } else {
            self.tested_loop(test, mark, &advance, &block)?;
        }
        self.function.bound = before;
        self.loop_else(context)?;
        self.bind(&end)?;
        self.function.bound = before;
        Ok(())
    }

    /// A `while` up to its end. The test is emitted first, as its tree is given up before the body is read, and then
    /// moved behind the body.
    fn tested_loop(
        &mut self,
        test: NodeId,
        mark: Mark,
        advance: &Label,
        block: &Block<'_>,
    ) -> Result<(), Stop> {
        let body = Label::default();
        let before = self.function.bound;
        let reachable = self.function.reachable;
        self.jump(advance)?;
        self.function.reachable = reachable;
        let first = self.position()?;
        self.bind_backward(advance)?;
        self.function.emitted_line = 0;
        self.branch(test, &body, true)?;
        let falls_through = self.function.reachable;
        let evaluated_whole = !matches!(self.parser.expr(test), Expr::Bool(..) | Expr::Unary(..));
        let bound = if evaluated_whole { self.function.bound } else { before };
        let words = self.position()? - first;
        self.settle(mark)?;
        let middle = self.function.log.end;
        self.function.emitted_line = 0;
        self.function.reachable = false;
        self.bind(&body)?;
        self.function.bound = bound;
        self.block(Some(block))?;
        self.move_behind(middle - words, middle);
        self.function.emitted_line = 0;
        self.function.reachable = falls_through;
        Ok(())
    }

    /// The `else` of a loop.
    fn loop_else(&mut self, context: Context<'_>) -> Result<(), Stop> {
        let mark = self.parser.mark();
        let clause = self.parser.clause(After::Loop)?;
        if clause.kind == ClauseKind::Else {
            self.function.line = clause.line;
            self.settle(mark)?;
            self.block(context)?;
        }
        Ok(())
    }

    #[inline(never)]
    pub(super) fn for_statement(
        &mut self,
        target: NodeId,
        iterable: NodeId,
        mark: Mark,
        context: Context<'_>,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        let (body, advance, end) = (Label::default(), Label::default(), Label::default());
        let iterator = self.iterator(iterable)?;
        self.forget_deletable();
        let before = self.function.bound;
        let reachable = self.function.reachable;
        self.jump(&advance)?;
        self.function.reachable = reachable;
        self.bind_backward(&body)?;
        let item = self.loop_item(target)?;
        let line = self.function.line;
        self.settle(mark)?;
        let block =
            Block { kind: BlockKind::Loop { break_: &end, continue_: &advance }, outer: context };
        self.block(Some(&block))?;
        self.bind(&advance)?;
        self.function.line = line;
        self.emit_jump(Op::ForIter, iterator.0, item.0, &body)?;
        self.function.bound = before;
        self.free_to(next);
        self.loop_else(context)?;
        self.bind(&end)?;
        self.function.bound = before;
        Ok(())
    }

    /// Evaluates an iterable and puts its iterator, or a range's numbers, into three new registers.
    pub(super) fn iterator(&mut self, iterable: NodeId) -> Result<Register, Stop> {
        let iterator = self.temps(3)?;
        if let Some(count) = self.range_arguments(iterable)? {
            self.emit(Op::ForRange, iterator.0, count, 0)?;
            self.emit(Op::GetIter, iterator.0, iterator.0, 0)?;
            self.function.log.last = 0;
        } else {
            // The three registers come first, as a range has its frame there.
            let value = self.expr_any(iterable)?;
            self.emit(Op::GetIter, iterator.0, value.0, 0)?;
        }
        self.free_to(iterator.0 + 3);
        Ok(iterator)
    }

    /// If an expression is `range(...)`: puts the call in place in the three registers just taken; its arguments.
    fn range_arguments(&mut self, iterable: NodeId) -> Result<Option<u8>, Stop> {
        let Expr::Call { function, arguments } = self.parser.expr(iterable) else {
            return Ok(None);
        };
        let Expr::Name(name) = self.parser.expr(function) else { return Ok(None) };
        let count = self.parser.count(arguments);
        if name != const { rom("range") } || !self.is_builtin(name) || !(1..=3).contains(&count) {
            return Ok(None);
        }
        let mut items = arguments.items();
        while let Some(argument) = self.parser.item(&mut items) {
            let kind = self.parser.expr(argument);
            if matches!(kind, Expr::Starred(_) | Expr::DoubleStarred(_) | Expr::Keyword(..)) {
                return Ok(None);
            }
        }
        let frame = Register(self.function.next - FRAME);
        self.emit_wide(Op::LoadBuiltin, frame.0, name.0)?;
        let mut items = arguments.items();
        while let Some(argument) = self.parser.item(&mut items) {
            self.expr_new(argument)?;
        }
        Ok(Some(count as u8))
    }

    /// The register an item goes to: a variable's own, or a new one that is assigned from where a body starts.
    pub(super) fn loop_item(&mut self, target: NodeId) -> Result<Register, Stop> {
        if let Expr::Name(name) = self.parser.expr(target)
            && let Variable::Local(register) = self.variable(name)
        {
            self.set_bound(register);
            return Ok(register);
        }
        let item = self.temp()?;
        match self.parser.expr(target) {
            Expr::Tuple(items) | Expr::List(items) => self.unpack(items, item, Op::UnpackItem)?,
            _ => self.assign(target, item)?,
        }
        self.free_to(item.0 + 1);
        Ok(item)
    }

    #[inline(never)]
    pub(super) fn async_for(
        &mut self,
        target: NodeId,
        iterable: NodeId,
        mark: Mark,
        context: Context<'_>,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        let (advance, end) = (Label::default(), Label::default());
        let iterator = self.temp()?;
        let value = self.expr_any(iterable)?;
        self.emit(Op::GetAsyncIter, iterator.0, value.0, 0)?;
        self.free_to(iterator.0 + 1);
        self.forget_deletable();
        let before = self.function.bound;
        self.bind_backward(&advance)?;
        let exhausted = Label::default();
        let item = self.async_next(iterator, &exhausted)?;
        self.assign(target, item)?;
        self.free_to(iterator.0 + 1);
        self.settle(mark)?;
        let block =
            Block { kind: BlockKind::Loop { break_: &end, continue_: &advance }, outer: context };
        self.block(Some(&block))?;
        self.jump(&advance)?;
        self.bind(&exhausted)?;
        self.function.bound = before;
        self.free_to(next);
        self.loop_else(context)?;
        self.bind(&end)?;
        self.function.bound = before;
        Ok(())
    }
}
