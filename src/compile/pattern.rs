//! `match`: each case tries its pattern and guard, and goes to the next where they fail.
//!
//! What names capture is kept in registers of its own until the whole pattern matches, and bound then: before the
//! guard.

use super::call::FRAME;
use super::fold::Folded;
use super::log::{Label, Register};
use super::statement::Context;
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::name::{Name, rom};
use crate::syntax::{After, ClauseKind, List, Mark, NodeId, Pattern, Stop};

impl<T: Target> Compiler<'_, T> {
    #[inline(never)]
    pub(super) fn match_statement(
        &mut self,
        subject: NodeId,
        mark: Mark,
        context: Context<'_>,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        // A register of its own, as captures may assign to a variable that is the subject.
        let subject = self.expr_new(subject)?;
        self.settle(mark)?;
        let end = Label::default();
        let mut bound_at_end = u64::MAX;
        let mut after = After::Match;
        let mut irrefutable = None;
        loop {
            let clause = self.parser.clause(after)?;
            let ClauseKind::Case { pattern, guard } = clause.kind else { break };
            after = After::Case;
            if let Some((offset, name)) = irrefutable {
                return Err(self.parser.fail_unreachable(offset, name));
            }
            if guard.is_none() {
                irrefutable = self.parser.irrefutable(pattern);
            }
            self.function.line = clause.line;
            let before = self.function.bound;
            let other = Label::default();
            self.whole_pattern(pattern, subject, &other)?;
            if let Some(guard) = guard {
                self.branch(guard, &other, false)?;
            }
            self.free_to(subject.0 + 1);
            self.settle(mark)?;
            self.block(context)?;
            bound_at_end &= self.bound_here();
            self.jump(&end)?;
            self.bind(&other)?;
            self.function.bound = before;
        }
        bound_at_end &= self.bound_here();
        self.bind(&end)?;
        self.function.bound = bound_at_end;
        self.free_to(next);
        Ok(())
    }

    /// Goes on with its names bound if a register matches the pattern of a case, else to `other`.
    fn whole_pattern(
        &mut self,
        pattern: NodeId,
        subject: Register,
        other: &Label,
    ) -> Result<(), Stop> {
        if let Pattern::Capture { pattern: None, name } = self.parser.pattern(pattern) {
            return match name {
                Some(name) => self.store_name(name, subject),
                None => Ok(()),
            };
        }
        let mut count = 0;
        while self.parser.captured(count).is_some() {
            count += 1;
        }
        let Ok(registers) = u8::try_from(count) else {
            return Err(self.too_large("too many names in a pattern"));
        };
        let captures = self.temps(registers)?;
        self.function.captures = captures.0;
        self.pattern(pattern, subject, other)?;
        for number in 0..registers {
            if let Some(name) = self.parser.captured(number.into()) {
                self.store_name(name, captures.plus(number))?;
            }
        }
        Ok(())
    }

    /// Goes on if a register matches a pattern, else to `other`. Registers taken on the way stay taken.
    fn pattern(&mut self, pattern: NodeId, subject: Register, other: &Label) -> Result<(), Stop> {
        self.descend()?;
        match self.parser.pattern(pattern) {
            Pattern::Value(value) => self.value_pattern(value, subject, other),
            Pattern::Singleton(value) => self.singleton_pattern(value, subject, other),
            Pattern::Sequence(items) => self.sequence_pattern(items, subject, other),
            Pattern::Mapping { items, rest } => self.mapping_pattern(items, rest, subject, other),
            Pattern::Class { class, arguments } => {
                self.class_pattern(class, arguments, subject, other)
            }
            Pattern::Keyword(_, pattern) => self.pattern(pattern, subject, other),
            Pattern::Star(name) => self.capture(name, subject),
            Pattern::Capture { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.pattern(pattern, subject, other)?;
                }
                self.capture(name, subject)
            }
            Pattern::Or(items) => self.or_pattern(items, subject, other),
        }
    }

    fn capture(&mut self, name: Option<Name>, value: Register) -> Result<(), Stop> {
        let captures = Register(self.function.captures);
        let mut number = 0;
        while let Some(captured) = self.parser.captured(number.into()) {
            if Some(captured) == name {
                return self.copy(captures.plus(number), value);
            }
            number += 1;
        }
        Ok(())
    }

    fn value_pattern(
        &mut self,
        value: NodeId,
        subject: Register,
        other: &Label,
    ) -> Result<(), Stop> {
        if let Some(number) = self.small_int(value) {
            return self.emit_jump(Op::JumpUnlessEqualInt, subject.0, number as u8, other);
        }
        let next = self.function.next;
        let value = self.expr_any(value)?;
        self.free_to(next);
        self.emit_jump(Op::JumpUnlessEqual, subject.0, value.0, other)
    }

    fn singleton_pattern(
        &mut self,
        value: NodeId,
        subject: Register,
        other: &Label,
    ) -> Result<(), Stop> {
        if matches!(self.fold(value), Some(Folded::None)) {
            return self.emit_jump(Op::JumpIfNotNone, subject.0, 0, other);
        }
        let next = self.function.next;
        let value = self.expr_new(value)?;
        self.free_to(next);
        self.emit_jump(Op::JumpIfIsNot, subject.0, value.0, other)
    }

    fn or_pattern(&mut self, items: List, subject: Register, other: &Label) -> Result<(), Stop> {
        let matched = Label::default();
        let mut items = items.items();
        let mut item = self.parser.item(&mut items);
        while let Some(pattern) = item {
            item = self.parser.item(&mut items);
            if item.is_none() {
                self.pattern(pattern, subject, other)?;
            } else {
                let next = Label::default();
                self.pattern(pattern, subject, &next)?;
                self.jump(&matched)?;
                self.bind(&next)?;
            }
        }
        self.bind(&matched)
    }

    #[inline(never)]
    fn sequence_pattern(
        &mut self,
        items: List,
        subject: Register,
        other: &Label,
    ) -> Result<(), Stop> {
        let count = self.parser.count(items);
        let Ok(registers) = u8::try_from(count) else {
            return Err(self.too_large("too many patterns in a sequence"));
        };
        let mut before_star = None;
        let mut rest = items.items();
        let mut index = 0;
        while let Some(item) = self.parser.item(&mut rest) {
            if matches!(self.parser.pattern(item), Pattern::Star(_)) {
                before_star = Some(index);
            }
            index += 1;
        }
        let next = self.function.next;
        let is_sequence = self.temp()?;
        self.emit(Op::MatchSequence, is_sequence.0, subject.0, 0)?;
        self.emit_jump(Op::JumpIfNot, is_sequence.0, 0, other)?;
        self.free_to(next);
        self.length_is(subject, registers, before_star.is_some(), other)?;
        let first = self.temps(registers)?;
        match before_star {
            Some(before) => {
                let after = u16::from(registers - before - 1);
                self.emit_long(Op::UnpackStar, [first.0, subject.0, before], after)?;
            }
            None => self.emit(Op::Unpack, first.0, subject.0, registers)?,
        }
        self.patterns(items, first, other)
    }

    /// Goes on if the length of a register is `items`, or with a star at least `items - 1`.
    fn length_is(
        &mut self,
        subject: Register,
        items: u8,
        star: bool,
        other: &Label,
    ) -> Result<(), Stop> {
        let next = self.function.next;
        let wanted = items - u8::from(star);
        if star && wanted == 0 {
            return Ok(());
        }
        let frame = self.temps(FRAME + 1)?;
        self.emit_wide(Op::LoadBuiltin, frame.0, const { rom("len") }.0)?;
        self.copy(frame.plus(FRAME), subject)?;
        self.emit(Op::Call, frame.0, 1, frame.0)?;
        if wanted <= i8::MAX as u8 {
            let jump = if star { Op::JumpUnlessGreaterEqualInt } else { Op::JumpUnlessEqualInt };
            self.emit_jump(jump, frame.0, wanted, other)?;
        } else {
            let number = frame.plus(1);
            self.load_int(wanted.into(), number)?;
            let jump = if star { Op::JumpUnlessGreaterEqual } else { Op::JumpUnlessEqual };
            self.emit_jump(jump, frame.0, number.0, other)?;
        }
        self.free_to(next);
        Ok(())
    }

    /// Matches registers from `first` on with patterns.
    fn patterns(&mut self, items: List, first: Register, other: &Label) -> Result<(), Stop> {
        let mut items = items.items();
        let mut register = first;
        while let Some(item) = self.parser.item(&mut items) {
            self.pattern(item, register, other)?;
            register = register.plus(1);
        }
        Ok(())
    }

    #[inline(never)]
    fn mapping_pattern(
        &mut self,
        items: List,
        rest: Option<Name>,
        subject: Register,
        other: &Label,
    ) -> Result<(), Stop> {
        let count = (self.parser.count(items) / 2) as u8;
        let values = self.temp()?;
        self.emit(Op::MatchMapping, values.0, subject.0, 0)?;
        self.emit_jump(Op::JumpIfNot, values.0, 0, other)?;
        let keys = Register(self.function.next);
        let mut pairs = items.items();
        while let Some(key) = self.parser.item(&mut pairs) {
            self.expr_new(key)?;
            self.parser.item(&mut pairs);
        }
        if count > 0 {
            self.emit(Op::BuildTuple, values.0, keys.0, count)?;
            self.emit_registers(Op::MatchKeys, values, subject, values)?;
            self.emit_jump(Op::JumpIfNone, values.0, 0, other)?;
        }
        if let Some(name) = rest {
            let others = self.temp()?;
            self.emit(Op::BuildDict, others.0, others.0, 0)?;
            self.emit(Op::DictUpdate, others.0, subject.0, 0)?;
            for key in 0..count {
                self.emit(Op::DeleteItem, others.0, keys.plus(key).0, 0)?;
            }
            self.capture(Some(name), others)?;
        }
        if count == 0 {
            return Ok(());
        }
        self.free_to(keys.0);
        let mut value = self.temps(count)?;
        self.emit(Op::Unpack, value.0, values.0, count)?;
        let mut pairs = items.items();
        while self.parser.item(&mut pairs).is_some() {
            if let Some(pattern) = self.parser.item(&mut pairs) {
                self.pattern(pattern, value, other)?;
            }
            value = value.plus(1);
        }
        Ok(())
    }

    #[inline(never)]
    fn class_pattern(
        &mut self,
        class: NodeId,
        arguments: List,
        subject: Register,
        other: &Label,
    ) -> Result<(), Stop> {
        let values = self.temp()?;
        let class = self.expr_any(class)?;
        let names = Register(self.function.next);
        let mut items = arguments.items();
        while let Some(item) = self.parser.item(&mut items) {
            let name = self.temp()?;
            match self.parser.pattern(item) {
                Pattern::Keyword(attribute, _) => {
                    self.emit_wide(Op::LoadStr, name.0, attribute.0)?
                }
                _ => self.emit(Op::LoadNone, name.0, 0, 0)?,
            }
        }
        let count = self.function.next - names.0;
        self.emit(Op::BuildTuple, values.0, names.0, count)?;
        let abc = [values.0, subject.0, class.0];
        self.emit_long(Op::MatchClass, abc, count.into())?;
        self.emit_jump(Op::JumpIfNone, values.0, 0, other)?;
        self.free_to(values.0 + 1);
        if count == 0 {
            return Ok(());
        }
        let first = self.temps(count)?;
        self.emit(Op::Unpack, first.0, values.0, count)?;
        self.patterns(arguments, first, other)
    }
}
