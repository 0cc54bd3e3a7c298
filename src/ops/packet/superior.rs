//! The desk above: who it is, by which key it is known, and until when its word is known. A desk that was made from a packet
//! has one; one that was made by hand has none until the first packet comes.

use serde::{Deserialize, Serialize};

use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::error::Fault;
use crate::ops::{Change, Desk};
use crate::store::{Reader, Setting, StoreError};

/// The desk above.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Superior {
    pub code: String,
    pub name: String,
    /// 64 hex digits.
    pub key: String,
    /// When a person compared the key's fingerprint.
    pub confirmed_at: Option<Instant>,
    /// When the newest of its packets was made: what an older one says of dues and units holds no more.
    pub said_at: Instant,
}

impl Superior {
    /// The desk above; `None` where no packet has come from one.
    pub fn of(desk: &Desk) -> Result<Option<Self>, Fault> {
        Ok(read(desk.store.read())?)
    }

    /// Whether a desk above collects from this one, as known within a change.
    pub(in crate::ops) fn is_known(reader: Reader<'_>) -> Result<bool, StoreError> {
        Ok(read(reader)?.is_some())
    }

    /// Whether what a unit hands in here goes on to a desk above: it sits at this desk, and one is known.
    pub fn awaits(desk: &Desk, unit: UnitId) -> Result<bool, Fault> {
        Ok(unit == desk.seat.unit && Self::of(desk)?.is_some())
    }

    /// The key as six words.
    pub fn fingerprint(&self) -> Result<String, Fault> {
        super::keys::fingerprint(&self.key)
    }
}

pub(super) fn read(reader: Reader<'_>) -> Result<Option<Superior>, StoreError> {
    let Some(text) = reader.setting(Setting::Superior)? else {
        return Ok(None);
    };
    serde_json::from_str(&text)
        .map(Some)
        .map_err(|error| StoreError::Damaged(format!("superior: {error}")))
}

pub(super) fn write(change: &Change<'_>, superior: &Superior) -> Result<(), StoreError> {
    let text = serde_json::to_string(superior)
        .map_err(|error| StoreError::Damaged(format!("superior: {error}")))?;
    change.set_setting(Setting::Superior, &text)
}
