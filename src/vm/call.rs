//! Calls: of functions with any arguments, builtins, classes, bound methods, objects with `__call__`.

use super::frame::{self, Ending, Info};
use super::run::{finish, run, slot};
use super::{class, function, generator, jump, special};
use crate::bytecode::code::{Flags, NOT_SIMPLE};
use crate::name::rom;
use crate::object::{ANY, Engine, Frame, Member, Pending, Role, Slot, Trap, TypeId, kind};
use crate::runtime::{self, attribute};
use crate::value::{UNBOUND, Value, Word};

/// A call about to be made: the callee is at `start`, the arguments from three slots further up.
#[derive(Clone, Copy)]
pub(super) struct Call {
    pub(super) start: Slot,
    pub(super) positional: u32,
    pub(super) keywords: u32,
    pub(super) destination: u32,
    pub(super) ending: Ending,
}

impl Call {
    /// The first argument's slot.
    pub(super) fn arguments(&self) -> Slot {
        self.start.offset(frame::WORDS)
    }

    /// How many words the arguments take.
    pub(super) fn words(&self) -> u32 {
        self.positional + 2 * self.keywords
    }

    /// The slot after the last argument.
    pub(super) fn end(&self) -> Slot {
        self.arguments().offset(self.words())
    }
}

/// Makes sure of the stack up to a slot, and that it counts as in use.
#[inline]
pub(super) fn claim(vm: &mut Engine, end: Slot) -> Result<(), Trap> {
    reach(vm, end)?;
    if end > vm.top() {
        vm.set_top(end);
    }
    Ok(())
}

/// Makes sure that there is stack up to a slot.
#[inline]
pub(super) fn reach(vm: &mut Engine, end: Slot) -> Result<(), Trap> {
    if vm.address_of(end) <= vm.stack_end() { Ok(()) } else { grow_to(vm, end) }
}

#[cold]
fn grow_to(vm: &mut Engine, end: Slot) -> Result<(), Trap> {
    vm.grow_stack(end.0 - vm.top().0)
}

/// `r[destination] = r[a](...)`: the arguments lie from `r[a+3]` on.
pub(super) fn call(
    vm: &mut Engine,
    a: u32,
    positional: u32,
    keywords: u32,
    destination: u32,
) -> Result<Word, Trap> {
    call_by(vm, a, positional, keywords, destination, dispatch_inline)
}

/// As [`call`], of a function written in Python.
pub(super) fn call_python(
    vm: &mut Engine,
    a: u32,
    positional: u32,
    keywords: u32,
    destination: u32,
) -> Result<Word, Trap> {
    call_by(vm, a, positional, keywords, destination, enter)
}

#[inline(always)]
fn call_by(
    vm: &mut Engine,
    a: u32,
    positional: u32,
    keywords: u32,
    destination: u32,
    begin: impl FnOnce(&mut Engine, Call) -> Result<Word, Trap>,
) -> Result<Word, Trap> {
    let start = slot(vm, a);
    let call = Call { start, positional, keywords, destination, ending: Ending::Register };
    let result = begin(vm, call)?;
    settle(vm, result, destination)
}

/// Ends what [`dispatch`] began for the running frame.
#[inline(always)]
pub(super) fn settle(vm: &mut Engine, result: Word, destination: u32) -> Result<Word, Trap> {
    if result != UNBOUND {
        // No frame was made, so the running one is the caller still.
        let base = vm.base.get();
        vm.set_top(base.offset(frame::register_count(vm, frame::code(vm))));
        vm.set_word(base.offset(destination), result);
    }
    Ok(UNBOUND)
}

/// `r[destination] = function(...)`, where the callee and the arguments are not in registers of the frame.
pub(super) fn call_function<const N: usize>(
    vm: &mut Engine,
    function: Word,
    arguments: [Word; N],
    destination: u32,
) -> Result<Word, Trap> {
    let result = begin(vm, function, arguments, destination, Ending::Register)?;
    settle(vm, result, destination)
}

/// Calls a function with arguments that are not in registers of the frame: its result, or [`UNBOUND`] when a frame now
/// runs that will end as asked.
pub(super) fn begin<const N: usize>(
    vm: &mut Engine,
    mut function: Word,
    mut arguments: [Word; N],
    destination: u32,
    ending: Ending,
) -> Result<Word, Trap> {
    const { assert!(N <= 3) };
    let words = frame::WORDS + N as u32;
    if vm.stack_room() < words {
        let mut kept = [function, UNBOUND, UNBOUND, UNBOUND];
        kept[1..=N].copy_from_slice(&arguments);
        kept = vm.grow_stack_keeping(words, kept)?;
        function = kept[0];
        arguments.copy_from_slice(&kept[1..=N]);
    }
    let start = vm.top();
    vm.set_word(start, function);
    for (i, &word) in arguments.iter().enumerate() {
        vm.set_word(start.offset(frame::WORDS + i as u32), word);
    }
    vm.set_top(start.offset(words));
    dispatch(vm, Call { start, positional: N as u32, keywords: 0, destination, ending })
}

/// Makes a call: its result, or `UNBOUND` when a frame now runs that will end as asked.
pub(super) fn dispatch(vm: &mut Engine, call: Call) -> Result<Word, Trap> {
    dispatch_inline(vm, call)
}

#[inline(always)]
fn dispatch_inline(vm: &mut Engine, mut call: Call) -> Result<Word, Trap> {
    loop {
        let callee = vm.word(call.start);
        let Some(address) = vm.value(callee).address() else { return dispatch_object(vm, call) };
        match vm.header(address).id() {
            kind::FUNCTION => return enter(vm, call),
            kind::BUILTIN => return builtin(vm, address, call),
            kind::NATIVE => return native(vm, address, call),
            kind::CLASS => return class::instantiate(vm, address, call),
            kind::TYPE => {
                let id = TypeId(vm.header(address).size() as u8);
                return class::construct(vm, id, call);
            }
            kind::BOUND_METHOD => {
                let (object, function) = (vm.field(address, 1), vm.field(address, 2));
                vm.set_word(call.start, function);
                insert_first(vm, &mut call, object)?;
            }
            kind::STATICMETHOD | kind::GENERIC_ALIAS => {
                let function = vm.field(address, 1);
                vm.set_word(call.start, function);
            }
            _ => return dispatch_object(vm, call),
        }
    }
}

/// Calls an object that may have a `__call__`.
#[inline(never)]
fn dispatch_object(vm: &mut Engine, mut call: Call) -> Result<Word, Trap> {
    let callee = vm.at(call.start);
    let Some(method) = attribute::special(vm, callee, const { rom("__call__") }) else {
        let text = "'{t}' object is not callable";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, callee, callee));
    };
    let (object, is_method) = (callee.word(), attribute::is_method(vm, method));
    let method = method.word();
    if is_method {
        vm.set_word(call.start, method);
        insert_first(vm, &mut call, object)?;
    } else {
        let bound = vm.scope(|vm| {
            let method = vm.push(method)?;
            attribute::bind(vm, method, call.start)
        })?;
        vm.set_word(call.start, bound);
    }
    dispatch(vm, call)
}

/// Puts a value before the first argument. The word is of a value that is reachable from the callee's slot or a root,
/// or is put in a slot before anything can move.
#[inline]
pub(super) fn insert_first(vm: &mut Engine, call: &mut Call, mut first: Word) -> Result<(), Trap> {
    let end = call.end().offset(1);
    if vm.address_of(end) > vm.stack_end() {
        let more = end.0 - vm.top().0;
        [first] = vm.grow_stack_keeping(more, [first])?;
    }
    shift(vm, call, 1);
    if end > vm.top() {
        vm.set_top(end);
    }
    vm.set_word(call.arguments(), first);
    call.positional += 1;
    Ok(())
}

/// Moves a call's arguments up: there is room.
#[inline(always)]
pub(super) fn shift(vm: &Engine, call: &Call, words: u32) {
    let first = vm.address_of(call.arguments());
    let mut at = first + 4 * call.words();
    while at > first {
        at -= 4;
        // Seldom more than three: not worth a call of `memmove`.
        vm.heap.set_word(at + 4 * words, core::hint::black_box(vm.heap.word(at)));
    }
}

/// Calls a builtin function.
fn builtin(vm: &mut Engine, address: u32, call: Call) -> Result<Word, Trap> {
    let Some(member) = vm.member(address) else {
        return Err(vm.type_error("no such function in this build"));
    };
    let (positional, keywords) = (call.positional, call.keywords);
    let takes_keywords = matches!(member.reached(), Role::Keywords | Role::ClassKeywords);
    let many =
        positional < member.min().into() || member.max() != ANY && positional > member.max().into();
    if many || keywords > 0 && !takes_keywords {
        return Err(function::wrong_arguments(vm, address, member, positional, keywords));
    }
    let table = vm.header(address).size() >> 8;
    if positional > 0 && table < vm.types.len() as u32 && table != u32::from(TypeId::OBJECT.0)
        // Groups call their own `derive`.
        && table != u32::from(TypeId::BASE_EXCEPTION_GROUP.0)
    {
        let first = call.arguments();
        if attribute::is_python_class_instance(vm, vm.at(first)) {
            let native = attribute::native(vm, vm.at(first)).word();
            vm.set_word(first, native);
        }
    }
    match member.reached() {
        Role::Function | Role::Keywords => {
            attribute::check_receiver(vm, table, member, call.arguments())?;
        }
        Role::Attribute if (table as usize) < vm.types.len() => {
            return Err(vm.type_error("'getset_descriptor' object is not callable"));
        }
        _ => {}
    }
    invoke(vm, *member, call)
}

/// Calls a function of the embedding program.
fn native(vm: &mut Engine, address: u32, call: Call) -> Result<Word, Trap> {
    let number = vm.value_field(address, 1).and_then(Value::as_small).unwrap_or(-1);
    let Some(host) = vm.host((number >> 16) as u32) else {
        return Err(vm.type_error("no such function in this machine"));
    };
    claim(vm, call.end())?;
    host.call(vm, number as u32 & 0xffff, arguments_of(call))
}

/// Runs a builtin on arguments in place.
pub(super) fn invoke(vm: &mut Engine, member: Member, call: Call) -> Result<Word, Trap> {
    let frame = arguments_of(call);
    match member {
        Member::Leaf(_, f) => vm.leaf(|vm| f(vm, frame.args(vm))),
        Member::General(_, f) => {
            claim(vm, call.end())?;
            f(vm, frame)
        }
        Member::Either(_, &(leaf, general)) => match vm.leaf(|vm| leaf(vm, frame.args(vm))) {
            Err(_) if matches!(vm.pending(), Pending::NeedCall) => {
                claim(vm, call.end())?;
                general(vm, frame)
            }
            answer => answer,
        },
    }
}

/// Where the arguments of a call lie.
fn arguments_of(call: Call) -> Frame {
    Frame {
        base: call.arguments(),
        positional: call.positional as u16,
        keywords: call.keywords as u16,
    }
}

/// Makes a frame for the Python function at `call.start` and lets it run; for a generator function, the generator.
#[inline(always)]
pub(super) fn enter(vm: &mut Engine, call: Call) -> Result<Word, Trap> {
    let mut code = vm.field(vm.word(call.start), function::CODE);
    let info = vm.field(code, 1);
    let (count, shape) = (info & 0xff, info >> 8 & 0xff);
    let end = call.arguments().offset(count);
    let is_simple = shape == call.positional && call.keywords == 0 && shape != NOT_SIMPLE.into();
    if !is_simple || vm.address_of(end) > vm.stack_end() {
        if is_simple {
            grow_to(vm, end)?;
        } else {
            function::bind(vm, call.start, call.positional, call.keywords)?;
            if Flags::from_bits_retain((info >> 16) as u16).intersects(Flags::SUSPENDS) {
                return vm.leaf(|vm| generator::make(vm, call.start));
            }
        }
        code = vm.field(vm.word(call.start), function::CODE);
    }
    let (base, start) = (vm.base.get(), vm.address_of(call.start));
    let delta = if call.ending == Ending::Native { 0 } else { call.arguments().0 - base.0 };
    vm.heap.set_word(start + 4, frame::offset_word(vm.pc.get()));
    vm.heap.set_word(start + 8, Info::new(delta, call.destination, call.ending).word());
    vm.base.set(call.arguments());
    vm.pc.set(vm.heap.half(code + 10).into());
    vm.set_top_address(start + 4 * (frame::WORDS + count));
    vm.fuel.set(vm.fuel.get().saturating_sub(1));
    Ok(UNBOUND)
}

/// Calls from native code: what lies three slots before the frame's first argument.
pub(crate) fn call_frame(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let call = Call {
        start: Slot(frame.base.0 - frame::WORDS),
        positional: frame.positional.into(),
        keywords: frame.keywords.into(),
        destination: 0,
        ending: Ending::Native,
    };
    nested(vm, |vm| dispatch(vm, call))
}

/// Starts something that may need the interpreter, and runs that until it ends.
pub(super) fn nested(
    vm: &mut Engine,
    start: impl FnOnce(&mut Engine) -> Result<Word, Trap>,
) -> Result<Word, Trap> {
    // Native code may call for ever without an instruction that asks.
    if vm.fuel.get() == 0 {
        jump::interrupt(vm)?;
    }
    let (base, pc, top) = (vm.base.get(), vm.pc.get(), vm.top());
    let depth = runtime::check_depth(vm)?;
    let result = match start(vm) {
        Ok(UNBOUND) => {
            vm.native_depth.set(depth + 1);
            let result = run(vm);
            vm.native_depth.set(depth);
            result
        }
        other => other,
    };
    vm.base.set(base);
    vm.pc.set(pc);
    vm.set_top(top);
    result
}

/// `r[destination] = r[a](*r[a+3], **r[a+4])`.
pub(super) fn unpack(
    vm: &mut Engine,
    a: u32,
    has_keywords: bool,
    destination: u32,
) -> Result<Word, Trap> {
    let start = slot(vm, a);
    let sequence = vm.at(start.offset(3));
    let count = match (vm.layout(sequence), sequence.address()) {
        (Some(kind::LIST), Some(list)) => vm.field(list, 1),
        (Some(kind::TUPLE), Some(tuple)) => vm.heap.object_words(tuple) - 1,
        _ => return Err(vm.type_error("argument after * must be an iterable")),
    };
    let dict = if has_keywords { vm.expect(vm.at(start.offset(4)), kind::DICT) } else { None };
    let entries = dict.map_or(UNBOUND, |dict| vm.field(dict, 2));
    let pairs = if entries == UNBOUND { 0 } else { vm.heap.object_words(entries) / 2 };
    if count > 0x7fff || pairs > 0x7fff {
        return Err(vm.type_error("too many arguments"));
    }
    let top = vm.top();
    let held = start.offset(5).max(top);
    // The sequence and the dict wait above the arguments while those are laid out.
    claim(vm, held.offset(5 + count + 2 * pairs))?;
    let new = held;
    for i in [0, 3, 4] {
        vm.set_word(new.offset(if i == 0 { 0 } else { i - 2 }), vm.word(start.offset(i)));
    }
    let first = new.offset(3);
    let mut keywords = 0;
    if has_keywords && let Some(dict) = vm.expect(vm.at(new.offset(2)), kind::DICT) {
        let entries = vm.field(dict, 2);
        for i in 0..pairs {
            let key = vm.field(entries, 1 + 2 * i);
            let value = vm.field(entries, 2 + 2 * i);
            if key != UNBOUND && value != UNBOUND && key != Value::deleted().word() {
                vm.set_word(first.offset(count + 2 * keywords), key);
                vm.set_word(first.offset(count + 2 * keywords + 1), value);
                keywords += 1;
            }
        }
    }
    let sequence = vm.word(new.offset(1));
    let items = if vm.layout(vm.value(sequence)) == Some(kind::LIST) {
        vm.field(sequence, 2)
    } else {
        sequence
    };
    for i in 0..count {
        vm.set_word(first.offset(i), vm.field(items, 1 + i));
    }
    let ending = Ending::Register;
    let result =
        dispatch(vm, Call { start: new, positional: count, keywords, destination, ending })?;
    settle(vm, result, destination)
}

/// A word to leave the loop with. Code from outside may hand out a register that is unbound, which would mean to go on:
/// it leaves with None.
#[inline]
pub(super) fn or_none(word: Word) -> Word {
    if word == UNBOUND { Value::none().word() } else { word }
}

/// A frame that does not simply give its result to a register has returned.
pub(super) fn end(vm: &mut Engine, value: Word) -> Result<Word, Trap> {
    let base = vm.base.get();
    let info = Info::from_word(vm.word(Slot(base.0 - 1)));
    match info.ending() {
        Ending::Native => Ok(or_none(value)),
        Ending::Register => {
            let info = frame::pop(vm);
            finish(vm, info.destination(), value)
        }
        Ending::Init | Ending::FirstInit => {
            if value != Value::none().word() {
                return Err(class::bad_init(vm, value));
            }
            let instance = vm.word(Slot(base.0 - 4));
            if info.ending() == Ending::FirstInit
                && let Some(class) = vm.instance_class(vm.value(instance))
            {
                vm.trim_instance(instance, class);
            }
            frame::pop(vm);
            finish(vm, info.destination(), instance)
        }
        Ending::Loop | Ending::Send | Ending::NativeGenerator => generator::finished(vm, value),
        Ending::Binary | Ending::Compare | Ending::Branch | Ending::Contains | Ending::Discard => {
            special::ended(vm, info, value)
        }
    }
}

/// Makes an instance of the class in the first argument's slot with the other arguments.
pub(super) fn create_from(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let class = vm.at(frame.at(0));
    let address = vm.expect(class, kind::CLASS);
    // The class takes the place of the callee: three slots before the arguments that follow it.
    let start = Slot(frame.base.0 + 1 - frame::WORDS);
    let word = class.word();
    vm.set_word(start, word);
    let call = Call {
        start,
        positional: u32::from(frame.positional).saturating_sub(1),
        keywords: frame.keywords.into(),
        destination: 0,
        ending: Ending::Native,
    };
    nested(vm, |vm| match address {
        Some(address) => class::create(vm, address, call),
        None => dispatch(vm, call),
    })
}

/// `object.__new__(class)`: an instance with its builtin part, `__init__` not called.
pub(crate) fn make_instance(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let (positional, keywords) = (u32::from(frame.positional) - 1, u32::from(frame.keywords));
    let words = positional + 2 * keywords;
    let start = vm.push(vm.word(frame.at(0)))?;
    let rest = vm.push_unbound(frame::WORDS - 1 + words)?;
    let arguments = rest.offset(frame::WORDS - 1);
    vm.heap.copy_words(vm.address_of(frame.at(1)), vm.address_of(arguments), words);
    let call = Call { start, positional, keywords, destination: 0, ending: Ending::Native };
    class::make_native(vm, &call)
}
