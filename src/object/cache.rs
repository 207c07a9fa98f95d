//! The attribute cache: where an attribute was found last in objects of a layout.
//!
//! INV-CACHE: an entry that is there is right. All are forgotten when a class changes and when objects move, so nothing
//! but the key is compared. A key has two places: a new entry takes the first, and what was there moves to its own
//! second, which costs those who look there a call but not the look-up.

use core::cell::Cell;

use super::Engine;
use crate::config::{ATTRIBUTE_CACHE_ENTRIES, GLOBAL_HINTS};
use crate::heap::Header;
use crate::name::Name;
use crate::value::Word;

/// Where an attribute was found.
///
/// Two words in one, so that they are loaded together: a [`Key`] with what the value is, or 0, and above it the value.
#[derive(Clone, Copy)]
pub(crate) struct CacheEntry(u64);

impl CacheEntry {
    pub(super) const EMPTY: Self = Self(0);

    #[inline]
    const fn new(key: u32, value: Word) -> Self {
        Self(key as u64 | (value as u64) << 32)
    }

    #[inline]
    const fn key(self) -> u32 {
        self.0 as u32
    }

    #[inline]
    const fn value(self) -> Word {
        (self.0 >> 32) as u32
    }
}

/// What the value of an entry is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub(crate) enum Holds {
    /// The word of an instance that is the attribute.
    ///
    /// The header's low bits, of which the lowest is always set, say the same: no other kind may have the number that
    /// they make in a pinned object, 5.
    Slot = 1,
    /// A function to call with the object.
    Method = 2,
    /// A special method that classes written in Python give, or `UNBOUND` if none does.
    Special = 3,
    /// What the class of an instance has, and the instance itself cannot have.
    Shared = 4,
    /// What a class has, or a module in flash, asked of itself: the key has the layout of the class's instances, or the
    /// module's number, which is below all those.
    Own = 6,
    /// The `__init__` of the instances' class, or `UNBOUND` if none is written in Python.
    Initializer = 0,
    /// The function that computes a property.
    Getter = 7,
}

/// The low half of a header above a name; of the header, the bits below the flags have room for a [`Holds`].
#[derive(Clone, Copy)]
pub(crate) struct Key(u32);

impl Key {
    /// For an object with this header.
    #[inline]
    pub(crate) const fn of_object(header: Header, name: Name) -> Self {
        Self((header.0 & !7) << 16 | name.0 as u32)
    }

    /// For a layout, flags aside, or another number below 2048.
    #[inline]
    pub(crate) const fn of_number(number: u32, name: Name) -> Self {
        Self(number << 21 | name.0 as u32)
    }

    /// The key of an entry for this.
    #[inline]
    const fn with(self, holds: Holds) -> u32 {
        self.0 | (holds as u32) << 16
    }

    /// That of an entry in the table.
    const fn of_entry(entry: CacheEntry) -> Self {
        Self(entry.key() & !(7 << 16))
    }

    /// The first place: names that follow each other, as those of a class do, have places of their own, and those of
    /// classes that follow each other lie a quarter apart.
    #[inline]
    const fn place(self) -> usize {
        (self.0 >> 16).wrapping_add(self.0) as usize % ATTRIBUTE_CACHE_ENTRIES
    }

    /// The second place.
    const fn other_place(self) -> usize {
        self.place() ^ (ATTRIBUTE_CACHE_ENTRIES / 2 + ATTRIBUTE_CACHE_ENTRIES / 8 + 1)
    }
}

impl Engine {
    /// In which entry of a namespace a variable of this name was found last: to be checked.
    #[inline(always)]
    pub(crate) fn hint(&self, name: Name) -> u32 {
        self.hints[usize::from(name.0) % GLOBAL_HINTS].get().into()
    }

    /// Notes the entry in which a variable was found.
    pub(crate) fn set_hint(&self, name: Name, entry: u32) {
        if let Ok(entry) = u8::try_from(entry) {
            self.hints[usize::from(name.0) % GLOBAL_HINTS].set(entry);
        }
    }

    /// What the cache knows, if that is in the first place.
    #[inline]
    pub(crate) fn cached_first(&self, key: Key, holds: Holds) -> Option<Word> {
        let entry = self.cache[key.place()].get();
        if entry.key() == key.with(holds) { Some(entry.value()) } else { None }
    }

    /// The word of an instance that is an attribute, if the cache knows it at once.
    #[inline]
    pub(crate) fn cached_slot(&self, header: Header, name: Name) -> Option<u32> {
        let entry = self.cache[Key::of_object(header, name).place()].get();
        // The low bits of the header are `Holds::Slot`; those of a pinned object are found out of line.
        let key = header.0 << 16 | u32::from(name.0);
        if entry.key() == key { Some(entry.value()) } else { None }
    }

    /// What the cache knows.
    #[inline]
    pub(crate) fn cached(&self, key: Key, holds: Holds) -> Option<Word> {
        self.cached_first(key, holds).or_else(|| {
            let entry = self.cache[key.other_place()].get();
            if entry.key() == key.with(holds) { Some(entry.value()) } else { None }
        })
    }

    /// Remembers what was found.
    pub(crate) fn keep_cached(&self, key: Key, holds: Holds, value: Word) {
        let place: &Cell<CacheEntry> = &self.cache[key.place()];
        let before = place.replace(CacheEntry::new(key.with(holds), value));
        let old = Key::of_entry(before);
        if before.key() != 0 && old.0 != key.0 {
            self.cache[old.other_place()].set(before);
        }
    }

    /// Forgets everything.
    pub(crate) fn clear_cache(&self) {
        for entry in &self.cache {
            entry.set(CacheEntry::EMPTY);
        }
    }
}
