//! Operands: names, literals, opening brackets, and what may stand before an operand.

use super::Parser;
use super::expression::Goal;
use crate::syntax::ast::Literal;
use crate::syntax::error::{Argument, Stop};
use crate::syntax::literal;
use crate::syntax::memory::Memory;
use crate::syntax::token::Token;
use crate::syntax::tree::{Id, Kind};

impl<M: Memory> Parser<'_, M> {
    /// Reads an operand with everything before it, up to a value.
    pub(super) fn operand(&mut self) -> Result<(), Stop> {
        loop {
            let at = self.lexer.start;
            let id = match self.lexer.token {
                Token::Name => {
                    let name = self.name()?;
                    self.node(Kind::Name, at, [u32::from(name.0)])?
                }
                Token::Int => self.node(Kind::Int, at, [self.lexer.value])?,
                Token::Str | Token::Bytes | Token::Format | Token::Template => {
                    return self.strings();
                }
                Token::None => self.node(Kind::None, at, [])?,
                Token::True => self.node(Kind::True, at, [])?,
                Token::False => self.node(Kind::False, at, [])?,
                Token::Ellipsis => self.node(Kind::Ellipsis, at, [])?,
                Token::Float => self.number(Kind::Float, 0)?,
                Token::BigInt => self.number(Kind::BigInt, 0)?,
                Token::Imaginary => self.number(Kind::Imaginary, 1)?,
                Token::OpenParenthesis | Token::OpenBracket | Token::OpenBrace => {
                    if self.open_display()? {
                        return Ok(());
                    }
                    continue;
                }
                _ => {
                    if self.prefix()? {
                        return Ok(());
                    }
                    continue;
                }
            };
            self.leaf(id);
            return self.lexer.advance();
        }
    }

    /// A node without children is the value.
    pub(super) fn leaf(&mut self, id: Id) {
        self.value = id;
        self.height = 1;
        self.parenthesized = false;
    }

    fn number(&mut self, kind: Kind, without: usize) -> Result<Id, Stop> {
        let len = self.lexer.at - self.lexer.start - without;
        self.node(kind, self.lexer.start, [len as u32])
    }

    /// Makes the node of a string literal.
    pub(super) fn literal_node(&mut self, literal: Literal) -> Result<Id, Stop> {
        let kind = if literal.form & literal::BYTES != 0 { Kind::Bytes } else { Kind::Str };
        let word = literal.len | u32::from(literal.form) << 24;
        self.node(kind, literal.start as usize, [word])
    }

    /// An opening bracket. True if it is closed at once and so the value.
    fn open_display(&mut self) -> Result<bool, Stop> {
        let (at, token) = (self.lexer.start, self.lexer.token);
        self.lexer.advance()?;
        let (kind, closing) = match token {
            Token::OpenParenthesis => (Kind::Group, Token::CloseParenthesis),
            Token::OpenBracket => (Kind::List, Token::CloseBracket),
            _ => (Kind::Brace, Token::CloseBrace),
        };
        if self.lexer.token == closing {
            let kind = match kind {
                Kind::Group => Kind::Tuple,
                Kind::Brace => Kind::Dict,
                kind => kind,
            };
            let id = self.node(kind, at, [0])?;
            self.leaf(id);
            self.lexer.advance()?;
            return Ok(true);
        }
        let id = self.node(kind, at, [0])?;
        if kind == Kind::Group {
            self.push(id);
        } else {
            self.push_item(id, 1)?;
        }
        Ok(false)
    }

    /// Something before an operand, or something that cannot be here. True if it is a value by itself.
    fn prefix(&mut self) -> Result<bool, Stop> {
        let (at, token) = (self.lexer.start, self.lexer.token);
        let kind = match token {
            Token::Minus => Kind::Negative,
            Token::Plus => Kind::Positive,
            Token::Tilde => Kind::Invert,
            Token::Not => Kind::Not,
            Token::Lambda => return self.lambda(),
            Token::Await => {
                self.note_scoped();
                Kind::Await
            }
            Token::Star | Token::DoubleStar => return self.star(),
            Token::Yield => return self.yield_expression(),
            Token::Colon => return self.slice_without_start(),
            _ => return Err(self.fail_operand()),
        };
        self.check_prefix(token)?;
        let id = self.node(kind, at, [0])?;
        self.push(id);
        self.lexer.advance()?;
        Ok(false)
    }

    /// `*x` or `**x`.
    fn star(&mut self) -> Result<bool, Stop> {
        let (at, token) = (self.lexer.start, self.lexer.token);
        let kind = match (token, self.innermost()) {
            (Token::Star, Some(Kind::Call)) => Kind::StarredArgument,
            (Token::DoubleStar, Some(Kind::Call)) => Kind::DoubleStarredArgument,
            (
                Token::Star,
                Some(
                    Kind::Group
                    | Kind::Tuple
                    | Kind::BareTuple
                    | Kind::List
                    | Kind::Set
                    | Kind::Brace
                    | Kind::Subscript
                    | Kind::Yield,
                ),
            ) => Kind::Starred,
            (Token::Star, None) if self.goal.has(Goal::STAR) => Kind::Starred,
            (Token::DoubleStar, Some(Kind::Brace | Kind::DictKey)) => {
                self.set_kind(self.open, Kind::Dict);
                Kind::DoubleStarred
            }
            (Token::Star, Some(Kind::DictKey)) => {
                return Err(self.fail_here("cannot use a starred expression in a dictionary value"));
            }
            _ => return Err(self.fail_here("invalid syntax")),
        };
        let id = self.node(kind, at, [0])?;
        self.push(id);
        self.lexer.advance()?;
        Ok(false)
    }

    fn yield_expression(&mut self) -> Result<bool, Stop> {
        let at = self.lexer.start;
        let allowed = match self.innermost() {
            None => self.goal.has(Goal::YIELD),
            Some(Kind::Group) => true,
            Some(_) => false,
        };
        if !allowed {
            return Err(self.fail_here("invalid syntax"));
        }
        self.note_scoped();
        self.lexer.advance()?;
        if self.lexer.token == Token::From {
            self.lexer.advance()?;
            let id = self.node(Kind::YieldFrom, at, [0])?;
            self.push(id);
            return Ok(false);
        }
        let id = self.node(Kind::Yield, at, [0])?;
        if self.lexer.token.starts_expression() && self.lexer.token != Token::Yield {
            self.push(id);
            return Ok(false);
        }
        self.leaf(id);
        Ok(true)
    }

    /// `lambda` with its parameters; waits for its body.
    fn lambda(&mut self) -> Result<bool, Stop> {
        let at = self.lexer.start;
        self.check_prefix(Token::Lambda)?;
        if self.goal == Goal::FIELD && self.open == self.floor {
            return Err(
                self.fail_here("f-string: lambda expressions are not allowed without parentheses")
            );
        }
        self.lexer.advance()?;
        self.note_scoped();
        let id = self.node(Kind::Lambda, at, [0, 0])?;
        let (parameters, height) = self.parameters(Token::Colon)?;
        self.set_word(id, 1, height << 24);
        self.set_word(id, 2, parameters);
        if self.lexer.token == Token::Name {
            return Err(self.fail_syntax());
        }
        self.expect(Token::Colon, "expected ':'")?;
        self.push(id);
        Ok(false)
    }

    /// `[:`, or `:` after a comma in a subscript.
    fn slice_without_start(&mut self) -> Result<bool, Stop> {
        if !self.in_subscript() {
            return Err(self.fail_operand());
        }
        self.slice(self.lexer.start, 0, 0)
    }

    /// Whether the innermost open node is a subscript, or a tuple right in one.
    pub(super) fn in_subscript(&self) -> bool {
        match self.innermost() {
            Some(Kind::Subscript) => true,
            Some(Kind::BareTuple) => {
                let outer = self.child(self.child(self.open, 1), 0);
                outer != self.floor && self.kind(outer) == Kind::Subscript
            }
            _ => false,
        }
    }

    /// A slice at its first colon. True if it ends at once and is the value.
    pub(super) fn slice(&mut self, offset: usize, start: Id, height: u32) -> Result<bool, Stop> {
        let id = self.node(Kind::SliceStart, offset, [start | height << 24, 0, 0])?;
        self.lexer.advance()?;
        self.slice_part(id)
    }

    /// After a colon of a slice. True if the slice ends here and is the value.
    pub(super) fn slice_part(&mut self, id: Id) -> Result<bool, Stop> {
        if self.lexer.token == Token::Colon && self.kind(id) == Kind::SliceStart {
            self.set_kind(id, Kind::SliceStop);
            self.lexer.advance()?;
        }
        if matches!(self.lexer.token, Token::CloseBracket | Token::Comma) {
            self.set_kind(id, Kind::Slice);
            self.complete(id)?;
            return Ok(true);
        }
        self.push(id);
        Ok(false)
    }

    /// The current token cannot start an operand.
    #[cold]
    fn fail_operand(&mut self) -> Stop {
        match (self.lexer.token, self.innermost()) {
            (Token::CloseBrace, Some(Kind::Dict)) => {
                self.fail_here("expression expected after dictionary key and ':'")
            }
            (token, None) if self.goal == Goal::FIELD => {
                let message = match token {
                    Token::CloseBrace => "f-string: valid expression required before '}'",
                    Token::Exclamation => "f-string: valid expression required before '!'",
                    Token::Colon | Token::ColonEqual => {
                        "f-string: valid expression required before ':'"
                    }
                    Token::Equal => "f-string: valid expression required before '='",
                    _ => "f-string: expecting a valid expression after '{'",
                };
                self.fail_here(message)
            }
            _ => self.fail_syntax(),
        }
    }

    /// Complains unless the current token is this one, and goes past it.
    pub(super) fn expect(&mut self, token: Token, message: &'static str) -> Result<(), Stop> {
        if self.lexer.token != token {
            return Err(self.fail_expected(message));
        }
        self.lexer.advance()
    }

    /// The complaint about a missing token: an unclosed bracket is the likelier cause when the source ends.
    #[cold]
    pub(super) fn fail_expected(&mut self, message: &'static str) -> Stop {
        if self.lexer.token == Token::End && self.lexer.brackets > 0 {
            return self.fail_syntax();
        }
        self.fail_here(message)
    }

    /// A complaint at the current token.
    #[cold]
    pub(super) fn fail_here(&mut self, message: &'static str) -> Stop {
        self.lexer.fail(self.lexer.start, message, Argument::None)
    }
}
