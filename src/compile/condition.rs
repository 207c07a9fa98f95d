//! Conditions: comparisons and boolean operators that end in a jump, without making a bool.

use super::fold::Folded;
use super::log::{Label, Register};
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::syntax::{BoolOp, CompareOp, Expr, List, NodeId, Stop, UnaryOp};

impl<T: Target> Compiler<'_, T> {
    /// Jumps to `target` if the truth of an expression is `when`; falls through otherwise.
    pub(super) fn branch(&mut self, node: NodeId, target: &Label, when: bool) -> Result<(), Stop> {
        self.descend()?;
        match self.parser.expr(node) {
            Expr::Unary(UnaryOp::Not, operand) => self.branch(operand, target, !when),
            Expr::Bool(op, items) => self.branch_bool(op, items, target, when),
            Expr::Compare(left, others) => self.branch_compare(left, others, target, when),
            _ => self.branch_value(node, target, when),
        }
    }

    #[inline(never)]
    fn branch_value(&mut self, node: NodeId, target: &Label, when: bool) -> Result<(), Stop> {
        if let Some(truth) = self.truth(node) {
            return if truth == when { self.jump(target) } else { Ok(()) };
        }
        let next = self.function.next;
        let value = self.expr_any(node)?;
        self.free_to(next);
        let op = if when { Op::JumpIf } else { Op::JumpIfNot };
        self.emit_jump(op, value.0, 0, target)
    }

    /// The truth of an expression known now.
    pub(super) fn truth(&mut self, node: NodeId) -> Option<bool> {
        match self.fold(node)? {
            Folded::Int(number) => Some(number != 0),
            Folded::Bool(truth) => Some(truth),
            Folded::None => Some(false),
            Folded::Str(literal) => Some(literal.len > 0),
        }
    }

    #[inline(never)]
    fn branch_bool(
        &mut self,
        op: BoolOp,
        items: List,
        target: &Label,
        when: bool,
    ) -> Result<(), Stop> {
        // What decides early: a false item of `and`, a true one of `or`.
        let early = op == BoolOp::Or;
        let past = Label::default();
        let mut items = items.items();
        let mut after_first = None;
        let mut item = self.parser.item(&mut items);
        while let Some(node) = item {
            item = self.parser.item(&mut items);
            if early == when || item.is_none() {
                self.branch(node, target, when)?;
            } else {
                self.branch(node, &past, early)?;
            }
            after_first.get_or_insert(self.function.bound);
        }
        self.bind(&past)?;
        if early != when
            && let Some(bound) = after_first
        {
            // Here, later items may not have been evaluated.
            self.function.bound &= bound;
        }
        Ok(())
    }

    #[inline(never)]
    fn branch_compare(
        &mut self,
        left: NodeId,
        others: List,
        target: &Label,
        when: bool,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        let past = Label::default();
        let mut items = others.items();
        let Some((mut op, mut right)) = self.parser.comparison(&mut items) else { return Ok(()) };
        let Some((later_op, later)) = self.parser.comparison(&mut items) else {
            return self.branch_pair(op, left, right, target, when);
        };
        let (mut a, mut b) = self.operands(left, right)?;
        let bound = self.function.bound;
        let mut item = Some((later_op, later));
        loop {
            let last = item.is_none();
            let (to, jumps_when) = if last || !when { (target, when) } else { (&past, false) };
            self.jump_compare(op, a, b, to, jumps_when)?;
            let Some(pair) = item else { break };
            (op, right) = pair;
            a = self.next_compared(next, b)?;
            b = self.operand_after(&mut a, right)?;
            item = self.parser.comparison(&mut items);
        }
        self.bind(&past)?;
        self.function.bound &= bound;
        self.free_to(next);
        Ok(())
    }

    /// A single comparison.
    fn branch_pair(
        &mut self,
        op: CompareOp,
        left: NodeId,
        right: NodeId,
        target: &Label,
        when: bool,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        if matches!(op, CompareOp::Is | CompareOp::IsNot)
            && matches!(self.parser.expr(right), Expr::None)
        {
            let value = self.expr_any(left)?;
            self.free_to(next);
            let is_none = (op == CompareOp::Is) == when;
            let op = if is_none { Op::JumpIfNone } else { Op::JumpIfNotNone };
            return self.emit_jump(op, value.0, 0, target);
        }
        if let Some(jump) = ordered(op, when) {
            if let Some(number) = self.small_int(right) {
                let value = self.expr_any(left)?;
                self.free_to(next);
                return self.emit_jump(with_int(jump), value.0, number as u8, target);
            }
            if let (Some(number), Some(jump)) = (self.small_int(left), ordered(mirrored(op), when))
            {
                let value = self.expr_any(right)?;
                self.free_to(next);
                return self.emit_jump(with_int(jump), value.0, number as u8, target);
            }
        }
        let (a, b) = if matches!(op, CompareOp::In | CompareOp::NotIn) {
            self.container_operands(left, right)?
        } else {
            self.operands(left, right)?
        };
        self.jump_compare(op, a, b, target, when)?;
        self.free_to(next);
        Ok(())
    }

    /// Jumps if the comparison of two registers is `when`.
    fn jump_compare(
        &mut self,
        op: CompareOp,
        a: Register,
        b: Register,
        target: &Label,
        when: bool,
    ) -> Result<(), Stop> {
        if let Some(jump) = ordered(op, when) {
            return self.emit_jump(jump, a.0, b.0, target);
        }
        match op {
            CompareOp::Is | CompareOp::IsNot => {
                let is = (op == CompareOp::Is) == when;
                let jump = if is { Op::JumpIfIs } else { Op::JumpIfIsNot };
                self.emit_jump(jump, a.0, b.0, target)
            }
            _ => {
                let next = self.function.next;
                let result = self.temp()?;
                self.emit_registers(Op::In, result, a, b)?;
                self.free_to(next);
                let jump = if (op == CompareOp::In) == when { Op::JumpIf } else { Op::JumpIfNot };
                self.emit_jump(jump, result.0, 0, target)
            }
        }
    }

    /// An int that fits 8 bits with sign, known now.
    pub(super) fn small_int(&mut self, node: NodeId) -> Option<i8> {
        i8::try_from(self.fold_int(node)?).ok()
    }
}

/// The jump for an ordering operator.
fn ordered(op: CompareOp, when: bool) -> Option<Op> {
    Some(match (op, when) {
        (CompareOp::Less, true) => Op::JumpIfLess,
        (CompareOp::LessEqual, true) => Op::JumpIfLessEqual,
        (CompareOp::Greater, true) => Op::JumpIfGreater,
        (CompareOp::GreaterEqual, true) => Op::JumpIfGreaterEqual,
        (CompareOp::Equal, true) => Op::JumpIfEqual,
        (CompareOp::NotEqual, true) => Op::JumpIfNotEqual,
        (CompareOp::Less, false) => Op::JumpUnlessLess,
        (CompareOp::LessEqual, false) => Op::JumpUnlessLessEqual,
        (CompareOp::Greater, false) => Op::JumpUnlessGreater,
        (CompareOp::GreaterEqual, false) => Op::JumpUnlessGreaterEqual,
        (CompareOp::Equal, false) => Op::JumpUnlessEqual,
        (CompareOp::NotEqual, false) => Op::JumpUnlessNotEqual,
        _ => return None,
    })
}

/// The operator with its operands exchanged.
fn mirrored(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessEqual => CompareOp::GreaterEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterEqual => CompareOp::LessEqual,
        _ => op,
    }
}

/// The form of an ordering jump with a number on the right: the table has them in the same order.
fn with_int(op: Op) -> Op {
    const DISTANCE: u8 = Op::JumpIfLessInt as u8 - Op::JumpIfLess as u8;
    Op::from_byte((op as u8).wrapping_add(DISTANCE)).unwrap_or(op)
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use std::format;

    #[test]
    fn forms_with_numbers_are_in_the_same_order() {
        let first = Op::JumpIfLess as u8;
        for number in first..first + 12 {
            let op = Op::from_byte(number).unwrap();
            assert_eq!(with_int(op).name(), format!("{}Int", op.name()));
        }
    }
}
