//! Scopes while they are being read: linked records above the table's place in scratch, below the tree of the
//! statement at hand. When they need room the tree moves up; nodes are counted from `Parser::base`, so that nothing
//! else changes.

use super::ScopeKind;
use crate::name::{self, Name};
use crate::syntax::error::{Argument, Stop};
use crate::syntax::memory::Memory;
use crate::syntax::parser::Parser;

/// Words by which the tree moves when scopes need room.
const ROOM: u32 = 48;

/// Scopes being read.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::syntax) struct Building {
    /// The first word.
    pub(super) start: u32,
    /// After the last word.
    pub(super) end: u32,
    /// The scope statements belong to; 0 for the module.
    pub(super) current: u32,
    /// The first and the last scope.
    pub(super) first: u32,
    pub(super) last: u32,
    /// The tree lies above the scopes, and may have to move.
    pub(super) below_tree: bool,
    /// Iterables of comprehensions around the expression at hand.
    pub(super) iterables: u8,
}

/// A scope: `offset | kind << 24`, then these.
pub(super) const PARENT: u32 = 1;
pub(super) const FIRST_NAME: u32 = 2;
pub(super) const LAST_NAME: u32 = 3;
pub(super) const FLAGS: u32 = 4;
pub(super) const NEXT_SCOPE: u32 = 5;
const SCOPE_WORDS: u32 = 6;

/// A name: `name | flags << 16`, then the next one, then for `NONLOCAL` the offset of its declaration.
pub(super) const NEXT_NAME: u32 = 1;
pub(super) const DECLARED_AT: u32 = 2;

pub(super) const BOUND: u32 = 1 << 16;
pub(super) const USED: u32 = 1 << 17;
pub(super) const GLOBAL: u32 = 1 << 18;
pub(super) const NONLOCAL: u32 = 1 << 19;
/// Used by an inner function.
pub(super) const CELL: u32 = 1 << 20;
/// Belongs to an outer function.
pub(super) const FREE: u32 = 1 << 21;
/// An iteration variable of a comprehension.
pub(super) const ITERATION: u32 = 1 << 22;
/// A parameter; which kind, two bits: positional, keyword-only, `*args`, `**kwargs`.
pub(super) const PARAMETER: u32 = 1 << 23;
pub(super) const PARAMETER_SHIFT: u32 = 24;
pub(super) const PARAMETER_MASK: u32 = 3 << PARAMETER_SHIFT;

/// Unbound by a `del` or at the end of an `except` clause.
pub(super) const DELETED: u32 = 1 << 26;

/// Flags of a scope besides those of [`Record`](super::Record).
pub(super) const RETURNS_VALUE: u32 = 16;

impl<M: Memory> Parser<'_, M> {
    /// Starts reading scopes above everything in scratch.
    pub(super) fn begin_building(&mut self, below_tree: bool) {
        let start = self.base + self.top;
        // Two words for the table's own header.
        let end = start + 2;
        self.scopes.building = Building { start, end, below_tree, ..Building::default() };
    }

    /// Words for scopes; the index of the first.
    fn build(&mut self, words: u32) -> Result<u32, Stop> {
        let at = self.scopes.building.end;
        let end = at + words;
        if self.scopes.building.below_tree {
            if end > self.base {
                self.move_tree()?;
            }
        } else {
            // Nothing lies above, and `allocate` looks after the rest.
            self.top = end - self.base;
            self.allocate(0)?;
        }
        self.scopes.building.end = end;
        Ok(at)
    }

    /// Moves the tree up to make room below it.
    fn move_tree(&mut self) -> Result<(), Stop> {
        let (from, len) = (self.base as usize, self.top as usize);
        self.base += ROOM;
        if let Err(stop) = self.allocate(0) {
            self.base -= ROOM;
            return Err(stop);
        }
        self.memory.words_mut().copy_within(from..from + len, from + ROOM as usize);
        Ok(())
    }

    /// Puts the tree of the next statement right above the scopes.
    pub(super) fn clear_tree(&mut self) -> Result<(), Stop> {
        self.base = self.scopes.building.end + ROOM / 4;
        self.top = 1;
        self.allocate(0)?;
        Ok(())
    }

    /// A scope begins.
    pub(super) fn enter_scope(
        &mut self,
        kind: ScopeKind,
        offset: u32,
        flags: u32,
    ) -> Result<(), Stop> {
        let at = self.build(SCOPE_WORDS)?;
        let parent = self.scopes.building.current;
        let words = [offset | (kind as u32) << 24, parent, 0, 0, flags, 0];
        for (index, word) in words.into_iter().enumerate() {
            self.set_raw(at + index as u32, word);
        }
        let last = self.scopes.building.last;
        if last == 0 {
            self.scopes.building.first = at;
        } else {
            self.set_raw(last + NEXT_SCOPE, at);
        }
        self.scopes.building.last = at;
        self.scopes.building.current = at;
        Ok(())
    }

    /// The current scope ends.
    pub(super) fn leave_scope(&mut self) {
        self.scopes.building.current = self.raw(self.scopes.building.current + PARENT);
    }

    pub(super) fn scope_kind(&self, scope: u32) -> ScopeKind {
        match self.raw(scope) >> 24 {
            0 => ScopeKind::Function,
            1 => ScopeKind::Lambda,
            2 => ScopeKind::Class,
            3 => ScopeKind::Comprehension,
            _ => ScopeKind::TypeParameters,
        }
    }

    pub(super) fn flag_scope(&mut self, scope: u32, flags: u32) {
        if scope != 0 {
            let before = self.raw(scope + FLAGS);
            self.set_raw(scope + FLAGS, before | flags);
        }
    }

    /// The record of a name in a scope; 0 if there is none.
    pub(super) fn find_name(&self, scope: u32, name: u32) -> u32 {
        let words = self.memory.words();
        let word = |index: u32| words.get(index as usize).copied().unwrap_or(0);
        let mut at = word(scope + FIRST_NAME);
        while at != 0 {
            if word(at) & 0xFFFF == name {
                return at;
            }
            at = word(at + NEXT_NAME);
        }
        0
    }

    /// Adds to what is known of a name in a scope.
    pub(super) fn note_name(&mut self, scope: u32, name: u32, flags: u32) -> Result<u32, Stop> {
        if scope == 0 {
            return Ok(0);
        }
        let found = self.find_name(scope, name);
        if found != 0 {
            let word = self.raw(found);
            self.set_raw(found, word | flags);
            return Ok(found);
        }
        let at = self.build(if flags & NONLOCAL != 0 { 3 } else { 2 })?;
        self.set_raw(at, name | flags);
        self.set_raw(at + NEXT_NAME, 0);
        let last = self.raw(scope + LAST_NAME);
        self.set_raw(if last == 0 { scope + FIRST_NAME } else { last + NEXT_NAME }, at);
        self.set_raw(scope + LAST_NAME, at);
        Ok(at)
    }

    /// A name is read in the current scope. `super` without arguments reads `__class__` too.
    pub(super) fn use_name(&mut self, name: u32) -> Result<(), Stop> {
        let scope = self.scopes.building.current;
        if scope == 0 {
            return Ok(());
        }
        self.note_name(scope, name, USED)?;
        if name == u32::from(const { name::rom("super") }.0)
            && self.scope_kind(scope) != ScopeKind::Class
        {
            self.note_name(scope, u32::from(const { name::rom("__class__") }.0), USED)?;
        }
        Ok(())
    }

    /// A name is bound in the current scope.
    pub(super) fn bind_name(&mut self, name: u32) -> Result<(), Stop> {
        let scope = self.scopes.building.current;
        self.note_name(scope, name, BOUND)?;
        Ok(())
    }

    /// A name is bound in the current scope, and unbound again.
    pub(super) fn bind_deleted(&mut self, name: u32) -> Result<(), Stop> {
        let scope = self.scopes.building.current;
        self.note_name(scope, name, BOUND | DELETED)?;
        Ok(())
    }

    /// The target of `:=` is bound outside all comprehensions.
    pub(super) fn bind_walrus(&mut self, name: u32, offset: u32) -> Result<(), Stop> {
        if self.scopes.building.iterables > 0 {
            let message =
                "assignment expression cannot be used in a comprehension iterable expression";
            return Err(self.fail(offset, message, Argument::None));
        }
        let mut scope = self.scopes.building.current;
        while scope != 0 && self.scope_kind(scope) == ScopeKind::Comprehension {
            let found = self.find_name(scope, name);
            if found != 0 && self.raw(found) & ITERATION != 0 {
                let message =
                    "assignment expression cannot rebind comprehension iteration variable '{}'";
                return Err(self.fail(offset, message, Argument::Name(Name(name as u16))));
            }
            self.note_name(scope, name, USED)?;
            scope = self.raw(scope + PARENT);
        }
        if scope != 0 && self.scope_kind(scope) == ScopeKind::TypeParameters {
            let message = "named expression cannot be used within the definition of a generic";
            return Err(self.fail(offset, message, Argument::None));
        }
        if scope != self.scopes.building.current
            && scope != 0
            && self.scope_kind(scope) == ScopeKind::Class
        {
            let message =
                "assignment expression within a comprehension cannot be used in a class body";
            return Err(self.fail(offset, message, Argument::None));
        }
        self.note_name(scope, name, BOUND)?;
        Ok(())
    }

    /// A name in a `global` or `nonlocal` statement.
    pub(super) fn declare_name(&mut self, name: u32, flag: u32, offset: u32) -> Result<(), Stop> {
        let scope = self.scopes.building.current;
        if scope == 0 {
            return Ok(());
        }
        let before = match self.find_name(scope, name) {
            0 => 0,
            found => self.raw(found),
        };
        let nonlocal = flag == NONLOCAL;
        let message = if before & PARAMETER != 0 {
            if nonlocal {
                "name '{}' is parameter and nonlocal"
            } else {
                "name '{}' is parameter and global"
            }
        } else if before & (GLOBAL | NONLOCAL) & !flag != 0 {
            "name '{}' is nonlocal and global"
        } else if before & flag != 0 {
            return Ok(());
        } else if before & BOUND != 0 {
            if nonlocal {
                "name '{}' is assigned to before nonlocal declaration"
            } else {
                "name '{}' is assigned to before global declaration"
            }
        } else if before & USED != 0 {
            if nonlocal {
                "name '{}' is used prior to nonlocal declaration"
            } else {
                "name '{}' is used prior to global declaration"
            }
        } else {
            let at = self.note_name(scope, name, flag)?;
            if nonlocal {
                self.set_raw(at + DECLARED_AT, offset);
            }
            return Ok(());
        };
        Err(self.fail(offset, message, Argument::Name(Name(name as u16))))
    }
}
