//! Operators: arithmetic, comparison and boolean ones as values.

use super::log::{Label, Register};
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::syntax::{BinaryOp, BoolOp, CompareOp, Expr, List, NodeId, Stop, UnaryOp};

/// Registers that a chain of comparisons may take.
const COMPARED_MAX: u8 = 8;

impl<T: Target> Compiler<'_, T> {
    /// Evaluates two operands, the left one first.
    pub(super) fn operands(
        &mut self,
        left: NodeId,
        right: NodeId,
    ) -> Result<(Register, Register), Stop> {
        let mut a = self.expr_any(left)?;
        let b = self.operand_after(&mut a, right)?;
        Ok((a, b))
    }

    /// Evaluates an operand after another. If the first is a variable that this one assigns to (`x + (x := 1)`), the
    /// first becomes a copy made before.
    pub(super) fn operand_after(
        &mut self,
        before: &mut Register,
        node: NodeId,
    ) -> Result<Register, Stop> {
        if !self.is_local(*before) {
            return self.expr_any(node);
        }
        let walruses = self.function.walruses;
        let first = self.position()?;
        let result = self.expr_any(node)?;
        if walruses != self.function.walruses {
            *before = self.copy_before(first, *before)?;
        }
        Ok(result)
    }

    /// Inserts a copy of a register into the log at `first`.
    pub(super) fn copy_before(&mut self, first: usize, source: Register) -> Result<Register, Stop> {
        let copy = self.fresh_register()?;
        let middle = self.position()?;
        self.copy(copy, source)?;
        self.move_behind(first, middle);
        Ok(copy)
    }

    /// Evaluates `a in b`'s operands; a display of constants on the right becomes a constant.
    pub(super) fn container_operands(
        &mut self,
        left: NodeId,
        right: NodeId,
    ) -> Result<(Register, Register), Stop> {
        let a = self.expr_any(left)?;
        if let Expr::List(items) | Expr::Set(items) = self.parser.expr(right) {
            let is_set = matches!(self.parser.expr(right), Expr::Set(_));
            if self.are_constants(items) {
                let b = self.temp()?;
                self.load_constants(items, is_set, b)?;
                return Ok((a, b));
            }
        }
        let mut a = a;
        let b = self.operand_after(&mut a, right)?;
        Ok((a, b))
    }

    #[inline(never)]
    pub(super) fn binary(
        &mut self,
        op: BinaryOp,
        left: NodeId,
        right: NodeId,
        dest: Register,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        self.reuse(dest);
        let a = self.expr_any(left)?;
        if self.binary_number(op, dest, a, right)? {
            self.free_to(next);
            return Ok(());
        }
        let mut a = a;
        let b = self.operand_after(&mut a, right)?;
        self.emit_registers(binary_op(op), dest, a, b)?;
        self.free_to(next);
        Ok(())
    }

    /// `dest = a op number` in one instruction, if `right` is a number and there is one.
    fn binary_number(
        &mut self,
        op: BinaryOp,
        dest: Register,
        a: Register,
        right: NodeId,
    ) -> Result<bool, Stop> {
        if let Some(number) = self.small_int(right) {
            let immediate = match op {
                BinaryOp::Add => Some(Op::AddInt),
                BinaryOp::Subtract => Some(Op::SubtractInt),
                BinaryOp::ShiftLeft if number >= 0 => Some(Op::LeftShiftInt),
                BinaryOp::ShiftRight if number >= 0 => Some(Op::RightShiftInt),
                _ => None,
            };
            if let Some(immediate) = immediate {
                self.emit(immediate, dest.0, a.0, number as u8)?;
                return Ok(true);
            }
        }
        let constant = match op {
            BinaryOp::Add => Op::AddConst,
            BinaryOp::Subtract => Op::SubtractConst,
            BinaryOp::Multiply => Op::MultiplyConst,
            BinaryOp::Modulo => Op::ModuloConst,
            BinaryOp::FloorDivide => Op::FloorDivideConst,
            BinaryOp::Divide => Op::TrueDivideConst,
            BinaryOp::And => Op::AndConst,
            BinaryOp::Or => Op::OrConst,
            BinaryOp::Xor => Op::XorConst,
            _ => return Ok(false),
        };
        // The index of a constant has 8 bits here.
        if self.function.constants >= 255 || !self.is_number(right) {
            return Ok(false);
        }
        if self.emit_constant(constant, [dest.0, a.0, 0])? {
            self.describe(right)?;
        }
        Ok(true)
    }

    fn is_number(&mut self, node: NodeId) -> bool {
        matches!(self.parser.expr(node), Expr::Float(_) | Expr::Imaginary(_) | Expr::BigInt(_))
            || self.fold_int(node).is_some()
    }

    #[inline(never)]
    pub(super) fn unary(
        &mut self,
        op: UnaryOp,
        operand: NodeId,
        dest: Register,
    ) -> Result<(), Stop> {
        let op = match op {
            UnaryOp::Negative => Op::Negative,
            UnaryOp::Positive => Op::Positive,
            UnaryOp::Invert => Op::Invert,
            UnaryOp::Not => Op::Not,
        };
        let next = self.function.next;
        self.reuse(dest);
        let value = self.expr_any(operand)?;
        self.emit(op, dest.0, value.0, 0)?;
        self.free_to(next);
        Ok(())
    }

    /// `and`, `or` as a value.
    #[inline(never)]
    pub(super) fn bool_value(
        &mut self,
        op: BoolOp,
        items: List,
        dest: Register,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        let work = self.workplace(dest)?;
        let end = Label::default();
        let jump = if op == BoolOp::And { Op::JumpIfNot } else { Op::JumpIf };
        let mut items = items.items();
        let mut bound = None;
        let mut item = self.parser.item(&mut items);
        while let Some(node) = item {
            item = self.parser.item(&mut items);
            self.expr_to(node, work)?;
            if item.is_some() {
                self.emit_jump(jump, work.0, 0, &end)?;
            }
            bound.get_or_insert(self.function.bound);
        }
        self.bind(&end)?;
        self.function.bound &= bound.unwrap_or(u64::MAX);
        self.copy(dest, work)?;
        self.free_to(next);
        Ok(())
    }

    /// A comparison, perhaps a chain, as a value.
    #[inline(never)]
    pub(super) fn compare_value(
        &mut self,
        left: NodeId,
        others: List,
        dest: Register,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        let mut items = others.items();
        let Some((mut op, right)) = self.parser.comparison(&mut items) else { return Ok(()) };
        let mut item = self.parser.comparison(&mut items);
        let work = if item.is_some() { self.workplace(dest)? } else { dest };
        if item.is_none() {
            self.reuse(dest);
        }
        let first = self.function.next;
        let (mut a, mut b) = if matches!(op, CompareOp::In | CompareOp::NotIn) {
            self.container_operands(left, right)?
        } else {
            self.operands(left, right)?
        };
        let bound = self.function.bound;
        let end = Label::default();
        loop {
            self.emit_registers(compare_op(op), work, a, b)?;
            let Some((later_op, right)) = item else { break };
            self.emit_jump(Op::JumpIfNot, work.0, 0, &end)?;
            op = later_op;
            a = self.next_compared(first, b)?;
            b = self.operand_after(&mut a, right)?;
            item = self.parser.comparison(&mut items);
        }
        self.bind(&end)?;
        self.function.bound &= bound;
        self.copy(dest, work)?;
        self.free_to(next);
        Ok(())
    }

    /// In a chain of comparisons the operand in the middle goes on as the first one. Where the chain has used many
    /// registers from `next` on it begins anew with those.
    pub(super) fn next_compared(&mut self, next: u8, b: Register) -> Result<Register, Stop> {
        if self.function.next - next < COMPARED_MAX {
            return Ok(b);
        }
        self.free_to(next);
        if self.is_local(b) {
            return Ok(b);
        }
        let a = self.temp()?;
        self.copy(a, b)?;
        Ok(a)
    }

    /// `body if test else otherwise`
    #[inline(never)]
    pub(super) fn conditional(
        &mut self,
        (test, body, otherwise): (NodeId, NodeId, NodeId),
        dest: Register,
    ) -> Result<(), Stop> {
        let end = Label::default();
        let mut bound_at_end = u64::MAX;
        let line = self.function.line;
        let (mut test, mut body, mut otherwise) = (test, body, otherwise);
        loop {
            let else_ = Label::default();
            let before = self.function.bound;
            self.branch(test, &else_, false)?;
            self.expr_to(body, dest)?;
            bound_at_end &= self.bound_here();
            self.jump(&end)?;
            self.bind(&else_)?;
            self.function.bound = before;
            // Those in each other's `else` are a loop, not a level each (INV-HEIGHT).
            let Expr::Conditional { test: t, body: b, otherwise: o } = self.parser.expr(otherwise)
            else {
                break;
            };
            if self.parser.last_line() != line {
                self.function.line = self.parser.line(self.parser.offset(otherwise));
            }
            (test, body, otherwise) = (t, b, o);
        }
        self.function.line = line;
        self.expr_to(otherwise, dest)?;
        self.function.bound = self.bound_here() & bound_at_end;
        self.bind(&end)
    }

    /// `value op= number or expression` for a value in a register that may be changed.
    pub(super) fn in_place(
        &mut self,
        op: BinaryOp,
        value: Register,
        right: NodeId,
    ) -> Result<(), Stop> {
        if let Some(number) = self.small_int(right) {
            match op {
                BinaryOp::Add => return self.emit(Op::InPlaceAddInt, value.0, number as u8, 0),
                BinaryOp::Subtract => {
                    return self.emit(Op::InPlaceSubtractInt, value.0, number as u8, 0);
                }
                _ => {}
            }
        }
        let next = self.function.next;
        let walruses = self.function.walruses;
        let first = self.position()?;
        let operand = self.expr_any(right)?;
        if walruses != self.function.walruses && self.is_local(value) {
            let copy = self.copy_before(first, value)?;
            self.emit_in_place(op, copy, operand)?;
            self.copy(value, copy)?;
        } else {
            self.emit_in_place(op, value, operand)?;
        }
        self.free_to(next);
        Ok(())
    }

    fn emit_in_place(
        &mut self,
        op: BinaryOp,
        value: Register,
        right: Register,
    ) -> Result<(), Stop> {
        match op {
            BinaryOp::Add => self.emit(Op::InPlaceAdd, value.0, right.0, 0),
            BinaryOp::Subtract => self.emit(Op::InPlaceSubtract, value.0, right.0, 0),
            BinaryOp::Multiply => self.emit(Op::InPlaceMultiply, value.0, right.0, 0),
            _ => {
                let number = binary_op(op) as u8 - Op::Add as u8;
                self.emit(Op::InPlace, value.0, right.0, number)
            }
        }
    }
}

/// The instruction of a binary operator.
pub(super) fn binary_op(op: BinaryOp) -> Op {
    match op {
        BinaryOp::Add => Op::Add,
        BinaryOp::Subtract => Op::Subtract,
        BinaryOp::Multiply => Op::Multiply,
        BinaryOp::MatrixMultiply => Op::MatrixMultiply,
        BinaryOp::Divide => Op::TrueDivide,
        BinaryOp::FloorDivide => Op::FloorDivide,
        BinaryOp::Modulo => Op::Modulo,
        BinaryOp::Power => Op::Power,
        BinaryOp::ShiftLeft => Op::LeftShift,
        BinaryOp::ShiftRight => Op::RightShift,
        BinaryOp::And => Op::And,
        BinaryOp::Or => Op::Or,
        BinaryOp::Xor => Op::Xor,
    }
}

fn compare_op(op: CompareOp) -> Op {
    match op {
        CompareOp::Less => Op::Less,
        CompareOp::LessEqual => Op::LessEqual,
        CompareOp::Equal => Op::Equal,
        CompareOp::NotEqual => Op::NotEqual,
        CompareOp::Greater => Op::Greater,
        CompareOp::GreaterEqual => Op::GreaterEqual,
        CompareOp::In => Op::In,
        CompareOp::NotIn => Op::NotIn,
        CompareOp::Is => Op::Is,
        CompareOp::IsNot => Op::IsNot,
    }
}
