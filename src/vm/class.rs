//! Classes: how they are made, how their instances are made, and `with`.

use super::arithmetic::with_operands;
use super::build_class::call_metaclass;
use super::call::{self, Call, claim, invoke, nested};
use super::frame::{self, Ending};
use super::run::slot;
use crate::heap::LayoutId;
use crate::name::{Name, rom};
use crate::object::class::{self, ClassFlags};
use crate::object::{
    ANY, Engine, Frame, Role, Root, Slot, Trap, TypeFlags, TypeId, kind, namespace,
};
use crate::runtime::{ShortText, attribute, call as protocol, raise_text};
use crate::types::{dict, exception};
use crate::value::{UNBOUND, Value, Word};

/// Makes an instance of a class: calls `__new__`, then `__init__`.
pub(super) fn instantiate(vm: &mut Engine, class: u32, call: Call) -> Result<Word, Trap> {
    if vm.field(class, class::METACLASS) != UNBOUND
        && let Some(method) =
            attribute::special(vm, Value::object(class), const { rom("__call__") }).map(Value::word)
    {
        let mut call = call;
        vm.set_word(call.start, method);
        call::insert_first(vm, &mut call, class)?;
        return call::dispatch(vm, call);
    }
    create(vm, class, call)
}

/// As [`instantiate`], the metaclass aside.
pub(super) fn create(vm: &mut Engine, class: u32, call: Call) -> Result<Word, Trap> {
    let flags = vm.class_flags(class);
    let is_native = flags.contains(ClassFlags::NATIVE);
    if flags.contains(ClassFlags::NEW)
        || call.ending == Ending::Native
        || is_native && vm.class_native(class) == TypeId::TYPE
    {
        return make_general(vm, call);
    }
    let first = vm.slot_count(class) == u32::from(is_native);
    let instance = if is_native {
        make_native(vm, &call)?
    } else {
        match new_at_once(vm, class) {
            Some(instance) => instance,
            None => vm.leaf(|vm| vm.new_instance(vm.word(call.start)).map(Value::object))?,
        }
    };
    let class = vm.word(call.start);
    let init = attribute::initializer(vm, class);
    if init == UNBOUND {
        if call.words() > 0 && !is_native {
            return Err(takes_no_arguments(vm, class));
        }
        if first {
            vm.trim_instance(instance, class);
        }
        return Ok(instance);
    }
    // [class][ ][ ][arguments] becomes [instance][init][ ][ ][instance][arguments].
    vm.set_word(call.start, instance);
    vm.set_word(call.start.offset(1), init);
    claim(vm, call.end().offset(2))?;
    call::shift(vm, &call, 2);
    vm.set_word(call.start.offset(4), vm.word(call.start));
    let inner = Call {
        start: call.start.offset(1),
        positional: call.positional + 1,
        ending: if first { Ending::FirstInit } else { Ending::Init },
        ..call
    };
    call::enter(vm, inner)
}

/// An instance of a class that knows its attributes, where that takes a few instructions.
#[inline(always)]
fn new_at_once(vm: &Engine, class: u32) -> Option<u32> {
    let count = vm.slot_count(class);
    if count == 0 {
        return None;
    }
    let instance = vm.alloc_at_once(vm.class_layout(class), count + 1)?;
    let end = instance + 4 * count;
    let mut at = instance;
    while at < end {
        at += 4;
        vm.heap.set_word(at, core::hint::black_box(UNBOUND));
    }
    Some(instance)
}

/// TypeError for what `__init__` returned.
#[cold]
pub(super) fn bad_init(vm: &Engine, value: Word) -> Trap {
    let value = vm.value(value);
    vm.raise_with(TypeId::TYPE_ERROR, "__init__() should return None, not '{t}'", value, value)
}

#[cold]
fn takes_no_arguments(vm: &Engine, class: Word) -> Trap {
    let name = attribute::class_name(vm, vm.value(class));
    vm.raise_with(TypeId::TYPE_ERROR, "{s}() takes no arguments", name, name)
}

/// Makes an instance of a class with `__new__` or with a builtin base, or for native code.
fn make_general(vm: &mut Engine, call: Call) -> Result<Word, Trap> {
    let base = vm.base.get();
    let result = nested(vm, |vm| {
        let class = vm.word(call.start);
        let made = if vm.class_flags(class).contains(ClassFlags::NEW) {
            let new = attribute::lookup(vm, vm.value(class), const { rom("__new__") })
                .map_or(UNBOUND, Value::word);
            call_copy(vm, new, class, &call)?
        } else {
            make_native(vm, &call)?
        };
        let instance = vm.push(made)?;
        let class = vm.word(call.start);
        let made_class = attribute::type_of(vm, vm.at(instance));
        if !attribute::is_subclass(vm, made_class, vm.value(class)) {
            return Ok(vm.word(instance));
        }
        let init = attribute::lookup(vm, made_class, const { rom("__init__") })
            .map_or(UNBOUND, Value::word);
        // What `__new__` made of a builtin type is initialised by that type, as CPython does.
        let is_exception = vm.class_native(vm.word(call.start)).is_exception();
        let again = is_exception && vm.class_flags(vm.word(call.start)).contains(ClassFlags::NEW);
        let builtin = vm.expect(vm.value(init), kind::BUILTIN).is_some() && !again;
        if init == UNBOUND || builtin {
            let takes = vm.class_flags(class).intersects(ClassFlags::NEW | ClassFlags::NATIVE);
            if call.words() > 0 && !takes {
                return Err(takes_no_arguments(vm, class));
            }
            return Ok(vm.word(instance));
        }
        let object = vm.word(instance);
        let result = call_copy(vm, init, object, &call)?;
        if result != Value::none().word() {
            return Err(bad_init(vm, result));
        }
        Ok(vm.word(instance))
    });
    debug_assert!(base == vm.base.get());
    result
}

/// Calls a function with one more argument in front of a copy of a call's arguments.
fn call_copy(vm: &mut Engine, callee: Word, first: Word, call: &Call) -> Result<Word, Trap> {
    let first = vm.push(first)?;
    let callee = if vm.layout(vm.value(callee)) == Some(kind::STATICMETHOD) {
        vm.field(callee, 1)
    } else {
        callee
    };
    let start = vm.push(callee)?;
    let words = call.words();
    claim(vm, start.offset(frame::WORDS + 1 + words))?;
    vm.set_word(start.offset(1), UNBOUND);
    vm.set_word(start.offset(2), UNBOUND);
    vm.set_word(start.offset(3), vm.word(first));
    let to = vm.address_of(start.offset(4));
    vm.heap.copy_words(vm.address_of(call.arguments()), to, words);
    let frame = Frame {
        base: start.offset(frame::WORDS),
        positional: call.positional as u16 + 1,
        keywords: call.keywords as u16,
    };
    let result = call::call_frame(vm, frame);
    vm.set_top(first);
    result
}

/// An instance whose builtin part, if it has one, is made from the arguments.
pub(super) fn make_native(vm: &mut Engine, call: &Call) -> Result<Word, Trap> {
    let class = vm.word(call.start);
    let native = vm.class_native(class);
    if !vm.class_flags(class).contains(ClassFlags::NATIVE) {
        return vm.leaf(|vm| vm.new_instance(vm.word(call.start)).map(Value::object));
    }
    if native.is_exception()
        && call.keywords == 0
        && let (arguments, count) = (call.arguments(), call.positional)
        && let Some(made) = exception::instance(vm, call.start, native, arguments, count)?
    {
        return Ok(made);
    }
    if native == TypeId::TYPE {
        // A metaclass makes classes, which know it, not instances with a class inside.
        return new_builtin(vm, native, class, call);
    }
    // A class with its own `__init__` decides itself what a container starts with.
    let is_bare = matches!(native, TypeId::LIST | TypeId::DICT | TypeId::SET | TypeId::BYTEARRAY)
        && attribute::lookup(vm, vm.value(class), const { rom("__init__") })
            .is_some_and(|f| vm.expect(f, kind::BUILTIN).is_none());
    let bare = Call { positional: 0, keywords: 0, ..*call };
    // An exception knows its class, also where it is written in Python.
    let ty =
        if native.is_exception() { vm.word(call.start) } else { vm.type_object(native).word() };
    let made = new_builtin(vm, native, ty, if is_bare { &bare } else { call })?;
    vm.scope(|vm| {
        let made = vm.push(made)?;
        vm.leaf(|vm| {
            let instance = vm.new_instance(vm.word(call.start))?;
            vm.set_raw(instance, 1, vm.word(made));
            Ok(Value::object(instance))
        })
    })
}

/// Calls a builtin type's constructor with a class and a copy of a call's arguments.
fn new_builtin(vm: &mut Engine, id: TypeId, class: Word, call: &Call) -> Result<Word, Trap> {
    let Some(new) = vm.types.get(usize::from(id.0)).and_then(|ty| ty.new.as_ref()) else {
        let class = vm.value(class);
        let name = attribute::class_name(vm, class);
        return Err(vm.raise_with(TypeId::TYPE_ERROR, "cannot create '{s}' instances", name, name));
    };
    let top = vm.top();
    let start = call.end().max(top);
    claim(vm, start.offset(frame::WORDS + 1 + call.words()))?;
    for i in 0..frame::WORDS {
        vm.set_word(start.offset(i), UNBOUND);
    }
    vm.set_word(start.offset(frame::WORDS), class);
    let to = vm.address_of(start.offset(frame::WORDS + 1));
    vm.heap.copy_words(vm.address_of(call.arguments()), to, call.words());
    let inner = Call { start, positional: call.positional + 1, ..*call };
    let result = check_arguments(vm, id, new, &inner).and_then(|()| invoke(vm, *new, inner));
    vm.set_top(top);
    result
}

/// TypeError unless a constructor takes so many arguments; the class counts as one.
fn check_arguments(
    vm: &mut Engine,
    id: TypeId,
    new: &crate::object::Member,
    call: &Call,
) -> Result<(), Trap> {
    use core::fmt::Write;
    let takes_keywords = matches!(new.reached(), Role::Keywords | Role::ClassKeywords);
    let (given, min, max) = (call.positional, u32::from(new.min()), u32::from(new.max()));
    if given >= min && (new.max() == ANY || given <= max) && (call.keywords == 0 || takes_keywords)
    {
        return Ok(());
    }
    let mut text = ShortText::new();
    let name = crate::object::TYPE_NAMES.get(usize::from(id.0)).copied().unwrap_or_default();
    _ = if call.keywords > 0 && !takes_keywords {
        write!(text, "{name}() takes no keyword arguments")
    } else if given < min {
        write!(
            text,
            "{name} expected at least {} argument{}, got {}",
            min - 1,
            if min == 2 { "" } else { "s" },
            given - 1
        )
    } else {
        write!(
            text,
            "{name} expected at most {} argument{}, got {}",
            max - 1,
            if max == 2 { "" } else { "s" },
            given - 1
        )
    };
    Err(raise_text(vm, TypeId::TYPE_ERROR, &text))
}

/// Calls a builtin type.
pub(super) fn construct(vm: &mut Engine, id: TypeId, call: Call) -> Result<Word, Trap> {
    let class = vm.word(call.start);
    let Some(new) = vm.types.get(usize::from(id.0)).and_then(|ty| ty.new.as_ref()) else {
        let name = attribute::class_name(vm, vm.value(class));
        return Err(vm.raise_with(TypeId::TYPE_ERROR, "cannot create '{s}' instances", name, name));
    };
    // The class is the first argument: a word of the frame that builtins do not use lies before the others.
    let call =
        Call { start: Slot(call.start.0.wrapping_sub(1)), positional: call.positional + 1, ..call };
    vm.set_word(call.arguments(), class);
    check_arguments(vm, id, new, &call)?;
    invoke(vm, *new, call)
}

/// A class that defines `__eq__` alone has no hash: its instances may be equal and yet differ in all else.
fn hide_hash(vm: &mut Engine, space: Slot) -> Result<(), Trap> {
    vm.leaf_with(|vm| {
        let space = vm.word(space);
        let has = |name| namespace::find(vm, space, vm.name_value(name)) != 0;
        if !has(const { rom("__eq__") }) || has(const { rom("__hash__") }) {
            return Ok(());
        }
        dict::insert(vm, space, vm.name_value(const { rom("__hash__") }), Value::none())
    })
}

/// Makes a class: what `type(name, bases, namespace)` does.
pub(crate) fn make_class(
    vm: &mut Engine,
    name: Slot,
    bases: Slot,
    space: Slot,
) -> Result<Word, Trap> {
    let native = check_bases(vm, bases)?;
    if usize::from(vm.class_count.get()) + usize::from(LayoutId::FIRST_INSTANCE)
        >= LayoutId::END.into()
    {
        return Err(vm.raise(TypeId::MEMORY_ERROR, "too many classes"));
    }
    wrap_special(vm, space)?;
    hide_hash(vm, space)?;
    vm.leaf(|vm| {
        let count = vm.class_count.get();
        grow_classes(vm, count)?;
        vm.reserve(class::WORDS)?;
        let made = vm.alloc_zeroed(kind::CLASS, class::WORDS)?;
        let layout = u32::from(LayoutId::FIRST_INSTANCE + count);
        vm.set_raw(made, class::INFO, layout | u32::from(native.0) << 16);
        vm.set_raw(made, class::NAME, vm.word(name));
        vm.set_raw(made, class::DICT, vm.word(space));
        vm.set_raw(made, class::BASES, vm.word(bases));
        Ok(Value::object(made))
    })
    .and_then(|made| {
        vm.scope(|vm| {
            let made = vm.push(made)?;
            let order = super::order::linearize(vm, made, bases)?;
            vm.set_field(vm.word(made), class::MRO, order);
            finish_class(vm, made, native)?;
            super::slots::declare(vm, made, space)?;
            dict::trim(vm, vm.field(vm.word(made), class::DICT));
            Ok(vm.word(made))
        })
    })
}

/// Room in the table of classes for one more.
fn grow_classes(vm: &Engine, count: u16) -> Result<(), Trap> {
    let table = vm.root(Root::Classes).and_then(Value::address);
    let room = table.map_or(0, |table| vm.heap.object_words(table) - 1);
    if u32::from(count) < room {
        return Ok(());
    }
    // Most programs have few.
    let new = vm.alloc_zeroed(kind::ITEMS, u32::from(count) + u32::from(count) / 4 + 2)?;
    if let Some(table) = table {
        vm.heap.copy_words(table + 4, new + 4, room);
    }
    vm.set_root(Root::Classes, Some(Value::object(new)));
    Ok(())
}

/// Registers a class, and works out what its instances need looked up.
fn finish_class(vm: &mut Engine, made: Slot, native: TypeId) -> Result<(), Trap> {
    if native != TypeId::OBJECT {
        vm.leaf_with(|vm| {
            // Slot 0 is the builtin object; no attribute has this name.
            vm.add_slot(vm.word(made), Name(u16::MAX)).map(|_| ())
        })?;
    }
    let count = vm.class_count.get();
    if let Some(table) = vm.root(Root::Classes).and_then(Value::address) {
        vm.set_field(table, u32::from(count) + 1, vm.word(made));
    }
    vm.class_count.set(count + 1);
    refresh_flags(vm, vm.word(made));
    Ok(())
}

/// Works out a class's flags from what it and its bases define.
pub(crate) fn refresh_flags(vm: &Engine, class: u32) {
    let mut flags = vm.class_flags(class) & ClassFlags::SLOTS;
    if vm.class_native(class) != TypeId::OBJECT {
        flags |= ClassFlags::NATIVE;
    }
    for base in attribute::mro(vm, class) {
        let Some(base) = vm.expect(base, kind::CLASS) else { continue };
        let space = vm.field(base, class::DICT);
        let mut i = 0;
        while let Some((key, value)) = namespace::next_entry(vm, space, &mut i) {
            if let Some(flag) = vm.name_of(key).and_then(flag_of) {
                flags |= flag;
            }
            if attribute::is_data_descriptor(vm, value) {
                flags |= ClassFlags::DATA_DESCRIPTOR;
            }
        }
    }
    vm.set_class_flags(class, flags);
    vm.clear_cache();
}

/// What a class's flags say if it defines this.
pub(crate) fn flag_of(name: Name) -> Option<ClassFlags> {
    [
        (const { rom("__getattr__") }, ClassFlags::GET_ATTR),
        (const { rom("__getattribute__") }, ClassFlags::GET_ATTRIBUTE),
        (const { rom("__setattr__") }, ClassFlags::SET_ATTR),
        (const { rom("__delattr__") }, ClassFlags::SET_ATTR),
        (const { rom("__new__") }, ClassFlags::NEW),
        (const { rom("__del__") }, ClassFlags::DEL),
    ]
    .into_iter()
    .find_map(|(known, flag)| (known == name).then_some(flag))
}

/// TypeError unless all bases are classes that can be derived from; the builtin type that they extend.
fn check_bases(vm: &Engine, bases: Slot) -> Result<TypeId, Trap> {
    let tuple = vm.word(bases);
    let mut native = TypeId::OBJECT;
    for i in 1..vm.heap.object_words(tuple) {
        let base = vm.value(vm.field(tuple, i));
        let id = match (attribute::type_number(vm, base), vm.expect(base, kind::CLASS)) {
            (Some(id), _) => {
                if !vm
                    .types
                    .get(usize::from(id.0))
                    .is_some_and(|ty| ty.flags.contains(TypeFlags::BASE))
                {
                    let name = attribute::class_name(vm, base);
                    let text = "type '{s}' is not an acceptable base type";
                    return Err(vm.raise_with(TypeId::TYPE_ERROR, text, name, name));
                }
                id
            }
            (None, Some(class)) => vm.class_native(class),
            _ => return Err(vm.type_error("bases must be types")),
        };
        if (1..i).any(|other| vm.field(tuple, other) == base.word()) {
            let name = attribute::class_name(vm, base);
            return Err(vm.raise_with(TypeId::TYPE_ERROR, "duplicate base class {s}", name, name));
        }
        if id.derives_from(native) {
            native = id;
        } else if !native.derives_from(id) {
            return Err(vm.type_error("multiple bases have instance lay-out conflict"));
        }
    }
    Ok(native)
}

/// Some methods are class or static methods without being marked so.
fn wrap_special(vm: &mut Engine, space: Slot) -> Result<(), Trap> {
    for (name, wrapper) in [
        (const { rom("__new__") }, kind::STATICMETHOD),
        (const { rom("__init_subclass__") }, kind::CLASSMETHOD),
        (const { rom("__class_getitem__") }, kind::CLASSMETHOD),
    ] {
        vm.leaf_with(|vm| {
            let dict = vm.word(space);
            let at = namespace::find(vm, dict, vm.name_value(name));
            if at != 0 && vm.layout(vm.value(vm.heap.word(at))) == Some(kind::FUNCTION) {
                let wrapped = vm.make(wrapper, &[vm.heap.word(at)])?;
                vm.heap.store(vm.field(dict, namespace::ENTRIES), at, wrapped.word());
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Calls `__set_name__` of what a new class holds.
pub(crate) fn call_set_names(vm: &mut Engine, made: Slot) -> Result<(), Trap> {
    vm.scope(|vm| {
        // A copy: `__set_name__` may change the class.
        let items = vm.leaf(|vm| dict::copy(vm, vm.field(vm.word(made), class::DICT)))?;
        let items = vm.push(items)?;
        let (key, value) = (vm.push(UNBOUND)?, vm.push(UNBOUND)?);
        let mut i = 0;
        while let Some((found_key, found_value)) = namespace::next_entry(vm, vm.word(items), &mut i)
        {
            let (found_key, found_value) = (found_key.word(), found_value.word());
            vm.set_word(key, found_key);
            vm.set_word(value, found_value);
            if attribute::is_python_class_instance(vm, vm.at(value)) {
                let name = const { rom("__set_name__") };
                if let Err(trap) = protocol::call_special(vm, value, name, &[made, key]) {
                    return Err(note_set_name(vm, trap, value, key, made));
                }
            }
        }
        Ok(())
    })
}

/// Adds to the exception that `__set_name__` raised where that was.
#[cold]
fn note_set_name(vm: &mut Engine, trap: Trap, value: Slot, key: Slot, made: Slot) -> Trap {
    let noted = vm.scope(|vm| {
        let exception = super::unwind::caught(vm)?;
        let exception = vm.push(exception)?;
        let mut text = ShortText::new();
        let class_name = |class| vm.text(attribute::class_name(vm, class)).unwrap_or_default();
        text.push("Error calling __set_name__ on '");
        text.push(class_name(attribute::type_of(vm, vm.at(value))));
        text.push("' instance '");
        text.push(vm.text(vm.at(key)).unwrap_or_default());
        text.push("' in '");
        text.push(class_name(vm.at(made)));
        text.push("'");
        let note = vm.leaf(|vm| vm.new_str(text.as_bytes()))?;
        let note = vm.push(note)?;
        // Without memory for the note the exception goes on as it is.
        if protocol::call_method(vm, exception, const { rom("add_note") }, &[note]).is_err() {
            vm.take_pending();
        }
        Ok(vm.raise_object(vm.at(exception)))
    });
    noted.unwrap_or(trap)
}

/// Calls `__init_subclass__` of the bases of a new class, with the keywords of the class statement.
pub(crate) fn call_init_subclass(vm: &mut Engine, made: Slot, frame: Frame) -> Result<(), Trap> {
    let class = vm.at(made);
    let Some(function) =
        attribute::lookup_after(vm, class, class, const { rom("__init_subclass__") })
            .map(Value::word)
    else {
        return no_keywords(vm, made, frame);
    };
    if vm.layout(vm.value(function)) != Some(kind::CLASSMETHOD) {
        return no_keywords(vm, made, frame);
    }
    vm.scope(|vm| {
        let function = vm.push(vm.field(function, 1))?;
        call_metaclass(vm, function, &[made], frame)?;
        Ok(())
    })
}

fn no_keywords(vm: &mut Engine, made: Slot, frame: Frame) -> Result<(), Trap> {
    let metaclass = frame.keyword(vm, const { rom("metaclass") }).is_some();
    if frame.keywords > u16::from(metaclass) {
        let name = attribute::class_name(vm, vm.at(made));
        return Err(vm.raise_with(
            TypeId::TYPE_ERROR,
            "{s}.__init_subclass__() takes no keyword arguments",
            name,
            name,
        ));
    }
    Ok(())
}

/// For manager `r[a]`: finds `__exit__` and puts `__enter__` in place.
pub(super) fn with_setup(vm: &mut Engine, a: u32, is_async: bool) -> Result<Word, Trap> {
    let (enter, exit) = if is_async {
        (const { rom("__aenter__") }, const { rom("__aexit__") })
    } else {
        (const { rom("__enter__") }, const { rom("__exit__") })
    };
    let manager = slot(vm, a);
    let (enter_slot, self_slot) = (slot(vm, a + 2), slot(vm, a + 5));
    let object = vm.word(manager);
    with_operands(vm, object, UNBOUND, |vm, object, found| {
        let texts = if is_async {
            [
                "'{t}' object does not support the asynchronous context manager protocol",
                "'{t}' object does not support the asynchronous context manager protocol \
                 (missed __aexit__ method)",
            ]
        } else {
            [
                "'{t}' object does not support the context manager protocol",
                "'{t}' object does not support the context manager protocol (missed __exit__ method)",
            ]
        };
        for (name, text) in [(enter, texts[0]), (exit, texts[1])] {
            let class = attribute::type_of(vm, vm.at(object));
            let Some(word) = attribute::lookup(vm, class, name).map(Value::word) else {
                let object = vm.at(object);
                return Err(vm.raise_with(TypeId::TYPE_ERROR, text, object, object));
            };
            vm.set_word(found, word);
            let (function, receiver) = if attribute::is_method(vm, vm.at(found)) {
                (word, vm.word(object))
            } else {
                (UNBOUND, attribute::bind(vm, found, object)?)
            };
            if name == enter {
                vm.set_word(enter_slot, function);
                vm.set_word(
                    if function == UNBOUND { enter_slot.offset(1) } else { self_slot },
                    receiver,
                );
            } else {
                vm.set_word(manager, function);
                vm.set_word(manager.offset(1), receiver);
            }
        }
        Ok(())
    })?;
    Ok(UNBOUND)
}

/// Puts `__exit__` in place for `CallMethod a+2` with its three arguments.
pub(super) fn with_exit(vm: &mut Engine, a: u32, b: u32, raised: bool) -> Result<Word, Trap> {
    let manager = slot(vm, a);
    let (function, receiver) = (vm.word(manager), vm.word(manager.offset(1)));
    let callee = slot(vm, a + 2);
    vm.set_word(callee, function);
    vm.set_word(if function == UNBOUND { callee.offset(1) } else { callee.offset(3) }, receiver);
    let arguments = callee.offset(4);
    for i in 0..3 {
        vm.set(arguments.offset(i), Value::none());
    }
    if raised {
        let traceback = vm.leaf(|vm| exception::traceback_of(vm, vm.at(slot(vm, b))));
        let exception = vm.at(slot(vm, b));
        vm.set(arguments, attribute::type_of(vm, exception));
        vm.set(arguments.offset(1), exception);
        match traceback {
            Ok(word) => vm.set_word(arguments.offset(2), word),
            // With no memory for it, None stands in.
            Err(_) => _ = vm.take_pending(),
        }
    }
    Ok(UNBOUND)
}
