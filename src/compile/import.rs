//! `import` in its forms.

use super::log::Register;
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::name::{Name, rom};
use crate::syntax::{List, Stop};

impl<T: Target> Compiler<'_, T> {
    #[inline(never)]
    pub(super) fn import_statement(&mut self, names: List) -> Result<(), Stop> {
        let next = self.function.next;
        let mut items = names.items();
        while let Some(item) = self.parser.item(&mut items) {
            let import = self.parser.alias(item);
            let module = self.temp()?;
            let none = self.temp()?;
            self.emit(Op::LoadNone, none.0, 0, 0)?;
            self.emit_long(Op::ImportName, [module.0, none.0, 0], import.name.0)?;
            match import.alias {
                // `import a.b as c`: the module at the end of the path.
                Some(alias) if import.name != import.first => {
                    self.import_path(self.parser.offset(item), module)?;
                    self.store_name(alias, module)?;
                }
                Some(alias) => self.store_name(alias, module)?,
                None => self.store_name(import.first, module)?,
            }
            self.free_to(next);
        }
        Ok(())
    }

    /// Follows the path of a dotted name, which stands at `offset` in the source, from its first module.
    fn import_path(&mut self, offset: u32, module: Register) -> Result<(), Stop> {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
        let mut rest = self.source.get(offset as usize..).unwrap_or_default();
        loop {
            let len = rest.iter().take_while(|byte| is_part(byte)).count();
            rest = rest.get(len..).unwrap_or_default().trim_ascii_start();
            let Some((b'.', after)) = rest.split_first() else { return Ok(()) };
            rest = after.trim_ascii_start();
            let len = rest.iter().take_while(|byte| is_part(byte)).count();
            let name = self.intern(rest.get(..len).unwrap_or_default())?;
            self.emit_long(Op::ImportFrom, [module.0, module.0, 0], name.0)?;
        }
    }

    #[inline(never)]
    pub(super) fn import_from(
        &mut self,
        module: Option<Name>,
        level: u32,
        names: List,
    ) -> Result<(), Stop> {
        if module == Some(const { rom("__future__") }) && level == 0 {
            return self.future_import(names);
        }
        let next = self.function.next;
        let list = self.temp()?;
        let mut items = names.items();
        while let Some(item) = self.parser.item(&mut items) {
            let name = self.temp()?;
            self.emit_wide(Op::LoadStr, name.0, self.parser.alias(item).name.0)?;
        }
        if names.is_empty() {
            let star = self.temp()?;
            self.emit_wide(Op::LoadStr, star.0, const { rom("*") }.0)?;
        }
        let count = self.function.next - list.0 - 1;
        self.emit(Op::BuildTuple, list.0, list.0 + 1, count)?;
        self.free_to(list.0 + 1);
        let level = u8::try_from(level).unwrap_or(u8::MAX);
        let name = module.unwrap_or(const { rom("") });
        self.emit_long(Op::ImportName, [list.0, list.0, level], name.0)?;
        if names.is_empty() {
            self.emit(Op::ImportStar, list.0, 0, 0)?;
        }
        let mut items = names.items();
        while let Some(item) = self.parser.item(&mut items) {
            let import = self.parser.alias(item);
            let value = self.temp()?;
            self.emit_long(Op::ImportFrom, [value.0, list.0, 0], import.name.0)?;
            self.store_name(import.alias.unwrap_or(import.name), value)?;
            self.free_to(value.0);
        }
        self.free_to(next);
        Ok(())
    }

    /// `from __future__ import`: nothing happens at run time.
    fn future_import(&mut self, names: List) -> Result<(), Stop> {
        let mut items = names.items();
        while let Some(item) = self.parser.item(&mut items) {
            if self.parser.alias(item).name == const { rom("annotations") } {
                self.future_annotations = true;
            }
        }
        Ok(())
    }
}
