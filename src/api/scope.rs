//! Working with Python values from Rust: places on the Python stack that stay right while objects move.

use core::fmt;
use core::marker::PhantomData;

use super::arguments::IntoArguments;
use super::class::Class;
use super::convert::{FromPython, ToPython};
use super::error::Error;
use super::functions;
use super::handle::{self, Handle};
use super::value::Value;
use crate::hal::Board;
use crate::name::Name;
use crate::object::{Engine, Root, Slot, Trap};
use crate::runtime::{attribute, call, compare, format, item, iterate, text};
use crate::syntax::Mode;
use crate::types::dict;
use crate::value::{UNBOUND, Word};
use crate::vm::{import, unwind};

/// A value kept in a place on the Python stack: it stays alive, and right while objects move, as long as its scope.
///
/// It is `Copy` and costs four bytes of the machine's memory. It cannot outlive its scope:
///
/// ```compile_fail
/// # use taipan::api::{Error, Local, Scope};
/// fn escapes<'f>(scope: &mut Scope<'f>) -> Result<Local<'f>, Error> {
///     let mut inner = scope.scope();
///     inner.eval("[1, 2]")
/// }
/// ```
///
/// nor be used with the outer scope while an inner one is open:
///
/// ```compile_fail
/// # use taipan::api::{Error, Scope};
/// fn mixed(scope: &mut Scope<'_>) -> Result<(), Error> {
///     let mut inner = scope.scope();
///     let list = inner.eval("[1, 2]")?;
///     scope.attribute(list, "append")?;
///     inner.len(list)?;
///     Ok(())
/// }
/// ```
///
/// nor the machine:
///
/// ```compile_fail
/// # use taipan::api::Vm;
/// fn later(vm: &mut Vm<'_>) {
///     let list = vm.enter().eval("[1, 2]").unwrap();
///     vm.enter().len(list).unwrap();
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Local<'f> {
    pub(super) slot: Slot,
    scope: PhantomData<&'f ()>,
}

impl Local<'_> {
    pub(super) fn at(slot: Slot) -> Self {
        Self { slot, scope: PhantomData }
    }
}

/// The most arguments of a call from Rust: it makes a list of them on the host's stack.
const ARGUMENTS_MAX: usize = 16;

/// What Rust does with Python values between being entered and left. What it keeps goes when it is dropped.
///
/// Its operations are Python's: they may run Python code, collect garbage and raise exceptions.
pub struct Scope<'f> {
    pub(super) vm: &'f mut Engine,
    top: Slot,
}

impl Drop for Scope<'_> {
    fn drop(&mut self) {
        self.vm.set_top(self.top);
    }
}

impl<'f> Scope<'f> {
    pub(super) fn new(vm: &'f mut Engine) -> Self {
        let top = vm.top();
        Self { vm, top }
    }

    /// A scope inside this one: what it keeps goes first. A loop wants one for each turn.
    pub fn scope(&mut self) -> Scope<'_> {
        Scope::new(self.vm)
    }

    // From Rust to Python and back.

    /// A Rust value as a Python value.
    ///
    /// # Errors
    /// MemoryError.
    pub fn make(&mut self, value: impl ToPython) -> Result<Local<'f>, Error> {
        value.to_python(self)
    }

    /// A look at a value.
    pub fn value(&self, local: Local<'_>) -> Value<'_> {
        Value::new(self.vm, self.vm.word(self.slot(local)))
    }

    /// A value as a Rust value.
    ///
    /// # Errors
    /// TypeError, or OverflowError for an int out of range.
    pub fn get<'a, T: FromPython<'a>>(&'a self, local: Local<'_>) -> Result<T, Error> {
        T::from_python(self.value(local))
    }

    /// A list of values.
    ///
    /// # Errors
    /// MemoryError.
    pub fn list(&mut self, items: &[Local<'_>]) -> Result<Local<'f>, Error> {
        self.make(super::List(items.iter().copied()))
    }

    // Programs.

    /// The value of an expression, with the globals of `__main__`.
    ///
    /// # Errors
    /// What it raises; SyntaxError.
    pub fn eval(&mut self, source: &str) -> Result<Local<'f>, Error> {
        self.source(source, Mode::Eval)
    }

    /// Runs statements in `__main__`.
    ///
    /// # Errors
    /// What they raise; SyntaxError.
    pub fn exec(&mut self, source: &str) -> Result<(), Error> {
        self.source(source, Mode::Module).map(|_| ())
    }

    fn source(&mut self, source: &str, mode: Mode) -> Result<Local<'f>, Error> {
        self.keep(|vm| {
            let globals = vm.push(vm.word(Engine::root_slot(Root::Main)))?;
            functions::run_source(vm, source.as_bytes(), b"<string>", mode, globals)
        })
    }

    /// The module of this name, imported if it has not been.
    ///
    /// # Errors
    /// ImportError, and what the module raises.
    pub fn import(&mut self, module: &str) -> Result<Local<'f>, Error> {
        self.keep(|vm| {
            let name = vm.leaf(|vm| vm.intern_str(module.as_bytes()))?;
            let name = vm.push(name)?;
            let globals = vm.push(vm.word(Engine::root_slot(Root::Main)))?;
            let names = vm.push_unbound(1)?;
            let first = import::import(vm, name, globals, names, 0)?;
            // Of a dotted name that is the first part's module.
            let found = vm.push(first)?;
            vm.leaf(|vm| match functions::modules(vm) {
                Some(modules) => Ok(dict::get(vm, modules, vm.at(name))?.unwrap_or(vm.at(found))),
                None => Ok(vm.at(found)),
            })
        })
    }

    /// A variable of `__main__`, or a builtin.
    ///
    /// # Errors
    /// NameError.
    pub fn global(&mut self, name: &str) -> Result<Local<'f>, Error> {
        self.keep(|vm| {
            let name = intern(vm, name)?;
            functions::global(vm, name)
        })
    }

    /// Sets a variable of `__main__`.
    ///
    /// # Errors
    /// MemoryError.
    pub fn set_global(&mut self, name: &str, value: impl ToPython) -> Result<(), Error> {
        let mut scope = self.scope();
        let value = scope.make(value)?.slot;
        scope.run(|vm| {
            let name = intern(vm, name)?;
            functions::set_global(vm, name, value)
        })
    }

    // Objects.

    /// `object.name`.
    ///
    /// # Errors
    /// AttributeError, and what properties raise.
    pub fn attribute(&mut self, object: Local<'_>, name: &str) -> Result<Local<'f>, Error> {
        let object = self.slot(object);
        self.keep(|vm| {
            let name = intern(vm, name)?;
            attribute::get_attr(vm, object, name)
        })
    }

    /// `object.name = value`.
    ///
    /// # Errors
    /// AttributeError, and what properties raise.
    pub fn set_attribute(
        &mut self,
        object: Local<'_>,
        name: &str,
        value: impl ToPython,
    ) -> Result<(), Error> {
        let object = self.slot(object);
        let mut scope = self.scope();
        let value = scope.make(value)?.slot;
        scope.run(|vm| {
            let name = intern(vm, name)?;
            attribute::set_attr(vm, object, name, Some(value))
        })
    }

    /// `object[key]`.
    ///
    /// # Errors
    /// KeyError, IndexError, TypeError.
    pub fn item(&mut self, object: Local<'_>, key: impl ToPython) -> Result<Local<'f>, Error> {
        let object = self.slot(object);
        self.compute(|scope| {
            let key = scope.make(key)?.slot;
            scope.run(|vm| item::get_item(vm, object, key))
        })
    }

    /// `object[key] = value`.
    ///
    /// # Errors
    /// IndexError, TypeError.
    pub fn set_item(
        &mut self,
        object: Local<'_>,
        key: impl ToPython,
        value: impl ToPython,
    ) -> Result<(), Error> {
        let object = self.slot(object);
        let mut scope = self.scope();
        let key = scope.make(key)?.slot;
        let value = scope.make(value)?.slot;
        scope.run(|vm| item::set_item(vm, object, key, Some(value)))
    }

    /// `len(object)`.
    ///
    /// # Errors
    /// TypeError.
    pub fn len(&mut self, object: Local<'_>) -> Result<usize, Error> {
        let object = self.slot(object);
        self.run(|vm| item::len(vm, object))
    }

    /// Whether a value is true.
    ///
    /// # Errors
    /// What `__bool__` raises.
    pub fn truth(&mut self, value: Local<'_>) -> Result<bool, Error> {
        let value = self.slot(value);
        self.run(|vm| compare::truth(vm, value))
    }

    /// `a == b`.
    ///
    /// # Errors
    /// What `__eq__` raises.
    pub fn equal(&mut self, a: Local<'_>, b: Local<'_>) -> Result<bool, Error> {
        let (a, b) = (self.slot(a), self.slot(b));
        self.run(|vm| compare::equal(vm, a, b))
    }

    /// `str(value)`.
    ///
    /// # Errors
    /// What `__str__` raises.
    pub fn str(&mut self, value: Local<'_>) -> Result<Local<'f>, Error> {
        let value = self.slot(value);
        self.keep(|vm| format::str_of(vm, value))
    }

    /// `repr(value)`.
    ///
    /// # Errors
    /// What `__repr__` raises.
    pub fn repr(&mut self, value: Local<'_>) -> Result<Local<'f>, Error> {
        let value = self.slot(value);
        self.keep(|vm| format::repr_of(vm, value))
    }

    /// `iter(object)`.
    ///
    /// # Errors
    /// TypeError.
    pub fn iter(&mut self, object: Local<'_>) -> Result<Local<'f>, Error> {
        let object = self.slot(object);
        self.keep(|vm| iterate::iter(vm, object))
    }

    /// The iterator's next item; `None` at its end. A loop calls it in a scope for each turn.
    ///
    /// # Errors
    /// What the iterator raises.
    pub fn next(&mut self, iterator: Local<'_>) -> Result<Option<Local<'f>>, Error> {
        let iterator = self.slot(iterator);
        match self.run(|vm| vm.scope(|vm| iterate::next(vm, iterator)))? {
            Some(word) => self.push(word).map(Some),
            None => Ok(None),
        }
    }

    // Calls.

    /// `callee(arguments...)`.
    ///
    /// # Errors
    /// What it raises.
    pub fn call(
        &mut self,
        callee: Local<'_>,
        arguments: impl IntoArguments,
    ) -> Result<Local<'f>, Error> {
        let callee = self.slot(callee);
        self.compute(|scope| {
            arguments.keep(scope, |scope, locals| {
                scope.with_slots(locals, |vm, slots| call::call(vm, callee, slots))
            })
        })
    }

    /// `object.name(arguments...)`.
    ///
    /// # Errors
    /// AttributeError, and what it raises.
    pub fn call_method(
        &mut self,
        object: Local<'_>,
        name: &str,
        arguments: impl IntoArguments,
    ) -> Result<Local<'f>, Error> {
        let object = self.slot(object);
        self.compute(|scope| {
            arguments.keep(scope, |scope, locals| {
                scope.with_slots(locals, |vm, slots| {
                    let name = intern(vm, name)?;
                    call::call_method(vm, object, name, slots)
                })
            })
        })
    }

    // Errors.

    /// Raises an exception with a text made for it: a Rust function answers what this answers.
    pub fn raise(&mut self, class: Class, text: fmt::Arguments<'_>) -> Error {
        let raised = self.run(|vm| {
            vm.scope(|vm| {
                let out = text::start(vm)?;
                text::write_fmt(vm, out, text)?;
                let word = text::finish(vm, out)?;
                Err::<(), Trap>(vm.raise_value(class.0, vm.value(word)))
            })
        });
        raised.err().unwrap_or(Error::Exception(class))
    }

    /// The exception that the last operation failed with, as an object; it is no longer raised. `None` if it did not
    /// fail.
    ///
    /// # Errors
    /// MemoryError.
    pub fn catch(&mut self) -> Result<Option<Local<'f>>, Error> {
        if self.vm.stopped().is_none() {
            return Ok(None);
        }
        let caught = self.vm.scope(unwind::caught);
        let word = caught.map_err(|trap| Error::of(self.vm, trap))?;
        self.push(word).map(Some)
    }

    // Keeping values.

    /// A value in a new place of this scope.
    ///
    /// # Errors
    /// RecursionError: the stack is full.
    pub fn local(&mut self, value: Local<'_>) -> Result<Local<'f>, Error> {
        let word = self.vm.word(self.slot(value));
        self.push(word)
    }

    /// Keeps a value until it is released.
    ///
    /// # Errors
    /// MemoryError.
    pub fn handle(&mut self, value: Local<'_>) -> Result<Handle, Error> {
        let value = self.slot(value);
        self.run(|vm| handle::keep(vm, value))
    }

    /// The value of a handle.
    ///
    /// # Errors
    /// ReferenceError: it was released, or is another machine's.
    pub fn held(&mut self, handle: Handle) -> Result<Local<'f>, Error> {
        self.keep(|vm| handle::get(vm, handle))
    }

    /// Lets go of a value. Nothing happens if that was done before.
    pub fn release(&mut self, handle: Handle) {
        handle::release(self.vm, handle);
    }

    // The machine.

    /// The board.
    pub fn board(&mut self) -> &mut dyn Board {
        self.vm.board()
    }

    /// Collects garbage.
    pub fn collect(&mut self) {
        self.vm.collect();
    }

    // How operations are carried out.

    /// The slot of a value. One of another machine may be out of bounds: it stands for None.
    pub(super) fn slot(&self, local: Local<'_>) -> Slot {
        if self.vm.is_in_use(local.slot) { local.slot } else { Engine::root_slot(Root::Kept) }
    }

    /// Runs an operation on the slots of values.
    fn with_slots(
        &mut self,
        locals: &[Local<'_>],
        f: impl FnOnce(&mut Engine, &[Slot]) -> Result<Word, Trap>,
    ) -> Result<Word, Error> {
        let mut slots = [Slot(0); ARGUMENTS_MAX];
        let Some(slots) = slots.get_mut(..locals.len()) else {
            return Err(Error::Raise(Class::TYPE_ERROR, "too many arguments"));
        };
        for (slot, local) in slots.iter_mut().zip(locals) {
            *slot = self.slot(*local);
        }
        self.run(|vm| f(vm, slots))
    }

    /// Keeps a word in a new slot.
    pub(super) fn push(&mut self, word: Word) -> Result<Local<'f>, Error> {
        let word = if word == UNBOUND { crate::value::Value::none().word() } else { word };
        self.run(|vm| vm.push(word)).map(Local::at)
    }

    /// Runs an operation of the machine.
    pub(super) fn run<T>(
        &mut self,
        f: impl FnOnce(&mut Engine) -> Result<T, Trap>,
    ) -> Result<T, Error> {
        self.vm.take_pending();
        f(self.vm).map_err(|trap| Error::of(self.vm, trap))
    }

    /// Runs an operation of the machine, gives back the slots it took, and keeps its result.
    fn keep(
        &mut self,
        f: impl FnOnce(&mut Engine) -> Result<Word, Trap>,
    ) -> Result<Local<'f>, Error> {
        let word = self.run(|vm| vm.scope(f))?;
        self.push(word)
    }

    /// Keeps what was computed in a scope of its own.
    pub(super) fn compute(
        &mut self,
        f: impl FnOnce(&mut Scope<'_>) -> Result<Word, Error>,
    ) -> Result<Local<'f>, Error> {
        let word = f(&mut self.scope())?;
        self.push(word)
    }
}

fn intern(vm: &mut Engine, name: &str) -> Result<Name, Trap> {
    vm.leaf_with(|vm| vm.intern(name.as_bytes()))
}
