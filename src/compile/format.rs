//! f-strings and t-strings.

use super::call::FRAME;
use super::log::Register;
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::name::rom;
use crate::syntax::{Conversion, Expr, Field, List, Span, Stop};

/// Parts joined at a time.
const PARTS_MAX: u8 = 32;

impl<T: Target> Compiler<'_, T> {
    #[inline(never)]
    pub(super) fn format_string(&mut self, parts: List, dest: Register) -> Result<(), Stop> {
        let next = self.function.next;
        let mut items = parts.items();
        let mut item = self.parser.item(&mut items);
        if let Some(only) = item
            && self.parser.count(parts) == 1
        {
            return self.expr_to(only, dest);
        }
        self.reuse(dest);
        let first = self.function.next;
        while let Some(part) = item {
            self.expr_new(part)?;
            item = self.parser.item(&mut items);
            let count = self.function.next - first;
            if count >= PARTS_MAX && item.is_some() {
                self.emit(Op::BuildStr, first, first, count)?;
                self.free_to(first + 1);
            }
        }
        self.emit(Op::BuildStr, dest.0, first, self.function.next - first)?;
        self.free_to(next);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn format_field(&mut self, field: Field, dest: Register) -> Result<(), Stop> {
        let next = self.function.next;
        let conversion = match field.conversion {
            Conversion::None => 0,
            Conversion::Str => 1,
            Conversion::Repr => 2,
            Conversion::Ascii => 3,
        };
        if let Some(spec) = field.spec {
            let value = self.expr_new(field.value)?;
            self.expr_new(spec)?;
            self.emit(Op::FormatValue, dest.0, value.0, conversion | 4)?;
        } else {
            let value = self.expr_any(field.value)?;
            self.emit(Op::FormatValue, dest.0, value.0, conversion)?;
        }
        self.free_to(next);
        Ok(())
    }

    /// `t"..."`: `Template(...)` of strs and `Interpolation(value, expression, conversion, spec)`.
    #[inline(never)]
    pub(super) fn template_string(&mut self, parts: List, dest: Register) -> Result<(), Stop> {
        let next = self.function.next;
        let frame = self.temps(FRAME + 1)?;
        let list = frame.plus(FRAME);
        self.template_class(const { rom("Template") }, frame)?;
        self.emit(Op::BuildList, list.0, list.0, 0)?;
        let mut items = parts.items();
        while let Some(part) = self.parser.item(&mut items) {
            let value = match self.parser.expr(part) {
                Expr::Field(field) => self.interpolation(field)?,
                _ => self.expr_new(part)?,
            };
            self.emit(Op::ListAppend, list.0, value.0, 0)?;
            self.free_to(list.0 + 1);
        }
        self.temp()?;
        self.emit(Op::CallUnpack, frame.0, 0, dest.0)?;
        self.free_to(next);
        Ok(())
    }

    /// Loads a class of `string.templatelib`.
    fn template_class(&mut self, name: crate::name::Name, dest: Register) -> Result<(), Stop> {
        let next = self.function.next;
        let names = self.temp()?;
        self.emit_wide(Op::LoadStr, names.0, name.0)?;
        self.emit(Op::BuildTuple, names.0, names.0, 1)?;
        let module = const { rom("string.templatelib") };
        self.emit_long(Op::ImportName, [dest.0, names.0, 0], module.0)?;
        self.emit_long(Op::ImportFrom, [dest.0, dest.0, 0], name.0)?;
        self.free_to(next);
        Ok(())
    }

    fn interpolation(&mut self, field: Field) -> Result<Register, Stop> {
        let frame = self.temps(FRAME)?;
        self.template_class(const { rom("Interpolation") }, frame)?;
        self.expr_new(field.value)?;
        let text = self.temp()?;
        self.load_source(field.source, text)?;
        let conversion = self.temp()?;
        match field.conversion {
            Conversion::None => self.emit(Op::LoadNone, conversion.0, 0, 0)?,
            Conversion::Str => self.emit_wide(Op::LoadStr, conversion.0, const { rom("s") }.0)?,
            Conversion::Repr => self.emit_wide(Op::LoadStr, conversion.0, const { rom("r") }.0)?,
            Conversion::Ascii => self.emit_wide(Op::LoadStr, conversion.0, const { rom("a") }.0)?,
        }
        match field.spec {
            Some(spec) => {
                self.expr_new(spec)?;
            }
            None => {
                let spec = self.temp()?;
                self.emit_wide(Op::LoadStr, spec.0, const { rom("") }.0)?;
            }
        }
        self.emit(Op::Call, frame.0, 4, frame.0)?;
        self.free_to(frame.0 + 1);
        Ok(frame)
    }

    fn load_source(&mut self, span: Span, dest: Register) -> Result<(), Stop> {
        if self.emit_constant(Op::LoadConst, [dest.0, 0, 0])? {
            self.push(super::constant::tag::STR_IN_SOURCE | span.len << 8)?;
            self.push(span.start)?;
        }
        Ok(())
    }
}
