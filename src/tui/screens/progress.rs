//! 进度: units by periods. Who is late is seen here and dealt with here: chased, given more time, let off, or noted as
//! received. What a cell means is [`domain::status`](crate::domain::status)'s; typing a report in is the next screen's.

mod asking;
mod grid;
mod narrowing;
mod packing;
mod popup;
mod rolling;
mod shown;
mod state;
mod texts;
mod view;
mod work;

use ratatui::Frame;
use ratatui::layout::Rect;

pub use state::Progress;
pub use work::{Answer, Change, Request, Survey, perform};

use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::tui::keys::Action;
use crate::tui::keys::keymap::Scope;
use crate::tui::screen::{Act, Context, Destination, Event, Handled, Screen};
use crate::tui::work as desk;

impl Screen for Progress {
    fn enter(&mut self, _: &Context, _: Instant) -> Vec<Act> {
        vec![Act::Ask(Request::Load.into())]
    }

    fn go(&mut self, to: &Destination, context: &Context, now: Instant) -> Vec<Act> {
        let mut acts = self.enter(context, now);
        match to {
            Destination::Progress { unit } => self.look_at(*unit),
            Destination::Chase { unit } => {
                self.popup = None;
                if let Some(unit) = unit {
                    self.look_at(*unit);
                }
                acts.push(self.chase(*unit));
            }
            _ => {}
        }
        acts
    }

    fn handle(&mut self, input: Event, context: &Context, now: Instant) -> Handled {
        match input.read(self.scope()) {
            Some(input) => self.hear(input, context, now),
            None => Handled::nothing(),
        }
    }

    fn receive(&mut self, answer: desk::Answer, _: &Context, now: Instant) -> Vec<Act> {
        match answer {
            desk::Answer::Progress(answer) => self.take(answer, now),
            _ => Vec::new(),
        }
    }

    fn failed(&mut self, _: &Fault, _: &Context) -> Vec<Act> {
        self.try_again();
        Vec::new()
    }

    fn awaits(&self) -> bool {
        Progress::awaits(self)
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, now: Instant) {
        if let Some(caret) = view::draw(self, frame.buffer_mut(), area, context, now) {
            frame.set_cursor_position(caret);
        }
    }

    fn refuses(&self, action: Action, context: &Context, _: Instant) -> bool {
        Progress::refuses(self, action, context)
    }

    fn scope(&self) -> Scope {
        self.scope_now()
    }
}

#[cfg(test)]
mod tests;
