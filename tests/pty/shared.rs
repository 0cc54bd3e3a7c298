//! Two programs on one desk.

use super::terminal::keys::{CTRL_C, CTRL_Z, DOWN, END, ENTER, ESC};
use super::{database, liaison, opened, second_week, to_second_week};

#[test]
fn a_second_window_sees_what_the_first_has_typed() {
    let bench = liaison();
    let mut first = second_week(&bench);
    let mut second = opened(&bench);
    first.press(&["甲窗口写的"]);
    first.wait_for("甲窗口写的");
    first.wait_for("草稿已存");
    to_second_week(&mut second);
    second.wait_for("甲窗口写的");
    second.press(&[END, "，乙窗口补的"]);
    second.wait_for("甲窗口写的，乙窗口补的");
    second.wait_for("草稿已存");
    first.press(&[ESC]);
    first.wait_for("要报送的");
    first.press(&[ENTER]);
    first.wait_for("甲窗口写的，乙窗口补的");
}

#[test]
fn two_windows_that_type_at_once_lose_neither_text() {
    let bench = liaison();
    let mut first = second_week(&bench);
    let mut second = opened(&bench);
    first.press(&["甲窗口写的"]);
    first.wait_for("草稿已存");
    to_second_week(&mut second);
    second.wait_for("甲窗口写的");
    second.press(&[END, "，乙窗口补的"]);
    second.wait_for("甲窗口写的，乙窗口补的");
    second.wait_for("草稿已存");
    first.press(&[END, "，甲窗口又写"]);
    first.wait_for("草稿未存：别处也改过这份草稿");
    first.press(&[ESC]);
    first.wait_for("这份草稿在别处也改过");
    first.press(&[DOWN, ENTER]);
    first.wait_for("甲窗口写的，乙窗口补的");
    first.press(&[CTRL_Z]);
    first.wait_for("甲窗口写的，甲窗口又写");
}

#[test]
fn a_desk_that_another_program_holds_loses_nothing_that_is_typed() {
    let bench = liaison();
    let mut terminal = second_week(&bench);
    let other = database(&bench);
    other
        .execute_batch("BEGIN IMMEDIATE")
        .expect("it holds the desk");
    terminal.press(&["锁住的时候写的"]);
    let said = terminal.wait_for("草稿未存：工作台正被另一个程序占用");
    assert!(
        said.contains("锁住的时候写的") && said.matches("草稿未存").count() == 2,
        "{said}"
    );
    // Not lost by leaving the form, nor by ending the program without being asked.
    terminal.press(&[ESC]);
    terminal.wait_for("要报送的");
    terminal.press(&[ENTER]);
    terminal.wait_for("锁住的时候写的");
    terminal.press(&[CTRL_C]);
    terminal.wait_for("还有内容没有存好");
    terminal.press(&[ESC]);
    terminal.wait_gone("还有内容没有存好");
    other
        .execute_batch("ROLLBACK")
        .expect("it lets the desk go");
    terminal.press(&[CTRL_C]);
    assert_eq!(terminal.wait_end().code, 0);
    second_week(&bench).wait_for("锁住的时候写的");
}
