//! The functions of the C library for this build's floats, under one set of names.

pub(crate) use super::trigonometry::{cos, sin};
pub(crate) use libm::{
    acosf as acos, acoshf as acosh, asinf as asin, asinhf as asinh, atan2f as atan2, atanf as atan,
    atanhf as atanh, cbrtf as cbrt, ceilf as ceil, copysignf as copysign, coshf as cosh,
    erfcf as erfc, erff as erf, exp2f as exp2, expf as exp, expm1f as expm1, floorf as floor,
    fmaf as fma, fmodf as fmod, frexpf as frexp, hypotf as hypot, ldexpf as ldexp,
    lgammaf as lgamma, log1pf as log1p, log2f as log2, log10f as log10, logf as log, powf as pow,
    remainderf as remainder, rintf as rint, sinhf as sinh, sqrtf as sqrt, tanf as tan,
    tanhf as tanh, tgammaf as tgamma, truncf as trunc,
};
