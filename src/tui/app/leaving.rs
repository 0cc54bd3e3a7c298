//! Ending the program: nothing that was typed is lost, and long work is given up only when the user says so. What the
//! loop still does after that is [`run`](crate::tui::run)'s.

use super::App;
use super::layer::Layer;
use crate::domain::calendar::Instant;
use crate::tui::program::{Effect, Program};
use crate::tui::work::Request;

impl App {
    /// Ends, once all that was typed is on disk and no long work is left.
    pub(super) fn quit(&mut self, now: Instant) -> Vec<Effect<Request>> {
        if let Some(work) = self.long_work() {
            if !self.leaving {
                self.layer = Some(Layer::interrupting(work));
            }
            return Vec::new();
        }
        if self.is_saved() {
            return vec![Effect::Quit];
        }
        self.leaving = true;
        self.save_again(now)
    }

    /// Gives the long work up and ends after that.
    pub(super) fn interrupt(&mut self, now: Instant) -> Vec<Effect<Request>> {
        if self.long_work().is_none() {
            return self.quit(now);
        }
        self.leaving = true;
        vec![Effect::Cancel]
    }

    /// Has long work given up that began, or was still to begin, when the user asked to end.
    pub(super) fn hurry(&self) -> Vec<Effect<Request>> {
        self.leaving.then_some(Effect::Cancel).into_iter().collect()
    }

    pub(super) fn save_again(&mut self, now: Instant) -> Vec<Effect<Request>> {
        let screens = self.screens.values();
        let acts = screens.flat_map(|screen| screen.save_again()).collect();
        self.carry(acts, now)
    }

    /// Goes on with ending, if that was asked: now it is known whether all is on disk.
    pub(super) fn leave(&mut self) -> Option<Effect<Request>> {
        if !self.leaving || self.long_work().is_some() {
            return None;
        }
        let saved = self.is_saved();
        let trouble = self.trouble();
        self.leaving = !saved && trouble.is_none();
        if let Some(why) = trouble {
            self.layer = Some(Layer::leaving(&why));
        }
        saved.then_some(Effect::Quit)
    }

    /// Why something typed is not on disk.
    pub(super) fn trouble(&self) -> Option<String> {
        self.screens.values().find_map(|screen| screen.trouble())
    }

    fn long_work(&self) -> Option<&'static str> {
        self.screens.values().find_map(|screen| screen.long_work())
    }
}
