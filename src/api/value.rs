//! A Python value as Rust looks at it: it borrows the machine, so nothing can move meanwhile.

use crate::object::{Engine, kind, namespace};
use crate::runtime::{attribute, format};
use crate::types::{buffer, float, int, sequence};
use crate::value;

/// A Python value that is looked at, for as long as the machine is not used otherwise.
///
/// What the machine does next may move every object, so a `Value` borrows it; to keep one, see
/// [`Local`](super::Local) and [`Handle`](super::Handle). This does not compile:
///
/// ```compile_fail
/// # use taipan::api::{Scope, Value};
/// fn stale(scope: &mut Scope<'_>) {
///     let list = scope.eval("[1, 2]").unwrap();
///     let value: Value<'_> = scope.value(list);
///     scope.collect();
///     value.is_none();
/// }
/// ```
///
/// and neither does what borrows through one:
///
/// ```compile_fail
/// # use taipan::api::Vm;
/// fn stale(vm: &mut Vm<'_>) -> usize {
///     let text: &str = vm.eval("'a' * 100").unwrap();
///     vm.collect();
///     text.len()
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Value<'a> {
    pub(super) vm: &'a Engine,
    pub(super) value: value::Value<'a>,
}

impl<'a> Value<'a> {
    pub(super) fn new(vm: &'a Engine, word: value::Word) -> Self {
        Self { vm, value: vm.value(word) }
    }

    /// The value as another type.
    ///
    /// # Errors
    /// TypeError, or OverflowError for an int out of range.
    pub fn to<T: super::FromPython<'a>>(self) -> Result<T, super::Error> {
        T::from_python(self)
    }

    /// Whether it is None.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.value == value::Value::none()
    }

    /// The name of its type.
    #[must_use]
    pub fn type_name(self) -> &'a str {
        let vm = self.vm;
        vm.text(format::type_name(vm, self.value)).unwrap_or_default()
    }

    /// The text of a str.
    #[must_use]
    pub fn as_str(self) -> Option<&'a str> {
        self.vm.text(self.native())
    }

    /// The bytes of bytes, a bytearray, an array or a contiguous memoryview.
    #[must_use]
    pub fn as_bytes(self) -> Option<&'a [u8]> {
        buffer::content(self.vm, self.native())
    }

    /// True or False.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        if self.value == value::Value::true_() {
            return Some(true);
        }
        if self.value == value::Value::false_() { Some(false) } else { None }
    }

    /// An int, or a bool, that has room in an `i128`.
    #[must_use]
    pub fn as_int(self) -> Option<i128> {
        let place = [core::cell::Cell::new(0)];
        let (negative, digits) = int::to_digits(self.vm, self.value, &place)?;
        let (mut magnitude, mut shift) = (0_u128, 0);
        for digit in digits {
            if shift >= u128::BITS {
                return None;
            }
            magnitude |= u128::from(digit.get()) << shift;
            shift += u32::BITS;
        }
        if negative {
            0_i128.checked_sub_unsigned(magnitude)
        } else {
            i128::try_from(magnitude).ok()
        }
    }

    /// A float, or an int as a float.
    #[must_use]
    #[allow(clippy::useless_conversion, reason = "floats have 32 bits in other builds")]
    pub fn as_float(self) -> Option<f64> {
        if let Some(x) = float::get(self.vm, self.native()) {
            return Some(f64::from(x));
        }
        self.as_int().map(|n| n as f64)
    }

    /// The items of a list or a tuple, as they are now.
    #[must_use]
    pub fn items(self) -> Option<impl ExactSizeIterator<Item = Value<'a>> + use<'a>> {
        let vm = self.vm;
        let row = sequence::items(vm, self.value)?;
        Some((0..row.len).map(move |i| Value { vm, value: row.at(vm, i) }))
    }

    /// The keys and values of a dict, as they are now.
    #[must_use]
    pub fn entries(self) -> Option<impl Iterator<Item = (Value<'a>, Value<'a>)> + use<'a>> {
        let vm = self.vm;
        let dict = vm.expect(self.native(), kind::DICT)?;
        let mut at = 0;
        Some(core::iter::from_fn(move || {
            let (key, value) = namespace::next_entry(vm, dict, &mut at)?;
            Some((Value { vm, value: key }, Value { vm, value }))
        }))
    }

    /// The builtin object inside an instance of a class that derives from a builtin type.
    fn native(self) -> value::Value<'a> {
        attribute::native(self.vm, self.value)
    }
}

impl core::fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        if let Some(text) = self.as_str() {
            return write!(f, "{text:?}");
        }
        match (self.as_bool(), self.as_int()) {
            (Some(b), _) => write!(f, "{b}"),
            (None, Some(n)) => write!(f, "{n}"),
            (None, None) if self.is_none() => f.write_str("None"),
            _ => write!(f, "<{}>", self.type_name()),
        }
    }
}
