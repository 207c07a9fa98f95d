//! Every limit and size, each with its reason.

/// The device address at which a 64-bit host maps the arena: where STM32 chips have their RAM.
/// On a 32-bit target device addresses are real addresses and this is not used.
pub const DEVICE_BASE: u32 = 0x2000_0000;

/// The smallest memory `Vm::new` accepts, in bytes: room for the machine itself, a few names and a shallow stack.
pub const MEMORY_BYTES_MIN: usize = 2 * 1024;

/// Words of the mark stack. When it overflows the heap is scanned again, so this trades RAM outside the arena against
/// the time that deep structures take to mark.
pub(crate) const MARK_STACK_WORDS: usize = 64;

/// Entries of the attribute cache (a power of two): 8 bytes each, outside the arena.
pub(crate) const ATTRIBUTE_CACHE_ENTRIES: usize = 128;
/// Names, by the low bits of their numbers, for which it is noted where in a namespace they were found last. A program
/// that meets more of its own looks up some of its globals again and again.
pub(crate) const GLOBAL_HINTS: usize = 128;

/// Nested blocks in one function. Each level of the compiler uses host stack; CPython's limit is 20 for loops and
/// `try`,
/// and 100 for indentation.
pub(crate) const BLOCK_DEPTH_MAX: usize = 48;

/// Nested parentheses and operators in one expression, where chains such as `a + b + c` are one level. Each level of
/// the compiler uses host stack; CPython's limit is 200.
pub(crate) const EXPRESSION_DEPTH_MAX: usize = 100;

/// Native functions that may be waiting on Python functions they called. Each uses a few hundred bytes of host stack.
pub(crate) const NATIVE_DEPTH_MAX: usize = 24;

/// Host stack that is left when nesting is refused for want of it: what the deepest function that calls nothing again
/// needs.
pub(crate) const HOST_STACK_RESERVE_BYTES: usize = 3 * 1024;

/// Host stack that a machine uses on a target unless its configuration says otherwise.
pub(crate) const HOST_STACK_BYTES: usize = 16 * 1024;

/// Open brackets in one place. The parser needs no host stack for them; the limit is CPython's.
pub(crate) const BRACKET_DEPTH_MAX: usize = 200;

/// F-strings in fields of f-strings, and lambdas in default values of lambdas: the few places where the parser calls
/// itself.
pub(crate) const EXPRESSION_RECURSION_MAX: usize = 12;

/// Bytes of a dotted or mangled name that has to be put together, in a buffer on the host's stack.
pub(crate) const JOINED_NAME_BYTES_MAX: usize = 128;

/// Comprehensions inside each other that are compiled in place: each takes room in the state of every function being
/// compiled. Deeper ones become functions.
pub(crate) const INLINED_COMPREHENSIONS_MAX: usize = 3;

/// Back-edges and calls between two safepoints, where interrupts are seen: about 100,000 instructions on a Cortex-M4.
pub(crate) const FUEL_SLICE: u32 = 1000;

/// Frames kept of a traceback, outside the arena (6 bytes each): the innermost ones.
pub(crate) const TRACEBACK_FRAMES_MAX: usize = 16;

/// Texts of errors whose messages can wait until someone asks for them, outside the arena (9 bytes each): those that a
/// program meets first. Few programs catch more kinds of errors than that.
pub(crate) const WAITING_TEXTS_MAX: usize = 16;

/// What the stack leaves to objects when it grows: an exception must still find room.
pub(crate) const STACK_RESERVE_BYTES: u32 = 512;

/// Free room that the stack keeps at a collection whatever it uses; growing it again costs a move.
pub(crate) const STACK_SPARE_BYTES: u32 = 1024;

/// Modules and single functions that an embedding program can register: a fat pointer each, outside the arena.
pub(crate) const HOSTS_MAX: usize = 16;

/// Functions that wait in `micropython.schedule`: as many as in MicroPython, where interrupts fill the queue.
pub(crate) const SCHEDULE_MAX: u32 = 4;

/// Whether letters past ASCII are looked up in tables; without, nearly all that is shown is a letter.
pub(crate) const UNICODE: bool = cfg!(feature = "unicode");
