//! Grants units a later deadline for a period, and takes it back.

use super::require_reporter;
use crate::domain::audit::Act;
use crate::domain::calendar::{Instant, words};
use crate::domain::id::UnitId;
use crate::domain::period::{Period, PeriodId};
use crate::domain::status::is_expected;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::books::require_open;
use crate::ops::desk::{Ground, no_unit};
use crate::ops::{About, Desk, required_reason};
use crate::store::Extension;

/// Gives units until `until`, exclusive like every deadline, for one period. All of them or, where one cannot be, none.
pub fn extend(
    desk: &mut Desk,
    units: &[UnitId],
    period: &PeriodId,
    until: Instant,
    reason: &str,
    now: Instant,
) -> Result<(), Fault> {
    let due = desk.period(period)?.clone();
    let reason = required_reason("延期", reason)?;
    if until <= due.deadline() {
        let (own, until) = (words::deadline(due.deadline()), words::deadline(until));
        return Err(
            Fault::problem(format!("延期到 {until} 不晚于原定截止时间 {own}"))
                .hint("请写一个更晚的时间"),
        );
    }
    for unit in units {
        require_reporter(desk, *unit)?;
        desk.seat.require_grantor(*unit)?;
    }
    desk.change(now, |change, ground| {
        require_open(change, &due, "延期")?;
        for unit in units {
            require_owed(&change.unit(*unit)?.ok_or_else(no_unit)?, &due, ground)?;
            change.put_extension(&Extension {
                unit: *unit,
                period: period.clone(),
                extended_to: until,
                reason: reason.clone(),
            })?;
            let until = words::deadline(until);
            let detail = format!("{}，延期到 {until}，理由：{reason}", due.name);
            change.note(Act::Extended, About::submission(*unit, period), &detail)?;
        }
        Ok(())
    })
}

/// Refuses a period that the unit need not report for, and names what it owes yet.
fn require_owed(unit: &Unit, period: &Period, ground: &Ground<'_>) -> Result<(), Fault> {
    let owes = |period: &Period| {
        let duty = ground.campaign.duty(&period.id.duty);
        duty.is_some_and(|duty| is_expected(unit, duty, period))
    };
    if owes(period) {
        return Ok(());
    }
    let fault = Fault::problem(format!("{}不用报“{}”，不能延期", unit.name, period.name));
    let owed = ground.plan.periods.iter().filter(|period| owes(period));
    let owed: Vec<String> = owed
        .map(|period| format!("{}（{}）", period.name, period.id))
        .collect();
    Err(match owed.is_empty() {
        true => fault.hint("它没有要报的期次；请核对单位的类别、加入日期和停用日期"),
        false => fault.hint(format!("它要报的是：{}", owed.join("、"))),
    })
}

/// Takes an extension back: the period's own deadline holds again.
pub fn cancel_extension(
    desk: &mut Desk,
    unit: UnitId,
    period: &PeriodId,
    reason: &str,
    now: Instant,
) -> Result<(), Fault> {
    let unit = desk.unit(unit)?;
    let due = desk.period(period)?.clone();
    let reason = required_reason("取消延期", reason)?;
    desk.change(now, |change, _| {
        require_open(change, &due, "取消延期")?;
        if !change.delete_extension(unit.id, period)? {
            return Err(Fault::problem(format!(
                "{}的“{}”没有延期",
                unit.name, due.name
            )));
        }
        let detail = format!("{}，理由：{reason}", due.name);
        let about = About::submission(unit.id, period);
        change.note(Act::ExtensionCancelled, about, &detail)?;
        Ok(())
    })
}
