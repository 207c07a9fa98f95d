//! The interpreter's unchecked reads: the next instruction, and the registers of the running frame.
//!
//! INV-VERIFIED: code runs only after `bytecode/verify` has passed it, or comes from the compiler, whose output
//! passes it. So the cursor stays inside the instructions, every opcode exists, and every register operand is below
//! the frame's register count. Two units are read at a time: behind the last instruction there is a line table, never
//! empty.
//! INV-WINDOW: a frame is made only when the stack has room for all its registers.
//! Both pointers are made anew after anything that can move the stack or the code (`load` in `vm/run`).

use crate::bytecode::Op;
use crate::heap::Heap;
use crate::value::Word;

/// Where the next instruction is.
#[derive(Clone, Copy)]
pub(super) struct Cursor(*const u16);

/// The first two units of an instruction; of one that is a single unit, it and what follows it.
#[derive(Clone, Copy)]
pub(super) struct Instruction(u32);

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

    /// The instruction here.
    #[inline(always)]
    pub(super) fn fetch(self) -> Instruction {
        // Cores without atomic exchanges are the small ones, which load words from multiples of 4 only.
        if cfg!(target_has_atomic = "32") {
            // SAFETY: INV-VERIFIED: there is an instruction, and one more unit behind the last one.
            Instruction(unsafe { self.0.cast::<u32>().read_unaligned() })
        } else {
            // SAFETY: as above.
            let (first, second) = unsafe { (self.0.read(), self.0.add(1).read()) };
            Instruction(u32::from(first) | u32::from(second) << 16)
        }
    }

    /// Goes on by so many units, those of the instruction here.
    #[inline(always)]
    pub(super) fn pass(&mut self, units: usize) {
        #[cfg(debug_assertions)]
        {
            let length = self.fetch().op().units();
            debug_assert!(units == length || (units, length) == (2, 3), "the rest is `more`'s");
        }
        self.0 = self.0.wrapping_add(units);
    }

    /// Takes the third unit of an instruction of which two are passed: operand D.
    #[inline(always)]
    pub(super) fn more(&mut self) -> u32 {
        // SAFETY: INV-VERIFIED: the instruction has three units.
        let unit = unsafe { self.0.read() };
        self.0 = self.0.wrapping_add(1);
        unit.into()
    }

    /// Jumps by so many units.
    #[inline(always)]
    pub(super) fn jump(&mut self, units: i32) {
        self.0 = self.0.wrapping_offset(units as isize);
    }
}

impl Instruction {
    /// The opcode.
    #[inline(always)]
    pub(super) fn op(self) -> Op {
        // SAFETY: INV-VERIFIED: the low byte of a first unit is the number of an opcode; `Op` is `repr(u8)`.
        unsafe { core::mem::transmute::<u8, Op>(self.0 as u8) }
    }

    /// Operand A.
    #[inline(always)]
    pub(super) fn a(self) -> u32 {
        self.0 >> 8 & 0xff
    }

    /// The low 5 bits of operand A.
    #[inline(always)]
    pub(super) fn low_a(self) -> u32 {
        self.0 >> 8 & 31
    }

    /// The high 3 bits of operand A.
    #[inline(always)]
    pub(super) fn high_a(self) -> u32 {
        self.0 >> 13 & 7
    }

    /// Operand B.
    #[inline(always)]
    pub(super) fn b(self) -> u32 {
        self.0 >> 16 & 0xff
    }

    /// Operand C.
    #[inline(always)]
    pub(super) fn c(self) -> u32 {
        self.0 >> 24
    }

    /// Operand D of an instruction of two units.
    #[inline(always)]
    pub(super) fn d(self) -> u32 {
        self.0 >> 16
    }

    /// Operand A with its sign.
    #[inline(always)]
    pub(super) fn signed_a(self) -> i32 {
        i32::from((self.0 >> 8) as i8)
    }

    /// Operand B with its sign.
    #[inline(always)]
    pub(super) fn signed_b(self) -> i32 {
        i32::from((self.0 >> 16) as i8)
    }

    /// Operand C with its sign.
    #[inline(always)]
    pub(super) fn signed_c(self) -> i32 {
        self.0 as i32 >> 24
    }

    /// Operand D of an instruction of two units, with its sign.
    #[inline(always)]
    pub(super) fn signed_d(self) -> i32 {
        self.0 as i32 >> 16
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
