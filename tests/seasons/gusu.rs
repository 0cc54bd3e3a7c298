//! The safety month of Gusu: four weeks and a final report from each of two units, what they add up to, what stands where
//! the final report says something else than the weeks, who is late, and hazards that are closed.

use anyue::domain::hazard::{HazardCount, HazardEntry};
use anyue::domain::status::State;
use anyue::domain::submission::show_answer;
use anyue::ops::hazard::{self, Filled};
use anyue::ops::prefill::prefill;
use anyue::ops::status;

use super::totals::totals;
use super::{Season, day, noon};

const HOSPITAL: &str = "甲医院";
const HOME: &str = "乙养老院";
const IDS: [&str; 4] = ["study_sessions", "study_people", "posters", "leader_talks"];

/// A hospital that reports three weeks and the whole month, and a home that misses the third week.
fn played() -> Season {
    let units = [(HOSPITAL, "medical"), (HOME, "medical")];
    let mut season = Season::of("gusu-2020", "2020-05-31", &units);
    for (unit, period, on, numbers) in [
        (HOSPITAL, "weekly/1", "2020-06-04", [1, 40, 10, 1]),
        (HOME, "weekly/1", "2020-06-04", [1, 12, 0, 0]),
        (HOSPITAL, "weekly/2", "2020-06-11", [2, 75, 4, 0]),
        // A day late.
        (HOME, "weekly/2", "2020-06-12", [1, 15, 6, 1]),
        (HOSPITAL, "weekly/3", "2020-06-18", [0, 0, 3, 1]),
    ] {
        let figures: Vec<(&str, i64)> = IDS.into_iter().zip(numbers).collect();
        season.hand_in(unit, period, on, &figures);
    }
    season
}

#[test]
fn weeks_add_up_unit_by_unit_and_together() {
    let mut season = played();
    for (scope, expected) in [
        // 1+2+0, 40+75+0, 10+4+3, 1+0+1.
        (HOSPITAL, ["3", "115", "17", "2"]),
        // 1+1, 12+15, 0+6, 0+1.
        (HOME, ["2", "27", "6", "1"]),
        ("", ["5", "142", "23", "3"]),
    ] {
        let told = totals(&mut season, "annex2", scope, &IDS, "2020-06-20");
        assert_eq!(told, expected, "{scope}");
    }
}

#[test]
fn the_final_report_arrives_with_the_sum_of_the_weeks_and_then_stands_for_them() {
    let mut season = played();
    let period = "final".parse().expect("a period");
    let filled = prefill(&season.desk, season.unit(HOSPITAL), &period).expect("reads");
    let so_far = IDS.map(|id| {
        let figure = season.desk.campaign.figure(&id.into()).expect("declared");
        let answer = filled.figures[id].so_far.answer.clone();
        show_answer(figure, &answer.expect("was reported"))
    });
    assert_eq!(so_far, ["3", "115", "17", "2"]);
    // The last days brought one more session with 20 people, and 17 posters were counted as 15.
    let figures: Vec<(&str, i64)> = IDS.into_iter().zip([4, 135, 15, 2]).collect();
    season.hand_in(HOSPITAL, "final", "2020-06-30", &figures);
    let told = totals(&mut season, "annex2", HOSPITAL, &IDS, "2020-07-01");
    assert_eq!(told, ["4", "135", "15", "2"]);
    let told = totals(&mut season, "annex2", "", &IDS, "2020-07-01");
    assert_eq!(told, ["6", "162", "21", "3"], "with what the home reported");
}

#[test]
fn who_is_late_and_who_is_missing_is_told() {
    let season = played();
    let matrix = status::survey(&season.desk, noon("2020-06-20")).expect("a matrix");
    let state = |unit: &str, period: &str| {
        let column = matrix.heads.iter();
        let mut column = column.map(|head| head.period.id.to_string());
        let column = column.position(|id| id == period).expect("is owed");
        let row = matrix.rows.iter().find(|row| row.unit.name == unit);
        row.expect("reports").cells[column].state
    };
    for (unit, period, expected) in [
        (HOSPITAL, "weekly/2", State::Received),
        (HOME, "weekly/1", State::Received),
        (HOME, "weekly/2", State::Late),
        (HOME, "weekly/3", State::Missing),
        (HOME, "registration", State::Missing),
        (HOME, "final", State::NotOpen),
    ] {
        assert_eq!(state(unit, period), expected, "{unit} {period}");
    }
}

/// Two found in the second week, one of them closed in it and the other in the third.
#[test]
fn hazards_count_into_the_week_in_which_they_were_found_and_closed() {
    let mut season = played();
    let unit = season.unit(HOSPITAL);
    let level = season.desk.campaign.hazard_levels[0].id.clone();
    for (found, closed) in [("2020-06-05", "2020-06-10"), ("2020-06-09", "2020-06-15")] {
        let entry = HazardEntry {
            place: "三楼库房".to_owned(),
            what: "疏散通道堆物".to_owned(),
            ..HazardEntry::new(day(found), level.clone())
        };
        let id = hazard::add(&mut season.desk, unit, &entry, season.now).expect("is entered");
        let closed = hazard::close(
            &mut season.desk,
            id,
            day(closed),
            &Filled::new(),
            season.now,
        );
        closed.expect("is closed");
    }
    for (period, found, closed) in [("weekly/1", 0, 0), ("weekly/2", 2, 1), ("weekly/3", 0, 1)] {
        let id = period.parse().expect("a period");
        let counts = prefill(&season.desk, unit, &id).expect("reads").hazards;
        let count = counts.get(&level).copied().unwrap_or_default();
        assert_eq!(count, HazardCount { found, closed }, "{period}");
    }
}
