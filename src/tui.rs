//! The terminal program.

pub mod app;
pub mod dump;
pub mod keys;
pub mod kit;
pub mod program;
pub mod run;
pub mod screen;
pub mod screens;
pub mod theme;
pub mod work;
