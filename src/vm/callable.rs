//! The types of functions: those written in Python, those in flash, functions bound to an object, and their code.
//!
//! A function's attributes follow from its code, until one is set. From then on what is its own lies in an ITEMS
//! object, to which the word for the defaults refers (a tuple of defaults is another kind of object).

use super::frame::WORDS;
use super::function;
use crate::bytecode::code::{CONSTANTS_WORD, Flags};
use crate::name::{Name, rom};
use crate::object::{
    ANY, Args, Engine, Frame, Member, Res, Role, Slot, Trap, Type, TypeFlags, TypeId, kind,
    namespace,
};
use crate::runtime::{ShortText, attribute, format, record, text};
use crate::types::{dict, tuple};
use crate::value::{UNBOUND, Value, Word};

/// Functions written in Python.
pub(crate) static FUNCTION: Type = Type {
    flags: TypeFlags::TRUE,
    members: &[CALL, GET],
    new: Some(Member::leaf("__new__", 3, 6, new_function).keywords()),
    repr: Some(function_repr),
    get_attr: Some(function_attr),
    set_attr: Some(set_function_attr),
    ..Type::new(TypeId::FUNCTION)
};

/// Functions in flash.
pub(crate) static BUILTIN_FUNCTION: Type = Type {
    flags: TypeFlags::TRUE,
    members: &[CALL],
    repr: Some(builtin_repr),
    get_attr: Some(builtin_attr),
    ..Type::new(TypeId::BUILTIN_FUNCTION)
};

/// Functions bound to an object.
pub(crate) static BOUND_METHOD: Type = Type {
    flags: TypeFlags::TRUE,
    members: &[
        CALL,
        Member::leaf("__self__", 1, 1, |vm, args| part(vm, args, 1)).role(Role::Attribute),
        Member::leaf("__func__", 1, 1, |vm, args| part(vm, args, 2)).role(Role::Attribute),
    ],
    new: Some(Member::leaf("__new__", 3, 3, |vm, args| {
        vm.make(kind::BOUND_METHOD, &[args.at(2).word(), args.at(1).word()])
    })),
    repr: Some(method_repr),
    hash: Some(method_hash),
    compare: Some(method_compare),
    get_attr: Some(method_attr),
    ..Type::new(TypeId::BOUND_METHOD)
};

/// Code objects.
pub(crate) static CODE: Type = Type {
    flags: TypeFlags::TRUE,
    repr: Some(code_repr),
    get_attr: Some(code_attr),
    ..Type::new(TypeId::CODE)
};

/// Cells of variables that inner functions use.
pub(crate) static CELL: Type = Type {
    flags: TypeFlags::TRUE,
    members: &[Member::leaf("cell_contents", 1, 1, |vm, args| {
        match args.at(0).address().and_then(|cell| vm.value_field(cell, 1)) {
            Some(value) => Ok(value),
            None => Err(vm.value_error("Cell is empty")),
        }
    })
    .role(Role::Attribute)],
    ..Type::new(TypeId::CELL)
};

/// `__call__` of what can be called.
const CALL: Member = Member::general("__call__", 1, ANY, |vm, frame| {
    // The callee takes the last of the three words that every frame has in front of its arguments.
    let base = frame.at(1);
    vm.set_word(Slot(base.0 - WORDS), vm.word(frame.at(0)));
    super::call::call_frame(vm, Frame { base, positional: frame.positional - 1, ..frame })
})
.keywords();

/// `function.__get__(object, class)`.
const GET: Member = Member::leaf("__get__", 2, 3, |vm, args| {
    if args.at(1) == Value::none() {
        return Ok(args.at(0));
    }
    attribute::bound_method(vm, args.at(1), args.at(0))
});

fn part<'g>(vm: &'g Engine, args: Args<'g>, i: u32) -> Res<'g> {
    Ok(args.at(0).address().and_then(|address| vm.value_field(address, i)).unwrap_or(Value::none()))
}

// Functions.

/// Words of the ITEMS object with what a function has of its own, after the parts that [`function::part`] knows.
const OWN_NAME: u32 = 4;
const OWN_QUALIFIED_NAME: u32 = 5;
const OWN_DOC: u32 = 6;
const OWN_MODULE: u32 = 7;
const OWN_DICT: u32 = 8;
const OWN_TYPE_PARAMETERS: u32 = 9;
const OWN_WORDS: u32 = 10;

fn new_text<'g>(vm: &'g Engine, text: &ShortText) -> Res<'g> {
    vm.new_str(text.as_bytes())
}

/// `type(f)(code, globals, name, argdefs, closure)`.
fn new_function<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let names = [
        const { rom("code") },
        const { rom("globals") },
        const { rom("name") },
        const { rom("argdefs") },
        const { rom("closure") },
    ];
    args.only(vm, &names)?;
    let given = |i: usize| args.get_or(vm, i + 1, names[i]).filter(|value| *value != Value::none());
    let (Some(code), Some(globals)) = (
        given(0).and_then(|code| vm.expect(code, kind::CODE)),
        given(1).and_then(|globals| vm.expect(globals, kind::DICT)),
    ) else {
        return Err(vm.type_error("function() arguments must be a code object and a dict"));
    };
    let closure = given(4).and_then(|closure| vm.expect(closure, kind::TUPLE)).unwrap_or(UNBOUND);
    let count = if closure == UNBOUND { 0 } else { vm.heap.object_words(closure) - 1 };
    if u32::from(function::head(vm, code).free) != count {
        let free = i32::from(function::head(vm, code).free);
        let text = "{s} requires closure of length {d}, not the one given";
        let name = vm.name_value(Name(function::head(vm, code).name));
        return Err(vm.raise_with(TypeId::VALUE_ERROR, text, name, Value::int(free)));
    }
    vm.reserve(1 + function::WORDS + OWN_WORDS)?;
    let defaults = given(3).and_then(|tuple| vm.expect(tuple, kind::TUPLE)).unwrap_or(UNBOUND);
    let made = vm.make(kind::FUNCTION, &[code, globals, defaults, closure])?;
    if let Some(name) = given(2) {
        let own = make_own(vm, made.word())?;
        vm.set_field(own, OWN_NAME, name.word());
        vm.set_field(own, OWN_QUALIFIED_NAME, name.word());
    }
    Ok(made)
}

/// What a function has of its own, made if need be.
fn make_own(vm: &Engine, address: u32) -> Result<u32, Trap> {
    if let Some(own) = function::own(vm, address) {
        return Ok(own);
    }
    let own = vm.alloc_zeroed(kind::ITEMS, OWN_WORDS)?;
    let parts = [function::DEFAULTS, function::KEYWORD_DEFAULTS, function::ANNOTATIONS];
    for (i, part) in (1..).zip(parts) {
        vm.set_raw(own, i, function::part(vm, address, part));
    }
    vm.set_field(address, function::DEFAULTS, own);
    Ok(own)
}

/// A word of what a function has of its own, if it has it.
fn own_word(vm: &Engine, address: u32, i: u32) -> Option<Value<'_>> {
    vm.value_field(function::own(vm, address)?, i)
}

/// The name that was set for a function, and the qualified name.
pub(super) fn own_qualified_name(vm: &Engine, address: u32) -> Option<&str> {
    vm.text(own_word(vm, address, OWN_QUALIFIED_NAME)?)
}

/// The type parameters of a function, a tuple, or of the class whose body it is.
pub(super) fn type_parameters(vm: &Engine, address: u32) -> Option<Value<'_>> {
    own_word(vm, address, OWN_TYPE_PARAMETERS)
}

/// A dict that a function has as soon as someone asks.
fn own_dict(vm: &Engine, address: u32, i: u32) -> Res<'_> {
    if let Some(dict) = own_word(vm, address, i) {
        return Ok(dict);
    }
    vm.reserve(OWN_WORDS + 4)?;
    let own = make_own(vm, address)?;
    let dict = dict::with_room(vm, 0)?;
    vm.set_field(own, i, dict.word());
    Ok(dict)
}

pub(super) fn function_attr<'g>(
    vm: &'g Engine,
    value: Value<'g>,
    name: Name,
) -> Result<Option<Value<'g>>, Trap> {
    let Some(address) = value.address() else { return Ok(None) };
    let code = vm.field(address, function::CODE);
    let head = function::head(vm, code);
    let part = |i| Value::from_word(function::part(vm, address, i)).unwrap_or(Value::none());
    let own = |i| own_word(vm, address, i);
    Ok(Some(if name == const { rom("__name__") } {
        own(OWN_NAME).unwrap_or(vm.name_value(Name(head.name)))
    } else if name == const { rom("__qualname__") } {
        match own(OWN_QUALIFIED_NAME) {
            Some(name) => name,
            None => {
                let mut text = ShortText::new();
                function::qualified_name(vm, address, &mut text);
                new_text(vm, &text)?
            }
        }
    } else if name == const { rom("__globals__") } {
        vm.value(vm.field(address, function::GLOBALS))
    } else if name == const { rom("__code__") } {
        vm.value(code)
    } else if name == const { rom("__defaults__") } {
        part(function::DEFAULTS)
    } else if name == const { rom("__kwdefaults__") } {
        part(function::KEYWORD_DEFAULTS)
    } else if name == const { rom("__closure__") } {
        part(function::CLOSURE)
    } else if name == const { rom("__annotations__") } {
        match Value::from_word(function::part(vm, address, function::ANNOTATIONS)) {
            Some(annotations) => annotations,
            None => own_dict(vm, address, function::OWN_ANNOTATIONS)?,
        }
    } else if name == const { rom("__module__") } {
        let globals = vm.field(address, function::GLOBALS);
        own(OWN_MODULE)
            .or_else(|| namespace::get(vm, globals, vm.name_value(const { rom("__name__") })))
            .unwrap_or(Value::none())
    } else if name == const { rom("__doc__") } {
        match own(OWN_DOC) {
            Some(doc) => doc,
            None if head.flags.contains(Flags::HAS_DOC) => {
                vm.value(vm.field(code, CONSTANTS_WORD as u32))
            }
            None => Value::none(),
        }
    } else if name == const { rom("__dict__") } {
        own_dict(vm, address, OWN_DICT)?
    } else if name == const { rom("__type_params__") } {
        type_parameters(vm, address).unwrap_or(Value::empty_tuple())
    } else {
        return Ok(own(OWN_DICT)
            .and_then(Value::address)
            .and_then(|dict| namespace::get(vm, dict, vm.name_value(name))));
    }))
}

/// What may be assigned to an attribute of a function.
#[derive(Clone, Copy)]
enum Takes {
    Str(&'static str),
    /// Also None, as which the part is left out.
    Object(crate::heap::LayoutId, &'static str),
    Anything,
}

fn set_function_attr(
    vm: &Engine,
    function: Value<'_>,
    name: Name,
    value: Option<Value<'_>>,
) -> Result<bool, Trap> {
    let Some(address) = function.address() else { return Ok(false) };
    let (word, takes) = match name {
        n if n == const { rom("__name__") } => {
            (OWN_NAME, Takes::Str("__name__ must be set to a string object"))
        }
        n if n == const { rom("__qualname__") } => {
            (OWN_QUALIFIED_NAME, Takes::Str("__qualname__ must be set to a string object"))
        }
        n if n == const { rom("__defaults__") } => (
            function::OWN_DEFAULTS,
            Takes::Object(kind::TUPLE, "__defaults__ must be set to a tuple object"),
        ),
        n if n == const { rom("__kwdefaults__") } => (
            function::OWN_KEYWORD_DEFAULTS,
            Takes::Object(kind::DICT, "__kwdefaults__ must be set to a dict object"),
        ),
        n if n == const { rom("__annotations__") } => (
            function::OWN_ANNOTATIONS,
            Takes::Object(kind::DICT, "__annotations__ must be set to a dict object"),
        ),
        n if n == const { rom("__dict__") } => {
            (OWN_DICT, Takes::Object(kind::DICT, "__dict__ must be set to a dictionary"))
        }
        n if n == const { rom("__type_params__") } => (
            OWN_TYPE_PARAMETERS,
            Takes::Object(kind::TUPLE, "__type_params__ must be set to a tuple"),
        ),
        n if n == const { rom("__doc__") } => (OWN_DOC, Takes::Anything),
        n if n == const { rom("__module__") } => (OWN_MODULE, Takes::Anything),
        n if n == const { rom("__code__") } => {
            return set_code(vm, address, value).map(|()| true);
        }
        n if n == const { rom("__globals__") } || n == const { rom("__closure__") } => {
            return Err(vm.raise(TypeId::ATTRIBUTE_ERROR, "readonly attribute"));
        }
        _ => return set_in_dict(vm, address, name, value),
    };
    let given = value.unwrap_or(Value::none());
    let stored = match takes {
        Takes::Str(text) if value.is_none() || !vm.is_str(given) => {
            return Err(vm.type_error(text));
        }
        Takes::Object(..) if given == Value::none() || given == Value::empty_tuple() => UNBOUND,
        Takes::Object(layout, text) if vm.expect(given, layout).is_none() => {
            return Err(vm.type_error(text));
        }
        _ => given.word(),
    };
    let own = make_own(vm, address)?;
    vm.set_field(own, word, stored);
    Ok(true)
}

fn set_in_dict(
    vm: &Engine,
    address: u32,
    name: Name,
    value: Option<Value<'_>>,
) -> Result<bool, Trap> {
    let text = vm.name_value(name);
    let dict = match (own_word(vm, address, OWN_DICT), value) {
        (Some(dict), _) => dict,
        (None, Some(_)) => own_dict(vm, address, OWN_DICT)?,
        (None, None) => return Ok(false),
    };
    if value.is_none() && namespace::find(vm, dict.word(), text) == 0 {
        return Ok(false);
    }
    match record(vm, TypeId::DICT).set_item {
        Some(set_item) => set_item(vm, dict, text, value).map(|()| true),
        None => Ok(false),
    }
}

fn set_code(vm: &Engine, address: u32, value: Option<Value<'_>>) -> Result<(), Trap> {
    let Some(code) = value.and_then(|code| vm.expect(code, kind::CODE)) else {
        return Err(vm.type_error("__code__ must be set to a code object"));
    };
    let free = |code| function::head(vm, code).free;
    let (has, wants) = (free(vm.field(address, function::CODE)), free(code));
    if has != wants {
        let text = "function requires a code object with {d} free vars, not {d}";
        let (has, wants) = (Value::int(has.into()), Value::int(wants.into()));
        return Err(vm.raise_with(TypeId::VALUE_ERROR, text, has, wants));
    }
    vm.set_field(address, function::CODE, code);
    Ok(())
}

fn function_repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    let mut name = ShortText::new();
    function::qualified_name(vm, vm.word(value), &mut name);
    let identity = vm.leaf_with(|vm| vm.id(vm.at(value)))?;
    text::push(vm, out, b"<function ")?;
    text::push(vm, out, name.as_bytes())?;
    text::write_fmt(vm, out, format_args!(" at {identity:#010x}>"))
}

fn builtin_attr<'g>(
    vm: &'g Engine,
    value: Value<'g>,
    name: Name,
) -> Result<Option<Value<'g>>, Trap> {
    let is_name = name == const { rom("__name__") } || name == const { rom("__qualname__") };
    if let Some(native) = vm.expect(value, kind::NATIVE) {
        return Ok(if is_name { vm.value_field(native, 2) } else { None });
    }
    Ok(match value.address().and_then(|address| vm.member(address)) {
        Some(member) if is_name => Some(vm.name_value(member.name())),
        Some(_) if name == const { rom("__module__") } => {
            Some(vm.name_value(const { rom("builtins") }))
        }
        _ => None,
    })
}

fn builtin_repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    if let Some(native) = vm.expect(vm.at(value), kind::NATIVE) {
        let name = vm.push(vm.field(native, 2))?;
        text::push(vm, out, b"<built-in function ")?;
        text::push_str(vm, out, name)?;
        return text::push(vm, out, b">");
    }
    let name =
        vm.at(value).address().and_then(|address| vm.member(address)).map(|member| member.name());
    let is_method =
        vm.at(value).address().is_some_and(|a| vm.header(a).size() >> 8 < vm.types.len() as u32);
    text::push(vm, out, if is_method { b"<method '" } else { b"<built-in function " })?;
    if let Some(name) = name {
        let name = vm.push(vm.name_value(name).word())?;
        text::push_str(vm, out, name)?;
    }
    if !is_method {
        return text::push(vm, out, b">");
    }
    let table = vm.at(value).address().map_or(0, |address| vm.header(address).size() >> 8);
    let ty = crate::object::TYPE_NAMES.get(table as usize).copied().unwrap_or_default();
    text::write_fmt(vm, out, format_args!("' of '{ty}' objects>"))
}

// Bound methods.

fn method_parts(vm: &Engine, method: Value<'_>) -> Option<(Word, Word)> {
    let address = vm.expect(method, kind::BOUND_METHOD)?;
    Some((vm.field(address, 1), vm.field(address, 2)))
}

fn method_attr<'g>(
    vm: &'g Engine,
    value: Value<'g>,
    name: Name,
) -> Result<Option<Value<'g>>, Trap> {
    if name == const { rom("__self__") }
        || name == const { rom("__func__") }
        || name == const { rom("__class__") }
    {
        return Ok(None);
    }
    let Some((_, function)) = method_parts(vm, value) else { return Ok(None) };
    match attribute::find(vm, vm.value(function), name)? {
        attribute::Found::Value(found) => Ok(Some(found)),
        _ => Ok(None),
    }
}

fn method_hash(vm: &Engine, method: Value<'_>) -> Result<u32, Trap> {
    let (object, function) = method_parts(vm, method).unwrap_or((UNBOUND, UNBOUND));
    let object = crate::runtime::compare::identity_hash(vm, vm.value(object))?;
    let function = crate::runtime::compare::identity_hash(vm, vm.value(function))?;
    Ok(object.wrapping_mul(31) ^ function)
}

fn method_compare(
    vm: &Engine,
    op: crate::bytecode::CompareOp,
    a: Value<'_>,
    b: Value<'_>,
) -> Result<Option<bool>, Trap> {
    use crate::bytecode::CompareOp;
    let equal = match (method_parts(vm, a), method_parts(vm, b)) {
        (Some(a), Some(b)) => a == b,
        _ => return Ok(None),
    };
    Ok(match op {
        CompareOp::Equal => Some(equal),
        CompareOp::NotEqual => Some(!equal),
        _ => None,
    })
}

fn method_repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    vm.scope(|vm| {
        let (object, function) = method_parts(vm, vm.at(value)).unwrap_or((UNBOUND, UNBOUND));
        let object = vm.push(object)?;
        let function = vm.push(function)?;
        text::push(vm, out, b"<bound method ")?;
        let name = attribute::get_attr(vm, function, const { rom("__qualname__") })?;
        let name = vm.push(name)?;
        text::push_str(vm, out, name)?;
        text::push(vm, out, b" of ")?;
        format::repr(vm, object, out)?;
        text::push(vm, out, b">")
    })
}

// Code objects.

fn code_repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    let head = function::head(vm, vm.word(value));
    let identity = vm.leaf_with(|vm| vm.id(vm.at(value)))?;
    vm.scope(|vm| {
        let name = vm.push(vm.name_value(Name(head.name)).word())?;
        text::push(vm, out, b"<code object ")?;
        text::push_str(vm, out, name)?;
        vm.set_word(name, vm.name_value(Name(head.file)).word());
        text::write_fmt(vm, out, format_args!(" at {identity:#010x}, file \""))?;
        text::push_str(vm, out, name)?;
        text::write_fmt(vm, out, format_args!("\", line {}>", head.first_line))
    })
}

fn code_attr<'g>(vm: &'g Engine, value: Value<'g>, name: Name) -> Result<Option<Value<'g>>, Trap> {
    let Some(code) = value.address() else { return Ok(None) };
    let head = function::head(vm, code);
    let text = vm.text(vm.name_value(name)).unwrap_or_default();
    let number = |n: usize| Value::int(n as i32);
    Ok(Some(match text.strip_prefix("co_") {
        Some("name") => vm.name_value(Name(head.name)),
        Some("filename") => vm.name_value(Name(head.file)),
        Some("firstlineno") => number(head.first_line.into()),
        Some("argcount") => number(head.positional.into()),
        Some("posonlyargcount") => number(head.positional_only.into()),
        Some("kwonlyargcount") => number(head.keyword_only.into()),
        Some("stacksize") => number(head.registers.into()),
        Some("flags") => number(python_flags(head.flags)),
        Some("nlocals") => number(function::local_count(vm, &head, code)),
        Some("varnames") => names(vm, code, 0, function::local_count(vm, &head, code))?,
        Some("names") => {
            let first = function::named_registers(vm, &head, code);
            names(vm, code, first, head.name_count().saturating_sub(first))?
        }
        Some("consts") => {
            let count = u32::from(head.constants);
            let made = tuple::alloc(vm, count)?;
            vm.heap.copy_words(code + 4 * CONSTANTS_WORD as u32, made + 4, count);
            if count == 0 { Value::empty_tuple() } else { Value::object(made) }
        }
        Some("code") => {
            let units = 2 * head.units() as u32;
            let made = vm.alloc(kind::BYTES, 2 + units.div_ceil(4))?;
            vm.set_raw(made, 1, units);
            vm.heap.copy_within(code + u32::from(head.start), made + 8, units);
            Value::object(made)
        }
        Some("qualname") => {
            let mut text = ShortText::new();
            function::qualified_code_name(vm, &head, &mut text);
            new_text(vm, &text)?
        }
        _ => return Ok(None),
    }))
}

/// The flags as CPython numbers them.
fn python_flags(flags: Flags) -> usize {
    let numbers = [
        (Flags::VARARGS, 4),
        (Flags::VARKEYWORDS, 8),
        (Flags::LOCAL, 0x10),
        (Flags::GENERATOR, 0x20),
        (Flags::COROUTINE, 0x80),
        (Flags::ASYNC_GENERATOR, 0x200),
        (Flags::HAS_DOC, 0x0400_0000),
    ];
    let optimized = if flags.intersects(Flags::MODULE | Flags::CLASS_BODY) { 0 } else { 3 };
    numbers.iter().filter(|(flag, _)| flags.contains(*flag)).fold(optimized, |sum, (_, n)| sum | n)
}

/// A tuple of names of a code object.
fn names(vm: &Engine, code: u32, first: usize, count: usize) -> Res<'_> {
    let head = function::head(vm, code);
    if count == 0 {
        return Ok(Value::empty_tuple());
    }
    let made = tuple::alloc(vm, count as u32)?;
    for i in 0..count {
        let name = function::name(vm, &head, code, (first + i) as u32);
        vm.set_raw(made, i as u32 + 1, vm.name_value(name).word());
    }
    Ok(Value::object(made))
}
