//! 单位与联络员: who reports, who is registered, and the registration form (附件1). A unit is added, renamed, excused,
//! closed and brought in here, and never deleted. A liaison sees its own form first.
//!
//! Registering is a report like any other: its form is 填报's, opened over the list.

mod asking;
mod facet;
mod popup;
mod receiving;
mod registering;
mod review;
mod roster;
mod state;
mod view;
mod work;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;

pub use asking::{new_unit, typed_unit};
pub use work::{Answer, Request, perform, supersedes};

use crate::domain::calendar::Instant;
use crate::domain::campaign::Campaign;
use crate::error::Fault;
use crate::tui::keys::Action;
use crate::tui::keys::keymap::Scope;
use crate::tui::kit::finder::Finder;
use crate::tui::screen::{Act, Context, Destination, Event, Handled, Screen};
use crate::tui::screens::listing::Listing;
use crate::tui::screens::report::Report;
use crate::tui::work::Answer as AnyAnswer;
use popup::Popup;
use review::Review;
use roster::Roster;

/// What the screen is named after: liaisons are a part of it where the campaign has a form on which they register.
pub fn name(campaign: &Campaign) -> &'static str {
    match campaign.registration {
        Some(_) => "单位与联络员",
        None => "单位",
    }
}

/// The state of the screen.
#[derive(Debug, Default)]
pub struct Units {
    roster: Roster,
    /// The registration that lies over the list, where one is open.
    form: Report,
    popup: Option<Popup>,
    /// What an import would do; while there is one, no popup lies over it.
    review: Option<Box<Review>>,
    /// From which day on a unit that is added now is expected, where nobody says otherwise.
    joining: Option<NaiveDate>,
}

impl Screen for Units {
    fn enter(&mut self, context: &Context, now: Instant) -> Vec<Act> {
        self.roster.refresh(context, now.date());
        let mut acts = vec![Act::Ask(Request::Load.into())];
        if self.form.is_shown() {
            let more = self.form.arrive(context);
            acts.extend(self.carried(more));
        } else if !context.gathers() && context.registers() {
            acts.extend(self.open(context.seat, context, now));
        }
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
                (self.popup, self.review) = (None, None);
                acts.extend(self.open(*unit, context, now));
            }
            Destination::Import => {
                self.form.close();
                self.review = None;
                self.popup = popup::about_unit(asking::Asking::List, context, now);
            }
            _ => return self.enter(context, now),
        }
        acts
    }

    fn handle(&mut self, event: Event, context: &Context, now: Instant) -> Handled {
        if self.popup.is_none() && self.review.is_none() && self.form.is_shown() {
            return self.hear_form(&event, context, now);
        }
        match event.read(self.scope()) {
            Some(input) if self.popup.is_none() && self.review.is_some() => self.hear_review(input),
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

    fn failed(&mut self, _: &Fault, _: &Context) -> Vec<Act> {
        let acts = self.form.failed();
        if let Some(popup) = &mut self.popup {
            popup.wake();
        }
        if let Some(review) = &mut self.review {
            review.waiting = false;
        }
        self.carried(acts)
    }

    fn awaits(&self) -> bool {
        self.form.awaits()
    }

    fn is_saved(&self) -> bool {
        self.form.is_saved()
    }

    fn trouble(&self) -> Option<String> {
        self.form.trouble()
    }

    fn save_again(&self) -> Vec<Act> {
        self.form
            .save_again()
            .into_iter()
            .map(registering::own)
            .collect()
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, now: Instant) {
        self.draw(frame, area, context, now);
    }

    fn refuses(&self, action: Action, context: &Context, now: Instant) -> bool {
        let is_free = self.popup.is_none() && self.review.is_none();
        match action {
            // A list of units is pasted or read from a file; nobody writes it in an editor.
            Action::ExternalEditor => true,
            // Both are about liaisons.
            Action::Open | Action::Export if self.scope() == Scope::Units => !context.registers(),
            action if is_free && self.form.is_shown() => self.form.refuses(action, context, now),
            Action::NextProblem => !self.popup.as_ref().is_some_and(Popup::has_problems),
            _ => false,
        }
    }

    fn scope(&self) -> Scope {
        match (&self.popup, &self.review) {
            (Some(popup), _) => popup.scope(),
            (None, Some(_)) => Review::SCOPE,
            _ if self.form.is_shown() => self.form.scope(),
            _ if self.roster.finder.is_typing() => Finder::SCOPE,
            _ => Scope::Units,
        }
    }
}

#[cfg(test)]
mod tests;
