//! Whose an arrival is and which period it is for, asked from the list or from the open paper; also what else is asked of one
//! arrival. What a question says is [`asking`]'s.

use super::Intray;
use super::asking;
use super::work::Request;
use crate::domain::arrival::ArrivalState;
use crate::domain::id::{ArrivalId, UnitId};
use crate::ops::intray::Judged;
use crate::tui::keys::keymap::named;
use crate::tui::keys::{Action, Scope};
use crate::tui::screen::{Act, Context, Handled};

impl Intray {
    /// Asks about the selected arrival, or says why there is nothing to ask.
    pub(super) fn about_selected(&mut self, action: Action, context: &Context) -> Handled {
        match self.selected() {
            Some((id, _)) => self.about(id, action, context),
            None => Handled::nothing(),
        }
    }

    /// Asks about an arrival of the list or the one that lies open, or says why there is nothing to ask.
    pub(super) fn about(&mut self, id: ArrivalId, action: Action, context: &Context) -> Handled {
        let Some(judged) = self.of(id) else {
            return Handled::nothing();
        };
        let state = judged.arrival.state;
        if action == Action::Close
            && state != ArrivalState::Waiting
            && state != ArrivalState::Refused
        {
            return Handled::ask(Request::PutBack(id));
        }
        let refused = match (state, action) {
            (ArrivalState::Accepted, Action::Extent) => {
                let import = named(Scope::Intray, Action::Import);
                Some(format!(
                    "这份来件已收下；也要用作另一期的，按 {import} 再收一次，写明期次"
                ))
            }
            (ArrivalState::Accepted | ArrivalState::SetAside, _) => {
                Some(format!("这份来件{}", state.label()))
            }
            (ArrivalState::Refused, Action::Close) => None,
            (ArrivalState::Refused, _) => Some("这个文件读不了，只能搁置".to_owned()),
            (ArrivalState::Waiting, Action::TakeOne) if !judged.is_acceptable() => {
                let unit = named(Scope::Intray, Action::SettleUnit);
                let open = named(Scope::Intray, Action::Open);
                let period = named(Scope::Intray, Action::Extent);
                Some(format!(
                    "还有须核对的：单位按 {unit}，期次按 {period}，空按{open}打开了改"
                ))
            }
            (ArrivalState::Waiting, _) => None,
        };
        if let Some(why) = refused {
            return Handled::Consumed(vec![Act::Remark(why)]);
        }
        let popup = match action {
            Action::TakeOne => asking::accept(id, judged, context),
            Action::SettleUnit => asking::unit(id, judged, context),
            Action::Extent => asking::period(&self.of_one_period(id, judged), judged, context),
            _ => asking::set_aside(id, judged),
        };
        self.popup = Some(popup);
        Handled::nothing()
    }

    /// The arrivals whose period is settled with this one's: it alone where it has one, else all that have none.
    fn of_one_period(&self, id: ArrivalId, judged: &Judged) -> Vec<ArrivalId> {
        if judged.period.is_some() {
            return vec![id];
        }
        let waiting =
            self.judged.iter().flatten().filter(|other| {
                other.period.is_none() && other.arrival.state == ArrivalState::Waiting
            });
        waiting.filter_map(|other| other.arrival.id).collect()
    }

    /// A unit was chosen: where the file itself names another one, a person is asked once whether that is meant.
    pub(super) fn picked_unit(
        &mut self,
        id: ArrivalId,
        unit: UnitId,
        context: &Context,
    ) -> Handled {
        let judged = self.of(id);
        let contradicts = judged.filter(|judged| {
            let named = judged.named().map(|(named, _)| named);
            named.is_some_and(|named| named != unit) && judged.arrival.decided.unit != Some(unit)
        });
        match contradicts {
            Some(judged) => {
                self.popup = Some(asking::another_unit(id, unit, judged, context));
                Handled::nothing()
            }
            None => Handled::ask(Request::SettleUnit { id, unit }),
        }
    }
}
