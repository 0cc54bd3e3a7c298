//! A hazard as a record of the register `hazards`, so that a campaign's rules speak of hazards in the words that they
//! have for every other record, and what those rules want before a hazard is closed (销号).

use chrono::NaiveDate;

use super::{Hazard, HazardEntry};
use crate::domain::campaign::{CLOSED, Campaign, HAZARDS, HazardLevel, REPORTED, RegisterField};
use crate::domain::figure::Value;
use crate::domain::id::{FieldId, RecordId, StageId};
use crate::domain::record::{FieldValue, Record, RecordEntry};

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
        let texts = [
            ("place", self.place.as_str()),
            ("what", &self.what),
            ("level", level),
            ("source", &self.source),
            ("measure", &self.measure),
            ("responsible_unit", &self.responsible_unit),
            ("responsible", &self.responsible),
            ("precautions", &self.precautions),
            ("checked_by", &self.checked_by),
        ];
        let texts = texts
            .into_iter()
            .filter(|(_, text)| !text.trim().is_empty());
        let texts = texts.map(|(id, text)| (id, Value::Text(text.to_owned())));
        let days = [("found_on", Some(self.found_on)), ("due", self.due)];
        let days = days
            .into_iter()
            .filter_map(|(id, day)| Some((id, Value::Date(day?))));
        let fields = texts
            .chain(days)
            .map(|(id, value)| (FieldId::from(id), FieldValue::Plain(value)));
        let reached = [(REPORTED, self.reported_on), (CLOSED, self.closed_on)];
        let reached = reached
            .into_iter()
            .filter_map(|(stage, day): (_, Option<NaiveDate>)| Some((StageId::from(stage), day?)));
        RecordEntry {
            fields: fields.collect(),
            reached: reached.collect(),
        }
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
    use crate::domain::campaign::{Register, sample};

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
}
