//! Drafts: what has been typed so far, one a unit and period. Saved at every keystroke, so kept to one row and one
//! statement.

use rusqlite::named_params;

use super::convert::{from_json, instant, period, to_json, unit_id};
use super::{Reader, StoreError, Writer};
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::submission::Draft;

impl Reader<'_> {
    /// The draft and when it was last saved.
    pub fn draft(
        self,
        unit: UnitId,
        period: &PeriodId,
    ) -> Result<Option<(Draft, Instant)>, StoreError> {
        self.first(
            "SELECT content, updated_at FROM draft WHERE unit_id = :unit AND period = :period",
            named_params! {":unit": unit.0, ":period": period.to_string()},
            |row| {
                let content: String = row.get("content")?;
                Ok((from_json("draft", &content)?, instant(row, "updated_at")?))
            },
        )
    }

    /// Which drafts there are, the latest first.
    pub fn drafts(self) -> Result<Vec<(UnitId, PeriodId, Instant)>, StoreError> {
        self.all(
            "SELECT unit_id, period, updated_at FROM draft ORDER BY updated_at DESC, unit_id, period",
            [],
            |row| {
                Ok((
                    unit_id(row, "unit_id")?,
                    period(row, "period")?,
                    instant(row, "updated_at")?,
                ))
            },
        )
    }
}

impl Writer<'_> {
    pub fn put_draft(
        &self,
        unit: UnitId,
        period: &PeriodId,
        draft: &Draft,
        now: Instant,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO draft (unit_id, period, content, updated_at)
             VALUES (:unit, :period, :content, :now)
             ON CONFLICT (unit_id, period)
             DO UPDATE SET content = excluded.content, updated_at = excluded.updated_at",
            named_params! {
                ":unit": unit.0,
                ":period": period.to_string(),
                ":content": to_json(draft)?,
                ":now": now.epoch_ms(),
            },
        )?;
        Ok(())
    }

    /// Takes a draft away; tells whether there was one.
    pub fn delete_draft(&self, unit: UnitId, period: &PeriodId) -> Result<bool, StoreError> {
        let deleted = self.execute(
            "DELETE FROM draft WHERE unit_id = :unit AND period = :period",
            named_params! {":unit": unit.0, ":period": period.to_string()},
        )?;
        Ok(deleted > 0)
    }
}
