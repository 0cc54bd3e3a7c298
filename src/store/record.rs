//! The records of registers: which there are, what each says now, and what it said before. Which record is sound is
//! [`domain::record`](crate::domain::record)'s to say.

mod named;
mod naming;

use rusqlite::{Row, named_params};

use super::convert::{count, day, from_json, instant, optional_instant, unit_id};
use super::unit::end_of_paths;
use super::{Reader, StoreError, Writer};
use crate::domain::calendar::Instant;
use crate::domain::id::{RecordId, RegisterId, RowId};
use crate::domain::lineage::{Node, Standing, in_order, standing};
use crate::domain::record::{
    KeptRecord, NamedVoiding, Record, RecordEntry, RecordRevision, Voiding,
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

    /// Everything that a record ever said, each version after those that it replaces.
    pub fn record_history(self, id: RecordId) -> Result<Vec<RecordRevision>, StoreError> {
        let history = self.all(
            "SELECT number, uid, parents, at, entry, actor, reason FROM record_revision
             WHERE record_id = :id ORDER BY number",
            named_params! {":id": id.0},
            |row| {
                let parents: String = row.get("parents")?;
                Ok(RecordRevision {
                    number: count(row, "number")?,
                    uid: row.get("uid")?,
                    parents: from_json("parents", &parents)?,
                    at: instant(row, "at")?,
                    entry: entry(row)?,
                    actor: row.get("actor")?,
                    reason: row.get("reason")?,
                })
            },
        )?;
        let nodes: Vec<Node<'_>> = history.iter().map(RecordRevision::node).collect();
        let order = in_order(&nodes).into_iter();
        Ok(order.map(|at| history[at].clone()).collect())
    }

    /// The records that are not void and of which several versions stand that say different things, in the order in which
    /// they were first written.
    pub fn contested_records(self) -> Result<Vec<RecordId>, StoreError> {
        self.all(
            "SELECT id FROM record WHERE rivals > 0 AND voided_at IS NULL ORDER BY id",
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
        self.write_version(id, Vec::new(), &new.entry, (actor, now, ""))?;
        self.drop_rollups_above(new.unit)?;
        Ok(id)
    }

    /// Adds a version that replaces the one that stands and whatever says the same; tells its number. It stands from now on;
    /// what says something else beside it stays for a person to decide about.
    pub fn revise_record(
        &self,
        record: &Record,
        actor: &str,
        reason: &str,
        now: Instant,
    ) -> Result<u32, StoreError> {
        let replaced = |nodes: &[Node<'_>], found: &Standing| found.replaced_by_correction(nodes);
        self.replace_version(record, replaced, (actor, now, reason))
    }

    /// Adds a version that replaces everything that stands: what a person decided. Tells its number.
    pub fn settle_record(
        &self,
        record: &Record,
        actor: &str,
        reason: &str,
        now: Instant,
    ) -> Result<u32, StoreError> {
        let replaced = |nodes: &[Node<'_>], found: &Standing| found.replaced_by_decision(nodes);
        self.replace_version(record, replaced, (actor, now, reason))
    }

    /// Adds versions that all replace what stands, and so contradict each other: a decision is taken back. The first of
    /// `entries` counts until somebody decides again.
    pub fn reopen_record(
        &self,
        record: &Record,
        entries: &[RecordEntry],
        (actor, now, reason): (&str, Instant, &str),
    ) -> Result<(), StoreError> {
        let history = self.record_history(record.id)?;
        let nodes: Vec<Node<'_>> = history.iter().map(RecordRevision::node).collect();
        let parents = standing(&nodes).replaced_by_decision(&nodes);
        // Of versions of one length the one that was written last counts.
        for (back, entry) in (0..).zip(entries) {
            let at = Instant::from_epoch_ms(now.epoch_ms().saturating_sub(back));
            self.write_version(record.id, parents.clone(), entry, (actor, at, reason))?;
        }
        self.drop_rollups_above(record.unit)
    }

    fn replace_version(
        &self,
        record: &Record,
        replaced: impl Fn(&[Node<'_>], &Standing) -> Vec<String>,
        written: (&str, Instant, &str),
    ) -> Result<u32, StoreError> {
        let history = self.record_history(record.id)?;
        let nodes: Vec<Node<'_>> = history.iter().map(RecordRevision::node).collect();
        let parents = replaced(&nodes, &standing(&nodes));
        let number = self.write_version(record.id, parents, &record.entry, written)?;
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

fn entry(row: &Row<'_>) -> Result<RecordEntry, StoreError> {
    let column: String = row.get("entry")?;
    from_json("record", &column)
}
