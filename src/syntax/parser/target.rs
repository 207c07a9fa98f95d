//! What can be assigned to and deleted.

use super::Parser;
use crate::name;
use crate::syntax::ast::{ComprehensionKind, Expr, NodeId, UnaryOp};
use crate::syntax::error::{Argument, Stop};
use crate::syntax::memory::Memory;
use crate::syntax::tree::Kind;

/// What a target is used for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Use {
    /// `target =`, as the first of the statement.
    Assign,
    /// A further `target =`.
    AssignAgain,
    /// `for target in`
    For,
    /// `as target`
    With,
    /// `del target`
    Delete,
    /// `target +=`
    Augment,
    /// `target: annotation`
    Annotate,
}

impl<M: Memory> Parser<'_, M> {
    /// Checks that an expression is a target.
    pub(super) fn check_target(&mut self, node: NodeId, purpose: Use) -> Result<(), Stop> {
        if self.kind(node.0) == Kind::Starred && purpose != Use::Delete {
            let message = match purpose {
                Use::Augment => "'starred' is an illegal expression for augmented assignment",
                Use::Annotate => "invalid syntax",
                _ => "starred assignment target must be in a list or tuple",
            };
            return Err(self.fail_at(node, message));
        }
        self.check_target_item(node, purpose, true)
    }

    fn check_target_item(
        &mut self,
        node: NodeId,
        purpose: Use,
        outermost: bool,
    ) -> Result<(), Stop> {
        match self.kind(node.0) {
            Kind::Name => {
                let debug = const { name::rom("__debug__") };
                if self.word(node.0, 1) == u32::from(debug.0) {
                    return Err(self.fail_debug(node, purpose));
                }
                Ok(())
            }
            Kind::Attribute
                if self.word(node.0, 2) == u32::from(const { name::rom("__debug__") }.0) =>
            {
                Err(self.fail_debug(node, purpose))
            }
            Kind::Attribute | Kind::Subscript => Ok(()),
            Kind::Tuple | Kind::List if !matches!(purpose, Use::Augment | Use::Annotate) => {
                self.check_sequence(node, purpose, outermost)
            }
            Kind::Starred if purpose != Use::Delete && !outermost => {
                let target = NodeId(self.child(node.0, 1));
                self.check_target_item(target, purpose, true)
            }
            _ => Err(self.fail_target(node, purpose, outermost)),
        }
    }

    fn check_sequence(&mut self, node: NodeId, purpose: Use, outermost: bool) -> Result<(), Stop> {
        let last = self.child(node.0, 1);
        if last == 0 {
            return Ok(());
        }
        // CPython looks for a mistyped comparison in the last item of a tuple without parentheses too.
        let offset = self.offset(node) as usize;
        let bare = outermost && !matches!(self.lexer.source.get(offset), Some(b'(' | b'['));
        let mut starred = false;
        let mut cell = last;
        loop {
            cell = self.word(cell, 1);
            let item = NodeId(self.child(cell, 0));
            self.check_target_item(
                item,
                purpose,
                bare && cell == last && self.kind(item.0) != Kind::Starred,
            )?;
            if self.kind(item.0) == Kind::Starred {
                if starred {
                    return Err(self.fail_at(node, "multiple starred expressions in assignment"));
                }
                starred = true;
            }
            if cell == last {
                return Ok(());
            }
        }
    }

    #[cold]
    fn fail_debug(&mut self, node: NodeId, purpose: Use) -> Stop {
        let delete = purpose == Use::Delete;
        self.fail_at(
            node,
            if delete { "cannot delete __debug__" } else { "cannot assign to __debug__" },
        )
    }

    /// A complaint at the start of a node.
    #[cold]
    pub(super) fn fail_at(&mut self, node: NodeId, message: &'static str) -> Stop {
        let start = self.start(node.0);
        self.lexer.fail(start, message, Argument::None)
    }

    #[cold]
    fn fail_target(&mut self, node: NodeId, purpose: Use, outermost: bool) -> Stop {
        let expr = self.expr(node);
        let words = describe(expr);
        let message = match purpose {
            Use::Delete => "cannot delete {}",
            Use::Augment => "'{}' is an illegal expression for augmented assignment",
            Use::Annotate => match expr {
                Expr::Tuple(_) => "only single target (not tuple) can be annotated",
                Expr::List(_) => "only single target (not list) can be annotated",
                _ => "illegal target for annotation",
            },
            Use::Assign
                if outermost
                    && !self.parenthesized
                    && matches!(expr, Expr::Yield(_) | Expr::YieldFrom(_)) =>
            {
                "assignment to yield expression not possible"
            }
            Use::Assign if outermost && may_mean_equality(expr) => {
                "cannot assign to {} here. Maybe you meant '==' instead of '='?"
            }
            _ => "cannot assign to {}",
        };
        let argument = if message.contains('{') { Argument::Words(words) } else { Argument::None };
        let start = self.start(node.0);
        self.lexer.fail(start, message, argument)
    }
}

/// Whether CPython takes `expr = ...` for a mistyped comparison.
fn may_mean_equality(expr: Expr) -> bool {
    !matches!(
        expr,
        Expr::True
            | Expr::False
            | Expr::None
            | Expr::Comprehension { kind: ComprehensionKind::Generator, .. }
            | Expr::Conditional { .. }
            | Expr::Lambda { .. }
            | Expr::Compare(..)
            | Expr::Bool(..)
            | Expr::Unary(UnaryOp::Not, _)
            | Expr::Tuple(_)
            | Expr::List(_)
    )
}

/// CPython's words for a kind of expression.
pub(super) fn describe(expr: Expr) -> &'static str {
    match expr {
        Expr::Name(_) => "name",
        Expr::None => "None",
        Expr::True => "True",
        Expr::False => "False",
        Expr::Ellipsis => "ellipsis",
        Expr::Int(_)
        | Expr::BigInt(_)
        | Expr::Float(_)
        | Expr::Imaginary(_)
        | Expr::Str(_)
        | Expr::Bytes(_) => "literal",
        Expr::Format(_) | Expr::Field(_) => "f-string expression",
        Expr::Template(_) => "t-string expression",
        Expr::Unary(..) | Expr::Binary(..) | Expr::Bool(..) => "expression",
        Expr::Compare(..) => "comparison",
        Expr::Conditional { .. } => "conditional expression",
        Expr::Lambda { .. } => "lambda",
        Expr::Call { .. } => "function call",
        Expr::Attribute(..) => "attribute",
        Expr::Subscript(..) | Expr::Slice { .. } => "subscript",
        Expr::Tuple(_) => "tuple",
        Expr::List(_) => "list",
        Expr::Set(_) => "set display",
        Expr::Dict(_) => "dict literal",
        Expr::Starred(_) | Expr::DoubleStarred(_) => "starred",
        Expr::Keyword(..) | Expr::Walrus(..) => "named expression",
        Expr::Comprehension { kind, .. } => match kind {
            ComprehensionKind::List => "list comprehension",
            ComprehensionKind::Set => "set comprehension",
            ComprehensionKind::Dict => "dict comprehension",
            ComprehensionKind::Generator => "generator expression",
        },
        Expr::Await(_) => "await expression",
        Expr::Yield(_) | Expr::YieldFrom(_) => "yield expression",
    }
}
