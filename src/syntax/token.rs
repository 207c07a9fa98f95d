//! Tokens, keywords, and the byte classes that the lexer works by.

use crate::name;

/// A token's kind. Where it is, and what a literal holds, the [`Lexer`](super::lexer::Lexer) says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub(super) enum Token {
    End,
    Newline,
    Indent,
    Dedent,
    Name,
    Int,
    BigInt,
    Float,
    Imaginary,
    Str,
    Bytes,
    /// The start of an f-string, up to and with its quotes.
    Format,
    /// The start of a t-string, up to and with its quotes.
    Template,
    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    Comma,
    Colon,
    Semicolon,
    Dot,
    Ellipsis,
    Arrow,
    ColonEqual,
    Equal,
    Exclamation,
    Tilde,
    // Binary operators, in the order of `BinaryOp`.
    Plus,
    Minus,
    Star,
    At,
    Slash,
    DoubleSlash,
    Percent,
    DoubleStar,
    ShiftLeft,
    ShiftRight,
    Ampersand,
    Bar,
    Caret,
    // Augmented assignments, in the same order.
    PlusEqual,
    MinusEqual,
    StarEqual,
    AtEqual,
    SlashEqual,
    DoubleSlashEqual,
    PercentEqual,
    DoubleStarEqual,
    ShiftLeftEqual,
    ShiftRightEqual,
    AmpersandEqual,
    BarEqual,
    CaretEqual,
    // Comparisons, in the order of `CompareOp`.
    Less,
    LessEqual,
    DoubleEqual,
    NotEqual,
    Greater,
    GreaterEqual,
    In,
    // Other keywords.
    Is,
    Not,
    And,
    Or,
    If,
    Else,
    Lambda,
    For,
    Async,
    Await,
    Yield,
    None,
    True,
    False,
    As,
    Assert,
    Break,
    Class,
    Continue,
    Def,
    Del,
    Elif,
    Except,
    Finally,
    From,
    Global,
    Import,
    Nonlocal,
    Pass,
    Raise,
    Return,
    Try,
    While,
    With,
}

/// How many kinds of token there are.
pub(super) const TOKENS: usize = Token::With as usize + 1;

/// The keywords.
const KEYWORDS: [(&str, Token); 35] = [
    ("False", Token::False),
    ("None", Token::None),
    ("True", Token::True),
    ("as", Token::As),
    ("and", Token::And),
    ("async", Token::Async),
    ("await", Token::Await),
    ("assert", Token::Assert),
    ("break", Token::Break),
    ("class", Token::Class),
    ("continue", Token::Continue),
    ("def", Token::Def),
    ("del", Token::Del),
    ("else", Token::Else),
    ("elif", Token::Elif),
    ("except", Token::Except),
    ("for", Token::For),
    ("from", Token::From),
    ("finally", Token::Finally),
    ("global", Token::Global),
    ("if", Token::If),
    ("in", Token::In),
    ("is", Token::Is),
    ("import", Token::Import),
    ("lambda", Token::Lambda),
    ("not", Token::Not),
    ("nonlocal", Token::Nonlocal),
    ("or", Token::Or),
    ("pass", Token::Pass),
    ("return", Token::Return),
    ("raise", Token::Raise),
    ("try", Token::Try),
    ("while", Token::While),
    ("with", Token::With),
    ("yield", Token::Yield),
];

/// Slots of the keywords' index: so many that most names find an empty one.
const SLOTS: usize = 128;

/// Open-addressing index of the keywords by hash: number plus one, 0 for empty.
static INDEX: [u8; SLOTS] = {
    let mut slots = [0; SLOTS];
    let mut i = 0;
    while i < KEYWORDS.len() {
        let mut at = name::hash(KEYWORDS[i].0.as_bytes()) as usize % SLOTS;
        while slots[at] != 0 {
            at = (at + 1) % SLOTS;
        }
        slots[at] = i as u8 + 1;
        i += 1;
    }
    slots
};

/// The keyword with this text and hash, or `Name`.
pub(super) fn keyword(text: &[u8], hash: u16) -> Token {
    let mut at = usize::from(hash) % SLOTS;
    while let Some((word, token)) = KEYWORDS.get(usize::from(INDEX[at]).wrapping_sub(1)) {
        if word.len() == text.len() && word.bytes().eq(text.iter().copied()) {
            return *token;
        }
        at = (at + 1) % SLOTS;
    }
    Token::Name
}

/// What a byte can start.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(super) enum ByteClass {
    /// A letter or underscore.
    Word,
    Digit,
    /// Space, tab, form feed.
    Blank,
    Newline,
    /// The first byte of a character beyond ASCII, or a stray byte of one.
    Wide,
    Quote,
    Operator,
    Hash,
    Backslash,
    /// Nothing.
    Other,
}

/// The class of each byte.
pub(super) static BYTE_CLASSES: [ByteClass; 256] = byte_classes();

const fn byte_classes() -> [ByteClass; 256] {
    let mut table = [ByteClass::Other; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = match i as u8 {
            b' ' | b'\t' | 0x0C => ByteClass::Blank,
            b'\n' | b'\r' => ByteClass::Newline,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => ByteClass::Word,
            b'0'..=b'9' => ByteClass::Digit,
            0x80..=0xFF => ByteClass::Wide,
            b'"' | b'\'' => ByteClass::Quote,
            b'#' => ByteClass::Hash,
            b'\\' => ByteClass::Backslash,
            b'(' | b')' | b'[' | b']' | b'{' | b'}' | b',' | b':' | b';' | b'.' | b'=' | b'!'
            | b'~' | b'+' | b'-' | b'*' | b'@' | b'/' | b'%' | b'<' | b'>' | b'&' | b'|' | b'^' => {
                ByteClass::Operator
            }
            _ => ByteClass::Other,
        };
        i += 1;
    }
    table
}

/// The token of a byte that is an operator by itself.
pub(super) static SINGLE: [Token; 128] = single();

const fn single() -> [Token; 128] {
    let mut table = [Token::End; 128];
    let list: [(u8, Token); 24] = [
        (b'(', Token::OpenParenthesis),
        (b')', Token::CloseParenthesis),
        (b'[', Token::OpenBracket),
        (b']', Token::CloseBracket),
        (b'{', Token::OpenBrace),
        (b'}', Token::CloseBrace),
        (b',', Token::Comma),
        (b':', Token::Colon),
        (b';', Token::Semicolon),
        (b'.', Token::Dot),
        (b'=', Token::Equal),
        (b'!', Token::Exclamation),
        (b'~', Token::Tilde),
        (b'+', Token::Plus),
        (b'-', Token::Minus),
        (b'*', Token::Star),
        (b'@', Token::At),
        (b'/', Token::Slash),
        (b'%', Token::Percent),
        (b'<', Token::Less),
        (b'>', Token::Greater),
        (b'&', Token::Ampersand),
        (b'|', Token::Bar),
        (b'^', Token::Caret),
    ];
    let mut i = 0;
    while i < list.len() {
        table[list[i].0 as usize] = list[i].1;
        i += 1;
    }
    table
}

/// The operator that starts with these three bytes (0 past the end), and its length.
pub(super) fn operator(bytes: [u8; 3]) -> (Token, usize) {
    match bytes {
        [b'.', b'.', b'.'] => (Token::Ellipsis, 3),
        [b'*', b'*', b'='] => (Token::DoubleStarEqual, 3),
        [b'/', b'/', b'='] => (Token::DoubleSlashEqual, 3),
        [b'<', b'<', b'='] => (Token::ShiftLeftEqual, 3),
        [b'>', b'>', b'='] => (Token::ShiftRightEqual, 3),
        [b'*', b'*', _] => (Token::DoubleStar, 2),
        [b'/', b'/', _] => (Token::DoubleSlash, 2),
        [b'<', b'<', _] => (Token::ShiftLeft, 2),
        [b'>', b'>', _] => (Token::ShiftRight, 2),
        [b'-', b'>', _] => (Token::Arrow, 2),
        [first, b'=', _] => with_equal(first),
        [first, _, _] => (SINGLE.get(usize::from(first)).copied().unwrap_or(Token::End), 1),
    }
}

/// An operator that `=` follows.
fn with_equal(first: u8) -> (Token, usize) {
    let token = match first {
        b'=' => Token::DoubleEqual,
        b':' => Token::ColonEqual,
        b'!' => Token::NotEqual,
        b'<' => Token::LessEqual,
        b'>' => Token::GreaterEqual,
        b'+' => Token::PlusEqual,
        b'-' => Token::MinusEqual,
        b'*' => Token::StarEqual,
        b'@' => Token::AtEqual,
        b'/' => Token::SlashEqual,
        b'%' => Token::PercentEqual,
        b'&' => Token::AmpersandEqual,
        b'|' => Token::BarEqual,
        b'^' => Token::CaretEqual,
        _ => return (SINGLE.get(usize::from(first)).copied().unwrap_or(Token::End), 1),
    };
    (token, 2)
}

impl Token {
    /// Whether an expression may start with this token.
    pub(super) fn starts_expression(self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::Int
                | Self::BigInt
                | Self::Float
                | Self::Imaginary
                | Self::Str
                | Self::Bytes
                | Self::Format
                | Self::Template
                | Self::OpenParenthesis
                | Self::OpenBracket
                | Self::OpenBrace
                | Self::Ellipsis
                | Self::Tilde
                | Self::Plus
                | Self::Minus
                | Self::Star
                | Self::Not
                | Self::Lambda
                | Self::Await
                | Self::Yield
                | Self::None
                | Self::True
                | Self::False
        )
    }
}
