//! 目标、积分、责任、评选: what is worked out from records and figures. The screen has one view for each of these that the
//! campaign has, and no others. Shares, scores by hand, quotas and candidates are written here; records are 登记's.

mod answer;
mod asking;
mod detail;
mod lines;
mod part;
mod state;
mod view;
mod work;

use ratatui::Frame;
use ratatui::layout::Rect;

pub use work::{Answer, Request, perform};

use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::ops::nomination::bodies;
use crate::ops::responsibility::registers;
use crate::tui::keys::Action;
use crate::tui::keys::keymap::Scope;
use crate::tui::kit::finder::Finder;
use crate::tui::screen::{Act, Context, Event, Handled, Screen};
use crate::tui::screens::form_draft::{self, Drafts};
use crate::tui::screens::listing::Listing;
use crate::tui::work::Answer as AnyAnswer;
use lines::{Key, Lines};
use state::Popup;

/// One way to look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    Targets,
    /// By which of the campaign's points tables.
    Scores(usize),
    /// Of which of the registers whose rows the notice gives.
    Responsibilities(usize),
    Awards,
}

impl View {
    /// The word on the tab.
    pub fn label(self) -> &'static str {
        match self {
            Self::Targets => "目标",
            Self::Scores(_) => "积分",
            Self::Responsibilities(_) => "责任",
            Self::Awards => "评选",
        }
    }

    /// Those that a campaign has for whoever sits here: awards only where somebody of the desk recommends.
    pub fn all(context: &Context) -> Vec<Self> {
        let campaign = &context.campaign;
        let targets = (!campaign.targets.is_empty()).then_some(Self::Targets);
        let scores = (0..campaign.points.len()).map(Self::Scores);
        let responsibilities = (0..registers(campaign).count()).map(Self::Responsibilities);
        let recommends = |award| !bodies(context.seat, award, &context.units).is_empty();
        let has_awards = campaign
            .awards
            .iter()
            .any(|award| context.collects || recommends(award));
        let awards = has_awards.then_some(Self::Awards);
        let all = targets.into_iter().chain(scores).chain(responsibilities);
        all.chain(awards).collect()
    }
}

/// What the screen is named after: the first that the campaign has.
pub fn name(context: &Context) -> Option<&'static str> {
    View::all(context).first().map(|view| view.label())
}

/// The state of the screen.
#[derive(Debug, Default)]
pub struct Results {
    lines: Lines,
    popup: Option<Popup>,
    drafts: Drafts,
    /// The line that was changed last, to be selected when the desk has answered.
    changed: Option<Key>,
    /// What takes the last change back.
    undo: Option<Request>,
}

impl Screen for Results {
    fn enter(&mut self, context: &Context, now: Instant) -> Vec<Act> {
        self.lines.refresh(context, now);
        vec![Act::Ask(Request::Load.into())]
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
            AnyAnswer::Results(answer) => {
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
        !self.lines.is_loaded()
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, now: Instant) {
        self.draw(frame, area, context, now);
    }

    fn refuses(&self, action: Action, context: &Context, _: Instant) -> bool {
        let view = self.lines.view(context);
        let on_awards = view == Some(View::Awards);
        match action {
            Action::NextProblem => {
                let popup = self.popup.as_ref();
                !popup.is_some_and(|popup| popup.has_problems())
            }
            Action::Filter | Action::Sort => true,
            Action::New | Action::Close => !on_awards,
            Action::Extent => !on_awards || !context.collects,
            Action::NextTable => View::all(context).len() < 2,
            Action::Undo => self.popup.is_none() && self.undo.is_none(),
            _ => false,
        }
    }

    fn scope(&self) -> Scope {
        match &self.popup {
            Some(popup) => popup.scope(),
            None if self.lines.finder.is_typing() => Finder::SCOPE,
            None => Scope::Results,
        }
    }
}

fn draft(request: form_draft::Request) -> Act {
    Act::Ask(Request::Draft(request).into())
}

#[cfg(test)]
mod tests;
