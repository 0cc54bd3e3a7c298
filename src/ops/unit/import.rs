//! Brings in many units at once. Every row is judged before any is written: the preview and the import itself see the
//! same rows as good. Reading the file is in `table`.

use std::collections::HashSet;

use super::UnitInput;
use super::entry::EntryError;
use super::register::{Register, UnitField};
use super::table::{self, Row};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::desk::Ground;
use crate::ops::{About, Change, Desk};
use crate::store::{NewUnit, Reader};
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
    /// Lines of good rows whose name had tabs or other control characters in it, which are taken out.
    pub cleaned: Vec<usize>,
}

impl ImportPreview {
    /// What is taken otherwise than it is written, in words.
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if !self.ignored.is_empty() {
            remarks.push(format!("这些列没有用到：{}", self.ignored.join("、")));
        }
        if !self.cleaned.is_empty() {
            let lines = self.cleaned.iter().map(usize::to_string);
            let lines = lines.collect::<Vec<_>>().join("、");
            remarks.push(format!("名称里的制表符、换行等已去掉：第 {lines} 行"));
        }
        remarks
    }
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
    let mut preview = plan(desk.store.read(), &desk.ground(), &rows.rows)?;
    let is_good = |line: &usize| preview.good.iter().any(|good| good.line == *line);
    preview.cleaned = rows.cleaned().filter(is_good).collect();
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
    let rows = table::read(bytes)?;
    desk.change(now, |change, ground| {
        let preview = plan(change.reader(), ground, &rows.rows)?;
        let keep_out = mode == ImportMode::AllOrNone && !preview.bad.is_empty();
        Ok(Imported {
            added: match keep_out {
                true => Vec::new(),
                false => insert(change, &preview.good)?,
            },
            bad: preview.bad,
        })
    })
}

/// Judges one unit that a person adds: what it becomes, or everything that is wrong with it, each beside its field.
pub(super) fn plan_one(
    change: &Change<'_>,
    ground: &Ground<'_>,
    input: &UnitInput,
) -> Result<PlannedUnit, EntryError> {
    let units = change.units()?;
    let mut register = Register::of(ground.campaign, &units);
    register.keep_closed(&change.closings()?, ground.plan);
    let parent_code = match input.parent.trim() {
        "" => Ok(seat_code(&units, ground)),
        parent => match register.code_of(parent) {
            Some(code) => Ok(code.to_owned()),
            None => Err((UnitField::Parent, no_parent(parent))),
        },
    };
    match (register.judge(input), parent_code) {
        (Ok(unit), Ok(parent_code)) => Ok(PlannedUnit {
            line: 1,
            unit,
            parent_code,
        }),
        (judged, parent) => {
            let mut problems = judged.err().unwrap_or_default();
            problems.extend(parent.err());
            Err(EntryError::Problems(problems))
        }
    }
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

fn seat_code(units: &[Unit], ground: &Ground<'_>) -> String {
    let seat = units.iter().find(|unit| unit.id == ground.seat.unit);
    seat.map(|seat| seat.code.clone()).unwrap_or_default()
}

fn plan(reader: Reader<'_>, ground: &Ground<'_>, rows: &[Row]) -> Result<ImportPreview, Fault> {
    let units = reader.units()?;
    let mut register = Register::of(ground.campaign, &units);
    register.keep_closed(&reader.closings()?, ground.plan);
    // A code that a row brings itself is not given out to a row before it.
    register.reserve(rows.iter().map(|row| row.input.code.trim()));
    let mut bad = Vec::new();
    let mut judged = Vec::new();
    for row in rows {
        let Row { line, input, wrong } = row;
        if let Some(wrong) = wrong {
            bad.push(bad_row(*line, &input.name, wrong.clone()));
            continue;
        }
        match register.judge(input) {
            Ok(unit) => judged.push((*line, unit, input.parent.trim())),
            Err(problems) => {
                let reasons = EntryError::Problems(problems).to_string();
                bad.push(bad_row(*line, &input.name, reasons));
            }
        }
    }
    let seat = seat_code(&units, ground);
    let mut waiting = Vec::new();
    // Codes of rows that are not on the desk yet; nothing can go in below one of them.
    let mut outstanding: HashSet<String> = HashSet::new();
    for (line, unit, parent) in judged {
        outstanding.insert(unit.code.clone());
        let parent_code = match parent {
            "" => Some(seat.as_str()),
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
        ..ImportPreview::default()
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
