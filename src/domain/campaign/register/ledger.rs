//! The ledger of hazards as a register, so that rules, sources and links speak of hazards in the words that they have
//! for every other record. Its fields are those of a [`HazardEntry`](crate::domain::hazard::HazardEntry).

use crate::domain::campaign::{
    HAZARDS, HazardLevel, Keeper, RecordsPerRow, Register, RegisterField, RegisterFieldKind, Stage,
};
use crate::domain::figure::FigureKind;
use crate::domain::id::FieldId;

/// Every field, its label, and whether an entry cannot be without it.
const FIELDS: [(&str, &str, RegisterFieldKind, bool); 11] = {
    const TEXT: RegisterFieldKind = RegisterFieldKind::Plain(FigureKind::Text);
    const DATE: RegisterFieldKind = RegisterFieldKind::Plain(FigureKind::Date);
    [
        ("found_on", "发现日期", DATE, true),
        ("place", "地点", TEXT, true),
        ("what", "隐患内容", TEXT, true),
        ("level", "等级", TEXT, true),
        ("source", "来源", TEXT, false),
        ("measure", "整改措施", TEXT, false),
        ("due", "整改期限", DATE, false),
        ("responsible_unit", "整改单位", TEXT, false),
        ("responsible", "整改责任人", TEXT, false),
        ("precautions", "安全防护措施", TEXT, false),
        ("checked_by", "复查人", TEXT, false),
    ]
};

/// The stages of a hazard. Before the first it has only been found.
pub const REPORTED: &str = "reported";
pub const CLOSED: &str = "closed";

impl Register {
    /// The ledger of hazards. `to_close` are the fields that must be filled in before one is closed (销号).
    pub fn of_hazards(levels: &[HazardLevel], to_close: Vec<FieldId>) -> Self {
        let fields = FIELDS
            .iter()
            .map(|(id, label, kind, required)| RegisterField {
                id: FieldId::from(*id),
                label: (*label).to_owned(),
                kind: match *id {
                    "level" => RegisterFieldKind::Choice(
                        levels.iter().map(|level| level.name.clone()).collect(),
                    ),
                    _ => kind.clone(),
                },
                measure: String::new(),
                required: *required,
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
            rows: Vec::new(),
            records_per_row: RecordsPerRow::One,
        }
    }
}
