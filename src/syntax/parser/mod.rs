//! The parser: one statement or header of a compound statement at a time.

mod barrier;
mod clause;
mod definition;
mod expression;
mod format;
mod import;
mod operand;
mod pattern;
mod statement;
mod target;

use super::ast::{Expr, Literal, NodeId, Span, Statement, StatementKind};
use super::error::{Argument, Error, Stop};
use super::lexer::{self, Lexer, Place};
use super::literal::{self, Text};
use super::memory::Memory;
use super::scope::{Mode, Scopes};
use super::token::Token;
use super::tree::{Kind, Mark};
use crate::config;
use crate::name::{self, Name};
use expression::Goal;

bitflags::bitflags! {
    /// What kind of code the current block is in.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub(super) struct Context: u8 {
        /// In a loop of the innermost function.
        const LOOP = 1;
        /// Right in a function, not in a class inside it.
        const FUNCTION = 2;
        /// In an `async def`.
        const ASYNC = 4;
        /// In a function or class.
        const NESTED = 8;
        /// In an `except*`, which must not be left by a jump.
        const EXCEPT_STAR = 16;
        /// Neither.
        const NONE = 0;
    }
}

/// After these headers CPython says "expected ':'" only at the end of the line.
const MAY_LACK_COLON: [&str; 9] = [
    "'with' statement",
    "'for' statement",
    "'if' statement",
    "'elif' statement",
    "'while' statement",
    "'except' statement",
    "'except*' statement",
    "'case' statement",
    "class definition",
];

/// Reads Python; see [`syntax`](super) for how it is used.
pub(crate) struct Parser<'s, M> {
    /// Scratch words and names.
    pub(crate) memory: M,
    pub(super) lexer: Lexer<'s>,
    /// Where node 0 would be, in words.
    pub(super) base: u32,
    /// Words in use from there.
    pub(super) top: u32,

    // The expression being parsed.
    /// The innermost open node; 0 for none.
    pub(super) open: u32,
    /// Its kind.
    pub(super) open_kind: Kind,
    /// The open node outside this expression.
    floor: u32,
    goal: Goal,
    /// The operand just completed, and its height.
    value: u32,
    height: u32,
    /// Whether it is in parentheses of its own.
    parenthesized: bool,
    recursion: u8,
    /// The names that the pattern at hand has bound, linked from the last.
    captures: u32,
    /// Whether there is a lambda, comprehension, `await` or `yield` in what was parsed since the start of the
    /// statement.
    pub(super) has_scopes: bool,

    // The block being parsed.
    pub(super) context: Context,
    /// Offset of the name of the innermost class; 0 for none.
    class: u32,
    /// The context and class outside of each open block.
    blocks: [u32; config::BLOCK_DEPTH_MAX],
    depth: u8,
    line: Line,
    mode: Mode,
    recent: [Recent; RECENT_NAMES],
    pub(super) scopes: Scopes,
    position: LinePosition,
    /// The line of the last token of the statement or header read last.
    last_line: u32,
}

/// How many identifiers the parser remembers, to save looking them up: each is met twice at least.
const RECENT_NAMES: usize = 32;

/// An identifier met lately, by where its text is in the source.
#[derive(Clone, Copy, Debug, Default)]
struct Recent {
    /// Offset, and in the top byte the length; 0 for none.
    place: u32,
    hash: u16,
    name: u16,
}

/// Where the parser is in a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Line {
    /// A statement of any kind may come.
    Start,
    /// After a semicolon.
    Middle,
    /// After the colon of a header on the same line, perhaps after a semicolon.
    Inline,
    /// After a body on its header's line: the block is over.
    InlineEnd,
    /// The interactive statement is complete.
    Complete,
}

/// A line whose extent is known.
#[derive(Clone, Copy, Debug)]
struct LinePosition {
    number: u32,
    start: usize,
    end: usize,
}

/// A place in the source, before a statement; see [`Parser::restore`].
#[derive(Clone, Copy, Debug)]
pub(in crate::syntax) struct Checkpoint {
    place: Place,
    context: Context,
    class: u32,
    depth: u8,
    line: Line,
}

impl<'s, M: Memory> Parser<'s, M> {
    /// A parser that [`Parser::begin`] is to bring before the first statement: so it need not be moved.
    #[inline(always)]
    pub(crate) fn new(source: &'s [u8], mode: Mode, memory: M) -> Self {
        Self {
            memory,
            lexer: Lexer::new(source),
            base: 0,
            top: 1,
            open: 0,
            open_kind: Kind::Group,
            floor: 0,
            goal: Goal::ONE,
            value: 0,
            height: 1,
            parenthesized: false,
            recursion: 0,
            captures: 0,
            has_scopes: false,
            context: Context::NONE,
            class: 0,
            blocks: [0; config::BLOCK_DEPTH_MAX],
            depth: 0,
            line: Line::Start,
            mode,
            recent: [Recent::default(); RECENT_NAMES],
            scopes: Scopes::default(),
            position: LinePosition { number: 1, start: 0, end: 0 },
            last_line: 1,
        }
    }

    /// Goes before the first statement.
    pub(crate) fn begin(&mut self) -> Result<(), Stop> {
        if self.lexer.source.len() >= lexer::SOURCE_BYTES_MAX {
            return Err(self.lexer.fail(0, "source too large", Argument::None));
        }
        if self.mode == Mode::Eval {
            self.lexer.skip_blanks();
        }
        self.lexer.advance()
    }

    /// Why the parser stopped.
    pub(crate) fn error(&self) -> Error {
        self.lexer.error
    }

    /// Keeps a `SyntaxError` of the compiler's own at an offset.
    pub(crate) fn fail(&mut self, offset: u32, message: &'static str, argument: Argument) -> Stop {
        self.lexer.fail(offset as usize, message, argument)
    }

    /// The state of scratch memory.
    pub(crate) fn mark(&self) -> Mark {
        Mark { top: self.top, scopes: self.scopes.newest() }
    }

    /// Forgets what was made since the mark.
    pub(crate) fn reset(&mut self, mark: Mark) {
        self.top = mark.top;
        self.scopes.forget_after(mark.scopes);
    }

    /// Scratch words for the compiler, up to the next reset to an earlier mark: their index in [`Memory::words`].
    pub(crate) fn reserve(&mut self, words: u32) -> Result<u32, Stop> {
        self.allocate(words)
    }

    /// A place before the next statement. Returning there is right as long as no block that was open then has been
    /// left.
    pub(in crate::syntax) fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            place: self.lexer.place(),
            context: self.context,
            class: self.class,
            depth: self.depth,
            line: self.line,
        }
    }

    /// Reads on from a checkpoint.
    pub(in crate::syntax) fn restore(&mut self, checkpoint: Checkpoint) {
        self.lexer.go_to(checkpoint.place);
        self.context = checkpoint.context;
        self.class = checkpoint.class;
        self.depth = checkpoint.depth;
        self.line = checkpoint.line;
        self.begin_expressions();
    }

    /// The line on which the statement or header read last ends.
    pub(crate) fn last_line(&self) -> u32 {
        self.last_line
    }

    /// The line of an offset, from 1. Cheap for offsets near the one asked about before.
    pub(crate) fn line(&mut self, offset: u32) -> u32 {
        let offset = offset as usize;
        let source = self.lexer.source;
        let mut position = self.position;
        while offset < position.start {
            let before = source.get(..position.start).unwrap_or_default();
            let newline = if before.ends_with(b"\r\n") { 2 } else { 1 };
            position.end = position.start;
            let line = before.get(..position.start - newline).unwrap_or_default();
            let previous = line.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
            position.start = previous.map_or(0, |at| at + 1);
            position.number -= 1;
        }
        while offset >= position.end {
            if position.end != 0 {
                position.number += 1;
                position.start = position.end;
            }
            let rest = source.get(position.start..).unwrap_or_default();
            let Some(len) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
                position.end = usize::MAX;
                break;
            };
            let pair = rest.get(len) == Some(&b'\r') && rest.get(len + 1) == Some(&b'\n');
            position.end = position.start + len + if pair { 2 } else { 1 };
        }
        self.position = position;
        position.number
    }

    /// The text of a literal.
    pub(crate) fn text(&self, literal: Literal) -> Text<'s> {
        literal::text(self.lexer.source, literal)
    }

    /// A piece of the source.
    pub(crate) fn bytes(&self, span: Span) -> &'s [u8] {
        let start = span.start as usize;
        self.lexer.source.get(start..start + span.len as usize).unwrap_or_default()
    }

    /// The current `Name` token, interned, and mangled where Python says so.
    fn name(&mut self) -> Result<Name, Stop> {
        let text = self.lexer.text();
        if self.class != 0 && text.starts_with(b"__") && !text.ends_with(b"__") {
            return self.mangled(text);
        }
        self.token_name(text)
    }

    /// The name with the text of the current `Name` token.
    fn token_name(&mut self, text: &'s [u8]) -> Result<Name, Stop> {
        let hash = self.lexer.hash;
        let index = usize::from(hash) % RECENT_NAMES;
        let recent = self.recent[index];
        if recent.hash == hash && (recent.place >> 24) as usize == text.len() {
            let start = (recent.place & 0x00FF_FFFF) as usize;
            let other = self.lexer.source.get(start..start + text.len()).unwrap_or_default();
            if other.iter().eq(text) {
                return Ok(Name(recent.name));
            }
        }
        let name = self.intern(text)?;
        if let Ok(len) = u8::try_from(text.len()) {
            let place = self.lexer.start as u32 | u32::from(len) << 24;
            self.recent[index] = Recent { place, hash, name: name.0 };
        }
        Ok(name)
    }

    fn intern(&mut self, text: &[u8]) -> Result<Name, Stop> {
        match self.memory.intern(text) {
            Ok(name) => Ok(name),
            Err(_) => Err(self.out_of_memory()),
        }
    }

    /// `_Class__name`
    #[cold]
    fn mangled(&mut self, text: &[u8]) -> Result<Name, Stop> {
        let rest = self.lexer.source.get(self.class as usize..).unwrap_or_default();
        let len = rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_' || **byte >= 0x80)
            .count();
        let class = rest.get(..len).unwrap_or_default();
        let leading = class.iter().take_while(|byte| **byte == b'_').count();
        let class = class.get(leading..).unwrap_or_default();
        if class.is_empty() {
            return self.intern(text);
        }
        let mut buffer = [b'_'; config::JOINED_NAME_BYTES_MAX];
        let len = 1 + class.len() + text.len();
        let Some(joined) = buffer.get_mut(..len) else {
            return Err(self.fail_here("private name too long"));
        };
        for (to, from) in joined.iter_mut().skip(1).zip(class.iter().chain(text)) {
            *to = *from;
        }
        self.intern(joined)
    }

    /// Goes past a name, which is bound here.
    fn expect_name(&mut self) -> Result<Name, Stop> {
        if self.lexer.token != Token::Name {
            return Err(self.fail_syntax());
        }
        let name = self.name()?;
        self.check_assignable(name)?;
        self.lexer.advance()?;
        Ok(name)
    }

    fn check_assignable(&mut self, name: Name) -> Result<(), Stop> {
        if name == const { name::rom("__debug__") } {
            return Err(self.fail_here("cannot assign to __debug__"));
        }
        Ok(())
    }

    /// No expression is being parsed.
    fn begin_expressions(&mut self) {
        self.open = 0;
        self.floor = 0;
        self.recursion = 0;
        self.has_scopes = false;
    }

    /// The source is not what it should be at the current token.
    #[cold]
    fn fail_syntax(&mut self) -> Stop {
        match self.lexer.token {
            Token::End if self.lexer.brackets > 0 => self.fail_unclosed(),
            Token::Indent => {
                let offset = self.lexer.start.saturating_sub(1);
                let stop = self.lexer.fail(offset, "unexpected indent", Argument::None);
                self.lexer.indentation(stop)
            }
            Token::CloseParenthesis | Token::CloseBracket | Token::CloseBrace => {
                self.fail_mismatch()
            }
            _ => self.fail_unless_unclosed(self.lexer.start, "invalid syntax"),
        }
    }

    /// The opening bracket of the innermost open node that has one.
    fn innermost_bracket(&self) -> Option<u8> {
        let mut id = self.open;
        while id != 0 {
            match self.kind(id) {
                Kind::Group
                | Kind::Tuple
                | Kind::Call
                | Kind::Generator
                | Kind::GeneratorArgument => return Some(b'('),
                Kind::List | Kind::Subscript | Kind::ListComprehension => return Some(b'['),
                Kind::Brace
                | Kind::Set
                | Kind::Dict
                | Kind::DictKey
                | Kind::SetComprehension
                | Kind::DictComprehension => return Some(b'{'),
                _ => id = self.outer(id),
            }
        }
        None
    }

    /// A closing bracket of the wrong kind, or one that should not be there.
    #[cold]
    fn fail_mismatch(&mut self) -> Stop {
        let closing = self.lexer.token;
        let message = match (closing, self.innermost_bracket()) {
            (Token::CloseParenthesis, Some(b'[')) => {
                "closing parenthesis ')' does not match opening parenthesis '['"
            }
            (Token::CloseParenthesis, Some(b'{')) => {
                "closing parenthesis ')' does not match opening parenthesis '{'"
            }
            (Token::CloseBracket, Some(b'(')) => {
                "closing parenthesis ']' does not match opening parenthesis '('"
            }
            (Token::CloseBracket, Some(b'{')) => {
                "closing parenthesis ']' does not match opening parenthesis '{'"
            }
            (Token::CloseBrace, Some(b'(')) => {
                "closing parenthesis '}' does not match opening parenthesis '('"
            }
            (Token::CloseBrace, Some(b'[')) => {
                "closing parenthesis '}' does not match opening parenthesis '['"
            }
            _ => "invalid syntax",
        };
        self.fail_here(message)
    }

    /// A complaint at an offset, unless an opening bracket on a line before the current token's is never closed: that
    /// is the likelier cause.
    #[cold]
    fn fail_unless_unclosed(&mut self, offset: usize, message: &'static str) -> Stop {
        if self.lexer.brackets > 0
            && let Some(opening) = self.unclosed_bracket()
            && lexer::lines(self.lexer.source, opening, self.lexer.start) > 0
        {
            return self.fail_opening(opening);
        }
        self.lexer.fail(offset, message, Argument::None)
    }

    /// The source ends in brackets: the complaint is about the innermost opening one.
    #[cold]
    fn fail_unclosed(&mut self) -> Stop {
        match self.unclosed_bracket() {
            Some(opening) => self.fail_opening(opening),
            None => self.fail_here("unexpected EOF while parsing"),
        }
    }

    fn fail_opening(&mut self, opening: usize) -> Stop {
        let message = match self.lexer.source.get(opening) {
            Some(b'(') => "'(' was never closed",
            Some(b'[') => "'[' was never closed",
            _ => "'{' was never closed",
        };
        let stop = self.lexer.fail(opening, message, Argument::None);
        if let Error::Syntax(error) = &mut self.lexer.error {
            error.incomplete = true;
        }
        stop
    }

    /// The innermost bracket that is open at the end of the source. Reads it all twice: the first time for how many
    /// are open at the end, the second time for the last that opened that many.
    fn unclosed_bracket(&self) -> Option<usize> {
        let mut depth = 0;
        let mut opening = None;
        for pass in 0..2 {
            let mut lexer = Lexer::new(self.lexer.source);
            while lexer.advance().is_ok() && lexer.token != Token::End {
                lexer.skip_format().ok()?;
                let opens = matches!(
                    lexer.token,
                    Token::OpenParenthesis | Token::OpenBracket | Token::OpenBrace
                );
                if pass == 1 && opens && lexer.brackets == depth {
                    opening = Some(lexer.start);
                }
            }
            depth = lexer.brackets;
        }
        if depth > 0 { opening } else { None }
    }

    /// After an item in brackets comes something that is neither a separator nor the end.
    #[cold]
    fn fail_item(&mut self) -> Stop {
        let token = self.lexer.token;
        if token == Token::Equal
            && !matches!(self.kind(self.value), Kind::Starred | Kind::DoubleStarred)
        {
            return self.fail_equal();
        }
        if token.starts_expression()
            && !matches!(token, Token::Star | Token::Yield | Token::Not | Token::Lambda)
        {
            let start = self.start(self.value);
            return self.fail_unless_unclosed(start, "invalid syntax. Perhaps you forgot a comma?");
        }
        self.fail_syntax()
    }

    /// `=` in an expression.
    #[cold]
    fn fail_equal(&mut self) -> Stop {
        let start = self.start(self.value);
        if self.kind(self.value) == Kind::Name {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return self.lexer.fail(start, message, Argument::None);
        }
        let words = Argument::Words(target::describe(self.expr(NodeId(self.value))));
        self.lexer.fail(
            start,
            "cannot assign to {} here. Maybe you meant '==' instead of '='?",
            words,
        )
    }

    /// `x := ...` where x is not a name.
    #[cold]
    fn fail_walrus(&mut self) -> Stop {
        let expr = self.expr(NodeId(self.value));
        if matches!(expr, Expr::Keyword(..) | Expr::Walrus(..)) && !self.parenthesized {
            return self.fail_here("invalid syntax");
        }
        let words = Argument::Words(target::describe(expr));
        let start = self.start(self.value);
        self.lexer.fail(start, "cannot use assignment expressions with {}", words)
    }

    /// `x=...` as an argument, where x is not a name.
    #[cold]
    fn fail_keyword(&mut self) -> Stop {
        let start = self.start(self.value);
        let message = match self.kind(self.value) {
            Kind::True => "cannot assign to True",
            Kind::False => "cannot assign to False",
            Kind::None => "cannot assign to None",
            Kind::DoubleStarred if !self.parenthesized => {
                "cannot assign to keyword argument unpacking"
            }
            _ => "expression cannot contain assignment, perhaps you meant \"==\"?",
        };
        self.lexer.fail(start, message, Argument::None)
    }

    /// `await` and `yield` have to be in the right kind of scope: in top-level code that takes a look at its scopes.
    fn note_scoped(&mut self) {
        self.has_scopes = true;
    }

    // Blocks.

    /// Whether a compound statement may come here.
    pub(super) fn at_line_start(&self) -> bool {
        self.line == Line::Start
    }

    /// After a header: `:` and the start of its body.
    fn begin_block(
        &mut self,
        context: Context,
        class: u32,
        what: &'static str,
        line: u32,
    ) -> Result<(), Stop> {
        if self.lexer.token != Token::Colon {
            return Err(self.fail_missing_colon(what));
        }
        self.last_line = self.lexer.line;
        self.lexer.advance()?;
        let saved = u32::from(self.context.bits()) << 24 | self.class;
        let Some(block) = self.blocks.get_mut(usize::from(self.depth)) else {
            return Err(self.fail_here("too many statically nested blocks"));
        };
        *block = saved;
        self.depth += 1;
        self.context = context;
        self.class = class;
        if self.lexer.token != Token::Newline {
            self.line = Line::Inline;
            return Ok(());
        }
        self.lexer.advance()?;
        if self.lexer.token != Token::Indent {
            let message = "expected an indented block after {} on line {}";
            let argument = Argument::WordsAndNumber(what, line);
            let at_end = self.lexer.at_end();
            let offset = if at_end { self.lexer.end_of_last_line() } else { self.lexer.start };
            let stop = self.lexer.fail(offset, message, argument);
            return Err(self.lexer.indentation(stop));
        }
        self.line = Line::Start;
        self.lexer.advance()
    }

    #[cold]
    fn fail_missing_colon(&mut self, what: &str) -> Stop {
        match self.lexer.token {
            Token::Newline => self.fail_here("expected ':'"),
            Token::Equal => self.fail_equal(),
            Token::End => self.fail_syntax(),
            _ if self.lexer.brackets > 0 || MAY_LACK_COLON.contains(&what) => self.fail_syntax(),
            _ => self.fail_here("expected ':'"),
        }
    }

    /// The current block is over.
    fn end_block(&mut self) -> Statement {
        if self.depth > 0 {
            self.depth -= 1;
            let saved = self.blocks.get(usize::from(self.depth)).copied().unwrap_or(0);
            self.context = Context::from_bits_truncate((saved >> 24) as u8);
            self.class = saved & 0x00FF_FFFF;
        }
        let complete = self.mode == Mode::Single && self.depth == 0;
        self.line = if complete { Line::Complete } else { Line::Start };
        Statement {
            kind: StatementKind::BlockEnd,
            offset: self.lexer.start as u32,
            line: self.lexer.line,
        }
    }

    /// The node that was open before an open node.
    fn outer(&self, id: u32) -> u32 {
        let (owner, word) = self.hole(id);
        self.child(owner, word)
    }
}
