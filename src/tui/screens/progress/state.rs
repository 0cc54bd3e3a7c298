//! What the screen knows, and how what a person does changes it.

use super::asking::Asking;
use super::grid;
use super::narrowing::{self, Narrowing};
use super::packing::{self, Packing};
use super::popup::{self, Popup};
use super::rolling::{self, Rolling};
use super::shown::Keep;
use super::texts::Texts;
use super::work::{Answer, Request, Survey};
use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::Duty;
use crate::domain::id::UnitId;
use crate::domain::period::Period;
use crate::domain::status::State;
use crate::ops::chase::ChaseSheet;
use crate::ops::status::{Cell, Filter, Head, Matrix, Row, Sort};
use crate::tui::keys::Action;
use crate::tui::keys::keymap::Scope;
use crate::tui::kit::field::Line;
use crate::tui::kit::input::{Input, Outcome};
use crate::tui::kit::mouse::Mouse;
use crate::tui::kit::table::{Hit, Table};
use crate::tui::screen::{Act, Context, Destination, Handled, Place};

/// Longer searches find nothing more.
const LONGEST_SEARCH: usize = 60;

/// The state of the screen.
#[derive(Debug)]
pub struct Progress {
    pub(super) survey: Option<Survey>,
    /// What the filter lets through of it, in the order asked for.
    pub(super) shown: Option<Matrix>,
    pub(super) filter: Filter,
    pub(super) sort: Sort,
    pub(super) search: Line,
    pub(super) searching: bool,
    pub(super) table: Table,
    pub(super) popup: Option<Popup>,
    /// The unit to select once the matrix is there.
    pub(super) wanted: Option<UnitId>,
    /// Whether the texts of reminders are on their way.
    chasing: bool,
}

/// The selected place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Selected<'a> {
    pub row: &'a Row,
    pub head: &'a Head,
    pub cell: &'a Cell,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            survey: None,
            shown: None,
            filter: Filter::default(),
            sort: Sort::default(),
            search: Line::new("", LONGEST_SEARCH),
            searching: false,
            table: grid::empty(),
            popup: None,
            wanted: None,
            chasing: false,
        }
    }
}

impl Progress {
    pub(super) fn scope_now(&self) -> Scope {
        match &self.popup {
            Some(popup) => popup.scope(),
            None if self.searching => Scope::Search,
            None => Scope::Matrix,
        }
    }

    pub(super) fn awaits(&self) -> bool {
        self.survey.is_none() || self.chasing
    }

    /// Whether an action would come to nothing at the selected place.
    pub(super) fn refuses(&self, action: Action, context: &Context) -> bool {
        match (&self.popup, self.selected()) {
            (Some(popup), _) => {
                action == Action::NextProblem && popup.has_problems() == Some(false)
            }
            (None, Some(at)) => match action {
                Action::RollUp => !adds_up(&at.head.period, context),
                action => refused(action, at).is_some(),
            },
            (None, None) => false,
        }
    }

    /// Asks for the texts of reminders.
    pub(super) fn chase(&mut self, unit: Option<UnitId>) -> Act {
        self.chasing = true;
        Act::Ask(Request::Chase(unit).into())
    }

    pub(super) fn selected(&self) -> Option<Selected<'_>> {
        let shown = self.shown.as_ref()?;
        let row = shown.rows.get(self.table.row()?)?;
        let at = self.table.column().checked_sub(grid::FIXED)?;
        Some(Selected {
            row,
            head: shown.heads.get(at)?,
            cell: row.cells.get(at)?,
        })
    }

    /// How many units are shown, and how many there are.
    pub(super) fn counts(&self) -> (usize, usize) {
        let all = self
            .survey
            .as_ref()
            .map_or(0, |survey| survey.matrix.rows.len());
        let shown = self.shown.as_ref().map_or(0, |shown| shown.rows.len());
        (shown, all)
    }

    /// Selects a unit, now or when the matrix comes; a filter that hides it is taken away.
    pub(super) fn look_at(&mut self, unit: UnitId) {
        self.popup = None;
        self.searching = false;
        self.wanted = Some(unit);
    }

    pub(super) fn hear(&mut self, input: Input<'_>, context: &Context, now: Instant) -> Handled {
        match input {
            // The app's, whatever lies on top.
            Input::Action(Action::Quit | Action::Help | Action::CancelWork) => {
                return Handled::Ignored;
            }
            input if self.popup.is_some() => return self.hear_popup(input, now),
            Input::Mouse(mouse) => return self.click(mouse),
            input if self.searching => return self.type_search(input),
            _ => {}
        }
        let Input::Action(action) = input else {
            return Handled::Ignored;
        };
        if self.table.act(action) {
            return Handled::nothing();
        }
        match action {
            Action::Search => self.searching = true,
            Action::Filter => {
                if let Some(survey) = &self.survey {
                    let narrowing = Narrowing::new(&survey.matrix, &self.filter);
                    self.popup = Some(Popup::Narrowing(Box::new(narrowing)));
                }
            }
            Action::Sort => self.sort_next(),
            Action::Back if !self.filter.is_empty() => self.show_all(),
            Action::Open => return self.open(),
            Action::Export => {
                let kind = "status".to_owned();
                let (unit, period) = (None, None);
                let to = Destination::Export { kind, unit, period };
                return Handled::Consumed(vec![Act::Go(to)]);
            }
            Action::Chase => {
                let unit = self.selected().map(|selected| selected.row.unit.id);
                return Handled::Consumed(vec![self.chase(unit)]);
            }
            Action::Import => {
                return Handled::Consumed(vec![Act::Go(Destination::Screen(Place::Intray))]);
            }
            Action::MakePacket => self.ask_to_pack(context),
            Action::RollUp if context.sends_roll_ups() => return self.ask_to_roll_up(context),
            Action::RecordReceipt | Action::Extend | Action::Excuse | Action::CloseBooks => {
                return self.ask(action, context, now);
            }
            _ => return Handled::Ignored,
        }
        Handled::nothing()
    }

    fn sort_next(&mut self) {
        self.sort = narrowing::next_sort(self.sort);
        self.reshape(Keep::Unit);
    }

    pub(super) fn show_all(&mut self) {
        self.filter = Filter::default();
        self.search.set_value("");
        self.reshape(Keep::Unit);
    }

    fn open(&self) -> Handled {
        let Some(Selected { row, head, cell }) = self.selected() else {
            return Handled::nothing();
        };
        let act = if cell.state == State::NotOwed {
            let (unit, period) = (&row.unit.name, &head.period.name);
            Act::Remark(format!("{unit}不需要报送“{period}”"))
        } else {
            let (unit, period) = (row.unit.id, head.period.id.clone());
            Act::Go(Destination::Report { unit, period })
        };
        Handled::Consumed(vec![act])
    }

    /// Opens the dialog of an act on the selected unit and period.
    fn ask(&mut self, action: Action, context: &Context, now: Instant) -> Handled {
        let Some(Selected { row, head, cell }) = self.selected() else {
            return Handled::nothing();
        };
        let say = |text: String| Handled::Consumed(vec![Act::Remark(text)]);
        let period = &head.period;
        if action == Action::CloseBooks {
            if head.closed_at.is_none() && !period.is_due(now) {
                return say(format!("“{}”到期以后才能关账", period.name));
            }
            self.popup = Some(Popup::Asking(Box::new(Asking::books(row, head))));
            return Handled::nothing();
        }
        if !context.collects && row.unit.id == context.seat {
            return say("收件登记、延期和免报由汇总单位办理".into());
        }
        if let Some(why) = refused(action, Selected { row, head, cell }) {
            return say(why);
        }
        let asking = match action {
            Action::RecordReceipt => Asking::receive(row, period, cell, now),
            Action::Extend => Asking::extend(row, period, cell),
            _ => Asking::excuse(row, period),
        };
        self.popup = Some(Popup::Asking(Box::new(asking)));
        Handled::nothing()
    }

    /// Asks for whom packets are to be made; there is nobody to make them for where no unit is shown.
    fn ask_to_pack(&mut self, context: &Context) {
        if let Some(Selected { row, .. }) = self.selected() {
            let packing = Packing::new(&row.unit, &context.outbox);
            self.popup = Some(Popup::Packing(Box::new(packing)));
        }
    }

    /// Asks what a roll-up of the selected period would rest on.
    fn ask_to_roll_up(&mut self, context: &Context) -> Handled {
        let Some(Selected { head, .. }) = self.selected() else {
            return Handled::nothing();
        };
        let period = &head.period;
        match adds_up(period, context) {
            true => Handled::ask(Request::Prospects(period.id.clone())),
            false => {
                let why = format!("“{}”没有要汇总的数", period.name);
                Handled::Consumed(vec![Act::Remark(why)])
            }
        }
    }

    fn hear_popup(&mut self, input: Input<'_>, now: Instant) -> Handled {
        let Some(popup) = &mut self.popup else {
            return Handled::Ignored;
        };
        match popup.hear(input, &mut self.filter, now) {
            popup::Heard::Open => {}
            popup::Heard::Closed => self.popup = None,
            popup::Heard::Narrowed => {
                self.popup = None;
                self.reshape(Keep::Unit);
                if self.filter.returned {
                    self.select_returned();
                }
            }
            popup::Heard::Asked(request) => return Handled::ask(request),
        }
        Handled::nothing()
    }

    fn type_search(&mut self, input: Input<'_>) -> Handled {
        match input {
            Input::Action(Action::Accept) => self.searching = false,
            Input::Action(Action::Refuse) => {
                self.searching = false;
                self.search.set_value("");
                self.look_for_typed(Keep::Unit);
            }
            input => match self.search.hear(input) {
                Outcome::Ignored => return Handled::Ignored,
                Outcome::Moved => {}
                Outcome::Edited => self.look_for_typed(Keep::Nothing),
            },
        }
        Handled::nothing()
    }

    fn look_for_typed(&mut self, keep: Keep) {
        self.search.value().trim().clone_into(&mut self.filter.text);
        self.reshape(keep);
    }

    fn click(&mut self, mouse: Mouse) -> Handled {
        self.searching = false;
        match self.table.click(mouse) {
            Some(Hit::Place { again: true, .. }) => return self.open(),
            Some(Hit::Heading { column }) if column < grid::FIXED => self.sort_next(),
            _ => {}
        }
        Handled::nothing()
    }

    /// Takes what the desk answered.
    pub(super) fn take(&mut self, answer: Answer, now: Instant) -> Vec<Act> {
        match answer {
            Answer::Loaded(survey) => {
                self.set_survey(survey, now);
                Vec::new()
            }
            Answer::Changed(done, survey) => {
                self.popup.take_if(|popup| popup.awaits_change());
                self.set_survey(survey, now);
                vec![Act::Notice(done)]
            }
            Answer::Texts { everybody, one } => self.show_texts(one, everybody),
            Answer::Packed(made) => {
                self.popup = Some(Popup::told(packing::told(&made)));
                Vec::new()
            }
            Answer::Prospects(prospects) => {
                // Never over a dialog, in which somebody may be typing.
                let rolling = || Popup::Rolling(Box::new(Rolling::new(prospects)));
                self.popup.get_or_insert_with(rolling);
                Vec::new()
            }
            Answer::RolledUp(done, packet) => {
                self.popup = Some(Popup::told(rolling::made(&done, &packet)));
                Vec::new()
            }
        }
    }

    /// Shows the texts of reminders; never over a dialog, in which somebody may be typing.
    fn show_texts(&mut self, one: Option<ChaseSheet>, everybody: ChaseSheet) -> Vec<Act> {
        self.chasing = false;
        if self.popup.is_some() {
            return Vec::new();
        }
        match Texts::new(one, everybody) {
            Some(texts) => {
                self.popup = Some(Popup::Texts(Box::new(texts)));
                Vec::new()
            }
            None => vec![Act::Remark("没有逾期的单位，不需要催报".into())],
        }
    }

    /// The desk could not do what was asked: what was typed is still there.
    pub(super) fn try_again(&mut self) {
        self.chasing = false;
        if let Some(popup) = &mut self.popup {
            popup.wake();
        }
    }
}

/// Whether a period has numbers, so that a roll-up of it says anything.
fn adds_up(period: &Period, context: &Context) -> bool {
    let duty = context.campaign.duty(&period.id.duty);
    duty.is_some_and(Duty::asks_numbers)
}

/// Why an action is of no use at a place; `None` where it is.
fn refused(action: Action, at: Selected<'_>) -> Option<String> {
    let (unit, period) = (&at.row.unit.name, &at.head.period);
    let acts = [Action::RecordReceipt, Action::Extend];
    match (action, at.cell.state) {
        (_, State::NotOwed) if acts.contains(&action) => {
            Some(format!("{unit}不需要报送“{}”", period.name))
        }
        (Action::RecordReceipt, State::NotOpen) => {
            let opens = words::month_day(period.occurrence.opens.date());
            Some(format!("“{}”{opens}才开始，还不能登记收件", period.name))
        }
        (Action::Extend, State::Received) => {
            let name = &period.name;
            Some(format!("{unit}已按时报送“{name}”，不需要延期"))
        }
        _ => None,
    }
}
