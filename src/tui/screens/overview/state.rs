//! What the screen knows: the facts, and a list of what there is to do, one line of which is selected.

use super::lines;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::ops::overview::Overview as Facts;
use crate::tui::keys::Action;
use crate::tui::kit::input::Input;
use crate::tui::kit::table::{Column, Hit, Table};
use crate::tui::screen::{Act, Context, Destination, Handled, Place};

/// The state of the screen.
#[derive(Debug)]
pub struct Overview {
    pub(super) facts: Option<Facts>,
    pub(super) list: Table,
    /// What each line of the list leads to.
    pub(super) targets: Vec<Target>,
}

/// What a line is about.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Target {
    /// A report to make.
    Step(UnitId, PeriodId),
    /// Files that wait in the in-tray.
    Arrivals,
    /// The totals.
    Totals,
    /// A unit that has let deadlines pass.
    Late(UnitId),
}

impl Default for Overview {
    fn default() -> Self {
        Self {
            facts: None,
            list: Table::list(vec![Column::new("")]).when_empty("正在读取…"),
            targets: Vec::new(),
        }
    }
}

impl Overview {
    /// Takes the facts. What was selected stays so, as far as it is still there.
    pub(super) fn take(&mut self, facts: Facts, context: &Context) {
        let before = self.target().cloned();
        let came_back = self.came_back(&facts);
        self.targets = lines::fill(&mut self.list, &facts, &context.plan);
        self.facts = Some(facts);
        let again = self
            .targets
            .iter()
            .position(|target| Some(target) == before.as_ref());
        // What has just come back stands first, and is what Enter is to open.
        self.list.select(match came_back {
            true => 0,
            false => again.unwrap_or(0),
        });
    }

    /// Whether a report was returned since the facts were last told.
    fn came_back(&self, facts: &Facts) -> bool {
        let returned = |facts: &Facts| -> Vec<PeriodId> {
            let mine = facts.mine.iter().flat_map(|mine| &mine.returned);
            mine.map(|returned| returned.period.clone()).collect()
        };
        let known = self.facts.as_ref().map(returned).unwrap_or_default();
        returned(facts).iter().any(|period| !known.contains(period))
    }

    pub(super) fn target(&self) -> Option<&Target> {
        self.targets.get(self.list.row()?)
    }

    pub(super) fn hear(&mut self, input: Input<'_>, context: &Context) -> Handled {
        match input {
            Input::Action(action) if self.list.act(action) => Handled::nothing(),
            Input::Action(Action::Open) => self.open(),
            Input::Action(Action::Chase) => self.chase(context),
            Input::Action(Action::Import) => {
                Handled::Consumed(vec![Act::Go(Destination::Screen(Place::Intray))])
            }
            Input::Mouse(mouse) => match self.list.click(mouse) {
                Some(Hit::Place { again: true, .. }) => self.open(),
                _ => Handled::nothing(),
            },
            _ => Handled::Ignored,
        }
    }

    fn open(&self) -> Handled {
        let to = match self.target() {
            Some(Target::Step(unit, period)) => Destination::Report {
                unit: *unit,
                period: period.clone(),
            },
            Some(Target::Arrivals) => Destination::Screen(Place::Intray),
            Some(Target::Totals) => Destination::Screen(Place::Statistics),
            Some(Target::Late(unit)) => Destination::Progress { unit: *unit },
            None => return Handled::nothing(),
        };
        Handled::Consumed(vec![Act::Go(to)])
    }

    fn chase(&self, context: &Context) -> Handled {
        let has_below = self
            .facts
            .as_ref()
            .is_some_and(|facts| facts.below.is_some());
        if !context.collects && !has_below {
            let text = "催报由汇总单位办理；自己要报的，按回车打开".to_owned();
            return Handled::Consumed(vec![Act::Remark(text)]);
        }
        let unit = match self.target() {
            Some(Target::Late(unit)) => Some(*unit),
            _ => None,
        };
        Handled::Consumed(vec![Act::Go(Destination::Chase { unit })])
    }
}
