//! The kinds of builtin objects: what their words hold and which of them are references.

use crate::heap::LayoutId;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $id:literal;)*) => {
        $($(#[$doc])* pub(crate) const $name: LayoutId = LayoutId($id);)*
    };
}

kinds! {
    /// None, True, False, Ellipsis, NotImplemented: header-only ROM objects, told apart by their number.
    CONSTANT = 0;
    /// A boxed float: header and its bytes. In ROM, header-only, with an index of `ROM_FLOATS`.
    FLOAT = 1;
    /// Header and items.
    TUPLE = 2;
    /// An int outside the small range: flag A is the sign (negative), then 32-bit digits, least significant first,
    /// the last not 0.
    INT = 3;
    /// `[hash u16 | flags][length in bytes] text`; see `types/str`.
    STR = 4;
    /// A name in flash, header-only; its number is the name's.
    ROM_STR = 5;
    /// `[length]` and the bytes.
    BYTES = 6;
    /// `[length][storage: RAW or 0]`.
    BYTEARRAY = 7;
    /// Storage of bytes.
    RAW = 8;
    /// Storage of references.
    ITEMS = 9;
    /// `[length][storage: ITEMS or 0]`.
    LIST = 10;
    /// `[entries used][entries: ITEMS or 0][index: RAW or 0]`; flag A: it is a namespace (globals).
    DICT = 11;

    /// As DICT, with a table of keys alone.
    SET = 13;
    /// As SET, never changed.
    FROZENSET = 14;
    /// `[start][stop][step]`, any ints.
    RANGE = 15;
    /// `[next][stop][step]`, any ints.
    RANGE_ITER = 16;
    /// `[start][stop][step]`.
    SLICE = 17;
    /// `[code][globals][defaults or 0][extra: closure tuple, keyword defaults, ... or 0]`; see `vm/function`.
    FUNCTION = 18;
    /// See `bytecode/code`.
    CODE = 19;
    /// `[contents or 0]`.
    CELL = 20;
    /// `[self][function]`.
    BOUND_METHOD = 21;
    /// ROM: a function of a table; the number is table << 8 | position.
    BUILTIN = 22;
    /// ROM: a builtin type; its number is its `TypeId`.
    TYPE = 23;
    /// A class written in Python; see `vm/class`.
    CLASS = 24;
    /// A detached frame; flag A: it is a coroutine; see `vm/generator`.
    GENERATOR = 25;
    /// `[class][args tuple][traceback: RAW or 0][details: ITEMS or 0]`; see `types/exception`.
    EXCEPTION = 26;
    /// `[dict]`.
    MODULE = 27;
    /// `[getter][setter][deleter][doc]`, None where absent.
    PROPERTY = 28;
    /// `[function]`.
    STATICMETHOD = 29;
    /// `[function]`.
    CLASSMETHOD = 30;
    /// `[class][object][class of the object]`.
    SUPER = 31;
    /// Iterators of builtin containers: `[kind, position][container][extra]`; see `types/iterator`.
    ITERATOR = 32;
    /// `[iterator][count]`.
    ENUMERATE = 33;
    /// `[tuple of iterators][strict]`.
    ZIP = 34;
    /// `[function][tuple of iterators]`.
    MAP = 35;
    /// `[function or None][iterator]`.
    FILTER = 36;
    /// `[sequence][position]`.
    REVERSED = 37;
    /// `[dict][0 keys, 1 values, 2 items, as a small int]`.
    DICT_VIEW = 38;
    /// `[format, flags][offset][length][object]`.
    MEMORYVIEW = 39;
    /// `[typecode, length][storage: RAW or 0]`.
    ARRAY = 40;
    /// Header and two floats.
    COMPLEX = 41;
    /// A plain `object()`.
    OBJECT = 42;
    /// `[frames: RAW][position of this one, a small int]`; see `types/exception/traceback`.
    TRACEBACK = 43;
    /// `io.StringIO`, `io.BytesIO`, the console: `[kind, position][buffer]`.
    STREAM = 44;
    /// `[dict]`.
    MAPPING_PROXY = 45;
    /// A function of an embedding program: `[host number << 16 | function, a small int][name]`.
    NATIVE = 46;
    /// ROM: a module in flash; its number is its table's.
    BUILTIN_MODULE = 47;
    /// `[target, weak][callback]`.
    WEAKREF = 48;
    /// `[origin][args]`.
    GENERIC_ALIAS = 49;
    /// `[args tuple]`.
    UNION = 50;
    /// The iterator of an object that has only `__getitem__`: `[object or 0][next index, a small int]`.
    SEQUENCE_ITERATOR = 51;
    /// `[what is resumed][value or 0][kind and state, a small int]`; see `vm/awaitable`.
    AWAITABLE = 52;
    /// `[form, a small int][name][first][second]`; see `types/parameter`.
    TYPE_PARAMETER = 53;
}

/// How many kinds there are.
pub(crate) const COUNT: usize = 54;

const _: () = assert!(TUPLE.0 == crate::value::TUPLE.0 && FLOAT.0 == crate::value::FLOAT.0);
