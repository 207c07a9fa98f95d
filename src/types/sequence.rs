//! What list and tuple share: a row of items in the heap, compared, searched, hashed and shown alike.

use super::attempt::{attempt, expect};
use super::{list, tuple};
use crate::bytecode::CompareOp;
use crate::object::{Engine, Frame, Res, Slot, Trap, kind};
use crate::runtime::{compare, format, index, nested_leaf, text};
use crate::value::{Value, Word};

/// Items in a row: the device address of the first, and how many there are.
#[derive(Clone, Copy)]
pub(crate) struct Items {
    /// Device address of the first item.
    pub(crate) start: u32,
    /// How many.
    pub(crate) len: u32,
}

impl Items {
    /// The word of item `i`, which must exist.
    #[inline]
    pub(crate) fn word(self, vm: &Engine, i: u32) -> Word {
        vm.heap.word(self.start + 4 * i)
    }

    /// Item `i`, if it exists.
    #[inline]
    pub(crate) fn get(self, vm: &Engine, i: u32) -> Option<Value<'_>> {
        if i < self.len { Value::from_word(self.word(vm, i)) } else { None }
    }

    /// Item `i`, which must exist.
    #[inline]
    pub(crate) fn at(self, vm: &Engine, i: u32) -> Value<'_> {
        self.get(vm, i).unwrap_or(Value::none())
    }
}

/// The items of a list or a tuple, also of an instance of a class derived from one.
#[inline]
pub(crate) fn items(vm: &Engine, value: Value<'_>) -> Option<Items> {
    let address = value.address()?;
    match vm.header(address).id() {
        kind::LIST => Some(list::items(vm, address)),
        kind::TUPLE => Some(tuple::items(vm, address)),
        id if id.is_instance() => {
            if let Some(list) = expect(vm, value, kind::LIST) {
                return Some(list::items(vm, list));
            }
            expect(vm, value, kind::TUPLE).map(|tuple| tuple::items(vm, tuple))
        }
        _ => None,
    }
}

/// The items of the list or tuple in a slot as they are now.
fn items_at(vm: &Engine, slot: Slot) -> Items {
    items(vm, vm.at(slot)).unwrap_or(Items { start: 0, len: 0 })
}

/// `a op b` for two rows; asks for the general form where items compare through Python code.
pub(crate) fn leaf_compare(
    vm: &Engine,
    op: CompareOp,
    a: Items,
    b: Items,
) -> Result<Option<bool>, Trap> {
    let is_equality = matches!(op, CompareOp::Equal | CompareOp::NotEqual);
    if is_equality && a.len != b.len {
        return Ok(Some(op == CompareOp::NotEqual));
    }
    let common = a.len.min(b.len);
    let mut i = 0;
    while i < common {
        let (x, y) = (a.at(vm, i), b.at(vm, i));
        if x != y && !compare::leaf_equal(vm, x, y)? {
            return if is_equality {
                Ok(Some(op == CompareOp::NotEqual))
            } else {
                leaf_order(vm, op, x, y)
            };
        }
        i += 1;
    }
    Ok(Some(holds(op, a.len.cmp(&b.len))))
}

/// Whether `op` holds for two things in this order.
pub(crate) fn holds(op: CompareOp, order: core::cmp::Ordering) -> bool {
    match op {
        CompareOp::Less => order.is_lt(),
        CompareOp::LessEqual => order.is_le(),
        CompareOp::Greater => order.is_gt(),
        CompareOp::GreaterEqual => order.is_ge(),
        CompareOp::Equal => order.is_eq(),
        CompareOp::NotEqual => order.is_ne(),
    }
}

/// `x op y` where that needs neither Python code nor an error text.
fn leaf_order(
    vm: &Engine,
    op: CompareOp,
    x: Value<'_>,
    y: Value<'_>,
) -> Result<Option<bool>, Trap> {
    if let (Some(x), Some(y)) = (x.as_small(), y.as_small()) {
        return Ok(Some(holds(op, x.cmp(&y))));
    }
    if let (Some(x), Some(y)) = (vm.str_bytes(x), vm.str_bytes(y)) {
        return Ok(Some(holds(op, x.cmp(y))));
    }
    if let (Some(x), Some(y)) = (items(vm, x), items(vm, y)) {
        return nested_leaf(vm, || leaf_compare(vm, op, x, y));
    }
    Err(vm.need_call())
}

/// `a op b` where items compare through Python code, which may change both.
pub(crate) fn compare(
    vm: &mut Engine,
    op: CompareOp,
    a: Slot,
    b: Slot,
) -> Result<Option<bool>, Trap> {
    if items(vm, vm.at(a)).is_none() || items(vm, vm.at(b)).is_none() {
        return Ok(None);
    }
    let is_equality = matches!(op, CompareOp::Equal | CompareOp::NotEqual);
    if is_equality && items_at(vm, a).len != items_at(vm, b).len {
        return Ok(Some(op == CompareOp::NotEqual));
    }
    vm.scope(|vm| {
        let pair = vm.push_unbound(2)?;
        let (left, right) = (pair, pair.offset(1));
        let mut i = 0;
        loop {
            let (x, y) = (items_at(vm, a), items_at(vm, b));
            if i >= x.len.min(y.len) {
                return Ok(Some(holds(op, x.len.cmp(&y.len))));
            }
            vm.set_word(left, x.word(vm, i));
            vm.set_word(right, y.word(vm, i));
            if !compare::equal(vm, left, right)? {
                if is_equality {
                    return Ok(Some(op == CompareOp::NotEqual));
                }
                let answer = compare::compare(vm, op, left, right)?;
                vm.set_word(left, answer);
                return compare::truth(vm, left).map(Some);
            }
            i += 1;
        }
    })
}

/// The position from `start` on, before `stop`, of an item equal to `item`.
pub(crate) fn leaf_find(
    vm: &Engine,
    row: Items,
    item: Value<'_>,
    start: u32,
    stop: u32,
) -> Result<Option<u32>, Trap> {
    let stop = stop.min(row.len);
    let (is_small, is_str) = (item.as_small().is_some(), vm.is_str(item));
    let mut i = start;
    while i < stop {
        let word = row.word(vm, i);
        if word == item.word() {
            return Ok(Some(i));
        }
        let is_other_small = is_small && word & 1 != 0;
        let own = row.at(vm, i);
        let is_equal = if is_str && vm.is_str(own) {
            vm.same_str(own, item)
        } else {
            !is_other_small && compare::leaf_equal(vm, own, item)?
        };
        if is_equal {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

/// As [`leaf_find`], where items compare through Python code.
pub(crate) fn find(
    vm: &mut Engine,
    row: Slot,
    item: Slot,
    start: u32,
    stop: u32,
) -> Result<Option<u32>, Trap> {
    let quick = attempt(vm, |vm| leaf_find(vm, items_at(vm, row), vm.at(item), start, stop))?;
    if let Some(found) = quick {
        return Ok(found);
    }
    vm.scope(|vm| {
        let each = vm.push_unbound(1)?;
        let mut i = start;
        while i < stop.min(items_at(vm, row).len) {
            vm.set_word(each, items_at(vm, row).word(vm, i));
            if compare::equal(vm, each, item)? {
                return Ok(Some(i));
            }
            i += 1;
        }
        Ok(None)
    })
}

/// `item in row`.
pub(crate) fn contains(vm: &mut Engine, row: Slot, item: Slot) -> Result<bool, Trap> {
    find(vm, row, item, 0, u32::MAX).map(|found| found.is_some())
}

/// `row.count(item)`.
pub(crate) fn count(vm: &mut Engine, row: Slot, item: Slot) -> Result<Word, Trap> {
    let (mut at, mut count) = (0, 0);
    while let Some(found) = find(vm, row, item, at, u32::MAX)? {
        at = found + 1;
        count += 1;
    }
    Ok(Value::int(count).word())
}

/// The position that `row.index(item, start, stop)` answers; arguments 2 and 3 of the frame are the bounds.
pub(crate) fn index(vm: &mut Engine, frame: Frame) -> Result<Option<Word>, Trap> {
    let len = items_at(vm, frame.at(0)).len;
    let mut bounds = [0, len];
    for (i, bound) in bounds.iter_mut().enumerate() {
        if let Some(slot) = frame.get(2 + i) {
            *bound = vm.leaf_with(|vm| bound_index(vm, vm.at(slot), len))?;
        }
    }
    let [start, stop] = bounds;
    let found = find(vm, frame.at(0), frame.at(1), start, stop)?;
    Ok(found.map(|i| Value::int(i as i32).word()))
}

/// A bound as slices have it: counted from the end where negative, and inside the row.
fn bound_index(vm: &Engine, value: Value<'_>, len: u32) -> Result<u32, Trap> {
    let i = i64::from(index::index(vm, value)?);
    let i = if i < 0 { i + i64::from(len) } else { i };
    Ok(i.clamp(0, i64::from(len)) as u32)
}

/// The hash of a row of hashes.
#[derive(Clone, Copy)]
pub(crate) struct RowHash(u32);

impl RowHash {
    /// Of no items.
    pub(crate) const EMPTY: Self = Self(0x2545_f491);

    /// With one more item.
    #[inline]
    pub(crate) fn add(self, hash: u32) -> Self {
        let mixed = self.0 ^ hash.wrapping_mul(0x85eb_ca6b);
        Self(mixed.rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64))
    }

    /// The hash, which is never that of -1.
    pub(crate) fn finish(self) -> u32 {
        let hash = self.0 ^ self.0 >> 15;
        if hash == u32::MAX { 0x5bd1_e995 } else { hash }
    }
}

/// How the ends of a repr look.
#[derive(Clone, Copy)]
pub(crate) struct Brackets {
    /// In front.
    pub(crate) open: &'static [u8],
    /// At the end.
    pub(crate) close: &'static [u8],
    /// At the end of a row of one item.
    pub(crate) close_one: &'static [u8],
    /// In the place of a row that contains itself.
    pub(crate) nested: &'static [u8],
}

/// Appends the repr of a row.
pub(crate) fn repr(vm: &mut Engine, row: Slot, out: Slot, brackets: Brackets) -> Result<(), Trap> {
    if !format::enter_repr(vm, row)? {
        return text::push(vm, out, brackets.nested);
    }
    let result = repr_items(vm, row, out, brackets);
    format::leave_repr(vm, row);
    result
}

fn repr_items(vm: &mut Engine, row: Slot, out: Slot, brackets: Brackets) -> Result<(), Trap> {
    text::push(vm, out, brackets.open)?;
    let mut i = 0;
    vm.scope(|vm| {
        let each = vm.push_unbound(1)?;
        while i < items_at(vm, row).len {
            if i > 0 {
                text::push(vm, out, b", ")?;
            }
            vm.set_word(each, items_at(vm, row).word(vm, i));
            format::repr(vm, each, out)?;
            i += 1;
        }
        Ok(())
    })?;
    text::push(vm, out, if i == 1 { brackets.close_one } else { brackets.close })
}

/// How often `row * value` repeats the row: negative counts as 0. `None` if the value is not an int.
pub(crate) fn repeat_count(vm: &Engine, value: Value<'_>) -> Result<Option<u32>, Trap> {
    let is_int = match vm.layout(value) {
        None => value.as_small().is_some(),
        Some(kind::INT) => true,
        Some(_) => value == Value::true_() || value == Value::false_(),
    };
    if !is_int {
        return Ok(None);
    }
    Ok(Some(index::index(vm, value)?.max(0) as u32))
}

/// How many items `count` copies of a row have.
///
/// # Errors
/// MemoryError where that is more than any memory.
pub(crate) fn repeated_len(vm: &Engine, row: Items, count: u32) -> Result<u32, Trap> {
    match row.len.checked_mul(count) {
        Some(len) if len < 1 << 26 => Ok(len),
        _ => Err(vm.memory_error()),
    }
}

/// Writes `count` copies of a row to fresh words.
pub(crate) fn write_repeated(vm: &Engine, row: Items, to: u32, count: u32) {
    if row.len == 1 {
        vm.heap.fill_words(to, count, row.word(vm, 0));
        return;
    }
    for i in 0..count {
        vm.heap.copy_words(row.start, to + 4 * i * row.len, row.len);
    }
}

/// Writes every `step`th item from `start` on to fresh words.
pub(crate) fn write_slice(vm: &Engine, row: Items, to: u32, start: i32, step: i32, count: u32) {
    if step == 1 {
        vm.heap.copy_words(row.start + 4 * start as u32, to, count);
        return;
    }
    let mut at = start;
    for i in 0..count {
        vm.set_raw(to, i, row.word(vm, at as u32));
        at = at.wrapping_add(step);
    }
}

/// The item of a row for an int key.
#[inline]
pub(crate) fn item_at<'g>(
    vm: &'g Engine,
    row: Items,
    key: Value<'_>,
    message: &'static str,
) -> Res<'g> {
    if let Some(i) = key.as_small()
        && (i as u32) < row.len
    {
        return Ok(row.at(vm, i as u32));
    }
    let i = index::item_index(vm, key, row.len as usize, message)?;
    Ok(row.at(vm, i as u32))
}
