//! Builtins that go through iterables: `len`, `iter`, `next`, `min`, `max`, `sum`, `all`, `any`, `sorted`.

use crate::bytecode::{BinaryOp, CompareOp};
use crate::heap::Header;
use crate::name::rom;
use crate::object::{Args, Engine, Frame, Res, Slot, Trap, TypeId, kind};
use crate::runtime::attribute::{has_python_class, is_pending, is_python_class_instance};
use crate::runtime::{call, clear_raised, compare, item, iterate, operator, record_of};
use crate::types::sequence;
use crate::types::{float, int, iterator, list, sort};
use crate::value::{Float, Value, Word};
use crate::vm::{awaitable, generator, types};

/// `len` of what is not asked through Python code.
pub(super) fn leaf_len<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let value = args.at(0);
    if let Some(list) = vm.expect(value, kind::LIST) {
        return Ok(Value::int(list::items(vm, list).len as i32));
    }
    if has_python_class(vm, value) {
        return Err(vm.need_call());
    }
    let len = record_of(vm, value).len.map(|len| len(vm, value));
    match len.and_then(|len| i32::try_from(len).ok()).and_then(Value::small) {
        Some(len) => Ok(len),
        None => Err(vm.need_call()),
    }
}

pub(super) fn len(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let len = item::len(vm, frame.at(0))?;
    match i32::try_from(len).ok().and_then(Value::small) {
        Some(len) => Ok(len.word()),
        None => {
            Err(vm.raise(TypeId::OVERFLOW_ERROR, "Python int too large to convert to C ssize_t"))
        }
    }
}

pub(super) fn iter(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let Some(sentinel) = frame.get(1) else { return iterate::iter(vm, frame.at(0)) };
    if !super::class::is_callable(vm, vm.at(frame.at(0))) {
        return Err(vm.type_error("iter(v, w): v must be callable"));
    }
    vm.leaf(|vm| iterator::until(vm, vm.at(frame.at(0)), vm.at(sentinel)))
}

pub(super) fn next(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let answer = advance(vm, frame.at(0));
    match (answer, frame.get(1)) {
        (Err(_), Some(default)) if is_pending(vm, TypeId::STOP_ITERATION) => {
            clear_raised(vm);
            Ok(vm.word(default))
        }
        (answer, _) => answer,
    }
}

/// The next item of an iterator; StopIteration, with the value a generator returned, at its end.
fn advance(vm: &mut Engine, it: Slot) -> Result<Word, Trap> {
    let value = vm.at(it);
    if is_python_class_instance(vm, value) {
        // Its own StopIteration may carry a value, or be of a derived class.
        if let Some(word) =
            vm.scope(|vm| call::call_special(vm, it, const { rom("__next__") }, &[]))?
        {
            return Ok(word);
        }
    } else if let Some(address) = vm.expect(value, kind::GENERATOR)
        && !vm.header(address).has(Header::FLAG_A)
        && !vm.header(address).has(Header::FLAG_B)
    {
        let resumed = generator::send_native(vm, it, None)?;
        return types::answer(vm, resumed);
    }
    if vm.expect(vm.at(it), kind::AWAITABLE).is_some() {
        let resumed = awaitable::resume(vm, it, None)?;
        return types::answer(vm, resumed);
    }
    match iterate::next(vm, it)? {
        Some(word) => Ok(word),
        None => Err(vm.raise(TypeId::STOP_ITERATION, "")),
    }
}

/// `max` of small ints or floats.
pub(super) fn leaf_max<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    leaf_extreme(vm, args, CompareOp::Greater)
}

/// `min` of small ints or floats.
pub(super) fn leaf_min<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    leaf_extreme(vm, args, CompareOp::Less)
}

/// The extreme of arguments, or of the items of a list or tuple; NeedCall for other numbers than small ints and floats.
fn leaf_extreme<'g>(vm: &'g Engine, args: Args<'g>, op: CompareOp) -> Res<'g> {
    let found = match sequence::items(vm, args.at(0)) {
        _ if args.keywords() > 0 => None,
        Some(row) if args.len() == 1 => extreme_number(vm, (0..row.len).map(|i| row.at(vm, i)), op),
        _ if args.len() > 1 => extreme_number(vm, (0..args.len()).map(|i| args.at(i)), op),
        _ => None,
    };
    found.ok_or_else(|| vm.need_call())
}

pub(super) fn max(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    extreme(vm, frame, CompareOp::Greater)
}

pub(super) fn min(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    extreme(vm, frame, CompareOp::Less)
}

/// The argument or item that no other surpasses by `op`.
fn extreme(vm: &mut Engine, frame: Frame, op: CompareOp) -> Result<Word, Trap> {
    frame.args(vm).only(vm, &[const { rom("key") }, const { rom("default") }])?;
    let key = frame.keyword(vm, const { rom("key") }).filter(|&key| vm.at(key) != Value::none());
    let default = frame.keyword(vm, const { rom("default") });
    if frame.positional > 1 && default.is_some() {
        let text = "Cannot specify a default for {s}() with multiple positional arguments";
        let name = vm.name_value(if op == CompareOp::Greater {
            const { rom("max") }
        } else {
            const { rom("min") }
        });
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, name, name));
    }
    let best = vm.scope(|vm| {
        let slots = vm.push_unbound(5)?;
        let search = Search { best: slots, best_key: slots.offset(1), key, op };
        if frame.positional > 1 {
            for i in 0..usize::from(frame.positional) {
                search.consider(vm, frame.at(i), slots.offset(3))?;
            }
        } else {
            let (it, each) = (slots.offset(2), slots.offset(4));
            let word = iterate::iter(vm, frame.at(0))?;
            vm.set_word(it, word);
            while let Some(word) = iterate::next(vm, it)? {
                vm.set_word(each, word);
                search.consider(vm, each, slots.offset(3))?;
            }
        }
        Ok(vm.get(search.best).map(Value::word))
    })?;
    match (best, default) {
        (Some(word), _) => Ok(word),
        (None, Some(default)) => Ok(vm.word(default)),
        (None, None) if op == CompareOp::Greater => {
            Err(vm.value_error("max() iterable argument is empty"))
        }
        (None, None) => Err(vm.value_error("min() iterable argument is empty")),
    }
}

/// The extreme of small ints and floats; `None` where there is any other value, and for no items.
fn extreme_number<'g>(
    vm: &Engine,
    mut items: impl Iterator<Item = Value<'g>>,
    op: CompareOp,
) -> Option<Value<'g>> {
    let mut best = items.next()?;
    let is_number =
        |value: Value<'_>| value.as_small().is_some() || float::get(vm, value).is_some();
    if !is_number(best) {
        return None;
    }
    for item in items {
        let surpasses = match (item.as_small(), best.as_small()) {
            (Some(a), Some(b)) if op == CompareOp::Less => a < b,
            (Some(a), Some(b)) => a > b,
            _ if is_number(item) => float::try_compare(vm, op, item, best)?,
            _ => return None,
        };
        if surpasses {
            best = item;
        }
    }
    Some(best)
}

/// A search for the extreme: slots of the best so far, unbound at first, and of its key.
struct Search {
    best: Slot,
    best_key: Slot,
    key: Option<Slot>,
    op: CompareOp,
}

impl Search {
    /// Makes what is in a slot the best if it surpasses what was; `own_key` is a slot to work in.
    fn consider(&self, vm: &mut Engine, each: Slot, own_key: Slot) -> Result<(), Trap> {
        match self.key {
            Some(key) => {
                let word = call::call(vm, key, &[each])?;
                vm.set_word(own_key, word);
            }
            None => vm.set_word(own_key, vm.word(each)),
        }
        if vm.get(self.best).is_some() {
            let surpasses = if self.op == CompareOp::Less {
                compare::less(vm, own_key, self.best_key)?
            } else {
                greater(vm, own_key, self.best_key)?
            };
            if !surpasses {
                return Ok(());
            }
        }
        vm.set_word(self.best, vm.word(each));
        vm.set_word(self.best_key, vm.word(own_key));
        Ok(())
    }
}

fn greater(vm: &mut Engine, a: Slot, b: Slot) -> Result<bool, Trap> {
    let answer = compare::compare(vm, CompareOp::Greater, a, b)?;
    vm.scope(|vm| {
        let answer = vm.push(answer)?;
        compare::truth(vm, answer)
    })
}

/// `sum` of the small ints of a list or tuple.
pub(super) fn leaf_sum<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let start = args.get(1).map_or(Some(0), Value::as_small);
    match start.filter(|_| args.keywords() == 0) {
        Some(start) => match small_sum(vm, args.at(0), start.into()) {
            Some(total) => int::from_i64(vm, total),
            None => Err(vm.need_call()),
        },
        None => Err(vm.need_call()),
    }
}

pub(super) fn sum(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    frame.args(vm).only(vm, &[const { rom("start") }])?;
    let start = frame.get_or(vm, 1, const { rom("start") });
    let refusal = match start.and_then(|start| vm.layout(vm.at(start))) {
        Some(kind::STR | kind::ROM_STR) => "sum() can't sum strings [use ''.join(seq) instead]",
        Some(kind::BYTES) => "sum() can't sum bytes [use b''.join(seq) instead]",
        Some(kind::BYTEARRAY) => "sum() can't sum bytearray [use b''.join(seq) instead]",
        _ => "",
    };
    if !refusal.is_empty() {
        return Err(vm.type_error(refusal));
    }
    vm.scope(|vm| {
        let slots = vm.push_unbound(3)?;
        let (total, it, each) = (slots, slots.offset(1), slots.offset(2));
        vm.set_word(total, start.map_or(Value::int(0).word(), |start| vm.word(start)));
        let word = iterate::iter(vm, frame.at(0))?;
        vm.set_word(it, word);
        let mut floats = None;
        while let Some(word) = iterate::next(vm, it)? {
            vm.set_word(each, word);
            let smalls = (vm.at(total).as_small(), vm.at(each).as_small());
            if let (Some(a), Some(b)) = smalls
                && let Some(sum) = Value::small(a + b)
            {
                vm.set(total, sum);
                continue;
            }
            if floats.is_none() {
                floats = float::get(vm, vm.at(total)).map(|high| FloatSum { high, low: 0.0 });
            }
            if let Some(sum) = &mut floats {
                if sum.add(vm, vm.at(each)) {
                    continue;
                }
                sum.store(vm, total)?;
                floats = None;
            }
            let word = operator::binary(vm, BinaryOp::Add, total, each)?;
            vm.set_word(total, word);
        }
        if let Some(sum) = floats {
            sum.store(vm, total)?;
        }
        Ok(vm.word(total))
    })
}

/// A sum of floats with what rounding has taken from it (Neumaier's method), as CPython has it since 3.12.
struct FloatSum {
    high: Float,
    low: Float,
}

impl FloatSum {
    /// Adds a float or a small int; false, and nothing done, for any other value.
    fn add(&mut self, vm: &Engine, item: Value<'_>) -> bool {
        if let Some(n) = item.as_small() {
            self.high += n as Float;
            return true;
        }
        let Some(x) = float::get(vm, item) else { return false };
        let sum = self.high + x;
        let lost =
            if self.high.abs() >= x.abs() { (self.high - sum) + x } else { (x - sum) + self.high };
        self.low += lost;
        self.high = sum;
        true
    }

    /// Puts the sum in a slot.
    fn store(&self, vm: &mut Engine, total: Slot) -> Result<(), Trap> {
        let is_plain = self.low == 0.0 || !self.low.is_finite();
        let sum = if is_plain { self.high } else { self.high + self.low };
        let word = vm.leaf(|vm| float::make(vm, sum))?;
        vm.set_word(total, word);
        Ok(())
    }
}

/// The sum of a list or tuple of small ints; `None` for any other.
fn small_sum(vm: &Engine, value: Value<'_>, start: i64) -> Option<i64> {
    let row = sequence::items(vm, value)?;
    let mut total = start;
    for i in 0..row.len {
        total += i64::from(row.get(vm, i)?.as_small()?);
    }
    Some(total)
}

pub(super) fn all(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    has_truth(vm, frame.at(0), false).map(|found| Value::bool(!found).word())
}

pub(super) fn any(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    has_truth(vm, frame.at(0), true).map(|found| Value::bool(found).word())
}

/// Whether some item has this truth value.
fn has_truth(vm: &mut Engine, iterable: Slot, wanted: bool) -> Result<bool, Trap> {
    vm.scope(|vm| {
        let slots = vm.push_unbound(2)?;
        let (it, each) = (slots, slots.offset(1));
        let word = iterate::iter(vm, iterable)?;
        vm.set_word(it, word);
        while let Some(word) = iterate::next(vm, it)? {
            vm.set_word(each, word);
            if compare::truth(vm, each)? == wanted {
                return Ok(true);
            }
        }
        Ok(false)
    })
}

pub(super) fn sorted(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let list = list::collect(vm, frame.at(0))?;
        sort::sort(vm, list, frame)?;
        Ok(vm.word(list))
    })
}
