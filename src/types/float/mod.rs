//! `float`: the arithmetic of the build's [`Float`], its texts and its methods.

#[cfg_attr(feature = "f64", path = "decimal_64.rs")]
#[cfg_attr(not(feature = "f64"), path = "decimal_32.rs")]
mod decimal;
pub(crate) mod digits;
#[cfg_attr(feature = "f64", path = "functions_64.rs")]
#[cfg_attr(not(feature = "f64"), path = "functions_32.rs")]
pub(crate) mod functions;
#[cfg(not(feature = "f64"))]
mod trigonometry;
pub(crate) mod parse;
#[cfg_attr(feature = "f64", path = "boxed.rs")]
#[cfg_attr(not(feature = "f64"), path = "inline.rs")]
mod object;
mod arithmetic;
mod round;
mod hex;
mod methods;
#[cfg(test)]
mod tests;

pub(crate) use arithmetic::{
    binary, compare, compare_parts, divmod, operand, power, residue, try_compare, try_simple,
};
pub(crate) use methods::{TYPE, of_object};
pub(crate) use object::{from_bits, get, magnitude_bits, make};

use crate::heap::Header;
use crate::value::{FLOAT, Float, ROM_FLOAT, ROM_FLOATS};

/// The number of a preallocated float, if that is what the header is.
#[cold]
fn preallocated(header: Header) -> Option<Float> {
    if header.id() != FLOAT {
        return None;
    }
    ROM_FLOATS.get(header.size().wrapping_sub(ROM_FLOAT) as usize).copied()
}
