//! Records between desks: told by names, and merged as a union of versions. How names are given is in `naming`; which version
//! stands and which voiding holds is [`domain::record`](crate::domain::record)'s to say.

use std::collections::HashSet;

use rusqlite::{Row, named_params};

use super::entry;
use crate::domain::calendar::Instant;
use crate::domain::id::{HazardId, RecordId, RegisterId, RowId, UnitId};
use crate::domain::lineage::{Node, standing};
use crate::domain::record::{
    KeptRecord, NamedEntry, NamedRecord, NamedVersion, NamedVoiding, RecordEntry, RecordRevision,
};
use crate::store::convert::{count, day, from_json, instant, optional_instant, to_json};
use crate::store::{Reader, StoreError, Writer};

/// What came of merging a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergedRecord {
    /// Something about it is new.
    News,
    /// All of it was known.
    Known,
    /// It names a unit or a hazard that this desk does not have: nothing was taken.
    Unresolved,
}

impl Reader<'_> {
    /// A unit's records as other desks are told them, void ones too, by name.
    pub fn named_records(self, unit: UnitId) -> Result<Vec<NamedRecord>, StoreError> {
        let ids = self.record_ids(unit)?;
        ids.into_iter().map(|id| self.named_record(id)).collect()
    }

    fn record_ids(self, unit: UnitId) -> Result<Vec<RecordId>, StoreError> {
        self.all(
            "SELECT id FROM record WHERE unit_id = :unit ORDER BY uid, id",
            named_params! {":unit": unit.0},
            |row| Ok(RecordId(row.get("id")?)),
        )
    }

    fn named_record(self, id: RecordId) -> Result<NamedRecord, StoreError> {
        let mut record = self.named_head(id)?;
        let versions = self.named_versions(id)?.into_iter();
        record.versions = versions.map(|(_, version)| version).collect();
        record.versions.sort_by(|a, b| a.uid.cmp(&b.uid));
        Ok(record)
    }

    /// A record without its versions.
    pub(super) fn named_head(self, id: RecordId) -> Result<NamedRecord, StoreError> {
        let record = self.first(
            "SELECT r.uid, u.code, r.register, r.given_row, r.recorded_on, r.void_set_at, r.voided_at, r.void_reason
             FROM record r JOIN unit u ON u.id = r.unit_id WHERE r.id = :id",
            named_params! {":id": id.0},
            head,
        )?;
        record.ok_or_else(no_record)
    }

    /// What a record said, each with its number here.
    pub(super) fn named_versions(
        self,
        id: RecordId,
    ) -> Result<Vec<(u32, NamedVersion)>, StoreError> {
        let versions = self.all(
            "SELECT number, uid, parents, at, actor, reason, entry FROM record_revision
             WHERE record_id = :id ORDER BY number",
            named_params! {":id": id.0},
            |row| Ok((count(row, "number")?, version(row)?, entry(row)?)),
        )?;
        let mut named = Vec::new();
        for (number, version, entry) in versions {
            let entry = self.named_entry(&entry)?;
            named.push((number, NamedVersion { entry, ..version }));
        }
        Ok(named)
    }

    /// The fixed parts of a record that is known by a name.
    pub fn record_named(self, uid: &str) -> Result<Option<KeptRecord>, StoreError> {
        let id = self.first(
            "SELECT id FROM record WHERE uid = :uid",
            named_params! {":uid": uid},
            |row| Ok(RecordId(row.get("id")?)),
        )?;
        id.map_or(Ok(None), |id| self.record(id))
    }

    /// What this desk knows of a record, by its name; `None` where it does not know it.
    pub fn record_known(self, uid: &str) -> Result<Option<NamedRecord>, StoreError> {
        let known = self.record_named(uid)?;
        known
            .map(|known| self.named_record(known.record.id))
            .transpose()
    }

    /// An entry of the hazard ledger by its name between desks.
    pub fn hazard_with_name(self, uid: &str) -> Result<Option<HazardId>, StoreError> {
        self.first(
            "SELECT id FROM hazard WHERE uid = :uid",
            named_params! {":uid": uid},
            |row| Ok(HazardId(row.get("id")?)),
        )
    }

    fn named_entry(self, entry: &RecordEntry) -> Result<NamedEntry, StoreError> {
        NamedEntry::of(
            entry,
            |unit| self.code_of(unit),
            |hazard| self.hazard_name(hazard),
        )
    }

    fn hazard_name(self, hazard: HazardId) -> Result<String, StoreError> {
        let name = self.first(
            "SELECT uid FROM hazard WHERE id = :id",
            named_params! {":id": hazard.0},
            |row| Ok(row.get("uid")?),
        )?;
        name.ok_or_else(|| StoreError::damaged(format!("no hazard {}", hazard.0)))
    }

    /// An entry as this desk keeps it; `None` where it names what this desk does not have.
    fn entry_here(self, entry: &NamedEntry) -> Result<Option<RecordEntry>, StoreError> {
        entry.here(
            |code| Ok(self.unit_with_code(code)?.map(|unit| unit.id)),
            |name| self.hazard_with_name(name),
        )
    }
}

impl Writer<'_> {
    /// Takes a record of a unit from another desk: the union of its versions, of which the one that stands is found anew,
    /// and of two voidings the later.
    pub fn merge_record(
        &self,
        unit: UnitId,
        told: &NamedRecord,
    ) -> Result<MergedRecord, StoreError> {
        let mut entries = Vec::new();
        for version in &told.versions {
            match self.entry_here(&version.entry)? {
                Some(entry) => entries.push(entry),
                None => return Ok(MergedRecord::Unresolved),
            }
        }
        let id = match self.record_named(&told.uid)? {
            Some(known) => known.record.id,
            None => self.insert_told(unit, told)?,
        };
        let known = self.named_record(id)?;
        let news = told.news_to(&known);
        if news.is_empty() {
            return Ok(MergedRecord::Known);
        }
        let new: HashSet<&str> = news.versions.iter().map(|one| one.uid.as_str()).collect();
        for (version, entry) in told.versions.iter().zip(&entries) {
            if new.contains(version.uid.as_str()) {
                self.insert_version(id, version, entry)?;
            }
        }
        if let Some(voiding) = news.voiding {
            self.put_voiding(id, voiding)?;
        }
        self.restand_record(id)?;
        self.drop_rollups_above(unit)?;
        Ok(MergedRecord::News)
    }

    fn insert_told(&self, unit: UnitId, told: &NamedRecord) -> Result<RecordId, StoreError> {
        let id = RecordId(self.next_id("record")?);
        self.execute(
            "INSERT INTO record (id, register, unit_id, given_row, recorded_on, number, uid)
             VALUES (:id, :register, :unit, :row, :recorded_on, 1, :uid)",
            named_params! {
                ":id": id.0,
                ":register": told.register.as_str(),
                ":unit": unit.0,
                ":row": told.row.as_ref().map(RowId::as_str),
                ":recorded_on": told.recorded_on.to_string(),
                ":uid": told.uid,
            },
        )?;
        Ok(id)
    }

    /// Writes what was said of a record on this desk, behind `parents`; tells its number.
    pub(super) fn write_version(
        &self,
        id: RecordId,
        mut parents: Vec<String>,
        entry: &RecordEntry,
        (actor, now, reason): (&str, Instant, &str),
    ) -> Result<u32, StoreError> {
        parents.sort_unstable();
        let mut version = NamedVersion {
            uid: String::new(),
            parents,
            at: now,
            by: actor.to_owned(),
            reason: reason.to_owned(),
            entry: self.named_entry(entry)?,
        };
        version.uid = self.named_head(id)?.true_uid(&version);
        let number = self.insert_version(id, &version, entry)?;
        self.restand_record(id)?;
        Ok(number)
    }

    fn insert_version(
        &self,
        id: RecordId,
        version: &NamedVersion,
        entry: &RecordEntry,
    ) -> Result<u32, StoreError> {
        let number = self.first(
            "SELECT COALESCE(MAX(number), 0) + 1 AS number FROM record_revision WHERE record_id = :id",
            named_params! {":id": id.0},
            |row| count(row, "number"),
        )?;
        let number = number.unwrap_or(1);
        self.execute(
            "INSERT INTO record_revision (record_id, number, entry, at, actor, reason, uid, parents)
             VALUES (:id, :number, :entry, :at, :actor, :reason, :uid, :parents)",
            named_params! {
                ":id": id.0,
                ":number": number,
                ":entry": to_json(entry)?,
                ":at": version.at.epoch_ms(),
                ":actor": version.by,
                ":reason": version.reason,
                ":uid": version.uid,
                ":parents": to_json(&version.parents)?,
            },
        )?;
        Ok(number)
    }

    pub(super) fn put_voiding(&self, id: RecordId, set: &NamedVoiding) -> Result<(), StoreError> {
        self.execute(
            "UPDATE record SET voided_at = :at, void_reason = :reason, void_set_at = :set_at WHERE id = :id",
            named_params! {
                ":id": id.0,
                ":at": set.reason.as_ref().map(|_| set.at.epoch_ms()),
                ":reason": set.reason,
                ":set_at": set.at.epoch_ms(),
            },
        )?;
        Ok(())
    }

    /// When a record was last made void or brought back, as a moment that whatever comes next has to lie behind.
    pub(super) fn void_set_at(&self, id: RecordId) -> Result<Instant, StoreError> {
        let at = self.first(
            "SELECT void_set_at FROM record WHERE id = :id",
            named_params! {":id": id.0},
            |row| instant(row, "void_set_at"),
        )?;
        Ok(at.unwrap_or(Instant::from_epoch_ms(0)))
    }

    /// Points a record at the version that stands, and counts those that say something else beside it.
    pub(super) fn restand_record(&self, id: RecordId) -> Result<(), StoreError> {
        let history = self.record_history(id)?;
        let nodes: Vec<Node<'_>> = history.iter().map(RecordRevision::node).collect();
        let found = standing(&nodes);
        let stands = found.counted.ok_or_else(no_record)?;
        self.execute(
            "UPDATE record SET number = :number, rivals = :rivals WHERE id = :id",
            named_params! {
                ":id": id.0,
                ":number": history[stands].number,
                ":rivals": i64::try_from(found.rivals.len()).unwrap_or(i64::MAX),
            },
        )?;
        Ok(())
    }
}

/// A record without its versions.
fn head(row: &Row<'_>) -> Result<NamedRecord, StoreError> {
    let register: String = row.get("register")?;
    let given_row: Option<String> = row.get("given_row")?;
    Ok(NamedRecord {
        uid: row.get("uid")?,
        unit: row.get("code")?,
        register: RegisterId(register),
        row: given_row.map(RowId),
        recorded_on: day(row, "recorded_on")?,
        versions: Vec::new(),
        voiding: voiding(row)?,
    })
}

/// A version without what it says.
fn version(row: &Row<'_>) -> Result<NamedVersion, StoreError> {
    let parents: String = row.get("parents")?;
    Ok(NamedVersion {
        uid: row.get("uid")?,
        parents: from_json("parents", &parents)?,
        at: instant(row, "at")?,
        by: row.get("actor")?,
        reason: row.get("reason")?,
        entry: NamedEntry::default(),
    })
}

fn no_record() -> StoreError {
    StoreError::damaged("a record that is not there")
}

/// When a record was last made void or brought back; `None` where it never was.
fn voiding(row: &Row<'_>) -> Result<Option<NamedVoiding>, StoreError> {
    let at = instant(row, "void_set_at")?;
    if at == Instant::from_epoch_ms(0) {
        return Ok(None);
    }
    let is_void = optional_instant(row, "voided_at")?.is_some();
    let reason: Option<String> = row.get("void_reason")?;
    Ok(Some(NamedVoiding {
        at,
        reason: reason.filter(|_| is_void),
    }))
}
