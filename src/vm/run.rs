//! The interpreter loop: one arm per instruction.
//!
//! Fast paths are here, on small ints, floats in the word, lists, attributes found in the cache, calls of plain
//! functions. Everything else is a function out of line that stores its result itself; after it, `load` makes the
//! loop's pointers anew, since anything may have moved (INV-ROOT). Such a function answers `Ok(UNBOUND)` to go on with
//! the running frame, which may be another one by then, or a value to leave the loop with.

use super::fetch::{Cursor, Registers};
use super::frame::{self, Ending, Info};
use super::{
    arithmetic, attribute, call, class, construct, function, generator, import, item, jump, leaf,
    pattern, unwind, variable,
};
use crate::bytecode::{BinaryOp, CompareOp, Op};
use crate::heap::Header;
use crate::name::Name;
use crate::object::{Engine, Slot, Trap, UnaryOp, kind};
use crate::value::{UNBOUND, Value, Word};

/// Runs the frame on top of the stack, which ends in native code, until it does.
#[expect(clippy::too_many_lines, reason = "one arm per instruction")]
pub(super) fn run(vm: &mut Engine) -> Result<Word, Trap> {
    loop {
        let (mut pc, mut r, mut code) = load(vm);
        let outcome: Result<Word, Trap> = 'slow: loop {
            // The result of a function out of line, with the frame's state saved for it.
            macro_rules! slow {
                ($call:expr) => {{
                    save(vm, pc, r, code);
                    break 'slow $call;
                }};
            }
            // The result of a leaf; where that cannot be had at once, of the function out of line.
            macro_rules! attempt {
                ($a:expr, $leaf:expr, $slow:expr) => {{
                    let word = $leaf;
                    if word != UNBOUND {
                        r.set($a, word);
                        continue;
                    }
                    slow!($slow)
                }};
            }
            macro_rules! jump {
                ($units:expr) => {{
                    let units = $units;
                    pc.jump(units);
                    if units < 0 {
                        poll!();
                    }
                }};
            }
            // Counts fuel; at its end, a safepoint.
            macro_rules! poll {
                () => {{
                    let fuel = vm.fuel.get() - 1;
                    vm.fuel.set(fuel);
                    if fuel < 0 {
                        slow!(jump::safepoint(vm));
                    }
                }};
            }
            macro_rules! small {
                ($a:expr, $b:expr, $x:expr, $y:expr, $result:expr, $op:expr) => {{
                    let (x, y) = ($x, $y);
                    if x & y & 1 != 0 {
                        if let Some(word) = ($result)(x, y) {
                            r.set($a, word);
                            continue;
                        }
                    }
                    attempt!(
                        $a,
                        leaf::operator::<{ $op as u8 }>(vm, x, y),
                        arithmetic::binary(vm, $a, $op, x, y)
                    )
                }};
            }
            // Ints in the word, then floats in the word.
            macro_rules! number {
                ($a:expr, $x:expr, $y:expr, $ints:expr, $floats:tt, |$vm:ident, $p:ident, $q:ident| $slow:expr) => {{
                    let ($p, $q): (Word, Word) = ($x, $y);
                    let (x, y) = ($p, $q);
                    if x & y & 1 != 0 {
                        if let Some(word) = ($ints)(x, y) {
                            r.set($a, word);
                            continue;
                        }
                    }
                    #[cfg(not(feature = "f64"))]
                    if ((x ^ 2) | (y ^ 2)) & 3 == 0
                        && let (Some(p), Some(q)) = (Value::from_word(x), Value::from_word(y))
                        && let (Some(p), Some(q)) = (p.as_inline_float(), q.as_inline_float())
                        && let Some(value) = Value::inline_float(p $floats q)
                    {
                        r.set($a, value.word());
                        continue;
                    }
                    $slow
                }};
            }
            macro_rules! binary {
                ($unit:expr, $right:expr, $ints:expr, $floats:tt, $op:expr) => {{
                    let a = $unit.high();
                    let operands = pc.next();
                    let y = $right(operands);
                    number!(a, r.get(operands.low()), y, $ints, $floats, |vm, x, y| {
                        attempt!(
                            a,
                            leaf::operator::<{ $op as u8 }>(vm, x, y),
                            arithmetic::binary(vm, a, $op, x, y)
                        )
                    })
                }};
            }
            macro_rules! in_place {
                ($unit:expr, $right:expr, $ints:expr, $floats:tt, $op:expr) => {{
                    let a = $unit.high();
                    let operands = pc.next();
                    let y = $right(operands);
                    number!(a, r.get(a), y, $ints, $floats, |vm, x, y| {
                        attempt!(
                            a,
                            leaf::in_place(vm, $op, x, y),
                            arithmetic::in_place(vm, a, $op, x, y)
                        )
                    })
                }};
            }
            macro_rules! compare {
                ($unit:expr, $test:tt, $op:expr) => {{
                    let a = $unit.high();
                    let operands = pc.next();
                    let (x, y) = (r.get(operands.low()), r.get(operands.high()));
                    if x & y & 1 != 0 {
                        r.set(a, Value::bool((x as i32) $test (y as i32)).word());
                        continue;
                    }
                    if let Some(truth) = leaf::compare(vm, $op, x, y) {
                        r.set(a, Value::bool(truth).word());
                        continue;
                    }
                    slow!(arithmetic::compare(vm, a, $op, x, y))
                }};
            }
            macro_rules! branch {
                ($unit:expr, $right:expr, $test:tt, $op:expr, $when:expr) => {{
                    let x = r.get($unit.high());
                    let operands = pc.next();
                    let y: Word = $right(operands);
                    let units = operands.signed_high();
                    if x & y & 1 != 0 {
                        if ((x as i32) $test (y as i32)) == $when {
                            jump!(units);
                        }
                        continue;
                    }
                    #[cfg(not(feature = "f64"))]
                    if ((x ^ 2) | (y ^ 2)) & 3 == 0
                        && let (Some(p), Some(q)) = (Value::from_word(x), Value::from_word(y))
                        && let (Some(p), Some(q)) = (p.as_inline_float(), q.as_inline_float())
                    {
                        if (p $test q) == $when {
                            jump!(units);
                        }
                        continue;
                    }
                    if let Some(truth) = leaf::compare(vm, $op, x, y) {
                        if truth == $when {
                            jump!(units);
                        }
                        continue;
                    }
                    slow!(jump::compare(vm, $op, x, y, $when, units))
                }};
            }
            let register = |operands: super::fetch::Unit| r.get(operands.high());
            let second = |operands: super::fetch::Unit| r.get(operands.low());
            let immediate =
                |operands: super::fetch::Unit| ((operands.signed_high() << 1) | 1) as Word;
            let immediate_low =
                |operands: super::fetch::Unit| ((operands.signed_low() << 1) | 1) as Word;
            let constant =
                |operands: super::fetch::Unit| vm.heap.word(code + CONSTANTS + 4 * operands.high());
            let add = |x: Word, y: Word| (x as i32 - 1).checked_add(y as i32).map(|z| z as Word);
            let subtract =
                |x: Word, y: Word| (x as i32).checked_sub(y as i32 - 1).map(|z| z as Word);
            let multiply = |x: Word, y: Word| {
                (x as i32 - 1).checked_mul(y as i32 >> 1).map(|z| (z | 1) as Word)
            };

            let unit = pc.next();
            match unit.op() {
                // Out of line, so that no entry of the jump table leads backwards.
                Op::Nop => slow!(Ok(UNBOUND)),
                Op::MoveShort => r.set(unit.high() & 15, r.get(unit.high() >> 4)),
                Op::Move => {
                    let operands = pc.next();
                    r.set(unit.high(), r.get(operands.low()));
                }
                Op::LoadIntShort => r.set(unit.high() & 15, (unit.high() >> 4) << 1 | 1),
                Op::LoadInt => {
                    let n = pc.next().signed();
                    r.set(unit.high(), (n << 1 | 1) as Word);
                }
                Op::LoadConst => {
                    let k = pc.next().all();
                    r.set(unit.high(), vm.heap.word(code + CONSTANTS + 4 * k));
                }
                Op::LoadStr => {
                    let name = name_at(vm, code, pc.next().all());
                    r.set(unit.high(), vm.name_value(name).word());
                }
                Op::LoadNone => r.set(unit.high(), Value::none().word()),
                Op::LoadTrue => r.set(unit.high(), Value::true_().word()),
                Op::LoadFalse => r.set(unit.high(), Value::false_().word()),
                Op::Unbind => r.set(unit.high(), UNBOUND),
                Op::CheckBound => {
                    let operands = pc.next();
                    if r.get(unit.high()) == UNBOUND {
                        let name = name_at(vm, code, operands.low());
                        slow!(Err(variable::unbound_local(vm, name)))
                    }
                }
                Op::MakeCell => slow!(function::make_cell(vm, unit.high())),
                Op::LoadCell => {
                    let operands = pc.next();
                    let cell = r.get(operands.low());
                    let word = variable::cell_word(vm, cell);
                    if word == UNBOUND {
                        let name = name_at(vm, code, operands.high());
                        slow!(Err(variable::unbound_local(vm, name)))
                    }
                    r.set(unit.high(), word);
                }
                Op::StoreCell => {
                    let operands = pc.next();
                    variable::set_cell(vm, r.get(unit.high()), r.get(operands.low()));
                }
                Op::ClearCell => variable::set_cell(vm, r.get(unit.high()), UNBOUND),
                Op::LoadFree => {
                    let operands = pc.next();
                    let cell = function::free_cell(vm, r.frame_word(3), operands.low());
                    let word = variable::cell_word(vm, cell);
                    if word == UNBOUND {
                        let name = name_at(vm, code, operands.high());
                        slow!(Err(variable::unbound_free(vm, name)))
                    }
                    r.set(unit.high(), word);
                }
                Op::StoreFree => {
                    let operands = pc.next();
                    let cell = function::free_cell(vm, r.frame_word(3), operands.low());
                    variable::set_cell(vm, cell, r.get(unit.high()));
                }
                Op::ClearFree => {
                    let operands = pc.next();
                    let cell = function::free_cell(vm, r.frame_word(3), operands.low());
                    if variable::cell_word(vm, cell) == UNBOUND {
                        let name = name_at(vm, code, operands.high());
                        slow!(Err(variable::unbound_free(vm, name)))
                    }
                    variable::set_cell(vm, cell, UNBOUND);
                }
                Op::LoadClosure => {
                    let operands = pc.next();
                    r.set(unit.high(), function::free_cell(vm, r.frame_word(3), operands.low()));
                }
                Op::LoadGlobal => {
                    let operands = pc.next();
                    let name = name_at(vm, code, operands.low());
                    let word = variable::hinted(vm, r.frame_word(3), name, operands.high());
                    if word != UNBOUND {
                        r.set(unit.high(), word);
                        continue;
                    }
                    slow!(variable::load_global(vm, unit.high(), name, true))
                }
                Op::LoadGlobalWide => {
                    let name = name_at(vm, code, pc.next().all());
                    slow!(variable::load_global(vm, unit.high(), name, false))
                }
                Op::LoadBuiltin => {
                    let number = pc.next().all();
                    if !vm.shadowed.get() {
                        let word = variable::builtin(vm, number);
                        if word != UNBOUND {
                            r.set(unit.high(), word);
                            continue;
                        }
                    }
                    slow!(variable::load_global(vm, unit.high(), Name(number as u16), false))
                }
                Op::StoreGlobal => {
                    let operands = pc.next();
                    let name = name_at(vm, code, operands.low());
                    if variable::store_hinted(
                        vm,
                        r.frame_word(3),
                        name,
                        operands.high(),
                        r.get(unit.high()),
                    ) {
                        continue;
                    }
                    slow!(variable::store_global(vm, name, r.get(unit.high()), true))
                }
                Op::StoreGlobalWide => {
                    let name = name_at(vm, code, pc.next().all());
                    slow!(variable::store_global(vm, name, r.get(unit.high()), false))
                }
                Op::DeleteGlobal => {
                    let name = name_at(vm, code, pc.next().all());
                    slow!(variable::delete_global(vm, name))
                }
                Op::LoadName => {
                    let name = name_at(vm, code, pc.next().all());
                    slow!(variable::load_name(vm, unit.high(), name))
                }
                Op::StoreName => {
                    let name = name_at(vm, code, pc.next().all());
                    slow!(variable::store_name(vm, name, r.get(unit.high())))
                }
                Op::DeleteName => {
                    let name = name_at(vm, code, pc.next().all());
                    slow!(variable::delete_name(vm, name))
                }
                Op::LoadNameFree => {
                    let operands = pc.next();
                    let name = name_at(vm, code, operands.high());
                    slow!(variable::load_name_free(vm, unit.high(), operands.low(), name))
                }
                Op::LoadAttr => {
                    let operands = pc.next();
                    let object = r.get(operands.low());
                    let name = name_at(vm, code, operands.high());
                    if object & 3 == 0 && object != UNBOUND {
                        let word = attribute::cached_slot(vm, object, name);
                        if word != UNBOUND {
                            r.set(unit.high(), word);
                            continue;
                        }
                    }
                    slow!(attribute::load(vm, unit.high(), object, name))
                }
                Op::LoadAttrWide => {
                    let object = r.get(pc.next().low());
                    let name = name_at(vm, code, pc.next().all());
                    slow!(attribute::load(vm, unit.high(), object, name))
                }
                Op::StoreAttr => {
                    let operands = pc.next();
                    let object = r.get(unit.high());
                    let name = name_at(vm, code, operands.high());
                    let new = r.get(operands.low());
                    if object & 3 == 0
                        && object != UNBOUND
                        && attribute::store_cached_slot(vm, object, name, new)
                    {
                        continue;
                    }
                    slow!(attribute::store(vm, object, name, new))
                }
                Op::StoreAttrWide => {
                    let new = r.get(pc.next().low());
                    let name = name_at(vm, code, pc.next().all());
                    slow!(attribute::store(vm, r.get(unit.high()), name, new))
                }
                Op::DeleteAttr => {
                    let name = name_at(vm, code, pc.next().all());
                    slow!(attribute::delete(vm, r.get(unit.high()), name))
                }
                Op::LoadMethod => {
                    let operands = pc.next();
                    let object = r.get(operands.low());
                    let name = name_at(vm, code, operands.high());
                    if object & 3 == 0 && object != UNBOUND {
                        let method = attribute::cached_method(vm, object, name);
                        if method != UNBOUND {
                            r.set(unit.high(), method);
                            r.set(unit.high() + 3, object);
                            continue;
                        }
                    }
                    slow!(attribute::load_method(vm, unit.high(), object, name))
                }
                Op::LoadMethodWide => {
                    let object = r.get(pc.next().low());
                    let name = name_at(vm, code, pc.next().all());
                    slow!(attribute::load_method(vm, unit.high(), object, name))
                }
                Op::LoadSuperMethod => {
                    let operands = pc.next();
                    let name = name_at(vm, code, operands.high());
                    slow!(attribute::load_super_method(
                        vm,
                        unit.high(),
                        r.get(operands.low()),
                        name
                    ))
                }
                Op::LoadSuperAttr => {
                    let operands = pc.next();
                    let name = name_at(vm, code, operands.high());
                    slow!(attribute::load_super(vm, unit.high(), r.get(operands.low()), name))
                }
                Op::LoadItem => {
                    let operands = pc.next();
                    let (object, key) = (r.get(operands.low()), r.get(operands.high()));
                    let word = item::fast(vm, object, key);
                    if word != UNBOUND {
                        r.set(unit.high(), word);
                        continue;
                    }
                    attempt!(
                        unit.high(),
                        leaf::get_item(vm, object, key),
                        item::load(vm, unit.high(), object, key)
                    )
                }
                Op::LoadItemInt => {
                    let operands = pc.next();
                    let (object, key) = (r.get(operands.low()), operands.high() << 1 | 1);
                    let word = item::fast(vm, object, key);
                    if word != UNBOUND {
                        r.set(unit.high(), word);
                        continue;
                    }
                    attempt!(
                        unit.high(),
                        leaf::get_item(vm, object, key),
                        item::load(vm, unit.high(), object, key)
                    )
                }
                Op::StoreItem => {
                    let operands = pc.next();
                    let (object, key, new) =
                        (r.get(unit.high()), r.get(operands.low()), r.get(operands.high()));
                    if item::store_fast(vm, object, key, new)
                        || leaf::set_item(vm, object, key, new)
                    {
                        continue;
                    }
                    slow!(item::store(vm, object, key, new))
                }
                Op::DeleteItem => {
                    let operands = pc.next();
                    slow!(item::delete(vm, r.get(unit.high()), r.get(operands.low())))
                }
                Op::BuildSlice => {
                    let operands = pc.next();
                    slow!(construct::slice(vm, unit.high(), operands.low()))
                }
                Op::LoadSlice => {
                    let operands = pc.next();
                    slow!(item::load_slice(vm, unit.high(), operands.low(), operands.high()))
                }
                Op::Add => binary!(unit, register, add, +, BinaryOp::Add),
                Op::Subtract => binary!(unit, register, subtract, -, BinaryOp::Subtract),
                Op::Multiply => binary!(unit, register, multiply, *, BinaryOp::Multiply),
                Op::AddConst => binary!(unit, constant, add, +, BinaryOp::Add),
                Op::SubtractConst => binary!(unit, constant, subtract, -, BinaryOp::Subtract),
                Op::MultiplyConst => binary!(unit, constant, multiply, *, BinaryOp::Multiply),
                Op::AddInt => binary!(unit, immediate, add, +, BinaryOp::Add),
                Op::SubtractInt => binary!(unit, immediate, subtract, -, BinaryOp::Subtract),
                Op::TrueDivide => binary!(unit, register, no_ints, /, BinaryOp::TrueDivide),
                Op::TrueDivideConst => binary!(unit, constant, no_ints, /, BinaryOp::TrueDivide),
                Op::Modulo => {
                    let o = pc.next();
                    small!(
                        unit.high(),
                        o,
                        r.get(o.low()),
                        r.get(o.high()),
                        modulo,
                        BinaryOp::Modulo
                    )
                }
                Op::ModuloConst => {
                    let o = pc.next();
                    small!(unit.high(), o, r.get(o.low()), constant(o), modulo, BinaryOp::Modulo)
                }
                Op::FloorDivide => {
                    let o = pc.next();
                    small!(
                        unit.high(),
                        o,
                        r.get(o.low()),
                        r.get(o.high()),
                        floor_divide,
                        BinaryOp::FloorDivide
                    )
                }
                Op::FloorDivideConst => {
                    let o = pc.next();
                    small!(
                        unit.high(),
                        o,
                        r.get(o.low()),
                        constant(o),
                        floor_divide,
                        BinaryOp::FloorDivide
                    )
                }
                Op::And => {
                    let o = pc.next();
                    small!(
                        unit.high(),
                        o,
                        r.get(o.low()),
                        r.get(o.high()),
                        |x, y| Some(x & y),
                        BinaryOp::And
                    )
                }
                Op::AndConst => {
                    let o = pc.next();
                    small!(
                        unit.high(),
                        o,
                        r.get(o.low()),
                        constant(o),
                        |x, y| Some(x & y),
                        BinaryOp::And
                    )
                }
                Op::Or => {
                    let o = pc.next();
                    small!(
                        unit.high(),
                        o,
                        r.get(o.low()),
                        r.get(o.high()),
                        |x, y| Some(x | y),
                        BinaryOp::Or
                    )
                }
                Op::OrConst => {
                    let o = pc.next();
                    small!(
                        unit.high(),
                        o,
                        r.get(o.low()),
                        constant(o),
                        |x, y| Some(x | y),
                        BinaryOp::Or
                    )
                }
                Op::Xor => {
                    let o = pc.next();
                    small!(
                        unit.high(),
                        o,
                        r.get(o.low()),
                        r.get(o.high()),
                        |x, y| Some(x ^ y | 1),
                        BinaryOp::Xor
                    )
                }
                Op::XorConst => {
                    let o = pc.next();
                    small!(
                        unit.high(),
                        o,
                        r.get(o.low()),
                        constant(o),
                        |x, y| Some(x ^ y | 1),
                        BinaryOp::Xor
                    )
                }
                Op::LeftShift => {
                    let o = pc.next();
                    small!(
                        unit.high(),
                        o,
                        r.get(o.low()),
                        r.get(o.high()),
                        left_shift,
                        BinaryOp::LeftShift
                    )
                }
                Op::LeftShiftInt => {
                    let o = pc.next();
                    small!(
                        unit.high(),
                        o,
                        r.get(o.low()),
                        o.high() << 1 | 1,
                        left_shift,
                        BinaryOp::LeftShift
                    )
                }
                Op::RightShift => {
                    let o = pc.next();
                    small!(
                        unit.high(),
                        o,
                        r.get(o.low()),
                        r.get(o.high()),
                        right_shift,
                        BinaryOp::RightShift
                    )
                }
                Op::RightShiftInt => {
                    let o = pc.next();
                    small!(
                        unit.high(),
                        o,
                        r.get(o.low()),
                        o.high() << 1 | 1,
                        right_shift,
                        BinaryOp::RightShift
                    )
                }
                Op::Power => {
                    let o = pc.next();
                    let (x, y) = (r.get(o.low()), r.get(o.high()));
                    slow!(arithmetic::binary(vm, unit.high(), BinaryOp::Power, x, y))
                }
                Op::MatrixMultiply => {
                    let o = pc.next();
                    let (x, y) = (r.get(o.low()), r.get(o.high()));
                    slow!(arithmetic::binary(vm, unit.high(), BinaryOp::MatrixMultiply, x, y))
                }
                Op::InPlaceAdd => in_place!(unit, second, add, +, BinaryOp::Add),
                Op::InPlaceSubtract => in_place!(unit, second, subtract, -, BinaryOp::Subtract),
                Op::InPlaceMultiply => in_place!(unit, second, multiply, *, BinaryOp::Multiply),
                Op::InPlaceAddInt => in_place!(unit, immediate_low, add, +, BinaryOp::Add),
                Op::InPlaceSubtractInt => {
                    in_place!(unit, immediate_low, subtract, -, BinaryOp::Subtract)
                }
                Op::InPlace => {
                    let o = pc.next();
                    let (a, x, y) = (unit.high(), r.get(unit.high()), r.get(o.low()));
                    let op = BinaryOp::ALL.get(o.high() as usize).copied().unwrap_or(BinaryOp::Add);
                    if x & y & 1 != 0
                        && let Some(word) = in_place_ints(op, x, y)
                    {
                        r.set(a, word);
                        continue;
                    }
                    attempt!(a, leaf::in_place(vm, op, x, y), arithmetic::in_place(vm, a, op, x, y))
                }
                Op::Negative => {
                    let x = r.get(pc.next().low());
                    if x & 1 != 0
                        && let Some(word) = subtract(1, x)
                    {
                        r.set(unit.high(), word);
                        continue;
                    }
                    slow!(arithmetic::unary(vm, unit.high(), UnaryOp::Negative, x))
                }
                Op::Positive => {
                    let x = r.get(pc.next().low());
                    slow!(arithmetic::unary(vm, unit.high(), UnaryOp::Positive, x))
                }
                Op::Invert => {
                    let x = r.get(pc.next().low());
                    if x & 1 != 0 {
                        r.set(unit.high(), !x | 1);
                        continue;
                    }
                    slow!(arithmetic::unary(vm, unit.high(), UnaryOp::Invert, x))
                }
                Op::Not => {
                    let x = r.get(pc.next().low());
                    match truth(x) {
                        Some(truth) => r.set(unit.high(), Value::bool(!truth).word()),
                        None => slow!(jump::not(vm, unit.high(), x)),
                    }
                }
                Op::Less => compare!(unit, <, CompareOp::Less),
                Op::LessEqual => compare!(unit, <=, CompareOp::LessEqual),
                Op::Greater => compare!(unit, >, CompareOp::Greater),
                Op::GreaterEqual => compare!(unit, >=, CompareOp::GreaterEqual),
                Op::Equal => compare!(unit, ==, CompareOp::Equal),
                Op::NotEqual => compare!(unit, !=, CompareOp::NotEqual),
                Op::Is => {
                    let o = pc.next();
                    r.set(unit.high(), Value::bool(r.get(o.low()) == r.get(o.high())).word());
                }
                Op::IsNot => {
                    let o = pc.next();
                    r.set(unit.high(), Value::bool(r.get(o.low()) != r.get(o.high())).word());
                }
                Op::In => {
                    let o = pc.next();
                    let (item, container) = (r.get(o.low()), r.get(o.high()));
                    if let Some(found) = leaf::contains(vm, item, container) {
                        r.set(unit.high(), Value::bool(found).word());
                        continue;
                    }
                    slow!(item::contains(vm, unit.high(), item, container, true))
                }
                Op::NotIn => {
                    let o = pc.next();
                    let (item, container) = (r.get(o.low()), r.get(o.high()));
                    if let Some(found) = leaf::contains(vm, item, container) {
                        r.set(unit.high(), Value::bool(!found).word());
                        continue;
                    }
                    slow!(item::contains(vm, unit.high(), item, container, false))
                }
                Op::JumpShort => jump!(unit.signed_high()),
                Op::Jump => jump!(pc.next().signed()),
                Op::JumpIf => {
                    let units = pc.next().signed();
                    let x = r.get(unit.high());
                    match truth(x) {
                        Some(true) => jump!(units),
                        Some(false) => {}
                        None => match leaf::truth(vm, x) {
                            Some(true) => jump!(units),
                            Some(false) => {}
                            None => slow!(jump::truth(vm, x, true, units)),
                        },
                    }
                }
                Op::JumpIfNot => {
                    let units = pc.next().signed();
                    let x = r.get(unit.high());
                    match truth(x) {
                        Some(false) => jump!(units),
                        Some(true) => {}
                        None => match leaf::truth(vm, x) {
                            Some(false) => jump!(units),
                            Some(true) => {}
                            None => slow!(jump::truth(vm, x, false, units)),
                        },
                    }
                }
                Op::JumpIfNone => {
                    let units = pc.next().signed();
                    if r.get(unit.high()) == Value::none().word() {
                        jump!(units);
                    }
                }
                Op::JumpIfNotNone => {
                    let units = pc.next().signed();
                    if r.get(unit.high()) != Value::none().word() {
                        jump!(units);
                    }
                }
                Op::JumpIfIs => {
                    let o = pc.next();
                    if r.get(unit.high()) == r.get(o.low()) {
                        jump!(o.signed_high());
                    }
                }
                Op::JumpIfIsNot => {
                    let o = pc.next();
                    if r.get(unit.high()) != r.get(o.low()) {
                        jump!(o.signed_high());
                    }
                }
                Op::JumpIfLess => branch!(unit, second, <, CompareOp::Less, true),
                Op::JumpIfLessEqual => branch!(unit, second, <=, CompareOp::LessEqual, true),
                Op::JumpIfGreater => branch!(unit, second, >, CompareOp::Greater, true),
                Op::JumpIfGreaterEqual => branch!(unit, second, >=, CompareOp::GreaterEqual, true),
                Op::JumpIfEqual => branch!(unit, second, ==, CompareOp::Equal, true),
                Op::JumpIfNotEqual => branch!(unit, second, !=, CompareOp::NotEqual, true),
                Op::JumpUnlessLess => branch!(unit, second, <, CompareOp::Less, false),
                Op::JumpUnlessLessEqual => branch!(unit, second, <=, CompareOp::LessEqual, false),
                Op::JumpUnlessGreater => branch!(unit, second, >, CompareOp::Greater, false),
                Op::JumpUnlessGreaterEqual => {
                    branch!(unit, second, >=, CompareOp::GreaterEqual, false)
                }
                Op::JumpUnlessEqual => branch!(unit, second, ==, CompareOp::Equal, false),
                Op::JumpUnlessNotEqual => branch!(unit, second, !=, CompareOp::NotEqual, false),
                Op::JumpIfLessInt => branch!(unit, immediate_low, <, CompareOp::Less, true),
                Op::JumpIfLessEqualInt => {
                    branch!(unit, immediate_low, <=, CompareOp::LessEqual, true)
                }
                Op::JumpIfGreaterInt => branch!(unit, immediate_low, >, CompareOp::Greater, true),
                Op::JumpIfGreaterEqualInt => {
                    branch!(unit, immediate_low, >=, CompareOp::GreaterEqual, true)
                }
                Op::JumpIfEqualInt => branch!(unit, immediate_low, ==, CompareOp::Equal, true),
                Op::JumpIfNotEqualInt => {
                    branch!(unit, immediate_low, !=, CompareOp::NotEqual, true)
                }
                Op::JumpUnlessLessInt => branch!(unit, immediate_low, <, CompareOp::Less, false),
                Op::JumpUnlessLessEqualInt => {
                    branch!(unit, immediate_low, <=, CompareOp::LessEqual, false)
                }
                Op::JumpUnlessGreaterInt => {
                    branch!(unit, immediate_low, >, CompareOp::Greater, false)
                }
                Op::JumpUnlessGreaterEqualInt => {
                    branch!(unit, immediate_low, >=, CompareOp::GreaterEqual, false)
                }
                Op::JumpUnlessEqualInt => branch!(unit, immediate_low, ==, CompareOp::Equal, false),
                Op::JumpUnlessNotEqualInt => {
                    branch!(unit, immediate_low, !=, CompareOp::NotEqual, false)
                }
                Op::GetIter => {
                    let o = pc.next();
                    let x = r.get(o.low());
                    attempt!(
                        unit.high(),
                        leaf::iter(vm, x),
                        generator::get_iter(vm, unit.high(), x)
                    )
                }
                Op::ForRange => {
                    let o = pc.next();
                    slow!(generator::for_range(vm, unit.high(), o.low()))
                }
                Op::ForIter => {
                    let o = pc.next();
                    let (a, iterator) = (unit.high(), r.get(unit.high()));
                    if iterator & 1 != 0 {
                        // A range: the next number, the end and the step are in registers.
                        let (next, end, step) =
                            (iterator as i32, r.get(a + 1) as i32, r.get(a + 2) as i32);
                        if if step > 0 { next < end } else { next > end } {
                            r.set(o.low(), iterator);
                            r.set(a, next.wrapping_add(step - 1) as Word);
                            pc.jump(o.signed_high());
                            poll!();
                        }
                        continue;
                    }
                    if let Some(word) = generator::next_fast(vm, iterator) {
                        if word != UNBOUND {
                            r.set(o.low(), word);
                            pc.jump(o.signed_high());
                            poll!();
                        }
                        continue;
                    }
                    slow!(generator::for_iter(vm, a, o.low(), o.signed_high()))
                }
                Op::ForIterWide => {
                    let target = pc.next().low();
                    let units = pc.next().signed();
                    slow!(generator::for_iter(vm, unit.high(), target, units))
                }
                Op::Call => {
                    let o = pc.next();
                    let (a, count) = (unit.high(), o.low());
                    let callee = r.get(a);
                    let layout = leaf::layout(vm, callee);
                    if layout == Some(kind::FUNCTION) {
                        let target = vm.field(callee, 1);
                        let shape = vm.field(target, 1);
                        let top = r.address(&vm.heap) + 4 * (a + frame::WORDS + (shape & 0xff));
                        let fuel = vm.fuel.get() - 1;
                        if shape >> 8 & 0xff == count && top <= vm.stack_end() && fuel >= 0 {
                            vm.fuel.set(fuel);
                            r.set(a + 1, frame::offset_word(pc.offset(&vm.heap, code)));
                            r.set(
                                a + 2,
                                Info::new(a + frame::WORDS, o.high(), Ending::Register).word(),
                            );
                            r = r.up(a + frame::WORDS);
                            vm.set_top_address(top);
                            code = target;
                            pc = Cursor::new(&vm.heap, code, vm.heap.half(code + 8).into());
                            continue;
                        }
                    } else if layout == Some(kind::BUILTIN) {
                        let arguments = r.address(&vm.heap) + 4 * (a + frame::WORDS);
                        let word = leaf::call(vm, callee, arguments, count);
                        if word != UNBOUND {
                            r.set(o.high(), word);
                            continue;
                        }
                    }
                    slow!(call::call(vm, a, count, 0, o.high()))
                }
                Op::CallMethod => {
                    let o = pc.next();
                    let (mut a, mut count) = (unit.high(), o.low() + 1);
                    let mut callee = r.get(a);
                    if callee == UNBOUND {
                        // Not a method: the callable lies one further up, and there is no first argument.
                        a += 1;
                        count -= 1;
                        callee = r.get(a);
                    }
                    let layout = leaf::layout(vm, callee);
                    if layout == Some(kind::FUNCTION) {
                        let target = vm.field(callee, 1);
                        let shape = vm.field(target, 1);
                        let top = r.address(&vm.heap) + 4 * (a + frame::WORDS + (shape & 0xff));
                        let fuel = vm.fuel.get() - 1;
                        if shape >> 8 & 0xff == count && top <= vm.stack_end() && fuel >= 0 {
                            vm.fuel.set(fuel);
                            r.set(a + 1, frame::offset_word(pc.offset(&vm.heap, code)));
                            r.set(
                                a + 2,
                                Info::new(a + frame::WORDS, o.high(), Ending::Register).word(),
                            );
                            r = r.up(a + frame::WORDS);
                            vm.set_top_address(top);
                            code = target;
                            pc = Cursor::new(&vm.heap, code, vm.heap.half(code + 8).into());
                            continue;
                        }
                    } else if layout == Some(kind::BUILTIN) {
                        let arguments = r.address(&vm.heap) + 4 * (a + frame::WORDS);
                        let word = leaf::call(vm, callee, arguments, count);
                        if word != UNBOUND {
                            r.set(o.high(), word);
                            continue;
                        }
                    }
                    slow!(call::call(vm, a, count, 0, o.high()))
                }
                Op::CallKeyword => {
                    let o = pc.next();
                    let destination = pc.next().all();
                    slow!(call::call(vm, unit.high(), o.low(), o.high(), destination))
                }
                Op::CallMethodKeyword => {
                    let o = pc.next();
                    let destination = pc.next().all();
                    let a = unit.high();
                    if r.get(a) == UNBOUND {
                        slow!(call::call(vm, a + 1, o.low(), o.high(), destination))
                    }
                    slow!(call::call(vm, a, o.low() + 1, o.high(), destination))
                }
                Op::CallUnpack => {
                    let o = pc.next();
                    slow!(call::unpack(vm, unit.high(), o.low() != 0, o.high()))
                }
                Op::Return | Op::ReturnNone => {
                    let value = if unit.op() == Op::Return {
                        r.get(unit.high())
                    } else {
                        Value::none().word()
                    };
                    let info = Info::from_word(r.frame_word(1));
                    if !info.is_plain() {
                        slow!(call::end(vm, value))
                    }
                    let offset = frame::word_offset(r.frame_word(2));
                    r = r.down(info.delta());
                    r.set(info.destination(), value);
                    code = vm.field(r.frame_word(3), 1);
                    pc = Cursor::new(&vm.heap, code, offset);
                    vm.set_top_address(r.address(&vm.heap) + 4 * frame::register_count(vm, code));
                }
                Op::BuildTuple => {
                    let o = pc.next();
                    slow!(construct::tuple(vm, unit.high(), o.low(), o.high()))
                }
                Op::BuildList => {
                    let o = pc.next();
                    slow!(construct::list(vm, unit.high(), o.low(), o.high()))
                }
                Op::BuildSet => {
                    let o = pc.next();
                    slow!(construct::set(vm, unit.high(), o.low(), o.high()))
                }
                Op::BuildDict => {
                    let o = pc.next();
                    slow!(construct::dict(vm, unit.high(), o.low(), o.high()))
                }
                Op::BuildStr => {
                    let o = pc.next();
                    slow!(construct::str(vm, unit.high(), o.low(), o.high()))
                }
                Op::ListAppend => {
                    let o = pc.next();
                    if item::append_fast(vm, r.get(unit.high()), r.get(o.low())) {
                        continue;
                    }
                    slow!(construct::list_append(vm, unit.high(), o.low()))
                }
                Op::ListExtend => {
                    let o = pc.next();
                    slow!(construct::list_extend(vm, unit.high(), o.low()))
                }
                Op::ListToTuple => slow!(construct::list_to_tuple(vm, unit.high())),
                Op::SetAdd => {
                    let o = pc.next();
                    slow!(construct::set_add(vm, unit.high(), o.low()))
                }
                Op::SetUpdate => {
                    let o = pc.next();
                    slow!(construct::set_update(vm, unit.high(), o.low()))
                }
                Op::DictSet => {
                    let o = pc.next();
                    slow!(item::store(vm, r.get(unit.high()), r.get(o.low()), r.get(o.high())))
                }
                Op::DictUpdate => {
                    let o = pc.next();
                    slow!(construct::dict_update(vm, unit.high(), o.low()))
                }
                Op::DictMerge => {
                    let o = pc.next();
                    slow!(construct::dict_merge(vm, unit.high(), o.low(), o.high()))
                }
                Op::FormatValue => {
                    let o = pc.next();
                    slow!(construct::format_value(vm, unit.high(), o.low(), o.high()))
                }
                Op::Unpack => {
                    let o = pc.next();
                    slow!(construct::unpack(vm, unit.high(), o.low(), o.high()))
                }
                Op::UnpackStar => {
                    let o = pc.next();
                    let after = pc.next().all();
                    slow!(construct::unpack_star(vm, unit.high(), o.low(), o.high(), after))
                }
                Op::MakeFunction => {
                    let o = pc.next();
                    let k = pc.next().all();
                    slow!(function::make(vm, unit.high(), o.low(), o.high(), k))
                }
                Op::ImportName => {
                    let o = pc.next();
                    let name = name_at(vm, code, pc.next().all());
                    slow!(import::import_name(vm, unit.high(), o.low(), o.high(), name))
                }
                Op::ImportFrom => {
                    let o = pc.next();
                    let name = name_at(vm, code, o.high());
                    slow!(import::import_from(vm, unit.high(), o.low(), name))
                }
                Op::ImportStar => slow!(import::import_star(vm, unit.high())),
                Op::Raise => {
                    let o = pc.next();
                    slow!(unwind::raise(vm, unit.high(), o.low(), o.high()))
                }
                Op::Reraise => slow!(unwind::reraise(vm, unit.high())),
                Op::MatchException => {
                    let o = pc.next();
                    slow!(unwind::match_exception(vm, unit.high(), o.low(), o.high()))
                }
                Op::LeaveHandler => {
                    unwind::leave_handler(vm, r.get(unit.high()), r.get(unit.high() + 1))
                }
                Op::EndFinally => {
                    if r.get(unit.high()) & 1 == 0 {
                        slow!(unwind::reraise(vm, unit.high()))
                    }
                }
                Op::WithSetup => {
                    let o = pc.next();
                    slow!(class::with_setup(vm, unit.high(), o.high() != 0))
                }
                Op::WithExit => {
                    let o = pc.next();
                    slow!(class::with_exit(vm, unit.high(), o.low(), o.high() != 0))
                }
                Op::Yield => {
                    let o = pc.next();
                    slow!(generator::yield_value(vm, unit.high(), o.low()))
                }
                Op::Send => {
                    let o = pc.next();
                    slow!(generator::send(vm, unit.high(), o.low(), o.signed_high()))
                }
                Op::GetAwaitable => {
                    let o = pc.next();
                    slow!(generator::get_awaitable(vm, unit.high(), o.low()))
                }
                Op::GetYieldFrom => {
                    let o = pc.next();
                    slow!(generator::get_yield_from(vm, unit.high(), o.low()))
                }
                Op::GetAsyncIter => {
                    let o = pc.next();
                    slow!(generator::get_async_iter(vm, unit.high(), o.low()))
                }
                Op::GetAsyncNext => {
                    let o = pc.next();
                    slow!(generator::get_async_next(vm, unit.high(), o.low()))
                }
                Op::MatchSequence => {
                    let o = pc.next();
                    slow!(pattern::sequence(vm, unit.high(), o.low()))
                }
                Op::MatchMapping => {
                    let o = pc.next();
                    slow!(pattern::mapping(vm, unit.high(), o.low()))
                }
                Op::MatchKeys => {
                    let o = pc.next();
                    slow!(pattern::keys(vm, unit.high(), o.low(), o.high()))
                }
                Op::MatchClass => {
                    let o = pc.next();
                    // How many names there are is the tuple's to say.
                    pc.next();
                    slow!(pattern::class(vm, unit.high(), o.low(), o.high()))
                }
                Op::SpreadArguments => slow!(pattern::spread_arguments(vm, unit.high())),
                Op::SpreadKeywords => slow!(pattern::spread_keywords(vm, unit.high())),
                Op::PrintExpression => slow!(function::print_expression(vm, unit.high())),
            }
        };
        match outcome {
            Ok(UNBOUND) => {}
            Ok(word) => return Ok(word),
            Err(trap) => unwind::unwind(vm, trap)?,
        }
    }
}

/// Byte offset of the constants in a code object.
const CONSTANTS: u32 = 4 * crate::bytecode::code::CONSTANTS_WORD as u32;

/// The loop's pointers, from the state that `save` left or a new frame set.
#[inline(always)]
fn load(vm: &Engine) -> (Cursor, Registers, u32) {
    let registers = Registers::new(&vm.heap, vm.address_of(vm.base.get()));
    let code = vm.field(registers.frame_word(3), 1);
    (Cursor::new(&vm.heap, code, vm.pc.get()), registers, code)
}

/// Saves where the running frame is.
#[inline(always)]
fn save(vm: &Engine, pc: Cursor, registers: Registers, code: u32) {
    vm.pc.set(pc.offset(&vm.heap, code));
    vm.base.set(vm.slot_at(registers.address(&vm.heap)));
}

/// A name of a code object.
#[inline(always)]
fn name_at(vm: &Engine, code: u32, index: u32) -> Name {
    let names = u32::from(vm.heap.half(code + 10));
    Name(vm.heap.half(code + names + 2 * index))
}

/// The truth of a value that needs no look at an object.
#[inline(always)]
fn truth(x: Word) -> Option<bool> {
    if x & 1 != 0 {
        Some(x != 1)
    } else if x == Value::true_().word() {
        Some(true)
    } else if x == Value::false_().word() || x == Value::none().word() {
        Some(false)
    } else {
        None
    }
}

fn no_ints(_: Word, _: Word) -> Option<Word> {
    None
}

/// The remainder of two small ints, with the sign of the divisor.
#[inline(always)]
fn modulo(x: Word, y: Word) -> Option<Word> {
    let (x, y) = (x as i32 >> 1, y as i32 >> 1);
    if y == 0 {
        return None;
    }
    let rest = x.wrapping_rem(y);
    let rest = if rest != 0 && (rest ^ y) < 0 { rest + y } else { rest };
    Some((rest << 1 | 1) as Word)
}

/// The quotient of two small ints, rounded down.
#[inline(always)]
fn floor_divide(x: Word, y: Word) -> Option<Word> {
    let (x, y) = (x as i32 >> 1, y as i32 >> 1);
    if y == 0 {
        return None;
    }
    let quotient = x.wrapping_div(y);
    let quotient = if (x ^ y) < 0 && quotient * y != x { quotient - 1 } else { quotient };
    Value::small(quotient).map(Value::word)
}

#[inline(always)]
fn left_shift(x: Word, y: Word) -> Option<Word> {
    let by = y as i32 >> 1;
    if !(0..31).contains(&by) {
        return None;
    }
    let bits = x as i32 - 1;
    let shifted = bits.wrapping_shl(by as u32);
    if shifted.wrapping_shr(by as u32) == bits { Some((shifted | 1) as Word) } else { None }
}

#[inline(always)]
fn right_shift(x: Word, y: Word) -> Option<Word> {
    let by = y as i32 >> 1;
    if by < 0 {
        return None;
    }
    Some((x as i32 >> by.min(31) | 1) as Word)
}

/// In-place operators on small ints, those without an instruction of their own.
fn in_place_ints(op: BinaryOp, x: Word, y: Word) -> Option<Word> {
    match op {
        BinaryOp::And => Some(x & y),
        BinaryOp::Or => Some(x | y),
        BinaryOp::Xor => Some(x ^ y | 1),
        BinaryOp::LeftShift => left_shift(x, y),
        BinaryOp::RightShift => right_shift(x, y),
        BinaryOp::Modulo => modulo(x, y),
        BinaryOp::FloorDivide => floor_divide(x, y),
        _ => None,
    }
}

/// A slot of the running frame.
#[inline(always)]
pub(super) fn slot(vm: &Engine, register: u32) -> Slot {
    vm.base.get().offset(register)
}

/// Stores the result of a function out of line and goes on.
#[inline(always)]
pub(super) fn finish(vm: &Engine, register: u32, word: Word) -> Result<Word, Trap> {
    vm.set_word(slot(vm, register), word);
    Ok(UNBOUND)
}

/// A header's layout and flags, as the attribute cache keys them.
#[inline(always)]
pub(super) fn cache_bits(header: Header) -> u32 {
    header.0 & 0xfff8
}
