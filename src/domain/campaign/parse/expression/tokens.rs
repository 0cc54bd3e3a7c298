//! Cuts an expression into words, numbers, days, quoted texts and signs. What they mean together is in `syntax`.

use std::ops::Range;

use chrono::NaiveDate;

use crate::domain::campaign::parse::report::Report;
use crate::domain::campaign::parse::text::Text;
use crate::domain::campaign::{Comparison, Operation};
use crate::domain::ratio::Ratio;
use crate::text::digits::fold_char;

/// The largest number that an expression may hold.
const LARGEST: i64 = 999_999_999;

/// The most words and signs of one expression.
const MOST_TOKENS: usize = 400;

/// An example for whoever wrote something else.
pub(super) const EXAMPLE: &str = "写成 study_people >= study_sessions 这样";

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sign {
    Operation(Operation),
    Compare(Comparison),
    Open,
    Close,
    Dot,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind<'t> {
    Word(&'t str),
    Number(Ratio),
    Day(NaiveDate),
    Quoted(&'t str),
    Sign(Sign),
}

#[derive(Debug, Clone)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind<'t>,
    pub(super) part: Range<usize>,
}

/// Signs, longest first.
const SIGNS: [(&str, Sign); 13] = [
    (">=", Sign::Compare(Comparison::GreaterOrEqual)),
    ("<=", Sign::Compare(Comparison::LessOrEqual)),
    ("==", Sign::Compare(Comparison::Equal)),
    ("!=", Sign::Compare(Comparison::NotEqual)),
    (">", Sign::Compare(Comparison::Greater)),
    ("<", Sign::Compare(Comparison::Less)),
    ("+", Sign::Operation(Operation::Add)),
    ("-", Sign::Operation(Operation::Subtract)),
    ("*", Sign::Operation(Operation::Multiply)),
    ("/", Sign::Operation(Operation::Divide)),
    ("(", Sign::Open),
    (")", Sign::Close),
    (".", Sign::Dot),
];

/// Cuts an expression into tokens; `None`, with every problem told, where a part has no meaning.
pub(super) fn tokens<'t>(text: &Text<'t>, report: &Report<'_>) -> Option<Vec<Token<'t>>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut sound = true;
    while at < text.value.len() {
        let rest = &text.value[at..];
        let blank = rest.len() - rest.trim_start().len();
        if blank > 0 {
            at += blank;
            continue;
        }
        let cut = cut(rest);
        let part = at..at + cut.length;
        at += cut.length;
        match cut.kind {
            Ok(kind) => tokens.push(Token { kind, part }),
            Err((message, suggestion)) => {
                report.error_with(text.place(part), message, suggestion);
                sound = false;
            }
        }
    }
    if tokens.len() > MOST_TOKENS {
        report.error(text.span.clone(), "式子太长了");
        return None;
    }
    sound.then_some(tokens)
}

/// What stands at the beginning of a text, and its length in bytes.
struct Cut<'t> {
    kind: Result<Kind<'t>, (String, Option<String>)>,
    length: usize,
}

fn cut(rest: &str) -> Cut<'_> {
    let Some(c) = rest.chars().next() else {
        return Cut {
            kind: Ok(Kind::Word(rest)),
            length: rest.len(),
        };
    };
    let run = |belongs: fn(char) -> bool| rest.len() - rest.trim_start_matches(belongs).len();
    if c.is_ascii_alphabetic() || c == '_' {
        let length = run(|c| c.is_ascii_alphanumeric() || c == '_');
        let kind = Ok(Kind::Word(&rest[..length]));
        Cut { kind, length }
    } else if c.is_ascii_digit() {
        number(rest)
    } else if matches!(c, '"' | '\'' | '“') {
        quoted(rest, c)
    } else if let Some((sign, meaning)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)) {
        let kind = Ok(Kind::Sign(*meaning));
        let length = sign.len();
        Cut { kind, length }
    } else if c.is_alphabetic() && fold_char(c) == c {
        // A word that lacks its quotes is one mistake, not one a character.
        let length = run(|c| !c.is_ascii() && c.is_alphanumeric());
        let word = &rest[..length];
        let suggestion = format!("文字写在引号里：“{word}”；别的写编号");
        let kind = Err((format!("式子里不能有“{word}”"), Some(suggestion)));
        Cut { kind, length }
    } else {
        let kind = Err((format!("式子里不能有“{c}”"), Some(instead_of(c))));
        let length = c.len_utf8();
        Cut { kind, length }
    }
}

/// `12`, `12.5` or `2024-11-30`.
fn number(rest: &str) -> Cut<'_> {
    let digits =
        |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if let Some(day) = rest.get(..10).filter(|day| is_day(day)) {
        let kind = NaiveDate::parse_from_str(day, "%Y-%m-%d")
            .map(Kind::Day)
            .map_err(|_| ("没有这一天".to_owned(), None));
        return Cut { kind, length: 10 };
    }
    let whole = digits(rest);
    let part = match rest[whole..].strip_prefix('.') {
        Some(behind) => digits(behind),
        None => 0,
    };
    let length = whole + if part > 0 { 1 + part } else { 0 };
    let scaled = rest[..length].replace('.', "").parse().ok();
    let scaled = scaled.filter(|scaled| *scaled <= LARGEST);
    let scale = i8::try_from(part).ok();
    let number = scaled.and_then(|scaled| Ratio::scaled(scaled, scale?));
    let kind = number
        .map(Kind::Number)
        .ok_or_else(|| ("这个数太大".to_owned(), None));
    Cut { kind, length }
}

fn is_day(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    })
}

/// A text between quotes; Chinese quotes may hold others of their kind.
fn quoted(rest: &str, quote: char) -> Cut<'_> {
    let mut depth = 0;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            ('“', '“') => depth += 1,
            ('“', '”') => depth -= 1,
            _ if at > 0 && c == quote => depth -= 1,
            _ if at == 0 => depth += 1,
            _ => {}
        }
        if depth == 0 {
            return Cut {
                kind: Ok(Kind::Quoted(&rest[quote.len_utf8()..at])),
                length: at + c.len_utf8(),
            };
        }
    }
    let suggestion = "成对写 “ 和 ”".to_owned();
    Cut {
        kind: Err(("文字的引号没有配对".to_owned(), Some(suggestion))),
        length: rest.len(),
    }
}

/// What was probably meant by a sign that expressions do not have.
fn instead_of(c: char) -> String {
    let sign = match c {
        '=' | '＝' => "==",
        '≥' => ">=",
        '≤' => "<=",
        '≠' | '!' | '！' => "!=",
        '×' | '✕' => "*",
        '÷' => "/",
        _ if fold_char(c) != c => return format!("换成半角的 {}", fold_char(c)),
        _ => return EXAMPLE.to_owned(),
    };
    format!("写成 {sign}")
}
