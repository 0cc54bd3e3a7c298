//! The “安康杯” contest 2025–2026: ten actions, a points table with caps, awards with an extra candidate.

use anyue::domain::campaign::{Candidate, Given, PointsTable};

use super::{campaign, due_days};

/// Items of a group, each with its cap.
type Items = &'static [(&'static str, Option<i64>)];

/// The notice's annex: every item with its cap, group by group with theirs. `None` where the paper has none of its own.
const ANNEX: [(&str, i64, Items); 5] = [
    ("报名参赛", 5, &[("报名参赛", Some(5))]),
    (
        "十项行动",
        65,
        &[
            ("职工安全健康普法科普行动", Some(5)),
            ("职工安全健康素质培训行动", Some(5)),
            ("职工应急演练行动", Some(5)),
            ("职工安全文化作品展播行动", Some(5)),
            ("职工安康家庭行动", Some(5)),
            ("安全生产吹哨人行动", Some(10)),
            ("班组安全建设行动", Some(5)),
            ("劳动保护典型选树行动", Some(5)),
            ("工会劳动保护监督行动", Some(15)),
            ("安全共建行动", Some(5)),
        ],
    ),
    (
        "专题活动",
        20,
        &[("参加专题活动", None), ("被选为典型", None)],
    ),
    (
        "重点领域行动或特色活动",
        10,
        &[("重点领域行动", None), ("特色活动", None)],
    ),
    (
        "加分项",
        20,
        &[("省级以上媒体宣传报道", None), ("部委专项工作", None)],
    ),
];

fn table() -> PointsTable {
    let mut points = campaign("ankang-2025").points;
    assert_eq!(points.len(), 1);
    points.remove(0)
}

#[test]
fn the_points_table_has_the_caps_of_the_annex() {
    let table = table();
    assert_eq!(table.threshold, Some(90));
    assert_eq!(table.groups.len(), ANNEX.len());
    for (group, (name, cap, items)) in table.groups.iter().zip(ANNEX) {
        assert_eq!((group.name.as_str(), group.cap), (name, Some(cap)));
        let found: Vec<(&str, Option<i64>)> = group
            .items
            .iter()
            .map(|item| (item.name.as_str(), item.cap))
            .collect();
        assert_eq!(found, items);
        for item in &group.items {
            assert!(
                matches!(&item.given, Given::Records { .. }),
                "every point of {} has its record",
                item.name
            );
        }
    }
    let actions = &table.groups[1];
    let sum: i64 = actions.items.iter().filter_map(|item| item.cap).sum();
    assert_eq!(sum, 65, "the ten actions fill their group");
}

#[test]
fn repeating_goes_to_the_bonus_and_one_sort_of_special_activity_counts() {
    let table = table();
    let takers: Vec<&str> = table
        .groups
        .iter()
        .filter(|group| group.takes_repeats)
        .map(|group| group.name.as_str())
        .collect();
    assert_eq!(takers, ["加分项"]);
    let repeats: Vec<i64> = table.groups.iter().map(|group| group.repeat).collect();
    assert_eq!(repeats, [0, 1, 1, 1, 0]);
    let either: Vec<bool> = table.groups.iter().map(|group| group.either_or).collect();
    assert_eq!(either, [false, false, false, true, false]);
}

#[test]
fn ten_actions_are_told_and_supervision_and_cases_are_due_each_quarter() {
    let campaign = campaign("ankang-2025");
    assert_eq!(campaign.activities.len(), 10);
    let due = due_days(&campaign);
    for duty in ["劳动保护监督", "典型案例", "参赛情况"] {
        let days: Vec<&str> = due
            .iter()
            .filter(|(name, _)| name.starts_with(duty))
            .map(|(_, day)| day.as_str())
            .collect();
        assert_eq!(
            days,
            [
                "2025-06-30",
                "2025-09-30",
                "2025-12-31",
                "2026-03-31",
                "2026-06-30",
                "2026-09-30",
                "2026-12-31"
            ],
            "{duty}"
        );
    }
}

#[test]
fn four_awards_each_with_one_extra_candidate_and_three_of_them_want_90_points() {
    let campaign = campaign("ankang-2025");
    let awards: Vec<(&str, Candidate, u32, usize, bool)> = campaign
        .awards
        .iter()
        .map(|award| {
            let wants_points = award
                .conditions
                .iter()
                .any(|one| one.id.as_str() == "points");
            (
                award.name.as_str(),
                award.candidate,
                award.extra,
                award.steps.len(),
                wants_points,
            )
        })
        .collect();
    assert_eq!(
        awards,
        [
            ("优胜单位", Candidate::Unit, 1, 3, true),
            ("优胜班组", Candidate::Team, 1, 3, true),
            ("优秀组织单位", Candidate::Unit, 1, 3, true),
            ("优秀个人", Candidate::Person, 1, 3, false),
        ]
    );
}
