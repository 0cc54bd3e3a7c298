//! Qianjiang 2025: enterprises, one summary, activities with windows of their own, points that nobody may rank.

use anyue::domain::campaign::{Expression, Given, Register, RegisterFieldKind};
use anyue::domain::figure::FigureKind;

use super::{campaign, due_days};

#[test]
fn the_summary_is_due_on_25_june_with_four_kinds_of_material() {
    let campaign = campaign("qianjiang-2025");
    assert_eq!(
        (
            campaign.days.from().to_string(),
            campaign.days.to().to_string()
        ),
        ("2025-05-30".to_owned(), "2025-06-30".to_owned())
    );
    assert_eq!(
        due_days(&campaign),
        [("活动总结".to_owned(), "2025-06-25".to_owned())]
    );
    let kinds = campaign.figures.iter();
    let kinds = kinds.filter(|figure| figure.kind == FigureKind::YesNo);
    let kinds: Vec<&str> = kinds.map(|figure| figure.label.as_str()).collect();
    assert_eq!(
        kinds,
        ["资料·做法", "资料·视频", "资料·图片", "资料·文字"],
        "each is ticked off"
    );
    let marked: Vec<String> = campaign
        .marked_days
        .iter()
        .map(|day| day.date.to_string())
        .collect();
    assert_eq!(marked, ["2025-06-16"]);
}

#[test]
fn six_activities_stand_as_in_the_notice_and_two_have_days_of_their_own() {
    let campaign = campaign("qianjiang-2025");
    let days: Vec<Option<(String, String)>> = campaign
        .activities
        .iter()
        .map(|activity| {
            activity
                .days
                .map(|days| (days.from().to_string(), days.to().to_string()))
        })
        .collect();
    let own = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
    assert_eq!(
        days,
        [
            None,
            None,
            own("2025-06-01", "2025-06-30"),
            own("2025-06-01", "2025-12-31"),
            None,
            None
        ]
    );
    let sections: Vec<&str> = campaign.tables[0]
        .rows
        .iter()
        .map(|row| row.section.as_str())
        .collect();
    let titles: Vec<&str> = campaign
        .activities
        .iter()
        .map(|activity| activity.title.as_str())
        .collect();
    let (counted, ticked) = sections.split_at(titles.len());
    assert_eq!(
        counted, titles,
        "what is counted is what the notice asks for"
    );
    assert_eq!(ticked, ["随活动总结报送的资料"]);
}

#[test]
fn a_quiz_gives_a_point_a_find_and_a_right_answer_and_is_not_ranked() {
    let campaign = campaign("qianjiang-2025");
    let [table] = &campaign.points[..] else {
        panic!("there is one points table");
    };
    assert!(!table.ranking, "the notice: 不进行地区和企业积分排名");
    let Given::Records { each, .. } = &table.groups[0].items[0].given else {
        panic!("points come from records");
    };
    let mut named = Vec::new();
    each.visit(&mut |name| named.push(format!("{name:?}")));
    assert_eq!(
        named,
        [r#"Field(FieldId("finds"))"#, r#"Field(FieldId("right"))"#]
    );
    assert!(matches!(each, Expression::Arithmetic { .. }));
    let quiz = register(&campaign.registers, "quiz");
    let once: Vec<&str> = quiz.unique.iter().map(|field| field.as_str()).collect();
    assert_eq!(once, ["person", "played_on"], "one level a day");
    assert_eq!(quiz.checks.len(), 2);
    let window = quiz.window.expect("it has days of its own");
    assert_eq!(window.to().to_string(), "2025-06-30");
    let scenes = quiz.fields.iter().find_map(|field| match &field.kind {
        RegisterFieldKind::Choice(choices) if field.id.as_str() == "scene" => Some(choices),
        _ => None,
    });
    assert_eq!(
        scenes.expect("the quiz has scenes"),
        &["企业", "农村", "社区", "学校", "家庭"]
    );
}

#[test]
fn a_note_needs_a_hazard_that_was_reported_or_removed() {
    let campaign = campaign("qianjiang-2025");
    let notes = register(&campaign.registers, "notes");
    let hazard = notes
        .fields
        .iter()
        .find(|field| matches!(&field.kind, RegisterFieldKind::Hazard(Some(_))));
    assert!(hazard.is_some_and(|field| field.required));
    let window = notes.window.expect("it has days of its own");
    assert_eq!(window.to().to_string(), "2025-12-31");
}

fn register<'r>(registers: &'r [Register], id: &str) -> &'r Register {
    let found = registers.iter().find(|register| register.id.as_str() == id);
    found.expect("the register is declared")
}
