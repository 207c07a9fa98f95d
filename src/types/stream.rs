//! `io.StringIO` and `io.BytesIO`: files in memory.
//!
//! ```text
//! STREAM  [header][position in bytes << 2 | which][contents, None once closed]
//! ```
//! The contents are the `str` or `bytes` that the stream was made of, until it is written to: then a `bytearray`, of a
//! StringIO in UTF-8.

use super::bytes::{bytearray, storage};
use super::str::subject::{Kind, Subject};
use super::str::utf8;
use super::{buffer, bytes};
use crate::name::{Name, rom};
use crate::object::{
    Args, Engine, Frame, Member, Next, Res, Role, Trap, Type, TypeFlags, TypeId, kind,
};
use crate::runtime::{attribute, index, iterate};
use crate::types::list;
use crate::types::str::search::length;
use crate::value::{Value, Word};

const STATE: u32 = 1;
const CONTENTS: u32 = 2;

/// A stream, looked at.
#[derive(Clone, Copy)]
struct Stream<'g> {
    object: u32,
    /// What it reads and takes: [`Kind::Str`] or [`Kind::Bytes`].
    kind: Kind,
    position: usize,
    contents: Subject<'g>,
}

impl<'g> Stream<'g> {
    fn of(vm: &'g Engine, value: Value<'g>) -> Result<Self, Trap> {
        let Some(object) = vm.expect(attribute::native(vm, value), kind::STREAM) else {
            let text = "descriptor requires an io object but received a '{t}'";
            return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
        };
        let state = vm.field(object, STATE);
        let kind = if state & 3 == 0 { Kind::Str } else { Kind::Bytes };
        let contents =
            vm.value_field(object, CONTENTS).and_then(|contents| Subject::of(vm, contents));
        let Some(contents) = contents else {
            return Err(vm.value_error(match kind {
                Kind::Str => "I/O operation on closed file",
                _ => "I/O operation on closed file.",
            }));
        };
        Ok(Self { object, kind, position: (state >> 2) as usize, contents })
    }

    fn set_position(&self, vm: &Engine, position: usize) {
        let position = (position as u32).min(bytes::LEN_MAX);
        vm.set_raw(self.object, STATE, position << 2 | vm.field(self.object, STATE) & 3);
    }

    /// What has not been read.
    fn rest(&self) -> &'g [u8] {
        self.contents.bytes.get(self.position..).unwrap_or_default()
    }

    /// The byte length of the first `count` characters (or bytes) of a text.
    fn span(&self, text: &[u8], count: usize) -> usize {
        match self.kind {
            Kind::Str => utf8::offset(text, count),
            _ => count.min(text.len()),
        }
    }

    /// Takes the next `len` bytes.
    fn take(&self, vm: &'g Engine, len: usize) -> Res<'g> {
        let taken = &self.rest()[..len];
        let made = match self.kind {
            Kind::Str => vm.new_str(taken)?,
            _ => bytes::new(vm, taken)?,
        };
        self.set_position(vm, self.position + len);
        Ok(made)
    }

    /// The bytes up to and with the next line end, at most `limit` characters.
    fn line_len(&self, limit: Option<usize>) -> usize {
        let rest = self.rest();
        let line = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |at| at + 1);
        match limit {
            Some(limit) => line.min(self.span(rest, limit)),
            None => line,
        }
    }

    /// The contents as a bytearray that can be written.
    fn writable(&self, vm: &Engine) -> Result<u32, Trap> {
        let contents = self.contents.value;
        if let Some(array) = vm.expect(contents, kind::BYTEARRAY) {
            return Ok(array);
        }
        let made = bytearray::new(vm, self.contents.bytes)?;
        vm.set_field(self.object, CONTENTS, made.word());
        Ok(made.address().unwrap_or_default())
    }
}

/// An optional count: None and negative mean all.
fn count_of(vm: &Engine, value: Option<Value<'_>>) -> Result<Option<usize>, Trap> {
    match value.filter(|&value| value != Value::none()) {
        Some(value) => Ok(usize::try_from(index::index(vm, value)?).ok()),
        None => Ok(None),
    }
}

fn make<'g>(vm: &'g Engine, args: Args<'g>, which: u32, name: Name) -> Res<'g> {
    args.only(vm, &[name, const { rom("newline") }])?;
    let given = args.get_or(vm, 1, name).filter(|&value| value != Value::none());
    let contents = match (given, which) {
        (None, 0) => vm.name_value(const { rom("") }),
        (None, _) => bytes::new(vm, b"")?,
        (Some(value), 0) => {
            let native = attribute::native(vm, value);
            if !vm.is_str(native) {
                let text = "initial_value must be str or None, not {t}";
                return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
            }
            native
        }
        (Some(value), _) => match vm.expect(attribute::native(vm, value), kind::BYTES) {
            Some(address) => Value::object(address),
            None => {
                let buffer = buffer::required(vm, value)?;
                bytes::new(vm, vm.heap.bytes(buffer.address, buffer.len))?
            }
        },
    };
    vm.make(kind::STREAM, &[which, contents.word()])
}

fn new_text<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    make(vm, args, 0, const { rom("initial_value") })
}

fn new_bytes<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    make(vm, args, 1, const { rom("initial_bytes") })
}

fn read<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let stream = Stream::of(vm, args.at(0))?;
    let rest = stream.rest();
    let len = count_of(vm, args.get(1))?.map_or(rest.len(), |count| stream.span(rest, count));
    stream.take(vm, len)
}

fn readline<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let stream = Stream::of(vm, args.at(0))?;
    stream.take(vm, stream.line_len(count_of(vm, args.get(1))?))
}

fn next<'g>(vm: &'g Engine, value: Value<'g>) -> Result<Option<Value<'g>>, Trap> {
    let stream = Stream::of(vm, value)?;
    match stream.line_len(None) {
        0 => Ok(None),
        len => stream.take(vm, len).map(Some),
    }
}

fn readlines(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    Stream::of(vm, vm.at(frame.at(0)))?;
    vm.scope(|vm| list::collect(vm, frame.at(0)).map(|lines| vm.word(lines)))
}

fn readinto<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let stream = Stream::of(vm, args.at(0))?;
    let to = buffer::writable(vm, args.at(1))?;
    let len = stream.rest().len().min(to.len as usize);
    // What is written to may be the contents themselves, by way of `getbuffer`.
    if let Some(from) = buffer::bytes_of(vm, stream.contents.value).filter(|_| len > 0) {
        vm.heap.copy_within(from.address + stream.position as u32, to.address, len as u32);
    }
    stream.set_position(vm, stream.position + len);
    Ok(length(len))
}

fn write<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let stream = Stream::of(vm, args.at(0))?;
    let value = args.at(1);
    let written = match stream.kind {
        Kind::Str => vm.str_bytes(attribute::native(vm, value)).ok_or_else(|| {
            let text = "string argument expected, got '{t}'";
            vm.raise_with(TypeId::TYPE_ERROR, text, value, value)
        })?,
        _ => {
            let buffer = buffer::required(vm, value)?;
            vm.heap.bytes(buffer.address, buffer.len)
        }
    };
    let count = if stream.kind == Kind::Str { utf8::count(written) } else { written.len() };
    if written.is_empty() {
        return Ok(length(0));
    }
    let array = stream.writable(vm)?;
    let written = storage::source(vm, array, value)?.unwrap_or(written);
    let old_len = bytearray::len(vm, array) as usize;
    // Room for all of it first, so that nothing has been done when memory is short.
    let gap = stream.position.saturating_sub(old_len);
    let more = u32::try_from(gap + written.len()).map_err(|_| vm.memory_error())?;
    storage::make_room(vm, array, old_len as u32, more)?;
    bytearray::extend_zeros(vm, array, gap as u32)?;
    let rest = bytearray::content(vm, array).get(stream.position..).unwrap_or_default();
    let replaced = stream.span(rest, count);
    bytearray::splice(vm, array, stream.position as u32, replaced as u32, written)?;
    stream.set_position(vm, stream.position + written.len());
    Ok(length(count))
}

fn writelines(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let iterator = iterate::iter(vm, frame.at(1))?;
        let iterator = vm.push(iterator)?;
        let pair = vm.push_unbound(2)?;
        while let Some(line) = iterate::next(vm, iterator)? {
            vm.set_word(pair, vm.word(frame.at(0)));
            vm.set_word(pair.offset(1), line);
            vm.leaf(|vm| write(vm, Args::new(vm.slots(pair, 2), 2)))?;
        }
        Ok(Value::none().word())
    })
}

fn seek<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let stream = Stream::of(vm, args.at(0))?;
    let offset = index::index(vm, args.at(1))?;
    let whence = match args.get(2) {
        Some(value) => index::index(vm, value)?,
        None => 0,
    };
    let base = match whence {
        0 if offset < 0 => {
            let value = args.at(1);
            return Err(vm.raise_with(
                TypeId::VALUE_ERROR,
                "negative seek value {d}",
                value,
                value,
            ));
        }
        0 => 0,
        1 => stream.position,
        2 => stream.contents.bytes.len(),
        _ => return Err(vm.value_error("invalid whence (should be 0, 1 or 2)")),
    };
    if stream.kind == Kind::Str && whence != 0 && offset != 0 {
        return Err(vm.raise(TypeId::OS_ERROR, "Can't do nonzero cur-relative seeks"));
    }
    let position = if stream.kind == Kind::Str && whence == 0 {
        let characters = utf8::count(stream.contents.bytes);
        let inside = utf8::offset(stream.contents.bytes, offset as usize);
        inside + (offset as usize).saturating_sub(characters)
    } else {
        usize::try_from(base as i64 + i64::from(offset)).unwrap_or(0)
    };
    if position > bytes::LEN_MAX as usize {
        return Err(vm.raise(TypeId::OVERFLOW_ERROR, "seek position too large"));
    }
    stream.set_position(vm, position);
    Ok(told(&Stream { position, ..stream }))
}

/// The position in characters (of a StringIO) or bytes.
fn told<'g>(stream: &Stream<'_>) -> Value<'g> {
    let contents = stream.contents.bytes;
    match (stream.kind, contents.get(..stream.position)) {
        (Kind::Str, Some(before)) => length(utf8::count(before)),
        (Kind::Str, None) => length(utf8::count(contents) + stream.position - contents.len()),
        _ => length(stream.position),
    }
}

fn tell<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    Ok(told(&Stream::of(vm, args.at(0))?))
}

fn truncate<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let stream = Stream::of(vm, args.at(0))?;
    let (answer, end) = match count_of(vm, args.get(1))? {
        Some(count) => (length(count), stream.span(stream.contents.bytes, count)),
        None => (told(&stream), stream.position),
    };
    let len = stream.contents.bytes.len();
    if end < len {
        let array = stream.writable(vm)?;
        let position = told(&stream).as_small().unwrap_or(0) as usize;
        bytearray::splice(vm, array, end as u32, (len - end) as u32, b"")?;
        if stream.kind == Kind::Str && stream.position > end {
            // Past the end a character counts as a byte.
            let kept = utf8::count(bytearray::content(vm, array));
            stream.set_position(vm, end + position.saturating_sub(kept));
        }
    }
    Ok(answer)
}

fn getvalue<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let stream = Stream::of(vm, args.at(0))?;
    let contents = stream.contents;
    match (stream.kind, contents.kind) {
        (_, Kind::Str | Kind::Bytes) => Ok(contents.value),
        (Kind::Str, _) => vm.new_str(contents.bytes),
        _ => bytes::new(vm, contents.bytes),
    }
}

/// `getbuffer()`: a memoryview that writes to the stream.
fn getbuffer<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let array = Stream::of(vm, args.at(0))?.writable(vm)?;
    super::memoryview::over(vm, Value::object(array))
}

fn close<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    if let Some(stream) = vm.expect(attribute::native(vm, args.at(0)), kind::STREAM) {
        vm.set_field(stream, CONTENTS, Value::none().word());
    }
    Ok(Value::none())
}

fn closed<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let stream = vm.expect(attribute::native(vm, args.at(0)), kind::STREAM);
    Ok(Value::bool(stream.is_some_and(|stream| vm.field(stream, CONTENTS) == Value::none().word())))
}

fn flush<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    Stream::of(vm, args.at(0)).map(|_| Value::none())
}

fn yes<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    Stream::of(vm, args.at(0)).map(|_| Value::true_())
}

fn enter<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    Stream::of(vm, args.at(0)).map(|_| args.at(0))
}

fn iter<'g>(vm: &'g Engine, value: Value<'g>) -> Res<'g> {
    Stream::of(vm, value).map(|_| value)
}

macro_rules! shared_methods {
    ($($own:expr,)*) => {
        &[
            Member::leaf("__enter__", 1, 1, enter),
            Member::leaf("__exit__", 1, 4, close),
            Member::leaf("close", 1, 1, close),
            Member::leaf("closed", 1, 1, closed).role(Role::Attribute),
            Member::leaf("flush", 1, 1, flush),
            Member::leaf("getvalue", 1, 1, getvalue),
            Member::leaf("read", 1, 2, read),
            Member::leaf("readable", 1, 1, yes),
            Member::leaf("readline", 1, 2, readline),
            Member::general("readlines", 1, 2, readlines),
            Member::leaf("seek", 2, 3, seek),
            Member::leaf("seekable", 1, 1, yes),
            Member::leaf("tell", 1, 1, tell),
            Member::leaf("truncate", 1, 2, truncate),
            Member::leaf("writable", 1, 1, yes),
            Member::leaf("write", 2, 2, write),
            Member::general("writelines", 2, 2, writelines),
            $($own,)*
        ]
    };
}

/// `io.StringIO`
pub(crate) static STRING_IO: Type = Type {
    flags: TypeFlags::BASE.union(TypeFlags::TRUE),
    members: shared_methods![],
    new: Some(Member::leaf("__new__", 1, 3, new_text).keywords()),
    iter: Some(iter),
    next: Next::Leaf(next),
    ..Type::new(TypeId::STRING_IO)
};

/// `io.BytesIO`
pub(crate) static BYTES_IO: Type = Type {
    flags: TypeFlags::BASE.union(TypeFlags::TRUE),
    members: shared_methods![
        Member::leaf("getbuffer", 1, 1, getbuffer),
        Member::leaf("readinto", 2, 2, readinto),
    ],
    new: Some(Member::leaf("__new__", 1, 2, new_bytes).keywords()),
    iter: Some(iter),
    next: Next::Leaf(next),
    ..Type::new(TypeId::BYTES_IO)
};
