//! Keys in, entries out, on the desk of 24 units.

use crossterm::event::KeyCode;
use insta::assert_snapshot;

use super::*;
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Campaign, builtin};
use crate::domain::id::UnitId;
use crate::ops::desk::NewSeat;
use crate::ops::sample::{june, period, unit};
use crate::ops::{Desk, submit, unit as units};
use crate::tui::keys::keymap::Scope;
use crate::tui::screen::{Act, Destination, Screen};
use crate::tui::screens::stage::{self, Stage};
use crate::tui::theme::Theme;

/// A few units, one of them with a long name, and what happened to them.
fn desk() -> Desk {
    let campaign = Campaign::parse(builtin()[0].1).expect("the notice is sound");
    let mut desk =
        Desk::in_memory(campaign, NewSeat::Coordinator, june(1, 8, 0)).expect("makes a desk");
    let long = "平江街道“阖家”综合为老服务中心（颐养院）";
    let home = unit(&mut desk, long, "eldercare", "");
    let hospital = unit(&mut desk, "平江医院", "medical", "");
    let closed = unit(&mut desk, "苏锦街道敬老院", "eldercare", "");
    for unit in [home, hospital] {
        stage::received(&mut desk, unit, "plan", june(4, 10, 0));
        stage::received(&mut desk, unit, "weekly/1", june(4, 15, 0));
    }
    stage::received(&mut desk, hospital, "weekly/2", june(11, 16, 2));
    let day = june(12, 9, 0).date();
    units::close(&mut desk, closed, day, "并入苏锦街道", june(12, 9, 0)).expect("closes");
    let until = Instant::end_of(june(22, 0, 0).date());
    let why = "连日暴雨，地下室进水，街道要求先行转移老人，材料顺延报送";
    submit::extend(
        &mut desk,
        &[home],
        &period("weekly/3"),
        until,
        why,
        june(17, 9, 0),
    )
    .expect("extends");
    desk
}

fn listed() -> Stage<Audit> {
    Stage::enter(desk(), Theme::new(true))
}

/// The acts of the entries that are listed.
fn acts(stage: &Stage<Audit>) -> Vec<&'static str> {
    let entries = stage.screen.entries.as_ref().expect("are read");
    entries.iter().map(|entry| entry.act.label()).collect()
}

#[test]
fn the_latest_come_first_and_the_selected_one_is_told_in_full() {
    let mut stage = listed();
    assert_snapshot!("latest_80x24", stage.shown(80, 24));
    stage.press(KeyCode::Down);
    assert_snapshot!("latest_120x40", stage.shown(120, 40));
}

#[test]
fn they_are_narrowed_down_by_unit_act_and_days() {
    let mut stage = listed();
    stage.keys("f");
    stage.press(KeyCode::Enter);
    assert_eq!(stage.screen.scope(), Scope::Pick);
    stage.keys("pjyy");
    stage.press(KeyCode::Enter);
    let shown = stage.shown(80, 24);
    assert!(shown.contains("单位：平江医院"), "{shown}");
    assert_eq!(
        acts(&stage),
        ["登记收到", "登记收到", "登记收到", "新增单位"]
    );
    stage.keys("f");
    stage.press(KeyCode::Down);
    stage.press(KeyCode::Enter);
    stage.keys("djsd");
    stage.press(KeyCode::Enter);
    assert_eq!(acts(&stage), ["登记收到"; 3]);
    stage.keys("f");
    stage.keys("日期");
    stage.press(KeyCode::Enter);
    stage.retype("6月19日");
    stage.press(KeyCode::Enter);
    stage.retype("6月4日");
    stage.press(KeyCode::F(9));
    assert_snapshot!("days_80x24", stage.shown(80, 24));
    stage.retype("");
    stage.press(KeyCode::F(9));
    assert_eq!(acts(&stage), [] as [&str; 0]);
    let shown = stage.shown(80, 24);
    assert!(shown.contains("按 Esc 取消筛选和搜索"), "{shown}");
    assert!(
        shown.contains("单位：平江医院  动作：登记收到  6月19日起"),
        "{shown}"
    );
    stage.press(KeyCode::Esc);
    assert_eq!(acts(&stage).len(), 11);
}

#[test]
fn words_are_searched_as_they_are_typed() {
    let mut stage = listed();
    stage.keys("/");
    assert_eq!(stage.screen.scope(), Scope::Search);
    stage.keys("并入");
    assert_snapshot!("search_80x24", stage.shown(80, 24));
    assert_eq!(acts(&stage), ["停用单位"]);
    stage.press(KeyCode::Enter);
    assert_eq!(stage.screen.scope(), Scope::Audit);
    let to = Destination::Unit(UnitId(4));
    assert_eq!(stage.press(KeyCode::Enter), [Act::Go(to)]);
    stage.press(KeyCode::Esc);
    assert_eq!(acts(&stage).len(), 11);
}

#[test]
fn an_entry_leads_to_what_it_is_about() {
    let mut stage = listed();
    assert_eq!(stage.go(&Destination::Audit { unit: UnitId(3) }), []);
    assert!(stage.shown(80, 24).contains("单位：平江医院"));
    let to = Destination::Report {
        unit: UnitId(3),
        period: period("weekly/2"),
    };
    assert_eq!(stage.press(KeyCode::Enter), [Act::Go(to)]);
    stage.shown(80, 24);
    stage.click(10, 3);
    let to = Destination::Report {
        unit: UnitId(3),
        period: period("weekly/1"),
    };
    assert_eq!(stage.click(10, 3), [Act::Go(to)]);
    stage.press(KeyCode::Esc);
    stage.keys("/");
    stage.keys("建立工作台");
    stage.press(KeyCode::Esc);
    stage.press(KeyCode::End);
    let to = Destination::Unit(stage.context.seat);
    assert_eq!(stage.press(KeyCode::Enter), [Act::Go(to)]);
}

/// A desk on which very much happened.
fn busy() -> Desk {
    let mut desk = desk();
    for n in 0..2500 {
        let unit = UnitId(2 + n % 2);
        let at = if n % 2 == 0 { "weekly/1" } else { "weekly/2" };
        stage::received(&mut desk, unit, at, june(18, 10, 0));
    }
    desk
}

#[test]
fn a_long_history_is_read_in_pieces() {
    let mut stage: Stage<Audit> = Stage::enter(busy(), Theme::new(true));
    assert_eq!(acts(&stage).len(), 200);
    assert!(stage.shown(80, 24).contains("最近 200 条，往下翻再读"));
    stage.press(KeyCode::End);
    assert_eq!(
        (acts(&stage).len(), stage.screen.table.row()),
        (400, Some(199))
    );
    stage.press(KeyCode::Down);
    assert_eq!(
        (acts(&stage).len(), stage.screen.table.row()),
        (400, Some(200))
    );
    for _ in 0..8 {
        stage.press(KeyCode::End);
    }
    let all = acts(&stage).len();
    assert!(all > 2500 && stage.screen.table.row() == Some(all - 1));
    assert!(stage.shown(80, 24).contains(&format!("记录  {all} 条")));
}

#[test]
fn an_answer_that_comes_too_late_changes_nothing() {
    let mut stage = listed();
    let before = acts(&stage).len();
    let late = Answer::Listed(crate::ops::audit::AuditFilter::default(), Vec::new());
    let context = stage.context.clone();
    let late = crate::tui::work::Answer::Audit(late);
    assert_eq!(stage.screen.receive(late, &context, stage::now()), []);
    assert_eq!(acts(&stage).len(), before);
}

#[test]
fn no_size_panics() {
    let mut stage = listed();
    for keys in ["", "/", "平"] {
        stage.keys(keys);
        for (width, height) in [(1, 4), (8, 5), (20, 8), (79, 24), (200, 60)] {
            stage.shown(width, height);
        }
    }
    stage.press(KeyCode::Esc);
    stage.keys("f");
    for (width, height) in [(1, 4), (8, 5), (20, 8), (79, 24), (200, 60)] {
        stage.shown(width, height);
    }
}
