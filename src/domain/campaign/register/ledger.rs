//! The ledger of hazards as a register, so that rules, sources and links speak of hazards in the words that they have
//! for every other record. Its fields are those of a [`HazardEntry`](crate::domain::hazard::HazardEntry).

use crate::domain::campaign::{
    HAZARDS, HazardLevel, Keeper, RecordsPerRow, Register, RegisterField, RegisterFieldKind, Stage,
};
use crate::domain::figure::FigureKind;
use crate::domain::hazard::HazardField;
use crate::domain::id::FieldId;

/// The fields in the order of the register, and those that an entry cannot be without. The days on which a hazard was reported
/// and closed are those of stages.
const FIELDS: [HazardField; 11] = [
    HazardField::FoundOn,
    HazardField::Place,
    HazardField::What,
    HazardField::Level,
    HazardField::Source,
    HazardField::Measure,
    HazardField::Due,
    HazardField::ResponsibleUnit,
    HazardField::Responsible,
    HazardField::Precautions,
    HazardField::CheckedBy,
];
const REQUIRED: [HazardField; 4] = [
    HazardField::FoundOn,
    HazardField::Place,
    HazardField::What,
    HazardField::Level,
];

/// The stages of a hazard. Before the first it has only been found.
pub const REPORTED: &str = "reported";
pub const CLOSED: &str = "closed";

impl Register {
    /// The ledger of hazards. `to_close` are the fields that must be filled in before one is closed (销号).
    pub fn of_hazards(levels: &[HazardLevel], to_close: Vec<FieldId>) -> Self {
        let kind = |field| match field {
            HazardField::FoundOn | HazardField::Due => RegisterFieldKind::Plain(FigureKind::Date),
            HazardField::Level => {
                RegisterFieldKind::Choice(levels.iter().map(|level| level.name.clone()).collect())
            }
            _ => RegisterFieldKind::Plain(FigureKind::Text),
        };
        let fields = FIELDS.into_iter().map(|field| RegisterField {
            id: field.id().into(),
            label: field.label().to_owned(),
            kind: kind(field),
            measure: String::new(),
            required: REQUIRED.contains(&field),
            kept_by: Keeper::Unit,
            hint: String::new(),
            formula: None,
            day: None,
        });
        let stage = |id: &str, name: &str, requires| Stage {
            id: id.into(),
            name: name.to_owned(),
            requires,
            kept_by: Keeper::Unit,
        };
        Self {
            id: HAZARDS.into(),
            name: "隐患台账".to_owned(),
            hint: String::new(),
            kept_by: Keeper::Unit,
            kinds: Vec::new(),
            window: None,
            day: Some("found_on".into()),
            fields: fields.collect(),
            stages: vec![
                stage(REPORTED, "已报告", Vec::new()),
                stage(CLOSED, "已销号", to_close),
            ],
            checks: Vec::new(),
            unique: Vec::new(),
            sums_by: None,
            rows: Vec::new(),
            records_per_row: RecordsPerRow::One,
        }
    }
}
