//! Input that came while the shown screen was still on its way: it is kept, and given to the screen once that is there.
//! A person who knows the way types on without looking.

use std::collections::VecDeque;

use crate::tui::keys::keymap::{self, Scope};
use crate::tui::screen::Event;

/// More than the longest text that a form takes, pasted key by key.
const MOST: usize = 40_000;

/// What is kept.
#[derive(Debug, Default)]
pub struct Held {
    events: VecDeque<Event>,
    /// What the screen waited for will not come.
    given_up: bool,
}

/// What is to be done with an input while the screen is on its way.
#[derive(Debug, PartialEq)]
pub enum Fate {
    /// It is kept, or it meant what can no longer be seen.
    Done,
    /// It is for the whole program and holds at once.
    Now(Event),
}

impl Held {
    /// Takes an input while the screen is on its way.
    pub fn take(&mut self, event: Event) -> Fate {
        match event {
            Event::Key(key) if keymap::action(Scope::Always, &key).is_some() => {
                return Fate::Now(event);
            }
            Event::Edited(_) => return Fate::Now(event),
            // What will stand under the mouse is not known yet.
            Event::Mouse(_) => {}
            event if self.events.len() < MOST => self.events.push_back(event),
            _ => {}
        }
        Fate::Done
    }

    /// The next that is kept.
    pub fn next(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// A screen is on its way.
    pub fn begin(&mut self) {
        self.given_up = false;
    }

    /// Nothing will come: what was typed blindly was not meant for what is shown now.
    pub fn give_up(&mut self) {
        self.events.clear();
        self.given_up = true;
    }

    /// Forgets what was typed: the user has gone elsewhere.
    pub fn forget(&mut self) {
        self.events.clear();
    }

    pub fn has_given_up(&self) -> bool {
        self.given_up
    }
}
