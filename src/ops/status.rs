//! Where every unit stands with every period: the matrix, its tallies, and who is overdue. What a state means is
//! [`domain::status`](crate::domain::status)'s; the texts that are sent to late units are in [`super::chase`].

mod select;
mod sending;

pub use select::{Filter, Sort};

use std::collections::BTreeMap;

use super::owing::owes;
use super::review::Returned;
use super::{Desk, review, submit};
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Campaign, UnitKind};
use crate::domain::id::{FieldId, UnitId};
use crate::domain::period::{Period, PeriodId};
use crate::domain::review::Verdict;
use crate::domain::status::{self, Receipt, Sending, State, Tally, state};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::store::{Reader, Receipts, StoreError};

/// Units by periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// When this was so.
    pub now: Instant,
    /// One column a period, in the order in which they fall due.
    pub heads: Vec<Head>,
    pub rows: Vec<Row>,
    /// The campaign's kinds of unit, in its order.
    pub kinds: Vec<UnitKind>,
    /// Over the periods whose own deadline has passed: the rates by which a campaign is judged. What is still open
    /// would only drag them down.
    pub due: Tally,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub period: Period,
    pub tally: Tally,
    /// Since when its books are closed.
    pub closed_at: Option<Instant>,
}

/// One unit's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub unit: Unit,
    /// The liaison's name, where one is registered.
    pub liaison: Option<String>,
    /// One a head.
    pub cells: Vec<Cell>,
}

/// Where one unit stands with one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    pub state: State,
    pub receipt: Receipt,
    /// The deadline that holds for this unit.
    pub deadline: Instant,
    /// How far it has come on its way upward; known of the unit that sits at the desk alone.
    pub sending: Option<Sending>,
    /// When what stands was returned (退回): it waits for another report, though this one goes on counting.
    pub returned_at: Option<Instant>,
}

impl Cell {
    /// How long a returned report has waited for another: `已等 3 天`.
    pub fn waited(&self, now: Instant) -> Option<String> {
        let days = (now.date() - self.returned_at?.date()).num_days();
        Some(match days {
            ..=0 => "今天退回".to_owned(),
            days => format!("退回已 {days} 天"),
        })
    }
}

/// A unit that has let deadlines pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    pub unit: Unit,
    pub liaison: Option<String>,
    /// What is missing, longest overdue first; never empty.
    pub missing: Vec<MissingPeriod>,
}

/// A period that a unit has not reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingPeriod {
    pub id: PeriodId,
    pub name: String,
    /// The deadline that passed.
    pub since: Instant,
    /// Whether that deadline had been put off for this unit.
    pub extended: bool,
}

impl Overdue {
    /// The longest passed deadline.
    pub fn since(&self) -> Instant {
        self.missing
            .first()
            .expect("nobody is overdue with nothing")
            .since
    }
}

/// What has come in on the whole desk, and what of it stands returned: read once, however much is worked out from it.
#[derive(Debug)]
pub(super) struct Known {
    receipts: Receipts,
    pub returned: Returned,
}

impl Known {
    pub fn read(reader: Reader<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            receipts: reader.receipts()?,
            returned: review::returned(reader)?,
        })
    }
}

/// The whole desk: every unit that owes anything, by code. A few queries, however many units there are; a screen keeps
/// it and narrows it down as its user types, with [`Matrix::select`].
pub fn survey(desk: &Desk, now: Instant) -> Result<Matrix, Fault> {
    Ok(survey_with(desk, now)?.0)
}

/// The same, with what it was worked out from: both of one moment.
pub(super) fn survey_with(desk: &Desk, now: Instant) -> Result<(Matrix, Known), Fault> {
    desk.store.snapshot(|reader| {
        let known = Known::read(reader)?;
        Ok((survey_knowing(desk, &known, now)?, known))
    })
}

fn survey_knowing(desk: &Desk, known: &Known, now: Instant) -> Result<Matrix, Fault> {
    let units = desk.reporters()?;
    let closings = desk.store.read().closings()?;
    let liaisons = liaison_names(desk)?;
    let mut rows = Vec::new();
    for unit in units {
        let cells = cells(desk, &unit, known, now)?;
        if cells.iter().any(|cell| cell.state != State::NotOwed) {
            let liaison = liaisons.get(&unit.id).cloned();
            rows.push(Row {
                unit,
                liaison,
                cells,
            });
        }
    }
    let tallies = tallies(desk.plan.periods.len(), rows.iter());
    let heads = desk.plan.periods.iter().zip(tallies);
    let heads: Vec<Head> = heads
        .map(|(period, tally)| Head {
            closed_at: closings.closed_at(&period.id),
            period: period.clone(),
            tally,
        })
        .collect();
    Ok(Matrix {
        now,
        due: due(&heads, now),
        heads,
        rows,
        kinds: desk.campaign.unit_kinds.clone(),
    })
}

/// The matrix of what the filter lets through, in the order asked for.
pub fn matrix(desk: &Desk, filter: &Filter, sort: Sort, now: Instant) -> Result<Matrix, Fault> {
    Ok(survey(desk, now)?.narrowed(filter, sort))
}

/// Everybody who has let a deadline pass, longest first.
pub fn overdue(desk: &Desk, now: Instant) -> Result<Vec<Overdue>, Fault> {
    Ok(survey(desk, now)?.overdue())
}

/// The states of one unit, period by period in the plan's order.
pub fn of_unit(desk: &Desk, unit: &Unit, now: Instant) -> Result<Vec<Cell>, Fault> {
    let known = desk.store.snapshot(Known::read)?;
    cells(desk, unit, &known, now)
}

/// What a unit owes next, and until when; `None` where it owes nothing.
pub fn next_due(
    desk: &Desk,
    unit: &Unit,
    now: Instant,
) -> Result<Option<(Period, Instant)>, Fault> {
    let cells = match owes(desk, unit.id)? {
        true => of_unit(desk, unit, now)?,
        false => Vec::new(),
    };
    let mut cells = desk.plan.periods.iter().zip(&cells);
    let next = cells.find(|(_, cell)| cell.state.is_outstanding());
    Ok(next.map(|(period, cell)| (period.clone(), cell.deadline)))
}

/// The state of one unit with one period.
pub fn of_period(desk: &Desk, unit: &Unit, period: &PeriodId, now: Instant) -> Result<Cell, Fault> {
    let receipt = desk.store.read().receipt(unit.id, period)?;
    let review = review::look(desk, unit.id, period)?.review;
    let returned = review.filter(|review| review.verdict == Verdict::Returned);
    let returned_at = returned.map(|review| review.at);
    cell(
        desk,
        unit,
        desk.period(period)?,
        (receipt, returned_at),
        now,
    )
}

/// The name of every registered liaison.
pub fn liaison_names(desk: &Desk) -> Result<BTreeMap<UnitId, String>, Fault> {
    let liaisons = submit::liaisons(desk)?.into_iter();
    Ok(liaisons
        .filter_map(|(unit, fields)| Some((unit, person(&desk.campaign, &fields)?)))
        .collect())
}

/// The name on a filled-in registration form.
fn person(campaign: &Campaign, fields: &BTreeMap<FieldId, String>) -> Option<String> {
    let field = campaign.registration.as_ref()?.person()?;
    let name = fields.get(&field.id)?;
    (!name.is_empty()).then(|| name.clone())
}

/// The same, where what has come in is known.
pub(super) fn cells(
    desk: &Desk,
    unit: &Unit,
    known: &Known,
    now: Instant,
) -> Result<Vec<Cell>, Fault> {
    let periods = desk.plan.periods.iter();
    periods
        .map(|period| {
            let returned = known.returned.get(&(unit.id, period.id.clone()));
            let returned_at = returned.map(|review| review.at);
            let known = (known.receipts.of(unit.id, &period.id), returned_at);
            cell(desk, unit, period, known, now)
        })
        .collect()
}

fn cell(
    desk: &Desk,
    unit: &Unit,
    period: &Period,
    (receipt, returned_at): (Receipt, Option<Instant>),
    now: Instant,
) -> Result<Cell, Fault> {
    Ok(Cell {
        returned_at,
        sending: sending::sending(desk, unit, period, &receipt)?,
        state: match desk.campaign.duty(&period.id.duty) {
            Some(duty) => state(unit, duty, period, receipt, now),
            None => State::NotOwed,
        },
        receipt,
        deadline: receipt.deadline(period),
    })
}

/// One tally a column.
fn tallies<'a>(columns: usize, rows: impl Iterator<Item = &'a Row>) -> Vec<Tally> {
    let mut tallies = vec![Tally::default(); columns];
    for row in rows {
        for (tally, cell) in tallies.iter_mut().zip(&row.cells) {
            tally.add(cell.state);
        }
    }
    tallies
}

fn due(heads: &[Head], now: Instant) -> Tally {
    status::due(heads.iter().map(|head| (&head.period, head.tally)), now)
}

impl Head {
    /// What its rates are made of: nothing before it is due.
    pub fn due(&self, now: Instant) -> Tally {
        due(std::slice::from_ref(self), now)
    }
}

impl Matrix {
    /// The row of a unit.
    pub fn row(&self, unit: UnitId) -> Option<&Row> {
        self.rows.iter().find(|row| row.unit.id == unit)
    }

    /// The same without one unit's row: what a unit that reports itself sees below it.
    #[must_use]
    pub fn without(mut self, unit: UnitId) -> Self {
        self.rows.retain(|row| row.unit.id != unit);
        self.recount();
        self
    }

    /// Counts its rows anew, after some were taken out.
    pub(super) fn recount(&mut self) {
        let tallies = tallies(self.heads.len(), self.rows.iter());
        for (head, tally) in self.heads.iter_mut().zip(tallies) {
            head.tally = tally;
        }
        self.due = due(&self.heads, self.now);
    }

    /// Everybody in it who has let a deadline pass, longest first.
    pub fn overdue(&self) -> Vec<Overdue> {
        let mut overdue: Vec<Overdue> = self
            .rows
            .iter()
            .filter_map(|row| {
                let missing = self.missing(row);
                (!missing.is_empty()).then(|| Overdue {
                    unit: row.unit.clone(),
                    liaison: row.liaison.clone(),
                    missing,
                })
            })
            .collect();
        // Stable: those overdue alike stay in the order of the rows.
        overdue.sort_by_key(|one| (one.since(), std::cmp::Reverse(one.missing.len())));
        overdue
    }

    fn missing(&self, row: &Row) -> Vec<MissingPeriod> {
        let cells = self.heads.iter().zip(&row.cells);
        let mut missing: Vec<MissingPeriod> = cells
            .filter(|(_, cell)| cell.state == State::Missing)
            .map(|(head, cell)| MissingPeriod {
                id: head.period.id.clone(),
                name: head.period.name.clone(),
                since: cell.deadline,
                extended: cell.deadline != head.period.deadline(),
            })
            .collect();
        missing.sort_by_key(|period| period.since);
        missing
    }

    /// How many reports for a period stand returned.
    pub fn returned(&self, period: &PeriodId) -> usize {
        let at = self.heads.iter().position(|head| head.period.id == *period);
        let rows = self.rows.iter();
        rows.filter(|row| at.is_some_and(|at| row.cells[at].returned_at.is_some()))
            .count()
    }

    /// The units that still owe a period, in the order of the rows.
    pub fn outstanding<'a>(&'a self, period: &PeriodId) -> impl Iterator<Item = &'a Row> {
        let at = self.heads.iter().position(|head| head.period.id == *period);
        self.rows
            .iter()
            .filter(move |row| at.is_some_and(|at| row.cells[at].state.is_outstanding()))
    }
}

#[cfg(test)]
mod tests;
