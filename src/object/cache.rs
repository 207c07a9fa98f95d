//! The attribute cache: where an attribute was found last in objects of a layout.
//!
//! INV-CACHE: an entry that is there is right. All are forgotten when a class changes and when objects move, so nothing
//! but the key is compared. A key has two places: a new entry takes the first, and what was there moves to its own
//! second, which costs those who look there a call but not the look-up.

use core::cell::Cell;

use super::Engine;
use crate::config::ATTRIBUTE_CACHE_ENTRIES;
use crate::heap::Header;
use crate::name::Name;
use crate::value::{UNBOUND, Word};

/// Where an attribute was found.
#[derive(Clone, Copy)]
pub(crate) struct CacheEntry {
    /// A [`Key`] and what `value` is; 0 when empty.
    pub(crate) key: u32,
    /// See [`Holds`].
    pub(crate) value: Word,
}

impl CacheEntry {
    pub(super) const EMPTY: Self = Self { key: 0, value: UNBOUND };
}

/// What the value of an entry is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub(crate) enum Holds {
    /// The byte offset of an instance's slot.
    Slot = 1,
    /// A function to call with the object.
    Method = 2,
    /// A special method that classes written in Python give, or [`UNBOUND`] if none does.
    Special = 3,
    /// What the class of an instance has, and the instance itself cannot have.
    Shared = 4,
    /// What a class has, or a module in flash, asked of itself: the key has the layout of the class's instances, or the
    /// module's number, which is below all those.
    Own = 5,
    /// The `__init__` of the instances' class, or [`UNBOUND`] if none is written in Python.
    Initializer = 6,
    /// The function that computes a property.
    Getter = 7,
}

/// A layout with its flags and a name, with room in the low bits for a [`Holds`].
#[derive(Clone, Copy)]
pub(crate) struct Key(u32);

impl Key {
    /// For an object with this header.
    #[inline(always)]
    pub(crate) const fn of_object(header: Header, name: Name) -> Self {
        Self(header.0 & 0xfff8 | (name.0 as u32) << 16)
    }

    /// For a layout, flags aside, or another number below 2048.
    #[inline(always)]
    pub(crate) const fn of_number(number: u32, name: Name) -> Self {
        Self(number << 5 | (name.0 as u32) << 16)
    }

    /// The first place: names that follow each other, as those of a class do, have places of their own, and those of
    /// classes that follow each other lie a quarter apart.
    #[inline(always)]
    const fn place(self) -> usize {
        (self.0 >> 16).wrapping_add(self.0) as usize % ATTRIBUTE_CACHE_ENTRIES
    }

    /// The second place.
    const fn other_place(self) -> usize {
        self.place() ^ (ATTRIBUTE_CACHE_ENTRIES / 2 + ATTRIBUTE_CACHE_ENTRIES / 8 + 1)
    }
}

impl Engine {
    /// What the cache knows, if that is in the first place.
    #[inline(always)]
    pub(crate) fn cached_first(&self, key: Key, holds: Holds) -> Option<Word> {
        let entry = self.cache[key.place()].get();
        if entry.key == key.0 | holds as u32 { Some(entry.value) } else { None }
    }

    /// What the cache knows.
    #[inline]
    pub(crate) fn cached(&self, key: Key, holds: Holds) -> Option<Word> {
        self.cached_first(key, holds).or_else(|| {
            let entry = self.cache[key.other_place()].get();
            if entry.key == key.0 | holds as u32 { Some(entry.value) } else { None }
        })
    }

    /// Remembers what was found.
    pub(crate) fn keep_cached(&self, key: Key, holds: Holds, value: Word) {
        let place: &Cell<CacheEntry> = &self.cache[key.place()];
        let before = place.replace(CacheEntry { key: key.0 | holds as u32, value });
        if before.key != 0 && before.key & !7 != key.0 {
            self.cache[Key(before.key & !7).other_place()].set(before);
        }
    }

    /// Forgets everything.
    pub(crate) fn clear_cache(&self) {
        for entry in &self.cache {
            entry.set(CacheEntry::EMPTY);
        }
    }
}
