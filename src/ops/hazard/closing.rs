//! 销号: a hazard is put right. What the campaign wants written down before and is still missing is filled in with it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{all_of, clean, summary, update};
use crate::domain::audit::Act;
use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::Campaign;
use crate::domain::figure::Value;
use crate::domain::hazard::{HazardEntry, HazardField};
use crate::domain::id::{FieldId, HazardId};
use crate::domain::record::FieldValue;
use crate::error::Fault;
use crate::ops::Desk;

/// What is filled in where an entry is closed, because it was missing: by the fields of the register `hazards`.
pub type Filled = BTreeMap<FieldId, Value>;

/// Closes an entry. Nothing of it changes but the day and what is `filled` in; what somebody else filled in meanwhile is
/// not written over.
pub fn close(
    desk: &mut Desk,
    id: HazardId,
    on: NaiveDate,
    filled: &Filled,
    now: Instant,
) -> Result<(), Fault> {
    update(desk, id, now, |hazard, campaign| {
        if hazard.entry.closed_on.is_some() {
            return Err(Fault::problem("这条隐患已经销号"));
        }
        if let Some(labels) = filled_otherwise(campaign, &hazard.entry, filled) {
            return Err(Fault::problem(format!("{labels}已经填有别的内容"))
                .safe("这条隐患没有改动")
                .hint("请看过现在的内容再销号；要改已经填好的，请先修改这条隐患"));
        }
        let closed = closing(campaign, &hazard.entry, on, filled, now.date());
        hazard.entry = closed.map_err(|problems| {
            all_of(problems).hint("请改好后再销号；还缺的可以在销号时一并填好")
        })?;
        let detail = format!("{}，{}销号", summary(&hazard.entry), words::date(on));
        Ok((Act::HazardClosed, detail))
    })
}

/// The entry closed on a day, with what was missing filled in.
///
/// # Errors
///
/// Everything that is wrong with it so and was not before, each beside its field: what was wrong already is no reason
/// against closing it.
pub fn closing(
    campaign: &Campaign,
    entry: &HazardEntry,
    on: NaiveDate,
    filled: &Filled,
    today: NaiveDate,
) -> Result<HazardEntry, Vec<(HazardField, String)>> {
    let mut closed = HazardEntry {
        closed_on: Some(on),
        ..entry.clone()
    };
    let mut wrong = Vec::new();
    for (field, value) in said(filled) {
        if let Err(error) = closed.set(field, &value, &campaign.hazard_levels) {
            wrong.push((HazardField::ClosedOn, error.to_string()));
        }
    }
    let before = entry.problems(campaign, today);
    let after = closed.problems(campaign, today).into_iter();
    wrong.extend(after.filter(|problem| !before.contains(problem)));
    match wrong.is_empty() {
        true => Ok(closed),
        false => Err(wrong),
    }
}

/// The labels of what is to be filled in and says something else already; `None` where nothing does.
fn filled_otherwise(campaign: &Campaign, entry: &HazardEntry, filled: &Filled) -> Option<String> {
    let stands = entry.as_record_entry(&campaign.hazard_levels).fields;
    let differs = |(field, value): &(&FieldId, Value)| {
        let stands = stands.get(*field).and_then(FieldValue::as_plain);
        stands.is_some_and(|stands| stands != value)
    };
    let labels = said(filled).filter(differs);
    let labels = labels.filter_map(|(field, _)| campaign.hazard_ledger.field(field));
    let labels: Vec<&str> = labels.map(|field| field.label.as_str()).collect();
    (!labels.is_empty()).then(|| labels.join("、"))
}

/// What is filled in, cleaned for the desk. A text that says nothing is left out.
fn said(filled: &Filled) -> impl Iterator<Item = (&FieldId, Value)> {
    filled.iter().filter_map(|(field, value)| match value {
        Value::Text(text) => {
            let text = clean(text);
            (!text.is_empty()).then_some((field, Value::Text(text)))
        }
        value => Some((field, value.clone())),
    })
}
