//! The periods whose books are closed. What that means is [`domain::closing`](crate::domain::closing)'s.

use rusqlite::named_params;

use super::convert::{instant, period};
use super::{Reader, StoreError, Writer};
use crate::domain::calendar::Instant;
use crate::domain::closing::Closings;
use crate::domain::period::PeriodId;

impl Reader<'_> {
    pub fn closings(self) -> Result<Closings, StoreError> {
        let rows = self.all("SELECT period, closed_at FROM closing", [], |row| {
            Ok((period(row, "period")?, instant(row, "closed_at")?))
        })?;
        Ok(rows.into_iter().collect())
    }
}

impl Writer<'_> {
    /// Closes a period's books; where they are closed already, since then.
    pub fn put_closing(&self, period: &PeriodId, at: Instant) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO closing (period, closed_at) VALUES (:period, :at)
             ON CONFLICT (period) DO NOTHING",
            named_params! {":period": period.to_string(), ":at": at.epoch_ms()},
        )?;
        Ok(())
    }

    pub fn delete_closing(&self, period: &PeriodId) -> Result<(), StoreError> {
        self.execute(
            "DELETE FROM closing WHERE period = :period",
            named_params! {":period": period.to_string()},
        )?;
        Ok(())
    }
}
