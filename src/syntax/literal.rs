//! String literals: checked where they are read, decoded later straight from the source, so that the tree holds no
//! text.

use super::ast::Literal;
use super::error::Argument;

/// No escapes: `\` stands for itself.
pub(super) const RAW: u8 = 1;
/// A bytes literal.
pub(super) const BYTES: u8 = 2;
/// Text between the fields of an f-string: starts without quotes, and a doubled brace is one brace.
pub(super) const MIDDLE: u8 = 4;
/// The source of a `{value=}` field.
pub(super) const VERBATIM: u8 = 8;
/// The source has the very bytes, in one piece.
pub(super) const PLAIN: u8 = 16;

/// A literal's text.
#[derive(Clone, Debug)]
pub(crate) enum Text<'s> {
    /// As it stands in the source.
    Plain(&'s [u8]),
    /// Decoded piece by piece.
    Pieces(Pieces<'s>),
}

/// A few bytes of a decoded literal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Piece<'s> {
    /// From the source or from flash.
    Slice(&'s [u8]),
    /// A character written as an escape: the bytes and how many of them count.
    Escape([u8; 4], u8),
}

impl Piece<'_> {
    /// The bytes.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Slice(bytes) => bytes,
            Self::Escape(bytes, len) => bytes.get(..usize::from(*len)).unwrap_or_default(),
        }
    }
}

/// The text of a literal in `source`.
pub(super) fn text(source: &[u8], literal: Literal) -> Text<'_> {
    let mut pieces = Pieces {
        source,
        at: literal.start as usize,
        left: literal.len as usize,
        form: literal.form,
        quote: 0,
        triple: false,
        inside: literal.form & (MIDDLE | VERBATIM) != 0,
    };
    if literal.form & PLAIN == 0 {
        return Text::Pieces(pieces);
    }
    if !pieces.inside {
        pieces.open();
    }
    Text::Plain(source.get(pieces.at..pieces.at + pieces.left).unwrap_or_default())
}

/// Decodes a literal, adjacent ones included.
#[derive(Clone, Debug)]
pub(crate) struct Pieces<'s> {
    source: &'s [u8],
    at: usize,
    /// Decoded bytes still to come: the end is known by count.
    left: usize,
    form: u8,
    quote: u8,
    triple: bool,
    inside: bool,
}

impl<'s> Pieces<'s> {
    fn byte(&self, ahead: usize) -> u8 {
        self.source.get(self.at + ahead).copied().unwrap_or(0)
    }

    /// Goes past the prefix and the opening quotes.
    fn open(&mut self) {
        self.form &= !RAW;
        while self.byte(0) != b'"' && self.byte(0) != b'\'' && self.at < self.source.len() {
            if self.byte(0) | 0x20 == b'r' {
                self.form |= RAW;
            }
            self.at += 1;
        }
        self.quote = self.byte(0);
        self.triple = self.byte(1) == self.quote && self.byte(2) == self.quote;
        self.at += if self.triple { 3 } else { 1 };
        self.inside = true;
    }

    /// Goes past blanks, comments and newlines between adjacent literals.
    fn skip(&mut self) {
        loop {
            match self.byte(0) {
                b' ' | b'\t' | 0x0C | b'\n' | b'\r' | b'\\' => self.at += 1,
                b'#' => {
                    while !matches!(self.byte(0), b'\n' | b'\r') && self.at < self.source.len() {
                        self.at += 1;
                    }
                }
                _ => return,
            }
        }
    }

    /// Goes past the closing quotes, if it stands before them.
    fn close(&mut self) -> bool {
        if self.quote == 0 || self.byte(0) != self.quote {
            return false;
        }
        if self.triple && (self.byte(1) != self.quote || self.byte(2) != self.quote) {
            return false;
        }
        self.at += if self.triple { 3 } else { 1 };
        self.inside = false;
        true
    }

    /// The bytes up to the next that does not stand for itself, at least one.
    fn run(&mut self) -> Piece<'s> {
        let start = self.at;
        self.at += 1;
        while self.at - start < self.left
            && !matches!(self.byte(0), b'\\' | b'\r' | b'"' | b'\'' | b'{' | b'}')
            && self.at < self.source.len()
        {
            self.at += 1;
        }
        Piece::Slice(self.source.get(start..self.at).unwrap_or_default())
    }

    /// Decodes the escape at a `\`; `None` for a joined line.
    fn escape(&mut self) -> Option<Piece<'s>> {
        self.at += 1;
        match escape(self.source, self.at, self.form & BYTES != 0) {
            Ok((Escape::Character(code), len)) => {
                self.at += len;
                let (bytes, len) = encode(code);
                Some(Piece::Escape(bytes, len))
            }
            Ok((Escape::Byte(byte), len)) => {
                self.at += len;
                Some(Piece::Escape([byte, 0, 0, 0], 1))
            }
            Ok((Escape::JoinedLine, len)) => {
                self.at += len;
                None
            }
            Ok((Escape::Unknown, _)) | Err(_) => Some(Piece::Slice(b"\\")),
        }
    }

    fn step(&mut self) -> Option<Piece<'s>> {
        if !self.inside {
            self.skip();
            self.open();
            return None;
        }
        match self.byte(0) {
            b'"' | b'\'' if self.close() => None,
            b'\\' if self.form & (RAW | VERBATIM) == 0 => self.escape(),
            b'\\' if self.form & RAW != 0 && matches!(self.byte(1), b'"' | b'\'' | b'\\') => {
                self.at += 2;
                Some(Piece::Slice(self.source.get(self.at - 2..self.at).unwrap_or_default()))
            }
            b'\r' => {
                self.at += if self.byte(1) == b'\n' { 2 } else { 1 };
                Some(Piece::Slice(b"\n"))
            }
            b'{' | b'}' if self.form & MIDDLE != 0 => {
                let start = self.at;
                self.at += 2;
                Some(Piece::Slice(self.source.get(start..start + 1).unwrap_or_default()))
            }
            _ => Some(self.run()),
        }
    }
}

impl<'s> Iterator for Pieces<'s> {
    type Item = Piece<'s>;

    fn next(&mut self) -> Option<Piece<'s>> {
        while self.left > 0 && self.at < self.source.len() {
            if let Some(piece) = self.step() {
                self.left = self.left.saturating_sub(piece.as_bytes().len());
                return Some(piece);
            }
        }
        None
    }
}

/// What follows a `\`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Escape {
    /// A code point, perhaps half of a surrogate pair.
    Character(u32),
    /// Only in bytes.
    Byte(u8),
    /// A newline, which disappears.
    JoinedLine,
    /// Not an escape: the `\` stays.
    Unknown,
}

/// The escape whose `\` lies just before `at`, and how many bytes it takes from there; or what is wrong with it and
/// its length.
pub(super) fn escape(
    source: &[u8],
    at: usize,
    is_bytes: bool,
) -> Result<(Escape, usize), (&'static str, usize)> {
    let byte = |index: usize| source.get(at + index).copied().unwrap_or(0);
    let simple = match byte(0) {
        b'n' => b'\n',
        b't' => b'\t',
        b'r' => b'\r',
        quoted @ (b'\\' | b'\'' | b'"') => quoted,
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'v' => 11,
        b'\n' => return Ok((Escape::JoinedLine, 1)),
        b'\r' => return Ok((Escape::JoinedLine, if byte(1) == b'\n' { 2 } else { 1 })),
        b'0'..=b'7' => {
            let mut len = 0;
            let mut value = 0;
            while len < 3 && matches!(byte(len), b'0'..=b'7') {
                value = value * 8 + u32::from(byte(len) - b'0');
                len += 1;
            }
            return Ok((code_point(value, is_bytes), len));
        }
        b'x' => return hexadecimal(source, at, 2, is_bytes),
        b'u' if !is_bytes => return hexadecimal(source, at, 4, is_bytes),
        b'U' if !is_bytes => return hexadecimal(source, at, 8, is_bytes),
        b'N' if !is_bytes => return Err(named(source, at)),
        _ => return Ok((Escape::Unknown, 0)),
    };
    Ok((code_point(u32::from(simple), is_bytes), 1))
}

fn code_point(value: u32, is_bytes: bool) -> Escape {
    if is_bytes { Escape::Byte(value as u8) } else { Escape::Character(value) }
}

/// A code point in UTF-8, and its length. Half of a surrogate pair, which a str may hold, is coded in the same way.
fn encode(code: u32) -> ([u8; 4], u8) {
    let mut bytes = [0; 4];
    let len = match char::from_u32(code) {
        Some(c) => c.encode_utf8(&mut bytes).len() as u8,
        None => {
            bytes = [
                0xE0 | (code >> 12) as u8,
                0x80 | (code >> 6 & 0x3F) as u8,
                0x80 | (code & 0x3F) as u8,
                0,
            ];
            3
        }
    };
    (bytes, len)
}

const TRUNCATED: [&str; 3] = [
    "(unicode error) 'unicodeescape' codec can't decode bytes in position {}-{}: truncated \\xXX escape",
    "(unicode error) 'unicodeescape' codec can't decode bytes in position {}-{}: truncated \\uXXXX escape",
    "(unicode error) 'unicodeescape' codec can't decode bytes in position {}-{}: truncated \\UXXXXXXXX escape",
];

fn hexadecimal(
    source: &[u8],
    at: usize,
    digits: usize,
    is_bytes: bool,
) -> Result<(Escape, usize), (&'static str, usize)> {
    let mut value: u32 = 0;
    for index in 1..=digits {
        let digit = source.get(at + index).and_then(|&byte| char::from(byte).to_digit(16));
        let Some(digit) = digit else {
            let message = if is_bytes {
                "(value error) invalid \\x escape at position {}"
            } else {
                TRUNCATED[digits / 4]
            };
            return Err((message, index));
        };
        value = value << 4 | digit;
    }
    if is_bytes {
        return Ok((Escape::Byte(value as u8), digits + 1));
    }
    if value > u32::from(char::MAX) {
        return Err((ILLEGAL_CHARACTER, digits + 1));
    }
    Ok((Escape::Character(value), digits + 1))
}

const ILLEGAL_CHARACTER: &str = "(unicode error) 'unicodeescape' codec can't decode bytes in position {}-{}: \
                                 illegal Unicode character";
const UNKNOWN_NAME: &str = "(unicode error) 'unicodeescape' codec can't decode bytes in position {}-{}: \
                            unknown Unicode character name";
const MALFORMED_NAME: &str = "(unicode error) 'unicodeescape' codec can't decode bytes in position {}-{}: \
                              malformed \\N character escape";

/// What is wrong with a `\N{...}`: the table of Unicode names is too large to have.
fn named(source: &[u8], at: usize) -> (&'static str, usize) {
    let close = source
        .get(at + 1..)
        .and_then(|rest| rest.iter().position(|&byte| byte == b'}' || byte == b'\n'));
    match (source.get(at + 1), close) {
        (Some(b'{'), Some(len)) if source.get(at + 1 + len) == Some(&b'}') => {
            (UNKNOWN_NAME, len + 2)
        }
        _ => (MALFORMED_NAME, 1),
    }
}

/// How far a literal's text reaches, and what it decodes to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanned {
    /// Offset of what ended it: the closing quotes, or a brace of an f-string.
    pub(super) end: usize,
    /// Decoded length in bytes.
    pub(super) len: usize,
    /// The source has the very bytes.
    pub(super) plain: bool,
    /// There are no characters beyond ASCII in the source.
    pub(super) is_ascii: bool,
    /// Newlines inside.
    pub(super) lines: u32,
}

/// What to read as one piece of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) quote: u8,
    pub(super) triple: bool,
    pub(super) form: u8,
    /// In a format spec, where braces are not doubled.
    pub(super) spec: bool,
}

/// Bytes that stand for themselves in every literal.
static ORDINARY: [bool; 256] = {
    let mut table = [true; 256];
    let mut byte = 0;
    while byte < 256 {
        if byte >= 0x80
            || matches!(byte as u8, 0 | b'"' | b'\'' | b'\n' | b'\r' | b'\\' | b'{' | b'}')
        {
            table[byte] = false;
        }
        byte += 1;
    }
    table
};

/// Reads text from `start` to its end: the closing quotes, or in an f-string (`MIDDLE`) a brace that is not doubled.
/// Errors: the message, its argument, and whether the source ended too early.
pub(super) fn scan(
    source: &[u8],
    start: usize,
    limits: Limits,
) -> Result<Scanned, (&'static str, Argument, usize)> {
    let Limits { quote, triple, form, spec } = limits;
    let byte = |at: usize| source.get(at).copied().unwrap_or(0);
    let mut scanned = Scanned { end: start, len: 0, plain: true, is_ascii: true, lines: 0 };
    let mut at = start;
    loop {
        let rest = source.get(at..).unwrap_or_default();
        let run = rest.iter().take_while(|byte| ORDINARY[usize::from(**byte)]).count();
        at += run;
        scanned.len += run;
        let here = byte(at);
        match here {
            b'"' | b'\''
                if here == quote
                    && (!triple || (byte(at + 1) == quote && byte(at + 2) == quote)) =>
            {
                break;
            }
            b'\n' | b'\r' => {
                if !triple {
                    let in_spec = "f-string: newlines are not allowed in format specifiers for single quoted f-strings";
                    return Err((if spec { in_spec } else { UNTERMINATED }, Argument::None, at));
                }
                if here == b'\r' {
                    scanned.plain = false;
                    at += usize::from(byte(at + 1) == b'\n');
                }
                scanned.lines += 1;
                scanned.len += 1;
                at += 1;
            }
            b'\\' => {
                at += 1;
                at = scan_escape(source, start, at, form, triple, &mut scanned)?;
            }
            b'{' | b'}' if form & MIDDLE != 0 => {
                if spec || byte(at + 1) != here {
                    break;
                }
                scanned.plain = false;
                scanned.len += 1;
                at += 2;
            }
            0 if at >= source.len() => return Err((UNTERMINATED, Argument::None, at)),
            0 => return Err((super::lexer::NULL_BYTES, Argument::None, at)),
            0x80.. => {
                if form & BYTES != 0 {
                    return Err((
                        "bytes can only contain ASCII literal characters",
                        Argument::None,
                        start,
                    ));
                }
                scanned.is_ascii = false;
                scanned.len += 1;
                at += 1;
            }
            _ => {
                scanned.len += 1;
                at += 1;
            }
        }
    }
    scanned.end = at;
    Ok(scanned)
}

/// A literal has no end; the lexer words this by the kind of literal.
pub(super) const UNTERMINATED: &str = "";

/// Reads what follows a `\` at `at`; the offset after it.
fn scan_escape(
    source: &[u8],
    start: usize,
    at: usize,
    form: u8,
    triple: bool,
    scanned: &mut Scanned,
) -> Result<usize, (&'static str, Argument, usize)> {
    let byte = |at: usize| source.get(at).copied().unwrap_or(0);
    if at >= source.len() {
        return Err((UNTERMINATED, Argument::None, at));
    }
    if form & RAW != 0 {
        // The quote after it does not end the literal, but both stay. A newline is let through as one after `\`.
        scanned.len += 1;
        return Ok(match byte(at) {
            b'"' | b'\'' | b'\\' => {
                scanned.len += 1;
                at + 1
            }
            b'\n' | b'\r' if !triple => {
                scanned.lines += 1;
                scanned.len += 1;
                scanned.plain &= byte(at) == b'\n';
                at + if byte(at) == b'\r' && byte(at + 1) == b'\n' { 2 } else { 1 }
            }
            _ => at,
        });
    }
    scanned.plain = false;
    if form & MIDDLE != 0 && matches!(byte(at), b'{' | b'}') {
        scanned.len += 1;
        return Ok(at);
    }
    match escape(source, at, form & BYTES != 0) {
        Ok((escape, len)) => {
            scanned.len += match escape {
                Escape::Character(code) => usize::from(encode(code).1),
                Escape::Byte(_) | Escape::Unknown => 1,
                Escape::JoinedLine => 0,
            };
            scanned.lines += u32::from(escape == Escape::JoinedLine);
            Ok(at + len)
        }
        Err((message, len)) => {
            let first = (at - 1 - start) as u32;
            Err((message, Argument::Range(first, first + len as u32), start))
        }
    }
}
