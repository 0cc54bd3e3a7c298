//! What stands in a file, whatever the file is: tables of rows of cells of paragraphs, and lines outside of them, each
//! with its place. Readers make pages; what a page means to a campaign is not known here.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::limits;
use super::origin::Origin;
use super::refusal::Refusal;
use crate::text::sanitize::for_storage_block;

/// A file as it reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    pub tables: Vec<Table>,
    /// Text outside of tables, in reading order; headers of the page and text boxes too.
    pub lines: Vec<Line>,
    /// What a person should know about the file, though all of it was read: it carries macros, which were not run.
    pub notes: Vec<String>,
}

/// The note on a file that carries macros.
pub(super) const MACROS: &str = "文件带有宏；宏没有运行，只读了文字";

/// A table of a document, or a sheet of a workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The sheet's name; empty in a document.
    pub name: String,
    pub rows: Vec<Row>,
    /// How many of the page's lines come before it in the reading.
    pub lines_above: usize,
}

/// One row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// From 0, counted as the paper counts it: rows of a sheet that are empty count too.
    pub index: usize,
    pub cells: Vec<Cell>,
}

/// One cell of a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// The first column of the grid that it covers, from 0.
    pub column: usize,
    /// How many columns it covers.
    pub span: usize,
    /// How many rows it covers, where the file says so of its first row, as workbooks do; else 0.
    pub rows: usize,
    /// Whether it only continues the cell above.
    pub continued: bool,
    pub paragraphs: Vec<String>,
    /// Where each paragraph stands in the file, where that was asked for.
    pub origins: Vec<Origin>,
}

/// A paragraph outside of tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    pub part: Part,
    /// Where it stands in the file, where that was asked for.
    pub origin: Option<Origin>,
}

/// Where on the page a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    Body,
    /// The page's header or footer.
    Margin,
    TextBox,
}

/// Where something stood; all numbers from 0, shown from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    Cell {
        table: usize,
        row: usize,
        column: usize,
        paragraph: usize,
    },
    Line {
        line: usize,
        part: Part,
    },
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Cell {
                table,
                row,
                column,
                paragraph,
            } => write!(
                f,
                "第{}个表第{}行第{}列第{}段",
                table + 1,
                row + 1,
                column + 1,
                paragraph + 1
            ),
            Self::Line { line, part } => match part {
                Part::Body => write!(f, "表外第{}段", line + 1),
                Part::Margin => write!(f, "页眉页脚（第{}段）", line + 1),
                Part::TextBox => write!(f, "文本框（第{}段）", line + 1),
            },
        }
    }
}

impl Cell {
    /// Its paragraphs, each on a line.
    pub fn text(&self) -> Cow<'_, str> {
        match self.paragraphs.as_slice() {
            [only] => Cow::Borrowed(only),
            several => Cow::Owned(several.join("\n")),
        }
    }

    /// The characters of its paragraphs, one after the other; what ends a paragraph is not among them.
    pub(super) fn chars(&self) -> impl Iterator<Item = char> + Clone {
        self.paragraphs.iter().flat_map(|text| text.chars())
    }

    pub fn is_empty(&self) -> bool {
        self.paragraphs.iter().all(|text| text.trim().is_empty())
    }
}

impl Page {
    /// Every cell that has a text of its own, with its table and row.
    pub fn cells(&self) -> impl Iterator<Item = (usize, &Row, &Cell)> {
        self.tables.iter().enumerate().flat_map(|(index, table)| {
            table.rows.iter().flat_map(move |row| {
                let own = row
                    .cells
                    .iter()
                    .filter(|cell| !cell.continued && !cell.is_empty());
                own.map(move |cell| (index, row, cell))
            })
        })
    }

    /// A sheet that its workbook hides keeps its place and is not read: it may be an older copy, and nobody who looks at the
    /// file sees it.
    pub(super) fn leave_hidden(&mut self, sheet: String) {
        let note = format!("工作表“{sheet}”是隐藏的，没有读；要收它，请取消隐藏另存后再收");
        self.notes.push(note);
        self.tables.push(Table::default());
    }

    /// One table of it alone, in its place, with the lines around it.
    pub(super) fn only(&self, table: usize) -> Self {
        let empty = |_: &Table| Table::default();
        let mut tables: Vec<Table> = self.tables.iter().map(empty).collect();
        tables[table] = self.tables[table].clone();
        Self {
            tables,
            lines: self.lines.clone(),
            notes: Vec::new(),
        }
    }

    /// Where a line stands.
    pub fn position_of(&self, line: usize) -> Position {
        Position::Line {
            line,
            part: self.lines[line].part,
        }
    }
}

/// What has been taken in so far, against the limits of a file.
#[derive(Debug, Default)]
pub(super) struct Budget {
    chars: usize,
    items: usize,
}

impl Budget {
    /// A paragraph's text made harmless, and counted.
    pub(super) fn text(&mut self, text: &str) -> Result<String, Refusal> {
        self.count(text)?;
        Ok(for_storage_block(text).into_owned())
    }

    /// Counts a text that is not kept yet.
    pub(super) fn count(&mut self, text: &str) -> Result<(), Refusal> {
        self.chars += text.len() / 2;
        if self.chars > limits::TEXT_CHARS {
            return Err(Refusal::TooLarge("文字"));
        }
        Ok(())
    }

    /// One more cell, row or paragraph: each costs memory beyond its characters.
    pub(super) fn item(&mut self) -> Result<(), Refusal> {
        self.items += 1;
        if self.items > limits::CELLS {
            return Err(Refusal::TooLarge("表格"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    //! Places on a page, and how much a page takes in.

    use super::*;

    #[test]
    fn a_place_is_told_as_people_count() {
        let cell = Position::Cell {
            table: 0,
            row: 1,
            column: 2,
            paragraph: 3,
        };
        assert_eq!(cell.to_string(), "第1个表第2行第3列第4段");
        let line = |part| Position::Line { line: 4, part }.to_string();
        assert_eq!(line(Part::Body), "表外第5段");
        assert_eq!(line(Part::Margin), "页眉页脚（第5段）");
        assert_eq!(line(Part::TextBox), "文本框（第5段）");
    }

    #[test]
    fn what_is_taken_in_is_counted_up_to_the_limits() {
        let mut budget = Budget::default();
        for _ in 0..limits::CELLS {
            budget.item().expect("within the limit");
        }
        assert_eq!(budget.item(), Err(Refusal::TooLarge("表格")));
        let mut budget = Budget::default();
        let text = "安".repeat(limits::TEXT_CHARS / 2);
        assert!(budget.text(&text).is_ok());
        assert_eq!(budget.count(&text), Err(Refusal::TooLarge("文字")));
    }
}
