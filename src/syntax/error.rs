//! Errors of the front end as plain data.

use super::ast::Span;
use crate::name::Name;

/// The parser stopped: [`Parser::error`](super::Parser::error) says why. Zero-sized, so that results stay in
/// registers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Stop;

/// Why the parser (or the compiler behind it) stopped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Error {
    /// Scratch memory or the table of names could not grow.
    OutOfMemory,
    /// The source is not Python.
    Syntax(SyntaxError),
}

/// A `SyntaxError` that has not become a Python object yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct SyntaxError {
    /// Which exception class to raise.
    pub(crate) class: ErrorClass,
    /// CPython's words; `{}` stands for `argument`.
    pub(crate) message: &'static str,
    /// What the message is about.
    pub(crate) argument: Argument,
    /// Where, as an offset in bytes; equal to the source's length at its end.
    pub(crate) offset: u32,
    /// The line, from 1.
    pub(crate) line: u32,
    /// The column in code points, from 1.
    pub(crate) column: u32,
    /// The source ended where more was needed: an interactive prompt asks for another line.
    pub(crate) incomplete: bool,
}

/// The exception class of a syntax error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ErrorClass {
    /// `SyntaxError`
    Syntax,
    /// `IndentationError`
    Indentation,
    /// `TabError`
    Tab,
}

/// What replaces `{}` in a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Argument {
    /// The message has no `{}`.
    None,
    /// A piece of the source.
    Source(Span),
    /// An identifier.
    Name(Name),
    /// Fixed words.
    Words(&'static str),
    /// A number.
    Number(u32),
    /// Two numbers, for two `{}`.
    Range(u32, u32),
    /// Words and a number, for two `{}`.
    WordsAndNumber(&'static str, u32),
    /// A character, for `'{}' (U+XXXX)`: shown as itself and as its code point.
    Character(char),
}
