//! One unit's part of a given row: how far it is, since when, and what there is to say. The rest of its record is
//! written on 登记.

use super::View;
use super::answer::Remarks;
use super::asking::{Asking, REASON, REASON_ITEM};
use super::lines::Lines;
use super::state::Picked;
use super::work::Request;
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Part, RecordsPerRow, Register};
use crate::domain::id::{RowId, UnitId};
use crate::ops::responsibility::{Cell, MatrixRow, PartOf, RowStanding, Seen, Told, registers};
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::form::{Form, Item};
use crate::tui::kit::guarded::Guarded;
use crate::tui::kit::select::Choice;
use crate::tui::screen::Context;
use crate::tui::screens::day_field;

const STAGE: &str = "stage";
const DAY: &str = "day";
const SAID: &str = "said";
/// Before the first stage.
const NOT_BEGUN: &str = "未开始";
/// The most characters of what is said.
const TEXT: usize = 300;

/// What writing at a row leads to.
pub enum Begun {
    Ask(Asking),
    Pick(Vec<Choice>, Vec<Picked>),
    /// Nobody who sits here has a part in it.
    Nobody,
}

/// A row is to be written at: whose part, where there are several.
pub fn begin(row: &RowId, lines: &Lines, context: &Context) -> Option<Begun> {
    let (register, laid) = laid(row, lines, context)?;
    let part = |unit: UnitId| PartOf {
        register: register.id.clone(),
        row: row.clone(),
        unit,
    };
    let own = |cell: &&Cell| context.collects || cell.unit == context.seat;
    let cells: Vec<&Cell> = laid.cells.iter().filter(own).collect();
    let only = match (cells.as_slice(), register.records_per_row) {
        ([], _) => return Some(Begun::Nobody),
        ([only], _) | ([only, ..], RecordsPerRow::One) => Some(only.unit),
        _ => None,
    };
    if let Some(unit) = only {
        return Some(Begun::Ask(asking(part(unit), lines, context)));
    }
    let choice = |cell: &&Cell| {
        let name = context.unit_name(cell.unit);
        let role = match cell.part {
            Part::Lead => "牵头",
            Part::Responsible => "责任",
        };
        let stage = stage_name(register, cell.standing.as_ref());
        Choice::new(name).detail(format!("{role}  {stage}"))
    };
    let choices = cells.iter().map(choice).collect();
    let picked = cells.iter().map(|cell| Picked::Part(part(cell.unit)));
    Some(Begun::Pick(choices, picked.collect()))
}

fn laid<'a>(
    row: &RowId,
    lines: &'a Lines,
    context: &'a Context,
) -> Option<(&'a Register, &'a MatrixRow)> {
    let View::Responsibilities(at) = lines.view(context)? else {
        return None;
    };
    let register = registers(&context.campaign).nth(at)?;
    let matrix = lines.loaded.as_ref()?.matrices.get(at)?;
    let laid = matrix.rows.iter().find(|laid| laid.row == *row)?;
    Some((register, laid))
}

fn stage_name<'r>(register: &'r Register, standing: Option<&RowStanding>) -> &'r str {
    let stage = standing.and_then(|standing| standing.stage.as_ref());
    let stage = stage.and_then(|(stage, _)| register.stage(stage));
    stage.map_or(NOT_BEGUN, |(_, stage)| stage.name.as_str())
}

fn standing<'a>(part: &PartOf, laid: &'a MatrixRow) -> Option<&'a RowStanding> {
    let mut cells = laid.cells.iter();
    let own = cells.find(|cell| cell.unit == part.unit)?;
    own.standing.as_ref().or(laid.standing.as_ref())
}

/// What is asked of that part, with what stands there now.
pub fn asking(part: PartOf, lines: &Lines, context: &Context) -> Asking {
    let laid = laid(&part.row, lines, context);
    let standing = laid.and_then(|(_, laid)| standing(&part, laid));
    let seen = standing.map(|standing| Seen {
        record: standing.record,
        revision: standing.revision,
    });
    Asking::Part { part, seen }
}

/// The dialog.
pub fn about(part: &PartOf, lines: &Lines, context: &Context, now: Instant) -> Option<Dialog> {
    let (register, laid) = laid(&part.row, lines, context)?;
    let standing = standing(part, laid);
    let row = register.row(&part.row)?;
    let stages = register.stages.iter().map(|stage| stage.name.clone());
    let stages: Vec<String> = std::iter::once(NOT_BEGUN.to_owned())
        .chain(stages)
        .collect();
    let since = standing.and_then(|standing| standing.stage.as_ref());
    let since = since.map_or(now.date(), |(_, day)| *day);
    let said = standing.map_or("", |standing| standing.said.as_str());
    let label = register
        .title()
        .map_or("说明", |field| field.label.as_str());
    let items = vec![
        Item::fixed("unit", "单位", context.unit_name(part.unit)),
        Item::choice(STAGE, "阶段", stages, stage_name(register, standing)),
        day_field::item(DAY, "到达日期", Some(since)),
        Item::line(SAID, label, said, TEXT),
        Item::line(REASON_ITEM, "理由", "", REASON).hint("有提醒时必须写"),
    ];
    Some(Dialog::form(
        row.name.as_str(),
        row.text.as_str(),
        Form::new(items),
        "保存",
    ))
}

/// What an answered dialog asks of the desk.
pub fn answered(
    (part, seen): (&PartOf, Option<Seen>),
    dialog: &Guarded,
    context: &Context,
    now: Instant,
) -> Result<Option<Request>, Remarks> {
    let Some(register) = context.campaign.register(&part.register) else {
        return Ok(None);
    };
    let told = told(register, dialog, now)?;
    Ok(Some(Request::Tell {
        part: part.clone(),
        told: Box::new(told),
        seen,
        reason: dialog.value(REASON_ITEM).trim().to_owned(),
    }))
}

fn told(register: &Register, dialog: &Guarded, now: Instant) -> Result<Told, Remarks> {
    let word = dialog.value(STAGE);
    let stage = register.stages.iter().find(|stage| stage.name == word);
    let on = match stage {
        Some(_) => day_field::read_required(&dialog.value(DAY), now.date())
            .map_err(|remark| vec![(DAY.to_owned(), remark)])?,
        None => now.date(),
    };
    Ok(Told {
        stage: stage.map(|stage| stage.id.clone()),
        on,
        said: dialog.value(SAID),
    })
}

/// The item beside which the desk's refusal is told.
pub const FIRST_ITEM: &str = STAGE;
