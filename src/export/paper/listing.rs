//! A list on paper: columns as wide as what stands in them, rows under one header. What the papers of registers, targets,
//! points and awards have in common; what each says is in its own file.

use super::{PADDING, width_for};
use crate::export::reshape;
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
        let mut widths: Vec<u16> = (0..self.columns.len())
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
        if let Some(narrowed) = narrowed(&widths) {
            widths = narrowed;
        }
        let total = across(&widths);
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

fn across(widths: &[u16]) -> u32 {
    widths.iter().copied().map(u32::from).sum()
}

/// The same with paragraphs that give way, so that a list which is only a little too wide is not cut into strips: what
/// proves a point would then stand on another page than the point. `None` where that does not help.
fn narrowed(widths: &[u16]) -> Option<Vec<u16>> {
    let least = u16::try_from(WIDEST + PADDING).unwrap_or(u16::MAX);
    let mut widths = widths.to_vec();
    while across(&widths) > reshape::PAGE_LYING {
        let widest = widths.iter_mut().max().filter(|width| **width > least)?;
        *widest -= 1;
    }
    Some(widths)
}

#[cfg(test)]
mod tests {
    //! How wide columns are.

    use super::*;

    #[test]
    fn paragraphs_give_way_where_that_keeps_a_list_in_one_piece() {
        for (widths, expected) in [
            (vec![20, 59, 59], Some(vec![20, 59, 59])),
            (vec![31, 31, 59, 31, 59], Some(vec![31, 31, 44, 31, 43])),
            (vec![31, 31, 31, 31, 31, 31], None),
        ] {
            assert_eq!(narrowed(&widths), expected);
        }
    }
}
