//! One arrival on its paper, and what is told of it: unit and period are settled there too, reminders and changes are gone
//! through, and nothing that was told is lost when it has been accepted.

use crossterm::event::{KeyEvent, KeyModifiers};

use super::*;
use crate::tui::keys::Scope;
use crate::tui::screen::Act;

fn ctrl(stage: &mut Stage<Intray>, key: char) {
    let key = KeyEvent::new(KeyCode::Char(key), KeyModifiers::CONTROL);
    stage.event(Event::Key(key));
}

/// Drops the folder and says nothing of it.
fn drop_silently(root: &TempDir, stage: &mut Stage<Intray>) {
    stage.event(Event::Paste(root.path().join("来").display().to_string()));
    stage.press(KeyCode::F(9));
}

fn remark(text: &str) -> Vec<Act> {
    vec![Act::Remark(text.to_owned())]
}

#[test]
fn a_unit_that_the_paper_contradicts_is_asked_once_and_told() {
    let (root, mut stage) = bench();
    paper(&root, "a.txt", UNITS[2], &[("study_sessions", "3")]);
    drop_folder(&root, &mut stage);
    let choose_another = |stage: &mut Stage<Intray>| {
        stage.keys("u");
        stage.keys("jcyy");
        stage.press(KeyCode::Enter);
    };
    choose_another(&mut stage);
    let asked = stage.shown(80, 24);
    let question = "纸上写的是“甲养老院”（单位栏），选的是金阊医院。";
    assert!(asked.contains(question), "{asked}");
    stage.press(KeyCode::Esc);
    assert!(
        !stage.shown(80, 24).contains("金阊医院"),
        "nothing is settled"
    );
    choose_another(&mut stage);
    stage.press(KeyCode::F(9));
    let told = "纸上写的是“甲养老院”（单位栏），认定的是金阊医院";
    let list = stage.shown(80, 24);
    assert!(list.contains("可以收下 1") && list.contains(told), "{list}");
    stage.press(KeyCode::Enter);
    let sheet = stage.shown(80, 24);
    assert!(sheet.contains(told), "{sheet}");
    stage.press(KeyCode::Esc);
    // Who says the same again is not asked again.
    stage.keys("u");
    stage.press(KeyCode::Enter);
    assert_eq!(stage.screen.scope(), Scope::Intray);
    stage.keys("a");
    assert!(stage.shown(80, 24).contains(told));
    stage.press(KeyCode::F(9));
    assert_eq!(figure(stage.desk(), UNITS[1], "study_sessions"), Some(3));
}

#[test]
fn unit_and_period_are_settled_on_the_paper_and_both_keys_say_that_they_lack() {
    let (root, mut stage) = bench();
    paper(&root, "a.txt", "某某站", &[("study_sessions", "3")]);
    drop_silently(&root, &mut stage);
    stage.press(KeyCode::Enter);
    assert_eq!(stage.screen.scope(), Scope::Arrival);
    let next = "没有拿不准的空；还要认定单位（Ctrl+O）和期次（Ctrl+T）";
    assert_eq!(stage.press(KeyCode::F(7)), remark(next));
    let submit = "还要认定单位（Ctrl+O）和期次（Ctrl+T）";
    assert_eq!(stage.press(KeyCode::F(9)), remark(submit));
    ctrl(&mut stage, 't');
    let periods = stage.shown(80, 24);
    assert!(
        periods.contains("是哪一期的") && periods.contains("final"),
        "{periods}"
    );
    for other in ["plan", "registration"] {
        assert!(
            !periods.contains(other),
            "it does not ask for a table\n{periods}"
        );
    }
    stage.keys("weekly/2");
    stage.press(KeyCode::Enter);
    assert_eq!(
        stage.press(KeyCode::F(7)),
        remark("没有拿不准的空；还要认定单位（Ctrl+O）")
    );
    ctrl(&mut stage, 'o');
    stage.keys("jcyy");
    stage.press(KeyCode::Enter);
    let sheet = stage.shown(80, 24);
    assert!(sheet.contains("金阊医院  每周活动材料·第2周"), "{sheet}");
    assert_eq!(
        stage.press(KeyCode::F(7)),
        remark("没有拿不准的空，F9 收下")
    );
    stage.press(KeyCode::F(9));
    stage.press(KeyCode::F(9));
    assert_eq!(figure(stage.desk(), UNITS[1], "study_sessions"), Some(3));
}

#[test]
fn what_is_typed_is_kept_when_the_unit_is_asked_for() {
    let (root, mut stage) = bench();
    paper(&root, "a.txt", "某某站", &[("study_sessions", "三四")]);
    drop_folder(&root, &mut stage);
    stage.press(KeyCode::Enter);
    stage.keys("4");
    ctrl(&mut stage, 'o');
    stage.keys("jcyy");
    stage.press(KeyCode::Enter);
    stage.press(KeyCode::F(9));
    stage.press(KeyCode::F(9));
    assert_eq!(figure(stage.desk(), UNITS[1], "study_sessions"), Some(4));
}

#[test]
fn what_is_typed_into_a_blank_outlives_a_program_that_is_killed_in_it() {
    let (root, mut stage) = bench();
    let doubtful = [("study_sessions", "三四"), ("study_people", "30")];
    paper(&root, "a.txt", UNITS[1], &doubtful);
    drop_folder(&root, &mut stage);
    stage.press(KeyCode::Enter);
    stage.keys("12");
    // Killed and started again.
    stage.again();
    stage.press(KeyCode::Enter);
    let shown = stage.shown(80, 24);
    assert!(shown.contains("专题学习（!12）次"), "{shown}");
    stage.press(KeyCode::F(9));
    stage.press(KeyCode::F(9));
    assert_eq!(figure(stage.desk(), UNITS[1], "study_sessions"), Some(12));
}

#[test]
fn what_was_typed_and_left_is_a_correction_and_no_draft_any_more() {
    let (root, mut stage) = bench();
    let doubtful = [("study_sessions", "三四"), ("study_people", "30")];
    paper(&root, "a.txt", UNITS[1], &doubtful);
    drop_folder(&root, &mut stage);
    stage.press(KeyCode::Enter);
    stage.keys("12");
    stage.press(KeyCode::Tab);
    stage.press(KeyCode::F(2));
    stage.again();
    stage.press(KeyCode::Enter);
    let shown = stage.shown(120, 40);
    assert!(shown.contains("（12 已核改）次，参与（不涉及"), "{shown}");
    stage.press(KeyCode::Esc);
    let id = stage.screen.selected().expect("is there").0;
    let left = crate::ops::form_draft::load(stage.desk(), &format!("arrival {}", id.0));
    assert_eq!(left, Ok(None));
}

/// A week that stands, and its corrected table: one number changed, one that the checks remark on.
fn corrected() -> (TempDir, Stage<Intray>) {
    let (root, mut stage) = bench();
    let first = [
        ("study_sessions", "3"),
        ("study_people", "40"),
        ("posters", "6"),
    ];
    paper(&root, "a.txt", UNITS[0], &first);
    drop_folder(&root, &mut stage);
    accept_all(&mut stage);
    let second = [
        ("study_sessions", "5"),
        ("study_people", "2"),
        ("posters", "6"),
    ];
    paper(&root, "a.txt", UNITS[0], &second);
    drop_folder(&root, &mut stage);
    stage.press(KeyCode::Home);
    (root, stage)
}

#[test]
fn changes_and_reminders_are_gone_through_one_by_one() {
    let (_root, mut stage) = corrected();
    stage.press(KeyCode::Enter);
    let sheet = stage.shown(80, 24);
    assert!(
        sheet.contains("! 须核改  ? 提醒"),
        "what the marks mean\n{sheet}"
    );
    let stops = "没有拿不准的空；有提醒或变化的 2 处，逐处看过，F9 收下";
    assert_eq!(stage.press(KeyCode::F(7)), remark(stops));
    let first = stage.shown(80, 24);
    assert!(
        first.contains("第 1 版  理论学习中心组专题学习：3 → 5"),
        "{first}"
    );
    stage.press(KeyCode::F(7));
    let second = stage.shown(80, 24);
    assert!(
        second.contains("提醒  理论学习的人次少于次数，请核对"),
        "{second}"
    );
    stage.press(KeyCode::F(7));
    assert_eq!(stage.shown(80, 24), first, "around the end");
    // Everything that is told, to be scrolled through.
    stage.press(KeyCode::F(8));
    let all = stage.shown(80, 24);
    assert!(all.contains("与第 1 版不同 2 处"), "{all}");
    assert_eq!(stage.screen.scope(), Scope::Reading);
    stage.press(KeyCode::Esc);
    assert_eq!(stage.screen.scope(), Scope::Arrival);
}

#[test]
fn a_box_that_is_too_small_names_the_key_that_shows_all() {
    let (root, mut stage) = bench();
    let answers = [
        ("study_sessions", "三四"),
        ("online_classes", "3-5"),
        ("posters", "七八"),
        ("study_people", "若干"),
    ];
    paper(&root, "a.txt", UNITS[0], &answers);
    drop_folder(&root, &mut stage);
    assert!(stage.shown(80, 24).contains("……F8 看全部"));
    stage.press(KeyCode::F(8));
    let all = stage.shown(120, 40);
    for (_, answer) in answers {
        assert!(all.contains(answer), "{all}");
    }
}

#[test]
fn what_was_told_is_seen_after_it_has_been_accepted() {
    let (_root, mut stage) = corrected();
    let reminder = "理论学习的人次少于次数，请核对";
    stage.keys("a");
    stage.press(KeyCode::F(9));
    assert_eq!(figure(stage.desk(), UNITS[0], "study_people"), Some(2));
    let list = stage.shown(120, 40);
    assert!(
        list.contains("# 已收下") && list.contains(reminder),
        "{list}"
    );
    stage.press(KeyCode::Enter);
    assert_eq!(
        stage.press(KeyCode::F(7)),
        remark("没有拿不准的空；有提醒或变化的 1 处，逐处看过")
    );
    let sheet = stage.shown(80, 24);
    assert!(
        sheet.contains(reminder) && sheet.contains("（?2）"),
        "{sheet}"
    );
}

#[test]
fn of_what_was_accepted_it_is_said_how_it_serves_another_period_too() {
    let (root, mut stage) = bench();
    paper(&root, "a.txt", UNITS[0], &[("study_sessions", "3")]);
    drop_folder(&root, &mut stage);
    accept_all(&mut stage);
    let how = "这份来件已收下；也要用作另一期的，按 i 再收一次，写明期次";
    assert_eq!(stage.press(KeyCode::Char('t')), remark(how));
}
