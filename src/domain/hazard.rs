//! A hazard (隐患) is one entry of the ledger, from found to closed (销号).

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
    /// Who answers for it.
    pub responsible: String,
    /// Day by which it is to be closed, inclusive.
    pub due: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
}

/// Where a hazard stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HazardState {
    Overdue,
    Open,
    Closed,
}

impl HazardEntry {
    /// Where it stands on `today`.
    pub fn state(&self, today: NaiveDate) -> HazardState {
        match (self.closed_on, self.due) {
            (Some(closed), _) if closed <= today => HazardState::Closed,
            (_, Some(due)) if due < today => HazardState::Overdue,
            _ => HazardState::Open,
        }
    }
}

/// Hazards found and closed within a period, of one level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HazardCount {
    pub found: u32,
    pub closed: u32,
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
