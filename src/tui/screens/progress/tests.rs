//! Keys in, screen and desk out, on the desk of 24 units.

use super::*;
use crate::domain::id::UnitId;
use crate::ops::sample::period;
use crate::tui::keys::Action;
use crate::tui::keys::keymap;
use crate::tui::screen::Place;
use crate::tui::screens::stage::{Stage, coordinator, liaison};
use crate::tui::theme::Theme;
use crossterm::event::KeyCode;

fn stage() -> Stage<Progress> {
    Stage::enter(coordinator(), Theme::new(true))
}

/// The unit that was put in as the n-th, from 1: the code's number.
fn unit(code: i64) -> UnitId {
    UnitId(code + 1)
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
fn a_report_on_paper_is_noted_with_its_time_and_reason() {
    let mut stage = stage();
    look_at(&mut stage, 7, "weekly/2");
    assert_eq!(state_of(&stage, 7, "weekly/2"), "缺报");
    stage.keys("r");
    stage.press(KeyCode::Tab);
    stage.retype("明天");
    stage.press(KeyCode::F(9));
    // Both problems at once, each beside its field, and nothing was done.
    insta::assert_snapshot!("receipt_80x24", stage.shown(80, 24));
    assert_eq!(state_of(&stage, 7, "weekly/2"), "缺报");
    stage.retype("６月１１日 16:30");
    stage.press(KeyCode::Tab);
    stage.keys("网络故障，送来纸质材料");
    let acts = stage.press(KeyCode::F(9));
    assert_eq!(
        notice(&acts),
        "已登记：平江医院 6月11日 16:30 纸质收到，按时"
    );
    assert_eq!(state_of(&stage, 7, "weekly/2"), "按时");
    assert_eq!(stage.screen.scope(), Scope::Matrix);
    assert_eq!(
        stage.audit()[0],
        "登记收到：每周活动材料·第2周，第 1 版，纸质收到，6月11日 16:30收到，按时，理由：网络故障，送来纸质材料"
    );
}

#[test]
fn a_receipt_noted_at_the_wrong_time_gives_way_to_another() {
    let mut stage = stage();
    look_at(&mut stage, 7, "weekly/2");
    let note = |stage: &mut Stage<Progress>, at: &str, instead: bool| {
        stage.keys("r");
        stage.press(KeyCode::Tab);
        stage.retype(at);
        stage.press(KeyCode::Tab);
        stage.keys("见签收簿");
        if instead {
            stage.press(KeyCode::Tab);
            assert!(stage.shown(80, 24).contains("有效，以最早的时间为准"));
            stage.press(KeyCode::Right);
        }
        stage.press(KeyCode::F(9));
    };
    note(&mut stage, "6月10日 9:00", false);
    assert_eq!(state_of(&stage, 7, "weekly/2"), "按时");
    note(&mut stage, "6月12日 9:00", true);
    assert_eq!(state_of(&stage, 7, "weekly/2"), "迟报");
    let audit = stage.audit();
    assert!(audit[0].starts_with("登记收到"), "{audit:?}");
    assert_eq!(
        audit[1],
        "作废登记：每周活动材料·第2周，第 1 版（纸质收到，6月10日 09:00）作废，理由：见签收簿"
    );
}

#[test]
fn a_week_is_closed_and_opened_again() {
    let mut stage = stage();
    look_at(&mut stage, 7, "weekly/4");
    let early = stage.keys("g");
    assert!(matches!(&early[..], [Act::Remark(text)] if text.contains("到期以后才能关账")));
    look_at(&mut stage, 7, "weekly/2");
    stage.keys("g");
    assert!(stage.shown(80, 24).contains("是否按时不再改变"));
    assert_eq!(
        notice(&stage.press(KeyCode::F(9))),
        "已关账：每周活动材料·第2周"
    );
    for size in [(80, 24), (120, 40)] {
        let shown = stage.shown(size.0, size.1);
        assert!(shown.contains("=第2周"), "{shown}");
        assert!(shown.contains("= 6月18日 17:40 已关账"), "{shown}");
    }
    stage.keys("y");
    stage.retype("6月20日");
    stage.press(KeyCode::Tab);
    stage.keys("停电");
    let refused = stage.press(KeyCode::F(9));
    assert!(
        matches!(&refused[..], [Act::Fault(fault)] if fault.message.contains("关账，不能延期"))
    );
    stage.press(KeyCode::Esc);
    stage.press(KeyCode::Esc);
    stage.keys("g");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("请写明理由"));
    stage.keys("漏登一封");
    assert_eq!(
        notice(&stage.press(KeyCode::F(9))),
        "已取消关账：每周活动材料·第2周"
    );
    assert!(!stage.shown(80, 24).contains("=第2周"));
}

#[test]
fn times_that_cannot_be_are_told_beside_the_field() {
    for (key, at, typed, told) in [
        (
            'r',
            "weekly/2",
            "2020-06-18 18:00",
            "不能晚于现在（2020年6月18日 17:40）",
        ),
        ('r', "weekly/2", "", "请填写日期"),
        (
            'y',
            "weekly/2",
            "6月11日",
            "应晚于原定的截止时间 6月11日 24:00",
        ),
        ('y', "weekly/2", "6月31日", "6月没有31日"),
        ('m', "weekly/3", "6月30日", "早于开始日期"),
    ] {
        let mut stage = stage();
        look_at(&mut stage, 7, at);
        let before = stage.audit();
        stage.press(KeyCode::Char(key));
        if key == 'r' {
            stage.press(KeyCode::Tab);
        }
        stage.retype(typed);
        assert_eq!(stage.press(KeyCode::F(9)), [], "{typed}");
        let shown = stage.shown(80, 24);
        assert!(
            shown.contains(told) && shown.contains("请写明理由"),
            "{typed}\n{shown}"
        );
        // Esc, and nothing has happened.
        stage.press(KeyCode::Esc);
        assert_eq!(
            (stage.screen.scope(), stage.audit()),
            (Scope::Matrix, before)
        );
    }
}

#[test]
fn a_unit_is_given_more_time_and_the_extension_taken_back() {
    let mut stage = stage();
    look_at(&mut stage, 7, "weekly/2");
    stage.keys("y");
    stage.retype("6月20日");
    stage.press(KeyCode::Tab);
    stage.keys("停电");
    assert_eq!(
        notice(&stage.press(KeyCode::F(9))),
        "已延期：平江医院延至 6月20日 24:00"
    );
    assert_eq!(state_of(&stage, 7, "weekly/2"), "待报");
    assert!(
        stage
            .shown(80, 24)
            .contains("延期至 6月20日 24:00（原定 6月11日），还有 2 天")
    );
    stage.keys("y");
    stage.retype("");
    stage.press(KeyCode::Tab);
    stage.keys("已来电");
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已取消平江医院的延期");
    assert_eq!(state_of(&stage, 7, "weekly/2"), "缺报");
    look_at(&mut stage, 1, "weekly/1");
    assert!(notice(&stage.keys("y")).contains("已按时报送"));
}

#[test]
fn a_unit_is_let_off_and_owes_again() {
    let mut stage = stage();
    look_at(&mut stage, 7, "weekly/2");
    stage.keys("m");
    for _ in 0..2 {
        stage.press(KeyCode::Tab);
    }
    stage.keys("集中隔离点保障");
    let acts = stage.press(KeyCode::F(9));
    assert_eq!(notice(&acts), "已免报：平江医院 6月11日至6月11日");
    assert_eq!(state_of(&stage, 7, "weekly/2"), "免报");
    stage.keys("m");
    assert!(
        stage
            .shown(80, 24)
            .contains("取消以后，这几天内到期的报送任务照常要报")
    );
    // The careful button is the one that does nothing.
    assert_eq!(stage.press(KeyCode::Enter), []);
    assert_eq!(state_of(&stage, 7, "weekly/2"), "免报");
    stage.keys("m");
    stage.press(KeyCode::Left);
    assert_eq!(notice(&stage.press(KeyCode::Enter)), "已取消平江医院的免报");
    assert_eq!(state_of(&stage, 7, "weekly/2"), "缺报");
}

#[test]
fn what_the_desk_refuses_leaves_what_was_typed() {
    let mut stage = stage();
    look_at(&mut stage, 9, "plan");
    stage.keys("m");
    stage.press(KeyCode::Tab);
    stage.retype("6月20日");
    stage.press(KeyCode::Tab);
    stage.keys("保障");
    let acts = stage.press(KeyCode::F(9));
    assert!(
        matches!(acts.as_slice(), [Act::Fault(fault)] if fault.message.contains("重叠")),
        "{acts:?}"
    );
    assert!(stage.shown(80, 24).contains("6月20日"));
    // It can be mended and asked for again.
    stage.press(KeyCode::Up);
    stage.retype("6月10日");
    assert_eq!(
        notice(&stage.press(KeyCode::F(9))),
        "已免报：养老服务处 6月4日至6月10日"
    );
}

#[test]
fn late_units_are_chased_and_it_is_noted() {
    let mut stage = stage();
    look_at(&mut stage, 7, "weekly/2");
    stage.keys("c");
    assert_eq!(stage.screen.scope(), Scope::Chase);
    insta::assert_snapshot!("chase_one_80x24", stage.shown(80, 24));
    stage.press(KeyCode::Right);
    stage.press(KeyCode::Right);
    insta::assert_snapshot!("chase_group_80x24", stage.shown(80, 24));
    let before = stage.audit();
    stage.press(KeyCode::Esc);
    assert_eq!(stage.audit(), before, "to look is not to send");
    stage.keys("c");
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已记下催报 1 家");
    assert!(stage.shown(80, 24).contains("催报 6月18日已催 1 次"));
    assert_eq!(stage.audit()[0], "催报：每周活动材料·第2周");
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
