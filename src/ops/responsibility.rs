//! Responsibilities (责任): the rows that the notice gives, by the units that lead and answer for them, each with how far
//! it is. How far it is stands in the register's records, which are laid side by side here and written in `tell`.

mod tell;

use chrono::NaiveDate;

use super::Desk;
use super::record::{Lines, show};
use crate::domain::campaign::{Campaign, Part, RecordsPerRow, Register, RegisterRow};
use crate::domain::id::{RecordId, RegisterId, RowId, StageId, UnitId};
use crate::domain::record::KeptRecord;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::store::RecordFilter;
pub use tell::{PartOf, Seen, Telling, Told, put_back, record_of, tell};

/// Rows by units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    pub register: RegisterId,
    /// Every unit that leads or answers for anything, in the desk's order.
    pub units: Vec<UnitId>,
    pub rows: Vec<MatrixRow>,
}

/// One given row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    pub row: RowId,
    /// How far the row as a whole is, where it has one record.
    pub standing: Option<RowStanding>,
    /// The units that have a part in it, those that lead first.
    pub cells: Vec<Cell>,
}

/// One unit's part in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub unit: UnitId,
    pub part: Part,
    /// What the notice says of it in brackets: 宣教股.
    pub note: String,
    /// How far the unit is, where each has its own record.
    pub standing: Option<RowStanding>,
}

/// How far a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowStanding {
    pub record: RecordId,
    /// The revision of the record that says so.
    pub revision: u32,
    /// The furthest stage, and since when.
    pub stage: Option<(StageId, NaiveDate)>,
    /// The first words of the record: what was done.
    pub said: String,
}

impl MatrixRow {
    /// How many parts have come at least to a stage, of how many. A row with one record counts as one part.
    pub fn reached(&self, register: &Register, stage: &StageId) -> (usize, usize) {
        let Some((wanted, _)) = register.stage(stage) else {
            return (0, 0);
        };
        let has = |standing: &Option<RowStanding>| {
            let stage = standing
                .as_ref()
                .and_then(|standing| standing.stage.as_ref());
            let place = stage.and_then(|(stage, _)| register.stage(stage));
            place.is_some_and(|(at, _)| at >= wanted)
        };
        match register.records_per_row {
            RecordsPerRow::One => (usize::from(has(&self.standing)), 1),
            RecordsPerRow::EachUnit => {
                let reached = self.cells.iter().filter(|cell| has(&cell.standing)).count();
                (reached, self.cells.len())
            }
        }
    }
}

/// The registers that share out what the notice wants done: several given rows, or one that somebody leads. A single row
/// that nobody leads is a form that every unit fills in, and no matrix.
pub fn registers(campaign: &Campaign) -> impl Iterator<Item = &Register> {
    campaign.registers.iter().filter(|register| {
        let is_led = register
            .rows
            .iter()
            .any(|row| !row.responsibility.lead.is_empty());
        register.rows.len() > 1 || is_led
    })
}

/// Rows by units on a day.
pub fn matrix(desk: &Desk, register: &Register, today: NaiveDate) -> Result<Matrix, Fault> {
    let laying = desk.store.snapshot(|reader| {
        Ok::<_, Fault>(Laying {
            register,
            records: reader.records(&RecordFilter {
                register: Some(register.id.clone()),
                ..RecordFilter::default()
            })?,
            lines: Lines::of(desk)?,
            today,
        })
    })?;
    let rows: Vec<MatrixRow> = register.rows.iter().map(|row| laying.row(row)).collect();
    Ok(Matrix {
        register: register.id.clone(),
        units: with_part(&laying.lines.units, &rows),
        rows,
    })
}

/// What the rows are laid out of.
struct Laying<'a> {
    register: &'a Register,
    records: Vec<KeptRecord>,
    lines: Lines,
    today: NaiveDate,
}

impl Laying<'_> {
    fn row(&self, row: &RegisterRow) -> MatrixRow {
        let units = self.lines.units.iter();
        let mut cells: Vec<Cell> = units.filter_map(|unit| self.cell(row, unit)).collect();
        cells.sort_by_key(|cell| cell.part);
        let one = match self.register.records_per_row {
            RecordsPerRow::One => self.of_row(row).next(),
            RecordsPerRow::EachUnit => None,
        };
        MatrixRow {
            row: row.id.clone(),
            standing: one.map(|kept| self.standing(kept)),
            cells,
        }
    }

    fn cell(&self, row: &RegisterRow, unit: &Unit) -> Option<Cell> {
        let (part, note) = part_of(row, unit)?;
        let own = match self.register.records_per_row {
            RecordsPerRow::EachUnit => {
                let mut records = self.of_row(row);
                records.find(|kept| kept.record.unit == unit.id)
            }
            RecordsPerRow::One => None,
        };
        Some(Cell {
            unit: unit.id,
            part,
            note,
            standing: own.map(|kept| self.standing(kept)),
        })
    }

    fn of_row<'s>(&'s self, row: &'s RegisterRow) -> impl Iterator<Item = &'s KeptRecord> {
        let of_row = move |kept: &&KeptRecord| kept.record.row.as_ref() == Some(&row.id);
        self.records.iter().filter(of_row)
    }

    fn standing(&self, kept: &KeptRecord) -> RowStanding {
        let record = &kept.record;
        let stage = record.stage_on(self.register, self.today);
        let stage = stage.and_then(|(_, stage)| {
            let on = record.entry.reached.get(&stage.id)?;
            Some((stage.id.clone(), *on))
        });
        let title = self.register.title();
        let said = title.and_then(|field| show(&self.lines, self.register, field, record));
        RowStanding {
            record: record.id,
            revision: kept.revision,
            stage,
            said: said.unwrap_or_default(),
        }
    }
}

/// The units that have a part in any row, in their own order.
fn with_part(units: &[Unit], rows: &[MatrixRow]) -> Vec<UnitId> {
    let has_part = |unit: &&Unit| {
        let mut cells = rows.iter().flat_map(|row| &row.cells);
        cells.any(|cell| cell.unit == unit.id)
    };
    units.iter().filter(has_part).map(|unit| unit.id).collect()
}

/// The part that a unit has in a row, and what the notice adds to it.
fn part_of(row: &RegisterRow, unit: &Unit) -> Option<(Part, String)> {
    let kind = unit.kind.as_ref()?;
    let part = row.responsibility.part_of(kind)?;
    let parties = match part {
        Part::Lead => &row.responsibility.lead,
        Part::Responsible => &row.responsibility.responsible,
    };
    let party = parties.iter().find(|party| party.kind == *kind);
    Some((
        part,
        party.map(|party| party.note.clone()).unwrap_or_default(),
    ))
}

#[cfg(test)]
mod tests;
