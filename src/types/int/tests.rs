//! Ints against num-bigint, and edges against what CPython answers.

extern crate std;

use std::string::ToString;
use std::vec::Vec;

use num_bigint::{BigInt, Sign};
use proptest::prelude::*;

use super::*;
use crate::object::Args;
use crate::types::testing::{raised, with_engine};
use crate::value::{Float, Word};

const HEAP: usize = 64 * 1024;

fn int<'g>(vm: &'g Engine, n: &BigInt) -> Value<'g> {
    parse(vm, n.to_string().as_bytes(), 10, Value::none()).unwrap()
}

fn number(vm: &Engine, value: Value<'_>) -> BigInt {
    check_form(vm, value);
    vm.text(to_str(vm, value, 10, "").unwrap()).unwrap().parse().unwrap()
}

/// There is one form for each number.
fn check_form(vm: &Engine, value: Value<'_>) {
    if let Some(address) = value.address() {
        assert_eq!(vm.header(address).id(), kind::INT);
        let words = vm.heap.object_words(address);
        assert_ne!(vm.field(address, words - 1), 0, "a leading zero");
        let magnitude = u64::from(vm.field(address, 1));
        let negative = vm.header(address).has(Header::FLAG_A);
        assert!(words > 2 || small(negative, magnitude).is_none(), "a small int in an object");
    }
}

/// Magnitudes around the sizes at which the form changes, and any others.
fn big() -> impl Strategy<Value = BigInt> {
    let near = (
        prop_oneof![
            Just(0),
            Just(29),
            Just(30),
            Just(31),
            Just(32),
            Just(62),
            Just(63),
            Just(64),
            Just(96)
        ],
        -3_i32..4,
    )
        .prop_map(|(bits, by)| (BigInt::from(1) << bits) + by);
    let long = prop::collection::vec(prop_oneof![any::<u32>(), Just(0), Just(u32::MAX)], 0..9)
        .prop_map(|digits| BigInt::from_slice(Sign::Plus, &digits));
    let small = (-40_i32..40).prop_map(BigInt::from);
    let magnitude = prop_oneof![near, long, small];
    (magnitude, any::<bool>()).prop_map(|(n, negative)| if negative { -n } else { n })
}

/// Words of any number of bits, and those around powers of two.
fn word() -> impl Strategy<Value = u64> {
    let near =
        (0_u32..64, -2_i64..3).prop_map(|(bits, by)| (1_u64 << bits).wrapping_add_signed(by));
    prop_oneof![near, (any::<u64>(), 0_u32..64).prop_map(|(word, bits)| word >> bits)]
}

/// Quotient and remainder as Python rounds them.
fn floor_divide(a: &BigInt, b: &BigInt) -> (BigInt, BigInt) {
    let (mut quotient, mut remainder) = (a / b, a % b);
    if remainder.sign() != Sign::NoSign
        && (remainder.sign() == Sign::Minus) != (b.sign() == Sign::Minus)
    {
        quotient -= 1;
        remainder += b;
    }
    (quotient, remainder)
}

proptest! {
    #[test]
    fn operators_agree_with_num_bigint(a in big(), b in big(), shift in 0_u32..140) {
        with_engine(HEAP, |vm| {
            let (x, y) = (int(vm, &a), int(vm, &b));
            check_form(vm, x);
            let apply = |op, x, y| number(vm, arithmetic(vm, op, x, y).unwrap());
            assert_eq!(apply(BinaryOp::Add, x, y), &a + &b);
            assert_eq!(apply(BinaryOp::Subtract, x, y), &a - &b);
            assert_eq!(apply(BinaryOp::Multiply, x, y), &a * &b);
            assert_eq!(apply(BinaryOp::And, x, y), &a & &b);
            assert_eq!(apply(BinaryOp::Or, x, y), &a | &b);
            assert_eq!(apply(BinaryOp::Xor, x, y), &a ^ &b);
            let count = Value::int(shift as i32);
            assert_eq!(apply(BinaryOp::LeftShift, x, count), &a << shift);
            assert_eq!(apply(BinaryOp::RightShift, x, count), &a >> shift);
            if b.sign() != Sign::NoSign {
                let (quotient, remainder) = floor_divide(&a, &b);
                assert_eq!(apply(BinaryOp::FloorDivide, x, y), quotient);
                assert_eq!(apply(BinaryOp::Modulo, x, y), remainder);
                let pair = divmod(vm, x, y).unwrap().address().unwrap();
                assert_eq!(number(vm, vm.value_field(pair, 1).unwrap()), quotient);
                assert_eq!(number(vm, vm.value_field(pair, 2).unwrap()), remainder);
            }
            for (op, expected) in [
                (UnaryOp::Negative, -&a),
                (UnaryOp::Positive, a.clone()),
                (UnaryOp::Invert, !&a),
                (UnaryOp::Absolute, if a.sign() == Sign::Minus { -&a } else { a.clone() }),
            ] {
                assert_eq!(number(vm, unary(vm, op, x).unwrap().unwrap()), expected);
            }
            assert_eq!(compare(vm, x, y), a.cmp(&b));
            assert_eq!(compare(vm, x, y).is_eq(), a == b);
            assert!(compare(vm, x, int(vm, &a)).is_eq());
            let residue = residue(vm, x);
            assert_eq!(BigInt::from(residue), &a % HASH_MODULUS);
        });
    }

    #[test]
    fn short_and_long_agree(a in any::<i64>(), b in any::<i64>(), op in 0_usize..9) {
        let op = [
            BinaryOp::Add, BinaryOp::Subtract, BinaryOp::Multiply, BinaryOp::And, BinaryOp::Or, BinaryOp::Xor,
            BinaryOp::FloorDivide, BinaryOp::Modulo, BinaryOp::RightShift,
        ][op];
        let b = if op == BinaryOp::RightShift { b & 127 } else { b };
        prop_assume!(b != 0);
        with_engine(HEAP, |vm| {
            let (x, y) = (from_i64(vm, a).unwrap(), from_i64(vm, b).unwrap());
            let (x_place, y_place) = ([Cell::new(0)], [Cell::new(0)]);
            let (long_x, long_y) = (Number::of(vm, x, &x_place), Number::of(vm, y, &y_place));
            let long = number(vm, long::binary(vm, op, &long_x, &long_y).unwrap());
            assert_eq!(number(vm, arithmetic(vm, op, x, y).unwrap()), long);
        });
    }

    #[test]
    fn words_divide(a in word(), b in word()) {
        let expected = a.checked_div(b).map(|quotient| (quotient, a % b));
        prop_assert_eq!(short::divide(a, b), expected);
    }

    #[test]
    fn powers_agree(a in big(), b in 0_u32..12, exponent in big(), modulus in big()) {
        with_engine(HEAP, |vm| {
            let (x, y) = (int(vm, &a), Value::int(b as i32));
            assert_eq!(number(vm, power(vm, x, y).unwrap()), a.pow(b));
            if modulus.sign() == Sign::NoSign {
                return;
            }
            let (e, m) = (int(vm, &exponent), int(vm, &modulus));
            match power_modulo(vm, x, e, m) {
                Ok(result) if exponent.sign() == Sign::Minus => {
                    // The inverse of the power is the power of the inverse.
                    let positive = int(vm, &-&exponent);
                    let back = power_modulo(vm, x, positive, m).unwrap();
                    let product = number(vm, result) * number(vm, back);
                    assert_eq!(floor_divide(&product, &modulus).1, floor_divide(&1.into(), &modulus).1);
                }
                Ok(result) => assert_eq!(number(vm, result), a.modpow(&exponent, &modulus)),
                Err(_) => {
                    assert_eq!(exponent.sign(), Sign::Minus);
                    assert_eq!(raised(vm).1, "base is not invertible for the given modulus");
                }
            }
        });
    }

    #[test]
    fn divisors_agree(a in big(), b in big(), c in big()) {
        with_engine(HEAP, |vm| {
            let (a, b) = (&a * &c, &b * &c);
            let found = number(vm, gcd(vm, int(vm, &a), int(vm, &b)).unwrap());
            let (mut x, mut y) = (a, b);
            while y.sign() != Sign::NoSign {
                (x, y) = (y.clone(), x % y);
            }
            assert_eq!(found, if x.sign() == Sign::Minus { -x } else { x });
        });
    }

    #[test]
    fn texts_in_any_base(a in big(), base in 2_u32..37) {
        with_engine(HEAP, |vm| {
            let x = int(vm, &a);
            let text = a.to_str_radix(base);
            assert_eq!(vm.text(to_str(vm, x, base, "").unwrap()), Some(text.as_str()));
            let back = parse(vm, text.as_bytes(), base, Value::none()).unwrap();
            assert!(compare(vm, back, x).is_eq());
        });
    }

    #[test]
    fn bytes_there_and_back(a in big(), signed in any::<bool>(), is_big in any::<bool>(), more in 0_usize..3) {
        with_engine(HEAP, |vm| {
            let bytes = if is_big { a.to_signed_bytes_be() } else { a.to_signed_bytes_le() };
            let object = vm.alloc(kind::BYTES, 2 + bytes.len().div_ceil(4) as u32).unwrap();
            vm.set_raw(object, 1, bytes.len() as u32);
            vm.heap.copy_in(object + 8, &bytes);
            let order = vm.new_str(if is_big { b"big" } else { b"little" }).unwrap().word();
            let signed_name = vm.new_str(b"signed").unwrap().word();
            let words = |of: Word, second: Word| {
                [of, second, order, signed_name, Value::bool(true).word()].map(Cell::new)
            };
            let source = Value::object(object);
            let read = bytes::read(vm, source, is_big, true).unwrap();
            assert_eq!(number(vm, read), a);
            let length = bytes.len() + more;
            let to = words(int(vm, &a).word(), Value::int(length as i32).word());
            let written = bytes::to_bytes(vm, Args::new(&to, 3)).unwrap().address().unwrap();
            let written = vm.heap.bytes(written + 8, length as u32);
            let expected = if is_big {
                BigInt::from_signed_bytes_be(written)
            } else {
                BigInt::from_signed_bytes_le(written)
            };
            assert_eq!(expected, a);
            // A byte less, or no sign where there must be one, does not fit.
            if length > 1 && more == 0 {
                let to = words(int(vm, &a).word(), Value::int(length as i32 - 1).word());
                assert!(bytes::to_bytes(vm, Args::new(&to, 3)).is_err());
                assert_eq!(raised(vm).1, "int too big to convert");
            }
            if !signed && a.sign() == Sign::Minus {
                assert!(bytes::to_bytes(vm, Args::new(&to[..3], 3)).is_err());
                assert_eq!(raised(vm).1, "can't convert negative int to unsigned");
            }
        });
    }

    #[test]
    fn floats_there_and_back(x in any::<f64>(), a in big(), b in big(), scale in 0_u32..80) {
        with_engine(HEAP, |vm| {
            let x = x as Float;
            let n = int(vm, &a);
            let nearest: Float = a.to_string().parse().unwrap();
            if nearest.is_infinite() {
                assert!(to_float(vm, n).is_err());
                assert_eq!(raised(vm).1, "int too large to convert to float");
                return;
            }
            assert_eq!(to_float(vm, n).unwrap(), nearest);
            if x.is_finite() {
                let whole = number(vm, from_float(vm, x).unwrap());
                let text = std::format!("{:.0}", if x < 0.0 { x.ceil() } else { x.floor() });
                assert_eq!(whole, text.parse::<BigInt>().unwrap());
                assert_eq!(compare_float(vm, from_float(vm, x).unwrap(), x), whole_order(x));
            }
            // The exact value of a float near the int decides.
            for y in [nearest, nearest.next_up(), nearest.next_down()] {
                let whole = number(vm, from_float(vm, y).unwrap());
                let rest = y - y.trunc();
                let order = a.cmp(&whole).then(0.0.partial_cmp(&rest).unwrap());
                assert_eq!(compare_float(vm, n, y), Some(order));
            }
            let (a, b) = (a << scale, b);
            if b.sign() != Sign::NoSign {
                match divide::true_divide(vm, int(vm, &a), int(vm, &b)) {
                    Ok(quotient) => assert_nearest(crate::types::float::get(vm, quotient).unwrap(), &a, &b),
                    Err(_) => assert_eq!(raised(vm).1, "integer division result too large for a float"),
                }
            }
        });
    }
}

/// How the whole part of a float compares to it.
fn whole_order(x: Float) -> Option<Ordering> {
    x.trunc().partial_cmp(&x)
}

/// No float is nearer to `a / b` than `x`.
fn assert_nearest(x: Float, a: &BigInt, b: &BigInt) {
    // Twice the distance from a/b, times b, as a fraction of a power of two, must not exceed the
    // gap to either neighbour.
    let exact = |x: Float| {
        let (mantissa, exponent) = parts(x);
        let n = BigInt::from(mantissa) << (exponent + 1100).unsigned_abs();
        if x < 0.0 { -n } else { n }
    };
    let target = a << 1100;
    let distance = |x: Float| {
        let difference: BigInt = exact(x) * b - &target;
        if difference.sign() == Sign::Minus { -difference } else { difference }
    };
    assert!(distance(x) <= distance(x.next_up()), "{a} / {b}");
    assert!(distance(x) <= distance(x.next_down()), "{a} / {b}");
}

#[test]
fn literals() {
    let good: [(&str, u32, i64); 16] = [
        ("0", 10, 0),
        ("-0", 10, 0),
        ("+12", 10, 12),
        (" \t1_000\n", 10, 1000),
        ("0x1F", 0, 31),
        ("0o17", 0, 15),
        ("-0b101", 2, -5),
        ("0b1", 16, 0xb1),
        ("0x_f", 16, 15),
        ("z", 36, 35),
        ("00", 0, 0),
        ("0_0", 0, 0),
        ("1073741823", 10, 0x3fff_ffff),
        ("-1073741824", 10, -0x4000_0000),
        ("4294967296", 10, 1 << 32),
        ("\u{a0}7\u{2003}", 10, 7),
    ];
    let bad = [
        ("", 10),
        (" ", 10),
        ("-", 10),
        ("_1", 10),
        ("1_", 10),
        ("1__0", 10),
        ("0x", 16),
        ("0x1", 10),
        ("12", 2),
        ("010", 0),
        ("1 2", 10),
        ("--1", 10),
        ("0x__1", 16),
        ("1\0", 10),
        ("a", 10),
        ("0b2", 0),
    ];
    with_engine(HEAP, |vm| {
        for (text, base, expected) in good {
            let value = parse(vm, text.as_bytes(), base, Value::none()).unwrap();
            assert_eq!(to_i64(vm, value), Some(expected), "{text}");
        }
        for (text, base) in bad {
            assert!(parse(vm, text.as_bytes(), base, Value::none()).is_err(), "{text}");
            assert_eq!(
                raised(vm),
                (TypeId::VALUE_ERROR, "invalid literal for int() with base {d}: {r}")
            );
        }
    });
}

#[test]
fn sizes_of_objects() {
    with_engine(HEAP, |vm| {
        for (n, words) in
            [(1_i64 << 30, 2), (1 << 31, 2), (-(1 << 30) - 1, 2), (1 << 32, 3), (i64::MIN, 3)]
        {
            let address = from_i64(vm, n).unwrap().address().unwrap();
            assert_eq!(vm.heap.object_words(address), words, "{n}");
        }
        assert!(from_i64(vm, -(1 << 30)).unwrap().as_small().is_some());
        assert!(from_u32(vm, (1 << 30) - 1).unwrap().as_small().is_some());
        assert_eq!(to_u64(vm, from_u64(vm, u64::MAX).unwrap()), Some(u64::MAX));
        assert_eq!(to_i64(vm, from_u64(vm, u64::MAX).unwrap()), None);
        assert_eq!(low_word(vm, from_i64(vm, -5).unwrap()), Some(-5_i32 as u32));
    });
}

#[test]
fn exceptions() {
    with_engine(HEAP, |vm| {
        let huge = int(vm, &(BigInt::from(1) << 100));
        let one = Value::int(1);
        let cases: [(BinaryOp, Value<'_>, Value<'_>, TypeId, &str); 9] = [
            (
                BinaryOp::FloorDivide,
                one,
                Value::int(0),
                TypeId::ZERO_DIVISION_ERROR,
                "integer division or modulo by zero",
            ),
            (
                BinaryOp::FloorDivide,
                huge,
                Value::int(0),
                TypeId::ZERO_DIVISION_ERROR,
                "integer division or modulo by zero",
            ),
            (
                BinaryOp::Modulo,
                one,
                Value::int(0),
                TypeId::ZERO_DIVISION_ERROR,
                "integer modulo by zero",
            ),
            (
                BinaryOp::TrueDivide,
                one,
                Value::int(0),
                TypeId::ZERO_DIVISION_ERROR,
                "division by zero",
            ),
            (BinaryOp::LeftShift, one, Value::int(-1), TypeId::VALUE_ERROR, "negative shift count"),
            (
                BinaryOp::RightShift,
                huge,
                Value::int(-1),
                TypeId::VALUE_ERROR,
                "negative shift count",
            ),
            (BinaryOp::LeftShift, one, huge, TypeId::OVERFLOW_ERROR, "too many digits in integer"),
            (BinaryOp::Power, huge, huge, TypeId::OVERFLOW_ERROR, "too many digits in integer"),
            (
                BinaryOp::Power,
                Value::int(0),
                Value::int(-1),
                TypeId::ZERO_DIVISION_ERROR,
                "0.0 cannot be raised to a negative power",
            ),
        ];
        for (op, a, b, class, text) in cases {
            assert!(arithmetic(vm, op, a, b).is_err());
            assert_eq!(raised(vm), (class, text));
        }
        assert_eq!(arithmetic(vm, BinaryOp::RightShift, huge, huge), Ok(Value::int(0)));
        assert_eq!(arithmetic(vm, BinaryOp::LeftShift, Value::int(0), huge), Ok(Value::int(0)));
        // What no heap has room for asks for memory, and is no overflow of our own.
        for (op, a, b) in [
            (BinaryOp::LeftShift, 1, 1 << 29),
            (BinaryOp::Power, 3, (1 << 30) - 1),
            (BinaryOp::Power, 2, (1 << 30) - 1),
        ] {
            assert!(arithmetic(vm, op, Value::int(a), Value::int(b)).is_err());
            assert!(matches!(vm.take_pending(), crate::object::Pending::NeedMemory));
        }
    });
}

#[test]
fn no_garbage_is_left() {
    with_engine(HEAP, |vm| {
        let (a, b) = (BigInt::from(7).pow(200), BigInt::from(3).pow(100));
        let (x, y) = (int(vm, &a), int(vm, &b));
        for op in [
            BinaryOp::Add,
            BinaryOp::Multiply,
            BinaryOp::FloorDivide,
            BinaryOp::Modulo,
            BinaryOp::RightShift,
        ] {
            let y = if op == BinaryOp::RightShift { Value::int(70) } else { y };
            let before = vm.heap.used_words();
            let result = arithmetic(vm, op, x, y).unwrap().address().unwrap();
            assert_eq!(vm.heap.used_words() - before, vm.heap.object_words(result), "{op:?}");
        }
    });
}

#[test]
fn rounding() {
    // What CPython's round() answers.
    let cases: [(i64, i32, i64); 12] = [
        (15, -1, 20),
        (25, -1, 20),
        (-15, -1, -20),
        (-25, -1, -20),
        (35, -1, 40),
        (14, -1, 10),
        (1234, -10, 0),
        (1234, 2, 1234),
        (123_456_789, -4, 123_460_000),
        (5, -1, 0),
        (-5, -1, 0),
        (55, -2, 100),
    ];
    with_engine(HEAP, |vm| {
        for (n, places, expected) in cases {
            let value = from_i64(vm, n).unwrap();
            let rounded = methods::round(vm, value, Some(Value::int(places))).unwrap();
            assert_eq!(to_i64(vm, rounded), Some(expected), "round({n}, {places})");
        }
    });
}

#[test]
fn hashes_of_equal_numbers() {
    with_engine(HEAP, |vm| {
        let digits: Vec<i64> =
            std::vec![0, 1, -1, 2, -2, 1 << 30, 1 << 31, 1 << 40, -(1 << 52), i64::MAX];
        for n in digits {
            let value = from_i64(vm, n).unwrap();
            let x = to_float(vm, value).unwrap();
            if from_float(vm, x).is_ok_and(|whole| compare(vm, whole, value).is_eq()) {
                assert_eq!(residue(vm, value), crate::types::float::residue(x), "{n}");
            }
            if let Some(small) = value.as_small() {
                assert_eq!(fold(residue(vm, value)), crate::runtime::compare::small_hash(small));
            }
        }
    });
}
