//! Targets (目标): how far each is reached on a day, against its number and against time, by year and by unit; and the
//! shares that the coordinator sets where one is split. What counts as reached is
//! [`domain::target`](crate::domain::target)'s to say.

mod each;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use each::Each;

use super::facts::Known;
use super::packet::Superior;
use super::{About, Desk};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Campaign, Target, TargetScope};
use crate::domain::id::{TargetId, UnitId};
use crate::domain::target::{
    Against, Meter, Progress, Seen, Standing, split_difference, standing_of, words,
};
use crate::domain::typing::{read_number, show_number};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::desk::Role;
use crate::store::StoreError;
use crate::text::search::closest;

/// The shares of every target that is split.
pub type Shares = BTreeMap<TargetId, BTreeMap<UnitId, i64>>;

/// One target and how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetProgress {
    pub target: TargetId,
    /// How many headings it stands below.
    pub depth: usize,
    /// By stretch of days, and within each all together before unit after unit.
    pub progress: Vec<Progress>,
    /// By how much the units' shares differ from the whole; `None` where it is not split, where no share is set, and
    /// on the desk of a unit, which knows its own share alone.
    pub split_difference: Option<i64>,
    /// Whether every unit has to reach it for itself.
    pub is_each: bool,
}

impl TargetProgress {
    /// Where it stands on a day: in the stretch that the day lies in, or else the last that has begun.
    pub fn standing(&self, today: NaiveDate) -> Standing {
        standing_of(self.current(today))
    }

    /// What is to be looked at on a day: the stretch that the day lies in, or else the last that has begun. All
    /// together where that is asked for, else each unit.
    pub fn current(&self, today: NaiveDate) -> impl Iterator<Item = &Progress> {
        let begun = self.progress.iter().filter(|one| one.days.from() <= today);
        let first = self.progress.first();
        let from = begun
            .map(|one| one.days.from())
            .max()
            .or(first.map(|one| one.days.from()));
        let is_whole = self.progress.iter().any(|one| one.unit.is_none());
        let all = self.progress.iter();
        all.filter(move |one| Some(one.days.from()) == from && one.unit.is_none() == is_whole)
    }
}

/// One line about a target: the stretch of days that is looked at, what is wanted in it, what there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetLine {
    pub stretch: String,
    pub wanted: String,
    pub done: String,
    /// In tenths of a percent.
    pub share: Option<u32>,
    /// The days that have passed, in tenths of a percent.
    pub time: u32,
    pub standing: Standing,
}

impl TargetProgress {
    /// The line for a list on `today`. Where every unit has to reach it for itself, it tells how many have.
    pub fn line(&self, target: &Target, today: NaiveDate) -> Option<TargetLine> {
        let first = self.current(today).next()?;
        let (wanted, done, share) = match self.each(today) {
            None => (
                words::goal(target, first.goal),
                words::value(target, first.value),
                first.share,
            ),
            Some(each) => {
                let reached = each.reached.len();
                let share = (reached * 1000).checked_div(each.units()).unwrap_or(0);
                (
                    format!("每单位{}", words::goal(target, first.goal)),
                    match each.exceeded.len() {
                        0 => format!("{reached}/{}", each.units()),
                        beyond => format!("{reached}/{}，超{beyond}", each.units()),
                    },
                    u32::try_from(share).ok(),
                )
            }
        };
        Some(TargetLine {
            stretch: words::stretch(target, first.days),
            wanted,
            done,
            share,
            time: first.time,
            standing: self.standing(today),
        })
    }
}

/// Every target of the campaign on `today`, parts behind what they are parts of.
pub fn targets(desk: &Desk, today: NaiveDate) -> Result<Vec<TargetProgress>, Fault> {
    let shares = shares(desk)?;
    let mut known = Known::of(desk)?;
    let seen = seen(desk)?;
    let mut units = known.units.clone();
    units.retain(|unit| desk.reports(unit.id) || seen == Seen::Part(unit.id));
    let against = Against {
        units: &units,
        shares: &shares,
        seen,
        today,
    };
    let campaign = &desk.campaign;
    let none = BTreeMap::new();
    let mut meter = Meter::new(campaign, against, |expression, look| {
        known.measure(expression, look)
    });
    let mut all = Vec::new();
    for (target, depth) in ordered(campaign) {
        all.push(TargetProgress {
            target: target.id.clone(),
            depth,
            progress: meter.progress(target),
            split_difference: match seen {
                Seen::Whole => split_difference(target, shares.get(&target.id).unwrap_or(&none)),
                Seen::Part(_) => None,
            },
            is_each: matches!(target.scope, TargetScope::EachUnit(_)),
        });
    }
    Ok(all)
}

/// How much of the campaign the desk sees: a desk that reports to another knows the numbers of its own units alone.
fn seen(desk: &Desk) -> Result<Seen, Fault> {
    let is_part = desk.seat.role == Role::Unit || Superior::of(desk)?.is_some();
    Ok(match is_part {
        true => Seen::Part(desk.seat.unit),
        false => Seen::Whole,
    })
}

/// What to say below a list of targets of which some are only seen in part.
pub fn partial_remark<'t>(all: impl IntoIterator<Item = &'t TargetProgress>) -> Option<String> {
    let mut each = all.into_iter().flat_map(|one| &one.progress);
    each.any(|one| one.standing == Standing::Partial).then(|| {
        "“部分数”：这里只有本单位（及下属单位）的数，是否完成由上级汇总后判断。".to_owned()
    })
}

/// Every target, each behind what it is a part of, with how deep it stands.
pub fn ordered(campaign: &Campaign) -> Vec<(&Target, usize)> {
    fn below<'c>(
        campaign: &'c Campaign,
        whole: &'c Target,
        depth: usize,
        all: &mut Vec<(&'c Target, usize)>,
    ) {
        all.push((whole, depth));
        for part in campaign.parts_of(&whole.id) {
            below(campaign, part, depth + 1, all);
        }
    }
    let mut all = Vec::new();
    for top in campaign
        .targets
        .iter()
        .filter(|target| target.part_of.is_none())
    {
        below(campaign, top, 0, &mut all);
    }
    all
}

/// The shares that have been set.
pub fn shares(desk: &Desk) -> Result<Shares, Fault> {
    let mut shares = Shares::new();
    for (target, unit, share) in desk.store.read().target_shares()? {
        shares.entry(target).or_default().insert(unit, share);
    }
    Ok(shares)
}

/// The units that have a share of a target.
pub fn sharers<'u>(target: &Target, units: &'u [Unit]) -> Vec<&'u Unit> {
    let TargetScope::Split(kinds) = &target.scope else {
        return Vec::new();
    };
    let is_of = |unit: &&Unit| unit.kind.as_ref().is_some_and(|kind| kinds.contains(kind));
    units.iter().filter(is_of).collect()
}

/// Sets units' shares of a target, as typed; an empty text takes one away. All of them or none. Tells by how much the
/// shares now differ from the whole.
pub fn set_shares(
    desk: &mut Desk,
    target: &TargetId,
    typed: &[(UnitId, String)],
    now: Instant,
) -> Result<Option<i64>, Fault> {
    if desk.seat.role != Role::Coordinator {
        return Err(Fault::problem("目标只由牵头部门分解"));
    }
    let target = target_of(&desk.campaign, target)?.clone();
    let units = desk.units()?;
    let sharing = sharers(&target, &units);
    let mut wrong = Vec::new();
    let mut set = Vec::new();
    for (id, text) in typed {
        let unit = desk.unit(*id)?;
        if *id == desk.seat.unit {
            wrong.push(format!("{}的分解数由上级下达", unit.name));
            continue;
        }
        if !sharing.iter().any(|sharer| sharer.id == *id) {
            wrong.push(format!("{}没有分解给{}", target.name, unit.name));
            continue;
        }
        match read_number(text, target.kind.digits().unwrap_or(0)).transpose() {
            Ok(share) => set.push((unit, share)),
            Err(message) => wrong.push(format!("{}：{message}", unit.name)),
        }
    }
    if !wrong.is_empty() {
        return Err(Fault::problem(wrong.join("；")).safe("没有改动任何分解数"));
    }
    desk.change(now, |change, _| {
        for (unit, share) in &set {
            change.put_target_share(&target.id, unit.id, *share)?;
            let share = share.map_or_else(|| "取消".to_owned(), |share| shown(&target, share));
            let detail = format!("{}：{}，{share}", target.name, unit.name);
            change.note(Act::ShareSet, About::unit(unit.id), &detail)?;
        }
        Ok::<_, StoreError>(())
    })?;
    let shares = shares(desk)?;
    Ok(shares
        .get(&target.id)
        .and_then(|shares| split_difference(&target, shares)))
}

/// What to say where the shares of a target do not add up.
pub fn split_remark(target: &Target, difference: Option<i64>) -> Option<String> {
    let difference = difference.filter(|difference| *difference != 0)?;
    let whole = target.goal?.at_least?;
    let more = if difference > 0 { "多" } else { "少" };
    let amount = i64::try_from(difference.unsigned_abs()).unwrap_or(i64::MAX);
    Some(format!(
        "{}：各单位分解数合计 {}，比目标数 {} {more} {}。",
        target.name,
        shown(target, whole.saturating_add(difference)),
        shown(target, whole),
        shown(target, amount)
    ))
}

/// A number of a target with its measure word.
pub fn shown(target: &Target, number: i64) -> String {
    let number = show_number(number, target.kind.digits().unwrap_or(0));
    format!("{number}{}", target.measure)
}

/// The target of that id.
pub fn target_of<'c>(campaign: &'c Campaign, id: &TargetId) -> Result<&'c Target, Fault> {
    let found = campaign.target(id);
    found.ok_or_else(|| Fault::problem(format!("这个活动没有“{id}”这个目标")))
}

/// The target that a person means by its id or name.
pub fn target_named<'c>(campaign: &'c Campaign, text: &str) -> Result<&'c Target, Fault> {
    let text = text.trim();
    let targets = &campaign.targets;
    let found = targets
        .iter()
        .find(|target| target.id.as_str() == text || target.name == text);
    found.ok_or_else(|| {
        let fault = Fault::problem(format!("没有“{text}”这个目标"));
        let known = targets
            .iter()
            .flat_map(|target| [target.id.as_str(), target.name.as_str()]);
        match closest(text, known) {
            Some(near) => fault.hint(format!("是不是 {near}？")),
            None => fault.hint("anyue target list 列出全部目标"),
        }
    })
}

#[cfg(test)]
mod tests;
