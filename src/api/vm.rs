//! The virtual machine as an embedding program sees it.

use core::marker::PhantomData;

use super::arguments::IntoArguments;
use super::class::Class;
use super::convert::{FromPython, ToPython};
use super::error::Error;
use super::exception::Exception;
use super::function::{self, Module, Native};
use super::functions;
use super::image;
use super::rom::{BUILTIN_VALUES, ROM, TABLES, TRACES, TYPES, WORDS};
use super::scope::Scope;
use crate::api;
use crate::config::{HOST_STACK_BYTES, MEMORY_BYTES_MIN};
use crate::hal::Board;
use crate::heap::Heap;
use crate::name::rom;
use crate::object::{BoardPointer, Engine, Hooks, HostPointer, Root, Trap, TypeId, kind};
use crate::runtime::attribute;
use crate::syntax::Mode;
use crate::types::{dict, exception};
use crate::value::{CONSTANTS, UNBOUND, Value};
use crate::vm;

/// How a virtual machine is set up.
#[derive(Clone, Copy, Debug)]
pub struct Config {
    /// `-O`: from 1 on `assert` is dropped and `__debug__` is False.
    pub optimize: u8,
    /// Whether `__doc__` is kept; it takes memory. CPython keeps it, MicroPython does not.
    pub docstrings: bool,
    /// Bytes of the host's stack that the machine may use below where it is called; 0 for no limit. Source, values
    /// and calls that nest too deeply for it are a MemoryError or RecursionError. Plain programs take 6 to 9 kB; the
    /// deepest that the limits of nesting allow, 70. 16 kB by default where there is no operating system, elsewhere 0.
    pub stack_bytes: usize,
    /// Rare events made frequent, for tests.
    pub stress: Stress,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            optimize: 0,
            docstrings: false,
            stack_bytes: if cfg!(target_os = "none") { HOST_STACK_BYTES } else { 0 },
            stress: Stress::default(),
        }
    }
}

/// Ways to make rare events frequent, for tests. On a target they need the feature `stress`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stress {
    /// Collect, and move all objects, at every allocation; check the whole heap after it.
    pub collect_always: bool,
    /// Let allocation number n fail, once; 0 for none.
    pub fail_nth: u32,
}

/// Memory in use, in bytes of the block handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MemoryUse {
    /// The most that objects and the compiler's scratch memory took at one time.
    pub peak: usize,
    /// What objects take that are alive: after a collection.
    pub live: usize,
    /// How many times memory was asked for, if this build counts it; else 0.
    pub allocations: u32,
}

/// What lower layers ask of this one.
static HOOKS: Hooks = Hooks {
    call: vm::call::call_frame,
    import: super::import::load,
    dir: functions::names,
    make_instance: vm::call::make_instance,
};

/// A virtual machine in a block of memory.
///
/// Two machines share nothing.
pub struct Vm<'h> {
    engine: Engine,
    /// The block of memory and the board are the machine's as long as it lives.
    borrows: PhantomData<&'h mut ()>,
}

impl<'h> Vm<'h> {
    /// Bytes of the block that are not heap: on a 64-bit host a copy of the objects that lie in flash on a target. A
    /// block of
    /// n + `OVERHEAD` bytes on a host has the heap of a block of n bytes on a target.
    pub const OVERHEAD: usize =
        if cfg!(target_pointer_width = "32") { 0 } else { 4 * (CONSTANTS.0.len() + WORDS.len()) };

    /// A machine in this block of memory, on this board.
    ///
    /// # Errors
    /// [`Error::MemoryTooSmall`] says how many bytes are needed.
    pub fn new(
        memory: &'h mut [u8],
        config: Config,
        board: &'h mut dyn Board,
    ) -> Result<Self, Error> {
        let needed = MEMORY_BYTES_MIN + Self::OVERHEAD;
        let too_small = Error::MemoryTooSmall { needed };
        if memory.len() < needed {
            return Err(too_small);
        }
        let bytes = memory.len() - Self::OVERHEAD;
        let heap = Heap::new(memory, &[&CONSTANTS.0, &WORDS], &TRACES).ok_or(too_small)?;
        let end = heap.arena_end();
        // The stack grows where it needs to; this only saves the first moves.
        let stack = end - ((bytes / 16).clamp(384, 4096) as u32 & !3);
        if !heap.set_end(stack) {
            return Err(too_small);
        }
        let rom_address = if cfg!(target_pointer_width = "32") {
            WORDS.as_ptr().addr() as u32
        } else {
            crate::config::DEVICE_BASE + 4 * CONSTANTS.0.len() as u32
        };
        let board = BoardPointer::new(board);
        let engine = Engine::new(
            heap,
            stack,
            end,
            &TYPES,
            &TABLES,
            &ROM,
            rom_address,
            &HOOKS,
            &BUILTIN_VALUES,
            board,
        );
        let mut machine = Self { engine, borrows: PhantomData };
        machine.engine.optimize.set(config.optimize);
        machine.engine.docstrings = config.docstrings;
        machine.engine.host_stack_bytes = config.stack_bytes;
        machine.boot().map_err(|_| too_small)?;
        let stress = machine.engine.stress();
        stress.collect_always.set(config.stress.collect_always);
        stress.fail_in.set(config.stress.fail_nth);
        Ok(machine)
    }

    /// Makes what every program needs: `sys.modules` and `__main__`.
    fn boot(&mut self) -> Result<(), Trap> {
        let vm = &mut self.engine;
        exception::prepare(vm)?;
        let modules = vm.leaf(|vm| dict::with_room(vm, 1))?;
        vm.set_word(Engine::root_slot(Root::Modules), modules);
        let main = vm.leaf(|vm| {
            let module = crate::types::module::make(vm, vm.name_value(const { rom("__main__") }))?;
            if let Some(modules) = vm.root(Root::Modules).and_then(Value::address) {
                dict::insert(vm, modules, vm.name_value(const { rom("__main__") }), module)?;
            }
            Ok(module)
        })?;
        let variables = vm.field(main, crate::types::module::DICT);
        vm.set_word(Engine::root_slot(Root::Main), variables);
        Ok(())
    }

    /// Runs a program as `__main__`.
    ///
    /// # Errors
    /// [`Error::Exception`] for an exception that nothing caught, a SyntaxError among them; [`Error::Exit`] for
    /// `SystemExit`.
    pub fn exec(&mut self, source: &[u8], file: &str) -> Result<(), Error> {
        self.guarded(|vm| {
            let globals = vm.push(vm.word(Engine::root_slot(Root::Main)))?;
            functions::run_source(vm, source, file.as_bytes(), Mode::Module, globals)?;
            Ok(())
        })
    }

    /// Runs what was typed at a prompt: the values of expressions are shown.
    ///
    /// # Errors
    /// As [`Vm::exec`]; [`Error::Incomplete`] when the text is the beginning of a statement.
    pub fn exec_interactive(&mut self, source: &[u8]) -> Result<(), Error> {
        match self.guarded(|vm| functions::run_typed(vm, source))? {
            true => Ok(()),
            false => Err(Error::Incomplete),
        }
    }

    /// Compiles a program and leaves it at that: for measurements and checks.
    ///
    /// # Errors
    /// As [`Vm::exec`], for syntax errors and memory.
    pub fn compile(&mut self, source: &[u8], file: &str) -> Result<(), Error> {
        self.guarded(|vm| {
            let code = functions::compile_source(vm, source, file.as_bytes(), Mode::Module)?;
            vm.set_word(Engine::root_slot(Root::Compiled), code);
            Ok(())
        })
    }

    /// Compiles a program and writes it as an image that [`Vm::load`] takes: on this machine or another, without the
    /// compiler. The bytes written.
    ///
    /// # Errors
    /// As [`Vm::compile`]; [`Error::ImageTooLarge`] says how many bytes are needed.
    pub fn save(&mut self, source: &[u8], file: &str, image: &mut [u8]) -> Result<usize, Error> {
        self.compile(source, file)?;
        let code = self.engine.word(Engine::root_slot(Root::Compiled));
        self.engine.set_root(Root::Compiled, None);
        image::write(&self.engine, code, image)
    }

    /// Takes a program from an image, for [`Vm::run_compiled`].
    ///
    /// All of the image is checked before: version, lengths, texts, constants, and of every function its head, each
    /// instruction with its registers, jumps and handlers. What passes can do what a source can do, and no more.
    ///
    /// # Errors
    /// [`Error::Image`]; [`Error::Exception`] (MemoryError).
    pub fn load(&mut self, image: &[u8]) -> Result<(), Error> {
        let mut invalid = None;
        let loaded = self.guarded(|vm| match image::read(vm, image) {
            Ok(code) => {
                vm.set_word(Engine::root_slot(Root::Compiled), code);
                Ok(())
            }
            Err(image::Failure::Trap(trap)) => Err(trap),
            Err(image::Failure::Invalid(found)) => {
                invalid = Some(found);
                Ok(())
            }
        });
        match invalid {
            Some(found) => Err(Error::Image { at: found.at, problem: found.text() }),
            None => loaded,
        }
    }

    /// Compiles a program and lists its bytecode beside the source's lines.
    ///
    /// # Errors
    /// As [`Vm::compile`]. What `out` answers ends the listing, and is otherwise ignored.
    pub fn disassemble(
        &mut self,
        source: &[u8],
        file: &str,
        out: &mut dyn core::fmt::Write,
    ) -> Result<(), Error> {
        self.compile(source, file)?;
        let code = self.engine.word(Engine::root_slot(Root::Compiled));
        _ = super::listing::write(&self.engine, code, source, out);
        self.engine.set_root(Root::Compiled, None);
        Ok(())
    }

    /// Runs what [`Vm::compile`] compiled or [`Vm::load`] took last, once, as `__main__`.
    ///
    /// # Errors
    /// As [`Vm::exec`].
    pub fn run_compiled(&mut self) -> Result<(), Error> {
        self.guarded(|vm| {
            let code = vm.push(vm.word(Engine::root_slot(Root::Compiled)))?;
            if vm.expect(vm.at(code), kind::CODE).is_none() {
                return Err(vm.raise(TypeId::RUNTIME_ERROR, "nothing has been compiled"));
            }
            vm.set_root(Root::Compiled, None);
            let globals = vm.push(vm.word(Engine::root_slot(Root::Main)))?;
            functions::run_module(vm, code, globals)?;
            Ok(())
        })
    }

    // Values in and out.

    /// The value of an expression, with the globals of `__main__`.
    ///
    /// # Errors
    /// As [`Vm::exec`]; TypeError when the value is not of the type wanted.
    ///
    /// ```
    /// # use taipan::api::{Config, Vm};
    /// # fn run(vm: &mut Vm<'_>) -> Result<(), taipan::api::Error> {
    /// let (quotient, text): (u8, &str) = vm.eval("(7 // 2, 'abc' * 2)")?;
    /// # _ = (quotient, text);
    /// # Ok(())
    /// # }
    /// ```
    pub fn eval<'a, T: FromPython<'a>>(&'a mut self, source: &str) -> Result<T, Error> {
        let word = self.guarded(|vm| {
            let globals = vm.push(vm.word(Engine::root_slot(Root::Main)))?;
            functions::run_source(vm, source.as_bytes(), b"<string>", Mode::Eval, globals)
        })?;
        T::from_python(api::Value::new(&self.engine, word))
    }

    /// Calls a function of `__main__`, or a builtin.
    ///
    /// # Errors
    /// As [`Vm::eval`]; NameError if there is no such function.
    ///
    /// ```
    /// # use taipan::api::{Config, Vm};
    /// # fn run(vm: &mut Vm<'_>) -> Result<(), taipan::api::Error> {
    /// let larger: f64 = vm.call("max", (1, 2.5))?;
    /// # _ = larger;
    /// # Ok(())
    /// # }
    /// ```
    pub fn call<'a, T: FromPython<'a>>(
        &'a mut self,
        function: &str,
        arguments: impl IntoArguments,
    ) -> Result<T, Error> {
        let word = self.in_scope(|scope| {
            let callee = scope.global(function)?;
            let result = scope.call(callee, arguments)?;
            Ok(scope.vm.word(result.slot))
        })?;
        T::from_python(api::Value::new(&self.engine, word))
    }

    /// A variable of `__main__`, or a builtin.
    ///
    /// # Errors
    /// NameError; TypeError when it is not of the type wanted.
    pub fn get<'a, T: FromPython<'a>>(&'a mut self, name: &str) -> Result<T, Error> {
        let word = self.in_scope(|scope| {
            let found = scope.global(name)?;
            Ok(scope.vm.word(found.slot))
        })?;
        T::from_python(api::Value::new(&self.engine, word))
    }

    /// Sets a variable of `__main__`.
    ///
    /// # Errors
    /// MemoryError.
    pub fn set(&mut self, name: &str, value: impl ToPython) -> Result<(), Error> {
        self.in_scope(|scope| scope.set_global(name, value))
    }

    /// A scope for more than one step with Python's objects.
    pub fn enter(&mut self) -> Scope<'_> {
        let vm = &mut self.engine;
        vm.take_pending();
        vm.fuel.set(crate::config::FUEL_SLICE);
        Scope::new(vm)
    }

    /// Offers a module to `import`.
    ///
    /// # Errors
    /// [`Error::TooManyModules`].
    pub fn register(&mut self, module: &'h Module<'h>) -> Result<(), Error> {
        let host = HostPointer::new(module);
        self.engine.add_host(host).map(|_| ()).ok_or(Error::TooManyModules)
    }

    /// Makes a Rust function a variable of `__main__`. It lives as long as the machine's memory:
    ///
    /// ```compile_fail
    /// # use taipan::api::{Error, Vm, function};
    /// fn add(vm: &mut Vm<'_>) -> Result<(), Error> {
    ///     let one = 1;
    ///     let next = function(move |n: i32| n + one);
    ///     vm.function("next", &next)
    /// }
    /// ```
    ///
    /// # Errors
    /// [`Error::TooManyModules`]; MemoryError.
    pub fn function<N: Native>(&mut self, name: &str, native: &'h N) -> Result<(), Error> {
        let Some(host) = self.engine.add_host(HostPointer::new(native)) else {
            return Err(Error::TooManyModules);
        };
        self.in_scope(|scope| {
            let word = scope.run(|vm| function::object(vm, host, 0, name))?;
            let made = scope.push(word)?;
            scope.set_global(name, made)
        })
    }

    /// Runs `f` in a scope; an exception that leaves it is kept.
    fn in_scope<T>(
        &mut self,
        f: impl FnOnce(&mut Scope<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.guarded(|vm| {
            let result = f(&mut Scope::new(vm));
            result.map_err(|error| error.raise(vm))
        })
    }

    /// The exception that the last operation failed with, as data.
    ///
    /// ```
    /// # use taipan::api::{Class, Config, Error, Vm};
    /// # fn run(vm: &mut Vm<'_>) {
    /// if let Err(Error::Exception(Class::KEY_ERROR)) = vm.exec(b"{}['x']", "lookup.py") {
    ///     let exception = vm.exception().unwrap();
    ///     assert_eq!(exception.message(), "'x'");
    ///     assert_eq!(exception.traceback().next().unwrap().line, 1);
    /// }
    /// # }
    /// ```
    pub fn exception(&mut self) -> Option<Exception<'_>> {
        self.keep_raised();
        Exception::kept(&mut self.engine)
    }

    /// What was raised while a value was converted is not an object yet.
    fn keep_raised(&mut self) {
        if self.engine.stopped().is_some() {
            Self::keep_exception(&mut self.engine);
        }
    }

    /// Runs `f` on the engine; an exception that leaves it is kept for [`Vm::print_exception`].
    fn guarded<T>(&mut self, f: impl FnOnce(&mut Engine) -> Result<T, Trap>) -> Result<T, Error> {
        let vm = &mut self.engine;
        vm.take_pending();
        let (top, base, pc) = (vm.top(), vm.base.get(), vm.pc.get());
        vm.fuel.set(crate::config::FUEL_SLICE);
        let stack_end = vm.limit_host_stack();
        let result = f(vm);
        vm.set_host_stack_end(stack_end);
        vm.release_scratch();
        vm.base.set(base);
        vm.pc.set(pc);
        vm.native_depth.set(0);
        while vm.heap.unlock() > 0 {}
        let outcome = match result {
            Ok(answer) => Ok(answer),
            Err(_) => Err(Self::keep_exception(vm)),
        };
        vm.set_top(top);
        vm.set_root(Root::Handled, None);
        outcome
    }

    /// Makes the exception in flight an object and keeps it.
    fn keep_exception(vm: &mut Engine) -> Error {
        let word = match vm::unwind::caught(vm) {
            Ok(word) => word,
            Err(_) => {
                vm.take_pending();
                UNBOUND
            }
        };
        vm.set_word(Engine::root_slot(Root::Raised), word);
        let Some(exception) = vm.root(Root::Raised) else {
            return Error::Exception(Class::MEMORY_ERROR);
        };
        if attribute::is_instance(vm, exception, TypeId::SYSTEM_EXIT) {
            let status = functions::exit_status(vm, Engine::root_slot(Root::Raised));
            return Error::Exit(status);
        }
        Error::Exception(Class(exception::class_of(vm, exception)))
    }

    /// Writes the exception that the last call ended with, and its traceback, as Python does.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn print_exception(&mut self, out: &mut dyn core::fmt::Write) -> core::fmt::Result {
        self.keep_raised();
        let slot = Engine::root_slot(Root::Raised);
        if self.engine.word(slot) == UNBOUND {
            return out.write_str("MemoryError\n");
        }
        // The root is used while texts are made: the exception moves to a slot of its own.
        let top = self.engine.top();
        if let Ok(exception) = self.engine.push(self.engine.word(slot)) {
            exception::print_exception(&mut self.engine, exception, out);
        }
        self.engine.set_top(top);
        Ok(())
    }

    /// Collects garbage.
    pub fn collect(&mut self) {
        self.engine.collect();
    }

    /// What the heap holds; collects.
    pub fn memory(&mut self) -> MemoryUse {
        self.engine.collect();
        let heap = &self.engine.heap;
        MemoryUse {
            peak: 4 * heap.peak_words() as usize,
            live: 4 * heap.used_words() as usize,
            allocations: self.engine.stress().allocations.get(),
        }
    }

    /// Writes what the heap holds, a line for each sort of object; collects.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn write_contents(&mut self, out: &mut dyn core::fmt::Write) -> core::fmt::Result {
        super::contents::write(&mut self.engine, out)
    }

    /// Checks the whole heap: every header and reference.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn check(&self) -> Result<(), &'static str> {
        self.engine.heap.check().map_err(|damage| damage.what)
    }

    /// The board.
    pub fn board(&mut self) -> &mut dyn Board {
        self.engine.board()
    }

    /// Sets `sys.argv`, from strs.
    ///
    /// # Errors
    /// [`Error::Exception`] (MemoryError) where memory is short.
    pub fn set_argv(&mut self, arguments: &[&str]) -> Result<(), Error> {
        self.guarded(|vm| functions::set_list(vm, Root::SysArgv, arguments))
    }

    /// Sets `sys.path`: the folders that imports search.
    ///
    /// # Errors
    /// [`Error::Exception`] (MemoryError) where memory is short.
    pub fn set_path(&mut self, folders: &[&str]) -> Result<(), Error> {
        self.guarded(|vm| functions::set_list(vm, Root::SysPath, folders))
    }
}
