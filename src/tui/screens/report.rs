//! 填报: a unit's report for one period. Choose the period, fill in what its duty asks, hand it in; read, correct or
//! take back what was handed in. Each keystroke is in the desk's draft before the next.
//!
//! What a report must hold is the campaign's, what is right is the domain's: nothing of a notice is written here.

mod choosing;
mod files;
mod hand_in;
mod history;
mod margins;
mod marks;
mod pages;
mod registration;
mod remarked;
mod reviewing;
mod sheet;
mod state;
mod view;
mod work;

pub use pages::rows as paper_rows;

use ratatui::Frame;
use ratatui::layout::Rect;

pub use state::Report;
pub use work::{Answer, Request, perform, supersedes};

use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::tui::keys::Action;
use crate::tui::keys::keymap::Scope;
use crate::tui::screen::{Act, Context, Destination, Event, Handled, Screen};
use crate::tui::work as desk;

impl Screen for Report {
    fn enter(&mut self, context: &Context, _: Instant) -> Vec<Act> {
        self.arrive(context)
    }

    fn go(&mut self, to: &Destination, context: &Context, _: Instant) -> Vec<Act> {
        match to {
            Destination::Report { unit, period } => self.arrive_at(*unit, period),
            Destination::Figure {
                unit,
                period,
                figure,
            } => {
                let acts = self.arrive_at(*unit, period);
                self.look_for(figure.clone());
                acts
            }
            _ => self.arrive(context),
        }
    }

    fn handle(&mut self, event: Event, context: &Context, now: Instant) -> Handled {
        Report::handle(self, &event, context, now)
    }

    fn receive(&mut self, answer: desk::Answer, context: &Context, now: Instant) -> Vec<Act> {
        match answer {
            desk::Answer::Report(answer) => Report::receive(self, answer, context, now),
            _ => Vec::new(),
        }
    }

    fn failed(&mut self, _: &Fault, _: &Context) -> Vec<Act> {
        Report::failed(self)
    }

    fn awaits(&self) -> bool {
        Report::awaits(self)
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, now: Instant) {
        view::draw(self, frame, area, context, now);
    }

    fn long_work(&self) -> Option<&'static str> {
        Report::long_work(self)
    }

    fn save_again(&self) -> Vec<Act> {
        Report::save_again(self)
    }

    fn is_saved(&self) -> bool {
        Report::is_saved(self)
    }

    fn trouble(&self) -> Option<String> {
        Report::trouble(self)
    }

    fn refuses(&self, action: Action, context: &Context, now: Instant) -> bool {
        Report::refuses(self, action, context, now)
    }

    fn scope(&self) -> Scope {
        Report::scope(self)
    }
}

#[cfg(test)]
mod tests;
