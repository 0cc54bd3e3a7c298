//! How a progress stands against number and time, and how that is told.

use super::*;

/// One rule of being behind for numbers and for units: fewer than the time that has passed would have.
#[test]
fn units_together_are_behind_where_fewer_reached_it_than_the_time_has_passed() {
    use Standing::{Behind, Missed, OnTrack, Reached, Unknown};
    for (reached, of, time, standing) in [
        (0, 28, 559, Behind),
        (14, 28, 559, Behind),
        (15, 28, 559, OnTrack),
        (0, 1, 999, OnTrack),
        (0, 0, 500, Unknown),
        (28, 28, 559, Reached),
    ] {
        let mut units = vec![Reached; reached];
        units.resize(of, OnTrack);
        let told = Standing::of_units(&units, time);
        assert_eq!(told, standing, "{reached} of {of} at {time}");
    }
    assert_eq!(Standing::of_units(&[Reached, Missed], 500), Missed);
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
        ["要求 8，完成 1（12.5%），* 落后，按时间应有 4"]
    );
    let split = told("split", "2020-12-31", &[held(1, "2019-02-01", 12, true)]);
    assert_eq!(split[0], "要求 10，完成 12（120.0%），# 已完成");
    assert_eq!(split[2], "要求 6，完成 0（0.0%），* 落后，按时间应有 3");
    assert_eq!(
        told("rate", "2020-12-31", &[]),
        ["要求 2.5，完成 /，? 缺数据"]
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
