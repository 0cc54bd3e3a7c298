//! The records of registers: which there are, what each says now, and what it said before. Which record is sound is
//! [`domain::record`](crate::domain::record)'s to say.

mod named;

use rusqlite::{Row, named_params};

use super::convert::{count, day, from_json, instant, optional_instant, to_json, unit_id};
use super::unit::end_of_paths;
use super::{Reader, StoreError, Writer};
use crate::domain::calendar::Instant;
use crate::domain::id::{RecordId, RegisterId, RowId};
use crate::domain::record::{
    KeptRecord, NamedVoiding, Rank, Record, RecordEntry, RecordRevision, Voiding,
};

pub use named::MergedRecord;

/// Which records to list. What is not set lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordFilter {
    pub register: Option<RegisterId>,
    /// The path of a unit: its own records and those of every unit below it.
    pub below: Option<String>,
    /// Void ones too.
    pub with_void: bool,
}

const COLUMNS: &str = "SELECT r.id, r.register, r.unit_id, r.given_row, r.recorded_on, r.number, r.voided_at, r.void_reason, v.entry
     FROM record r JOIN record_revision v ON v.record_id = r.id AND v.number = r.number";

impl Reader<'_> {
    /// Records as they stand, in the order in which they were first written.
    pub fn records(self, filter: &RecordFilter) -> Result<Vec<KeptRecord>, StoreError> {
        let below = filter.below.as_deref().unwrap_or("/");
        self.all(
            &format!(
                "{COLUMNS} JOIN unit u ON u.id = r.unit_id
                 WHERE (CAST(:register AS TEXT) IS NULL OR r.register = :register)
                   AND u.path >= :from AND u.path < :until
                   AND (:with_void = 1 OR r.voided_at IS NULL)
                 ORDER BY r.id"
            ),
            named_params! {
                ":register": filter.register.as_ref().map(RegisterId::as_str),
                ":from": below,
                ":until": end_of_paths(below),
                ":with_void": i64::from(filter.with_void),
            },
            record,
        )
    }

    /// One record, void or not.
    pub fn record(self, id: RecordId) -> Result<Option<KeptRecord>, StoreError> {
        self.first(
            &format!("{COLUMNS} WHERE r.id = :id"),
            named_params! {":id": id.0},
            record,
        )
    }

    /// Everything that a record ever said, oldest first.
    pub fn record_history(self, id: RecordId) -> Result<Vec<RecordRevision>, StoreError> {
        let mut history = self.all(
            "SELECT number, generation, at, uid, entry, actor, reason FROM record_revision WHERE record_id = :id",
            named_params! {":id": id.0},
            |row| {
                Ok(RecordRevision {
                    number: count(row, "number")?,
                    rank: rank(row)?,
                    entry: entry(row)?,
                    actor: row.get("actor")?,
                    reason: row.get("reason")?,
                })
            },
        )?;
        history.sort_by(|a: &RecordRevision, b| a.rank.cmp(&b.rank));
        Ok(history)
    }

    /// The records that are not void and of which several versions are as far from the first as the one that stands. Whether
    /// they say different things, [`claims`](crate::domain::record::claims) tells.
    pub fn records_with_equals(self) -> Result<Vec<RecordId>, StoreError> {
        self.all(
            "SELECT r.id FROM record r
             JOIN record_revision s ON s.record_id = r.id AND s.number = r.number
             WHERE r.voided_at IS NULL AND EXISTS (
                 SELECT 1 FROM record_revision v
                 WHERE v.record_id = r.id AND v.generation = s.generation AND v.number <> s.number)
             ORDER BY r.id",
            [],
            |row| Ok(RecordId(row.get("id")?)),
        )
    }
}

impl Writer<'_> {
    /// Writes a new record with its first revision. The id that `new` carries is not looked at.
    pub fn insert_record(
        &self,
        new: &Record,
        actor: &str,
        now: Instant,
    ) -> Result<RecordId, StoreError> {
        let id = RecordId(self.next_id("record")?);
        self.execute(
            "INSERT INTO record (id, register, unit_id, given_row, recorded_on, number)
             VALUES (:id, :register, :unit, :row, :recorded_on, 1)",
            named_params! {
                ":id": id.0,
                ":register": new.register.as_str(),
                ":unit": new.unit.0,
                ":row": new.row.as_ref().map(RowId::as_str),
                ":recorded_on": new.recorded_on.to_string(),
            },
        )?;
        self.name_record(id, new.unit, now)?;
        self.insert_record_revision(id, (1, 1), &new.entry, (actor, now, ""))?;
        self.name_versions(id)?;
        self.drop_rollups_above(new.unit)?;
        Ok(id)
    }

    /// Adds a revision, which stands from now on; tells its number.
    pub fn revise_record(
        &self,
        record: &Record,
        actor: &str,
        reason: &str,
        now: Instant,
    ) -> Result<u32, StoreError> {
        let places = self.first(
            "SELECT MAX(v.number) + 1 AS number, MAX(v.generation) + 1 AS generation
             FROM record r JOIN record_revision v ON v.record_id = r.id WHERE r.id = :id GROUP BY r.id",
            named_params! {":id": record.id.0},
            |row| Ok((count(row, "number")?, count(row, "generation")?)),
        )?;
        let places = places.ok_or_else(|| StoreError::damaged("a record that is not there"))?;
        let number = places.0;
        self.insert_record_revision(record.id, places, &record.entry, (actor, now, reason))?;
        self.name_versions(record.id)?;
        self.drop_rollups_above(record.unit)?;
        Ok(number)
    }

    /// Makes a record void for a reason, or with `None` takes that back. Whatever was known before lies before it, also
    /// where the clock that said so was fast.
    pub fn set_record_void(
        &self,
        record: &Record,
        reason: Option<&str>,
        now: Instant,
    ) -> Result<(), StoreError> {
        let before = self.void_set_at(record.id)?;
        let set = NamedVoiding {
            at: now.max(Instant::from_epoch_ms(before.epoch_ms().saturating_add(1))),
            reason: reason.map(str::to_owned),
        };
        self.put_voiding(record.id, &set)?;
        self.drop_rollups_above(record.unit)
    }

    fn insert_record_revision(
        &self,
        id: RecordId,
        (number, generation): (u32, u32),
        entry: &RecordEntry,
        (actor, now, reason): (&str, Instant, &str),
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO record_revision (record_id, number, entry, at, actor, reason, generation)
             VALUES (:id, :number, :entry, :at, :actor, :reason, :generation)",
            named_params! {
                ":id": id.0,
                ":number": number,
                ":entry": to_json(entry)?,
                ":at": now.epoch_ms(),
                ":actor": actor,
                ":reason": reason,
                ":generation": generation,
            },
        )?;
        Ok(())
    }
}

fn record(row: &Row<'_>) -> Result<KeptRecord, StoreError> {
    let register: String = row.get("register")?;
    let given_row: Option<String> = row.get("given_row")?;
    Ok(KeptRecord {
        record: Record {
            id: RecordId(row.get("id")?),
            register: RegisterId(register),
            unit: unit_id(row, "unit_id")?,
            row: given_row.map(RowId),
            recorded_on: day(row, "recorded_on")?,
            entry: entry(row)?,
        },
        revision: count(row, "number")?,
        voided: voiding(row)?,
    })
}

/// When and why a row was made void, if it was.
pub(super) fn voiding(row: &Row<'_>) -> Result<Option<Voiding>, StoreError> {
    let Some(at) = optional_instant(row, "voided_at")? else {
        return Ok(None);
    };
    let reason: Option<String> = row.get("void_reason")?;
    Ok(Some(Voiding {
        at,
        reason: reason.unwrap_or_default(),
    }))
}

/// What decides whether a version stands.
fn rank(row: &Row<'_>) -> Result<Rank, StoreError> {
    Ok(Rank {
        generation: count(row, "generation")?,
        at: instant(row, "at")?,
        uid: row.get("uid")?,
    })
}

fn entry(row: &Row<'_>) -> Result<RecordEntry, StoreError> {
    let column: String = row.get("entry")?;
    from_json("record", &column)
}
