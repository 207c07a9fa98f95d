//! Functions and lambdas: their code, and the function objects made of it.

use super::call::FRAME;
use super::finish::Outline;
use super::function::{Function, View};
use super::log::Register;
use super::names::Variable;
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::bytecode::code::{Flags, Head, NO_PREFIX, REGISTERS_MAX};
use crate::name::{Name, rom};
use crate::syntax::{
    Def, Expr, List, Mark, NodeId, ParameterKind, Scope, Statement, StatementKind, Stop, Symbol,
};

/// Bits of `MakeFunction`.
const DEFAULTS: u8 = 1;
const KEYWORD_DEFAULTS: u8 = 2;
const ANNOTATIONS: u8 = 4;
const CLOSURE: u8 = 8;

/// The longest qualified name of a function around another, in bytes: it is put together on the stack.
const QUALIFIED_NAME_MAX: usize = 160;

/// A function whose code is about to be compiled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Nested {
    pub(super) name: Name,
    pub(super) flags: Flags,
    /// Where it is in the source: its scope is known by this.
    pub(super) offset: u32,
    /// None, if it has no parameters of its own.
    pub(super) parameters: Option<List>,
}

/// What is around a function that is being compiled.
pub(super) struct Outer {
    function: Function,
    mark: Mark,
    handle: usize,
    /// The head of the nested one.
    head: Head,
}

/// The names of viper's types that are not builtins.
const VIPER_TYPES: [Name; 5] = [rom("ptr"), rom("ptr8"), rom("ptr16"), rom("ptr32"), rom("uint")];

impl<T: Target> Compiler<'_, T> {
    // Statements and expressions.

    #[inline(never)]
    pub(super) fn def_statement(&mut self, statement: &Statement, def: &Def) -> Result<(), Stop> {
        let next = self.function.next;
        let generic = self.reserve_generic(def.type_parameters)?;
        let dest = self.decorators(def.decorators)?;
        let annotate = !self.is_machine_code(def.decorators);
        let mut present = self.defaults(def.parameters)?;
        self.begin_generic(generic)?;
        if annotate {
            present |= self.annotations(def.parameters, def.returns)?;
        }
        let mut flags = Flags::default();
        if def.is_async {
            flags |= Flags::COROUTINE;
        }
        let nested = Nested {
            name: def.name,
            flags,
            offset: statement.offset,
            parameters: Some(def.parameters),
        };
        let handle = self.function_code(&nested, statement.line)?;
        if generic.is_none()
            && def.decorators.is_empty()
            && let Variable::Local(register) = self.variable(def.name)
        {
            self.make_function(register, handle, present, statement.offset)?;
            self.set_bound(register);
            self.free_to(next);
            return Ok(());
        }
        self.make_function(dest, handle, present, statement.offset)?;
        self.set_generic(generic, dest)?;
        self.end_generic(generic);
        self.call_decorators(def.decorators, dest)?;
        self.store_name(def.name, self.decorated(def.decorators, dest))?;
        self.free_to(next);
        Ok(())
    }

    /// Evaluates decorators, each into a frame that has room for its one argument; where the function goes then.
    pub(super) fn decorators(&mut self, decorators: List) -> Result<Register, Stop> {
        let mut items = decorators.items();
        while let Some(decorator) = self.parser.item(&mut items) {
            self.expr_new(decorator)?;
            self.temps(FRAME - 1)?;
        }
        self.temp()
    }

    /// Calls the decorators on what is in `dest`, the last one first.
    pub(super) fn call_decorators(&mut self, decorators: List, dest: Register) -> Result<(), Stop> {
        let mut argument = dest.0;
        for _ in 0..self.parser.count(decorators) {
            let frame = argument - FRAME;
            self.emit(Op::Call, frame, 1, frame)?;
            argument = frame;
        }
        Ok(())
    }

    /// Where the result of the decorators is.
    pub(super) fn decorated(&self, decorators: List, dest: Register) -> Register {
        Register(dest.0 - FRAME * self.parser.count(decorators) as u8)
    }

    /// Whether a decorator gives annotations a meaning that is not a value: `micropython.viper` or
    /// `micropython.asm_thumb`.
    fn is_machine_code(&self, decorators: List) -> bool {
        let mut items = decorators.items();
        while let Some(decorator) = self.parser.item(&mut items) {
            if let Expr::Attribute(value, name) = self.parser.expr(decorator)
                && matches!(self.parser.expr(value), Expr::Name(module) if module == const { rom("micropython") })
                && (name == const { rom("viper") } || name == const { rom("asm_thumb") })
            {
                return true;
            }
        }
        false
    }

    #[inline(never)]
    pub(super) fn lambda(
        &mut self,
        node: NodeId,
        parameters: List,
        body: NodeId,
        dest: Register,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        let present = self.defaults(parameters)?;
        let offset = self.parser.offset(node);
        let nested = Nested {
            name: const { rom("<lambda>") },
            flags: Flags::default(),
            offset,
            parameters: Some(parameters),
        };
        let line = self.function.line;
        let mut outer = self.outer();
        self.open_function(&nested, line, &mut outer)?;
        let value = self.expr_any(body)?;
        self.emit(Op::Return, value.0, 0, 0)?;
        self.function.reachable = false;
        let handle = self.close_function(&mut outer)?;
        self.make_function(dest, handle, present, offset)?;
        self.free_to(next);
        Ok(())
    }

    // Function objects.

    /// Evaluates the defaults into new registers; which of them there are.
    fn defaults(&mut self, parameters: List) -> Result<u8, Stop> {
        let mut present = 0;
        if self.has_default(parameters, false) {
            present |= DEFAULTS;
            self.positional_defaults(parameters)?;
        }
        if self.has_default(parameters, true) {
            present |= KEYWORD_DEFAULTS;
            let dict = self.temp()?;
            let first = self.function.next;
            let mut items = parameters.items();
            while let Some(item) = self.parser.item(&mut items) {
                let parameter = self.parser.parameter(item);
                if let (ParameterKind::KeywordOnly, Some(default)) =
                    (parameter.kind, parameter.default)
                {
                    let key = self.temp()?;
                    self.emit_wide(Op::LoadStr, key.0, parameter.name.0)?;
                    self.expr_new(default)?;
                }
            }
            self.emit(Op::BuildDict, dict.0, first, (self.function.next - first) / 2)?;
            self.free_to(first);
        }
        Ok(present)
    }

    fn has_default(&self, parameters: List, keyword_only: bool) -> bool {
        let mut items = parameters.items();
        while let Some(item) = self.parser.item(&mut items) {
            let parameter = self.parser.parameter(item);
            let is_keyword_only = parameter.kind == ParameterKind::KeywordOnly;
            if parameter.default.is_some() && is_keyword_only == keyword_only {
                return true;
            }
        }
        false
    }

    fn positional_defaults(&mut self, parameters: List) -> Result<(), Stop> {
        let tuple = self.temp()?;
        let first = self.function.next;
        let (mut count, mut constants) = (0, true);
        let mut items = parameters.items();
        while let Some(item) = self.parser.item(&mut items) {
            let parameter = self.parser.parameter(item);
            if let Some(default) = parameter.default
                && parameter.kind != ParameterKind::KeywordOnly
            {
                count += 1;
                constants &= self.is_constant(default);
            }
        }
        let described = constants && self.emit_constant(Op::LoadConst, [tuple.0, 0, 0])?;
        if described {
            self.push(super::constant::tag::TUPLE | count << 8)?;
        }
        let mut items = parameters.items();
        while let Some(item) = self.parser.item(&mut items) {
            let parameter = self.parser.parameter(item);
            let Some(default) = parameter.default else { continue };
            if parameter.kind == ParameterKind::KeywordOnly {
                continue;
            }
            if !constants {
                self.expr_new(default)?;
            } else if described {
                self.describe(default)?;
            }
        }
        if !constants {
            self.emit(Op::BuildTuple, tuple.0, first, count as u8)?;
        }
        self.free_to(first);
        Ok(())
    }

    /// Evaluates annotations into a dict in a new register, if there are any.
    fn annotations(&mut self, parameters: List, returns: Option<NodeId>) -> Result<u8, Stop> {
        if self.future_annotations {
            return Ok(0);
        }
        let dict = self.temp()?;
        let first = self.function.next;
        let mut pairs = 0;
        let mut items = parameters.items();
        loop {
            let (name, annotation) = match self.parser.item(&mut items) {
                Some(item) => {
                    let parameter = self.parser.parameter(item);
                    (parameter.name, parameter.annotation)
                }
                None if returns.is_some() && pairs < u8::MAX => (const { rom("return") }, returns),
                None => break,
            };
            if let Some(annotation) = annotation {
                let key = self.temp()?;
                self.emit_wide(Op::LoadStr, key.0, name.0)?;
                self.annotation(annotation)?;
                pairs += 1;
            }
            if name == const { rom("return") } {
                break;
            }
        }
        if pairs == 0 {
            self.free_to(dict.0);
            return Ok(0);
        }
        self.emit(Op::BuildDict, dict.0, first, pairs)?;
        self.free_to(first);
        Ok(ANNOTATIONS)
    }

    /// Evaluates an annotation into a new register; `*args: *Ts` is the one item of a tuple. The types of viper, which
    /// are no variables, are their own names: a function may be annotated for viper and run without it.
    fn annotation(&mut self, node: NodeId) -> Result<(), Stop> {
        if let Expr::Name(name) = self.parser.expr(node)
            && VIPER_TYPES.contains(&name)
        {
            let register = self.temp()?;
            return self.emit_wide(Op::LoadStr, register.0, name.0);
        }
        let Expr::Starred(value) = self.parser.expr(node) else {
            self.expr_new(node)?;
            return Ok(());
        };
        let register = self.expr_new(value)?;
        self.emit(Op::Unpack, register.0, register.0, 1)
    }

    /// Makes a function object. Its defaults and annotations, as far as `present`, are in the registers before the
    /// next.
    pub(super) fn make_function(
        &mut self,
        dest: Register,
        handle: usize,
        present: u8,
        offset: u32,
    ) -> Result<(), Stop> {
        let first = self.function.next - present.count_ones() as u8;
        let mut present = present;
        if let Some(scope) = self.parser.scope(offset) {
            let free = self.parser.facts(scope).free;
            if free > 0 {
                let tuple = self.temp()?;
                for number in 0..free {
                    let cell = self.temp()?;
                    if let Some(name) = self.parser.free_variable(scope, number) {
                        self.load_cell(name, cell)?;
                    }
                }
                self.emit(Op::BuildTuple, tuple.0, tuple.0 + 1, free as u8)?;
                present |= CLOSURE;
            }
        }
        let first = if present == 0 { dest.0 } else { first };
        if self.emit_constant(Op::MakeFunction, [dest.0, first, present])? {
            self.push(super::constant::tag::CODE | (handle as u32) << 8)?;
        }
        Ok(())
    }

    // Code.

    /// Compiles the body of a `def` up to its end; the handle of its code.
    fn function_code(&mut self, nested: &Nested, line: u32) -> Result<usize, Stop> {
        let mut outer = self.outer();
        self.open_function(nested, line, &mut outer)?;
        self.body()?;
        self.close_function(&mut outer)
    }

    /// The statements of a function, the first of which may be its docstring.
    fn body(&mut self) -> Result<(), Stop> {
        let mark = self.parser.mark();
        let first = self.parser.statement()?;
        match first.kind {
            StatementKind::BlockEnd => return Ok(()),
            StatementKind::Expression(value) if self.is_doc(value) => {
                self.function.flags |= Flags::HAS_DOC;
                self.doc_constant(value)?;
            }
            _ => {
                self.function.line = first.line;
                self.statement(&first, mark, None)?;
            }
        }
        self.settle(mark)?;
        self.block(None)
    }

    /// Starts the code of a nested function.
    #[inline(never)]
    pub(super) fn open_function(
        &mut self,
        nested: &Nested,
        line: u32,
        outer: &mut Outer,
    ) -> Result<(), Stop> {
        let prefix = if self.function.flags.contains(Flags::MODULE) {
            NO_PREFIX
        } else {
            self.qualified_name()?.0
        };
        let is_local = !self.function.flags.intersects(Flags::MODULE | Flags::CLASS_BODY);
        let function = &mut outer.function;
        function.log = self.open_log()?;
        function.flags = nested.flags;
        function.flags.set(Flags::LOCAL, is_local);
        function.reachable = true;
        function.offset = nested.offset;
        function.line = line;
        function.emitted_line = line.min(u16::MAX.into());
        function.name = nested.name;
        function.prefix = prefix;
        core::mem::swap(&mut self.function, &mut outer.function);
        outer.head = self.signature(nested, line);
        if let Some(scope) = self.parser.scope(nested.offset) {
            self.enter_own_scope(scope)?;
        }
        Ok(())
    }

    /// What [`Compiler::open_function`] keeps things in. It is made where it stays: in the frame of each level.
    #[inline(always)]
    pub(super) fn outer(&self) -> Outer {
        Outer {
            function: Function::default(),
            mark: self.parser.mark(),
            handle: self.handles,
            head: Head::default(),
        }
    }

    /// The qualified name of the current function. What does not fit is left out: it is for people to read.
    fn qualified_name(&mut self) -> Result<Name, Stop> {
        if self.function.prefix == NO_PREFIX {
            return Ok(self.function.name);
        }
        let mut text = [0; QUALIFIED_NAME_MAX];
        let mut len = self.parser.memory.copy_name(Name(self.function.prefix), &mut text);
        let between: &[u8] =
            if self.function.flags.contains(Flags::LOCAL) { b".<locals>." } else { b"." };
        let own = self.function.name;
        if let Some(room) = text.get_mut(len..len + between.len()) {
            room.copy_from_slice(between);
            len += between.len();
            len += self.parser.memory.copy_name(own, text.get_mut(len..).unwrap_or_default());
        }
        self.intern(text.get(..len).unwrap_or_default())
    }

    /// The head of a function as far as its parameters go.
    fn signature(&mut self, nested: &Nested, line: u32) -> Head {
        let mut head = Head { first_line: line.min(u16::MAX.into()) as u16, ..Head::default() };
        let Some(parameters) = nested.parameters else {
            // A class takes its namespace, a generator expression its iterator.
            head.positional = 1;
            return head;
        };
        let mut items = parameters.items();
        while let Some(item) = self.parser.item(&mut items) {
            let parameter = self.parser.parameter(item);
            match parameter.kind {
                ParameterKind::PositionalOnly | ParameterKind::Positional => {
                    if head.positional == 0 {
                        self.function.first_parameter = Some(parameter.name);
                    }
                    head.positional = head.positional.saturating_add(1);
                    if parameter.kind == ParameterKind::PositionalOnly {
                        head.positional_only = head.positional_only.saturating_add(1);
                    }
                }
                ParameterKind::Star => self.function.flags |= Flags::VARARGS,
                ParameterKind::KeywordOnly => {
                    head.keyword_only = head.keyword_only.saturating_add(1);
                }
                ParameterKind::DoubleStar => self.function.flags |= Flags::VARKEYWORDS,
            }
        }
        head
    }

    /// Gives the variables of a function their registers, and those that inner functions use their cells.
    fn enter_own_scope(&mut self, scope: Scope) -> Result<(), Stop> {
        let facts = self.parser.facts(scope);
        let base = u8::from(self.function.flags.contains(Flags::CLASS_BODY));
        let slots = usize::from(facts.slots) + usize::from(base);
        if slots >= REGISTERS_MAX || facts.free >= u8::MAX.into() {
            return Err(self.too_large("too many local variables"));
        }
        if let Some(view) = self.function.views.first_mut() {
            *view = Some(View { scope, base });
            self.function.view_count = 1;
        }
        self.function.locals = slots as u8;
        self.function.next = slots as u8;
        self.function.registers = slots as u8;
        let parameters = u32::from(facts.parameters) + u32::from(base);
        self.function.parameters = parameters as u8;
        self.function.bound = 1u64.checked_shl(parameters).map_or(u64::MAX, |bit| bit - 1);
        self.function.deletable =
            self.parser.deleted_slots(scope).checked_shl(base.into()).unwrap_or(0);
        if facts.is_generator {
            self.function.flags |= if self.function.flags.contains(Flags::COROUTINE) {
                Flags::ASYNC_GENERATOR
            } else {
                Flags::GENERATOR
            };
            if self.function.flags.contains(Flags::ASYNC_GENERATOR) {
                self.function.flags -= Flags::COROUTINE;
            }
        }
        for slot in 0..facts.slots {
            let Some(name) = self.parser.slot_name(scope, slot) else { continue };
            if matches!(self.parser.lookup(scope, name), Symbol::Cell(_)) {
                if slot >= facts.parameters {
                    self.emit(Op::Unbind, base + slot as u8, 0, 0)?;
                }
                self.emit(Op::MakeCell, base + slot as u8, 0, 0)?;
            }
        }
        Ok(())
    }

    /// Finishes the current function, and returns to the one around it; the handle of the code.
    #[inline(never)]
    pub(super) fn close_function(&mut self, outer: &mut Outer) -> Result<usize, Stop> {
        self.finish_function(outer.head, outer.handle)?;
        self.handles = outer.handle + 1;
        self.parser.reset(outer.mark);
        core::mem::swap(&mut self.function, &mut outer.function);
        Ok(outer.handle)
    }

    /// Makes the code object of the current function.
    pub(super) fn finish_function(&mut self, head: Head, handle: usize) -> Result<(), Stop> {
        if self.function.reachable {
            self.emit(Op::ReturnNone, 0, 0, 0)?;
        }
        self.unbind_checked()?;
        let free = match self.function.views.first() {
            // The first view of a module is that of a comprehension compiled in place.
            Some(Some(view)) if !self.function.flags.contains(Flags::MODULE) => {
                self.parser.facts(view.scope).free as u8
            }
            _ => 0,
        };
        let head = Head {
            flags: self.function.flags,
            name: self.function.name.0,
            prefix: self.function.prefix,
            file: self.file.0,
            free,
            ..head
        };
        self.finish(&Outline { head, handle })
    }
}
