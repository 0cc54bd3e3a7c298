//! Takes back what was handed in, until the deadline; its content returns to the form.

use crate::domain::audit::Act;
use crate::domain::calendar::{Instant, words};
use crate::domain::id::UnitId;
use crate::domain::period::{Period, PeriodId};
use crate::domain::status::{Kept, may_withdraw};
use crate::error::Fault;
use crate::ops::books::is_closed;
use crate::ops::{About, Desk, draft};
use crate::text::sanitize::for_storage_line;

/// What a withdrawal left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withdrawal {
    /// How many revisions were taken back.
    pub revisions: usize,
    /// Whether a draft that had been begun was kept instead of the content.
    pub kept_draft: bool,
}

/// Takes back every standing revision of a unit and period. The rows stay in the record, marked. A draft that has been
/// begun since is what the form shows; else the content returns to it. A reason may be given and need not be.
pub fn withdraw(
    desk: &mut Desk,
    unit: UnitId,
    period: &PeriodId,
    reason: &str,
    now: Instant,
) -> Result<Withdrawal, Fault> {
    let unit = desk.unit(unit)?;
    let due = desk.period(period)?.clone();
    let reason = for_storage_line(reason).trim().to_owned();
    desk.change(now, |change, ground| {
        let Some(standing) = change.current_revision(unit.id, period)? else {
            return Err(Fault::problem(format!(
                "{}的“{}”没有可撤回的报送",
                unit.name, due.name
            )));
        };
        if standing.stamp.is_for_sender(unit.id == ground.seat.unit) {
            return Err(Fault::problem("这一份是对方用报送包发来的，由对方撤回")
                .safe("什么都没有改动")
                .hint("要它改，请退回"));
        }
        let deadline = change.receipt(unit.id, period)?.deadline(&due);
        let closed_at = change.closings()?.closed_at(period);
        may_withdraw(deadline, closed_at, now).map_err(|kept| stays(kept, deadline, &due))?;
        let kept_draft = change.draft(unit.id, period)?.is_some();
        if !kept_draft {
            let draft = draft::of_content(ground.campaign, &standing.content);
            change.put_draft(unit.id, period, &draft, now)?;
        }
        let revisions = change.withdraw_revisions(unit.id, period, now)?;
        let mut detail = format!("{}，第 {} 版", due.name, standing.number);
        if !reason.is_empty() {
            detail.push_str("，理由：");
            detail.push_str(&reason);
        }
        change.note(Act::Withdrawn, About::submission(unit.id, period), &detail)?;
        Ok(Withdrawal {
            revisions,
            kept_draft,
        })
    })
}

/// Why it cannot be taken back, and what can be done instead.
pub fn stays(kept: Kept, deadline: Instant, period: &Period) -> Fault {
    match kept {
        Kept::Overdue => {
            let deadline = words::deadline(deadline);
            Fault::problem(format!("截止时间（{deadline}）已过，不能撤回"))
                .safe("已报送的内容照常有效")
                .hint("如需改动，请写明理由后更正")
        }
        Kept::Closed(at) => is_closed(period, at, "撤回"),
    }
}
