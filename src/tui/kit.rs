//! The widgets: each a plain state with `draw`, and with methods that take what a person did. They know no domain, no
//! store and no clock; a screen gives them words and meanings, and asks them what was chosen or typed.
//!
//! All text reaches the buffer through [`ink`], which cleans it; all popups through [`overlay`], which keeps wide
//! glyphs whole. A widget remembers where it was last drawn ([`Viewport`]), so that a click or a page key can be
//! understood; that memory is the only thing `draw` changes. No widget panics at any size down to one cell.

pub mod area;
pub mod buttons;
pub mod chart;
pub mod dialog;
pub mod field;
pub mod finder;
pub mod form;
pub mod guarded;
pub mod ink;
pub mod input;
pub mod mouse;
pub mod overlay;
pub mod paper;
pub mod pick;
pub mod reader;
pub mod select;
pub mod shell;
pub mod status;
pub mod table;

mod viewport;

pub use input::{Input, Outcome};
pub use viewport::Viewport;

#[cfg(test)]
mod tests;
