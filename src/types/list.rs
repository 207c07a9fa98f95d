//! `list`: a length, and storage that is made when the first item comes.
//!
//! ```text
//! [header][length][storage: ITEMS or 0]      words of the storage past the length are 0
//! ```

use super::attempt::{expect, receive, receiver};
use super::sequence::{self, Brackets, Items};
use super::{dict, iterator, range, set, sort, table, tuple};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::object::{
    Args, Engine, Frame, GeneralSlots, Member, Pending, Res, Slot, Trap, Type, TypeFlags, TypeId,
    kind,
};
use crate::runtime::{index, iterate};
use crate::value::{UNBOUND, Value, Word};

/// Word of the length.
pub(crate) const LENGTH: u32 = 1;
/// Word of the storage.
pub(crate) const STORAGE: u32 = 2;
/// Words of a list object, its storage not included.
pub(crate) const WORDS: u32 = 3;

pub(super) const NOT_LIST: &str = "descriptor requires a 'list' object but received a '{t}'";

/// The items of a list.
#[inline]
pub(crate) fn items(vm: &Engine, list: u32) -> Items {
    Items { start: vm.field(list, STORAGE).wrapping_add(4), len: vm.field(list, LENGTH) }
}

/// How many items a list has.
#[inline]
pub(crate) fn len(vm: &Engine, list: u32) -> usize {
    vm.field(list, LENGTH) as usize
}

/// Item `i` of a list.
#[inline]
pub(crate) fn item(vm: &Engine, list: u32, i: usize) -> Option<Value<'_>> {
    if i < len(vm, list) { vm.value_field(vm.field(list, STORAGE), i as u32 + 1) } else { None }
}

/// A new list of `len` items, which the caller writes at once to the address after its own.
pub(crate) fn alloc(vm: &Engine, len: u32) -> Result<(u32, u32), Trap> {
    vm.reserve(WORDS + storage_words(len))?;
    let storage = if len == 0 { UNBOUND } else { vm.alloc(kind::ITEMS, len + 1)? };
    let list = vm.alloc(kind::LIST, WORDS)?;
    vm.set_raw(list, LENGTH, len);
    vm.set_raw(list, STORAGE, storage);
    Ok((list, storage.wrapping_add(4)))
}

/// Words that storage for so many items takes, with the word in front of large objects.
fn storage_words(len: u32) -> u32 {
    if len == 0 { 0 } else { len + 2 }
}

/// A new list of these items.
pub(crate) fn new<'g>(vm: &'g Engine, items: &[Word]) -> Res<'g> {
    let (list, start) = alloc(vm, items.len() as u32)?;
    for (i, &word) in items.iter().enumerate() {
        vm.set_raw(start, i as u32, word);
    }
    Ok(Value::object(list))
}

/// A new list of the items of a row.
pub(crate) fn copy(vm: &Engine, row: Items) -> Res<'_> {
    let (list, start) = alloc(vm, row.len)?;
    if row.len > 0 {
        vm.heap.copy_words(row.start, start, row.len);
    }
    Ok(Value::object(list))
}

/// A new list of the items in `count` slots.
pub(crate) fn from_slots(vm: &Engine, base: Slot, count: usize) -> Res<'_> {
    copy(vm, Items { start: vm.address_of(base), len: count as u32 })
}

/// Makes room for `more` items after the last one: twice in a row without effect.
fn make_room(vm: &Engine, list: u32, more: u32) -> Result<(), Trap> {
    let len = vm.field(list, LENGTH);
    let storage = vm.field(list, STORAGE);
    let room = if storage == UNBOUND { 0 } else { vm.heap.object_words(storage) - 1 };
    let wanted = len.saturating_add(more);
    if wanted <= room {
        return Ok(());
    }
    let roomy = if more == 1 { wanted + len / 4 + 2 } else { wanted };
    if storage != UNBOUND && vm.heap.try_grow_in_place(storage, roomy + 1) {
        vm.heap.fill_words(storage + 4 + 4 * room, roomy - room, UNBOUND);
        return Ok(());
    }
    let new = vm.alloc(kind::ITEMS, roomy + 1)?;
    move_to(vm, list, new, roomy);
    Ok(())
}

/// Moves a list's items to fresh storage with room for `room` items.
fn move_to(vm: &Engine, list: u32, new: u32, room: u32) {
    let len = vm.field(list, LENGTH);
    if len > 0 {
        vm.heap.copy_words(vm.field(list, STORAGE) + 4, new + 4, len);
    }
    vm.heap.fill_words(new + 4 + 4 * len, room - len, UNBOUND);
    vm.set_field(list, STORAGE, new);
}

/// Appends a value.
#[inline]
pub(crate) fn push(vm: &Engine, list: u32, value: Value<'_>) -> Result<(), Trap> {
    let len = vm.field(list, LENGTH);
    let storage = vm.field(list, STORAGE);
    if storage != UNBOUND && len + 1 < vm.heap.object_words(storage) {
        vm.set_field(storage, len + 1, value.word());
    } else {
        make_room(vm, list, 1)?;
        vm.set_field(vm.field(list, STORAGE), len + 1, value.word());
    }
    vm.set_raw(list, LENGTH, len + 1);
    Ok(())
}

/// Appends what is in a slot to the list in a slot.
pub(crate) fn push_slot(vm: &mut Engine, list: Slot, item: Slot) -> Result<(), Trap> {
    vm.leaf_with(|vm| match vm.expect(vm.at(list), kind::LIST) {
        Some(list) => push(vm, list, vm.at(item)),
        None => Ok(()),
    })
}

/// Replaces `removed` items from `start` on by a row, which is not part of this list's storage.
fn splice(vm: &Engine, list: u32, start: u32, removed: u32, row: Items) -> Result<(), Trap> {
    let len = vm.field(list, LENGTH);
    if row.len > removed {
        make_room(vm, list, row.len - removed)?;
    }
    let storage = vm.field(list, STORAGE);
    if storage == UNBOUND {
        return Ok(());
    }
    let new_len = len - removed + row.len;
    let first = storage + 4 + 4 * start;
    let tail = len - start - removed;
    vm.heap.copy_words(first + 4 * removed, first + 4 * row.len, tail);
    for i in 0..row.len {
        vm.set_field(storage, 1 + start + i, row.word(vm, i));
    }
    for i in new_len..len {
        vm.set_field(storage, 1 + i, UNBOUND);
    }
    vm.set_raw(list, LENGTH, new_len);
    if new_len == 0 {
        vm.set_field(list, STORAGE, UNBOUND);
    } else if len > 16 && new_len < len / 2 {
        vm.heap.shrink(storage, new_len + 1);
    }
    Ok(())
}

/// Removes item `i`, which exists, and answers it.
pub(crate) fn take(vm: &Engine, list: u32, i: u32) -> Value<'_> {
    let len = vm.field(list, LENGTH);
    let storage = vm.field(list, STORAGE);
    let item = vm.value_field(storage, i + 1).unwrap_or(Value::none());
    let at = storage + 4 + 4 * i;
    if i + 1 < len {
        vm.heap.copy_words(at + 4, at, len - i - 1);
    }
    vm.set_field(storage, len, UNBOUND);
    vm.set_raw(list, LENGTH, len - 1);
    let room = vm.heap.object_words(storage) - 1;
    if room > 16 && len - 1 < room / 2 {
        vm.heap.shrink(storage, len + len / 8 + 1);
    }
    item
}

/// Removes all items.
pub(crate) fn clear(vm: &Engine, list: u32) {
    vm.set_raw(list, LENGTH, 0);
    vm.set_field(list, STORAGE, UNBOUND);
}

// From other iterables.

/// A new list, in a new slot, of all that an iterable has.
pub(crate) fn collect(vm: &mut Engine, iterable: Slot) -> Result<Slot, Trap> {
    let list = vm.push_unbound(1)?;
    let word = vm.leaf(|vm| match sequence::items(vm, vm.at(iterable)) {
        Some(row) => copy(vm, row),
        None => new(vm, &[]),
    })?;
    vm.set_word(list, word);
    if sequence::items(vm, vm.at(iterable)).is_none() {
        extend(vm, list, iterable)?;
    }
    Ok(list)
}

/// Appends all that an iterable has to the list in a slot.
pub(crate) fn extend(vm: &mut Engine, list: Slot, iterable: Slot) -> Result<(), Trap> {
    if vm.leaf_with(|vm| leaf_extend(vm, vm.at(list).address().unwrap_or(0), vm.at(iterable)))? {
        return Ok(());
    }
    vm.scope(|vm| {
        let it = vm.push_unbound(2)?;
        let each = it.offset(1);
        let word = iterate::iter(vm, iterable)?;
        vm.set_word(it, word);
        while let Some(word) = iterate::next(vm, it)? {
            vm.set_word(each, word);
            push_slot(vm, list, each)?;
        }
        Ok(())
    })
}

/// As [`extend`] for containers that need no iterator; false, and nothing done, for others.
fn leaf_extend(vm: &Engine, list: u32, from: Value<'_>) -> Result<bool, Trap> {
    let Some(address) = from.address() else { return Ok(false) };
    match vm.header(address).id() {
        kind::LIST | kind::TUPLE => {
            let count = sequence::items(vm, from).map_or(0, |row| row.len);
            make_room(vm, list, count)?;
            // Again: the list may be extended by itself.
            if let Some(row) = sequence::items(vm, from).filter(|_| count > 0) {
                append_row(vm, list, Items { len: count, ..row });
            }
            Ok(true)
        }
        kind::RANGE => range::extend_list(vm, list, address),
        id @ (kind::DICT | kind::SET | kind::FROZENSET) => {
            let keys = if id == kind::DICT { dict::table(address) } else { set::table(address) };
            make_room(vm, list, keys.len(vm))?;
            append_keys(vm, list, keys);
            Ok(true)
        }
        _ => Ok(false),
    }
}

/// Appends a row for which there is room.
fn append_row(vm: &Engine, list: u32, row: Items) {
    let (len, storage) = (vm.field(list, LENGTH), vm.field(list, STORAGE));
    for i in 0..row.len {
        vm.set_field(storage, 1 + len + i, row.word(vm, i));
    }
    vm.set_raw(list, LENGTH, len + row.len);
}

/// Appends the keys of a table, for which there is room.
fn append_keys(vm: &Engine, list: u32, keys: table::Table) {
    let (mut len, storage) = (vm.field(list, LENGTH), vm.field(list, STORAGE));
    let mut from = 0;
    while let Some(entry) = keys.next(vm, from) {
        len += 1;
        vm.set_field(storage, len, keys.key(vm, entry));
        from = entry + 1;
    }
    vm.set_raw(list, LENGTH, len);
}

/// Appends as many items, for which this makes room, as `item` gives words.
pub(super) fn append_words(
    vm: &Engine,
    list: u32,
    count: u32,
    item: impl Fn(u32) -> Word,
) -> Result<(), Trap> {
    make_room(vm, list, count)?;
    let (len, storage) = (vm.field(list, LENGTH), vm.field(list, STORAGE));
    for i in 0..count {
        vm.set_field(storage, 1 + len + i, item(i));
    }
    vm.set_raw(list, LENGTH, len + count);
    Ok(())
}

fn make(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    match frame.get(1) {
        Some(iterable) => vm.scope(|vm| collect(vm, iterable).map(|list| vm.word(list))),
        None => vm.leaf(|vm| new(vm, &[])),
    }
}

fn init(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame.at(0), kind::LIST, NOT_LIST)?;
    if let Some(iterable) = frame.get(1) {
        if vm.word(iterable) != vm.word(frame.at(0)) {
            clear(vm, vm.word(frame.at(0)));
            extend(vm, frame.at(0), iterable)?;
        }
    } else {
        clear(vm, vm.word(frame.at(0)));
    }
    Ok(Value::none().word())
}

// Methods.

fn append<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let list = receiver(vm, args.at(0), kind::LIST, NOT_LIST)?;
    push(vm, list, args.at(1))?;
    Ok(Value::none())
}

fn extend_method(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame.at(0), kind::LIST, NOT_LIST)?;
    extend(vm, frame.at(0), frame.at(1))?;
    Ok(Value::none().word())
}

fn insert<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let list = receiver(vm, args.at(0), kind::LIST, NOT_LIST)?;
    let len = i64::from(vm.field(list, LENGTH));
    let at = i64::from(index::index(vm, args.at(1))?);
    let at = if at < 0 { at + len } else { at }.clamp(0, len) as u32;
    make_room(vm, list, 1)?;
    let storage = vm.field(list, STORAGE);
    let first = storage + 4 + 4 * at;
    vm.heap.copy_words(first, first + 4, len as u32 - at);
    vm.set_field(storage, at + 1, args.at(2).word());
    vm.set_raw(list, LENGTH, len as u32 + 1);
    Ok(Value::none())
}

fn pop<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let list = receiver(vm, args.at(0), kind::LIST, NOT_LIST)?;
    let len = len(vm, list);
    if len == 0 {
        return Err(vm.raise(TypeId::INDEX_ERROR, "pop from empty list"));
    }
    let i = match args.get(1) {
        Some(key) => {
            index::index(vm, key)?;
            index::item_index(vm, key, len, "pop index out of range")?
        }
        None => len - 1,
    };
    Ok(take(vm, list, i as u32))
}

fn remove(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame.at(0), kind::LIST, NOT_LIST)?;
    match sequence::find(vm, frame.at(0), frame.at(1), 0, u32::MAX)? {
        Some(i) => {
            let list = vm.word(frame.at(0));
            if (i as usize) < len(vm, list) {
                take(vm, list, i);
            }
            Ok(Value::none().word())
        }
        None => Err(vm.value_error("list.remove(x): x not in list")),
    }
}

fn clear_method<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    clear(vm, receiver(vm, args.at(0), kind::LIST, NOT_LIST)?);
    Ok(Value::none())
}

fn copy_method<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let list = receiver(vm, args.at(0), kind::LIST, NOT_LIST)?;
    copy(vm, items(vm, list))
}

fn reverse<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let row = items(vm, receiver(vm, args.at(0), kind::LIST, NOT_LIST)?);
    reverse_words(vm, row.start, row.len);
    Ok(Value::none())
}

/// Turns a row of words round.
pub(super) fn reverse_words(vm: &Engine, start: u32, len: u32) {
    for i in 0..len / 2 {
        let (low, high) = (start + 4 * i, start + 4 * (len - 1 - i));
        let word = vm.heap.word(low);
        vm.heap.set_word(low, vm.heap.word(high));
        vm.heap.set_word(high, word);
    }
}

fn count(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame.at(0), kind::LIST, NOT_LIST)?;
    sequence::count(vm, frame.at(0), frame.at(1))
}

fn find(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame.at(0), kind::LIST, NOT_LIST)?;
    match sequence::index(vm, frame)? {
        Some(i) => Ok(i),
        None => Err(vm.raise_with(
            TypeId::VALUE_ERROR,
            "{r} is not in list",
            vm.at(frame.at(1)),
            vm.at(frame.at(1)),
        )),
    }
}

// Slots.

fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    let brackets = Brackets { open: b"[", close: b"]", close_one: b"]", nested: b"[...]" };
    sequence::repr(vm, value, out, brackets)
}

fn length(vm: &Engine, value: Value<'_>) -> usize {
    expect(vm, value, kind::LIST).map_or(0, |list| len(vm, list))
}

fn iter<'g>(vm: &'g Engine, value: Value<'g>) -> Res<'g> {
    iterator::new(vm, iterator::Kind::List, value)
}

fn get_item<'g>(vm: &'g Engine, value: Value<'g>, key: Value<'g>) -> Res<'g> {
    let list = receiver(vm, value, kind::LIST, NOT_LIST)?;
    let row = items(vm, list);
    if vm.layout(key) != Some(kind::SLICE) {
        return sequence::item_at(vm, row, key, "list index out of range");
    }
    let (start, _, step, count) = index::slice_bounds(vm, key, row.len as usize)?;
    let (new, first) = alloc(vm, count as u32)?;
    if count > 0 {
        sequence::write_slice(vm, row, first, start, step, count as u32);
    }
    Ok(Value::object(new))
}

fn set_item(
    vm: &Engine,
    value: Value<'_>,
    key: Value<'_>,
    item: Option<Value<'_>>,
) -> Result<(), Trap> {
    let list = receiver(vm, value, kind::LIST, NOT_LIST)?;
    if vm.layout(key) == Some(kind::SLICE) {
        return set_slice(vm, list, key, item);
    }
    let i = match key.as_small() {
        Some(i) if (i as u32) < vm.field(list, LENGTH) => i as u32,
        _ => {
            index::item_index(vm, key, len(vm, list), "list assignment index out of range")? as u32
        }
    };
    match item {
        Some(item) => vm.set_field(vm.field(list, STORAGE), i + 1, item.word()),
        None => {
            take(vm, list, i);
        }
    }
    Ok(())
}

fn set_slice(
    vm: &Engine,
    list: u32,
    slice: Value<'_>,
    source: Option<Value<'_>>,
) -> Result<(), Trap> {
    let len = vm.field(list, LENGTH);
    let (start, stop, step, count) = index::slice_bounds(vm, slice, len as usize)?;
    let Some(source) = source else {
        delete_slice(vm, list, start, step, count as u32);
        return Ok(());
    };
    // A list put into itself is copied first, which the general form does.
    let row = match source.address().map(|address| (address, vm.header(address).id())) {
        Some((address, kind::LIST)) if address != list => items(vm, address),
        Some((address, kind::TUPLE)) => tuple::items(vm, address),
        _ => return Err(vm.need_call()),
    };
    if step == 1 {
        return splice(vm, list, start as u32, (stop - start).max(0) as u32, row);
    }
    if row.len != count as u32 {
        let text = "attempt to assign sequence of size {d} to extended slice of size {d}";
        return Err(vm.raise_with(
            TypeId::VALUE_ERROR,
            text,
            Value::int(row.len as i32),
            Value::int(count as i32),
        ));
    }
    let mut at = start;
    for i in 0..row.len {
        vm.set_field(vm.field(list, STORAGE), at as u32 + 1, row.word(vm, i));
        at = at.wrapping_add(step);
    }
    Ok(())
}

/// Removes every `step`th item from `start` on.
fn delete_slice(vm: &Engine, list: u32, start: i32, step: i32, count: u32) {
    if count == 0 {
        return;
    }
    let row = items(vm, list);
    let (first, step) = if step < 0 {
        (start + (count as i32 - 1) * step, step.unsigned_abs())
    } else {
        (start, step as u32)
    };
    let (mut to, mut removed) = (first as u32, 0);
    for from in first as u32..row.len {
        if removed < count && (from - first as u32).is_multiple_of(step) {
            removed += 1;
            continue;
        }
        vm.set_field(row.start - 4, 1 + to, row.word(vm, from));
        to += 1;
    }
    for i in to..row.len {
        vm.set_field(row.start - 4, 1 + i, UNBOUND);
    }
    vm.set_raw(list, LENGTH, to);
    if to == 0 {
        vm.set_field(list, STORAGE, UNBOUND);
    }
}

/// Slices set from any iterable, and from the list itself.
fn set_item_general(
    vm: &mut Engine,
    value: Slot,
    key: Slot,
    item: Option<Slot>,
) -> Result<(), Trap> {
    let source = match item {
        Some(item) if vm.layout(vm.at(key)) == Some(kind::SLICE) => item,
        _ => {
            return vm.leaf_with(|vm| {
                set_item(vm, vm.at(value), vm.at(key), item.map(|item| vm.at(item)))
            });
        }
    };
    vm.scope(|vm| {
        let list = match collect(vm, source) {
            Ok(list) => list,
            Err(trap) => return Err(not_iterable(vm, trap, source)),
        };
        vm.leaf_with(|vm| set_item(vm, vm.at(value), vm.at(key), Some(vm.at(list))))
    })
}

#[cold]
fn not_iterable(vm: &Engine, trap: Trap, source: Slot) -> Trap {
    let is_type_error = matches!(vm.pending(), Pending::Raise { class: TypeId::TYPE_ERROR, .. });
    if is_type_error
        && vm.get(source).is_none_or(|value| vm.layout(value).is_none_or(|id| !id.is_instance()))
    {
        return vm.type_error("must assign iterable to extended slice");
    }
    trap
}

fn contains(vm: &Engine, value: Value<'_>, item: Value<'_>) -> Result<bool, Trap> {
    let Some(row) = sequence::items(vm, value) else { return Ok(false) };
    sequence::leaf_find(vm, row, item, 0, u32::MAX).map(|found| found.is_some())
}

fn binary<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    match op {
        BinaryOp::Add => match (expect(vm, a, kind::LIST), expect(vm, b, kind::LIST)) {
            (Some(left), Some(right)) => add(vm, items(vm, left), items(vm, right)).map(Some),
            _ => Ok(None),
        },
        BinaryOp::Multiply => {
            let (list, times) = match expect(vm, a, kind::LIST) {
                Some(list) => (list, b),
                None => match expect(vm, b, kind::LIST) {
                    Some(list) => (list, a),
                    None => return Ok(None),
                },
            };
            let Some(count) = sequence::repeat_count(vm, times)? else { return Ok(None) };
            let row = items(vm, list);
            let (new, first) = alloc(vm, sequence::repeated_len(vm, row, count)?)?;
            if row.len > 0 {
                sequence::write_repeated(vm, row, first, count);
            }
            Ok(Some(Value::object(new)))
        }
        _ => Ok(None),
    }
}

fn add(vm: &Engine, a: Items, b: Items) -> Res<'_> {
    let (list, first) = alloc(vm, a.len + b.len)?;
    if a.len > 0 {
        vm.heap.copy_words(a.start, first, a.len);
    }
    if b.len > 0 {
        vm.heap.copy_words(b.start, first + 4 * a.len, b.len);
    }
    Ok(Value::object(list))
}

fn in_place<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    let Some(list) = expect(vm, a, kind::LIST) else { return Ok(None) };
    match op {
        BinaryOp::Add => {
            if !leaf_extend(vm, list, b)? {
                return Err(vm.need_call());
            }
        }
        BinaryOp::Multiply => {
            let Some(count) = sequence::repeat_count(vm, b)? else { return Ok(None) };
            let row = items(vm, list);
            let len = sequence::repeated_len(vm, row, count)?;
            if len == 0 {
                clear(vm, list);
                return Ok(Some(a));
            }
            make_room(vm, list, len - row.len)?;
            let row = items(vm, list);
            sequence::write_repeated(vm, row, row.start + 4 * row.len, count - 1);
            vm.set_raw(list, LENGTH, len);
        }
        _ => return Ok(None),
    }
    Ok(Some(a))
}

fn in_place_general(vm: &mut Engine, op: BinaryOp, a: Slot, b: Slot) -> Result<Word, Trap> {
    if op != BinaryOp::Add {
        return Ok(UNBOUND);
    }
    vm.scope(|vm| {
        let list = vm.push_unbound(1)?;
        match expect(vm, vm.at(a), kind::LIST) {
            Some(address) => vm.set_word(list, address),
            None => return Ok(UNBOUND),
        }
        extend(vm, list, b)?;
        Ok(vm.word(a))
    })
}

fn leaf_compare(
    vm: &Engine,
    op: CompareOp,
    a: Value<'_>,
    b: Value<'_>,
) -> Result<Option<bool>, Trap> {
    match (expect(vm, a, kind::LIST), expect(vm, b, kind::LIST)) {
        (Some(a), Some(b)) => sequence::leaf_compare(vm, op, items(vm, a), items(vm, b)),
        _ => Ok(None),
    }
}

fn compare_general(vm: &mut Engine, op: CompareOp, a: Slot, b: Slot) -> Result<Option<bool>, Trap> {
    if expect(vm, vm.at(a), kind::LIST).is_none() || expect(vm, vm.at(b), kind::LIST).is_none() {
        return Ok(None);
    }
    sequence::compare(vm, op, a, b)
}

fn reversed<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    receiver(vm, args.at(0), kind::LIST, NOT_LIST)?;
    iterator::reversed(vm, args.at(0))
}

/// `list`.
pub(crate) static TYPE: Type = Type {
    flags: TypeFlags::BASE.union(TypeFlags::UNHASHABLE),
    members: &[
        Member::leaf("append", 2, 2, append),
        Member::leaf("pop", 1, 2, pop),
        Member::general("extend", 2, 2, extend_method),
        Member::leaf("insert", 3, 3, insert),
        Member::general("remove", 2, 2, remove),
        Member::general("sort", 1, 1, sort::sort_list).keywords(),
        Member::leaf("reverse", 1, 1, reverse),
        Member::leaf("clear", 1, 1, clear_method),
        Member::leaf("copy", 1, 1, copy_method),
        Member::general("count", 2, 2, count),
        Member::general("index", 2, 4, find),
        Member::general("__init__", 1, 2, init),
        Member::leaf("__reversed__", 1, 1, reversed),
        super::generic::CLASS_GET_ITEM,
    ],
    new: Some(Member::general("__new__", 1, 2, make)),
    repr: Some(repr),
    len: Some(length),
    iter: Some(iter),
    get_item: Some(get_item),
    set_item: Some(set_item),
    contains: Some(contains),
    binary: Some(binary),
    in_place: Some(in_place),
    compare: Some(leaf_compare),
    general: &GeneralSlots {
        set_item: Some(set_item_general),
        contains: Some(sequence::contains),
        in_place: Some(in_place_general),
        compare: Some(compare_general),
        ..GeneralSlots::NONE
    },
    ..Type::new(TypeId::LIST)
};
