//! Keys in, totals and their sources out.

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
fn a_number_leads_to_the_file_its_sentence_and_the_units_behind_it() {
    let mut stage = shown_roll_up();
    walk_to(&mut stage, "study_sessions");
    stage.press(KeyCode::Enter);
    let sources = stage.screen.sources.as_mut().expect("is open");
    let mut trace = sources.trace.take().expect("is there");
    let first = &mut trace.parts[0].sources[0];
    first.paper = Some(TracedPaper {
        file: "平江医院.docx".to_owned(),
        sentence: "专题学习（约３）次".to_owned(),
        position: Some("第 2 行第 4 格".to_owned()),
        approximate: true,
        corrected: false,
    });
    let station = |name: &str, number, units| Below {
        code: "021".to_owned(),
        name: name.to_owned(),
        answer: Figure::number(number),
        submissions: vec![BelowSubmission {
            period: period("weekly/1"),
            period_name: "每周活动材料·第1周".to_owned(),
            revision: "5f".to_owned(),
            received_at: june(3, 8, 0),
            answer: Figure::number(number),
            statement: format!("专题学习（{number}）次"),
        }],
        units,
    };
    first.behind = Some(Behind {
        basis: RollupBasis {
            detail: None,
            expected: 3,
            missing: vec!["三站".to_owned()],
            reporting: 2,
            unreviewed: 0,
        },
        units: Some(vec![station(
            "一站",
            2,
            vec![station("一站一组", 2, vec![])],
        )]),
        doubts: vec![Doubt::Sum { said: 3, found: 2 }],
    });
    sources.take(trace);
    assert_snapshot!("behind_80x24", stage.shown(80, 24));
    stage.keys("v");
    assert_snapshot!("read_80x24", stage.shown(80, 24));
    stage.press(KeyCode::Esc);
    stage.press(KeyCode::Down);
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("计入平江医院的每周活动材料·第1周"),
        "{shown}"
    );
    assert!(shown.contains("“专题学习（2）次”"), "{shown}");
    // What is behind a submission belongs to it.
    let to = Destination::Figure {
        unit: of(2),
        period: period("weekly/1"),
        figure: "study_sessions".into(),
    };
    assert_eq!(stage.press(KeyCode::Enter), [Act::Go(to)]);
}

#[test]
fn a_text_has_room() {
    let mut stage = shown_roll_up();
    let text = stage.context.campaign.figures.iter();
    let text = text.clone().find(|figure| figure.kind == FigureKind::Text);
    let text = text.expect("the notice asks for texts").id.clone();
    walk_to(&mut stage, text.as_str());
    stage.press(KeyCode::Enter);
    let shown = stage.shown(80, 24);
    assert!(shown.contains("总结报告和统计表"), "{shown}");
    assert!(shown.contains("现场宣讲、线上直播"), "{shown}");
}

#[test]
fn a_number_opens_into_units_submissions_and_sentences() {
    let mut stage = shown_roll_up();
    walk_to(&mut stage, "study_sessions");
    stage.press(KeyCode::Enter);
    assert_eq!(stage.screen.scope(), Scope::Sources);
    assert_snapshot!("sources_80x24", stage.shown(80, 24));
    stage.press(KeyCode::Down);
    stage.press(KeyCode::Down);
    stage.press(KeyCode::Down);
    stage.press(KeyCode::Down);
    assert_snapshot!("sources_120x40", stage.shown(120, 40));
    let to = Destination::Figure {
        unit: of(4),
        period: period("final"),
        figure: "study_sessions".into(),
    };
    assert_eq!(stage.press(KeyCode::Enter), [Act::Go(to)]);
    // Whoever comes back finds the same number, still open.
    assert_eq!(
        stage.go(&Destination::Screen(crate::tui::screen::Place::Statistics)),
        []
    );
    assert!(stage.shown(80, 24).contains("来源：理论学习中心组专题学习"));
    stage.press(KeyCode::End);
    let to = Destination::Progress { unit: of(5) };
    assert_eq!(stage.press(KeyCode::Enter), [Act::Go(to)]);
    stage.press(KeyCode::Esc);
    assert_eq!(stage.screen.scope(), Scope::Statistics);
    let sheet = stage.screen.sheet.as_ref().expect("is there");
    assert_eq!(sheet.paper.focused(), Some("study_sessions"));
}

#[test]
fn a_difference_is_explained_where_it_is_seen() {
    let mut stage = shown_roll_up();
    walk_to(&mut stage, "study_sessions");
    stage.press(KeyCode::Enter);
    let same = stage.keys("e");
    assert!(matches!(&same[..], [Act::Remark(text)] if text.contains("没有差额")));
    for _ in 0..4 {
        stage.press(KeyCode::Down);
    }
    assert!(stage.shown(120, 40).contains("没有说明"));
    stage.keys("e");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("请写明为什么不同"));
    stage.keys("补上两次");
    let done = stage.press(KeyCode::F(9));
    assert!(
        matches!(&done[..], [Act::Notice(text)] if text.starts_with("已说明：")),
        "{done:?}"
    );
    assert_eq!(stage.screen.scope(), Scope::Sources);
    assert!(stage.shown(120, 40).contains("说明：补上两次"));
    assert!(stage.audit()[0].contains("说明：补上两次"));
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
fn what_is_made_of_a_number_sums_up_to_it() {
    let mut stage = shown_roll_up();
    walk_to(&mut stage, "study_people");
    let shown = stage.shown(120, 40);
    assert!(shown.contains("人次") && shown.contains("480"), "{shown}");
    stage.press(KeyCode::Enter);
    let shown = stage.shown(120, 40);
    assert!(shown.contains("= 480 人次"), "{shown}");
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
    assert!(stage.shown(80, 24).contains("未报或未填"));
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
