//! A grid (方格表) on paper: headings that columns share, rows that stand within others set in, the total on a ground of
//! its own. Numbers are numbers in a spreadsheet; what is worked out is worked out from the figures given.

use crate::domain::campaign::{Campaign, Grid, GridRow};
use crate::domain::figure::{self, Answer, Figures};
use crate::domain::formula::completed;
use crate::domain::id::FigureId;
use crate::export::document::{Align, Cell, Row, Shade, Size, Table};
use crate::export::paper::units::answer_value;

/// Relative widths: the rows' names, and one column.
const NAME_WIDTH: u16 = 30;
const CELL_WIDTH: u16 = 16;
/// With more columns than this the table is set in small type.
const WIDE: usize = 6;

/// A row that stands within another is set in by this much for each step.
const STEP: &str = "　";

/// The grid with its figures.
pub(super) fn table(campaign: &Campaign, grid: &Grid, figures: &Figures) -> Table {
    let of_grid = || {
        let cells = grid.rows.iter().flat_map(|row| row.cells.iter().flatten());
        cells.filter_map(|id| campaign.figure(id))
    };
    let all = completed(of_grid(), figures);
    let widths = grid.columns.iter().map(|_| CELL_WIDTH);
    let mut table = Table::new([NAME_WIDTH].into_iter().chain(widths));
    if grid.columns.len() > WIDE {
        table = table.size(Size::XIAO_WU);
    }
    for line in heads(campaign, grid) {
        table = table.header(line);
    }
    for row in &grid.rows {
        table.push(line(campaign, row, &all));
    }
    table
}

/// One line of headings, or two where columns share some.
fn heads(campaign: &Campaign, grid: &Grid) -> Vec<Vec<Cell>> {
    let has_groups = grid.columns.iter().any(|column| !column.group.is_empty());
    let height = if has_groups { 2 } else { 1 };
    let mut first = vec![Cell::label(&grid.corner).span(1, height)];
    let mut second = Vec::new();
    let mut at = 0;
    for columns in grid
        .columns
        .chunk_by(|a, b| !a.group.is_empty() && a.group == b.group)
    {
        let own = columns.iter().enumerate().map(|(index, column)| {
            let measure = grid.measure(at + index, |id| campaign.figure(id));
            Cell::label(match measure {
                "" => column.name.clone(),
                measure => format!("{}（{measure}）", column.name),
            })
        });
        if columns[0].group.is_empty() {
            first.extend(own.map(|cell| cell.span(1, height)));
        } else {
            first.push(Cell::label(&columns[0].group).span(columns.len(), 1));
            second.extend(own);
        }
        at += columns.len();
    }
    let lines = [first, second].into_iter();
    lines.filter(|line| !line.is_empty()).collect()
}

fn line(campaign: &Campaign, row: &GridRow, all: &Figures) -> Row {
    let shade = match row.is_total {
        true => Shade::Total,
        false => Shade::None,
    };
    let name = format!("{}{}", STEP.repeat(row.depth), row.name);
    let cells = row.cells.iter().map(|cell| match cell {
        Some(id) => self::cell(campaign, id, all).shade(shade),
        // The paper has no such cell.
        None => Cell::text("—").align(Align::Center).shade(shade),
    });
    let name = Cell::text(name).shade(shade);
    Row::new([name].into_iter().chain(cells))
}

fn cell(campaign: &Campaign, id: &FigureId, all: &Figures) -> Cell {
    let answered = campaign.figure(id).zip(all.get(id));
    answered.map_or_else(Cell::empty, |(figure, answer)| {
        let align = match (figure.kind.digits(), answer) {
            (Some(_), Answer::Value(figure::Value::Number(_))) => Align::Right,
            _ => Align::Center,
        };
        Cell::value(answer_value(figure, answer)).align(align)
    })
}
