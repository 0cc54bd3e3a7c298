//! Reads the table that records come in: which column is which field or stage, what each row names. What becomes of
//! the rows is in the module above.

use chrono::NaiveDate;

use crate::domain::calendar::read_date;
use crate::domain::campaign::{Register, RegisterFieldKind};
use crate::domain::id::{FieldId, RecordId, RowId, StageId, UnitId};
use crate::domain::problem::{Place, Problem};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::record::row_named;
use crate::ops::record::typed::{Typed, headings};
use crate::ops::unit::table::{decode, unreadable};
use crate::ops::{Desk, unit};
use crate::text::digits::{fold_number, fold_width};

/// More rows than any register of a county has.
const MOST_ROWS: usize = 50_000;

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
pub(super) struct Line {
    pub line: usize,
    number: String,
    pub unit: String,
    row: String,
    typed: Typed,
    stages: Vec<(StageId, String)>,
}

/// A row whose words have been read.
#[derive(Debug)]
pub(super) struct Read {
    pub id: Option<RecordId>,
    pub unit: UnitId,
    pub row: Option<RowId>,
    pub typed: Typed,
    pub reached: Vec<(StageId, Option<NaiveDate>)>,
}

/// Reads what a row names: number, unit, given row, days of stages. All that cannot be read, at once.
pub(super) fn judge(
    (desk, units): (&Desk, &[Unit]),
    register: &Register,
    line: &Line,
    today: NaiveDate,
) -> Result<Read, Vec<Problem>> {
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
        text => match unit::find_among(units, text) {
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
    let near = desk.campaign.days.nearest_to(today);
    let mut reached = Vec::new();
    for (stage, text) in &line.stages {
        match text.as_str() {
            "" => reached.push((stage.clone(), None)),
            text => match read_date(&fold_width(text), near) {
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

/// Reads the table's rows, and the headings that say nothing to the register.
pub(super) fn read(register: &Register, bytes: &[u8]) -> Result<(Vec<Line>, Vec<String>), Fault> {
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
