//! Type parameters and `type` statements. Parameters are variables of a scope around what is generic, compiled in
//! place; bounds, defaults and the values of aliases are functions that are called when someone asks.

use super::call::FRAME;
use super::function::View;
use super::log::Register;
use super::nested::Nested;
use super::{Compiler, Target};
use crate::bytecode::code::Flags;
use crate::bytecode::{Op, TypeForm};
use crate::name::{Name, rom};
use crate::syntax::{List, NodeId, ParameterKind, Scope, Statement, Stop, Symbol};

/// Registers for the parameters of something generic.
#[derive(Clone, Copy)]
pub(super) struct Generic {
    scope: Scope,
    parameters: List,
    /// The tuple of the parameters; their variables come after it.
    pub(super) tuple: Register,
}

impl<T: Target> Compiler<'_, T> {
    /// Takes the registers for type parameters, if there are any.
    pub(super) fn reserve_generic(&mut self, parameters: List) -> Result<Option<Generic>, Stop> {
        let mut items = parameters.items();
        let first = self.parser.item(&mut items).map(|item| self.parser.offset(item));
        let Some(scope) = first.and_then(|offset| self.parser.scope(offset)) else {
            return Ok(None);
        };
        let slots = self.parser.facts(scope).slots.min(u8::MAX.into()) as u8;
        let tuple = self.temps(slots.saturating_add(1))?;
        Ok(Some(Generic { scope, parameters, tuple }))
    }

    /// Makes the parameters and their tuple; names of their scope are known from here to [`Compiler::end_generic`].
    pub(super) fn begin_generic(&mut self, generic: Option<Generic>) -> Result<(), Stop> {
        let Some(Generic { scope, parameters, tuple }) = generic else { return Ok(()) };
        let base = tuple.0 + 1;
        for slot in 0..self.parser.facts(scope).slots {
            let register = base + slot as u8;
            // A bound may look at a parameter that is not there yet.
            self.emit(Op::Unbind, register, 0, 0)?;
            self.set_unbound(Register(register));
            if let Some(name) = self.parser.slot_name(scope, slot)
                && matches!(self.parser.lookup(scope, name), Symbol::Cell(_))
            {
                self.emit(Op::MakeCell, register, 0, 0)?;
            }
        }
        let depth = usize::from(self.function.view_count);
        if let Some(view) = self.function.views.get_mut(depth) {
            *view = Some(View { scope, base });
            self.function.view_count += 1;
        }
        let next = self.function.next;
        let mut items = parameters.items();
        while let Some(item) = self.parser.item(&mut items) {
            let parameter = self.parser.type_parameter(item);
            let form = match parameter.kind {
                ParameterKind::Star => TypeForm::VarTuple,
                ParameterKind::DoubleStar => TypeForm::ParamSpec,
                _ => TypeForm::Var,
            };
            let made = self.begin_type_object(form, parameter.name)?;
            self.lazy_part(parameter.bound)?;
            self.lazy_part(parameter.default)?;
            self.emit(Op::Call, made.0, 4, made.0)?;
            self.store_name(parameter.name, made)?;
            self.free_to(made.0 + 1);
        }
        self.emit(Op::BuildTuple, tuple.0, next, self.function.next - next)?;
        self.free_to(next);
        Ok(())
    }

    /// The scope of the parameters ends. Their registers are given back by whoever took them.
    pub(super) fn end_generic(&mut self, generic: Option<Generic>) {
        if generic.is_some() {
            self.function.view_count -= 1;
        }
    }

    /// Gives the function in a register its type parameters.
    pub(super) fn set_generic(
        &mut self,
        generic: Option<Generic>,
        function: Register,
    ) -> Result<(), Stop> {
        let Some(Generic { tuple, .. }) = generic else { return Ok(()) };
        let name = const { rom("__type_params__") };
        self.emit_long(Op::StoreAttr, [function.0, tuple.0, 0], name.0)
    }

    /// `type name[parameters] = value`
    #[inline(never)]
    pub(super) fn type_alias(
        &mut self,
        statement: &Statement,
        name: Name,
        parameters: List,
        value: NodeId,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        let generic = self.reserve_generic(parameters)?;
        self.begin_generic(generic)?;
        let made = self.begin_type_object(TypeForm::Alias, name)?;
        self.lazy(value, statement.offset)?;
        let tuple = self.temp()?;
        match generic {
            Some(generic) => self.copy(tuple, generic.tuple)?,
            None => self.emit(Op::BuildTuple, tuple.0, tuple.0, 0)?,
        }
        self.emit(Op::Call, made.0, 4, made.0)?;
        self.end_generic(generic);
        self.store_name(name, made)?;
        self.free_to(next);
        Ok(())
    }

    /// The frame of the call that makes a parameter or an alias, with the first two of four arguments.
    fn begin_type_object(&mut self, form: TypeForm, name: Name) -> Result<Register, Stop> {
        let frame = self.temps(FRAME)?;
        self.emit_wide(Op::LoadBuiltin, frame.0, const { rom("__type_object__") }.0)?;
        let argument = self.temp()?;
        self.load_int(form as i64, argument)?;
        let argument = self.temp()?;
        self.emit_wide(Op::LoadStr, argument.0, name.0)?;
        Ok(frame)
    }

    /// The bound or default of a parameter, in a new register; None without one.
    fn lazy_part(&mut self, part: Option<NodeId>) -> Result<(), Stop> {
        match part {
            Some(node) => self.lazy(node, self.parser.offset(node) - 1),
            None => {
                let none = self.temp()?;
                self.emit(Op::LoadNone, none.0, 0, 0)
            }
        }
    }

    /// A function that evaluates an expression, in a new register; its scope is known by the offset.
    fn lazy(&mut self, node: NodeId, offset: u32) -> Result<(), Stop> {
        let dest = self.temp()?;
        let nested = Nested {
            name: const { rom("<lambda>") },
            flags: Flags::default(),
            offset,
            parameters: Some(List::EMPTY),
        };
        let mut outer = self.outer();
        self.open_function(&nested, self.function.line, &mut outer)?;
        let value = self.expr_any(node)?;
        self.emit(Op::Return, value.0, 0, 0)?;
        self.function.reachable = false;
        let handle = self.close_function(&mut outer)?;
        self.make_function(dest, handle, 0, offset)?;
        self.free_to(dest.0 + 1);
        Ok(())
    }
}
