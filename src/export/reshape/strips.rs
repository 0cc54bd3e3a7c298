//! A sheet too wide for any page, cut into strips that stand one below the other, each with the frozen columns in front.
//!
//! Scaled to one page it could not be read, and Word takes no table of more than 63 columns.

use crate::export::sheet::{Cell, Column, Merge, Room, Sheet};

/// Narrow characters that still fit across A4 on its side, in 小五.
pub(super) const LYING: u32 = 180;
/// The same in 六号, the smallest type that a paper is set in.
const LYING_SMALLEST: u32 = 216;
/// Columns that Word still takes, with some to spare.
const MOST_COLUMNS: usize = 50;

/// The sheet itself where it fits, its columns narrowed where that helps, else in smaller type; else strips that hold all
/// its columns, in order.
pub(super) fn strips(sheet: &Sheet) -> Vec<Sheet> {
    let room = |across| Room {
        across,
        columns: MOST_COLUMNS,
    };
    let in_one = [LYING, LYING_SMALLEST].into_iter().find_map(|across| {
        let narrowed = sheet.narrowed(room(across));
        (narrowed.divided(room(across)).groups.len() == 1).then_some(narrowed)
    });
    if let Some(whole) = in_one {
        return vec![whole];
    }
    let sheet = sheet.narrowed(room(LYING));
    let division = sheet.divided(room(LYING));
    let merges = sheet.placed_merges();
    let groups = division.groups.into_iter();
    groups
        .map(|group| {
            let columns: Vec<usize> = (0..division.repeated).chain(group).collect();
            strip(&sheet, &merges, &columns)
        })
        .collect()
}

fn strip(sheet: &Sheet, merges: &[Merge], columns: &[usize]) -> Sheet {
    let widths = sheet.widths();
    let mut part = Sheet::new(sheet.name.as_str(), []);
    part.print = sheet.print;
    part.closing_rows = sheet.closing_rows;
    part.least_height = sheet.least_height;
    part.columns = columns
        .iter()
        .map(|&col| Column { width: widths[col] })
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

    /// A number that no column may cut, so that twelve of them never stand on one page.
    const LONG: i64 = 10_i64.pow(18);

    #[test]
    fn a_wide_sheet_is_cut_behind_its_frozen_columns() {
        let mut sheet = Sheet::new("s", [80; 13])
            .header(["单位", "项"])
            .freeze_columns(1);
        let numbers = (0..12).map(|at| Cell::integer(LONG + at));
        sheet.push(std::iter::once("甲".into()).chain(numbers));
        sheet.merge(0, 1, 1, 12);
        let parts = strips(&sheet);
        let (left, right) = (shown(&parts[0]), shown(&parts[1]));
        assert_eq!(parts.len(), 2);
        assert_eq!([&left[0][..2], &right[0][..2]], [["单位", "项"]; 2]);
        assert_eq!([&left[1][0], &right[1][0]], ["甲"; 2]);
        let numbers = [&left[1][1..], &right[1][1..]].concat();
        let all = (0..12).map(|at| (LONG + at).to_string());
        assert_eq!(numbers, all.collect::<Vec<_>>());
        for part in &parts {
            let over = part.placed_merges()[0].cols;
            assert_eq!(over, part.width() - 1, "what is left of the merge");
        }
    }

    #[test]
    fn narrow_columns_and_smaller_type_come_before_strips() {
        let words = "要换行的几个字，写在窄一些的列里";
        let list = |columns: usize| {
            let mut sheet = Sheet::new("s", vec![31; columns]).header(vec!["条件"; columns]);
            sheet.push(vec![words.into(); columns]);
            let parts = strips(&sheet);
            let widths = |part: &Sheet| part.widths().into_iter().map(u32::from).sum::<u32>();
            (parts.len(), widths(&parts[0]))
        };
        assert_eq!(list(8), (1, LYING));
        assert_eq!(list(18), (1, LYING_SMALLEST));
        assert_eq!(list(24).0, 2);
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
        let mut sheet = Sheet::new("s", [80; 12]).freeze_columns(6);
        sheet.push((0..12).map(|at| Cell::integer(LONG + at)));
        let parts = strips(&sheet);
        let all = parts.iter().flat_map(|part| shown(part)[0].clone());
        let expected = (0..12).map(|at| (LONG + at).to_string());
        assert!(parts.len() > 1);
        assert_eq!(all.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    }
}
