//! Which row of the in-tray a file is that arrives. Each file has its own; the same one again finds its own, by its content
//! and by where it lay or what it is called. A copy under another name says nothing new and is set aside at once. What a
//! row says beside others is [`judge`](super::judge)'s.

use super::claim::{Claim, found, period, whose};
use super::read_back;
use crate::domain::arrival::{Arrival, ArrivalState, Decided};
use crate::error::Fault;
use crate::intake::{FileReading, Roll};
use crate::store::{Reader, StoreError};

/// A row of the same content as a file that arrives.
#[derive(Debug)]
pub(super) struct Row {
    pub arrival: Arrival<FileReading>,
    /// Another file of the batch is this row already.
    pub is_taken: bool,
    /// What it became was taken back: it may have been accepted for the wrong unit or period, and begins anew.
    is_undone: bool,
}

/// What an arriving file comes to.
#[derive(Debug)]
pub(super) struct Arrived {
    pub arrival: Arrival<FileReading>,
    /// Which of the rows it is; none where it gets a row of its own.
    pub at: Option<usize>,
    /// Where the first other file of the same content lay.
    pub copy_of: Option<String>,
}

/// The rows of a content that lie in the in-tray, the earliest first.
pub(super) fn stored(reader: Reader<'_>, hash: &str) -> Result<Vec<Row>, Fault> {
    let rows = reader.arrivals_of_file(hash)?.into_iter().map(|stored| {
        let arrival = read_back(stored)?;
        let is_undone = is_undone(reader, &arrival)?;
        Ok(Row {
            arrival,
            is_taken: false,
            is_undone,
        })
    });
    rows.collect()
}

/// Finds the row of a file that arrives, or makes one; `rows` are those of its content.
pub(super) fn arrive(rows: &[Row], new: Arrival<FileReading>, units: &Roll) -> Arrived {
    let at = find(rows, &new, units);
    let others = rows.iter().enumerate().filter(|(other, row)| {
        at != Some(*other)
            && at.is_none_or(|at| *other < at)
            && row.arrival.position == new.position
            && !is_same_file(&row.arrival, &new, units)
    });
    let first = others.map(|(_, row)| row).next();
    let copy_of = first.map(|row| row.arrival.file.origin.clone());
    let arrival = match at {
        Some(at) => met(&rows[at], new),
        None => beside(rows, new, units),
    };
    Arrived {
        arrival,
        at,
        copy_of,
    }
}

impl Row {
    /// A row that was made or met by the batch itself.
    pub(super) fn of_batch(arrival: Arrival<FileReading>) -> Self {
        Self {
            arrival,
            is_taken: true,
            is_undone: false,
        }
    }

    /// Whether it may become what a person says of the new one. What waits for one period is not another's because it lies
    /// in a folder of which that period is said.
    fn is_free(&self, said: &Decided) -> bool {
        let is_other = || {
            let own = period(&self.arrival);
            said.of_batch && said.period.is_some() && own.is_some() && own != said.period.as_ref()
        };
        self.is_undone || (self.arrival.is_open() && !is_other())
    }

    /// Whether it stands for what a person says of the new one.
    fn agrees(&self, said: &Decided, units: &Roll) -> bool {
        let unit = || whose(&self.arrival, units);
        let period = || period(&self.arrival);
        !self.is_undone
            && said.unit.is_none_or(|said| unit() == Some(said))
            && (said.period.as_ref()).is_none_or(|said| period() == Some(said))
    }
}

/// The row of the same file: one that stands for what a person says of it, the same place before the same name; else one of
/// which nothing has become yet. What was accepted for another unit or period stays that one's.
fn find(rows: &[Row], new: &Arrival<FileReading>, units: &Roll) -> Option<usize> {
    let is_same = |row: &&(usize, &Row)| {
        let (_, row) = row;
        row.arrival.position == new.position
            && is_same_file(&row.arrival, new, units)
            && (!row.is_taken || row.arrival.file.origin == new.file.origin)
    };
    let same: Vec<(usize, &Row)> = rows
        .iter()
        .enumerate()
        .filter(|row| is_same(&row))
        .collect();
    let lay_there = |row: &Row| row.arrival.file.origin == new.file.origin;
    let ranks: [&dyn Fn(&Row) -> bool; 4] = [
        &|row| row.agrees(&new.decided, units) && lay_there(row),
        &|row| row.agrees(&new.decided, units),
        &|row| row.is_free(&new.decided) && lay_there(row),
        &|row| row.is_free(&new.decided),
    ];
    let mut found = ranks.iter().filter_map(|rank| {
        let found = same.iter().find(|(_, row)| rank(row));
        found.map(|(at, _)| *at)
    });
    found.next()
}

/// Whether two files of one content are the same file: it lay in the same place, or has the same name and does not speak
/// of another unit by the folder that it lies in.
fn is_same_file(known: &Arrival<FileReading>, new: &Arrival<FileReading>, units: &Roll) -> bool {
    let certain = |arrival: &Arrival<FileReading>| {
        let whose = found(arrival)?.unit_among(units);
        whose.unit().filter(|_| whose.is_certain())
    };
    let differ = match (certain(known), certain(new)) {
        (Some(known), Some(new)) => known != new,
        _ => false,
    };
    known.file.origin == new.file.origin || (known.file.name == new.file.name && !differ)
}

/// The row that was met, with what the file brings now. What is done with stays; what still waits is what it reads as
/// today, for units and aliases may have been added since, and what a person says now holds.
fn met(row: &Row, new: Arrival<FileReading>) -> Arrival<FileReading> {
    let mut known = row.arrival.clone();
    if row.is_undone {
        known.state = ArrivalState::Waiting;
        known.revision = None;
        known.seen.clear();
        known.decided = Decided::default();
    }
    if known.is_open() {
        known.note = new.note;
        if new.reading.is_some() {
            known.state = new.state;
            known.reading = better(known.reading.take(), new.reading);
            known.decided = known.decided.and_now(new.decided);
        }
    }
    known
}

/// The newer reading, but for what the older was certain of.
fn better(old: Option<FileReading>, new: Option<FileReading>) -> Option<FileReading> {
    let mut new = new?;
    if let Some(old) = old {
        if old.unit.is_certain() {
            new.unit = old.unit;
        }
        if old.period.is_certain() {
            new.period = old.period;
        }
    }
    Some(new)
}

/// A row of its own. Where a row of the same content stands for the same unit and period, it is a copy of that one.
fn beside(rows: &[Row], mut new: Arrival<FileReading>, units: &Roll) -> Arrival<FileReading> {
    let Some(own) = Claim::of(&new, units) else {
        return new;
    };
    let is_original = |row: &&Row| {
        row.arrival.position == new.position
            && !row.is_undone
            && Claim::of(&row.arrival, units).is_some_and(|known| known.is_for_the_same(&own))
    };
    if let Some(original) = rows.iter().find(is_original) {
        new.state = ArrivalState::SetAside;
        new.note = same_as(&original.arrival.file.name);
    }
    new
}

/// Why a copy is set aside.
pub(super) fn same_as(name: &str) -> String {
    format!("与“{name}”内容完全相同")
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
