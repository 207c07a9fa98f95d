//! What lies in flash: the table of types, the tables of builtin functions, and the header-only objects for all.

use crate::bytecode::code::CONSTANTS_WORD;
use crate::heap::{Header, LayoutId, Trace, Traces};
use crate::modules::{self, Module};
use crate::name::{BUILTINS, NAMES, Name, ROM_COUNT};
use crate::object::{Builtin, Engine, Member, Rom, TYPE_NAMES, Type, TypeId, kind};
use crate::runtime::protocol;
#[cfg(feature = "array")]
use crate::types::array::TYPE as ARRAY;
#[cfg(feature = "io")]
use crate::types::stream::{BYTES_IO, STRING_IO};
use crate::types::{
    adapter, bool, bytes, complex, console, constant, descriptor, dict, exception, float, generic,
    int, iterator, list, memoryview, module, object, parameter, proxy, range, set, slice, str,
    tuple, view,
};
use crate::value::Word;
use crate::vm::{awaitable, callable, types as vm_types};

/// How many builtin types there are.
const TYPE_COUNT: usize = TYPE_NAMES.len();
/// How many of them are not exceptions.
const PLAIN_COUNT: usize = TypeId::FIRST_EXCEPTION.0 as usize;

macro_rules! bare {
    ($($name:ident)*) => { $(static $name: Type = Type::new(TypeId::$name);)* };
}
bare! {
    NATIVE WEAKREF
}

macro_rules! awaitables {
    ($($name:ident)*) => { $(static $name: Type = awaitable::record(TypeId::$name);)* };
}
awaitables! {
    ASYNC_GENERATOR_ASEND ASYNC_GENERATOR_ATHROW ANEXT_AWAITABLE COROUTINE_WRAPPER
}

// Types of modules that are left out.
#[cfg(not(feature = "array"))]
bare! {
    ARRAY
}
#[cfg(not(feature = "io"))]
bare! {
    STRING_IO BYTES_IO
}

static TRACEBACK: Type = exception::traceback_type();

/// The types that are not exceptions, by number.
static PLAIN: [&Type; PLAIN_COUNT] = [
    &object::TYPE,
    &vm_types::CLASS,
    &constant::NONE,
    &bool::TYPE,
    &constant::ELLIPSIS,
    &constant::NOT_IMPLEMENTED,
    &int::TYPE,
    &float::TYPE,
    &complex::TYPE,
    &str::TYPE,
    &bytes::BYTES,
    &bytes::bytearray::TYPE,
    &tuple::TYPE,
    &list::TYPE,
    &dict::TYPE,
    &set::SET,
    &set::FROZENSET,
    &range::TYPE,
    &slice::TYPE,
    &callable::FUNCTION,
    &callable::BUILTIN_FUNCTION,
    &callable::BOUND_METHOD,
    &callable::CODE,
    &callable::CELL,
    &vm_types::GENERATOR,
    &vm_types::COROUTINE,
    &vm_types::ASYNC_GENERATOR,
    &module::TYPE,
    &descriptor::PROPERTY,
    &descriptor::STATICMETHOD,
    &descriptor::CLASSMETHOD,
    &vm_types::SUPER,
    &iterator::TYPE,
    &range::ITERATOR,
    &adapter::ENUMERATE,
    &adapter::ZIP,
    &adapter::MAP,
    &adapter::FILTER,
    &adapter::REVERSED,
    &view::KEYS,
    &view::VALUES,
    &view::ITEMS,
    &memoryview::TYPE,
    &ARRAY,
    &TRACEBACK,
    &STRING_IO,
    &BYTES_IO,
    &console::TYPE,
    &proxy::TYPE,
    &NATIVE,
    &generic::ALIAS,
    &generic::UNION,
    &WEAKREF,
    &ASYNC_GENERATOR_ASEND,
    &ASYNC_GENERATOR_ATHROW,
    &ANEXT_AWAITABLE,
    &COROUTINE_WRAPPER,
    &iterator::TYPE,
    &iterator::TYPE,
    &iterator::TYPE,
    &iterator::TYPE,
    &iterator::TYPE,
    &iterator::TYPE,
    &iterator::TYPE,
    &iterator::TYPE,
    &iterator::TYPE,
    &iterator::TYPE,
    &iterator::TYPE,
    &iterator::TYPE,
    &iterator::TYPE,
    &parameter::TYPE_VAR,
    &parameter::TYPE_VAR_TUPLE,
    &parameter::PARAM_SPEC,
    &parameter::ALIAS,
    &parameter::PARAM_SPEC_ARGS,
    &parameter::PARAM_SPEC_KWARGS,
    &callable::BUILTIN_FUNCTION,
];

/// All builtin types, by number.
pub(super) static TYPES: [&Type; TYPE_COUNT] = types();

const fn types() -> [&'static Type; TYPE_COUNT] {
    let mut types: [&Type; TYPE_COUNT] = [&object::TYPE; TYPE_COUNT];
    let mut i = 0;
    while i < TYPE_COUNT {
        types[i] = if i < PLAIN_COUNT {
            // The iterators of builtin containers differ in name only, and so do builtin functions.
            let is_alike =
                PLAIN[i].id.0 == TypeId::ITERATOR.0 || PLAIN[i].id.0 == TypeId::BUILTIN_FUNCTION.0;
            assert!(is_alike || PLAIN[i].id.0 as usize == i, "a type is out of order");
            PLAIN[i]
        } else if i == PLAIN_COUNT {
            &exception::BASE
        } else if i == TypeId::BASE_EXCEPTION_GROUP.0 as usize {
            &exception::GROUP
        } else {
            &exception::DERIVED
        };
        i += 1;
    }
    types
}

/// The table of the special methods of builtin types.
const PROTOCOL_TABLE: usize = TYPE_COUNT;
/// The table of the builtin functions that the virtual machine itself provides.
const VM_TABLE: usize = PROTOCOL_TABLE + 1;
/// The first module's table.
const MODULE_TABLE: usize = VM_TABLE + 1;
/// How many tables of functions there are: one a type, two of the machine's own, one a module.
const TABLE_COUNT: usize = MODULE_TABLE + modules::ALL.len();

/// All tables of functions.
pub(super) static TABLES: [&[Member]; TABLE_COUNT] = tables();

const fn tables() -> [&'static [Member]; TABLE_COUNT] {
    let mut tables: [&[Member]; TABLE_COUNT] = [&[]; TABLE_COUNT];
    let mut i = 0;
    while i < TABLE_COUNT {
        tables[i] = if i < TYPE_COUNT {
            TYPES[i].members
        } else if i == PROTOCOL_TABLE {
            protocol::MEMBERS
        } else if i == VM_TABLE {
            super::functions::MEMBERS
        } else {
            modules::ALL[i - MODULE_TABLE].members
        };
        assert!(tables[i].len() < 256, "a table has too many functions");
        i += 1;
    }
    tables
}

/// Index of the first type in the ROM words, of the first module, and of the first function of each table.
const FIRST_TYPE: usize = ROM_COUNT;
const FIRST_MODULE: usize = FIRST_TYPE + TYPE_COUNT;
static FIRST_FUNCTIONS: [u32; TABLE_COUNT] = first_functions();

const fn first_functions() -> [u32; TABLE_COUNT] {
    let mut first = [0; TABLE_COUNT];
    let mut at = FIRST_MODULE + modules::ALL.len();
    let mut i = 0;
    while i < TABLE_COUNT {
        first[i] = at as u32;
        at += TABLES[i].len();
        i += 1;
    }
    first
}

const WORD_COUNT: usize = FIRST_FUNCTIONS[TABLE_COUNT - 1] as usize + TABLES[TABLE_COUNT - 1].len();

/// The header-only objects.
pub(super) static WORDS: [u32; WORD_COUNT] = words();

const fn words() -> [u32; WORD_COUNT] {
    let mut words = [0; WORD_COUNT];
    let mut i = 0;
    while i < FIRST_MODULE + modules::ALL.len() {
        let (layout, number) = if i < FIRST_TYPE {
            (kind::ROM_STR, i)
        } else if i < FIRST_MODULE {
            (kind::TYPE, i - FIRST_TYPE)
        } else {
            (kind::BUILTIN_MODULE, i - FIRST_MODULE)
        };
        words[i] = Header::new(layout, number as u32).0;
        i += 1;
    }
    let mut table = 0;
    while table < TABLE_COUNT {
        let mut position = 0;
        while position < TABLES[table].len() {
            words[i] = Header::new(kind::BUILTIN, (table << 8 | position) as u32).0;
            i += 1;
            position += 1;
        }
        table += 1;
    }
    words
}

static MODULE_NAMES: [Name; modules::ALL.len()] = module_names();

const fn module_names() -> [Name; modules::ALL.len()] {
    let mut names = [modules::ALL[0].name; modules::ALL.len()];
    let mut i = 0;
    while i < names.len() {
        names[i] = modules::ALL[i].name;
        i += 1;
    }
    names
}

/// What the engine knows of all this.
pub(super) static ROM: Rom = Rom {
    types: FIRST_TYPE as u32,
    modules: FIRST_MODULE as u32,
    first_module_table: MODULE_TABLE as u32,
    module_names: &MODULE_NAMES,
    functions: &FIRST_FUNCTIONS,
};

/// What each name of `builtins` stands for.
pub(super) static BUILTIN_VALUES: [Builtin; BUILTINS] = builtin_values();

const fn builtin_values() -> [Builtin; BUILTINS] {
    let mut values = [Builtin::Missing; BUILTINS];
    let mut i = 0;
    while i < BUILTINS {
        values[i] = builtin_value(i);
        i += 1;
    }
    values
}

/// The position of the function with this name in a table.
const fn position(members: &[Member], name: usize) -> Option<usize> {
    let mut i = 0;
    while i < members.len() {
        if members[i].name().0 as usize == name {
            return Some(i);
        }
        i += 1;
    }
    None
}

const fn function(table: usize, position: usize) -> Builtin {
    Builtin::Rom((FIRST_FUNCTIONS[table] as usize + position) as u16)
}

const fn builtin_value(number: usize) -> Builtin {
    if let Some(i) = position(modules::ALL[modules::BUILTINS].members, number) {
        return function(MODULE_TABLE + modules::BUILTINS, i);
    }
    if let Some(i) = position(super::functions::MEMBERS, number) {
        return function(VM_TABLE, i);
    }
    let mut i = 0;
    while i < TYPE_COUNT {
        // The name of a type is that of a builtin only for those that are builtins.
        if same(TYPE_NAMES[i], NAMES[number]) {
            return Builtin::Rom((FIRST_TYPE + i) as u16);
        }
        i += 1;
    }
    if same(NAMES[number], "EnvironmentError") || same(NAMES[number], "IOError") {
        Builtin::Rom((FIRST_TYPE + TypeId::OS_ERROR.0 as usize) as u16)
    } else if same(NAMES[number], "Ellipsis") {
        Builtin::Ellipsis
    } else if same(NAMES[number], "NotImplemented") {
        Builtin::NotImplemented
    } else if same(NAMES[number], "__debug__") {
        Builtin::Debug
    } else {
        Builtin::Missing
    }
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// The modules in flash.
pub(super) const MODULES: &[Module] = modules::ALL;

/// The module in flash with this name.
pub(super) fn module(vm: &Engine, name: Name) -> Option<Word> {
    let number = MODULES.iter().position(|module| module.name == name)?;
    Some(vm.rom_address + 4 * (vm.rom.modules + number as u32))
}

/// Which words of each kind of object are references.
pub(super) static TRACES: Traces = traces();

const fn traces() -> Traces {
    let mut traces = [Trace::LEAF; LayoutId::FIRST_INSTANCE as usize];
    let all = [
        kind::TUPLE,
        kind::ITEMS,
        kind::RANGE,
        kind::RANGE_ITER,
        kind::SLICE,
        kind::FUNCTION,
        kind::CELL,
        kind::BOUND_METHOD,
        kind::EXCEPTION,
        kind::MODULE,
        kind::PROPERTY,
        kind::STATICMETHOD,
        kind::CLASSMETHOD,
        kind::SUPER,
        kind::ENUMERATE,
        kind::ZIP,
        kind::MAP,
        kind::FILTER,
        kind::REVERSED,
        kind::DICT_VIEW,
        kind::TRACEBACK,
        kind::MAPPING_PROXY,
        kind::GENERIC_ALIAS,
        kind::UNION,
        kind::SEQUENCE_ITERATOR,
        kind::AWAITABLE,
        kind::NATIVE,
        kind::TYPE_PARAMETER,
    ];
    let mut i = 0;
    while i < all.len() {
        traces[all[i].0 as usize] = Trace::ALL;
        i += 1;
    }
    let from_two = [
        kind::BYTEARRAY,
        kind::LIST,
        kind::DICT,
        kind::SET,
        kind::FROZENSET,
        kind::CLASS,
        kind::ITERATOR,
        kind::ARRAY,
        kind::STREAM,
        kind::WEAKREF,
    ];
    let mut i = 0;
    while i < from_two.len() {
        traces[from_two[i].0 as usize] = Trace::from(2);
        i += 1;
    }
    traces[kind::GENERATOR.0 as usize] = Trace::from(3);
    traces[kind::MEMORYVIEW.0 as usize] = Trace::from(4);
    traces[kind::CODE.0 as usize] = Trace::counted(2, CONSTANTS_WORD as u8);
    traces
}
