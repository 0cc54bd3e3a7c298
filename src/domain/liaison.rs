//! How a unit's contact is registered: in which period, and under which name of the unit. What the form asks is the
//! campaign's, what is right in a field is [`super::submission`]'s.

use std::collections::BTreeMap;

use super::calendar::Instant;
use super::campaign::{Campaign, FieldKind};
use super::id::FieldId;
use super::period::{Period, Plan};
use super::status::is_expected;
use super::unit::Unit;

/// The periods whose duty asks for the registration form, in the order in which they fall due.
pub fn registrations<'a>(
    campaign: &'a Campaign,
    plan: &'a Plan,
) -> impl DoubleEndedIterator<Item = &'a Period> {
    plan.periods.iter().filter(|period| {
        let duty = campaign.duty(&period.id.duty);
        duty.is_some_and(|duty| duty.asks_registration())
    })
}

/// The period in which a unit registers: the last that has begun, else the first that there will be. `None` where the
/// campaign asks this unit for no registration.
pub fn registration<'a>(
    campaign: &'a Campaign,
    plan: &'a Plan,
    unit: &Unit,
    now: Instant,
) -> Option<&'a Period> {
    campaign.registration.as_ref()?;
    let is_owed = |period: &&Period| {
        let duty = campaign.duty(&period.id.duty);
        duty.is_some_and(|duty| is_expected(unit, duty, period))
    };
    let mut owed = registrations(campaign, plan).filter(is_owed);
    let first = owed.next()?;
    let begun = owed.rfind(|period| period.is_open(now));
    Some(begun.unwrap_or(first))
}

/// Fills in the unit's own name. A unit is registered under the name that it has now, whatever stood there before.
pub fn name_unit(campaign: &Campaign, unit: &Unit, fields: &mut BTreeMap<FieldId, String>) {
    let form = campaign.registration.iter();
    let asked = form.flat_map(|form| &form.fields);
    for field in asked.filter(|field| field.kind == FieldKind::UnitName) {
        fields.insert(field.id.clone(), unit.name.clone());
    }
}

#[cfg(test)]
mod tests;
