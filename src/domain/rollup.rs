//! A roll-up (汇总) puts a subtree's figures together, every number traceable to the submissions behind it.
//!
//! Two steps, both pure. Over time, [`fold`] makes one effective answer of a unit's periods: an increment adds, a
//! cumulative one sets, and what it sets beside the sum so far is kept as a difference. Over units, [`Total`] adds
//! flows and stocks and lists texts. Rates are recomputed at each level and never added.

use std::collections::BTreeMap;

use super::campaign::Basis;
use super::figure::{Accumulation, Answer, Value};
use super::id::UnitId;

/// One period's answer to a figure, as the fold sees it. Periods come in the order in which they cover days.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    pub basis: Basis,
    pub answer: Option<&'a Answer>,
}

/// What a unit's periods amount to for one figure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effective {
    pub answer: Option<Answer>,
    /// Set where a cumulative answer is something other than the sum so far.
    pub difference: Option<Difference>,
}

/// A cumulative answer beside the sum that it replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    pub sum_so_far: i64,
    pub set: i64,
}

impl Difference {
    /// How far what was set lies from the sum: positive where it is more.
    pub fn amount(&self) -> i64 {
        self.set - self.sum_so_far
    }
}

/// Folds a unit's answers to one figure over time.
pub fn fold<'a>(
    accumulation: Accumulation,
    steps: impl IntoIterator<Item = Step<'a>>,
) -> Effective {
    let mut effective = Effective::default();
    for step in steps {
        let Some(answer) = step.answer else { continue };
        match (answer, step.basis, accumulation) {
            (Answer::Value(Value::Number(new)), Basis::Increment, Accumulation::Flow) => {
                let sum = effective.answer.as_ref().and_then(Answer::as_number);
                effective.answer = Some(Answer::number(sum.unwrap_or(0).saturating_add(*new)));
            }
            (Answer::Value(Value::Number(new)), Basis::Cumulative, Accumulation::Flow) => {
                let sum = effective.answer.as_ref().and_then(Answer::as_number);
                effective.difference = sum.filter(|sum| sum != new).map(|sum_so_far| Difference {
                    sum_so_far,
                    set: *new,
                });
                effective.answer = Some(answer.clone());
            }
            (Answer::NotApplicable, Basis::Increment, _) => {
                effective.answer.get_or_insert(Answer::NotApplicable);
            }
            (Answer::Value(Value::Text(new)), Basis::Increment, Accumulation::Listed) => {
                effective.answer = Some(listed(effective.answer.take(), new));
            }
            (Answer::NotApplicable, Basis::Cumulative, _) => {
                let sum = effective.answer.as_ref().and_then(Answer::as_number);
                effective.difference = sum
                    .filter(|sum| *sum != 0)
                    .map(|sum_so_far| Difference { sum_so_far, set: 0 });
                effective.answer = Some(Answer::NotApplicable);
            }
            // A stock is the latest; a yes/no or a day is what was said last.
            (Answer::Value(_), _, _) => effective.answer = Some(answer.clone()),
        }
    }
    effective
}

/// Adds a text to those listed so far, each distinct text once, with 、 between.
fn listed(so_far: Option<Answer>, new: &str) -> Answer {
    let mut texts = match so_far {
        Some(Answer::Value(Value::Text(text))) => text,
        _ => String::new(),
    };
    for part in new
        .split('、')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        if !texts.split('、').any(|known| known == part) {
            if !texts.is_empty() {
                texts.push('、');
            }
            texts.push_str(part);
        }
    }
    Answer::Value(Value::Text(texts))
}

/// A figure over many units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Total {
    /// The sum of the numbers; `None` where no unit gave one.
    pub number: Option<i64>,
    /// Distinct texts, with the units that wrote each, in the order of the text.
    pub texts: BTreeMap<String, Vec<UnitId>>,
    /// Units that answered with a value.
    pub answered: u32,
    /// Units that answered 不涉及.
    pub not_applicable: u32,
    /// Units that left it blank, or whose submission has not come.
    pub blank: u32,
}

impl Total {
    /// Adds one unit's effective answer.
    pub fn add(&mut self, unit: UnitId, answer: Option<&Answer>) {
        match answer {
            None => self.blank += 1,
            Some(Answer::NotApplicable) => self.not_applicable += 1,
            Some(Answer::Value(value)) => {
                self.answered += 1;
                match value {
                    Value::Number(n) => {
                        self.number = Some(self.number.unwrap_or(0).saturating_add(*n));
                    }
                    Value::Text(text) => self.list(text.clone(), unit),
                    Value::YesNo(yes) => self.list(if *yes { "是" } else { "否" }.to_owned(), unit),
                    Value::Date(day) => self.list(day.to_string(), unit),
                }
            }
        }
    }

    fn list(&mut self, text: String, unit: UnitId) {
        self.texts.entry(text).or_default().push(unit);
    }

    /// The total as an answer to print: a number, the texts with ； between, 不涉及 where that is all that was said,
    /// or nothing.
    pub fn answer(&self) -> Option<Answer> {
        if let Some(number) = self.number {
            Some(Answer::number(number))
        } else if !self.texts.is_empty() {
            let texts: Vec<&str> = self.texts.keys().map(String::as_str).collect();
            Some(Answer::Value(Value::Text(texts.join("；"))))
        } else if self.not_applicable > 0 {
            Some(Answer::NotApplicable)
        } else {
            None
        }
    }
}
