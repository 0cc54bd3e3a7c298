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

/// The revision of a record that a person had before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub record: RecordId,
    pub revision: u32,
}

/// What was written, as far as taking it back needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// The record as it stands now.
    pub written: Seen,
    /// What it said before; `None` where it was written for the first time.
    pub before: Option<RecordEntry>,
}

/// Writes it. Stages beyond the one that is told are taken back. `seen` is what stood when the person began: `None` where
/// nothing did.
///
/// # Errors
/// Where somebody else has written meanwhile, or what is told is not sound.
pub fn tell(
    desk: &mut Desk,
    part: &PartOf,
    told: &Told,
    seen: Option<Seen>,
    reason: &str,
    now: Instant,
) -> Result<Telling, RecordError> {
    let register = record::register(&desk.campaign, &part.register)?.clone();
    let kept = record_of(desk, &register, part)?;
    let stands = kept.as_ref().map(|kept| Seen {
        record: kept.record.id,
        revision: kept.revision,
    });
    if stands != seen {
        return Err(record::overtaken().into());
    }
    let before = kept.map(|kept| kept.record.entry);
    let mut entry = before.clone().unwrap_or_default();
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
    let written = match seen {
        Some(seen) => write(desk, seen, &entry, reason, now)?,
        None => {
            let new = NewRecord {
                register: part.register.clone(),
                unit: part.unit,
                row: Some(part.row.clone()),
                entry,
            };
            Seen {
                record: record::add(desk, &new, reason, now)?,
                revision: 1,
            }
        }
    };
    Ok(Telling { written, before })
}

/// Takes a telling back: the record says what it said before, every day of every stage. Tells what that replaced, so that it
/// can be taken back in turn; `None` where nothing was said before, and nothing is changed.
///
/// # Errors
/// Where somebody else has written meanwhile.
pub fn put_back(
    desk: &mut Desk,
    telling: &Telling,
    reason: &str,
    now: Instant,
) -> Result<Option<Telling>, RecordError> {
    let Some(entry) = &telling.before else {
        return Ok(None);
    };
    let replaced = record::get(desk, telling.written.record)?.record.entry;
    Ok(Some(Telling {
        written: write(desk, telling.written, entry, reason, now)?,
        before: Some(replaced),
    }))
}

fn write(
    desk: &mut Desk,
    seen: Seen,
    entry: &RecordEntry,
    reason: &str,
    now: Instant,
) -> Result<Seen, RecordError> {
    let revision = record::edit(desk, seen.record, seen.revision, entry, reason, now)?;
    Ok(Seen { revision, ..seen })
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
