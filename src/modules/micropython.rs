//! `micropython`: hints to the compiler, and a look at memory.

use crate::name::rom;
use crate::object::{Args, Engine, Frame, Member, Res, Trap, TypeId, kind};
use crate::runtime::{format, index, text};
use crate::types::int;
use crate::value::{Value, Word};
use crate::vm::schedule;

/// The module's functions.
pub(crate) const MEMBERS: &[Member] = &[
    Member::leaf("const", 1, 1, same),
    // Decorators: what they ask for is decided when the function is compiled.
    Member::leaf("native", 1, 1, same),
    Member::leaf("viper", 1, 1, same),
    Member::leaf("bytecode", 1, 1, same),
    Member::leaf("opt_level", 0, 1, opt_level),
    Member::general("mem_info", 0, 1, mem_info),
    Member::leaf("mem_total", 0, 0, |vm, _| {
        int::from_u32(vm, 4 * (vm.heap.used_words() + vm.heap.free_words()))
    }),
    Member::leaf("mem_current", 0, 0, |vm, _| int::from_u32(vm, 4 * vm.heap.used_words())),
    Member::leaf("mem_peak", 0, 0, |vm, _| int::from_u32(vm, 4 * vm.heap.peak_words())),
    Member::leaf("stack_use", 0, 0, |vm, _| int::from_u32(vm, 4 * vm.top().0)),
    Member::leaf("schedule", 2, 2, schedule),
    Member::leaf("kbd_intr", 1, 1, kbd_intr),
    Member::leaf("heap_lock", 0, 0, |vm, _| {
        vm.heap.lock();
        Ok(Value::none())
    }),
    Member::leaf("heap_unlock", 0, 0, |vm, _| Ok(Value::int(vm.heap.unlock() as i32))),
    Member::leaf("heap_locked", 0, 0, |vm, _| Ok(Value::int(vm.heap.locks() as i32))),
    Member::leaf("alloc_emergency_exception_buf", 1, 1, |_, _| Ok(Value::none())),
];

fn same<'g>(_: &'g Engine, args: Args<'g>) -> Res<'g> {
    Ok(args.at(0))
}

/// What is compiled from now on drops `assert` from level 1 on.
fn opt_level<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    match args.get(0) {
        Some(level) => {
            vm.optimize.set(index::index(vm, level)?.clamp(0, 3) as u8);
            Ok(Value::none())
        }
        None => Ok(Value::int(vm.optimize.get().into())),
    }
}

/// `schedule(function, argument)`; `schedule(kbd_intr, None)`, as often as it comes, is one interrupt.
fn schedule<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let function = args.at(0);
    let member = vm.expect(function, kind::BUILTIN).and_then(|address| vm.member(address));
    let once = member.is_some_and(|member| member.name() == const { rom("kbd_intr") });
    schedule::add(vm, function, args.at(1), once)?;
    Ok(Value::none())
}

/// Which character interrupts is the board's affair; scheduled, with None, it is the interrupt itself.
fn kbd_intr<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    if args.at(0) == Value::none() {
        return Err(vm.raise(TypeId::KEYBOARD_INTERRUPT, ""));
    }
    index::index(vm, args.at(0)).map(|_| Value::none())
}

fn mem_info(vm: &mut Engine, _: Frame) -> Result<Word, Trap> {
    let (used, free, stack) = (4 * vm.heap.used_words(), 4 * vm.heap.free_words(), 4 * vm.top().0);
    let line = format::build(vm, |vm, out| {
        text::write_fmt(
            vm,
            out,
            format_args!(
                "stack: {stack}\nGC: total: {}, used: {used}, free: {free}\n",
                used + free
            ),
        )
    })?;
    vm.scope(|vm| {
        let line = vm.push(line)?;
        vm.write_str(line)?;
        Ok(Value::none().word())
    })
}
