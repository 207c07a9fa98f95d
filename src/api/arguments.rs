//! Arguments: those that Rust passes to Python, and those that a Rust function gets.

use core::marker::PhantomData;

use super::class::Class;
use super::convert::{FromPython, ToPython};
use super::error::Error;
use super::scope::{Local, Scope};
use super::value::Value;
use crate::object::Frame;

/// What Rust can pass to a Python function: a tuple of up to eight values, or a slice of [`Local`]s.
pub trait IntoArguments {
    /// Keeps the values in the scope and hands them on.
    #[doc(hidden)]
    fn keep(
        self,
        scope: &mut Scope<'_>,
        then: impl FnOnce(&mut Scope<'_>, &[Local<'_>]) -> Result<u32, Error>,
    ) -> Result<u32, Error>;
}

impl IntoArguments for &[Local<'_>] {
    fn keep(
        self,
        scope: &mut Scope<'_>,
        then: impl FnOnce(&mut Scope<'_>, &[Local<'_>]) -> Result<u32, Error>,
    ) -> Result<u32, Error> {
        then(scope, self)
    }
}

macro_rules! tuples {
    ($(($($name:ident)*))*) => {$(
        impl<$($name: ToPython),*> IntoArguments for ($($name,)*) {
            fn keep(
                self,
                scope: &mut Scope<'_>,
                then: impl FnOnce(&mut Scope<'_>, &[Local<'_>]) -> Result<u32, Error>,
            ) -> Result<u32, Error> {
                #[allow(non_snake_case, reason = "one name for a type and its value; none of no types")]
                let ($($name,)*) = self;
                let locals = [$(scope.make($name)?),*];
                then(scope, &locals)
            }
        }
    )*};
}
tuples! {
    () (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H)
}

/// The arguments that a Rust function was called with.
#[derive(Clone, Copy)]
pub struct Arguments<'f> {
    frame: Frame,
    scope: PhantomData<&'f ()>,
}

impl<'f> Arguments<'f> {
    pub(super) fn new(frame: Frame) -> Self {
        Self { frame, scope: PhantomData }
    }

    /// How many positional arguments there are.
    #[must_use]
    pub fn len(self) -> usize {
        self.frame.positional.into()
    }

    /// Whether there are no positional arguments.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// How many keyword arguments there are.
    #[must_use]
    pub fn keywords(self) -> usize {
        self.frame.keywords.into()
    }

    /// Positional argument `i`.
    #[must_use]
    pub fn get(self, i: usize) -> Option<Local<'f>> {
        self.frame.get(i).map(Local::at)
    }

    /// The keyword argument of this name.
    #[must_use]
    pub fn keyword(self, scope: &Scope<'_>, name: &str) -> Option<Local<'f>> {
        let first = self.len();
        (0..self.keywords())
            .map(|i| self.frame.at(first + 2 * i))
            .find(|&at| scope.vm.text(scope.vm.at(at)) == Some(name))
            .map(|at| Local::at(at.offset(1)))
    }

    /// Positional argument `i` as a Rust value.
    ///
    /// # Errors
    /// TypeError: it is missing or something else.
    pub fn to<'a, T: FromPython<'a>>(self, scope: &'a Scope<'_>, i: usize) -> Result<T, Error> {
        match self.get(i) {
            Some(local) => scope.get(local),
            None => Err(Error::Raise(Class::TYPE_ERROR, "missing argument")),
        }
    }

    pub(super) fn value<'a>(self, scope: &'a Scope<'_>, i: usize) -> Option<Value<'a>> {
        self.get(i).map(|local| scope.value(local))
    }

    /// TypeError unless there are as many positional arguments as wanted, and no others.
    pub(super) fn expect(
        self,
        scope: &mut Scope<'_>,
        least: usize,
        most: usize,
    ) -> Result<(), Error> {
        if self.keywords() > 0 {
            return Err(Error::Raise(Class::TYPE_ERROR, "the function takes no keyword arguments"));
        }
        let given = self.len();
        if (least..=most).contains(&given) {
            return Ok(());
        }
        let (bound, wanted) = match (least == most, given < least) {
            (true, _) => ("", most),
            (false, true) => ("at least ", least),
            (false, false) => ("at most ", most),
        };
        let plural = if wanted == 1 { "" } else { "s" };
        Err(scope.raise(
            Class::TYPE_ERROR,
            format_args!("expected {bound}{wanted} argument{plural}, got {given}"),
        ))
    }
}
