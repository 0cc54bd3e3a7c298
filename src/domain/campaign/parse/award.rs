//! `[[award]]`: who may be nominated, on what conditions, by which steps, and by whom.

use super::expression::{self, Scope};
use super::header::Header;
use super::kinds;
use super::tree::{Keys, Names};
use crate::domain::campaign::{Award, AwardCondition, AwardStep, Candidate};
use crate::domain::id::{AwardId, ConditionId, StepId};

pub(super) const KEYS: [&str; 9] = [
    "id",
    "name",
    "text",
    "candidate",
    "kinds",
    "recommended_by",
    "extra",
    "condition",
    "step",
];
pub(super) const CONDITION_KEYS: [&str; 3] = ["id", "text", "rule"];
pub(super) const STEP_KEYS: [&str; 2] = ["id", "name"];

/// The most ranked candidates beyond a quota.
const MOST_EXTRA: i64 = 100;

/// Reads every award.
pub(super) fn read(root: &Keys<'_>, header: &Header, scope: Scope<'_>) -> Vec<Award> {
    let mut ids = Names::default();
    root.list("award")
        .iter()
        .filter_map(|node| read_award(&node.keys(&KEYS)?, header, scope, &mut ids))
        .collect()
}

fn read_award<'t>(
    keys: &Keys<'t>,
    header: &Header,
    scope: Scope<'_>,
    ids: &mut Names<'t>,
) -> Option<Award> {
    let id = keys
        .id("id", "best_unit")
        .filter(|id| ids.add(id, keys.report));
    let name = keys.text("name", "优胜单位");
    let text = keys.paragraphs("text");
    let candidate = keys.word_or(
        "candidate",
        Candidate::Unit,
        &[
            ("unit", Candidate::Unit),
            ("team", Candidate::Team),
            ("person", Candidate::Person),
        ],
    );
    let nominated = kinds::read(keys, "kinds", header);
    let recommended_by = kinds::read(keys, "recommended_by", header);
    let extra = keys
        .get("extra")
        .map_or(Some(0), |node| node.integer(0, MOST_EXTRA));
    let conditions = read_conditions(keys, scope);
    let steps = read_steps(keys);
    Some(Award {
        id: AwardId::from(id?.value),
        name: name?,
        text: text?,
        candidate: candidate?,
        kinds: nominated?,
        recommended_by: recommended_by?,
        extra: u32::try_from(extra?).ok()?,
        conditions,
        steps,
    })
}

fn read_conditions(keys: &Keys<'_>, scope: Scope<'_>) -> Vec<AwardCondition> {
    let mut ids = Names::default();
    let mut conditions = Vec::new();
    for node in keys.list("condition") {
        let Some(keys) = node.keys(&CONDITION_KEYS) else {
            continue;
        };
        let id = keys
            .id("id", "no_accident")
            .filter(|id| ids.add(id, keys.report));
        let text = keys.text("text", "未发生一般及以上生产安全事故");
        let rule = match keys.get("rule") {
            Some(node) => node
                .line()
                .and_then(|text| expression::condition(&text, scope, keys.report))
                .map(Some),
            None => Some(None),
        };
        let read = || {
            Some(AwardCondition {
                id: ConditionId::from(id?.value),
                text: text?,
                rule: rule?,
            })
        };
        conditions.extend(read());
    }
    conditions
}

fn read_steps(keys: &Keys<'_>) -> Vec<AwardStep> {
    let mut ids = Names::default();
    let mut steps = Vec::new();
    for node in keys.list("step") {
        let Some(keys) = node.keys(&STEP_KEYS) else {
            continue;
        };
        let id = keys
            .id("id", "congress")
            .filter(|id| ids.add(id, keys.report));
        let name = keys.text("name", "职代会审议通过");
        steps.extend(id.zip(name).map(|(id, name)| AwardStep {
            id: StepId::from(id.value),
            name,
        }));
    }
    steps
}
