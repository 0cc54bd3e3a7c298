//! A hazard (隐患) is one entry of the ledger, from found to closed (销号).

mod field;
mod rules;
mod sound;
mod written;

pub use field::HazardField;
pub use rules::NotOfLedger;
pub use written::Written;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::DayRange;
use super::id::{HazardId, LevelId, UnitId};

/// One entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hazard {
    pub id: HazardId,
    pub unit: UnitId,
    pub entry: HazardEntry,
}

/// What a person writes about a hazard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HazardEntry {
    pub found_on: NaiveDate,
    /// Where: ward, floor, room.
    pub place: String,
    /// What is wrong.
    pub what: String,
    pub level: LevelId,
    /// How it came to light: 自查, 督查, 举报 …
    pub source: String,
    /// How it is to be put right.
    pub measure: String,
    /// The person who answers for it.
    pub responsible: String,
    /// The unit that has to put it right, where that is not the one that found it.
    #[serde(default)]
    pub responsible_unit: String,
    /// What keeps people safe until it is put right.
    #[serde(default)]
    pub precautions: String,
    /// Day on which it was reported to whoever answers for it.
    #[serde(default)]
    pub reported_on: Option<NaiveDate>,
    /// Day by which it is to be closed, inclusive.
    pub due: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    /// Who checked that it is put right.
    #[serde(default)]
    pub checked_by: String,
}

/// Where a hazard stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HazardState {
    Overdue,
    Open,
    Closed,
}

impl HazardEntry {
    /// An entry that says nothing yet but when it was found, and its level.
    pub fn new(found_on: NaiveDate, level: LevelId) -> Self {
        Self {
            found_on,
            place: String::new(),
            what: String::new(),
            level,
            source: String::new(),
            measure: String::new(),
            responsible: String::new(),
            responsible_unit: String::new(),
            precautions: String::new(),
            reported_on: None,
            due: None,
            closed_on: None,
            checked_by: String::new(),
        }
    }

    /// Where it stands on `today`.
    pub fn state(&self, today: NaiveDate) -> HazardState {
        match (self.closed_on, self.due) {
            (Some(closed), _) if closed <= today => HazardState::Closed,
            (_, Some(due)) if due < today => HazardState::Overdue,
            _ => HazardState::Open,
        }
    }
}

impl HazardState {
    /// A sign, so that a state is never told by its colour alone.
    pub fn sign(self) -> char {
        match self {
            Self::Overdue => '!',
            Self::Open => '.',
            Self::Closed => '#',
        }
    }

    /// The fixed name by which scripts know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    /// The word on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overdue => "逾期",
            Self::Open => "整改中",
            Self::Closed => "已销号",
        }
    }
}

/// Where the entries of a ledger stand on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct HazardTally {
    /// All that were found.
    pub found: u32,
    pub closed: u32,
    /// Not closed and not overdue.
    pub open: u32,
    pub overdue: u32,
}

/// Counts where entries stand on `today`; what is found later does not count yet.
pub fn tally<'a>(
    ledger: impl IntoIterator<Item = &'a HazardEntry>,
    today: NaiveDate,
) -> HazardTally {
    let mut tally = HazardTally::default();
    let found = ledger.into_iter().filter(|entry| entry.found_on <= today);
    for entry in found {
        let state = entry.state(today);
        tally.found += 1;
        tally.closed += u32::from(state == HazardState::Closed);
        tally.open += u32::from(state == HazardState::Open);
        tally.overdue += u32::from(state == HazardState::Overdue);
    }
    tally
}

/// Hazards found and closed within a period, of one level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HazardCount {
    pub found: u32,
    pub closed: u32,
}

impl HazardCount {
    /// What people call the first of a report's two counts.
    pub const FOUND: &'static str = "发现数";
    /// And the second: a report says 整改; 销号 is an act of the ledger.
    pub const CLOSED: &'static str = "整改数";
}

impl std::ops::AddAssign for HazardCount {
    fn add_assign(&mut self, other: Self) {
        self.found = self.found.saturating_add(other.found);
        self.closed = self.closed.saturating_add(other.closed);
    }
}

/// Counts the ledger's entries of one level that were found, and that were closed, within `days`.
pub fn count<'a>(
    ledger: impl IntoIterator<Item = &'a HazardEntry>,
    level: &LevelId,
    days: DayRange,
) -> HazardCount {
    let mut count = HazardCount::default();
    for entry in ledger.into_iter().filter(|entry| entry.level == *level) {
        count.found += u32::from(days.contains(entry.found_on));
        count.closed += u32::from(entry.closed_on.is_some_and(|day| days.contains(day)));
    }
    count
}

#[cfg(test)]
mod tests {
    //! Which entries a tally counts.

    use super::*;

    #[test]
    fn a_tally_counts_every_entry_once_and_none_before_it_is_found() {
        let day = |day| NaiveDate::from_ymd_opt(2020, 6, day).expect("a day of June");
        let entry = |found, due: Option<u32>, closed: Option<u32>| HazardEntry {
            due: due.map(day),
            closed_on: closed.map(day),
            ..HazardEntry::new(day(found), "ordinary".into())
        };
        let ledger = [
            entry(1, Some(17), None),
            entry(1, Some(18), None),
            entry(2, None, None),
            entry(3, Some(10), Some(12)),
            entry(3, Some(10), Some(20)),
            entry(19, None, None),
        ];
        let tally = tally(&ledger, day(18));
        let expected = HazardTally {
            found: 5,
            closed: 1,
            open: 2,
            overdue: 2,
        };
        assert_eq!(tally, expected);
    }
}
