//! Notes that something came on paper or by e-mail, when it came, without its figures being typed; and takes back what
//! was noted wrongly.

use super::{Submitted, required_reason};
use super::{insert, note, require_reporter, stamp};
use crate::domain::audit::Act;
use crate::domain::calendar::{Instant, words};
use crate::domain::id::UnitId;
use crate::domain::period::{Period, PeriodId};
use crate::domain::rollup::Explanation;
use crate::domain::submission::{Channel, Content, Revision};
use crate::error::Fault;
use crate::ops::books::{amends, require_open};
use crate::ops::{About, Change, Desk, draft};
use crate::store::StoreError;

/// How and when something came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receive {
    pub channel: Channel,
    /// Now, where it is not given.
    pub received_at: Option<Instant>,
    pub reason: String,
    /// What was noted before is wrong: it is voided, and this holds. Otherwise the earliest time that was noted holds.
    pub instead: bool,
}

/// What voiding a receipt left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voided {
    /// The revision that is void, from 1.
    pub revision: u32,
    /// Whether its content, which stands nowhere else, went back into the form.
    pub to_draft: bool,
    /// Whether another revision still stands.
    pub stands: bool,
}

/// Notes a receipt. What stood before keeps its content and gets the new time beside it; where nothing stood, an empty
/// revision marks that the unit has reported, and its figures can be typed later as a correction.
pub fn record_receipt(
    desk: &mut Desk,
    unit: UnitId,
    period: &PeriodId,
    receive: &Receive,
    now: Instant,
) -> Result<Submitted, Fault> {
    let unit = desk.unit(unit)?;
    require_reporter(desk, unit.id)?;
    desk.seat.require_grantor(unit.id)?;
    let due = desk.period(period)?.clone();
    let reason = required_reason("登记收到", &receive.reason)?;
    let stamp = stamp(receive.channel, receive.received_at, reason, now)?;
    if let Some(early) = due.is_early(stamp.received_at) {
        return Err(Fault::problem(format!(
            "收到时间 {} 太早：{early}",
            words::moment_with_year(stamp.received_at)
        ))
        .hint("请核对年月日"));
    }
    desk.change(now, |change, _| {
        let standing = change.current_revision(unit.id, period)?;
        let is_correction = standing.is_some();
        let content = standing.map_or_else(Content::default, |standing| standing.content);
        let explained = change.explanations(unit.id, period)?;
        let after_closing = amends(change, &due, stamp.received_at, &stamp.reason)?;
        if receive.instead {
            void_all(change, unit.id, &due, &stamp.reason, now)?;
        }
        let revision = insert(change, unit.id, period, content, stamp)?;
        if receive.instead {
            // What was said about the content did not become void with the time at which it came.
            for explanation in explained {
                let number = revision.number;
                let explanation = Explanation {
                    revision: number,
                    ..explanation
                };
                change.put_explanation(unit.id, period, &explanation)?;
            }
        }
        let is_late = change.receipt(unit.id, period)?.is_late(&due);
        note(
            change,
            Act::ReceiptRecorded,
            &due,
            &revision,
            (is_late, after_closing),
        )?;
        Ok(Submitted {
            revision,
            is_correction,
            is_late,
            after_closing,
            warnings: Vec::new(),
            differences: Vec::new(),
        })
    })
}

/// Voids a receipt that was recorded wrongly: of the wrong unit, at the wrong time. Without a number, the latest that a
/// person recorded. The row stays in the record, marked; content that stands nowhere else returns to the form.
pub fn void_receipt(
    desk: &mut Desk,
    unit: UnitId,
    period: &PeriodId,
    number: Option<u32>,
    reason: &str,
    now: Instant,
) -> Result<Voided, Fault> {
    let unit = desk.unit(unit)?;
    let due = desk.period(period)?.clone();
    let reason = required_reason("作废登记", reason)?;
    desk.change(now, |change, ground| {
        let mut standing = said(change, unit.id, &due)?;
        let wrong = match number {
            None => standing.pop(),
            Some(number) => standing.into_iter().find(|one| one.number == number),
        };
        let Some(wrong) = wrong else {
            let number = number.map_or_else(String::new, |number| format!("第 {number} 版"));
            let what = format!("{}的“{}”{number}没有可作废的收到登记", unit.name, due.name);
            return Err(Fault::problem(what)
                .hint("只能作废补记的时间和纸质、邮件、来件的登记；本机填报的内容请用更正"));
        };
        void(change, &due, &wrong, &reason, now)?;
        let left = change.current_revision(unit.id, period)?;
        let kept = left.as_ref().map(|left| &left.content);
        let lost = wrong.content != Content::default() && kept != Some(&wrong.content);
        // What came as a file lies in the in-tray still.
        let is_typed = wrong.stamp.channel != Channel::File;
        let to_draft = lost && is_typed && change.draft(unit.id, period)?.is_none();
        if to_draft {
            let draft = draft::of_content(ground.campaign, &wrong.content);
            change.put_draft(unit.id, period, &draft, now)?;
        }
        Ok(Voided {
            revision: wrong.number,
            to_draft,
            stands: left.is_some(),
        })
    })
}

/// The standing revisions whose receipt a person recorded, first to last.
fn said(change: &Change<'_>, unit: UnitId, period: &Period) -> Result<Vec<Revision>, StoreError> {
    let mut revisions = change.revisions(unit, &period.id)?;
    revisions.retain(|one| one.stamp.withdrawn_at.is_none() && one.stamp.is_said());
    Ok(revisions)
}

/// Voids every receipt that a person recorded.
fn void_all(
    change: &Change<'_>,
    unit: UnitId,
    period: &Period,
    reason: &str,
    now: Instant,
) -> Result<(), Fault> {
    let wrong = said(change, unit, period)?;
    if wrong.is_empty() {
        return Err(Fault::problem(format!(
            "“{}”没有补记过收到时间，没有可作废的登记",
            period.name
        ))
        .hint("请照常登记，不必选择以这次为准"));
    }
    for one in &wrong {
        void(change, period, one, reason, now)?;
    }
    Ok(())
}

fn void(
    change: &Change<'_>,
    period: &Period,
    wrong: &Revision,
    reason: &str,
    now: Instant,
) -> Result<(), Fault> {
    require_open(change, period, "作废收到登记")?;
    change.withdraw_revision(wrong.unit, &wrong.period, wrong.number, now)?;
    let detail = format!(
        "{}，第 {} 版（{}，{}）作废，理由：{reason}",
        period.name,
        wrong.number,
        wrong.stamp.channel.label(),
        words::moment(wrong.stamp.received_at),
    );
    let about = About::submission(wrong.unit, &wrong.period);
    change.note(Act::ReceiptVoided, about, &detail)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    //! What was recorded wrongly is taken back, and nothing that was reported goes with it.

    use super::*;
    use crate::domain::submission::Draft;
    use crate::ops::audit;
    use crate::ops::sample::{desk, draft, hand_in, june, period, unit};
    use crate::ops::submit::{SubmitAs, submit};
    use crate::store::AuditFilter;

    fn paper(at: Option<Instant>, reason: &str, instead: bool) -> Receive {
        Receive {
            channel: Channel::Paper,
            received_at: at,
            reason: reason.into(),
            instead,
        }
    }

    fn received_at(desk: &Desk, unit: UnitId) -> Option<Instant> {
        let receipt = desk.store.read().receipt(unit, &period("weekly/1"));
        receipt.expect("reads").received_at
    }

    fn told(desk: &Desk) -> Vec<String> {
        let entries = audit::list(desk, &AuditFilter::default()).expect("reads");
        let about = entries
            .into_iter()
            .rev()
            .filter(|entry| entry.period.is_some());
        about
            .map(|entry| format!("{} {}", entry.act.label(), entry.detail))
            .collect()
    }

    #[test]
    fn a_wrong_time_gives_way_to_the_right_one_and_the_content_stays() {
        let mut desk = desk();
        let unit = unit(&mut desk, "甲医院", "direct", "");
        let week = draft(&desk, &[("posters", 3)]);
        hand_in(&mut desk, unit, "weekly/1", &week, "", june(5, 9, 0));
        let first = period("weekly/1");
        let now = june(8, 9, 0);
        let wrong = paper(Some(june(3, 9, 0)), "见签收簿", false);
        let noted = record_receipt(&mut desk, unit, &first, &wrong, now).expect("is noted");
        assert!(!noted.is_late, "the wrong time made it timely");
        let right = paper(Some(june(5, 8, 0)), "看错一行", true);
        let noted = record_receipt(&mut desk, unit, &first, &right, now).expect("is noted");
        assert!(noted.is_late);
        assert_eq!(received_at(&desk, unit), Some(june(5, 8, 0)));
        let posters = noted.revision.content.figures.get("posters");
        assert!(posters.is_some(), "what was reported still stands");
        assert_eq!(
            told(&desk)[1..],
            [
                "登记收到 每周活动材料·第1周，第 2 版，纸质收到，6月3日 09:00收到，按时，理由：见签收簿",
                "作废登记 每周活动材料·第1周，第 2 版（纸质收到，6月3日 09:00）作废，理由：看错一行",
                "登记收到 每周活动材料·第1周，第 3 版，纸质收到，6月5日 08:00收到，迟报，理由：看错一行",
            ]
        );
    }

    #[test]
    fn a_receipt_of_the_wrong_unit_is_taken_back() {
        let mut desk = desk();
        let unit = unit(&mut desk, "甲医院", "direct", "");
        let first = period("weekly/1");
        let now = june(8, 9, 0);
        let noted = paper(None, "见签收簿", false);
        record_receipt(&mut desk, unit, &first, &noted, now).expect("is noted");
        let done = void_receipt(&mut desk, unit, &first, None, "是乙医院的", now).expect("is void");
        let expected = Voided {
            revision: 1,
            to_draft: false,
            stands: false,
        };
        assert_eq!(done, expected);
        assert_eq!(received_at(&desk, unit), None);
        let again = void_receipt(&mut desk, unit, &first, None, "再来", now);
        assert!(again.is_err(), "nothing is left to be void");
    }

    #[test]
    fn content_that_stands_nowhere_else_returns_to_the_form() {
        let mut desk = desk();
        let unit = unit(&mut desk, "甲医院", "direct", "");
        let first = period("weekly/1");
        let now = june(8, 9, 0);
        let week = draft(&desk, &[("posters", 3)]);
        let how = SubmitAs {
            channel: Channel::Email,
            received_at: Some(june(3, 9, 0)),
            reason: "见邮箱".into(),
            ..SubmitAs::default()
        };
        submit(&mut desk, unit, &first, &week, &how, now).expect("is handed in");
        let done =
            void_receipt(&mut desk, unit, &first, Some(1), "日期看错", now).expect("is void");
        assert!(done.to_draft && !done.stands);
        let draft: Option<Draft> = draft::load(&desk, unit, &first).expect("reads");
        assert_eq!(draft, Some(week));
    }

    #[test]
    fn what_the_program_s_own_clock_says_is_not_void() {
        let mut desk = desk();
        let unit = unit(&mut desk, "甲医院", "direct", "");
        let week = draft(&desk, &[("posters", 3)]);
        hand_in(&mut desk, unit, "weekly/1", &week, "", june(5, 9, 0));
        let first = period("weekly/1");
        let now = june(8, 9, 0);
        let refused = void_receipt(&mut desk, unit, &first, Some(1), "太迟", now);
        assert!(refused.is_err());
        let instead = paper(Some(june(3, 9, 0)), "太迟", true);
        let refused = record_receipt(&mut desk, unit, &first, &instead, now);
        assert!(refused.is_err());
        assert_eq!(received_at(&desk, unit), Some(june(5, 9, 0)));
        assert_eq!(told(&desk).len(), 1, "nothing was done by halves");
    }
}
