//! The terminal program.

pub mod keys;
pub mod program;
pub mod run;
pub mod theme;
