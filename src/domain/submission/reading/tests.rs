//! What a draft says: three states of a blank, every problem at once, nothing raw.

use super::*;
use crate::domain::campaign::sample::{campaign, day};
use crate::domain::figure::{FigureKind, Value};
use crate::domain::id::FigureId;
use crate::domain::submission::TypedHazardCount;

fn when() -> When {
    When {
        days: DayRange::new(day(6, 5), day(6, 11)).expect("in order"),
        today: day(6, 11),
    }
}

fn read_typed(duty: &str, draft: &Draft) -> Reading {
    let campaign = campaign();
    let duty = campaign.duty(&duty.into()).expect("a duty of the sample");
    read(&campaign, duty, draft, when())
}

fn entries<const N: usize>(entries: [(&str, Entry); N]) -> Draft {
    Draft {
        entries: entries.map(|(id, entry)| (id.into(), entry)).into(),
        ..Draft::default()
    }
}

fn typed(text: &str) -> Entry {
    Entry::Typed(text.to_owned())
}

#[test]
fn blank_zero_and_not_applicable_are_three() {
    let draft = entries([
        ("launches", typed("0")),
        ("study_sessions", Entry::NotApplicable),
        ("posters", typed("  ")),
    ]);
    let figures = read_typed("weekly", &draft).content.figures;
    let answer = |id: &str| figures.get(&FigureId::from(id)).cloned();
    assert_eq!(answer("launches"), Some(Answer::Value(Value::Number(0))));
    assert_eq!(answer("study_sessions"), Some(Answer::NotApplicable));
    assert_eq!(answer("posters"), None);
    assert_eq!(answer("study_people"), None);
}

#[test]
fn a_blank_is_worth_a_word_where_the_figures_are_final() {
    let draft = entries([("launches", typed("0"))]);
    assert_eq!(read_typed("weekly", &draft).problems, []);
    let last = read_typed("final", &draft);
    let left_blank = |problem: &Problem| problem.severity == Severity::Warning;
    assert!(last.problems.iter().all(left_blank));
    assert_eq!(last.problems.len(), 5, "six blanks, one of them filled");
}

#[test]
fn every_problem_is_told_at_once() {
    let mut draft = entries([("launches", typed("三")), ("posters", typed("1.5"))]);
    let count = TypedHazardCount {
        found: "-1".to_owned(),
        closed: "多".to_owned(),
    };
    draft.hazards.insert("major".into(), count);
    let places = read_typed("weekly", &draft).problems;
    let places: Vec<Place> = places.into_iter().map(|problem| problem.place).collect();
    assert_eq!(
        places,
        [
            Place::Hazards("major".into()),
            Place::Hazards("major".into()),
            Place::Figure("launches".into()),
            Place::Figure("posters".into()),
        ]
    );
}

#[test]
fn nothing_raw_is_kept() {
    let mut draft = entries([("launch_forms", typed("现场\u{1b}]0;标题\u{7}启动"))]);
    draft.narrative = "第一段\r\n第二段\u{202e}\u{0}".to_owned();
    let content = read_typed("weekly", &draft).content;
    let mut kept = vec![content.narrative];
    let texts = content.figures.values().filter_map(|answer| match answer {
        Answer::Value(Value::Text(text)) => Some(text.clone()),
        _ => None,
    });
    kept.extend(texts);

    let mut draft = Draft::default();
    let name = "联络员\n甲\u{1b}[31m".to_owned();
    draft.fields.insert("name".into(), name);
    let content = read_typed("registration", &draft).content;
    let name = &content.fields[&FieldId::from("name")];
    assert!(!name.contains('\n'), "a field is one line: {name:?}");
    kept.push(name.clone());

    assert_eq!(kept.len(), 3);
    for text in kept {
        let raw = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(raw), "{text:?}");
    }
}

#[test]
fn days_of_a_table_are_read_with_the_year_of_their_period() {
    let figure = Figure {
        kind: FigureKind::Date,
        ..campaign().figures[0].clone()
    };
    let quarter = DayRange::new(day(4, 1), day(6, 30)).expect("in order");
    for text in [
        "6-20",
        "6.20",
        "6/20",
        "6月20日",
        "2020.6.20",
        "２０２０－６－２０",
    ] {
        let read = read_answer(&figure, &typed(text), quarter);
        let day = Answer::Value(Value::Date(day(6, 20)));
        assert_eq!(read, Ok(Some(day)), "{text}");
    }
    assert!(read_answer(&figure, &typed("6-31"), quarter).is_err());
}

#[test]
fn a_day_of_the_form_is_kept_in_full() {
    let mut campaign = campaign();
    let form = campaign.registration.as_mut().expect("has a form");
    form.fields[0].kind = FieldKind::Date;
    let id = form.fields[0].id.clone();
    let duty = campaign.duty(&"registration".into()).expect("a duty");
    for (text, kept, is_wrong) in [
        ("6月9日", "2020-06-09", false),
        ("2020.6.9", "2020-06-09", false),
        ("下周", "下周", true),
    ] {
        let draft = Draft {
            fields: [(id.clone(), text.to_owned())].into(),
            ..Draft::default()
        };
        let reading = read(&campaign, duty, &draft, when());
        assert_eq!(reading.content.fields[&id], kept, "{text}");
        let place = Place::Field(id.clone());
        let told = reading
            .problems
            .iter()
            .any(|problem| problem.place == place);
        assert_eq!(told, is_wrong, "{text}");
    }
}
