//! `range` and its iterator. Bounds are ints of up to 64 bits; a range within the small ints takes the short paths.
//!
//! ```text
//! range           [header][start][stop][step]
//! range_iterator  [header][next][stop][step]     exhausted once next has reached or passed stop
//! ```

use super::attempt::{attempt, receiver};
use super::sequence::RowHash;
use super::{int, list, sequence};
use crate::bytecode::CompareOp;
use crate::object::{
    Args, Engine, Frame, GeneralSlots, Member, Next, Res, Role, Slot, Trap, Type, TypeFlags,
    TypeId, kind,
};
use crate::runtime::{compare, format, index, text};
use crate::value::{UNBOUND, Value, Word};

/// Word of the first int, or of an iterator's next.
pub(crate) const START: u32 = 1;
/// Word of the bound.
pub(crate) const STOP: u32 = 2;
/// Word of the step, which is not 0.
pub(crate) const STEP: u32 = 3;

const NOT_RANGE: &str = "descriptor requires a 'range' object but received a '{t}'";

/// Start, stop and step.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Bounds {
    start: i64,
    stop: i64,
    step: i64,
}

impl Bounds {
    /// How many ints there are.
    fn len(self) -> u64 {
        self.way(self.stop).map_or(0, |way| (way - 1) / self.step.unsigned_abs() + 1)
    }

    /// How far it is from the start to `n` in the direction of the step; nothing if it is not that way. Any two `i64`
    /// are less than 2^64 apart.
    fn way(self, n: i64) -> Option<u64> {
        let (low, high) = if self.step > 0 { (self.start, n) } else { (n, self.start) };
        (low < high).then(|| high.wrapping_sub(low) as u64)
    }

    /// The `i`th int, which exists.
    fn at(self, i: u64) -> i64 {
        // It is an `i64`, so arithmetic modulo 2^64 finds it.
        self.start.wrapping_add((i as i64).wrapping_mul(self.step))
    }

    /// The position of an int.
    fn position(self, n: i64) -> Option<u64> {
        let way = if n == self.start { 0 } else { self.way(n)? };
        let step = self.step.unsigned_abs();
        let i = way / step;
        (way % step == 0 && i < self.len()).then_some(i)
    }
}

/// The bounds kept in a range or a range iterator.
fn bounds(vm: &Engine, range: u32) -> Bounds {
    let part = |i| int::to_i64(vm, vm.value(vm.field(range, i))).unwrap_or_default();
    Bounds { start: part(START), stop: part(STOP), step: part(STEP) }
}

fn from_bounds(vm: &Engine, bounds: Bounds) -> Res<'_> {
    // Three ints of three words and the range, so that all of it succeeds or nothing.
    vm.reserve(13)?;
    let start = int::from_i64(vm, bounds.start)?.word();
    let stop = int::from_i64(vm, bounds.stop)?.word();
    let step = int::from_i64(vm, bounds.step)?.word();
    vm.make(kind::RANGE, &[start, stop, step])
}

fn make(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let parts = vm.push_unbound(3)?;
        vm.set(parts, Value::int(0));
        vm.set(parts.offset(2), Value::int(1));
        let count = usize::from(frame.positional).saturating_sub(1);
        for i in 0..count {
            // A single argument is the stop.
            let to = parts.offset(if count == 1 { 1 } else { i as u32 });
            let word = index::int_of(vm, frame.at(i + 1))?;
            vm.set_word(to, word);
        }
        if vm.at(parts.offset(2)) == Value::int(0) {
            return Err(vm.value_error("range() arg 3 must not be zero"));
        }
        for i in 0..3 {
            if int::to_i64(vm, vm.at(parts.offset(i))).is_none() {
                return Err(vm.raise(TypeId::OVERFLOW_ERROR, "Python int too large for range()"));
            }
        }
        vm.leaf(|vm| {
            let words = [0, 1, 2].map(|i| vm.word(parts.offset(i)));
            vm.make(kind::RANGE, &words)
        })
    })
}

/// Appends all ints of a range to a list.
pub(super) fn extend_list(vm: &Engine, list: u32, range: u32) -> Result<bool, Trap> {
    let bounds = bounds(vm, range);
    let count = bounds.len();
    if count == 0 {
        return Ok(true);
    }
    let is_small = |n: i64| i32::try_from(n).ok().and_then(Value::small).is_some();
    if count >= 1 << 26 {
        return Err(vm.memory_error());
    }
    if !is_small(bounds.start) || !is_small(bounds.at(count - 1)) {
        return Ok(false);
    }
    list::append_words(vm, list, count as u32, |i| {
        Value::int(bounds.at(u64::from(i)) as i32).word()
    })?;
    Ok(true)
}

fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    vm.scope(|vm| {
        let each = vm.push_unbound(1)?;
        text::push(vm, out, b"range(")?;
        for i in START..=STEP {
            let word = vm.field(vm.word(value), i);
            if i == STEP && word == Value::int(1).word() {
                break;
            }
            if i > START {
                text::push(vm, out, b", ")?;
            }
            vm.set_word(each, word);
            format::repr(vm, each, out)?;
        }
        text::push(vm, out, b")")
    })
}

fn hash(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    let bounds = bounds(vm, receiver(vm, value, kind::RANGE, NOT_RANGE)?);
    let len = bounds.len();
    let fold = |n: i64| n as u32 ^ (n >> 32) as u32;
    let mut hash = RowHash::EMPTY.add(fold(len as i64));
    if len > 0 {
        hash = hash.add(fold(bounds.start));
    }
    if len > 1 {
        hash = hash.add(fold(bounds.step));
    }
    Ok(hash.finish())
}

fn len(vm: &Engine, value: Value<'_>) -> usize {
    let len = vm.expect(value, kind::RANGE).map_or(0, |range| bounds(vm, range).len());
    usize::try_from(len).unwrap_or(usize::MAX)
}

fn iter<'g>(vm: &'g Engine, value: Value<'g>) -> Res<'g> {
    let range = receiver(vm, value, kind::RANGE, NOT_RANGE)?;
    vm.make(
        kind::RANGE_ITER,
        &[vm.field(range, START), vm.field(range, STOP), vm.field(range, STEP)],
    )
}

fn reversed<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let bounds = bounds(vm, receiver(vm, args.at(0), kind::RANGE, NOT_RANGE)?);
    let len = bounds.len();
    let backwards = if len == 0 {
        Bounds { start: 0, stop: 0, step: 1 }
    } else {
        let stop = bounds.start.saturating_sub(bounds.step);
        Bounds { start: bounds.at(len - 1), stop, step: bounds.step.saturating_neg() }
    };
    vm.reserve(17)?;
    let range = from_bounds(vm, backwards)?;
    iter(vm, range)
}

/// The next small int of the iterator at an address, [`UNBOUND`] at its end, and its first word after that; `None`
/// where other ints are among its bounds.
#[inline]
pub(crate) fn look(vm: &Engine, iterator: u32) -> Option<(Word, Word)> {
    let (next, stop, step) =
        (vm.field(iterator, START), vm.field(iterator, STOP), vm.field(iterator, STEP));
    if next & stop & step & 1 == 0 {
        return None;
    }
    // The bit of small ints cancels out in comparisons, and the sum must have it once.
    let is_over =
        if step as i32 > 0 { next as i32 >= stop as i32 } else { next as i32 <= stop as i32 };
    if is_over {
        return Some((UNBOUND, next));
    }
    // Past the small ints is past the stop.
    let after = (next as i32).checked_add(step as i32 - 1).unwrap_or(stop as i32);
    Some((next, after as Word))
}

/// As many words as a step of an iterator takes at most.
pub(crate) const STEP_WORDS: u32 = 4;

/// The next int of the iterator at an address; `None` at its end.
#[inline]
pub(crate) fn next_item(vm: &Engine, iterator: u32) -> Result<Option<Value<'_>>, Trap> {
    match look(vm, iterator) {
        Some((next, after)) => {
            vm.set_raw(iterator, START, after);
            Ok(Value::from_word(next))
        }
        None => next_wide(vm, iterator),
    }
}

#[cold]
fn next_wide(vm: &Engine, iterator: u32) -> Result<Option<Value<'_>>, Trap> {
    let bounds = bounds(vm, iterator);
    if bounds.len() == 0 {
        return Ok(None);
    }
    let after = match bounds.start.checked_add(bounds.step) {
        Some(after) => int::from_i64(vm, after)?.word(),
        None => vm.field(iterator, STOP),
    };
    let next = vm.value(vm.field(iterator, START));
    vm.set_field(iterator, START, after);
    Ok(Some(next))
}

fn next<'g>(vm: &'g Engine, value: Value<'g>) -> Result<Option<Value<'g>>, Trap> {
    match vm.expect(value, kind::RANGE_ITER) {
        Some(iterator) => next_item(vm, iterator),
        None => Ok(None),
    }
}

fn get_item<'g>(vm: &'g Engine, value: Value<'g>, key: Value<'g>) -> Res<'g> {
    let bounds = bounds(vm, receiver(vm, value, kind::RANGE, NOT_RANGE)?);
    let len = bounds.len();
    if vm.layout(key) == Some(kind::SLICE) {
        let len = usize::try_from(len.min(i32::MAX as u64)).unwrap_or_default();
        let (start, stop, step, _) = index::slice_bounds(vm, key, len)?;
        let at = |i: i32| {
            let n = i128::from(bounds.start) + i128::from(i) * i128::from(bounds.step);
            n.clamp(i64::MIN.into(), i64::MAX.into()) as i64
        };
        let step = bounds.step.saturating_mul(step.into());
        return from_bounds(vm, Bounds { start: at(start), stop: at(stop), step });
    }
    if let Some(n) = int::to_i64(vm, key) {
        let i = if n < 0 { i128::from(n) + i128::from(len) } else { n.into() };
        return match u64::try_from(i) {
            Ok(i) if i < len => int::from_i64(vm, bounds.at(i)),
            _ => Err(vm.raise(TypeId::INDEX_ERROR, "range object index out of range")),
        };
    }
    let len = usize::try_from(len.min(i32::MAX as u64)).unwrap_or_default();
    let i = index::item_index(vm, key, len, "range object index out of range")?;
    int::from_i64(vm, bounds.at(i as u64))
}

/// The position of an int or bool in the range; NeedCall for others, which are compared with each int.
fn position(vm: &Engine, value: Value<'_>, item: Value<'_>) -> Result<Option<u64>, Trap> {
    let bounds = bounds(vm, receiver(vm, value, kind::RANGE, NOT_RANGE)?);
    if let Some(n) = int::to_i64(vm, item) {
        return Ok(bounds.position(n));
    }
    match vm.layout(item) {
        Some(kind::INT | kind::STR | kind::ROM_STR | kind::TUPLE | kind::LIST | kind::BYTES) => {
            Ok(None)
        }
        _ => Err(vm.need_call()),
    }
}

/// As [`position`] for any item.
fn find(vm: &mut Engine, range: Slot, item: Slot) -> Result<Option<u64>, Trap> {
    if let Some(found) = attempt(vm, |vm| position(vm, vm.at(range), vm.at(item)))? {
        return Ok(found);
    }
    vm.scope(|vm| {
        let each = vm.push_unbound(1)?;
        let bounds = bounds(vm, vm.word(range));
        for i in 0..bounds.len() {
            let word = vm.leaf(|vm| int::from_i64(vm, bounds.at(i)))?;
            vm.set_word(each, word);
            if compare::equal(vm, each, item)? {
                return Ok(Some(i));
            }
        }
        Ok(None)
    })
}

fn contains(vm: &Engine, value: Value<'_>, item: Value<'_>) -> Result<bool, Trap> {
    position(vm, value, item).map(|found| found.is_some())
}

fn contains_general(vm: &mut Engine, range: Slot, item: Slot) -> Result<bool, Trap> {
    find(vm, range, item).map(|found| found.is_some())
}

fn count(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receiver(vm, vm.at(frame.at(0)), kind::RANGE, NOT_RANGE)?;
    let found = find(vm, frame.at(0), frame.at(1))?;
    Ok(Value::int(i32::from(found.is_some())).word())
}

fn index_method(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receiver(vm, vm.at(frame.at(0)), kind::RANGE, NOT_RANGE)?;
    match find(vm, frame.at(0), frame.at(1))? {
        Some(i) => vm.leaf(|vm| int::from_i64(vm, i as i64)),
        None => {
            let item = vm.at(frame.at(1));
            Err(vm.raise_with(TypeId::VALUE_ERROR, "{r} is not in range", item, item))
        }
    }
}

fn leaf_compare(
    vm: &Engine,
    op: CompareOp,
    a: Value<'_>,
    b: Value<'_>,
) -> Result<Option<bool>, Trap> {
    let (Some(a), Some(b)) = (vm.expect(a, kind::RANGE), vm.expect(b, kind::RANGE)) else {
        return Ok(None);
    };
    let (a, b) = (bounds(vm, a), bounds(vm, b));
    let len = a.len();
    let is_equal =
        len == b.len() && (len == 0 || a.start == b.start && (len == 1 || a.step == b.step));
    match op {
        CompareOp::Equal | CompareOp::NotEqual => {
            Ok(Some(sequence::holds(op, if is_equal { 0 } else { 1 }.cmp(&0))))
        }
        _ => Ok(None),
    }
}

fn part<'g>(vm: &'g Engine, args: Args<'g>, i: u32) -> Res<'g> {
    let range = receiver(vm, args.at(0), kind::RANGE, NOT_RANGE)?;
    Ok(vm.value(vm.field(range, i)))
}

fn start<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    part(vm, args, START)
}

fn stop<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    part(vm, args, STOP)
}

fn step<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    part(vm, args, STEP)
}

fn length_hint<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    match vm.expect(args.at(0), kind::RANGE_ITER) {
        Some(iterator) => int::from_i64(vm, bounds(vm, iterator).len() as i64),
        None => Ok(Value::int(0)),
    }
}

/// `range`.
pub(crate) static TYPE: Type = Type {
    members: &[
        Member::leaf("start", 1, 1, start).role(Role::Attribute),
        Member::leaf("stop", 1, 1, stop).role(Role::Attribute),
        Member::leaf("step", 1, 1, step).role(Role::Attribute),
        Member::general("count", 2, 2, count),
        Member::general("index", 2, 2, index_method),
        Member::leaf("__reversed__", 1, 1, reversed),
    ],
    new: Some(Member::general("__new__", 2, 4, make)),
    repr: Some(repr),
    hash: Some(hash),
    len: Some(len),
    iter: Some(iter),
    get_item: Some(get_item),
    contains: Some(contains),
    compare: Some(leaf_compare),
    general: &GeneralSlots { contains: Some(contains_general), ..GeneralSlots::NONE },
    ..Type::new(TypeId::RANGE)
};

/// The iterator of a range.
pub(crate) static ITERATOR: Type = Type {
    flags: TypeFlags::TRUE,
    members: &[Member::leaf("__length_hint__", 1, 1, length_hint)],
    next: Next::Leaf(next),
    ..Type::new(TypeId::RANGE_ITERATOR)
};
