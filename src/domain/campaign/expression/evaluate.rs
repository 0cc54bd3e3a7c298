//! Works expressions and conditions out from facts. Exact throughout: fractions of whole numbers, rounded by whoever
//! shows or keeps the result.

use std::collections::{BTreeMap, BTreeSet};

use super::{Aggregate, Comparison, Condition, Expression, Operand, Operation, Selection, What};
use crate::domain::calendar::DayRange;
use crate::domain::figure::{Answer, Figures, Value};
use crate::domain::id::{FieldId, PointsId, StageId};
use crate::domain::ratio::Ratio;
use crate::domain::record::{FieldValue, Record};

/// What an expression is worked out from. What is not given is blank, or not there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts<'a> {
    pub figures: Option<&'a Figures>,
    /// The records of the units looked at, of any register.
    pub records: &'a [&'a Record],
    /// The record at hand, for what a rule asks of each one.
    pub record: Option<&'a Record>,
    /// Only records of these days count, and their stages as they stood on the last of them.
    pub days: Option<DayRange>,
    /// What the unit has by each points table, with the digits of the table's scale.
    pub points: Option<&'a BTreeMap<PointsId, i64>>,
    /// How many units are looked at.
    pub units: u32,
}

/// What an expression comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Number(Ratio),
    /// Something that it needs has not been answered.
    Blank,
    /// There is nothing to divide by; shown as “/”.
    Undefined,
}

/// What a blank does to a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blanks {
    /// A total adds what there is.
    Skipped,
    /// A rule does not judge what is not there yet.
    Spread,
}

impl Outcome {
    pub fn number(self) -> Option<Ratio> {
        match self {
            Self::Number(number) => Some(number),
            Self::Blank | Self::Undefined => None,
        }
    }

    fn of(number: Option<Ratio>) -> Self {
        number.map_or(Self::Undefined, Self::Number)
    }
}

impl<'a> Facts<'a> {
    /// Figures alone, as the checks of a submission see them.
    pub fn of_figures(figures: &'a Figures) -> Self {
        Self {
            figures: Some(figures),
            ..Self::default()
        }
    }

    /// One record alone, as the checks of a record see it.
    pub fn of_record(record: &'a Record) -> Self {
        Self {
            record: Some(record),
            ..Self::default()
        }
    }

    fn of_one(self, record: &'a Record) -> Self {
        Self {
            record: Some(record),
            ..self
        }
    }

    fn field(self, id: &FieldId) -> Option<&'a FieldValue> {
        self.record?.entry.fields.get(id)
    }

    fn value(self, of: &Operand) -> Option<&'a Value> {
        match of {
            Operand::Figure(id) => match self.figures?.get(id)? {
                Answer::NotApplicable => None,
                Answer::Value(value) => Some(value),
            },
            Operand::Field(id) => self.field(id)?.as_plain(),
        }
    }

    fn is_filled(self, of: &Operand) -> bool {
        match of {
            Operand::Figure(_) => self.value(of).is_some(),
            Operand::Field(id) => self.field(id).is_some(),
        }
    }
}

impl Expression {
    /// Works it out.
    pub fn value(&self, facts: Facts<'_>, blanks: Blanks) -> Outcome {
        let scaled = |number: Option<i64>, scale: i8| match number {
            None => Outcome::Blank,
            Some(number) => Outcome::of(Ratio::scaled(number, scale)),
        };
        match self {
            Self::Number(number) => Outcome::Number(*number),
            Self::Figure { id, scale } => {
                let answer = facts.figures.and_then(|figures| figures.get(id));
                scaled(answer.and_then(Answer::as_number), *scale)
            }
            Self::Field { id, scale } => {
                scaled(facts.field(id).and_then(FieldValue::as_number), *scale)
            }
            Self::Lookup { field, values } => {
                let choice = facts.field(field).and_then(FieldValue::as_text);
                let worth = choice.and_then(|choice| values.get(choice).copied());
                worth.map_or(Outcome::Blank, Outcome::Number)
            }
            Self::Records(aggregate) => aggregate.value(facts),
            Self::Units => Outcome::Number(Ratio::integer(facts.units.into())),
            Self::Points { id, scale } => {
                let points = facts.points.and_then(|points| points.get(id).copied());
                scaled(points, *scale)
            }
            Self::Arithmetic {
                left,
                operation,
                right,
            } => operation.apply(
                left.value(facts, blanks),
                right.value(facts, blanks),
                blanks,
            ),
            Self::While { condition, worth } => match condition.holds(facts) {
                Some(true) => worth.value(facts, blanks),
                Some(false) | None => Outcome::Blank,
            },
        }
    }
}

impl Operation {
    fn apply(self, left: Outcome, right: Outcome, blanks: Blanks) -> Outcome {
        let adds = matches!(self, Self::Add | Self::Subtract) && blanks == Blanks::Skipped;
        match (left, right) {
            (Outcome::Undefined, _) | (_, Outcome::Undefined) => Outcome::Undefined,
            (Outcome::Number(left), Outcome::Number(right)) => Outcome::of(match self {
                Self::Add => left.plus(right),
                Self::Subtract => left.minus(right),
                Self::Multiply => left.times(right),
                Self::Divide => left.over(right),
            }),
            (Outcome::Number(left), Outcome::Blank) if adds => Outcome::Number(left),
            (Outcome::Blank, Outcome::Number(right)) if adds => {
                self.apply(Outcome::Number(Ratio::ZERO), Outcome::Number(right), blanks)
            }
            _ => Outcome::Blank,
        }
    }
}

impl Aggregate {
    fn value(&self, facts: Facts<'_>) -> Outcome {
        let records = self.of.records(facts);
        match &self.what {
            What::Count => Outcome::Number(count(records.count())),
            What::Units => {
                let units: BTreeSet<_> = records.map(|record| record.unit).collect();
                Outcome::Number(count(units.len()))
            }
            What::Distinct(field) => {
                let found = records.filter_map(|record| record.entry.fields.get(field));
                let things: BTreeSet<String> = found.filter_map(thing).collect();
                Outcome::Number(count(things.len()))
            }
            What::Sum(worth) => {
                let mut sum = Some(Ratio::ZERO);
                for record in records {
                    match worth.value(facts.of_one(record), Blanks::Spread) {
                        Outcome::Blank => {}
                        Outcome::Undefined => return Outcome::Undefined,
                        Outcome::Number(number) => sum = sum.and_then(|sum| sum.plus(number)),
                    }
                }
                Outcome::of(sum)
            }
        }
    }
}

/// What tells one thing in a field from another. Numbers and files are not told apart.
fn thing(value: &FieldValue) -> Option<String> {
    match value {
        FieldValue::Plain(Value::Text(text)) => Some(text.trim().to_owned()),
        FieldValue::Plain(Value::Date(day)) => Some(day.to_string()),
        FieldValue::Unit(unit) => Some(unit.0.to_string()),
        FieldValue::Plain(_) | FieldValue::Hazard(_) | FieldValue::Material(_) => None,
    }
}

fn count(number: usize) -> Ratio {
    Ratio::integer(i128::try_from(number).expect("a list in memory is shorter"))
}

impl Selection {
    /// The records that are meant, in the order given.
    pub fn records<'a>(&self, facts: Facts<'a>) -> impl Iterator<Item = &'a Record> {
        facts
            .records
            .iter()
            .copied()
            .filter(move |record| self.takes(record, facts))
    }

    /// Whether one record is meant.
    pub fn takes(&self, record: &Record, facts: Facts<'_>) -> bool {
        let of_one = Facts {
            record: Some(record),
            ..facts
        };
        record.register == self.register
            && facts
                .days
                .is_none_or(|days| days.contains(record.day(self.day.as_ref())))
            && self
                .condition
                .as_ref()
                .is_none_or(|condition| condition.holds(of_one) == Some(true))
    }
}

impl Condition {
    /// `None` where it cannot be told, because something that it asks for is blank.
    pub fn holds(&self, facts: Facts<'_>) -> Option<bool> {
        match self {
            Self::Compare {
                left,
                comparison,
                right,
            } => {
                let left = left.value(facts, Blanks::Spread).number()?;
                let right = right.value(facts, Blanks::Spread).number()?;
                Some(comparison.accepts(left.cmp(&right)))
            }
            Self::Text { of, is } => match facts.value(of)? {
                Value::Text(text) => Some(text == is),
                _ => None,
            },
            Self::Day {
                of,
                comparison,
                day,
            } => match facts.value(of)? {
                Value::Date(found) => Some(comparison.accepts(found.cmp(day))),
                _ => None,
            },
            Self::Days {
                left,
                comparison,
                right,
            } => match (facts.value(left)?, facts.value(right)?) {
                (Value::Date(left), Value::Date(right)) => {
                    Some(comparison.accepts(left.cmp(right)))
                }
                _ => None,
            },
            Self::Yes { of } => match facts.value(of)? {
                Value::YesNo(yes) => Some(*yes),
                // Of several units together: where none says 否.
                Value::YesNos(count) => Some(count.no == 0),
                _ => None,
            },
            Self::Filled { of } => Some(facts.is_filled(of)),
            Self::Stage {
                comparison,
                stages,
                at,
            } => Some(stage_compares(facts, *comparison, stages, *at)),
            Self::Row { is } => Some(facts.record?.row.as_ref() == Some(is)),
            Self::All(conditions) => join(conditions, facts, false),
            Self::Any(conditions) => join(conditions, facts, true),
            Self::Not(condition) => condition.holds(facts).map(|holds| !holds),
        }
    }
}

/// A record that has reached no stage yet stands before the first.
fn stage_compares(facts: Facts<'_>, comparison: Comparison, stages: &[StageId], at: usize) -> bool {
    let as_of = facts.days.map(DayRange::to);
    let reached = |stage| {
        let day = facts
            .record
            .and_then(|record| record.entry.reached.get(stage));
        day.is_some_and(|day| as_of.is_none_or(|as_of| *day <= as_of))
    };
    let own = stages.iter().rposition(reached);
    comparison.accepts(own.cmp(&Some(at)))
}

/// “and” and “or” over what can be told: `decisive` is the answer that settles it whatever the others are.
fn join(conditions: &[Condition], facts: Facts<'_>, decisive: bool) -> Option<bool> {
    let mut is_open = false;
    for condition in conditions {
        match condition.holds(facts) {
            Some(holds) if holds == decisive => return Some(decisive),
            Some(_) => {}
            None => is_open = true,
        }
    }
    (!is_open).then_some(!decisive)
}
