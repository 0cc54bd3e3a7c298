//! A nomination (推荐) puts one candidate forward for an award: which conditions are met, how far the approval has come,
//! and whether a recommending body's list keeps to its quota.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::campaign::{Award, AwardCondition, AwardStep, Candidate, Facts};
use super::id::{AwardId, ConditionId, NominationId, StepId, UnitId};

/// One candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Nomination {
    pub id: NominationId,
    pub award: AwardId,
    /// The unit that recommends; the collecting desk's own where no others do.
    pub body: UnitId,
    pub entry: NominationEntry,
}

/// What a person writes about a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NominationEntry {
    /// The unit that is nominated, or that the team or person belongs to.
    pub unit: UnitId,
    /// The team or the person; empty where the unit itself is nominated.
    pub name: String,
    /// The order of recommendation within the body's list, from 1.
    pub rank: u32,
    /// The conditions that a person ticked.
    pub ticked: BTreeMap<ConditionId, bool>,
    /// The steps that were taken, each with its day.
    pub steps: BTreeMap<StepId, NaiveDate>,
    pub note: String,
}

/// Whether a condition is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Met {
    Yes,
    No,
    /// Nobody has said, or what it is worked out from is not there.
    Open,
}

/// One line of a candidate's checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked<'a> {
    pub condition: &'a AwardCondition,
    pub met: Met,
    /// Whether it was worked out; what was not, a person ticks.
    pub is_worked_out: bool,
}

/// The checklist of a candidate. `facts` are what is known of its unit: points and records.
pub fn checklist<'a>(
    award: &'a Award,
    entry: &NominationEntry,
    facts: Facts<'_>,
) -> Vec<Checked<'a>> {
    let check = |condition: &'a AwardCondition| {
        let holds = match &condition.rule {
            Some(rule) => rule.holds(facts),
            None => entry.ticked.get(&condition.id).copied(),
        };
        Checked {
            condition,
            met: match holds {
                Some(true) => Met::Yes,
                Some(false) => Met::No,
                None => Met::Open,
            },
            is_worked_out: condition.rule.is_some(),
        }
    };
    award.conditions.iter().map(check).collect()
}

/// The step that is taken next; `None` where the approval is complete.
pub fn next_step<'a>(award: &'a Award, entry: &NominationEntry) -> Option<&'a AwardStep> {
    award
        .steps
        .iter()
        .find(|step| !entry.steps.contains_key(&step.id))
}

/// What keeps a candidate from the end of its approval: every condition that is not met, or that nobody has looked at. Empty
/// while steps are left, and where the note says why it goes forward all the same.
pub fn unmet<'a>(award: &'a Award, entry: &NominationEntry, facts: Facts<'_>) -> Vec<&'a str> {
    let is_finished = !award.steps.is_empty() && next_step(award, entry).is_none();
    if !is_finished || !entry.note.trim().is_empty() {
        return Vec::new();
    }
    let checked = checklist(award, entry, facts).into_iter();
    let unmet = checked.filter(|one| one.met != Met::Yes);
    unmet.map(|one| one.condition.text.as_str()).collect()
}

/// What is wrong with an entry by itself, all at once: a missing name, steps out of order or still to come.
pub fn problems(award: &Award, entry: &NominationEntry, today: NaiveDate) -> Vec<String> {
    let mut problems = Vec::new();
    if award.candidate != Candidate::Unit && entry.name.trim().is_empty() {
        problems.push(match award.candidate {
            Candidate::Person => "请填写被推荐人的姓名".to_owned(),
            _ => "请填写被推荐班组的名称".to_owned(),
        });
    }
    if entry.rank == 0 {
        problems.push("推荐顺序从 1 开始".to_owned());
    }
    let mut before: Option<(&AwardStep, NaiveDate)> = None;
    let mut skipped: Option<&AwardStep> = None;
    for step in &award.steps {
        let Some(day) = entry.steps.get(&step.id).copied() else {
            skipped = skipped.or(Some(step));
            continue;
        };
        if day > today {
            problems.push(format!("“{}”的日期不能晚于今天", step.name));
        }
        if let Some(missing) = skipped {
            problems.push(format!(
                "“{}”还没有完成，不能先做“{}”",
                missing.name, step.name
            ));
        }
        if let Some((earlier, on)) = before.filter(|(_, on)| day < *on) {
            problems.push(format!(
                "“{}”的日期早于“{}”的 {on}",
                step.name, earlier.name
            ));
        }
        before = Some((step, day));
    }
    problems
}

/// What is wrong with one body's list for an award: more than its quota and the extra candidates allow, the same
/// candidate twice, an order with gaps. `quota` is `None` where it is not set yet.
pub fn list_problems(award: &Award, quota: Option<u32>, list: &[&Nomination]) -> Vec<String> {
    let mut problems = Vec::new();
    let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
    match quota {
        None if count > 0 => problems.push(format!("{}的推荐名额还没有填", award.name)),
        Some(quota) if count > quota.saturating_add(award.extra) => problems.push(format!(
            "{}推荐了 {count} 个，名额 {quota} 个，另可有 {} 个差额候选",
            award.name, award.extra
        )),
        _ => {}
    }
    let mut ranks: Vec<u32> = list
        .iter()
        .map(|nomination| nomination.entry.rank)
        .collect();
    ranks.sort_unstable();
    if !ranks.iter().copied().eq(1..=count) {
        problems.push(format!("推荐顺序应是 1 到 {count}，不重复、不空缺"));
    }
    let candidate = |nomination: &Nomination| {
        let entry = &nomination.entry;
        (entry.unit, entry.name.trim().to_owned())
    };
    let mut candidates: Vec<_> = list
        .iter()
        .map(|nomination| candidate(nomination))
        .collect();
    candidates.sort();
    if candidates.windows(2).any(|pair| pair[0] == pair[1]) {
        problems.push("同一个候选推荐了两次".to_owned());
    }
    problems
}

/// Whether a candidate stands beyond the quota: one of the ranked extra candidates (差额候选).
pub fn is_extra(quota: u32, entry: &NominationEntry) -> bool {
    entry.rank > quota
}

#[cfg(test)]
mod tests;
