//! The public keys by which other desks are known, one a unit. What a key that is another one means is ops' to say.

use rusqlite::{Row, named_params};

use super::convert::{instant, optional_instant, unit_id};
use super::{Reader, StoreError, Writer};
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;

/// A unit's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinnedKey {
    pub unit: UnitId,
    /// 64 hex digits.
    pub public_key: String,
    pub first_seen_at: Instant,
    /// When a person compared its fingerprint.
    pub confirmed_at: Option<Instant>,
}

impl Reader<'_> {
    /// Every key that is known, by unit.
    pub fn pinned_keys(self) -> Result<Vec<PinnedKey>, StoreError> {
        self.all(
            "SELECT unit_id, public_key, first_seen_at, confirmed_at FROM pinned_key ORDER BY unit_id",
            [],
            pinned,
        )
    }

    pub fn pinned_key(self, unit: UnitId) -> Result<Option<PinnedKey>, StoreError> {
        self.first(
            "SELECT unit_id, public_key, first_seen_at, confirmed_at FROM pinned_key WHERE unit_id = :unit",
            named_params! {":unit": unit.0},
            pinned,
        )
    }
}

impl Writer<'_> {
    /// Keeps a unit's key in the place of any other.
    pub fn put_pinned_key(&self, key: &PinnedKey) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO pinned_key (unit_id, public_key, first_seen_at, confirmed_at)
             VALUES (:unit, :key, :seen, :confirmed)
             ON CONFLICT (unit_id) DO UPDATE SET public_key = excluded.public_key,
                 first_seen_at = excluded.first_seen_at, confirmed_at = excluded.confirmed_at",
            named_params! {
                ":unit": key.unit.0,
                ":key": key.public_key,
                ":seen": key.first_seen_at.epoch_ms(),
                ":confirmed": key.confirmed_at.map(Instant::epoch_ms),
            },
        )?;
        Ok(())
    }
}

fn pinned(row: &Row<'_>) -> Result<PinnedKey, StoreError> {
    Ok(PinnedKey {
        unit: unit_id(row, "unit_id")?,
        public_key: row.get("public_key")?,
        first_seen_at: instant(row, "first_seen_at")?,
        confirmed_at: optional_instant(row, "confirmed_at")?,
    })
}
