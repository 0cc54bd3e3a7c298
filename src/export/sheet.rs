//! A workbook: sheets of typed cells, with what a printer and a reader need to know about them.
//!
//! Belongs here: values, merges, widths, print set-up. Does not belong here: formulas (totals arrive as numbers) and
//! prose, for which there is [`super::document`].

mod division;

pub(in crate::export) use division::{Division, Room};

use super::document::{Align, Chart, Orientation, Shade, VerticalAlign};
use super::value::{Number, Value};

/// One file of one or more sheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// Names the file and its properties.
    pub title: String,
    pub sheets: Vec<Sheet>,
}

/// One sheet: title lines, header rows, rows, notes, charts, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// On the tab. Writers shorten it and make it legal and unique.
    pub name: String,
    /// At the left above the title: “附件1”.
    pub mark: Option<String>,
    /// Printed across the table's whole width.
    pub title: Option<String>,
    /// Lines between title and table, such as the unit and the day: “截至2020年6月18日17:40”.
    pub lead: Vec<String>,
    pub columns: Vec<Column>,
    /// Repeated on every printed page and held in place while scrolling.
    pub header: Vec<Vec<Cell>>,
    /// Whether other programs get the header's rows as one: a filter takes the second for a row of data. Not where our own
    /// reader knows the columns by the rows one by one.
    pub is_header_joined: bool,
    pub rows: Vec<Vec<Cell>>,
    /// Places that are one cell. Rows are counted from the first header row.
    pub merges: Vec<Merge>,
    /// Rows at the end that are read together, such as totals and rates: no page begins among them.
    pub closing_rows: usize,
    /// Every row is at least this high, in millimetres: room to write in by hand.
    pub least_height: u16,
    /// Columns at the left that stay in place while scrolling.
    pub freeze_columns: usize,
    /// Lines below the table.
    pub notes: Vec<String>,
    /// Drawn below the notes.
    pub charts: Vec<Chart>,
    /// Whether header and rows are drawn with lines around their cells; prose is not.
    pub ruled: bool,
    pub print: Print,
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Width in narrow characters: a Chinese character takes two.
    pub width: u16,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    pub value: Value,
    /// Left out: texts left, numbers right, days and headers centred.
    pub align: Option<Align>,
    pub valign: VerticalAlign,
    pub bold: bool,
    pub shade: Shade,
}

/// A rectangle of places that are one cell; its content is that of its first place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// Counted from the first header row, which is 0.
    pub row: usize,
    pub col: usize,
    pub rows: usize,
    pub cols: usize,
}

/// How a sheet is printed: always A4, fitted to the page's width, header rows repeated; a sheet
/// too wide to be read so goes over pages side by side, each ending with a section, its frozen columns on each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Print {
    pub orientation: Orientation,
}

impl Workbook {
    /// A workbook of these sheets.
    pub fn new(title: impl Into<String>, sheets: impl IntoIterator<Item = Sheet>) -> Workbook {
        Workbook {
            title: title.into(),
            sheets: sheets.into_iter().collect(),
        }
    }
}

impl From<Sheet> for Workbook {
    fn from(sheet: Sheet) -> Workbook {
        let title = sheet.title.clone().unwrap_or_else(|| sheet.name.clone());
        Workbook::new(title, [sheet])
    }
}

impl Sheet {
    /// An empty sheet with columns of these widths in narrow characters.
    pub fn new(name: impl Into<String>, widths: impl IntoIterator<Item = u16>) -> Sheet {
        Sheet {
            name: name.into(),
            mark: None,
            title: None,
            lead: Vec::new(),
            columns: widths.into_iter().map(|width| Column { width }).collect(),
            header: Vec::new(),
            is_header_joined: false,
            rows: Vec::new(),
            merges: Vec::new(),
            closing_rows: 0,
            least_height: 0,
            freeze_columns: 0,
            notes: Vec::new(),
            charts: Vec::new(),
            ruled: true,
            print: Print::default(),
        }
    }

    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Sheet {
        self.title = Some(title.into());
        self
    }

    #[must_use]
    pub fn lead(mut self, line: impl Into<String>) -> Sheet {
        self.lead.push(line.into());
        self
    }

    #[must_use]
    pub fn note(mut self, line: impl Into<String>) -> Sheet {
        self.notes.push(line.into());
        self
    }

    #[must_use]
    pub fn landscape(mut self) -> Sheet {
        self.print.orientation = Orientation::Landscape;
        self
    }

    #[must_use]
    pub fn freeze_columns(mut self, columns: usize) -> Sheet {
        self.freeze_columns = columns;
        self
    }

    #[must_use]
    pub fn join_header(mut self) -> Sheet {
        self.is_header_joined = true;
        self
    }

    /// Adds a header row of plain labels.
    #[must_use]
    pub fn header<T: AsRef<str>>(mut self, labels: impl IntoIterator<Item = T>) -> Sheet {
        let cells = labels.into_iter().map(|label| Cell::label(label.as_ref()));
        self.header.push(cells.collect());
        self
    }

    /// Adds a row at the bottom.
    pub fn push(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Makes a rectangle one cell. `row` is counted from the first header row.
    pub fn merge(&mut self, row: usize, col: usize, rows: usize, cols: usize) {
        self.merges.push(Merge {
            row,
            col,
            rows,
            cols,
        });
    }

    /// The merges as they can be drawn: inside the table, of more than one place, none over another, none from the
    /// header into the body. What a merge covers is not shown, so writers and spreadsheets agree on what is there.
    pub fn placed_merges(&self) -> Vec<Merge> {
        let (width, header) = (self.width(), self.header.len());
        let height = header + self.rows.len();
        let mut placed: Vec<Merge> = Vec::new();
        for merge in &self.merges {
            if merge.row >= height || merge.col >= width {
                continue;
            }
            let floor = if merge.row < header { header } else { height };
            let merge = Merge {
                rows: merge.rows.clamp(1, floor - merge.row),
                cols: merge.cols.clamp(1, width - merge.col),
                ..*merge
            };
            if merge.rows * merge.cols > 1 && !placed.iter().any(|other| other.meets(&merge)) {
                placed.push(merge);
            }
        }
        placed
    }

    /// Columns that the sheet really has: the widest of its rows and of its declaration.
    pub fn width(&self) -> usize {
        let rows = self.header.iter().chain(&self.rows).map(Vec::len);
        rows.chain([self.columns.len(), 1]).max().unwrap_or(1)
    }
}

impl Merge {
    /// Whether the place is inside.
    pub fn holds(&self, row: usize, col: usize) -> bool {
        (self.row..self.row + self.rows).contains(&row)
            && (self.col..self.col + self.cols).contains(&col)
    }

    fn meets(&self, other: &Merge) -> bool {
        self.row < other.row + other.rows
            && other.row < self.row + self.rows
            && self.col < other.col + other.cols
            && other.col < self.col + self.cols
    }
}

impl Cell {
    pub fn new(value: Value) -> Cell {
        Cell {
            value,
            ..Cell::default()
        }
    }

    pub fn empty() -> Cell {
        Cell::default()
    }

    pub fn text(text: impl Into<String>) -> Cell {
        Cell::new(Value::text(text))
    }

    /// A header's label: bold, on a header's ground.
    pub fn label(text: impl Into<String>) -> Cell {
        Cell::text(text).bold().shade(Shade::Header)
    }

    pub fn number(number: Number) -> Cell {
        Cell::new(Value::Number(number))
    }

    pub fn integer(value: i64) -> Cell {
        Cell::number(Number::integer(value))
    }

    pub fn date(day: chrono::NaiveDate) -> Cell {
        Cell::new(Value::Date(day))
    }

    #[must_use]
    pub fn align(mut self, align: Align) -> Cell {
        self.align = Some(align);
        self
    }

    #[must_use]
    pub fn bold(mut self) -> Cell {
        self.bold = true;
        self
    }

    #[must_use]
    pub fn shade(mut self, shade: Shade) -> Cell {
        self.shade = shade;
        self
    }

    /// Where the content stands when nothing was said: numbers at the right, days and headers in the middle.
    pub fn alignment(&self) -> Align {
        self.align.unwrap_or(match (&self.value, self.shade) {
            (_, Shade::Header) | (Value::Date(_), _) => Align::Center,
            (Value::Number(_), _) => Align::Right,
            _ => Align::Left,
        })
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::text(text)
    }
}

#[cfg(test)]
mod tests {
    //! Merged places.

    use super::*;

    #[test]
    fn merges_are_kept_inside_and_apart() {
        let mut sheet = Sheet::new("s", [10, 10]).header(["a", "b"]);
        sheet.push(["1".into(), "2".into()]);
        sheet.push(["3".into(), "4".into()]);
        sheet.merge(0, 0, 2, 1); // reaches out of the header: one place is left, no merge
        sheet.merge(1, 0, 9, 1); // clipped at the bottom
        sheet.merge(2, 0, 1, 2); // over the one before
        sheet.merge(7, 0, 1, 2); // outside
        let clipped = Merge {
            row: 1,
            col: 0,
            rows: 2,
            cols: 1,
        };
        assert_eq!(sheet.placed_merges(), [clipped]);
        assert!(clipped.holds(2, 0) && !clipped.holds(0, 0) && !clipped.holds(1, 1));
    }
}
