//! Embedding: a virtual machine in a block of memory, and what goes in and out of it.

mod contents;
mod functions;
mod import;
mod link;
mod listing;
mod rom;
mod error;
mod vm;

pub use error::Error;
pub use vm::{Config, MemoryUse, Stress, Vm};
