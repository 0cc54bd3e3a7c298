//! A campaign's table as the kit's paper takes it: sentences with their blanks, or a grid of cells. What stands in the
//! blanks, and what is said beside them, is each screen's own.

use std::collections::BTreeMap;

use crate::domain::campaign::{Campaign, Grid, Piece as Part, Table};
use crate::domain::figure::Figures;
use crate::domain::id::FigureId;
use crate::domain::submission::show_answer;
use crate::tui::kit::paper::{Blank, PaperColumn, PaperGrid, PaperLine, PaperRow, Piece};

/// A row that stands within another is set in by this much for each step.
const STEP: &str = "  ";

/// What is done with the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// What is worked out changes as the blanks are filled in.
    Fill,
    /// Every number can be selected, those that are worked out too.
    Read,
}

/// A table for the paper. `blank` makes a blank of a figure.
pub fn rows(
    campaign: &Campaign,
    table: &Table,
    purpose: Purpose,
    blank: impl Fn(&FigureId) -> Blank,
) -> Vec<PaperRow> {
    let piece = |id: &FigureId| {
        let is_asked = campaign.figure(id).is_none_or(|figure| figure.is_asked());
        match is_asked || purpose == Purpose::Read {
            true => Piece::Blank(blank(id)),
            false => Piece::WorkedOut(id.to_string()),
        }
    };
    if let Some(grid) = &table.grid {
        return vec![PaperRow {
            grid: Some(cells(campaign, grid, piece)),
            ..PaperRow::default()
        }];
    }
    let part = |(index, part): (usize, &Part)| match part {
        Part::Words(words) if index == 0 => {
            Piece::Words(words.replace('\u{3000}', "").trim_start().to_owned())
        }
        // The paper indents some of its paragraphs by hand; on screen all begin in one column.
        Part::Words(words) => Piece::Words(words.replace('\u{3000}', "")),
        Part::Blank(id) => piece(id),
    };
    let rows = table.rows.iter().map(|row| PaperRow {
        section: row.section.clone(),
        // The paper breaks long items by hand, to fit its narrow column.
        item: row.item.as_ref().map(|item| item.replace('\n', "")),
        standards: row.standards.clone(),
        pieces: row.report.pieces.iter().enumerate().map(part).collect(),
        grid: None,
    });
    rows.collect()
}

fn cells(campaign: &Campaign, grid: &Grid, piece: impl Fn(&FigureId) -> Piece) -> PaperGrid {
    let columns = grid
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| PaperColumn {
            group: column.group.clone(),
            name: column.name.clone(),
            measure: grid.measure(at, |id| campaign.figure(id)).to_owned(),
        });
    let lines = grid.rows.iter().map(|row| PaperLine {
        name: format!("{}{}", STEP.repeat(row.depth), row.name),
        cells: row
            .cells
            .iter()
            .map(|cell| cell.as_ref().map(&piece))
            .collect(),
    });
    PaperGrid {
        corner: grid.corner.clone(),
        columns: columns.collect(),
        lines: lines.collect(),
    }
}

/// What is worked out, as the paper shows it.
pub fn shown(campaign: &Campaign, worked_out: &Figures) -> BTreeMap<String, String> {
    let shown = worked_out.iter().filter_map(|(id, answer)| {
        let figure = campaign.figure(id)?;
        Some((id.to_string(), show_answer(figure, answer)))
    });
    shown.collect()
}
