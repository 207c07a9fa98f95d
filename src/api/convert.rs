//! Rust values as Python values, and back.

use super::error::Error;
use super::scope::{Local, Scope};
use super::value::Value;
use crate::object::{Engine, Slot, Trap, TypeId, kind};
use crate::types::{bytes, dict, float, int, list};
use crate::value::{self, Word};

/// A Rust value that Python can have: `()` (None), `bool`, ints, floats, `char` and `&str`, `&[u8]` (bytes), `Option`,
/// tuples of these, [`List`], [`Dict`], [`Local`]; and `Result`, whose error is raised.
pub trait ToPython {
    /// Makes the value, in a new place of the scope.
    ///
    /// # Errors
    /// MemoryError.
    fn to_python<'f>(self, scope: &mut Scope<'f>) -> Result<Local<'f>, Error>;
}

/// A Python value as a Rust value, which may borrow the machine: `&str` and `&[u8]` lie where Python has them.
pub trait FromPython<'a>: Sized {
    /// Converts the value.
    ///
    /// # Errors
    /// TypeError, or OverflowError for an int out of range.
    fn from_python(value: Value<'a>) -> Result<Self, Error>;
}

/// What a typed Rust function can take; see [`function`](super::function). A type of one's own that is [`FromPython`]
/// is made one by
///
/// ```
/// # use taipan::api::{Error, FromPython, Parameter, Value};
/// # struct Pin(u8);
/// # impl<'a> FromPython<'a> for Pin {
/// #     fn from_python(value: Value<'a>) -> Result<Self, Error> { value.to().map(Pin) }
/// # }
/// impl Parameter for Pin {
///     type Value<'a> = Pin;
/// }
/// ```
pub trait Parameter {
    /// The type, for a value that borrows the machine for so long.
    type Value<'a>: FromPython<'a>;
    /// Whether the argument can be left out, if those after it can.
    const OPTIONAL: bool = false;
}

/// A list of what an iterator gives: `List([1, 2, 3])`.
#[derive(Clone, Copy, Debug)]
pub struct List<I>(pub I);

/// A dict of the keys and values that an iterator gives: `Dict([("a", 1), ("b", 2)])`.
#[derive(Clone, Copy, Debug)]
pub struct Dict<I>(pub I);

fn leaf<'f, F>(scope: &mut Scope<'f>, f: F) -> Result<Local<'f>, Error>
where
    F: for<'g> Fn(&'g Engine) -> Result<value::Value<'g>, Trap>,
{
    let word = scope.run(|vm| vm.leaf(f))?;
    scope.push(word)
}

fn mismatch(value: Value<'_>, text: &'static str) -> Error {
    let Value { vm, value } = value;
    Error::of(vm, vm.raise_with(TypeId::TYPE_ERROR, text, value, value))
}

impl ToPython for Local<'_> {
    fn to_python<'f>(self, scope: &mut Scope<'f>) -> Result<Local<'f>, Error> {
        scope.local(self)
    }
}

impl ToPython for () {
    fn to_python<'f>(self, scope: &mut Scope<'f>) -> Result<Local<'f>, Error> {
        scope.push(value::Value::none().word())
    }
}

impl ToPython for bool {
    fn to_python<'f>(self, scope: &mut Scope<'f>) -> Result<Local<'f>, Error> {
        scope.push(value::Value::bool(self).word())
    }
}

impl ToPython for &str {
    fn to_python<'f>(self, scope: &mut Scope<'f>) -> Result<Local<'f>, Error> {
        leaf(scope, |vm| vm.new_str(self.as_bytes()))
    }
}

impl ToPython for char {
    fn to_python<'f>(self, scope: &mut Scope<'f>) -> Result<Local<'f>, Error> {
        (&*self.encode_utf8(&mut [0; 4])).to_python(scope)
    }
}

impl ToPython for &[u8] {
    fn to_python<'f>(self, scope: &mut Scope<'f>) -> Result<Local<'f>, Error> {
        leaf(scope, |vm| bytes::new(vm, self))
    }
}

impl<T: ToPython> ToPython for Option<T> {
    fn to_python<'f>(self, scope: &mut Scope<'f>) -> Result<Local<'f>, Error> {
        match self {
            Some(value) => value.to_python(scope),
            None => ().to_python(scope),
        }
    }
}

impl<T: ToPython, E: Into<Error>> ToPython for Result<T, E> {
    fn to_python<'f>(self, scope: &mut Scope<'f>) -> Result<Local<'f>, Error> {
        self.map_err(Into::into)?.to_python(scope)
    }
}

macro_rules! short_ints {
    ($($name:ident)*) => {$(
        impl ToPython for $name {
            fn to_python<'f>(self, scope: &mut Scope<'f>) -> Result<Local<'f>, Error> {
                leaf(scope, |vm| int::from_i64(vm, self as i64))
            }
        }
    )*};
}
short_ints! { i8 i16 i32 i64 isize u8 u16 u32 }

macro_rules! long_ints {
    ($($name:ident)*) => {$(
        impl ToPython for $name {
            fn to_python<'f>(self, scope: &mut Scope<'f>) -> Result<Local<'f>, Error> {
                // Signed and unsigned alike: only of i128 can one be negative.
                #[allow(unused_comparisons, reason = "only of i128 can one be negative")]
                let negative = self < 0;
                let magnitude = if negative { (self as u128).wrapping_neg() } else { self as u128 };
                let digits = [0, 1, 2, 3].map(|i| (magnitude >> (u32::BITS * i)) as u32);
                leaf(scope, |vm| int::from_digits(vm, negative, digits.into_iter()))
            }
        }
    )*};
}
long_ints! { u64 usize i128 u128 }

macro_rules! floats {
    ($($name:ident)*) => {$(
        impl ToPython for $name {
            fn to_python<'f>(self, scope: &mut Scope<'f>) -> Result<Local<'f>, Error> {
                leaf(scope, |vm| float::make(vm, self as value::Float))
            }
        }

        impl FromPython<'_> for $name {
            fn from_python(value: Value<'_>) -> Result<Self, Error> {
                match value.as_float() {
                    Some(x) => Ok(x as $name),
                    None => Err(mismatch(value, "must be real number, not {t}")),
                }
            }
        }
    )*};
}
floats! { f32 f64 }

macro_rules! ints {
    ($($name:ident)*) => {$(
        impl FromPython<'_> for $name {
            fn from_python(value: Value<'_>) -> Result<Self, Error> {
                match value.as_int() {
                    Some(n) => n.try_into().map_err(|_| too_large()),
                    None if int::as_int(value.vm, value.value).is_some() => Err(too_large()),
                    None => Err(mismatch(
                        value,
                        "'{t}' object cannot be interpreted as an integer",
                    )),
                }
            }
        }
    )*};
}
ints! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 usize }

fn too_large() -> Error {
    Error::Raise(super::Class::OVERFLOW_ERROR, "int too large to convert")
}

impl FromPython<'_> for () {
    fn from_python(value: Value<'_>) -> Result<Self, Error> {
        if value.is_none() { Ok(()) } else { Err(mismatch(value, "must be None, not {t}")) }
    }
}

impl FromPython<'_> for bool {
    fn from_python(value: Value<'_>) -> Result<Self, Error> {
        value.as_bool().ok_or_else(|| mismatch(value, "must be bool, not {t}"))
    }
}

impl FromPython<'_> for char {
    fn from_python(value: Value<'_>) -> Result<Self, Error> {
        let mut characters = value.as_str().unwrap_or_default().chars();
        match (characters.next(), characters.next()) {
            (Some(c), None) => Ok(c),
            _ => Err(mismatch(value, "must be a str of one character, not {t}")),
        }
    }
}

impl<'a> FromPython<'a> for &'a str {
    fn from_python(value: Value<'a>) -> Result<Self, Error> {
        value.as_str().ok_or_else(|| mismatch(value, "must be str, not {t}"))
    }
}

impl<'a> FromPython<'a> for &'a [u8] {
    fn from_python(value: Value<'a>) -> Result<Self, Error> {
        value
            .as_bytes()
            .ok_or_else(|| mismatch(value, "a bytes-like object is required, not '{t}'"))
    }
}

impl<'a> FromPython<'a> for Value<'a> {
    fn from_python(value: Value<'a>) -> Result<Self, Error> {
        Ok(value)
    }
}

impl<'a, T: FromPython<'a>> FromPython<'a> for Option<T> {
    fn from_python(value: Value<'a>) -> Result<Self, Error> {
        if value.is_none() { Ok(None) } else { T::from_python(value).map(Some) }
    }
}

macro_rules! parameters {
    ($($name:ty)*) => {$(impl Parameter for $name { type Value<'a> = $name; })*};
}
parameters! { () bool char i8 i16 i32 i64 i128 isize u8 u16 u32 u64 usize f32 f64 }

impl Parameter for &str {
    type Value<'a> = &'a str;
}

impl Parameter for &[u8] {
    type Value<'a> = &'a [u8];
}

impl Parameter for Value<'_> {
    type Value<'a> = Value<'a>;
}

impl<T: Parameter> Parameter for Option<T> {
    type Value<'a> = Option<T::Value<'a>>;
    const OPTIONAL: bool = true;
}

impl<I: IntoIterator<Item: ToPython>> ToPython for List<I> {
    fn to_python<'f>(self, scope: &mut Scope<'f>) -> Result<Local<'f>, Error> {
        let made = leaf(scope, |vm| list::new(vm, &[]))?;
        for item in self.0 {
            let mut turn = scope.scope();
            let item = turn.make(item)?.slot;
            turn.run(|vm| list::push_slot(vm, made.slot, item))?;
        }
        Ok(made)
    }
}

impl<K: ToPython, V: ToPython, I: IntoIterator<Item = (K, V)>> ToPython for Dict<I> {
    fn to_python<'f>(self, scope: &mut Scope<'f>) -> Result<Local<'f>, Error> {
        let made = leaf(scope, |vm| dict::with_room(vm, 0))?;
        for (key, value) in self.0 {
            let mut turn = scope.scope();
            let key = turn.make(key)?.slot;
            let value = turn.make(value)?.slot;
            turn.run(|vm| dict::insert_slot(vm, made.slot, key, value))?;
        }
        Ok(made)
    }
}

/// A tuple of the values in slots.
fn tuple(vm: &mut Engine, slots: &[Slot]) -> Result<Word, Trap> {
    vm.leaf(|vm| {
        let tuple = vm.alloc(kind::TUPLE, slots.len() as u32 + 1)?;
        for (i, &slot) in (1..).zip(slots) {
            vm.set_raw(tuple, i, vm.at(slot).word());
        }
        Ok(value::Value::object(tuple))
    })
}

macro_rules! tuples {
    ($($count:literal ($($name:ident)*))*) => {$(
        impl<$($name: ToPython),*> ToPython for ($($name,)*) {
            fn to_python<'f>(self, scope: &mut Scope<'f>) -> Result<Local<'f>, Error> {
                #[allow(non_snake_case, reason = "one name for a type and its value; none of no types")]
                let ($($name,)*) = self;
                scope.compute(|scope| {
                    let slots = [$(scope.make($name)?.slot),*];
                    scope.run(|vm| tuple(vm, &slots))
                })
            }
        }

        impl<'a, $($name: FromPython<'a>),*> FromPython<'a> for ($($name,)*) {
            fn from_python(value: Value<'a>) -> Result<Self, Error> {
                let Some(mut items) = value.items().filter(|items| items.len() == $count) else {
                    let text = concat!("must be a tuple or list of ", $count, ", not {t}");
                    return Err(mismatch(value, text));
                };
                $(
                    #[allow(non_snake_case, reason = "one name for a type and its value; none of no types")]
                    let $name = $name::from_python(items.next().unwrap_or(value))?;
                )*
                Ok(($($name,)*))
            }
        }

        impl<$($name: Parameter),*> Parameter for ($($name,)*) {
            type Value<'a> = ($($name::Value<'a>,)*);
        }
    )*};
}
tuples! { 1 (A) 2 (A B) 3 (A B C) 4 (A B C D) 5 (A B C D E) 6 (A B C D E F) }
