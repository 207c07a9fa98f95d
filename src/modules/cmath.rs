//! `cmath`: functions of complex numbers.

use super::math::{self, E, PI, TAU, constant};
use crate::object::{Engine, Frame, Member, Trap, TypeId, kind};
use crate::types::complex::{self, Complex};
use crate::types::float;
use crate::types::float::functions::{
    asinh, atan2, copysign, cos, cosh, exp, hypot, ldexp, log, log1p, sin, sinh, sqrt, tan, tanh,
};
use crate::value::{Float, Value, Word};

/// What the module has.
pub(crate) static MEMBERS: &[Member] = &[
    constant("e", |vm, _| float::make(vm, E)),
    constant("inf", |vm, _| float::make(vm, Float::INFINITY)),
    constant("infj", |vm, _| complex::make(vm, imaginary(Float::INFINITY))),
    constant("nan", |vm, _| float::make(vm, Float::NAN)),
    constant("nanj", |vm, _| complex::make(vm, imaginary(Float::NAN))),
    constant("pi", |vm, _| float::make(vm, PI)),
    constant("tau", |vm, _| float::make(vm, TAU)),
    Member::general("acos", 1, 1, |vm, frame| function(vm, frame, arc_cosine)),
    Member::general("acosh", 1, 1, |vm, frame| function(vm, frame, hyperbolic_arc_cosine)),
    Member::general("asin", 1, 1, |vm, frame| function(vm, frame, arc_sine)),
    Member::general("asinh", 1, 1, |vm, frame| function(vm, frame, hyperbolic_arc_sine)),
    Member::general("atan", 1, 1, |vm, frame| function(vm, frame, arc_tangent)),
    Member::general("atanh", 1, 1, |vm, frame| function(vm, frame, hyperbolic_arc_tangent)),
    Member::general("cos", 1, 1, |vm, frame| function(vm, frame, cosine)),
    Member::general("cosh", 1, 1, |vm, frame| function(vm, frame, hyperbolic_cosine)),
    Member::general("exp", 1, 1, |vm, frame| function(vm, frame, exponential)),
    Member::general("isclose", 2, 2, is_close).keywords(),
    Member::general("isfinite", 1, 1, |vm, frame| question(vm, frame, is_finite)),
    Member::general("isinf", 1, 1, |vm, frame| {
        question(vm, frame, |z| z.real.is_infinite() || z.imaginary.is_infinite())
    }),
    Member::general("isnan", 1, 1, |vm, frame| {
        question(vm, frame, |z| z.real.is_nan() || z.imaginary.is_nan())
    }),
    Member::general("log", 1, 2, log_to_base),
    Member::general("log10", 1, 1, |vm, frame| {
        function(vm, frame, |z| {
            logarithm(z).map(|z| scaled(z, core::f64::consts::LOG10_E as Float))
        })
    }),
    Member::general("phase", 1, 1, |vm, frame| {
        let z = argument(vm, frame, 0)?;
        math::answer(vm, z.phase())
    }),
    Member::general("polar", 1, 1, polar),
    Member::general("rect", 2, 2, rect),
    Member::general("sin", 1, 1, |vm, frame| function(vm, frame, sine)),
    Member::general("sinh", 1, 1, |vm, frame| function(vm, frame, hyperbolic_sine)),
    Member::general("sqrt", 1, 1, |vm, frame| function(vm, frame, |z| Some(root(z)))),
    Member::general("tan", 1, 1, |vm, frame| function(vm, frame, tangent)),
    Member::general("tanh", 1, 1, |vm, frame| function(vm, frame, hyperbolic_tangent)),
];

fn imaginary(imaginary: Float) -> Complex {
    Complex { real: 0.0, imaginary }
}

fn is_finite(z: Complex) -> bool {
    z.real.is_finite() && z.imaginary.is_finite()
}

fn scaled(z: Complex, by: Float) -> Complex {
    Complex { real: z.real * by, imaginary: z.imaginary * by }
}

/// `z` times i, and `z` divided by i.
fn turned(z: Complex) -> Complex {
    Complex { real: -z.imaginary, imaginary: z.real }
}

fn turned_back(z: Complex) -> Complex {
    Complex { real: z.imaginary, imaginary: -z.real }
}

fn argument(vm: &mut Engine, frame: Frame, i: usize) -> Result<Complex, Trap> {
    complex::of_object(vm, frame.at(i))
}

fn answer(vm: &mut Engine, z: Complex) -> Result<Word, Trap> {
    vm.leaf(|vm| complex::make(vm, z))
}

fn domain_error(vm: &Engine) -> Trap {
    vm.value_error("math domain error")
}

/// A function of one number; `None` where it is not defined.
fn function(
    vm: &mut Engine,
    frame: Frame,
    f: fn(Complex) -> Option<Complex>,
) -> Result<Word, Trap> {
    let z = argument(vm, frame, 0)?;
    let Some(result) = f(z) else { return Err(domain_error(vm)) };
    if is_finite(z) && !is_finite(result) {
        return Err(vm.raise(TypeId::OVERFLOW_ERROR, "math range error"));
    }
    answer(vm, result)
}

fn question(vm: &mut Engine, frame: Frame, f: fn(Complex) -> bool) -> Result<Word, Trap> {
    let z = argument(vm, frame, 0)?;
    Ok(Value::bool(f(z)).word())
}

fn exponential(z: Complex) -> Option<Complex> {
    let length = exp(z.real);
    // An infinity times the 0 that the sine of a real number is would be NaN.
    if z.imaginary == 0.0 {
        return Some(Complex { real: length, imaginary: z.imaginary });
    }
    Some(Complex { real: length * cos(z.imaginary), imaginary: length * sin(z.imaginary) })
}

fn logarithm(z: Complex) -> Option<Complex> {
    let (x, y) = (z.real.abs(), z.imaginary.abs());
    if x == 0.0 && y == 0.0 {
        return None;
    }
    let (large, small) = if x < y { (y, x) } else { (x, y) };
    // Near 1 the logarithm of the length would lose what the length does not show.
    let real = if (0.5..2.0).contains(&large) && hypot(x, y) < 1.75 {
        log1p((large - 1.0) * (large + 1.0) + small * small) / 2.0
    } else if large > Float::MAX / 4.0 {
        log(hypot(x / 2.0, y / 2.0)) + core::f64::consts::LN_2 as Float
    } else {
        log(hypot(x, y))
    };
    Some(Complex { real, imaginary: z.phase() })
}

fn log_to_base(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let z = argument(vm, frame, 0)?;
    let Some(result) = logarithm(z) else { return Err(domain_error(vm)) };
    if frame.get(1).is_none() {
        return answer(vm, result);
    }
    let base = argument(vm, frame, 1)?;
    let Some(base) = logarithm(base) else { return Err(domain_error(vm)) };
    match result.divide(base) {
        Some(result) => answer(vm, result),
        None => Err(domain_error(vm)),
    }
}

/// By what the parts of numbers smaller than any normal float are scaled up in [`root`]: an odd power of two.
const ROOT_BITS: i32 = Float::MANTISSA_DIGITS as i32 | 1;

/// The square root with a real part that is not negative.
fn root(z: Complex) -> Complex {
    let (x, y) = (z.real.abs(), z.imaginary.abs());
    if x == 0.0 && y == 0.0 {
        return Complex { real: 0.0, imaginary: z.imaginary };
    }
    if y.is_infinite() {
        return Complex { real: y, imaginary: z.imaginary };
    }
    // Scaled so that the length neither overflows nor loses bits; `back` undoes that and halves under the root.
    let is_tiny = x.max(y) < Float::MIN_POSITIVE;
    let (scale, back) = if is_tiny {
        (ldexp(1.0, ROOT_BITS), ldexp(1.0, -(ROOT_BITS + 1) / 2))
    } else {
        (0.125, 2.0)
    };
    let large = back * sqrt(x * scale + hypot(x * scale, y * scale));
    let small = y / (2.0 * large);
    let (real, imaginary) = if z.real >= 0.0 { (large, small) } else { (small, large) };
    Complex { real, imaginary: copysign(imaginary, z.imaginary) }
}

fn hyperbolic_sine(z: Complex) -> Option<Complex> {
    let (x, y) = (z.real, z.imaginary);
    Some(Complex { real: cos(y) * sinh(x), imaginary: sin(y) * cosh(x) })
}

fn hyperbolic_cosine(z: Complex) -> Option<Complex> {
    let (x, y) = (z.real, z.imaginary);
    Some(Complex { real: cos(y) * cosh(x), imaginary: sin(y) * sinh(x) })
}

fn hyperbolic_tangent(z: Complex) -> Option<Complex> {
    let (x, y) = (z.real, z.imaginary);
    // Past this the hyperbolic cosine may overflow, and the tangent is 1 but for what is here.
    if x.abs() > Float::MANTISSA_DIGITS as Float {
        let imaginary = 4.0 * sin(y) * cos(y) * exp(-2.0 * x.abs());
        return Some(Complex { real: copysign(1.0, x), imaginary });
    }
    let (tanh_x, tan_y, inverse) = (tanh(x), tan(y), 1.0 / cosh(x));
    let product = tanh_x * tan_y;
    let below = 1.0 + product * product;
    Some(Complex {
        real: tanh_x * (1.0 + tan_y * tan_y) / below,
        imaginary: tan_y / below * inverse * inverse,
    })
}

fn sine(z: Complex) -> Option<Complex> {
    hyperbolic_sine(turned(z)).map(turned_back)
}

fn cosine(z: Complex) -> Option<Complex> {
    hyperbolic_cosine(turned(z))
}

fn tangent(z: Complex) -> Option<Complex> {
    hyperbolic_tangent(turned(z)).map(turned_back)
}

// The inverse functions follow Kahan, "Branch cuts for complex elementary functions".

fn arc_cosine(z: Complex) -> Option<Complex> {
    let below = root(Complex { real: 1.0 - z.real, imaginary: -z.imaginary });
    let above = root(Complex { real: 1.0 + z.real, imaginary: z.imaginary });
    Some(Complex {
        real: 2.0 * atan2(below.real, above.real),
        imaginary: asinh(above.real * below.imaginary - above.imaginary * below.real),
    })
}

fn hyperbolic_arc_cosine(z: Complex) -> Option<Complex> {
    let below = root(Complex { real: z.real - 1.0, imaginary: z.imaginary });
    let above = root(Complex { real: z.real + 1.0, imaginary: z.imaginary });
    Some(Complex {
        real: asinh(below.real * above.real + below.imaginary * above.imaginary),
        imaginary: 2.0 * atan2(below.imaginary, above.real),
    })
}

fn hyperbolic_arc_sine(z: Complex) -> Option<Complex> {
    let above = root(Complex { real: 1.0 + z.imaginary, imaginary: -z.real });
    let below = root(Complex { real: 1.0 - z.imaginary, imaginary: z.real });
    let across = above.real * below.real - above.imaginary * below.imaginary;
    Some(Complex {
        real: asinh(above.real * below.imaginary - below.real * above.imaginary),
        imaginary: atan2(z.imaginary, across),
    })
}

fn hyperbolic_arc_tangent(z: Complex) -> Option<Complex> {
    if z.real.is_sign_negative() {
        let opposite = Complex { real: -z.real, imaginary: -z.imaginary };
        return hyperbolic_arc_tangent(opposite).map(|z| scaled(z, -1.0));
    }
    let (x, y) = (z.real, z.imaginary.abs());
    if x == 1.0 && y == 0.0 {
        return None;
    }
    if x.max(y) > sqrt(Float::MAX / 4.0) {
        let half = hypot(x / 2.0, y / 2.0);
        let imaginary = copysign(PI / 2.0, z.imaginary);
        return Some(Complex { real: x / 4.0 / half / half, imaginary });
    }
    let distance = (1.0 - x) * (1.0 - x) + y * y;
    Some(Complex {
        real: log1p(4.0 * x / distance) / 4.0,
        imaginary: -atan2(-2.0 * z.imaginary, (1.0 - x) * (1.0 + x) - y * y) / 2.0,
    })
}

fn arc_sine(z: Complex) -> Option<Complex> {
    hyperbolic_arc_sine(turned(z)).map(turned_back)
}

fn arc_tangent(z: Complex) -> Option<Complex> {
    hyperbolic_arc_tangent(turned(z)).map(turned_back)
}

/// `polar(z)`: length and angle.
fn polar(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let z = argument(vm, frame, 0)?;
    let length = z.magnitude();
    if length.is_infinite() && is_finite(z) {
        return Err(vm.raise(TypeId::OVERFLOW_ERROR, "math range error"));
    }
    vm.leaf(|vm| {
        let length = float::make(vm, length)?;
        vm.make(kind::TUPLE, &[length.word(), float::make(vm, z.phase())?.word()])
    })
}

/// `rect(length, angle)`
fn rect(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let length = float::of_object(vm, frame.at(0))?;
    let angle = float::of_object(vm, frame.at(1))?;
    if angle.is_infinite() && length != 0.0 {
        return Err(domain_error(vm));
    }
    if angle == 0.0 {
        return answer(vm, Complex { real: length, imaginary: length * angle });
    }
    answer(vm, Complex { real: length * cos(angle), imaginary: length * sin(angle) })
}

/// `isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)`
fn is_close(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let (relative, absolute) = math::tolerances(vm, frame)?;
    let (a, b) = (argument(vm, frame, 0)?, argument(vm, frame, 1)?);
    let close = if a == b {
        true
    } else if !is_finite(a) || !is_finite(b) {
        false
    } else {
        let distance = hypot(a.real - b.real, a.imaginary - b.imaginary);
        distance <= relative * a.magnitude().max(b.magnitude()) || distance <= absolute
    };
    Ok(Value::bool(close).word())
}
