//! Ints to text and back, in any base.

use core::cell::Cell;
use core::fmt::{self, Write};

use super::digits::{self, DIGIT_BITS, Reciprocal};
use super::short::Short;
use super::{Number, Room, expect_int};
use crate::object::{Engine, Res, Trap, TypeId};
use crate::syntax::character;
use crate::value::Value;

/// The text of an int as a str, with `prefix` after the sign.
pub(crate) fn to_str<'g>(vm: &'g Engine, value: Value<'g>, base: u32, prefix: &str) -> Res<'g> {
    let value = expect_int(vm, value)?;
    let place = [Cell::new(0)];
    let number = Number::of(vm, value, &place);
    let text = Converted::new(vm, number, base)?;
    let len = text.len() + prefix.len() + usize::from(number.negative);
    if len <= SHORT_MAX {
        // It may be a name in flash.
        let mut out = Buffer { bytes: [0; SHORT_MAX], len: 0 };
        let written = write_sign(number.negative, &mut out)
            .and_then(|()| out.write_str(prefix))
            .and_then(|()| text.write(&mut out));
        text.give_back(vm);
        debug_assert!(written.is_ok());
        return vm.new_str(&out.bytes[..out.len]);
    }
    let address = vm.alloc_str(len as u32)?;
    let mut out = InPlace { vm, at: address + crate::object::STR_TEXT };
    let written = write_sign(number.negative, &mut out)
        .and_then(|()| out.write_str(prefix))
        .and_then(|()| text.write(&mut out));
    debug_assert!(written.is_ok());
    Ok(vm.seal_str(address))
}

fn write_sign(negative: bool, out: &mut dyn Write) -> fmt::Result {
    if negative { out.write_char('-') } else { Ok(()) }
}

/// Bytes of a text of 64 bits in base 2 with its prefix and sign.
const SHORT_MAX: usize = 67;

/// A text of a short int.
struct Buffer {
    bytes: [u8; SHORT_MAX],
    len: usize,
}

impl Write for Buffer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let place = self.bytes.get_mut(self.len..self.len + text.len()).ok_or(fmt::Error)?;
        place.copy_from_slice(text.as_bytes());
        self.len += text.len();
        Ok(())
    }
}

/// Writes into a str object that has the room.
struct InPlace<'g> {
    vm: &'g Engine,
    at: u32,
}

impl Write for InPlace<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.vm.heap.copy_in(self.at, text.as_bytes());
        self.at += text.len() as u32;
        Ok(())
    }
}

/// The digits of a number at the end of `text`, at least `width`.
fn show(number: u64, base: u32, text: &mut [u8; 64], width: usize) -> &str {
    let mut at = text.len();
    let mut put = |digit: u32| {
        at -= 1;
        text[at] = b"0123456789abcdefghijklmnopqrstuvwxyz"[digit as usize % 36];
        at
    };
    let mut high = number;
    let mut start = 64;
    while high > u64::from(u32::MAX) {
        start = put((high % u64::from(base)) as u32);
        high /= u64::from(base);
    }
    // The rest with the division that the processor has.
    let mut low = high as u32;
    while low > 0 {
        start = put(low % base);
        low /= base;
    }
    while start > 64 - width {
        start = put(0);
    }
    core::str::from_utf8(&text[start..]).unwrap_or_default()
}

/// The largest power of a base that a digit has room for, and its exponent.
fn largest_power(base: u32) -> (u32, usize) {
    let (mut power, mut exponent) = (base, 1);
    while let Some(next) = power.checked_mul(base) {
        power = next;
        exponent += 1;
    }
    (power, exponent)
}

/// A magnitude made ready to be written: as it is, if a digit of the base is a number of bits;
/// else in parts of as many digits as a word has room for, most significant first.
enum Converted<'g> {
    Bits { number: Number<'g>, bits: u32 },
    Parts { room: Room<'g>, first: usize, base: u32 },
}

impl<'g> Converted<'g> {
    fn new(vm: &'g Engine, number: Number<'g>, base: u32) -> Result<Self, Trap> {
        if base.is_power_of_two() {
            return Ok(Converted::Bits { number, bits: base.trailing_zeros() });
        }
        let (power, _) = largest_power(base);
        // The number shrinks from the end as parts come in there: each takes a word and frees its
        // bits, 31 at least for powers near the word's size and never fewer than 26 (of 36**5).
        let len = number.digits.len();
        let spare = len / (power.ilog2() as usize) * (32 - power.ilog2() as usize) + 40;
        let room = Room::new(vm, (len + spare) as u64)?;
        digits::copy(room.digits, number.digits);
        let by = Reciprocal::new(power);
        let mut first = room.digits.len();
        let mut rest = digits::trim(&room.digits[..len]);
        while !rest.is_empty() {
            let part = by.divide_digits(rest, rest);
            first -= 1;
            rest = digits::trim(&rest[..rest.len().min(first)]);
            room.digits[first].set(part);
        }
        Ok(Converted::Parts { room, first, base })
    }

    /// How many characters.
    fn len(&self) -> usize {
        match self {
            Converted::Bits { number, bits } => {
                (digits::bit_length(number.digits).div_ceil(u64::from(*bits)) as usize).max(1)
            }
            Converted::Parts { room, first, base } => {
                let (_, exponent) = largest_power(*base);
                let parts = &room.digits[*first..];
                let mut text = [0; 64];
                let top = parts.first().map_or(0, Cell::get);
                show(top.into(), *base, &mut text, 1).len()
                    + parts.len().saturating_sub(1) * exponent
            }
        }
    }

    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        let mut text = [0; 64];
        match self {
            Converted::Bits { number, bits } => {
                let mask = (1 << bits) - 1;
                (0..self.len() as u64).rev().try_for_each(|i| {
                    let digit = digits::bits_at(number.digits, i * u64::from(*bits)) & mask;
                    out.write_str(show(digit, 1 << bits, &mut text, 1))
                })
            }
            Converted::Parts { room, first, base } => {
                let (_, exponent) = largest_power(*base);
                let mut width = 1;
                if *first == room.digits.len() {
                    return out.write_char('0');
                }
                room.digits[*first..].iter().try_for_each(|part| {
                    let written = out.write_str(show(part.get().into(), *base, &mut text, width));
                    width = exponent;
                    written
                })
            }
        }
    }

    /// Gives the working memory back, if nothing was allocated since.
    fn give_back(self, vm: &'g Engine) {
        if let Converted::Parts { room, .. } = self {
            room.finish(vm, false, 0);
        }
    }
}

/// Whether Python counts a character as space.
pub(crate) fn is_space(c: char) -> bool {
    character::is_space(c) || matches!(c, '\x1c'..='\x1f')
}

/// What an int literal is made of.
struct Literal<'t> {
    negative: bool,
    base: u32,
    /// Digits of the base and single underscores between them.
    digits: &'t [u8],
}

/// Takes a literal apart; `base` may be 0, which leaves it to the prefix.
fn literal(text: &[u8], base: u32) -> Option<Literal<'_>> {
    let text = core::str::from_utf8(text).ok()?.trim_matches(is_space).as_bytes();
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let prefixed = match text {
        [b'0', b'x' | b'X', rest @ ..] => Some((16, rest)),
        [b'0', b'o' | b'O', rest @ ..] => Some((8, rest)),
        [b'0', b'b' | b'B', rest @ ..] => Some((2, rest)),
        _ => None,
    };
    let (base, digits) = match prefixed {
        Some((prefix, rest)) if base == 0 || base == prefix => {
            (prefix, rest.strip_prefix(b"_").unwrap_or(rest))
        }
        _ if base == 0 => {
            let is_zero = text.iter().all(|byte| matches!(byte, b'0' | b'_'));
            if text.first() == Some(&b'0') && !is_zero {
                return None;
            }
            (10, text)
        }
        _ => (base, text),
    };
    let mut after_digit = false;
    for &byte in digits {
        let is_digit = char::from(byte).is_digit(base);
        if !(is_digit || byte == b'_' && after_digit) {
            return None;
        }
        after_digit = is_digit;
    }
    if after_digit { Some(Literal { negative, base, digits }) } else { None }
}

/// The int that a text says, in `base` 2 to 36, or 0 for the base that the text's prefix says:
/// spaces around it and underscores between digits are allowed. `source` is the text's own
/// object, which the ValueError of a text that is no int mentions.
pub(crate) fn parse<'g>(vm: &'g Engine, text: &[u8], base: u32, source: Value<'g>) -> Res<'g> {
    let Some(literal) = literal(text, base) else { return Err(invalid(vm, base, source)) };
    let values = || {
        let bytes = literal.digits.iter().filter(|byte| **byte != b'_');
        bytes.map(|byte| char::from(*byte).to_digit(literal.base).unwrap_or(0))
    };
    let mut short = 0_u64;
    let fits = values().all(|digit| {
        let next = short.checked_mul(literal.base.into()).and_then(|n| n.checked_add(digit.into()));
        short = next.unwrap_or(short);
        next.is_some()
    });
    if fits {
        return Short { negative: literal.negative, magnitude: short }.make(vm);
    }
    let bits_each = u64::from((literal.base - 1).ilog2() + 1);
    let room =
        Room::new(vm, (literal.digits.len() as u64 * bits_each).div_ceil(DIGIT_BITS.into()))?;
    digits::clear(room.digits);
    let mut used = 0;
    let (power, exponent) = largest_power(literal.base);
    let (mut part, mut count, mut scale) = (0, 0, 1);
    let mut take_in = |part: u32, scale: u32| {
        let carry = digits::multiply_digit(&room.digits[..used], scale, part);
        if carry != 0
            && let Some(place) = room.digits.get(used)
        {
            place.set(carry);
            used += 1;
        }
    };
    for digit in values() {
        part = part * literal.base + digit;
        count += 1;
        if count == exponent {
            take_in(part, power);
            (part, count, scale) = (0, 0, 1);
        } else {
            scale *= literal.base;
        }
    }
    if count > 0 {
        take_in(part, scale);
    }
    let len = room.digits.len();
    Ok(room.finish(vm, literal.negative, len))
}

#[cold]
fn invalid(vm: &Engine, base: u32, source: Value<'_>) -> Trap {
    let text = "invalid literal for int() with base {d}: {r}";
    vm.raise_with(TypeId::VALUE_ERROR, text, Value::int(base as i32), source)
}
