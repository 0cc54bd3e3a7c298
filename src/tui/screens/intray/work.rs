//! What this screen asks of the desk, carried out through the verbs of `ops`. The only place of the screen that does
//! anything outside its own state.

mod packets;
mod reviews;
mod taking;

use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;

pub use reviews::Decided;

use super::Section;
use super::inbox::{Approval, Wanted};
use super::parcels::{Answered, Parcel, Rest, Shown};
use super::versions::{Told, Which};
use crate::domain::calendar::Instant;
use crate::domain::id::{ArrivalId, FieldId, FigureId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::submission::Entry;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::export::FOLDER;
use crate::ops::intray::{
    self, AcceptAs, AcceptError, Judged, Skipped, accept, accept_clean, correct, correct_field,
    put_back, save_problems, set_aside, settle_new_unit, settle_period, settle_periods,
    settle_unit,
};
use crate::ops::unit::UnitInput;
use crate::tui::program::Progress;
use crate::tui::screens::form_draft;
use crate::tui::work::Report;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// What is being typed into the open paper.
    Draft(form_draft::Request),
    /// Everything in the in-tray.
    Load,
    /// The reports and records that want a look.
    Inbox,
    /// All versions of one answer or record.
    Compare(Which),
    Approve(Vec<Approval>),
    Decide {
        which: Which,
        number: u32,
        /// The versions that were shown.
        seen: Vec<u32>,
        reason: String,
    },
    /// Takes a decision between versions back.
    Undecide(Decided),
    /// All of one arrival.
    Look(ArrivalId),
    /// Takes in what lies under a path; a period or a duty may be said of all of it. Packets among it are only looked at.
    TakeIn {
        /// As it was typed, pasted or dropped.
        typed: String,
        period: String,
    },
    /// Takes packets that were looked at, and then the forms beside them.
    TakePackets {
        packets: Vec<Shown>,
        answered: Answered,
        rest: Rest,
    },
    SettleUnit {
        id: ArrivalId,
        unit: UnitId,
    },
    /// Adds the unit that an arrival is of.
    AddUnit {
        id: ArrivalId,
        input: UnitInput,
    },
    SettlePeriod {
        ids: Vec<ArrivalId>,
        period: PeriodId,
    },
    Correct {
        id: ArrivalId,
        figure: FigureId,
        entry: Option<Entry>,
    },
    CorrectField {
        id: ArrivalId,
        field: FieldId,
        text: Option<String>,
    },
    Accept {
        id: ArrivalId,
        /// What the dialog told of it.
        seen: Box<intray::Shown>,
        reason: String,
    },
    /// Accepts those of these that are clean still.
    AcceptClean(Vec<ArrivalId>),
    SetAside {
        id: ArrivalId,
        reason: String,
    },
    PutBack(ArrivalId),
    /// Writes all doubts into the desk's folder for papers.
    SaveDoubts,
}

impl Request {
    /// Whether what other screens show may grow stale.
    pub fn is_change(&self) -> bool {
        !matches!(
            self,
            Self::Draft(_)
                | Self::Load
                | Self::Look(_)
                | Self::SaveDoubts
                | Self::Inbox
                | Self::Compare(_)
        )
    }
}

/// What the desk answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Draft(form_draft::Answer),
    Loaded(Vec<Judged>),
    /// The reports and records that want a look.
    Inbox(Vec<Wanted>),
    /// One answer or record in all its versions; `None` where nobody contradicts anybody any more.
    Compared(Option<Box<Told>>),
    /// It was decided which version of a record holds; what to say of it, and what takes it back; a report's decision is not taken back.
    Decided(String, Decided),
    /// All of one arrival, as it was asked.
    Looked(Box<Judged>),
    /// A correction was kept; what the arrival is after it.
    Corrected(Box<Judged>),
    /// A change was made; what to say of it.
    Done(String),
    /// One arrival was accepted, likewise.
    Accepted(String),
    /// A batch was taken in; what came of it, and in which section it is seen.
    Taken {
        told: String,
        brings: Section,
        /// Files that were passed over, each with why.
        skipped: Vec<Skipped>,
    },
    /// What packets would bring, and what is to be taken in beside them.
    Parcels(Vec<Parcel>, Rest),
    Saved(PathBuf),
}

/// Carries a request out.
pub fn perform(
    desk: &mut Desk,
    request: Request,
    now: Instant,
    report: Report<'_>,
) -> Result<Answer, Fault> {
    let told = match request {
        Request::Draft(request) => {
            return Ok(Answer::Draft(form_draft::perform(desk, request, now)));
        }
        Request::Load => return Ok(Answer::Loaded(intray::list(desk)?)),
        Request::Inbox => return reviews::wanted(desk).map(Answer::Inbox),
        Request::Compare(which) => {
            let told = reviews::compared(desk, which)?;
            return Ok(Answer::Compared(told.map(Box::new)));
        }
        Request::Approve(approvals) => reviews::approve(desk, &approvals, now, report)?,
        Request::Decide {
            which,
            number,
            seen,
            reason,
        } => return reviews::decide_on(desk, &which, (number, &seen), &reason, now),
        Request::Undecide(decided) => reviews::take_back(desk, &decided, now)?,
        Request::Look(id) => return Ok(Answer::Looked(Box::new(intray::look(desk, id)?))),
        Request::TakeIn { typed, period } => {
            return taking::look_or_take(desk, &typed, period, now, report);
        }
        Request::TakePackets {
            packets,
            answered,
            rest,
        } => return taking::packets(desk, &packets, &answered, rest, now, report),
        Request::SaveDoubts => return saved(desk).map(Answer::Saved),
        Request::SettleUnit { id, unit } => settled(desk, id, unit, now)?,
        Request::AddUnit { id, input } => added(desk, id, &input, now)?,
        Request::SettlePeriod { ids, period } => dated(desk, &ids, &period, now)?,
        Request::Correct { id, figure, entry } => {
            correct(desk, id, &figure, entry, now)?;
            return corrected(desk, id);
        }
        Request::CorrectField { id, field, text } => {
            correct_field(desk, id, &field, text, now)?;
            return corrected(desk, id);
        }
        Request::Accept { id, seen, reason } => {
            let how = AcceptAs {
                reason,
                seen: Some(*seen),
                ..AcceptAs::default()
            };
            return accepted(desk, id, &how, now).map(Answer::Accepted);
        }
        Request::AcceptClean(ids) => swept(desk, &ids, now, report)?,
        Request::SetAside { id, reason } => {
            set_aside(desk, id, &reason, now)?;
            "已搁置，可以取回".to_owned()
        }
        Request::PutBack(id) => {
            put_back(desk, id, now)?;
            "已取回".to_owned()
        }
    };
    Ok(Answer::Done(told))
}

fn settled(desk: &mut Desk, id: ArrivalId, unit: UnitId, now: Instant) -> Result<String, Fault> {
    Ok(match settle_unit(desk, id, unit, now)? {
        Some(alias) => format!("已认定单位，“{alias}”记为别名"),
        None => "已认定单位".to_owned(),
    })
}

fn added(desk: &mut Desk, id: ArrivalId, input: &UnitInput, now: Instant) -> Result<String, Fault> {
    let (unit, alias) = settle_new_unit(desk, id, input, now)?;
    let told = format!("已新增单位：{}（{}）", unit.name, unit.code);
    Ok(match alias {
        Some(alias) => format!("{told}，“{alias}”记为别名"),
        None => told,
    })
}

fn dated(
    desk: &mut Desk,
    ids: &[ArrivalId],
    period: &PeriodId,
    now: Instant,
) -> Result<String, Fault> {
    if let [only] = ids {
        settle_period(desk, *only, period, now)?;
        return Ok("已认定期次".to_owned());
    }
    let settled = settle_periods(desk, ids, period, now)?;
    let mut told = format!("已认定 {settled} 份来件的期次");
    let left = ids.len() - settled;
    if left > 0 {
        told.push_str(&format!(
            "；{left} 份没有动：这一期不收它的表，或刚才已有期次"
        ));
    }
    Ok(told)
}

fn corrected(desk: &Desk, id: ArrivalId) -> Result<Answer, Fault> {
    Ok(Answer::Corrected(Box::new(intray::look(desk, id)?)))
}

fn accepted(desk: &mut Desk, id: ArrivalId, how: &AcceptAs, now: Instant) -> Result<String, Fault> {
    match accept(desk, id, how, now) {
        Ok(done) => {
            let number = done.submitted.revision.number;
            let mark = done.submitted.mark().label();
            Ok(format!(
                "已收下：{}，第 {number} 版，{mark}",
                done.unit.name
            ))
        }
        Err(AcceptError::Fault(fault)) => Err(fault),
        Err(doubts) => Err(Fault::problem(doubts.to_string()).hint("请先核改标为“须核对”的地方")),
    }
}

fn swept(
    desk: &mut Desk,
    ids: &[ArrivalId],
    now: Instant,
    report: Report<'_>,
) -> Result<String, Fault> {
    let mut hear = |done: usize, all: usize| {
        let goes_on = report(Progress {
            label: "收下来件".to_owned(),
            done: done as u64,
            total: all as u64,
        });
        if goes_on {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    };
    let sweep = accept_clean(desk, Some(ids), &AcceptAs::default(), now, &mut hear)?;
    let mut told = match sweep.accepted.len() {
        0 => "没有可以直接收下的来件".to_owned(),
        count => format!("已收下 {count} 份来件"),
    };
    if !sweep.unchanged.is_empty() {
        let count = sweep.unchanged.len();
        told.push_str(&format!("；{count} 份内容与已报的相同，已搁置"));
    }
    if let Some((_, fault)) = sweep.failed.first() {
        let count = sweep.failed.len();
        told.push_str(&format!("；{count} 份没有收下：{}", fault.message));
    }
    Ok(told)
}

fn saved(desk: &Desk) -> Result<PathBuf, Fault> {
    let folder = desk.folder.join(FOLDER);
    fs::create_dir_all(&folder).map_err(|error| Fault::io("建立导出文件夹", &folder, &error))?;
    let judged = intray::list(desk)?;
    save_problems(desk, &judged, &[], &folder)
}
