//! Python protocols.

pub(crate) mod attribute;
pub(crate) mod call;
