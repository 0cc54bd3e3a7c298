//! Checklists, approvals and lists of an award written as a campaign file.

use super::*;
use crate::domain::campaign::{Campaign, parse};

const CAMPAIGN: &str = r#"
id = "contest-2025"
title = "竞赛"
issuer = "某会"
from = 2025-06-11
to = 2026-12-31
duty = [{ id = "final", name = "总结", due = 2026-12-31, asks = [{ narrative = "总结" }] }]
register = [{ id = "deeds", name = "活动", field = [{ id = "on", label = "日期", kind = "date" }] }]
points = [{ id = "contest", name = "积分", group = [
  { name = "活动", item = [{ id = "held", name = "开展", each = 5, source = "deeds" }] },
] }]

[[award]]
id = "best"
name = "优胜单位"
candidate = "team"
extra = 1
condition = [
  { id = "no_accident", text = "未发生生产安全事故" },
  { id = "points", text = "积分90分以上", rule = "points(contest) >= 90" },
]
step = [{ id = "office", name = "办公会研究" }, { id = "congress", name = "职代会审议通过" }]
"#;

fn award() -> Award {
    let parsed = parse(CAMPAIGN);
    let campaign: Campaign = parsed
        .campaign
        .unwrap_or_else(|| panic!("{:?}", parsed.diagnostics));
    campaign.awards[0].clone()
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, day).expect("a day of December")
}

fn nomination(id: i64, rank: u32, name: &str) -> Nomination {
    Nomination {
        id: NominationId(id),
        award: "best".into(),
        body: UnitId(9),
        entry: NominationEntry {
            unit: UnitId(1),
            name: name.to_owned(),
            rank,
            ticked: BTreeMap::new(),
            steps: BTreeMap::new(),
            note: String::new(),
        },
    }
}

#[test]
fn a_condition_is_ticked_or_worked_out() {
    let award = award();
    let mut entry = nomination(1, 1, "一班").entry;
    for (ticked, points, expected) in [
        (None, None, [Met::Open, Met::Open]),
        (Some(true), Some(89), [Met::Yes, Met::No]),
        (Some(false), Some(90), [Met::No, Met::Yes]),
    ] {
        entry.ticked = ticked
            .map(|ticked| ("no_accident".into(), ticked))
            .into_iter()
            .collect();
        let points = points
            .map(|points| ("contest".into(), points))
            .into_iter()
            .collect();
        let facts = Facts {
            points: Some(&points),
            ..Facts::default()
        };
        let met = checklist(&award, &entry, facts);
        assert_eq!(
            met.iter().map(|line| line.met).collect::<Vec<_>>(),
            expected
        );
        assert_eq!((met[0].is_worked_out, met[1].is_worked_out), (false, true));
    }
}

#[test]
fn steps_are_taken_one_after_the_other() {
    let award = award();
    for (name, rank, steps, expected) in [
        ("一班", 1, vec![], vec![]),
        ("一班", 1, vec![("office", 5), ("congress", 5)], vec![]),
        (
            " ",
            0,
            vec![],
            vec!["请填写被推荐班组的名称", "推荐顺序从 1 开始"],
        ),
        (
            "一班",
            1,
            vec![("congress", 5)],
            vec!["“办公会研究”还没有完成，不能先做“职代会审议通过”"],
        ),
        (
            "一班",
            1,
            vec![("office", 6), ("congress", 5)],
            vec!["“职代会审议通过”的日期早于“办公会研究”的 2026-12-06"],
        ),
        (
            "一班",
            1,
            vec![("office", 21)],
            vec!["“办公会研究”的日期不能晚于今天"],
        ),
    ] {
        let mut entry = nomination(1, rank, name).entry;
        entry.steps = steps
            .iter()
            .map(|(step, on)| ((*step).into(), day(*on)))
            .collect();
        assert_eq!(problems(&award, &entry, day(20)), expected, "{steps:?}");
    }
    let mut entry = nomination(1, 1, "一班").entry;
    let next = |entry: &NominationEntry| next_step(&award, entry).map(|step| step.name.clone());
    assert_eq!(next(&entry).as_deref(), Some("办公会研究"));
    entry.steps = ["office", "congress"]
        .map(|step| (step.into(), day(5)))
        .into();
    assert_eq!(next(&entry), None);
}

#[test]
fn a_list_keeps_to_its_quota_and_one_ranked_candidate_more() {
    let award = award();
    let told = |quota, list: &[(u32, &str)]| {
        let list: Vec<Nomination> = (1..)
            .zip(list)
            .map(|(id, (rank, name))| nomination(id, *rank, name))
            .collect();
        list_problems(&award, quota, &list.iter().collect::<Vec<_>>())
    };
    let (first, second) = ((1, "一班"), (2, "二班"));
    assert_eq!(told(Some(1), &[]), [""; 0]);
    assert_eq!(told(None, &[]), [""; 0]);
    assert_eq!(told(Some(1), &[second, first]), [""; 0]);
    for (quota, list, message) in [
        (None, vec![first], "优胜单位的推荐名额还没有填"),
        (
            Some(1),
            vec![first, second, (3, "三班")],
            "优胜单位推荐了 3 个，名额 1 个，另可有 1 个差额候选",
        ),
        (
            Some(2),
            vec![first, (3, "三班")],
            "推荐顺序应是 1 到 2，不重复、不空缺",
        ),
        (Some(2), vec![first, (2, "一班")], "同一个候选推荐了两次"),
    ] {
        assert_eq!(told(quota, &list), [message]);
    }
    let extra = |rank| is_extra(1, &nomination(1, rank, "一班").entry);
    assert_eq!((extra(1), extra(2)), (false, true));
}
