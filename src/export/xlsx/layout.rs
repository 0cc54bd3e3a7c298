//! Widths and heights. Excel does not fit a row to wrapped text in merged cells, so heights are worked out here.

use std::ops::Range;

use super::Look;
use crate::export::document::Orientation;
use crate::export::sheet::{Division, Merge, Room, Sheet};
use crate::export::value::Value;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// Points of one line of table text, and of the air around a cell's text.
const LINE: f64 = 14.5;
const AIR: f64 = 5.0;
const POINTS_PER_MM: f64 = 72.0 / 25.4;
/// Narrow characters that a cell keeps free beside its text.
const PADDING: usize = 1;
/// Excel's highest row.
const HIGHEST: f64 = 409.0;
/// What can still be read on one page across A4 on its side: seventy columns on it would be smaller than print.
pub(super) const PAGE: Room = Room {
    across: 240,
    columns: usize::MAX,
};
/// Points of a column beside its characters, and of each of these.
const COLUMN: f64 = 3.75;
const CHARACTER: f64 = 5.25;
/// Points between the margins of A4: the short side and the long one.
const SHORT: f64 = 495.0;
const LONG: f64 = 740.0;

/// The lines above the table, from top to bottom.
pub(super) fn lines_above(sheet: &Sheet) -> Vec<(&str, Look)> {
    let mark = sheet.mark.iter().map(|text| (text.as_str(), Look::Mark));
    let title = sheet.title.iter().map(|text| (text.as_str(), Look::Title));
    let lead = sheet.lead.iter().map(|text| (text.as_str(), Look::Line));
    mark.chain(title).chain(lead).collect()
}

/// Width of every column in narrow characters, within what Excel takes.
pub(super) fn widths(sheet: &Sheet) -> Vec<u16> {
    let widths = sheet.widths().into_iter();
    widths.map(|width| width.clamp(3, 255)).collect()
}

/// The columns of the first page side by side, those that stand on every page among them.
pub(super) fn first_page(sheet: &Sheet) -> Range<usize> {
    let groups = sheet.divided(PAGE).groups;
    0..groups.first().map_or(sheet.width(), |group| group.end)
}

/// Percent at which the widest of a divided sheet's pages fits, within what Excel takes.
pub(super) fn scale(sheet: &Sheet, division: &Division) -> u16 {
    /// Printers and fonts differ by a little; a column that goes over would have a page of its own.
    const SAFE: f64 = 0.97;
    let widths = widths(sheet);
    let points = |columns: Range<usize>| -> f64 {
        let columns = widths[columns].iter();
        columns
            .map(|width| f64::from(*width) * CHARACTER + COLUMN)
            .sum()
    };
    let repeated = points(0..division.repeated);
    let groups = division.groups.iter().cloned();
    let widest = groups.map(points).fold(1.0, f64::max) + repeated;
    let (across, down) = page_size(sheet);
    let (by_width, height) = (across * SAFE / widest, height(sheet));
    let fits = match is_nearly_one_page(sheet, height * by_width.min(1.0)) {
        true => by_width.min(down * SAFE / height),
        false => by_width,
    };
    let percent = (10..=100).rev();
    let mut percent = percent.filter(|percent| f64::from(*percent) / 100.0 <= fits);
    percent.next().unwrap_or(10)
}

/// Whether the sheet would go over to a second page with little more than what is read together at the end: smaller print
/// is better than that. `height` is in points, as printed.
fn is_nearly_one_page(sheet: &Sheet, height: f64) -> bool {
    /// How much longer than a page a sheet may be and still be printed on one.
    const LONGER: f64 = 1.4;
    let (_, down) = page_size(sheet);
    sheet.closing_rows > 0 && height <= down * LONGER
}

/// Points across and down between the margins.
fn page_size(sheet: &Sheet) -> (f64, f64) {
    match sheet.print.orientation {
        Orientation::Portrait => (SHORT, LONG),
        Orientation::Landscape => (LONG, SHORT),
    }
}

/// Points of a line that runs across the first page's columns.
pub(super) fn line_height(sheet: &Sheet, text: &str, title: bool) -> f64 {
    if title {
        let lines = lines_of(text, title_columns(sheet) + PADDING);
        return (lines * 26.0 + 8.0).min(HIGHEST);
    }
    (lines_of(text, across(sheet)) * LINE + AIR).min(HIGHEST)
}

/// Narrow characters of a title that stand in one line across the first page.
pub(super) fn title_columns(sheet: &Sheet) -> usize {
    // A title's character is as wide as 1.7 of the table's.
    (across(sheet) * 10 / 17).saturating_sub(PADDING).max(2)
}

/// Narrow characters of the table's size across the columns of the first page.
fn across(sheet: &Sheet) -> usize {
    let widths = &widths(sheet)[first_page(sheet)];
    widths.iter().copied().map(usize::from).sum()
}

/// Points of every row, header first. A cell over several rows lends its need to the last of them.
pub(super) fn row_heights(sheet: &Sheet, merges: &[Merge]) -> Vec<f64> {
    let widths = widths(sheet);
    let lines: Vec<_> = sheet.header.iter().chain(&sheet.rows).collect();
    let least = f64::from(sheet.least_height) * POINTS_PER_MM;
    let mut heights = vec![least.max(LINE + AIR); lines.len()];
    let mut tall = Vec::new();
    for (row, cells) in lines.iter().enumerate() {
        for (col, cell) in cells.iter().enumerate() {
            let Value::Text(text) = &cell.value else {
                continue;
            };
            let merge = merges.iter().find(|merge| merge.holds(row, col));
            let (cols, rows) = match merge {
                Some(merge) if (merge.row, merge.col) == (row, col) => (merge.cols, merge.rows),
                Some(_) => continue,
                None => (1, 1),
            };
            let across = widths[col..col + cols].iter().copied().map(usize::from);
            let need = lines_of(text, across.sum()) * LINE + AIR;
            if rows == 1 {
                heights[row] = heights[row].max(need);
            } else {
                tall.push((row, rows, need));
            }
        }
    }
    for (row, rows, need) in tall {
        let have: f64 = heights[row..row + rows].iter().sum();
        if need > have {
            heights[row + rows - 1] += need - have;
        }
    }
    heights
        .into_iter()
        .map(|height| height.min(HIGHEST))
        .collect()
}

/// How many pages below each other a sheet of one page's width is to be fitted to; 0 is as many as it takes.
pub(super) fn pages_down(sheet: &Sheet) -> u16 {
    /// Points of a narrow character in the table's size, its share of the column's edges among them.
    const ACROSS: f64 = 5.6;
    let (page_width, _) = page_size(sheet);
    let width: f64 = widths(sheet).into_iter().map(f64::from).sum();
    let scale = (page_width / (width * ACROSS)).min(1.0);
    u16::from(is_nearly_one_page(sheet, height(sheet) * scale))
}

/// Points of everything on the sheet, unscaled.
fn height(sheet: &Sheet) -> f64 {
    let above = lines_above(sheet).into_iter();
    let above = above.map(|(text, look)| line_height(sheet, text, look == Look::Title));
    let below = sheet.notes.iter();
    let below = below.map(|text| line_height(sheet, text, false));
    let rows = row_heights(sheet, &sheet.placed_merges()).into_iter();
    above.chain(rows).chain(below).sum()
}

/// Lines that a text takes in a column, with its padding.
fn lines_of(text: &str, columns: usize) -> f64 {
    let columns = columns.saturating_sub(PADDING).max(2);
    if !text.contains('\n') && width(text) <= columns {
        return 1.0;
    }
    let lines = u32::try_from(wrap(text, columns).len()).unwrap_or(u32::MAX);
    f64::from(lines)
}

#[cfg(test)]
mod tests {
    //! The heights of rows.

    use super::*;

    #[test]
    fn a_row_is_as_high_as_its_longest_text() {
        let mut sheet = Sheet::new("s", [11, 21]).header(["甲", "乙"]);
        sheet.push(["安全生产月活动方案".into(), "短".into()]);
        sheet.push(["一\n二\n三".into()]);
        let heights = row_heights(&sheet, &[]);
        assert_eq!(heights, [LINE + AIR, 2.0 * LINE + AIR, 3.0 * LINE + AIR]);
    }

    #[test]
    fn a_tall_merged_cell_stretches_its_last_row() {
        let mut sheet = Sheet::new("s", [11]);
        sheet.push(["一\n二\n三\n四".into()]);
        sheet.push([]);
        sheet.merge(0, 0, 2, 1);
        let heights = row_heights(&sheet, &sheet.placed_merges());
        assert_eq!(heights[0] + heights[1], 4.0 * LINE + AIR);
    }

    #[test]
    fn no_row_is_higher_than_excel_allows() {
        let mut sheet = Sheet::new("s", [11]);
        sheet.push(["字".repeat(2000).into()]);
        assert_eq!(row_heights(&sheet, &[]), [HIGHEST]);
    }
}
