//! What a widget hears: an action where the keymap knows the key in the widget's scope, else the key itself, for
//! whoever edits text. Which widget hears first is the screen's business.

use crossterm::event::{KeyEvent, MouseEvent};

use super::mouse::Mouse;
use crate::tui::keys::Action;
use crate::tui::keys::keymap::{self, Scope};

/// Something a person did, read in a scope.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Input<'a> {
    Action(Action),
    Key(&'a KeyEvent),
    /// Raw; the editors clean it.
    Paste(&'a str),
    Mouse(Mouse),
}

impl<'a> Input<'a> {
    /// What a key means in `scope`.
    pub fn key(scope: Scope, key: &'a KeyEvent) -> Self {
        match keymap::action(scope, key) {
            Some(action) => Self::Action(action),
            None => Self::Key(key),
        }
    }

    /// `None` for what nobody listens to.
    pub fn mouse(event: &MouseEvent) -> Option<Self> {
        Mouse::of(event).map(Self::Mouse)
    }

    /// The action, where it is one.
    pub fn action(self) -> Option<Action> {
        match self {
            Self::Action(action) => Some(action),
            _ => None,
        }
    }
}

/// What an editing widget made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing: it is for somebody else.
    Ignored,
    /// The caret, the focus or the scrolling changed.
    Moved,
    /// What is written changed: it is time to save the draft.
    Edited,
}
