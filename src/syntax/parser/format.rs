//! String literals: adjacent ones joined, and f-strings and t-strings with their fields.

use super::Parser;
use super::expression::Goal;
use crate::syntax::ast::{Literal, NodeId, Span};
use crate::syntax::error::{Argument, Error, Stop};
use crate::syntax::literal::{self, Limits};
use crate::syntax::memory::Memory;
use crate::syntax::token::Token;
use crate::syntax::tree::{Id, Kind};

/// The parts of an f-string so far: a list, and how high its items are.
#[derive(Clone, Copy)]
struct Parts {
    last: u32,
    height: u32,
}

impl<M: Memory> Parser<'_, M> {
    /// One or more adjacent literals, which are one operand.
    pub(super) fn strings(&mut self) -> Result<(), Stop> {
        let (token, start) = (self.lexer.token, self.lexer.start);
        if matches!(token, Token::Str | Token::Bytes) {
            let literal = self.lexer.literal;
            self.lexer.advance()?;
            if !is_string(self.lexer.token) {
                let id = self.literal_node(literal)?;
                self.leaf(id);
                return Ok(());
            }
            return self.joined(token, start, Some(literal));
        }
        self.joined(token, start, None)
    }

    fn joined(
        &mut self,
        first: Token,
        start: usize,
        mut pending: Option<Literal>,
    ) -> Result<(), Stop> {
        let mut parts = Parts { last: 0, height: 1 };
        let mut formatted = false;
        let mut mixed = None;
        while is_string(self.lexer.token) {
            let token = self.lexer.token;
            if (token == Token::Bytes) != (first == Token::Bytes) {
                mixed = Some("cannot mix bytes and nonbytes literals");
            } else if (token == Token::Template) != (first == Token::Template) {
                mixed = Some("cannot mix t-string literals with string or bytes literals");
            }
            if matches!(token, Token::Format | Token::Template) {
                formatted = true;
                if let Some(literal) = pending.take() {
                    self.part(&mut parts, literal)?;
                }
                self.format(&mut parts)?;
            } else {
                let next = self.lexer.literal;
                pending = Some(match pending {
                    None => next,
                    Some(before) => Literal {
                        start: before.start,
                        len: before.len + next.len,
                        form: before.form & literal::BYTES,
                    },
                });
                self.lexer.advance()?;
            }
        }
        if let Some(message) = mixed {
            return Err(self.fail_here(message));
        }
        let Some(literal) = pending else { return self.end_format(first, start, parts) };
        if formatted {
            self.part(&mut parts, literal)?;
            return self.end_format(first, start, parts);
        }
        let id = self.literal_node(literal)?;
        self.leaf(id);
        Ok(())
    }

    fn end_format(&mut self, token: Token, start: usize, parts: Parts) -> Result<(), Stop> {
        let kind = if token == Token::Template { Kind::Template } else { Kind::Format };
        let id = self.node(kind, start, [parts.last | parts.height << 24])?;
        self.complete(id)?;
        Ok(())
    }

    /// Adds literal text, unless it is empty.
    fn part(&mut self, parts: &mut Parts, literal: Literal) -> Result<(), Stop> {
        if literal.len > 0 {
            let id = self.literal_node(literal)?;
            parts.last = self.append(parts.last, id)?;
        }
        Ok(())
    }

    /// One f-string or t-string; the current token is its start.
    fn format(&mut self, parts: &mut Parts) -> Result<(), Stop> {
        let (start, content) = (self.lexer.start, self.lexer.at);
        let byte = |at: usize| self.lexer.source.get(at).copied().unwrap_or(0);
        let quote = byte(content - 1);
        let triple =
            content >= start + 4 && byte(content - 2) == quote && byte(content - 3) == quote;
        let form = self.lexer.literal.form & literal::RAW | literal::MIDDLE;
        let limits = Limits { quote, triple, form, spec: false };
        let token = self.lexer.token;
        loop {
            // The complaint about a missing end names the literal's kind and start.
            (self.lexer.token, self.lexer.start) = (token, start);
            let literal = self.lexer.middle(limits)?;
            self.part(parts, literal)?;
            match self.lexer.source.get(self.lexer.at) {
                Some(b'{') => self.field(parts, limits)?,
                Some(b'}') => {
                    let message = "f-string: single '}' is not allowed";
                    return Err(self.lexer.fail(self.lexer.at, message, Argument::None));
                }
                _ => break,
            }
        }
        self.lexer.at += if triple { 3 } else { 1 };
        self.lexer.advance()
    }

    /// A replacement field, from its `{` at `lexer.at` to after its `}`.
    fn field(&mut self, parts: &mut Parts, limits: Limits) -> Result<(), Stop> {
        let open = self.lexer.at;
        self.lexer.open_bracket(open)?;
        if self.field_parts(open, parts, limits).is_ok() {
            return Ok(());
        }
        let source_len = self.lexer.source.len();
        if let Error::Syntax(error) = self.lexer.error
            && (self.lexer.token == Token::End || error.offset as usize >= source_len)
        {
            self.lexer.fail(open, "'{' was never closed", Argument::None);
        }
        Err(Stop)
    }

    fn field_parts(&mut self, open: usize, parts: &mut Parts, limits: Limits) -> Result<(), Stop> {
        self.lexer.at += 1;
        let Ok(value) = self.field_value() else { return Err(self.fail_field_value(limits)) };
        let mut height = self.height;
        let source_len = self.lexer.previous_end - open - 1;
        let mut conversion = 0;
        if self.lexer.token == Token::Equal {
            self.lexer.advance()?;
            let literal = self.verbatim(open + 1, self.lexer.start);
            self.part(parts, literal)?;
            conversion = 2;
        }
        let debug = conversion != 0;
        let explicit = self.lexer.token == Token::Exclamation;
        if explicit {
            conversion = self.conversion()?;
        }
        let mut spec = 0;
        match self.lexer.token {
            Token::CloseBrace => {}
            Token::Colon | Token::ColonEqual => {
                if !explicit {
                    conversion = 0;
                }
                self.lexer.at = self.lexer.start + 1;
                spec = self.spec(limits, &mut height)?;
            }
            _ => return Err(self.fail_field(debug)),
        }
        let id = self.node(
            Kind::Field,
            open + 1,
            [value.0 | height << 24, spec | conversion << 24, source_len as u32],
        )?;
        parts.height = parts.height.max(self.completed_height(id)?);
        parts.last = self.append(parts.last, id)?;
        Ok(())
    }

    fn field_value(&mut self) -> Result<NodeId, Stop> {
        self.lexer.advance()?;
        let value = self.expression(Goal::FIELD)?;
        if self.kind(value.0) == Kind::Starred {
            return Err(self.fail_at(value, "can't use starred expression here"));
        }
        Ok(value)
    }

    /// What looks like a string without an end in a field is the end of the f-string.
    #[cold]
    fn fail_field_value(&mut self, limits: Limits) -> Stop {
        if let Error::Syntax(error) = self.lexer.error
            && error.message.starts_with("unterminated")
            && self.lexer.source.get(error.offset as usize) == Some(&limits.quote)
        {
            return self.lexer.fail(
                error.offset as usize,
                "f-string: expecting '}'",
                Argument::None,
            );
        }
        Stop
    }

    /// The source of a field, as `{value=}` shows it.
    fn verbatim(&self, start: usize, end: usize) -> Literal {
        let bytes = self.lexer.source.get(start..end).unwrap_or_default();
        let pairs = bytes.windows(2).filter(|pair| pair == b"\r\n").count();
        let plain = if bytes.contains(&b'\r') { 0 } else { literal::PLAIN };
        Literal {
            start: start as u32,
            len: (bytes.len() - pairs) as u32,
            form: literal::VERBATIM | plain,
        }
    }

    /// `!r` and the like, at the `!`.
    fn conversion(&mut self) -> Result<u32, Stop> {
        let after = self.lexer.at;
        self.lexer.advance()?;
        if self.lexer.token != Token::Name {
            return Err(self.fail_here("f-string: missing conversion character"));
        }
        if self.lexer.start != after {
            let message = "f-string: conversion type must come right after the exclamation mark";
            return Err(self.lexer.fail(after - 1, message, Argument::None));
        }
        let conversion = match self.lexer.text() {
            b"s" => 1,
            b"r" => 2,
            b"a" => 3,
            text => {
                let span = Span { start: after as u32, len: text.len() as u32 };
                let message =
                    "f-string: invalid conversion character '{}': expected 's', 'r', or 'a'";
                return Err(self.lexer.fail(after, message, Argument::Source(span)));
            }
        };
        self.lexer.advance()?;
        Ok(conversion)
    }

    /// A format spec, from `lexer.at` to after the `}` that ends its field.
    fn spec(&mut self, limits: Limits, height: &mut u32) -> Result<Id, Stop> {
        let start = self.lexer.at;
        let mut parts = Parts { last: 0, height: 1 };
        let limits = Limits { spec: true, ..limits };
        self.recursion += 1;
        if usize::from(self.recursion) > crate::config::EXPRESSION_RECURSION_MAX {
            return Err(self.fail_here("f-string: expressions nested too deeply"));
        }
        loop {
            let literal = self.lexer.middle(limits)?;
            self.part(&mut parts, literal)?;
            match self.lexer.source.get(self.lexer.at) {
                Some(b'{') => self.field(&mut parts, limits)?,
                Some(b'}') => break,
                _ => {
                    return Err(self.lexer.fail(
                        self.lexer.at,
                        "f-string: expecting '}', or format specs",
                        Argument::None,
                    ));
                }
            }
        }
        self.recursion -= 1;
        self.lexer.at += 1;
        self.lexer.brackets = self.lexer.brackets.saturating_sub(1);
        if parts.last == 0 {
            return Ok(0);
        }
        let only = self.child(parts.last, 0);
        if self.word(parts.last, 1) == parts.last && self.kind(only) == Kind::Str {
            *height = (*height).max(1);
            return Ok(only);
        }
        let id = self.node(Kind::Format, start, [parts.last | parts.height << 24])?;
        *height = (*height).max(self.completed_height(id)?);
        Ok(id)
    }

    #[cold]
    fn fail_field(&mut self, debug: bool) -> Stop {
        if self.lexer.token == Token::End {
            return self.fail_here("f-string: expecting '}'");
        }
        if self.lexer.token.starts_expression() && !debug {
            let start = self.start(self.value);
            return self.lexer.fail(
                start,
                "invalid syntax. Perhaps you forgot a comma?",
                Argument::None,
            );
        }
        if debug {
            return self.fail_here("f-string: expecting '!', or ':', or '}'");
        }
        self.fail_here("f-string: expecting '=', or '!', or ':', or '}'")
    }
}

fn is_string(token: Token) -> bool {
    matches!(token, Token::Str | Token::Bytes | Token::Format | Token::Template)
}
