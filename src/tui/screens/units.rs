//! 单位与联络员: who reports, who is registered, and the registration form (附件1). A unit is added, renamed, excused,
//! closed and brought in here, and never deleted. A liaison sees its own form first.
//!
//! Registering is a submission like any other and goes the same way; the form of every other duty is 填报's.

mod asking;
mod elsewhere;
mod facet;
mod filling;
mod handing_in;
mod popup;
mod receiving;
mod review;
mod roster;
mod saving;
mod sheet;
mod state;
mod view;
mod work;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;

pub use work::{Answer, Request, perform, supersedes};

use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::error::Fault;
use crate::tui::keys::Action;
use crate::tui::keys::keymap::Scope;
use crate::tui::kit::finder::Finder;
use crate::tui::screen::{Act, Context, Destination, Event, Handled, Screen};
use crate::tui::screens::elsewhere::ELSEWHERE;
use crate::tui::work::Answer as AnyAnswer;
use elsewhere::Contested;
use popup::Popup;
use review::Review;
use roster::Roster;
use saving::Saving;
use sheet::Sheet;

/// The state of the screen.
#[derive(Debug, Default)]
pub struct Units {
    roster: Roster,
    /// The form that lies over the list.
    sheet: Option<Sheet>,
    /// The unit whose form was asked for and has not come yet.
    opening: Option<UnitId>,
    popup: Option<Popup>,
    /// What somebody else typed in the same draft; nothing is saved until it is said which text holds.
    contested: Option<Contested>,
    saving: Saving,
    /// What an import would do; while there is one, no popup lies over it.
    review: Option<Box<Review>>,
    /// From which day on a unit that is added now is expected, where nobody says otherwise.
    joining: Option<NaiveDate>,
}

impl Screen for Units {
    fn enter(&mut self, context: &Context, now: Instant) -> Vec<Act> {
        self.roster.refresh(context, now.date());
        let mut acts = vec![Act::Ask(Request::Load.into())];
        let own = !context.gathers();
        let unit = self.sheet.as_ref().map(Sheet::unit);
        let unit = unit.or_else(|| own.then_some(context.seat));
        acts.extend(unit.and_then(|unit| self.open(unit, context, now)));
        acts
    }

    fn go(&mut self, to: &Destination, context: &Context, now: Instant) -> Vec<Act> {
        self.roster.refresh(context, now.date());
        let mut acts = vec![Act::Ask(Request::Load.into())];
        match to {
            Destination::Unit(unit) => {
                self.roster.clear();
                self.roster.refresh(context, now.date());
                self.roster.select(*unit);
                (self.sheet, self.popup, self.review) = (None, None, None);
                acts.extend(self.open(*unit, context, now));
            }
            Destination::Import => {
                (self.sheet, self.review) = (None, None);
                self.popup = popup::about_unit(asking::Asking::List, context, now);
            }
            _ => return self.enter(context, now),
        }
        acts
    }

    fn handle(&mut self, event: Event, context: &Context, now: Instant) -> Handled {
        match event.read(self.scope()) {
            Some(input) => self.hear(input, context, now),
            None => Handled::Ignored,
        }
    }

    fn receive(&mut self, answer: AnyAnswer, context: &Context, now: Instant) -> Vec<Act> {
        match answer {
            AnyAnswer::Units(answer) => self.take(answer, context, now),
            _ => Vec::new(),
        }
    }

    fn failed(&mut self, fault: &Fault, _: &Context) -> Vec<Act> {
        self.opening = None;
        self.saving.failed(fault);
        if let Some(popup) = &mut self.popup {
            popup.wake();
        }
        if let Some(review) = &mut self.review {
            review.waiting = false;
        }
        Vec::new()
    }

    fn awaits(&self) -> bool {
        self.opening.is_some()
    }

    fn is_saved(&self) -> bool {
        self.contested.is_none() && self.saving.is_done()
    }

    fn trouble(&self) -> Option<String> {
        match self.contested {
            Some(_) => Some(ELSEWHERE.to_owned()),
            None => self.saving.trouble(),
        }
    }

    fn save_again(&self) -> Vec<Act> {
        let again = self.saving.again();
        again
            .map(|request| Act::Ask(request.into()))
            .into_iter()
            .collect()
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, now: Instant) {
        self.draw(frame, area, context, now);
    }

    fn refuses(&self, action: Action, _: &Context, _: Instant) -> bool {
        match action {
            // A list of units is pasted or read from a file; nobody writes it in an editor.
            Action::ExternalEditor => true,
            Action::NextProblem => !self.has_problems(),
            _ => false,
        }
    }

    fn scope(&self) -> Scope {
        match (&self.popup, &self.review, &self.sheet) {
            (Some(popup), ..) => popup.scope(),
            (_, Some(_), _) => Review::SCOPE,
            (.., Some(sheet)) => sheet.scope(),
            _ if self.roster.finder.is_typing() => Finder::SCOPE,
            _ => Scope::Units,
        }
    }
}

#[cfg(test)]
mod tests;
