//! A block of memory: allocation, collection, compaction, scratch.

mod header;

pub(crate) use header::{Header, LayoutId};
