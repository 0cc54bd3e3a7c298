//! The list of units: looked through, searched, narrowed, sorted with the mouse.

use super::*;

#[test]
fn the_list_with_long_names_at_both_sizes() {
    let mut stage = collecting();
    for _ in 0..3 {
        stage.press(KeyCode::Down);
    }
    insta::assert_snapshot!("list_80x24", stage.shown(80, 24));
    insta::assert_snapshot!("list_120x40", stage.shown(120, 40));
}

#[test]
fn an_empty_list_says_what_to_do() {
    let mut stage = fresh();
    insta::assert_snapshot!("empty_80x24", stage.shown(80, 24));
}

#[test]
fn units_are_found_by_pinyin_and_esc_shows_all_again() {
    let mut stage = collecting();
    stage.keys("/pjyy");
    assert_eq!(stage.screen.scope(), Scope::Search);
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("搜索 pjyy") && shown.ends_with("光标 9,1\n"),
        "{shown}"
    );
    assert!(
        shown
            .lines()
            .nth(3)
            .is_some_and(|line| line.contains("平江医院")),
        "{shown}"
    );
    stage.press(KeyCode::Enter);
    assert_eq!(stage.screen.scope(), Scope::Units);
    assert!(stage.shown(80, 24).contains("搜索 pjyy"));
    stage.press(KeyCode::Esc);
    assert!(!stage.shown(80, 24).contains("搜索"));
    let esc = stage.screen.handle(
        Event::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE)),
        &stage.context,
        june(18, 17, 40),
    );
    assert_eq!(esc, Handled::Ignored, "there is nothing left to cancel");
}

#[test]
fn a_search_that_finds_nothing_says_so() {
    let mut stage = collecting();
    stage.keys("/没有这家");
    stage.press(KeyCode::Enter);
    assert!(
        stage
            .shown(80, 24)
            .contains("没有符合的单位，按 Esc 取消搜索和筛选。")
    );
    // Nothing is selected, so there is nothing to be done to it.
    for key in ['e', 'm', 'd'] {
        assert_eq!(stage.keys(&key.to_string()), []);
        assert_eq!(stage.screen.scope(), Scope::Units, "{key}");
    }
}

#[test]
fn the_list_is_narrowed_by_kind_and_registration() {
    let mut stage = collecting();
    stage.keys("f");
    insta::assert_snapshot!("filter_80x24", stage.shown(80, 24));
    stage.keys("yljg");
    stage.press(KeyCode::Enter);
    let shown = stage.shown(80, 24);
    assert!(shown.contains("筛选：养老机构  6 家"), "{shown}");
    assert!(!shown.contains("平江医院"), "{shown}");
    stage.keys("f停用");
    stage.press(KeyCode::Enter);
    assert!(stage.shown(80, 24).contains("筛选：养老机构、停用  1 家"));
    stage.keys("f停用");
    stage.press(KeyCode::Enter);
    assert!(stage.shown(80, 24).contains("筛选：养老机构  6 家"));
    stage.press(KeyCode::Esc);
    let shown = stage.shown(80, 24);
    assert!(
        !shown.contains("筛选") && shown.contains("直属单位"),
        "{shown}"
    );
}

#[test]
fn the_mouse_sorts_selects_and_opens() {
    let mut stage = collecting();
    stage.shown(80, 24);
    stage.click(10, 4);
    assert!(stage.shown(80, 24).contains("┌─ 平江街道社区卫生服务中心"));
    stage.click(10, 4);
    assert_eq!(stage.screen.scope(), Scope::Report);
    stage.press(KeyCode::Esc);
    let shown = stage.shown(80, 24);
    let column = shown.lines().nth(1).and_then(|line| line.find("类别"));
    let column = crate::text::width::width(
        &shown.lines().nth(1).expect("a heading")[..column.expect("a column")],
    );
    stage.click(u16::try_from(column).expect("small"), 1);
    assert!(
        stage
            .shown(80, 24)
            .lines()
            .next()
            .is_some_and(|line| line.ends_with("按类别"))
    );
}
