//! Why a record gives no points: it has not come as far as an item asks, or there is no room left under a cap. What a record
//! gives is worked out beside this.

use chrono::NaiveDate;
use serde::Serialize;

use super::{GroupScore, ItemScore, Scored, is_for};
use crate::domain::campaign::{
    Comparison, Condition, Facts, Given, PointsGroup, PointsItem, PointsTable, Selection,
};
use crate::domain::id::{RecordId, StageId};
use crate::domain::record::Record;
use crate::domain::typing::show_number;

/// A record that will give points once it has come to a stage: published, complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    pub record: RecordId,
    pub day: NaiveDate,
    /// The stage that it has to reach.
    pub stage: StageId,
}

/// Puts down for every item which records wait.
pub(super) fn put_waiting(table: &PointsTable, scored: Scored<'_>, groups: &mut [GroupScore]) {
    for (group, of) in groups.iter_mut().zip(&table.groups) {
        for (item, of_item) in group.items.iter_mut().zip(&of.items) {
            let Given::Records { of, .. } = &of_item.given else {
                continue;
            };
            if is_for(of_item, scored.kind) {
                item.waiting = waiting(of, scored.records);
            }
        }
    }
}

/// The records that miss nothing of a selection but a stage.
fn waiting(of: &Selection, records: &[&Record]) -> Vec<Waiting> {
    let Some(condition) = &of.condition else {
        return Vec::new();
    };
    let parts = match condition.as_ref() {
        Condition::All(parts) => parts.as_slice(),
        only => std::slice::from_ref(only),
    };
    let own = records
        .iter()
        .filter(|record| record.register == of.register);
    let waits = |record: &&&Record| {
        let facts = Facts::of_record(record);
        let holds = |part: &&Condition| part.holds(facts) == Some(true);
        let (stages, rest): (Vec<&Condition>, Vec<&Condition>) =
            parts.iter().partition(|part| stage_of(part).is_some());
        let stage = stages
            .into_iter()
            .filter(|part| !holds(part))
            .find_map(stage_of)?;
        rest.iter().all(holds).then(|| Waiting {
            record: record.id,
            day: record.day(of.day.as_ref()),
            stage: stage.clone(),
        })
    };
    own.filter_map(|record| waits(&record)).collect()
}

/// The stage that a condition wants reached.
fn stage_of(condition: &Condition) -> Option<&StageId> {
    match condition {
        Condition::Stage {
            comparison: Comparison::GreaterOrEqual,
            stages,
            at,
        } => stages.get(*at),
        _ => None,
    }
}

/// Why a record that an item took gave nothing: `“应急演练”已满 5 分`. Without an item it came again, and was to be added to
/// the group.
pub fn why_nothing(
    table: &PointsTable,
    (group, scored): (&PointsGroup, &GroupScore),
    item: Option<(&PointsItem, &ItemScore)>,
) -> String {
    let full = |name: &str, cap: Option<i64>, points: i64| {
        let cap = cap.filter(|cap| points >= *cap)?;
        Some(format!("“{name}”已满 {} 分", show_number(cap, table.scale)))
    };
    let of_item = item.and_then(|(item, scored)| full(&item.name, item.cap, scored.points));
    let of_group = || full(&group.name, group.cap, scored.points);
    let nothing = || "按登记的内容得 0 分".to_owned();
    of_item.or_else(of_group).unwrap_or_else(nothing)
}
