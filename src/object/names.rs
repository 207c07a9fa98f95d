//! Strs and names: the layout of a `str` object, and the table of names met at run time.
//!
//! ```text
//! [header, flags A and B: how many bytes of the last word are not text][hash, 15 bits | ASCII][name, 16 bits][text]
//! ```
//! A name's str knows its number, so `getattr`, keyword arguments and dict look-ups go from one to the other at once.

use super::{Engine, Res, Root, Trap, kind};
use crate::heap::Header;
use crate::name::{self, Name};
use crate::value::{UNBOUND, Value, Word};

/// Word 1 of a `str` object.
const INFO: u32 = 1;
/// Byte offset of the text in a `str` object.
pub(crate) const TEXT: u32 = 8;
const ASCII: u32 = 1;
const NO_NAME: u32 = 0xffff << 16;

/// No more names than this need no index: they are looked through.
const LINEAR_MAX: u16 = 64;
/// An index of fewer names than this has slots of a byte.
const BYTE_NAMES: u16 = 0xff;

/// The index of the names met at run time: open addressing, a name's number plus one in each slot, 0 for none.
#[derive(Clone, Copy)]
struct NameIndex {
    /// Device address of the first slot.
    start: u32,
    slots: u32,
    /// Whether a slot has two bytes; flag A of the object.
    wide: bool,
}

impl NameIndex {
    fn of(vm: &Engine, object: u32) -> Self {
        let wide = vm.header(object).has(Header::FLAG_A);
        let bytes = 4 * (vm.heap.object_words(object) - 1);
        Self { start: object + 4, slots: if wide { bytes / 2 } else { bytes }, wide }
    }

    /// Words of an index for so many names and some more, its header included; three quarters full at most.
    fn words(names: u16, more: u32) -> u32 {
        let slots = (u32::from(names) + more) * 4 / 3 + 4;
        1 + if names >= BYTE_NAMES { slots.div_ceil(2) } else { slots.div_ceil(4) }
    }

    fn get(self, vm: &Engine, at: u32) -> u16 {
        if self.wide {
            vm.heap.half(self.start + 2 * at)
        } else {
            vm.heap.byte(self.start + at).into()
        }
    }

    fn set(self, vm: &Engine, at: u32, entry: u16) {
        if self.wide {
            vm.heap.set_half(self.start + 2 * at, entry);
        } else {
            vm.heap.set_byte(self.start + at, entry as u8);
        }
    }
}

/// Word 1 for a text that is not a name: its hash, and whether it is ASCII.
fn info(text: &[u8]) -> u32 {
    info_of(name::hash(text), text)
}

/// The same, where the hash is known.
fn info_of(hash: u16, text: &[u8]) -> u32 {
    u32::from(hash) & !ASCII | u32::from(text.is_ascii()) | NO_NAME
}

impl Engine {
    /// Whether a value is a str.
    #[inline]
    pub(crate) fn is_str(&self, value: Value<'_>) -> bool {
        matches!(self.layout(value), Some(kind::STR | kind::ROM_STR))
    }

    /// The text of a str, in UTF-8.
    #[inline]
    pub(crate) fn str_bytes<'g>(&'g self, value: Value<'g>) -> Option<&'g [u8]> {
        let address = value.address()?;
        let header = self.header(address);
        match header.id() {
            kind::STR => Some(self.str_in_heap(address)),
            kind::ROM_STR => Some(name::text(header.size() as usize).unwrap_or_default()),
            _ => None,
        }
    }

    /// The text of a str.
    pub(crate) fn text<'g>(&'g self, value: Value<'g>) -> Option<&'g str> {
        self.str_bytes(value).map(|bytes| core::str::from_utf8(bytes).unwrap_or_default())
    }

    /// Bytes of text in the `str` object at an address.
    #[inline]
    pub(crate) fn str_len(&self, address: u32) -> u32 {
        let header = self.header(address);
        let spare =
            u32::from(header.has(Header::FLAG_A)) + 2 * u32::from(header.has(Header::FLAG_B));
        4 * self.heap.object_words(address) - TEXT - spare
    }

    /// Whether a str is all ASCII, so that bytes are characters.
    #[inline]
    pub(crate) fn str_is_ascii(&self, value: Value<'_>) -> bool {
        match value.address() {
            Some(address) if self.header(address).id() == kind::STR => {
                self.field(address, INFO) & ASCII != 0
            }
            _ => true,
        }
    }

    /// The hash of a str.
    #[inline]
    pub(crate) fn str_hash(&self, value: Value<'_>) -> Option<u32> {
        let address = value.address()?;
        let header = self.header(address);
        match header.id() {
            kind::STR => Some(self.field(address, INFO) & 0xfffe),
            kind::ROM_STR => {
                name::HASHES.get(header.size() as usize).map(|&hash| u32::from(hash & !1))
            }
            _ => None,
        }
    }

    /// A new `str` object with room for `len` bytes of text, which the caller writes at [`TEXT`] and then seals with
    /// [`Engine::seal_str`] before anything else.
    pub(crate) fn alloc_str(&self, len: u32) -> Result<u32, Trap> {
        let words = (TEXT + len).div_ceil(4);
        let address = self.alloc(kind::STR, words)?;
        let spare = 4 * words - TEXT - len;
        let flags = if spare & 1 != 0 { Header::FLAG_A } else { 0 }
            | if spare & 2 != 0 { Header::FLAG_B } else { 0 };
        self.heap.set_header(address, self.header(address).with_flags(flags));
        Ok(address)
    }

    /// Completes a `str` object whose text is written.
    pub(crate) fn seal_str(&self, address: u32) -> Value<'_> {
        let word = info(self.heap.bytes(address + TEXT, self.str_len(address)));
        self.set_raw(address, INFO, word);
        Value::object(address)
    }

    /// A str with this text (UTF-8): the name's, if it is one in flash.
    pub(crate) fn new_str(&self, text: &[u8]) -> Res<'_> {
        if let &[code] = text
            && code.is_ascii()
        {
            return Ok(self.name_value(name::ascii(code)));
        }
        let hash = name::hash(text);
        if let Some(name) = name::find_rom_hashed(text, hash) {
            return Ok(self.name_value(name));
        }
        let address = self.alloc_str(text.len() as u32)?;
        self.heap.copy_in(address + TEXT, text);
        self.set_raw(address, INFO, info_of(hash, text));
        Ok(Value::object(address))
    }

    /// The word of the str of one character at an index (negative: from the end) of the `str` object at an address;
    /// [`UNBOUND`] if it is not all ASCII or there is no such character.
    #[inline]
    pub(crate) fn ascii_char(&self, address: u32, index: i32) -> Word {
        let len = self.str_len(address);
        let at = if index < 0 { (index as u32).wrapping_add(len) } else { index as u32 };
        if at >= len || self.field(address, INFO) & ASCII == 0 {
            return UNBOUND;
        }
        self.name_value(name::ascii(self.heap.byte(address + TEXT + at))).word()
    }

    /// The name of a str, if it has one: only such a str can be an attribute or a variable.
    #[inline]
    pub(crate) fn name_of(&self, value: Value<'_>) -> Option<Name> {
        let address = value.address()?;
        let header = self.header(address);
        match header.id() {
            kind::ROM_STR => Some(Name(header.size() as u16)),
            kind::STR => {
                let info = self.field(address, INFO);
                if info & NO_NAME != NO_NAME {
                    Some(Name((info >> 16) as u16))
                } else {
                    self.find_name(value)
                }
            }
            _ => None,
        }
    }

    /// Whether a str is a name's own: two such strs are the same text only if they are the same object.
    #[inline]
    pub(crate) fn is_name(&self, value: Value<'_>) -> bool {
        match value.address() {
            Some(address) => match self.header(address).id() {
                kind::ROM_STR => true,
                kind::STR => self.field(address, INFO) & NO_NAME != NO_NAME,
                _ => false,
            },
            None => false,
        }
    }

    /// The name with the text of this str, which is not itself the name's str.
    fn find_name(&self, value: Value<'_>) -> Option<Name> {
        let text = self.str_bytes(value)?;
        name::find_rom(text).or_else(|| self.probe(text).ok())
    }

    /// The name with this text: in flash, met before, or new.
    pub(crate) fn intern(&self, text: &[u8]) -> Result<Name, Trap> {
        if let Some(name) = name::find_rom(text) {
            return Ok(name);
        }
        let free = match self.probe(text) {
            Ok(name) => return Ok(name),
            Err(free) => free,
        };
        let count = self.name_count.get();
        if usize::from(count) + name::ROM_COUNT >= 0xffff {
            return Err(self.memory_error());
        }
        let str_words = (TEXT + text.len() as u32).div_ceil(4);
        let (names_room, has_place) = self.name_room();
        let has_index = self.name_index().is_some();
        let names_words = if names_room > count.into() {
            0
        } else {
            u32::from(count) + u32::from(count) / 4 + 16
        };
        // While a source is compiled there may be many names for the time being.
        let is_few = count < LINEAR_MAX && self.names_before.get().is_none();
        let index_words = if has_place && count + 1 != BYTE_NAMES || is_few && !has_index {
            0
        } else {
            NameIndex::words(count + 1, 16 + u32::from(count) / 4)
        };
        self.reserve(str_words + names_words + index_words)?;
        if names_words > 0 {
            self.grow_names(names_words)?;
        }
        let number = Name(name::ROM_COUNT as u16 + count);
        let address = self.alloc_str(text.len() as u32)?;
        self.heap.copy_in(address + TEXT, text);
        // What is met in a source may be forgotten again.
        let own = match self.names_before.get() {
            Some(_) => NO_NAME,
            None => u32::from(number.0) << 16,
        };
        self.set_raw(address, INFO, info(text) & !NO_NAME | own);
        if let Some(names) = self.root(Root::Names).and_then(Value::address) {
            self.set_field(names, u32::from(count) + 1, address);
        }
        self.name_count.set(count + 1);
        if index_words > 0 {
            self.grow_name_index(index_words)?;
        } else if let Some(index) = self.name_index() {
            index.set(self, free, count + 1);
        }
        Ok(number)
    }

    /// The str with this text as a name.
    pub(crate) fn intern_str(&self, text: &[u8]) -> Res<'_> {
        self.intern(text).map(|name| self.name_value(name))
    }

    /// How many names the table has room for, and whether the index has room for one more (it stays under 4/5 full).
    fn name_room(&self) -> (u32, bool) {
        let names = self.root(Root::Names).and_then(Value::address);
        let room = names.map_or(0, |names| self.heap.object_words(names) - 1);
        let slots = self.name_index().map_or(0, |index| index.slots);
        (room, 5 * (u32::from(self.name_count.get()) + 1) <= 4 * slots)
    }

    fn grow_names(&self, words: u32) -> Result<(), Trap> {
        let new = self.alloc_zeroed(kind::ITEMS, words)?;
        if let Some(old) = self.root(Root::Names).and_then(Value::address) {
            self.heap.copy_words(old + 4, new + 4, u32::from(self.name_count.get()));
        }
        self.set_root(Root::Names, Some(Value::object(new)));
        self.find_names();
        Ok(())
    }

    /// Notes where the table of names is, after it moved.
    pub(super) fn find_names(&self) {
        if let Some(names) = self.root(Root::Names).and_then(Value::address) {
            self.names.set((names + 4).wrapping_sub(4 * name::ROM_COUNT as u32));
        }
    }

    /// Makes a new index of all names, with room for more.
    fn grow_name_index(&self, words: u32) -> Result<(), Trap> {
        let index = self.alloc(kind::RAW, words)?;
        self.set_root(Root::NameIndex, Some(Value::object(index)));
        self.fill_name_index(index);
        Ok(())
    }

    /// Enters all names in an index, whatever is in it.
    fn fill_name_index(&self, object: u32) {
        let count = self.name_count.get();
        let header = self.header(object).without_flags(Header::FLAG_A);
        let wide = if count >= BYTE_NAMES { Header::FLAG_A } else { 0 };
        self.heap.set_header(object, header.with_flags(wide));
        self.heap.fill(object + 4, 4 * (self.heap.object_words(object) - 1), 0);
        let index = NameIndex::of(self, object);
        for number in 0..count {
            let value = self.name_value(Name(name::ROM_COUNT as u16 + number));
            let text = self.str_bytes(value).unwrap_or_default();
            if let Err(free) = self.probe_from(text, number) {
                index.set(self, free, number + 1);
            }
        }
    }

    fn name_index(&self) -> Option<NameIndex> {
        let object = self.root(Root::NameIndex).and_then(Value::address)?;
        Some(NameIndex::of(self, object))
    }

    // Names while a source is compiled. Most of those met are of local variables, which no code refers to once it is
    // made: names that are new have a number for the time being, and get one for good when code is made that has them.

    /// From here on names are new, until [`Engine::end_names`].
    pub(crate) fn begin_names(&self) {
        self.names_before.set(Some(self.name_count.get()));
        self.names_kept.set(0);
    }

    /// The number for good of a name that code refers to.
    pub(crate) fn keep_name(&self, name: Name) -> Name {
        let Some(before) = self.names_before.get() else { return name };
        let first = name::ROM_COUNT as u16 + before;
        if name.0 < first {
            return name;
        }
        let Some(address) = self.name_value(name).address() else { return name };
        let info = self.field(address, INFO);
        if info & NO_NAME != NO_NAME {
            return Name((info >> 16) as u16);
        }
        let number = first + self.names_kept.get();
        self.names_kept.set(self.names_kept.get() + 1);
        self.set_raw(address, INFO, info & !NO_NAME | u32::from(number) << 16);
        Name(number)
    }

    /// Forgets the new names that were not kept, all of them if `keep` is false, and the room that is not needed.
    pub(crate) fn end_names(&self, keep: bool) {
        let (Some(before), count) = (self.names_before.take(), self.name_count.get()) else {
            return;
        };
        let Some(names) = self.root(Root::Names).and_then(Value::address) else { return };
        if count == before {
            return;
        }
        for place in u32::from(before)..u32::from(count) {
            self.settle_name(names, place, keep);
        }
        let kept = before + if keep { self.names_kept.get() } else { 0 };
        self.name_count.set(kept);
        self.heap.shrink(names, u32::from(kept) + 1);
        if kept <= LINEAR_MAX {
            self.set_root(Root::NameIndex, None);
        } else if let Some(index) = self.root(Root::NameIndex).and_then(Value::address) {
            let words = NameIndex::words(kept, 0).min(self.heap.object_words(index));
            self.heap.shrink(index, words);
            self.fill_name_index(index);
        }
    }

    /// Empties a place of the table, or puts there the name that has its number for good.
    fn settle_name(&self, names: u32, place: u32, keep: bool) {
        loop {
            let own = self.field(names, place + 1);
            if own == UNBOUND {
                return;
            }
            let info = self.field(own, INFO);
            if !keep || info & NO_NAME == NO_NAME {
                self.set_raw(own, INFO, info | NO_NAME);
                self.set_field(names, place + 1, UNBOUND);
                return;
            }
            let right = (info >> 16) - name::ROM_COUNT as u32;
            if right == place {
                return;
            }
            let other = self.field(names, right + 1);
            self.set_field(names, right + 1, own);
            self.set_field(names, place + 1, other);
        }
    }

    /// The name with this text among those met at run time, or else the free place in the index where it belongs.
    fn probe(&self, text: &[u8]) -> Result<Name, u32> {
        self.probe_from(text, self.name_count.get())
    }

    /// As [`Engine::probe`], among the first `count` names.
    fn probe_from(&self, text: &[u8], count: u16) -> Result<Name, u32> {
        let Some(index) = self.name_index() else { return self.look_through(text, count) };
        let mut at = u32::from(name::hash(text)) % index.slots;
        loop {
            let entry = index.get(self, at);
            if entry == 0 {
                return Err(at);
            }
            if entry <= count {
                let number = Name(name::ROM_COUNT as u16 + entry - 1);
                if self.str_bytes(self.name_value(number)) == Some(text) {
                    return Ok(number);
                }
            }
            at += 1;
            if at == index.slots {
                at = 0;
            }
        }
    }

    /// As [`Engine::probe_from`], without an index.
    fn look_through(&self, text: &[u8], count: u16) -> Result<Name, u32> {
        let Some(names) = self.root(Root::Names).and_then(Value::address) else { return Err(0) };
        let hash = u32::from(name::hash(text));
        for place in 0..count {
            let own = self.field(names, u32::from(place) + 1);
            if own != UNBOUND
                && (self.field(own, INFO) ^ hash) & 0xfffe == 0
                && self.heap.bytes(own + TEXT, self.str_len(own)) == text
            {
                return Ok(Name(name::ROM_COUNT as u16 + place));
            }
        }
        Err(0)
    }

    /// Whether two values are the same str or strs of the same text.
    #[inline]
    pub(crate) fn same_str(&self, a: Value<'_>, b: Value<'_>) -> bool {
        if let (Some(x), Some(y)) = (self.expect(a, kind::STR), self.expect(b, kind::STR)) {
            // Most that are compared differ in their hashes.
            return x == y
                || (self.field(x, INFO) ^ self.field(y, INFO)) & !NO_NAME == 0
                    && self.str_in_heap(x) == self.str_in_heap(y);
        }
        a == b || self.same_text(a, b)
    }

    /// The text of the `str` object at an address.
    #[inline]
    fn str_in_heap(&self, address: u32) -> &[u8] {
        self.heap.bytes(address + TEXT, self.str_len(address))
    }

    /// Whether two values are strs of the same text, wherever they lie.
    #[inline(never)]
    fn same_text(&self, a: Value<'_>, b: Value<'_>) -> bool {
        self.str_hash(a) == self.str_hash(b) && self.str_bytes(a) == self.str_bytes(b)
    }

    /// A word kept in a slot as a value, for the few places that hold one between two leaf steps.
    #[inline]
    pub(crate) fn value(&self, word: Word) -> Value<'_> {
        Value::from_word(word).unwrap_or(Value::none())
    }
}
