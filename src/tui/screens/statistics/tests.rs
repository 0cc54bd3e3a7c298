//! Keys in, totals and their sources out.

mod sources;

use crossterm::event::KeyCode;
use insta::assert_snapshot;

use super::*;
use crate::domain::campaign::{Campaign, builtin};
use crate::domain::counting::Counting;
use crate::domain::detail::Doubt;
use crate::domain::figure::{Answer as Figure, FigureKind};
use crate::domain::id::UnitId;
use crate::domain::submission::{Draft, Entry, RollupBasis};
use crate::ops::Desk;
use crate::ops::desk::NewSeat;
use crate::ops::export::{Kind, Request as Paper, Scope as Whose};
use crate::ops::review;
use crate::ops::sample::{draft, hand_in, june, period, unit};
use crate::ops::total::Extent;
use crate::ops::trace::{Behind, Below, BelowSubmission, TracedPaper};
use crate::tui::keys::keymap::Scope;
use crate::tui::screen::{Act, Destination, Screen};
use crate::tui::screens::stage::{self, Stage};
use crate::tui::theme::Theme;

const LONG: &str = "平江街道“阖家”综合为老服务中心（颐养院）";

fn gusu() -> Campaign {
    Campaign::parse(builtin()[0].1).expect("the notice is sound")
}

/// What a unit reports: the figures given, and 不涉及 in all others where the table is `whole`.
fn report(desk: &Desk, figures: &[(&str, i64)], whole: bool) -> Draft {
    let mut made = draft(desk, figures);
    made.narrative = "开展活动".into();
    for figure in desk.campaign.figures.iter().filter(|_| whole) {
        let entry = match figure.kind {
            FigureKind::Text => Entry::Typed("现场宣讲、线上直播".into()),
            _ => Entry::NotApplicable,
        };
        made.entries.entry(figure.id.clone()).or_insert(entry);
    }
    made
}

/// Five units, one of them below another; a final table that differs without a word; one unit that sent nothing.
fn desk() -> Desk {
    let mut desk =
        Desk::in_memory(gusu(), NewSeat::Coordinator, june(1, 8, 0)).expect("makes a desk");
    let hospital = unit(&mut desk, "平江医院", "medical", "");
    let code = desk.unit(hospital).expect("is there").code;
    let branch = unit(&mut desk, "平江医院葑门分院", "medical", &code);
    let home = unit(&mut desk, LONG, "eldercare", "");
    unit(&mut desk, "沧浪街道社区卫生服务中心", "medical", "");
    let some = |n| [("study_sessions", n), ("study_people", n * 40)];
    for (unit, week, n) in [
        (hospital, 1, 3),
        (hospital, 2, 2),
        (branch, 1, 1),
        (home, 1, 4),
    ] {
        let made = report(&desk, &some(n), false);
        let at = format!("weekly/{week}");
        hand_in(
            &mut desk,
            unit,
            &at,
            &made,
            "",
            june(3 + 7 * (week - 1), 9, 5),
        );
    }
    let last = report(&desk, &some(6), true);
    hand_in(&mut desk, home, "final", &last, "", june(30, 16, 2));
    desk
}

fn shown_roll_up() -> Stage<Statistics> {
    Stage::enter(desk(), Theme::new(true))
}

fn of(n: i64) -> UnitId {
    UnitId(n)
}

/// Presses → until this figure is selected.
fn walk_to(stage: &mut Stage<Statistics>, figure: &str) {
    for _ in 0..stage.context.campaign.figures.len() {
        let sheet = stage.screen.sheet.as_ref().expect("is there");
        if sheet.paper.focused() == Some(figure) {
            return;
        }
        assert_eq!(stage.press(KeyCode::Right), []);
    }
    panic!("no figure {figure}");
}

#[test]
fn the_roll_up_on_paper() {
    let mut stage = shown_roll_up();
    walk_to(&mut stage, "study_sessions");
    assert_snapshot!("paper_80x24", stage.shown(80, 24));
    assert_snapshot!("paper_120x40", stage.shown(120, 40));
}

#[test]
fn the_same_number_is_selected_in_the_list() {
    let mut stage = shown_roll_up();
    walk_to(&mut stage, "study_people");
    stage.keys("v");
    assert_snapshot!("list_80x24", stage.shown(80, 24));
    assert_snapshot!("list_120x40", stage.shown(120, 40));
    stage.press(KeyCode::Up);
    stage.keys("v");
    let sheet = stage.screen.sheet.as_ref().expect("is there");
    assert_eq!(sheet.paper.focused(), Some("study_sessions"));
}

#[test]
fn totals_that_count_what_was_returned_say_so() {
    let mut desk = stage::coordinator();
    stage::give_back(&mut desk);
    let mut stage = Stage::<Statistics>::enter(desk, Theme::new(true));
    let shown = stage.shown(80, 24);
    assert!(shown.contains("含 1 份已退回、尚未重报"), "{shown}");
}

#[test]
fn only_what_was_accepted_is_shown_and_exported() {
    let mut stage = Stage::<Statistics>::enter(stage::coordinator(), Theme::new(true));
    let sessions = |stage: &Stage<Statistics>| {
        let sheet = stage.screen.sheet.as_ref().expect("is there");
        let total = sheet.total.figure(&"study_sessions".into());
        total.expect("is there").total.number
    };
    assert!(sessions(&stage).is_some());
    assert!(stage.shown(80, 24).contains("收到的都算（"));
    assert_eq!(stage.keys("c"), []);
    assert!(stage.shown(80, 24).contains("只算审核通过的"));
    assert_eq!(sessions(&stage), None, "nobody has accepted anything");
    let shown = stage.shown(80, 24);
    assert!(shown.contains("还没有审核通过的数"), "{shown}");
    assert!(!shown.contains("还没有报来的数"), "{shown}");
    let (unit, week) = (of(2), period("weekly/2"));
    review::accept(stage.desk_mut(), unit, &week, None, stage::now()).expect("is accepted");
    stage.keys("cc");
    assert!(sessions(&stage).is_some());
    let acts = stage.keys("x");
    let [Act::Go(Destination::Paper(paper))] = acts.as_slice() else {
        panic!("{acts:?}");
    };
    assert_eq!(paper.counting, Counting::Accepted);
    assert_eq!(stage.press(KeyCode::Esc), []);
    assert!(stage.shown(80, 24).contains("收到的都算"));
}

#[test]
fn numbers_to_look_at_are_gone_through() {
    let mut stage = shown_roll_up();
    let mut next = || {
        stage.press(KeyCode::F(7));
        let sheet = stage.screen.sheet.as_ref().expect("is there");
        sheet.paper.focused().map(str::to_owned)
    };
    let flagged = ["study_sessions", "study_people", "study_sessions"];
    assert_eq!(
        flagged.map(|_| next()),
        flagged.map(|id| Some(id.to_owned()))
    );
}

#[test]
fn a_unit_is_found_by_its_initials() {
    let mut stage = shown_roll_up();
    stage.keys("f");
    assert_eq!(stage.screen.scope(), Scope::Pick);
    stage.keys("pjyy");
    assert_snapshot!("units_80x24", stage.shown(80, 24));
    stage.press(KeyCode::Enter);
    let shown = stage.shown(80, 24);
    assert!(shown.contains("平江医院（含下级） 2/2 家"), "{shown}");
    stage.keys("f");
    stage.keys("为老");
    stage.press(KeyCode::Enter);
    let shown = stage.shown(80, 24);
    assert!(shown.contains(&format!("{LONG} 已报  全部期次")), "{shown}");
    // Home again.
    stage.press(KeyCode::Esc);
    assert!(stage.shown(80, 24).contains("汇总 3/4 家"));
    assert_eq!(stage.press(KeyCode::Esc), []);
}

#[test]
fn periods_are_walked_and_a_day_is_typed() {
    let mut stage = shown_roll_up();
    let extent =
        |stage: &Stage<Statistics>| stage.screen.asked(&stage.context).expect("a table").extent;
    stage.keys(",");
    assert_eq!(extent(&stage), Extent::Period(period("weekly/3")));
    stage.keys(",");
    assert!(
        stage
            .shown(80, 24)
            .contains("汇总 1/4 家  每周活动材料·第2周")
    );
    stage.keys("...");
    assert_eq!(extent(&stage), Extent::Period(period("final")));
    stage.keys("..");
    assert_eq!(extent(&stage), Extent::Whole);
    stage.keys("t");
    stage.keys("某一天");
    stage.press(KeyCode::Enter);
    assert_eq!(stage.screen.scope(), Scope::Field);
    stage.retype("6月31日");
    stage.press(KeyCode::F(9));
    assert_snapshot!("day_80x24", stage.shown(80, 24));
    stage.retype("6月12日");
    stage.press(KeyCode::F(9));
    let shown = stage.shown(80, 24);
    assert!(shown.contains("汇总 3/4 家  截至6月12日"), "{shown}");
    // From day to day on which a period ends.
    stage.keys(".");
    assert!(stage.shown(80, 24).contains("截至6月18日"));
    stage.keys(",,");
    assert!(stage.shown(80, 24).contains("截至6月4日"));
}

#[test]
fn what_is_seen_is_exported() {
    let mut stage = shown_roll_up();
    let paper = |kind, scope, extent| {
        Act::Go(Destination::Paper(Paper {
            extent,
            table: Some("annex2".into()),
            ..Paper::whole(kind, scope)
        }))
    };
    let top = stage.context.seat;
    let acts = stage.keys("x");
    assert_eq!(
        acts,
        [paper(Kind::Annex2, Whose::Subtree(top), Extent::Whole)]
    );
    assert_eq!(stage.go(&Destination::Statistics { unit: of(4) }), []);
    stage.keys(",v");
    let week = Extent::Period(period("weekly/3"));
    let acts = stage.keys("x");
    assert_eq!(acts, [paper(Kind::Figures, Whose::Unit(of(4)), week)]);
}

#[test]
fn the_mouse_selects_and_opens() {
    let mut stage = shown_roll_up();
    stage.keys("v");
    stage.shown(80, 24);
    assert_eq!(stage.click(20, 5), []);
    assert_eq!(stage.screen.scope(), Scope::Statistics);
    stage.click(20, 5);
    assert_eq!(stage.screen.scope(), Scope::Sources);
}

#[test]
fn nothing_reported_is_said_with_what_to_do() {
    let mut desk =
        Desk::in_memory(gusu(), NewSeat::Coordinator, june(1, 8, 0)).expect("makes a desk");
    unit(&mut desk, "平江医院", "medical", "");
    let mut stage: Stage<Statistics> = Stage::enter(desk, Theme::new(false));
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("汇总 0/1 家") && shown.contains("可到“进度”催报"),
        "{shown}"
    );
    stage.press(KeyCode::Enter);
    assert!(stage.shown(80, 24).contains("未报"));
}

#[test]
fn a_desk_of_24_units_is_looked_at_and_not_changed() {
    let mut stage: Stage<Statistics> = Stage::enter(stage::coordinator(), Theme::new(true));
    let before = stage.audit();
    let shown = stage.shown(80, 24);
    assert!(shown.contains("汇总 24/24 家  全部期次"), "{shown}");
    stage.keys(",");
    let shown = stage.shown(80, 24);
    // Two are excused or closed by then; eight have reported.
    assert!(
        shown.contains("汇总 8/22 家  每周活动材料·第3周"),
        "{shown}"
    );
    stage.press(KeyCode::Enter);
    assert_eq!(stage.audit(), before);
}

#[test]
fn a_liaison_sees_its_own_unit() {
    let mut stage: Stage<Statistics> = Stage::enter(stage::liaison(), Theme::new(true));
    let shown = stage.shown(80, 24);
    assert!(shown.contains("平江医院 已报  全部期次"), "{shown}");
}

#[test]
fn a_campaign_without_a_table_says_so() {
    let mut campaign = crate::domain::campaign::sample::campaign();
    campaign.tables.clear();
    campaign.figures.clear();
    let desk = Desk::in_memory(campaign, NewSeat::Coordinator, june(1, 8, 0)).expect("a desk");
    let mut stage: Stage<Statistics> = Stage::enter(desk, Theme::new(true));
    assert!(stage.shown(80, 24).contains("这个活动没有统计表"));
    assert_eq!(stage.keys("vftx.,b"), []);
}

#[test]
fn an_answer_that_comes_too_late_changes_nothing() {
    let mut stage = shown_roll_up();
    let asked = Asked {
        table: "annex2".into(),
        whose: Whose::Unit(of(2)),
        extent: Extent::Whole,
        counting: Counting::Received,
    };
    let before = stage.shown(80, 24);
    let total = stage.screen.sheet.as_ref().expect("is there").total.clone();
    let late = Answer::Total(asked, Box::new(total));
    let context = stage.context.clone();
    let acts = stage.screen.receive(
        crate::tui::work::Answer::Statistics(late),
        &context,
        june(18, 17, 40),
    );
    assert_eq!(acts, []);
    assert_eq!(stage.shown(80, 24), before);
}

#[test]
fn no_size_panics() {
    let mut stage = shown_roll_up();
    for keys in ["", "v", "f"] {
        stage.keys(keys);
        for (width, height) in [(1, 4), (8, 5), (20, 8), (79, 24), (200, 60)] {
            stage.shown(width, height);
        }
    }
    stage.press(KeyCode::Esc);
    stage.press(KeyCode::Enter);
    for (width, height) in [(1, 4), (8, 5), (20, 8), (79, 24), (200, 60)] {
        stage.shown(width, height);
    }
}
