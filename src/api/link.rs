//! Where compiled code goes: scratch memory below the stack, names in the engine's table, code objects in the heap.

use crate::bytecode::code::{CONSTANTS_WORD, HANDLER_WORDS, Head, NO_PREFIX};
use crate::bytecode::verify;
use crate::compile::{CodeParts, Constant, Constants, Target, Text};
use crate::name::{BUILTINS, Name, rom};
use crate::object::{Engine, Slot, Trap, kind};
use crate::syntax::{Memory, OutOfMemory};
use crate::types::{bytes, complex, float, int, set, tuple};
use crate::value::{UNBOUND, Value, Word};
use crate::vm::function;

/// Slots kept while code is compiled: the code object of handle 0, and ITEMS with those of the other handles.
const SLOTS: u32 = 2;
/// How many handles there is room for at first.
const HANDLES_MIN: u32 = 8;

/// Compiled code's way into an engine.
pub(super) struct Linker<'v> {
    vm: &'v mut Engine,
    handles: Slot,
}

impl<'v> Linker<'v> {
    /// For one compilation; [`Linker::end`] must follow it.
    pub(super) fn new(vm: &'v mut Engine) -> Result<Self, Trap> {
        let handles = vm.push_unbound(SLOTS)?;
        vm.begin_names();
        Ok(Self { vm, handles })
    }

    /// Gives back what the compilation took, unless its names are still wanted; the code object of handle 0.
    pub(super) fn end(vm: &mut Engine, handles: Slot, done: bool) -> Word {
        vm.release_scratch();
        if done {
            vm.end_names(true);
        }
        let code = vm.word(handles);
        vm.set_top(handles);
        code
    }

    /// The slot of handle 0.
    pub(super) fn handles(&self) -> Slot {
        self.handles
    }

    /// The code object of a handle.
    fn handle(&self, number: usize) -> Word {
        if number == 0 {
            return self.vm.word(self.handles);
        }
        let others = self.vm.word(self.handles.offset(1));
        match u32::try_from(number) {
            Ok(number) if number <= self.room() => self.vm.field(others, number),
            _ => UNBOUND,
        }
    }

    /// The largest handle there is room for.
    fn room(&self) -> u32 {
        match self.vm.word(self.handles.offset(1)) {
            UNBOUND => 0,
            others => self.vm.heap.object_words(others) - 1,
        }
    }

    /// Makes a handle refer to the code object in a slot.
    fn set_handle(&mut self, number: usize, code: Slot) -> Result<(), Trap> {
        if number == 0 {
            self.vm.set_word(self.handles, self.vm.word(code));
            return Ok(());
        }
        let number = u32::try_from(number).map_err(|_| self.vm.memory_error())?;
        let room = self.room();
        let slot = self.handles.offset(1);
        if number > room {
            let words = 1 + number.saturating_add(room).max(HANDLES_MIN);
            let larger =
                self.vm.leaf(|vm| vm.alloc_zeroed(kind::ITEMS, words).map(Value::object))?;
            if room > 0 {
                self.vm.heap.copy_words(self.vm.word(slot) + 4, larger + 4, room);
            }
            self.vm.set_word(slot, larger);
        }
        self.vm.set_field(self.vm.word(slot), number, self.vm.word(code));
        Ok(())
    }
}

impl Memory for Linker<'_> {
    fn words(&self) -> &[u32] {
        self.vm.scratch()
    }

    fn words_mut(&mut self) -> &mut [u32] {
        self.vm.scratch_mut()
    }

    fn grow(&mut self, words: usize) -> Result<(), OutOfMemory> {
        match u32::try_from(words) {
            Ok(words) if self.vm.grow_scratch(words) => Ok(()),
            _ => Err(OutOfMemory),
        }
    }

    fn has_stack(&self) -> bool {
        self.vm.has_host_stack()
    }

    fn intern(&mut self, text: &[u8]) -> Result<Name, OutOfMemory> {
        self.vm.leaf_with(|vm| vm.intern(text)).map_err(|_| OutOfMemory)
    }

    fn copy_name(&self, name: Name, out: &mut [u8]) -> usize {
        let text = self.vm.text(self.vm.name_value(name)).unwrap_or_default();
        let end = text.floor_char_boundary(out.len());
        out[..end].copy_from_slice(&text.as_bytes()[..end]);
        end
    }
}

impl Target for Linker<'_> {
    fn finish(&mut self, parts: &CodeParts<'_>) -> Result<(), OutOfMemory> {
        // What the handle referred to may still be among the constants of what is made now.
        let made = {
            let words = parts.words() as u32;
            self.vm
                .leaf(|vm| vm.alloc_zeroed(kind::CODE, words).map(Value::object))
                .map_err(|_| OutOfMemory)?
        };
        let code = self.vm.push(made).map_err(|_| OutOfMemory)?;
        let result = self.fill(parts, code);
        let result =
            result.and_then(|()| self.set_handle(parts.handle, code).map_err(|_| OutOfMemory));
        let word = self.vm.word(code);
        self.vm.set_top(code);
        result?;
        debug_assert_eq!(verified(self.vm, word), Ok(()), "what the compiler made");
        Ok(())
    }
}

impl Linker<'_> {
    /// Copies the parts of a code object and makes its constants.
    fn fill(&mut self, parts: &CodeParts<'_>, code: Slot) -> Result<(), OutOfMemory> {
        let vm = &mut *self.vm;
        let address = vm.word(code);
        let keep = |number| vm.keep_name(Name(number)).0;
        let prefix = parts.head.prefix;
        let head = Head {
            name: keep(parts.head.name),
            prefix: if prefix == NO_PREFIX { prefix } else { keep(prefix) },
            ..parts.head
        };
        // The count of constants is set at once: those not yet made are 0.
        function::set_head(vm, address, &head);
        let scratch = vm.heap.end();
        let to = [4 * head.handlers_word() as u32, head.start.into()];
        for (range, to) in [&parts.handlers, &parts.body].into_iter().zip(to) {
            let from = scratch + 4 * range.start as u32;
            vm.heap.copy_words(from, address + to, range.len() as u32);
        }
        let names = scratch + 4 * parts.names.start as u32;
        for i in 0..head.name_count().min(2 * parts.names.len()) as u32 {
            let name = keep(vm.heap.half(names + 2 * i));
            vm.heap.set_half(address + head.name_offset(i), name);
        }
        let mut constants = Constants::new(parts.constants.clone());
        for i in 0..u32::from(parts.head.constants) {
            let word = self.constant(parts, &mut constants).map_err(|_| OutOfMemory)?;
            let address = self.vm.word(code);
            self.vm.set_field(address, CONSTANTS_WORD as u32 + i, word);
        }
        Ok(())
    }

    /// Makes the next constant.
    fn constant(&mut self, parts: &CodeParts<'_>, constants: &mut Constants) -> Result<Word, Trap> {
        let reader = constants.clone();
        let (count, is_set) = {
            let Some(constant) = constants.next(self.vm.scratch(), parts.source) else {
                return Ok(Value::none().word());
            };
            match constant {
                Constant::Code(handle) => {
                    return Ok(self.handle(handle));
                }
                Constant::Tuple(count) => (count, false),
                Constant::FrozenSet(count) => (count, true),
                _ => {
                    let source = parts.source;
                    return self.vm.leaf(|vm| {
                        let constant = reader.clone().next(vm.scratch(), source);
                        constant.map_or(Ok(Value::none()), |constant| simple(vm, constant))
                    });
                }
            }
        };
        self.collection(parts, constants, count, is_set)
    }

    /// Makes a tuple or a frozenset of the next constants.
    fn collection(
        &mut self,
        parts: &CodeParts<'_>,
        constants: &mut Constants,
        count: usize,
        is_set: bool,
    ) -> Result<Word, Trap> {
        if count == 0 && !is_set {
            return Ok(Value::empty_tuple().word());
        }
        let made = self.vm.leaf(|vm| {
            if is_set {
                set::with_room(vm, kind::FROZENSET, count as u32)
            } else {
                vm.alloc_zeroed(kind::TUPLE, count as u32 + 1).map(Value::object)
            }
        })?;
        let made = self.vm.push(made)?;
        for i in 0..count {
            let word = self.constant(parts, constants)?;
            if is_set {
                let item = self.vm.push(word)?;
                self.vm.leaf_with(|vm| set::add(vm, vm.word(made), vm.at(item)))?;
                self.vm.set_top(item);
            } else {
                self.vm.set_field(self.vm.word(made), i as u32 + 1, word);
            }
        }
        let word = self.vm.word(made);
        self.vm.set_top(made);
        Ok(word)
    }
}

/// Checks a code object: what the compiler makes passes.
fn verified(vm: &Engine, code: Word) -> Result<(), verify::Invalid> {
    let head = function::head(vm, code);
    let first_handler = code + 4 * head.handlers_word() as u32;
    let closure = |i: usize| {
        let constant = vm.value(vm.field(code, (CONSTANTS_WORD + i) as u32));
        let code = vm.expect(constant, kind::CODE)?;
        Some(function::head(vm, code).free)
    };
    let units = 2 * head.units() as u32;
    let handlers = (4 * usize::from(head.handlers) * HANDLER_WORDS) as u32;
    let parts = verify::Parts {
        units: vm.heap.bytes(code + u32::from(head.start), units),
        handlers: vm.heap.bytes(first_handler, handlers),
        registers: head.registers.into(),
        constants: head.constants.into(),
        closure: &closure,
        names: head.name_count(),
        free: head.free.into(),
        builtins: BUILTINS,
        flags: head.flags,
    };
    let empty = (0..head.name_count() as u32)
        .find(|&i| function::name(vm, &head, code, i) == const { rom("") });
    verify::verify_head(&head, head.name_count(), empty.map(|i| i as usize))
        .map_err(|problem| verify::Invalid { at: 0, problem })?;
    verify::verify(&parts, &mut [0; 1024])
}

/// Makes a constant that holds no other.
fn simple<'g>(vm: &'g Engine, constant: Constant<'_>) -> Result<Value<'g>, Trap> {
    match constant {
        Constant::None | Constant::Code(_) => Ok(Value::none()),
        Constant::True => Ok(Value::true_()),
        Constant::False => Ok(Value::false_()),
        Constant::Ellipsis => Ok(Value::ellipsis()),
        Constant::Int(n) => int::from_i64(vm, n),
        Constant::BigInt(text, negative) => {
            let value = int::parse(vm, text, 0, Value::none())?;
            if negative { int::subtract(vm, Value::int(0), value) } else { Ok(value) }
        }
        Constant::Float(text, negative) => {
            let x = float::parse::parse(text).unwrap_or_default();
            float::make(vm, if negative { -x } else { x })
        }
        Constant::Imaginary(text, negative) => {
            let x = float::parse::parse(text).unwrap_or_default();
            let (real, imaginary) = if negative { (-0.0, -x) } else { (0.0, x) };
            complex::make(vm, complex::Complex { real, imaginary })
        }
        Constant::Str(text) => string(vm, text),
        Constant::Bytes(text) => {
            let made = bytes::alloc(vm, text.len() as u32)?;
            write(vm, bytes::data(made), text);
            Ok(Value::object(made))
        }
        Constant::Tuple(_) | Constant::FrozenSet(_) => tuple::new(vm, &[]),
    }
}

/// Makes a str; a short one is a name if there is one of that text.
fn string<'g>(vm: &'g Engine, text: Text<'_>) -> Result<Value<'g>, Trap> {
    let mut buffer = [0; 32];
    if let Some(short) = buffer.get_mut(..text.len()) {
        for (to, byte) in short.iter_mut().zip(text.bytes()) {
            *to = byte;
        }
        return vm.new_str(short);
    }
    let address = vm.alloc_str(text.len() as u32)?;
    write(vm, address + crate::object::STR_TEXT, text);
    Ok(vm.seal_str(address))
}

/// Writes the bytes of a constant from an address on.
fn write(vm: &Engine, address: u32, text: Text<'_>) {
    for (at, byte) in (address..).zip(text.bytes()) {
        vm.heap.set_byte(at, byte);
    }
}
