//! A table with merged cells, said as HTML says it: a cell names how far it reaches, and the cells it covers are left out.

mod grid;

pub use grid::{Grid, Slot};

use super::{Align, Paragraph, Size};
use crate::export::value::{Number, Value};

/// A table as wide as the text. Rows need not be complete: what is missing is an empty cell, what reaches past the
/// last column widens the table, and a span that runs into a filled place or past the last row ends before it.
/// So no table is an error and no text is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Printed above the table; also names its sheet in a workbook.
    pub caption: Option<String>,
    /// Relative widths: `[1, 2]` gives the second column two thirds of the text's width.
    pub columns: Vec<u16>,
    /// How many rows from the top are repeated on every page.
    pub header_rows: usize,
    pub rows: Vec<Row>,
    /// The text's size where a run does not say; 五号 unless changed.
    pub size: Size,
    /// Rows at the end that stay on one page, with the paragraph behind them.
    pub closing_rows: usize,
    /// Whether a row may go over to the next page. A form with long cells needs it, a list looks better without.
    pub rows_may_split: bool,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    pub cells: Vec<Cell>,
    /// At least this high, in millimetres; higher where the text needs it.
    pub min_height: Option<u16>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Columns that it takes, 1 or more.
    pub col_span: usize,
    /// Rows that it takes, 1 or more.
    pub row_span: usize,
    pub paragraphs: Vec<Paragraph>,
    pub valign: VerticalAlign,
    pub shade: Shade,
    /// The number or day behind the text, where the whole cell is one: a spreadsheet gets the value and not its looks.
    pub value: Option<Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum VerticalAlign {
    Top,
    #[default]
    Middle,
    Bottom,
}

/// A cell's ground by its meaning. States always have a sign or a word too: paper is copied in black and white.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Shade {
    #[default]
    None,
    /// A header or a label.
    Header,
    /// A total.
    Total,
    Good,
    Warning,
    Bad,
    /// Does not count: excused, not open yet.
    Muted,
}

impl Table {
    /// An empty table with these relative column widths.
    pub fn new(columns: impl IntoIterator<Item = u16>) -> Table {
        Table {
            caption: None,
            columns: columns.into_iter().collect(),
            header_rows: 0,
            rows: Vec::new(),
            size: Size::WU_HAO,
            closing_rows: 0,
            rows_may_split: false,
        }
    }

    #[must_use]
    pub fn caption(mut self, caption: impl Into<String>) -> Table {
        self.caption = Some(caption.into());
        self
    }

    #[must_use]
    pub fn size(mut self, size: Size) -> Table {
        self.size = size;
        self
    }

    #[must_use]
    pub fn rows_may_split(mut self) -> Table {
        self.rows_may_split = true;
        self
    }

    /// Adds a row to the header. Call before [`Table::push`].
    #[must_use]
    pub fn header(mut self, cells: impl IntoIterator<Item = Cell>) -> Table {
        self.rows.insert(self.header_rows, Row::new(cells));
        self.header_rows += 1;
        self
    }

    /// Adds a row at the bottom.
    pub fn push(&mut self, row: impl Into<Row>) {
        self.rows.push(row.into());
    }

    /// Adds a row at the bottom, for building a table in one expression.
    #[must_use]
    pub fn row(mut self, row: impl Into<Row>) -> Table {
        self.push(row);
        self
    }
}

impl Row {
    /// A row of these cells, as high as its text.
    pub fn new(cells: impl IntoIterator<Item = Cell>) -> Row {
        Row {
            cells: cells.into_iter().collect(),
            min_height: None,
        }
    }

    /// At least so many millimetres high.
    #[must_use]
    pub fn at_least(mut self, millimetres: u16) -> Row {
        self.min_height = Some(millimetres);
        self
    }
}

impl<const N: usize> From<[Cell; N]> for Row {
    fn from(cells: [Cell; N]) -> Row {
        Row::new(cells)
    }
}

impl From<Vec<Cell>> for Row {
    fn from(cells: Vec<Cell>) -> Row {
        Row::new(cells)
    }
}

impl Cell {
    /// A cell of several paragraphs.
    pub fn new(paragraphs: impl IntoIterator<Item = Paragraph>) -> Cell {
        Cell {
            col_span: 1,
            row_span: 1,
            paragraphs: paragraphs.into_iter().collect(),
            valign: VerticalAlign::default(),
            shade: Shade::default(),
            value: None,
        }
    }

    /// A cell with nothing in it.
    pub fn empty() -> Cell {
        Cell::new([])
    }

    /// One paragraph a line of `text`.
    pub fn text(text: impl AsRef<str>) -> Cell {
        Cell::new(text.as_ref().lines().map(Paragraph::from))
    }

    /// A centred label on a header's ground.
    pub fn label(text: impl AsRef<str>) -> Cell {
        Cell::text(text).align(Align::Center).shade(Shade::Header)
    }

    /// A number: right-aligned on paper, a number in a spreadsheet.
    pub fn number(number: Number) -> Cell {
        Cell::value(Value::Number(number)).align(Align::Right)
    }

    /// Any value, as it is shown.
    pub fn value(value: Value) -> Cell {
        let mut cell = Cell::text(value.shown());
        cell.value = match value {
            Value::Number(_) | Value::Date(_) => Some(value),
            Value::Empty | Value::Text(_) => None,
        };
        cell
    }

    /// Takes `cols` columns and `rows` rows.
    #[must_use]
    pub fn span(mut self, cols: usize, rows: usize) -> Cell {
        self.col_span = cols.max(1);
        self.row_span = rows.max(1);
        self
    }

    /// Aligns every paragraph in it.
    #[must_use]
    pub fn align(mut self, align: Align) -> Cell {
        for paragraph in &mut self.paragraphs {
            paragraph.align = align;
        }
        self
    }

    #[must_use]
    pub fn valign(mut self, valign: VerticalAlign) -> Cell {
        self.valign = valign;
        self
    }

    #[must_use]
    pub fn shade(mut self, shade: Shade) -> Cell {
        self.shade = shade;
        self
    }

    /// Makes all its text bold.
    #[must_use]
    pub fn bold(mut self) -> Cell {
        for run in self.paragraphs.iter_mut().flat_map(|p| &mut p.runs) {
            run.bold = true;
        }
        self
    }

    /// The words without their look, one line a paragraph.
    pub fn plain(&self) -> String {
        let lines: Vec<String> = self.paragraphs.iter().map(Paragraph::plain).collect();
        lines.join("\n")
    }

    /// What a spreadsheet gets.
    pub fn content(&self) -> Value {
        match &self.value {
            Some(value) => value.clone(),
            None => Value::text(self.plain()),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::text(text)
    }
}
