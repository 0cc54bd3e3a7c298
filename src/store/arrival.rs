//! Arrivals: what lies in the in-tray, found by the content of the file that brought it. A reading is kept as the text that
//! its reader wrote; what it says is not known here.

use std::collections::BTreeMap;

use rusqlite::{Row, named_params};

use super::convert::{count, from_json, instant, read_period, to_json};
use super::{Reader, StoreError, Writer};
use crate::domain::arrival::{Arrival, ArrivalState, ArrivedFile, Decided};
use crate::domain::id::{ArrivalId, UnitId};
use crate::domain::period::PeriodId;

const COLUMNS: &str = "SELECT id, hash, position, name, origin, size, arrived_at, reading, state, note, seen, unit_id, period, batch_period, edits, revision FROM arrival";

/// The sign before the state keeps SQLite from going through all that are in that state: of one content there are few.
pub(super) const IN_STATE_OF_CONTENT: &str =
    "WHERE hash = :hash AND position = :position AND +state = :state ORDER BY id";

impl Reader<'_> {
    /// Everything in the in-tray, the latest first; the answers of one file in their order. Only those that wait have
    /// their reading with them: of the others nobody asks it, and a season of them is megabytes.
    pub fn arrivals(self) -> Result<Vec<Arrival<String>>, StoreError> {
        let columns = COLUMNS.replace(
            " reading,",
            " CASE WHEN state = :waiting THEN reading END AS reading,",
        );
        self.all(
            &format!("{columns} ORDER BY arrived_at DESC, id"),
            named_params! {":waiting": ArrivalState::Waiting.name()},
            arrival,
        )
    }

    /// The arrivals of one state, the earliest first.
    pub fn arrivals_in(self, state: ArrivalState) -> Result<Vec<Arrival<String>>, StoreError> {
        self.all(
            &format!("{COLUMNS} WHERE state = :state ORDER BY id"),
            named_params! {":state": state.name()},
            arrival,
        )
    }

    pub fn arrival(self, id: ArrivalId) -> Result<Option<Arrival<String>>, StoreError> {
        self.first(
            &format!("{COLUMNS} WHERE id = :id"),
            named_params! {":id": id.0},
            arrival,
        )
    }

    /// What files of that content brought, in the order in which they came.
    pub fn arrivals_of_file(self, hash: &str) -> Result<Vec<Arrival<String>>, StoreError> {
        self.all(
            &format!("{COLUMNS} WHERE hash = :hash ORDER BY id"),
            named_params! {":hash": hash},
            arrival,
        )
    }

    /// Those of that content and place in the file that are in that state, without their readings.
    pub fn done_with_of_content(
        self,
        state: ArrivalState,
        hash: &str,
        position: u32,
    ) -> Result<Vec<Arrival<String>>, StoreError> {
        let columns = COLUMNS.replace(" reading,", " NULL AS reading,");
        self.all(
            &format!("{columns} {IN_STATE_OF_CONTENT}"),
            named_params! {
                ":hash": hash,
                ":position": position,
                ":state": state.name(),
            },
            arrival,
        )
    }

    /// The arrival that became a revision, if it came by one.
    pub fn arrival_of_revision(
        self,
        unit: UnitId,
        period: &PeriodId,
        number: u32,
    ) -> Result<Option<Arrival<String>>, StoreError> {
        self.first(
            &format!("{COLUMNS} WHERE unit_id = :unit AND period = :period AND revision = :number"),
            named_params! {":unit": unit.0, ":period": period.to_string(), ":number": number},
            arrival,
        )
    }

    /// How many arrivals there are of each state.
    pub fn arrival_counts(self) -> Result<BTreeMap<ArrivalState, u32>, StoreError> {
        let counts = self.all(
            "SELECT state, COUNT(*) AS arrivals FROM arrival GROUP BY state",
            [],
            |row| Ok((state(row)?, count(row, "arrivals")?)),
        )?;
        Ok(counts.into_iter().collect())
    }
}

impl Writer<'_> {
    /// Adds an arrival and tells its id.
    pub fn insert_arrival(&self, new: &Arrival<String>) -> Result<ArrivalId, StoreError> {
        let id = ArrivalId(self.next_id("arrival")?);
        self.execute(
            "INSERT INTO arrival (id, hash, position, name, origin, size, arrived_at, reading, state, note,
                 seen, unit_id, period, batch_period, edits, revision)
             VALUES (:id, :hash, :position, :name, :origin, :size, :arrived_at, :reading, :state, :note,
                 :seen, :unit, :period, :batch_period, :edits, :revision)",
            named_params! {
                ":id": id.0,
                ":hash": new.file.hash,
                ":position": new.position,
                ":name": new.file.name,
                ":origin": new.file.origin,
                ":size": i64::try_from(new.file.size).map_err(|_| StoreError::Full)?,
                ":arrived_at": new.file.arrived_at.epoch_ms(),
                ":reading": new.reading,
                ":state": new.state.name(),
                ":note": new.note,
                ":seen": to_json(&new.seen)?,
                ":unit": new.decided.unit.map(|unit| unit.0),
                ":period": new.decided.period.as_ref().map(PeriodId::to_string),
                ":batch_period": i64::from(new.decided.of_batch),
                ":edits": to_json(&new.edits)?,
                ":revision": new.revision,
            },
        )?;
        Ok(id)
    }

    /// Writes all of an arrival that may change: its reading, its state, what a person was told, decided and corrected,
    /// the revision that it became. Which file brought it never changes.
    pub fn update_arrival(
        &self,
        id: ArrivalId,
        arrival: &Arrival<String>,
    ) -> Result<(), StoreError> {
        self.execute(
            "UPDATE arrival SET reading = :reading, state = :state, note = :note, seen = :seen, unit_id = :unit,
                 period = :period, batch_period = :batch_period, edits = :edits, revision = :revision
             WHERE id = :id",
            named_params! {
                ":id": id.0,
                ":reading": arrival.reading,
                ":state": arrival.state.name(),
                ":note": arrival.note,
                ":seen": to_json(&arrival.seen)?,
                ":unit": arrival.decided.unit.map(|unit| unit.0),
                ":period": arrival.decided.period.as_ref().map(PeriodId::to_string),
                ":batch_period": i64::from(arrival.decided.of_batch),
                ":edits": to_json(&arrival.edits)?,
                ":revision": arrival.revision,
            },
        )?;
        Ok(())
    }
}

fn arrival(row: &Row<'_>) -> Result<Arrival<String>, StoreError> {
    let size: i64 = row.get("size")?;
    let unit: Option<i64> = row.get("unit_id")?;
    let period: Option<String> = row.get("period")?;
    let edits: String = row.get("edits")?;
    let seen: String = row.get("seen")?;
    let revision: Option<i64> = row.get("revision")?;
    Ok(Arrival {
        id: Some(ArrivalId(row.get("id")?)),
        file: ArrivedFile {
            hash: row.get("hash")?,
            size: u64::try_from(size).map_err(|_| StoreError::damaged("size of an arrival"))?,
            name: row.get("name")?,
            origin: row.get("origin")?,
            arrived_at: instant(row, "arrived_at")?,
        },
        position: count(row, "position")?,
        reading: row.get("reading")?,
        state: state(row)?,
        note: row.get("note")?,
        seen: from_json("seen", &seen)?,
        decided: Decided {
            unit: unit.map(UnitId),
            period: period.as_deref().map(read_period).transpose()?,
            of_batch: row.get("batch_period")?,
        },
        edits: from_json("edits", &edits)?,
        revision: match revision {
            Some(_) => Some(count(row, "revision")?),
            None => None,
        },
    })
}

fn state(row: &Row<'_>) -> Result<ArrivalState, StoreError> {
    let name: String = row.get("state")?;
    ArrivalState::named(&name).ok_or_else(|| StoreError::damaged(format!("state {name}")))
}
