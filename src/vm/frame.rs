//! Frames on the Python stack: what lies before a frame's registers.
//!
//! ```text
//! r[-3]  the function
//! r[-2]  where the caller goes on: byte offset from its code object, as a small int
//! r[-1]  how the frame ends: distance to the caller's registers, destination register and kind, as a small int
//! ```
//! A generator's frame has two words more: `r[-5]` the generator and `r[-4]` the caller's other way to go on. Those of
//! operators and comparisons have their operands there (`special`).

use crate::object::{Engine, Slot};
use crate::value::Word;

/// Words before the registers of a frame.
pub(super) const WORDS: u32 = 3;
/// Words before the registers of a generator's frame.
pub(super) const GENERATOR_WORDS: u32 = 5;

/// What happens when a frame ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub(super) enum Ending {
    /// The result goes to a register of the caller.
    Register = 0,
    /// Native code gets the result.
    Native = 1,
    /// The result of `__init__` must be None; the instance, one word before the frame, goes to the register.
    Init = 2,
    /// The same for a class's first instance, which is then trimmed.
    FirstInit = 3,
    /// A generator advanced by a `for` loop: a yield jumps, a return goes on.
    Loop = 4,
    /// A generator advanced by `Send`: a yield goes on, a return jumps.
    Send = 5,
    /// A generator advanced by native code.
    NativeGenerator = 6,
    /// The method of an operator: its answer goes to a register unless it is NotImplemented. See `special` for this one
    /// and those below.
    Binary = 7,
    /// The method of a comparison.
    Compare = 8,
    /// The same, and its truth decides about a jump.
    Branch = 9,
    /// `__contains__`: its truth goes to a register.
    Contains = 10,
    /// The result is dropped.
    Discard = 11,
}

/// The last word of a frame.
#[derive(Clone, Copy)]
pub(super) struct Info(u32);

impl Info {
    /// For a frame `delta` words above its caller's, whose result goes to a register.
    #[inline(always)]
    pub(super) const fn new(delta: u32, destination: u32, ending: Ending) -> Self {
        Self(delta << 1 | destination << 13 | (ending as u32) << 21 | 1)
    }

    #[inline(always)]
    pub(super) const fn from_word(word: Word) -> Self {
        Self(word)
    }

    #[inline(always)]
    pub(super) const fn word(self) -> Word {
        self.0
    }

    /// Whether the result simply goes to a register.
    #[inline(always)]
    pub(super) const fn is_plain(self) -> bool {
        self.0 >> 21 == 0
    }

    /// Whether it is the frame of an `__init__`, of a class that has made an instance before.
    #[inline(always)]
    pub(super) const fn is_init(self) -> bool {
        self.0 >> 21 == Ending::Init as u32
    }

    /// Whether it is the frame of a generator that a `for` loop or `Send` advances.
    #[inline(always)]
    pub(super) const fn is_advanced(self) -> bool {
        self.0 >> 22 == Ending::Loop as u32 >> 1
    }

    /// Whether it is the frame of a generator that a `for` loop advances.
    #[inline(always)]
    pub(super) const fn is_loop(self) -> bool {
        self.0 >> 21 == Ending::Loop as u32
    }

    /// Words from the caller's registers to this frame's.
    #[inline(always)]
    pub(super) const fn delta(self) -> u32 {
        self.0 >> 1 & 0xfff
    }

    /// The caller's register for the result.
    #[inline(always)]
    pub(super) const fn destination(self) -> u32 {
        self.0 >> 13 & 0xff
    }

    /// A destination together with 7 bits that the ending needs.
    pub(super) const fn with_detail(destination: u32, detail: u32) -> u32 {
        destination | detail << 12
    }

    /// Those bits.
    pub(super) const fn detail(self) -> u32 {
        self.0 >> 25
    }

    /// What happens at the end.
    pub(super) const fn ending(self) -> Ending {
        match self.0 >> 21 & 15 {
            0 => Ending::Register,
            2 => Ending::Init,
            3 => Ending::FirstInit,
            4 => Ending::Loop,
            5 => Ending::Send,
            6 => Ending::NativeGenerator,
            7 => Ending::Binary,
            8 => Ending::Compare,
            9 => Ending::Branch,
            10 => Ending::Contains,
            11 => Ending::Discard,
            _ => Ending::Native,
        }
    }
}

/// A small int that holds a byte offset.
#[inline(always)]
pub(super) const fn offset_word(offset: u32) -> Word {
    offset << 1 | 1
}

/// The byte offset in such a small int.
#[inline(always)]
pub(super) const fn word_offset(word: Word) -> u32 {
    word >> 1
}

/// The function of the frame whose registers start at a slot.
pub(super) fn function(vm: &Engine, base: Slot) -> u32 {
    vm.word(Slot(base.0 - 3))
}

/// The code object of the running frame.
pub(super) fn code(vm: &Engine) -> u32 {
    vm.field(function(vm, vm.base.get()), 1)
}

/// How many registers a code object's frame has.
#[inline(always)]
pub(super) fn register_count(vm: &Engine, code: u32) -> u32 {
    vm.field(code, 1) & 0xff
}

/// The globals of the running frame: a dict.
pub(super) fn globals(vm: &Engine) -> u32 {
    vm.field(function(vm, vm.base.get()), 2)
}

/// Makes the frame that lies under the running one run again: the distance is the running frame's.
pub(super) fn pop(vm: &Engine) -> Info {
    let base = vm.base.get();
    let info = Info::from_word(vm.word(Slot(base.0 - 1)));
    vm.pc.set(word_offset(vm.word(Slot(base.0 - 2))));
    let caller = Slot(base.0 - info.delta());
    vm.base.set(caller);
    vm.set_top(caller.offset(register_count(vm, code(vm))));
    info
}
