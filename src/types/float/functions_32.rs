//! The functions of the C library for this build's floats, under one set of names.
//!
//! Those of `libm` that need 64-bit floats on the way, and thus arithmetic in software, are made of integers here.

use crate::types::int;

pub(crate) use super::trigonometry::{cos, sin};
pub(crate) use libm::{
    acosf as acos, acoshf as acosh, asinf as asin, asinhf as asinh, atan2f as atan2, atanf as atan,
    atanhf as atanh, cbrtf as cbrt, ceilf as ceil, copysignf as copysign, coshf as cosh,
    erfcf as erfc, erff as erf, exp2f as exp2, expf as exp, expm1f as expm1, floorf as floor,
    fmaf as fma, fmodf as fmod, frexpf as frexp, ldexpf as ldexp, lgammaf as lgamma,
    log1pf as log1p, log2f as log2, log10f as log10, logf as log, powf as pow,
    remainderf as remainder, rintf as rint, sinhf as sinh, sqrtf as sqrt, tanf as tan,
    tanhf as tanh, tgammaf as tgamma, truncf as trunc,
};

/// The square root of the sum of two squares.
pub(crate) fn hypot(x: f32, y: f32) -> f32 {
    if x.is_infinite() || y.is_infinite() {
        return f32::INFINITY;
    }
    if x.is_nan() || y.is_nan() {
        return f32::NAN;
    }
    let (x, y) = (x.abs(), y.abs());
    let [(large, exponent), (small, small_exponent)] = [x.max(y), x.min(y)].map(int::parts);
    if large == 0 {
        return 0.0;
    }
    // 31 bits of the larger, and what is left of the smaller on the same scale.
    let shift = large.leading_zeros() as i32 - 33;
    let down = exponent - small_exponent - shift;
    let small =
        if down <= 0 { small << -down } else { small.checked_shr(down as u32).unwrap_or_default() };
    let square = (large << shift).pow(2) + small.pow(2);
    let root = square.isqrt();
    ldexp(root as f32, exponent - shift)
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::super::trigonometry::tests::{error, floats};
    use super::*;

    #[test]
    fn lengths_are_rounded_well() {
        for x in floats() {
            for factor in [0.0, 1e-5, 0.01, 0.3, 0.75, 1.0, 1.001, 40.0] {
                let y = x * factor;
                let exact = f64::from(x).hypot(f64::from(y));
                if exact < f64::from(f32::MAX) && y.is_finite() {
                    // A result of fewer bits is rounded twice.
                    let limit = if exact < f64::from(f32::MIN_POSITIVE) { 0.76 } else { 0.6 };
                    assert!(error(hypot(x, -y), exact) < limit, "{x:e} {y:e}");
                }
            }
        }
        assert_eq!(hypot(3.0, 4.0), 5.0);
        assert_eq!(hypot(f32::NAN, f32::NEG_INFINITY), f32::INFINITY);
        assert!(hypot(f32::MAX, f32::MAX).is_infinite() && hypot(1.0, f32::NAN).is_nan());
    }
}
