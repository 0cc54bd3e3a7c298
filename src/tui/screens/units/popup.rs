//! What lies over the list and the form, one at a time: a dialog, a choice, the review of an import, a message. Each
//! takes all input but what belongs to the whole program.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::asking::{Asking, about_unit as dialog_about, excusal_words};
use super::facet::Facet;
use super::review::{Decision, Review};
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::tui::keys::{Action, Scope};
use crate::tui::kit::Input;
use crate::tui::kit::dialog::{Dialog, Verdict};
use crate::tui::kit::guarded::Guarded;
use crate::tui::kit::pick::Pick;
use crate::tui::kit::select::Choice;
use crate::tui::screen::Context;
use crate::tui::theme::Theme;

/// One of them.
#[derive(Debug)]
pub enum Popup {
    Ask {
        asking: Asking,
        dialog: Box<Guarded>,
    },
    Pick {
        pick: Box<Pick>,
        options: Vec<Picked>,
    },
    Review(Box<Review>),
    Say(Box<Dialog>),
}

/// What choosing one of a few leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Picked {
    Narrow(Facet),
    Ask(Asking),
    /// Go on with the correction that was begun.
    Resume,
    /// The registration of a unit on paper.
    Registration(UnitId),
    /// Every unit's liaison on paper.
    Liaisons,
}

/// What became of an input.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    Stays,
    Closes,
    /// The dialog was answered; it stays until the desk has answered too.
    Answered,
    Picked(Picked),
    Decided(Decision),
    /// It belongs to the whole program.
    Ignored,
}

impl Popup {
    pub fn ask(asking: Asking, dialog: Guarded) -> Self {
        let dialog = Box::new(dialog);
        Self::Ask { asking, dialog }
    }

    pub fn say(title: &str, text: &str) -> Self {
        Self::Say(Box::new(Dialog::message(title, text)))
    }

    pub fn pick(title: impl Into<String>, choices: Vec<Choice>, options: Vec<Picked>) -> Self {
        Self::Pick {
            pick: Box::new(Pick::new(title, choices)),
            options,
        }
    }

    pub fn scope(&self) -> Scope {
        match self {
            Self::Ask { dialog, .. } => dialog.scope(),
            Self::Pick { .. } => Pick::SCOPE,
            Self::Review(_) => Review::SCOPE,
            Self::Say(dialog) => dialog.scope(),
        }
    }

    pub fn hear(&mut self, input: Input<'_>) -> Outcome {
        if let Some(Action::Help | Action::CancelWork) = input.action() {
            return Outcome::Ignored;
        }
        let is_quit = input.action() == Some(Action::Quit);
        let verdict = match self {
            Self::Ask { dialog, .. } if is_quit && !dialog.keeps_from_quitting() => {
                return Outcome::Ignored;
            }
            Self::Ask { dialog, .. } => dialog.hear(input),
            _ if is_quit => return Outcome::Ignored,
            Self::Review(review) => {
                let decision = review.hear(input);
                return decision.map_or(Outcome::Stays, Outcome::Decided);
            }
            Self::Say(dialog) => dialog.hear(input),
            Self::Pick { pick, options } => {
                let verdict = pick.hear(input);
                let picked = pick.selected().and_then(|index| options.get(index));
                if let (Verdict::Accepted, Some(picked)) = (verdict, picked) {
                    return Outcome::Picked(picked.clone());
                }
                verdict
            }
        };
        match (verdict, &self) {
            (Verdict::Accepted, Self::Ask { .. }) => Outcome::Answered,
            (Verdict::Accepted | Verdict::Refused, _) => Outcome::Closes,
            (Verdict::Open | Verdict::Edited, _) => Outcome::Stays,
        }
    }

    /// What was asked of the desk did not come about.
    pub fn wake(&mut self) {
        match self {
            Self::Ask { dialog, .. } => dialog.wake(),
            Self::Review(review) => review.waiting = false,
            Self::Pick { .. } | Self::Say(_) => {}
        }
    }

    /// Draws it over `area`. Answers where the cursor belongs.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) -> Option<Position> {
        match self {
            Self::Ask { dialog, .. } => dialog.draw(buffer, area, theme),
            Self::Pick { pick, .. } => pick.draw(buffer, area, theme),
            Self::Review(review) => {
                review.draw(buffer, area, theme);
                None
            }
            Self::Say(dialog) => dialog.draw(buffer, area, theme),
        }
    }
}

/// A dialog about units; `None` where the unit is gone.
pub fn about_unit(asking: Asking, context: &Context, now: Instant) -> Option<Popup> {
    let dialog = dialog_about(&asking, context, now)?;
    Some(Popup::ask(asking, dialog))
}

/// Excusing a unit: at once where it never was, else it is asked whether one of its excusals is to end.
pub fn excusals(unit: UnitId, context: &Context, now: Instant) -> Option<Popup> {
    let excusals = &context.unit(unit)?.excusals;
    if excusals.is_empty() {
        return about_unit(Asking::Excuse(unit), context, now);
    }
    let mut choices = vec![Choice::new("再加一段免报")];
    let mut options = vec![Picked::Ask(Asking::Excuse(unit))];
    for excusal in excusals {
        let detail = if covers(excusal.from, excusal.to, now.date()) {
            "现在"
        } else {
            ""
        };
        let label = format!("取消：{}", excusal_words(excusal));
        choices.push(Choice::new(label).detail(detail));
        options.push(Picked::Ask(Asking::EndExcusal(unit, excusal.clone())));
    }
    let title = format!("免报：{}", context.unit_name(unit));
    Some(Popup::pick(title, choices, options))
}

fn covers(from: NaiveDate, to: NaiveDate, day: NaiveDate) -> bool {
    from <= day && day <= to
}

/// The papers that this list gives.
pub fn papers(unit: Option<UnitId>, context: &Context) -> Popup {
    let (mut choices, mut options) = (Vec::new(), Vec::new());
    if let (Some(unit), Some(form)) = (unit, &context.campaign.registration) {
        let label = format!("{}：{}", form.label, context.unit_name(unit));
        choices.push(Choice::new(label).detail("Word 文件"));
        options.push(Picked::Registration(unit));
    }
    choices.push(Choice::new("联络员名单").detail("全部单位"));
    options.push(Picked::Liaisons);
    Popup::pick("导出", choices, options)
}
