//! The builtin exception classes, as an embedding program names them.

use crate::object::{TYPE_NAMES, TypeId};

/// A builtin exception class.
///
/// ```
/// use taipan::api::Class;
/// assert_eq!(Class::KEY_ERROR.name(), "KeyError");
/// assert!(Class::KEY_ERROR.is_a(Class::LOOKUP_ERROR));
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Class(pub(super) TypeId);

macro_rules! classes {
    ($($name:ident)*) => {
        #[expect(missing_docs, reason = "they are Python's, named as in Python")]
        impl Class { $(pub const $name: Class = Class(TypeId::$name);)* }
    };
}
classes! {
    ARITHMETIC_ERROR ASSERTION_ERROR ATTRIBUTE_ERROR BASE_EXCEPTION BLOCKING_IO_ERROR BUFFER_ERROR CANCELLED_ERROR
    CONNECTION_ERROR EOF_ERROR EXCEPTION FILE_EXISTS_ERROR FILE_NOT_FOUND_ERROR GENERATOR_EXIT IMPORT_ERROR
    INDENTATION_ERROR INDEX_ERROR KEYBOARD_INTERRUPT KEY_ERROR LOOKUP_ERROR MEMORY_ERROR MODULE_NOT_FOUND_ERROR
    NAME_ERROR NOT_IMPLEMENTED_ERROR OS_ERROR OVERFLOW_ERROR PERMISSION_ERROR RECURSION_ERROR REFERENCE_ERROR
    RUNTIME_ERROR STOP_ASYNC_ITERATION STOP_ITERATION SYNTAX_ERROR SYSTEM_EXIT TIMEOUT_ERROR TYPE_ERROR
    UNBOUND_LOCAL_ERROR UNICODE_ERROR VALUE_ERROR ZERO_DIVISION_ERROR
}

impl Class {
    /// Its name in Python.
    #[must_use]
    pub fn name(self) -> &'static str {
        TYPE_NAMES.get(usize::from(self.0.0)).copied().unwrap_or_default()
    }

    /// Whether it is that class or derives from it: whether `except other` would catch it.
    #[must_use]
    pub fn is_a(self, other: Self) -> bool {
        self.0.derives_from(other.0)
    }
}

impl core::fmt::Debug for Class {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name())
    }
}
