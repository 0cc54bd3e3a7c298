//! From a key to an intent: one table ([`keymap`]) says which chord means which [`Action`] in which
//! scope, with the Chinese words for it. The footer, the help page and the README's table are all made from it.
//!
//! What an action does is a screen's business; editing inside a field is [`editing`]'s and is not bound here, so that
//! printable keys always reach the text.

pub mod action;
pub mod chord;
pub mod editing;
pub mod help;
pub mod keymap;

pub use action::{Action, SCREENS};
pub use chord::Chord;
pub use keymap::{Scope, Whom};
