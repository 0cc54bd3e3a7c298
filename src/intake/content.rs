//! What stands in a blank, read as its figure declares. Where the blank is on the page, and whether that is certain, has
//! been settled before.

use super::docx::UNREADABLE;
use super::number::{self, Number};
use super::reading::State;
use crate::domain::calendar::read_date;
use crate::domain::campaign::{Campaign, NoneMeans};
use crate::domain::figure::{Figure, FigureKind, Value};
use crate::text::digits::fold_width;
use crate::text::sanitize::for_storage_line;

/// A blank's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) state: State,
    pub(super) approximate: bool,
    /// Nothing but the answer itself stood there.
    pub(super) plain: bool,
}

impl Content {
    fn plain(state: State) -> Self {
        Self {
            state,
            approximate: false,
            plain: true,
        }
    }
}

/// Reads what stands in a figure's blank.
pub(super) fn read(campaign: &Campaign, figure: &Figure, text: &str) -> Content {
    if text.contains(UNREADABLE) {
        let message = "这里有划掉的字或显示不出的符号，请对照原件填写".to_owned();
        return Content::plain(State::Problem(message));
    }
    match figure.kind {
        FigureKind::Count => read_number(campaign, figure, text, 0),
        FigureKind::Decimal { scale } | FigureKind::Money { scale, .. } => {
            read_number(campaign, figure, text, scale)
        }
        FigureKind::Text => Content::plain(read_text(campaign, text)),
        FigureKind::YesNo => Content::plain(read_yes_no(text)),
        FigureKind::Date => Content::plain(read_day(campaign, text)),
    }
}

fn read_number(campaign: &Campaign, figure: &Figure, text: &str, scale: u8) -> Content {
    let state = match number::read(text, scale, &figure.measure) {
        Number::Value {
            value,
            approximate,
            plain,
        } => {
            return Content {
                state: State::Value(Value::Number(value)),
                approximate,
                plain,
            };
        }
        Number::Empty => State::Blank,
        Number::None => match campaign.none_means {
            NoneMeans::NotApplicable => State::NotApplicable,
            NoneMeans::Zero => State::Value(Value::Number(0)),
            NoneMeans::Blank => State::Blank,
        },
        Number::NotApplicable => State::NotApplicable,
        Number::Unreadable(message) => State::Problem(message),
    };
    Content::plain(state)
}

fn read_text(campaign: &Campaign, text: &str) -> State {
    match number::read(text, 0, "") {
        Number::Empty => State::Blank,
        Number::NotApplicable => State::NotApplicable,
        Number::None => match campaign.none_means {
            NoneMeans::NotApplicable => State::NotApplicable,
            NoneMeans::Zero | NoneMeans::Blank => State::Blank,
        },
        Number::Value { .. } | Number::Unreadable(_) => {
            let line = for_storage_line(text);
            let line = line.trim_matches(|c: char| c.is_whitespace() || c == '_');
            State::Value(Value::Text(line.to_owned()))
        }
    }
}

fn read_yes_no(text: &str) -> State {
    let folded = fold_width(text);
    let word = folded.trim_matches(|c: char| c.is_whitespace() || c == '_');
    match word {
        "" => State::Blank,
        "是" | "有" | "√" | "✓" | "y" | "Y" => State::Value(Value::YesNo(true)),
        "否" | "无" | "×" | "✗" | "n" | "N" => State::Value(Value::YesNo(false)),
        "不涉及" | "不适用" => State::NotApplicable,
        other => State::Problem(format!("“{other}”看不出是“是”还是“否”")),
    }
}

fn read_day(campaign: &Campaign, text: &str) -> State {
    use chrono::Datelike;
    let folded = fold_width(text);
    let word = folded.trim_matches(|c: char| c.is_whitespace() || c == '_');
    if word.is_empty() {
        return State::Blank;
    }
    match read_date(word, campaign.days.from().year()) {
        Ok(day) => State::day(day),
        Err(error) => State::Problem(error.to_string()),
    }
}
