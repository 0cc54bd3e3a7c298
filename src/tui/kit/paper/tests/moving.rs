//! From blank to blank with keys and mouse, and what the keys of a blank do.

use super::*;

#[test]
fn a_long_text_flows_over_lines_and_the_caret_goes_up_and_down_in_it() {
    let mut paper = Paper::to_fill(rows());
    write(
        &mut paper,
        "悬挂横幅、张贴标语、现场宣誓、签名承诺、集中观看警示教育片",
    );
    insta::assert_snapshot!(shown(&paper, 30, 7), @r"
    “安全生产月”活动开展情况
    举办启动仪式
      以（悬挂横幅、张贴标语、现场
      宣誓、签名承诺、集中观看警示
      教育片）等形式启动“安全生产
      月”活动（    ）场次。

    光标 8,4
    ");
    assert_eq!(press(&mut paper, KeyCode::Up), Heard::Moved);
    assert_eq!(draw(&paper, 30, 7).1, Some(Position::new(8, 3)));
    press(&mut paper, KeyCode::Up);
    assert_eq!(press(&mut paper, KeyCode::Up), Heard::Ignored);
    assert_eq!(paper.focused(), Some("forms"));
    press(&mut paper, KeyCode::Down);
    press(&mut paper, KeyCode::Down);
    press(&mut paper, KeyCode::Down);
    assert_eq!(paper.focused(), Some("launches"));
}

#[test]
fn each_state_has_a_key() {
    let mut paper = Paper::to_fill(rows());
    paper.focus_on("sessions");
    let filling = |paper: &Paper| paper.focused_filling().cloned();
    press(&mut paper, KeyCode::F(2));
    assert_eq!(filling(&paper), Some(Filling::NotApplicable));
    press(&mut paper, KeyCode::F(2));
    assert_eq!(
        filling(&paper),
        Some(Filling::empty()),
        "again takes it back"
    );
    press(&mut paper, KeyCode::F(3));
    assert_eq!(filling(&paper), Some(typed("0")));
    press(&mut paper, KeyCode::F(4));
    assert_eq!(filling(&paper), Some(Filling::empty()));
    press(&mut paper, KeyCode::F(2));
    write(&mut paper, "7");
    assert_eq!(
        filling(&paper),
        Some(typed("7")),
        "a number takes its place"
    );
    press(&mut paper, KeyCode::F(2));
    press(&mut paper, KeyCode::Backspace);
    assert_eq!(filling(&paper), Some(Filling::empty()));
    assert_eq!(
        paper.hear(Input::Action(Action::TakeSuggestion)),
        Heard::Ignored
    );
    let margin = Margin {
        suggestion: Some(typed("12")),
        ..Margin::default()
    };
    paper.set_margin("sessions", margin);
    assert_eq!(
        paper.hear(Input::Action(Action::TakeSuggestion)),
        Heard::Changed(None)
    );
    assert_eq!(filling(&paper), Some(typed("12")));
    assert_eq!(paper.hear(Input::Paste(&"9".repeat(99))), {
        Heard::Changed(Some("已到字数上限，有 59 字未收入。".into()))
    });
}

#[test]
fn a_number_that_was_there_is_written_over() {
    let anew = |keys: &[KeyCode]| {
        let mut paper = Paper::to_fill(rows());
        paper.fill("sessions", typed("60"));
        paper.focus_on("sessions");
        for key in keys {
            press(&mut paper, *key);
        }
        write(&mut paper, "45");
        paper.focused_filling().cloned()
    };
    assert_eq!(anew(&[]), Some(typed("45")));
    assert_eq!(anew(&[KeyCode::Backspace]), Some(typed("645")));
    assert_eq!(anew(&[KeyCode::End]), Some(typed("6045")));
    assert_eq!(anew(&[KeyCode::Tab, KeyCode::BackTab]), Some(typed("45")));

    let mut paper = Paper::to_fill(rows());
    paper.fill("sessions", typed("60"));
    paper.focus_on("sessions");
    paper.hear(Input::Paste("12"));
    paper.hear(Input::Paste("3"));
    assert_eq!(paper.focused_filling(), Some(&typed("123")));
}

#[test]
fn a_click_focuses_a_blank_and_places_the_caret() {
    let mut paper = Paper::to_fill(rows());
    paper.fill("people", typed("123"));
    shown(&paper, 60, 13);
    assert_eq!(paper.hear(click(46, 5)), Heard::Moved);
    assert_eq!(paper.focused(), Some("people"));
    assert_eq!(draw(&paper, 60, 13).1, Some(Position::new(46, 5)));
    assert_eq!(paper.hear(click(3, 0)), Heard::Ignored);
    assert_eq!(paper.hear(click(59, 12)), Heard::Ignored);
    assert_eq!(paper.focused(), Some("people"));
    // Whoever placed the caret edits what is there.
    for (typed_in, length) in [("9", 4), ("8", 5)] {
        write(&mut paper, typed_in);
        let filling = paper.focused_filling();
        let is_longer = matches!(filling, Some(Filling::Typed(text)) if text.len() == length);
        assert!(is_longer, "{filling:?}");
        shown(&paper, 60, 13);
        paper.hear(click(46, 5));
    }
}

#[test]
fn in_reading_a_selection_goes_from_number_to_number_and_opens() {
    let mut paper = Paper::to_read(rows());
    paper.fill("sessions", typed("12"));
    assert_eq!(draw(&paper, 60, 13).1, None, "nothing is typed");
    assert_eq!(paper.hear(Input::Action(Action::Right)), Heard::Moved);
    assert_eq!(paper.hear(Input::Action(Action::Down)), Heard::Moved);
    assert_eq!(paper.focused(), Some("people"));
    assert_eq!(press(&mut paper, KeyCode::Char('9')), Heard::Ignored);
    assert_eq!(paper.hear(Input::Action(Action::Zero)), Heard::Ignored);
    assert_eq!(paper.hear(Input::Action(Action::Open)), Heard::Opened);
    assert_eq!(paper.hear(click(32, 5)), Heard::Moved);
    assert_eq!(paper.hear(click(32, 5)), Heard::Opened);
    assert_eq!(paper.focused(), Some("sessions"));
    assert_eq!(paper.filling("sessions"), Some(&typed("12")));
}

#[test]
fn the_focus_is_in_sight_after_a_page_and_the_wheel_looks_elsewhere() {
    let mut paper = Paper::to_fill(rows());
    for height in [1, 2, 4, 7] {
        paper.focus_first();
        draw(&paper, 30, height);
        paper.hear(Input::Action(Action::Last));
        assert!(draw(&paper, 30, height).1.is_some(), "{height}");
        paper.hear(Input::Action(Action::PageUp));
        assert!(draw(&paper, 30, height).1.is_some(), "{height}");
    }
    paper.focus_first();
    draw(&paper, 30, 4);
    let wheel = Mouse {
        column: 1,
        row: 1,
        kind: MouseKind::ScrollDown,
    };
    paper.hear(Input::Mouse(wheel));
    paper.hear(Input::Mouse(wheel));
    assert_eq!(draw(&paper, 30, 4).1, None);
    write(&mut paper, "1");
    assert!(draw(&paper, 30, 4).1.is_some(), "typing comes back");
}

#[test]
fn a_paper_without_blanks_is_read_by_scrolling() {
    let row = PaperRow {
        pieces: vec![words("一\n二\n三\n四\n五")],
        ..PaperRow::default()
    };
    let mut paper = Paper::to_read(vec![row]);
    assert_eq!(shown(&paper, 30, 2), "  一\n  二\n光标 无\n");
    assert_eq!(press(&mut paper, KeyCode::Down), Heard::Moved);
    assert_eq!(shown(&paper, 30, 2), "  二\n  三\n光标 无\n");
    assert_eq!(paper.focused(), None);
    assert_eq!(press(&mut paper, KeyCode::Tab), Heard::Ignored);
    assert_eq!(
        Paper::to_fill(Vec::new()).hear(Input::Paste("1")),
        Heard::Ignored
    );
}

#[test]
fn a_digit_takes_the_place_of_a_lone_zero_but_not_in_a_text() {
    let mut paper = Paper::to_fill(rows());
    for (key, keys, stands) in [
        ("launches", "05", "5"),
        ("sessions", "0.5", "0.5"),
        ("people", "10", "10"),
        ("forms", "0512", "0512"),
    ] {
        assert!(paper.focus_on(key));
        write(&mut paper, keys);
        assert_eq!(paper.filling(key), Some(&typed(stands)), "{key}");
    }
    // Before the zero a digit makes another number.
    assert!(paper.focus_on("online"));
    write(&mut paper, "0");
    press(&mut paper, KeyCode::Home);
    write(&mut paper, "1");
    assert_eq!(paper.filling("online"), Some(&typed("10")));
}
