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
            kind::STR => Some(self.heap.bytes(address + TEXT, self.str_len(address))),
            kind::ROM_STR => {
                Some(name::NAMES.get(header.size() as usize).map_or(b"", |text| text.as_bytes()))
            }
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
        let (names_room, index_room) = self.name_room();
        let names_words = if names_room > count.into() {
            0
        } else {
            u32::from(count) + u32::from(count) / 4 + 16
        };
        let index_words = if index_room > 0 { 0 } else { Self::index_words(u32::from(count) + 1) };
        self.reserve(str_words + names_words + index_words)?;
        if names_words > 0 {
            self.grow_names(names_words)?;
        }
        let number = Name(name::ROM_COUNT as u16 + count);
        let address = self.alloc_str(text.len() as u32)?;
        self.heap.copy_in(address + TEXT, text);
        self.set_raw(address, INFO, info(text) & !NO_NAME | u32::from(number.0) << 16);
        if let Some(names) = self.root(Root::Names).and_then(Value::address) {
            self.set_field(names, u32::from(count) + 1, address);
        }
        self.name_count.set(count + 1);
        if index_words > 0 {
            self.grow_name_index(index_words)?;
        } else if let Some(index) = self.root(Root::NameIndex).and_then(Value::address) {
            self.heap.set_half(index + 4 + 2 * free, count + 1);
        }
        Ok(number)
    }

    /// The str with this text as a name.
    pub(crate) fn intern_str(&self, text: &[u8]) -> Res<'_> {
        self.intern(text).map(|name| self.name_value(name))
    }

    /// How many names the table has room for, and whether the index has room for one more (it stays under 4/5 full).
    fn name_room(&self) -> (u32, u32) {
        let words = |root| {
            self.root(root)
                .and_then(Value::address)
                .map_or(1, |address| self.heap.object_words(address))
                - 1
        };
        let slots = 2 * words(Root::NameIndex);
        let used = u32::from(self.name_count.get());
        (words(Root::Names), if 5 * (used + 1) <= 4 * slots { slots } else { 0 })
    }

    /// Words of an index, its header included, for so many names.
    fn index_words(names: u32) -> u32 {
        (names * 3 / 2 + 16) / 2 + 1
    }

    fn grow_names(&self, words: u32) -> Result<(), Trap> {
        let new = self.alloc_zeroed(kind::ITEMS, words)?;
        if let Some(old) = self.root(Root::Names).and_then(Value::address) {
            self.heap.copy_words(old + 4, new + 4, u32::from(self.name_count.get()));
        }
        self.set_root(Root::Names, Some(Value::object(new)));
        Ok(())
    }

    fn grow_name_index(&self, words: u32) -> Result<(), Trap> {
        let index = self.alloc_zeroed(kind::RAW, words)?;
        self.set_root(Root::NameIndex, Some(Value::object(index)));
        for number in 0..self.name_count.get() {
            let value = self.name_value(Name(name::ROM_COUNT as u16 + number));
            let text = self.str_bytes(value).unwrap_or_default();
            if let Err(free) = self.probe_from(text, number) {
                self.heap.set_half(index + 4 + 2 * free, number + 1);
            }
        }
        Ok(())
    }

    /// The name with this text among those met at run time, or else the free place in the index where it belongs.
    fn probe(&self, text: &[u8]) -> Result<Name, u32> {
        self.probe_from(text, self.name_count.get())
    }

    /// As [`Engine::probe`], among the first `count` names.
    fn probe_from(&self, text: &[u8], count: u16) -> Result<Name, u32> {
        let Some(index) = self.root(Root::NameIndex).and_then(Value::address) else {
            return Err(0);
        };
        let slots = 2 * (self.heap.object_words(index) - 1);
        let mut at = u32::from(name::hash(text)) % slots;
        loop {
            let entry = self.heap.half(index + 4 + 2 * at);
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
            if at == slots {
                at = 0;
            }
        }
    }

    /// Whether two values are the same str or strs of the same text.
    #[inline]
    pub(crate) fn same_str(&self, a: Value<'_>, b: Value<'_>) -> bool {
        a == b || self.str_hash(a) == self.str_hash(b) && self.str_bytes(a) == self.str_bytes(b)
    }

    /// A word kept in a slot as a value, for the few places that hold one between two leaf steps.
    #[inline(always)]
    pub(crate) fn value(&self, word: Word) -> Value<'_> {
        Value::from_word(word).unwrap_or(Value::none())
    }
}
