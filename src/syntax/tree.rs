//! Trees in scratch words: how a node is laid out, made and looked at.
//!
//! A node is a header word, `kind | offset << 8`, and up to three more. The first of those that names a child also
//! carries, in its top byte, the height of the tallest child so far; so trees of more than 255 levels cannot be made,
//! and the parser stops before. INV-HEIGHT: what has to be gone through with a stack is no higher than that. The links
//! of a chain (see [`Kind::is_link`]) count as one level, and so do conditionals in each other's `else`.
//!
//! While a node's child is being parsed the node is *open*: the word the child will go to (its hole) holds the node
//! that was open before, so the parser's stack costs no memory. INV-OPEN: from `Parser::open`, holes lead through all
//! open nodes to 0, innermost first.
//!
//! A list is a ring of cells, `item | tag << 24` and the next cell, known by its last cell: appending and walking
//! need only that.

use super::ast::*;
use super::error::{Argument, Error, Stop};
use super::memory::Memory;
use super::parser::Parser;
use crate::config;
use crate::name::Name;

macro_rules! kinds {
    ($($kind:ident),* $(,)?) => {
        /// What a node is. The last ones occur only while a node is open.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        #[repr(u8)]
        pub(super) enum Kind { $($kind),* }

        /// All kinds, by their numbers.
        pub(super) const KINDS: &[Kind] = &[$(Kind::$kind),*];
    };
}

kinds! {
    // Leaves: Name [name], Int [value], numbers [length], Str and Bytes [length | form << 24].
    Name, None, True, False, Ellipsis, Int, BigInt, Float, Imaginary, Str, Bytes,
    // [items]
    Format, Template,
    // [value] [spec | conversion << 24] [length of its source]
    Field,
    // [operand], in the order of `UnaryOp`
    Negative, Positive, Invert, Not,
    // [operand]
    Await, Starred, DoubleStarred, Yield, YieldFrom,
    // [left] [right], in the order of `BinaryOp`
    Add, Subtract, Multiply, MatrixMultiply, Divide, FloorDivide, Modulo, Power, ShiftLeft, ShiftRight, BitAnd, BitOr,
    BitXor,
    // [items]
    And, Or,
    // [left] [items tagged with operators]
    Compare,
    // [test] [body] [otherwise]
    Conditional,
    // [body] [parameters]
    Lambda,
    // [function] [arguments]
    Call,
    // [value] [name]
    Attribute,
    // [value] [index]
    Subscript,
    // [start] [stop] [step]
    Slice,
    // [items]
    Tuple, List, Set, Dict,
    // [value] [name]
    Keyword,
    // [value] [name]
    Walrus,
    // [element] [clauses]
    ListComprehension, SetComprehension, Generator,
    // [key] [clauses] [value]
    DictComprehension,
    // [target] [iterable]
    ForClause, AsyncForClause,
    // [test]
    IfClause,
    // [annotation] [default] [name | kind << 16]
    Parameter,
    // [bound] [default] [name | kind << 16]
    TypeParameter,
    // [context] [target]
    WithItem,
    // [name | first << 16] [alias + 1]
    Alias,
    // Patterns: [expression]
    ValuePattern, SingletonPattern,
    // [items]
    SequencePattern, OrPattern,
    // [items] [rest + 1]
    MappingPattern,
    // [class] [items]
    ClassPattern,
    // [pattern] [name]
    KeywordPattern,
    // [name + 1]
    StarPattern,
    // [pattern] [name + 1]
    CapturePattern,
    // `(` before it is known what it is: [first]
    Group,
    // A tuple without brackets: [items]
    BareTuple,
    // `{` before it is known what it is; a dict before a key's colon: [items]
    Brace, DictKey,
    // A conditional before `else`; a slice before its first or second colon.
    ConditionalTest, SliceStart, SliceStop,
    // `*x` in a call, where any expression may follow.
    StarredArgument,
    // `**x` in a call.
    DoubleStarredArgument,
    // A generator that is a call's only argument.
    GeneratorArgument,
}

impl Kind {
    /// The kind at a distance from another, for kinds that are in the order of an operator enum.
    pub(super) fn after(self, distance: u8) -> Self {
        KINDS.get(self as usize + usize::from(distance)).copied().unwrap_or(self)
    }

    /// Whether it is a binary operator.
    pub(super) fn is_binary(self) -> bool {
        self >= Self::Add && self <= Self::BitXor
    }

    /// Whether it is a link of a chain, `a + b + c` or `a.b[c](d)`: such trees lean to the left without a bound, and
    /// are gone through in a loop.
    pub(super) fn is_link(self) -> bool {
        self.is_binary() || matches!(self, Self::Attribute | Self::Call | Self::Subscript)
    }

    /// Whether it is a constant: no children, and no name.
    pub(super) fn is_constant(self) -> bool {
        self > Self::Name && self <= Self::Bytes
    }
}

/// INV-SLACK: words kept free behind the last node, so that every node can be read as four words.
const SLACK: usize = 3;

/// The bits of a child's number in a word.
const ID_MASK: u32 = 0x00FF_FFFF;

/// The state of scratch memory, to return to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Mark {
    pub(super) top: u32,
    pub(super) scopes: u32,
}

/// A node just made or completed.
pub(super) type Id = u32;

impl<M: Memory> Parser<'_, M> {
    // Words.

    /// Makes room for words at the top; the index of the first.
    pub(super) fn allocate(&mut self, words: u32) -> Result<Id, Stop> {
        let id = self.top;
        let end = id + words;
        let needed = (self.base + end) as usize + SLACK;
        if needed > self.memory.words().len() {
            self.grow(needed)?;
        }
        self.top = end;
        Ok(id)
    }

    #[cold]
    fn grow(&mut self, needed: usize) -> Result<(), Stop> {
        let more = needed.saturating_sub(self.memory.words().len());
        if needed as u32 > ID_MASK || self.memory.grow(more).is_err() {
            return Err(self.out_of_memory());
        }
        if self.memory.words().len() < needed {
            return Err(self.out_of_memory());
        }
        Ok(())
    }

    #[cold]
    pub(crate) fn out_of_memory(&mut self) -> Stop {
        self.lexer.error = Error::OutOfMemory;
        Stop
    }

    pub(super) fn word(&self, id: Id, index: u32) -> u32 {
        self.memory.words().get((self.base + id + index) as usize).copied().unwrap_or(0)
    }

    pub(super) fn set_word(&mut self, id: Id, index: u32, value: u32) {
        if let Some(word) = self.memory.words_mut().get_mut((self.base + id + index) as usize) {
            *word = value;
        }
    }

    // Making nodes.

    /// Makes a node. The children's height has to be noted apart.
    pub(super) fn node<const FIELDS: usize>(
        &mut self,
        kind: Kind,
        offset: usize,
        fields: [u32; FIELDS],
    ) -> Result<Id, Stop> {
        let id = self.allocate(1 + FIELDS as u32)?;
        let at = (self.base + id) as usize;
        if let Some([header, rest @ ..]) = self.memory.words_mut().get_mut(at..=at + FIELDS) {
            *header = kind as u32 | (offset as u32) << 8;
            rest.copy_from_slice(&fields);
        }
        Ok(id)
    }

    /// Frees a node that was the last thing made.
    pub(super) fn free_last(&mut self, id: Id, words: u32) {
        if id + words == self.top {
            self.top = id;
        }
    }

    pub(super) fn kind(&self, id: Id) -> Kind {
        let header = self.word(id, 0);
        KINDS.get((header & 0xFF) as usize).copied().unwrap_or(Kind::None)
    }

    pub(super) fn set_kind(&mut self, id: Id, kind: Kind) {
        let header = self.word(id, 0);
        self.set_word(id, 0, header & !0xFF | kind as u32);
        if id == self.open {
            self.open_kind = kind;
        }
    }

    /// The child in a word.
    pub(super) fn child(&self, id: Id, index: u32) -> Id {
        self.word(id, index) & ID_MASK
    }

    /// Puts a child into a word, whose top byte stays.
    pub(super) fn set_child(&mut self, id: Id, index: u32, child: Id) {
        self.replace_child(id, index, child);
    }

    /// Puts a child into a word, and returns the one that was there.
    pub(super) fn replace_child(&mut self, id: Id, index: u32, child: Id) -> Id {
        let at = (self.base + id + index) as usize;
        let Some(word) = self.memory.words_mut().get_mut(at) else { return 0 };
        let before = *word;
        *word = before & !ID_MASK | child;
        before & ID_MASK
    }

    /// The top byte of a word.
    pub(super) fn tag(&self, id: Id, index: u32) -> u32 {
        self.word(id, index) >> 24
    }

    /// Notes that a child of an inner node has this height.
    pub(super) fn note_height(&mut self, id: Id, height: u32) {
        let at = (self.base + id + 1) as usize;
        if let Some(word) = self.memory.words_mut().get_mut(at)
            && *word >> 24 < height
        {
            *word = *word & ID_MASK | height << 24;
        }
    }

    /// The height of an inner node whose children are complete.
    pub(super) fn completed_height(&mut self, id: Id) -> Result<u32, Stop> {
        let height = (self.word(id, 1) >> 24) + 1;
        if height as usize > config::EXPRESSION_DEPTH_MAX {
            let offset = self.offset(NodeId(id)) as usize;
            return Err(self.lexer.fail(offset, "too many nested parentheses", Argument::None));
        }
        Ok(height)
    }

    /// Appends to a list, given and returned as its last cell.
    pub(super) fn append(&mut self, last: u32, item: Id) -> Result<u32, Stop> {
        let cell = self.allocate(2)?;
        let base = self.base as usize;
        let words = self.memory.words_mut();
        let mut first = cell;
        if last != 0
            && let Some(link) = words.get_mut(base + last as usize + 1)
        {
            first = core::mem::replace(link, cell);
        }
        if let Some([to_item, to_next, ..]) = words.get_mut(base + cell as usize..) {
            *to_item = item;
            *to_next = first;
        }
        Ok(cell)
    }

    // Looking at nodes.

    /// The left operand of a link of a chain: of a binary operator, an attribute, a call or a subscript.
    pub(crate) fn link(&self, node: NodeId) -> Option<NodeId> {
        self.kind(node.0).is_link().then(|| NodeId(self.child(node.0, 1)))
    }

    /// Puts a node in the place of a link's left operand, which is returned: on the way down a chain the link above,
    /// on the way back the operand again.
    pub(crate) fn turn_link(&mut self, node: NodeId, other: NodeId) -> NodeId {
        NodeId(self.replace_child(node.0, 1, other.0))
    }

    /// Decodes a node.
    pub(crate) fn expr(&self, node: NodeId) -> Expr {
        let at = (self.base + node.0) as usize;
        // INV-SLACK: there are words behind the last node.
        let Some(&[header, first, second, third]) = self.memory.words().get(at..at + 4) else {
            return Expr::None;
        };
        let kind = KINDS.get((header & 0xFF) as usize).copied().unwrap_or(Kind::None);
        match kind {
            Kind::Name => Expr::Name(Name(first as u16)),
            Kind::None => Expr::None,
            Kind::True => Expr::True,
            Kind::False => Expr::False,
            Kind::Ellipsis => Expr::Ellipsis,
            Kind::Int => Expr::Int(first as i32),
            Kind::BigInt => Expr::BigInt(span(header, first)),
            Kind::Float => Expr::Float(span(header, first)),
            Kind::Imaginary => Expr::Imaginary(span(header, first)),
            Kind::Str => Expr::Str(literal(header, first)),
            Kind::Bytes => Expr::Bytes(literal(header, first)),
            Kind::Format => Expr::Format(list_in(first)),
            Kind::Template => Expr::Template(list_in(first)),
            Kind::Field => Expr::Field(field(header, first, second, third)),
            Kind::Negative => Expr::Unary(UnaryOp::Negative, id_in(first)),
            Kind::Positive => Expr::Unary(UnaryOp::Positive, id_in(first)),
            Kind::Invert => Expr::Unary(UnaryOp::Invert, id_in(first)),
            Kind::Not => Expr::Unary(UnaryOp::Not, id_in(first)),
            Kind::Await => Expr::Await(id_in(first)),
            Kind::Starred => Expr::Starred(id_in(first)),
            Kind::DoubleStarred => Expr::DoubleStarred(id_in(first)),
            Kind::Yield => Expr::Yield(optional_in(first)),
            Kind::YieldFrom => Expr::YieldFrom(id_in(first)),
            Kind::And => Expr::Bool(BoolOp::And, list_in(first)),
            Kind::Or => Expr::Bool(BoolOp::Or, list_in(first)),
            Kind::Compare => Expr::Compare(id_in(first), list_in(second)),
            Kind::Conditional => Expr::Conditional {
                test: id_in(first),
                body: id_in(second),
                otherwise: id_in(third),
            },
            Kind::Lambda => Expr::Lambda { parameters: list_in(second), body: id_in(first) },
            Kind::Call => Expr::Call { function: id_in(first), arguments: list_in(second) },
            Kind::Attribute => Expr::Attribute(id_in(first), Name(second as u16)),
            Kind::Subscript => Expr::Subscript(id_in(first), id_in(second)),
            Kind::Slice => Expr::Slice {
                start: optional_in(first),
                stop: optional_in(second),
                step: optional_in(third),
            },
            Kind::Tuple => Expr::Tuple(list_in(first)),
            Kind::List => Expr::List(list_in(first)),
            Kind::Set => Expr::Set(list_in(first)),
            Kind::Dict => Expr::Dict(list_in(first)),
            Kind::Keyword => Expr::Keyword(Name(second as u16), id_in(first)),
            Kind::Walrus => Expr::Walrus(Name(second as u16), id_in(first)),
            Kind::ListComprehension => comprehension(ComprehensionKind::List, first, second, None),
            Kind::SetComprehension => comprehension(ComprehensionKind::Set, first, second, None),
            Kind::DictComprehension => {
                comprehension(ComprehensionKind::Dict, first, second, optional_in(third))
            }
            Kind::Generator => comprehension(ComprehensionKind::Generator, first, second, None),
            _ => match binary(kind) {
                Some(op) => Expr::Binary(op, id_in(first), id_in(second)),
                None => Expr::None,
            },
        }
    }

    /// Where a node is in the source: its first byte, except that an attribute and its call are at the attribute's
    /// name, and a generator that is a call's only argument just before its element.
    pub(crate) fn offset(&self, node: NodeId) -> u32 {
        self.word(node.0, 0) >> 8
    }

    fn id(&self, id: Id, index: u32) -> NodeId {
        id_in(self.word(id, index))
    }

    fn optional(&self, id: Id, index: u32) -> Option<NodeId> {
        optional_in(self.word(id, index))
    }

    fn list(&self, id: Id, index: u32) -> List {
        list_in(self.word(id, index))
    }

    /// The next item of a list.
    pub(crate) fn item(&self, items: &mut Items) -> Option<NodeId> {
        self.next_item(items).map(id_in)
    }

    /// The next item of a list with its tag.
    fn next_item(&self, items: &mut Items) -> Option<u32> {
        if items.at == 0 {
            return None;
        }
        let words = self.memory.words();
        let base = self.base as usize;
        let cell = words.get(base + items.at as usize + 1).copied().unwrap_or(0);
        items.at = if cell == items.last { 0 } else { cell };
        words.get(base + cell as usize).copied()
    }

    /// How many items a list has.
    pub(crate) fn count(&self, list: List) -> usize {
        let mut items = list.items();
        let mut count = 0;
        while self.next_item(&mut items).is_some() {
            count += 1;
        }
        count
    }

    /// The next operator and operand of an [`Expr::Compare`].
    pub(crate) fn comparison(&self, items: &mut Items) -> Option<(CompareOp, NodeId)> {
        const OPERATORS: [CompareOp; 10] = [
            CompareOp::Less,
            CompareOp::LessEqual,
            CompareOp::Equal,
            CompareOp::NotEqual,
            CompareOp::Greater,
            CompareOp::GreaterEqual,
            CompareOp::In,
            CompareOp::NotIn,
            CompareOp::Is,
            CompareOp::IsNot,
        ];
        let item = self.next_item(items)?;
        let op = OPERATORS.get((item >> 24) as usize).copied()?;
        Some((op, id_in(item)))
    }

    /// Decodes an item of a comprehension's clauses.
    pub(crate) fn comprehension_clause(&self, node: NodeId) -> ComprehensionClause {
        let id = node.0;
        let kind = self.kind(id);
        if kind == Kind::IfClause {
            return ComprehensionClause::If(self.id(id, 1));
        }
        let is_async = kind == Kind::AsyncForClause;
        ComprehensionClause::For { target: self.id(id, 1), iterable: self.id(id, 2), is_async }
    }

    /// Decodes an item of a function's or lambda's parameters.
    pub(crate) fn parameter(&self, node: NodeId) -> Parameter {
        let id = node.0;
        let (name, kind) = self.parameter_name(id);
        Parameter { name, kind, annotation: self.optional(id, 1), default: self.optional(id, 2) }
    }

    /// Decodes an item of type parameters.
    pub(crate) fn type_parameter(&self, node: NodeId) -> TypeParameter {
        let id = node.0;
        let (name, kind) = self.parameter_name(id);
        TypeParameter { name, kind, bound: self.optional(id, 1), default: self.optional(id, 2) }
    }

    fn parameter_name(&self, id: Id) -> (Name, ParameterKind) {
        let word = self.word(id, 3);
        let kind = match word >> 16 {
            0 => ParameterKind::PositionalOnly,
            1 => ParameterKind::Positional,
            2 => ParameterKind::Star,
            3 => ParameterKind::KeywordOnly,
            _ => ParameterKind::DoubleStar,
        };
        (Name(word as u16), kind)
    }

    /// Decodes an item of a `with`.
    pub(crate) fn with_item(&self, node: NodeId) -> WithItem {
        WithItem { context: self.id(node.0, 1), target: self.optional(node.0, 2) }
    }

    /// Decodes an item of an import.
    pub(crate) fn alias(&self, node: NodeId) -> Alias {
        let names = self.word(node.0, 1);
        let alias = self.word(node.0, 2);
        Alias {
            name: Name(names as u16),
            first: Name((names >> 16) as u16),
            alias: optional_name(alias),
        }
    }

    /// Decodes a pattern of a `case`.
    pub(crate) fn pattern(&self, node: NodeId) -> Pattern {
        let id = node.0;
        match self.kind(id) {
            Kind::ValuePattern => Pattern::Value(self.id(id, 1)),
            Kind::SingletonPattern => Pattern::Singleton(self.id(id, 1)),
            Kind::SequencePattern => Pattern::Sequence(self.list(id, 1)),
            Kind::OrPattern => Pattern::Or(self.list(id, 1)),
            Kind::MappingPattern => {
                Pattern::Mapping { items: self.list(id, 1), rest: optional_name(self.word(id, 2)) }
            }
            Kind::ClassPattern => {
                Pattern::Class { class: self.id(id, 1), arguments: self.list(id, 2) }
            }
            Kind::KeywordPattern => Pattern::Keyword(Name(self.word(id, 2) as u16), self.id(id, 1)),
            Kind::StarPattern => Pattern::Star(optional_name(self.word(id, 1))),
            _ => Pattern::Capture {
                pattern: self.optional(id, 1),
                name: optional_name(self.word(id, 2)),
            },
        }
    }
}

fn id_in(word: u32) -> NodeId {
    NodeId(word & ID_MASK)
}

fn optional_in(word: u32) -> Option<NodeId> {
    let child = word & ID_MASK;
    if child == 0 { None } else { Some(NodeId(child)) }
}

fn list_in(word: u32) -> List {
    List { last: word & ID_MASK }
}

fn span(header: u32, len: u32) -> Span {
    Span { start: header >> 8, len }
}

fn literal(header: u32, word: u32) -> Literal {
    Literal { start: header >> 8, len: word & ID_MASK, form: (word >> 24) as u8 }
}

fn field(header: u32, value: u32, spec: u32, len: u32) -> Field {
    let conversion = match spec >> 24 {
        0 => Conversion::None,
        1 => Conversion::Str,
        2 => Conversion::Repr,
        _ => Conversion::Ascii,
    };
    Field { value: id_in(value), conversion, spec: optional_in(spec), source: span(header, len) }
}

fn comprehension(
    kind: ComprehensionKind,
    element: u32,
    clauses: u32,
    value: Option<NodeId>,
) -> Expr {
    Expr::Comprehension { kind, element: id_in(element), value, clauses: list_in(clauses) }
}

/// A name kept as its number plus one, 0 for none.
fn optional_name(word: u32) -> Option<Name> {
    word.checked_sub(1).map(|number| Name(number as u16))
}

fn binary(kind: Kind) -> Option<BinaryOp> {
    Some(match kind {
        Kind::Add => BinaryOp::Add,
        Kind::Subtract => BinaryOp::Subtract,
        Kind::Multiply => BinaryOp::Multiply,
        Kind::MatrixMultiply => BinaryOp::MatrixMultiply,
        Kind::Divide => BinaryOp::Divide,
        Kind::FloorDivide => BinaryOp::FloorDivide,
        Kind::Modulo => BinaryOp::Modulo,
        Kind::Power => BinaryOp::Power,
        Kind::ShiftLeft => BinaryOp::ShiftLeft,
        Kind::ShiftRight => BinaryOp::ShiftRight,
        Kind::BitAnd => BinaryOp::And,
        Kind::BitOr => BinaryOp::Or,
        Kind::BitXor => BinaryOp::Xor,
        _ => return None,
    })
}

impl List {
    /// A place before the first item.
    pub(crate) fn items(self) -> Items {
        Items { at: self.last, last: self.last }
    }

    /// Whether there are no items.
    pub(crate) fn is_empty(self) -> bool {
        self.last == 0
    }
}
