//! Key scripts before a real desk in memory: what is shown, what is done, what is asked of the program.

use super::*;
use crate::domain::campaign::{Campaign, builtin};
use crate::domain::hazard::HazardEntry;
use crate::domain::id::UnitId;
use crate::ops::desk::NewSeat;
use crate::ops::sample::{self, june};
use crate::ops::{Desk, hazard};
use crate::tui::screens::stage::{Stage, liaison, now};
use crate::tui::theme::Theme;
use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

const LONG: &str = "住院部三楼西侧安全出口被成箱的输液袋和两张病床堵塞，疏散指示灯不亮，应急照明两处损坏，防火门闭门器脱落，消火栓前堆放轮椅；夜间值班人员不清楚备用钥匙存放的位置";

const UNITS: [(&str, &str); 7] = [
    ("应急保障处", "department"),
    ("疾病预防控制中心", "affiliate"),
    ("平江街道社区卫生服务中心", "medical"),
    ("平江街道“阖家”综合为老服务中心（颐养院）", "eldercare"),
    ("基层卫生处", "department"),
    ("卫生监督所", "affiliate"),
    ("平江医院", "medical"),
];

fn day(date: u32) -> NaiveDate {
    june(date, 0, 0).date()
}

/// Found on a day of June, due and closed on others.
fn entry(
    found: u32,
    what: &str,
    level: &str,
    due: Option<u32>,
    closed: Option<u32>,
) -> HazardEntry {
    HazardEntry {
        place: "住院部三楼".into(),
        what: what.into(),
        source: "自查".into(),
        measure: "清理通道，更换灯具，补训值班人员".into(),
        responsible: "后勤科甲".into(),
        due: due.map(day),
        closed_on: closed.map(day),
        ..HazardEntry::new(day(found), level.into())
    }
}

fn add(desk: &mut Desk, unit: i64, entry: &HazardEntry) {
    hazard::add(desk, UnitId(unit), entry, now()).expect("is entered");
}

fn ledger() -> Stage<Hazards> {
    let campaign = Campaign::parse(builtin()[0].1).expect("the notice is sound");
    let desk = Desk::in_memory(campaign, NewSeat::Coordinator, june(1, 8, 0));
    let mut desk = desk.expect("makes a desk");
    for (name, kind) in UNITS {
        sample::unit(&mut desk, name, kind, "");
    }
    add(
        &mut desk,
        8,
        &entry(2, "灭火器过期", "general", Some(5), Some(4)),
    );
    add(&mut desk, 5, &entry(9, LONG, "major", Some(15), None));
    add(
        &mut desk,
        8,
        &entry(10, "电线老化", "general", Some(30), None),
    );
    add(
        &mut desk,
        3,
        &entry(11, "应急预案未更新", "general", None, None),
    );
    add(
        &mut desk,
        4,
        &entry(12, "氧气瓶固定不牢", "major", Some(16), None),
    );
    add(
        &mut desk,
        4,
        &entry(13, "配电箱无警示标志", "general", Some(18), Some(18)),
    );
    Stage::enter(desk, theme())
}

fn theme() -> Theme {
    Theme::new(true)
}

fn notice(acts: &[Act]) -> &str {
    match acts {
        [Act::Notice(text), ..] => text,
        acts => panic!("no notice: {acts:?}"),
    }
}

/// What stands in the last column but one of the list's lines: what is wrong.
fn order(stage: &mut Stage<Hazards>) -> Vec<String> {
    let shown = stage.shown(160, 40);
    let known = [
        "灭火器",
        "住院部三楼西侧",
        "电线",
        "应急预案",
        "氧气瓶",
        "配电箱",
    ];
    let lines = shown.lines().skip(4).take(6);
    lines
        .filter_map(|line| known.iter().find(|what| line.contains(*what)))
        .map(|what| (*what).to_owned())
        .collect()
}

#[test]
fn the_ledger_with_long_texts_at_both_sizes() {
    let mut stage = ledger();
    insta::assert_snapshot!("ledger_80x24", stage.shown(80, 24));
    insta::assert_snapshot!("ledger_120x40", stage.shown(120, 40));
    stage.press(KeyCode::Down);
    stage.press(KeyCode::Enter);
    insta::assert_snapshot!("entry_80x24", stage.shown(80, 24));
    stage.press(KeyCode::Esc);
    assert_eq!(stage.screen.scope(), Scope::Hazards);
}

#[test]
fn an_empty_ledger_says_what_to_do() {
    let mut stage = Stage::<Hazards>::enter(liaison(), theme());
    insta::assert_snapshot!("empty_80x24", stage.shown(80, 24));
}

#[test]
fn overdue_comes_first_and_other_orders_are_a_key_away() {
    let mut stage = ledger();
    let urgent = [
        "住院部三楼西侧",
        "氧气瓶",
        "电线",
        "应急预案",
        "配电箱",
        "灭火器",
    ];
    assert_eq!(order(&mut stage), urgent);
    stage.keys("s");
    let latest = [
        "配电箱",
        "氧气瓶",
        "应急预案",
        "电线",
        "住院部三楼西侧",
        "灭火器",
    ];
    assert_eq!(order(&mut stage), latest);
    stage.keys("s");
    let units = [
        "应急预案",
        "氧气瓶",
        "配电箱",
        "住院部三楼西侧",
        "电线",
        "灭火器",
    ];
    assert_eq!(order(&mut stage), units);
    stage.keys("s");
    assert_eq!(order(&mut stage), urgent);
}

#[test]
fn it_is_narrowed_by_state_level_unit_and_words() {
    let mut stage = ledger();
    for (choice, left) in [
        ("逾期", vec!["住院部三楼西侧", "氧气瓶"]),
        ("zdyh", vec!["住院部三楼西侧", "氧气瓶"]),
        ("hjzh", vec!["住院部三楼西侧"]),
    ] {
        stage.keys("f");
        stage.keys(choice);
        stage.press(KeyCode::Enter);
        let shown = stage.shown(160, 40);
        let count = format!("{} 条", left.len());
        assert!(shown.contains(&count), "{choice}: {shown}");
    }
    assert!(
        stage
            .shown(120, 40)
            .contains("筛选：逾期、重大隐患、平江街道“阖家”")
    );
    stage.press(KeyCode::Esc);
    stage.keys("/yqp");
    assert!(stage.shown(80, 24).ends_with("光标 8,3\n"));
    stage.press(KeyCode::Enter);
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("氧气瓶固定不牢") && !shown.contains("电线"),
        "{shown}"
    );
    stage.keys("f已销号");
    stage.press(KeyCode::Enter);
    assert!(
        stage
            .shown(80, 24)
            .contains("没有符合的隐患，按 Esc 取消搜索和筛选。")
    );
    for key in ['e', 'd'] {
        stage.keys(&key.to_string());
        assert_eq!(stage.screen.scope(), Scope::Hazards, "{key}");
    }
}

#[test]
fn an_entry_is_written_with_every_problem_beside_its_field() {
    let mut stage = ledger();
    stage.keys("n");
    insta::assert_snapshot!("whose_80x24", stage.shown(80, 24));
    stage.keys("pjyy");
    stage.press(KeyCode::Enter);
    insta::assert_snapshot!("new_80x24", stage.shown(80, 24));
    stage.retype("6月31日");
    stage.press(KeyCode::F(9));
    let shown = stage.shown(80, 24);
    for told in ["没有31日", "请写明地点", "请写明隐患内容", "请从这些里面选"]
    {
        assert!(shown.contains(told), "{told}\n{shown}");
    }
    stage.retype("6-16");
    stage.press(KeyCode::Tab);
    stage.keys("门诊楼一层");
    stage.press(KeyCode::Tab);
    stage.keys(LONG);
    stage.press(KeyCode::Tab);
    stage.press(KeyCode::Right);
    for text in ["督查", "换灯", "乙"] {
        stage.press(KeyCode::Tab);
        stage.keys(text);
    }
    stage.press(KeyCode::Tab);
    stage.keys("6月10日");
    stage.press(KeyCode::Tab);
    stage.keys("20200620");
    stage.press(KeyCode::F(9));
    insta::assert_snapshot!("new_problems_120x40", stage.shown(120, 40));
    stage.retype("６月２５日");
    stage.press(KeyCode::Tab);
    stage.retype("");
    let acts = stage.press(KeyCode::F(9));
    assert_eq!(notice(&acts), "已登记隐患：门诊楼一层");
    let hazard = stage
        .screen
        .ledger
        .selected()
        .expect("the new one is selected");
    let entry = &hazard.entry;
    assert_eq!((entry.found_on, entry.due), (day(16), Some(day(25))));
    assert_eq!((entry.what.as_str(), entry.closed_on), (LONG, None));
    assert_eq!(stage.context.unit_name(hazard.unit), "平江医院");
}

#[test]
fn on_a_liaisons_desk_it_is_its_own_hazard() {
    let mut stage = Stage::<Hazards>::enter(liaison(), theme());
    stage.keys("n");
    assert_eq!(stage.screen.scope(), Scope::Field);
    stage.press(KeyCode::Esc);
    assert_eq!(stage.screen.scope(), Scope::Hazards, "nothing was typed");
    stage.keys("n");
    stage.press(KeyCode::Tab);
    stage.keys("药库");
    stage.press(KeyCode::Esc);
    assert!(stage.shown(80, 24).contains("放弃已填的内容？"));
    stage.press(KeyCode::Left);
    stage.press(KeyCode::Enter);
    assert!(stage.shown(80, 24).contains("还没有登记隐患，按 n 新增。"));
}

#[test]
fn an_entry_is_changed_and_the_selection_stays_on_it() {
    let mut stage = ledger();
    stage.press(KeyCode::Down);
    stage.keys("e");
    stage.press(KeyCode::Tab);
    stage.retype("氧气站");
    let acts = stage.press(KeyCode::F(9));
    assert_eq!(notice(&acts), "已修改隐患：氧气站");
    let selected = stage.screen.ledger.selected().expect("is selected");
    assert_eq!(
        (selected.entry.place.as_str(), selected.entry.found_on),
        ("氧气站", day(12))
    );
    assert_eq!(
        stage.audit()[0],
        "修改隐患：住院部三楼：氧气瓶固定不牢 → 氧气站：氧气瓶固定不牢"
    );
}

#[test]
fn an_entry_is_closed_with_a_date_and_opened_again_with_a_reason() {
    let mut stage = ledger();
    stage.press(KeyCode::Down);
    stage.keys("d");
    insta::assert_snapshot!("close_80x24", stage.shown(80, 24));
    stage.retype("6月11日");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("销号日期不能早于发现日期"));
    stage.retype("6-19");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("销号日期不能晚于今天"));
    stage.retype("6-17");
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已销号");
    let shown = stage.shown(80, 24);
    assert!(
        shown.starts_with("合计      发现   6  # 已销号   3"),
        "{shown}"
    );
    let selected = stage.screen.ledger.selected().expect("is selected");
    assert_eq!(selected.entry.closed_on, Some(day(17)));
    stage.keys("d");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("请写明理由"));
    stage.keys("复查不合格");
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已撤销销号，恢复整改");
    let selected = stage.screen.ledger.selected().expect("is selected");
    assert_eq!(selected.entry.closed_on, None);
}

/// Clearing the day of closing is taking the closing back: it wants a reason as well.
#[test]
fn a_closing_is_not_cleared_without_a_reason() {
    let mut stage = ledger();
    stage.press(KeyCode::Down);
    stage.keys("d");
    stage.press(KeyCode::F(9));
    stage.keys("e");
    for _ in 0..8 {
        stage.press(KeyCode::Tab);
    }
    stage.retype("");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 40).contains("撤销销号请写明理由"));
    stage.keys("复查不合格");
    stage.press(KeyCode::F(9));
    let selected = stage.screen.ledger.selected().expect("is selected");
    assert_eq!(selected.entry.closed_on, None);
    assert!(
        stage.audit()[0].ends_with("理由：复查不合格"),
        "{:?}",
        stage.audit()
    );
}

#[test]
fn one_comes_to_a_units_hazards_and_its_paper() {
    let mut stage = ledger();
    assert_eq!(stage.go(&Destination::Hazards(UnitId(8))), []);
    assert!(stage.shown(80, 24).contains("筛选：平江医院  2 条"));
    let paper = Destination::Export {
        kind: "hazards".into(),
        unit: Some(UnitId(8)),
        period: None,
    };
    assert_eq!(stage.keys("x"), [Act::Go(paper)]);
    // A new entry is of the unit that is looked at.
    stage.keys("n");
    assert!(stage.shown(80, 24).contains("单位      平江医院"));
}

#[test]
fn the_mouse_selects_and_opens() {
    let mut stage = ledger();
    stage.shown(80, 24);
    stage.click(10, 5);
    assert!(stage.shown(80, 24).contains("隐患内容：氧气瓶固定不牢"));
    stage.click(10, 5);
    assert_eq!(stage.screen.scope(), Scope::Reading);
    let key = KeyEvent::new(KeyCode::F(1), KeyModifiers::NONE);
    let help = stage.screen.handle(Event::Key(key), &stage.context, now());
    assert_eq!(help, Handled::Ignored, "the help is the program's");
}

#[test]
fn no_size_panics() {
    let mut stage = ledger();
    for key in ['/', 'n', 'f'] {
        stage.press(KeyCode::Esc);
        stage.press(KeyCode::Char(key));
        for width in [1, 20, 80, 121] {
            for height in [4, 8, 24, 41] {
                stage.shown(width, height);
            }
        }
    }
}

mod closing;
