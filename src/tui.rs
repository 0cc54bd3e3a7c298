//! The terminal program.

pub mod program;
pub mod run;
