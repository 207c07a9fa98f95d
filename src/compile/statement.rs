//! Statements: the pull from the parser, and the simple ones.

use super::function::Function;
use super::log::{Label, Register};
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::bytecode::code::{Flags, Head, NO_PREFIX};
use crate::name::rom;
use crate::syntax::{After, ClauseKind, Expr, Mark, Mode, NodeId, Statement, StatementKind, Stop};

/// What encloses a statement in its function, innermost first: what `break`, `continue` and `return` have to leave.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block<'a> {
    pub(super) kind: BlockKind<'a>,
    pub(super) outer: Option<&'a Block<'a>>,
}

/// See [`Block`].
#[derive(Clone, Copy, Debug)]
pub(super) enum BlockKind<'a> {
    /// A loop.
    Loop { break_: &'a Label, continue_: &'a Label },
    /// The body of a `try` or `with` and of its other clauses: what leaves it goes through its [`Exits`].
    Guarded(&'a Exits),
    /// The body of a handler, of an `except` clause or of a `finally`.
    Handler { register: Register, name: Option<crate::name::Name> },
}

/// The ways out of a guarded block.
#[derive(Debug)]
pub(super) struct Exits {
    /// The block's state; the value of a `return` is kept in the register after it.
    pub(super) register: Register,
    /// By [`Exit`].
    pub(super) labels: [Label; 3],
}

/// A way out of a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Exit {
    Break,
    Continue,
    /// With the value in a register.
    Return(Register),
}

impl Exit {
    /// Its label's index in [`Exits`].
    pub(super) const fn index(self) -> usize {
        match self {
            Exit::Break => 0,
            Exit::Continue => 1,
            Exit::Return(_) => 2,
        }
    }
}

/// What encloses a statement.
pub(super) type Context<'a> = Option<&'a Block<'a>>;

impl<T: Target> Compiler<'_, T> {
    /// Compiles the whole source.
    pub(super) fn module(&mut self) -> Result<(), Stop> {
        self.parser.begin()?;
        let namespace = u8::from(self.options.namespace);
        let flags = if namespace > 0 { Flags::CLASS_BODY } else { Flags::default() };
        self.function = Function {
            log: self.open_log()?,
            flags: Flags::MODULE | flags,
            locals: namespace,
            next: namespace,
            registers: namespace,
            parameters: namespace,
            reachable: true,
            name: const { rom("<module>") },
            prefix: NO_PREFIX,
            line: 1,
            emitted_line: 1,
            ..Function::default()
        };
        self.handles = 1;
        let mut first = true;
        loop {
            let mark = self.parser.mark();
            let statement = self.parser.statement()?;
            if statement.kind == StatementKind::BlockEnd {
                break;
            }
            self.function.line = statement.line;
            self.top_level(&statement, mark, first)?;
            first = false;
        }
        self.finish_function(Head { first_line: 1, positional: namespace, ..Head::default() }, 0)
    }

    /// Compiles a statement of the module.
    fn top_level(&mut self, statement: &Statement, mark: Mark, first: bool) -> Result<(), Stop> {
        match statement.kind {
            StatementKind::Expression(value)
                if first && self.mode == Mode::Module && self.is_doc(value) =>
            {
                let doc = self.expr_any(value)?;
                self.store_name(const { rom("__doc__") }, doc)?;
                self.free_to(self.function.locals);
            }
            _ => {
                if let Some(definition) = self.const_definition(statement) {
                    return self.define_const(definition, statement.offset, mark);
                }
                self.statement(statement, mark, None)?;
            }
        }
        self.settle(mark)
    }

    /// An expression that is the whole source, or a statement entered at a prompt, in no function.
    fn prompt_expression(&mut self, value: NodeId) -> Result<(), Stop> {
        let next = self.function.next;
        let register = self.expr_any(value)?;
        if self.mode == Mode::Eval {
            self.emit(Op::Return, register.0, 0, 0)?;
            self.function.reachable = false;
        } else {
            self.emit(Op::PrintExpression, register.0, 0, 0)?;
        }
        self.free_to(next);
        Ok(())
    }

    /// Whether an expression statement is a docstring that is kept.
    pub(super) fn is_doc(&self, value: NodeId) -> bool {
        self.options.docstrings && matches!(self.parser.expr(value), Expr::Str(_))
    }

    /// Compiles the statements of a block.
    pub(super) fn block(&mut self, context: Context<'_>) -> Result<(), Stop> {
        loop {
            let mark = self.parser.mark();
            let statement = self.parser.statement()?;
            if statement.kind == StatementKind::BlockEnd {
                self.parser.reset(mark);
                return Ok(());
            }
            self.function.line = statement.line;
            self.statement(&statement, mark, context)?;
            self.settle(mark)?;
        }
    }

    /// Compiles a statement whose trees lie above `mark`.
    pub(super) fn statement(
        &mut self,
        statement: &Statement,
        mark: Mark,
        context: Context<'_>,
    ) -> Result<(), Stop> {
        self.descend()?;
        match statement.kind {
            StatementKind::BlockEnd
            | StatementKind::Pass
            | StatementKind::Global(_)
            | StatementKind::Nonlocal(_) => Ok(()),
            StatementKind::Break => self.leave(Exit::Break, context),
            StatementKind::Continue => self.leave(Exit::Continue, context),
            StatementKind::Expression(value)
                if self.mode != Mode::Module && self.function.flags.contains(Flags::MODULE) =>
            {
                self.prompt_expression(value)
            }
            StatementKind::Expression(value) => self.expr_drop(value),
            StatementKind::Assign { targets, value } => self.assign_statement(targets, value),
            StatementKind::Annotate { target, annotation, value, simple } => {
                self.annotate_statement(target, annotation, value, simple)
            }
            StatementKind::Augment { op, target, value } => self.augment(op, target, value),
            StatementKind::Return(value) => self.return_statement(value, context),
            StatementKind::Raise { exception, cause } => self.raise_statement(exception, cause),
            StatementKind::Delete(targets) => self.delete_targets(targets),
            StatementKind::Assert { test, message } => self.assert_statement(test, message),
            StatementKind::Import(names) => self.import_statement(names),
            StatementKind::ImportFrom { module, level, names } => {
                self.import_from(module, level, names)
            }
            StatementKind::TypeAlias { name, parameters, value } => {
                self.type_alias(statement, name, parameters, value)
            }
            StatementKind::If { test } => self.if_statement(test, mark, context),
            StatementKind::While { test } => self.while_statement(test, mark, context),
            StatementKind::For { target, iterable, is_async } => {
                if is_async {
                    self.async_for(target, iterable, mark, context)
                } else {
                    self.for_statement(target, iterable, mark, context)
                }
            }
            StatementKind::With { items, is_async } => {
                self.with_statement(items.items(), is_async, mark, context)
            }
            StatementKind::Try => self.try_statement(mark, context),
            StatementKind::Def(def) => self.def_statement(statement, &def),
            StatementKind::Class(class) => self.class_statement(statement, &class),
            StatementKind::Match { subject } => self.match_statement(subject, mark, context),
        }
    }

    #[inline(never)]
    fn if_statement(&mut self, test: NodeId, mark: Mark, context: Context<'_>) -> Result<(), Stop> {
        let end = Label::default();
        let mut bound_at_end = u64::MAX;
        let mut test = Some(test);
        loop {
            let otherwise = Label::default();
            let before = self.function.bound;
            if let Some(test) = test {
                self.branch(test, &otherwise, false)?;
            }
            self.settle(mark)?;
            self.block(context)?;
            bound_at_end &= self.bound_here();
            if test.is_none() {
                break;
            }
            let clause = self.parser.clause(After::If)?;
            if clause.kind != ClauseKind::End {
                self.jump(&end)?;
            }
            self.bind(&otherwise)?;
            self.function.bound = before;
            self.function.line = clause.line;
            test = match clause.kind {
                ClauseKind::Elif { test } => Some(test),
                ClauseKind::Else => None,
                _ => {
                    bound_at_end &= self.bound_here();
                    break;
                }
            };
        }
        self.bind(&end)?;
        self.function.bound = bound_at_end;
        Ok(())
    }

    #[inline(never)]
    fn return_statement(
        &mut self,
        value: Option<NodeId>,
        context: Context<'_>,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        if context.is_none() {
            match value {
                Some(node) if !matches!(self.parser.expr(node), Expr::None) => {
                    let register = self.expr_any(node)?;
                    self.emit(Op::Return, register.0, 0, 0)?;
                }
                _ => self.emit(Op::ReturnNone, 0, 0, 0)?,
            }
            self.function.reachable = false;
        } else {
            // Leaving handlers unbinds their names: the value must not be in one of those.
            let register = match (value, context) {
                // The value's place is known: nothing comes between.
                (Some(node), Some(Block { kind: BlockKind::Guarded(exits), .. })) => {
                    let register = exits.register.plus(1);
                    self.expr_to(node, register)?;
                    register
                }
                (Some(node), _) if leaves_names(context) => self.expr_new(node)?,
                (Some(node), _) => self.expr_any(node)?,
                (None, _) => {
                    let none = self.temp()?;
                    self.emit(Op::LoadNone, none.0, 0, 0)?;
                    none
                }
            };
            self.leave(Exit::Return(register), context)?;
        }
        self.free_to(next);
        Ok(())
    }

    /// Leaves the enclosing blocks.
    pub(super) fn leave(&mut self, exit: Exit, context: Context<'_>) -> Result<(), Stop> {
        let mut context = context;
        while let Some(block) = context {
            match block.kind {
                BlockKind::Loop { break_, continue_ } => match exit {
                    Exit::Break => return self.jump(break_),
                    Exit::Continue => return self.jump(continue_),
                    Exit::Return(_) => {}
                },
                BlockKind::Handler { register, name } => {
                    if let Some(name) = name {
                        self.forget_name(name)?;
                    }
                    self.emit(Op::LeaveHandler, register.0, 0, 0)?;
                }
                BlockKind::Guarded(exits) => {
                    if let Exit::Return(value) = exit {
                        self.copy(exits.register.plus(1), value)?;
                    }
                    return match exits.labels.get(exit.index()) {
                        Some(label) => self.jump(label),
                        None => Ok(()),
                    };
                }
            }
            context = block.outer;
        }
        if let Exit::Return(value) = exit {
            self.emit(Op::Return, value.0, 0, 0)?;
        }
        self.function.reachable = false;
        Ok(())
    }

    #[inline(never)]
    fn raise_statement(
        &mut self,
        exception: Option<NodeId>,
        cause: Option<NodeId>,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        match (exception, cause) {
            (None, _) => self.emit(Op::Raise, 0, 0, 0)?,
            (Some(exception), None) => {
                let exception = self.expr_any(exception)?;
                self.emit(Op::Raise, exception.0, 0, 1)?;
            }
            (Some(exception), Some(cause)) => {
                let (exception, cause) = self.operands(exception, cause)?;
                self.emit(Op::Raise, exception.0, cause.0, 2)?;
            }
        }
        self.free_to(next);
        self.function.reachable = false;
        Ok(())
    }

    #[inline(never)]
    fn assert_statement(&mut self, test: NodeId, message: Option<NodeId>) -> Result<(), Stop> {
        if self.options.optimize > 0 {
            return Ok(());
        }
        let next = self.function.next;
        let holds = Label::default();
        let before = self.function.bound;
        self.branch(test, &holds, true)?;
        let frame = self.temps(super::call::FRAME)?;
        self.emit_wide(Op::LoadBuiltin, frame.0, const { rom("AssertionError") }.0)?;
        if let Some(message) = message {
            self.expr_new(message)?;
            self.emit(Op::Call, frame.0, 1, frame.0)?;
        }
        self.emit(Op::Raise, frame.0, 0, 1)?;
        self.function.reachable = false;
        self.bind(&holds)?;
        self.function.bound = before;
        self.free_to(next);
        Ok(())
    }
}

/// Whether leaving the blocks unbinds a name.
fn leaves_names(context: Context<'_>) -> bool {
    let mut context = context;
    while let Some(block) = context {
        if let BlockKind::Handler { name: Some(_), .. } = block.kind {
            return true;
        }
        context = block.outer;
    }
    false
}
