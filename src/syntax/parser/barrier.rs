//! What brackets and their like do when an item of theirs is complete.

use super::Parser;
use super::expression::{Goal, Next};
use crate::syntax::ast::NodeId;
use crate::syntax::error::{Argument, Stop};
use crate::syntax::memory::Memory;
use crate::syntax::token::Token;
use crate::syntax::tree::{Id, Kind};

/// What a call has had so far, in the top byte of its second word.
const SEEN_KEYWORD: u32 = 1;
const SEEN_DOUBLE_STAR: u32 = 2;

impl<M: Memory> Parser<'_, M> {
    /// The value is complete up to a barrier; the current token follows it.
    pub(super) fn barrier(&mut self) -> Result<Next, Stop> {
        let Some(kind) = self.innermost() else { return self.bottom() };
        match kind {
            Kind::Group => self.in_group(),
            Kind::Tuple => self.in_list(Token::CloseParenthesis, Kind::Tuple),
            Kind::List => self.in_brackets(),
            Kind::Call => self.in_call(),
            Kind::Subscript => self.in_index(),
            Kind::BareTuple => self.in_bare_tuple(),
            Kind::Brace | Kind::Set | Kind::Dict | Kind::DictKey => self.in_braces(kind),
            Kind::SliceStart | Kind::SliceStop => self.in_slice(),
            Kind::ConditionalTest => {
                if self.lexer.token != Token::Else {
                    let start = self.offset(NodeId(self.open)) as usize;
                    let message = "expected 'else' after 'if' expression";
                    return Err(self.lexer.fail(start, message, Argument::None));
                }
                let id = self.close();
                self.set_kind(id, Kind::Conditional);
                self.push(id);
                self.lexer.advance()?;
                Ok(Next::Operand)
            }
            Kind::Yield => {
                if self.lexer.token == Token::Comma {
                    return self.begin_bare_tuple();
                }
                if self.kind(self.value) == Kind::Starred {
                    return Err(
                        self.fail_at(NodeId(self.value), "can't use starred expression here")
                    );
                }
                let id = self.close();
                self.complete(id)
            }
            Kind::ForClause | Kind::AsyncForClause | Kind::IfClause => self.in_clause(kind),
            _ => Err(self.fail_syntax()),
        }
    }

    /// At the bottom of an expression.
    fn bottom(&mut self) -> Result<Next, Stop> {
        match self.lexer.token {
            Token::Comma if self.goal.has(Goal::TUPLE) => self.begin_bare_tuple(),
            Token::ColonEqual if self.goal.has(Goal::WALRUS) => self.walrus(),
            _ => Ok(Next::Done),
        }
    }

    /// The value is the first item of a tuple without brackets.
    fn begin_bare_tuple(&mut self) -> Result<Next, Stop> {
        let offset = self.start(self.value);
        let cell = self.append(0, self.value)?;
        let id = self.node(Kind::BareTuple, offset, [cell | self.height << 24])?;
        self.after_bare_comma(id)
    }

    fn after_bare_comma(&mut self, id: Id) -> Result<Next, Stop> {
        self.lexer.advance()?;
        let more = self.lexer.token.starts_expression();
        let closes = self.open != self.floor && self.kind(self.open) == Kind::Subscript;
        if more || (closes && self.lexer.token == Token::Colon) {
            self.push_item(id, 1)?;
            return Ok(Next::Operand);
        }
        if self.lexer.token == Token::Comma {
            return Err(self.fail_here("invalid syntax"));
        }
        self.finish_bare_tuple(id)
    }

    fn finish_bare_tuple(&mut self, id: Id) -> Result<Next, Stop> {
        self.set_kind(id, Kind::Tuple);
        self.complete(id)
    }

    fn in_bare_tuple(&mut self) -> Result<Next, Stop> {
        match self.lexer.token {
            Token::Comma => {
                let id = self.close();
                self.after_bare_comma(id)
            }
            Token::Colon if self.in_subscript() => self.begin_slice(),
            Token::ColonEqual if self.in_subscript() || self.goal.has(Goal::WALRUS) => {
                self.walrus()
            }
            _ => {
                let id = self.close();
                self.finish_bare_tuple(id)
            }
        }
    }

    /// `name := value`
    fn walrus(&mut self) -> Result<Next, Stop> {
        if self.kind(self.value) != Kind::Name || self.parenthesized {
            return Err(self.fail_walrus());
        }
        let (offset, name) = (self.offset(NodeId(self.value)), self.word(self.value, 1));
        self.free_last(self.value, 2);
        let id = self.node(Kind::Walrus, offset as usize, [0, name])?;
        self.push(id);
        self.lexer.advance()?;
        Ok(Next::Operand)
    }

    /// `for` or `async for` after the element of a comprehension. The bracket's node gives way to that of the
    /// comprehension.
    fn begin_comprehension(&mut self, kind: Kind, offset: usize, key: Id) -> Result<Next, Stop> {
        let bracket = self.close();
        let element = self.value;
        let height = self.tag(bracket, 1);
        if self.kind(element) == Kind::Starred {
            let message = match kind {
                Kind::DictComprehension => "dict unpacking cannot be used in dict comprehension",
                _ => "iterable unpacking cannot be used in comprehension",
            };
            return Err(self.lexer.fail(self.start(element), message, Argument::None));
        }
        let id = if kind == Kind::DictComprehension {
            self.node(kind, offset, [key | height << 24, 0, element])?
        } else {
            self.node(kind, offset, [element | height << 24, 0])?
        };
        self.for_clause(id)
    }

    /// A `for` of the comprehension, up to `in`.
    fn for_clause(&mut self, comprehension: Id) -> Result<Next, Stop> {
        let at = self.lexer.start;
        self.note_scoped();
        let mut kind = Kind::ForClause;
        if self.lexer.token == Token::Async {
            kind = Kind::AsyncForClause;
            self.lexer.advance()?;
            if self.lexer.token != Token::For {
                return Err(self.fail_here("invalid syntax"));
            }
        }
        self.lexer.advance()?;
        self.push_item(comprehension, 2)?;
        let target = self.expression(Goal::TARGETS)?;
        self.check_target(target, super::target::Use::For)?;
        if self.lexer.token != Token::In {
            return Err(self.fail_expected("'in' expected after for-loop variables"));
        }
        self.lexer.advance()?;
        let id = self.node(kind, at, [target.0 | self.height << 24, 0])?;
        self.push(id);
        Ok(Next::Operand)
    }

    /// A clause of a comprehension is complete.
    fn in_clause(&mut self, kind: Kind) -> Result<Next, Stop> {
        if self.lexer.token == Token::ColonEqual && kind == Kind::IfClause {
            return self.walrus();
        }
        let clause = self.close();
        self.complete(clause)?;
        let comprehension = self.close();
        let closing = match self.kind(comprehension) {
            Kind::ListComprehension => Token::CloseBracket,
            Kind::SetComprehension | Kind::DictComprehension => Token::CloseBrace,
            _ => Token::CloseParenthesis,
        };
        match self.lexer.token {
            Token::For | Token::Async => self.for_clause(comprehension),
            Token::If => {
                let id = self.node(Kind::IfClause, self.lexer.start, [0])?;
                self.lexer.advance()?;
                self.push_item(comprehension, 2)?;
                self.push(id);
                Ok(Next::Operand)
            }
            token if token == closing => {
                if self.kind(comprehension) == Kind::GeneratorArgument {
                    self.set_kind(comprehension, Kind::Generator);
                } else {
                    self.lexer.advance()?;
                }
                self.complete(comprehension)
            }
            Token::Comma if self.kind(comprehension) == Kind::GeneratorArgument => {
                let start = self.start(self.child(comprehension, 1));
                Err(self.lexer.fail(
                    start,
                    "Generator expression must be parenthesized",
                    Argument::None,
                ))
            }
            _ => {
                self.push(comprehension);
                Err(self.fail_syntax())
            }
        }
    }

    /// In `(`, after the first item.
    fn in_group(&mut self) -> Result<Next, Stop> {
        let offset = self.offset(NodeId(self.open)) as usize;
        match self.lexer.token {
            Token::CloseParenthesis => {
                self.check_starred()?;
                self.close();
                self.parenthesized = true;
                self.lexer.advance()?;
                Ok(Next::Operator)
            }
            Token::Comma
                if !matches!(self.kind(self.value), Kind::Yield | Kind::YieldFrom)
                    || self.parenthesized =>
            {
                let id = self.close();
                let cell = self.append(0, self.value)?;
                self.set_child(id, 1, cell);
                self.set_kind(id, Kind::Tuple);
                self.after_comma(id, Token::CloseParenthesis)
            }
            Token::For | Token::Async => self.begin_comprehension(Kind::Generator, offset, 0),
            Token::ColonEqual => self.walrus(),
            _ => Err(self.fail_item()),
        }
    }

    /// In a list of items, at a token that must separate or close.
    fn in_list(&mut self, closing: Token, kind: Kind) -> Result<Next, Stop> {
        match self.lexer.token {
            Token::Comma => {
                let id = self.close();
                self.after_comma(id, closing)
            }
            Token::ColonEqual => self.walrus(),
            token if token == closing => {
                let id = self.close();
                self.set_kind(id, kind);
                self.lexer.advance()?;
                self.complete(id)
            }
            _ => Err(self.fail_item()),
        }
    }

    /// After a comma in brackets: another item, or the end.
    fn after_comma(&mut self, id: Id, closing: Token) -> Result<Next, Stop> {
        self.lexer.advance()?;
        if self.lexer.token == closing {
            self.lexer.advance()?;
            return self.complete(id);
        }
        self.push_item(id, 1)?;
        Ok(Next::Operand)
    }

    fn in_brackets(&mut self) -> Result<Next, Stop> {
        if matches!(self.lexer.token, Token::For | Token::Async) && self.has_one_item() {
            let offset = self.offset(NodeId(self.open)) as usize;
            return self.begin_comprehension(Kind::ListComprehension, offset, 0);
        }
        self.in_list(Token::CloseBracket, Kind::List)
    }

    /// Whether the innermost open node is at its first item.
    fn has_one_item(&self) -> bool {
        let last = self.child(self.open, 1);
        self.word(last, 1) == last
    }

    fn in_braces(&mut self, kind: Kind) -> Result<Next, Stop> {
        let offset = self.offset(NodeId(self.open)) as usize;
        match (kind, self.lexer.token) {
            (Kind::Brace | Kind::DictKey, Token::Colon) => {
                self.check_starred()?;
                let id = self.close();
                self.set_kind(id, Kind::Dict);
                let colon = self.lexer.start;
                self.lexer.advance()?;
                if matches!(self.lexer.token, Token::Comma | Token::CloseBrace) {
                    let message = "expression expected after dictionary key and ':'";
                    return Err(self.lexer.fail(colon, message, Argument::None));
                }
                if self.lexer.token == Token::Star {
                    return Err(
                        self.fail_here("cannot use a starred expression in a dictionary value")
                    );
                }
                self.push_item(id, 1)?;
                Ok(Next::Operand)
            }
            (Kind::DictKey, _) => {
                let previous = self.lexer.previous_end.saturating_sub(1);
                let message = "':' expected after dictionary key";
                if self.lexer.token == Token::End {
                    return Err(self.fail_syntax());
                }
                Err(self.lexer.fail(previous, message, Argument::None))
            }
            (Kind::Brace, Token::For | Token::Async) => {
                self.begin_comprehension(Kind::SetComprehension, offset, 0)
            }
            (Kind::Brace | Kind::Set, _) => {
                self.set_kind(self.open, Kind::Set);
                self.in_list(Token::CloseBrace, Kind::Set)
            }
            (_, Token::For | Token::Async) => self.begin_dict_comprehension(offset),
            (_, Token::Comma) => {
                let id = self.close();
                self.lexer.advance()?;
                if self.lexer.token == Token::CloseBrace {
                    self.lexer.advance()?;
                    return self.complete(id);
                }
                self.set_kind(id, Kind::DictKey);
                self.push_item(id, 1)?;
                Ok(Next::Operand)
            }
            (_, Token::ColonEqual) => Err(self.fail_here("invalid syntax")),
            _ => self.in_list(Token::CloseBrace, Kind::Dict),
        }
    }

    fn begin_dict_comprehension(&mut self, offset: usize) -> Result<Next, Stop> {
        if self.kind(self.value) == Kind::DoubleStarred {
            let message = "dict unpacking cannot be used in dict comprehension";
            return Err(self.lexer.fail(self.start(self.value), message, Argument::None));
        }
        let last = self.child(self.open, 1);
        let first = self.word(last, 1);
        if self.word(first, 1) != last {
            return Err(self.fail_item());
        }
        let key = self.child(first, 0);
        self.begin_comprehension(Kind::DictComprehension, offset, key)
    }

    /// In a call's arguments.
    fn in_call(&mut self) -> Result<Next, Stop> {
        match self.lexer.token {
            Token::Equal => self.keyword_argument(),
            Token::ColonEqual => self.walrus(),
            Token::For | Token::Async => self.generator_argument(),
            Token::Comma => {
                self.check_argument()?;
                let id = self.close();
                self.lexer.advance()?;
                if self.lexer.token == Token::CloseParenthesis {
                    self.lexer.advance()?;
                    return self.complete(id);
                }
                self.push_item(id, 2)?;
                Ok(Next::Operand)
            }
            Token::CloseParenthesis => {
                self.check_argument()?;
                let id = self.close();
                self.lexer.advance()?;
                self.complete(id)
            }
            _ => Err(self.fail_item()),
        }
    }

    fn keyword_argument(&mut self) -> Result<Next, Stop> {
        if self.kind(self.value) != Kind::Name || self.parenthesized {
            return Err(self.fail_keyword());
        }
        let (offset, name) = (self.offset(NodeId(self.value)), self.word(self.value, 1));
        self.free_last(self.value, 2);
        if name == u32::from(const { crate::name::rom("__debug__") }.0) {
            return Err(self.lexer.fail(
                offset as usize,
                "cannot assign to __debug__",
                Argument::None,
            ));
        }
        let id = self.node(Kind::Keyword, offset as usize, [0, name])?;
        self.push(id);
        self.lexer.advance()?;
        if matches!(self.lexer.token, Token::Comma | Token::CloseParenthesis) {
            return Err(self.lexer.fail(
                offset as usize,
                "expected argument value expression",
                Argument::None,
            ));
        }
        Ok(Next::Operand)
    }

    /// Checks that the argument just read may follow those before it.
    fn check_argument(&mut self) -> Result<(), Stop> {
        let call = self.open;
        let seen = self.tag(call, 2);
        let kind = self.kind(self.value);
        let starred = matches!(kind, Kind::Starred | Kind::DoubleStarred | Kind::Keyword)
            && !self.parenthesized;
        let add = match kind {
            Kind::Keyword if starred => {
                self.check_repeated_keyword()?;
                SEEN_KEYWORD
            }
            Kind::DoubleStarred if starred => SEEN_DOUBLE_STAR,
            _ if seen == 0 => return Ok(()),
            Kind::Starred if starred => {
                if seen & SEEN_DOUBLE_STAR != 0 {
                    let message = "iterable argument unpacking follows keyword argument unpacking";
                    return Err(self.lexer.fail(self.start(self.value), message, Argument::None));
                }
                return Ok(());
            }
            _ => {
                let message = if seen & SEEN_DOUBLE_STAR != 0 {
                    "positional argument follows keyword argument unpacking"
                } else {
                    "positional argument follows keyword argument"
                };
                return Err(self.fail_here(message));
            }
        };
        let word = self.word(call, 2);
        self.set_word(call, 2, word | add << 24);
        Ok(())
    }

    fn check_repeated_keyword(&mut self) -> Result<(), Stop> {
        let name = self.word(self.value, 2);
        let last = self.child(self.open, 2);
        let mut cell = self.word(last, 1);
        while cell != last {
            let item = self.child(cell, 0);
            if self.kind(item) == Kind::Keyword && self.word(item, 2) == name {
                let name = Argument::Name(crate::name::Name(name as u16));
                let offset = self.offset(NodeId(self.value)) as usize;
                return Err(self.lexer.fail(offset, "keyword argument repeated: {}", name));
            }
            cell = self.word(cell, 1);
        }
        Ok(())
    }

    /// A generator as an argument without parentheses of its own: it must be the only one.
    fn generator_argument(&mut self) -> Result<Next, Stop> {
        let last = self.child(self.open, 2);
        let only = self.word(last, 1) == last;
        if matches!(self.kind(self.value), Kind::Keyword) && !self.parenthesized {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return Err(self.lexer.fail(self.start(self.value), message, Argument::None));
        }
        if matches!(self.kind(self.value), Kind::Starred | Kind::DoubleStarred)
            && !self.parenthesized
        {
            let message = "iterable unpacking cannot be used in comprehension";
            return Err(self.lexer.fail(self.start(self.value), message, Argument::None));
        }
        let start = self.start(self.value);
        // A scope is known by its offset: the byte before the element is inside the call's parentheses and starts
        // nothing.
        let fields = [self.value_word(), 0];
        if !only {
            return Err(self.lexer.fail(
                start,
                "Generator expression must be parenthesized",
                Argument::None,
            ));
        }
        let id = self.node(Kind::GeneratorArgument, start.saturating_sub(1), fields)?;
        self.for_clause(id)
    }

    /// In `[` of a subscript.
    fn in_index(&mut self) -> Result<Next, Stop> {
        match self.lexer.token {
            Token::CloseBracket => {
                if self.kind(self.value) == Kind::Starred && !self.parenthesized {
                    let offset = self.start(self.value);
                    let cell = self.append(0, self.value)?;
                    let id = self.node(Kind::Tuple, offset, [cell | self.height << 24])?;
                    self.complete(id)?;
                }
                let id = self.close();
                self.lexer.advance()?;
                self.complete(id)
            }
            Token::Comma => self.begin_bare_tuple(),
            Token::Colon => self.begin_slice(),
            Token::ColonEqual => self.walrus(),
            _ => Err(self.fail_item()),
        }
    }

    /// The value is the start of a slice.
    fn begin_slice(&mut self) -> Result<Next, Stop> {
        if matches!(self.kind(self.value), Kind::Starred | Kind::Slice) && !self.parenthesized {
            return Err(self.fail_here("invalid syntax"));
        }
        let offset = self.start(self.value);
        let done = self.slice(offset, self.value, self.height)?;
        Ok(if done { Next::Operator } else { Next::Operand })
    }

    fn in_slice(&mut self) -> Result<Next, Stop> {
        let id = self.close();
        if self.lexer.token == Token::Colon && self.kind(id) == Kind::SliceStart {
            let done = self.slice_part(id)?;
            return Ok(if done { Next::Operator } else { Next::Operand });
        }
        self.set_kind(id, Kind::Slice);
        self.complete(id)
    }

    /// A starred item must be among others.
    pub(super) fn check_starred(&mut self) -> Result<(), Stop> {
        if self.kind(self.value) == Kind::Starred && !self.parenthesized {
            let message = "cannot use starred expression here";
            return Err(self.lexer.fail(self.start(self.value), message, Argument::None));
        }
        Ok(())
    }
}
