//! Where a number stands with what is wanted of it, and with time.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::calendar::DayRange;
use crate::domain::campaign::{Goal, Outcome, Target};
use crate::domain::id::UnitId;
use crate::domain::ratio::Ratio;

/// Where a target stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// 未完成: its days are over and it is not reached.
    Missed,
    /// 超出: more than is wanted at most.
    Exceeded,
    /// 落后: less than the time that has passed would have it.
    Behind,
    /// 缺数据: what it is worked out from is not there.
    Unknown,
    /// 未分解: a unit without a share.
    Unset,
    /// 未开始
    NotBegun,
    /// 进行中
    OnTrack,
    /// 已完成
    Reached,
    /// 部分数: a part of what is wanted of all together, which is judged where all of it is known.
    Partial,
}

impl Standing {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Missed => "未完成",
            Self::Exceeded => "超出",
            Self::Behind => "落后",
            Self::Unknown => "缺数据",
            Self::Unset => "未分解",
            Self::NotBegun => "未开始",
            Self::OnTrack => "进行中",
            Self::Reached => "已完成",
            Self::Partial => "部分数",
        }
    }

    /// A sign, so that a standing is never told by its colour alone.
    pub fn sign(self) -> char {
        match self {
            Self::Missed => '!',
            Self::Exceeded => '^',
            Self::Behind => '*',
            Self::Unknown => '?',
            Self::Unset => '-',
            Self::NotBegun => ':',
            Self::OnTrack => '.',
            Self::Reached => '#',
            Self::Partial => '~',
        }
    }

    /// Several together, parts of a heading or units of which each has to reach it for itself, are as the worst of them, and reached only when all are. None at all say nothing.
    pub fn of_all(standings: impl IntoIterator<Item = Self>) -> Self {
        standings.into_iter().min().unwrap_or(Self::Unknown)
    }
}

/// A goal in exact numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) at_least: Option<Ratio>,
    at_most: Option<Ratio>,
}

impl Wanted {
    pub(super) fn new(goal: Goal, scale: i8) -> Self {
        let exact = |number: Option<i64>| Ratio::scaled(number?, scale);
        Self {
            at_least: exact(goal.at_least),
            at_most: exact(goal.at_most),
        }
    }

    /// What time would have it be today: evenly from nothing to the whole, and through the milestones that it has, rounded
    /// to the target's digits: a drill a year is expected once half of the year is over. Rounded and not cut off, so that
    /// units with one each are not on track to a whole that is behind.
    pub(super) fn expected(
        self,
        target: &Target,
        unit: Option<UnitId>,
        days: DayRange,
        today: NaiveDate,
    ) -> Option<Ratio> {
        let scale = target.kind.scale().unwrap_or(0);
        let mut before = (days.from().pred_opt()?, Ratio::ZERO);
        let own = |milestone: &&crate::domain::campaign::Milestone| {
            unit.is_none() && milestone.source.is_none() && days.contains(milestone.day)
        };
        let milestones = target.milestones.iter().filter(own);
        let points = milestones.map(|milestone| (milestone.day, milestone.at_least));
        let points = points.filter_map(|(day, number)| Some((day, Ratio::scaled(number, scale)?)));
        for (day, number) in points.chain([(days.to(), self.at_least?)]) {
            if today < day {
                let part = Ratio::new(
                    (today - before.0).num_days().into(),
                    (day - before.0).num_days().into(),
                )?;
                let grown = number.minus(before.1)?.times(part)?;
                let expected = before.1.plus(grown)?.round(scale)?;
                return Ratio::scaled(expected, scale);
            }
            before = (day, number);
        }
        Some(before.1)
    }

    /// Where a value stands; `expected` is what time would have it be.
    pub(super) fn standing(
        self,
        value: Outcome,
        expected: Option<Ratio>,
        days: DayRange,
        today: NaiveDate,
    ) -> Standing {
        let is_over = days.to() < today;
        let Outcome::Number(value) = value else {
            return if today < days.from() {
                Standing::NotBegun
            } else {
                Standing::Unknown
            };
        };
        if self.at_most.is_some_and(|most| value > most) {
            Standing::Exceeded
        } else if self.at_least.is_some_and(|least| value < least) {
            if is_over {
                Standing::Missed
            } else if today < days.from() {
                Standing::NotBegun
            } else if expected.is_some_and(|expected| value < expected) {
                Standing::Behind
            } else {
                Standing::OnTrack
            }
        } else if self.at_least.is_some() || is_over {
            Standing::Reached
        } else {
            Standing::OnTrack
        }
    }
}
