//! Whether a record of a register that comes in a packet says what this desk's campaign asks for.

use super::fits;
use crate::domain::campaign::{Campaign, RegisterFieldKind};
use crate::domain::figure::{Answer, Value};
use crate::domain::record::{NamedRecord, NamedValue, NamedVersion};
use crate::text::sanitize::for_storage_block;

/// Nobody changes a record more often; a greater one would be above every later version for ever.
const MOST_GENERATIONS: u32 = 100_000;
/// The moments that a record may be made void at: after 1970, and before a desk could no longer count one on.
const VOIDINGS_MS: std::ops::Range<i64> = 1..i64::MAX / 2;

/// What a record says that was not asked, or not so.
pub(super) fn problems(campaign: &Campaign, record: &NamedRecord) -> Vec<String> {
    let registers = &campaign.registers;
    let Some(register) = registers.iter().find(|one| one.id == record.register) else {
        return vec![format!(
            "{} 的台账：没有“{}”这本台账",
            record.unit, record.register
        )];
    };
    let at = |what: String| format!("{} 的“{}”：{what}", record.unit, register.name);
    let mut problems = Vec::new();
    let row = record.row.as_ref();
    if row.is_some_and(|row| register.row(row).is_none())
        || row.is_none() != register.rows.is_empty()
    {
        problems.push(at("没有这一行".to_owned()));
    }
    let voiding = record.voiding.as_ref();
    if voiding.is_some_and(|voiding| !VOIDINGS_MS.contains(&voiding.at.epoch_ms())) {
        problems.push(at("作废的时间不对".to_owned()));
    }
    for version in &record.versions {
        if !(1..=MOST_GENERATIONS).contains(&version.generation) {
            problems.push(at("版次不对".to_owned()));
        }
        for (id, value) in &version.entry.fields {
            match register.field(id) {
                None => problems.push(at(format!("没有 {id} 这一栏"))),
                Some(field) if !takes(&field.kind, value) => {
                    problems.push(at(format!("“{}”填的不是这种内容", field.label)));
                }
                Some(_) => {}
            }
        }
        let stages = version.entry.reached.keys();
        let unknown = stages.into_iter().filter(|id| register.stage(id).is_none());
        problems.extend(unknown.map(|id| at(format!("没有 {id} 这一阶段"))));
        if !is_clean(version) {
            problems.push(at("文字里有不该有的控制字符".to_owned()));
        }
    }
    if record
        .voiding
        .as_ref()
        .and_then(|voiding| voiding.reason.as_ref())
        .is_some_and(|reason| !is_clean_text(reason))
    {
        problems.push(at("文字里有不该有的控制字符".to_owned()));
    }
    problems
}

fn takes(kind: &RegisterFieldKind, value: &NamedValue) -> bool {
    match (kind, value) {
        (_, NamedValue::Value(Answer::NotApplicable)) => false,
        (RegisterFieldKind::Plain(kind), NamedValue::Value(answer)) => fits(*kind, answer),
        (RegisterFieldKind::Choice(words), NamedValue::Value(Answer::Value(Value::Text(text)))) => {
            words.contains(text)
        }
        (RegisterFieldKind::Unit(_), NamedValue::Unit(_))
        | (RegisterFieldKind::Hazard(_), NamedValue::Hazard(_))
        | (RegisterFieldKind::Material, NamedValue::Material(_)) => true,
        _ => false,
    }
}

fn is_clean(version: &NamedVersion) -> bool {
    let files = version.entry.fields.values().flat_map(|value| match value {
        NamedValue::Material(files) => files.as_slice(),
        _ => &[],
    });
    let names = files.map(|file| &file.name);
    [&version.by, &version.reason]
        .into_iter()
        .chain(names)
        .all(|text| is_clean_text(text))
}

fn is_clean_text(text: &str) -> bool {
    for_storage_block(text) == text
}
