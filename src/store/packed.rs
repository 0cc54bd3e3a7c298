//! Which answers were put into a packet for the desk above, and when first. Whether that desk received them is in `review`.

use rusqlite::named_params;

use super::convert::instant;
use super::{Reader, StoreError, Writer};
use crate::domain::calendar::Instant;

impl Reader<'_> {
    /// When the revision of that name was first put into a packet; `None` where it never was.
    pub fn packed_at(self, revision: &str) -> Result<Option<Instant>, StoreError> {
        self.first(
            "SELECT at FROM packed WHERE revision = :revision",
            named_params! {":revision": revision},
            |row| instant(row, "at"),
        )
    }
}

impl Writer<'_> {
    /// Notes that a revision was put into a packet. The first time stays.
    pub fn put_packed(&self, revision: &str, at: Instant) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO packed (revision, at) VALUES (:revision, :at)
             ON CONFLICT (revision) DO NOTHING",
            named_params! {":revision": revision, ":at": at.epoch_ms()},
        )?;
        Ok(())
    }
}
