//! The terminal program.

pub mod dump;
pub mod keys;
pub mod kit;
pub mod program;
pub mod run;
pub mod theme;
