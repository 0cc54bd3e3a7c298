//! What came of a batch: which answer lies where, and how all of them look beside each other. Nothing is written here.

use super::gather::Skipped;
use super::judge::Judge;
use super::judged::Judged;
use super::stored;
use crate::domain::arrival::{Arrival, ArrivalState};
use crate::domain::id::ArrivalId;
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
    /// Where the first other file of the same content lay.
    pub copy_of: Option<String>,
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
    /// Where the first other file of the same content lay.
    pub copy_of: Option<String>,
    pub judged: Judged,
}

impl Seen {
    /// Whether it says nothing new: another file of the same content stands for the same unit and period.
    pub fn is_copy(&self) -> bool {
        self.copy_of.is_some() && self.judged.arrival.state == ArrivalState::SetAside
    }
}

/// What a batch comes to, counted once for whoever tells of it. What says nothing new is a copy and counted as nothing else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub all: usize,
    pub copies: usize,
    /// Somebody has to look at them.
    pub need_person: usize,
    /// Of these, those whose content stands for another period already.
    pub repeats: usize,
    /// Came in an old format and lost their table in the conversion.
    pub without_table: usize,
    /// The same content had come before.
    pub known: usize,
    /// Had been accepted before.
    pub accepted: usize,
    /// Had been set aside before.
    pub set_aside: usize,
}

impl Tally {
    /// `needs_person` says whether somebody has to look at one after all that was done.
    pub fn of(seen: &[Seen], needs_person: impl Fn(&Seen) -> bool) -> Self {
        let own: Vec<&Seen> = seen.iter().filter(|seen| !seen.is_copy()).collect();
        let count = |is: &dyn Fn(&Seen) -> bool| own.iter().filter(|seen| is(seen)).count();
        let stands = |state| count(&|seen| seen.judged.arrival.state == state);
        Self {
            all: seen.len(),
            copies: seen.len() - own.len(),
            need_person: count(&needs_person),
            repeats: count(&|seen| seen.judged.is_repeat()),
            without_table: count(&|seen| seen.judged.lost_its_table()),
            known: count(&|seen| seen.was_known),
            accepted: stands(ArrivalState::Accepted),
            set_aside: stands(ArrivalState::SetAside),
        }
    }
}

/// Judges what a batch brought, all of it against each other and against what waits already.
pub fn judge_batch(desk: &Desk, items: Vec<Item>) -> Result<Vec<Seen>, Fault> {
    let judge = Judge::new(desk, items.iter().filter_map(Item::looked))?;
    let seen = items.into_iter().map(|item| {
        let arrival = match item.kept {
            Kept::Looked(arrival) => *arrival,
            Kept::Stored(id) => stored(desk, id)?,
        };
        Ok(Seen {
            origin: item.origin,
            was_known: item.was_known,
            copy_of: item.copy_of,
            judged: judge.judge(arrival)?,
        })
    });
    seen.collect()
}
