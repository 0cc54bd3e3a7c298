//! The line editor: single commands, and that no sequence of them breaks a grapheme.

use super::LineCommand::*;
use super::*;
use proptest::prelude::*;

fn typed(editor: &mut LineEditor, text: &str) {
    for c in text.chars() {
        editor.apply(Type(c));
    }
}

#[test]
fn edits_by_grapheme_and_word() {
    for (value, commands, left, caret) in [
        ("安全", vec![Backspace], "安", 2),
        ("安全", vec![Home, Delete], "全", 0),
        ("e\u{301}x", vec![Left, Backspace], "x", 0),
        ("👩\u{200D}🚒", vec![Backspace], "", 0),
        ("安全", vec![Left, Type('健'), Type('康')], "安健康全", 6),
        ("report 12 次", vec![DeleteWordLeft], "report 12 ", 10),
        ("report 12", vec![WordLeft, DeleteWordRight], "report ", 7),
        ("abc def", vec![WordLeft, DeleteToEnd], "abc ", 4),
        ("abc def", vec![WordLeft, DeleteToStart], "def", 0),
        (
            "abc def",
            vec![Home, WordRight, Right, Left, Left],
            "abc def",
            3,
        ),
        ("安全生产", vec![ToColumn(3), Delete], "安生产", 2),
        ("安全", vec![ToColumn(99), Type('月')], "安全月", 6),
        ("安全", vec![Replace("12".into())], "12", 2),
        (
            "安",
            vec![Paste("第一行\r\n第二\t行\u{1b}[31m\n".into())],
            "安第一行 第二 行",
            16,
        ),
        ("", vec![Type('\u{7}'), Type('\u{202E}')], "", 0),
        ("🇨x🇳", vec![Left, Backspace], "🇨🇳", 2),
        ("\u{301}", vec![Home, Type('e')], "e\u{301}", 1),
    ] {
        let mut editor = LineEditor::with_value(value, 100);
        for command in &commands {
            editor.apply(command.clone());
        }
        assert_eq!(
            (editor.value(), editor.cursor_column()),
            (left, caret),
            "{value:?} {commands:?}"
        );
    }
}

#[test]
fn a_command_with_nothing_to_do_says_so() {
    let mut editor = LineEditor::new(10);
    for command in [
        Backspace,
        Delete,
        Left,
        Right,
        Home,
        End,
        WordLeft,
        WordRight,
        DeleteToEnd,
        Undo,
        Redo,
    ] {
        assert_eq!(
            editor.apply(command.clone()),
            LineChange::default(),
            "{command:?}"
        );
    }
    assert_eq!(
        editor.apply(Type('安')),
        LineChange {
            value: true,
            caret: true,
            refused: 0
        }
    );
    assert_eq!(
        editor.apply(Left),
        LineChange {
            value: false,
            caret: true,
            refused: 0
        }
    );
    assert_eq!(
        editor.apply(Delete),
        LineChange {
            value: true,
            caret: false,
            refused: 0
        }
    );
    assert_eq!(editor.apply(Replace(String::new())), LineChange::default());
}

#[test]
fn the_limit_holds_and_says_what_it_refused() {
    let mut editor = LineEditor::with_value("安全生产月", 4);
    assert_eq!(editor.value(), "安全生产");
    let change = editor.apply(Type('月'));
    assert_eq!(
        change,
        LineChange {
            value: false,
            caret: false,
            refused: 1
        }
    );
    assert_eq!(
        change.note().as_deref(),
        Some("已到字数上限，有 1 字未收入。")
    );
    editor.apply(Backspace);
    assert_eq!(
        editor.apply(Paste("健康".repeat(1_000_000))).refused,
        1_999_999
    );
    assert_eq!(editor.value(), "安全生健");
    assert_eq!(editor.apply(Replace("12345".into())).refused, 1);
    assert_eq!(editor.value(), "1234");
    assert_eq!(LineChange::default().note(), None);
}

#[test]
fn typing_is_undone_by_the_phrase() {
    let mut editor = LineEditor::new(100);
    typed(&mut editor, "安全，生产");
    editor.apply(Backspace);
    editor.apply(Backspace);
    let mut seen = vec![editor.value().to_owned()];
    while editor.apply(Undo).value {
        seen.push(editor.value().to_owned());
    }
    assert_eq!(seen, ["安全，", "安全，生产", "安全，", ""]);
    for value in ["安全，", "安全，生产", "安全，"] {
        assert!(editor.apply(Redo).value);
        assert_eq!(editor.value(), value);
    }
    assert_eq!(editor.apply(Redo), LineChange::default());

    // A move ends a run; something typed ends what could be redone.
    let mut editor = LineEditor::new(100);
    typed(&mut editor, "ab");
    editor.apply(Home);
    typed(&mut editor, "cd");
    editor.apply(Undo);
    assert_eq!((editor.value(), editor.cursor()), ("ab", 0));
    typed(&mut editor, "x");
    assert_eq!(editor.apply(Redo), LineChange::default());
    assert_eq!(editor.value(), "xab");
}

#[test]
fn erasing_forwards_and_backwards_is_undone_as_it_was_done() {
    let mut editor = LineEditor::with_value("安全生产月", 100);
    editor.apply(ToColumn(4));
    editor.apply(Delete);
    editor.apply(Delete);
    editor.apply(Backspace);
    assert_eq!(editor.value(), "安月");
    editor.apply(Undo);
    assert_eq!((editor.value(), editor.cursor_column()), ("安全生产月", 4));
    editor.apply(Redo);
    assert_eq!((editor.value(), editor.cursor_column()), ("安月", 2));
}

#[test]
fn a_narrow_field_scrolls_by_half_of_itself() {
    let mut editor = LineEditor::with_value("安全生产月活动", 100);
    let seen = |editor: &LineEditor, columns| {
        let visible = editor.visible(columns);
        (
            visible.text.to_owned(),
            visible.caret,
            visible.more_left,
            visible.more_right,
        )
    };
    assert_eq!(
        seen(&editor, 20),
        ("安全生产月活动".into(), 14, false, false)
    );
    // The caret behind the last glyph needs a column of its own.
    assert_eq!(seen(&editor, 14), ("月活动".into(), 6, true, false));
    assert_eq!(seen(&editor, 6), ("活动".into(), 4, true, false));
    editor.apply(Left);
    assert_eq!(seen(&editor, 6), ("活动".into(), 2, true, false));
    editor.apply(Home);
    assert_eq!(seen(&editor, 5), ("安全".into(), 0, false, true));
    assert_eq!(seen(&editor, 1), ("".into(), 0, false, true));
    assert_eq!(seen(&editor, 0), ("".into(), 0, false, true));
    editor.apply(ToColumn(8));
    assert_eq!(editor.visible(6).first_column, 6);
}

fn command() -> impl Strategy<Value = LineCommand> {
    let text =
        "([a-z ]|[一-龥，。]|👩\u{200D}🚒|🇨|🇳|e\u{301}|\u{301}|\u{200D}|\t|\n|\u{1b}|\\PC){0,6}";
    prop_oneof![
        4 => any::<char>().prop_map(Type),
        8 => prop::sample::select("ab ，安全\u{301}\u{200D}🇨🇳👩e".chars().collect::<Vec<_>>()).prop_map(Type),
        2 => text.prop_map(Paste),
        1 => text.prop_map(Replace),
        1 => (0usize..20).prop_map(ToColumn),
        3 => prop::sample::select(vec![Undo, Redo]),
        8 => prop::sample::select(vec![Backspace, Delete, DeleteWordLeft, DeleteWordRight, DeleteToStart, DeleteToEnd]),
        8 => prop::sample::select(vec![Left, Right, WordLeft, WordRight, Home, End]),
    ]
}

proptest! {
    #[test]
    fn the_caret_stays_between_graphemes_and_inside_the_field(
        value in "\\PC{0,8}", commands in prop::collection::vec(command(), 0..40), columns in 1usize..12,
    ) {
        let mut editor = LineEditor::with_value(&value, 30);
        for command in commands {
            let (before, caret) = (editor.value().to_owned(), editor.cursor());
            let change = editor.apply(command);
            prop_assert_eq!(change.caret, editor.cursor() != caret);
            prop_assert!(change.value || editor.value() == before);
            let boundaries: Vec<_> = editor.value().grapheme_indices(true).map(|(at, _)| at).collect();
            prop_assert!(editor.cursor() == editor.value().len() || boundaries.contains(&editor.cursor()));
            prop_assert!(editor.value().chars().count() <= 30);
            prop_assert!(!editor.value().chars().any(char::is_control));
            let visible = editor.visible(columns);
            prop_assert!(visible.caret < columns);
            prop_assert!(width(visible.text) <= columns);
            prop_assert!(editor.value().contains(visible.text));
            prop_assert_eq!(visible.first_column + visible.caret, editor.cursor_column());
            prop_assert_eq!(editor.visible(0).text.chars().filter(|&c| crate::text::width::char_width(c) > 0).count(), 0);
        }
    }

    #[test]
    fn undoing_everything_leads_back_and_redoing_forth(
        value in "\\PC{0,8}", commands in prop::collection::vec(command(), 0..40),
    ) {
        let mut editor = LineEditor::with_value(&value, 30);
        let initial = editor.value().to_owned();
        for command in commands {
            editor.apply(command);
            let before = editor.value().to_owned();
            if editor.clone().apply(Undo).value {
                let mut there_and_back = editor.clone();
                there_and_back.apply(Undo);
                there_and_back.apply(Redo);
                prop_assert_eq!(there_and_back.value(), before);
            }
        }
        let last = editor.clone();
        while editor.apply(Undo).value {}
        prop_assert_eq!(editor.value(), initial);
        while editor.apply(Redo).value {}
        let mut redone = last;
        while redone.apply(Redo).value {}
        prop_assert_eq!(editor.value(), redone.value());
    }
}
