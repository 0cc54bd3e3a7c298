//! What a coordinator and a liaison see first.

use super::*;
use crate::domain::id::UnitId;
use crate::ops::packet::{Bring, For, make_campaign, make_report};
use crate::ops::review::accept;
use crate::ops::sample::{june, period, returned_total};
use crate::tui::screen::Destination;
use crate::tui::screens::stage::{
    Stage, carry, chain_with_report, coordinator, give_back, levels, liaison,
};
use crate::tui::theme::Theme;
use crossterm::event::KeyCode;

fn stage() -> Stage<Overview> {
    Stage::enter(coordinator(), Theme::new(true))
}

fn on_a_liaisons_desk() -> Stage<Overview> {
    Stage::enter(liaison(), Theme::new(true))
}

#[test]
fn what_a_coordinator_sees_at_both_sizes() {
    let mut stage = stage();
    for (width, height) in [(80, 24), (120, 40)] {
        let name = format!("coordinator_{width}x{height}");
        insta::assert_snapshot!(name, stage.shown(width, height));
    }
}

#[test]
fn what_a_liaison_sees_at_both_sizes() {
    let mut stage = on_a_liaisons_desk();
    for (width, height) in [(80, 24), (120, 40)] {
        let name = format!("liaison_{width}x{height}");
        insta::assert_snapshot!(name, stage.shown(width, height));
    }
}

#[test]
fn a_late_unit_is_opened_in_the_matrix_and_chased() {
    let mut stage = stage();
    let (first, second) = (UnitId(9), UnitId(8));
    let go = |unit| [Act::Go(Destination::Progress { unit })];
    assert_eq!(stage.press(KeyCode::Enter), go(first));
    stage.press(KeyCode::Down);
    assert_eq!(stage.press(KeyCode::Enter), go(second));
    let chase = Destination::Chase { unit: Some(second) };
    assert_eq!(stage.keys("c"), [Act::Go(chase)]);
    // What is loaded again leaves the selection where it was.
    let acts = stage
        .screen
        .enter(&stage.context, crate::tui::screens::stage::now());
    assert_eq!(acts, [Act::Ask(Request::Load.into())]);
    stage.go(&Destination::Screen(crate::tui::screen::Place::Overview));
    assert_eq!(stage.press(KeyCode::Enter), go(second));
}

#[test]
fn a_liaison_opens_what_is_to_be_done_first() {
    let mut stage = on_a_liaisons_desk();
    let unit = stage.context.seat;
    let report = |at: &str| {
        let period = period(at);
        [Act::Go(Destination::Report { unit, period })]
    };
    assert_eq!(stage.press(KeyCode::Enter), report("plan"));
    stage.press(KeyCode::End);
    assert_eq!(stage.press(KeyCode::Enter), report("final"));
    assert!(
        stage
            .shown(80, 24)
            .contains("请于7月1日前报送总结报告和统计表")
    );
    stage.press(KeyCode::Up);
    assert!(
        stage
            .shown(80, 24)
            .contains("6月25日端午节放假，建议 6月24日前报送\n请联络员")
    );
    let acts = stage.keys("c");
    assert!(
        matches!(acts.as_slice(), [Act::Remark(text)] if text.contains("汇总单位")),
        "{acts:?}"
    );
}

#[test]
fn what_was_returned_and_counts_all_the_same_is_named_beside_the_totals() {
    let mut desk = coordinator();
    assert!(
        !Stage::<Overview>::enter(desk, Theme::new(true))
            .shown(80, 24)
            .contains("退回")
    );
    desk = coordinator();
    give_back(&mut desk);
    let mut stage = Stage::<Overview>::enter(desk, Theme::new(true));
    let shown = stage.shown(80, 24);
    assert!(shown.contains("含 1 份已退回、尚未重报"), "{shown}");
}

#[test]
fn a_liaison_sees_how_far_a_report_has_gone_upward_and_what_to_do_next() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut above, below) = chain_with_report(root.path());
    let mut stage = Stage::<Overview>::enter(below, Theme::new(true));
    let shown = stage.shown(120, 40);
    assert!(shown.contains("^ 未送出"), "{shown}");
    assert!(shown.contains("打开后按 p 生成报送包"), "{shown}");
    assert!(!shown.contains("# 按时"), "nobody knows that yet:\n{shown}");
    let week = period("weekly/2");
    let acts = stage.press(KeyCode::Enter);
    assert_eq!(
        acts,
        [Act::Go(Destination::Report {
            unit: stage.desk().seat.unit,
            period: week.clone()
        })]
    );

    let sent = make_report(
        stage.desk_mut(),
        std::slice::from_ref(&week),
        Bring::All,
        None,
        [8; 32],
        june(11, 15, 5),
    );
    let sent = sent.expect("is made");
    stage.go(&Destination::Screen(crate::tui::screen::Place::Overview));
    let shown = stage.shown(120, 40);
    assert!(
        shown.contains("> 待回执") && !shown.contains("未送出"),
        "{shown}"
    );

    carry(&sent, &mut above, june(11, 16, 2));
    let unit = above.units().expect("reads")[1].id;
    accept(&mut above, unit, &week, None, june(11, 17, 0)).expect("is accepted");
    let word = make_campaign(&mut above, &For::Unit(unit), None, [7; 32], june(12, 9, 0));
    carry(&word.expect("is made"), stage.desk_mut(), june(12, 10, 0));
    stage.go(&Destination::Screen(crate::tui::screen::Place::Overview));
    let shown = stage.shown(120, 40);
    assert!(
        shown.contains("# 按时") && shown.contains("6月11日 16:02 收到，通过"),
        "{shown}"
    );
}

#[test]
fn a_click_selects_and_the_second_opens() {
    let mut stage = on_a_liaisons_desk();
    stage.shown(80, 24);
    assert_eq!(stage.click(12, 6), []);
    let [Act::Go(Destination::Report { period: at, .. })] = &stage.click(12, 6)[..] else {
        panic!("the second click opens");
    };
    assert_eq!(*at, period("weekly/2"));
}

#[test]
fn without_colour_and_at_any_size_it_is_drawn() {
    for desk in [coordinator(), liaison()] {
        let mut stage = Stage::<Overview>::enter(desk, Theme::new(false));
        let (buffer, cursor) = stage.draw(80, 24);
        let reset = ratatui::style::Color::Reset;
        assert!(
            buffer
                .content
                .iter()
                .all(|cell| cell.fg == reset && cell.bg == reset)
        );
        assert_eq!(cursor, None);
        for width in (1..130).step_by(3) {
            for height in 4..44 {
                stage.draw(width, height);
            }
        }
    }
}

#[test]
fn a_desk_between_two_levels_sees_what_came_back_and_what_it_owes_upward_before_who_is_late() {
    let root = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::<Overview>::enter(returned_total(root.path()), Theme::new(true));
    for (width, height) in [(80, 24), (120, 40)] {
        let name = format!("between_levels_{width}x{height}");
        insta::assert_snapshot!(name, stage.shown(width, height));
    }
    let (unit, period) = (stage.context.seat, period("weekly/1"));
    let to = Destination::Report { unit, period };
    assert_eq!(stage.press(KeyCode::Enter), [Act::Go(to.clone())]);
    // Its own form opens with the remark at its blank, as a liaison's does.
    let desk = crate::ops::desk::open(&root.path().join("below")).expect("opens");
    let mut form = Stage::<crate::tui::screens::report::Report>::enter(desk, Theme::new(true));
    form.go(&to);
    assert!(form.shown(120, 40).contains("请核对参与人次"));
}

#[test]
fn a_new_desk_with_nobody_below_has_not_received_everything() {
    let root = tempfile::tempdir().expect("a folder");
    let (_, desk) = levels(root.path(), true);
    let shown = Stage::<Overview>::enter(desk, Theme::new(true)).shown(120, 40);
    assert!(
        shown.contains("（还没有单位）") && !shown.contains("已收齐"),
        "{shown}"
    );
}
