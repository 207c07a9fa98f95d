//! `class` statements: which bases and which metaclass, the namespace, the body.

use super::call;
use super::callable;
use super::class::{call_init_subclass, call_set_names, make_class};
use crate::bytecode::code::{Flags, Head};
use crate::name::rom;
use crate::object::class;
use crate::object::{Engine, Frame, Slot, Trap, TypeId, kind};
use crate::runtime::{ShortText, attribute, call as protocol, item, record_of};
use crate::types::{self, dict};
use crate::value::{UNBOUND, Value, Word};

/// `__build_class__(body, name, *bases, **keywords)`: runs the body, then makes the class.
pub(crate) fn build_class(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let (body, name) = (frame.at(0), frame.at(1));
    if vm.expect(vm.at(body), kind::FUNCTION).is_none() {
        return Err(vm.type_error("__build_class__: func must be a function"));
    }
    if !vm.is_str(vm.at(name)) {
        return Err(vm.type_error("__build_class__: name is not a string"));
    }
    let bases = {
        let count = u32::from(frame.positional).saturating_sub(2);
        let first = frame.at(2);
        vm.leaf(|vm| types::tuple::from_slots(vm, first, count as usize))?
    };
    let given = vm.push(bases)?;
    let bases = resolve_bases(vm, given)?;
    let metaclass = vm.push(UNBOUND)?;
    if let Some(given) = frame.keyword(vm, const { rom("metaclass") }) {
        vm.set_word(metaclass, vm.word(given));
    }
    inherit_metaclass(vm, bases, metaclass)?;
    let space = prepare(vm, metaclass, name, bases, frame)?;
    let space = vm.push(space)?;
    let head = super::function::head(vm, vm.field(vm.word(body), super::function::CODE));
    // A plain function has variables of its own: they are no class's.
    set_type_parameters(vm, body, space)?;
    let arguments = [space];
    let is_body = head.flags.contains(Flags::CLASS_BODY);
    let cell = protocol::call(vm, body, if is_body { &arguments } else { &[] })?;
    let cell = vm.push(cell)?;
    qualify(vm, &head, space)?;
    if bases != given {
        let given = vm.word(given);
        item::set_named(vm, space, const { rom("__orig_bases__") }, given)?;
    }
    let made = if vm.word(metaclass) == UNBOUND {
        let made = make_class(vm, name, bases, space)?;
        let made = vm.push(made)?;
        call_set_names(vm, made)?;
        call_init_subclass(vm, made, frame)?;
        vm.word(made)
    } else {
        call_metaclass(vm, metaclass, &[name, bases, space], frame)?
    };
    if let Some(cell) = vm.expect(vm.at(cell), kind::CELL) {
        vm.set_field(cell, 1, made);
    }
    Ok(made)
}

/// The bases of a class in a slot, where those that are no classes have been asked which they stand for; the same slot
/// if there are none.
fn resolve_bases(vm: &mut Engine, given: Slot) -> Result<Slot, Trap> {
    let slots = vm.push_unbound(3)?;
    let (method, entries, first) = (slots, slots.offset(1), slots.offset(3));
    let mut is_same = true;
    for i in 0..types::tuple::len(vm, vm.word(given)) {
        let base =
            vm.push(types::tuple::item(vm, vm.word(given), i).map_or(UNBOUND, Value::word))?;
        if matches!(vm.layout(vm.at(base)), Some(kind::CLASS | kind::TYPE)) {
            continue;
        }
        let name = const { rom("__mro_entries__") };
        let Some(word) = attribute::get_attr_or_missing(vm, base, name)? else { continue };
        vm.set_word(method, word);
        let word = vm.scope(|vm| protocol::call(vm, method, &[given]))?;
        vm.set_word(entries, word);
        vm.set_top(base);
        is_same = false;
        let Some(tuple) = vm.expect(vm.at(entries), kind::TUPLE) else {
            if vm.at(entries) == Value::empty_tuple() {
                continue;
            }
            return Err(vm.type_error("__mro_entries__ must return a tuple"));
        };
        for i in 0..types::tuple::len(vm, tuple) {
            let entry = types::tuple::item(vm, vm.word(entries), i).map_or(UNBOUND, Value::word);
            vm.push(entry)?;
        }
    }
    if is_same {
        vm.set_top(slots);
        return Ok(given);
    }
    let count = vm.top().0 - first.0;
    let made = vm.leaf(|vm| types::tuple::from_slots(vm, first, count as usize))?;
    vm.set_word(slots, made);
    vm.set_top(slots.offset(1));
    Ok(slots)
}

/// Gives a generic class its type parameters, and `class[...]` a meaning, before its body says otherwise.
fn set_type_parameters(vm: &mut Engine, body: Slot, space: Slot) -> Result<(), Trap> {
    let Some(parameters) = callable::type_parameters(vm, vm.word(body)).map(Value::word) else {
        return Ok(());
    };
    let subscript = attribute::lookup_builtin(vm, TypeId::LIST, const { rom("__class_getitem__") })
        .map_or(UNBOUND, Value::word);
    item::set_named(vm, space, const { rom("__type_params__") }, parameters)?;
    // In flash: it stays where it is.
    item::set_named(vm, space, const { rom("__class_getitem__") }, subscript)
}

/// Keeps the qualified name of a class defined in another or in a function, given the function that ran its body.
fn qualify(vm: &mut Engine, head: &Head, space: Slot) -> Result<(), Trap> {
    if head.prefix == crate::bytecode::code::NO_PREFIX {
        return Ok(());
    }
    let mut text = ShortText::new();
    super::function::qualified_code_name(vm, head, &mut text);
    let text = vm.leaf(|vm| vm.new_str(text.as_bytes()))?;
    item::set_named(vm, space, const { rom("__qualname__") }, text)
}

/// The metaclass of the first base that has one, unless one is given.
fn inherit_metaclass(vm: &mut Engine, bases: Slot, metaclass: Slot) -> Result<(), Trap> {
    if vm.at(metaclass) == vm.type_object(TypeId::TYPE) {
        vm.set_word(metaclass, UNBOUND);
    }
    let tuple = vm.word(bases);
    for i in 1..vm.heap.object_words(tuple) {
        let base = vm.value(vm.field(tuple, i));
        let Some(inherited) =
            vm.expect(base, kind::CLASS).and_then(|base| vm.value_field(base, class::METACLASS))
        else {
            continue;
        };
        match vm.get(metaclass) {
            Some(own) if attribute::is_subclass(vm, own, inherited) => {}
            Some(own) if !attribute::is_subclass(vm, inherited, own) => {
                return Err(vm.type_error(
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the \
                     metaclasses of all its bases",
                ));
            }
            _ => vm.set(metaclass, inherited),
        }
    }
    Ok(())
}

/// The namespace for a class body.
fn prepare(
    vm: &mut Engine,
    metaclass: Slot,
    name: Slot,
    bases: Slot,
    frame: Frame,
) -> Result<Word, Trap> {
    if vm
        .get(metaclass)
        .is_some_and(|m| attribute::lookup(vm, m, const { rom("__prepare__") }).is_some())
    {
        let prepared = vm.scope(|vm| {
            let function = attribute::get_attr(vm, metaclass, const { rom("__prepare__") })?;
            let function = vm.push(function)?;
            call_metaclass(vm, function, &[name, bases], frame)
        })?;
        if record_of(vm, vm.value(prepared)).get_item.is_some()
            || attribute::special(vm, vm.value(prepared), const { rom("__getitem__") }).is_some()
        {
            return Ok(prepared);
        }
        let text = "{s}.__prepare__() must return a mapping, not {t}";
        let name = attribute::class_name(vm, vm.at(metaclass));
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, name, vm.value(prepared)));
    }
    vm.leaf(|vm| dict::with_room(vm, 0))
}

/// Calls a metaclass, or its `__prepare__`, with the keywords of the class statement.
pub(super) fn call_metaclass(
    vm: &mut Engine,
    callee: Slot,
    arguments: &[Slot],
    frame: Frame,
) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let callee = vm.word(callee);
        let start = vm.push(callee)?;
        vm.push_unbound(2)?;
        for &argument in arguments {
            let word = vm.word(argument);
            vm.push(word)?;
        }
        let mut keywords = 0;
        let first = frame.base.offset(frame.positional.into());
        for i in 0..u32::from(frame.keywords) {
            let key = first.offset(2 * i);
            if vm.name_of(vm.at(key)) != Some(const { rom("metaclass") }) {
                let (key, value) = (vm.word(key), key.offset(1));
                vm.push(key)?;
                let value = vm.word(value);
                vm.push(value)?;
                keywords += 1;
            }
        }
        let inner = Frame { base: start.offset(3), positional: arguments.len() as u16, keywords };
        call::call_frame(vm, inner)
    })
}
