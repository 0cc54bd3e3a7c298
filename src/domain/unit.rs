//! A unit (单位) is who reports. It has a fixed code, can be renamed, excused (免报) or closed, and is never deleted.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::DayRange;
use super::id::{KindId, UnitId};

/// One unit of the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unit {
    pub id: UnitId,
    /// Fixed for life; what other desks and scripts know the unit by.
    pub code: String,
    pub name: String,
    pub kind: Option<KindId>,
    pub parent: Option<UnitId>,
    /// The way down from the root, `/1/2/15/`: a subtree is a range of paths.
    pub path: String,
    /// Other names it is known by, confirmed by a person.
    pub aliases: Vec<String>,
    /// Its unified social credit code (GB 32100-2015), where known.
    pub credit_code: Option<String>,
    /// First day on which it is expected to report; `None` is since ever.
    pub joined_on: Option<NaiveDate>,
    /// First day on which it is no longer expected to report.
    pub closed_on: Option<NaiveDate>,
    pub excusals: Vec<Excusal>,
}

/// 免报: the unit need not report what falls due on these days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excusal {
    pub from: NaiveDate,
    /// Last day, inclusive.
    pub to: NaiveDate,
    pub reason: String,
}

impl Unit {
    /// Whether the unit exists for the campaign on that day: has joined and is not closed.
    pub fn is_active_on(&self, day: NaiveDate) -> bool {
        self.joined_on.is_none_or(|joined| joined <= day)
            && self.closed_on.is_none_or(|closed| day < closed)
    }

    /// The excusal that covers that day, if any.
    pub fn excusal_on(&self, day: NaiveDate) -> Option<&Excusal> {
        self.excusals
            .iter()
            .find(|excusal| excusal.from <= day && day <= excusal.to)
    }

    /// The excusal that keeps another from being granted for `days`: one that overlaps them. One that begins on the
    /// same day is not in the way, it is replaced.
    pub fn excusal_in_the_way(&self, days: DayRange) -> Option<&Excusal> {
        let (from, to) = (days.from(), days.to());
        self.excusals
            .iter()
            .find(|other| other.from != from && other.from <= to && from <= other.to)
    }
}
