//! The matrix as a table: its columns, its lines, and the rates at its foot.

use crate::domain::status::Tally;
use crate::ops::status::{Head, Matrix};
use crate::tui::kit::table::{Align, Cell, Column, Table};
use crate::tui::screens::standing;
use crate::tui::theme::Meaning;

/// The name of the unit never scrolls away.
pub const FIXED: usize = 1;

/// Columns that a name takes: the least that tells units apart, for which periods scroll away, and the most.
const NAME: (u16, u16) = (20, 36);
/// Columns that a period takes: a sign and a word of two or three characters.
const PERIOD: (u16, u16) = (6, 8);
/// The most that one of several periods of a duty takes: 2025年第4季度 is not cut.
const PERIOD_OF_DUTY: u16 = 13;

/// Stands before the name of a period whose books are closed.
pub const CLOSED: char = '=';

/// An empty table.
pub fn empty() -> Table {
    Table::matrix(vec![Column::new("单位")], FIXED).when_empty("正在读取…")
}

/// Puts a matrix into the table; `why_empty` is said where it has no lines.
pub fn fill(table: &mut Table, matrix: &Matrix, why_empty: &str) {
    let name = Column::new("单位").between(NAME.0, NAME.1).flexible();
    let periods = matrix.heads.iter().map(|head| {
        // Names that differ at their end only are not cut.
        let most = match head.period.id.index {
            None => PERIOD.1,
            Some(_) => PERIOD_OF_DUTY,
        };
        Column::new(heading(head))
            .align(Align::Centre)
            .between(PERIOD.0, most)
    });
    let rows = matrix.rows.iter().map(|row| {
        let mut cells = Vec::with_capacity(row.cells.len() + FIXED);
        cells.push(Cell::from(row.unit.name.as_str()));
        cells.extend(row.cells.iter().map(|cell| {
            let (words, meaning) = standing::of(cell);
            Cell::new(words, meaning)
        }));
        cells
    });
    table.set(
        std::iter::once(name).chain(periods).collect(),
        rows.collect(),
    );
    table.set_footer(vec![
        rates("报送率", matrix, Tally::completeness),
        rates("及时率", matrix, Tally::timeliness),
    ]);
    table.say_when_empty(why_empty);
}

/// The name of a period, below its duty's where that is needed; a sign before it where its books are closed.
fn heading(head: &Head) -> String {
    let name = head.period.heading.join("\n");
    match head.closed_at {
        None => name,
        Some(_) => format!("{CLOSED}{name}"),
    }
}

/// One rate under every period; over all that is due, beside its name.
fn rates(label: &str, matrix: &Matrix, rate: fn(&Tally) -> Option<u32>) -> Vec<Cell> {
    let total = format!("{label}  合计 {}", standing::rate(&matrix.due, rate));
    let of = |head: &Head| {
        let due = head.due(matrix.now);
        Cell::new(standing::rate(&due, rate), Meaning::Heading)
    };
    std::iter::once(Cell::new(total, Meaning::Heading))
        .chain(matrix.heads.iter().map(of))
        .collect()
}
