//! `for` loops: iterators made and advanced.

use super::arithmetic::with_operands;
use super::fetch::{Cursor, Instruction, Registers};
use super::run::{finish, slot};
use super::{call, frame, generator, jump};
use crate::bytecode::Op;
use crate::heap::Header;
use crate::object::{Engine, Slot, Trap, TypeId, kind};
use crate::runtime::iterate;
use crate::types::{adapter, iterator, range};
use crate::value::{UNBOUND, Word};

/// `r[a] = iter(value)`.
pub(super) fn get_iter(vm: &mut Engine, a: u32, value: Word) -> Result<Word, Trap> {
    if generator::as_generator(vm, vm.value(value))
        .is_some_and(|address| !vm.header(address).has(Header::FLAG_A | Header::FLAG_B))
    {
        return finish(vm, a, value);
    }
    let word = with_operands(vm, value, value, |vm, value, _| iterate::iter(vm, value))?;
    finish(vm, a, word)
}

/// Turns a call of `range` with small ints into a range in registers and skips the `GetIter` that follows; makes any
/// other call.
pub(super) fn for_range(vm: &mut Engine, a: u32, count: u32) -> Result<Word, Trap> {
    let start = slot(vm, a);
    let range = vm.type_object(TypeId::RANGE).word();
    let small = |i: u32| vm.word(start.offset(3 + i)) & 1 != 0;
    if vm.word(start) != range || !(1..=3).contains(&count) || !(0..count).all(small) {
        return call::call(vm, a, count, 0, a);
    }
    let word = |i: u32| vm.word(start.offset(3 + i));
    let (first, end, step) = match count {
        1 => (1, word(0), 3),
        2 => (word(0), word(1), 3),
        _ => (word(0), word(1), word(2)),
    };
    // A number past the end must still fit the word.
    let last = (end as i32).checked_add(step as i32);
    if step == 1 || last.is_none() {
        return call::call(vm, a, count, 0, a);
    }
    vm.set_word(start, first);
    vm.set_word(start.offset(1), end);
    vm.set_word(start.offset(2), step);
    let pc = vm.pc.get();
    let code = frame::code(vm);
    let short = vm.heap.byte(code + pc) == Op::GetIterShort as u8;
    vm.pc.set(pc + if short { 2 } else { 4 });
    Ok(UNBOUND)
}

/// What a builtin iterator has for a `for` loop at once.
#[derive(Clone, Copy)]
pub(super) enum Next {
    /// The next item.
    Item(Word),
    /// A pair, which is in the registers that the `UnpackItem` at the loop's body names.
    Unpacked,
    /// There is none.
    End,
    /// [`for_iter`] must be asked.
    Unknown,
}

/// The next item for the `ForIter` that is the instruction `i` of a loop whose body begins at the cursor.
#[inline(always)]
pub(super) fn next_fast(
    vm: &Engine,
    iterator: Word,
    i: Instruction,
    body: Cursor,
    registers: Registers,
) -> Next {
    if iterator & 3 != 0 || iterator == UNBOUND {
        return Next::Unknown;
    }
    // Lists are iterated over most.
    match iterator::next_of_list(vm, iterator) {
        UNBOUND if vm.header(iterator).id() == kind::GENERATOR => Next::Unknown,
        UNBOUND => next_leaf(vm, iterator, i, body, registers),
        item => Next::Item(item),
    }
}

#[inline(never)]
fn next_leaf(
    vm: &Engine,
    iterator: Word,
    i: Instruction,
    body: Cursor,
    registers: Registers,
) -> Next {
    let next = match vm.header(iterator).id() {
        kind::ITERATOR => {
            if let Some((item, after)) = iterator::look(vm, iterator) {
                vm.set_raw(iterator, 1, after);
                return if item == UNBOUND { Next::End } else { Next::Item(item) };
            }
            if let Some(pair) = pair_registers(vm, i, body, registers)
                && let Some(answer) = iterator::unpack_entry(vm, iterator, pair)
            {
                return if answer { Next::Unpacked } else { Next::End };
            }
            iterator::next_item(vm, iterator)
        }
        kind::RANGE_ITER => range::next_item(vm, iterator),
        kind::ZIP | kind::ENUMERATE => {
            let value = vm.value(iterator);
            if let Some(pair) = pair_registers(vm, i, body, registers)
                && let Some(answer) = adapter::unpack(vm, iterator, pair)
            {
                return if answer { Next::Unpacked } else { Next::End };
            }
            adapter::leaf_tuple(vm, value)
        }
        _ => return Next::Unknown,
    };
    match next {
        Ok(item) => item.map_or(Next::End, |item| Next::Item(item.word())),
        Err(_) => {
            vm.take_pending();
            Next::Unknown
        }
    }
}

/// Where two items go if a loop's body begins with unpacking them.
#[inline(always)]
fn pair_registers(vm: &Engine, i: Instruction, body: Cursor, registers: Registers) -> Option<u32> {
    let first = body.fetch();
    (first.op() == Op::UnpackItem && first.c() == 2 && first.b() == i.b())
        .then(|| registers.address(&vm.heap) + 4 * first.a())
}

/// Advances the iterator `r[a]`: the item to `r[b]` and a jump, or on at its end.
pub(super) fn for_iter(vm: &mut Engine, a: u32, b: u32, units: i32) -> Result<Word, Trap> {
    let iterator = slot(vm, a);
    let target = vm.pc.get().wrapping_add_signed(2 * units);
    if vm.word(iterator) & vm.word(iterator.offset(2)) & 1 != 0 {
        return range_step(vm, iterator, b, target);
    }
    if vm.get(iterator).is_some_and(|iterator| generator::as_generator(vm, iterator).is_some()) {
        return generator::advance_in_full(vm, iterator, b, target);
    }
    match iterate::next(vm, iterator)? {
        None => Ok(UNBOUND),
        Some(word) => {
            vm.pc.set(target);
            finish(vm, b, word)?;
            jump::charge(vm)
        }
    }
}

/// A range in registers, for the wide form of the instruction.
fn range_step(vm: &mut Engine, range: Slot, b: u32, target: u32) -> Result<Word, Trap> {
    let (next, end, step) =
        (vm.word(range) as i32, vm.word(range.offset(1)) as i32, vm.word(range.offset(2)) as i32);
    if if step > 0 { next >= end } else { next <= end } {
        return Ok(UNBOUND);
    }
    vm.set_word(range, next.wrapping_add(step - 1) as Word);
    vm.pc.set(target);
    finish(vm, b, next as Word)?;
    jump::charge(vm)
}
