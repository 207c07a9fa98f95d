//! The instruction set: the one table from which encoding, verification, disassembly and the interpreter are derived.
//!
//! An instruction is one to three 16-bit units. The first holds the opcode (low byte) and operand A (high byte); the
//! second B (low byte) and C (high byte), or one 16-bit operand D; the third a 16-bit operand D.
//! Registers are numbered from the frame's base; a frame has at most 250. Jumps count units from the end of the
//! instruction that jumps. `r[x]` is a register, `k[x]` a constant, `n[x]` a name of the code object.
//!
//! Calls: the callee goes in `r[A]`, its arguments from `r[A+3]` on; `r[A+1]` and `r[A+2]` belong to the frame that is
//! made there. A method is put in place by `LoadMethod`, after which arguments start at `r[A+4]`.
//! Handlers: on entry to the handler of register x, `r[x]` is the exception and `r[x+1]` what was being handled before.

/// What the operands of an instruction are, for the verifier and the disassembler.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Operand {
    /// Not used; must be 0.
    None,
    /// A register read or written.
    Register,
    /// The first register of a call frame: three words, then arguments.
    Frame,
    /// The first of as many registers as the count operand says.
    Registers,
    /// How many registers or pairs.
    Count,
    /// An unsigned number.
    Unsigned,
    /// A signed number.
    Signed,
    /// An index of the constants.
    Constant,
    /// An index of the names.
    Name,
    /// A number of a builtin.
    Builtin,
    /// A hint that the interpreter may overwrite; any value is right.
    Hint,
    /// An index of the function's closure.
    Free,
    /// Two registers below 16: the low nibble and the high nibble.
    Nibbles,
    /// A register below 16 in the low nibble, a number in the high nibble.
    NibbleNumber,
    /// A register from 16 to 31, less 16, in the low nibble; one below 16 in the high nibble.
    HighNibbles,
    /// A register below 16 in the low nibble, an index of the constants in the high nibble.
    NibbleConstant,
    /// A register below 16 in the low nibble, an index of the names in the high nibble.
    NibbleName,
    /// A register below 16 in the low nibble, the number of a builtin in the high nibble.
    NibbleBuiltin,
    /// The first register of a call frame, below 16, in the low nibble, an index of the names in the high nibble.
    FrameName,
    /// The first register of a call frame in the low 5 bits, how many arguments in the high 3.
    FrameCount,
    /// The first of as many registers as the high 3 bits say in the low 5; or of so many pairs.
    RegistersCount,
    /// A jump.
    Jump,
}

/// The shape of an instruction: its operands A, B, C, D.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Format {
    /// Length in 16-bit units.
    pub(crate) units: u8,
    /// Operands A, B, C (8 bits) and D (16 bits).
    pub(crate) operands: [Operand; 4],
}

macro_rules! format {
    ($a:ident) => {
        Format { units: 1, operands: [Operand::$a, Operand::None, Operand::None, Operand::None] }
    };
    ($a:ident, $b:ident, $c:ident) => {
        Format { units: 2, operands: [Operand::$a, Operand::$b, Operand::$c, Operand::None] }
    };
    ($a:ident; $d:ident) => {
        Format { units: 2, operands: [Operand::$a, Operand::None, Operand::None, Operand::$d] }
    };
    ($a:ident, $b:ident, $c:ident; $d:ident) => {
        Format { units: 3, operands: [Operand::$a, Operand::$b, Operand::$c, Operand::$d] }
    };
}

macro_rules! ops {
    ($($(#[$doc:meta])* $name:ident ( $($format:tt)* ) ;)*) => {
        /// An opcode.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub(crate) enum Op { $($(#[$doc])* $name,)* }

        impl Op {
            /// Every opcode, by number.
            pub(crate) const ALL: &'static [Op] = &[$(Op::$name),*];
            /// The names, by number.
            pub(crate) const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];
            const FORMATS: &'static [Format] = &[$(format!($($format)*)),*];
        }
    };
}

ops! {
    // Moves and constants.
    /// Does nothing.
    Nop(None);
    /// `r[a] = r[b]` with a, b below 16.
    MoveShort(Nibbles);
    /// `r[A] = r[B]`.
    Move(Register, Register, None);
    /// `r[a] = number` with a below 16, 0..=15.
    LoadIntShort(NibbleNumber);
    /// `r[A] = D`, signed 16 bits.
    LoadInt(Register; Signed);
    /// `r[A] = k[D]`.
    LoadConst(Register; Constant);
    /// `r[A] = ` the text of `n[D]` as a str.
    LoadStr(Register; Name);
    /// `r[A] = None`.
    LoadNone(Register);
    /// `r[A] = True`.
    LoadTrue(Register);
    /// `r[A] = False`.
    LoadFalse(Register);
    /// Makes `r[A]` unbound.
    Unbind(Register);
    /// UnboundLocalError for `n[B]` if `r[A]` is unbound.
    CheckBound(Register, Name, None);
    // Cells of captured variables.
    /// `r[A] = cell(r[A])`, also when unbound.
    MakeCell(Register);
    /// `r[A] = r[B].contents`; if empty, NameError for `n[C]` (free variables) or UnboundLocalError.
    LoadCell(Register, Register, Name);
    /// `r[A].contents = r[B]`.
    StoreCell(Register, Register, None);
    /// Empties the cell `r[A]`.
    ClearCell(Register);
    /// `r[A] = closure[B].contents`; if empty, NameError for `n[C]`.
    LoadFree(Register, Free, Name);
    /// `closure[B].contents = r[A]`.
    StoreFree(Register, Free, None);
    /// Empties `closure[B]`; NameError for `n[C]` if it is empty. A is not used.
    ClearFree(None, Free, Name);
    /// `r[A] = closure[B]`, the cell itself.
    LoadClosure(Register, Free, None);
    // Globals and the names of class bodies.
    /// `r[A] = ` global or builtin `n[B]`; C remembers where it was found.
    LoadGlobal(Register, Name, Hint);
    /// As `LoadGlobal`, for a name index past 255.
    LoadGlobalWide(Register; Name);
    /// `r[A] = ` the builtin D, unless a module has a variable of that name: then as `LoadGlobal` of name number D.
    LoadBuiltin(Register; Builtin);
    /// Global `n[B] = r[A]`; C remembers where it lies.
    StoreGlobal(Register, Name, Hint);
    /// As `StoreGlobal`, for a name index past 255.
    StoreGlobalWide(Register; Name);
    /// Deletes global `n[D]`; A is not used.
    DeleteGlobal(None; Name);
    /// `r[A] = n[D]` of the namespace in `r[0]`, else global, else builtin.
    LoadName(Register; Name);
    /// `n[D] = r[A]` in the namespace in `r[0]`.
    StoreName(Register; Name);
    /// Deletes `n[D]` from the namespace in `r[0]`.
    DeleteName(None; Name);
    /// `r[A] = n[C]` of the namespace in `r[0]`, else `closure[B].contents`.
    LoadNameFree(Register, Free, Name);
    // Attributes.
    /// `r[A] = r[B].n[C]`.
    LoadAttr(Register, Register, Name);
    /// `r[A] = r[B].n[D]`.
    LoadAttrWide(Register, Register, None; Name);
    /// `r[A].n[C] = r[B]`.
    StoreAttr(Register, Register, Name);
    /// `r[A].n[D] = r[B]`.
    StoreAttrWide(Register, Register, None; Name);
    /// `del r[A].n[D]`.
    DeleteAttr(Register; Name);
    /// Puts method `r[B].n[C]` in place for `CallMethod A`: `r[A]` the function and `r[A+3]` the object, or, for a
    /// plain attribute, `r[A]` unbound and `r[A+1]` the callable.
    LoadMethod(Frame, Register, Name);
    /// The same with name `n[D]`.
    LoadMethodWide(Frame, Register, None; Name);
    /// As `LoadMethod`, looking for `n[C]` in the classes after the class `r[A]` in the order of `r[B]`'s class.
    LoadSuperMethod(Frame, Register, Name);
    /// `r[A] = super(r[A], r[B]).n[C]`.
    LoadSuperAttr(Register, Register, Name);
    // Items.
    /// `r[A] = r[B][r[C]]`.
    LoadItem(Register, Register, Register);
    /// `r[A] = r[B][C]`, C unsigned.
    LoadItemInt(Register, Register, Unsigned);
    /// `r[A][r[B]] = r[C]`.
    StoreItem(Register, Register, Register);
    /// `del r[A][r[B]]`.
    DeleteItem(Register, Register, None);
    /// `r[A] = slice(r[B], r[B+1], r[B+2])`.
    BuildSlice(Register, Register, None);
    /// `r[A] = r[B][r[C]:r[C+1]]`.
    LoadSlice(Register, Register, Register);
    // Arithmetic: r[A] = r[B] op r[C].
    /// `+`
    Add(Register, Register, Register);
    /// `-`
    Subtract(Register, Register, Register);
    /// `*`
    Multiply(Register, Register, Register);
    /// `%`
    Modulo(Register, Register, Register);
    /// `//`
    FloorDivide(Register, Register, Register);
    /// `/`
    TrueDivide(Register, Register, Register);
    /// `&`
    And(Register, Register, Register);
    /// `|`
    Or(Register, Register, Register);
    /// `^`
    Xor(Register, Register, Register);
    /// `<<`
    LeftShift(Register, Register, Register);
    /// `>>`
    RightShift(Register, Register, Register);
    /// `**`
    Power(Register, Register, Register);
    /// `@`
    MatrixMultiply(Register, Register, Register);
    // The same with an immediate or a constant on the right.
    /// `r[A] = r[B] + C`, C signed.
    AddInt(Register, Register, Signed);
    /// `r[A] = r[B] - C`, C signed.
    SubtractInt(Register, Register, Signed);
    /// `r[A] = r[B] << C`.
    LeftShiftInt(Register, Register, Unsigned);
    /// `r[A] = r[B] >> C`.
    RightShiftInt(Register, Register, Unsigned);
    /// `r[A] = r[B] + k[C]`.
    AddConst(Register, Register, Constant);
    /// `r[A] = r[B] - k[C]`.
    SubtractConst(Register, Register, Constant);
    /// `r[A] = r[B] * k[C]`.
    MultiplyConst(Register, Register, Constant);
    /// `r[A] = r[B] % k[C]`.
    ModuloConst(Register, Register, Constant);
    /// `r[A] = r[B] // k[C]`.
    FloorDivideConst(Register, Register, Constant);
    /// `r[A] = r[B] / k[C]`.
    TrueDivideConst(Register, Register, Constant);
    /// `r[A] = r[B] & k[C]`.
    AndConst(Register, Register, Constant);
    /// `r[A] = r[B] | k[C]`.
    OrConst(Register, Register, Constant);
    /// `r[A] = r[B] ^ k[C]`.
    XorConst(Register, Register, Constant);
    // In place: r[A] op= r[B] (the method of the in-place operator first).
    /// `r[A] += r[B]`
    InPlaceAdd(Register, Register, None);
    /// `r[A] -= r[B]`
    InPlaceSubtract(Register, Register, None);
    /// `r[A] *= r[B]`
    InPlaceMultiply(Register, Register, None);
    /// `r[A] op= r[B]` for operator C, numbered as [`BinaryOp`].
    InPlace(Register, Register, Unsigned);
    /// `r[A] += B`, B signed.
    InPlaceAddInt(Register, Signed, None);
    /// `r[A] -= B`, B signed.
    InPlaceSubtractInt(Register, Signed, None);
    // Unary.
    /// `r[A] = -r[B]`
    Negative(Register, Register, None);
    /// `r[A] = +r[B]`
    Positive(Register, Register, None);
    /// `r[A] = ~r[B]`
    Invert(Register, Register, None);
    /// `r[A] = not r[B]`
    Not(Register, Register, None);
    // Comparisons: r[A] = r[B] op r[C].
    /// `<`
    Less(Register, Register, Register);
    /// `<=`
    LessEqual(Register, Register, Register);
    /// `>`
    Greater(Register, Register, Register);
    /// `>=`
    GreaterEqual(Register, Register, Register);
    /// `==`
    Equal(Register, Register, Register);
    /// `!=`
    NotEqual(Register, Register, Register);
    /// `is`
    Is(Register, Register, Register);
    /// `is not`
    IsNot(Register, Register, Register);
    /// `in`: `r[A] = r[B] in r[C]`
    In(Register, Register, Register);
    /// `not in`
    NotIn(Register, Register, Register);
    // Jumps. Backward ones are safepoints.
    /// Jumps by A, signed 8 bits.
    JumpShort(Jump);
    /// Jumps by D.
    Jump(None; Jump);
    /// Jumps by D if `r[A]` is true.
    JumpIf(Register; Jump);
    /// Jumps by D if `r[A]` is false.
    JumpIfNot(Register; Jump);
    /// Jumps by D if `r[A]` is None.
    JumpIfNone(Register; Jump);
    /// Jumps by D if `r[A]` is not None.
    JumpIfNotNone(Register; Jump);
    /// Jumps by C if `r[A] is r[B]`.
    JumpIfIs(Register, Register, Jump);
    /// Jumps by C if `r[A] is not r[B]`.
    JumpIfIsNot(Register, Register, Jump);
    /// Jumps by C if `r[A] < r[B]`.
    JumpIfLess(Register, Register, Jump);
    /// Jumps by C if `r[A] <= r[B]`.
    JumpIfLessEqual(Register, Register, Jump);
    /// Jumps by C if `r[A] > r[B]`.
    JumpIfGreater(Register, Register, Jump);
    /// Jumps by C if `r[A] >= r[B]`.
    JumpIfGreaterEqual(Register, Register, Jump);
    /// Jumps by C if `r[A] == r[B]`.
    JumpIfEqual(Register, Register, Jump);
    /// Jumps by C if `r[A] != r[B]`.
    JumpIfNotEqual(Register, Register, Jump);
    /// Jumps by C unless `r[A] < r[B]`.
    JumpUnlessLess(Register, Register, Jump);
    /// Jumps by C unless `r[A] <= r[B]`.
    JumpUnlessLessEqual(Register, Register, Jump);
    /// Jumps by C unless `r[A] > r[B]`.
    JumpUnlessGreater(Register, Register, Jump);
    /// Jumps by C unless `r[A] >= r[B]`.
    JumpUnlessGreaterEqual(Register, Register, Jump);
    /// Jumps by C unless `r[A] == r[B]`.
    JumpUnlessEqual(Register, Register, Jump);
    /// Jumps by C unless `r[A] != r[B]`.
    JumpUnlessNotEqual(Register, Register, Jump);
    /// Jumps by C if `r[A] < B`, B signed.
    JumpIfLessInt(Register, Signed, Jump);
    /// Jumps by C if `r[A] <= B`.
    JumpIfLessEqualInt(Register, Signed, Jump);
    /// Jumps by C if `r[A] > B`.
    JumpIfGreaterInt(Register, Signed, Jump);
    /// Jumps by C if `r[A] >= B`.
    JumpIfGreaterEqualInt(Register, Signed, Jump);
    /// Jumps by C if `r[A] == B`.
    JumpIfEqualInt(Register, Signed, Jump);
    /// Jumps by C if `r[A] != B`.
    JumpIfNotEqualInt(Register, Signed, Jump);
    /// Jumps by C unless `r[A] < B`.
    JumpUnlessLessInt(Register, Signed, Jump);
    /// Jumps by C unless `r[A] <= B`.
    JumpUnlessLessEqualInt(Register, Signed, Jump);
    /// Jumps by C unless `r[A] > B`.
    JumpUnlessGreaterInt(Register, Signed, Jump);
    /// Jumps by C unless `r[A] >= B`.
    JumpUnlessGreaterEqualInt(Register, Signed, Jump);
    /// Jumps by C unless `r[A] == B`.
    JumpUnlessEqualInt(Register, Signed, Jump);
    /// Jumps by C unless `r[A] != B`.
    JumpUnlessNotEqualInt(Register, Signed, Jump);
    // Loops.
    /// `r[A] = iter(r[B])`.
    GetIter(Register, Register, None);
    /// If `r[A]` is the builtin `range` and its B arguments from `r[A+3]` are small ints: `r[A]` the first, `r[A+1]`
    /// the end, `r[A+2]` the step, and skips the next instruction, which is `GetIter A A`. Otherwise as `Call A B A`.
    ForRange(Frame, Count, None);
    /// Advances the iterator `r[A]` (or the range in `r[A..A+3]`): the item to `r[B]` and a jump by C; falls through
    /// at its end.
    ForIter(Register, Register, Jump);
    /// The same with a jump by D.
    ForIterWide(Register, Register, None; Jump);
    // Calls.
    /// `r[C] = r[A](r[A+3], ... B arguments)`.
    Call(Frame, Count, Register);
    /// `r[C] = ` the method put in place by `LoadMethod A`, with B arguments from `r[A+4]`.
    CallMethod(Frame, Count, Register);
    /// `r[D] = r[A](B positional arguments, then C pairs of name and value)`.
    CallKeyword(Frame, Count, Count; Register);
    /// The same for a method; arguments from `r[A+4]`.
    CallMethodKeyword(Frame, Count, Count; Register);
    /// `r[C] = r[A](*r[A+3], **r[A+4])`; `r[A+3]` is a list or tuple, `r[A+4]` a dict, or unbound when B is 0.
    CallUnpack(Frame, Unsigned, Register);
    /// Returns `r[A]`.
    Return(Register);
    /// Returns None.
    ReturnNone(None);
    // Building.
    /// `r[A] = (r[B], ... C of them)`.
    BuildTuple(Register, Registers, Count);
    /// `r[A] = [r[B], ... C of them]`.
    BuildList(Register, Registers, Count);
    /// `r[A] = {r[B], ... C of them}`.
    BuildSet(Register, Registers, Count);
    /// `r[A] = {r[B]: r[B+1], ... C pairs}`.
    BuildDict(Register, Registers, Count);
    /// `r[A] = ` the strs `r[B], ... C of them` joined.
    BuildStr(Register, Registers, Count);
    /// `r[A].append(r[B])` for a list.
    ListAppend(Register, Register, None);
    /// `r[A].extend(r[B])` for a list, any iterable.
    ListExtend(Register, Register, None);
    /// `r[A] = tuple(r[A])` for a list.
    ListToTuple(Register);
    /// `r[A].add(r[B])` for a set.
    SetAdd(Register, Register, None);
    /// `r[A].update(r[B])` for a set.
    SetUpdate(Register, Register, None);
    /// `r[A][r[B]] = r[C]` for a dict.
    DictSet(Register, Register, Register);
    /// `r[A].update(r[B])` for a dict display.
    DictUpdate(Register, Register, None);
    /// As `DictUpdate` for keyword arguments: TypeError for a repeated or non-str key; `r[C]` is the callee.
    DictMerge(Register, Register, Register);
    /// `r[A] = format(r[B], spec)`: C & 3 the conversion (0 none, 1 str, 2 repr, 3 ascii); C & 4: the spec is `r[B+1]`.
    FormatValue(Register, Register, Unsigned);
    /// Unpacks `r[B]` into C registers from `r[A]`.
    Unpack(Register, Register, Count);
    /// As `Unpack`, of the item that a `ForIter` puts into `r[B]` and nothing else reads: the loop may put a pair into
    /// the registers itself, leave `r[B]` as it is, and go on behind this instruction.
    UnpackItem(Register, Register, Count);
    /// Unpacks `r[B]` into C registers from `r[A]`, then a list, then D registers.
    UnpackStar(Register, Register, Count; Unsigned);
    // Functions, classes, modules.
    /// `r[A] = ` function of code `k[D]`. From `r[B]` on, those present in C: 1 defaults (tuple), 2 keyword defaults
    /// (dict), 4 annotations (dict), 8 closure (tuple of cells).
    MakeFunction(Register, Register, Unsigned; Constant);
    /// `r[A] = __import__(n[D])` with the list of names `r[B]` (None for a plain import) and level C.
    ImportName(Register, Register, Unsigned; Name);
    /// `r[A] = r[B].n[C]`, or the submodule; ImportError otherwise.
    ImportFrom(Register, Register, Name);
    /// Binds the public names of module `r[A]` as globals.
    ImportStar(Register);
    // Exceptions.
    /// Raises: C 0 what is being handled, 1 `r[A]`, 2 `r[A]` from `r[B]`.
    Raise(Register, Register, Unsigned);
    /// Raises `r[A]` again, its traceback untouched, after restoring what was handled before it (`r[A+1]`).
    Reraise(Register);
    /// `r[A] = ` whether exception `r[B]` is an instance of `r[C]` (class or tuple of classes).
    MatchException(Register, Register, Register);
    /// Ends the handler of register A: what was handled before (`r[A+1]`) is so again. Nothing if `r[A]` is an int.
    LeaveHandler(Register);
    /// Ends a `finally`: if `r[A]` is an exception, as `Reraise A`; an int is left for the code that follows.
    EndFinally(Register);
    /// For manager `r[A]`: `r[A]` and `r[A+1]` become its `__exit__` and itself, and `__enter__` (C 0) or the
    /// coroutine methods' (C 1) is put in place for `CallMethod A+2`.
    WithSetup(Register, None, Unsigned);
    /// Puts `__exit__` of `WithSetup A` in place for `CallMethod A+2` with 3 arguments: those of exception `r[B]`, or
    /// three times None when C is 0.
    WithExit(Register, Register, Unsigned);
    // Generators.
    /// Yields `r[A]`; `r[B]` is what is sent back.
    Yield(Register, Register, None);
    /// Sends `r[B]` to the iterator `r[A]`: what it yields to `r[B]`; at its end its value to `r[B]` and a jump by C.
    Send(Register, Register, Jump);
    /// `r[A] = ` the iterator of awaitable `r[B]`.
    GetAwaitable(Register, Register, None);
    /// `r[A] = iter` for `yield from r[B]`: a generator as it is, else `iter(r[B])`.
    GetYieldFrom(Register, Register, None);
    /// `r[A] = r[B].__aiter__()`.
    GetAsyncIter(Register, Register, None);
    /// `r[A] = ` the awaitable of `r[B].__anext__()`.
    GetAsyncNext(Register, Register, None);
    // The rest.
    /// Prints `r[A]` at the prompt unless it is None, and keeps it as `_`.
    PrintExpression(Register);
    // Patterns of `match`.
    /// `r[A] = ` whether `r[B]` is a sequence to patterns: list, tuple, range and the like; not str, bytes, bytearray.
    MatchSequence(Register, Register, None);
    /// `r[A] = ` whether `r[B]` is a mapping to patterns.
    MatchMapping(Register, Register, None);
    /// `r[A] = ` a tuple of the values that mapping `r[B]` has for the keys in tuple `r[C]`; None if it lacks one.
    MatchKeys(Register, Register, Register);
    /// For the tuple `r[A]` of D names (None: those of the class's `__match_args__`, from the first on; else those of
    /// attributes): `r[A] = ` the tuple of `r[B]`'s attributes of those names if it is an instance of class `r[C]`, or
    /// None if it is not or lacks one. A class that stands for its one argument (`int`, `str`, ...) gives the subject.
    MatchClass(Register, Register, Register; Unsigned);
    // The only `*` and `**` of a call.
    /// `r[A]` is made a list unless it is a list or a tuple.
    SpreadArguments(Register);
    /// `r[A]` is made a dict unless it is a dict.
    SpreadKeywords(Register);
    // One unit for what is common and fits: chosen when a function is encoded.
    /// `Move` to `r[16 + a]` from `r[b]`.
    MoveHigh(HighNibbles);
    /// `LoadConst` with both below 16.
    LoadConstShort(NibbleConstant);
    /// `LoadStr` with both below 16.
    LoadStrShort(NibbleName);
    /// `LoadGlobal` with both below 16; where a variable of that name was found last is remembered for all of them.
    LoadGlobalShort(NibbleName);
    /// `LoadBuiltin` of one of the first 16 to a register below 16.
    LoadBuiltinShort(NibbleBuiltin);
    /// `LoadAttr` of `r[0]`, mostly `self`, with both below 16.
    LoadSelfAttr(NibbleName);
    /// `StoreAttr` to `r[0]` from a register below 16.
    StoreSelfAttr(NibbleName);
    /// `LoadMethod` of `r[0]`, with A and the name below 16.
    LoadSelfMethod(FrameName);
    /// `LoadMethod` of `r[A]`, with A and the name below 16.
    LoadMethodShort(FrameName);
    /// `r[a] = r[a] + r[b]`
    AddShort(Nibbles);
    /// `r[a] = r[a] - r[b]`
    SubtractShort(Nibbles);
    /// `r[a] = r[a] * r[b]`
    MultiplyShort(Nibbles);
    /// `r[a] = r[a] % r[b]`
    ModuloShort(Nibbles);
    /// `r[a] += r[b]`
    InPlaceAddShort(Nibbles);
    /// `r[a] += number`, 0..=15.
    InPlaceAddIntShort(NibbleNumber);
    /// `BuildTuple` in the place of its first item, of fewer than 8.
    BuildTupleShort(RegistersCount);
    /// `BuildList`, likewise.
    BuildListShort(RegistersCount);
    /// `BuildDict`, likewise.
    BuildDictShort(RegistersCount);
    /// `GetIter` with both below 16.
    GetIterShort(Nibbles);
    /// `ForRange` with A below 32 and fewer than 8 arguments.
    ForRangeShort(FrameCount);
    /// `Call` with its result to `r[A]`, A below 32, and fewer than 8 arguments.
    CallShort(FrameCount);
    /// `CallMethod`, likewise.
    CallMethodShort(FrameCount);
}

/// Binary operators, in the order of their opcodes from [`Op::Add`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    Modulo,
    FloorDivide,
    TrueDivide,
    And,
    Or,
    Xor,
    LeftShift,
    RightShift,
    Power,
    MatrixMultiply,
}

/// Comparison operators, in the order of their opcodes from [`Op::Less`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum CompareOp {
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
}

/// What a type parameter or alias is: by this number the compiler asks for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TypeForm {
    /// `T`
    Var,
    /// `*Ts`
    VarTuple,
    /// `**P`
    ParamSpec,
    /// `type name = value`
    Alias,
    /// `P.args`
    Args,
    /// `P.kwargs`
    KeywordArgs,
}

impl CompareOp {
    /// All, by number.
    pub(crate) const ALL: [Self; 6] = [
        Self::Less,
        Self::LessEqual,
        Self::Greater,
        Self::GreaterEqual,
        Self::Equal,
        Self::NotEqual,
    ];
}

impl BinaryOp {
    /// All, by number.
    pub(crate) const ALL: [Self; 13] = [
        Self::Add,
        Self::Subtract,
        Self::Multiply,
        Self::Modulo,
        Self::FloorDivide,
        Self::TrueDivide,
        Self::And,
        Self::Or,
        Self::Xor,
        Self::LeftShift,
        Self::RightShift,
        Self::Power,
        Self::MatrixMultiply,
    ];
}

impl Op {
    /// The opcode with this number.
    pub(crate) const fn from_byte(byte: u8) -> Option<Op> {
        if (byte as usize) < Self::ALL.len() { Some(Self::ALL[byte as usize]) } else { None }
    }

    /// Its format.
    pub(crate) const fn format(self) -> Format {
        Self::FORMATS[self as usize]
    }

    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// Its length in 16-bit units.
    pub(crate) const fn units(self) -> usize {
        self.format().units as usize
    }
}
