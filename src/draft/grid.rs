//! A table as it shows on paper: areas that cover rows and columns, whatever cells the file makes them of. What an area
//! means is not known here.

use super::blank::{Part, parts};
use crate::intake::page::Table;

/// One area of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Area {
    /// The first row and the one behind the last.
    pub(super) rows: (usize, usize),
    pub(super) columns: (usize, usize),
    /// Without spaces at their ends, and without empty ones before and behind.
    pub(super) paragraphs: Vec<String>,
    /// Whether the file has no cell there: a workbook leaves empty ones out.
    is_hole: bool,
}

/// The areas of a table, and which of them covers a place.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    pub(super) areas: Vec<Area>,
    /// By row and column; `None` where the file has no cell, as workbooks leave empty ones out.
    places: Vec<Vec<Option<usize>>>,
    pub(super) columns: usize,
}

/// How notes below a form begin.
const NOTES: [&str; 5] = ["注", "备注：", "说明：", "填表说明", "填报说明"];

/// More places than this are no form.
const MOST_PLACES: usize = 200_000;

impl Grid {
    /// `None` where it is too large for a form, or empty.
    pub(super) fn new(table: &Table) -> Option<Self> {
        let mut edges: Vec<usize> = table
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .flat_map(|cell| [cell.column, cell.column + cell.span.max(1)])
            .collect();
        edges.sort_unstable();
        edges.dedup();
        let columns = edges.len().checked_sub(1)?;
        if columns.checked_mul(table.rows.len())? > MOST_PLACES {
            return None;
        }
        let edge = |column: usize| edges.partition_point(|edge| *edge < column);
        let mut grid = Self {
            areas: Vec::new(),
            places: vec![vec![None; columns]; table.rows.len()],
            columns,
        };
        for (at, row) in table.rows.iter().enumerate() {
            for cell in &row.cells {
                let columns = (edge(cell.column), edge(cell.column + cell.span.max(1)));
                let above = at
                    .checked_sub(1)
                    .and_then(|above| grid.places[above][columns.0]);
                let area = match above.filter(|_| cell.continued) {
                    Some(above) => above,
                    None => {
                        grid.areas.push(Area {
                            rows: (at, at + 1),
                            columns,
                            paragraphs: trimmed(&cell.paragraphs),
                            is_hole: false,
                        });
                        grid.areas.len() - 1
                    }
                };
                // A workbook says of the first cell how far it reaches.
                let reach = row.index + cell.rows.max(1);
                let below = table.rows[at + 1..].iter();
                let end = at + 1 + below.take_while(|row| row.index < reach).count();
                grid.areas[area].rows.1 = end;
                for places in &mut grid.places[at..end] {
                    places[columns.0..columns.1].fill(Some(area));
                }
            }
        }
        let is_workbook = !table.name.is_empty();
        if is_workbook && !grid.areas.iter().any(has_blank) {
            grid.fill_holes();
        }
        Some(grid)
    }

    /// In a workbook without any blank within a text it is the empty cells that are filled in.
    fn fill_holes(&mut self) {
        for (row, places) in self.places.iter_mut().enumerate() {
            for (column, place) in places.iter_mut().enumerate() {
                if place.is_none() {
                    *place = Some(self.areas.len());
                    self.areas.push(Area {
                        rows: (row, row + 1),
                        columns: (column, column + 1),
                        paragraphs: Vec::new(),
                        is_hole: true,
                    });
                }
            }
        }
    }

    pub(super) fn height(&self) -> usize {
        self.places.len()
    }

    pub(super) fn at(&self, row: usize, column: usize) -> Option<&Area> {
        self.places
            .get(row)?
            .get(column)?
            .map(|area| &self.areas[area])
    }

    /// The areas of a row from left to right, those that reach into it from above too.
    pub(super) fn row(&self, row: usize) -> Vec<&Area> {
        let mut found: Vec<usize> = self.places[row].iter().flatten().copied().collect();
        found.dedup();
        found.into_iter().map(|area| &self.areas[area]).collect()
    }

    /// The only text of a row, where it has one and no room beside it for another: a title, a heading between rows.
    pub(super) fn lone(&self, row: usize) -> Option<&Area> {
        let areas = self.row(row);
        let mut texts = areas.iter().filter(|area| !area.is_empty());
        let only = texts.next().filter(|_| texts.next().is_none())?;
        let alone = areas.len() == 1
            && (only.columns.1 - only.columns.0 == self.columns || self.is_sparse());
        let beside_holes = areas.len() > 1
            && areas.iter().all(|area| area.is_hole || !area.is_empty())
            && self.stands_over(row, only);
        ((alone || beside_holes) && only.rows.0 == row).then_some(only)
    }

    /// Whether the only text of a row with holes beside it names what stands below rather than what goes beside it: a
    /// title above everything else, a heading with its number, a note.
    fn stands_over(&self, row: usize, only: &Area) -> bool {
        let texts = |row: usize| self.row(row).iter().filter(|area| !area.is_empty()).count();
        let mut above = 0..row;
        let is_top = above.all(|row| texts(row) <= 1);
        let is_headed = || (row..self.height()).any(|row| texts(row) > 1);
        let text = only.label();
        let is_title = is_top && (is_headed() || row == 0 && text.ends_with('表'));
        is_title || NOTES.iter().any(|note| text.starts_with(note)) || is_numbered(&text)
    }

    /// Whether empty places are left out, as in a workbook.
    fn is_sparse(&self) -> bool {
        self.places.iter().flatten().any(Option::is_none)
    }
}

/// Whether an area has a blank in its text.
pub(super) fn has_blank(area: &Area) -> bool {
    let is_blank = |part: &Part| matches!(part, Part::Blank(_));
    area.paragraphs
        .iter()
        .any(|line| parts(line).iter().any(is_blank))
}

/// 一、……: a heading between rows.
fn is_numbered(text: &str) -> bool {
    let digits = text
        .chars()
        .take_while(|c| "一二三四五六七八九十".contains(*c))
        .count();
    let brackets = text.starts_with('（') || text.starts_with('(');
    digits > 0 && text.chars().nth(digits) == Some('、')
        || brackets
            && text
                .chars()
                .nth(1)
                .is_some_and(|c| "一二三四五六七八九十".contains(c))
}

impl Area {
    /// A cell that waits for an answer below the whole form.
    pub(super) fn waiting() -> Self {
        Self {
            rows: (0, 0),
            columns: (0, 0),
            paragraphs: Vec::new(),
            is_hole: true,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// All of it, a paragraph a line.
    pub(super) fn text(&self) -> String {
        self.paragraphs.join("\n")
    }

    /// All of it on one line, as a heading or a label is read: spaces that only spread its characters are gone.
    pub(super) fn label(&self) -> String {
        label(&self.paragraphs.concat())
    }
}

/// A label without the spaces that spread it over its cell: 姓    名.
pub(super) fn label(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_ascii = |word: &&str| word.is_ascii();
    match words.iter().any(is_ascii) {
        true => words.join(" "),
        false => words.concat(),
    }
}

fn trimmed(paragraphs: &[String]) -> Vec<String> {
    let lines = paragraphs
        .iter()
        .flat_map(|paragraph| paragraph.split('\n'));
    let mut lines: Vec<String> = lines.map(|line| line.trim_end().to_owned()).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(0);
    lines.drain(..first);
    lines
}

#[cfg(test)]
mod tests {
    //! Cells that reach over others.

    use super::*;
    use crate::intake::page::{Cell, Row};

    fn cell(column: usize, span: usize, text: &str) -> Cell {
        Cell {
            column,
            span,
            continued: text == "^",
            paragraphs: vec![text.replace('^', "")],
            ..Cell::default()
        }
    }

    fn table(rows: Vec<Vec<Cell>>) -> Table {
        let rows = rows
            .into_iter()
            .enumerate()
            .map(|(index, cells)| Row { index, cells });
        Table {
            rows: rows.collect(),
            ..Table::default()
        }
    }

    #[test]
    fn areas_cover_what_their_cells_cover() {
        let grid = Grid::new(&table(vec![
            vec![cell(0, 2, "项目"), cell(2, 1, "落实")],
            vec![cell(0, 1, "一"), cell(1, 1, "甲"), cell(2, 1, "（ ）次")],
            vec![cell(0, 1, "^"), cell(1, 1, "乙"), cell(2, 1, "（ ）次")],
        ]))
        .expect("a small table");
        assert_eq!((grid.columns, grid.height(), grid.areas.len()), (3, 3, 7));
        assert_eq!(
            grid.at(2, 0).map(|area| (area.label(), area.rows)),
            Some(("一".to_owned(), (1, 3)))
        );
        assert_eq!(grid.row(2).len(), 3);
    }

    #[test]
    fn a_workbook_s_cell_says_how_far_it_reaches() {
        let section = Cell {
            rows: 2,
            ..cell(0, 1, "一")
        };
        let grid = Grid::new(&table(vec![
            vec![section, cell(1, 1, "甲")],
            vec![cell(1, 1, "乙")],
            vec![cell(1, 1, "丙")],
        ]))
        .expect("a small table");
        assert_eq!(grid.at(1, 0).map(|area| area.rows), Some((0, 2)));
        assert_eq!(grid.at(2, 0), None);
    }

    #[test]
    fn a_title_stands_alone() {
        let grid = Grid::new(&table(vec![
            vec![cell(0, 2, "统计表")],
            vec![cell(0, 1, "项目"), cell(1, 1, "数量")],
            vec![cell(0, 1, "演练"), cell(1, 1, "")],
        ]))
        .expect("a small table");
        assert!(grid.lone(0).is_some());
        assert!(
            grid.lone(1).is_none() && grid.lone(2).is_none(),
            "an empty cell is room for another text"
        );
    }

    #[test]
    fn what_is_no_form_is_none() {
        assert!(Grid::new(&Table::default()).is_none());
        let wide = (0..600).map(|row| vec![cell(row * 2, 1, "甲")]).collect();
        assert!(
            Grid::new(&table(wide)).is_none(),
            "600 rows of 1199 columns"
        );
    }

    #[test]
    fn labels_are_read_together() {
        assert_eq!(label("姓    名*"), "姓名*");
        assert_eq!(label("QQ 号"), "QQ 号");
    }
}
