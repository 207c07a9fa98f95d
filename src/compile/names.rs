//! Variables: where a name's value is, and code to load, store and delete it.

use super::log::Register;
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::bytecode::code::Flags;
use crate::name::{Name, rom};
use crate::syntax::{Stop, Symbol};

/// Where a variable is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Variable {
    /// In a register.
    Local(Register),
    /// In a cell in a register.
    Cell(Register),
    /// In a cell of the closure.
    Free(u8),
    /// In the module, or a builtin.
    Global,
    /// In the class's namespace, or a global.
    Class,
    /// In the class's namespace, or in a cell of the closure.
    ClassFree(u8),
}

impl<T: Target> Compiler<'_, T> {
    /// Where a name's value is.
    pub(super) fn variable(&self, name: Name) -> Variable {
        let views = self.function.views.iter().take(self.function.view_count.into());
        for (depth, view) in views.enumerate().rev() {
            let Some(view) = view else { continue };
            let register = |slot: u16| Register(view.base.wrapping_add(slot as u8));
            match self.parser.lookup(view.scope, name) {
                Symbol::Local(slot) => return Variable::Local(register(slot)),
                Symbol::Cell(slot) => return Variable::Cell(register(slot)),
                Symbol::Free(number) if depth == 0 => return Variable::Free(number as u8),
                Symbol::ClassFree(number) => return Variable::ClassFree(number as u8),
                Symbol::Class => return Variable::Class,
                // Type parameters are no names of the class around them.
                Symbol::Global if depth > 0 && self.is_in_class() => {}
                Symbol::Global => break,
                // A scope compiled in place: a variable of what is around it.
                Symbol::Free(_) => {}
            }
        }
        if self.has_namespace() { Variable::Class } else { Variable::Global }
    }

    fn is_in_class(&self) -> bool {
        self.function.flags.contains(Flags::CLASS_BODY)
    }

    /// Whether what is compiled is a module whose variables lie in a namespace of their own.
    fn has_namespace(&self) -> bool {
        self.function.flags.contains(Flags::MODULE | Flags::CLASS_BODY)
    }

    /// Loads a variable.
    pub(super) fn load_name(&mut self, name: Name, dest: Register) -> Result<(), Stop> {
        match self.variable(name) {
            Variable::Local(register) => {
                self.check_bound(register, name)?;
                self.copy(dest, register)
            }
            Variable::Cell(cell) => self.emit_long(Op::LoadCell, [dest.0, cell.0, 0], name.0),
            Variable::Free(number) => self.emit_long(Op::LoadFree, [dest.0, number, 0], name.0),
            Variable::Global => self.load_global(name, dest),
            Variable::Class if self.has_namespace() && self.load_known(name, dest)? => Ok(()),
            Variable::Class => self.emit_wide(Op::LoadName, dest.0, name.0),
            Variable::ClassFree(number) => {
                self.emit_long(Op::LoadNameFree, [dest.0, number, 0], name.0)
            }
        }
    }

    /// Loads what is known while compiling: `const()` variables and `__debug__`; whether it is one.
    fn load_known(&mut self, name: Name, dest: Register) -> Result<bool, Stop> {
        if self.const_item(name).is_some() {
            self.load_const_item(name, dest)?;
        } else if name == const { rom("__debug__") } {
            self.load_bool(self.options.optimize == 0, dest)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn load_global(&mut self, name: Name, dest: Register) -> Result<(), Stop> {
        if self.load_known(name, dest)? {
            return Ok(());
        }
        if name.is_builtin() && !self.is_shadowed(name) {
            self.note_introspection(name);
            return self.emit_wide(Op::LoadBuiltin, dest.0, name.0);
        }
        self.emit_wide(Op::LoadGlobal, dest.0, name.0)
    }

    /// Some builtins look at the variables of the function that calls them.
    fn note_introspection(&mut self, name: Name) {
        const LOOKING: [Name; 5] = [
            const { rom("locals") },
            const { rom("vars") },
            const { rom("dir") },
            const { rom("eval") },
            const { rom("exec") },
        ];
        let others = Flags::MODULE | Flags::CLASS_BODY;
        if LOOKING.contains(&name) && !self.function.flags.intersects(others) {
            self.function.flags |= Flags::LOCAL_NAMES;
        }
    }

    /// Whether the module has been seen to bind this builtin's name.
    pub(super) fn is_shadowed(&self, name: Name) -> bool {
        let number = usize::from(name.0);
        self.shadowed.get(number / 32).is_some_and(|word| word >> (number % 32) & 1 != 0)
    }

    fn shadow(&mut self, name: Name) {
        let number = usize::from(name.0);
        if let Some(word) = self.shadowed.get_mut(number / 32) {
            *word |= 1 << (number % 32);
        }
    }

    /// Whether a name stands for the builtin of that name, as far as can be seen.
    pub(super) fn is_builtin(&self, name: Name) -> bool {
        name.is_builtin() && self.variable(name) == Variable::Global && !self.is_shadowed(name)
    }

    /// The register of a local variable, checked to be bound.
    pub(super) fn local(&mut self, name: Name) -> Result<Option<Register>, Stop> {
        let Variable::Local(register) = self.variable(name) else { return Ok(None) };
        self.check_bound(register, name)?;
        Ok(Some(register))
    }

    fn check_bound(&mut self, register: Register, name: Name) -> Result<(), Stop> {
        if !self.is_bound(register) {
            self.emit_wide(Op::CheckBound, register.0, name.0)?;
            self.note_checked(register);
            self.set_bound(register);
        }
        Ok(())
    }

    /// Stores `source` in a variable.
    pub(super) fn store_name(&mut self, name: Name, source: Register) -> Result<(), Stop> {
        match self.variable(name) {
            Variable::Local(register) => {
                self.copy(register, source)?;
                self.set_bound(register);
                Ok(())
            }
            Variable::Cell(cell) => self.emit(Op::StoreCell, cell.0, source.0, 0),
            Variable::Free(number) => self.emit(Op::StoreFree, source.0, number, 0),
            Variable::Global => {
                self.shadow(name);
                self.emit_wide(Op::StoreGlobal, source.0, name.0)
            }
            Variable::Class | Variable::ClassFree(_) => {
                self.emit_wide(Op::StoreName, source.0, name.0)
            }
        }
    }

    /// `del name`
    pub(super) fn delete_name(&mut self, name: Name) -> Result<(), Stop> {
        match self.variable(name) {
            Variable::Local(register) => {
                self.check_bound(register, name)?;
                self.emit(Op::Unbind, register.0, 0, 0)?;
                self.set_unbound(register);
                Ok(())
            }
            Variable::Cell(cell) => {
                let next = self.function.next;
                let unused = self.temp()?;
                self.emit_long(Op::LoadCell, [unused.0, cell.0, 0], name.0)?;
                self.free_to(next);
                self.emit(Op::ClearCell, cell.0, 0, 0)
            }
            Variable::Free(number) => self.emit_long(Op::ClearFree, [0, number, 0], name.0),
            Variable::Global => self.emit_wide(Op::DeleteGlobal, 0, name.0),
            Variable::Class | Variable::ClassFree(_) => self.emit_wide(Op::DeleteName, 0, name.0),
        }
    }

    /// Unbinds a variable that may be unbound already: the name of an `except` clause at its end.
    pub(super) fn forget_name(&mut self, name: Name) -> Result<(), Stop> {
        match self.variable(name) {
            Variable::Local(register) => {
                self.emit(Op::Unbind, register.0, 0, 0)?;
                self.set_unbound(register);
                Ok(())
            }
            Variable::Cell(cell) => self.emit(Op::ClearCell, cell.0, 0, 0),
            _ => {
                let next = self.function.next;
                let none = self.temp()?;
                self.emit(Op::LoadNone, none.0, 0, 0)?;
                self.store_name(name, none)?;
                self.free_to(next);
                self.delete_name(name)
            }
        }
    }

    /// The name of a parameter or local variable of the current function.
    pub(super) fn slot_name(&self, slot: usize) -> Name {
        match self.function.views.first() {
            Some(Some(view)) if !self.function.flags.contains(Flags::CLASS_BODY) => {
                self.parser.slot_name(view.scope, slot as u16).unwrap_or(const { rom(".0") })
            }
            _ => const { rom(".0") },
        }
    }

    /// The name of a variable of the function's closure.
    pub(super) fn free_name(&self, number: u16) -> Option<Name> {
        let view = (*self.function.views.first()?)?;
        self.parser.free_variable(view.scope, number)
    }

    /// Loads the cell of a variable that an inner function uses.
    pub(super) fn load_cell(&mut self, name: Name, dest: Register) -> Result<(), Stop> {
        let number = match self.variable(name) {
            Variable::Cell(cell) => return self.copy(dest, cell),
            Variable::Free(number) => number,
            // A class looks in its namespace first, an inner function does not.
            _ => match self.function.views.first() {
                Some(Some(view)) => match self.parser.capture(view.scope, name) {
                    Some(Symbol::Free(number)) => number as u8,
                    Some(Symbol::Cell(slot)) => {
                        return self.copy(dest, Register(view.base.wrapping_add(slot as u8)));
                    }
                    _ => return Ok(()),
                },
                _ => return Ok(()),
            },
        };
        self.emit(Op::LoadClosure, dest.0, number, 0)
    }
}
