//! A figure (指标) is one blank of the paper; an answer is what a unit wrote into it.
//!
//! Blank, zero and not-applicable are three states everywhere. There are no floats: a decimal is an integer with the
//! scale that its figure declares. How answers add up over time and units is in [`rollup`](super::rollup).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::id::{FigureId, TableId};

/// What may stand in a blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigureKind {
    /// A whole number, not negative.
    Count,
    /// A fixed-point number with `scale` digits behind the point, stored as a scaled integer.
    Decimal { scale: u8 },
    /// Words.
    Text,
    /// 是 or 否.
    YesNo,
    /// A day.
    Date,
}

/// How a figure's answers come together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Accumulation {
    /// 新增: adds over time and over units.
    Flow,
    /// 时点数: the latest over time, adds over units.
    Stock,
    /// Distinct values are listed.
    Listed,
}

/// One blank of a table, as the campaign file declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    pub id: FigureId,
    pub kind: FigureKind,
    /// The measure word behind the blank: 次, 人次. Empty where the paper has none.
    pub measure: String,
    pub accumulation: Accumulation,
    /// A short name that tells this blank from its neighbours out of context, for lists, problems and traces.
    pub label: String,
    /// Whether it is one of the few that an overview shows.
    pub headline: bool,
    /// The table it stands in.
    pub table: TableId,
    /// Index of its row among the table's rows.
    pub row: usize,
}

/// One filled blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A count as itself, a decimal as a scaled integer; the figure's kind tells which.
    Number(i64),
    Text(String),
    YesNo(bool),
    Date(NaiveDate),
}

/// What a unit answered to one figure. A blank is the absence of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// 不涉及: the unit says that the question does not apply to it.
    NotApplicable,
    Value(Value),
}

impl Answer {
    /// Shorthand for the commonest answer.
    pub fn number(n: i64) -> Self {
        Self::Value(Value::Number(n))
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<i64> {
        match self {
            Self::Value(Value::Number(n)) => Some(*n),
            _ => None,
        }
    }
}

/// A unit's answers, by figure. A figure that is not in the map is blank.
pub type Figures = BTreeMap<FigureId, Answer>;
