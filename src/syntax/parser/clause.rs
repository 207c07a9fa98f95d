//! What follows the body of a compound statement: `elif`, `else`, `except`, `finally`, `case`.

use super::expression::Goal;
use super::{Context, Parser};
use crate::syntax::ast::{After, Clause, ClauseKind};
use crate::syntax::error::{Argument, Stop};
use crate::syntax::memory::Memory;
use crate::syntax::token::Token;

impl<M: Memory> Parser<'_, M> {
    /// The next clause of the compound statement whose header or clause body was just read.
    pub(crate) fn clause(&mut self, after: After) -> Result<Clause, Stop> {
        self.begin_expressions();
        let (offset, line) = self.statement_start(false);
        let kind = self.clause_kind(after, line)?;
        let clause = Clause { kind, offset, line };
        if !self.context.contains(Context::NESTED) {
            self.analyse_clause(&clause)?;
        }
        Ok(clause)
    }

    fn clause_kind(&mut self, after: After, line: u32) -> Result<ClauseKind, Stop> {
        match (after, self.lexer.token) {
            (After::If, Token::Elif) => {
                self.lexer.advance()?;
                let test = self.expression(Goal::NAMED)?;
                self.begin_block(self.context, self.class, "'elif' statement", line)?;
                Ok(ClauseKind::Elif { test })
            }
            (After::If | After::Loop, Token::Else) => self.else_clause(line),
            (After::Except { star, bare }, Token::Except) => {
                if bare {
                    return Err(self.fail_here("default 'except:' must be last"));
                }
                self.except_clause(Some(star), line)
            }
            (After::Try, Token::Except) => self.except_clause(None, line),
            (After::Except { .. }, Token::Else) => self.else_clause(line),
            (After::Try | After::Except { .. } | After::TryElse, Token::Finally) => {
                self.lexer.advance()?;
                self.begin_block(self.context, self.class, "'finally' statement", line)?;
                Ok(ClauseKind::Finally)
            }
            (After::Try, _) => Err(self.fail_here("expected 'except' or 'finally' block")),
            (After::Match, _) => self.first_case(line),
            (After::Case, _) => self.next_case(line),
            _ => Ok(ClauseKind::End),
        }
    }

    fn else_clause(&mut self, line: u32) -> Result<ClauseKind, Stop> {
        self.lexer.advance()?;
        self.begin_block(self.context, self.class, "'else' statement", line)?;
        Ok(ClauseKind::Else)
    }

    /// `except`, where an earlier one had a star or not.
    fn except_clause(&mut self, star_before: Option<bool>, line: u32) -> Result<ClauseKind, Stop> {
        let keyword = self.lexer.start;
        self.lexer.advance()?;
        let star = self.lexer.token == Token::Star;
        if star_before.is_some_and(|before| before != star) {
            let message = "cannot have both 'except' and 'except*' on the same 'try'";
            return Err(self.lexer.fail(keyword, message, Argument::None));
        }
        let mut context = self.context;
        if star {
            self.lexer.advance()?;
            context = (context | Context::EXCEPT_STAR) - Context::LOOP;
            if self.lexer.token == Token::Colon {
                return Err(self.fail_here("expected one or more exception types"));
            }
        }
        let (mut class, mut name) = (None, None);
        if self.lexer.token != Token::Colon {
            let start = self.lexer.start;
            class = Some(self.expression(Goal::ONE)?);
            if self.lexer.token == Token::Comma {
                let message = "multiple exception types must be parenthesized";
                return Err(self.lexer.fail(start, message, Argument::None));
            }
            if self.lexer.token == Token::As {
                self.lexer.advance()?;
                name = Some(self.expect_name()?);
            }
        }
        let what = if star { "'except*' statement" } else { "'except' statement" };
        self.begin_block(context, self.class, what, line)?;
        Ok(ClauseKind::Except { class, name, star })
    }
}
