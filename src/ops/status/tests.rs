//! The matrix of the eighteenth of June, narrowed and ordered.

use super::*;
use crate::domain::calendar::DayRange;
use crate::domain::calendar::words;
use crate::domain::campaign::sample::day;
use crate::domain::status::show_rate;
use crate::domain::submission::Entry;
use crate::ops::sample::{desk, draft, hand_in, june, period, register, unit};
use crate::ops::{draft as drafts, submit::extend, unit as units};

/// Six units on 18 June, 17:40.
fn eighteenth() -> (Desk, Instant) {
    let mut desk = desk();
    let pingjiang = unit(&mut desk, "平江医院", "direct", "");
    let canglang = unit(&mut desk, "沧浪医院", "direct", "");
    let jinchang = unit(&mut desk, "金阊护理院", "care", "");
    let excused = unit(&mut desk, "虎丘养老院", "care", "");
    let closed = unit(&mut desk, "旧址卫生站", "direct", "");
    let silent = unit(&mut desk, "无声养老院", "care", "");
    let some = draft(&desk, &[("study_sessions", 1)]);
    for (code, plan_at, first, second, third) in [
        (
            pingjiang,
            june(3, 9, 0),
            june(4, 9, 0),
            june(11, 23, 59),
            Some(june(18, 9, 0)),
        ),
        (canglang, june(5, 9, 0), june(4, 9, 0), june(12, 0, 0), None),
        (
            jinchang,
            june(4, 9, 0),
            june(4, 10, 0),
            june(14, 10, 0),
            None,
        ),
    ] {
        register(&mut desk, code, "联络员甲", june(2, 9, 0));
        hand_in(&mut desk, code, "plan", &some, "", plan_at);
        hand_in(&mut desk, code, "weekly/1", &some, "", first);
        hand_in(&mut desk, code, "weekly/2", &some, "", second);
        if let Some(third) = third {
            hand_in(&mut desk, code, "weekly/3", &some, "", third);
        }
    }
    drafts::save(
        &mut desk,
        canglang,
        &period("weekly/3"),
        &some,
        june(18, 17, 0),
    )
    .expect("saves");
    let until = june(19, 12, 0);
    extend(
        &mut desk,
        &[jinchang],
        &period("weekly/2"),
        june(15, 12, 0),
        "停电",
        june(10, 9, 0),
    )
    .expect("extends");
    extend(
        &mut desk,
        &[silent],
        &period("weekly/2"),
        until,
        "停电",
        june(10, 9, 0),
    )
    .expect("extends");
    let days = DayRange::new(day(6, 1), day(7, 1)).expect("in order");
    units::excuse(&mut desk, excused, days, "装修", june(1, 9, 0)).expect("excuses");
    units::close(&mut desk, closed, day(6, 1), "撤并", june(1, 9, 0)).expect("closes");
    (desk, june(18, 17, 40))
}

fn names(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(|row| row.unit.name.as_str()).collect()
}

/// One line a row: the states in the plan's order.
fn lines(matrix: &Matrix) -> Vec<String> {
    let line = |row: &Row| {
        let states: Vec<&str> = row.cells.iter().map(|cell| cell.state.label()).collect();
        format!("{} {}", row.unit.name, states.join(" "))
    };
    matrix.rows.iter().map(line).collect()
}

#[test]
fn a_draft_that_was_emptied_again_is_none() {
    let mut desk = desk();
    let unit = unit(&mut desk, "平江医院", "direct", "");
    let week = period("weekly/3");
    let now = june(16, 9, 0);
    let state = |desk: &Desk| {
        let unit = desk.unit(unit).expect("is there");
        of_period(desk, &unit, &week, now).expect("reads").state
    };
    let untouched = state(&desk);
    let mut typed = draft(&desk, &[("study_sessions", 1)]);
    drafts::save(&mut desk, unit, &week, &typed, now).expect("saves");
    assert_eq!(state(&desk), State::Draft);
    for entry in typed.entries.values_mut() {
        *entry = Entry::Typed(String::new());
    }
    drafts::save(&mut desk, unit, &week, &typed, now).expect("saves");
    assert_eq!(state(&desk), untouched);
    // Typing goes on in it as before.
    typed.narrative = "组织学习。".to_owned();
    drafts::save(&mut desk, unit, &week, &typed, now).expect("saves");
    assert_eq!(state(&desk), State::Draft);
}

#[test]
fn the_matrix_of_18_june() {
    let (desk, now) = eighteenth();
    let matrix = survey(&desk, now).expect("reads");
    assert_eq!(
        lines(&matrix),
        [
            "平江医院 按时 按时 按时 按时 按时 未开始 未开始",
            "沧浪医院 按时 迟报 按时 迟报 草稿 未开始 未开始",
            "金阊护理院 按时 按时 按时 按时 临期 未开始 未开始",
            "虎丘养老院 免报 免报 免报 免报 免报 免报 免报",
            "无声养老院 缺报 缺报 缺报 临期 临期 未开始 未开始",
        ],
        "the closed unit owes nothing and the coordinator does not report"
    );
    let second = &matrix.heads[3];
    assert_eq!(second.period.id, period("weekly/2"));
    assert_eq!(second.tally.expected, 4);
    assert_eq!(show_rate(second.tally.completeness()), "75.0%");
    assert_eq!(show_rate(second.tally.timeliness()), "50.0%");
    // The first of four units has sent week 3, which is due tonight: no rate before that.
    let third = &matrix.heads[4];
    assert_eq!((third.tally.received(), third.tally.expected), (1, 4));
    assert_eq!(show_rate(third.due(now).completeness()), "/");
    assert_eq!(show_rate(second.due(now).completeness()), "75.0%");
    // Registration, plan, weeks 1 and 2, of four units each: 12 of 16 received, 10 in time.
    assert_eq!(matrix.due.expected, 16);
    assert_eq!((matrix.due.received(), matrix.due.on_time), (12, 10));
    assert_eq!(matrix.rows[0].liaison.as_deref(), Some("联络员甲"));
}

#[test]
fn who_is_overdue_and_since_when() {
    let (desk, now) = eighteenth();
    let told = |now| -> Vec<String> {
        let overdue = overdue(&desk, now).expect("reads");
        let line = |one: &Overdue| {
            let missing = one.missing.iter().map(|period| {
                let extended = if period.extended { "（延期）" } else { "" };
                format!("{} {}{extended}", period.id, words::deadline(period.since))
            });
            format!(
                "{}: {}",
                one.unit.name,
                missing.collect::<Vec<_>>().join(", ")
            )
        };
        overdue.iter().map(line).collect()
    };
    assert_eq!(
        told(now),
        ["无声养老院: registration 6月4日 24:00, plan 6月4日 24:00, weekly/1 6月4日 24:00"]
    );
    assert_eq!(
        told(june(19, 12, 0)),
        [
            "无声养老院: registration 6月4日 24:00, plan 6月4日 24:00, weekly/1 6月4日 24:00, \
             weekly/3 6月18日 24:00, weekly/2 6月19日 12:00（延期）",
            "沧浪医院: weekly/3 6月18日 24:00",
            "金阊护理院: weekly/3 6月18日 24:00",
        ]
    );
}

#[test]
fn rows_are_found_and_ordered() {
    let (desk, now) = eighteenth();
    let matrix = survey(&desk, now).expect("reads");
    let shown = |filter: Filter, sort| {
        let narrowed = matrix.narrowed(&filter, sort);
        names(&narrowed.rows).join(" ")
    };
    let text = |text: &str| Filter {
        text: text.into(),
        ..Filter::default()
    };
    assert_eq!(shown(text("pjyy"), Sort::Code), "平江医院");
    assert_eq!(shown(text("养老"), Sort::Code), "虎丘养老院 无声养老院");
    assert_eq!(
        shown(Filter::default(), Sort::Urgency),
        "无声养老院 沧浪医院 平江医院 金阊护理院 虎丘养老院"
    );
    assert_eq!(
        shown(Filter::default(), Sort::Kind),
        "平江医院 沧浪医院 金阊护理院 虎丘养老院 无声养老院"
    );
    let late_second_week = Filter {
        states: vec![State::Late],
        periods: vec![period("weekly/2")],
        ..Filter::default()
    };
    assert_eq!(shown(late_second_week.clone(), Sort::Code), "沧浪医院");
    let narrowed = matrix.narrowed(&late_second_week, Sort::Code);
    assert_eq!(narrowed.heads.len(), 1);
    assert_eq!(narrowed.rows[0].cells.len(), 1);
    assert_eq!(narrowed.heads[0].tally, matrix.heads[3].tally);
}

#[test]
fn a_kinds_rates_are_its_own() {
    let (desk, now) = eighteenth();
    let filter = Filter {
        kinds: vec!["care".into()],
        text: "金阊".into(),
        ..Filter::default()
    };
    let matrix = matrix(&desk, &filter, Sort::Code, now).expect("reads");
    assert_eq!(names(&matrix.rows), ["金阊护理院"]);
    // 金阊 has all four, 无声 none of them, 虎丘 is excused.
    assert_eq!((matrix.due.received(), matrix.due.expected), (4, 8));
}

#[test]
fn what_is_outstanding_is_told_by_period() {
    let (desk, now) = eighteenth();
    let matrix = survey(&desk, now).expect("reads");
    let outstanding = |text: &str| -> Vec<String> {
        let period = period(text);
        let rows = matrix.outstanding(&period);
        rows.map(|row| row.unit.name.clone()).collect()
    };
    assert_eq!(
        outstanding("weekly/3"),
        ["沧浪医院", "金阊护理院", "无声养老院"]
    );
    assert_eq!(outstanding("weekly/4"), [""; 0]);
    assert_eq!(outstanding("weekly/9"), [""; 0]);
}
