//! Blanks in sentences: drawn, typed in, and walked through at every width.

use super::*;
use crate::tui::dump;
use crate::tui::keys::Scope;
use crate::tui::kit::mouse::{Mouse, MouseKind};
use crate::tui::theme::{Meaning, Theme};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

mod cells;

fn words(text: &str) -> Piece {
    Piece::Words(text.into())
}

fn blank(key: &str, label: &str, measure: &str) -> Piece {
    Piece::Blank(Blank {
        key: key.into(),
        label: label.into(),
        measure: measure.into(),
        limit: 40,
    })
}

fn rows() -> Vec<PaperRow> {
    let row = |section: &str, item: &str, pieces| PaperRow {
        section: section.into(),
        item: (!item.is_empty()).then(|| item.into()),
        standards: vec!["启动仪式形式多样，参与范围广泛，效果良好。".into()],
        pieces,
        grid: None,
    };
    vec![
        row(
            "“安全生产月”活动开展情况",
            "举办启动仪式",
            vec![
                words("以（"),
                blank("forms", "启动形式", ""),
                words("）等形式启动“安全生产月”活动（"),
                blank("launches", "启动活动", "场次"),
                words("）场次。"),
            ],
        ),
        row(
            "“安全生产月”活动开展情况",
            "深入学习宣传贯彻习近平总书记关于安全生产的重要论述",
            vec![
                words("安排理论学习中心组专题学习（"),
                blank("sessions", "专题学习", "次"),
                words("）次，参与（"),
                blank("people", "学习参与", "人次"),
                words("）人次；\n开展网络课堂培训（"),
                blank("online", "网络课堂", "场"),
                words("）场。"),
            ],
        ),
        row(
            "工作要求",
            "",
            vec![
                words("奖励（"),
                blank("prizes", "奖励", "人"),
                words("）人。"),
            ],
        ),
    ]
}

const KEYS: [&str; 6] = [
    "forms", "launches", "sessions", "people", "online", "prizes",
];

fn typed(text: &str) -> Filling {
    Filling::Typed(text.into())
}

fn draw(paper: &Paper, width: u16, height: u16) -> (Buffer, Option<Position>) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let area = buffer.area;
    let cursor = paper.draw(&mut buffer, area, true, Theme::new(true));
    (buffer, cursor)
}

fn shown(paper: &Paper, width: u16, height: u16) -> String {
    let (buffer, cursor) = draw(paper, width, height);
    dump::with_cursor(&buffer, cursor)
}

fn press(paper: &mut Paper, code: KeyCode) -> Heard {
    let key = KeyEvent::new(code, KeyModifiers::NONE);
    paper.hear(Input::key(Scope::Paper, &key))
}

fn write(paper: &mut Paper, text: &str) {
    for c in text.chars() {
        press(paper, KeyCode::Char(c));
    }
}

fn click(column: u16, row: u16) -> Input<'static> {
    Input::Mouse(Mouse {
        column,
        row,
        kind: MouseKind::Press,
    })
}

#[test]
fn three_states_look_like_three() {
    let mut paper = Paper::to_fill(rows());
    paper.fill("sessions", typed("0"));
    paper.fill("people", Filling::NotApplicable);
    insta::assert_snapshot!(shown(&paper, 60, 10), @r"
    “安全生产月”活动开展情况
    举办启动仪式
      以（    ）等形式启动“安全生产月”活动（    ）场次。

    深入学习宣传贯彻习近平总书记关于安全生产的重要论述
      安排理论学习中心组专题学习（0）次，参与（不涉及）人次；
      开展网络课堂培训（    ）场。

    工作要求
      奖励（    ）人。
    光标 6,2
    ");
    let (buffer, _) = draw(&paper, 60, 13);
    let style = |x, y| buffer[(x, y)].style();
    let zero = style(32, 5);
    let not_applicable = style(43, 5);
    let empty = style(22, 6);
    assert!(zero != not_applicable && zero != empty && not_applicable != empty);
}

#[test]
fn what_is_typed_stands_in_the_sentence_and_the_caret_behind_it() {
    let mut paper = Paper::to_fill(rows());
    write(&mut paper, "展板、讲座");
    assert_eq!(paper.filling("forms"), Some(&typed("展板、讲座")));
    insta::assert_snapshot!(shown(&paper, 40, 5), @r"
    “安全生产月”活动开展情况
    举办启动仪式
      以（展板、讲座）等形式启动“安全生产月”
      活动（    ）场次。

    光标 16,2
    ");
    press(&mut paper, KeyCode::Left);
    press(&mut paper, KeyCode::Backspace);
    assert_eq!(paper.filling("forms"), Some(&typed("展板、座")));
    assert_eq!(draw(&paper, 40, 5).1, Some(Position::new(12, 2)));
    press(&mut paper, KeyCode::Home);
    assert_eq!(draw(&paper, 40, 5).1, Some(Position::new(6, 2)));
}

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
fn problems_are_told_by_sign_and_colour_and_in_the_strip() {
    let mut paper = Paper::to_fill(rows());
    paper.fill("sessions", typed("三"));
    paper.fill("people", typed("15"));
    let remark = |is_error, message: &str| {
        Some(Remark {
            is_error,
            message: message.into(),
        })
    };
    let margin = Margin {
        note: "上周 3 · 累计 12".into(),
        remark: remark(true, "应填数字，例如 12；没有发生填 0"),
        ..Margin::default()
    };
    paper.set_margin("sessions", margin);
    let margin = Margin {
        aside: "差 +3".into(),
        remark: remark(false, "与各周之和不同"),
        ..Margin::default()
    };
    paper.set_margin("people", margin);
    paper.focus_on("sessions");
    let (mut buffer, cursor) = draw(&paper, 66, 10);
    let strip = Rect::new(0, 8, 66, 2);
    paper.draw_strip(&mut buffer, strip, Theme::new(false));
    insta::assert_snapshot!(dump::with_cursor(&buffer, cursor), @r"
    “安全生产月”活动开展情况
    举办启动仪式
      以（    ）等形式启动“安全生产月”活动（    ）场次。

    深入学习宣传贯彻习近平总书记关于安全生产的重要论述
      安排理论学习中心组专题学习（!三）次，参与（?15 差 +3）人次；
      开展网络课堂培训（    ）场。

    3/6 专题学习（次）  上周 3 · 累计 12
    ! 应填数字，例如 12；没有发生填 0
    光标 33,5
    ");
    let theme = Theme::new(true);
    assert_eq!(
        buffer[(30, 5)].fg,
        theme.style(Meaning::Bad).fg.unwrap_or_default()
    );
    assert_eq!(
        buffer[(45, 5)].fg,
        theme.style(Meaning::Warning).fg.unwrap_or_default()
    );
}

#[test]
fn a_long_remark_is_shown_whole() {
    let mut paper = Paper::to_fill(rows());
    assert_eq!(paper.strip_rows(20), 2);
    let remark = Remark {
        is_error: false,
        message: "专题学习的人次少于次数，请核对".into(),
    };
    let margin = Margin {
        remark: Some(remark),
        ..Margin::default()
    };
    paper.set_margin("forms", margin);
    assert_eq!(paper.strip_rows(20), 3);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 3));
    let area = buffer.area;
    paper.draw_strip(&mut buffer, area, Theme::new(true));
    let strip = "1/6 启动形式\n? 专题学习的人次少于\n次数，请核对\n";
    assert_eq!(dump::text(&buffer), strip);
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
        Heard::Changed(Some("已到字数上限，有 61 字未收入。".into()))
    });
}

#[test]
fn standards_are_shown_on_request() {
    let mut paper = Paper::to_fill(rows());
    paper.show_standards(true);
    assert!(shown(&paper, 60, 6).contains("  启动仪式形式多样"));
    paper.show_standards(false);
    assert!(!shown(&paper, 60, 6).contains("启动仪式形式多样"));
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
fn parts_are_the_rows_of_the_table() {
    let mut paper = Paper::to_fill(rows());
    let visits = |paper: &mut Paper, action| {
        let mut visited = Vec::new();
        while paper.hear(Input::Action(action)) == Heard::Moved {
            visited.extend(paper.focused().map(str::to_owned));
        }
        visited
    };
    assert_eq!(visits(&mut paper, Action::NextPart), ["sessions", "prizes"]);
    assert_eq!(
        visits(&mut paper, Action::PreviousPart),
        ["sessions", "forms"]
    );
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

fn any_rows() -> impl Strategy<Value = Vec<PaperRow>> {
    let text = prop_oneof![
        "[一二三（）；，。“” a1]{0,12}",
        Just("\n".to_owned()),
        any::<String>()
    ];
    let sentence = prop::collection::vec(text, 0..6);
    prop::collection::vec(sentence, 1..4).prop_map(|sentences| {
        let row = |(row, sentence): (usize, Vec<String>)| {
            let mut pieces = Vec::new();
            for (index, text) in sentence.iter().enumerate() {
                pieces.push(words(&format!("（{text}（")));
                pieces.push(blank(&format!("{row}-{index}"), "空", "次"));
            }
            PaperRow {
                section: format!("部分{}", row / 2),
                item: (row % 2 == 0).then(|| "项目".into()),
                standards: vec!["标准".into()],
                pieces,
                grid: None,
            }
        };
        sentences.into_iter().enumerate().map(row).collect()
    })
}

/// Anything a person may do.
fn any_input() -> impl Strategy<Value = Event> {
    let action = prop::sample::select(vec![
        Action::NextField,
        Action::PreviousField,
        Action::Up,
        Action::Down,
        Action::PageUp,
        Action::PageDown,
        Action::First,
        Action::Last,
        Action::NextPart,
        Action::PreviousPart,
        Action::NotApplicable,
        Action::Zero,
        Action::Blank,
    ]);
    let code = prop_oneof![
        any::<char>().prop_map(KeyCode::Char),
        prop::sample::select(vec![
            KeyCode::Char('5'),
            KeyCode::Char('安'),
            KeyCode::Char(' '),
            KeyCode::Backspace,
            KeyCode::Delete,
            KeyCode::Left,
            KeyCode::Home,
            KeyCode::End,
        ])
    ];
    prop_oneof![
        3 => action.prop_map(Event::Action),
        5 => code.prop_map(Event::Key),
        1 => any::<String>().prop_map(Event::Paste),
        1 => (0u16..80, 0u16..20).prop_map(|(column, row)| Event::Click(column, row)),
        1 => prop::bool::ANY.prop_map(Event::Wheel),
    ]
}

#[derive(Debug, Clone)]
enum Event {
    Action(Action),
    Key(KeyCode),
    Paste(String),
    Click(u16, u16),
    Wheel(bool),
}

fn hear(paper: &mut Paper, event: &Event) -> Heard {
    match event {
        Event::Action(action) => paper.hear(Input::Action(*action)),
        Event::Key(code) => {
            let key = KeyEvent::new(*code, KeyModifiers::NONE);
            paper.hear(Input::Key(&key))
        }
        Event::Paste(text) => paper.hear(Input::Paste(text)),
        Event::Click(column, row) => paper.hear(click(*column, *row)),
        Event::Wheel(down) => {
            let kind = if *down {
                MouseKind::ScrollDown
            } else {
                MouseKind::ScrollUp
            };
            paper.hear(Input::Mouse(Mouse {
                column: 0,
                row: 0,
                kind,
            }))
        }
    }
}

fn all(paper: &Paper) -> Vec<(String, Filling)> {
    let fillings = paper.fillings();
    fillings
        .map(|(key, filling)| (key.to_owned(), filling.clone()))
        .collect()
}

fn keys(rows: &[PaperRow]) -> Vec<String> {
    let pieces = rows.iter().flat_map(|row| &row.pieces);
    let key = |piece: &Piece| match piece {
        Piece::Blank(blank) => Some(blank.key.clone()),
        Piece::Words(_) | Piece::WorkedOut(_) => None,
    };
    pieces.filter_map(key).collect()
}

proptest! {
    #[test]
    fn tab_visits_every_blank_once_in_order_and_shift_tab_goes_back(rows in any_rows(), width in 1u16..90) {
        let order = keys(&rows);
        let mut paper = Paper::to_fill(rows);
        draw(&paper, width, 10);
        let mut there: Vec<String> = paper.focused().map(str::to_owned).into_iter().collect();
        while press(&mut paper, KeyCode::Tab) == Heard::Moved {
            there.extend(paper.focused().map(str::to_owned));
        }
        prop_assert_eq!(&there, &order);
        let mut back: Vec<String> = paper.focused().map(str::to_owned).into_iter().collect();
        while press(&mut paper, KeyCode::BackTab) == Heard::Moved {
            back.extend(paper.focused().map(str::to_owned));
        }
        back.reverse();
        prop_assert_eq!(back, order);
    }

    #[test]
    fn any_script_at_any_size_keeps_the_caret_inside_and_other_blanks_as_they_are(
        rows in any_rows(),
        size in (1u16..80, 1u16..20),
        at in (0u16..5, 0u16..5),
        script in prop::collection::vec(any_input(), 0..40),
    ) {
        let mut paper = Paper::to_fill(rows);
        let area = Rect::new(at.0, at.1, size.0, size.1);
        for event in &script {
            let (focus, before) = (paper.focused().map(str::to_owned), all(&paper));
            let heard = hear(&mut paper, event);
            let after = all(&paper);
            let changed: Vec<&str> = before.iter().zip(&after).filter(|(a, b)| a != b).map(|(a, _)| a.0.as_str()).collect();
            match heard {
                Heard::Changed(_) => prop_assert!(changed.len() <= 1 && changed.iter().all(|key| Some(*key) == focus.as_deref())),
                _ => prop_assert!(changed.is_empty(), "{changed:?}"),
            }
            let mut buffer = Buffer::empty(Rect::new(0, 0, area.right(), area.bottom()));
            let cursor = paper.draw(&mut buffer, area, true, Theme::new(true));
            paper.draw_strip(&mut buffer, area, Theme::new(true));
            prop_assert!(cursor.is_none_or(|cursor| area.contains(cursor)));
            let wandering = matches!(event, Event::Wheel(_)) || paper.is_empty();
            prop_assert!(wandering || cursor.is_some() || matches!(event, Event::Click(..)));
        }
    }

    /// With numbers only, so that each blank stands on one line.
    #[test]
    fn down_and_up_again_comes_back(width in 16u16..90, start in 0usize..6, values in prop::collection::vec("[0-9]{0,4}", 6)) {
        let mut paper = Paper::to_fill(rows());
        for (key, value) in KEYS.iter().zip(&values) {
            paper.fill(key, typed(value));
        }
        draw(&paper, width, 20);
        paper.focus_on(KEYS[start]);
        if press(&mut paper, KeyCode::Down) == Heard::Moved {
            prop_assert_ne!(paper.focused(), Some(KEYS[start]));
            prop_assert_eq!(press(&mut paper, KeyCode::Up), Heard::Moved);
            prop_assert_eq!(paper.focused(), Some(KEYS[start]));
        }
    }

    #[test]
    fn what_is_filled_in_is_kept_and_drawn_at_the_smallest_sizes(text in any::<String>(), width in 1u16..12, height in 1u16..4) {
        let mut paper = Paper::to_fill(rows());
        prop_assert!(paper.fill("forms", typed(&text)));
        draw(&paper, width, height);
        let kept = paper.filling("forms").cloned();
        paper.fill("forms", kept.clone().expect("there is one"));
        prop_assert_eq!(paper.filling("forms").cloned(), kept);
    }
}
