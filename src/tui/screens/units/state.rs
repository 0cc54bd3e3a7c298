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
use crate::tui::kit::Input;
use crate::tui::kit::finder::Finder;
use crate::tui::kit::mouse::Mouse;
use crate::tui::kit::table::Hit;
use crate::tui::screen::{Act, Context, Destination, Handled};
use crate::tui::screens::listing::Listing;

impl Listing for Units {
    type Asking = Asking;
    type Picked = Picked;

    fn popup(&mut self) -> &mut Option<Popup> {
        &mut self.popup
    }

    fn finder(&mut self) -> &mut Finder {
        &mut self.roster.finder
    }

    fn refresh(&mut self, context: &Context, now: Instant) {
        self.roster.refresh(context, now.date());
    }

    fn act(&mut self, action: Action, context: &Context, now: Instant) -> Handled {
        let roster = &mut self.roster;
        let unit = roster.selected();
        let about = |asking: fn(UnitId) -> Asking| {
            unit.and_then(|unit| popup::about_unit(asking(unit), context, now))
        };
        match action {
            action if roster.table.act(action) => {}
            Action::Open | Action::Export if !context.registers() => {}
            Action::Open => {
                return unit.map_or(Handled::nothing(), |unit| self.opened(unit, context, now));
            }
            Action::Search => roster.finder.begin(),
            Action::Sort => {
                roster.next_order(context);
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

    fn click(&mut self, mouse: Mouse, context: &Context, now: Instant) -> Handled {
        match self.roster.table.click(mouse) {
            Some(Hit::Heading { column }) => {
                self.roster.order_by(column, context);
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

    /// A file dropped on the list, or names pasted into it, are to be brought in.
    fn paste(&mut self, text: &str, context: &Context, now: Instant) -> Handled {
        self.popup = popup::about_unit(Asking::List, context, now);
        self.hear_popup(Input::Paste(text), context, now)
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

    fn picked(&mut self, picked: Picked, context: &Context, now: Instant) -> Handled {
        match picked {
            Picked::Narrow(facet) => {
                self.roster.narrow(facet);
                self.roster.refresh(context, now.date());
            }
            Picked::Ask(asking) => self.popup = popup::about_unit(asking, context, now),
            Picked::Registration(unit) => return Handled::ask(Request::Paper(unit)),
            Picked::Liaisons => {
                return Handled::Consumed(vec![Act::Go(Destination::Export {
                    kind: Kind::Liaisons.id().to_owned(),
                    unit: None,
                    period: None,
                })]);
            }
        }
        Handled::nothing()
    }
}

impl Units {
    fn opened(&mut self, unit: UnitId, context: &Context, now: Instant) -> Handled {
        Handled::Consumed(self.open(unit, context, now))
    }

    pub(super) fn hear_review(&mut self, input: Input<'_>) -> Handled {
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
