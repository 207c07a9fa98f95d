//! Connects uses of names with their bindings, and leaves the compact table.

use super::build::*;
use super::{KIND_SHIFT, RECORD_WORDS, Record, SLOTS_MAX, ScopeKind};
use crate::config;
use crate::name::{self, Name};
use crate::syntax::ast::ComprehensionKind;
use crate::syntax::error::{Argument, Stop};
use crate::syntax::memory::Memory;
use crate::syntax::parser::Parser;

/// Where a name is bound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Owner {
    /// In the scope with this record.
    Scope(u32),
    /// In none: it is global.
    Module,
}

const CLASS_NAME: u32 = const { name::rom("__class__") }.0 as u32;

impl<M: Memory> Parser<'_, M> {
    /// All scopes have been read: makes their table, the newest.
    pub(super) fn finish_building(&mut self) -> Result<(), Stop> {
        let building = self.scopes.building;
        // From here on the scopes lie on top of everything else.
        self.scopes.building.below_tree = false;
        self.top = building.end - self.base;
        self.choose_inlined();
        let mut scope = building.first;
        while scope != 0 {
            self.resolve_scope(scope)?;
            scope = self.raw(scope + NEXT_SCOPE);
        }
        let from = self.scopes.building.end;
        let mut scope = building.first;
        while scope != 0 {
            self.write_scope(scope)?;
            scope = self.raw(scope + NEXT_SCOPE);
        }
        let to = self.base + self.top;
        let start = building.start;
        self.memory.words_mut().copy_within(from as usize..to as usize, start as usize + 2);
        let end = start + 2 + (to - from);
        self.set_raw(start, self.scopes.newest);
        self.set_raw(start + 1, end);
        self.scopes.newest = start;
        self.top = end - self.base;
        Ok(())
    }

    /// Decides which comprehensions can be compiled in place.
    fn choose_inlined(&mut self) {
        let first = self.scopes.building.first;
        let mut scope = first;
        while scope != 0 {
            if self.can_be_inlined(scope) {
                self.flag_scope(scope, Record::INLINED);
            }
            scope = self.raw(scope + NEXT_SCOPE);
        }
        // A function that uses variables of a comprehension makes it a function too, which may use those of another.
        let mut changed = true;
        while changed {
            changed = false;
            let mut scope = first;
            while scope != 0 {
                if !self.is_inlined(scope) {
                    changed |= self.keep_owners(scope);
                }
                scope = self.raw(scope + NEXT_SCOPE);
            }
        }
    }

    fn is_inlined(&self, scope: u32) -> bool {
        self.raw(scope + FLAGS) & Record::INLINED != 0
    }

    /// Whether a scope is a list, set or dict comprehension, not in a class body and not too deep in others.
    fn can_be_inlined(&self, scope: u32) -> bool {
        const GENERATOR: u32 = ComprehensionKind::Generator as u32;
        if self.scope_kind(scope) != ScopeKind::Comprehension
            || self.raw(scope + FLAGS) >> 8 & 3 == GENERATOR
        {
            return false;
        }
        let mut outer = self.raw(scope + PARENT);
        for _ in 0..config::INLINED_COMPREHENSIONS_MAX {
            if outer == 0 {
                return true;
            }
            match self.scope_kind(outer) {
                ScopeKind::Function | ScopeKind::Lambda => return true,
                ScopeKind::Comprehension => outer = self.raw(outer + PARENT),
                ScopeKind::Class | ScopeKind::TypeParameters => return false,
            }
        }
        false
    }

    /// Makes functions of the comprehensions whose variables a function uses; whether there was one.
    fn keep_owners(&mut self, scope: u32) -> bool {
        let mut changed = false;
        let mut at = self.raw(scope + FIRST_NAME);
        while at != 0 {
            let word = self.raw(at);
            if word & (BOUND | GLOBAL) == 0
                && let Owner::Scope(owner) = self.owner(scope, word & 0xFFFF)
                && self.is_inlined(owner)
                && self.scope_kind(owner) == ScopeKind::Comprehension
            {
                let flags = self.raw(owner + FLAGS);
                self.set_raw(owner + FLAGS, flags & !Record::INLINED);
                changed = true;
            }
            at = self.raw(at + NEXT_NAME);
        }
        changed
    }

    /// Finds the owners of the names that a scope uses and does not bind.
    fn resolve_scope(&mut self, scope: u32) -> Result<(), Stop> {
        let mut at = self.raw(scope + FIRST_NAME);
        while at != 0 {
            let word = self.raw(at);
            let name = word & 0xFFFF;
            if word & NONLOCAL != 0 {
                match self.owner(scope, name) {
                    Owner::Scope(owner) => self.connect(scope, owner, name)?,
                    Owner::Module => {
                        let offset = self.raw(at + DECLARED_AT);
                        let argument = Argument::Name(Name(name as u16));
                        return Err(self.fail(
                            offset,
                            "no binding for nonlocal '{}' found",
                            argument,
                        ));
                    }
                }
            } else if word & (BOUND | GLOBAL | FREE) == 0
                && let Owner::Scope(owner) = self.owner(scope, name)
            {
                self.connect(scope, owner, name)?;
            }
            at = self.raw(at + NEXT_NAME);
        }
        Ok(())
    }

    /// The function outside a scope that binds a name. Classes are passed over, except for `__class__`.
    fn owner(&self, scope: u32, name: u32) -> Owner {
        let mut outer = self.raw(scope + PARENT);
        while outer != 0 {
            if self.scope_kind(outer) == ScopeKind::Class {
                if name == CLASS_NAME {
                    return Owner::Scope(outer);
                }
            } else {
                let found = self.find_name(outer, name);
                let word = if found == 0 { 0 } else { self.raw(found) };
                if word & GLOBAL != 0 {
                    return Owner::Module;
                }
                if word & BOUND != 0 && word & NONLOCAL == 0 {
                    return Owner::Scope(outer);
                }
            }
            outer = self.raw(outer + PARENT);
        }
        Owner::Module
    }

    /// Makes a name of `owner` a free variable of `scope` and of all scopes between.
    fn connect(&mut self, scope: u32, owner: u32, name: u32) -> Result<(), Stop> {
        let mut captured = false;
        let mut scope = scope;
        while scope != owner {
            captured |= !self.is_inlined(scope);
            self.note_name(scope, name, FREE)?;
            scope = self.raw(scope + PARENT);
        }
        if self.scope_kind(owner) == ScopeKind::Class {
            self.flag_scope(owner, Record::CLASS_CELL);
        } else if captured {
            self.note_name(owner, name, CELL)?;
        }
        Ok(())
    }

    /// Appends a scope to the table.
    fn write_scope(&mut self, scope: u32) -> Result<(), Stop> {
        let record = self.base + self.allocate(RECORD_WORDS)?;
        let is_class = self.scope_kind(scope) == ScopeKind::Class;
        let mut flags = self.raw(scope + FLAGS);
        let mut slots = 0;
        if self.scope_kind(scope) == ScopeKind::Comprehension {
            slots = 1;
        }
        for kind in 0..4 {
            self.write_parameters(scope, kind, &mut slots)?;
        }
        let parameters = slots;
        if is_class && flags & Record::CLASS_CELL != 0 {
            self.write_name(CLASS_NAME, slots, super::CELL)?;
            slots += 1;
        }
        let mut free = 0;
        self.write_others(scope, &mut slots, &mut free)?;
        if slots > SLOTS_MAX || free > SLOTS_MAX {
            let offset = self.raw(scope) & 0x00FF_FFFF;
            return Err(self.fail(offset, "too many variables", Argument::None));
        }
        flags &= Record::GENERATOR | Record::ASYNC | Record::CLASS_CELL | Record::INLINED;
        let names = self.base + self.top - record - RECORD_WORDS;
        self.set_raw(record, self.raw(scope));
        self.set_raw(record + 1, slots | parameters << 16);
        self.set_raw(record + 2, names | free << 16);
        self.set_raw(record + 3, flags);
        Ok(())
    }

    /// Appends the names that are not parameters.
    fn write_others(&mut self, scope: u32, slots: &mut u32, free: &mut u32) -> Result<(), Stop> {
        let is_class = self.scope_kind(scope) == ScopeKind::Class;
        let mut at = self.raw(scope + FIRST_NAME);
        while at != 0 {
            let word = self.raw(at);
            at = self.raw(at + NEXT_NAME);
            if word & PARAMETER != 0 {
                continue;
            }
            let name = word & 0xFFFF;
            let bound = word & BOUND != 0 && word & (GLOBAL | NONLOCAL) == 0;
            let inner = word & FREE != 0;
            if word & GLOBAL != 0 {
                self.write_name(name, 0, super::GLOBAL)?;
            } else if is_class && bound {
                let kind = if inner { super::CLASS_AND_FREE } else { super::CLASS };
                self.write_name(name, *free, kind)?;
                *free += u32::from(inner);
            } else if bound {
                self.write_variable(word, *slots)?;
                *slots += 1;
            } else if inner {
                let from_class = is_class && word & NONLOCAL == 0;
                let kind = if from_class { super::CLASS_FREE } else { super::FREE };
                self.write_name(name, *free, kind)?;
                *free += 1;
            }
        }
        Ok(())
    }

    /// Appends the parameters of one kind.
    fn write_parameters(&mut self, scope: u32, kind: u32, slots: &mut u32) -> Result<(), Stop> {
        let wanted = PARAMETER | kind << PARAMETER_SHIFT;
        let mut at = self.raw(scope + FIRST_NAME);
        while at != 0 {
            let word = self.raw(at);
            if word & PARAMETER == 0 {
                // Parameters come before all other names.
                return Ok(());
            }
            if word & (PARAMETER | PARAMETER_MASK) == wanted {
                self.write_variable(word, *slots)?;
                *slots += 1;
            }
            at = self.raw(at + NEXT_NAME);
        }
        Ok(())
    }

    /// Appends a parameter or local variable.
    fn write_variable(&mut self, word: u32, slot: u32) -> Result<(), Stop> {
        let kind = if word & CELL != 0 { super::CELL } else { super::LOCAL };
        let at = self.base + self.top;
        self.write_name(word & 0xFFFF, slot, kind)?;
        if word & DELETED != 0 {
            self.set_raw(at, self.raw(at) | super::DELETED);
        }
        Ok(())
    }

    fn write_name(&mut self, name: u32, slot: u32, kind: u32) -> Result<(), Stop> {
        let at = self.base + self.allocate(1)?;
        self.set_raw(at, name | (slot & super::SLOT_MASK) << 16 | kind << KIND_SHIFT);
        Ok(())
    }
}
