//! From the in-tray into the record, and from a number back to the sentence.

use std::ops::ControlFlow;

use anyue::domain::arrival::ArrivalState;
use anyue::domain::calendar::Instant;
use anyue::domain::figure::Answer;
use anyue::domain::problem::Place;
use anyue::domain::submission::{Channel, Draft};
use anyue::ops::books;
use anyue::ops::draft;
use anyue::ops::intray::{
    AcceptAs, Changed, Sweep, Weight, accept, accept_clean, list, look, put_back, take_in,
};
use anyue::ops::review::{BLANK, Need, compare, inbox};
use anyue::ops::submit::void_receipt;
use anyue::ops::total::Extent;
use anyue::ops::trace::trace;

use super::{Bench, NOW, go_on, id_of, ids, period};

const LATER: Instant = Instant::from_epoch_ms(NOW.epoch_ms() + 86_400_000);

fn sweep(bench: &mut Bench, now: Instant) -> Sweep {
    let mut go_on = |_, _| ControlFlow::Continue(());
    accept_clean(&mut bench.desk, None, &AcceptAs::default(), now, &mut go_on).expect("sweeps")
}

#[test]
fn a_text_that_a_form_cannot_carry_is_no_failed_check() {
    let mut bench = Bench::new();
    bench.paper("甲.txt", "甲养老院", &[("study_sessions", "3")]);
    let id = id_of(&bench.take("weekly/2")[0].judged);
    accept(&mut bench.desk, id, &AcceptAs::default(), NOW).expect("accepts");
    let items = inbox(&bench.desk).expect("reads");
    let [item] = items.as_slice() else {
        panic!("one report wants a look: {items:#?}");
    };
    let needs: Vec<&str> = item.needs.iter().map(Need::label).collect();
    assert_eq!(needs, ["新报送"]);
    let standing = bench.desk.store.read();
    let standing = standing.current_revision(item.unit.id, &item.period);
    let standing = standing.expect("reads").expect("it was accepted");
    let told = compare(&bench.desk.campaign, &[&standing]);
    let text = told.iter().find(|one| one.place == Place::Narrative);
    assert_eq!(text.map(|text| text.answers[0].as_str()), Some(BLANK));
}

#[test]
fn an_accepted_paper_is_a_submission_received_when_it_came() {
    let mut bench = Bench::new();
    bench.paper(
        "甲.txt",
        "甲养老院",
        &[("study_sessions", "3"), ("study_people", "约40")],
    );
    let id = id_of(&bench.take("weekly/3")[0].judged);
    let accepted = accept(&mut bench.desk, id, &AcceptAs::default(), LATER).expect("accepts");
    let stamp = &accepted.submitted.revision.stamp;
    assert_eq!((stamp.received_at, stamp.recorded_at), (NOW, LATER));
    assert_eq!(stamp.channel, Channel::File);
    assert_eq!(stamp.reason, "来件“甲.txt”");
    assert!(
        !accepted.submitted.is_late,
        "17:40 of the day on which it is due"
    );
    let material = &accepted.submitted.revision.content.material;
    assert_eq!(material[0].name, "甲.txt");
    assert!(bench.desk.shelf.path_of(&material[0].hash).is_file());
    let judged = look(&bench.desk, id).expect("looks");
    assert_eq!(judged.arrival.state, ArrivalState::Accepted);
    assert_eq!(judged.arrival.revision, Some(1));
    assert!(accept(&mut bench.desk, id, &AcceptAs::default(), LATER).is_err());
    assert!(bench.take("weekly/3")[0].was_known);

    let traced = trace(
        &bench.desk,
        bench.desk.seat.unit,
        &Extent::Whole,
        &"study_people".into(),
    );
    let traced = traced.expect("traces");
    let paper = traced.parts[0].sources[0].paper.as_ref().expect("a paper");
    assert_eq!(paper.file, "甲.txt");
    assert!(
        paper.sentence.contains("参与（约40）人次"),
        "{}",
        paper.sentence
    );
    assert!(paper.approximate && !paper.corrected);
}

#[test]
fn a_changed_file_is_a_new_revision_with_its_differences() {
    let mut bench = Bench::new();
    bench.paper(
        "甲.txt",
        "甲养老院",
        &[("study_sessions", "3"), ("study_people", "40")],
    );
    bench.take("weekly/2");
    assert_eq!(sweep(&mut bench, NOW).accepted.len(), 1);
    let changed = bench.paper(
        "甲.txt",
        "甲养老院",
        &[("study_sessions", "5"), ("study_people", "40")],
    );
    let seen = bench.take("weekly/2");
    let judged = &seen[0].judged;
    assert!(!seen[0].was_known);
    assert_eq!(judged.replaces, Some(1));
    let sessions = Changed::Figure {
        id: "study_sessions".into(),
        before: Some(Answer::number(3)),
        after: Some(Answer::number(5)),
    };
    assert_eq!(judged.changes, [sessions]);
    let swept = sweep(&mut bench, NOW);
    assert_eq!(swept.accepted.len(), 1, "{:?}", swept.failed);
    assert!(swept.accepted[0].submitted.is_correction);
    assert_eq!(
        bench.figure(bench.units[3], "weekly/2", "study_sessions"),
        Some(5)
    );
    let material = &swept.accepted[0].submitted.revision.content.material;
    assert_eq!(
        material.len(),
        1,
        "the earlier file stays with its own revision"
    );
    std::fs::remove_file(changed).expect("removes");
    let revisions = bench
        .desk
        .store
        .read()
        .revisions(bench.units[3], &period("weekly/2"));
    assert_eq!(revisions.expect("reads").len(), 2);
}

#[test]
fn of_two_papers_for_one_period_a_person_chooses() {
    let mut bench = Bench::new();
    bench.paper("甲.txt", "甲养老院", &[("study_sessions", "3")]);
    bench.paper("甲（终）.txt", "甲养老院", &[("study_sessions", "5")]);
    bench.paper("金阊.txt", "金阊医院", &[("study_sessions", "1")]);
    let seen = bench.take("weekly/2");
    let rivals: Vec<_> = seen.iter().filter(|seen| !seen.judged.is_clean()).collect();
    assert_eq!(rivals.len(), 2);
    assert!(rivals.iter().all(|rival| rival.judged.is_acceptable()));
    let swept = sweep(&mut bench, NOW);
    assert_eq!(swept.accepted.len(), 1, "only the one that has no rival");
    assert_eq!(
        bench.figure(bench.units[1], "weekly/2", "study_sessions"),
        Some(1)
    );
    let chosen = rivals.iter().find(|rival| rival.origin.contains("终"));
    let chosen = id_of(&chosen.expect("the second").judged);
    let accepted = accept(&mut bench.desk, chosen, &AcceptAs::default(), NOW).expect("accepts");
    assert_eq!(accepted.set_aside, 1);
    assert_eq!(
        bench.figure(bench.units[3], "weekly/2", "study_sessions"),
        Some(5)
    );
    assert_eq!(sweep(&mut bench, NOW).accepted.len(), 0);
    let states: Vec<_> = list(&bench.desk).expect("lists");
    let aside = states
        .iter()
        .find(|one| one.arrival.state == ArrivalState::SetAside);
    let aside = aside.expect("one is set aside");
    assert_eq!(aside.arrival.note, "同一期已收下“甲（终）.txt”");
}

#[test]
fn what_was_typed_beside_the_table_is_kept() {
    let mut bench = Bench::new();
    let unit = bench.units[3];
    let typed = Draft {
        narrative: "本周组织学习。".to_owned(),
        entries: [(
            "posters".into(),
            anyue::domain::submission::Entry::Typed("9".into()),
        )]
        .into(),
        ..Draft::default()
    };
    draft::save(&mut bench.desk, unit, &period("weekly/2"), &typed, NOW).expect("saves");
    bench.paper("甲.txt", "甲养老院", &[("study_sessions", "3")]);
    let seen = bench.take("weekly/2");
    assert_eq!(
        seen[0].judged.doubts[0].weight,
        Weight::Look,
        "a draft is not run over unseen"
    );
    assert_eq!(sweep(&mut bench, NOW).accepted.len(), 0);
    let id = id_of(&seen[0].judged);
    let accepted = accept(&mut bench.desk, id, &AcceptAs::default(), NOW).expect("accepts");
    let content = &accepted.submitted.revision.content;
    assert_eq!(content.narrative, "本周组织学习。");
    assert_eq!(
        content.figures.get("posters"),
        None,
        "the paper left it blank"
    );
    assert!(
        draft::load(&bench.desk, unit, &period("weekly/2"))
            .expect("reads")
            .is_none()
    );
}

/// The report's text as another window of the desk types it.
fn type_elsewhere(bench: &Bench, text: &str) {
    let mut elsewhere = anyue::ops::desk::open(&bench.desk.folder).expect("opens");
    let typed = Draft {
        narrative: text.to_owned(),
        ..Draft::default()
    };
    let unit = bench.units[3];
    draft::save(&mut elsewhere, unit, &period("weekly/2"), &typed, NOW).expect("saves");
}

#[test]
fn what_another_window_types_before_its_turn_is_not_deleted_unseen() {
    let mut bench = Bench::new();
    bench.paper("乙.txt", "金阊医院", &[("study_sessions", "4")]);
    bench.paper("甲.txt", "甲养老院", &[("study_sessions", "3")]);
    bench.take("weekly/2");
    let here = anyue::ops::desk::open(&bench.desk.folder).expect("opens");
    let mut desk = std::mem::replace(&mut bench.desk, here);
    let mut type_meanwhile = |done, _| {
        if done == 0 {
            type_elsewhere(&bench, "刚写的。");
        }
        ControlFlow::Continue(())
    };
    let how = AcceptAs::default();
    let swept = accept_clean(&mut desk, None, &how, NOW, &mut type_meanwhile).expect("sweeps");
    assert_eq!((swept.accepted.len(), swept.failed.len()), (1, 1));
    let left = draft::load(&bench.desk, bench.units[3], &period("weekly/2")).expect("reads");
    assert_eq!(left.map(|left| left.narrative).as_deref(), Some("刚写的。"));
    assert_eq!(
        bench.figure(bench.units[3], "weekly/2", "study_sessions"),
        None
    );
}

#[test]
fn what_came_after_a_person_looked_is_not_replaced_unseen() {
    let mut bench = Bench::new();
    bench.paper("甲.txt", "甲养老院", &[("study_sessions", "3")]);
    let id = id_of(&bench.take("weekly/2")[0].judged);
    let as_seen = |bench: &Bench| AcceptAs {
        seen: Some(look(&bench.desk, id).expect("looks").shown()),
        ..AcceptAs::default()
    };
    let refused = |bench: &mut Bench, how: &AcceptAs| {
        let why = accept(&mut bench.desk, id, how, NOW).expect_err("was not seen");
        assert!(why.to_string().contains("有了变动"), "{why}");
    };
    // A draft that nobody was told of, and then another one than was told of.
    let how = as_seen(&bench);
    type_elsewhere(&bench, "甲");
    refused(&mut bench, &how);
    let how = as_seen(&bench);
    let mut elsewhere = anyue::ops::desk::open(&bench.desk.folder).expect("opens");
    draft::discard(&mut elsewhere, bench.units[3], &period("weekly/2"), NOW).expect("discards");
    type_elsewhere(&bench, "乙");
    refused(&mut bench, &how);
    // A report that has come in by another way.
    draft::discard(&mut elsewhere, bench.units[3], &period("weekly/2"), NOW).expect("discards");
    let how = as_seen(&bench);
    bench.paper("另一份.txt", "甲养老院", &[("study_sessions", "5")]);
    let rival = id_of(&bench.take("weekly/2")[0].judged);
    accept(&mut bench.desk, rival, &AcceptAs::default(), NOW).expect("accepts");
    put_back(&mut bench.desk, id, NOW).expect("puts back");
    refused(&mut bench, &how);
    let how = as_seen(&bench);
    let accepted = accept(&mut bench.desk, id, &how, NOW).expect("was seen");
    assert_eq!(accepted.submitted.revision.number, 2);
}

#[test]
fn what_the_duty_forbids_is_not_accepted_and_what_it_doubts_is_told() {
    let mut bench = Bench::new();
    let forbidden = [("leader_talks", "9"), ("hundred_teams_visits", "1")];
    bench.paper("a.txt", "甲养老院", &forbidden);
    bench.paper(
        "b.txt",
        "金阊医院",
        &[("study_sessions", "9"), ("study_people", "1")],
    );
    let seen = bench.take("final");
    assert_eq!(seen[0].judged.doubts[0].weight, Weight::Mend);
    assert!(!seen[0].judged.is_acceptable());
    assert_eq!(
        seen[1].judged.doubts.len(),
        1,
        "{:#?}",
        seen[1].judged.doubts
    );
    assert_eq!(seen[1].judged.doubts[0].weight, Weight::Remark);
    assert_eq!(sweep(&mut bench, NOW).accepted.len(), 1);
}

#[test]
fn the_time_of_receipt_may_be_set_with_a_reason() {
    let mut bench = Bench::new();
    bench.paper("甲.txt", "甲养老院", &[("study_sessions", "3")]);
    let id = id_of(&bench.take("weekly/2")[0].judged);
    let earlier = Instant::from_epoch_ms(NOW.epoch_ms() - 8 * 86_400_000);
    let mut how = AcceptAs {
        received_at: Some(earlier),
        ..AcceptAs::default()
    };
    assert!(accept(&mut bench.desk, id, &how, NOW).is_err());
    how.reason = "6月10日微信群里发来".to_owned();
    let accepted = accept(&mut bench.desk, id, &how, NOW).expect("accepts");
    assert!(!accepted.submitted.is_late);
    assert_eq!(accepted.submitted.revision.stamp.received_at, earlier);
}

#[test]
fn closed_books_take_a_paper_with_a_reason_and_as_of_the_day_it_is_accepted() {
    let mut bench = Bench::new();
    bench.paper("甲.txt", "甲养老院", &[("study_sessions", "3")]);
    bench.paper("乙.txt", "金阊医院", &[("study_sessions", "4")]);
    bench.take("weekly/2");
    books::close(&mut bench.desk, &[period("weekly/2")], "", LATER).expect("closes");
    let waiting = list(&bench.desk).expect("lists");
    for judged in &waiting {
        assert_eq!(judged.doubts[0].weight, Weight::Reason);
        let told = &judged.doubts[0].message;
        assert!(
            told.contains("来件在关账前已到，要按那时算，请先取消关账"),
            "{told}"
        );
    }
    assert_eq!(sweep(&mut bench, LATER).accepted.len(), 0);
    let without = accept(
        &mut bench.desk,
        id_of(&waiting[0]),
        &AcceptAs::default(),
        LATER,
    );
    let why = without.expect_err("needs a reason").to_string();
    assert!(why.contains("理由"), "{why}");
    let mut how = AcceptAs {
        received_at: Some(NOW),
        reason: "漏收".to_owned(),
        ..AcceptAs::default()
    };
    assert!(
        accept(&mut bench.desk, id_of(&waiting[0]), &how, LATER).is_err(),
        "a receipt before the closing would move a mark"
    );
    how.received_at = None;
    let mut go_on = |_, _| ControlFlow::Continue(());
    let swept = accept_clean(&mut bench.desk, None, &how, LATER, &mut go_on).expect("sweeps");
    assert_eq!(swept.accepted.len(), 2, "{:?}", swept.failed);
    for accepted in &swept.accepted {
        let stamp = &accepted.submitted.revision.stamp;
        assert!(accepted.submitted.after_closing && accepted.submitted.is_late);
        assert_eq!((stamp.received_at, stamp.reason.as_str()), (LATER, "漏收"));
    }
}

#[test]
fn real_forms_become_submissions() {
    let mut bench = Bench::new();
    let mut order = bench.order("final");
    order.paths = vec![super::samples()];
    let batch = take_in(&mut bench.desk, &order, NOW, &mut go_on).expect("takes in");
    assert_eq!(ids(&batch).len(), 4);
    assert_eq!(
        batch.skipped.len(),
        4,
        "the true figures beside them are no forms"
    );
    let swept = sweep(&mut bench, NOW);
    assert_eq!(swept.accepted.len(), 3, "one unit is not on the list");
    assert_eq!(
        bench.figure(bench.units[1], "final", "study_sessions"),
        Some(26)
    );
}

#[test]
fn what_was_taken_for_the_wrong_period_is_voided_and_comes_again() {
    let mut bench = Bench::new();
    bench.paper("甲.txt", "甲养老院", &[("study_sessions", "3")]);
    let id = id_of(&bench.take("weekly/1")[0].judged);
    sweep(&mut bench, NOW);
    assert!(put_back(&mut bench.desk, id, NOW).is_err(), "it stands");
    let unit = bench.units[3];
    let at = period("weekly/1");
    void_receipt(&mut bench.desk, unit, &at, None, "期次选错了", NOW).expect("is void");
    let again = bench.take("weekly/2");
    assert_eq!(again[0].judged.arrival.id, Some(id));
    assert_eq!(again[0].judged.period, Some(period("weekly/2")));
    assert_eq!(sweep(&mut bench, NOW).accepted.len(), 1);
    assert_eq!(bench.figure(unit, "weekly/1", "study_sessions"), None);
    assert_eq!(bench.figure(unit, "weekly/2", "study_sessions"), Some(3));
}
