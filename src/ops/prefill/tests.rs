//! What stands beside a blank before anything is typed.

use super::*;
use crate::domain::campaign::sample::day;
use crate::domain::figure::Value;
use crate::domain::hazard::HazardEntry;
use crate::ops::sample::{desk, draft, hand_in, june, period, unit};

fn n(number: i64) -> Option<Answer> {
    Some(Answer::number(number))
}

/// A unit with one below it, and the four weeks of the former.
fn four_weeks() -> (Desk, UnitId) {
    let mut desk = desk();
    let group = unit(&mut desk, "示例医联体", "direct", "");
    let code = desk.unit(group).expect("there").code;
    let branch = unit(&mut desk, "一分院", "direct", &code);
    let noise = draft(&desk, &[("study_sessions", 100), ("posters", 100)]);
    hand_in(&mut desk, branch, "weekly/4", &noise, "", june(24, 9, 0));
    for (at, date, sessions, posters) in [
        ("weekly/1", 4, 3, 10),
        ("weekly/2", 11, 0, 5),
        ("weekly/3", 18, 2, 0),
        ("weekly/4", 24, 1, 7),
    ] {
        let mut week = draft(&desk, &[("study_sessions", sessions), ("posters", posters)]);
        week.entries
            .insert("study_people".into(), Entry::NotApplicable);
        if at == "weekly/2" {
            week.entries
                .insert("launch_forms".into(), Entry::Typed("讲座".into()));
        }
        hand_in(&mut desk, group, at, &week, "", june(date, 9, 0));
    }
    (desk, group)
}

#[test]
fn the_final_report_arrives_with_the_sum_of_the_weeks() {
    let (desk, unit) = four_weeks();
    let prefill = prefill(&desk, unit, &period("final")).expect("reads");
    assert_eq!(prefill.last, Some(period("weekly/4")));
    let typed = |text: &str| Entry::Typed(text.into());
    assert_eq!(
        prefill.entries,
        [
            ("launch_forms".into(), typed("讲座")),
            ("posters".into(), typed("22")),
            ("study_people".into(), Entry::NotApplicable),
            ("study_sessions".into(), typed("6")),
        ]
        .into()
    );
    let sessions = &prefill.figures[&FigureId::from("study_sessions")];
    assert_eq!(
        (sessions.last.clone(), sessions.so_far.answer.clone()),
        (n(1), n(6))
    );
    let amount = |id: &str, answer: Answer| {
        let duty = desk.duty(&period("final")).expect("there is one");
        let figure = desk.campaign.figure(&id.into()).expect("there is one");
        let known = &prefill.figures[&figure.id];
        let difference = known.difference(duty, figure, &answer);
        difference.map(|difference| difference.amount())
    };
    for (answer, difference) in [
        (Answer::number(6), None),
        (Answer::number(8), Some(2)),
        (Answer::number(0), Some(-6)),
        (Answer::NotApplicable, Some(-6)),
        (Answer::Value(Value::Text("八".into())), None),
    ] {
        assert_eq!(
            amount("study_sessions", answer.clone()),
            difference,
            "{answer:?}"
        );
    }
    let launches = &prefill.figures[&FigureId::from("launches")];
    assert_eq!((&launches.last, &launches.so_far.answer), (&None, &None));
    assert_eq!(amount("launches", Answer::number(3)), None);
}

#[test]
fn a_week_shows_the_week_before_and_is_not_filled_in() {
    let (desk, unit) = four_weeks();
    let third = prefill(&desk, unit, &period("weekly/3")).expect("reads");
    assert_eq!(third.last, Some(period("weekly/2")));
    assert!(third.entries.is_empty());
    let sessions = &third.figures[&FigureId::from("study_sessions")];
    assert_eq!(
        (sessions.last.clone(), sessions.so_far.answer.clone()),
        (n(0), n(3))
    );

    let first = prefill(&desk, unit, &period("weekly/1")).expect("reads");
    assert_eq!(first.last, None);
    assert_eq!(first.figures.len(), 6);
    assert!(
        first
            .figures
            .values()
            .all(|beside| *beside == Beside::default())
    );
    let plan = prefill(&desk, unit, &period("plan")).expect("reads");
    assert_eq!(plan, Prefill::default());
}

#[test]
fn the_ledger_proposes_the_periods_hazards() {
    let (mut desk, unit) = four_weeks();
    for (found, closed) in [(10, Some(11)), (11, Some(13)), (12, None)] {
        let entry = HazardEntry {
            place: "三楼".into(),
            what: "通道堆物".into(),
            source: "自查".into(),
            measure: "清理".into(),
            responsible: "责任人甲".into(),
            closed_on: closed.map(|closed| day(6, closed)),
            ..HazardEntry::new(day(6, found), "ordinary".into())
        };
        hazard::add(&mut desk, unit, &entry, june(18, 9, 0)).expect("is entered");
    }
    let hazards = |text: &str| prefill(&desk, unit, &period(text)).expect("reads").hazards;
    let count = |found, closed| HazardCount { found, closed };
    // 5 to 11 June, and 12 to 18 June.
    assert_eq!(
        hazards("weekly/2"),
        [("ordinary".into(), count(2, 1))].into()
    );
    assert_eq!(
        hazards("weekly/3"),
        [("ordinary".into(), count(1, 1))].into()
    );
    assert!(hazards("weekly/4").is_empty());
    assert!(
        hazards("final").is_empty(),
        "the final report asks for none"
    );
}
