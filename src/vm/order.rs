//! The method resolution order of a class: C3 linearization.

use crate::object::class;
use crate::object::{Engine, Slot, Trap, TypeId, kind};
use crate::runtime::{ShortText, attribute, raise_text};
use crate::value::{Value, Word};

/// The order of a class with these bases, a tuple that starts with the class. `object` comes last.
///
/// The lists to merge (the bases' orders, and the bases themselves) are walked where they are; how far each has been
/// taken is kept in stack slots, as small ints.
pub(super) fn linearize(vm: &mut Engine, made: Slot, bases: Slot) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let count = vm.heap.object_words(vm.word(bases)) - 1;
        let length = longest(vm, bases, count);
        let taken = vm.push_unbound(count + 1)?;
        for i in 0..=count {
            vm.set_word(taken.offset(i), 1);
        }
        let order = vm.push_unbound(length + 2)?;
        vm.set_word(order, vm.word(made));
        let mut len = 1;
        while let Some(next) = pick(vm, bases, count, taken)? {
            vm.set_word(order.offset(len), next);
            len += 1;
            for list in 0..=count {
                if head(vm, bases, count, taken, list) == Some(next) {
                    vm.set_word(taken.offset(list), vm.word(taken.offset(list)) + 2);
                }
            }
        }
        let object = vm.type_object(TypeId::OBJECT).word();
        if vm.word(order.offset(len - 1)) != object {
            vm.set_word(order.offset(len), object);
            len += 1;
        }
        vm.leaf(|vm| {
            let tuple = vm.alloc(kind::TUPLE, len + 1)?;
            vm.heap.copy_words(vm.address_of(order), tuple + 4, len);
            Ok(Value::object(tuple))
        })
    })
}

/// No order is longer than all lists together.
fn longest(vm: &Engine, bases: Slot, count: u32) -> u32 {
    (0..count).map(|list| list_len(vm, bases, count, list)).sum::<u32>() + count
}

/// The order of a base: a tuple, or none for a builtin type, whose order is itself and its bases.
fn base_order(vm: &Engine, bases: Slot, list: u32) -> Result<u32, Word> {
    let base = vm.field(vm.word(bases), list + 1);
    match vm.expect(vm.value(base), kind::CLASS) {
        Some(class) => Ok(vm.field(class, class::MRO)),
        None => Err(base),
    }
}

fn list_len(vm: &Engine, bases: Slot, count: u32, list: u32) -> u32 {
    if list == count {
        return count;
    }
    match base_order(vm, bases, list) {
        Ok(tuple) => vm.heap.object_words(tuple) - 1,
        Err(base) => builtin_chain(vm, base).count() as u32,
    }
}

/// A builtin type and its bases.
fn builtin_chain(vm: &Engine, base: Word) -> impl Iterator<Item = Word> {
    let mut next = crate::runtime::attribute::type_number(vm, vm.value(base));
    core::iter::from_fn(move || {
        let id = next?;
        next = if id == TypeId::OBJECT { None } else { Some(id.base()) };
        Some(vm.type_object(id).word())
    })
}

/// Item `i` of a list to merge; the last list is that of the bases.
fn item(vm: &Engine, bases: Slot, count: u32, list: u32, i: u32) -> Option<Word> {
    if i >= list_len(vm, bases, count, list) {
        return None;
    }
    if list == count {
        return Some(vm.field(vm.word(bases), i + 1));
    }
    match base_order(vm, bases, list) {
        Ok(tuple) => Some(vm.field(tuple, i + 1)),
        Err(base) => builtin_chain(vm, base).nth(i as usize),
    }
}

/// The first item of a list that has not been taken.
fn head(vm: &Engine, bases: Slot, count: u32, taken: Slot, list: u32) -> Option<Word> {
    item(vm, bases, count, list, vm.word(taken.offset(list)) >> 1)
}

/// The first head that is in no other list's rest; `None` when all lists are empty.
fn pick(vm: &mut Engine, bases: Slot, count: u32, taken: Slot) -> Result<Option<Word>, Trap> {
    let mut all_empty = true;
    for list in 0..=count {
        let Some(candidate) = head(vm, bases, count, taken, list) else { continue };
        all_empty = false;
        let in_a_rest = (0..=count).any(|other| {
            let from = (vm.word(taken.offset(other)) >> 1) + 1;
            (from..list_len(vm, bases, count, other))
                .any(|i| item(vm, bases, count, other, i) == Some(candidate))
        });
        if !in_a_rest {
            return Ok(Some(candidate));
        }
    }
    if all_empty {
        return Ok(None);
    }
    Err(inconsistent(vm, bases, count, taken))
}

/// TypeError that names the bases which no order suits.
#[cold]
fn inconsistent(vm: &mut Engine, bases: Slot, count: u32, taken: Slot) -> Trap {
    let mut text = ShortText::new();
    text.push("Cannot create a consistent method resolution order (MRO) for bases ");
    let mut is_first = true;
    for list in 0..=count {
        let Some(candidate) = head(vm, bases, count, taken, list) else { continue };
        if (0..list).any(|other| head(vm, bases, count, taken, other) == Some(candidate)) {
            continue;
        }
        text.push(if is_first { "" } else { ", " });
        is_first = false;
        let name = attribute::class_name(vm, vm.value(candidate));
        text.push(vm.text(name).unwrap_or_default());
    }
    raise_text(vm, TypeId::TYPE_ERROR, &text)
}
