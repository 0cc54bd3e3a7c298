//! A hazard as a record of the register `hazards`, so that a campaign's rules speak of hazards in the words that they
//! have for every other record, and what those rules want before a hazard is closed (销号).

use chrono::NaiveDate;

use super::{Hazard, HazardEntry, HazardField};
use crate::domain::campaign::{CLOSED, Campaign, HAZARDS, HazardLevel, REPORTED, RegisterField};
use crate::domain::figure::Value;
use crate::domain::id::{FieldId, RecordId, StageId};
use crate::domain::record::{FieldValue, Record, RecordEntry};

/// A value that no field of the ledger takes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("隐患台账的“{0}”不能这样填")]
pub struct NotOfLedger(FieldId);

impl Hazard {
    /// The hazard as a record of the register `hazards`; a text that is empty is blank.
    pub fn as_record(&self, levels: &[HazardLevel]) -> Record {
        Record {
            id: RecordId(self.id.0),
            register: HAZARDS.into(),
            unit: self.unit,
            row: None,
            recorded_on: self.entry.found_on,
            entry: self.entry.as_record_entry(levels),
        }
    }
}

impl HazardEntry {
    /// What the entry says, field by field. The level reads by its name, as rules have it.
    pub fn as_record_entry(&self, levels: &[HazardLevel]) -> RecordEntry {
        let level = levels.iter().find(|level| level.id == self.level);
        let level = level.map_or(self.level.as_str(), |level| level.name.as_str());
        let texts = HazardField::ALL
            .into_iter()
            .filter_map(|field| match field {
                HazardField::Level => Some((field, level)),
                field => Some((field, self.text(field)?)),
            });
        let texts = texts.filter(|(_, text)| !text.trim().is_empty());
        let texts = texts.map(|(field, text)| (field, Value::Text(text.to_owned())));
        let days = [
            (HazardField::FoundOn, Some(self.found_on)),
            (HazardField::Due, self.due),
        ];
        let days = days.into_iter();
        let days = days.filter_map(|(field, day)| Some((field, Value::Date(day?))));
        let fields = texts
            .chain(days)
            .map(|(field, value)| (FieldId::from(field.id()), FieldValue::Plain(value)));
        let reached = [(REPORTED, self.reported_on), (CLOSED, self.closed_on)];
        let reached = reached
            .into_iter()
            .filter_map(|(stage, day): (_, Option<NaiveDate>)| Some((StageId::from(stage), day?)));
        RecordEntry {
            fields: fields.collect(),
            reached: reached.collect(),
        }
    }

    /// Writes one field of the register `hazards`, as [`as_record_entry`](Self::as_record_entry) reads it: a level by its
    /// name, and one that has no such name as it stands, so that it is told to be unknown.
    ///
    /// # Errors
    ///
    /// Where the register has no such field, or has it of another kind.
    pub fn set(
        &mut self,
        field: &FieldId,
        value: &Value,
        levels: &[HazardLevel],
    ) -> Result<(), NotOfLedger> {
        let not_of_ledger = || NotOfLedger(field.clone());
        let known = HazardField::of_id(field.as_str()).ok_or_else(not_of_ledger)?;
        match (known, value) {
            (HazardField::FoundOn, Value::Date(day)) => self.found_on = *day,
            (HazardField::Due, Value::Date(day)) => self.due = Some(*day),
            (HazardField::Level, Value::Text(name)) => {
                let level = levels.iter().find(|level| level.name == *name);
                self.level = level.map_or_else(|| name.as_str().into(), |level| level.id.clone());
            }
            (known, Value::Text(text)) => {
                let place = self.text_mut(known).ok_or_else(not_of_ledger)?;
                place.clone_from(text);
            }
            _ => return Err(not_of_ledger()),
        }
        Ok(())
    }

    /// What the campaign wants written down before the hazard is closed, and what is not: the fields in the campaign
    /// file's order. Empty where it may be closed.
    pub fn missing_to_close<'c>(&self, campaign: &'c Campaign) -> Vec<&'c RegisterField> {
        let ledger = &campaign.hazard_ledger;
        let Some((_, closed)) = ledger.stage(&StageId::from(CLOSED)) else {
            return Vec::new();
        };
        let filled = self.as_record_entry(&campaign.hazard_levels).fields;
        let missing = closed
            .requires
            .iter()
            .filter(|id| !filled.contains_key(*id));
        missing.filter_map(|id| ledger.field(id)).collect()
    }
}

#[cfg(test)]
mod tests {
    //! When a hazard may be closed.

    use super::*;
    use crate::domain::campaign::{Register, RegisterFieldKind, sample};
    use crate::domain::figure::FigureKind;

    #[test]
    fn a_hazard_closes_with_its_measure_and_check_and_not_before() {
        let mut campaign = sample::campaign();
        let to_close = ["measure", "due", "checked_by"].map(FieldId::from);
        campaign.hazard_ledger = Register::of_hazards(&campaign.hazard_levels, to_close.to_vec());
        let mut entry = HazardEntry::new(sample::day(6, 1), "major".into());
        let labels = |entry: &HazardEntry| {
            let missing = entry.missing_to_close(&campaign).into_iter();
            missing.map(|field| field.label.clone()).collect::<Vec<_>>()
        };
        assert_eq!(labels(&entry), ["整改措施", "整改期限", "复查人"]);
        entry.measure = "更换".to_owned();
        entry.due = Some(sample::day(6, 9));
        entry.checked_by = " ".to_owned();
        assert_eq!(labels(&entry), ["复查人"]);
        entry.checked_by = "安全员甲".to_owned();
        assert_eq!(labels(&entry), [""; 0]);
    }

    #[test]
    fn every_field_of_the_register_is_one_of_the_entry() {
        let campaign = sample::campaign();
        let day = sample::day(6, 1);
        let full = HazardEntry {
            place: "甲".to_owned(),
            what: "乙".to_owned(),
            source: "丙".to_owned(),
            measure: "丁".to_owned(),
            responsible: "戊".to_owned(),
            responsible_unit: "己".to_owned(),
            precautions: "庚".to_owned(),
            reported_on: Some(day),
            due: Some(day),
            closed_on: Some(day),
            checked_by: "辛".to_owned(),
            ..HazardEntry::new(day, "major".into())
        };
        let filled = full.as_record_entry(&campaign.hazard_levels);
        let ledger = &campaign.hazard_ledger;
        let fields: Vec<&FieldId> = filled.fields.keys().collect();
        let mut declared: Vec<&FieldId> = ledger.fields.iter().map(|field| &field.id).collect();
        declared.sort();
        assert_eq!(fields, declared);
        assert_eq!(filled.reached.len(), ledger.stages.len());
        let level = filled.fields[&FieldId::from("level")].as_text();
        assert_eq!(level, Some("重大隐患"));
    }

    /// A field that comes to the register later is to be writable as well.
    #[test]
    fn every_field_of_the_register_can_be_set_and_reads_as_it_was_set() {
        let campaign = sample::campaign();
        let levels = &campaign.hazard_levels;
        let register = Register::of_hazards(levels, Vec::new());
        let mut entry = HazardEntry::new(sample::day(6, 1), "ordinary".into());
        for field in &register.fields {
            let value = match &field.kind {
                RegisterFieldKind::Plain(FigureKind::Date) => Value::Date(sample::day(6, 9)),
                RegisterFieldKind::Choice(names) => Value::Text(names[1].clone()),
                _ => Value::Text(format!("填写{}", field.label)),
            };
            let set = entry.set(&field.id, &value, levels);
            assert_eq!(set, Ok(()), "{}", field.id);
            let read = entry.as_record_entry(levels).fields;
            let expected = Some(&FieldValue::Plain(value));
            assert_eq!(read.get(&field.id), expected, "{}", field.id);
        }
        assert_eq!(entry.level, "major".into());
        let before = entry.clone();
        for (field, value) in [
            ("due", Value::Text("6月9日".to_owned())),
            ("measure", Value::Date(sample::day(6, 9))),
            ("closed_on", Value::Date(sample::day(6, 9))),
            ("none", Value::Text("无".to_owned())),
        ] {
            assert!(entry.set(&field.into(), &value, levels).is_err(), "{field}");
        }
        assert_eq!(entry, before);
    }
}
