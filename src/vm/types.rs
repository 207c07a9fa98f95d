//! The types of what the virtual machine itself makes: classes, functions, bound methods, generators, `super`.

use super::function::{self, ShortText};
use super::generator::{self, Resumed};
use super::{call, class as classes};
use crate::name::{Name, rom};
use crate::object::class;
use crate::object::{
    ANY, Args, Engine, Frame, Member, Next, Res, Role, Slot, Trap, Type, TypeFlags, TypeId, kind,
    namespace,
};
use crate::runtime::{attribute, format, record, text};
use crate::types::{exception, tuple};
use crate::value::{UNBOUND, Value, Word};

/// `type`.
pub(crate) static CLASS: Type = Type {
    flags: TypeFlags::BASE.union(TypeFlags::TRUE),
    members: &[
        Member::general("__call__", 1, ANY, class_call).keywords(),
        Member::general("__new__", 2, ANY, class_new).role(Role::Static).keywords(),
        Member::leaf("mro", 1, 1, |vm, args| {
            let order = class_attr(vm, args.at(0), const { rom("__mro__") })?
                .unwrap_or(Value::empty_tuple());
            let items =
                order.address().map_or(tuple::items(vm, 0), |order| tuple::items(vm, order));
            crate::types::list::copy(vm, items)
        }),
    ],
    new: Some(Member::general("__new__", 2, ANY, class_new).keywords()),
    repr: Some(class_repr),
    binary: Some(crate::types::generic::union),
    get_attr: Some(class_attr),
    set_attr: Some(set_class_attr),
    ..Type::new(TypeId::TYPE)
};

/// Functions written in Python.
pub(crate) static FUNCTION: Type = Type {
    flags: TypeFlags::TRUE,
    repr: Some(function_repr),
    get_attr: Some(function_attr),
    ..Type::new(TypeId::FUNCTION)
};

/// Functions in flash.
pub(crate) static BUILTIN_FUNCTION: Type = Type {
    flags: TypeFlags::TRUE,
    repr: Some(builtin_repr),
    get_attr: Some(builtin_attr),
    ..Type::new(TypeId::BUILTIN_FUNCTION)
};

/// Functions bound to an object.
pub(crate) static BOUND_METHOD: Type = Type {
    flags: TypeFlags::TRUE,
    members: &[
        Member::leaf("__self__", 1, 1, |vm, args| part(vm, args, 1)).role(Role::Attribute),
        Member::leaf("__func__", 1, 1, |vm, args| part(vm, args, 2)).role(Role::Attribute),
    ],
    repr: Some(method_repr),
    hash: Some(method_hash),
    compare: Some(method_compare),
    get_attr: Some(method_attr),
    ..Type::new(TypeId::BOUND_METHOD)
};

/// Generators.
pub(crate) static GENERATOR: Type = Type {
    iter: Some(|_, generator| Ok(generator)),
    next: Next::General(generator::next),
    ..generator_type(TypeId::GENERATOR)
};

/// Coroutines.
pub(crate) static COROUTINE: Type =
    Type { next: Next::General(generator::next), ..generator_type(TypeId::COROUTINE) };

static GENERATOR_MEMBERS: &[Member] = &[
    Member::general("send", 2, 2, generator_send),
    Member::general("throw", 2, 4, generator_throw),
    Member::general("close", 1, 1, generator_close),
    Member::general("__next__", 1, 1, generator_next),
    Member::leaf("gi_running", 1, 1, |vm, args| {
        Ok(Value::bool(
            args.at(0).address().is_some_and(|address| generator::is_running(vm, address)),
        ))
    })
    .role(Role::Attribute),
];

const fn generator_type(id: TypeId) -> Type {
    Type {
        flags: TypeFlags::TRUE,
        members: GENERATOR_MEMBERS,
        repr: Some(generator_repr),
        get_attr: Some(generator_attr),
        ..Type::new(id)
    }
}

/// `super`.
pub(crate) static SUPER: Type = Type {
    flags: TypeFlags::TRUE,
    new: Some(Member::leaf("__new__", 1, 3, super_new)),
    ..Type::new(TypeId::SUPER)
};

fn part<'g>(vm: &'g Engine, args: Args<'g>, i: u32) -> Res<'g> {
    Ok(args.at(0).address().and_then(|address| vm.value_field(address, i)).unwrap_or(Value::none()))
}

// Classes.

/// What `type.__call__` does: makes an instance, whatever the metaclass says.
fn class_call(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    call::create_from(vm, frame)
}

/// `type(object)`, or `type(name, bases, namespace)`; the class to be made of comes first.
fn class_new(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    if frame.positional == 2 && frame.keywords == 0 {
        return Ok(attribute::type_of(vm, vm.at(frame.at(1))).word());
    }
    let (metaclass, name, bases, space) = (frame.at(0), frame.at(1), frame.at(2), frame.at(3));
    let right = frame.positional == 4
        && vm.is_str(vm.at(name))
        && vm.expect(vm.at(bases), kind::TUPLE).is_some()
        && vm.expect(vm.at(space), kind::DICT).is_some();
    if !right {
        return Err(vm.type_error("type() takes 1 or 3 arguments"));
    }
    let copy = vm.leaf(|vm| crate::types::dict::copy(vm, vm.word(space)))?;
    let copy = vm.push(copy)?;
    let made = classes::make_class(vm, name, bases, copy)?;
    let made = vm.push(made)?;
    if vm.at(metaclass) != vm.type_object(TypeId::TYPE) {
        vm.set_field(vm.word(made), class::METACLASS, vm.word(metaclass));
    }
    classes::call_set_names(vm, made)?;
    classes::call_init_subclass(vm, made, frame)?;
    Ok(vm.word(made))
}

fn class_repr(vm: &mut Engine, class: Slot, out: Slot) -> Result<(), Trap> {
    vm.scope(|vm| {
        text::push(vm, out, b"<class '")?;
        if vm.expect(vm.at(class), kind::CLASS).is_some()
            && let Some(module) =
                attribute::get_attr_or_missing(vm, class, const { rom("__module__") })?
            && vm.is_str(vm.value(module))
            && vm.value(module) != vm.name_value(const { rom("builtins") })
        {
            let module = vm.push(module)?;
            text::push_str(vm, out, module)?;
            text::push(vm, out, b".")?;
        }
        let name = attribute::get_attr(vm, class, const { rom("__qualname__") })?;
        let name = vm.push(name)?;
        text::push_str(vm, out, name)?;
        text::push(vm, out, b"'>")
    })
}

fn class_attr<'g>(vm: &'g Engine, class: Value<'g>, name: Name) -> Result<Option<Value<'g>>, Trap> {
    let own = vm.expect(class, kind::CLASS);
    Ok(Some(if name == const { rom("__name__") } || name == const { rom("__qualname__") } {
        attribute::class_name(vm, class)
    } else if name == const { rom("__module__") } && own.is_none() {
        vm.name_value(const { rom("builtins") })
    } else if name == const { rom("__mro__") } {
        match own {
            Some(address) => vm.value_field(address, class::MRO).unwrap_or(Value::empty_tuple()),
            None => builtin_order(vm, class)?,
        }
    } else if name == const { rom("__bases__") } {
        match own {
            Some(address) => bases(vm, address)?,
            None => builtin_bases(vm, class)?,
        }
    } else if name == const { rom("__base__") } {
        match own.and_then(|address| vm.value_field(address, class::BASES)).and_then(Value::address)
        {
            Some(bases) => tuple::item(vm, bases, 0).unwrap_or(vm.type_object(TypeId::OBJECT)),
            None => match attribute::type_number(vm, class) {
                Some(TypeId::OBJECT) | None => Value::none(),
                Some(id) => vm.type_object(record(vm, id).base),
            },
        }
    } else if name == const { rom("__dict__") } {
        match own {
            Some(address) => crate::types::dict::copy(vm, vm.field(address, class::DICT))?,
            None => crate::types::dict::with_room(vm, 0)?,
        }
    } else if name == const { rom("__doc__") } {
        Value::none()
    } else {
        return Ok(None);
    }))
}

/// The bases of a class; `object` where none were given.
fn bases(vm: &Engine, class: u32) -> Res<'_> {
    let bases = vm.value_field(class, class::BASES).unwrap_or(Value::empty_tuple());
    if bases == Value::empty_tuple() {
        tuple::new(vm, &[vm.type_object(TypeId::OBJECT).word()])
    } else {
        Ok(bases)
    }
}

fn builtin_bases<'g>(vm: &'g Engine, class: Value<'g>) -> Res<'g> {
    match attribute::type_number(vm, class) {
        Some(TypeId::OBJECT) | None => Ok(Value::empty_tuple()),
        Some(id) => tuple::new(vm, &[vm.type_object(record(vm, id).base).word()]),
    }
}

fn builtin_order<'g>(vm: &'g Engine, class: Value<'g>) -> Res<'g> {
    let mut words = [UNBOUND; 8];
    let mut len = 0;
    let mut next = attribute::type_number(vm, class);
    while let (Some(id), Some(word)) = (next, words.get_mut(len)) {
        *word = vm.type_object(id).word();
        len += 1;
        next = if id == TypeId::OBJECT { None } else { Some(record(vm, id).base) };
    }
    tuple::new(vm, &words[..len])
}

fn set_class_attr(
    vm: &Engine,
    class: Value<'_>,
    name: Name,
    value: Option<Value<'_>>,
) -> Result<bool, Trap> {
    let Some(address) = vm.expect(class, kind::CLASS) else {
        let text = "cannot set '{s}' attribute of immutable type '{s}'";
        let class = attribute::class_name(vm, class);
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, vm.name_value(name), class));
    };
    if name == const { rom("__name__") }
        && let Some(value) = value
    {
        vm.set_field(address, class::NAME, value.word());
        return Ok(true);
    }
    let dict = vm.field(address, class::DICT);
    if value.is_none() && namespace::find(vm, dict, vm.name_value(name)) == 0 {
        return Ok(false);
    }
    if let Some(set_item) = record(vm, TypeId::DICT).set_item {
        set_item(vm, vm.value(dict), vm.name_value(name), value)?;
    }
    // Classes derived from this one have their own flags.
    for index in 0..u32::from(vm.class_count.get()) {
        let layout = crate::heap::LayoutId(crate::heap::LayoutId::FIRST_INSTANCE + index as u16);
        if let Some(other) = vm.class_of_layout(layout)
            && attribute::is_subclass(vm, Value::object(other), class)
        {
            classes::refresh_flags(vm, other);
        }
    }
    Ok(true)
}

// Functions.

fn new_text<'g>(vm: &'g Engine, text: &ShortText) -> Res<'g> {
    vm.new_str(text.as_bytes())
}

fn function_attr<'g>(
    vm: &'g Engine,
    value: Value<'g>,
    name: Name,
) -> Result<Option<Value<'g>>, Trap> {
    let Some(address) = value.address() else { return Ok(None) };
    let code = vm.field(address, function::CODE);
    let head = function::head(vm, code);
    let part = |i| Value::from_word(function::part(vm, address, i)).unwrap_or(Value::none());
    Ok(Some(if name == const { rom("__name__") } {
        vm.name_value(Name(head.name))
    } else if name == const { rom("__qualname__") } {
        let mut text = ShortText::new();
        function::qualified_name(vm, address, &mut text);
        new_text(vm, &text)?
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
            None => crate::types::dict::with_room(vm, 0)?,
        }
    } else if name == const { rom("__module__") } {
        let globals = vm.field(address, function::GLOBALS);
        namespace::get(vm, globals, vm.name_value(const { rom("__name__") }))
            .unwrap_or(Value::none())
    } else if name == const { rom("__doc__") } {
        if head.flags.contains(crate::bytecode::code::Flags::HAS_DOC) {
            vm.value(vm.field(code, crate::bytecode::code::CONSTANTS_WORD as u32))
        } else {
            Value::none()
        }
    } else {
        return Ok(None);
    }))
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
    let member = value.address().and_then(|address| vm.member(address));
    let is_name = name == const { rom("__name__") } || name == const { rom("__qualname__") };
    Ok(match member {
        Some(member) if is_name => Some(vm.name_value(member.name)),
        Some(_) if name == const { rom("__module__") } => {
            Some(vm.name_value(const { rom("builtins") }))
        }
        _ => None,
    })
}

fn builtin_repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    let name =
        vm.at(value).address().and_then(|address| vm.member(address)).map(|member| member.name);
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

// Generators.

fn generator_attr<'g>(
    vm: &'g Engine,
    value: Value<'g>,
    name: Name,
) -> Result<Option<Value<'g>>, Trap> {
    let is_name = name == const { rom("__name__") } || name == const { rom("__qualname__") };
    match value.address() {
        Some(address) if is_name => {
            function_attr(vm, vm.value(generator::function_of(vm, address)), name)
        }
        _ => Ok(None),
    }
}

fn generator_repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    let mut name = ShortText::new();
    let generator = vm.word(value);
    function::qualified_name(vm, generator::function_of(vm, generator), &mut name);
    let is_coroutine = attribute::native_type(vm, vm.at(value)) == TypeId::COROUTINE;
    let identity = vm.leaf_with(|vm| vm.id(vm.at(value)))?;
    text::push(vm, out, if is_coroutine { b"<coroutine object " } else { b"<generator object " })?;
    text::push(vm, out, name.as_bytes())?;
    text::write_fmt(vm, out, format_args!(" at {identity:#010x}>"))
}

/// What a method of a generator answers: what was yielded, or StopIteration with what was returned.
fn answer(vm: &mut Engine, resumed: Resumed) -> Result<Word, Trap> {
    match resumed {
        Resumed::Yielded(word) => Ok(word),
        Resumed::Returned(word) if word == Value::none().word() => {
            Err(vm.raise(TypeId::STOP_ITERATION, ""))
        }
        Resumed::Returned(word) => Err(vm.raise_value(TypeId::STOP_ITERATION, vm.value(word))),
    }
}

fn expect_generator(vm: &Engine, slot: Slot) -> Result<(), Trap> {
    match generator::as_generator(vm, vm.at(slot)) {
        Some(_) => Ok(()),
        None => Err(vm.type_error("descriptor requires a 'generator' object")),
    }
}

fn generator_send(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    expect_generator(vm, frame.at(0))?;
    let resumed = generator::send_native(vm, frame.at(0), Some(frame.at(1)))?;
    answer(vm, resumed)
}

fn generator_next(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    expect_generator(vm, frame.at(0))?;
    let resumed = generator::send_native(vm, frame.at(0), None)?;
    answer(vm, resumed)
}

/// `throw(exception)`, or `throw(class, value, traceback)`.
fn generator_throw(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    expect_generator(vm, frame.at(0))?;
    let given = frame.get(2).filter(|&value| vm.at(value) != Value::none());
    let trap = match given {
        None => exception::raise(vm, frame.at(1)),
        Some(value) if exception::is_exception(vm, vm.at(value)) => exception::raise(vm, value),
        Some(value) => {
            let made = crate::runtime::call::call(vm, frame.at(1), &[value])?;
            let made = vm.push(made)?;
            exception::raise(vm, made)
        }
    };
    _ = trap;
    let resumed = generator::throw_native(vm, frame.at(0))?;
    answer(vm, resumed)
}

fn generator_close(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    expect_generator(vm, frame.at(0))?;
    if generator::is_finished(vm, vm.word(frame.at(0))) {
        return Ok(Value::none().word());
    }
    vm.raise(TypeId::GENERATOR_EXIT, "");
    match generator::throw_native(vm, frame.at(0)) {
        Ok(Resumed::Yielded(_)) => {
            Err(vm.raise(TypeId::RUNTIME_ERROR, "generator ignored GeneratorExit"))
        }
        Ok(Resumed::Returned(word)) => Ok(word),
        Err(trap) => {
            let ended = attribute::is_pending(vm, TypeId::GENERATOR_EXIT)
                || attribute::is_pending(vm, TypeId::STOP_ITERATION);
            if !ended {
                return Err(trap);
            }
            vm.take_pending();
            Ok(Value::none().word())
        }
    }
}

/// `super(class, object)`; without arguments, those of the calling method.
fn super_new<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let (Some(class), Some(object)) = (args.get(1), args.get(2)) else {
        return Err(vm.raise(TypeId::RUNTIME_ERROR, "super(): no arguments"));
    };
    if !matches!(vm.layout(class), Some(kind::CLASS | kind::TYPE)) {
        return Err(vm.raise_with(
            TypeId::TYPE_ERROR,
            "super() argument 1 must be a type, not {t}",
            class,
            class,
        ));
    }
    let is_class = matches!(vm.layout(object), Some(kind::CLASS | kind::TYPE))
        && attribute::is_subclass(vm, object, class);
    let own = if is_class { object } else { attribute::type_of(vm, object) };
    if !attribute::is_subclass(vm, own, class) {
        return Err(vm.type_error("super(type, obj): obj must be an instance or subtype of type"));
    }
    vm.make(kind::SUPER, &[class.word(), object.word(), own.word()])
}
