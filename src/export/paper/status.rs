//! The status matrix: units down, periods across, where each stands by sign and word, both rates below.

use chrono::NaiveDate;

use super::opening::{self, FIXED, LABELS};
use super::titled;
use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::Campaign;
use crate::domain::period::Period;
use crate::domain::review::ReviewState;
use crate::domain::status::{self, State, Tally};
use crate::domain::unit::Unit;
use crate::export::document::{Align, Shade};
use crate::export::sheet::{Cell, Sheet};
use crate::export::value::Number;
use crate::text;

/// Header rows: the period's name, and by when it is due.
const HEADER: usize = 2;

/// A row below the matrix: its label, and what it counts of a period's tally.
type Count = (&'static str, fn(&Tally) -> Cell);
/// The same of a rate, in tenths of a percent.
type Rate = (&'static str, fn(&Tally) -> Option<u32>);

const COUNTS: [Count; 5] = [
    ("应报（家）", |tally| count_cell(tally.expected)),
    ("按时（家）", |tally| count_cell(tally.on_time)),
    ("迟报（家）", |tally| count_cell(tally.late)),
    ("缺报（家）", |tally| count_cell(tally.missing)),
    ("待报（家）", |tally| count_cell(tally.pending)),
];

const RATES: [Rate; 2] = [
    ("报送率", Tally::completeness),
    ("及时率", Tally::timeliness),
];

/// Where every unit stands with every period.
#[derive(Debug, Clone, Copy)]
pub struct StatusMatrix<'a> {
    pub campaign: &'a Campaign,
    pub periods: &'a [&'a Period],
    pub lines: &'a [StatusLine<'a>],
    /// One a period, over the units of `lines`.
    pub tallies: &'a [Tally],
    /// One a period: since when its books are closed.
    pub closed: &'a [Option<Instant>],
    pub as_of: Instant,
}

/// One unit's line.
#[derive(Debug, Clone)]
pub struct StatusLine<'a> {
    pub unit: &'a Unit,
    /// One a period.
    pub marks: Vec<StatusMark>,
}

/// Where a unit stands with a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusMark {
    pub state: State,
    /// When its report came, if one did.
    pub received_at: Option<Instant>,
    /// Whether it was returned (退回) and has not come again.
    pub is_returned: bool,
}

impl StatusMatrix<'_> {
    /// The sheet, on its side.
    pub fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new("进度", self.widths())
            .title(titled(&self.campaign.title, "报送进度表"))
            .lead(format!("统计截至：{}", words::moment_with_year(self.as_of)))
            .note(
                "报送率＝已报÷应报，及时率＝按时÷应报；免报的单位不计入应报，没有应报单位或尚未到期时记“/”。已退回的还没有重报，两率和合计仍按收到的时间算。还没有开始的期次，只列最近的一期。",
            )
            .landscape()
            .join_header()
            .freeze_columns(2);
        self.push_header(&mut sheet);
        for (i, line) in self.lines.iter().enumerate() {
            let mut cells = opening::cells(self.campaign, i, line.unit);
            cells.extend(line.marks.iter().map(mark_cell));
            sheet.push(cells);
        }
        self.push_rates(&mut sheet);
        sheet
    }

    fn push_header(&self, sheet: &mut Sheet) {
        let names = self.periods.iter().map(|p| p.short_name.as_str());
        sheet
            .header
            .push(LABELS.into_iter().chain(names).map(Cell::label).collect());
        let today = self.as_of.date();
        let dues = self.periods.iter().zip(self.closed);
        let due = dues.map(|(period, closed)| Cell::label(due(period, *closed, today)));
        let below = LABELS.map(|_| Cell::label("")).into_iter().chain(due);
        sheet.header.push(below.collect());
        for column in 0..FIXED {
            sheet.merge(0, column, HEADER, 1);
        }
    }

    fn push_rates(&self, sheet: &mut Sheet) {
        for (label, show) in COUNTS {
            push_closing(sheet, label, self.tallies.iter().map(show));
        }
        let tallies = self.periods.iter().zip(self.tallies);
        let due = tallies.map(|(period, tally)| status::due([(*period, *tally)], self.as_of));
        let due: Vec<Tally> = due.collect();
        for (label, rate) in RATES {
            push_closing(sheet, label, due.iter().map(|due| rate_cell(rate(due))));
        }
        sheet.closing_rows = COUNTS.len() + RATES.len();
    }

    fn widths(&self) -> Vec<u16> {
        let units = self.lines.iter().map(|line| line.unit);
        let mut widths = opening::widths(self.campaign, units);
        let today = self.as_of.date();
        let dues = self.periods.iter().zip(self.closed);
        widths.extend(dues.map(|(period, closed)| period_width(period, *closed, today)));
        widths
    }
}

/// Wide enough for the longest mark, and for a head that is not too long: thirty units with their rates then stand on one
/// page.
fn period_width(period: &Period, closed: Option<Instant>, today: NaiveDate) -> u16 {
    const MARK: &str = "△ 迟报 12/31";
    const WIDEST: usize = 20;
    let texts = [MARK, &period.short_name, &due(period, closed, today)];
    let longest = texts.map(text::width::width).into_iter().max();
    let width = longest.unwrap_or_default().min(WIDEST) + 1;
    u16::try_from(width).unwrap_or(u16::MAX)
}

/// `6月25日前（端午节）`, `6月4日前，6月12日关账`
fn due(period: &Period, closed: Option<Instant>, today: NaiveDate) -> String {
    let occurrence = &period.occurrence;
    let remark = occurrence.remark.as_ref().map(|remark| remark.label());
    let remark = remark.map(|label| format!("（{label}）"));
    let due = words::day_from(occurrence.due, today);
    let closed = closed.map(|at| format!("，{}关账", words::day_from(at.date(), today)));
    format!(
        "{due}前{}{}",
        remark.unwrap_or_default(),
        closed.unwrap_or_default()
    )
}

/// `√ 按时`; with a late one the moment it came, because that is what is asked about. What was returned is said to be that,
/// whenever it came: something is still owed.
fn mark_cell(mark: &StatusMark) -> Cell {
    let state = mark.state;
    if mark.is_returned {
        let text = format!(
            "{} {}",
            State::DueSoon.paper_mark(),
            ReviewState::Returned.label()
        );
        return Cell::text(text).align(Align::Center).shade(Shade::Warning);
    }
    let mut text = format!("{} {}", state.paper_mark(), state.label());
    if let (State::Late, Some(at)) = (state, mark.received_at) {
        text.push_str(&at.date().format(" %-m/%-d").to_string());
    }
    Cell::text(text).align(Align::Center).shade(shade(state))
}

/// A row below the matrix, with its label over the columns that do not move.
fn push_closing(sheet: &mut Sheet, label: &str, cells: impl Iterator<Item = Cell>) {
    let row = HEADER + sheet.rows.len();
    let total = |cell: Cell| cell.align(Align::Center).shade(Shade::Total);
    let label = [Cell::text(label).bold(), Cell::empty(), Cell::empty()];
    sheet.push(label.into_iter().chain(cells).map(total));
    sheet.merge(row, 0, 1, FIXED);
}

fn count_cell(units: u32) -> Cell {
    Cell::integer(i64::from(units))
}

/// A rate in tenths of a percent; `/` where there is nothing to divide by.
fn rate_cell(per_mille: Option<u32>) -> Cell {
    match per_mille {
        Some(rate) => Cell::number(Number::percent(i64::from(rate), 3)),
        _ => Cell::text("/"),
    }
}

fn shade(state: State) -> Shade {
    match state {
        State::Missing => Shade::Bad,
        State::Late | State::DueSoon => Shade::Warning,
        State::Received => Shade::Good,
        State::Excused | State::NotOpen | State::NotOwed => Shade::Muted,
        State::Draft | State::Open => Shade::None,
    }
}

#[cfg(test)]
mod tests {
    //! The rows below the matrix.

    use super::*;

    #[test]
    fn what_was_returned_is_never_said_to_be_in_time() {
        for (state, is_returned, expected) in [
            (State::Received, false, "√ 按时"),
            (State::Received, true, "！ 已退回"),
            (State::Late, true, "！ 已退回"),
        ] {
            let mark = StatusMark {
                state,
                received_at: None,
                is_returned,
            };
            let shade = match is_returned {
                true => Shade::Warning,
                false => Shade::Good,
            };
            let cell = Cell::text(expected).align(Align::Center).shade(shade);
            assert_eq!(mark_cell(&mark), cell);
        }
    }

    #[test]
    fn every_count_that_the_expected_are_made_of_has_its_row() {
        let tally = Tally {
            expected: 23,
            on_time: 15,
            late: 4,
            missing: 2,
            pending: 2,
            excused: 1,
        };
        let of = |units: u32| {
            COUNTS
                .iter()
                .filter(move |(_, show)| show(&tally) == count_cell(units))
        };
        assert_eq!(of(23).count(), 1);
        let labels: Vec<&str> = of(2).map(|(label, _)| *label).collect();
        assert_eq!(labels, ["缺报（家）", "待报（家）"]);
    }
}
