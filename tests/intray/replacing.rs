//! A file that would take the place of what stands: of a file like it by itself, of what a person settled only when a
//! person says so.

use std::ops::ControlFlow;

use anyue::domain::arrival::ArrivalState;
use anyue::domain::id::UnitId;
use anyue::domain::problem::Place;
use anyue::domain::review::Comment;
use anyue::domain::submission::{Draft, Entry};
use anyue::ops::intray::{self, AcceptAs, Judged, Where, accept_clean, look, take_in};
use anyue::ops::review::{Need, accept, give_back, inbox};
use anyue::ops::submit::{SubmitAs, SubmitError, submit};

use super::{Bench, NOW, go_on, id_of, paper, period};

const WEEK: &str = "weekly/2";
const UNIT: &str = "甲养老院";

/// A desk on which a unit's file was accepted with 3, and whose it is.
fn accepted() -> (Bench, UnitId) {
    let mut bench = Bench::new();
    let unit = bench.units[3];
    bench.paper("甲.txt", UNIT, &[("study_sessions", "3")]);
    bench.take(WEEK);
    sweep(&mut bench);
    assert_eq!(bench.figure(unit, WEEK, "study_sessions"), Some(3));
    (bench, unit)
}

fn sweep(bench: &mut Bench) {
    let mut go_on = |_, _| ControlFlow::Continue(());
    let how = AcceptAs::default();
    accept_clean(&mut bench.desk, None, &how, NOW, &mut go_on).expect("sweeps");
}

/// What is said of a file with these answers, and which number stands once all that is clean was accepted.
fn again(bench: &mut Bench, unit: UnitId, answers: &[(&str, &str)]) -> (Judged, Option<i64>) {
    bench.paper("甲-改.txt", UNIT, answers);
    let taken = bench.take(WEEK).into_iter();
    let mut open = taken.filter(|seen| seen.judged.arrival.is_open());
    let judged = open.next().expect("one is open").judged;
    sweep(bench);
    (judged, bench.figure(unit, WEEK, "study_sessions"))
}

fn tells(judged: &Judged, words: &str) -> bool {
    let mut doubts = judged.doubts.iter();
    doubts.any(|doubt| doubt.message.contains(words))
}

#[test]
fn a_corrected_file_takes_the_place_of_the_one_before() {
    let (mut bench, unit) = accepted();
    let (judged, stands) = again(&mut bench, unit, &[("study_sessions", "4")]);
    assert!(judged.is_clean(), "{:?}", judged.doubts);
    assert_eq!(stands, Some(4));
}

#[test]
fn a_file_does_not_undo_what_a_person_corrected() {
    let (mut bench, unit) = accepted();
    let mut draft = Draft {
        narrative: "学习。".into(),
        ..Draft::default()
    };
    let entry = Entry::Typed("99".into());
    draft.entries.insert("study_sessions".into(), entry);
    let how = SubmitAs {
        reason: "电话核对".into(),
        accept_warnings: true,
        ..SubmitAs::default()
    };
    submit(&mut bench.desk, unit, &period(WEEK), &draft, &how, NOW).expect("is corrected");
    let (judged, stands) = again(&mut bench, unit, &[("study_sessions", "4")]);
    assert!(tells(&judged, "理由：电话核对"), "{:?}", judged.doubts);
    assert_eq!(stands, Some(99));
}

#[test]
fn a_number_of_a_file_is_put_right_without_a_text_that_nobody_sent() {
    let (mut bench, unit) = accepted();
    let right = |figure: &str| Draft {
        entries: [("study_sessions".into(), Entry::Typed(figure.into()))].into(),
        ..Draft::default()
    };
    let how = SubmitAs {
        reason: "电话核对".into(),
        ..SubmitAs::default()
    };
    // The second corrects what was typed here, which has no text either.
    for figure in ["99", "98"] {
        let put_right = submit(
            &mut bench.desk,
            unit,
            &period(WEEK),
            &right(figure),
            &how,
            NOW,
        );
        put_right.expect("is corrected");
    }
    assert_eq!(bench.figure(unit, WEEK, "study_sessions"), Some(98));
    let items = inbox(&bench.desk).expect("reads");
    let failed = items.iter().flat_map(|item| &item.needs);
    let failed = failed.filter(|need| matches!(need, Need::Problems(_)));
    assert_eq!(
        failed.count(),
        0,
        "it is no failed check either: {items:#?}"
    );
    // Whoever types a first report of their own is asked for its text as ever.
    let other = bench.units[1];
    let first = submit(
        &mut bench.desk,
        other,
        &period(WEEK),
        &right("1"),
        &how,
        NOW,
    );
    assert!(matches!(first, Err(SubmitError::Problems(_))), "{first:?}");
}

#[test]
fn a_file_does_not_replace_what_was_accepted_in_review_but_what_was_returned() {
    let (mut bench, unit) = accepted();
    accept(&mut bench.desk, unit, &period(WEEK), None, NOW).expect("is accepted");
    let (judged, stands) = again(&mut bench, unit, &[("study_sessions", "4")]);
    assert!(tells(&judged, "已经审核通过"), "{:?}", judged.doubts);
    assert_eq!(stands, Some(3));

    let comment = Comment {
        place: Place::Whole,
        text: "请核对".into(),
    };
    give_back(
        &mut bench.desk,
        unit,
        &period(WEEK),
        None,
        vec![comment],
        NOW,
    )
    .expect("is returned");
    sweep(&mut bench);
    assert_eq!(bench.figure(unit, WEEK, "study_sessions"), Some(4));
}

#[test]
fn a_file_that_is_quite_another_report_waits() {
    let (mut bench, unit) = accepted();
    let answers = [
        ("study_sessions", "4"),
        ("study_people", "40"),
        ("online_classes", "5"),
        ("kickoff_events", "50"),
        ("posters", "6"),
        ("online_class_people", "7"),
    ];
    let (judged, stands) = again(&mut bench, unit, &answers);
    assert!(tells(&judged, "超过一半"), "{:?}", judged.doubts);
    assert_eq!(stands, Some(3));
}

#[test]
fn the_same_answers_in_another_file_are_no_other_version() {
    let (mut bench, unit) = accepted();
    // Saved once more by another program: other bytes, the same figures.
    let resaved = format!("{}\n\n", paper(UNIT, &[("study_sessions", "3")]));
    bench.file("甲-另存.txt", resaved);
    let seen = bench.take(WEEK);
    let open = seen.iter().find(|seen| seen.judged.arrival.is_open());
    let judged = &open.expect("it is another file").judged;
    assert!(
        judged.is_unchanged && judged.is_clean(),
        "{:?}",
        judged.doubts
    );
    let id = id_of(judged);
    let refused = intray::accept(&mut bench.desk, id, &AcceptAs::default(), NOW);
    let refused = refused.expect_err("nothing would change").to_string();
    assert!(refused.contains("内容与已报的第 1 版相同"), "{refused}");
    sweep(&mut bench);
    let aside = look(&bench.desk, id).expect("looks").arrival;
    assert_eq!(aside.state, ArrivalState::SetAside);
    assert_eq!(aside.note, "内容与已报的第 1 版相同");
    let revisions = bench.desk.store.read().revisions(unit, &period(WEEK));
    assert_eq!(revisions.expect("reads").len(), 1);
}

/// What is said of a file for the whole, beside the 3 of the week.
fn whole(bench: &mut Bench, answer: &str) -> Judged {
    let name = format!("总结{answer}.txt");
    bench.paper(&name, UNIT, &[("study_sessions", answer)]);
    let order = bench.naming(&name, "final");
    let batch = take_in(&mut bench.desk, &order, NOW, &mut go_on).expect("takes in");
    bench.judged(batch).remove(0).judged
}

#[test]
fn a_total_below_the_sum_of_the_weeks_waits_for_a_look() {
    let (mut bench, _) = accepted();
    let less = whole(&mut bench, "2");
    let doubts: Vec<_> = less
        .doubts
        .iter()
        .filter(|doubt| !doubt.is_remark())
        .collect();
    let [doubt] = doubts.as_slice() else {
        panic!("{:#?}", less.doubts);
    };
    assert_eq!(doubt.place, Where::Figure("study_sessions".into()));
    assert!(
        doubt.message.starts_with("填的是 2，少于各期累计 3"),
        "{}",
        doubt.message
    );
    assert!(doubt.sentence.contains("专题学习"), "{}", doubt.sentence);
    assert!(less.is_acceptable() && !less.is_clean());
    let told = "有 1 处多于各期累计，收下后可以说明";
    let more = whole(&mut bench, "5");
    assert!(tells(&more, told), "{:?}", more.doubts);
    let same = whole(&mut bench, "3");
    assert!(
        !tells(&same, told) && !tells(&same, "少于各期累计"),
        "{:?}",
        same.doubts
    );
}

#[test]
fn a_sentence_of_a_week_that_says_so_far_waits_for_a_look() {
    let mut bench = Bench::new();
    let text = paper(UNIT, &[("study_sessions", "26")]).replace("专题学习", "累计专题学习");
    for (name, period, is_doubted) in [("周报.txt", WEEK, true), ("总结.txt", "final", false)] {
        bench.file(name, format!("{text}{name}"));
        let order = bench.naming(name, period);
        let batch = take_in(&mut bench.desk, &order, NOW, &mut go_on).expect("takes in");
        let judged = bench.judged(batch).remove(0).judged;
        let told = "句子里写的是“累计”，这一期只报新增的，请核对这个数";
        assert_eq!(tells(&judged, told), is_doubted, "{:?}", judged.doubts);
    }
}
