//! `[[register]]`: a list of records, with its fields, its stages, and the rows that the notice itself gives; and
//! `[hazard]`, which says what the ledger of hazards wants before one is closed.

mod field;

use super::check;
use super::expression::Scope;
use super::header::{self, Header};
use super::kinds;
use super::tree::{Keys, Names, Node, check_known};
use crate::domain::calendar::DayRange;
use crate::domain::campaign::{
    HAZARDS, Keeper, RecordsPerRow, Register, RegisterField, RegisterFieldKind, RegisterRow, Stage,
};
use crate::domain::figure::FigureKind;
use crate::domain::id::{FieldId, RegisterId, RowId, StageId};

#[cfg(test)]
pub(super) use field::FIELD_KEYS;

pub(super) const KEYS: [&str; 15] = [
    "id",
    "name",
    "hint",
    "kept_by",
    "kinds",
    "from",
    "to",
    "day",
    "unique",
    "sums_by",
    "records_per_row",
    "field",
    "stage",
    "check",
    "row",
];
pub(super) const STAGE_KEYS: [&str; 4] = ["id", "name", "requires", "kept_by"];
pub(super) const ROW_KEYS: [&str; 6] = ["id", "section", "name", "text", "lead", "responsible"];
pub(super) const HAZARD_KEYS: [&str; 1] = ["to_close"];

/// What a register may refer to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'c> {
    pub(super) header: &'c Header,
    pub(super) hazards: &'c Register,
}

/// The ledger of hazards, with what `[hazard]` says of it.
pub(super) fn read_hazards(root: &Keys<'_>, header: &Header) -> Register {
    let ledger = Register::of_hazards(&header.hazard_levels, Vec::new());
    let keys = root.get("hazard").and_then(|node| node.keys(&HAZARD_KEYS));
    if header.hazard_levels.is_empty() {
        root.tell_unused(&["hazard"], header::NO_HAZARDS);
    }
    let to_close = keys.map(|keys| read_fields(&keys, "to_close", &ledger.fields));
    Register::of_hazards(&header.hazard_levels, to_close.unwrap_or_default())
}

/// Reads every register.
pub(super) fn read(root: &Keys<'_>, context: Context<'_>) -> Vec<Register> {
    let mut ids = Names::default();
    root.list("register")
        .iter()
        .filter_map(|node| Some(read_register(&node.keys(&KEYS)?, context, &mut ids)))
        .collect()
}

/// Gives a register even where a part of it could not be read: the problem is told, so there will be no campaign, and
/// what refers to the register is not told to be wrong as well.
fn read_register<'t>(keys: &Keys<'t>, context: Context<'_>, ids: &mut Names<'t>) -> Register {
    let header = context.header;
    let id = keys
        .id("id", "activities")
        .filter(|id| ids.add(id, keys.report));
    if let Some(id) = id.as_ref().filter(|id| id.value == HAZARDS) {
        let message = format!("“{HAZARDS}”是隐患台账的编号，请另取一个");
        keys.report.error(id.span.clone(), message);
    }
    let mut register = Register {
        id: RegisterId::from(id.map_or("", |id| id.value)),
        name: keys.text("name", "活动记录").unwrap_or_default(),
        hint: keys.text_or_empty("hint").unwrap_or_default(),
        kept_by: read_keeper(keys).unwrap_or_default(),
        kinds: kinds::read(keys, "kinds", header).unwrap_or_default(),
        window: read_window(keys, header.days),
        day: None,
        fields: Vec::new(),
        stages: Vec::new(),
        checks: Vec::new(),
        unique: Vec::new(),
        sums_by: None,
        rows: Vec::new(),
        records_per_row: RecordsPerRow::One,
    };
    register.rows = read_rows(keys, header);
    register.records_per_row = read_records_per_row(keys, &register).unwrap_or_default();
    // What a field is worth may depend on the stage, and what a stage requires are fields.
    let (stages, requiring) = read_stages(keys).into_iter().unzip();
    register.stages = stages;
    field::read(keys, &mut register, context);
    register.day = read_day(keys, &register.fields);
    register.unique = read_fields(keys, "unique", &register.fields);
    register.sums_by = read_sums_by(keys, &register.fields);
    let requiring: Vec<Keys<'_>> = requiring;
    for (stage, keys) in register.stages.iter_mut().zip(requiring) {
        stage.requires = read_fields(&keys, "requires", &register.fields);
    }
    let scope = Scope {
        record: Some(&register),
        ..Scope::default()
    };
    register.checks = check::read(keys, scope);
    register
}

pub(super) fn read_keeper(keys: &Keys<'_>) -> Option<Keeper> {
    let words = [("unit", Keeper::Unit), ("coordinator", Keeper::Coordinator)];
    keys.word_or("kept_by", Keeper::Unit, &words)
}

/// `from` and `to`, each of which is the campaign's own where it is not given.
pub(super) fn read_window(keys: &Keys<'_>, days: Option<DayRange>) -> Option<DayRange> {
    let (from, to) = (keys.day("from")?, keys.day("to")?);
    if from.is_none() && to.is_none() {
        return None;
    }
    let days = days?;
    let window = DayRange::new(from.unwrap_or(days.from()), to.unwrap_or(days.to()));
    if let Err(error) = &window {
        let key = if to.is_some() { "to" } else { "from" };
        keys.report.error(keys.key_span(key), error.to_string());
    }
    window.ok()
}

fn read_records_per_row(keys: &Keys<'_>, register: &Register) -> Option<RecordsPerRow> {
    let node = keys.get("records_per_row")?;
    if register.rows.is_empty() {
        keys.tell_unused(&["records_per_row"], "台账没有给定的行（[[register.row]]）");
    }
    let per_row = node.word(&[
        ("one", RecordsPerRow::One),
        ("unit", RecordsPerRow::EachUnit),
    ])?;
    let nobody = register
        .rows
        .iter()
        .find(|row| row.responsibility.is_empty());
    if let (RecordsPerRow::EachUnit, Some(row)) = (per_row, nobody) {
        let message = format!("“{}”没有写明牵头或责任单位，不知道由谁登记", row.name);
        keys.report.error(node.span, message);
    }
    Some(per_row)
}

/// Fields that a key lists by their ids.
fn read_fields(keys: &Keys<'_>, key: &str, fields: &[RegisterField]) -> Vec<FieldId> {
    let read = |node: &Node<'_>| {
        let text = node.line()?;
        let known = fields
            .iter()
            .filter(|field| field.formula.is_none())
            .map(|field| field.id.as_str());
        check_known(&text, "字段", known, keys.report).then(|| FieldId::from(text.value))
    };
    keys.list(key).iter().filter_map(read).collect()
}

/// The field that says on which day a record lies: the one that is named, or else the first that holds a day.
fn read_day(keys: &Keys<'_>, fields: &[RegisterField]) -> Option<FieldId> {
    match keys.get("day") {
        Some(_) => read_day_named(keys, fields),
        None => fields.iter().find(holds_day).map(|field| field.id.clone()),
    }
}

/// `day = "held_on"`: one of the fields that hold a day.
fn read_day_named(keys: &Keys<'_>, fields: &[RegisterField]) -> Option<FieldId> {
    let text = keys.get("day")?.line()?;
    let days = fields.iter().filter(holds_day);
    let days = days.map(|field| field.id.as_str());
    check_known(&text, "日期字段", days, keys.report).then(|| FieldId::from(text.value))
}

/// `sums_by = "kind"`: one of the fields that are a choice.
fn read_sums_by(keys: &Keys<'_>, fields: &[RegisterField]) -> Option<FieldId> {
    let text = keys.get("sums_by")?.line()?;
    let choices = fields
        .iter()
        .filter(|field| matches!(field.kind, RegisterFieldKind::Choice(_)));
    let choices = choices.map(|field| field.id.as_str());
    check_known(&text, "选择字段", choices, keys.report).then(|| FieldId::from(text.value))
}

fn holds_day(field: &&RegisterField) -> bool {
    field.kind == RegisterFieldKind::Plain(FigureKind::Date)
}

/// The stages, each with its keys: what it requires is read once the fields are.
fn read_stages<'t>(keys: &Keys<'t>) -> Vec<(Stage, Keys<'t>)> {
    let (mut ids, mut names) = (Names::default(), Names::default());
    let mut stages = Vec::new();
    for node in keys.list("stage") {
        let Some(keys) = node.keys(&STAGE_KEYS) else {
            continue;
        };
        let id = keys
            .id("id", "accepted")
            .filter(|id| ids.add(id, keys.report));
        let name = keys
            .require("name", "\"已验收\"")
            .and_then(|node| node.line())
            .filter(|name| names.add(name, keys.report));
        let kept_by = read_keeper(&keys);
        let stage = id
            .zip(name)
            .zip(kept_by)
            .map(|((id, name), kept_by)| Stage {
                id: StageId::from(id.value),
                name: name.value.trim().to_owned(),
                requires: Vec::new(),
                kept_by,
            });
        stages.extend(stage.map(|stage| (stage, keys)));
    }
    stages
}

fn read_rows(keys: &Keys<'_>, header: &Header) -> Vec<RegisterRow> {
    let mut ids = Names::default();
    let mut rows = Vec::new();
    for node in keys.list("row") {
        let Some(keys) = node.keys(&ROW_KEYS) else {
            continue;
        };
        let id = keys
            .id("id", "measure_1")
            .filter(|id| ids.add(id, keys.report));
        let section = keys.text_or_empty("section");
        let name = keys.text("name", "各类劳动竞赛普遍开展");
        let text = keys.paragraphs("text");
        let responsibility = kinds::responsibility(&keys, header);
        let row = || {
            Some(RegisterRow {
                id: RowId::from(id?.value),
                section: section?,
                name: name?,
                text: text?,
                responsibility: responsibility?,
            })
        };
        rows.extend(row());
    }
    rows
}
