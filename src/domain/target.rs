//! How far targets (目标) are reached: against their number, against time, by year and by unit. What a number comes to is
//! measured by the caller, who has the records and the figures; which numbers are asked for, and what they mean, is
//! said here.

mod spans;
mod standing;
pub mod words;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

pub use standing::Standing;

use super::calendar::DayRange;
use super::campaign::{Campaign, Expression, Goal, Outcome, Target, TargetScope, TargetTime};
use super::id::{KindId, TargetId, UnitId};
use super::ratio::Ratio;
use super::unit::Unit;

/// What a number is measured over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look<'a> {
    /// One unit and all below it; `None` for the whole desk.
    pub unit: Option<UnitId>,
    /// Only units of these kinds; empty means all.
    pub kinds: &'a [KindId],
    /// Up to today, if that is before the last day that counts.
    pub days: DayRange,
}

/// What targets are held against.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    pub units: &'a [Unit],
    /// The shares that the coordinator has set, for targets that are split.
    pub shares: &'a BTreeMap<TargetId, BTreeMap<UnitId, i64>>,
    pub seen: Seen,
    pub today: NaiveDate,
}

/// How much of the campaign is seen from where a target is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// All units: what they have to reach together can be judged.
    Whole,
    /// Only this unit and what is below it. What is wanted of all together is not judged by what is a part of it; of a
    /// target that is split the unit has its own share.
    Part(UnitId),
}

/// How far one target is reached by one unit, or by all, within one stretch of days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    pub target: TargetId,
    /// `None` for all together.
    pub unit: Option<UnitId>,
    /// The days that count.
    pub days: DayRange,
    /// What is wanted; a heading wants all its parts. `None` for a unit without a share.
    pub goal: Option<Goal>,
    pub value: Outcome,
    pub standing: Standing,
    /// What the time that has passed would have it be, in the target's digits; less than that is behind. `None` where
    /// nothing is wanted at least.
    pub expected: Option<i64>,
    /// The value in tenths of a percent of what is wanted at least; below 1000 as long as it is not reached.
    pub share: Option<u32>,
    /// The days that have passed, in tenths of a percent.
    pub time: u32,
    pub milestones: Vec<MilestoneProgress>,
}

/// How one milestone was reached, or is going to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MilestoneProgress {
    pub day: NaiveDate,
    pub name: String,
    pub at_least: i64,
    /// As it stood on the milestone's day, or stands today.
    pub value: Outcome,
    pub standing: Standing,
}

/// Works targets out; `measure` says what an expression comes to over a look.
#[derive(Debug)]
pub struct Meter<'a, F> {
    campaign: &'a Campaign,
    against: Against<'a>,
    measure: F,
}

impl<'a, F: FnMut(&Expression, Look<'_>) -> Outcome> Meter<'a, F> {
    pub fn new(campaign: &'a Campaign, against: Against<'a>, measure: F) -> Self {
        Self {
            campaign,
            against,
            measure,
        }
    }

    /// How far a target is reached: one progress for every stretch of days that it is wanted in, and within each one
    /// for all together and one for every unit that has to reach it or has a share of it.
    pub fn progress(&mut self, target: &Target) -> Vec<Progress> {
        if target.goal.is_none() {
            return vec![self.heading(target)];
        }
        let mut all = Vec::new();
        for days in spans::of(target.time, self.campaign.days) {
            if let (TargetScope::Split(kinds), Seen::Part(unit)) =
                (&target.scope, self.against.seen)
                && self.units(kinds, days).contains(&unit)
            {
                all.push(self.share_of(target, unit, days));
                continue;
            }
            match &target.scope {
                TargetScope::Together(_) => all.push(self.one(target, None, target.goal, days)),
                TargetScope::EachUnit(kinds) => {
                    for unit in self.units(kinds, days) {
                        all.push(self.one(target, Some(unit), target.goal, days));
                    }
                }
                TargetScope::Split(kinds) => {
                    all.push(self.one(target, None, target.goal, days));
                    for unit in self.units(kinds, days) {
                        all.push(self.share_of(target, unit, days));
                    }
                }
            }
        }
        all
    }

    /// How far a unit is with its share of a target that is split.
    fn share_of(&mut self, target: &Target, unit: UnitId, days: DayRange) -> Progress {
        let shares = self.against.shares.get(&target.id);
        let share = shares.and_then(|shares| shares.get(&unit).copied());
        let goal = share.map(|share| Goal {
            at_least: Some(share),
            at_most: None,
        });
        self.one(target, Some(unit), goal, days)
    }

    /// Whether a number is only a part of what it would have to be held against.
    fn is_partial(&self, unit: Option<UnitId>) -> bool {
        unit.is_none() && self.against.seen != Seen::Whole
    }

    /// The units of some kinds that are there on any of these days.
    fn units(&self, kinds: &[KindId], days: DayRange) -> Vec<UnitId> {
        let units = self.against.units.iter().filter(|unit| {
            let is_of_kind =
                kinds.is_empty() || unit.kind.as_ref().is_some_and(|k| kinds.contains(k));
            let left_before = unit.closed_on.is_some_and(|closed| closed <= days.from());
            let joins_after = unit.joined_on.is_some_and(|joined| joined > days.to());
            is_of_kind && !left_before && !joins_after
        });
        units.map(|unit| unit.id).collect()
    }

    fn one(
        &mut self,
        target: &Target,
        unit: Option<UnitId>,
        goal: Option<Goal>,
        days: DayRange,
    ) -> Progress {
        let today = self.against.today;
        let value = self.value(target, target.source.as_ref(), unit, days, days.to());
        let milestones = self.milestones(target, unit, days);
        let scale = target.kind.scale().unwrap_or(0);
        let is_partial = self.is_partial(unit);
        let exact = |goal| standing::Wanted::new(goal, scale);
        let wanted = goal.map(exact).filter(|_| !is_partial);
        let expected = wanted.and_then(|wanted| wanted.expected(target, unit, days, today));
        let standing = match wanted {
            Some(wanted) => wanted.standing(value, expected, days, today),
            None if is_partial => Standing::Partial,
            None => Standing::Unset,
        };
        let least = wanted.and_then(|wanted| wanted.at_least);
        Progress {
            target: target.id.clone(),
            unit,
            days,
            goal,
            value,
            standing,
            expected: expected.and_then(|expected| expected.round(scale)),
            share: value
                .number()
                .zip(least)
                .and_then(|(value, least)| share(value, least)),
            time: time(days, today),
            milestones,
        }
    }

    /// What the target's number comes to until `last`, or until today.
    fn value(
        &mut self,
        target: &Target,
        source: Option<&Expression>,
        unit: Option<UnitId>,
        days: DayRange,
        last: NaiveDate,
    ) -> Outcome {
        let Ok(days) = DayRange::new(days.from(), last.min(self.against.today)) else {
            return Outcome::Number(Ratio::ZERO);
        };
        let kinds: &[KindId] = match &target.scope {
            TargetScope::Together(kinds) => kinds,
            TargetScope::EachUnit(_) | TargetScope::Split(_) => &[],
        };
        match source {
            Some(source) => (self.measure)(source, Look { unit, kinds, days }),
            None => self.sum_of_parts(target, unit, days),
        }
    }

    fn sum_of_parts(&mut self, target: &Target, unit: Option<UnitId>, days: DayRange) -> Outcome {
        let campaign = self.campaign;
        let mut sum = Ratio::ZERO;
        for part in campaign.parts_of(&target.id) {
            match self.value(part, part.source.as_ref(), unit, days, days.to()) {
                Outcome::Number(number) => match sum.plus(number) {
                    Some(more) => sum = more,
                    None => return Outcome::Undefined,
                },
                outcome => return outcome,
            }
        }
        Outcome::Number(sum)
    }

    fn milestones(
        &mut self,
        target: &Target,
        unit: Option<UnitId>,
        days: DayRange,
    ) -> Vec<MilestoneProgress> {
        // What is wanted on the way is wanted of all together: a unit's share has no milestones of its own.
        if unit.is_some() && matches!(target.scope, TargetScope::Split(_)) {
            return Vec::new();
        }
        let today = self.against.today;
        let is_partial = self.is_partial(unit);
        let scale = target.kind.scale().unwrap_or(0);
        let within = target
            .milestones
            .iter()
            .filter(|milestone| days.contains(milestone.day));
        let progress = |milestone: &super::campaign::Milestone| {
            let source = milestone.source.as_ref().or(target.source.as_ref());
            let value = self.value(target, source, unit, days, milestone.day);
            let goal = Goal {
                at_least: Some(milestone.at_least),
                at_most: None,
            };
            let until = DayRange::new(days.from(), milestone.day).unwrap_or(days);
            let wanted = standing::Wanted::new(goal, scale);
            MilestoneProgress {
                day: milestone.day,
                name: milestone.name.clone(),
                at_least: milestone.at_least,
                value,
                standing: match is_partial {
                    true => Standing::Partial,
                    false => wanted.standing(value, None, until, today),
                },
            }
        };
        within.map(progress).collect()
    }

    /// A heading is reached when all its parts are: all of those that are judged where it is looked at.
    fn heading(&mut self, target: &Target) -> Progress {
        let campaign = self.campaign;
        let is_whole = self.against.seen == Seen::Whole;
        let mut parts = Vec::new();
        for part in campaign.parts_of(&target.id) {
            let progress = self.progress(part);
            let standing = standing_of(&progress);
            if is_whole || !(progress.is_empty() || standing == Standing::Partial) {
                parts.push(standing);
            }
        }
        let reached = parts
            .iter()
            .filter(|part| **part == Standing::Reached)
            .count();
        let count = |number: usize| i64::try_from(number).expect("a list in memory is shorter");
        let days = DayRange::new(campaign.days.from(), self.last_day(target));
        let days = days.unwrap_or(campaign.days);
        let value = Ratio::integer(count(reached).into());
        let is_unjudged = parts.is_empty() && !is_whole;
        Progress {
            target: target.id.clone(),
            unit: None,
            days,
            goal: (!is_unjudged).then_some(Goal {
                at_least: Some(count(parts.len())),
                at_most: None,
            }),
            value: match is_unjudged {
                true => Outcome::Blank,
                false => Outcome::Number(value),
            },
            standing: match is_unjudged {
                true => Standing::Partial,
                false => Standing::of_all(parts.iter().copied()),
            },
            expected: None,
            share: share(value, Ratio::integer(count(parts.len()).into())),
            time: time(days, self.against.today),
            milestones: Vec::new(),
        }
    }
}

impl<F> Meter<'_, F> {
    /// The last day on which something of a target is wanted: of a heading by the latest of its parts, a milestone too.
    fn last_day(&self, target: &Target) -> NaiveDate {
        let own = match target.time {
            TargetTime::By(day) => day,
            TargetTime::Each(_) => self.campaign.days.to(),
        };
        let milestones = target.milestones.iter().map(|milestone| milestone.day);
        let parts = self.campaign.parts_of(&target.id);
        let parts = parts.map(|part| self.last_day(part));
        milestones.chain(parts).fold(own, NaiveDate::max)
    }
}

/// Where a target stands by its progresses: all together, where it is wanted of all together, whatever share each unit
/// has; where it is wanted of every unit alone, as the worst of them.
pub fn standing_of<'p>(progress: impl IntoIterator<Item = &'p Progress>) -> Standing {
    let all: Vec<&Progress> = progress.into_iter().collect();
    let together = all.iter().filter(|one| one.unit.is_none());
    let together: Vec<Standing> = together.map(|one| one.standing).collect();
    if !together.is_empty() {
        return Standing::of_all(together);
    }
    Standing::of_all(all.iter().map(|one| one.standing))
}

/// By how much the shares of a split target differ from the whole: positive where they are more, 0 where they add up.
/// `None` where the target is not split, or no share is set yet.
pub fn split_difference(target: &Target, shares: &BTreeMap<UnitId, i64>) -> Option<i64> {
    let TargetScope::Split(_) = target.scope else {
        return None;
    };
    let whole = target.goal?.at_least?;
    if shares.is_empty() {
        return None;
    }
    let sum = shares
        .values()
        .fold(0_i64, |sum, share| sum.saturating_add(*share));
    Some(sum.saturating_sub(whole))
}

/// A share in tenths of a percent; whole only where nothing is missing.
fn share(value: Ratio, wanted: Ratio) -> Option<u32> {
    let per_mille = value.times(Ratio::integer(1000))?.over(wanted)?.round(0)?;
    let most = if value < wanted {
        999
    } else {
        i64::from(u32::MAX)
    };
    u32::try_from(per_mille.clamp(0, most)).ok()
}

fn time(days: DayRange, today: NaiveDate) -> u32 {
    let passed = match days.day_number(today) {
        Some(number) => number,
        None if today < days.from() => 0,
        None => days.len(),
    };
    let per_mille = u64::from(passed) * 1000 / u64::from(days.len());
    u32::try_from(per_mille).expect("at most a thousand")
}

impl Campaign {
    /// The targets that are parts of another.
    pub fn parts_of<'a>(&'a self, whole: &'a TargetId) -> impl Iterator<Item = &'a Target> {
        let parts = self.targets.iter();
        parts.filter(move |target| target.part_of.as_ref() == Some(whole))
    }
}

#[cfg(test)]
mod tests;
