//! Targets written as a campaign file, held against records, with every number worked out by hand.

mod standing;

use proptest::prelude::*;

use super::*;
use crate::domain::campaign::{Blanks, Facts, parse};
use crate::domain::figure::Value;
use crate::domain::id::RecordId;
use crate::domain::record::{FieldValue, Record, RecordEntry};

const CAMPAIGN: &str = r#"
id = "programme-2019"
title = "劳动竞赛"
issuer = "某会"
from = 2019-01-01
to = 2022-12-31
unit_kind = [{ id = "county", name = "县" }, { id = "enterprise", name = "企业" }]
duty = [{ id = "final", name = "总结", due = 2022-12-31, asks = [{ narrative = "总结" }] }]

[[register]]
id = "held"
name = "培训台账"
field = [{ id = "on", label = "日期", kind = "date" }, { id = "people", label = "人数", kind = "count" }]
stage = [{ id = "done", name = "已完成" }]

[[target]]
id = "total"
name = "到2022年累计"
at_least = 8
source = "count(held)"

[[target]]
id = "yearly"
name = "每年 1 到 2 次"
at_least = 1
at_most = 2
each = "year"
source = "count(held)"

[[target]]
id = "class"
name = "县级每年至少 1 期"
at_least = 1
each = "year"
per = "unit"
kinds = ["county"]
source = "count(held)"

[[target]]
id = "split"
name = "分解到县"
at_least = 10
split = ["county"]
source = "sum(held.people)"

[[target]]
id = "milestones"
name = "有节点"
at_least = 4
by = 2020-12-31
source = "count(held where stage >= done)"
milestone = [
  { date = 2019-12-31, at_least = 4, name = "登记", source = "count(held)" },
  { date = 2020-06-30, at_least = 2 },
]

[[target]]
id = "both"
name = "总称"

[[target]]
id = "first"
name = "分项一"
part_of = "both"
at_least = 3
source = "count(held)"

[[target]]
id = "second"
name = "分项二"
part_of = "both"
at_least = 5
source = "sum(held.people)"

[[target]]
id = "whole"
name = "相加"
at_least = 8
parts_add_up = true

[[target]]
id = "part_a"
name = "甲"
part_of = "whole"
at_least = 3
source = "count(held)"

[[target]]
id = "part_b"
name = "乙"
part_of = "whole"
at_least = 5
source = "sum(held.people)"

[[target]]
id = "rate"
name = "平均人数"
kind = "decimal"
scale = 1
at_least = 2.5
source = "sum(held.people) / count(held)"
"#;

fn campaign() -> Campaign {
    let parsed = parse(CAMPAIGN);
    parsed
        .campaign
        .unwrap_or_else(|| panic!("{:?}", parsed.diagnostics))
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// Held by a unit on a day with so many people; done, where it is, on that day too.
fn held(unit: i64, on: &str, people: i64, done: bool) -> Record {
    let fields = [
        ("on", Value::Date(day(on))),
        ("people", Value::Number(people)),
    ];
    Record {
        id: RecordId(0),
        register: "held".into(),
        unit: UnitId(unit),
        row: None,
        recorded_on: day(on),
        entry: RecordEntry {
            fields: fields
                .into_iter()
                .map(|(id, value)| (id.into(), FieldValue::Plain(value)))
                .collect(),
            reached: done.then(|| ("done".into(), day(on))).into_iter().collect(),
        },
    }
}

fn unit(id: i64, kind: &str) -> Unit {
    Unit {
        id: UnitId(id),
        code: id.to_string(),
        name: format!("单位{id}"),
        kind: Some(kind.into()),
        parent: None,
        path: format!("/{id}/"),
        aliases: Vec::new(),
        credit_code: None,
        joined_on: None,
        closed_on: None,
        excusals: Vec::new(),
    }
}

/// Two counties and an enterprise; what they held by the end of 2020.
fn records() -> Vec<Record> {
    vec![
        held(1, "2019-03-01", 2, true),
        held(1, "2019-05-01", 1, false),
        held(2, "2019-07-01", 4, true),
        held(2, "2020-02-01", 2, true),
    ]
}

fn shares() -> BTreeMap<TargetId, BTreeMap<UnitId, i64>> {
    [("split".into(), [(UnitId(1), 3), (UnitId(2), 6)].into())].into()
}

fn progress_of(id: &str, today: &str, records: &[Record]) -> Vec<Progress> {
    progress_seen(Seen::Whole, id, today, records)
}

fn progress_seen(seen: Seen, id: &str, today: &str, records: &[Record]) -> Vec<Progress> {
    let campaign = campaign();
    let units = [unit(1, "county"), unit(2, "county"), unit(3, "enterprise")];
    let shares = shares();
    let against = Against {
        units: &units,
        shares: &shares,
        seen,
        today: day(today),
    };
    let measure = |source: &Expression, look: Look<'_>| {
        let of_look = |record: &&Record| look.unit.is_none_or(|unit| record.unit == unit);
        let records: Vec<&Record> = records.iter().filter(of_look).collect();
        let facts = Facts {
            records: &records,
            days: Some(look.days),
            ..Facts::default()
        };
        source.value(facts, Blanks::Skipped)
    };
    let target = campaign.target(&id.into()).expect("is declared");
    Meter::new(&campaign, against, measure).progress(target)
}

/// Unit, value, standing, share of the goal and of the time.
type Shown = (Option<i64>, i64, Standing, Option<u32>, u32);

fn shown(id: &str, today: &str) -> Vec<Shown> {
    progress_of(id, today, &records())
        .into_iter()
        .map(|p| {
            let value = p
                .value
                .number()
                .and_then(|value| value.round(0))
                .expect("a number");
            (
                p.unit.map(|unit| unit.0),
                value,
                p.standing,
                p.share,
                p.time,
            )
        })
        .collect()
}

#[test]
fn progress_is_that_worked_out_by_hand() {
    use Standing::{Behind, Exceeded, Missed, NotBegun, OnTrack, Reached};
    for (id, today, expected) in [
        // Half of 1461 days: 4 of 8 are expected and there.
        (
            "total",
            "2020-12-31",
            vec![(None, 4, OnTrack, Some(500), 500)],
        ),
        (
            "total",
            "2021-12-31",
            vec![(None, 4, Behind, Some(500), 750)],
        ),
        (
            "total",
            "2023-01-01",
            vec![(None, 4, Missed, Some(500), 1000)],
        ),
        // Three in 2019 are more than two; one in 2020 is within; the other years lie ahead.
        (
            "yearly",
            "2020-12-31",
            vec![
                (None, 3, Exceeded, Some(3000), 1000),
                (None, 1, Reached, Some(1000), 1000),
                (None, 0, NotBegun, Some(0), 0),
                (None, 0, NotBegun, Some(0), 0),
            ],
        ),
        // Each county for itself, and none of the enterprises; county 1 has held none in 2020 and still may.
        (
            "class",
            "2020-12-31",
            vec![
                (Some(1), 2, Reached, Some(2000), 1000),
                (Some(2), 1, Reached, Some(1000), 1000),
                (Some(1), 0, Behind, Some(0), 1000),
                (Some(2), 1, Reached, Some(1000), 1000),
                (Some(1), 0, NotBegun, Some(0), 0),
                (Some(2), 0, NotBegun, Some(0), 0),
                (Some(1), 0, NotBegun, Some(0), 0),
                (Some(2), 0, NotBegun, Some(0), 0),
            ],
        ),
        (
            "split",
            "2020-12-31",
            vec![
                (None, 9, OnTrack, Some(900), 500),
                (Some(1), 3, Reached, Some(1000), 500),
                (Some(2), 6, Reached, Some(1000), 500),
            ],
        ),
        // Four held, nine people: one part is reached with 4 of 3, the other with 9 of 5.
        (
            "both",
            "2020-12-31",
            vec![(None, 2, Reached, Some(1000), 500)],
        ),
        ("both", "2019-06-01", vec![(None, 0, OnTrack, Some(0), 104)]),
        (
            "whole",
            "2020-12-31",
            vec![(None, 13, Reached, Some(1625), 500)],
        ),
        // Nine people in four: 2.25, which is 2 without its fraction and 900 of a thousand of 2.5.
        (
            "rate",
            "2020-12-31",
            vec![(None, 2, OnTrack, Some(900), 500)],
        ),
    ] {
        assert_eq!(shown(id, today), expected, "{id} {today}");
    }
}

#[test]
fn milestones_are_judged_as_of_their_day() {
    let progress = &progress_of("milestones", "2020-07-01", &records())[0];
    let milestones: Vec<_> = progress
        .milestones
        .iter()
        .map(|m| (m.value.number().and_then(|n| n.round(0)), m.standing))
        .collect();
    // Three were held by the end of 2019, where four were wanted; three were done by the middle of 2020.
    assert_eq!(
        milestones,
        [(Some(3), Standing::Missed), (Some(3), Standing::Reached)]
    );
    // A day past the milestone of 2, of 184 to the end: 2 are expected, and 3 are there.
    assert_eq!(progress.standing, Standing::OnTrack);
    let later = &progress_of("milestones", "2020-12-30", &records()[..3])[0];
    assert_eq!(later.standing, Standing::Behind);
}

#[test]
fn a_target_without_data_says_so() {
    let progress = &progress_of("rate", "2020-12-31", &[])[0];
    assert_eq!(
        (progress.value, progress.standing),
        (Outcome::Undefined, Standing::Unknown)
    );
}

#[test]
fn a_unit_without_a_share_is_said_to_have_none() {
    let campaign = campaign();
    let units = [unit(1, "county")];
    let against = Against {
        units: &units,
        shares: &BTreeMap::new(),
        seen: Seen::Whole,
        today: day("2020-01-01"),
    };
    let measure = |_: &Expression, _: Look<'_>| Outcome::Number(Ratio::integer(7));
    let target = campaign.target(&"split".into()).expect("is declared");
    let progress = Meter::new(&campaign, against, measure).progress(target);
    assert_eq!(
        (progress[1].goal, progress[1].standing),
        (None, Standing::Unset)
    );
    assert_eq!(words::told(target, &progress[1]), "完成 7，未分解");
}

#[test]
fn a_part_is_held_against_its_own_share_and_not_against_the_whole() {
    let records = records();
    let seen = Seen::Part(UnitId(1));
    let split = progress_seen(seen, "split", "2020-06-30", &records);
    let [own] = split.as_slice() else {
        panic!("its own share alone: {split:?}");
    };
    assert_eq!(
        (own.unit, own.goal.and_then(|goal| goal.at_least)),
        (Some(UnitId(1)), Some(3))
    );
    assert_ne!(own.standing, Standing::Partial);
    // What is wanted of all together is not behind because one of them has done little of it.
    let total = progress_seen(seen, "total", "2020-06-30", &[]);
    assert_eq!(total[0].standing, Standing::Partial);
    assert_eq!((total[0].expected, total[0].share.is_some()), (None, false));
    let judged = progress_of("total", "2020-06-30", &[]);
    assert_eq!(judged[0].standing, Standing::Behind);
}

#[test]
fn shares_that_do_not_add_up_are_told() {
    let campaign = campaign();
    let split = campaign.target(&"split".into()).expect("is declared");
    let shares = |shares: &[(i64, i64)]| -> BTreeMap<UnitId, i64> {
        shares
            .iter()
            .map(|(unit, share)| (UnitId(*unit), *share))
            .collect()
    };
    for (given, difference) in [
        (shares(&[]), None),
        (shares(&[(1, 3), (2, 6)]), Some(-1)),
        (shares(&[(1, 4), (2, 6)]), Some(0)),
        (shares(&[(1, 4), (2, 7)]), Some(1)),
    ] {
        assert_eq!(split_difference(split, &given), difference, "{given:?}");
    }
    let whole = campaign.target(&"total".into()).expect("is declared");
    assert_eq!(split_difference(whole, &shares(&[(1, 8)])), None);
}

proptest! {
    #[test]
    fn units_add_up_to_the_whole(people in prop::collection::vec((1_i64..=2, 0_i64..50), 0..20)) {
        let records: Vec<Record> = people.iter().map(|(unit, people)| held(*unit, "2019-02-01", *people, false)).collect();
        let progress = progress_of("split", "2020-01-01", &records);
        let number = |p: &Progress| p.value.number().and_then(|n| n.round(0)).expect("a number");
        let parts: i64 = progress[1..].iter().map(number).sum();
        prop_assert_eq!(number(&progress[0]), parts);
    }
}
