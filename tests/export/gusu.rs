//! The main notice as it comes with the program, and invented figures to put on its papers.

use std::path::Path;

use anyue::domain::calendar::Instant;
use anyue::domain::campaign::{Campaign, Table};
use anyue::domain::figure::{Answer, Figures, Value};
use anyue::domain::hazard::{HazardCount, HazardEntry};
use anyue::domain::id::UnitId;
use anyue::domain::submission::Content;
use anyue::ops::desk::{self, NewDesk, NewSeat};
use anyue::ops::submit::SubmitAs;
use anyue::ops::unit::{self, UnitInput};
use anyue::ops::{self, Desk, draft, hazard};
use chrono::NaiveDate;

pub fn campaign() -> Campaign {
    Campaign::parse(include_str!("../../data/campaigns/gusu-2020.toml"))
        .expect("the notice that comes with the program is sound")
}

pub fn annex2(campaign: &Campaign) -> &Table {
    campaign.table(&"annex2".into()).expect("附件2")
}

pub fn figures<'a>(answers: impl IntoIterator<Item = (&'a str, Answer)>) -> Figures {
    let answers = answers.into_iter();
    answers.map(|(id, answer)| (id.into(), answer)).collect()
}

pub fn number(number: i64) -> Answer {
    Answer::number(number)
}

pub fn text(text: &str) -> Answer {
    Answer::Value(Value::Text(text.to_owned()))
}

/// A moment of June 2020, in China.
pub fn june(day: u32, hour: u32) -> Instant {
    let day = NaiveDate::from_ymd_opt(2020, 6, day).expect("a day of June");
    Instant::from_cst(day.and_hms_opt(hour, 0, 0).expect("a real hour"))
}

/// The units of [`desk`], by code.
pub struct Units {
    pub pingjiang: UnitId,
    pub canglang: UnitId,
    pub jinchang: UnitId,
}

/// A coordinator's desk on 18 June, 17:00. What its three units sent for the weeks, of which the first two are due:
///
/// | unit | week 1 | week 2 |
/// |---|---|---|
/// | 平江医院 (medical) | study 3, people 40, kickoff 启动大会 | study 2, online classes 不涉及 |
/// | 沧浪医院 (medical) | study 0 | |
/// | 金阊护理院 (eldercare) | | late: study 5, people 60, kickoff =1+1 |
///
/// 平江医院 has registered its liaison. 沧浪医院 has an overdue major hazard, 金阊护理院 a closed ordinary one, and
/// 平江医院 counted two found and one closed in its second week.
pub fn desk(folder: &Path) -> (Desk, Units) {
    let new = NewDesk {
        campaign_source: include_str!("../../data/campaigns/gusu-2020.toml").to_owned(),
        templates: Default::default(),
        name: String::new(),
        seat: NewSeat::Coordinator,
    };
    let mut desk = desk::create(folder, &new, june(1, 8)).expect("makes a desk");
    let mut add = |name: &str, kind: &str| {
        let input = UnitInput {
            name: name.into(),
            kind: kind.into(),
            ..UnitInput::default()
        };
        unit::add(&mut desk, &input, june(1, 8))
            .expect("adds a unit")
            .id
    };
    let units = Units {
        pingjiang: add("平江医院", "medical"),
        canglang: add("沧浪医院", "medical"),
        jinchang: add("金阊护理院", "eldercare"),
    };
    register(&mut desk, units.pingjiang);
    let first = [
        ("study_sessions", number(3)),
        ("study_people", number(40)),
        ("kickoff_form", text("启动大会")),
    ];
    report(&mut desk, units.pingjiang, 1, first, june(4, 9));
    let zero = [("study_sessions", number(0))];
    report(&mut desk, units.canglang, 1, zero, june(4, 10));
    let second = [
        ("study_sessions", number(2)),
        ("online_classes", Answer::NotApplicable),
    ];
    report(&mut desk, units.pingjiang, 2, second, june(11, 9));
    let late = [
        ("study_sessions", number(5)),
        ("study_people", number(60)),
        ("kickoff_form", text("=1+1")),
    ];
    report(&mut desk, units.jinchang, 2, late, june(12, 9));
    add_hazard(&mut desk, units.canglang, "major", None);
    add_hazard(
        &mut desk,
        units.jinchang,
        "general",
        Some(june(9, 8).date()),
    );
    (desk, units)
}

fn register(desk: &mut Desk, unit: UnitId) {
    let fields = [
        ("name", "联络员甲"),
        ("post", "安全专员"),
        ("office_phone", "0512-65550101"),
        ("fax", "0512-65550102"),
        ("qq", "100001"),
        ("unit_name", "平江医院"),
    ];
    let content = Content {
        fields: fields.map(|(id, text)| (id.into(), text.to_owned())).into(),
        ..Content::default()
    };
    submit(desk, unit, "registration", content, june(3, 9));
}

fn report<const N: usize>(
    desk: &mut Desk,
    unit: UnitId,
    week: u32,
    answers: [(&str, Answer); N],
    now: Instant,
) {
    let mut content = Content {
        figures: figures(answers),
        narrative: "本周按通知要求开展活动。".to_owned(),
        ..Content::default()
    };
    if week == 2 && now == june(11, 9) {
        let count = HazardCount {
            found: 2,
            closed: 1,
        };
        content.hazards.insert("general".into(), count);
    }
    submit(desk, unit, &format!("weekly/{week}"), content, now);
}

fn submit(desk: &mut Desk, unit: UnitId, period: &str, content: Content, now: Instant) {
    let draft = draft::of_content(&desk.campaign, &content);
    let how = SubmitAs {
        accept_warnings: true,
        reason: "已核对".to_owned(),
        ..SubmitAs::default()
    };
    let period = period.parse().expect("a period");
    ops::submit::submit(desk, unit, &period, &draft, &how, now).expect("is handed in");
}

fn add_hazard(desk: &mut Desk, unit: UnitId, level: &str, closed_on: Option<NaiveDate>) {
    let entry = HazardEntry {
        place: "门诊楼二层".to_owned(),
        what: "=疏散通道堆放杂物".to_owned(),
        source: "自查".to_owned(),
        measure: "立即清理".to_owned(),
        responsible: "安全员乙".to_owned(),
        due: Some(june(10, 8).date()),
        closed_on,
        ..HazardEntry::new(june(5, 8).date(), level.into())
    };
    hazard::add(desk, unit, &entry, june(18, 16)).expect("enters a hazard");
}
