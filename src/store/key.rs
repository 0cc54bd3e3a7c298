//! The public keys by which other desks are known: the one with which a unit sent last, and those of its other machines. And what was
//! accepted of such a machine: how far its clock is off. What a key that is another one means is ops' to say.

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

/// Between which moments the words of a machine are taken, whose clock is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AcceptedClock {
    /// The earliest moment that was accepted.
    pub earliest: Instant,
    /// By how many milliseconds it was ahead at the most.
    pub ahead: i64,
}

impl Reader<'_> {
    /// The keys that were compared of a unit's other machines, in the order in which they came.
    pub fn kept_keys(self, unit: UnitId) -> Result<Vec<PinnedKey>, StoreError> {
        self.all(
            "SELECT unit_id, public_key, first_seen_at, confirmed_at FROM kept_key
             WHERE unit_id = :unit ORDER BY first_seen_at, public_key",
            named_params! {":unit": unit.0},
            pinned,
        )
    }

    /// What was accepted of the clock of the machine with a key.
    pub fn accepted_clock(self, public_key: &str) -> Result<Option<AcceptedClock>, StoreError> {
        self.first(
            "SELECT earliest, ahead FROM accepted_clock WHERE public_key = :key",
            named_params! {":key": public_key},
            |row| {
                Ok(AcceptedClock {
                    earliest: instant(row, "earliest")?,
                    ahead: row.get("ahead")?,
                })
            },
        )
    }
}

impl Writer<'_> {
    /// Keeps a key that was compared beside the one that takes its place.
    pub fn keep_pinned_key(&self, key: &PinnedKey) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO kept_key (unit_id, public_key, first_seen_at, confirmed_at)
             VALUES (:unit, :key, :seen, :confirmed)
             ON CONFLICT (unit_id, public_key) DO NOTHING",
            named_params! {
                ":unit": key.unit.0,
                ":key": key.public_key,
                ":seen": key.first_seen_at.epoch_ms(),
                ":confirmed": key.confirmed_at.unwrap_or(key.first_seen_at).epoch_ms(),
            },
        )?;
        Ok(())
    }

    /// Widens what is accepted of the clock of the machine with a key.
    pub fn accept_clock(&self, public_key: &str, more: AcceptedClock) -> Result<(), StoreError> {
        let known = self.accepted_clock(public_key)?.unwrap_or(more);
        self.execute(
            "INSERT INTO accepted_clock (public_key, earliest, ahead) VALUES (:key, :earliest, :ahead)
             ON CONFLICT (public_key) DO UPDATE SET earliest = excluded.earliest, ahead = excluded.ahead",
            named_params! {
                ":key": public_key,
                ":earliest": known.earliest.min(more.earliest).epoch_ms(),
                ":ahead": known.ahead.max(more.ahead),
            },
        )?;
        Ok(())
    }

    /// Notes that something of a packet was passed over; tells whether that is said of it for the first time.
    pub fn note_passed_over(&self, digest: &str, now: Instant) -> Result<bool, StoreError> {
        let written = self.execute(
            "INSERT INTO passed_over (digest, opened_at) VALUES (:digest, :now)
             ON CONFLICT (digest) DO NOTHING",
            named_params! {":digest": digest, ":now": now.epoch_ms()},
        )?;
        Ok(written > 0)
    }

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
