//! 登记: the records of the campaign's registers (台账), written, changed, taken from stage to stage, made void; the last
//! thing that was done can be undone. What makes a record sound is said by `ops`; targets and points that are worked out
//! from records are 进展's.

mod asking;
mod list;
mod state;
mod view;
mod work;

use ratatui::Frame;
use ratatui::layout::Rect;

pub use work::{Answer, Request, perform};

use crate::domain::calendar::Instant;
use crate::domain::id::RecordId;
use crate::error::Fault;
use crate::tui::keys::Action;
use crate::tui::keys::keymap::Scope;
use crate::tui::kit::finder::Finder;
use crate::tui::screen::{Act, Context, Destination, Event, Handled, Screen};
use crate::tui::screens::form_draft::{self, Drafts};
use crate::tui::screens::listing::Listing;
use crate::tui::work::Answer as AnyAnswer;
use list::List;
use state::Popup;
use work::Undo;

/// The state of the screen.
#[derive(Debug, Default)]
pub struct Records {
    list: List,
    popup: Option<Popup>,
    drafts: Drafts,
    /// The record that was changed last, to be selected when the list comes.
    changed: Option<RecordId>,
    /// What takes the last change back.
    undo: Option<Undo>,
}

impl Screen for Records {
    fn enter(&mut self, context: &Context, now: Instant) -> Vec<Act> {
        self.list.refresh(context, now.date());
        self.load(context)
    }

    fn go(&mut self, to: &Destination, context: &Context, now: Instant) -> Vec<Act> {
        if let Destination::Records { register, unit } = to {
            self.popup = None;
            self.list.turn_to(register, context);
            self.list.unit = *unit;
        }
        self.enter(context, now)
    }

    fn handle(&mut self, event: Event, context: &Context, now: Instant) -> Handled {
        let handled = match event.read(self.scope()) {
            Some(input) => self.hear(input, context, now),
            None => Handled::Ignored,
        };
        let dialog = asking::open_form(self.popup.as_ref(), &self.list, context);
        self.drafts.after_input(handled, dialog, draft)
    }

    fn receive(&mut self, answer: AnyAnswer, context: &Context, now: Instant) -> Vec<Act> {
        match answer {
            AnyAnswer::Records(answer) => {
                let acts = self.take(answer, context, now);
                let dialog = asking::open_form(self.popup.as_ref(), &self.list, context);
                self.drafts.after_answer(acts, dialog, draft)
            }
            _ => Vec::new(),
        }
    }

    fn failed(&mut self, _: &Fault, _: &Context) -> Vec<Act> {
        if let Some(popup) = &mut self.popup {
            popup.wake();
        }
        Vec::new()
    }

    fn awaits(&self) -> bool {
        !self.list.is_loaded()
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, now: Instant) {
        self.draw(frame, area, context, now);
    }

    fn refuses(&self, action: Action, context: &Context, _: Instant) -> bool {
        let has_problems = || {
            let popup = self.popup.as_ref();
            popup.is_some_and(|popup| popup.has_problems())
        };
        match action {
            Action::NextProblem => !has_problems(),
            Action::Advance => self
                .list
                .register(context)
                .is_none_or(|r| r.stages.is_empty()),
            Action::Toggle => {
                let selected = self.list.selected();
                selected.is_none_or(|kept| !self.list.is_contested(kept.record.id))
            }
            Action::NextTable => context.campaign.registers.len() < 2,
            Action::Undo => self.popup.is_none() && self.undo.is_none(),
            _ => false,
        }
    }

    fn scope(&self) -> Scope {
        match &self.popup {
            Some(popup) => popup.scope(),
            None if self.list.finder.is_typing() => Finder::SCOPE,
            None => Scope::Records,
        }
    }
}

fn draft(request: form_draft::Request) -> Act {
    Act::Ask(Request::Draft(request).into())
}

#[cfg(test)]
mod tests;
