//! Attributes: where they are found, how what is found is bound, and how they are set.

pub(crate) use super::class::{
    class_name, has_python_class, initializer, is_instance, is_python_class_instance, is_subclass,
    lookup, lookup_after, lookup_builtin, mro, native, native_type, special, type_number, type_of,
};
use super::{ShortText, call, clear_raised, instance, raise_text};
use crate::name::{Name, rom};
use crate::object::class::{self, ClassFlags};
use crate::object::{Engine, Member, Role, Slot, TYPE_NAMES, Trap, TypeId, kind, namespace};
use crate::value::{UNBOUND, Value, Word};

/// What was found for an attribute, before it is bound.
#[derive(Clone, Copy)]
pub(crate) enum Found<'g> {
    /// Nothing.
    Missing,
    /// The value, as it is.
    Value(Value<'g>),
    /// A function that gets the object as its first argument.
    Method(Value<'g>),
    /// A function that gets the class as its first argument.
    ClassMethod(Value<'g>, Value<'g>),
    /// A property.
    Property(Value<'g>),
    /// An attribute of a builtin type that is computed.
    /// What is computed when read, and the number of the table that it is from.
    Computed(&'static Member, u32),
    /// An object with `__get__`, found in the class.
    Descriptor(Value<'g>),
}

/// Whether what was found in a class is a function that gets the object as its first argument.
#[inline]
pub(crate) fn is_method(vm: &Engine, found: Value<'_>) -> bool {
    match found.address() {
        Some(address) => match vm.header(address).id() {
            kind::FUNCTION => true,
            kind::BUILTIN => {
                is_method_table(vm, address) && role(vm, address) <= Some(Role::Keywords)
            }
            _ => false,
        },
        None => false,
    }
}

/// Whether a builtin function is a method: of one type's table, or of the table of special methods after those.
fn is_method_table(vm: &Engine, builtin: u32) -> bool {
    (vm.header(builtin).size() >> 8) <= vm.types.len() as u32
}

fn role(vm: &Engine, builtin: u32) -> Option<Role> {
    vm.member(builtin).map(|member| member.reached())
}

/// What reading an attribute of a value finds. No Python code runs; `__getattribute__` and `__getattr__` are for
/// [`get_attr`].
pub(crate) fn find<'g>(vm: &'g Engine, object: Value<'g>, name: Name) -> Result<Found<'g>, Trap> {
    if let Some(class) = vm.instance_class(object) {
        return find_in_instance(vm, object, class, name);
    }
    match vm.layout(object) {
        Some(kind::CLASS | kind::TYPE) => return find_in_class(vm, object, name),
        Some(kind::SUPER) => return Ok(find_in_super(vm, object, name)),
        _ => {}
    }
    let id = native_type(vm, object);
    if let Some(ty) = vm.types.get(usize::from(id.0))
        && let Some(get_attr) = ty.get_attr
        && let Some(found) = get_attr(vm, object, name)?
    {
        return Ok(Found::Value(found));
    }
    let class = vm.type_object(id);
    if name == const { rom("__class__") } {
        return Ok(Found::Value(class));
    }
    Ok(lookup_builtin(vm, id, name).map_or(Found::Missing, |found| classify(vm, found, class)))
}

fn find_in_instance<'g>(
    vm: &'g Engine,
    object: Value<'g>,
    class: u32,
    name: Name,
) -> Result<Found<'g>, Trap> {
    let class_value = Value::object(class);
    let flags = vm.class_flags(class);
    let found = if flags.contains(ClassFlags::DATA_DESCRIPTOR) {
        lookup(vm, class_value, name)
    } else {
        None
    };
    if let Some(found) = found
        && is_data_descriptor(vm, found)
    {
        return Ok(classify(vm, found, class_value));
    }
    if let Some(address) = object.address()
        && let Some(value) = instance::get(vm, address, class, name)
    {
        return Ok(Found::Value(value));
    }
    if let Some(found) = found.or_else(|| lookup(vm, class_value, name)) {
        return Ok(classify(vm, found, class_value));
    }
    if name == const { rom("__class__") } {
        return Ok(Found::Value(class_value));
    }
    if flags.contains(ClassFlags::NATIVE)
        && let Some(ty) = vm.types.get(usize::from(vm.class_native(class).0))
        && let Some(get_attr) = ty.get_attr
        && let Some(found) = get_attr(vm, native(vm, object), name)?
    {
        return Ok(Found::Value(found));
    }
    Ok(Found::Missing)
}

/// Whether what was found in a class decides about an attribute even if the instance has one of that name.
pub(crate) fn is_data_descriptor(vm: &Engine, found: Value<'_>) -> bool {
    match vm.layout(found) {
        Some(kind::PROPERTY) => true,
        Some(layout) if layout.is_instance() => {
            special(vm, found, const { rom("__set__") }).is_some()
                || special(vm, found, const { rom("__delete__") }).is_some()
        }
        _ => false,
    }
}

fn find_in_class<'g>(vm: &'g Engine, class: Value<'g>, name: Name) -> Result<Found<'g>, Trap> {
    // Kept in the namespace of the class, if it has any, and not inherited.
    const OWN: [Name; 3] = [
        const { rom("__qualname__") },
        const { rom("__annotations__") },
        const { rom("__type_params__") },
    ];
    if OWN.contains(&name)
        && let Some(address) = vm.expect(class, kind::CLASS)
    {
        let own = namespace::get(vm, vm.field(address, class::DICT), vm.name_value(name));
        return Ok(match own {
            Some(own) => Found::Value(own),
            None => find_in_type(vm, class, name)?.unwrap_or(Found::Missing),
        });
    }
    if let Some(found) = lookup(vm, class, name) {
        return Ok(match classify(vm, found, class) {
            Found::Method(function) => Found::Value(function),
            Found::Property(property) => Found::Value(property),
            Found::Computed(..) => find_in_type(vm, class, name)?.unwrap_or(Found::Value(found)),
            other => other,
        });
    }
    let metaclass = type_of(vm, class);
    if let Some(found) = find_in_type(vm, class, name)? {
        return Ok(found);
    }
    Ok(lookup(vm, metaclass, name).map_or(Found::Missing, |found| classify(vm, found, metaclass)))
}

/// An attribute that every class has from `type`.
fn find_in_type<'g>(
    vm: &'g Engine,
    class: Value<'g>,
    name: Name,
) -> Result<Option<Found<'g>>, Trap> {
    if name == const { rom("__class__") } {
        return Ok(Some(Found::Value(type_of(vm, class))));
    }
    let Some(ty) = vm.types.get(usize::from(TypeId::TYPE.0)) else { return Ok(None) };
    match ty.get_attr {
        Some(get_attr) => Ok(get_attr(vm, class, name)?.map(Found::Value)),
        None => Ok(None),
    }
}

fn find_in_super<'g>(vm: &'g Engine, proxy: Value<'g>, name: Name) -> Found<'g> {
    let Some(address) = proxy.address() else { return Found::Missing };
    let field = |i| vm.value_field(address, i).unwrap_or(Value::none());
    let (after, object, class) = (field(1), field(2), field(3));
    // What a `super` object has of its own.
    let own = [
        (const { rom("__thisclass__") }, after),
        (const { rom("__self__") }, object),
        (const { rom("__self_class__") }, class),
    ];
    let Some(found) = lookup_after(vm, class, after, name) else {
        let own = own.into_iter().find(|(own, _)| *own == name);
        return own.map_or(Found::Missing, |(_, value)| Found::Value(value));
    };
    match classify(vm, found, class) {
        // Of a class, a function is as it is; of an object, it is bound: the caller binds to the object.
        Found::Method(function) if object == class => Found::Value(function),
        other => other,
    }
}

/// The object to which what was found in a value is bound: for `super`, the object behind it.
pub(crate) fn receiver<'g>(vm: &'g Engine, object: Value<'g>) -> Value<'g> {
    match vm.expect(object, kind::SUPER) {
        Some(address) => vm.value_field(address, 2).unwrap_or(object),
        None => object,
    }
}

/// How what was found in a class is bound.
pub(crate) fn classify<'g>(vm: &'g Engine, found: Value<'g>, class: Value<'g>) -> Found<'g> {
    let Some(address) = found.address() else { return Found::Value(found) };
    match vm.header(address).id() {
        kind::FUNCTION => Found::Method(found),
        kind::BUILTIN if is_method_table(vm, address) => match vm.member(address) {
            Some(member) => match member.reached() {
                Role::Function | Role::Keywords => Found::Method(found),
                Role::Class | Role::ClassKeywords => Found::ClassMethod(found, class),
                Role::Static => Found::Value(found),
                Role::Attribute => Found::Computed(member, vm.header(address).size() >> 8),
            },
            None => Found::Value(found),
        },
        kind::PROPERTY => Found::Property(found),
        kind::STATICMETHOD => Found::Value(vm.value_field(address, 1).unwrap_or(Value::none())),
        kind::CLASSMETHOD => {
            Found::ClassMethod(vm.value_field(address, 1).unwrap_or(Value::none()), class)
        }
        layout
            if layout.is_instance() && special(vm, found, const { rom("__get__") }).is_some() =>
        {
            Found::Descriptor(found)
        }
        _ => Found::Value(found),
    }
}

/// The attribute of the value in a slot.
pub(crate) fn get_attr(vm: &mut Engine, object: Slot, name: Name) -> Result<Word, Trap> {
    match get_attr_or_missing(vm, object, name)? {
        Some(word) => Ok(word),
        None => Err(missing(vm, vm.at(object), name)),
    }
}

/// The attribute of the value in a slot; `None` if it has none of that name.
pub(crate) fn get_attr_or_missing(
    vm: &mut Engine,
    object: Slot,
    name: Name,
) -> Result<Option<Word>, Trap> {
    if let Some(class) = vm.instance_class(vm.at(object))
        && vm.class_flags(class).contains(ClassFlags::GET_ATTRIBUTE)
    {
        return vm.scope(|vm| {
            let text = vm.push(vm.name_value(name).word())?;
            let found = call::call_special(vm, object, const { rom("__getattribute__") }, &[text]);
            or_getattr(vm, object, name, found)
        });
    }
    default_get_attr(vm, object, name)
}

/// As [`get_attr_or_missing`], where AttributeError from Python code means that there is none.
pub(crate) fn get_optional_attr(
    vm: &mut Engine,
    object: Slot,
    name: Name,
) -> Result<Option<Word>, Trap> {
    match get_attr_or_missing(vm, object, name) {
        Err(_) if is_pending(vm, TypeId::ATTRIBUTE_ERROR) => {
            clear_raised(vm);
            Ok(None)
        }
        other => other,
    }
}

/// What `__getattribute__` answered, or `__getattr__` when it raised AttributeError.
fn or_getattr(
    vm: &mut Engine,
    object: Slot,
    name: Name,
    found: Result<Option<Word>, Trap>,
) -> Result<Option<Word>, Trap> {
    match found {
        Err(trap) if is_pending(vm, TypeId::ATTRIBUTE_ERROR) => {
            let has_fallback = special(vm, vm.at(object), const { rom("__getattr__") }).is_some();
            if !has_fallback {
                return Err(trap);
            }
            vm.take_pending();
            fallback(vm, object, name)
        }
        other => other,
    }
}

/// Whether an exception of this builtin class is in flight.
pub(crate) fn is_pending(vm: &Engine, class: TypeId) -> bool {
    use crate::object::{Pending, Root};
    match vm.pending() {
        Pending::Raise { class: raised, .. } => raised.derives_from(class),
        Pending::Object => vm.root(Root::Raised).is_some_and(|exception| {
            is_subclass(vm, type_of(vm, exception), vm.type_object(class))
        }),
        _ => false,
    }
}

/// As [`get_attr_or_missing`], without asking `__getattribute__`: what `object.__getattribute__` does.
pub(crate) fn default_get_attr(
    vm: &mut Engine,
    object: Slot,
    name: Name,
) -> Result<Option<Word>, Trap> {
    vm.scope(|vm| {
        let found = {
            let found = vm.leaf_with(|vm| find(vm, vm.at(object), name).map(Unbound::of))?;
            match found {
                Unbound::Value(word) => return Ok(Some(word)),
                other => other,
            }
        };
        match found {
            Unbound::Value(word) => Ok(Some(word)),
            Unbound::Missing => fallback(vm, object, name),
            Unbound::Method(function) => {
                let function = vm.push(function)?;
                vm.leaf(|vm| bound_method(vm, receiver(vm, vm.at(object)), vm.at(function)))
                    .map(Some)
            }
            Unbound::ClassMethod(function, class) => {
                let function = vm.push(function)?;
                let class = vm.push(class)?;
                vm.leaf(|vm| bound_method(vm, vm.at(class), vm.at(function))).map(Some)
            }
            Unbound::Property(property) => {
                let getter =
                    vm.value(property).address().map_or(UNBOUND, |address| vm.field(address, 1));
                if vm.value(getter) == Value::none() {
                    return Err(vm.raise(TypeId::ATTRIBUTE_ERROR, "property has no getter"));
                }
                let getter = vm.push(getter)?;
                let receiver = vm.push(receiver(vm, vm.at(object)).word())?;
                let answer = call::call(vm, getter, &[receiver]);
                or_fallback(vm, object, name, answer)
            }
            Unbound::Computed(member, table) => {
                let receiver = vm.push(receiver(vm, vm.at(object)).word())?;
                compute(vm, member, table, receiver).map(Some)
            }
            Unbound::Descriptor(descriptor) => {
                let descriptor = vm.push(descriptor)?;
                let answer = bind_descriptor(vm, descriptor, object);
                or_fallback(vm, object, name, answer)
            }
        }
    })
}

/// What a property or descriptor answered, or `__getattr__` when it raised AttributeError.
fn or_fallback(
    vm: &mut Engine,
    object: Slot,
    name: Name,
    answer: Result<Word, Trap>,
) -> Result<Option<Word>, Trap> {
    match answer {
        Err(_)
            if is_pending(vm, TypeId::ATTRIBUTE_ERROR)
                && special(vm, vm.at(object), const { rom("__getattr__") }).is_some() =>
        {
            vm.take_pending();
            fallback(vm, object, name)
        }
        answer => answer.map(Some),
    }
}

/// [`Found`] as words at rest.
enum Unbound {
    Missing,
    Value(Word),
    Method(Word),
    ClassMethod(Word, Word),
    Property(Word),
    Computed(&'static Member, u32),
    Descriptor(Word),
}

impl Unbound {
    fn of(found: Found<'_>) -> Self {
        match found {
            Found::Missing => Self::Missing,
            Found::Value(v) => Self::Value(v.word()),
            Found::Method(v) => Self::Method(v.word()),
            Found::ClassMethod(f, c) => Self::ClassMethod(f.word(), c.word()),
            Found::Property(v) => Self::Property(v.word()),
            Found::Computed(member, table) => Self::Computed(member, table),
            Found::Descriptor(v) => Self::Descriptor(v.word()),
        }
    }
}

/// Reads a computed attribute of the value in a slot, which is at the top of the stack.
fn compute(
    vm: &mut Engine,
    member: &'static Member,
    table: u32,
    object: Slot,
) -> Result<Word, Trap> {
    check_receiver(vm, table, member, object)?;
    // Of its members only `__dict__` is about the instance itself, not the builtin object inside.
    if member.name() != const { rom("__dict__") } {
        let native = native(vm, vm.at(object)).word();
        vm.set_word(object, native);
    }
    let frame = crate::object::Frame { base: object, positional: 1, keywords: 0 };
    match *member {
        Member::Leaf(_, f) => vm.leaf(|vm| f(vm, frame.args(vm))),
        Member::General(_, f) | Member::Either(_, &(_, f)) => f(vm, frame),
    }
}

/// TypeError unless the value in a slot is of the builtin type that a method or attribute is from, which the number of
/// its table tells: the code of members trusts its first argument. Those of `object` take anything.
pub(crate) fn check_receiver(
    vm: &mut Engine,
    table: u32,
    member: &Member,
    object: Slot,
) -> Result<(), Trap> {
    let Some(ty) = vm.types.get(table as usize).filter(|ty| ty.id != TypeId::OBJECT) else {
        return Ok(());
    };
    let own = native_type(vm, vm.at(object));
    let is_own = vm.types.get(usize::from(own.0)).is_some_and(|own| own.id == ty.id);
    if is_own || own.derives_from(ty.id) {
        return Ok(());
    }
    Err(foreign(vm, member.name(), ty.id, object))
}

#[cold]
fn foreign(vm: &mut Engine, name: Name, id: TypeId, object: Slot) -> Trap {
    let mut text = ShortText::new();
    text.push("descriptor '");
    text.push(vm.text(vm.name_value(name)).unwrap_or_default());
    text.push("' for '");
    text.push(TYPE_NAMES.get(usize::from(id.0)).copied().unwrap_or_default());
    text.push("' objects doesn't apply to a '");
    let class = class_name(vm, type_of(vm, vm.at(object)));
    text.push(vm.text(class).unwrap_or_default());
    text.push("' object");
    raise_text(vm, TypeId::TYPE_ERROR, &text)
}

/// A bound method.
pub(crate) fn bound_method<'g>(
    vm: &'g Engine,
    object: Value<'g>,
    function: Value<'g>,
) -> crate::object::Res<'g> {
    vm.make(kind::BOUND_METHOD, &[object.word(), function.word()])
}

/// Binds what was found in the class of the value in `object`, which is in the slot `found`.
pub(crate) fn bind(vm: &mut Engine, found: Slot, object: Slot) -> Result<Word, Trap> {
    let class = type_of(vm, vm.at(object));
    match Unbound::of(classify(vm, vm.at(found), class)) {
        Unbound::Method(_) => vm.leaf(|vm| bound_method(vm, vm.at(object), vm.at(found))),
        Unbound::ClassMethod(function, class) => vm.scope(|vm| {
            let function = vm.push(function)?;
            let class = vm.push(class)?;
            vm.leaf(|vm| bound_method(vm, vm.at(class), vm.at(function)))
        }),
        Unbound::Descriptor(_) => bind_descriptor(vm, found, object),
        Unbound::Value(word) => Ok(word),
        _ => Ok(vm.word(found)),
    }
}

/// Calls `descriptor.__get__(object, type(object))`.
fn bind_descriptor(vm: &mut Engine, descriptor: Slot, object: Slot) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let is_class = matches!(vm.layout(vm.at(object)), Some(kind::CLASS | kind::TYPE));
        let (instance, class) = {
            let object = vm.at(object);
            if is_class {
                (Value::none().word(), object.word())
            } else {
                (object.word(), type_of(vm, object).word())
            }
        };
        let instance = vm.push(instance)?;
        let class = vm.push(class)?;
        match call::call_special(vm, descriptor, const { rom("__get__") }, &[instance, class])? {
            Some(word) => Ok(word),
            None => Ok(vm.word(descriptor)),
        }
    })
}

/// What `__getattr__` answers for an attribute that was not found; `None` without one.
fn fallback(vm: &mut Engine, object: Slot, name: Name) -> Result<Option<Word>, Trap> {
    if special(vm, vm.at(object), const { rom("__getattr__") }).is_some() {
        return vm.scope(|vm| {
            let text = vm.push(vm.name_value(name).word())?;
            call::call_special(vm, object, const { rom("__getattr__") }, &[text])
        });
    }
    let module = vm.expect(vm.at(object), kind::MODULE);
    let Some(dict) = module.map(|address| vm.field(address, 1)) else { return Ok(None) };
    let Some(function) =
        namespace::get(vm, dict, vm.name_value(const { rom("__getattr__") })).map(Value::word)
    else {
        return Ok(None);
    };
    vm.scope(|vm| {
        let function = vm.push(function)?;
        let text = vm.push(vm.name_value(name).word())?;
        call::call(vm, function, &[text]).map(Some)
    })
}

/// AttributeError for a value without such an attribute.
#[cold]
pub(crate) fn missing(vm: &Engine, object: Value<'_>, name: Name) -> Trap {
    let text = vm.name_value(name);
    match vm.layout(object) {
        Some(kind::CLASS | kind::TYPE) => {
            let class = class_name(vm, object);
            vm.raise_with(
                TypeId::ATTRIBUTE_ERROR,
                "type object '{s}' has no attribute '{s}'",
                class,
                text,
            )
        }
        Some(kind::MODULE | kind::BUILTIN_MODULE) => match module_name(vm, object) {
            Some(module) => vm.raise_with(
                TypeId::ATTRIBUTE_ERROR,
                "module '{s}' has no attribute '{s}'",
                module,
                text,
            ),
            None => {
                vm.raise_with(TypeId::ATTRIBUTE_ERROR, "module has no attribute '{s}'", text, text)
            }
        },
        _ => vm.raise_with(
            TypeId::ATTRIBUTE_ERROR,
            "'{t}' object has no attribute '{s}'",
            object,
            text,
        ),
    }
}

fn module_name<'g>(vm: &'g Engine, module: Value<'g>) -> Option<Value<'g>> {
    match find(vm, module, const { rom("__name__") }) {
        Ok(Found::Value(name)) if vm.is_str(name) => Some(name),
        _ => None,
    }
}

/// Sets an attribute of the value in a slot, or deletes it when there is no value.
pub(crate) fn set_attr(
    vm: &mut Engine,
    object: Slot,
    name: Name,
    new: Option<Slot>,
) -> Result<(), Trap> {
    let Some(class) = vm.instance_class(vm.at(object)) else {
        return default_set_attr(vm, object, name, new);
    };
    if !vm.class_flags(class).contains(ClassFlags::SET_ATTR) {
        return default_set_attr(vm, object, name, new);
    }
    vm.scope(|vm| {
        let text = vm.push(vm.name_value(name).word())?;
        let found = match new {
            Some(new) => {
                call::call_special(vm, object, const { rom("__setattr__") }, &[text, new])?
            }
            None => call::call_special(vm, object, const { rom("__delattr__") }, &[text])?,
        };
        if found.is_none() { default_set_attr(vm, object, name, new) } else { Ok(()) }
    })
}

/// As [`set_attr`], without asking `__setattr__`: what `object.__setattr__` does.
pub(crate) fn default_set_attr(
    vm: &mut Engine,
    object: Slot,
    name: Name,
    new: Option<Slot>,
) -> Result<(), Trap> {
    if let Some(class) = vm.instance_class(vm.at(object)) {
        if vm.class_flags(class).contains(ClassFlags::DATA_DESCRIPTOR)
            && let Some(found) = lookup(vm, Value::object(class), name)
                .filter(|&found| is_data_descriptor(vm, found))
        {
            let found = found.word();
            return set_by_descriptor(vm, found, object, name, new);
        }
        let native_set = match vm.class_flags(class).contains(ClassFlags::NATIVE) {
            true => vm.types.get(usize::from(vm.class_native(class).0)).and_then(|ty| ty.set_attr),
            false => None,
        };
        return vm.leaf_with(|vm| {
            let value = new.map(|new| vm.at(new));
            if let Some(set_attr) = native_set
                && set_attr(vm, native(vm, vm.at(object)), name, value)?
            {
                return Ok(());
            }
            instance::set(vm, vm.at(object), name, value)
        });
    }
    let done = vm.leaf_with(|vm| {
        let object = vm.at(object);
        let value = new.map(|new| vm.at(new));
        let id = native_type(vm, object);
        match vm.types.get(usize::from(id.0)).and_then(|ty| ty.set_attr) {
            Some(set_attr) => set_attr(vm, object, name, value),
            None => Ok(false),
        }
    })?;
    if done { Ok(()) } else { Err(not_set(vm, vm.at(object), name, new.is_some())) }
}

/// AttributeError for an attribute of a builtin object that cannot be set or deleted.
#[cold]
pub(super) fn not_set(vm: &Engine, object: Value<'_>, name: Name, is_new: bool) -> Trap {
    let text = vm.name_value(name);
    let is_there = !matches!(find(vm, object, name), Ok(Found::Missing));
    let words = match (is_there, is_new) {
        (true, _) => "'{t}' object attribute '{s}' is read-only",
        (false, true) => {
            "'{t}' object has no attribute '{s}' and no __dict__ for setting new attributes"
        }
        (false, false) => return missing(vm, object, name),
    };
    vm.raise_with(TypeId::ATTRIBUTE_ERROR, words, object, text)
}

fn set_by_descriptor(
    vm: &mut Engine,
    descriptor: Word,
    object: Slot,
    name: Name,
    new: Option<Slot>,
) -> Result<(), Trap> {
    vm.scope(|vm| {
        let descriptor = vm.push(descriptor)?;
        if let Some(property) = vm.expect(vm.at(descriptor), kind::PROPERTY) {
            let accessor = vm.field(property, if new.is_some() { 2 } else { 3 });
            if vm.value(accessor) == Value::none() {
                let text = if new.is_some() {
                    "property '{s}' of '{t}' object has no setter"
                } else {
                    "property '{s}' of '{t}' object has no deleter"
                };
                let name = vm.name_value(name);
                return Err(vm.raise_with(TypeId::ATTRIBUTE_ERROR, text, name, vm.at(object)));
            }
            let accessor = vm.push(accessor)?;
            match new {
                Some(new) => call::call(vm, accessor, &[object, new])?,
                None => call::call(vm, accessor, &[object])?,
            };
            return Ok(());
        }
        let found = match new {
            Some(new) => {
                call::call_special(vm, descriptor, const { rom("__set__") }, &[object, new])?
            }
            None => call::call_special(vm, descriptor, const { rom("__delete__") }, &[object])?,
        };
        match found {
            Some(_) => Ok(()),
            None => Err(missing(vm, vm.at(object), name)),
        }
    })
}
