//! `encode` and `decode`: UTF-8, ASCII, Latin-1 and UTF-16, and what is done about what cannot be coded.

use core::fmt::Write;

use super::character;
use super::piece::Piece;
use super::subject::{Kind, Output};
use super::utf8::{self, Codes};
use crate::name::rom;
use crate::object::{Args, Engine, Res, Trap, TypeId};
use crate::runtime::attribute;
use crate::types::buffer;
use crate::value::Value;

/// An encoding.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Codec {
    Utf8,
    Ascii,
    Latin1,
    /// With a byte-order mark, or by default least significant byte first.
    Utf16,
    Utf16Little,
    Utf16Big,
}

/// Every spelling of an encoding's name, without what is not a letter or digit.
const SPELLINGS: &[(&[u8], Codec)] = &[
    (b"utf8", Codec::Utf8),
    (b"u8", Codec::Utf8),
    (b"utf", Codec::Utf8),
    (b"ascii", Codec::Ascii),
    (b"usascii", Codec::Ascii),
    (b"646", Codec::Ascii),
    (b"latin1", Codec::Latin1),
    (b"latin", Codec::Latin1),
    (b"l1", Codec::Latin1),
    (b"iso88591", Codec::Latin1),
    (b"88591", Codec::Latin1),
    (b"utf16", Codec::Utf16),
    (b"u16", Codec::Utf16),
    (b"utf16le", Codec::Utf16Little),
    (b"utf16be", Codec::Utf16Big),
];

/// What is done about a character or byte that cannot be coded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Handler {
    Strict,
    Ignore,
    Replace,
    Backslash,
}

impl Codec {
    const fn name(self) -> &'static str {
        match self {
            Codec::Utf8 => "utf-8",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "latin-1",
            Codec::Utf16 => "utf-16",
            Codec::Utf16Little => "utf-16-le",
            Codec::Utf16Big => "utf-16-be",
        }
    }

    /// Why a code cannot be encoded, if it cannot.
    fn refuses(self, code: u32) -> Option<&'static str> {
        match self {
            Codec::Ascii => (code >= 0x80).then_some("ordinal not in range(128)"),
            Codec::Latin1 => (code >= 0x100).then_some("ordinal not in range(256)"),
            _ => (0xd800..0xe000).contains(&code).then_some("surrogates not allowed"),
        }
    }

    /// Hands on the bytes of a code that is not refused.
    fn encode(self, code: u32, out: &mut dyn FnMut(&[u8])) {
        let half = |half: u16| match self {
            Codec::Utf16Big => half.to_be_bytes(),
            _ => half.to_le_bytes(),
        };
        match self {
            Codec::Utf8 => {
                let (bytes, width) = utf8::encode(code);
                out(&bytes[..width]);
            }
            Codec::Ascii | Codec::Latin1 => out(&[code as u8]),
            _ => match code.checked_sub(0x1_0000) {
                None => out(&half(code as u16)),
                Some(rest) => {
                    out(&half((0xd800 | rest >> 10) as u16));
                    out(&half((0xdc00 | rest & 0x3ff) as u16));
                }
            },
        }
    }

    /// The code that some bytes, of which there is at least one, begin with and how many bytes it has; or how many are
    /// wrong and why.
    fn decode(self, bytes: &[u8]) -> Result<(u32, usize), (usize, &'static str)> {
        let first = bytes[0];
        match self {
            Codec::Latin1 => Ok((first.into(), 1)),
            Codec::Ascii if first < 0x80 => Ok((first.into(), 1)),
            Codec::Ascii => Err((1, "ordinal not in range(128)")),
            Codec::Utf8 => {
                let sample = &bytes[..utf8::width(first).min(bytes.len())];
                match core::str::from_utf8(sample) {
                    Ok(_) => Ok(utf8::decode(sample).unwrap_or((0, 1))),
                    Err(error) => Err(match error.error_len() {
                        None => (sample.len(), "unexpected end of data"),
                        Some(len) if matches!(first, 0xc2..0xf5) => {
                            (len, "invalid continuation byte")
                        }
                        Some(len) => (len, "invalid start byte"),
                    }),
                }
            }
            _ => self.decode_16(bytes),
        }
    }

    fn decode_16(self, bytes: &[u8]) -> Result<(u32, usize), (usize, &'static str)> {
        let half = |at: usize| {
            let pair = bytes.get(at..at + 2)?;
            let half =
                if self == Codec::Utf16Big { [pair[1], pair[0]] } else { [pair[0], pair[1]] };
            Some(u32::from(u16::from_le_bytes(half)))
        };
        match (half(0), half(2)) {
            (None, _) => Err((1, "truncated data")),
            (Some(high @ 0xd800..0xdc00), Some(low @ 0xdc00..0xe000)) => {
                Ok((0x1_0000 + ((high & 0x3ff) << 10 | low & 0x3ff), 4))
            }
            (Some(0xd800..0xdc00), None) => Err((bytes.len(), "unexpected end of data")),
            (Some(0xd800..0xdc00), _) => Err((2, "illegal UTF-16 surrogate")),
            (Some(0xdc00..0xe000), _) => Err((2, "illegal encoding")),
            (Some(code), _) => Ok((code, 2)),
        }
    }
}

/// The text of an optional argument.
fn option<'g>(
    vm: &'g Engine,
    value: Option<Value<'g>>,
    text: &'static str,
) -> Result<Option<&'g [u8]>, Trap> {
    match value {
        None => Ok(None),
        Some(value) => match vm.str_bytes(attribute::native(vm, value)) {
            Some(bytes) => Ok(Some(bytes)),
            None => Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value)),
        },
    }
}

/// The errors for an encoding and an error handler that are no strs.
pub(crate) type OptionTexts = &'static [&'static str; 2];

/// Those of `str`.
pub(super) const OF_STR: OptionTexts = &[
    "str() argument 'encoding' must be str, not {t}",
    "str() argument 'errors' must be str, not {t}",
];
const OF_ENCODE: OptionTexts = &[
    "encode() argument 'encoding' must be str, not {t}",
    "encode() argument 'errors' must be str, not {t}",
];
const OF_DECODE: OptionTexts = &[
    "decode() argument 'encoding' must be str, not {t}",
    "decode() argument 'errors' must be str, not {t}",
];

fn find_codec(vm: &Engine, name: Option<Value<'_>>, text: &'static str) -> Result<Codec, Trap> {
    let Some(text) = option(vm, name, text)? else { return Ok(Codec::Utf8) };
    let plain = text.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase);
    let found = SPELLINGS.iter().find(|(spelling, _)| plain.clone().eq(spelling.iter().copied()));
    match (found, name) {
        (Some((_, codec)), _) => Ok(*codec),
        (None, Some(name)) => {
            Err(vm.raise_with(TypeId::LOOKUP_ERROR, "unknown encoding: {s}", name, name))
        }
        (None, None) => Ok(Codec::Utf8),
    }
}

fn find_handler(vm: &Engine, name: Option<Value<'_>>, text: &'static str) -> Result<Handler, Trap> {
    let (Some(text), Some(name)) = (option(vm, name, text)?, name) else {
        return Ok(Handler::Strict);
    };
    match text {
        b"strict" => Ok(Handler::Strict),
        b"ignore" => Ok(Handler::Ignore),
        b"replace" => Ok(Handler::Replace),
        b"backslashreplace" => Ok(Handler::Backslash),
        _ => {
            Err(vm.raise_with(TypeId::LOOKUP_ERROR, "unknown error handler name '{s}'", name, name))
        }
    }
}

/// Raises an error with a text written on the spot.
#[cold]
pub(crate) fn raise_piece(vm: &Engine, class: TypeId, text: &Piece) -> Trap {
    match vm.new_str(text.as_bytes()) {
        Ok(text) => vm.raise_value(class, text),
        Err(trap) => trap,
    }
}

#[cold]
fn encode_error(vm: &Engine, codec: Codec, text: &[u8], at: usize, reason: &str) -> Trap {
    let mut codes = Codes(text).skip(at);
    let code = codes.next().unwrap_or(0);
    let more = codes.take_while(|&code| codec.refuses(code).is_some()).count();
    let mut piece = Piece::new();
    let name = codec.name();
    // Cut off where a position has more digits than any text has characters.
    let _ = match more {
        0 => write!(piece, "'{name}' codec can't encode character '")
            .and_then(|()| character::write_code(&mut piece, code))
            .and_then(|()| write!(piece, "' in position {at}: {reason}")),
        _ => write!(
            piece,
            "'{name}' codec can't encode characters in position {at}-{}: {reason}",
            at + more
        ),
    };
    raise_piece(vm, TypeId::UNICODE_ENCODE_ERROR, &piece)
}

#[cold]
fn decode_error(
    vm: &Engine,
    codec: Codec,
    bytes: &[u8],
    at: usize,
    len: usize,
    reason: &str,
) -> Trap {
    let mut piece = Piece::new();
    let name = codec.name();
    let byte = bytes.get(at).copied().unwrap_or(0);
    let _ = match len {
        1 => write!(
            piece,
            "'{name}' codec can't decode byte 0x{byte:02x} in position {at}: {reason}"
        ),
        _ => write!(
            piece,
            "'{name}' codec can't decode bytes in position {at}-{}: {reason}",
            at + len - 1
        ),
    };
    raise_piece(vm, TypeId::UNICODE_DECODE_ERROR, &piece)
}

/// Hands on the bytes of an encoded text; of what cannot be encoded, what the handler makes of it.
fn encode_all(
    vm: &Engine,
    codec: Codec,
    handler: Handler,
    text: &[u8],
    out: &mut dyn FnMut(&[u8]),
) -> Result<(), Trap> {
    if codec == Codec::Utf16 {
        codec.encode(0xfeff, out);
    }
    for (at, code) in Codes(text).enumerate() {
        let Some(reason) = codec.refuses(code) else {
            codec.encode(code, out);
            continue;
        };
        match handler {
            Handler::Strict => return Err(encode_error(vm, codec, text, at, reason)),
            Handler::Ignore => {}
            Handler::Replace => codec.encode(u32::from(b'?'), out),
            Handler::Backslash => {
                let mut piece = Piece::new();
                // An escape fits into any piece.
                character::write_code(&mut piece, code).unwrap_or_default();
                piece.as_bytes().iter().for_each(|&byte| codec.encode(byte.into(), out));
            }
        }
    }
    Ok(())
}

/// A str encoded as a new `bytes` or `bytearray`.
pub(crate) fn encode_as<'g>(
    vm: &'g Engine,
    text: Value<'g>,
    encoding: Option<Value<'g>>,
    errors: Option<Value<'g>>,
    kind: Kind,
    texts: OptionTexts,
) -> Res<'g> {
    let codec = find_codec(vm, encoding, texts[0])?;
    let handler = find_handler(vm, errors, texts[1])?;
    let text = attribute::native(vm, text);
    let bytes = vm.str_bytes(text).unwrap_or_default();
    let is_plain =
        vm.str_is_ascii(text) && matches!(codec, Codec::Utf8 | Codec::Ascii | Codec::Latin1);
    if is_plain {
        let mut output = Output::new(vm, kind, Some(bytes.len()))?;
        output.put(bytes);
        return Ok(output.finish());
    }
    let mut len = Some(0_usize);
    encode_all(vm, codec, handler, bytes, &mut |piece| {
        len = len.and_then(|len| len.checked_add(piece.len()));
    })?;
    let mut output = Output::new(vm, kind, len)?;
    encode_all(vm, codec, handler, bytes, &mut |piece| output.put(piece))?;
    Ok(output.finish())
}

/// Hands on the codes of decoded bytes; of what cannot be decoded, what the handler makes of it.
fn decode_all(
    vm: &Engine,
    codec: Codec,
    handler: Handler,
    bytes: &[u8],
    out: &mut dyn FnMut(u32),
) -> Result<(), Trap> {
    let mut at = 0;
    let mut codec = codec;
    if codec == Codec::Utf16 {
        (codec, at) = match bytes {
            [0xff, 0xfe, ..] => (Codec::Utf16Little, 2),
            [0xfe, 0xff, ..] => (Codec::Utf16Big, 2),
            _ => (Codec::Utf16Little, 0),
        };
    }
    while at < bytes.len() {
        let (len, reason) = match codec.decode(&bytes[at..]) {
            Ok((code, width)) => {
                out(code);
                at += width;
                continue;
            }
            Err(wrong) => wrong,
        };
        match handler {
            Handler::Strict => return Err(decode_error(vm, codec, bytes, at, len, reason)),
            Handler::Ignore => {}
            Handler::Replace => out(0xfffd),
            Handler::Backslash => {
                for &byte in &bytes[at..at + len] {
                    let mut piece = Piece::new();
                    character::write_code(&mut piece, byte.into()).unwrap_or_default();
                    piece.as_bytes().iter().for_each(|&byte| out(byte.into()));
                }
            }
        }
        at += len;
    }
    Ok(())
}

/// The str that an object's bytes encode.
pub(crate) fn decode_as<'g>(
    vm: &'g Engine,
    source: Value<'g>,
    encoding: Option<Value<'g>>,
    errors: Option<Value<'g>>,
    texts: OptionTexts,
) -> Res<'g> {
    let codec = find_codec(vm, encoding, texts[0])?;
    let handler = find_handler(vm, errors, texts[1])?;
    let Some(bytes) = buffer::content(vm, source) else {
        let text = "decoding to str: need a bytes-like object, {t} found";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, source, source));
    };
    let is_plain = match codec {
        Codec::Utf8 => core::str::from_utf8(bytes).is_ok(),
        Codec::Ascii | Codec::Latin1 => bytes.is_ascii(),
        _ => false,
    };
    if is_plain {
        return vm.new_str(bytes);
    }
    let mut len = Some(0_usize);
    decode_all(vm, codec, handler, bytes, &mut |code| {
        len = len.and_then(|len| len.checked_add(utf8::encode(code).1));
    })?;
    let mut output = Output::new(vm, Kind::Str, len)?;
    decode_all(vm, codec, handler, bytes, &mut |code| output.code(code))?;
    Ok(output.finish())
}

/// `str.encode(encoding='utf-8', errors='strict')`
pub(super) fn encode<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    args.only(vm, &[const { rom("encoding") }, const { rom("errors") }])?;
    let encoding = args.get_or(vm, 1, const { rom("encoding") });
    let errors = args.get_or(vm, 2, const { rom("errors") });
    encode_as(vm, args.at(0), encoding, errors, Kind::Bytes, OF_ENCODE)
}

/// `bytes.decode(encoding='utf-8', errors='strict')`
pub(crate) fn decode<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    args.only(vm, &[const { rom("encoding") }, const { rom("errors") }])?;
    let encoding = args.get_or(vm, 1, const { rom("encoding") });
    decode_as(vm, args.at(0), encoding, args.get_or(vm, 2, const { rom("errors") }), OF_DECODE)
}
