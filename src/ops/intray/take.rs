//! Taking files in: each file that was read becomes arrivals in a transaction of its own, so that a batch that is
//! killed half way leaves whole files, and started again goes on where it was. A file is known by its content: the same
//! one again changes nothing. Taking in accepts nothing.

use std::collections::HashMap;
use std::ops::{ControlFlow, Range};

use super::batch::{Batch, Item, Kept};
use super::gather::{Found, Place};
use super::order::Order;
use super::reading::{Progress, ReadFile, each};
use super::{read_back, to_store};
use crate::domain::arrival::{Arrival, ArrivalState, ArrivedFile, Decided, Edits};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::id::{ArrivalId, UnitId};
use crate::error::Fault;
use crate::intake::{FileReading, Reader as Forms};
use crate::ops::material::show_size;
use crate::ops::{About, Change, Desk};
use crate::store::{Reader, ShelfError, StoreError};

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
    if desk.store.is_read_only() {
        return Err(StoreError::ReadOnly.into());
    }
    let reporters = desk.reporters()?;
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
    let visit = |at: usize, read: ReadFile| {
        let place = &places[at];
        let decide = |reading: &FileReading| order.decide(ground.campaign, ground.plan, reading);
        let arrivals = arrivals(place, read, now, decide);
        let own = Own::of(place, &arrivals);
        if arrivals[0].file.hash.is_empty() {
            let arrivals = arrivals.into_iter();
            batch
                .items
                .extend(arrivals.map(|one| own.looked(false, one)));
        } else {
            let (was_known, kept) =
                ground.change(store, now, |change, _| keep(change, arrivals))?;
            let kept = kept.into_iter();
            batch
                .items
                .extend(kept.map(|(position, id)| own.item(was_known, position, Kept::Stored(id))));
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
    let Found {
        places, skipped, ..
    } = order.found()?;
    let reader = Forms::new(&desk.campaign, &reporters, &desk.plan);
    let reader = reader.with_converter(desk.converter.as_deref());
    let mut batch = Batch {
        skipped,
        ..Batch::default()
    };
    // Where in the batch the first file of a content stands.
    let mut first: HashMap<String, Range<usize>> = HashMap::new();
    let visit = |at: usize, read: ReadFile| {
        let place = &places[at];
        let decide = |reading: &FileReading| order.decide(&desk.campaign, &desk.plan, reading);
        let arrivals = arrivals(place, read, now, decide);
        let own = Own::of(place, &arrivals);
        let hash = arrivals[0].file.hash.clone();
        let before = match first.get(&hash).filter(|_| !hash.is_empty()) {
            Some(range) => batch.items[range.clone()]
                .iter()
                .filter_map(Item::looked)
                .cloned()
                .collect(),
            None => standing(desk.store.read(), &hash)?,
        };
        let was_known = !before.is_empty();
        let from = batch.items.len();
        let merged = merge(before, arrivals).into_iter();
        batch
            .items
            .extend(merged.map(|one| own.looked(was_known, one)));
        first.entry(hash).or_insert(from..batch.items.len());
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

/// What one copy of a file has of its own, whatever is known of its content.
#[derive(Debug)]
struct Own<'a> {
    origin: &'a str,
    /// By position: the unit that it speaks of beyond doubt.
    units: Vec<Option<UnitId>>,
}

impl<'a> Own<'a> {
    fn of(place: &'a Place, arrivals: &[Arrival<FileReading>]) -> Self {
        let unit = |arrival: &Arrival<FileReading>| {
            let whose = &arrival.reading.as_ref()?.unit;
            whose.unit().filter(|_| whose.is_certain())
        };
        Self {
            origin: &place.origin,
            units: arrivals.iter().map(unit).collect(),
        }
    }

    fn item(&self, was_known: bool, position: u32, kept: Kept) -> Item {
        let position = usize::try_from(position).unwrap_or(usize::MAX);
        Item {
            origin: self.origin.to_owned(),
            was_known,
            speaks_of: self.units.get(position).copied().flatten(),
            kept,
        }
    }

    fn looked(&self, was_known: bool, arrival: Arrival<FileReading>) -> Item {
        self.item(was_known, arrival.position, Kept::Looked(Box::new(arrival)))
    }
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

/// Keeps what a file brought; tells whether its content had come before, and where the answer of each position lies.
fn keep(
    change: &Change<'_>,
    brought: Vec<Arrival<FileReading>>,
) -> Result<(bool, Vec<(u32, ArrivalId)>), Fault> {
    let file = brought[0].file.clone();
    let stored = standing(***change, &file.hash)?;
    let was_known = !stored.is_empty();
    if brought[0].reading.is_some() {
        change.put_material(&file.hash, file.size, change.now)?;
    }
    if !was_known {
        let detail = format!("{}（{}）", file.origin, show_size(file.size));
        change.note(Act::ArrivalTaken, About::default(), &detail)?;
    }
    let mut kept = Vec::new();
    for arrival in merge(stored, brought) {
        let position = arrival.position;
        let id = match arrival.id {
            Some(id) => {
                let arrival = to_store(arrival)?;
                if change.arrival(id)?.as_ref() != Some(&arrival) {
                    change.update_arrival(id, &arrival)?;
                }
                id
            }
            None => change.insert_arrival(&to_store(arrival)?)?,
        };
        kept.push((position, id));
    }
    Ok((was_known, kept))
}

/// What is in the in-tray of a file, and what the file brings now. What has been decided stays; what still waits is
/// what it reads as today, for units and aliases may have been added since.
fn merge(
    stored: Vec<Arrival<FileReading>>,
    brought: Vec<Arrival<FileReading>>,
) -> Vec<Arrival<FileReading>> {
    let mut merged: Vec<Arrival<FileReading>> = stored;
    for new in brought {
        let before = merged
            .iter_mut()
            .find(|before| before.position == new.position);
        match before {
            Some(before) if before.is_open() && new.reading.is_some() => {
                before.state = new.state;
                before.note = new.note;
                before.reading = better(before.reading.take(), new.reading);
                before.decided.unit = before.decided.unit.or(new.decided.unit);
                let period = before.decided.period.take();
                before.decided.period = period.or(new.decided.period);
            }
            Some(before) if before.is_open() => before.note = new.note,
            Some(_) => {}
            None => merged.push(new),
        }
    }
    merged
}

/// The newer reading, but for what the older was certain of: a copy under another name says nothing new.
fn better(old: Option<FileReading>, new: Option<FileReading>) -> Option<FileReading> {
    let mut new = new?;
    if let Some(old) = old {
        new.name = old.name;
        if old.unit.is_certain() {
            new.unit = old.unit;
        }
        if old.period.is_certain() {
            new.period = old.period;
        }
    }
    Some(new)
}

/// What is in the in-tray of a file. What was accepted and has been taken back since is nothing's any more, and begins
/// anew: it may have been taken for the wrong unit or period.
fn standing(reader: Reader<'_>, hash: &str) -> Result<Vec<Arrival<FileReading>>, Fault> {
    let mut arrivals = Vec::new();
    for stored in reader.arrivals_of_file(hash)? {
        let mut arrival = read_back(stored)?;
        if is_undone(reader, &arrival)? {
            arrival.state = ArrivalState::Waiting;
            arrival.revision = None;
            arrival.decided = Decided::default();
        }
        arrivals.push(arrival);
    }
    Ok(arrivals)
}

/// Whether the revision that it became was taken back.
pub(super) fn is_undone(
    reader: Reader<'_>,
    arrival: &Arrival<FileReading>,
) -> Result<bool, StoreError> {
    let decided = &arrival.decided;
    let (Some(unit), Some(period), Some(number)) =
        (decided.unit, &decided.period, arrival.revision)
    else {
        return Ok(false);
    };
    let revisions = reader.revisions(unit, period)?;
    let own = revisions.iter().find(|revision| revision.number == number);
    Ok(own.is_some_and(|own| own.stamp.withdrawn_at.is_some()))
}

impl From<ShelfError> for Fault {
    fn from(error: ShelfError) -> Self {
        match error {
            ShelfError::Store(error) => StoreError::Io(error).into(),
            other => Self::environment(format!("来件没有存成：{other}")),
        }
    }
}
