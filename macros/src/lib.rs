//! Procedural macros of `taipan`.
