//! How input and the desk's answers change the screen.

use super::Hazards;
use super::asking::{self, Asking};
use super::facet::Facet;
use super::view;
use super::work::{Answer, Request};
use crate::domain::calendar::Instant;
use crate::domain::hazard::Hazard;
use crate::domain::id::UnitId;
use crate::domain::unit::Unit;
use crate::ops::export::Kind;
use crate::tui::keys::Action;
use crate::tui::kit::finder::Finder;
use crate::tui::kit::mouse::Mouse;
use crate::tui::kit::reader::Reader;
use crate::tui::kit::table::Hit;
use crate::tui::screen::{Act, Context, Destination, Handled};
use crate::tui::screens::listing::{Listing, unit_choices};
use crate::tui::screens::{popup, units};

/// What lies over the list.
pub type Popup = popup::Popup<Asking, Picked>;

/// What choosing one of a few leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Picked {
    Narrow(Facet),
    /// A hazard of this unit is to be entered.
    New(UnitId),
}

impl Listing for Hazards {
    type Asking = Asking;
    type Picked = Picked;

    fn popup(&mut self) -> &mut Option<Popup> {
        &mut self.popup
    }

    fn finder(&mut self) -> &mut Finder {
        &mut self.ledger.finder
    }

    fn refresh(&mut self, context: &Context, now: Instant) {
        self.ledger.refresh(context, now.date());
    }

    fn act(&mut self, action: Action, context: &Context, now: Instant) -> Handled {
        let ledger = &mut self.ledger;
        match action {
            action if ledger.table.act(action) => {}
            Action::Open => self.read(context, now),
            Action::Search => ledger.finder.begin(),
            Action::Sort => {
                ledger.order = ledger.order.next();
                ledger.refresh(context, now.date());
            }
            Action::Filter => {
                let (choices, facets) = ledger.facets(context);
                let options = facets.into_iter().map(Picked::Narrow).collect();
                self.popup = Some(Popup::pick("筛选", choices, options));
            }
            Action::Back => {
                if !ledger.clear() {
                    return Handled::Ignored;
                }
                ledger.refresh(context, now.date());
            }
            Action::New => self.popup = self.begin(context, now),
            Action::Edit => {
                let asking = |hazard: &Hazard| Asking::Edit(Box::new(hazard.clone()));
                self.about_selected(asking, context, now);
            }
            Action::Close => {
                let asking = |hazard: &Hazard| match hazard.entry.closed_on {
                    Some(_) => Asking::Reopen(hazard.id),
                    None => Asking::Close(hazard.id),
                };
                self.about_selected(asking, context, now);
            }
            Action::Export => {
                return Handled::Consumed(vec![Act::Go(Destination::Export {
                    kind: Kind::Hazards.id().to_owned(),
                    unit: ledger.unit,
                    period: None,
                })]);
            }
            _ => return Handled::Ignored,
        }
        Handled::nothing()
    }

    fn click(&mut self, mouse: Mouse, context: &Context, now: Instant) -> Handled {
        match self.ledger.table.click(mouse) {
            Some(Hit::Heading { .. }) => {
                self.ledger.order = self.ledger.order.next();
                self.ledger.refresh(context, now.date());
            }
            Some(Hit::Place { again: true, .. }) => self.read(context, now),
            Some(Hit::Place { .. }) | None => {}
        }
        Handled::nothing()
    }

    /// A dialog was answered: what it asks of the desk, or what is still wrong with it.
    fn answered(&mut self, context: &Context, now: Instant) -> Handled {
        let Some(Popup::Ask { asking, dialog }) = &mut self.popup else {
            return Handled::nothing();
        };
        match asking::answered(asking, dialog, &self.ledger, context, now) {
            Ok(Some(request)) => return Handled::ask(request),
            Ok(None) => self.popup = None,
            Err(remarks) => {
                let remarks = remarks
                    .iter()
                    .map(|(id, remark)| (id.as_ref(), remark.clone()));
                dialog.show_problems(remarks);
            }
        }
        Handled::nothing()
    }

    fn picked(&mut self, picked: Picked, context: &Context, now: Instant) -> Handled {
        match picked {
            Picked::Narrow(facet) => {
                self.ledger.narrow(facet);
                self.ledger.refresh(context, now.date());
            }
            Picked::New(unit) => self.popup = self.ask(Asking::New(unit), context, now),
        }
        Handled::nothing()
    }
}

impl Hazards {
    fn about_selected(
        &mut self,
        asking: impl Fn(&Hazard) -> Asking,
        context: &Context,
        now: Instant,
    ) {
        let asking = self.ledger.selected().map(asking);
        self.popup = asking.and_then(|asking| self.ask(asking, context, now));
    }

    fn ask(&self, asking: Asking, context: &Context, now: Instant) -> Option<Popup> {
        let dialog = asking::about(&asking, &self.ledger, context, now)?;
        Some(Popup::ask(asking, dialog))
    }

    /// A hazard is to be entered: of the one unit there is or that is filtered for, else it is asked whose it is.
    fn begin(&self, context: &Context, now: Instant) -> Option<Popup> {
        if !context.campaign.keeps_hazards() {
            let text = "这份通知没有规定隐患等级，不能登记隐患。";
            return Some(Popup::say("没有隐患等级", text));
        }
        let units: Vec<&Unit> = context
            .reporters()
            .filter(|unit| unit.is_active_on(now.date()))
            .collect();
        let only = match units.as_slice() {
            [] => {
                return Some(Popup::say(
                    "还没有单位",
                    &format!(
                        "请先到“{}”里新增或导入单位。",
                        units::name(&context.campaign)
                    ),
                ));
            }
            [only] => Some(only.id),
            _ => self.ledger.unit,
        };
        if let Some(unit) = only {
            return self.ask(Asking::New(unit), context, now);
        }
        let choices = unit_choices(units.iter().copied());
        let options = units.iter().map(|unit| Picked::New(unit.id)).collect();
        Some(Popup::pick("哪家单位的隐患", choices, options))
    }

    /// The selected entry in full.
    fn read(&mut self, context: &Context, now: Instant) {
        let selected = self.ledger.selected();
        self.popup = selected.map(|hazard| {
            let text = view::particulars(hazard, context, now);
            Popup::Read(Reader::new(context.unit_name(hazard.unit), text))
        });
    }

    pub(super) fn take(&mut self, answer: Answer, context: &Context, now: Instant) -> Vec<Act> {
        match answer {
            Answer::Draft(answer) => {
                let dialog = self.popup.as_mut().and_then(|popup| popup.dialog_mut());
                self.drafts.take(answer, dialog)
            }
            Answer::Loaded(hazards) => {
                self.ledger.set(hazards);
                self.ledger.refresh(context, now.date());
                if let Some(changed) = self.changed.take() {
                    self.ledger.select(changed);
                }
                Vec::new()
            }
            Answer::Done { hazard, told } => {
                self.popup = None;
                self.changed = Some(hazard);
                vec![Act::Notice(told), Act::Ask(Request::Load.into())]
            }
        }
    }
}
