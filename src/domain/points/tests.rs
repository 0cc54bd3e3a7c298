//! Points worked out by hand beside those worked out here, and what holds for any records.

use proptest::prelude::*;

use super::*;
use crate::domain::campaign::{Campaign, parse};
use crate::domain::figure::Value;
use crate::domain::id::UnitId;
use crate::domain::record::{FieldValue, RecordEntry};

const CAMPAIGN: &str = r#"
id = "contest-2025"
title = "竞赛"
issuer = "某会"
from = 2025-06-11
to = 2026-12-31
unit_kind = [{ id = "key", name = "重点行业" }, { id = "other", name = "其他行业" }]
duty = [
  { id = "quarter", name = "监督记录", every = "quarter", month = 3, on = "last", asks = [{ narrative = "情况" }] },
]

[[register]]
id = "deeds"
name = "活动记录"
field = [
  { id = "on", label = "日期", kind = "date" },
  { id = "what", label = "行动", kind = "choice", choices = ["普法", "吹哨人", "专题", "重点领域", "特色", "媒体"] },
  { id = "chosen", label = "选为典型", kind = "yes_no" },
  { id = "finds", label = "找到", kind = "count" },
  { id = "who", label = "参与者" },
]

[[points]]
id = "contest"
name = "积分办法"
threshold = 50

[[points.group]]
name = "十项行动"
cap = 15
repeat = 1
item = [
  { id = "law", name = "普法", cap = 5, each = 5, source = "deeds where what == “普法”" },
  { id = "whistle", name = "吹哨人", cap = 10, each = 5, source = "deeds where what == “吹哨人”" },
]

[[points.group]]
name = "专题活动"
cap = 20
repeat = 1
item = [
  { id = "special", name = "参加专题活动", each = 5, source = "deeds where what == “专题”" },
  { id = "chosen", name = "被选为典型", each = 5, source = "deeds where what == “专题” and chosen" },
]

[[points.group]]
name = "重点领域行动或特色活动"
cap = 10
repeat = 1
either_or = true
item = [
  { id = "key", name = "重点领域行动", each = 5, source = "deeds where what == “重点领域”" },
  { id = "feature", name = "特色活动", each = 5, source = "deeds where what == “特色”" },
]

[[points.group]]
name = "加分项"
cap = 8
takes_repeats = true
item = [{ id = "media", name = "媒体报道", each = 5, source = "deeds where what == “媒体”" }]

[[points.late]]
duty = "quarter"
per_day = 1
cap = 3

[[points]]
id = "quiz"
name = "答题积分"
ranking = false
person = "who"
[[points.group]]
name = "答题"
item = [
  { id = "finds", name = "找隐患", each = "finds", source = "deeds where filled(finds)" },
  { id = "report", name = "总结", cap = 10, scored = true, kinds = ["key"] },
]
"#;

fn campaign() -> Campaign {
    let parsed = parse(CAMPAIGN);
    parsed
        .campaign
        .unwrap_or_else(|| panic!("{:?}", parsed.diagnostics))
}

/// A deed on the `day`-th day of July 2025.
fn deed(id: i64, day: u32, what: &str, chosen: bool) -> Record {
    let on = NaiveDate::from_ymd_opt(2025, 7, day).expect("a day of July");
    let fields = [
        ("on", Value::Date(on)),
        ("what", Value::Text(what.to_owned())),
        ("chosen", Value::YesNo(chosen)),
    ];
    Record {
        id: RecordId(id),
        register: "deeds".into(),
        unit: UnitId(1),
        row: None,
        recorded_on: on,
        entry: RecordEntry {
            fields: fields
                .into_iter()
                .map(|(id, value)| (id.into(), FieldValue::Plain(value)))
                .collect(),
            ..RecordEntry::default()
        },
    }
}

fn scored_with(table: &str, records: &[Record], late: &[(DutyId, u32)]) -> Score {
    let campaign = campaign();
    let table = campaign.points_table(&table.into()).expect("is declared");
    let records: Vec<&Record> = records.iter().collect();
    score(
        table,
        Scored {
            kind: Some(&"key".into()),
            records: &records,
            scores: &BTreeMap::new(),
            late,
        },
    )
}

/// The points of the four groups, and the total, of deeds given as `what` and whether chosen.
fn points(deeds: &[(&str, bool)]) -> ([i64; 4], i64) {
    let records: Vec<Record> = (1..)
        .zip(deeds)
        .map(|(at, (what, chosen))| deed(at, u32::try_from(at).expect("few"), what, *chosen))
        .collect();
    let score = scored_with("contest", &records, &[]);
    let groups: Vec<i64> = score.groups.iter().map(|group| group.points).collect();
    (groups.try_into().expect("four groups"), score.total)
}

#[test]
fn points_are_those_worked_out_by_hand() {
    let (law, whistle, media) = (("普法", false), ("吹哨人", false), ("媒体", false));
    let (special, typical) = (("专题", false), ("专题", true));
    let (key, feature) = (("重点领域", false), ("特色", false));
    for (deeds, groups, total) in [
        (vec![], [0, 0, 0, 0], 0),
        // A first time gives 5; the second is beyond the cap and gives 1 to the bonus group.
        (vec![law], [5, 0, 0, 0], 5),
        (vec![law, law], [5, 0, 0, 1], 6),
        // It takes two to reach the cap, and a third to be repeated.
        (vec![whistle, whistle], [10, 0, 0, 0], 10),
        (vec![whistle, whistle, whistle], [10, 0, 0, 1], 11),
        // Taking part and being chosen count each; four records fill the group's cap.
        (vec![typical, special], [0, 15, 0, 0], 15),
        (vec![typical, typical, special], [0, 20, 0, 1], 21),
        // One record repeats once, however many items it is of; and what filled the group has not repeated anything.
        (vec![typical, typical, typical], [0, 20, 0, 1], 21),
        (vec![special, special, special, typical], [0, 20, 0, 0], 20),
        // Never both: the one with more points counts, the other gives nothing, not even for repeating.
        (vec![key, feature], [0, 0, 5, 0], 5),
        (vec![key, feature, feature], [0, 0, 10, 0], 10),
        (vec![key, feature, feature, feature], [0, 0, 10, 1], 11),
        // Repeating and media share the bonus group's cap of 8.
        (vec![media, law, law, law, law, media], [5, 0, 0, 8], 13),
    ] {
        assert_eq!(points(&deeds), (groups, total), "{deeds:?}");
    }
}

#[test]
fn every_point_traces_to_its_record() {
    let records = [
        deed(1, 3, "普法", false),
        deed(2, 1, "普法", false),
        deed(3, 4, "特色", false),
        deed(4, 5, "重点领域", false),
    ];
    let score = scored_with("contest", &records, &[]);
    let ids = |granted: &[Granted]| -> Vec<(i64, i64)> {
        granted
            .iter()
            .map(|granted| (granted.record.0, granted.points))
            .collect()
    };
    // The earlier of the two gives the points, whichever was written first.
    assert_eq!(ids(&score.groups[0].items[0].granted), [(2, 5)]);
    assert_eq!(ids(&score.groups[3].repeats), [(1, 1)]);
    assert_eq!(ids(&score.groups[2].items[0].granted), [(4, 5)]);
    assert_eq!(score.groups[2].items[1].excluded, [RecordId(3)]);
    assert_eq!((score.total, score.missing), (11, Some(39)));
}

#[test]
fn handing_in_late_costs_points_but_never_more_than_there_are() {
    let records = [deed(1, 1, "普法", false)];
    let quarter = |days| ("quarter".into(), days);
    for (late, total) in [
        (vec![], 5),
        (vec![quarter(2)], 3),
        (vec![quarter(9)], 2),
        (vec![quarter(9), quarter(1)], 1),
        (vec![quarter(9), quarter(9)], 0),
        (vec![("other".into(), 9)], 5),
    ] {
        let score = scored_with("contest", &records, &late);
        assert_eq!(score.total, total, "{late:?}");
    }
}

#[test]
fn a_record_may_be_worth_what_its_own_fields_say() {
    let mut records = [deed(1, 1, "普法", false), deed(2, 2, "普法", false)];
    for (record, finds) in records.iter_mut().zip([7, 4]) {
        let finds = FieldValue::Plain(Value::Number(finds));
        record.entry.fields.insert("finds".into(), finds);
    }
    let score = scored_with("quiz", &records, &[]);
    assert_eq!((score.total, score.missing), (11, None));
}

#[test]
fn what_was_reviewed_stands_before_what_the_unit_gave_itself() {
    let campaign = campaign();
    let table = campaign.points_table(&"quiz".into()).expect("is declared");
    for (kind, own, reviewed, points) in [
        ("key", Some(9), None, 9),
        ("key", Some(9), Some(7), 7),
        ("key", Some(19), None, 10),
        ("key", None, None, 0),
        ("other", Some(9), None, 0),
    ] {
        let scores = [("report".into(), HandScore { own, reviewed })].into();
        let score = score(
            table,
            Scored {
                kind: Some(&kind.into()),
                records: &[],
                scores: &scores,
                late: &[],
            },
        );
        assert_eq!(score.total, points, "{kind} {own:?} {reviewed:?}");
    }
}

fn any_deeds() -> impl Strategy<Value = Vec<Record>> {
    let what = prop::sample::select(vec!["普法", "吹哨人", "专题", "重点领域", "特色", "媒体"]);
    prop::collection::vec((1_u32..=31, what, any::<bool>()), 0..24).prop_map(|deeds| {
        (1..)
            .zip(deeds)
            .map(|(id, (day, what, chosen))| deed(id, day, what, chosen))
            .collect()
    })
}

proptest! {
    #[test]
    fn no_cap_is_passed_and_every_point_has_its_record(records in any_deeds()) {
        let campaign = campaign();
        let table = &campaign.points[0];
        let score = scored_with("contest", &records, &[]);
        let mut sum = 0;
        for (group, of) in score.groups.iter().zip(&table.groups) {
            prop_assert!(of.cap.is_none_or(|cap| group.points <= cap));
            let mut traced: i64 = group.repeats.iter().map(|granted| granted.points).sum();
            for (item, of) in group.items.iter().zip(&of.items) {
                let granted: i64 = item.granted.iter().map(|granted| granted.points).sum();
                prop_assert!(of.cap.is_none_or(|cap| item.points <= cap));
                prop_assert_eq!(granted, item.points);
                traced += granted;
            }
            prop_assert_eq!(traced, group.points);
            let counting = group.items.iter().filter(|item| item.points > 0).count();
            prop_assert!(!of.either_or || counting <= 1);
            sum += group.points;
        }
        prop_assert_eq!(sum, score.total);
    }

    #[test]
    fn one_more_record_never_costs_a_point(records in any_deeds(), more in any_deeds()) {
        let before = scored_with("contest", &records, &[]).total;
        if let Some(mut one) = more.into_iter().next() {
            one.id = RecordId(99);
            let mut records = records;
            records.push(one);
            prop_assert!(scored_with("contest", &records, &[]).total >= before);
        }
    }

    #[test]
    fn the_order_in_which_records_are_given_does_not_matter(records in any_deeds().prop_shuffle()) {
        let mut sorted = records.clone();
        sorted.sort_by_key(|record| record.id);
        prop_assert_eq!(scored_with("contest", &records, &[]), scored_with("contest", &sorted, &[]));
    }
}

/// Whoever plays has points of their own, in the order in which they first played; who names nobody plays for the unit.
#[test]
fn points_are_kept_by_person_in_the_order_of_their_records() {
    let campaign = campaign();
    let table = &campaign.points[1];
    let plays = [
        (1, 2, "员工乙", 3),
        (2, 3, "员工甲", 5),
        (3, 4, "", 1),
        (4, 5, "员工乙", 4),
    ];
    let records: Vec<Record> = plays
        .into_iter()
        .map(|(id, day, who, finds)| {
            let mut record = deed(id, day, "普法", false);
            let mut put = |field: &str, value| {
                let fields = &mut record.entry.fields;
                fields.insert(field.into(), FieldValue::Plain(value));
            };
            put("finds", Value::Number(finds));
            if !who.is_empty() {
                put("who", Value::Text(who.to_owned()));
            }
            record
        })
        .collect();
    let records: Vec<&Record> = records.iter().collect();
    let scored = Scored {
        kind: None,
        records: &records,
        scores: &BTreeMap::new(),
        late: &[],
    };
    let told = |table: &PointsTable| -> Vec<String> {
        let people = people(table, scored).into_iter();
        people.map(|one| one.in_words(table)).collect()
    };
    assert_eq!(told(table), ["员工乙 7 分", "员工甲 5 分", "单位 1 分"]);
    assert_eq!(score(table, scored).total, 13);
    assert_eq!(
        told(&campaign.points[0]),
        Vec::<String>::new(),
        "not asked for"
    );
}
