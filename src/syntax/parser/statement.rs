//! Statements.

use super::expression::Goal;
use super::target::Use;
use super::{Context, Line, Parser};
use crate::syntax::ast::{BinaryOp, List, NodeId, Statement, StatementKind};
use crate::syntax::error::{Argument, Stop};
use crate::syntax::memory::Memory;
use crate::syntax::scope::Mode;
use crate::syntax::token::Token;
use crate::syntax::tree::Kind;

const AUGMENTED: [BinaryOp; 13] = [
    BinaryOp::Add,
    BinaryOp::Subtract,
    BinaryOp::Multiply,
    BinaryOp::MatrixMultiply,
    BinaryOp::Divide,
    BinaryOp::FloorDivide,
    BinaryOp::Modulo,
    BinaryOp::Power,
    BinaryOp::ShiftLeft,
    BinaryOp::ShiftRight,
    BinaryOp::And,
    BinaryOp::Or,
    BinaryOp::Xor,
];

impl<M: Memory> Parser<'_, M> {
    /// The next statement of the current block, or `BlockEnd`.
    pub(crate) fn statement(&mut self) -> Result<Statement, Stop> {
        if self.context.contains(Context::NESTED) {
            return self.next_statement();
        }
        self.analyse_definition()?;
        let statement = self.next_statement()?;
        self.analyse_expressions(&statement)?;
        Ok(statement)
    }

    /// The next statement, without its scopes.
    pub(in crate::syntax) fn next_statement(&mut self) -> Result<Statement, Stop> {
        self.begin_expressions();
        match self.line {
            Line::InlineEnd | Line::Complete => return Ok(self.end_block()),
            Line::Middle | Line::Inline => return self.simple_statement(),
            Line::Start => {}
        }
        let (offset, line) = self.statement_start(false);
        if self.mode == Mode::Eval {
            return self.eval_input(offset, line);
        }
        match self.lexer.token {
            Token::Dedent => {
                self.lexer.advance()?;
                Ok(self.end_block())
            }
            Token::End => Ok(self.end_block()),
            Token::Name if self.lexer.text() == b"match" => self.match_statement(),
            Token::If => {
                self.lexer.advance()?;
                let test = self.expression(Goal::NAMED)?;
                self.begin_block(self.context, self.class, "'if' statement", line)?;
                Ok(Statement { kind: StatementKind::If { test }, offset, line })
            }
            Token::While => {
                self.lexer.advance()?;
                let test = self.expression(Goal::NAMED)?;
                self.begin_block(self.loop_context(), self.class, "'while' statement", line)?;
                Ok(Statement { kind: StatementKind::While { test }, offset, line })
            }
            Token::For => self.for_statement(false),
            Token::Try => {
                self.lexer.advance()?;
                self.begin_block(self.context, self.class, "'try' statement", line)?;
                Ok(Statement { kind: StatementKind::Try, offset, line })
            }
            Token::With => self.with_statement(false),
            Token::Def => self.def(0, false),
            Token::Class => self.class_statement(0),
            Token::At => self.decorated(),
            Token::Async => self.async_statement(0),
            _ => self.simple_statement(),
        }
    }

    /// Where the current statement starts. For `async` statements, whose first token has been passed, where that was.
    pub(super) fn statement_start(&self, after_async: bool) -> (u32, u32) {
        if after_async {
            // Only blanks can be between `async` and the next token, or a joined line.
            let start = self.lexer.previous_end.saturating_sub(5);
            let lines = super::lexer::lines(self.lexer.source, start, self.lexer.start);
            return (start as u32, self.lexer.line - lines);
        }
        (self.lexer.start as u32, self.lexer.line)
    }

    fn loop_context(&self) -> Context {
        (self.context | Context::LOOP) - Context::EXCEPT_STAR
    }

    /// One expression, and nothing else.
    fn eval_input(&mut self, offset: u32, line: u32) -> Result<Statement, Stop> {
        let value = self.expression(Goal::MANY)?;
        while self.lexer.token == Token::Newline {
            self.lexer.advance()?;
        }
        if self.lexer.token != Token::End {
            return Err(self.fail_syntax());
        }
        self.line = Line::Complete;
        Ok(Statement { kind: StatementKind::Expression(value), offset, line })
    }

    pub(super) fn async_statement(&mut self, decorators: u32) -> Result<Statement, Stop> {
        let start = self.lexer.start;
        self.lexer.advance()?;
        let message = match self.lexer.token {
            Token::Def => return self.def(decorators, true),
            Token::For if decorators == 0 => "'async for' outside async function",
            Token::With if decorators == 0 => "'async with' outside async function",
            _ => return Err(self.fail_syntax()),
        };
        if !self.context.contains(Context::ASYNC) {
            return Err(self.lexer.fail(start, message, Argument::None));
        }
        if self.lexer.token == Token::For {
            self.for_statement(true)
        } else {
            self.with_statement(true)
        }
    }

    fn for_statement(&mut self, is_async: bool) -> Result<Statement, Stop> {
        let (offset, line) = self.statement_start(is_async);
        self.lexer.advance()?;
        let target = self.expression(Goal::TARGETS)?;
        self.check_target(target, Use::For)?;
        self.expect(Token::In, "invalid syntax")?;
        let iterable = self.star_expressions(Goal::STARS)?;
        self.begin_block(self.loop_context(), self.class, "'for' statement", line)?;
        Ok(Statement { kind: StatementKind::For { target, iterable, is_async }, offset, line })
    }

    /// An expression that may not be a lone starred one.
    fn star_expressions(&mut self, goal: Goal) -> Result<NodeId, Stop> {
        let node = self.expression(goal)?;
        if self.kind(node.0) == Kind::Starred {
            return Err(self.fail_at(node, "can't use starred expression here"));
        }
        Ok(node)
    }

    fn with_statement(&mut self, is_async: bool) -> Result<Statement, Stop> {
        let (offset, line) = self.statement_start(is_async);
        self.lexer.advance()?;
        let mut items = None;
        if self.lexer.token == Token::OpenParenthesis {
            // `(` may open the first expression, or all the items: that shows only after the closing one.
            let (place, top) = (self.lexer.place(), self.top);
            self.lexer.advance()?;
            items = self.with_items(Some(Token::CloseParenthesis)).ok();
            if items.is_none() {
                self.lexer.go_to(place);
                self.top = top;
                self.begin_expressions();
            }
        }
        let items = match items {
            Some(items) => items,
            None => self.with_items(None)?,
        };
        let what = "'with' statement";
        self.begin_block(self.context, self.class, what, line)?;
        Ok(Statement {
            kind: StatementKind::With { items: List { last: items }, is_async },
            offset,
            line,
        })
    }

    /// Items of a `with`, up to a closing parenthesis and `:` if they are in parentheses.
    fn with_items(&mut self, closing: Option<Token>) -> Result<u32, Stop> {
        let mut last = 0;
        loop {
            let offset = self.lexer.start;
            let context = self.expression(Goal::ONE)?;
            let mut target = 0;
            if self.lexer.token == Token::As {
                self.lexer.advance()?;
                let node = self.expression(Goal::ONE)?;
                self.check_target(node, Use::With)?;
                target = node.0;
            }
            let id = self.node(Kind::WithItem, offset, [context.0, target])?;
            last = self.append(last, id)?;
            if self.lexer.token != Token::Comma {
                break;
            }
            self.lexer.advance()?;
            if closing.is_some_and(|token| token == self.lexer.token) {
                break;
            }
        }
        if let Some(token) = closing {
            self.expect(token, "invalid syntax")?;
            if self.lexer.token != Token::Colon {
                return Err(Stop);
            }
        }
        Ok(last)
    }

    /// A simple statement, and the separator after it.
    pub(super) fn simple_statement(&mut self) -> Result<Statement, Stop> {
        let (offset, line) = self.statement_start(false);
        let kind = self.simple_kind()?;
        self.last_line = self.lexer.line;
        match self.lexer.token {
            Token::Semicolon => {
                self.lexer.advance()?;
                if self.lexer.token == Token::Newline {
                    self.end_line()?;
                } else if self.line == Line::Start {
                    self.line = Line::Middle;
                }
            }
            Token::Newline => self.end_line()?,
            _ => return Err(self.fail_statement_end(kind)),
        }
        Ok(Statement { kind, offset, line })
    }

    /// At the newline after simple statements.
    fn end_line(&mut self) -> Result<(), Stop> {
        let inline = self.line == Line::Inline;
        self.line = if inline { Line::InlineEnd } else { Line::Start };
        if self.mode == Mode::Single && self.depth == 0 {
            self.line = Line::Complete;
        }
        self.lexer.advance()
    }

    #[cold]
    fn fail_statement_end(&mut self, kind: StatementKind) -> Stop {
        if let StatementKind::Expression(node) = kind
            && self.kind(node.0) == Kind::Name
            && !self.parenthesized
            && self.lexer.token.starts_expression()
        {
            let offset = self.offset(node);
            let text =
                self.lexer.source.get(offset as usize..self.lexer.previous_end).unwrap_or_default();
            let message = match text {
                b"print" => "Missing parentheses in call to 'print'. Did you mean print(...)?",
                b"exec" => "Missing parentheses in call to 'exec'. Did you mean exec(...)?",
                _ => "invalid syntax",
            };
            if message != "invalid syntax" {
                return self.lexer.fail(offset as usize, message, Argument::None);
            }
        }
        self.fail_syntax()
    }

    fn simple_kind(&mut self) -> Result<StatementKind, Stop> {
        let token = self.lexer.token;
        match token {
            Token::Pass | Token::Break | Token::Continue => {
                self.check_jump(token)?;
                self.lexer.advance()?;
                Ok(match token {
                    Token::Pass => StatementKind::Pass,
                    Token::Break => StatementKind::Break,
                    _ => StatementKind::Continue,
                })
            }
            Token::Return => self.return_statement(),
            Token::Raise => self.raise_statement(),
            Token::Del => self.del_statement(),
            Token::Assert => {
                self.lexer.advance()?;
                let test = self.expression(Goal::ONE)?;
                let mut message = None;
                if self.lexer.token == Token::Comma {
                    self.lexer.advance()?;
                    message = Some(self.expression(Goal::ONE)?);
                }
                Ok(StatementKind::Assert { test, message })
            }
            Token::Import => self.import(),
            Token::From => self.import_from(),
            Token::Global => Ok(StatementKind::Global(self.declared_names()?)),
            Token::Nonlocal => Ok(StatementKind::Nonlocal(self.declared_names()?)),
            Token::Name if self.lexer.text() == b"type" => self.type_statement(),
            _ => self.expression_statement(),
        }
    }

    fn check_jump(&mut self, token: Token) -> Result<(), Stop> {
        let message = match token {
            Token::Break | Token::Continue if self.context.contains(Context::EXCEPT_STAR) => {
                "'break', 'continue' and 'return' cannot appear in an except* block"
            }
            Token::Break if !self.context.contains(Context::LOOP) => "'break' outside loop",
            Token::Continue if !self.context.contains(Context::LOOP) => {
                "'continue' not properly in loop"
            }
            _ => return Ok(()),
        };
        Err(self.fail_here(message))
    }

    fn return_statement(&mut self) -> Result<StatementKind, Stop> {
        if !self.context.contains(Context::FUNCTION) {
            return Err(self.fail_here("'return' outside function"));
        }
        if self.context.contains(Context::EXCEPT_STAR) {
            return Err(self
                .fail_here("'break', 'continue' and 'return' cannot appear in an except* block"));
        }
        self.lexer.advance()?;
        if self.at_statement_end() {
            return Ok(StatementKind::Return(None));
        }
        Ok(StatementKind::Return(Some(self.star_expressions(Goal::STARS)?)))
    }

    fn at_statement_end(&self) -> bool {
        matches!(self.lexer.token, Token::Newline | Token::Semicolon | Token::End)
    }

    fn raise_statement(&mut self) -> Result<StatementKind, Stop> {
        self.lexer.advance()?;
        let (mut exception, mut cause) = (None, None);
        if !self.at_statement_end() {
            exception = Some(self.expression(Goal::ONE)?);
            if self.lexer.token == Token::From {
                self.lexer.advance()?;
                cause = Some(self.expression(Goal::ONE)?);
            }
        }
        Ok(StatementKind::Raise { exception, cause })
    }

    fn del_statement(&mut self) -> Result<StatementKind, Stop> {
        self.lexer.advance()?;
        let mut last = 0;
        loop {
            let target = self.expression(Goal::STARRED)?;
            self.check_target(target, Use::Delete)?;
            last = self.append(last, target.0)?;
            if self.lexer.token != Token::Comma {
                break;
            }
            self.lexer.advance()?;
            if self.at_statement_end() {
                break;
            }
        }
        if !self.at_statement_end() {
            return Err(self.fail_syntax());
        }
        Ok(StatementKind::Delete(List { last }))
    }

    /// The names of `global` and `nonlocal`.
    fn declared_names(&mut self) -> Result<List, Stop> {
        let nonlocal = self.lexer.token == Token::Nonlocal;
        if nonlocal && !self.context.contains(Context::NESTED) {
            return Err(self.fail_here("nonlocal declaration not allowed at module level"));
        }
        self.lexer.advance()?;
        let mut last = 0;
        loop {
            let offset = self.lexer.start;
            let name = self.expect_name()?;
            let id = self.node(Kind::Name, offset, [u32::from(name.0)])?;
            last = self.append(last, id)?;
            if self.lexer.token != Token::Comma {
                return Ok(List { last });
            }
            self.lexer.advance()?;
        }
    }

    /// `type name = value`, or an expression that starts with the name `type`.
    fn type_statement(&mut self) -> Result<StatementKind, Stop> {
        let place = self.lexer.place();
        self.lexer.advance()?;
        if self.lexer.token != Token::Name {
            self.lexer.go_to(place);
            return self.expression_statement();
        }
        let name = self.expect_name()?;
        self.note_scoped();
        let parameters = self.type_parameters()?;
        self.expect(Token::Equal, "invalid syntax")?;
        let value = self.expression(Goal::ONE)?;
        Ok(StatementKind::TypeAlias { name, parameters: List { last: parameters }, value })
    }

    fn expression_statement(&mut self) -> Result<StatementKind, Stop> {
        let first = self.expression(Goal::VALUE)?;
        let token = self.lexer.token;
        match token {
            Token::Newline | Token::Semicolon => {}
            Token::Equal => return self.assignment(first),
            Token::Colon => return self.annotation(first),
            _ if token >= Token::PlusEqual && token <= Token::CaretEqual => {
                self.check_target(first, Use::Augment)?;
                let index = token as usize - Token::PlusEqual as usize;
                let op = AUGMENTED.get(index).copied().unwrap_or(BinaryOp::Add);
                self.lexer.advance()?;
                let value = self.star_expressions(Goal::VALUE)?;
                return Ok(StatementKind::Augment { op, target: first, value });
            }
            _ => {}
        }
        if self.kind(first.0) == Kind::Starred {
            return Err(self.fail_at(first, "can't use starred expression here"));
        }
        Ok(StatementKind::Expression(first))
    }

    fn assignment(&mut self, first: NodeId) -> Result<StatementKind, Stop> {
        let mut value = first;
        let mut last = 0;
        while self.lexer.token == Token::Equal {
            self.check_target(value, if last == 0 { Use::Assign } else { Use::AssignAgain })?;
            last = self.append(last, value.0)?;
            self.lexer.advance()?;
            value = self.expression(Goal::VALUE)?;
        }
        if self.kind(value.0) == Kind::Starred {
            return Err(self.fail_at(value, "can't use starred expression here"));
        }
        if self.lexer.token >= Token::PlusEqual && self.lexer.token <= Token::CaretEqual {
            return Err(self.fail_here("invalid syntax"));
        }
        Ok(StatementKind::Assign { targets: List { last }, value })
    }

    fn annotation(&mut self, target: NodeId) -> Result<StatementKind, Stop> {
        let simple = self.kind(target.0) == Kind::Name && !self.parenthesized;
        self.check_target(target, Use::Annotate)?;
        self.lexer.advance()?;
        let annotation = self.expression(Goal::ONE)?;
        let mut value = None;
        if self.lexer.token == Token::Equal {
            self.lexer.advance()?;
            value = Some(self.star_expressions(Goal::VALUE)?);
        }
        Ok(StatementKind::Annotate { target, annotation, value, simple })
    }
}
