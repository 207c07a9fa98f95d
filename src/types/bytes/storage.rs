//! The storage that `bytearray` and `array` have alike: bytes in an object of their own, which is replaced by a
//! larger one as they grow. The object that owns it has its reference in word 2 and keeps the length itself.

use crate::heap::Header;
use crate::object::{Engine, Trap, kind};
use crate::types::buffer;
use crate::value::{UNBOUND, Value};

/// Words of an object that owns storage.
pub(crate) const OWNER_WORDS: u32 = 3;
const LEN: u32 = 1;
const STORAGE: u32 = 2;

/// A new object whose length word is `len_word`, with storage for `len` bytes, which the caller writes at once.
pub(crate) fn alloc(
    vm: &Engine,
    layout: crate::heap::LayoutId,
    len_word: u32,
    len: u32,
) -> Result<u32, Trap> {
    let storage_words = if len == 0 { 0 } else { 1 + len.div_ceil(4) };
    // A large object has one more word.
    let large = u32::from(storage_words > Header::WORDS_MAX);
    vm.reserve(OWNER_WORDS + storage_words + large)?;
    let owner = vm.alloc(layout, OWNER_WORDS)?;
    vm.set_raw(owner, LEN, len_word);
    vm.set_raw(owner, STORAGE, UNBOUND);
    if len > 0 {
        let storage = vm.alloc(kind::RAW, storage_words)?;
        vm.set_raw(owner, STORAGE, storage);
    }
    Ok(owner)
}

/// The device address of the first byte; good until the storage grows.
#[inline]
pub(crate) fn data(vm: &Engine, owner: u32) -> u32 {
    match vm.field(owner, STORAGE) {
        // Any address will do for no bytes.
        UNBOUND => owner,
        storage => storage + 4,
    }
}

/// How many bytes there is room for.
pub(crate) fn room(vm: &Engine, owner: u32) -> u32 {
    match vm.field(owner, STORAGE) {
        UNBOUND => 0,
        storage => 4 * (vm.heap.object_words(storage) - 1),
    }
}

/// Makes room for `more` bytes after the first `len`: doing it twice is doing it once. Little growth brings some more
/// room.
pub(crate) fn make_room(vm: &Engine, owner: u32, len: u32, more: u32) -> Result<(), Trap> {
    let wanted = len.checked_add(more).filter(|&wanted| wanted <= super::LEN_MAX);
    let wanted = wanted.ok_or_else(|| vm.memory_error())?;
    if wanted <= room(vm, owner) {
        return Ok(());
    }
    let storage = vm.field(owner, STORAGE);
    let roomy = if storage == UNBOUND && more > 8 { wanted } else { wanted + len / 8 + 7 };
    let words = 1 + roomy.div_ceil(4);
    if storage != UNBOUND && vm.heap.try_grow_in_place(storage, words) {
        return Ok(());
    }
    let new = vm.alloc(kind::RAW, words)?;
    vm.heap.copy_within(data(vm, owner), new + 4, len);
    vm.set_field(owner, STORAGE, new);
    Ok(())
}

/// Gives storage back where most of it is not used by the first `len` bytes.
pub(crate) fn trim(vm: &Engine, owner: u32, len: u32) {
    let room = room(vm, owner);
    if len == 0 {
        vm.set_field(owner, STORAGE, UNBOUND);
    } else if room > 32 && len < room / 4 {
        vm.heap.shrink(vm.field(owner, STORAGE), 1 + len.div_ceil(4) + len / 32);
    }
}

/// Puts `bytes`, which do not lie in this storage, in the place of `removed` of the `len` bytes from `start` on.
/// Answers the new length.
pub(crate) fn splice(
    vm: &Engine,
    owner: u32,
    len: u32,
    (start, removed): (u32, u32),
    bytes: &[u8],
) -> Result<u32, Trap> {
    let added = bytes.len() as u32;
    if added > removed {
        make_room(vm, owner, len, added - removed)?;
    }
    let first = data(vm, owner) + start;
    if added != removed {
        vm.heap.copy_within(first + removed, first + added, len - start - removed);
    }
    vm.heap.copy_in(first, bytes);
    let new_len = len - removed + added;
    if added < removed {
        trim(vm, owner, new_len);
    }
    Ok(new_len)
}

/// Makes the `len` bytes `count` copies of themselves. Answers the new length.
pub(crate) fn repeat(vm: &Engine, owner: u32, len: u32, count: u32) -> Result<u32, Trap> {
    if count == 0 {
        trim(vm, owner, 0);
        return Ok(0);
    }
    let Some(more) = len.checked_mul(count - 1) else { return Err(vm.memory_error()) };
    make_room(vm, owner, len, more)?;
    let first = data(vm, owner);
    for copy in 1..count {
        vm.heap.copy_within(first, first + copy * len, len);
    }
    Ok(len + more)
}

/// Removes `count` items of `size` bytes, every `step`th from `start` on, of the `items` there are. Answers how many
/// are left.
pub(crate) fn delete_steps(
    vm: &Engine,
    owner: u32,
    (items, size): (u32, u32),
    (start, step, count): (i32, i32, usize),
) -> u32 {
    if count == 0 {
        return items;
    }
    let count = count as u32;
    let back = (count - 1).wrapping_mul(step.unsigned_abs());
    let first = if step < 0 { start as u32 - back } else { start as u32 };
    let step = step.unsigned_abs();
    let bytes = data(vm, owner);
    let mut to = first;
    for from in first..items {
        let number = (from - first) / step;
        if !(from - first).is_multiple_of(step) || number >= count {
            vm.heap.copy_within(bytes + from * size, bytes + to * size, size);
            to += 1;
        }
    }
    trim(vm, owner, to * size);
    to
}

/// The bytes of another object that are to be put in this one. If they lie in this one they are copied first.
pub(crate) fn source<'g>(
    vm: &'g Engine,
    owner: u32,
    value: Value<'g>,
) -> Result<Option<&'g [u8]>, Trap> {
    let Some(bytes) = buffer::bytes_of(vm, value) else { return Ok(None) };
    let own = data(vm, owner)..data(vm, owner) + room(vm, owner);
    if bytes.len == 0 || !own.contains(&bytes.address) {
        return Ok(Some(vm.heap.bytes(bytes.address, bytes.len)));
    }
    let copy = vm.alloc(kind::RAW, 1 + bytes.len.div_ceil(4))?;
    vm.heap.copy_within(bytes.address, copy + 4, bytes.len);
    Ok(Some(vm.heap.bytes(copy + 4, bytes.len)))
}
