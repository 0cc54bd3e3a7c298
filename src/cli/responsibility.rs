//! `anyue responsibility`: the rows that the notice gives, by the units that lead and answer for them. How far each is
//! stands in the register's records and is written there, with `anyue record`.

use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value, json};

use super::answer::Answer;
use super::failure::Failure;
use super::page::{Page, Piece, Side, Table, Tone};
use super::session::Session;
use super::shape::unit_ref;
use crate::domain::campaign::{Part, Register, RegisterRow};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::record::{register_named, row_named};
use crate::ops::responsibility::{Matrix, MatrixRow, RowStanding, matrix, registers};
use crate::ops::{Desk, unit};
use crate::text::width::truncate;

/// Columns of a row's name, and of what was said of it.
const WIDTH: usize = 36;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "台账", help = "通知给定事项的台账（只有一本时可以不写）")]
    register: Option<String>,
    #[arg(long, value_name = "单位", help = "只看这个单位牵头和负责的")]
    unit: Option<String>,
    #[arg(
        long,
        value_name = "事项",
        conflicts_with = "unit",
        help = "只看这一项，逐个单位"
    )]
    row: Option<String>,
}

pub(super) fn run(arguments: &Arguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let desk = session.desk()?;
    let register = chosen(&desk, arguments.register.as_deref())?;
    let laid = matrix(&desk, register, session.today())?;
    let units = desk.units()?;
    let mut page = Page::new();
    page.heading(&register.name);
    match (&arguments.unit, &arguments.row) {
        (Some(text), _) => {
            let unit = unit::find(&desk, text)?;
            page.line(&unit.name);
            page.table(&of_unit(register, &laid, &unit));
        }
        (None, Some(text)) => {
            let row = row_named(register, text)?;
            page.line(&row.name);
            page.block(&row.text, 2);
            page.table(&of_row(register, &laid, row, &units));
        }
        (None, None) => {
            page.table(&all(register, &laid, &units));
        }
    }
    page.line(Piece::new(
        "登记进展：anyue record add 台账 --row 事项 --unit 单位；进入阶段：anyue record stage 编号 阶段。",
        Tone::Muted,
    ));
    Ok(Answer::new(page, shape(register, &laid, &units)))
}

fn chosen<'d>(desk: &'d Desk, text: Option<&str>) -> Result<&'d Register, Fault> {
    if text.is_some() {
        let register = register_named(&desk.campaign, text)?;
        return match register.rows.is_empty() {
            false => Ok(register),
            true => Err(
                Fault::problem(format!("{}没有通知给定的事项", register.name))
                    .hint("逐条登记的用 anyue record list"),
            ),
        };
    }
    let mut found = registers(&desk.campaign);
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) => register_named(&desk.campaign, None),
        (None, _) => Err(Fault::problem("这个活动没有责任分工")
            .hint("责任分工在活动文件的台账里写 [[register.row]]，写法见 docs/campaign-file.md")),
    }
}

/// A line a row: who leads, how many answer, how many have come to each stage.
fn all(register: &Register, matrix: &Matrix, units: &[Unit]) -> Table {
    let fixed = [
        ("", Side::Right),
        ("部分", Side::Left),
        ("事项", Side::Left),
        ("牵头", Side::Left),
        ("责任单位", Side::Right),
    ];
    let stages = register
        .stages
        .iter()
        .map(|stage| (stage.name.as_str(), Side::Right));
    let mut table = Table::new(fixed.into_iter().chain(stages));
    for (at, (row, given)) in matrix.rows.iter().zip(&register.rows).enumerate() {
        let lead = row.cells.iter().filter(|cell| cell.part == Part::Lead);
        let lead: Vec<String> = lead.map(|cell| unit_ref(units, cell.unit).name).collect();
        let answering = row.cells.len() - lead.len();
        let stages = register.stages.iter().map(|stage| {
            let (reached, of) = row.reached(register, &stage.id);
            let tone = if reached == of && of > 0 {
                Tone::Good
            } else {
                Tone::Plain
            };
            Piece::new(format!("{reached}/{of}"), tone)
        });
        let fixed = [
            Piece::from((at + 1).to_string()),
            Piece::new(&given.section, Tone::Muted),
            Piece::from(truncate(&given.name, WIDTH)),
            Piece::from(lead.join("、")),
            Piece::from(answering.to_string()),
        ];
        table.row(fixed.into_iter().chain(stages));
    }
    table
}

fn of_unit(register: &Register, matrix: &Matrix, unit: &Unit) -> Table {
    let mut table = Table::of_texts(["编号", "事项", "分工", "阶段", "日期", "进展"]);
    for (row, given) in matrix.rows.iter().zip(&register.rows) {
        for cell in row.cells.iter().filter(|cell| cell.unit == unit.id) {
            let standing = cell.standing.as_ref().or(row.standing.as_ref());
            let (number, stage, day, said) = told(register, standing);
            table.row([
                number,
                Piece::from(truncate(&given.name, WIDTH)),
                part(cell.part, &cell.note),
                stage,
                day,
                said,
            ]);
        }
    }
    table
}

fn of_row(register: &Register, matrix: &Matrix, given: &RegisterRow, units: &[Unit]) -> Table {
    let mut table = Table::of_texts(["编号", "单位", "分工", "阶段", "日期", "进展"]);
    let rows = matrix.rows.iter().filter(|row| row.row == given.id);
    for (row, cell) in rows.flat_map(|row| row.cells.iter().map(move |cell| (row, cell))) {
        let standing = cell.standing.as_ref().or(row.standing.as_ref());
        let (number, stage, day, said) = told(register, standing);
        let name = Piece::from(unit_ref(units, cell.unit).name);
        table.row([number, name, part(cell.part, &cell.note), stage, day, said]);
    }
    table
}

fn part(part: Part, note: &str) -> Piece {
    Piece::from(match note {
        "" => part.label().to_owned(),
        note => format!("{}（{note}）", part.label()),
    })
}

/// Number, stage, its day and what was said.
fn told(register: &Register, standing: Option<&RowStanding>) -> (Piece, Piece, Piece, Piece) {
    let Some(standing) = standing else {
        let none = Piece::new("未登记", Tone::Muted);
        return (Piece::default(), none, Piece::default(), Piece::default());
    };
    let stage = standing
        .stage
        .as_ref()
        .and_then(|(stage, _)| register.stage(stage));
    let day: Option<NaiveDate> = standing.stage.as_ref().map(|(_, day)| *day);
    (
        Piece::from(standing.record.0.to_string()),
        Piece::from(stage.map_or("已登记", |(_, stage)| stage.name.as_str())),
        Piece::from(day.map(|day| day.to_string()).unwrap_or_default()),
        Piece::from(truncate(&standing.said, WIDTH)),
    )
}

fn shape(register: &Register, matrix: &Matrix, units: &[Unit]) -> Value {
    let standing = |standing: &RowStanding| {
        json!({
            "record": standing.record,
            "stage": standing.stage.as_ref().map(|(stage, _)| stage),
            "on": standing.stage.as_ref().map(|(_, day)| day),
            "said": standing.said,
        })
    };
    let row = |(row, given): (&MatrixRow, &RegisterRow)| {
        let cells = row.cells.iter().map(|cell| {
            json!({
                "unit": unit_ref(units, cell.unit),
                "part": match cell.part { Part::Lead => "lead", Part::Responsible => "responsible" },
                "note": cell.note,
                "standing": cell.standing.as_ref().map(standing),
            })
        });
        json!({
            "row": row.row, "section": given.section, "name": given.name,
            "standing": row.standing.as_ref().map(standing),
            "units": cells.collect::<Vec<_>>(),
        })
    };
    let rows = matrix.rows.iter().zip(&register.rows);
    json!({ "register": register.id, "rows": rows.map(row).collect::<Vec<_>>() })
}
