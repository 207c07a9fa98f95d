//! `array.array`: numbers of one size in a row.
//!
//! ```text
//! ARRAY  [header][length << 8 | type code][storage: RAW or 0]
//! ```

use core::cmp::Ordering;

use super::bytes::storage;
use super::element::{self, Misfit};
use super::{buffer, float, int, iterator, sequence};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::name::ascii;
use crate::object::{
    Args, Engine, Frame, Member, Res, Role, Slot, Trap, Type, TypeFlags, TypeId, kind,
};
use crate::runtime::{attribute, compare, format, index, iterate, text};
use crate::types::buffer::Buffer;
use crate::types::str::index::positions;
use crate::types::str::search::length;
use crate::types::str::split::NewList;
use crate::value::{Value, Word};

const INFO: u32 = 1;
/// Lengths have 24 bits.
const LEN_MAX: u32 = (1 << 24) - 1;
const CODES: &[u8] = b"bBhHiIlLqQfd";

/// An array, looked at.
#[derive(Clone, Copy)]
struct Row {
    object: u32,
    code: u8,
    /// Bytes of an item.
    size: u32,
    /// How many items.
    len: u32,
}

impl Row {
    fn of(vm: &Engine, object: u32) -> Self {
        let info = vm.field(object, INFO);
        let code = info as u8;
        Self { object, code, size: element::size(code).unwrap_or(1), len: info >> 8 }
    }

    fn new(vm: &Engine, code: u8, len: usize) -> Result<Self, Trap> {
        let size = element::size(code).unwrap_or(1);
        let len = u32::try_from(len).ok().filter(|&len| len <= LEN_MAX);
        let len = len.ok_or_else(|| vm.memory_error())?;
        let info = len << 8 | u32::from(code);
        let object = storage::alloc(vm, kind::ARRAY, info, len * size)?;
        Ok(Self { object, code, size, len })
    }

    fn value<'g>(self) -> Value<'g> {
        Value::object(self.object)
    }

    fn bytes_len(self) -> u32 {
        self.len * self.size
    }

    fn address(self, vm: &Engine, i: usize) -> u32 {
        storage::data(vm, self.object) + i as u32 * self.size
    }

    fn item(self, vm: &Engine, i: usize) -> Res<'_> {
        element::load(vm, self.code, self.address(vm, i))
    }

    fn bytes(self, vm: &Engine) -> &[u8] {
        vm.heap.bytes(storage::data(vm, self.object), self.bytes_len())
    }

    fn set_len(self, vm: &Engine, len: u32) {
        vm.set_raw(self.object, INFO, len << 8 | u32::from(self.code));
    }

    /// The bits of a value as an item of this array.
    fn bits(self, vm: &Engine, value: Value<'_>) -> Result<u64, Trap> {
        element::bits(vm, self.code, value)?
            .map_err(|misfit| misfit_error(vm, self.code, misfit, value))
    }

    /// Puts bytes that are whole items in the place of `removed` items from `start` on.
    fn splice(self, vm: &Engine, start: u32, removed: u32, bytes: &[u8]) -> Result<(), Trap> {
        let added = bytes.len() as u32 / self.size;
        if self.len - removed + added > LEN_MAX {
            return Err(vm.memory_error());
        }
        let range = (start * self.size, removed * self.size);
        let len = storage::splice(vm, self.object, self.bytes_len(), range, bytes)?;
        self.set_len(vm, len / self.size);
        Ok(())
    }

    /// Puts an item in the place of `removed` from `start` on.
    fn put(self, vm: &Engine, start: u32, removed: u32, value: Value<'_>) -> Result<(), Trap> {
        let bits = self.bits(vm, value)?.to_le_bytes();
        self.splice(vm, start, removed, &bits[..self.size as usize])
    }
}

#[cold]
fn misfit_error(vm: &Engine, code: u8, misfit: Misfit, value: Value<'_>) -> Trap {
    let text = match (code, misfit) {
        (b'f' | b'd', Misfit::Type) => {
            return vm.raise_with(TypeId::TYPE_ERROR, "must be real number, not {t}", value, value);
        }
        (_, Misfit::Type) => {
            let text = "'{t}' object cannot be interpreted as an integer";
            return vm.raise_with(TypeId::TYPE_ERROR, text, value, value);
        }
        (b'b', Misfit::Low) => "signed char is less than minimum",
        (b'b', Misfit::High) => "signed char is greater than maximum",
        (b'B', Misfit::Low) => "unsigned byte integer is less than minimum",
        (b'B', Misfit::High) => "unsigned byte integer is greater than maximum",
        (b'h', Misfit::Low) => "signed short integer is less than minimum",
        (b'h', Misfit::High) => "signed short integer is greater than maximum",
        (b'H', Misfit::Low) => "unsigned short is less than minimum",
        (b'H', Misfit::High) => "unsigned short is greater than maximum",
        (b'i' | b'l', Misfit::Low) => "signed integer is less than minimum",
        (b'i' | b'l', Misfit::High) => "signed integer is greater than maximum",
        (b'I' | b'L', Misfit::Low) => "can't convert negative value to unsigned int",
        (b'I' | b'L', Misfit::High) => "unsigned int is greater than maximum",
        (b'Q', Misfit::Low) => "can't convert negative int to unsigned",
        _ => "int too big to convert",
    };
    vm.raise(TypeId::OVERFLOW_ERROR, text)
}

/// The bytes of an array.
pub(crate) fn buffer(vm: &Engine, object: u32) -> Buffer {
    let row = Row::of(vm, object);
    let address = storage::data(vm, object);
    Buffer { address, len: row.bytes_len(), writable: true, format: row.code }
}

fn row(vm: &Engine, value: Value<'_>) -> Option<Row> {
    vm.expect(attribute::native(vm, value), kind::ARRAY).map(|object| Row::of(vm, object))
}

fn receiver(vm: &Engine, value: Value<'_>) -> Result<Row, Trap> {
    row(vm, value).ok_or_else(|| {
        let text = "descriptor requires an 'array.array' object but received a '{t}'";
        vm.raise_with(TypeId::TYPE_ERROR, text, value, value)
    })
}

// Making one.

/// `array(typecode[, initializer])`
fn new(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let code = match vm.str_bytes(attribute::native(vm, vm.at(frame.at(1)))) {
        Some(&[code]) if CODES.contains(&code) => code,
        Some([_]) => {
            let text = "bad typecode (must be b, B, h, H, i, I, l, L, q, Q, f or d)";
            return Err(vm.value_error(text));
        }
        _ => {
            let text = "array() argument 1 must be a unicode character, not {t}";
            let value = vm.at(frame.at(1));
            return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
        }
    };
    vm.scope(|vm| {
        let made = vm.leaf(|vm| Ok(Row::new(vm, code, 0)?.value()))?;
        let made = vm.push(made)?;
        if let Some(from) = frame.get(2) {
            let value = vm.at(from);
            match attribute::native_type(vm, value) {
                TypeId::STR => {
                    let text = "cannot use a str to initialize an array with typecode '{s}'";
                    let code = vm.name_value(ascii(code));
                    return Err(vm.raise_with(TypeId::TYPE_ERROR, text, code, code));
                }
                TypeId::BYTES | TypeId::BYTEARRAY => {
                    vm.leaf(|vm| append_bytes(vm, vm.at(made), vm.at(from)))?;
                }
                _ => extend_from(vm, made, from, true)?,
            }
        }
        Ok(vm.word(made))
    })
}

fn append_bytes<'g>(vm: &'g Engine, array: Value<'g>, from: Value<'g>) -> Res<'g> {
    let row = receiver(vm, array)?;
    let Some(bytes) = storage::source(vm, row.object, from)? else {
        return Err(vm.raise_with(TypeId::TYPE_ERROR, buffer::REQUIRED, from, from));
    };
    if !bytes.len().is_multiple_of(row.size as usize) {
        return Err(vm.value_error("bytes length not a multiple of item size"));
    }
    row.splice(vm, row.len, 0, bytes)?;
    Ok(Value::none())
}

/// Appends all of an iterable; arrays must be of the same type unless `convert`.
fn extend_from(vm: &mut Engine, array: Slot, from: Slot, convert: bool) -> Result<(), Trap> {
    let same = match (row(vm, vm.at(array)), row(vm, vm.at(from))) {
        (Some(row), Some(other)) if row.code == other.code => true,
        (_, Some(_)) if !convert => {
            return Err(vm.type_error("can only extend with array of same kind"));
        }
        _ => false,
    };
    if same {
        return vm.leaf_with(|vm| append_bytes(vm, vm.at(array), vm.at(from)).map(|_| ()));
    }
    vm.scope(|vm| {
        let iterator = iterate::iter(vm, from)?;
        let iterator = vm.push(iterator)?;
        let item = vm.push_unbound(1)?;
        while let Some(word) = iterate::next(vm, iterator)? {
            vm.set_word(item, word);
            vm.leaf_with(|vm| {
                let row = receiver(vm, vm.at(array))?;
                row.put(vm, row.len, 0, vm.at(item))
            })?;
        }
        Ok(())
    })
}

// Slots.

fn len(vm: &Engine, value: Value<'_>) -> usize {
    row(vm, value).map_or(0, |row| row.len as usize)
}

fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    let code = receiver(vm, vm.at(value))?.code;
    text::push(vm, out, &[b'a', b'r', b'r', b'a', b'y', b'(', b'\'', code, b'\''])?;
    if len(vm, vm.at(value)) > 0 {
        text::push(vm, out, b", [")?;
        vm.scope(|vm| {
            let item = vm.push_unbound(1)?;
            let mut i = 0;
            while i < len(vm, vm.at(value)) {
                if i > 0 {
                    text::push(vm, out, b", ")?;
                }
                let word = vm.leaf(|vm| receiver(vm, vm.at(value))?.item(vm, i))?;
                vm.set_word(item, word);
                format::repr(vm, item, out)?;
                i += 1;
            }
            Ok(())
        })?;
        text::push(vm, out, b"]")?;
    }
    text::push(vm, out, b")")
}

fn iter<'g>(vm: &'g Engine, value: Value<'g>) -> Res<'g> {
    iterator::new(vm, iterator::Kind::Indexed, value)
}

fn get_item<'g>(vm: &'g Engine, object: Value<'g>, key: Value<'g>) -> Res<'g> {
    let row = receiver(vm, object)?;
    if vm.expect(key, kind::SLICE).is_none() {
        let at = index::item_index(vm, key, row.len as usize, "array index out of range")?;
        return row.item(vm, at);
    }
    let (start, _, step, count) = index::slice_bounds(vm, key, row.len as usize)?;
    let made = Row::new(vm, row.code, count)?;
    for (to, from) in positions(start, step, count).enumerate() {
        vm.heap.copy_within(row.address(vm, from), made.address(vm, to), row.size);
    }
    Ok(made.value())
}

fn set_item(
    vm: &Engine,
    object: Value<'_>,
    key: Value<'_>,
    value: Option<Value<'_>>,
) -> Result<(), Trap> {
    let row = receiver(vm, object)?;
    if vm.expect(key, kind::SLICE).is_some() {
        return set_slice(vm, row, key, value);
    }
    let text = "array assignment index out of range";
    let at = index::item_index(vm, key, row.len as usize, text)?;
    match value {
        Some(value) => {
            let bits = row.bits(vm, value)?;
            element::store_bits(vm, row.address(vm, at), row.size, bits);
            Ok(())
        }
        None => row.splice(vm, at as u32, 1, b""),
    }
}

fn set_slice(
    vm: &Engine,
    array: Row,
    slice: Value<'_>,
    value: Option<Value<'_>>,
) -> Result<(), Trap> {
    let (start, stop, step, count) = index::slice_bounds(vm, slice, array.len as usize)?;
    let bytes = match value {
        None => b"",
        Some(value) => match row(vm, value) {
            Some(other) if other.code == array.code => {
                storage::source(vm, array.object, value)?.unwrap_or_default()
            }
            Some(_) => return Err(vm.type_error("bad argument type for built-in operation")),
            None => {
                let text = "can only assign array (not \"{t}\") to array slice";
                return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
            }
        },
    };
    if step == 1 {
        return array.splice(vm, start as u32, (stop - start).max(0) as u32, bytes);
    }
    // No items in the place of some delete them, as CPython has it.
    if bytes.is_empty() {
        let items = (array.len, array.size);
        let left = storage::delete_steps(vm, array.object, items, (start, step, count));
        array.set_len(vm, left);
        return Ok(());
    }
    if bytes.len() != count * array.size as usize {
        let text = "attempt to assign array of size {d} to extended slice of size {d}";
        let given = length(bytes.len() / array.size as usize);
        return Err(vm.raise_with(TypeId::VALUE_ERROR, text, given, length(count)));
    }
    for (at, item) in positions(start, step, count).zip(bytes.chunks(array.size as usize)) {
        vm.heap.copy_in(array.address(vm, at), item);
    }
    Ok(())
}

fn find(vm: &Engine, row: Row, item: Value<'_>, from: usize) -> Result<Option<usize>, Trap> {
    for i in from..row.len as usize {
        if compare::leaf_equal(vm, row.item(vm, i)?, item)? {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

fn contains(vm: &Engine, object: Value<'_>, item: Value<'_>) -> Result<bool, Trap> {
    Ok(find(vm, receiver(vm, object)?, item, 0)?.is_some())
}

fn binary<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    match op {
        BinaryOp::Add => {
            let Some(left) = row(vm, a) else { return Ok(None) };
            let right = same_kind(vm, left, b)?;
            let made = Row::new(vm, left.code, (left.len + right.len) as usize)?;
            vm.heap.copy_in(made.address(vm, 0), left.bytes(vm));
            vm.heap.copy_in(made.address(vm, left.len as usize), right.bytes(vm));
            Ok(Some(made.value()))
        }
        BinaryOp::Multiply => {
            let (array, count) = match row(vm, a) {
                Some(array) => (array, b),
                None => (receiver(vm, b)?, a),
            };
            let Some(count) = sequence::repeat_count(vm, count)? else { return Ok(None) };
            let count = count as usize;
            let len = (array.len as usize).checked_mul(count).ok_or_else(|| vm.memory_error())?;
            let made = Row::new(vm, array.code, len)?;
            if array.len > 0 {
                for copy in 0..count {
                    vm.heap.copy_in(made.address(vm, copy * array.len as usize), array.bytes(vm));
                }
            }
            Ok(Some(made.value()))
        }
        _ => Ok(None),
    }
}

fn same_kind(vm: &Engine, array: Row, other: Value<'_>) -> Result<Row, Trap> {
    match row(vm, other) {
        Some(other) if other.code == array.code => Ok(other),
        Some(_) => Err(vm.type_error("bad argument type for built-in operation")),
        None => {
            let text = "can only append array (not \"{t}\") to array";
            Err(vm.raise_with(TypeId::TYPE_ERROR, text, other, other))
        }
    }
}

fn in_place<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    let Some(array) = row(vm, a) else { return Ok(None) };
    match op {
        BinaryOp::Add => {
            if row(vm, b).is_none() {
                let text = "can only extend with array (not \"{t}\")";
                return Err(vm.raise_with(TypeId::TYPE_ERROR, text, b, b));
            }
            same_kind(vm, array, b)?;
            append_bytes(vm, a, b)?;
        }
        BinaryOp::Multiply => {
            let Some(count) = sequence::repeat_count(vm, b)? else { return Ok(None) };
            if array.len.checked_mul(count).is_none_or(|len| len > LEN_MAX) {
                return Err(vm.memory_error());
            }
            let len = storage::repeat(vm, array.object, array.bytes_len(), count)?;
            array.set_len(vm, len / array.size);
        }
        _ => return Ok(None),
    }
    Ok(Some(a))
}

fn slot_compare(
    vm: &Engine,
    op: CompareOp,
    a: Value<'_>,
    b: Value<'_>,
) -> Result<Option<bool>, Trap> {
    let (Some(left), Some(right)) = (row(vm, a), row(vm, b)) else { return Ok(None) };
    for i in 0..left.len.min(right.len) as usize {
        let (x, y) = (left.item(vm, i)?, right.item(vm, i)?);
        if !compare::leaf_equal(vm, x, y)? {
            return match op {
                CompareOp::Equal => Ok(Some(false)),
                CompareOp::NotEqual => Ok(Some(true)),
                _ => Ok(Some(order(vm, x, y).is_some_and(|order| sequence::holds(op, order)))),
            };
        }
    }
    Ok(Some(sequence::holds(op, left.len.cmp(&right.len))))
}

/// How two items compare; not at all if one is no number.
fn order(vm: &Engine, x: Value<'_>, y: Value<'_>) -> Option<Ordering> {
    match (float::get(vm, x), float::get(vm, y)) {
        (None, None) => Some(int::compare(vm, x, y)),
        (Some(x), Some(y)) => x.partial_cmp(&y),
        (None, Some(y)) => int::compare_float(vm, x, y),
        (Some(x), None) => int::compare_float(vm, y, x).map(Ordering::reverse),
    }
}

// Methods.

fn append<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let row = receiver(vm, args.at(0))?;
    row.put(vm, row.len, 0, args.at(1))?;
    Ok(Value::none())
}

fn extend(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receiver(vm, vm.at(frame.at(0)))?;
    extend_from(vm, frame.at(0), frame.at(1), false)?;
    Ok(Value::none().word())
}

fn insert<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let row = receiver(vm, args.at(0))?;
    let at = i64::from(index::index(vm, args.at(1))?);
    let at = if at < 0 { at + i64::from(row.len) } else { at }.clamp(0, row.len.into());
    row.put(vm, at as u32, 0, args.at(2))?;
    Ok(Value::none())
}

fn pop<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let row = receiver(vm, args.at(0))?;
    if row.len == 0 {
        return Err(vm.raise(TypeId::INDEX_ERROR, "pop from empty array"));
    }
    let at = match args.get(1) {
        Some(key) => index::item_index(vm, key, row.len as usize, "pop index out of range")?,
        None => row.len as usize - 1,
    };
    let item = row.item(vm, at)?;
    row.splice(vm, at as u32, 1, b"")?;
    Ok(item)
}

fn remove<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let row = receiver(vm, args.at(0))?;
    match find(vm, row, args.at(1), 0)? {
        Some(at) => row.splice(vm, at as u32, 1, b"").map(|()| Value::none()),
        None => Err(vm.value_error("array.remove(x): x not in array")),
    }
}

fn method_index<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let row = receiver(vm, args.at(0))?;
    let bound = |i: usize, default: u32| match args.get(i) {
        None => Ok(default),
        Some(value) => index::index(vm, value).map(|at| {
            let at = i64::from(at);
            if at < 0 { at + i64::from(row.len) } else { at }.clamp(0, row.len.into()) as u32
        }),
    };
    let (start, stop) = (bound(2, 0)?, bound(3, row.len)?);
    match find(vm, Row { len: stop, ..row }, args.at(1), start as usize)? {
        Some(at) => Ok(length(at)),
        None => Err(vm.value_error("array.index(x): x not in array")),
    }
}

fn count<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let row = receiver(vm, args.at(0))?;
    let (mut count, mut from) = (0, 0);
    while let Some(at) = find(vm, row, args.at(1), from)? {
        count += 1;
        from = at + 1;
    }
    Ok(length(count))
}

fn reverse<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let row = receiver(vm, args.at(0))?;
    for i in 0..row.len as usize / 2 {
        let (low, high) = (row.address(vm, i), row.address(vm, row.len as usize - 1 - i));
        let bits = element::load_bits(vm, low, row.size);
        vm.heap.copy_within(high, low, row.size);
        element::store_bits(vm, high, row.size, bits);
    }
    Ok(Value::none())
}

fn byteswap<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let row = receiver(vm, args.at(0))?;
    for i in 0..row.len as usize {
        let bits = element::load_bits(vm, row.address(vm, i), row.size);
        let swapped = bits.swap_bytes() >> (64 - 8 * row.size);
        element::store_bits(vm, row.address(vm, i), row.size, swapped);
    }
    Ok(Value::none())
}

fn tobytes<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    super::bytes::new(vm, receiver(vm, args.at(0))?.bytes(vm))
}

fn frombytes<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    append_bytes(vm, args.at(0), args.at(1))
}

fn tolist<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let row = receiver(vm, args.at(0))?;
    let made = NewList::new(vm, row.len as usize)?;
    for i in 0..row.len as usize {
        made.set(vm, i, row.item(vm, i)?);
    }
    Ok(made.finish())
}

fn fromlist(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    if attribute::native_type(vm, vm.at(frame.at(1))) != TypeId::LIST {
        return Err(vm.type_error("arg must be list"));
    }
    extend(vm, frame)
}

fn itemsize<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    Ok(Value::int(receiver(vm, args.at(0))?.size as i32))
}

fn typecode<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    Ok(vm.name_value(ascii(receiver(vm, args.at(0))?.code)))
}

/// `array.array`
pub(crate) static TYPE: Type = Type {
    flags: TypeFlags::BASE.union(TypeFlags::UNHASHABLE),
    members: &[
        Member::leaf("append", 2, 2, append),
        Member::leaf("byteswap", 1, 1, byteswap),
        Member::leaf("count", 2, 2, count),
        Member::general("extend", 2, 2, extend),
        Member::leaf("frombytes", 2, 2, frombytes),
        Member::general("fromlist", 2, 2, fromlist),
        Member::leaf("index", 2, 4, method_index),
        Member::leaf("insert", 3, 3, insert),
        Member::leaf("itemsize", 1, 1, itemsize).role(Role::Attribute),
        Member::leaf("pop", 1, 2, pop),
        Member::leaf("remove", 2, 2, remove),
        Member::leaf("reverse", 1, 1, reverse),
        Member::leaf("tobytes", 1, 1, tobytes),
        Member::leaf("tolist", 1, 1, tolist),
        Member::leaf("typecode", 1, 1, typecode).role(Role::Attribute),
    ],
    new: Some(Member::general("__new__", 2, 3, new)),
    repr: Some(repr),
    len: Some(len),
    iter: Some(iter),
    get_item: Some(get_item),
    set_item: Some(set_item),
    contains: Some(contains),
    binary: Some(binary),
    in_place: Some(in_place),
    compare: Some(slot_compare),
    ..Type::new(TypeId::ARRAY)
};
