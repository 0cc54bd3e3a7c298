//! What 收件 asks of the desk about reports that want a look.

use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::submission::Revision;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::review::{accept, compare, decide, look};
use crate::tui::program::Progress;
use crate::tui::screens::intray::inbox::Approval;
use crate::tui::screens::intray::versions::{Told, Version};
use crate::tui::work::Report;

/// Every version of an answer that stands, the one that is counted first.
pub fn versions(desk: &Desk, unit: UnitId, period: PeriodId) -> Result<Told, Fault> {
    let known = look(desk, unit, &period)?;
    let standing: Vec<&Revision> = known.standing.iter().chain(&known.rivals).collect();
    let versions = (0..).zip(&standing).map(|(at, one)| Version {
        number: one.number,
        stamp: one.stamp.clone(),
        counts: at == 0,
    });
    Ok(Told {
        versions: versions.collect(),
        places: compare(&desk.campaign, &standing),
        days: desk.campaign.days,
        unit,
        period,
    })
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
    (unit, period): (UnitId, &PeriodId),
    (number, seen): (u32, &[u32]),
    reason: &str,
    now: Instant,
) -> Result<String, Fault> {
    let sent = decide(desk, unit, period, number, Some(seen), reason, now)?;
    Ok(format!("已裁定：以第 {number} 版为准，存为第 {sent} 版"))
}
