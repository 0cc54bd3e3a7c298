//! The little language of checks: sums of figures compared, `leader_talks + 2 * study_sessions <= 40`. Here they are
//! read; [`Check`](crate::domain::campaign::Check) evaluates them.

use std::ops::Range;

use super::report::{Report, did_you_mean};
use super::text::Text;
use crate::domain::campaign::{Comparison, Condition, Expression, Term};
use crate::domain::figure::{Figure, FigureKind};
use crate::domain::id::FigureId;
use crate::text::digits::fold_char;

/// The largest number that an expression may hold.
const LARGEST: i64 = 999_999_999;

/// An example for whoever wrote something else.
const EXAMPLE: &str = "写成 study_people >= study_sessions 这样";

/// Reads `sum comparison sum`, bringing all figures to one scale. `None`, with every problem told, where that fails.
pub(super) fn condition(
    text: &Text<'_>,
    figures: &[Figure],
    report: &Report<'_>,
) -> Option<Condition> {
    let tokens = tokens(text, report)?;
    let mut parser = Parser {
        text,
        figures,
        report,
        tokens: &tokens,
        at: 0,
        sound: true,
    };
    let left = parser.sum()?;
    let comparison = parser.comparison()?;
    let right = parser.sum()?;
    if let Some(token) = parser.tokens.get(parser.at) {
        let place = text.place(token.part.clone());
        report.error_with(place, "式子到这里应该结束", EXAMPLE.to_owned());
        return None;
    }
    if !parser.sound {
        return None;
    }
    let mut condition = Condition {
        left,
        comparison,
        right,
    };
    bring_to_one_scale(&mut condition, figures);
    Some(condition)
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Sign {
    Plus,
    Minus,
    Times,
    Compare(Comparison),
}

#[derive(Debug, Clone, PartialEq)]
enum Kind<'t> {
    Word(&'t str),
    Number(i64),
    Sign(Sign),
}

#[derive(Debug, Clone)]
struct Token<'t> {
    kind: Kind<'t>,
    part: Range<usize>,
}

/// Signs, longest first.
const SIGNS: [(&str, Sign); 9] = [
    (">=", Sign::Compare(Comparison::GreaterOrEqual)),
    ("<=", Sign::Compare(Comparison::LessOrEqual)),
    ("==", Sign::Compare(Comparison::Equal)),
    ("!=", Sign::Compare(Comparison::NotEqual)),
    (">", Sign::Compare(Comparison::Greater)),
    ("<", Sign::Compare(Comparison::Less)),
    ("+", Sign::Plus),
    ("-", Sign::Minus),
    ("*", Sign::Times),
];

/// Cuts an expression into tokens; `None` where a character has no meaning.
fn tokens<'t>(text: &Text<'t>, report: &Report<'_>) -> Option<Vec<Token<'t>>> {
    let value = text.value;
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut sound = true;
    while let Some(c) = value[at..].chars().next() {
        let rest = &value[at..];
        let run = |belongs: fn(char) -> bool| rest.len() - rest.trim_start_matches(belongs).len();
        let (kind, length) = if c.is_whitespace() {
            (None, c.len_utf8())
        } else if c.is_ascii_alphabetic() || c == '_' {
            let length = run(|c| c.is_ascii_alphanumeric() || c == '_');
            (Some(Kind::Word(&rest[..length])), length)
        } else if c.is_ascii_digit() {
            let length = run(|c| c.is_ascii_digit());
            let number = rest[..length]
                .parse()
                .ok()
                .filter(|number| *number <= LARGEST);
            if number.is_none() {
                report.error(text.place(at..at + length), "这个数太大");
                sound = false;
            }
            (number.map(Kind::Number), length)
        } else if let Some((sign, meaning)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign))
        {
            (Some(Kind::Sign(*meaning)), sign.len())
        } else {
            let place = text.place(at..at + c.len_utf8());
            report.error_with(place, format!("式子里不能有“{c}”"), instead_of(c));
            sound = false;
            (None, c.len_utf8())
        };
        tokens.extend(kind.map(|kind| Token {
            kind,
            part: at..at + length,
        }));
        at += length;
    }
    sound.then_some(tokens)
}

/// What was probably meant by a sign that expressions do not have.
fn instead_of(c: char) -> String {
    let sign = match c {
        '=' | '＝' => "==",
        '≥' => ">=",
        '≤' => "<=",
        '≠' | '!' | '！' => "!=",
        '×' | '✕' => "*",
        _ if fold_char(c) != c => return format!("换成半角的 {}", fold_char(c)),
        _ => return EXAMPLE.to_owned(),
    };
    format!("写成 {sign}")
}

struct Parser<'p, 't> {
    text: &'p Text<'t>,
    figures: &'p [Figure],
    report: &'p Report<'p>,
    tokens: &'p [Token<'t>],
    at: usize,
    sound: bool,
}

impl<'t> Parser<'_, 't> {
    fn next_if<T>(&mut self, wanted: impl Fn(&Kind<'t>) -> Option<T>) -> Option<T> {
        let found = wanted(&self.tokens.get(self.at)?.kind)?;
        self.at += 1;
        Some(found)
    }

    fn expected<T>(&self, what: &str) -> Option<T> {
        let end = self.text.value.len();
        let part = self
            .tokens
            .get(self.at)
            .map_or(end..end, |token| token.part.clone());
        let place = self.text.place(part);
        self.report
            .error_with(place, format!("这里应是{what}"), EXAMPLE.to_owned());
        None
    }

    fn comparison(&mut self) -> Option<Comparison> {
        let found = self.next_if(|kind| match kind {
            Kind::Sign(Sign::Compare(comparison)) => Some(*comparison),
            _ => None,
        });
        found.or_else(|| self.expected("比较符号 >=、<=、==、!=、> 或 <"))
    }

    fn sum(&mut self) -> Option<Expression> {
        let mut terms = vec![self.term(1)?];
        let sign = |kind: &Kind<'_>| match kind {
            Kind::Sign(Sign::Plus) => Some(1),
            Kind::Sign(Sign::Minus) => Some(-1),
            _ => None,
        };
        while let Some(sign) = self.next_if(sign) {
            terms.push(self.term(sign)?);
        }
        Some(Expression { terms })
    }

    /// `figure`, `number`, or the two multiplied in either order.
    fn term(&mut self, sign: i64) -> Option<Term> {
        let mut term = Term {
            factor: sign,
            figure: None,
        };
        let mut has_number = false;
        loop {
            let number = self.next_if(|kind| match kind {
                Kind::Number(number) => Some(*number),
                _ => None,
            });
            if let Some(number) = number.filter(|_| !has_number) {
                term.factor *= number;
                has_number = true;
            } else if let Some(figure) = self
                .figure()
                .filter(|_| number.is_none() && term.figure.is_none())
            {
                term.figure = Some(figure);
            } else {
                return self.expected("指标编号或整数");
            }
            let is_whole = has_number && term.figure.is_some();
            if is_whole
                || self
                    .next_if(|kind| (*kind == Kind::Sign(Sign::Times)).then_some(()))
                    .is_none()
            {
                return Some(term);
            }
        }
    }

    /// A figure's id; an unknown one is told and taken for known, so that the rest is looked at too.
    fn figure(&mut self) -> Option<FigureId> {
        let part = self.tokens.get(self.at)?.part.clone();
        let word = self.next_if(|kind| match kind {
            Kind::Word(word) => Some(*word),
            _ => None,
        })?;
        let place = self.text.place(part);
        match self
            .figures
            .iter()
            .find(|figure| figure.id.as_str() == word)
        {
            None => {
                let known = self.figures.iter().map(|figure| figure.id.as_str());
                self.report.error_with(
                    place,
                    format!("表里没有“{word}”这个指标"),
                    did_you_mean(word, known),
                );
                self.sound = false;
            }
            Some(figure) if scale(figure).is_none() => {
                self.report
                    .error(place, format!("“{word}”不是数，不能比较大小"));
                self.sound = false;
            }
            Some(_) => {}
        }
        Some(FigureId::from(word))
    }
}

/// Digits behind the point; `None` where the figure is not a number.
fn scale(figure: &Figure) -> Option<u8> {
    match figure.kind {
        FigureKind::Count => Some(0),
        FigureKind::Decimal { scale } => Some(scale),
        FigureKind::Text | FigureKind::YesNo | FigureKind::Date => None,
    }
}

/// Figures are kept as integers of their own scale; multiplied to the finest scale they can be compared.
fn bring_to_one_scale(condition: &mut Condition, figures: &[Figure]) {
    let scale_of = |id: &FigureId| {
        figures
            .iter()
            .find(|figure| figure.id == *id)
            .and_then(scale)
            .unwrap_or(0)
    };
    let finest = condition.figures().map(scale_of).max().unwrap_or(0);
    for term in condition
        .left
        .terms
        .iter_mut()
        .chain(&mut condition.right.terms)
    {
        let own = term.figure.as_ref().map_or(0, scale_of);
        term.factor *= 10_i64.pow(u32::from(finest - own));
    }
}
