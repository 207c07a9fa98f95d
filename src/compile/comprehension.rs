//! Comprehensions: in place where no inner function uses their variables, else as functions of their own; generator
//! expressions always are.

use super::call::FRAME;
use super::function::View;
use super::log::{Label, Register};
use super::nested::Nested;
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::bytecode::code::Flags;
use crate::name::{Name, rom};
use crate::syntax::{ComprehensionClause, ComprehensionKind, Items, List, NodeId, Scope, Stop};

/// What a comprehension makes of each item.
#[derive(Clone, Copy, Debug)]
struct Product {
    kind: ComprehensionKind,
    element: NodeId,
    value: Option<NodeId>,
    /// The list, set or dict under construction.
    result: Register,
}

impl<T: Target> Compiler<'_, T> {
    #[inline(never)]
    pub(super) fn comprehension(
        &mut self,
        node: NodeId,
        kind: ComprehensionKind,
        (element, value): (NodeId, Option<NodeId>),
        clauses: List,
        dest: Register,
    ) -> Result<(), Stop> {
        let offset = self.parser.offset(node);
        let Some(scope) = self.parser.scope(offset) else { return Ok(()) };
        let next = self.function.next;
        let mut product = Product { kind, element, value, result: dest };
        if self.parser.facts(scope).is_inlined {
            product.result = self.workplace(dest)?;
            self.in_place_comprehension(scope, product, clauses)?;
            self.copy(dest, product.result)?;
        } else {
            self.comprehension_call(offset, scope, product, clauses, dest)?;
        }
        self.free_to(next);
        Ok(())
    }

    fn in_place_comprehension(
        &mut self,
        scope: Scope,
        product: Product,
        clauses: List,
    ) -> Result<(), Stop> {
        let bound = self.function.bound;
        // Slot 0 would be the iterator that a function of its own is given.
        let slots = self.parser.facts(scope).slots.saturating_sub(1) as u8;
        let variables = self.temps(slots)?;
        for slot in 0..slots {
            self.set_unbound(variables.plus(slot));
            if slots > 1 {
                // A clause may look at a variable of a later one.
                self.emit(Op::Unbind, variables.0 + slot, 0, 0)?;
            }
        }
        let mut items = clauses.items();
        let first = self.parser.item(&mut items).map(|item| self.parser.comprehension_clause(item));
        let Some(ComprehensionClause::For { target, iterable, is_async }) = first else {
            return Ok(());
        };
        let iterator =
            if is_async { self.async_iterator(iterable)? } else { self.iterator(iterable)? };
        self.new_container(product)?;
        let depth = usize::from(self.function.view_count);
        if let Some(view) = self.function.views.get_mut(depth) {
            *view = Some(View { scope, base: variables.0.wrapping_sub(1) });
            self.function.view_count += 1;
        }
        self.comprehension_loop(iterator, (target, is_async), items, product)?;
        self.function.view_count = depth as u8;
        self.function.bound = bound;
        Ok(())
    }

    fn comprehension_call(
        &mut self,
        offset: u32,
        scope: Scope,
        product: Product,
        clauses: List,
        dest: Register,
    ) -> Result<(), Stop> {
        let mut items = clauses.items();
        let first = self.parser.item(&mut items).map(|item| self.parser.comprehension_clause(item));
        let Some(ComprehensionClause::For { target, iterable, is_async }) = first else {
            return Ok(());
        };
        let frame = self.temps(FRAME)?;
        let suspends = self.parser.facts(scope).is_async;
        let (name, flags) = match (product.kind, suspends) {
            (ComprehensionKind::Generator, false) => (const { rom("<genexpr>") }, Flags::GENERATOR),
            (ComprehensionKind::Generator, true) => {
                (const { rom("<genexpr>") }, Flags::ASYNC_GENERATOR)
            }
            (kind, false) => (name_of(kind), Flags::default()),
            (kind, true) => (name_of(kind), Flags::COROUTINE),
        };
        let nested = Nested { name, flags, offset, parameters: None };
        let line = self.function.line;
        let mut outer = self.outer();
        self.open_function(&nested, line, &mut outer)?;
        let inner = Product { result: self.temp()?, ..product };
        self.new_container(inner)?;
        let iterator = self.temps(3)?;
        self.copy(iterator, Register(0))?;
        self.comprehension_loop(iterator, (target, is_async), items, inner)?;
        if product.kind != ComprehensionKind::Generator {
            self.emit(Op::Return, inner.result.0, 0, 0)?;
            self.function.reachable = false;
        }
        let handle = self.close_function(&mut outer)?;
        self.make_function(frame, handle, 0, offset)?;
        self.free_to(frame.0 + FRAME);
        let argument = self.expr_new(iterable)?;
        let op = if is_async { Op::GetAsyncIter } else { Op::GetIter };
        self.emit(op, argument.0, argument.0, 0)?;
        self.emit(Op::Call, frame.0, 1, dest.0)?;
        if suspends && product.kind != ComprehensionKind::Generator {
            self.emit(Op::Move, frame.0, dest.0, 0)?;
            self.free_to(frame.0 + 1);
            self.await_register(frame)?;
            self.copy(dest, frame)?;
        }
        Ok(())
    }

    /// Makes the empty list, set or dict.
    fn new_container(&mut self, product: Product) -> Result<(), Stop> {
        let op = match product.kind {
            ComprehensionKind::List => Op::BuildList,
            ComprehensionKind::Set => Op::BuildSet,
            ComprehensionKind::Dict => Op::BuildDict,
            ComprehensionKind::Generator => return Ok(()),
        };
        self.emit(op, product.result.0, product.result.0, 0)
    }

    fn async_iterator(&mut self, iterable: NodeId) -> Result<Register, Stop> {
        let iterator = self.temp()?;
        let value = self.expr_any(iterable)?;
        self.emit(Op::GetAsyncIter, iterator.0, value.0, 0)?;
        self.free_to(iterator.0 + 1);
        Ok(iterator)
    }

    /// A `for` clause over an iterator, and all that follows it.
    fn comprehension_loop(
        &mut self,
        iterator: Register,
        (target, is_async): (NodeId, bool),
        items: Items,
        product: Product,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        let bound = self.function.bound;
        let (body, advance) = (Label::default(), Label::default());
        if is_async {
            let exhausted = Label::default();
            self.bind_backward(&advance)?;
            let item = self.async_next(iterator, &exhausted)?;
            self.assign(target, item)?;
            self.free_to(next);
            self.comprehension_rest(items, product)?;
            self.jump(&advance)?;
            self.bind(&exhausted)?;
        } else {
            let reachable = self.function.reachable;
            self.jump(&advance)?;
            self.function.reachable = reachable;
            self.bind_backward(&body)?;
            let item = self.loop_item(target)?;
            self.comprehension_rest(items, product)?;
            self.bind(&advance)?;
            self.emit_jump(Op::ForIter, iterator.0, item.0, &body)?;
        }
        self.function.bound = bound;
        self.free_to(next);
        Ok(())
    }

    /// The clauses that are left, and the product.
    fn comprehension_rest(&mut self, items: Items, product: Product) -> Result<(), Stop> {
        let mut items = items;
        let next = self.function.next;
        let clause =
            self.parser.item(&mut items).map(|item| self.parser.comprehension_clause(item));
        match clause {
            Some(ComprehensionClause::If(test)) => {
                let skip = Label::default();
                self.branch(test, &skip, false)?;
                self.comprehension_rest(items, product)?;
                self.bind(&skip)?;
            }
            Some(ComprehensionClause::For { target, iterable, is_async }) => {
                let iterator = if is_async {
                    self.async_iterator(iterable)?
                } else {
                    self.iterator(iterable)?
                };
                self.comprehension_loop(iterator, (target, is_async), items, product)?;
            }
            None => self.produce(product)?,
        }
        self.free_to(next);
        Ok(())
    }

    fn produce(&mut self, product: Product) -> Result<(), Stop> {
        let result = product.result;
        match (product.kind, product.value) {
            (ComprehensionKind::Dict, Some(value)) => {
                let mut key = self.expr_any(product.element)?;
                let value = self.operand_after(&mut key, value)?;
                self.emit_registers(Op::DictSet, result, key, value)
            }
            (ComprehensionKind::Generator, _) => {
                let value = self.expr_any(product.element)?;
                let sent = self.temp()?;
                self.emit(Op::Yield, value.0, sent.0, 0)
            }
            (kind, _) => {
                let op = if kind == ComprehensionKind::Set { Op::SetAdd } else { Op::ListAppend };
                let item = self.expr_any(product.element)?;
                self.emit(op, result.0, item.0, 0)
            }
        }
    }
}

fn name_of(kind: ComprehensionKind) -> Name {
    match kind {
        ComprehensionKind::List => const { rom("<listcomp>") },
        ComprehensionKind::Set => const { rom("<setcomp>") },
        _ => const { rom("<dictcomp>") },
    }
}
