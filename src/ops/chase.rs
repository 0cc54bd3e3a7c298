//! Chasing (催报): the finished text for every unit that is late and one for the whole group, ready to be pasted into a
//! chat; and the note that it was sent. Nothing is sent from here: the desk knows no network.

mod text;

use std::collections::HashMap;

use super::review::Remarked;
use super::status::{Cell, Matrix, Row, survey_with};
use super::{About, Desk};
use crate::domain::audit::Act;
use crate::domain::calendar::{Instant, words};
use crate::domain::id::UnitId;
use crate::domain::period::{Period, PeriodId};
use crate::domain::status::State;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::store::{ChaseEntry, StoreError};

/// Who is to be chased, and for what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whom {
    /// Where empty, every unit that has let a deadline pass, or has not sent again what was returned to it. A unit that is named is also reminded of what is open and
    /// not due yet.
    pub units: Vec<UnitId>,
    /// Where empty, every period.
    pub periods: Vec<PeriodId>,
}

/// Finished texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChaseSheet {
    /// Longest overdue first.
    pub units: Vec<Chase>,
    /// One text for all of them; empty where there is nobody.
    pub group: String,
}

/// One unit's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chase {
    pub unit: Unit,
    pub liaison: Option<String>,
    /// What it owes, soonest due first; never empty.
    pub owed: Vec<Owed>,
    pub text: String,
    pub sent: Option<Sent>,
}

/// A period that a unit still owes, or has to report again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    pub period: PeriodId,
    pub name: String,
    pub state: State,
    /// The deadline that holds for the unit.
    pub deadline: Instant,
    /// Whether it was put off for this unit.
    pub extended: bool,
    /// What there is to say about the due day; only where it is still ahead.
    pub remark: Option<String>,
    /// What came was returned, and nothing since.
    pub returned: Option<Returned>,
}

/// A report that waits for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    pub at: Instant,
    /// What was remarked, each with the name of its blank.
    pub remarks: Vec<String>,
}

impl Owed {
    /// Whether it is late by now, or came and has to come again.
    fn is_urgent(&self) -> bool {
        self.state == State::Missing || self.returned.is_some()
    }
}

/// How often a unit was chased, and when last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    pub times: u32,
    pub last: Instant,
}

impl Sent {
    /// `6月12日已催 1 次`; of several, the last day.
    pub fn words(&self) -> String {
        let day = words::month_day(self.last.date());
        match self.times {
            1 => format!("{day}已催 1 次"),
            times => format!("已催 {times} 次，最近{day}"),
        }
    }
}

/// How a text went out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SentAs {
    /// Each unit its own.
    Single,
    /// The one for the whole group.
    Group,
}

/// Writes the texts.
pub fn chase(desk: &Desk, whom: &Whom, now: Instant) -> Result<ChaseSheet, Fault> {
    // Both of one moment: a report that is just being returned is in both or in neither.
    let (matrix, known) = survey_with(desk, now)?;
    for period in &whom.periods {
        desk.period(period)?;
    }
    let log = sent(desk)?;
    let seat = desk.unit(desk.seat.unit)?;
    let mut units: Vec<Chase> = matrix
        .rows
        .iter()
        .filter(|row| whom.units.is_empty() || whom.units.contains(&row.unit.id))
        .filter_map(|row| {
            let again = |period: &PeriodId| {
                let review = known.returned.get(&(row.unit.id, period.clone()))?;
                Some(Returned {
                    at: review.at,
                    remarks: Remarked::all(&desk.campaign, review)
                        .iter()
                        .map(Remarked::told)
                        .collect(),
                })
            };
            let owed = owed(&matrix, row, whom, &again);
            let text = text::single(&desk.campaign, &seat, row, &owed, now);
            (!owed.is_empty()).then(|| Chase {
                unit: row.unit.clone(),
                liaison: row.liaison.clone(),
                owed,
                text,
                sent: log.get(&row.unit.id).copied(),
            })
        })
        .collect();
    // Stable: those overdue alike stay in the order of their codes.
    units.sort_by_key(|chase| chase.owed.first().map(|owed| owed.deadline));
    let group = text::group(&desk.campaign, &seat, &units, now);
    Ok(ChaseSheet { units, group })
}

/// Notes that texts were sent: in the log of reminders and in the audit. Tells how many units were chased.
pub fn record(
    desk: &mut Desk,
    sheet: &ChaseSheet,
    sent_as: SentAs,
    now: Instant,
) -> Result<usize, Fault> {
    if sheet.units.is_empty() {
        return Ok(0);
    }
    desk.change(now, |change, _| {
        if sent_as == SentAs::Group {
            change.insert_chase(&ChaseEntry {
                at: now,
                unit: None,
                period: None,
                words: sheet.group.clone(),
            })?;
        }
        for chase in &sheet.units {
            // The text of the group is kept once; that it meant this unit, beside the unit.
            let words = match sent_as {
                SentAs::Single => chase.text.clone(),
                SentAs::Group => "群发".to_owned(),
            };
            let names: Vec<&str> = chase.owed.iter().map(|owed| owed.name.as_str()).collect();
            let mut detail = names.join("、");
            if sent_as == SentAs::Group {
                detail.push_str("（群发）");
            }
            let period = match chase.owed.as_slice() {
                [only] => Some(&only.period),
                _ => None,
            };
            change.insert_chase(&ChaseEntry {
                at: now,
                unit: Some(chase.unit.id),
                period: period.cloned(),
                words,
            })?;
            let about = About {
                unit: Some(chase.unit.id),
                period,
            };
            change.note(Act::Chased, about, &detail)?;
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(sheet.units.len())
}

/// How often every unit was chased so far.
pub fn sent(desk: &Desk) -> Result<HashMap<UnitId, Sent>, Fault> {
    let mut sent: HashMap<UnitId, Sent> = HashMap::new();
    for entry in desk.store.read().chases(None)? {
        let Some(unit) = entry.unit else { continue };
        let one = sent.entry(unit).or_insert(Sent {
            times: 0,
            last: entry.at,
        });
        one.times += 1;
        one.last = one.last.max(entry.at);
    }
    Ok(sent)
}

fn owed(
    matrix: &Matrix,
    row: &Row,
    whom: &Whom,
    again: &dyn Fn(&PeriodId) -> Option<Returned>,
) -> Vec<Owed> {
    let named = !whom.units.is_empty();
    let wanted = |period: &Period, cell: &Cell| {
        let asked = whom.periods.is_empty() || whom.periods.contains(&period.id);
        let is_late = cell.state == State::Missing || cell.returned_at.is_some();
        asked && (is_late || (named && cell.state.is_outstanding()))
    };
    let cells = matrix.heads.iter().zip(&row.cells);
    let mut owed: Vec<Owed> = cells
        .filter(|(head, cell)| wanted(&head.period, cell))
        .map(|(head, cell)| {
            let period = &head.period;
            let remark = period.occurrence.remark.as_ref();
            let ahead = cell.state != State::Missing && cell.deadline == period.deadline();
            Owed {
                period: period.id.clone(),
                name: period.name.clone(),
                state: cell.state,
                deadline: cell.deadline,
                extended: cell.deadline != period.deadline(),
                remark: remark.filter(|_| ahead).map(ToString::to_string),
                returned: again(&period.id),
            }
        })
        .collect();
    owed.sort_by_key(|owed| owed.deadline);
    owed
}

#[cfg(test)]
mod tests;
