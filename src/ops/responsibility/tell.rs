//! Says how far a unit is with a given row, and what there is to say: one record, written or changed in one go. What else
//! the register asks is written there.

use chrono::NaiveDate;

use crate::domain::calendar::Instant;
use crate::domain::campaign::Register;
use crate::domain::id::{RecordId, RegisterId, RowId, StageId, UnitId};
use crate::domain::record::{KeptRecord, RecordEntry};
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::record::{self, NewRecord, RecordError, Typed, read_typed};
use crate::store::RecordFilter;

/// Whose part of which row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartOf {
    pub register: RegisterId,
    pub row: RowId,
    pub unit: UnitId,
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The furthest stage; `None` before the first.
    pub stage: Option<StageId>,
    /// The day on which it was reached, and with it those before it that were not noted.
    pub on: NaiveDate,
    /// The first words of the record: what was done.
    pub said: String,
}

/// Writes it. Stages beyond the one that is told are taken back.
pub fn tell(
    desk: &mut Desk,
    part: &PartOf,
    told: &Told,
    reason: &str,
    now: Instant,
) -> Result<RecordId, RecordError> {
    let register = record::register(&desk.campaign, &part.register)?.clone();
    let kept = record_of(desk, &register, part)?;
    let mut entry = kept
        .as_ref()
        .map_or_else(RecordEntry::default, |kept| kept.record.entry.clone());
    let title = register.title().map(|field| field.id.clone());
    let typed: Typed = title
        .map(|id| (id, told.said.clone()))
        .into_iter()
        .collect();
    let unread = read_typed(desk, &register, &typed, &mut entry, now.date());
    if !unread.is_empty() {
        return Err(RecordError::Problems(unread));
    }
    put_stages(&register, told, &mut entry);
    if let Some(kept) = kept {
        record::edit(desk, kept.record.id, kept.revision, &entry, reason, now)?;
        return Ok(kept.record.id);
    }
    let new = NewRecord {
        register: part.register.clone(),
        unit: part.unit,
        row: Some(part.row.clone()),
        entry,
    };
    record::add(desk, &new, reason, now)
}

/// The record that stands for it.
pub fn record_of(
    desk: &Desk,
    register: &Register,
    part: &PartOf,
) -> Result<Option<KeptRecord>, Fault> {
    use crate::domain::campaign::RecordsPerRow::EachUnit;
    let records = desk.store.read().records(&RecordFilter {
        register: Some(part.register.clone()),
        ..RecordFilter::default()
    })?;
    let is_it = |kept: &KeptRecord| {
        kept.record.row.as_ref() == Some(&part.row)
            && (register.records_per_row != EachUnit || kept.record.unit == part.unit)
    };
    Ok(records.into_iter().find(is_it))
}

fn put_stages(register: &Register, told: &Told, entry: &mut RecordEntry) {
    let reached = told.stage.as_ref().and_then(|stage| register.stage(stage));
    let reached = reached.map_or(0, |(at, _)| at + 1);
    for (at, stage) in register.stages.iter().enumerate() {
        if at + 1 == reached {
            entry.reached.insert(stage.id.clone(), told.on);
        } else if at < reached {
            entry.reached.entry(stage.id.clone()).or_insert(told.on);
        } else {
            entry.reached.remove(&stage.id);
        }
    }
}
