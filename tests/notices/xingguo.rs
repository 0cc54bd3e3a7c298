//! Xingguo 2024–2025, “个十百千万”: a tree of targets with milestones, a thousand spots with subsidies by kind.

use std::collections::BTreeMap;

use anyue::domain::campaign::{Expression, Target, TargetScope, TargetTime};
use anyue::domain::ratio::Ratio;

use super::{campaign, due_days};

/// Every target: whose part it is, how many, and by which day.
const TREE: [(&str, &str, Option<i64>, &str); 21] = [
    ("one", "", Some(1), "2025-01-20"),
    ("ten", "", None, "2025-01-20"),
    ("list35", "ten", Some(3120), "2024-11-30"),
    ("hard25", "ten", Some(1), "2024-10-31"),
    ("hundred", "", None, "2025-01-20"),
    ("columns", "hundred", Some(20), "2025-01-20"),
    ("reports", "hundred", Some(100), "2025-01-20"),
    ("contests", "hundred", Some(100), "2025-01-20"),
    ("offline_contests", "contests", Some(1), "2025-01-20"),
    ("drills", "hundred", Some(100), "2024-11-30"),
    ("crowded_drills", "drills", Some(1), "2024-11-30"),
    ("thousand", "", None, "2025-01-20"),
    ("spots", "thousand", Some(1000), "2025-01-31"),
    ("villages", "spots", Some(50), "2025-01-31"),
    ("estates", "spots", Some(300), "2025-01-31"),
    ("workplaces", "spots", Some(650), "2025-01-31"),
    ("courses", "thousand", Some(1000), "2025-01-20"),
    ("subsidies", "thousand", Some(1_500_000), "2025-01-31"),
    ("ten_thousand", "", None, "2025-01-20"),
    ("drill_people", "ten_thousand", Some(10_000), "2024-12-31"),
    ("contest_people", "ten_thousand", Some(10_000), "2024-12-31"),
];

fn by(target: &Target) -> String {
    match target.time {
        TargetTime::By(day) => day.to_string(),
        TargetTime::Each(_) => panic!("{} is wanted once", target.id),
    }
}

#[test]
fn the_tree_of_targets_is_that_of_the_notice() {
    let campaign = campaign("xingguo-2024");
    for (id, part_of, at_least, day) in TREE {
        let target = campaign.target(&id.into()).expect(id);
        let whole = target.part_of.as_ref().map_or("", |whole| whole.as_str());
        let goal = target.goal.and_then(|goal| goal.at_least);
        assert_eq!(
            (whole, goal, by(target).as_str()),
            (part_of, at_least, day),
            "{id}"
        );
    }
    let four: Vec<i64> = campaign
        .parts_of(&"ten_thousand".into())
        .filter_map(|target| target.goal?.at_least)
        .collect();
    assert_eq!(four, [10_000; 4], "the four ten-thousands");
    assert_eq!(campaign.targets.len(), TREE.len() + 2);
}

#[test]
fn a_thousand_spots_are_split_over_towns_and_selected_by_30_november() {
    let campaign = campaign("xingguo-2024");
    for (id, selected) in [
        ("spots", 1000),
        ("villages", 50),
        ("estates", 300),
        ("workplaces", 650),
    ] {
        let target = campaign.target(&id.into()).expect(id);
        assert!(
            matches!(&target.scope, TargetScope::Split(kinds) if kinds[0].as_str() == "town"),
            "{id}"
        );
        let milestones: Vec<(String, i64)> = target
            .milestones
            .iter()
            .map(|milestone| (milestone.day.to_string(), milestone.at_least))
            .collect();
        assert_eq!(milestones, [("2024-11-30".to_owned(), selected)], "{id}");
    }
}

/// 50 × 5,000 + 300 × 2,000 + 650 × 1,000 = 1,500,000 yuan.
#[test]
fn subsidies_are_by_kind_and_come_to_a_million_and_a_half() {
    let campaign = campaign("xingguo-2024");
    let spots = campaign.register(&"spots".into()).expect("it is declared");
    let stages: Vec<&str> = spots
        .stages
        .iter()
        .map(|stage| stage.name.as_str())
        .collect();
    assert_eq!(stages, ["已遴选", "已建成", "已验收", "已授牌"]);
    let subsidy = spots
        .field(&"subsidy".into())
        .and_then(|field| field.formula.as_ref());
    let Some(Expression::Lookup { values, .. }) = subsidy else {
        panic!("the kind says what a spot is given");
    };
    let by_kind = [
        ("示范村（社区）", 5000, 50),
        ("城区住宅小区", 2000, 300),
        ("生产经营场所", 1000, 650),
    ];
    let expected: BTreeMap<String, Ratio> = by_kind
        .iter()
        .map(|(kind, yuan, _)| ((*kind).to_owned(), Ratio::integer(*yuan)))
        .collect();
    assert_eq!(*values, expected);
    let total: i128 = by_kind.iter().map(|(_, yuan, spots)| yuan * spots).sum();
    let wanted = campaign
        .target(&"subsidies".into())
        .and_then(|target| target.goal?.at_least);
    assert_eq!(wanted.map(i128::from), Some(total));
}

#[test]
fn months_bear_their_year_and_what_is_left_belongs_to_january() {
    let campaign = campaign("xingguo-2024");
    let due = due_days(&campaign);
    let of = |duty: &str| -> Vec<(&str, &str)> {
        due.iter()
            .filter(|(name, _)| name.starts_with(duty))
            .map(|(name, day)| (name.as_str(), day.as_str()))
            .collect()
    };
    assert_eq!(
        of("工作进展"),
        [
            ("工作进展·2024年10月", "2024-10-31"),
            ("工作进展·2024年11月", "2024-11-30"),
            ("工作进展·2024年12月", "2024-12-31"),
        ]
    );
    assert_eq!(of("工作总结"), [("工作总结", "2025-01-31")]);
    // The table of spots goes as far as the last milestone: subsidies are paid in January.
    assert_eq!(of("示范点创建和补助"), [("示范点创建和补助", "2025-01-31")]);
    assert_eq!(of("专项方案"), [("专项方案", "2024-10-31")]);
}
