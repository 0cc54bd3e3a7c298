//! Qianjiang's enterprises: the quiz by the notice's rule without any ranking, and notes only about hazards that were
//! reported or removed.

use anyue::domain::hazard::HazardEntry;
use anyue::ops::hazard;
use anyue::ops::points::{scores, table_named};
use anyue::ops::record::{self, Lines};

use super::totals::totals;
use super::{Season, day, noon};

pub fn season() -> Season {
    let units = [("甲化工", "chemical"), ("乙商场", "fire")];
    Season::of("qianjiang-2025", "2025-06-20", &units)
}

pub fn play(
    season: &mut Season,
    person: &str,
    on: &str,
    finds: &str,
    right: &str,
) -> Result<(), Vec<String>> {
    let fields = [
        ("person", person),
        ("played_on", on),
        ("scene", "企业"),
        ("finds", finds),
        ("right", right),
    ];
    season.add("quiz", "乙商场", None, &fields).map(drop)
}

#[test]
fn the_quiz_gives_a_point_for_each_find_and_each_right_answer_one_level_a_day() {
    let mut season = season();
    play(&mut season, "员工甲", "2025-06-02", "5", "4").expect("is written");
    play(&mut season, "员工甲", "2025-06-03", "3", "3").expect("another day");
    play(&mut season, "员工乙", "2025-06-02", "2", "0").expect("somebody else");
    let twice = play(&mut season, "员工甲", "2025-06-02", "1", "1").expect_err("one level a day");
    assert_eq!(twice, ["参与者、挑战日期相同的已经登记过一条，不能再登记"]);
    let six = play(&mut season, "员工丙", "2025-06-04", "6", "6").expect_err("five finds a level");
    assert!(six.contains(&"每个关卡只有5个隐患点".to_owned()), "{six:?}");
    assert!(
        play(&mut season, "员工丙", "2025-05-31", "1", "1").is_err(),
        "before it began"
    );
    let table = table_named(&season.desk.campaign, None).expect("is there");
    let all = scores(&season.desk, table, season.now).expect("works out");
    let totals: Vec<i64> = all.units.iter().map(|one| one.score.total).collect();
    // In the desk's order, whatever anybody has: 9 + 6 + 2.
    assert_eq!(totals, [0, 17]);
    // Each has their own, in the order in which they first played; nobody is ranked among them either.
    let people = |unit: usize| -> Vec<String> {
        let people = all.units[unit].people.iter();
        people.map(|one| one.in_words(table)).collect()
    };
    assert_eq!(people(1), ["员工甲 15 分", "员工乙 2 分"]);
    assert!(all.ranked(table).is_err(), "the notice forbids it");
}

/// What names nobody is the unit's own entry, by the same rule: one level a day.
#[test]
fn a_unit_plays_for_itself_one_level_a_day() {
    let mut season = season();
    play(&mut season, "", "2025-06-02", "5", "4").expect("the unit's own");
    play(&mut season, "员工甲", "2025-06-02", "2", "1").expect("somebody of it");
    let twice = play(&mut season, "", "2025-06-02", "1", "1").expect_err("one level a day");
    assert_eq!(twice, ["参与者、挑战日期相同的已经登记过一条，不能再登记"]);
    play(&mut season, "", "2025-06-03", "1", "0").expect("another day");
    let table = table_named(&season.desk.campaign, None).expect("is there");
    let all = scores(&season.desk, table, season.now).expect("works out");
    let people = all.units[1].people.iter();
    let people: Vec<String> = people.map(|one| one.in_words(table)).collect();
    assert_eq!(people, ["单位 10 分", "员工甲 3 分"]);
}

#[test]
fn a_note_is_about_a_hazard_that_was_reported_or_removed() {
    let mut season = season();
    let unit = season.unit("甲化工");
    let level = season.desk.campaign.hazard_levels[0].id.clone();
    let mut entry = HazardEntry::new(day("2025-06-05"), level);
    entry.place = "罐区".to_owned();
    entry.what = "接地线脱落".to_owned();
    let id = hazard::add(&mut season.desk, unit, &entry, season.now).expect("is entered");
    let number = id.0.to_string();
    let note = [
        ("title", "一根接地线"),
        ("posted_on", "2025-06-10"),
        ("hazard", number.as_str()),
    ];
    let told = season
        .add("notes", "甲化工", None, &note)
        .expect_err("nobody knows of it");
    assert!(told[0].contains("已经报告或已经消除"), "{told:?}");
    let seen = entry.clone();
    entry.reported_on = Some(day("2025-06-06"));
    hazard::edit(&mut season.desk, id, &seen, &entry, "", season.now).expect("is written");
    season
        .add("notes", "甲化工", None, &note)
        .expect("may be published");
}

/// A note stays what it was, and counts no longer, once its hazard is open again and nobody has reported it.
#[test]
fn a_note_whose_hazard_was_opened_again_is_told_and_not_counted() {
    let mut season = season();
    let unit = season.unit("甲化工");
    let level = season.desk.campaign.hazard_levels[0].id.clone();
    let mut entry = HazardEntry::new(day("2025-06-05"), level);
    entry.place = "罐区".to_owned();
    entry.what = "接地线脱落".to_owned();
    entry.closed_on = Some(day("2025-06-08"));
    let id = hazard::add(&mut season.desk, unit, &entry, season.now).expect("is entered");
    let number = id.0.to_string();
    let note = [
        ("title", "一根接地线"),
        ("posted_on", "2025-06-10"),
        ("hazard", number.as_str()),
    ];
    let noted = season.add("notes", "甲化工", None, &note);
    let noted = noted.expect("may be published");
    let mut reported = entry.clone();
    (reported.closed_on, reported.reported_on) = (None, Some(day("2025-06-08")));
    let other = hazard::add(&mut season.desk, unit, &reported, season.now).expect("is entered");
    let other = other.0.to_string();
    let second = [note[0], note[1], ("hazard", other.as_str())];
    let added = season.add("notes", "甲化工", None, &second);
    added.expect("may be published");
    let counted = |season: &mut Season| {
        season.doubts("甲化工", "summary", "2025-06-20", &[("note_posts", 3)])
    };
    let asked = |count| format!("填的是 3，台账登记的是 {count}，请核对是漏登了还是填错了");
    assert_eq!(counted(&mut season), [asked(2)]);

    hazard::reopen(&mut season.desk, id, "复查未整改到位", season.now).expect("opens");
    let lines = Lines::of(&season.desk).expect("reads");
    let kept = record::get(&season.desk, noted).expect("still stands");
    let register = season.desk.campaign.register(&"notes".into());
    let told = lines.unfit(register.expect("is declared"), &kept.record);
    let told = told.expect("is told");
    assert!(told.contains("已重新打开，不再符合要求，不计入"), "{told}");
    assert_eq!(counted(&mut season), [asked(1)]);
}

/// A level a day gives a point a find and a right answer; nobody is ranked.
#[test]
fn qianjiang_points_are_kept_and_not_ranked() {
    let mut season = Season::of("qianjiang-2025", "2025-05-30", &[]);
    let unit = "甲化工有限公司";
    season.join(unit, "chemical", "");
    for (day, finds, right) in [
        ("2025-06-02", "5", "5"),
        ("2025-06-03", "4", "2"),
        ("2025-06-04", "0", "0"),
    ] {
        let typed = [
            ("person", "职工甲"),
            ("played_on", day),
            ("scene", "企业"),
            ("finds", finds),
            ("right", right),
        ];
        season.record("quiz", unit, day, &typed, &[]);
    }
    let table = season.desk.campaign.points[0].clone();
    let all = scores(&season.desk, &table, noon("2025-06-10")).expect("scores");
    assert_eq!(all.units[0].score.total, 5 + 5 + 4 + 2);
    assert!(all.ranked(&table).is_err(), "the notice forbids it");
    season.hand_in(
        unit,
        "summary",
        "2025-06-24",
        &[("studies", 3), ("study_people", 120), ("quiz_plays", 3)],
    );
    let shown = totals(
        &mut season,
        "counts",
        "",
        &["studies", "study_people", "quiz_plays", "drills"],
        "2025-06-24",
    );
    assert_eq!(shown, ["3", "120", "3", ""]);
}

/// What the registers count is offered beside the figure, and a figure that says something else wants a reason.
#[test]
fn a_summary_that_differs_from_the_registers_is_asked_about() {
    let mut season = season();
    play(&mut season, "员工甲", "2025-06-02", "5", "4").expect("is written");
    play(&mut season, "员工甲", "2025-06-03", "3", "3").expect("another day");
    let told = season.doubts("乙商场", "summary", "2025-06-20", &[("quiz_plays", 5)]);
    assert_eq!(told, ["填的是 5，台账登记的是 2，请核对是漏登了还是填错了"]);
    let told = season.doubts("乙商场", "summary", "2025-06-20", &[]);
    assert_eq!(told, ["没有填，台账登记的是 2，请核对"]);
    let told = season.doubts("乙商场", "summary", "2025-06-20", &[("quiz_plays", 2)]);
    assert_eq!(told, Vec::<String>::new(), "as the register counts");
    // Nothing stands in the other unit's registers: it does not keep them, and nothing is held against its figures.
    let told = season.doubts("甲化工", "summary", "2025-06-20", &[("quiz_plays", 5)]);
    assert_eq!(told, Vec::<String>::new());
}
