//! Two programs type in one draft: nobody writes over the other's text without having seen it.

use super::*;
use crate::ops::desk;
use crate::ops::draft;
use crate::ops::submit::{SubmitAs, submit};

/// What the other program does to the second week's report.
fn elsewhere(stage: &Stage, act: impl FnOnce(&mut Desk, UnitId)) {
    let mut other = desk::open(&stage.desk.folder).expect("opens");
    act(&mut other, stage.unit(UNIT));
}

fn typed(text: &str) -> Draft {
    Draft {
        narrative: text.into(),
        ..Draft::default()
    }
}

/// The other program opens the draft, and types.
fn types(text: &str) -> impl FnOnce(&mut Desk, UnitId) {
    move |desk, unit| {
        let week = period("weekly/2");
        draft::open(desk, unit, &week, june(10, 9, 0)).expect("opens");
        draft::save(desk, unit, &week, &typed(text), june(10, 9, 0)).expect("saves");
    }
}

fn on_disk(stage: &Stage) -> Option<String> {
    let other = desk::open(&stage.desk.folder).expect("opens");
    let draft = draft::load(&other, stage.unit(UNIT), &period("weekly/2"));
    draft.expect("reads").map(|draft| draft.narrative)
}

/// A form in which 甲 was typed here, and then something else by another program.
fn both_typed(folder: &Path, by_other: impl FnOnce(&mut Desk, UnitId)) -> Stage {
    let mut stage = Stage::liaison(folder, june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    stage.write("甲");
    elsewhere(&stage, by_other);
    stage.write("乙");
    assert!(stage.screen.layer.is_none(), "typing is not interrupted");
    stage.key(KeyCode::Tab);
    stage
}

#[test]
fn who_comes_second_is_asked_and_nothing_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let stage = both_typed(folder.path(), types("别人写的一段"));
    let asked = stage.shown(80, 19);
    for text in [
        "这份草稿在别处也改过；两份都在，用哪一份？",
        "保留这里的",
        "文字 2 字，填了 0 处",
        "文字 6 字，填了 0 处",
    ] {
        assert!(asked.contains(text), "{text}\n{asked}");
    }
    for text in [
        "6月10日 09:00 写，文字 2 字",
        "有 1 处不同：",
        "文字材料：这里 “甲乙”，别处 “别人写的一段”",
    ] {
        assert!(asked.contains(text), "{text}\n{asked}");
    }
    assert_eq!(on_disk(&stage).as_deref(), Some("别人写的一段"));
    assert_eq!(stage.draft().narrative, "甲乙");
    assert!(!Screen::is_saved(&stage.screen));
    let trouble = Screen::trouble(&stage.screen).unwrap_or_default();
    assert!(trouble.contains("别处也改过这份草稿"), "{trouble}");
}

#[test]
fn ours_is_kept_and_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = both_typed(folder.path(), types("别人写的一段"));
    stage.key(KeyCode::Enter);
    assert_eq!(on_disk(&stage).as_deref(), Some("甲乙"));
    stage.write("丙");
    assert_eq!(on_disk(&stage).as_deref(), Some("甲乙丙"));
    assert!(Screen::is_saved(&stage.screen));
}

#[test]
fn theirs_is_taken_and_ours_can_be_brought_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = both_typed(folder.path(), types("别人写的一段"));
    stage.key(KeyCode::Down);
    stage.key(KeyCode::Enter);
    assert_eq!(stage.draft().narrative, "别人写的一段");
    stage.control('z');
    assert_eq!(stage.draft().narrative, "甲乙");
    assert_eq!(on_disk(&stage).as_deref(), Some("甲乙"));
}

#[test]
fn what_they_type_after_we_were_asked_is_not_overwritten_either() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = both_typed(folder.path(), types("别人写的一段"));
    elsewhere(&stage, types("别人又写了一段"));
    stage.key(KeyCode::Enter);
    assert_eq!(on_disk(&stage).as_deref(), Some("别人又写了一段"));
    stage.key(KeyCode::Tab);
    assert!(stage.shown(80, 19).contains("文字 7 字"), "asked again");
}

#[test]
fn what_was_handed_in_elsewhere_is_shown_or_corrected() {
    let hand_in = |desk: &mut Desk, unit: UnitId| {
        let week = period("weekly/2");
        let now = june(10, 9, 0);
        draft::open(desk, unit, &week, now).expect("opens");
        let how = SubmitAs::default();
        submit(desk, unit, &week, &typed("已经报了"), &how, now).expect("is handed in");
    };
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = both_typed(folder.path(), hand_in);
    assert!(stage.shown(80, 19).contains("在别处已经报送或清除"));
    stage.key(KeyCode::Down);
    stage.key(KeyCode::Enter);
    assert!(stage.shown(80, 19).contains("已经报了"));
    assert_eq!(on_disk(&stage), None);
}

#[test]
fn a_draft_typed_elsewhere_is_not_thrown_away_by_handing_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    stage.write("甲");
    stage.key(KeyCode::F(9));
    elsewhere(&stage, types("别人写的一段"));
    stage.key(KeyCode::Enter);
    let fault = stage.faults.last().expect("is refused");
    assert!(fault.message.contains("在别处也改过"), "{fault}");
    assert_eq!(on_disk(&stage).as_deref(), Some("别人写的一段"));
    assert_eq!(stage.draft().narrative, "甲");
}

#[test]
fn coming_back_to_a_form_is_no_other_s_typing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    stage.write("甲");
    stage.open(UNIT, "weekly/2");
    stage.write("乙");
    let acts = Screen::enter(&mut stage.screen, &stage.context, stage.now);
    stage.carry(acts);
    stage.write("丙");
    stage.restart(UNIT, "weekly/2");
    stage.write("丁");
    assert!(stage.screen.layer.is_none());
    let written = on_disk(&stage).expect("is saved");
    assert_eq!(written.chars().count(), 4, "{written}");
}

/// The program was killed, and the second week's form is opened again.
fn started_anew(killed: Stage) -> Stage {
    let folder = killed.desk.folder.clone();
    drop(killed);
    let mut stage = Stage::of(desk::open(&folder).expect("opens"), june(10, 9, 30));
    stage.open(UNIT, "weekly/2");
    stage
}

#[test]
fn what_a_killed_program_could_not_put_into_the_draft_is_offered_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut again = started_anew(both_typed(folder.path(), types("别人写的一段")));
    let asked = again.shown(80, 19);
    for text in ["没有存进草稿；用哪一份？", "文字 6 字", "文字 2 字"] {
        assert!(asked.contains(text), "{text}\n{asked}");
    }
    again.key(KeyCode::Down);
    again.key(KeyCode::Enter);
    assert_eq!(on_disk(&again).as_deref(), Some("甲乙"));
    again.control('z');
    assert_eq!(again.draft().narrative, "别人写的一段");
    let third = started_anew(again);
    assert!(third.screen.layer.is_none(), "it was decided");
}

#[test]
fn what_is_not_wanted_is_not_offered_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut again = started_anew(both_typed(folder.path(), types("别人写的一段")));
    assert!(again.screen.layer.is_some());
    again.key(KeyCode::Enter);
    assert_eq!(again.draft().narrative, "别人写的一段");
    let third = started_anew(again);
    assert!(third.screen.layer.is_none(), "it was decided");
    assert_eq!(third.draft().narrative, "别人写的一段");
}

#[test]
fn every_blank_that_differs_is_told_with_both_values() {
    let folder = tempfile::tempdir().expect("a folder");
    let by_other = |desk: &mut Desk, unit: UnitId| {
        let week = period("weekly/2");
        let now = june(10, 8, 58);
        draft::open(desk, unit, &week, now).expect("opens");
        let mut theirs = crate::ops::sample::draft(desk, &[("study_sessions", 3), ("posters", 7)]);
        theirs.narrative = "甲，开展演练".into();
        draft::save(desk, unit, &week, &theirs, now).expect("saves");
    };
    let stage = both_typed(folder.path(), by_other);
    let asked = stage.shown(80, 24);
    for text in [
        "6月10日 08:58 写，文字 6 字，填了 2 处",
        "有 3 处不同：",
        "这里 未填，别处 “3”",
        "这里 未填，别处 “7”",
    ] {
        assert!(asked.contains(text), "{text}\n{asked}");
    }
    insta::assert_snapshot!("two_texts_80", asked);
}
