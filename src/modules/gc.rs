//! `gc`: the collector, and how much memory there is.

use crate::object::{Args, Engine, Frame, Member, Res, Trap};
use crate::runtime::index;
use crate::types::int;
use crate::value::{Value, Word};

/// The module's functions.
pub(crate) const MEMBERS: &[Member] = &[
    Member::general("collect", 0, 1, collect),
    // Memory is collected when there is no more: but for the answer of `isenabled` there is nothing to turn off.
    Member::leaf("disable", 0, 0, |vm, _| {
        vm.gc_enabled.set(false);
        Ok(Value::none())
    }),
    Member::leaf("enable", 0, 0, |vm, _| {
        vm.gc_enabled.set(true);
        Ok(Value::none())
    }),
    Member::leaf("isenabled", 0, 0, |vm, _| Ok(Value::bool(vm.gc_enabled.get()))),
    Member::leaf("mem_alloc", 0, 0, |vm, _| int::from_u32(vm, 4 * vm.heap.used_words())),
    Member::leaf("mem_free", 0, 0, |vm, _| int::from_u32(vm, 4 * vm.heap.free_words())),
    Member::leaf("threshold", 0, 1, threshold),
];

fn collect(vm: &mut Engine, _: Frame) -> Result<Word, Trap> {
    vm.collect();
    Ok(Value::int(0).word())
}

/// Collections come when memory is full, whatever the threshold.
fn threshold<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    match args.get(0) {
        Some(amount) => {
            vm.gc_threshold.set(index::index(vm, amount)?.max(-1));
            Ok(Value::none())
        }
        None => int::from_i64(vm, vm.gc_threshold.get().into()),
    }
}
