//! Brings in many records at once, from a table whose headings are the register's own: what is exported can be filled in
//! and brought in again. A row with a number changes that record, one without adds a record. Every row is judged by the
//! same rules as a form, all problems of all rows are told at once, and one bad row keeps all out unless the good ones
//! are asked for.

use chrono::Datelike;

use super::{NewRecord, RecordError, insert, register, revise, standing};
use crate::domain::calendar::{Instant, read_date};
use crate::domain::campaign::{Register, RegisterFieldKind};
use crate::domain::id::{FieldId, RecordId, RegisterId, RowId, StageId, UnitId};
use crate::domain::problem::{Place, Problem};
use crate::domain::record::{KeptRecord, RecordEntry};
use crate::error::Fault;
use crate::ops::desk::Ground;
use crate::ops::record::row_named;
use crate::ops::record::typed::{Typed, headings, read_typed};
use crate::ops::unit::table::{decode, unreadable};
use crate::ops::{Change, Desk, unit};
use crate::text::digits::{fold_number, fold_width};

/// More rows than any register of a county has.
const MOST_ROWS: usize = 50_000;

/// What to do where some rows are bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// One bad row keeps all out.
    AllOrNone,
    /// The good ones go in.
    GoodRows,
    /// Nothing goes in; it is told what would.
    DryRun,
}

/// A row that cannot go in, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// In the file, from 1.
    pub line: usize,
    /// What it calls the unit.
    pub unit: String,
    pub problems: Vec<Problem>,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brought {
    pub added: Vec<RecordId>,
    pub changed: Vec<RecordId>,
    /// Rows that say what stands already.
    pub unchanged: usize,
    /// By line.
    pub bad: Vec<BadRow>,
    /// Headings of columns that say nothing to the register; their columns are left out.
    pub ignored: Vec<String>,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Number,
    Unit,
    Row,
    Field(FieldId),
    Stage(StageId),
    /// Files cannot come in a table, and what is worked out is not read.
    PassedOver,
}

/// One row as read.
#[derive(Debug)]
struct Line {
    line: usize,
    number: String,
    unit: String,
    row: String,
    typed: Typed,
    stages: Vec<(StageId, String)>,
}

/// A row whose words have been read.
#[derive(Debug)]
struct Read {
    id: Option<RecordId>,
    unit: UnitId,
    row: Option<RowId>,
    typed: Typed,
    reached: Vec<(StageId, Option<chrono::NaiveDate>)>,
}

/// Brings in a file or a paste. `reason` says why what stands is changed, and why warnings are accepted.
pub fn import(
    desk: &mut Desk,
    id: &RegisterId,
    bytes: &[u8],
    mode: ImportMode,
    reason: &str,
    now: Instant,
) -> Result<Brought, Fault> {
    let register = register(&desk.campaign, id)?.clone();
    let (lines, ignored) = read(&register, bytes)?;
    let mut brought = Brought {
        ignored,
        ..Brought::default()
    };
    let mut good = Vec::new();
    for line in lines {
        match judge(desk, &register, &line) {
            Ok(read) => good.push((line, read)),
            Err(problems) => brought.bad.push(bad(&line, problems)),
        }
    }
    // The values of a good row are read with the desk at hand, what stands beside them under the write lock.
    let good: Vec<(Line, Read, Values)> = good
        .into_iter()
        .map(|(line, read)| {
            let mut entry = RecordEntry::default();
            let problems = read_typed(desk, &register, &read.typed, &mut entry);
            (line, read, Values { entry, problems })
        })
        .collect();
    let outcome = desk.change(now, |change, ground| {
        for (line, read, values) in &good {
            match bring(change, ground, &register, (read, values), reason, now) {
                Ok(what) => brought.take(what),
                Err(RecordError::Problems(problems)) => brought.bad.push(bad(line, problems)),
                Err(RecordError::Fault(fault)) => {
                    let whole = Problem::error(Place::Whole, fault.message);
                    brought.bad.push(bad(line, vec![whole]));
                }
            }
        }
        brought.bad.sort_by_key(|row| row.line);
        let keep_out = match mode {
            ImportMode::DryRun => true,
            ImportMode::AllOrNone => !brought.bad.is_empty(),
            ImportMode::GoodRows => false,
        };
        match keep_out {
            // Rolled back: what was written within this transaction is not there afterwards.
            true => Err(Stop::Keep(Box::new(brought))),
            false => Ok(brought),
        }
    });
    match outcome {
        Ok(brought) => Ok(brought),
        Err(Stop::Keep(mut brought)) => {
            if mode != ImportMode::DryRun {
                (brought.added, brought.changed) = (Vec::new(), Vec::new());
            }
            Ok(*brought)
        }
        Err(Stop::Fault(fault)) => Err(fault),
    }
}

/// Why a change is rolled back.
enum Stop {
    Keep(Box<Brought>),
    Fault(Fault),
}

impl From<crate::store::StoreError> for Stop {
    fn from(error: crate::store::StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// What a row's words came to.
struct Values {
    entry: RecordEntry,
    problems: Vec<Problem>,
}

/// What became of one row.
enum What {
    Added(RecordId),
    Changed(RecordId),
    Unchanged,
}

impl Brought {
    fn take(&mut self, what: What) {
        match what {
            What::Added(id) => self.added.push(id),
            What::Changed(id) => self.changed.push(id),
            What::Unchanged => self.unchanged += 1,
        }
    }
}

fn bad(line: &Line, problems: Vec<Problem>) -> BadRow {
    BadRow {
        line: line.line,
        unit: line.unit.clone(),
        problems,
    }
}

/// Adds the row's record, or changes the one that it numbers.
fn bring(
    change: &Change<'_>,
    ground: &Ground<'_>,
    register: &Register,
    (read, values): (&Read, &Values),
    reason: &str,
    now: Instant,
) -> Result<What, RecordError> {
    if !values.problems.is_empty() {
        return Err(RecordError::Problems(values.problems.clone()));
    }
    let merged = |mut entry: RecordEntry| {
        for id in read.typed.keys() {
            match values.entry.fields.get(id) {
                Some(value) => entry.fields.insert(id.clone(), value.clone()),
                None => entry.fields.remove(id),
            };
        }
        for (stage, day) in &read.reached {
            match day {
                Some(day) => entry.reached.insert(stage.clone(), *day),
                None => entry.reached.remove(stage),
            };
        }
        entry
    };
    let Some(id) = read.id else {
        let new = NewRecord {
            register: register.id.clone(),
            unit: read.unit,
            row: read.row.clone(),
            entry: merged(RecordEntry::default()),
        };
        return Ok(What::Added(insert(change, ground, &new, reason, now)?));
    };
    let kept: KeptRecord = standing(change, id)?;
    if kept.record.register != register.id || kept.record.unit != read.unit {
        let message = format!("编号 {} 的条目不是这个单位在{}里的", id.0, register.name);
        return Err(Fault::problem(message).into());
    }
    let entry = merged(kept.record.entry.clone());
    Ok(match revise(change, ground, &kept, &entry, reason, now)? {
        true => What::Changed(id),
        false => What::Unchanged,
    })
}

/// Reads what a row names: number, unit, given row, days of stages. All that cannot be read, at once.
fn judge(desk: &Desk, register: &Register, line: &Line) -> Result<Read, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut say = |message: String| problems.push(Problem::error(Place::Whole, message));
    let id = match line.number.as_str() {
        "" => None,
        text => match fold_number(text).parse() {
            Ok(number) => Some(RecordId(number)),
            Err(_) => {
                say(format!("编号“{text}”不是数字；新增的条目编号留空"));
                None
            }
        },
    };
    let unit = match line.unit.as_str() {
        "" => Some(desk.seat.unit),
        text => match unit::find(desk, text) {
            Ok(unit) => Some(unit.id),
            Err(fault) => {
                say(fault.to_string());
                None
            }
        },
    };
    let row = match line.row.as_str() {
        "" => None,
        text => match row_named(register, text) {
            Ok(row) => Some(row.id.clone()),
            Err(fault) => {
                say(fault.to_string());
                None
            }
        },
    };
    let year = desk.campaign.days.from().year();
    let mut reached = Vec::new();
    for (stage, text) in &line.stages {
        match text.as_str() {
            "" => reached.push((stage.clone(), None)),
            text => match read_date(&fold_width(text), year) {
                Ok(day) => reached.push((stage.clone(), Some(day))),
                Err(error) => say(format!("阶段的日期“{text}”：{error}")),
            },
        }
    }
    match (unit, problems.is_empty()) {
        (Some(unit), true) => Ok(Read {
            id,
            unit,
            row,
            typed: line.typed.clone(),
            reached,
        }),
        _ => Err(problems),
    }
}

fn read(register: &Register, bytes: &[u8]) -> Result<(Vec<Line>, Vec<String>), Fault> {
    let text = decode(bytes)?;
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.contains('\t') { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let columns = reader.headers().map_err(unreadable)?.clone();
    let (columns, ignored) = columns_of(register, columns.iter());
    if !columns
        .iter()
        .any(|column| matches!(column, Some(Column::Field(_) | Column::Stage(_))))
    {
        let names: Vec<String> = headings(register)
            .into_iter()
            .map(|(_, name)| name)
            .collect();
        return Err(
            Fault::problem(format!("表头里没有{}的任何一栏", register.name))
                .hint(format!("第一行应写栏目名称：单位、{}", names.join("、"))),
        );
    }
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line);
        lines.push(line_of(
            usize::try_from(line).unwrap_or(usize::MAX),
            columns.iter().zip(record.iter()),
        ));
    }
    if lines.len() > MOST_ROWS {
        let message = format!("表格有 {} 行，最多 {MOST_ROWS} 行", lines.len());
        return Err(Fault::problem(message).hint("请核对是不是选错了文件"));
    }
    Ok((lines, ignored))
}

fn columns_of<'a>(
    register: &Register,
    found: impl Iterator<Item = &'a str>,
) -> (Vec<Option<Column>>, Vec<String>) {
    let known = headings(register);
    let mut ignored = Vec::new();
    let column = |heading: &str| -> Option<Column> {
        let heading = heading.trim();
        match heading {
            "编号" | "number" => return Some(Column::Number),
            "单位" | "unit" => return Some(Column::Unit),
            "事项" | "row" => return Some(Column::Row),
            _ => {}
        }
        let mut fields = known.iter();
        let field = fields.find(|(field, name)| name == heading || field.id.as_str() == heading);
        if let Some((field, _)) = field {
            let is_read = field.formula.is_none() && field.kind != RegisterFieldKind::Material;
            return Some(match is_read {
                true => Column::Field(field.id.clone()),
                false => Column::PassedOver,
            });
        }
        let mut stages = register.stages.iter();
        let stage = stages.find(|stage| stage.name == heading || stage.id.as_str() == heading);
        stage.map(|stage| Column::Stage(stage.id.clone()))
    };
    let columns = found.map(|heading| {
        let column = column(heading);
        if column.is_none() && !heading.trim().is_empty() {
            ignored.push(heading.trim().to_owned());
        }
        column
    });
    let columns = columns.collect();
    (columns, ignored)
}

fn line_of<'a>(line: usize, cells: impl Iterator<Item = (&'a Option<Column>, &'a str)>) -> Line {
    let mut read = Line {
        line,
        number: String::new(),
        unit: String::new(),
        row: String::new(),
        typed: Typed::new(),
        stages: Vec::new(),
    };
    for (column, cell) in cells {
        let cell = cell.trim().to_owned();
        match column {
            None | Some(Column::PassedOver) => {}
            Some(Column::Number) => read.number = cell,
            Some(Column::Unit) => read.unit = cell,
            Some(Column::Row) => read.row = cell,
            Some(Column::Field(id)) => {
                read.typed.insert(id.clone(), cell);
            }
            Some(Column::Stage(id)) => read.stages.push((id.clone(), cell)),
        }
    }
    read
}
