//! 隐患: the ledger, from found to closed (销号). Overdue entries stand out and come first; entries are added, changed,
//! closed and opened again here. Counting them into the weekly report is 填报's.

mod asking;
mod facet;
mod ledger;
mod state;
mod view;
mod work;

use ratatui::Frame;
use ratatui::layout::Rect;

pub use work::{Answer, Request, perform};

use crate::domain::calendar::Instant;
use crate::domain::id::HazardId;
use crate::error::Fault;
use crate::tui::keys::Action;
use crate::tui::keys::keymap::Scope;
use crate::tui::kit::finder::Finder;
use crate::tui::screen::{Act, Context, Destination, Event, Handled, Screen};
use crate::tui::screens::form_draft::{self, Drafts};
use crate::tui::screens::listing::Listing;
use crate::tui::work::Answer as AnyAnswer;
use ledger::Ledger;
use state::Popup;

/// The state of the screen.
#[derive(Debug, Default)]
pub struct Hazards {
    ledger: Ledger,
    popup: Option<Popup>,
    drafts: Drafts,
    /// The entry that was changed last, to be selected when the ledger comes.
    changed: Option<HazardId>,
}

impl Screen for Hazards {
    fn enter(&mut self, context: &Context, now: Instant) -> Vec<Act> {
        self.ledger.refresh(context, now.date());
        vec![Act::Ask(Request::Load.into())]
    }

    fn go(&mut self, to: &Destination, context: &Context, now: Instant) -> Vec<Act> {
        if let Destination::Hazards(unit) = to {
            self.popup = None;
            self.ledger.clear();
            self.ledger.narrow(facet::Facet::Unit(*unit));
        }
        self.enter(context, now)
    }

    fn handle(&mut self, event: Event, context: &Context, now: Instant) -> Handled {
        let handled = match event.read(self.scope()) {
            Some(input) => self.hear(input, context, now),
            None => Handled::Ignored,
        };
        let dialog = asking::open_form(self.popup.as_ref());
        self.drafts.after_input(handled, dialog, draft)
    }

    fn receive(&mut self, answer: AnyAnswer, context: &Context, now: Instant) -> Vec<Act> {
        match answer {
            AnyAnswer::Hazards(answer) => {
                let acts = self.take(answer, context, now);
                let dialog = asking::open_form(self.popup.as_ref());
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
        !self.ledger.is_loaded
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, now: Instant) {
        self.draw(frame, area, context, now);
    }

    fn refuses(&self, action: Action, _: &Context, _: Instant) -> bool {
        action == Action::NextProblem
            && !self
                .popup
                .as_ref()
                .is_some_and(|popup| popup.has_problems())
    }

    fn scope(&self) -> Scope {
        match &self.popup {
            Some(popup) => popup.scope(),
            None if self.ledger.finder.is_typing() => Finder::SCOPE,
            None => Scope::Hazards,
        }
    }
}

fn draft(request: form_draft::Request) -> Act {
    Act::Ask(Request::Draft(request).into())
}

#[cfg(test)]
mod tests;
