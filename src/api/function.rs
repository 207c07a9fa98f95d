//! Rust functions that Python calls, and modules of them.

use core::marker::PhantomData;

use super::arguments::Arguments;
use super::convert::{FromPython, Parameter, ToPython};
use super::error::Error;
use super::scope::{Local, Scope};
use super::value::Value;
use crate::object::{Engine, Frame, Host, Slot, Trap, kind};
use crate::value::{self, Word};

/// A Rust function that Python can call. [`function`] and [`general`] make them.
pub trait Native {
    /// Calls it.
    ///
    /// # Errors
    /// What it raises.
    fn call<'f>(&self, scope: &mut Scope<'f>, arguments: Arguments<'f>)
    -> Result<Local<'f>, Error>;
}

/// A function of Rust types: see [`function`].
#[derive(Clone, Copy, Debug)]
pub struct Function<F, S>(F, PhantomData<fn() -> S>);

/// A function that works on places: see [`general`].
#[derive(Clone, Copy, Debug)]
pub struct General<F>(F);

/// Makes a Rust function, or a closure, callable from Python: up to eight [`Parameter`]s, and a result that is
/// [`ToPython`], which `Result` is too. Arguments of type `Option` at the end can be left out.
///
/// A closure may refer to variables of the embedding program; what it changes there is in a `Cell`.
///
/// ```
/// # use taipan::api::{Class, Error, function};
/// let repeat = function(|text: &str, times: Option<u8>| text.len() * usize::from(times.unwrap_or(2)));
/// let half = function(|n: i32| match n % 2 {
///     0 => Ok(n / 2),
///     _ => Err(Error::Raise(Class::VALUE_ERROR, "an odd number")),
/// });
/// # _ = (repeat, half);
/// ```
pub const fn function<S, F: Signature<S>>(f: F) -> Function<F, S> {
    Function(f, PhantomData)
}

/// Makes a Rust function that works on places callable from Python: it can call back, iterate, and take keyword
/// arguments.
///
/// ```
/// use taipan::api::{Arguments, Error, Local, Scope, general};
///
/// fn apply_twice<'f>(scope: &mut Scope<'f>, arguments: Arguments<'f>) -> Result<Local<'f>, Error> {
///     let (Some(f), Some(x)) = (arguments.get(0), arguments.get(1)) else {
///         return Err(Error::Raise(taipan::api::Class::TYPE_ERROR, "apply_twice(f, x)"));
///     };
///     let once = scope.call(f, (x,))?;
///     scope.call(f, (once,))
/// }
/// # _ = general(apply_twice);
/// ```
///
/// Its places are those of one call, and cannot be kept:
///
/// ```compile_fail
/// # use taipan::api::{Local, general};
/// let kept = std::cell::Cell::new(None);
/// let keep = general(|scope, arguments| {
///     kept.set(arguments.get(0));
///     scope.make(())
/// });
/// ```
pub const fn general<F>(f: F) -> General<F>
where
    F: for<'f> Fn(&mut Scope<'f>, Arguments<'f>) -> Result<Local<'f>, Error>,
{
    General(f)
}

impl<F> Native for General<F>
where
    F: for<'f> Fn(&mut Scope<'f>, Arguments<'f>) -> Result<Local<'f>, Error>,
{
    fn call<'f>(
        &self,
        scope: &mut Scope<'f>,
        arguments: Arguments<'f>,
    ) -> Result<Local<'f>, Error> {
        (self.0)(scope, arguments)
    }
}

impl<S, F: Signature<S>> Native for Function<F, S> {
    fn call<'f>(
        &self,
        scope: &mut Scope<'f>,
        arguments: Arguments<'f>,
    ) -> Result<Local<'f>, Error> {
        self.0.apply(scope, arguments)
    }
}

/// The functions that [`function`] takes. `S` is `fn(A, B) -> R`.
pub trait Signature<S> {
    /// Takes the arguments apart and calls.
    #[doc(hidden)]
    fn apply<'f>(
        &self,
        scope: &mut Scope<'f>,
        arguments: Arguments<'f>,
    ) -> Result<Local<'f>, Error>;
}

/// An argument, or what stands for one that was left out.
fn argument<'a, T: FromPython<'a>>(
    value: Option<Value<'a>>,
    scope: &'a Scope<'_>,
) -> Result<T, Error> {
    let none = || Value { vm: scope.vm, value: value::Value::none() };
    T::from_python(value.unwrap_or_else(none))
}

/// How many arguments must be given: up to the last that is not optional.
const fn least(optional: &[bool]) -> usize {
    let mut count = optional.len();
    while count > 0 && optional[count - 1] {
        count -= 1;
    }
    count
}

macro_rules! signatures {
    ($($count:literal ($($name:ident $i:literal)*))*) => {$(
        impl<F, R: ToPython, $($name: Parameter),*> Signature<fn($($name),*) -> R> for F
        where
            F: Fn($($name),*) -> R,
            F: for<'a> Fn($($name::Value<'a>),*) -> R,
        {
            #[allow(non_snake_case, unused_variables, reason = "one name for a type and its value; none of no types")]
            fn apply<'f>(
                &self,
                scope: &mut Scope<'f>,
                arguments: Arguments<'f>,
            ) -> Result<Local<'f>, Error> {
                #[allow(clippy::too_many_arguments, reason = "as many as the function has")]
                fn call<R, $($name),*>(f: impl Fn($($name),*) -> R, $($name: $name),*) -> R {
                    f($($name),*)
                }
                let least = const { least(&[$($name::OPTIONAL),*]) };
                arguments.expect(scope, least, $count)?;
                let result = {
                    let scope = &*scope;
                    $(let $name: $name::Value<'_> = argument(arguments.value(scope, $i), scope)?;)*
                    call(self, $($name),*)
                };
                result.to_python(scope)
            }
        }
    )*};
}
signatures! {
    0 ()
    1 (A 0)
    2 (A 0 B 1)
    3 (A 0 B 1 C 2)
    4 (A 0 B 1 C 2 D 3)
    5 (A 0 B 1 C 2 D 3 E 4)
    6 (A 0 B 1 C 2 D 3 E 4 G 5)
    7 (A 0 B 1 C 2 D 3 E 4 G 5 H 6)
    8 (A 0 B 1 C 2 D 3 E 4 G 5 H 6 I 7)
}

/// A module of the embedding program. It takes no memory of the machine until it is imported.
///
/// ```
/// use taipan::api::{Constant, Module, function};
///
/// fn celsius(raw: u16) -> f32 {
///     f32::from(raw) * 0.0625
/// }
///
/// const SENSORS: Module<'_> = Module {
///     name: "sensors",
///     functions: &[("celsius", &function(celsius))],
///     constants: &[("CHANNELS", Constant::Int(4))],
/// };
/// ```
#[derive(Clone, Copy)]
pub struct Module<'h> {
    /// What `import` calls it.
    pub name: &'h str,
    /// Its functions by name.
    pub functions: &'h [(&'h str, &'h dyn Native)],
    /// Its constants by name.
    pub constants: &'h [(&'h str, Constant<'h>)],
}

/// A constant of a module.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Constant<'h> {
    /// None.
    None,
    /// True or False.
    Bool(bool),
    /// An int.
    Int(i64),
    /// A float.
    Float(f64),
    /// A str.
    Str(&'h str),
    /// A bytes object.
    Bytes(&'h [u8]),
}

impl ToPython for Constant<'_> {
    fn to_python<'f>(self, scope: &mut Scope<'f>) -> Result<Local<'f>, Error> {
        match self {
            Self::None => ().to_python(scope),
            Self::Bool(b) => b.to_python(scope),
            Self::Int(n) => n.to_python(scope),
            Self::Float(x) => x.to_python(scope),
            Self::Str(text) => text.to_python(scope),
            Self::Bytes(bytes) => bytes.to_python(scope),
        }
    }
}

/// Makes the function object of a function of a host.
pub(super) fn object(vm: &mut Engine, host: u32, function: u32, name: &str) -> Result<Word, Trap> {
    let number = value::Value::int((host << 16 | function) as i32);
    vm.leaf(|vm| {
        let name = vm.new_str(name.as_bytes())?;
        vm.reserve(3)?;
        vm.make(kind::NATIVE, &[number.word(), name.word()])
    })
}

/// Calls a function on arguments in place.
fn call(native: &dyn Native, vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let result = {
        let mut scope = Scope::new(vm);
        let result = native.call(&mut scope, Arguments::new(frame));
        result.map(|local| scope.vm.at(scope.slot(local)).word())
    };
    result.map_err(|error| error.raise(vm))
}

impl Host for Module<'_> {
    fn module(&self) -> Option<&str> {
        Some(self.name)
    }

    fn fill(&self, vm: &mut Engine, number: u32, module: Slot) -> Result<(), Trap> {
        let mut scope = Scope::new(vm);
        let filled = (|| {
            for (i, (name, _)) in (0..).zip(self.functions) {
                let mut turn = scope.scope();
                let word = turn.run(|vm| object(vm, number, i, name))?;
                let function = turn.push(word)?;
                turn.set_attribute(Local::at(module), name, function)?;
            }
            for (name, constant) in self.constants {
                scope.set_attribute(Local::at(module), name, *constant)?;
            }
            Ok(())
        })();
        drop(scope);
        filled.map_err(|error: Error| error.raise(vm))
    }

    fn call(&self, vm: &mut Engine, function: u32, frame: Frame) -> Result<Word, Trap> {
        match self.functions.get(function as usize) {
            Some((_, native)) => call(*native, vm, frame),
            None => Err(vm.type_error("no such function in this machine")),
        }
    }
}

/// A function handed out singly.
impl<N: Native> Host for N {
    fn module(&self) -> Option<&str> {
        None
    }

    fn fill(&self, _: &mut Engine, _: u32, _: Slot) -> Result<(), Trap> {
        Ok(())
    }

    fn call(&self, vm: &mut Engine, _: u32, frame: Frame) -> Result<Word, Trap> {
        call(self, vm, frame)
    }
}
