//! How a progress stands against number and time, and how that is told.

use super::*;
use crate::domain::target::standing::Wanted;

/// One rule of being behind for a whole and for the units below it: each has to hold two in four years.
#[test]
fn units_are_not_on_track_to_a_whole_that_is_behind() {
    use Standing::{Behind, Missed, OnTrack, Reached, Unknown};
    let campaign = campaign();
    let target = campaign.target(&"total".into()).expect("is declared");
    let four_years = DayRange::new(day("2019-01-01"), day("2022-12-31")).expect("in order");
    for (wanted, today, expected) in [
        (1, "2020-12-30", 0),
        // Half of the days are over.
        (1, "2020-12-31", 1),
        (28, "2020-12-31", 14),
        (28, "2019-01-27", 1),
        (28, "2019-01-20", 0),
        (28, "2022-12-31", 28),
    ] {
        let goal = Goal {
            at_least: Some(wanted),
            at_most: None,
        };
        let wanted_at = Wanted::new(goal, 0).expected(target, None, four_years, day(today));
        let told = Ratio::integer(expected);
        assert_eq!(wanted_at, Some(told), "{wanted} on {today}");
    }
    for (units, whole) in [
        (&[Reached, OnTrack, Behind][..], Behind),
        (&[Reached, OnTrack], OnTrack),
        (&[Reached, Missed], Missed),
        (&[Reached, Reached], Reached),
        (&[], Unknown),
    ] {
        assert_eq!(Standing::of_all(units.iter().copied()), whole, "{units:?}");
    }
}

#[test]
fn a_progress_is_told_without_blanks_and_with_what_time_would_have() {
    let told = |id: &str, today: &str, records: &[Record]| {
        let campaign = campaign();
        let target = campaign.target(&id.into()).expect("is declared");
        let all = progress_of(id, today, records);
        let told = all.iter().map(|one| words::told(target, one));
        told.collect::<Vec<String>>()
    };
    // Half of four years have passed: 4 of 8 would have been held.
    assert_eq!(
        told("total", "2020-12-31", &[held(1, "2019-02-01", 5, true)]),
        ["要求 8，完成 1，完成率 12.5%，落后，按时间应有 4"]
    );
    let split = told("split", "2020-12-31", &[held(1, "2019-02-01", 12, true)]);
    assert_eq!(split[0], "要求 10，完成 12，完成率 120.0%，已完成");
    assert_eq!(split[2], "要求 6，完成 0，完成率 0.0%，落后，按时间应有 3");
    assert_eq!(
        told("rate", "2020-12-31", &[]),
        ["要求 2.5，完成 /，缺数据"]
    );
}

proptest! {
    #[test]
    fn more_is_never_worse_up_to_the_most(held_before in 0_usize..12, more in 0_usize..6, today in 0_u64..1500) {
        let today = (day("2019-01-01") + chrono::Days::new(today)).to_string();
        let records: Vec<Record> = (0..held_before + more).map(|_| held(1, "2019-01-01", 1, true)).collect();
        let standing = |count: usize| progress_of("total", &today, &records[..count])[0].standing;
        prop_assert!(standing(held_before) <= standing(held_before + more));
    }
}
