//! A list on paper: columns as wide as what stands in them, rows under one header. What the papers of registers, targets,
//! points and awards have in common; what each says is in its own file.

use super::width_for;
use crate::export::sheet::{Cell, Sheet};

/// No column of words is usually wider than this, in narrow characters; longer texts wrap.
pub(super) const WIDEST: usize = 28;

/// The same of a whole paragraph, so that it is not a strip down the page.
pub(super) const PARAGRAPH: usize = 56;

/// What an upright page holds, in narrow characters.
const PAGE_UPRIGHT: u32 = 90;

/// A list that is to be laid out.
#[derive(Debug, Clone)]
pub(super) struct Listing {
    pub name: String,
    pub title: String,
    pub lead: Vec<String>,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
    pub notes: Vec<String>,
    /// Columns at the left that stay in place.
    pub fixed: usize,
    /// No column of words is wider, in narrow characters; [`WIDEST`] or [`PARAGRAPH`].
    pub widest: usize,
}

impl Listing {
    /// The sheet, on its side where it has many columns.
    pub fn sheet(self) -> Sheet {
        let widths: Vec<u16> = (0..self.columns.len())
            .map(|column| {
                let cells = self.rows.iter().filter_map(|row| row.get(column));
                let texts: Vec<String> = cells.map(|cell| cell.value.shown()).collect();
                width_for(
                    &self.columns[column],
                    self.widest,
                    texts.iter().map(String::as_str),
                )
            })
            .collect();
        let total: u32 = widths.iter().copied().map(u32::from).sum();
        let mut sheet = Sheet::new(self.name, widths).title(self.title);
        if total > PAGE_UPRIGHT {
            sheet = sheet.landscape();
        }
        sheet = sheet.freeze_columns(self.fixed).header(&self.columns);
        sheet.lead = self.lead;
        sheet.notes = self.notes;
        for row in self.rows {
            sheet.push(row);
        }
        sheet
    }
}
