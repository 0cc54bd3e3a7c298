//! The fields of an entry of the ledger: each with the id by which rules, forms and problems name it, and the one label that it
//! has on screen and paper.

use super::HazardEntry;

/// A field of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HazardField {
    FoundOn,
    Place,
    What,
    Level,
    Source,
    Measure,
    Due,
    ResponsibleUnit,
    Responsible,
    Precautions,
    ReportedOn,
    ClosedOn,
    CheckedBy,
}

impl HazardField {
    /// As a register lists them.
    pub const ALL: [Self; 13] = [
        Self::FoundOn,
        Self::Place,
        Self::What,
        Self::Level,
        Self::Source,
        Self::Measure,
        Self::Due,
        Self::ResponsibleUnit,
        Self::Responsible,
        Self::Precautions,
        Self::ReportedOn,
        Self::ClosedOn,
        Self::CheckedBy,
    ];

    /// Its id in the register `hazards`. The last two days are those of stages there, and no fields.
    pub fn id(self) -> &'static str {
        match self {
            Self::FoundOn => "found_on",
            Self::Place => "place",
            Self::What => "what",
            Self::Level => "level",
            Self::Source => "source",
            Self::Measure => "measure",
            Self::Due => "due",
            Self::ResponsibleUnit => "responsible_unit",
            Self::Responsible => "responsible",
            Self::Precautions => "precautions",
            Self::ReportedOn => "reported_on",
            Self::ClosedOn => "closed_on",
            Self::CheckedBy => "checked_by",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::FoundOn => "发现日期",
            Self::Place => "地点",
            Self::What => "隐患内容",
            Self::Level => "等级",
            Self::Source => "来源",
            Self::Measure => "整改措施",
            Self::Due => "整改期限",
            Self::ResponsibleUnit => "整改单位",
            Self::Responsible => "责任人",
            Self::Precautions => "防护措施",
            Self::ReportedOn => "报告日期",
            Self::ClosedOn => "销号日期",
            Self::CheckedBy => "复查人",
        }
    }

    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.id() == id)
    }
}

impl HazardEntry {
    /// What stands in a field of words; `None` where it is a day, or the level, which has a name of its own.
    pub fn text(&self, field: HazardField) -> Option<&str> {
        Some(match field {
            HazardField::Place => &self.place,
            HazardField::What => &self.what,
            HazardField::Source => &self.source,
            HazardField::Measure => &self.measure,
            HazardField::ResponsibleUnit => &self.responsible_unit,
            HazardField::Responsible => &self.responsible,
            HazardField::Precautions => &self.precautions,
            HazardField::CheckedBy => &self.checked_by,
            HazardField::FoundOn
            | HazardField::Level
            | HazardField::Due
            | HazardField::ReportedOn
            | HazardField::ClosedOn => return None,
        })
    }

    /// The same, to be written.
    pub fn text_mut(&mut self, field: HazardField) -> Option<&mut String> {
        Some(match field {
            HazardField::Place => &mut self.place,
            HazardField::What => &mut self.what,
            HazardField::Source => &mut self.source,
            HazardField::Measure => &mut self.measure,
            HazardField::ResponsibleUnit => &mut self.responsible_unit,
            HazardField::Responsible => &mut self.responsible,
            HazardField::Precautions => &mut self.precautions,
            HazardField::CheckedBy => &mut self.checked_by,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    //! That fields are told apart, and words read as they were written.

    use super::*;
    use crate::domain::campaign::sample::day;

    #[test]
    fn every_field_is_found_by_its_id_and_reads_as_it_was_written() {
        let mut entry = HazardEntry::new(day(6, 1), "general".into());
        let written = serde_json::to_value(&entry).expect("is an object");
        for field in HazardField::ALL {
            assert_eq!(HazardField::of_id(field.id()), Some(field));
            assert!(written.get(field.id()).is_some(), "{field:?}");
            let said = format!("填写{}", field.label());
            let is_text = entry.text_mut(field).map(|text| text.clone_from(&said));
            assert_eq!(is_text.is_some(), entry.text(field).is_some());
            assert!(entry.text(field).is_none_or(|text| text == said));
        }
        let object = written.as_object().expect("is an object");
        assert_eq!(object.len(), HazardField::ALL.len());
    }
}
