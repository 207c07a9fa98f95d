//! The interpreter loop: one arm per instruction.
//!
//! Fast paths are here, on small ints, floats in the word, lists, attributes found in the cache, calls of plain
//! functions. Everything else is a function out of line that stores its result itself; after it, `load` makes the
//! loop's pointers anew, since anything may have moved (INV-ROOT). Such a function answers `Ok(UNBOUND)` to go on with
//! the running frame, which may be another one by then, or a value to leave the loop with.

use super::fetch::{Cursor, Instruction, Registers};
use super::frame::{self, Ending, Info};
use super::generator::Running;
use super::iteration::Next;
use super::{
    arithmetic, attribute, call, class, construct, function, generator, import, item, iteration,
    jump, leaf, pattern, unwind, variable,
};
use crate::bytecode::{BinaryOp, CompareOp, Op};
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
            // A tuple or list of registers.
            macro_rules! build {
                ($a:expr, $b:expr, $count:expr, $make:ident) => {{
                    let first = r.address(&vm.heap) + 4 * $b;
                    attempt!(
                        $a,
                        leaf::$make(vm, first, $count),
                        construct::$make(vm, $a, $b, $count)
                    )
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
                    let Some(fuel) = vm.fuel.get().checked_sub(1) else {
                        slow!(jump::safepoint(vm))
                    };
                    vm.fuel.set(fuel);
                }};
            }
            // Calls what lies at a register with arguments by position, three registers further up.
            macro_rules! call {
                ($a:expr, $count:expr, $destination:expr, $callee:expr, $units:expr) => {{
                    let (a, count, callee): (u32, u32, Word) = ($a, $count, $callee);
                    let layout = leaf::layout(vm, callee);
                    if layout == Some(kind::FUNCTION) {
                        let target = vm.field(callee, 1);
                        let shape = vm.field(target, 1);
                        let top = r.address(&vm.heap) + 4 * (a + frame::WORDS + (shape & 0xff));
                        if shape >> 8 & 0xff == count && top <= vm.stack_end() {
                            let Some(fuel) = vm.fuel.get().checked_sub(1) else {
                                // Then this call again.
                                pc.jump(-$units);
                                slow!(jump::safepoint(vm))
                            };
                            vm.fuel.set(fuel);
                            let info = Info::new(a + frame::WORDS, $destination, Ending::Register);
                            r.set(a + 1, frame::offset_word(pc.offset(&vm.heap, code)));
                            r.set(a + 2, info.word());
                            r = r.up(a + frame::WORDS);
                            vm.set_top_address(top);
                            code = target;
                            pc = Cursor::new(&vm.heap, code, vm.heap.half(code + 10).into());
                            continue;
                        }
                        slow!(call::call_python(vm, a, count, 0, $destination))
                    } else if let Some(kind::BUILTIN | kind::TYPE) = layout {
                        let arguments = r.address(&vm.heap) + 4 * (a + frame::WORDS);
                        let word = leaf::call(vm, callee, arguments, count);
                        if word != UNBOUND {
                            r.set($destination, word);
                            continue;
                        }
                    }
                    slow!(call::call(vm, a, count, 0, $destination))
                }};
            }
            // Ends the frame with a value.
            macro_rules! leave {
                ($value:expr) => {{
                    let mut value = $value;
                    let info = Info::from_word(r.frame_word(1));
                    if !info.is_plain() {
                        if !info.is_init() || value != Value::none().word() {
                            slow!(call::end(vm, value))
                        }
                        value = r.frame_word(4);
                    }
                    let offset = frame::word_offset(r.frame_word(2));
                    r = r.down(info.delta());
                    r.set(info.destination(), value);
                    code = vm.field(r.frame_word(3), 1);
                    pc = Cursor::new(&vm.heap, code, offset);
                    vm.set_top_address(r.address(&vm.heap) + 4 * frame::register_count(vm, code));
                }};
            }
            macro_rules! load_attr {
                ($a:expr, $object:expr, $name:expr) => {{
                    let object = $object;
                    let name = name_at(vm, code, $name);
                    if object & 3 == 0 && object != UNBOUND {
                        let mut word = attribute::cached_slot(vm, object, name);
                        if word == UNBOUND {
                            word = attribute::known(vm, object, name);
                        }
                        if word != UNBOUND {
                            r.set($a, word);
                            continue;
                        }
                    }
                    slow!(attribute::load(vm, $a, object, name))
                }};
            }
            macro_rules! load_method {
                ($a:expr, $object:expr, $name:expr) => {{
                    let object = r.get($object);
                    let name = name_at(vm, code, $name);
                    if object & 3 == 0 && object != UNBOUND {
                        let method = attribute::cached_method(vm, object, name);
                        if method != UNBOUND {
                            r.set($a, method);
                            r.set($a + 3, object);
                            continue;
                        }
                        let word = attribute::known(vm, object, name);
                        if word != UNBOUND {
                            r.set($a, UNBOUND);
                            r.set($a + 1, word);
                            continue;
                        }
                    }
                    slow!(attribute::load_method(vm, $a, object, name))
                }};
            }
            macro_rules! load_builtin {
                ($a:expr, $number:expr) => {{
                    let number = $number;
                    if !vm.shadowed.get() {
                        let word = variable::builtin(vm, number);
                        if word != UNBOUND {
                            r.set($a, word);
                            continue;
                        }
                    }
                    slow!(variable::load_global(vm, $a, Name(number as u16), false))
                }};
            }
            macro_rules! store_attr {
                ($object:expr, $name:expr, $new:expr) => {{
                    let object = $object;
                    let name = name_at(vm, code, $name);
                    let new = $new;
                    if object & 3 == 0
                        && object != UNBOUND
                        && attribute::store_cached_slot(vm, object, name, new)
                    {
                        continue;
                    }
                    slow!(attribute::store(vm, object, name, new))
                }};
            }
            macro_rules! small {
                ($a:expr, $x:expr, $y:expr, $result:expr, $op:expr) => {{
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
                    if let Some((p, q)) = Value::inline_floats(x, y)
                        && let Some(value) = Value::inline_float(p $floats q)
                    {
                        r.set($a, value.word());
                        continue;
                    }
                    $slow
                }};
            }
            macro_rules! binary {
                ($i:expr, $right:expr, $ints:expr, $floats:tt, $op:expr) => {{
                    pc.pass(2);
                    let a = $i.a();
                    let y = $right($i);
                    number!(a, r.get($i.b()), y, $ints, $floats, |vm, x, y| {
                        attempt!(
                            a,
                            leaf::operator::<{ $op as u8 }>(vm, x, y),
                            arithmetic::binary(vm, a, $op, x, y)
                        )
                    })
                }};
            }
            macro_rules! binary_short {
                ($i:expr, $ints:expr, $floats:tt, $op:expr) => {{
                    pc.pass(1);
                    let a = $i.a() & 15;
                    number!(a, r.get(a), r.get($i.a() >> 4), $ints, $floats, |vm, x, y| {
                        attempt!(
                            a,
                            leaf::operator::<{ $op as u8 }>(vm, x, y),
                            arithmetic::binary(vm, a, $op, x, y)
                        )
                    })
                }};
            }
            macro_rules! in_place {
                ($i:expr, $right:expr, $ints:expr, $floats:tt, $op:expr) => {{
                    pc.pass(2);
                    in_place!($i.a(), $right($i), $ints, $floats, $op;)
                }};
                ($a:expr, $y:expr, $ints:expr, $floats:tt, $op:expr;) => {{
                    let (a, y) = ($a, $y);
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
                ($i:expr, $test:tt, $op:expr) => {{
                    pc.pass(2);
                    let a = $i.a();
                    let (x, y) = (r.get($i.b()), r.get($i.c()));
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
                ($i:expr, $right:expr, $test:tt, $op:expr, $when:expr) => {{
                    pc.pass(2);
                    let x = r.get($i.a());
                    let y: Word = $right($i);
                    let units = $i.signed_c();
                    if x & y & 1 != 0 {
                        if ((x as i32) $test (y as i32)) == $when {
                            jump!(units);
                        }
                        continue;
                    }
                    #[cfg(not(feature = "f64"))]
                    if let Some((p, q)) = Value::inline_floats(x, y) {
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
            let register = |i: Instruction| r.get(i.c());
            let second = |i: Instruction| r.get(i.b());
            let immediate = |i: Instruction| ((i.signed_c() << 1) | 1) as Word;
            let immediate_low = |i: Instruction| ((i.signed_b() << 1) | 1) as Word;
            let constant = |i: Instruction| vm.heap.word(code + CONSTANTS + 4 * i.c());
            let add = |x: Word, y: Word| (x as i32 - 1).checked_add(y as i32).map(|z| z as Word);
            let subtract =
                |x: Word, y: Word| (x as i32).checked_sub(y as i32 - 1).map(|z| z as Word);
            let multiply = |x: Word, y: Word| {
                (x as i32 - 1).checked_mul(y as i32 >> 1).map(|z| (z | 1) as Word)
            };

            let i = pc.fetch();
            match i.op() {
                // Out of line, so that no entry of the jump table leads backwards.
                Op::Nop => {
                    pc.pass(1);
                    slow!(Ok(UNBOUND))
                }
                Op::MoveShort => {
                    pc.pass(1);
                    r.set(i.a() & 15, r.get(i.a() >> 4));
                }
                Op::Move => {
                    pc.pass(2);
                    r.set(i.a(), r.get(i.b()));
                }
                Op::MoveHigh => {
                    pc.pass(1);
                    r.set(16 + (i.a() & 15), r.get(i.a() >> 4));
                }
                Op::LoadIntShort => {
                    pc.pass(1);
                    r.set(i.a() & 15, (i.a() >> 4) << 1 | 1);
                }
                Op::LoadInt => {
                    pc.pass(2);
                    let n = i.signed_d();
                    r.set(i.a(), (n << 1 | 1) as Word);
                }
                Op::LoadConst => {
                    pc.pass(2);
                    let k = i.d();
                    r.set(i.a(), vm.heap.word(code + CONSTANTS + 4 * k));
                }
                Op::LoadConstShort => {
                    pc.pass(1);
                    r.set(i.a() & 15, vm.heap.word(code + CONSTANTS + 4 * (i.a() >> 4)));
                }
                Op::LoadStrShort => {
                    pc.pass(1);
                    let name = name_at(vm, code, i.a() >> 4);
                    r.set(i.a() & 15, vm.name_word(name));
                }
                Op::LoadStr => {
                    pc.pass(2);
                    let name = name_at(vm, code, i.d());
                    r.set(i.a(), vm.name_word(name));
                }
                Op::LoadNone => {
                    pc.pass(1);
                    r.set(i.a(), Value::none().word());
                }
                Op::LoadTrue => {
                    pc.pass(1);
                    r.set(i.a(), Value::true_().word());
                }
                Op::LoadFalse => {
                    pc.pass(1);
                    r.set(i.a(), Value::false_().word());
                }
                Op::Unbind => {
                    pc.pass(1);
                    r.set(i.a(), UNBOUND);
                }
                Op::CheckBound => {
                    pc.pass(2);
                    if r.get(i.a()) == UNBOUND {
                        let name = name_at(vm, code, i.b());
                        slow!(Err(variable::unbound_local(vm, name)))
                    }
                }
                Op::MakeCell => {
                    pc.pass(1);
                    slow!(function::make_cell(vm, i.a()))
                }
                Op::LoadCell => {
                    pc.pass(2);
                    let cell = r.get(i.b());
                    let word = variable::cell_word(vm, cell);
                    if word == UNBOUND {
                        let name = name_at(vm, code, i.c());
                        slow!(Err(variable::unbound_local(vm, name)))
                    }
                    r.set(i.a(), word);
                }
                Op::StoreCell => {
                    pc.pass(2);
                    variable::set_cell(vm, r.get(i.a()), r.get(i.b()));
                }
                Op::ClearCell => {
                    pc.pass(1);
                    variable::set_cell(vm, r.get(i.a()), UNBOUND);
                }
                Op::LoadFree => {
                    pc.pass(2);
                    let cell = function::free_cell(vm, r.frame_word(3), i.b());
                    let word = variable::cell_word(vm, cell);
                    if word == UNBOUND {
                        let name = name_at(vm, code, i.c());
                        slow!(Err(variable::unbound_free(vm, name)))
                    }
                    r.set(i.a(), word);
                }
                Op::StoreFree => {
                    pc.pass(2);
                    let cell = function::free_cell(vm, r.frame_word(3), i.b());
                    variable::set_cell(vm, cell, r.get(i.a()));
                }
                Op::ClearFree => {
                    pc.pass(2);
                    let cell = function::free_cell(vm, r.frame_word(3), i.b());
                    if variable::cell_word(vm, cell) == UNBOUND {
                        let name = name_at(vm, code, i.c());
                        slow!(Err(variable::unbound_free(vm, name)))
                    }
                    variable::set_cell(vm, cell, UNBOUND);
                }
                Op::LoadClosure => {
                    pc.pass(2);
                    r.set(i.a(), function::free_cell(vm, r.frame_word(3), i.b()));
                }
                Op::LoadGlobal => {
                    pc.pass(2);
                    let name = name_at(vm, code, i.b());
                    let word = variable::hinted(vm, r.frame_word(3), name, i.c());
                    if word != UNBOUND {
                        r.set(i.a(), word);
                        continue;
                    }
                    slow!(variable::load_global(vm, i.a(), name, true))
                }
                Op::LoadGlobalShort => {
                    pc.pass(1);
                    let (a, name) = (i.a() & 15, name_at(vm, code, i.a() >> 4));
                    let word = variable::hinted(vm, r.frame_word(3), name, vm.hint(name));
                    if word != UNBOUND {
                        r.set(a, word);
                        continue;
                    }
                    slow!(variable::load_global_short(vm, a, name))
                }
                Op::LoadGlobalWide => {
                    pc.pass(2);
                    let name = name_at(vm, code, i.d());
                    slow!(variable::load_global(vm, i.a(), name, false))
                }
                Op::LoadBuiltin => {
                    pc.pass(2);
                    load_builtin!(i.a(), i.d())
                }
                Op::LoadBuiltinShort => {
                    pc.pass(1);
                    load_builtin!(i.a() & 15, i.a() >> 4)
                }
                Op::StoreGlobal => {
                    pc.pass(2);
                    let name = name_at(vm, code, i.b());
                    if variable::store_hinted(vm, r.frame_word(3), name, i.c(), r.get(i.a())) {
                        continue;
                    }
                    slow!(variable::store_global(vm, name, r.get(i.a()), true))
                }
                Op::StoreGlobalWide => {
                    pc.pass(2);
                    let name = name_at(vm, code, i.d());
                    slow!(variable::store_global(vm, name, r.get(i.a()), false))
                }
                Op::DeleteGlobal => {
                    pc.pass(2);
                    let name = name_at(vm, code, i.d());
                    slow!(variable::delete_global(vm, name))
                }
                Op::LoadName => {
                    pc.pass(2);
                    let name = name_at(vm, code, i.d());
                    slow!(variable::load_name(vm, i.a(), name))
                }
                Op::StoreName => {
                    pc.pass(2);
                    let name = name_at(vm, code, i.d());
                    slow!(variable::store_name(vm, name, r.get(i.a())))
                }
                Op::DeleteName => {
                    pc.pass(2);
                    let name = name_at(vm, code, i.d());
                    slow!(variable::delete_name(vm, name))
                }
                Op::LoadNameFree => {
                    pc.pass(2);
                    let name = name_at(vm, code, i.c());
                    slow!(variable::load_name_free(vm, i.a(), i.b(), name))
                }
                Op::LoadAttr => {
                    pc.pass(2);
                    load_attr!(i.a(), r.get(i.b()), i.c())
                }
                Op::LoadSelfAttr => {
                    pc.pass(1);
                    load_attr!(i.a() & 15, r.get(0), i.a() >> 4)
                }
                Op::LoadAttrWide => {
                    pc.pass(2);
                    let object = r.get(i.b());
                    let name = name_at(vm, code, pc.more());
                    slow!(attribute::load(vm, i.a(), object, name))
                }
                Op::StoreAttr => {
                    pc.pass(2);
                    store_attr!(r.get(i.a()), i.c(), r.get(i.b()))
                }
                Op::StoreSelfAttr => {
                    pc.pass(1);
                    store_attr!(r.get(0), i.a() >> 4, r.get(i.a() & 15))
                }
                Op::StoreAttrWide => {
                    pc.pass(2);
                    let new = r.get(i.b());
                    let name = name_at(vm, code, pc.more());
                    slow!(attribute::store(vm, r.get(i.a()), name, new))
                }
                Op::DeleteAttr => {
                    pc.pass(2);
                    let name = name_at(vm, code, i.d());
                    slow!(attribute::delete(vm, r.get(i.a()), name))
                }
                Op::LoadMethod => {
                    pc.pass(2);
                    load_method!(i.a(), i.b(), i.c())
                }
                Op::LoadSelfMethod => {
                    pc.pass(1);
                    load_method!(i.a() & 15, 0, i.a() >> 4)
                }
                Op::LoadMethodShort => {
                    pc.pass(1);
                    load_method!(i.a() & 15, i.a() & 15, i.a() >> 4)
                }
                Op::LoadMethodWide => {
                    pc.pass(2);
                    let object = r.get(i.b());
                    let name = name_at(vm, code, pc.more());
                    slow!(attribute::load_method(vm, i.a(), object, name))
                }
                Op::LoadSuperMethod => {
                    pc.pass(2);
                    let name = name_at(vm, code, i.c());
                    slow!(attribute::load_super_method(vm, i.a(), r.get(i.b()), name))
                }
                Op::LoadSuperAttr => {
                    pc.pass(2);
                    let name = name_at(vm, code, i.c());
                    slow!(attribute::load_super(vm, i.a(), r.get(i.b()), name))
                }
                Op::LoadItem => {
                    pc.pass(2);
                    let (object, key) = (r.get(i.b()), r.get(i.c()));
                    let word = item::fast(vm, object, key);
                    if word != UNBOUND {
                        r.set(i.a(), word);
                        continue;
                    }
                    attempt!(
                        i.a(),
                        leaf::get_item(vm, object, key),
                        item::load(vm, i.a(), object, key)
                    )
                }
                Op::LoadItemInt => {
                    pc.pass(2);
                    let (object, key) = (r.get(i.b()), i.c() << 1 | 1);
                    let word = item::fast(vm, object, key);
                    if word != UNBOUND {
                        r.set(i.a(), word);
                        continue;
                    }
                    attempt!(
                        i.a(),
                        leaf::get_item(vm, object, key),
                        item::load(vm, i.a(), object, key)
                    )
                }
                Op::StoreItem => {
                    pc.pass(2);
                    let (object, key, new) = (r.get(i.a()), r.get(i.b()), r.get(i.c()));
                    if item::store_fast(vm, object, key, new)
                        || leaf::set_item(vm, object, key, new)
                    {
                        continue;
                    }
                    slow!(item::store(vm, object, key, new))
                }
                Op::DeleteItem => {
                    pc.pass(2);
                    slow!(item::delete(vm, r.get(i.a()), r.get(i.b())))
                }
                Op::BuildSlice => {
                    pc.pass(2);
                    slow!(construct::slice(vm, i.a(), i.b()))
                }
                Op::LoadSlice => {
                    pc.pass(2);
                    let (object, start, stop) = (r.get(i.b()), r.get(i.c()), r.get(i.c() + 1));
                    attempt!(
                        i.a(),
                        item::slice(vm, object, start, stop),
                        item::load_slice(vm, i.a(), i.b(), i.c())
                    )
                }
                Op::Add => binary!(i, register, add, +, BinaryOp::Add),
                Op::AddShort => binary_short!(i, add, +, BinaryOp::Add),
                Op::SubtractShort => binary_short!(i, subtract, -, BinaryOp::Subtract),
                Op::MultiplyShort => binary_short!(i, multiply, *, BinaryOp::Multiply),
                Op::Subtract => binary!(i, register, subtract, -, BinaryOp::Subtract),
                Op::Multiply => binary!(i, register, multiply, *, BinaryOp::Multiply),
                Op::AddConst => binary!(i, constant, add, +, BinaryOp::Add),
                Op::SubtractConst => binary!(i, constant, subtract, -, BinaryOp::Subtract),
                Op::MultiplyConst => binary!(i, constant, multiply, *, BinaryOp::Multiply),
                Op::AddInt => binary!(i, immediate, add, +, BinaryOp::Add),
                Op::SubtractInt => binary!(i, immediate, subtract, -, BinaryOp::Subtract),
                Op::TrueDivide => binary!(i, register, no_ints, /, BinaryOp::TrueDivide),
                Op::TrueDivideConst => binary!(i, constant, no_ints, /, BinaryOp::TrueDivide),
                Op::Modulo => {
                    pc.pass(2);
                    small!(i.a(), r.get(i.b()), r.get(i.c()), modulo, BinaryOp::Modulo)
                }
                Op::ModuloShort => {
                    pc.pass(1);
                    let a = i.a() & 15;
                    small!(a, r.get(a), r.get(i.a() >> 4), modulo, BinaryOp::Modulo)
                }
                Op::ModuloConst => {
                    pc.pass(2);
                    small!(i.a(), r.get(i.b()), constant(i), modulo, BinaryOp::Modulo)
                }
                Op::FloorDivide => {
                    pc.pass(2);
                    small!(i.a(), r.get(i.b()), r.get(i.c()), floor_divide, BinaryOp::FloorDivide)
                }
                Op::FloorDivideConst => {
                    pc.pass(2);
                    small!(i.a(), r.get(i.b()), constant(i), floor_divide, BinaryOp::FloorDivide)
                }
                Op::And => {
                    pc.pass(2);
                    small!(i.a(), r.get(i.b()), r.get(i.c()), |x, y| Some(x & y), BinaryOp::And)
                }
                Op::AndConst => {
                    pc.pass(2);
                    small!(i.a(), r.get(i.b()), constant(i), |x, y| Some(x & y), BinaryOp::And)
                }
                Op::Or => {
                    pc.pass(2);
                    small!(i.a(), r.get(i.b()), r.get(i.c()), |x, y| Some(x | y), BinaryOp::Or)
                }
                Op::OrConst => {
                    pc.pass(2);
                    small!(i.a(), r.get(i.b()), constant(i), |x, y| Some(x | y), BinaryOp::Or)
                }
                Op::Xor => {
                    pc.pass(2);
                    small!(i.a(), r.get(i.b()), r.get(i.c()), |x, y| Some(x ^ y | 1), BinaryOp::Xor)
                }
                Op::XorConst => {
                    pc.pass(2);
                    small!(i.a(), r.get(i.b()), constant(i), |x, y| Some(x ^ y | 1), BinaryOp::Xor)
                }
                Op::LeftShift => {
                    pc.pass(2);
                    small!(i.a(), r.get(i.b()), r.get(i.c()), left_shift, BinaryOp::LeftShift)
                }
                Op::LeftShiftInt => {
                    pc.pass(2);
                    small!(i.a(), r.get(i.b()), i.c() << 1 | 1, left_shift, BinaryOp::LeftShift)
                }
                Op::RightShift => {
                    pc.pass(2);
                    small!(i.a(), r.get(i.b()), r.get(i.c()), right_shift, BinaryOp::RightShift)
                }
                Op::RightShiftInt => {
                    pc.pass(2);
                    small!(i.a(), r.get(i.b()), i.c() << 1 | 1, right_shift, BinaryOp::RightShift)
                }
                Op::Power => {
                    pc.pass(2);
                    let (x, y) = (r.get(i.b()), r.get(i.c()));
                    slow!(arithmetic::binary(vm, i.a(), BinaryOp::Power, x, y))
                }
                Op::MatrixMultiply => {
                    pc.pass(2);
                    let (x, y) = (r.get(i.b()), r.get(i.c()));
                    slow!(arithmetic::binary(vm, i.a(), BinaryOp::MatrixMultiply, x, y))
                }
                Op::InPlaceAdd => in_place!(i, second, add, +, BinaryOp::Add),
                Op::InPlaceAddShort => {
                    pc.pass(1);
                    in_place!(i.a() & 15, r.get(i.a() >> 4), add, +, BinaryOp::Add;)
                }
                Op::InPlaceAddIntShort => {
                    pc.pass(1);
                    in_place!(i.a() & 15, i.a() >> 4 << 1 | 1, add, +, BinaryOp::Add;)
                }
                Op::InPlaceSubtract => in_place!(i, second, subtract, -, BinaryOp::Subtract),
                Op::InPlaceMultiply => in_place!(i, second, multiply, *, BinaryOp::Multiply),
                Op::InPlaceAddInt => in_place!(i, immediate_low, add, +, BinaryOp::Add),
                Op::InPlaceSubtractInt => {
                    in_place!(i, immediate_low, subtract, -, BinaryOp::Subtract)
                }
                Op::InPlace => {
                    pc.pass(2);
                    let (a, x, y) = (i.a(), r.get(i.a()), r.get(i.b()));
                    let op = BinaryOp::ALL.get(i.c() as usize).copied().unwrap_or(BinaryOp::Add);
                    if x & y & 1 != 0
                        && let Some(word) = in_place_ints(op, x, y)
                    {
                        r.set(a, word);
                        continue;
                    }
                    attempt!(a, leaf::in_place(vm, op, x, y), arithmetic::in_place(vm, a, op, x, y))
                }
                Op::Negative => {
                    pc.pass(2);
                    let x = r.get(i.b());
                    if x & 1 != 0
                        && let Some(word) = subtract(1, x)
                    {
                        r.set(i.a(), word);
                        continue;
                    }
                    slow!(arithmetic::unary(vm, i.a(), UnaryOp::Negative, x))
                }
                Op::Positive => {
                    pc.pass(2);
                    let x = r.get(i.b());
                    slow!(arithmetic::unary(vm, i.a(), UnaryOp::Positive, x))
                }
                Op::Invert => {
                    pc.pass(2);
                    let x = r.get(i.b());
                    if x & 1 != 0 {
                        r.set(i.a(), !x | 1);
                        continue;
                    }
                    slow!(arithmetic::unary(vm, i.a(), UnaryOp::Invert, x))
                }
                Op::Not => {
                    pc.pass(2);
                    let x = r.get(i.b());
                    match truth(x) {
                        Some(truth) => r.set(i.a(), Value::bool(!truth).word()),
                        None => slow!(jump::not(vm, i.a(), x)),
                    }
                }
                Op::Less => compare!(i, <, CompareOp::Less),
                Op::LessEqual => compare!(i, <=, CompareOp::LessEqual),
                Op::Greater => compare!(i, >, CompareOp::Greater),
                Op::GreaterEqual => compare!(i, >=, CompareOp::GreaterEqual),
                Op::Equal => compare!(i, ==, CompareOp::Equal),
                Op::NotEqual => compare!(i, !=, CompareOp::NotEqual),
                Op::Is => {
                    pc.pass(2);
                    r.set(i.a(), Value::bool(r.get(i.b()) == r.get(i.c())).word());
                }
                Op::IsNot => {
                    pc.pass(2);
                    r.set(i.a(), Value::bool(r.get(i.b()) != r.get(i.c())).word());
                }
                Op::In => {
                    pc.pass(2);
                    let (item, container) = (r.get(i.b()), r.get(i.c()));
                    if let Some(found) = leaf::contains(vm, item, container) {
                        r.set(i.a(), Value::bool(found).word());
                        continue;
                    }
                    slow!(item::contains(vm, i.a(), item, container, true))
                }
                Op::NotIn => {
                    pc.pass(2);
                    let (item, container) = (r.get(i.b()), r.get(i.c()));
                    if let Some(found) = leaf::contains(vm, item, container) {
                        r.set(i.a(), Value::bool(!found).word());
                        continue;
                    }
                    slow!(item::contains(vm, i.a(), item, container, false))
                }
                Op::JumpShort => {
                    pc.pass(1);
                    jump!(i.signed_a());
                }
                Op::Jump => {
                    pc.pass(2);
                    jump!(i.signed_d())
                }
                Op::JumpIf => {
                    pc.pass(2);
                    let units = i.signed_d();
                    let x = r.get(i.a());
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
                    pc.pass(2);
                    let units = i.signed_d();
                    let x = r.get(i.a());
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
                    pc.pass(2);
                    let units = i.signed_d();
                    if r.get(i.a()) == Value::none().word() {
                        jump!(units);
                    }
                }
                Op::JumpIfNotNone => {
                    pc.pass(2);
                    let units = i.signed_d();
                    if r.get(i.a()) != Value::none().word() {
                        jump!(units);
                    }
                }
                Op::JumpIfIs => {
                    pc.pass(2);
                    if r.get(i.a()) == r.get(i.b()) {
                        jump!(i.signed_c());
                    }
                }
                Op::JumpIfIsNot => {
                    pc.pass(2);
                    if r.get(i.a()) != r.get(i.b()) {
                        jump!(i.signed_c());
                    }
                }
                Op::JumpIfLess => branch!(i, second, <, CompareOp::Less, true),
                Op::JumpIfLessEqual => branch!(i, second, <=, CompareOp::LessEqual, true),
                Op::JumpIfGreater => branch!(i, second, >, CompareOp::Greater, true),
                Op::JumpIfGreaterEqual => branch!(i, second, >=, CompareOp::GreaterEqual, true),
                Op::JumpIfEqual => branch!(i, second, ==, CompareOp::Equal, true),
                Op::JumpIfNotEqual => branch!(i, second, !=, CompareOp::NotEqual, true),
                Op::JumpUnlessLess => branch!(i, second, <, CompareOp::Less, false),
                Op::JumpUnlessLessEqual => branch!(i, second, <=, CompareOp::LessEqual, false),
                Op::JumpUnlessGreater => branch!(i, second, >, CompareOp::Greater, false),
                Op::JumpUnlessGreaterEqual => {
                    branch!(i, second, >=, CompareOp::GreaterEqual, false)
                }
                Op::JumpUnlessEqual => branch!(i, second, ==, CompareOp::Equal, false),
                Op::JumpUnlessNotEqual => branch!(i, second, !=, CompareOp::NotEqual, false),
                Op::JumpIfLessInt => branch!(i, immediate_low, <, CompareOp::Less, true),
                Op::JumpIfLessEqualInt => {
                    branch!(i, immediate_low, <=, CompareOp::LessEqual, true)
                }
                Op::JumpIfGreaterInt => branch!(i, immediate_low, >, CompareOp::Greater, true),
                Op::JumpIfGreaterEqualInt => {
                    branch!(i, immediate_low, >=, CompareOp::GreaterEqual, true)
                }
                Op::JumpIfEqualInt => branch!(i, immediate_low, ==, CompareOp::Equal, true),
                Op::JumpIfNotEqualInt => {
                    branch!(i, immediate_low, !=, CompareOp::NotEqual, true)
                }
                Op::JumpUnlessLessInt => branch!(i, immediate_low, <, CompareOp::Less, false),
                Op::JumpUnlessLessEqualInt => {
                    branch!(i, immediate_low, <=, CompareOp::LessEqual, false)
                }
                Op::JumpUnlessGreaterInt => {
                    branch!(i, immediate_low, >, CompareOp::Greater, false)
                }
                Op::JumpUnlessGreaterEqualInt => {
                    branch!(i, immediate_low, >=, CompareOp::GreaterEqual, false)
                }
                Op::JumpUnlessEqualInt => branch!(i, immediate_low, ==, CompareOp::Equal, false),
                Op::JumpUnlessNotEqualInt => {
                    branch!(i, immediate_low, !=, CompareOp::NotEqual, false)
                }
                Op::GetIter => {
                    pc.pass(2);
                    let x = r.get(i.b());
                    attempt!(i.a(), leaf::iter(vm, x), iteration::get_iter(vm, i.a(), x))
                }
                Op::GetIterShort => {
                    pc.pass(1);
                    let (a, x) = (i.a() & 15, r.get(i.a() >> 4));
                    attempt!(a, leaf::iter(vm, x), iteration::get_iter(vm, a, x))
                }
                Op::ForRange => {
                    pc.pass(2);
                    slow!(iteration::for_range(vm, i.a(), i.b()))
                }
                Op::ForRangeShort => {
                    pc.pass(1);
                    slow!(iteration::for_range(vm, i.low_a(), i.high_a()))
                }
                Op::ForIter => {
                    pc.pass(2);
                    let (a, iterator) = (i.a(), r.get(i.a()));
                    // A range: the next number, the end and the step are in registers. Code from outside may have made
                    // the step something else.
                    if iterator & r.get(a + 2) & 1 != 0 {
                        let (next, end, step) =
                            (iterator as i32, r.get(a + 1) as i32, r.get(a + 2) as i32);
                        // Downwards, the opposite order is that of all bits inverted.
                        let down = step >> 31;
                        if next ^ down < end ^ down {
                            r.set(i.b(), iterator);
                            r.set(a, next.wrapping_add(step - 1) as Word);
                            pc.jump(i.signed_c());
                            poll!();
                        }
                        continue;
                    }
                    let mut body = pc;
                    body.jump(i.signed_c());
                    match iteration::next_fast(vm, iterator, i, body, r) {
                        Next::Item(word) => {
                            r.set(i.b(), word);
                            pc = body;
                            poll!();
                            continue;
                        }
                        Next::Unpacked => {
                            pc = body;
                            pc.pass(2);
                            poll!();
                            continue;
                        }
                        Next::End => continue,
                        Next::Unknown => {}
                    }
                    let caller = Running { code, pc, registers: r };
                    if let Some(running) = generator::advance(vm, iterator, caller, i.b(), body) {
                        Running { code, pc, registers: r } = running;
                        continue;
                    }
                    slow!(iteration::for_iter(vm, a, i.b(), i.signed_c()))
                }
                Op::ForIterWide => {
                    pc.pass(2);
                    let target = i.b();
                    let units = i32::from(pc.more() as i16);
                    slow!(iteration::for_iter(vm, i.a(), target, units))
                }
                Op::Call => {
                    pc.pass(2);
                    call!(i.a(), i.b(), i.c(), r.get(i.a()), 2)
                }
                Op::CallShort => {
                    pc.pass(1);
                    let a = i.low_a();
                    call!(a, i.high_a(), a, r.get(a), 1)
                }
                Op::CallMethod => {
                    pc.pass(2);
                    let (a, count, callee) = method(r, i.a(), i.b());
                    call!(a, count, i.c(), callee, 2)
                }
                Op::CallMethodShort => {
                    pc.pass(1);
                    let destination = i.low_a();
                    let (a, count, callee) = method(r, destination, i.high_a());
                    call!(a, count, destination, callee, 1)
                }
                Op::CallKeyword => {
                    pc.pass(2);
                    let destination = pc.more();
                    if leaf::layout(vm, r.get(i.a())) == Some(kind::FUNCTION) {
                        slow!(call::call_python(vm, i.a(), i.b(), i.c(), destination))
                    }
                    slow!(call::call(vm, i.a(), i.b(), i.c(), destination))
                }
                Op::CallMethodKeyword => {
                    pc.pass(2);
                    let destination = pc.more();
                    let (a, callee) = (i.a(), r.get(i.a()));
                    if callee == UNBOUND {
                        slow!(call::call(vm, a + 1, i.b(), i.c(), destination))
                    }
                    if leaf::layout(vm, callee) == Some(kind::FUNCTION) {
                        slow!(call::call_python(vm, a, i.b() + 1, i.c(), destination))
                    }
                    slow!(call::call(vm, a, i.b() + 1, i.c(), destination))
                }
                Op::CallUnpack => {
                    pc.pass(2);
                    slow!(call::unpack(vm, i.a(), i.b() != 0, i.c()))
                }
                Op::Return => leave!(r.get(i.a())),
                Op::ReturnNone => leave!(Value::none().word()),
                Op::BuildTuple => {
                    pc.pass(2);
                    build!(i.a(), i.b(), i.c(), tuple)
                }
                Op::BuildTupleShort => {
                    pc.pass(1);
                    build!(i.low_a(), i.low_a(), i.high_a(), tuple)
                }
                Op::BuildList => {
                    pc.pass(2);
                    build!(i.a(), i.b(), i.c(), list)
                }
                Op::BuildListShort => {
                    pc.pass(1);
                    build!(i.low_a(), i.low_a(), i.high_a(), list)
                }
                Op::BuildDictShort => {
                    pc.pass(1);
                    slow!(construct::dict(vm, i.low_a(), i.low_a(), i.high_a()))
                }
                Op::BuildSet => {
                    pc.pass(2);
                    slow!(construct::set(vm, i.a(), i.b(), i.c()))
                }
                Op::BuildDict => {
                    pc.pass(2);
                    slow!(construct::dict(vm, i.a(), i.b(), i.c()))
                }
                Op::BuildStr => {
                    pc.pass(2);
                    slow!(construct::str(vm, i.a(), i.b(), i.c()))
                }
                Op::ListAppend => {
                    pc.pass(2);
                    let (list, item) = (r.get(i.a()), r.get(i.b()));
                    if item::append_fast(vm, list, item) || leaf::append(vm, list, item) {
                        continue;
                    }
                    slow!(construct::list_append(vm, i.a(), i.b()))
                }
                Op::ListExtend => {
                    pc.pass(2);
                    slow!(construct::list_extend(vm, i.a(), i.b()))
                }
                Op::ListToTuple => {
                    pc.pass(1);
                    slow!(construct::list_to_tuple(vm, i.a()))
                }
                Op::SetAdd => {
                    pc.pass(2);
                    if leaf::set_add(vm, r.get(i.a()), r.get(i.b())) {
                        continue;
                    }
                    slow!(construct::set_add(vm, i.a(), i.b()))
                }
                Op::SetUpdate => {
                    pc.pass(2);
                    slow!(construct::set_update(vm, i.a(), i.b()))
                }
                Op::DictSet => {
                    pc.pass(2);
                    let (dict, key, value) = (r.get(i.a()), r.get(i.b()), r.get(i.c()));
                    if leaf::set_item(vm, dict, key, value) {
                        continue;
                    }
                    slow!(item::store(vm, dict, key, value))
                }
                Op::DictUpdate => {
                    pc.pass(2);
                    slow!(construct::dict_update(vm, i.a(), i.b()))
                }
                Op::DictMerge => {
                    pc.pass(2);
                    slow!(construct::dict_merge(vm, i.a(), i.b(), i.c()))
                }
                Op::FormatValue => {
                    pc.pass(2);
                    slow!(construct::format_value(vm, i.a(), i.b(), i.c()))
                }
                Op::Unpack | Op::UnpackItem => {
                    pc.pass(2);
                    let to = r.address(&vm.heap) + 4 * i.a();
                    if leaf::unpack(vm, r.get(i.b()), to, i.c()) {
                        continue;
                    }
                    slow!(construct::unpack(vm, i.a(), i.b(), i.c()))
                }
                Op::UnpackStar => {
                    pc.pass(2);
                    let after = pc.more();
                    slow!(construct::unpack_star(vm, i.a(), i.b(), i.c(), after))
                }
                Op::MakeFunction => {
                    pc.pass(2);
                    let k = pc.more();
                    slow!(function::make(vm, i.a(), i.b(), i.c(), k))
                }
                Op::ImportName => {
                    pc.pass(2);
                    let name = name_at(vm, code, pc.more());
                    slow!(import::import_name(vm, i.a(), i.b(), i.c(), name))
                }
                Op::ImportFrom => {
                    pc.pass(2);
                    let name = name_at(vm, code, i.c());
                    slow!(import::import_from(vm, i.a(), i.b(), name))
                }
                Op::ImportStar => {
                    pc.pass(1);
                    slow!(import::import_star(vm, i.a()))
                }
                Op::Raise => {
                    pc.pass(2);
                    slow!(unwind::raise(vm, i.a(), i.b(), i.c()))
                }
                Op::Reraise => {
                    pc.pass(1);
                    slow!(unwind::reraise(vm, i.a()))
                }
                Op::MatchException => {
                    pc.pass(2);
                    slow!(unwind::match_exception(vm, i.a(), i.b(), i.c()))
                }
                Op::LeaveHandler => {
                    pc.pass(1);
                    unwind::leave_handler(vm, r.get(i.a()), r.get(i.a() + 1))
                }
                Op::EndFinally => {
                    pc.pass(1);
                    if r.get(i.a()) & 1 == 0 {
                        slow!(unwind::reraise(vm, i.a()))
                    }
                }
                Op::WithSetup => {
                    pc.pass(2);
                    slow!(class::with_setup(vm, i.a(), i.c() != 0))
                }
                Op::WithExit => {
                    pc.pass(2);
                    slow!(class::with_exit(vm, i.a(), i.b(), i.c() != 0))
                }
                Op::Yield => {
                    pc.pass(2);
                    let running = Running { code, pc, registers: r };
                    if let Some(caller) = generator::yield_to(vm, &running, i.a()) {
                        Running { code, pc, registers: r } = caller;
                        continue;
                    }
                    slow!(generator::yield_value(vm, i.a()))
                }
                Op::Send => {
                    pc.pass(2);
                    slow!(generator::send(vm, i.a(), i.b(), i.signed_c()))
                }
                Op::GetAwaitable => {
                    pc.pass(2);
                    slow!(generator::get_awaitable(vm, i.a(), i.b()))
                }
                Op::GetYieldFrom => {
                    pc.pass(2);
                    slow!(generator::get_yield_from(vm, i.a(), i.b()))
                }
                Op::GetAsyncIter => {
                    pc.pass(2);
                    slow!(generator::get_async_iter(vm, i.a(), i.b()))
                }
                Op::GetAsyncNext => {
                    pc.pass(2);
                    slow!(generator::get_async_next(vm, i.a(), i.b()))
                }
                Op::MatchSequence => {
                    pc.pass(2);
                    slow!(pattern::sequence(vm, i.a(), i.b()))
                }
                Op::MatchMapping => {
                    pc.pass(2);
                    slow!(pattern::mapping(vm, i.a(), i.b()))
                }
                Op::MatchKeys => {
                    pc.pass(2);
                    slow!(pattern::keys(vm, i.a(), i.b(), i.c()))
                }
                Op::MatchClass => {
                    // How many names there are is the tuple's to say.
                    pc.pass(3);
                    slow!(pattern::class(vm, i.a(), i.b(), i.c()))
                }
                Op::SpreadArguments => {
                    pc.pass(1);
                    slow!(pattern::spread_arguments(vm, i.a()))
                }
                Op::SpreadKeywords => {
                    pc.pass(1);
                    slow!(pattern::spread_keywords(vm, i.a()))
                }
                Op::PrintExpression => {
                    pc.pass(1);
                    slow!(function::print_expression(vm, i.a()))
                }
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

/// The callee that `LoadMethod a` put in place: where its frame starts, how many arguments it has, itself.
#[inline(always)]
fn method(r: Registers, a: u32, count: u32) -> (u32, u32, Word) {
    let callee = r.get(a);
    // Not a method: the callable lies one further up, and there is no first argument.
    if callee == UNBOUND { (a + 1, count, r.get(a + 1)) } else { (a, count + 1, callee) }
}

/// A name of a code object.
#[inline(always)]
fn name_at(vm: &Engine, code: u32, index: u32) -> Name {
    let start = u32::from(vm.heap.half(code + 10));
    Name(vm.heap.half(code + start - 2 - 2 * index))
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
