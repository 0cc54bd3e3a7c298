//! A register written as a campaign file, records judged by it, and every problem beside its field.

use super::*;
use crate::domain::campaign::parse;
use crate::domain::hazard::HazardEntry;
use crate::domain::id::{HazardId, RecordId, UnitId};
use crate::domain::record::{RecordEntry, read_field, show_field, worked_out};

const CAMPAIGN: &str = r#"
id = "quiz-2025"
title = "安全生产月"
issuer = "某管委会"
from = 2025-05-30
to = 2025-06-30
hazard_level = [{ id = "general", name = "一般隐患" }]
duty = [{ id = "final", name = "总结", due = 2025-06-25, asks = [{ narrative = "总结" }] }]

[[register]]
id = "quiz"
name = "网络答题"
from = 2025-06-01
to = 2025-06-30
unique = ["person", "on"]
field = [
  { id = "person", label = "答题人", required = true },
  { id = "on", label = "日期", kind = "date", required = true },
  { id = "scene", label = "场景", kind = "choice", choices = ["企业", "农村"] },
  { id = "finds", label = "找到的隐患点", kind = "count", required = true },
  { id = "right", label = "答对的题", kind = "count", required = true },
  { id = "points", label = "积分", kind = "count", formula = "finds + right" },
  { id = "photo", label = "截图", kind = "material" },
  { id = "hazard", label = "隐患", kind = "hazard", where = "stage >= reported", hint = "只能写已报告或已消除的隐患" },
]
stage = [{ id = "sent", name = "已提交", requires = ["photo"] }, { id = "checked", name = "已核对" }]
check = [
  { rule = "finds <= 5", severity = "error", message = "每关最多 5 个隐患点" },
  { rule = "right <= finds", severity = "error", message = "答对的题不会多于找到的隐患点" },
]
"#;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 6, day).expect("a day of June")
}

fn campaign() -> Campaign {
    let parsed = parse(CAMPAIGN);
    parsed
        .campaign
        .unwrap_or_else(|| panic!("{:?}", parsed.diagnostics))
}

fn record(id: i64, register: &Register, typed: &[(&str, &str)]) -> Record {
    let read = |(id, typed): &(&str, &str)| {
        let field = register.field(&FieldId::from(*id)).expect("is declared");
        let value = read_field(field, typed, DayRange::single(day(15))).expect("can be read")?;
        Some((field.id.clone(), value))
    };
    Record {
        id: RecordId(id),
        register: register.id.clone(),
        unit: UnitId(1),
        row: None,
        recorded_on: day(20),
        entry: RecordEntry {
            fields: typed.iter().filter_map(read).collect(),
            ..RecordEntry::default()
        },
    }
}

const SOUND: [(&str, &str); 4] = [
    ("person", "职工甲"),
    ("on", "2025-06-03"),
    ("finds", "5"),
    ("right", "４"),
];

/// What is told of a record that is sound but for `changes`.
fn told(changes: impl FnOnce(&mut Record)) -> Vec<(String, String)> {
    let campaign = campaign();
    let register = &campaign.registers[0];
    let mut judged = record(1, register, &SOUND);
    changes(&mut judged);
    let other = record(2, register, &[("person", "职工乙"), ("on", "2025-06-03")]);
    let hazard = |id: i64, reported: bool| Hazard {
        id: HazardId(id),
        unit: UnitId(1),
        entry: HazardEntry {
            reported_on: reported.then(|| day(2)),
            ..HazardEntry::new(day(1), "general".into())
        },
    };
    let around = Around {
        campaign: &campaign,
        others: &[&judged, &other],
        hazards: &[hazard(1, false), hazard(2, true)],
        today: day(20),
    };
    let place = |problem: &Problem| match &problem.place {
        Place::Field(field) => field.to_string(),
        _ => String::new(),
    };
    problems(register, &judged, around)
        .iter()
        .map(|problem| (place(problem), problem.message.clone()))
        .collect()
}

fn put(record: &mut Record, field: &str, value: FieldValue) {
    record.entry.fields.insert(field.into(), value);
}

#[test]
fn a_sound_record_has_no_problem_and_its_points_are_worked_out() {
    assert_eq!(told(|_| {}), []);
    let campaign = campaign();
    let register = &campaign.registers[0];
    let worked = worked_out(register, &record(1, register, &SOUND));
    let shown = show_field(&register.fields[5], &worked[0].1);
    assert_eq!(
        (worked[0].0.as_str(), shown.as_deref()),
        ("points", Some("9"))
    );
}

#[test]
fn every_problem_stands_beside_its_field() {
    let number = |number| FieldValue::Plain(Value::Number(number));
    let text = |text: &str| FieldValue::Plain(Value::Text(text.to_owned()));
    let date = |date| FieldValue::Plain(Value::Date(date));
    type Change<'c> = Box<dyn FnOnce(&mut Record) + 'c>;
    let cases: Vec<(Change<'_>, &str, &str)> = vec![
        (
            Box::new(|r| drop(r.entry.fields.remove("person"))),
            "person",
            "答题人是必填项，请填写",
        ),
        (
            Box::new(|r| put(r, "finds", number(6))),
            "finds",
            "每关最多 5 个隐患点",
        ),
        (
            Box::new(|r| put(r, "finds", number(3))),
            "right",
            "答对的题不会多于找到的隐患点",
        ),
        (
            Box::new(|r| put(r, "finds", text("5"))),
            "finds",
            "找到的隐患点的内容不对，请重新填写",
        ),
        (
            Box::new(|r| put(r, "scene", text("学校"))),
            "scene",
            "请从这些里面选：企业、农村",
        ),
        (
            Box::new(|r| put(r, "on", date(day(21)))),
            "on",
            "日期不能晚于今天",
        ),
        (
            Box::new(|r| put(r, "on", date(day(1) - chrono::Days::new(1)))),
            "on",
            "日期应在2025年6月1日到2025年6月30日之间",
        ),
        (
            Box::new(|r| put(r, "person", text("职工乙"))),
            "person",
            "答题人、日期相同的已经登记过一条，不能再登记",
        ),
        (
            Box::new(|r| put(r, "hazard", FieldValue::Hazard(HazardId(1)))),
            "hazard",
            "这条隐患不符合要求：只能写已报告或已消除的隐患",
        ),
        (
            Box::new(|r| put(r, "hazard", FieldValue::Hazard(HazardId(9)))),
            "hazard",
            "隐患台账里没有这条隐患，请重新选择",
        ),
        (
            Box::new(|r| r.entry.reached.extend([("sent".into(), day(4))])),
            "photo",
            "到“已提交”这一步，要先填好截图",
        ),
        (
            Box::new(|r| r.row = Some("m1".into())),
            "",
            "没有说明是网络答题的哪一项",
        ),
    ];
    for (change, field, message) in cases {
        assert_eq!(told(change), [(field.to_owned(), message.to_owned())]);
    }
}

#[test]
fn a_reported_hazard_may_be_named() {
    let named = |record: &mut Record| put(record, "hazard", FieldValue::Hazard(HazardId(2)));
    assert_eq!(told(named), []);
}

/// On the day of the record, not only by today: a note of the 1st is not of a hazard that was reported on the 2nd.
#[test]
fn a_hazard_is_named_from_the_day_of_its_report_on() {
    let named_on = |of_june: u32| {
        told(move |record| {
            put(record, "hazard", FieldValue::Hazard(HazardId(2)));
            put(record, "on", FieldValue::Plain(Value::Date(day(of_june))));
        })
    };
    let message = "这条隐患在2025年6月1日还不符合要求：只能写已报告或已消除的隐患";
    assert_eq!(named_on(1), [("hazard".to_owned(), message.to_owned())]);
    assert_eq!(named_on(2), []);
}

#[test]
fn stages_follow_each_other() {
    let reached = |record: &mut Record| {
        put(record, "photo", FieldValue::Material(vec![file()]));
        record.entry.reached.insert("sent".into(), day(5));
        record.entry.reached.insert("checked".into(), day(4));
    };
    let message = "“已核对”的日期早于“已提交”".to_owned();
    assert_eq!(told(reached), [(String::new(), message)]);
    let campaign = campaign();
    let register = &campaign.registers[0];
    let mut record = record(1, register, &SOUND);
    record.entry.reached.insert("sent".into(), day(5));
    let stage = |on| {
        record
            .stage_on(register, on)
            .map(|(_, stage)| stage.name.as_str())
    };
    assert_eq!((stage(day(4)), stage(day(5))), (None, Some("已提交")));
}

fn file() -> crate::domain::material::Material {
    crate::domain::material::Material {
        hash: "0".repeat(64),
        name: "截图.png".to_owned(),
        size: 1,
        kind: crate::domain::material::MaterialKind::Picture,
    }
}
