//! Iterators over iterators: `enumerate`, `zip`, `map`, `filter`, and `reversed` of what is not a builtin sequence.

use super::attempt::attempt;
use super::{iterator, range, tuple};
use crate::bytecode::BinaryOp;
use crate::name::rom;
use crate::object::{
    ANY, Args, Engine, Frame, GeneralSlots, Member, Next, Res, Slot, Trap, Type, TypeFlags, TypeId,
    kind,
};
use crate::runtime::{
    attribute, call, clear_raised, compare, index, item, iterate, operator, record_of,
};
use crate::value::{SMALL_MAX, UNBOUND, Value, Word};

/// A new object of two words.
fn pair(
    vm: &mut Engine,
    layout: crate::heap::LayoutId,
    first: Slot,
    second: Slot,
) -> Result<Word, Trap> {
    vm.leaf(|vm| vm.make(layout, &[vm.word(first), vm.word(second)]))
}

/// The word `i` of the object in a slot.
fn field(vm: &Engine, object: Slot, i: u32) -> Word {
    vm.field(vm.word(object), i)
}

// enumerate

fn make_enumerate(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    frame.args(vm).only(vm, &[const { rom("iterable") }, const { rom("start") }])?;
    let Some(iterable) = frame.get_or(vm, 1, const { rom("iterable") }) else {
        return Err(vm.type_error("enumerate() missing required argument 'iterable' (pos 1)"));
    };
    vm.scope(|vm| {
        let slots = vm.push_unbound(2)?;
        vm.set(slots.offset(1), Value::int(0));
        if let Some(start) = frame.get_or(vm, 2, const { rom("start") }) {
            let word = index::int_of(vm, start)?;
            vm.set_word(slots.offset(1), word);
        }
        let word = iterate::iter(vm, iterable)?;
        vm.set_word(slots, word);
        pair(vm, kind::ENUMERATE, slots, slots.offset(1))
    })
}

/// How deep iterators of iterators are looked into: each level uses host stack.
const DEPTH_MAX: u32 = 3;

/// The words that one step of an iterator may allocate; `None` if it may raise, or run Python code.
fn step_words(vm: &Engine, iterator: Value<'_>, depth: u32) -> Option<u32> {
    let address = iterator.address()?;
    match vm.header(address).id() {
        kind::ITERATOR => iterator::step_words(vm, address),
        kind::RANGE_ITER => Some(range::STEP_WORDS),
        kind::ENUMERATE if depth > 0 => {
            vm.value_field(address, 2)?.as_small().filter(|&count| count < SMALL_MAX)?;
            Some(3 + step_words(vm, vm.value_field(address, 1)?, depth - 1)?)
        }
        kind::ZIP if depth > 0 && vm.field(address, 2) == Value::int(0).word() => {
            let iterators = vm.field(address, 1);
            let count = tuple::len(vm, iterators);
            let mut words = count as u32 + 2;
            for i in 0..count {
                words += step_words(vm, tuple::item(vm, iterators, i)?, depth - 1)?;
            }
            Some(words)
        }
        _ => None,
    }
}

/// The next item of an iterator of a list, a tuple, bytes or a range of small ints, and what its state, its first word,
/// is after it. [`UNBOUND`] at its end, after which the iterator has no more; `None` for other iterators.
#[inline(never)]
fn look(vm: &Engine, iterator: u32) -> Option<(Word, Word)> {
    match vm.header(iterator).id() {
        kind::ITERATOR => iterator::look(vm, iterator),
        kind::RANGE_ITER => range::look(vm, iterator),
        _ => None,
    }
}

/// The next item of an iterator for which there are [`step_words`], and memory.
fn step<'g>(vm: &'g Engine, iterator: Value<'g>) -> Result<Option<Value<'g>>, Trap> {
    let address = iterator.address().unwrap_or_default();
    match iterator::next_of_list(vm, address) {
        UNBOUND => {}
        item => return Ok(Value::from_word(item)),
    }
    match vm.header(address).id() {
        kind::ITERATOR => iterator::next_item(vm, address),
        kind::RANGE_ITER => range::next_item(vm, address),
        kind::ENUMERATE => step_enumerate(vm, address),
        _ => step_zip(vm, address),
    }
}

/// The next item of an enumerate or a zip where that needs no Python code.
pub(crate) fn leaf_tuple<'g>(vm: &'g Engine, value: Value<'g>) -> Result<Option<Value<'g>>, Trap> {
    let address = value.address().unwrap_or_default();
    let pair = |first, second| vm.make(kind::TUPLE, &[first, second]);
    if let Some(answer) = two(vm, address, pair) {
        return answer;
    }
    reserve_step(vm, value)?;
    match vm.header(address).id() {
        kind::ENUMERATE => step_enumerate(vm, address),
        _ => step_zip(vm, address),
    }
}

/// Puts the two items of the tuple that an enumerate or a zip gives next in a row at a device address, where a [`look`]
/// at what it goes over is enough: whether there was one.
pub(crate) fn unpack(vm: &Engine, iterator: u32, pair: u32) -> Option<bool> {
    // Two lists zipped are most of it.
    if let Some((a, b)) = zipped(vm, iterator)
        && let Some((left, after_left)) = iterator::look_list(vm, a)
        && let Some((right, after_right)) = iterator::look_list(vm, b)
    {
        vm.heap.set_word(pair, left);
        vm.heap.set_word(pair + 4, right);
        vm.set_raw(a, 1, after_left);
        vm.set_raw(b, 1, after_right);
        return Some(true);
    }
    let place = |first, second| {
        vm.heap.set_word(pair, first);
        vm.heap.set_word(pair + 4, second);
        Ok(())
    };
    // Putting them there does not fail.
    two(vm, iterator, place).map(|answer| matches!(answer, Ok(Some(()))))
}

/// The two iterators of a zip of two, which may differ in length. Not of an iterator zipped with itself, where a
/// [`look`] at both shows the same item.
#[inline(always)]
fn zipped(vm: &Engine, iterator: u32) -> Option<(u32, u32)> {
    let (iterators, strict) = (vm.field(iterator, 1), vm.field(iterator, 2));
    if vm.header(iterator).id() != kind::ZIP
        || strict != Value::int(0).word()
        || vm.header(iterators).size() != 3
    {
        return None;
    }
    let (a, b) = (vm.field(iterators, 1), vm.field(iterators, 2));
    (a != b).then_some((a, b))
}

/// What becomes of the two items that an enumerate or a zip gives next, where a [`look`] is enough; nothing has changed
/// where that fails.
#[inline(always)]
fn two<R>(
    vm: &Engine,
    iterator: u32,
    place: impl FnOnce(Word, Word) -> Result<R, Trap>,
) -> Option<Result<Option<R>, Trap>> {
    let (first, second) = (vm.field(iterator, 1), vm.field(iterator, 2));
    if vm.header(iterator).id() == kind::ENUMERATE {
        vm.value(second).as_small().filter(|&count| count < SMALL_MAX)?;
        let (item, after) = look(vm, first)?;
        if item == UNBOUND {
            return Some(Ok(None));
        }
        let placed = place(second, item);
        if placed.is_ok() {
            vm.set_raw(first, 1, after);
            vm.set_raw(iterator, 2, second.wrapping_add(2));
        }
        return Some(placed.map(Some));
    }
    let (a, b) = zipped(vm, iterator)?;
    let (left, after_left) = look(vm, a)?;
    if left == UNBOUND {
        return Some(Ok(None));
    }
    let (right, after_right) = look(vm, b)?;
    if right == UNBOUND {
        vm.set_raw(a, 1, after_left);
        return Some(Ok(None));
    }
    let placed = place(left, right);
    if placed.is_ok() {
        vm.set_raw(a, 1, after_left);
        vm.set_raw(b, 1, after_right);
    }
    Some(placed.map(Some))
}

/// Makes sure of the memory for a step; NeedCall where Python code may have to run, or the step may raise.
fn reserve_step(vm: &Engine, iterator: Value<'_>) -> Result<(), Trap> {
    match step_words(vm, iterator, DEPTH_MAX) {
        Some(words) => vm.reserve(words),
        None => Err(vm.need_call()),
    }
}

fn step_enumerate(vm: &Engine, enumerate: u32) -> Result<Option<Value<'_>>, Trap> {
    let Some(item) = step(vm, vm.value(vm.field(enumerate, 1)))? else { return Ok(None) };
    let count = vm.field(enumerate, 2);
    vm.set_raw(enumerate, 2, count.wrapping_add(2));
    vm.make(kind::TUPLE, &[count, item.word()]).map(Some)
}

fn next_enumerate(vm: &mut Engine, value: Slot) -> Result<Option<Word>, Trap> {
    vm.scope(|vm| {
        let slots = vm.push_unbound(3)?;
        let (count, each, one) = (slots, slots.offset(1), slots.offset(2));
        vm.set_word(one, field(vm, value, 1));
        let Some(word) = iterate::next(vm, one)? else { return Ok(None) };
        vm.set_word(each, word);
        vm.set_word(count, field(vm, value, 2));
        vm.set(one, Value::int(1));
        let after = match vm.at(count).as_small().and_then(|n| Value::small(n + 1)) {
            Some(after) => after.word(),
            None => operator::binary(vm, BinaryOp::Add, count, one)?,
        };
        vm.set_field(vm.word(value), 2, after);
        vm.leaf(|vm| tuple::from_slots(vm, count, 2)).map(Some)
    })
}

// zip and map

/// A tuple, in a new slot, of the iterators of the arguments from `first` on.
fn iterators(vm: &mut Engine, frame: Frame, first: usize) -> Result<Slot, Trap> {
    let count = usize::from(frame.positional).saturating_sub(first);
    let tuple = vm.push_unbound(1)?;
    let slots = vm.push_unbound(count as u32)?;
    for i in 0..count {
        let word = iterate::iter(vm, frame.at(first + i))?;
        vm.set_word(slots.offset(i as u32), word);
    }
    let word = vm.leaf(|vm| tuple::from_slots(vm, slots, count))?;
    vm.set_word(tuple, word);
    Ok(tuple)
}

fn make_zip(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    frame.args(vm).only(vm, &[const { rom("strict") }])?;
    let is_strict = match frame.keyword(vm, const { rom("strict") }) {
        Some(slot) => compare::truth(vm, slot)?,
        None => false,
    };
    vm.scope(|vm| {
        let tuple = iterators(vm, frame, 1)?;
        let strict = vm.push(Value::int(is_strict.into()).word())?;
        pair(vm, kind::ZIP, tuple, strict)
    })
}

/// Puts the next item of each iterator of a tuple in slots of their own: how many had one, up to the first that had
/// none.
fn next_of_all(vm: &mut Engine, tuple: Slot, slots: Slot, count: usize) -> Result<usize, Trap> {
    vm.scope(|vm| {
        let each = vm.push_unbound(1)?;
        for i in 0..count {
            let Some(it) = tuple::item(vm, vm.word(tuple), i) else { return Ok(i) };
            if let Some(answer) = iterate::try_next(vm, it) {
                match answer {
                    Some(word) => vm.set_word(slots.offset(i as u32), word),
                    None => return Ok(i),
                }
                continue;
            }
            vm.set(each, it);
            match iterate::next(vm, each)? {
                Some(word) => vm.set_word(slots.offset(i as u32), word),
                None => return Ok(i),
            }
        }
        Ok(count)
    })
}

fn next_zip(vm: &mut Engine, value: Slot) -> Result<Option<Word>, Trap> {
    vm.scope(|vm| {
        let tuple = vm.push(field(vm, value, 1))?;
        let count = tuple::len(vm, vm.word(tuple));
        if count == 0 {
            return Ok(None);
        }
        let slots = vm.push_unbound(count as u32)?;
        let got = next_of_all(vm, tuple, slots, count)?;
        if got == count {
            return vm.leaf(|vm| tuple::from_slots(vm, slots, count)).map(Some);
        }
        if field(vm, value, 2) == Value::int(1).word() {
            check_lengths(vm, tuple, count, got)?;
        }
        Ok(None)
    })
}

fn step_zip(vm: &Engine, zip: u32) -> Result<Option<Value<'_>>, Trap> {
    let iterators = vm.field(zip, 1);
    let count = tuple::len(vm, iterators) as u32;
    if count == 0 {
        return Ok(None);
    }
    let items = vm.alloc(kind::TUPLE, count + 1)?;
    for i in 1..=count {
        match step(vm, vm.value(vm.field(iterators, i)))? {
            Some(item) => vm.set_raw(items, i, item.word()),
            None => {
                vm.heap.fill_words(items + 4 * i, count + 1 - i, UNBOUND);
                return Ok(None);
            }
        }
    }
    Ok(Some(Value::object(items)))
}

/// ValueError where iterator `ended` of a strict zip ended and another did not.
fn check_lengths(vm: &mut Engine, tuple: Slot, count: usize, ended: usize) -> Result<(), Trap> {
    let number = Value::int(ended as i32 + 1);
    if ended > 0 {
        let (text, last) = match ended {
            1 => ("zip() argument {d} is shorter than argument {d}", Value::int(1)),
            _ => ("zip() argument {d} is shorter than arguments 1-{d}", Value::int(ended as i32)),
        };
        return Err(vm.raise_with(TypeId::VALUE_ERROR, text, number, last));
    }
    let each = vm.push_unbound(1)?;
    for i in 1..count {
        let Some(it) = tuple::item(vm, vm.word(tuple), i) else { return Ok(()) };
        vm.set(each, it);
        if iterate::next(vm, each)?.is_some() {
            let (text, last) = match i {
                1 => ("zip() argument {d} is longer than argument {d}", Value::int(1)),
                _ => ("zip() argument {d} is longer than arguments 1-{d}", Value::int(i as i32)),
            };
            return Err(vm.raise_with(TypeId::VALUE_ERROR, text, Value::int(i as i32 + 1), last));
        }
    }
    Ok(())
}

fn make_map(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    if frame.positional < 3 {
        return Err(vm.type_error("map() must have at least two arguments."));
    }
    vm.scope(|vm| {
        let tuple = iterators(vm, frame, 2)?;
        pair(vm, kind::MAP, frame.at(1), tuple)
    })
}

fn next_map(vm: &mut Engine, value: Slot) -> Result<Option<Word>, Trap> {
    vm.scope(|vm| {
        let tuple = vm.push(field(vm, value, 2))?;
        let count = tuple::len(vm, vm.word(tuple));
        let frame = call::frame(vm, UNBOUND, count as u16)?;
        vm.set_word(tuple.offset(1), field(vm, value, 1));
        if next_of_all(vm, tuple, frame.base, count)? < count {
            return Ok(None);
        }
        (vm.hooks.call)(vm, frame).map(Some)
    })
}

// filter

fn make_filter(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let it = vm.push_unbound(1)?;
        let word = iterate::iter(vm, frame.at(2))?;
        vm.set_word(it, word);
        pair(vm, kind::FILTER, frame.at(1), it)
    })
}

fn next_filter(vm: &mut Engine, value: Slot) -> Result<Option<Word>, Trap> {
    vm.scope(|vm| {
        let slots = vm.push_unbound(4)?;
        let (function, it, each, answer) =
            (slots, slots.offset(1), slots.offset(2), slots.offset(3));
        vm.set_word(function, field(vm, value, 1));
        vm.set_word(it, field(vm, value, 2));
        while let Some(word) = iterate::next(vm, it)? {
            vm.set_word(each, word);
            let is_kept = if vm.at(function) == Value::none() {
                compare::truth(vm, each)?
            } else {
                let word = call::call(vm, function, &[each])?;
                vm.set_word(answer, word);
                compare::truth(vm, answer)?
            };
            if is_kept {
                return Ok(Some(vm.word(each)));
            }
        }
        Ok(None)
    })
}

// reversed

fn make_reversed(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let sequence = frame.at(1);
    if let Some(quick) = attempt(vm, |vm| {
        reversed_builtin(vm, vm.at(sequence)).map(|it| it.map_or(UNBOUND, Value::word))
    })? && quick != UNBOUND
    {
        return Ok(quick);
    }
    vm.scope(|vm| {
        if let Some(word) = call::call_special(vm, sequence, const { rom("__reversed__") }, &[])? {
            return Ok(word);
        }
        let method = attribute::lookup(
            vm,
            attribute::type_of(vm, vm.at(sequence)),
            const { rom("__reversed__") },
        );
        if method.is_some() {
            return call::call_method(vm, sequence, const { rom("__reversed__") }, &[]);
        }
        if attribute::special(vm, vm.at(sequence), const { rom("__getitem__") }).is_none() {
            let value = vm.at(sequence);
            return Err(vm.raise_with(
                TypeId::TYPE_ERROR,
                "'{t}' object is not reversible",
                value,
                value,
            ));
        }
        let len = item::len(vm, sequence)?;
        let position = i32::try_from(len).ok().and_then(Value::small).unwrap_or(Value::int(0));
        let position = vm.push(position.word())?;
        pair(vm, kind::REVERSED, sequence, position)
    })
}

/// The iterator over a builtin sequence.
fn reversed_builtin<'g>(vm: &'g Engine, value: Value<'g>) -> Result<Option<Value<'g>>, Trap> {
    match vm.layout(value) {
        Some(
            kind::LIST
            | kind::TUPLE
            | kind::STR
            | kind::ROM_STR
            | kind::BYTES
            | kind::BYTEARRAY
            | kind::ARRAY
            | kind::MEMORYVIEW
            | kind::DICT,
        ) => iterator::reversed(vm, value).map(Some),
        Some(id)
            if id.is_instance()
                && attribute::special(vm, value, const { rom("__reversed__") }).is_none() =>
        {
            let native = attribute::native(vm, value);
            let is_other = native == value
                || attribute::special(vm, value, const { rom("__getitem__") }).is_some();
            let has_items = record_of(vm, native).get_item.is_some();
            if is_other || !has_items { Ok(None) } else { iterator::reversed(vm, native).map(Some) }
        }
        _ => Ok(None),
    }
}

fn next_reversed(vm: &mut Engine, value: Slot) -> Result<Option<Word>, Trap> {
    vm.scope(|vm| {
        let slots = vm.push_unbound(2)?;
        let (sequence, position) = (slots, slots.offset(1));
        let left = vm.value(field(vm, value, 2)).as_small().unwrap_or(0);
        if left == 0 {
            return Ok(None);
        }
        vm.set_word(sequence, field(vm, value, 1));
        vm.set(position, Value::int(left - 1));
        match item::get_item(vm, sequence, position) {
            Ok(word) => {
                vm.set_raw(vm.word(value), 2, Value::int(left - 1).word());
                Ok(Some(word))
            }
            Err(trap) => {
                let is_end = attribute::is_pending(vm, TypeId::INDEX_ERROR)
                    || attribute::is_pending(vm, TypeId::STOP_ITERATION);
                if !is_end {
                    return Err(trap);
                }
                clear_raised(vm);
                vm.set_raw(vm.word(value), 2, Value::int(0).word());
                Ok(None)
            }
        }
    })
}

fn reversed_hint<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    match vm.expect(args.at(0), kind::REVERSED) {
        Some(reversed) => Ok(vm.value(vm.field(reversed, 2))),
        None => Ok(Value::int(0)),
    }
}

/// `enumerate`.
pub(crate) static ENUMERATE: Type = Type {
    flags: TypeFlags::TRUE.union(TypeFlags::BASE),
    new: Some(Member::general("__new__", 1, 3, make_enumerate).keywords()),
    next: Next::Leaf(leaf_tuple),
    general: &GeneralSlots { next: Some(next_enumerate), ..GeneralSlots::NONE },
    ..Type::new(TypeId::ENUMERATE)
};

/// `zip`.
pub(crate) static ZIP: Type = Type {
    flags: TypeFlags::TRUE.union(TypeFlags::BASE),
    new: Some(Member::general("__new__", 1, ANY, make_zip).keywords()),
    next: Next::Leaf(leaf_tuple),
    general: &GeneralSlots { next: Some(next_zip), ..GeneralSlots::NONE },
    ..Type::new(TypeId::ZIP)
};

/// `map`.
pub(crate) static MAP: Type = Type {
    flags: TypeFlags::TRUE.union(TypeFlags::BASE),
    new: Some(Member::general("__new__", 1, ANY, make_map)),
    next: Next::General(next_map),
    ..Type::new(TypeId::MAP)
};

/// `filter`.
pub(crate) static FILTER: Type = Type {
    flags: TypeFlags::TRUE.union(TypeFlags::BASE),
    new: Some(Member::general("__new__", 3, 3, make_filter)),
    next: Next::General(next_filter),
    ..Type::new(TypeId::FILTER)
};

/// `reversed`.
pub(crate) static REVERSED: Type = Type {
    flags: TypeFlags::TRUE.union(TypeFlags::BASE),
    members: &[Member::leaf("__length_hint__", 1, 1, reversed_hint)],
    new: Some(Member::general("__new__", 2, 2, make_reversed)),
    next: Next::General(next_reversed),
    ..Type::new(TypeId::REVERSED)
};
