//! Ints of up to 64 bits and a sign, in registers: 32-bit and 64-bit unsigned values, which
//! programs that hash and shift are made of.

use super::{SHAPE, digits, small};
use crate::bytecode::BinaryOp;
use crate::heap::Header;
use crate::object::{Engine, Res, kind};
use crate::value::{SMALL_MAX, Value, Word};

/// Headers of ints of one and two digits, without their sign.
const ONE_DIGIT: u32 = Header::new(kind::INT, 2).0;
const TWO_DIGITS: u32 = Header::new(kind::INT, 3).0;

/// An int whose magnitude has 64 bits at most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Short {
    /// Whether it is less than 0; without meaning for 0.
    pub(crate) negative: bool,
    pub(crate) magnitude: u64,
}

impl Short {
    /// The number of a value, if it is a small int or an int object of one or two digits.
    #[inline]
    pub(crate) fn of(vm: &Engine, value: Value<'_>) -> Option<Self> {
        if let Some(n) = value.as_small() {
            return Some(Short { negative: n < 0, magnitude: n.unsigned_abs().into() });
        }
        let address = value.address()?;
        let header = vm.header(address);
        let negative = header.has(Header::FLAG_A);
        match header.0 & SHAPE {
            ONE_DIGIT => Some(Short { negative, magnitude: vm.field(address, 1).into() }),
            TWO_DIGITS => {
                let magnitude =
                    u64::from(vm.field(address, 2)) << 32 | u64::from(vm.field(address, 1));
                Some(Short { negative, magnitude })
            }
            _ => None,
        }
    }

    /// From a Rust number.
    #[inline]
    pub(crate) fn from_i64(n: i64) -> Self {
        Short { negative: n < 0, magnitude: n.unsigned_abs() }
    }

    /// As a Rust number, if that has room for it.
    #[inline]
    pub(crate) fn to_i64(self) -> Option<i64> {
        if self.negative {
            0_i64.checked_sub_unsigned(self.magnitude)
        } else {
            i64::try_from(self.magnitude).ok()
        }
    }

    /// The int.
    #[inline]
    pub(crate) fn make(self, vm: &Engine) -> Res<'_> {
        if let Some(n) = small(self.negative, self.magnitude) {
            return Ok(Value::int(n));
        }
        let (low, high) = (self.magnitude as u32, (self.magnitude >> 32) as u32);
        let address = vm.alloc(kind::INT, if high == 0 { 2 } else { 3 })?;
        vm.set_raw(address, 1, low);
        if high != 0 {
            vm.set_raw(address, 2, high);
        }
        if self.negative {
            vm.heap.set_header(address, vm.header(address).with_flags(Header::FLAG_A));
        }
        Ok(Value::object(address))
    }

    /// The result of an operator, if it is short too; nothing for `/`, `**` and where an
    /// exception is to be raised.
    #[inline]
    pub(crate) fn binary(self, op: BinaryOp, other: Self) -> Option<Self> {
        match op {
            BinaryOp::Add => self.add(other),
            BinaryOp::Subtract => self.add(Short { negative: !other.negative, ..other }),
            BinaryOp::Multiply => {
                let magnitude = self.magnitude.checked_mul(other.magnitude)?;
                Some(Short { negative: self.negative != other.negative, magnitude })
            }
            BinaryOp::And | BinaryOp::Or | BinaryOp::Xor => self.bitwise(op, other),
            BinaryOp::LeftShift => self.shift_left(other),
            BinaryOp::RightShift => self.shift_right(other),
            BinaryOp::FloorDivide => self.floor_divide(other).map(|(quotient, _)| quotient),
            BinaryOp::Modulo => self.floor_divide(other).map(|(_, remainder)| remainder),
            BinaryOp::TrueDivide | BinaryOp::Power | BinaryOp::MatrixMultiply => None,
        }
    }

    #[inline]
    fn add(self, other: Self) -> Option<Self> {
        if self.negative == other.negative {
            let magnitude = self.magnitude.checked_add(other.magnitude)?;
            return Some(Short { magnitude, ..self });
        }
        match self.magnitude.checked_sub(other.magnitude) {
            Some(magnitude) => Some(Short { magnitude, ..self }),
            None => Some(Short { magnitude: other.magnitude - self.magnitude, ..other }),
        }
    }

    #[inline]
    fn bitwise(self, op: BinaryOp, other: Self) -> Option<Self> {
        let apply = |a: u64, b: u64| match op {
            BinaryOp::And => a & b,
            BinaryOp::Or => a | b,
            _ => a ^ b,
        };
        if !self.negative && !other.negative {
            return Some(Short { magnitude: apply(self.magnitude, other.magnitude), ..self });
        }
        let result = apply(self.to_i64()? as u64, other.to_i64()? as u64);
        Some(Self::from_i64(result as i64))
    }

    #[inline]
    fn shift_left(self, other: Self) -> Option<Self> {
        let fits = other.magnitude == 0
            || !other.negative && other.magnitude <= u64::from(self.magnitude.leading_zeros() & 63);
        if fits {
            Some(Short { magnitude: self.magnitude << other.magnitude, ..self })
        } else {
            None
        }
    }

    #[inline]
    fn shift_right(self, other: Self) -> Option<Self> {
        if other.negative || other.magnitude >= 64 {
            return None;
        }
        let mut magnitude = self.magnitude >> other.magnitude;
        // Rounds down, that is away from 0.
        if self.negative && magnitude << other.magnitude != self.magnitude {
            magnitude += 1;
        }
        Some(Short { magnitude, ..self })
    }

    /// Quotient, rounded down, and remainder, which has the divisor's sign.
    #[inline]
    pub(super) fn floor_divide(self, other: Self) -> Option<(Self, Self)> {
        let (mut quotient, mut remainder) = divide(self.magnitude, other.magnitude)?;
        let negative = self.negative != other.negative;
        if negative && remainder != 0 {
            // The magnitude of a quotient by 2 or more has room for one more; by 1 there is no
            // remainder.
            quotient = quotient.wrapping_add(1);
            remainder = other.magnitude - remainder;
        }
        Some((
            Short { negative, magnitude: quotient },
            Short { negative: other.negative, magnitude: remainder },
        ))
    }
}

/// The number of a value, if it is an int of 32 bits that is not negative.
#[inline]
fn unsigned(vm: &Engine, word: Word) -> Option<u32> {
    if word & 1 != 0 {
        return if (word as i32) < 0 { None } else { Some(word >> 1) };
    }
    if word & 2 != 0 || word == 0 || vm.header(word).0 != ONE_DIGIT {
        return None;
    }
    Some(vm.field(word, 1))
}

/// The lowest 32 bits of a value, if it is an int of two digits that is not negative.
#[inline]
fn low_of_two(vm: &Engine, word: Word) -> Option<u32> {
    let is_two = word & 3 == 0 && word != 0 && vm.header(word).0 == TWO_DIGITS;
    if is_two { Some(vm.field(word, 1)) } else { None }
}

/// A binary operator of two ints of 32 bits that are not negative: what hashes, checksums and
/// generators of random numbers consist of. It calls nothing, so that it can stand in front of
/// the general way. `None` for other operands, for `/` and `**`, where an exception is to be
/// raised, and where memory is not to be had at once.
#[inline]
pub(crate) fn unsigned_binary(vm: &Engine, op: BinaryOp, a: Word, b: Word) -> Option<Word> {
    let y = unsigned(vm, b)?;
    let x = match unsigned(vm, a) {
        Some(x) => x,
        // A mask takes off what a shift, a sum or a product put on.
        None if op == BinaryOp::And => low_of_two(vm, a)?,
        None => return None,
    };
    let wide = match op {
        BinaryOp::And => u64::from(x & y),
        BinaryOp::Or => u64::from(x | y),
        BinaryOp::Xor => u64::from(x ^ y),
        BinaryOp::RightShift => u64::from(x.checked_shr(y).unwrap_or(0)),
        BinaryOp::FloorDivide => u64::from(x.checked_div(y)?),
        BinaryOp::Modulo => u64::from(x.checked_rem(y)?),
        BinaryOp::Subtract => u64::from(x.checked_sub(y)?),
        BinaryOp::Add => u64::from(x) + u64::from(y),
        BinaryOp::Multiply => u64::from(x) * u64::from(y),
        BinaryOp::LeftShift if y < u32::BITS => u64::from(x) << y,
        _ => return None,
    };
    let (low, high) = (wide as u32, (wide >> 32) as u32);
    if high == 0 {
        return unsigned_at_once(vm, low);
    }
    let address = vm.alloc_at_once(kind::INT, 3)?;
    vm.set_raw(address, 1, low);
    vm.set_raw(address, 2, high);
    Some(address)
}

/// An int, if the memory for it is to be had at once.
#[inline]
fn unsigned_at_once(vm: &Engine, n: u32) -> Option<Word> {
    if n <= SMALL_MAX as u32 {
        return Some(n << 1 | 1);
    }
    let address = vm.alloc_at_once(kind::INT, 2)?;
    vm.set_raw(address, 1, n);
    Some(address)
}

/// Quotient and remainder, in one instruction where 32 bits are enough; nothing for a divisor of 0.
#[inline]
pub(super) fn divide(a: u64, b: u64) -> Option<(u64, u64)> {
    if b == 0 {
        return None;
    }
    if (a | b) >> 32 == 0 {
        let (a, b) = (a as u32, b as u32);
        return Some(((a / b).into(), (a % b).into()));
    }
    Some(divide_wide(a, b))
}

/// Quotient and remainder by a divisor other than 0, with divisions of 32 bits: what the compiler calls for 64 takes
/// five times as many instructions.
fn divide_wide(a: u64, b: u64) -> (u64, u64) {
    if let Ok(by) = u32::try_from(b) {
        let (high, shift) = ((a >> 32) as u32, by.leading_zeros() & 31);
        let rest = (u64::from(high.checked_rem(by).unwrap_or(0)) << 32 | a & 0xffff_ffff) << shift;
        let (low, rest) = digits::divide_two((rest >> 32) as u32, rest as u32, by << shift);
        let quotient = u64::from(high.checked_div(by).unwrap_or(0)) << 32 | u64::from(low);
        return (quotient, u64::from(rest >> shift));
    }
    // By the divisor's top 32 bits the quotient is right or one too large ("Hacker's Delight", 9-5).
    let shift = b.leading_zeros() & 31;
    let top = (b << shift >> 32) as u32;
    let half = a >> 1;
    let (estimate, _) = digits::divide_two((half >> 32) as u32, half as u32, top);
    let quotient = (u64::from(estimate) << shift >> 31).saturating_sub(1);
    let rest = a.wrapping_sub(quotient.wrapping_mul(b));
    if rest >= b { (quotient + 1, rest.wrapping_sub(b)) } else { (quotient, rest) }
}
