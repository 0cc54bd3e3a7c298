//! A person decides where two desks say different things. Which of them counts until then is
//! [`domain::lineage`](crate::domain::lineage)'s, how they are held against each other [`super::compare`]'s.

use super::read;
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::review::{Review, ReviewState, Verdict};
use crate::domain::rollup::Explanation;
use crate::domain::submission::{Revision, Stamp};
use crate::error::Fault;
use crate::ops::{About, Change, Desk, required_reason};
use crate::store::{NewRevision, Sent, StoreError};

/// Decides between revisions that say different things: the one of `number` holds, as a new revision that replaces all of
/// them, so that every desk learns of it. `seen` are those that the person had before them: what nobody has read is not replaced.
/// What was accepted stays so on a desk that accepts.
pub fn decide(
    desk: &mut Desk,
    unit: UnitId,
    period: &PeriodId,
    number: u32,
    seen: Option<&[u32]>,
    reason: &str,
    now: Instant,
) -> Result<u32, Fault> {
    let unit = desk.unit(unit)?;
    let due = desk.period(period)?.clone();
    let reason = required_reason("裁定以哪一份为准", reason)?;
    desk.change(now, |change, ground| {
        let known = read(***change, unit.id, period)?;
        if known.rivals.is_empty() {
            return Err(Fault::problem(format!(
                "{}的“{}”没有两种说法",
                unit.name, due.name
            )));
        }
        let mut heads = known.versions();
        let is_new = |head: &Revision| seen.is_some_and(|seen| !seen.contains(&head.number));
        if heads.clone().any(is_new) {
            return Err(
                Fault::problem("刚刚又收到一种说法，没有裁定").hint("请刷新，看过新的一版再决定")
            );
        }
        let chosen = heads.find(|head| head.number == number).ok_or_else(|| {
            Fault::problem(format!("第 {number} 版不在两种说法里"))
                .hint("用 anyue review show 查看")
        })?;
        let sent = take_as_decided(change, chosen, &reason, now)?;
        let mut detail = format!("{}，以第 {number} 版为准，理由：{reason}", due.name);
        let is_settled = known.state_of(chosen) == ReviewState::Accepted;
        if is_settled && unit.id != ground.seat.unit {
            // Nothing in it is new to whoever accepted it.
            let seat = change.unit(ground.seat.unit)?;
            let review = Review {
                revision: sent.uid.clone(),
                verdict: Verdict::Accepted,
                at: now,
                by: seat.map(|seat| seat.name).unwrap_or_default(),
                comments: Vec::new(),
            };
            change.put_review(unit.id, period, &review)?;
            detail.push_str("；原已审核通过，仍为通过");
        }
        change.note(
            Act::ConflictDecided,
            About::submission(unit.id, period),
            &detail,
        )?;
        Ok(sent.number)
    })
}

/// Takes a decision back that this desk made: the revisions that it replaced say different things again, on every desk that learned
/// of it. `stands` is the number that the decision has, where the person saw it: nothing that came since is undone.
///
/// # Errors
/// Where what stands is no decision of this desk between revisions that say different things.
pub fn reopen(
    desk: &mut Desk,
    unit: UnitId,
    period: &PeriodId,
    stands: Option<u32>,
    reason: &str,
    now: Instant,
) -> Result<(), Fault> {
    let unit = desk.unit(unit)?;
    let due = desk.period(period)?.clone();
    let reason = required_reason("撤销裁定", reason)?;
    desk.change(now, |change, _| {
        let none = || {
            Fault::problem(format!("{}的“{}”没有可撤销的裁定", unit.name, due.name))
                .safe("什么都没有改动")
                .hint("只能撤销本工作台作的、以后没有更正过的裁定")
        };
        let lineage = change.lineage(unit.id, period)?;
        let counted = lineage.standing.counted.map(|at| &lineage.kin[at]);
        // A decision replaces at least two; what came from elsewhere is for the desk that decided.
        let decision = counted.filter(|one| one.parents.len() > 1 && one.origin.is_empty());
        let decision = decision.ok_or_else(none)?;
        if stands.is_some_and(|stands| stands != decision.number) {
            return Err(Fault::problem("裁定以后又有新的一版，没有撤销")
                .safe("什么都没有改动")
                .hint("请刷新，看过新的一版再决定"));
        }
        change.withdraw_revision(unit.id, period, decision.number, now)?;
        if read(***change, unit.id, period)?.rivals.is_empty() {
            return Err(none());
        }
        let detail = format!(
            "{}，撤销第 {} 版的裁定，仍是两种说法，理由：{reason}",
            due.name, decision.number
        );
        let about = About::submission(unit.id, period);
        change.note(Act::ConflictDecided, about, &detail)?;
        Ok(())
    })
}

fn take_as_decided(
    change: &Change<'_>,
    chosen: &Revision,
    reason: &str,
    now: Instant,
) -> Result<Sent, StoreError> {
    let stamp = Stamp {
        sent_at: now,
        // When it was received does not change by being decided about.
        received_at: chosen.stamp.received_at,
        recorded_at: now,
        channel: chosen.stamp.channel,
        reason: reason.to_owned(),
        withdrawn_at: None,
    };
    let sent = change.insert_decision(&NewRevision {
        unit: chosen.unit,
        period: &chosen.period,
        content: &chosen.content,
        stamp: &stamp,
    })?;
    let said = change.explanations(chosen.unit, &chosen.period)?;
    for said in said
        .into_iter()
        .filter(|said| said.revision == chosen.number)
    {
        let said = Explanation {
            revision: sent.number,
            ..said
        };
        change.put_explanation(chosen.unit, &chosen.period, &said)?;
    }
    Ok(sent)
}
