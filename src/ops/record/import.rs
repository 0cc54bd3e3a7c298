//! Brings in many records at once, from a table whose headings are the register's own: what is exported can be filled in
//! and brought in again. A row with a number changes that record, one without adds a record. Every row is judged by the
//! same rules as a form, all problems of all rows are told at once, and one bad row keeps all out unless the good ones
//! are asked for.

mod table;

use super::judge::{problems, with_unread};
use super::typed::read_among;
use super::{NewRecord, RecordError, insert, register, revise, standing};
use crate::domain::calendar::Instant;
use crate::domain::campaign::Register;
use crate::domain::id::{RecordId, RegisterId};
use crate::domain::problem::{Place, Problem};
use crate::domain::record::{KeptRecord, Record, RecordEntry};
use crate::error::Fault;
use crate::ops::desk::Ground;
use crate::ops::{Change, Desk};
use crate::store::StoreError;
use table::{Line, Read, judge, read};

/// What to do where some rows are bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// One bad row keeps all out.
    AllOrNone,
    /// The good ones go in.
    GoodRows,
    /// Nothing goes in; it is told what would.
    DryRun,
}

/// A row that cannot go in, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// In the file, from 1.
    pub line: usize,
    /// What it calls the unit.
    pub unit: String,
    pub problems: Vec<Problem>,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brought {
    pub added: Vec<RecordId>,
    pub changed: Vec<RecordId>,
    /// Rows that say what stands already.
    pub unchanged: usize,
    /// By line.
    pub bad: Vec<BadRow>,
    /// Headings of columns that say nothing to the register; their columns are left out.
    pub ignored: Vec<String>,
}

/// Brings in a file or a paste. `reason` says why what stands is changed, and why warnings are accepted.
pub fn import(
    desk: &mut Desk,
    id: &RegisterId,
    bytes: &[u8],
    mode: ImportMode,
    reason: &str,
    now: Instant,
) -> Result<Brought, Fault> {
    let register = register(&desk.campaign, id)?.clone();
    let (lines, ignored) = read(&register, bytes)?;
    let mut brought = Brought {
        ignored,
        ..Brought::default()
    };
    // What a row says is read with the desk at hand; whether it may stand is judged under the write lock.
    let mut good = Vec::new();
    let units = desk.units()?;
    let near = desk.campaign.days.nearest_to(now.date());
    for line in &lines {
        match judge((desk, &units), &register, line, now.date()) {
            Ok(read) => {
                let mut entry = RecordEntry::default();
                let problems = read_among(&units, &register, &read.typed, &mut entry, near);
                good.push((line, read, Values { entry, problems }));
            }
            Err(problems) => brought.bad.push(bad(line, problems)),
        }
    }
    let outcome = desk.change(now, |change, ground| {
        for (line, read, values) in &good {
            match bring(change, ground, &register, (read, values), reason, now) {
                Ok(what) => brought.take(what),
                Err(error) => brought.bad.push(bad(line, told(error))),
            }
        }
        brought.bad.sort_by_key(|row| row.line);
        match mode.keeps_out(&brought) {
            // Rolled back: what was written within this transaction is not there afterwards.
            true => Err(Stop::Keep(Box::new(brought))),
            false => Ok(brought),
        }
    });
    match outcome {
        Ok(brought) => Ok(brought),
        Err(Stop::Keep(brought)) if mode == ImportMode::DryRun => Ok(*brought),
        Err(Stop::Keep(brought)) => Ok(Brought {
            added: Vec::new(),
            changed: Vec::new(),
            ..*brought
        }),
        Err(Stop::Fault(fault)) => Err(fault),
    }
}

impl ImportMode {
    /// Whether nothing goes in after all.
    fn keeps_out(self, brought: &Brought) -> bool {
        match self {
            Self::DryRun => true,
            Self::AllOrNone => !brought.bad.is_empty(),
            Self::GoodRows => false,
        }
    }
}

fn told(error: RecordError) -> Vec<Problem> {
    match error {
        RecordError::Problems(problems) => problems,
        RecordError::Fault(fault) => vec![Problem::error(Place::Whole, fault.message)],
    }
}

/// Why a change is rolled back.
enum Stop {
    Keep(Box<Brought>),
    Fault(Fault),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// What a row's words came to.
struct Values {
    entry: RecordEntry,
    problems: Vec<Problem>,
}

/// What became of one row.
enum What {
    Added(RecordId),
    Changed(RecordId),
    Unchanged,
}

impl Brought {
    fn take(&mut self, what: What) {
        match what {
            What::Added(id) => self.added.push(id),
            What::Changed(id) => self.changed.push(id),
            What::Unchanged => self.unchanged += 1,
        }
    }
}

fn bad(line: &Line, problems: Vec<Problem>) -> BadRow {
    BadRow {
        line: line.line,
        unit: line.unit.clone(),
        problems,
    }
}

/// Adds the row's record, or changes the one that it numbers.
fn bring(
    change: &Change<'_>,
    ground: &Ground<'_>,
    register: &Register,
    (read, values): (&Read, &Values),
    reason: &str,
    now: Instant,
) -> Result<What, RecordError> {
    let merged = |mut entry: RecordEntry| {
        for id in read.typed.keys() {
            match values.entry.fields.get(id) {
                Some(value) => entry.fields.insert(id.clone(), value.clone()),
                None => entry.fields.remove(id),
            };
        }
        for (stage, day) in &read.reached {
            match day {
                Some(day) => entry.reached.insert(stage.clone(), *day),
                None => entry.reached.remove(stage),
            };
        }
        entry
    };
    let refused = |record: &Record| -> Result<(), RecordError> {
        if values.problems.is_empty() {
            return Ok(());
        }
        let judged = problems(change, ground, record, now.date())?;
        Err(RecordError::Problems(with_unread(&values.problems, judged)))
    };
    let Some(id) = read.id else {
        let new = NewRecord {
            register: register.id.clone(),
            unit: read.unit,
            row: read.row.clone(),
            entry: merged(RecordEntry::default()),
        };
        refused(&new.on(now))?;
        return Ok(What::Added(insert(change, ground, &new, reason, now)?));
    };
    let kept: KeptRecord = standing(change, id)?;
    if kept.record.register != register.id || kept.record.unit != read.unit {
        let message = format!("编号 {} 的条目不是这个单位在{}里的", id.0, register.name);
        return Err(Fault::problem(message).into());
    }
    let entry = merged(kept.record.entry.clone());
    refused(&Record {
        entry: entry.clone(),
        ..kept.record.clone()
    })?;
    Ok(match revise(change, ground, &kept, &entry, reason, now)? {
        Some(_) => What::Changed(id),
        None => What::Unchanged,
    })
}
