//! A small season of each notice, played through the verbs that everybody uses, with every total worked out by hand
//! beside it.

use std::fs;
use std::ops::ControlFlow;

use anyue::domain::calendar::Instant;
use anyue::domain::campaign::{Outcome, builtin};
use anyue::domain::figure::Answer;
use anyue::domain::id::UnitId;
use anyue::domain::ratio::Ratio;
use anyue::domain::record::{FieldValue, RecordEntry};
use anyue::domain::submission::{Content, show_answer};
use anyue::domain::target::Standing;
use anyue::ops::desk::{self, Desk, NewDesk, NewSeat};
use anyue::ops::record::{NewRecord, add, read_typed};
use anyue::ops::submit::{SubmitAs, submit};
use anyue::ops::total::{Extent, total};
use anyue::ops::unit::{self, UnitInput};
use anyue::ops::{draft, material, points, target};
use chrono::NaiveDate;

/// A coordinator's desk, and the folder that it lies in.
struct Season {
    desk: Desk,
    folder: tempfile::TempDir,
}

fn noon(day: &str) -> Instant {
    let day: NaiveDate = day.parse().expect("a day");
    Instant::from_cst(day.and_hms_opt(12, 0, 0).expect("noon"))
}

impl Season {
    fn of(id: &str, begin: &str) -> Self {
        let file = builtin().iter().find(|(known, _)| *known == id);
        let (_, source) = file.expect("it comes with the program");
        let folder = tempfile::tempdir().expect("a folder");
        let new = NewDesk {
            campaign_source: (*source).to_owned(),
            templates: Default::default(),
            name: "汇总".to_owned(),
            seat: NewSeat::Coordinator,
        };
        let desk = desk::create(&folder.path().join("desk"), &new, noon(begin));
        Self {
            desk: desk.expect("a desk"),
            folder,
        }
    }

    fn unit(&mut self, code: &str, name: &str, kind: &str, parent: &str, begin: &str) -> UnitId {
        let input = UnitInput {
            code: code.to_owned(),
            name: name.to_owned(),
            kind: kind.to_owned(),
            parent: parent.to_owned(),
            ..UnitInput::default()
        };
        unit::add(&mut self.desk, &input, noon(begin))
            .expect("a unit")
            .id
    }

    fn hand_in(&mut self, unit: UnitId, period: &str, day: &str, figures: &[(&str, i64)]) {
        let figures = figures.iter();
        let content = Content {
            figures: figures
                .map(|(id, number)| ((*id).into(), Answer::number(*number)))
                .collect(),
            narrative: "有关情况".to_owned(),
            ..Content::default()
        };
        let draft = draft::of_content(&self.desk.campaign, &content);
        let how = SubmitAs {
            accept_warnings: true,
            reason: "与原始记录核对无误".to_owned(),
            ..SubmitAs::default()
        };
        let period = period.parse().expect("a period");
        submit(&mut self.desk, unit, &period, &draft, &how, noon(day)).expect("is handed in");
    }

    /// Writes a record that has reached some stages on its own day, with a file in some fields.
    fn record(
        &mut self,
        unit: UnitId,
        register: &str,
        day: &str,
        typed: &[(&str, &str)],
        files: &[&str],
        stages: &[&str],
    ) {
        let now = noon(day);
        let register = self.desk.campaign.register(&register.into());
        let register = register.expect("it is declared").clone();
        let mut entry = RecordEntry::default();
        let typed = typed
            .iter()
            .map(|(id, text)| ((*id).into(), (*text).to_owned()))
            .collect();
        let unread = read_typed(&self.desk, &register, &typed, &mut entry, now.date());
        assert_eq!(unread, []);
        for field in files {
            let path = self.folder.path().join("材料.txt");
            fs::write(&path, format!("{unit:?} {day}")).expect("a file");
            let go_on = &mut |_, _| ControlFlow::Continue(());
            let file = material::attach(&mut self.desk, &path, material::LARGEST, go_on, now);
            let file = file.expect("is attached").material;
            entry
                .fields
                .insert((*field).into(), FieldValue::Material(vec![file]));
        }
        for stage in stages {
            entry.reached.insert((*stage).into(), now.date());
        }
        let new = NewRecord {
            register: register.id.clone(),
            unit,
            row: register.rows.first().map(|row| row.id.clone()),
            entry,
        };
        add(&mut self.desk, &new, "与原始记录核对无误", now).expect("is written");
    }

    /// A table's figures over a unit's subtree, as they are shown.
    fn totals(&mut self, table: &str, scope: UnitId, ids: &[&str], day: &str) -> Vec<String> {
        let made = total(
            &mut self.desk,
            &table.into(),
            scope,
            &Extent::Whole,
            noon(day),
        );
        let made = made.expect("totals");
        let shown = |id: &&str| {
            let figure = self.desk.campaign.figure(&(*id).into()).expect("declared");
            let answer = made.answer(&figure.id);
            answer.map_or_else(String::new, |answer| show_answer(figure, &answer))
        };
        ids.iter().map(shown).collect()
    }

    /// What a target comes to for all together or for one unit, in the stretch that begins in that year, and where it
    /// stands.
    fn target(&self, id: &str, unit: Option<UnitId>, year: i32, day: &str) -> (Outcome, Standing) {
        use chrono::Datelike;
        let all = target::targets(&self.desk, noon(day).date()).expect("targets");
        let found = all.iter().find(|target| target.target.as_str() == id);
        let progress = found.expect("it is declared").progress.iter();
        let mut own = progress.filter(|one| one.unit == unit && one.days.from().year() == year);
        let own = own.next().expect("it is worked out");
        (own.value, own.standing)
    }
}

fn whole(number: i128) -> Outcome {
    Outcome::Number(Ratio::integer(number))
}

/// Two counties report to a city; rates are divided anew at each level.
#[test]
fn ankang_rates_at_every_level() {
    let mut season = Season::of("ankang-2025", "2025-06-11");
    let begin = "2025-06-12";
    let city = season.unit("C1", "甲市竞赛组委会", "city", "", begin);
    let east = season.unit("X1", "东县总工会", "county", "C1", begin);
    let west = season.unit("X2", "西县总工会", "county", "C1", begin);
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
            season.totals("entries", scope, &ids, "2025-10-01"),
            expected
        );
    }
}

/// Registration, two whistle actions, four supervisions, a special activity that was chosen, one action twice.
#[test]
fn ankang_points_and_what_is_missing() {
    let mut season = Season::of("ankang-2025", "2025-06-11");
    let unit = season.unit("E1", "东县化工有限公司", "key_enterprise", "", "2025-06-12");
    let other = season.unit("E2", "东县纺织有限公司", "enterprise", "", "2025-06-12");
    let entry = [
        ("entered_on", "2025-06-20"),
        ("workers", "200"),
        ("entrants", "190"),
        ("union", "是"),
    ];
    season.record(
        unit,
        "entry",
        "2025-06-20",
        &entry,
        &["plan", "rules"],
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
        ];
        season.record(
            unit,
            "activities",
            day,
            &typed,
            &["evidence"],
            &["held", "published"],
        );
    }
    let table = season.desk.campaign.points[0].clone();
    let scores = points::scores(&season.desk, &table, noon("2025-08-01")).expect("scores");
    let of = |id: UnitId| {
        let found = scores.units.iter().find(|one| one.unit == id);
        let score = &found.expect("it is scored").score;
        let groups: Vec<i64> = score.groups.iter().map(|group| group.points).collect();
        (groups, score.total, score.missing)
    };
    // 5; 5 + 10 + 15; 5 + 5; 5; 5 + 1 + 1.
    assert_eq!(of(unit), (vec![5, 30, 10, 5, 7], 57, Some(33)));
    assert_eq!(of(other), (vec![0, 0, 0, 0, 0], 0, Some(90)));
}

/// A level a day gives a point a find and a right answer; nobody is ranked.
#[test]
fn qianjiang_points_are_kept_and_not_ranked() {
    let mut season = Season::of("qianjiang-2025", "2025-05-30");
    let unit = season.unit("1", "甲化工有限公司", "chemical", "", "2025-05-30");
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
        season.record(unit, "quiz", day, &typed, &[], &[]);
    }
    let table = season.desk.campaign.points[0].clone();
    let scores = points::scores(&season.desk, &table, noon("2025-06-10")).expect("scores");
    assert_eq!(scores.units[0].score.total, 5 + 5 + 4 + 2);
    assert!(scores.ranked(&table).is_err(), "the notice forbids it");
    season.hand_in(
        unit,
        "summary",
        "2025-06-24",
        &[("studies", 3), ("study_people", 120), ("quiz_plays", 3)],
    );
    let top = season.desk.seat.unit;
    let shown = season.totals(
        "counts",
        top,
        &["studies", "study_people", "quiz_plays", "drills"],
        "2025-06-24",
    );
    assert_eq!(shown, ["3", "120", "3", ""]);
}

/// Coverage by the roll-up's own numbers, model enterprises as a range for each county and year, the fund in money.
#[test]
fn linyi_targets_by_year_and_county() {
    let mut season = Season::of("linyi-2019", "2019-02-27");
    let begin = "2019-03-01";
    let finance = season.unit("D2", "财务部", "finance", "", begin);
    let east = season.unit("C1", "东城区总工会", "county", "", begin);
    let west = season.unit("C2", "河西区总工会", "county", "", begin);
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
        ];
        season.record(
            unit,
            "models",
            day,
            &typed,
            &["evidence"],
            &["trained", "named"],
        );
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
        season.record(finance, "funds", day, &typed, &[], &[]);
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
        let found = season.target(id, unit, year, today);
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
    let mut season = Season::of("xingguo-2024", "2024-10-20");
    let begin = "2024-10-20";
    let first = season.unit("T1", "东坪镇", "town", "", begin);
    let second = season.unit("T2", "西坪乡", "town", "", begin);
    let all = ["selected", "built", "accepted", "plaque"];
    for (unit, name, kind, paid, stages) in [
        (first, "甲村", "示范村（社区）", "5000", &all[..]),
        (first, "乙小区", "城区住宅小区", "0", &all[..3]),
        (first, "丙厂", "生产经营场所", "", &all[..1]),
        (second, "丁厂", "生产经营场所", "1000", &all[..3]),
        (second, "戊小区", "城区住宅小区", "", &all[..2]),
    ] {
        let typed = [
            ("name", name),
            ("kind", kind),
            ("place", "镇上"),
            ("selected_on", "2024-11-20"),
            ("paid", paid),
        ];
        season.record(unit, "spots", "2024-11-20", &typed, &["photo"], stages);
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
        assert_eq!(season.target(id, None, 2024, today).0, whole(value), "{id}");
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
    let top = season.desk.seat.unit;
    let ids = [
        "drills_times",
        "drills_people",
        "drills_each",
        "no_script_times",
        "told_people",
    ];
    // 2,000 people at 10 drills are 200 at each.
    assert_eq!(
        season.totals("progress", top, &ids, today),
        ["10", "2000", "200.0", "1", "3120"]
    );
    assert_eq!(
        season.target("list35", None, 2024, today),
        (whole(3120), Standing::Reached)
    );
    assert_eq!(
        season.target("drills", None, 2024, today),
        (whole(10), Standing::Missed)
    );
    assert_eq!(
        season.target("drill_people", None, 2024, today).0,
        whole(2000)
    );
}
