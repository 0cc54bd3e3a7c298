//! The shares of targets that are split over units. Whether they add up is the domain's to say.

use rusqlite::named_params;

use super::convert::unit_id;
use super::{Reader, StoreError, Writer};
use crate::domain::id::{TargetId, UnitId};

impl Reader<'_> {
    /// Every share, with the digits that its target declares.
    pub fn target_shares(self) -> Result<Vec<(TargetId, UnitId, i64)>, StoreError> {
        self.all(
            "SELECT target, unit_id, share FROM target_share ORDER BY target, unit_id",
            [],
            |row| {
                let target: String = row.get("target")?;
                Ok((
                    TargetId(target),
                    unit_id(row, "unit_id")?,
                    row.get("share")?,
                ))
            },
        )
    }
}

impl Writer<'_> {
    /// Sets a unit's share, or with `None` takes it away.
    pub fn put_target_share(
        &self,
        target: &TargetId,
        unit: UnitId,
        share: Option<i64>,
    ) -> Result<(), StoreError> {
        let Some(share) = share else {
            self.execute(
                "DELETE FROM target_share WHERE target = :target AND unit_id = :unit",
                named_params! {":target": target.as_str(), ":unit": unit.0},
            )?;
            return Ok(());
        };
        self.execute(
            "INSERT INTO target_share (target, unit_id, share) VALUES (:target, :unit, :share)
             ON CONFLICT (target, unit_id) DO UPDATE SET share = excluded.share",
            named_params! {":target": target.as_str(), ":unit": unit.0, ":share": share},
        )?;
        Ok(())
    }
}
