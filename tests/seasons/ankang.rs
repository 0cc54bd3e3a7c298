//! The “安康杯” contest: every point of a season by hand, and what is still missing to 90.

use anyue::domain::nomination::{Met, NominationEntry};
use anyue::domain::points::why_nothing;
use anyue::ops::nomination;
use anyue::ops::points::{Scores, grounds, scores, table_named};

use super::{Season, day, noon, told};

/// The ten actions of the notice.
const ACTIONS: [&str; 10] = [
    "职工安全健康普法科普行动",
    "职工安全健康素质培训行动",
    "职工应急演练行动",
    "职工安全文化作品展播行动",
    "职工安康家庭行动",
    "安全生产吹哨人行动",
    "班组安全建设行动",
    "劳动保护典型选树行动",
    "工会劳动保护监督行动",
    "安全共建行动",
];

fn season() -> Season {
    let units = [
        ("示例市总工会", "city"),
        ("甲矿", "key_enterprise"),
        ("乙店", "enterprise"),
        ("丙厂", "enterprise"),
    ];
    Season::of("ankang-2025", "2026-12-01", &units)
}

/// An activity that was held; published where it is said so.
fn act(
    season: &mut Season,
    unit: &str,
    action: &str,
    on: &str,
    more: &[(&str, &str)],
    published: bool,
) {
    let mut fields = vec![("held_on", on), ("action", action), ("title", "一次活动")];
    fields.extend(more);
    if published {
        fields.extend([
            ("published_on", on),
            ("published", "“职工之家”APP"),
            ("evidence", "现场.jpg"),
        ]);
    }
    let id = season
        .add("activities", unit, None, &fields)
        .expect("is written");
    season.reach(id, &[("held", on)]);
    if published {
        season.reach(id, &[("published", on)]);
    }
}

pub fn played() -> Season {
    let mut season = season();
    let entry = [
        ("entered_on", "2025-07-01"),
        ("workers", "100"),
        ("entrants", "80"),
        ("union", "是"),
        ("plan", "方案.docx"),
        ("rules", "制度.docx"),
    ];
    let entered = season
        .add("entry", "甲矿", Some("entry"), &entry)
        .expect("is written");
    season.reach(
        entered,
        &[("entered", "2025-07-01"), ("complete", "2025-07-02")],
    );
    for action in ACTIONS {
        act(&mut season, "甲矿", action, "2025-08-01", &[], true);
    }
    for (action, on) in [
        ("安全生产吹哨人行动", "2025-09-01"),
        ("工会劳动保护监督行动", "2025-10-01"),
        ("工会劳动保护监督行动", "2026-01-05"),
        ("职工应急演练行动", "2026-02-01"),
        ("重点领域行动", "2026-03-01"),
        ("重点领域行动", "2026-03-02"),
        ("重点领域行动", "2026-03-03"),
        ("省级以上媒体宣传报道", "2026-04-01"),
        ("省级以上媒体宣传报道", "2026-04-02"),
    ] {
        act(&mut season, "甲矿", action, on, &[], true);
    }
    act(
        &mut season,
        "甲矿",
        "专题活动",
        "2026-05-01",
        &[("chosen", "是")],
        true,
    );
    act(&mut season, "甲矿", "专题活动", "2026-05-02", &[], true);
    // Not for one of the key industries, and one that was never published.
    act(&mut season, "甲矿", "特色活动", "2026-06-01", &[], true);
    act(
        &mut season,
        "甲矿",
        "安全共建行动",
        "2026-06-02",
        &[],
        false,
    );
    act(
        &mut season,
        "乙店",
        "职工应急演练行动",
        "2025-08-01",
        &[],
        true,
    );
    act(&mut season, "乙店", "特色活动", "2025-08-02", &[], true);
    act(&mut season, "乙店", "重点领域行动", "2025-08-03", &[], true);
    season
}

fn all(season: &Season) -> Scores {
    let table = table_named(&season.desk.campaign, None).expect("is there");
    scores(&season.desk, table, season.now).expect("works out")
}

#[test]
fn every_group_comes_to_what_was_worked_out_by_hand() {
    let season = played();
    let scores = all(&season);
    let of = |unit: &str| {
        let unit = season.unit(unit);
        let mut units = scores.units.iter();
        let one = units
            .find(|one| one.unit == unit)
            .expect("takes part")
            .clone();
        let groups: Vec<i64> = one.score.groups.iter().map(|group| group.points).collect();
        (groups, one.score.total, one.score.missing)
    };
    // Entry 5; the ten actions 9×5 + 10 + ... up to 65; twice at a special activity and once chosen 15; three key
    // activities up to 10; two reports 10 and one point each for the second drill and the third key activity.
    assert_eq!(of("甲矿"), (vec![5, 65, 15, 10, 12], 107, Some(0)));
    // A drill 5, a feature of its own 5; key activities are not for it.
    assert_eq!(of("乙店"), (vec![0, 5, 0, 5, 0], 10, Some(80)));
    let unfit = |unit: &str| {
        let unit = season.unit(unit);
        let mut units = scores.units.iter();
        let one = units.find(|one| one.unit == unit).expect("takes part");
        let items = one.score.groups.iter().flat_map(|group| &group.items);
        items.map(|item| item.unfit.len()).sum::<usize>()
    };
    assert_eq!(
        (unfit("甲矿"), unfit("乙店"), unfit("丙厂")),
        (1, 1, 0),
        "what is not for a unit's kind gives nothing, and is told"
    );
    assert_eq!(of("丙厂"), (vec![0, 0, 0, 0, 0], 0, Some(90)));
    assert_eq!(
        (scores.participants(), scores.reached(), scores.units.len()),
        (1, 1, 3),
        "乙店 did something, and never registered"
    );
}

/// Held on the 10th, its stage dated the 15th, published on the 20th: each day has the points that it had.
#[test]
fn what_was_published_later_does_not_count_yet() {
    let mut season = season();
    let fields = [
        ("held_on", "2025-07-10"),
        ("action", "职工应急演练行动"),
        ("title", "一次活动"),
        ("published_on", "2025-07-20"),
        ("published", "“职工之家”APP"),
        ("evidence", "现场.jpg"),
    ];
    let id = season.add("activities", "甲矿", None, &fields);
    let id = id.expect("is written");
    season.reach(id, &[("held", "2025-07-10"), ("published", "2025-07-15")]);
    let table = table_named(&season.desk.campaign, None).expect("is there");
    let total = |on: &str| {
        let scores = scores(&season.desk, table, noon(on)).expect("works out");
        scores.units.iter().map(|one| one.score.total).sum::<i64>()
    };
    let days = [
        "2025-07-10",
        "2025-07-16",
        "2025-07-19",
        "2025-07-20",
        "2025-07-25",
    ];
    assert_eq!(days.map(total), [0, 0, 0, 5, 5]);
}

#[test]
fn every_point_leads_to_a_record_with_its_day() {
    let season = played();
    let scores = all(&season);
    for one in &scores.units {
        for group in &one.score.groups {
            let granted = group.items.iter().flat_map(|item| &item.granted);
            let sum: i64 = granted
                .chain(&group.repeats)
                .map(|granted| granted.points)
                .sum();
            assert_eq!(sum, group.points);
        }
    }
}

/// Behind each point stand the day, the publication and the evidence that the notice asks for.
#[test]
fn every_point_leads_to_its_publication_and_its_evidence() {
    let season = played();
    let grounds = grounds(&season.desk, season.now.date()).expect("reads");
    let scores = all(&season);
    let groups = scores.units.iter().flat_map(|one| &one.score.groups);
    let of_activities = groups.skip(1).flat_map(|group| {
        let items = group.items.iter();
        items
            .flat_map(|item| &item.granted)
            .chain(&group.repeats)
            .collect::<Vec<_>>()
    });
    let mut seen = 0;
    for granted in of_activities.filter(|one| one.points > 0) {
        let ground = &grounds[&granted.record];
        if ground.title == "报名参赛" {
            continue;
        }
        seen += 1;
        assert_eq!(ground.title, "一次活动");
        let words = format!(
            "宣传发布日期 {}；宣传发布的渠道和标题 “职工之家”APP；佐证材料 现场.jpg",
            granted.day
        );
        assert_eq!(ground.proof_in_words(), words);
    }
    assert!(seen > 20, "{seen} records give points");
}

/// “2025-2026年期间单位自行择期先后开展”: from the first day of 2025, whenever a unit registered.
/// Of the units that registered, those whose activities count: registering alone is not taking part, and who did not
/// register is not among them.
#[test]
fn participation_is_what_registered_units_did_over_registered_units() {
    let mut season = season();
    for unit in ["甲矿", "乙店"] {
        let entered = season.add(
            "entry",
            unit,
            Some("entry"),
            &[("entered_on", "2025-07-01")],
        );
        season.reach(entered.expect("is written"), &[("entered", "2025-07-01")]);
    }
    act(&mut season, "甲矿", ACTIONS[0], "2025-08-01", &[], true);
    act(&mut season, "乙店", ACTIONS[0], "2025-08-01", &[], false);
    act(&mut season, "丙厂", ACTIONS[0], "2025-08-01", &[], true);
    let all = all(&season);
    assert_eq!(
        (all.participants(), all.registered(), all.rate()),
        (1, 2, Some(500))
    );
    let table = table_named(&season.desk.campaign, None).expect("is there");
    let count = all.units.len();
    let told = format!("参与率 50.0%（开展了活动的 1 家，已报名的 2 家，全部 {count} 家）");
    assert_eq!(all.participation(table), told);
}

/// A record that gives nothing says why: it was not published, or there is no room left.
#[test]
fn a_record_without_points_says_why() {
    let mut season = season();
    let drill = ACTIONS[2];
    act(&mut season, "乙店", drill, "2025-08-01", &[], false);
    let all = all(&season);
    let unit = season.unit("乙店");
    let one = all
        .units
        .iter()
        .find(|one| one.unit == unit)
        .expect("is there");
    let item = &one.score.groups[1].items[2];
    let [waiting] = item.waiting.as_slice() else {
        panic!("one waits: {item:?}");
    };
    let grounds = grounds(&season.desk, season.now.date()).expect("reads");
    assert_eq!(
        grounds[&waiting.record].waits_in_words(&waiting.stage),
        "还没有到“已宣传发布”，不计分；还要填好：宣传发布日期、宣传发布的渠道和标题、佐证材料"
    );

    let played = played();
    let table = table_named(&played.desk.campaign, None).expect("is there");
    let all = self::all(&played);
    let unit = played.unit("甲矿");
    let one = all
        .units
        .iter()
        .find(|one| one.unit == unit)
        .expect("is there");
    let mut nothing = Vec::new();
    for (group, scored) in table.groups.iter().zip(&one.score.groups) {
        for (item, of_item) in group.items.iter().zip(&scored.items) {
            let empty = of_item.granted.iter().filter(|granted| granted.points == 0);
            nothing
                .extend(empty.map(|_| why_nothing(table, (group, scored), Some((item, of_item)))));
        }
    }
    assert!(
        nothing.iter().all(|why| why.contains("已满")),
        "{nothing:?}"
    );
}

#[test]
fn an_action_counts_from_the_first_day_of_2025() {
    let mut season = season();
    let mut held = |on: &str| {
        let fields = [("held_on", on), ("action", ACTIONS[0]), ("title", "讲座")];
        season.add("activities", "乙店", None, &fields).map(drop)
    };
    held("2025-01-01").expect("is within the two years");
    let told = held("2024-12-31").expect_err("is too early");
    assert_eq!(told, ["日期应在2025年1月1日到2026年12月31日之间"]);
}

/// The departments of a city and of its counties are chosen as organisers, and want 90 points like all others.
#[test]
fn whoever_may_be_chosen_by_points_collects_points() {
    let season = season();
    let campaign = &season.desk.campaign;
    let table = &campaign.points[0];
    for award in &campaign.awards {
        let wants_points = award
            .conditions
            .iter()
            .any(|one| one.id.as_str() == "points");
        for kind in award.kinds.iter().filter(|_| wants_points) {
            assert!(table.kinds.contains(kind), "{}: {kind}", award.name);
        }
    }
}

#[test]
fn an_action_is_not_published_without_its_evidence() {
    let mut season = season();
    let fields = [
        ("held_on", "2025-08-01"),
        ("action", ACTIONS[0]),
        ("title", "讲座"),
    ];
    let id = season
        .add("activities", "乙店", None, &fields)
        .expect("is written");
    season.reach(id, &[("held", "2025-08-01")]);
    let stage = "published".into();
    let refused =
        anyue::ops::record::reach(&mut season.desk, id, &stage, day("2025-08-02"), season.now);
    let told = told(refused.expect_err("nothing is published yet"));
    assert_eq!(told.len(), 3, "{told:?}");
}

#[test]
fn the_best_are_nominated_by_their_points() {
    let mut season = played();
    let body = season.unit("示例市总工会");
    let mut met = |unit: &str, rank| {
        let entry = NominationEntry {
            unit: season.unit(unit),
            name: String::new(),
            rank,
            ticked: Default::default(),
            steps: Default::default(),
            note: String::new(),
        };
        let award = season.desk.campaign.awards[0].id.clone();
        let id = nomination::nominate(&mut season.desk, &award, body, &entry, season.now)
            .expect("is put forward");
        let lists = nomination::lists(&season.desk, season.now).expect("reads");
        let mut all = lists[0]
            .bodies
            .iter()
            .flat_map(|list| list.nominations.clone());
        let one = all.find(|one| one.nomination.id == id).expect("stands");
        one.conditions
            .iter()
            .filter(|one| one.is_worked_out)
            .map(|one| one.met)
            .collect::<Vec<_>>()
    };
    assert_eq!(met("甲矿", 1).last(), Some(&Met::Yes), "107 points");
    assert_eq!(met("乙店", 2).last(), Some(&Met::No), "10 points");
}

/// Registration, two whistle actions, four supervisions, a special activity that was chosen, one action twice.
#[test]
fn ankang_points_and_what_is_missing() {
    let mut season = Season::of("ankang-2025", "2025-06-12", &[]);
    let unit = "东县化工有限公司";
    season.join(unit, "key_enterprise", "");
    let other = "东县纺织有限公司";
    season.join(other, "enterprise", "");
    let entry = [
        ("entered_on", "2025-06-20"),
        ("workers", "200"),
        ("entrants", "190"),
        ("union", "是"),
        ("plan", "方案.docx"),
        ("rules", "制度.docx"),
    ];
    season.record(
        "entry",
        unit,
        "2025-06-20",
        &entry,
        &["entered", "complete"],
    );
    let deeds = [
        ("2025-07-01", "职工应急演练行动", ""),
        ("2025-07-02", "安全生产吹哨人行动", ""),
        ("2025-07-03", "安全生产吹哨人行动", ""),
        ("2025-07-04", "工会劳动保护监督行动", ""),
        ("2025-07-05", "工会劳动保护监督行动", ""),
        ("2025-07-06", "工会劳动保护监督行动", ""),
        // At its cap: one extra point.
        ("2025-07-07", "工会劳动保护监督行动", ""),
        ("2025-07-08", "职工应急演练行动", ""),
        ("2025-07-09", "专题活动", "是"),
        ("2025-07-10", "重点领域行动", ""),
        // Not for an enterprise of a key industry.
        ("2025-07-11", "特色活动", ""),
        ("2025-07-12", "省级以上媒体宣传报道", ""),
    ];
    for (day, action, chosen) in deeds {
        let typed = [
            ("held_on", day),
            ("action", action),
            ("title", "活动"),
            ("chosen", chosen),
            ("published_on", day),
            ("published", "“职工之家”APP"),
            ("evidence", "现场.jpg"),
        ];
        season.record("activities", unit, day, &typed, &["held", "published"]);
    }
    season.now = noon("2025-08-01");
    let scores = all(&season);
    let of = |unit: &str| {
        let unit = season.unit(unit);
        let found = scores.units.iter().find(|one| one.unit == unit);
        let score = &found.expect("it is scored").score;
        let groups: Vec<i64> = score.groups.iter().map(|group| group.points).collect();
        (groups, score.total, score.missing)
    };
    // 5; 5 + 10 + 15; 5 + 5; 5; 5 + 1 + 1.
    assert_eq!(of(unit), (vec![5, 30, 10, 5, 7], 57, Some(33)));
    assert_eq!(of(other), (vec![0, 0, 0, 0, 0], 0, Some(90)));
}
