//! The log of reminders sent: who was chased for what, when, in which words.

use rusqlite::named_params;

use super::convert::{instant, read_period};
use super::{Reader, StoreError, Writer};
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;

/// One reminder that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChaseEntry {
    pub at: Instant,
    /// The unit it went to; `None` for one to the whole group.
    pub unit: Option<UnitId>,
    /// The period it was about; `None` for one about several.
    pub period: Option<PeriodId>,
    pub words: String,
}

impl Reader<'_> {
    /// Every reminder, latest first; with a unit, those that went to it alone.
    pub fn chases(self, unit: Option<UnitId>) -> Result<Vec<ChaseEntry>, StoreError> {
        self.all(
            "SELECT at, unit_id, period, words FROM chase
             WHERE CAST(:unit AS BIGINT) IS NULL OR unit_id = :unit ORDER BY id DESC",
            named_params! {":unit": unit.map(|unit| unit.0)},
            |row| {
                let unit: Option<i64> = row.get("unit_id")?;
                let period: Option<String> = row.get("period")?;
                Ok(ChaseEntry {
                    at: instant(row, "at")?,
                    unit: unit.map(UnitId),
                    period: period.as_deref().map(read_period).transpose()?,
                    words: row.get("words")?,
                })
            },
        )
    }
}

impl Writer<'_> {
    pub fn insert_chase(&self, entry: &ChaseEntry) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO chase (id, at, unit_id, period, words)
             VALUES (:id, :at, :unit, :period, :words)",
            named_params! {
                ":id": self.next_id("chase")?,
                ":at": entry.at.epoch_ms(),
                ":unit": entry.unit.map(|unit| unit.0),
                ":period": entry.period.as_ref().map(PeriodId::to_string),
                ":words": entry.words,
            },
        )?;
        Ok(())
    }
}
