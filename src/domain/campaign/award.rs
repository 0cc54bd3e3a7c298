//! An award (评选): who may be nominated, on what conditions, by which steps, and how many by each recommending body.
//! Whether a list of nominations is in order is worked out in [`nomination`](crate::domain::nomination).

use crate::domain::id::{AwardId, ConditionId, KindId, StepId};

use super::Condition;

/// One award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    pub id: AwardId,
    /// 优胜单位
    pub name: String,
    /// The notice's own words.
    pub text: String,
    pub candidate: Candidate,
    /// The kinds of unit that are nominated, or that the person or team belongs to; empty means all.
    pub kinds: Vec<KindId>,
    /// The kinds of unit that recommend; empty means that only the collecting desk does.
    pub recommended_by: Vec<KindId>,
    /// How many ranked candidates a recommending body may name beyond its quota (差额候选).
    pub extra: u32,
    pub conditions: Vec<AwardCondition>,
    /// In the order in which they are taken.
    pub steps: Vec<AwardStep>,
}

/// What is nominated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Candidate {
    #[default]
    Unit,
    /// A team or a department of a unit, by name.
    Team,
    /// A person of a unit, by name.
    Person,
}

/// One line of the checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardCondition {
    pub id: ConditionId,
    pub text: String,
    /// What tells whether it is met; `None` where a person ticks it.
    pub rule: Option<Condition>,
}

/// One step on the way to approval: 职代会审议通过.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardStep {
    pub id: StepId,
    pub name: String,
}
