//! The due days of the real notices, and that no day is lost or counted twice in any year.

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
fn a_holiday_rule_moves_the_due_day_and_the_days_with_it() {
    let mut weekly = schedule(THURSDAYS, Covers::Own);
    weekly.due.holiday = HolidayRule::Earlier;
    assert_eq!(
        table(&weekly, june_2020())[3],
        "6月19日—6月24日 | 6月24日 24:00 | 6月25日端午节放假，提前到 6月24日"
    );
    weekly.due.holiday = HolidayRule::Later;
    assert_eq!(
        table(&weekly, june_2020())[3],
        "6月19日—6月28日 | 6月28日 24:00 | 6月25日端午节放假，顺延到 6月28日"
    );
}

#[test]
fn days_moved_to_one_due_day_are_one_period() {
    // 1 and 8 October 2020 are Thursdays and both within the eight days of 国庆节.
    let window = range(day(2020, 9, 20), day(2020, 10, 16));
    let mut weekly = schedule(THURSDAYS, Covers::Own);
    weekly.due.holiday = HolidayRule::Later;
    assert_eq!(
        table(&weekly, window),
        [
            "9月20日—9月24日 | 9月24日 24:00",
            "9月25日—10月9日 | 10月9日 24:00 | 10月1日国庆节、中秋节放假，顺延到 10月9日",
            "10月10日—10月15日 | 10月15日 24:00",
        ]
    );
    let mut daily = schedule(Recurrence::Daily, Covers::Own);
    daily.due.holiday = HolidayRule::Earlier;
    let week = range(day(2020, 6, 11), day(2020, 6, 16));
    assert_eq!(
        table(&daily, week),
        [
            "6月11日 | 6月11日 24:00",
            "6月12日 | 6月12日 24:00",
            "6月13日—6月15日 | 6月15日 24:00",
            "6月16日 | 6月16日 24:00"
        ]
    );
}

#[test]
fn a_holiday_rule_never_makes_a_report_due_before_its_days() {
    let mut weekly = schedule(THURSDAYS, Covers::Own);
    weekly.due.holiday = HolidayRule::Earlier;
    let window = range(day(2020, 6, 25), day(2020, 6, 30));
    assert_eq!(
        table(&weekly, window),
        ["6月25日 | 6月25日 24:00 | 6月25日端午节放假，截止日期不变"]
    );
}

#[test]
fn weekends_make_up_days_and_unpublished_years_are_said() {
    for (due, remark) in [
        (day(2020, 6, 20), Some("6月20日是周六，建议 6月19日前报送")),
        (
            day(2020, 6, 28),
            Some("6月28日是周日，因端午节调休上班，照常报送"),
        ),
        (
            day(2027, 6, 10),
            Some("2027年的放假安排尚未收录，6月10日是否上班请核对国务院办公厅通知"),
        ),
        (day(2020, 6, 29), None),
    ] {
        let found = periods(
            &schedule(Recurrence::Once { due }, Covers::Nothing),
            june_2020(),
        );
        assert_eq!(
            found[0].remark.as_ref().map(ToString::to_string).as_deref(),
            remark,
            "{due}"
        );
    }
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

fn any_window() -> impl Strategy<Value = DayRange> {
    // 2019-01-01 to 2026-12-31 is 2922 days.
    (0u64..2922, 0u64..500).prop_map(|(start, length)| {
        let from = day(2019, 1, 1) + Days::new(start);
        range(from, (from + Days::new(length)).min(day(2026, 12, 31)))
    })
}

fn any_recurrence() -> impl Strategy<Value = Recurrence> {
    let day_of_month = || (1u8..=31).prop_map(|day| DayOfMonth::new(day).expect("in 1..=31"));
    prop_oneof![
        (0u64..3000).prop_map(|n| Recurrence::Once {
            due: day(2019, 1, 1) + Days::new(n)
        }),
        Just(Recurrence::Daily),
        (0u8..7).prop_map(|n| Recurrence::Weekly {
            weekday: Weekday::try_from(n).expect("0..7")
        }),
        day_of_month().prop_map(|day| Recurrence::Monthly { day }),
        (1u8..=3, day_of_month()).prop_map(|(month, day)| Recurrence::Quarterly {
            month: MonthOfQuarter::new(month).expect("in 1..=3"),
            day,
        }),
        (1u8..=12, day_of_month()).prop_map(|(month, day)| Recurrence::Yearly {
            month: Month::try_from(month).expect("in 1..=12"),
            day,
        }),
    ]
}

fn any_rule() -> impl Strategy<Value = DueRule> {
    let clock = proptest::option::of(
        (1u32..24).prop_map(|hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("a full hour")),
    );
    let holiday = prop_oneof![
        Just(HolidayRule::Keep),
        Just(HolidayRule::Earlier),
        Just(HolidayRule::Later)
    ];
    (clock, any::<bool>(), holiday).prop_map(|(clock, exclusive, holiday)| DueRule {
        clock,
        exclusive,
        holiday,
    })
}

fn any_schedule(covers: Covers) -> impl Strategy<Value = Schedule> {
    (any_recurrence(), any_rule()).prop_map(move |(recurrence, due)| Schedule {
        recurrence,
        due,
        covers: covers.clone(),
    })
}

fn days_of(periods: &[Occurrence]) -> Vec<NaiveDate> {
    periods
        .iter()
        .filter_map(|period| period.days)
        .flat_map(DayRange::iter)
        .collect()
}

/// What must be true of the periods of any schedule.
fn check_periods(found: &[Occurrence], rule: DueRule) -> Result<(), TestCaseError> {
    let holidays = HolidayCalendar::built_in();
    for (position, period) in found.iter().enumerate() {
        prop_assert_eq!(period.index as usize, position + 1);
        prop_assert!(period.opens < period.deadline);
        prop_assert!(
            Instant::start_of(period.due) < period.deadline
                && period.deadline <= Instant::end_of(period.due)
        );
        if let Some(suggested) = period.remark.as_ref().and_then(DueRemark::suggested) {
            prop_assert!(suggested < period.due);
            prop_assert_eq!(holidays.is_worked(suggested), Ok(true));
        }
        let unmoved = if rule.exclusive {
            period.nominal_due - Days::new(1)
        } else {
            period.nominal_due
        };
        if period.due != unmoved {
            prop_assert_eq!(holidays.is_worked(unmoved), Ok(false));
            prop_assert_eq!(holidays.is_worked(period.due), Ok(true));
            let earlier = period.due < unmoved;
            prop_assert_eq!(
                rule.holiday,
                if earlier {
                    HolidayRule::Earlier
                } else {
                    HolidayRule::Later
                }
            );
        }
    }
    prop_assert!(
        found
            .windows(2)
            .all(|pair| pair[0].deadline < pair[1].deadline)
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn no_day_is_lost_and_none_is_counted_twice(
        own in any_schedule(Covers::Own),
        report_due in 0u64..3000,
        window in any_window(),
    ) {
        let found = periods(&own, window);
        check_periods(&found, own.due)?;
        let report = schedule(Recurrence::Once { due: day(2019, 1, 1) + Days::new(report_due) }, rest_of(&own));
        let rest = periods(&report, window);
        prop_assert_eq!(rest.len(), 1);
        check_periods(&rest, report.due)?;
        let mut days = days_of(&found);
        days.extend(days_of(&rest));
        prop_assert_eq!(days, window.iter().collect::<Vec<_>>());
    }

    #[test]
    fn a_recurring_rest_begins_where_the_other_ends(
        own in any_schedule(Covers::Own),
        second in any_schedule(Covers::Nothing),
        window in any_window(),
    ) {
        let second = Schedule { covers: rest_of(&own), ..second };
        let third = schedule(Recurrence::Once { due: window.to() }, rest_of(&second));
        let mut days = days_of(&periods(&own, window));
        let found = periods(&second, window);
        check_periods(&found, second.due)?;
        days.extend(days_of(&found));
        days.extend(days_of(&periods(&third, window)));
        prop_assert_eq!(days, window.iter().collect::<Vec<_>>());
    }

    #[test]
    fn every_named_day_of_the_window_has_a_period(
        recurrence in any_recurrence(),
        window in any_window(),
    ) {
        let found = periods(&schedule(recurrence, Covers::Whole), window);
        let expected: Vec<_> = match recurrence {
            Recurrence::Once { due } => vec![due],
            _ => window.iter().filter(|day| recurrence.names(*day)).collect(),
        };
        prop_assert_eq!(found.iter().map(|period| period.due).collect::<Vec<_>>(), expected);
        prop_assert!(found.iter().all(|period| period.days == Some(window)));
    }
}
