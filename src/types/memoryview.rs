//! `memoryview`: a look at the bytes of another object, item by item.
//!
//! ```text
//! MEMORYVIEW  [header][step, 16 bits | flags, 8 bits | format][offset in bytes][length in items][object]
//! ```
//! The view keeps the object, so it can be resized or moved meanwhile: where its bytes are and whether the view still
//! lies inside them is looked up at each use.

use super::element::{self, Misfit};
use super::{buffer, bytes, iterator};
use crate::bytecode::CompareOp;
use crate::name::{ascii, hash};
use crate::object::{Args, Engine, Member, Res, Role, Slot, Trap, Type, TypeId, kind};
use crate::runtime::{attribute, compare, index, text};
use crate::types::buffer::Buffer;
use crate::types::bytes::bytearray;
use crate::types::str::search::length;
use crate::types::str::split::NewList;
use crate::types::str::subject::{Kind, Output};
use crate::value::Value;

const INFO: u32 = 1;
const OFFSET: u32 = 2;
const LEN: u32 = 3;
const OBJECT: u32 = 4;

const RELEASED: u32 = 1 << 8;
const READ_ONLY: u32 = 1 << 9;
/// A view of bytes one after another.
const PLAIN_BYTES: u32 = 1 << 16 | b'B' as u32;

/// A view, looked at.
#[derive(Clone, Copy)]
struct View {
    object: u32,
    /// Of the object's bytes, where the first item is.
    offset: u32,
    len: u32,
    /// From one item to the next, in items.
    step: i32,
    format: u8,
    /// Bytes of an item.
    size: u32,
    read_only: bool,
    /// The device address of the first item.
    address: u32,
}

impl View {
    /// The view that an object is, if it is not released and its object still has the bytes.
    fn of(vm: &Engine, view: u32) -> Result<Self, Trap> {
        let info = vm.field(view, INFO);
        if info & RELEASED != 0 {
            return Err(vm.value_error("operation forbidden on released memoryview object"));
        }
        let format = info as u8;
        let object = vm.field(view, OBJECT);
        let whole = base(vm, object);
        let view = Self {
            object,
            offset: vm.field(view, OFFSET),
            len: vm.field(view, LEN),
            step: info as i32 >> 16,
            format,
            size: element::size(format).unwrap_or(1),
            read_only: info & READ_ONLY != 0,
            address: whole.address.wrapping_add(vm.field(view, OFFSET)),
        };
        if view.fits(whole.len) {
            return Ok(view);
        }
        Err(vm.raise(TypeId::BUFFER_ERROR, "memoryview: the underlying object has been resized"))
    }

    /// Whether all items lie in so many bytes.
    fn fits(self, len: u32) -> bool {
        if self.len == 0 {
            return true;
        }
        let first = i64::from(self.offset);
        let last = first + i64::from(self.len - 1) * i64::from(self.step) * i64::from(self.size);
        first.min(last) >= 0 && first.max(last) + i64::from(self.size) <= i64::from(len)
    }

    fn make(self, vm: &Engine) -> Res<'_> {
        let flags = if self.read_only { READ_ONLY } else { 0 };
        let Ok(step) = i16::try_from(self.step) else {
            let text = "memoryview: the step is too large";
            return Err(vm.raise(TypeId::NOT_IMPLEMENTED_ERROR, text));
        };
        let info = (step as u16 as u32) << 16 | flags | u32::from(self.format);
        vm.make(kind::MEMORYVIEW, &[info, self.offset, self.len, self.object])
    }

    /// The device address of an item.
    fn item_address(self, i: usize) -> u32 {
        let distance = (i as u32).wrapping_mul(self.step as u32).wrapping_mul(self.size);
        self.address.wrapping_add(distance)
    }

    fn item(self, vm: &Engine, i: usize) -> Res<'_> {
        element::load(vm, self.format, self.item_address(i))
    }

    fn bytes_len(self) -> u32 {
        self.len * self.size
    }

    /// Whether its items lie one after another.
    fn is_plain(self) -> bool {
        self.step == 1 || self.len < 2
    }

    fn store(self, vm: &Engine, i: usize, value: Value<'_>) -> Result<(), Trap> {
        let wanted = match (self.format, bytes_of_one(vm, value)) {
            (b'c', Some(byte)) => Ok(byte.into()),
            (b'c', None) => Err(Misfit::Type),
            (b'?', _) => Ok(compare::leaf_truth(vm, value)?.into()),
            _ => element::bits(vm, self.format, value)?,
        };
        let text = match wanted {
            Ok(bits) => {
                element::store_bits(vm, self.item_address(i), self.size, bits);
                return Ok(());
            }
            Err(Misfit::Type) => (TypeId::TYPE_ERROR, "memoryview: invalid type for format '{s}'"),
            Err(_) => (TypeId::VALUE_ERROR, "memoryview: invalid value for format '{s}'"),
        };
        let format = vm.name_value(ascii(self.format));
        Err(vm.raise_with(text.0, text.1, format, format))
    }
}

/// The byte of a bytes object of one.
fn bytes_of_one(vm: &Engine, value: Value<'_>) -> Option<u8> {
    match buffer::content(vm, value) {
        Some(&[byte]) => Some(byte),
        _ => None,
    }
}

/// The bytes of the object under a view.
fn base(vm: &Engine, object: u32) -> Buffer {
    let none = Buffer { address: object, len: 0, writable: false, format: b'B' };
    buffer::owned(vm, object).unwrap_or(none)
}

/// How many bytes a view has and the device address of the first, if they lie one after another, all inside the object
/// still: found with a look at each of them, for the views that are used most.
#[inline]
pub(crate) fn plain_bytes(vm: &Engine, view: u32) -> Option<(u32, u32)> {
    if vm.field(view, INFO) & !READ_ONLY != PLAIN_BYTES {
        return None;
    }
    let (object, offset, len) =
        (vm.field(view, OBJECT), vm.field(view, OFFSET), vm.field(view, LEN));
    let (room, first) = match vm.header(object).id() {
        kind::BYTES => (bytes::len(vm, object), bytes::data(object)),
        kind::BYTEARRAY => (bytearray::len(vm, object), bytearray::data(vm, object)),
        _ => return None,
    };
    let inside = room.checked_sub(offset).is_some_and(|rest| len <= rest);
    inside.then_some((len, first + offset))
}

/// The bytes of a view whose items lie one after another.
pub(crate) fn buffer(vm: &Engine, view: u32) -> Option<Buffer> {
    let Ok(view) = View::of(vm, view) else {
        vm.take_pending();
        return None;
    };
    view.is_plain().then_some(Buffer {
        address: view.address,
        len: view.bytes_len(),
        writable: !view.read_only,
        format: view.format,
    })
}

/// The view that is a method's receiver.
fn receiver(vm: &Engine, value: Value<'_>) -> Result<View, Trap> {
    match vm.expect(attribute::native(vm, value), kind::MEMORYVIEW) {
        Some(view) => View::of(vm, view),
        None => {
            let text = "descriptor requires a 'memoryview' object but received a '{t}'";
            Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value))
        }
    }
}

/// `memoryview(object)`
fn new<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    over(vm, args.at(1))
}

/// A view of all the bytes of an object.
pub(crate) fn over<'g>(vm: &'g Engine, value: Value<'g>) -> Res<'g> {
    let value = attribute::native(vm, value);
    if let Some(view) = vm.expect(value, kind::MEMORYVIEW) {
        return View::of(vm, view)?.make(vm);
    }
    let (Some(whole), Some(object)) = (buffer::bytes_of(vm, value), value.address()) else {
        let text = "memoryview: a bytes-like object is required, not '{t}'";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value));
    };
    let size = element::size(whole.format).unwrap_or(1);
    View {
        object,
        offset: 0,
        len: whole.len / size,
        step: 1,
        format: whole.format,
        size,
        read_only: !whole.writable,
        address: whole.address,
    }
    .make(vm)
}

/// How many items the view at an address has.
pub(crate) fn len_of(vm: &Engine, view: u32) -> usize {
    vm.field(view, LEN) as usize
}

/// A view of `count` items of the view at an address, from item `start` on; both inside it.
pub(crate) fn part(vm: &Engine, view: u32, start: usize, count: usize) -> Res<'_> {
    select(View::of(vm, view)?, start as i32, 1, count).make(vm)
}

/// Item `i` of the view at an address, if there are so many.
pub(crate) fn item(vm: &Engine, view: u32, i: u32) -> Result<Option<Value<'_>>, Trap> {
    let view = View::of(vm, view)?;
    if i < view.len { view.item(vm, i as usize).map(Some) } else { Ok(None) }
}

// Slots.

fn len(vm: &Engine, value: Value<'_>) -> usize {
    vm.expect(value, kind::MEMORYVIEW).map_or(0, |view| vm.field(view, LEN) as usize)
}

fn iter<'g>(vm: &'g Engine, value: Value<'g>) -> Res<'g> {
    receiver(vm, value)?;
    iterator::new(vm, iterator::Kind::Indexed, value)
}

fn repr(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    let id = vm.leaf_with(|vm| vm.id(vm.at(value)))?;
    let address = vm.word(value);
    let info = vm.field(address, INFO);
    text::push(
        vm,
        out,
        if info & RELEASED == 0 { b"<memory at " } else { b"<released memory at " },
    )?;
    text::write_fmt(vm, out, format_args!("{id:#010x}>"))
}

const WRONG_KEY: &str = "memoryview: invalid slice key";

/// The part of a view that a slice selects.
fn slice(vm: &Engine, view: View, key: Value<'_>) -> Result<View, Trap> {
    let (start, _, step, count) = index::slice_bounds(vm, key, view.len as usize)?;
    Ok(select(view, start, step, count))
}

/// `count` items of a view, every `step`th from `start` on.
fn select(view: View, start: i32, step: i32, count: usize) -> View {
    let distance = start.wrapping_mul(view.step).wrapping_mul(view.size as i32) as u32;
    View {
        offset: view.offset.wrapping_add(distance),
        address: view.address.wrapping_add(distance),
        len: count as u32,
        // The step of no or one item does not matter.
        step: if count > 1 { view.step.saturating_mul(step) } else { 1 },
        ..view
    }
}

fn get_item<'g>(vm: &'g Engine, object: Value<'g>, key: Value<'g>) -> Res<'g> {
    if let (Some(view), Some(i)) = (vm.expect(object, kind::MEMORYVIEW), key.as_small())
        && let Some((len, first)) = plain_bytes(vm, view)
        && (i as u32) < len
    {
        return Ok(Value::int(vm.heap.byte(first + i as u32).into()));
    }
    let view = receiver(vm, object)?;
    if let Some(i) = key.as_small()
        && (i as u32) < view.len
    {
        return view.item(vm, i as usize);
    }
    if vm.expect(key, kind::SLICE).is_some() {
        return slice(vm, view, key)?.make(vm);
    }
    let text = "index out of bounds on dimension 1";
    view.item(vm, item_index(vm, key, view, text)?)
}

fn item_index(vm: &Engine, key: Value<'_>, view: View, text: &'static str) -> Result<usize, Trap> {
    index::item_index(vm, key, view.len as usize, text).map_err(|trap| {
        if attribute::is_pending(vm, TypeId::TYPE_ERROR) { vm.type_error(WRONG_KEY) } else { trap }
    })
}

fn set_item(
    vm: &Engine,
    object: Value<'_>,
    key: Value<'_>,
    value: Option<Value<'_>>,
) -> Result<(), Trap> {
    let view = receiver(vm, object)?;
    if view.read_only {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    let Some(value) = value else { return Err(vm.type_error("cannot delete memory")) };
    if vm.expect(key, kind::SLICE).is_some() {
        return set_slice(vm, slice(vm, view, key)?, value);
    }
    let at = match key.as_small() {
        Some(i) if (i as u32) < view.len => i as usize,
        _ => item_index(vm, key, view, "index out of bounds on dimension 1")?,
    };
    view.store(vm, at, value)
}

/// Copies an object's items over those of a view.
fn set_slice(vm: &Engine, to: View, value: Value<'_>) -> Result<(), Trap> {
    let different =
        || vm.value_error("memoryview assignment: lvalue and rvalue have different structures");
    let native = attribute::native(vm, value);
    let from = match vm.expect(native, kind::MEMORYVIEW) {
        Some(view) => View::of(vm, view)?,
        None => {
            let Buffer { address, len, format, .. } = buffer::required(vm, value)?;
            let size = element::size(format).unwrap_or(1);
            View { address, len: len / size, step: 1, format, size, ..to }
        }
    };
    if from.len != to.len || from.size != to.size {
        return Err(different());
    }
    if from.is_plain() && to.is_plain() {
        vm.heap.copy_within(from.address, to.address, to.bytes_len());
        return Ok(());
    }
    // The two may overlap in any way: by way of a copy.
    let copy = bytes::alloc(vm, from.bytes_len())?;
    for i in 0..from.len as usize {
        let at = bytes::data(copy) + i as u32 * from.size;
        vm.heap.copy_within(from.item_address(i), at, from.size);
    }
    for i in 0..to.len as usize {
        let at = bytes::data(copy) + i as u32 * to.size;
        vm.heap.copy_within(at, to.item_address(i), to.size);
    }
    Ok(())
}

fn contains(vm: &Engine, object: Value<'_>, item: Value<'_>) -> Result<bool, Trap> {
    let view = receiver(vm, object)?;
    for i in 0..view.len as usize {
        if compare::leaf_equal(vm, view.item(vm, i)?, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Anything with bytes as a view.
fn view_of(vm: &Engine, value: Value<'_>) -> Option<View> {
    let native = attribute::native(vm, value);
    if let Some(view) = vm.expect(native, kind::MEMORYVIEW) {
        let view = View::of(vm, view).ok();
        if view.is_none() {
            vm.take_pending();
        }
        return view;
    }
    let Buffer { address, len, format, writable } = buffer::bytes_of(vm, value)?;
    let size = element::size(format).unwrap_or(1);
    let object = native.address()?;
    Some(View {
        object,
        offset: 0,
        len: len / size,
        step: 1,
        format,
        size,
        read_only: !writable,
        address,
    })
}

fn slot_compare(
    vm: &Engine,
    op: CompareOp,
    a: Value<'_>,
    b: Value<'_>,
) -> Result<Option<bool>, Trap> {
    if !matches!(op, CompareOp::Equal | CompareOp::NotEqual) {
        return Ok(None);
    }
    let (Some(left), Some(right)) = (view_of(vm, a), view_of(vm, b)) else { return Ok(None) };
    let mut same = left.len == right.len;
    let mut i = 0;
    while same && i < left.len as usize {
        same = compare::leaf_equal(vm, left.item(vm, i)?, right.item(vm, i)?)?;
        i += 1;
    }
    Ok(Some(same == (op == CompareOp::Equal)))
}

fn slot_hash(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    let view = receiver(vm, value)?;
    if !view.read_only {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if element::size(view.format) != Some(1) || !view.is_plain() {
        let text = "memoryview: hashing is restricted to formats 'B', 'b' or 'c'";
        return Err(vm.value_error(text));
    }
    Ok(hash(vm.heap.bytes(view.address, view.len)).into())
}

// Methods.

/// The items' bytes as a `bytes` object.
fn copied<'g>(vm: &'g Engine, view: View) -> Res<'g> {
    let mut output = Output::new(vm, Kind::Bytes, Some(view.bytes_len() as usize))?;
    if view.is_plain() {
        output.put(vm.heap.bytes(view.address, view.bytes_len()));
    } else {
        for i in 0..view.len as usize {
            output.put(vm.heap.bytes(view.item_address(i), view.size));
        }
    }
    Ok(output.finish())
}

fn tobytes<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    copied(vm, receiver(vm, args.at(0))?)
}

fn tolist<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let view = receiver(vm, args.at(0))?;
    let made = NewList::new(vm, view.len as usize)?;
    for i in 0..view.len as usize {
        made.set(vm, i, view.item(vm, i)?);
    }
    Ok(made.finish())
}

fn hex<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let view = receiver(vm, args.at(0))?;
    let bytes = copied(vm, view)?;
    bytes::hex::hex_of(vm, buffer::content(vm, bytes).unwrap_or_default(), args)
}

fn cast<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let view = receiver(vm, args.at(0))?;
    let value = args.at(1);
    let format = match vm.str_bytes(attribute::native(vm, value)) {
        Some([b'@', format] | [format]) => *format,
        Some(_) => b' ',
        None => return Err(vm.type_error("format argument must be a string")),
    };
    let Some(size) = element::size(format) else {
        let text = "memoryview: destination format must be a native single character format \
                    prefixed with an optional '@'";
        return Err(vm.value_error(text));
    };
    if !view.is_plain() {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    if view.size != 1 && size != 1 {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    if !view.bytes_len().is_multiple_of(size) {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    View { format, size, step: 1, len: view.bytes_len() / size, ..view }.make(vm)
}

fn toreadonly<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    View { read_only: true, ..receiver(vm, args.at(0))? }.make(vm)
}

/// `release()` and `__exit__(...)`
fn release<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    if let Some(view) = vm.expect(attribute::native(vm, args.at(0)), kind::MEMORYVIEW) {
        vm.set_raw(view, INFO, vm.field(view, INFO) | RELEASED);
        vm.set_field(view, OBJECT, Value::none().word());
    }
    Ok(Value::none())
}

fn enter<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    receiver(vm, args.at(0))?;
    Ok(args.at(0))
}

macro_rules! attributes {
    ($($name:ident: $answer:expr;)*) => {
        $(fn $name<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
            let answer: fn(&'g Engine, View) -> Res<'g> = $answer;
            answer(vm, receiver(vm, args.at(0))?)
        })*
    };
}
attributes! {
    format: |vm, view| Ok(vm.name_value(ascii(view.format)));
    itemsize: |_, view| Ok(Value::int(view.size as i32));
    nbytes: |_, view| Ok(length(view.bytes_len() as usize));
    readonly: |_, view| Ok(Value::bool(view.read_only));
    contiguous: |_, view| Ok(Value::bool(view.is_plain()));
    ndim: |_, _| Ok(Value::int(1));
    obj: |_, view| Ok(Value::object(view.object));
    shape: |vm, view| vm.make(kind::TUPLE, &[length(view.len as usize).word()]);
    strides: |vm, view| {
        let stride = view.step.saturating_mul(view.size as i32);
        vm.make(kind::TUPLE, &[Value::small(stride).unwrap_or(Value::int(0)).word()])
    };
}

/// `memoryview`
pub(crate) static TYPE: Type = Type {
    members: &[
        Member::leaf("__enter__", 1, 1, enter),
        Member::leaf("__exit__", 1, 4, release),
        Member::leaf("c_contiguous", 1, 1, contiguous).role(Role::Attribute),
        Member::leaf("cast", 2, 2, cast),
        Member::leaf("contiguous", 1, 1, contiguous).role(Role::Attribute),
        Member::leaf("format", 1, 1, format).role(Role::Attribute),
        Member::leaf("hex", 1, 3, hex).keywords(),
        Member::leaf("itemsize", 1, 1, itemsize).role(Role::Attribute),
        Member::leaf("nbytes", 1, 1, nbytes).role(Role::Attribute),
        Member::leaf("ndim", 1, 1, ndim).role(Role::Attribute),
        Member::leaf("obj", 1, 1, obj).role(Role::Attribute),
        Member::leaf("readonly", 1, 1, readonly).role(Role::Attribute),
        Member::leaf("release", 1, 1, release),
        Member::leaf("shape", 1, 1, shape).role(Role::Attribute),
        Member::leaf("strides", 1, 1, strides).role(Role::Attribute),
        Member::leaf("tobytes", 1, 1, tobytes),
        Member::leaf("tolist", 1, 1, tolist),
        Member::leaf("toreadonly", 1, 1, toreadonly),
    ],
    new: Some(Member::leaf("__new__", 2, 2, new)),
    repr: Some(repr),
    hash: Some(slot_hash),
    len: Some(len),
    iter: Some(iter),
    get_item: Some(get_item),
    set_item: Some(set_item),
    contains: Some(contains),
    compare: Some(slot_compare),
    ..Type::new(TypeId::MEMORYVIEW)
};
