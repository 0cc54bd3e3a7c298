//! Any paper, any keys, any size: the caret stays inside, every blank is reached, nothing typed is lost.

use super::*;

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
