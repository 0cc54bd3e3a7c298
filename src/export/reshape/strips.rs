//! A sheet too wide for any page, cut into strips that stand one below the other, each with the frozen columns in front.
//!
//! Scaled to one page it could not be read, and Word takes no table of more than 63 columns.

use std::ops::Range;

use crate::export::sheet::{Cell, Column, Merge, Sheet};

/// Narrow characters that still fit across A4 on its side, in 小五.
pub(crate) const PAGE_LYING: u32 = 180;
/// Columns that Word still takes, with some to spare.
const MOST_COLUMNS: usize = 50;

/// The sheet itself where it fits; else strips that hold all its columns, in order.
pub(super) fn strips(sheet: &Sheet) -> Vec<Sheet> {
    let widths: Vec<u32> = (0..sheet.width()).map(|col| width(sheet, col)).collect();
    if widths.iter().sum::<u32>() <= PAGE_LYING && widths.len() <= MOST_COLUMNS {
        return vec![sheet.clone()];
    }
    let frozen = sheet.freeze_columns.min(widths.len());
    // Frozen columns that leave no room for others are columns like the others.
    let fixed: u32 = widths[..frozen].iter().sum();
    let (frozen, fixed) = match fixed <= PAGE_LYING / 2 && frozen <= MOST_COLUMNS / 2 {
        true => (frozen, fixed),
        false => (0, 0),
    };
    let merges = sheet.placed_merges();
    let groups = groups(&widths[frozen..], PAGE_LYING - fixed, MOST_COLUMNS - frozen);
    groups
        .into_iter()
        .map(|group| {
            strip(
                sheet,
                &merges,
                frozen,
                group.start + frozen..group.end + frozen,
            )
        })
        .collect()
}

fn width(sheet: &Sheet, col: usize) -> u32 {
    sheet
        .columns
        .get(col)
        .map_or(12, |column| u32::from(column.width))
}

/// Runs of columns, each as wide as fits and at least one column.
fn groups(widths: &[u32], room: u32, most: usize) -> Vec<Range<usize>> {
    let mut groups = Vec::new();
    let (mut start, mut used) = (0, 0);
    for (col, width) in widths.iter().enumerate() {
        if col > start && (used + width > room || col - start == most) {
            groups.push(start..col);
            (start, used) = (col, 0);
        }
        used += width;
    }
    groups.push(start..widths.len());
    groups
}

fn strip(sheet: &Sheet, merges: &[Merge], frozen: usize, group: Range<usize>) -> Sheet {
    let columns: Vec<usize> = (0..frozen).chain(group).collect();
    let mut part = Sheet::new(sheet.name.as_str(), []);
    part.print = sheet.print;
    part.closing_rows = sheet.closing_rows;
    part.least_height = sheet.least_height;
    part.columns = columns
        .iter()
        .map(|&col| Column {
            width: u16::try_from(width(sheet, col)).unwrap_or(u16::MAX),
        })
        .collect();
    let take = |cells: &Vec<Cell>| -> Vec<Cell> {
        let cell = |&col: &usize| cells.get(col).cloned().unwrap_or_default();
        columns.iter().map(cell).collect()
    };
    part.header = sheet.header.iter().map(take).collect();
    part.rows = sheet.rows.iter().map(take).collect();
    for merge in merges {
        // Frozen columns and group follow each other, so what is left of a merge is one piece unless it ran over the cut.
        let inside = |col: &usize| (merge.col..merge.col + merge.cols).contains(col);
        let Some(first) = columns.iter().position(inside) else {
            continue;
        };
        let left = columns[first..]
            .iter()
            .take_while(|col| inside(col))
            .count();
        part.merge(merge.row, first, merge.rows, left);
        // A merge that began in an earlier strip says its content here too.
        let origin = cell_at(sheet, merge.row, merge.col);
        let lines = part.header.iter_mut().chain(&mut part.rows);
        if let (Some(origin), Some(line)) = (origin, lines.into_iter().nth(merge.row)) {
            line[first] = origin.clone();
        }
    }
    part
}

fn cell_at(sheet: &Sheet, row: usize, col: usize) -> Option<&Cell> {
    let line = sheet.header.iter().chain(&sheet.rows).nth(row)?;
    line.get(col)
}

#[cfg(test)]
mod tests {
    //! Wide sheets, cut.

    use super::*;

    fn shown(sheet: &Sheet) -> Vec<Vec<String>> {
        let line = |cells: &Vec<Cell>| cells.iter().map(|cell| cell.value.shown()).collect();
        sheet.header.iter().chain(&sheet.rows).map(line).collect()
    }

    #[test]
    fn what_fits_is_left_alone() {
        let sheet = Sheet::new("s", [60; 3]).header(["a", "b", "c"]);
        assert_eq!(strips(&sheet), [sheet]);
    }

    #[test]
    fn a_wide_sheet_is_cut_behind_its_frozen_columns() {
        let mut sheet = Sheet::new("s", [20, 80, 80, 80])
            .header(["单位", "项", "", ""])
            .freeze_columns(1);
        sheet.push([
            "甲".into(),
            Cell::integer(1),
            Cell::integer(2),
            Cell::integer(3),
        ]);
        sheet.merge(0, 1, 1, 3);
        let parts = strips(&sheet);
        let texts: Vec<_> = parts.iter().map(shown).collect();
        assert_eq!(
            texts,
            [
                [vec!["单位", "项", ""], vec!["甲", "1", "2"]],
                [vec!["单位", "项", ""], vec!["甲", "3", ""]].map(|row| row[..2].to_vec()),
            ]
        );
        assert_eq!(parts[0].placed_merges().len(), 1);
        assert_eq!(
            parts[1].placed_merges(),
            [],
            "one column is left of the merge"
        );
    }

    #[test]
    fn no_strip_has_more_columns_than_word_takes_and_none_is_lost() {
        let mut sheet = Sheet::new("s", [3; 130]).freeze_columns(2);
        sheet.push((0..130).map(Cell::integer));
        let parts = strips(&sheet);
        assert!(parts.iter().all(|part| part.width() <= MOST_COLUMNS));
        let all = parts.iter().flat_map(|part| shown(part)[0][2..].to_vec());
        assert_eq!(
            all.collect::<Vec<_>>(),
            (2..130).map(|n| n.to_string()).collect::<Vec<_>>()
        );
    }

    #[test]
    fn frozen_columns_that_fill_the_page_are_not_repeated() {
        let mut sheet = Sheet::new("s", [100, 100, 100]).freeze_columns(2);
        sheet.push(["a".into(), "b".into(), "c".into()]);
        let texts: Vec<_> = strips(&sheet).iter().map(shown).collect();
        assert_eq!(texts, [[["a"]], [["b"]], [["c"]]]);
    }
}
