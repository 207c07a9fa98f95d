//! The streams of the console: `sys.stdin`, `sys.stdout`, `sys.stderr`, and `buffer`, their bytes.
//!
//! STREAM  [header][bytes: 1 bit | which: 2 bits | 2: 2 bits][None]

use super::{buffer, bytes, int};
use crate::hal::Error;
use crate::name::rom;
use crate::object::{
    Args, Engine, Frame, Member, Res, Role, Slot, Trap, Type, TypeFlags, TypeId, kind,
};
use crate::runtime::{format, index, text};
use crate::types::exception::raise_errno;
use crate::value::{Value, Word};

/// Which of the console's streams.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub(crate) enum Which {
    /// What is typed.
    Input,
    /// What programs print.
    Output,
    /// Where errors are shown.
    Error,
}

/// Word of what the stream is.
const INFO: u32 = 1;
/// Distinguishes these streams from those in memory.
const CONSOLE: u32 = 2;
const ERROR: u32 = (Which::Error as u32) << 2 | CONSOLE;
const BYTES: u32 = 1 << 4;

/// Bytes handed to the board at a time.
const CHUNK: usize = 64;
/// Longest wait for input before the board is asked for interrupts, in microseconds.
const WAIT_US: u32 = 100_000;

/// A new stream.
pub(crate) fn new(vm: &Engine, which: Which) -> Res<'_> {
    vm.make(kind::STREAM, &[(which as u32) << 2 | CONSOLE, Value::none().word()])
}

fn info(vm: &Engine, stream: Value<'_>) -> u32 {
    vm.expect(stream, kind::STREAM).map_or(CONSOLE, |address| vm.field(address, INFO))
}

/// The OSError of what a board answered.
pub(crate) fn os_error(vm: &Engine, error: Error) -> Trap {
    raise_errno(vm, error.errno())
}

fn write(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let what = info(vm, vm.at(frame.at(0)));
    let data = vm.at(frame.at(1));
    let (len, count) = match vm.text(data) {
        Some(text) if what & BYTES == 0 => (text.len(), text.chars().count()),
        None if what & BYTES != 0 => {
            let len = buffer::required(vm, data)?.len as usize;
            (len, len)
        }
        Some(_) => return Err(vm.raise_with(TypeId::TYPE_ERROR, buffer::REQUIRED, data, data)),
        None => {
            let text = "write() argument must be str, not {t}";
            return Err(vm.raise_with(TypeId::TYPE_ERROR, text, data, data));
        }
    };
    let mut at = 0;
    while at < len {
        let mut chunk = [0; CHUNK];
        let data = vm.at(frame.at(1));
        let bytes = vm.str_bytes(data).or_else(|| buffer::content(vm, data)).unwrap_or_default();
        let rest = bytes.get(at..).unwrap_or_default();
        let size = rest.len().min(CHUNK);
        chunk[..size].copy_from_slice(&rest[..size]);
        let board = vm.board();
        let written = if what & !BYTES == ERROR {
            board.write_error(&chunk[..size])
        } else {
            board.write(&chunk[..size])
        };
        written.map_err(|error| os_error(vm, error))?;
        at += size.max(1);
    }
    vm.leaf(|vm| int::from_u64(vm, count as u64))
}

fn flush(vm: &mut Engine, _: Frame) -> Result<Word, Trap> {
    match vm.board().flush() {
        Ok(()) => Ok(Value::none().word()),
        Err(error) => Err(os_error(vm, error)),
    }
}

/// The next byte typed; `None` at the end of input.
fn next_byte(vm: &mut Engine) -> Result<Option<u8>, Trap> {
    let mut byte = [0];
    loop {
        match vm.board().read(&mut byte, WAIT_US) {
            Ok(0) => {}
            Ok(_) => return Ok(Some(byte[0])),
            Err(Error::EndOfInput) => return Ok(None),
            Err(error) => return Err(os_error(vm, error)),
        }
        if vm.board().take_interrupt() {
            return Err(vm.raise(TypeId::KEYBOARD_INTERRUPT, ""));
        }
    }
}

/// Reads up to the end of input, a line's end if that is asked for, or so many characters (bytes).
fn read_until(vm: &mut Engine, frame: Frame, is_line: bool) -> Result<Word, Trap> {
    let is_bytes = info(vm, vm.at(frame.at(0))) & BYTES != 0;
    let limit = match frame.get(1).filter(|&slot| vm.at(slot) != Value::none()) {
        Some(size) => u32::try_from(index::index_of(vm, size)?).unwrap_or(u32::MAX),
        None => u32::MAX,
    };
    vm.scope(|vm| {
        let out = text::start(vm)?;
        let mut count = 0;
        while count < limit
            && let Some(byte) = next_byte(vm)?
        {
            text::push(vm, out, &[byte])?;
            let is_last = is_bytes || byte < 0x80 || ends_character(vm, out);
            count += u32::from(is_last);
            if is_line && byte == b'\n' {
                break;
            }
        }
        if is_bytes {
            return vm.leaf(|vm| bytes::new(vm, text::bytes(vm, out)));
        }
        if core::str::from_utf8(text::bytes(vm, out)).is_err() {
            return Err(vm.raise(TypeId::UNICODE_ERROR, "what was typed is not UTF-8"));
        }
        text::finish(vm, out)
    })
}

/// Whether the last byte of a text ends a character that started some bytes before.
fn ends_character(vm: &Engine, out: Slot) -> bool {
    let bytes = text::bytes(vm, out);
    let start = bytes.len().saturating_sub(4);
    let tail = bytes.get(start..).unwrap_or_default();
    let lead = tail.iter().rposition(|byte| byte & 0xc0 == 0xc0);
    lead.is_none_or(|lead| tail.len() - lead >= tail[lead].leading_ones() as usize)
}

/// `input(prompt)`: a line of what is typed, without its end.
pub(crate) fn input(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        if let Some(prompt) = frame.get(0) {
            let text = format::str_of(vm, prompt)?;
            let text = vm.push(text)?;
            vm.write_str(text)?;
        }
        let stream = vm.leaf(|vm| new(vm, Which::Input))?;
        let stream = vm.push(stream)?;
        let Some(line) = next_line(vm, stream)? else {
            return Err(vm.raise(TypeId::EOF_ERROR, "EOF when reading a line"));
        };
        let line = vm.push(line)?;
        vm.leaf(|vm| {
            let text = vm.str_bytes(vm.at(line)).unwrap_or_default();
            vm.new_str(text.strip_suffix(b"\n").unwrap_or(text))
        })
    })
}

fn raw<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    vm.make(kind::STREAM, &[info(vm, args.at(0)) | BYTES, Value::none().word()])
}

fn next_line(vm: &mut Engine, stream: Slot) -> Result<Option<Word>, Trap> {
    let word = read_until(vm, Frame { base: stream, positional: 1, keywords: 0 }, true)?;
    let is_end =
        vm.str_bytes(vm.value(word)).or_else(|| buffer::content(vm, vm.value(word))) == Some(b"");
    Ok(if is_end { None } else { Some(word) })
}

fn repr(vm: &mut Engine, stream: Slot, out: Slot) -> Result<(), Trap> {
    let name = match info(vm, vm.at(stream)) >> 2 & 3 {
        0 => "<stdin>",
        1 => "<stdout>",
        _ => "<stderr>",
    };
    text::write_fmt(vm, out, format_args!("<_io.TextIOWrapper name='{name}' encoding='utf-8'>"))
}

/// The streams of the console.
pub(crate) static TYPE: Type = Type {
    flags: TypeFlags::TRUE,
    members: &[
        Member::general("write", 2, 2, write),
        Member::general("flush", 1, 1, flush),
        Member::general("read", 1, 2, |vm, frame| read_until(vm, frame, false)),
        Member::general("readline", 1, 2, |vm, frame| read_until(vm, frame, true)),
        Member::leaf("close", 1, 1, |_, _| Ok(Value::none())),
        Member::leaf("buffer", 1, 1, raw).role(Role::Attribute),
        Member::leaf("encoding", 1, 1, |vm, _| Ok(vm.name_value(const { rom("utf-8") })))
            .role(Role::Attribute),
    ],
    repr: Some(repr),
    next: crate::object::Next::General(next_line),
    ..Type::new(TypeId::TEXT_STREAM)
};
