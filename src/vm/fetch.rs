//! The interpreter's unchecked reads: the next instruction, and the registers of the running frame.
//!
//! INV-VERIFIED: code runs only after `bytecode/verify` has passed it, or comes from the compiler, whose output
//! passes it.
//! So the cursor stays inside the instructions, every opcode exists, and every register operand is below the frame's
//! register count. INV-WINDOW: a frame is made only when the stack has room for all its registers.
//! Both pointers are made anew after anything that can move the stack or the code (`load` in `vm/run`).

use crate::bytecode::Op;
use crate::heap::Heap;
use crate::value::Word;

/// Where the next instruction is.
#[derive(Clone, Copy)]
pub(super) struct Cursor(*const u16);

/// One 16-bit unit of an instruction.
#[derive(Clone, Copy)]
pub(super) struct Unit(u16);

impl Cursor {
    /// At a byte offset of the code object at a device address.
    #[inline(always)]
    pub(super) fn new(heap: &Heap, code: u32, pc: u32) -> Self {
        Self(heap.pointer(code).wrapping_byte_add(pc as usize).cast())
    }

    /// The byte offset from the code object.
    #[inline(always)]
    pub(super) fn offset(self, heap: &Heap, code: u32) -> u32 {
        heap.address(self.0.cast()).wrapping_sub(code)
    }

    /// Takes the next unit.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Unit {
        // SAFETY: INV-VERIFIED: there is a next unit.
        let unit = unsafe { self.0.read() };
        self.0 = self.0.wrapping_add(1);
        Unit(unit)
    }

    /// Jumps by so many units.
    #[inline(always)]
    pub(super) fn jump(&mut self, units: i32) {
        self.0 = self.0.wrapping_offset(units as isize);
    }
}

impl Unit {
    /// The opcode, of an instruction's first unit.
    #[inline(always)]
    pub(super) fn op(self) -> Op {
        // SAFETY: INV-VERIFIED: the low byte of a first unit is the number of an opcode; `Op` is `repr(u8)`.
        unsafe { core::mem::transmute::<u8, Op>(self.0 as u8) }
    }

    /// The low byte: operand B.
    #[inline(always)]
    pub(super) fn low(self) -> u32 {
        u32::from(self.0 & 0xff)
    }

    /// The high byte: operand A or C.
    #[inline(always)]
    pub(super) fn high(self) -> u32 {
        u32::from(self.0 >> 8)
    }

    /// The low byte with its sign.
    #[inline(always)]
    pub(super) fn signed_low(self) -> i32 {
        i32::from(self.0 as i8)
    }

    /// The high byte with its sign.
    #[inline(always)]
    pub(super) fn signed_high(self) -> i32 {
        i32::from((self.0 >> 8) as i8)
    }

    /// All 16 bits: operand D.
    #[inline(always)]
    pub(super) fn all(self) -> u32 {
        u32::from(self.0)
    }

    /// All 16 bits with their sign.
    #[inline(always)]
    pub(super) fn signed(self) -> i32 {
        i32::from(self.0 as i16)
    }
}

/// The registers of the running frame.
#[derive(Clone, Copy)]
pub(super) struct Registers(*mut Word);

impl Registers {
    /// From a device address in the stack on.
    #[inline(always)]
    pub(super) fn new(heap: &Heap, address: u32) -> Self {
        Self(heap.pointer(address))
    }

    /// The device address of the first.
    #[inline(always)]
    pub(super) fn address(self, heap: &Heap) -> u32 {
        heap.address(self.0)
    }

    /// Register `i`.
    #[inline(always)]
    pub(super) fn get(self, i: u32) -> Word {
        // SAFETY: INV-VERIFIED, INV-WINDOW.
        unsafe { self.0.add(i as usize).read() }
    }

    /// Sets register `i`.
    #[inline(always)]
    pub(super) fn set(self, i: u32, word: Word) {
        // SAFETY: INV-VERIFIED, INV-WINDOW.
        unsafe { self.0.add(i as usize).write(word) }
    }

    /// A word of the frame itself: `below` words before the first register.
    #[inline(always)]
    pub(super) fn frame_word(self, below: u32) -> Word {
        // SAFETY: INV-WINDOW: every frame has its words before its registers.
        unsafe { self.0.sub(below as usize).read() }
    }

    /// The registers of a frame that starts so many words further up.
    #[inline(always)]
    pub(super) fn up(self, words: u32) -> Self {
        Self(self.0.wrapping_add(words as usize))
    }

    /// The registers of a frame that starts so many words further down.
    #[inline(always)]
    pub(super) fn down(self, words: u32) -> Self {
        Self(self.0.wrapping_sub(words as usize))
    }
}
