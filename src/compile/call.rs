//! Calls: the callee and its arguments go where the frame will be.

use super::display::LIST_CHUNK;
use super::log::Register;
use super::names::Variable;
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::name::{Name, rom};
use crate::syntax::{Expr, List, NodeId, Stop};

/// Registers of a frame before its arguments.
pub(super) const FRAME: u8 = 3;
/// Calls with more arguments than this build a list of them.
const ARGUMENTS_MAX: usize = 64;

/// What the arguments of a call are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Shape {
    positional: u8,
    keywords: u8,
    /// `*` or `**` occurs, or there are too many.
    pub(super) unpacks: bool,
}

impl<T: Target> Compiler<'_, T> {
    #[inline(never)]
    pub(super) fn call(
        &mut self,
        node: NodeId,
        function: NodeId,
        arguments: List,
        dest: Register,
    ) -> Result<(), Stop> {
        let shape = self.shape(arguments, 0);
        if let Expr::Attribute(value, name) = self.parser.expr(function)
            && !shape.unpacks
        {
            return self.call_method((value, name), arguments, shape, dest);
        }
        let next = self.function.next;
        self.reuse(dest);
        let first = self.function.next;
        if matches!(self.parser.expr(function), Expr::Name(_)) && self.super_arguments(node)? {
            // `super()` by itself: the arguments it would find.
            self.call_super(first, dest)?;
            self.free_to(next);
            return Ok(());
        }
        let frame = self.temps(FRAME)?;
        self.expr_to(function, frame)?;
        self.call_frame(frame, arguments, shape, dest)?;
        self.free_to(next);
        Ok(())
    }

    /// What the arguments are, with `more` positional ones before them.
    pub(super) fn shape(&self, arguments: List, more: u8) -> Shape {
        let mut shape = Shape { positional: more, keywords: 0, unpacks: false };
        let mut items = arguments.items();
        while let Some(argument) = self.parser.item(&mut items) {
            match self.parser.expr(argument) {
                Expr::Starred(_) | Expr::DoubleStarred(_) => shape.unpacks = true,
                Expr::Keyword(..) => shape.keywords = shape.keywords.saturating_add(1),
                _ => shape.positional = shape.positional.saturating_add(1),
            }
        }
        let count = usize::from(shape.positional) + 2 * usize::from(shape.keywords);
        shape.unpacks |= count > ARGUMENTS_MAX;
        shape
    }

    /// Calls what is in `frame`. Arguments that are there already are counted in `shape` and follow the frame.
    pub(super) fn call_frame(
        &mut self,
        frame: Register,
        arguments: List,
        shape: Shape,
        dest: Register,
    ) -> Result<(), Stop> {
        if shape.unpacks {
            let present = self.function.next - frame.0 - FRAME;
            self.unpacked_arguments(frame, present, arguments)?;
            let has_keywords = self.has_keywords(arguments);
            return self.emit(Op::CallUnpack, frame.0, has_keywords.into(), dest.0);
        }
        self.arguments(arguments)?;
        if shape.keywords == 0 {
            self.emit(Op::Call, frame.0, shape.positional, dest.0)
        } else {
            let abc = [frame.0, shape.positional, shape.keywords];
            self.emit_long(Op::CallKeyword, abc, dest.0.into())
        }
    }

    #[inline(never)]
    fn call_method(
        &mut self,
        (value, name): (NodeId, Name),
        arguments: List,
        shape: Shape,
        dest: Register,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        self.reuse(dest);
        let frame = Register(self.function.next);
        if self.super_arguments(value)? {
            self.emit_long(Op::LoadSuperMethod, [frame.0, frame.plus(1).0, 0], name.0)?;
        } else {
            let object = self.expr_any(value)?;
            self.emit_long(Op::LoadMethod, [frame.0, object.0, 0], name.0)?;
        }
        self.free_to(frame.0);
        self.temps(FRAME + 1)?;
        self.arguments(arguments)?;
        if shape.keywords == 0 {
            self.emit(Op::CallMethod, frame.0, shape.positional, dest.0)?;
        } else {
            let abc = [frame.0, shape.positional, shape.keywords];
            self.emit_long(Op::CallMethodKeyword, abc, dest.0.into())?;
        }
        self.free_to(next);
        Ok(())
    }

    /// Evaluates arguments into the next registers: positional ones, then names and values.
    fn arguments(&mut self, arguments: List) -> Result<(), Stop> {
        // The parser lets no positional argument follow a keyword.
        let mut items = arguments.items();
        while let Some(argument) = self.parser.item(&mut items) {
            if let Expr::Keyword(name, value) = self.parser.expr(argument) {
                self.keyword(name)?;
                self.expr_new(value)?;
            } else {
                self.expr_new(argument)?;
            }
        }
        Ok(())
    }

    fn keyword(&mut self, name: Name) -> Result<(), Stop> {
        let register = self.temp()?;
        self.emit_wide(Op::LoadStr, register.0, name.0)
    }

    // `f(*a, **k)`

    fn has_keywords(&self, arguments: List) -> bool {
        let mut items = arguments.items();
        while let Some(argument) = self.parser.item(&mut items) {
            if self.is_keyword(argument) {
                return true;
            }
        }
        false
    }

    /// Puts a list of the positional arguments and a dict of the others behind the frame. `present` arguments are in
    /// their registers already.
    fn unpacked_arguments(
        &mut self,
        frame: Register,
        present: u8,
        arguments: List,
    ) -> Result<(), Stop> {
        let list = frame.plus(FRAME);
        if present == 0 {
            self.temp()?;
        }
        if let Some(value) = self.only(arguments, false)
            && present == 0
        {
            self.expr_to(value, list)?;
            self.emit(Op::SpreadArguments, list.0, 0, 0)?;
        } else {
            self.emit(Op::BuildList, list.0, list.0, present)?;
            self.free_to(list.0 + 1);
            let mut items = arguments.items();
            while let Some(argument) = self.parser.item(&mut items) {
                if !self.is_keyword(argument) {
                    self.list_item(argument, list)?;
                }
            }
        }
        if let Some(value) = self.only(arguments, true) {
            let dict = self.expr_new(value)?;
            self.emit(Op::SpreadKeywords, dict.0, 0, 0)?;
        } else if self.has_keywords(arguments) {
            self.unpacked_keywords(frame, arguments)?;
        }
        // The frame is checked to have room for the dict either way.
        self.free_to(list.0);
        self.temps(2)?;
        Ok(())
    }

    fn is_keyword(&self, argument: NodeId) -> bool {
        matches!(self.parser.expr(argument), Expr::Keyword(..) | Expr::DoubleStarred(_))
    }

    /// The value of the only positional argument, if it has a star, or of the only other, if it has two.
    fn only(&self, arguments: List, keywords: bool) -> Option<NodeId> {
        let mut found = None;
        let mut items = arguments.items();
        while let Some(argument) = self.parser.item(&mut items) {
            if self.is_keyword(argument) != keywords {
                continue;
            }
            match self.parser.expr(argument) {
                Expr::Starred(value) | Expr::DoubleStarred(value) if found.is_none() => {
                    found = Some(value);
                }
                _ => return None,
            }
        }
        found
    }

    fn unpacked_keywords(&mut self, frame: Register, arguments: List) -> Result<(), Stop> {
        let dict = self.temp()?;
        self.emit(Op::BuildDict, dict.0, dict.0, 0)?;
        let next = self.function.next;
        let mut pairs = 0;
        let mut items = arguments.items();
        while let Some(argument) = self.parser.item(&mut items) {
            match self.parser.expr(argument) {
                Expr::Keyword(name, value) => {
                    self.keyword(name)?;
                    self.expr_new(value)?;
                    pairs += 1;
                    if usize::from(pairs) >= LIST_CHUNK {
                        self.merge_pairs(frame, dict, next, &mut pairs)?;
                    }
                }
                Expr::DoubleStarred(value) => {
                    self.merge_pairs(frame, dict, next, &mut pairs)?;
                    let mapping = self.expr_any(value)?;
                    self.emit_registers(Op::DictMerge, dict, mapping, frame)?;
                    self.free_to(next);
                }
                _ => {}
            }
        }
        self.merge_pairs(frame, dict, next, &mut pairs)
    }

    /// Adds pairs of names and values, which are in registers from `first` on, to the keyword arguments.
    fn merge_pairs(
        &mut self,
        frame: Register,
        dict: Register,
        first: u8,
        pairs: &mut u8,
    ) -> Result<(), Stop> {
        if *pairs > 0 {
            self.emit(Op::BuildDict, first, first, *pairs)?;
            self.emit_registers(Op::DictMerge, dict, Register(first), frame)?;
            self.free_to(first);
            *pairs = 0;
        }
        Ok(())
    }

    // super()

    /// If an expression is `super()` in a method: loads the class and the object into the next two registers.
    pub(super) fn super_arguments(&mut self, node: NodeId) -> Result<bool, Stop> {
        let Expr::Call { function, arguments } = self.parser.expr(node) else { return Ok(false) };
        let Expr::Name(name) = self.parser.expr(function) else { return Ok(false) };
        if name != const { rom("super") } || !arguments.is_empty() || !self.is_builtin(name) {
            return Ok(false);
        }
        let class = const { rom("__class__") };
        let Some(object) = self.function.first_parameter else { return Ok(false) };
        // They are the function's, also where a comprehension is compiled in it.
        let views = self.function.view_count;
        self.function.view_count = views.min(1);
        let is_method = matches!(self.variable(class), Variable::Free(_));
        if is_method {
            let registers = self.temps(2)?;
            self.load_name(class, registers)?;
            self.load_name(object, registers.plus(1))?;
        }
        self.function.view_count = views;
        Ok(is_method)
    }

    /// `super(class, object)` of the two registers from `next` on.
    fn call_super(&mut self, next: u8, dest: Register) -> Result<(), Stop> {
        let frame = self.temps(FRAME + 2)?;
        self.emit_wide(Op::LoadBuiltin, frame.0, const { rom("super") }.0)?;
        self.copy(frame.plus(FRAME), Register(next))?;
        self.copy(frame.plus(FRAME + 1), Register(next + 1))?;
        self.emit(Op::Call, frame.0, 2, dest.0)
    }
}
