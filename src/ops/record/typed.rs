//! Records as people type and read them: by the words of a form, an option or a cell. Units and hazards, which the desk
//! alone can name, among them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::calendar::DayRange;
use crate::domain::campaign::{HazardLevel, Register, RegisterField, RegisterFieldKind};
use crate::domain::hazard::Hazard;
use crate::domain::id::{FieldId, HazardId, UnitId};
use crate::domain::problem::{Place, Problem};
use crate::domain::record::{
    FieldValue, Record, RecordEntry, read_field, show_field, unfit, worked_out,
};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::{Desk, unit};
use crate::store::HazardFilter;
use crate::text::digits::fold_number;

/// What was typed, field by field; a field that is not named stays as it is, and one with nothing in it becomes blank.
pub type Typed = BTreeMap<FieldId, String>;

/// What shows units and hazards in words.
#[derive(Debug, Clone)]
pub struct Lines {
    pub units: Vec<Unit>,
    pub hazards: Vec<Hazard>,
    pub levels: Vec<HazardLevel>,
}

impl Lines {
    pub fn of(desk: &Desk) -> Result<Self, Fault> {
        let named = |kind: &RegisterFieldKind| matches!(kind, RegisterFieldKind::Hazard(_));
        let mut fields = desk.campaign.registers.iter().flat_map(|r| &r.fields);
        let hazards = match fields.any(|field| named(&field.kind)) {
            true => desk.store.read().hazards(&HazardFilter::default())?,
            false => Vec::new(),
        };
        Ok(Self {
            units: desk.units()?,
            hazards,
            levels: desk.campaign.hazard_levels.clone(),
        })
    }

    /// Why a record that stands counts no longer; `None` where it does.
    pub fn unfit(&self, register: &Register, record: &Record) -> Option<String> {
        let hazard = |id| self.hazards.iter().find(|hazard| hazard.id == id);
        unfit(register, record, &self.levels, hazard)
    }

    pub fn unit_name(&self, id: UnitId) -> String {
        let unit = self.units.iter().find(|unit| unit.id == id);
        unit.map_or_else(|| format!("#{}", id.0), |unit| unit.name.clone())
    }

    fn hazard(&self, id: HazardId) -> String {
        let hazard = self.hazards.iter().find(|hazard| hazard.id == id);
        let number = format!("{}", id.0);
        hazard.map_or(number.clone(), |hazard| {
            format!("{number} {}：{}", hazard.entry.place, hazard.entry.what)
        })
    }
}

/// Puts what was typed into an entry; a day without a year is the one nearest to `today`. What cannot be read stays as it
/// was, and is told beside its field.
pub fn read_typed(
    desk: &Desk,
    register: &Register,
    typed: &Typed,
    into: &mut RecordEntry,
    today: NaiveDate,
) -> Vec<Problem> {
    let near = desk.campaign.days.nearest_to(today);
    match desk.units() {
        Ok(units) => read_among(&units, register, typed, into, near),
        Err(fault) => vec![Problem::error(Place::Whole, fault.to_string())],
    }
}

/// As [`read_typed`], with the desk's units at hand: for whoever reads many. `near` is the day to which one without a
/// year is nearest.
pub(super) fn read_among(
    units: &[Unit],
    register: &Register,
    typed: &Typed,
    into: &mut RecordEntry,
    near: NaiveDate,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (id, text) in typed {
        let Some(field) = register.field(id) else {
            let message = format!("{}没有“{id}”这一栏", register.name);
            problems.push(Problem::error(Place::Field(id.clone()), message));
            continue;
        };
        match read_one(units, field, text, near) {
            Ok(Some(value)) => {
                into.fields.insert(id.clone(), value);
            }
            Ok(None) => {
                into.fields.remove(id);
            }
            Err(message) => {
                problems.push(Problem::error(Place::Field(id.clone()), message));
            }
        }
    }
    problems
}

fn read_one(
    units: &[Unit],
    field: &RegisterField,
    text: &str,
    near: NaiveDate,
) -> Result<Option<FieldValue>, String> {
    let text = text.trim();
    if field.formula.is_some() {
        return Err("由别的栏算出，不用填".to_owned());
    }
    if text.is_empty() {
        return Ok(None);
    }
    match &field.kind {
        RegisterFieldKind::Unit(_) => match unit::find_among(units, text) {
            Ok(unit) => Ok(Some(FieldValue::Unit(unit.id))),
            Err(fault) => Err(fault.to_string()),
        },
        RegisterFieldKind::Hazard(_) => {
            // As it is listed: its number, with or without words behind it.
            let number = text.split(char::is_whitespace).next().unwrap_or_default();
            let number = fold_number(number)
                .parse()
                .map_err(|_| "应填隐患的编号".to_owned())?;
            Ok(Some(FieldValue::Hazard(HazardId(number))))
        }
        RegisterFieldKind::Material => Err("材料不能当作文字填写，请添加文件".to_owned()),
        RegisterFieldKind::Plain(_) | RegisterFieldKind::Choice(_) => {
            read_field(field, text, DayRange::single(near))
        }
    }
}

/// What stands in a field, in words that [`read_typed`] reads again; what is worked out, worked out. `None` where it is
/// blank.
pub fn show(
    lines: &Lines,
    register: &Register,
    field: &RegisterField,
    record: &Record,
) -> Option<String> {
    match value(register, field, record)? {
        FieldValue::Unit(unit) => Some(lines.unit_name(unit)),
        FieldValue::Hazard(hazard) => Some(lines.hazard(hazard)),
        FieldValue::Material(files) => {
            let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
            Some(names.join("、"))
        }
        value @ FieldValue::Plain(_) => show_field(field, &value),
    }
}

/// The value of a field, worked out where nobody fills it in.
pub fn value(register: &Register, field: &RegisterField, record: &Record) -> Option<FieldValue> {
    if field.formula.is_none() {
        return record.entry.fields.get(&field.id).cloned();
    }
    let mut worked = worked_out(register, record).into_iter();
    worked
        .find(|(id, _)| *id == field.id)
        .map(|(_, value)| value)
}

/// What a record is called by: its given row's name, else its first words, else what was chosen.
pub fn title(register: &Register, record: &Record) -> String {
    if let Some(row) = record.row.as_ref().and_then(|row| register.row(row)) {
        return row.name.clone();
    }
    let chosen = |field: &&RegisterField| matches!(field.kind, RegisterFieldKind::Choice(_));
    let named_by = register.title().into_iter();
    let mut named_by = named_by.chain(register.fields.iter().filter(chosen));
    let text = named_by.find_map(|field| record.entry.fields.get(&field.id)?.as_text());
    text.unwrap_or_default().to_owned()
}

/// The headings under which a register's records are listed, exported and brought in again, field by field. A label
/// that stands more than once is followed by its id.
pub fn headings(register: &Register) -> Vec<(&RegisterField, String)> {
    let count = |label: &str| register.fields.iter().filter(|f| f.label == label).count();
    let heading = |field: &'_ RegisterField| match count(&field.label) {
        1 => field.label.clone(),
        _ => format!("{}（{}）", field.label, field.id),
    };
    register
        .fields
        .iter()
        .map(|field| (field, heading(field)))
        .collect()
}
