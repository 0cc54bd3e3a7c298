//! Closing the books of periods (关账) and opening them again; and what other verbs may not do to a closed one. The rule
//! itself is [`domain::closing`](crate::domain::closing)'s.

use chrono::NaiveDate;

use super::{About, Change, Desk, required_reason};
use crate::domain::audit::Act;
use crate::domain::calendar::{DayRange, Instant, words};
use crate::domain::period::{Period, PeriodId, Plan};
use crate::error::Fault;
use crate::ops::desk::Role;
use crate::text::sanitize::for_storage_line;

/// The word for every period.
const ALL: &str = "all";

/// The periods that a person names to be closed or opened: one, all of a duty by its id, or `all`. Of several, those
/// that can be: closed where they are due and open, opened where they are closed.
pub fn named(desk: &Desk, text: &str, reopen: bool, now: Instant) -> Result<Vec<PeriodId>, Fault> {
    let text = text.trim();
    let is_duty = desk
        .campaign
        .duties
        .iter()
        .any(|duty| duty.id.as_str() == text);
    if text != ALL && !is_duty {
        return Ok(vec![desk.period_named(text)?.id.clone()]);
    }
    let closings = desk.store.read().closings()?;
    let can_be = |period: &&Period| match closings.is_closed(&period.id) {
        true => reopen,
        false => !reopen && period.is_due(now),
    };
    let periods = desk.plan.periods.iter();
    let named: Vec<PeriodId> = periods
        .filter(|period| text == ALL || period.id.duty.as_str() == text)
        .filter(can_be)
        .map(|period| period.id.clone())
        .collect();
    match (named.is_empty(), reopen) {
        (false, _) => Ok(named),
        (true, true) => Err(Fault::problem("没有已关账的期次")),
        (true, false) => Err(Fault::problem("没有可以关账的期次").hint("到期以后才能关账")),
    }
}

/// Closes the books of periods whose deadline has passed. All of them or, where one cannot be, none. A reason may be
/// given and need not be.
pub fn close(
    desk: &mut Desk,
    periods: &[PeriodId],
    reason: &str,
    now: Instant,
) -> Result<Vec<Period>, Fault> {
    let reason = for_storage_line(reason).trim().to_owned();
    let due = collected(desk, periods)?;
    desk.change(now, |change, _| {
        let closings = change.closings()?;
        for period in &due {
            if let Some(at) = closings.closed_at(&period.id) {
                return Err(Fault::problem(format!(
                    "“{}”已于 {} 关账",
                    period.name,
                    words::moment(at)
                )));
            }
            if !period.is_due(now) {
                let deadline = words::deadline(period.deadline());
                let what = format!("“{}”{deadline} 才截止，还不能关账", period.name);
                return Err(Fault::problem(what).hint("到期以后再关账"));
            }
            change.put_closing(&period.id, now)?;
            note(change, Act::BooksClosed, period, &reason)?;
        }
        Ok(due)
    })
}

/// Opens closed books again, with a reason: from then on what is noted may change who was on time.
pub fn reopen(
    desk: &mut Desk,
    periods: &[PeriodId],
    reason: &str,
    now: Instant,
) -> Result<Vec<Period>, Fault> {
    let reason = required_reason("取消关账", reason)?;
    let due = collected(desk, periods)?;
    desk.change(now, |change, _| {
        let closings = change.closings()?;
        for period in &due {
            if !closings.is_closed(&period.id) {
                return Err(Fault::problem(format!("“{}”没有关账", period.name)));
            }
            change.delete_closing(&period.id)?;
            note(change, Act::BooksReopened, period, &reason)?;
        }
        Ok(due)
    })
}

/// Refuses to do something that would change who was on time for a closed period; `what` names it: `延期`.
pub(super) fn require_open(change: &Change<'_>, period: &Period, what: &str) -> Result<(), Fault> {
    match change.closings()?.closed_at(&period.id) {
        None => Ok(()),
        Some(at) => Err(is_closed(period, at, what)),
    }
}

/// Refuses to expect a unit on days, or no longer to, on which a closed period fell due.
pub(super) fn require_open_on(
    change: &Change<'_>,
    plan: &Plan,
    days: DayRange,
    what: &str,
) -> Result<(), Fault> {
    let closings = change.closings()?;
    let closed = closings.due_on(plan, days).next();
    match closed.and_then(|period| Some((period, closings.closed_at(&period.id)?))) {
        None => Ok(()),
        Some((period, at)) => Err(is_closed(period, at, what)),
    }
}

/// Like [`require_open_on`], for all days from one on.
pub(super) fn require_open_from(
    change: &Change<'_>,
    plan: &Plan,
    from: NaiveDate,
    what: &str,
) -> Result<(), Fault> {
    let last = plan
        .periods
        .iter()
        .map(|period| period.occurrence.due)
        .max();
    match last.map(|last| DayRange::new(from, last)) {
        Some(Ok(days)) => require_open_on(change, plan, days, what),
        // Nothing falls due from then on.
        Some(Err(_)) | None => Ok(()),
    }
}

/// What is handed in or noted for a closed period needs a reason, and was not received before it was closed. Tells
/// whether it is closed.
pub(super) fn amends(
    change: &Change<'_>,
    period: &Period,
    received_at: Instant,
    reason: &str,
) -> Result<bool, Fault> {
    let closings = change.closings()?;
    let Some(at) = closings.closed_at(&period.id) else {
        return Ok(false);
    };
    if reason.is_empty() {
        let what = format!("“{}”已关账，补报和更正需要写明理由", period.name);
        return Err(Fault::problem(what));
    }
    if !closings.takes_receipt_at(&period.id, received_at) {
        return Err(is_closed(period, at, "把收到时间补记在关账以前"));
    }
    Ok(true)
}

pub(super) fn is_closed(period: &Period, at: Instant, what: &str) -> Fault {
    let (name, at) = (&period.name, words::moment(at));
    Fault::problem(format!("“{name}”已于 {at} 关账，不能{what}"))
        .safe("是否按时的结果不变")
        .hint("确需改动的，先取消关账并写明理由，改好后再关账")
}

/// The periods, where this desk collects reports at all.
fn collected(desk: &Desk, periods: &[PeriodId]) -> Result<Vec<Period>, Fault> {
    let collects =
        desk.seat.role == Role::Coordinator || desk.store.read().has_units_below(desk.seat.unit)?;
    if !collects {
        return Err(Fault::problem("关账由汇总单位办理，本工作台没有下级单位"));
    }
    periods
        .iter()
        .map(|period| desk.period(period).cloned())
        .collect()
}

fn note(change: &Change<'_>, act: Act, period: &Period, reason: &str) -> Result<(), Fault> {
    let mut detail = period.name.clone();
    if !reason.is_empty() {
        detail.push_str("，理由：");
        detail.push_str(reason);
    }
    let about = About {
        period: Some(&period.id),
        ..About::default()
    };
    change.note(act, about, &detail)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    //! What closed books keep as it is, and what they still take.

    use super::*;
    use crate::domain::id::UnitId;
    use crate::domain::status::State;
    use crate::domain::submission::Channel;
    use crate::ops::desk::NewSeat;
    use crate::ops::sample::{desk, draft, hand_in, june, period, unit};
    use crate::ops::status::survey;
    use crate::ops::submit::{
        Receive, SubmitAs, Submitted, cancel_extension, extend, record_receipt, submit,
        void_receipt, withdraw,
    };
    use crate::ops::{audit, unit as units};
    use crate::store::AuditFilter;

    const FIRST: &str = "weekly/1";

    /// A unit that came in time, one that came late, and one that did not come; the first week's books closed on the
    /// 8th.
    fn closed() -> (Desk, [UnitId; 3]) {
        let mut desk = desk();
        let names = ["甲医院", "乙医院", "丙医院"];
        let of = names.map(|name| unit(&mut desk, name, "direct", ""));
        let week = draft(&desk, &[("posters", 3)]);
        hand_in(&mut desk, of[0], FIRST, &week, "", june(4, 9, 0));
        hand_in(&mut desk, of[1], FIRST, &week, "", june(5, 9, 0));
        close(&mut desk, &[period(FIRST)], "", june(8, 9, 0)).expect("closes");
        (desk, of)
    }

    fn states(desk: &Desk, of: [UnitId; 3]) -> [State; 3] {
        let matrix = survey(desk, june(9, 9, 0)).expect("reads");
        let at = matrix
            .heads
            .iter()
            .position(|head| head.period.id == period(FIRST));
        let at = at.expect("there is one");
        of.map(|unit| matrix.row(unit).expect("there").cells[at].state)
    }

    fn late(desk: &mut Desk, unit: UnitId, reason: &str) -> Result<Submitted, String> {
        let week = draft(desk, &[("posters", 5)]);
        let how = SubmitAs {
            reason: reason.into(),
            ..SubmitAs::default()
        };
        let done = submit(desk, unit, &period(FIRST), &week, &how, june(9, 9, 0));
        done.map_err(|error| error.to_string())
    }

    #[test]
    fn what_comes_after_is_an_amendment_with_a_reason_and_no_mark_moves() {
        let (mut desk, of) = closed();
        let before = [State::Received, State::Late, State::Missing];
        assert_eq!(states(&desk, of), before);
        let refused = late(&mut desk, of[2], "").expect_err("needs a reason");
        assert!(
            refused.contains("已关账，补报和更正需要写明理由"),
            "{refused}"
        );
        let done = late(&mut desk, of[2], "联络员出差").expect("is taken");
        assert!(done.after_closing && done.is_late);
        let done = late(&mut desk, of[0], "少记两张").expect("is taken");
        assert!(done.after_closing && !done.is_late);
        assert_eq!(
            states(&desk, of),
            [State::Received, State::Late, State::Late]
        );
        let latest = &audit::list(&desk, &AuditFilter::default()).expect("reads")[0];
        assert!(
            latest.detail.contains("按时，关账后补报，理由：少记两张"),
            "{}",
            latest.detail
        );
    }

    #[test]
    fn nothing_that_would_move_a_mark_is_done_until_the_books_are_open_again() {
        let (mut desk, of) = closed();
        let (first, now) = (period(FIRST), june(9, 9, 0));
        let days = DayRange::new(june(1, 0, 0).date(), june(30, 0, 0).date()).expect("in order");
        let earlier = Receive {
            channel: Channel::Email,
            received_at: Some(june(4, 9, 0)),
            reason: "见邮箱".into(),
            instead: false,
        };
        let try_all = |desk: &mut Desk| -> Vec<Result<(), Fault>> {
            let until = june(20, 0, 0);
            vec![
                record_receipt(desk, of[2], &first, &earlier, now).map(drop),
                void_receipt(desk, of[2], &first, None, "登错", now).map(drop),
                extend(desk, &[of[2]], &first, until, "停电", now),
                cancel_extension(desk, of[2], &first, "写错", now),
                units::excuse(desk, of[2], days, "装修", now),
                units::unexcuse(desk, of[2], june(4, 0, 0).date(), now),
                units::close(desk, of[2], june(2, 0, 0).date(), "撤并", now),
                units::reopen(desk, of[2], now),
            ]
        };
        let refused = try_all(&mut desk);
        // Of these, three have nothing to take back yet.
        let closed = refused.iter().flat_map(|tried| tried.as_ref().err());
        let closed = closed
            .filter(|fault| fault.message.contains("关账，不能"))
            .count();
        assert_eq!(
            (closed, refused.iter().filter(|tried| tried.is_ok()).count()),
            (5, 0),
            "{refused:?}"
        );
        reopen(&mut desk, std::slice::from_ref(&first), "漏登一封邮件", now).expect("opens");
        let done = try_all(&mut desk);
        assert!(done.iter().all(Result::is_ok), "{done:?}");
    }

    #[test]
    fn a_week_is_not_closed_before_it_is_due_nor_twice_nor_where_nobody_reports() {
        let (mut desk, _) = closed();
        let now = june(9, 9, 0);
        let mut refused = |id: &str| {
            let refused = close(&mut desk, &[period(id)], "", now);
            refused.expect_err("is refused").message
        };
        assert_eq!(refused(FIRST), "“每周活动材料·第1周”已于 6月8日 09:00 关账");
        assert!(refused("weekly/2").contains("才截止，还不能关账"));
        let campaign = crate::domain::campaign::sample::campaign();
        let seat = NewSeat::Unit {
            code: None,
            name: "甲医院".into(),
            kind: Some("direct".into()),
        };
        let mut own = Desk::in_memory(campaign, seat, june(1, 8, 0)).expect("a desk");
        assert!(close(&mut own, &[period(FIRST)], "", now).is_err());
        let unit = own.seat.unit;
        assert!(withdraw(&mut own, unit, &period(FIRST), "", now).is_err());
    }

    #[test]
    fn several_are_named_by_their_duty_or_all_at_once() {
        let (mut desk, _) = closed();
        let names = |desk: &Desk, text: &str, reopen, now| -> Vec<String> {
            let named = named(desk, text, reopen, now).unwrap_or_default();
            named.iter().map(ToString::to_string).collect()
        };
        let now = june(19, 9, 0);
        assert_eq!(names(&desk, "weekly", false, now), ["weekly/2", "weekly/3"]);
        assert_eq!(names(&desk, "weekly/4", false, now), ["weekly/4"]);
        assert_eq!(names(&desk, "all", true, now), [FIRST]);
        let all = named(&desk, "all", false, now).expect("there are some");
        close(&mut desk, &all, "", now).expect("closes");
        assert_eq!(names(&desk, "all", false, now), Vec::<String>::new());
    }
}
