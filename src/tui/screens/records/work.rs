//! What this screen asks of the desk, carried out through the verbs of `ops`. The only place of the screen that does
//! anything outside its own state.

use std::ops::ControlFlow;

use chrono::NaiveDate;

use crate::domain::calendar::Instant;
use crate::domain::id::{FieldId, RecordId, RegisterId, RowId, StageId, UnitId};
use crate::domain::problem::Problem;
use crate::domain::record::{FieldValue, KeptRecord, Record, RecordEntry};
use crate::error::Fault;
use crate::ops::record::{self, Lines, ListRecords, NewRecord, RecordError, Typed};
use crate::ops::{Desk, material};
use crate::tui::screens::form_draft;
use crate::tui::work::Report;

/// What was filled into the form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filled {
    pub typed: Typed,
    /// Files to be attached, by the field that they go into; as pasted or dropped.
    pub files: Vec<(FieldId, String)>,
    pub reason: String,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// What is typed into a dialog.
    Draft(form_draft::Request),
    Load(RegisterId),
    Add {
        register: RegisterId,
        unit: UnitId,
        row: Option<RowId>,
        filled: Box<Filled>,
    },
    Edit {
        record: RecordId,
        /// The revision that was looked at.
        seen: u32,
        filled: Box<Filled>,
    },
    Reach {
        record: RecordId,
        stage: StageId,
        on: NaiveDate,
    },
    Void {
        record: RecordId,
        reason: String,
    },
    Restore(RecordId),
    Undo(Undo),
}

/// What takes a change back.
#[derive(Debug, Clone, PartialEq)]
pub enum Undo {
    Added(RecordId),
    Edited {
        record: RecordId,
        /// The revision that the change made: only that is taken back.
        stands: u32,
        before: Box<RecordEntry>,
    },
    Reached(RecordId),
    Voided(RecordId),
    Restored(RecordId),
}

impl Request {
    /// Whether what other screens show may grow stale.
    pub fn is_change(&self) -> bool {
        !matches!(self, Self::Load(_) | Self::Draft(_))
    }
}

/// What the desk answers.
#[derive(Debug, Clone)]
pub enum Answer {
    Draft(form_draft::Answer),
    Loaded {
        register: RegisterId,
        records: Vec<KeptRecord>,
        /// Those of any register that are told in several ways.
        contested: Vec<RecordId>,
        lines: Lines,
    },
    /// A change was made; what to say of it, and what takes it back.
    Done {
        record: RecordId,
        told: String,
        undo: Option<Undo>,
    },
    /// Nothing was written: every problem at once.
    Refused(Vec<Problem>),
}

impl PartialEq for Answer {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Draft(answer), Self::Draft(other)) => answer == other,
            (
                Self::Loaded {
                    register,
                    records,
                    contested,
                    ..
                },
                Self::Loaded {
                    register: of,
                    records: others,
                    contested: told,
                    ..
                },
            ) => register == of && records == others && contested == told,
            (
                Self::Done { record, told, undo },
                Self::Done {
                    record: of,
                    told: said,
                    undo: back,
                },
            ) => record == of && told == said && undo == back,
            (Self::Refused(own), Self::Refused(others)) => own == others,
            _ => false,
        }
    }
}

/// Carries a request out.
pub fn perform(
    desk: &mut Desk,
    request: Request,
    now: Instant,
    _: Report<'_>,
) -> Result<Answer, Fault> {
    match request {
        Request::Draft(request) => Ok(Answer::Draft(form_draft::perform(desk, request, now))),
        Request::Load(register) => load(desk, register, now),
        Request::Add {
            register,
            unit,
            row,
            filled,
        } => {
            let new = NewRecord {
                register,
                unit,
                row,
                entry: RecordEntry::default(),
            };
            add(desk, new, &filled, now)
        }
        Request::Edit {
            record,
            seen,
            filled,
        } => edit(desk, record, seen, &filled, now),
        Request::Reach { record, stage, on } => {
            let reached = record::reach(desk, record, &stage, on, now);
            done(
                "已进入这一阶段",
                reached.map(|()| (record, Undo::Reached(record))),
            )
        }
        Request::Void { record, reason } => {
            record::void(desk, record, &reason, now)?;
            done("已作废，仍留在台账里", Ok((record, Undo::Voided(record))))
        }
        Request::Restore(record) => {
            let restored = record::restore(desk, record, now);
            done(
                "已恢复",
                restored.map(|()| (record, Undo::Restored(record))),
            )
        }
        Request::Undo(undo) => take_back(desk, undo, now),
    }
}

fn load(desk: &Desk, register: RegisterId, now: Instant) -> Result<Answer, Fault> {
    let which = ListRecords {
        with_void: true,
        ..ListRecords::of(register.clone())
    };
    let contested = record::contested(desk)?;
    Ok(Answer::Loaded {
        records: record::list(desk, &which, now.date())?,
        contested: contested.iter().map(|one| one.kept.record.id).collect(),
        lines: Lines::of(desk)?,
        register,
    })
}

/// What was done to which record, and how it is taken back; or why it was not done.
fn done(told: &str, outcome: Result<(RecordId, Undo), RecordError>) -> Result<Answer, Fault> {
    match outcome {
        Ok((record, undo)) => Ok(Answer::Done {
            record,
            told: told.to_owned(),
            undo: Some(undo),
        }),
        Err(RecordError::Problems(problems)) => Ok(Answer::Refused(problems)),
        Err(RecordError::Fault(fault)) => Err(fault),
    }
}

/// Takes the last change back; that itself is not taken back.
fn take_back(desk: &mut Desk, undo: Undo, now: Instant) -> Result<Answer, Fault> {
    const WHY: &str = "撤销刚才的操作";
    let (record, told) = match undo {
        Undo::Added(record) => (
            record,
            record::void(desk, record, WHY, now).map_err(RecordError::from),
        ),
        Undo::Voided(record) => (record, record::restore(desk, record, now)),
        Undo::Restored(record) => (
            record,
            record::void(desk, record, WHY, now).map_err(RecordError::from),
        ),
        Undo::Reached(record) => (record, record::set_back(desk, record, WHY, now).map(drop)),
        Undo::Edited {
            record,
            stands,
            before,
        } => {
            let told = record::edit(desk, record, stands, &before, WHY, now);
            (record, told.map(drop))
        }
    };
    told.map_err(Fault::from)?;
    Ok(Answer::Done {
        record,
        told: "已撤销刚才的操作".to_owned(),
        undo: None,
    })
}

fn add(
    desk: &mut Desk,
    mut new: NewRecord,
    filled: &Filled,
    now: Instant,
) -> Result<Answer, Fault> {
    let mut record = new.on(now);
    if let Some(problems) = fill(desk, &mut record, filled, now)? {
        return Ok(Answer::Refused(problems));
    }
    new.entry = record.entry;
    let added = record::add(desk, &new, &filled.reason, now);
    done("已登记", added.map(|id| (id, Undo::Added(id))))
}

fn edit(
    desk: &mut Desk,
    id: RecordId,
    seen: u32,
    filled: &Filled,
    now: Instant,
) -> Result<Answer, Fault> {
    let mut record = record::get(desk, id)?.record;
    let before = Box::new(record.entry.clone());
    if let Some(problems) = fill(desk, &mut record, filled, now)? {
        return Ok(Answer::Refused(problems));
    }
    let edited = record::edit(desk, id, seen, &record.entry, &filled.reason, now);
    let undo = |stands| Undo::Edited {
        record: id,
        stands,
        before,
    };
    done("已修改", edited.map(|stands| (id, undo(stands))))
}

/// Puts what was filled in into a record, or tells every problem. Words first: what is refused leaves no file behind.
fn fill(
    desk: &mut Desk,
    record: &mut Record,
    filled: &Filled,
    now: Instant,
) -> Result<Option<Vec<Problem>>, Fault> {
    let register = record::register(&desk.campaign, &record.register)?.clone();
    let unread = record::read_typed(
        desk,
        &register,
        &filled.typed,
        &mut record.entry,
        now.date(),
    );
    if !unread.is_empty() {
        let judged = record::problems_on(desk, record, now.date())?;
        return Ok(Some(record::with_unread(&unread, judged)));
    }
    for (field, path) in &filled.files {
        let path = material::path_from_paste(path);
        let mut go_on = |_, _| ControlFlow::Continue(());
        let attached = material::attach(desk, &path, material::LARGEST, &mut go_on, now)?;
        let held = record.entry.fields.entry(field.clone());
        let held = held.or_insert_with(|| FieldValue::Material(Vec::new()));
        if let FieldValue::Material(files) = held
            && !files.contains(&attached.material)
        {
            files.push(attached.material);
        }
    }
    Ok(None)
}
