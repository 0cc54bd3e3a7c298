//! Extensions: a later deadline granted to one unit for one period.

use rusqlite::{Row, named_params};

use super::convert::{instant, period, unit_id};
use super::{Reader, StoreError, Writer};
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;

/// A granted extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    pub unit: UnitId,
    pub period: PeriodId,
    pub extended_to: Instant,
    pub reason: String,
}

impl Reader<'_> {
    pub fn extension(
        self,
        unit: UnitId,
        period: &PeriodId,
    ) -> Result<Option<Extension>, StoreError> {
        self.first(
            "SELECT unit_id, period, extended_to, reason FROM extension
             WHERE unit_id = :unit AND period = :period",
            named_params! {":unit": unit.0, ":period": period.to_string()},
            extension,
        )
    }

    pub fn extensions(self) -> Result<Vec<Extension>, StoreError> {
        self.all(
            "SELECT unit_id, period, extended_to, reason FROM extension ORDER BY unit_id, period",
            [],
            extension,
        )
    }
}

impl Writer<'_> {
    /// Writes an extension; an earlier one of the same unit and period is replaced.
    pub fn put_extension(&self, extension: &Extension) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO extension (unit_id, period, extended_to, reason)
             VALUES (:unit, :period, :extended_to, :reason)
             ON CONFLICT (unit_id, period)
             DO UPDATE SET extended_to = excluded.extended_to, reason = excluded.reason",
            named_params! {
                ":unit": extension.unit.0,
                ":period": extension.period.to_string(),
                ":extended_to": extension.extended_to.epoch_ms(),
                ":reason": extension.reason,
            },
        )?;
        Ok(())
    }

    pub fn delete_extension(&self, unit: UnitId, period: &PeriodId) -> Result<bool, StoreError> {
        let deleted = self.execute(
            "DELETE FROM extension WHERE unit_id = :unit AND period = :period",
            named_params! {":unit": unit.0, ":period": period.to_string()},
        )?;
        Ok(deleted > 0)
    }
}

fn extension(row: &Row<'_>) -> Result<Extension, StoreError> {
    Ok(Extension {
        unit: unit_id(row, "unit_id")?,
        period: period(row, "period")?,
        extended_to: instant(row, "extended_to")?,
        reason: row.get("reason")?,
    })
}
