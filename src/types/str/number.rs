//! Numbers and texts laid out as a [`Spec`] says: sign, prefix, digits in groups, alignment.

use core::fmt::{self, Write};

use super::piece::Piece;
use super::spec::Spec;
use super::subject::{Kind, Output};
use super::utf8;
use crate::object::{Engine, Res, Trap, TypeId};
use crate::types::float::digits::write_float;
use crate::types::int;
use crate::types::{bytes, float};
use crate::value::{Float, Value};

/// The parts of a number's text.
struct Parts<'a> {
    negative: bool,
    prefix: &'a [u8],
    /// Digits before the point, which may be grouped.
    digits: &'a [u8],
    /// At least so many digits.
    digits_min: usize,
    /// The point and what follows.
    rest: &'a [u8],
}

/// Digits, zeros in front of them, and separators between groups of them.
struct Groups {
    count: usize,
    size: usize,
    separator: u8,
}

impl Groups {
    /// The fewest digits, at least `count`, that take up `width`.
    fn new(spec: &Spec, count: usize, width: usize) -> Self {
        let size = if matches!(spec.kind_byte(), b'b' | b'o' | b'x' | b'X') { 4 } else { 3 };
        let mut groups = Self { count, size, separator: spec.grouping };
        if groups.len() < width {
            groups.count = match spec.grouping {
                0 => width,
                // So many groups with their separators, and digits for what is left.
                _ => width / (size + 1) * size + width % (size + 1),
            };
            // One place short: a separator cannot come first.
            while groups.len() < width {
                groups.count += 1;
            }
            groups.count = groups.count.max(count);
        }
        groups
    }

    fn len(&self) -> usize {
        let separators =
            if self.separator == 0 { 0 } else { self.count.saturating_sub(1) / self.size };
        self.count.saturating_add(separators)
    }

    fn write(&self, output: &mut Output<'_>, digits: &[u8]) {
        let zeros = self.count - digits.len();
        if self.separator == 0 {
            output.fill(b'0', zeros);
            output.put(digits);
            return;
        }
        for place in 0..self.count {
            if place > 0 && (self.count - place).is_multiple_of(self.size) {
                output.byte(self.separator);
            }
            output.byte(place.checked_sub(zeros).map_or(b'0', |at| digits[at]));
        }
    }
}

/// Where the padding goes: before and after the text.
fn padding(align: u8, missing: usize) -> (usize, usize) {
    match align {
        b'<' => (0, missing),
        b'^' => (missing / 2, missing - missing / 2),
        _ => (missing, 0),
    }
}

fn lay_out<'g>(vm: &'g Engine, spec: &Spec, parts: &Parts<'_>) -> Res<'g> {
    let sign = match spec.sign {
        _ if parts.negative => Some(b'-'),
        sign @ (b'+' | b' ') => Some(sign),
        _ => None,
    };
    let around = usize::from(sign.is_some()) + parts.prefix.len() + parts.rest.len();
    let digits_min = parts.digits.len().max(parts.digits_min);
    let least = around.saturating_add(digits_min);
    if spec.grouping == 0 && spec.width <= least {
        // Most numbers are as wide as they are.
        let mut output = Output::new(vm, Kind::Str, Some(least))?;
        output.put(sign.as_slice());
        output.put(parts.prefix);
        output.fill(b'0', digits_min - parts.digits.len());
        output.put(parts.digits);
        output.put(parts.rest);
        return Ok(output.finish());
    }
    let fills_zeros = spec.fill == u32::from(b'0') && spec.align == b'=';
    let width = if fills_zeros { spec.width.saturating_sub(around) } else { 0 };
    let groups = Groups::new(spec, digits_min, width);
    let len = around.saturating_add(groups.len());
    let missing = spec.width.saturating_sub(len);
    let (fill, fill_width) = utf8::encode(spec.fill);
    let fill = &fill[..fill_width];
    let total = missing.checked_mul(fill_width).and_then(|padding| padding.checked_add(len));
    let mut output = Output::new(vm, Kind::Str, total)?;
    let (left, right) = padding(spec.align, missing);
    if spec.align != b'=' {
        output.repeat(fill, left);
    }
    output.put(sign.as_slice());
    output.put(parts.prefix);
    if spec.align == b'=' {
        output.repeat(fill, missing);
    }
    groups.write(&mut output, parts.digits);
    output.put(parts.rest);
    output.repeat(fill, right);
    Ok(output.finish())
}

/// A text cut to the precision and padded to the width.
pub(super) fn format_text<'g>(vm: &'g Engine, text: Value<'g>, spec: &Spec) -> Res<'g> {
    let bytes = vm.str_bytes(text).unwrap_or_default();
    let is_ascii = vm.str_is_ascii(text);
    let mut count = if is_ascii { bytes.len() } else { utf8::count(bytes) };
    let mut kept = bytes;
    if let Some(precision) = spec.precision.filter(|&precision| precision < count) {
        kept = &bytes[..if is_ascii { precision } else { utf8::offset(bytes, precision) }];
        count = precision;
    }
    let missing = spec.width.saturating_sub(count);
    if missing == 0 {
        return if kept.len() == bytes.len() { Ok(text) } else { vm.new_str(kept) };
    }
    let (fill, fill_width) = utf8::encode(spec.fill);
    let fill = &fill[..fill_width];
    let total = missing.checked_mul(fill_width).and_then(|padding| padding.checked_add(kept.len()));
    let mut output = Output::new(vm, Kind::Str, total)?;
    let (left, right) = padding(if spec.align == 0 { b'<' } else { spec.align }, missing);
    output.repeat(fill, left);
    output.put(kept);
    output.repeat(fill, right);
    Ok(output.finish())
}

/// The digits of a number that fits 64 bits, in a base up to 16.
fn write_digits(mut n: u64, base: u32, upper: bool, room: &mut [u8; 64]) -> &[u8] {
    let ten = if upper { b'A' } else { b'a' };
    let shown = |digit: u8| if digit < 10 { b'0' + digit } else { ten - 10 + digit };
    let mut at = room.len();
    // Division of 64 bits is slow on small machines: only as long as it must be.
    while n > u32::MAX.into() && at > 0 {
        at -= 1;
        room[at] = shown((n % u64::from(base)) as u8);
        n /= u64::from(base);
    }
    let mut n = n as u32;
    while at > 0 {
        at -= 1;
        room[at] = shown((n % base) as u8);
        n /= base;
        if n == 0 {
            break;
        }
    }
    &room[at..]
}

/// The digits of a small int in decimal, with a sign if it is negative.
pub(crate) fn decimal_digits(n: i32, room: &mut [u8; 11]) -> &[u8] {
    let mut rest = n.unsigned_abs();
    let mut at = room.len();
    while at > 1 {
        at -= 1;
        room[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if n < 0 {
        at -= 1;
        room[at] = b'-';
    }
    &room[at..]
}

/// A small int in decimal: what `str()` of it is.
pub(crate) fn decimal(vm: &Engine, n: i32) -> Res<'_> {
    vm.new_str(decimal_digits(n, &mut [0; 11]))
}

/// An int in the base of the spec's type (`d` if it has none), with at least so many digits.
pub(super) fn format_int<'g>(
    vm: &'g Engine,
    value: Value<'g>,
    spec: &Spec,
    digits_min: usize,
) -> Res<'g> {
    let (base, prefix): (u32, &[u8]) = match spec.kind_byte() {
        b'b' => (2, b"0b"),
        b'o' => (8, b"0o"),
        b'x' => (16, b"0x"),
        b'X' => (16, b"0X"),
        _ => (10, b""),
    };
    let prefix = if spec.alternate { prefix } else { b"" };
    let upper = spec.kind_byte() == b'X';
    if let Some(n) = int::to_i64(vm, value) {
        let mut room = [0; 64];
        let digits = write_digits(n.unsigned_abs(), base, upper, &mut room);
        return lay_out(
            vm,
            spec,
            &Parts { negative: n < 0, prefix, digits, digits_min, rest: b"" },
        );
    }
    let text = int::to_str(vm, value, base, "")?;
    let text = vm.str_bytes(text).unwrap_or_default();
    let negative = text.first() == Some(&b'-');
    let digits = &text[usize::from(negative)..];
    if upper {
        let raised = bytes::new(vm, digits)?;
        let raised = raised.address().map_or(0, bytes::data);
        for i in 0..digits.len() as u32 {
            vm.heap.set_byte(raised + i, vm.heap.byte(raised + i).to_ascii_uppercase());
        }
        let digits = vm.heap.bytes(raised, digits.len() as u32);
        return lay_out(vm, spec, &Parts { negative, prefix, digits, digits_min, rest: b"" });
    }
    lay_out(vm, spec, &Parts { negative, prefix, digits, digits_min, rest: b"" })
}

/// Counts what is written.
struct Count(usize);

impl Write for Count {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.checked_add(text.len()).ok_or(fmt::Error)?;
        Ok(())
    }
}

/// Writes into an object of the right length.
struct Fill<'o, 'g>(&'o mut Output<'g>);

impl Write for Fill<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.put(text.as_bytes());
        Ok(())
    }
}

/// Runs `f` with what `write` writes: on the host's stack if it is short, else in a temporary object.
fn with_written<'g>(
    vm: &'g Engine,
    write: impl Fn(&mut dyn Write) -> fmt::Result,
    f: impl FnOnce(&[u8]) -> Res<'g>,
) -> Res<'g> {
    let mut piece = Piece::new();
    if write(&mut piece).is_ok() {
        return f(piece.as_bytes());
    }
    let mut count = Count(0);
    if write(&mut count).is_err() {
        return Err(vm.memory_error());
    }
    let mut output = Output::new(vm, Kind::Bytes, Some(count.0))?;
    // Neither the count nor the text fails.
    let _ = write(&mut Fill(&mut output));
    let written = output.finish().address().unwrap_or_default();
    f(bytes::content(vm, written))
}

/// A float in the spec's type.
pub(super) fn format_float<'g>(vm: &'g Engine, x: Float, spec: &Spec) -> Res<'g> {
    let (kind, percent, upper) = match spec.kind_byte() {
        0 => (b'r', false, false),
        b'n' => (b'g', false, false),
        b'%' => (b'f', true, false),
        kind => (kind.to_ascii_lowercase(), false, kind.is_ascii_uppercase()),
    };
    let x = if percent { x * 100.0 } else { x };
    let write = |out: &mut dyn Write| {
        if upper {
            write_float(&mut Upper(out), x, kind, spec.precision, spec.alternate)?;
        } else {
            write_float(out, x, kind, spec.precision, spec.alternate)?;
        }
        if percent { out.write_char('%') } else { Ok(()) }
    };
    with_written(vm, write, |text| {
        let mut negative = text.first() == Some(&b'-');
        let text = &text[usize::from(negative)..];
        if spec.no_negative_zero
            && !text.iter().any(|byte| matches!(byte, b'1'..=b'9' | b'i' | b'n'))
        {
            negative = false;
        }
        let point = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
        let (digits, rest) = text.split_at(point);
        lay_out(vm, spec, &Parts { negative, prefix: b"", digits, digits_min: 0, rest })
    })
}

/// Writes in upper case.
struct Upper<'w>(&'w mut dyn Write);

impl Write for Upper<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.chars().try_for_each(|c| self.0.write_char(c.to_ascii_uppercase()))
    }
}

/// The float that a real number is; TypeError of the given text for anything else.
pub(super) fn real(vm: &Engine, value: Value<'_>, text: &'static str) -> Result<Float, Trap> {
    if let Some(x) = float::get(vm, value) {
        return Ok(x);
    }
    match int::as_int(vm, value) {
        Some(n) => int::to_float(vm, n),
        None => Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value)),
    }
}
