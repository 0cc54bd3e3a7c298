//! Where each cell of a table comes to lie: the one place that works out spans, for all writers.

use super::{Cell, Table};

/// Every place of a table, row by row, all rows equally long.
#[derive(Debug)]
pub struct Grid<'a> {
    pub columns: usize,
    pub rows: Vec<Vec<Slot<'a>>>,
}

/// One place of a table.
#[derive(Debug, Clone, Copy)]
pub enum Slot<'a> {
    /// A cell begins here and takes this many columns and rows.
    Cell {
        cell: &'a Cell,
        cols: usize,
        rows: usize,
    },
    /// Covered by the cell that begins at this row and column.
    Covered { row: usize, col: usize },
    /// Nothing was said about this place.
    Blank,
}

impl<'a> Grid<'a> {
    /// Works out every place of `table`.
    pub fn new(table: &'a Table) -> Grid<'a> {
        let height = table.rows.len();
        let mut rows: Vec<Vec<Option<Slot<'a>>>> = vec![Vec::new(); height];
        for (row, line) in table.rows.iter().enumerate() {
            let mut col = 0;
            for cell in &line.cells {
                while taken(&rows, row, col) {
                    col += 1;
                }
                let cols = free_columns(&rows, row, col, cell.col_span);
                // A header that reached into the body would be repeated with half a cell, so it ends with the header.
                let floor = if row < table.header_rows {
                    table.header_rows.min(height)
                } else {
                    height
                };
                let room = cell.row_span.clamp(1, floor - row);
                let free = (row + 1..row + room)
                    .take_while(|&below| (col..col + cols).all(|c| !taken(&rows, below, c)))
                    .count();
                let span = (cols, free + 1);
                place(&mut rows, (row, col), cell, span);
                col += cols;
            }
        }
        Grid::square(table, rows)
    }

    fn square(table: &Table, rows: Vec<Vec<Option<Slot<'a>>>>) -> Grid<'a> {
        let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
        let columns = widest.max(table.columns.len()).max(1);
        let fill = |mut row: Vec<Option<Slot<'a>>>| {
            row.resize(columns, None);
            row.into_iter()
                .map(|slot| slot.unwrap_or(Slot::Blank))
                .collect()
        };
        Grid {
            columns,
            rows: rows.into_iter().map(fill).collect(),
        }
    }

    /// The cell that fills a place, wherever it begins.
    pub fn owner(&self, row: usize, col: usize) -> Option<&'a Cell> {
        match self.rows[row][col] {
            Slot::Cell { cell, .. } => Some(cell),
            Slot::Covered { row, col } => self.owner(row, col),
            Slot::Blank => None,
        }
    }

    /// Column widths in units of `total`, which they add up to. A column that the table does not name is as wide as
    /// the average of those it does.
    pub fn widths(&self, table: &Table, total: u32) -> Vec<u32> {
        let named: Vec<u64> = table.columns.iter().map(|&w| u64::from(w.max(1))).collect();
        let average = match named.len() as u64 {
            0 => 1,
            count => (named.iter().sum::<u64>() / count).max(1),
        };
        let shares: Vec<u64> = (0..self.columns)
            .map(|col| named.get(col).copied().unwrap_or(average))
            .collect();
        let sum: u64 = shares.iter().sum();
        let mut edge = 0;
        let mut passed = 0;
        shares
            .iter()
            .map(|share| {
                passed += share;
                let next = passed * u64::from(total) / sum;
                let width = next - edge;
                edge = next;
                u32::try_from(width).expect("a part of a u32 is a u32")
            })
            .collect()
    }
}

fn taken(rows: &[Vec<Option<Slot<'_>>>], row: usize, col: usize) -> bool {
    rows[row].get(col).is_some_and(Option::is_some)
}

fn free_columns(rows: &[Vec<Option<Slot<'_>>>], row: usize, col: usize, wanted: usize) -> usize {
    (col..col + wanted.max(1))
        .take_while(|&c| !taken(rows, row, c))
        .count()
}

fn place<'a>(
    rows: &mut [Vec<Option<Slot<'a>>>],
    (row, col): (usize, usize),
    cell: &'a Cell,
    (cols, height): (usize, usize),
) {
    for line in &mut rows[row..row + height] {
        if line.len() < col + cols {
            line.resize(col + cols, None);
        }
        line[col..col + cols].fill(Some(Slot::Covered { row, col }));
    }
    rows[row][col] = Some(Slot::Cell {
        cell,
        cols,
        rows: height,
    });
}

#[cfg(test)]
mod tests {
    //! Where cells land that reach over others.

    use proptest::prelude::*;

    use super::*;

    fn picture(table: &Table) -> Vec<String> {
        let grid = Grid::new(table);
        let show = |row: usize, col: usize| match grid.rows[row][col] {
            Slot::Cell { cell, .. } => cell.plain(),
            Slot::Covered { .. } => {
                let owner = grid.owner(row, col).expect("covered by something");
                owner.plain().to_lowercase()
            }
            Slot::Blank => ".".to_owned(),
        };
        (0..grid.rows.len())
            .map(|row| (0..grid.columns).map(|col| show(row, col)).collect())
            .collect()
    }

    #[test]
    fn spans_push_later_cells_aside() {
        let table = Table::new([1, 1, 1])
            .header([Cell::text("A").span(2, 1), "B".into()])
            .row([Cell::text("C").span(1, 2), "D".into(), "E".into()])
            .row(["F".into(), "G".into()]);
        assert_eq!(picture(&table), ["AaB", "CDE", "cFG"]);
    }

    #[test]
    fn short_rows_are_filled_and_long_ones_widen() {
        let table = Table::new([1, 1])
            .row(["A".into()])
            .row(["B".into(), "C".into(), "D".into()]);
        assert_eq!(picture(&table), ["A..", "BCD"]);
    }

    #[test]
    fn a_span_ends_at_the_edge_or_where_a_place_is_taken() {
        let table = Table::new([1, 1, 1])
            .row(["A".into(), Cell::text("B").span(1, 9), "C".into()])
            .row([Cell::text("D").span(3, 1), "E".into()]);
        assert_eq!(picture(&table), ["ABC", "DbE"]);
    }

    #[test]
    fn a_header_cell_never_reaches_into_the_body() {
        let table = Table::new([1, 1])
            .header([Cell::text("A").span(1, 3), "B".into()])
            .row(["C".into(), "D".into()]);
        assert_eq!(picture(&table), ["AB", "CD"]);
    }

    #[test]
    fn widths_add_up_exactly() {
        let table = Table::new([1, 1, 1]).row(["A".into(), "B".into(), "C".into(), "D".into()]);
        let grid = Grid::new(&table);
        assert_eq!(grid.widths(&table, 10), [2, 3, 2, 3]);
    }

    proptest! {
        /// Whatever the spans: every cell is placed once, and covers a rectangle that is its own.
        #[test]
        fn no_cell_is_lost_and_none_overlap(
            header in 0_usize..3,
            rows in prop::collection::vec(prop::collection::vec((1_usize..5, 1_usize..5), 0..6), 0..6),
        ) {
            let mut table = Table::new([1, 1]);
            for line in &rows {
                table.push(line.iter().map(|&(c, r)| Cell::text("x").span(c, r)).collect::<Vec<_>>());
            }
            table.header_rows = header;
            let grid = Grid::new(&table);
            let mut covered = 0;
            let mut placed = 0;
            let mut blank = 0;
            for (r, line) in grid.rows.iter().enumerate() {
                prop_assert_eq!(line.len(), grid.columns);
                for (c, slot) in line.iter().enumerate() {
                    match *slot {
                        Slot::Cell { cols, rows, .. } => { placed += 1; covered += cols * rows; }
                        Slot::Covered { row, col } => {
                            let inside = matches!(grid.rows[row][col], Slot::Cell { cols, rows, .. }
                                if (row..row + rows).contains(&r) && (col..col + cols).contains(&c));
                            prop_assert!(inside);
                        }
                        Slot::Blank => blank += 1,
                    }
                }
            }
            prop_assert_eq!(placed, rows.iter().map(Vec::len).sum::<usize>());
            prop_assert_eq!(covered + blank, grid.columns * grid.rows.len());
        }
    }
}
