//! A record (条目) is one row of a register: an activity that was held, a demonstration point, a measure of the plan.
//! What a register's records hold is the campaign's to say; whether one is sound is in `check`, how its fields are
//! typed and shown in `reading`, what several come to in `totals`, which of its versions holds in `standing`, what only the
//! desk that collects writes into it in `keeping`.

mod check;
mod fit;
mod keeping;
mod named;
mod reading;
mod standing;
mod totals;

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use check::{Around, missing_for, problems};
pub use fit::unfit;
pub use keeping::{Kept, Overstepped};
pub use named::{
    NamedEntry, NamedFile, NamedRecord, NamedValue, NamedVersion, NamedVoiding, RecordNews,
};
pub use reading::{read_field, show_field, worked_out};
pub use standing::claims;
pub use totals::{Totals, totals, totals_by_choice};

use super::calendar::Instant;
use super::campaign::{Register, Stage};
use super::figure::Value;
use super::id::{FieldId, HazardId, RecordId, RegisterId, RowId, StageId, UnitId};
use super::material::Material;

/// One row of a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Record {
    pub id: RecordId,
    pub register: RegisterId,
    /// Whose it is, or whom it concerns.
    pub unit: UnitId,
    /// Which of the register's given rows it is about, where the register has such.
    pub row: Option<RowId>,
    /// The day on which it was written.
    pub recorded_on: NaiveDate,
    pub entry: RecordEntry,
}

/// What a person writes into a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecordEntry {
    /// A field that is not in the map is blank.
    pub fields: BTreeMap<FieldId, FieldValue>,
    /// The stages that it has reached, each with the day.
    pub reached: BTreeMap<StageId, NaiveDate>,
}

/// A record as a desk keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeptRecord {
    pub record: Record,
    /// Which revision stands, from 1.
    pub revision: u32,
    /// Set once the record counts for nothing any more; it stays in the register all the same.
    pub voided: Option<Voiding>,
}

/// When and why something was made void.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Voiding {
    pub at: Instant,
    pub reason: String,
}

/// What a record said at one time. Revisions are only ever added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRevision {
    /// From 1, in the order in which they came to this desk.
    pub number: u32,
    /// Its name between desks.
    pub uid: String,
    /// Names of the versions that it was made on, and which it replaces.
    pub parents: Vec<String>,
    /// When it was written, by the clock of the desk on which it was.
    pub at: Instant,
    pub entry: RecordEntry,
    /// Who sat at the desk.
    pub actor: String,
    /// Why it was changed; empty for the first.
    pub reason: String,
}

/// What stands in a field of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldValue {
    /// A number with the digits that the field declares, words, one of the field's choices, 是 or 否, a day.
    Plain(Value),
    Unit(UnitId),
    Hazard(HazardId),
    Material(Vec<Material>),
}

impl FieldValue {
    pub fn as_plain(&self) -> Option<&Value> {
        match self {
            Self::Plain(value) => Some(value),
            _ => None,
        }
    }

    /// The number, with the digits that its field declares.
    pub fn as_number(&self) -> Option<i64> {
        match self {
            Self::Plain(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Plain(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub fn as_date(&self) -> Option<NaiveDate> {
        match self {
            Self::Plain(Value::Date(day)) => Some(*day),
            _ => None,
        }
    }
}

impl Record {
    /// The furthest stage that it had reached on that day, and its place among the others.
    pub fn stage_on<'r>(
        &self,
        register: &'r Register,
        day: NaiveDate,
    ) -> Option<(usize, &'r Stage)> {
        let mut stages = register.stages.iter().enumerate().rev();
        stages.find(|(_, stage)| {
            self.entry
                .reached
                .get(&stage.id)
                .is_some_and(|on| *on <= day)
        })
    }

    /// The record as it stood on that day: a stage is reached once its own day has come, and every day that it wants filled
    /// in: what is published tomorrow is not published today.
    pub fn as_of(&self, register: &Register, day: NaiveDate) -> Cow<'_, Self> {
        let has_come = |stage: &StageId, on: NaiveDate| {
            let wanted = register.stages.iter().find(|one| one.id == *stage);
            let mut wanted = wanted.iter().flat_map(|stage| &stage.requires);
            let day_of = |field| self.entry.fields.get(field).and_then(FieldValue::as_date);
            on <= day && wanted.all(|field| day_of(field).is_none_or(|on| on <= day))
        };
        let mut reached = self.entry.reached.iter();
        if reached.all(|(stage, on)| has_come(stage, *on)) {
            return Cow::Borrowed(self);
        }
        let mut earlier = self.clone();
        let reached = &mut earlier.entry.reached;
        reached.retain(|stage, on| has_come(stage, *on));
        Cow::Owned(earlier)
    }

    /// The day that it counts on: what stands in `field`, else the day on which it was written, or the first on which
    /// it had reached a stage where that is earlier: what is entered late was there all the same.
    pub fn day(&self, field: Option<&FieldId>) -> NaiveDate {
        let said = field.and_then(|field| self.entry.fields.get(field)?.as_date());
        let reached = self.entry.reached.values().copied();
        said.or_else(|| reached.chain([self.recorded_on]).min())
            .unwrap_or(self.recorded_on)
    }
}
