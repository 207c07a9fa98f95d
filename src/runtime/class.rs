//! What a value's class is, and what classes have under a name: the look-ups behind attributes and special methods.

use super::protocol;
use crate::heap::{Header, LayoutId};
use crate::name::{Name, rom};
use crate::object::class::{self, ClassFlags};
use crate::object::{Engine, Holds, Key, Role, TypeId, kind, namespace};
use crate::value::{self, UNBOUND, Value, Word};

/// Marks layouts whose builtin type takes more than the layout to tell.
const VARIOUS: TypeId = TypeId(u8::MAX);

/// The builtin type of each layout, for values that are not instances of classes.
static LAYOUT_TYPES: [TypeId; kind::COUNT] = layout_types();

const fn layout_types() -> [TypeId; kind::COUNT] {
    let mut types = [TypeId::OBJECT; kind::COUNT];
    let pairs = [
        (value::FLOAT, TypeId::FLOAT),
        (kind::TUPLE, TypeId::TUPLE),
        (kind::INT, TypeId::INT),
        (kind::STR, TypeId::STR),
        (kind::ROM_STR, TypeId::STR),
        (kind::BYTES, TypeId::BYTES),
        (kind::BYTEARRAY, TypeId::BYTEARRAY),
        (kind::LIST, TypeId::LIST),
        (kind::DICT, TypeId::DICT),
        (kind::SET, TypeId::SET),
        (kind::FROZENSET, TypeId::FROZENSET),
        (kind::RANGE, TypeId::RANGE),
        (kind::RANGE_ITER, TypeId::RANGE_ITERATOR),
        (kind::SLICE, TypeId::SLICE),
        (kind::FUNCTION, TypeId::FUNCTION),
        (kind::CODE, TypeId::CODE),
        (kind::CELL, TypeId::CELL),
        (kind::BOUND_METHOD, TypeId::BOUND_METHOD),
        (kind::BUILTIN, TypeId::BUILTIN_FUNCTION),
        (kind::TYPE, TypeId::TYPE),
        (kind::CLASS, TypeId::TYPE),
        (kind::GENERATOR, VARIOUS),
        (kind::AWAITABLE, VARIOUS),
        (kind::TYPE_PARAMETER, VARIOUS),
        (kind::MODULE, TypeId::MODULE),
        (kind::PROPERTY, TypeId::PROPERTY),
        (kind::STATICMETHOD, TypeId::STATICMETHOD),
        (kind::CLASSMETHOD, TypeId::CLASSMETHOD),
        (kind::SUPER, TypeId::SUPER),
        (kind::ITERATOR, TypeId::ITERATOR),
        (kind::ENUMERATE, TypeId::ENUMERATE),
        (kind::ZIP, TypeId::ZIP),
        (kind::MAP, TypeId::MAP),
        (kind::FILTER, TypeId::FILTER),
        (kind::REVERSED, TypeId::REVERSED),
        (kind::DICT_VIEW, VARIOUS),
        (kind::EXCEPTION, VARIOUS),
        (kind::STREAM, VARIOUS),
        (value::CONSTANT, VARIOUS),
        (kind::MEMORYVIEW, TypeId::MEMORYVIEW),
        (kind::ARRAY, TypeId::ARRAY),
        (kind::COMPLEX, TypeId::COMPLEX),
        (kind::TRACEBACK, TypeId::TRACEBACK),
        (kind::MAPPING_PROXY, TypeId::MAPPING_PROXY),
        (kind::NATIVE, TypeId::BUILTIN_FUNCTION),
        (kind::BUILTIN_MODULE, TypeId::MODULE),
        (kind::WEAKREF, TypeId::WEAKREF),
        (kind::GENERIC_ALIAS, TypeId::GENERIC_ALIAS),
        (kind::UNION, TypeId::UNION),
        (kind::SEQUENCE_ITERATOR, TypeId::ITERATOR),
    ];
    let mut i = 0;
    while i < pairs.len() {
        types[pairs[i].0.0 as usize] = pairs[i].1;
        i += 1;
    }
    types
}

/// The builtin type of each constant, by its number; the last is the empty tuple.
const CONSTANT_TYPES: [TypeId; 6] = [
    TypeId::NONE,
    TypeId::BOOL,
    TypeId::BOOL,
    TypeId::ELLIPSIS,
    TypeId::NOT_IMPLEMENTED,
    TypeId::TUPLE,
];

/// The builtin type of a value; for an instance of a class, the builtin type that the class derives from.
#[inline]
pub(crate) fn native_type(vm: &Engine, v: Value<'_>) -> TypeId {
    let Some(address) = v.address() else {
        return if v.word() & 1 != 0 { TypeId::INT } else { TypeId::FLOAT };
    };
    let header = vm.header(address);
    match LAYOUT_TYPES.get(usize::from(header.id().0)) {
        Some(&id) if id != VARIOUS => id,
        _ => various_type(vm, address, header),
    }
}

/// The builtin type of an instance of a class, and of objects that share their layout with other types.
fn various_type(vm: &Engine, address: u32, header: Header) -> TypeId {
    let layout = header.id();
    if layout.is_instance() {
        return vm.class_of_layout(layout).map_or(TypeId::OBJECT, |class| vm.class_native(class));
    }
    match layout {
        value::CONSTANT => {
            CONSTANT_TYPES.get(header.size() as usize).copied().unwrap_or(TypeId::OBJECT)
        }
        kind::EXCEPTION => exception_type(vm, address),
        kind::DICT_VIEW => TypeId(TypeId::DICT_KEYS.0 + (vm.field(address, 2) >> 1) as u8),
        kind::GENERATOR if header.has(Header::FLAG_B) => TypeId::ASYNC_GENERATOR,
        kind::GENERATOR if header.has(Header::FLAG_A) => TypeId::COROUTINE,
        kind::GENERATOR => TypeId::GENERATOR,
        kind::AWAITABLE => {
            TypeId(TypeId::ASYNC_GENERATOR_ASEND.0 + (vm.field(address, 3) >> 3) as u8)
        }
        kind::TYPE_PARAMETER => TypeId(TypeId::TYPE_VAR.0 + (vm.field(address, 1) >> 1) as u8),
        kind::STREAM => TypeId(TypeId::STRING_IO.0 + (vm.field(address, 1) & 3) as u8),
        _ => TypeId::OBJECT,
    }
}

/// The builtin class of an exception object.
fn exception_type(vm: &Engine, address: u32) -> TypeId {
    match vm.value_field(address, 1).and_then(Value::address) {
        Some(class) if vm.header(class).id() == kind::TYPE => TypeId(vm.header(class).size() as u8),
        Some(class) => vm.class_native(class),
        None => TypeId::EXCEPTION,
    }
}

/// The class of a value: a ROM type or a class.
#[inline]
pub(crate) fn type_of<'g>(vm: &'g Engine, v: Value<'g>) -> Value<'g> {
    if let Some(class) = vm.instance_class(v) {
        return Value::object(class);
    }
    if let Some(class) = vm.expect(v, kind::CLASS)
        && let Some(metaclass) = vm.value_field(class, class::METACLASS)
    {
        return metaclass;
    }
    vm.type_object(
        v.address().and_then(|v| shown_type(vm, v)).unwrap_or_else(|| native_type(vm, v)),
    )
}

/// The type of an object that differs from others of its builtin type in name only.
fn shown_type(vm: &Engine, address: u32) -> Option<TypeId> {
    let header = vm.header(address);
    match header.id() {
        kind::ITERATOR => Some(iterator_type(vm, address)),
        kind::BUILTIN if header.size() >> 8 <= vm.types.len() as u32 => {
            let role = vm.member(address)?.reached();
            (role <= Role::Keywords).then_some(TypeId::METHOD_DESCRIPTOR)
        }
        kind::BOUND_METHOD => {
            vm.expect(vm.value_field(address, 2)?, kind::BUILTIN).map(|_| TypeId::BUILTIN_FUNCTION)
        }
        _ => None,
    }
}

/// The type of the iterator of a builtin container: they are alike but for their names, so that elsewhere they count as
/// one type.
fn iterator_type(vm: &Engine, iterator: u32) -> TypeId {
    TypeId(TypeId::LIST_ITERATOR.0 + (vm.field(iterator, 1) >> 1 & 15) as u8)
}

/// Whether a value is an instance of a class written in Python.
pub(crate) fn is_python_class_instance(vm: &Engine, v: Value<'_>) -> bool {
    vm.layout(v).is_some_and(LayoutId::is_instance)
}

/// Whether a class written in Python may have special methods for a value: an instance, or a class with a metaclass.
#[inline]
pub(crate) fn has_python_class(vm: &Engine, v: Value<'_>) -> bool {
    let Some(address) = v.address() else { return false };
    match vm.header(address).id() {
        kind::CLASS => vm.field(address, class::METACLASS) != UNBOUND,
        layout => layout.is_instance(),
    }
}

/// The builtin object inside an instance of a class that derives from a builtin type; any other value itself.
#[inline]
pub(crate) fn native<'g>(vm: &'g Engine, v: Value<'g>) -> Value<'g> {
    match vm.instance_class(v) {
        Some(class) if vm.class_flags(class).contains(ClassFlags::NATIVE) => {
            let slot = v.address().map_or(UNBOUND, |address| vm.slot(address, 0));
            Value::from_word(slot).unwrap_or(v)
        }
        _ => v,
    }
}

/// Whether a value is an instance of a builtin type or of a class that derives from it.
pub(crate) fn is_instance(vm: &Engine, v: Value<'_>, id: TypeId) -> bool {
    native_type(vm, v).derives_from(id)
}

/// The number of a builtin type object.
pub(crate) fn type_number(vm: &Engine, class: Value<'_>) -> Option<TypeId> {
    vm.expect(class, kind::TYPE).map(|address| TypeId(vm.header(address).size() as u8))
}

/// Whether a class (ROM type or class) is, or derives from, another.
pub(crate) fn is_subclass(vm: &Engine, class: Value<'_>, of: Value<'_>) -> bool {
    if class == of {
        return true;
    }
    if let Some(id) = type_number(vm, class) {
        return type_number(vm, of).is_some_and(|of| id.derives_from(of));
    }
    let Some(address) = vm.expect(class, kind::CLASS) else { return false };
    if mro(vm, address).any(|base| base == of) {
        return true;
    }
    type_number(vm, of).is_some_and(|of| vm.class_native(address).derives_from(of))
}

/// The classes of a class's method resolution order.
pub(crate) fn mro<'g>(vm: &'g Engine, class: u32) -> impl Iterator<Item = Value<'g>> {
    let tuple = vm.field(class, class::MRO);
    let words = if tuple == UNBOUND { 1 } else { vm.heap.object_words(tuple) };
    (1..words).filter_map(move |i| vm.value_field(tuple, i))
}

/// The name of a class, a str.
pub(crate) fn class_name<'g>(vm: &'g Engine, class: Value<'g>) -> Value<'g> {
    if let Some(id) = type_number(vm, class) {
        let text = crate::object::TYPE_NAMES.get(usize::from(id.0)).copied().unwrap_or("object");
        return crate::name::find_rom(text.as_bytes())
            .map_or(Value::none(), |name| vm.name_value(name));
    }
    match vm.expect(class, kind::CLASS) {
        Some(address) => vm.value_field(address, class::NAME).unwrap_or(Value::none()),
        None => Value::none(),
    }
}

/// What a class (ROM type or class) or its bases have under a name.
pub(crate) fn lookup<'g>(vm: &'g Engine, class: Value<'g>, name: Name) -> Option<Value<'g>> {
    if let Some(id) = type_number(vm, class) {
        return lookup_builtin(vm, id, name);
    }
    let address = vm.expect(class, kind::CLASS)?;
    if !vm.class_flags(address).contains(ClassFlags::NATIVE) {
        // All classes in its order but `object` are written in Python.
        return own_special(vm, address, name).or_else(|| lookup_builtin(vm, TypeId::OBJECT, name));
    }
    let text = vm.name_value(name);
    mro(vm, address).find_map(|base| lookup_own(vm, base, text, name))
}

/// What one class has under a name, its bases aside; a builtin type's bases included.
fn lookup_own<'g>(
    vm: &'g Engine,
    class: Value<'g>,
    text: Value<'g>,
    name: Name,
) -> Option<Value<'g>> {
    match vm.expect(class, kind::CLASS) {
        Some(address) => namespace::get(vm, vm.field(address, class::DICT), text),
        None => lookup_builtin(vm, type_number(vm, class)?, name),
    }
}

/// What a builtin type or its bases have under a name.
pub(crate) fn lookup_builtin(vm: &Engine, mut id: TypeId, name: Name) -> Option<Value<'_>> {
    loop {
        let ty = vm.types.get(usize::from(id.0))?;
        if let Some(position) = ty.members.iter().position(|member| member.name() == name) {
            return Some(vm.function_object(usize::from(id.0), position));
        }
        if let Some(position) = protocol::find(ty, name) {
            return Some(vm.function_object(vm.types.len(), position));
        }
        if id == TypeId::OBJECT {
            return None;
        }
        id = id.base();
    }
}

/// What the classes after `after` in the order of `class` have under a name: the look-up of `super`.
pub(crate) fn lookup_after<'g>(
    vm: &'g Engine,
    class: Value<'g>,
    after: Value<'g>,
    name: Name,
) -> Option<Value<'g>> {
    let address = vm.expect(class, kind::CLASS)?;
    let order = vm.field(address, class::MRO);
    let words = vm.heap.object_words(order);
    let next = (1..words).find(|&i| vm.field(order, i) == after.word())? + 1;
    if next < words
        && let Some(base) = vm.expect(vm.value(vm.field(order, next)), kind::CLASS)
        && vm.heap.object_words(vm.field(base, class::MRO)) == words - next + 1
    {
        // The rest of the order is the order of the class that comes next, as always where each class has one base.
        return lookup(vm, Value::object(base), name);
    }
    let text = vm.name_value(name);
    (next..words).find_map(|i| lookup_own(vm, vm.value_field(order, i)?, text, name))
}

/// A special method that a class written in Python gives a value, bases that are builtin types aside.
#[inline]
pub(crate) fn special<'g>(vm: &'g Engine, v: Value<'g>, name: Name) -> Option<Value<'g>> {
    let address = v.address()?;
    let layout = vm.header(address).id();
    if !layout.is_instance() {
        return if layout == kind::CLASS { special_of_class(vm, address, name) } else { None };
    }
    special_of_layout(vm, layout, name)
}

/// A special method that a class written in Python gives its instances, which have this layout.
#[inline]
pub(crate) fn special_of_layout(vm: &Engine, layout: LayoutId, name: Name) -> Option<Value<'_>> {
    let key = Key::of_number(layout.0.into(), name);
    if let Some(known) = vm.cached_first(key, Holds::Special) {
        return Value::from_word(known);
    }
    find_special(vm, layout, key, name)
}

#[inline(never)]
fn find_special(vm: &Engine, layout: LayoutId, key: Key, name: Name) -> Option<Value<'_>> {
    find_own_special(vm, vm.class_of_layout(layout)?, key, name)
}

/// What a class, or a base of it written in Python, has under a name.
fn own_special(vm: &Engine, class: u32, name: Name) -> Option<Value<'_>> {
    let key = Key::of_number(vm.class_layout(class).0.into(), name);
    find_own_special(vm, class, key, name)
}

fn find_own_special(vm: &Engine, class: u32, key: Key, name: Name) -> Option<Value<'_>> {
    if let Some(known) = vm.cached(key, Holds::Special) {
        return Value::from_word(known);
    }
    let found = lookup_special(vm, class, name);
    vm.keep_cached(key, Holds::Special, found.map_or(UNBOUND, Value::word));
    found
}

/// The `__init__` of a class if it, or a base before those that are builtin, defines it as a function; else `UNBOUND`.
#[inline]
pub(crate) fn initializer(vm: &Engine, class: u32) -> Word {
    let key = Key::of_number(vm.class_layout(class).0.into(), INIT);
    match vm.cached_first(key, Holds::Initializer) {
        Some(known) => known,
        None => find_initializer(vm, class, key),
    }
}

const INIT: Name = const { rom("__init__") };

#[inline(never)]
fn find_initializer(vm: &Engine, class: u32, key: Key) -> Word {
    if let Some(known) = vm.cached(key, Holds::Initializer) {
        return known;
    }
    let found = lookup(vm, Value::object(class), INIT)
        .filter(|found| vm.layout(*found) == Some(kind::FUNCTION))
        .map_or(UNBOUND, Value::word);
    vm.keep_cached(key, Holds::Initializer, found);
    found
}

/// A special method of a class, as an instance of its metaclass.
fn special_of_class(vm: &Engine, class: u32, name: Name) -> Option<Value<'_>> {
    lookup_special(vm, vm.value_field(class, class::METACLASS)?.address()?, name)
}

fn lookup_special(vm: &Engine, class: u32, name: Name) -> Option<Value<'_>> {
    let text = vm.name_value(name);
    mro(vm, class).find_map(|base| {
        let base = vm.expect(base, kind::CLASS)?;
        namespace::get(vm, vm.field(base, class::DICT), text)
    })
}
