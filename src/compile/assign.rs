//! Assignment to targets, plain and augmented, and `del`.

use super::log::Register;
use super::names::Variable;
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::bytecode::code::Flags;
use crate::name::{Name, rom};
use crate::syntax::{BinaryOp, Expr, List, NodeId, Stop};

/// Targets assigned in parallel without a tuple, at most.
const PARALLEL_MAX: usize = 32;

impl<T: Target> Compiler<'_, T> {
    /// `a = b = value`
    #[inline(never)]
    pub(super) fn assign_statement(&mut self, targets: List, value: NodeId) -> Result<(), Stop> {
        let next = self.function.next;
        let mut items = targets.items();
        let Some(first) = self.parser.item(&mut items) else { return Ok(()) };
        let second = self.parser.item(&mut items);
        if second.is_none() && self.assign_parallel(first, value)? {
            self.free_to(next);
            return Ok(());
        }
        let source = match self.local_target(first) {
            Some(register) => {
                self.expr_to(value, register)?;
                self.set_bound(register);
                register
            }
            None => {
                let source = self.expr_any(value)?;
                self.assign(first, source)?;
                source
            }
        };
        let mut target = second;
        while let Some(node) = target {
            self.assign(node, source)?;
            target = self.parser.item(&mut items);
        }
        self.free_to(next);
        Ok(())
    }

    /// The register of a target that is a local variable.
    fn local_target(&self, target: NodeId) -> Option<Register> {
        let Expr::Name(name) = self.parser.expr(target) else { return None };
        match self.variable(name) {
            Variable::Local(register) => Some(register),
            _ => None,
        }
    }

    /// Assigns a register to a target.
    pub(super) fn assign(&mut self, target: NodeId, source: Register) -> Result<(), Stop> {
        self.descend()?;
        match self.parser.expr(target) {
            Expr::Name(name) => self.store_name(name, source),
            Expr::Attribute(value, name) => {
                let next = self.function.next;
                let object = self.expr_any(value)?;
                self.emit_long(Op::StoreAttr, [object.0, source.0, 0], name.0)?;
                self.free_to(next);
                Ok(())
            }
            Expr::Subscript(value, index) => {
                let next = self.function.next;
                let (object, index) = self.operands(value, index)?;
                self.emit_registers(Op::StoreItem, object, index, source)?;
                self.free_to(next);
                Ok(())
            }
            Expr::Tuple(items) | Expr::List(items) => self.unpack(items, source, Op::Unpack),
            Expr::Starred(value) => self.assign(value, source),
            _ => Ok(()),
        }
    }

    /// Unpacks a register into targets, by `Unpack` or `UnpackItem`.
    #[inline(never)]
    pub(super) fn unpack(&mut self, targets: List, source: Register, op: Op) -> Result<(), Stop> {
        let next = self.function.next;
        let count = self.parser.count(targets);
        if let Some(first) = self.registers_in_row(targets) {
            return self.emit(op, first.0, source.0, count as u8);
        }
        let Ok(registers) = u8::try_from(count) else {
            return Err(self.too_large("too many targets to unpack into"));
        };
        let first = self.temps(registers)?;
        let mut before_star = None;
        let mut items = targets.items();
        let mut index = 0;
        while let Some(target) = self.parser.item(&mut items) {
            if matches!(self.parser.expr(target), Expr::Starred(_)) {
                before_star = Some(index);
            }
            index += 1;
        }
        match before_star {
            Some(before) => {
                let after = u16::from(registers - before - 1);
                self.emit_long(Op::UnpackStar, [first.0, source.0, before], after)?;
            }
            None => self.emit(op, first.0, source.0, registers)?,
        }
        let mut items = targets.items();
        let mut register = first;
        while let Some(target) = self.parser.item(&mut items) {
            self.assign(target, register)?;
            register = register.plus(1);
        }
        self.free_to(next);
        Ok(())
    }

    /// The first register of targets that are local variables in registers in a row; they become bound.
    fn registers_in_row(&mut self, targets: List) -> Option<Register> {
        let mut items = targets.items();
        let first = self.local_target(self.parser.item(&mut items)?)?;
        let mut last = first;
        while let Some(target) = self.parser.item(&mut items) {
            let register = self.local_target(target)?;
            if register != last.plus(1) {
                return None;
            }
            last = register;
        }
        for register in first.0..=last.0 {
            self.set_bound(Register(register));
        }
        Some(first)
    }

    /// `a, b = b, a` without a tuple. Whether that was possible.
    fn assign_parallel(&mut self, target: NodeId, value: NodeId) -> Result<bool, Stop> {
        let (Expr::Tuple(targets) | Expr::List(targets)) = self.parser.expr(target) else {
            return Ok(false);
        };
        let (Expr::Tuple(values) | Expr::List(values)) = self.parser.expr(value) else {
            return Ok(false);
        };
        let count = self.parser.count(targets);
        if count != self.parser.count(values)
            || count == 0
            || count > PARALLEL_MAX
            || self.has_stars(targets)
            || self.has_stars(values)
        {
            return Ok(false);
        }
        let first = self.function.next;
        let all_local = self.are_different_locals(targets);
        let mut items = values.items();
        let mut targets_left = targets.items();
        let mut index = 0;
        while let Some(node) = self.parser.item(&mut items) {
            let target = self.parser.item(&mut targets_left);
            index += 1;
            let temp = self.temp()?;
            if all_local && self.is_constant(node) {
                // Loaded straight into its variable below.
                continue;
            }
            match target.and_then(|target| self.local_target(target)) {
                // The last one evaluated can go to its variable: nothing reads the old value any more.
                Some(register) if all_local && index == count => self.expr_to(node, register)?,
                _ => self.expr_to(node, temp)?,
            }
            self.free_to(temp.0 + 1);
        }
        self.assign_temps(targets, values, Register(first), all_local)?;
        Ok(true)
    }

    /// The second half of a parallel assignment.
    fn assign_temps(
        &mut self,
        targets: List,
        values: List,
        first: Register,
        all_local: bool,
    ) -> Result<(), Stop> {
        let count = self.parser.count(targets);
        let (mut targets, mut values) = (targets.items(), values.items());
        let mut register = first;
        let mut index = 0;
        while let (Some(target), Some(value)) =
            (self.parser.item(&mut targets), self.parser.item(&mut values))
        {
            index += 1;
            match self.local_target(target) {
                Some(local) if all_local => {
                    if self.is_constant(value) {
                        self.expr_to(value, local)?;
                    } else if index < count {
                        self.copy(local, register)?;
                    }
                    self.set_bound(local);
                }
                _ => self.assign(target, register)?,
            }
            register = register.plus(1);
        }
        Ok(())
    }

    fn are_different_locals(&self, targets: List) -> bool {
        let mut items = targets.items();
        while let Some(target) = self.parser.item(&mut items) {
            let Some(register) = self.local_target(target) else { return false };
            let mut others = items;
            while let Some(other) = self.parser.item(&mut others) {
                if self.local_target(other) == Some(register) {
                    return false;
                }
            }
        }
        true
    }

    /// `target op= value`
    #[inline(never)]
    pub(super) fn augment(
        &mut self,
        op: BinaryOp,
        target: NodeId,
        value: NodeId,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        match self.parser.expr(target) {
            Expr::Name(name) => {
                if let Some(register) = self.local(name)? {
                    self.in_place(op, register, value)?;
                } else {
                    let register = self.temp()?;
                    self.load_name(name, register)?;
                    self.in_place(op, register, value)?;
                    self.store_name(name, register)?;
                }
            }
            Expr::Attribute(object, name) => {
                let first = self.position()?;
                let walruses = self.function.walruses;
                let mut object = self.expr_any(object)?;
                let result = self.temp()?;
                self.emit_long(Op::LoadAttr, [result.0, object.0, 0], name.0)?;
                self.in_place(op, result, value)?;
                if walruses != self.function.walruses && self.is_local(object) {
                    object = self.copy_before(first, object)?;
                }
                self.emit_long(Op::StoreAttr, [object.0, result.0, 0], name.0)?;
            }
            Expr::Subscript(object, index) => {
                let first = self.position()?;
                let walruses = self.function.walruses;
                let (mut object, mut index) = self.operands(object, index)?;
                let result = self.temp()?;
                self.emit_registers(Op::LoadItem, result, object, index)?;
                self.in_place(op, result, value)?;
                if walruses != self.function.walruses {
                    if self.is_local(object) {
                        object = self.copy_before(first, object)?;
                    }
                    if self.is_local(index) {
                        index = self.copy_before(first, index)?;
                    }
                }
                self.emit_registers(Op::StoreItem, object, index, result)?;
            }
            _ => {}
        }
        self.free_to(next);
        Ok(())
    }

    /// `del a, b[0], c.d`
    #[inline(never)]
    pub(super) fn delete_targets(&mut self, targets: List) -> Result<(), Stop> {
        let mut items = targets.items();
        while let Some(target) = self.parser.item(&mut items) {
            let next = self.function.next;
            match self.parser.expr(target) {
                Expr::Name(name) => self.delete_name(name)?,
                Expr::Attribute(value, name) => {
                    let object = self.expr_any(value)?;
                    self.emit_wide(Op::DeleteAttr, object.0, name.0)?;
                }
                Expr::Subscript(value, index) => {
                    let (object, index) = self.operands(value, index)?;
                    self.emit(Op::DeleteItem, object.0, index.0, 0)?;
                }
                Expr::Tuple(items) | Expr::List(items) => self.delete_targets(items)?,
                _ => {}
            }
            self.free_to(next);
        }
        Ok(())
    }

    /// `target: annotation = value`
    #[inline(never)]
    pub(super) fn annotate_statement(
        &mut self,
        target: NodeId,
        annotation: NodeId,
        value: Option<NodeId>,
        simple: bool,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        if let Some(value) = value {
            match self.local_target(target) {
                Some(register) => {
                    self.expr_to(value, register)?;
                    self.set_bound(register);
                }
                None => {
                    let value = self.expr_any(value)?;
                    self.assign(target, value)?;
                }
            }
        }
        // In functions annotations of variables are not evaluated.
        let keeps = self.function.flags.intersects(Flags::MODULE | Flags::CLASS_BODY);
        if simple
            && keeps
            && !self.future_annotations
            && let Expr::Name(name) = self.parser.expr(target)
        {
            self.keep_annotation(name, annotation)?;
        }
        self.free_to(next);
        Ok(())
    }

    /// `__annotations__[name] = annotation`
    fn keep_annotation(&mut self, name: Name, annotation: NodeId) -> Result<(), Stop> {
        let value = self.expr_any(annotation)?;
        let annotations = self.temp()?;
        let key = self.temp()?;
        if !self.function.has_annotations {
            self.function.has_annotations = true;
            self.emit(Op::BuildDict, annotations.0, annotations.0, 0)?;
            self.store_name_of_scope(const { rom("__annotations__") }, annotations)?;
        } else {
            self.load_name_of_scope(const { rom("__annotations__") }, annotations)?;
        }
        self.emit_wide(Op::LoadStr, key.0, name.0)?;
        self.emit_registers(Op::StoreItem, annotations, key, value)
    }

    fn store_name_of_scope(&mut self, name: Name, source: Register) -> Result<(), Stop> {
        let op = if self.function.flags.contains(Flags::CLASS_BODY) {
            Op::StoreName
        } else {
            Op::StoreGlobal
        };
        self.emit_wide(op, source.0, name.0)
    }

    fn load_name_of_scope(&mut self, name: Name, dest: Register) -> Result<(), Stop> {
        let op = if self.function.flags.contains(Flags::CLASS_BODY) {
            Op::LoadName
        } else {
            Op::LoadGlobal
        };
        self.emit_wide(op, dest.0, name.0)
    }
}
