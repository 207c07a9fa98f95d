//! The builtin types, numbered; a type object in ROM has its number.

/// The number of a builtin type: an index of the table of `Type`s.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub(crate) struct TypeId(pub(crate) u8);

/// Numbers the types in the order in which they stand: first those that are not exceptions, then the exceptions, each
/// with the type it derives from.
macro_rules! type_ids {
    (
        plain { $($name:ident $text:literal;)* }
        exceptions { $($exception:ident($base:ident) $exception_text:literal;)* }
    ) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "named as the constants are")]
        #[repr(u8)]
        enum Number { $($name,)* $($exception,)* }

        #[expect(dead_code, reason = "every type has a name, used here or not")]
        impl TypeId {
            $(pub(crate) const $name: TypeId = TypeId(Number::$name as u8);)*
            $(pub(crate) const $exception: TypeId = TypeId(Number::$exception as u8);)*
        }

        /// The Python names of the types, by number.
        pub(crate) const NAMES: &[&str] = &[$($text,)* $($exception_text,)*];

        /// The bases of the exception types, from `BaseException` on.
        static EXCEPTION_BASES: [TypeId; NAMES.len() - TypeId::FIRST_EXCEPTION.0 as usize] = [$(TypeId::$base,)*];
    };
}

type_ids! {
    plain {
        OBJECT "object";
        TYPE "type";
        NONE "NoneType";
        BOOL "bool";
        ELLIPSIS "ellipsis";
        NOT_IMPLEMENTED "NotImplementedType";
        INT "int";
        FLOAT "float";
        COMPLEX "complex";
        STR "str";
        BYTES "bytes";
        BYTEARRAY "bytearray";
        TUPLE "tuple";
        LIST "list";
        DICT "dict";
        SET "set";
        FROZENSET "frozenset";
        RANGE "range";
        SLICE "slice";
        FUNCTION "function";
        BUILTIN_FUNCTION "builtin_function_or_method";
        BOUND_METHOD "method";
        CODE "code";
        CELL "cell";
        GENERATOR "generator";
        COROUTINE "coroutine";
        ASYNC_GENERATOR "async_generator";
        MODULE "module";
        PROPERTY "property";
        STATICMETHOD "staticmethod";
        CLASSMETHOD "classmethod";
        SUPER "super";
        ITERATOR "iterator";
        RANGE_ITERATOR "range_iterator";
        ENUMERATE "enumerate";
        ZIP "zip";
        MAP "map";
        FILTER "filter";
        REVERSED "reversed";
        DICT_KEYS "dict_keys";
        DICT_VALUES "dict_values";
        DICT_ITEMS "dict_items";
        MEMORYVIEW "memoryview";
        ARRAY "array";
        TRACEBACK "traceback";
        STRING_IO "StringIO";
        BYTES_IO "BytesIO";
        TEXT_STREAM "TextIOWrapper";
        MAPPING_PROXY "mappingproxy";
        NATIVE "native";
        GENERIC_ALIAS "GenericAlias";
        UNION "UnionType";
        WEAKREF "weakref";
        ASYNC_GENERATOR_ASEND "async_generator_asend";
        ASYNC_GENERATOR_ATHROW "async_generator_athrow";
        ANEXT_AWAITABLE "anext_awaitable";
        COROUTINE_WRAPPER "coroutine_wrapper";
        LIST_ITERATOR "list_iterator";
        TUPLE_ITERATOR "tuple_iterator";
        STR_ITERATOR "str_iterator";
        INDEXED_ITERATOR "iterator";
        DICT_KEY_ITERATOR "dict_keyiterator";
        DICT_VALUE_ITERATOR "dict_valueiterator";
        DICT_ITEM_ITERATOR "dict_itemiterator";
        SET_ITERATOR "set_iterator";
        CALLABLE_ITERATOR "callable_iterator";
        REVERSE_ITERATOR "reversed";
        DICT_REVERSE_KEY_ITERATOR "dict_reversekeyiterator";
        DICT_REVERSE_VALUE_ITERATOR "dict_reversevalueiterator";
        DICT_REVERSE_ITEM_ITERATOR "dict_reverseitemiterator";
        TYPE_VAR "TypeVar";
        TYPE_VAR_TUPLE "TypeVarTuple";
        PARAM_SPEC "ParamSpec";
        TYPE_ALIAS "TypeAliasType";
        PARAM_SPEC_ARGS "ParamSpecArgs";
        PARAM_SPEC_KWARGS "ParamSpecKwargs";
        METHOD_DESCRIPTOR "method_descriptor";
    }
    exceptions {
        BASE_EXCEPTION(OBJECT) "BaseException";
        EXCEPTION(BASE_EXCEPTION) "Exception";
        ARITHMETIC_ERROR(EXCEPTION) "ArithmeticError";
        ASSERTION_ERROR(EXCEPTION) "AssertionError";
        ATTRIBUTE_ERROR(EXCEPTION) "AttributeError";
        BASE_EXCEPTION_GROUP(BASE_EXCEPTION) "BaseExceptionGroup";
        OS_ERROR(EXCEPTION) "OSError";
        BLOCKING_IO_ERROR(OS_ERROR) "BlockingIOError";
        CONNECTION_ERROR(OS_ERROR) "ConnectionError";
        BROKEN_PIPE_ERROR(CONNECTION_ERROR) "BrokenPipeError";
        BUFFER_ERROR(EXCEPTION) "BufferError";
        CHILD_PROCESS_ERROR(OS_ERROR) "ChildProcessError";
        CONNECTION_ABORTED_ERROR(CONNECTION_ERROR) "ConnectionAbortedError";
        CONNECTION_REFUSED_ERROR(CONNECTION_ERROR) "ConnectionRefusedError";
        CONNECTION_RESET_ERROR(CONNECTION_ERROR) "ConnectionResetError";
        EOF_ERROR(EXCEPTION) "EOFError";
        EXCEPTION_GROUP(BASE_EXCEPTION_GROUP) "ExceptionGroup";
        FILE_EXISTS_ERROR(OS_ERROR) "FileExistsError";
        FILE_NOT_FOUND_ERROR(OS_ERROR) "FileNotFoundError";
        FLOATING_POINT_ERROR(ARITHMETIC_ERROR) "FloatingPointError";
        GENERATOR_EXIT(BASE_EXCEPTION) "GeneratorExit";
        IMPORT_ERROR(EXCEPTION) "ImportError";
        SYNTAX_ERROR(EXCEPTION) "SyntaxError";
        INDENTATION_ERROR(SYNTAX_ERROR) "IndentationError";
        LOOKUP_ERROR(EXCEPTION) "LookupError";
        INDEX_ERROR(LOOKUP_ERROR) "IndexError";
        INTERRUPTED_ERROR(OS_ERROR) "InterruptedError";
        IS_A_DIRECTORY_ERROR(OS_ERROR) "IsADirectoryError";
        KEY_ERROR(LOOKUP_ERROR) "KeyError";
        KEYBOARD_INTERRUPT(BASE_EXCEPTION) "KeyboardInterrupt";
        MEMORY_ERROR(EXCEPTION) "MemoryError";
        MODULE_NOT_FOUND_ERROR(IMPORT_ERROR) "ModuleNotFoundError";
        NAME_ERROR(EXCEPTION) "NameError";
        NOT_A_DIRECTORY_ERROR(OS_ERROR) "NotADirectoryError";
        RUNTIME_ERROR(EXCEPTION) "RuntimeError";
        NOT_IMPLEMENTED_ERROR(RUNTIME_ERROR) "NotImplementedError";
        OVERFLOW_ERROR(ARITHMETIC_ERROR) "OverflowError";
        PERMISSION_ERROR(OS_ERROR) "PermissionError";
        PROCESS_LOOKUP_ERROR(OS_ERROR) "ProcessLookupError";
        RECURSION_ERROR(RUNTIME_ERROR) "RecursionError";
        REFERENCE_ERROR(EXCEPTION) "ReferenceError";
        STOP_ASYNC_ITERATION(EXCEPTION) "StopAsyncIteration";
        STOP_ITERATION(EXCEPTION) "StopIteration";
        SYSTEM_EXIT(BASE_EXCEPTION) "SystemExit";
        TAB_ERROR(INDENTATION_ERROR) "TabError";
        TIMEOUT_ERROR(OS_ERROR) "TimeoutError";
        TYPE_ERROR(EXCEPTION) "TypeError";
        UNBOUND_LOCAL_ERROR(NAME_ERROR) "UnboundLocalError";
        VALUE_ERROR(EXCEPTION) "ValueError";
        UNICODE_ERROR(VALUE_ERROR) "UnicodeError";
        UNICODE_DECODE_ERROR(UNICODE_ERROR) "UnicodeDecodeError";
        UNICODE_ENCODE_ERROR(UNICODE_ERROR) "UnicodeEncodeError";
        UNICODE_TRANSLATE_ERROR(UNICODE_ERROR) "UnicodeTranslateError";
        ZERO_DIVISION_ERROR(ARITHMETIC_ERROR) "ZeroDivisionError";
        WARNING(EXCEPTION) "Warning";
        BYTES_WARNING(WARNING) "BytesWarning";
        DEPRECATION_WARNING(WARNING) "DeprecationWarning";
        ENCODING_WARNING(WARNING) "EncodingWarning";
        FUTURE_WARNING(WARNING) "FutureWarning";
        IMPORT_WARNING(WARNING) "ImportWarning";
        PENDING_DEPRECATION_WARNING(WARNING) "PendingDeprecationWarning";
        RESOURCE_WARNING(WARNING) "ResourceWarning";
        RUNTIME_WARNING(WARNING) "RuntimeWarning";
        SYNTAX_WARNING(WARNING) "SyntaxWarning";
        UNICODE_WARNING(WARNING) "UnicodeWarning";
        USER_WARNING(WARNING) "UserWarning";
        SYSTEM_ERROR(EXCEPTION) "SystemError";
        PYTHON_FINALIZATION_ERROR(RUNTIME_ERROR) "PythonFinalizationError";
        CANCELLED_ERROR(BASE_EXCEPTION) "CancelledError";
    }
}

impl TypeId {
    /// Types from this one on are exceptions.
    pub(crate) const FIRST_EXCEPTION: TypeId = TypeId::BASE_EXCEPTION;

    /// Whether instances of it are exceptions.
    pub(crate) const fn is_exception(self) -> bool {
        self.0 >= Self::FIRST_EXCEPTION.0
    }

    /// The type it derives from; `object` is its own.
    pub(crate) fn base(self) -> Self {
        let exception = usize::from(self.0.wrapping_sub(Self::FIRST_EXCEPTION.0));
        match EXCEPTION_BASES.get(exception) {
            Some(&base) => base,
            None if self == Self::BOOL => Self::INT,
            None => Self::OBJECT,
        }
    }

    /// Whether it is, or derives from, another.
    pub(crate) fn derives_from(self, of: Self) -> bool {
        let mut id = self;
        // A base has a lower number, with the exception of that of `bool`.
        while id.0 > of.0 {
            id = id.base();
        }
        id == of
            || self == Self::BOOL && of == Self::INT
            // The one builtin type with two bases.
            || self == Self::EXCEPTION_GROUP && of == Self::EXCEPTION
    }
}

const _: () = {
    let mut i = 0;
    while i < EXCEPTION_BASES.len() {
        assert!((EXCEPTION_BASES[i].0 as usize) < TypeId::FIRST_EXCEPTION.0 as usize + i);
        i += 1;
    }
};
