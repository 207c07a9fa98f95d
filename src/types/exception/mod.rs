//! Exceptions: all the types, and how one is made.
//!
//! ```text
//! [header][class][args: tuple][traceback: RAW or 0][details: ITEMS or 0]
//! ```
//! The class is a builtin type, or the class written in Python whose instance holds this object. Details are pairs of a
//! name's number (a small int) and a value: what does not follow from the args, such as `__cause__`.

mod attributes;
mod errno;
mod group;
mod message;
mod print;
mod raise;
mod text;
mod traceback;

use core::ops::RangeInclusive;

use crate::name::{Name, rom};
use crate::object::{ANY, Args, Engine, Member, Res, Slot, Trap, Type, TypeFlags, TypeId, kind};
use crate::runtime::attribute::{
    class_name, initializer, is_subclass, native, type_number, type_of,
};
use crate::value::{UNBOUND, Value, Word};

pub(crate) use errno::raise_errno;
pub(crate) use group::{join_for_except, split_for_except};
pub(crate) use print::{print_exception, print_in_parts};
pub(crate) use raise::{materialise, prepare, raise, replace, set_cause, set_context};
pub(crate) use traceback::{frame_of, frames_of, of_value as traceback_of, traceback_type};

/// Words of an exception object.
const WORDS: u32 = 5;
/// Word of the class.
pub(crate) const CLASS: u32 = 1;
/// Word of the args, a tuple.
pub(crate) const ARGS: u32 = 2;
/// Word of the traceback: see `traceback`.
pub(crate) const TRACEBACK: u32 = 3;
/// Word of the details.
const DETAILS: u32 = 4;

/// How many args OSError takes apart: number, text, file name, and two more.
const OS_ERROR_ARGS: RangeInclusive<u32> = 2..=5;
const FILENAME: Name = const { rom("filename") };

static MEMBERS: [Member; 2] = [
    Member::leaf("__init__", 1, ANY, init).keywords(),
    Member::leaf("add_note", 2, 2, attributes::add_note),
];

/// The record of `BaseException`.
pub(crate) static BASE: Type = Type { members: &MEMBERS, ..exception_type() };
/// The record of `BaseExceptionGroup`.
pub(crate) static GROUP: Type = Type { members: &group::MEMBERS, ..exception_type() };
/// The record of every other exception type: they differ in their bases only, which [`TypeId::base`] knows.
pub(crate) static DERIVED: Type = exception_type();

const fn exception_type() -> Type {
    Type {
        flags: TypeFlags::BASE.union(TypeFlags::TRUE),
        new: Some(Member::leaf("__new__", 1, ANY, new).keywords()),
        repr: Some(text::repr),
        str: Some(text::str),
        get_attr: Some(attributes::get),
        set_attr: Some(attributes::set),
        ..Type::new(TypeId::BASE_EXCEPTION)
    }
}

/// The exception object that a value is or holds.
fn inside(vm: &Engine, value: Value<'_>) -> Option<u32> {
    vm.expect(native(vm, value), kind::EXCEPTION)
}

/// Whether a value is an exception.
pub(crate) fn is_exception(vm: &Engine, value: Value<'_>) -> bool {
    inside(vm, value).is_some()
}

/// The builtin exception type that a value's class is or derives from.
pub(crate) fn class_of(vm: &Engine, value: Value<'_>) -> TypeId {
    inside(vm, value).map_or(TypeId::EXCEPTION, |address| type_id(vm, address))
}

/// What went wrong, for a SyntaxError: its attribute of this name.
pub(crate) fn place_of<'g>(vm: &'g Engine, value: Value<'g>, name: Name) -> Option<Value<'g>> {
    let address = inside(vm, value)?;
    if !is_a(vm, address, TypeId::SYNTAX_ERROR) {
        return None;
    }
    attributes::get(vm, value, name).ok().flatten()
}

/// The builtin exception type that a class is or derives from.
fn builtin_class(vm: &Engine, class: Value<'_>) -> Option<TypeId> {
    let id = match type_number(vm, class) {
        Some(id) => id,
        None => vm.class_native(vm.expect(class, kind::CLASS)?),
    };
    id.is_exception().then_some(id)
}

/// The builtin type of the exception object at an address.
fn type_id(vm: &Engine, exception: u32) -> TypeId {
    let class = vm.value_field(exception, CLASS);
    class.and_then(|class| builtin_class(vm, class)).unwrap_or(TypeId::EXCEPTION)
}

/// Whether the exception object at an address is of a builtin type or of one derived from it.
fn is_a(vm: &Engine, exception: u32, id: TypeId) -> bool {
    type_id(vm, exception).derives_from(id)
}

/// Whether an exception is caught by `except class`, where class may be a tuple.
///
/// TypeError if that is, or contains, something other than an exception class.
pub(crate) fn matches(vm: &Engine, exception: Value<'_>, class: Value<'_>) -> Result<bool, Trap> {
    let Some(tuple) = vm.expect(class, kind::TUPLE) else {
        if class == Value::empty_tuple() {
            return Ok(false);
        }
        return matches_one(vm, exception, class);
    };
    let mut found = false;
    for i in 1..vm.heap.object_words(tuple) {
        if let Some(class) = vm.value_field(tuple, i) {
            found |= matches_one(vm, exception, class)?;
        }
    }
    Ok(found)
}

fn matches_one(vm: &Engine, exception: Value<'_>, class: Value<'_>) -> Result<bool, Trap> {
    if builtin_class(vm, class).is_none() {
        let text = "catching classes that do not inherit from BaseException is not allowed";
        return Err(vm.type_error(text));
    }
    Ok(is_subclass(vm, type_of(vm, exception), class))
}

// The args.

/// How many items a tuple has.
fn tuple_len(vm: &Engine, tuple: Word) -> u32 {
    match vm.expect(vm.value(tuple), kind::TUPLE) {
        Some(address) => vm.heap.object_words(address) - 1,
        None => 0,
    }
}

/// Item `i` of a tuple, if it has so many.
fn tuple_item(vm: &Engine, tuple: Word, i: u32) -> Option<Value<'_>> {
    if i < tuple_len(vm, tuple) { vm.value_field(tuple, i + 1) } else { None }
}

/// How many args an exception has.
fn args_len(vm: &Engine, exception: u32) -> u32 {
    tuple_len(vm, vm.field(exception, ARGS))
}

/// Arg `i` of an exception.
fn arg(vm: &Engine, exception: u32, i: u32) -> Option<Value<'_>> {
    tuple_item(vm, vm.field(exception, ARGS), i)
}

/// A tuple of values.
fn make_tuple<'g>(vm: &'g Engine, items: impl ExactSizeIterator<Item = Value<'g>>) -> Res<'g> {
    let count = items.len() as u32;
    if count == 0 {
        return Ok(Value::empty_tuple());
    }
    let tuple = vm.alloc(kind::TUPLE, count + 1)?;
    for (i, item) in (1..).zip(items) {
        vm.set_raw(tuple, i, item.word());
    }
    Ok(Value::object(tuple))
}

// Details.

/// The address of the pair of a detail: its name, then its value.
fn find_detail(vm: &Engine, exception: u32, name: Option<Name>) -> Option<u32> {
    let details = vm.value_field(exception, DETAILS)?.address()?;
    let key = name.map_or(UNBOUND, |name| Value::int(i32::from(name.0)).word());
    (1..vm.heap.object_words(details)).step_by(2).find(|&i| vm.field(details, i) == key)
}

/// Words of the object that holds the details, 1 if there is none.
fn details_words(vm: &Engine, exception: u32) -> u32 {
    match vm.field(exception, DETAILS) {
        UNBOUND => 1,
        details => vm.heap.object_words(details),
    }
}

/// A detail of an exception.
fn detail(vm: &Engine, exception: u32, name: Name) -> Option<Value<'_>> {
    let at = find_detail(vm, exception, Some(name))?;
    vm.value_field(vm.field(exception, DETAILS), at + 1)
}

/// Sets a detail, or takes it away where there is no value.
fn set_detail(
    vm: &Engine,
    exception: u32,
    name: Name,
    value: Option<Value<'_>>,
) -> Result<(), Trap> {
    let found = find_detail(vm, exception, Some(name));
    let Some(value) = value else {
        if let Some(at) = found {
            let details = vm.field(exception, DETAILS);
            vm.set_raw(details, at, UNBOUND);
            vm.set_raw(details, at + 1, UNBOUND);
        }
        return Ok(());
    };
    let at = match found.or_else(|| find_detail(vm, exception, None)) {
        Some(at) => at,
        None => {
            let old = vm.field(exception, DETAILS);
            let words = details_words(vm, exception);
            let new = vm.alloc_zeroed(kind::ITEMS, words + 2)?;
            if old != UNBOUND {
                vm.heap.copy_words(old + 4, new + 4, words - 1);
            }
            vm.set_field(exception, DETAILS, new);
            words
        }
    };
    let details = vm.field(exception, DETAILS);
    vm.set_raw(details, at, Value::int(i32::from(name.0)).word());
    vm.set_field(details, at + 1, value.word());
    Ok(())
}

// Making one.

/// `class(*args)`: the class is the first argument. Keywords that it does not know are left to its own `__init__`.
fn new<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let class = args.at(0);
    let Some(id) = builtin_class(vm, class) else {
        let text = "exceptions must derive from BaseException";
        return Err(vm.type_error(text));
    };
    let takes_all = has_own_init(vm, class);
    if !takes_all {
        check_keywords(vm, id, class, args)?;
    }
    let count = args.len() as u32 - 1;
    let class = match args.get(1).and_then(Value::as_small) {
        Some(number)
            if class == vm.type_object(TypeId::OS_ERROR) && OS_ERROR_ARGS.contains(&count) =>
        {
            vm.type_object(errno::class_of(number))
        }
        _ => class,
    };
    if id.derives_from(TypeId::BASE_EXCEPTION_GROUP) {
        let (class, exceptions) = group::check(vm, class, id, args)?;
        vm.reserve(WORDS + 3 + 3)?;
        let made = create(vm, class, args, 2)?;
        set_detail(vm, made.word(), group::EXCEPTIONS, Some(exceptions))?;
        return Ok(made);
    }
    let (kept, filename) = apart(id, args);
    let details = 2 * (args.keywords() as u32 + u32::from(filename.is_some())) + 1;
    vm.reserve(WORDS + kept + 1 + details)?;
    let exception = create(vm, class, args, kept)?;
    let address = exception.word();
    if let Some(filename) = filename {
        set_detail(vm, address, FILENAME, Some(filename))?;
    }
    if !takes_all {
        set_keywords(vm, address, args)?;
    }
    Ok(exception)
}

/// An instance of a class written in Python that derives from this exception type, with the values of a run of slots
/// as args; nothing for the few types that do not simply keep their arguments.
pub(crate) fn instance(
    vm: &mut Engine,
    class: Slot,
    id: TypeId,
    arguments: Slot,
    count: u32,
) -> Result<Option<Word>, Trap> {
    if id.derives_from(TypeId::OS_ERROR) || id.derives_from(TypeId::BASE_EXCEPTION_GROUP) {
        return Ok(None);
    }
    vm.leaf(|vm| {
        let class = vm.word(class);
        let args = match count {
            0 => Value::empty_tuple().word(),
            _ => vm.alloc(kind::TUPLE, count + 1)?,
        };
        if count > 0 {
            vm.heap.copy_few(vm.address_of(arguments), args + 4, count);
        }
        let exception = vm.make(kind::EXCEPTION, &[class, args, UNBOUND, UNBOUND])?;
        let instance = vm.new_instance(class)?;
        vm.set_raw(instance, 1, exception.word());
        Ok(Value::object(instance))
    })
    .map(Some)
}

/// Whether a class has an `__init__` written in Python, which takes what arguments it likes.
fn has_own_init(vm: &Engine, class: Value<'_>) -> bool {
    vm.expect(class, kind::CLASS).is_some_and(|class| initializer(vm, class) != UNBOUND)
}

/// An exception object with the first `count` of the args after the first.
fn create<'g>(vm: &'g Engine, class: Value<'g>, args: Args<'g>, count: u32) -> Res<'g> {
    let items = (1..count as usize + 1).map(|i| args.at(i));
    let tuple = make_tuple(vm, items)?;
    vm.make(kind::EXCEPTION, &[class.word(), tuple.word(), UNBOUND, UNBOUND])
}

/// `BaseException.__init__`: the args are those given here.
fn init<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let Some(exception) = inside(vm, args.at(0)) else {
        let text = "descriptor '__init__' requires a 'BaseException' object but received a '{t}'";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, args.at(0), args.at(0)));
    };
    message::settle(vm, exception)?;
    let id = type_id(vm, exception);
    if args.keywords() > 0 {
        check_keywords(vm, id, type_of(vm, args.at(0)), args)?;
    }
    let (kept, filename) = apart(id, args);
    let is_same = args_len(vm, exception) == kept
        && (0..kept).all(|i| arg(vm, exception, i) == args.get(i as usize + 1));
    if !is_same {
        if args.keywords() > 0 || filename.is_some() {
            vm.reserve(kept + 1 + 8)?;
        }
        let tuple = make_tuple(vm, (1..kept as usize + 1).map(|i| args.at(i)))?;
        vm.set_field(exception, ARGS, tuple.word());
    }
    if filename.is_some() {
        set_detail(vm, exception, FILENAME, filename)?;
    }
    set_keywords(vm, exception, args)?;
    Ok(Value::none())
}

/// How many of the arguments after the first are args, and the file name that is not: OSError keeps it to itself.
fn apart<'g>(id: TypeId, args: Args<'g>) -> (u32, Option<Value<'g>>) {
    let count = args.len() as u32 - 1;
    if !OS_ERROR_ARGS.contains(&count) || !id.derives_from(TypeId::OS_ERROR) {
        return (count, None);
    }
    let filename = args.get(3).filter(|name| *name != Value::none());
    (if filename.is_some() { 2 } else { count }, filename)
}

/// The keyword arguments that an exception type takes.
fn keywords_of(id: TypeId) -> &'static [Name] {
    const IMPORT: &[Name] = &[const { rom("name") }, const { rom("path") }];
    const ATTRIBUTE: &[Name] = &[const { rom("name") }, const { rom("obj") }];
    const NAME: &[Name] = &[const { rom("name") }];
    if id.derives_from(TypeId::IMPORT_ERROR) {
        IMPORT
    } else if id.derives_from(TypeId::ATTRIBUTE_ERROR) {
        ATTRIBUTE
    } else if id.derives_from(TypeId::NAME_ERROR) {
        NAME
    } else {
        &[]
    }
}

/// TypeError for keyword arguments that the type does not take.
fn check_keywords(vm: &Engine, id: TypeId, class: Value<'_>, args: Args<'_>) -> Result<(), Trap> {
    if args.keywords() == 0 {
        return Ok(());
    }
    let allowed = keywords_of(id);
    for (key, _) in (0..args.keywords()).filter_map(|i| args.keyword_at(i)) {
        if vm.name_of(key).is_some_and(|name| allowed.contains(&name)) {
            continue;
        }
        let name = class_name(vm, class);
        let text = if allowed.is_empty() {
            "{s}() takes no keyword arguments"
        } else {
            "{s}() got an unexpected keyword argument '{s}'"
        };
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, name, key));
    }
    Ok(())
}

fn set_keywords(vm: &Engine, exception: u32, args: Args<'_>) -> Result<(), Trap> {
    for (key, value) in (0..args.keywords()).filter_map(|i| args.keyword_at(i)) {
        if let Some(name) = vm.name_of(key) {
            set_detail(vm, exception, name, Some(value))?;
        }
    }
    Ok(())
}
