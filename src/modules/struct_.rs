//! `struct`: numbers to bytes and back, as a format says.
//!
//! The machine is a 32-bit one with the least significant byte first: that is what `@`, the default, stands for, and
//! its numbers are aligned to their size.

use crate::name::rom;
use crate::object::{ANY, Args, Engine, Member, Res, Role, Trap, TypeId};
use crate::runtime::{attribute, compare, index};
use crate::types::buffer;
use crate::types::bytes;
use crate::types::element::{self, Misfit};
use crate::types::int;
use crate::types::iterator;
use crate::types::str::search::length;
use crate::types::str::split::NewList;
use crate::types::tuple;
use crate::value::Value;

/// The error of this module: `struct.error` is ValueError.
const ERROR: TypeId = TypeId::VALUE_ERROR;

/// A format, read item by item.
#[derive(Clone, Copy)]
struct Format<'g> {
    rest: &'g [u8],
    big: bool,
    aligned: bool,
    /// Where the next item goes.
    offset: u32,
    /// How many more of the same letter there are, the letter, and the bytes of each.
    repeat: u32,
    letter: u8,
    size: u32,
}

/// One item of a format.
#[derive(Clone, Copy)]
struct Item {
    letter: u8,
    offset: u32,
    size: u32,
}

impl<'g> Format<'g> {
    fn of(vm: &'g Engine, value: Value<'g>) -> Result<Self, Trap> {
        let native = attribute::native(vm, value);
        let Some(text) = vm.str_bytes(native).or_else(|| buffer::content(vm, native)) else {
            let text = "Struct() argument 1 must be a str or bytes object, not {t}";
            return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
        };
        let (big, aligned, rest) = match text {
            [b'<', rest @ ..] | [b'=', rest @ ..] => (false, false, rest),
            [b'>' | b'!', rest @ ..] => (true, false, rest),
            [b'@', rest @ ..] => (false, true, rest),
            rest => (false, true, rest),
        };
        Ok(Self { rest, big, aligned, offset: 0, repeat: 0, letter: 0, size: 0 })
    }

    /// The next item that takes a value; padding in between is left out.
    fn next(&mut self, vm: &Engine) -> Result<Option<Item>, Trap> {
        if self.repeat == 0 && !self.next_run(vm)? {
            return Ok(None);
        }
        let item = Item { letter: self.letter, offset: self.offset, size: self.size };
        self.repeat -= 1;
        self.skip(vm, self.size)?;
        Ok(Some(item))
    }

    /// Goes on to the next letter that takes values; false at the end.
    fn next_run(&mut self, vm: &Engine) -> Result<bool, Trap> {
        while let Some((&first, rest)) = self.rest.split_first() {
            self.rest = rest;
            match first {
                b'\t'..=b'\r' | b' ' => continue,
                b'0'..=b'9' => self.start_run(vm, first)?,
                letter => self.start(vm, letter, 1)?,
            }
            if self.repeat > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// After the first digit of a repeat count.
    fn start_run(&mut self, vm: &Engine, first: u8) -> Result<(), Trap> {
        let mut count = u32::from(first - b'0');
        while let Some((&next, rest)) = self.rest.split_first() {
            self.rest = rest;
            if !next.is_ascii_digit() {
                return self.start(vm, next, count);
            }
            let longer = count.checked_mul(10);
            let longer = longer.and_then(|count| count.checked_add(u32::from(next - b'0')));
            count = longer.ok_or_else(|| too_long(vm))?;
        }
        Err(vm.raise(ERROR, "repeat count given without format specifier"))
    }

    #[inline]
    fn start(&mut self, vm: &Engine, letter: u8, repeat: u32) -> Result<(), Trap> {
        let size = match letter {
            b'x' => return self.skip(vm, repeat),
            b's' | b'p' => {
                (self.letter, self.size, self.repeat) = (letter, repeat, 1);
                return Ok(());
            }
            b'e' => 2,
            b'P' | b'n' | b'N' if self.aligned => 4,
            _ => match element::size(letter) {
                Some(size) => size,
                None => return Err(vm.raise(ERROR, "bad char in struct format")),
            },
        };
        if self.aligned {
            self.skip(vm, self.offset.next_multiple_of(size) - self.offset)?;
        }
        if repeat.checked_mul(size).is_none_or(|len| len > bytes::LEN_MAX) {
            return Err(too_long(vm));
        }
        (self.letter, self.size, self.repeat) = (letter, size, repeat);
        Ok(())
    }

    fn skip(&mut self, vm: &Engine, len: u32) -> Result<(), Trap> {
        let offset = self.offset.checked_add(len).filter(|&offset| offset <= bytes::LEN_MAX);
        self.offset = offset.ok_or_else(|| too_long(vm))?;
        Ok(())
    }

    /// How many values it takes, and how many bytes it makes.
    fn measure(mut self, vm: &Engine) -> Result<(usize, u32), Trap> {
        let mut count = 0;
        while self.next_run(vm)? {
            count += self.repeat as usize;
            self.skip(vm, self.repeat * self.size)?;
            self.repeat = 0;
        }
        Ok((count, self.offset))
    }
}

#[cold]
fn too_long(vm: &Engine) -> Trap {
    vm.raise(ERROR, "total struct size too long")
}

/// An int's letter if it is signed or not, in the terms of arrays.
fn is_signed(letter: u8) -> bool {
    letter.is_ascii_lowercase()
}

/// Writes a value at an address.
fn pack_item(
    vm: &Engine,
    item: Item,
    big: bool,
    address: u32,
    value: Value<'_>,
) -> Result<(), Trap> {
    let bits = match item.letter {
        b's' | b'p' => return pack_text(vm, item, address, value),
        b'c' => match buffer::content(vm, value) {
            Some(&[byte]) => byte.into(),
            _ => {
                let text = "char format requires a bytes object of length 1";
                return Err(vm.raise(ERROR, text));
            }
        },
        b'?' => compare::leaf_truth(vm, value)?.into(),
        b'f' | b'd' | b'e' => float_bits(vm, item.letter, value)?,
        _ => element::int_bits(vm, value, item.size, is_signed(item.letter))?
            .map_err(|misfit| int_error(vm, item, misfit))?,
    };
    let bits = if big { bits.swap_bytes() >> (64 - 8 * item.size) } else { bits };
    element::store_bits(vm, address, item.size, bits);
    Ok(())
}

/// The bits of a float in one of three sizes.
fn float_bits(vm: &Engine, letter: u8, value: Value<'_>) -> Result<u64, Trap> {
    let bits = element::bits(vm, b'd', value)?;
    let bits = bits.map_err(|_| vm.raise(ERROR, "required argument is not a float"))?;
    let x = f64::from_bits(bits);
    let too_large = |text| Err(vm.raise(TypeId::OVERFLOW_ERROR, text));
    match letter {
        b'd' => Ok(bits),
        b'f' if (x as f32).is_infinite() && x.is_finite() => {
            too_large("float too large to pack with f format")
        }
        b'f' => Ok((x as f32).to_bits().into()),
        _ => match half_from_double(x) {
            Some(half) => Ok(half.into()),
            None => too_large("float too large to pack with e format"),
        },
    }
}

fn pack_text(vm: &Engine, item: Item, address: u32, value: Value<'_>) -> Result<(), Trap> {
    let Some(from) = buffer::bytes_of(vm, value) else {
        return Err(vm.raise(ERROR, "argument for 's' must be a bytes object"));
    };
    // The place is filled with zeros already. It may be part of the bytes that are put there.
    let (to, len) = match item.letter {
        b'p' if item.size == 0 => return Ok(()),
        b'p' => (address + 1, from.len.min(item.size - 1).min(255)),
        _ => (address, from.len.min(item.size)),
    };
    vm.heap.copy_within(from.address, to, len);
    if item.letter == b'p' {
        vm.heap.set_byte(address, len as u8);
    }
    Ok(())
}

#[cold]
fn int_error(vm: &Engine, item: Item, misfit: Misfit) -> Trap {
    let text = match (item.letter, misfit) {
        (_, Misfit::Type) => "required argument is not an integer",
        (b'b', _) => "byte format requires -128 <= number <= 127",
        (b'B', _) => "ubyte format requires 0 <= number <= 255",
        (b'h', _) => "'h' format requires -32768 <= number <= 32767",
        (b'H', _) => "'H' format requires 0 <= number <= 65535",
        (b'i', _) => "'i' format requires -2147483648 <= number <= 2147483647",
        (b'l' | b'n', _) => "'l' format requires -2147483648 <= number <= 2147483647",
        (b'I', _) => "'I' format requires 0 <= number <= 4294967295",
        (b'L' | b'N' | b'P', _) => "'L' format requires 0 <= number <= 4294967295",
        _ => "int too large to convert",
    };
    vm.raise(ERROR, text)
}

/// Reads a value from an address.
fn unpack_item<'g>(vm: &'g Engine, item: Item, big: bool, address: u32) -> Res<'g> {
    match item.letter {
        b's' => return bytes::new(vm, vm.heap.bytes(address, item.size)),
        b'p' => {
            let len = if item.size == 0 {
                0
            } else {
                u32::from(vm.heap.byte(address)).min(item.size - 1)
            };
            return bytes::new(vm, if len == 0 { b"" } else { vm.heap.bytes(address + 1, len) });
        }
        _ => {}
    }
    let mut bits = element::load_bits(vm, address, item.size);
    if big {
        bits = bits.swap_bytes() >> (64 - 8 * item.size);
    }
    let letter = match item.letter {
        b'n' => b'l',
        b'N' | b'P' => b'L',
        b'e' => return element::from_bits(vm, b'd', double_from_half(bits as u16).to_bits()),
        letter => letter,
    };
    element::from_bits(vm, letter, bits)
}

/// The nearest 16-bit float, ties to even; nothing if it is too large.
fn half_from_double(x: f64) -> Option<u16> {
    let sign = ((x.to_bits() >> 48) & 0x8000) as u16;
    if x.is_nan() {
        return Some(sign | 0x7e00);
    }
    let x = if sign != 0 { -x } else { x };
    if x.is_infinite() {
        return Some(sign | 0x7c00);
    }
    // Steps of 2^-24 up to 2^-14, then 1024 steps for each power of two.
    let exponent = ((x.to_bits() >> 52) as i32 - 1023).max(-14);
    let step = f64::from_bits(((exponent - 10 + 1023) as u64) << 52);
    let scaled = x / step;
    let mut steps = scaled as u32;
    let left = scaled - f64::from(steps);
    if left > 0.5 || left == 0.5 && steps & 1 != 0 {
        steps += 1;
    }
    // A carry out of the steps is a larger exponent, which is the right one.
    let half = ((exponent + 14) as u32 * 1024).checked_add(steps)?;
    if half >= 0x7c00 { None } else { Some(sign | half as u16) }
}

/// What a 16-bit float is.
fn double_from_half(half: u16) -> f64 {
    let exponent = i32::from(half >> 10 & 31);
    let fraction = u64::from(half & 0x3ff);
    let x = match exponent {
        0 => fraction as f64 / 16_777_216.0,
        31 if fraction == 0 => f64::INFINITY,
        31 => f64::NAN,
        _ => f64::from_bits(((exponent - 15 + 1023) as u64) << 52 | fraction << 42),
    };
    if half & 0x8000 != 0 { -x } else { x }
}

/// Writes the arguments from number `first` on at an address.
fn pack_all<'g>(
    vm: &'g Engine,
    mut format: Format<'g>,
    address: u32,
    args: Args<'g>,
    first: usize,
) -> Result<(), Trap> {
    let mut number = first;
    while let Some(item) = format.next(vm)? {
        pack_item(vm, item, format.big, address + item.offset, args.at(number))?;
        number += 1;
    }
    Ok(())
}

/// Checks that there are as many arguments from number `first` on as the format wants. Answers its size.
fn check_count<'g>(
    vm: &'g Engine,
    format: Format<'g>,
    args: Args<'g>,
    first: usize,
    text: &'static str,
) -> Result<u32, Trap> {
    let (count, size) = format.measure(vm)?;
    let given = args.len().saturating_sub(first);
    if given == count {
        return Ok(size);
    }
    Err(vm.raise_with(ERROR, text, length(count), length(given)))
}

/// `pack(format, v1, v2, ...)`
fn pack<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let format = Format::of(vm, args.at(0))?;
    let text = "pack expected {d} items for packing (got {d})";
    let size = check_count(vm, format, args, 1, text)?;
    let made = bytes::alloc(vm, size)?;
    vm.heap.fill(bytes::data(made), size, 0);
    pack_all(vm, format, bytes::data(made), args, 1)?;
    Ok(Value::object(made))
}

/// The offset that an argument means in a buffer, with room for `size` bytes after it.
fn place(
    vm: &Engine,
    value: Option<Value<'_>>,
    len: u32,
    size: u32,
    text: &'static str,
) -> Result<u32, Trap> {
    let offset = match value {
        Some(value) => i64::from(index::index(vm, value)?),
        None => 0,
    };
    let at = if offset < 0 { offset + i64::from(len) } else { offset };
    match u32::try_from(at) {
        Ok(at) if at <= len && size <= len - at => Ok(at),
        _ => Err(vm.raise_with(ERROR, text, length(size as usize), length(len as usize))),
    }
}

/// `pack_into(format, buffer, offset, v1, v2, ...)`
fn pack_into<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let format = Format::of(vm, args.at(0))?;
    let text = "pack_into expected {d} items for packing (got {d})";
    let size = check_count(vm, format, args, 3, text)?;
    let to = buffer::writable(vm, args.at(1))?;
    let text = "pack_into requires a buffer of at least {d} bytes (actual buffer size is {d})";
    let at = place(vm, args.get(2), to.len, size, text)?;
    vm.heap.fill(to.address + at, size, 0);
    pack_all(vm, format, to.address + at, args, 3)?;
    Ok(Value::none())
}

/// A tuple of what is at an address.
fn unpack_at<'g>(vm: &'g Engine, mut format: Format<'g>, count: usize, address: u32) -> Res<'g> {
    if count == 0 {
        return Ok(Value::empty_tuple());
    }
    let made = tuple::alloc(vm, count as u32)?;
    vm.heap.fill_words(made + 4, count as u32, Value::none().word());
    let mut place = 1;
    while let Some(item) = format.next(vm)? {
        let value = unpack_item(vm, item, format.big, address + item.offset)?;
        vm.set_raw(made, place, value.word());
        place += 1;
    }
    Ok(Value::object(made))
}

/// `unpack(format, buffer)`
fn unpack<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let format = Format::of(vm, args.at(0))?;
    let (count, size) = format.measure(vm)?;
    let from = buffer::required(vm, args.at(1))?;
    if from.len != size {
        let size = length(size as usize);
        let text = "unpack requires a buffer of {d} bytes";
        return Err(vm.raise_with(ERROR, text, size, size));
    }
    unpack_at(vm, format, count, from.address)
}

/// `unpack_from(format, buffer, offset=0)`
fn unpack_from<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    args.only(vm, const { &[const { rom("buffer") }, const { rom("offset") }] })?;
    let format = Format::of(vm, args.at(0))?;
    let (count, size) = format.measure(vm)?;
    let Some(source) = args.get_or(vm, 1, const { rom("buffer") }) else {
        return Err(vm.type_error("unpack_from() missing required argument 'buffer' (pos 2)"));
    };
    let from = buffer::required(vm, source)?;
    let text = "unpack_from requires a buffer of at least {d} bytes (actual buffer size is {d})";
    let at = place(vm, args.get_or(vm, 2, const { rom("offset") }), from.len, size, text)?;
    unpack_at(vm, format, count, from.address + at)
}

/// `iter_unpack(format, buffer)`
fn iter_unpack<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let format = Format::of(vm, args.at(0))?;
    let (count, size) = format.measure(vm)?;
    let from = buffer::required(vm, args.at(1))?;
    if size == 0 {
        return Err(vm.raise(ERROR, "cannot iteratively unpack with a struct of length 0"));
    }
    if !from.len.is_multiple_of(size) {
        let size = length(size as usize);
        let text = "iterative unpacking requires a buffer of a multiple of {d} bytes";
        return Err(vm.raise_with(ERROR, text, size, size));
    }
    let made = NewList::new(vm, (from.len / size) as usize)?;
    for i in 0..from.len / size {
        made.set(vm, i as usize, unpack_at(vm, format, count, from.address + i * size)?);
    }
    iterator::new(vm, iterator::Kind::List, made.finish())
}

/// `calcsize(format)`
fn calcsize<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    int::from_u32(vm, Format::of(vm, args.at(0))?.measure(vm)?.1)
}

/// `error`
fn error<'g>(vm: &'g Engine, _: Args<'g>) -> Res<'g> {
    Ok(vm.type_object(ERROR))
}

/// The module's members.
pub(crate) static MEMBERS: &[Member] = &[
    Member::leaf("calcsize", 1, 1, calcsize),
    Member::leaf("error", 0, 0, error).role(Role::Attribute),
    Member::leaf("iter_unpack", 2, 2, iter_unpack),
    Member::leaf("pack", 1, ANY, pack),
    Member::leaf("pack_into", 3, ANY, pack_into),
    Member::leaf("unpack", 2, 2, unpack),
    Member::leaf("unpack_from", 1, 3, unpack_from).keywords(),
];
