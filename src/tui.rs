//! The terminal program.

pub mod keys;
pub mod theme;
