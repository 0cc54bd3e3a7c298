//! The due days of the real notices.

mod holidays;
mod properties;

use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::domain::calendar::{DayRange, HolidayCalendar, Instant, words};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a real day")
}

fn range(from: NaiveDate, to: NaiveDate) -> DayRange {
    DayRange::new(from, to).expect("in order")
}

fn schedule(recurrence: Recurrence, covers: Covers) -> Schedule {
    Schedule {
        recurrence,
        due: DueRule::default(),
        covers,
    }
}

fn rest_of(other: &Schedule) -> Covers {
    Covers::RestOf(Box::new(other.clone()))
}

fn periods(schedule: &Schedule, window: DayRange) -> Vec<Occurrence> {
    occurrences(schedule, window, HolidayCalendar::built_in())
}

/// `days | due | deadline | remark`, one line a period.
fn table(schedule: &Schedule, window: DayRange) -> Vec<String> {
    let line = |period: &Occurrence| {
        let days = period
            .days
            .map_or_else(|| "/".into(), |days| days.to_string());
        let remark = period
            .remark
            .as_ref()
            .map(|remark| format!(" | {remark}"))
            .unwrap_or_default();
        format!("{days} | {}{remark}", words::deadline(period.deadline))
    };
    periods(schedule, window).iter().map(line).collect()
}

const THURSDAYS: Recurrence = Recurrence::Weekly {
    weekday: Weekday::Thu,
};

fn june_2020() -> DayRange {
    range(day(2020, 6, 1), day(2020, 6, 30))
}

#[test]
fn the_thursdays_of_gusu_2020() {
    let weekly = schedule(THURSDAYS, Covers::Own);
    assert_eq!(
        table(&weekly, june_2020()),
        [
            "6月1日—6月4日 | 6月4日 24:00",
            "6月5日—6月11日 | 6月11日 24:00",
            "6月12日—6月18日 | 6月18日 24:00",
            "6月19日—6月25日 | 6月25日 24:00 | 6月25日端午节放假，建议 6月24日前报送",
        ]
    );
    let last = &periods(&weekly, june_2020())[3];
    assert_eq!(
        (last.index, last.nominal_due, last.due),
        (4, day(2020, 6, 25), day(2020, 6, 25))
    );
    assert_eq!(
        last.remark.as_ref().and_then(DueRemark::suggested),
        Some(day(2020, 6, 24))
    );
    assert_eq!(last.remark.as_ref().map(DueRemark::label), Some("端午节"));
    assert_eq!(last.opens, Instant::start_of(day(2020, 6, 19)));
}

#[test]
fn the_final_report_of_gusu_2020_takes_what_the_thursdays_leave() {
    let weekly = schedule(THURSDAYS, Covers::Own);
    let last_days = range(day(2020, 6, 26), day(2020, 6, 30));
    assert_eq!(
        uncovered(&weekly, june_2020(), HolidayCalendar::built_in()),
        Some(last_days)
    );
    let report = schedule(
        Recurrence::Once {
            due: day(2020, 7, 1),
        },
        rest_of(&weekly),
    );
    assert_eq!(
        table(&report, june_2020()),
        ["6月26日—6月30日 | 7月1日 24:00"]
    );
    assert_eq!(
        periods(&report, june_2020())[0].opens,
        Instant::start_of(day(2020, 6, 26))
    );
    assert_eq!(
        uncovered(&report, june_2020(), HolidayCalendar::built_in()),
        None
    );
}

#[test]
fn a_registration_covers_no_days_and_is_open_from_the_start() {
    let form = schedule(
        Recurrence::Once {
            due: day(2020, 6, 4),
        },
        Covers::Nothing,
    );
    assert_eq!(table(&form, june_2020()), ["/ | 6月4日 24:00"]);
    assert_eq!(
        periods(&form, june_2020())[0].opens,
        Instant::start_of(day(2020, 6, 1))
    );
    // Due before the campaign begins: open on that day, not after it.
    let early = schedule(
        Recurrence::Once {
            due: day(2020, 5, 29),
        },
        Covers::Nothing,
    );
    assert_eq!(
        periods(&early, june_2020())[0].opens,
        Instant::start_of(day(2020, 5, 29))
    );
}

#[test]
fn some_junes_have_five_thursdays() {
    let weekly = schedule(THURSDAYS, Covers::Own);
    for (year, thursdays) in [
        (2020, 4),
        (2021, 4),
        (2022, 5),
        (2023, 5),
        (2024, 4),
        (2026, 4),
    ] {
        let june = range(day(year, 6, 1), day(year, 6, 30));
        assert_eq!(periods(&weekly, june).len(), thursdays, "June {year}");
    }
}

#[test]
fn the_clock_and_a_day_that_does_not_count_itself() {
    let mut form = schedule(
        Recurrence::Once {
            due: day(2020, 6, 4),
        },
        Covers::Nothing,
    );
    let time = NaiveTime::from_hms_opt(17, 30, 0);
    for (clock, exclusive, deadline) in [
        (None, false, "6月4日 24:00"),
        (time, false, "6月4日 17:30"),
        (None, true, "6月3日 24:00"),
        (time, true, "6月3日 17:30"),
    ] {
        form.due = DueRule {
            clock,
            exclusive,
            holiday: HolidayRule::Keep,
        };
        assert_eq!(table(&form, june_2020()), [format!("/ | {deadline}")]);
    }
}

#[test]
fn a_weekday_that_does_not_count_itself_asks_for_the_days_before_it() {
    let mut weekly = schedule(
        Recurrence::Weekly {
            weekday: Weekday::Mon,
        },
        Covers::Own,
    );
    weekly.due.exclusive = true;
    // 1 June 2020 is a Monday: nothing to report before it. So is 15 June, the day after this window.
    let window = range(day(2020, 6, 1), day(2020, 6, 14));
    let found = periods(&weekly, window);
    let dues: Vec<_> = found
        .iter()
        .map(|period| (period.nominal_due, period.due, period.days))
        .collect();
    assert_eq!(
        dues,
        [
            (
                day(2020, 6, 8),
                day(2020, 6, 7),
                Some(range(day(2020, 6, 1), day(2020, 6, 7)))
            ),
            (
                day(2020, 6, 15),
                day(2020, 6, 14),
                Some(range(day(2020, 6, 8), day(2020, 6, 14)))
            ),
        ]
    );
}

#[test]
fn months_and_quarters_clamp_to_their_last_day() {
    let year = range(day(2023, 1, 1), day(2023, 12, 31));
    let monthly = schedule(
        Recurrence::Monthly {
            day: DayOfMonth::LAST,
        },
        Covers::Own,
    );
    let found = periods(&monthly, year);
    assert_eq!(found.len(), 12);
    assert_eq!(
        found[1].days,
        Some(range(day(2023, 2, 1), day(2023, 2, 28)))
    );
    let tenth = DayOfMonth::new(10).expect("in 1..=31");
    let quarterly = schedule(
        Recurrence::Quarterly {
            month: MonthOfQuarter::First,
            day: tenth,
        },
        Covers::Own,
    );
    let dues: Vec<_> = periods(&quarterly, year)
        .iter()
        .map(|period| period.due)
        .collect();
    assert_eq!(
        dues,
        [
            day(2023, 1, 10),
            day(2023, 4, 10),
            day(2023, 7, 10),
            day(2023, 10, 10)
        ]
    );
    let yearly = schedule(
        Recurrence::Yearly {
            month: Month::February,
            day: DayOfMonth::LAST,
        },
        Covers::Own,
    );
    let dues: Vec<_> = periods(&yearly, range(day(2019, 3, 1), day(2022, 12, 31)))
        .iter()
        .map(|period| period.due)
        .collect();
    assert_eq!(dues, [day(2020, 2, 29), day(2021, 2, 28), day(2022, 2, 28)]);
    assert_eq!(
        (
            DayOfMonth::new(0),
            DayOfMonth::new(32),
            MonthOfQuarter::new(4)
        ),
        (None, None, None)
    );
}
