//! What CPython answers, of functions that are not the C library's.

use super::real::step;
use super::sums::{Length, Parts};
use crate::value::Float;

fn length(parts: &[Float]) -> Float {
    let mut length = Length::ZERO;
    parts.iter().for_each(|x| length.add(*x));
    length.total()
}

#[test]
fn lengths() {
    assert_eq!(length(&[]), 0.0);
    assert_eq!(length(&[3.0, -4.0]), 5.0);
    assert_eq!(length(&[1.0, 2.0, 2.0]), 3.0);
    assert_eq!(length(&[Float::MAX]), Float::MAX);
    assert_eq!(length(&[Float::NAN, Float::NEG_INFINITY]), Float::INFINITY);
    assert!(length(&[Float::NAN, 1.0]).is_nan());
    let tiny = Float::from_bits(3);
    assert_eq!(length(&[tiny]), tiny);
    assert_eq!(length(&[tiny, 1.0]), 1.0);
    assert_eq!(length(&[1.0, tiny]), 1.0);
}

#[cfg(feature = "f64")]
#[test]
fn lengths_are_rounded_once() {
    assert_eq!(length(&[1.0, 1.0]), core::f64::consts::SQRT_2);
    assert_eq!(length(&[0.1, 0.2, 0.3]), 0.3741657386773941);
    assert_eq!(length(&[12345.678, 8765.4321, 1e-3]), 15140.956547701846);
    assert_eq!(length(&[1e308, 1e308]), 1.4142135623730951e308);
    assert_eq!(length(&[3e-320, 4e-320]), 5e-320);
    assert_eq!(length(&[1e-200, 1e-200]), 1.414213562373095e-200);
}

#[cfg(feature = "f64")]
#[test]
fn exact_sums() {
    let sum = |items: &[Float]| {
        let mut parts = Parts::EMPTY;
        assert!(items.iter().all(|x| parts.add(*x)));
        parts.total()
    };
    assert_eq!(sum(&[]), 0.0);
    assert_eq!(sum(&[0.1; 10]), 1.0);
    assert_eq!(sum(&[1e100, 1.0, -1e100, 1e-100, 1e50, -1.0, -1e50]), 1e-100);
    assert_eq!(sum(&[9007199254740992.0, 1.0, 1e-300]), 9007199254740994.0);
    assert_eq!(sum(&[9007199254740992.0, 1.0, -1e-300]), 9007199254740992.0);
    let mut parts = Parts::EMPTY;
    assert!(parts.add(1e308) && !parts.add(1e308));
    let every_power = (-1074..1023).map(|n| libm::ldexp(1.0, n));
    let mut parts = Parts::EMPTY;
    assert!(every_power.into_iter().all(|x| parts.add(x)));
    assert_eq!(parts.total(), libm::ldexp(1.0, 1023));
}

#[test]
fn steps() {
    assert_eq!(step(1.0, 2.0, 1), 1.0 + Float::EPSILON);
    assert_eq!(step(1.0, 2.0, 3), 1.0 + 3.0 * Float::EPSILON);
    assert_eq!(step(1.0, 1.0 + Float::EPSILON, 9), 1.0 + Float::EPSILON);
    assert_eq!(step(1.0, 2.0, u64::MAX), 2.0);
    assert_eq!(step(0.0, 1.0, 1), Float::from_bits(1));
    assert_eq!(step(0.0, -1.0, 1), -Float::from_bits(1));
    assert_eq!(step(Float::from_bits(2), -1.0, 3), -Float::from_bits(1));
    assert!(step(-Float::from_bits(1), 1.0, 1).is_sign_negative());
    assert_eq!(step(Float::MAX, Float::INFINITY, 1), Float::INFINITY);
    assert!(step(1.0, Float::NAN, 1).is_nan());
}
