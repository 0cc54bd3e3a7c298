//! What came of a batch: which answer lies where, and how all of them look beside each other. Nothing is written here.

use std::collections::HashMap;

use super::gather::Skipped;
use super::judge::Judge;
use super::judged::Judged;
use super::stored;
use crate::domain::arrival::Arrival;
use crate::domain::id::{ArrivalId, UnitId};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::intake::FileReading;
use crate::ops::Desk;

/// What came of a batch.
#[derive(Debug, Default)]
pub struct Batch {
    /// In the order in which they were found.
    pub items: Vec<Item>,
    /// Files in folders and zips that were passed over.
    pub skipped: Vec<Skipped>,
    /// Whether a person broke it off.
    pub was_cut: bool,
}

/// One answer of one file.
#[derive(Debug)]
pub struct Item {
    /// Where this copy of the file was found.
    pub origin: String,
    /// Whether the same content had come before.
    pub was_known: bool,
    /// The unit that this copy speaks of, with its own name and folder.
    pub speaks_of: Option<UnitId>,
    pub kept: Kept,
}

/// Where the answer is.
#[derive(Debug)]
pub enum Kept {
    /// In the in-tray.
    Stored(ArrivalId),
    /// Nowhere: it was only looked at, or could not even be opened.
    Looked(Box<Arrival<FileReading>>),
}

impl Item {
    pub(super) fn looked(&self) -> Option<&Arrival<FileReading>> {
        match &self.kept {
            Kept::Looked(arrival) => Some(arrival),
            Kept::Stored(_) => None,
        }
    }
}

/// One answer of a batch, judged.
#[derive(Debug)]
pub struct Seen {
    /// Where this copy of the file was found.
    pub origin: String,
    /// Whether the same content had come before.
    pub was_known: bool,
    /// The file of the same content that stands before it in the batch.
    pub copy_of: Option<String>,
    /// The unit that this copy's name speaks of, where the same content is known as another's: two units that send the
    /// very same, or one file under a wrong name.
    pub other_unit: Option<Unit>,
    pub judged: Judged,
}

impl Seen {
    /// Whether a person has to look at it, for what it says or for how it came.
    pub fn needs_person(&self) -> bool {
        self.other_unit.is_some() || (self.copy_of.is_none() && self.judged.needs_person())
    }
}

/// Judges what a batch brought, all of it against each other and against what waits already.
pub fn judge_batch(desk: &Desk, items: Vec<Item>) -> Result<Vec<Seen>, Fault> {
    let judge = Judge::new(desk, items.iter().filter_map(Item::looked))?;
    let mut first: HashMap<(String, u32), String> = HashMap::new();
    let seen = items.into_iter().map(|item| {
        let arrival = match item.kept {
            Kept::Looked(arrival) => *arrival,
            Kept::Stored(id) => stored(desk, id)?,
        };
        let content = (arrival.file.hash.clone(), arrival.position);
        let judged = judge.judge(arrival)?;
        let other = item
            .speaks_of
            .filter(|other| judged.unit_id().is_some_and(|unit| unit != *other));
        let copy_of = match content.0.is_empty() {
            true => None,
            false => first.get(&content).cloned(),
        };
        first.entry(content).or_insert_with(|| item.origin.clone());
        Ok(Seen {
            origin: item.origin,
            was_known: item.was_known,
            copy_of,
            other_unit: other
                .and_then(|id| judge.units().iter().find(|unit| unit.id == id).cloned()),
            judged,
        })
    });
    seen.collect()
}
