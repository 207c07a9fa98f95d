//! What each statement and expression does with names.

use super::build::{
    BOUND, DELETED, GLOBAL, ITERATION, NONLOCAL, PARAMETER, PARAMETER_SHIFT, RETURNS_VALUE,
};
use super::{Record, ScopeKind};
use crate::config;
use crate::syntax::ast::*;
use crate::syntax::error::{Argument, Stop};
use crate::syntax::memory::Memory;
use crate::syntax::parser::Parser;
use crate::syntax::token::Token;
use crate::syntax::tree::{Id, Kind};

/// What to do when a block ends: look for clauses, or leave a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Open {
    /// No clauses, no scope.
    Plain,
    Scope,
    Clauses(After),
}

impl<M: Memory> Parser<'_, M> {
    /// Before a top-level statement: if it defines a function or class, works out the scopes in it.
    pub(in crate::syntax) fn analyse_definition(&mut self) -> Result<(), Stop> {
        if !matches!(self.lexer.token, Token::Def | Token::Class | Token::At | Token::Async) {
            return Ok(());
        }
        if !self.at_line_start() {
            return Ok(());
        }
        let checkpoint = self.checkpoint();
        let (base, top) = (self.base, self.top);
        self.begin_building(true);
        let result = self.read_definition();
        self.base = base;
        self.top = top;
        result?;
        self.finish_building()?;
        self.restore(checkpoint);
        Ok(())
    }

    /// After the header of a top-level statement: works out the scopes in its expressions.
    pub(in crate::syntax) fn analyse_expressions(
        &mut self,
        statement: &Statement,
    ) -> Result<(), Stop> {
        if !self.has_scopes
            || matches!(statement.kind, StatementKind::Def(_) | StatementKind::Class(_))
        {
            return Ok(());
        }
        self.begin_building(false);
        self.walk_statement(statement)?;
        self.finish_building()
    }

    /// After a clause of a top-level statement.
    pub(in crate::syntax) fn analyse_clause(&mut self, clause: &Clause) -> Result<(), Stop> {
        if !self.has_scopes {
            return Ok(());
        }
        self.begin_building(false);
        self.walk_clause(clause)?;
        self.finish_building()
    }

    /// A whole definition, to the end of its body. (An `async for` or `async with` here is an error of the parser's.)
    fn read_definition(&mut self) -> Result<(), Stop> {
        let mut open = [Open::Plain; config::BLOCK_DEPTH_MAX];
        let mut depth: usize = 0;
        loop {
            self.clear_tree()?;
            let statement = self.next_statement()?;
            let begun = if statement.kind == StatementKind::BlockEnd {
                let Some(outer) = depth.checked_sub(1) else { return Ok(()) };
                depth = outer;
                self.end_open(open.get(depth).copied().unwrap_or(Open::Plain))?
            } else {
                self.walk_statement(&statement)?;
                self.begin_open(statement.kind)?
            };
            if let Some(next) = begun
                && let Some(slot) = open.get_mut(depth)
            {
                *slot = next;
                depth += 1;
            }
            if depth == 0 {
                return Ok(());
            }
        }
    }

    /// What to do at the end of the block that a statement begins, if it does.
    fn begin_open(&mut self, kind: StatementKind) -> Result<Option<Open>, Stop> {
        Ok(Some(match kind {
            StatementKind::If { .. } => Open::Clauses(After::If),
            StatementKind::While { .. } | StatementKind::For { .. } => Open::Clauses(After::Loop),
            StatementKind::Try => Open::Clauses(After::Try),
            StatementKind::With { .. } => Open::Plain,
            StatementKind::Def(_) | StatementKind::Class(_) => Open::Scope,
            StatementKind::Match { .. } => return self.next_clause(After::Match),
            _ => return Ok(None),
        }))
    }

    /// A block has ended: its statement goes on with another, or is over.
    fn end_open(&mut self, open: Open) -> Result<Option<Open>, Stop> {
        match open {
            Open::Plain => Ok(None),
            Open::Scope => {
                self.leave_scope();
                self.leave_generic();
                Ok(None)
            }
            Open::Clauses(after) => {
                self.clear_tree()?;
                self.next_clause(after)
            }
        }
    }

    /// What to do at the end of the next clause's block, if there is a clause.
    fn next_clause(&mut self, after: After) -> Result<Option<Open>, Stop> {
        let clause = self.clause(after)?;
        self.walk_clause(&clause)?;
        Ok(Some(match clause.kind {
            ClauseKind::End => return Ok(None),
            ClauseKind::Elif { .. } => Open::Clauses(After::If),
            ClauseKind::Else => match after {
                After::Except { .. } => Open::Clauses(After::TryElse),
                _ => Open::Plain,
            },
            ClauseKind::Except { class, star, .. } => {
                Open::Clauses(After::Except { star, bare: class.is_none() })
            }
            ClauseKind::Finally => Open::Plain,
            ClauseKind::Case { .. } => Open::Clauses(After::Case),
        }))
    }

    fn walk_clause(&mut self, clause: &Clause) -> Result<(), Stop> {
        match clause.kind {
            ClauseKind::End | ClauseKind::Else | ClauseKind::Finally => Ok(()),
            ClauseKind::Elif { test } => self.walk(test),
            ClauseKind::Except { class, name, .. } => {
                self.walk_optional(class)?;
                match name {
                    Some(name) => self.bind_deleted(u32::from(name.0)),
                    None => Ok(()),
                }
            }
            ClauseKind::Case { pattern, guard } => {
                self.walk_pattern(pattern)?;
                self.walk_optional(guard)
            }
        }
    }

    fn walk_statement(&mut self, statement: &Statement) -> Result<(), Stop> {
        match statement.kind {
            StatementKind::BlockEnd
            | StatementKind::Pass
            | StatementKind::Break
            | StatementKind::Continue
            | StatementKind::Try => Ok(()),
            StatementKind::Expression(value) => self.walk(value),
            StatementKind::Assign { targets, value } => {
                self.walk(value)?;
                self.bind_list(targets, BOUND)
            }
            StatementKind::Annotate { target, annotation, value, simple } => {
                self.walk_annotation(target, annotation, value, simple)
            }
            StatementKind::Augment { target, value, .. } => {
                self.walk(target)?;
                self.walk(value)?;
                self.bind(target, BOUND)
            }
            StatementKind::Return(None) => Ok(()),
            StatementKind::Return(Some(value)) => {
                self.note_return(statement.offset)?;
                self.walk(value)
            }
            StatementKind::Raise { exception, cause } => {
                self.walk_optional(exception)?;
                self.walk_optional(cause)
            }
            StatementKind::Delete(targets) => self.bind_list(targets, BOUND | DELETED),
            StatementKind::Assert { test, message } => {
                self.walk(test)?;
                self.walk_optional(message)
            }
            StatementKind::Import(names) => self.walk_import(names, true),
            StatementKind::ImportFrom { names, .. } => self.walk_import(names, false),
            StatementKind::Global(names) => self.declare_names(names, GLOBAL, statement.offset),
            StatementKind::Nonlocal(names) => self.declare_names(names, NONLOCAL, statement.offset),
            StatementKind::TypeAlias { name, parameters, value } => {
                self.bind_name(u32::from(name.0))?;
                self.enter_generic(parameters)?;
                self.walk_lazy(value, statement.offset)?;
                self.leave_generic();
                Ok(())
            }
            StatementKind::If { test } | StatementKind::While { test } => self.walk(test),
            StatementKind::For { target, iterable, .. } => {
                self.walk(iterable)?;
                self.bind(target, BOUND)
            }
            StatementKind::With { items, .. } => {
                let mut items = items.items();
                while let Some(item) = self.item(&mut items) {
                    let item = self.with_item(item);
                    self.walk(item.context)?;
                    if let Some(target) = item.target {
                        self.bind(target, BOUND)?;
                    }
                }
                Ok(())
            }
            StatementKind::Match { subject } => self.walk(subject),
            StatementKind::Def(def) => self.walk_def(&def, statement.offset),
            StatementKind::Class(class) => {
                self.walk_list(class.decorators)?;
                self.bind_name(u32::from(class.name.0))?;
                self.enter_generic(class.type_parameters)?;
                self.walk_list(class.arguments)?;
                self.enter_scope(ScopeKind::Class, statement.offset, 0)
            }
        }
    }

    fn walk_def(&mut self, def: &Def, offset: u32) -> Result<(), Stop> {
        self.walk_list(def.decorators)?;
        self.walk_defaults(def.parameters)?;
        self.bind_name(u32::from(def.name.0))?;
        self.enter_generic(def.type_parameters)?;
        let mut items = def.parameters.items();
        while let Some(item) = self.item(&mut items) {
            let annotation = self.parameter(item).annotation;
            self.walk_optional(annotation)?;
        }
        self.walk_optional(def.returns)?;
        let flags = if def.is_async { Record::ASYNC } else { 0 };
        self.enter_scope(ScopeKind::Function, offset, flags)?;
        self.bind_parameters(def.parameters)
    }

    /// Defaults are evaluated outside the function, and outside the scope of its type parameters.
    fn walk_defaults(&mut self, parameters: List) -> Result<(), Stop> {
        let mut items = parameters.items();
        while let Some(item) = self.item(&mut items) {
            let default = self.parameter(item).default;
            self.walk_optional(default)?;
        }
        Ok(())
    }

    /// The scope of type parameters begins, if there are any: compiled in place, in what is around it.
    fn enter_generic(&mut self, parameters: List) -> Result<(), Stop> {
        let mut items = parameters.items();
        let Some(first) = self.item(&mut items) else { return Ok(()) };
        let offset = self.offset(first);
        self.enter_scope(ScopeKind::TypeParameters, offset, Record::INLINED)?;
        let mut items = parameters.items();
        while let Some(item) = self.item(&mut items) {
            let parameter = self.type_parameter(item);
            let name = u32::from(parameter.name.0);
            if self.find_name(self.scopes.building.current, name) != 0 {
                let argument = Argument::Name(parameter.name);
                return Err(self.fail(
                    self.offset(item),
                    "duplicate type parameter '{}'",
                    argument,
                ));
            }
            self.bind_name(name)?;
        }
        let mut items = parameters.items();
        while let Some(item) = self.item(&mut items) {
            let parameter = self.type_parameter(item);
            for part in [parameter.bound, parameter.default].into_iter().flatten() {
                // No scope of the expression's own begins before it.
                self.walk_lazy(part, self.offset(part) - 1)?;
            }
        }
        Ok(())
    }

    /// What is generic ends: so does the scope of its type parameters.
    fn leave_generic(&mut self) {
        let scope = self.scopes.building.current;
        if scope != 0 && self.scope_kind(scope) == ScopeKind::TypeParameters {
            self.leave_scope();
        }
    }

    /// An expression that is evaluated later, as a function.
    fn walk_lazy(&mut self, value: NodeId, offset: u32) -> Result<(), Stop> {
        self.enter_scope(ScopeKind::TypeParameters, offset, 0)?;
        self.walk(value)?;
        self.leave_scope();
        Ok(())
    }

    fn bind_parameters(&mut self, parameters: List) -> Result<(), Stop> {
        let mut items = parameters.items();
        while let Some(item) = self.item(&mut items) {
            let parameter = self.parameter(item);
            let kind = match parameter.kind {
                ParameterKind::PositionalOnly | ParameterKind::Positional => 0,
                ParameterKind::KeywordOnly => 1,
                ParameterKind::Star => 2,
                ParameterKind::DoubleStar => 3,
            };
            let scope = self.scopes.building.current;
            self.note_name(
                scope,
                u32::from(parameter.name.0),
                BOUND | PARAMETER | kind << PARAMETER_SHIFT,
            )?;
        }
        Ok(())
    }

    /// An annotation is evaluated in module and class bodies, not in functions.
    fn walk_annotation(
        &mut self,
        target: NodeId,
        annotation: NodeId,
        value: Option<NodeId>,
        simple: bool,
    ) -> Result<(), Stop> {
        let scope = self.scopes.building.current;
        if scope == 0 || self.scope_kind(scope) == ScopeKind::Class {
            self.walk(annotation)?;
        }
        self.walk_optional(value)?;
        if let Expr::Name(name) = self.expr(target) {
            if !simple && value.is_none() {
                return Ok(());
            }
            let found = if scope == 0 { 0 } else { self.find_name(scope, u32::from(name.0)) };
            if simple && found != 0 && self.raw(found) & (GLOBAL | NONLOCAL) != 0 {
                let message = if self.raw(found) & GLOBAL != 0 {
                    "annotated name '{}' can't be global"
                } else {
                    "annotated name '{}' can't be nonlocal"
                };
                let offset = self.offset(target);
                return Err(self.fail(offset, message, Argument::Name(name)));
            }
        }
        self.bind(target, BOUND)
    }

    fn note_return(&mut self, offset: u32) -> Result<(), Stop> {
        let scope = self.scopes.building.current;
        if scope == 0 {
            return Ok(());
        }
        self.flag_scope(scope, RETURNS_VALUE);
        self.check_async_generator(scope, offset)
    }

    /// An async generator must not return a value.
    fn check_async_generator(&mut self, scope: u32, offset: u32) -> Result<(), Stop> {
        let all = Record::ASYNC | Record::GENERATOR | RETURNS_VALUE;
        if self.raw(scope + super::build::FLAGS) & all == all {
            return Err(self.fail(
                offset,
                "'return' with value in async generator",
                Argument::None,
            ));
        }
        Ok(())
    }

    fn walk_import(&mut self, names: List, whole: bool) -> Result<(), Stop> {
        let mut items = names.items();
        while let Some(item) = self.item(&mut items) {
            let alias = self.alias(item);
            let name = alias.alias.unwrap_or(alias.first);
            debug_assert!(whole || !names.is_empty());
            self.bind_name(u32::from(name.0))?;
        }
        Ok(())
    }

    fn declare_names(&mut self, names: List, flag: u32, offset: u32) -> Result<(), Stop> {
        let mut items = names.items();
        while let Some(item) = self.item(&mut items) {
            if let Expr::Name(name) = self.expr(item) {
                self.declare_name(u32::from(name.0), flag, offset)?;
            }
        }
        Ok(())
    }

    fn walk_pattern(&mut self, pattern: NodeId) -> Result<(), Stop> {
        match self.pattern(pattern) {
            Pattern::Value(value) => self.walk(value),
            Pattern::Singleton(_) => Ok(()),
            Pattern::Sequence(items) | Pattern::Or(items) => self.walk_patterns(items),
            Pattern::Mapping { items, rest } => {
                let mut items = items.items();
                while let Some(key) = self.item(&mut items) {
                    self.walk(key)?;
                    if let Some(pattern) = self.item(&mut items) {
                        self.walk_pattern(pattern)?;
                    }
                }
                self.bind_optional(rest)
            }
            Pattern::Class { class, arguments } => {
                self.walk(class)?;
                self.walk_patterns(arguments)
            }
            Pattern::Keyword(_, pattern) => self.walk_pattern(pattern),
            Pattern::Star(name) => self.bind_optional(name),
            Pattern::Capture { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.walk_pattern(pattern)?;
                }
                self.bind_optional(name)
            }
        }
    }

    fn walk_patterns(&mut self, items: List) -> Result<(), Stop> {
        let mut items = items.items();
        while let Some(item) = self.item(&mut items) {
            self.walk_pattern(item)?;
        }
        Ok(())
    }

    fn bind_optional(&mut self, name: Option<crate::name::Name>) -> Result<(), Stop> {
        match name {
            Some(name) => self.bind_name(u32::from(name.0)),
            None => Ok(()),
        }
    }

    fn bind_list(&mut self, targets: List, flags: u32) -> Result<(), Stop> {
        let mut items = targets.items();
        while let Some(target) = self.item(&mut items) {
            self.bind(target, flags)?;
        }
        Ok(())
    }

    /// Binds the names in a target; what else is in it is evaluated.
    fn bind(&mut self, target: NodeId, flags: u32) -> Result<(), Stop> {
        match self.expr(target) {
            Expr::Name(name) => {
                let scope = self.scopes.building.current;
                self.note_name(scope, u32::from(name.0), flags)?;
                Ok(())
            }
            Expr::Tuple(items) | Expr::List(items) => self.bind_list(items, flags),
            Expr::Starred(target) => self.bind(target, flags),
            _ => self.walk(target),
        }
    }

    fn walk_optional(&mut self, node: Option<NodeId>) -> Result<(), Stop> {
        match node {
            Some(node) => self.walk(node),
            None => Ok(()),
        }
    }

    fn walk_list(&mut self, list: List) -> Result<(), Stop> {
        let mut items = list.items();
        while let Some(item) = self.item(&mut items) {
            self.walk(item)?;
        }
        Ok(())
    }

    /// Notes the names that an expression uses and the scopes in it. The first child is left to the loop, so that
    /// chains of operators, calls and attributes need no host stack; for other children every word of the frame counts.
    fn walk(&mut self, node: NodeId) -> Result<(), Stop> {
        let mut id = node.0;
        loop {
            let kind = self.kind(id);
            match kind {
                Kind::Name => return self.use_name(self.word(id, 1)),
                Kind::Attribute
                | Kind::Negative
                | Kind::Positive
                | Kind::Invert
                | Kind::Not
                | Kind::Starred
                | Kind::DoubleStarred
                | Kind::Keyword => {}
                Kind::Call | Kind::Compare => self.walk_items(id, 2)?,
                Kind::And
                | Kind::Or
                | Kind::Tuple
                | Kind::List
                | Kind::Set
                | Kind::Dict
                | Kind::Format
                | Kind::Template => return self.walk_items(id, 1),
                Kind::Subscript | Kind::Field => self.walk_child(id, 2)?,
                Kind::Conditional => {
                    self.walk_child(id, 1)?;
                    self.walk_child(id, 2)?;
                    id = self.child(id, 3);
                    continue;
                }
                Kind::Slice => {
                    self.walk_child(id, 2)?;
                    self.walk_child(id, 3)?;
                }
                kind if kind.is_binary() => self.walk_child(id, 2)?,
                kind if kind.is_constant() => return Ok(()),
                _ => return self.walk_scoped(NodeId(id)),
            }
            id = self.child(id, 1);
            if id == 0 {
                return Ok(());
            }
        }
    }

    fn walk_child(&mut self, id: Id, index: u32) -> Result<(), Stop> {
        match self.child(id, index) {
            0 => Ok(()),
            child => self.walk(NodeId(child)),
        }
    }

    fn walk_items(&mut self, id: Id, index: u32) -> Result<(), Stop> {
        self.walk_list(List { last: self.child(id, index) })
    }

    /// What binds names, makes scopes, or has to be in the right one.
    #[inline(never)]
    fn walk_scoped(&mut self, node: NodeId) -> Result<(), Stop> {
        match self.expr(node) {
            Expr::Walrus(name, value) => {
                self.walk(value)?;
                let offset = self.offset(node);
                self.bind_walrus(u32::from(name.0), offset)
            }
            Expr::Await(value) => {
                self.note_await(node)?;
                self.walk(value)
            }
            Expr::Yield(value) => {
                self.note_yield(node)?;
                self.walk_optional(value)
            }
            Expr::YieldFrom(value) => {
                self.note_yield(node)?;
                self.walk(value)
            }
            Expr::Lambda { parameters, body } => self.walk_lambda(node, parameters, body),
            Expr::Comprehension { kind, element, value, clauses } => {
                self.walk_comprehension(node, kind, element, value, clauses)
            }
            _ => Ok(()),
        }
    }

    /// `await` makes a comprehension asynchronous; elsewhere it must be in asynchronous code already.
    fn note_await(&mut self, node: NodeId) -> Result<(), Stop> {
        let scope = self.scopes.building.current;
        if !self.in_function(scope) {
            return Err(self.fail(self.offset(node), "'await' outside function", Argument::None));
        }
        if self.scope_kind(scope) == ScopeKind::Comprehension {
            self.flag_scope(scope, Record::ASYNC);
        } else if self.raw(scope + super::build::FLAGS) & Record::ASYNC == 0 {
            return Err(self.fail(
                self.offset(node),
                "'await' outside async function",
                Argument::None,
            ));
        }
        Ok(())
    }

    /// Whether a scope is neither the module nor a class.
    fn in_function(&self, scope: u32) -> bool {
        scope != 0 && self.scope_kind(scope) != ScopeKind::Class
    }

    fn note_yield(&mut self, node: NodeId) -> Result<(), Stop> {
        let scope = self.scopes.building.current;
        if !self.in_function(scope) {
            let from = matches!(self.expr(node), Expr::YieldFrom(_));
            let message =
                if from { "'yield from' outside function" } else { "'yield' outside function" };
            return Err(self.fail(self.offset(node), message, Argument::None));
        }
        let offset = self.offset(node);
        if self.scope_kind(scope) == ScopeKind::TypeParameters {
            let message = "yield expression cannot be used within the definition of a generic";
            return Err(self.fail(offset, message, Argument::None));
        }
        if self.scope_kind(scope) == ScopeKind::Comprehension {
            let message = match self.raw(scope + super::build::FLAGS) >> 8 & 3 {
                0 => "'yield' inside list comprehension",
                1 => "'yield' inside set comprehension",
                2 => "'yield' inside dict comprehension",
                _ => "'yield' inside generator expression",
            };
            return Err(self.fail(offset, message, Argument::None));
        }
        let is_async = self.raw(scope + super::build::FLAGS) & Record::ASYNC != 0;
        if is_async && matches!(self.expr(node), Expr::YieldFrom(_)) {
            return Err(self.fail(offset, "'yield from' inside async function", Argument::None));
        }
        self.flag_scope(scope, Record::GENERATOR);
        self.check_async_generator(scope, offset)
    }

    fn walk_lambda(&mut self, node: NodeId, parameters: List, body: NodeId) -> Result<(), Stop> {
        self.walk_defaults(parameters)?;
        let offset = self.offset(node);
        self.enter_scope(ScopeKind::Lambda, offset, 0)?;
        self.bind_parameters(parameters)?;
        self.walk(body)?;
        self.leave_scope();
        Ok(())
    }

    fn walk_comprehension(
        &mut self,
        node: NodeId,
        kind: ComprehensionKind,
        element: NodeId,
        value: Option<NodeId>,
        clauses: List,
    ) -> Result<(), Stop> {
        let mut items = clauses.items();
        let first = self.item(&mut items).map(|item| self.comprehension_clause(item));
        let offset = self.offset(node);
        let Some(ComprehensionClause::For { target, iterable, is_async }) = first else {
            return Ok(());
        };
        self.walk_iterable(iterable)?;
        let flags = (kind as u32) << 8 | if is_async { Record::ASYNC } else { 0 };
        self.enter_scope(ScopeKind::Comprehension, offset, flags)?;
        let scope = self.scopes.building.current;
        self.bind(target, BOUND | ITERATION)?;
        while let Some(item) = self.item(&mut items) {
            match self.comprehension_clause(item) {
                ComprehensionClause::If(test) => self.walk(test)?,
                ComprehensionClause::For { target, iterable, is_async } => {
                    self.walk_iterable(iterable)?;
                    self.bind(target, BOUND | ITERATION)?;
                    self.flag_scope(scope, if is_async { Record::ASYNC } else { 0 });
                }
            }
        }
        self.walk(element)?;
        self.walk_optional(value)?;
        self.leave_scope();
        self.check_async_comprehension(scope, kind, offset)
    }

    /// The iterable of a comprehension, where `:=` is not allowed.
    fn walk_iterable(&mut self, iterable: NodeId) -> Result<(), Stop> {
        self.scopes.building.iterables += 1;
        self.walk(iterable)?;
        self.scopes.building.iterables -= 1;
        Ok(())
    }

    /// An asynchronous comprehension runs at once, so it must be in asynchronous code; a generator does not.
    fn check_async_comprehension(
        &mut self,
        scope: u32,
        kind: ComprehensionKind,
        offset: u32,
    ) -> Result<(), Stop> {
        let flags = self.raw(scope + super::build::FLAGS);
        if kind == ComprehensionKind::Generator || flags & Record::ASYNC == 0 {
            return Ok(());
        }
        let outer = self.scopes.building.current;
        if outer == 0 || self.raw(outer + super::build::FLAGS) & Record::ASYNC == 0 {
            if outer != 0 && self.scope_kind(outer) == ScopeKind::Comprehension {
                self.flag_scope(outer, Record::ASYNC);
                return Ok(());
            }
            let message = "asynchronous comprehension outside of an asynchronous function";
            return Err(self.fail(offset, message, Argument::None));
        }
        Ok(())
    }
}
