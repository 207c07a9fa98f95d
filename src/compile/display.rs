//! Displays: tuples, lists, sets and dicts, with `*` and `**` in them.

use super::log::Register;
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::syntax::{Expr, List, NodeId, Stop};

/// Items evaluated into registers before a list, set or dict is made of them; later ones are added one by one.
pub(super) const LIST_CHUNK: usize = 16;
/// Lists with more constants than this are made from a tuple.
const CONSTANTS_MIN: usize = 8;
/// Tuples with more items than this are made from a list.
const TUPLE_MAX: usize = 64;

impl<T: Target> Compiler<'_, T> {
    #[inline(never)]
    pub(super) fn tuple_display(&mut self, items: List, dest: Register) -> Result<(), Stop> {
        if self.are_constants(items) {
            return self.load_constants(items, false, dest);
        }
        let next = self.function.next;
        if self.has_stars(items) || self.parser.count(items) > TUPLE_MAX {
            let work = self.workplace(dest)?;
            self.list_of(items, work)?;
            self.emit(Op::ListToTuple, work.0, 0, 0)?;
            self.copy(dest, work)?;
        } else {
            self.reuse(dest);
            let first = self.function.next;
            let mut rest = items.items();
            while let Some(node) = self.parser.item(&mut rest) {
                self.expr_new(node)?;
            }
            self.emit(Op::BuildTuple, dest.0, first, self.function.next - first)?;
        }
        self.free_to(next);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn list_display(&mut self, items: List, dest: Register) -> Result<(), Stop> {
        let next = self.function.next;
        let work = self.workplace(dest)?;
        self.list_of(items, work)?;
        self.copy_result(dest, work, Op::BuildList)?;
        self.free_to(next);
        Ok(())
    }

    /// `dest = work`; if the last instruction made `work`, it is made in `dest` instead.
    fn copy_result(&mut self, dest: Register, work: Register, op: Op) -> Result<(), Stop> {
        let last = self.function.log.last;
        let word = self.word(last);
        if dest != work
            && last != 0
            && self.function.reachable
            && word as u8 == op as u8
            && (word >> 8) as u8 == work.0
        {
            self.set_word(last, word & !0xff00 | u32::from(dest.0) << 8);
            return Ok(());
        }
        self.copy(dest, work)
    }

    /// Makes a list in a register that is not a variable's.
    fn list_of(&mut self, list: List, work: Register) -> Result<(), Stop> {
        let next = self.function.next;
        let count = self.parser.count(list);
        if count > CONSTANTS_MIN && self.are_constants(list) {
            self.emit(Op::BuildList, work.0, work.0, 0)?;
            let constants = self.temp()?;
            self.load_constants(list, false, constants)?;
            self.emit(Op::ListExtend, work.0, constants.0, 0)?;
            self.free_to(next);
            return Ok(());
        }
        let mut items = list.items();
        let mut item = self.chunk(&mut items, LIST_CHUNK)?;
        self.emit(Op::BuildList, work.0, next, self.function.next - next)?;
        self.free_to(next);
        while let Some(node) = item {
            self.list_item(node, work)?;
            item = self.parser.item(&mut items);
        }
        Ok(())
    }

    /// Evaluates items into the next registers, up to `max` and not past a starred one; the next item.
    fn chunk(
        &mut self,
        items: &mut crate::syntax::Items,
        max: usize,
    ) -> Result<Option<NodeId>, Stop> {
        for _ in 0..max {
            match self.parser.item(items) {
                Some(node) if !matches!(self.parser.expr(node), Expr::Starred(_)) => {
                    self.expr_new(node)?;
                }
                other => return Ok(other),
            }
        }
        Ok(self.parser.item(items))
    }

    /// Appends an item, or all of a starred one, to a list.
    pub(super) fn list_item(&mut self, node: NodeId, list: Register) -> Result<(), Stop> {
        self.add_item(node, list, Op::ListAppend, Op::ListExtend)
    }

    fn add_item(&mut self, node: NodeId, work: Register, add: Op, all: Op) -> Result<(), Stop> {
        let next = self.function.next;
        let (op, node) = match self.parser.expr(node) {
            Expr::Starred(value) => (all, value),
            _ => (add, node),
        };
        let item = self.expr_any(node)?;
        self.emit(op, work.0, item.0, 0)?;
        self.free_to(next);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn set_display(&mut self, list: List, dest: Register) -> Result<(), Stop> {
        let next = self.function.next;
        let work = self.workplace(dest)?;
        let first = self.function.next;
        let mut items = list.items();
        let mut item = self.chunk(&mut items, LIST_CHUNK)?;
        self.emit(Op::BuildSet, work.0, first, self.function.next - first)?;
        self.free_to(first);
        while let Some(node) = item {
            self.add_item(node, work, Op::SetAdd, Op::SetUpdate)?;
            item = self.parser.item(&mut items);
        }
        self.copy_result(dest, work, Op::BuildSet)?;
        self.free_to(next);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn dict_display(&mut self, list: List, dest: Register) -> Result<(), Stop> {
        let next = self.function.next;
        let work = self.workplace(dest)?;
        let first = self.function.next;
        let mut items = list.items();
        let mut item = self.parser.item(&mut items);
        let mut pairs = 0;
        while let Some(node) = item {
            if pairs >= LIST_CHUNK / 2 || matches!(self.parser.expr(node), Expr::DoubleStarred(_)) {
                break;
            }
            self.expr_new(node)?;
            if let Some(value) = self.parser.item(&mut items) {
                self.expr_new(value)?;
            }
            pairs += 1;
            item = self.parser.item(&mut items);
        }
        self.emit(Op::BuildDict, work.0, first, pairs as u8)?;
        self.free_to(first);
        while let Some(node) = item {
            if let Expr::DoubleStarred(mapping) = self.parser.expr(node) {
                let mapping = self.expr_any(mapping)?;
                self.emit(Op::DictUpdate, work.0, mapping.0, 0)?;
            } else {
                let mut key = self.expr_any(node)?;
                if let Some(value) = self.parser.item(&mut items) {
                    let value = self.operand_after(&mut key, value)?;
                    self.emit_registers(Op::DictSet, work, key, value)?;
                }
            }
            self.free_to(first);
            item = self.parser.item(&mut items);
        }
        self.copy_result(dest, work, Op::BuildDict)?;
        self.free_to(next);
        Ok(())
    }

    /// Whether an item is starred.
    pub(super) fn has_stars(&self, list: List) -> bool {
        let mut items = list.items();
        while let Some(node) = self.parser.item(&mut items) {
            if matches!(self.parser.expr(node), Expr::Starred(_)) {
                return true;
            }
        }
        false
    }
}
