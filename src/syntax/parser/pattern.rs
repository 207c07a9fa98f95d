//! `match` and its patterns.

use super::Parser;
use super::expression::Goal;
use crate::config;
use crate::name::Name;
use crate::syntax::ast::{ClauseKind, NodeId, Pattern, Statement, StatementKind};
use crate::syntax::error::{Argument, Stop};
use crate::syntax::memory::Memory;
use crate::syntax::token::Token;
use crate::syntax::tree::{Id, Kind};

impl<M: Memory> Parser<'_, M> {
    /// `match` with its subject, or a simple statement that starts with that name.
    pub(super) fn match_statement(&mut self) -> Result<Statement, Stop> {
        let (offset, line) = self.statement_start(false);
        let (place, top) = (self.lexer.place(), self.top);
        if let Ok(subject) = self.match_header() {
            self.begin_cases(line)?;
            return Ok(Statement { kind: StatementKind::Match { subject }, offset, line });
        }
        self.lexer.go_to(place);
        self.top = top;
        self.begin_expressions();
        self.simple_statement()
    }

    /// Stops, without a complaint, if this is not a `match` statement.
    fn match_header(&mut self) -> Result<NodeId, Stop> {
        self.lexer.advance()?;
        if !self.lexer.token.starts_expression() {
            return Err(Stop);
        }
        let subject = self.expression(Goal::SUBJECT)?;
        if self.lexer.token != Token::Colon {
            return Err(Stop);
        }
        self.lexer.advance()?;
        if self.lexer.token != Token::Newline {
            return Err(Stop);
        }
        self.lexer.advance()?;
        Ok(subject)
    }

    /// After the line of `match`.
    fn begin_cases(&mut self, line: u32) -> Result<(), Stop> {
        if self.lexer.token != Token::Indent {
            let message = "expected an indented block after {} on line {}";
            let argument = Argument::WordsAndNumber("'match' statement", line);
            let stop = self.lexer.fail(self.lexer.start, message, argument);
            return Err(self.lexer.indentation(stop));
        }
        self.lexer.advance()
    }

    pub(super) fn first_case(&mut self, line: u32) -> Result<ClauseKind, Stop> {
        if self.lexer.token != Token::Name || self.lexer.text() != b"case" {
            return Err(self.fail_syntax());
        }
        self.next_case(line)
    }

    /// `case`, or the end of the `match`.
    pub(super) fn next_case(&mut self, line: u32) -> Result<ClauseKind, Stop> {
        if self.lexer.token == Token::Dedent {
            self.lexer.advance()?;
            return Ok(ClauseKind::End);
        }
        if self.lexer.token != Token::Name || self.lexer.text() != b"case" {
            return Err(self.fail_syntax());
        }
        self.lexer.advance()?;
        self.captures = 0;
        let pattern = NodeId(self.open_pattern()?);
        let mut guard = None;
        if self.lexer.token == Token::If {
            self.lexer.advance()?;
            guard = Some(self.expression(Goal::NAMED)?);
        }
        self.begin_block(self.context, self.class, "'case' statement", line)?;
        Ok(ClauseKind::Case { pattern, guard })
    }

    /// Patterns with commas between them and no brackets are a sequence.
    fn open_pattern(&mut self) -> Result<Id, Stop> {
        let offset = self.lexer.start;
        let first = self.starred_pattern()?;
        if self.lexer.token != Token::Comma {
            if self.kind(first) == Kind::StarPattern {
                return Err(self.fail_syntax());
            }
            return Ok(first);
        }
        let last = self.append(0, first)?;
        let last = self.pattern_items(last, Token::Colon)?;
        self.node(Kind::SequencePattern, offset, [last])
    }

    /// More items of a sequence, from the comma after the first to its end.
    fn pattern_items(&mut self, mut last: u32, closing: Token) -> Result<u32, Stop> {
        let mut stars = u32::from(self.kind(self.child(last, 0)) == Kind::StarPattern);
        while self.lexer.token == Token::Comma {
            self.lexer.advance()?;
            if self.lexer.token == closing || self.lexer.token == Token::If {
                break;
            }
            let item = self.starred_pattern()?;
            stars += u32::from(self.kind(item) == Kind::StarPattern);
            if stars > 1 {
                return Err(
                    self.fail_at(NodeId(item), "multiple starred names in sequence pattern")
                );
            }
            last = self.append(last, item)?;
        }
        Ok(last)
    }

    fn starred_pattern(&mut self) -> Result<Id, Stop> {
        if self.lexer.token != Token::Star {
            return self.as_pattern();
        }
        let offset = self.lexer.start;
        self.lexer.advance()?;
        let name = self.capture_name()?;
        self.node(Kind::StarPattern, offset, [name])
    }

    /// A name plus one, 0 for `_`.
    fn capture_name(&mut self) -> Result<u32, Stop> {
        if self.lexer.token != Token::Name {
            return Err(self.fail_syntax());
        }
        if self.lexer.text() == b"_" {
            self.lexer.advance()?;
            return Ok(0);
        }
        let offset = self.lexer.start;
        let name = self.expect_name()?;
        self.note_capture(name, offset)?;
        Ok(u32::from(name.0) + 1)
    }

    /// Notes that the pattern binds a name, which must be the first time. Alternatives are looked at one by one.
    fn note_capture(&mut self, name: Name, offset: usize) -> Result<(), Stop> {
        if self.is_captured(u32::from(name.0), self.captures, 0) {
            let message = "multiple assignments to name '{}' in pattern";
            return Err(self.lexer.fail(offset, message, Argument::Name(name)));
        }
        let cell = self.allocate(2)?;
        self.set_word(cell, 0, u32::from(name.0));
        self.set_word(cell, 1, self.captures);
        self.captures = cell;
        Ok(())
    }

    /// The names that the pattern of the case read last binds, by number, last first.
    pub(crate) fn captured(&self, number: usize) -> Option<Name> {
        let mut cell = self.captures;
        for _ in 0..number {
            cell = if cell == 0 { 0 } else { self.word(cell, 1) };
        }
        (cell != 0).then(|| Name(self.word(cell, 0) as u16))
    }

    /// Whether a name is among those captured from one cell back to another.
    fn is_captured(&self, name: u32, mut cell: u32, end: u32) -> bool {
        while cell != end {
            if self.word(cell, 0) == name {
                return true;
            }
            cell = self.word(cell, 1);
        }
        false
    }

    /// Whether two alternatives, which started with the same captures, have added the same names.
    fn binds_the_same(&self, first: u32, second: u32, start: u32) -> bool {
        let within = |mut cell: u32, other: u32| {
            while cell != start {
                if !self.is_captured(self.word(cell, 0), other, start) {
                    return false;
                }
                cell = self.word(cell, 1);
            }
            true
        };
        within(first, second) && within(second, first)
    }

    /// `a | b`, from the first bar on.
    fn or_pattern(&mut self, offset: usize, first: Id, start: u32) -> Result<Id, Stop> {
        let mut last = self.append(0, first)?;
        let captures = self.captures;
        while self.lexer.token == Token::Bar {
            self.check_refutable(self.child(last, 0))?;
            self.lexer.advance()?;
            self.captures = start;
            let next = self.closed_pattern()?;
            if !self.binds_the_same(captures, self.captures, start) {
                let message = "alternative patterns bind different names";
                return Err(self.lexer.fail(offset, message, Argument::None));
            }
            last = self.append(last, next)?;
        }
        self.captures = captures;
        self.node(Kind::OrPattern, offset, [last])
    }

    /// An alternative that always matches must be the last.
    fn check_refutable(&mut self, pattern: Id) -> Result<(), Stop> {
        match self.irrefutable(NodeId(pattern)) {
            Some((offset, name)) => Err(self.fail_unreachable(offset, name)),
            None => Ok(()),
        }
    }

    /// Where a pattern that matches everything is, and the name that it binds.
    pub(crate) fn irrefutable(&self, pattern: NodeId) -> Option<(u32, Option<Name>)> {
        match self.pattern(pattern) {
            Pattern::Capture { pattern: None, name } => Some((self.offset(pattern), name)),
            Pattern::Capture { pattern: Some(inner), .. } => self.irrefutable(inner),
            Pattern::Or(items) => {
                let mut items = items.items();
                let mut last = None;
                while let Some(item) = self.item(&mut items) {
                    last = Some(item);
                }
                self.irrefutable(last?)
            }
            _ => None,
        }
    }

    /// SyntaxError for an irrefutable pattern with others after it.
    #[cold]
    pub(crate) fn fail_unreachable(&mut self, offset: u32, name: Option<Name>) -> Stop {
        let (message, argument) = match name {
            Some(name) => {
                let message = "name capture '{}' makes remaining patterns unreachable";
                (message, Argument::Name(name))
            }
            None => ("wildcard makes remaining patterns unreachable", Argument::None),
        };
        self.fail(offset, message, argument)
    }

    fn as_pattern(&mut self) -> Result<Id, Stop> {
        self.recursion += 1;
        if usize::from(self.recursion) > config::EXPRESSION_RECURSION_MAX {
            return Err(self.fail_here("too many nested patterns"));
        }
        let offset = self.lexer.start;
        let captures = self.captures;
        let mut pattern = self.closed_pattern()?;
        if self.lexer.token == Token::Bar {
            pattern = self.or_pattern(offset, pattern, captures)?;
        }
        if self.lexer.token == Token::As {
            self.lexer.advance()?;
            if self.lexer.token == Token::Name && self.lexer.text() == b"_" {
                return Err(self.fail_here("cannot use '_' as a target"));
            }
            let name = self.capture_name()?;
            pattern = self.node(Kind::CapturePattern, offset, [pattern, name])?;
        }
        self.recursion -= 1;
        Ok(pattern)
    }

    fn closed_pattern(&mut self) -> Result<Id, Stop> {
        let offset = self.lexer.start;
        match self.lexer.token {
            Token::Name => self.name_pattern(),
            Token::OpenBracket => {
                self.lexer.advance()?;
                let last = self.bracketed_patterns(Token::CloseBracket)?.0;
                self.node(Kind::SequencePattern, offset, [last])
            }
            Token::OpenParenthesis => {
                self.lexer.advance()?;
                let (last, comma) = self.bracketed_patterns(Token::CloseParenthesis)?;
                let only = self.child(last, 0);
                if last != 0 && !comma && self.kind(only) != Kind::StarPattern {
                    return Ok(only);
                }
                self.node(Kind::SequencePattern, offset, [last])
            }
            Token::OpenBrace => self.mapping_pattern(),
            Token::None | Token::True | Token::False => {
                let value = self.expression(Goal::PATTERN)?;
                self.node(Kind::SingletonPattern, offset, [value.0])
            }
            Token::Int
            | Token::BigInt
            | Token::Float
            | Token::Imaginary
            | Token::Minus
            | Token::Str
            | Token::Bytes => self.value_pattern(offset),
            Token::Format => {
                Err(self.fail_here("patterns may only match literals and attribute lookups"))
            }
            _ => Err(self.fail_syntax()),
        }
    }

    /// A number (also negative or complex) or string.
    fn value_pattern(&mut self, offset: usize) -> Result<Id, Stop> {
        let value = self.expression(Goal::PATTERN)?;
        if !self.is_literal_value(value.0) {
            return Err(match self.kind(value.0) {
                Kind::Add | Kind::Subtract => {
                    let wrong = NodeId(self.child(value.0, 2));
                    self.fail_at(wrong, "imaginary number required in complex literal")
                }
                _ => self.fail_at(value, "invalid syntax"),
            });
        }
        self.node(Kind::ValuePattern, offset, [value.0])
    }

    fn is_literal_value(&self, id: Id) -> bool {
        match self.kind(id) {
            Kind::Int | Kind::BigInt | Kind::Float | Kind::Imaginary | Kind::Str | Kind::Bytes => {
                true
            }
            Kind::Negative => {
                matches!(
                    self.kind(self.child(id, 1)),
                    Kind::Int | Kind::BigInt | Kind::Float | Kind::Imaginary
                )
            }
            Kind::Add | Kind::Subtract => self.kind(self.child(id, 2)) == Kind::Imaginary,
            _ => false,
        }
    }

    /// Items up to a closing bracket, and whether a comma follows the first.
    fn bracketed_patterns(&mut self, closing: Token) -> Result<(u32, bool), Stop> {
        let mut last = 0;
        let mut comma = false;
        if self.lexer.token != closing {
            let first = self.starred_pattern()?;
            comma = self.lexer.token == Token::Comma;
            last = self.append(0, first)?;
            last = self.pattern_items(last, closing)?;
        }
        self.expect(closing, "invalid syntax")?;
        Ok((last, comma))
    }

    /// A capture, a wildcard, a dotted name, or a class with arguments.
    fn name_pattern(&mut self) -> Result<Id, Stop> {
        let offset = self.lexer.start;
        let wildcard = self.lexer.text() == b"_";
        let name = self.name()?;
        self.lexer.advance()?;
        let dotted = self.lexer.token == Token::Dot;
        if !dotted && self.lexer.token != Token::OpenParenthesis {
            if !wildcard {
                self.check_assignable(name)?;
                self.note_capture(name, offset)?;
            }
            let name = if wildcard { 0 } else { u32::from(name.0) + 1 };
            return self.node(Kind::CapturePattern, offset, [0, name]);
        }
        let mut value = self.node(Kind::Name, offset, [u32::from(name.0)])?;
        let mut height = 1;
        while self.lexer.token == Token::Dot {
            self.lexer.advance()?;
            if self.lexer.token != Token::Name {
                return Err(self.fail_syntax());
            }
            let attribute = self.name()?;
            value = self.node(
                Kind::Attribute,
                self.lexer.start,
                [value | height << 24, u32::from(attribute.0)],
            )?;
            height = self.completed_height(value)?;
            self.lexer.advance()?;
        }
        if self.lexer.token != Token::OpenParenthesis {
            return self.node(Kind::ValuePattern, offset, [value]);
        }
        self.class_pattern(offset, value)
    }

    fn class_pattern(&mut self, offset: usize, class: Id) -> Result<Id, Stop> {
        self.lexer.advance()?;
        let mut last = 0;
        let mut keywords = false;
        while self.lexer.token != Token::CloseParenthesis {
            let at = self.lexer.start;
            let item = self.keyword_pattern(at)?;
            if self.kind(item) == Kind::KeywordPattern {
                keywords = true;
                self.check_repeated_attribute(last, item)?;
            } else if keywords {
                let message = "positional patterns follow keyword patterns";
                return Err(self.lexer.fail(at, message, Argument::None));
            }
            last = self.append(last, item)?;
            if self.lexer.token != Token::Comma {
                break;
            }
            self.lexer.advance()?;
        }
        self.expect(Token::CloseParenthesis, "invalid syntax")?;
        self.node(Kind::ClassPattern, offset, [class, last])
    }

    fn check_repeated_attribute(&mut self, last: u32, item: Id) -> Result<(), Stop> {
        let name = self.word(item, 2);
        let mut cell = last;
        while cell != 0 {
            let other = self.child(cell, 0);
            if self.kind(other) == Kind::KeywordPattern && self.word(other, 2) == name {
                let argument = Argument::Name(Name(name as u16));
                let offset = self.offset(NodeId(item)) as usize;
                return Err(self.lexer.fail(
                    offset,
                    "attribute name repeated in class pattern: {}",
                    argument,
                ));
            }
            cell = self.word(cell, 1);
            if cell == last {
                break;
            }
        }
        Ok(())
    }

    /// `name=pattern`, or any pattern.
    fn keyword_pattern(&mut self, offset: usize) -> Result<Id, Stop> {
        if self.lexer.token == Token::Name {
            let place = self.lexer.place();
            let name = self.name()?;
            self.lexer.advance()?;
            if self.lexer.token == Token::Equal {
                self.lexer.advance()?;
                let pattern = self.as_pattern()?;
                return self.node(Kind::KeywordPattern, offset, [pattern, u32::from(name.0)]);
            }
            self.lexer.go_to(place);
        }
        self.as_pattern()
    }

    fn mapping_pattern(&mut self) -> Result<Id, Stop> {
        let offset = self.lexer.start;
        self.lexer.advance()?;
        let (mut last, mut rest) = (0, 0);
        while self.lexer.token != Token::CloseBrace {
            if rest != 0 {
                return Err(self.fail_here("invalid syntax"));
            }
            if self.lexer.token == Token::DoubleStar {
                self.lexer.advance()?;
                if self.lexer.text() == b"_" {
                    return Err(self.fail_here("invalid syntax"));
                }
                rest = self.capture_name()?;
            } else {
                let key = self.expression(Goal::PATTERN)?;
                let kind = self.kind(key.0);
                let constant =
                    matches!(kind, Kind::None | Kind::True | Kind::False | Kind::Attribute);
                if !constant && !self.is_literal_value(key.0) {
                    return Err(self.fail_at(key, "invalid syntax"));
                }
                last = self.append(last, key.0)?;
                self.expect(Token::Colon, "invalid syntax")?;
                let pattern = self.as_pattern()?;
                last = self.append(last, pattern)?;
            }
            if self.lexer.token != Token::Comma {
                break;
            }
            self.lexer.advance()?;
        }
        self.expect(Token::CloseBrace, "invalid syntax")?;
        self.node(Kind::MappingPattern, offset, [last, rest])
    }
}
