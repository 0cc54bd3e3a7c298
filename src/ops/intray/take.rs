//! Taking files in: each file that was read becomes arrivals in a transaction of its own, so that a batch that is
//! killed half way leaves whole files, and started again goes on where it was. The same file again changes nothing. Taking
//! in accepts nothing.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use super::batch::{Batch, Item, Kept};
use super::gather::{Found, Place};
use super::order::Order;
use super::reading::{Progress, ReadFile, each};
use super::row::{self, Arrived, Row};
use super::to_store;
use crate::domain::arrival::{Arrival, ArrivalState, ArrivedFile, Decided, Edits};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::id::ArrivalId;
use crate::domain::period::Plan;
use crate::error::Fault;
use crate::intake::{FileReading, Reader as Forms, Roll};
use crate::ops::material::show_size;
use crate::ops::{About, Change, Desk};
use crate::store::{ShelfError, StoreError};

/// Takes files into the in-tray.
///
/// # Errors
/// Where a path does not exist, and then nothing was taken in; or where the desk or its disk fails, and then what came
/// before stays.
pub fn take_in(
    desk: &mut Desk,
    order: &Order,
    now: Instant,
    progress: &mut dyn FnMut(Progress<'_>) -> ControlFlow<()>,
) -> Result<Batch, Fault> {
    if desk.is_read_only() {
        return Err(StoreError::ReadOnly.into());
    }
    let reporters = desk.reporters()?;
    let roll = Roll::new(&reporters);
    let Found {
        places, skipped, ..
    } = order.found()?;
    let shelf = desk.shelf.clone();
    // What cannot be tidied away now is tidied away another time.
    let _ = shelf.tidy();
    let converter = desk.converter.clone();
    let (store, ground) = desk.store_and_ground();
    let reader = Forms::new(ground.campaign, &reporters, ground.plan);
    let reader = reader.with_converter(converter.as_deref());
    let mut batch = Batch {
        skipped,
        ..Batch::default()
    };
    let mut taken = HashSet::new();
    let visit = |at: usize, read: ReadFile| {
        let place = &places[at];
        let decide = |reading: &FileReading| order.decide(ground.campaign, ground.plan, reading);
        let arrivals = arrivals(place, read, now, decide);
        if arrivals[0].file.hash.is_empty() {
            let unread = arrivals.into_iter().map(|one| unread(place, one));
            batch.items.extend(unread);
        } else {
            let mut keeping = Keeping {
                place,
                roll: &roll,
                taken: &mut taken,
            };
            let kept = ground.change(store, now, |change, ground| {
                keeping.keep(change, ground.plan, arrivals)
            })?;
            batch.items.extend(kept);
        }
        Ok::<_, Fault>(progress(at_place(at, &places)))
    };
    let ended = each(&reader, &places, Some(&shelf), visit)?;
    batch.was_cut = ended.is_break();
    Ok(batch)
}

/// Reads files and keeps nothing: what taking them in would bring.
///
/// # Errors
/// As [`take_in`].
pub fn look_through(
    desk: &Desk,
    order: &Order,
    now: Instant,
    progress: &mut dyn FnMut(Progress<'_>) -> ControlFlow<()>,
) -> Result<Batch, Fault> {
    let reporters = desk.reporters()?;
    let roll = Roll::new(&reporters);
    let Found {
        places, skipped, ..
    } = order.found()?;
    let reader = Forms::new(&desk.campaign, &reporters, &desk.plan);
    let reader = reader.with_converter(desk.converter.as_deref());
    let mut batch = Batch {
        skipped,
        ..Batch::default()
    };
    // What the in-tray would hold of each content by now.
    let mut rows: HashMap<String, Vec<Row>> = HashMap::new();
    let visit = |at: usize, read: ReadFile| {
        let place = &places[at];
        let decide = |reading: &FileReading| order.decide(&desk.campaign, &desk.plan, reading);
        let arrivals = arrivals(place, read, now, decide);
        let hash = arrivals[0].file.hash.clone();
        if hash.is_empty() {
            let unread = arrivals.into_iter().map(|one| unread(place, one));
            batch.items.extend(unread);
        } else {
            if !rows.contains_key(&hash) {
                rows.insert(hash.clone(), row::stored(desk.store.read(), &hash)?);
            }
            let known = rows.entry(hash).or_default();
            let looked = look(place, known, arrivals, &roll);
            batch.items.extend(looked);
        }
        Ok::<_, Fault>(progress(at_place(at, &places)))
    };
    let ended = each(&reader, &places, None, visit)?;
    batch.was_cut = ended.is_break();
    Ok(batch)
}

fn at_place(at: usize, places: &[Place]) -> Progress<'_> {
    Progress {
        done: at + 1,
        all: places.len(),
        name: &places[at].name,
    }
}

/// A file that could not even be opened: it has no content by which it would be known again.
fn unread(place: &Place, arrival: Arrival<FileReading>) -> Item {
    Item {
        origin: place.origin.clone(),
        was_known: false,
        copy_of: None,
        kept: Kept::Looked(Box::new(arrival)),
    }
}

/// What the in-tray would hold of a file, beside the rows of its content.
fn look(
    place: &Place,
    known: &mut Vec<Row>,
    brought: Vec<Arrival<FileReading>>,
    roll: &Roll,
) -> Vec<Item> {
    let was_known = !known.is_empty();
    let looked = brought.into_iter().map(|new| {
        let arrived = row::arrive(known, new, roll);
        let row = Row::of_batch(arrived.arrival.clone());
        match arrived.at {
            Some(at) => known[at] = row,
            None => known.push(row),
        }
        Item {
            origin: place.origin.clone(),
            was_known,
            copy_of: arrived.copy_of,
            kept: Kept::Looked(Box::new(arrived.arrival)),
        }
    });
    looked.collect()
}

/// What a file brought, not kept yet: never none.
fn arrivals(
    place: &Place,
    read: ReadFile,
    now: Instant,
    decide: impl Fn(&FileReading) -> Decided,
) -> Vec<Arrival<FileReading>> {
    let file = ArrivedFile {
        hash: read.hash,
        size: read.size,
        name: place.name.clone(),
        origin: place.origin.clone(),
        arrived_at: now,
    };
    let arrival = |position, reading: Option<FileReading>, note: String| Arrival {
        id: None,
        file: file.clone(),
        position,
        state: match reading {
            Some(_) => ArrivalState::Waiting,
            None => ArrivalState::Refused,
        },
        decided: reading.as_ref().map(&decide).unwrap_or_default(),
        reading,
        note,
        seen: Vec::new(),
        edits: Edits::default(),
        revision: None,
    };
    match read.outcome {
        Err(reason) => vec![arrival(0, None, reason)],
        Ok(readings) => (0..)
            .zip(readings)
            .map(|(position, reading)| arrival(position, Some(reading), String::new()))
            .collect(),
    }
}

/// Keeps what one file of a batch brought.
#[derive(Debug)]
struct Keeping<'a> {
    place: &'a Place,
    roll: &'a Roll,
    /// The rows that files of the batch are.
    taken: &'a mut HashSet<ArrivalId>,
}

impl Keeping<'_> {
    fn keep(
        &mut self,
        change: &Change<'_>,
        plan: &Plan,
        brought: Vec<Arrival<FileReading>>,
    ) -> Result<Vec<Item>, Fault> {
        let file = brought[0].file.clone();
        let mut rows = row::stored(***change, &file.hash)?;
        for row in &mut rows {
            row.is_taken = row.arrival.id.is_some_and(|id| self.taken.contains(&id));
        }
        if brought[0].reading.is_some() {
            change.put_material(&file.hash, file.size, change.now)?;
        }
        let mut items = Vec::new();
        let mut is_noted = false;
        for new in brought {
            let arrived = row::arrive(&rows, new, self.roll);
            if arrived.at.is_none() && !is_noted {
                let detail = format!("{}（{}）", file.origin, show_size(file.size));
                change.note(Act::ArrivalTaken, About::default(), &detail)?;
                is_noted = true;
            }
            if let Some(known) = arrived.at.map(|at| &rows[at].arrival) {
                note_said(change, plan, known, &arrived.arrival)?;
            }
            let copy_of = arrived.copy_of.clone();
            let id = write(change, arrived)?;
            self.taken.insert(id);
            items.push(Item {
                origin: self.place.origin.clone(),
                was_known: !rows.is_empty(),
                copy_of,
                kept: Kept::Stored(id),
            });
        }
        Ok(items)
    }
}

/// Says in the audit what a person says now of a row that stood for something else.
fn note_said(
    change: &Change<'_>,
    plan: &Plan,
    known: &Arrival<FileReading>,
    now: &Arrival<FileReading>,
) -> Result<(), Fault> {
    let Decided { unit, period, .. } = &now.decided;
    if known.decided == now.decided || !now.is_open() {
        return Ok(());
    }
    let units = change.units()?;
    let unit = unit.and_then(|unit| units.iter().find(|known| known.id == unit));
    let period = period.as_ref().and_then(|period| plan.period(period));
    let said: Vec<String> = [
        unit.map(|unit| format!("是{}的", unit.name)),
        period.map(|period| format!("是“{}”的", period.name)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let detail = format!("“{}”{}", now.file.name, said.join("，"));
    let about = About {
        unit: now.decided.unit,
        period: now.decided.period.as_ref(),
    };
    Ok(change.note(Act::ArrivalDecided, about, &detail)?)
}

/// Writes a row that is new or another than it was.
fn write(change: &Change<'_>, arrived: Arrived) -> Result<ArrivalId, Fault> {
    let arrival = to_store(arrived.arrival)?;
    Ok(match arrival.id {
        Some(id) => {
            if change.arrival(id)?.as_ref() != Some(&arrival) {
                change.update_arrival(id, &arrival)?;
            }
            id
        }
        None => change.insert_arrival(&arrival)?,
    })
}

impl From<ShelfError> for Fault {
    fn from(error: ShelfError) -> Self {
        match error {
            ShelfError::Store(error) => StoreError::Io(error).into(),
            other => Self::environment(format!("来件没有存成：{other}")),
        }
    }
}
