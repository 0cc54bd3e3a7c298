//! What this screen asks of the desk, carried out through the verbs of `ops`. The only place of the screen that does
//! anything outside its own state.

use std::collections::BTreeMap;

use super::lines::Key;
use crate::domain::calendar::Instant;
use crate::domain::id::{
    AwardId, ItemId, NominationId, PointsId, RecordId, RowId, TargetId, UnitId,
};
use crate::domain::nomination::NominationEntry;
use crate::domain::typing::show_number;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::nomination::{self, AwardLists};
use crate::ops::points::{self, Ground, Scores, TypedScore};
use crate::ops::record::RecordError;
use crate::ops::responsibility::{self, Matrix, PartOf, Seen, Telling, Told};
use crate::ops::target::{self, Shares, TargetProgress};
use crate::tui::screens::form_draft;
use crate::tui::work::Report;

/// Everything that is worked out, as of one moment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Loaded {
    pub targets: Vec<TargetProgress>,
    pub shares: Shares,
    /// In step with the campaign's points tables.
    pub scores: Vec<Scores>,
    /// In step with the registers whose rows the notice gives.
    pub matrices: Vec<Matrix>,
    pub awards: Vec<AwardLists>,
    /// What stands behind the points of every record.
    pub grounds: BTreeMap<RecordId, Ground>,
}

/// A score as typed: what the unit gives itself, what stands after review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    pub item: ItemId,
    pub own: String,
    /// `None` where the one who sits here does not review.
    pub reviewed: Option<String>,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// What is typed into a dialog.
    Draft(form_draft::Request),
    Load,
    Share {
        target: TargetId,
        typed: Vec<(UnitId, String)>,
    },
    Score {
        points: PointsId,
        unit: UnitId,
        scores: Vec<Scored>,
        reason: String,
    },
    Nominate {
        award: AwardId,
        body: UnitId,
        entry: Box<NominationEntry>,
    },
    Amend {
        nomination: NominationId,
        entry: Box<NominationEntry>,
    },
    Void {
        nomination: NominationId,
        reason: String,
    },
    Restore(NominationId),
    Quota {
        award: AwardId,
        typed: Vec<(UnitId, Option<u32>)>,
    },
    /// How far a unit is with a given row, and what stood there when the person began.
    Tell {
        part: PartOf,
        told: Box<Told>,
        seen: Option<Seen>,
        reason: String,
    },
    /// What was told of a row is taken back.
    PutBack {
        row: RowId,
        telling: Box<Telling>,
    },
}

impl Request {
    /// Whether what other screens show may grow stale.
    pub fn is_change(&self) -> bool {
        !matches!(self, Self::Load | Self::Draft(_))
    }
}

/// What the desk answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Draft(form_draft::Answer),
    Loaded(Box<Loaded>),
    /// A change was made; what to say of it, which line it is about, and what takes it back.
    Done {
        told: String,
        at: Option<Key>,
        undo: Option<Box<Request>>,
    },
    /// Nothing was written, and why.
    Refused(String),
}

/// Carries a request out. What a person can put right is told in the dialog that is open, not as a fault.
pub fn perform(
    desk: &mut Desk,
    request: Request,
    now: Instant,
    _: Report<'_>,
) -> Result<Answer, Fault> {
    if request == Request::Load {
        return Ok(Answer::Loaded(Box::new(load(desk, now)?)));
    }
    match change(desk, request, now) {
        Err(fault) if fault.kind == crate::error::FaultKind::Problem => {
            Ok(Answer::Refused(fault.to_string()))
        }
        done => done,
    }
}

fn load(desk: &Desk, now: Instant) -> Result<Loaded, Fault> {
    let today = now.date();
    let campaign = &desk.campaign;
    let scores = campaign.points.iter();
    let registers = responsibility::registers(campaign);
    Ok(Loaded {
        targets: target::targets(desk, today)?,
        shares: target::shares(desk)?,
        scores: scores
            .map(|table| points::scores(desk, table, now))
            .collect::<Result<_, _>>()?,
        matrices: registers
            .map(|register| responsibility::matrix(desk, register, today))
            .collect::<Result<_, _>>()?,
        awards: match campaign.awards.is_empty() {
            true => Vec::new(),
            false => nomination::lists(desk, now)?,
        },
        grounds: points::grounds(desk, today)?,
    })
}

fn change(desk: &mut Desk, request: Request, now: Instant) -> Result<Answer, Fault> {
    match request {
        Request::Load => Ok(Answer::Loaded(Box::new(load(desk, now)?))),
        Request::Draft(request) => Ok(Answer::Draft(form_draft::perform(desk, request, now))),
        Request::Share { target, typed } => share(desk, target, &typed, now),
        Request::Score {
            points,
            unit,
            scores,
            reason,
        } => {
            score(desk, (&points, unit), &scores, &reason, now)?;
            done("已评分", Some(Key::Unit(unit)), None)
        }
        Request::Tell {
            part,
            told,
            seen,
            reason,
        } => {
            let telling = responsibility::tell(desk, &part, &told, seen, &reason, now);
            let telling = telling.map_err(refused)?;
            let undo = telling.before.is_some().then_some(telling);
            done_to_row(part.row, undo)
        }
        Request::PutBack { row, telling } => {
            let replaced = responsibility::put_back(desk, &telling, UNDOING, now);
            done_to_row(row, replaced.map_err(refused)?)
        }
        Request::Nominate { award, body, entry } => nominate(desk, &award, body, &entry, now),
        Request::Amend { nomination, entry } => amend(desk, nomination, &entry, now),
        Request::Void { nomination, reason } => {
            nomination::void(desk, nomination, &reason, now)?;
            done("已撤销推荐", None, Some(Request::Restore(nomination)))
        }
        Request::Restore(id) => {
            nomination::restore(desk, id, now)?;
            done("已恢复推荐", Some(Key::Nomination(id)), None)
        }
        Request::Quota { award, typed } => {
            nomination::set_quotas(desk, &award, &typed, now)?;
            done("已分配名额", None, None)
        }
    }
}

fn nominate(
    desk: &mut Desk,
    award: &AwardId,
    body: UnitId,
    entry: &NominationEntry,
    now: Instant,
) -> Result<Answer, Fault> {
    let nomination = nomination::nominate(desk, award, body, entry, now)?;
    let undo = Request::Void {
        nomination,
        reason: UNDOING.to_owned(),
    };
    done("已推荐", Some(Key::Nomination(nomination)), Some(undo))
}

fn amend(
    desk: &mut Desk,
    nomination: NominationId,
    entry: &NominationEntry,
    now: Instant,
) -> Result<Answer, Fault> {
    let before = Box::new(nomination::get(desk, nomination)?.nomination.entry);
    nomination::edit(desk, nomination, entry, now)?;
    let undo = Request::Amend {
        nomination,
        entry: before,
    };
    done("已修改", Some(Key::Nomination(nomination)), Some(undo))
}

/// The reason of a change that takes one back.
const UNDOING: &str = "撤销刚才的操作";

/// What was done, the line it was done to, and what takes it back.
fn done(told: &str, at: Option<Key>, undo: Option<Request>) -> Result<Answer, Fault> {
    Ok(Answer::Done {
        told: told.to_owned(),
        at,
        undo: undo.map(Box::new),
    })
}

/// Likewise of a row of responsibilities; `before` is what its telling took the place of.
fn done_to_row(row: RowId, before: Option<Telling>) -> Result<Answer, Fault> {
    let undo = before.map(|telling| Request::PutBack {
        row: row.clone(),
        telling: Box::new(telling),
    });
    done("已记下", Some(Key::Row(row)), undo)
}

fn score(
    desk: &mut Desk,
    (points, unit): (&PointsId, UnitId),
    scores: &[Scored],
    reason: &str,
    now: Instant,
) -> Result<(), Fault> {
    let typed = scores.iter().map(|scored| {
        let typed = TypedScore {
            own: Some(&scored.own),
            reviewed: scored.reviewed.as_deref(),
        };
        (&scored.item, typed)
    });
    let typed: Vec<_> = typed.collect();
    points::set_scores(desk, points, unit, &typed, reason, now).map(drop)
}

/// Every problem of a record in one line, for the dialog.
fn refused(error: RecordError) -> Fault {
    match error {
        RecordError::Fault(fault) => fault,
        RecordError::Problems(problems) => {
            let all: Vec<&str> = problems.iter().map(|one| one.message.as_str()).collect();
            Fault::problem(all.join("；"))
        }
    }
}

fn share(
    desk: &mut Desk,
    target: TargetId,
    typed: &[(UnitId, String)],
    now: Instant,
) -> Result<Answer, Fault> {
    let wanted = target::target_of(&desk.campaign, &target)?.clone();
    let stood = target::shares(desk)?;
    let stood = stood.get(&target);
    let digits = wanted.kind.digits().unwrap_or(0);
    let before = typed.iter().map(|(unit, _)| {
        let share = stood.and_then(|shares| shares.get(unit));
        (
            *unit,
            share
                .map(|share| show_number(*share, digits))
                .unwrap_or_default(),
        )
    });
    let before: Vec<(UnitId, String)> = before.collect();
    let left = target::set_shares(desk, &target, typed, now)?;
    let told = target::split_remark(&wanted, left);
    Ok(Answer::Done {
        told: told.unwrap_or_else(|| "已分解，合计与目标数相符".to_owned()),
        at: Some(Key::Target(target.clone())),
        undo: Some(Box::new(Request::Share {
            target,
            typed: before,
        })),
    })
}
