//! Operators, comparisons and `in` whose methods are written in Python: those run in frames of the loop.
//!
//! Such a frame's ending knows what the answer is for. As NotImplemented means that the other side is asked, the
//! operands of operators and comparisons wait in two words below the frame.

use super::arithmetic::keep;
use super::call::{self, Call};
use super::frame::{self, Ending, Info};
use super::run::finish;
use super::{jump, leaf};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::name::Name;
use crate::object::{Engine, Slot, Trap, kind};
use crate::runtime::operator::{Inquiry, Step};
use crate::runtime::{Asked, attribute, call as protocol, compare, operator};
use crate::value::{UNBOUND, Value, Word};

/// Whether a special method may be written in Python: the value is no builtin object.
#[inline]
pub(super) fn may_have(vm: &Engine, word: Word) -> bool {
    Value::from_word(word).is_some_and(|value| attribute::has_python_class(vm, value))
}

/// A special method of a value that is a function written in Python.
pub(super) fn function(vm: &Engine, object: Word, name: Name) -> Option<Word> {
    attribute::special(vm, vm.value(object), name)
        .filter(|&method| vm.layout(method) == Some(kind::FUNCTION))
        .map(Value::word)
}

/// Makes the frame of a function for the values in some slots; an answer only if it makes a generator.
fn enter<const N: usize>(
    vm: &mut Engine,
    mut function: Word,
    arguments: [Slot; N],
    destination: u32,
    ending: Ending,
) -> Result<Word, Trap> {
    let words = frame::WORDS + N as u32;
    if vm.stack_room() < words {
        [function] = vm.grow_stack_keeping(words, [function])?;
    }
    let start = vm.top();
    vm.set_word(start, function);
    for (i, slot) in (frame::WORDS..).zip(arguments) {
        vm.set_word(start.offset(i), vm.word(slot));
    }
    vm.set_top(start.offset(words));
    call::enter(vm, Call { start, positional: N as u32, keywords: 0, destination, ending })
}

/// Calls what may be a function written in Python, with two values; [`UNBOUND`] if its frame will run.
fn enter_or_call(
    vm: &mut Engine,
    method: Word,
    arguments: [Slot; 2],
    destination: u32,
    ending: Ending,
) -> Result<Word, Trap> {
    if vm.layout(vm.value(method)) == Some(kind::FUNCTION) {
        return enter(vm, method, arguments, destination, ending);
    }
    let [object, other] = arguments;
    protocol::call_found(vm, method, object, &[other])
}

/// The operands below the running frame.
fn kept_below(vm: &Engine) -> [Word; 2] {
    let base = vm.base.get().0 - frame::WORDS;
    [vm.word(Slot(base - 2)), vm.word(Slot(base - 1))]
}

/// The method of the left side, if that is a function and sure to be asked before the right side: whose class is the
/// same, or builtin.
#[inline]
fn of_left(vm: &Engine, x: Slot, y: Slot, name: Name) -> Option<Word> {
    let (x, y) = (vm.word(x), vm.word(y));
    let layout = leaf::layout(vm, x).filter(|layout| layout.is_instance())?;
    let is_first = match leaf::layout(vm, y) {
        Some(other) => other == layout || !other.is_instance() && other != kind::CLASS,
        None => true,
    };
    if is_first { function(vm, x, name) } else { None }
}

// Operators.

/// The steps with which an inquiry goes on after a method.
const STEPS: [Step; 4] = [Step::NativeInPlace, Step::Left, Step::Right, Step::Last];

fn pack(inquiry: Inquiry) -> u32 {
    let step = STEPS.iter().position(|&step| step == inquiry.step).unwrap_or(0) as u32;
    inquiry.op as u32 | u32::from(inquiry.in_place) << 4 | step << 5
}

fn unpack(detail: u32) -> Inquiry {
    Inquiry {
        op: BinaryOp::ALL.get(detail as usize & 15).copied().unwrap_or(BinaryOp::Add),
        in_place: detail & 16 != 0,
        step: STEPS[detail as usize >> 5 & 3],
    }
}

/// `r[a] = x op y`, from a step on.
pub(super) fn binary(
    vm: &mut Engine,
    a: u32,
    inquiry: Inquiry,
    x: Word,
    y: Word,
) -> Result<Word, Trap> {
    let [x, y] = keep(vm, x, y)?;
    let known = match inquiry.step {
        Step::First => of_left(vm, x, y, operator::method(inquiry.op)),
        _ => None,
    };
    let mut asked = match known {
        Some(method) => {
            let next = Inquiry { step: Step::Right, ..inquiry };
            Asked::Call { method, object: x, other: y, next }
        }
        None => operator::ask(vm, inquiry, x, y)?,
    };
    loop {
        let (answer, next) = match asked {
            Asked::Answer(answer) => (answer, inquiry),
            Asked::Call { method, object, other, next } => {
                let destination = Info::with_detail(a, pack(next));
                let arguments = [object, other];
                let answer = enter_or_call(vm, method, arguments, destination, Ending::Binary)?;
                if answer == UNBOUND {
                    return Ok(UNBOUND);
                }
                (answer, next)
            }
        };
        if answer != Value::not_implemented().word() {
            vm.set_top(x);
            return finish(vm, a, answer);
        }
        vm.set_top(y.offset(1));
        asked = operator::ask(vm, next, x, y)?;
    }
}

// Comparisons.

/// What becomes of a comparison's answer.
#[derive(Clone, Copy)]
pub(super) enum Target {
    /// It goes to a register.
    Register(u32),
    /// If its truth is as wanted, there is a jump by so many units.
    Jump { units: i8, when: bool },
}

impl Target {
    /// The destination of a frame that will have the answer, and how it ends.
    fn ending(self, inquiry: compare::Inquiry) -> (u32, Ending) {
        let detail =
            inquiry.op as u32 | u32::from(inquiry.asked > 1) << 3 | u32::from(inquiry.inverts) << 4;
        match self {
            Self::Register(a) => (Info::with_detail(a, detail), Ending::Compare),
            Self::Jump { units, when } => {
                let detail = detail | u32::from(when) << 5;
                (Info::with_detail(u32::from(units as u8), detail), Ending::Branch)
            }
        }
    }

    /// Both, from a frame's last word.
    fn of(info: Info) -> (Self, compare::Inquiry) {
        let detail = info.detail();
        let inquiry = compare::Inquiry {
            op: CompareOp::ALL.get(detail as usize & 7).copied().unwrap_or(CompareOp::Equal),
            asked: 1 + (detail >> 3 & 1) as u8,
            inverts: detail & 16 != 0,
        };
        let target = match info.ending() {
            Ending::Branch => {
                Self::Jump { units: info.destination() as u8 as i8, when: detail & 32 != 0 }
            }
            _ => Self::Register(info.destination()),
        };
        (target, inquiry)
    }

    fn take(self, vm: &mut Engine, answer: Word) -> Result<Word, Trap> {
        match self {
            Self::Register(a) => finish(vm, a, answer),
            Self::Jump { units, when } => jump::truth(vm, answer, when, units.into()),
        }
    }
}

/// Compares x and y, from where an inquiry stands.
pub(super) fn compare(
    vm: &mut Engine,
    target: Target,
    inquiry: compare::Inquiry,
    x: Word,
    y: Word,
) -> Result<Word, Trap> {
    let [x, y] = keep(vm, x, y)?;
    let known = match inquiry.asked {
        0 => of_left(vm, x, y, compare::method(inquiry.op)),
        _ => None,
    };
    let mut asked = match known {
        Some(method) => {
            let next = compare::Inquiry { asked: 1, ..inquiry };
            Asked::Call { method, object: x, other: y, next }
        }
        None => compare::ask(vm, inquiry, x, y)?,
    };
    loop {
        match asked {
            Asked::Answer(answer) => {
                vm.set_top(x);
                return target.take(vm, answer);
            }
            Asked::Call { method, object, other, next } => {
                let (destination, ending) = target.ending(next);
                let answer = enter_or_call(vm, method, [object, other], destination, ending)?;
                if answer == UNBOUND {
                    return Ok(UNBOUND);
                }
                if answer != Value::not_implemented().word() {
                    vm.set_top(x);
                    let answer = next.meaning(vm, answer)?;
                    return target.take(vm, answer);
                }
                vm.set_top(y.offset(1));
                asked = compare::ask(vm, next, x, y)?;
            }
        }
    }
}

// Membership, and what has no result.

/// `r[a] = (item in container) == wanted`, where this is the container's `__contains__`.
pub(super) fn contains(
    vm: &mut Engine,
    a: u32,
    method: Word,
    [container, item]: [Word; 2],
    wanted: bool,
) -> Result<Word, Trap> {
    let destination = Info::with_detail(a, u32::from(wanted));
    match call::begin(vm, method, [container, item], destination, Ending::Contains)? {
        UNBOUND => Ok(UNBOUND),
        // A generator counts as true.
        _ => call::settle(vm, Value::bool(wanted).word(), a),
    }
}

/// Calls a function written in Python, whose result is dropped.
pub(super) fn discard<const N: usize>(
    vm: &mut Engine,
    function: Word,
    arguments: [Word; N],
) -> Result<Word, Trap> {
    if call::begin(vm, function, arguments, 0, Ending::Discard)? != UNBOUND {
        let base = vm.base.get();
        vm.set_top(base.offset(frame::register_count(vm, frame::code(vm))));
    }
    Ok(UNBOUND)
}

/// A frame of a special method has returned.
pub(super) fn ended(vm: &mut Engine, info: Info, value: Word) -> Result<Word, Trap> {
    let is_unknown = value == Value::not_implemented().word();
    match info.ending() {
        Ending::Binary => {
            let [x, y] = kept_below(vm);
            frame::pop(vm);
            if is_unknown {
                return binary(vm, info.destination(), unpack(info.detail()), x, y);
            }
            finish(vm, info.destination(), value)
        }
        Ending::Compare | Ending::Branch => {
            let [x, y] = kept_below(vm);
            frame::pop(vm);
            let (target, inquiry) = Target::of(info);
            if is_unknown {
                return compare(vm, target, inquiry, x, y);
            }
            let answer = inquiry.meaning(vm, value)?;
            target.take(vm, answer)
        }
        Ending::Contains => {
            frame::pop(vm);
            let truth = jump::is_true(vm, value)?;
            let wanted = info.detail() != 0;
            finish(vm, info.destination(), Value::bool(truth == wanted).word())
        }
        _ => {
            frame::pop(vm);
            Ok(UNBOUND)
        }
    }
}
