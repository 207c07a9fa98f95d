//! Expressions: one loop over operands and operators, with no recursion for anything that nests often.
//!
//! The loop reads an operand, then what may follow one. Whatever waits for a further operand is an *open* node (see
//! [`tree`](super::super::tree)): an operator with its left side, a bracket with its items so far. Operators close
//! when a token binds more loosely; brackets and their like (`precedence` 0, the *barriers*) say for themselves what
//! may follow an item of theirs, in [`barrier`](super::barrier).

use super::Parser;
use crate::config;
use crate::syntax::ast::NodeId;
use crate::syntax::error::{Argument, Stop};
use crate::syntax::memory::Memory;
use crate::syntax::token::{TOKENS, Token};
use crate::syntax::tree::{Id, KINDS, Kind};

/// What an expression may be, where the grammar has variants of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Goal(u8);

impl Goal {
    /// `expression`: neither commas nor `:=` outside brackets.
    pub(super) const ONE: Self = Self(0);
    /// `named_expression`
    pub(super) const NAMED: Self = Self(Self::WALRUS);
    /// `expression` or `*expression`, as after `*args:`.
    pub(super) const STARRED: Self = Self(Self::STAR);
    /// `expressions`
    pub(super) const MANY: Self = Self(Self::TUPLE);
    /// `star_expressions`
    pub(super) const STARS: Self = Self(Self::TUPLE | Self::STAR);
    /// `star_expressions` or `yield`
    pub(super) const VALUE: Self = Self(Self::TUPLE | Self::STAR | Self::YIELD);
    /// The targets of `for`, up to `in`.
    pub(super) const TARGETS: Self = Self(Self::TUPLE | Self::STAR | Self::BEFORE_IN);
    /// The expression in a replacement field.
    pub(super) const FIELD: Self = Self(Self::TUPLE | Self::STAR | Self::YIELD | Self::IN_FIELD);
    /// A value in a pattern, up to `|`, `if` or `as`.
    pub(super) const PATTERN: Self = Self(Self::BEFORE_BAR);
    /// The subject of `match`.
    pub(super) const SUBJECT: Self = Self(Self::TUPLE | Self::STAR | Self::WALRUS);

    pub(super) const TUPLE: u8 = 1;
    pub(super) const STAR: u8 = 2;
    pub(super) const YIELD: u8 = 4;
    pub(super) const WALRUS: u8 = 8;
    const BEFORE_IN: u8 = 16;
    const IN_FIELD: u8 = 32;
    const BEFORE_BAR: u8 = 64;

    /// Whether this variant allows one of the above.
    pub(super) fn has(self, what: u8) -> bool {
        self.0 & what != 0
    }
}

/// What the loop does next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Next {
    /// Reads an operand.
    Operand,
    /// Looks at what follows the operand just completed.
    Operator,
    /// The expression is complete.
    Done,
}

// How tightly things bind. Barriers have 0.
const LOOSE: u8 = 1;
const CONDITIONAL: u8 = 2;
const OR: u8 = 4;
const AND: u8 = 5;
const NOT: u8 = 6;
const COMPARE: u8 = 7;
const STAR: u8 = 8;
const BIT_OR: u8 = 9;
const UNARY: u8 = 15;
const POWER: u8 = 16;
const AWAIT: u8 = 17;

/// How tightly a token binds as an operator between operands; 0 if it is none.
static INFIX: [u8; TOKENS] = infix();

const fn infix() -> [u8; TOKENS] {
    let mut table = [0; TOKENS];
    // Plus Minus Star At Slash DoubleSlash Percent DoubleStar ShiftLeft ShiftRight Ampersand Bar Caret
    let binary = [13, 13, 14, 14, 14, 14, 14, POWER, 12, 12, 11, BIT_OR, 10];
    let mut i = 0;
    while i < binary.len() {
        table[Token::Plus as usize + i] = binary[i];
        i += 1;
    }
    let mut token = Token::Less as usize;
    while token <= Token::Not as usize {
        table[token] = COMPARE;
        token += 1;
    }
    table[Token::And as usize] = AND;
    table[Token::Or as usize] = OR;
    table[Token::If as usize] = CONDITIONAL;
    table
}

/// How tightly an open node binds to the operand it waits for; 0 for barriers.
static PRECEDENCE: [u8; KINDS.len()] = {
    let mut table = [0; KINDS.len()];
    let mut i = 0;
    while i < table.len() {
        table[i] = precedence_of(KINDS[i]);
        i += 1;
    }
    table
};

fn precedence(kind: Kind) -> u8 {
    PRECEDENCE[kind as usize]
}

const fn precedence_of(kind: Kind) -> u8 {
    match kind {
        Kind::Add | Kind::Subtract => 13,
        Kind::Multiply | Kind::MatrixMultiply | Kind::Divide | Kind::FloorDivide | Kind::Modulo => {
            14
        }
        Kind::ShiftLeft | Kind::ShiftRight => 12,
        Kind::BitAnd => 11,
        Kind::BitXor => 10,
        Kind::BitOr => BIT_OR,
        Kind::Power => POWER,
        Kind::Negative | Kind::Positive | Kind::Invert => UNARY,
        Kind::Await => AWAIT,
        Kind::Compare => COMPARE,
        Kind::Not => NOT,
        Kind::And => AND,
        Kind::Or => OR,
        Kind::Conditional => CONDITIONAL,
        Kind::Starred | Kind::DoubleStarred => STAR,
        Kind::Lambda
        | Kind::Keyword
        | Kind::Walrus
        | Kind::StarredArgument
        | Kind::DoubleStarredArgument
        | Kind::YieldFrom => LOOSE,
        _ => 0,
    }
}

/// Added to the word of a list in [`HOLES`].
const IN_LIST: u8 = 4;

/// The hole of an open node, by its kind: a word of its own, or the item of the last cell of a list.
static HOLES: [u8; KINDS.len()] = {
    let mut table = [0; KINDS.len()];
    let mut i = 0;
    while i < table.len() {
        table[i] = hole_in(KINDS[i]);
        i += 1;
    }
    table
};

const fn hole_in(kind: Kind) -> u8 {
    match kind {
        Kind::And
        | Kind::Or
        | Kind::Tuple
        | Kind::BareTuple
        | Kind::List
        | Kind::Set
        | Kind::Dict
        | Kind::DictKey
        | Kind::Brace => IN_LIST + 1,
        Kind::Compare
        | Kind::Call
        | Kind::ListComprehension
        | Kind::SetComprehension
        | Kind::DictComprehension
        | Kind::Generator
        | Kind::GeneratorArgument => IN_LIST + 2,
        Kind::Subscript | Kind::ForClause | Kind::AsyncForClause | Kind::SliceStart => 2,
        Kind::Conditional | Kind::SliceStop => 3,
        kind if kind as u8 >= Kind::Add as u8 && kind as u8 <= Kind::BitXor as u8 => 2,
        _ => 1,
    }
}

impl<M: Memory> Parser<'_, M> {
    /// Parses an expression. The current token afterwards is the first that does not belong to it.
    pub(super) fn expression(&mut self, goal: Goal) -> Result<NodeId, Stop> {
        let outer = (self.goal, self.floor);
        self.goal = goal;
        self.floor = self.open;
        self.recursion += 1;
        if usize::from(self.recursion) > config::EXPRESSION_RECURSION_MAX {
            return Err(self.fail_here("too many nested f-strings or lambdas"));
        }
        loop {
            self.operand()?;
            if self.operators()? == Next::Done {
                break;
            }
        }
        self.recursion -= 1;
        (self.goal, self.floor) = outer;
        Ok(NodeId(self.value))
    }

    /// The parenthesized bases of a class: a list of arguments, parsed as those of a call.
    pub(super) fn base_classes(&mut self) -> Result<u32, Stop> {
        let outer = (self.goal, self.floor);
        self.goal = Goal::ONE;
        self.floor = self.open;
        let callee = self.node(Kind::None, self.lexer.start, [])?;
        self.leaf(callee);
        while self.operators()? != Next::Done {
            self.operand()?;
        }
        (self.goal, self.floor) = outer;
        let call = self.value;
        if self.kind(call) != Kind::Call || self.child(call, 1) != callee {
            return Err(self.fail_here("invalid syntax"));
        }
        Ok(self.child(call, 2))
    }

    /// Goes on from an operand until another is needed.
    fn operators(&mut self) -> Result<Next, Stop> {
        loop {
            let token = self.lexer.token;
            let next = match token {
                Token::Dot => self.attribute()?,
                Token::OpenParenthesis => self.call()?,
                Token::OpenBracket => self.subscript()?,
                _ => match INFIX[token as usize] {
                    0 => self.at_barrier()?,
                    binding => self.operator(token, binding)?,
                },
            };
            if next != Next::Operator {
                return Ok(next);
            }
        }
    }

    // Open nodes.

    /// Opens a node, which waits for an operand in its hole.
    pub(super) fn push(&mut self, id: Id) {
        let kind = self.kind(id);
        let (owner, word) = self.hole_of(id, kind);
        self.set_child(owner, word, self.open);
        self.open = id;
        self.open_kind = kind;
    }

    /// Adds a cell to a list of a node, and opens the node for that item.
    pub(super) fn push_item(&mut self, id: Id, word: u32) -> Result<(), Stop> {
        let last = self.child(id, word);
        let cell = self.append(last, self.open)?;
        self.set_child(id, word, cell);
        self.open = id;
        self.open_kind = self.kind(id);
        Ok(())
    }

    /// The word that the operand of an open node goes to.
    pub(super) fn hole(&self, id: Id) -> (Id, u32) {
        self.hole_of(id, self.kind(id))
    }

    fn hole_of(&self, id: Id, kind: Kind) -> (Id, u32) {
        match HOLES[kind as usize] {
            word @ ..IN_LIST => (id, u32::from(word)),
            list => (self.child(id, u32::from(list - IN_LIST)), 0),
        }
    }

    /// Closes the innermost open node with the value, and says which it was.
    pub(super) fn close(&mut self) -> Id {
        let id = self.open;
        let (owner, word) = self.hole_of(id, self.open_kind);
        let outer = self.replace_child(owner, word, self.value);
        self.open = outer;
        self.open_kind = self.kind(outer);
        self.note_height(id, self.height);
        id
    }

    /// The innermost open node is complete: it becomes the value.
    pub(super) fn complete(&mut self, id: Id) -> Result<Next, Stop> {
        self.height = self.completed_height(id)?;
        self.value = id;
        self.parenthesized = false;
        Ok(Next::Operator)
    }

    /// The kind of the innermost open node; `None` at the bottom of this expression.
    pub(super) fn innermost(&self) -> Option<Kind> {
        if self.open == self.floor { None } else { Some(self.open_kind) }
    }

    /// Closes all open operators that bind at least this tightly.
    pub(super) fn reduce(&mut self, binding: u8) -> Result<(), Stop> {
        while let Some(kind) = self.innermost() {
            if precedence(kind) < binding {
                break;
            }
            if kind == Kind::Conditional && self.kind(self.value) == Kind::Conditional {
                // INV-HEIGHT: one in the other's `else` is no level more.
                self.height -= 1;
            }
            let id = self.close();
            match kind {
                Kind::StarredArgument => self.set_kind(id, Kind::Starred),
                Kind::DoubleStarredArgument => self.set_kind(id, Kind::DoubleStarred),
                _ => {}
            }
            self.complete(id)?;
        }
        Ok(())
    }

    /// Where the value starts: an attribute's own offset is that of its name, and so is that of its call.
    pub(super) fn start(&self, mut id: Id) -> usize {
        loop {
            let kind = self.kind(id);
            let below = self.child(id, 1);
            match kind {
                Kind::Attribute => id = below,
                Kind::Call if self.kind(below) == Kind::Attribute => id = below,
                _ => return self.offset(NodeId(id)) as usize,
            }
        }
    }

    /// The word for a first child that is the value.
    pub(super) fn value_word(&self) -> u32 {
        self.value | self.height << 24
    }

    /// The word for the left operand of a link of a chain. INV-HEIGHT: another link is no level more.
    fn left_word(&self) -> u32 {
        let level = u32::from(self.kind(self.value).is_link());
        self.value | (self.height - level) << 24
    }

    // What may follow an operand.

    fn attribute(&mut self) -> Result<Next, Stop> {
        self.lexer.advance()?;
        if self.lexer.token != Token::Name {
            return Err(self.fail_here("invalid syntax"));
        }
        let name = self.name()?;
        let id =
            self.node(Kind::Attribute, self.lexer.start, [self.left_word(), u32::from(name.0)])?;
        self.lexer.advance()?;
        self.complete(id)
    }

    fn call(&mut self) -> Result<Next, Stop> {
        let function = self.value;
        let offset = match self.kind(function) {
            Kind::Attribute => self.offset(NodeId(function)) as usize,
            _ => self.start(function),
        };
        let id = self.node(Kind::Call, offset, [self.left_word(), 0])?;
        self.lexer.advance()?;
        if self.lexer.token == Token::CloseParenthesis {
            self.lexer.advance()?;
            return self.complete(id);
        }
        self.push_item(id, 2)?;
        Ok(Next::Operand)
    }

    fn subscript(&mut self) -> Result<Next, Stop> {
        let offset = self.start(self.value);
        let id = self.node(Kind::Subscript, offset, [self.left_word(), 0])?;
        self.push(id);
        self.lexer.advance()?;
        Ok(Next::Operand)
    }

    fn operator(&mut self, token: Token, binding: u8) -> Result<Next, Stop> {
        match token {
            Token::DoubleStar => self.reduce(binding + 1)?,
            Token::If => self.reduce(binding + 1)?,
            Token::And | Token::Or => self.reduce(binding + 1)?,
            _ if binding == COMPARE => self.reduce(binding + 1)?,
            _ => self.reduce(binding)?,
        }
        if binding <= BIT_OR && self.goal.has(Goal::BEFORE_BAR) && self.open == self.floor {
            return Ok(Next::Done);
        }
        if binding < STAR {
            if self.goal.has(Goal::BEFORE_IN) {
                if self.open == self.floor {
                    return Ok(Next::Done);
                }
                if self.innermost() == Some(Kind::BareTuple) && !self.in_subscript() {
                    return self.barrier();
                }
            }
            if !self.parenthesized
                && matches!(self.kind(self.value), Kind::Starred | Kind::DoubleStarred)
            {
                return Err(self.fail_here("invalid syntax"));
            }
        }
        match token {
            Token::If => self.conditional(),
            Token::And => self.bool_operator(Kind::And),
            Token::Or => self.bool_operator(Kind::Or),
            _ if binding == COMPARE => self.comparison_operator(token),
            _ => {
                let kind = Kind::Add.after(token as u8 - Token::Plus as u8);
                let id = self.node(kind, self.start(self.value), [self.left_word(), 0])?;
                self.push(id);
                self.lexer.advance()?;
                Ok(Next::Operand)
            }
        }
    }

    fn conditional(&mut self) -> Result<Next, Stop> {
        if matches!(self.innermost(), Some(Kind::ForClause | Kind::AsyncForClause | Kind::IfClause))
        {
            return self.at_barrier();
        }
        let fields = [self.height << 24, self.value, 0];
        let id = self.node(Kind::ConditionalTest, self.start(self.value), fields)?;
        self.push(id);
        self.lexer.advance()?;
        Ok(Next::Operand)
    }

    fn bool_operator(&mut self, kind: Kind) -> Result<Next, Stop> {
        let id = if self.innermost() == Some(kind) {
            self.close()
        } else {
            let offset = self.start(self.value);
            let cell = self.append(0, self.value)?;
            self.node(kind, offset, [cell | self.height << 24])?
        };
        self.push_item(id, 1)?;
        self.lexer.advance()?;
        Ok(Next::Operand)
    }

    fn comparison_operator(&mut self, token: Token) -> Result<Next, Stop> {
        let (not_at, mut op) = (self.lexer.start, token as u32 - Token::Less as u32);
        self.lexer.advance()?;
        match token {
            Token::Not => {
                if self.lexer.token != Token::In {
                    return Err(self.lexer.fail(not_at, "invalid syntax", Argument::None));
                }
                op = Token::In as u32 - Token::Less as u32 + 1;
                self.lexer.advance()?;
            }
            Token::Is => {
                op = Token::In as u32 - Token::Less as u32 + 2;
                if self.lexer.token == Token::Not {
                    op += 1;
                    self.lexer.advance()?;
                }
            }
            _ => {}
        }
        let id = if self.innermost() == Some(Kind::Compare) {
            self.close()
        } else {
            self.node(Kind::Compare, self.start(self.value), [self.value_word(), 0])?
        };
        self.push_item(id, 2)?;
        let cell = self.child(id, 2);
        let item = self.child(cell, 0);
        self.set_word(cell, 0, item | op << 24);
        Ok(Next::Operand)
    }

    /// Whether an operator that binds this tightly is waiting, where a looser prefix like `not` must not come.
    pub(super) fn is_bound_tighter(&self, binding: u8) -> bool {
        self.innermost().is_some_and(|kind| precedence(kind) > binding)
    }

    /// Checks that a prefix may come here.
    pub(super) fn check_prefix(&mut self, token: Token) -> Result<(), Stop> {
        let tightest = match token {
            Token::Not => NOT,
            Token::Lambda => CONDITIONAL,
            _ => POWER,
        };
        if self.is_bound_tighter(tightest) { Err(self.fail_here("invalid syntax")) } else { Ok(()) }
    }

    /// All operators before this token are complete.
    fn at_barrier(&mut self) -> Result<Next, Stop> {
        self.reduce(LOOSE)?;
        self.barrier()
    }
}
