//! The functions of the C library for this build's floats, under one set of names.

pub(crate) use libm::{
    acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, ceil, copysign, cos, cosh, erf, erfc, exp,
    exp2, expm1, floor, fma, fmod, frexp, hypot, ldexp, lgamma, log, log1p, log2, log10, pow,
    remainder, rint, sin, sinh, sqrt, tan, tanh, tgamma, trunc,
};
