//! Hazard counts as units reported them with their submissions. The ledger itself is in [`super::hazard`]; the counts
//! of a report are what its unit stands for, whether or not its ledger is kept on this desk.

use std::collections::BTreeMap;

use rusqlite::named_params;
use serde::Deserialize;

use super::convert::{from_json, period, unit_id};
use super::revision::current;
use super::unit::end_of_paths;
use super::{Reader, StoreError};
use crate::domain::hazard::HazardCount;
use crate::domain::id::{LevelId, UnitId};
use crate::domain::period::PeriodId;

/// The hazard counts of one standing submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedHazards {
    pub unit: UnitId,
    pub period: PeriodId,
    /// The submission's name.
    pub revision: String,
    pub counts: BTreeMap<LevelId, HazardCount>,
}

/// The one part of a revision's content that is read here.
#[derive(Deserialize)]
struct Counts {
    #[serde(default)]
    hazards: BTreeMap<LevelId, HazardCount>,
}

// A content without counts is passed over by its text, which is far cheaper than reading narratives as JSON.
const REPORTED: &str = concat!(
    current!("r.unit_id, r.period, r.uid, r.content"),
    " AND r.content LIKE '%\"hazards\"%' ORDER BY u.path, r.period"
);

impl Reader<'_> {
    /// The counts of the latest standing revision of every unit whose path begins with `path`, for every period.
    pub fn reported_hazards(self, path: &str) -> Result<Vec<ReportedHazards>, StoreError> {
        self.all(
            REPORTED,
            named_params! {":from": path, ":until": end_of_paths(path)},
            |row| {
                let content: String = row.get("content")?;
                let counts: Counts = from_json("content", &content)?;
                Ok(ReportedHazards {
                    unit: unit_id(row, "unit_id")?,
                    period: period(row, "period")?,
                    revision: row.get("uid")?,
                    counts: counts.hazards,
                })
            },
        )
    }
}
