//! The focus, the problems and the fields of a form.

use super::*;
use crate::tui::dump;
use crate::tui::theme::Theme;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn form() -> Form {
    Form::new(vec![
        Item::fixed("unit", "单位名称", "平江医院"),
        Item::line("name", "姓名", "", 20).required(true),
        Item::choice("sex", "性别", ["男", "女"], ""),
        Item::line("phone", "办公电话", "0512-", 30)
            .required(true)
            .hint("区号-号码，例如 0512-65220000"),
        Item::area("note", "说明", "第一行\n第二行", 200, 3),
        Item::line("mail", "电子邮箱", "", 60),
    ])
}

fn act(form: &mut Form, action: Action) -> Outcome {
    form.hear(Input::Action(action))
}

fn drawn(form: &Form, width: u16, height: u16) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let area = buffer.area;
    let caret = form.draw(&mut buffer, area, true, Theme::new(true));
    dump::with_cursor(&buffer, caret)
}

fn focus(form: &Form) -> &str {
    form.focused().map_or("", Item::id)
}

#[test]
fn the_focus_passes_what_is_fixed_and_ends_at_the_edges() {
    let mut form = form();
    let mut order = vec![focus(&form).to_owned()];
    while act(&mut form, Action::NextField) == Outcome::Moved {
        order.push(focus(&form).to_owned());
    }
    assert_eq!(order, ["name", "sex", "phone", "note", "mail"]);
    while act(&mut form, Action::PreviousField) == Outcome::Moved {
        assert_eq!(
            order.pop().as_deref(),
            Some(["mail", "note", "phone", "sex"][5 - order.len() - 1])
        );
    }
    assert_eq!(focus(&form), "name");
}

#[test]
fn problems_stand_under_their_items_and_are_gone_to() {
    let mut form = form();
    form.set_problems([
        ("mail", Remark::warning("没有 @，请核对。")),
        ("phone", Remark::bad("号码太短：区号后应有 7 或 8 位。")),
        ("phone", Remark::warning("轻的不盖过重的")),
        ("unknown", Remark::bad("没有这一格")),
    ]);
    assert!(form.focus_first_problem());
    assert_eq!(focus(&form), "phone");
    insta::assert_snapshot!(drawn(&form, 60, 12), @r"
    单位名称  平江医院
    姓名*
    性别      ( ) 男 ( ) 女
    办公电话* 0512-
              号码太短：区号后应有 7 或 8 位。
    说明      第一行
              第二行

    电子邮箱
              没有 @，请核对。


    光标 15,3
    ");
    act(&mut form, Action::NextProblem);
    assert_eq!(focus(&form), "mail");
    act(&mut form, Action::NextProblem);
    assert_eq!(focus(&form), "phone");
    form.set_problems([]);
    assert_eq!(act(&mut form, Action::NextProblem), Outcome::Ignored);
    assert!(!form.focus_first_problem());
    assert_eq!(focus(&form), "name");
}

#[test]
fn typing_goes_to_the_focused_item_only() {
    let mut form = form();
    let before: Vec<String> = form.values().map(|(_, value)| value).collect();
    form.focus_on("phone");
    for c in "65220000?q1".chars() {
        let key = KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
        assert_eq!(
            form.hear(Input::key(form.scope(), &key)),
            Outcome::Edited,
            "{c}"
        );
    }
    assert_eq!(form.value("phone"), "0512-65220000?q1");
    let changed = form
        .values()
        .zip(before)
        .filter(|((_, now), before)| now != before)
        .count();
    assert_eq!(changed, 1);
    assert!(!form.focus_on("unit"), "what is fixed takes no focus");
    assert_eq!(form.scope(), Scope::Field);
    form.focus_on("note");
    assert_eq!(form.scope(), Scope::Area);
    let enter = KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE);
    assert_eq!(form.hear(Input::key(form.scope(), &enter)), Outcome::Edited);
}

#[test]
fn a_click_gives_the_focus() {
    let mut form = form();
    drawn(&form, 60, 12);
    let click = |column, row| {
        Input::Mouse(Mouse {
            column,
            row,
            kind: MouseKind::Press,
        })
    };
    assert_eq!(form.hear(click(19, 2)), Outcome::Edited);
    assert_eq!((focus(&form), form.value("sex").as_str()), ("sex", "女"));
    assert_eq!(form.hear(click(12, 5)), Outcome::Moved);
    assert_eq!(focus(&form), "note");
    assert_eq!(form.hear(click(12, 0)), Outcome::Ignored);
    assert_eq!(form.hear(click(12, 11)), Outcome::Ignored);
}

#[test]
fn it_scrolls_to_the_focused_item() {
    let mut form = form();
    form.focus_on("mail");
    let shown = drawn(&form, 40, 3);
    assert!(
        shown.contains("电子邮箱") && !shown.contains("姓名"),
        "{shown}"
    );
    assert!(shown.ends_with("光标 10,2\n"), "{shown}");
    assert_eq!(form.height(40), 9 - 1);
}

proptest! {
    #[test]
    fn the_caret_is_inside_at_any_size(width in 1u16..50, height in 1u16..12, steps in prop::collection::vec(0usize..3, 0..8)) {
        let mut form = form();
        form.set_problems([("phone", Remark::bad("号码太短：区号后应有 7 或 8 位。"))]);
        for step in steps {
            act(&mut form, [Action::NextField, Action::PreviousField, Action::NextProblem][step]);
            let mut buffer = Buffer::empty(Rect::new(0, 0, width + 2, height + 2));
            let area = Rect::new(1, 1, width, height);
            let caret = form.draw(&mut buffer, area, true, Theme::new(false));
            prop_assert!(caret.is_none_or(|at| area.contains(at)));
            prop_assert!(width < 4 || caret.is_some());
        }
    }
}
