//! Since when and until when a unit is expected to report: it joins, is excused (免报) for some days, is closed, and
//! opened again. What is due on which day is the schedule's.

use chrono::{Days, NaiveDate};

use super::act;
use super::particulars::Noted;
use crate::domain::audit::Act;
use crate::domain::calendar::{DayRange, Instant, words};
use crate::domain::id::UnitId;
use crate::domain::unit::{Excusal, Unit};
use crate::error::Fault;
use crate::ops::books::{require_open_from, require_open_on};
use crate::ops::desk::Ground;
use crate::ops::{Change, Desk, required_reason};

/// From which day on a unit that is added now is expected, where nobody says otherwise: today, once something has
/// fallen due and reports have come in, because what was due before is not its fault; since ever (`None`) while the
/// desk is being set up.
pub fn usual_joining(desk: &Desk, now: Instant) -> Result<Option<NaiveDate>, Fault> {
    let today = now.date();
    let mut periods = desk.plan.periods.iter();
    let has_begun = periods.any(|period| period.occurrence.due < today);
    let is_late = has_begun && desk.store.read().has_revisions()?;
    Ok(is_late.then_some(today))
}

/// Sets the first day on which a unit is expected to report: what fell due before is not missing. `None` is since ever.
pub fn join(
    desk: &mut Desk,
    unit: UnitId,
    on: Option<NaiveDate>,
    now: Instant,
) -> Result<(), Fault> {
    act(desk, unit, now, |change, ground, unit| {
        put_joined(change, ground, unit, on)
    })
}

pub(super) fn put_joined(
    change: &Change<'_>,
    ground: &Ground<'_>,
    unit: &Unit,
    on: Option<NaiveDate>,
) -> Result<Noted, Fault> {
    if unit.joined_on == on {
        return Ok(None);
    }
    if let (Some(on), Some(closed)) = (on, unit.closed_on)
        && closed <= on
    {
        let (name, closed) = (&unit.name, words::date(closed));
        return Err(Fault::problem(format!(
            "{name}自 {closed} 起停用，加入日期要在那以前"
        )));
    }
    let dues = ground.plan.periods.iter();
    let first = dues.map(|period| period.occurrence.due).min();
    let since = |day: Option<NaiveDate>| day.or(first).unwrap_or(NaiveDate::MIN);
    let (before, after) = (since(unit.joined_on), since(on));
    // On the later of the two days it is expected in any case.
    if let Some(last) = before.max(after).checked_sub_days(Days::new(1))
        && let Ok(days) = DayRange::new(before.min(after), last)
    {
        require_open_on(change, ground.plan, days, "改变加入日期")?;
    }
    change.set_unit_joined_on(unit.id, on)?;
    let detail = on.map_or_else(
        || "自活动开始起报送".to_owned(),
        |on| format!("自 {} 起报送，此前到期的不用报", words::date(on)),
    );
    Ok(Some((Act::UnitJoined, detail)))
}

/// 免报: the unit need not report what falls due on these days.
pub fn excuse(
    desk: &mut Desk,
    unit: UnitId,
    days: DayRange,
    reason: &str,
    now: Instant,
) -> Result<(), Fault> {
    let reason = required_reason("免报", reason)?;
    desk.seat.require_grantor(unit)?;
    act(desk, unit, now, |change, ground, unit| {
        if let Some(other) = unit.excusal_in_the_way(days) {
            return Err(Fault::problem(format!(
                "{}已在 {} 至 {} 免报，与这一段重叠",
                unit.name,
                words::date(other.from),
                words::date(other.to)
            ))
            .hint("请先取消原来的免报，再重新设定"));
        }
        require_open_on(change, ground.plan, days, "改变免报")?;
        let (from, to) = (days.from(), days.to());
        let detail = format!(
            "{} 至 {}，理由：{reason}",
            words::date(from),
            words::date(to)
        );
        change.put_excusal(unit.id, &Excusal { from, to, reason })?;
        Ok(Some((Act::UnitExcused, detail)))
    })
}

/// Takes back the excusal that covers a day.
pub fn unexcuse(desk: &mut Desk, unit: UnitId, day: NaiveDate, now: Instant) -> Result<(), Fault> {
    act(desk, unit, now, |change, ground, unit| {
        let Some(excusal) = unit.excusal_on(day) else {
            let day = words::date(day);
            return Err(Fault::problem(format!("{}在 {day} 没有免报", unit.name)));
        };
        if let Ok(days) = DayRange::new(excusal.from, excusal.to) {
            require_open_on(change, ground.plan, days, "改变免报")?;
        }
        change.delete_excusal(unit.id, excusal.from)?;
        let (from, to) = (words::date(excusal.from), words::date(excusal.to));
        let detail = format!("取消 {from} 至 {to} 的免报");
        Ok(Some((Act::UnitUnexcused, detail)))
    })
}

/// Closes a unit: from `on` it is no longer expected to report. What it reported stays.
pub fn close(
    desk: &mut Desk,
    unit: UnitId,
    on: NaiveDate,
    reason: &str,
    now: Instant,
) -> Result<(), Fault> {
    let reason = required_reason("停用单位", reason)?;
    act(desk, unit, now, |change, ground, unit| {
        if unit.id == ground.seat.unit {
            return Err(Fault::problem("本工作台自己的单位不能停用"));
        }
        let from = unit.closed_on.map_or(on, |before| before.min(on));
        require_open_from(change, ground.plan, from, "改变停用日期")?;
        change.set_unit_closed_on(unit.id, Some(on))?;
        let detail = format!("自 {} 起不再报送，理由：{reason}", words::date(on));
        Ok(Some((Act::UnitClosed, detail)))
    })
}

/// Opens a closed unit again.
pub fn reopen(desk: &mut Desk, unit: UnitId, now: Instant) -> Result<(), Fault> {
    act(desk, unit, now, |change, ground, unit| {
        let Some(closed) = unit.closed_on else {
            return Err(Fault::problem(format!("{}没有停用", unit.name)));
        };
        require_open_from(change, ground.plan, closed, "恢复报送")?;
        change.set_unit_closed_on(unit.id, None)?;
        Ok(Some((Act::UnitReopened, "恢复报送".to_owned())))
    })
}
