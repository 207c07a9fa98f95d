//! `match`, and `type` statements.
use super::statement::Context;
use super::{Compiler, Target};
use crate::name::Name;
use crate::syntax::{List, Mark, NodeId, Stop};

impl<T: Target> Compiler<'_, T> {
    pub(super) fn match_statement(
        &mut self,
        _s: NodeId,
        _m: Mark,
        _c: Context<'_>,
    ) -> Result<(), Stop> {
        Err(self.too_large("'match' is not supported"))
    }
    pub(super) fn type_alias(&mut self, _n: Name, _p: List, _v: NodeId) -> Result<(), Stop> {
        Err(self.too_large("'type' is not supported"))
    }
}
