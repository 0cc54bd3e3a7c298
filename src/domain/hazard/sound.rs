//! What makes an entry of the ledger sound: every rule beside the field that breaks it.

use chrono::NaiveDate;

use super::{HazardEntry, HazardField};
use crate::domain::campaign::Campaign;

impl HazardEntry {
    /// Everything that is wrong with the entry on `today`, each beside its field; empty where it can be written.
    pub fn problems(&self, campaign: &Campaign, today: NaiveDate) -> Vec<(HazardField, String)> {
        use HazardField as Field;
        let mut wrong = Vec::new();
        let mut rule = |is_broken: bool, field: Field, message: String| {
            if is_broken {
                wrong.push((field, message));
            }
        };
        let early = |field: Field| format!("{}不能早于发现日期", field.label());
        let ahead = |field: Field| format!("{}不能晚于今天", field.label());

        rule(self.found_on > today, Field::FoundOn, ahead(Field::FoundOn));
        for field in [Field::Place, Field::What] {
            let is_blank = self.text(field).is_some_and(|text| text.trim().is_empty());
            rule(is_blank, field, format!("请写明{}", field.label()));
        }
        let levels = campaign.hazard_levels.iter();
        let levels: Vec<&str> = levels.map(|level| level.name.as_str()).collect();
        rule(
            campaign.hazard_level(&self.level).is_none(),
            Field::Level,
            format!("请从这些里面选：{}", levels.join("、")),
        );
        for (field, day) in [
            (Field::Due, self.due),
            (Field::ClosedOn, self.closed_on),
            (Field::ReportedOn, self.reported_on),
        ] {
            let is_early = day.is_some_and(|day| day < self.found_on);
            rule(is_early, field, early(field));
            // A deadline lies ahead.
            let is_ahead = field != Field::Due && day.is_some_and(|day| day > today);
            rule(is_ahead, field, ahead(field));
        }
        let missing = match self.closed_on {
            Some(_) => self.missing_to_close(campaign),
            None => Vec::new(),
        };
        let labels: Vec<&str> = missing.iter().map(|field| field.label.as_str()).collect();
        rule(
            !labels.is_empty(),
            Field::ClosedOn,
            format!("销号之前要先填好{}", labels.join("、")),
        );
        wrong
    }
}
