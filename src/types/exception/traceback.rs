//! Tracebacks: which frames an exception has left.
//!
//! ```text
//! frames     RAW: three 16-bit numbers each, the innermost first: the file's name, the line, the function's name
//! traceback  [frames][position of the frame that it stands for, a small int]
//! ```

use super::{TRACEBACK, inside};
use crate::name::{Name, rom};
use crate::object::{Engine, Res, Trap, Type, TypeFlags, TypeId, kind};
use crate::value::{UNBOUND, Value};

/// Bytes of a frame.
const FRAME_BYTES: u32 = 6;
const FRAMES: u32 = 1;
const POSITION: u32 = 2;

/// The record of the type `traceback`.
pub(crate) const fn traceback_type() -> Type {
    Type { flags: TypeFlags::TRUE, get_attr: Some(get), ..Type::new(TypeId::TRACEBACK) }
}

/// How many frames there are.
pub(super) fn len(vm: &Engine, frames: u32) -> u32 {
    4 * (vm.heap.object_words(frames) - 1) / FRAME_BYTES
}

/// A frame: number of the file's name, line, number of the function's name.
pub(super) fn frame(vm: &Engine, frames: u32, i: u32) -> [u16; 3] {
    [0, 2, 4].map(|offset| vm.heap.half(frames + 4 + FRAME_BYTES * i + offset))
}

/// `__traceback__` of an exception: its outermost frame, or None.
pub(super) fn of(vm: &Engine, exception: u32) -> Res<'_> {
    match vm.field(exception, TRACEBACK) {
        UNBOUND => Ok(Value::none()),
        frames => at(vm, frames, len(vm, frames)),
    }
}

/// `__traceback__` of a value that may be an exception.
pub(crate) fn of_value<'g>(vm: &'g Engine, value: Value<'g>) -> Res<'g> {
    match inside(vm, value) {
        Some(exception) => of(vm, exception),
        None => Ok(Value::none()),
    }
}

/// How many frames an exception has left.
pub(crate) fn frames_of(vm: &Engine, value: Value<'_>) -> u32 {
    match inside(vm, value).map_or(UNBOUND, |exception| vm.field(exception, TRACEBACK)) {
        UNBOUND => 0,
        frames => len(vm, frames),
    }
}

/// One of them, the innermost first: number of the file's name, line, number of the function's name.
pub(crate) fn frame_of(vm: &Engine, value: Value<'_>, i: u32) -> Option<[u16; 3]> {
    if i >= frames_of(vm, value) {
        return None;
    }
    inside(vm, value).map(|exception| frame(vm, vm.field(exception, TRACEBACK), i))
}

/// The traceback of frame `count - 1`; None if there is none.
fn at(vm: &Engine, frames: u32, count: u32) -> Res<'_> {
    match count.checked_sub(1) {
        Some(i) => vm.make(kind::TRACEBACK, &[frames, Value::int(i as i32).word()]),
        None => Ok(Value::none()),
    }
}

/// Sets `__traceback__` of an exception.
pub(super) fn set(vm: &Engine, exception: u32, value: Value<'_>) -> Result<(), Trap> {
    let frames = match vm.expect(value, kind::TRACEBACK) {
        Some(traceback) => vm.field(traceback, FRAMES),
        None if value == Value::none() => UNBOUND,
        None => return Err(vm.type_error("__traceback__ must be a traceback or None")),
    };
    vm.set_field(exception, TRACEBACK, frames);
    Ok(())
}

fn get<'g>(vm: &'g Engine, value: Value<'g>, name: Name) -> Result<Option<Value<'g>>, Trap> {
    const LINE: Name = const { rom("tb_lineno") };
    const NEXT: Name = const { rom("tb_next") };
    let Some(traceback) = vm.expect(value, kind::TRACEBACK) else { return Ok(None) };
    let frames = vm.field(traceback, FRAMES);
    let position =
        vm.value_field(traceback, POSITION).and_then(Value::as_small).unwrap_or(0) as u32;
    match name {
        LINE if position < len(vm, frames) => {
            let [_, line, _] = frame(vm, frames, position);
            Ok(Some(Value::int(line.into())))
        }
        NEXT => at(vm, frames, position).map(Some),
        _ => Ok(None),
    }
}
