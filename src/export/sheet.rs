//! A workbook: sheets of typed cells, with what a printer and a reader need to know about them.
//!
//! Belongs here: values, merges, widths, print set-up. Does not belong here: formulas (totals arrive as numbers) and
//! prose, for which there is [`super::document`].

use super::document::{Align, Chart, Orientation, Shade};
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
    /// Printed across the table's whole width.
    pub title: Option<String>,
    /// Lines between title and table, such as the unit and the day: “截至2020年6月18日17:40”.
    pub lead: Vec<String>,
    pub columns: Vec<Column>,
    /// Repeated on every printed page and held in place while scrolling.
    pub header: Vec<Vec<Cell>>,
    pub rows: Vec<Vec<Cell>>,
    /// Places that are one cell. Rows are counted from the first header row.
    pub merges: Vec<Merge>,
    /// Columns at the left that stay in place while scrolling.
    pub freeze_columns: usize,
    /// Lines below the table.
    pub notes: Vec<String>,
    /// Drawn below the notes.
    pub charts: Vec<Chart>,
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

/// How a sheet is printed: always A4, fitted to the page's width, header rows repeated.
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
            title: None,
            lead: Vec::new(),
            columns: widths.into_iter().map(|width| Column { width }).collect(),
            header: Vec::new(),
            rows: Vec::new(),
            merges: Vec::new(),
            freeze_columns: 0,
            notes: Vec::new(),
            charts: Vec::new(),
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

    /// Columns that the sheet really has: the widest of its rows and of its declaration.
    pub fn width(&self) -> usize {
        let rows = self.header.iter().chain(&self.rows).map(Vec::len);
        rows.chain([self.columns.len(), 1]).max().unwrap_or(1)
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
