//! How the list and what lies over it take input. The form is `registering`'s, what the desk answers `receiving`'s.

use std::sync::Arc;

use super::Units;
use super::asking::{self, Asking};
use super::popup::{self, Picked, Popup};
use super::review::Decision;
use super::work::Request;
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::ops::export::Kind;
use crate::tui::keys::Action;
use crate::tui::kit::mouse::Mouse;
use crate::tui::kit::table::Hit;
use crate::tui::kit::{Input, Outcome};
use crate::tui::screen::{Act, Context, Destination, Handled};
use crate::tui::screens::popup::Heard;

impl Units {
    pub(super) fn hear(&mut self, input: Input<'_>, context: &Context, now: Instant) -> Handled {
        if self.popup.is_some() {
            return self.hear_popup(input, context, now);
        }
        if self.review.is_some() {
            return self.hear_review(input);
        }
        if self.roster.finder.is_typing() {
            match self.roster.finder.hear(input) {
                Outcome::Edited => self.roster.refresh(context, now.date()),
                Outcome::Moved => {}
                Outcome::Ignored if matches!(input, Input::Mouse(_)) => {
                    return self.hear_list(input, context, now);
                }
                Outcome::Ignored => return Handled::Ignored,
            }
            return Handled::nothing();
        }
        self.hear_list(input, context, now)
    }

    fn hear_list(&mut self, input: Input<'_>, context: &Context, now: Instant) -> Handled {
        match input {
            Input::Action(action) => self.act(action, context, now),
            Input::Mouse(mouse) => self.click(mouse, context, now),
            // A file dropped on the list, or names pasted into it, are to be brought in.
            Input::Paste(_) => {
                self.popup = popup::about_unit(Asking::List, context, now);
                self.hear_popup(input, context, now)
            }
            Input::Key(_) => Handled::Ignored,
        }
    }

    fn act(&mut self, action: Action, context: &Context, now: Instant) -> Handled {
        let roster = &mut self.roster;
        let unit = roster.selected();
        let about = |asking: fn(UnitId) -> Asking| {
            unit.and_then(|unit| popup::about_unit(asking(unit), context, now))
        };
        match action {
            action if roster.table.act(action) => {}
            Action::Open => {
                return unit.map_or(Handled::nothing(), |unit| self.opened(unit, context, now));
            }
            Action::Search => roster.finder.begin(),
            Action::Sort => {
                roster.next_order();
                roster.refresh(context, now.date());
            }
            Action::Filter => {
                let (choices, facets) = roster.facets(context);
                let options = facets.into_iter().map(Picked::Narrow).collect();
                self.popup = Some(Popup::pick("筛选", choices, options));
            }
            Action::Back => {
                if !roster.clear() {
                    return Handled::Ignored;
                }
                roster.refresh(context, now.date());
            }
            Action::New => self.popup = popup::about_unit(Asking::New(self.joining), context, now),
            Action::Import => self.popup = popup::about_unit(Asking::List, context, now),
            Action::Edit => self.popup = about(Asking::Edit),
            Action::Excuse => {
                self.popup = unit.and_then(|unit| popup::excusals(unit, context, now))
            }
            Action::Close => {
                let closed = unit.and_then(|unit| context.unit(unit)?.closed_on);
                self.popup = about(if closed.is_some() {
                    Asking::Reopen
                } else {
                    Asking::Close
                });
            }
            Action::Export => self.popup = Some(popup::papers(unit, context)),
            _ => return Handled::Ignored,
        }
        Handled::nothing()
    }

    fn opened(&mut self, unit: UnitId, context: &Context, now: Instant) -> Handled {
        Handled::Consumed(self.open(unit, context, now))
    }

    fn click(&mut self, mouse: Mouse, context: &Context, now: Instant) -> Handled {
        match self.roster.table.click(mouse) {
            Some(Hit::Heading { column }) => {
                self.roster.order_by(column);
                self.roster.refresh(context, now.date());
            }
            Some(Hit::Place { again: true, .. }) => {
                if let Some(unit) = self.roster.selected() {
                    return self.opened(unit, context, now);
                }
            }
            Some(Hit::Place { .. }) | None => {}
        }
        Handled::nothing()
    }

    fn hear_popup(&mut self, input: Input<'_>, context: &Context, now: Instant) -> Handled {
        let Some(popup) = &mut self.popup else {
            return Handled::Ignored;
        };
        match popup.hear(input) {
            Heard::Stays => {}
            Heard::Ignored => return Handled::Ignored,
            Heard::Closes => self.popup = None,
            Heard::Answered => return self.answered(context, now),
            Heard::Picked(picked) => {
                self.popup = None;
                return Handled::Consumed(self.picked(picked, context, now));
            }
        }
        Handled::nothing()
    }

    /// What was chosen in a list.
    pub(super) fn picked(&mut self, picked: Picked, context: &Context, now: Instant) -> Vec<Act> {
        match picked {
            Picked::Narrow(facet) => {
                self.roster.narrow(facet);
                self.roster.refresh(context, now.date());
            }
            Picked::Ask(asking) => self.popup = popup::about_unit(asking, context, now),
            Picked::Registration(unit) => return vec![Act::Ask(Request::Paper(unit).into())],
            Picked::Liaisons => {
                return vec![Act::Go(Destination::Export {
                    kind: Kind::Liaisons.id().to_owned(),
                    unit: None,
                    period: None,
                })];
            }
        }
        Vec::new()
    }

    /// A dialog was answered: what it asks of the desk, or what is still wrong with it.
    fn answered(&mut self, context: &Context, now: Instant) -> Handled {
        let Some(Popup::Ask { asking, dialog }) = &mut self.popup else {
            return Handled::nothing();
        };
        match asking::answered(asking, dialog, context, now) {
            Ok(request) => return Handled::ask(request),
            Err(remarks) => dialog.show_problems(remarks),
        }
        Handled::nothing()
    }

    fn hear_review(&mut self, input: Input<'_>) -> Handled {
        let program = [Action::Help, Action::CancelWork, Action::Quit];
        if input
            .action()
            .is_some_and(|action| program.contains(&action))
        {
            return Handled::Ignored;
        }
        let Some(mut review) = self.review.take() else {
            return Handled::Ignored;
        };
        match review.hear(input) {
            None => self.review = Some(review),
            Some(Decision::Cancel) => {}
            Some(Decision::Mend) => {
                let mut dialog = review.from;
                dialog.wake();
                self.popup = Some(Popup::Ask {
                    asking: Asking::List,
                    dialog,
                });
            }
            Some(Decision::Import(mode)) => {
                let list = Arc::clone(&review.list);
                self.review = Some(review);
                return Handled::ask(Request::Import { list, mode });
            }
        }
        Handled::nothing()
    }
}
