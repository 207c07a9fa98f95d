//! A board in the process: a console on standard input and output, files of the host, and a real or a virtual clock.

pub mod board;
mod console;
mod files;

pub use board::{Board, Clock};
