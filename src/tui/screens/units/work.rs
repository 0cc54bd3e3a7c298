//! What this screen asks of the desk, carried out through the verbs of `ops`. The only place of the screen that does
//! anything outside its own state.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::calendar::Instant;
use crate::domain::id::{FieldId, UnitId};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::submit::liaisons;
use crate::ops::unit::{
    EntryError, ImportMode, ImportPreview, Imported, UnitField, UnitInput, UnitList,
};
use crate::ops::{Desk, export, unit};
use crate::tui::screens::excusing::{self, Excusing};
use crate::tui::screens::report;
use crate::tui::work::Report;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Who is registered.
    Load,
    /// What the registration form asks.
    Form(report::Request),
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
    Excusing(Excusing),
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
        match self {
            Self::Form(request) => request.is_change(),
            Self::Change(_) | Self::Import { .. } | Self::Paper(_) => true,
            Self::Load | Self::Preview(_) => false,
        }
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
    Form(report::Answer),
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
    match (newer, older) {
        (Request::Form(newer), Request::Form(older)) => report::supersedes(newer, older),
        _ => false,
    }
}

/// Carries a request out.
pub fn perform(
    desk: &mut Desk,
    request: Request,
    now: Instant,
    report: Report<'_>,
) -> Result<Answer, Fault> {
    match request {
        Request::Load => Ok(Answer::Loaded {
            contacts: liaisons(desk)?,
            joining: unit::usual_joining(desk, now)?,
        }),
        Request::Form(request) => report::perform(desk, request, now, report).map(Answer::Form),
        Request::Preview(typed) => preview(desk, &typed),
        Request::Import { list, mode } => {
            unit::import(desk, &list.bytes, mode, now).map(Answer::Imported)
        }
        Request::Change(change) => make(desk, change, now),
        Request::Paper(unit) => paper(desk, unit, now).map(Answer::Saved),
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
        Change::Excusing(what) => excusing::perform(desk, what, now)?,
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
