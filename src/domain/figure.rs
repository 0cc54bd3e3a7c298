//! A figure (指标) is one blank of the paper; an answer is what a unit wrote into it.
//!
//! Blank, zero and not-applicable are three states everywhere. There are no floats: a decimal is an integer with the
//! scale that its figure declares. How answers add up over time and units is in [`rollup`](super::rollup).

mod plain;

use std::collections::BTreeMap;
use std::ops::AddAssign;

use chrono::NaiveDate;
pub use plain::AnswerRef;
use serde::{Deserialize, Serialize};

use super::campaign::Expression;
use super::id::{FigureId, TableId};

/// What may stand in a blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigureKind {
    /// A whole number, not negative.
    Count,
    /// A fixed-point number with `scale` digits behind the point, stored as a scaled integer.
    Decimal { scale: u8 },
    /// An amount, stored as an integer with `scale` digits behind the point of its unit.
    Money { scale: u8, unit: MoneyUnit },
    /// Words.
    Text,
    /// 是 or 否.
    YesNo,
    /// A day.
    Date,
}

/// What amounts are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MoneyUnit {
    Yuan,
    /// 万元
    TenThousandYuan,
}

impl MoneyUnit {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::TenThousandYuan => "万元",
        }
    }
}

impl FigureKind {
    /// Digits behind the point as it is typed and shown; `None` where it is no number.
    pub fn digits(self) -> Option<u8> {
        match self {
            Self::Count => Some(0),
            Self::Decimal { scale } | Self::Money { scale, .. } => Some(scale),
            Self::Text | Self::YesNo | Self::Date => None,
        }
    }

    /// The scale by which its integers are worked with: all money in yuan, so that amounts in 元 and in 万元 add up.
    /// `None` where it is no number.
    pub fn scale(self) -> Option<i8> {
        let digits = i8::try_from(self.digits()?).ok()?;
        Some(match self {
            Self::Money {
                unit: MoneyUnit::TenThousandYuan,
                ..
            } => digits - 4,
            _ => digits,
        })
    }

    /// Whether a value is of this kind. Numbers are not negative: what did not happen is 0.
    pub fn takes(self, value: &Value) -> bool {
        match value {
            Value::Number(number) => self.digits().is_some() && *number >= 0,
            Value::Text(_) => self == Self::Text,
            Value::YesNo(_) | Value::YesNos(_) => self == Self::YesNo,
            Value::Date(_) => self == Self::Date,
        }
    }
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
    /// What it is worked out from; nobody fills it in, and at every level it is worked out anew.
    #[serde(skip)]
    pub formula: Option<Expression>,
    /// What the registers say it should be: offered to whoever fills it in, and told where the answer is another.
    #[serde(skip)]
    pub source: Option<Expression>,
}

impl Figure {
    /// Whether it is a blank that somebody fills in.
    pub fn is_asked(&self) -> bool {
        self.formula.is_none()
    }
}

/// One filled blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// A count as itself, a decimal as a scaled integer; the figure's kind tells which.
    Number(i64),
    Text(String),
    YesNo(bool),
    /// How many units said 是 and how many 否: what a desk that adds up hands in where each unit has a [`Value::YesNo`].
    YesNos(YesNoCount),
    Date(NaiveDate),
}

/// How often a question was answered with 是 and how often with 否.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct YesNoCount {
    pub yes: u32,
    pub no: u32,
}

impl YesNoCount {
    /// As a value: one answer alone is just that answer.
    pub fn value(self) -> Value {
        match (self.yes, self.no) {
            (1, 0) => Value::YesNo(true),
            (0, 1) => Value::YesNo(false),
            _ => Value::YesNos(self),
        }
    }
}

impl From<bool> for YesNoCount {
    fn from(yes: bool) -> Self {
        Self {
            yes: yes.into(),
            no: (!yes).into(),
        }
    }
}

impl AddAssign for YesNoCount {
    fn add_assign(&mut self, other: Self) {
        self.yes = self.yes.saturating_add(other.yes);
        self.no = self.no.saturating_add(other.no);
    }
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
