//! Sine and cosine of 32-bit floats in integers. Those of libm compute in 64-bit floats, which chips without a
//! double-precision unit do in software: 900 instructions an answer, and 5 KB of code.
//!
//! The error is below 0.6 units in the last place, for angles of any size.

/// The sine of an angle in radians.
pub(crate) fn sin(x: f32) -> f32 {
    let magnitude = sine(x.abs(), 0);
    if x.is_sign_negative() { -magnitude } else { magnitude }
}

/// The cosine of an angle in radians.
pub(crate) fn cos(x: f32) -> f32 {
    sine(x.abs(), 1)
}

/// 2/pi after 32 zeros.
const QUARTERS: [u32; 8] =
    [0, 0xa2f9_836e, 0x4e44_1529, 0xfc27_57d1, 0xf534_ddc0, 0xdb62_9599, 0x3c43_9041, 0xfe51_63ab];

/// The sine of so many quarter turns more than an angle that is not negative.
///
/// The angle is made a fraction of a quarter turn with 62 bits, from as many bits of 2/pi as its size needs, and the
/// series are summed with 32 bits after the point.
fn sine(x: f32, quarters: u32) -> f32 {
    const HALF_PI: u32 = 0xc90f_daa2;
    const SMALL: f32 = 1.0 / 64.0;
    const SINE: [u32; 4] = [reciprocal(6), reciprocal(120), reciprocal(5_040), reciprocal(362_880)];
    const COSINE: [u32; 5] =
        [reciprocal(2), reciprocal(24), reciprocal(720), reciprocal(40_320), reciprocal(3_628_800)];
    if x < SMALL {
        let square = x * x;
        return if quarters == 0 { x - x * square / 6.0 } else { 1.0 - square / 2.0 };
    }
    if !x.is_finite() {
        return f32::NAN;
    }
    // Bits of 2/pi that make whole turns are left out: so many more as the exponent is larger.
    let bits = x.to_bits();
    let skipped = (bits >> 23) - SMALL_EXPONENT;
    let mantissa = u64::from(bits & 0x7f_ffff | 0x80_0000);
    let word = |i: u32| QUARTERS.get((skipped / 32 + i) as usize).copied().unwrap_or_default();
    let part = |i| u64::from(word(i) << (skipped % 32) | word(i + 1) >> 1 >> (31 - skipped % 32));
    let low = mantissa * part(2);
    let middle = mantissa * part(1) + (low >> 32);
    let high = mantissa * part(0) + (middle >> 32);
    let turn = high << 32 | middle & u64::from(u32::MAX);

    let quarters = quarters + (turn.wrapping_add(1 << 61) >> 62) as u32;
    let fraction = (turn << 2) as i64 >> 2;
    let magnitude = fraction.unsigned_abs();
    let angle = ((u64::from((magnitude >> 30) as u32) * u64::from(HALF_PI)) >> 31) as u32;
    let square = high_half(angle, angle);
    let series = |terms: &[u32]| {
        let rest = terms.iter().rev().fold(0, |rest, term| term - high_half(square, rest));
        (1 << 31) - (high_half(square, rest) >> 1)
    };
    let value = if quarters & 1 == 0 {
        let shift = magnitude.leading_zeros();
        let angle = high_half((magnitude << shift >> 32) as u32, HALF_PI);
        let value = high_half(angle, series(&SINE)) as f32;
        let scale = f32::from_bits((127 - 28 - shift) << 23);
        if fraction < 0 { -(value * scale) } else { value * scale }
    } else {
        series(&COSINE) as f32 / (1_u32 << 31) as f32
    };
    if quarters & 2 == 0 { value } else { -value }
}

/// The exponent, as it stands in a float, of angles for which no bit of [`QUARTERS`] is skipped.
const SMALL_EXPONENT: u32 = 127 + 23 - 30;

/// One divided by a number, as 32 bits after the point.
const fn reciprocal(by: u32) -> u32 {
    ((1_u64 << 32) / by as u64) as u32
}

fn high_half(x: u32, y: u32) -> u32 {
    ((u64::from(x) * u64::from(y)) >> 32) as u32
}

#[cfg(test)]
pub(super) mod tests {
    extern crate std;

    use super::*;

    /// Angles and lengths of all sizes.
    pub(in super::super) fn floats() -> impl Iterator<Item = f32> + Clone {
        (0..200_000_u32).map(|i| f32::from_bits(i.wrapping_mul(0x9e37_79b1) % 0x7f80_0000))
    }

    /// Units in the last place between a result and what it should be.
    pub(in super::super) fn error(result: f32, exact: f64) -> f64 {
        let unit = f64::from((exact as f32).abs().next_up()) - f64::from((exact as f32).abs());
        (f64::from(result) - exact).abs() / unit
    }

    #[test]
    fn sines_and_cosines_are_rounded_well() {
        let near_quarters =
            (1..100_000_u32).map(|i| (f64::from(i) * core::f64::consts::FRAC_PI_2) as f32);
        for x in floats().chain(near_quarters) {
            for x in [x, -x] {
                assert!(error(sin(x), f64::from(x).sin()) < 0.6, "sin({x:e}) = {:e}", sin(x));
                assert!(error(cos(x), f64::from(x).cos()) < 0.6, "cos({x:e}) = {:e}", cos(x));
            }
        }
        assert!(sin(-0.0).is_sign_negative());
        assert!(sin(f32::INFINITY).is_nan() && cos(f32::NAN).is_nan());
    }
}
