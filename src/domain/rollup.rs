//! A roll-up (汇总) puts a subtree's figures together, every number traceable to the submissions behind it.
//!
//! Two steps, both pure. Over time, [`fold`] makes one effective answer of a unit's periods: an increment adds, a
//! cumulative one sets, and where it sets something other than the sum so far, the [`Difference`] is kept. Over units,
//! [`Total`] adds flows and stocks and lists texts. Rates are recomputed at each level and never added. Which periods
//! and units are looked at is for `ops::total` to say.

mod difference;

use std::collections::BTreeMap;

pub use difference::{Difference, Explanation, difference};

use serde::{Deserialize, Serialize};

use super::campaign::Basis;
use super::figure::{Accumulation, Answer, Value, YesNoCount};
use super::id::UnitId;

/// One period's answer to a figure, as the fold sees it. Periods come in the order in which they cover days.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    pub basis: Basis,
    /// `None` is a blank, or no submission: either way the step changes nothing.
    pub answer: Option<&'a Answer>,
}

/// What a unit's periods amount to for one figure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effective {
    pub answer: Option<Answer>,
    /// Every place where a cumulative answer is something other than the sum so far, in the order of the steps. A
    /// later step that agrees does not take an earlier difference away: somebody still has to explain it.
    pub differences: Vec<Difference>,
    /// How many steps were folded, those without an answer too.
    steps: usize,
    /// Whether an increment was added since the last cumulative answer: only then is there a sum to agree with.
    added: bool,
}

impl Effective {
    /// The sum, where it is a number.
    pub fn sum(&self) -> Option<i64> {
        self.answer.as_ref().and_then(Answer::as_number)
    }
}

/// Folds a unit's answers to one figure over time.
pub fn fold<'a>(
    accumulation: Accumulation,
    steps: impl IntoIterator<Item = Step<'a>>,
) -> Effective {
    let mut fold = Fold::new(accumulation);
    for step in steps {
        fold.push(step.basis, step.answer);
    }
    fold.finish()
}

/// The fold, one step at a time.
#[derive(Debug, Clone)]
pub struct Fold {
    accumulation: Accumulation,
    effective: Effective,
}

impl Fold {
    pub fn new(accumulation: Accumulation) -> Self {
        Self {
            accumulation,
            effective: Effective::default(),
        }
    }

    /// Takes the next period's answer; `None` where there is none.
    pub fn push(&mut self, basis: Basis, answer: Option<&Answer>) {
        if let Some(answer) = answer {
            let difference = difference(self.accumulation, basis, &self.effective, answer);
            self.effective.differences.extend(difference);
            match (self.accumulation, basis) {
                (Accumulation::Flow, Basis::Increment) => self.add(answer),
                (Accumulation::Listed, Basis::Increment) => self.list(answer),
                // A stock is the latest, and so is what sets a sum or a list anew.
                (Accumulation::Stock, _) | (_, Basis::Cumulative) => {
                    self.effective.answer = Some(answer.clone());
                    self.effective.added = false;
                }
            }
        }
        self.effective.steps += 1;
    }

    pub fn finish(self) -> Effective {
        self.effective
    }

    /// 不涉及 in one week says nothing about the others: it stands only as long as there is nothing else.
    fn add(&mut self, answer: &Answer) {
        match answer {
            Answer::Value(Value::Number(new)) => {
                let sum = self.effective.sum().unwrap_or(0).saturating_add(*new);
                self.effective.answer = Some(Answer::number(sum));
                self.effective.added = true;
            }
            Answer::NotApplicable => {
                self.effective.answer.get_or_insert(Answer::NotApplicable);
            }
            // Only numbers flow; anything else is what was said last.
            Answer::Value(_) => self.effective.answer = Some(answer.clone()),
        }
    }

    fn list(&mut self, answer: &Answer) {
        match (answer, &mut self.effective.answer) {
            (Answer::Value(Value::Text(new)), Some(Answer::Value(Value::Text(so_far)))) => {
                for part in parts(new) {
                    if !parts(so_far).any(|known| known == part) {
                        so_far.push('、');
                        so_far.push_str(part);
                    }
                }
            }
            (Answer::NotApplicable, Some(_)) => {}
            (answer, so_far) => *so_far = Some(answer.clone()),
        }
    }
}

/// The single values of a text that lists several: 展板、讲座；直播 holds three.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', '；', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// A figure over many units.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// The sum of the numbers; `None` where no unit gave one.
    pub number: Option<i64>,
    /// How many said 是 and how many 否; `None` where nobody was asked or nobody answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yes_no: Option<YesNoCount>,
    /// Distinct texts, with the units that wrote each, in the order of the text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
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
                    Value::Text(text) => parts(text).for_each(|part| self.list(part, unit)),
                    Value::YesNo(yes) => self.count(YesNoCount::from(*yes)),
                    Value::YesNos(count) => self.count(*count),
                    Value::Date(day) => self.list(&day.to_string(), unit),
                }
            }
        }
    }

    fn count(&mut self, more: YesNoCount) {
        *self.yes_no.get_or_insert_default() += more;
    }

    fn list(&mut self, text: &str, unit: UnitId) {
        let units = match self.texts.get_mut(text) {
            Some(units) => units,
            None => self.texts.entry(text.to_owned()).or_default(),
        };
        if let Err(place) = units.binary_search(&unit) {
            units.insert(place, unit);
        }
    }

    /// The total as an answer to print and to hand upward: a number, how many 是 and 否, the texts with 、 between, 不涉及
    /// where every unit said so, or nothing: of a unit that left it blank nobody knows.
    pub fn answer(&self) -> Option<Answer> {
        if let Some(number) = self.number {
            Some(Answer::number(number))
        } else if let Some(count) = self.yes_no {
            Some(Answer::Value(count.value()))
        } else if !self.texts.is_empty() {
            let texts: Vec<&str> = self.texts.keys().map(String::as_str).collect();
            Some(Answer::Value(Value::Text(texts.join("、"))))
        } else if self.not_applicable > 0 && self.blank == 0 {
            Some(Answer::NotApplicable)
        } else {
            None
        }
    }
}

/// A unit's own answer beside those of the units below it: perhaps the same work, counted twice. It is flagged and
/// added, never quietly left out: only a person knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlap {
    pub unit: UnitId,
    /// What the unit itself answered; not zero.
    pub own: i64,
    /// The sum of what was answered below it; not zero.
    pub below: i64,
}

/// One unit's number, as [`overlaps`] sees it.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    pub unit: UnitId,
    /// The unit's path, `/1/2/15/`.
    pub path: &'a str,
    /// Its own effective number; 0 where there is none.
    pub number: i64,
}

/// Finds the units whose own number stands beside numbers from below, for one figure, in the order of their paths.
/// `units` may come in any order.
pub fn overlaps(units: &[Placed]) -> Vec<Overlap> {
    let mut units: Vec<Placed> = units.iter().filter(|u| u.number != 0).copied().collect();
    // A path ends with a slash, so a unit stands directly before everything below it.
    units.sort_unstable_by_key(|unit| unit.path);
    let below = |at: usize| {
        let (above, rest) = (&units[at], &units[at + 1..]);
        let end = rest.partition_point(|unit| unit.path.starts_with(above.path));
        rest[..end]
            .iter()
            .fold(0i64, |sum, unit| sum.saturating_add(unit.number))
    };
    let found = units.iter().enumerate().map(|(at, unit)| Overlap {
        unit: unit.unit,
        own: unit.number,
        below: below(at),
    });
    found.filter(|overlap| overlap.below != 0).collect()
}

#[cfg(test)]
mod tests;
