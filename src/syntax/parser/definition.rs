//! Headers of functions and classes: decorators, parameters, type parameters.

use super::expression::Goal;
use super::{Context, Parser};
use crate::name::Name;
use crate::syntax::ast::{Class, Def, List, ParameterKind, Statement, StatementKind};
use crate::syntax::error::{Argument, Stop};
use crate::syntax::memory::Memory;
use crate::syntax::token::Token;
use crate::syntax::tree::{Id, Kind};

/// What parameters came before.
#[derive(Clone, Copy)]
struct Parameters {
    last: u32,
    height: u32,
    /// The kind of the next plain one.
    kind: ParameterKind,
    seen_slash: bool,
    seen_default: bool,
    /// Offset of a bare `*` that no parameter has followed yet.
    bare_star: Option<usize>,
    seen_double_star: bool,
}

impl<M: Memory> Parser<'_, M> {
    /// `@...` lines with the function or class they decorate.
    pub(super) fn decorated(&mut self) -> Result<Statement, Stop> {
        let mut decorators = 0;
        while self.lexer.token == Token::At {
            self.lexer.advance()?;
            let decorator = self.expression(Goal::NAMED)?;
            decorators = self.append(decorators, decorator.0)?;
            self.expect(Token::Newline, "invalid syntax")?;
        }
        match self.lexer.token {
            Token::Def => self.def(decorators, false),
            Token::Class => self.class_statement(decorators),
            Token::Async => self.async_statement(decorators),
            _ => Err(self.fail_syntax()),
        }
    }

    /// `def`; `async` has been passed. The statement is where `def` or `async` is.
    pub(super) fn def(&mut self, decorators: u32, is_async: bool) -> Result<Statement, Stop> {
        let (offset, line) = self.statement_start(is_async);
        self.lexer.advance()?;
        let name = self.expect_name()?;
        let type_parameters = self.type_parameters()?;
        if self.lexer.token != Token::OpenParenthesis {
            return Err(self.fail_expected("expected '('"));
        }
        self.lexer.advance()?;
        let (parameters, _) = self.parameters(Token::CloseParenthesis)?;
        self.expect(Token::CloseParenthesis, "invalid syntax")?;
        let mut returns = None;
        if self.lexer.token == Token::Arrow {
            self.lexer.advance()?;
            returns = Some(self.expression(Goal::ONE)?);
        }
        let asynchronous = if is_async { Context::ASYNC } else { Context::NONE };
        let context = Context::NESTED | Context::FUNCTION | asynchronous;
        self.begin_block(context, self.class, "function definition", line)?;
        let def = Def {
            name,
            parameters: List { last: parameters },
            returns,
            decorators: List { last: decorators },
            type_parameters: List { last: type_parameters },
            is_async,
        };
        Ok(Statement { kind: StatementKind::Def(def), offset, line })
    }

    pub(super) fn class_statement(&mut self, decorators: u32) -> Result<Statement, Stop> {
        let (offset, line) = self.statement_start(false);
        self.lexer.advance()?;
        let class = self.lexer.start as u32;
        let name = self.expect_name()?;
        let type_parameters = self.type_parameters()?;
        let mut arguments = 0;
        if self.lexer.token == Token::OpenParenthesis {
            arguments = self.base_classes()?;
        }
        self.begin_block(Context::NESTED, class, "class definition", line)?;
        let class = Class {
            name,
            arguments: List { last: arguments },
            decorators: List { last: decorators },
            type_parameters: List { last: type_parameters },
        };
        Ok(Statement { kind: StatementKind::Class(class), offset, line })
    }

    /// A list in brackets after a name: `[T, *Ts, **P]`, if there is one.
    pub(super) fn type_parameters(&mut self) -> Result<u32, Stop> {
        if self.lexer.token != Token::OpenBracket {
            return Ok(0);
        }
        self.lexer.advance()?;
        if self.lexer.token == Token::CloseBracket {
            return Err(self.fail_here("Type parameter list cannot be empty"));
        }
        let mut last = 0;
        while self.lexer.token != Token::CloseBracket {
            let id = self.type_parameter_item()?;
            last = self.append(last, id)?;
            if self.lexer.token != Token::Comma {
                break;
            }
            self.lexer.advance()?;
        }
        self.expect(Token::CloseBracket, "invalid syntax")?;
        Ok(last)
    }

    fn type_parameter_item(&mut self) -> Result<Id, Stop> {
        let kind = match self.lexer.token {
            Token::Star => ParameterKind::Star,
            Token::DoubleStar => ParameterKind::DoubleStar,
            _ => ParameterKind::Positional,
        };
        if kind != ParameterKind::Positional {
            self.lexer.advance()?;
        }
        let offset = self.lexer.start;
        let name = self.expect_name()?;
        let (mut bound, mut default) = (0, 0);
        if self.lexer.token == Token::Colon {
            if kind != ParameterKind::Positional {
                let message = match kind {
                    ParameterKind::Star => "cannot use bound with TypeVarTuple",
                    _ => "cannot use bound with ParamSpec",
                };
                return Err(self.fail_here(message));
            }
            self.lexer.advance()?;
            bound = self.expression(Goal::ONE)?.0;
        }
        if self.lexer.token == Token::Equal {
            self.lexer.advance()?;
            let goal = if kind == ParameterKind::Star { Goal::STARRED } else { Goal::ONE };
            default = self.expression(goal)?.0;
        }
        self.node(
            Kind::TypeParameter,
            offset,
            [bound, default, u32::from(name.0) | (kind as u32) << 16],
        )
    }

    /// Parameters up to a closing token: `)` for functions, `:` for lambdas. The list, and the height of what is in
    /// it.
    pub(super) fn parameters(&mut self, closing: Token) -> Result<(u32, u32), Stop> {
        let mut list = Parameters {
            last: 0,
            height: 1,
            kind: ParameterKind::Positional,
            seen_slash: false,
            seen_default: false,
            bare_star: None,
            seen_double_star: false,
        };
        while self.lexer.token != closing {
            if list.seen_double_star {
                return Err(self.fail_here("arguments cannot follow var-keyword argument"));
            }
            match self.lexer.token {
                Token::Slash => self.slash(&mut list)?,
                Token::Star => self.star_parameter(&mut list, closing)?,
                Token::DoubleStar => {
                    if let Some(offset) = list.bare_star {
                        return Err(self.lexer.fail(
                            offset,
                            "named arguments must follow bare *",
                            Argument::None,
                        ));
                    }
                    self.lexer.advance()?;
                    self.parameter_item(&mut list, ParameterKind::DoubleStar, closing)?;
                    list.seen_double_star = true;
                }
                Token::OpenParenthesis => {
                    return Err(self.fail_here(if closing == Token::Colon {
                        "Lambda expression parameters cannot be parenthesized"
                    } else {
                        "Function parameters cannot be parenthesized"
                    }));
                }
                _ => {
                    let kind = list.kind;
                    self.parameter_item(&mut list, kind, closing)?;
                    list.bare_star = None;
                }
            }
            if self.lexer.token != Token::Comma {
                break;
            }
            self.lexer.advance()?;
        }
        if let Some(offset) = list.bare_star {
            return Err(self.lexer.fail(
                offset,
                "named arguments must follow bare *",
                Argument::None,
            ));
        }
        Ok((list.last, list.height))
    }

    fn slash(&mut self, list: &mut Parameters) -> Result<(), Stop> {
        let message = if list.seen_slash {
            "/ may appear only once"
        } else if list.kind == ParameterKind::KeywordOnly {
            "/ must be ahead of *"
        } else if list.last == 0 {
            "at least one argument must precede /"
        } else {
            list.seen_slash = true;
            let mut cell = list.last;
            loop {
                let parameter = self.child(cell, 0);
                let name = self.word(parameter, 3) & 0xFFFF;
                self.set_word(parameter, 3, name | (ParameterKind::PositionalOnly as u32) << 16);
                cell = self.word(cell, 1);
                if cell == list.last {
                    break;
                }
            }
            self.lexer.advance()?;
            if self.lexer.token == Token::Star {
                return Err(self.fail_here("expected comma between / and *"));
            }
            return Ok(());
        };
        Err(self.fail_here(message))
    }

    fn star_parameter(&mut self, list: &mut Parameters, closing: Token) -> Result<(), Stop> {
        let offset = self.lexer.start;
        if list.kind == ParameterKind::KeywordOnly {
            return Err(self.fail_here("* argument may appear only once"));
        }
        list.kind = ParameterKind::KeywordOnly;
        self.lexer.advance()?;
        if matches!(self.lexer.token, Token::Comma) || self.lexer.token == closing {
            list.bare_star = Some(offset);
            return Ok(());
        }
        self.parameter_item(list, ParameterKind::Star, closing)
    }

    /// A name with its annotation and default.
    fn parameter_item(
        &mut self,
        list: &mut Parameters,
        kind: ParameterKind,
        closing: Token,
    ) -> Result<(), Stop> {
        let offset = self.lexer.start;
        if self.lexer.token != Token::Name {
            return Err(self.fail_syntax());
        }
        let name = self.name()?;
        self.check_duplicate(list.last, name)?;
        self.check_assignable(name)?;
        self.lexer.advance()?;
        let (mut annotation, mut default) = (0, 0);
        if self.lexer.token == Token::Colon && closing != Token::Colon {
            self.lexer.advance()?;
            let goal = if kind == ParameterKind::Star { Goal::STARRED } else { Goal::ONE };
            annotation = self.expression(goal)?.0;
            list.height = list.height.max(self.height);
        }
        if self.lexer.token == Token::Equal {
            let message = match kind {
                ParameterKind::Star => "var-positional argument cannot have default value",
                ParameterKind::DoubleStar => "var-keyword argument cannot have default value",
                _ => "expected default value expression",
            };
            if matches!(kind, ParameterKind::Star | ParameterKind::DoubleStar) {
                return Err(self.fail_here(message));
            }
            let equal = self.lexer.start;
            self.lexer.advance()?;
            if self.lexer.token == Token::Comma || self.lexer.token == closing {
                return Err(self.lexer.fail(equal, message, Argument::None));
            }
            default = self.expression(Goal::ONE)?.0;
            list.height = list.height.max(self.height);
            list.seen_default |= kind != ParameterKind::KeywordOnly;
        } else if list.seen_default && kind == ParameterKind::Positional {
            let message = "parameter without a default follows parameter with a default";
            return Err(self.lexer.fail(offset, message, Argument::None));
        }
        let word = u32::from(name.0) | (kind as u32) << 16;
        let id = self.node(Kind::Parameter, offset, [annotation, default, word])?;
        list.last = self.append(list.last, id)?;
        Ok(())
    }

    fn check_duplicate(&mut self, last: u32, name: Name) -> Result<(), Stop> {
        let mut cell = last;
        while cell != 0 {
            if self.word(self.child(cell, 0), 3) & 0xFFFF == u32::from(name.0) {
                let message = "duplicate argument '{}' in function definition";
                return Err(self.lexer.fail(self.lexer.start, message, Argument::Name(name)));
            }
            cell = self.word(cell, 1);
            if cell == last {
                break;
            }
        }
        Ok(())
    }
}
