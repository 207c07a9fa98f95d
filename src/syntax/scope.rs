//! Which name is what, where: Python's scoping rules, worked out before a function is compiled.

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
}
