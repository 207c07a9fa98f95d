//! Which name is what, where: Python's scoping rules, worked out before a function is compiled.
//!
//! A top-level function or class is parsed twice. The first time, statement by statement, only its scopes are kept:
//! [`walk`] records what each statement does with names ([`build`]), [`resolve`] connects uses with bindings and
//! leaves a compact table in scratch. For other top-level statements the lambdas and comprehensions in them are
//! walked in place.
//!
//! A table is `[older table, end]`, then its scopes in order of appearance: four words (see [`Record`]), then a word
//! for each name, `name | slot << 16 | deleted << 28 | kind << 29`.

mod build;
mod resolve;
mod walk;

use super::memory::Memory;
use super::parser::Parser;
use crate::name::Name;

/// What is parsed, and so what top-level code may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mode {
    /// A file, or `exec`.
    Module,
    /// One expression; the parser gives one `Expression` statement. Leading blanks are allowed.
    Eval,
    /// An interactive statement: `BlockEnd` comes after the first statement (or line of simple statements).
    Single,
}

/// A function, class, lambda or comprehension whose names are known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Scope(pub(super) u32);

/// What kind of scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum ScopeKind {
    Function,
    Lambda,
    Class,
    Comprehension,
    /// Of a generic function, class or `type` statement, around it: holds its type parameters.
    TypeParameters,
}

/// What a name means in a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Symbol {
    /// A local variable (or parameter) that no inner scope uses: its slot.
    Local(u16),
    /// A local variable (or parameter) that inner scopes use; it has a slot too, for its cell.
    Cell(u16),
    /// A variable of an enclosing function: its number among this scope's free variables.
    Free(u16),
    /// A module variable, or a builtin.
    Global,
    /// In a class body: bound here, so first this class's dictionary, then global.
    Class,
    /// In a class body, read but also a variable of an enclosing function: first the class's dictionary, then this
    /// free variable.
    ClassFree(u16),
}

/// Counts and facts of one scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct ScopeFacts {
    pub(crate) kind: ScopeKind,
    /// How many slots `Local` and `Cell` symbols use: parameters first, in the order the caller passes them
    /// (positional ones, keyword-only ones, `*args`, `**kwargs`), then locals in order of appearance.
    pub(crate) slots: u16,
    /// How many of them are parameters. A comprehension has one, its first iterator.
    pub(crate) parameters: u16,
    /// How many free variables.
    pub(crate) free: u16,
    /// `yield` occurs: a generator (or an async generator).
    pub(crate) is_generator: bool,
    /// `async def`, or an asynchronous comprehension.
    pub(crate) is_async: bool,
    /// A class some method of which needs its `__class__` cell.
    pub(crate) needs_class_cell: bool,
    /// A comprehension none of whose own variables an inner function uses: it can be compiled in place, as part of
    /// what encloses it. What it uses of that is not made a cell for its sake.
    pub(crate) is_inlined: bool,
}

/// The tables of scopes, newest first.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scopes {
    /// The word at which the newest table starts; 0 for none.
    newest: u32,
    building: build::Building,
}

impl Scopes {
    /// For [`Mark`](super::Mark).
    pub(super) fn newest(self) -> u32 {
        self.newest
    }

    /// Returns to the tables of an earlier time.
    pub(super) fn forget_after(&mut self, newest: u32) {
        self.newest = newest;
    }
}

/// Words of a scope in a table before its names.
const RECORD_WORDS: u32 = 4;

/// What is kept of a scope: `offset | kind << 24`, `slots | parameters << 16`, `names | free << 16`, flags.
struct Record;

impl Record {
    const GENERATOR: u32 = 1;
    const ASYNC: u32 = 2;
    const CLASS_CELL: u32 = 4;
    const INLINED: u32 = 32;
}

/// How a name in a table is bound; its place in the word.
const KIND_SHIFT: u32 = 29;
const SLOT_MASK: u32 = 0x0FFF;
/// In the word of a name: some `del` or `except` clause unbinds it.
const DELETED: u32 = 1 << 28;

const LOCAL: u32 = 0;
const CELL: u32 = 1;
const FREE: u32 = 2;
const GLOBAL: u32 = 3;
const CLASS: u32 = 4;
const CLASS_FREE: u32 = 5;
/// In a class body: bound here, and besides a free variable that inner functions use.
const CLASS_AND_FREE: u32 = 6;

/// Slots that a scope can have.
const SLOTS_MAX: u32 = SLOT_MASK;

impl<M: Memory> Parser<'_, M> {
    /// A word by its index in scratch.
    fn raw(&self, index: u32) -> u32 {
        self.memory.words().get(index as usize).copied().unwrap_or(0)
    }

    fn set_raw(&mut self, index: u32, value: u32) {
        if let Some(word) = self.memory.words_mut().get_mut(index as usize) {
            *word = value;
        }
    }

    /// The scope of a `def` or `class` statement, a lambda or a comprehension, by its offset.
    pub(crate) fn scope(&self, offset: u32) -> Option<Scope> {
        let mut table = self.scopes.newest;
        while table != 0 {
            let end = self.raw(table + 1);
            let mut at = table + 2;
            while at < end {
                if self.raw(at) & 0x00FF_FFFF == offset {
                    return Some(Scope(at));
                }
                at += RECORD_WORDS + (self.raw(at + 2) & 0xFFFF);
            }
            table = self.raw(table);
        }
        None
    }

    /// What is known of a scope besides its names.
    pub(crate) fn facts(&self, scope: Scope) -> ScopeFacts {
        let [first, slots, names, flags] = [0, 1, 2, 3].map(|word| self.raw(scope.0 + word));
        let kind = match first >> 24 {
            0 => ScopeKind::Function,
            1 => ScopeKind::Lambda,
            2 => ScopeKind::Class,
            3 => ScopeKind::Comprehension,
            _ => ScopeKind::TypeParameters,
        };
        ScopeFacts {
            kind,
            slots: slots as u16,
            parameters: (slots >> 16) as u16,
            free: (names >> 16) as u16,
            is_generator: flags & Record::GENERATOR != 0,
            is_async: flags & Record::ASYNC != 0,
            needs_class_cell: flags & Record::CLASS_CELL != 0,
            is_inlined: flags & Record::INLINED != 0,
        }
    }

    /// For tests: all scopes with their offsets, newest table first.
    #[cfg(test)]
    pub(super) fn each_scope(&self, mut see: impl FnMut(Scope, u32)) {
        let mut table = self.scopes.newest;
        while table != 0 {
            let end = self.raw(table + 1);
            let mut at = table + 2;
            while at < end {
                see(Scope(at), self.raw(at) & 0x00FF_FFFF);
                at += RECORD_WORDS + (self.raw(at + 2) & 0xFFFF);
            }
            table = self.raw(table);
        }
    }

    /// For tests: all names of a scope.
    #[cfg(test)]
    pub(super) fn each_name(&self, scope: Scope, mut see: impl FnMut(Name)) {
        for index in 0..self.raw(scope.0 + 2) & 0xFFFF {
            see(Name(self.raw(scope.0 + RECORD_WORDS + index) as u16));
        }
    }

    /// The word of a name in a scope.
    fn symbol_word(&self, scope: Scope, wanted: impl Fn(u32) -> bool) -> Option<u32> {
        let first = scope.0 + RECORD_WORDS;
        let count = self.raw(scope.0 + 2) & 0xFFFF;
        let range = first as usize..(first + count) as usize;
        let words = self.memory.words().get(range).unwrap_or_default();
        words.iter().copied().find(|&word| wanted(word))
    }

    /// What a name means in a scope.
    pub(crate) fn lookup(&self, scope: Scope, name: Name) -> Symbol {
        let found = self.symbol_word(scope, |word| word as u16 == name.0);
        let Some(word) = found else { return Symbol::Global };
        let slot = (word >> 16 & SLOT_MASK) as u16;
        match word >> KIND_SHIFT {
            LOCAL => Symbol::Local(slot),
            CELL => Symbol::Cell(slot),
            FREE => Symbol::Free(slot),
            CLASS | CLASS_AND_FREE => Symbol::Class,
            CLASS_FREE => Symbol::ClassFree(slot),
            _ => Symbol::Global,
        }
    }

    /// Where a scope gets a cell for an inner function's free variable: `Cell` or `Free`; `None` if it has none.
    pub(crate) fn capture(&self, scope: Scope, name: Name) -> Option<Symbol> {
        let word = self.symbol_word(scope, |word| word as u16 == name.0)?;
        let slot = (word >> 16 & SLOT_MASK) as u16;
        match word >> KIND_SHIFT {
            CELL => Some(Symbol::Cell(slot)),
            FREE | CLASS_FREE | CLASS_AND_FREE => Some(Symbol::Free(slot)),
            _ => None,
        }
    }

    /// The name of a free variable, by its number.
    pub(crate) fn free_variable(&self, scope: Scope, number: u16) -> Option<Name> {
        let found = self.symbol_word(scope, |word| {
            matches!(word >> KIND_SHIFT, FREE | CLASS_FREE | CLASS_AND_FREE)
                && word >> 16 & SLOT_MASK == u32::from(number)
        });
        found.map(|word| Name(word as u16))
    }

    /// The name of a parameter or local variable, by its slot; a comprehension's first has none.
    pub(crate) fn slot_name(&self, scope: Scope, slot: u16) -> Option<Name> {
        let found = self.symbol_word(scope, |word| {
            matches!(word >> KIND_SHIFT, LOCAL | CELL) && word >> 16 & SLOT_MASK == u32::from(slot)
        });
        found.map(|word| Name(word as u16))
    }

    /// Those of the first 64 slots whose variables may become unbound again: bit `n` is for slot `n`.
    pub(crate) fn deleted_slots(&self, scope: Scope) -> u64 {
        let first = scope.0 + RECORD_WORDS;
        let count = self.raw(scope.0 + 2) & 0xFFFF;
        let mut slots = 0;
        for at in first..first + count {
            let word = self.raw(at);
            if word & DELETED != 0 && word >> KIND_SHIFT == LOCAL {
                slots |= 1u64.checked_shl(word >> 16 & SLOT_MASK).unwrap_or(0);
            }
        }
        slots
    }
}
