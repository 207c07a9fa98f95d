//! Classes: a function of the body, which fills the namespace, and a call of `__build_class__`.

use super::call::FRAME;
use super::log::Register;
use super::nested::Nested;
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::bytecode::code::Flags;
use crate::name::rom;
use crate::syntax::{Class, Statement, StatementKind, Stop, Symbol};

impl<T: Target> Compiler<'_, T> {
    #[inline(never)]
    pub(super) fn class_statement(
        &mut self,
        statement: &Statement,
        class: &Class,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        let generic = self.reserve_generic(class.type_parameters)?;
        let dest = self.decorators(class.decorators)?;
        self.free_to(dest.0);
        let frame = self.temps(FRAME)?;
        self.begin_generic(generic)?;
        self.emit_wide(Op::LoadBuiltin, frame.0, const { rom("__build_class__") }.0)?;
        let handle = self.class_code(statement, class)?;
        let body = self.temp()?;
        self.make_function(body, handle, 0, statement.offset)?;
        self.set_generic(generic, body)?;
        self.free_to(body.0 + 1);
        let name = self.temp()?;
        self.emit_wide(Op::LoadStr, name.0, class.name.0)?;
        let shape = self.shape(class.arguments, 2);
        self.call_frame(frame, class.arguments, shape, dest)?;
        self.end_generic(generic);
        self.call_decorators(class.decorators, dest)?;
        self.store_name(class.name, self.decorated(class.decorators, dest))?;
        self.free_to(next);
        Ok(())
    }

    /// Compiles the body of a class; the handle of its code.
    fn class_code(&mut self, statement: &Statement, class: &Class) -> Result<usize, Stop> {
        let nested = Nested {
            name: class.name,
            flags: Flags::CLASS_BODY,
            offset: statement.offset,
            parameters: None,
        };
        let mut outer = self.outer();
        self.open_function(&nested, statement.line, &mut outer)?;
        // Register 0 is the namespace even if the class has no names of its own.
        self.function.locals = self.function.locals.max(1);
        self.function.next = self.function.next.max(1);
        self.function.registers = self.function.registers.max(1);
        self.class_facts()?;
        let mark = self.parser.mark();
        let first = self.parser.statement()?;
        if first.kind != StatementKind::BlockEnd {
            self.function.line = first.line;
            match first.kind {
                StatementKind::Expression(value) if self.is_doc(value) => {
                    let doc = self.expr_new(value)?;
                    self.emit_wide(Op::StoreName, doc.0, const { rom("__doc__") }.0)?;
                    self.free_to(doc.0);
                }
                _ => self.statement(&first, mark, None)?,
            }
            self.settle(mark)?;
            self.block(None)?;
        }
        if let Some(cell) = self.class_cell() {
            self.emit(Op::Return, cell.0, 0, 0)?;
            self.function.reachable = false;
        }
        self.close_function(&mut outer)
    }

    /// Sets `__module__`; `__qualname__` is made from the code object's prefix and name.
    fn class_facts(&mut self) -> Result<(), Stop> {
        let value = self.temp()?;
        self.emit_wide(Op::LoadGlobal, value.0, const { rom("__name__") }.0)?;
        self.emit_wide(Op::StoreName, value.0, const { rom("__module__") }.0)?;
        self.free_to(value.0);
        Ok(())
    }

    /// The register of the `__class__` cell, if a method needs it.
    fn class_cell(&self) -> Option<Register> {
        let view = (*self.function.views.first()?)?;
        if !self.parser.facts(view.scope).needs_class_cell {
            return None;
        }
        match self.parser.capture(view.scope, const { rom("__class__") }) {
            Some(Symbol::Cell(slot)) => Some(Register(view.base + slot as u8)),
            _ => None,
        }
    }
}
