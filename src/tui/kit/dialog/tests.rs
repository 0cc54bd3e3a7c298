//! Questions, fields and faults, answered by keys.

use super::*;
use crate::tui::dump;
use crate::tui::kit::form::{Item, Remark};
use crate::tui::kit::mouse::MouseKind;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

fn press(dialog: &mut Dialog, code: KeyCode) -> Verdict {
    let key = KeyEvent::new(code, KeyModifiers::NONE);
    dialog.hear(Input::key(dialog.scope(), &key))
}

fn drawn(dialog: &Dialog, width: u16, height: u16) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let area = buffer.area;
    let caret = dialog.draw(&mut buffer, area, Theme::new(true));
    dump::with_cursor(&buffer, caret)
}

fn extend() -> Dialog {
    let form = Form::new(vec![
        Item::line("until", "延至", "2020-06-20", 10).required(true),
        Item::line("reason", "理由", "", 100).required(true),
    ]);
    Dialog::form("延期", "平江医院 第二周材料", form, "延期")
}

#[test]
fn a_question_is_answered_by_keys() {
    for (keys, verdict) in [
        (&[KeyCode::Enter][..], Verdict::Accepted),
        (&[KeyCode::Char('y')], Verdict::Accepted),
        (&[KeyCode::Char('ｙ')], Verdict::Accepted),
        (&[KeyCode::Esc], Verdict::Refused),
        (&[KeyCode::Right, KeyCode::Enter], Verdict::Refused),
        (
            &[KeyCode::Tab, KeyCode::Left, KeyCode::Enter],
            Verdict::Accepted,
        ),
        (&[KeyCode::Char('x')], Verdict::Open),
    ] {
        let mut dialog = Dialog::confirm("提交", "提交后在截止前可以撤回。", "提交");
        let last = keys.iter().map(|&key| press(&mut dialog, key)).last();
        assert_eq!(last, Some(verdict), "{keys:?}");
    }
    let mut careful = Dialog::confirm("关账", "关账后只能更正。", "关账").careful();
    assert_eq!(press(&mut careful, KeyCode::Enter), Verdict::Refused);
    // Yes is yes, wherever the focus is.
    assert_eq!(press(&mut careful, KeyCode::Char('y')), Verdict::Accepted);
    assert_eq!(press(&mut careful, KeyCode::F(9)), Verdict::Accepted);
}

#[test]
fn fields_come_before_the_buttons() {
    let mut dialog = extend();
    assert_eq!(dialog.scope(), Scope::Field);
    press(&mut dialog, KeyCode::Enter);
    assert_eq!(press(&mut dialog, KeyCode::Char('y')), Verdict::Edited);
    insta::assert_snapshot!(drawn(&dialog, 60, 12), @r"


      ┌─ 延期 ───────────────────────────────────────────────┐
      │ 平江医院 第二周材料                                  │
      │                                                      │
      │ 延至* 2020-06-20                                     │
      │ 理由* y                                              │
      │                                                      │
      │                  [ 延期 ]  [ 取消 ]                  │
      └──────────────────────────────────────────────────────┘


    光标 11,6
    ");
    assert_eq!(press(&mut dialog, KeyCode::Enter), Verdict::Open);
    assert_eq!(dialog.scope(), Scope::Dialog);
    assert_eq!(press(&mut dialog, KeyCode::Enter), Verdict::Accepted);
    let fields = dialog.fields_mut().expect("it has fields");
    fields.set_problems([("until", Remark::bad("应晚于原定期限。"))]);
    fields.focus_first_problem();
    assert_eq!(dialog.scope(), Scope::Field);
    assert!(drawn(&dialog, 60, 12).contains("应晚于原定期限。"));
    assert_eq!(press(&mut dialog, KeyCode::F(9)), Verdict::Accepted);
    assert_eq!(press(&mut dialog, KeyCode::Esc), Verdict::Refused);
}

#[test]
fn a_fault_says_what_is_safe_and_what_to_do() {
    let fault = Dialog::fault(
        "磁盘已满，草稿未能保存。",
        "屏幕上的内容还在，没有丢失。",
        "请清出空间，然后按任意键再存。",
    );
    let shown = drawn(&fault, 60, 12);
    for part in ["没有办成", "磁盘已满", "没有丢失", "清出空间", "[ 知道了 ]"] {
        assert!(shown.contains(part), "{shown}");
    }
}

#[test]
fn buttons_are_clicked() {
    let mut dialog = extend();
    let shown = drawn(&dialog, 60, 12);
    let row = shown
        .lines()
        .position(|line| line.contains("取消"))
        .expect("a button");
    let mut click = |column| {
        let row = u16::try_from(row).expect("a small screen");
        dialog.hear(Input::Mouse(Mouse {
            column,
            row,
            kind: MouseKind::Press,
        }))
    };
    assert_eq!(click(23), Verdict::Accepted);
    assert_eq!(click(33), Verdict::Refused);
    assert_eq!(click(5), Verdict::Open);
}

#[test]
fn long_text_scrolls_and_no_size_panics() {
    let text: Vec<String> = (1..=40).map(|n| format!("第 {n} 行")).collect();
    let mut dialog = Dialog::message("催报", text.join("\n"));
    assert!(!drawn(&dialog, 80, 24).contains("第 40 行"));
    for _ in 0..40 {
        press(&mut dialog, KeyCode::Down);
    }
    assert!(drawn(&dialog, 80, 24).contains("第 40 行"));
    for width in 1..70 {
        for height in 1..14 {
            drawn(&dialog, width, height);
            drawn(&extend(), width, height);
        }
    }
}
