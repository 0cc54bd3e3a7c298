//! Material's rows: which files the desk holds, and which revision sent which. The files themselves lie on the
//! [`Shelf`](super::Shelf).

use std::collections::HashMap;

use rusqlite::{Row, named_params};

use super::convert::{period, unit_id};
use super::{Reader, StoreError, Writer};
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::material::{Material, MaterialKind};
use crate::domain::period::PeriodId;

impl Reader<'_> {
    /// The files of one revision, in the order of the form.
    pub(super) fn material_of(
        self,
        unit: UnitId,
        period: &PeriodId,
        number: u32,
    ) -> Result<Vec<Material>, StoreError> {
        self.all(
            "SELECT l.hash, l.name, m.size FROM revision_material l JOIN material m ON m.hash = l.hash
             WHERE l.unit_id = :unit AND l.period = :period AND l.number = :number ORDER BY l.position",
            named_params! {":unit": unit.0, ":period": period.to_string(), ":number": number},
            file,
        )
    }

    /// The files of every revision that stands, in the order of the form.
    pub(super) fn standing_material(
        self,
    ) -> Result<HashMap<(UnitId, PeriodId), Vec<Material>>, StoreError> {
        let files = self.all(
            "SELECT r.unit_id, r.period, l.hash, l.name, m.size FROM revision r
             JOIN revision_material l ON l.unit_id = r.unit_id AND l.period = r.period AND l.number = r.number
             JOIN material m ON m.hash = l.hash
             WHERE r.stands = 1 ORDER BY r.unit_id, r.period, l.position",
            [],
            |row| Ok((unit_id(row, "unit_id")?, period(row, "period")?, file(row)?)),
        )?;
        let mut of: HashMap<(UnitId, PeriodId), Vec<Material>> = HashMap::new();
        for (unit, period, file) in files {
            of.entry((unit, period)).or_default().push(file);
        }
        Ok(of)
    }
}

fn file(row: &Row<'_>) -> Result<Material, StoreError> {
    let name: String = row.get("name")?;
    let size: i64 = row.get("size")?;
    Ok(Material {
        hash: row.get("hash")?,
        kind: MaterialKind::of(&name),
        name,
        size: u64::try_from(size).map_err(|_| StoreError::damaged("size of a material"))?,
    })
}

impl Writer<'_> {
    /// Notes that a file lies on the shelf; a second time changes nothing. Tells whether it is new.
    pub fn put_material(&self, hash: &str, size: u64, now: Instant) -> Result<bool, StoreError> {
        let size = i64::try_from(size).map_err(|_| StoreError::Full)?;
        let added = self.execute(
            "INSERT INTO material (hash, size, stored_at) VALUES (:hash, :size, :now)
             ON CONFLICT (hash) DO NOTHING",
            named_params! {":hash": hash, ":size": size, ":now": now.epoch_ms()},
        )?;
        Ok(added > 0)
    }

    /// Links a file on the shelf to a revision, in the order of the form.
    pub(super) fn link_material(
        &self,
        revision: (UnitId, &PeriodId, u32),
        position: usize,
        material: &Material,
    ) -> Result<(), StoreError> {
        let (unit, period, number) = revision;
        let position = i64::try_from(position).expect("a revision has few files");
        self.execute(
            "INSERT INTO revision_material (unit_id, period, number, position, hash, name)
             VALUES (:unit, :period, :number, :position, :hash, :name)",
            named_params! {
                ":unit": unit.0,
                ":period": period.to_string(),
                ":number": number,
                ":position": position,
                ":hash": material.hash,
                ":name": material.name,
            },
        )?;
        Ok(())
    }
}
