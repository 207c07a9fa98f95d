//! `import` and `from ... import`.

use super::{Context, Parser};
use crate::config;
use crate::name::Name;
use crate::syntax::ast::{List, StatementKind};
use crate::syntax::error::Stop;
use crate::syntax::memory::Memory;
use crate::syntax::token::Token;
use crate::syntax::tree::{Id, Kind};

impl<M: Memory> Parser<'_, M> {
    pub(super) fn import(&mut self) -> Result<StatementKind, Stop> {
        let mut last = 0;
        loop {
            self.lexer.advance()?;
            if last == 0 && self.lexer.token == Token::Newline {
                return Err(self.fail_here("Expected one or more names after 'import'"));
            }
            let offset = self.lexer.start;
            let (first, name) = self.dotted_name()?;
            let id = self.import_alias(offset, first, name)?;
            last = self.append(last, id)?;
            if self.lexer.token != Token::Comma {
                break;
            }
        }
        Ok(StatementKind::Import(List { last }))
    }

    /// The first part of a dotted name, and the whole.
    fn dotted_name(&mut self) -> Result<(Name, Name), Stop> {
        if self.lexer.token != Token::Name {
            return Err(self.fail_syntax());
        }
        let mut buffer = [0; config::JOINED_NAME_BYTES_MAX];
        let mut len = 0;
        let mut first = None;
        loop {
            let text = self.lexer.text();
            if first.is_none() {
                first = Some(self.name()?);
            }
            let Some(part) = buffer.get_mut(len..len + text.len()) else {
                return Err(self.fail_here("module name too long"));
            };
            part.copy_from_slice(text);
            len += text.len();
            self.lexer.advance()?;
            if self.lexer.token != Token::Dot {
                break;
            }
            if let Some(dot) = buffer.get_mut(len) {
                *dot = b'.';
            }
            len += 1;
            self.lexer.advance()?;
            if self.lexer.token != Token::Name {
                return Err(self.fail_syntax());
            }
        }
        let name = self.intern(buffer.get(..len).unwrap_or_default())?;
        Ok((first.unwrap_or(name), name))
    }

    /// What may follow an imported name: `as alias`.
    fn import_alias(&mut self, offset: usize, first: Name, name: Name) -> Result<Id, Stop> {
        let mut alias = 0;
        if self.lexer.token == Token::As {
            self.lexer.advance()?;
            alias = u32::from(self.expect_name()?.0) + 1;
        }
        self.node(Kind::Alias, offset, [u32::from(name.0) | u32::from(first.0) << 16, alias])
    }

    pub(super) fn import_from(&mut self) -> Result<StatementKind, Stop> {
        self.lexer.advance()?;
        let mut level = 0;
        loop {
            match self.lexer.token {
                Token::Dot => level += 1,
                Token::Ellipsis => level += 3,
                _ => break,
            }
            self.lexer.advance()?;
        }
        let mut module = None;
        if level == 0 || self.lexer.token != Token::Import {
            module = Some(self.dotted_name()?.1);
        }
        self.expect(Token::Import, "invalid syntax")?;
        if self.lexer.token == Token::Star {
            if self.context.contains(Context::NESTED) {
                return Err(self.fail_here("import * only allowed at module level"));
            }
            self.lexer.advance()?;
            return Ok(StatementKind::ImportFrom { module, level, names: List { last: 0 } });
        }
        let names = self.imported_names()?;
        Ok(StatementKind::ImportFrom { module, level, names: List { last: names } })
    }

    fn imported_names(&mut self) -> Result<u32, Stop> {
        let parentheses = self.lexer.token == Token::OpenParenthesis;
        if parentheses {
            self.lexer.advance()?;
        }
        if self.lexer.token == Token::Newline {
            return Err(self.fail_here("Expected one or more names after 'import'"));
        }
        let mut last = 0;
        loop {
            let offset = self.lexer.start;
            if self.lexer.token != Token::Name {
                return Err(self.fail_syntax());
            }
            let bound = self.name()?;
            let name = self.token_name(self.lexer.text())?;
            self.lexer.advance()?;
            let id = self.import_alias(offset, bound, name)?;
            last = self.append(last, id)?;
            if self.lexer.token != Token::Comma {
                break;
            }
            self.lexer.advance()?;
            if parentheses && self.lexer.token == Token::CloseParenthesis {
                break;
            }
            if self.lexer.token == Token::Newline {
                return Err(
                    self.fail_here("trailing comma not allowed without surrounding parentheses")
                );
            }
        }
        if parentheses {
            self.expect(Token::CloseParenthesis, "invalid syntax")?;
        }
        Ok(last)
    }
}
