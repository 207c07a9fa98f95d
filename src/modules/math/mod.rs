//! `math`: functions of real numbers and of ints, and constants.

mod real;
mod sums;
mod whole;
#[cfg(test)]
mod tests;

pub(super) use real::tolerances;

use crate::object::{ANY, Engine, Leaf, Member, Res, Role, Trap};
use crate::types::float;
use crate::value::{Float, Word};

/// What the module has.
pub(crate) static MEMBERS: &[Member] = &[
    constant("e", |vm, _| float::make(vm, E)),
    constant("inf", |vm, _| float::make(vm, Float::INFINITY)),
    constant("nan", |vm, _| float::make(vm, Float::NAN)),
    constant("pi", |vm, _| float::make(vm, PI)),
    constant("tau", |vm, _| float::make(vm, TAU)),
    Member::general("acos", 1, 1, real::acos),
    Member::general("acosh", 1, 1, real::acosh),
    Member::general("asin", 1, 1, real::asin),
    Member::general("asinh", 1, 1, real::asinh),
    Member::general("atan", 1, 1, real::atan),
    Member::general("atan2", 2, 2, real::atan2),
    Member::general("atanh", 1, 1, real::atanh),
    Member::general("cbrt", 1, 1, real::cbrt),
    Member::general("ceil", 1, 1, real::ceil),
    Member::general("comb", 2, 2, whole::comb),
    Member::general("copysign", 2, 2, real::copysign),
    Member::general("cos", 1, 1, real::cos),
    Member::general("cosh", 1, 1, real::cosh),
    Member::general("degrees", 1, 1, real::degrees),
    Member::general("dist", 2, 2, sums::dist),
    Member::general("erf", 1, 1, real::erf),
    Member::general("erfc", 1, 1, real::erfc),
    Member::general("exp", 1, 1, real::exp),
    Member::general("exp2", 1, 1, real::exp2),
    Member::general("expm1", 1, 1, real::expm1),
    Member::general("fabs", 1, 1, real::fabs),
    Member::general("factorial", 1, 1, whole::factorial),
    Member::general("floor", 1, 1, real::floor),
    Member::general("fma", 3, 3, real::fma),
    Member::general("fmod", 2, 2, real::fmod),
    Member::general("frexp", 1, 1, real::frexp),
    Member::general("fsum", 1, 1, sums::fsum),
    Member::general("gamma", 1, 1, real::gamma),
    Member::general("gcd", 0, ANY, whole::gcd),
    Member::general("hypot", 0, ANY, sums::hypot),
    Member::general("isclose", 2, 2, real::isclose).keywords(),
    Member::general("isfinite", 1, 1, real::isfinite),
    Member::general("isinf", 1, 1, real::isinf),
    Member::general("isnan", 1, 1, real::isnan),
    Member::general("isqrt", 1, 1, whole::isqrt),
    Member::general("lcm", 0, ANY, whole::lcm),
    Member::general("ldexp", 2, 2, real::ldexp),
    Member::general("lgamma", 1, 1, real::lgamma),
    Member::general("log", 1, 2, real::log),
    Member::general("log10", 1, 1, real::log10),
    Member::general("log1p", 1, 1, real::log1p),
    Member::general("log2", 1, 1, real::log2),
    Member::general("modf", 1, 1, real::modf),
    Member::general("nextafter", 2, 2, real::nextafter).keywords(),
    Member::general("perm", 1, 2, whole::perm),
    Member::general("pow", 2, 2, real::pow),
    Member::general("prod", 1, 1, sums::prod).keywords(),
    Member::general("radians", 1, 1, real::radians),
    Member::general("remainder", 2, 2, real::remainder),
    Member::general("sin", 1, 1, real::sin),
    Member::general("sinh", 1, 1, real::sinh),
    Member::general("sqrt", 1, 1, real::sqrt),
    Member::general("sumprod", 2, 2, sums::sumprod),
    Member::general("tan", 1, 1, real::tan),
    Member::general("tanh", 1, 1, real::tanh),
    Member::general("trunc", 1, 1, real::trunc),
    Member::general("ulp", 1, 1, real::ulp),
];

pub(super) const E: Float = core::f64::consts::E as Float;
pub(super) const PI: Float = core::f64::consts::PI as Float;
pub(super) const TAU: Float = core::f64::consts::TAU as Float;

/// A number with a name.
pub(super) const fn constant(name: &str, value: Leaf) -> Member {
    Member::leaf(name, 1, 1, value).role(Role::Attribute)
}

/// A float from a general function.
pub(super) fn answer(vm: &mut Engine, x: Float) -> Result<Word, Trap> {
    vm.leaf(|vm| -> Res<'_> { float::make(vm, x) })
}
