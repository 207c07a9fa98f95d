//! `int`: whole numbers without limit.
//!
//! A number of 31 bits is in the word itself; any other is an object of its magnitude's digits,
//! with the sign in the header (see [`kind::INT`]). There is one form for each number: the last
//! digit is not 0, and small ints have no object. Magnitudes of one and two digits go through
//! [`short`], all others through [`long`].
//!
//! An operation allocates once, its result with the working memory behind it, and gives back what
//! it does not need: it leaves no garbage, and can be run again after a collection.

pub(crate) mod digits;
mod short;
mod long;
mod divide;
mod power;
mod gcd;
mod float;
mod bytes;
pub(crate) mod text;
mod methods;

#[cfg(test)]
mod tests;

use core::cell::Cell;
use core::cmp::Ordering;

pub(crate) use divide::{divmod, zero_division};
pub(crate) use float::{compare_float, from_float, parts, scaled, split, to_float};
pub(crate) use gcd::gcd;
pub(crate) use methods::TYPE;
pub(crate) use power::{power, power_modulo};
pub(crate) use short::{Short, unsigned_binary};
pub(crate) use text::{parse, to_str};

use crate::bytecode::{BinaryOp, CompareOp};
use crate::heap::{Header, LayoutId};
use crate::object::{Engine, Res, Trap, TypeId, UnaryOp, kind};
use crate::runtime::attribute;
use crate::value::{SMALL_MAX, Value};
use digits::Digits;

/// The bits of a header that say what the object is and how large.
const SHAPE: u32 =
    Header::new(LayoutId(u16::MAX), Header::WORDS_MAX).0 & !(Header::FLAG_A | Header::FLAG_B);

/// More digits than any heap has room for: products of sizes stop here, and allocation then fails.
const DIGITS_MAX: u64 = 1 << 28;

/// A number's sign and magnitude, wherever that lies.
#[derive(Clone, Copy)]
struct Number<'a> {
    negative: bool,
    /// Without leading zeros: none for 0.
    digits: Digits<'a>,
}

impl<'a> Number<'a> {
    /// The number of an int (see [`as_int`]); the digit of one without an object is put in `place`.
    fn of(vm: &'a Engine, value: Value<'_>, place: &'a [Cell<u32>; 1]) -> Self {
        Self::known(vm, value, place).unwrap_or(Number { negative: false, digits: &[] })
    }

    /// The number of a small int or of an object of kind INT; nothing for any other value.
    #[inline]
    fn known(vm: &'a Engine, value: Value<'_>, place: &'a [Cell<u32>; 1]) -> Option<Self> {
        if let Some(n) = value.as_small() {
            place[0].set(n.unsigned_abs());
            return Some(Number { negative: n < 0, digits: if n == 0 { &[] } else { place } });
        }
        let address = value.address()?;
        let header = vm.header(address);
        if header.id() != kind::INT {
            return None;
        }
        let words = vm.heap.object_words(address);
        let digits = vm.heap.cells(address + 4, words as usize - 1);
        Some(Number { negative: header.has(Header::FLAG_A), digits })
    }
}

/// A result being made: an int object's digits, the working memory behind them included.
struct Room<'g> {
    address: u32,
    digits: Digits<'g>,
}

impl<'g> Room<'g> {
    /// Room for so many digits.
    fn new(vm: &'g Engine, len: u64) -> Result<Self, Trap> {
        let words = len.min(DIGITS_MAX) as u32 + 1;
        let address = vm.alloc(kind::INT, words)?;
        Ok(Room { address, digits: vm.heap.cells(address + 4, words as usize - 1) })
    }

    /// The number in the first `len` digits; the rest of the room is given back.
    fn finish(self, vm: &'g Engine, negative: bool, len: usize) -> Value<'g> {
        let digits = digits::trim(&self.digits[..len]);
        if digits.len() <= 1
            && let Some(n) = small(negative, digits.first().map_or(0, |digit| digit.get().into()))
        {
            vm.heap.shrink(self.address, 1);
            return Value::int(n);
        }
        vm.heap.shrink(self.address, digits.len() as u32 + 1);
        if negative {
            vm.heap.set_header(self.address, vm.header(self.address).with_flags(Header::FLAG_A));
        }
        Value::object(self.address)
    }
}

/// The number as a small int, if it is one.
#[inline]
fn small(negative: bool, magnitude: u64) -> Option<i32> {
    let n = magnitude as i32;
    if magnitude <= SMALL_MAX as u64 {
        return Some(if negative { -n } else { n });
    }
    if negative && magnitude == SMALL_MAX as u64 + 1 { Some(-n) } else { None }
}

/// The int that a value is, be it a bool or an instance of a class that derives from int; small,
/// or of kind INT.
pub(crate) fn as_int<'g>(vm: &'g Engine, value: Value<'g>) -> Option<Value<'g>> {
    if value.as_small().is_some() {
        return Some(value);
    }
    let address = value.address()?;
    let layout = vm.header(address).id();
    if layout == kind::INT {
        return Some(value);
    }
    if value == Value::true_() {
        return Some(Value::int(1));
    }
    if value == Value::false_() {
        return Some(Value::int(0));
    }
    let native = if layout.is_instance() { attribute::native(vm, value) } else { value };
    if native != value { as_int(vm, native) } else { None }
}

/// The int that a value is, for a method of int that the engine calls with nothing else.
pub(crate) fn expect_int<'g>(vm: &'g Engine, value: Value<'g>) -> Res<'g> {
    as_int(vm, value).ok_or_else(|| not_an_int(vm, value))
}

/// TypeError: an int was wanted.
#[cold]
pub(crate) fn not_an_int(vm: &Engine, value: Value<'_>) -> Trap {
    vm.raise_with(
        TypeId::TYPE_ERROR,
        "'{t}' object cannot be interpreted as an integer",
        value,
        value,
    )
}

/// An int from a Rust number.
#[inline]
pub(crate) fn from_i64(vm: &Engine, n: i64) -> Res<'_> {
    Short::from_i64(n).make(vm)
}

/// An int from a Rust number.
#[inline]
pub(crate) fn from_u32(vm: &Engine, n: u32) -> Res<'_> {
    if n <= SMALL_MAX as u32 {
        return Ok(Value::int(n as i32));
    }
    let address = vm.alloc(kind::INT, 2)?;
    vm.set_raw(address, 1, n);
    Ok(Value::object(address))
}

/// An int from a Rust number.
#[inline]
pub(crate) fn from_u64(vm: &Engine, n: u64) -> Res<'_> {
    Short { negative: false, magnitude: n }.make(vm)
}

/// The number, if the value is an int that `i64` has room for.
pub(crate) fn to_i64(vm: &Engine, value: Value<'_>) -> Option<i64> {
    Short::of(vm, as_int(vm, value)?)?.to_i64()
}

/// The number, if the value is an int that `u64` has room for.
pub(crate) fn to_u64(vm: &Engine, value: Value<'_>) -> Option<u64> {
    let short = Short::of(vm, as_int(vm, value)?)?;
    if short.negative && short.magnitude != 0 { None } else { Some(short.magnitude) }
}

/// An int of a magnitude whose digits come from outside, least significant first.
pub(crate) fn from_digits(
    vm: &Engine,
    negative: bool,
    digits: impl ExactSizeIterator<Item = u32>,
) -> Res<'_> {
    let len = digits.len();
    let room = Room::new(vm, len as u64)?;
    for (place, digit) in room.digits.iter().zip(digits) {
        place.set(digit);
    }
    Ok(room.finish(vm, negative, len))
}

/// The sign and the magnitude's digits, least significant first, of an int; the digit of one without an object is put
/// in `place`.
pub(crate) fn to_digits<'a>(
    vm: &'a Engine,
    value: Value<'a>,
    place: &'a [Cell<u32>; 1],
) -> Option<(bool, Digits<'a>)> {
    let number = Number::of(vm, as_int(vm, value)?, place);
    Some((number.negative, number.digits))
}

/// The number modulo 2**32, if the value is an int: what machine arithmetic sees of it.
pub(crate) fn low_word(vm: &Engine, value: Value<'_>) -> Option<u32> {
    let place = [Cell::new(0)];
    let number = Number::of(vm, as_int(vm, value)?, &place);
    let digit = number.digits.first().map_or(0, Cell::get);
    Some(if number.negative { digit.wrapping_neg() } else { digit })
}

/// Whether a value is an int less than 0.
pub(crate) fn is_negative(vm: &Engine, value: Value<'_>) -> bool {
    match value.as_small() {
        Some(n) => n < 0,
        None => as_int(vm, value).is_some_and(|int| Number::of(vm, int, &[Cell::new(0)]).negative),
    }
}

/// `a - b` of ints.
#[inline]
pub(crate) fn subtract<'g>(vm: &'g Engine, a: Value<'g>, b: Value<'g>) -> Res<'g> {
    arithmetic(vm, BinaryOp::Subtract, a, b)
}

/// A binary operator of two ints, neither of them a bool; `None` for other operands.
#[inline(never)]
pub(crate) fn try_arithmetic<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Option<Res<'g>> {
    if let Some(x) = Short::of(vm, a)
        && let Some(y) = Short::of(vm, b)
        && let Some(result) = x.binary(op, y)
    {
        return Some(result.make(vm));
    }
    let (a_place, b_place) = ([Cell::new(0)], [Cell::new(0)]);
    let (x, y) = (Number::known(vm, a, &a_place)?, Number::known(vm, b, &b_place)?);
    match op {
        BinaryOp::TrueDivide => Some(divide::true_divide(vm, a, b)),
        BinaryOp::Power => Some(power(vm, a, b)),
        BinaryOp::MatrixMultiply => None,
        _ => Some(long::binary(vm, op, &x, &y)),
    }
}

/// A binary operator of two ints; TypeError for other values.
pub(crate) fn arithmetic<'g>(vm: &'g Engine, op: BinaryOp, a: Value<'g>, b: Value<'g>) -> Res<'g> {
    match try_arithmetic(vm, op, a, b) {
        Some(result) => result,
        None => arithmetic_slowly(vm, op, a, b),
    }
}

#[inline(never)]
fn arithmetic_slowly<'g>(vm: &'g Engine, op: BinaryOp, a: Value<'g>, b: Value<'g>) -> Res<'g> {
    let (Some(x), Some(y)) = (as_int(vm, a), as_int(vm, b)) else {
        return Err(not_an_int(vm, if as_int(vm, a).is_some() { b } else { a }));
    };
    try_arithmetic(vm, op, x, y).unwrap_or_else(|| Err(not_an_int(vm, a)))
}

/// The `binary` slot of int: `None` unless both are ints.
pub(crate) fn binary<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    if let Some(result) = try_arithmetic(vm, op, a, b) {
        return result.map(Some);
    }
    match (as_int(vm, a), as_int(vm, b)) {
        (Some(a), Some(b)) => try_arithmetic(vm, op, a, b).transpose(),
        _ => Ok(None),
    }
}

/// A unary operator of an int, which may be a bool.
pub(crate) fn unary<'g>(
    vm: &'g Engine,
    op: UnaryOp,
    value: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    let Some(value) = as_int(vm, value) else { return Ok(None) };
    let result = match op {
        UnaryOp::Positive => Ok(value),
        UnaryOp::Absolute if !is_negative(vm, value) => Ok(value),
        UnaryOp::Absolute | UnaryOp::Negative => {
            arithmetic(vm, BinaryOp::Subtract, Value::int(0), value)
        }
        UnaryOp::Invert => arithmetic(vm, BinaryOp::Subtract, Value::int(-1), value),
    };
    result.map(Some)
}

/// Which of two ints is the greater. A value that is none counts as 0.
pub(crate) fn compare(vm: &Engine, a: Value<'_>, b: Value<'_>) -> Ordering {
    if let (Some(x), Some(y)) = (a.as_small(), b.as_small()) {
        return x.cmp(&y);
    }
    let (a, b) = (as_int(vm, a).unwrap_or(Value::int(0)), as_int(vm, b).unwrap_or(Value::int(0)));
    let (a_place, b_place) = ([Cell::new(0)], [Cell::new(0)]);
    let (a, b) = (Number::of(vm, a, &a_place), Number::of(vm, b, &b_place));
    match (a.negative, b.negative) {
        (false, false) => digits::compare(a.digits, b.digits),
        (true, true) => digits::compare(b.digits, a.digits),
        (false, true) => Ordering::Greater,
        (true, false) => Ordering::Less,
    }
}

/// What a comparison of two ints, neither of them a bool, answers; `None` for other values.
pub(crate) fn try_compare(vm: &Engine, op: CompareOp, a: Value<'_>, b: Value<'_>) -> Option<bool> {
    let is_int =
        |value: Value<'_>| value.as_small().is_some() || vm.layout(value) == Some(kind::INT);
    if is_int(a) && is_int(b) { Some(holds(op, compare(vm, a, b))) } else { None }
}

/// What a comparison answers for this order.
pub(crate) fn holds(op: CompareOp, order: Ordering) -> bool {
    match op {
        CompareOp::Less => order.is_lt(),
        CompareOp::LessEqual => order.is_le(),
        CompareOp::Greater => order.is_gt(),
        CompareOp::GreaterEqual => order.is_ge(),
        CompareOp::Equal => order.is_eq(),
        CompareOp::NotEqual => order.is_ne(),
    }
}

/// The `compare` slot of int: `None` unless both are ints.
pub(crate) fn compare_slot(
    vm: &Engine,
    op: CompareOp,
    a: Value<'_>,
    b: Value<'_>,
) -> Result<Option<bool>, Trap> {
    if as_int(vm, a).is_none() || as_int(vm, b).is_none() {
        return Ok(None);
    }
    Ok(Some(holds(op, compare(vm, a, b))))
}

/// The remainder of an int's division by 2**61 - 1, with the int's sign: its hash in CPython, but
/// for -1.
pub(crate) fn residue(vm: &Engine, value: Value<'_>) -> i64 {
    let place = [Cell::new(0)];
    let number = Number::of(vm, as_int(vm, value).unwrap_or(Value::int(0)), &place);
    let mut residue = 0_u64;
    for digit in number.digits.iter().rev() {
        // 2**61 is 1 here, so what goes past bit 60 comes back at bit 0.
        let rotated = residue << 32 & HASH_MODULUS | residue >> (61 - 32);
        residue = rotated + u64::from(digit.get());
        if residue >= HASH_MODULUS {
            residue -= HASH_MODULUS;
        }
    }
    if number.negative { -(residue as i64) } else { residue as i64 }
}

/// Hashes of numbers are remainders by this prime.
pub(crate) const HASH_MODULUS: u64 = (1 << 61) - 1;

/// The 32 bits that tables use of a number's hash: those of the number itself, if it has no more
/// (INV-EQUAL-HASH).
pub(crate) fn fold(residue: i64) -> u32 {
    residue as u32 ^ ((residue >> 32) ^ (residue >> 63)) as u32
}
