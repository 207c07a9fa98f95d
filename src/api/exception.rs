//! An exception that nothing caught, as data.

use super::class::Class;
use super::value::Value;
use crate::name::{Name, rom};
use crate::object::{Engine, Root};
use crate::runtime::{attribute, format};
use crate::types::exception;
use crate::value;

/// An exception that nothing caught: [`Vm::exception`](super::Vm::exception). It borrows the machine.
#[derive(Clone, Copy)]
pub struct Exception<'a> {
    vm: &'a Engine,
    value: value::Value<'a>,
    message: &'a str,
}

/// Where in a program: a line of a traceback, or the place of a SyntaxError.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place<'a> {
    /// The source's file.
    pub file: &'a str,
    /// The line, from 1 on.
    pub line: u32,
    /// The function, or `<module>`.
    pub function: &'a str,
}

impl<'a> Exception<'a> {
    /// The exception that the machine keeps; its message is made now.
    pub(super) fn kept(vm: &'a mut Engine) -> Option<Self> {
        let slot = Engine::root_slot(Root::Raised);
        let (raised, text) = (Engine::root_slot(Root::RaiseB), Engine::root_slot(Root::RaiseA));
        vm.root(Root::Raised)?;
        let message = {
            let exception = vm.at(slot);
            match exception::place_of(vm, exception, const { rom("msg") }) {
                Some(message) => Ok(message.word()),
                None => vm.scope(|vm| {
                    let exception = vm.push(vm.word(slot))?;
                    let message = format::str_of(vm, exception);
                    // What was raised meanwhile took its place.
                    vm.set_word(slot, vm.word(exception));
                    message
                }),
            }
        };
        vm.take_pending();
        vm.set_word(raised, value::UNBOUND);
        vm.set_word(text, message.unwrap_or(value::UNBOUND));
        let vm = &*vm;
        let message = vm.get(text).and_then(|text| vm.text(text)).unwrap_or_default();
        Some(Self { vm, value: vm.at(slot), message })
    }

    /// The builtin class that it is of, or that its class derives from.
    #[must_use]
    pub fn class(self) -> Class {
        Class(exception::class_of(self.vm, self.value))
    }

    /// The name of its class.
    #[must_use]
    pub fn class_name(self) -> &'a str {
        let vm = self.vm;
        let class = attribute::type_of(vm, self.value);
        vm.text(attribute::class_name(vm, class)).unwrap_or_default()
    }

    /// Its message: `str(exception)`.
    #[must_use]
    pub fn message(self) -> &'a str {
        self.message
    }

    /// The frames it has left, the outermost first.
    pub fn traceback(self) -> impl ExactSizeIterator<Item = Place<'a>> + use<'a> {
        let Self { vm, value, .. } = self;
        let text = |vm: &'a Engine, name| vm.text(vm.name_value(Name(name))).unwrap_or_default();
        (0..exception::frames_of(vm, value)).rev().map(move |i| {
            let [file, line, function] = exception::frame_of(vm, value, i).unwrap_or_default();
            Place { file: text(vm, file), line: line.into(), function: text(vm, function) }
        })
    }

    /// The file and line of a SyntaxError's source, and the column, from 1 on.
    #[must_use]
    pub fn syntax_place(self) -> Option<(&'a str, u32, u32)> {
        let vm = self.vm;
        let of = |name| exception::place_of(vm, self.value, name);
        let number = |name| of(name).and_then(value::Value::as_small).map(|n| n as u32);
        let file = of(const { rom("filename") }).and_then(|file| vm.text(file));
        let line = number(const { rom("lineno") })?;
        Some((file.unwrap_or_default(), line, number(const { rom("offset") }).unwrap_or(0)))
    }

    /// The exception object.
    #[must_use]
    pub fn value(self) -> Value<'a> {
        Value { vm: self.vm, value: self.value }
    }
}

impl core::fmt::Display for Exception<'_> {
    /// As the last line of a traceback: class and message.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.class_name())?;
        if self.message.is_empty() { Ok(()) } else { write!(f, ": {}", self.message) }
    }
}
