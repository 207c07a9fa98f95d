//! Classes written in Python, and the attributes of their instances.
//!
//! A class gives each attribute that an instance of it ever had a slot number; an instance is a header and its slots,
//! 0 where unset. An instance made before the class knew the attribute may be too short: then flag A is set and its
//! last word refers to an ITEMS object that holds the value that word had, and the slots that do not fit. With flag B
//! most attributes are elsewhere: see `runtime/instance`.
//!
//! ```text
//! class     [header][layout id u16 | native type u8 | flags u8][name][mro][dict][layout or 0][bases][metaclass or 0]
//! layout    RAW: [count][names, u16 each]
//! instance  [header, flag A: extended, flag B: it has a `__dict__`][slots ...]
//! ```

use bitflags::bitflags;

use super::{Engine, Root, Trap, TypeId, kind};
use crate::heap::{Header, LayoutId};
use crate::name::Name;
use crate::value::{UNBOUND, Value, Word};

/// Words of a class object.
pub(crate) const WORDS: u32 = 8;
/// Word of ids and flags.
pub(crate) const INFO: u32 = 1;
/// Word of the name, a str.
pub(crate) const NAME: u32 = 2;
/// Word of the method resolution order, a tuple that starts with the class itself.
pub(crate) const MRO: u32 = 3;
/// Word of the namespace, a dict.
pub(crate) const DICT: u32 = 4;
/// Word of the layout of instances.
pub(crate) const LAYOUT: u32 = 5;
/// Word of the bases, a tuple.
pub(crate) const BASES: u32 = 6;
/// Word of the metaclass if it is not `type`.
pub(crate) const METACLASS: u32 = 7;

/// Slots of the first instance, made before the class knows its attributes; it is shrunk after `__init__`.
pub(crate) const FIRST_SLOTS: u32 = 12;

bitflags! {
    /// What instances need looked up in the class.
    #[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
    pub(crate) struct ClassFlags: u8 {
        /// Slot 0 is the builtin object that the instance extends.
        const NATIVE = 1;
        /// Defines `__getattr__`.
        const GET_ATTR = 2;
        /// Defines `__getattribute__`.
        const GET_ATTRIBUTE = 4;
        /// Defines `__setattr__` or `__delattr__`.
        const SET_ATTR = 8;
        /// Has a member with `__set__` or `__delete__`, or a property.
        const DATA_DESCRIPTOR = 16;
        /// Defines `__new__`.
        const NEW = 32;
        /// Has `__del__`.
        const DEL = 64;
        /// Instances have only the attributes that `__slots__` declares.
        const SLOTS = 128;
    }
}

impl Engine {
    /// The class of an instance with this layout id.
    #[inline]
    pub(crate) fn class_of_layout(&self, layout: LayoutId) -> Option<u32> {
        let classes = self.root(Root::Classes)?.address()?;
        let index = u32::from(layout.0.wrapping_sub(LayoutId::FIRST_INSTANCE));
        if index >= u32::from(self.class_count.get()) {
            return None;
        }
        self.value_field(classes, index + 1)?.address()
    }

    /// The class of an instance of a class written in Python.
    #[inline]
    pub(crate) fn instance_class(&self, value: Value<'_>) -> Option<u32> {
        let layout = self.layout(value)?;
        if layout.is_instance() { self.class_of_layout(layout) } else { None }
    }

    /// A class's flags.
    #[inline]
    pub(crate) fn class_flags(&self, class: u32) -> ClassFlags {
        ClassFlags::from_bits_retain((self.field(class, INFO) >> 24) as u8)
    }

    /// Sets a class's flags.
    pub(crate) fn set_class_flags(&self, class: u32, flags: ClassFlags) {
        let info = self.field(class, INFO) & 0x00ff_ffff | u32::from(flags.bits()) << 24;
        self.set_raw(class, INFO, info);
    }

    /// The builtin type that a class derives from.
    #[inline]
    pub(crate) fn class_native(&self, class: u32) -> TypeId {
        TypeId((self.field(class, INFO) >> 16) as u8)
    }

    /// The layout id of a class's instances.
    #[inline]
    pub(crate) fn class_layout(&self, class: u32) -> LayoutId {
        LayoutId(self.field(class, INFO) as u16)
    }

    /// How many attributes a class's instances are known to have.
    pub(crate) fn slot_count(&self, class: u32) -> u32 {
        match self.field(class, LAYOUT) {
            UNBOUND => 0,
            layout => self.field(layout, 1),
        }
    }

    /// The name of slot `i` of a class's instances.
    pub(crate) fn slot_name(&self, class: u32, i: u32) -> Name {
        Name(self.heap.half(self.field(class, LAYOUT) + 8 + 2 * i))
    }

    /// The slot of an attribute.
    pub(crate) fn slot_of(&self, class: u32, name: Name) -> Option<u32> {
        let layout = self.field(class, LAYOUT);
        if layout == UNBOUND {
            return None;
        }
        let count = self.field(layout, 1);
        (0..count).find(|&i| self.heap.half(layout + 8 + 2 * i) == name.0)
    }

    /// Gives an attribute a slot.
    pub(crate) fn add_slot(&self, class: u32, name: Name) -> Result<u32, Trap> {
        let layout = self.field(class, LAYOUT);
        let count = self.slot_count(class);
        if layout == UNBOUND || 2 * (self.heap.object_words(layout) - 2) <= count {
            let words = 2 + (count + 2).div_ceil(2) + count / 8;
            let new = self.alloc_zeroed(kind::RAW, words)?;
            if layout != UNBOUND {
                self.heap.copy_words(layout + 4, new + 4, self.heap.object_words(layout) - 1);
            }
            self.set_field(class, LAYOUT, new);
        }
        let layout = self.field(class, LAYOUT);
        self.heap.set_half(layout + 8 + 2 * count, name.0);
        self.set_raw(layout, 1, count + 1);
        self.clear_cache();
        Ok(count)
    }

    /// A new instance of a class, all attributes unset.
    pub(crate) fn new_instance(&self, class: u32) -> Result<u32, Trap> {
        let count = self.slot_count(class);
        let reserved = u32::from(self.class_flags(class).contains(ClassFlags::NATIVE));
        let slots = if count == reserved { FIRST_SLOTS } else { count };
        self.alloc_zeroed(self.class_layout(class), slots + 1)
    }

    /// The word in a slot of an instance; 0 if unset.
    pub(crate) fn slot(&self, instance: u32, slot: u32) -> Word {
        let header = self.header(instance);
        let words = header.size();
        if !header.has(Header::FLAG_A) {
            return if slot + 1 < words { self.field(instance, slot + 1) } else { UNBOUND };
        }
        if slot + 2 < words {
            return self.field(instance, slot + 1);
        }
        let more = self.field(instance, words - 1);
        let index = slot + 2 - words;
        if index + 1 < self.heap.object_words(more) { self.field(more, index + 1) } else { UNBOUND }
    }

    /// Sets a slot of an instance, making room for it where it is too short.
    pub(crate) fn set_slot(&self, instance: u32, slot: u32, word: Word) -> Result<(), Trap> {
        let header = self.header(instance);
        let words = header.size();
        let extended = header.has(Header::FLAG_A);
        if slot + 1 + u32::from(extended) < words {
            self.set_field(instance, slot + 1, word);
            return Ok(());
        }
        let index = slot + 2 - words;
        let more = if extended { self.field(instance, words - 1) } else { UNBOUND };
        let room = if extended { self.heap.object_words(more) - 1 } else { 0 };
        let more = if index < room { more } else { self.extend(instance, index)? };
        self.set_field(more, index + 1, word);
        Ok(())
    }

    /// Gives an instance an extension with room for its index `index`.
    fn extend(&self, instance: u32, index: u32) -> Result<u32, Trap> {
        let header = self.header(instance);
        let last = header.size() - 1;
        let more = self.alloc_zeroed(kind::ITEMS, index + 3)?;
        let old = self.field(instance, last);
        if header.has(Header::FLAG_A) {
            self.heap.copy_words(old + 4, more + 4, self.heap.object_words(old) - 1);
        } else {
            self.set_raw(more, 1, old);
            self.heap.set_header(instance, header.with_flags(Header::FLAG_A));
        }
        self.set_field(instance, last, more);
        Ok(more)
    }

    /// Gives back the words that the first instance turned out not to need.
    pub(crate) fn trim_instance(&self, instance: u32, class: u32) {
        let words = self.slot_count(class).max(1) + 1;
        if !self.header(instance).has(Header::FLAG_A) && words < self.heap.object_words(instance) {
            self.heap.shrink(instance, words);
        }
    }
}
