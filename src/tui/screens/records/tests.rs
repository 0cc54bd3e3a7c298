//! Key scripts before a real desk in memory: what is shown, what is done, what is asked of the program.

use super::*;
use crate::domain::id::UnitId;
use crate::ops::Desk;
use crate::ops::record::{ImportMode, import};
use crate::ops::sample::{contest_desk, contested_desk, noon};
use crate::tui::screens::stage::Stage;
use crate::tui::theme::Theme;
use crossterm::event::KeyCode;

const SPOTS: &str = "单位,名称,类别,指导单位,已补助,已遴选,已建成,已验收\n\
    东乡,一村,示范村,生产保护部,5000,2025/4/1,2025/5/6,2025/5/20\n\
    东乡,桃花源住宅小区一期（无物业，由居民小组代管）,小区,,,2025/4/2,,\n\
    西镇,三村,示范村,,,,,\n";

fn desk() -> Desk {
    let mut desk = contest_desk();
    let mode = ImportMode::AllOrNone;
    let brought = import(
        &mut desk,
        &"spots".into(),
        SPOTS.as_bytes(),
        mode,
        "",
        noon(6, 1),
    );
    assert_eq!(brought.expect("reads").bad, []);
    desk
}

/// The register of spots.
fn spots() -> Stage<Records> {
    let mut stage = Stage::<Records>::enter_at(desk(), Theme::new(true), noon(6, 2));
    assert_eq!(stage.keys("b"), []);
    stage
}

fn notice(acts: &[Act]) -> &str {
    let notice = acts.iter().find_map(|act| match act {
        Act::Notice(text) => Some(text.as_str()),
        _ => None,
    });
    notice.unwrap_or_else(|| panic!("nothing was done: {acts:?}"))
}

#[test]
fn the_list_tells_what_is_where_and_how_far() {
    let mut stage = spots();
    insta::assert_snapshot!("spots_80x24", stage.shown(80, 24));
    insta::assert_snapshot!("spots_120x40", stage.shown(120, 40));
    stage.keys("b");
    assert!(stage.shown(80, 24).contains("还没有登记，按 n 新增。"));
}

#[test]
fn it_is_narrowed_by_stage_unit_and_pinyin() {
    let mut stage = spots();
    stage.keys("fylx");
    stage.press(KeyCode::Enter);
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("筛选：已遴选  1 条") && shown.contains("桃花源"),
        "{shown}"
    );
    stage.press(KeyCode::Esc);
    stage.keys("/sancun");
    assert!(stage.shown(80, 24).contains("1 条"));
    stage.press(KeyCode::Enter);
    stage.press(KeyCode::Enter);
    assert_eq!(stage.screen.scope(), Scope::Reading);
}

#[test]
fn a_record_is_written_with_every_problem_beside_its_field() {
    let mut stage = spots();
    stage.keys("n");
    stage.keys("xz");
    stage.press(KeyCode::Enter);
    insta::assert_snapshot!("new_80x24", stage.shown(80, 24));
    stage.press(KeyCode::Tab);
    stage.press(KeyCode::Tab);
    stage.keys("没有的部门");
    stage.press(KeyCode::F(9));
    let shown = stage.shown(120, 40);
    for told in ["名称是必填项", "类别是必填项", "没有找到“没有的部门”"] {
        assert!(shown.contains(told), "{told}\n{shown}");
    }
    stage.keys("四村");
    stage.press(KeyCode::Tab);
    stage.press(KeyCode::Right);
    stage.press(KeyCode::Tab);
    stage.retype("scbhb");
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已登记");
    let selected = stage
        .screen
        .list
        .selected()
        .expect("the new one is selected");
    assert_eq!((selected.record.id.0, selected.record.unit), (4, UnitId(4)));
    assert_eq!(notice(&stage.keys("u")), "已撤销刚才的操作");
    assert_eq!(
        stage.audit()[0],
        "作废条目：示范点台账：四村，理由：撤销刚才的操作"
    );
}

#[test]
fn a_record_goes_to_its_next_stage_and_back() {
    let mut stage = spots();
    stage.press(KeyCode::Down);
    stage.keys("g");
    insta::assert_snapshot!("stage_80x24", stage.shown(80, 24));
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("要先填好指导单位"));
    stage.press(KeyCode::Esc);
    stage.keys("e");
    stage.press(KeyCode::Tab);
    stage.press(KeyCode::Tab);
    stage.keys("scbhb");
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已修改");
    stage.keys("g");
    stage.retype("6-1");
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已进入这一阶段");
    assert!(stage.shown(80, 24).contains("已建成 2"));
    stage.keys("u");
    assert!(stage.shown(80, 24).contains("已建成 1"));
    stage.press(KeyCode::Up);
    assert_eq!(
        stage.keys("g"),
        [Act::Remark("已经到了最后一个阶段".into())]
    );
}

#[test]
fn what_is_void_stays_and_comes_back() {
    let mut stage = spots();
    stage.keys("d");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("请写明理由"));
    stage.keys("重复");
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已作废，仍留在台账里");
    let shown = stage.shown(80, 24);
    assert!(!shown.contains("一村"));
    // What was 12,000 yuan with it; nothing of the others is paid.
    let money = shown.lines().nth(1).expect("a second line").trim_end();
    assert_eq!(money, "合计  补助标准 7000元  未补助 7000元");
    stage.keys("f作废");
    stage.press(KeyCode::Enter);
    assert!(stage.shown(80, 24).contains("已作废"));
    stage.press(KeyCode::Home);
    assert_eq!(notice(&stage.keys("d")), "已恢复");
}

#[test]
fn a_given_row_is_asked_for_before_the_unit() {
    let mut stage = spots();
    stage.keys("b");
    stage.keys("n");
    assert!(stage.shown(80, 24).contains("竞赛普遍开展"));
    stage.keys("yhda");
    stage.press(KeyCode::Enter);
    let shown = stage.shown(80, 24);
    assert!(shown.contains("甲厂") && !shown.contains("东乡"), "{shown}");
    stage.keys("jc");
    stage.press(KeyCode::Enter);
    stage.keys("已建档 12 份");
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已登记");
    insta::assert_snapshot!("measures_80x24", stage.shown(80, 24));
}

#[test]
fn no_size_panics() {
    let mut stage = spots();
    for key in ['/', 'n', 'f', 'g'] {
        stage.press(KeyCode::Esc);
        stage.press(KeyCode::Char(key));
        for width in [1, 20, 80, 121] {
            for height in [4, 8, 24, 41] {
                stage.shown(width, height);
            }
        }
    }
}

#[test]
fn a_record_in_two_ways_is_marked_and_leads_to_where_it_is_decided() {
    let root = tempfile::tempdir().expect("a folder");
    let (above, id) = contested_desk(root.path());
    let mut stage = Stage::<Records>::enter_at(above, Theme::new(true), noon(2, 6));
    stage.keys("b");
    let shown = stage.shown(80, 24);
    for told in ["! 东乡", "! 有两种说法，按 v 逐栏对照"] {
        assert!(shown.contains(told), "{told}\n{shown}");
    }
    assert_eq!(stage.keys("v"), [Act::Go(Destination::Contested(id))]);
    let mut plain = spots();
    let refused = Act::Remark("选中的一条没有两种说法".into());
    assert_eq!(plain.keys("v"), [refused]);
}
