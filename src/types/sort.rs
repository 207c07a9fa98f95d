//! `list.sort` and `sorted`: a stable merge sort that survives comparisons written in Python.
//!
//! Short runs are sorted by binary insertion and then merged, twice as long each time; a merge is skipped where
//! the runs are in order already, so that sorted input takes one pass. While comparisons can run Python code the list
//! is empty, as in CPython, and what is sorted lies in slots; whatever such code raises, the list gets all its items
//! back.

use super::attempt::receive;
use super::list::{self, LENGTH, STORAGE};
use crate::name::rom;
use crate::object::{Engine, Frame, Slot, Trap, kind};
use crate::runtime::{call, compare};
use crate::value::{UNBOUND, Value, Word};

/// How many items are sorted by insertion: few enough that moving them costs less than merging.
const RUN: u32 = 8;

/// How two keys are compared.
#[derive(Clone, Copy)]
enum Order {
    /// All are small ints: as words.
    Small,
    /// All are strs.
    Text,
    /// By Python's `<`, in two slots made for this.
    Any(Slot),
}

/// What is being sorted: rows of words, ITEMS each, in slots.
#[derive(Clone, Copy)]
struct Sorter {
    /// What is compared.
    keys: Slot,
    /// What is moved along, if the keys are not the items themselves.
    values: Option<Slot>,
    /// Room for half of the keys.
    spare: Slot,
    /// Room for half of the values.
    spare_values: Slot,
    order: Order,
    /// Whether the largest come first. Equal ones keep their order all the same.
    is_reverse: bool,
}

/// `list.sort(*, key=None, reverse=False)`.
pub(super) fn sort_list(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    receive(vm, frame.at(0), kind::LIST, list::NOT_LIST)?;
    sort(vm, frame.at(0), frame)?;
    Ok(Value::none().word())
}

/// Sorts the list in a slot by the keyword arguments of a frame.
pub(crate) fn sort(vm: &mut Engine, list: Slot, frame: Frame) -> Result<(), Trap> {
    frame.args(vm).only(vm, &[const { rom("key") }, const { rom("reverse") }])?;
    let key = frame.keyword(vm, const { rom("key") }).filter(|&slot| vm.at(slot) != Value::none());
    let is_reverse = match frame.keyword(vm, const { rom("reverse") }) {
        Some(slot) => compare::truth(vm, slot)?,
        None => false,
    };
    vm.scope(|vm| sort_by(vm, list, key, is_reverse))
}

fn sort_by(vm: &mut Engine, list: Slot, key: Option<Slot>, is_reverse: bool) -> Result<(), Trap> {
    let len = list::len(vm, vm.word(list)) as u32;
    if len < 2 && key.is_none() || len == 0 {
        return Ok(());
    }
    let slots = vm.push_unbound(6)?;
    let items = slots;
    let storage = vm.field(vm.word(list), STORAGE);
    vm.set_word(items, storage);
    list::clear(vm, vm.word(list));
    let result = sort_items(vm, items, len, key, is_reverse);
    let address = vm.word(list);
    let is_touched = vm.field(address, LENGTH) != 0 || vm.field(address, STORAGE) != UNBOUND;
    vm.set_field(address, STORAGE, vm.word(items));
    vm.set_raw(address, LENGTH, len);
    result?;
    if is_touched { Err(vm.value_error("list modified during sort")) } else { Ok(()) }
}

/// Sorts the first `len` words of the ITEMS in a slot, using the five slots after it.
fn sort_items(
    vm: &mut Engine,
    items: Slot,
    len: u32,
    key: Option<Slot>,
    is_reverse: bool,
) -> Result<(), Trap> {
    let keys = match key {
        Some(key) => {
            make_keys(vm, items, len, key)?;
            items.offset(1)
        }
        None => items,
    };
    let mut sorter = Sorter {
        keys,
        values: key.map(|_| items),
        spare: items.offset(2),
        spare_values: items.offset(3),
        order: order_of(vm, keys, len, items.offset(4)),
        is_reverse,
    };
    if sorter.is_sorted(vm, len)? {
        return Ok(());
    }
    new_row(vm, sorter.spare, len.div_ceil(2))?;
    if key.is_some() {
        new_row(vm, sorter.spare_values, len.div_ceil(2))?;
    }
    sorter.sort(vm, len)
}

/// Puts new ITEMS of so many words in a slot.
fn new_row(vm: &mut Engine, slot: Slot, len: u32) -> Result<(), Trap> {
    let row = vm.leaf_with(|vm| vm.alloc_zeroed(kind::ITEMS, len + 1))?;
    vm.set_word(slot, row);
    Ok(())
}

/// Makes the row of keys in the slot after that of the items.
fn make_keys(vm: &mut Engine, items: Slot, len: u32, key: Slot) -> Result<(), Trap> {
    let (keys, each) = (items.offset(1), items.offset(4));
    new_row(vm, keys, len)?;
    for i in 0..len {
        vm.set_word(each, vm.field(vm.word(items), i + 1));
        let word = call::call(vm, key, &[each])?;
        vm.set_field(vm.word(keys), i + 1, word);
    }
    Ok(())
}

fn order_of(vm: &Engine, keys: Slot, len: u32, slots: Slot) -> Order {
    let row = vm.word(keys);
    if (1..=len).all(|i| vm.field(row, i) & 1 != 0) {
        Order::Small
    } else if (1..=len).all(|i| vm.value_field(row, i).is_some_and(|key| vm.is_str(key))) {
        Order::Text
    } else {
        Order::Any(slots)
    }
}

impl Sorter {
    /// The word of key `i` of a row.
    #[inline]
    fn key(&self, vm: &Engine, row: Slot, i: u32) -> Word {
        vm.field(vm.word(row), i + 1)
    }

    /// Whether key `a` must come before key `b`.
    #[inline]
    fn before(&self, vm: &mut Engine, a: Word, b: Word) -> Result<bool, Trap> {
        let (a, b) = if self.is_reverse { (b, a) } else { (a, b) };
        match self.order {
            Order::Small => Ok((a as i32) < (b as i32)),
            Order::Text => Ok(vm.str_bytes(vm.value(a)) < vm.str_bytes(vm.value(b))),
            Order::Any(slots) => {
                vm.set_word(slots, a);
                vm.set_word(slots.offset(1), b);
                compare::less(vm, slots, slots.offset(1))
            }
        }
    }

    /// Whether all is in order. What is in exactly the opposite order is turned round first.
    fn is_sorted(&self, vm: &mut Engine, len: u32) -> Result<bool, Trap> {
        let mut end = 1;
        if len < 2 {
            return Ok(true);
        }
        let (a, b) = (self.key(vm, self.keys, 0), self.key(vm, self.keys, 1));
        let is_descending = self.before(vm, b, a)?;
        while end < len {
            let (a, b) = (self.key(vm, self.keys, end - 1), self.key(vm, self.keys, end));
            if end > 1 && self.before(vm, b, a)? != is_descending {
                return Ok(false);
            }
            end += 1;
        }
        if is_descending {
            for row in [Some(self.keys), self.values].into_iter().flatten() {
                list::reverse_words(vm, vm.word(row) + 4, len);
            }
        }
        Ok(true)
    }

    fn sort(&mut self, vm: &mut Engine, len: u32) -> Result<(), Trap> {
        let mut start = 0;
        while start < len {
            let end = (start + RUN).min(len);
            self.insert_all(vm, start, end)?;
            start = end;
        }
        let mut width = RUN;
        while width < len {
            let mut low = 0;
            while low + width < len {
                self.merge(vm, low, low + width, (low + 2 * width).min(len))?;
                low += 2 * width;
            }
            width *= 2;
        }
        Ok(())
    }

    /// Sorts a short run by binary insertion.
    fn insert_all(&self, vm: &mut Engine, start: u32, end: u32) -> Result<(), Trap> {
        for i in start + 1..end {
            let (mut low, mut high) = (start, i);
            // What is in order already stays with one comparison.
            let (last, new) = (self.key(vm, self.keys, i - 1), self.key(vm, self.keys, i));
            if !self.before(vm, new, last)? {
                continue;
            }
            high -= 1;
            while low < high {
                let middle = low + (high - low) / 2;
                let (own, new) = (self.key(vm, self.keys, middle), self.key(vm, self.keys, i));
                if self.before(vm, new, own)? {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            for row in [Some(self.keys), self.values].into_iter().flatten() {
                let at = vm.word(row) + 4;
                let word = vm.heap.word(at + 4 * i);
                vm.heap.copy_words(at + 4 * low, at + 4 * (low + 1), i - low);
                vm.heap.set_word(at + 4 * low, word);
            }
        }
        Ok(())
    }

    /// Merges two neighbouring runs, of which the shorter waits in the spare rows.
    fn merge(&self, vm: &mut Engine, low: u32, middle: u32, high: u32) -> Result<(), Trap> {
        let (last, first) = (self.key(vm, self.keys, middle - 1), self.key(vm, self.keys, middle));
        if !self.before(vm, first, last)? {
            return Ok(());
        }
        if middle - low <= high - middle {
            self.merge_up(vm, low, middle, high)
        } else {
            self.merge_down(vm, low, middle, high)
        }
    }

    /// Merges from the front, with the left run set aside. Whatever happens, all items are in the rows again at the
    /// end.
    fn merge_up(&self, vm: &mut Engine, low: u32, middle: u32, high: u32) -> Result<(), Trap> {
        let left = middle - low;
        self.copy(vm, false, low, 0, left);
        let (mut i, mut j, mut to) = (0, middle, low);
        let mut result = Ok(());
        while i < left && j < high {
            let (a, b) = (self.key(vm, self.spare, i), self.key(vm, self.keys, j));
            match self.before(vm, b, a) {
                Ok(true) => {
                    self.shift(vm, j, to);
                    j += 1;
                }
                Ok(false) => {
                    self.copy(vm, true, i, to, 1);
                    i += 1;
                }
                Err(trap) => {
                    result = Err(trap);
                    break;
                }
            }
            to += 1;
        }
        self.copy(vm, true, i, to, left - i);
        result
    }

    /// Merges from the end, with the right run set aside.
    fn merge_down(&self, vm: &mut Engine, low: u32, middle: u32, high: u32) -> Result<(), Trap> {
        self.copy(vm, false, middle, 0, high - middle);
        let (mut i, mut j, mut to) = (high - middle, middle, high);
        let mut result = Ok(());
        while i > 0 && j > low {
            let (a, b) = (self.key(vm, self.keys, j - 1), self.key(vm, self.spare, i - 1));
            match self.before(vm, b, a) {
                Ok(true) => {
                    self.shift(vm, j - 1, to - 1);
                    j -= 1;
                }
                Ok(false) => {
                    self.copy(vm, true, i - 1, to - 1, 1);
                    i -= 1;
                }
                Err(trap) => {
                    result = Err(trap);
                    break;
                }
            }
            to -= 1;
        }
        self.copy(vm, true, 0, to - i, i);
        result
    }

    /// Copies between the rows and the spare ones.
    #[inline]
    fn copy(&self, vm: &Engine, is_back: bool, from: u32, to: u32, len: u32) {
        let pairs =
            [Some((self.keys, self.spare)), self.values.map(|values| (values, self.spare_values))];
        for (row, spare) in pairs.into_iter().flatten() {
            let (source, target) = if is_back { (spare, row) } else { (row, spare) };
            vm.heap.copy_words(vm.word(source) + 4 + 4 * from, vm.word(target) + 4 + 4 * to, len);
        }
    }

    #[inline]
    fn shift(&self, vm: &Engine, from: u32, to: u32) {
        for row in [Some(self.keys), self.values].into_iter().flatten() {
            let at = vm.word(row) + 4;
            vm.heap.set_word(at + 4 * to, vm.heap.word(at + 4 * from));
        }
    }
}
