//! Functions of ints: divisors, roots, and ways to choose.

use super::real::set_arithmetic;
use crate::bytecode::BinaryOp;
use crate::object::{Engine, Frame, Slot, Trap, TypeId};
use crate::runtime::index;
use crate::types::int;
use crate::value::{Value, Word};

/// A new slot with the int that a value stands for.
fn int_slot(vm: &mut Engine, source: Slot) -> Result<Slot, Trap> {
    let slot = vm.push_unbound(1)?;
    let word = index::int_of(vm, source)?;
    vm.set_word(slot, word);
    Ok(slot)
}

/// A new slot with a small int.
fn small_slot(vm: &mut Engine, n: i32) -> Result<Slot, Trap> {
    vm.push(Value::int(n).word())
}

/// `gcd(*ints)`
pub(super) fn gcd(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let result = small_slot(vm, 0)?;
        for i in 0..usize::from(frame.positional) {
            vm.scope(|vm| {
                let other = int_slot(vm, frame.at(i))?;
                let word = vm.leaf(|vm| int::gcd(vm, vm.at(result), vm.at(other)))?;
                vm.set_word(result, word);
                Ok(())
            })?;
        }
        Ok(vm.word(result))
    })
}

/// `lcm(*ints)`
pub(super) fn lcm(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let result = small_slot(vm, 1)?;
        let divisor = vm.push_unbound(1)?;
        for i in 0..usize::from(frame.positional) {
            vm.scope(|vm| {
                let other = int_slot(vm, frame.at(i))?;
                let word = vm.leaf(|vm| int::gcd(vm, vm.at(result), vm.at(other)))?;
                vm.set_word(divisor, word);
                if vm.at(divisor) == Value::int(0) {
                    vm.set(result, Value::int(0));
                    return Ok(());
                }
                set_arithmetic(vm, other, BinaryOp::FloorDivide, other, divisor)?;
                set_arithmetic(vm, result, BinaryOp::Multiply, result, other)?;
                let word = vm.leaf(|vm| {
                    let absolute = int::unary(vm, crate::object::UnaryOp::Absolute, vm.at(result))?;
                    Ok(absolute.unwrap_or(Value::int(0)))
                })?;
                vm.set_word(result, word);
                Ok(())
            })?;
        }
        Ok(vm.word(result))
    })
}

/// `isqrt(n)`: by Newton's method from above.
pub(super) fn isqrt(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let n = int_slot(vm, frame.at(0))?;
        if int::is_negative(vm, vm.at(n)) {
            return Err(vm.value_error("isqrt() argument must be nonnegative"));
        }
        if let Some(small) = int::to_u64(vm, vm.at(n)) {
            let root = small.isqrt();
            return vm.leaf(|vm| int::from_u64(vm, root));
        }
        // A number above the root: that of the leading bits, one more, and half as many zeros as there are bits left.
        let Some((bits, exponent)) = int::split(vm, vm.at(n)) else { return Ok(vm.word(n)) };
        let odd = exponent & 1;
        let start = (bits >> odd).isqrt() + 1;
        let zeros = i32::try_from((exponent + odd) / 2).unwrap_or(i32::MAX / 2);
        let root = small_slot(vm, 0)?;
        let word = vm.leaf(|vm| {
            let start = int::from_u64(vm, start)?;
            int::arithmetic(vm, BinaryOp::LeftShift, start, Value::int(zeros))
        })?;
        vm.set_word(root, word);
        let (next, one) = (small_slot(vm, 0)?, small_slot(vm, 1)?);
        loop {
            set_arithmetic(vm, next, BinaryOp::FloorDivide, n, root)?;
            set_arithmetic(vm, next, BinaryOp::Add, next, root)?;
            set_arithmetic(vm, next, BinaryOp::RightShift, next, one)?;
            if int::compare(vm, vm.at(next), vm.at(root)).is_ge() {
                return Ok(vm.word(root));
            }
            vm.set_word(root, vm.word(next));
        }
    })
}

/// The number of an int that says how often something is done.
fn count(vm: &Engine, value: Slot, too_large: &'static str) -> Result<u32, Trap> {
    match int::to_u64(vm, vm.at(value)).and_then(|n| u32::try_from(n).ok()) {
        Some(n) => Ok(n),
        None => Err(vm.raise(TypeId::OVERFLOW_ERROR, too_large)),
    }
}

/// Multiplies the int in a slot by each of some numbers, several at a time.
fn multiply_all(
    vm: &mut Engine,
    product: Slot,
    factors: impl Iterator<Item = u64>,
) -> Result<(), Trap> {
    vm.scope(|vm| {
        let part = vm.push_unbound(1)?;
        let take_in = |vm: &mut Engine, n: u64| {
            let word = vm.leaf(|vm| int::from_u64(vm, n))?;
            vm.set_word(part, word);
            set_arithmetic(vm, product, BinaryOp::Multiply, product, part)
        };
        let mut gathered = 1_u64;
        for factor in factors {
            match gathered.checked_mul(factor) {
                Some(more) => gathered = more,
                None => {
                    take_in(vm, gathered)?;
                    gathered = factor;
                }
            }
        }
        take_in(vm, gathered)
    })
}

/// `factorial(n)`
pub(super) fn factorial(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let n = int_slot(vm, frame.at(0))?;
        factorial_of(vm, n)
    })
}

fn factorial_of(vm: &mut Engine, n: Slot) -> Result<Word, Trap> {
    if int::is_negative(vm, vm.at(n)) {
        return Err(vm.value_error("factorial() not defined for negative values"));
    }
    let n = count(vm, n, "factorial() argument should not exceed 9223372036854775807")?;
    let product = small_slot(vm, 1)?;
    multiply_all(vm, product, (2..=u64::from(n)).rev())?;
    Ok(vm.word(product))
}

/// `perm(n, k=None)`: `n * (n - 1) * ...`, `k` factors.
pub(super) fn perm(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let n = int_slot(vm, frame.at(0))?;
        let Some(k) = frame.get(1).filter(|k| vm.at(*k) != Value::none()) else {
            return factorial_of(vm, n);
        };
        let k = int_slot(vm, k)?;
        not_negative(vm, n, k)?;
        if int::compare(vm, vm.at(k), vm.at(n)).is_gt() {
            return Ok(Value::int(0).word());
        }
        let k = count(vm, k, "k must not exceed 9223372036854775807")?;
        let product = small_slot(vm, 1)?;
        falling_product(vm, product, n, k)?;
        Ok(vm.word(product))
    })
}

fn not_negative(vm: &Engine, n: Slot, k: Slot) -> Result<(), Trap> {
    if int::is_negative(vm, vm.at(n)) {
        return Err(vm.value_error("n must be a non-negative integer"));
    }
    if int::is_negative(vm, vm.at(k)) {
        return Err(vm.value_error("k must be a non-negative integer"));
    }
    Ok(())
}

/// Multiplies `product` by the `k` ints from `n` down; `n` is used up.
fn falling_product(vm: &mut Engine, product: Slot, n: Slot, k: u32) -> Result<(), Trap> {
    if let Some(n) = int::to_u64(vm, vm.at(n)) {
        return multiply_all(vm, product, (0..u64::from(k)).map(|i| n - i));
    }
    let one = small_slot(vm, 1)?;
    for _ in 0..k {
        set_arithmetic(vm, product, BinaryOp::Multiply, product, n)?;
        set_arithmetic(vm, n, BinaryOp::Subtract, n, one)?;
    }
    Ok(())
}

/// `comb(n, k)`: how many ways there are to choose `k` of `n`.
pub(super) fn comb(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let (n, k) = (int_slot(vm, frame.at(0))?, int_slot(vm, frame.at(1))?);
        not_negative(vm, n, k)?;
        let rest = small_slot(vm, 0)?;
        set_arithmetic(vm, rest, BinaryOp::Subtract, n, k)?;
        if int::is_negative(vm, vm.at(rest)) {
            return Ok(Value::int(0).word());
        }
        let k = if int::compare(vm, vm.at(rest), vm.at(k)).is_lt() { rest } else { k };
        let k = count(vm, k, "min(n - k, k) must not exceed 9223372036854775807")?;
        let (product, part, divisor) = (small_slot(vm, 1)?, small_slot(vm, 0)?, small_slot(vm, 0)?);
        // The product of the first factors is divisible by the product of as many ints: short products keep it small.
        const STEP: u32 = 4;
        let mut done = 0;
        while done < k {
            let step = STEP.min(k - done);
            vm.set(part, Value::int(step as i32));
            vm.set(divisor, Value::int(1));
            multiply_all(vm, divisor, (1..=step).map(|i| u64::from(done + i)))?;
            vm.scope(|vm| {
                let from = vm.push(vm.word(n))?;
                falling_product(vm, product, from, step)
            })?;
            set_arithmetic(vm, product, BinaryOp::FloorDivide, product, divisor)?;
            set_arithmetic(vm, n, BinaryOp::Subtract, n, part)?;
            done += step;
        }
        Ok(vm.word(product))
    })
}
