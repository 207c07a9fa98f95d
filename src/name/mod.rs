//! Interned identifiers: a table in flash first, then names met at run time.

mod rom;

pub(crate) use rom::{BUILTINS, NAMES};

use rom::{ASCII_FIRST, TEXT_BYTES};

/// An interned identifier: an index into the flash table, or past its end into the engine's own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Hash)]
#[repr(transparent)]
pub(crate) struct Name(pub(crate) u16);

/// How many names the flash table has.
pub(crate) const ROM_COUNT: usize = NAMES.len();

/// The texts of all names one after another, and of each where it begins and, in the low byte, its length: half of what
/// pointers would take.
static TEXTS: [u8; TEXT_BYTES] = rom::texts();
static PLACES: [u32; ROM_COUNT] = {
    let mut places = [0; ROM_COUNT];
    let (mut start, mut i) = (0, 0);
    while i < ROM_COUNT {
        let len = NAMES[i].len();
        places[i] = (start << 8 | len) as u32;
        start += len;
        i += 1;
    }
    places
};

/// The text of a name in flash.
#[inline]
pub(crate) fn text(number: usize) -> Option<&'static [u8]> {
    let place = *PLACES.get(number)? as usize;
    TEXTS.get(place >> 8..)?.get(..place & 0xff)
}

const SLOTS: usize = (ASCII_FIRST * 2).next_power_of_two();

/// Open-addressing index of the flash table: name number plus one, 0 for empty. Names of one character are not in it.
static INDEX: [u16; SLOTS] = index();

const fn index() -> [u16; SLOTS] {
    let mut slots = [0; SLOTS];
    let mut i = 0;
    while i < ASCII_FIRST {
        let text = NAMES[i].as_bytes();
        assert!(text.len() != 1, "all names of one character are there already");
        let mut at = hash(text) as usize % SLOTS;
        while slots[at] != 0 {
            assert!(
                !same(NAMES[slots[at] as usize - 1].as_bytes(), text),
                "a name is listed twice"
            );
            at = (at + 1) % SLOTS;
        }
        slots[at] = i as u16 + 1;
        i += 1;
    }
    slots
}

/// The hashes of the names in flash: dicts ask for them at every look-up.
pub(crate) static HASHES: [u16; ROM_COUNT] = {
    let mut hashes = [0; ROM_COUNT];
    let mut i = 0;
    while i < ROM_COUNT {
        hashes[i] = hash(NAMES[i].as_bytes());
        i += 1;
    }
    hashes
};

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// The hash of a text: 16 bits, the one kept in every `str` object.
pub(crate) const fn hash(text: &[u8]) -> u16 {
    let mut state = HASH_START;
    let mut i = 0;
    while i < text.len() {
        state = hash_step(state, text[i]);
        i += 1;
    }
    hash_end(state)
}

/// The state of a hash before its first byte, for those who hash while they read.
pub(crate) const HASH_START: u32 = 5381;

/// The state after one more byte.
#[inline]
pub(crate) const fn hash_step(state: u32, byte: u8) -> u32 {
    state.wrapping_mul(33) ^ byte as u32
}

/// The hash, after the last byte.
#[inline]
pub(crate) const fn hash_end(state: u32) -> u16 {
    (state ^ (state >> 16)) as u16
}

/// The name that is one ASCII character, from its code below 128.
#[inline]
pub(crate) const fn ascii(code: u8) -> Name {
    Name(ASCII_FIRST as u16 + (code & 0x7f) as u16)
}

/// The flash name with this text.
pub(crate) fn find_rom(text: &[u8]) -> Option<Name> {
    if let [code] = text {
        return if code.is_ascii() { Some(ascii(*code)) } else { None };
    }
    find_rom_hashed(text, hash(text))
}

/// The flash name with this text, which has this hash and is not a single character.
pub(crate) fn find_rom_hashed(text: &[u8], hash: u16) -> Option<Name> {
    let mut at = hash as usize % SLOTS;
    while INDEX[at] != 0 {
        let number = INDEX[at] - 1;
        let is_it = HASHES[usize::from(number)] == hash
            && self::text(number.into()).is_some_and(|name| name == text);
        if is_it {
            return Some(Name(number));
        }
        at = (at + 1) % SLOTS;
    }
    None
}

/// The flash name with this text, for tables; a missing name stops the build.
pub(crate) const fn rom(text: &str) -> Name {
    let text = text.as_bytes();
    if text.len() == 1 {
        return ascii(text[0]);
    }
    let mut at = hash(text) as usize % SLOTS;
    let slots = index_of();
    while slots[at] != 0 {
        let number = slots[at] - 1;
        if same(NAMES[number as usize].as_bytes(), text) {
            return Name(number);
        }
        at = (at + 1) % SLOTS;
    }
    panic!("add the name to src/name/rom.rs")
}

const fn index_of() -> &'static [u16; SLOTS] {
    const TABLE: [u16; SLOTS] = index();
    &TABLE
}

impl Name {
    /// Whether this names one of `builtins`' functions, types or exceptions: then its number is their number.
    pub(crate) const fn is_builtin(self) -> bool {
        (self.0 as usize) < BUILTINS
    }
}
