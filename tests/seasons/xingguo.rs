//! The programme of Xingguo: demonstration points from selected to accepted with their subsidies, the tree of targets,
//! shares of the towns.

use anyue::domain::record::FieldValue;
use anyue::domain::target::{Standing, words};
use anyue::ops::record::{ListRecords, list, register_named, value};
use anyue::ops::target::{self, set_shares, targets};

use super::{Season, day};

/// Town, name, kind, the stage that it has come to, what was paid.
const SPOTS: [(&str, &str, &str, usize, &str); 6] = [
    ("甲乡", "一村", "示范村（社区）", 3, "5000"),
    ("甲乡", "二村", "示范村（社区）", 2, ""),
    ("甲乡", "一区", "城区住宅小区", 3, "1000"),
    ("乙镇", "三村", "示范村（社区）", 1, ""),
    ("乙镇", "二区", "城区住宅小区", 1, ""),
    ("乙镇", "一厂", "生产经营场所", 3, ""),
];

const STAGES: [(&str, &str); 3] = [
    ("selected", "2024-11-10"),
    ("built", "2024-12-10"),
    ("accepted", "2025-01-10"),
];

pub fn season() -> Season {
    let units = [
        ("甲乡", "town"),
        ("乙镇", "town"),
        ("管委会", "zone"),
        ("县应急局", "emergency"),
    ];
    let mut season = Season::of("xingguo-2024", "2025-01-15", &units);
    for (town, name, kind, come, paid) in SPOTS {
        let fields = [
            ("name", name),
            ("kind", kind),
            ("place", "示例路"),
            ("selected_on", "2024-11-10"),
            ("photo", "现场.jpg"),
        ];
        let id = season
            .add("spots", town, None, &fields)
            .expect("is written");
        season.reach(id, &STAGES[..come]);
        if !paid.is_empty() {
            pay(&mut season, id, paid);
        }
    }
    season
}

fn pay(season: &mut Season, id: anyue::domain::id::RecordId, amount: &str) {
    let mut kept = anyue::ops::record::get(&season.desk, id).expect("is there");
    let register = register_named(&season.desk.campaign, Some("spots"))
        .expect("is there")
        .clone();
    let typed = [("paid".into(), amount.to_owned())].into();
    let entry = &mut kept.record.entry;
    let today = season.now.date();
    let unread = anyue::ops::record::read_typed(&season.desk, &register, &typed, entry, today);
    assert_eq!(unread, []);
    let entry = entry.clone();
    let edited = anyue::ops::record::edit(
        &mut season.desk,
        id,
        kept.revision,
        &entry,
        "拨付",
        season.now,
    );
    edited.unwrap_or_else(|error| panic!("{:?}", super::told(error)));
}

fn done(season: &Season, id: &str) -> (String, Standing) {
    let today = season.now.date();
    let all = targets(&season.desk, today).expect("works out");
    let found = all
        .iter()
        .find(|one| one.target.as_str() == id)
        .expect("is declared");
    let target = target::target_of(&season.desk.campaign, &found.target).expect("is declared");
    let whole = found
        .progress
        .iter()
        .find(|one| one.unit.is_none())
        .expect("together");
    (words::value(target, whole.value), found.standing(today))
}

#[test]
fn the_tree_adds_up_to_what_was_worked_out_by_hand() {
    let season = season();
    for (id, number) in [
        ("villages", "1"),
        ("estates", "1"),
        ("workplaces", "1"),
        ("spots", "3"),
        ("subsidies", "6000"),
    ] {
        assert_eq!(
            done(&season, id),
            (number.to_owned(), Standing::Behind),
            "{id}"
        );
    }
}

#[test]
fn subsidies_are_owed_paid_and_left_by_kind() {
    let season = season();
    let desk = &season.desk;
    let register = register_named(&desk.campaign, Some("spots")).expect("is there");
    let records = list(
        desk,
        &ListRecords::of(register.id.clone()),
        season.now.date(),
    )
    .expect("reads");
    let sum = |field: &str| {
        let field = register.field(&field.into()).expect("is declared");
        let values = records
            .iter()
            .filter_map(|kept| value(register, field, &kept.record));
        values
            .filter_map(|value| FieldValue::as_number(&value))
            .sum::<i64>()
    };
    // Three villages, two estates, one work place.
    assert_eq!(sum("subsidy"), 3 * 5000 + 2 * 2000 + 1000);
    // One of each kind was accepted: what is only selected or built is owed nothing.
    assert_eq!(sum("owed"), 5000 + 2000 + 1000);
    assert_eq!(sum("paid"), 6000);
    assert_eq!(sum("left"), 2000);
}

/// Spots are finished and subsidies are paid in January, after the programme's own last day.
#[test]
fn a_heading_lasts_as_long_as_its_parts() {
    let season = season();
    let all = targets(&season.desk, season.now.date()).expect("works out");
    let mut headings = all.iter().filter(|one| one.target.as_str() == "thousand");
    let heading = &headings.next().expect("is declared").progress[0];
    assert_eq!(heading.days.to(), day("2025-01-31"));
}

#[test]
fn more_than_its_kind_is_given_is_never_paid() {
    let mut season = season();
    let fields = [
        ("name", "三厂"),
        ("kind", "生产经营场所"),
        ("place", "示例路"),
        ("selected_on", "2024-11-10"),
        ("paid", "1500"),
    ];
    let told = season
        .add("spots", "甲乡", None, &fields)
        .expect_err("1,000 yuan at most");
    assert!(
        told.contains(&"已补助的金额多于补助标准".to_owned()),
        "{told:?}"
    );
}

#[test]
fn a_stage_that_the_day_has_not_reached_counts_for_nothing() {
    let season = season();
    // On 10 December nothing was accepted yet.
    let all = targets(&season.desk, day("2024-12-10")).expect("works out");
    let villages = all
        .iter()
        .find(|one| one.target.as_str() == "villages")
        .expect("is declared");
    let target = target::target_of(&season.desk.campaign, &villages.target).expect("is declared");
    let whole = villages
        .progress
        .iter()
        .find(|one| one.unit.is_none())
        .expect("together");
    assert_eq!(words::value(target, whole.value), "0");
    let milestone = &whole.milestones[0];
    assert_eq!(
        (
            words::value(target, milestone.value).as_str(),
            milestone.standing
        ),
        ("3", Standing::Missed)
    );
}

#[test]
fn shares_that_do_not_add_up_are_said() {
    let mut season = season();
    let (east, west) = (season.unit("甲乡"), season.unit("乙镇"));
    let mut share = |east_share: &str, west_share: &str| {
        let typed = [(east, east_share.to_owned()), (west, west_share.to_owned())];
        set_shares(&mut season.desk, &"villages".into(), &typed, season.now).expect("is set")
    };
    assert_eq!(share("30", "15"), Some(-5));
    assert_eq!(share("30", "20"), Some(0));
    let all = targets(&season.desk, season.now.date()).expect("works out");
    let villages = all
        .iter()
        .find(|one| one.target.as_str() == "villages")
        .expect("is declared");
    let own = villages
        .progress
        .iter()
        .find(|one| one.unit == Some(east))
        .expect("has a share");
    assert_eq!(own.share, Some(33), "one of thirty");
}

/// The union of each larger enterprise holds a contest that is no online one, and each crowded place drills by 30 November.
#[test]
fn what_each_of_some_units_has_to_do_is_asked_of_them_alone() {
    let mut season = season();
    for (name, kind) in [
        ("甲电子", "big"),
        ("乙纺织", "big_crowded"),
        ("丙广场", "crowded"),
        ("丁商店", "enterprise"),
    ] {
        season.join(name, kind, "");
    }
    for (unit, on, kind, offline) in [
        ("甲电子", "2024-11-10", "知识竞赛", "否"),
        ("乙纺织", "2024-11-12", "知识竞赛", "是"),
        ("乙纺织", "2024-11-30", "应急演练", ""),
        // A day too late.
        ("丙广场", "2024-12-01", "应急演练", ""),
        ("丁商店", "2024-11-10", "应急演练", ""),
    ] {
        let fields = [
            ("on", on),
            ("kind", kind),
            ("what", kind),
            ("offline", offline),
        ];
        season
            .add("activities", unit, None, &fields)
            .expect("is written");
    }
    let all = targets(&season.desk, season.now.date()).expect("works out");
    for (id, reached, left) in [
        ("offline_contests", "乙纺织", "甲电子"),
        ("crowded_drills", "乙纺织", "丙广场"),
    ] {
        let found = all.iter().find(|one| one.target.as_str() == id);
        let each = found.and_then(|one| one.each(season.now.date()));
        let each = each.expect("each for itself");
        assert_eq!(each.reached, [season.unit(reached)], "{id}");
        assert_eq!(each.left, [season.unit(left)], "{id}");
    }
}

/// A hundred units are reported about, not a hundred reports written.
#[test]
fn a_unit_that_is_reported_about_twice_counts_once() {
    let mut season = season();
    for (title, of) in [("一", "甲乡"), ("二", "甲乡"), ("三", "乙镇")] {
        let fields = [
            ("title", title),
            ("kind", "单位典型报道"),
            ("on", "2024-11-10"),
            ("of", of),
        ];
        season
            .add("reports", "县应急局", None, &fields)
            .expect("is written");
    }
    assert_eq!(done(&season, "reports").0, "2");
}
