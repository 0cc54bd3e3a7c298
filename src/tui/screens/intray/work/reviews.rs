//! What 收件 asks of the desk about reports that want a look, and about records that are told in several ways.

use super::Answer;
use crate::domain::calendar::Instant;
use crate::domain::id::{RecordId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::submission::Revision;
use crate::error::Fault;
use crate::ops::review::{Need, accept, compare, decide, inbox, look, reopen};
use crate::ops::{Desk, record};
use crate::tui::program::Progress;
use crate::tui::screens::intray::inbox::{Approval, Wanted};
use crate::tui::screens::intray::versions::{Came, Told, Version, Which};
use crate::tui::work::Report;

/// A decision between versions, as far as it is to be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    which: Which,
    /// The revision that the decision made: only that is taken back.
    stands: u32,
    /// The numbers of the versions that contradicted each other, the one that counted first.
    versions: Vec<u32>,
}

/// Everything that wants a look, what is said in several ways first.
pub fn wanted(desk: &Desk) -> Result<Vec<Wanted>, Fault> {
    let (contested, rest): (Vec<_>, Vec<_>) = inbox(desk)?
        .into_iter()
        .partition(|item| item.needs.contains(&Need::Conflict));
    let records = record::contested(desk)?.into_iter();
    let records = records.map(|one| Wanted::Record(Box::new(one)));
    let report = |item| Wanted::Report(Box::new(item));
    let contested = contested.into_iter().map(report);
    Ok(contested
        .chain(records)
        .chain(rest.into_iter().map(report))
        .collect())
}

/// All versions that stand, the one that is counted first; `None` where there is only one.
pub fn compared(desk: &Desk, which: Which) -> Result<Option<Told>, Fault> {
    match which {
        Which::Report { unit, period } => of_report(desk, unit, period),
        Which::Record(id) => of_record(desk, id),
    }
}

fn of_report(desk: &Desk, unit: UnitId, period: PeriodId) -> Result<Option<Told>, Fault> {
    let known = look(desk, unit, &period)?;
    let standing: Vec<&Revision> = known.versions().collect();
    if standing.len() < 2 {
        return Ok(None);
    }
    let versions = (0..).zip(&standing).map(|(at, one)| Version {
        number: one.number,
        came: Came::Sent {
            at: one.stamp.sent_at,
            received_at: one.stamp.received_at,
            state: known.state_of(one),
        },
        reason: one.stamp.reason.clone(),
        counts: at == 0,
    });
    let name = &desk.period(&period)?.short_name;
    Ok(Some(Told {
        versions: versions.collect(),
        places: compare(&desk.campaign, &standing),
        days: desk.campaign.days,
        title: format!("{} {name}", desk.unit(unit)?.name),
        which: Which::Report { unit, period },
    }))
}

fn of_record(desk: &Desk, id: RecordId) -> Result<Option<Told>, Fault> {
    let Some(contested) = record::contested_record(desk, id)? else {
        return Ok(None);
    };
    let versions = (0..).zip(&contested.versions).map(|(at, one)| Version {
        number: one.number,
        came: Came::Written {
            at: one.at,
            by: one.actor.clone(),
        },
        reason: one.reason.clone(),
        counts: at == 0,
    });
    let unit = desk.unit(contested.kept.record.unit)?;
    Ok(Some(Told {
        which: Which::Record(id),
        title: format!("{} {}", unit.name, contested.name),
        versions: versions.collect(),
        places: contested.differences,
        days: desk.campaign.days,
    }))
}

/// Accepts answers one after the other, as far as nobody gives up. The first that is refused ends it.
pub fn approve(
    desk: &mut Desk,
    approvals: &[Approval],
    now: Instant,
    report: Report<'_>,
) -> Result<String, Fault> {
    let mut count = 0;
    for (unit, period, seen) in approvals {
        let goes_on = report(Progress {
            label: "审核通过".to_owned(),
            done: count,
            total: approvals.len() as u64,
        });
        if !goes_on {
            break;
        }
        accept(desk, *unit, period, Some(seen), now).map_err(|fault| match count {
            0 => fault,
            count => fault.safe(format!("前面 {count} 份已通过")),
        })?;
        count += 1;
    }
    Ok(format!("已通过 {count} 份；回执随下一个活动包发给各单位"))
}

pub fn decide_on(
    desk: &mut Desk,
    which: &Which,
    (number, seen): (u32, &[u32]),
    reason: &str,
    now: Instant,
) -> Result<Answer, Fault> {
    let stands = match which {
        Which::Report { unit, period } => {
            decide(desk, *unit, period, number, Some(seen), reason, now)?
        }
        Which::Record(id) => record::decide(desk, *id, number, Some(seen), reason, now)?,
    };
    let undo = Decided {
        which: which.clone(),
        stands,
        versions: seen.to_vec(),
    };
    let told = format!("已裁定：以第 {number} 版为准，存为第 {stands} 版");
    Ok(Answer::Decided(told, undo))
}

/// The versions stand against each other again; every one stays in the record's history, the decision too.
pub fn take_back(desk: &mut Desk, decided: &Decided, now: Instant) -> Result<String, Fault> {
    let Decided {
        which,
        stands,
        versions,
    } = decided;
    match which {
        Which::Report { unit, period } => {
            reopen(desk, *unit, period, Some(*stands), "撤销刚才的裁定", now)?;
        }
        Which::Record(id) => record::reopen(desk, *id, *stands, versions, now)?,
    }
    Ok("已撤销刚才的裁定：又是两种说法，先按裁定以前计入的那一版".to_owned())
}
