//! The fields of a record as a person types and reads them, and those that are worked out from others.

use super::{FieldValue, Record};
use crate::domain::calendar::DayRange;
use crate::domain::campaign::{Blanks, Facts, Register, RegisterField, RegisterFieldKind};
use crate::domain::figure::{FigureKind, Value};
use crate::domain::id::FieldId;
use crate::domain::typing;

/// Reads what was typed into a field: its value, nothing where it is blank, or what is expected instead. Units, hazards
/// and files are chosen, not typed, and so never read here. A day without its year is one of `days`.
pub fn read_field(
    field: &RegisterField,
    typed: &str,
    days: DayRange,
) -> Result<Option<FieldValue>, String> {
    let value = match &field.kind {
        RegisterFieldKind::Plain(kind) => match typing::read(*kind, typed, days)? {
            // A record is one thing, and answers for itself.
            Some(Value::YesNos(_)) => return Err("应填“是”或“否”".to_owned()),
            value => value,
        },
        RegisterFieldKind::Choice(choices) => {
            let typed = typed.trim();
            if !typed.is_empty() && !choices.iter().any(|choice| choice == typed) {
                return Err(format!("请从这些里面选：{}", choices.join("、")));
            }
            (!typed.is_empty()).then(|| Value::Text(typed.to_owned()))
        }
        RegisterFieldKind::Unit(_) | RegisterFieldKind::Hazard(_) | RegisterFieldKind::Material => {
            None
        }
    };
    Ok(value.map(FieldValue::Plain))
}

/// Writes a field's value as a person reads and types it; `None` for what only the desk can name: a unit, a hazard,
/// files.
pub fn show_field(field: &RegisterField, value: &FieldValue) -> Option<String> {
    let kind = match &field.kind {
        RegisterFieldKind::Plain(kind) => *kind,
        _ => FigureKind::Text,
    };
    value.as_plain().map(|value| typing::show(kind, value))
}

/// The fields that are worked out from the record's others, as far as they can be: 补助标准 by the kind of a spot.
pub fn worked_out(register: &Register, record: &Record) -> Vec<(FieldId, FieldValue)> {
    let facts = Facts::of_record(record);
    let value = |field: &RegisterField| {
        let RegisterFieldKind::Plain(kind) = field.kind else {
            return None;
        };
        let outcome = field.formula.as_ref()?.value(facts, Blanks::Skipped);
        let number = outcome.number()?.round(kind.scale()?)?;
        let value = FieldValue::Plain(Value::Number(number));
        Some((field.id.clone(), value))
    };
    register.fields.iter().filter_map(value).collect()
}
