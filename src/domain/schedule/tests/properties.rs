//! Schedules at random: no day is lost and none is counted twice, in any year.

use super::*;

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
