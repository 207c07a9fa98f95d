//! Equality, order, hashes, truth and membership.
//!
//! Each question has a leaf form for values, which builtin containers ask of their items, and a general form for
//! slots. INV-EQUAL-HASH: values that are equal have the same hash; so numbers of every type hash as ints where they
//! are whole.

use super::attribute::{has_python_class, is_subclass, native, native_type, special, type_of};
use super::call::{call_found, call_special};
use super::{
    Asked, item, iterate, native_slot, nested, nested_leaf, record, record_of, wants_call,
};
use crate::bytecode::CompareOp;
use crate::name::{Name, rom};
use crate::object::{Engine, Slot, Trap, TypeFlags, TypeId};
use crate::value::{Value, Word};

const EQ: Name = const { rom("__eq__") };
const HASH: Name = const { rom("__hash__") };
const BOOL: Name = const { rom("__bool__") };
const LEN: Name = const { rom("__len__") };
const CONTAINS: Name = const { rom("__contains__") };
const ITER: Name = const { rom("__iter__") };
const GET_ITEM: Name = const { rom("__getitem__") };

/// The special method of a comparison.
pub(crate) const fn method(op: CompareOp) -> Name {
    match op {
        CompareOp::Less => const { rom("__lt__") },
        CompareOp::LessEqual => const { rom("__le__") },
        CompareOp::Greater => const { rom("__gt__") },
        CompareOp::GreaterEqual => const { rom("__ge__") },
        CompareOp::Equal => EQ,
        CompareOp::NotEqual => const { rom("__ne__") },
    }
}

/// The comparison with its sides exchanged.
const fn mirrored(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessEqual => CompareOp::GreaterEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterEqual => CompareOp::LessEqual,
        CompareOp::Equal | CompareOp::NotEqual => op,
    }
}

/// What the comparison says of two ints, or of any two values in the same order as these.
const fn holds(op: CompareOp, a: i32, b: i32) -> bool {
    match op {
        CompareOp::Less => a < b,
        CompareOp::LessEqual => a <= b,
        CompareOp::Greater => a > b,
        CompareOp::GreaterEqual => a >= b,
        CompareOp::Equal => a == b,
        CompareOp::NotEqual => a != b,
    }
}

// Equality.

/// Whether two values are the same or equal, as containers ask of their items.
///
/// `NeedCall` where Python code must answer.
#[inline]
pub(crate) fn leaf_equal(vm: &Engine, a: Value<'_>, b: Value<'_>) -> Result<bool, Trap> {
    if a == b {
        return Ok(true);
    }
    if a.as_small().is_some() && b.as_small().is_some() {
        return Ok(false);
    }
    leaf_equal_objects(vm, a, b)
}

fn leaf_equal_objects(vm: &Engine, a: Value<'_>, b: Value<'_>) -> Result<bool, Trap> {
    if vm.is_str(a) && vm.is_str(b) {
        return Ok(vm.same_str(a, b));
    }
    if special(vm, a, EQ).is_some() || special(vm, b, EQ).is_some() {
        return Err(vm.need_call());
    }
    let answer = leaf_compare(vm, CompareOp::Equal, native(vm, a), native(vm, b))?;
    Ok(answer.unwrap_or(false))
}

/// A comparison of two builtin values: the left type's answer, else the right type's.
fn leaf_compare(
    vm: &Engine,
    op: CompareOp,
    a: Value<'_>,
    b: Value<'_>,
) -> Result<Option<bool>, Trap> {
    let (left, right) = (native_type(vm, a), native_type(vm, b));
    nested_leaf(vm, || {
        if let Some(slot) = record(vm, left).compare
            && let Some(answer) = slot(vm, op, a, b)?
        {
            return Ok(Some(answer));
        }
        match record(vm, right).compare {
            Some(slot) if left != right => slot(vm, mirrored(op), b, a),
            _ => Ok(None),
        }
    })
}

/// Whether two values are the same or equal, as containers ask of their items.
pub(crate) fn equal(vm: &mut Engine, a: Slot, b: Slot) -> Result<bool, Trap> {
    match vm.leaf_with(|vm| leaf_equal(vm, vm.at(a), vm.at(b))) {
        Err(_) if wants_call(vm) => {
            let answer = compare_calling(vm, CompareOp::Equal, a, b)?;
            truth_of(vm, answer)
        }
        answer => answer,
    }
}

// Comparisons.

/// `a < b` as a truth value.
pub(crate) fn less(vm: &mut Engine, a: Slot, b: Slot) -> Result<bool, Trap> {
    if let (Some(a), Some(b)) = (vm.at(a).as_small(), vm.at(b).as_small()) {
        return Ok(a < b);
    }
    let answer = compare(vm, CompareOp::Less, a, b)?;
    truth_of(vm, answer)
}

/// A comparison operator. `in` and `is` are not among them.
pub(crate) fn compare(vm: &mut Engine, op: CompareOp, a: Slot, b: Slot) -> Result<Word, Trap> {
    let (x, y) = (vm.at(a), vm.at(b));
    if let (Some(x), Some(y)) = (x.as_small(), y.as_small()) {
        return Ok(Value::bool(holds(op, x, y)).word());
    }
    if has_python_class(vm, x) || has_python_class(vm, y) {
        return compare_calling(vm, op, a, b);
    }
    if matches!(op, CompareOp::Equal | CompareOp::NotEqual) && vm.is_str(x) && vm.is_str(y) {
        return Ok(Value::bool(vm.same_str(x, y) == (op == CompareOp::Equal)).word());
    }
    match vm.leaf_with(|vm| leaf_compare(vm, op, vm.at(a), vm.at(b))) {
        Ok(Some(answer)) => Ok(Value::bool(answer).word()),
        Ok(None) => unanswered(vm, op, a, b),
        Err(_) if wants_call(vm) => compare_calling(vm, op, a, b),
        Err(trap) => Err(trap),
    }
}

/// A comparison in which special methods take part.
fn compare_calling(vm: &mut Engine, op: CompareOp, a: Slot, b: Slot) -> Result<Word, Trap> {
    let mut inquiry = Inquiry::new(op);
    loop {
        match ask(vm, inquiry, a, b)? {
            Asked::Answer(answer) => return Ok(answer),
            Asked::Call { method, object, other, next } => {
                let answer = call_found(vm, method, object, &[other])?;
                if answer != Value::not_implemented().word() {
                    return next.meaning(vm, answer);
                }
                inquiry = next;
            }
        }
    }
}

/// A comparison whose sides are being asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Inquiry {
    pub(crate) op: CompareOp,
    /// How many sides have been asked.
    pub(crate) asked: u8,
    /// Whether the answer that is awaited means its opposite.
    pub(crate) inverts: bool,
}

impl Inquiry {
    /// Nobody has been asked.
    pub(crate) const fn new(op: CompareOp) -> Self {
        Self { op, asked: 0, inverts: false }
    }

    /// What an answer other than NotImplemented says of the comparison.
    pub(crate) fn meaning(self, vm: &mut Engine, answer: Word) -> Result<Word, Trap> {
        if self.inverts {
            let is_equal = truth_of(vm, answer)?;
            return Ok(Value::bool(!is_equal).word());
        }
        Ok(answer)
    }
}

/// Asks until a special method must be called or the answer is there.
pub(crate) fn ask(
    vm: &mut Engine,
    inquiry: Inquiry,
    a: Slot,
    b: Slot,
) -> Result<Asked<Inquiry>, Trap> {
    let op = inquiry.op;
    let (left, right) = (type_of(vm, vm.at(a)), type_of(vm, vm.at(b)));
    // As in CPython, a class that derives from the other side's is asked first, overridden or not.
    let right_first =
        left != right && has_python_class(vm, vm.at(b)) && is_subclass(vm, right, left);
    for side in inquiry.asked..2 {
        let is_left = (side == 0) != right_first;
        let (object, other) = if is_left { (a, b) } else { (b, a) };
        let own_op = if is_left { op } else { mirrored(op) };
        let call = |method: Value<'_>, inverts| {
            let (method, next) = (method.word(), Inquiry { op, asked: side + 1, inverts });
            Ok(Asked::Call { method, object, other, next })
        };
        let value = vm.at(object);
        if let Some(method) = special(vm, value, method(own_op)) {
            return call(method, false);
        }
        // `object.__ne__` is the opposite of the object's own `__eq__`; a builtin type has a `__ne__` of its own.
        if op == CompareOp::NotEqual
            && let Some(method) = special(vm, value, EQ)
            && record_of(vm, value).compare.is_none()
        {
            return call(method, true);
        }
        if let Some(answer) = native_compare(vm, own_op, object, other)? {
            return Ok(Asked::Answer(Value::bool(answer).word()));
        }
    }
    unanswered(vm, op, a, b).map(Asked::Answer)
}

/// A comparison as the left side's builtin type answers it; `None` is NotImplemented.
pub(crate) fn native_compare(
    vm: &mut Engine,
    op: CompareOp,
    a: Slot,
    b: Slot,
) -> Result<Option<bool>, Trap> {
    let record = record_of(vm, vm.at(a));
    let Some(slot) = record.compare else { return Ok(None) };
    match vm.leaf_with(|vm| slot(vm, op, native(vm, vm.at(a)), native(vm, vm.at(b)))) {
        Err(trap) if wants_call(vm) => vm.scope(|vm| {
            let Some(slot) = record.general.compare else { return Err(trap) };
            let (a, b) = (native_slot(vm, a)?, native_slot(vm, b)?);
            nested(vm, |vm| slot(vm, op, a, b))
        }),
        answer => answer,
    }
}

/// Neither side knows: identity decides equality, and there is no order.
fn unanswered(vm: &Engine, op: CompareOp, a: Slot, b: Slot) -> Result<Word, Trap> {
    let text = match op {
        CompareOp::Equal => return Ok(Value::bool(vm.word(a) == vm.word(b)).word()),
        CompareOp::NotEqual => return Ok(Value::bool(vm.word(a) != vm.word(b)).word()),
        CompareOp::Less => "'<' not supported between instances of '{t}' and '{t}'",
        CompareOp::LessEqual => "'<=' not supported between instances of '{t}' and '{t}'",
        CompareOp::Greater => "'>' not supported between instances of '{t}' and '{t}'",
        CompareOp::GreaterEqual => "'>=' not supported between instances of '{t}' and '{t}'",
    };
    Err(vm.raise_with(TypeId::TYPE_ERROR, text, vm.at(a), vm.at(b)))
}

// Hashes.

/// The hash of a small int, and of every number equal to it.
#[inline]
pub(crate) const fn small_hash(n: i32) -> u32 {
    n as u32
}

/// The hash of a value.
///
/// TypeError if it has none; `NeedCall` where Python code must answer.
#[inline]
pub(crate) fn leaf_hash(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    match value.as_small() {
        Some(n) => Ok(small_hash(n)),
        None => leaf_hash_object(vm, value),
    }
}

fn leaf_hash_object(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    if let Some(hash) = vm.str_hash(value) {
        return Ok(hash);
    }
    if has_python_class(vm, value) {
        match special(vm, value, HASH) {
            Some(method) if method == Value::none() => return Err(unhashable(vm, value)),
            Some(_) => return Err(vm.need_call()),
            None => {}
        }
    }
    native_leaf_hash(vm, value)
}

fn native_leaf_hash(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    let record = record_of(vm, value);
    if record.flags.contains(TypeFlags::UNHASHABLE) {
        return Err(unhashable(vm, value));
    }
    match record.hash {
        Some(slot) => nested_leaf(vm, || slot(vm, native(vm, value))),
        None => identity_hash(vm, value),
    }
}

/// A hash of the object itself.
pub(crate) fn identity_hash(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    vm.id(value).map(|id| id >> 2)
}

#[cold]
fn unhashable(vm: &Engine, value: Value<'_>) -> Trap {
    vm.raise_with(TypeId::TYPE_ERROR, "unhashable type: '{t}'", value, value)
}

/// The hash of a value; TypeError if it has none.
pub(crate) fn hash(vm: &mut Engine, value: Slot) -> Result<u32, Trap> {
    match vm.leaf_with(|vm| leaf_hash(vm, vm.at(value))) {
        Err(trap) if wants_call(vm) => vm.scope(|vm| {
            if let Some(word) = call_special(vm, value, HASH, &[])? {
                let answer = native(vm, vm.value(word));
                return match native_type(vm, answer) {
                    TypeId::INT | TypeId::BOOL => leaf_hash(vm, answer),
                    _ => Err(vm.type_error("__hash__ method should return an integer")),
                };
            }
            hash_calling(vm, value, trap)
        }),
        answer => answer,
    }
}

/// The hash as the value's builtin type knows it.
pub(crate) fn native_hash(vm: &mut Engine, value: Slot) -> Result<u32, Trap> {
    match vm.leaf_with(|vm| native_leaf_hash(vm, vm.at(value))) {
        Err(trap) if wants_call(vm) => vm.scope(|vm| hash_calling(vm, value, trap)),
        answer => answer,
    }
}

fn hash_calling(vm: &mut Engine, value: Slot, trap: Trap) -> Result<u32, Trap> {
    let Some(slot) = record_of(vm, vm.at(value)).general.hash else { return Err(trap) };
    let inner = native_slot(vm, value)?;
    nested(vm, |vm| slot(vm, inner))
}

// Truth.

/// Whether a value counts as true; `NeedCall` where Python code must answer.
#[inline]
pub(crate) fn leaf_truth(vm: &Engine, value: Value<'_>) -> Result<bool, Trap> {
    if let Some(n) = value.as_small() {
        return Ok(n != 0);
    }
    if value == Value::true_() {
        return Ok(true);
    }
    if value == Value::false_() || value == Value::none() {
        return Ok(false);
    }
    leaf_truth_object(vm, value)
}

fn leaf_truth_object(vm: &Engine, value: Value<'_>) -> Result<bool, Trap> {
    if let Some(text) = vm.str_bytes(value) {
        return Ok(!text.is_empty());
    }
    if has_python_class(vm, value)
        && (special(vm, value, BOOL).is_some() || special(vm, value, LEN).is_some())
    {
        return Err(vm.need_call());
    }
    let record = record_of(vm, value);
    Ok(match (record.len, record.truth) {
        _ if record.flags.contains(TypeFlags::TRUE) => true,
        (_, Some(slot)) => slot(vm, native(vm, value)),
        (Some(slot), None) => slot(vm, native(vm, value)) != 0,
        (None, None) => true,
    })
}

/// Whether a value counts as true.
pub(crate) fn truth(vm: &mut Engine, value: Slot) -> Result<bool, Trap> {
    match leaf_truth(vm, vm.at(value)) {
        Err(_) if wants_call(vm) => vm.scope(|vm| {
            let Some(word) = call_special(vm, value, BOOL, &[])? else {
                return Ok(item::len(vm, value)? != 0);
            };
            let answer = vm.value(word);
            if answer == Value::true_() || answer == Value::false_() {
                return Ok(answer == Value::true_());
            }
            let text = "__bool__ should return bool, returned {t}";
            Err(vm.raise_with(TypeId::TYPE_ERROR, text, answer, answer))
        }),
        answer => answer,
    }
}

/// The truth of a word not yet in a slot.
fn truth_of(vm: &mut Engine, word: Word) -> Result<bool, Trap> {
    match leaf_truth(vm, vm.value(word)) {
        Err(_) if wants_call(vm) => vm.scope(|vm| {
            let slot = vm.push(word)?;
            truth(vm, slot)
        }),
        answer => answer,
    }
}

// Membership.

/// `item in container`.
pub(crate) fn contains(vm: &mut Engine, item: Slot, container: Slot) -> Result<bool, Trap> {
    if has_python_class(vm, vm.at(container)) {
        match special(vm, vm.at(container), CONTAINS) {
            Some(method) if method == Value::none() => {
                let container = vm.at(container);
                let text = "'{t}' object is not a container";
                return Err(vm.raise_with(TypeId::TYPE_ERROR, text, container, container));
            }
            Some(_) => {
                let answer = vm.scope(|vm| call_special(vm, container, CONTAINS, &[item]))?;
                return truth_of(vm, answer.unwrap_or(Value::false_().word()));
            }
            None => {}
        }
    }
    native_contains(vm, item, container)
}

/// `item in container` as the container's builtin type answers it, or else by iteration.
pub(crate) fn native_contains(vm: &mut Engine, item: Slot, container: Slot) -> Result<bool, Trap> {
    let record = record_of(vm, vm.at(container));
    let Some(slot) = record.contains else {
        return vm.scope(|vm| contains_iterating(vm, item, container));
    };
    match vm.leaf_with(|vm| slot(vm, native(vm, vm.at(container)), vm.at(item))) {
        Err(_) if wants_call(vm) => vm.scope(|vm| {
            let inner = native_slot(vm, container)?;
            match record.general.contains {
                Some(slot) => nested(vm, |vm| slot(vm, inner, item)),
                None => contains_iterating(vm, item, inner),
            }
        }),
        answer => answer,
    }
}

/// Looks for an item among those that the container yields.
fn contains_iterating(vm: &mut Engine, item: Slot, container: Slot) -> Result<bool, Trap> {
    let value = vm.at(container);
    let iterable = special(vm, value, ITER).or_else(|| special(vm, value, GET_ITEM)).is_some();
    let record = record_of(vm, value);
    let is_iterator = !matches!(record.next, crate::object::Next::No);
    if !iterable && record.iter.is_none() && !is_iterator && native_type(vm, value) != TypeId::TYPE
    {
        let text = "argument of type '{t}' is not iterable";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
    }
    let found = vm.push_unbound(2)?;
    let iterator = found.offset(1);
    let word = iterate::iter(vm, container)?;
    vm.set_word(iterator, word);
    while let Some(word) = iterate::next(vm, iterator)? {
        vm.set_word(found, word);
        if equal(vm, found, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}
