//! The table behind `dict` and `set`: entries in the order of insertion, and an index of them once there are many.
//!
//! ```text
//! object   [header][entries used, live and deleted][entries: ITEMS or 0][index: RAW or 0]
//! entries  [header] key, value by turns in a dict, keys alone in a set; words past those used are 0
//! index    [header][how many entries are deleted][slots: entry number plus one, 0 if empty][hashes, if kept]
//! ```
//! * Without an index there are no deleted entries: deletion closes the gap. A search compares one key after the other.
//! * With one, a deleted entry has the key `Value::deleted()`. How many slots there are, and how wide (1, 2 or 4
//!   bytes), follows from the room for entries. A slot that names an entry past those used is stale: a search steps
//!   over it.
//! * Hashes are not kept, as strs keep their own and those of numbers cost little. Where a key's hash comes from
//!   Python code, all hashes of the table are kept from then on (flag A of the index), so that growing never calls
//!   Python code.
//!
//! Leaf functions here answer [`Engine::need_call`] where Python code must hash or compare, with nothing changed.

use crate::heap::{Header, LayoutId};
use crate::name::Name;
use crate::object::{Engine, Slot, Trap, kind};
use crate::runtime::compare;
use crate::types::attempt::attempt;
use crate::value::{UNBOUND, Value, Word};

/// Word of the number of entries in use.
pub(crate) const USED: u32 = 1;
/// Word that refers to the entries.
pub(crate) const ENTRIES: u32 = 2;
/// Word that refers to the index.
pub(crate) const INDEX: u32 = 3;
/// Words of a dict or set object alone.
pub(crate) const WORDS: u32 = 4;

/// Tables with room for no more entries than this have no index.
const LINEAR_MAX: u32 = 8;
/// A namespace of more entries than this keeps its index.
const TRIMMED_MAX: u32 = 64;
/// Word of the index that counts deleted entries.
const DELETED: u32 = 1;
/// Byte offset of the slots in an index.
const SLOTS: u32 = 8;

/// A dict's or set's table.
#[derive(Clone, Copy)]
pub(crate) struct Table {
    /// Device address of the dict or set.
    pub(crate) address: u32,
    /// Words of an entry, as a power of two.
    pub(crate) shift: u32,
}

/// The slots of an index: how many, how wide, and where.
#[derive(Clone, Copy)]
struct Index {
    /// Device address of the first slot.
    start: u32,
    slots: u32,
    /// Bytes of a slot, as a power of two.
    width: u32,
}

impl Index {
    /// The slots for so many entries: two thirds full at most.
    #[inline]
    fn new(start: u32, room: u32) -> Self {
        let width = if room < 0xff { 0 } else { 1 + u32::from(room >= 0xffff) };
        Self { start, slots: (room + room / 2 + 3) & !3, width }
    }

    /// Words of an index object, hashes included if they are kept.
    fn words(room: u32, keeps: bool) -> u32 {
        let index = Self::new(0, room);
        2 + (index.slots << index.width) / 4 + if keeps { room } else { 0 }
    }

    #[inline]
    fn get(self, vm: &Engine, at: u32) -> u32 {
        match self.width {
            0 => u32::from(vm.heap.byte(self.start + at)),
            1 => u32::from(vm.heap.half(self.start + 2 * at)),
            _ => vm.heap.word(self.start + 4 * at),
        }
    }

    fn set(self, vm: &Engine, at: u32, number: u32) {
        match self.width {
            0 => vm.heap.set_byte(self.start + at, number as u8),
            1 => vm.heap.set_half(self.start + 2 * at, number as u16),
            _ => vm.heap.set_word(self.start + 4 * at, number),
        }
    }

    /// Where the search for a hash starts.
    #[inline]
    fn first(self, hash: u32) -> u32 {
        let mixed = hash.wrapping_mul(0x9e37_79b1);
        ((u64::from(mixed) * u64::from(self.slots)) >> 32) as u32
    }

    #[inline]
    fn after(self, at: u32) -> u32 {
        if at + 1 == self.slots { 0 } else { at + 1 }
    }

    /// The numbers of the entries below `used` that a hash may stand for.
    #[inline(always)]
    fn probe(self, vm: &Engine, hash: u32, used: u32) -> impl Iterator<Item = u32> {
        let mut at = self.first(hash);
        (0..self.slots)
            .map_while(move |_| {
                let number = self.get(vm, at);
                at = self.after(at);
                number.checked_sub(1)
            })
            .filter(move |&i| i < used)
    }

    /// Where the kept hashes are.
    fn hashes(self) -> u32 {
        self.start + (self.slots << self.width)
    }
}

/// What a key being looked up is, for comparing it quickly with other keys.
#[derive(Clone, Copy)]
enum Sort {
    Small,
    Str,
    Other,
}

fn sort_of(vm: &Engine, key: Value<'_>) -> Sort {
    if key.as_small().is_some() {
        Sort::Small
    } else if vm.is_str(key) {
        Sort::Str
    } else {
        Sort::Other
    }
}

/// Whether a key of the table equals the one looked up, which is not the same object.
#[inline]
fn equals(vm: &Engine, own: Value<'_>, key: Value<'_>, sort: Sort) -> Result<bool, Trap> {
    match sort {
        Sort::Small if own.as_small().is_some() => Ok(false),
        Sort::Str if vm.is_str(own) => {
            Ok(!(vm.is_name(own) && vm.is_name(key)) && vm.same_str(own, key))
        }
        _ => compare::leaf_equal(vm, own, key),
    }
}

/// The hash of a key.
#[inline]
fn hash_of(vm: &Engine, key: Value<'_>) -> Result<u32, Trap> {
    match vm.str_hash(key) {
        Some(hash) => Ok(hash),
        None => compare::leaf_hash(vm, key),
    }
}

impl Table {
    /// How many entries are in use, deleted ones included.
    #[inline]
    pub(crate) fn used(self, vm: &Engine) -> u32 {
        vm.field(self.address, USED)
    }

    /// How many live entries there are.
    #[inline]
    pub(crate) fn len(self, vm: &Engine) -> u32 {
        match vm.field(self.address, INDEX) {
            UNBOUND => self.used(vm),
            index => self.used(vm) - vm.field(index, DELETED),
        }
    }

    fn room(self, vm: &Engine) -> u32 {
        match vm.field(self.address, ENTRIES) {
            UNBOUND => 0,
            entries => (vm.heap.object_words(entries) - 1) >> self.shift,
        }
    }

    /// The word of the entries at which entry `i` is.
    #[inline]
    fn place(self, i: u32) -> u32 {
        1 + (i << self.shift)
    }

    /// The key of entry `i`, which is in use: a word.
    #[inline]
    pub(crate) fn key(self, vm: &Engine, i: u32) -> Word {
        vm.field(vm.field(self.address, ENTRIES), self.place(i))
    }

    /// The value of entry `i` of a dict.
    #[inline]
    pub(crate) fn value(self, vm: &Engine, i: u32) -> Word {
        vm.field(vm.field(self.address, ENTRIES), self.place(i) + 1)
    }

    /// Sets the value of entry `i` of a dict.
    #[inline]
    pub(crate) fn set_value(self, vm: &Engine, i: u32, value: Value<'_>) {
        vm.set_field(vm.field(self.address, ENTRIES), self.place(i) + 1, value.word());
    }

    /// The first live entry from `from` on.
    #[inline]
    pub(crate) fn next(self, vm: &Engine, from: u32) -> Option<u32> {
        (from..self.used(vm)).find(|&i| self.key(vm, i) != Value::deleted().word())
    }

    /// The last live entry before `end`.
    pub(crate) fn previous(self, vm: &Engine, end: u32) -> Option<u32> {
        (0..end.min(self.used(vm))).rev().find(|&i| self.key(vm, i) != Value::deleted().word())
    }

    fn keeps_hashes(self, vm: &Engine) -> bool {
        match vm.field(self.address, INDEX) {
            UNBOUND => false,
            index => vm.header(index).has(Header::FLAG_A),
        }
    }

    fn index(self, vm: &Engine, index: u32) -> Index {
        Index::new(index + SLOTS, self.room(vm))
    }

    /// The entry with this key.
    #[inline]
    pub(crate) fn find(self, vm: &Engine, key: Value<'_>) -> Result<Option<u32>, Trap> {
        if let Some(n) = key.as_small() {
            return self.find_small(vm, key, compare::small_hash(n));
        }
        let index = vm.field(self.address, INDEX);
        if index != UNBOUND {
            return match vm.str_hash(key) {
                Some(hash) => self.find_text(vm, key, hash),
                None => self.find_hashed(vm, key, compare::leaf_hash(vm, key)?),
            };
        }
        let used = self.used(vm);
        let mut i = 0;
        while i < used {
            if self.key(vm, i) == key.word() {
                return Ok(Some(i));
            }
            i += 1;
        }
        self.find_equal(vm, key)
    }

    /// The entry of a small int.
    fn find_small(self, vm: &Engine, key: Value<'_>, hash: u32) -> Result<Option<u32>, Trap> {
        let (used, entries) = (self.used(vm), vm.field(self.address, ENTRIES));
        let object = vm.field(self.address, INDEX);
        if object == UNBOUND {
            let mut others = 0;
            for i in 0..used {
                let own = vm.field(entries, self.place(i));
                if own == key.word() {
                    return Ok(Some(i));
                }
                others |= own & 1 ^ 1;
            }
            return if others == 0 { Ok(None) } else { self.find_equal(vm, key) };
        }
        let index = self.index(vm, object);
        for i in index.probe(vm, hash, used) {
            let own = vm.field(entries, self.place(i));
            if own == key.word() {
                return Ok(Some(i));
            }
            if own & 1 == 0 {
                // Only numbers of other types, and what Python code compares, can equal it.
                return self.find_hashed(vm, key, hash);
            }
        }
        Ok(None)
    }

    /// The entry with a key that is equal but not the same object, in a table without an index.
    fn find_equal(self, vm: &Engine, key: Value<'_>) -> Result<Option<u32>, Trap> {
        let sort = sort_of(vm, key);
        if matches!(sort, Sort::Other) {
            // What cannot be hashed is an error, whatever the table holds.
            compare::leaf_hash(vm, key)?;
        }
        for i in 0..self.used(vm) {
            if equals(vm, vm.value(self.key(vm, i)), key, sort)? {
                return Ok(Some(i));
            }
        }
        Ok(None)
    }

    /// The entry of a str, in a table with an index.
    fn find_text(self, vm: &Engine, key: Value<'_>, hash: u32) -> Result<Option<u32>, Trap> {
        let index = self.index(vm, vm.field(self.address, INDEX));
        let (used, entries) = (self.used(vm), vm.field(self.address, ENTRIES));
        for i in index.probe(vm, hash, used) {
            let own = vm.value(vm.field(entries, self.place(i)));
            if own == key {
                return Ok(Some(i));
            }
            match vm.str_hash(own) {
                Some(own_hash) if own_hash != hash => {}
                Some(_) if vm.same_str(own, key) => return Ok(Some(i)),
                Some(_) => {}
                // No builtin value but a str equals one.
                None if !vm.layout(own).is_some_and(LayoutId::is_instance) => {}
                None => return self.find_hashed(vm, key, hash),
            }
        }
        Ok(None)
    }

    fn find_hashed(self, vm: &Engine, key: Value<'_>, hash: u32) -> Result<Option<u32>, Trap> {
        let index = self.index(vm, vm.field(self.address, INDEX));
        let sort = sort_of(vm, key);
        let (used, keeps) = (self.used(vm), self.keeps_hashes(vm));
        for i in index.probe(vm, hash, used) {
            let own = self.key(vm, i);
            if own == key.word() {
                return Ok(Some(i));
            }
            let is_candidate = own != Value::deleted().word()
                && (!keeps || vm.heap.word(index.hashes() + 4 * i) == hash);
            if is_candidate && equals(vm, vm.value(own), key, sort)? {
                return Ok(Some(i));
            }
        }
        Ok(None)
    }

    /// Adds an entry whose key is not there; `hash` is the key's where it came from Python code.
    pub(crate) fn add(
        self,
        vm: &Engine,
        key: Value<'_>,
        value: Word,
        hash: Option<u32>,
    ) -> Result<(), Trap> {
        let must_keep = hash.is_some() && !self.keeps_hashes(vm);
        if must_keep || self.used(vm) == self.room(vm) {
            self.make_room(vm, must_keep)?;
        }
        let i = self.used(vm);
        let index = vm.field(self.address, INDEX);
        if index != UNBOUND {
            let hash = match hash {
                Some(hash) => hash,
                None => hash_of(vm, key)?,
            };
            self.link_new(vm, i, hash)?;
        }
        let entries = vm.field(self.address, ENTRIES);
        vm.set_field(entries, self.place(i), key.word());
        if self.shift != 0 {
            vm.set_field(entries, self.place(i) + 1, value);
        }
        vm.set_raw(self.address, USED, i + 1);
        if vm.header(self.address).has(Header::FLAG_A)
            && vm.name_of(key).is_some_and(Name::is_builtin)
        {
            vm.shadowed.set(true);
        }
        Ok(())
    }

    /// Enters a new entry in the index, which is put in order first if stale slots have filled it.
    fn link_new(self, vm: &Engine, i: u32, hash: u32) -> Result<(), Trap> {
        let object = vm.field(self.address, INDEX);
        let index = self.index(vm, object);
        let keeps = self.keeps_hashes(vm);
        if !link(vm, index, i, hash, i, index.slots - index.slots / 8) {
            // Hashes first, since a hash may be refused; then nothing can fail.
            if !keeps {
                for entry in 0..i {
                    if self.key(vm, entry) != Value::deleted().word() {
                        hash_of(vm, vm.value(self.key(vm, entry)))?;
                    }
                }
            }
            vm.heap.fill(index.start, index.slots << index.width, 0);
            for entry in 0..i {
                let own = self.key(vm, entry);
                if own != Value::deleted().word() {
                    let own_hash = if keeps {
                        vm.heap.word(index.hashes() + 4 * entry)
                    } else {
                        hash_of(vm, vm.value(own))?
                    };
                    link(vm, index, entry, own_hash, entry, index.slots);
                }
            }
            link(vm, index, i, hash, i, index.slots);
        }
        if keeps {
            vm.heap.set_word(index.hashes() + 4 * i, hash);
        }
        Ok(())
    }

    /// Makes room for one more entry, and for hashes if they are to be kept.
    fn make_room(self, vm: &Engine, must_keep: bool) -> Result<(), Trap> {
        let (live, room) = (self.len(vm), self.room(vm));
        let is_full = live + live / 4 >= room;
        let new_room = if room == 0 {
            3
        } else if is_full {
            room + room / 2 + 1
        } else {
            room
        };
        let keeps = must_keep || self.keeps_hashes(vm);
        let (entries, index) = self.copy_entries(vm, new_room, keeps)?;
        vm.set_raw(self.address, USED, live);
        vm.set_field(self.address, ENTRIES, entries);
        vm.set_field(self.address, INDEX, index);
        Ok(())
    }

    /// Copies the live entries to new entries with room for `room`, with a new index if need be: both addresses.
    fn copy_entries(self, vm: &Engine, room: u32, keeps: bool) -> Result<(u32, u32), Trap> {
        let words = 1 + (room << self.shift);
        let has_index = room > LINEAR_MAX || keeps;
        let index_words = if has_index { Index::words(room, keeps) } else { 0 };
        // One more word each: large objects have a word in front.
        vm.reserve(words + index_words + 2)?;
        let entries = vm.alloc_zeroed(kind::ITEMS, words)?;
        let index = if has_index { vm.alloc_zeroed(kind::RAW, index_words)? } else { UNBOUND };
        if keeps {
            vm.heap.set_header(index, vm.header(index).with_flags(Header::FLAG_A));
        }
        let slots = Index::new(index.wrapping_add(SLOTS), room);
        let old = vm.field(self.address, INDEX);
        let old_slots = if self.keeps_hashes(vm) { Some(self.index(vm, old)) } else { None };
        let (mut from, mut to) = (0, 0);
        while let Some(i) = self.next(vm, from) {
            from = i + 1;
            for word in 0..1 << self.shift {
                vm.set_raw(
                    entries,
                    self.place(to) + word,
                    vm.field(vm.field(self.address, ENTRIES), self.place(i) + word),
                );
            }
            if has_index {
                let hash = match old_slots {
                    Some(old) => vm.heap.word(old.hashes() + 4 * i),
                    None => hash_of(vm, vm.value(self.key(vm, i)))?,
                };
                link(vm, slots, to, hash, to, slots.slots);
                if keeps {
                    vm.heap.set_word(slots.hashes() + 4 * to, hash);
                }
            }
            to += 1;
        }
        Ok((entries, index))
    }

    /// A new table of this kind with the same live entries and no room to spare.
    pub(crate) fn copy(self, vm: &Engine, layout: LayoutId) -> Result<u32, Trap> {
        let live = self.len(vm);
        let keeps = self.keeps_hashes(vm);
        let words = (live << self.shift)
            + 2
            + if live > LINEAR_MAX || keeps { Index::words(live, keeps) + 1 } else { 0 };
        vm.reserve(words + WORDS)?;
        let new = vm.alloc(layout, WORDS)?;
        let (entries, index) =
            if live == 0 { (UNBOUND, UNBOUND) } else { self.copy_entries(vm, live, keeps)? };
        vm.set_raw(new, USED, live);
        vm.set_raw(new, ENTRIES, entries);
        vm.set_raw(new, INDEX, index);
        Ok(new)
    }

    /// A new, empty table of this kind with room for so many entries.
    pub(crate) fn with_room(
        vm: &Engine,
        layout: LayoutId,
        shift: u32,
        room: u32,
    ) -> Result<u32, Trap> {
        let has_index = room > LINEAR_MAX;
        let entries_words = if room == 0 { 0 } else { 2 + (room << shift) };
        let index_words = if has_index { Index::words(room, false) + 1 } else { 0 };
        vm.reserve(WORDS + entries_words + index_words)?;
        let entries =
            if room == 0 { UNBOUND } else { vm.alloc_zeroed(kind::ITEMS, 1 + (room << shift))? };
        let index = if has_index { vm.alloc_zeroed(kind::RAW, index_words - 1)? } else { UNBOUND };
        let new = vm.alloc(layout, WORDS)?;
        vm.set_raw(new, USED, 0);
        vm.set_raw(new, ENTRIES, entries);
        vm.set_raw(new, INDEX, index);
        Ok(new)
    }

    /// Removes entry `i`, which is live.
    pub(crate) fn remove(self, vm: &Engine, i: u32) {
        let (used, index) = (self.used(vm), vm.field(self.address, INDEX));
        let entries = vm.field(self.address, ENTRIES);
        if index == UNBOUND {
            let at = entries + 4 * self.place(i);
            let words = 1 << self.shift;
            vm.heap.copy_words(at + 4 * words, at, (used - i - 1) << self.shift);
            self.clear_entry(vm, used - 1, UNBOUND);
            vm.set_raw(self.address, USED, used - 1);
            return;
        }
        self.clear_entry(vm, i, Value::deleted().word());
        vm.set_raw(index, DELETED, vm.field(index, DELETED) + 1);
        // Those at the end need not be remembered, so that taking the last entry stays quick.
        let mut used = used;
        while used > 0 && self.key(vm, used - 1) == Value::deleted().word() {
            used -= 1;
            self.clear_entry(vm, used, UNBOUND);
            vm.set_raw(index, DELETED, vm.field(index, DELETED) - 1);
        }
        vm.set_raw(self.address, USED, used);
        if used == 0 {
            let slots = self.index(vm, index);
            vm.heap.fill(slots.start, slots.slots << slots.width, 0);
        }
    }

    fn clear_entry(self, vm: &Engine, i: u32, key: Word) {
        let entries = vm.field(self.address, ENTRIES);
        vm.set_field(entries, self.place(i), key);
        if self.shift != 0 {
            vm.set_field(entries, self.place(i) + 1, UNBOUND);
        }
    }

    /// Removes all entries.
    pub(crate) fn clear(self, vm: &Engine) {
        vm.set_raw(self.address, USED, 0);
        vm.set_field(self.address, ENTRIES, UNBOUND);
        vm.set_field(self.address, INDEX, UNBOUND);
    }

    /// Gives back the room of a namespace that is complete, and its index if it is small: variables are found by going
    /// through the entries, where the instruction does not know the place.
    pub(crate) fn trim(self, vm: &Engine) {
        let (entries, index) = (vm.field(self.address, ENTRIES), vm.field(self.address, INDEX));
        let used = self.used(vm);
        let needs_index = index != UNBOUND
            && (used > TRIMMED_MAX || self.keeps_hashes(vm) || vm.field(index, DELETED) != 0);
        if entries == UNBOUND || needs_index {
            return;
        }
        vm.set_field(self.address, INDEX, UNBOUND);
        vm.heap.shrink(entries, self.place(used));
    }

    /// Takes over the entries of another table of the same shape, which is garbage afterwards.
    pub(crate) fn take_over(self, vm: &Engine, other: Table) {
        vm.set_raw(self.address, USED, other.used(vm));
        vm.set_field(self.address, ENTRIES, vm.field(other.address, ENTRIES));
        vm.set_field(self.address, INDEX, vm.field(other.address, INDEX));
    }
}

/// Puts an entry's number in the first slot that is empty or stale (naming an entry from `used` on); false if that
/// takes more than `steps` steps.
fn link(vm: &Engine, index: Index, entry: u32, hash: u32, used: u32, steps: u32) -> bool {
    let mut at = index.first(hash);
    for _ in 0..steps {
        let number = index.get(vm, at);
        if number == 0 || number > used {
            index.set(vm, at, entry + 1);
            return true;
        }
        at = index.after(at);
    }
    false
}

// With keys that hash or compare through Python code.

/// The table of the dict or set in a slot.
#[inline]
pub(crate) fn at(vm: &Engine, slot: Slot) -> Table {
    let address = vm.word(slot);
    Table { address, shift: u32::from(vm.header(address).id() == kind::DICT) }
}

/// The entry whose key equals what is in a slot, and the key's hash if it came from Python code.
pub(crate) fn find(
    vm: &mut Engine,
    table: Slot,
    key: Slot,
) -> Result<(Option<u32>, Option<u32>), Trap> {
    if let Some(found) = attempt(vm, |vm| at(vm, table).find(vm, vm.at(key)))? {
        return Ok((found, None));
    }
    // The key's hash, or an equality, is Python code's to tell.
    let quick_hash = attempt(vm, |vm| hash_of(vm, vm.at(key)))?;
    let hash = match quick_hash {
        Some(hash) => hash,
        None => compare::hash(vm, key)?,
    };
    let found = vm.scope(|vm| {
        let slots = vm.push_unbound(2)?;
        loop {
            if let Some(found) = search(vm, table, key, hash, slots)? {
                return Ok(found);
            }
        }
    })?;
    Ok((found, if quick_hash.is_some() { None } else { Some(hash) }))
}

/// One pass through the entries that may have this key; `None` if a comparison changed the table.
/// The two slots are for the entries and the key being compared.
fn search(
    vm: &mut Engine,
    table: Slot,
    key: Slot,
    hash: u32,
    slots: Slot,
) -> Result<Option<Option<u32>>, Trap> {
    let each = slots.offset(1);
    vm.set_word(slots, vm.field(vm.word(table), ENTRIES));
    let mut step = 0;
    while let Some(i) = candidate(vm, at(vm, table), hash, &mut step)? {
        let own = at(vm, table).key(vm, i);
        vm.set_word(each, own);
        if own == vm.word(key) || compare::equal(vm, each, key)? {
            let now = at(vm, table);
            let is_same = i < now.used(vm) && now.key(vm, i) == vm.word(each);
            return Ok(if is_same { Some(Some(i)) } else { None });
        }
        let now = at(vm, table);
        let is_same = vm.field(now.address, ENTRIES) == vm.word(slots)
            && i < now.used(vm)
            && now.key(vm, i) == vm.word(each);
        if !is_same {
            return Ok(None);
        }
    }
    Ok(Some(None))
}

/// The next live entry whose key has this hash; `step` counts how far the search has come.
fn candidate(vm: &Engine, table: Table, hash: u32, step: &mut u32) -> Result<Option<u32>, Trap> {
    let object = vm.field(table.address, INDEX);
    if object == UNBOUND {
        while *step < table.used(vm) {
            let i = *step;
            *step += 1;
            if hash_of(vm, vm.value(table.key(vm, i)))? == hash {
                return Ok(Some(i));
            }
        }
        return Ok(None);
    }
    let index = table.index(vm, object);
    let keeps = table.keeps_hashes(vm);
    while *step < index.slots {
        let number = index.get(vm, (index.first(hash) + *step) % index.slots);
        if number == 0 {
            return Ok(None);
        }
        *step += 1;
        let i = number - 1;
        if i >= table.used(vm) || table.key(vm, i) == Value::deleted().word() {
            continue;
        }
        let own_hash = if keeps {
            vm.heap.word(index.hashes() + 4 * i)
        } else {
            hash_of(vm, vm.value(table.key(vm, i)))?
        };
        if own_hash == hash {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

/// Adds the key in a slot, with the value in another if this is a dict, or replaces the value: true if the key is new.
pub(crate) fn insert(
    vm: &mut Engine,
    table: Slot,
    key: Slot,
    value: Option<Slot>,
) -> Result<bool, Trap> {
    let quick = attempt(vm, |vm| {
        let table = at(vm, table);
        let found = table.find(vm, vm.at(key))?;
        put(vm, table, found, key, value, None)?;
        Ok(found.is_none())
    })?;
    if let Some(is_new) = quick {
        return Ok(is_new);
    }
    let (found, hash) = find(vm, table, key)?;
    vm.leaf_with(|vm| put(vm, at(vm, table), found, key, value, hash))?;
    Ok(found.is_none())
}

fn put(
    vm: &Engine,
    table: Table,
    found: Option<u32>,
    key: Slot,
    value: Option<Slot>,
    hash: Option<u32>,
) -> Result<(), Trap> {
    match (found, value) {
        (Some(i), Some(value)) => table.set_value(vm, i, vm.at(value)),
        (Some(_), None) => {}
        (None, value) => {
            table.add(vm, vm.at(key), value.map_or(UNBOUND, |value| vm.word(value)), hash)?
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::vec::Vec;

    use proptest::prelude::*;

    use super::*;
    use crate::types::dict;
    use crate::types::testing::with_engine;

    /// One step on a dict whose keys are small ints, or strs of such.
    #[derive(Clone, Debug)]
    enum Step {
        Insert(u8, i32),
        Remove(u8),
        Pop,
        Clear,
        Copy,
        Collect,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            12 => (any::<u8>(), 0..1000).prop_map(|(key, value)| Step::Insert(key, value)),
            5 => any::<u8>().prop_map(Step::Remove),
            3 => Just(Step::Pop),
            1 => Just(Step::Collect),
            1 => Just(Step::Copy),
            1 => prop_oneof![9 => Just(Step::Collect), 1 => Just(Step::Clear)],
        ]
    }

    /// The key of a number: an int if even, else a str, which no other str is.
    fn put_key(vm: &mut Engine, slot: Slot, number: u8) {
        let word = vm.leaf(|vm| {
            if number.is_multiple_of(2) {
                return Ok(Value::int(number.into()));
            }
            vm.new_str(&[b'k', b'0' + number / 26, b'a' + number % 26])
        });
        vm.set_word(slot, word.unwrap());
    }

    fn run(vm: &mut Engine, steps: &[Step]) {
        let slots = vm.push_unbound(3).unwrap();
        let (table, key, value) = (slots, slots.offset(1), slots.offset(2));
        let word = vm.leaf(|vm| dict::with_room(vm, 0)).unwrap();
        vm.set_word(table, word);
        let mut model: Vec<(u8, i32)> = Vec::new();
        for step in steps {
            match *step {
                Step::Insert(number, new) => {
                    put_key(vm, key, number);
                    vm.set(value, Value::int(new));
                    insert(vm, table, key, Some(value)).unwrap();
                    match model.iter_mut().find(|(other, _)| *other == number) {
                        Some(entry) => entry.1 = new,
                        None => model.push((number, new)),
                    }
                }
                Step::Remove(number) => {
                    put_key(vm, key, number);
                    let found = dict::remove_slot(vm, table, key).unwrap();
                    let expected = model.iter().position(|(other, _)| *other == number);
                    let expected = expected.map(|i| Value::int(model.remove(i).1).word());
                    assert_eq!(found, expected);
                }
                Step::Pop => {
                    let last = at(vm, table).previous(vm, u32::MAX);
                    assert_eq!(
                        last.map(|i| at(vm, table).value(vm, i)),
                        model.pop().map(|(_, v)| Value::int(v).word())
                    );
                    if let Some(i) = last {
                        at(vm, table).remove(vm, i);
                    }
                }
                Step::Clear => {
                    at(vm, table).clear(vm);
                    model.clear();
                }
                Step::Copy => {
                    let copy = vm.leaf_with(|vm| at(vm, table).copy(vm, kind::DICT)).unwrap();
                    vm.set_word(table, copy);
                }
                Step::Collect => vm.collect(),
            }
            assert_eq!(at(vm, table).len(vm) as usize, model.len());
        }
        let mut from = 0;
        for &(number, expected) in &model {
            let i = at(vm, table).next(vm, from).unwrap();
            put_key(vm, key, number);
            assert_eq!(at(vm, table).value(vm, i), Value::int(expected).word());
            assert_eq!(find(vm, table, key).unwrap().0, Some(i));
            from = i + 1;
        }
        assert_eq!(at(vm, table).next(vm, from), None);
    }

    proptest! {
        #[test]
        fn a_dict_is_an_ordered_map(steps in prop::collection::vec(step(), 1..400)) {
            with_engine(1 << 15, |vm| run(vm, &steps));
        }
    }

    #[test]
    fn a_dict_of_three_takes_44_bytes() {
        with_engine(1 << 12, |vm| {
            let before = vm.heap.used_words();
            vm.leaf(|vm| dict::with_room(vm, 3)).unwrap();
            assert!(4 * (vm.heap.used_words() - before) <= 44);
        });
    }

    #[test]
    fn a_dict_used_as_a_stack_stays_small() {
        with_engine(1 << 14, |vm| {
            let slots = vm.push_unbound(2).unwrap();
            let word = vm.leaf(|vm| dict::with_room(vm, 12)).unwrap();
            vm.set_word(slots, word);
            for n in 0..10_000 {
                vm.set(slots.offset(1), Value::int(n));
                insert(vm, slots, slots.offset(1), Some(slots.offset(1))).unwrap();
                if n >= 10 {
                    let last = at(vm, slots).previous(vm, u32::MAX).unwrap();
                    at(vm, slots).remove(vm, last);
                }
            }
            assert_eq!(at(vm, slots).room(vm), 12);
        });
    }
}
