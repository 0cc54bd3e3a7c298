//! The hazard ledger's rows. Which entry is sound is [`ops::hazard`](crate::ops)'s to say.

use chrono::NaiveDate;
use rusqlite::{Row, named_params};

use super::convert::{day, day_text, from_json, instant, optional_day, to_json, unit_id};
use super::{Reader, StoreError, Writer};
use crate::domain::calendar::Instant;
use crate::domain::hazard::{Hazard, HazardEntry, Written};
use crate::domain::id::{HazardId, LevelId, UnitId};
use crate::domain::lineage::uid;

/// Which entries to list. What is not set lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HazardFilter {
    pub unit: Option<UnitId>,
    pub level: Option<LevelId>,
    /// Found or closed on this day or later.
    pub from: Option<NaiveDate>,
    /// Found on this day or earlier.
    pub to: Option<NaiveDate>,
}

const COLUMNS: &str = "SELECT id, unit_id, found_on, place, what, level, source, measure, responsible, due_on, closed_on, responsible_unit, precautions, reported_on, checked_by, uid, updated_at, written FROM hazard";

impl Reader<'_> {
    /// The ledger, in the order in which hazards were found.
    pub fn hazards(self, filter: &HazardFilter) -> Result<Vec<Hazard>, StoreError> {
        self.all(
            &format!(
                "{COLUMNS}
                 WHERE (CAST(:unit AS BIGINT) IS NULL OR unit_id = :unit)
                   AND (CAST(:level AS TEXT) IS NULL OR level = :level)
                   AND (CAST(:from AS TEXT) IS NULL OR found_on >= :from OR closed_on >= :from)
                   AND (CAST(:to AS TEXT) IS NULL OR found_on <= :to)
                 ORDER BY found_on, id"
            ),
            named_params! {
                ":unit": filter.unit.map(|unit| unit.0),
                ":level": filter.level.as_ref().map(LevelId::as_str),
                ":from": day_text(filter.from),
                ":to": day_text(filter.to),
            },
            hazard,
        )
    }

    /// One unit's entries as other desks know them, by name.
    pub fn named_hazards(self, unit: UnitId) -> Result<Vec<(String, Written)>, StoreError> {
        self.all(
            &format!("{COLUMNS} WHERE unit_id = :unit ORDER BY uid"),
            named_params! {":unit": unit.0},
            |row| Ok((row.get("uid")?, written(row)?)),
        )
    }

    pub fn hazard(self, id: HazardId) -> Result<Option<Hazard>, StoreError> {
        self.first(
            &format!("{COLUMNS} WHERE id = :id"),
            named_params! {":id": id.0},
            hazard,
        )
    }
}

impl Writer<'_> {
    /// Enters a hazard that was found at this desk, and names it.
    pub fn insert_hazard(
        &self,
        unit: UnitId,
        entry: &HazardEntry,
        now: Instant,
    ) -> Result<HazardId, StoreError> {
        let id = HazardId(self.next_id("hazard")?);
        let code = self.code_of(unit)?;
        // The row's own number keeps two alike apart that were entered at one moment.
        let uid = uid::of_canonical(&(&code, id, entry, now));
        self.put_hazard((id, unit), &Written::new(entry.clone(), now), &uid)?;
        Ok(id)
    }

    /// Enters a hazard that came from another desk under the name that it has there; where it is known, the two become one
    /// as [`Written::merged`] has it. Tells whether that changed anything.
    pub fn merge_hazard(
        &self,
        unit: UnitId,
        uid: &str,
        told: &Written,
    ) -> Result<bool, StoreError> {
        let known = self.first(
            &format!("{COLUMNS} WHERE unit_id = :unit AND uid = :uid"),
            named_params! {":unit": unit.0, ":uid": uid},
            |row| Ok((HazardId(row.get("id")?), written(row)?)),
        )?;
        let Some((id, known)) = known else {
            let id = HazardId(self.next_id("hazard")?);
            self.put_hazard((id, unit), told, uid)?;
            return Ok(true);
        };
        let merged = known.merged(told);
        if merged == known {
            return Ok(false);
        }
        self.rewrite_hazard((id, unit), &merged)?;
        Ok(true)
    }

    fn put_hazard(
        &self,
        place: (HazardId, UnitId),
        told: &Written,
        uid: &str,
    ) -> Result<(), StoreError> {
        self.write_hazard(
            "INSERT INTO hazard (id, unit_id, found_on, place, what, level, source, measure, responsible, due_on, closed_on, responsible_unit, precautions, reported_on, checked_by, updated_at, written)
             VALUES (:id, :unit, :found_on, :place, :what, :level, :source, :measure, :responsible, :due_on, :closed_on, :responsible_unit, :precautions, :reported_on, :checked_by, :at, :written)",
            place,
            told,
        )?;
        self.execute(
            "UPDATE hazard SET uid = :uid WHERE id = :id",
            named_params! {":uid": uid, ":id": place.0.0},
        )?;
        Ok(())
    }

    /// Names the entries of a desk that was made before they had names.
    pub(super) fn name_hazards(&self) -> Result<(), StoreError> {
        let unnamed = self.all(&format!("{COLUMNS} WHERE uid = '' ORDER BY id"), [], hazard)?;
        for hazard in unnamed {
            let code = self.code_of(hazard.unit)?;
            let uid = uid::of_canonical(&(&code, hazard.id, &hazard.entry));
            self.execute(
                "UPDATE hazard SET uid = :uid WHERE id = :id",
                named_params! {":uid": uid, ":id": hazard.id.0},
            )?;
        }
        Ok(())
    }

    /// Replaces what an entry says; what of it changes is written now.
    pub fn update_hazard(&self, hazard: &Hazard, now: Instant) -> Result<(), StoreError> {
        let known = self.first(
            &format!("{COLUMNS} WHERE id = :id"),
            named_params! {":id": hazard.id.0},
            written,
        )?;
        let known = known.ok_or_else(|| StoreError::damaged("an entry that is not there"))?;
        self.rewrite_hazard((hazard.id, hazard.unit), &known.edited(&hazard.entry, now))
    }

    fn rewrite_hazard(&self, place: (HazardId, UnitId), told: &Written) -> Result<(), StoreError> {
        self.write_hazard(
            "UPDATE hazard SET unit_id = :unit, found_on = :found_on, place = :place, what = :what, level = :level,
                 source = :source, measure = :measure, responsible = :responsible, due_on = :due_on,
                 closed_on = :closed_on, responsible_unit = :responsible_unit, precautions = :precautions,
                 reported_on = :reported_on, checked_by = :checked_by, updated_at = :at, written = :written
             WHERE id = :id",
            place,
            told,
        )
    }

    fn write_hazard(
        &self,
        sql: &str,
        (id, unit): (HazardId, UnitId),
        told: &Written,
    ) -> Result<(), StoreError> {
        let entry = &told.entry;
        self.execute(
            sql,
            named_params! {
                ":id": id.0,
                ":unit": unit.0,
                ":found_on": entry.found_on.to_string(),
                ":place": entry.place,
                ":what": entry.what,
                ":level": entry.level.as_str(),
                ":source": entry.source,
                ":measure": entry.measure,
                ":responsible": entry.responsible,
                ":due_on": day_text(entry.due),
                ":closed_on": day_text(entry.closed_on),
                ":responsible_unit": entry.responsible_unit,
                ":precautions": entry.precautions,
                ":reported_on": day_text(entry.reported_on),
                ":checked_by": entry.checked_by,
                ":at": told.at.epoch_ms(),
                ":written": to_json(&told.fields)?,
            },
        )?;
        Ok(())
    }
}

fn hazard(row: &Row<'_>) -> Result<Hazard, StoreError> {
    let level: String = row.get("level")?;
    Ok(Hazard {
        id: HazardId(row.get("id")?),
        unit: unit_id(row, "unit_id")?,
        entry: HazardEntry {
            found_on: day(row, "found_on")?,
            place: row.get("place")?,
            what: row.get("what")?,
            level: LevelId(level),
            source: row.get("source")?,
            measure: row.get("measure")?,
            responsible: row.get("responsible")?,
            due: optional_day(row, "due_on")?,
            closed_on: optional_day(row, "closed_on")?,
            responsible_unit: row.get("responsible_unit")?,
            precautions: row.get("precautions")?,
            reported_on: optional_day(row, "reported_on")?,
            checked_by: row.get("checked_by")?,
        },
    })
}

/// The entry of a row, and when its fields were written.
fn written(row: &Row<'_>) -> Result<Written, StoreError> {
    let moments: String = row.get("written")?;
    Ok(Written {
        entry: hazard(row)?.entry,
        at: instant(row, "updated_at")?,
        fields: from_json("written", &moments)?,
    })
}
