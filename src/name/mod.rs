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

/// The texts of all names one after another, and where each begins and the last ends.
static TEXTS: [u8; TEXT_BYTES] = rom::texts();
static STARTS: [u16; ROM_COUNT + 1] = {
    assert!(TEXT_BYTES <= u16::MAX as usize);
    let mut starts = [0; ROM_COUNT + 1];
    let mut i = 0;
    while i < ROM_COUNT {
        starts[i + 1] = starts[i] + NAMES[i].len() as u16;
        i += 1;
    }
    starts
};

/// The text of a name in flash.
#[inline]
pub(crate) fn text(number: usize) -> Option<&'static [u8]> {
    let (start, end) = (*STARTS.get(number)?, *STARTS.get(number + 1)?);
    TEXTS.get(usize::from(start)..usize::from(end))
}

const BUCKETS: usize = 256;

/// The names by their hashes: of each remainder those that have it, half of what a table with open addressing and as
/// few comparisons would take. Names of one character are not in it.
struct Index {
    /// Where in `order` the names with this remainder begin, and where the last end.
    starts: [u16; BUCKETS + 1],
    order: [u16; ASCII_FIRST],
}

static INDEX: Index = index();

const fn bucket(hash: u16) -> usize {
    hash as usize % BUCKETS
}

const fn index() -> Index {
    let mut starts = [0; BUCKETS + 1];
    let mut i = 0;
    while i < ASCII_FIRST {
        let text = NAMES[i].as_bytes();
        assert!(text.len() != 1, "all names of one character are there already");
        starts[bucket(hash(text)) + 1] += 1;
        i += 1;
    }
    let mut i = 0;
    while i < BUCKETS {
        starts[i + 1] += starts[i];
        i += 1;
    }
    let mut order = [0; ASCII_FIRST];
    let mut ends = starts;
    let mut i = 0;
    while i < ASCII_FIRST {
        let text = NAMES[i].as_bytes();
        let bucket = bucket(hash(text));
        let mut at = starts[bucket];
        while at < ends[bucket] {
            let other = NAMES[order[at as usize] as usize].as_bytes();
            assert!(!same(other, text), "a name is listed twice");
            at += 1;
        }
        order[at as usize] = i as u16;
        ends[bucket] += 1;
        i += 1;
    }
    Index { starts, order }
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
    let bucket = bucket(hash);
    let (start, end) = (INDEX.starts[bucket], INDEX.starts[bucket + 1]);
    let candidates = INDEX.order.get(usize::from(start)..usize::from(end)).unwrap_or_default();
    candidates.iter().map(|&number| Name(number)).find(|name| {
        let number = usize::from(name.0);
        HASHES.get(number) == Some(&hash) && self::text(number) == Some(text)
    })
}

/// The flash name with this text, for tables; a missing name stops the build.
pub(crate) const fn rom(text: &str) -> Name {
    let text = text.as_bytes();
    if text.len() == 1 {
        return ascii(text[0]);
    }
    const INDEX: &Index = &index();
    let bucket = bucket(hash(text));
    let mut at = INDEX.starts[bucket];
    while at < INDEX.starts[bucket + 1] {
        let number = INDEX.order[at as usize];
        if same(NAMES[number as usize].as_bytes(), text) {
            return Name(number);
        }
        at += 1;
    }
    panic!("add the name to src/name/rom.rs")
}

impl Name {
    /// Whether this names one of `builtins`' functions, types or exceptions: then its number is their number.
    pub(crate) const fn is_builtin(self) -> bool {
        (self.0 as usize) < BUILTINS
    }
}
