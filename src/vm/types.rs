//! The types of what the virtual machine itself makes: classes, generators, `super`.

use super::callable;
use super::function;
use super::generator::{self, Resumed};
use super::{call, class as classes};
use crate::heap::Header;
use crate::name::{Name, rom};
use crate::object::class;
use crate::object::{
    ANY, Args, Engine, Frame, Member, Next, Res, Role, Slot, Trap, Type, TypeFlags, TypeId, kind,
    namespace,
};
use crate::runtime::{ShortText, attribute, record, text};
use crate::types::tuple;
use crate::value::{UNBOUND, Value, Word};

/// `type`.
pub(crate) static CLASS: Type = Type {
    flags: TypeFlags::BASE.union(TypeFlags::TRUE),
    members: &[
        Member::general("__call__", 1, ANY, class_call).keywords(),
        Member::general("__new__", 2, ANY, class_new).role(Role::Static).keywords(),
        Member::leaf("mro", 1, 1, |vm, args| {
            let order = class_attr(vm, args.at(0), const { rom("__mro__") })?;
            let order = order.and_then(Value::address).unwrap_or(args.at(0).word());
            crate::types::list::copy(vm, tuple::items(vm, order))
        }),
        Member::leaf("__subclasses__", 1, 1, subclasses),
    ],
    new: Some(Member::general("__new__", 2, ANY, class_new).keywords()),
    repr: Some(class_repr),
    binary: Some(crate::types::generic::union),
    get_attr: Some(class_attr),
    set_attr: Some(set_class_attr),
    ..Type::new(TypeId::TYPE)
};

/// Generators.
pub(crate) static GENERATOR: Type = Type {
    iter: Some(|_, generator| Ok(generator)),
    next: Next::General(generator::next),
    ..generator_type(TypeId::GENERATOR)
};

/// Coroutines.
pub(crate) static COROUTINE: Type =
    Type { members: COROUTINE_MEMBERS, ..generator_type(TypeId::COROUTINE) };

static COROUTINE_MEMBERS: &[Member] = &[
    Member::general("send", 2, 2, generator_send),
    Member::general("throw", 2, 4, generator_throw),
    Member::general("close", 1, 1, generator_close),
    Member::leaf("__await__", 1, 1, super::awaitable::wrapper),
];

/// Asynchronous generators.
pub(crate) static ASYNC_GENERATOR: Type = Type {
    members: super::awaitable::ASYNC_GENERATOR_MEMBERS,
    ..generator_type(TypeId::ASYNC_GENERATOR)
};

static GENERATOR_MEMBERS: &[Member] = &[
    Member::general("send", 2, 2, generator_send),
    Member::general("throw", 2, 4, generator_throw),
    Member::general("close", 1, 1, generator_close),
    Member::general("__next__", 1, 1, generator_next),
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
    repr: Some(super_repr),
    ..Type::new(TypeId::SUPER)
};

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
        && vm.expect(attribute::native(vm, vm.at(space)), kind::DICT).is_some();
    if !right {
        return Err(vm.type_error("type() takes 1 or 3 arguments"));
    }
    let copy =
        vm.leaf(|vm| crate::types::dict::copy(vm, attribute::native(vm, vm.at(space)).word()))?;
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
                attribute::get_optional_attr(vm, class, const { rom("__module__") })?
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
                Some(id) => vm.type_object(id.base()),
            },
        }
    } else if name == const { rom("__dict__") } {
        match own {
            Some(address) => vm.make(kind::MAPPING_PROXY, &[vm.field(address, class::DICT)])?,
            None => builtin_members(vm, class)?,
        }
    } else if name == const { rom("__doc__") } {
        Value::none()
    } else if name == const { rom("__type_params__") } {
        Value::empty_tuple()
    } else if let Some(address) = own.filter(|_| name == const { rom("__annotations__") }) {
        let annotations = crate::types::dict::with_room(vm, 0)?;
        crate::types::dict::insert(
            vm,
            vm.field(address, class::DICT),
            vm.name_value(name),
            annotations,
        )?;
        annotations
    } else {
        return Ok(None);
    }))
}

/// `class.__subclasses__()`: the classes that derive from a class directly.
fn subclasses<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let class = args.at(0);
    let made = crate::types::list::new(vm, &[])?;
    let id = attribute::type_number(vm, class);
    let types = (1..vm.types.len()).map(|number| TypeId(number as u8));
    for derived in types.filter(|derived| Some(derived.base()) == id) {
        crate::types::list::push(vm, made.word(), vm.type_object(derived))?;
    }
    for index in 0..vm.class_count.get() {
        let layout = crate::heap::LayoutId(crate::heap::LayoutId::FIRST_INSTANCE + index);
        let Some(other) = vm.class_of_layout(layout) else { continue };
        let bases = bases(vm, other)?;
        if bases.address().is_some_and(|bases| {
            (0..tuple::len(vm, bases)).any(|i| tuple::item(vm, bases, i) == Some(class))
        }) {
            crate::types::list::push(vm, made.word(), Value::object(other))?;
        }
    }
    Ok(made)
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
        Some(id) => tuple::new(vm, &[vm.type_object(id.base()).word()]),
    }
}

/// A read-only dict of what a builtin type has.
fn builtin_members<'g>(vm: &'g Engine, class: Value<'g>) -> Res<'g> {
    let id = attribute::type_number(vm, class).unwrap_or(TypeId::OBJECT);
    let members = record(vm, id).members;
    vm.reserve(2 + 4 * members.len() as u32 + 16)?;
    let dict = crate::types::dict::with_room(vm, members.len() as u32)?;
    for (i, member) in members.iter().enumerate() {
        let function = vm.function_object(id.0.into(), i);
        crate::types::dict::insert(vm, dict.word(), vm.name_value(member.name()), function)?;
    }
    vm.make(kind::MAPPING_PROXY, &[dict.word()])
}

fn builtin_order<'g>(vm: &'g Engine, class: Value<'g>) -> Res<'g> {
    let mut words = [UNBOUND; 8];
    let mut len = 0;
    let mut next = attribute::type_number(vm, class);
    while let (Some(id), Some(word)) = (next, words.get_mut(len)) {
        *word = vm.type_object(id).word();
        len += 1;
        if id == TypeId::BASE_EXCEPTION_GROUP && len == 2 {
            // The one builtin type with two bases is `ExceptionGroup`.
            words[len] = vm.type_object(TypeId::EXCEPTION).word();
            len += 1;
        }
        next = if id == TypeId::OBJECT { None } else { Some(id.base()) };
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
    if name == const { rom("__name__") } || name == const { rom("__qualname__") } {
        let Some(value) = value.filter(|value| vm.is_str(*value)) else {
            let text = "can only assign string to {s}.{s}";
            let class = attribute::class_name(vm, class);
            return Err(vm.raise_with(TypeId::TYPE_ERROR, text, class, vm.name_value(name)));
        };
        if name == const { rom("__name__") } {
            vm.set_field(address, class::NAME, value.word());
            return Ok(true);
        }
    }
    let dict = vm.field(address, class::DICT);
    let before = namespace::get(vm, dict, vm.name_value(name));
    if value.is_none() && before.is_none() {
        return Ok(false);
    }
    let is_flagged = classes::flag_of(name).is_some()
        || [before, value].into_iter().flatten().any(|v| attribute::is_data_descriptor(vm, v));
    if let Some(set_item) = record(vm, TypeId::DICT).set_item {
        set_item(vm, vm.value(dict), vm.name_value(name), value)?;
    }
    if !is_flagged {
        vm.clear_cache();
        return Ok(true);
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

// Generators.

fn generator_attr<'g>(
    vm: &'g Engine,
    value: Value<'g>,
    name: Name,
) -> Result<Option<Value<'g>>, Trap> {
    let Some(address) = value.address() else { return Ok(None) };
    let function = generator::function_of(vm, address);
    if name == const { rom("__name__") } || name == const { rom("__qualname__") } {
        return callable::function_attr(vm, vm.value(function), name);
    }
    // The other attributes have a prefix for each of the three types.
    let text = vm.text(vm.name_value(name)).unwrap_or_default();
    let (prefix, delegate) = match attribute::native_type(vm, value) {
        TypeId::COROUTINE => ("cr_", "await"),
        TypeId::ASYNC_GENERATOR => ("ag_", "await"),
        _ => ("gi_", "yieldfrom"),
    };
    Ok(match text.strip_prefix(prefix) {
        Some("running") => Some(Value::bool(
            generator::is_running(vm, address)
                || prefix == "ag_" && vm.header(address).has(Header::FLAG_A),
        )),
        Some("suspended") => Some(Value::bool(generator::is_suspended(vm, address))),
        Some("code") => Some(vm.value(vm.field(function, function::CODE))),
        Some(rest) if rest == delegate => {
            Some(generator::delegate_of(vm, address).unwrap_or(Value::none()))
        }
        _ => None,
    })
}

fn generator_repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    let mut name = ShortText::new();
    let generator = vm.word(value);
    function::qualified_name(vm, generator::function_of(vm, generator), &mut name);
    let identity = vm.leaf_with(|vm| vm.id(vm.at(value)))?;
    let start: &[u8] = match attribute::native_type(vm, vm.at(value)) {
        TypeId::COROUTINE => b"<coroutine object ",
        TypeId::ASYNC_GENERATOR => b"<async_generator object ",
        _ => b"<generator object ",
    };
    text::push(vm, out, start)?;
    text::push(vm, out, name.as_bytes())?;
    text::write_fmt(vm, out, format_args!(" at {identity:#010x}>"))
}

/// What a method of a generator answers: what was yielded, or StopIteration with what was returned.
pub(crate) fn answer(vm: &mut Engine, resumed: Resumed) -> Result<Word, Trap> {
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
    let resumed = super::awaitable::resume_coroutine(vm, frame.at(0), Some(frame.at(1)))?;
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
    generator::expect_unfinished(vm, vm.word(frame.at(0)))?;
    let thrown = generator::thrown_exception(vm, frame)?;
    vm.raise_object(vm.value(thrown));
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
            let text = match attribute::native_type(vm, vm.at(frame.at(0))) {
                TypeId::COROUTINE => "coroutine ignored GeneratorExit",
                _ => "generator ignored GeneratorExit",
            };
            Err(vm.raise(TypeId::RUNTIME_ERROR, text))
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

fn super_repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    vm.scope(|vm| {
        let name = vm.push_unbound(1)?;
        for (i, before) in [(1, b"<super: <class '".as_slice()), (3, b"'>, <".as_slice())] {
            let class = vm.value(vm.field(vm.word(value), i));
            vm.set(name, attribute::class_name(vm, class));
            text::push(vm, out, before)?;
            text::push_str(vm, out, name)?;
        }
        text::push(vm, out, b" object>>")
    })
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
