//! Arithmetic on magnitudes: 32-bit digits, least significant first.
//!
//! Digits are cells, since they lie in the heap and an operation may write over its own operand.
//! Nothing here allocates: callers hand in room, whose length each function states.

use core::cell::Cell;
use core::cmp::Ordering;

/// Digits of a magnitude, least significant first.
pub(crate) type Digits<'a> = &'a [Cell<u32>];

/// Bits of a digit.
pub(crate) const DIGIT_BITS: u32 = u32::BITS;

/// The digits without zeros at the most significant end.
pub(crate) fn trim(digits: Digits<'_>) -> Digits<'_> {
    let mut len = digits.len();
    while len > 0 && digits[len - 1].get() == 0 {
        len -= 1;
    }
    &digits[..len]
}

/// How many bits a magnitude has, without zeros in front.
pub(crate) fn bit_length(digits: Digits<'_>) -> u64 {
    match trim(digits) {
        [] => 0,
        [rest @ .., top] => {
            u64::from(DIGIT_BITS) * rest.len() as u64
                + u64::from(u32::BITS - top.get().leading_zeros())
        }
    }
}

/// Which of two magnitudes, both without leading zeros, is the greater.
pub(crate) fn compare(a: Digits<'_>, b: Digits<'_>) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| {
        let mut orders = a.iter().zip(b).rev().map(|(x, y)| x.get().cmp(&y.get()));
        orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    })
}

/// Writes zeros.
pub(crate) fn clear(out: Digits<'_>) {
    for digit in out {
        digit.set(0);
    }
}

/// Copies `from` to `out`, which is as long or longer, and clears the rest of `out`.
pub(crate) fn copy(out: Digits<'_>, from: Digits<'_>) {
    let (low, high) = out.split_at(from.len());
    for (place, digit) in low.iter().zip(from) {
        place.set(digit.get());
    }
    clear(high);
}

/// `a + b`; `out` may be `a` or `b` and has at least one digit more than the longer of them.
pub(crate) fn add(out: Digits<'_>, a: Digits<'_>, b: Digits<'_>) {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let (low, high) = out.split_at(short.len());
    let mut carry = 0;
    for ((place, x), y) in low.iter().zip(long).zip(short) {
        let sum = u64::from(x.get()) + u64::from(y.get()) + carry;
        place.set(sum as u32);
        carry = sum >> DIGIT_BITS;
    }
    let rest = &long[short.len()..];
    let (middle, top) = high.split_at(rest.len());
    for (place, x) in middle.iter().zip(rest) {
        let sum = u64::from(x.get()) + carry;
        place.set(sum as u32);
        carry = sum >> DIGIT_BITS;
    }
    for place in top {
        place.set(carry as u32);
        carry = 0;
    }
}

/// `a - b`, where `a` is the greater or equal and neither has leading zeros; `out` may be `a` or
/// `b` and is as long as `a` at least.
pub(crate) fn subtract(out: Digits<'_>, a: Digits<'_>, b: Digits<'_>) {
    let (low, high) = out.split_at(b.len());
    let mut borrow = false;
    for ((place, x), y) in low.iter().zip(a).zip(b) {
        let (difference, first) = x.get().overflowing_sub(y.get());
        let (difference, second) = difference.overflowing_sub(u32::from(borrow));
        place.set(difference);
        borrow = first | second;
    }
    let rest = &a[b.len().min(a.len())..];
    let (middle, top) = high.split_at(rest.len());
    for (place, x) in middle.iter().zip(rest) {
        let (difference, second) = x.get().overflowing_sub(u32::from(borrow));
        place.set(difference);
        borrow = second;
    }
    clear(top);
}

/// `out += digit`, dropping what goes past the end.
pub(crate) fn add_digit(out: Digits<'_>, digit: u32) {
    let mut carry = digit;
    for place in out {
        let (sum, overflow) = place.get().overflowing_add(carry);
        place.set(sum);
        if !overflow {
            return;
        }
        carry = 1;
    }
}

/// `out = out * factor + addend`; answers the digit that goes past the end.
pub(crate) fn multiply_digit(out: Digits<'_>, factor: u32, addend: u32) -> u32 {
    let mut carry = addend;
    for place in out {
        let product = u64::from(place.get()) * u64::from(factor) + u64::from(carry);
        place.set(product as u32);
        carry = (product >> DIGIT_BITS) as u32;
    }
    carry
}

/// `a * b`; `out` has the digits of both together, and overlaps neither.
pub(crate) fn multiply(out: Digits<'_>, a: Digits<'_>, b: Digits<'_>) {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let [first, more @ ..] = short else { return clear(out) };
    // The first row is written, so that nothing need be cleared; the others are added to what is there.
    let factor = u64::from(first.get());
    let mut carry = 0;
    for (place, digit) in out.iter().zip(long) {
        let product = factor * u64::from(digit.get()) + carry;
        place.set(product as u32);
        carry = product >> DIGIT_BITS;
    }
    if let Some(place) = out.get(long.len()) {
        place.set(carry as u32);
    }
    for (i, factor) in more.iter().enumerate() {
        let row = &out[i + 1..];
        let factor = u64::from(factor.get());
        let mut carry = 0;
        for (place, digit) in row.iter().zip(long) {
            let product = factor * u64::from(digit.get()) + u64::from(place.get()) + carry;
            place.set(product as u32);
            carry = product >> DIGIT_BITS;
        }
        if let Some(place) = row.get(long.len()) {
            place.set(carry as u32);
        }
    }
}

/// Quotient and remainder of `high * 2**32 + low` by a divisor whose top bit is set and which is greater than `high`:
/// Knuth's algorithm D on halves of digits, since Cortex-M divides 32 bits in one instruction, and 64 in hundreds.
#[inline]
pub(crate) fn divide_two(high: u32, low: u32, divisor: u32) -> (u32, u32) {
    let step = |rest: u32, next: u32| {
        // The top bit is set; said again, so that nobody asks whether this is 0.
        let top = divisor >> 16 | 1 << 15;
        let mut quotient = rest / top;
        let product = quotient.wrapping_mul(divisor & 0xffff);
        let mut rest = (rest % top) << 16 | next;
        if rest < product {
            quotient = quotient.wrapping_sub(1);
            let (sum, carry) = rest.overflowing_add(divisor);
            rest = sum;
            if !carry && rest < product {
                quotient = quotient.wrapping_sub(1);
                rest = rest.wrapping_add(divisor);
            }
        }
        (quotient, rest.wrapping_sub(product))
    };
    let (upper, rest) = step(high, low >> 16);
    let (lower, rest) = step(rest, low & 0xffff);
    (upper << 16 | lower, rest)
}

/// A divisor of one digit, prepared so that each step of a division needs multiplications only
/// (Möller and Granlund, "Improved division by invariant integers", algorithm 4): Cortex-M cannot
/// divide 64 bits in one instruction.
#[derive(Clone, Copy)]
pub(crate) struct Reciprocal {
    /// The divisor, shifted so that its top bit is set.
    divisor: u32,
    inverse: u32,
    shift: u32,
}

impl Reciprocal {
    /// Prepares a divisor, which is not 0.
    pub(crate) fn new(divisor: u32) -> Self {
        let shift = divisor.leading_zeros() & (u32::BITS - 1);
        let divisor = divisor << shift | u32::from(divisor == 0);
        // The quotient of 2**64 - 1, less 2**32.
        Self { divisor, inverse: divide_two(!divisor, u32::MAX, divisor).0, shift }
    }

    /// Quotient and remainder of `high * 2**32 + low` by the shifted divisor, which is greater
    /// than `high`.
    #[inline]
    fn divide(self, high: u32, low: u32) -> (u32, u32) {
        let estimate = (u64::from(self.inverse) * u64::from(high))
            .wrapping_add(u64::from(high) << DIGIT_BITS | u64::from(low));
        let mut quotient = ((estimate >> DIGIT_BITS) as u32).wrapping_add(1);
        let mut remainder = low.wrapping_sub(quotient.wrapping_mul(self.divisor));
        if remainder > estimate as u32 {
            quotient = quotient.wrapping_sub(1);
            remainder = remainder.wrapping_add(self.divisor);
        }
        if remainder >= self.divisor {
            quotient = quotient.wrapping_add(1);
            remainder -= self.divisor;
        }
        (quotient, remainder)
    }

    /// The quotient of the next lower digit, and the remainder; those before and after are shifted as the divisor
    /// is, which keeps a division a single pass without a look at the digit below.
    #[inline]
    fn next(self, remainder: u32, digit: u32) -> (u32, u32) {
        self.divide(remainder | spill(digit, self.shift), digit << self.shift)
    }

    /// `a / divisor`, answering the remainder; `out` may be `a` and is as long.
    pub(crate) fn divide_digits(self, out: Digits<'_>, a: Digits<'_>) -> u32 {
        let mut remainder = 0;
        for (place, digit) in out[..a.len()].iter().zip(a).rev() {
            let quotient;
            (quotient, remainder) = self.next(remainder, digit.get());
            place.set(quotient);
        }
        remainder >> self.shift
    }
}

/// `a % divisor` of a divisor of one digit, not 0.
pub(crate) fn remainder_digit(a: Digits<'_>, divisor: u32) -> u32 {
    let by = Reciprocal::new(divisor);
    let mut remainder = 0;
    for digit in a.iter().rev() {
        remainder = by.next(remainder, digit.get()).1;
    }
    remainder >> by.shift
}

/// Divides in place: `numerator`, which has a 0 in front of the number, becomes the remainder. The divisor has two
/// digits or more, the first of them not 0. `quotient` gets its lowest `numerator.len() - divisor.len()` digits, or as
/// many as it has room for: none if it is not wanted.
///
/// This is algorithm D of Knuth's volume 2, section 4.3.1. What it shifts left, so that the divisor's top bit is set,
/// are only the digits that each estimate looks at.
pub(crate) fn divide(quotient: Digits<'_>, numerator: Digits<'_>, divisor: Digits<'_>) {
    let ([divisor_rest @ .., second, top], n) = (divisor, divisor.len()) else { return };
    let shift = top.get().leading_zeros() & (u32::BITS - 1);
    let shifted = |high: u32, low: u32| high << shift | spill(low, shift);
    let by = Reciprocal::new(shifted(top.get(), second.get()));
    let second = shifted(second.get(), divisor_rest.last().map_or(0, Cell::get));
    for j in (0..numerator.len().saturating_sub(n)).rev() {
        let window = &numerator[j..=j + n];
        let [rest @ .., low, middle, top] = window else { return };
        let (low, middle) = (low.get(), middle.get());
        let below = rest.last().map_or(0, Cell::get);
        let (top, middle, low) =
            (shifted(top.get(), middle), shifted(middle, low), shifted(low, below));
        let mut digit = estimate(by, second, top, middle, low);
        if subtract_multiple(window, divisor, digit) {
            add_back(window, divisor);
            digit = digit.wrapping_sub(1);
        }
        if let Some(place) = quotient.get(j) {
            place.set(digit);
        }
    }
}

/// The quotient digit of three digits of the numerator by the top two of the divisor: right, or
/// one too large.
#[inline]
fn estimate(by: Reciprocal, second: u32, top: u32, middle: u32, low: u32) -> u32 {
    let (mut digit, mut rest) = if top >= by.divisor {
        match middle.checked_add(by.divisor) {
            Some(rest) => (u32::MAX, rest),
            None => return u32::MAX,
        }
    } else {
        by.divide(top, middle)
    };
    while u64::from(digit) * u64::from(second) > u64::from(rest) << DIGIT_BITS | u64::from(low) {
        digit -= 1;
        match rest.checked_add(by.divisor) {
            Some(sum) => rest = sum,
            None => break,
        }
    }
    digit
}

/// `window -= divisor * digit`; whether that went below 0.
#[inline]
fn subtract_multiple(window: Digits<'_>, divisor: Digits<'_>, digit: u32) -> bool {
    let mut carry = 0;
    for (place, part) in window.iter().zip(divisor) {
        let product = u64::from(digit) * u64::from(part.get()) + u64::from(carry);
        let (difference, borrow) = place.get().overflowing_sub(product as u32);
        place.set(difference);
        carry = (product >> DIGIT_BITS) as u32 + u32::from(borrow);
    }
    let top = &window[divisor.len()];
    let (difference, borrow) = top.get().overflowing_sub(carry);
    top.set(difference);
    borrow
}

/// `window += divisor`, after a quotient digit one too large.
#[cold]
fn add_back(window: Digits<'_>, divisor: Digits<'_>) {
    add(window, window, divisor);
}

/// The bits of a digit that a shift to the left by less than a digit puts in the next one.
#[inline]
fn spill(digit: u32, bits: u32) -> u32 {
    digit >> 1 >> (DIGIT_BITS - 1 - bits)
}

/// A number of bits as whole digits and the rest.
fn digits_and_bits(bits: u64) -> (usize, u32) {
    let whole = usize::try_from(bits / u64::from(DIGIT_BITS)).unwrap_or(usize::MAX);
    (whole, bits as u32 % DIGIT_BITS)
}

/// `a << bits`, dropping what goes past the end of `out`; it may be `a`.
pub(crate) fn shift_left(out: Digits<'_>, a: Digits<'_>, bits: u64) {
    let (skipped, bits) = digits_and_bits(bits);
    let (zeros, out) = out.split_at(skipped.min(out.len()));
    // From the top down, so that no digit is written before it was read.
    let a = &a[..a.len().min(out.len())];
    let (places, above) = out.split_at(a.len());
    let mut high = a.last().map_or(0, Cell::get);
    if let [first, rest @ ..] = above {
        clear(rest);
        first.set(spill(high, bits));
    }
    for (place, lower) in places.iter().skip(1).zip(a).rev() {
        let low = lower.get();
        place.set(high << bits | spill(low, bits));
        high = low;
    }
    if let Some(place) = places.first() {
        place.set(high << bits);
    }
    clear(zeros);
}

/// `a >> bits`, as many digits as `out` has; it may be `a`.
pub(crate) fn shift_right(out: Digits<'_>, a: Digits<'_>, bits: u64) {
    let (skipped, bits) = digits_and_bits(bits);
    let a = &a[skipped.min(a.len())..];
    let (places, above) = out.split_at(a.len().min(out.len()));
    let mut low = a.first().map_or(0, Cell::get);
    for (place, high) in places.iter().zip(a.iter().skip(1)) {
        let high = high.get();
        place.set(low >> bits | high << 1 << (DIGIT_BITS - 1 - bits));
        low = high;
    }
    if let Some(place) = places.last()
        && places.len() == a.len()
    {
        place.set(low >> bits);
    }
    clear(above);
}

/// Whether any of the lowest `bits` bits is set.
pub(crate) fn any_below(a: Digits<'_>, bits: u64) -> bool {
    let whole = usize::try_from(bits / u64::from(DIGIT_BITS)).unwrap_or(usize::MAX);
    let rest = (bits % u64::from(DIGIT_BITS)) as u32;
    let part = a.get(whole).is_some_and(|digit| digit.get() & !(u32::MAX << rest) != 0);
    part || a.iter().take(whole).any(|digit| digit.get() != 0)
}

/// The 64 bits from bit `from` on.
pub(crate) fn bits_at(a: Digits<'_>, from: u64) -> u64 {
    let out = [Cell::new(0), Cell::new(0)];
    shift_right(&out, a, from);
    u64::from(out[1].get()) << DIGIT_BITS | u64::from(out[0].get())
}

/// Reads a number's digits in two's complement, one after the other.
#[derive(Clone, Copy)]
pub(crate) struct TwosComplement {
    flip: u32,
    carry: bool,
}

impl TwosComplement {
    /// Of a number with this sign.
    pub(crate) fn new(negative: bool) -> Self {
        Self { flip: if negative { u32::MAX } else { 0 }, carry: negative }
    }

    /// The next digit, from the magnitude's (0 past its end), or back from two's complement to
    /// the magnitude.
    #[inline]
    pub(crate) fn next(&mut self, digit: u32) -> u32 {
        let (digit, carry) = (digit ^ self.flip).overflowing_add(u32::from(self.carry));
        self.carry = carry;
        digit
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::vec;
    use std::vec::Vec;

    use num_bigint::BigUint;
    use proptest::prelude::*;

    use super::*;

    fn cells(digits: &[u32]) -> Vec<Cell<u32>> {
        digits.iter().copied().map(Cell::new).collect()
    }

    fn zeros(len: usize) -> Vec<Cell<u32>> {
        vec![Cell::new(0); len]
    }

    fn number(digits: Digits<'_>) -> BigUint {
        BigUint::new(digits.iter().map(Cell::get).collect())
    }

    /// Digits that are often all zeros or all ones, where carries and estimates go wrong.
    fn digit() -> impl Strategy<Value = u32> {
        prop_oneof![Just(0), Just(1), Just(u32::MAX), Just(1 << 31), any::<u32>()]
    }

    fn digits(max: usize) -> impl Strategy<Value = Vec<u32>> {
        prop::collection::vec(digit(), 0..max)
    }

    proptest! {
        #[test]
        fn sums_products_and_differences(a in digits(12), b in digits(12)) {
            let (a, b) = (cells(&a), cells(&b));
            let out = zeros(a.len().max(b.len()) + 1);
            add(&out, &a, &b);
            prop_assert_eq!(number(&out), number(&a) + number(&b));
            let out = zeros(a.len() + b.len());
            multiply(&out, &a, &b);
            prop_assert_eq!(number(&out), number(&a) * number(&b));
            let order = compare(trim(&a), trim(&b));
            prop_assert_eq!(order, number(&a).cmp(&number(&b)));
            if order != Ordering::Less {
                let out = zeros(a.len().max(b.len()));
                subtract(&out, &a, &b);
                prop_assert_eq!(number(&out), number(&a) - number(&b));
            }
            prop_assert_eq!(bit_length(&a), number(&a).bits());
        }

        #[test]
        fn quotients_and_remainders(a in digits(14), b in digits(7), low in digit(), top in digit()) {
            let (a, mut b) = (cells(&a), cells(&b));
            b.push(Cell::new(low));
            b.push(Cell::new(top.max(1)));
            let numerator = zeros(a.len() + 1);
            copy(&numerator, &a);
            let quotient = zeros(numerator.len().saturating_sub(b.len()));
            divide(&quotient, &numerator, &b);
            prop_assert_eq!(number(&quotient), number(&a) / number(&b));
            prop_assert_eq!(number(&numerator), number(&a) % number(&b));
        }

        /// Quotients whose digits are often the largest, so that estimates are corrected.
        #[test]
        fn division_undoes_multiplication(a in digits(7), b in digits(5), top in digit(), less in digit()) {
            let (a, mut b) = (cells(&a), cells(&b));
            b.extend([Cell::new(less), Cell::new(top.max(1))]);
            let product = zeros(a.len() + b.len() + 1);
            multiply(&product[..a.len() + b.len()], &a, &b);
            add(&product, &product, &b);
            subtract(&product, &product, &[Cell::new(1)]);
            let quotient = zeros(a.len() + 1);
            divide(&quotient, &product, &b);
            prop_assert_eq!(number(&quotient), number(&a));
            prop_assert_eq!(number(&product) + 1_u32, number(&b));
        }

        #[test]
        fn two_digits_divide(high in digit(), low in digit(), divisor in digit()) {
            let divisor = divisor | 1 << 31;
            let (high, wide) = (high % divisor, u64::from(high % divisor) << 32 | u64::from(low));
            let by = u64::from(divisor);
            prop_assert_eq!(divide_two(high, low, divisor), ((wide / by) as u32, (wide % by) as u32));
        }

        #[test]
        fn digits_divide(a in digits(9), by in digit()) {
            let by = by.max(1);
            let a = cells(&a);
            prop_assert_eq!(BigUint::from(remainder_digit(&a, by)), number(&a) % by);
            let whole = number(&a);
            let rest = Reciprocal::new(by).divide_digits(&a, &a);
            prop_assert_eq!(number(&a), &whole / by);
            prop_assert_eq!(BigUint::from(rest), &whole % by);
            multiply_digit(&a, by, rest);
            prop_assert_eq!(number(&a), whole);
        }

        #[test]
        fn shifts(a in digits(6), bits in 0_u64..200) {
            let a = cells(&a);
            let out = zeros(a.len() + 8);
            shift_left(&out, &a, bits);
            prop_assert_eq!(number(&out), number(&a) << bits);
            shift_right(&out, &a, bits);
            prop_assert_eq!(number(&out), number(&a) >> bits);
            let lost = (number(&a) >> bits << bits) != number(&a);
            prop_assert_eq!(any_below(&a, bits), lost);
        }
    }
}
