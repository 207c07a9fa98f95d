//! A MicroPython-compatible Python that compiles and runs inside a block of memory it is handed.

#![doc = include_str!("../README.md")]
#![no_std]
#![cfg_attr(
    not(feature = "modules"),
    allow(dead_code, unused_imports, reason = "what only modules that are left out use")
)]

// Foundations.
pub mod config;
#[expect(unsafe_code, reason = "owns raw memory; ARCHITECTURE.md, Unsafe")]
mod heap;
mod name;
pub mod hal;

// From text to code.
mod syntax;
mod bytecode;
mod compile;

// What code works on.
mod value;
mod object;
mod runtime;
mod types;

// Running it, and what the outside sees.
mod vm;
mod modules;
pub mod api;
