//! From text to tokens. One token at a time, no look-ahead, so that an f-string can be read in turns with its fields.

use super::ast::Literal;
use super::character;
use super::error::{Argument, Error, ErrorClass, Stop, SyntaxError};
use super::literal::{self, Limits};
use super::number;
use super::token::{BYTE_CLASSES, ByteClass, Token, keyword, operator};
use crate::config;
use crate::name;

/// A whole source must be shorter, since a node keeps its offset in 24 bits.
pub(super) const SOURCE_BYTES_MAX: usize = 1 << 24;

pub(super) const NULL_BYTES: &str = "source code cannot contain null bytes";

/// An indentation, measured twice so that a mix of tabs and spaces that depends on the width of a tab is found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Indent {
    /// With tabs to every eighth column.
    column: u16,
    /// With tabs as one column.
    narrow: u16,
}

/// Where the lexer is; see [`Lexer::checkpoint`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    token: Token,
    start: u32,
    at: u32,
    previous_end: u32,
    line: u32,
    end_line: u32,
    value: u32,
    hash: u16,
    literal: Literal,
    depth: u8,
    dedents: u8,
    brackets: u8,
    line_start: bool,
}

/// The source and the current token.
#[derive(Debug)]
pub(super) struct Lexer<'s> {
    pub(super) source: &'s [u8],
    /// The current token's kind.
    pub(super) token: Token,
    /// Offset of the current token.
    pub(super) start: usize,
    /// Offset after the current token.
    pub(super) at: usize,
    /// Offset after the token before it.
    pub(super) previous_end: usize,
    /// Line of `start`.
    pub(super) line: u32,
    /// Line of `at`.
    pub(super) end_line: u32,
    /// The value of an `Int`.
    pub(super) value: u32,
    /// The hash of a `Name`.
    pub(super) hash: u16,
    /// A `Str` or `Bytes`; for `Format` and `Template` its form says whether it is raw.
    pub(super) literal: Literal,
    /// Open brackets, in which newlines are blanks.
    pub(super) brackets: u8,
    /// The next token is the first of its line.
    line_start: bool,
    /// How many `Dedent` tokens are to come.
    dedents: u8,
    depth: u8,
    indents: [Indent; config::BLOCK_DEPTH_MAX + 1],
    /// Why something stopped.
    pub(super) error: Error,
}

impl<'s> Lexer<'s> {
    /// A lexer before the first token.
    pub(super) fn new(source: &'s [u8]) -> Self {
        let at = if source.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        Self {
            source,
            token: Token::Newline,
            start: at,
            at,
            previous_end: at,
            line: 1,
            end_line: 1,
            value: 0,
            hash: 0,
            literal: Literal { start: 0, len: 0, form: 0 },
            brackets: 0,
            line_start: true,
            dedents: 0,
            depth: 0,
            indents: [Indent::default(); config::BLOCK_DEPTH_MAX + 1],
            error: Error::OutOfMemory,
        }
    }

    /// Where the lexer is. Returning there later is right as long as no indentation that was open then has been
    /// closed.
    pub(super) fn place(&self) -> Place {
        Place {
            token: self.token,
            start: self.start as u32,
            at: self.at as u32,
            previous_end: self.previous_end as u32,
            line: self.line,
            end_line: self.end_line,
            value: self.value,
            hash: self.hash,
            literal: self.literal,
            depth: self.depth,
            dedents: self.dedents,
            brackets: self.brackets,
            line_start: self.line_start,
        }
    }

    /// Goes back to where the lexer was.
    pub(super) fn go_to(&mut self, place: Place) {
        self.token = place.token;
        self.start = place.start as usize;
        self.at = place.at as usize;
        self.previous_end = place.previous_end as usize;
        self.line = place.line;
        self.end_line = place.end_line;
        self.value = place.value;
        self.hash = place.hash;
        self.literal = place.literal;
        self.depth = place.depth;
        self.dedents = place.dedents;
        self.brackets = place.brackets;
        self.line_start = place.line_start;
    }

    fn byte(&self, at: usize) -> u8 {
        self.source.get(at).copied().unwrap_or(0)
    }

    /// The text of the current token.
    pub(super) fn text(&self) -> &'s [u8] {
        self.source.get(self.start..self.at).unwrap_or_default()
    }

    /// Goes past blanks at the start of a lone expression, which may be indented.
    pub(super) fn skip_blanks(&mut self) {
        while BYTE_CLASSES[usize::from(self.byte(self.at))] == ByteClass::Blank {
            self.at += 1;
        }
        self.line_start = false;
    }

    /// Goes to the next token.
    pub(super) fn advance(&mut self) -> Result<(), Stop> {
        self.previous_end = self.at;
        if self.line_start {
            return self.begin_line();
        }
        self.advance_in_line()
    }

    fn advance_in_line(&mut self) -> Result<(), Stop> {
        let mut at = self.at;
        loop {
            let byte = self.byte(at);
            match BYTE_CLASSES[usize::from(byte)] {
                ByteClass::Blank => at += 1,
                ByteClass::Word => return self.word(at),
                ByteClass::Operator => return self.operator(at),
                ByteClass::Digit => return self.number(at),
                ByteClass::Newline => {
                    let end = self.newline(at);
                    if self.brackets == 0 {
                        self.begin(at);
                        self.token = Token::Newline;
                        self.at = end;
                        self.end_line += 1;
                        self.line_start = true;
                        return Ok(());
                    }
                    self.end_line += 1;
                    at = end;
                }
                ByteClass::Quote => {
                    self.begin(at);
                    return self.string(at, 0, Token::Str);
                }
                ByteClass::Hash => at = self.comment(at),
                ByteClass::Backslash => at = self.continuation(at)?,
                ByteClass::Wide => return self.word(at),
                ByteClass::Other => return self.odd_byte(at),
            }
        }
    }

    /// The current token starts here.
    fn begin(&mut self, at: usize) {
        self.start = at;
        self.line = self.end_line;
    }

    /// The offset after a newline.
    fn newline(&self, at: usize) -> usize {
        at + if self.byte(at) == b'\r' && self.byte(at + 1) == b'\n' { 2 } else { 1 }
    }

    /// The offset of the newline after a comment.
    fn comment(&self, mut at: usize) -> usize {
        while !matches!(self.byte(at), b'\n' | b'\r') && at < self.source.len() {
            at += 1;
        }
        at
    }

    /// The offset after a `\` that joins lines.
    fn continuation(&mut self, at: usize) -> Result<usize, Stop> {
        match self.byte(at + 1) {
            b'\n' | b'\r' => {
                let end = self.newline(at + 1);
                if end >= self.source.len() {
                    return Err(self.fail_at_end("unexpected EOF while parsing"));
                }
                self.end_line += 1;
                Ok(end)
            }
            _ if at + 1 >= self.source.len() => {
                Err(self.fail_at_end("unexpected EOF while parsing"))
            }
            _ => Err(self.fail(
                at + 1,
                "unexpected character after line continuation character",
                Argument::None,
            )),
        }
    }

    fn odd_byte(&mut self, at: usize) -> Result<(), Stop> {
        if at < self.source.len() {
            let byte = self.byte(at);
            if byte == 0 {
                return Err(self.fail(at, NULL_BYTES, Argument::None));
            }
            if matches!(byte, b'$' | b'?' | b'`') {
                return Err(self.fail(at, "invalid syntax", Argument::None));
            }
            let message = "invalid non-printable character U+{}";
            return Err(self.fail(at, message, Argument::Character(char::from(byte))));
        }
        self.begin(at);
        self.at = at;
        if self.brackets == 0 && self.token != Token::Newline && self.token != Token::Dedent {
            self.token = Token::Newline;
            self.line_start = true;
            return Ok(());
        }
        self.token = Token::End;
        Ok(())
    }

    fn operator(&mut self, at: usize) -> Result<(), Stop> {
        let next = self.byte(at + 1);
        if self.byte(at) == b'.' && next.is_ascii_digit() {
            return self.number(at);
        }
        self.begin(at);
        let (token, len) = operator([self.byte(at), next, self.byte(at + 2)]);
        self.token = token;
        self.at = at + len;
        match token {
            Token::OpenParenthesis | Token::OpenBracket | Token::OpenBrace => self.open_bracket(at),
            Token::CloseParenthesis | Token::CloseBracket | Token::CloseBrace => {
                if self.brackets == 0 {
                    let text = ["unmatched ')'", "unmatched ']'", "unmatched '}'"];
                    let which = (token as usize - Token::CloseParenthesis as usize) / 2;
                    return Err(self.fail(
                        at,
                        text.get(which).copied().unwrap_or_default(),
                        Argument::None,
                    ));
                }
                self.brackets -= 1;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// One more bracket is open.
    pub(super) fn open_bracket(&mut self, at: usize) -> Result<(), Stop> {
        if usize::from(self.brackets) >= config::BRACKET_DEPTH_MAX {
            return Err(self.fail(at, "too many nested parentheses", Argument::None));
        }
        self.brackets += 1;
        Ok(())
    }

    fn number(&mut self, at: usize) -> Result<(), Stop> {
        self.begin(at);
        match number::read(self.source, at) {
            Ok(number) => {
                self.token = number.token;
                self.at = number.end;
                self.value = number.value;
                Ok(())
            }
            Err((message, argument, offset)) => Err(self.fail(offset, message, argument)),
        }
    }

    fn word(&mut self, start: usize) -> Result<(), Stop> {
        let rest = self.source.get(start..).unwrap_or_default();
        let mut hash = name::HASH_START;
        let mut len = 0;
        for &byte in rest {
            if BYTE_CLASSES[usize::from(byte)] as u8 > ByteClass::Digit as u8 {
                break;
            }
            hash = name::hash_step(hash, byte);
            len += 1;
        }
        let end = start + len;
        match rest.get(len) {
            Some(b'"' | b'\'') if len <= 2 => {
                if let Some((form, token)) = prefix(rest.get(..len).unwrap_or_default()) {
                    self.begin(start);
                    return self.string(end, form, token);
                }
            }
            Some(0x80..) => return self.wide_word(start, end),
            _ => {}
        }
        self.begin(start);
        self.at = end;
        self.hash = name::hash_end(hash);
        self.token = keyword(rest.get(..len).unwrap_or_default(), self.hash);
        Ok(())
    }

    /// An identifier with characters beyond ASCII, the first of them at `at`.
    #[cold]
    fn wide_word(&mut self, start: usize, mut at: usize) -> Result<(), Stop> {
        loop {
            match BYTE_CLASSES[usize::from(self.byte(at))] {
                ByteClass::Word | ByteClass::Digit => at += 1,
                ByteClass::Wide => at = self.wide(at, at == start)?,
                _ => break,
            }
        }
        self.begin(start);
        self.at = at;
        self.hash = name::hash(self.text());
        self.token = Token::Name;
        Ok(())
    }

    /// A character beyond ASCII in an identifier; the offset after it.
    #[cold]
    fn wide(&mut self, at: usize, first: bool) -> Result<usize, Stop> {
        let rest = self.source.get(at..).unwrap_or_default();
        let four = rest.get(..4).unwrap_or(rest);
        let valid = match core::str::from_utf8(four) {
            Ok(text) => text,
            Err(error) => core::str::from_utf8(four.get(..error.valid_up_to()).unwrap_or_default())
                .unwrap_or_default(),
        };
        let Some(c) = valid.chars().next() else {
            return Err(self.fail(at, "source is not valid UTF-8", Argument::None));
        };
        if character::is_letter(c) || (!first && character::continues_identifier(c)) {
            return Ok(at + c.len_utf8());
        }
        let message = if character::is_printable(c) {
            "invalid character '{}' (U+{})"
        } else {
            "invalid non-printable character U+{}"
        };
        Err(self.fail(at, message, Argument::Character(c)))
    }

    /// A string literal whose quotes are at `at`.
    fn string(&mut self, at: usize, form: u8, token: Token) -> Result<(), Stop> {
        let quote = self.byte(at);
        let triple = self.byte(at + 1) == quote && self.byte(at + 2) == quote;
        let content = at + if triple { 3 } else { 1 };
        self.token = token;
        self.literal = Literal { start: self.start as u32, len: 0, form };
        if matches!(token, Token::Format | Token::Template) {
            self.at = content;
            return Ok(());
        }
        let limits = Limits { quote, triple, form, spec: false };
        let scanned = match literal::scan(self.source, content, limits) {
            Ok(scanned) => scanned,
            Err((message, argument, offset)) => {
                return Err(self.bad_string(message, argument, offset, triple));
            }
        };
        let plain = if scanned.plain { literal::PLAIN } else { 0 };
        self.literal.len = scanned.len as u32;
        self.literal.form = form | plain;
        self.end_line += scanned.lines;
        self.at = scanned.end + content - at;
        if scanned.is_ascii { Ok(()) } else { self.check_utf8(content, scanned.end) }
    }

    /// The newline at the end of the source, or its end.
    pub(super) fn end_of_last_line(&self) -> usize {
        let end = self.previous_end;
        if matches!(self.byte(end.saturating_sub(1)), b'\n' | b'\r') { end - 1 } else { end }
    }

    /// Goes past an f-string as if it were a plain literal.
    pub(super) fn skip_format(&mut self) -> Result<(), Stop> {
        if !matches!(self.token, Token::Format | Token::Template) {
            return Ok(());
        }
        let mut quotes = self.start;
        while !matches!(self.byte(quotes), b'"' | b'\'') {
            quotes += 1;
        }
        self.string(quotes, self.literal.form, Token::Str)
    }

    /// The source between two offsets must be UTF-8 to be part of a str.
    #[cold]
    fn check_utf8(&mut self, start: usize, end: usize) -> Result<(), Stop> {
        let bytes = self.source.get(start..end).unwrap_or_default();
        match core::str::from_utf8(bytes) {
            Ok(_) => Ok(()),
            Err(error) => Err(self.fail(
                start + error.valid_up_to(),
                "(unicode error) 'utf-8' codec can't decode bytes",
                Argument::None,
            )),
        }
    }

    /// The complaint about a literal that [`literal::scan`] stopped in at `offset`.
    #[cold]
    fn bad_string(
        &mut self,
        message: &'static str,
        argument: Argument,
        offset: usize,
        triple: bool,
    ) -> Stop {
        if message != literal::UNTERMINATED {
            let offset = if message == NULL_BYTES { offset } else { self.start };
            return self.fail(offset, message, argument);
        }
        let text = self.source.get(self.start..offset).unwrap_or_default();
        let quote = text.iter().copied().find(|byte| matches!(byte, b'"' | b'\''));
        let escaped = text
            .windows(2)
            .any(|pair| pair.first() == Some(&b'\\') && pair.get(1).copied() == quote);
        let message = match (self.token, triple) {
            (Token::Str | Token::Bytes, false) if escaped => {
                "unterminated string literal (detected at line {}); perhaps you escaped the end quote?"
            }
            (Token::Format, false) => "unterminated f-string literal (detected at line {})",
            (Token::Format, true) => {
                "unterminated triple-quoted f-string literal (detected at line {})"
            }
            (Token::Template, false) => "unterminated t-string literal (detected at line {})",
            (Token::Template, true) => {
                "unterminated triple-quoted t-string literal (detected at line {})"
            }
            (_, false) => "unterminated string literal (detected at line {})",
            (_, true) => "unterminated triple-quoted string literal (detected at line {})",
        };
        // A newline at the very end starts no line.
        let line = self.line + lines(self.source, self.start, offset.min(self.source.len() - 1));
        let stop = self.fail(self.start, message, Argument::Number(line));
        if let Error::Syntax(error) = &mut self.error {
            error.incomplete = triple;
        }
        stop
    }

    /// Reads the text of an f-string from `self.at` to the next brace or its end; the current token does not count.
    /// Leaves `self.at` at what ended it.
    pub(super) fn middle(&mut self, limits: Limits) -> Result<Literal, Stop> {
        let start = self.at;
        let scanned = match literal::scan(self.source, start, limits) {
            Ok(scanned) => scanned,
            Err((message, argument, offset)) => {
                return Err(self.bad_string(message, argument, offset, limits.triple));
            }
        };
        if !scanned.is_ascii {
            self.check_utf8(start, scanned.end)?;
        }
        let plain = if scanned.plain { literal::PLAIN } else { 0 };
        self.end_line += scanned.lines;
        self.at = scanned.end;
        let form = limits.form & (literal::RAW | literal::MIDDLE) | plain;
        Ok(Literal { start: start as u32, len: scanned.len as u32, form })
    }

    /// Takes the indentation of a line: `Indent`, `Dedent`, or the line's first token.
    #[inline(never)]
    fn begin_line(&mut self) -> Result<(), Stop> {
        if self.dedents == 0 {
            let indent = self.measure()?;
            let open = self.indents.get(usize::from(self.depth)).copied().unwrap_or_default();
            if indent.column > open.column {
                if indent.narrow <= open.narrow {
                    return Err(self.fail_tabs());
                }
                return self.indent(indent);
            }
            if indent.column == open.column {
                if indent.narrow != open.narrow {
                    return Err(self.fail_tabs());
                }
                self.line_start = false;
                return self.advance_in_line();
            }
            self.count_dedents(indent)?;
        }
        self.begin(self.at);
        self.token = Token::Dedent;
        self.dedents -= 1;
        self.line_start = self.dedents > 0;
        Ok(())
    }

    fn indent(&mut self, indent: Indent) -> Result<(), Stop> {
        self.begin(self.at);
        match self.indents.get_mut(usize::from(self.depth) + 1) {
            Some(slot) => *slot = indent,
            None => {
                let stop = self.fail(self.at, "too many levels of indentation", Argument::None);
                return Err(self.indentation(stop));
            }
        }
        self.depth += 1;
        self.line_start = false;
        self.token = Token::Indent;
        Ok(())
    }

    fn count_dedents(&mut self, indent: Indent) -> Result<(), Stop> {
        loop {
            let open = self.indents.get(usize::from(self.depth)).copied().unwrap_or_default();
            if indent.column == open.column {
                return if indent.narrow == open.narrow { Ok(()) } else { Err(self.fail_tabs()) };
            }
            if indent.column > open.column {
                let message = "unindent does not match any outer indentation level";
                let stop = self.fail(self.comment(self.at), message, Argument::None);
                return Err(self.indentation(stop));
            }
            self.depth -= 1;
            self.dedents += 1;
        }
    }

    /// Skips empty lines, and measures the indentation of the first other one.
    fn measure(&mut self) -> Result<Indent, Stop> {
        let mut at = self.at;
        let mut indent = Indent::default();
        loop {
            let rest = self.source.get(at..).unwrap_or_default();
            let spaces = rest.iter().take_while(|byte| **byte == b' ').count();
            at += spaces;
            let spaces = spaces.min(usize::from(u16::MAX)) as u16;
            indent.column = indent.column.saturating_add(spaces);
            indent.narrow = indent.narrow.saturating_add(spaces);
            match self.byte(at) {
                b'\t' => {
                    indent.column = (indent.column | 7).saturating_add(1);
                    indent.narrow = indent.narrow.saturating_add(1);
                }
                0x0C => indent = Indent::default(),
                b'#' => {
                    at = self.comment(at);
                    continue;
                }
                b'\n' | b'\r' => {
                    at = self.newline(at);
                    self.end_line += 1;
                    indent = Indent::default();
                    continue;
                }
                b'\\' => {
                    // Only the first line's indentation counts.
                    at = self.continuation(at)?;
                    while BYTE_CLASSES[usize::from(self.byte(at))] == ByteClass::Blank {
                        at += 1;
                    }
                    if !matches!(self.byte(at), b'\n' | b'\r') {
                        break;
                    }
                    continue;
                }
                _ => break,
            }
            at += 1;
        }
        self.at = at;
        if at >= self.source.len() {
            indent = Indent::default();
        }
        Ok(indent)
    }

    fn fail_tabs(&mut self) -> Stop {
        let stop = self.fail(
            self.at,
            "inconsistent use of tabs and spaces in indentation",
            Argument::None,
        );
        if let Error::Syntax(error) = &mut self.error {
            error.class = ErrorClass::Tab;
        }
        stop
    }

    /// Turns the error into an `IndentationError`.
    pub(super) fn indentation(&mut self, stop: Stop) -> Stop {
        if let Error::Syntax(error) = &mut self.error {
            error.class = ErrorClass::Indentation;
        }
        stop
    }

    fn fail_at_end(&mut self, message: &'static str) -> Stop {
        let stop = self.fail(self.source.len(), message, Argument::None);
        if let Error::Syntax(error) = &mut self.error {
            error.incomplete = true;
        }
        stop
    }

    /// Whether there is nothing more but the ends of blocks.
    pub(super) fn at_end(&self) -> bool {
        matches!(self.token, Token::End | Token::Dedent) && self.at >= self.source.len()
    }

    /// Keeps a `SyntaxError` at an offset.
    #[cold]
    pub(super) fn fail(
        &mut self,
        offset: usize,
        message: &'static str,
        argument: Argument,
    ) -> Stop {
        let offset = offset.min(self.source.len());
        let before = self.source.get(..offset).unwrap_or(self.source);
        let line_start =
            before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
        let in_line = before.get(line_start..).unwrap_or_default();
        let skip = if line_start == 0 && in_line.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let characters = in_line.iter().skip(skip).filter(|byte| **byte & 0xC0 != 0x80).count();
        self.error = Error::Syntax(SyntaxError {
            class: ErrorClass::Syntax,
            message,
            argument,
            offset: offset as u32,
            line: 1 + lines(self.source, 0, offset),
            column: characters as u32 + 1,
            incomplete: self.at_end(),
        });
        Stop
    }
}

/// How many newlines there are between two offsets.
pub(super) fn lines(source: &[u8], from: usize, to: usize) -> u32 {
    let bytes = source.get(from..to).unwrap_or_default();
    let mut count = 0;
    let mut previous = 0;
    for &byte in bytes {
        count += u32::from(byte == b'\r' || (byte == b'\n' && previous != b'\r'));
        previous = byte;
    }
    count
}

/// What a string prefix means: the literal's form and token.
fn prefix(text: &[u8]) -> Option<(u8, Token)> {
    let mut form = 0;
    let mut token = Token::Str;
    let mut plain = false;
    for byte in text {
        match byte | 0x20 {
            b'r' if form & literal::RAW == 0 && !plain => form |= literal::RAW,
            b'b' if token == Token::Str && !plain => {
                form |= literal::BYTES;
                token = Token::Bytes;
            }
            b'f' if token == Token::Str && !plain => token = Token::Format,
            b't' if token == Token::Str && !plain => token = Token::Template,
            b'u' if text.len() == 1 => plain = true,
            _ => return None,
        }
    }
    Some((form, token))
}
