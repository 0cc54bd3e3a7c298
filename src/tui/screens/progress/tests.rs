//! Keys in, screen and desk out, on the desk of 24 units.

mod change;
mod rolling;

use super::*;
use crate::domain::id::UnitId;
use crate::ops::packet::{Bring, make_report};
use crate::ops::sample::{draft, hand_in, june, period, unit as add_unit};
use crate::tui::keys::Action;
use crate::tui::keys::keymap;
use crate::tui::screen::Place;
use crate::tui::screens::stage::{
    Stage, carry, chain, chain_with_report, coordinator, give_back, levels, liaison,
};
use crate::tui::theme::Theme;
use crossterm::event::KeyCode;

fn stage() -> Stage<Progress> {
    Stage::enter(coordinator(), Theme::new(true))
}

/// The unit that was put in as the n-th, from 1: the code's number.
fn unit(code: i64) -> UnitId {
    UnitId(code + 1)
}

#[test]
fn both_moments_are_shown_where_a_report_was_handed_in_before_it_came() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut above, mut below) = chain_with_report(root.path());
    let week = [period("weekly/2")];
    let sent = make_report(
        &mut below,
        &week,
        Bring::All,
        None,
        [8; 32],
        june(11, 15, 5),
    );
    carry(&sent.expect("is made"), &mut above, june(12, 9, 0));
    let mut stage = Stage::<Progress>::enter(above, Theme::new(true));
    look_at(&mut stage, 1, "weekly/2");
    let shown = stage.shown(120, 40);
    // The line is broken in the middle of it.
    for part in ["6月11日 15:00", "交出，6月12日 09:00 收到", "+ 迟报"] {
        assert!(shown.contains(part), "{part} is not in\n{shown}");
    }
}

#[test]
fn packets_are_made_for_the_selected_unit_or_for_each_where_a_person_finds_them() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut above, _) = chain(root.path());
    add_unit(&mut above, "沧浪医院", "medical", "");
    let mut stage = Stage::<Progress>::enter(above, Theme::new(true));
    let folder = root.path().join("下发");
    for (steps, count) in [(0, 1), (1, 2)] {
        stage.keys("p");
        let shown = stage.shown(120, 30);
        assert!(shown.contains("选中的是 平江医院"), "{shown}");
        assert!(shown.contains("导出"), "the folder is named:\n{shown}");
        for _ in 0..steps {
            stage.press(KeyCode::Right);
        }
        stage.press(KeyCode::Tab);
        stage.retype(&folder.display().to_string());
        stage.press(KeyCode::F(9));
        let shown = stage.shown(120, 30);
        assert!(
            shown.contains("活动包已做好") && shown.contains("活动包-平江医院"),
            "{shown}"
        );
        let made = std::fs::read_dir(&folder).expect("was made");
        assert_eq!(made.count(), count);
        stage.press(KeyCode::Enter);
    }
}

fn report(code: i64, at: &str) -> Vec<Act> {
    let (unit, period) = (unit(code), period(at));
    vec![Act::Go(Destination::Report { unit, period })]
}

/// To the line of a unit, and its column of a period.
fn look_at(stage: &mut Stage<Progress>, code: i64, at: &str) {
    assert_eq!(stage.go(&Destination::Progress { unit: unit(code) }), []);
    for _ in 0..9 {
        stage.press(KeyCode::Left);
    }
    let periods = [
        "registration",
        "plan",
        "weekly/1",
        "weekly/2",
        "weekly/3",
        "weekly/4",
        "final",
    ];
    for _ in 0..periods
        .iter()
        .position(|known| *known == at)
        .expect("a period")
    {
        stage.press(KeyCode::Right);
    }
    assert_eq!(stage.press(KeyCode::Enter), report(code, at));
}

fn state_of(stage: &Stage<Progress>, code: i64, at: &str) -> &'static str {
    let survey = stage.screen.survey.as_ref().expect("is loaded");
    let row = survey.matrix.row(unit(code)).expect("is there");
    let column = survey
        .matrix
        .heads
        .iter()
        .position(|head| head.period.id == period(at));
    row.cells[column.expect("a period")].state.label()
}

fn notice(acts: &[Act]) -> &str {
    match acts {
        [Act::Notice(text) | Act::Remark(text)] => text,
        acts => panic!("{acts:?}"),
    }
}

#[test]
fn the_matrix_of_24_units_at_both_sizes() {
    let mut stage = stage();
    for (width, height) in [(80, 24), (120, 40)] {
        let shown = stage.shown(width, height);
        for state in crate::domain::status::State::ALL {
            let words = crate::tui::screens::standing::words(state);
            assert!(height < 40 || shown.contains(&words), "{words}");
        }
        insta::assert_snapshot!(format!("matrix_{width}x{height}"), shown);
    }
    for _ in 0..3 {
        stage.press(KeyCode::Right);
    }
    stage.press(KeyCode::End);
    insta::assert_snapshot!("matrix_last_80x24", stage.shown(80, 24));
}

#[test]
fn a_unit_is_found_by_initials_and_opened() {
    let mut stage = stage();
    assert_eq!(stage.keys("/"), []);
    assert_eq!(stage.screen.scope(), Scope::Search);
    assert_eq!(stage.keys("pjyy"), []);
    insta::assert_snapshot!("search_80x24", stage.shown(80, 24));
    stage.press(KeyCode::Enter);
    assert_eq!(stage.press(KeyCode::Enter), report(7, "weekly/3"));
    // Esc shows all again, and the unit is still the selected one.
    stage.press(KeyCode::Esc);
    assert_eq!(stage.screen.counts(), (24, 24));
    assert_eq!(stage.press(KeyCode::Enter), report(7, "weekly/3"));
    stage.keys("/zzzz");
    assert!(stage.shown(80, 24).contains("没有符合条件的单位。按 Esc"));
    assert_eq!(stage.screen.counts(), (0, 24));
    stage.press(KeyCode::Esc);
    assert_eq!(
        (stage.screen.counts(), stage.screen.scope()),
        ((24, 24), Scope::Matrix)
    );
}

#[test]
fn kinds_and_states_narrow_it_down_and_the_order_changes() {
    let mut stage = stage();
    stage.keys("f");
    assert_eq!(stage.screen.scope(), Scope::Pick);
    stage.keys("缺报");
    insta::assert_snapshot!("filter_80x24", stage.shown(80, 24));
    stage.press(KeyCode::Enter);
    assert_eq!(stage.screen.counts(), (3, 24));
    stage.keys("fqgyl");
    stage.press(KeyCode::Enter);
    assert_eq!(
        stage.screen.counts(),
        (1, 24),
        "区管医疗机构 with something missing"
    );
    assert!(
        stage
            .shown(80, 24)
            .contains("24 家中的 1 家  区管医疗机构 · 缺报")
    );
    // Chosen again, it is out again; the second Esc has nothing more to take away.
    stage.keys("fqgyl");
    stage.press(KeyCode::Enter);
    assert_eq!(stage.screen.counts(), (3, 24));
    stage.press(KeyCode::Esc);
    assert_eq!(stage.screen.counts(), (24, 24));

    stage.keys("ss");
    stage.press(KeyCode::Home);
    let shown = stage.shown(80, 24);
    assert!(shown.contains("缺报多的在前"), "{shown}");
    let first = shown.lines().nth(2).expect("a line");
    assert!(first.contains("! 缺报"), "{shown}");
}

#[test]
fn a_liaison_sees_the_own_row_and_grants_nothing() {
    let mut stage = Stage::<Progress>::enter(liaison(), Theme::new(true));
    insta::assert_snapshot!("liaison_80x24", stage.shown(80, 24));
    for key in ["r", "y", "m"] {
        assert_eq!(
            notice(&stage.keys(key)),
            "收件登记、延期和免报由汇总单位办理"
        );
    }
}

#[test]
fn a_click_selects_and_the_second_opens() {
    let mut stage = stage();
    stage.shown(80, 24);
    assert_eq!(stage.click(41, 8), []);
    assert_eq!(stage.click(41, 8), report(7, "weekly/1"));
    assert_eq!(stage.click(2, 1), []);
    assert!(
        stage.shown(80, 24).contains("按类别"),
        "a click on the heading sorts"
    );
    assert_eq!(
        stage.press(KeyCode::Char('x')),
        [Act::Go(Destination::Export {
            kind: "status".into(),
            unit: None,
            period: None,
        })]
    );
}

#[test]
fn without_colour_signs_and_words_say_it_all() {
    let mut plain = Stage::<Progress>::enter(coordinator(), Theme::new(false));
    let (buffer, _) = plain.draw(80, 24);
    let reset = ratatui::style::Color::Reset;
    assert!(
        buffer
            .content
            .iter()
            .all(|cell| cell.fg == reset && cell.bg == reset)
    );
    assert_eq!(plain.shown(80, 24), stage().shown(80, 24));
}

#[test]
fn a_unit_that_is_looked_for_is_found_whatever_the_filter() {
    let mut stage = stage();
    stage.keys("/pjyy");
    let (unit, place) = (unit(4), Place::Progress);
    assert_eq!(stage.go(&Destination::Chase { unit: Some(unit) }), []);
    assert_eq!(stage.screen.scope(), Scope::Chase);
    stage.press(KeyCode::Esc);
    assert_eq!(stage.screen.selected().map(|at| at.row.unit.id), Some(unit));
    assert_eq!(Destination::Chase { unit: None }.place(), place);
}

/// Moving, searching and sorting never wait for the desk.
#[test]
fn only_changes_ask_the_desk() {
    let mut stage = stage();
    stage.shown(80, 24);
    for action in [
        Action::Down,
        Action::Right,
        Action::PageDown,
        Action::Sort,
        Action::Search,
    ] {
        let chord = keymap::chord_for(Scope::Matrix, action).expect("is bound");
        let handled = stage.screen.handle(
            Event::Key(chord.event()),
            &stage.context,
            crate::tui::screens::stage::now(),
        );
        assert_eq!(handled, Handled::nothing(), "{action:?}");
    }
}

#[test]
fn a_returned_report_looks_returned_is_found_and_is_chased_with_its_remark() {
    let mut desk = coordinator();
    give_back(&mut desk);
    let now = june(21, 9, 0);
    let mut stage = Stage::<Progress>::enter_at(desk, Theme::new(true), now);
    stage.keys("fth");
    stage.press(KeyCode::Enter);
    let shown = stage.shown(80, 24);
    for told in [
        "24 家中的 1 家",
        "< 退回",
        "退回已 3 天，等它重报",
        "< 退回 1",
    ] {
        assert!(shown.contains(told), "{told}\n{shown}");
    }
    insta::assert_snapshot!("returned_80x24", shown);
    insta::assert_snapshot!("returned_120x40", stage.shown(120, 40));
    stage.keys("c");
    let shown = stage.shown(120, 40);
    for told in [
        "已退回，请按意见改好后重新报送",
        "6月18日退回，已 3 天",
        "请核对",
    ] {
        assert!(shown.contains(told), "{told}\n{shown}");
    }
}
