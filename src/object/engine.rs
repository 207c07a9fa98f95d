//! The engine: the state that every operation works on.
//!
//! INV-ROOT: a value is alive across a collection only if it is in a stack slot below [`Engine::top`], in a root, or
//! reachable from one. A collection needs `&mut Engine`, which no [`Value`] survives, so the borrow checker holds this
//! for everything but words at rest ([`Word`]): those must be in a slot before the next call that takes `&mut Engine`.

mod collect;

use core::cell::Cell;

use super::board::{BoardPointer, Host, HostPointer};
use super::cache::CacheEntry;
use super::pending::{Pending, Text, Texts, Trap};
use super::ty::{Member, Type};
use super::{Frame, Res, TypeId};
use crate::config::{ATTRIBUTE_CACHE_ENTRIES, GLOBAL_HINTS, HOSTS_MAX, TRACEBACK_FRAMES_MAX};
use crate::heap::{Header, Heap, LayoutId};
use crate::name::Name;
use crate::value::{UNBOUND, Value, Word};

/// A word of the Python stack, counted from its base: it stays the same when the stack moves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(transparent)]
pub(crate) struct Slot(pub(crate) u32);

impl Slot {
    /// The slot `words` further up.
    #[inline]
    pub(crate) const fn offset(self, words: u32) -> Self {
        Self(self.0.wrapping_add(words))
    }
}

macro_rules! roots {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// A slot at the bottom of the stack with a meaning of its own.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u32)]
        pub(crate) enum Root { $($(#[$doc])* $name,)* }
        const ROOTS: u32 = [$(Root::$name),*].len() as u32;
    };
}
roots! {
    /// Strs of the names met at run time (ITEMS), in the order of their numbers.
    Names,
    /// Open-addressing index of them (RAW): see `object/names`.
    NameIndex,
    /// Classes by layout id, from `LayoutId::FIRST_INSTANCE` on (ITEMS).
    Classes,
    /// `sys.modules` (dict).
    Modules,
    /// Variables set in `builtins` (dict), or unbound.
    Builtins,
    /// The globals of `__main__` (dict).
    Main,
    /// The exception being raised.
    Raised,
    /// First value of the text of an exception in flight.
    RaiseA,
    /// Second value of the text of an exception in flight.
    RaiseB,
    /// The exception being handled, or unbound.
    Handled,
    /// What was being handled when the exception in flight was raised, or unbound.
    Context,
    /// The code of the program that has been compiled or loaded and not yet run.
    Compiled,
    /// `sys.path`, `sys.argv` and others that `sys` hands out (a list each), or unbound.
    SysPath,
    /// See `SysPath`.
    SysArgv,
    /// The first of the words on their way to new slots while the stack grows.
    Kept,
    /// The second.
    Kept2,
    /// The third.
    Kept3,
    /// The fourth.
    Kept4,
    /// The MemoryError that is raised when there is no memory to make one.
    MemoryError,
    /// Numbers of objects by identity: see `object/identity`.
    Identities,
    /// Values that an embedding program keeps (ITEMS): see `api/handle`.
    Handles,
    /// Functions to be called at the next safepoint, each with its argument (ITEMS), or unbound.
    Scheduled,
}

/// A frame of a traceback.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct TraceEntry {
    /// Number of the name of the source file.
    pub(crate) file: u16,
    /// The line.
    pub(crate) line: u16,
    /// Number of the function's name.
    pub(crate) function: u16,
}

/// What the name of a builtin stands for.
#[derive(Clone, Copy)]
pub(crate) enum Builtin {
    /// Nothing in this build.
    Missing,
    /// A type or a function: which of the ROM objects.
    Rom(u16),
    /// `Ellipsis`.
    Ellipsis,
    /// `NotImplemented`.
    NotImplemented,
    /// `__debug__`.
    Debug,
}

impl Builtin {
    /// The value's word.
    #[inline]
    pub(crate) fn word(self, vm: &Engine) -> Word {
        match self {
            Self::Rom(index) => vm.rom_address + 4 * u32::from(index),
            other => other.constant(),
        }
    }

    /// The word of what is no ROM object with a number.
    #[inline(never)]
    fn constant(self) -> Word {
        match self {
            Self::Missing | Self::Rom(_) => UNBOUND,
            Self::Ellipsis => Value::ellipsis().word(),
            Self::NotImplemented => Value::not_implemented().word(),
            Self::Debug => Value::true_().word(),
        }
    }
}

/// Everything one interpreter has, except what is in the heap.
#[repr(C)]
pub(crate) struct Engine {
    /// Back-edges and calls until the next safepoint. The first field, for the interpreter to need no other pointer.
    pub(crate) fuel: Cell<u32>,
    /// Objects.
    pub(crate) heap: Heap,
    /// Device address of the stack's first word.
    stack: Cell<u32>,
    /// Device address past the last word in use.
    top: Cell<u32>,
    /// Device address past the stack's last word.
    stack_end: Cell<u32>,
    /// The highest that `top` has been since the words above it were cleared.
    dirty: Cell<u32>,
    pending: Cell<Pending>,
    /// The table of builtin types.
    pub(crate) types: &'static [&'static Type],
    /// All tables of builtin functions, by number.
    pub(crate) tables: &'static [&'static [Member]],
    /// The ROM objects: names, types, functions.
    pub(crate) rom: &'static Rom,
    /// What layers further up do for those below.
    pub(crate) hooks: &'static Hooks,
    /// The builtins, by the number of their name.
    pub(crate) builtins: &'static [Builtin],
    board: BoardPointer,
    /// What the embedding program offers, by number.
    hosts: [Cell<Option<HostPointer>>; HOSTS_MAX],
    /// Device address of the ROM image of `rom`.
    pub(crate) rom_address: u32,
    pub(super) name_count: Cell<u16>,
    /// While a source is compiled, how many names there were before, and how many new ones are kept.
    pub(super) names_before: Cell<Option<u16>>,
    pub(super) names_kept: Cell<u16>,
    /// The address of the entry of name number 0, if the table of names met at run time had one: see `name_word`.
    pub(super) names: Cell<u32>,
    pub(crate) cache: [Cell<CacheEntry>; ATTRIBUTE_CACHE_ENTRIES],
    pub(super) hints: [Cell<u8>; GLOBAL_HINTS],
    /// Whether some namespace has a variable named as a builtin is: then builtins are looked up by name.
    pub(crate) shadowed: Cell<bool>,
    /// How many functions are scheduled, and a flag: see `vm/schedule`.
    pub(crate) scheduled: Cell<u8>,
    /// What `gc.isenabled` and `gc.threshold` answer.
    pub(crate) gc_enabled: Cell<bool>,
    /// See `gc_enabled`.
    pub(crate) gc_threshold: Cell<i32>,
    /// Native functions waiting on Python functions that they called.
    pub(crate) native_depth: Cell<u16>,
    /// Byte offset, from its code object, of the instruction that the running frame executes next.
    pub(crate) pc: Cell<u32>,
    /// The first register of the running frame.
    pub(crate) base: Cell<Slot>,
    /// Whether the exception in flight was raised again where it had been caught.
    pub(crate) reraised: Cell<bool>,
    /// Whether the generator that native code resumed has yielded, rather than returned.
    pub(crate) yielded: Cell<bool>,
    /// The frames that the exception in flight has left, innermost first: names of file and function, and the line.
    pub(crate) trace: [Cell<TraceEntry>; TRACEBACK_FRAMES_MAX],
    /// How many of them there are; more than fit are not kept.
    pub(crate) trace_len: Cell<u8>,
    /// Texts of exceptions whose messages wait.
    pub(crate) texts: Texts,
    stress: Stress,
    /// Classes made so far.
    pub(crate) class_count: Cell<u16>,
    /// How many bytes of the host's stack may be used; 0 for no limit.
    pub(crate) host_stack_bytes: usize,
    /// Where the part of the host's stack ends that may be used; 0 for no limit.
    pub(super) host_stack_end: Cell<usize>,
    /// From 1 on, what is compiled drops `assert`.
    pub(crate) optimize: Cell<u8>,
    /// Whether what is compiled keeps its docstrings.
    pub(crate) docstrings: bool,
}

/// Ways to make rare events frequent, for tests.
#[derive(Default)]
pub(crate) struct Stress {
    /// Collect, and move everything, at every allocation.
    pub(crate) collect_always: Cell<bool>,
    /// The allocation, counted down, that fails; 0 for none.
    pub(crate) fail_in: Cell<u32>,
    /// How many allocations there were.
    pub(crate) allocations: Cell<u32>,
    /// Words that [`Engine::reserve`] promised and that must not fail.
    reserved: Cell<u32>,
    /// Set while the operation that a collection made room for is tried again.
    retrying: Cell<bool>,
    /// Set from the moment an allocation was made to fail until MemoryError is raised for it.
    failing: Cell<bool>,
}

/// What layers further up do for those below.
pub(crate) struct Hooks {
    /// Imports the module whose full name is in the first slot; its parent, if it has one, is in the second.
    pub(crate) import: fn(&mut Engine, Slot, Option<Slot>) -> Result<Word, Trap>,
    /// The sorted names of a value's attributes: a list.
    pub(crate) dir: fn(&mut Engine, Slot) -> Result<Word, Trap>,
    /// `object.__new__(class)`: an instance of the class in the frame's first slot.
    pub(crate) make_instance: fn(&mut Engine, Frame) -> Result<Word, Trap>,
    /// Calls what lies three slots before the frame's first argument, and gives back those slots.
    pub(crate) call: fn(&mut Engine, Frame) -> Result<Word, Trap>,
}

/// The objects in flash besides the constants: header-only words, and where each group of them starts.
pub(crate) struct Rom {
    /// Index of the first type.
    pub(crate) types: u32,
    /// Index of the first module in flash.
    pub(crate) modules: u32,
    /// Number of the first module's table of functions.
    pub(crate) first_module_table: u32,
    /// The modules' names.
    pub(crate) module_names: &'static [Name],
    /// Index of the first function of each table.
    pub(crate) functions: &'static [u32],
}

impl Engine {
    /// An engine over a heap whose memory from `stack` to `stack_end` (device addresses) is the Python stack.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is one table or range; only one place calls it"
    )]
    pub(crate) fn new(
        heap: Heap,
        stack: u32,
        stack_end: u32,
        types: &'static [&'static Type],
        tables: &'static [&'static [Member]],
        rom: &'static Rom,
        rom_address: u32,
        hooks: &'static Hooks,
        builtins: &'static [Builtin],
        board: BoardPointer,
    ) -> Self {
        let engine = Self {
            heap,
            stack: Cell::new(stack),
            top: Cell::new(stack + 4 * ROOTS),
            stack_end: Cell::new(stack_end),
            dirty: Cell::new(stack_end),
            pending: Cell::new(Pending::Nothing),
            types,
            tables,
            rom,
            rom_address,
            hooks,
            builtins,
            board,
            hosts: [const { Cell::new(None) }; HOSTS_MAX],
            name_count: Cell::new(0),
            names_before: Cell::new(None),
            names_kept: Cell::new(0),
            names: Cell::new(0),
            cache: [const { Cell::new(CacheEntry::EMPTY) }; ATTRIBUTE_CACHE_ENTRIES],
            hints: [const { Cell::new(0) }; GLOBAL_HINTS],
            shadowed: Cell::new(false),
            scheduled: Cell::new(0),
            gc_enabled: Cell::new(true),
            gc_threshold: Cell::new(-1),
            fuel: Cell::new(0),
            native_depth: Cell::new(0),
            pc: Cell::new(0),
            base: Cell::new(Slot(0)),
            reraised: Cell::new(false),
            yielded: Cell::new(false),
            trace: [const { Cell::new(TraceEntry { file: 0, line: 0, function: 0 }) };
                TRACEBACK_FRAMES_MAX],
            trace_len: Cell::new(0),
            texts: Texts::new(),
            stress: Stress::default(),
            class_count: Cell::new(0),
            host_stack_bytes: 0,
            host_stack_end: Cell::new(0),
            optimize: Cell::new(0),
            docstrings: false,
        };
        for i in 0..ROOTS {
            engine.heap.set_word(stack + 4 * i, UNBOUND);
        }
        engine.clear_above_top();
        engine
    }

    /// The board.
    pub(crate) fn board(&mut self) -> &mut dyn crate::hal::Board {
        self.board.get()
    }

    /// Adds functions of the embedding program; their number, or `None` where there is no room.
    pub(crate) fn add_host(&self, host: HostPointer) -> Option<u32> {
        let free = self.hosts.iter().position(|place| place.get().is_none())?;
        self.hosts.get(free)?.set(Some(host));
        Some(free as u32)
    }

    /// The functions of the embedding program with this number.
    pub(crate) fn host(&self, number: u32) -> Option<&'static dyn Host> {
        self.hosts.get(number as usize)?.get().map(HostPointer::get)
    }

    /// Writes to the console.
    pub(crate) fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), Trap> {
        match self.board().write(bytes) {
            Ok(()) => Ok(()),
            Err(_) => Err(self.raise(TypeId::OS_ERROR, "the console is gone")),
        }
    }

    /// Writes the text of a str in a slot to the console.
    pub(crate) fn write_str(&mut self, text: Slot) -> Result<(), Trap> {
        let text = self.at(text);
        let Some(address) = text.address() else { return Ok(()) };
        let header = self.header(address);
        let flash = crate::name::text(header.size() as usize).unwrap_or_default();
        let len = if header.id() == super::kind::STR { self.str_len(address) } else { 0 };
        let Self { heap, board, .. } = self;
        let bytes = match header.id() {
            super::kind::STR => heap.bytes(address + super::names::TEXT, len),
            _ => flash,
        };
        match board.get().write(bytes) {
            Ok(()) => Ok(()),
            Err(_) => Err(self.raise(TypeId::OS_ERROR, "the console is gone")),
        }
    }

    /// The ways to make rare events frequent.
    pub(crate) fn stress(&self) -> &Stress {
        &self.stress
    }

    // The stack.

    /// The device address of a slot.
    #[inline]
    pub(crate) fn address_of(&self, slot: Slot) -> u32 {
        self.stack.get().wrapping_add(4 * slot.0)
    }

    /// The first slot not in use.
    #[inline]
    pub(crate) fn top(&self) -> Slot {
        Slot((self.top.get() - self.stack.get()) / 4)
    }

    /// Takes (or gives back) slots so that `slot` is the first not in use. The caller knows that there is room.
    #[inline]
    pub(crate) fn set_top(&self, slot: Slot) {
        self.top.set(self.address_of(slot));
    }

    /// How many words are free above the slots in use.
    #[inline]
    pub(crate) fn stack_room(&self) -> u32 {
        (self.stack_end.get() - self.top.get()) / 4
    }

    /// Whether a slot is in use and not a root: what a slot from outside must be.
    pub(crate) fn is_in_use(&self, slot: Slot) -> bool {
        (ROOTS..self.top().0).contains(&slot.0)
    }

    /// The word in a slot.
    #[inline]
    pub(crate) fn word(&self, slot: Slot) -> Word {
        self.heap.word(self.address_of(slot))
    }

    /// Puts a word that is a value, or [`UNBOUND`], in a slot.
    #[inline]
    pub(crate) fn set_word(&self, slot: Slot, word: Word) {
        self.heap.set_word(self.address_of(slot), word);
    }

    /// The value in a slot, if it is bound.
    #[inline]
    pub(crate) fn get(&self, slot: Slot) -> Option<Value<'_>> {
        Value::from_word(self.word(slot))
    }

    /// The value in a slot that is known to be bound; otherwise 0, which is told apart with the least code.
    #[inline]
    pub(crate) fn at(&self, slot: Slot) -> Value<'_> {
        self.get(slot).unwrap_or(const { Value::int(0) })
    }

    /// Puts a value in a slot.
    #[inline]
    pub(crate) fn set(&self, slot: Slot, value: Value<'_>) {
        self.set_word(slot, value.word());
    }

    /// Sets the top of the stack to a device address in it: what the interpreter does when it makes a frame.
    #[inline]
    pub(crate) fn set_top_address(&self, address: u32) {
        self.top.set(address);
    }

    /// The device address past the last word of the stack in use.
    #[inline]
    pub(crate) fn top_address(&self) -> u32 {
        self.top.get()
    }

    /// The device address past the stack's last word.
    #[inline]
    pub(crate) fn stack_end(&self) -> u32 {
        self.stack_end.get()
    }

    /// The slot at a device address in the stack.
    #[inline]
    pub(crate) fn slot_at(&self, address: u32) -> Slot {
        Slot((address - self.stack.get()) / 4)
    }

    /// The words of a run of slots.
    pub(crate) fn slots(&self, base: Slot, count: usize) -> &[Cell<Word>] {
        self.heap.cells(self.address_of(base), count)
    }

    /// Keeps a word in a new slot.
    pub(crate) fn push(&mut self, mut word: Word) -> Result<Slot, Trap> {
        if self.stack_room() == 0 {
            [word] = self.grow_stack_keeping(1, [word])?;
        }
        let slot = self.top();
        self.set_word(slot, word);
        self.set_top(slot.offset(1));
        Ok(slot)
    }

    /// Makes `words` slots, unbound.
    pub(crate) fn push_unbound(&mut self, words: u32) -> Result<Slot, Trap> {
        if self.stack_room() < words {
            self.grow_stack(words)?;
        }
        let slot = self.top();
        for i in 0..words {
            self.set_word(slot.offset(i), UNBOUND);
        }
        self.set_top(slot.offset(words));
        Ok(slot)
    }

    /// Runs `f`, then gives back the slots it took.
    pub(crate) fn scope<T>(
        &mut self,
        f: impl FnOnce(&mut Self) -> Result<T, Trap>,
    ) -> Result<T, Trap> {
        let top = self.top();
        let result = f(self);
        self.set_top(top);
        result
    }

    /// A root.
    #[inline]
    pub(crate) fn root(&self, root: Root) -> Option<Value<'_>> {
        self.get(Slot(root as u32))
    }

    /// Sets a root.
    #[inline]
    pub(crate) fn set_root(&self, root: Root, value: Option<Value<'_>>) {
        self.set_word(Slot(root as u32), value.map_or(UNBOUND, Value::word));
    }

    /// The slot of a root.
    pub(crate) const fn root_slot(root: Root) -> Slot {
        Slot(root as u32)
    }

    // Objects.

    /// The header of the object at a reference.
    #[inline]
    pub(crate) fn header(&self, address: u32) -> Header {
        self.heap.header(address)
    }

    /// The layout id of a value, if it is an object.
    #[inline]
    pub(crate) fn layout(&self, value: Value<'_>) -> Option<LayoutId> {
        value.address().map(|address| self.header(address).id())
    }

    /// The object's address, if the value is an object of this kind.
    #[inline]
    pub(crate) fn expect(&self, value: Value<'_>, layout: LayoutId) -> Option<u32> {
        value.address().filter(|&address| self.header(address).id() == layout)
    }

    /// Word `i` of an object, counting the header as word 0.
    #[inline]
    pub(crate) fn field(&self, address: u32, i: u32) -> Word {
        self.heap.word(address + 4 * i)
    }

    /// Word `i` of an object as a value, if it is bound.
    #[inline]
    pub(crate) fn value_field(&self, address: u32, i: u32) -> Option<Value<'_>> {
        Value::from_word(self.field(address, i))
    }

    /// Sets word `i` of an object, a reference or a tagged word (INV-BARRIER: the only way to store a reference).
    #[inline]
    pub(crate) fn set_field(&self, address: u32, i: u32, word: Word) {
        self.heap.store(address, address + 4 * i, word);
    }

    /// Sets word `i` of an object, not a reference.
    #[inline]
    pub(crate) fn set_raw(&self, address: u32, i: u32, word: u32) {
        self.heap.set_word(address + 4 * i, word);
    }

    /// A new object of `words` words, the header included; the rest of its words must be set at once.
    #[inline]
    pub(crate) fn alloc(&self, layout: LayoutId, words: u32) -> Result<u32, Trap> {
        if self.stress_active() {
            self.stress_alloc(words)?;
        }
        match self.heap.alloc(layout, words) {
            Some(address) => Ok(address),
            None => Err(self.need_memory()),
        }
    }

    /// As [`Engine::alloc`] for a small object where that takes a few instructions; `None` does not mean that memory
    /// is short.
    #[inline]
    pub(crate) fn alloc_at_once(&self, layout: LayoutId, words: u32) -> Option<u32> {
        if self.stress_active() {
            let stress = &self.stress;
            if stress.collect_always.get() || stress.fail_in.get() > 0 || stress.reserved.get() > 0
            {
                return None;
            }
            stress.allocations.set(stress.allocations.get().wrapping_add(1));
        }
        self.heap.alloc_in_run(layout, words)
    }

    /// A new object, all words after the header 0.
    pub(crate) fn alloc_zeroed(&self, layout: LayoutId, words: u32) -> Result<u32, Trap> {
        let address = self.alloc(layout, words)?;
        for i in 1..words {
            self.set_raw(address, i, 0);
        }
        Ok(address)
    }

    /// Makes sure that the next allocations of `words` words in all succeed: before a side effect.
    pub(crate) fn reserve(&self, words: u32) -> Result<(), Trap> {
        if self.stress_active() {
            self.stress_alloc(words)?;
            self.stress.reserved.set(words);
        }
        if self.heap.reserve(words) { Ok(()) } else { Err(self.need_memory()) }
    }

    /// A new object of the given words after the header.
    pub(crate) fn make<'g>(&'g self, layout: LayoutId, words: &[Word]) -> Res<'g> {
        let address = self.alloc(layout, words.len() as u32 + 1)?;
        for (i, &word) in words.iter().enumerate() {
            self.set_raw(address, i as u32 + 1, word);
        }
        Ok(Value::object(address))
    }

    #[inline]
    pub(super) fn stress_active(&self) -> bool {
        cfg!(any(feature = "stress", not(target_pointer_width = "32")))
    }

    #[cold]
    fn stress_alloc(&self, words: u32) -> Result<(), Trap> {
        let stress = &self.stress;
        if stress.reserved.get() >= words {
            stress.reserved.set(stress.reserved.get() - words);
            return Ok(());
        }
        stress.reserved.set(0);
        stress.allocations.set(stress.allocations.get().wrapping_add(1));
        let left = stress.fail_in.get();
        if left > 0 {
            stress.fail_in.set(left - 1);
            if left == 1 {
                stress.failing.set(true);
            }
        }
        if stress.failing.get() || stress.collect_always.get() && !stress.retrying.get() {
            return Err(self.need_memory());
        }
        Ok(())
    }

    // Stopping.

    /// Why the last operation stopped.
    pub(crate) fn pending(&self) -> Pending {
        self.pending.get()
    }

    /// Says why an operation stops.
    #[cold]
    pub(crate) fn stop(&self, why: Pending) -> Trap {
        if matches!(why, Pending::Raise { .. } | Pending::Object) {
            self.trace_len.set(0);
        }
        self.pending.set(why);
        Trap(())
    }

    /// Says again why an operation stopped, after something else was done; the traceback is kept.
    pub(crate) fn stop_again(&self, why: Pending) {
        self.pending.set(why);
    }

    /// The trap of what is pending: for code that handed it out as data and gets it back.
    pub(crate) fn stopped(&self) -> Option<Trap> {
        matches!(self.pending(), Pending::Raise { .. } | Pending::Object).then_some(Trap(()))
    }

    /// Memory for so many words is wanted: the caller collects and calls again.
    #[cold]
    pub(crate) fn need_memory(&self) -> Trap {
        self.stop(Pending::NeedMemory)
    }

    /// The answer must come from Python code: the caller uses the general form.
    #[cold]
    pub(crate) fn need_call(&self) -> Trap {
        self.stop(Pending::NeedCall)
    }

    /// Raises an exception with a fixed text.
    #[cold]
    #[inline(never)]
    pub(crate) fn raise(&self, class: TypeId, text: &'static str) -> Trap {
        self.set_root(Root::RaiseA, None);
        self.set_root(Root::RaiseB, None);
        let text = if text.is_empty() { Text::Empty } else { Text::Format(text) };
        self.stop(Pending::Raise { class, text })
    }

    /// Raises an exception whose text mentions two values (see [`Text::Format`]); give one twice if it has only one.
    #[cold]
    #[inline(never)]
    pub(crate) fn raise_with(
        &self,
        class: TypeId,
        text: &'static str,
        a: Value<'_>,
        b: Value<'_>,
    ) -> Trap {
        self.set_root(Root::RaiseA, Some(a));
        self.set_root(Root::RaiseB, Some(b));
        self.stop(Pending::Raise { class, text: Text::Format(text) })
    }

    /// Raises an exception whose one argument is this value.
    #[cold]
    pub(crate) fn raise_value(&self, class: TypeId, value: Value<'_>) -> Trap {
        self.set_root(Root::RaiseA, Some(value));
        self.stop(Pending::Raise { class, text: Text::Value })
    }

    /// Raises an exception whose two arguments are these values.
    #[cold]
    pub(crate) fn raise_pair(&self, class: TypeId, a: Value<'_>, b: Value<'_>) -> Trap {
        self.set_root(Root::RaiseA, Some(a));
        self.set_root(Root::RaiseB, Some(b));
        self.stop(Pending::Raise { class, text: Text::Pair })
    }

    /// Raises an exception object or an instance of an exception class.
    #[cold]
    pub(crate) fn raise_object(&self, exception: Value<'_>) -> Trap {
        self.set_root(Root::Raised, Some(exception));
        self.stop(Pending::Object)
    }

    /// TypeError.
    #[cold]
    pub(crate) fn type_error(&self, text: &'static str) -> Trap {
        self.raise(TypeId::TYPE_ERROR, text)
    }

    /// ValueError.
    #[cold]
    pub(crate) fn value_error(&self, text: &'static str) -> Trap {
        self.raise(TypeId::VALUE_ERROR, text)
    }

    /// The trap is an exception, and no longer: nothing is pending.
    pub(crate) fn take_pending(&self) -> Pending {
        self.pending.replace(Pending::Nothing)
    }
}

impl Engine {
    /// The type object of a builtin type.
    #[inline]
    pub(crate) fn type_object(&self, id: TypeId) -> Value<'_> {
        Value::object(self.rom_address + 4 * (self.rom.types + u32::from(id.0)))
    }

    /// Function `position` of a table of builtin functions.
    pub(crate) fn function_object(&self, table: usize, position: usize) -> Value<'_> {
        let first = self.rom.functions.get(table).copied().unwrap_or_default();
        Value::object(self.rom_address + 4 * (first + position as u32))
    }

    /// The entry behind a builtin function.
    #[inline]
    pub(crate) fn member(&self, address: u32) -> Option<&'static Member> {
        let number = self.header(address).size();
        self.tables.get((number >> 8) as usize)?.get((number & 0xff) as usize)
    }

    /// The str of a name.
    #[inline]
    pub(crate) fn name_value(&self, name: Name) -> Value<'_> {
        if usize::from(name.0) < crate::name::ROM_COUNT {
            return Value::object(self.rom_address + 4 * u32::from(name.0));
        }
        let index = u32::from(name.0) - crate::name::ROM_COUNT as u32;
        match self.root(Root::Names).and_then(Value::address) {
            Some(names) if index < u32::from(self.name_count.get()) => {
                self.value_field(names, index + 1).unwrap_or(Value::none())
            }
            _ => Value::none(),
        }
    }

    /// The same for a name of a code object, which is there (INV-VERIFIED).
    #[inline]
    pub(crate) fn name_word(&self, name: Name) -> Word {
        let number = u32::from(name.0);
        if number < crate::name::ROM_COUNT as u32 {
            self.rom_address + 4 * number
        } else {
            debug_assert!(number - (crate::name::ROM_COUNT as u32) < self.name_count.get().into());
            self.heap.word(self.names.get().wrapping_add(4 * number))
        }
    }
}
