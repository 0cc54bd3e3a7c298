//! 收件: what came and wants somebody. Packets are taken in; filled forms that came as files are looked at on their own paper
//! with what is in doubt first, corrected, accepted or set aside; reports that want a look are accepted or opened, and where
//! two desks say different things, a person decides. How a form is read is `intake`'s, what becomes of it `ops`'s.

mod answers;
mod asking;
mod inbox;
mod lines;
mod open;
mod parcels;
mod settling;
mod sheet;
mod state;
mod versions;
mod view;
mod work;

use ratatui::Frame;
use ratatui::layout::Rect;

pub use work::{Answer, Request, perform};

use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::ops::intray::Judged;
use crate::tui::keys::Action;
use crate::tui::keys::keymap::Scope;
use crate::tui::kit::table::Table;
use crate::tui::screen::{Act, Context, Destination, Event, Handled, Screen};
use crate::tui::screens::form_draft::{self, Drafts};
use crate::tui::work::Answer as AnyAnswer;
use inbox::Inbox;
use sheet::Sheet;
use state::Popup;
use versions::{Versions, Which};
use work::Decided;

/// The state of the screen.
#[derive(Debug)]
pub struct Intray {
    table: Table,
    /// One a line of the table; `None` before the desk has told them.
    judged: Option<Vec<Judged>>,
    /// The arrival that lies open in front of the list.
    sheet: Option<Sheet>,
    popup: Option<Popup>,
    /// What is typed into the open paper and is not on the desk as a correction yet.
    drafts: Drafts,
    /// A batch is being read.
    is_reading: bool,
    inbox: Inbox,
    /// What two desks say, in front of the list.
    versions: Option<Versions>,
    /// Another screen sent the user here to decide: that is where one goes back to.
    is_sent_to_decide: bool,
    /// What takes the last decision about a record back.
    undo: Option<Decided>,
    section: Section,
    /// Nobody has said yet which section is to be shown: the one that has something to do is.
    is_fresh: bool,
}

/// Which part of the in-tray is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Files that came.
    Arrivals,
    /// Reports that want a look.
    Inbox,
}

impl Default for Intray {
    fn default() -> Self {
        Self {
            table: Table::list(lines::columns()),
            judged: None,
            sheet: None,
            popup: None,
            drafts: Drafts::default(),
            is_reading: false,
            inbox: Inbox::default(),
            versions: None,
            is_sent_to_decide: false,
            undo: None,
            section: Section::Arrivals,
            is_fresh: true,
        }
    }
}

impl Screen for Intray {
    fn enter(&mut self, context: &Context, _: Instant) -> Vec<Act> {
        // Whoever comes by himself goes back to nobody.
        self.is_sent_to_decide = false;
        self.load(context)
    }

    fn go(&mut self, to: &Destination, context: &Context, now: Instant) -> Vec<Act> {
        let mut acts = self.enter(context, now);
        match to {
            Destination::TakeIn(typed) => {
                (self.sheet, self.popup, self.is_reading) = (None, None, true);
                let request = Request::TakeIn {
                    typed: typed.clone(),
                    period: String::new(),
                };
                acts.push(Act::Ask(request.into()));
            }
            Destination::Contested(record) => {
                (self.sheet, self.popup, self.versions) = (None, None, None);
                self.is_sent_to_decide = true;
                acts.push(Act::Ask(Request::Compare(Which::Record(*record)).into()));
            }
            _ => {}
        }
        acts
    }

    fn handle(&mut self, event: Event, context: &Context, now: Instant) -> Handled {
        let handled = match event.read(self.scope()) {
            Some(input) => self.hear(input, context, now),
            None => Handled::Ignored,
        };
        let paper = self.sheet.as_ref().and_then(Sheet::form);
        self.drafts.after_input(handled, paper, draft)
    }

    fn receive(&mut self, answer: AnyAnswer, context: &Context, _: Instant) -> Vec<Act> {
        match answer {
            AnyAnswer::Intray(answer) => {
                let acts = self.take(answer, context);
                let paper = self.sheet.as_ref().and_then(Sheet::form);
                self.drafts.after_answer(acts, paper, draft)
            }
            _ => Vec::new(),
        }
    }

    fn failed(&mut self, _: &Fault, _: &Context) -> Vec<Act> {
        (self.is_reading, self.is_fresh) = (false, false);
        // What was to be decided could not be shown.
        self.is_sent_to_decide &= self.versions.is_some();
        if let Some(popup) = &mut self.popup {
            popup.wake();
        }
        Vec::new()
    }

    fn awaits(&self) -> bool {
        self.judged.is_none() || self.is_fresh
    }

    fn long_work(&self) -> Option<&'static str> {
        self.is_reading.then_some("收进来件")
    }

    fn is_saved(&self) -> bool {
        self.sheet.as_ref().is_none_or(Sheet::is_saved)
    }

    fn save_again(&self) -> Vec<Act> {
        self.unsaved()
            .map(|request| Act::Ask(request.into()))
            .into_iter()
            .collect()
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, _: Instant) {
        self.draw(frame, area, context);
    }

    fn scope(&self) -> Scope {
        match (&self.popup, &self.sheet, &self.versions) {
            (Some(popup), ..) => popup.scope(),
            (None, Some(_), _) => Scope::Arrival,
            (None, None, Some(_)) => Scope::Versions,
            (None, None, None) => match self.section {
                Section::Arrivals => Scope::Intray,
                Section::Inbox => Scope::Inbox,
            },
        }
    }

    fn refuses(&self, action: Action, _: &Context, _: Instant) -> bool {
        let sheet = self.sheet.as_ref();
        match action {
            Action::Search | Action::Filter => true,
            Action::NextProblem => sheet.is_none(),
            Action::Undo => self.undo.is_none(),
            // Of a record, the desk tells only where its versions differ.
            Action::Toggle => self.versions.as_ref().is_some_and(Versions::is_of_record),
            Action::Submit | Action::NotApplicable => sheet.is_some_and(|sheet| !sheet.is_open),
            Action::SettleUnit | Action::Extent => sheet.is_some_and(|sheet| !sheet.is_open),
            _ => false,
        }
    }
}

fn draft(request: form_draft::Request) -> Act {
    Act::Ask(Request::Draft(request).into())
}

#[cfg(test)]
mod tests;
