//! The builtin types, numbered; a type object in ROM has its number.

/// The number of a builtin type: an index of the table of `Type`s.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub(crate) struct TypeId(pub(crate) u8);

macro_rules! type_ids {
    ($($name:ident = $id:literal, $text:literal;)*) => {
        #[expect(dead_code, reason = "every type has a name, used here or not")]
        impl TypeId { $(pub(crate) const $name: TypeId = TypeId($id);)* }
        /// The Python names of the types, by number.
        pub(crate) const NAMES: &[&str] = &[$($text),*];
    };
}

type_ids! {
    OBJECT = 0, "object";
    TYPE = 1, "type";
    NONE = 2, "NoneType";
    BOOL = 3, "bool";
    ELLIPSIS = 4, "ellipsis";
    NOT_IMPLEMENTED = 5, "NotImplementedType";
    INT = 6, "int";
    FLOAT = 7, "float";
    COMPLEX = 8, "complex";
    STR = 9, "str";
    BYTES = 10, "bytes";
    BYTEARRAY = 11, "bytearray";
    TUPLE = 12, "tuple";
    LIST = 13, "list";
    DICT = 14, "dict";
    SET = 15, "set";
    FROZENSET = 16, "frozenset";
    RANGE = 17, "range";
    SLICE = 18, "slice";
    FUNCTION = 19, "function";
    BUILTIN_FUNCTION = 20, "builtin_function_or_method";
    BOUND_METHOD = 21, "method";
    CODE = 22, "code";
    CELL = 23, "cell";
    GENERATOR = 24, "generator";
    COROUTINE = 25, "coroutine";
    ASYNC_GENERATOR = 26, "async_generator";
    MODULE = 27, "module";
    PROPERTY = 28, "property";
    STATICMETHOD = 29, "staticmethod";
    CLASSMETHOD = 30, "classmethod";
    SUPER = 31, "super";
    ITERATOR = 32, "iterator";
    RANGE_ITERATOR = 33, "range_iterator";
    ENUMERATE = 34, "enumerate";
    ZIP = 35, "zip";
    MAP = 36, "map";
    FILTER = 37, "filter";
    REVERSED = 38, "reversed";
    DICT_KEYS = 39, "dict_keys";
    DICT_VALUES = 40, "dict_values";
    DICT_ITEMS = 41, "dict_items";
    MEMORYVIEW = 42, "memoryview";
    ARRAY = 43, "array";
    TRACEBACK = 44, "traceback";
    STRING_IO = 45, "StringIO";
    BYTES_IO = 46, "BytesIO";
    TEXT_STREAM = 47, "TextIOWrapper";
    MAPPING_PROXY = 48, "mappingproxy";
    NATIVE = 49, "native";
    GENERIC_ALIAS = 50, "GenericAlias";
    UNION = 51, "UnionType";
    WEAKREF = 52, "weakref";
    BASE_EXCEPTION = 53, "BaseException";
    EXCEPTION = 54, "Exception";
    ARITHMETIC_ERROR = 55, "ArithmeticError";
    ASSERTION_ERROR = 56, "AssertionError";
    ATTRIBUTE_ERROR = 57, "AttributeError";
    BASE_EXCEPTION_GROUP = 58, "BaseExceptionGroup";
    OS_ERROR = 59, "OSError";
    BLOCKING_IO_ERROR = 60, "BlockingIOError";
    CONNECTION_ERROR = 61, "ConnectionError";
    BROKEN_PIPE_ERROR = 62, "BrokenPipeError";
    BUFFER_ERROR = 63, "BufferError";
    CHILD_PROCESS_ERROR = 64, "ChildProcessError";
    CONNECTION_ABORTED_ERROR = 65, "ConnectionAbortedError";
    CONNECTION_REFUSED_ERROR = 66, "ConnectionRefusedError";
    CONNECTION_RESET_ERROR = 67, "ConnectionResetError";
    EOF_ERROR = 68, "EOFError";
    EXCEPTION_GROUP = 69, "ExceptionGroup";
    FILE_EXISTS_ERROR = 70, "FileExistsError";
    FILE_NOT_FOUND_ERROR = 71, "FileNotFoundError";
    FLOATING_POINT_ERROR = 72, "FloatingPointError";
    GENERATOR_EXIT = 73, "GeneratorExit";
    IMPORT_ERROR = 74, "ImportError";
    SYNTAX_ERROR = 75, "SyntaxError";
    INDENTATION_ERROR = 76, "IndentationError";
    LOOKUP_ERROR = 77, "LookupError";
    INDEX_ERROR = 78, "IndexError";
    INTERRUPTED_ERROR = 79, "InterruptedError";
    IS_A_DIRECTORY_ERROR = 80, "IsADirectoryError";
    KEY_ERROR = 81, "KeyError";
    KEYBOARD_INTERRUPT = 82, "KeyboardInterrupt";
    MEMORY_ERROR = 83, "MemoryError";
    MODULE_NOT_FOUND_ERROR = 84, "ModuleNotFoundError";
    NAME_ERROR = 85, "NameError";
    NOT_A_DIRECTORY_ERROR = 86, "NotADirectoryError";
    RUNTIME_ERROR = 87, "RuntimeError";
    NOT_IMPLEMENTED_ERROR = 88, "NotImplementedError";
    OVERFLOW_ERROR = 89, "OverflowError";
    PERMISSION_ERROR = 90, "PermissionError";
    PROCESS_LOOKUP_ERROR = 91, "ProcessLookupError";
    RECURSION_ERROR = 92, "RecursionError";
    REFERENCE_ERROR = 93, "ReferenceError";
    STOP_ASYNC_ITERATION = 94, "StopAsyncIteration";
    STOP_ITERATION = 95, "StopIteration";
    SYSTEM_EXIT = 96, "SystemExit";
    TAB_ERROR = 97, "TabError";
    TIMEOUT_ERROR = 98, "TimeoutError";
    TYPE_ERROR = 99, "TypeError";
    UNBOUND_LOCAL_ERROR = 100, "UnboundLocalError";
    VALUE_ERROR = 101, "ValueError";
    UNICODE_ERROR = 102, "UnicodeError";
    UNICODE_DECODE_ERROR = 103, "UnicodeDecodeError";
    UNICODE_ENCODE_ERROR = 104, "UnicodeEncodeError";
    UNICODE_TRANSLATE_ERROR = 105, "UnicodeTranslateError";
    ZERO_DIVISION_ERROR = 106, "ZeroDivisionError";
    WARNING = 107, "Warning";
    DEPRECATION_WARNING = 108, "DeprecationWarning";
    RUNTIME_WARNING = 109, "RuntimeWarning";
    USER_WARNING = 110, "UserWarning";
    CANCELLED_ERROR = 111, "CancelledError";
}

impl TypeId {
    /// Types from this one on are exceptions.
    pub(crate) const FIRST_EXCEPTION: TypeId = TypeId(53);

    /// Whether instances of it are exceptions.
    pub(crate) const fn is_exception(self) -> bool {
        self.0 >= Self::FIRST_EXCEPTION.0
    }
}

/// The bases of the exception types, from `BaseException` on.
pub(crate) const EXCEPTION_BASES: &[TypeId] = &[
    TypeId::OBJECT,
    TypeId::BASE_EXCEPTION,
    TypeId::EXCEPTION,
    TypeId::EXCEPTION,
    TypeId::EXCEPTION,
    TypeId::BASE_EXCEPTION,
    TypeId::EXCEPTION,
    TypeId::OS_ERROR,
    TypeId::OS_ERROR,
    TypeId::CONNECTION_ERROR,
    TypeId::EXCEPTION,
    TypeId::OS_ERROR,
    TypeId::CONNECTION_ERROR,
    TypeId::CONNECTION_ERROR,
    TypeId::CONNECTION_ERROR,
    TypeId::EXCEPTION,
    TypeId::BASE_EXCEPTION_GROUP,
    TypeId::OS_ERROR,
    TypeId::OS_ERROR,
    TypeId::ARITHMETIC_ERROR,
    TypeId::BASE_EXCEPTION,
    TypeId::EXCEPTION,
    TypeId::EXCEPTION,
    TypeId::SYNTAX_ERROR,
    TypeId::EXCEPTION,
    TypeId::LOOKUP_ERROR,
    TypeId::OS_ERROR,
    TypeId::OS_ERROR,
    TypeId::LOOKUP_ERROR,
    TypeId::BASE_EXCEPTION,
    TypeId::EXCEPTION,
    TypeId::IMPORT_ERROR,
    TypeId::EXCEPTION,
    TypeId::OS_ERROR,
    TypeId::EXCEPTION,
    TypeId::RUNTIME_ERROR,
    TypeId::ARITHMETIC_ERROR,
    TypeId::OS_ERROR,
    TypeId::OS_ERROR,
    TypeId::RUNTIME_ERROR,
    TypeId::EXCEPTION,
    TypeId::EXCEPTION,
    TypeId::EXCEPTION,
    TypeId::BASE_EXCEPTION,
    TypeId::INDENTATION_ERROR,
    TypeId::OS_ERROR,
    TypeId::EXCEPTION,
    TypeId::NAME_ERROR,
    TypeId::EXCEPTION,
    TypeId::VALUE_ERROR,
    TypeId::UNICODE_ERROR,
    TypeId::UNICODE_ERROR,
    TypeId::UNICODE_ERROR,
    TypeId::ARITHMETIC_ERROR,
    TypeId::EXCEPTION,
    TypeId::WARNING,
    TypeId::WARNING,
    TypeId::WARNING,
    TypeId::BASE_EXCEPTION,
];
