//! What the methods that `str`, `bytes` and `bytearray` share work on, and how they write their results.

use core::ops::Range;

use super::utf8;
use crate::name::rom;
use crate::object::{Args, Engine, Res, STR_TEXT, Trap, TypeId, kind};
use crate::runtime::{attribute, index};
use crate::types::buffer;
use crate::types::bytes::{self, bytearray};
use crate::value::Value;

/// The three types of text and bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Str,
    Bytes,
    Bytearray,
}

/// A `str`, `bytes` or `bytearray` and what is in it.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'g> {
    /// The object.
    pub(crate) value: Value<'g>,
    /// Its bytes; of a str, in UTF-8.
    pub(crate) bytes: &'g [u8],
    pub(crate) kind: Kind,
    /// Whether some characters have more than one byte.
    pub(crate) wide: bool,
}

impl<'g> Subject<'g> {
    /// The subject that a value is, itself or as an instance of a derived class.
    pub(crate) fn of(vm: &'g Engine, value: Value<'g>) -> Option<Self> {
        let address = value.address()?;
        let (kind, bytes) = match vm.header(address).id() {
            kind::STR | kind::ROM_STR => (Kind::Str, vm.str_bytes(value)?),
            kind::BYTES => (Kind::Bytes, bytes::content(vm, address)),
            kind::BYTEARRAY => (Kind::Bytearray, bytearray::content(vm, address)),
            id if id.is_instance() => {
                let native = attribute::native(vm, value);
                return if native == value { None } else { Self::of(vm, native) };
            }
            _ => return None,
        };
        Some(Self { value, bytes, kind, wide: kind == Kind::Str && !vm.str_is_ascii(value) })
    }

    /// The subject of a method: its first argument.
    pub(crate) fn receiver(vm: &'g Engine, args: Args<'g>) -> Result<Self, Trap> {
        let value = args.at(0);
        Self::of(vm, value).ok_or_else(|| {
            let text = "descriptor requires a str or bytes-like object but received '{t}'";
            vm.raise_with(TypeId::TYPE_ERROR, text, value, value)
        })
    }

    /// The bytes of another operand: of a str for a str, of anything with bytes for bytes. `text` is the error's for
    /// strs.
    pub(crate) fn operand(
        &self,
        vm: &'g Engine,
        value: Value<'g>,
        text: &'static str,
    ) -> Result<&'g [u8], Trap> {
        let found = match self.kind {
            Kind::Str => vm.str_bytes(attribute::native(vm, value)),
            _ => buffer::content(vm, value),
        };
        found.ok_or_else(|| match self.kind {
            Kind::Str => vm.raise_with(TypeId::TYPE_ERROR, text, value, value),
            _ => vm.raise_with(TypeId::TYPE_ERROR, buffer::REQUIRED, value, value),
        })
    }

    /// How many characters it has.
    pub(crate) fn len(&self) -> usize {
        if self.wide { utf8::count(self.bytes) } else { self.bytes.len() }
    }

    /// The byte offset of a character, or the end.
    pub(crate) fn offset(&self, character: usize) -> usize {
        if self.wide {
            utf8::offset(self.bytes, character)
        } else {
            character.min(self.bytes.len())
        }
    }

    /// The number of the character at a byte offset.
    pub(crate) fn character(&self, offset: usize) -> usize {
        match self.bytes.get(..offset) {
            Some(before) if self.wide => utf8::count(before),
            _ => offset,
        }
    }

    /// The code of the first character of some of the bytes, and its width.
    #[inline]
    pub(crate) fn first(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        if self.wide { utf8::decode(bytes) } else { bytes.first().map(|&byte| (byte.into(), 1)) }
    }

    /// The code of the last character of some of the bytes, and its width.
    #[inline]
    pub(crate) fn last(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        if self.wide {
            utf8::decode_last(bytes)
        } else {
            bytes.last().map(|&byte| (byte.into(), 1))
        }
    }

    /// The byte offsets meant by optional arguments `start` and `end` (from argument `first` on); none if `start` is
    /// past the end.
    pub(crate) fn bounds(
        &self,
        vm: &'g Engine,
        args: Args<'g>,
        first: usize,
    ) -> Result<Option<Range<usize>>, Trap> {
        if args.len() <= first {
            return Ok(Some(0..self.bytes.len()));
        }
        let len = self.len();
        let start = bound(vm, args.get(first), len, 0)?;
        let end = bound(vm, args.get(first + 1), len, len)?.min(len);
        if start > len || start > end {
            return Ok(None);
        }
        let start_offset = self.offset(start);
        Ok(Some(start_offset..if end == len { self.bytes.len() } else { self.offset(end) }))
    }

    /// A part of it, by byte offsets; itself if that is all and it cannot change.
    pub(crate) fn part(&self, vm: &'g Engine, range: Range<usize>) -> Res<'g> {
        let bytes = self.bytes.get(range).unwrap_or_default();
        if bytes.len() == self.bytes.len() && self.kind != Kind::Bytearray {
            return Ok(self.value);
        }
        self.like(vm, bytes)
    }

    /// Another object of its type.
    pub(crate) fn like(&self, vm: &'g Engine, bytes: &[u8]) -> Res<'g> {
        match self.kind {
            Kind::Str => vm.new_str(bytes),
            Kind::Bytes => bytes::new(vm, bytes),
            Kind::Bytearray => bytearray::new(vm, bytes),
        }
    }
}

/// An optional index such as `start`: counted from the end if negative, and not below 0.
fn bound(vm: &Engine, value: Option<Value<'_>>, len: usize, default: usize) -> Result<usize, Trap> {
    let Some(value) = value.filter(|&value| value != Value::none()) else { return Ok(default) };
    let n = index::index(vm, value)?;
    Ok(if n < 0 { len.saturating_sub(n.unsigned_abs() as usize) } else { n as usize })
}

/// A new `str`, `bytes` or `bytearray` of a known length that is written from its start to its end.
pub(crate) struct Output<'g> {
    vm: &'g Engine,
    kind: Kind,
    object: u32,
    at: u32,
    left: u32,
}

impl<'g> Output<'g> {
    /// Room for `len` bytes; `None`, a length past counting, is MemoryError like any that is too long.
    pub(crate) fn new(vm: &'g Engine, kind: Kind, len: Option<usize>) -> Result<Self, Trap> {
        let len = len.and_then(|len| u32::try_from(len).ok()).filter(|&len| len <= bytes::LEN_MAX);
        let len = len.ok_or_else(|| vm.memory_error())?;
        let (object, at) = match kind {
            Kind::Str => vm.alloc_str(len).map(|object| (object, object + STR_TEXT))?,
            Kind::Bytes => bytes::alloc(vm, len).map(|object| (object, bytes::data(object)))?,
            Kind::Bytearray => bytearray::alloc(vm, len)?,
        };
        Ok(Self { vm, kind, object, at, left: len })
    }

    /// The next bytes; they are not of this object.
    pub(crate) fn put(&mut self, bytes: &[u8]) {
        let len = bytes.len() as u32;
        debug_assert!(len <= self.left, "the length was not computed right");
        if len > 0 && len <= self.left {
            self.vm.heap.copy_in(self.at, bytes);
            self.advance(len);
        }
    }

    /// The next byte, `count` times.
    pub(crate) fn fill(&mut self, byte: u8, count: usize) {
        let count = (count as u32).min(self.left);
        self.vm.heap.fill(self.at, count, byte);
        self.advance(count);
    }

    /// The next byte.
    #[inline]
    pub(crate) fn byte(&mut self, byte: u8) {
        debug_assert!(self.left > 0, "the length was not computed right");
        if self.left > 0 {
            self.vm.heap.set_byte(self.at, byte);
            self.advance(1);
        }
    }

    /// The next character.
    pub(crate) fn code(&mut self, code: u32) {
        let (bytes, width) = utf8::encode(code);
        self.put(&bytes[..width]);
    }

    /// Bytes that are text (`text_len` of them) `count` times.
    pub(crate) fn repeat(&mut self, bytes: &[u8], count: usize) {
        match bytes {
            [] => {}
            &[byte] => self.fill(byte, count),
            _ => (0..count).for_each(|_| self.put(bytes)),
        }
    }

    #[inline]
    fn advance(&mut self, len: u32) {
        self.at += len;
        self.left -= len;
    }

    /// The object, all of it written.
    pub(crate) fn finish(self) -> Value<'g> {
        debug_assert!(self.left == 0, "the length was not computed right");
        match self.kind {
            Kind::Str if self.at == self.object + STR_TEXT => self.vm.name_value(const { rom("") }),
            Kind::Str => self.vm.seal_str(self.object),
            _ => Value::object(self.object),
        }
    }
}
