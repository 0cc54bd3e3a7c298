//! Nominations (推荐): candidates put forward for the campaign's awards, the conditions that each meets, the steps of its
//! approval with their days, and whether every recommending unit's list keeps to its quota. What is in order is
//! [`domain::nomination`](crate::domain::nomination)'s to say. A nomination is taken back, never deleted.

mod change;

use std::collections::BTreeMap;

use super::facts::Known;
use super::{Desk, points};
use crate::domain::calendar::{DayRange, Instant};
use crate::domain::campaign::{Award, Campaign, Candidate, Facts};
use crate::domain::id::{AwardId, ConditionId, NominationId, PointsId, StepId, UnitId};
use crate::domain::nomination::{
    Met, Nomination, NominationEntry, checklist, list_problems, next_step, unmet,
};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::store::KeptNomination;
use crate::text::search::closest;

pub use change::{edit, nominate, restore, set_quotas, step, tick, void};

/// One award, and everybody who recommends for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardLists {
    pub award: AwardId,
    pub bodies: Vec<BodyList>,
}

/// One recommending unit's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyList {
    pub body: UnitId,
    pub quota: Option<u32>,
    /// In the order of recommendation.
    pub nominations: Vec<Nominated>,
    /// What is wrong with the list as a whole.
    pub problems: Vec<String>,
}

/// One candidate, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nominated {
    pub nomination: Nomination,
    /// In the award's order.
    pub conditions: Vec<ConditionMet>,
    /// The step that is taken next; `None` where the approval is complete.
    pub next_step: Option<StepId>,
    /// Whether it stands beyond the quota: the extra candidate (差额候选).
    pub is_extra: bool,
}

/// Whether a candidate meets one condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionMet {
    pub condition: ConditionId,
    pub met: Met,
    /// What was worked out nobody ticks.
    pub is_worked_out: bool,
}

impl Nominated {
    /// Whether nothing is missing: all conditions met, all steps taken.
    pub fn is_complete(&self) -> bool {
        self.next_step.is_none() && self.conditions() == Met::Yes
    }

    /// What the conditions come to together: one that is not met settles it, then one that nobody has looked at.
    pub fn conditions(&self) -> Met {
        let has = |met| self.conditions.iter().any(|one| one.met == met);
        if has(Met::No) {
            Met::No
        } else if has(Met::Open) {
            Met::Open
        } else {
            Met::Yes
        }
    }
}

/// Every award with the lists of those that recommend for it, as of `now`.
pub fn lists(desk: &Desk, now: Instant) -> Result<Vec<AwardLists>, Fault> {
    let grounds = Grounds::of(desk, now)?;
    let known = &grounds.known;
    let quotas = desk.store.read().quotas()?;
    let kept = desk.store.read().nominations()?;
    let standing: Vec<&Nomination> = kept
        .iter()
        .filter(|kept| kept.voided.is_none())
        .map(|kept| &kept.nomination)
        .collect();
    let nominated = |award: &Award, nomination: &Nomination, quota: Option<u32>| {
        let unit = nomination.entry.unit;
        let conditions = grounds.look(unit, |facts| checklist(award, &nomination.entry, facts));
        let conditions = conditions.into_iter();
        Nominated {
            conditions: conditions
                .map(|checked| ConditionMet {
                    condition: checked.condition.id.clone(),
                    met: checked.met,
                    is_worked_out: checked.is_worked_out,
                })
                .collect(),
            next_step: next_step(award, &nomination.entry).map(|step| step.id.clone()),
            is_extra: quota.is_some_and(|quota| nomination.entry.rank > quota),
            nomination: nomination.clone(),
        }
    };
    let of_award = |award: &Award| {
        let bodies = bodies(desk.seat.unit, award, &known.units).into_iter();
        let list = |body: &Unit| {
            let mut own: Vec<&Nomination> = standing.clone();
            own.retain(|one| one.award == award.id && one.body == body.id);
            own.sort_by_key(|one| (one.entry.rank, one.id));
            let quota = quotas
                .iter()
                .find(|(of, by, _)| *of == award.id && *by == body.id);
            let quota = quota.map(|(_, _, number)| *number);
            BodyList {
                body: body.id,
                quota,
                problems: list_problems(award, quota, &own),
                nominations: own.iter().map(|one| nominated(award, one, quota)).collect(),
            }
        };
        AwardLists {
            award: award.id.clone(),
            bodies: bodies.map(list).collect(),
        }
    };
    Ok(desk.campaign.awards.iter().map(of_award).collect())
}

/// What conditions are worked out from: points and records, as of one moment.
#[derive(Debug)]
struct Grounds<'d> {
    known: Known<'d>,
    scores: BTreeMap<UnitId, BTreeMap<PointsId, i64>>,
    days: Option<DayRange>,
}

impl<'d> Grounds<'d> {
    fn of(desk: &'d Desk, now: Instant) -> Result<Self, Fault> {
        let known = Known::of(desk)?;
        Ok(Self {
            scores: all_points(desk, &known, now)?,
            known,
            days: DayRange::new(desk.campaign.days.from(), now.date()).ok(),
        })
    }

    /// Looks at the facts of one unit.
    fn look<T>(&self, unit: UnitId, look: impl FnOnce(Facts<'_>) -> T) -> T {
        let records = self.known.records_of(Some(unit), &[]);
        look(Facts {
            records: &records,
            days: self.days,
            points: self.scores.get(&unit),
            units: 1,
            ..Facts::default()
        })
    }
}

/// Refuses to finish the approval of a candidate that does not fulfil the conditions, and names all of them.
fn refuse_unmet(
    desk: &Desk,
    award: &AwardId,
    entry: &NominationEntry,
    now: Instant,
) -> Result<(), Fault> {
    let award = award_of(&desk.campaign, award)?;
    let grounds = Grounds::of(desk, now)?;
    let unmet = grounds.look(entry.unit, |facts| unmet(award, entry, facts));
    if unmet.is_empty() {
        return Ok(());
    }
    let all: Vec<String> = (1..)
        .zip(&unmet)
        .map(|(at, text)| format!("（{at}）{text}"))
        .collect();
    Err(Fault::problem(format!(
        "条件没有全部符合，不能走完程序。还没有符合或没有核对的 {} 条：{}",
        unmet.len(),
        all.join("；")
    ))
    .safe("没有改动这个推荐")
    .hint("请先核对条件；确需推荐的，在备注写明理由，理由随名单一起显示"))
}

/// What every unit has by every points table.
fn all_points(
    desk: &Desk,
    known: &Known<'_>,
    now: Instant,
) -> Result<BTreeMap<UnitId, BTreeMap<PointsId, i64>>, Fault> {
    let mut all: BTreeMap<UnitId, BTreeMap<PointsId, i64>> = BTreeMap::new();
    for table in &desk.campaign.points {
        for one in points::of_table(desk, known, table, now)?.units {
            let of_unit = all.entry(one.unit).or_default();
            of_unit.insert(table.id.clone(), one.score.total);
        }
    }
    Ok(all)
}

/// The units that recommend for an award: those of its kinds, else the desk's own.
pub fn bodies<'u>(seat: UnitId, award: &Award, units: &'u [Unit]) -> Vec<&'u Unit> {
    let is_body = |unit: &&Unit| match award.recommended_by.is_empty() {
        true => unit.id == seat,
        false => unit
            .kind
            .as_ref()
            .is_some_and(|kind| award.recommended_by.contains(kind)),
    };
    units.iter().filter(is_body).collect()
}

/// One nomination, taken back or not.
pub fn get(desk: &Desk, id: NominationId) -> Result<KeptNomination, Fault> {
    let kept = desk.store.read().nomination(id)?;
    kept.ok_or_else(|| unknown(id))
}

fn unknown(id: NominationId) -> Fault {
    Fault::problem(format!("没有编号为 {} 的推荐", id.0)).hint("请核对编号；名单可能已有变化")
}

/// The rank that a new candidate of a list takes.
pub fn next_rank(list: &BodyList) -> u32 {
    let ranks = list.nominations.iter().map(|one| one.nomination.entry.rank);
    ranks.max().unwrap_or(0).saturating_add(1)
}

/// The word for what is nominated.
pub fn candidate_word(candidate: Candidate) -> &'static str {
    match candidate {
        Candidate::Unit => "单位",
        Candidate::Team => "班组",
        Candidate::Person => "个人",
    }
}

/// The award of that id.
pub fn award_of<'c>(campaign: &'c Campaign, id: &AwardId) -> Result<&'c Award, Fault> {
    let found = campaign.awards.iter().find(|award| award.id == *id);
    found.ok_or_else(|| Fault::problem(format!("这个活动没有“{id}”这个评选")))
}

/// The award that a person means by its id or name.
pub fn award_named<'c>(campaign: &'c Campaign, text: &str) -> Result<&'c Award, Fault> {
    let text = text.trim();
    let awards = &campaign.awards;
    let found = awards
        .iter()
        .find(|award| award.id.as_str() == text || award.name == text);
    found.ok_or_else(|| {
        let known = awards
            .iter()
            .flat_map(|award| [award.id.as_str(), award.name.as_str()]);
        let all: Vec<String> = awards
            .iter()
            .map(|a| format!("{}（{}）", a.name, a.id))
            .collect();
        let fault = Fault::problem(format!("没有“{text}”这个评选"));
        match (closest(text, known), all.is_empty()) {
            (Some(near), _) => fault.hint(format!("是不是 {near}？")),
            (None, false) => fault.hint(format!("可以是：{}", all.join("、"))),
            (None, true) => fault,
        }
    })
}

#[cfg(test)]
mod tests;
