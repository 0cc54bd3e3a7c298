//! What is wrong with a record: what its register says of it, and what only the desk knows. Read under the write lock
//! where something is written, so that what was judged still holds when it is.

use chrono::NaiveDate;

use super::{RecordError, keeps, register};
use crate::domain::campaign::{RecordsPerRow, Register, RegisterFieldKind};
use crate::domain::figure::Value;
use crate::domain::id::{FieldId, KindId};
use crate::domain::problem::{Place, Problem};
use crate::domain::record::{self, Around, FieldValue, Kept, KeptRecord, Record, RecordEntry};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::desk::Ground;
use crate::store::{HazardFilter, Reader, RecordFilter};
use crate::text::sanitize::for_storage_line;

/// Everything that is wrong with a record as it would stand, for a form that is being filled in.
pub fn problems_on(desk: &Desk, record: &Record, today: NaiveDate) -> Result<Vec<Problem>, Fault> {
    problems(&desk.store.read(), &desk.ground(), record, today)
}

/// What could not be read, and beside it what is wrong with the rest. That a field is blank is not said where what was
/// typed into it could not be read.
pub fn with_unread(unread: &[Problem], judged: Vec<Problem>) -> Vec<Problem> {
    let is_told = |problem: &Problem| unread.iter().any(|told| told.place == problem.place);
    let rest = judged.into_iter();
    let rest = rest.filter(|problem| problem.place == Place::Whole || !is_told(problem));
    unread.iter().cloned().chain(rest).collect()
}

/// Everything that is wrong with a record, each problem beside its field.
pub fn problems(
    reader: &Reader<'_>,
    ground: &Ground<'_>,
    record: &Record,
    today: NaiveDate,
) -> Result<Vec<Problem>, Fault> {
    let campaign = ground.campaign;
    let register = register(campaign, &record.register)?;
    let mut problems = Vec::new();
    let unit = reader.unit(record.unit)?;
    let unit = unit.ok_or_else(|| Fault::problem("没有这个单位").hint("请刷新列表后再试"))?;
    problems.extend(of_unit(ground, register, record, &unit));
    let hazards = match register
        .fields
        .iter()
        .any(|f| matches!(f.kind, RegisterFieldKind::Hazard(_)))
    {
        true => reader.hazards(&HazardFilter {
            unit: Some(record.unit),
            ..HazardFilter::default()
        })?,
        false => Vec::new(),
    };
    let others = others(reader, register, &unit)?;
    let others: Vec<&Record> = others.iter().map(|kept| &kept.record).collect();
    problems.extend(second_of_row(register, record, &others));
    problems.extend(of_units_named(reader, register, record)?);
    let around = Around {
        campaign,
        others: &others,
        hazards: &hazards,
        today,
    };
    problems.extend(record::problems(register, record, around));
    Ok(problems)
}

/// The records that this one is held against: a row that there is once is anybody's, all else the unit's own business.
fn others(reader: &Reader<'_>, register: &Register, unit: &Unit) -> Result<Vec<KeptRecord>, Fault> {
    if register.unique.is_empty() && register.rows.is_empty() {
        return Ok(Vec::new());
    }
    let is_shared = !register.rows.is_empty() && register.records_per_row == RecordsPerRow::One;
    let filter = RecordFilter {
        register: Some(register.id.clone()),
        below: (!is_shared).then(|| unit.path.clone()),
        ..RecordFilter::default()
    };
    Ok(reader.records(&filter)?)
}

/// A register may be for some kinds of unit only, a given row for those that answer for it.
fn of_unit(
    ground: &Ground<'_>,
    register: &Register,
    record: &Record,
    unit: &Unit,
) -> Option<Problem> {
    let names = |kinds: &[&KindId]| {
        let kinds = kinds.iter().filter_map(|kind| ground.campaign.kind(kind));
        let names: Vec<&str> = kinds.map(|kind| kind.name.as_str()).collect();
        names.join("、")
    };
    let say = |message| Some(Problem::error(Place::Whole, message));
    let is_of = |kinds: &[KindId]| unit.kind.as_ref().is_some_and(|kind| kinds.contains(kind));
    if !register.kinds.is_empty() && !is_of(&register.kinds) {
        let kinds: Vec<&KindId> = register.kinds.iter().collect();
        return say(format!(
            "{}只登记{}的事，{}不是",
            register.name,
            names(&kinds),
            unit.name
        ));
    }
    let row = record.row.as_ref().and_then(|row| register.row(row))?;
    let answers = &row.responsibility;
    let has_part = unit
        .kind
        .as_ref()
        .is_some_and(|kind| answers.part_of(kind).is_some());
    if register.records_per_row == RecordsPerRow::EachUnit && !answers.is_empty() && !has_part {
        let parties = answers.lead.iter().chain(&answers.responsible);
        let kinds: Vec<&KindId> = parties.map(|party| &party.kind).collect();
        return say(format!(
            "“{}”由{}牵头或负责，{}不在其中",
            row.name,
            names(&kinds),
            unit.name
        ));
    }
    None
}

/// A row that the notice gives has one record, or one of each unit.
fn second_of_row(register: &Register, record: &Record, others: &[&Record]) -> Option<Problem> {
    let row = register.row(record.row.as_ref()?)?;
    let each_unit = register.records_per_row == RecordsPerRow::EachUnit;
    let twin = others.iter().find(|other| {
        other.id != record.id
            && other.row == record.row
            && (!each_unit || other.unit == record.unit)
    })?;
    let message = format!(
        "“{}”已经登记过（编号 {}），请在那一条上修改",
        row.name, twin.id.0
    );
    Some(Problem::error(Place::Whole, message))
}

/// Fields that name a unit name one of the right kind.
fn of_units_named(
    reader: &Reader<'_>,
    register: &Register,
    record: &Record,
) -> Result<Vec<Problem>, Fault> {
    let mut problems = Vec::new();
    for field in &register.fields {
        let RegisterFieldKind::Unit(kinds) = &field.kind else {
            continue;
        };
        let Some(FieldValue::Unit(id)) = record.entry.fields.get(&field.id) else {
            continue;
        };
        let place = Place::Field(field.id.clone());
        match reader.unit(*id)? {
            None => problems.push(Problem::error(place, "没有这个单位，请重新选择")),
            Some(unit)
                if !kinds.is_empty() && !unit.kind.as_ref().is_some_and(|k| kinds.contains(k)) =>
            {
                let message = format!("{}不在可以选的单位类别里", unit.name);
                problems.push(Problem::error(place, message));
            }
            Some(_) => {}
        }
    }
    Ok(problems)
}

/// Refuses what only the collecting desk may write: a field, or a stage.
pub(super) fn keepers(
    reader: Reader<'_>,
    ground: &Ground<'_>,
    record: &Record,
    before: &RecordEntry,
) -> Result<(), RecordError> {
    if keeps(reader, ground, record.unit)? {
        return Ok(());
    }
    let register = register(ground.campaign, &record.register)?;
    let kept = record.entry.kept_otherwise(before, register);
    let problem = |kept: &Kept<'_>| {
        let place = match kept {
            Kept::Field(field) => Place::Field(field.id.clone()),
            Kept::Stage(_) => Place::Whole,
        };
        Problem::error(place, kept.words())
    };
    match kept.is_empty() {
        true => Ok(()),
        false => Err(RecordError::Problems(kept.iter().map(problem).collect())),
    }
}

/// The entry as the desk keeps it: texts without what cannot be seen, and no field that is blank.
pub(super) fn cleaned(entry: &RecordEntry) -> RecordEntry {
    let field = |(id, value): (&FieldId, &FieldValue)| -> Option<(FieldId, FieldValue)> {
        let value = match value {
            FieldValue::Plain(Value::Text(text)) => {
                let text = for_storage_line(text).trim().to_owned();
                (!text.is_empty()).then_some(FieldValue::Plain(Value::Text(text)))?
            }
            FieldValue::Material(files) if files.is_empty() => return None,
            value => value.clone(),
        };
        Some((id.clone(), value))
    };
    RecordEntry {
        fields: entry.fields.iter().filter_map(field).collect(),
        reached: entry.reached.clone(),
    }
}
