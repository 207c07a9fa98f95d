//! `with` and `async with`: each way out of the body calls the manager's exit.

use super::call::FRAME;
use super::log::{Label, Register};
use super::statement::{Block, BlockKind, Context, Exits};
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::syntax::{Items, Mark, Stop};

/// A manager that has been entered: its `__exit__` is in the register, the manager in the next.
#[derive(Clone, Copy, Debug)]
struct Manager {
    register: Register,
    is_async: bool,
}

impl Manager {
    /// Where its methods are called.
    const fn frame(self) -> Register {
        self.register.plus(2)
    }
}

impl<T: Target> Compiler<'_, T> {
    /// A `with` of the items that are left; those before them are around it.
    #[inline(never)]
    pub(super) fn with_statement(
        &mut self,
        items: Items,
        is_async: bool,
        mark: Mark,
        context: Context<'_>,
    ) -> Result<(), Stop> {
        let mut items = items;
        let Some(item) = self.parser.item(&mut items) else {
            self.settle(mark)?;
            return self.block(context);
        };
        let item = self.parser.with_item(item);
        let next = self.function.next;
        let exits = Exits { register: self.temps(2)?, labels: Default::default() };
        let manager = Manager { register: self.temps(2)?, is_async };
        self.free_to(manager.frame().0);
        self.expr_to(item.context, manager.register)?;
        self.emit(Op::WithSetup, manager.register.0, 0, is_async.into())?;
        let entered = manager.frame();
        self.temps(FRAME + 1)?;
        self.emit(Op::CallMethod, entered.0, 0, entered.0)?;
        self.free_to(entered.0 + 1);
        if is_async {
            self.await_register(entered)?;
        }
        let (start, end) = (Label::default(), Label::default());
        self.bind_bound(&start)?;
        let before = self.function.bound & !self.function.deletable;
        if let Some(target) = item.target {
            self.assign(target, entered)?;
        }
        self.free_to(entered.0);
        let block = Block { kind: BlockKind::Guarded(&exits), outer: context };
        self.with_statement(items, is_async, mark, Some(&block))?;
        self.bind_bound(&end)?;
        self.with_exits(manager, (&start, &end), &exits, context)?;
        self.function.bound = before;
        self.free_to(next);
        Ok(())
    }

    fn with_exits(
        &mut self,
        manager: Manager,
        body: (&Label, &Label),
        exits: &Exits,
        context: Context<'_>,
    ) -> Result<(), Stop> {
        let done = Label::default();
        if self.function.reachable {
            self.exit_call(manager, None)?;
            self.jump(&done)?;
        }
        for (index, label) in exits.labels.iter().enumerate() {
            if self.is_used(label) {
                self.bind(label)?;
                self.exit_call(manager, None)?;
                self.leave(exits.exit(index), context)?;
            }
        }
        let (failed, swallowed) = (Label::default(), Label::default());
        let (start, end) = (Label::default(), Label::default());
        let exception = exits.register;
        self.handler(body, Some(&failed), exception)?;
        self.bind(&failed)?;
        self.bind_bound(&start)?;
        self.exit_call(manager, Some(exception))?;
        self.emit_jump(Op::JumpIf, manager.frame().0, 0, &swallowed)?;
        self.emit(Op::Reraise, exception.0, 0, 0)?;
        self.function.reachable = false;
        self.bind_bound(&end)?;
        self.handler((&start, &end), None, exception)?;
        self.bind(&swallowed)?;
        self.emit(Op::LeaveHandler, exception.0, 0, 0)?;
        self.bind(&done)
    }

    /// Calls the exit of a manager; the result is in the frame's first register.
    fn exit_call(&mut self, manager: Manager, exception: Option<Register>) -> Result<(), Stop> {
        let frame = manager.frame();
        self.free_to(frame.0);
        self.temps(FRAME + 4)?;
        let register = exception.unwrap_or(Register(0));
        self.emit(Op::WithExit, manager.register.0, register.0, exception.is_some().into())?;
        self.emit(Op::CallMethod, frame.0, 3, frame.0)?;
        self.free_to(frame.0 + 1);
        if manager.is_async {
            self.await_register(frame)?;
        }
        self.free_to(frame.0);
        Ok(())
    }
}
