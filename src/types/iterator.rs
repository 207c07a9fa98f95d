//! The iterators of builtin containers, all of one kind of object.
//!
//! ```text
//! [header][position, 27 bits | Kind, 4 bits | 1][container, 0 once exhausted][extra]
//! ```
//! The extra word of dicts and sets is how many entries they had; that of `iter(callable, sentinel)` the sentinel.

use super::bytes::bytearray;
use super::table::{self, Table};
use super::{bytes, dict, list, memoryview, set, str, tuple};
use crate::object::{
    Args, Engine, GeneralSlots, Member, Next, Res, Slot, Trap, Type, TypeFlags, TypeId, kind,
};
use crate::runtime::{call, compare, record_of, text};
use crate::value::{UNBOUND, Value, Word};

/// What is iterated over, and which way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Kind {
    /// The items of a list.
    List,
    /// The items of a tuple.
    Tuple,
    /// The characters of a str; the position counts bytes.
    Text,
    /// What the item slot of the container's type answers.
    Indexed,
    /// A dict's keys.
    Keys,
    /// A dict's values.
    Values,
    /// A dict's entries, as tuples.
    Items,
    /// The members of a set.
    Set,
    /// What a function answers until that is the sentinel.
    Call,
    /// The items of a sequence, last first; the position is how many are left.
    ReverseIndexed,
    /// A dict's keys, last first.
    ReverseKeys,
    /// A dict's values, last first.
    ReverseValues,
    /// A dict's entries, last first.
    ReverseItems,
}

const KINDS: [(Kind, &[u8]); 13] = [
    (Kind::List, b"list_iterator"),
    (Kind::Tuple, b"tuple_iterator"),
    (Kind::Text, b"str_iterator"),
    (Kind::Indexed, b"iterator"),
    (Kind::Keys, b"dict_keyiterator"),
    (Kind::Values, b"dict_valueiterator"),
    (Kind::Items, b"dict_itemiterator"),
    (Kind::Set, b"set_iterator"),
    (Kind::Call, b"callable_iterator"),
    (Kind::ReverseIndexed, b"reversed"),
    (Kind::ReverseKeys, b"dict_reversekeyiterator"),
    (Kind::ReverseValues, b"dict_reversevalueiterator"),
    (Kind::ReverseItems, b"dict_reverseitemiterator"),
];

/// Word of the position and the kind.
pub(crate) const STATE: u32 = 1;
/// Word of the container.
pub(crate) const CONTAINER: u32 = 2;
/// Word of what else the kind needs.
pub(crate) const EXTRA: u32 = 3;
/// Bits of the state below the position.
pub(crate) const POSITION_SHIFT: u32 = 5;
const KIND_MASK: u32 = (1 << POSITION_SHIFT) - 1;
const POSITION_MAX: u32 = u32::MAX >> POSITION_SHIFT;
/// As much as any item takes that is made when it is asked for: an entry, a character, an element.
const ITEM_WORDS: u32 = 4;

/// The state of an iterator of this kind at a position.
#[inline]
pub(crate) const fn state(kind: Kind, position: u32) -> u32 {
    position << POSITION_SHIFT | (kind as u32) << 1 | 1
}

/// The kind in a state, which has one.
#[inline]
fn kind_in(state: u32) -> Kind {
    const ALL: [Kind; 16] = {
        let mut all = [Kind::List; 16];
        let mut i = 0;
        while i < KINDS.len() {
            all[i] = KINDS[i].0;
            i += 1;
        }
        all
    };
    ALL[(state >> 1 & 15) as usize]
}

fn kind_of(state: u32) -> (Kind, &'static [u8]) {
    KINDS.get((state >> 1 & 15) as usize).copied().unwrap_or(KINDS[0])
}

/// A new iterator over a builtin container.
pub(crate) fn new<'g>(vm: &'g Engine, kind: Kind, container: Value<'g>) -> Res<'g> {
    let (position, extra) = match (kind, container.address()) {
        (Kind::Keys | Kind::Values | Kind::Items | Kind::Set, Some(address)) => {
            (0, table_at(vm, address).len(vm))
        }
        (Kind::ReverseKeys | Kind::ReverseValues | Kind::ReverseItems, Some(address)) => {
            (table_at(vm, address).used(vm), table_at(vm, address).len(vm))
        }
        (Kind::ReverseIndexed, _) => (length(vm, container), 0),
        _ => (0, 0),
    };
    vm.make(
        kind::ITERATOR,
        &[
            state(kind, position.min(POSITION_MAX)),
            container.word(),
            Value::int(extra as i32).word(),
        ],
    )
}

/// `iter(callable, sentinel)`.
pub(crate) fn until<'g>(vm: &'g Engine, callable: Value<'g>, sentinel: Value<'g>) -> Res<'g> {
    vm.make(kind::ITERATOR, &[state(Kind::Call, 0), callable.word(), sentinel.word()])
}

/// An iterator over a builtin sequence or dict, last first.
pub(crate) fn reversed<'g>(vm: &'g Engine, container: Value<'g>) -> Res<'g> {
    let native = crate::runtime::attribute::native(vm, container);
    match vm.layout(native) {
        Some(kind::DICT) => new(vm, Kind::ReverseKeys, native),
        _ => new(vm, Kind::ReverseIndexed, native),
    }
}

fn table_at(vm: &Engine, address: u32) -> Table {
    if vm.header(address).id() == kind::DICT { dict::table(address) } else { set::table(address) }
}

fn length(vm: &Engine, container: Value<'_>) -> u32 {
    record_of(vm, container)
        .len
        .map_or(0, |len| len(vm, container).min(POSITION_MAX as usize) as u32)
}

/// The next item of an object that may be the iterator of a list; [`UNBOUND`] if it is none, or at its end.
#[inline]
pub(crate) fn next_of_list(vm: &Engine, object: u32) -> Word {
    let Some((item, after)) = look_list(vm, object) else { return UNBOUND };
    vm.set_raw(object, STATE, after);
    item
}

/// The next item of an object that may be the iterator of a list, and its first word after that; `None` if it is none,
/// or at its end.
#[inline(always)]
pub(crate) fn look_list(vm: &Engine, object: u32) -> Option<(Word, Word)> {
    if vm.header(object).id() != kind::ITERATOR {
        return None;
    }
    let now = vm.field(object, STATE);
    let list = vm.field(object, CONTAINER);
    if now & KIND_MASK != state(Kind::List, 0) || list == UNBOUND {
        return None;
    }
    let position = now >> POSITION_SHIFT;
    // There is none after the last position.
    let after = now.checked_add(1 << POSITION_SHIFT)?;
    if position >= vm.field(list, list::LENGTH) {
        return None;
    }
    Some((vm.field(vm.field(list, list::STORAGE), position + 1), after))
}

/// The next item of the iterator of a list, a tuple, a str in ASCII, bytes or a view of bytes, and its first word after
/// that; `None` for other iterators, and at the end of a str. At the end of others [`UNBOUND`], and the iterator is
/// exhausted.
#[inline(always)]
pub(crate) fn look(vm: &Engine, iterator: u32) -> Option<(Word, Word)> {
    let now = vm.field(iterator, STATE);
    let container = vm.field(iterator, CONTAINER);
    let position = now >> POSITION_SHIFT;
    if container == UNBOUND || position >= POSITION_MAX {
        return None;
    }
    const LIST: u32 = state(Kind::List, 0);
    const TUPLE: u32 = state(Kind::Tuple, 0);
    const INDEXED: u32 = state(Kind::Indexed, 0);
    const TEXT: u32 = state(Kind::Text, 0);
    let item = match now & KIND_MASK {
        LIST if position < vm.field(container, list::LENGTH) => {
            vm.field(vm.field(container, list::STORAGE), position + 1)
        }
        TUPLE if position < tuple::items(vm, container).len => vm.field(container, position + 1),
        LIST | TUPLE => return exhausted(vm, iterator, now),
        TEXT if vm.header(container).id() == kind::STR => {
            match vm.ascii_char(container, position as i32) {
                UNBOUND => return None,
                character => character,
            }
        }
        INDEXED => {
            let (len, first) = match vm.header(container).id() {
                kind::BYTES => (bytes::len(vm, container), bytes::data(container)),
                kind::BYTEARRAY => (bytearray::len(vm, container), bytearray::data(vm, container)),
                kind::MEMORYVIEW => memoryview::plain_bytes(vm, container)?,
                _ => return None,
            };
            if position >= len {
                return exhausted(vm, iterator, now);
            }
            Value::int(vm.heap.byte(first + position).into()).word()
        }
        _ => return None,
    };
    Some((item, now + (1 << POSITION_SHIFT)))
}

/// The [`look`] at an iterator that has come to its end.
#[cold]
fn exhausted(vm: &Engine, iterator: u32, now: u32) -> Option<(Word, Word)> {
    finish(vm, iterator);
    Some((UNBOUND, now))
}

/// Puts key and value of the next entry in a row at a device address, if this is an iterator of a dict's entries:
/// whether there was one. `None` for other iterators, and where [`next_item`] raises.
#[inline]
pub(crate) fn unpack_entry(vm: &Engine, iterator: u32, pair: u32) -> Option<bool> {
    let now = vm.field(iterator, STATE);
    let container = vm.field(iterator, CONTAINER);
    const ITEMS: u32 = state(Kind::Items, 0);
    if now & KIND_MASK != ITEMS || container == UNBOUND {
        return None;
    }
    let table = dict::table(container);
    if has_changed(vm, iterator, table) {
        return None;
    }
    let Some(i) = table.next(vm, now >> POSITION_SHIFT) else {
        finish(vm, iterator);
        return Some(false);
    };
    vm.heap.set_word(pair, table.key(vm, i));
    vm.heap.set_word(pair + 4, table.value(vm, i));
    vm.set_raw(iterator, STATE, state(Kind::Items, i + 1));
    Some(true)
}

/// The words that one step of the iterator at an address may allocate; `None` if it may raise, or run Python code.
pub(crate) fn step_words(vm: &Engine, iterator: u32) -> Option<u32> {
    let now = vm.field(iterator, STATE);
    let table = |words| {
        let address = vm.value_field(iterator, CONTAINER).and_then(Value::address);
        let is_same =
            address.is_none_or(|address| !has_changed(vm, iterator, table_at(vm, address)));
        is_same.then_some(words)
    };
    match kind_in(now) {
        Kind::List | Kind::Tuple => Some(0),
        Kind::Call => None,
        Kind::Text | Kind::Indexed | Kind::ReverseIndexed => Some(ITEM_WORDS),
        Kind::Items | Kind::ReverseItems => table(ITEM_WORDS),
        _ => table(0),
    }
}

/// The next item of the iterator at an address; `None` at its end.
///
/// NeedCall for [`Kind::Call`].
#[inline(never)]
pub(crate) fn next_item(vm: &Engine, iterator: u32) -> Result<Option<Value<'_>>, Trap> {
    let now = vm.field(iterator, STATE);
    let position = now >> POSITION_SHIFT;
    let Some(container) = vm.value_field(iterator, CONTAINER) else { return Ok(None) };
    let address = container.address().unwrap_or_default();
    let kind = kind_in(now);
    let item = match kind {
        Kind::List => list::item(vm, address, position as usize),
        Kind::Tuple => tuple::item(vm, address, position as usize),
        Kind::Text => return next_char(vm, iterator, container, position),
        Kind::Call => return Err(vm.need_call()),
        Kind::Indexed => indexed(vm, container, position)?,
        Kind::ReverseIndexed => return previous_item(vm, iterator, container, position),
        _ => return next_entry(vm, iterator, kind, table_at(vm, address), position),
    };
    match item {
        Some(item) if position < POSITION_MAX => {
            vm.set_raw(iterator, STATE, state(kind, position + 1));
            Ok(Some(item))
        }
        _ => Ok(finish(vm, iterator)),
    }
}

/// The iterator is exhausted, and stays so.
fn finish(vm: &Engine, iterator: u32) -> Option<Value<'_>> {
    vm.set_field(iterator, CONTAINER, UNBOUND);
    None
}

fn indexed<'g>(
    vm: &'g Engine,
    container: Value<'g>,
    position: u32,
) -> Result<Option<Value<'g>>, Trap> {
    let address = container.address().unwrap_or_default();
    let byte = |content: &[u8]| content.get(position as usize).map(|&byte| Value::int(byte.into()));
    match vm.header(address).id() {
        kind::BYTEARRAY => return Ok(byte(bytearray::content(vm, address))),
        kind::BYTES => return Ok(byte(bytes::content(vm, address))),
        kind::MEMORYVIEW => return memoryview::item(vm, address, position),
        _ => {}
    }
    match record_of(vm, container).get_item {
        Some(slot) if position < length(vm, container) => {
            slot(vm, container, Value::int(position as i32)).map(Some)
        }
        _ => Ok(None),
    }
}

fn previous_item<'g>(
    vm: &'g Engine,
    iterator: u32,
    container: Value<'g>,
    left: u32,
) -> Result<Option<Value<'g>>, Trap> {
    if left == 0 || left > length(vm, container) {
        return Ok(finish(vm, iterator));
    }
    let item = indexed(vm, container, left - 1)?;
    vm.set_raw(iterator, STATE, state(Kind::ReverseIndexed, left - 1));
    Ok(item)
}

fn next_char<'g>(
    vm: &'g Engine,
    iterator: u32,
    container: Value<'g>,
    position: u32,
) -> Result<Option<Value<'g>>, Trap> {
    let Some((char, next)) = str::next_at(vm, container, position)? else {
        return Ok(finish(vm, iterator));
    };
    vm.set_raw(iterator, STATE, state(Kind::Text, next));
    Ok(Some(char))
}

/// Whether the dict or set of an iterator has another number of entries than it had when it was made.
#[inline]
fn has_changed(vm: &Engine, iterator: u32, table: Table) -> bool {
    vm.value(vm.field(iterator, EXTRA)).as_small() != Some(table.len(vm) as i32)
}

fn next_entry(
    vm: &Engine,
    iterator: u32,
    kind: Kind,
    table: Table,
    position: u32,
) -> Result<Option<Value<'_>>, Trap> {
    if has_changed(vm, iterator, table) {
        let is_set = kind == Kind::Set;
        // As in CPython, the iterator stays in this state.
        let text = if is_set {
            "Set changed size during iteration"
        } else {
            "dictionary changed size during iteration"
        };
        return Err(vm.raise(TypeId::RUNTIME_ERROR, text));
    }
    let is_reverse = matches!(kind, Kind::ReverseKeys | Kind::ReverseValues | Kind::ReverseItems);
    let entry = if is_reverse { table.previous(vm, position) } else { table.next(vm, position) };
    let Some(i) = entry else { return Ok(finish(vm, iterator)) };
    let item = match kind {
        Kind::Values | Kind::ReverseValues => vm.value(table.value(vm, i)),
        Kind::Items | Kind::ReverseItems => {
            vm.make(kind::TUPLE, &[table.key(vm, i), table.value(vm, i)])?
        }
        _ => vm.value(table.key(vm, i)),
    };
    vm.set_raw(iterator, STATE, state(kind, if is_reverse { i } else { i + 1 }));
    Ok(Some(item))
}

fn next<'g>(vm: &'g Engine, value: Value<'g>) -> Result<Option<Value<'g>>, Trap> {
    let Some(iterator) = vm.expect(value, kind::ITERATOR) else {
        // That of an object with only `__getitem__`, which has to be asked.
        return Err(vm.need_call());
    };
    match next_of_list(vm, iterator) {
        UNBOUND => next_item(vm, iterator),
        item => Ok(Value::from_word(item)),
    }
}

/// The next answer of the function of `iter(callable, sentinel)`.
fn next_call(vm: &mut Engine, iterator: Slot) -> Result<Option<Word>, Trap> {
    vm.scope(|vm| {
        let slots = vm.push_unbound(2)?;
        let (callable, answer) = (slots, slots.offset(1));
        vm.set_word(callable, vm.field(vm.word(iterator), CONTAINER));
        let word = call::call(vm, callable, &[])?;
        vm.set_word(answer, word);
        vm.set_word(callable, vm.field(vm.word(iterator), EXTRA));
        if compare::equal(vm, callable, answer)? {
            finish(vm, vm.word(iterator));
            return Ok(None);
        }
        Ok(Some(vm.word(answer)))
    })
}

fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    let id = vm.leaf_with(|vm| vm.id(vm.at(value)))?;
    let name = match vm.expect(vm.at(value), kind::ITERATOR) {
        Some(address) => kind_of(vm.field(address, STATE)).1,
        None => b"iterator",
    };
    text::push(vm, out, b"<")?;
    text::push(vm, out, name)?;
    text::write_fmt(vm, out, format_args!(" object at {id:#010x}>"))
}

fn length_hint<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let Some(iterator) = vm.expect(args.at(0), kind::ITERATOR) else { return Ok(Value::int(0)) };
    let Some(container) = vm.value_field(iterator, CONTAINER) else { return Ok(Value::int(0)) };
    let (kind, position) =
        (kind_of(vm.field(iterator, STATE)).0, vm.field(iterator, STATE) >> POSITION_SHIFT);
    let left = match (kind, container.address()) {
        (Kind::Call | Kind::Text, _) | (_, None) => 0,
        (Kind::List | Kind::Tuple | Kind::Indexed, _) => {
            length(vm, container).saturating_sub(position)
        }
        (Kind::ReverseIndexed, _) => position,
        (_, Some(address)) => {
            let table: table::Table = table_at(vm, address);
            (position..table.used(vm)).filter(|&i| table.next(vm, i) == Some(i)).count() as u32
        }
    };
    Ok(Value::int(left as i32))
}

/// The iterators of builtin containers.
pub(crate) static TYPE: Type = Type {
    flags: TypeFlags::TRUE,
    members: &[Member::leaf("__length_hint__", 1, 1, length_hint)],
    repr: Some(repr),
    next: Next::Leaf(next),
    general: &GeneralSlots { next: Some(next_call), ..GeneralSlots::NONE },
    ..Type::new(TypeId::ITERATOR)
};
