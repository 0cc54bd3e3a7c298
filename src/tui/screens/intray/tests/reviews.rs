//! What wants a look stands in its own section: it is opened, accepted alone or with others, and a conflict is decided with
//! both versions in sight.

use super::packets::{drop_packet, liaison, report};
use super::*;
use crate::domain::id::RecordId;
use crate::domain::problem::Place;
use crate::domain::review::Comment;
use crate::ops::record;
use crate::ops::review::{give_back, inbox};
use crate::ops::sample::{contested_desk, draft, hand_in, noon};
use crate::tui::keys::Scope;
use crate::tui::screen::Act;

/// Two machines of one unit, each with its own answer for the same week.
fn with_conflict() -> (TempDir, Stage<Intray>) {
    let (root, mut above) = desk_on_disk();
    let mut below = liaison(&root, &mut above, "below");
    let mut twin = liaison(&root, &mut above, "twin");
    let first = report(&mut below, 3, 1);
    let other = report(&mut twin, 9, 1);
    let mut stage = Stage::enter(above, Theme::new(true));
    drop_packet(&mut stage, &first);
    stage.press(KeyCode::Enter);
    drop_packet(&mut stage, &other);
    stage.press(KeyCode::Enter);
    (root, stage)
}

#[test]
fn a_conflict_is_decided_with_both_versions_in_sight_and_a_reason() {
    let (_root, mut stage) = with_conflict();
    let shown = stage.shown(80, 24);
    assert!(shown.contains("! 两种说法"), "{shown}");
    stage.press(KeyCode::Char('a'));
    assert_eq!(inbox(stage.desk()).expect("reads").len(), 1);
    stage.press(KeyCode::Enter);
    insta::assert_snapshot!("versions_80", stage.shown(80, 24));
    insta::assert_snapshot!("versions_120", stage.shown(120, 40));
    let counted = figure(stage.desk(), UNITS[0], "study_sessions");
    stage.press(KeyCode::Right);
    stage.press(KeyCode::Enter);
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("请写明理由"));
    stage.keys("电话核对");
    stage.press(KeyCode::F(9));
    let decided = figure(stage.desk(), UNITS[0], "study_sessions");
    assert_ne!(decided, counted, "the other version holds");
    let audit = stage.audit();
    assert!(
        audit.iter().any(|line| line.contains("电话核对")),
        "{audit:?}"
    );
    let shown = stage.shown(80, 24);
    assert!(!shown.contains("两种说法"), "{shown}");
}

#[test]
fn places_that_agree_are_shown_when_asked_for() {
    let (_root, mut stage) = with_conflict();
    stage.press(KeyCode::Enter);
    assert!(!stage.shown(80, 24).contains("文字材料"));
    stage.press(KeyCode::Char('v'));
    assert!(stage.shown(80, 24).contains("文字材料"));
    stage.press(KeyCode::Esc);
    assert!(stage.shown(80, 24).contains("! 两种说法"));
}

/// One week of each unit, the first with a sum that is at odds with the checks.
fn reported() -> (TempDir, Stage<Intray>) {
    let (root, mut desk) = desk_on_disk();
    let units = desk.units().expect("reads");
    for (at, unit) in units.iter().skip(1).enumerate() {
        let people = if at == 0 { 1 } else { 30 };
        let mut typed = draft(&desk, &[("study_sessions", 3), ("study_people", people)]);
        typed.narrative = "组织学习。".into();
        hand_in(
            &mut desk,
            unit.id,
            "weekly/2",
            &typed,
            if at == 0 { "确实如此" } else { "" },
            june(10, 9, 0),
        );
    }
    (root, Stage::enter(desk, Theme::new(true)))
}

#[test]
fn a_report_that_came_with_a_reason_says_so_and_is_looked_at_by_itself() {
    let (_root, mut desk) = desk_on_disk();
    let unit = desk.units().expect("reads")[1].id;
    let mut typed = draft(&desk, &[("study_sessions", 3), ("study_people", 30)]);
    typed.narrative = "组织学习。".into();
    hand_in(
        &mut desk,
        unit,
        "weekly/2",
        &typed,
        "全员参加",
        june(10, 9, 0),
    );
    let mut stage = Stage::<Intray>::enter(desk, Theme::new(true));
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("? 附有说明") && shown.contains("理由：全员参加"),
        "{shown}"
    );
    stage.press(KeyCode::Char('z'));
    assert_eq!(inbox(stage.desk()).expect("reads").len(), 1);
}

#[test]
fn what_comes_again_shows_the_former_remark_and_what_has_changed() {
    let (_root, mut desk) = desk_on_disk();
    let unit = desk.units().expect("reads")[1].id;
    let week = period("weekly/2");
    let mut typed = draft(&desk, &[("study_sessions", 3), ("study_people", 30)]);
    typed.narrative = "组织学习。".into();
    hand_in(&mut desk, unit, "weekly/2", &typed, "", june(10, 9, 0));
    let remark = Comment {
        place: Place::Figure("study_people".into()),
        text: "请核对人次".to_owned(),
    };
    let (noon, evening) = (june(10, 12, 0), june(10, 18, 0));
    give_back(&mut desk, unit, &week, None, vec![remark], noon).expect("is returned");
    let mut again = draft(&desk, &[("study_sessions", 3), ("study_people", 45)]);
    again.narrative = "组织学习。".into();
    hand_in(&mut desk, unit, "weekly/2", &again, "漏记一次", evening);
    let mut stage = Stage::<Intray>::enter(desk, Theme::new(true));
    let shown = stage.shown(120, 40);
    for part in ["+ 退回后重报", "请核对人次", "30 → 45"] {
        assert!(shown.contains(part), "{part} is not in\n{shown}");
    }
    assert!(!shown.contains("3 → 3"), "{shown}");
}

#[test]
fn what_nothing_is_to_be_said_about_is_accepted_at_once() {
    let (_root, mut stage) = reported();
    insta::assert_snapshot!("inbox_80", stage.shown(80, 24));
    stage.press(KeyCode::Char('z'));
    let shown = stage.shown(80, 24);
    assert!(shown.contains("没有疑点的新报送 2 份"), "{shown}");
    stage.press(KeyCode::Enter);
    let left = inbox(stage.desk()).expect("reads");
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].unit.name, UNITS[0]);
    let acts = stage.press(KeyCode::Enter);
    let to = Destination::Report {
        unit: left[0].unit.id,
        period: period("weekly/2"),
    };
    assert_eq!(acts, [Act::Go(to)]);
    stage.press(KeyCode::Char('a'));
    assert_eq!(inbox(stage.desk()).expect("reads"), []);
    assert!(stage.shown(80, 24).contains("没有要审核的报送"));
}

#[test]
fn a_record_in_two_ways_is_decided_where_reports_are_and_that_is_taken_back() {
    let root = tempfile::tempdir().expect("a folder");
    let (above, id) = contested_desk(root.path());
    let mut stage = Stage::<Intray>::enter_at(above, Theme::new(true), noon(2, 6));
    insta::assert_snapshot!("contested_record_80", stage.shown(80, 24));
    stage.press(KeyCode::Char('a'));
    stage.press(KeyCode::Char('z'));
    assert_eq!(name_of(&stage, id), "一村二组", "it is not accepted unseen");
    stage.press(KeyCode::Enter);
    insta::assert_snapshot!("record_versions_80", stage.shown(80, 24));
    insta::assert_snapshot!("record_versions_120", stage.shown(120, 40));
    stage.press(KeyCode::Right);
    stage.press(KeyCode::Enter);
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("请写明理由"));
    stage.keys("到现场看过");
    stage.press(KeyCode::F(9));
    assert_eq!(name_of(&stage, id), "一村一组");
    assert!(
        stage.audit()[0].contains("到现场看过"),
        "{:?}",
        stage.audit()
    );
    assert!(!stage.shown(80, 24).contains("! 两种说法"));
    stage.press(KeyCode::Char('u'));
    assert_eq!(name_of(&stage, id), "一村二组", "as it counted before");
    assert!(stage.shown(80, 24).contains("! 两种说法"));
    let contested = record::contested(stage.desk()).expect("reads");
    assert_eq!(
        contested[0].versions.len(),
        2,
        "both are there to be decided about"
    );
    assert!(stage.audit()[0].contains("撤销裁定"), "{:?}", stage.audit());
    let nothing = Act::Remark("没有可以撤销的裁定".into());
    assert_eq!(stage.press(KeyCode::Char('u')), [nothing]);
}

fn name_of(stage: &Stage<Intray>, id: RecordId) -> String {
    let kept = record::get(stage.desk(), id).expect("is there");
    let name = kept.record.entry.fields["name"].as_text();
    name.expect("has a name").to_owned()
}

#[test]
fn one_who_is_sent_here_to_decide_goes_back_to_where_they_came_from() {
    let root = tempfile::tempdir().expect("a folder");
    let (above, id) = contested_desk(root.path());
    let mut stage = Stage::<Intray>::enter_at(above, Theme::new(true), noon(2, 6));
    stage.go(&Destination::Contested(id));
    assert_eq!(stage.screen.scope(), Scope::Versions);
    assert_eq!(stage.press(KeyCode::Esc), [Act::Return]);
    stage.go(&Destination::Contested(id));
    stage.press(KeyCode::Enter);
    stage.keys("到现场看过");
    let acts = stage.press(KeyCode::F(9));
    assert_eq!(acts.last(), Some(&Act::Return));
    stage.press(KeyCode::Char('v'));
    assert_eq!(stage.press(KeyCode::Esc).len(), 1, "and only once");
}

#[test]
fn one_who_comes_by_himself_after_being_sent_stays() {
    let root = tempfile::tempdir().expect("a folder");
    let (above, id) = contested_desk(root.path());
    let mut stage = Stage::<Intray>::enter_at(above, Theme::new(true), noon(2, 6));
    // Left open, and come back to by another way.
    stage.go(&Destination::Contested(id));
    stage.go(&Destination::Screen(crate::tui::screen::Place::Intray));
    assert_eq!(stage.screen.scope(), Scope::Versions);
    assert_eq!(stage.press(KeyCode::Esc), []);
    // The record that one was sent for cannot be shown; what is opened then was chosen here.
    stage.go(&Destination::Contested(RecordId(99)));
    stage.press(KeyCode::Enter);
    assert_eq!(stage.screen.scope(), Scope::Versions);
    assert_eq!(stage.press(KeyCode::Esc), []);
}
