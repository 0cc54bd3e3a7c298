//! Drafts: what has been typed so far, one a unit and period. Saved at every keystroke, so kept to one row and one
//! statement. Beside a draft lies what a second program typed that did not go into it.

use rusqlite::named_params;

use super::convert::{from_json, instant, period, to_json, unit_id};
use super::{Reader, StoreError, Writer};
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::submission::Draft;

/// A text that lies beside a draft until a person says which holds.
#[derive(Debug, Clone, PartialEq)]
pub struct AsideDraft {
    pub id: i64,
    pub draft: Draft,
    pub saved_at: Instant,
}

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

    /// The latest of the texts that lie beside a draft, but for one's own.
    pub fn aside_draft(
        self,
        unit: UnitId,
        period: &PeriodId,
        own: Option<i64>,
    ) -> Result<Option<AsideDraft>, StoreError> {
        self.first(
            "SELECT id, content, updated_at FROM draft_aside
             WHERE unit_id = :unit AND period = :period AND id IS NOT :own
             ORDER BY updated_at DESC, id DESC LIMIT 1",
            named_params! {":unit": unit.0, ":period": period.to_string(), ":own": own},
            |row| {
                let content: String = row.get("content")?;
                Ok(AsideDraft {
                    id: row.get("id")?,
                    draft: from_json("draft", &content)?,
                    saved_at: instant(row, "updated_at")?,
                })
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

    /// Puts a text beside a draft, in place of `own` where that still lies there as it was.
    pub fn put_draft_aside(
        &self,
        (unit, period): (UnitId, &PeriodId),
        own: Option<&AsideDraft>,
        draft: &Draft,
        now: Instant,
    ) -> Result<AsideDraft, StoreError> {
        if let Some(own) = own {
            self.delete_aside_draft(own)?;
        }
        let id = self.next_id("draft_aside")?;
        self.execute(
            "INSERT INTO draft_aside (id, unit_id, period, content, updated_at)
             VALUES (:id, :unit, :period, :content, :now)",
            named_params! {
                ":id": id,
                ":unit": unit.0,
                ":period": period.to_string(),
                ":content": to_json(draft)?,
                ":now": now.epoch_ms(),
            },
        )?;
        Ok(AsideDraft {
            id,
            draft: draft.clone(),
            saved_at: now,
        })
    }

    /// Takes away what lies beside a draft, as it was when it was looked at: what has been typed there since stays.
    pub fn delete_aside_draft(&self, seen: &AsideDraft) -> Result<(), StoreError> {
        self.execute(
            "DELETE FROM draft_aside WHERE id = :id AND content = :content",
            named_params! {":id": seen.id, ":content": to_json(&seen.draft)?},
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
