//! Paragraphs and tables in the making: a stack, because a cell may hold a table and a paragraph a text box.

use std::borrow::Cow;

use super::Blanks;
use crate::intake::origin::{Origin, Source};
use crate::intake::page::{Budget, Cell, Line, Page, Part, Row, Table};
use crate::intake::refusal::Refusal;
use crate::text::sanitize::for_storage_block;

/// What is open at the moment, innermost last.
#[derive(Debug)]
enum Open {
    Table {
        at: usize,
    },
    Row {
        row: Row,
        next_column: usize,
        deleted: bool,
    },
    Cell {
        cell: Cell,
        deleted: bool,
    },
    TextBox,
    Paragraph {
        text: String,
        origin: Origin,
    },
}

/// A document while it is read.
#[derive(Debug)]
pub(super) struct Story {
    page: Page,
    open: Vec<Open>,
    budget: Budget,
    pub(super) part: Part,
    pub(super) blanks: Blanks,
    /// Whether to keep where everything stands.
    traces: bool,
}

impl Story {
    pub(super) fn new(budget: Budget) -> Self {
        Self {
            page: Page::default(),
            open: Vec::new(),
            budget,
            part: Part::Body,
            blanks: Blanks::default(),
            traces: false,
        }
    }

    /// A story that keeps where in the file its paragraphs stand.
    pub(super) fn tracing(budget: Budget) -> Self {
        Self {
            traces: true,
            ..Self::new(budget)
        }
    }

    pub(super) fn page(self) -> Page {
        self.page
    }

    pub(super) fn begin_table(&mut self) -> Result<(), Refusal> {
        self.budget.item()?;
        let at = self.page.tables.len();
        self.page.tables.push(Table {
            lines_above: self.page.lines.len(),
            ..Table::default()
        });
        self.open.push(Open::Table { at });
        Ok(())
    }

    pub(super) fn begin_row(&mut self) -> Result<(), Refusal> {
        self.budget.item()?;
        let at = self.open.iter().rev().find_map(|open| match open {
            Open::Table { at } => Some(*at),
            _ => None,
        });
        let index = at.map_or(0, |at| self.page.tables[at].rows.len());
        let row = Row {
            index,
            cells: Vec::new(),
        };
        self.open.push(Open::Row {
            row,
            next_column: 0,
            deleted: false,
        });
        Ok(())
    }

    pub(super) fn begin_cell(&mut self) -> Result<(), Refusal> {
        self.budget.item()?;
        let column = match self.open.last() {
            Some(Open::Row { next_column, .. }) => *next_column,
            _ => 0,
        };
        let cell = Cell {
            column,
            span: 1,
            ..Cell::default()
        };
        self.open.push(Open::Cell {
            cell,
            deleted: false,
        });
        Ok(())
    }

    pub(super) fn begin_text_box(&mut self) {
        self.open.push(Open::TextBox);
    }

    /// `at` is where its element begins.
    pub(super) fn begin_paragraph(&mut self, at: usize) {
        self.open.push(Open::Paragraph {
            text: String::new(),
            origin: Origin {
                element: at..at,
                chars: Vec::new(),
            },
        });
    }

    /// Adds to the innermost paragraph. Text outside of one is not on the paper.
    pub(super) fn text(&mut self, text: &str, source: &Source) -> Result<(), Refusal> {
        self.budget.count(text)?;
        if let Some(Open::Paragraph {
            text: paragraph,
            origin,
        }) = self.open.last_mut()
        {
            paragraph.push_str(text);
            if self.traces {
                origin.add(text, source);
            }
        }
        Ok(())
    }

    /// The innermost cell, for its properties.
    pub(super) fn cell(&mut self) -> Option<&mut Cell> {
        match self.open.last_mut() {
            Some(Open::Cell { cell, .. }) => Some(cell),
            _ => None,
        }
    }

    /// Skips columns at the beginning of a row.
    pub(super) fn skip_columns(&mut self, columns: usize) {
        if let Some(Open::Row { next_column, .. }) = self.open.last_mut() {
            *next_column = columns;
        }
    }

    /// The innermost row or cell was deleted with changes tracked.
    pub(super) fn delete(&mut self) {
        if let Some(Open::Row { deleted, .. } | Open::Cell { deleted, .. }) = self.open.last_mut() {
            *deleted = true;
        }
    }

    /// Ends the innermost of what is open, whatever it is. `at` is where its element ends.
    pub(super) fn end(&mut self, at: usize) -> Result<(), Refusal> {
        match self.open.pop() {
            None | Some(Open::TextBox | Open::Table { .. }) => {}
            Some(Open::Paragraph { text, mut origin }) => {
                origin.element.end = at;
                self.end_paragraph(text, origin)?;
            }
            Some(Open::Cell { cell, deleted }) => {
                if let Some(Open::Row {
                    row, next_column, ..
                }) = self.open.last_mut()
                {
                    *next_column = cell.column + cell.span;
                    if !deleted {
                        row.cells.push(cell);
                    }
                }
            }
            Some(Open::Row { row, deleted, .. }) => {
                if let Some(Open::Table { at }) = self.open.last()
                    && !deleted
                {
                    self.page.tables[*at].rows.push(row);
                }
            }
        }
        Ok(())
    }

    fn end_paragraph(&mut self, raw: String, origin: Origin) -> Result<(), Refusal> {
        self.budget.item()?;
        let clean = for_storage_block(&raw);
        let origin = self.traces.then(|| origin.cleaned(&raw, &clean));
        let text = match clean {
            Cow::Borrowed(_) => raw,
            Cow::Owned(clean) => clean,
        };
        let holder = self
            .open
            .iter_mut()
            .rev()
            .find(|open| matches!(open, Open::Cell { .. } | Open::TextBox));
        match holder {
            Some(Open::Cell { cell, .. }) => {
                cell.paragraphs.push(text);
                cell.origins.extend(origin);
            }
            Some(_) => self.lines(&text, Part::TextBox, origin.as_ref()),
            None => self.lines(&text, self.part, origin.as_ref()),
        }
        Ok(())
    }

    fn lines(&mut self, text: &str, part: Part, origin: Option<&Origin>) {
        let mut from = 0;
        for line in text.split('\n') {
            let count = line.chars().count();
            self.page.lines.push(Line {
                text: line.to_owned(),
                part,
                origin: origin.map(|origin| origin.line(from, count)),
            });
            from += count + 1;
        }
    }
}
