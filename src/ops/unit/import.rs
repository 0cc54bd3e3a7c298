//! Brings in many units at once. Every row is judged before any is written: the preview and the import itself see the
//! same rows as good. Reading the file is in `table`.

use std::collections::HashSet;

use super::register::{Register, UnitField};
use super::{UnitInput, table};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::error::Fault;
use crate::ops::{About, Change, Desk};
use crate::store::NewUnit;
use crate::text::sanitize::for_storage_line;

/// What to do where some rows are bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// One bad row keeps all out.
    AllOrNone,
    /// The good ones go in.
    GoodRows,
}

/// A good row: the unit that it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedUnit {
    /// In the file, from 1.
    pub line: usize,
    /// Its `parent` is not set yet: that may be another row, which has no id.
    pub unit: NewUnit,
    pub parent_code: String,
}

/// A row that cannot go in, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// In the file, from 1.
    pub line: usize,
    /// What it calls the unit.
    pub name: String,
    pub reason: String,
}

/// What an import would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportPreview {
    /// Parents before what is below them.
    pub good: Vec<PlannedUnit>,
    /// By line.
    pub bad: Vec<BadRow>,
    /// Headings of columns that are left out.
    pub ignored: Vec<String>,
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    pub added: Vec<UnitId>,
    pub bad: Vec<BadRow>,
}

/// Judges a file or a paste without writing anything.
pub fn preview(desk: &Desk, bytes: &[u8]) -> Result<ImportPreview, Fault> {
    let rows = table::read(bytes)?;
    let mut preview = plan(desk, &rows.rows)?;
    preview.ignored = rows.ignored;
    Ok(preview)
}

/// Brings in a file or a paste. Under [`ImportMode::AllOrNone`] a bad row keeps everything out: `added` is empty and
/// `bad` tells why.
pub fn import(
    desk: &mut Desk,
    bytes: &[u8],
    mode: ImportMode,
    now: Instant,
) -> Result<Imported, Fault> {
    let preview = preview(desk, bytes)?;
    let keep_out = mode == ImportMode::AllOrNone && !preview.bad.is_empty();
    let added = if keep_out || preview.good.is_empty() {
        Vec::new()
    } else {
        desk.change(now, |change, _| insert(change, &preview.good))?
    };
    Ok(Imported {
        added,
        bad: preview.bad,
    })
}

/// Judges one unit that a person adds.
pub(super) fn plan_one(desk: &Desk, input: &UnitInput) -> Result<PlannedUnit, Fault> {
    let mut preview = plan(desk, &[(1, input.clone())])?;
    match (preview.good.pop(), preview.bad.pop()) {
        (Some(planned), _) => Ok(planned),
        (None, Some(bad)) => Err(Fault::problem(bad.reason)),
        (None, None) => Err(Fault::problem("没有写明单位")),
    }
}

/// Everything that is wrong with a unit as it is typed, each beside its field; empty where it can be written. `unit`
/// is the one whose entries are changed, `None` for a new one.
pub fn problems(
    desk: &Desk,
    unit: Option<UnitId>,
    input: &UnitInput,
) -> Result<Vec<(UnitField, String)>, Fault> {
    let mut units = desk.units()?;
    // What it is called itself is not taken by another.
    units.retain(|other| Some(other.id) != unit);
    let mut register = Register::of(&desk.campaign, &units);
    let parent = input.parent.trim();
    let missing = !parent.is_empty() && register.code_of(parent).is_none();
    let mut problems = register.judge(input).err().unwrap_or_default();
    if missing {
        problems.push((UnitField::Parent, no_parent(parent)));
    }
    Ok(problems)
}

fn no_parent(parent: &str) -> String {
    format!("没有找到上级单位“{parent}”")
}

/// Writes units that were judged good, parents first.
pub(super) fn insert(change: &Change<'_>, planned: &[PlannedUnit]) -> Result<Vec<UnitId>, Fault> {
    let mut ids = Vec::with_capacity(planned.len());
    for row in planned {
        let parent = change.unit_with_code(&row.parent_code)?;
        let unit = NewUnit {
            parent: parent.map(|parent| parent.id),
            ..row.unit.clone()
        };
        let id = change.insert_unit(&unit)?;
        let detail = format!("{}（{}）", unit.name, unit.code);
        change.note(Act::UnitAdded, About::unit(id), &detail)?;
        ids.push(id);
    }
    Ok(ids)
}

fn plan(desk: &Desk, rows: &[(usize, UnitInput)]) -> Result<ImportPreview, Fault> {
    let units = desk.units()?;
    let mut register = Register::of(&desk.campaign, &units);
    // A code that a row brings itself is not given out to a row before it.
    register.reserve(rows.iter().map(|(_, input)| input.code.trim()));
    let mut bad = Vec::new();
    let mut judged = Vec::new();
    for (line, input) in rows {
        match register.judge(input) {
            Ok(unit) => judged.push((*line, unit, input.parent.trim())),
            Err(problems) => {
                let reasons: Vec<String> = problems.into_iter().map(|(_, why)| why).collect();
                bad.push(bad_row(*line, &input.name, reasons.join("；")));
            }
        }
    }
    let seat = units.iter().find(|unit| unit.id == desk.seat.unit);
    let seat = seat.map_or("", |seat| seat.code.as_str());
    let mut waiting = Vec::new();
    // Codes of rows that are not on the desk yet; nothing can go in below one of them.
    let mut outstanding: HashSet<String> = HashSet::new();
    for (line, unit, parent) in judged {
        outstanding.insert(unit.code.clone());
        let parent_code = match parent {
            "" => Some(seat),
            parent => register.code_of(parent),
        };
        match parent_code.map(str::to_owned) {
            Some(parent_code) => waiting.push(PlannedUnit {
                line,
                unit,
                parent_code,
            }),
            None => bad.push(bad_row(line, &unit.name, no_parent(parent))),
        }
    }
    let (good, stuck) = parents_first(waiting, outstanding);
    let why = "上级单位那一行有误，或上下级绕成了圈";
    bad.extend(
        stuck
            .iter()
            .map(|row| bad_row(row.line, &row.unit.name, why.to_owned())),
    );
    bad.sort_by_key(|row| row.line);
    Ok(ImportPreview {
        good,
        bad,
        ignored: Vec::new(),
    })
}

fn bad_row(line: usize, name: &str, reason: String) -> BadRow {
    BadRow {
        line,
        name: for_storage_line(name).into_owned(),
        reason,
    }
}

/// Orders rows so that a parent goes in before what is below it. What is left over has a parent that is bad, or lies
/// below itself.
fn parents_first(
    mut waiting: Vec<PlannedUnit>,
    mut outstanding: HashSet<String>,
) -> (Vec<PlannedUnit>, Vec<PlannedUnit>) {
    let mut ordered = Vec::new();
    loop {
        let (ready, rest): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|row| !outstanding.contains(&row.parent_code));
        waiting = rest;
        if ready.is_empty() {
            return (ordered, waiting);
        }
        for row in &ready {
            outstanding.remove(&row.unit.code);
        }
        ordered.extend(ready);
    }
}
