//! What was decided about revisions, and when the desk above received them. Rows are added and never changed, but for a
//! receipt that turns out to be earlier. Which decision holds is [`domain::review`](crate::domain::review)'s to say.

use std::collections::BTreeMap;

use rusqlite::{Row, named_params};

use super::convert::{from_json, instant, period, to_json, unit_id};
use super::{Reader, StoreError, Writer};
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::review::{Review, Verdict};

/// When the desk above received a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedAbove {
    pub unit: UnitId,
    pub period: PeriodId,
    /// The revision's name.
    pub revision: String,
    pub received_at: Instant,
}

const COLUMNS: &str =
    "SELECT unit_id, period, revision, verdict, at, by_name, comments FROM review";

pub(super) const RETURNED: &str =
    "SELECT v.unit_id, v.period, v.revision, v.verdict, v.at, v.by_name, v.comments FROM review v
     JOIN revision r ON r.unit_id = v.unit_id AND r.period = v.period AND r.uid = v.revision
     WHERE r.stands = 1 AND v.revision IN (SELECT revision FROM review WHERE verdict = :verdict)
     ORDER BY v.at, v.uid";

impl Reader<'_> {
    /// Every decision on the desk, the earliest first.
    pub fn reviews(self) -> Result<Vec<(UnitId, PeriodId, Review)>, StoreError> {
        self.all(&format!("{COLUMNS} ORDER BY at, uid"), [], review)
    }

    /// The decisions about one unit's answers for a period, the earliest first.
    pub fn reviews_of(self, unit: UnitId, period: &PeriodId) -> Result<Vec<Review>, StoreError> {
        let found = self.all(
            &format!("{COLUMNS} WHERE unit_id = :unit AND period = :period ORDER BY at, uid"),
            named_params! {":unit": unit.0, ":period": period.to_string()},
            review,
        )?;
        Ok(found.into_iter().map(|(_, _, review)| review).collect())
    }

    /// Every decision about the revisions that stand and were returned at some time: few, however many reports were accepted.
    /// Which of them holds now is not asked here.
    pub fn reviews_of_returned(self) -> Result<Vec<(UnitId, PeriodId, Review)>, StoreError> {
        self.all(
            RETURNED,
            named_params! {":verdict": Verdict::Returned.name()},
            review,
        )
    }

    /// When the desk above received a unit's revisions for a period, by their names.
    pub fn received_above_of(
        self,
        unit: UnitId,
        period: &PeriodId,
    ) -> Result<BTreeMap<String, Instant>, StoreError> {
        let found = self.all(
            "SELECT revision, received_at FROM received_above WHERE unit_id = :unit AND period = :period",
            named_params! {":unit": unit.0, ":period": period.to_string()},
            |row| Ok((row.get("revision")?, instant(row, "received_at")?)),
        )?;
        Ok(found.into_iter().collect())
    }

    /// What the desk above says it has received, by unit, period and name.
    pub fn received_above(self) -> Result<Vec<ReceivedAbove>, StoreError> {
        self.all(
            "SELECT unit_id, period, revision, received_at FROM received_above ORDER BY unit_id, period, revision",
            [],
            |row| {
                Ok(ReceivedAbove {
                    unit: unit_id(row, "unit_id")?,
                    period: period(row, "period")?,
                    revision: row.get("revision")?,
                    received_at: instant(row, "received_at")?,
                })
            },
        )
    }
}

impl Writer<'_> {
    /// Adds a decision, by which another revision may stand; one that is known changes nothing. Tells whether it is new.
    pub fn put_review(
        &self,
        unit: UnitId,
        period: &PeriodId,
        review: &Review,
    ) -> Result<bool, StoreError> {
        let added = self.execute(
            "INSERT INTO review (uid, unit_id, period, revision, verdict, at, by_name, comments)
             VALUES (:uid, :unit, :period, :revision, :verdict, :at, :by, :comments)
             ON CONFLICT (uid) DO NOTHING",
            named_params! {
                ":uid": review.uid(),
                ":unit": unit.0,
                ":period": period.to_string(),
                ":revision": review.revision,
                ":verdict": review.verdict.name(),
                ":at": review.at.epoch_ms(),
                ":by": review.by,
                ":comments": to_json(&review.comments)?,
            },
        )?;
        if added > 0 {
            self.restand(unit, period)?;
        }
        Ok(added > 0)
    }

    /// Notes when the desk above received a revision; the earliest that it said holds. Tells whether that is news.
    pub fn put_received_above(&self, received: &ReceivedAbove) -> Result<bool, StoreError> {
        let changed = self.execute(
            "INSERT INTO received_above (unit_id, period, revision, received_at)
             VALUES (:unit, :period, :revision, :at)
             ON CONFLICT (unit_id, period, revision) DO UPDATE SET received_at = excluded.received_at
             WHERE excluded.received_at < received_above.received_at",
            named_params! {
                ":unit": received.unit.0,
                ":period": received.period.to_string(),
                ":revision": received.revision,
                ":at": received.received_at.epoch_ms(),
            },
        )?;
        Ok(changed > 0)
    }
}

fn review(row: &Row<'_>) -> Result<(UnitId, PeriodId, Review), StoreError> {
    let verdict: String = row.get("verdict")?;
    let comments: String = row.get("comments")?;
    let review = Review {
        revision: row.get("revision")?,
        verdict: Verdict::named(&verdict)
            .ok_or_else(|| StoreError::damaged(format!("verdict {verdict}")))?,
        at: instant(row, "at")?,
        by: row.get("by_name")?,
        comments: from_json("comments", &comments)?,
    };
    Ok((unit_id(row, "unit_id")?, period(row, "period")?, review))
}
