//! Sums and products over iterables, and lengths of vectors, rounded as if once.

use super::answer;
use super::real::argument;
use crate::bytecode::BinaryOp;
use crate::name::{Name, rom};
use crate::object::{Engine, Frame, Slot, Trap, TypeId};
use crate::runtime::{iterate, operator};
use crate::types::float;
use crate::types::float::functions::{fma, sqrt};
use crate::value::{Float, Value, Word};

/// A sum of two floats and what its rounding lost.
fn two_sum(x: Float, y: Float) -> (Float, Float) {
    let sum = x + y;
    let part = sum - x;
    (sum, (x - (sum - part)) + (y - part))
}

/// A new slot with the iterator of a value.
fn iterator(vm: &mut Engine, source: Slot) -> Result<Slot, Trap> {
    let word = iterate::iter(vm, source)?;
    vm.push(word)
}

/// Puts the next item in a slot; false at the end.
fn advance(vm: &mut Engine, iterator: Slot, item: Slot) -> Result<bool, Trap> {
    let next = iterate::next(vm, iterator)?;
    if let Some(word) = next {
        vm.set_word(item, word);
    }
    Ok(next.is_some())
}

/// Floats that do not overlap have at most so many parts: the range of exponents over the bits of a mantissa.
const PARTS_MAX: usize = ((Float::MAX_EXP - Float::MIN_EXP) as usize
    + 2 * Float::MANTISSA_DIGITS as usize)
    / Float::MANTISSA_DIGITS as usize
    + 3;

/// An exact sum: floats that do not overlap, smallest first (Shewchuk's algorithm).
pub(super) struct Parts {
    parts: [Float; PARTS_MAX],
    len: usize,
}

impl Parts {
    pub(super) const EMPTY: Self = Parts { parts: [0.0; PARTS_MAX], len: 0 };

    /// Adds a finite float; false if the sum is too large on the way.
    pub(super) fn add(&mut self, mut x: Float) -> bool {
        let mut kept = 0;
        for i in 0..self.len {
            let y = self.parts[i];
            let (large, small) = if x.abs() < y.abs() { (y, x) } else { (x, y) };
            let (high, low) = two_sum(large, small);
            if low != 0.0 {
                self.parts[kept] = low;
                kept += 1;
            }
            x = high;
        }
        self.len = kept;
        if x != 0.0
            && let Some(place) = self.parts.get_mut(kept)
        {
            *place = x;
            self.len = kept + 1;
        }
        x.is_finite()
    }

    /// The sum, rounded once.
    pub(super) fn total(&self) -> Float {
        let mut parts = self.parts[..self.len].iter().rev().copied();
        let Some(mut high) = parts.next() else { return 0.0 };
        let mut low = 0.0;
        for part in parts.by_ref() {
            (high, low) = two_sum(high, part);
            if low != 0.0 {
                break;
            }
        }
        // Half-way cases are decided by what is left.
        if let Some(next) = parts.next()
            && (low < 0.0 && next < 0.0 || low > 0.0 && next > 0.0)
        {
            let twice = low * 2.0;
            let rounded = high + twice;
            if twice == rounded - high {
                high = rounded;
            }
        }
        high
    }
}

/// `fsum(iterable)`
pub(super) fn fsum(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let mut parts = Parts::EMPTY;
    // Infinities and NaN, on their own.
    let (mut special, mut infinite) = (0.0, 0.0);
    vm.scope(|vm| {
        let iterator = iterator(vm, frame.at(0))?;
        let item = vm.push_unbound(1)?;
        while advance(vm, iterator, item)? {
            let x = float::of_object(vm, item)?;
            if !x.is_finite() {
                special += x;
                infinite += if x.is_infinite() { x } else { 0.0 };
            } else if !parts.add(x) {
                return Err(vm.raise(TypeId::OVERFLOW_ERROR, "intermediate overflow in fsum"));
            }
        }
        Ok(())
    })?;
    if infinite.is_nan() {
        return Err(vm.value_error("-inf + inf in fsum"));
    }
    answer(vm, if special == 0.0 { parts.total() } else { special })
}

/// `prod(iterable, *, start=1)`
pub(super) fn prod(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    const START: Name = const { rom("start") };
    frame.args(vm).only(vm, &[START])?;
    vm.scope(|vm| {
        let start = frame.keyword(vm, START).map_or(Value::int(1).word(), |slot| vm.word(slot));
        let product = vm.push(start)?;
        let iterator = iterator(vm, frame.at(0))?;
        let item = vm.push_unbound(1)?;
        while advance(vm, iterator, item)? {
            let word = operator::binary(vm, BinaryOp::Multiply, product, item)?;
            vm.set_word(product, word);
        }
        Ok(vm.word(product))
    })
}

/// A sum of products in three floats.
#[derive(Default)]
struct Triple {
    high: Float,
    low: Float,
    tiny: Float,
}

impl Triple {
    fn add_product(&mut self, x: Float, y: Float) {
        let product = x * y;
        let lost = fma(x, y, -product);
        let (high, rest) = two_sum(self.high, product);
        let (low, rest) = two_sum(self.low + 0.0, rest);
        let (low, more) = two_sum(low, lost);
        self.high = high;
        self.low = low;
        self.tiny += rest + more;
    }

    pub(super) fn total(&self) -> Float {
        let (high, low) = two_sum(self.high, self.low);
        let (low, rest) = two_sum(low, self.tiny);
        high + (low + rest)
    }
}

/// The floats of two numbers, if one of them is a float and the other a float or an int.
fn float_pair(vm: &Engine, x: Value<'_>, y: Value<'_>) -> Result<Option<(Float, Float)>, Trap> {
    if float::get(vm, x).is_none() && float::get(vm, y).is_none() {
        return Ok(None);
    }
    match (float::operand(vm, x)?, float::operand(vm, y)?) {
        (Some(x), Some(y)) => Ok(Some((x, y))),
        _ => Ok(None),
    }
}

/// `sumprod(p, q)`: exact for ints, and rounded about once for floats.
pub(super) fn sumprod(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let (p, q) = (iterator(vm, frame.at(0))?, iterator(vm, frame.at(1))?);
        let (x, y) = (vm.push_unbound(1)?, vm.push_unbound(1)?);
        let total = vm.push(Value::int(0).word())?;
        let mut floats = Triple::default();
        let mut has_floats = false;
        while both(vm, [p, q], [x, y], "Inputs are not the same length")? {
            if let Some((x, y)) = float_pair(vm, vm.at(x), vm.at(y))? {
                floats.add_product(x, y);
                has_floats = true;
                continue;
            }
            let word = operator::binary(vm, BinaryOp::Multiply, x, y)?;
            vm.set_word(x, word);
            let word = operator::binary(vm, BinaryOp::Add, total, x)?;
            vm.set_word(total, word);
        }
        if !has_floats {
            return Ok(vm.word(total));
        }
        let sum = floats.total();
        if vm.at(total) == Value::int(0) {
            return answer(vm, sum);
        }
        let word = answer(vm, sum)?;
        vm.set_word(x, word);
        operator::binary(vm, BinaryOp::Add, total, x)
    })
}

/// Advances two iterators; ValueError if only one of them ends.
fn both(
    vm: &mut Engine,
    iterators: [Slot; 2],
    items: [Slot; 2],
    unequal: &'static str,
) -> Result<bool, Trap> {
    let first = advance(vm, iterators[0], items[0])?;
    let second = advance(vm, iterators[1], items[1])?;
    if first == second { Ok(first) } else { Err(vm.value_error(unequal)) }
}

/// The length of a vector, of which the parts come one after the other.
pub(super) struct Length {
    /// The parts are divided by this power of two, at least half of the largest.
    scale: Float,
    /// The sum of the squares, in two floats.
    high: Float,
    low: Float,
    infinite: bool,
    nan: bool,
}

impl Length {
    pub(super) const ZERO: Self =
        Length { scale: 0.0, high: 0.0, low: 0.0, infinite: false, nan: false };

    pub(super) fn add(&mut self, x: Float) {
        let x = x.abs();
        self.infinite |= x.is_infinite();
        self.nan |= x.is_nan();
        if x == 0.0 || !x.is_finite() {
            return;
        }
        if x >= self.scale * 2.0 {
            let scale = power_below(x);
            // Exact, unless the parts so far do not count any more.
            let ratio = if self.scale == 0.0 { 0.0 } else { self.scale / scale };
            self.high *= ratio * ratio;
            self.low *= ratio * ratio;
            self.scale = scale;
        }
        let x = x / self.scale;
        let square = x * x;
        let lost = fma(x, x, -square);
        let (high, rest) = two_sum(self.high, square);
        self.high = high;
        self.low += rest + lost;
    }

    pub(super) fn total(&self) -> Float {
        if self.infinite {
            return Float::INFINITY;
        }
        if self.nan {
            return Float::NAN;
        }
        if self.high == 0.0 {
            return 0.0;
        }
        let root = sqrt(self.high + self.low);
        // One step of Newton's method with all the bits there are.
        let rest = (self.high - root * root) - fma(root, root, -(root * root)) + self.low;
        (root + rest / (2.0 * root)) * self.scale
    }
}

/// The power of two at most as large as a finite number greater than 0, but not so small that its inverse is infinite.
fn power_below(x: Float) -> Float {
    let mask = Float::INFINITY.to_bits();
    Float::from_bits(x.max(Float::MIN_POSITIVE).to_bits() & mask)
}

/// `hypot(*coordinates)`
pub(super) fn hypot(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let mut length = Length::ZERO;
    for i in 0..usize::from(frame.positional) {
        length.add(argument(vm, frame, i)?);
    }
    answer(vm, length.total())
}

/// `dist(p, q)`
pub(super) fn dist(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let mut length = Length::ZERO;
    vm.scope(|vm| {
        let (p, q) = (iterator(vm, frame.at(0))?, iterator(vm, frame.at(1))?);
        let (x, y) = (vm.push_unbound(1)?, vm.push_unbound(1)?);
        while both(vm, [p, q], [x, y], "both points must have the same number of dimensions")? {
            length.add(float::of_object(vm, x)? - float::of_object(vm, y)?);
        }
        Ok(())
    })?;
    answer(vm, length.total())
}
