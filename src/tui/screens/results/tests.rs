//! Key scripts before a real desk in memory: each view, and what is written in it.

use super::*;
use crate::domain::id::TargetId;
use crate::ops::record::{self, ImportMode, ListRecords, import};
use crate::ops::sample::{contest_desk, noon};
use crate::ops::{Desk, target};
use crate::tui::screen::{Destination, Place};
use crate::tui::screens::stage::Stage;
use crate::tui::theme::Theme;
use crossterm::event::KeyCode;

const SPOTS: &str = "单位,名称,类别,指导单位,已遴选,已建成,已验收\n\
    东乡,一村,示范村,生产保护部,2025/4/1,2025/5/6,2025/5/20\n\
    西镇,二区,小区,,2025/4/2,,\n";
const ACTIVITIES: &str = "单位,开展日期,行动\n\
    甲厂,2025/1/5,应急演练\n甲厂,2025/1/6,应急演练\n甲厂,2025/2/1,重点领域\n甲厂,2025/2/3,特色活动\n";
const MEASURES: &str = "单位,事项,进展,已启动\n东乡,m1,已动员部署各村,2025/3/1\n";

fn desk() -> Desk {
    let mut desk = contest_desk();
    for (register, table) in [
        ("spots", SPOTS),
        ("activities", ACTIVITIES),
        ("measures", MEASURES),
    ] {
        let mode = ImportMode::AllOrNone;
        let brought = import(
            &mut desk,
            &register.into(),
            table.as_bytes(),
            mode,
            "",
            noon(6, 1),
        );
        assert_eq!(brought.expect("reads").bad, [], "{register}");
    }
    desk
}

fn results() -> Stage<Results> {
    Stage::<Results>::enter_at(desk(), Theme::new(true), noon(6, 2))
}

fn notice(acts: &[Act]) -> &str {
    let notice = acts.iter().find_map(|act| match act {
        Act::Notice(text) => Some(text.as_str()),
        _ => None,
    });
    notice.unwrap_or_else(|| panic!("nothing was done: {acts:?}"))
}

#[test]
fn each_view_that_the_campaign_has_is_shown() {
    let mut stage = results();
    for view in ["targets", "scores", "responsibilities", "awards"] {
        insta::assert_snapshot!(format!("{view}_80x24"), stage.shown(80, 24));
        insta::assert_snapshot!(format!("{view}_120x40"), stage.shown(120, 40));
        stage.keys("b");
    }
    assert!(stage.shown(80, 24).starts_with("目标"), "round and round");
}

#[test]
fn a_target_is_split_and_what_does_not_add_up_is_said() {
    let mut stage = results();
    assert_eq!(stage.keys("e").len(), 1, "a heading is not split");
    stage.press(KeyCode::Down);
    stage.keys("e");
    assert!(
        stage
            .shown(80, 24)
            .contains("全部 10个，现已分 0个，还剩 10个")
    );
    stage.keys("四");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("东乡：应填数字"));
    stage.retype("4");
    stage.press(KeyCode::Tab);
    stage.keys("5");
    let told = stage.press(KeyCode::F(9));
    assert_eq!(
        notice(&told),
        "创建示范点：各单位分解数合计 9个，比目标数 10个 少 1个。"
    );
    let spots = TargetId::from("spots");
    assert_eq!(
        target::shares(stage.desk()).expect("reads")[&spots].len(),
        2
    );
    stage.keys("u");
    assert!(target::shares(stage.desk()).expect("reads").is_empty());
}

#[test]
fn a_unit_is_scored_by_itself_and_reviewed() {
    let mut stage = results();
    stage.keys("b");
    stage.keys("e9");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("制度完善最多 5 分"));
    stage.press(KeyCode::Esc);
    stage.press(KeyCode::F(9));
    stage.keys("e5");
    stage.press(KeyCode::Tab);
    stage.keys("4");
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已评分");
    assert!(stage.shown(120, 40).contains("（自评 5，复核 4）"));
}

#[test]
fn a_candidate_is_put_forward_ticked_and_taken_back() {
    let mut stage = results();
    stage.keys("bbb");
    stage.keys("t1");
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已分配名额");
    stage.keys("n");
    stage.keys("jc");
    stage.press(KeyCode::Enter);
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已推荐");
    stage.keys("e");
    insta::assert_snapshot!("amend_80x24", stage.shown(80, 24));
    for _ in 0..3 {
        stage.press(KeyCode::Tab);
    }
    stage.press(KeyCode::Tab);
    stage.keys("5-20");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("还没有完成，不能先做"));
    stage.press(KeyCode::Esc);
    stage.press(KeyCode::F(9));
    stage.keys("d");
    stage.keys("主动放弃");
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已撤销推荐");
    assert_eq!(notice(&stage.keys("u")), "已恢复推荐");
    assert!(stage.shown(80, 24).contains("甲厂"));
}

#[test]
fn how_far_a_unit_is_with_a_given_row_is_written_and_taken_back() {
    let mut stage = results();
    stage.keys("bb");
    stage.keys("e");
    assert!(stage.shown(80, 24).contains("责任  已启动"));
    stage.keys("dx");
    stage.press(KeyCode::Enter);
    insta::assert_snapshot!("part_80x24", stage.shown(80, 24));
    stage.press(KeyCode::Right);
    stage.press(KeyCode::Tab);
    stage.retype("5-20");
    stage.press(KeyCode::Tab);
    stage.retype("各村都已开赛");
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已记下");
    let shown = stage.shown(120, 40);
    assert!(
        shown.contains("已完成 2025年5月20日 各村都已开赛"),
        "{shown}"
    );
    assert!(stage.audit()[0].contains("推进举措分工"));
    assert_eq!(notice(&stage.keys("u")), "已记下");
    let shown = stage.shown(120, 40);
    assert!(
        shown.contains("已启动 2025年3月1日 已动员部署各村"),
        "{shown}"
    );
    // Another unit has nothing yet; a day that is still to come is refused beside the stage.
    stage.keys("e");
    stage.keys("xz");
    stage.press(KeyCode::Enter);
    stage.press(KeyCode::Right);
    stage.press(KeyCode::Tab);
    stage.retype("12-1");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("不能晚于今天"));
}

#[test]
fn what_another_window_wrote_behind_an_open_dialog_is_not_written_over() {
    let mut stage = results();
    stage.keys("bb");
    stage.keys("e");
    stage.keys("dx");
    stage.press(KeyCode::Enter);
    let measures = ListRecords::of("measures".into());
    let rows = record::list(stage.desk(), &measures, noon(6, 1).date()).expect("reads");
    let kept = rows[0].clone();
    let mut entry = kept.record.entry.clone();
    entry.reached.clear();
    let (id, seen) = (kept.record.id, kept.revision);
    record::edit(stage.desk_mut(), id, seen, &entry, "别的窗口", noon(6, 1)).expect("writes");
    // The list is read again while the dialog is open.
    stage.go(&Destination::Screen(Place::Results));
    stage.press(KeyCode::Tab);
    stage.press(KeyCode::Tab);
    stage.retype("覆盖");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("刚刚被别的窗口改过"));
    let there = record::get(stage.desk(), id).expect("reads").revision;
    assert_eq!(there, seen + 1);
}

#[test]
fn each_view_has_its_paper() {
    let mut stage = results();
    stage.keys("bb");
    let acts = stage.keys("x");
    assert!(
        matches!(acts.as_slice(), [Act::Go(Destination::Paper(_))]),
        "{acts:?}"
    );
}

#[test]
fn no_size_panics() {
    let mut stage = results();
    for key in ['/', 'e', 'b', 'b', 'b'] {
        stage.press(KeyCode::Esc);
        stage.press(KeyCode::Char(key));
        for width in [1, 20, 80, 121] {
            for height in [4, 8, 24, 41] {
                stage.shown(width, height);
            }
        }
    }
}
