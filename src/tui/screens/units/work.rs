//! What this screen asks of the desk, carried out through the verbs of `ops`. The only place of the screen that does
//! anything outside its own state.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::calendar::{DayRange, Instant};
use crate::domain::id::{FieldId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::submission::{Draft, Reading};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::draft::{Opened, SaveError};
use crate::ops::submit::{SubmitAs, SubmitError, Submitted, liaisons};
use crate::ops::unit::{
    EntryError, ImportMode, ImportPreview, Imported, UnitField, UnitInput, UnitList,
};
use crate::ops::{Desk, draft, export, submit, unit};
use crate::tui::work::Report;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Who is registered.
    Load,
    /// The registration of one unit.
    Open {
        unit: UnitId,
        period: PeriodId,
        /// Whether something is being typed in it, which goes on.
        typing: bool,
    },
    /// What stands in the form now, and the number of that state.
    SaveDraft {
        unit: UnitId,
        period: PeriodId,
        draft: Box<Draft>,
        serial: u64,
    },
    /// Try again to write the drafts that could not be written; `serial` is the number of the last state.
    SaveAgain {
        serial: u64,
    },
    /// A person has seen what somebody else typed in the same draft.
    Settle {
        unit: UnitId,
        period: PeriodId,
        theirs: Option<Box<Draft>>,
    },
    DiscardDraft {
        unit: UnitId,
        period: PeriodId,
    },
    Register {
        unit: UnitId,
        period: PeriodId,
        draft: Box<Draft>,
        how: SubmitAs,
    },
    Withdraw {
        unit: UnitId,
        period: PeriodId,
    },
    Change(Change),
    /// Put the registration of a unit on paper.
    Paper(UnitId),
    /// A path or the lines themselves, judged without writing anything.
    Preview(String),
    Import {
        list: Arc<UnitList>,
        mode: ImportMode,
    },
}

/// A change of the units themselves.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    Add(UnitInput),
    /// Another name, kind, credit code or joining day; the rest of the input is not looked at.
    Edit {
        unit: UnitId,
        input: UnitInput,
    },
    Excuse {
        unit: UnitId,
        days: DayRange,
        reason: String,
    },
    /// Takes back the excusal that covers the day.
    EndExcusal {
        unit: UnitId,
        day: NaiveDate,
    },
    Close {
        unit: UnitId,
        on: NaiveDate,
        reason: String,
    },
    Reopen(UnitId),
}

impl Request {
    /// Whether what other screens show may grow stale. A draft is nobody else's business.
    pub fn is_change(&self) -> bool {
        matches!(
            self,
            Self::Register { .. }
                | Self::Withdraw { .. }
                | Self::Change(_)
                | Self::Import { .. }
                | Self::Paper(_)
        )
    }
}

/// What the desk answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Loaded {
        /// The registration of every unit that has one.
        contacts: Contacts,
        /// From which day on a unit that is added now is expected, where nobody says otherwise.
        joining: Option<NaiveDate>,
    },
    Opened(Box<Opened>),
    /// The state of that number is on disk.
    DraftSaved(u64),
    Settled,
    /// Not saved: somebody else has typed in the same draft since; what stands there now.
    Elsewhere {
        unit: UnitId,
        theirs: Option<Box<Draft>>,
        serial: u64,
    },
    DraftDiscarded,
    Registered(Box<Submitted>),
    /// Not registered: what is wrong.
    Refused(Box<Reading>),
    Withdrawn,
    /// Where the paper lies.
    Saved(PathBuf),
    /// A change was made; what to say of it.
    Done(String),
    /// A change was not made: what is wrong, each beside its field.
    Problems(Vec<(UnitField, String)>),
    Previewed {
        list: Arc<UnitList>,
        preview: ImportPreview,
    },
    Imported(Imported),
}

/// Who is registered, field by field.
pub type Contacts = BTreeMap<UnitId, BTreeMap<FieldId, String>>;

/// Whether the newer of two requests that wait makes the older superfluous: it does for the same draft.
pub fn supersedes(newer: &Request, older: &Request) -> bool {
    let saved = |request: &Request| match request {
        Request::SaveDraft { unit, period, .. } => Some((*unit, period.clone())),
        _ => None,
    };
    saved(newer).is_some_and(|newer| saved(older) == Some(newer))
}

/// Carries a request out.
pub fn perform(
    desk: &mut Desk,
    request: Request,
    now: Instant,
    _: Report<'_>,
) -> Result<Answer, Fault> {
    match request {
        Request::Load => Ok(Answer::Loaded {
            contacts: liaisons(desk)?,
            joining: unit::usual_joining(desk, now)?,
        }),
        Request::Open {
            unit,
            period,
            typing,
        } => {
            let opened = match typing {
                true => draft::look(desk, unit, &period, now)?,
                false => draft::open(desk, unit, &period, now)?,
            };
            Ok(Answer::Opened(Box::new(opened)))
        }
        Request::SaveDraft {
            unit,
            period,
            draft,
            serial,
        } => save(desk, (unit, &period), &draft, serial, now),
        Request::SaveAgain { serial } => {
            draft::save_again(desk, now)?;
            Ok(Answer::DraftSaved(serial))
        }
        Request::Settle {
            unit,
            period,
            theirs,
        } => {
            draft::settle(desk, unit, &period, theirs.map(|theirs| *theirs));
            Ok(Answer::Settled)
        }
        Request::DiscardDraft { unit, period } => {
            draft::discard(desk, unit, &period, now)?;
            Ok(Answer::DraftDiscarded)
        }
        Request::Register {
            unit,
            period,
            draft,
            how,
        } => register(desk, (unit, &period), &draft, &how, now),
        Request::Withdraw { unit, period } => {
            submit::withdraw(desk, unit, &period, "", now)?;
            Ok(Answer::Withdrawn)
        }
        Request::Preview(typed) => preview(desk, &typed),
        Request::Import { list, mode } => {
            unit::import(desk, &list.bytes, mode, now).map(Answer::Imported)
        }
        Request::Change(change) => make(desk, change, now),
        Request::Paper(unit) => paper(desk, unit, now).map(Answer::Saved),
    }
}

fn save(
    desk: &mut Desk,
    (unit, period): (UnitId, &PeriodId),
    typed: &Draft,
    serial: u64,
    now: Instant,
) -> Result<Answer, Fault> {
    match draft::save(desk, unit, period, typed, now) {
        Ok(()) => Ok(Answer::DraftSaved(serial)),
        Err(SaveError::Elsewhere(theirs)) => Ok(Answer::Elsewhere {
            unit,
            theirs,
            serial,
        }),
        Err(SaveError::Fault(fault)) => Err(fault),
    }
}

fn register(
    desk: &mut Desk,
    (unit, period): (UnitId, &PeriodId),
    draft: &Draft,
    how: &SubmitAs,
    now: Instant,
) -> Result<Answer, Fault> {
    match submit::submit(desk, unit, period, draft, how, now) {
        Ok(submitted) => Ok(Answer::Registered(Box::new(submitted))),
        Err(SubmitError::Problems(reading)) => Ok(Answer::Refused(reading)),
        Err(SubmitError::Fault(fault)) => Err(fault),
    }
}

fn preview(desk: &Desk, typed: &str) -> Result<Answer, Fault> {
    let list = unit::list_from(typed)?;
    let preview = unit::preview(desk, &list.bytes)?;
    let list = Arc::new(list);
    Ok(Answer::Previewed { list, preview })
}

fn make(desk: &mut Desk, change: Change, now: Instant) -> Result<Answer, Fault> {
    let name = |desk: &Desk, unit| desk.unit(unit).map(|unit| unit.name);
    let done = match change {
        Change::Add(input) => {
            return entered("已新增", unit::add(desk, &input, now));
        }
        Change::Edit { unit, input } => {
            return entered("已修改", unit::edit(desk, unit, &input, now));
        }
        Change::Excuse { unit, days, reason } => {
            unit::excuse(desk, unit, days, &reason, now)?;
            format!("已登记免报：{}，{days}", name(desk, unit)?)
        }
        Change::EndExcusal { unit, day } => {
            unit::unexcuse(desk, unit, day, now)?;
            format!("已取消免报：{}", name(desk, unit)?)
        }
        Change::Close { unit, on, reason } => {
            unit::close(desk, unit, on, &reason, now)?;
            format!("已停用：{}，以前的报送都在", name(desk, unit)?)
        }
        Change::Reopen(unit) => {
            unit::reopen(desk, unit, now)?;
            format!("已恢复报送：{}", name(desk, unit)?)
        }
    };
    Ok(Answer::Done(done))
}

/// The registration form as on the notice's paper, in the usual format, in the desk's own folder.
fn paper(desk: &mut Desk, unit: UnitId, now: Instant) -> Result<PathBuf, Fault> {
    let kind = export::Kind::Annex1;
    let request = export::Request {
        scope: export::Scope::Unit(unit),
        ..export::Request::new(desk, kind)
    };
    let usual = export::offer_of(desk, &request).and_then(|offer| offer.shapes().first().copied());
    let usual = usual.ok_or_else(|| Fault::problem("没有可以导出的格式"))?;
    export::save(desk, &request, usual.format, None, now)
}

/// What became of a unit as it was typed.
fn entered(done: &str, unit: Result<Unit, EntryError>) -> Result<Answer, Fault> {
    match unit {
        Ok(unit) => Ok(Answer::Done(format!(
            "{done}：{}（编码 {}）",
            unit.name, unit.code
        ))),
        Err(EntryError::Problems(problems)) => Ok(Answer::Problems(problems)),
        Err(EntryError::Fault(fault)) => Err(fault),
    }
}
