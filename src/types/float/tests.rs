//! Floats against what CPython answers.

extern crate std;

use std::string::String;

use proptest::prelude::*;

use super::*;
use crate::object::Args;
use crate::types::int;
use crate::types::testing::{raised, with_engine};
use crate::value::Value;

/// Lines of: operator, bits, bits or an int, bits of the result.
#[cfg(feature = "f64")]
const TABLE: &str = include_str!("../../../tests/tables/float_arithmetic.txt");

#[cfg(feature = "f64")]
#[test]
fn operators_are_those_of_cpython() {
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let parts: std::vec::Vec<_> = line.split(' ').collect();
        let bits = |i: usize| Float::from_bits(u64::from_str_radix(parts[i], 16).unwrap());
        let found = match parts[0] {
            "%" => arithmetic::modulo(bits(1), bits(2)),
            "//" => arithmetic::floor_divide(bits(1), bits(2)),
            _ => round::round(bits(1), parts[2].parse().unwrap()),
        };
        let same = found.to_bits() == bits(3).to_bits() || found.is_nan() && bits(3).is_nan();
        assert!(same, "{line}: {:e} {found:e}, not {:e}", bits(1), bits(3));
    }
}

#[test]
fn words_and_objects() {
    with_engine(8192, |vm| {
        for x in
            [0.0, -0.0, 1.0, -1.5, 1e-30, 1e30, Float::INFINITY, Float::NAN, Float::MIN_POSITIVE]
        {
            let value = make(vm, x).unwrap();
            assert_eq!(get(vm, value).map(Float::to_bits), Some(x.to_bits()));
        }
        for (i, x) in crate::value::ROM_FLOATS.into_iter().enumerate() {
            assert_eq!(get(vm, Value::rom_float(i as u32)).map(Float::to_bits), Some(x.to_bits()));
        }
        assert!(get(vm, Value::int(1)).is_none());
        assert!(get(vm, Value::none()).is_none());
        assert!(get(vm, Value::true_()).is_none());
    });
}

#[test]
fn hexadecimal() {
    let there: [(Float, &str); 4] = [
        (0.0, "0x0.0p+0"),
        (-0.0, "-0x0.0p+0"),
        #[cfg(feature = "f64")]
        (5e-324, "0x0.0000000000001p-1022"),
        #[cfg(not(feature = "f64"))]
        (1e-45, "0x0.000002p-126"),
        #[cfg(feature = "f64")]
        (-1.1, "-0x1.199999999999ap+0"),
        #[cfg(not(feature = "f64"))]
        (-1.1, "-0x1.19999ap+0"),
    ];
    for (x, expected) in there {
        let mut text = String::new();
        hex::write(&mut text, x).unwrap();
        assert_eq!(text, expected);
    }
    let back: [(&str, Float); 9] = [
        ("0x1.8p0", 1.5),
        ("1.8", 1.5),
        (" -0x.1p-4 ", -0.003_906_25),
        ("0XA", 10.0),
        ("inf", Float::INFINITY),
        ("0x1p-5000", 0.0),
        ("0x1.0000000000000000000000001p0", 1.0),
        ("0x1.00000000000008p0", 1.0),
        ("0x0p99999999999", 0.0),
    ];
    for (text, expected) in back {
        assert_eq!(hex::parse(text).ok(), Some(expected), "{text}");
    }
    for text in ["", "x", "0x", "0x.", "1p", "0x1p1_0", "1.2.3", "0x1 2"] {
        assert!(matches!(hex::parse(text), Err(hex::Invalid::Syntax)), "{text}");
    }
    for text in ["0x1p99999", "0x1.fffffffffffff8p+1023"] {
        assert!(matches!(hex::parse(text), Err(hex::Invalid::TooLarge)), "{text}");
    }
}

#[test]
fn exceptions() {
    use crate::bytecode::BinaryOp;
    use crate::object::TypeId;
    with_engine(8192, |vm| {
        let (one, zero) = (make(vm, 1.0).unwrap(), Value::int(0));
        let cases = [
            (BinaryOp::TrueDivide, one, zero, "float division by zero"),
            (BinaryOp::FloorDivide, one, zero, "float floor division by zero"),
            (BinaryOp::Modulo, one, zero, "float modulo by zero"),
            (
                BinaryOp::Power,
                make(vm, 0.0).unwrap(),
                Value::int(-1),
                "0.0 cannot be raised to a negative power",
            ),
        ];
        for (op, a, b, text) in cases {
            assert!(binary(vm, op, a, b).is_err());
            assert_eq!(raised(vm), (TypeId::ZERO_DIVISION_ERROR, text));
        }
        let large = make(vm, 1e30).unwrap();
        assert!(binary(vm, BinaryOp::Power, large, Value::int(100)).is_err());
        assert_eq!(raised(vm).0, TypeId::OVERFLOW_ERROR);
        let huge =
            int::arithmetic(vm, BinaryOp::LeftShift, Value::int(1), Value::int(2000)).unwrap();
        assert!(binary(vm, BinaryOp::Add, one, huge).is_err());
        assert_eq!(raised(vm), (TypeId::OVERFLOW_ERROR, "int too large to convert to float"));
        assert_eq!(binary(vm, BinaryOp::And, one, Value::int(1)), Ok(None));
        assert_eq!(binary(vm, BinaryOp::Add, one, Value::none()), Ok(None));
    });
}

proptest! {
    #[test]
    fn ratios_give_the_float_back(x in any::<f64>()) {
        let x = x as Float;
        prop_assume!(x.is_finite());
        with_engine(16384, |vm| {
            let arguments = [core::cell::Cell::new(make(vm, x).unwrap().word())];
            let member = TYPE.members.iter().find(|member| member.name() == crate::name::rom("as_integer_ratio"));
            let crate::object::Member::Leaf(_, ratio) = *member.unwrap() else { panic!("a leaf") };
            let pair = ratio(vm, Args::new(&arguments, 1)).unwrap().address().unwrap();
            let part = |i| vm.value_field(pair, i).unwrap();
            let back = int::arithmetic(vm, crate::bytecode::BinaryOp::TrueDivide, part(1), part(2)).unwrap();
            prop_assert_eq!(get(vm, back), Some(x));
            Ok(())
        })?;
    }
}
