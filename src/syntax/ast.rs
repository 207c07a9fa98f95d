//! The shape of Python: what the parser hands out. Plain `Copy` data; children are [`NodeId`]s and [`List`]s.
//!
//! A statement comes by value ([`Statement`]), its expressions lie in scratch memory as small nodes and are looked at
//! with [`Parser::expr`](super::Parser::expr), which decodes one node into an [`Expr`]. Children are always one level
//! down, and no tree is deeper than [`config::EXPRESSION_DEPTH_MAX`](crate::config::EXPRESSION_DEPTH_MAX), so a
//! compiler may recurse over it, but for two things: down the left operands of links
//! ([`Parser::link`](super::Parser::link)) and down the `otherwise` of conditionals it has to go in a loop.

use crate::name::Name;

/// A node in scratch memory, good until the parser is reset to a mark from before it was made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct NodeId(pub(crate) u32);

impl NodeId {
    /// No node.
    pub(crate) const NONE: Self = Self(0);
}

/// A sequence of nodes. Iterate with [`Parser::item`](super::Parser::item):
/// `let mut items = list.items(); while let Some(node) = parser.item(&mut items) { ... }`
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct List {
    /// The last cell, whose link leads to the first; 0 for an empty list.
    pub(in crate::syntax) last: u32,
}

impl List {
    pub(crate) const EMPTY: Self = Self { last: 0 };
}

/// A place in a [`List`], holding no borrow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Items {
    /// The cell before the next one; 0 at the end.
    pub(super) at: u32,
    pub(super) last: u32,
}

/// A piece of the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Span {
    /// Offset of the first byte.
    pub(crate) start: u32,
    /// Length in bytes.
    pub(crate) len: u32,
}

/// A string or bytes literal (or several adjacent ones), still in the source:
/// [`Parser::text`](super::Parser::text) decodes it. Its escapes have been checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Literal {
    /// Where it starts.
    pub(super) start: u32,
    /// Length of the decoded text in bytes (of UTF-8, for str).
    pub(crate) len: u32,
    pub(super) form: u8,
}

/// An expression, one level deep.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Expr {
    /// An identifier, already mangled where Python says so. (`__debug__` is an ordinary name here.)
    Name(Name),
    /// `None`
    None,
    /// `True`
    True,
    /// `False`
    False,
    /// `...`
    Ellipsis,
    /// An integer that fits 32 bits with sign; never negative (`-1` is a unary minus).
    Int(i32),
    /// A larger integer: its text with prefix and underscores, checked.
    BigInt(Span),
    /// A floating-point number: its text, checked, underscores included.
    Float(Span),
    /// An imaginary number: its text without the `j`, checked.
    Imaginary(Span),
    /// A str literal.
    Str(Literal),
    /// A bytes literal.
    Bytes(Literal),
    /// An f-string: items are `Str` and `Field`, in order. May be empty.
    Format(List),
    /// A t-string: items are `Str` and `Field`, in order.
    Template(List),
    /// A replacement field of an f-string or t-string; only inside those.
    Field(Field),
    /// `-a`, `not a`, ...
    Unary(UnaryOp, NodeId),
    /// `a + b`, ...
    Binary(BinaryOp, NodeId, NodeId),
    /// `a and b and c`: two or more items.
    Bool(BoolOp, List),
    /// `a < b <= c`: the first operand, then the others with their operators
    /// ([`Parser::comparison`](super::Parser::comparison)).
    Compare(NodeId, List),
    /// `body if test else otherwise`
    Conditional { test: NodeId, body: NodeId, otherwise: NodeId },
    /// `lambda parameters: body`; a scope. Items are for [`Parser::parameter`](super::Parser::parameter).
    Lambda { parameters: List, body: NodeId },
    /// A call. Arguments are in source order: `Starred`, `Keyword`, `DoubleStarred` or any other expression.
    Call { function: NodeId, arguments: List },
    /// `value.name`
    Attribute(NodeId, Name),
    /// `value[index]`; the index may be a `Slice` or a `Tuple` with slices and starred items.
    Subscript(NodeId, NodeId),
    /// `start:stop:step`, only inside subscripts.
    Slice { start: Option<NodeId>, stop: Option<NodeId>, step: Option<NodeId> },
    /// `a, *b`; items may be `Starred`.
    Tuple(List),
    /// `[a, *b]`; items may be `Starred`.
    List(List),
    /// `{a, *b}`; items may be `Starred`.
    Set(List),
    /// `{k: v, **d}`: an item is `DoubleStarred`, or it is a key and the item after it is its value.
    Dict(List),
    /// `*value`: in displays, calls, subscripts and assignment targets.
    Starred(NodeId),
    /// `**value` in a call or a dict display.
    DoubleStarred(NodeId),
    /// `name=value` in a call.
    Keyword(Name, NodeId),
    /// `[element for ...]` and its kin; a scope. `value` is there for dict comprehensions, where `element` is the
    /// key. Clauses are for [`Parser::comprehension_clause`](super::Parser::comprehension_clause); the first is a
    /// `for`.
    Comprehension { kind: ComprehensionKind, element: NodeId, value: Option<NodeId>, clauses: List },
    /// `name := value`
    Walrus(Name, NodeId),
    /// `await value`
    Await(NodeId),
    /// `yield value`
    Yield(Option<NodeId>),
    /// `yield from value`
    YieldFrom(NodeId),
}

/// `{value!conversion:spec}`. The text of `{value=}` comes as a `Str` item before the field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Field {
    /// The expression.
    pub(crate) value: NodeId,
    /// `!r` and the like. `{value=}` without a spec has `Repr`.
    pub(crate) conversion: Conversion,
    /// The format spec: a `Str` or a `Format`.
    pub(crate) spec: Option<NodeId>,
    /// The expression's text (for t-strings).
    pub(crate) source: Span,
}

/// `!s`, `!r`, `!a`
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Conversion {
    None,
    Str,
    Repr,
    Ascii,
}

/// Operators with one operand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum UnaryOp {
    Negative,
    Positive,
    Invert,
    Not,
}

/// Operators with two operands, the ones that augmented assignment has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    MatrixMultiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
    ShiftLeft,
    ShiftRight,
    And,
    Or,
    Xor,
}

/// Operators that stop early.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum BoolOp {
    And,
    Or,
}

/// Comparison operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum CompareOp {
    Less,
    LessEqual,
    Equal,
    NotEqual,
    Greater,
    GreaterEqual,
    In,
    NotIn,
    Is,
    IsNot,
}

/// What a comprehension makes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ComprehensionKind {
    List,
    Set,
    Dict,
    Generator,
}

/// `for target in iterable` or `if test` in a comprehension. The first iterable belongs to the enclosing scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ComprehensionClause {
    For { target: NodeId, iterable: NodeId, is_async: bool },
    If(NodeId),
}

/// One parameter of a function or lambda, in source order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Parameter {
    /// Its name, mangled.
    pub(crate) name: Name,
    /// How it is passed. The bare `*` and `/` markers do not appear, they decide the kinds.
    pub(crate) kind: ParameterKind,
    /// `: annotation`. On `*args: *Ts` a `Starred`.
    pub(crate) annotation: Option<NodeId>,
    /// `= default`
    pub(crate) default: Option<NodeId>,
}

/// How a parameter is passed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub(crate) enum ParameterKind {
    /// Before `/`.
    PositionalOnly,
    /// By position or keyword.
    Positional,
    /// `*args`
    Star,
    /// After `*` or `*args`.
    KeywordOnly,
    /// `**kwargs`
    DoubleStar,
}

/// A type parameter: `T: bound = default`, `*Ts`, `**P`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct TypeParameter {
    pub(crate) name: Name,
    /// `Positional` for a plain one, `Star` or `DoubleStar`.
    pub(crate) kind: ParameterKind,
    pub(crate) bound: Option<NodeId>,
    pub(crate) default: Option<NodeId>,
}

/// `context as target` in a `with`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct WithItem {
    pub(crate) context: NodeId,
    pub(crate) target: Option<NodeId>,
}

/// `name as alias` in an import.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Alias {
    /// The whole dotted name.
    pub(crate) name: Name,
    /// Its first part: what a plain `import a.b` binds (mangled).
    pub(crate) first: Name,
    /// After `as` (mangled).
    pub(crate) alias: Option<Name>,
}

/// A `case` pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Pattern {
    /// Compare with `==`: a number, string, or dotted name.
    Value(NodeId),
    /// Compare with `is`: `None`, `True`, `False`.
    Singleton(NodeId),
    /// `[a, *b]`: items are patterns, at most one is a `Star`.
    Sequence(List),
    /// `{k: p, **rest}`: items are a key (an expression) and the pattern after it, alternately.
    Mapping { items: List, rest: Option<Name> },
    /// `Class(a, name=b)`: items are patterns, the last ones may be `Keyword`.
    Class { class: NodeId, arguments: List },
    /// `name=pattern` inside `Class`.
    Keyword(Name, NodeId),
    /// `*name` or `*_` inside `Sequence`.
    Star(Option<Name>),
    /// `pattern as name`; a bare name has no pattern; `_` has neither.
    Capture { pattern: Option<NodeId>, name: Option<Name> },
    /// `a | b`: two or more items.
    Or(List),
}

/// A simple statement, or the header of a compound one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Statement {
    pub(crate) kind: StatementKind,
    /// Offset of its first token. For a decorated function or class that of `def` or `class`.
    pub(crate) offset: u32,
    /// Line of that token, from 1.
    pub(crate) line: u32,
}

/// After a compound header (`If` to `Match`), [`Parser::statement`](super::Parser::statement) gives the statements of
/// its body up to `BlockEnd`, and then [`Parser::clause`](super::Parser::clause) must be asked for what follows,
/// except after `Def`, `Class` and `With`, which have no clauses. `Match` is followed directly by `clause`, for its
/// cases.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum StatementKind {
    /// The current block is over; at the top level, the source.
    BlockEnd,
    Pass,
    /// Checked to be in a loop of this function.
    Break,
    /// Checked to be in a loop of this function.
    Continue,
    Expression(NodeId),
    /// `a = b = value`: targets in source order.
    Assign {
        targets: List,
        value: NodeId,
    },
    /// `target: annotation = value`. `simple`: a bare name, which is the only kind that makes an annotation.
    Annotate {
        target: NodeId,
        annotation: NodeId,
        value: Option<NodeId>,
        simple: bool,
    },
    /// `target op= value`
    Augment {
        op: BinaryOp,
        target: NodeId,
        value: NodeId,
    },
    /// Checked to be in a function.
    Return(Option<NodeId>),
    Raise {
        exception: Option<NodeId>,
        cause: Option<NodeId>,
    },
    /// `del a, b`: items are targets, perhaps `Tuple` or `List` of targets.
    Delete(List),
    Assert {
        test: NodeId,
        message: Option<NodeId>,
    },
    /// Items are for [`Parser::alias`](super::Parser::alias).
    Import(List),
    /// `from ..module import names`; `level` dots; an empty list is `*`.
    ImportFrom {
        module: Option<Name>,
        level: u32,
        names: List,
    },
    /// Items are `Name`. The scope table knows them already.
    Global(List),
    /// Items are `Name`. The scope table knows them already.
    Nonlocal(List),
    /// `type name[parameters] = value`
    TypeAlias {
        name: Name,
        parameters: List,
        value: NodeId,
    },
    If {
        test: NodeId,
    },
    While {
        test: NodeId,
    },
    For {
        target: NodeId,
        iterable: NodeId,
        is_async: bool,
    },
    /// Items are for [`Parser::with_item`](super::Parser::with_item).
    With {
        items: List,
        is_async: bool,
    },
    Try,
    Def(Def),
    Class(Class),
    Match {
        subject: NodeId,
    },
}

/// The header of a function; a scope, whose position is [`Statement::offset`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Def {
    /// What is bound, mangled.
    pub(crate) name: Name,
    /// For [`Parser::parameter`](super::Parser::parameter).
    pub(crate) parameters: List,
    pub(crate) returns: Option<NodeId>,
    /// Expressions, in source order.
    pub(crate) decorators: List,
    /// For [`Parser::type_parameter`](super::Parser::type_parameter).
    pub(crate) type_parameters: List,
    pub(crate) is_async: bool,
}

/// The header of a class; a scope, whose position is [`Statement::offset`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Class {
    /// What is bound, mangled.
    pub(crate) name: Name,
    /// Bases and keywords, as in a call.
    pub(crate) arguments: List,
    /// Expressions, in source order.
    pub(crate) decorators: List,
    /// For [`Parser::type_parameter`](super::Parser::type_parameter).
    pub(crate) type_parameters: List,
}

/// What a clause follows, for [`Parser::clause`](super::Parser::clause).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum After {
    /// The body of `if` or `elif`: `Elif` or `Else` may come.
    If,
    /// The body of `while` or `for`: `Else` may come.
    Loop,
    /// The body of `try`: `Except` or `Finally` must come.
    Try,
    /// The body of an `except` (`except*` if `star`, `except:` if `bare`): `Except`, `Else` or `Finally` may come.
    Except { star: bool, bare: bool },
    /// The `else` body of a `try`: `Finally` may come.
    TryElse,
    /// The header of a `match`: `Case` must come.
    Match,
    /// The body of a `case`: `Case` may come, and `End` closes the `match`.
    Case,
}

/// A further clause of a compound statement; its body comes from [`Parser::statement`](super::Parser::statement).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Clause {
    pub(crate) kind: ClauseKind,
    /// Offset of its keyword.
    pub(crate) offset: u32,
    /// Line of its keyword.
    pub(crate) line: u32,
}

/// See [`Clause`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ClauseKind {
    /// The compound statement is over.
    End,
    Elif {
        test: NodeId,
    },
    Else,
    Except {
        class: Option<NodeId>,
        name: Option<Name>,
        star: bool,
    },
    Finally,
    Case {
        pattern: NodeId,
        guard: Option<NodeId>,
    },
}
