//! Whether a record that stands is still fit for what it was written for: the hazard that it names may have been opened
//! again since. What is wrong with a record while it is written is [`check`](super::problems)'s to say.

use super::{FieldValue, Record};
use crate::domain::campaign::{Facts, HazardLevel, Register, RegisterFieldKind};
use crate::domain::hazard::Hazard;
use crate::domain::id::HazardId;

/// Why a record counts no longer, though it was sound when it was written; `None` where it does. A hazard that this desk
/// does not have says nothing.
pub fn unfit<'h>(
    register: &Register,
    record: &Record,
    levels: &[HazardLevel],
    hazard: impl Fn(HazardId) -> Option<&'h Hazard>,
) -> Option<String> {
    let broken = register.fields.iter().find_map(|field| {
        let RegisterFieldKind::Hazard(Some(condition)) = &field.kind else {
            return None;
        };
        let Some(FieldValue::Hazard(id)) = record.entry.fields.get(&field.id) else {
            return None;
        };
        let named = hazard(*id)?.as_record(levels);
        (condition.holds(Facts::of_record(&named)) != Some(true)).then_some(id)
    })?;
    Some(format!(
        "所写的隐患（编号 {}）已重新打开，不再符合要求，不计入",
        broken.0
    ))
}

#[cfg(test)]
mod tests {
    //! A note about a hazard that was closed, and was then opened again.

    use super::*;
    use crate::domain::campaign::{Campaign, builtin};
    use crate::domain::hazard::HazardEntry;
    use crate::domain::id::{RecordId, UnitId};
    use crate::domain::record::RecordEntry;

    #[test]
    fn a_note_is_fit_only_while_its_hazard_is_reported_or_removed() {
        let (_, source) = builtin()
            .iter()
            .find(|(id, _)| *id == "qianjiang-2025")
            .expect("it comes with the program");
        let campaign = Campaign::parse(source).expect("it is sound");
        let register = campaign.register(&"notes".into()).expect("is declared");
        let note = Record {
            id: RecordId(1),
            register: register.id.clone(),
            unit: UnitId(1),
            row: None,
            recorded_on: chrono::NaiveDate::default(),
            entry: RecordEntry {
                fields: [("hazard".into(), FieldValue::Hazard(HazardId(7)))].into(),
                ..RecordEntry::default()
            },
        };
        let day = chrono::NaiveDate::from_ymd_opt(2025, 6, 10);
        let found_on = day.expect("a day");
        let mut hazard = Hazard {
            id: HazardId(7),
            unit: UnitId(1),
            entry: HazardEntry::new(found_on, campaign.hazard_levels[0].id.clone()),
        };
        for (reported, closed, fits) in [
            (None, day, true),
            (day, None, true),
            (day, day, true),
            (None, None, false),
        ] {
            (hazard.entry.reported_on, hazard.entry.closed_on) = (reported, closed);
            let told = unfit(register, &note, &campaign.hazard_levels, |id| {
                (id == hazard.id).then_some(&hazard)
            });
            assert_eq!(told.is_none(), fits, "{reported:?} {closed:?}: {told:?}");
        }
        assert_eq!(
            unfit(register, &note, &campaign.hazard_levels, |_| None),
            None
        );
    }
}
