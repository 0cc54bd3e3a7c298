//! How the form takes input, to be filled in or to be read, and how it is handed in.

use super::Units;
use super::asking::Asking;
use super::handing_in;
use super::popup::{Picked, Popup};
use super::sheet::Page;
use super::work::Request;
use crate::domain::calendar::Instant;
use crate::domain::campaign::Duty;
use crate::tui::keys::Action;
use crate::tui::kit::select::Choice;
use crate::tui::kit::{Input, Outcome};
use crate::tui::screen::{Context, Handled};

impl Units {
    pub(super) fn hear_sheet(
        &mut self,
        input: Input<'_>,
        context: &Context,
        now: Instant,
    ) -> Handled {
        let Some(sheet) = &mut self.sheet else {
            return Handled::Ignored;
        };
        match (&mut sheet.page, input) {
            (_, Input::Action(Action::Back)) => {
                (self.sheet, self.opening) = (None, None);
                Handled::nothing()
            }
            (Page::Writing(_), Input::Action(Action::Submit)) => self.hand_in(context, now),
            (Page::Writing(writing), input) => {
                let Some(duty) = context.campaign.duty(&sheet.known.period.duty) else {
                    return Handled::Ignored;
                };
                match writing.hear(input, context, duty) {
                    Outcome::Edited => Handled::ask(Request::SaveDraft {
                        unit: sheet.known.unit,
                        period: sheet.known.period.clone(),
                        draft: Box::new(writing.draft.clone()),
                        serial: self.saving.send(),
                    }),
                    Outcome::Moved => Handled::nothing(),
                    Outcome::Ignored => Handled::Ignored,
                }
            }
            (Page::Reading(reader), input) => match input {
                input if reader.hear(input) => Handled::nothing(),
                Input::Action(action) => self.act_on_registered(action, context),
                _ => Handled::Ignored,
            },
        }
    }

    /// What can be done with a registration that is being read.
    fn act_on_registered(&mut self, action: Action, context: &Context) -> Handled {
        let Some(sheet) = &mut self.sheet else {
            return Handled::Ignored;
        };
        match action {
            Action::Edit if sheet.known.saved.is_some() => {
                let choices = vec![Choice::new("继续填写更正草稿"), Choice::new("放弃草稿")];
                let options = vec![Picked::Resume, Picked::Ask(Asking::DiscardDraft)];
                let title = "有一份没有提交的更正草稿";
                self.popup = Some(Popup::pick(title, choices, options));
            }
            Action::Edit => {
                let draft = sheet.known.fresh.clone();
                sheet.write(draft, context);
            }
            Action::Withdraw => {
                let dialog = handing_in::withdraw(sheet, context);
                self.popup = Some(Popup::ask(Asking::Withdraw, dialog));
            }
            Action::Export => return Handled::ask(Request::Paper(sheet.unit())),
            _ => return Handled::Ignored,
        }
        Handled::nothing()
    }

    /// Judges the whole form; asks the last question where nothing forbids handing it in.
    fn hand_in(&mut self, context: &Context, now: Instant) -> Handled {
        let Some(sheet) = &mut self.sheet else {
            return Handled::Ignored;
        };
        let duty: Option<&Duty> = context.campaign.duty(&sheet.known.period.duty);
        let (Page::Writing(writing), Some(duty)) = (&mut sheet.page, duty) else {
            return Handled::Ignored;
        };
        let problems = writing.judge_all(context, duty);
        self.popup = if handing_in::forbids(&problems) {
            handing_in::elsewhere(&problems)
        } else {
            let dialog = handing_in::register(sheet, &problems, context, now);
            Some(Popup::ask(Asking::Register, dialog))
        };
        Handled::nothing()
    }
}
