//! What is known before the program runs: constants, arithmetic on ints that fit 64 bits, and `const()`.
//!
//! Floats are not folded: code compiled here may run where floats have another size.

use super::constant::{singleton, tag};
use super::log::{Register, item};
use super::names::Variable;
use super::{Compiler, Target};
use crate::bytecode::Op;
use crate::name::{Name, rom};
use crate::syntax::{
    Argument, BinaryOp, Expr, List, Literal, Mark, NodeId, Span, Statement, StatementKind, Stop,
    Text, UnaryOp,
};

/// A value known now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Folded {
    Int(i64),
    Bool(bool),
    None,
    /// A str or bytes literal.
    Str(Literal),
}

impl<T: Target> Compiler<'_, T> {
    /// The value of an expression, if it is known now.
    pub(super) fn fold(&mut self, node: NodeId) -> Option<Folded> {
        Some(match self.parser.expr(node) {
            Expr::None => Folded::None,
            Expr::True => Folded::Bool(true),
            Expr::False => Folded::Bool(false),
            Expr::Int(number) => Folded::Int(number.into()),
            Expr::BigInt(span) => Folded::Int(parse_int(self.parser.bytes(span))?),
            Expr::Str(literal) | Expr::Bytes(literal) => Folded::Str(literal),
            Expr::Name(name) => self.fold_name(name)?,
            Expr::Unary(..) | Expr::Binary(..) if !self.can_descend() => return None,
            Expr::Unary(op, operand) => fold_unary(op, self.fold(operand)?)?,
            Expr::Binary(..) => Folded::Int(self.fold_chain(node)?),
            _ => return None,
        })
    }

    /// The value of an expression, if it is an int that is known now.
    pub(super) fn fold_int(&mut self, node: NodeId) -> Option<i64> {
        match self.fold(node)? {
            Folded::Int(number) => Some(number),
            _ => None,
        }
    }

    /// The value of binary operators, which may be a long chain. Whether a right operand can be known is looked at
    /// first, which ends it soon for `a + b + 2`; what it is worth only on the way back, once for each.
    #[inline(never)]
    fn fold_chain(&mut self, top: NodeId) -> Option<i64> {
        let (mut node, mut above) = (top, NodeId::NONE);
        let mut value = loop {
            match self.parser.expr(node) {
                _ if node == self.ready => break None,
                Expr::Binary(_, _, right) => {
                    if !self.may_be_known(right) {
                        break None;
                    }
                    let left = self.parser.turn_link(node, above);
                    (above, node) = (node, left);
                }
                _ => break self.fold_int(node),
            }
        };
        while above != NodeId::NONE {
            let next = self.parser.turn_link(above, node);
            (node, above) = (above, next);
            if let Some(left) = value
                && let Expr::Binary(op, _, right) = self.parser.expr(node)
            {
                value = self.fold_int(right).and_then(|right| fold_binary(op, left, right));
            }
        }
        value
    }

    /// Whether the last operand in an expression is known now: without that the whole is not.
    fn may_be_known(&mut self, mut node: NodeId) -> bool {
        while let Expr::Unary(_, last) | Expr::Binary(_, _, last) = self.parser.expr(node) {
            node = last;
        }
        self.fold(node).is_some()
    }

    fn fold_name(&self, name: Name) -> Option<Folded> {
        if self.variable(name) != Variable::Global {
            return None;
        }
        if name == const { rom("__debug__") } {
            return Some(Folded::Bool(self.options.optimize == 0));
        }
        let at = self.const_item(name)? + 2;
        let first = self.word(at);
        match first & 0xff {
            tag::INT => Some(Folded::Int((first.cast_signed() >> 8).into())),
            tag::INT_64 => {
                let bits = u64::from(self.word(at + 2)) << 32 | u64::from(self.word(at + 1));
                Some(Folded::Int(bits.cast_signed()))
            }
            _ => None,
        }
    }

    // Constants.

    /// Whether an expression is a constant that [`Compiler::describe`] can describe.
    pub(super) fn is_constant(&mut self, node: NodeId) -> bool {
        match self.parser.expr(node) {
            Expr::None
            | Expr::True
            | Expr::False
            | Expr::Ellipsis
            | Expr::Int(_)
            | Expr::BigInt(_)
            | Expr::Float(_)
            | Expr::Imaginary(_)
            | Expr::Str(_)
            | Expr::Bytes(_) => true,
            Expr::Tuple(items) => self.can_descend() && self.are_constants(items),
            Expr::Unary(UnaryOp::Negative, operand) if self.is_unsigned_number(operand) => true,
            Expr::Name(name) => {
                self.variable(name) == Variable::Global && self.const_item(name).is_some()
            }
            Expr::Unary(..) | Expr::Binary(..) => self.fold(node).is_some(),
            _ => false,
        }
    }

    fn is_unsigned_number(&self, node: NodeId) -> bool {
        matches!(self.parser.expr(node), Expr::BigInt(_) | Expr::Float(_) | Expr::Imaginary(_))
    }

    /// Whether all items are constants.
    pub(super) fn are_constants(&mut self, list: List) -> bool {
        let mut items = list.items();
        while let Some(node) = self.parser.item(&mut items) {
            if !self.is_constant(node) {
                return false;
            }
        }
        true
    }

    /// Loads a tuple or frozenset of constants.
    pub(super) fn load_constants(
        &mut self,
        items: List,
        is_set: bool,
        dest: Register,
    ) -> Result<(), Stop> {
        if self.emit_constant(Op::LoadConst, [dest.0, 0, 0])? {
            self.describe_items(items, if is_set { tag::FROZENSET } else { tag::TUPLE })?;
        }
        Ok(())
    }

    fn describe_items(&mut self, list: List, tag: u32) -> Result<(), Stop> {
        let count = self.parser.count(list) as u32;
        self.push(tag | count << 8)?;
        let mut items = list.items();
        while let Some(node) = self.parser.item(&mut items) {
            self.describe(node)?;
        }
        Ok(())
    }

    /// Appends the descriptor of a constant to the log.
    pub(super) fn describe(&mut self, node: NodeId) -> Result<(), Stop> {
        match self.parser.expr(node) {
            Expr::Ellipsis => self.push(tag::SINGLETON | singleton::ELLIPSIS << 8),
            Expr::Tuple(items) => self.describe_items(items, tag::TUPLE),
            Expr::Float(span) => self.describe_span(tag::FLOAT, span),
            Expr::Imaginary(span) => self.describe_span(tag::IMAGINARY, span),
            Expr::Str(literal) => self.describe_text(literal, false),
            Expr::Bytes(literal) => self.describe_text(literal, true),
            Expr::Name(name) if self.fold(node).is_none() => self.describe_const_item(name),
            _ => match self.fold(node) {
                Some(Folded::None) => self.push(tag::SINGLETON | singleton::NONE << 8),
                Some(Folded::Bool(true)) => self.push(tag::SINGLETON | singleton::TRUE << 8),
                Some(Folded::Bool(false)) => self.push(tag::SINGLETON | singleton::FALSE << 8),
                Some(Folded::Int(number)) => self.describe_int(number),
                Some(Folded::Str(_)) | None => self.describe_number(node),
            },
        }
    }

    /// Notes the docstring of a function.
    pub(super) fn doc_constant(&mut self, node: NodeId) -> Result<(), Stop> {
        self.push(item::DOC.into())?;
        self.function.log.last = 0;
        self.describe(node)
    }

    fn describe_number(&mut self, node: NodeId) -> Result<(), Stop> {
        let (node, negated) = match self.parser.expr(node) {
            Expr::Unary(UnaryOp::Negative, operand) => (operand, tag::NEGATED),
            _ => (node, 0),
        };
        match self.parser.expr(node) {
            Expr::BigInt(span) => self.describe_span(tag::BIG_INT + negated, span),
            Expr::Float(span) => self.describe_span(tag::FLOAT + negated, span),
            Expr::Imaginary(span) => self.describe_span(tag::IMAGINARY + negated, span),
            _ => self.push(tag::SINGLETON | singleton::NONE << 8),
        }
    }

    fn describe_span(&mut self, tag: u32, span: Span) -> Result<(), Stop> {
        self.push(tag | span.len << 8)?;
        self.push(span.start)
    }

    pub(super) fn describe_int(&mut self, number: i64) -> Result<(), Stop> {
        if number << 40 >> 40 == number {
            return self.push(tag::INT | (number as u32) << 8);
        }
        self.push(tag::INT_64)?;
        self.push(number as u32)?;
        self.push((number >> 32) as u32)
    }

    fn describe_text(&mut self, literal: Literal, is_bytes: bool) -> Result<(), Stop> {
        let pieces = match self.parser.text(literal) {
            Text::Plain(text) => {
                let start = text.as_ptr() as usize - self.source.as_ptr() as usize;
                let tag = if is_bytes { tag::BYTES_IN_SOURCE } else { tag::STR_IN_SOURCE };
                return self
                    .describe_span(tag, Span { start: start as u32, len: text.len() as u32 });
            }
            Text::Pieces(pieces) => pieces,
        };
        self.push(if is_bytes { tag::BYTES } else { tag::STR } | literal.len << 8)?;
        let mut word = 0;
        let mut count = 0;
        for piece in pieces {
            for &byte in piece.as_bytes() {
                word |= u32::from(byte) << (8 * (count % 4));
                count += 1;
                if count % 4 == 0 {
                    self.push(word)?;
                    word = 0;
                }
            }
        }
        if count % 4 != 0 {
            self.push(word)?;
        }
        Ok(())
    }

    // `const()`: items of the module's log, chained from the last one.

    /// Where the `const()` of a global is.
    pub(super) fn const_item(&self, name: Name) -> Option<usize> {
        let mut at = self.consts;
        while at != 0 {
            if self.word(at) >> 16 == u32::from(name.0) {
                return Some(at);
            }
            at = self.word(at + 1) as usize;
        }
        None
    }

    /// The name and value of a statement `NAME = const(value)`.
    pub(super) fn const_definition(&self, statement: &Statement) -> Option<(Name, NodeId)> {
        let (target, value) = match statement.kind {
            StatementKind::Assign { targets, value } => {
                let mut items = targets.items();
                let target = self.parser.item(&mut items)?;
                if self.parser.item(&mut items).is_some() {
                    return None;
                }
                (target, value)
            }
            StatementKind::Annotate { target, value: Some(value), .. } => (target, value),
            _ => return None,
        };
        let Expr::Name(name) = self.parser.expr(target) else { return None };
        let Expr::Call { function, arguments } = self.parser.expr(value) else { return None };
        let Expr::Name(callee) = self.parser.expr(function) else { return None };
        let mut items = arguments.items();
        let argument = self.parser.item(&mut items)?;
        let alone = self.parser.item(&mut items).is_none();
        (alone && callee == const { rom("const") }).then_some((name, argument))
    }

    /// Compiles a statement `NAME = const(value)` of the module. A name that starts with an underscore does not become
    /// a variable.
    pub(super) fn define_const(
        &mut self,
        (name, value): (Name, NodeId),
        offset: u32,
        mark: Mark,
    ) -> Result<(), Stop> {
        if !self.is_constant(value) {
            let offset = self.parser.offset(value);
            return Err(self.parser.fail(offset, "not a constant", Argument::None));
        }
        let start = self.position()?;
        self.push(u32::from(item::CONST) | u32::from(name.0) << 16)?;
        self.push(self.consts as u32)?;
        self.describe(value)?;
        self.function.log.last = 0;
        if self.source.get(offset as usize) != Some(&b'_') {
            let register = self.expr_new(value)?;
            self.store_name(name, register)?;
            self.free_to(self.function.locals);
        }
        let words = self.position()? - start;
        self.settle(mark)?;
        self.consts = self.function.log.end - words;
        Ok(())
    }

    /// Copies the descriptor of a `const()`.
    fn describe_const_item(&mut self, name: Name) -> Result<(), Stop> {
        let Some(at) = self.const_item(name) else { return Ok(()) };
        for i in 0..self.descriptor_len(at + 2) {
            let word = self.word(at + 2 + i);
            self.push(word)?;
        }
        Ok(())
    }

    /// Loads what a `const()` item holds.
    pub(super) fn load_const_item(&mut self, name: Name, dest: Register) -> Result<(), Stop> {
        match self.fold_name(name) {
            Some(Folded::Int(number)) => self.load_int(number, dest),
            _ => {
                if self.emit_constant(Op::LoadConst, [dest.0, 0, 0])? {
                    self.describe_const_item(name)?;
                }
                Ok(())
            }
        }
    }
}

fn fold_unary(op: UnaryOp, operand: Folded) -> Option<Folded> {
    Some(match (op, operand) {
        (UnaryOp::Negative, Folded::Int(number)) => Folded::Int(number.checked_neg()?),
        (UnaryOp::Positive, Folded::Int(number)) => Folded::Int(number),
        (UnaryOp::Invert, Folded::Int(number)) => Folded::Int(!number),
        (UnaryOp::Not, Folded::Int(number)) => Folded::Bool(number == 0),
        (UnaryOp::Not, Folded::Bool(truth)) => Folded::Bool(!truth),
        (UnaryOp::Not, Folded::None) => Folded::Bool(true),
        _ => return None,
    })
}

/// Int arithmetic as Python does it, where the result fits.
fn fold_binary(op: BinaryOp, left: i64, right: i64) -> Option<i64> {
    match op {
        BinaryOp::Add => left.checked_add(right),
        BinaryOp::Subtract => left.checked_sub(right),
        BinaryOp::Multiply => left.checked_mul(right),
        BinaryOp::FloorDivide => {
            let quotient = left.checked_div(right)?;
            let inexact = left.checked_rem(right)? != 0;
            Some(quotient - i64::from(inexact && (left < 0) != (right < 0)))
        }
        BinaryOp::Modulo => {
            let rest = left.checked_rem(right)?;
            Some(if rest != 0 && (rest < 0) != (right < 0) { rest + right } else { rest })
        }
        BinaryOp::Power => left.checked_pow(u32::try_from(right).ok()?),
        BinaryOp::ShiftLeft => {
            let shift = u32::try_from(right).ok().filter(|shift| *shift < 63)?;
            let result = left << shift;
            (result >> shift == left).then_some(result)
        }
        BinaryOp::ShiftRight => {
            let shift = u32::try_from(right).ok()?;
            Some(left >> shift.min(63))
        }
        BinaryOp::And => Some(left & right),
        BinaryOp::Or => Some(left | right),
        BinaryOp::Xor => Some(left ^ right),
        BinaryOp::Divide | BinaryOp::MatrixMultiply => None,
    }
}

/// The value of an int literal, if it fits.
fn parse_int(text: &[u8]) -> Option<i64> {
    let (radix, digits) = match text {
        [b'0', b'x' | b'X', digits @ ..] => (16, digits),
        [b'0', b'o' | b'O', digits @ ..] => (8, digits),
        [b'0', b'b' | b'B', digits @ ..] => (2, digits),
        digits => (10, digits),
    };
    let mut number: i64 = 0;
    for &digit in digits {
        if digit != b'_' {
            let digit = char::from(digit).to_digit(radix)?;
            number = number.checked_mul(radix.into())?.checked_add(digit.into())?;
        }
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_is_pythons() {
        // From CPython: divmod of each pair of signs, shifts, powers.
        for (left, right, quotient, rest) in
            [(7, 2, 3, 1), (-7, 2, -4, 1), (7, -2, -4, -1), (-7, -2, 3, -1), (-6, 2, -3, 0)]
        {
            assert_eq!(fold_binary(BinaryOp::FloorDivide, left, right), Some(quotient));
            assert_eq!(fold_binary(BinaryOp::Modulo, left, right), Some(rest));
        }
        assert_eq!(fold_binary(BinaryOp::Modulo, 1, 0), None);
        assert_eq!(fold_binary(BinaryOp::ShiftLeft, 1, 62), Some(1 << 62));
        assert_eq!(fold_binary(BinaryOp::ShiftLeft, 2, 62), None);
        assert_eq!(fold_binary(BinaryOp::ShiftLeft, -1, 62), Some(-1 << 62));
        assert_eq!(fold_binary(BinaryOp::ShiftRight, -5, 200), Some(-1));
        assert_eq!(fold_binary(BinaryOp::ShiftRight, 1, -1), None);
        assert_eq!(fold_binary(BinaryOp::Power, 2, 62), Some(1 << 62));
        assert_eq!(fold_binary(BinaryOp::Power, 2, 63), None);
        assert_eq!(fold_binary(BinaryOp::Power, 2, -1), None);
        assert_eq!(fold_binary(BinaryOp::FloorDivide, i64::MIN, -1), None);
    }

    #[test]
    fn literals_are_read() {
        assert_eq!(parse_int(b"0xEDB8_8320"), Some(0xEDB8_8320));
        assert_eq!(parse_int(b"9223372036854775807"), Some(i64::MAX));
        assert_eq!(parse_int(b"9223372036854775808"), None);
        assert_eq!(parse_int(b"0b101"), Some(5));
        assert_eq!(parse_int(b"0O17"), Some(15));
    }
}
