//! Expressions.

use super::fold::Folded;
use super::log::Register;
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::syntax::{Expr, Literal, NodeId, Stop, Text, UnaryOp};

/// The longest literal that is loaded as a name's text: names are kept for good, but need no constant.
const NAME_BYTES_MAX: usize = 20;

impl<T: Target> Compiler<'_, T> {
    /// Evaluates an expression into a register. If that is a variable's, it changes only at the very end.
    pub(super) fn expr_to(&mut self, node: NodeId, dest: Register) -> Result<(), Stop> {
        if self.parser.last_line() == self.function.line {
            return self.expr_in_line(node, dest);
        }
        self.expr_in_lines(node, dest)
    }

    /// In a statement of several lines, what an expression does is of the line where it starts.
    #[inline(never)]
    fn expr_in_lines(&mut self, node: NodeId, dest: Register) -> Result<(), Stop> {
        let offset = self.parser.offset(node);
        let line = self.parser.line(offset);
        let outer = core::mem::replace(&mut self.function.line, line);
        let result = self.expr_in_line(node, dest);
        self.function.line = outer;
        result
    }

    /// Refuses to go on where the host's stack has no room for another level.
    #[inline(always)]
    pub(super) fn descend(&mut self) -> Result<(), Stop> {
        if self.can_descend() && !self.exhausted.get() {
            Ok(())
        } else {
            Err(self.parser.out_of_memory())
        }
    }

    /// Whether the host's stack has room for another level. If not, compiling fails at the latest when the function
    /// is finished: a caller may take what is said for want of stack as an answer.
    #[inline(always)]
    pub(super) fn can_descend(&self) -> bool {
        let has_stack = self.parser.memory.has_stack();
        if !has_stack {
            self.exhausted.set(true);
        }
        has_stack
    }

    pub(super) fn expr_in_line(&mut self, node: NodeId, dest: Register) -> Result<(), Stop> {
        self.descend()?;
        match self.parser.expr(node) {
            Expr::Binary(_, left, _)
            | Expr::Attribute(left, _)
            | Expr::Subscript(left, _)
            | Expr::Call { function: left, .. }
                if node == self.ready || self.is_chain(left) =>
            {
                self.chain(node, dest)
            }
            Expr::Name(name) => self.load_name(name, dest),
            Expr::None => self.emit(Op::LoadNone, dest.0, 0, 0),
            Expr::True => self.load_bool(true, dest),
            Expr::False => self.load_bool(false, dest),
            Expr::Int(number) => self.load_int(number.into(), dest),
            Expr::BigInt(_)
            | Expr::Float(_)
            | Expr::Imaginary(_)
            | Expr::Bytes(_)
            | Expr::Ellipsis => self.load_constant(node, dest),
            Expr::Str(literal) => self.load_str(node, literal, dest),
            Expr::Format(items) => self.format_string(items, dest),
            Expr::Template(items) => self.template_string(items, dest),
            Expr::Field(field) => self.format_field(field, dest),
            Expr::Unary(op, operand) => self.unary_to(node, op, operand, dest),
            Expr::Binary(op, left, right) => match self.fold_int(node) {
                Some(number) => self.load_int(number, dest),
                None => self.binary(op, left, right, dest),
            },
            Expr::Bool(op, items) => self.bool_value(op, items, dest),
            Expr::Compare(left, others) => self.compare_value(left, others, dest),
            Expr::Conditional { test, body, otherwise } => {
                self.conditional((test, body, otherwise), dest)
            }
            Expr::Lambda { parameters, body } => self.lambda(node, parameters, body, dest),
            Expr::Call { function, arguments } => self.call(node, function, arguments, dest),
            Expr::Attribute(value, name) => self.attribute(value, name, dest),
            Expr::Subscript(value, index) => self.subscript(value, index, dest),
            Expr::Slice { start, stop, step } => self.slice_object([start, stop, step], dest),
            Expr::Tuple(items) => self.tuple_display(items, dest),
            Expr::List(items) => self.list_display(items, dest),
            Expr::Set(items) => self.set_display(items, dest),
            Expr::Dict(items) => self.dict_display(items, dest),
            Expr::Comprehension { kind, element, value, clauses } => {
                self.comprehension(node, kind, (element, value), clauses, dest)
            }
            Expr::Walrus(name, value) => {
                let value = self.walrus(name, value)?;
                self.copy(dest, value)
            }
            Expr::Await(value) => self.await_value(value, dest),
            Expr::Yield(value) => self.yield_value(value, dest),
            Expr::YieldFrom(value) => self.yield_from(value, dest),
            // The parser leaves these only where their parents look at them.
            Expr::Starred(value) | Expr::DoubleStarred(value) | Expr::Keyword(_, value) => {
                self.expr_to(value, dest)
            }
        }
    }

    /// Evaluates an expression into some register: a variable's own, or a new one.
    pub(super) fn expr_any(&mut self, node: NodeId) -> Result<Register, Stop> {
        match self.parser.expr(node) {
            Expr::Name(name) => {
                if let Some(register) = self.local(name)? {
                    return Ok(register);
                }
            }
            Expr::Walrus(name, value) => return self.walrus(name, value),
            _ => {}
        }
        self.expr_new(node)
    }

    /// Evaluates an expression into the next free register, and takes it.
    pub(super) fn expr_new(&mut self, node: NodeId) -> Result<Register, Stop> {
        let dest = self.temp()?;
        self.expr_to(node, dest)?;
        self.free_to(dest.0 + 1);
        Ok(dest)
    }

    /// Evaluates an expression for what it does.
    pub(super) fn expr_drop(&mut self, node: NodeId) -> Result<(), Stop> {
        if self.is_constant(node) {
            return Ok(());
        }
        let next = self.function.next;
        self.expr_any(node)?;
        self.free_to(next);
        Ok(())
    }

    #[inline(never)]
    fn unary_to(
        &mut self,
        node: NodeId,
        op: UnaryOp,
        operand: NodeId,
        dest: Register,
    ) -> Result<(), Stop> {
        match self.fold(node) {
            Some(Folded::Int(number)) => self.load_int(number, dest),
            Some(Folded::Bool(truth)) => self.load_bool(truth, dest),
            _ if self.is_constant(node) => self.load_constant(node, dest),
            _ => self.unary(op, operand, dest),
        }
    }

    /// Loads an int.
    pub(super) fn load_int(&mut self, number: i64, dest: Register) -> Result<(), Stop> {
        if (0..16).contains(&number) && dest.0 < 16 {
            return self.emit(Op::LoadIntShort, dest.0 | (number as u8) << 4, 0, 0);
        }
        if let Ok(short) = i16::try_from(number) {
            return self.emit_wide(Op::LoadInt, dest.0, short.cast_unsigned());
        }
        if self.emit_constant(Op::LoadConst, [dest.0, 0, 0])? {
            self.describe_int(number)?;
        }
        Ok(())
    }

    pub(super) fn load_bool(&mut self, truth: bool, dest: Register) -> Result<(), Stop> {
        self.emit(if truth { Op::LoadTrue } else { Op::LoadFalse }, dest.0, 0, 0)
    }

    /// Loads a constant expression.
    #[inline(never)]
    pub(super) fn load_constant(&mut self, node: NodeId, dest: Register) -> Result<(), Stop> {
        if let Some(number) = self.fold_int(node) {
            return self.load_int(number, dest);
        }
        if self.emit_constant(Op::LoadConst, [dest.0, 0, 0])? {
            self.describe(node)?;
        }
        Ok(())
    }

    #[inline(never)]
    fn load_str(&mut self, node: NodeId, literal: Literal, dest: Register) -> Result<(), Stop> {
        if let Text::Plain(text) = self.parser.text(literal)
            && text.len() <= NAME_BYTES_MAX
            && (matches!(text, [byte] if byte.is_ascii())
                || text.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_'))
        {
            let name = self.intern(text)?;
            return self.emit_wide(Op::LoadStr, dest.0, name.0);
        }
        self.load_constant(node, dest)
    }

    /// The name with this text.
    pub(super) fn intern(&mut self, text: &[u8]) -> Result<crate::name::Name, Stop> {
        match self.parser.memory.intern(text) {
            Ok(name) => Ok(name),
            Err(_) => Err(self.parser.out_of_memory()),
        }
    }

    /// `name := value`
    #[inline(never)]
    fn walrus(&mut self, name: crate::name::Name, value: NodeId) -> Result<Register, Stop> {
        let register = match self.variable(name) {
            super::names::Variable::Local(register) => {
                self.expr_to(value, register)?;
                self.set_bound(register);
                register
            }
            _ => {
                let register = self.expr_any(value)?;
                self.store_name(name, register)?;
                register
            }
        };
        self.function.walruses = self.function.walruses.wrapping_add(1);
        Ok(register)
    }

    #[inline(never)]
    fn attribute(
        &mut self,
        value: NodeId,
        name: crate::name::Name,
        dest: Register,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        self.reuse(dest);
        let class = Register(self.function.next);
        if self.super_arguments(value)? {
            self.emit_long(Op::LoadSuperAttr, [class.0, class.plus(1).0, 0], name.0)?;
            self.free_to(next);
            return self.copy(dest, class);
        }
        let object = self.expr_any(value)?;
        self.emit_long(Op::LoadAttr, [dest.0, object.0, 0], name.0)?;
        self.free_to(next);
        Ok(())
    }

    #[inline(never)]
    fn subscript(&mut self, value: NodeId, index: NodeId, dest: Register) -> Result<(), Stop> {
        let next = self.function.next;
        self.reuse(dest);
        let mut object = self.expr_any(value)?;
        if let Some(number) = self.fold_int(index)
            && let Ok(number) = u8::try_from(number)
        {
            self.emit(Op::LoadItemInt, dest.0, object.0, number)?;
        } else if let Expr::Slice { start, stop, step: None } = self.parser.expr(index) {
            let walruses = self.function.walruses;
            let first = self.position()?;
            let bounds = self.slice_bounds([start, stop])?;
            if walruses != self.function.walruses && self.is_local(object) {
                object = self.copy_before(first, object)?;
            }
            self.emit_registers(Op::LoadSlice, dest, object, bounds)?;
        } else {
            let index = self.operand_after(&mut object, index)?;
            self.emit_registers(Op::LoadItem, dest, object, index)?;
        }
        self.free_to(next);
        Ok(())
    }

    /// Evaluates the parts of a slice into new registers in a row; absent ones are None.
    pub(super) fn slice_bounds<const N: usize>(
        &mut self,
        bounds: [Option<NodeId>; N],
    ) -> Result<Register, Stop> {
        let first = Register(self.function.next);
        for bound in bounds {
            match bound {
                Some(node) => {
                    self.expr_new(node)?;
                }
                None => {
                    let none = self.temp()?;
                    self.emit(Op::LoadNone, none.0, 0, 0)?;
                }
            }
        }
        Ok(first)
    }

    #[inline(never)]
    fn slice_object(&mut self, parts: [Option<NodeId>; 3], dest: Register) -> Result<(), Stop> {
        let next = self.function.next;
        let first = self.slice_bounds(parts)?;
        self.emit(Op::BuildSlice, dest.0, first.0, 0)?;
        self.free_to(next);
        Ok(())
    }
}
