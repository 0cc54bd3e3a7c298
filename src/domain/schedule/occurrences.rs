//! From a schedule and a window to the periods: their days, due days and deadlines.
//!
//! A period ends on its due day as it stands after the holiday rule, so nobody is asked about days that are
//! still to come. Named days that the holiday rule moves to one and the same due day are one period.

use chrono::{NaiveDate, NaiveTime};

use super::{Answer, Covers, DueRemark, DueRule, HolidayRule, Recurrence, Schedule};
use crate::domain::calendar::{Day, DayRange, HolidayCalendar, Instant};

/// One period of a duty, before any unit reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// From 1, in order of due days.
    pub index: u32,
    /// The days it answers for; `None` if it answers for none.
    pub days: Option<DayRange>,
    /// The day that the notice names.
    pub nominal_due: NaiveDate,
    /// The last day on which a report would be on time, were it not for a holiday.
    pub unmoved: NaiveDate,
    /// The last day on which a report is on time, after [`DueRule::exclusive`] and the holiday rule.
    pub due: NaiveDate,
    /// On time is what is received before this instant.
    pub deadline: Instant,
    /// The first instant at which it makes sense to report: 00:00 of the first day covered.
    pub opens: Instant,
    /// What there is to say about the due day.
    pub remark: Option<DueRemark>,
}

/// All periods of a schedule in the campaign's window, in order.
///
/// Of [`Covers::Own`] and [`Covers::RestOf`] the days follow each other without a gap and without overlap.
/// Deadlines increase. [`Recurrence::Once`] always gives one period, the others may give none.
pub fn occurrences(
    schedule: &Schedule,
    window: DayRange,
    holidays: &HolidayCalendar,
) -> Vec<Occurrence> {
    let span = span(schedule, window, holidays);
    let mut found: Vec<Occurrence> = Vec::new();
    let mut next_uncovered = span.map(DayRange::from);
    for due in dues(schedule, window, span, holidays) {
        if found.last().is_some_and(|last| last.due >= due.due) {
            continue;
        }
        let days = match &schedule.covers {
            Covers::Nothing => None,
            Covers::Whole => Some(window),
            Covers::RestOf(_) if is_once(schedule) => span,
            Covers::Own | Covers::RestOf(_) => span.zip(next_uncovered).and_then(|(span, from)| {
                let days = DayRange::new(from, due.due.min(span.to())).ok()?;
                next_uncovered = days.to().succ_opt();
                Some(days)
            }),
        };
        let index =
            u32::try_from(found.len() + 1).expect("a window has fewer days than u32 has numbers");
        found.push(occurrence(
            index,
            days,
            &due,
            schedule.due.clock,
            window,
            holidays,
        ));
    }
    found
}

/// The days of the window that a schedule leaves over: those after the last one it covers.
pub fn uncovered(
    schedule: &Schedule,
    window: DayRange,
    holidays: &HolidayCalendar,
) -> Option<DayRange> {
    match last_covered(schedule, window, holidays) {
        None => Some(window),
        Some(last) => DayRange::new(last.succ_opt()?, window.to()).ok(),
    }
}

fn last_covered(
    schedule: &Schedule,
    window: DayRange,
    holidays: &HolidayCalendar,
) -> Option<NaiveDate> {
    let before = match &schedule.covers {
        Covers::RestOf(other) => last_covered(other, window, holidays),
        Covers::Own | Covers::Whole | Covers::Nothing => None,
    };
    let own = occurrences(schedule, window, holidays)
        .into_iter()
        .filter_map(|period| period.days)
        .next_back();
    before.max(own.map(DayRange::to))
}

/// The part of the window that the schedule divides among its periods.
fn span(schedule: &Schedule, window: DayRange, holidays: &HolidayCalendar) -> Option<DayRange> {
    match &schedule.covers {
        Covers::Own | Covers::Whole | Covers::Nothing => Some(window),
        Covers::RestOf(other) => uncovered(other, window, holidays),
    }
}

const fn is_once(schedule: &Schedule) -> bool {
    matches!(schedule.recurrence, Recurrence::Once { .. })
}

/// One due day on its way through the rules.
struct Due {
    /// On paper.
    named: NaiveDate,
    /// The last day on time if there were no holidays.
    unmoved: NaiveDate,
    /// The last day on time.
    due: NaiveDate,
}

fn dues(
    schedule: &Schedule,
    window: DayRange,
    span: Option<DayRange>,
    holidays: &HolidayCalendar,
) -> Vec<Due> {
    let rule = schedule.due;
    if let Recurrence::Once { due: named } = schedule.recurrence {
        let unmoved = if rule.exclusive {
            named.pred_opt().unwrap_or(named)
        } else {
            named
        };
        let due = move_for_holiday(unmoved, rule, None, holidays);
        return vec![Due {
            named,
            unmoved,
            due,
        }];
    }
    // A weekday on the window's first day, not counted itself, asks for nothing; one on the day after the
    // window asks for its last days. So the last days on time are what must lie in the window.
    let named_for = |unmoved: NaiveDate| {
        if rule.exclusive {
            unmoved.succ_opt()
        } else {
            Some(unmoved)
        }
    };
    let days = span.into_iter().flat_map(DayRange::iter);
    days.filter_map(|unmoved| {
        let named = named_for(unmoved).filter(|named| schedule.recurrence.names(*named))?;
        let due = move_for_holiday(unmoved, rule, span.or(Some(window)), holidays);
        Some(Due {
            named,
            unmoved,
            due,
        })
    })
    .collect()
}

/// The due day after the holiday rule; never before the first day of `span`, where there would be nothing to
/// report yet.
fn move_for_holiday(
    day: NaiveDate,
    rule: DueRule,
    span: Option<DayRange>,
    holidays: &HolidayCalendar,
) -> NaiveDate {
    if holidays.is_worked(day) != Ok(false) {
        return day;
    }
    let moved = match rule.holiday {
        HolidayRule::Keep => return day,
        HolidayRule::Earlier => holidays.previous_workday(day),
        HolidayRule::Later => holidays.next_workday(day),
    };
    moved
        .ok()
        .filter(|moved| span.is_none_or(|span| *moved >= span.from()))
        .unwrap_or(day)
}

fn occurrence(
    index: u32,
    days: Option<DayRange>,
    due: &Due,
    clock: Option<NaiveTime>,
    window: DayRange,
    holidays: &HolidayCalendar,
) -> Occurrence {
    let deadline = match clock {
        None => Instant::end_of(due.due),
        Some(time) => Instant::from_cst(due.due.and_time(time)),
    };
    // A form that is due before the campaign begins is open on its due day at the latest.
    let first_day = days.map_or(window.from(), DayRange::from).min(due.due);
    Occurrence {
        index,
        days,
        nominal_due: due.named,
        unmoved: due.unmoved,
        due: due.due,
        deadline,
        opens: Instant::start_of(first_day),
        remark: remark(due, days, holidays),
    }
}

fn remark(due: &Due, days: Option<DayRange>, holidays: &HolidayCalendar) -> Option<DueRemark> {
    let day = due.unmoved;
    let answer = || {
        if due.due != day {
            return Answer::MovedTo(due.due);
        }
        // A suggestion before the period begins would ask about days that are still to come.
        let earlier = holidays.previous_workday(day).ok();
        let sensible = earlier.filter(|earlier| days.is_none_or(|days| *earlier >= days.from()));
        sensible.map_or(Answer::Kept, Answer::Suggest)
    };
    match holidays.day(day) {
        Day::Workday => None,
        Day::Weekend => Some(DueRemark::Weekend {
            day,
            answer: answer(),
        }),
        Day::Holiday { name } => Some(DueRemark::Holiday {
            day,
            name,
            answer: answer(),
        }),
        Day::MakeUpWorkday { name } => Some(DueRemark::MakeUpWorkday { day, name }),
        Day::Unpublished { .. } => Some(DueRemark::Unpublished { day }),
    }
}
