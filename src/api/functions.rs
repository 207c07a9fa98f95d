//! Builtin functions that compile and run code, and what the embedding interface shares with them.

use core::fmt::Write;

use super::link::Linker;
use super::rom as flash;
use crate::bytecode::code::Flags;
use crate::compile::{Options, compile};
use crate::name::{Name, rom};
use crate::object::{
    ANY, Engine, Frame, Member, Pending, Root, Slot, Trap, TypeId, kind, namespace,
};
use crate::runtime::{ShortText, attribute, call, index, record_of};
use crate::syntax::{Argument, Error, ErrorClass, Mode, SyntaxError};
use crate::types::str::search;
use crate::types::{buffer, console, dict, exception, list, parameter, sort};
use crate::value::{UNBOUND, Value, Word};
use crate::vm::function;
use crate::vm::{awaitable, build_class, import, locals};

/// The functions of `builtins` that are here.
pub(super) static MEMBERS: &[Member] = &[
    Member::general("__build_class__", 2, ANY, build_class::build_class).keywords(),
    Member::general("__import__", 1, 5, import::import_builtin).keywords(),
    // No leaf: for those the interpreter need not say which frame runs.
    Member::general("globals", 0, 0, |vm, _| Ok(function::current_globals(vm))),
    Member::general("dir", 0, 1, dir),
    Member::general("locals", 0, 0, |vm, _| locals::of_caller(vm)),
    Member::leaf("__type_object__", 4, 4, parameter::new),
    Member::general("__split_exception__", 2, 2, exception::split_for_except),
    Member::general("__join_exceptions__", 2, 2, exception::join_for_except),
    Member::general("aiter", 1, 1, awaitable::aiter),
    Member::general("anext", 1, 2, awaitable::anext),
    Member::general("compile", 0, 6, compile_builtin).keywords(),
    Member::general("eval", 1, 3, eval).keywords(),
    Member::general("exec", 1, 3, exec).keywords(),
    Member::general("input", 0, 1, console::input),
    Member::general("vars", 0, 1, vars),
];

/// `dir(object)`; without an object, the sorted names of the caller's variables.
fn dir(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    if frame.positional > 0 {
        return crate::modules::dir(vm, frame.at(0));
    }
    let variables = locals::of_caller(vm)?;
    let variables = vm.push(variables)?;
    let names = list::collect(vm, variables)?;
    sort::sort(vm, names, Frame { base: names, positional: 1, keywords: 0 })?;
    Ok(vm.word(names))
}

/// `vars(object)`; without an object, `locals()`.
fn vars(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    if frame.positional == 0 {
        return locals::of_caller(vm);
    }
    match attribute::get_optional_attr(vm, frame.at(0), const { rom("__dict__") })? {
        Some(word) => Ok(word),
        None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
    }
}

fn eval(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    run_argument(vm, frame, Mode::Eval)
}

fn exec(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    run_argument(vm, frame, Mode::Module)?;
    Ok(Value::none().word())
}

const GLOBALS: Name = const { rom("globals") };
const LOCALS: Name = const { rom("locals") };

/// Runs the source, or the code object, in the first argument, with the globals and locals in the others.
fn run_argument(vm: &mut Engine, frame: Frame, mode: Mode) -> Result<Word, Trap> {
    frame.args(vm).only(vm, &[GLOBALS, LOCALS])?;
    let given = |vm: &Engine, i, name| {
        frame.get_or(vm, i, name).filter(|&slot| vm.at(slot) != Value::none())
    };
    let globals = match given(vm, 1, GLOBALS) {
        Some(slot) => {
            let Some(dict) = vm.expect(attribute::native(vm, vm.at(slot)), kind::DICT) else {
                return Err(vm.type_error("globals must be a dict"));
            };
            add_builtins(vm, dict)?
        }
        None => vm.push(function::current_globals(vm))?,
    };
    let variables = match (given(vm, 2, LOCALS), given(vm, 1, GLOBALS)) {
        (Some(slot), _) => {
            if record_of(vm, vm.at(slot)).get_item.is_none()
                && attribute::special(vm, vm.at(slot), const { rom("__getitem__") }).is_none()
            {
                return Err(vm.type_error("locals must be a mapping"));
            }
            vm.word(slot)
        }
        (None, Some(_)) => vm.word(globals),
        (None, None) => locals::of_caller(vm)?,
    };
    let variables = vm.push(variables)?;
    if vm.expect(vm.at(frame.at(0)), kind::CODE).is_some() {
        return run_code(vm, frame.at(0), globals, variables);
    }
    let file = vm.leaf_with(|vm| vm.intern(b"<string>"))?;
    let options = Options { namespace: vm.word(variables) != vm.word(globals), ..own_options(vm) };
    let code = compile_value(vm, frame.at(0), file, mode, options)?;
    let code = vm.push(code)?;
    run_code(vm, code, globals, variables)
}

/// `compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1)`: a code object that runs with locals of
/// its own or without.
fn compile_builtin(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let names = [
        const { rom("source") },
        const { rom("filename") },
        const { rom("mode") },
        const { rom("flags") },
        const { rom("dont_inherit") },
        const { rom("optimize") },
    ];
    frame.args(vm).only(vm, &names)?;
    let given = |vm: &Engine, i: usize| frame.get_or(vm, i, names[i]);
    let (Some(source), Some(file), Some(mode)) = (given(vm, 0), given(vm, 1), given(vm, 2)) else {
        return Err(vm.type_error("compile() missing required argument"));
    };
    let mode = match vm.text(vm.at(mode)) {
        Some("exec") => Mode::Module,
        Some("eval") => Mode::Eval,
        Some("single") => Mode::Single,
        Some(_) => {
            return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'"));
        }
        None => {
            let text = "compile() argument 'mode' must be str, not {t}";
            return Err(vm.raise_with(TypeId::TYPE_ERROR, text, vm.at(mode), vm.at(mode)));
        }
    };
    let optimize = match given(vm, 5) {
        Some(slot) => index::index_of(vm, slot)?,
        None => -1,
    };
    let mut options = Options { namespace: true, ..own_options(vm) };
    match u8::try_from(optimize) {
        Ok(level @ 0..=2) => options.optimize = level,
        Err(_) if optimize == -1 => {}
        _ => return Err(vm.value_error("compile(): invalid optimize value")),
    }
    if vm.expect(vm.at(source), kind::CODE).is_some() {
        return Ok(vm.word(source));
    }
    let file = vm.leaf_with(|vm| {
        let file = attribute::native(vm, vm.at(file));
        let Some(text) = vm.str_bytes(file).or_else(|| buffer::content(vm, file)) else {
            let text = "expected str, bytes or os.PathLike object, not {t}";
            return Err(vm.raise_with(TypeId::TYPE_ERROR, text, file, file));
        };
        vm.intern(text)
    })?;
    compile_value(vm, source, file, mode, options)
}

fn own_options(vm: &Engine) -> Options {
    Options { optimize: vm.optimize.get(), docstrings: vm.docstrings, namespace: false }
}

/// Makes a dict that a program gives the globals of a source, in a new slot: as in CPython they have `__builtins__`.
fn add_builtins(vm: &mut Engine, dict: u32) -> Result<Slot, Trap> {
    let globals = vm.push(dict)?;
    mark_namespace(vm, dict);
    let name = const { rom("__builtins__") };
    match namespace::get(vm, dict, vm.name_value(name)) {
        // What is not in them is not found.
        Some(own) => vm.shadowed.set(vm.shadowed.get() || vm.layout(own) == Some(kind::DICT)),
        None => {
            if let Some(word) = flash::module(vm, const { rom("builtins") }) {
                vm.leaf_with(|vm| {
                    dict::insert(vm, vm.word(globals), vm.name_value(name), vm.value(word))
                })?;
            }
        }
    }
    Ok(globals)
}

/// Makes a dict a namespace: builtins that it hides are noticed from now on.
fn mark_namespace(vm: &Engine, dict: u32) {
    let header = vm.header(dict);
    vm.heap.set_header(dict, header.with_flags(crate::heap::Header::FLAG_A));
    let mut i = 0;
    while let Some((key, _)) = namespace::next_entry(vm, dict, &mut i) {
        if vm.name_of(key).is_some_and(crate::name::Name::is_builtin) {
            vm.shadowed.set(true);
        }
    }
}

/// Compiles the source in a slot, a str or a bytes-like object.
fn compile_value(
    vm: &mut Engine,
    source: Slot,
    file: Name,
    mode: Mode,
    options: Options,
) -> Result<Word, Trap> {
    let result = compile_at_rest(vm, source, file, mode, options);
    if let Pending::Raise { class: TypeId::MEMORY_ERROR, .. } = vm.pending()
        && result.is_err()
    {
        // What was garbage is one piece with the free memory only now.
        vm.collect();
        return compile_at_rest(vm, source, file, mode, options);
    }
    result
}

/// Compiles the source in a slot, which must not move meanwhile.
fn compile_at_rest(
    vm: &mut Engine,
    source: Slot,
    file: Name,
    mode: Mode,
    options: Options,
) -> Result<Word, Trap> {
    let value = attribute::native(vm, vm.at(source));
    let span = match vm.layout(value) {
        Some(kind::STR) => {
            value.address().map(|address| (address + crate::object::STR_TEXT, vm.str_len(address)))
        }
        Some(kind::ROM_STR) => None,
        _ => match buffer::bytes_of(vm, value) {
            Some(buffer) => Some((buffer.address, buffer.len)),
            None => {
                let text = "source must be a string, bytes or code object";
                return Err(vm.type_error(text));
            }
        },
    };
    let Some((address, len)) = span else {
        let text = vm.text(value).and_then(|text| crate::name::find_rom(text.as_bytes()));
        let text = text.and_then(|name| crate::name::text(name.0.into())).unwrap_or_default();
        return compile_whole(vm, text, file, mode, options);
    };
    // The compiler reads the source while it allocates: a copy in scratch memory would move too, so the heap rests.
    vm.heap.forbid_moves();
    let text = vm.heap.outlive(address, len);
    let result = compile_whole(vm, text, file, mode, options);
    vm.heap.allow_moves();
    result
}

/// Compiles a source: a code object.
pub(super) fn compile_source(
    vm: &mut Engine,
    source: &[u8],
    file: &[u8],
    mode: Mode,
) -> Result<Word, Trap> {
    let file = vm.leaf_with(|vm| vm.intern(file))?;
    compile_whole(vm, source, file, mode, own_options(vm))
}

fn compile_whole(
    vm: &mut Engine,
    source: &[u8],
    file: Name,
    mode: Mode,
    options: Options,
) -> Result<Word, Trap> {
    match compile_named(vm, source, file, mode, (options, false))? {
        Some(code) => Ok(code),
        None => Err(vm.raise(TypeId::SYNTAX_ERROR, "")),
    }
}

/// Compiles a source whose file has this name: a code object. With `typed` there is none if the source is the beginning
/// of a statement; otherwise that is a SyntaxError.
fn compile_named(
    vm: &mut Engine,
    source: &[u8],
    file: Name,
    mode: Mode,
    (options, typed): (Options, bool),
) -> Result<Option<Word>, Trap> {
    let linker = Linker::new(vm)?;
    let handles = linker.handles();
    let result = compile(source, file, mode, options, linker);
    let code = Linker::end(vm, handles, result.is_ok());
    let result = match result {
        Ok(()) => return Ok(Some(code)),
        Err(Error::OutOfMemory) => Err(vm.memory_error()),
        Err(Error::Syntax(error)) if typed && error.incomplete => Ok(None),
        Err(Error::Syntax(error)) => Err(syntax_error(vm, source, file, &error)),
    };
    vm.end_names(false);
    result
}

/// Runs what was typed at a prompt; false if it is the beginning of a statement.
pub(super) fn run_typed(vm: &mut Engine, source: &[u8]) -> Result<bool, Trap> {
    let file = vm.leaf_with(|vm| vm.intern(b"<stdin>"))?;
    let Some(code) = compile_named(vm, source, file, Mode::Single, (own_options(vm), true))? else {
        return Ok(false);
    };
    let code = vm.push(code)?;
    let globals = vm.push(vm.word(Engine::root_slot(Root::Main)))?;
    run_code(vm, code, globals, globals).map(|_| true)
}

/// Compiles a source and runs it with these globals; what an expression came to.
pub(super) fn run_source(
    vm: &mut Engine,
    source: &[u8],
    file: &[u8],
    mode: Mode,
    globals: Slot,
) -> Result<Word, Trap> {
    let code = compile_source(vm, source, file, mode)?;
    let code = vm.push(code)?;
    run_module(vm, code, globals)
}

/// Runs a code object of a module or expression with these globals and, if it looks at them, these locals.
pub(super) fn run_code(
    vm: &mut Engine,
    code: Slot,
    globals: Slot,
    variables: Slot,
) -> Result<Word, Trap> {
    let head = function::head(vm, vm.word(code));
    if head.free > 0 {
        let text = "code object requires a closure of exactly length {d}";
        let free = Value::int(head.free.into());
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, free, free));
    }
    let function = function::of_code(vm, code, globals)?;
    // The function alone keeps the code from here on: what has run can be collected.
    vm.set_word(code, function);
    let arguments = [variables];
    call::call(vm, code, if head.flags.contains(Flags::CLASS_BODY) { &arguments } else { &[] })
}

/// Runs the code object of a module. Few variables are added when it has run: its globals lose their room for more.
pub(super) fn run_module(vm: &mut Engine, code: Slot, globals: Slot) -> Result<Word, Trap> {
    let result = run_code(vm, code, globals, globals);
    dict::trim(vm, vm.word(globals));
    result
}

/// Raises a SyntaxError with its place.
fn syntax_error(vm: &mut Engine, source: &[u8], file: Name, error: &SyntaxError) -> Trap {
    let class = match error.class {
        ErrorClass::Syntax => TypeId::SYNTAX_ERROR,
        ErrorClass::Indentation => TypeId::INDENTATION_ERROR,
        ErrorClass::Tab => TypeId::TAB_ERROR,
    };
    let mut text = ShortText::new();
    // What does not fit a short text is left out of it, so writing cannot fail.
    _ = write_message(vm, &mut text, source, error);
    let line = line_text(source, error.offset as usize);
    match vm.scope(|vm| place(vm, file, error, line, &text)) {
        Ok(args) => {
            let (message, place) = args;
            vm.raise_pair(class, vm.value(message), vm.value(place))
        }
        Err(trap) => trap,
    }
}

/// Writes the message of a syntax error with its argument in place of each `{}`.
fn write_message(
    vm: &Engine,
    text: &mut ShortText,
    source: &[u8],
    error: &SyntaxError,
) -> core::fmt::Result {
    let mut rest = error.message;
    for place in 0_u8.. {
        let end = search::find(rest.as_bytes(), b"{}").unwrap_or(rest.len());
        let (before, after) = rest.split_at(end);
        text.push(before);
        rest = match after.get(2..) {
            Some(after) => after,
            None => break,
        };
        match (error.argument, place) {
            (Argument::None, _) => {}
            (Argument::Source(span), _) => {
                let bytes = source.get(span.start as usize..(span.start + span.len) as usize);
                text.push(core::str::from_utf8(bytes.unwrap_or_default()).unwrap_or("?"));
            }
            (Argument::Name(name), _) => {
                text.push(vm.text(vm.name_value(name)).unwrap_or_default());
            }
            (Argument::Words(words), _) | (Argument::WordsAndNumber(words, _), 0) => {
                text.push(words);
            }
            (Argument::Number(n) | Argument::WordsAndNumber(_, n), _)
            | (Argument::Range(n, _), 0)
            | (Argument::Range(_, n), _) => write!(text, "{n}")?,
            (Argument::Character(c), _) if before.ends_with("U+") => {
                write!(text, "{:04X}", u32::from(c))?;
            }
            (Argument::Character(c), _) => text.write_char(c)?,
        }
    }
    Ok(())
}

/// The line of the source that an offset is in.
fn line_text(source: &[u8], offset: usize) -> &[u8] {
    let offset = offset.min(source.len());
    let is_end = |byte: &u8| *byte == b'\n' || *byte == b'\r';
    let start = source[..offset].iter().rposition(is_end).map_or(0, |at| at + 1);
    let end = source[offset..].iter().position(is_end).map_or(source.len(), |at| offset + at);
    &source[start..end]
}

/// The arguments of a SyntaxError: its message, and file, line, column and text in a tuple.
fn place(
    vm: &mut Engine,
    file: Name,
    error: &SyntaxError,
    line: &[u8],
    message: &ShortText,
) -> Result<(Word, Word), Trap> {
    let message = vm.leaf(|vm| vm.new_str(message.as_bytes()))?;
    let message = vm.push(message)?;
    let text = match core::str::from_utf8(line) {
        Ok(_) => vm.leaf(|vm| vm.new_str(line))?,
        Err(_) => Value::none().word(),
    };
    let text = vm.push(text)?;
    let place = vm.leaf(|vm| {
        let number = |n: u32| Value::small(n.min(1 << 29) as i32).unwrap_or(Value::none()).word();
        let name = vm.name_value(file).word();
        vm.make(kind::TUPLE, &[name, number(error.line), number(error.column), vm.word(text)])
    })?;
    Ok((vm.word(message), place))
}

/// The sorted names of a value's attributes.
pub(super) fn names(vm: &mut Engine, value: Slot) -> Result<Word, Trap> {
    crate::modules::dir(vm, value)
}

/// A variable of `__main__`, or the builtin of that name.
pub(super) fn global(vm: &mut Engine, name: Name) -> Result<Word, Trap> {
    let globals = vm.word(Engine::root_slot(Root::Main));
    let text = vm.name_value(name);
    if let Some(value) = namespace::get(vm, globals, text) {
        return Ok(value.word());
    }
    let builtin = vm.root(Root::Builtins).and_then(Value::address);
    if let Some(value) = builtin.and_then(|dict| namespace::get(vm, dict, text)) {
        return Ok(value.word());
    }
    match vm.builtins.get(usize::from(name.0)).map_or(UNBOUND, |builtin| builtin.word(vm)) {
        UNBOUND => Err(vm.raise_with(TypeId::NAME_ERROR, "name '{s}' is not defined", text, text)),
        word => Ok(word),
    }
}

/// Sets a variable of `__main__` to the value in a slot.
pub(super) fn set_global(vm: &mut Engine, name: Name, value: Slot) -> Result<(), Trap> {
    vm.leaf_with(|vm| {
        let globals = vm.word(Engine::root_slot(Root::Main));
        dict::insert(vm, globals, vm.name_value(name), vm.at(value))
    })
}

/// Makes `sys.argv` or `sys.path` a list of strs.
pub(super) fn set_list(vm: &mut Engine, root: Root, items: &[&str]) -> Result<(), Trap> {
    let made = vm.leaf(|vm| list::new(vm, &[]))?;
    let made = vm.push(made)?;
    for item in items {
        let text = vm.leaf(|vm| vm.new_str(item.as_bytes()))?;
        let text = vm.push(text)?;
        list::push_slot(vm, made, text)?;
    }
    vm.set_word(Engine::root_slot(root), vm.word(made));
    Ok(())
}

/// The status that a SystemExit asks for: 0 for None, 1 with a message for anything but an int.
pub(super) fn exit_status(vm: &mut Engine, exception: Slot) -> i32 {
    let code = vm.scope(|vm| {
        let exception = vm.push(vm.word(exception))?;
        attribute::get_attr_or_missing(vm, exception, const { rom("code") })
    });
    let code = code.ok().flatten().unwrap_or(UNBOUND);
    match Value::from_word(code) {
        None => 0,
        Some(code) if code == Value::none() => 0,
        Some(code) => match code.as_small() {
            Some(status) => status,
            None => show_exit(vm, code.word()),
        },
    }
}

fn show_exit(vm: &mut Engine, code: Word) -> i32 {
    let shown: Result<(), Trap> = vm.scope(|vm| {
        let code = vm.push(code)?;
        let text = crate::runtime::format::str_of(vm, code)?;
        let text = vm.push(text)?;
        vm.write_str(text)?;
        vm.write_bytes(b"\n")
    });
    if shown.is_err() {
        vm.take_pending();
    }
    1
}

/// The dict of the modules that have been imported.
pub(super) fn modules(vm: &Engine) -> Option<u32> {
    vm.root(Root::Modules).and_then(Value::address)
}

/// Puts a module in `sys.modules`.
pub(super) fn register(vm: &mut Engine, name: Slot, module: Slot) -> Result<(), Trap> {
    vm.leaf_with(|vm| match modules(vm) {
        Some(modules) => dict::insert(vm, modules, vm.at(name), vm.at(module)),
        None => Ok(()),
    })
}
