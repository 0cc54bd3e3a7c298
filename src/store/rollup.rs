//! Materialised totals of the units above others. They are thrown away by every write below and made again when they
//! are read; nothing is ever added to them in place. What they hold is the reader's: here they are JSON.

use rusqlite::named_params;

use super::convert::instant;
use super::{Reader, StoreError, Writer};
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;

/// Totals as they were last made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTotals {
    /// JSON, as it was handed in.
    pub totals: String,
    pub made_at: Instant,
}

impl Reader<'_> {
    /// The totals of a unit's subtree for a scope (a period, or days), unless something below has changed since.
    pub fn rollup(self, unit: UnitId, scope: &str) -> Result<Option<StoredTotals>, StoreError> {
        self.first(
            "SELECT totals, made_at FROM rollup WHERE unit_id = :unit AND scope = :scope",
            named_params! {":unit": unit.0, ":scope": scope},
            |row| {
                Ok(StoredTotals {
                    totals: row.get("totals")?,
                    made_at: instant(row, "made_at")?,
                })
            },
        )
    }
}

impl Writer<'_> {
    /// Keeps totals that were made from what this very transaction reads.
    pub fn put_rollup(
        &self,
        unit: UnitId,
        scope: &str,
        totals: &str,
        now: Instant,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO rollup (unit_id, scope, totals, made_at)
             VALUES (:unit, :scope, :totals, :made_at)
             ON CONFLICT (unit_id, scope)
             DO UPDATE SET totals = excluded.totals, made_at = excluded.made_at",
            named_params! {
                ":unit": unit.0,
                ":scope": scope,
                ":totals": totals,
                ":made_at": now.epoch_ms(),
            },
        )?;
        Ok(())
    }

    /// Throws away the totals of a unit and of everything above it, of all scopes: a later period's total holds the
    /// earlier ones too.
    pub fn drop_rollups_above(&self, unit: UnitId) -> Result<(), StoreError> {
        for id in self.path_of(unit)?.split('/').filter(|id| !id.is_empty()) {
            let id: i64 = id
                .parse()
                .map_err(|_| StoreError::damaged(format!("path of unit {}", unit.0)))?;
            self.execute(
                "DELETE FROM rollup WHERE unit_id = :unit",
                named_params! {":unit": id},
            )?;
        }
        Ok(())
    }
}
