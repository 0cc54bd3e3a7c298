//! A target (目标) is a number that the notice wants reached, by a day or in every year, by all together or by each unit.
//! How far it is reached is worked out in [`target`](crate::domain::target).

use chrono::NaiveDate;

use crate::domain::figure::FigureKind;
use crate::domain::id::{KindId, TargetId};

use super::{Expression, Responsibility};

/// One target, or a heading that holds several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub id: TargetId,
    pub name: String,
    /// The notice's own words.
    pub text: String,
    /// `None` for a heading: it is reached when its parts are.
    pub goal: Option<Goal>,
    /// What sort of number it is; its goal and milestones have that many digits behind the point.
    pub kind: FigureKind,
    pub measure: String,
    pub time: TargetTime,
    pub scope: TargetScope,
    /// Where its number comes from; `None` where its parts add up to it, and for a heading.
    pub source: Option<Expression>,
    pub responsibility: Responsibility,
    /// In the order of their days.
    pub milestones: Vec<Milestone>,
    pub part_of: Option<TargetId>,
}

/// The number that is wanted: at least, at most, or both, which is a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Goal {
    pub at_least: Option<i64>,
    pub at_most: Option<i64>,
}

/// When it is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetTime {
    /// All told, from the campaign's first day to this one.
    By(NaiveDate),
    /// Anew in every year, quarter or month of the campaign.
    Each(Span),
}

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    Year,
    Quarter,
    Month,
}

/// Who has to reach it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetScope {
    /// All units together; only those of these kinds where there are any named.
    Together(Vec<KindId>),
    /// Every unit of these kinds for itself; empty means every unit.
    EachUnit(Vec<KindId>),
    /// All together, and every unit of these kinds has a share of it that the coordinator sets. The shares should add
    /// up to the whole.
    Split(Vec<KindId>),
}

/// A number that is wanted on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    pub day: NaiveDate,
    pub name: String,
    pub at_least: i64,
    /// Where its number comes from, where that is not the target's own source.
    pub source: Option<Expression>,
}
