//! Chains: `a + b + c`, `a.b[c](d)`. Their trees lean to the left, without a bound: they are compiled from the bottom
//! up in a loop, and the way back up is kept in the tree itself.

use super::log::Register;
use super::{Compiler, Target};
use crate::syntax::{Expr, NodeId, Stop};

impl<T: Target> Compiler<'_, T> {
    /// Whether the left operand of a link is at least two links itself. For fewer, recursion is shorter.
    pub(super) fn is_chain(&self, left: NodeId) -> bool {
        self.is_link(left) && self.parser.link(left).is_some_and(|below| self.is_link(below))
    }

    /// Whether an operand is a link that is not evaluated yet. `f()` is left to recursion: it may be `super()`.
    fn is_link(&self, node: NodeId) -> bool {
        if node == self.ready || self.parser.link(node).is_none() {
            return false;
        }
        !matches!(self.parser.expr(node), Expr::Call { function, arguments }
            if arguments.is_empty() && self.parser.link(function).is_none())
    }

    /// Evaluates a chain, or takes what has been evaluated of one. Each link finds its left operand to be
    /// [`ready`](Compiler::ready), in the register where it would have put it.
    #[inline(never)]
    pub(super) fn chain(&mut self, top: NodeId, dest: Register) -> Result<(), Stop> {
        if top == self.ready {
            self.ready = NodeId::NONE;
            return self.copy(dest, self.ready_register);
        }
        let next = self.function.next;
        self.reuse(dest);
        let work = self.function.next;
        let (mut node, mut above) = (top, NodeId::NONE);
        // Whether an int may be known: not where the link above was not known though its right operand was.
        let mut may_be_known = true;
        while let Some(left) = self.parser.link(node)
            && self.is_chain(left)
        {
            if let Expr::Binary(_, _, right) = self.parser.expr(node) {
                let known = if may_be_known { self.fold_int(node) } else { None };
                if let Some(number) = known {
                    if node == top {
                        self.free_to(next);
                        return self.load_int(number, dest);
                    }
                    break;
                }
                may_be_known = self.fold_int(right).is_none();
            } else {
                may_be_known = true;
            }
            let left = self.parser.turn_link(node, above);
            (above, node) = (node, left);
        }
        while above != NodeId::NONE {
            let operand = self.operand_of(node, above);
            if self.is_link(operand) {
                self.free_to(work);
                let register = self.temp()?;
                self.expr_to(operand, register)?;
                self.ready = operand;
                self.ready_register = register;
            }
            let next = self.parser.turn_link(above, node);
            (node, above) = (above, next);
        }
        self.function.next = next;
        self.expr_in_line(top, dest)
    }

    /// What has to be evaluated before a link, which is above another: that, or if it is the method that the link calls
    /// and so compiled together with it, the object.
    fn operand_of(&self, below: NodeId, link: NodeId) -> NodeId {
        if let Expr::Call { arguments, .. } = self.parser.expr(link)
            && let Expr::Attribute(object, _) = self.parser.expr(below)
            && !self.shape(arguments, 0).unpacks
        {
            return object;
        }
        below
    }
}
