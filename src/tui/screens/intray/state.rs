//! How input and the desk's answers change the screen.

use super::asking::{self, Asking};
use super::versions::{self, Versions};
use super::work::Request;
use super::{Intray, Section};
use crate::domain::calendar::Instant;
use crate::domain::id::{ArrivalId, UnitId};
use crate::domain::period::PeriodId;
use crate::ops::intray::Judged;
use crate::ops::packet::names_packet;
use crate::tui::keys::Action;
use crate::tui::kit::Input;
use crate::tui::kit::table::Hit;
use crate::tui::screen::{Act, Context, Destination, Handled, Place};
use crate::tui::screens::popup::{self, Heard};

/// What lies over the list.
pub type Popup = popup::Popup<Asking, Picked>;

/// What choosing one of a few leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Picked {
    Unit(ArrivalId, UnitId),
    /// It is not on the list yet; the name that was read, empty where none was.
    NewUnit(ArrivalId, String),
    /// Arrivals that do not say which period they are for are settled together.
    Period(Vec<ArrivalId>, PeriodId),
}

impl Intray {
    pub(super) fn hear(&mut self, input: Input<'_>, context: &Context, _: Instant) -> Handled {
        if self.popup.is_some() {
            return self.hear_popup(input, context);
        }
        if self.sheet.is_some() {
            return self.hear_sheet(input, context);
        }
        if self.versions.is_some() {
            return self.hear_versions(input);
        }
        match input {
            Input::Action(action) if self.section == Section::Inbox => {
                self.act_on_report(action, context)
            }
            Input::Action(action) => self.act(action, context),
            Input::Mouse(mouse) if self.section == Section::Inbox => {
                match self.inbox.table.click(mouse) {
                    Some(Hit::Place { again: true, .. }) => self.inbox.open(),
                    _ => Handled::nothing(),
                }
            }
            Input::Mouse(mouse) => {
                if let Some(Hit::Place { again: true, .. }) = self.table.click(mouse) {
                    return self.open(context);
                }
                Handled::nothing()
            }
            // A file that is dropped on the window comes as a paste.
            Input::Paste(text) => self.dropped(text),
            Input::Key(_) => Handled::Ignored,
        }
    }

    fn act(&mut self, action: Action, context: &Context) -> Handled {
        match action {
            action if self.table.act(action) => {}
            Action::Open => return self.open(context),
            Action::Import => self.popup = Some(asking::take_in("")),
            Action::TakeClean => match asking::take_clean(self.judged.iter().flatten(), context) {
                Some(popup) => self.popup = Some(popup),
                None => {
                    let text = "没有可以直接收下的来件".to_owned();
                    return Handled::Consumed(vec![Act::Remark(text)]);
                }
            },
            Action::Export => return Handled::ask(Request::SaveDoubts),
            Action::Back => return back(context),
            Action::Toggle if context.gathers() => self.section = Section::Inbox,
            Action::TakeOne | Action::SettleUnit | Action::Extent | Action::Close => {
                return self.about_selected(action, context);
            }
            Action::ReadAll => {
                let selected = self.selected();
                self.popup = selected.map(|(_, judged)| asking::read_all(judged, context));
            }
            _ => return Handled::Ignored,
        }
        Handled::nothing()
    }

    /// A packet is looked at right away; of anything else it is asked which period it is for.
    fn dropped(&mut self, text: &str) -> Handled {
        if names_packet(text) {
            self.is_reading = true;
            let (typed, period) = (text.to_owned(), String::new());
            return Handled::ask(Request::TakeIn { typed, period });
        }
        self.popup = Some(asking::take_in(text.trim()));
        Handled::nothing()
    }

    /// What is done to the reports that want a look.
    fn act_on_report(&mut self, action: Action, context: &Context) -> Handled {
        match action {
            action if self.inbox.table.act(action) => {}
            Action::Open => return self.inbox.open(),
            Action::Approve => return self.inbox.approve(),
            Action::TakeClean => match self.inbox.ask_to_approve() {
                Some(popup) => self.popup = Some(popup),
                None => {
                    let text = "没有可以一次通过的：没有疑点的都已审核".to_owned();
                    return Handled::Consumed(vec![Act::Remark(text)]);
                }
            },
            Action::Undo => {
                return match self.undo.take() {
                    Some(decided) => Handled::ask(Request::Undecide(decided)),
                    None => Handled::Consumed(vec![Act::Remark("没有可以撤销的裁定".into())]),
                };
            }
            Action::Toggle => self.section = Section::Arrivals,
            Action::Import => self.popup = Some(asking::take_in("")),
            Action::Back => return back(context),
            _ => return Handled::Ignored,
        }
        Handled::nothing()
    }

    fn hear_versions(&mut self, input: Input<'_>) -> Handled {
        let Some(versions) = &mut self.versions else {
            return Handled::nothing();
        };
        match versions.hear(input) {
            versions::Heard::Stays => {}
            versions::Heard::Closes => return Handled::Consumed(self.leave_versions()),
            versions::Heard::Asks(popup) => self.popup = Some(popup),
            versions::Heard::Ignored => return Handled::Ignored,
        }
        Handled::nothing()
    }

    /// Back to the list, or to the screen from which one came to decide.
    pub(super) fn leave_versions(&mut self) -> Vec<Act> {
        self.versions = None;
        match std::mem::take(&mut self.is_sent_to_decide) {
            true => vec![Act::Return],
            false => Vec::new(),
        }
    }

    /// What is asked of the desk each time the screen comes to be shown.
    pub(super) fn load(&self, context: &Context) -> Vec<Act> {
        let mut requests = vec![Request::Load];
        if context.gathers() {
            requests.push(Request::Inbox);
        }
        requests.extend(self.versions.as_ref().map(Versions::again));
        let acts = requests.into_iter().map(|request| Act::Ask(request.into()));
        acts.collect()
    }

    pub(super) fn selected(&self) -> Option<(ArrivalId, &Judged)> {
        let judged = self.judged.as_ref()?.get(self.table.row()?)?;
        Some((judged.arrival.id?, judged))
    }

    pub(super) fn of(&self, id: ArrivalId) -> Option<&Judged> {
        let mut judged = self.judged.iter().flatten();
        judged.find(|judged| judged.arrival.id == Some(id))
    }

    fn hear_popup(&mut self, input: Input<'_>, context: &Context) -> Handled {
        let Some(popup) = &mut self.popup else {
            return Handled::Ignored;
        };
        match popup.hear(input) {
            Heard::Stays => {}
            Heard::Ignored => return Handled::Ignored,
            Heard::Closes => self.popup = None,
            Heard::Answered => return self.answered(context),
            Heard::Picked(Picked::Unit(id, unit)) => {
                self.popup = None;
                return self.picked_unit(id, unit, context);
            }
            Heard::Picked(Picked::NewUnit(id, written)) => {
                self.popup = Some(asking::add_unit(id, &written, context));
            }
            Heard::Picked(Picked::Period(ids, period)) => {
                self.popup = None;
                return Handled::ask(Request::SettlePeriod { ids, period });
            }
        }
        Handled::nothing()
    }

    /// A dialog was answered: what it asks of the desk, or what is still wrong with it.
    fn answered(&mut self, context: &Context) -> Handled {
        let Some(Popup::Ask { asking, dialog }) = &mut self.popup else {
            return Handled::nothing();
        };
        match asking::answered(asking, dialog, context) {
            Ok(request) => {
                self.is_reading = matches!(asking, Asking::TakeIn | Asking::TakePackets { .. });
                Handled::ask(request)
            }
            Err(remarks) => {
                dialog.show_problems(remarks);
                Handled::nothing()
            }
        }
    }
}

/// Back to where one comes from: the matrix, or for one to whom nobody reports, the overview.
fn back(context: &Context) -> Handled {
    let place = match context.gathers() {
        true => Place::Progress,
        false => Place::Overview,
    };
    Handled::Consumed(vec![Act::Go(Destination::Screen(place))])
}
