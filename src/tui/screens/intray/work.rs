//! What this screen asks of the desk, carried out through the verbs of `ops`. The only place of the screen that does
//! anything outside its own state.

mod packets;
mod reviews;

use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::Section;
use super::inbox::Approval;
use super::parcels::{Answered, Parcel, Rest};
use super::versions::Told;
use crate::domain::calendar::Instant;
use crate::domain::id::{ArrivalId, FieldId, FigureId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::submission::Entry;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::export::FOLDER;
use crate::ops::intray::{
    self, AcceptAs, AcceptError, Chosen, Judged, Order, accept, accept_clean, correct,
    correct_field, judge_batch, packets_under, put_back, save_problems, set_aside, settle_period,
    settle_unit, take_in,
};
use crate::ops::review::{Item, inbox};
use crate::tui::program::Progress;
use crate::tui::work::Report;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Everything in the in-tray.
    Load,
    /// The reports that want a look.
    Inbox,
    /// All versions of one answer.
    Compare {
        unit: UnitId,
        period: PeriodId,
    },
    Approve(Vec<Approval>),
    Decide {
        unit: UnitId,
        period: PeriodId,
        number: u32,
        /// The versions that were shown.
        seen: Vec<u32>,
        reason: String,
    },
    /// All of one arrival.
    Look(ArrivalId),
    /// Takes in what lies under a path; a period or a duty may be said of all of it. Packets among it are only looked at.
    TakeIn {
        path: PathBuf,
        period: String,
    },
    /// Takes packets that were looked at, and then the forms beside them.
    TakePackets {
        paths: Vec<PathBuf>,
        answered: Answered,
        rest: Rest,
    },
    SettleUnit {
        id: ArrivalId,
        unit: UnitId,
    },
    SettlePeriod {
        id: ArrivalId,
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
        reason: String,
    },
    AcceptClean,
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
            Self::Load | Self::Look(_) | Self::SaveDoubts | Self::Inbox | Self::Compare { .. }
        )
    }
}

/// What the desk answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Loaded(Vec<Judged>),
    /// The reports that want a look.
    Inbox(Vec<Item>),
    /// One answer in all its versions.
    Compared(Box<Told>),
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
        Request::Load => return Ok(Answer::Loaded(intray::list(desk)?)),
        Request::Inbox => return Ok(Answer::Inbox(inbox(desk)?)),
        Request::Compare { unit, period } => {
            let told = reviews::versions(desk, unit, period)?;
            return Ok(Answer::Compared(Box::new(told)));
        }
        Request::Approve(approvals) => reviews::approve(desk, &approvals, now, report)?,
        Request::Decide {
            unit,
            period,
            number,
            seen,
            reason,
        } => reviews::decide_on(desk, (unit, &period), (number, &seen), &reason, now)?,
        Request::Look(id) => return Ok(Answer::Looked(Box::new(intray::look(desk, id)?))),
        Request::TakeIn { path, period } => {
            let (packets, has_forms) = packets_under(std::slice::from_ref(&path))?;
            if packets.is_empty() {
                let told = taken(desk, path, &period, now, report)?;
                let brings = Section::Arrivals;
                return Ok(Answer::Taken { told, brings });
            }
            let parcels = packets::look(desk, packets, now, report);
            return Ok(Answer::Parcels(
                parcels,
                has_forms.then_some((path, period)),
            ));
        }
        Request::TakePackets {
            paths,
            answered,
            rest,
        } => {
            let mut told = packets::take(desk, &paths, &answered, now, report)?;
            let mut brings = Section::Inbox;
            if let Some((path, period)) = rest {
                brings = Section::Arrivals;
                told.push('；');
                told.push_str(&taken(desk, path, &period, now, report)?);
            }
            return Ok(Answer::Taken { told, brings });
        }
        Request::SaveDoubts => return saved(desk).map(Answer::Saved),
        Request::SettleUnit { id, unit } => match settle_unit(desk, id, unit, now)? {
            Some(alias) => format!("已认定单位，“{alias}”记为别名"),
            None => "已认定单位".to_owned(),
        },
        Request::SettlePeriod { id, period } => {
            settle_period(desk, &[id], &period, now)?;
            "已认定期次".to_owned()
        }
        Request::Correct { id, figure, entry } => {
            correct(desk, id, &figure, entry, now)?;
            return corrected(desk, id);
        }
        Request::CorrectField { id, field, text } => {
            correct_field(desk, id, &field, text, now)?;
            return corrected(desk, id);
        }
        Request::Accept { id, reason } => {
            return accepted(desk, id, reason, now).map(Answer::Accepted);
        }
        Request::AcceptClean => swept(desk, now, report)?,
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

fn corrected(desk: &Desk, id: ArrivalId) -> Result<Answer, Fault> {
    Ok(Answer::Corrected(Box::new(intray::look(desk, id)?)))
}

fn taken(
    desk: &mut Desk,
    path: PathBuf,
    period: &str,
    now: Instant,
    report: Report<'_>,
) -> Result<String, Fault> {
    let order = Order {
        paths: vec![path],
        period: match period.trim() {
            "" => None,
            period => Some(Chosen::named(desk, period)?),
        },
        ..Order::default()
    };
    let mut hear = |progress: intray::Progress<'_>| {
        let goes_on = report(Progress {
            label: format!("读来件 {}", progress.name),
            done: progress.done as u64,
            total: progress.all as u64,
        });
        if goes_on {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    };
    let batch = take_in(desk, &order, now, &mut hear)?;
    let (skipped, was_cut) = (batch.skipped.len(), batch.was_cut);
    let seen = judge_batch(desk, batch.items)?;
    let known = seen.iter().filter(|seen| seen.was_known).count();
    let needs = seen.iter().filter(|seen| seen.needs_person()).count();
    let mut told = format!("收进 {} 份来件", seen.len());
    for (count, what) in [
        (needs, "份要人核对"),
        (known, "份以前收过"),
        (skipped, "个文件没有读"),
    ] {
        if count > 0 {
            told.push_str(&format!("，{count} {what}"));
        }
    }
    if was_cut {
        told.push_str("；已中断，再收一次接着读");
    }
    Ok(told)
}

fn accepted(desk: &mut Desk, id: ArrivalId, reason: String, now: Instant) -> Result<String, Fault> {
    let how = AcceptAs {
        reason,
        ..AcceptAs::default()
    };
    match accept(desk, id, &how, now) {
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

fn swept(desk: &mut Desk, now: Instant, report: Report<'_>) -> Result<String, Fault> {
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
    let sweep = accept_clean(desk, None, &AcceptAs::default(), now, &mut hear)?;
    let mut told = match sweep.accepted.len() {
        0 => "没有可以直接收下的来件".to_owned(),
        count => format!("已收下 {count} 份来件"),
    };
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
