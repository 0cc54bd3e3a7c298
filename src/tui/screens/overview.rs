//! 总览: where the campaign stands today, and what to do next. Everything on it is a fact of
//! [`ops::overview`](crate::ops::overview); what is chosen here is opened on the screen that deals with it.

mod lines;
mod state;
mod view;
mod work;

use ratatui::Frame;
use ratatui::layout::Rect;

pub use state::Overview;
pub use work::{Answer, Request, perform};

use crate::domain::calendar::Instant;
use crate::tui::keys::keymap::Scope;
use crate::tui::screen::{Act, Context, Event, Handled, Screen};
use crate::tui::work as desk;

impl Screen for Overview {
    fn enter(&mut self, _: &Context, _: Instant) -> Vec<Act> {
        vec![Act::Ask(Request::Load.into())]
    }

    fn handle(&mut self, input: Event, context: &Context, _: Instant) -> Handled {
        match input.read(Scope::Overview) {
            Some(input) => self.hear(input, context),
            None => Handled::Ignored,
        }
    }

    fn receive(&mut self, answer: desk::Answer, context: &Context, _: Instant) -> Vec<Act> {
        if let desk::Answer::Overview(Answer::Loaded(facts)) = answer {
            self.take(*facts, context);
        }
        Vec::new()
    }

    fn awaits(&self) -> bool {
        self.facts.is_none()
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, now: Instant) {
        view::draw(self, frame.buffer_mut(), area, context, now);
    }

    fn scope(&self) -> Scope {
        Scope::Overview
    }
}

#[cfg(test)]
mod tests;
