//! Choosing what to report: the periods of one unit, where it stands with each, and how long there is. Opening one is
//! the screen's.

use crate::domain::calendar::{Instant, words};
use crate::domain::id::UnitId;
use crate::domain::period::{Period, PeriodId};
use crate::domain::status::State;
use crate::ops::status;
use crate::tui::kit::select::Choice;
use crate::tui::kit::table::{self, Column, Table};
use crate::tui::screen::Context;
use crate::tui::screens::standing;
use crate::tui::theme::Meaning;

/// The periods of one unit.
#[derive(Debug, Clone)]
pub struct Choosing {
    pub unit: UnitId,
    pub table: Table,
    /// In the order of the table's lines.
    periods: Vec<Period>,
}

impl Choosing {
    /// `cells` are in the order of the plan's periods. The line that asks for work first is selected, or `on`.
    pub fn new(
        unit: UnitId,
        cells: &[status::Cell],
        on: Option<&PeriodId>,
        context: &Context,
        now: Instant,
    ) -> Self {
        let columns = vec![
            Column::new("期次").between(12, 30),
            Column::new("截止").between(12, 16),
            Column::new("状态").between(6, 10),
            Column::new("说明").between(8, 60).flexible(),
        ];
        let owed = context.plan.periods.iter().zip(cells);
        let owed: Vec<_> = owed
            .filter(|(_, cell)| cell.state != State::NotOwed)
            .collect();
        let mut table = Table::list(columns).when_empty("这家单位没有要报送的任务。");
        let rows = owed.iter().map(|(period, cell)| line(period, cell, now));
        table.set_rows(rows.collect());
        let wanted = owed.iter().position(|(period, _)| Some(&period.id) == on);
        let urgent = owed
            .iter()
            .position(|(_, cell)| cell.state.is_outstanding());
        table.select(wanted.or(urgent).unwrap_or(0));
        Self {
            unit,
            table,
            periods: owed.into_iter().map(|(period, _)| period.clone()).collect(),
        }
    }

    /// The period of the selected line.
    pub fn period(&self) -> Option<&Period> {
        self.periods.get(self.table.row()?)
    }
}

fn line(period: &Period, cell: &status::Cell, now: Instant) -> Vec<table::Cell> {
    let left = match cell.state {
        State::Received | State::Late => standing::came(cell).unwrap_or_default(),
        State::Excused => String::new(),
        State::NotOpen => format!("{} 开始", words::month_day(period.occurrence.opens.date())),
        _ => words::time_left(now, cell.deadline),
    };
    let (state, meaning) = standing::of(cell);
    let remark = remark(period, cell.state);
    let note = [left, remark.clone()]
        .into_iter()
        .filter(|part| !part.is_empty());
    let note = note.collect::<Vec<_>>().join("；");
    vec![
        table::Cell::new(period.name.as_str(), Meaning::Text),
        table::Cell::new(words::deadline(cell.deadline), Meaning::Text),
        table::Cell::new(state, meaning),
        table::Cell::new(
            note,
            if remark.is_empty() {
                Meaning::Muted
            } else {
                Meaning::Warning
            },
        ),
    ]
}

/// What there is to say in a few words about the due day, as long as that helps: `端午节，建议 6月24日前`.
pub fn remark(period: &Period, state: State) -> String {
    let ahead = state == State::NotOpen || (state.is_outstanding() && state != State::Missing);
    let Some(remark) = period.occurrence.remark.as_ref().filter(|_| ahead) else {
        return String::new();
    };
    match remark.suggested() {
        Some(day) => format!("{}，建议 {}前", remark.label(), words::month_day(day)),
        None => remark.label().to_owned(),
    }
}

/// The units to choose from, with what they are found by.
pub fn units(context: &Context) -> (Vec<Choice>, Vec<UnitId>) {
    let units = context.reporters().filter(|unit| unit.closed_on.is_none());
    units
        .map(|unit| {
            let kind = unit
                .kind
                .as_ref()
                .and_then(|kind| context.campaign.kind(kind));
            let mut choice = Choice::new(&unit.name).detail(kind.map_or("", |kind| &kind.name));
            choice.aliases = unit.aliases.clone();
            choice.aliases.push(unit.code.clone());
            (choice, unit.id)
        })
        .unzip()
}
