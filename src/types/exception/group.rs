//! Groups of exceptions: `split`, `subgroup`, `derive`, and what `except*` needs.

use super::attributes::{CAUSE, CONTEXT, NOTES, SUPPRESS_CONTEXT};
use super::{
    TRACEBACK, arg, args_len, detail, inside, is_a, is_exception, make_tuple, matches, set_detail,
    tuple_item, tuple_len, type_id,
};
use crate::name::{Name, rom};
use crate::object::{Args, Engine, Frame, Member, Slot, Trap, TypeId, kind};
use crate::runtime::attribute::{class_name, is_subclass, type_number};
use crate::runtime::{call, compare, nested};
use crate::types::{list, tuple};
use crate::value::{UNBOUND, Value, Word};

/// The detail that holds the exceptions of a group, a tuple.
pub(super) const EXCEPTIONS: Name = const { rom("exceptions") };

/// The members of `BaseExceptionGroup`.
pub(super) static MEMBERS: [Member; 4] = [
    Member::general("derive", 2, 2, derive),
    Member::general("split", 2, 2, |vm, frame| {
        let parts = parts(vm, frame)?;
        vm.leaf(|vm| tuple::from_slots(vm, parts, 2))
    }),
    Member::general("subgroup", 2, 2, |vm, frame| parts(vm, frame).map(|parts| vm.word(parts))),
    Member::leaf("__class_getitem__", 2, 2, crate::types::generic::class_get_item)
        .role(crate::object::Role::Class),
];

/// Whether a value is a group.
pub(super) fn is_group(vm: &Engine, value: Value<'_>) -> bool {
    inside(vm, value).is_some_and(|address| is_a(vm, address, TypeId::BASE_EXCEPTION_GROUP))
}

/// The exceptions of the group at an address, a tuple.
fn exceptions(vm: &Engine, group: u32) -> Word {
    detail(vm, group, EXCEPTIONS).unwrap_or(Value::empty_tuple()).word()
}

/// The arguments of a new group: the class that it gets and its exceptions, a tuple, for which memory is reserved.
pub(super) fn check<'g>(
    vm: &'g Engine,
    class: Value<'g>,
    id: TypeId,
    args: Args<'g>,
) -> Result<(Value<'g>, Value<'g>), Trap> {
    let given = args.len() as i32 - 1;
    if given != 2 {
        let text = "BaseExceptionGroup.__new__() takes exactly 2 arguments ({d} given)";
        let given = Value::int(given);
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, given, given));
    }
    let (message, items) = (args.at(1), args.at(2));
    if !vm.is_str(message) {
        let text = "BaseExceptionGroup.__new__() argument 1 must be str, not {t}";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, message, message));
    }
    let row = match (vm.layout(items), items.address()) {
        (Some(kind::LIST), Some(list)) => Some((vm.field(list, 1), vm.field(list, 2))),
        (Some(kind::TUPLE), Some(tuple)) => Some((vm.heap.object_words(tuple) - 1, tuple)),
        _ if items == Value::empty_tuple() => Some((0, UNBOUND)),
        _ => None,
    };
    let Some((count, row)) = row else {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    };
    if count == 0 {
        let text = "second argument (exceptions) must be a non-empty sequence";
        return Err(vm.value_error(text));
    }
    let item = |i: u32| vm.value(vm.field(row, i + 1));
    if let Some(bad) = (0..count).find(|i| !is_exception(vm, item(*i))) {
        let text = "Item {d} of second argument (exceptions) is not an exception";
        let bad = Value::int(bad as i32);
        return Err(vm.raise_with(TypeId::VALUE_ERROR, text, bad, bad));
    }
    let is_plain = |i: u32| {
        inside(vm, item(i)).is_some_and(|item| type_id(vm, item).derives_from(TypeId::EXCEPTION))
    };
    let all_plain = (0..count).all(is_plain);
    if !all_plain && id == TypeId::EXCEPTION_GROUP {
        if type_number(vm, class).is_some() {
            return Err(vm.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
        }
        let name = class_name(vm, class);
        return Err(vm.raise_with(
            TypeId::TYPE_ERROR,
            "Cannot nest BaseExceptions in '{s}'",
            name,
            name,
        ));
    }
    let is_base = type_number(vm, class) == Some(TypeId::BASE_EXCEPTION_GROUP);
    let class = if all_plain && is_base { vm.type_object(TypeId::EXCEPTION_GROUP) } else { class };
    let tuple = match vm.layout(items) {
        Some(kind::TUPLE) => items,
        _ => make_tuple(vm, (0..count as usize).map(|i| item(i as u32)))?,
    };
    Ok((class, tuple))
}

/// `derive(exceptions)`: a group with the same message.
fn derive(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let Some(group) = inside(vm, vm.at(frame.at(0))) else {
        return Err(vm.type_error("descriptor requires a 'BaseExceptionGroup' object"));
    };
    let message = vm.push(arg(vm, group, 0).unwrap_or(Value::none()).word())?;
    make(vm, message, frame.at(1))
}

/// A new group.
fn make(vm: &mut Engine, message: Slot, items: Slot) -> Result<Word, Trap> {
    let class = vm.type_object(TypeId::BASE_EXCEPTION_GROUP).word();
    vm.scope(|vm| {
        let class = vm.push(class)?;
        call::call(vm, class, &[message, items])
    })
}

// Splitting.

/// What picks exceptions: in a slot a class, a tuple of classes, a function, or a set-like list of exceptions.
#[derive(Clone, Copy)]
enum Condition {
    Class(Slot),
    Function(Slot),
    /// The exceptions of these groups, a list.
    Parts(Slot),
}

/// The two slots with the part of a group that fits a condition, and with the rest; None where there is nothing.
fn parts(vm: &mut Engine, frame: Frame) -> Result<Slot, Trap> {
    if !is_group(vm, vm.at(frame.at(0))) {
        return Err(vm.type_error("descriptor requires a 'BaseExceptionGroup' object"));
    }
    let condition = frame.at(1);
    let value = vm.at(condition);
    let base = vm.type_object(TypeId::BASE_EXCEPTION);
    let is_class = |class: Value<'_>| {
        matches!(vm.layout(class), Some(kind::CLASS | kind::TYPE)) && is_subclass(vm, class, base)
    };
    let picks = match vm.layout(value) {
        Some(kind::CLASS | kind::TYPE) if is_class(value) => Condition::Class(condition),
        Some(kind::TUPLE)
            if (0..tuple_len(vm, value.word()))
                .all(|i| tuple_item(vm, value.word(), i).is_some_and(is_class)) =>
        {
            Condition::Class(condition)
        }
        Some(kind::FUNCTION | kind::BOUND_METHOD | kind::BUILTIN) => Condition::Function(condition),
        Some(layout) if layout.is_instance() => Condition::Function(condition),
        _ => {
            let text = "expected a function, exception type or tuple of exception types";
            return Err(vm.type_error(text));
        }
    };
    let parts = vm.push_unbound(2)?;
    split(vm, frame.at(0), picks, parts)?;
    Ok(parts)
}

fn fits(vm: &mut Engine, exception: Slot, condition: Condition) -> Result<bool, Trap> {
    match condition {
        Condition::Class(class) => matches(vm, vm.at(exception), vm.at(class)),
        Condition::Function(function) => vm.scope(|vm| {
            let answer = call::call(vm, function, &[exception])?;
            let answer = vm.push(answer)?;
            compare::truth(vm, answer)
        }),
        Condition::Parts(groups) => Ok((0..list::len(vm, vm.word(groups))).any(|i| {
            let group = list::item(vm, vm.word(groups), i).unwrap_or(Value::none());
            !is_group(vm, vm.at(exception)) && has_leaf(vm, group, vm.at(exception))
        })),
    }
}

/// Whether an exception is a group's, or one of a group in it.
fn has_leaf(vm: &Engine, group: Value<'_>, leaf: Value<'_>) -> bool {
    if group == leaf {
        return true;
    }
    let Some(address) = inside(vm, group).filter(|_| is_group(vm, group)) else { return false };
    let items = exceptions(vm, address);
    (0..tuple_len(vm, items))
        .filter_map(|i| tuple_item(vm, items, i))
        .any(|item| has_leaf(vm, item, leaf))
}

/// Splits an exception: the part that fits goes to the slot `parts`, the rest to the next.
fn split(vm: &mut Engine, exception: Slot, condition: Condition, parts: Slot) -> Result<(), Trap> {
    let rest = parts.offset(1);
    vm.set(parts, Value::none());
    vm.set(rest, Value::none());
    if fits(vm, exception, condition)? {
        vm.set_word(parts, vm.word(exception));
        return Ok(());
    }
    if !is_group(vm, vm.at(exception)) {
        vm.set_word(rest, vm.word(exception));
        return Ok(());
    }
    vm.scope(|vm| {
        let lists = vm.push_unbound(2)?;
        for i in 0..2 {
            let list = vm.leaf(|vm| list::new(vm, &[]))?;
            vm.set_word(lists.offset(i), list);
        }
        let inner = vm.push_unbound(3)?;
        let item = inner.offset(2);
        let mut i = 0;
        while let Some(found) = inside(vm, vm.at(exception))
            .and_then(|group| tuple_item(vm, exceptions(vm, group), i).map(Value::word))
        {
            i += 1;
            vm.set_word(item, found);
            nested(vm, |vm| split(vm, item, condition, inner))?;
            for part in 0..2 {
                if vm.at(inner.offset(part)) != Value::none() {
                    list::push_slot(vm, lists.offset(part), inner.offset(part))?;
                }
            }
        }
        for part in 0..2 {
            if list::len(vm, vm.word(lists.offset(part))) > 0 {
                let made = subset(vm, exception, lists.offset(part))?;
                vm.set_word(parts.offset(part), made);
            }
        }
        Ok(())
    })
}

/// The group that another derives from some of its exceptions, with what else it tells.
fn subset(vm: &mut Engine, group: Slot, items: Slot) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let made = call::call_method(vm, group, const { rom("derive") }, &[items])?;
        let made = vm.push(made)?;
        if !is_group(vm, vm.at(made)) {
            return Err(vm.type_error("derive must return an instance of BaseExceptionGroup"));
        }
        vm.leaf_with(|vm| copy_details(vm, vm.at(group), vm.at(made)))?;
        Ok(vm.word(made))
    })
}

fn copy_details(vm: &Engine, from: Value<'_>, to: Value<'_>) -> Result<(), Trap> {
    let (Some(from), Some(to)) = (inside(vm, from), inside(vm, to)) else { return Ok(()) };
    for name in [CAUSE, CONTEXT, SUPPRESS_CONTEXT, NOTES] {
        if let Some(value) = detail(vm, from, name) {
            set_detail(vm, to, name, Some(value))?;
        }
    }
    vm.set_field(to, TRACEBACK, vm.field(from, TRACEBACK));
    Ok(())
}

// `except*`.

/// `__split_exception__(exception, class)`: the part that `except* class` takes, a group, or None; and the rest.
pub(crate) fn split_for_except(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let (exception, class) = (frame.at(0), frame.at(1));
    if vm.at(exception) == Value::none() {
        return vm.leaf(|vm| tuple::new(vm, &[Value::none().word(); 2]));
    }
    expect_exception(vm, vm.at(exception))?;
    if !vm.scope(|vm| names_no_group(vm, class))? {
        let text = "catching ExceptionGroup with except* is not allowed. Use except instead.";
        return Err(vm.type_error(text));
    }
    let parts = vm.push_unbound(2)?;
    split(vm, exception, Condition::Class(class), parts)?;
    if vm.at(parts) != Value::none() && !is_group(vm, vm.at(parts)) {
        let message = vm.push(vm.name_value(const { rom("") }).word())?;
        let items = vm.leaf(|vm| tuple::from_slots(vm, parts, 1))?;
        let items = vm.push(items)?;
        let made = make(vm, message, items)?;
        vm.set_word(parts, made);
    }
    vm.leaf(|vm| tuple::from_slots(vm, parts, 2))
}

/// TypeError for what is no exception: scripts can call what is here for compiled code.
fn expect_exception(vm: &Engine, value: Value<'_>) -> Result<(), Trap> {
    if super::is_exception(vm, value) {
        Ok(())
    } else {
        Err(vm.type_error("an exception is required"))
    }
}

/// Whether neither a class nor any in a tuple is a class of groups; TypeError if it is no class of exceptions.
fn names_no_group(vm: &mut Engine, class: Slot) -> Result<bool, Trap> {
    let group = vm.type_object(TypeId::BASE_EXCEPTION_GROUP);
    let value = vm.at(class);
    // That all are classes of exceptions is seen by asking about one that is none of them.
    matches(vm, group, value)?;
    let is_group = |class: Value<'_>| is_subclass(vm, class, group);
    Ok(match vm.layout(value) {
        Some(kind::TUPLE) => !(0..tuple_len(vm, value.word()))
            .any(|i| tuple_item(vm, value.word(), i).is_some_and(is_group)),
        _ => value == Value::empty_tuple() || !is_group(value),
    })
}

/// `__join_exceptions__(original, exceptions)`: what is raised after the clauses `except*`, given what they raised and
/// what none of them took; None if there is nothing.
pub(crate) fn join_for_except(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let (original, items) = (frame.at(0), frame.at(1));
    expect_exception(vm, vm.at(original))?;
    if vm.expect(vm.at(items), kind::LIST).is_none() {
        return Err(vm.type_error("a list is required"));
    }
    let lists = vm.push_unbound(2)?;
    for i in 0..2 {
        let list = vm.leaf(|vm| list::new(vm, &[]))?;
        vm.set_word(lists.offset(i), list);
    }
    let (raised, again) = (lists, lists.offset(1));
    let each = vm.push_unbound(1)?;
    let mut i = 0;
    while let Some(found) = list::item(vm, vm.word(items), i).map(Value::word) {
        i += 1;
        vm.set_word(each, found);
        if vm.at(each) == Value::none() {
            continue;
        }
        expect_exception(vm, vm.at(each))?;
        if !is_group(vm, vm.at(original)) {
            // Only one clause can have run.
            return Ok(found);
        }
        let into = if is_part(vm, vm.at(each), vm.at(original)) { again } else { raised };
        list::push_slot(vm, into, each)?;
    }
    if list::len(vm, vm.word(again)) > 0 {
        let parts = vm.push_unbound(2)?;
        split(vm, original, Condition::Parts(again), parts)?;
        if list::len(vm, vm.word(raised)) == 0 {
            return Ok(vm.word(parts));
        }
        list::push_slot(vm, raised, parts)?;
    }
    if list::len(vm, vm.word(raised)) == 0 {
        return Ok(Value::none().word());
    }
    let message = vm.push(vm.name_value(const { rom("") }).word())?;
    make(vm, message, raised)
}

/// Whether an exception is a part of another that was split, raised again: then it tells the same.
fn is_part(vm: &Engine, part: Value<'_>, of: Value<'_>) -> bool {
    let (Some(part), Some(of)) = (inside(vm, part), inside(vm, of)) else { return false };
    let same = |name| detail(vm, part, name) == detail(vm, of, name);
    vm.field(part, TRACEBACK) == vm.field(of, TRACEBACK)
        && is_a(vm, part, TypeId::BASE_EXCEPTION_GROUP)
        && [CAUSE, CONTEXT, NOTES].into_iter().all(same)
}

/// The text after a group's message: ` (2 sub-exceptions)`.
pub(super) fn count(vm: &Engine, group: u32) -> Option<u32> {
    is_a(vm, group, TypeId::BASE_EXCEPTION_GROUP)
        .then(|| tuple_len(vm, exceptions(vm, group)))
        .filter(|_| args_len(vm, group) == 2)
}

/// How many exceptions a group has.
pub(super) fn len(vm: &Engine, group: Value<'_>) -> u32 {
    inside(vm, group).map_or(0, |address| tuple_len(vm, exceptions(vm, address)))
}

/// An exception of a group, for printing.
pub(super) fn item<'g>(vm: &'g Engine, group: Value<'g>, i: u32) -> Option<Value<'g>> {
    let address = inside(vm, group).filter(|_| is_group(vm, group))?;
    tuple_item(vm, exceptions(vm, address), i)
}
