//! Rates and totals that nobody fills in, on the overview and taken apart: units' rates are shown and never added.

use anyue::domain::counting::Counting;
use anyue::domain::figure::{Answer, Figure};
use anyue::domain::submission::show_answer;
use anyue::ops::overview::overview;
use anyue::ops::total::Extent;
use anyue::ops::trace::{figure_told, own, trace};
use anyue::ops::unit::{UnitInput, add};

use super::{Season, noon};

const EAST: &str = "东城区总工会";
const WEST: &str = "河西区总工会";
const NORTH: &str = "北山县总工会";

/// Two counties report, a third does not: 54 of 60 and 20 of 40 enterprises take part.
fn season() -> Season {
    let units = [(EAST, "county"), (WEST, "county"), (NORTH, "county")];
    let mut season = Season::of("linyi-2019", "2019-03-01", &units);
    for (unit, units, entered) in [(EAST, 60, 54), (WEST, 40, 20)] {
        let figures = [("big_units", units), ("big_entered", entered)];
        season.hand_in(unit, "quarterly/7", "2020-09-30", &figures);
    }
    season.now = noon("2020-11-20");
    season
}

fn shown(figure: &Figure, answer: Option<&Answer>) -> String {
    answer.map_or_else(
        || "nothing".to_owned(),
        |answer| show_answer(figure, answer),
    )
}

#[test]
fn the_overview_shows_a_rate_that_is_worked_out() {
    let mut season = season();
    let now = season.now;
    let seen = overview(&mut season.desk, now).expect("looks");
    let headlines: Vec<(String, String)> = seen
        .headlines
        .iter()
        .map(|one| {
            (
                one.figure.label.clone(),
                shown(&one.figure, one.answer.as_ref()),
            )
        })
        .collect();
    assert_eq!(
        headlines,
        [("规模以上企业参赛覆盖面".to_owned(), "74.0".to_owned())]
    );
}

#[test]
fn a_rate_is_traced_to_what_it_is_worked_out_from() {
    let season = season();
    let seat = season.desk.seat.unit;
    let traced = trace(&season.desk, seat, &Extent::Whole, &"big_rate".into()).expect("is traced");
    let figure = &traced.figure;
    assert_eq!(shown(figure, traced.total.answer().as_ref()), "74.0");
    let made_of: Vec<String> = traced
        .made_of
        .iter()
        .map(|(figure, answer)| figure_told(figure, answer.as_ref()))
        .collect();
    assert_eq!(
        made_of,
        [
            "规模以上企业·企业·参赛企业 74 家",
            "规模以上企业·企业·企业数 100 家"
        ]
    );
    let parts: Vec<(&str, String, &str)> = traced
        .parts
        .iter()
        .map(|part| {
            let rate = shown(figure, part.effective.answer.as_ref());
            let said = part.sources[0].statement.as_str();
            (part.unit.name.as_str(), rate, said)
        })
        .collect();
    assert_eq!(
        parts,
        [
            (
                EAST,
                "90.0".to_owned(),
                "规模以上企业·企业·参赛企业 54 家，规模以上企业·企业·企业数 60 家"
            ),
            (
                WEST,
                "50.0".to_owned(),
                "规模以上企业·企业·参赛企业 20 家，规模以上企业·企业·企业数 40 家"
            ),
        ]
    );
    let silent: Vec<&str> = traced
        .silent
        .iter()
        .map(|silent| silent.unit.name.as_str())
        .collect();
    assert_eq!(silent, [NORTH]);
    // One unit's own rate stands for itself, as a total row's own sum does.
    let east = season.unit(EAST);
    let rate = "big_rate".into();
    let counting = Counting::Received;
    let alone = own(&season.desk, east, &Extent::Whole, counting, &rate).expect("is traced");
    assert_eq!(shown(figure, alone.total.answer().as_ref()), "90.0");
    let total = trace(&season.desk, seat, &Extent::Whole, &"all_entered".into()).expect("traced");
    assert_eq!(total.total.number, Some(74));
}

#[test]
fn a_units_own_rate_is_worked_out_from_its_own_numbers() {
    let mut season = season();
    let east = season.desk.unit(season.unit(EAST)).expect("is there");
    let below = UnitInput {
        name: "东城区第一分会".to_owned(),
        kind: "county".to_owned(),
        parent: east.code,
        ..UnitInput::default()
    };
    let now = season.now;
    add(&mut season.desk, &below, now).expect("is added");
    let figures = [("big_units", 10), ("big_entered", 1)];
    season.hand_in("东城区第一分会", "quarterly/7", "2020-09-30", &figures);
    let (counting, rate) = (Counting::Received, "big_rate".into());
    let alone = own(&season.desk, east.id, &Extent::Whole, counting, &rate).expect("is traced");
    assert_eq!(shown(&alone.figure, alone.total.answer().as_ref()), "90.0");
    let made_of: Vec<Option<i64>> = alone
        .made_of
        .iter()
        .map(|(_, answer)| answer.as_ref().and_then(Answer::as_number))
        .collect();
    assert_eq!(made_of, [Some(54), Some(60)]);
}
