//! Numbers for objects by identity, for `id()` and the default hash: an object keeps its number while it moves.
//!
//! ```text
//! [header, flag A: some may have died][count][last number][addresses ...][numbers ...]
//! ```
//! A RAW object, whose addresses are weak roots. They are in order and stay so, since the collector slides objects
//! without changing their order; new objects mostly go at the end. So a look-up is a binary search, and nothing is ever
//! sorted.

use super::{Engine, Root, Trap, kind};
use crate::heap::Header;
use crate::value::Value;

/// Word of the number of entries.
const COUNT: u32 = 1;
/// Word of the last number given.
const LAST: u32 = 2;
/// Word of the first address.
const FIRST: u32 = 3;
/// Room for entries in the first table.
const ROOM_MIN: u32 = 6;

/// What is added to four times an object's number: no object lies at such an address.
const NUMBERED: u32 = 0x4000_0000;

impl Engine {
    /// What `id()` answers: the address of an object that cannot move, else something made from its number.
    pub(crate) fn id(&self, value: Value<'_>) -> Result<u32, Trap> {
        match value.address() {
            Some(address) if self.heap.is_movable(address) => {
                Ok(NUMBERED + 4 * self.identity(address)?)
            }
            _ => Ok(value.word()),
        }
    }

    /// The number of the movable object at an address.
    fn identity(&self, address: u32) -> Result<u32, Trap> {
        self.drop_dead_identities();
        let place = match self.find_identity(address) {
            Ok(number) => return Ok(number),
            Err(place) => place,
        };
        let table = self.roomy_identities()?;
        let (count, room) = (self.field(table, COUNT), self.identity_room(table));
        for column in [FIRST, FIRST + room] {
            let at = table + 4 * (column + place);
            self.heap.copy_words(at, at + 4, count - place);
        }
        let number = self.field(table, LAST) + 1;
        self.set_raw(table, FIRST + place, address);
        self.set_raw(table, FIRST + room + place, number);
        self.set_raw(table, COUNT, count + 1);
        self.set_raw(table, LAST, number);
        Ok(number)
    }

    fn identities(&self) -> Option<u32> {
        self.root(Root::Identities).and_then(Value::address)
    }

    fn identity_room(&self, table: u32) -> u32 {
        (self.heap.object_words(table) - FIRST) / 2
    }

    /// The number of a movable object, or where in the table it belongs.
    fn find_identity(&self, address: u32) -> Result<u32, u32> {
        let Some(table) = self.identities() else { return Err(0) };
        let (mut low, mut high) = (0, self.field(table, COUNT));
        while low < high {
            let middle = low + (high - low) / 2;
            let own = self.field(table, FIRST + middle);
            if own == address {
                return Ok(self.field(table, FIRST + self.identity_room(table) + middle));
            }
            if own < address {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Err(low)
    }

    /// The table with room for one more entry.
    fn roomy_identities(&self) -> Result<u32, Trap> {
        let old = self.identities();
        let (count, last, room) = match old {
            Some(table) => {
                (self.field(table, COUNT), self.field(table, LAST), self.identity_room(table))
            }
            None => (0, 0, 0),
        };
        if let Some(table) = old.filter(|_| count < room) {
            return Ok(table);
        }
        let new_room = (room + room / 2).max(ROOM_MIN);
        let new = self.alloc_zeroed(kind::RAW, FIRST + 2 * new_room)?;
        self.set_raw(new, COUNT, count);
        self.set_raw(new, LAST, last);
        if let Some(old) = old {
            for (from, to) in [(FIRST, FIRST), (FIRST + room, FIRST + new_room)] {
                self.heap.copy_words(old + 4 * from, new + 4 * to, count);
            }
        }
        self.set_root(Root::Identities, Some(Value::object(new)));
        Ok(new)
    }

    /// Closes the gaps that objects left which died in a collection.
    fn drop_dead_identities(&self) {
        let Some(table) = self.identities().filter(|&table| self.header(table).has(Header::FLAG_A))
        else {
            return;
        };
        let (count, room) = (self.field(table, COUNT), self.identity_room(table));
        let mut to = 0;
        for from in 0..count {
            let address = self.field(table, FIRST + from);
            if address != 0 {
                self.set_raw(table, FIRST + to, address);
                self.set_raw(table, FIRST + room + to, self.field(table, FIRST + room + from));
                to += 1;
            }
        }
        self.set_raw(table, COUNT, to);
        self.heap.set_header(table, self.header(table).without_flags(Header::FLAG_A));
    }

    /// The addresses in the table, for the collector.
    pub(super) fn weak_identities(&self) -> core::ops::Range<u32> {
        match self.identities() {
            Some(table) => {
                let first = table + 4 * FIRST;
                first..first + 4 * self.field(table, COUNT)
            }
            None => 0..0,
        }
    }

    /// Notes that a collection may have cleared addresses.
    pub(super) fn note_dead_identities(&self) {
        if let Some(table) = self.identities() {
            self.heap.set_header(table, self.header(table).with_flags(Header::FLAG_A));
        }
    }
}
