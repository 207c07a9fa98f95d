//! `set` and `frozenset`: a table of keys alone.

use super::attempt::{expect, receiver};
use super::table::{self, Table};
use super::{iterator, view};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::heap::LayoutId;
use crate::object::{
    ANY, Args, Engine, Frame, GeneralSlots, Member, Res, Slot, Trap, Type, TypeFlags, TypeId, kind,
};
use crate::runtime::{compare as protocol, format, iterate, text};
use crate::value::{UNBOUND, Value, Word};

const NOT_SET: &str = "descriptor requires a 'set' object but received a '{t}'";

/// The table of the set at an address.
#[inline]
pub(crate) fn table(set: u32) -> Table {
    Table { address: set, shift: 0 }
}

/// A new, empty set (or frozenset) with room for so many members.
pub(crate) fn with_room(vm: &Engine, layout: LayoutId, room: u32) -> Res<'_> {
    Table::with_room(vm, layout, 0, room).map(Value::object)
}

/// The set or frozenset that a value is, or that an instance of a derived class extends.
fn any_set(vm: &Engine, value: Value<'_>) -> Option<u32> {
    expect(vm, value, kind::SET).or_else(|| expect(vm, value, kind::FROZENSET))
}

/// Adds a key; with NeedCall where Python code must hash or compare it.
pub(crate) fn add(vm: &Engine, set: u32, key: Value<'_>) -> Result<(), Trap> {
    match table(set).find(vm, key)? {
        Some(_) => Ok(()),
        None => table(set).add(vm, key, UNBOUND, None),
    }
}

/// Adds what is in a slot to the set in a slot.
pub(crate) fn add_slot(vm: &mut Engine, set: Slot, key: Slot) -> Result<(), Trap> {
    table::insert(vm, set, key, None).map(|_| ())
}

/// A new set of this layout, in a new slot, of all that an iterable has.
pub(crate) fn collect(vm: &mut Engine, layout: LayoutId, iterable: Slot) -> Result<Slot, Trap> {
    let set = vm.push_unbound(1)?;
    let word = vm.leaf(|vm| match any_set(vm, vm.at(iterable)) {
        Some(other) => table(other).copy(vm, layout).map(Value::object),
        None => with_room(vm, layout, 0),
    })?;
    vm.set_word(set, word);
    if any_set(vm, vm.at(iterable)).is_none() {
        update(vm, set, iterable)?;
    }
    Ok(set)
}

/// Adds all that an iterable has.
pub(crate) fn update(vm: &mut Engine, set: Slot, iterable: Slot) -> Result<(), Trap> {
    vm.scope(|vm| {
        let it = vm.push_unbound(2)?;
        let each = it.offset(1);
        if let Some(other) =
            any_set(vm, vm.at(iterable)).or_else(|| vm.expect(vm.at(iterable), kind::DICT))
        {
            vm.set_word(it, other);
            return add_keys(vm, set, it, each);
        }
        let word = iterate::iter(vm, iterable)?;
        vm.set_word(it, word);
        while let Some(word) = iterate::next(vm, it)? {
            vm.set_word(each, word);
            add_slot(vm, set, each)?;
        }
        Ok(())
    })
}

/// Adds the keys of another table; `each` is a slot to work in.
fn add_keys(vm: &mut Engine, set: Slot, other: Slot, each: Slot) -> Result<(), Trap> {
    let mut from = 0;
    while let Some(i) = table::at(vm, other).next(vm, from) {
        vm.set_word(each, table::at(vm, other).key(vm, i));
        add_slot(vm, set, each)?;
        from = i + 1;
    }
    Ok(())
}

/// A table in a new slot with the keys of an iterable: its own, if it is a set or a dict.
fn keys_of(vm: &mut Engine, iterable: Slot) -> Result<Slot, Trap> {
    let value = vm.at(iterable);
    let own = any_set(vm, value).or_else(|| vm.expect(value, kind::DICT)).or_else(|| {
        match view::parts(vm, value) {
            Some((view::Part::Keys, dict)) => Some(dict),
            _ => None,
        }
    });
    match own {
        Some(address) => vm.push(address),
        None => collect(vm, kind::SET, iterable),
    }
}

/// `left op right` for tables in slots: a new set of this layout.
pub(crate) fn combine(
    vm: &mut Engine,
    op: BinaryOp,
    left: Slot,
    right: Slot,
    layout: LayoutId,
) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let result = vm.push_unbound(2)?;
        let each = result.offset(1);
        if op == BinaryOp::Or {
            let word = vm.leaf(|vm| table::at(vm, left).copy(vm, layout).map(Value::object))?;
            vm.set_word(result, word);
            add_keys(vm, result, right, each)?;
            return Ok(vm.word(result));
        }
        let word = vm.leaf(|vm| with_room(vm, layout, 0))?;
        vm.set_word(result, word);
        add_matching(vm, result, left, right, op == BinaryOp::And)?;
        if op == BinaryOp::Xor {
            add_matching(vm, result, right, left, false)?;
        }
        Ok(vm.word(result))
    })
}

/// Adds the keys of one table that are in the other, or are not.
fn add_matching(
    vm: &mut Engine,
    result: Slot,
    from: Slot,
    other: Slot,
    wanted: bool,
) -> Result<(), Trap> {
    vm.scope(|vm| {
        let each = vm.push_unbound(1)?;
        let mut start = 0;
        while let Some(i) = table::at(vm, from).next(vm, start) {
            vm.set_word(each, table::at(vm, from).key(vm, i));
            let (found, _) = table::find(vm, other, each)?;
            if found.is_some() == wanted {
                add_slot(vm, result, each)?;
            }
            start = i + 1;
        }
        Ok(())
    })
}

/// Whether all keys of one table are in the other.
fn is_subset(vm: &mut Engine, a: Slot, b: Slot) -> Result<bool, Trap> {
    vm.scope(|vm| {
        let each = vm.push_unbound(1)?;
        let mut start = 0;
        while let Some(i) = table::at(vm, a).next(vm, start) {
            vm.set_word(each, table::at(vm, a).key(vm, i));
            if table::find(vm, b, each)?.0.is_none() {
                return Ok(false);
            }
            start = i + 1;
        }
        Ok(true)
    })
}

/// `a op b` for sets in slots.
pub(crate) fn compare(
    vm: &mut Engine,
    op: CompareOp,
    a: Slot,
    b: Slot,
) -> Result<Option<bool>, Trap> {
    let (left, right) = (table::at(vm, a).len(vm), table::at(vm, b).len(vm));
    Ok(Some(match op {
        CompareOp::Equal => left == right && is_subset(vm, a, b)?,
        CompareOp::NotEqual => !(left == right && is_subset(vm, a, b)?),
        CompareOp::Less => left < right && is_subset(vm, a, b)?,
        CompareOp::LessEqual => left <= right && is_subset(vm, a, b)?,
        CompareOp::Greater => left > right && is_subset(vm, b, a)?,
        CompareOp::GreaterEqual => left >= right && is_subset(vm, b, a)?,
    }))
}

// Methods. The first argument's slot is given the set itself.

fn receive(vm: &Engine, frame: Frame) -> Result<(), Trap> {
    match any_set(vm, vm.at(frame.at(0))) {
        Some(set) => {
            vm.set_word(frame.at(0), set);
            Ok(())
        }
        None => {
            Err(vm.raise_with(TypeId::TYPE_ERROR, NOT_SET, vm.at(frame.at(0)), vm.at(frame.at(0))))
        }
    }
}

/// The layout of the set that a method works on.
fn layout_of(vm: &Engine, frame: Frame) -> LayoutId {
    vm.header(vm.word(frame.at(0))).id()
}

fn make_set(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    make(vm, frame, kind::SET)
}

fn make_frozen(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    match frame.get(1) {
        Some(other) if vm.expect(vm.at(other), kind::FROZENSET).is_some() => Ok(vm.word(other)),
        _ => make(vm, frame, kind::FROZENSET),
    }
}

fn make(vm: &mut Engine, frame: Frame, layout: LayoutId) -> Result<Word, Trap> {
    match frame.get(1) {
        Some(iterable) => vm.scope(|vm| collect(vm, layout, iterable).map(|set| vm.word(set))),
        None => vm.leaf(|vm| with_room(vm, layout, 0)),
    }
}

fn init(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame)?;
    if let Some(iterable) = frame.get(1) {
        vm.scope(|vm| {
            let new = collect(vm, kind::SET, iterable)?;
            table(vm.word(frame.at(0))).take_over(vm, table(vm.word(new)));
            Ok(())
        })?;
    }
    Ok(Value::none().word())
}

fn leaf_add<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    add(vm, receiver(vm, args.at(0), kind::SET, NOT_SET)?, args.at(1))?;
    Ok(Value::none())
}

fn add_method(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame)?;
    add_slot(vm, frame.at(0), frame.at(1))?;
    Ok(Value::none().word())
}

/// Looks for a key; a set is looked for as the frozenset it could be.
fn find_key(vm: &mut Engine, set: Slot, key: Slot) -> Result<Option<u32>, Trap> {
    vm.scope(|vm| {
        let Some(other) = expect(vm, vm.at(key), kind::SET) else {
            return table::find(vm, set, key).map(|(found, _)| found);
        };
        let frozen = vm.push(other)?;
        let word =
            vm.leaf(|vm| table(vm.word(frozen)).copy(vm, kind::FROZENSET).map(Value::object))?;
        vm.set_word(frozen, word);
        table::find(vm, set, frozen).map(|(found, _)| found)
    })
}

fn leaf_discard<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    take_out(vm, args)?;
    Ok(Value::none())
}

fn leaf_remove<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    if take_out(vm, args)? {
        return Ok(Value::none());
    }
    Err(vm.raise_value(TypeId::KEY_ERROR, args.at(1)))
}

/// Removes a key from a set; false if it was not there.
fn take_out(vm: &Engine, args: Args<'_>) -> Result<bool, Trap> {
    let set = table(receiver(vm, args.at(0), kind::SET, NOT_SET)?);
    if expect(vm, args.at(1), kind::SET).is_some() {
        return Err(vm.need_call());
    }
    let found = set.find(vm, args.at(1))?;
    if let Some(i) = found {
        set.remove(vm, i);
    }
    Ok(found.is_some())
}

fn discard(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame)?;
    if let Some(i) = find_key(vm, frame.at(0), frame.at(1))? {
        table(vm.word(frame.at(0))).remove(vm, i);
    }
    Ok(Value::none().word())
}

fn remove(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame)?;
    match find_key(vm, frame.at(0), frame.at(1))? {
        Some(i) => {
            table(vm.word(frame.at(0))).remove(vm, i);
            Ok(Value::none().word())
        }
        None => Err(vm.raise_value(TypeId::KEY_ERROR, vm.at(frame.at(1)))),
    }
}

fn pop<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let set = table(receiver(vm, args.at(0), kind::SET, NOT_SET)?);
    let Some(last) = set.previous(vm, u32::MAX) else {
        return Err(vm.raise(TypeId::KEY_ERROR, "pop from an empty set"));
    };
    let key = vm.value(set.key(vm, last));
    set.remove(vm, last);
    Ok(key)
}

fn clear<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    table(receiver(vm, args.at(0), kind::SET, NOT_SET)?).clear(vm);
    Ok(Value::none())
}

fn copy<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    if vm.expect(args.at(0), kind::FROZENSET).is_some() {
        return Ok(args.at(0));
    }
    match any_set(vm, args.at(0)) {
        Some(set) => table(set).copy(vm, vm.header(set).id()).map(Value::object),
        None => Err(vm.raise_with(TypeId::TYPE_ERROR, NOT_SET, args.at(0), args.at(0))),
    }
}

fn update_method(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame)?;
    for i in 1..usize::from(frame.positional) {
        update(vm, frame.at(0), frame.at(i))?;
    }
    Ok(Value::none().word())
}

/// The set combined with each further argument in turn, as a new set.
fn combine_all(vm: &mut Engine, op: BinaryOp, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame)?;
    let layout = layout_of(vm, frame);
    vm.scope(|vm| {
        let result = vm.push_unbound(1)?;
        let word = vm.leaf(|vm| table(vm.word(frame.at(0))).copy(vm, layout).map(Value::object))?;
        vm.set_word(result, word);
        for i in 1..usize::from(frame.positional) {
            let word = vm.scope(|vm| {
                let other = keys_of(vm, frame.at(i))?;
                combine(vm, op, result, other, layout)
            })?;
            vm.set_word(result, word);
        }
        Ok(vm.word(result))
    })
}

/// As [`combine_all`], with the result put in the set itself.
fn combine_in_place(vm: &mut Engine, op: BinaryOp, frame: Frame) -> Result<Word, Trap> {
    let word = combine_all(vm, op, frame)?;
    table(vm.word(frame.at(0))).take_over(vm, table(word));
    Ok(Value::none().word())
}

fn union(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    combine_all(vm, BinaryOp::Or, frame)
}

fn intersection(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    combine_all(vm, BinaryOp::And, frame)
}

fn difference(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    combine_all(vm, BinaryOp::Subtract, frame)
}

fn symmetric_difference(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    combine_all(vm, BinaryOp::Xor, frame)
}

fn intersection_update(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    combine_in_place(vm, BinaryOp::And, frame)
}

fn difference_update(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    combine_in_place(vm, BinaryOp::Subtract, frame)
}

fn symmetric_difference_update(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    combine_in_place(vm, BinaryOp::Xor, frame)
}

/// Answers a question about the set and the keys of the argument.
fn ask(
    vm: &mut Engine,
    frame: Frame,
    question: impl FnOnce(&mut Engine, Slot, Slot) -> Result<bool, Trap>,
) -> Result<Word, Trap> {
    receive(vm, frame)?;
    let answer = vm.scope(|vm| {
        let other = keys_of(vm, frame.at(1))?;
        question(vm, frame.at(0), other)
    })?;
    Ok(Value::bool(answer).word())
}

fn is_subset_method(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    ask(vm, frame, is_subset)
}

fn is_superset_method(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    ask(vm, frame, |vm, set, other| is_subset(vm, other, set))
}

fn is_disjoint(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    ask(vm, frame, |vm, set, other| {
        let common = combine(vm, BinaryOp::And, set, other, kind::SET)?;
        Ok(table(common).len(vm) == 0)
    })
}

// Slots.

fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    let is_frozen = vm.expect(vm.at(value), kind::FROZENSET).is_some();
    let name: &[u8] = if is_frozen { b"frozenset(" } else { b"set(" };
    if !format::enter_repr(vm, value)? {
        text::push(vm, out, name)?;
        return text::push(vm, out, b"...)");
    }
    let result = vm.scope(|vm| repr_keys(vm, value, out, is_frozen, name));
    format::leave_repr(vm, value);
    result
}

fn repr_keys(
    vm: &mut Engine,
    set: Slot,
    out: Slot,
    is_frozen: bool,
    name: &[u8],
) -> Result<(), Trap> {
    let is_empty = table(vm.word(set)).len(vm) == 0;
    if is_frozen || is_empty {
        text::push(vm, out, name)?;
    }
    if !is_empty {
        text::push(vm, out, b"{")?;
        let each = vm.push_unbound(1)?;
        let mut from = 0;
        while let Some(i) = table(vm.word(set)).next(vm, from) {
            if from > 0 {
                text::push(vm, out, b", ")?;
            }
            vm.set_word(each, table(vm.word(set)).key(vm, i));
            format::repr(vm, each, out)?;
            from = i + 1;
        }
        text::push(vm, out, b"}")?;
    }
    if is_frozen || is_empty { text::push(vm, out, b")") } else { Ok(()) }
}

/// A hash that does not depend on the order of the members.
fn mix(hash: u32) -> u32 {
    let hash = (hash ^ 0x55b4_db3c ^ hash << 16).wrapping_mul(0xd8a0_f2f1);
    hash ^ hash >> 13
}

fn leaf_hash(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    let Some(set) = any_set(vm, value).map(table) else { return Ok(0) };
    let mut hash = mix(set.len(vm));
    let mut from = 0;
    while let Some(i) = set.next(vm, from) {
        hash ^= mix(protocol::leaf_hash(vm, vm.value(set.key(vm, i)))?);
        from = i + 1;
    }
    Ok(hash)
}

fn hash_general(vm: &mut Engine, value: Slot) -> Result<u32, Trap> {
    vm.scope(|vm| {
        let each = vm.push_unbound(1)?;
        let mut hash = mix(table(vm.word(value)).len(vm));
        let mut from = 0;
        while let Some(i) = table(vm.word(value)).next(vm, from) {
            vm.set_word(each, table(vm.word(value)).key(vm, i));
            hash ^= mix(protocol::hash(vm, each)?);
            from = i + 1;
        }
        Ok(hash)
    })
}

fn length(vm: &Engine, value: Value<'_>) -> usize {
    any_set(vm, value).map_or(0, |set| table(set).len(vm) as usize)
}

fn iter<'g>(vm: &'g Engine, value: Value<'g>) -> Res<'g> {
    iterator::new(vm, iterator::Kind::Set, value)
}

fn contains(vm: &Engine, value: Value<'_>, key: Value<'_>) -> Result<bool, Trap> {
    let Some(set) = any_set(vm, value) else { return Ok(false) };
    if expect(vm, key, kind::SET).is_some() {
        return Err(vm.need_call());
    }
    table(set).find(vm, key).map(|found| found.is_some())
}

fn contains_general(vm: &mut Engine, set: Slot, key: Slot) -> Result<bool, Trap> {
    find_key(vm, set, key).map(|found| found.is_some())
}

fn binary<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    let is_set_operator =
        matches!(op, BinaryOp::And | BinaryOp::Or | BinaryOp::Xor | BinaryOp::Subtract);
    if is_set_operator && any_set(vm, a).is_some() && any_set(vm, b).is_some() {
        Err(vm.need_call())
    } else {
        Ok(None)
    }
}

fn binary_general(vm: &mut Engine, op: BinaryOp, a: Slot, b: Slot) -> Result<Word, Trap> {
    let layout = vm.header(vm.word(a)).id();
    combine(vm, op, a, b, layout)
}

fn in_place<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    if expect(vm, a, kind::SET).is_some() { binary(vm, op, a, b) } else { Ok(None) }
}

fn in_place_general(vm: &mut Engine, op: BinaryOp, a: Slot, b: Slot) -> Result<Word, Trap> {
    if op == BinaryOp::Or {
        update(vm, a, b)?;
    } else {
        let word = combine(vm, op, a, b, kind::SET)?;
        table(vm.word(a)).take_over(vm, table(word));
    }
    Ok(vm.word(a))
}

fn leaf_compare(
    vm: &Engine,
    _: CompareOp,
    a: Value<'_>,
    b: Value<'_>,
) -> Result<Option<bool>, Trap> {
    if any_set(vm, a).is_some() && any_set(vm, b).is_some() {
        Err(vm.need_call())
    } else {
        Ok(None)
    }
}

/// As [`compare`] where the operands may be instances of derived classes.
fn compare_general(vm: &mut Engine, op: CompareOp, a: Slot, b: Slot) -> Result<Option<bool>, Trap> {
    vm.scope(|vm| {
        let (Some(left), Some(right)) = (any_set(vm, vm.at(a)), any_set(vm, vm.at(b))) else {
            return Ok(None);
        };
        let slots = vm.push_unbound(2)?;
        vm.set_word(slots, left);
        vm.set_word(slots.offset(1), right);
        compare(vm, op, slots, slots.offset(1))
    })
}

static GENERAL: GeneralSlots = GeneralSlots {
    hash: Some(hash_general),
    contains: Some(contains_general),
    binary: Some(binary_general),
    in_place: Some(in_place_general),
    compare: Some(compare_general),
    ..GeneralSlots::NONE
};

/// `set`.
pub(crate) static SET: Type = Type {
    flags: TypeFlags::BASE.union(TypeFlags::UNHASHABLE),
    members: &[
        Member::either("add", 2, 2, &(leaf_add, add_method)),
        Member::either("discard", 2, 2, &(leaf_discard, discard)),
        Member::either("remove", 2, 2, &(leaf_remove, remove)),
        Member::leaf("pop", 1, 1, pop),
        Member::leaf("clear", 1, 1, clear),
        Member::leaf("copy", 1, 1, copy),
        Member::general("update", 1, ANY, update_method),
        Member::general("union", 1, ANY, union),
        Member::general("intersection", 1, ANY, intersection),
        Member::general("difference", 1, ANY, difference),
        Member::general("symmetric_difference", 2, 2, symmetric_difference),
        Member::general("intersection_update", 1, ANY, intersection_update),
        Member::general("difference_update", 1, ANY, difference_update),
        Member::general("symmetric_difference_update", 2, 2, symmetric_difference_update),
        Member::general("issubset", 2, 2, is_subset_method),
        Member::general("issuperset", 2, 2, is_superset_method),
        Member::general("isdisjoint", 2, 2, is_disjoint),
        Member::general("__init__", 1, 2, init),
        super::generic::CLASS_GET_ITEM,
    ],
    new: Some(Member::general("__new__", 1, 2, make_set)),
    repr: Some(repr),
    len: Some(length),
    iter: Some(iter),
    contains: Some(contains),
    binary: Some(binary),
    in_place: Some(in_place),
    compare: Some(leaf_compare),
    general: &GENERAL,
    ..Type::new(TypeId::SET)
};

/// `frozenset`.
pub(crate) static FROZENSET: Type = Type {
    flags: TypeFlags::BASE,
    members: &[
        Member::leaf("copy", 1, 1, copy),
        Member::general("union", 1, ANY, union),
        Member::general("intersection", 1, ANY, intersection),
        Member::general("difference", 1, ANY, difference),
        Member::general("symmetric_difference", 2, 2, symmetric_difference),
        Member::general("issubset", 2, 2, is_subset_method),
        Member::general("issuperset", 2, 2, is_superset_method),
        Member::general("isdisjoint", 2, 2, is_disjoint),
        super::generic::CLASS_GET_ITEM,
    ],
    new: Some(Member::general("__new__", 1, 2, make_frozen)),
    repr: Some(repr),
    hash: Some(leaf_hash),
    len: Some(length),
    iter: Some(iter),
    contains: Some(contains),
    binary: Some(binary),
    compare: Some(leaf_compare),
    general: &GENERAL,
    ..Type::new(TypeId::FROZENSET)
};
