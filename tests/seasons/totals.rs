//! Small seasons with several reports and levels: every total, rate and target worked out by hand beside it.

use anyue::domain::campaign::Outcome;
use anyue::domain::ratio::Ratio;
use anyue::domain::submission::show_answer;
use anyue::domain::target::Standing;
use anyue::ops::overview::overview;
use anyue::ops::target;
use anyue::ops::total::{Extent, total};
use chrono::Datelike;

use super::{Season, day, noon};

fn whole(number: i128) -> Outcome {
    Outcome::Number(Ratio::integer(number))
}

/// A table's figures over a unit's subtree, as they are shown; of all where no unit is named.
pub fn totals(
    season: &mut Season,
    table: &str,
    scope: &str,
    ids: &[&str],
    on: &str,
) -> Vec<String> {
    let scope = match scope {
        "" => season.desk.seat.unit,
        name => season.unit(name),
    };
    let made = total(
        &mut season.desk,
        &table.into(),
        scope,
        &Extent::Whole,
        noon(on),
    );
    let made = made.expect("totals");
    let shown = |id: &&str| {
        let figure = season
            .desk
            .campaign
            .figure(&(*id).into())
            .expect("declared");
        let answer = made.answer(&figure.id);
        answer.map_or_else(String::new, |answer| show_answer(figure, &answer))
    };
    ids.iter().map(shown).collect()
}

/// What a target comes to for all together or for one unit, in the stretch that begins in that year, and where it
/// stands.
fn reached(
    season: &Season,
    id: &str,
    unit: Option<&str>,
    year: i32,
    on: &str,
) -> (Outcome, Standing) {
    let all = target::targets(&season.desk, day(on)).expect("targets");
    let found = all.iter().find(|target| target.target.as_str() == id);
    let progress = found.expect("it is declared").progress.iter();
    let unit = unit.map(|unit| season.unit(unit));
    let mut own = progress.filter(|one| one.unit == unit && one.days.from().year() == year);
    let own = own.next().expect("it is worked out");
    (own.value, own.standing)
}

/// Two counties report to a city; rates are divided anew at each level.
#[test]
fn ankang_rates_at_every_level() {
    let mut season = Season::of("ankang-2025", "2025-06-12", &[]);
    let city = "甲市竞赛组委会";
    season.join(city, "city", "");
    let east = "东县总工会";
    season.join(east, "county", city);
    let west = "西县总工会";
    season.join(west, "county", city);
    let figures = |key: [i64; 4], other: [i64; 4]| {
        let columns = ["units", "entered", "workers", "entrants"];
        let own = |row: &'static str, numbers: [i64; 4]| {
            let ids = columns.map(|column| format!("{row}_{column}"));
            ids.into_iter().zip(numbers)
        };
        own("key", key)
            .chain(own("other", other))
            .collect::<Vec<_>>()
    };
    let reports = [
        // The second quarter's report, and the third's, which holds what stands at its end.
        (
            east,
            "entries/1",
            "2025-06-30",
            [10, 5, 800, 400],
            [30, 6, 600, 90],
        ),
        (
            west,
            "entries/1",
            "2025-06-30",
            [20, 4, 900, 200],
            [20, 5, 400, 60],
        ),
        (
            east,
            "entries/2",
            "2025-09-30",
            [10, 8, 800, 640],
            [30, 12, 600, 150],
        ),
    ];
    for (unit, period, day, key, other) in reports {
        let figures = figures(key, other);
        let figures: Vec<(&str, i64)> = figures
            .iter()
            .map(|(id, number)| (id.as_str(), *number))
            .collect();
        season.hand_in(unit, period, day, &figures);
    }
    let ids = [
        "key_units",
        "key_entered",
        "key_unit_rate",
        "all_units",
        "all_entered",
        "all_unit_rate",
        "all_workers",
        "all_entrants",
        "all_worker_rate",
    ];
    for (scope, expected) in [
        (
            east,
            ["10", "8", "80.0", "40", "20", "50.0", "1400", "790", "56.4"],
        ),
        (
            west,
            ["20", "4", "20.0", "40", "9", "22.5", "1300", "260", "20.0"],
        ),
        // 12 of 30, 29 of 80, 1050 of 2700: no sum and no mean of the rates above.
        (
            city,
            [
                "30", "12", "40.0", "80", "29", "36.3", "2700", "1050", "38.9",
            ],
        ),
    ] {
        assert_eq!(
            totals(&mut season, "entries", scope, &ids, "2025-10-01"),
            expected
        );
    }
    // The two rates are what the overview tells first, worked out and not "nobody has reported".
    let overview = overview(&mut season.desk, noon("2025-10-01")).expect("reads");
    let headlines = overview.headlines.iter();
    let told: Vec<(&str, Option<i64>)> = headlines
        .map(|one| {
            let number = one.answer.as_ref().and_then(|answer| answer.as_number());
            (one.figure.label.as_str(), number)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("合计·单位参赛率", Some(363)),
            ("合计·职工参赛率", Some(389))
        ]
    );
}

/// Coverage by the roll-up's own numbers, model enterprises as a range for each county and year, the fund in money.
#[test]
fn linyi_targets_by_year_and_county() {
    let mut season = Season::of("linyi-2019", "2019-03-01", &[]);
    let finance = "财务部";
    season.join(finance, "finance", "");
    let east = "东城区总工会";
    season.join(east, "county", "");
    let west = "河西区总工会";
    season.join(west, "county", "");
    let today = "2020-11-20";
    for (unit, units, entered) in [(east, 60, 54), (west, 40, 20)] {
        let figures = [("big_units", units), ("big_entered", entered)];
        season.hand_in(unit, "quarterly/7", "2020-09-30", &figures);
    }
    let model = |season: &mut Season, unit, day: &str| {
        let typed = [
            ("name", "示范企业"),
            ("kind", "创新竞赛示范企业"),
            ("level", "县级"),
            ("named_on", day),
            ("evidence", "文件.pdf"),
        ];
        season.record("models", unit, day, &typed, &["trained", "named"]);
    };
    for day in ["2019-05-06", "2019-06-06", "2019-07-08", "2020-03-02"] {
        model(&mut season, east, day);
    }
    for day in [
        "2020-04-01",
        "2020-04-02",
        "2020-04-03",
        "2020-04-07",
        "2020-04-08",
        "2020-04-09",
    ] {
        model(&mut season, west, day);
    }
    for (day, kind, amount) in [
        ("2019-03-20", "设立", "50"),
        ("2019-10-08", "支出", "12.5"),
        ("2020-03-18", "设立", "30"),
    ] {
        let typed = [
            ("on", day),
            ("kind", kind),
            ("what", "经费"),
            ("amount", amount),
        ];
        season.record("funds", finance, day, &typed, &[]);
    }
    for (id, unit, year, value, standing) in [
        // 74 of 100.
        ("coverage", None, 2019, whole(74), None),
        (
            "county_models",
            Some(east),
            2019,
            whole(3),
            Some(Standing::Reached),
        ),
        (
            "county_models",
            Some(west),
            2019,
            whole(0),
            Some(Standing::Missed),
        ),
        (
            "county_models",
            Some(east),
            2020,
            whole(1),
            Some(Standing::Behind),
        ),
        // Six are more than the five that are wanted at most.
        (
            "county_models",
            Some(west),
            2020,
            whole(6),
            Some(Standing::Exceeded),
        ),
        ("fund", None, 2019, whole(500_000), Some(Standing::Reached)),
        ("fund", None, 2020, whole(300_000), Some(Standing::Behind)),
    ] {
        let found = reached(&season, id, unit, year, today);
        assert_eq!(found.0, value, "{id} {year}");
        assert!(
            standing.is_none_or(|standing| standing == found.1),
            "{id} {year}: {:?}",
            found.1
        );
    }
}

/// Spots by kind and stage, what is owed and paid, and the parts adding up to the whole.
#[test]
fn xingguo_spots_and_subsidies() {
    let mut season = Season::of("xingguo-2024", "2024-10-20", &[]);
    let first = "东坪镇";
    season.join(first, "town", "");
    let second = "西坪乡";
    season.join(second, "town", "");
    let all = ["selected", "built", "accepted", "plaque"];
    for (unit, name, kind, paid, stages) in [
        (first, "甲村", "示范村（社区）", "5000", &all[..]),
        (first, "乙小区", "城区住宅小区", "0", &all[..3]),
        (first, "丙厂", "生产经营场所", "", &all[..1]),
        (second, "丁厂", "生产经营场所", "1000", &all[..3]),
        (second, "戊小区", "城区住宅小区", "", &all[..2]),
    ] {
        let paid_on = if paid.is_empty() { "" } else { "2024-12-02" };
        let typed = [
            ("name", name),
            ("kind", kind),
            ("place", "镇上"),
            ("selected_on", "2024-11-20"),
            ("paid", paid),
            ("paid_on", paid_on),
            ("photo", "现场.jpg"),
        ];
        season.record("spots", unit, "2024-11-20", &typed, stages);
    }
    let today = "2024-12-10";
    for (id, value) in [
        ("villages", 1),
        ("estates", 1),
        ("workplaces", 1),
        // The parts add up.
        ("spots", 3),
        // 5,000 + 0 + 1,000; 2,000 is still owed for the estate that was accepted.
        ("subsidies", 6000),
    ] {
        assert_eq!(
            reached(&season, id, None, 2024, today).0,
            whole(value),
            "{id}"
        );
    }
    let october = [
        ("drills_times", 3),
        ("drills_people", 900),
        ("no_script_times", 1),
        ("told_people", 1200),
    ];
    let november = [
        ("drills_times", 2),
        ("drills_people", 500),
        ("told_people", 1920),
    ];
    season.hand_in(first, "monthly/1", "2024-10-31", &october);
    season.hand_in(first, "monthly/2", "2024-11-30", &november);
    season.hand_in(
        second,
        "monthly/2",
        "2024-11-30",
        &[("drills_times", 5), ("drills_people", 600)],
    );
    let ids = [
        "drills_times",
        "drills_people",
        "drills_each",
        "no_script_times",
        "told_people",
    ];
    // 2,000 people at 10 drills are 200 at each.
    assert_eq!(
        totals(&mut season, "progress", "", &ids, today),
        ["10", "2000", "200.0", "1", "3120"]
    );
    assert_eq!(
        reached(&season, "list35", None, 2024, today),
        (whole(3120), Standing::Reached)
    );
    assert_eq!(
        reached(&season, "drills", None, 2024, today),
        (whole(10), Standing::Missed)
    );
    assert_eq!(
        reached(&season, "drill_people", None, 2024, today).0,
        whole(2000)
    );
}
