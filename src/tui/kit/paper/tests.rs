//! A paper of a few rows with every sort of blank, which the tests of its parts share.

mod cells;
mod look;
mod moving;
mod properties;

use super::*;
use crate::tui::dump;
use crate::tui::keys::Scope;
use crate::tui::kit::mouse::{Mouse, MouseKind};
use crate::tui::theme::{Meaning, Theme};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

fn words(text: &str) -> Piece {
    Piece::Words(text.into())
}

fn blank(key: &str, label: &str, measure: &str) -> Piece {
    Piece::Blank(Blank {
        key: key.into(),
        label: label.into(),
        measure: measure.into(),
        is_number: !measure.is_empty(),
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
