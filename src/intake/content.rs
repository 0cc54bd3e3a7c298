//! What stands in a blank, read as its figure declares. Where the blank is on the page, and whether that is certain, has
//! been settled before.

use super::docx::UNREADABLE;
use super::number::{self, Number};
use super::reading::State;
use crate::domain::calendar::read_day_of;
use crate::domain::campaign::{Campaign, NoneMeans};
use crate::domain::figure::{Figure, FigureKind, Value};
use crate::domain::typing::read_yes_nos;
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
        other => match read_yes_nos(other) {
            Some(count) => State::Value(count.value()),
            None => State::Problem(format!("“{other}”看不出是“是”还是“否”")),
        },
    }
}

fn read_day(campaign: &Campaign, text: &str) -> State {
    let folded = fold_width(text);
    let word = folded.trim_matches(|c: char| c.is_whitespace() || c == '_');
    if word.is_empty() {
        return State::Blank;
    }
    match (read_day_of(word, campaign.days), number::read(text, 0, "")) {
        (Ok(day), _) => State::day(day),
        (Err(_), Number::NotApplicable) => State::NotApplicable,
        (Err(_), Number::None) => match campaign.none_means {
            NoneMeans::NotApplicable => State::NotApplicable,
            // There is no day that is 0.
            NoneMeans::Zero | NoneMeans::Blank => State::Blank,
        },
        (Err(error), _) => State::Problem(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    //! Words read as each kind of figure.

    use super::*;
    use crate::domain::campaign::builtin;
    use crate::domain::figure::YesNoCount;

    fn campaign(none_means: NoneMeans) -> Campaign {
        let campaign = Campaign::parse(builtin()[0].1).expect("it is sound");
        Campaign {
            none_means,
            ..campaign
        }
    }

    fn state(kind: FigureKind, none_means: NoneMeans, text: &str) -> State {
        let campaign = campaign(none_means);
        let figure = Figure {
            kind,
            ..campaign.figures[1].clone()
        };
        read(&campaign, &figure, text).state
    }

    #[test]
    fn every_kind_reads_what_it_declares() {
        use NoneMeans::NotApplicable;
        let number = |n| State::Value(Value::Number(n));
        for (kind, text, expected) in [
            (FigureKind::Count, "12", number(12)),
            (FigureKind::Count, "", State::Blank),
            (FigureKind::Date, "不涉及", State::NotApplicable),
            (FigureKind::Date, "/", State::NotApplicable),
            (FigureKind::Decimal { scale: 2 }, "1.5", number(150)),
            (
                FigureKind::Text,
                " 视频 会议 ",
                State::Value(Value::Text("视频 会议".to_owned())),
            ),
            (FigureKind::Text, "___", State::Blank),
            (FigureKind::Text, "不涉及", State::NotApplicable),
            (FigureKind::YesNo, "是", State::Value(Value::YesNo(true))),
            (FigureKind::YesNo, "无", State::Value(Value::YesNo(false))),
            (
                FigureKind::YesNo,
                "是 3、否 2",
                State::Value(Value::YesNos(YesNoCount { yes: 3, no: 2 })),
            ),
            (FigureKind::YesNo, "", State::Blank),
            (FigureKind::YesNo, "不适用", State::NotApplicable),
            (FigureKind::Date, "", State::Blank),
            (
                FigureKind::Date,
                "6月11日",
                State::day(chrono::NaiveDate::from_ymd_opt(2020, 6, 11).expect("a real day")),
            ),
        ] {
            assert_eq!(
                state(kind, NotApplicable, text),
                expected,
                "{kind:?} {text:?}"
            );
        }
        for (kind, text) in [
            (FigureKind::Count, "1.5"),
            (FigureKind::Count, "若干"),
            (FigureKind::YesNo, "部分"),
            (FigureKind::YesNo, "是 3"),
            (FigureKind::Date, "下周"),
        ] {
            let state = state(kind, NotApplicable, text);
            assert!(
                matches!(state, State::Problem(_)),
                "{kind:?} {text:?}: {state:?}"
            );
        }
    }

    #[test]
    fn nothing_is_what_the_campaign_says_and_a_text_is_never_zero() {
        let count = |means| state(FigureKind::Count, means, "无");
        assert_eq!(count(NoneMeans::NotApplicable), State::NotApplicable);
        assert_eq!(count(NoneMeans::Zero), State::Value(Value::Number(0)));
        assert_eq!(count(NoneMeans::Blank), State::Blank);
        let text = |means| state(FigureKind::Text, means, "无");
        assert_eq!(text(NoneMeans::NotApplicable), State::NotApplicable);
        assert_eq!(text(NoneMeans::Zero), State::Blank);
    }

    #[test]
    fn what_was_struck_out_is_a_question_of_every_kind() {
        for kind in [FigureKind::Count, FigureKind::Text, FigureKind::Date] {
            let state = state(kind, NoneMeans::Zero, &format!("3{UNREADABLE}"));
            assert!(matches!(state, State::Problem(_)), "{kind:?}");
        }
    }
}
