//! The attributes of exceptions.

use super::group::EXCEPTIONS;
use super::{
    ARGS, CLASS, DETAILS, FILENAME, OS_ERROR_ARGS, arg, args_len, detail, details_words, inside,
    is_a, is_exception, make_tuple, message, raise, set_detail, traceback, tuple_item,
};
use crate::name::{Name, rom};
use crate::object::{Args, Engine, Res, Trap, TypeId, kind};
use crate::runtime::attribute::type_number;
use crate::types::dict;
use crate::value::Value;

pub(super) const CAUSE: Name = const { rom("__cause__") };
pub(super) const CONTEXT: Name = const { rom("__context__") };
pub(super) const SUPPRESS_CONTEXT: Name = const { rom("__suppress_context__") };
pub(super) const NOTES: Name = const { rom("__notes__") };
const DICT: Name = const { rom("__dict__") };
const TRACEBACK_NAME: Name = const { rom("__traceback__") };
const ARGS_NAME: Name = const { rom("args") };
const VALUE: Name = const { rom("value") };
const CODE: Name = const { rom("code") };
const ERRNO: Name = const { rom("errno") };
const STRERROR: Name = const { rom("strerror") };
const MSG: Name = const { rom("msg") };
const NAME: Name = const { rom("name") };
const PATH: Name = const { rom("path") };
const MESSAGE: Name = const { rom("message") };
const OBJ: Name = const { rom("obj") };

/// The attributes of `SyntaxError` after the message, as they stand in its second arg.
const PLACE: [Name; 6] = [
    FILENAME,
    const { rom("lineno") },
    const { rom("offset") },
    const { rom("text") },
    const { rom("end_lineno") },
    const { rom("end_offset") },
];
/// The attributes of the Unicode errors, as they stand in the args.
const UNICODE: [Name; 5] =
    [rom("encoding"), rom("object"), rom("start"), rom("end"), rom("reason")];

/// The value of an attribute that is not a method; `None` if there is none of that name.
pub(super) fn get<'g>(
    vm: &'g Engine,
    object: Value<'g>,
    name: Name,
) -> Result<Option<Value<'g>>, Trap> {
    let Some(exception) = inside(vm, object) else { return Ok(None) };
    if name == TRACEBACK_NAME {
        return traceback::of(vm, exception).map(Some);
    }
    message::settle(vm, exception)?;
    if name == ARGS_NAME {
        return Ok(vm.value_field(exception, ARGS));
    }
    if let Some(found) = detail(vm, exception, name) {
        return Ok(Some(found));
    }
    Ok(match name {
        DICT => Some(own_attributes(vm, exception)?),
        CAUSE | CONTEXT => Some(Value::none()),
        SUPPRESS_CONTEXT => Some(Value::false_()),
        _ => of_type(vm, exception, name),
    })
}

/// A new dict of the attributes that a program gave an exception.
fn own_attributes(vm: &Engine, exception: u32) -> Res<'_> {
    let made = dict::with_room(vm, 0)?;
    let Some(details) = vm.value_field(exception, DETAILS).and_then(Value::address) else {
        return Ok(made);
    };
    for i in (1..vm.heap.object_words(details)).step_by(2) {
        let key = vm.value_field(details, i).and_then(Value::as_small);
        let (Some(key), Some(value)) = (key, vm.value_field(details, i + 1)) else { continue };
        let name = Name(key as u16);
        let is_builtin = matches!(name, CAUSE | CONTEXT | SUPPRESS_CONTEXT | EXCEPTIONS)
            || of_type(vm, exception, name).is_some();
        if !is_builtin {
            dict::insert(vm, made.word(), vm.name_value(name), value)?;
        }
    }
    Ok(made)
}

/// An attribute that only some types have, as it follows from the args.
fn of_type(vm: &Engine, exception: u32, name: Name) -> Option<Value<'_>> {
    let is = |id| is_a(vm, exception, id);
    let count = args_len(vm, exception);
    let arg_or_none = |i| arg(vm, exception, i).unwrap_or(Value::none());
    match name {
        VALUE if is(TypeId::STOP_ITERATION) => Some(arg_or_none(0)),
        CODE if is(TypeId::SYSTEM_EXIT) => {
            if count > 1 {
                vm.value_field(exception, ARGS)
            } else {
                Some(arg_or_none(0))
            }
        }
        MESSAGE if is(TypeId::BASE_EXCEPTION_GROUP) => Some(arg_or_none(0)),
        // With one arg CPython has None; programs for MicroPython expect the number.
        ERRNO if is(TypeId::OS_ERROR) => {
            let number = arg_or_none(0);
            let is_number =
                OS_ERROR_ARGS.contains(&count) || count == 1 && number.as_small().is_some();
            Some(if is_number { number } else { Value::none() })
        }
        STRERROR if is(TypeId::OS_ERROR) => {
            Some(if OS_ERROR_ARGS.contains(&count) { arg_or_none(1) } else { Value::none() })
        }
        FILENAME if is(TypeId::OS_ERROR) => Some(Value::none()),
        MSG if is(TypeId::IMPORT_ERROR) => {
            Some(if count == 1 { arg_or_none(0) } else { Value::none() })
        }
        PATH if is(TypeId::IMPORT_ERROR) => Some(Value::none()),
        OBJ if is(TypeId::ATTRIBUTE_ERROR) => Some(Value::none()),
        NAME if [TypeId::IMPORT_ERROR, TypeId::NAME_ERROR, TypeId::ATTRIBUTE_ERROR]
            .into_iter()
            .any(is) =>
        {
            Some(Value::none())
        }
        _ if is(TypeId::SYNTAX_ERROR) => of_syntax_error(vm, exception, name),
        _ if is(TypeId::UNICODE_ERROR) && count == 5 => {
            let position = UNICODE.iter().position(|other| *other == name)?;
            arg(vm, exception, position as u32)
        }
        _ => None,
    }
}

fn of_syntax_error(vm: &Engine, exception: u32, name: Name) -> Option<Value<'_>> {
    if name == MSG {
        return Some(arg(vm, exception, 0).unwrap_or(Value::none()));
    }
    if name == const { rom("print_file_and_line") } {
        return Some(Value::none());
    }
    let position = PLACE.iter().position(|other| *other == name)?;
    let place = arg(vm, exception, 1).unwrap_or(Value::none()).word();
    Some(tuple_item(vm, place, position as u32).unwrap_or(Value::none()))
}

/// Sets an attribute, or deletes it where there is no value; false if this is not for the exception object to keep: an
/// instance of a class written in Python keeps its own.
pub(super) fn set(
    vm: &Engine,
    object: Value<'_>,
    name: Name,
    value: Option<Value<'_>>,
) -> Result<bool, Trap> {
    let Some(exception) = inside(vm, object) else { return Ok(false) };
    message::settle(vm, exception)?;
    match (name, value) {
        (ARGS_NAME, Some(value)) => set_args(vm, exception, value)?,
        (TRACEBACK_NAME, Some(value)) => traceback::set(vm, exception, value)?,
        (ARGS_NAME | TRACEBACK_NAME | CAUSE | CONTEXT, None) => {
            let text = "{s} may not be deleted";
            let name = vm.name_value(name);
            return Err(vm.raise_with(TypeId::TYPE_ERROR, text, name, name));
        }
        (CAUSE, Some(value)) => {
            if value != Value::none() && !is_exception(vm, value) {
                let text = "exception cause must be None or derive from BaseException";
                return Err(vm.type_error(text));
            }
            raise::link_cause(vm, object, value)?;
        }
        (CONTEXT, Some(value)) => {
            if value != Value::none() && !is_exception(vm, value) {
                let text = "exception context must be None or derive from BaseException";
                return Err(vm.type_error(text));
            }
            set_detail(vm, exception, name, Some(value))?;
        }
        _ => return set_other(vm, exception, name, value),
    }
    Ok(true)
}

fn set_other(
    vm: &Engine,
    exception: u32,
    name: Name,
    value: Option<Value<'_>>,
) -> Result<bool, Trap> {
    let is_builtin =
        vm.value_field(exception, CLASS).is_some_and(|class| type_number(vm, class).is_some());
    let is_known = detail(vm, exception, name).is_some();
    let is_own = matches!(name, SUPPRESS_CONTEXT | NOTES) || of_type(vm, exception, name).is_some();
    if !(is_own || is_known || is_builtin && value.is_some()) {
        return Ok(false);
    }
    set_detail(vm, exception, name, value)?;
    Ok(true)
}

fn set_args(vm: &Engine, exception: u32, value: Value<'_>) -> Result<(), Trap> {
    let tuple = if value == Value::empty_tuple() || vm.expect(value, kind::TUPLE).is_some() {
        value
    } else if let Some(list) = vm.expect(value, kind::LIST) {
        let (count, items) = (vm.field(list, 1), vm.field(list, 2));
        make_tuple(vm, (0..count as usize).map(|i| vm.value(vm.field(items, i as u32 + 1))))?
    } else {
        let text = "'{t}' object is not iterable";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
    };
    vm.set_field(exception, ARGS, tuple.word());
    Ok(())
}

/// `add_note(str)`.
pub(super) fn add_note<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let note = args.at(1);
    if !vm.is_str(note) {
        let text = "note must be a str, not '{t}'";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, note, note));
    }
    let Some(exception) = inside(vm, args.at(0)) else { return Ok(Value::none()) };
    let old = detail(vm, exception, NOTES).and_then(|notes| vm.expect(notes, kind::LIST));
    let count = old.map_or(0, |list| vm.field(list, 1));
    // Room for the new items, the list and the pair that names it.
    vm.reserve(count + 2 + 3 + details_words(vm, exception) + 2)?;
    let items = vm.alloc(kind::ITEMS, count + 2)?;
    if let Some(list) = old.filter(|_| count > 0) {
        vm.heap.copy_words(vm.field(list, 2) + 4, items + 4, count);
    }
    vm.set_raw(items, count + 1, note.word());
    match old {
        Some(list) => {
            vm.set_raw(list, 1, count + 1);
            vm.set_field(list, 2, items);
        }
        None => {
            let list = vm.make(kind::LIST, &[count + 1, items])?;
            set_detail(vm, exception, NOTES, Some(list))?;
        }
    }
    Ok(Value::none())
}
